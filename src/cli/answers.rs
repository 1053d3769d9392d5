//! Answers as JSON; the README documents its members, which stay stable. Numbers are unrounded.
//!
//! Does not know: how answers are found.

pub mod paths;

use serde_json::{Map, Value as Json, json};

use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced, Status};
use crate::model::unit::Unit;
use crate::study::chains::{Rivals, by_capacity, chain_limit, chains_of, rivals};
use crate::study::outcome::{CutPart, Obstacle, Outcome, PathAnswer, Question, Throughput};
use crate::study::provenance::{assumed_shares, of_throughput};
use crate::study::sentences::{none_sentence, throughput_sentences};
use crate::words::Lang;

/// The answer of `corridor throughput`.
#[must_use]
pub fn throughput_json(network: &Network, outcome: &Outcome) -> Json {
    let mut answer = question_json(network, &outcome.question);
    let Some(throughput) = &outcome.throughput else {
        return Json::Object(answer);
    };
    let (teu_per_year, bottleneck, is_unique) = match throughput {
        Throughput::Limited {
            teu_per_year,
            bottleneck,
            is_unique,
            ..
        } => {
            let parts = bottleneck.iter().map(|part| cut_json(network, part));
            (json!(teu_per_year), parts.collect(), *is_unique)
        }
        Throughput::Unlimited { .. } => (Json::Null, Vec::new(), false),
        Throughput::Nothing => (json!(0), Vec::new(), true),
    };
    answer.insert("teu_per_year".to_owned(), teu_per_year);
    if let Some(number) = of_throughput(network, throughput) {
        answer.extend(provenance_json(&number));
    }
    answer.insert("bottleneck".to_owned(), Json::Array(bottleneck));
    answer.insert("bottleneck_is_unique".to_owned(), json!(is_unique));
    answer.insert("assumed_share".to_owned(), shares_json(outcome));
    answer.insert("chains".to_owned(), chains_json(network, outcome));
    let text = throughput_sentences(network, throughput, Lang::En);
    match (throughput, &outcome.path) {
        (Throughput::Nothing, PathAnswer::None { obstacles }) => {
            let reason = none_sentence(network, outcome, obstacles, Lang::En);
            answer.insert("reason".to_owned(), json!(reason));
        }
        (Throughput::Nothing | Throughput::Unlimited { .. }, _) => {
            answer.insert("reason".to_owned(), json!(text.join(" ")));
        }
        (Throughput::Limited { .. }, _) => {}
    }
    answer.insert("text".to_owned(), json!(text));
    Json::Object(answer)
}

/// How much of each result rests on what is assumed or without source, 0 to 1.
pub(super) fn shares_json(outcome: &Outcome) -> Json {
    let shares = assumed_shares(outcome).into_iter().map(|(key, share)| {
        let name = key.trim_start_matches("measure.");
        (name.to_owned(), json!(share))
    });
    Json::Object(shares.collect())
}

pub(super) fn question_json(network: &Network, question: &Question) -> Map<String, Json> {
    let hubs = |nodes: &[NodeId]| -> Vec<Json> {
        nodes.iter().map(|&node| hub_json(network, node)).collect()
    };
    let modes: Vec<&str> = Mode::ALL
        .into_iter()
        .filter(|&mode| question.modes.has(mode))
        .map(Mode::word)
        .collect();
    let mut answer = Map::new();
    answer.insert("from".to_owned(), json!(hubs(&question.from)));
    answer.insert("to".to_owned(), json!(hubs(&question.to)));
    answer.insert("modes".to_owned(), json!(modes));
    answer
}

pub(super) fn hub_json(network: &Network, node: NodeId) -> Json {
    let node = network.node(node);
    json!({ "key": node.key.as_str(), "name_en": node.names.en, "name_zh": node.names.zh })
}

pub(super) fn key(network: &Network, link: LinkId) -> &str {
    network.link(link).key.as_str()
}

pub(super) fn obstacles_json(network: &Network, obstacles: &[Obstacle]) -> Json {
    let one = |obstacle: &Obstacle| {
        let link = network.link(obstacle.link);
        json!({
            "link": link.key.as_str(),
            "access": obstacle.access.words_key(),
            "open_year": link.open_year,
        })
    };
    Json::Array(obstacles.iter().map(one).collect())
}

/// A capacity with its provenance; without one it is null and assumed: nothing is published.
fn capacity_json(capacity: Option<&Sourced>) -> Map<String, Json> {
    let mut json = Map::new();
    json.insert("capacity".to_owned(), json!(capacity.map(|c| c.value)));
    let none = || {
        let said = Names::worded("capacity.unlimited");
        Sourced::new(f64::INFINITY, Unit::TeuPerYear, Status::Assumed).with_note_in_both(&said)
    };
    json.extend(provenance_json(&capacity.cloned().unwrap_or_else(none)));
    json
}

/// Where a number is from: `formula` of what was computed, else a `note`; `source` where it or what
/// it was computed from is printed, `see_also` where one is only near what is assumed.
pub(super) fn provenance_json(number: &Sourced) -> Map<String, Json> {
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("status", json!(number.status.word()));
    add("low", json!(number.low));
    add("high", json!(number.high));
    let note = number.note.as_deref();
    let (formula, note) = if number.is_computed() {
        (note, None)
    } else {
        (None, note)
    };
    add("formula", json!(formula));
    add("note", json!(note));
    add("source", json!(sources(number)));
    add("see_also", json!(number.see_also()));
    let inputs: Vec<Json> = number.basis.inputs().iter().map(input_json).collect();
    add("inputs", json!(inputs));
    json
}

fn input_json(input: &Input) -> Json {
    let number = &input.number;
    json!({
        "name": input.names.en,
        "value": number.value,
        "unit": number.unit.symbol(),
        "status": number.status.word(),
        "low": number.low,
        "high": number.high,
        "note": number.note.as_deref(),
        "source": number.printed_in().unwrap_or_default(),
        "see_also": number.see_also(),
    })
}

/// The source that prints a number, else those of its inputs, each once; empty where there is none.
fn sources(number: &Sourced) -> String {
    let mut sources: Vec<&str> = number.printed_in().into_iter().collect();
    if sources.is_empty() {
        let inputs = number.basis.inputs().iter();
        for source in inputs.filter_map(|input| input.number.printed_in()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
    }
    sources.join(" ; ")
}

/// A part of a bottleneck with its capacity.
pub(super) fn cut_json(network: &Network, part: &CutPart) -> Json {
    let mut json = Map::new();
    match part {
        CutPart::Link {
            link,
            is_forward,
            capacity,
        } => {
            json.insert("key".to_owned(), json!(key(network, *link)));
            json.insert("kind".to_owned(), json!("link"));
            json.insert("is_forward".to_owned(), json!(is_forward));
            json.extend(capacity_json(Some(capacity)));
        }
        CutPart::Hub {
            node,
            limit,
            capacity,
        } => {
            json.insert("key".to_owned(), json!(network.node(*node).key.as_str()));
            json.insert("kind".to_owned(), json!("hub"));
            json.insert("limit".to_owned(), json!(limit.word()));
            json.extend(capacity_json(Some(capacity)));
        }
    }
    Json::Object(json)
}

/// Every chain that the question is about with its links by capacity, least first; links without a
/// capacity last. One that is closed has no rivals.
fn chains_json(network: &Network, outcome: &Outcome) -> Json {
    let availability = &outcome.availability;
    let chains = chains_of(network, &outcome.question).into_iter();
    let chains = chains.map(|(route, chain)| {
        let capacity = |id: LinkId| network.link(id).forward.capacity.as_ref();
        let links: Vec<Json> = by_capacity(network, &chain.links)
            .into_iter()
            .map(|id| {
                let mut json = Map::new();
                let access = availability.link(id);
                json.insert("key".to_owned(), json!(key(network, id)));
                json.insert("name_en".to_owned(), json!(network.link(id).names.en));
                json.insert("is_open".to_owned(), json!(access.is_open()));
                json.insert("access".to_owned(), json!(access.words_key()));
                json.extend(capacity_json(capacity(id)));
                Json::Object(json)
            })
            .collect();
        let limit = chain_limit(network, availability, &chain.links);
        let open = limit
            .closed
            .is_none()
            .then(|| rivals(network, &chain.links));
        let rivals: Vec<Json> = open
            .iter()
            .flatten()
            .map(|r| rivals_json(network, r))
            .collect();
        json!({
            "route": route.key.as_str(),
            "chain": chain.key.as_str(),
            "name_en": chain.names.en,
            "name_zh": chain.names.zh,
            "teu_per_year": limit.teu_per_year,
            "limited_by": limit.links.iter().map(|&id| key(network, id)).collect::<Vec<_>>(),
            "rivals": rivals,
            "links": links,
        })
    });
    Json::Array(chains.collect())
}

/// Links of which each may be the least, because an input is known only as a range.
fn rivals_json(network: &Network, rivals: &Rivals) -> Json {
    let link = |&(id, low, high): &(LinkId, f64, f64)| json!({ "key": key(network, id), "low": low, "high": high });
    let links: Vec<Json> = rivals.links.iter().map(link).collect();
    json!({ "input": rivals.input.en, "links": links })
}
