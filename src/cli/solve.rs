//! `corridor route` and `corridor throughput`.
//!
//! Does not know: how JSON is laid out (see [`super::answers`]).

use std::sync::Arc;

use serde_json::json;

use super::answers::{route_json, throughput_json};
use super::args::{QuestionArgs, RouteArgs, ThroughputArgs};
use super::report::{Failure, Streams};
use super::study::{hub, hubs, load, scenario};
use crate::model::check::Issue;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::sourced::Sourced;
use crate::study::chains::{by_capacity, chains_of, limit_in_words, rivals_in_words};
use crate::study::evaluate::{Base, evaluate};
use crate::study::outcome::{
    Criterion, Itinerary, Outcome, PathAnswer, Question, Step, Throughput,
};
use crate::study::sentences::{
    modes_in_words, node_name, path_sentences, sums_in_words, throughput_sentences,
};
use crate::task::Task;
use crate::words::format::{number, short};
use crate::words::{Lang, text};

const LANG: Lang = Lang::En;

struct Solved {
    network: Arc<Network>,
    outcome: Outcome,
    issues: Vec<Issue>,
}

/// Runs `corridor route`; true when there is a path.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or a name cannot be resolved.
pub fn route(args: &RouteArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let criterion = args.minimize.criterion();
    let ends = |network: &Network| {
        Ok((
            vec![hub(network, &args.from)?],
            vec![hub(network, &args.to)?],
        ))
    };
    let solved = solve(&args.question, criterion, ends)
        .inspect_err(|failure| say_failure(args.question.json, "paths", failure, streams))?;
    let network = &solved.network;
    if args.question.json {
        streams.say_json(&route_json(network, &solved.outcome, args.minimize.word()));
    } else {
        streams.say(&route_text(network, &solved.outcome, &args.question));
    }
    streams.findings(&solved.issues);
    Ok(matches!(solved.outcome.path, PathAnswer::Found { .. }))
}

/// Runs `corridor throughput`; true when something can flow.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or a name cannot be resolved.
pub fn throughput(args: &ThroughputArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let ends = |network: &Network| Ok((hubs(network, &args.from)?, hubs(network, &args.to)?));
    let solved = solve(&args.question, Criterion::Time, ends)
        .inspect_err(|failure| say_failure(args.question.json, "bottleneck", failure, streams))?;
    let network = &solved.network;
    if args.question.json {
        streams.say_json(&throughput_json(network, &solved.outcome));
    } else {
        streams.say(&throughput_text(network, &solved.outcome));
    }
    streams.findings(&solved.issues);
    Ok(!matches!(
        solved.outcome.throughput,
        Some(Throughput::Nothing)
    ))
}

/// JSON in every case: an empty answer with the reason.
fn say_failure(is_json: bool, member: &str, failure: &Failure, streams: &mut Streams) {
    if is_json {
        streams.say_json(&json!({ member: [], "reason": failure.message }));
    }
}

type Ends = (Vec<NodeId>, Vec<NodeId>);

fn solve(
    args: &QuestionArgs,
    criterion: Criterion,
    ends: impl FnOnce(&Network) -> Result<Ends, Failure>,
) -> Result<Solved, Failure> {
    let loaded = load(&args.study)?;
    let network = Arc::new(loaded.network);
    let (from, to) = ends(&network)?;
    let scenario = scenario(&network, &args.scenario)?;
    let question = Question {
        from,
        to,
        modes: args.mode_set(),
        criterion,
    };
    let base = Base::new(Arc::clone(&network));
    let outcome = evaluate(&base, &scenario, &question, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    Ok(Solved {
        // With the numbers of the scenario, not of the files.
        network: Arc::clone(&outcome.network),
        outcome,
        issues: loaded.issues,
    })
}

fn route_text(network: &Network, outcome: &Outcome, args: &QuestionArgs) -> String {
    let mut lines = path_sentences(network, outcome, LANG);
    if let PathAnswer::Found { best, .. } = &outcome.path {
        if args.modes.is_empty() && !best.legs().any(|leg| leg.mode == Mode::Rail) {
            let said = [text(LANG, "path.not-by-rail"), text(LANG, "path.ask-rail")];
            lines.push(said.join(" "));
        }
        lines.push(String::new());
        lines.push(heading(network, outcome));
        lines.push(format!("  {}", sums_in_words(best.totals)));
        lines.extend(steps(network, best));
    }
    lines.join("\n")
}

fn heading(network: &Network, outcome: &Outcome) -> String {
    let question = &outcome.question;
    let names = |nodes: &[NodeId]| -> String {
        let names: Vec<&str> = nodes
            .iter()
            .map(|&node| node_name(network, node, LANG))
            .collect();
        names.join(", ")
    };
    format!(
        "{} → {} ({})",
        names(&question.from),
        names(&question.to),
        modes_in_words(question, LANG)
    )
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
                let mode = |mode: Option<Mode>| {
                    text(LANG, mode.map_or("mode.door", Mode::words_key)).to_owned()
                };
                format!(
                    "  {:<9} {}: {} → {}: {} h, {} ¥",
                    "·",
                    node_name(network, transfer.node, LANG),
                    mode(transfer.from),
                    mode(transfer.to),
                    short(transfer.sums.hours()),
                    number(transfer.sums.yuan(), 0)
                )
            }
        })
        .collect()
}

fn throughput_text(network: &Network, outcome: &Outcome) -> String {
    let mut lines = vec![heading(network, outcome)];
    match (&outcome.throughput, &outcome.path) {
        (Some(Throughput::Nothing), PathAnswer::None { .. }) => {
            lines.extend(path_sentences(network, outcome, LANG));
        }
        (Some(throughput), _) => {
            lines.extend(throughput_sentences(network, throughput, LANG));
        }
        (None, _) => {}
    }
    let open = &outcome.availability;
    for (route, chain) in chains_of(network, &outcome.question) {
        lines.push(String::new());
        lines.push(format!(
            "{}: {}: {}",
            route.names.in_lang(LANG),
            chain.names.in_lang(LANG),
            limit_in_words(network, open, &chain.links, LANG)
        ));
        lines.extend(chain_lines(network, outcome, &chain.links));
        let rivals = rivals_in_words(network, open, &chain.links, LANG);
        lines.extend(rivals.into_iter().map(|said| format!("  {said}")));
    }
    lines.join("\n")
}

/// The links of a chain, least capacity first, with formula and state; parts of a split link that say
/// the same are one line.
fn chain_lines(network: &Network, outcome: &Outcome, links: &[LinkId]) -> Vec<String> {
    let mut lines: Vec<(&str, String)> = Vec::new();
    for id in by_capacity(network, links) {
        let line = (
            network.link(id).key.whole(),
            capacity_line(network, outcome, id),
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let written = lines.into_iter();
    written
        .map(|(key, said)| format!("  {key:<6} {said}"))
        .collect()
}

fn capacity_line(network: &Network, outcome: &Outcome, id: LinkId) -> String {
    let access = outcome.availability.link(id);
    let state = if access.is_open() {
        String::new()
    } else {
        format!("  ({})", text(LANG, access.words_key()))
    };
    let said = match network.link(id).forward.capacity.as_ref() {
        Some(c) => format!(
            "{}{} {}, {}: {}",
            number(c.value, 0),
            range_in_words(c),
            c.unit.symbol(),
            c.status.word(),
            c.note.as_deref().or(c.source.as_deref()).unwrap_or("–")
        ),
        None => text(LANG, "capacity.unlimited").to_owned(),
    };
    format!("{said}{state}")
}

/// ` (195,129 to 699,705)`; nothing for a number without range.
fn range_in_words(figure: &Sourced) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => format!(" ({} to {})", number(low, 0), number(high, 0)),
        _ => String::new(),
    }
}
