//! The hubs that the path is to pass in order, each with its number.
//!
//! Does not know: where the path goes.

use super::item::{Anchor, Item, Marker, MarkerShape, Stroke, Text};
use super::markers::Hub;
use super::overlay::{Ground, reach};
use super::{style, text};

/// Half the width of a numbered disc.
const RADIUS: f32 = 8.0;

/// A numbered disc on each of these hubs that is seen.
#[must_use]
pub(super) fn items(ground: &Ground, hubs: &[Hub]) -> Vec<Item> {
    let palette = ground.view.palette();
    let via = ground.outcome.map_or(&[][..], |o| &o.question.stops.via);
    let mut items = Vec::new();
    for (place, node) in via.iter().enumerate() {
        let Some(hub) = hubs.iter().find(|hub| hub.node == *node) else {
            continue;
        };
        let disc = Marker {
            at: hub.at,
            shape: MarkerShape::Circle,
            radius: RADIUS,
            angle: 0.0,
            fill: palette.ink,
            stroke: Stroke::solid(1.5, palette.land),
        };
        if !reach(&disc).overlaps(ground.view.camera.viewport) {
            continue;
        }
        let number = (place + 1).to_string();
        let size = style::PIN_RADIUS * 1.25;
        items.push(Item::Marker(disc));
        items.push(Item::Text(Text {
            at: hub.at.moved(0.0, size * 0.36),
            anchor: Anchor::Middle,
            width: text::bundled().width(&number, size),
            text: number,
            size,
            color: palette.land,
            halo: None,
            spacing: 0.0,
            angle: 0.0,
        }));
    }
    items
}
