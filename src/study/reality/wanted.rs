//! Checks of the kind `demand`: what the origin-destination matrix says.
//!
//! Does not know: how the matrix is made.

use super::models::{Computed, arg, factor};
use crate::model::facts::Check;
use crate::model::names::Names;
use crate::model::sourced::{Input, Sourced};
use crate::study::demand::{Demand, Growth, Heading, Part, Slice, Wanted, number_of};
use crate::words::format::short;

/// Days of a year, for trains a day.
const DAYS: f64 = 365.0;

/// The matrix that a check asks for: argument `year`.
///
/// # Errors
/// A reason in words where the year is missing.
pub fn wanted(check: &Check) -> Result<Wanted, String> {
    let year = arg(check, "year").and_then(|year| year.parse().ok());
    Ok(Wanted {
        year: year.ok_or("a year is missing")?,
        growth: Growth::Base,
    })
}

/// What a check asks of a matrix: arguments `zone`, `port` (keys, parted by commas), `direction`
/// (north or south); `part` is `share` of the total or `trains-per-day` (of `teu` TEU each), else
/// TEU a year; `factor` multiplies.
///
/// # Errors
/// A reason in words where an argument names nothing.
pub fn of_matrix(check: &Check, demand: &Demand) -> Computed {
    let mut slices = vec![Slice::default()];
    if let Some(heading) = arg(check, "direction") {
        let heading = Heading::from_word(heading).ok_or("the direction is north or south")?;
        slices = slices
            .into_iter()
            .map(|slice| slice.heading(heading))
            .collect();
    }
    for (name, parts) in [("zone", &demand.zones), ("port", &demand.ports)] {
        if let Some(keys) = arg(check, name) {
            let mut places = Vec::new();
            for key in keys.split(',').map(str::trim) {
                places.push(place(parts, key)?);
            }
            slices = slices
                .iter()
                .flat_map(|slice| {
                    places.iter().map(|&place| match name {
                        "zone" => slice.zone(place),
                        _ => slice.port(place),
                    })
                })
                .collect();
        }
    }
    let terms: Vec<Input> = slices.iter().map(|&slice| term(demand, slice)).collect();
    let number = match <[Input; 1]>::try_from(terms) {
        Ok([only]) => only.number,
        Err(terms) => {
            let sum = terms.iter().map(|term| term.number.value).sum();
            Sourced::sum(sum, demand.total.unit, terms)
        }
    };
    Ok(as_asked(check, demand, number))
}

fn place(parts: &[Part], key: &str) -> Result<usize, String> {
    let found = parts.iter().position(|part| part.key == key);
    found.ok_or_else(|| format!("the matrix has no {key}"))
}

fn term(demand: &Demand, slice: Slice) -> Input {
    let part = slice
        .port
        .map(|port| &demand.ports[port])
        .or_else(|| slice.zone.map(|zone| &demand.zones[zone]));
    Input {
        names: part.map(|part| part.names.clone()).unwrap_or_default(),
        number: number_of(demand, slice),
    }
}

fn as_asked(check: &Check, demand: &Demand, number: Sourced) -> Sourced {
    let unit = check.published.unit;
    let input = |key: &str, number: &Sourced| Input::worded(key, number);
    let teu = input("reality.teu", &number);
    match arg(check, "part") {
        Some("share") => {
            let total = &demand.total;
            let both = [short(number.value), short(total.value)];
            let formula = Names::filled("formula.share-of", &[&both[0], &both[1]]);
            let inputs = vec![teu, input("reality.total", total)];
            Sourced::by_formula(number.value / total.value, unit, "", inputs)
                .with_note_in_both(&formula)
        }
        Some("trains-per-day") => {
            let per_train = arg(check, "teu").and_then(|teu| teu.parse().ok());
            let per_train: f64 = per_train.unwrap_or(1.0);
            let value = number.value / per_train / DAYS;
            let both = [short(number.value), per_train.to_string()];
            let formula = Names::filled("formula.trains-of", &[&both[0], &both[1]]);
            Sourced::by_formula(value, unit, "", vec![teu]).with_note_in_both(&formula)
        }
        _ => match factor(check) {
            Some(factor) => {
                let both = [short(number.value), factor.to_string()];
                let formula = Names::filled("formula.teu-times", &[&both[0], &both[1]]);
                Sourced::by_formula(number.value * factor, unit, "", vec![teu])
                    .with_note_in_both(&formula)
            }
            None => number,
        },
    }
}
