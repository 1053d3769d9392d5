//! One picture: a view of the map and what stands around it on a page.
//!
//! [`scene`] costs only the overlay (markers, labels, furniture): the geometry is in
//! [`WorldLayers`], which is brought up to date apart and shared.
//! Does not know: who draws it, how a view was chosen.

use std::sync::Arc;

use crate::model::cartography::{Borders, InsetChoice, MapStyle};
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::network::Network;
use crate::model::tiles::{TileAccess, TileLayer};
use crate::study::notes::NoteId;
use crate::study::outcome::Outcome;
use crate::words::Lang;

use super::context::ContextStyle;
use super::item::{PlacedLayer, Point, Scene, WorldLayer, WorldStyle};
use super::layers::WorldLayers;
use super::logo::Logo;
use super::look::Looked;
use super::palette::{Palette, Theme};
use super::projection::{Camera, Rect};
use super::raster::{PlacedTiles, Under, is_drawn};
use super::{furniture, overlay, style};

/// The language of names on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelLang {
    /// English names.
    En,
    /// Chinese names.
    Zh,
    /// English names with the Chinese ones below.
    Both,
}

/// A thing on the map that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A hub.
    Node(NodeId),
    /// A link.
    Link(LinkId),
    /// A feature of a layer that people added.
    Context {
        /// The layer, by its place among all context layers.
        layer: usize,
        /// The feature, by its place in the layer.
        feature: u32,
    },
}

/// What is looked at, and how.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one switch that people turn by itself"
)]
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// From where. For a page, its viewport comes from [`Furniture::viewport`].
    pub camera: Camera,
    /// Light or dark, where no style was chosen.
    pub theme: Theme,
    /// The style that was chosen.
    pub style: Option<MapStyle>,
    /// Whose view of borders is drawn.
    pub borders: Borders,
    /// Whether pages have an inset of the South China Sea.
    pub inset: InsetChoice,
    /// Language of legend, numbers and furniture.
    pub lang: Lang,
    /// Language of names on the map.
    pub label_lang: LabelLang,
    /// Whether each route is shown, by [`RouteId`]; routes beyond its end are shown.
    pub shown_routes: Vec<bool>,
    /// Whether each context layer that is not the basemap is shown, by its place among all context
    /// layers given; layers beyond its end are shown.
    pub shown_context: Vec<bool>,
    /// The style of each such layer, by the same place; `None` and beyond the end: the one that
    /// belongs to its number among the layers added.
    pub context_styles: Vec<Option<ContextStyle>>,
    /// Raster tiles under the map, the lowest first.
    pub tiles: Arc<Vec<TileLayer>>,
    /// Who opens them.
    pub tile_access: TileAccess,
    /// The looks that layers were given.
    pub looks: Arc<Looked>,
    /// Whether land, borders and rivers and the names of places are shown.
    pub show_basemap: bool,
    /// Whether meridians and parallels are shown.
    pub show_graticule: bool,
    /// Whether hubs are shown (origin, destination and the path's hubs always are).
    pub show_hubs: bool,
    /// Whether names are shown.
    pub show_labels: bool,
    /// Whether the outcome's path is brought out, and everything else faded.
    pub show_path: bool,
    /// Whether the outcome's bottleneck is marked.
    pub show_bottleneck: bool,
    /// Whether the outcome's hinterlands are shown.
    pub show_hinterland: bool,
    /// Whether flows of a year are shown.
    pub show_flows: bool,
    /// Where dashes that run along flows are, as a share of the way to the next dash; `None`: there are none.
    pub flow_moment: Option<f32>,
    /// The greatest flow of another map beside this one, whose bands have the same scale.
    pub flow_beside: Option<f64>,
    /// Whether notes are shown.
    pub show_notes: bool,
    /// The note that is chosen: outlined.
    pub chosen_note: Option<NoteId>,
    /// What is selected: outlined.
    pub selected: Option<Thing>,
    /// What the pointer is over: outlined more lightly.
    pub hovered: Option<Thing>,
    /// The way that the pointer is over on the map, in a list or a chart, by its place among the
    /// options of the outcome: outlined more lightly.
    pub hovered_way: Option<usize>,
}

impl View {
    /// A view that shows everything, light, from a camera.
    #[must_use]
    pub fn of(camera: Camera, lang: Lang) -> Self {
        Self {
            camera,
            theme: Theme::Light,
            style: None,
            borders: Borders::default(),
            inset: InsetChoice::default(),
            lang,
            label_lang: match lang {
                Lang::En => LabelLang::En,
                Lang::Zh => LabelLang::Zh,
            },
            shown_routes: Vec::new(),
            shown_context: Vec::new(),
            context_styles: Vec::new(),
            tiles: Arc::default(),
            tile_access: TileAccess::default(),
            looks: Arc::default(),
            show_basemap: true,
            show_graticule: false,
            show_hubs: true,
            show_labels: true,
            show_path: true,
            show_bottleneck: true,
            show_hinterland: false,
            show_flows: false,
            flow_moment: None,
            flow_beside: None,
            show_notes: true,
            chosen_note: None,
            selected: None,
            hovered: None,
            hovered_way: None,
        }
    }

    /// The style that is drawn: the one that was chosen, or else light or dark.
    #[must_use]
    pub fn drawn_theme(&self) -> Theme {
        self.style.map_or(self.theme, Theme::of)
    }

    /// The colors, as the looks of basemap and bottleneck have them.
    #[must_use]
    pub fn palette(&self) -> &Palette {
        self.looks.palette(self.drawn_theme())
    }

    /// Whether a route is shown.
    #[must_use]
    pub fn is_route_shown(&self, id: RouteId) -> bool {
        self.shown_routes.get(id.index()).copied().unwrap_or(true)
    }

    /// Whether a layer that people added is shown, by its place among all context layers.
    #[must_use]
    pub fn is_context_shown(&self, layer: usize) -> bool {
        self.shown_context.get(layer).copied().unwrap_or(true)
    }

    /// Whether tiles take the place of land and water: where none can be drawn they stay.
    #[must_use]
    pub fn has_tiled_ground(&self) -> bool {
        self.draws_tiles(|layer| layer.is_ground)
    }

    /// Whether tiles lie under the map, which may have any color. In projections other than Mercator that takes some
    /// hundred positions of each layer: it is asked once a picture.
    #[must_use]
    pub fn is_over_tiles(&self) -> bool {
        self.draws_tiles(|_| true)
    }

    fn draws_tiles(&self, is_meant: impl Fn(&TileLayer) -> bool) -> bool {
        let shown = self.tiles.iter().filter(|layer| layer.is_shown);
        let mut meant = shown.filter(|layer| is_meant(layer));
        meant.any(|layer| is_drawn(&self.camera, layer))
    }

    /// Whether a link is shown: one of its routes is, or it serves none.
    #[must_use]
    pub fn is_link_shown(&self, network: &Network, id: LinkId) -> bool {
        let routes = &network.link(id).routes;
        routes.is_empty() || routes.iter().any(|&route| self.is_route_shown(route))
    }
}

/// What stands around the map. Texts are finished, in the language of the reader.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one switch that people turn by itself"
)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Furniture {
    /// A page with margins and a frame; otherwise the map fills everything (the window).
    pub is_page: bool,
    /// Title.
    pub title: Option<String>,
    /// Subtitle; [`super::furniture::result_line`] writes one from an outcome.
    pub subtitle: Option<String>,
    /// Whether the legend is drawn.
    pub legend: bool,
    /// Whether a legend that hides much of the map is folded to its heading, which it has then; `None`: it stands as
    /// others do.
    pub folds_legend: Option<bool>,
    /// Whether the scale bar is drawn.
    pub scale_bar: bool,
    /// Whether the north arrow is drawn.
    pub north_arrow: bool,
    /// Whether a small map of the whole is drawn on a page.
    pub overview: bool,
    /// The logo of a page.
    pub logo: Option<Logo>,
    /// Notices that the layers shown ask for, each a short text; none: no attribution line.
    pub attribution: Vec<String>,
    /// What covers parts of the map, such as buttons: legend and names keep out of it.
    pub covered: Vec<Rect>,
}

impl Furniture {
    /// What the window shows: a scale bar and the attribution, nothing else.
    #[must_use]
    pub fn for_window(attribution: &[String]) -> Self {
        Self {
            scale_bar: true,
            north_arrow: true,
            attribution: attribution.to_vec(),
            ..Self::default()
        }
    }

    /// Everything a printed page needs.
    #[must_use]
    pub fn for_page(title: &str, subtitle: &str, attribution: &[String]) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            is_page: true,
            title: some(title),
            subtitle: some(subtitle),
            legend: true,
            scale_bar: true,
            north_arrow: true,
            attribution: attribution.to_vec(),
            ..Self::default()
        }
    }

    /// The part of a page of some size (page units) that the map fills.
    #[must_use]
    pub fn viewport(&self, size: Point) -> Rect {
        furniture::viewport(self, size)
    }
}

/// Describes a picture of a size in page units. `layers` must have been brought up to date
/// ([`WorldLayers::update`]) with the same network, outcome and view.
#[must_use]
pub fn scene(
    layers: &WorldLayers,
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    around: &Furniture,
    size: Point,
) -> Scene {
    let palette = view.palette();
    let furniture = furniture::items(layers, network, outcome, view, around, size);
    let over = overlay::items(
        layers,
        network,
        outcome,
        view,
        &furniture.taken,
        around.is_page,
    );
    let mut overlay = over.items;
    overlay.extend(layers.plain().pins(view));
    Scene {
        size,
        page: palette.page,
        camera: view.camera,
        background: if view.show_basemap && !view.has_tiled_ground() {
            palette.water
        } else {
            palette.land
        },
        title: around.title.clone().unwrap_or_default(),
        description: around.subtitle.clone().unwrap_or_default(),
        under: under(layers, view),
        world: placed(layers, view),
        overlay,
        furniture: furniture.items,
        left_out: furniture.left_out,
        legend_heading: furniture.legend_heading,
        numbers: over.numbers,
        notes: over.notes,
    }
}

/// The layers of tiles that are shown and can be, and how many world layers lie below them.
fn under(layers: &WorldLayers, view: &View) -> Under {
    let scale = view.camera.meters_per_unit;
    let [below, _] = layers.ground_parts(view);
    let shown = view.tiles.iter().filter(|layer| layer.is_shown);
    let (drawn, left_out): (Vec<&TileLayer>, Vec<&TileLayer>) =
        shown.partition(|layer| is_drawn(&view.camera, layer));
    Under {
        layers: drawn
            .into_iter()
            .map(|layer| PlacedTiles {
                layer: layer.clone(),
                image: None,
                drawn: None,
            })
            .collect(),
        n_below: below
            .iter()
            .filter(|layer| scale < layer.below_meters_per_unit)
            .count(),
        access: view.tile_access.clone(),
        left_out: left_out
            .into_iter()
            .map(|of| of.name().to_owned())
            .collect(),
    }
}

fn placed(layers: &WorldLayers, view: &View) -> Vec<PlacedLayer> {
    let scale = view.camera.meters_per_unit;
    let line_width = style::line_width(scale);
    let styles = |layer: &WorldLayer| {
        let looks = layer.looks.iter().map(|look| WorldStyle {
            fill: look.fill,
            strokes: look.pens.iter().map(|pen| pen.at(line_width)).collect(),
        });
        looks.collect()
    };
    let shown = layers.shown_near(view).into_iter();
    shown
        .filter(|layer| scale < layer.below_meters_per_unit)
        .map(|layer| PlacedLayer {
            level: layer.level_at(scale),
            styles: styles(&layer),
            layer,
        })
        .collect()
}
