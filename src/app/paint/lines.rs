//! Lines beyond what egui draws: dashes, and round ends.
//!
//! Does not know: what a line stands for.

use std::f32::consts::PI;

use eframe::egui::{self, Color32, Pos2, Shape, Vec2};

/// Points of half a circle beyond its ends.
const BETWEEN: u8 = 5;

/// The dashes of a line as shapes. `into` is how far into the pattern the line begins. Each dash
/// keeps the line's bends, so that it looks as in the SVG.
#[must_use]
pub fn dashes(points: &[Pos2], pattern: [f32; 2], into: f32, line: egui::Stroke) -> Vec<Shape> {
    let [on, off] = pattern;
    let mut shapes = Vec::new();
    if on + off < 0.5 {
        return vec![Shape::line(points.to_vec(), line)];
    }
    let mut is_on = into < on;
    let mut left = if is_on { on - into } else { on + off - into };
    let mut dash: Vec<Pos2> = Vec::new();
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut rest = from.distance(to);
        while rest > 0.0 {
            if is_on && dash.is_empty() {
                dash.push(from);
            }
            let step = left.min(rest);
            from += (to - from) * (step / rest);
            rest -= step;
            left -= step;
            if is_on {
                dash.push(from);
            }
            if left <= 0.0 {
                if is_on {
                    shapes.push(Shape::line(std::mem::take(&mut dash), line));
                }
                is_on = !is_on;
                left = if is_on { on } else { off };
            }
        }
    }
    if dash.len() > 1 {
        shapes.push(Shape::line(dash, line));
    }
    shapes
}

/// The round ends of a line, which egui cuts off straight.
pub fn round_ends(points: &[Pos2], line: egui::Stroke) -> impl Iterator<Item = Shape> {
    let ends = [
        end_of(points.iter().copied()),
        end_of(points.iter().rev().copied()),
    ];
    let ends = ends.into_iter().flatten();
    ends.map(move |(at, out)| round_end(at, out, line.width / 2.0, line.color))
}

/// Where a line begins, and which way leads out of it there.
fn end_of(mut points: impl Iterator<Item = Pos2>) -> Option<(Pos2, Vec2)> {
    let at = points.next()?;
    let next = points.find(|&other| other != at)?;
    Some((at, (at - next).normalized()))
}

/// Half a disc about `at`, on the side to which `out` points.
fn round_end(at: Pos2, out: Vec2, radius: f32, color: Color32) -> Shape {
    let aside = out.rot90();
    let around = (0..=BETWEEN + 1).map(|step| {
        let turn = PI * f32::from(step) / f32::from(BETWEEN + 1);
        at + (aside * turn.cos() + out * turn.sin()) * radius
    });
    Shape::convex_polygon(around.collect(), color, egui::Stroke::NONE)
}
