//! Railways whose data gives a capacity in tonnes, against what their train paths come to.
//!
//! Does not know: other figures.

use super::Compared;
use super::models::Model;
use crate::model::ids::{Key, LinkId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced, Status};
use crate::model::unit::Unit;
use crate::model::value::Value;
use crate::study::sentences::{line_name, link_name};
use crate::words::{Lang, fill};

/// Railways whose data gives a capacity in tonnes: what their train paths come to against it.
#[must_use]
pub fn railways(model: &Model) -> Vec<Compared> {
    let network = model.network();
    let Some(phi) = model.facts().parameters.number("phi") else {
        return Vec::new();
    };
    let days = &network.defaults().days_per_year;
    let mut all: Vec<Compared> = network
        .link_ids()
        .filter_map(|id| railway(network, id, phi, days))
        .collect();
    // The parts of a split line have the same figure: it is compared once.
    all.dedup_by(|a, b| a.key == b.key);
    all.sort_by_key(|compared| compared.published.status);
    all
}

/// Within this many percent train paths hold the tonnes that they were counted from, or these from
/// them: both are rounded.
const HOLDS_PERCENT: f64 = 2.0;

/// A number as it was before all edits and projects.
fn first(number: &Sourced) -> &Sourced {
    match number.before() {
        Some(before) => first(before),
        None => number,
    }
}

/// The year in which the first source of a figure is dated.
fn dated(number: &Sourced) -> Option<i32> {
    let title = number.source.as_deref()?.split('|').next()?;
    let years = title.split(|c: char| !c.is_ascii_digit());
    let years = years.filter(|digits| digits.len() == 4);
    let is_year = |year: &i32| (1950..2100).contains(year);
    years.filter_map(|digits| digits.parse().ok()).find(is_year)
}

fn railway(network: &Network, id: LinkId, phi: &Sourced, days: &Sourced) -> Option<Compared> {
    let link = network.link(id);
    let attribute = |name: &str| {
        let found = link
            .attributes
            .iter()
            .find(|attribute| attribute.name == name);
        match &found?.value {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => None,
        }
    };
    let published = attribute("capacity_mt")?;
    let gross = attribute("gross_train_t")?;
    let pairs = link.trains.pairs_per_day.as_ref()?;
    let factors = [pairs, gross, phi, days].map(|factor| factor.value.to_string());
    let formula = Names::filled("formula.line-mt", &factors.each_ref().map(String::as_str));
    let value = pairs.value * gross.value * phi.value * days.value / 1e6;
    let inputs = vec![
        Input::worded("input.pairs", pairs),
        Input::worded("input.gross", gross),
        Input::worded("input.net", phi),
        Input::worded("input.days", days),
    ];
    let whole = link.key.whole();
    let name = |lang| {
        // The parts of a split line share the name of the line.
        let name = if link.key.as_str() == whole {
            link_name(network, id, lang)
        } else {
            line_name(network, id, lang)
        };
        fill(lang, "reality.line-mt", &[&name])
    };
    let year = published.year.or_else(|| dated(published));
    let year = year.map_or_else(String::new, |y| y.to_string());
    let first = first(pairs);
    Some(Compared {
        key: Key::new(&format!("line-mt:{whole}")),
        names: Names::new(&name(Lang::En), &name(Lang::Zh)),
        year,
        model: Sourced::by_formula(value, Unit::MtPerYear, "", inputs).with_note_in_both(&formula),
        published: published.clone(),
        is_calibrated: first.status == Status::Derived || published.status != Status::Cited,
        holds_percent: HOLDS_PERCENT,
        note: String::new(),
    })
}
