//! `corridor throughput`.
//!
//! Does not know: how JSON is laid out (see [`super::answers`]).

mod beyond;

use std::sync::Arc;

use serde_json::{Value as Json, json};

use self::beyond::More;
use super::answers::throughput_json;
use super::args::ThroughputArgs;
use super::report::{Failure, Streams};
use super::scenario::open;
use super::study::hubs;
use crate::model::check::Issue;
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::model::sourced::Sourced;
use crate::study::chains::{by_capacity, chains_of, limit_in_words, rivals_in_words};
use crate::study::evaluate::{Base, evaluate};
use crate::study::outcome::{Outcome, PathAnswer, Question, Throughput};
use crate::study::sentences::{modes_in_words, node_name, path_sentences, throughput_sentences};
use crate::task::Task;
use crate::words::format::number;
use crate::words::{Lang, text};

const LANG: Lang = Lang::En;

struct Solved {
    network: Arc<Network>,
    outcome: Outcome,
    more: More,
    issues: Vec<Issue>,
}

/// Runs `corridor throughput`; true when something can flow.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or a name cannot be resolved.
pub fn throughput(args: &ThroughputArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let solved = solve(args)
        .inspect_err(|failure| say_failure(args.question.json, "bottleneck", failure, streams))?;
    let network = &solved.network;
    if args.question.json {
        let mut answer = throughput_json(network, &solved.outcome);
        if let Json::Object(members) = &mut answer {
            members.extend(solved.more.json(network, &solved.outcome));
        }
        streams.say_json(&answer);
    } else {
        streams.say(&throughput_text(network, &solved));
    }
    streams.findings(&solved.issues);
    Ok(!matches!(
        solved.outcome.throughput,
        Some(Throughput::Nothing)
    ))
}

/// JSON in every case: an empty answer with the reason.
pub(super) fn say_failure(is_json: bool, member: &str, failure: &Failure, streams: &mut Streams) {
    if is_json {
        streams.say_json(&json!({ member: [], "reason": failure.message }));
    }
}

fn solve(args: &ThroughputArgs) -> Result<Solved, Failure> {
    let opened = open(&args.question.study, &args.question.scenario)?;
    let network = opened.network;
    let question = Question {
        from: hubs(&network, &args.from)?,
        to: hubs(&network, &args.to)?,
        modes: args.question.mode_set(),
        ..Question::default()
    };
    let base = Base::new(opened.base);
    let outcome = evaluate(&base, &opened.scenario, &question, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    let more = More::of(args, &base, &opened.scenario, &question)?;
    Ok(Solved {
        more,
        // With the numbers of the scenario, not of the files.
        network: Arc::clone(&outcome.network),
        outcome,
        issues: opened.loaded.issues,
    })
}

/// Origins, destinations and modes of a question.
pub(super) fn heading(network: &Network, outcome: &Outcome) -> String {
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

fn throughput_text(network: &Network, solved: &Solved) -> String {
    let outcome = &solved.outcome;
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
    lines.extend(solved.more.lines(network, outcome));
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
