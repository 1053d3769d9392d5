//! The cut line: where the network would be cut to part origins from destinations at the least
//! capacity. It crosses each link of the bottleneck in its middle, at a right angle; around a hub of
//! the bottleneck it is a ring.
//!
//! Links in geographic order (along the direction in which they are spread the most) are joined by a
//! thin smooth line, but only where they lie close together on the page and the line between them
//! crosses nothing else that is open to what is asked: there the cut does not go. All other links are
//! crossed one by one.
//! Does not know: how the cut is found.

use crate::model::ids::LinkId;
use crate::study::outcome::CutPart;

use super::item::{Item, Path, Point, Stroke};
use super::map::{self, Condition};
use super::markers::Hub;
use super::overlay::{BEYOND, Ground, level_at, middle_of};
use super::palette::Palette;
use super::projection::Rect;
use super::style;

/// Corners of a ring.
const CORNERS: u16 = 40;
/// Parts of a joining curve.
const STEPS: u16 = 18;
/// How far a joining curve keeps its direction at each end, against the distance.
const STIFFNESS: f32 = 0.4;
/// How far the line across a link reaches toward a neighbor, at most, against the distance.
const CLOSE: f32 = 0.35;
/// How far outside a hub's marker its ring lies.
const RING: f32 = 9.0;

/// A link that is crossed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Crossing {
    at: Point,
    /// Across the link, of length 1.
    across: Point,
    /// How far the line reaches to either side.
    reach: [f32; 2],
}

impl Crossing {
    fn end(&self, by: f32) -> Point {
        self.at.moved(self.across.x * by, self.across.y * by)
    }
}

/// The cut line of the outcome's bottleneck in page units.
pub(super) fn items(ground: &Ground, hubs: &[Hub]) -> Vec<Item> {
    let palette = ground.view.palette();
    let near = ground.view.camera.viewport.grown(BEYOND);
    let parts = map::bottleneck(ground.outcome, ground.view);
    let mut cut: Vec<LinkId> = Vec::new();
    let mut items = Vec::new();
    for part in parts {
        match part {
            CutPart::Link { link, .. } if !cut.contains(link) => cut.push(*link),
            CutPart::Link { .. } => {}
            CutPart::Hub { node, .. } => {
                let hub = hubs.iter().find(|hub| hub.node == *node);
                let ring = hub.map(|hub| circle(hub.at, hub.radius + RING));
                items.extend(ring.into_iter().flat_map(|ring| dashed(palette, ring, 0)));
            }
        }
    }
    let crossings: Vec<Crossing> = cut
        .iter()
        .filter_map(|&link| middle_of(ground, link))
        .map(|(at, along)| Crossing {
            at,
            across: Point::new(-along.sin(), along.cos()),
            reach: [style::CUT_REACH; 2],
        })
        .collect();
    let mut crossings = ordered(crossings);
    for at in 1..crossings.len() {
        let (from, to) = (crossings[at - 1], crossings[at]);
        let apart = (to.at.x - from.at.x).hypot(to.at.y - from.at.y);
        // Between two that lie close together there is less room than beyond them.
        let inside = style::CUT_REACH.min(apart * CLOSE);
        crossings[at - 1].reach[1] = inside;
        crossings[at].reach[0] = inside;
        let is_near = near.has(from.at) || near.has(to.at);
        if !is_near || apart > style::CUT_APART {
            continue;
        }
        let curve = joining(crossings[at - 1], crossings[at], apart);
        if !crosses_others(ground, &cut, &curve) {
            items.extend(dashed(palette, curve, 1));
        }
    }
    let seen = crossings.iter().filter(|crossing| near.has(crossing.at));
    for crossing in seen {
        let [before, after] = crossing.reach;
        let stroke = [crossing.end(-before), crossing.end(after)];
        items.extend(dashed(palette, stroke.to_vec(), 0));
    }
    items
}

/// The line on a casing of the ground's color; `kind` is 0 across a link and 1 between links.
fn dashed(palette: &Palette, points: Vec<Point>, kind: usize) -> [Item; 2] {
    let width = style::CUT_WIDTHS[kind];
    let path = |points, stroke| {
        Item::Path(Path {
            points,
            is_closed: false,
            fill: None,
            stroke: Some(stroke),
        })
    };
    let casing = Stroke::solid(
        width + 2.0 * style::CUT_CASING,
        palette.land.with_alpha(0xC0),
    );
    let line = Stroke {
        width,
        color: palette.bottleneck,
        dash: Some(style::CUT_DASHES[kind]),
    };
    [path(points.clone(), casing), path(points, line)]
}

/// A link with the cut line across it, around the origin of the page.
#[must_use]
pub fn sample(palette: &Palette) -> Vec<Item> {
    let line = |ends: [Point; 2], stroke| {
        Item::Path(Path {
            points: ends.to_vec(),
            is_closed: false,
            fill: None,
            stroke: Some(stroke),
        })
    };
    let along = [Point::new(-13.0, 0.0), Point::new(13.0, 0.0)];
    let across = [Point::new(0.0, -7.5), Point::new(0.0, 7.5)];
    vec![
        line(along, Stroke::solid(2.5, palette.muted)),
        line(
            across,
            Stroke {
                width: style::CUT_WIDTHS[0],
                color: palette.bottleneck,
                dash: Some(style::CUT_DASHES[0]),
            },
        ),
    ]
}

fn circle(at: Point, radius: f32) -> Vec<Point> {
    let corner = |number: u16| {
        let turn = std::f32::consts::TAU * f32::from(number) / f32::from(CORNERS);
        at.moved(radius * turn.sin(), -radius * turn.cos())
    };
    (0..=CORNERS).map(corner).collect()
}

/// Crossings along the direction in which they are spread the most, each turned into it. Those at the
/// same place along it keep their order.
fn ordered(mut crossings: Vec<Crossing>) -> Vec<Crossing> {
    let [first, ..] = crossings[..] else {
        return crossings;
    };
    // Offsets from the first, so that a moved map gives the same.
    let offset =
        |crossing: &Crossing| Point::new(crossing.at.x - first.at.x, crossing.at.y - first.at.y);
    let count = f32::from(u16::try_from(crossings.len()).unwrap_or(u16::MAX));
    let sum = crossings
        .iter()
        .map(offset)
        .fold(Point::default(), |sum, by| sum.moved(by.x, by.y));
    let middle = Point::new(sum.x / count, sum.y / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for by in crossings.iter().map(offset) {
        let (x, y) = (by.x - middle.x, by.y - middle.y);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let axis = if crossings.len() == 1 {
        first.across
    } else {
        // The greater eigenvector of the spread.
        let turn = 0.5 * (2.0 * xy).atan2(xx - yy);
        Point::new(turn.cos(), turn.sin())
    };
    let along = |by: Point| by.x * axis.x + by.y * axis.y;
    for crossing in &mut crossings {
        if along(crossing.across) < 0.0 {
            crossing.across = Point::new(-crossing.across.x, -crossing.across.y);
        }
    }
    crossings.sort_by(|a, b| along(offset(a)).total_cmp(&along(offset(b))));
    crossings
}

/// A smooth line from the end of one crossing to the beginning of the next: a cubic Bézier curve that
/// leaves each at a right angle to its link.
fn joining(from: Crossing, to: Crossing, apart: f32) -> Vec<Point> {
    let (first, last) = (from.reach[1], to.reach[0]);
    let handle = (apart - first - last).max(0.0) * STIFFNESS;
    let corners = [
        from.end(first),
        from.end(first + handle),
        to.end(-last - handle),
        to.end(-last),
    ];
    let at = |step: u16| {
        let t = f32::from(step) / f32::from(STEPS);
        let u = 1.0 - t;
        let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
        let mut point = Point::default();
        for (corner, weight) in corners.iter().zip(weights) {
            point = point.moved(corner.x * weight, corner.y * weight);
        }
        point
    };
    (0..=STEPS).map(at).collect()
}

/// Whether a curve crosses a link that is drawn and open to the modes asked for, beside those of the cut.
fn crosses_others(ground: &Ground, cut: &[LinkId], curve: &[Point]) -> bool {
    let (Some(outcome), Some(level)) = (
        ground.outcome,
        level_at(ground.layers, ground.view.camera.meters_per_unit),
    ) else {
        return false;
    };
    let (network, view) = (ground.network, ground.view);
    let around = bounds(curve);
    let world = view.camera.with_viewport(around);
    let spot = super::projection::Camera {
        projection: crate::model::projection::Projection::default(),
        center: view.camera.to_world(around.center()),
        ..world
    };
    let area = spot.world_box();
    let others = network.link_ids().filter(|id| {
        !cut.contains(id)
            && level.geometry.touches(id.index(), area)
            && outcome.question.modes.has(network.link(*id).mode)
            && map::condition(network, Some(outcome), *id) == Condition::Open
            && map::is_drawn(network, Some(outcome), view, *id)
    });
    let mut lines = others.map(|id| level.geometry.shape(id.index()));
    lines.any(|line| {
        let points: Vec<Point> = line.iter().map(|&at| view.camera.to_page(at)).collect();
        let mut pairs = points.windows(2);
        pairs.any(|b| {
            let mut own = curve.windows(2);
            own.any(|a| do_cross([a[0], a[1]], [b[0], b[1]]))
        })
    })
}

fn bounds(points: &[Point]) -> Rect {
    let fold = |of: fn(&Point) -> f32, pick: fn(f32, f32) -> f32, start: f32| {
        points.iter().map(of).fold(start, pick)
    };
    let (left, right) = (
        fold(|p| p.x, f32::min, f32::INFINITY),
        fold(|p| p.x, f32::max, f32::NEG_INFINITY),
    );
    let (top, bottom) = (
        fold(|p| p.y, f32::min, f32::INFINITY),
        fold(|p| p.y, f32::max, f32::NEG_INFINITY),
    );
    Rect::new(left, top, right - left, bottom - top)
}

/// Whether two segments cross.
fn do_cross(a: [Point; 2], b: [Point; 2]) -> bool {
    let side = |line: [Point; 2], at: Point| {
        (line[1].x - line[0].x) * (at.y - line[0].y) - (line[1].y - line[0].y) * (at.x - line[0].x)
    };
    let parts = |line: [Point; 2], ends: [Point; 2]| {
        (side(line, ends[0]) > 0.0) != (side(line, ends[1]) > 0.0)
    };
    parts(a, b) && parts(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossing(x: f32, y: f32, along: f32) -> Crossing {
        Crossing {
            at: Point::new(x, y),
            across: Point::new(-along.sin(), along.cos()),
            reach: [style::CUT_REACH; 2],
        }
    }

    #[test]
    fn crossings_are_in_geographic_order_and_face_one_way() {
        // Three links from north to south side by side, out of order.
        let south = std::f32::consts::FRAC_PI_2;
        let xs = [40.0, 0.0, 90.0];
        let all = ordered(xs.map(|x| crossing(x, 10.0, south)).to_vec());
        let xs: Vec<f32> = all.iter().map(|one| one.at.x).collect();
        assert!(xs.is_sorted() || xs.iter().rev().is_sorted(), "{xs:?}");
        let first = all[0].across;
        let same = |one: &Crossing| one.across.x * first.x + one.across.y * first.y > 0.99;
        assert!(all.iter().all(same), "{all:?}");
        let moved = ordered(xs.iter().map(|x| crossing(x + 500.0, 7.0, south)).collect());
        assert!(
            moved
                .iter()
                .zip(&all)
                .all(|(a, b)| (a.at.x - b.at.x - 500.0).abs() < 1e-3)
        );
    }

    #[test]
    fn a_joining_line_leaves_links_at_right_angles() {
        let south = std::f32::consts::FRAC_PI_2;
        let both = ordered(vec![
            crossing(0.0, 0.0, south),
            crossing(200.0, 60.0, south),
        ]);
        let curve = joining(both[0], both[1], 208.8);
        let (from, to) = (curve[0], curve[curve.len() - 1]);
        let gap = (from.x - both[0].at.x).hypot(from.y - both[0].at.y);
        assert!((gap - style::CUT_REACH).abs() < 1e-3);
        assert!((to.y - both[1].at.y).abs() < 1e-3);
        // The first step goes on almost straight.
        let step = Point::new(curve[1].x - from.x, curve[1].y - from.y);
        let ahead = step.x * both[0].across.x + step.y * both[0].across.y;
        assert!(ahead / step.x.hypot(step.y) > 0.99);
    }

    #[test]
    fn segments_that_cross() {
        let p = Point::new;
        let flat = [p(0.0, 0.0), p(10.0, 0.0)];
        assert!(do_cross(flat, [p(5.0, -1.0), p(5.0, 1.0)]));
        assert!(!do_cross(flat, [p(5.0, 1.0), p(5.0, 3.0)]));
        assert!(!do_cross(flat, [p(11.0, -1.0), p(11.0, 1.0)]));
    }
}
