//! What counts how much for boxes of 20 and of 40 feet, from the tables of a study.
//!
//! A box of 40 feet pays the railway's own tariff for it, and carries at most its payload: where goods
//! are so heavy that two TEU of them are more, it carries less of them a TEU, and less of their value.
//! So tonnes a box = min(2 × tonnes a TEU, payload), value a box = value a TEU × tonnes a box ÷ tonnes a
//! TEU, and the value of time, which follows the value, likewise. For 20 feet all is as by TEU.
//! Does not know: which paths are compared.

use super::priced::{Priced, UnknownCargo, priced};
pub use crate::model::box_size::{BoxSize, RailTariff};
use crate::model::box_size::{per_box, rounded};
use crate::model::facts::Facts;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;

/// The parameters of the tariff for 40 feet: fixed, and by kilometer.
const TARIFF: [&str; 2] = ["rail_base1_40", "rail_base2_40"];
/// The parameter of the payload, tonnes a box.
const PAYLOAD: &str = "t_per_feu_most";
/// Tonnes a TEU of cargo in general.
const TONNES: &str = "default_t_per_teu";
/// TEU of a box of 40 feet.
const TEU: f64 = 2.0;

/// The unit of a tonnage a TEU.
const T_PER_TEU: Unit = Unit::Named("t/TEU");

/// Whether a study knows what a box of 40 feet pays and carries; where not, the keys that it lacks.
///
/// # Errors
/// The keys of the parameters that are missing.
pub fn has_forty(facts: &Facts) -> Result<(), Vec<&'static str>> {
    let keys = TARIFF.into_iter().chain([PAYLOAD, TONNES]);
    let missing: Vec<&str> = keys
        .filter(|key| facts.parameters.number(key).is_none())
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(missing)
    }
}

/// The coefficients for a class of cargo, or for cargo in general, in boxes of a size. Where the study
/// does not know boxes of 40 feet (see [`has_forty`]), they count as 20 feet.
///
/// # Errors
/// [`UnknownCargo`] when the study's table of demand has no such class.
pub fn priced_in_boxes(
    facts: &Facts,
    cargo: Option<&str>,
    size: BoxSize,
) -> Result<Priced, UnknownCargo> {
    let mut all = priced(facts, cargo)?;
    let number = |key: &str| facts.parameters.number(key);
    let tariff = TARIFF.map(number);
    let (BoxSize::Forty, [Some(fixed), Some(per_km)], Some(payload), Some(general)) =
        (size, tariff, number(PAYLOAD), number(TONNES))
    else {
        return Ok(all);
    };
    all.box_size = size;
    all.rail_tariff = Some(RailTariff {
        fixed: by_teu(fixed, "input.fixed-40", Unit::YuanPerTeu),
        per_km: by_teu(per_km, "input.tariff-40", Unit::Named("¥/(TEU·km)")),
    });
    let before = all.tonnes_per_teu.as_ref().unwrap_or(general).clone();
    if before.value * TEU > payload.value {
        let formula = format!(
            "min({TEU} × {} t/TEU, {} t) ÷ {TEU} TEU",
            rounded(before.value),
            rounded(payload.value)
        );
        let inputs = vec![
            Input::worded("input.tonnes", &before),
            Input::worded("input.payload", payload),
        ];
        let tonnes = Sourced::by_formula(payload.value / TEU, T_PER_TEU, &formula, inputs);
        all.value_of_time = of_less(&all.value_of_time, &before, &tonnes);
        all.tonnes_per_teu = Some(tonnes);
    }
    Ok(all)
}

/// Half of a number a box of 40 feet.
fn by_teu(number: &Sourced, name: &'static str, unit: Unit) -> Sourced {
    let formula = format!("{} ÷ {TEU} TEU", rounded(number.value));
    let inputs = vec![Input::worded(name, number)];
    let half = Sourced::by_formula(number.value / TEU, unit, &formula, inputs);
    match (number.low, number.high) {
        (Some(low), Some(high)) => half.with_range(low / TEU, high / TEU),
        _ => half,
    }
}

/// The value of time of goods of which a TEU holds less than before.
fn of_less(time: &Sourced, before: &Sourced, tonnes: &Sourced) -> Sourced {
    let share = tonnes.value / before.value.max(f64::MIN_POSITIVE);
    let formula = format!(
        "{} × {} ÷ {} t/TEU",
        rounded(time.value),
        rounded(tonnes.value),
        rounded(before.value)
    );
    let inputs = vec![
        Input::worded("weight.time", time),
        Input::worded("input.tonnes", tonnes),
        Input::worded("card.before", before),
    ];
    let less = Sourced::by_formula(time.value * share, time.unit, &formula, inputs);
    match (time.low, time.high) {
        (Some(low), Some(high)) => less.with_range(low * share, high * share),
        _ => less,
    }
}

/// Tonnes of cargo in a box; `None` where the study does not say how much a TEU holds.
#[must_use]
pub fn tonnes_of_box(facts: &Facts, priced: &Priced) -> Option<Sourced> {
    let general = facts.parameters.number(TONNES);
    let tonnes = priced.tonnes_per_teu.as_ref().or(general)?;
    let size = priced.box_size;
    Some(per_box(tonnes, "input.tonnes", size, Unit::Tonnes))
}

#[cfg(test)]
mod tests;
