//! Small arrowheads on bands, one way and the other: at even distances along each line as it is on the
//! page, so that they stay where they are while the map is panned. Short lines have none, and of lines that
//! lie close together only the one that carries most.
//!
//! O(arrows²), of which there are as many as fit on a page.
//! Does not know: how wide bands are, and in what color.

use crate::scene::clip::{Run, line_runs};
use crate::scene::item::{Item, Path, Point, Stroke};
use crate::scene::palette::{Color, Palette};
use crate::scene::projection::Camera;

use super::{BEYOND, DRIVING_SIDE};

/// Between two arrows on one line, page units, about.
const SPACING: f64 = 96.0;
/// Lines that are shorter have none.
const SHORTEST: f64 = 34.0;
/// Arrows of other lines that are nearer are left out.
const APART: f32 = 24.0;
/// Bands that are thinner have none.
pub const THINNEST: f32 = 1.0;
/// Bands from this width have their arrows inside.
const INSIDE: f32 = 6.5;
/// Half the height of an arrow: outside of a band, and at most inside of one.
const HALF: [f32; 2] = [2.9, 3.8];
/// Part of a band's width that half an arrow's height takes inside.
const PART: f32 = 0.33;
/// Width of an arrow's rim.
const RIM: f32 = 0.8;
/// How far arrows of both directions stand ahead of their common place, so that they pass each other.
const AHEAD: f64 = 6.0;
/// How far before and behind an arrow the line is looked at for its direction, page units.
const REACH: f64 = 5.0;

/// A place for an arrow.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    at: Point,
    /// Where it points.
    to: Point,
}

/// Gathers the arrows of a page.
#[derive(Default)]
pub struct Arrows {
    /// Where there are some, with the number of the line.
    taken: Vec<(usize, Point)>,
    /// The arrows.
    pub items: Vec<Item>,
}

/// How an arrow is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Dart {
    /// Width of the band it lies on, page units.
    pub width: f32,
    /// How far the band's middle lies from the line.
    pub offset: f32,
    /// Color, and that of its rim.
    pub colors: [Color; 2],
}

/// The colors of arrows on a band of some color, or with a line of that color in its middle: inside of it
/// what is best seen there with a rim of the other, else what is best seen beside it.
pub fn inks(palette: &Palette, band: Color, width: f32) -> [Color; 2] {
    let [ink, land] = [palette.ink, palette.land];
    if width < INSIDE || ink.contrast(band) >= land.contrast(band) {
        [ink, land]
    } else {
        [land, ink]
    }
}

impl Arrows {
    /// Adds the arrows of a line in one direction, unless others are too near; call it for the widest
    /// bands first.
    pub fn add(
        &mut self,
        (line, shape): (usize, &[[f64; 2]]),
        is_forward: bool,
        camera: &Camera,
        dart: Dart,
    ) {
        let steps = shape.windows(2);
        let meters = steps.map(|of| (of[1][0] - of[0][0]).hypot(of[1][1] - of[0][1]));
        let length = meters.sum::<f64>() / camera.meters_per_unit;
        if dart.width < THINNEST || length < SHORTEST || !length.is_finite() {
            return;
        }
        let n = (length / SPACING).round().max(1.0);
        let runs = line_runs(shape, camera, BEYOND);
        for run in &runs {
            let end = run.start + length_of(&run.points);
            // Places are (k + 1/2) / n of the length.
            let mut k = (run.start / length * n - 0.5).ceil().max(0.0);
            while k < n && (k + 0.5) / n * length <= end {
                let along = (k + 0.5) / n * length - run.start;
                k += 1.0;
                if let Some(spot) = spot(run, along, is_forward) {
                    self.put(line, spot, dart);
                }
            }
        }
    }

    fn put(&mut self, line: usize, spot: Spot, dart: Dart) {
        let is_near = |&(other, at): &(usize, Point)| {
            other != line && (at.x - spot.at.x).hypot(at.y - spot.at.y) < APART
        };
        if self.taken.iter().any(is_near) {
            return;
        }
        self.taken.push((line, spot.at));
        self.items.push(dart_item(spot, dart));
    }
}

fn length_of(points: &[Point]) -> f64 {
    let steps = points.windows(2);
    let each = steps.map(|of| f64::from((of[1].x - of[0].x).hypot(of[1].y - of[0].y)));
    each.sum()
}

/// The point so far along a run.
fn point_at(run: &Run, along: f64) -> Option<Point> {
    let mut left = along.max(0.0);
    for pair in run.points.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let own = f64::from((b.x - a.x).hypot(b.y - a.y));
        if own >= left && own > 0.0 {
            #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
            let t = (left / own) as f32;
            return Some(a.moved((b.x - a.x) * t, (b.y - a.y) * t));
        }
        left -= own;
    }
    run.points.last().copied()
}

fn spot(run: &Run, along: f64, is_forward: bool) -> Option<Spot> {
    let along = if is_forward {
        along + AHEAD
    } else {
        along - AHEAD
    };
    let at = point_at(run, along)?;
    let [a, b] = [point_at(run, along - REACH)?, point_at(run, along + REACH)?];
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy);
    let turn = if is_forward { 1.0 } else { -1.0 };
    let to = Point::new(turn * dx / length, turn * dy / length);
    (length > 1e-3).then_some(Spot { at, to })
}

/// An arrowhead with a notch, beside its line.
fn dart_item(spot: Spot, dart: Dart) -> Item {
    let half = if dart.width < INSIDE {
        HALF[0]
    } else {
        (dart.width * PART).min(HALF[1])
    };
    let Point { x, y } = spot.to;
    // Down the page is positive, so a quarter turn to the right is (-y, x).
    let beside = DRIVING_SIDE * dart.offset;
    let middle = spot.at.moved(-y * beside, x * beside);
    let corner = |ahead: f32, right: f32| {
        let (ahead, right) = (ahead * half, right * half);
        middle.moved(x * ahead - y * right, y * ahead + x * right)
    };
    let points = vec![
        corner(1.25, 0.0),
        corner(-0.85, 1.0),
        corner(-0.35, 0.0),
        corner(-0.85, -1.0),
    ];
    Item::Path(Path {
        points,
        is_closed: true,
        fill: Some(dart.colors[0]),
        stroke: Some(Stroke::solid(RIM, dart.colors[1])),
    })
}

/// A sample for the legend: a band of some color with an arrow.
#[must_use]
pub fn sample(at: Point, dart: Dart) -> Item {
    let to = Point::new(1.0, 0.0);
    dart_item(
        Spot { at, to },
        Dart {
            offset: 0.0,
            ..dart
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::Theme;
    use crate::scene::projection::Rect;

    fn camera(center: [f64; 2]) -> Camera {
        Camera {
            projection: crate::model::projection::Projection::default(),
            center,
            meters_per_unit: 10.0,
            viewport: Rect::new(0.0, 0.0, 800.0, 600.0),
        }
    }

    fn dart(width: f32) -> Dart {
        Dart {
            width,
            offset: 4.0,
            colors: [Palette::of(Theme::Light).ink; 2],
        }
    }

    fn tips(arrows: &Arrows) -> Vec<Point> {
        let tip = |item: &Item| match item {
            Item::Path(path) => path.points[0],
            _ => Point::default(),
        };
        arrows.items.iter().map(tip).collect()
    }

    /// A line to the east of so many page units.
    fn east(units: f64) -> [[f64; 2]; 2] {
        [[-5.0 * units, 0.0], [5.0 * units, 0.0]]
    }

    #[test]
    fn arrows_stand_at_even_distances_on_the_right() {
        let mut arrows = Arrows::default();
        arrows.add((0, &east(480.0)), true, &camera([0.0, 0.0]), dart(3.0));
        let there = tips(&arrows);
        assert_eq!(there.len(), 5);
        for pair in there.windows(2) {
            assert!((pair[1].x - pair[0].x - 96.0).abs() < 1e-2, "{there:?}");
        }
        assert!(there.iter().all(|tip| (tip.y - 304.0).abs() < 1e-2));
        arrows = Arrows::default();
        arrows.add((0, &east(480.0)), false, &camera([0.0, 0.0]), dart(3.0));
        let back = tips(&arrows);
        assert!(back.iter().all(|tip| (tip.y - 296.0).abs() < 1e-2));
    }

    #[test]
    fn they_move_with_the_map() {
        let mut here = Arrows::default();
        here.add((0, &east(2_000.0)), true, &camera([0.0, 0.0]), dart(3.0));
        let mut there = Arrows::default();
        there.add((0, &east(2_000.0)), true, &camera([300.0, 0.0]), dart(3.0));
        let moved = tips(&there);
        let are_same = tips(&here).into_iter().filter(|tip| {
            let is_it = |other: &Point| (other.x + 30.0 - tip.x).abs() < 1e-1;
            moved.iter().any(is_it)
        });
        assert!(are_same.count() >= 12, "{moved:?}");
    }

    #[test]
    fn short_thin_and_crowded_lines_have_none() {
        let mut arrows = Arrows::default();
        let camera = camera([0.0, 0.0]);
        arrows.add((0, &east(30.0)), true, &camera, dart(3.0));
        arrows.add((0, &east(300.0)), true, &camera, dart(0.6));
        assert!(arrows.items.is_empty());
        arrows.add((1, &east(300.0)), true, &camera, dart(3.0));
        let n = arrows.items.len();
        assert!(n > 0);
        arrows.add((2, &east(300.0)), true, &camera, dart(2.0));
        assert_eq!(arrows.items.len(), n, "beside another line");
        arrows.add((1, &east(300.0)), false, &camera, dart(2.0));
        assert_eq!(arrows.items.len(), 2 * n, "its other direction");
    }
}
