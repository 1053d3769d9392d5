//! The inside of an outline as a shape, also of one that is not convex, which egui would fill across its bays.
//!
//! Does not know: scenes.

use eframe::egui::epaint::{Mesh, PathShape, PathStroke};
use eframe::egui::{Color32, Pos2, Shape};

/// The inside of a ring, filled.
pub fn filled(ring: &[Pos2], fill: Color32) -> Shape {
    if is_convex(ring) {
        return PathShape::convex_polygon(ring.to_vec(), fill, PathStroke::NONE).into();
    }
    let mut mesh = Mesh::default();
    let corners = ring.iter().map(|at| [at.x, at.y]);
    earcut::Earcut::new().earcut(corners, &[], &mut mesh.indices);
    for &at in ring {
        mesh.colored_vertex(at, fill);
    }
    Shape::mesh(mesh)
}

/// Whether a ring turns one way only, and once around.
fn is_convex(ring: &[Pos2]) -> bool {
    let at = |place: usize| ring[place % ring.len()];
    let mut turned = 0.0;
    let mut way = 0.0;
    for place in 0..ring.len() {
        let (a, b) = (at(place + 1) - at(place), at(place + 2) - at(place + 1));
        let (cross, dot) = (a.x * b.y - a.y * b.x, a.dot(b));
        if cross * way < 0.0 {
            return false;
        }
        way = if cross == 0.0 { way } else { cross };
        turned += cross.atan2(dot).abs();
    }
    turned < std::f32::consts::TAU + 0.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    const INK: Color32 = Color32::WHITE;

    fn area(mesh: &Mesh) -> f32 {
        let at = |corner: u32| mesh.vertices[corner as usize].pos;
        let corners = mesh.indices.as_chunks::<3>().0;
        let areas = corners.iter().map(|&[a, b, c]| {
            let (u, v) = (at(b) - at(a), at(c) - at(a));
            (u.x * v.y - u.y * v.x).abs() / 2.0
        });
        areas.sum()
    }

    #[test]
    fn a_bay_is_left_out() {
        let bay = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0)];
        let bay = bay.map(|(x, y)| pos2(x, y));
        let Shape::Mesh(mesh) = filled(&bay, INK) else {
            panic!("a bay is filled in triangles");
        };
        // The square without the triangle of the bay.
        assert!((area(&mesh) - (16.0 - 6.0)).abs() < 1e-5);
    }

    #[test]
    fn what_is_convex_keeps_soft_edges() {
        let square = [(0.0, 0.0), (2.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
        let square = square.map(|(x, y)| pos2(x, y));
        assert!(matches!(filled(&square, INK), Shape::Path(_)));
        // Five points of a star joined across: turning one way, but twice around.
        let star = [0.0_f32, 2.0, 4.0, 6.0, 8.0].map(|of| {
            let (sin, cos) = (of * std::f32::consts::TAU / 5.0).sin_cos();
            pos2(cos, sin)
        });
        assert!(matches!(filled(&star, INK), Shape::Mesh(_)));
    }
}
