//! How the total grows after the last published year: D(y) = D(b) × (1 + g)^(y − b).
//!
//! Does not know: how the total is shared out.

use super::{NoDemand, SERIES};
use crate::model::facts::Facts;
use crate::model::growth::Growth;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;

/// The parameter with the last year that growth is carried on to.
const TO_YEAR: &str = "growth_to_year";

/// The last whole year with a published total, and the total: the year that growth begins from.
#[must_use]
pub fn last_published(facts: &Facts) -> Option<(i32, &Sourced)> {
    let seen = facts.series(SERIES)?.observations.iter();
    let whole = seen.filter(|seen| seen.is_whole_year());
    whole
        .filter_map(|seen| Some((seen.year, seen.number()?)))
        .max_by_key(|(year, _)| *year)
}

/// The last year that growth is carried on to.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a calendar year")]
pub fn last_year(facts: &Facts) -> Option<i32> {
    let year = facts.parameters.number(TO_YEAR)?.value;
    (1900.0..=2200.0).contains(&year).then_some(year as i32)
}

/// The total of a year after the last published one.
///
/// # Errors
/// [`NoDemand`] when the study has no total to begin from, no rate, or the year is too late.
pub fn total(facts: &Facts, growth: Growth, year: i32) -> Result<Sourced, NoDemand> {
    let (base_year, base) = last_published(facts).ok_or(NoDemand::NoSeries)?;
    let last = last_year(facts).ok_or(NoDemand::NoParameter { key: TO_YEAR })?;
    let key = growth.parameter();
    let rate = (facts.parameters.number(key)).ok_or(NoDemand::NoParameter { key })?;
    if year < base_year {
        return Err(NoDemand::NoTotal { year });
    }
    if year > last {
        return Err(NoDemand::Beyond { last });
    }
    let grown = |rate: f64| base.value * (1.0 + rate).powi(year - base_year);
    let formula = format!(
        "{} × (1 + {})^({year} − {base_year})",
        base.grouped(),
        rate.value
    );
    let inputs = vec![
        Input::worded("demand.total", base),
        Input::worded(growth.words_key(), rate),
    ];
    let mut total = Sourced::by_formula(grown(rate.value), Unit::TeuPerYear, &formula, inputs);
    total.year = Some(year);
    if let (Some(low), Some(high)) = (rate.low, rate.high) {
        total = total.with_range(grown(low), grown(high));
    }
    Ok(total)
}

/// The totals from the last published year on, year by year; empty where a study has none.
#[must_use]
pub fn curve(facts: &Facts, growth: Growth) -> Vec<(i32, Sourced)> {
    let (Some((first, base)), Some(last)) = (last_published(facts), last_year(facts)) else {
        return Vec::new();
    };
    let later =
        (first + 1..=last).filter_map(|year| Some((year, total(facts, growth, year).ok()?)));
    std::iter::once((first, base.clone()))
        .chain(later)
        .collect()
}
