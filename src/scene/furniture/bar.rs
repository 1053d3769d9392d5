//! The scale bar and the north arrow, beside each other in the lower right corner of the map.
//!
//! Does not know: whether there is room for them.

use super::{line, whole};
use crate::scene::item::{Anchor, Item, Path, Point, Stroke, Text};
use crate::scene::palette::Color;
use crate::scene::projection::Rect;
use crate::scene::sheet::View;
use crate::scene::style;
use crate::words;

/// Longest scale bar, page units.
const LONGEST_BAR: f32 = 130.0;

/// The longest round length (1, 2 or 5 times a power of ten) within a length, meters.
fn round_length(longest: f64) -> f64 {
    let power = 10_f64.powf(longest.max(1e-3).log10().floor());
    let factor = [5.0, 2.0].into_iter().find(|f| f * power <= longest);
    factor.unwrap_or(1.0) * power
}

/// The bar with its length, and the rectangle it takes; its lower right end is given.
#[expect(clippy::cast_possible_truncation, reason = "a length on the page")]
pub(super) fn scale_bar(view: &View, right: f32, base: f32) -> (Vec<Item>, Rect) {
    let palette = view.palette();
    let meters_per_unit = view.camera.true_meters_per_unit();
    let meters = round_length(f64::from(LONGEST_BAR) * meters_per_unit);
    let length = (meters / meters_per_unit) as f32;
    let label = if meters >= 1000.0 {
        words::fill(view.lang, "picture.km", &[&whole(meters / 1000.0)])
    } else {
        words::fill(view.lang, "picture.m", &[&whole(meters)])
    };
    let left = right - length;
    let ticks = [
        Point::new(left, base - 5.0),
        Point::new(left, base),
        Point::new(right, base),
        Point::new(right, base - 5.0),
    ];
    let stroke = |width, color| {
        Item::Path(Path {
            points: ticks.to_vec(),
            is_closed: false,
            fill: None,
            stroke: Some(Stroke::solid(width, color)),
        })
    };
    let text = Text {
        at: Point::new(left + length / 2.0, base - 7.0),
        anchor: Anchor::Middle,
        halo: Some((palette.land, style::HALO)),
        ..line(Point::default(), &label, 11.0, palette.ink)
    };
    let items = vec![
        stroke(4.0, palette.land),
        stroke(1.4, palette.ink),
        Item::Text(text),
    ];
    (
        items,
        Rect::new(left - 4.0, base - 20.0, length + 8.0, 24.0),
    )
}

/// The arrow with its letter, and the rectangle it takes; its lower right corner is given.
pub(super) fn north_arrow(view: &View, right: f32, base: f32) -> (Vec<Item>, Rect) {
    let palette = view.palette();
    let x = right - 7.0;
    let middle = Point::new(x, base - 9.5);
    #[expect(clippy::cast_possible_truncation, reason = "an angle on the page")]
    let (sin, cos) = (view.camera.north() as f32).sin_cos();
    let turned = |dx: f32, dy: f32| {
        Point::new(
            middle.x + dx * cos - dy * sin,
            middle.y + dx * sin + dy * cos,
        )
    };
    let half = |side: f32, fill: Color| {
        Item::Path(Path {
            points: vec![turned(0.0, -9.5), turned(side * 5.0, 9.5), turned(0.0, 5.5)],
            is_closed: true,
            fill: Some(fill),
            stroke: Some(Stroke::solid(0.9, palette.ink)),
        })
    };
    let label = words::text(view.lang, "picture.north");
    let text = Text {
        at: Point::new(turned(0.0, -9.5).x, base - 22.0),
        anchor: Anchor::Middle,
        halo: Some((palette.land, style::HALO)),
        ..line(Point::default(), label, 11.0, palette.ink)
    };
    let items = vec![
        half(-1.0, palette.ink),
        half(1.0, palette.hub),
        Item::Text(text),
    ];
    (items, Rect::new(x - 9.0, base - 34.0, 18.0, 37.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round() {
        for (longest, round) in [
            (999.0, 500.0),
            (1000.0, 1000.0),
            (4_100.0, 2000.0),
            (7.0, 5.0),
        ] {
            assert!((round_length(longest) - round).abs() < 1e-9, "{longest}");
        }
    }
}
