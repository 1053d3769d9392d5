//! What is picked on the map: bands along links, rings around hubs, and the mark of a place.
//!
//! Does not know: how it was picked.

use crate::model::geometry::LonLat;
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;

use super::clip;
use super::item::{Item, Marker, MarkerShape, Path, Point, Stroke};
use super::layers::WorldLayers;
use super::overlay::level_at;
use super::palette::Color;
use super::sheet::View;
use super::style;

/// Width of the band along a link.
const BAND: f32 = 9.0;
/// Radius of the ring around a hub.
const RING: f32 = 8.5;
/// How far beyond the page bands are drawn.
const BEYOND: f32 = 12.0;
/// How much a band covers, of 255.
const COVER: u8 = 0x58;

/// Bands along links and rings around hubs.
#[must_use]
pub fn items(
    layers: &WorldLayers,
    network: &Network,
    view: &View,
    hubs: &[NodeId],
    links: &[LinkId],
) -> Vec<Item> {
    let (camera, accent) = (&view.camera, view.palette().accent);
    let mut items = Vec::new();
    let level = level_at(layers, camera.meters_per_unit);
    for link in links {
        // The lines may be those of a result before the newest.
        let level = level.filter(|level| link.index() < level.geometry.n_shapes());
        let runs = level.map_or_else(Vec::new, |level| {
            clip::line_runs(level.geometry.shape(link.index()), camera, BEYOND)
        });
        items.extend(runs.into_iter().map(|run| {
            Item::Path(Path {
                points: run.points,
                is_closed: false,
                fill: None,
                stroke: Some(Stroke::solid(BAND, accent.with_alpha(COVER))),
            })
        }));
    }
    let seen = camera.viewport.grown(RING);
    let nodes = hubs
        .iter()
        .filter_map(|hub| network.nodes().get(hub.index()));
    let places = nodes.map(|node| camera.page_of(node.at));
    items.extend(places.filter(|&at| seen.has(at)).map(|at| {
        Item::Marker(Marker {
            at,
            shape: MarkerShape::Circle,
            radius: RING,
            angle: 0.0,
            fill: Color::NONE,
            stroke: Stroke::solid(2.4, accent),
        })
    }));
    items
}

/// The mark of a place.
#[must_use]
pub fn mark(view: &View, at: LonLat) -> Item {
    let palette = view.palette();
    Item::Marker(Marker {
        at: view.camera.page_of(at),
        shape: MarkerShape::Pin,
        radius: style::PIN_RADIUS,
        angle: 0.0,
        fill: palette.accent,
        stroke: Stroke::solid(1.5, palette.page),
    })
}

/// The outline of what would be picked: a closed line on the page.
#[must_use]
pub fn outline(view: &View, ring: &[Point]) -> Vec<Item> {
    let palette = view.palette();
    let pens = [
        Stroke::solid(3.4, palette.casing.with_alpha(0xC0)),
        Stroke::solid(1.6, palette.accent),
    ];
    let line = |stroke: Stroke| {
        Item::Path(Path {
            points: ring.to_vec(),
            is_closed: true,
            fill: None,
            stroke: Some(stroke),
        })
    };
    pens.map(line).to_vec()
}
