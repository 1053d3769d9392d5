//! Numbers of a box, where results are by TEU.
//!
//! Does not know: how they are shown.

use super::cards::lookup::path;
use super::state::State;
use super::weights::priced_now;
use crate::model::box_size::per_box;
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
use crate::study::boxes::{BoxSize, tonnes_of_box};
use crate::study::provenance::{Measure, total};

/// A number of a box of the chosen size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxNumber {
    /// Tonnes of cargo in it.
    Tonnes,
    /// Money of the path.
    Money,
    /// Emissions of the path.
    Co2,
}

impl BoxNumber {
    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Tonnes => "box.tonnes",
            Self::Money => "box.money",
            Self::Co2 => "box.co2",
        }
    }

    /// The number as it is now; `None` where there is none.
    #[must_use]
    pub fn of(self, state: &State) -> Option<Sourced> {
        let outcome = state.transient.outcome.as_ref();
        let of_path = |measure: Measure, unit: Unit| {
            let outcome = outcome?;
            let by_teu = total(&outcome.network, path(state)?, measure);
            let size = outcome.question.box_size;
            Some(per_box(&by_teu, measure.words_key(), size, unit))
        };
        match self {
            Self::Tonnes => {
                let facts = &state.document.as_ref()?.facts;
                tonnes_of_box(facts, &priced_now(state)?)
            }
            Self::Money => of_path(Measure::Money, unit_of(outcome?.question.box_size).0),
            Self::Co2 => of_path(Measure::Co2, unit_of(outcome?.question.box_size).1),
        }
    }
}

/// The units of money and emissions a box.
fn unit_of(size: BoxSize) -> (Unit, Unit) {
    match size {
        BoxSize::Twenty => (Unit::YuanPerTeu, Unit::KgPerTeu),
        BoxSize::Forty => (Unit::Named("yuan/FEU"), Unit::Named("kgCO2e/FEU")),
    }
}
