//! Paths as JSON.
//!
//! Does not know: throughput; how paths are found.

use serde_json::{Map, Value as Json, json};

use super::{hub_json, key, obstacles_json, question_json, shares_json};
use crate::model::ids::RouteId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::{
    Detour, Itinerary, Leg, Outcome, Passed, PathAnswer, Question, Sums, Transfer,
};
use crate::study::priced::Priced;
use crate::study::sentences::{none_sentence, path_sentences, refusal_sentence};
use crate::words::Lang;

/// The answer of `corridor route`.
#[must_use]
pub fn route_json(network: &Network, outcome: &Outcome, priced: &Priced) -> Json {
    let mut answer = question_json(network, &outcome.question);
    answer.extend(priced_json(priced));
    answer.insert(
        "minimize".to_owned(),
        json!(outcome.question.criterion.word()),
    );
    match &outcome.path {
        PathAnswer::Found { best, detour } => {
            let others = outcome.unbeaten.as_ref().or(outcome.ways.as_ref());
            let ways = others.map_or(std::slice::from_ref(best), |ways| &ways.ways[..]);
            let paths = ways.iter().map(|way| {
                let detour = detour.as_ref().filter(|_| way == best);
                path_json(network, &outcome.question, way, detour)
            });
            answer.insert("paths".to_owned(), paths.collect());
            if let Some(others) = others {
                answer.insert("is_complete".to_owned(), json!(others.is_complete));
            }
        }
        PathAnswer::None { obstacles } => {
            answer.insert("paths".to_owned(), json!([]));
            let reason = none_sentence(network, outcome, obstacles, Lang::En);
            answer.insert("reason".to_owned(), json!(reason));
            answer.insert("obstacles".to_owned(), obstacles_json(network, obstacles));
        }
        PathAnswer::Refused(refusal) => {
            answer.insert("paths".to_owned(), json!([]));
            let reason = refusal_sentence(network, *refusal, Lang::En);
            answer.insert("reason".to_owned(), json!(reason));
        }
        PathAnswer::NotAsked => {
            answer.insert("paths".to_owned(), json!([]));
            answer.insert("reason".to_owned(), json!("no origin or no destination"));
        }
    }
    answer.insert("assumed_share".to_owned(), shares_json(outcome));
    answer.insert(
        "text".to_owned(),
        json!(path_sentences(network, outcome, Lang::En)),
    );
    Json::Object(answer)
}

/// What counts how much in the generalized cost.
fn priced_json(priced: &Priced) -> Map<String, Json> {
    let mut json = Map::new();
    let numbers = [
        ("value_of_time_cny_per_hour", &priced.value_of_time),
        ("carbon_price_cny_per_t", &priced.carbon_price),
        ("reliability", &priced.reliability),
    ];
    for (name, number) in numbers {
        json.insert(name.to_owned(), json!(number.value));
    }
    json
}

/// A path with its legs and transfers.
#[must_use]
pub fn path_json(
    network: &Network,
    question: &Question,
    path: &Itinerary,
    detour: Option<&Detour>,
) -> Json {
    let legs: Vec<Json> = path.legs().map(|leg| leg_json(network, leg)).collect();
    let transfers: Vec<Json> = path
        .transfers()
        .map(|transfer| transfer_json(network, transfer))
        .collect();
    let mut json = sums_json(path.totals);
    let generalized = question.weights.yuan(path.totals);
    json.insert("generalized_cny".to_owned(), json!(generalized));
    let teu = question.box_size.teu();
    let per_box = json!({
        "money_cny": path.totals.yuan() * teu,
        "co2_kg": path.totals.co2_kg() * teu,
        "generalized_cny": generalized * teu,
    });
    json.insert("per_box".to_owned(), per_box);
    json.insert("legs".to_owned(), json!(legs));
    json.insert("transfers".to_owned(), json!(transfers));
    if let Some(detour) = detour {
        let by: Vec<Json> = detour.by.iter().map(|&n| hub_json(network, n)).collect();
        let detour = json!({
            "by": by,
            "direct": sums_json(detour.direct),
            "obstacles": obstacles_json(network, &detour.obstacles),
        });
        json.insert("detour".to_owned(), detour);
    }
    Json::Object(json)
}

/// Kilometers, hours, money, carbon and deviation.
#[must_use]
pub fn sums_json(sums: Sums) -> Map<String, Json> {
    let mut json = Map::new();
    json.insert("km".to_owned(), json!(sums.km()));
    json.insert("hours".to_owned(), json!(sums.hours()));
    json.insert("money_cny".to_owned(), json!(sums.yuan()));
    json.insert("co2_kg".to_owned(), json!(sums.co2_kg()));
    let deviation = sums.deviation_hours();
    json.insert("deviation_hours".to_owned(), json!(deviation));
    json
}

fn leg_json(network: &Network, leg: &Leg) -> Json {
    let routes: Vec<&str> = leg
        .routes
        .iter()
        .map(|&id: &RouteId| network.route(id).key.as_str())
        .collect();
    let links: Vec<&str> = leg
        .links
        .iter()
        .map(|passed: &Passed| key(network, passed.link))
        .collect();
    let mut json = Map::new();
    json.insert("mode".to_owned(), json!(leg.mode.word()));
    json.insert(
        "from".to_owned(),
        json!(network.node(leg.from).key.as_str()),
    );
    json.insert("to".to_owned(), json!(network.node(leg.to).key.as_str()));
    json.insert("routes".to_owned(), json!(routes));
    json.insert("links".to_owned(), json!(links));
    json.extend(sums_json(leg.sums));
    Json::Object(json)
}

fn transfer_json(network: &Network, transfer: &Transfer) -> Json {
    let mut json = Map::new();
    let hub = network.node(transfer.node).key.as_str();
    json.insert("hub".to_owned(), json!(hub));
    json.insert("from".to_owned(), json!(transfer.from.map(Mode::word)));
    json.insert("to".to_owned(), json!(transfer.to.map(Mode::word)));
    json.extend(sums_json(transfer.sums));
    let services = transfer.services.iter();
    let services: Vec<&str> = services
        .map(|&place| network.services()[place].key.as_str())
        .collect();
    json.insert("wait_hours".to_owned(), json!(transfer.wait.hours()));
    json.insert("services".to_owned(), json!(services));
    json.insert("border_hours".to_owned(), json!(transfer.border.hours()));
    json.insert("gauge_hours".to_owned(), json!(transfer.gauge.hours()));
    let handling = transfer.handling().hours();
    json.insert("handling_hours".to_owned(), json!(handling));
    Json::Object(json)
}
