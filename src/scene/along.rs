//! Names along lines: a name is turned as the stretch of its line that it stands at, a little above it. And lines
//! that lead to names which stand off from what they name.
//!
//! A stretch will do that is nearly straight over the length of the name; which one is decided by the line and
//! the scale alone, so that nothing jumps while panning. Time in proportion to the points of the line.
//! Does not know: which lines have names.

use super::item::{Anchor, Item, Path, Point, Stroke, Text};
use super::labels::{Board, Candidate, Line, Placement};
use super::palette::Color;
use super::projection::{Camera, Rect};
use super::style;

/// How far a stretch may bend away from straight, against the size of the letters.
const BEND: f32 = 0.45;
/// Steepest angle of a name, radians.
const STEEPEST: f32 = 1.2;
/// How far the middle of the letters is from the line, against their size.
const ABOVE: f32 = 0.62;
/// How far a name stands from its marker before a line leads there.
const STANDS_OFF: f32 = 10.0;
/// Cells of other lines that a name may hide.
const HIDDEN: f32 = 2.0;

/// A stretch of a line that a name fits to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Its middle, page units.
    pub at: Point,
    /// Its direction, radians clockwise from the x axis, such that a name reads from left to right.
    pub angle: f32,
}

/// A name in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Along {
    /// The name.
    pub text: Text,
    /// Whether it is seen as a whole.
    pub is_here: bool,
}

/// The first nearly straight stretch as long as a name, about one of some places of a line, as shares of its
/// length.
#[must_use]
pub fn stretch(
    line: &[[f64; 2]],
    camera: &Camera,
    shares: &[f32],
    width: f32,
    size: f32,
) -> Option<Stretch> {
    let points: Vec<Point> = line.iter().map(|&at| camera.to_page(at)).collect();
    let mut ends = Vec::with_capacity(points.len());
    let mut length = 0.0_f32;
    ends.push(0.0);
    for pair in points.windows(2) {
        length += (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
        ends.push(length);
    }
    let at = |along: f32| -> Option<Point> {
        let next = ends
            .partition_point(|end| *end < along)
            .clamp(1, points.len().max(2) - 1);
        let (from, to) = (points.get(next - 1)?, points.get(next)?);
        let piece = ends.get(next)? - ends.get(next - 1)?;
        let share = if piece > 0.0 {
            (along - ends.get(next - 1)?) / piece
        } else {
            0.0
        };
        Some(Point::new(
            from.x + (to.x - from.x) * share,
            from.y + (to.y - from.y) * share,
        ))
    };
    shares.iter().find_map(|share| {
        let (from, to) = (share * length - width / 2.0, share * length + width / 2.0);
        if from < 0.0 || to > length {
            return None;
        }
        let (a, b) = (at(from)?, at(to)?);
        let chord = (b.x - a.x).hypot(b.y - a.y).max(1e-3);
        let off = |p: &Point| ((p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x)).abs() / chord;
        let first = ends.partition_point(|end| *end < from);
        let last = ends.partition_point(|end| *end <= to);
        let bends = points.get(first..last).unwrap_or_default();
        if chord < width * 0.9 || bends.iter().any(|p| off(p) > size * BEND) {
            return None;
        }
        let mut angle = (b.y - a.y).atan2(b.x - a.x);
        if angle.abs() > std::f32::consts::FRAC_PI_2 {
            angle -= std::f32::consts::PI.copysign(angle);
        }
        // Whole degrees, so that no last bit of an arctangent is seen.
        let angle = angle.to_degrees().round().to_radians();
        let at = Point::new(f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y));
        (angle.abs() <= STEEPEST).then_some(Stretch { at, angle })
    })
}

/// Puts a name at a stretch where it hides nothing, on its upper side or else its lower one, so far off and a
/// little, and takes that place.
pub fn place(
    board: &mut Board,
    (stretch, off): (Stretch, f32),
    line: &Line,
    colors: [Color; 2],
    is_seen: impl Fn(Rect) -> bool,
) -> Option<Along> {
    let (sin, cos) = stretch.angle.sin_cos();
    let side = line.size * 1.15;
    let half = line.width / 2.0;
    [-1.0_f32, 1.0].into_iter().find_map(|down| {
        let away = down * (line.size * ABOVE + off);
        let middle = stretch.at.moved(-sin * away, cos * away);
        let mut squares = Vec::new();
        let mut along = -half + side / 2.0;
        while along < half {
            let at = middle.moved(cos * along, sin * along);
            squares.push(Rect::new(at.x - side / 2.0, at.y - side / 2.0, side, side));
            along += side * 0.8;
        }
        let is_free = squares.iter().all(|&square| board.is_free(square));
        let hidden: f32 = squares.iter().map(|&square| board.lines_in(square)).sum();
        if !is_free || hidden >= HIDDEN {
            return None;
        }
        for &square in &squares {
            board.take(square);
        }
        let is_here = squares.iter().all(|&square| is_seen(square));
        // From the middle of the letters to their base line.
        let base = line.size * 0.34;
        let [color, halo] = colors;
        let text = Text {
            at: middle.moved(-sin * base, cos * base),
            anchor: Anchor::Middle,
            text: line.text.clone(),
            size: line.size,
            color,
            halo: Some((halo, style::HALO)),
            spacing: line.spacing,
            width: line.width,
            angle: stretch.angle,
        };
        Some(Along { text, is_here })
    })
}

/// The line from a marker to a name that stands off from it; `None` where the name is beside it, or over it.
#[must_use]
pub fn leader(candidate: &Candidate, name: Rect) -> Option<Item> {
    let Placement::Widely(radius) = candidate.placement else {
        return None;
    };
    let from = candidate.at;
    let to = name.nearest(from);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    if length < radius + STANDS_OFF {
        return None;
    }
    let share = radius / length;
    Some(Item::Path(Path {
        points: vec![from.moved(dx * share, dy * share), to],
        is_closed: false,
        fill: None,
        stroke: Some(Stroke::solid(style::LEADER_WIDTH, candidate.color)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::projection::Projection;
    use crate::scene::palette::{Palette, Theme};

    /// One page unit is one meter, the page's middle is the origin.
    fn camera() -> Camera {
        Camera {
            projection: Projection::default(),
            center: [0.0, 0.0],
            meters_per_unit: 1.0,
            viewport: Rect::new(0.0, 0.0, 1000.0, 1000.0),
        }
    }

    #[test]
    fn a_name_follows_its_line() {
        let line = [[0.0, 0.0], [300.0, 300.0], [300.0, 0.0]];
        let found = stretch(&line, &camera(), &[0.3], 100.0, 10.0).unwrap();
        assert!(
            (found.angle + std::f32::consts::FRAC_PI_4).abs() < 0.01,
            "up to the right"
        );
        let back: Vec<[f64; 2]> = line.iter().rev().copied().collect();
        let same = stretch(&back, &camera(), &[0.7], 100.0, 10.0).unwrap();
        assert!(
            (found.angle - same.angle).abs() < 1e-6,
            "whichever way it is drawn"
        );
        assert!((found.at.x - same.at.x).abs() < 0.01);
        assert_eq!(
            stretch(&line, &camera(), &[0.58], 100.0, 10.0),
            None,
            "a bend"
        );
        assert_eq!(
            stretch(&line, &camera(), &[0.9], 40.0, 10.0),
            None,
            "too steep"
        );
        assert_eq!(
            stretch(&line, &camera(), &[0.01], 100.0, 10.0),
            None,
            "too short"
        );
        let after = stretch(&line, &camera(), &[0.58, 0.3], 100.0, 10.0);
        assert_eq!(after, Some(found));
    }

    #[test]
    fn a_name_stands_beside_its_line_and_on_nothing() {
        let palette = Palette::of(Theme::Light);
        let colors = [palette.water_label, palette.land];
        let name = Line::new("Yangtze", 10.0, 1.0);
        let at = Stretch {
            at: Point::new(200.0, 200.0),
            angle: 0.0,
        };
        let mut board = Board::new(Rect::new(0.0, 0.0, 400.0, 400.0), Point::default());
        let first = place(&mut board, (at, 0.0), &name, colors, |_| true);
        assert!(
            first.is_some_and(|of| of.is_here && of.text.at.y < 200.0),
            "above"
        );
        let second = place(&mut board, (at, 0.0), &name, colors, |_| false);
        let is_below = |of: Along| !of.is_here && of.text.at.y > 200.0;
        assert!(second.is_some_and(is_below), "below, as above is taken");
        assert_eq!(place(&mut board, (at, 0.0), &name, colors, |_| true), None);
    }

    #[test]
    fn a_line_leads_to_a_name_that_stands_off() {
        let palette = Palette::of(Theme::Light);
        let candidate = Candidate {
            at: Point::new(100.0, 100.0),
            lines: Vec::new(),
            placement: Placement::Widely(5.0),
            color: palette.ink,
            halo: palette.land,
        };
        let beside = Rect::new(108.0, 92.0, 40.0, 14.0);
        assert_eq!(leader(&candidate, beside), None);
        let off = Rect::new(140.0, 92.0, 40.0, 14.0);
        let Some(Item::Path(path)) = leader(&candidate, off) else {
            panic!("there is one");
        };
        assert_eq!(
            path.points,
            [Point::new(105.0, 100.0), Point::new(140.0, 100.0)]
        );
    }
}
