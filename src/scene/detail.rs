//! Geometry in projected meters at several levels of detail.
//!
//! Each level is simplified by Ramer–Douglas–Peucker (Douglas and Peucker 1973, by the crate `geo`)
//! with a tolerance of half a page unit at the scale from which it is used. Geometry of half a million
//! positions and more is thinned in one pass instead (`thin`), each level from the finer one with what is left
//! of its tolerance, so that the bound is the same.
//! Does not know: what the shapes are.

mod thin;

use geo::{Coord, LineString, SimplifyIdx};

use super::item::{Level, WorldGeometry};
use super::packed::Packed;

/// Scales at which the next coarser level is fine enough, projected meters per page unit.
const COARSER_FROM: [f64; 4] = [300.0, 1_000.0, 3_200.0, 10_000.0];
/// Tolerance against the scale, page units.
const TOLERANCE: f64 = 0.5;
/// From this many positions on geometry is thinned in one pass.
pub(super) const LARGE: usize = 500_000;

/// Shapes being gathered for a layer.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    geometry: WorldGeometry,
}

impl Shapes {
    /// No lines yet.
    #[must_use]
    pub fn lines() -> Self {
        Self::default()
    }

    /// No areas yet.
    #[must_use]
    pub fn areas() -> Self {
        let geometry = WorldGeometry {
            is_closed: true,
            ..WorldGeometry::default()
        };
        Self { geometry }
    }

    /// Whether nothing was pushed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.geometry.ends.is_empty()
    }

    /// Appends a line in projected meters.
    pub fn push_line(&mut self, points: &[[f64; 2]]) {
        let own = self.n_shapes();
        push(&mut self.geometry, points, own, own);
    }

    /// Appends a ring in projected meters; a hole belongs to the outer ring that came last.
    /// A repeated last point is left out; outer rings are turned counterclockwise, holes clockwise,
    /// so that they fill rightly by the nonzero rule.
    pub fn push_ring(&mut self, points: &[[f64; 2]], is_hole: bool) {
        let points = match points {
            [first, .., last] if is_same(*first, *last) => &points[..points.len() - 1],
            _ => points,
        };
        let mut points = points.to_vec();
        if (twice_area(&points) < 0.0) != is_hole {
            points.reverse();
        }
        let own = self.n_shapes();
        let outer = match self.geometry.outer.last() {
            Some(&outer) if is_hole => outer,
            _ => own,
        };
        push(&mut self.geometry, &points, outer, own);
    }

    /// The boxes of its shapes, by place.
    #[must_use]
    pub fn packed(&self) -> Packed {
        Packed::new(&self.geometry.boxes)
    }

    fn n_shapes(&self) -> u32 {
        index(self.geometry.n_shapes())
    }

    /// One level of detail, from a scale on, as it is.
    #[must_use]
    pub fn level(self, from_meters_per_unit: f64) -> Level {
        Level {
            from_meters_per_unit,
            geometry: self.geometry,
        }
    }

    /// All levels of detail, finest first. Areas and, where `drops_small`, lines smaller than a
    /// page unit are left out of coarser levels.
    #[must_use]
    pub fn levels(self, drops_small: bool) -> Vec<Level> {
        if self.geometry.coords.len() >= LARGE {
            return self.levels_in_one_pass(drops_small);
        }
        let coarser: Vec<Level> = COARSER_FROM
            .iter()
            .map(|&scale| Level {
                from_meters_per_unit: scale,
                geometry: simplified(
                    &self.geometry,
                    scale,
                    drops_small,
                    thinned(scale * TOLERANCE),
                ),
            })
            .collect();
        let finest = Level {
            from_meters_per_unit: 0.0,
            geometry: self.geometry,
        };
        std::iter::once(finest).chain(coarser).collect()
    }

    /// All levels of detail of large geometry. Tolerances of levels that come from each other add up.
    fn levels_in_one_pass(self, drops_small: bool) -> Vec<Level> {
        let mut levels = vec![self.level(0.0)];
        let mut spent = 0.0;
        for scale in COARSER_FROM {
            let tolerance = scale * TOLERANCE - spent;
            spent = scale * TOLERANCE;
            let finer = levels.last().map(|level| &level.geometry);
            let geometry =
                finer.map(|finer| simplified(finer, scale, drops_small, in_one_pass(tolerance)));
            levels.push(Level {
                from_meters_per_unit: scale,
                geometry: geometry.unwrap_or_default(),
            });
        }
        levels
    }
}

/// The same geometry with corners left out that are nearer to what is drawn instead than a tolerance, projected
/// meters: in one pass.
#[must_use]
pub fn thinner(fine: &WorldGeometry, tolerance: f64) -> WorldGeometry {
    simplified(fine, 0.0, false, in_one_pass(tolerance))
}

fn is_same(a: [f64; 2], b: [f64; 2]) -> bool {
    (a[0] - b[0]).abs() + (a[1] - b[1]).abs() < 1e-6
}

/// Twice the area of a ring, positive where it runs counterclockwise.
fn twice_area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum()
}

fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn push(geometry: &mut WorldGeometry, points: &[[f64; 2]], outer: u32, source: u32) {
    let start = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    let around = points.iter().fold(start, |b, p| {
        [
            b[0].min(p[0]),
            b[1].min(p[1]),
            b[2].max(p[0]),
            b[3].max(p[1]),
        ]
    });
    geometry.coords.extend_from_slice(points);
    geometry.ends.push(index(geometry.coords.len()));
    geometry.boxes.push(around);
    geometry.outer.push(outer);
    geometry.source.push(source);
}

fn simplified(
    fine: &WorldGeometry,
    scale: f64,
    drops_small: bool,
    thin: impl Fn(&[[f64; 2]], bool, &mut Vec<[f64; 2]>),
) -> WorldGeometry {
    let mut coarse = WorldGeometry {
        is_closed: fine.is_closed,
        ..WorldGeometry::default()
    };
    let mut place_of: Vec<Option<u32>> = vec![None; fine.n_shapes()];
    let mut points = Vec::new();
    for shape in 0..fine.n_shapes() {
        let b = fine.boxes[shape];
        let is_small = b[2] - b[0] < scale && b[3] - b[1] < scale;
        let outer = fine.outer[shape] as usize;
        let is_lost_hole = outer != shape && place_of[outer].is_none();
        if is_lost_hole || (is_small && (drops_small || fine.is_closed)) {
            continue;
        }
        points.clear();
        thin(fine.shape(shape), fine.is_closed, &mut points);
        if fine.is_closed && points.len() < 3 {
            continue;
        }
        let place = index(coarse.n_shapes());
        place_of[shape] = Some(place);
        let outer = place_of[outer].unwrap_or(place);
        push(&mut coarse, &points, outer, fine.source[shape]);
    }
    coarse
}

/// Thins a line or ring by recursion.
fn thinned(tolerance: f64) -> impl Fn(&[[f64; 2]], bool, &mut Vec<[f64; 2]>) {
    move |points, is_closed, kept| {
        let ring_end = points.first().filter(|_| is_closed);
        let line: LineString = points
            .iter()
            .chain(ring_end)
            .map(|p| Coord { x: p[0], y: p[1] })
            .collect();
        let stay = line.simplify_idx(tolerance).into_iter();
        kept.extend(stay.filter_map(|i| points.get(i).copied()));
    }
}

/// Thins a line or ring in one pass.
fn in_one_pass(tolerance: f64) -> impl Fn(&[[f64; 2]], bool, &mut Vec<[f64; 2]>) {
    move |points, is_closed, kept| {
        if is_closed {
            let ring: Vec<[f64; 2]> = points.iter().chain(points.first()).copied().collect();
            thin::thin(&ring, tolerance, kept);
            // The ring closes itself.
            kept.pop();
        } else {
            thin::thin(points, tolerance, kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coarser_levels_have_fewer_points_and_keep_ends() {
        let wave: Vec<[f64; 2]> = (0..1000)
            .map(|i| [f64::from(i) * 100.0, f64::from(i % 7) * 300.0])
            .collect();
        let mut shapes = Shapes::lines();
        shapes.push_line(&wave);
        let levels = shapes.levels(false);
        let counts: Vec<usize> = levels.iter().map(|l| l.geometry.coords.len()).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
        for level in &levels {
            assert_eq!(level.geometry.shape(0).first(), wave.first());
            assert_eq!(level.geometry.shape(0).last(), wave.last());
        }
        assert_eq!(levels[4].geometry.coords.len(), 2);
    }

    /// Both ways keep what is drawn within half a page unit, and leave most corners out.
    #[test]
    fn large_geometry_is_thinned_as_well() {
        let wave = |i: u32| {
            let x = f64::from(i) * 40.0;
            [x, (x / 9_000.0).sin() * 6_000.0 + f64::from(i % 3)]
        };
        let mut shapes = Shapes::lines();
        for line in 0..60 {
            let points: Vec<[f64; 2]> = (0..10_000).map(|i| wave(line * 10_000 + i)).collect();
            shapes.push_line(&points);
        }
        let [recursive, in_one_pass] = [false, true].map(|is_large| {
            let shapes = shapes.clone();
            if is_large {
                shapes.levels_in_one_pass(false)
            } else {
                let simplified = |&scale: &f64| {
                    simplified(&shapes.geometry, scale, false, thinned(scale * TOLERANCE))
                };
                let levels = COARSER_FROM.iter().map(simplified);
                let level = |geometry| Level {
                    from_meters_per_unit: 0.0,
                    geometry,
                };
                std::iter::once(shapes.clone().level(0.0))
                    .chain(levels.map(level))
                    .collect()
            }
        });
        assert_eq!(in_one_pass, shapes.clone().levels(false), "it is large");
        for (scale, (one, other)) in COARSER_FROM
            .iter()
            .zip(in_one_pass.iter().zip(&recursive).skip(1))
        {
            let [n, m] = [one, other].map(|level| level.geometry.coords.len());
            assert!(n < m * 2 && n * 5 < 600_000, "{n} beside {m}");
            for shape in 0..one.geometry.n_shapes() {
                let off = greatest_off(shapes.geometry.shape(shape), one.geometry.shape(shape));
                assert!(off <= scale * TOLERANCE * 1.000_001, "{off} at {scale}");
            }
        }
    }

    #[test]
    fn a_thinner_geometry_has_the_same_shapes() {
        let mut shapes = Shapes::lines();
        shapes.push_line(&[[0.0, 0.0], [10.0, 1.0], [20.0, 0.0], [20.0, 90.0]]);
        shapes.push_line(&[[5.0, 5.0], [6.0, 5.0]]);
        let fine = shapes.level(0.0).geometry;
        let thin = thinner(&fine, 2.0);
        assert_eq!(thin.shape(0), [[0.0, 0.0], [20.0, 0.0], [20.0, 90.0]]);
        assert_eq!((thin.shape(1), &thin.source), (fine.shape(1), &fine.source));
    }

    /// How far corners of a line that goes east are from the piece of another over or below them.
    fn greatest_off(fine: &[[f64; 2]], coarse: &[[f64; 2]]) -> f64 {
        let mut pieces = coarse.windows(2).peekable();
        let mut greatest = 0.0_f64;
        for at in fine {
            while pieces.next_if(|pair| pair[1][0] < at[0]).is_some() {}
            let pair = pieces.peek().unwrap();
            let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            let off = ((at[0] - pair[0][0]) * dy - (at[1] - pair[0][1]) * dx) / dx.hypot(dy);
            greatest = greatest.max(off.abs());
        }
        greatest
    }

    #[test]
    fn holes_stay_with_their_ring_or_go_with_it() {
        let square = |x: f64, size: f64| {
            [
                [x, 0.0],
                [x + size, 0.0],
                [x + size, size],
                [x, size],
                [x, 0.0],
            ]
        };
        let mut shapes = Shapes::areas();
        shapes.push_ring(&square(0.0, 500.0), false);
        shapes.push_ring(&square(1e6, 1e6), false);
        shapes.push_ring(&square(1.2e6, 2e5), true);
        let levels = shapes.levels(false);
        assert_eq!(levels[0].geometry.outer, [0, 1, 1]);
        assert_eq!(
            levels[0].geometry.shape(0).len(),
            4,
            "the ring closes itself"
        );
        let coarse = &levels[4].geometry;
        assert_eq!(coarse.outer, [0, 0], "the small square is gone");
        assert_eq!(coarse.source, [1, 2]);
    }
}
