//! A line while it is drawn, and hubs while they are put somewhere: ghosts above the map.
//!
//! Does not know: what is snapped to, and what becomes of it.

use crate::model::geometry::LonLat;
use crate::model::ids::NodeId;
use crate::model::link::{LinkState, Mode};
use crate::model::network::Network;

use super::clip;
use super::item::{Dash, Item, Marker, MarkerShape, Path, Point, Stroke};
use super::palette::Color;
use super::projection::seam;
use super::sheet::View;
use super::style;

/// Width of a ghost, and of the light line below it.
const WIDTH: f32 = 2.8;
/// See [`WIDTH`].
const CASING: f32 = 6.0;
/// Radius of a corner.
const CORNER: f32 = 3.2;
/// Radius of the ring around what is snapped to.
const RING: f32 = 9.0;
/// Radius of a hub that is put somewhere.
const HUB: f32 = 5.0;
/// How far beyond the page lines are drawn.
const BEYOND: f32 = 8.0;

/// A line in the look of its mode.
#[must_use]
pub fn ghost(view: &View, line: &[LonLat], mode: Mode) -> Vec<Item> {
    let palette = view.palette();
    let (color, dash) = look(view, mode);
    let shape = seam::whole(view.camera.projection, line);
    let runs = clip::line_runs(&shape, &view.camera, BEYOND);
    let pens = [
        Stroke::solid(CASING, palette.casing.with_alpha(0xC0)),
        Stroke {
            width: WIDTH,
            color,
            dash,
        },
    ];
    let mut items = Vec::new();
    for stroke in pens {
        items.extend(runs.iter().map(|run| {
            Item::Path(Path {
                points: run.points.clone(),
                is_closed: false,
                fill: None,
                stroke: Some(stroke),
            })
        }));
    }
    items
}

/// The color of what is drawn, which is that of controls, and the dashes of a mode.
fn look(view: &View, mode: Mode) -> (Color, Option<Dash>) {
    let dash = match mode {
        Mode::Sea => Some(style::SEA),
        Mode::Road => Some(style::ROAD),
        Mode::Air => Some(style::AIR),
        Mode::Transfer => Some(style::TRANSFER),
        Mode::Rail | Mode::Waterway => None,
    };
    (view.palette().accent, dash)
}

fn marker(view: &View, at: Point, radius: f32, fill: Color) -> Item {
    Item::Marker(Marker {
        at,
        shape: MarkerShape::Circle,
        radius,
        angle: 0.0,
        fill,
        stroke: Stroke::solid(2.0, view.palette().accent),
    })
}

/// A corner of a line.
#[must_use]
pub fn corner(view: &View, at: LonLat) -> Item {
    let fill = view.palette().page;
    marker(view, view.camera.page_of(at), CORNER, fill)
}

/// A hub to be.
#[must_use]
pub fn hub(view: &View, at: LonLat) -> Item {
    let fill = view.palette().page;
    marker(view, view.camera.page_of(at), HUB, fill)
}

/// A ring around what is snapped to.
#[must_use]
pub fn ring(view: &View, at: LonLat) -> Item {
    marker(view, view.camera.page_of(at), RING, Color::NONE)
}

/// A hub of a network elsewhere, with the lines that end there.
#[must_use]
pub fn moved(view: &View, network: &Network, hub: NodeId, to: LonLat) -> Vec<Item> {
    let mut items = Vec::new();
    for id in network.link_ids() {
        let link = network.link(id);
        if ![link.from, link.to].contains(&hub) || link.state == LinkState::Removed {
            continue;
        }
        let mut line = network.line(id).to_vec();
        if link.from == hub
            && let Some(first) = line.first_mut()
        {
            *first = to;
        }
        if link.to == hub
            && let Some(last) = line.last_mut()
        {
            *last = to;
        }
        items.extend(ghost(view, &line, link.mode));
    }
    items.push(self::hub(view, to));
    items
}
