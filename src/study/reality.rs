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
use crate::model::sourced::Sourced;
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
    /// Scope and other remarks.
    pub note: String,
}

/// Within this many percent a calibrated model holds its figure.
const HOLDS_PERCENT: f64 = 5.0;

impl Compared {
    /// Whether the model was held to this very figure and holds it, so that agreement proves
    /// nothing. A calibration that an edit or a wrong input has broken is no longer one.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.is_calibrated && self.difference_percent().abs() < HOLDS_PERCENT
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
        note: check.note.clone(),
    }
}
