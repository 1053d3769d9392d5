//! Lines with fewer corners, in one pass: for geometry of so many corners that recursion would take too long.
//!
//! From a corner that stays, later ones are left out for as long as some direction passes all of them within
//! the tolerance: a cone that gets narrower with each (Sklansky and Gonzalez 1980; Zhao and Saalfeld 1997).
//! What is left out is nearer to the piece drawn instead than the tolerance, also beyond its ends: a piece ends
//! where the line comes back. Linear in the corners, one square root each. It keeps more corners than
//! Douglas–Peucker, by a fifth or so.
//! Does not know: scales, what the lines are.

/// Appends to `kept` the corners of a line that stay at a tolerance; first and last do.
pub(super) fn thin(line: &[[f64; 2]], tolerance: f64, kept: &mut Vec<[f64; 2]>) {
    let Some((&first, rest)) = line.split_first() else {
        return;
    };
    kept.push(first);
    let mut cone = Cone::at(first);
    let mut last = first;
    for &corner in rest {
        if !cone.takes(corner, tolerance) {
            kept.push(last);
            cone = Cone::at(last);
            // From a corner on its own anything can follow.
            cone.takes(corner, tolerance);
        }
        last = corner;
    }
    if !rest.is_empty() {
        kept.push(last);
    }
}

/// The directions from a corner in which a straight piece passes all corners after it.
struct Cone {
    from: [f64; 2],
    /// Square of the greatest distance of a corner.
    farthest: f64,
    /// The directions at its right and left side; none while all corners are within the tolerance.
    sides: Option<[[f64; 2]; 2]>,
}

/// Twice the area that two directions span: positive where the second is left of the first.
fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

impl Cone {
    fn at(from: [f64; 2]) -> Self {
        Self {
            from,
            farthest: 0.0,
            sides: None,
        }
    }

    /// Whether a piece that ends in a corner passes all those before; it is then one of them.
    fn takes(&mut self, corner: [f64; 2], tolerance: f64) -> bool {
        let way = [corner[0] - self.from[0], corner[1] - self.from[1]];
        let square = way[0] * way[0] + way[1] * way[1];
        if let Some([right, left]) = self.sides {
            let is_inside = cross(right, way) >= 0.0 && cross(way, left) >= 0.0;
            if !is_inside || square < self.farthest {
                return false;
            }
        }
        self.farthest = self.farthest.max(square);
        let along = square - tolerance * tolerance;
        if along <= 0.0 {
            return true;
        }
        // The tangents to a circle of the tolerance around the corner.
        let along = along.sqrt();
        let [x, y] = way;
        let turned = |aside: f64| [x * along - y * aside, x * aside + y * along];
        let [right, left] = [turned(-tolerance), turned(tolerance)];
        self.sides = Some(self.sides.map_or([right, left], |[old_right, old_left]| {
            let is_narrower = [cross(old_right, right) >= 0.0, cross(left, old_left) >= 0.0];
            [
                if is_narrower[0] { right } else { old_right },
                if is_narrower[1] { left } else { old_left },
            ]
        }));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thinned(line: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
        let mut kept = Vec::new();
        thin(line, tolerance, &mut kept);
        kept
    }

    fn distance(at: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
        let way = [to[0] - from[0], to[1] - from[1]];
        let off = [at[0] - from[0], at[1] - from[1]];
        let square = way[0] * way[0] + way[1] * way[1];
        let share = if square > 0.0 {
            ((off[0] * way[0] + off[1] * way[1]) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (off[0] - share * way[0]).hypot(off[1] - share * way[1])
    }

    /// The greatest distance of a corner from the piece that is drawn instead of it.
    fn greatest_error(line: &[[f64; 2]], kept: &[[f64; 2]]) -> f64 {
        let mut greatest = 0.0_f64;
        let mut piece = 0;
        for &corner in line {
            let pair = &kept[piece..kept.len().min(piece + 2)];
            greatest = greatest.max(distance(corner, pair[0], pair[pair.len() - 1]));
            // No corner of these lines comes twice.
            let is_its_end = corner.map(f64::to_bits) == pair[pair.len() - 1].map(f64::to_bits);
            piece += usize::from(is_its_end && piece + 2 < kept.len());
        }
        greatest
    }

    /// A line that winds, comes back and jumps, the same in every run.
    fn winding(seed: u64, n: usize) -> Vec<[f64; 2]> {
        let mut state = seed;
        let mut draw = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(state >> 32).unwrap()) / f64::from(u32::MAX)
        };
        let (mut at, mut heading) = ([0.0, 0.0], 0.0_f64);
        let turn = draw() * 3.0;
        (0..n)
            .map(|_| {
                heading += (draw() - 0.5) * turn;
                let way = 20.0 + draw() * 300.0;
                at = [at[0] + way * heading.cos(), at[1] + way * heading.sin()];
                at
            })
            .collect()
    }

    #[test]
    fn nothing_is_farther_off_than_the_tolerance() {
        for seed in 0..200 {
            let line = winding(seed, 300);
            for tolerance in [10.0, 150.0, 900.0] {
                let kept = thinned(&line, tolerance);
                let error = greatest_error(&line, &kept);
                assert!(
                    error <= tolerance * (1.0 + 1e-9),
                    "{seed}: {error} of {tolerance}"
                );
                assert_eq!((kept[0], kept.last()), (line[0], line.last()));
            }
        }
    }

    #[test]
    fn straight_lines_keep_their_ends_and_corners_stay() {
        let straight: Vec<[f64; 2]> = (0..100).map(|x| [f64::from(x) * 10.0, 0.0]).collect();
        assert_eq!(thinned(&straight, 1.0), [[0.0, 0.0], [990.0, 0.0]]);
        let corner = [[0.0, 0.0], [50.0, 0.0], [100.0, 0.0], [100.0, 80.0]];
        assert_eq!(thinned(&corner, 1.0), [corner[0], corner[2], corner[3]]);
        let there_and_back = [[0.0, 0.0], [100.0, 0.0], [20.0, 0.0]];
        assert_eq!(thinned(&there_and_back, 5.0), there_and_back);
        assert_eq!(thinned(&corner[..1], 1.0), [corner[0]]);
        assert!(thinned(&[], 1.0).is_empty());
    }
}
