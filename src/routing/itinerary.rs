//! The answer of routing: legs and transfers in order, with exact sums.
//!
//! Sums are whole seconds, fen, meters and grams, so that legs and transfers add up to the total.
//! Does not know: how the path was found.

use std::ops::{Add, AddAssign};

use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;

/// Time, money, distance, emissions and uncertainty of time of one TEU, in whole units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Seconds.
    pub seconds: u64,
    /// Hundredths of a yuan.
    pub fen: u64,
    /// Meters.
    pub meters: u64,
    /// Grams CO2 equivalent.
    pub grams: u64,
    /// Standard deviations of the time of all parts, added up: seconds.
    pub deviation_seconds: u64,
}

impl Sums {
    /// Hours.
    #[must_use]
    pub fn hours(self) -> f64 {
        to_f64(self.seconds) / 3600.0
    }

    /// Yuan.
    #[must_use]
    pub fn yuan(self) -> f64 {
        to_f64(self.fen) / 100.0
    }

    /// Kilometers.
    #[must_use]
    pub fn km(self) -> f64 {
        to_f64(self.meters) / 1000.0
    }

    /// Standard deviations of all parts added up, hours.
    #[must_use]
    pub fn deviation_hours(self) -> f64 {
        to_f64(self.deviation_seconds) / 3600.0
    }

    /// Kilograms CO2 equivalent.
    #[must_use]
    pub fn co2_kg(self) -> f64 {
        to_f64(self.grams) / 1000.0
    }
}

/// A count as a float: exact below 2⁵³, far above any sum here (285 million years in seconds).
#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^53")]
fn to_f64(count: u64) -> f64 {
    count as f64
}

/// The nearest whole number of a quantity; this is the one place where routing leaves fractions. A
/// float cast saturates: what is negative or no number becomes zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "see above"
)]
pub(super) fn whole(quantity: f64) -> u64 {
    quantity.round() as u64
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.saturating_add(other.seconds),
            fen: self.fen.saturating_add(other.fen),
            meters: self.meters.saturating_add(other.meters),
            grams: self.grams.saturating_add(other.grams),
            deviation_seconds: self
                .deviation_seconds
                .saturating_add(other.deviation_seconds),
        }
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Sums {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

/// A link gone along in one of its directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The link.
    pub link: LinkId,
    /// Whether it was gone along from its `from` to its `to`.
    pub is_forward: bool,
}

/// One mode's part of an itinerary, without boarding and waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The mode.
    pub mode: Mode,
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// Its links in order.
    pub links: Vec<Passed>,
    /// The named routes that serve every link of it; where none does, those that serve more than
    /// half of its length. In network order.
    pub routes: Vec<RouteId>,
    /// Running time, distance money, length, traction emissions.
    pub sums: Sums,
}

/// Boarding, alighting or changing mode at a hub: waiting, handling and fixed money; or crossing a
/// border there without leaving the train.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Where.
    pub node: NodeId,
    /// The mode left; `None` at the origin, and where goods stay on board.
    pub from: Option<Mode>,
    /// The mode boarded; `None` at the destination, and where goods stay on board.
    pub to: Option<Mode>,
    /// What it costs in all; meters are zero.
    pub sums: Sums,
    /// The part of it that is waiting for a departure.
    pub wait: Sums,
    /// The part of it that is crossing a border, on board.
    pub border: Sums,
    /// The part of it that is changing the gauge, where that takes something of its own: with what the
    /// hub has for any change.
    pub gauge: Sums,
    /// The named services of which the next is waited for, by their places; empty where the wait is
    /// assumed for the mode.
    pub services: Vec<usize>,
}

impl Transfer {
    /// What handling costs: all but waiting, the border and the change of gauge.
    #[must_use]
    pub fn handling(&self) -> Sums {
        let but = |all: u64, of: fn(Sums) -> u64| {
            all.saturating_sub(of(self.wait))
                .saturating_sub(of(self.border))
                .saturating_sub(of(self.gauge))
        };
        Sums {
            seconds: but(self.sums.seconds, |sums| sums.seconds),
            fen: but(self.sums.fen, |sums| sums.fen),
            meters: 0,
            grams: but(self.sums.grams, |sums| sums.grams),
            deviation_seconds: but(self.sums.deviation_seconds, |sums| sums.deviation_seconds),
        }
    }
}

/// A step of an itinerary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Moving.
    Leg(Leg),
    /// Changing.
    Transfer(Transfer),
}

/// A way from door to door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Itinerary {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// Legs and transfers in order.
    pub steps: Vec<Step>,
    /// The sum of all steps.
    pub totals: Sums,
}

impl Itinerary {
    /// Its legs in order.
    pub fn legs(&self) -> impl Iterator<Item = &Leg> {
        self.steps.iter().filter_map(|step| match step {
            Step::Leg(leg) => Some(leg),
            Step::Transfer(_) => None,
        })
    }

    /// Its transfers in order, boarding at the origin and alighting at the destination among them.
    pub fn transfers(&self) -> impl Iterator<Item = &Transfer> {
        self.steps.iter().filter_map(|step| match step {
            Step::Leg(_) => None,
            Step::Transfer(transfer) => Some(transfer),
        })
    }

    /// All links in order.
    pub fn links(&self) -> impl Iterator<Item = Passed> {
        self.legs().flat_map(|leg| leg.links.iter().copied())
    }
}
