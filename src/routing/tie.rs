//! Break-even: the value of time, the tariff of a mode or the dwell in a hub at which two ways cost
//! the same.
//!
//! The generalized cost of each way is a straight line in the one number that is looked for, with whole
//! coefficients, so that the answer is an exact fraction: put back in, both costs are equal.
//! Does not know: whether other ways are better than both there.

use super::cost::Weights;
use super::itinerary::{Itinerary, Step, Sums};
use crate::graph::break_even::{BreakEven, Fraction, Line, Which, break_even};
use crate::model::ids::NodeId;
use crate::model::link::Mode;

/// The number that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lever {
    /// The value of time; reliability keeps its ratio to it.
    ValueOfTime,
    /// Money that grows with distance, the same on all links of a mode.
    Tariff(Mode),
    /// Time at each stay in a hub, in place of what it takes now.
    Dwell(NodeId),
}

/// Where two ways tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tie {
    /// Everywhere.
    Always,
    /// Nowhere: one is cheaper everywhere.
    Never {
        /// Whether that is the first.
        is_first_cheaper: bool,
    },
    /// At one number alone.
    At {
        /// The number in the unit of the lever: yuan a TEU and hour, yuan a TEU and kilometer, hours.
        value: f64,
        /// The exact number is this divided by the next, in whole units: millionths of a fen a second,
        /// or a meter; seconds.
        numerator: u64,
        /// See above.
        denominator: u64,
        /// Whether the first is the cheaper one above it; below it is the other way round. At a tie at
        /// zero nothing is below.
        is_first_cheaper_above: bool,
    },
}

impl Lever {
    fn value(self, x: Fraction) -> f64 {
        let ratio = to_f64(x.numerator()) / to_f64(x.denominator());
        match self {
            Self::ValueOfTime => ratio * 3600.0 / 1e8,
            Self::Tariff(_) => ratio * 1000.0 / 1e8,
            Self::Dwell(_) => ratio / 3600.0,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "for showing only")]
fn to_f64(count: u64) -> f64 {
    count as f64
}

/// Where two ways tie.
#[must_use]
pub fn tie(weights: Weights, lever: Lever, first: &Itinerary, second: &Itinerary) -> Tie {
    let lines = [first, second].map(|way| line(weights, lever, way));
    match break_even(lines[0], lines[1]) {
        BreakEven::Always => Tie::Always,
        BreakEven::Never { less } => Tie::Never {
            is_first_cheaper: less == Which::First,
        },
        BreakEven::At { x, above, .. } => Tie::At {
            value: lever.value(x),
            numerator: x.numerator(),
            denominator: x.denominator(),
            is_first_cheaper_above: above == Which::First,
        },
    }
}

/// A way's cost as a line in the number looked for. Products saturate, far beyond any real way.
fn line(weights: Weights, lever: Lever, way: &Itinerary) -> Line {
    match lever {
        Lever::ValueOfTime => {
            // All times the present value of a second, so that the ratio of reliability stays whole.
            let (second, deviation) = weights.of_time();
            let scale = second.max(1);
            let time = way.totals.seconds.saturating_mul(scale);
            let late = way.totals.deviation_seconds.saturating_mul(deviation);
            Line {
                fixed: weights.without_time(way.totals).saturating_mul(scale),
                per_unit: time.saturating_add(late),
            }
        }
        Lever::Tariff(mode) => {
            let of_mode = way.legs().filter(|leg| leg.mode == mode);
            let sums: Sums = of_mode.map(|leg| leg.sums).sum();
            let without = Sums {
                fen: way.totals.fen.saturating_sub(sums.fen),
                ..way.totals
            };
            Line {
                fixed: weights.cost(without),
                per_unit: sums.meters,
            }
        }
        Lever::Dwell(hub) => {
            let stays = way.steps.iter().filter_map(|step| match step {
                Step::Transfer(transfer) if transfer.node == hub => Some(transfer.sums.seconds),
                Step::Transfer(_) | Step::Leg(_) => None,
            });
            let (mut n_stays, mut seconds) = (0_u64, 0_u64);
            for stay in stays {
                n_stays += 1;
                seconds = seconds.saturating_add(stay);
            }
            let without = Sums {
                seconds: way.totals.seconds.saturating_sub(seconds),
                ..way.totals
            };
            Line {
                fixed: weights.cost(without),
                per_unit: weights.of_time().0.saturating_mul(n_stays),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::itinerary::{Leg, Transfer};

    fn way(hours: u64, yuan: u64, km: u64, dwell_hours: u64) -> Itinerary {
        let leg = Sums {
            seconds: hours * 3600,
            fen: yuan * 100,
            meters: km * 1000,
            grams: km * 100,
            deviation_seconds: hours * 360,
        };
        let stay = Sums {
            seconds: dwell_hours * 3600,
            ..Sums::default()
        };
        Itinerary {
            from: NodeId(0),
            to: NodeId(1),
            steps: vec![
                Step::Transfer(Transfer {
                    node: NodeId(7),
                    from: None,
                    to: Some(Mode::Rail),
                    sums: stay,
                    wait: Sums::default(),
                    border: Sums::default(),
                    gauge: Sums::default(),
                    services: Vec::new(),
                }),
                Step::Leg(Leg {
                    mode: Mode::Rail,
                    from: NodeId(0),
                    to: NodeId(1),
                    links: Vec::new(),
                    routes: Vec::new(),
                    sums: leg,
                }),
            ],
            totals: leg + stay,
        }
    }

    /// Both lines at the found number, as exact products.
    #[track_caller]
    fn check(weights: Weights, lever: Lever, a: &Itinerary, b: &Itinerary) -> f64 {
        let found = tie(weights, lever, a, b);
        let Tie::At {
            value,
            numerator,
            denominator,
            ..
        } = found
        else {
            panic!("{found:?}");
        };
        let cost = |way| {
            let Line { fixed, per_unit } = line(weights, lever, way);
            u128::from(fixed) * u128::from(denominator)
                + u128::from(per_unit) * u128::from(numerator)
        };
        assert_eq!(cost(a), cost(b));
        value
    }

    /// Rail at 3,436 yuan in 48 h against the river at 2,880 yuan in 336 h: 556 ÷ 288 = 1.93 yuan an
    /// hour, the sign test of the corridor's facts.
    #[test]
    fn rail_and_river_tie_at_the_published_value_of_time() {
        let (rail, river) = (way(48, 3436, 0, 0), way(336, 2880, 0, 0));
        let found = check(
            Weights::new(3.1, 0.0, 0.0),
            Lever::ValueOfTime,
            &rail,
            &river,
        );
        assert!((found - 556.0 / 288.0).abs() < 1e-12, "{found}");
        // With reliability time weighs a tenth more for both.
        let found = check(
            Weights::new(3.1, 0.0, 1.0),
            Lever::ValueOfTime,
            &rail,
            &river,
        );
        assert!((found - 556.0 / 288.0 / 1.1).abs() < 1e-5, "{found}");
    }

    #[test]
    fn tariffs_and_dwells_tie_exactly() {
        let (short, long) = (way(40, 9_000, 1_000, 10), way(35, 3_000, 1_300, 2));
        let weights = Weights::new(20.0, 100.0, 1.0);
        let tariff = check(weights, Lever::Tariff(Mode::Rail), &short, &long);
        assert!(tariff > 0.0);
        let mut elsewhere = long.clone();
        if let Step::Transfer(transfer) = &mut elsewhere.steps[0] {
            transfer.node = NodeId(8);
        }
        let cheap = way(40, 2_900, 1_000, 1);
        let dwell = check(weights, Lever::Dwell(NodeId(7)), &cheap, &elsewhere);
        assert!(dwell >= 0.0);
    }

    #[test]
    fn what_is_dearer_and_slower_never_ties() {
        let (good, bad) = (way(10, 100, 100, 0), way(20, 200, 100, 0));
        let found = tie(Weights::new(1.0, 0.0, 0.0), Lever::ValueOfTime, &good, &bad);
        let is_first_cheaper = true;
        assert_eq!(found, Tie::Never { is_first_cheaper });
    }
}
