//! Demand that falls as the cost rises.
//!
//! Each elastic pair gets an arc of its own for those who do not travel, or go another way; its
//! cost is the inverse demand function: what the last of them would at most pay. In equilibrium the
//! cheapest path costs as much as that. Gartner, *Optimal traffic assignment with elastic demands:
//! a review*, 1980; the logit form is that of a split between two modes, of which the other has a
//! fixed cost.
//!
//! Does not know: paths, arcs, how an equilibrium is found.

use crate::graph::volume_delay::HUGE;

/// Share of a pair's demand below which functions without a value at 0 go on along their tangent.
pub const LEAST_SHARE: f64 = 1e-6;

/// How much is wanted, by what it costs; none wants more than the pair's full demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Elastic {
    /// `full * (1 - cost / most)`: none at `most`.
    Linear {
        /// The cost at which none is left.
        most: f64,
    },
    /// `full * exp(-rate * (cost - from))`: all at `from`.
    Exponential {
        /// Share that is lost with each unit of cost.
        rate: f64,
        /// The cost at which all is wanted.
        from: f64,
    },
    /// `full * (cost / from)^-elasticity`: all at `from`.
    Power {
        /// Percent lost with each percent of cost.
        elasticity: f64,
        /// The cost at which all is wanted.
        from: f64,
    },
    /// `full / (1 + exp(scale * (cost - other)))`: half where both cost the same.
    Logit {
        /// How sharply it is chosen by cost.
        scale: f64,
        /// What the other way costs.
        other: f64,
    },
}

impl Elastic {
    /// Whether all numbers are finite, and those that are divided by above 0.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let (above, other) = match *self {
            Elastic::Linear { most } => (most, most),
            Elastic::Exponential { rate, from } => (rate, from),
            Elastic::Power { elasticity, from } => (elasticity.min(from), from),
            Elastic::Logit { scale, other } => (scale, other),
        };
        above.is_finite() && above > 0.0 && other.is_finite()
    }

    /// What is wanted at `cost`, of `full`.
    #[must_use]
    pub fn demand(&self, full: f64, cost: f64) -> f64 {
        let share = match *self {
            Elastic::Linear { most } => 1.0 - cost / most,
            Elastic::Exponential { rate, from } => (-rate * (cost - from)).exp(),
            Elastic::Power { elasticity, from } => (cost.max(0.0) / from).powf(-elasticity),
            Elastic::Logit { scale, other } => 1.0 / (1.0 + (scale * (cost - other)).exp()),
        };
        full * share.clamp(0.0, 1.0)
    }
}

/// The inverse demand function of one pair, by what of its demand does not travel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inverse {
    pub(super) elastic: Elastic,
    pub(super) full: f64,
}

impl Inverse {
    /// The cost at which `idle` do not travel, and its derivative, which is positive.
    pub(super) fn at(&self, idle: f64) -> (f64, f64) {
        let (low, high) = self.bounds();
        let share = idle / self.full;
        let at = share.clamp(low, high);
        let (cost, slope) = self.inside(at);
        let cost = cost + slope * (share - at);
        (cost.clamp(-HUGE, HUGE), (slope / self.full).min(HUGE))
    }

    /// The shares between which the function is followed.
    fn bounds(&self) -> (f64, f64) {
        match self.elastic {
            Elastic::Linear { .. } => (0.0, 1.0),
            Elastic::Exponential { .. } | Elastic::Power { .. } => (0.0, 1.0 - LEAST_SHARE),
            Elastic::Logit { .. } => (LEAST_SHARE, 1.0 - LEAST_SHARE),
        }
    }

    /// Cost and its derivative at a share that does not travel.
    fn inside(&self, share: f64) -> (f64, f64) {
        let left = 1.0 - share;
        match self.elastic {
            Elastic::Linear { most } => (most * share, most),
            Elastic::Exponential { rate, from } => (from - left.ln() / rate, 1.0 / rate / left),
            Elastic::Power { elasticity, from } => {
                let cost = from * left.powf(-1.0 / elasticity);
                (cost, cost / elasticity / left)
            }
            Elastic::Logit { scale, other } => (
                other + (share.ln() - left.ln()) / scale,
                1.0 / scale / share / left,
            ),
        }
    }

    /// The area under the function from 0 to `idle`.
    pub(super) fn integral(&self, idle: f64) -> f64 {
        let (low, high) = self.bounds();
        let share = idle / self.full;
        let at = share.clamp(low, high);
        let (cost, slope) = self.inside(at);
        let beyond = share - at;
        let tail = beyond * (cost + slope * beyond / 2.0);
        let area = self.primitive(at) - self.primitive(low) + tail;
        // Below the lower bound the tangent holds: the area under it.
        let (cost, slope) = self.inside(low);
        let first = low * (cost - slope * low / 2.0);
        (self.full * (area + first)).clamp(-HUGE, HUGE)
    }

    fn primitive(&self, share: f64) -> f64 {
        let left = 1.0 - share;
        let log = |x: f64| if x > 0.0 { x * x.ln() } else { 0.0 };
        match self.elastic {
            Elastic::Linear { most } => most * share * share / 2.0,
            Elastic::Exponential { rate, from } => from * share + (log(left) - left) / rate,
            Elastic::Power { elasticity, from } => {
                let power = 1.0 - 1.0 / elasticity;
                if power.abs() < 1e-12 {
                    -from * left.ln()
                } else {
                    -from * left.powf(power) / power
                }
            }
            Elastic::Logit { scale, other } => other * share + (log(share) + log(left)) / scale,
        }
    }
}
