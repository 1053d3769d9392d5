//! A plain network on the map: its lines at many levels of detail, the best path, and pins at its ends.
//!
//! A network of a million links is drawn as a texture, not as a million lines: links that go both ways
//! or beside each other within a hair are one line, lines are joined where two meet, and the farther one
//! looks from the larger the cells in which ends are one (see `merge`).
//! Does not know: how paths are found.

mod merge;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::PlainNetwork;
use crate::study::plain::PlainPath;

use super::detail::Shapes;
use super::item::{Anchor, Item, Level, Look, Marker, MarkerShape, Pen, Stroke, Text, WorldLayer};
use super::palette::{Palette, Theme};
use super::projection::{Camera, seam};
use super::sheet::View;
use super::{style, text};
use crate::model::projection::Projection;
use merge::merged;

/// Scales of the levels, projected meters per page unit, beside the finest.
const COARSER_FROM: [f64; 8] = [6.0, 20.0, 60.0, 200.0, 600.0, 2_000.0, 6_000.0, 20_000.0];
/// Within this many page units ends are one, at the scale of a level.
const CELL: f64 = 1.5;
/// The same at the finest level, meters.
const FINEST_CELL: f64 = 0.5;

/// The lines of a plain network, ready to be drawn. Made once; it takes about a second for a million
/// links.
#[derive(Clone, Debug)]
pub struct PlainMap {
    projection: Projection,
    levels: Arc<Vec<Level>>,
    /// Where nodes are, projected meters; not a number where that is not known.
    places: Vec<[f64; 2]>,
    around: Option<GeoBox>,
}

impl PlainMap {
    /// The lines of all links whose ends have positions in degrees.
    #[must_use]
    pub fn build(network: &PlainNetwork, projection: Projection) -> Self {
        let nodes = || (0..network.n_nodes()).map(NodeId::at);
        let place = |node| {
            let at = network.lon_lat(node);
            at.map_or([f64::NAN; 2], |at| projection.project(at))
        };
        let twins = network.twins();
        let (mut lines, mut line): (Vec<Vec<[f64; 2]>>, Vec<LonLat>) = (Vec::new(), Vec::new());
        for link in (0..network.n_links()).map(LinkId::at) {
            line.clear();
            let is_second = twins[link.index()].is_some_and(|twin| twin < link);
            if !is_second && network.append_line(link, &mut line) && line.len() > 1 {
                lines.extend(seam::line(projection, &line));
            }
        }
        let mut levels = vec![level(merged(&lines, FINEST_CELL), 0.0)];
        for scale in COARSER_FROM {
            let coarse = levels.last().map(|finer| {
                let geometry = &finer.geometry;
                let shapes = (0..geometry.n_shapes()).map(|shape| geometry.shape(shape).to_vec());
                merged(&shapes.collect::<Vec<_>>(), scale * CELL)
            });
            levels.extend(coarse.map(|lines| level(lines, scale)));
        }
        Self {
            projection,
            levels: Arc::new(levels),
            places: nodes().map(place).collect(),
            around: GeoBox::around(nodes().filter_map(|node| network.lon_lat(node))),
        }
    }

    /// The box around all nodes; `None` where nothing can be drawn.
    #[must_use]
    pub fn around(&self) -> Option<GeoBox> {
        self.around
    }

    /// The levels of detail, finest first.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The node nearest to a place of the map, at most so many page units away; of several the first.
    /// O(nodes): a millisecond or two for a million.
    #[must_use]
    pub fn nearest(&self, camera: &Camera, at: LonLat, reach: f32) -> Option<NodeId> {
        let [x, y] = camera.projection.project(at);
        let apart = |place: &[f64; 2]| (place[0] - x).hypot(place[1] - y);
        let most = f64::from(reach) * camera.meters_per_unit;
        let near = self.places.iter().map(apart).enumerate();
        let near = near.filter(|(_, apart)| *apart <= most);
        let nearest = near.min_by(|a, b| a.1.total_cmp(&b.1));
        nearest.map(|(node, _)| NodeId::at(node))
    }

    fn place(&self, node: NodeId) -> Option<[f64; 2]> {
        let place = *self.places.get(node.index())?;
        place[0].is_finite().then_some(place)
    }
}

fn level(lines: Vec<Vec<[f64; 2]>>, from: f64) -> Level {
    let mut shapes = Shapes::lines();
    for line in lines {
        shapes.push_line(&line);
    }
    shapes.level(from)
}

/// The line of a path, projected; empty where it has none.
fn path_line(network: &PlainNetwork, path: &PlainPath, projection: Projection) -> Vec<[f64; 2]> {
    let mut line = Vec::new();
    let is_whole = path
        .links
        .iter()
        .all(|&link| network.append_line(link, &mut line));
    if !is_whole {
        line.clear();
    }
    seam::whole(projection, &line)
}

/// What of a plain network a picture shows.
#[derive(Clone, Debug, Default)]
pub struct PlainLayers {
    map: Option<Arc<PlainMap>>,
    path: Option<Arc<Vec<Level>>>,
    path_box: Option<GeoBox>,
    ends: [Option<NodeId>; 2],
    theme: Option<Theme>,
    /// Whether the network's lines are not drawn.
    is_hidden: bool,
    shown: Vec<Arc<WorldLayer>>,
}

impl PlainLayers {
    /// Layers of a network, without a path.
    #[must_use]
    pub fn of(map: Arc<PlainMap>) -> Self {
        Self {
            map: Some(map),
            ..Self::default()
        }
    }

    /// The network's lines; `None` without a network.
    #[must_use]
    pub fn map(&self) -> Option<&Arc<PlainMap>> {
        self.map.as_ref()
    }

    /// Sets the ends and the path that are shown.
    pub fn set(
        &mut self,
        network: &PlainNetwork,
        ends: [Option<NodeId>; 2],
        path: Option<&PlainPath>,
    ) {
        let projection = self.map.as_ref().map(|map| map.projection);
        let projection = projection.unwrap_or_default();
        let line = path.map_or_else(Vec::new, |path| path_line(network, path, projection));
        let nodes = path.iter().flat_map(|path| &path.nodes);
        self.path_box = GeoBox::around(nodes.filter_map(|&node| network.lon_lat(node)));
        self.path = (line.len() > 1).then(|| {
            let mut shapes = Shapes::lines();
            shapes.push_line(&line);
            Arc::new(shapes.levels(false))
        });
        self.ends = ends;
        self.theme = None;
    }

    /// The box around the path.
    #[must_use]
    pub fn path_box(&self) -> Option<GeoBox> {
        self.path_box
    }

    /// Whether the network's lines are drawn; its path always is.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.is_hidden
    }

    /// Draws the network's lines, or not.
    pub fn show(&mut self, is_shown: bool) {
        self.is_hidden = !is_shown;
        self.theme = None;
    }

    /// Whether a path is shown.
    #[must_use]
    pub fn has_path(&self) -> bool {
        self.path.is_some()
    }

    /// Brings the looks up to date. Says whether any has changed.
    pub fn update(&mut self, view: &View) -> bool {
        if self.map.is_none() || self.theme == Some(view.drawn_theme()) {
            return false;
        }
        self.theme = Some(view.drawn_theme());
        let palette = view.palette();
        let layer = |name: &str, levels: &Arc<Vec<Level>>, look| {
            Arc::new(WorldLayer {
                name: Arc::from(name),
                levels: Arc::clone(levels),
                looks: vec![look],
                look_of: Arc::default(),
                below_meters_per_unit: f64::INFINITY,
            })
        };
        let map = self.map.iter().filter(|_| !self.is_hidden);
        let lines = map.map(|map| layer("road-network", &map.levels, lines_look(palette)));
        let path = self.path.iter();
        let path = path.map(|levels| layer("road-path", levels, path_look(palette)));
        self.shown = lines.chain(path).collect();
        true
    }

    /// The layers, bottom first.
    pub fn shown(&self) -> impl Iterator<Item = &Arc<WorldLayer>> {
        self.shown.iter()
    }

    /// Pins at the ends, with A and B in them.
    #[must_use]
    pub fn pins(&self, view: &View) -> Vec<Item> {
        let Some(map) = &self.map else {
            return Vec::new();
        };
        let mut items = Vec::new();
        for (node, letter) in self.ends.iter().zip(["A", "B"]) {
            let Some(place) = node.and_then(|node| map.place(node)) else {
                continue;
            };
            let at = view.camera.to_page(place);
            if view.camera.viewport.grown(style::PIN_RADIUS * 4.0).has(at) {
                items.extend(pin(at, letter, view.palette()));
            }
        }
        items
    }
}

/// The look of a network's lines.
#[must_use]
pub fn lines_look(palette: &Palette) -> Look {
    Look {
        fill: None,
        pens: vec![Pen::fixed(
            style::ROADS_WIDTH,
            palette.other.with_alpha(style::ROADS_ALPHA),
        )],
    }
}

/// The look of the best path.
#[must_use]
pub fn path_look(palette: &Palette) -> Look {
    Look {
        fill: None,
        pens: vec![
            Pen::fixed(
                style::ROAD_PATH_WIDTH + 2.0 * style::PATH_CASING,
                palette.casing,
            ),
            Pen::fixed(style::ROAD_PATH_WIDTH, palette.accent),
        ],
    }
}

fn pin(at: super::item::Point, letter: &str, palette: &Palette) -> [Item; 2] {
    let marker = Marker {
        at,
        shape: MarkerShape::Pin,
        radius: style::PIN_RADIUS,
        angle: 0.0,
        fill: palette.ink,
        stroke: Stroke::solid(1.5, palette.land),
    };
    let size = style::PIN_RADIUS * 1.35;
    let letter = Text {
        at: at.moved(0.0, -1.9 * style::PIN_RADIUS + size * 0.35),
        anchor: Anchor::Middle,
        text: letter.to_owned(),
        size,
        color: palette.land,
        halo: None,
        spacing: 0.0,
        angle: 0.0,
        width: text::bundled().width(letter, size),
    };
    [Item::Marker(marker), Item::Text(letter)]
}
