//! Numbers of closures with what they rest on: the demand, what it was multiplied by, the penalty, and the
//! capacity of a link that is closed by itself.
//!
//! Money is in million yuan a year, containers in TEU a year.
//!
//! Does not know: how closures are solved, how their numbers are shown.

use super::{Effect, Place, Spread};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::study::flows::{FlowAnswer, penalty_of};

/// Yuan in a million.
const MILLION: f64 = 1e6;

/// What a number of closures says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// What passes with everything open.
    Used,
    /// Harm.
    Harm,
    /// What is not carried any more.
    Unmet,
    /// What the rest pays more.
    Detours,
    /// How much more harm two do together than both by themselves.
    Beyond,
    /// Over many years: the part of the mean harm in which a place is closed.
    Part,
    /// Over many years: harm (true) or what is not carried (false).
    Years(Over, bool),
}

/// What is told of one number over many years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The mean.
    Mean,
    /// How far the mean is likely off.
    Error,
    /// What so many years do not exceed, by its place among [`super::QUANTILES`].
    Quantile(usize),
    /// The greatest.
    Most,
}

impl Over {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Mean,
        Self::Error,
        Self::Quantile(0),
        Self::Quantile(1),
        Self::Quantile(2),
        Self::Most,
    ];

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Mean => "closures.mean",
            Self::Error => "closures.error",
            Self::Quantile(0) => "closures.half",
            Self::Quantile(1) => "closures.nine-in-ten",
            Self::Quantile(_) => "closures.most-but-one",
            Self::Most => "closures.most",
        }
    }

    /// Its number; `None` where there is no such quantile.
    #[must_use]
    pub fn of(self, spread: &Spread) -> Option<f64> {
        match self {
            Self::Mean => Some(spread.mean),
            Self::Error => Some(spread.error),
            Self::Quantile(place) => spread.quantiles.get(place).copied(),
            Self::Most => Some(spread.most),
        }
    }
}

impl Amount {
    /// What a closure brings about, in the order of tables.
    pub const OF_EFFECT: [Self; 3] = [Self::Harm, Self::Unmet, Self::Detours];

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Used => "closures.used",
            Self::Harm | Self::Years(_, true) => "closures.harm",
            Self::Unmet | Self::Years(_, false) => "closures.unmet",
            Self::Detours => "closures.detours",
            Self::Beyond => "closures.beyond",
            Self::Part => "closures.part",
        }
    }

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Used | Self::Unmet | Self::Years(_, false) => Unit::TeuPerYear,
            Self::Harm | Self::Detours | Self::Beyond | Self::Part | Self::Years(_, true) => {
                Unit::Named("M yuan/a")
            }
        }
    }

    /// The key of how it is computed.
    fn formula_key(self) -> &'static str {
        match self {
            Self::Used => "closures.formula.used",
            Self::Harm => "closures.formula.harm",
            Self::Unmet => "closures.formula.unmet",
            Self::Detours => "closures.formula.detours",
            Self::Beyond => "closures.formula.beyond",
            Self::Part => "closures.formula.part",
            Self::Years(..) => "closures.formula.years",
        }
    }

    /// Its part of an effect, in its own unit (TEU or yuan a year); `None` of what no effect has.
    #[must_use]
    pub fn of(self, effect: &Effect) -> Option<f64> {
        match self {
            Self::Harm => Some(effect.harm),
            Self::Unmet => Some(effect.unmet),
            Self::Detours => Some(effect.detours),
            Self::Used | Self::Beyond | Self::Part | Self::Years(..) => None,
        }
    }
}

/// A number of closures, `value` in TEU or yuan a year, with its inputs. `place` is what is closed where
/// that is one place, `probability` how likely each link is closed where closures are drawn.
#[must_use]
pub fn figure(
    answer: &FlowAnswer,
    (amount, value): (Amount, f64),
    place: Option<Place>,
    probability: Option<f64>,
) -> Sourced {
    let factor = Sourced::assumed(answer.question.demand_factor, Unit::One, "");
    let mut inputs = vec![
        Input::worded("demand.heading", &answer.demand.total),
        Input::worded("flows.factor", &factor),
    ];
    if amount.unit() != Unit::TeuPerYear {
        inputs.push(Input::worded("flows.penalty", &penalty_of(answer)));
    }
    let capacity = place.and_then(|place| capacity(&answer.network, place));
    inputs.extend(capacity.map(|of| Input::worded("inspector.capacity", of)));
    inputs.extend(probability.map(|share| {
        let percent = Sourced::assumed(share * 100.0, Unit::Named("%"), "");
        Input::worded("closures.probability", &percent)
    }));
    let unit = amount.unit();
    let value = match unit {
        Unit::TeuPerYear => value,
        _ => value / MILLION,
    };
    Sourced::by_formula(value, unit, "", inputs)
        .with_note_in_both(&Names::worded(amount.formula_key()))
}

/// What fits at a place: on a link in its own direction.
fn capacity(network: &Network, place: Place) -> Option<&Sourced> {
    match place {
        Place::Link(link) => network.link(link).forward.capacity.as_ref(),
        Place::Hub(node) => network.node(node).capacity.as_ref(),
    }
}
