//! Context layers: files that are drawn and asked about, but are no part of the network.
//!
//! Does not know: styles (see `scene`) and why a file is context.

use std::sync::Arc;

use super::geometry::{GeoBox, LineSet, LonLat};
use super::names::Names;
use super::network::Network;
use super::properties::Properties;

/// What a part of a context layer is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShapeKind {
    /// A line.
    Line,
    /// The outer ring or a hole of a polygon; rings of one polygon follow each other, the outer first.
    Outer,
    /// A hole in the polygon whose outer ring came last.
    Hole,
}

/// One feature's name and class, where its file gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Name; empty where there is none.
    pub names: Names,
    /// What the file calls its class or kind; empty where there is none.
    pub class: String,
    /// 1 (first to be shown) to 9.
    pub rank: u8,
}

/// A layer of lines, areas and points for looking at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContextLayer {
    /// Whether it is part of the program's own basemap, whatever it is called; all other layers came
    /// with the study.
    pub is_basemap: bool,
    /// The layer's name: its file's stem.
    pub name: String,
    /// The file it came from.
    pub file: Arc<str>,
    /// Lines and rings.
    pub shapes: LineSet,
    /// What each shape is, index by index.
    pub kinds: Vec<ShapeKind>,
    /// The feature of each shape, as an index into `labels`.
    pub features: Vec<u32>,
    /// Points with their feature.
    pub points: Vec<(LonLat, u32)>,
    /// Name and class of each feature.
    pub labels: Vec<Label>,
    /// All that the file says of each feature; nothing for the basemap.
    pub properties: Properties,
}

impl ContextLayer {
    /// The box around the whole layer.
    #[must_use]
    pub fn extent(&self) -> Option<GeoBox> {
        let lines = self.shapes.positions().iter().copied();
        GeoBox::around(lines.chain(self.points.iter().map(|&(at, _)| at)))
    }

    /// The box around one feature.
    #[must_use]
    pub fn feature_box(&self, feature: u32) -> Option<GeoBox> {
        let shapes = self.features.iter().enumerate();
        let own = shapes.filter(|(_, of)| **of == feature);
        let lines = own.flat_map(|(shape, _)| self.shapes.line(shape));
        let points = self.points.iter().filter(|(_, of)| *of == feature);
        GeoBox::around(lines.copied().chain(points.map(|&(at, _)| at)))
    }
}

/// The box to look at first: the corridor's, or where a study has no network its own layers'.
#[must_use]
pub fn home_box(network: &Network, context: &[ContextLayer]) -> Option<GeoBox> {
    let own = context.iter().filter(|layer| !layer.is_basemap);
    let boxes = own.filter_map(ContextLayer::extent);
    network.home_box().or_else(|| boxes.reduce(GeoBox::union))
}
