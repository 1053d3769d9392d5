//! The outlines of the marker shapes.
//!
//! Does not know: what a marker stands for.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use super::item::{Marker, MarkerShape, Path, Point, Stroke};

/// Points of a full circle.
const STEPS: u16 = 28;

/// A marker as paths, bottom first; filled ones are convex.
#[must_use]
pub fn paths(marker: &Marker) -> Vec<Path> {
    match marker.shape {
        MarkerShape::Circle => vec![filled(marker, &circle(marker.radius))],
        MarkerShape::Square => vec![filled(marker, &rounded(marker.radius * 0.92))],
        MarkerShape::Diamond => vec![filled(marker, &diamond(marker.radius * 1.18))],
        MarkerShape::Anchor => anchor(marker),
        MarkerShape::Bar => bar(marker),
        MarkerShape::Pin => pin(marker),
        MarkerShape::Note => note(marker),
    }
}

/// The box of a marker around its position: how far it reaches left, up, right, down.
#[must_use]
pub fn reach(marker: &Marker) -> [f32; 4] {
    let r = marker.radius + marker.stroke.width / 2.0;
    match marker.shape {
        // One that is turned upside down hangs.
        MarkerShape::Pin if marker.angle.cos() < 0.0 => [r, 1.0, r, 2.9 * r],
        MarkerShape::Pin => [r, 2.9 * r, r, 1.0],
        MarkerShape::Note if marker.angle.cos() < 0.0 => [r, 0.4 * r, r, 2.7 * r],
        MarkerShape::Note => [r, 2.7 * r, r, 0.4 * r],
        MarkerShape::Diamond => [1.18 * r; 4],
        MarkerShape::Circle | MarkerShape::Square | MarkerShape::Anchor | MarkerShape::Bar => {
            [r; 4]
        }
    }
}

fn arc(center: [f32; 2], radius: f32, from: f32, to: f32, steps: u16) -> Vec<[f32; 2]> {
    (0..=steps)
        .map(|step| {
            let angle = from + (to - from) * f32::from(step) / f32::from(steps);
            [
                center[0] + radius * angle.cos(),
                center[1] + radius * angle.sin(),
            ]
        })
        .collect()
}

fn circle(radius: f32) -> Vec<[f32; 2]> {
    let mut points = arc([0.0, 0.0], radius, 0.0, TAU, STEPS);
    points.pop();
    points
}

fn rounded(half: f32) -> Vec<[f32; 2]> {
    let corner = half * 0.42;
    let inner = half - corner;
    let corners = [
        [inner, inner],
        [-inner, inner],
        [-inner, -inner],
        [inner, -inner],
    ];
    corners
        .iter()
        .zip([0.0, FRAC_PI_2, PI, PI + FRAC_PI_2])
        .flat_map(|(&center, from)| arc(center, corner, from, from + FRAC_PI_2, 4))
        .collect()
}

fn diamond(half: f32) -> Vec<[f32; 2]> {
    vec![[0.0, -half], [half, 0.0], [0.0, half], [-half, 0.0]]
}

/// Turns and moves points to a marker's place.
fn placed(marker: &Marker, points: &[[f32; 2]]) -> Vec<Point> {
    let (sin, cos) = marker.angle.sin_cos();
    let place = |p: &[f32; 2]| {
        marker
            .at
            .moved(p[0] * cos - p[1] * sin, p[0] * sin + p[1] * cos)
    };
    points.iter().map(place).collect()
}

fn filled(marker: &Marker, points: &[[f32; 2]]) -> Path {
    Path {
        points: placed(marker, points),
        is_closed: true,
        fill: Some(marker.fill),
        stroke: Some(marker.stroke),
    }
}

fn drawn(marker: &Marker, points: &[[f32; 2]], width: f32) -> Path {
    Path {
        points: placed(marker, points),
        is_closed: false,
        fill: None,
        stroke: Some(Stroke::solid(width, marker.stroke.color)),
    }
}

/// A disc with an anchor in it: ring, shank, stock and arms.
fn anchor(marker: &Marker) -> Vec<Path> {
    let r = marker.radius;
    let width = (r * 0.24).max(0.7);
    let mut ring = arc([0.0, -0.5 * r], 0.16 * r, 0.0, TAU, 10);
    ring.push(ring[0]);
    vec![
        filled(marker, &circle(r)),
        drawn(marker, &ring, width * 0.8),
        drawn(marker, &[[0.0, -0.32 * r], [0.0, 0.62 * r]], width),
        drawn(
            marker,
            &[[-0.3 * r, -0.12 * r], [0.3 * r, -0.12 * r]],
            width,
        ),
        drawn(
            marker,
            &arc([0.0, 0.06 * r], 0.56 * r, 0.12 * PI, 0.88 * PI, 10),
            width,
        ),
    ]
}

/// Three bars across the direction of the angle, on a rounded plate.
fn bar(marker: &Marker) -> Vec<Path> {
    let r = marker.radius;
    let mut plate: Vec<[f32; 2]> = rounded(r);
    for point in &mut plate {
        point[0] *= 0.82;
    }
    let line = |x: f32| drawn(marker, &[[x, -0.58 * r], [x, 0.58 * r]], (r * 0.2).max(0.8));
    vec![
        filled(marker, &plate),
        line(-0.42 * r),
        line(0.0),
        line(0.42 * r),
    ]
}

/// A drop whose tip is at the marker's position.
fn pin(marker: &Marker) -> Vec<Path> {
    let r = marker.radius;
    let height = 1.9 * r;
    let touch = (r / height).acos();
    let mut drop = arc(
        [0.0, -height],
        r,
        FRAC_PI_2 + touch,
        FRAC_PI_2 + TAU - touch,
        STEPS,
    );
    drop.push([0.0, 0.0]);
    vec![filled(marker, &drop)]
}

/// A sheet with a cut corner and three lines of writing, on a needle whose tip is at the marker's position.
fn note(marker: &Marker) -> Vec<Path> {
    let r = marker.radius;
    let (top, bottom) = (-2.6 * r, -0.9 * r);
    let sheet = [
        [-0.9 * r, top],
        [0.35 * r, top],
        [0.9 * r, top + 0.55 * r],
        [0.9 * r, bottom],
        [-0.9 * r, bottom],
    ];
    let thin = (r * 0.13).max(0.7);
    let line = |x: f32, y: f32| drawn(marker, &[[-0.55 * r, y], [x * r, y]], thin);
    vec![
        drawn(marker, &[[0.0, bottom], [0.0, 0.0]], (r * 0.2).max(1.0)),
        Path {
            fill: Some(marker.stroke.color),
            ..filled(marker, &circle(0.26 * r))
        },
        filled(marker, &sheet),
        line(0.2, top + 0.5 * r),
        line(0.55, top + 0.87 * r),
        line(0.55, top + 1.24 * r),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::{Palette, Theme};

    fn is_convex(points: &[Point]) -> bool {
        let n = points.len();
        let turn = |i: usize| {
            let (a, b, c) = (points[i], points[(i + 1) % n], points[(i + 2) % n]);
            (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
        };
        let turns: Vec<f32> = (0..n).map(turn).collect();
        turns.iter().all(|&t| t > -1e-3) || turns.iter().all(|&t| t < 1e-3)
    }

    #[test]
    fn filled_shapes_are_convex_and_within_reach() {
        let ink = Palette::of(Theme::Light).ink;
        for shape in [
            MarkerShape::Circle,
            MarkerShape::Square,
            MarkerShape::Anchor,
            MarkerShape::Diamond,
            MarkerShape::Bar,
            MarkerShape::Pin,
            MarkerShape::Note,
        ] {
            let marker = Marker {
                at: Point::new(100.0, 50.0),
                shape,
                radius: 8.0,
                angle: 0.0,
                fill: ink,
                stroke: Stroke::solid(1.0, ink),
            };
            let [left, up, right, down] = reach(&marker);
            for path in paths(&marker) {
                assert!(path.fill.is_none() || is_convex(&path.points), "{shape:?}");
                for p in &path.points {
                    let inside = p.x >= 100.0 - left && p.x <= 100.0 + right;
                    assert!(
                        inside && p.y >= 50.0 - up && p.y <= 50.0 + down,
                        "{shape:?} {p:?}"
                    );
                }
            }
        }
    }
}
