//! What a study saves beside its data, and what undo reaches: edits, named scenarios, what of the map is
//! shown and how, named views, notes, pages, a logo.
//!
//! Plain values that share what does not change, so that a copy costs next to nothing.
//! Does not know: files, history, the screen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cartography::{Borders, InsetChoice, MapStyle, Publication};
use super::geometry::LonLat;
use super::ids::Key;
use super::look::{Look, Looks};
use super::names::Names;
use super::network::Network;
use super::page::Page;
use super::picture::Picture;
use super::projection::Projection;
use super::scenario::Scenario;
use super::scenarios::{Book, BookError};
use super::tiles::TileLayer;

/// Everything that a study saves beside its data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// The study's name.
    pub names: Arc<Names>,
    /// The working edits, on top of the open scenarios.
    pub edits: Arc<Scenario>,
    /// The named scenarios.
    pub book: Arc<Book>,
    /// Which of them are open; none is the base.
    pub open: Arc<Vec<Key>>,
    /// What of the map is shown, and how.
    pub layers: Arc<Layers>,
    /// Named views.
    pub views: Arc<Vec<NamedView>>,
    /// Notes pinned to the map.
    pub notes: Arc<Vec<PinnedNote>>,
    /// Pages laid out for print.
    pub pages: Arc<Vec<Page>>,
    /// The logo that pages may have.
    pub logo: Option<Arc<Picture>>,
}

/// A part of the map that can be switched. Hinterlands and flows are none: they follow their panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapPart {
    /// Land, borders, rivers, names of places.
    Basemap,
    /// The legend.
    Legend,
    /// Hubs.
    Hubs,
    /// Names.
    Labels,
    /// The path.
    Path,
    /// The bottleneck.
    Bottleneck,
    /// Notes.
    Notes,
    /// The small map of the whole, in the window.
    Overview,
    /// Meridians and parallels.
    Graticule,
}

/// What of the map is shown, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// The projection of the map.
    pub projection: Projection,
    /// The style of the map; `None`: that of the window, and light on a page.
    pub style: Option<MapStyle>,
    /// Whose view of borders is shown.
    pub borders: Borders,
    /// Whether pages have an inset of the South China Sea.
    pub inset: InsetChoice,
    /// What is said of its publication.
    pub publication: Publication,
    /// Raster tiles under the map, the lowest first; none by itself.
    pub tiles: Vec<TileLayer>,
    /// The parts of the map that are shown.
    pub shown: BTreeSet<MapPart>,
    /// Routes that are not shown.
    pub hidden_routes: BTreeSet<Key>,
    /// Context layers that are not as they are by themselves, by the name of their file.
    pub context: BTreeMap<String, ContextLook>,
    /// The looks of the other layers, where they are not as they are by themselves.
    pub looks: Looks,
    /// Context layers by the same names, the lowest first; those not named lie above them in their order.
    pub order: Vec<String>,
    /// Notes of the study's own table that are drawn; pinned notes say so themselves.
    pub shown_notes: BTreeSet<Key>,
}

/// How a context layer is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextLook {
    /// Whether it is shown.
    pub is_shown: bool,
    /// Its color by its place in the palette, and its lines; `None`: what it has by itself.
    pub style: Option<(u16, LineWidth)>,
    /// Its look; a color of this goes before that of `style`, and its width is a factor to that.
    pub look: Look,
    /// Whether its lines and areas lie above the network.
    pub is_above: bool,
}

/// How wide a context layer's lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineWidth {
    /// Hairlines.
    Thin,
    /// As a border.
    Medium,
    /// As a line of the network.
    Thick,
}

/// The language of names on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapNames {
    /// English names.
    En,
    /// Chinese names.
    Zh,
    /// Both.
    Both,
}

/// A view of the map that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedView {
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// The middle of the map.
    pub center: LonLat,
    /// Its scale: projected meters for a point of the screen.
    pub meters_per_point: f64,
    /// What is shown.
    pub layers: Layers,
    /// The language of names on the map.
    pub map_names: MapNames,
}

/// What a note is pinned to.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// A hub.
    Hub(Key),
    /// A link.
    Link(Key),
    /// A project.
    Project(Key),
    /// A route.
    Route(Key),
    /// A place on the map.
    At(LonLat),
}

/// A text pinned to something.
#[derive(Clone, Debug, PartialEq)]
pub struct PinnedNote {
    /// Its stable key.
    pub key: Key,
    /// What it says.
    pub text: Names,
    /// What it is pinned to.
    pub on: Anchor,
    /// Whether the map shows it.
    pub is_shown: bool,
}

impl Default for ContextLook {
    fn default() -> Self {
        Self {
            is_shown: true,
            style: None,
            look: Look::default(),
            is_above: false,
        }
    }
}

impl ContextLook {
    /// Whether it is drawn as by itself.
    #[must_use]
    pub fn is_own(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Layers {
    fn default() -> Self {
        let shown = MapPart::ALL.into_iter();
        Self {
            projection: Projection::default(),
            style: None,
            borders: Borders::default(),
            inset: InsetChoice::default(),
            publication: Publication::default(),
            tiles: Vec::new(),
            shown: shown.filter(|part| part.is_shown_at_first()).collect(),
            hidden_routes: BTreeSet::new(),
            context: BTreeMap::new(),
            looks: Looks::new(),
            order: Vec::new(),
            shown_notes: BTreeSet::new(),
        }
    }
}

impl MapPart {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Basemap,
        Self::Legend,
        Self::Hubs,
        Self::Labels,
        Self::Path,
        Self::Bottleneck,
        Self::Notes,
        Self::Overview,
        Self::Graticule,
    ];

    /// Whether it is shown where nothing is said.
    #[must_use]
    pub fn is_shown_at_first(self) -> bool {
        !matches!(self, Self::Legend | Self::Overview | Self::Graticule)
    }

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Basemap => "basemap",
            Self::Legend => "legend",
            Self::Hubs => "hubs",
            Self::Labels => "labels",
            Self::Path => "path",
            Self::Bottleneck => "bottleneck",
            Self::Notes => "notes",
            Self::Overview => "overview",
            Self::Graticule => "graticule",
        }
    }

    /// The part that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

impl LineWidth {
    /// All, thinnest first.
    pub const ALL: [Self; 3] = [Self::Thin, Self::Medium, Self::Thick];

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Thin => "thin",
            Self::Medium => "medium",
            Self::Thick => "thick",
        }
    }

    /// The width that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|width| width.word() == word)
    }
}

impl MapNames {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::Zh, Self::Both];

    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::Both => "both",
        }
    }

    /// The language that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.word() == word)
    }
}

impl Saved {
    /// What holds below the working edits: the edits of the open scenarios.
    ///
    /// # Errors
    /// [`BookError`] when the open scenarios are none that can be open together.
    pub fn below(&self, network: &Network) -> Result<Scenario, BookError> {
        self.book.resolve(network, &self.open)
    }

    /// The scenario that holds: the open ones, and the working edits on top.
    ///
    /// # Errors
    /// [`BookError`] when the open scenarios are none that can be open together.
    pub fn scenario(&self, network: &Network) -> Result<Arc<Scenario>, BookError> {
        let below = self.below(network)?;
        if below.edits().is_empty() {
            return Ok(Arc::clone(&self.edits));
        }
        Ok(Arc::new(below.followed_by(network, &self.edits)))
    }
}
