//! Corners of the map for what stands on it, and which of them hides least of the network.
//!
//! Time in proportion to the positions of the lines that are drawn.
//! Does not know: what is put there.

use super::item::Point;
use super::map;
use super::projection::Rect;
use super::sheet::View;
use crate::model::geometry::LonLat;
use crate::model::ids::LinkId;
use crate::model::network::Network;
use crate::study::outcome::Outcome;

/// Space between what stands in one corner.
const SPACE: f32 = 8.0;

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
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::LowLeft,
        Self::LowRight,
        Self::HighLeft,
        Self::HighRight,
    ];

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

/// Where a rectangle of a size can stand: in some corners of a room, and beside what stands there already, above or
/// below it. Nothing of `taken` is near any of them, and all lie within the room.
#[must_use]
pub fn free_places(room: Rect, size: [f32; 2], taken: &[Rect], corners: &[Corner]) -> Vec<Rect> {
    let place = |corner: &Corner| {
        let is_high = matches!(corner, Corner::HighLeft | Corner::HighRight);
        let mut at = corner.rect(room, size);
        // Each step leaves one of them behind.
        for _ in 0..=taken.len() {
            let Some(of) = taken.iter().find(|of| at.grown(SPACE).overlaps(**of)) else {
                return room.grown(0.01).holds(at).then_some(at);
            };
            at.y = if is_high {
                of.bottom() + SPACE + 0.01
            } else {
                of.y - at.h - SPACE - 0.01
            };
        }
        None
    };
    corners.iter().filter_map(place).collect()
}

/// What a rectangle hides of the lines that are drawn: one for each line, five for one of a route.
fn hidden_by(network: &Network, outcome: Option<&Outcome>, view: &View, area: Rect) -> f32 {
    let near = area.grown(6.0);
    let links = network
        .link_ids()
        .filter(|&id| map::is_drawn(network, outcome, view, id));
    links
        .map(|id| {
            let weight = weight_of(network, view, id);
            let is_hidden = |pair: &[LonLat]| {
                let (a, b) = (view.camera.page_of(pair[0]), view.camera.page_of(pair[1]));
                let middle = Point::new(f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y));
                [a, middle, b].into_iter().any(|p| near.has(p))
            };
            if network.line(id).windows(2).any(is_hidden) {
                weight
            } else {
                0.0
            }
        })
        .sum()
}

/// How much a line counts that is hidden.
fn weight_of(network: &Network, view: &View, id: LinkId) -> f32 {
    let is_of_route = !map::route_colors(network, view, network.link(id)).is_empty();
    if is_of_route { 5.0 } else { 1.0 }
}

/// Whether a rectangle hides more than half of the routes that the map shows, by their length, or of its lines where it
/// shows none: they are better seen without it.
#[must_use]
pub fn hides_most(network: &Network, outcome: Option<&Outcome>, view: &View, area: Rect) -> bool {
    let map = view.camera.viewport;
    // Of routes and of others: how much is hidden, and how much there is.
    let mut sums = [[0.0_f32; 2]; 2];
    let links = network.link_ids();
    for id in links.filter(|&id| map::is_drawn(network, outcome, view, id)) {
        let kind = usize::from(map::route_colors(network, view, network.link(id)).is_empty());
        for pair in network.line(id).windows(2) {
            let (a, b) = (view.camera.page_of(pair[0]), view.camera.page_of(pair[1]));
            let middle = Point::new(f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y));
            let length = (a.x - b.x).hypot(a.y - b.y);
            if map.has(middle) {
                sums[kind][1] += length;
                sums[kind][0] += if area.has(middle) { length } else { 0.0 };
            }
        }
    }
    let [hidden, all] = sums
        .into_iter()
        .find(|[_, all]| *all > 0.0)
        .unwrap_or_default();
    hidden * 2.0 > all
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
    let hidden = |area: &Rect| hidden_by(network, outcome, view, *area);
    let mut areas: Vec<Rect> = areas.into_iter().collect();
    // Only where there is a choice it matters what each hides.
    match areas.len() {
        0 | 1 => areas.pop(),
        _ => areas
            .into_iter()
            .min_by(|a, b| hidden(a).total_cmp(&hidden(b))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_corner_is_passed_by() {
        let room = Rect::new(10.0, 10.0, 300.0, 200.0);
        let size = [100.0, 50.0];
        let low = Corner::LowLeft.rect(room, [80.0, 60.0]);
        let bar = Corner::LowRight.rect(room, [60.0, 20.0]);
        let free = free_places(room, size, &[bar, low], &Corner::ALL);
        assert_eq!(free.len(), 4);
        for place in &free {
            assert!(room.holds(*place), "{place:?}");
            assert!(!place.overlaps(low) && !place.overlaps(bar), "{place:?}");
        }
        assert_eq!(free[2], Corner::HighLeft.rect(room, size));
        let large = [250.0, 150.0];
        assert!(free_places(room, large, &[bar, low], &Corner::ALL).is_empty());
        assert_eq!(free_places(room, large, &[], &Corner::ALL).len(), 4);
        assert!(free_places(room, [301.0, 5.0], &[], &Corner::ALL).is_empty());
    }
}
