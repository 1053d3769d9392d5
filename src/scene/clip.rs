//! World shapes cut to the part of the page that shows them.
//!
//! Both walkers draw what comes from here: at large scales most of a line lies far outside the
//! page, where neither `f32` nor a dash pattern gets along.
//! Does not know: looks.

use super::item::{PlacedLayer, Point};
use super::projection::{Camera, Rect};

/// A piece of a line that is on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its points, at least two.
    pub points: Vec<Point>,
    /// How much of the line lies before it, page units: its dash pattern begins there.
    pub start: f64,
}

/// The shapes of a layer that are drawn and may be seen in a world box, each with the index of its look, in the
/// order of shapes.
#[must_use]
pub fn seen_shapes(layer: &PlacedLayer, world_box: [f64; 4]) -> Vec<(usize, usize)> {
    let Some(geometry) = layer.geometry() else {
        return Vec::new();
    };
    (0..geometry.n_shapes())
        .filter(|&shape| geometry.touches(shape, world_box))
        .filter_map(|shape| Some((shape, layer.look_of(shape)?)))
        .collect()
}

/// Page coordinates of a shape, in `f64`.
fn on_page(camera: &Camera, world: [f64; 2]) -> [f64; 2] {
    let middle = camera.viewport.center();
    [
        f64::from(middle.x) + (world[0] - camera.center[0]) / camera.meters_per_unit,
        f64::from(middle.y) - (world[1] - camera.center[1]) / camera.meters_per_unit,
    ]
}

/// min x, min y, max x, max y of a rectangle with a margin.
fn sides(of: Rect, pad: f32) -> [f64; 4] {
    let r = of.grown(pad);
    [r.x, r.y, r.right(), r.bottom()].map(f64::from)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "page units need no more than f32"
)]
fn point(at: [f64; 2]) -> Point {
    Point::new(at[0] as f32, at[1] as f32)
}

/// What of a line's segments lies within the viewport and `pad` page units around it, end to end.
pub fn seen_segments(
    shape: &[[f64; 2]],
    camera: &Camera,
    pad: f32,
    mut see: impl FnMut([Point; 2]),
) {
    let sides = sides(camera.viewport, pad);
    let middle = camera.viewport.center();
    let share = 1.0 / camera.meters_per_unit;
    let told = |world: [f64; 2]| {
        [
            f64::from(middle.x) + (world[0] - camera.center[0]) * share,
            f64::from(middle.y) - (world[1] - camera.center[1]) * share,
        ]
    };
    let mut points = shape.iter().map(|&world| told(world));
    let Some(mut from) = points.next() else {
        return;
    };
    for to in points {
        match inside(from, to, sides) {
            Some([enter, leave]) if enter > 0.0 || leave < 1.0 => {
                let at = |t: f64| [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * t);
                see([point(at(enter)), point(at(leave))]);
            }
            Some(_) => see([point(from), point(to)]),
            None => {}
        }
        from = to;
    }
}

/// The pieces of a line within the viewport and `pad` page units around it.
#[must_use]
pub fn line_runs(shape: &[[f64; 2]], camera: &Camera, pad: f32) -> Vec<Run> {
    let sides = sides(camera.viewport, pad);
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    let mut length = 0.0;
    let Some(&first) = shape.first() else {
        return runs;
    };
    let mut from = on_page(camera, first);
    for &world in &shape[1..] {
        let to = on_page(camera, world);
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let whole = (dx * dx + dy * dy).sqrt();
        let Some([enter, leave]) = inside(from, to, sides) else {
            is_open = false;
            from = to;
            length += whole;
            continue;
        };
        let at = |t: f64| {
            point([
                from[0] + (to[0] - from[0]) * t,
                from[1] + (to[1] - from[1]) * t,
            ])
        };
        match runs.last_mut() {
            Some(run) if is_open && enter <= 0.0 => run.points.push(at(leave)),
            _ => runs.push(Run {
                points: vec![at(enter), at(leave)],
                start: length + whole * enter,
            }),
        }
        is_open = leave >= 1.0;
        from = to;
        length += whole;
    }
    runs
}

/// The part of a segment inside a box, as shares of its length. Most lie in it or beyond one of its sides, which is told
/// without dividing.
fn inside(from: [f64; 2], to: [f64; 2], sides: [f64; 4]) -> Option<[f64; 2]> {
    let is_in =
        |p: [f64; 2]| (0..2).all(|axis| p[axis] >= sides[axis] && p[axis] <= sides[axis + 2]);
    if is_in(from) && is_in(to) {
        return Some([0.0, 1.0]);
    }
    let is_beyond = |axis: usize| {
        from[axis].max(to[axis]) < sides[axis] || from[axis].min(to[axis]) > sides[axis + 2]
    };
    if is_beyond(0) || is_beyond(1) {
        return None;
    }
    between(from, to, sides)
}

/// The same for any segment (Liang and Barsky 1984).
fn between(from: [f64; 2], to: [f64; 2], sides: [f64; 4]) -> Option<[f64; 2]> {
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for axis in 0..2 {
        let step = to[axis] - from[axis];
        let (low, high) = (sides[axis] - from[axis], sides[axis + 2] - from[axis]);
        if step.abs() < 1e-12 {
            if low > 0.0 || high < 0.0 {
                return None;
            }
            continue;
        }
        let (near, far) = if step > 0.0 {
            (low / step, high / step)
        } else {
            (high / step, low / step)
        };
        enter = enter.max(near);
        leave = leave.min(far);
    }
    (enter < leave).then_some([enter, leave])
}

/// A ring cut to the viewport and `pad` page units around it (Sutherland and Hodgman 1974); empty
/// where nothing of it is there.
#[must_use]
pub fn ring(shape: &[[f64; 2]], camera: &Camera, pad: f32) -> Vec<Point> {
    let sides = sides(camera.viewport, pad);
    let mut points: Vec<[f64; 2]> = shape.iter().map(|&p| on_page(camera, p)).collect();
    for (side, limit) in sides.into_iter().enumerate() {
        let axis = side % 2;
        let is_in = |p: [f64; 2]| {
            if side < 2 {
                p[axis] >= limit
            } else {
                p[axis] <= limit
            }
        };
        if points.iter().all(|&p| is_in(p)) {
            continue;
        }
        points = cut(&points, axis, limit, &is_in);
    }
    if points.len() < 3 {
        return Vec::new();
    }
    points.into_iter().map(point).collect()
}

fn cut(
    points: &[[f64; 2]],
    axis: usize,
    limit: f64,
    is_in: &dyn Fn([f64; 2]) -> bool,
) -> Vec<[f64; 2]> {
    let mut kept = Vec::with_capacity(points.len());
    let Some(mut from) = points.last().copied() else {
        return kept;
    };
    for &to in points {
        if is_in(from) != is_in(to) {
            let t = (limit - from[axis]) / (to[axis] - from[axis]);
            let other = 1 - axis;
            let mut crossing = [0.0; 2];
            crossing[axis] = limit;
            crossing[other] = from[other] + (to[other] - from[other]) * t;
            kept.push(crossing);
        }
        if is_in(to) {
            kept.push(to);
        }
        from = to;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One page unit is one meter, the page's middle is the origin.
    fn camera() -> Camera {
        Camera {
            projection: crate::model::projection::Projection::default(),
            center: [0.0, 0.0],
            meters_per_unit: 1.0,
            viewport: Rect::new(0.0, 0.0, 100.0, 100.0),
        }
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two_runs() {
        let line = [
            [-80.0, 0.0],
            [0.0, 0.0],
            [0.0, 200.0],
            [10.0, 200.0],
            [10.0, 0.0],
        ];
        let runs = line_runs(&line, &camera(), 0.0);
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[0].points[0], Point::new(0.0, 50.0));
        assert!((runs[0].start - 30.0).abs() < 1e-9);
        assert_eq!(runs[0].points.last(), Some(&Point::new(50.0, 0.0)));
        assert!((runs[1].start - (80.0 + 200.0 + 10.0 + 150.0)).abs() < 1e-9);
    }

    #[test]
    fn what_is_told_without_dividing_is_the_same() {
        let at = |n: u32| f64::from(n % 5) * 25.0 - 25.0;
        let sides = [0.0, 0.0, 50.0, 50.0];
        let mut found = 0;
        for n in 0..625_u32 {
            let (from, to) = ([at(n), at(n / 5)], [at(n / 25), at(n / 125)]);
            let part = inside(from, to, sides);
            assert_eq!(part, between(from, to, sides), "{from:?} {to:?}");
            found += usize::from(part.is_some());
        }
        assert!(found > 100 && found < 500, "{found}");
    }

    #[test]
    fn lines_outside_are_gone() {
        assert!(line_runs(&[[-80.0, 90.0], [80.0, 90.0]], &camera(), 10.0).is_empty());
        assert!(line_runs(&[], &camera(), 10.0).is_empty());
    }

    #[test]
    fn a_ring_around_the_page_becomes_the_page() {
        let around = [[-1e6, -1e6], [1e6, -1e6], [1e6, 1e6], [-1e6, 1e6]];
        let cut = ring(&around, &camera(), 5.0);
        assert_eq!(cut.len(), 4);
        assert!(cut.contains(&Point::new(-5.0, -5.0)) && cut.contains(&Point::new(105.0, 105.0)));
        let far = [[1e6, 0.0], [2e6, 0.0], [2e6, 1e6]];
        assert!(ring(&far, &camera(), 5.0).is_empty());
    }
}
