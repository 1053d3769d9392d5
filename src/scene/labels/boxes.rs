//! Placing boxes of text beside what they are about, after the names.
//!
//! A box has sixteen places around its marker, in rings one outside the other; the cost of each is told in
//! cells of lines hidden. The same board gives the same place.
//! Does not know: what a box says.

use super::{Board, CELL, GAP};
use crate::scene::item::Point;
use crate::scene::projection::Rect;

/// Where a box stands beside a marker, in order of preference: its middle, against the sum of its own half
/// width and height and the distance.
const BESIDE: [(f32, f32); 16] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, -0.5),
    (1.0, 0.5),
    (-1.0, -0.5),
    (-1.0, 0.5),
    (0.5, -1.0),
    (-0.5, -1.0),
    (0.5, 1.0),
    (-0.5, 1.0),
    (1.0, -1.0),
    (1.0, 1.0),
    (-1.0, -1.0),
    (-1.0, 1.0),
];
/// How much farther off a box may stand.
const BOX_FARTHER: [f32; 5] = [0.0, 10.0, 26.0, 50.0, 84.0];
/// What a less preferred position and a step farther cost a box, in cells of lines hidden.
const BOX_COST: [f32; 2] = [0.4, 10.0];
/// What covering a square page unit of what is there costs a box, in cells of lines hidden.
const COVER_COST: f32 = 4.0;
#[expect(clippy::cast_precision_loss, reason = "a page has few cells")]
fn float(count: usize) -> f32 {
    count as f32
}

impl Board {
    /// Puts a box of a size beside a marker of a half width: where it covers nothing and hides least of the
    /// lines, and where it must cover something, as little as can be. Positions that `is_seen` says no to are
    /// taken only where there is no other.
    pub fn place_box(
        &mut self,
        (at, radius): (Point, f32),
        (width, height): (f32, f32),
        is_seen: impl Fn(Rect) -> bool,
    ) -> Rect {
        let mut best: Option<(bool, f32, Rect)> = None;
        let mut of_ring = 0.0;
        for farther in BOX_FARTHER {
            let away = radius + GAP + farther;
            let mut bias = of_ring;
            for (x, y) in BESIDE {
                let middle = at.moved(x * (away + width / 2.0), y * (away + height / 2.0));
                let (left, top) = (middle.x - width / 2.0, middle.y - height / 2.0);
                let rect = Rect::new(left, top, width, height);
                let is_outside = !is_seen(rect);
                let cost = bias + self.lines_in(rect) + COVER_COST * self.taken_in(rect);
                let is_better = |(outside, least, _): &(bool, f32, Rect)| {
                    (is_outside, cost) < (*outside, *least)
                };
                if best.as_ref().is_none_or(is_better) {
                    best = Some((is_outside, cost, rect));
                }
                bias += BOX_COST[0];
            }
            of_ring += BOX_COST[1];
        }
        let rect = best.map_or_else(
            || Rect::new(at.x + radius, at.y, width, height),
            |(_, _, rect)| rect,
        );
        self.take(rect);
        rect
    }

    /// How much of a rectangle is taken, square page units; what is taken twice counts twice.
    fn taken_in(&self, rect: Rect) -> f32 {
        let columns = self.columns;
        let mut found = 0.0;
        for cell in self.cells_of(rect) {
            let (column, row) = (float(cell % columns), float(cell / columns));
            let (left, top) = (self.bounds.x + column * CELL, self.bounds.y + row * CELL);
            for taken in &self.cells[cell] {
                // What is taken stands in every cell that it touches.
                let width = rect.right().min(taken.right()).min(left + CELL)
                    - rect.x.max(taken.x).max(left);
                let height = rect.bottom().min(taken.bottom()).min(top + CELL)
                    - rect.y.max(taken.y).max(top);
                found += width.max(0.0) * height.max(0.0);
            }
        }
        found.round()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board() -> Board {
        Board::new(Rect::new(0.0, 0.0, 400.0, 400.0), Point::default())
    }

    const AT: (Point, f32) = (Point::new(200.0, 200.0), 7.0);

    #[test]
    fn a_box_covers_nothing_where_there_is_room_and_stands_near() {
        let mut board = board();
        let first = board.place_box(AT, (80.0, 30.0), |_| true);
        assert!(
            first.x > 207.0 && first.has(Point::new(first.x, 200.0)),
            "{first:?}"
        );
        let second = board.place_box(AT, (80.0, 30.0), |_| true);
        assert!(
            !second.overlaps(first) && second.right() < 193.0,
            "{second:?}"
        );
        let near = |rect: Rect| rect.right() < 300.0 && rect.bottom() < 200.0;
        let third = board.place_box(AT, (80.0, 30.0), near);
        assert!(near(third) && !third.overlaps(first) && !third.overlaps(second));
    }

    #[test]
    fn a_box_hides_as_little_as_can_be() {
        let mut board = board();
        board.note_segment([Point::new(200.0, 200.0), Point::new(400.0, 200.0)]);
        let rect = board.place_box(AT, (80.0, 30.0), |_| true);
        assert!(rect.right() < 193.0, "off the line: {rect:?}");
        board.take(Rect::new(0.0, 0.0, 400.0, 190.0));
        board.take(Rect::new(0.0, 210.0, 400.0, 190.0));
        let rect = board.place_box(AT, (80.0, 40.0), |_| true);
        let covered = board.taken_in(rect);
        assert!(covered > 0.0, "there is no free place");
        let again = board.place_box(AT, (80.0, 40.0), |_| false);
        assert_ne!(again, rect, "what was placed is taken");
    }
}
