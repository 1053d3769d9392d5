//! Generalized cost: money, time, carbon and reliability of one TEU in one number.
//!
//! cost = money + value of time × hours + carbon price × kilograms + value of time × factor ×
//! standard deviation of the hours. The term of reliability adds the standard deviations of all
//! parts of a way, as if a delay of one part always came with a delay of the others: the cautious
//! end (independent delays would add as squares), and the one that keeps the cost a sum over arcs.
//!
//! All is counted in millionths of a fen, so that each coefficient is a whole number for a second or
//! a gram and a way's cost is exactly the sum of those of its parts.
//! Does not know: which way is best; where coefficients come from.

use super::itinerary::{Sums, whole};

/// What a path is to be least in; of equal paths the faster is taken, and of equally fast ones the
/// cheaper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// Hours from door to door.
    #[default]
    Time,
    /// Yuan from door to door.
    Money,
    /// Kilometers.
    Distance,
    /// Kilograms CO2 equivalent.
    Carbon,
    /// All of them together, by their weights.
    Generalized,
}

impl Criterion {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Time,
        Self::Money,
        Self::Distance,
        Self::Carbon,
        Self::Generalized,
    ];

    /// Its word on the command line and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Money => "money",
            Self::Distance => "distance",
            Self::Carbon => "carbon",
            Self::Generalized => "generalized",
        }
    }

    /// What some sums come to in it, in its whole unit: seconds, fen, meters, grams, or millionths of
    /// a fen.
    #[must_use]
    pub fn cost(self, weights: Weights, sums: Sums) -> u64 {
        match self {
            Self::Time => sums.seconds,
            Self::Money => sums.fen,
            Self::Distance => sums.meters,
            Self::Carbon => sums.grams,
            Self::Generalized => weights.cost(sums),
        }
    }

    /// A number in the unit that people use (hours, yuan, kilometers, kilograms) in its whole unit, the
    /// nearest; 0 for what is negative or no number.
    #[must_use]
    pub fn whole(self, number: f64) -> u64 {
        whole(number * self.units())
    }

    /// A whole number in the unit that people use: the inverse of [`Self::whole`].
    #[must_use]
    pub fn number(self, cost: u64) -> f64 {
        to_f64(cost) / self.units()
    }

    /// Whole units in the unit that people use.
    fn units(self) -> f64 {
        match self {
            Self::Time => 3600.0,
            Self::Money => 100.0,
            Self::Distance | Self::Carbon => 1000.0,
            Self::Generalized => PER_YUAN,
        }
    }

    /// What decides between paths of equal cost.
    #[must_use]
    pub fn tie(self, sums: Sums) -> u64 {
        match self {
            Self::Time => sums.fen,
            Self::Money | Self::Distance | Self::Carbon | Self::Generalized => sums.seconds,
        }
    }
}

/// Millionths of a fen in a yuan.
const PER_YUAN: f64 = 1e8;
/// Millionths of a fen in a fen.
const PER_FEN: u64 = 1_000_000;

/// What counts how much in the generalized cost; by default money alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Weights {
    /// A second.
    second: u64,
    /// A gram.
    gram: u64,
    /// A second of standard deviation.
    deviation: u64,
}

impl Weights {
    /// The value of time in yuan a TEU and hour, the carbon price in yuan a tonne CO2 equivalent, and
    /// how many times the value of time an hour of standard deviation counts. What is negative or no
    /// number counts as zero.
    #[must_use]
    pub fn new(value_of_time: f64, carbon_price: f64, reliability: f64) -> Self {
        let per_second = value_of_time * PER_YUAN / 3600.0;
        Self {
            second: whole(per_second),
            gram: whole(carbon_price * PER_YUAN / 1e6),
            deviation: whole(per_second * reliability),
        }
    }

    /// The value of time, yuan a TEU and hour.
    #[must_use]
    pub fn value_of_time(self) -> f64 {
        to_f64(self.second) * 3600.0 / PER_YUAN
    }

    /// The carbon price, yuan a tonne CO2 equivalent.
    #[must_use]
    pub fn carbon_price(self) -> f64 {
        to_f64(self.gram) * 1e6 / PER_YUAN
    }

    /// How many times the value of time an hour of standard deviation counts; 0 without a value of time.
    #[must_use]
    pub fn reliability(self) -> f64 {
        if self.second == 0 {
            return 0.0;
        }
        to_f64(self.deviation) / to_f64(self.second)
    }

    /// The generalized cost in millionths of a fen a TEU.
    #[must_use]
    pub fn cost(self, sums: Sums) -> u64 {
        let parts = [
            sums.fen.saturating_mul(PER_FEN),
            sums.seconds.saturating_mul(self.second),
            sums.grams.saturating_mul(self.gram),
            sums.deviation_seconds.saturating_mul(self.deviation),
        ];
        parts.into_iter().fold(0, u64::saturating_add)
    }

    /// What a second, and a second of standard deviation, cost: millionths of a fen.
    pub(super) fn of_time(self) -> (u64, u64) {
        (self.second, self.deviation)
    }

    /// The generalized cost without what time and its deviation cost.
    pub(super) fn without_time(self, sums: Sums) -> u64 {
        let timeless = Self {
            gram: self.gram,
            ..Self::default()
        };
        timeless.cost(sums)
    }

    /// The generalized cost in yuan a TEU.
    #[must_use]
    pub fn yuan(self, sums: Sums) -> f64 {
        to_f64(self.cost(sums)) / PER_YUAN
    }
}

#[expect(clippy::cast_precision_loss, reason = "for showing only")]
fn to_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-5
    }

    #[test]
    fn parts_are_added() {
        let weights = Weights::new(3.6, 100.0, 0.5);
        let sums = Sums {
            seconds: 10 * 3600,
            fen: 200_000,
            meters: 1,
            grams: 250_000,
            deviation_seconds: 2 * 3600,
        };
        // 2,000 + 3.6 × 10 + 100 × 0.25 + 3.6 × 0.5 × 2
        assert!(near(weights.yuan(sums), 2064.6), "{}", weights.yuan(sums));
        assert!(near(weights.value_of_time(), 3.6));
        assert!(near(weights.carbon_price(), 100.0));
        assert!(near(weights.reliability(), 0.5));
    }

    #[test]
    fn a_sum_costs_what_its_parts_cost() {
        let weights = Weights::new(3.1, 77.7, 1.0);
        let of = |seconds, fen, grams| Sums {
            seconds,
            fen,
            meters: 0,
            grams,
            deviation_seconds: seconds / 7,
        };
        let (a, b) = (of(12_345, 987, 4_321), of(777, 13, 99));
        assert_eq!(weights.cost(a + b), weights.cost(a) + weights.cost(b));
    }

    #[test]
    fn odd_coefficients_count_nothing_and_great_ones_saturate() {
        let none = Weights::new(-1.0, f64::NAN, f64::NAN);
        let sums = Sums {
            seconds: u64::MAX,
            fen: 1,
            ..Sums::default()
        };
        assert_eq!(none.cost(sums), PER_FEN);
        assert_eq!(Weights::new(1e300, 0.0, 0.0).cost(sums), u64::MAX);
    }
}
