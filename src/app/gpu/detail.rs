//! Which detail of a layer is drawn at a scale: a level, and for large ones how far it is thinned.
//!
//! Does not know: how levels are laid out, what layers show.

use std::sync::Arc;

use crate::scene::detail::thinner;
use crate::scene::item::{Level, WorldGeometry};

/// From so many corners on a level is laid out on a thread of its own.
pub const LARGE: usize = 50_000;
/// What a large level is thinned to, points at the scale that it is for first.
const TOLERANCE: f64 = 0.35;
/// A tolerance of this part of the way between corners leaves enough of them out to be worth it.
const WORTH: f64 = 0.12;

/// Levels of layers, by the address of all levels and the number of one. Whoever keeps something by such a key
/// keeps a weak pointer too, so that the address is not used again.
pub type Key = (usize, usize);

/// The key of a level.
#[must_use]
pub fn key(levels: &Arc<Vec<Level>>, number: usize) -> Key {
    (Arc::as_ptr(levels) as usize, number)
}

/// A level, and for which doubling of the scale it is thinned; `None` is not thinned further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Detail {
    /// The level.
    pub level: Key,
    /// The power of two of the scale.
    pub octave: Option<i32>,
}

impl Detail {
    /// What of a level is drawn at a scale: thinned, where it is worth it from that tolerance on.
    #[expect(clippy::cast_possible_truncation, reason = "scales are limited")]
    #[must_use]
    pub fn at(level: Key, scale: f64, worth_from: Option<f64>) -> Self {
        let octave = scale.max(1.0).log2().floor() as i32;
        let tolerance = TOLERANCE * f64::from(octave).exp2();
        Self {
            level,
            octave: worth_from
                .is_some_and(|from| tolerance >= from)
                .then_some(octave),
        }
    }

    /// How far from the scales that another one is for.
    #[must_use]
    pub fn apart(self, other: Self) -> (usize, u32) {
        let octaves = self.octave.unwrap_or(0).abs_diff(other.octave.unwrap_or(0));
        (self.level.1.abs_diff(other.level.1), octaves)
    }
}

/// From which tolerance on it is worth to thin a level, projected meters; `None` where it is small.
#[must_use]
pub fn worth_from(level: &Level) -> Option<f64> {
    let is_large = level.geometry.coords.len() >= LARGE;
    // Less than what the level left out already leaves nothing out.
    let worth = || (spacing(&level.geometry) * WORTH).max(level.from_meters_per_unit);
    is_large.then(worth)
}

/// A geometry as it is drawn for a doubling of the scale; `None` is as it is.
#[must_use]
pub fn thinned(geometry: &WorldGeometry, octave: i32) -> WorldGeometry {
    thinner(geometry, TOLERANCE * f64::from(octave).exp2())
}

/// How far corners are from each other, as far as a few shapes tell.
fn spacing(geometry: &WorldGeometry) -> f64 {
    let n_shapes = geometry.n_shapes();
    let (mut whole, mut n) = (0.0, 0_u32);
    for shape in (0..n_shapes).step_by(n_shapes / 64 + 1) {
        for pair in geometry.shape(shape).windows(2).take(256) {
            let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            whole += (dx * dx + dy * dy).sqrt();
            n += 1;
        }
    }
    whole / f64::from(n.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::detail::Shapes;

    fn levels(n: u32) -> Arc<Vec<Level>> {
        let mut shapes = Shapes::lines();
        let wave = |i: u32| [f64::from(i) * 100.0, f64::from(i % 2)];
        shapes.push_line(&(0..n).map(wave).collect::<Vec<_>>());
        Arc::new(shapes.levels(false))
    }

    #[test]
    fn only_what_is_large_is_thinned_and_only_where_it_is_worth_it() {
        let small = levels(1000);
        assert_eq!(worth_from(&small[0]), None);
        let large = levels(60_000);
        let from = worth_from(&large[0]).unwrap();
        assert!((from - 12.0).abs() < 0.1, "{from}");
        let at = |scale| Detail::at(key(&large, 0), scale, Some(from)).octave;
        assert_eq!(
            [at(1.0), at(31.0), at(64.0), at(127.0)],
            [None, None, Some(6), Some(6)]
        );
        assert_eq!(Detail::at(key(&small, 0), 200.0, None).octave, None);
        let thin = thinned(&large[0].geometry, 6);
        assert_eq!(thin.coords.len(), 2, "it is nearly straight");
    }

    #[test]
    fn the_nearest_of_other_details_is_that_of_the_next_scale() {
        let large = levels(60_000);
        let at = |number, octave| Detail {
            level: key(&large, number),
            octave,
        };
        let wanted = at(0, Some(7));
        let near = [at(0, Some(6)), at(0, Some(4)), at(1, Some(7)), at(3, None)];
        assert!(near.is_sorted_by_key(|other| other.apart(wanted)));
    }
}
