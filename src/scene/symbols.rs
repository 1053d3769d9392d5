//! The outlines of the marker shapes.
//!
//! Does not know: what a marker stands for.

use super::item::{Marker, Path, Point};

/// A marker as paths, bottom first; filled ones are convex.
#[must_use]
pub fn paths(marker: &Marker) -> Vec<Path> {
    let r = marker.radius;
    let corners = [(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)];
    vec![Path {
        points: corners
            .iter()
            .map(|&(x, y): &(f32, f32)| Point::new(marker.at.x + x, marker.at.y + y))
            .collect(),
        is_closed: true,
        fill: Some(marker.fill),
        stroke: Some(marker.stroke),
    }]
}
