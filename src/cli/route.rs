//! `corridor route`: the best path, several, or all that no other beats.
//!
//! Does not know: how JSON is laid out (see [`super::answers`]).

pub mod asked;
mod boxes;
mod emissions;
mod pairs;
mod tables;
mod ties;

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use self::asked::{Asked, ask};
use super::answers::paths::route_json;
use super::args::route::RouteArgs;
use super::report::{Failure, Streams};
use super::solve::{heading, say_failure};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::evaluate::Under;
use crate::study::outcome::{Itinerary, Outcome, PathAnswer, Step};
use crate::study::sentences::{node_name, path_sentences, step_name, sums_in_words};
use crate::task::Task;
use crate::words::format::{number, short};
use crate::words::{Lang, fill, text};

const LANG: Lang = Lang::En;

/// Runs `corridor route`; true when there is a path.
///
/// # Errors
/// [`Failure`] when a file cannot be opened, a name cannot be resolved, or what was asked makes no sense.
pub fn run(args: &RouteArgs, streams: &mut Streams) -> Result<bool, Failure> {
    if args.pairs.is_some() {
        return pairs::run(args, streams);
    }
    let began = Instant::now();
    let failed = |failure: &Failure, streams: &mut Streams| {
        say_failure(args.question.json, "paths", failure, streams);
    };
    let asked = ask(args).inspect_err(|failure| failed(failure, streams))?;
    let read = began.elapsed();
    let under = Under::of(&asked.base, &asked.scenario, &asked.question);
    let built = began.elapsed();
    let outcome = under
        .route(&asked.question, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    let solved = began.elapsed();
    let timings = args.timings.then(|| {
        timings(
            read,
            built.saturating_sub(read),
            &[solved.saturating_sub(built)],
        )
    });
    let network = under.network();
    if args.question.json {
        let mut answer = route_json(network, &outcome, &asked.priced);
        if let Json::Object(members) = &mut answer {
            members.insert("box".to_owned(), boxes::as_json(&asked));
        }
        if let (Some(lever), Json::Object(members)) = (asked.lever, &mut answer) {
            members.insert("break_even".to_owned(), ties::as_json(&outcome, lever));
        }
        if args.emissions {
            emissions::add_json(network, &asked.parameters, &outcome, &mut answer);
        }
        if let (Some(timings), Json::Object(members)) = (timings, &mut answer) {
            members.insert("timings".to_owned(), timings);
        }
        streams.say_json(&answer);
    } else if args.geojson {
        streams.say_json(&tables::geojson(network, &outcome));
    } else if args.csv && args.emissions {
        let table = emissions::csv(network, &asked.parameters, &outcome);
        streams.say(table.trim_end());
    } else if args.csv {
        streams.say(tables::csv(network, &outcome).trim_end());
    } else {
        streams.say(&in_words(network, &asked, &outcome, args));
        if let Some(timings) = timings {
            streams.say(&format!("timings: {timings}"));
        }
    }
    streams.findings(&asked.issues);
    Ok(matches!(outcome.path, PathAnswer::Found { .. }))
}

/// How long it took, as JSON: reading and building in milliseconds, the median of the queries in
/// microseconds.
fn timings(read: Duration, build: Duration, queries: &[Duration]) -> Json {
    let mut sorted = queries.to_vec();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    json!({
        "read_ms": read.as_secs_f64() * 1e3,
        "build_ms": build.as_secs_f64() * 1e3,
        "query_us_median": median.as_secs_f64() * 1e6,
        "n_queries": queries.len(),
    })
}

fn in_words(network: &Network, asked: &Asked, outcome: &Outcome, args: &RouteArgs) -> String {
    let mut lines = path_sentences(network, outcome, LANG);
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return lines.join("\n");
    };
    if args.question.modes.is_empty() && !best.legs().any(|leg| leg.mode == Mode::Rail) {
        let said = [text(LANG, "path.not-by-rail"), text(LANG, "path.ask-rail")];
        lines.push(said.join(" "));
    }
    lines.push(String::new());
    lines.push(heading(network, outcome));
    lines.extend(boxes::in_words(asked));
    let others = outcome.unbeaten.as_ref().or(outcome.ways.as_ref());
    let ways = others.map_or(std::slice::from_ref(best), |ways| &ways.ways[..]);
    for (place, way) in ways.iter().enumerate() {
        let cost = number(asked.question.weights.yuan(way.totals), 0);
        let sums = format!("{} · {cost} ¥ generalized", sums_in_words(way.totals, LANG));
        if ways.len() > 1 {
            lines.push(format!("{}. {sums}", place + 1));
        } else {
            lines.push(format!("  {sums}"));
        }
        lines.extend(boxes::of_way(asked, way));
        lines.extend(steps(network, way));
        if args.emissions {
            lines.extend(emissions::in_words(network, &asked.parameters, way));
        }
    }
    if let Some(lever) = asked.lever {
        lines.extend(ties::in_words(outcome, lever));
    }
    if others.is_some_and(|ways| !ways.is_complete) {
        lines.push(text(LANG, "path.incomplete").to_owned());
    }
    lines.join("\n")
}

/// A line a step: legs with their links, transfers with what they cost.
fn steps(network: &Network, path: &Itinerary) -> Vec<String> {
    path.steps
        .iter()
        .map(|step| match step {
            Step::Leg(leg) => {
                let links: Vec<&str> = leg
                    .links
                    .iter()
                    .map(|passed| network.link(passed.link).key.as_str())
                    .collect();
                format!(
                    "  {:<9} {} → {}: {} km, {} h, {} ¥  [{}]",
                    text(LANG, leg.mode.words_key()),
                    node_name(network, leg.from, LANG),
                    node_name(network, leg.to, LANG),
                    number(leg.sums.km(), 1),
                    number(leg.sums.hours(), 1),
                    number(leg.sums.yuan(), 0),
                    links.join(" ")
                )
            }
            Step::Transfer(transfer) => {
                let wait = if transfer.wait.seconds > 0 {
                    fill(LANG, "path.wait", &[&short(transfer.wait.hours())])
                } else {
                    String::new()
                };
                format!(
                    "  {:<9} {}: {} h{wait}, {} ¥",
                    "·",
                    step_name(network, step, LANG),
                    short(transfer.sums.hours()),
                    number(transfer.sums.yuan(), 0)
                )
            }
        })
        .collect()
}
