//! What stands around the map: title, scale bar, north arrow, attribution.
//!
//! Does not know: the map's own items.

use crate::model::network::Network;
use crate::study::outcome::Outcome;
use crate::words::Lang;

use super::item::{Item, Point};
use super::projection::Rect;
use super::sheet::{Furniture, View};
use super::style;

/// Furniture and the places it takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// The items, bottom first.
    pub items: Vec<Item>,
    /// Rectangles of the page that labels keep out of.
    pub taken: Vec<Rect>,
}

/// The part of a page that the map fills.
#[must_use]
pub fn viewport(around: &Furniture, size: Point) -> Rect {
    if !around.is_page {
        return Rect::new(0.0, 0.0, size.x, size.y);
    }
    let margin = style::PAGE_MARGIN;
    Rect::new(
        margin,
        margin,
        (size.x - 2.0 * margin).max(1.0),
        (size.y - 2.0 * margin).max(1.0),
    )
}

/// The furniture of a picture.
#[must_use]
pub fn items(
    _network: &Network,
    _outcome: Option<&Outcome>,
    _view: &View,
    _around: &Furniture,
    _size: Point,
) -> Placed {
    Placed::default()
}

/// The result in one line of words, for a subtitle; empty where nothing was asked.
#[must_use]
pub fn result_line(_network: &Network, _outcome: &Outcome, _lang: Lang) -> String {
    String::new()
}
