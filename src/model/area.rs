//! Areas: polygons with holes in degrees, and what two of them have in common.
//!
//! Common parts are found by the sweep of the crate `geo` (its `BooleanOps`, by i_overlay): O((n + k)
//! log n) for n corners and k crossings.
//! Does not know: what an area stands for; the date line, at which areas end.

use geo::{BooleanOps, Coord, Intersects, LineString, MultiPolygon};

use super::context::{ContextLayer, ShapeKind};
use super::geometry::{GeoBox, LonLat};

/// An outer ring with its holes. Rings do not repeat their first position at the end; the outer one
/// runs counterclockwise, holes clockwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polygon {
    /// The outer ring.
    pub outer: Vec<LonLat>,
    /// Holes in it.
    pub holes: Vec<Vec<LonLat>>,
}

impl Polygon {
    /// Whether a position lies inside, by the number of times that a line from it to the east crosses
    /// the rings. Of positions on a ring nothing is said.
    #[must_use]
    pub fn has(&self, at: LonLat) -> bool {
        has(&self.outer, at) && !self.holes.iter().any(|hole| has(hole, at))
    }

    /// All its rings, the outer first.
    pub fn rings(&self) -> impl Iterator<Item = &[LonLat]> {
        let holes = self.holes.iter().map(Vec::as_slice);
        std::iter::once(self.outer.as_slice()).chain(holes)
    }
}

/// Whether a position lies inside a ring.
#[must_use]
pub fn has(ring: &[LonLat], at: LonLat) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crosses = |(a, b): &(&LonLat, &LonLat)| {
        let is_between = (a.lat > at.lat) != (b.lat > at.lat);
        is_between && at.lon < a.lon + (at.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
    };
    ring.iter().zip(next).filter(crosses).count() % 2 == 1
}

/// Twice the area of a ring in square degrees, positive where it runs counterclockwise.
#[must_use]
pub fn twice_area(ring: &[LonLat]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let pairs = ring.iter().zip(next);
    pairs.map(|(a, b)| a.lon * b.lat - b.lon * a.lat).sum()
}

/// What two areas have in common. The polygons of each must not overlap.
#[must_use]
pub fn common(area: &[Polygon], other: &[Polygon]) -> Vec<Polygon> {
    let both = to_geo(area).intersection(&to_geo(other));
    both.into_iter()
        .map(|polygon| {
            let (outer, holes) = polygon.into_inner();
            Polygon {
                outer: ring(&outer),
                holes: holes.iter().map(ring).collect(),
            }
        })
        .filter(|polygon| polygon.outer.len() > 2)
        .collect()
}

fn to_geo(area: &[Polygon]) -> MultiPolygon {
    let line = |ring: &[LonLat]| -> LineString {
        let corners = ring.iter().map(|at| Coord {
            x: at.lon,
            y: at.lat,
        });
        corners.collect()
    };
    area.iter()
        .map(|polygon| {
            let holes = polygon.holes.iter().map(|hole| line(hole));
            geo::Polygon::new(line(&polygon.outer), holes.collect())
        })
        .collect()
}

/// A ring without its first position at the end.
fn ring(line: &LineString) -> Vec<LonLat> {
    let corners = line.coords().map(|at| LonLat::new(at.x, at.y));
    let mut ring: Vec<LonLat> = corners.collect();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// The land of the basemap within a box: whole polygons that touch it, in their order. Without a
/// layer `land` there is none.
#[must_use]
pub fn land_in(layers: &[ContextLayer], within: GeoBox) -> Vec<Polygon> {
    let is_land = |layer: &&ContextLayer| layer.is_basemap && layer.name == "land";
    polygons(layers.iter().filter(is_land), |outer| {
        let around = GeoBox::around(outer.iter().copied());
        around.is_some_and(|around| touch(around, within))
    })
}

/// The polygons of layers in their order: those whose outer rings are wanted.
pub fn polygons<'a>(
    layers: impl Iterator<Item = &'a ContextLayer>,
    is_wanted: impl Fn(&[LonLat]) -> bool,
) -> Vec<Polygon> {
    let mut all: Vec<Polygon> = Vec::new();
    for layer in layers {
        let mut is_in = false;
        for (index, kind) in layer.kinds.iter().enumerate() {
            let ring = open(layer.shapes.line(index));
            match kind {
                ShapeKind::Line => {}
                ShapeKind::Outer => {
                    is_in = is_wanted(ring);
                    if is_in {
                        let (outer, holes) = (ring.to_vec(), Vec::new());
                        all.push(Polygon { outer, holes });
                    }
                }
                ShapeKind::Hole => {
                    if let Some(polygon) = all.last_mut().filter(|_| is_in) {
                        polygon.holes.push(ring.to_vec());
                    }
                }
            }
        }
    }
    all
}

/// Whether any part of a line lies in any of some polygons.
#[must_use]
pub fn meets(area: &[Polygon], line: &[LonLat]) -> bool {
    let coords = |of: &[LonLat]| -> LineString {
        of.iter()
            .map(|at| Coord {
                x: at.lon,
                y: at.lat,
            })
            .collect()
    };
    let line = coords(line);
    area.iter().any(|polygon| {
        let holes = polygon.holes.iter().map(|hole| coords(hole)).collect();
        geo::Polygon::new(coords(&polygon.outer), holes).intersects(&line)
    })
}

fn open(ring: &[LonLat]) -> &[LonLat] {
    match ring {
        [first, rest @ .., last] if first == last && !rest.is_empty() => &ring[..ring.len() - 1],
        _ => ring,
    }
}

fn touch(a: GeoBox, b: GeoBox) -> bool {
    a.min.lon <= b.max.lon
        && a.max.lon >= b.min.lon
        && a.min.lat <= b.max.lat
        && a.max.lat >= b.min.lat
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(lon: f64, lat: f64, size: f64) -> Vec<LonLat> {
        let corner = |x: f64, y: f64| LonLat::new(lon + x * size, lat + y * size);
        vec![
            corner(0.0, 0.0),
            corner(1.0, 0.0),
            corner(1.0, 1.0),
            corner(0.0, 1.0),
        ]
    }

    fn polygon(outer: Vec<LonLat>, holes: Vec<Vec<LonLat>>) -> Polygon {
        Polygon { outer, holes }
    }

    fn size(area: &[Polygon]) -> f64 {
        let rings = area.iter().flat_map(Polygon::rings);
        rings.map(twice_area).sum::<f64>() / 2.0
    }

    #[test]
    fn a_hole_is_not_inside() {
        let hole: Vec<LonLat> = square(1.0, 1.0, 1.0).into_iter().rev().collect();
        let area = polygon(square(0.0, 0.0, 3.0), vec![hole]);
        assert!(area.has(LonLat::new(0.5, 1.5)));
        assert!(!area.has(LonLat::new(1.5, 1.5)));
        assert!(!area.has(LonLat::new(3.5, 1.5)));
    }

    #[test]
    fn a_line_meets_an_area_that_it_only_crosses() {
        let hole: Vec<LonLat> = square(1.0, 1.0, 1.0).into_iter().rev().collect();
        let area = [polygon(square(0.0, 0.0, 3.0), vec![hole])];
        let line = |from: (f64, f64), to: (f64, f64)| {
            meets(
                &area,
                &[LonLat::new(from.0, from.1), LonLat::new(to.0, to.1)],
            )
        };
        assert!(line((-1.0, 0.5), (4.0, 0.5)), "through, both ends outside");
        assert!(line((0.5, 0.5), (0.6, 0.6)), "inside");
        assert!(!line((1.4, 1.4), (1.6, 1.6)), "in the hole");
        assert!(!line((-1.0, -1.0), (4.0, -1.0)), "past it");
    }

    #[test]
    fn what_two_areas_have_in_common_keeps_holes_and_turns() {
        let hole: Vec<LonLat> = square(1.0, 1.0, 1.0).into_iter().rev().collect();
        let one = [polygon(square(0.0, 0.0, 3.0), vec![hole])];
        let two = [polygon(square(-1.0, -1.0, 3.5), Vec::new())];
        let both = common(&one, &two);
        assert!((size(&both) - (2.5 * 2.5 - 1.0)).abs() < 1e-6, "{both:?}");
        assert!(both.iter().all(|of| twice_area(&of.outer) > 0.0));
        let holes = both.iter().flat_map(|of| &of.holes);
        assert!(holes.clone().count() == 1 && holes.clone().all(|hole| twice_area(hole) < 0.0));
        assert!(common(&one, &[polygon(square(9.0, 9.0, 1.0), Vec::new())]).is_empty());
    }

    #[test]
    fn land_is_taken_whole_where_it_touches() {
        let mut layer = ContextLayer {
            is_basemap: true,
            name: "land".to_owned(),
            ..ContextLayer::default()
        };
        let hole = square(0.5, 0.5, 0.2);
        for (ring, kind) in [
            (square(0.0, 0.0, 1.0), ShapeKind::Outer),
            (hole, ShapeKind::Hole),
            (square(50.0, 0.0, 1.0), ShapeKind::Outer),
        ] {
            layer.shapes.push(&ring);
            layer.kinds.push(kind);
            layer.features.push(0);
        }
        let within = GeoBox {
            min: LonLat::new(0.9, 0.9),
            max: LonLat::new(3.0, 3.0),
        };
        let land = land_in(&[layer.clone()], within);
        assert_eq!(land.len(), 1);
        assert_eq!(land[0].holes.len(), 1);
        layer.is_basemap = false;
        assert!(land_in(&[layer], within).is_empty());
    }
}
