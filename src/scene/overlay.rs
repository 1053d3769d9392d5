//! Markers and names on the map.
//!
//! Does not know: the page around the map.

use crate::model::network::Network;
use crate::study::outcome::Outcome;

use super::item::{Item, Point};
use super::layers::WorldLayers;
use super::projection::Rect;
use super::sheet::{Thing, View};

/// The items of the map in page units, bottom first. Labels keep out of the rectangles `taken`.
#[must_use]
pub fn items(
    _layers: &WorldLayers,
    _network: &Network,
    _outcome: Option<&Outcome>,
    _view: &View,
    _taken: &[Rect],
    _is_page: bool,
) -> Vec<Item> {
    Vec::new()
}

/// What lies at a point of the page, within `reach` page units: hubs before links, the nearest first.
#[must_use]
pub fn thing_at(
    _layers: &WorldLayers,
    _network: &Network,
    _outcome: Option<&Outcome>,
    _view: &View,
    _at: Point,
    _reach: f32,
) -> Option<Thing> {
    None
}
