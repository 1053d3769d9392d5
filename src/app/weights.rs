//! What counts how much in the generalized cost: the study's own numbers, and what was set instead.
//!
//! Does not know: how they are shown.

use super::state::State;
use crate::model::facts::Facts;
use crate::model::names::Names;
use crate::model::sourced::{Input, Sourced};
use crate::study::boxes::{BoxSize, priced_in_boxes};
use crate::study::priced::Priced;

/// A coefficient of the generalized cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// The value of time.
    Time,
    /// The carbon price.
    Carbon,
    /// The value of an hour of standard deviation, times the value of time.
    Reliability,
}

impl Weight {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Time, Self::Carbon, Self::Reliability];

    /// The key of its name in the message files; `KEY.tip` is that of its tooltip.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Time => "weight.time",
            Self::Carbon => "weight.carbon",
            Self::Reliability => "weight.reliability",
        }
    }

    /// Its number among the coefficients.
    #[must_use]
    pub fn of(self, priced: &Priced) -> &Sourced {
        match self {
            Self::Time => &priced.value_of_time,
            Self::Carbon => &priced.carbon_price,
            Self::Reliability => &priced.reliability,
        }
    }

    fn of_mut(self, priced: &mut Priced) -> &mut Sourced {
        match self {
            Self::Time => &mut priced.value_of_time,
            Self::Carbon => &mut priced.carbon_price,
            Self::Reliability => &mut priced.reliability,
        }
    }
}

/// What was set instead of the study's own numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightChoice {
    /// The class of cargo; `None` is cargo in general.
    pub cargo: Option<String>,
    /// The size of boxes.
    pub box_size: BoxSize,
    /// Coefficients set by hand, in the order of [`Weight::ALL`].
    set: [Option<f64>; 3],
}

impl WeightChoice {
    /// Sets a coefficient.
    pub fn set(&mut self, weight: Weight, value: f64) {
        self.set[weight as usize] = Some(value);
    }

    /// The study's own numbers again; the class of cargo stays.
    pub fn reset(&mut self) {
        self.set = [None; 3];
    }

    /// Whether a coefficient was set by hand.
    #[must_use]
    pub fn is_set(&self, weight: Weight) -> bool {
        self.set[weight as usize].is_some()
    }

    /// Chooses a class of cargo, whose own value of time then counts.
    pub fn choose(&mut self, cargo: Option<String>) {
        self.cargo = cargo;
        self.set[Weight::Time as usize] = None;
    }
}

/// The coefficients that count now. A class of cargo that the study does not have counts as cargo in
/// general.
#[must_use]
pub fn priced_now(state: &State) -> Option<Priced> {
    let facts = &state.document.as_ref()?.facts;
    let choice = &state.session.weights;
    let mut all = of_study(facts, choice)?;
    for weight in Weight::ALL {
        if let Some(value) = choice.set[weight as usize] {
            let number = weight.of_mut(&mut all);
            *number = set_by_hand(number, value);
        }
    }
    Some(all)
}

/// The study's own coefficients for the chosen cargo and boxes, whatever was set.
#[must_use]
pub fn of_study(facts: &Facts, choice: &WeightChoice) -> Option<Priced> {
    let (cargo, size) = (choice.cargo.as_deref(), choice.box_size);
    let general = |_| priced_in_boxes(facts, None, size);
    priced_in_boxes(facts, cargo, size).or_else(general).ok()
}

/// A number set by hand, that knows what it was before.
fn set_by_hand(before: &Sourced, value: f64) -> Sourced {
    let inputs = vec![Input::worded("card.before", before)];
    let mut number = Sourced::by_formula(value, before.unit, "set in the window", inputs);
    number.status = crate::model::sourced::Status::Assumed;
    number
}

/// The name of a class of cargo, as the study's table of demand has it; its key where it has none.
#[must_use]
pub fn cargo_names(facts: &Facts, class: &str) -> Names {
    let is_it = |of: &&crate::model::facts::Margin| of.margin == "class" && of.key == class;
    let found = facts.margins.iter().find(is_it);
    found.map_or_else(|| Names::new(class, class), |of| of.names.clone())
}
