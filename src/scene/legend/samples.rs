//! Lines and areas as a legend shows them.
//!
//! Does not know: what they stand for.

use super::SAMPLE;
use crate::scene::furniture::corners;
use crate::scene::item::{Item, Look, Path, Pen, Point};
use crate::scene::projection::Rect;

/// Line width that samples are drawn for.
const SAMPLE_WIDTH: f32 = 2.5;
/// How far the round ends of ordinary lines stand out of their sample at most.
const ORDINARY_END: f32 = 3.0;

/// A line as long as a sample: the round ends of a wide one are part of that.
pub(super) fn sample_line(pens: &[Pen], left: f32, middle: f32) -> impl Iterator<Item = Item> {
    // The uppermost is the line itself, others are its seam.
    let line = pens.last().filter(|pen| pen.dash.is_none());
    let end = line.map_or(0.0, |pen| pen.at(SAMPLE_WIDTH).width / 2.0);
    let end = end.min(SAMPLE / 2.0 - 1.0);
    let end = if end > ORDINARY_END { end } else { 0.0 };
    let right = left + SAMPLE - end;
    let ends = [Point::new(left + end, middle), Point::new(right, middle)];
    pens.iter().map(move |pen| {
        Item::Path(Path {
            points: ends.to_vec(),
            is_closed: false,
            fill: None,
            stroke: Some(pen.at(SAMPLE_WIDTH)),
        })
    })
}

/// A small area.
pub(super) fn sample_area(look: &Look, left: f32, middle: f32) -> Item {
    let area = Rect::new(left + 6.0, middle - 6.0, SAMPLE - 12.0, 12.0);
    Item::Path(Path {
        points: corners(area),
        is_closed: true,
        fill: look.fill,
        stroke: look.pens.first().map(|pen| pen.at(SAMPLE_WIDTH)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::{Palette, Theme};

    #[test]
    fn a_wide_line_keeps_within_its_sample_and_others_are_as_long_as_ever() {
        let ink = Palette::of(Theme::Light).ink;
        let ends = |widths: &[f32]| -> Vec<[f32; 2]> {
            let pens: Vec<Pen> = widths.iter().map(|&width| Pen::fixed(width, ink)).collect();
            let lines = sample_line(&pens, 100.0, 0.0).map(|item| match item {
                Item::Path(path) => [path.points[0].x, path.points[1].x],
                _ => [0.0; 2],
            });
            lines.collect()
        };
        assert_eq!(ends(&[2.5]), [[100.0, 134.0]]);
        assert_eq!(ends(&[14.0]), [[107.0, 127.0]]);
        assert_eq!(ends(&[16.0, 14.0]), [[107.0, 127.0]; 2], "with its seam");
        assert_eq!(ends(&[8.0, 5.0]), [[100.0, 134.0]; 2]);
        let [left, right] = ends(&[99.0])[0];
        assert!(left < right, "there is always something to see");
    }
}
