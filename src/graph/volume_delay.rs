//! How long it takes to pass an arc, as a function of how much uses it.
//!
//! | function | time at utilization x = volume / capacity | source |
//! |---|---|---|
//! | [`VolumeDelay::Constant`] | free | |
//! | [`VolumeDelay::Bpr`] | free · (1 + b · x^power) | Bureau of Public Roads, *Traffic assignment manual*, 1964 |
//! | [`VolumeDelay::Conical`] | free · (2 + √(a²(1−x)² + c²) − a(1−x) − c), c = (2a−1)/(2a−2) | Spiess, *Conical volume-delay functions*, 1990 |
//! | [`VolumeDelay::Davidson`] | free · (1 + j · x/(1−x)) | Davidson, *A flow travel time relationship for use in transportation planning*, 1966 |
//! | [`VolumeDelay::Akcelik`] | free + period/4 · (x−1 + √((x−1)² + 8 j x/(capacity · period))) | Akçelik, *Travel time functions for transport planning purposes*, 1991 |
//! | [`VolumeDelay::Railway`] | free + wait · x/(1−x) | Pollaczek and Khinchine's formula for one server; for lines of railways Schwanhäußer 1974, Huisman, Boucherie and van Dijk 2002 |
//!
//! Davidson's and the railway's function have no value at capacity. Above a utilization of
//! [`KNEE`] they go on along their tangent, so that they are finite and convex for every volume.
//! The conical one and Akçelik's are finite by themselves. All are continuous and do not fall,
//! which makes the sum of their integrals convex in the volumes.
//!
//! A capacity of 0, or none that is a number above 0, closes an arc: [`VolumeDelay::is_closed`].
//! Values stay finite: what would be larger is [`HUGE`]. Volumes below 0 count as 0. All
//! evaluations take constant time; powers 1, 2, 3, 4 and other small whole ones are multiplied out.
//!
//! Does not know: arcs, units of time and volume, who chooses which way.

#[cfg(test)]
mod tests;

/// The utilization above which functions without a value at capacity go on along their tangent.
pub const KNEE: f64 = 0.95;
/// The largest value and derivative, in any unit.
pub const HUGE: f64 = 1e100;
/// Least utilization at which powers below 1 are differentiated: at 0 they rise without bound.
const LEAST: f64 = 1e-12;

/// Time to pass an arc by the volume on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VolumeDelay {
    /// Always the same.
    Constant {
        /// Time.
        free: f64,
    },
    /// A power of utilization.
    Bpr {
        /// Time when empty.
        free: f64,
        /// Volume at which the time is `1 + b` times that.
        capacity: f64,
        /// Usually 0.15; 0 for none.
        b: f64,
        /// Usually 4; any number from 0. At 0 the time is `free * (1 + b)` always.
        power: f64,
    },
    /// Two times `free` at capacity, and about `2 * a * free` more for each capacity above.
    Conical {
        /// Time when empty.
        free: f64,
        /// Volume at which it doubles.
        capacity: f64,
        /// Steepness, above 1; what is not counts as 1.01.
        a: f64,
    },
    /// Queueing in the steady state, in proportion to the time when empty.
    Davidson {
        /// Time when empty.
        free: f64,
        /// Volume at which the queue would not end.
        capacity: f64,
        /// Part of `free` that is waited at half of capacity.
        j: f64,
    },
    /// Queueing during a period, which may be longer than capacity serves.
    Akcelik {
        /// Time when empty.
        free: f64,
        /// Volume served in a unit of time.
        capacity: f64,
        /// Delay parameter: 0.1 for freeways to 1.6 for crowded streets. `8 j / (capacity *
        /// period)` counts as 4 at most, so that the function stays convex.
        j: f64,
        /// Length of the period, in the unit of `free`.
        period: f64,
    },
    /// Waiting for a free path on a line of railway.
    Railway {
        /// Time when empty.
        free: f64,
        /// Volume for which there are train paths.
        capacity: f64,
        /// What is waited at half of capacity: the time one train takes the line up, times (1 + s²)/2
        /// where s is the spread of that time by its mean.
        wait: f64,
    },
}

/// Value, first and second derivative.
type Jet = (f64, f64, f64);

impl VolumeDelay {
    /// Time when nothing uses the arc.
    #[must_use]
    pub fn free(&self) -> f64 {
        match *self {
            VolumeDelay::Constant { free }
            | VolumeDelay::Bpr { free, .. }
            | VolumeDelay::Conical { free, .. }
            | VolumeDelay::Davidson { free, .. }
            | VolumeDelay::Akcelik { free, .. }
            | VolumeDelay::Railway { free, .. } => free,
        }
    }

    /// The capacity; `None` if there is no limit.
    #[must_use]
    pub fn capacity(&self) -> Option<f64> {
        match *self {
            VolumeDelay::Constant { .. } => None,
            VolumeDelay::Bpr { capacity, .. }
            | VolumeDelay::Conical { capacity, .. }
            | VolumeDelay::Davidson { capacity, .. }
            | VolumeDelay::Akcelik { capacity, .. }
            | VolumeDelay::Railway { capacity, .. } => Some(capacity),
        }
    }

    /// Whether nothing may use the arc, as its capacity is not a number above 0.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.capacity()
            .is_some_and(|capacity| capacity.is_nan() || capacity <= 0.0)
    }

    /// Whether all numbers are finite and none that must not be is below 0.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let numbers = match *self {
            VolumeDelay::Constant { free } => [free, 0.0, 0.0],
            VolumeDelay::Bpr { free, b, power, .. } => [free, b, power],
            VolumeDelay::Conical { free, a, .. } => [free, a, 0.0],
            VolumeDelay::Davidson { free, j, .. } => [free, j, 0.0],
            VolumeDelay::Akcelik {
                free, j, period, ..
            } => [free, j, period],
            VolumeDelay::Railway { free, wait, .. } => [free, wait, 0.0],
        };
        numbers
            .iter()
            .all(|number| number.is_finite() && *number >= 0.0)
    }

    /// Time at `volume`.
    #[must_use]
    pub fn value(&self, volume: f64) -> f64 {
        at_most(self.jet(volume).0)
    }

    /// By how much the time rises with each unit of volume.
    #[must_use]
    pub fn derivative(&self, volume: f64) -> f64 {
        at_most(self.jet(volume).1)
    }

    /// The derivative's derivative; at the knee that of the curved side.
    #[must_use]
    pub fn second_derivative(&self, volume: f64) -> f64 {
        at_most(self.jet(volume).2)
    }

    /// What one unit more costs all together: time, and what it adds to everybody's.
    #[must_use]
    pub fn marginal(&self, volume: f64) -> f64 {
        let (value, first, _) = self.jet(volume);
        at_most(value + volume.max(0.0) * first)
    }

    /// Derivative of [`VolumeDelay::marginal`].
    #[must_use]
    pub fn marginal_derivative(&self, volume: f64) -> f64 {
        let (_, first, second) = self.jet(volume);
        at_most(2.0 * first + volume.max(0.0) * second)
    }

    /// The area under the function from 0 to `volume`.
    #[must_use]
    pub fn integral(&self, volume: f64) -> f64 {
        let volume = volume.max(0.0);
        let free = self.free();
        let area = match *self {
            _ if self.is_closed() => free * volume,
            VolumeDelay::Constant { .. } => free * volume,
            VolumeDelay::Bpr {
                capacity, b, power, ..
            } => {
                let x = volume / capacity;
                free * volume * (1.0 + b / (power + 1.0) * raised(x, power))
            }
            VolumeDelay::Conical { capacity, a, .. } => {
                let (a, c) = cone(a);
                let (left, right) = (a * (1.0 - volume / capacity), a);
                let roots = (root_area(right, c) - root_area(left, c)) / a;
                let lines = (right * right - left * left) / (2.0 * a);
                free * ((2.0 - c) * volume + capacity * (roots - lines))
            }
            VolumeDelay::Davidson { capacity, j, .. } => {
                free * volume + free * j * capacity * queue_area(volume / capacity)
            }
            VolumeDelay::Akcelik {
                capacity,
                j,
                period,
                ..
            } => {
                let (x, mean) = (volume / capacity, 1.0 - akcelik(capacity, j, period) / 2.0);
                let height = (1.0 - mean * mean).max(0.0).sqrt();
                let roots = root_area(x - mean, height) - root_area(-mean, height);
                free * volume + period / 4.0 * capacity * (x * x / 2.0 - x + roots)
            }
            VolumeDelay::Railway { capacity, wait, .. } => {
                free * volume + wait * capacity * queue_area(volume / capacity)
            }
        };
        at_most(area)
    }

    fn jet(&self, volume: f64) -> Jet {
        let volume = volume.max(0.0);
        let free = self.free();
        let Some(capacity) = self.capacity().filter(|_| !self.is_closed()) else {
            return (free, 0.0, 0.0);
        };
        let x = volume / capacity;
        let (scale, (value, first, second)) = match *self {
            VolumeDelay::Constant { .. } => (0.0, (0.0, 0.0, 0.0)),
            VolumeDelay::Bpr { b, power, .. } => (free * b, power_jet(x, power)),
            VolumeDelay::Conical { a, .. } => (free, cone_jet(x, a)),
            VolumeDelay::Davidson { j, .. } => (free * j, queue_jet(x)),
            VolumeDelay::Railway { wait, .. } => (wait, queue_jet(x)),
            VolumeDelay::Akcelik { j, period, .. } => {
                (period / 4.0, akcelik_jet(x, akcelik(capacity, j, period)))
            }
        };
        (
            free + scale * value,
            scale * first / capacity,
            scale * second / capacity / capacity,
        )
    }
}

/// No more than [`HUGE`], and no less than its opposite.
fn at_most(value: f64) -> f64 {
    if value.is_nan() {
        return HUGE;
    }
    value.clamp(-HUGE, HUGE)
}

/// `x` to the `power`, for both from 0; at most the largest finite number.
fn raised(x: f64, power: f64) -> f64 {
    x.powf(power).min(f64::MAX)
}

fn power_jet(x: f64, power: f64) -> Jet {
    if power <= 0.0 {
        return (1.0, 0.0, 0.0);
    }
    let from = if power < 2.0 { x.max(LEAST) } else { x };
    (
        raised(x, power),
        if power < 1.0 {
            power * raised(from, power) / from
        } else {
            power * raised(x, power - 1.0)
        },
        if power < 2.0 {
            power * (power - 1.0) * raised(from, power) / from / from
        } else {
            power * (power - 1.0) * raised(x, power - 2.0)
        },
    )
}

/// Steepness of a cone, and the number that goes with it.
fn cone(a: f64) -> (f64, f64) {
    let a = a.max(1.01);
    (a, (2.0 * a - 1.0) / (2.0 * a - 2.0))
}

/// How much more than 1 times the free time.
fn cone_jet(x: f64, a: f64) -> Jet {
    let (a, c) = cone(a);
    let left = a * (1.0 - x);
    let root = left.hypot(c);
    // The difference of two large numbers that are nearly equal, beyond capacity their sum.
    let rise = if left > 0.0 {
        c * c / (root + left)
    } else {
        root - left
    };
    (
        1.0 + rise - c,
        a - a * left / root,
        a * a * c * c / root / root / root,
    )
}

/// x / (1 − x), beyond the knee its tangent.
fn queue_jet(x: f64) -> Jet {
    let at = x.min(KNEE);
    let left = 1.0 - at;
    let slope = 1.0 / (left * left);
    let second = if x > KNEE { 0.0 } else { 2.0 * slope / left };
    (at / left + slope * (x - at), slope, second)
}

/// Its area from 0.
fn queue_area(x: f64) -> f64 {
    let at = x.min(KNEE);
    let (value, slope, _) = queue_jet(at);
    let beyond = x - at;
    -at - (-at).ln_1p() + beyond * (value + slope * beyond / 2.0)
}

/// The factor of x under Akçelik's root.
fn akcelik(capacity: f64, j: f64, period: f64) -> f64 {
    (8.0 * j / (capacity * period).max(f64::MIN_POSITIVE)).min(4.0)
}

fn akcelik_jet(x: f64, factor: f64) -> Jet {
    let above = x - 1.0;
    let root = (above * above + factor * x).sqrt().max(LEAST);
    let inner = above + factor / 2.0;
    let first = 1.0 + inner / root;
    let second = ((1.0 - (inner / root).powi(2)) / root).max(0.0);
    let value = if above < 0.0 {
        factor * x / (root - above)
    } else {
        above + root
    };
    (value, first, second)
}

/// A primitive of √(w² + c²).
fn root_area(w: f64, c: f64) -> f64 {
    if c <= 0.0 {
        return w * w.abs() / 2.0;
    }
    f64::midpoint(w * w.hypot(c), c * c * (w / c).asinh())
}
