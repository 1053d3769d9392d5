//! What the looks of world layers depend on: the same key, the same looks.
//!
//! Does not know: layers.

use std::sync::Arc;

use crate::model::cartography::Borders;
use crate::model::ids::LinkId;
use crate::scene::look::Looked;
use crate::scene::palette::{Palette, Theme};
use crate::words::Lang;

/// What the looks of the basemap depend on.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundKey {
    /// Its colors.
    pub palette: Palette,
    /// The language.
    pub lang: Lang,
    /// Whose borders.
    pub borders: Borders,
    /// Whether meridians and parallels are shown.
    pub show_graticule: bool,
}

/// What the looks of the network's lines depend on beside network and outcome.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one switch that people turn by itself"
)]
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkKey {
    /// The theme.
    pub theme: Theme,
    /// Which routes are shown.
    pub shown_routes: Vec<bool>,
    /// Whether the path is brought out.
    pub show_path: bool,
    /// Whether the bottleneck is marked.
    pub show_bottleneck: bool,
    /// Whether there is a basemap below.
    pub show_basemap: bool,
    /// Links selected and pointed at.
    pub marked: [Option<LinkId>; 2],
    /// The way that is pointed at.
    pub hovered_way: Option<usize>,
    /// Whether hinterlands are shown.
    pub show_hinterland: bool,
    /// The looks of layers.
    pub looks: Arc<Looked>,
}
