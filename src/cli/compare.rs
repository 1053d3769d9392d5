//! `corridor compare`: what two scenarios differ in.
//!
//! Does not know: how measures are found (see `study::compare`).

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::args::{CompareArgs, LangArg, ScenarioArgs};
use super::report::{Failure, Streams};
use super::rows::{self, Sources};
use super::scenario::scenario;
use super::study::{hub, load};
use crate::document::fingerprint::scenario_print;
use crate::io::files::write_whole;
use crate::io::load::Loaded;
use crate::io::rows::RowsFormat;
use crate::model::effect::network_under;
use crate::model::ids::{Key, NodeId};
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::rows::{Cell, Rows};
use crate::model::scenario::Scenario;
use crate::model::scenario::lost::findings;
use crate::model::scenarios::{BASE, Book};
use crate::model::sourced::Sourced;
use crate::study::compare::{Asked, Group, Measured, Row, as_text, compared, measured, summary};
use crate::study::demand::{Growth, Wanted, last_published};
use crate::study::evaluate::Base;
use crate::study::flows::FlowQuestion;
use crate::study::outcome::{ModeSet, Question, Weights};
use crate::study::priced::priced;
use crate::task::Task;
use crate::words::Lang;

/// The key of what a study file has open, with its edits.
const OPEN: &str = "open";

/// A side as it was typed.
pub struct Side {
    key: String,
    /// What it is called.
    pub names: Names,
    /// The scenario.
    pub scenario: Scenario,
}

/// Runs the command; true when both sides were measured.
///
/// # Errors
/// [`Failure`] when the study cannot be read, or a key or hub names nothing.
pub fn run(args: &CompareArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let said = compare(args, streams);
    if let Err(failure) = &said
        && args.json
    {
        streams.say_json(&json!({ "measures": [], "reason": failure.message }));
    }
    said
}

fn compare(args: &CompareArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let (paths, typed) = args.named.split_at(args.named.len().saturating_sub(2));
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let mut loaded = load(&paths)?;
    let network = Arc::new(loaded.network.clone());
    let facts = Arc::new(loaded.facts.clone());
    let sides: Vec<Side> = typed
        .iter()
        .map(|keys| side(&network, &loaded, keys))
        .collect::<Result<_, Failure>>()?;
    let base = Base::new(Arc::clone(&network));
    let asked = asked(args, &loaded, &sides, &network)?;
    let task = Task::never();
    let mut both = Vec::new();
    for side in &sides {
        for issue in findings(&network, &facts, &side.scenario) {
            if !loaded.issues.contains(&issue) {
                loaded.issues.push(issue);
            }
        }
        let named = (&side.names, &side.scenario);
        let measured = measured(&base, &facts, named, &asked, &task);
        both.push(measured.map_err(|error| Failure::new(error.to_string()))?);
    }
    let out = args.out.as_deref();
    let out = out
        .map(|path| Ok((path, rows::format(path)?)))
        .transpose()?;
    let [a, b] = &both[..] else {
        return Err(Failure::new("two scenarios are needed"));
    };
    let rows = compared(a, b);
    let lang = match args.lang {
        LangArg::Zh => Lang::Zh,
        LangArg::En | LangArg::Both => Lang::En,
    };
    if let Some((path, format)) = out {
        if format == RowsFormat::Markdown {
            let text = format!("{}\n", as_text([a, b], &rows, lang, true));
            let written = write_whole(path, text.as_bytes());
            written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        } else {
            rows::write(path, &as_rows(&rows), || sources(&loaded, &sides))?;
        }
    }
    if args.json {
        streams.say_json(&as_json(&sides, [a, b], &rows));
    } else {
        streams.say(&as_text([a, b], &rows, lang, args.md));
    }
    streams.findings(&loaded.issues);
    Ok(true)
}

/// The scenario that some keys stand for, named after them.
///
/// # Errors
/// [`Failure`] when a key names nothing.
pub fn side(network: &Arc<Network>, loaded: &Loaded, keys: &str) -> Result<Side, Failure> {
    let list: Vec<String> = keys.split(',').map(|key| key.trim().to_owned()).collect();
    let typed = ScenarioArgs {
        scenario: list.clone(),
        ..ScenarioArgs::default()
    };
    let is_open = keys == OPEN && loaded.book.get(OPEN).is_none() && loaded.study.is_some();
    if is_open {
        return Ok(Side {
            key: keys.to_owned(),
            names: Names::worded("scenario.open"),
            scenario: scenario(network, loaded, &ScenarioArgs::default())?,
        });
    }
    let scenario = scenario(network, loaded, &typed)?;
    let names: Vec<Names> = list.iter().map(|key| name_of(&loaded.book, key)).collect();
    let joined = |lang: Lang| {
        let names: Vec<&str> = names.iter().map(|of| of.in_lang(lang)).collect();
        names.join(" + ")
    };
    Ok(Side {
        key: keys.to_owned(),
        names: Names::said(joined),
        scenario,
    })
}

fn name_of(book: &Book, key: &str) -> Names {
    match book.get(key) {
        _ if key == BASE => Names::worded("scenario.base"),
        Some(named) if named.names != Names::default() => named.names.clone(),
        _ => Names::new(key, ""),
    }
}

/// What is measured of both sides; names are looked up in the network of either.
fn asked(
    args: &CompareArgs,
    loaded: &Loaded,
    sides: &[Side],
    network: &Arc<Network>,
) -> Result<Asked, Failure> {
    let find = |name: &str| -> Result<NodeId, Failure> {
        let all = sides
            .iter()
            .map(|side| network_under(network, &side.scenario));
        let mut found = hub(network, name);
        for under in all {
            found = found.or_else(|_| hub(&under, name));
        }
        found
    };
    let ends = [args.from.as_deref(), args.to.as_deref()];
    measures_asked(loaded, network, (ends, &args.modes), find)
}

/// What is measured of a scenario: the best way and what can flow between the ends that were typed, or those
/// of the first question that the study suggests, and the flows of the year.
///
/// # Errors
/// [`Failure`] when `find` finds no hub of a name.
pub fn measures_asked(
    loaded: &Loaded,
    network: &Network,
    ([from, to], modes): ([Option<&str>; 2], &[Mode]),
    find: impl Fn(&str) -> Result<NodeId, Failure>,
) -> Result<Asked, Failure> {
    let example = loaded.examples.first();
    let end = |typed: Option<&str>, suggested: Option<&Key>| match (typed, suggested) {
        (Some(name), _) => find(name).map(|hub| vec![hub]),
        (None, Some(key)) => Ok(network.node_by_key(key).into_iter().collect()),
        (None, None) => Ok(Vec::new()),
    };
    let suggested = example.map_or(&[][..], |example| &example.modes);
    let modes = if modes.is_empty() && from.is_none() {
        suggested
    } else {
        modes
    };
    let last = last_published(&loaded.facts).map_or(0, |(year, _)| year);
    let wanted = Wanted {
        year: last,
        growth: Growth::default(),
    };
    let question = Question {
        from: end(from, example.map(|of| &of.from))?,
        to: end(to, example.map(|of| &of.to))?,
        modes: if modes.is_empty() {
            ModeSet::all()
        } else {
            ModeSet::of(modes.iter().copied())
        },
        weights: priced(&loaded.facts, None).map_or_else(|_| Weights::default(), |of| of.weights()),
        ..Question::default()
    };
    Ok(Asked {
        question,
        flows: FlowQuestion::new(wanted),
    })
}

fn as_json(sides: &[Side], both: [&Measured; 2], rows: &[Row]) -> Json {
    let side = |place: usize| {
        let wanted = both[place].wanted;
        json!({
            "key": sides[place].key,
            "name_en": sides[place].names.in_lang(Lang::En),
            "name_zh": sides[place].names.in_lang(Lang::Zh),
            "year": wanted.year,
            "growth": wanted.growth.word(),
            "edits": sides[place].scenario.edits().len(),
        })
    };
    let said = |lang| summary(both[0], both[1], rows, lang);
    json!({
        "a": side(0),
        "b": side(1),
        "measures": rows.iter().map(row_json).collect::<Vec<_>>(),
        "summary_en": said(Lang::En),
        "summary_zh": said(Lang::Zh),
    })
}

/// A row a measure.
fn as_rows(rows: &[Row]) -> Rows {
    let heads = [
        "measure",
        "group",
        "name_en",
        "name_zh",
        "unit",
        "a",
        "b",
        "difference",
        "difference_percent",
        "a_status",
        "b_status",
        "a_is_of",
        "b_is_of",
    ];
    let cells = rows.iter().map(|row| {
        let number = |side: usize| Cell::number(row.sides[side].as_ref().map(|of| of.value));
        let status = |side: usize| row.sides[side].as_ref().map_or("", |of| of.status.word());
        let of = |side: usize| row.of[side].as_ref().map_or("", |of| of.in_lang(Lang::En));
        vec![
            Cell::text(row.key.as_str()),
            Cell::text(group(row.group)),
            Cell::text(row.names.in_lang(Lang::En)),
            Cell::text(row.names.in_lang(Lang::Zh)),
            Cell::text(row.unit.symbol()),
            number(0),
            number(1),
            Cell::number(row.difference()),
            Cell::number(row.difference_percent()),
            Cell::text(status(0)),
            Cell::text(status(1)),
            Cell::text(of(0)),
            Cell::text(of(1)),
        ]
    });
    Rows {
        cells: cells.collect(),
        ..Rows::of_texts("compare", &heads, [])
    }
}

/// The study and both scenarios.
fn sources(loaded: &Loaded, sides: &[Side]) -> Sources {
    let names = [("a", "scenario-a"), ("b", "scenario-b")];
    let sides = names.iter().zip(sides);
    let more = sides.flat_map(|(&(name, print), side)| {
        let hash = scenario_print(&side.scenario);
        [(name, side.key.clone()), (print, hash)]
    });
    rows::sources_of_study(loaded, more)
}

fn row_json(row: &Row) -> Json {
    let value = |side: &Option<Sourced>| side.as_ref().map(|number| number.value);
    let status = |side: &Option<Sourced>| side.as_ref().map(|number| number.status.word());
    let mut map = Map::new();
    let mut add = |name: &str, value: Json| map.insert(name.to_owned(), value);
    add("measure", json!(row.key));
    add("group", json!(group(row.group)));
    add("name_en", json!(row.names.in_lang(Lang::En)));
    add("name_zh", json!(row.names.in_lang(Lang::Zh)));
    add("unit", json!(row.unit.symbol()));
    add("a", json!(value(&row.sides[0])));
    add("b", json!(value(&row.sides[1])));
    add("difference", json!(row.difference()));
    add("difference_percent", json!(row.difference_percent()));
    add("a_status", json!(status(&row.sides[0])));
    add("b_status", json!(status(&row.sides[1])));
    for (name, of) in [("a_of", &row.of[0]), ("b_of", &row.of[1])] {
        if let Some(of) = of {
            add(name, json!(of.in_lang(Lang::En)));
        }
    }
    Json::Object(map)
}

fn group(group: Group) -> &'static str {
    match group {
        Group::Way => "way",
        Group::Throughput => "throughput",
        Group::Flows => "flows",
    }
}
