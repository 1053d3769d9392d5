//! Finds hubs near positions and lines, within a tolerance in meters.
//!
//! Hubs lie in an R-tree as points of the unit sphere, so that distances need no projection and
//! the date line no care: a chord of the sphere is shorter than its arc by less than 1 mm in 1 km.
//! Does not know: what is snapped.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::model::geometry::LonLat;

/// Mean radius of the Earth in meters (IUGG).
const RADIUS_M: f64 = 6_371_008.8;

/// Segments are searched in pieces of at most this length, meters: their chords lie at most 8 m
/// below the sphere.
const MAX_CHORD_M: f64 = 20_000.0;

type Vec3 = [f64; 3];

/// An index over positions, each with its number.
pub struct SnapIndex {
    tree: RTree<GeomWithData<Vec3, usize>>,
}

/// A hub found beside a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    /// The number of the position in the index.
    pub item: usize,
    /// The segment of the line that is nearest, from 0.
    pub segment: usize,
    /// How far along that segment, 0 to 1.
    pub along: f64,
    /// How far off, meters.
    pub meters: f64,
}

impl SnapIndex {
    /// An index over positions; their number is their place in the iteration.
    #[must_use]
    pub fn new(positions: impl IntoIterator<Item = LonLat>) -> Self {
        let points = positions
            .into_iter()
            .enumerate()
            .map(|(number, at)| GeomWithData::new(unit_vector(at), number))
            .collect();
        Self {
            tree: RTree::bulk_load(points),
        }
    }

    /// The nearest position within `meters`, and its distance in meters; of several equally near
    /// the one with the lowest number.
    #[must_use]
    pub fn nearest(&self, at: LonLat, meters: f64) -> Option<(usize, f64)> {
        let here = unit_vector(at);
        let reach = (meters / RADIUS_M).powi(2);
        self.tree
            .locate_within_distance(here, reach)
            .map(|found| (found.data, distance2(*found.geom(), here)))
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
            .map(|(number, d2)| (number, d2.sqrt() * RADIUS_M))
    }

    /// All positions within `meters` of a line, each at its nearest place, in order along the line.
    #[must_use]
    pub fn beside(&self, line: &[LonLat], meters: f64) -> Vec<Beside> {
        let mut found: Vec<Beside> = Vec::new();
        let reach = meters / RADIUS_M;
        for (segment, pair) in line.windows(2).enumerate() {
            let n_pieces = (pair[0].meters_to(pair[1]) / MAX_CHORD_M).ceil().max(1.0);
            let mut from = 0.0;
            while from < 1.0 {
                let to = f64::min(from + 1.0 / n_pieces, 1.0);
                let piece = [
                    between(pair[0], pair[1], from),
                    between(pair[0], pair[1], to),
                ];
                self.beside_piece(piece, reach, |item, along, meters| {
                    let new = Beside {
                        item,
                        segment,
                        along: from + along * (to - from),
                        meters,
                    };
                    keep_nearest(&mut found, new);
                });
                from = if to > 1.0 - 1e-9 { 1.0 } else { to };
            }
        }
        found.sort_by(|a, b| {
            a.segment
                .cmp(&b.segment)
                .then(a.along.total_cmp(&b.along))
                .then(a.item.cmp(&b.item))
        });
        found
    }

    /// Tells of all positions within `reach` (radii) of a short straight piece.
    fn beside_piece(&self, piece: [LonLat; 2], reach: f64, mut tell: impl FnMut(usize, f64, f64)) {
        let [a, b] = piece.map(unit_vector);
        let low = std::array::from_fn(|i| f64::min(a[i], b[i]) - reach);
        let high = std::array::from_fn(|i| f64::max(a[i], b[i]) + reach);
        let around = AABB::from_corners(low, high);
        for point in self.tree.locate_in_envelope_intersecting(&around) {
            let (along, d2) = nearest_on_segment(*point.geom(), a, b);
            if d2 <= reach * reach {
                tell(point.data, along, d2.sqrt() * RADIUS_M);
            }
        }
    }
}

/// The position a share of the way along a segment drawn straight in degrees.
#[must_use]
pub fn between(a: LonLat, b: LonLat, along: f64) -> LonLat {
    LonLat::new(
        a.lon + (b.lon - a.lon) * along,
        a.lat + (b.lat - a.lat) * along,
    )
}

fn keep_nearest(found: &mut Vec<Beside>, new: Beside) {
    match found.iter_mut().find(|old| old.item == new.item) {
        Some(old) if new.meters < old.meters => *old = new,
        Some(_) => {}
        None => found.push(new),
    }
}

fn unit_vector(at: LonLat) -> Vec3 {
    let (lon, lat) = (at.lon.to_radians(), at.lat.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn distance2(a: Vec3, b: Vec3) -> f64 {
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum()
}

/// Where on the segment `a`–`b` the point is nearest (0 to 1), and the squared distance there.
fn nearest_on_segment(point: Vec3, a: Vec3, b: Vec3) -> (f64, f64) {
    let direction: Vec3 = std::array::from_fn(|i| b[i] - a[i]);
    let length2 = distance2(a, b);
    let dot: f64 = (0..3).map(|i| (point[i] - a[i]) * direction[i]).sum();
    let along = if length2 > 0.0 {
        (dot / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let foot: Vec3 = std::array::from_fn(|i| a[i] + along * direction[i]);
    (along, distance2(point, foot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_keeps_to_the_tolerance() {
        let index = SnapIndex::new([LonLat::new(106.0, 29.0), LonLat::new(106.01, 29.0)]);
        let at = LonLat::new(106.008, 29.0);
        let (item, meters) = index.nearest(at, 500.0).unwrap();
        assert_eq!(item, 1);
        assert!((meters - 194.5).abs() < 1.0, "{meters}");
        assert!(index.nearest(at, 100.0).is_none());
    }

    #[test]
    fn hubs_beside_a_line_come_in_its_order() {
        let index = SnapIndex::new([
            LonLat::new(2.0, 0.001),
            LonLat::new(0.5, -0.002),
            LonLat::new(1.5, 0.5),
        ]);
        let line = [
            LonLat::new(0.0, 0.0),
            LonLat::new(1.0, 0.0),
            LonLat::new(3.0, 0.0),
        ];
        let found = index.beside(&line, 300.0);
        let items: Vec<_> = found.iter().map(|b| (b.item, b.segment)).collect();
        assert_eq!(items, [(1, 0), (0, 1)]);
        assert!((found[1].along - 0.5).abs() < 1e-3);
    }
}
