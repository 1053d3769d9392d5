//! A small drawing for each mode.
//!
//! Does not know: what it stands beside.

use eframe::egui::{self, Color32, Pos2, Sense, Shape, Stroke, Ui, Vec2, vec2};

use crate::model::link::Mode;

/// Size of a drawing, points.
const SIZE: Vec2 = vec2(20.0, 18.0);

/// Draws a mode's icon in the color of text.
pub fn mode_icon(ui: &mut Ui, mode: Mode) {
    let (rect, _) = ui.allocate_exact_size(SIZE, Sense::hover());
    let ink = ui.visuals().text_color();
    let paper = ui.visuals().panel_fill;
    let painter = ui.painter();
    let at = |x: f32, y: f32| rect.center() + vec2(x, y);
    let area = |points: &[(f32, f32)], fill: Color32| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::convex_polygon(points, fill, Stroke::NONE));
    };
    let block = |x: f32, y: f32, w: f32, h: f32, fill: Color32| {
        let block = egui::Rect::from_min_size(at(x, y), vec2(w, h));
        painter.rect_filled(block, 1.0, fill);
    };
    let wheels = |xs: &[f32]| {
        for &x in xs {
            painter.circle_filled(at(x, 4.6), 1.9, ink);
        }
    };
    match mode {
        Mode::Rail => {
            block(-8.0, -5.0, 16.0, 8.0, ink);
            block(-6.0, -3.2, 3.4, 3.0, paper);
            block(2.6, -3.2, 3.4, 3.0, paper);
            wheels(&[-5.0, 0.0, 5.0]);
        }
        Mode::Road | Mode::Transfer => {
            block(-8.0, -5.5, 9.5, 8.5, ink);
            area(
                &[(2.5, -2.5), (5.5, -2.5), (8.0, 0.5), (8.0, 3.0), (2.5, 3.0)],
                ink,
            );
            wheels(&[-4.5, 5.0]);
        }
        Mode::Waterway => {
            area(&[(-8.5, 0.0), (8.5, 0.0), (6.0, 4.5), (-6.5, 4.5)], ink);
            block(-6.5, -4.5, 4.0, 4.0, ink);
            wave(painter, rect, ink);
        }
        Mode::Sea => {
            area(&[(-8.5, 0.0), (8.5, 0.0), (6.0, 4.5), (-6.5, 4.5)], ink);
            block(-7.0, -6.5, 3.0, 6.0, ink);
            block(-3.0, -3.5, 4.0, 3.0, ink);
            block(2.0, -3.5, 4.0, 3.0, ink);
            wave(painter, rect, ink);
        }
        Mode::Air => {
            area(
                &[
                    (-8.0, -1.0),
                    (7.0, -1.4),
                    (8.5, 0.0),
                    (7.0, 1.4),
                    (-8.0, 1.0),
                ],
                ink,
            );
            area(
                &[(2.5, -0.5), (-1.5, -6.5), (-3.5, -6.5), (-1.5, -0.5)],
                ink,
            );
            area(&[(-1.5, 0.5), (-3.5, 6.5), (-1.5, 6.5), (2.5, 0.5)], ink);
            area(
                &[(-6.0, -0.5), (-8.0, -3.5), (-9.0, -3.5), (-8.5, -0.5)],
                ink,
            );
        }
    }
}

/// Water below a ship.
fn wave(painter: &egui::Painter, rect: egui::Rect, ink: Color32) {
    let points: Vec<Pos2> = (0_u8..=16)
        .map(|step| {
            let x = f32::from(step) - 8.0;
            rect.center() + vec2(x, 6.6 + (x * 1.2).sin() * 0.7)
        })
        .collect();
    painter.add(Shape::line(points, Stroke::new(1.0, ink)));
}
