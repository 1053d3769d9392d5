//! What counts how much in the generalized cost, from the tables of a study.
//!
//! Does not know: which paths are compared.

use super::boxes::{BoxSize, RailTariff};
use super::outcome::{Question, Weights};
use crate::model::facts::{Facts, Margin};
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;

/// Yuan a TEU and hour.
const PER_TEU_HOUR: Unit = Unit::Named("yuan/(TEU h)");
/// Hours of a year.
const HOURS_PER_YEAR: f64 = 8760.0;

/// The coefficients of the generalized cost, with their provenance.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// Value of time, yuan a TEU and hour.
    pub value_of_time: Sourced,
    /// Carbon price, yuan a tonne CO2 equivalent.
    pub carbon_price: Sourced,
    /// Value of an hour of standard deviation, times the value of time.
    pub reliability: Sourced,
    /// Net tonnes a TEU of the class of cargo; `None` for cargo in general.
    pub tonnes_per_teu: Option<Sourced>,
    /// The size of boxes.
    pub box_size: BoxSize,
    /// What railways charge for boxes of that size; `None` for what the network has, which is by TEU.
    pub rail_tariff: Option<RailTariff>,
}

impl Priced {
    /// Has a question ask with these coefficients, this cargo and these boxes.
    pub fn ask_with(self, question: &mut Question) {
        question.weights = self.weights();
        question.tonnes_per_teu = self.tonnes_per_teu;
        question.box_size = self.box_size;
        question.rail_tariff = self.rail_tariff;
    }

    /// As whole numbers to search with.
    #[must_use]
    pub fn weights(&self) -> Weights {
        Weights::new(
            self.value_of_time.value,
            self.carbon_price.value,
            self.reliability.value,
        )
    }
}

/// A class of cargo that a study does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCargo {
    /// The keys of those that it has.
    pub known: Vec<String>,
}

/// The coefficients for a class of cargo, or for cargo in general.
///
/// The value of time of a class is what its goods lose in an hour: value × (interest + loss of value
/// a year) ÷ 8,760.
///
/// # Errors
/// [`UnknownCargo`] when the study's table of demand has no such class.
pub fn priced(facts: &Facts, cargo: Option<&str>) -> Result<Priced, UnknownCargo> {
    let parameter = |key: &str, unit: Unit| {
        let found = facts.parameters.number(key).cloned();
        let mut number = found.unwrap_or_else(|| {
            let note = format!("the parameters have no {key}");
            Sourced::assumed(0.0, unit, &note)
        });
        number.unit = unit;
        number
    };
    let mut all = Priced {
        value_of_time: parameter("vot_capital", PER_TEU_HOUR),
        carbon_price: parameter("carbon_price", Unit::Named("yuan/t")),
        reliability: parameter("vor", Unit::One),
        tonnes_per_teu: None,
        box_size: BoxSize::default(),
        rail_tariff: None,
    };
    let Some(cargo) = cargo else {
        return Ok(all);
    };
    let attribute = |name: &str| -> Option<&Margin> {
        let key = format!("{cargo}.{name}");
        let mut attributes = facts.margins.iter();
        attributes.find(|of| of.margin == "class-attribute" && of.key == key)
    };
    let (Some(value), Some(loss)) = (attribute("value_cny_per_teu"), attribute("loss_per_year"))
    else {
        let known = cargo_classes(facts);
        return Err(UnknownCargo { known });
    };
    let interest = parameter("interest", Unit::Named("per year"));
    let per_hour = |value: f64, rate: f64| value * rate / HOURS_PER_YEAR;
    let formula = format!(
        "{} × ({} + {}) ÷ 8,760 h",
        value.value.grouped(),
        interest.value,
        loss.value.value
    );
    let input = |of: &Margin| Input {
        names: of.names.clone(),
        number: of.value.clone(),
    };
    let inputs = vec![
        input(value),
        Input::worded("input.interest", &interest),
        input(loss),
    ];
    let now = per_hour(value.value.value, interest.value + loss.value.value);
    let mut time = Sourced::by_formula(now, PER_TEU_HOUR, &formula, inputs);
    let end = |of: fn(&Sourced) -> Option<f64>| {
        let rate = of(&interest)? + of(&loss.value)?;
        Some(per_hour(of(&value.value)?, rate))
    };
    if let (Some(low), Some(high)) = (end(|number| number.low), end(|number| number.high)) {
        time = time.with_range(low, high);
    }
    all.value_of_time = time;
    all.tonnes_per_teu = attribute("t_per_teu").map(|of| of.value.clone());
    Ok(all)
}

/// The keys of the classes of cargo that a study knows, in the order of its table.
#[must_use]
pub fn cargo_classes(facts: &Facts) -> Vec<String> {
    let mut classes: Vec<String> = Vec::new();
    for margin in facts
        .margins
        .iter()
        .filter(|of| of.margin == "class-attribute")
    {
        if let Some((class, _)) = margin.key.split_once('.')
            && !classes.iter().any(|known| known == class)
        {
            classes.push(class.to_owned());
        }
    }
    classes
}
