//! Points of added layers on the page, thinned where they would lie on each other.
//!
//! Does not know: names, who draws them.

use super::UserLayers;
use crate::scene::by_value::ByValue;
use crate::scene::item::Point;
use crate::scene::palette::Color;
use crate::scene::projection::Rect;
use crate::scene::sheet::View;

/// A point of a layer that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Where on the page.
    pub at: Point,
    /// The layer, by its place among the layers added.
    pub number: usize,
    /// Its feature.
    pub feature: u32,
    /// Half its width.
    pub radius: f32,
    /// Its color.
    pub color: Color,
}

/// The points of the layers that a view shows within a part of the page, layer by layer, the lowest first, and
/// the most important first; of those that would lie on each other one is left.
#[must_use]
pub fn dots(layers: &UserLayers, view: &View, within: Rect) -> Vec<Dot> {
    let mut dots = Vec::new();
    let shown = layers.by_height(view).into_iter();
    for layer in shown.filter(|l| view.is_context_shown(l.index)) {
        if layer.points.is_empty() {
            continue;
        }
        let own = layer.drawn(view);
        let by = layers.by_value(layer.number);
        let mut taken = Taken::new(view, within, own.radius);
        for spot in &layer.points {
            let at = view.camera.to_page(spot.at);
            if within.has(at) && taken.take(spot.at) {
                let group = |by: &ByValue| by.group_of(spot.feature as usize);
                let drawn = by.map_or(own, |by| layer.drawn_group(view, by, group(by)));
                dots.push(Dot {
                    at,
                    number: layer.number,
                    feature: spot.feature,
                    radius: drawn.radius,
                    color: drawn.color,
                });
            }
        }
    }
    dots
}

/// A grid that is tied to the map, so that panning changes nothing; each cell has one dot.
struct Taken {
    cell: f64,
    first: [f64; 2],
    columns: usize,
    cells: Vec<bool>,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page has few cells; what is off it is not found"
)]
impl Taken {
    fn new(view: &View, within: Rect, radius: f32) -> Self {
        let cell = f64::from(radius) * 1.5 * view.camera.meters_per_unit;
        let corner = Point::new(within.x, within.bottom());
        let first = view.camera.to_world(corner).map(|at| (at / cell).floor());
        let count = |length: f32| (length / (radius * 1.5)) as usize + 2;
        let (columns, rows) = (count(within.w), count(within.h));
        Self {
            cell,
            first,
            columns,
            cells: vec![false; columns * rows],
        }
    }

    /// Takes the cell of a position; false where it was taken already.
    fn take(&mut self, at: [f64; 2]) -> bool {
        let step = |axis: usize| ((at[axis] / self.cell).floor() - self.first[axis]) as usize;
        let place = step(1) * self.columns + step(0);
        let cell = self.cells.get_mut(place);
        cell.is_some_and(|cell| !std::mem::replace(cell, true))
    }
}
