//! Corners of the map for what stands on it, and which of them hides least of the network.
//!
//! Time in proportion to the positions of the lines that are drawn.
//! Does not know: what is put there.

use super::item::Point;
use super::map;
use super::projection::Rect;
use super::sheet::View;
use crate::model::geometry::LonLat;
use crate::model::network::Network;
use crate::study::outcome::Outcome;

/// A corner of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Lower left.
    LowLeft,
    /// Lower right.
    LowRight,
    /// Upper left.
    HighLeft,
    /// Upper right.
    HighRight,
}

impl Corner {
    /// A rectangle of a width and height in this corner of another.
    #[must_use]
    pub fn rect(self, room: Rect, [width, height]: [f32; 2]) -> Rect {
        let x = match self {
            Self::LowLeft | Self::HighLeft => room.x,
            Self::LowRight | Self::HighRight => room.right() - width,
        };
        let y = match self {
            Self::HighLeft | Self::HighRight => room.y,
            Self::LowLeft | Self::LowRight => room.bottom() - height,
        };
        Rect::new(x, y, width, height)
    }
}

/// Of some rectangles the one that hides least of the lines that are drawn, the first of equal ones. `None`
/// without any.
#[must_use]
pub fn least_hidden(
    network: &Network,
    outcome: Option<&Outcome>,
    view: &View,
    areas: impl IntoIterator<Item = Rect>,
) -> Option<Rect> {
    let hidden = |area: &Rect| {
        let near = area.grown(6.0);
        let links = network
            .link_ids()
            .filter(|&id| map::is_drawn(network, outcome, view, id));
        links
            .map(|id| {
                let weight = match map::route_colors(network, view, network.link(id)).len() {
                    0 => 1,
                    _ => 5,
                };
                let is_hidden = |pair: &[LonLat]| {
                    let (a, b) = (view.camera.page_of(pair[0]), view.camera.page_of(pair[1]));
                    let middle = Point::new(f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y));
                    [a, middle, b].into_iter().any(|p| near.has(p))
                };
                if network.line(id).windows(2).any(is_hidden) {
                    weight
                } else {
                    0
                }
            })
            .sum::<u32>()
    };
    areas.into_iter().min_by_key(hidden)
}
