//! The model against what is published: for each figure that both have, both values and their
//! difference.
//!
//! What is compared is data (the table of checks), and every railway whose file gives a capacity in
//! tonnes is compared with what its train paths come to. How a kind of check is computed stands in
//! [`models`].
//! Does not know: how the comparison is shown.

pub mod models;
pub mod railways;
pub mod wanted;

use models::Model;

use super::evaluate::Base;
use crate::model::facts::{Check, Facts};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::scenario::Scenario;
use crate::model::sourced::{Sourced, Status};
use crate::task::{Cancelled, Task};

/// One figure that the model and a publication both have.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Stable key.
    pub key: Key,
    /// What is compared.
    pub names: Names,
    /// The year or date of the publication's figure.
    pub year: String,
    /// What the model computes.
    pub model: Sourced,
    /// What is published.
    pub published: Sourced,
    /// Whether the model was meant to be held to this very figure.
    pub is_calibrated: bool,
    /// Within how many percent it then holds it.
    pub holds_percent: f64,
    /// Scope and other remarks.
    pub note: String,
}

/// Within this many percent a calibrated model holds its figure.
const HOLDS_PERCENT: f64 = 5.0;

/// What agreement with a published figure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The model was held to this very figure and holds it: that they agree proves nothing.
    Held,
    /// The model was held to this very figure, and an edit or another input has broken that.
    Broken,
    /// The model was not held to this figure.
    Independent,
}

impl Standing {
    /// The word that JSON uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Broken => "broken",
            Self::Independent => "independent",
        }
    }

    /// The keys of its name and of what it means in the message files.
    #[must_use]
    pub fn words_keys(self) -> [&'static str; 2] {
        match self {
            Self::Held => ["reality.calibrated", "reality.calibrated.tip"],
            Self::Broken => ["reality.broken", "reality.broken.tip"],
            Self::Independent => ["reality.independent", "reality.independent.tip"],
        }
    }
}

impl Compared {
    /// Whether the model was held to this very figure, and whether it still holds it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if !self.is_calibrated {
            Standing::Independent
        } else if self.difference_percent().abs() < self.holds_percent {
            Standing::Held
        } else {
            Standing::Broken
        }
    }

    /// The key of what the model is compared with: a published figure, or what stands in for one.
    #[must_use]
    pub fn against_key(&self) -> &'static str {
        match self.published.status {
            Status::Cited | Status::Derived => "reality.against.published",
            Status::Assumed => "reality.against.planner",
            Status::Unsourced => "reality.against.unsourced",
        }
    }

    /// How far the model is above the publication, in percent of the publication; zero where both
    /// are zero.
    #[must_use]
    pub fn difference_percent(&self) -> f64 {
        let (model, published) = (self.model.value, self.published.value);
        if published == 0.0 && model == 0.0 {
            return 0.0;
        }
        (model - published) / published.abs() * 100.0
    }
}

/// The whole comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reality {
    /// What was compared, in the order of the table, then the railways by key.
    pub compared: Vec<Compared>,
    /// What could not be computed, and why.
    pub open: Vec<(Names, String)>,
}

/// Compares a study under a scenario with what is published.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn reality(
    base: &Base,
    scenario: &Scenario,
    facts: &Facts,
    task: &Task,
) -> Result<Reality, Cancelled> {
    let model = Model::new(base, scenario, facts);
    let mut found = Reality::default();
    for check in &facts.checks {
        task.checkpoint()?;
        match model.of(check, task)? {
            Ok(number) => found.compared.push(compared(check, number)),
            Err(reason) => found.open.push((check.names.clone(), reason)),
        }
    }
    found.compared.extend(railways::railways(&model));
    Ok(found)
}

fn compared(check: &Check, model: Sourced) -> Compared {
    Compared {
        key: check.key.clone(),
        names: check.names.clone(),
        year: check.year.clone(),
        model,
        published: check.published.clone(),
        is_calibrated: models::arg(check, "calibrated") == Some("yes"),
        holds_percent: HOLDS_PERCENT,
        note: check.note.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::unit::Unit;

    fn compared(model: f64, is_calibrated: bool, holds_percent: f64) -> Compared {
        let number = |value| Sourced::new(value, Unit::Km, Status::Cited);
        Compared {
            key: Key::new("k"),
            names: Names::default(),
            year: String::new(),
            model: number(model),
            published: number(100.0),
            is_calibrated,
            holds_percent,
            note: String::new(),
        }
    }

    #[test]
    fn a_calibration_holds_or_is_broken() {
        assert_eq!(compared(104.0, true, 5.0).standing(), Standing::Held);
        assert_eq!(compared(94.0, true, 5.0).standing(), Standing::Broken);
        assert_eq!(compared(103.6, true, 2.0).standing(), Standing::Broken);
        let other = compared(100.0, false, 5.0);
        assert_eq!(other.standing(), Standing::Independent);
    }
}
