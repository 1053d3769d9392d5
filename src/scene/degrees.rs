//! The degrees of meridians and parallels, where they meet the edges of a map: longitudes above and below,
//! latitudes at the sides. Where lines are less than a degree apart they are told in degrees and minutes, in all
//! languages alike.
//!
//! An edge is walked in small steps, and where a round number lies between two of them is found by
//! proportion; so it is the same for every projection. Time in proportion to the length of the edges.
//! Does not know: how the lines are drawn.

use super::furniture::line;
use super::graticule::{TOP, step_at};
use super::item::{Anchor, Item, Point, Text};
use super::palette::Color;
use super::projection::{Camera, Rect};
use super::sheet::View;
use super::style;
use crate::words::{Lang, fill};

/// A step along an edge, page units.
const STEP: f32 = 6.0;
/// Space between a number and its edge.
const SPACE: f32 = 5.0;
/// Minutes of a degree.
const DEGREE: i32 = 60;
/// Space between two numbers.
const APART: f32 = 8.0;

/// An edge of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Top,
    Bottom,
    Left,
    Right,
}

/// The numbers and the rectangles that they take, clear of each other and of `taken`. On a page they stand at
/// all four edges, in the window at the upper and the right one: credits stand at the lower.
#[must_use]
pub fn items(view: &View, is_page: bool, taken: &[Rect]) -> (Vec<Item>, Vec<Rect>) {
    let edges: &[Edge] = if is_page {
        &[Edge::Top, Edge::Bottom, Edge::Left, Edge::Right]
    } else {
        &[Edge::Top, Edge::Right]
    };
    let map = view.camera.viewport;
    let step = step_at(view.camera.meters_per_unit);
    let ink = view.palette().small_ink(view.is_over_tiles());
    let (mut items, mut own) = (Vec::new(), Vec::<Rect>::new());
    for &edge in edges {
        for (minutes, at) in met(&view.camera, edge, step) {
            let text = number((view, ink), edge, (minutes, step), at);
            let rect = Rect::new(
                text.left(),
                text.at.y - style::DEGREES * 0.85,
                text.width,
                style::DEGREES * 1.1,
            );
            let is_clear = !taken.iter().any(|of| of.overlaps(rect.grown(3.0)))
                && !own.iter().any(|of| of.overlaps(rect.grown(APART)));
            if is_clear && map.grown(-2.0).holds(rect) {
                items.push(Item::Text(text));
                own.push(rect);
            }
        }
    }
    (items, own)
}

/// The multiples of a step that an edge meets, in minutes, and where.
fn met(camera: &Camera, edge: Edge, step: i32) -> Vec<(i32, Point)> {
    let map = camera.viewport;
    let (from, to) = match edge {
        Edge::Top => (Point::new(map.x, map.y), Point::new(map.right(), map.y)),
        Edge::Bottom => (
            Point::new(map.x, map.bottom()),
            Point::new(map.right(), map.bottom()),
        ),
        Edge::Left => (Point::new(map.x, map.y), Point::new(map.x, map.bottom())),
        Edge::Right => (
            Point::new(map.right(), map.y),
            Point::new(map.right(), map.bottom()),
        ),
    };
    let length = (to.x - from.x).max(to.y - from.y);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundreds"
    )]
    let n_steps = (length / STEP).ceil().clamp(1.0, 4_000.0) as u16;
    let is_meridian = matches!(edge, Edge::Top | Edge::Bottom);
    let mut found = Vec::new();
    let mut before: Option<(f64, Point)> = None;
    for number in 0..=n_steps {
        let share = f32::from(number) / f32::from(n_steps);
        let at = Point::new(
            from.x + (to.x - from.x) * share,
            from.y + (to.y - from.y) * share,
        );
        let position = camera.position_at(at);
        let is_on = position.is_geographic() && position.lat.abs() <= f64::from(TOP) + 0.5;
        let now = is_on.then(|| {
            let degrees = if is_meridian {
                position.lon
            } else {
                position.lat
            };
            (degrees * f64::from(DEGREE), at)
        });
        if let (Some(a), Some(b)) = (before, now) {
            found.extend(between(a, b, step));
        }
        before = now;
    }
    found
}

/// The multiples of a step between two points of an edge, the second excluded; none over the antimeridian.
fn between(a: (f64, Point), b: (f64, Point), step: i32) -> Vec<(i32, Point)> {
    let (low, high) = (a.0.min(b.0), a.0.max(b.0));
    if high - low > f64::from(90 * DEGREE) {
        return Vec::new();
    }
    let step = f64::from(step);
    let mut found = Vec::new();
    let mut round = (low / step).ceil() * step;
    while round <= high && high > low {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a share, and whole minutes"
        )]
        let (share, minutes) = (((round - a.0) / (b.0 - a.0)) as f32, round as i32);
        if share < 1.0 {
            let at = Point::new(
                a.1.x + (b.1.x - a.1.x) * share,
                a.1.y + (b.1.y - a.1.y) * share,
            );
            found.push((minutes, at));
        }
        round += step;
    }
    found
}

/// A number at its edge, within the map, in a color: minutes, of which lines are a step apart.
fn number((view, ink): (&View, Color), edge: Edge, minutes: (i32, i32), at: Point) -> Text {
    let palette = view.palette();
    let size = style::DEGREES;
    let is_meridian = matches!(edge, Edge::Top | Edge::Bottom);
    let words = in_words(view.lang, is_meridian, minutes);
    let (at, anchor) = match edge {
        Edge::Top => (at.moved(0.0, SPACE + size * 0.8), Anchor::Middle),
        Edge::Bottom => (at.moved(0.0, -SPACE), Anchor::Middle),
        Edge::Left => (at.moved(SPACE, size * 0.35), Anchor::Start),
        Edge::Right => (at.moved(-SPACE, size * 0.35), Anchor::End),
    };
    Text {
        at,
        anchor,
        halo: Some((palette.land.with_alpha(0xD0), style::HALO)),
        ..line(Point::default(), &words, size, ink)
    }
}

/// `105°E`; where lines are less than a degree apart `105°30′E`.
fn in_words(lang: Lang, is_meridian: bool, (minutes, step): (i32, i32)) -> String {
    let side = match (is_meridian, minutes) {
        (_, 0) => Side::None,
        (true, minutes) if minutes.abs() == 180 * DEGREE => Side::None,
        (true, 1..) => Side::East,
        (true, _) => Side::West,
        (false, 1..) => Side::North,
        (false, _) => Side::South,
    };
    let degrees = (minutes.abs() / DEGREE).to_string();
    if step % DEGREE == 0 {
        let key = match side {
            Side::None => "picture.degrees",
            Side::East => "picture.degrees.east",
            Side::West => "picture.degrees.west",
            Side::North => "picture.degrees.north",
            Side::South => "picture.degrees.south",
        };
        return fill(lang, key, &[&degrees]);
    }
    let key = match side {
        Side::None => "picture.minutes",
        Side::East => "picture.minutes.east",
        Side::West => "picture.minutes.west",
        Side::North => "picture.minutes.north",
        Side::South => "picture.minutes.south",
    };
    let minutes = format!("{:02}", minutes.abs() % DEGREE);
    fill(lang, key, &[&degrees, &minutes])
}

/// Where a line lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// On the equator, the first meridian or the one opposite of it.
    None,
    East,
    West,
    North,
    South,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geometry::{GeoBox, LonLat};
    use crate::model::projection::Projection;

    fn view(projection: Projection) -> View {
        let shown = GeoBox {
            min: LonLat::new(98.0, 18.0),
            max: LonLat::new(118.0, 36.0),
        };
        let page = Rect::new(28.0, 70.0, 740.0, 620.0);
        View::of(Camera::fit(projection, shown, page, 0.0), Lang::En)
    }

    #[test]
    fn numbers_stand_where_their_lines_meet_the_edge() {
        for projection in Projection::ALL {
            let view = view(projection);
            let map = view.camera.viewport;
            let step = step_at(view.camera.meters_per_unit);
            assert_eq!(step, 5 * DEGREE);
            for edge in [Edge::Top, Edge::Bottom, Edge::Left, Edge::Right] {
                let met = met(&view.camera, edge, step);
                assert!(met.len() >= 3, "{projection:?} {edge:?} {met:?}");
                let is_true = |(minutes, at): &(i32, Point)| {
                    let there = view.camera.position_at(*at);
                    let own = match edge {
                        Edge::Top | Edge::Bottom => there.lon,
                        Edge::Left | Edge::Right => there.lat,
                    };
                    (own - f64::from(*minutes) / 60.0).abs() < 2e-3 && map.grown(0.01).has(*at)
                };
                assert!(met.iter().all(is_true), "{projection:?} {edge:?} {met:?}");
            }
        }
    }

    #[test]
    fn they_are_clear_of_each_other_and_of_what_stands_there() {
        for projection in Projection::ALL {
            let view = view(projection);
            let all = items(&view, true, &[]).1;
            assert!(all.len() >= 12, "{projection:?} {}", all.len());
            for (place, a) in all.iter().enumerate() {
                assert!(view.camera.viewport.holds(*a));
                assert!(!all[..place].iter().any(|b| a.overlaps(*b)));
            }
            let legend = Rect::new(28.0, 500.0, 300.0, 190.0);
            let (items, left) = items(&view, true, &[legend]);
            assert!(left.len() < all.len() && items.len() == left.len());
            assert!(!left.iter().any(|rect| rect.overlaps(legend)));
        }
    }

    #[test]
    fn near_maps_have_several_numbers_at_each_edge_and_none_collide() {
        for projection in Projection::ALL {
            for scale in [
                1_200.0, 740.0, 600.0, 491.0, 300.0, 245.1, 130.0, 60.0, 30.0, 24.1, 12.0,
            ] {
                let own = view(projection);
                let camera = Camera {
                    center: projection.project(LonLat::new(108.63, 21.72)),
                    meters_per_unit: scale,
                    ..own.camera
                };
                let view = View { camera, ..own };
                let (texts, all) = items(&view, true, &[]);
                assert!(texts.len() >= 10, "{projection:?} {scale} {}", texts.len());
                for (place, a) in all.iter().enumerate() {
                    assert!(!all[..place].iter().any(|b| a.overlaps(*b)));
                }
            }
        }
    }

    #[test]
    fn degrees_are_said_in_both_languages() {
        let all = [
            (Lang::En, true, 105, "105°E"),
            (Lang::En, true, -60, "60°W"),
            (Lang::En, false, -10, "10°S"),
            (Lang::En, false, 0, "0°"),
            (Lang::En, true, 180, "180°"),
            (Lang::Zh, true, 105, "东经105°"),
            (Lang::Zh, false, 25, "北纬25°"),
        ];
        for (lang, is_meridian, degrees, said) in all {
            let minutes = (degrees * DEGREE, DEGREE);
            assert_eq!(in_words(lang, is_meridian, minutes), said);
        }
        for (is_meridian, minutes, said) in [
            (true, 108 * DEGREE + 40, ["108°40′E", "东经108°40′"]),
            (false, 21 * DEGREE + 5, ["21°05′N", "北纬21°05′"]),
            (false, 21 * DEGREE, ["21°00′N", "北纬21°00′"]),
            (false, -DEGREE / 2, ["0°30′S", "南纬0°30′"]),
            (true, -DEGREE / 2, ["0°30′W", "西经0°30′"]),
            (true, 0, ["0°00′", "0°00′"]),
            (true, -180 * DEGREE, ["180°00′", "180°00′"]),
        ] {
            let both = [Lang::En, Lang::Zh].map(|lang| in_words(lang, is_meridian, (minutes, 5)));
            assert_eq!(both, said);
        }
    }
}
