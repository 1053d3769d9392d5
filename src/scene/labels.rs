//! Placing names: most important first, never one over another.
//!
//! Each name has a fixed list of positions around its place; it takes the free one that hides least
//! of the lines. The order of names and positions is fixed and nothing depends on where the page's
//! edge is, so that nothing jumps while panning.
//! Does not know: what is named.

mod boxes;

use super::item::{Anchor, Item, Point, Text};
use super::palette::Color;
use super::projection::Rect;
use super::style;
use super::text;

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Font size, page units.
    pub size: f32,
    /// Extra space between letters, page units.
    pub spacing: f32,
    /// Width, page units.
    pub width: f32,
}

impl Line {
    /// A line, measured with the bundled font.
    #[must_use]
    pub fn new(text: &str, size: f32, spacing: f32) -> Self {
        Self {
            text: text.to_owned(),
            size,
            spacing,
            width: text::bundled().width_spaced(text, size, spacing),
        }
    }

    fn height(&self) -> f32 {
        self.size * 1.16
    }
}

/// Where a name may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placement {
    /// Beside a marker of this half width, page units.
    Around(f32),
    /// The same for what must be named: also a little farther off.
    Widely(f32),
    /// Over its place, or a little above or below it.
    Over,
    /// The same, but only where it hides no line.
    Clear,
}

/// A name to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it names, page units.
    pub at: Point,
    /// Its lines, from the top.
    pub lines: Vec<Line>,
    /// Where it may stand.
    pub placement: Placement,
    /// Color of its letters.
    pub color: Color,
    /// Color around its letters.
    pub halo: Color,
}

/// A name in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The rectangle that it takes.
    pub rect: Rect,
    anchor: Anchor,
}

/// Directions around a marker in order of preference: x, y (down).
const AROUND: [(f32, f32); 8] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.8, -0.75),
    (0.8, 0.75),
    (-0.8, -0.75),
    (-0.8, 0.75),
];
/// Shifts of a name that stands over its place, against its height.
const OVER: [f32; 5] = [0.0, -0.55, 0.55, -1.1, 1.1];
/// Space between a marker and its name.
const GAP: f32 = 3.5;
/// Space kept free around a name.
const AIR: f32 = 1.5;
/// How much farther off a name may stand that must be there.
const FARTHER: [f32; 5] = [0.0, 8.0, 18.0, 30.0, 44.0];
/// Size of a cell of the collision grid.
const CELL: f32 = 48.0;
/// Size of a cell of the grid of lines.
const LINE_CELL: f32 = 4.0;
/// What a less preferred position costs, in cells of lines hidden.
const POSITION_COST: f32 = 1.2;

/// What a position costs at which a name would wholly be read as that of another symbol, in cells of lines hidden.
const MISLEADING_COST: f32 = 150.0;
/// A symbol on the way to a name misleads by so much.
const HALF: f32 = 0.5;
/// A symbol nearer than this to the line that leads to a name lies on the way.
const ON_THE_WAY: f32 = 4.0;

/// What is taken on a part of the page.
#[derive(Clone, Debug)]
pub struct Board {
    bounds: Rect,
    columns: usize,
    cells: Vec<Vec<Rect>>,
    line_columns: usize,
    has_line: Vec<bool>,
    line_origin: Point,
    /// Symbols, by the cell of the first grid that they are in.
    symbols: Vec<Vec<Point>>,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page has few cells; what is off it saturates and is not found"
)]
fn cell(offset: f32, size: f32) -> usize {
    (offset / size).max(0.0) as usize
}

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The place of a segment that is nearest to a point.
fn nearest_between([from, to]: [Point; 2], at: Point) -> Point {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let square = dx * dx + dy * dy;
    let share = ((at.x - from.x) * dx + (at.y - from.y) * dy) / square.max(f32::MIN_POSITIVE);
    let share = share.clamp(0.0, 1.0);
    from.moved(dx * share, dy * share)
}

impl Board {
    /// An empty board. `fixed` is a point of the page that moves with the map: the grid of lines is
    /// tied to it, so that panning changes nothing.
    #[must_use]
    pub fn new(bounds: Rect, fixed: Point) -> Self {
        let columns = cell(bounds.w, CELL) + 1;
        let rows = cell(bounds.h, CELL) + 1;
        let line_columns = cell(bounds.w, LINE_CELL) + 2;
        let line_rows = cell(bounds.h, LINE_CELL) + 2;
        let back = |at: f32, fixed: f32| at - (at - fixed).rem_euclid(LINE_CELL);
        Self {
            bounds,
            columns,
            cells: vec![Vec::new(); columns * rows],
            symbols: vec![Vec::new(); columns * rows],
            line_columns,
            has_line: vec![false; line_columns * line_rows],
            line_origin: Point::new(back(bounds.x, fixed.x), back(bounds.y, fixed.y)),
        }
    }

    fn cells_of(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns;
        let rows = self.cells.len() / columns;
        let first = cell(rect.x - self.bounds.x, CELL)..=cell(rect.right() - self.bounds.x, CELL);
        let second = cell(rect.y - self.bounds.y, CELL)..=cell(rect.bottom() - self.bounds.y, CELL);
        second.filter(move |&row| row < rows).flat_map(move |row| {
            let first = first.clone();
            first
                .filter(move |&column| column < columns)
                .map(move |column| row * columns + column)
        })
    }

    /// Whether nothing has been put there.
    #[must_use]
    pub fn is_free(&self, rect: Rect) -> bool {
        self.cells_of(rect)
            .all(|cell| !self.cells[cell].iter().any(|taken| taken.overlaps(rect)))
    }

    /// Takes a rectangle.
    pub fn take(&mut self, rect: Rect) {
        for cell in self.cells_of(rect) {
            self.cells[cell].push(rect);
        }
    }

    /// Notes a symbol: names of others should not stand nearer to it than to what they name.
    pub fn note_symbol(&mut self, at: Point) {
        for cell in self.cells_of(Rect::new(at.x, at.y, 0.0, 0.0)) {
            self.symbols[cell].push(at);
        }
    }

    /// How much a name at a place would be read as that of another symbol, 0 to 1: by how much nearer one is to it than
    /// what it names, or because one lies on the way to it.
    fn misleads(&self, of: Point, name: Rect) -> f32 {
        let own = name.nearest(of);
        let away = distance(of, own);
        let is_other = |at: &&Point| distance(**at, of) > 0.5;
        let around = name.grown(away + ON_THE_WAY);
        let others = self.cells_of(around).flat_map(|cell| &self.symbols[cell]);
        let by = others.filter(is_other).map(|&at| {
            let nearer = away - distance(at, name.nearest(at));
            let by_distance = if nearer > 0.5 { nearer / away } else { 0.0 };
            let is_on_the_way = distance(at, nearest_between([of, own], at)) < ON_THE_WAY;
            by_distance.max(if is_on_the_way { HALF } else { 0.0 })
        });
        by.fold(0.0, f32::max)
    }

    /// Notes a segment of a line, which names should not hide.
    pub fn note_segment(&mut self, [from, to]: [Point; 2]) {
        let is_on_board = self.bounds.has(from) && self.bounds.has(to);
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let steps = cell((dx * dx + dy * dy).sqrt(), LINE_CELL * 0.75) + 1;
        let share = 1.0 / f32::from(u16::try_from(steps).unwrap_or(u16::MAX));
        let mut at = from;
        for _ in 0..steps {
            if is_on_board || self.bounds.has(at) {
                self.note(at);
            }
            at = at.moved(dx * share, dy * share);
        }
    }

    fn note(&mut self, at: Point) {
        let column = cell(at.x - self.line_origin.x, LINE_CELL);
        let row = cell(at.y - self.line_origin.y, LINE_CELL);
        if let Some(noted) = self.has_line.get_mut(row * self.line_columns + column) {
            *noted = true;
        }
    }

    /// How many cells of lines lie in a rectangle.
    #[must_use]
    pub fn lines_in(&self, rect: Rect) -> f32 {
        let first = cell(rect.x - self.line_origin.x, LINE_CELL);
        let last = cell(rect.right() - self.line_origin.x, LINE_CELL).min(self.line_columns - 1);
        let rows = cell(rect.y - self.line_origin.y, LINE_CELL)
            ..=cell(rect.bottom() - self.line_origin.y, LINE_CELL);
        let mut found = 0.0;
        for row in rows {
            let start = row * self.line_columns;
            let columns = self.has_line.get(start + first..=start + last);
            // All of the columns, or none of this row.
            for &has_line in columns.unwrap_or_default() {
                found += f32::from(u8::from(has_line));
            }
        }
        found
    }

    /// Puts a name at its best free position; `None` where none is free. `within` limits the
    /// positions to a part of the page.
    pub fn place(&mut self, candidate: &Candidate, within: Option<Rect>) -> Option<Placed> {
        let mut best: Option<(f32, Placed)> = None;
        let mut bias = 0.0;
        for placed in positions(candidate) {
            if best.as_ref().is_some_and(|(least, _)| bias >= *least) {
                // Neither this one nor those after it can hide fewer lines than none.
                break;
            }
            let is_within = within.is_none_or(|limit| limit.holds(placed.rect));
            if is_within && self.is_free(placed.rect) {
                let hidden = self.lines_in(placed.rect);
                let mut cost = bias + hidden;
                let is_beside = !matches!(candidate.placement, Placement::Over | Placement::Clear);
                let may_be_best = best.as_ref().is_none_or(|(least, _)| cost < *least);
                if is_beside && may_be_best {
                    cost += MISLEADING_COST * self.misleads(candidate.at, placed.rect);
                }
                let is_clear = candidate.placement != Placement::Clear || hidden < 2.0;
                if is_clear && best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, placed));
                }
            }
            bias += POSITION_COST;
        }
        let (_, placed) = best?;
        self.take(placed.rect);
        Some(placed)
    }
}

/// The positions a name may take, the preferred first.
fn positions(candidate: &Candidate) -> Vec<Placed> {
    let width = candidate.lines.iter().map(|l| l.width).fold(0.0, f32::max) + 2.0 * AIR;
    let height = candidate.lines.iter().map(Line::height).sum::<f32>() + AIR;
    let at = candidate.at;
    match candidate.placement {
        Placement::Over | Placement::Clear => OVER
            .iter()
            .map(|shift| Placed {
                rect: Rect::new(
                    at.x - width / 2.0,
                    at.y - height / 2.0 + shift * height,
                    width,
                    height,
                ),
                anchor: Anchor::Middle,
            })
            .collect(),
        Placement::Around(radius) => around(at, radius + GAP, width, height).collect(),
        Placement::Widely(radius) => FARTHER
            .iter()
            .flat_map(|farther| around(at, radius + GAP + farther, width, height))
            .collect(),
    }
}

/// The positions around a marker, at a distance from its middle.
fn around(at: Point, away: f32, width: f32, height: f32) -> impl Iterator<Item = Placed> {
    AROUND.iter().map(move |&(x, y)| {
        let left = match x {
            x if x > 0.0 => at.x + x * away - AIR,
            x if x < 0.0 => at.x + x * away + AIR - width,
            _ => at.x - width / 2.0,
        };
        let top = match y {
            y if y > 0.0 => at.y + y * (away - 1.0),
            y if y < 0.0 => at.y + y * (away - 1.0) - height,
            _ => at.y - height / 2.0,
        };
        let anchor = match x {
            x if x > 0.0 => Anchor::Start,
            x if x < 0.0 => Anchor::End,
            _ => Anchor::Middle,
        };
        Placed {
            rect: Rect::new(left, top, width, height),
            anchor,
        }
    })
}

/// The texts of a name in its place.
#[must_use]
pub fn texts(candidate: &Candidate, placed: &Placed) -> Vec<Item> {
    let rect = placed.rect;
    let x = match placed.anchor {
        Anchor::Start => rect.x + AIR,
        Anchor::Middle => rect.x + rect.w / 2.0,
        Anchor::End => rect.right() - AIR,
    };
    let mut top = rect.y + AIR / 2.0;
    let mut items = Vec::with_capacity(candidate.lines.len());
    for line in &candidate.lines {
        items.push(Item::Text(Text {
            at: Point::new(x, top + line.size * 0.93),
            anchor: placed.anchor,
            text: line.text.clone(),
            size: line.size,
            color: candidate.color,
            halo: Some((candidate.halo, style::HALO)),
            spacing: line.spacing,
            width: line.width,
            angle: 0.0,
        }));
        top += line.height();
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::{Palette, Theme};

    /// A dense set of places by a linear congruential generator (Numerical Recipes, 1992).
    fn dense(count: u32) -> Vec<Candidate> {
        let palette = Palette::of(Theme::Light);
        let mut seed = 12_345_u32;
        let mut random = |limit: u32| -> f32 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u16::try_from((seed >> 8) % limit).map_or(0.0, f32::from)
        };
        (0..count)
            .map(|i| Candidate {
                at: Point::new(random(1200), random(800)),
                lines: vec![Line::new("Chongqing 重庆", 12.0, 0.0)],
                placement: if i % 5 == 0 {
                    Placement::Over
                } else {
                    Placement::Around(4.0)
                },
                color: palette.ink,
                halo: palette.land,
            })
            .collect()
    }

    #[test]
    fn no_two_names_overlap() {
        let mut board = Board::new(Rect::new(-200.0, -200.0, 1600.0, 1200.0), Point::default());
        let placed: Vec<Rect> = dense(700)
            .iter()
            .filter_map(|c| board.place(c, None))
            .map(|p| p.rect)
            .collect();
        assert!(placed.len() > 150, "{}", placed.len());
        for (i, a) in placed.iter().enumerate() {
            assert!(placed[..i].iter().all(|b| !a.overlaps(*b)), "{a:?}");
        }
    }

    #[test]
    fn panning_moves_names_without_a_jump() {
        let place = |dx: f32, dy: f32| -> Vec<Option<Point>> {
            let fixed = Point::new(dx, dy);
            let mut board = Board::new(Rect::new(-400.0, -400.0, 2000.0, 1600.0), fixed);
            board.note_segment([Point::new(dx, dy), Point::new(1200.0 + dx, 800.0 + dy)]);
            dense(300)
                .into_iter()
                .map(|mut c| {
                    c.at = c.at.moved(dx, dy);
                    board
                        .place(&c, None)
                        .map(|p| Point::new(p.rect.x - dx, p.rect.y - dy))
                })
                .collect()
        };
        for (a, b) in place(0.0, 0.0).iter().zip(&place(37.0, -21.0)) {
            match (a, b) {
                (Some(a), Some(b)) => assert!((a.x - b.x).abs() + (a.y - b.y).abs() < 0.01),
                (None, None) => {}
                _ => panic!("a name came or went"),
            }
        }
    }

    #[test]
    fn a_name_stands_nearest_to_what_it_names() {
        let [own, other] = [Point::new(200.0, 200.0), Point::new(240.0, 200.0)];
        let mut candidate = dense(2).remove(1);
        candidate.placement = Placement::Widely(4.0);
        candidate.at = own;
        let place = |with_symbols: bool| {
            let mut board = Board::new(Rect::new(0.0, 0.0, 400.0, 400.0), Point::default());
            // All around is taken but what lies below the other symbol.
            for taken in [
                Rect::new(0.0, 0.0, 400.0, 196.0),
                Rect::new(0.0, 196.0, 196.0, 8.0),
                Rect::new(204.0, 196.0, 32.0, 8.0),
                Rect::new(244.0, 196.0, 156.0, 8.0),
                Rect::new(0.0, 204.0, 206.0, 30.0),
            ] {
                board.take(taken);
            }
            if with_symbols {
                for at in [own, other] {
                    board.note_symbol(at);
                }
            }
            board.place(&candidate, None).unwrap().rect
        };
        let away = |rect: Rect, at: Point| distance(at, rect.nearest(at));
        let before = place(false);
        assert!(away(before, other) < away(before, own), "{before:?}");
        let now = place(true);
        assert!(away(now, own) <= away(now, other) + 0.5, "{now:?}");
    }

    #[test]
    fn a_name_keeps_off_a_line_where_it_can() {
        let mut board = Board::new(Rect::new(0.0, 0.0, 400.0, 400.0), Point::default());
        board.note_segment([Point::new(200.0, 200.0), Point::new(400.0, 200.0)]);
        let mut candidate = dense(2).remove(1);
        candidate.at = Point::new(200.0, 200.0);
        let placed = board.place(&candidate, None);
        assert!(
            placed.is_some_and(|p| p.rect.right() < 200.0),
            "to the left of it"
        );
    }
}
