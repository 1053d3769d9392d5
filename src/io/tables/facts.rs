//! Tables of what is published, noted and compared.
//!
//! Does not know: the network; keys are not looked up here.

use super::rows::{Row, Table};
use crate::model::check::Issue;
use crate::model::facts::{Check, Conflict, Figure, Margin, Note, Shown};
use crate::model::ids::Key;
use crate::model::parameters::{Parameter, Parameters};
use crate::model::series::{Observation, Series};
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
use crate::model::value::Value;

/// Published series in the order of their first row, figures in order of year: columns series_id,
/// series_en, series_zh, year (or first-last), period, value, unit, status, scope_note, source.
#[must_use]
pub fn series(table: &Table, issues: &mut Vec<Issue>) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for row in &table.rows {
        let unit = table.unit(row, "unit", issues);
        let (Some((first, last)), Some(value)) =
            (row.years("year"), row.value("value", unit, "scope_note"))
        else {
            issues.push(table.finding(row, "a year and a value are needed"));
            continue;
        };
        if row.text("unit") != "text" && matches!(value, Value::Quoted(_)) {
            issues.push(table.finding(row, "the value is no number"));
            continue;
        }
        let observation = Observation {
            first_year: first,
            year: last,
            period: row.text("period").to_owned(),
            value,
        };
        let id = row.text("series_id");
        match all.iter_mut().find(|known| known.id == id) {
            Some(known) => known.observations.push(observation),
            None => all.push(Series {
                id: id.to_owned(),
                names: row.names("series"),
                observations: vec![observation],
            }),
        }
    }
    for series in &mut all {
        series
            .observations
            .sort_by_key(|observation| observation.year);
    }
    all
}

/// Parameters: columns group, key, name_en, name_zh, value, low, high, unit, year, status, note, source.
pub fn parameters(table: &Table, parameters: &mut Parameters, issues: &mut Vec<Issue>) {
    for row in &table.rows {
        let unit = table.unit(row, "unit", issues);
        let (Some(key), Some(value)) = (row.key("key"), row.value("value", unit, "note")) else {
            issues.push(table.finding(row, "a key and a value are needed"));
            continue;
        };
        parameters.set(Parameter {
            group: row.text("group").to_owned(),
            key,
            names: row.names("name"),
            value,
        });
    }
}

/// Figures about hubs and links: columns at, figure_en, figure_zh, value, unit, year, status, note, source.
#[must_use]
pub fn figures(table: &Table, issues: &mut Vec<Issue>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for row in &table.rows {
        let unit = table.unit(row, "unit", issues);
        match (row.key("at"), row.value("value", unit, "note")) {
            (Some(at), Some(value)) => figures.push(Figure {
                at,
                names: row.names("figure"),
                value,
            }),
            _ => issues.push(table.finding(row, "a place and a value are needed")),
        }
    }
    figures
}

/// Notes: columns item, category, name_en, name_zh, also_en, also_zh, value, unit, date, statement, status, source,
/// places, shown, why.
#[must_use]
pub fn notes(table: &Table, issues: &mut Vec<Issue>) -> Vec<Note> {
    let mut notes = Vec::new();
    for row in &table.rows {
        let unit = table.unit(row, "unit", issues);
        let (Some(key), Some(shown)) = (row.key("item"), Shown::from_word(row.text("shown")))
        else {
            issues.push(table.finding(row, "an item and how it is shown are needed"));
            continue;
        };
        notes.push(Note {
            key,
            category: row.text("category").to_owned(),
            names: row.names("name"),
            also: row.names("also"),
            value: row.value("value", unit, "date"),
            date: row.text("date").to_owned(),
            statement: row.text("statement").to_owned(),
            status: row.status("status"),
            source: row.text("source").to_owned(),
            places: row.list("places", ";").map(Key::new).collect(),
            shown,
            why: row.text("why").to_owned(),
        });
    }
    notes
}

/// Conflicts: columns conflict, name_en, name_zh, unit, year, value_a, status_a, source_a, value_b,
/// status_b, source_b, used, reason.
#[must_use]
pub fn conflicts(table: &Table, issues: &mut Vec<Issue>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for row in &table.rows {
        let unit = table.unit(row, "unit", issues);
        let side = |side: &str| {
            let value = row.number(&format!("value_{side}"))?;
            let status = row.status(&format!("status_{side}"));
            let mut number = Sourced::new(value, unit, status);
            number.year = row.years("year").map(|(_, last)| last);
            number.source = Some(row.text(&format!("source_{side}")).into());
            Some(number)
        };
        let (Some(key), Some(a), Some(b)) = (row.key("conflict"), side("a"), side("b")) else {
            issues.push(table.finding(row, "a key and two numbers are needed"));
            continue;
        };
        conflicts.push(Conflict {
            key,
            names: row.names("name"),
            year: row.text("year").to_owned(),
            values: [a, b],
            used: row.text("used").to_owned(),
            reason: row.text("reason").to_owned(),
        });
    }
    conflicts
}

/// Margins of the origin-destination matrix: columns margin, key, name_en, name_zh, hubs, direction,
/// year_from, year_to, value, low, high, status, note, source.
#[must_use]
pub fn margins(table: &Table, issues: &mut Vec<Issue>) -> Vec<Margin> {
    let mut margins = Vec::new();
    for row in &table.rows {
        let year = |column: &str| row.text(column).parse::<i32>().ok();
        let value = row.sourced(Unit::One, "note");
        let (Some(value), Some(from), Some(to)) = (value, year("year_from"), year("year_to"))
        else {
            issues.push(table.finding(row, "a share and its years are needed"));
            continue;
        };
        margins.push(Margin {
            margin: row.text("margin").to_owned(),
            key: row.text("key").to_owned(),
            names: row.names("name"),
            hubs: row.list("hubs", ";").map(Key::new).collect(),
            direction: row.text("direction").to_owned(),
            years: (from, to),
            value,
        });
    }
    margins
}

/// Comparisons with publications: columns check, name_en, name_zh, kind, args (`name=value;…`), year,
/// ref, value, unit, status, note, source. `ref` names a published figure of another table instead of
/// `value`: `SERIES@YEAR`, `SERIES@YEAR:PERIOD` or a parameter's key.
#[must_use]
pub fn checks(
    table: &Table,
    series: &[Series],
    parameters: &Parameters,
    issues: &mut Vec<Issue>,
) -> Vec<Check> {
    let mut checks = Vec::new();
    for row in &table.rows {
        let unit = table.unit(row, "unit", issues);
        let reference = row.text("ref");
        let published = if reference.is_empty() {
            row.sourced(unit, "note")
        } else {
            referred(reference, series, parameters).cloned()
        };
        let (Some(key), Some(published)) = (row.key("check"), published) else {
            let message = format!("no published figure: {reference}");
            issues.push(table.finding(row, &message));
            continue;
        };
        checks.push(Check {
            key,
            names: row.names("name"),
            kind: row.text("kind").to_owned(),
            args: args(row),
            year: row.text("year").to_owned(),
            note: row.text("note").to_owned(),
            published,
        });
    }
    checks
}

fn args(row: &Row) -> Vec<(String, String)> {
    let pairs = row.list("args", ";").filter_map(|arg| arg.split_once('='));
    let trimmed = |(name, value): (&str, &str)| (name.trim().to_owned(), value.trim().to_owned());
    pairs.map(trimmed).collect()
}

fn referred<'a>(
    reference: &str,
    series: &'a [Series],
    parameters: &'a Parameters,
) -> Option<&'a Sourced> {
    let Some((id, when)) = reference.split_once('@') else {
        return parameters.number(reference);
    };
    let (year, period) = when.split_once(':').unwrap_or((when, "year"));
    let year: i32 = year.trim().parse().ok()?;
    series
        .iter()
        .find(|series| series.id == id.trim())?
        .observations
        .iter()
        .find(|o| o.year == year && o.period == period.trim())?
        .number()
}
