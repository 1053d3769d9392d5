//! Cost functions of arcs made ready for being evaluated millions of times.
//!
//! For the user equilibrium the cost is the time itself, for the system optimum the marginal one:
//! what one unit more takes, and what it adds to the time of all others. The marginal cost of a
//! power function is a power function again.
//!
//! Does not know: where arcs lead, who uses them.

use super::Goal;
use super::elastic::Inverse;
use crate::graph::volume_delay::{HUGE, VolumeDelay};

/// A cost that rises with flow, by a rule that is chosen once.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    /// What flow is multiplied by first.
    per_capacity: f64,
    base: f64,
    /// What the power is multiplied by.
    scale: f64,
    /// What the power less one is multiplied by for the derivative.
    slope: f64,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// `base`.
    Flat,
    /// `base + scale * x`.
    Linear,
    /// `base + scale * x²`.
    Square,
    /// `base + scale * x⁴`.
    Fourth,
    /// A whole power: one less than it.
    Whole(u32),
    /// Any other power from 1: one less than it.
    Real(f64),
    /// Anything else; apart, to keep the rest small.
    Other(Box<Other>),
}

#[derive(Clone, Debug)]
enum Other {
    /// As the function itself says it.
    Time(VolumeDelay),
    /// The same by its marginal cost.
    Marginal(VolumeDelay),
    /// What it is worth not to travel.
    Demand(Inverse),
}

impl Curve {
    pub(super) fn new(function: &VolumeDelay, goal: Goal) -> Curve {
        let free = function.free();
        let flat = |base| Curve {
            per_capacity: 0.0,
            base,
            scale: 0.0,
            slope: 0.0,
            kind: Kind::Flat,
        };
        let bpr = match *function {
            _ if function.is_closed() => return flat(free),
            VolumeDelay::Constant { .. } => return flat(free),
            VolumeDelay::Bpr {
                capacity, b, power, ..
            } => (1.0 / capacity, free * b, power),
            _ => (0.0, 0.0, 0.0),
        };
        let (per_capacity, scale, power) = bpr;
        if power == 0.0 && matches!(function, VolumeDelay::Bpr { .. }) {
            return flat(free + scale);
        }
        let is_tame = per_capacity.is_normal() && scale.is_finite();
        if power < 1.0 || !is_tame {
            return Curve {
                kind: Kind::Other(Box::new(match goal {
                    Goal::User => Other::Time(*function),
                    Goal::System => Other::Marginal(*function),
                })),
                ..flat(0.0)
            };
        }
        if scale == 0.0 {
            return flat(free);
        }
        let scale = match goal {
            Goal::User => scale,
            Goal::System => scale * (power + 1.0),
        };
        Curve {
            per_capacity,
            base: free,
            scale,
            slope: scale * power * per_capacity,
            kind: kind_of(power),
        }
    }

    /// What it is worth to the last one who does not travel, by how many do not.
    pub(super) fn of_demand(inverse: Inverse) -> Curve {
        Curve {
            per_capacity: 0.0,
            base: 0.0,
            scale: 0.0,
            slope: 0.0,
            kind: Kind::Other(Box::new(Other::Demand(inverse))),
        }
    }

    /// Cost and derivative at `flow`.
    #[inline]
    pub(super) fn at(&self, flow: f64) -> (f64, f64) {
        let x = flow.max(0.0) * self.per_capacity;
        let less = match &self.kind {
            Kind::Flat => return (self.base, 0.0),
            Kind::Fourth => x * x * x,
            Kind::Real(less) => x.powf(*less),
            Kind::Linear => 1.0,
            Kind::Square => x,
            Kind::Whole(less) => whole(x, *less),
            Kind::Other(other) => return other.at(flow),
        };
        let cost = self.base + self.scale * less * x;
        (cost.min(HUGE), (self.slope * less).min(HUGE))
    }
}

impl Other {
    #[inline(never)]
    fn at(&self, flow: f64) -> (f64, f64) {
        match self {
            Other::Time(function) => (function.value(flow), function.derivative(flow)),
            Other::Marginal(function) => {
                (function.marginal(flow), function.marginal_derivative(flow))
            }
            Other::Demand(inverse) => inverse.at(flow),
        }
    }
}

fn kind_of(power: f64) -> Kind {
    let whole = (1_u32..=64).find(|&whole| f64::from(whole).total_cmp(&power).is_eq());
    match whole {
        Some(1) => Kind::Linear,
        Some(2) => Kind::Square,
        Some(4) => Kind::Fourth,
        Some(whole) => Kind::Whole(whole - 1),
        None => Kind::Real(power - 1.0),
    }
}

/// `x` to a whole power, by repeated squaring.
#[inline]
fn whole(x: f64, power: u32) -> f64 {
    let (mut product, mut square, mut left) = (1.0, x, power);
    while left > 0 {
        if left & 1 == 1 {
            product *= square;
        }
        square *= square;
        left >>= 1;
    }
    product
}
