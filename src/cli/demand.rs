//! `corridor demand`: the origin-destination matrix of a year.
//!
//! Does not know: how the matrix is made.

use serde_json::{Value as Json, json};

use super::args::{ByArg, DemandArgs};
use super::report::{Failure, Streams};
use super::scenario::{open, wanted};
use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::model::scenario::{FIRST_YEAR, LAST_YEAR};
use crate::model::sourced::{Sourced, Status};
use crate::study::demand::{
    By, Demand, Growth, Heading, Held, Row, curve, demand_under, method, reason, remarks, sums,
    table,
};
use crate::study::evaluate::Base;
use crate::task::Task;
use crate::words::format::number;
use crate::words::{Lang, text};

const LANG: Lang = Lang::En;
/// Behind a number that rests on an assumption.
const ASSUMED: &str = "*";

/// Runs the command; true when there is a matrix.
///
/// # Errors
/// [`Failure`] when a file cannot be opened.
pub fn run(args: &DemandArgs, streams: &mut Streams) -> Result<bool, Failure> {
    // A year that no scenario can be in has no matrix: that is an answer, with its reason.
    let mut typed = args.scenario.clone();
    let is_far = |year: &i32| !(FIRST_YEAR..=LAST_YEAR).contains(year);
    let far_year = typed.year.filter(is_far);
    typed.year = typed.year.filter(|year| !is_far(year));
    let opened = open(&args.study, &typed)
        .inspect_err(|failure| say_none(args, &failure.message, streams))?;
    let (facts, mut issues) = (opened.facts, opened.loaded.issues);
    // What is not known of the network of a year is no matter of its demand.
    issues.retain(|issue| !issue.code.starts_with("year-"));
    let base = Base::new(opened.base);
    let network = opened.network;
    let mut wanted = wanted(&facts, &opened.scenario, args.growth);
    wanted.year = far_year.unwrap_or(wanted.year);
    let known = (&*network, &*facts);
    let answer = demand_under(&base, known, &opened.scenario, wanted, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    let is_there = match &answer {
        Ok(demand) => {
            say(args, (&network, &facts), demand, streams);
            true
        }
        Err(why) => {
            say_none(args, &reason(why, LANG), streams);
            if !args.json {
                streams.complain(&format!("error: {}", reason(why, LANG)));
            }
            false
        }
    };
    if is_there || args.json {
        streams.findings(&issues);
    }
    Ok(is_there)
}

/// JSON in every case: an empty answer with the reason.
fn say_none(args: &DemandArgs, why: &str, streams: &mut Streams) {
    if args.json {
        streams.say_json(&json!({ "cells": [], "reason": why }));
    }
}

fn say(
    args: &DemandArgs,
    (network, facts): (&Network, &Facts),
    demand: &Demand,
    streams: &mut Streams,
) {
    if args.json {
        streams.say_json(&as_json(network, facts, demand, args.by));
    } else if args.csv {
        streams.say(&as_csv(network, demand));
    } else {
        streams.say(&as_text(network, demand, args.by));
    }
}

fn as_json(network: &Network, facts: &Facts, demand: &Demand, by: Option<ByArg>) -> Json {
    let key = |node| network.node(node).key.as_str();
    let cells: Vec<Json> = demand
        .cells
        .iter()
        .map(|cell| {
            json!({
                "origin": key(cell.origin),
                "destination": key(cell.destination),
                "direction": cell.heading.word(),
                "class": demand.classes[cell.class].key,
                "teu": cell.teu,
            })
        })
        .collect();
    let margins: Vec<Json> = demand
        .held
        .iter()
        .map(|held| margin_json(demand, held))
        .collect();
    let mut answer = json!({
        "year": demand.year,
        "base_year": demand.base_year,
        "total": number_json(&demand.total),
        "method": method(demand, LANG),
        "cells_status": Status::Assumed.word(),
        "fit": {
            "balanced": demand.fit.is_balanced(),
            "iterations": demand.fit.iterations(),
            "error": demand.fit.error(),
        },
        "remarks": remarks(network, demand, LANG),
        "margins": margins,
        "cells": cells,
        "growth": growth_json(facts),
    });
    if let (Some(by), Some(members)) = (by, answer.as_object_mut()) {
        members.insert("sums".to_owned(), sums_json(network, demand, by.by()));
    }
    answer
}

fn number_json(number: &Sourced) -> Json {
    json!({
        "value": number.value,
        "status": number.status.word(),
        "low": number.low,
        "high": number.high,
        "formula": number.note.as_deref(),
        "source": number.source.as_deref(),
    })
}

fn margin_json(demand: &Demand, held: &Held) -> Json {
    json!({
        "margin": held.kind.word(),
        "key": held.key,
        "name_en": held.names.en,
        "name_zh": held.names.zh,
        "direction": held.slice.heading.map(Heading::word),
        "share": held.share.value,
        "low": held.share.low,
        "high": held.share.high,
        "status": held.share.status.word(),
        "note": held.share.note.as_deref(),
        "source": held.share.source.as_deref(),
        "teu": demand.sum(held.slice),
    })
}

fn growth_json(facts: &Facts) -> Json {
    let scenario = |growth: Growth| {
        let rate = facts.parameters.number(growth.parameter());
        let year = |(year, total): (i32, Sourced)| json!({ "year": year, "teu": total.value, "low": total.low, "high": total.high, "status": total.status.word() });
        let years: Vec<Json> = curve(facts, growth).into_iter().map(year).collect();
        json!({ "scenario": growth.word(), "rate": rate.map(number_json), "years": years })
    };
    Json::Array(Growth::ALL.map(scenario).into())
}

fn sums_json(network: &Network, demand: &Demand, by: By) -> Json {
    let sums = sums(network, demand, by).into_iter();
    let one = |sum: crate::study::demand::Sum| {
        json!({
            "key": sum.key,
            "name_en": sum.names.en,
            "name_zh": sum.names.zh,
            "north": sum.ways[0].value,
            "south": sum.ways[1].value,
            "teu": sum.both.value,
            "status": sum.both.status.word(),
        })
    };
    sums.map(one).collect()
}

fn as_csv(network: &Network, demand: &Demand) -> String {
    let mut lines = vec!["origin,destination,direction,class,teu".to_owned()];
    for cell in &demand.cells {
        let fields = [
            network.node(cell.origin).key.as_str(),
            network.node(cell.destination).key.as_str(),
            cell.heading.word(),
            demand.classes[cell.class].key.as_str(),
            &cell.teu.to_string(),
        ];
        lines.push(fields.map(field).join(","));
    }
    lines.join("\n")
}

/// A field as RFC 4180 writes it.
fn field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn as_text(network: &Network, demand: &Demand, by: Option<ByArg>) -> String {
    let mut lines = vec![format!(
        "{}: {} {}, {}",
        demand.year,
        number(demand.total.value, 0),
        demand.total.unit.symbol(),
        demand.total.status.word(),
    )];
    lines.push(method(demand, LANG));
    lines.extend(remarks(network, demand, LANG));
    lines.push(String::new());
    let rows = match by {
        Some(by) => rows_by(network, demand, by.by()),
        None => rows_of_table(demand),
    };
    lines.extend(aligned(&rows));
    lines.push(String::new());
    lines.push(format!("{ASSUMED} {}", text(LANG, "demand.mark")));
    lines.join("\n")
}

fn rows_of_table(demand: &Demand) -> Vec<Vec<String>> {
    let mut head = vec![String::new(), String::new()];
    head.extend(
        demand
            .ports
            .iter()
            .map(|port| port.names.in_lang(LANG).to_owned()),
    );
    head.push(text(LANG, "demand.all").to_owned());
    let line = |row: &Row| {
        let zone = match row.zone {
            Some(zone) => demand.zones[zone].names.in_lang(LANG),
            None => text(LANG, "demand.all"),
        };
        let way = text(LANG, row.heading.map_or("heading.both", Heading::words_key));
        let mut line = vec![zone.to_owned(), way.to_owned()];
        line.extend(row.entries.iter().map(|entry| said(&entry.number)));
        line
    };
    let rows = table(demand).rows;
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

fn rows_by(network: &Network, demand: &Demand, by: By) -> Vec<Vec<String>> {
    let ways = ["heading.north", "heading.south", "heading.both"];
    let mut head = vec![String::new(), String::new()];
    head.extend(ways.map(|way| text(LANG, way).to_owned()));
    let lines = sums(network, demand, by).into_iter().map(|sum| {
        let mut line = vec![sum.key, sum.names.in_lang(LANG).to_owned()];
        line.extend(sum.ways.iter().chain([&sum.both]).map(said));
        line
    });
    std::iter::once(head).chain(lines).collect()
}

fn said(teu: &Sourced) -> String {
    let is_sure = matches!(teu.status, Status::Cited | Status::Derived);
    let mark = if is_sure { " " } else { ASSUMED };
    format!("{}{mark}", number(teu.value, 0))
}

/// Rows as lines: two columns of text to the left, numbers to the right.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..n_columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| {
                if column < 2 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_with_commas_and_quotes_are_quoted() {
        assert_eq!(field("qinzhou"), "qinzhou");
        assert_eq!(field("a,b"), "\"a,b\"");
        assert_eq!(field("a\"b"), "\"a\"\"b\"");
    }
}
