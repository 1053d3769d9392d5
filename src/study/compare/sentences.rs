//! What two scenarios differ in, in plain words.
//!
//! Does not know: how the numbers were found.

use super::{Group, Measured, Row};
use crate::model::sourced::Sourced;
use crate::study::demand::reason;
use crate::words::format::{joined, number, short};
use crate::words::{Lang, fill, text};

/// The sentences of a comparison, from its rows: what is longer, dearer, more; what is the same is told
/// together.
#[must_use]
pub fn summary(a: &Measured, b: &Measured, rows: &[Row], lang: Lang) -> Vec<String> {
    let names = [a, b].map(|side| side.names.in_lang(lang));
    let mut said = vec![fill(lang, "compare.of-what", &names)];
    for side in [a, b] {
        if let Err(why) = &side.flows {
            let name = side.names.in_lang(lang);
            said.push(fill(lang, "compare.no-flows", &[name, &reason(why, lang)]));
        }
    }
    if rows.iter().all(Row::is_same) {
        said.push(text(lang, "compare.same").to_owned());
        return said;
    }
    for (group, key) in [
        (Group::Way, "compare.way"),
        (Group::Throughput, "compare.throughput"),
        (Group::Flows, "compare.flows"),
    ] {
        let told = rows.iter().filter(|row| row.group == group && is_told(row));
        let changes: Vec<String> = told.filter_map(|row| change(row, lang)).collect();
        said.push(if changes.is_empty() {
            let what = text(lang, key);
            fill(lang, "compare.group-same", &[what])
        } else {
            let what = text(lang, key);
            let changes = joined(lang, "list.semicolon", &changes);
            fill(lang, "compare.group", &[what, &changes])
        });
    }
    said
}

/// Whether a measure is told: of flows not what single modes do, which the table has.
fn is_told(row: &Row) -> bool {
    row.group != Group::Flows
        || row.key.rsplit('.').next() == Some("teu")
        || matches!(
            row.key.as_str(),
            "flows.unmet" | "flows.yuan" | "flows.co2" | "flows.most_used"
        )
}

/// One measure: *time 52.4 h instead of 57.9 h (−9.5 %)*.
fn change(row: &Row, lang: Lang) -> Option<String> {
    if row.is_same() {
        return None;
    }
    let value = |side: &Option<Sourced>, of: &Option<crate::model::names::Names>| {
        let Some(number) = side else {
            return text(lang, "compare.none").to_owned();
        };
        let said = format!("{} {}", short(number.value), row.unit.in_lang(lang));
        match of {
            Some(of) => fill(lang, "compare.number-of", &[said.trim(), of.in_lang(lang)]),
            None => said.trim().to_owned(),
        }
    };
    let a = value(&row.sides[0], &row.of[0]);
    let b = value(&row.sides[1], &row.of[1]);
    let name = row.names.in_lang(lang);
    Some(match row.difference_percent() {
        Some(percent) => {
            let sign = if percent < 0.0 { "−" } else { "+" };
            let percent = format!("{sign}{} %", number(percent.abs(), 1));
            fill(lang, "compare.change", &[name, &b, &a, &percent])
        }
        None => fill(lang, "compare.change-plain", &[name, &b, &a]),
    })
}
