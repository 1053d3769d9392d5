//! `corridor allocate`: a study's demand where capacities hold, and what more capacity would be worth.
//!
//! Does not know: how flows are found.

use serde_json::{Map, Value as Json, json};

use super::args::assign::AllocateArgs;
use super::assign::{badge, columns, finite, heads};
use super::flows::answers::{add_flows, commodity_json, selected_lines, tables};
use super::flows::{Solved, say_no_demand, solve, write_flows};
use super::report::{Failure, Streams, issue_json};
use super::rows;
use crate::model::network::Network;
use crate::model::rows::Rows;
use crate::study::flows::prices::{allocated, limits_name, price_in_words, unmet_in_words};
use crate::study::flows::{
    Allocated, FlowQuestion, Limits, Method, Price, Reason, Stopped, Why, penalty_of,
};
use crate::words::format::{number, short};
use crate::words::{Lang, fill, text};

const LANG: Lang = Lang::En;

/// Runs the command; true when all that is wanted is carried.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or written, or a name cannot be resolved.
pub fn run(args: &AllocateArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let asked = solve(
        &args.question,
        (&args.of.wanted, &args.of.select),
        |question| FlowQuestion {
            method: Method::Allocate,
            gap: args.gap,
            penalty: args.penalty,
            ..question
        },
    );
    let asked = asked.inspect_err(|failure| {
        if args.question.json {
            streams.say_json(&json!({ "status": "invalid", "reason": failure.message }));
        }
    });
    let solved = match asked? {
        Ok(solved) => solved,
        Err(why) => {
            say_no_demand(args.question.json, &why, streams);
            return Ok(false);
        }
    };
    let Some(made) = allocated(&solved.answer) else {
        return Ok(false);
    };
    write_flows(&args.of, &args.question, &solved)?;
    if let Some(path) = &args.prices {
        let table = price_rows(&solved.answer.network, made);
        rows::write(path, &table, || solved.sources(&args.question))?;
    }
    if args.question.json {
        streams.say_json(&as_json(args, &solved, made));
    } else {
        streams.say(&as_text(args, &solved, made));
    }
    streams.findings_listed(&solved.issues);
    Ok(solved.answer.loads.not_carried() <= 0.0)
}

/// What is limited: its kind, its key and the direction or number.
#[must_use]
pub fn limits_key(network: &Network, limits: Limits) -> [String; 3] {
    let way = |is_forward: bool| if is_forward { "forward" } else { "backward" }.to_owned();
    match limits {
        Limits::Link { link, is_forward } => {
            let key = network.link(link).key.to_string();
            ["link".to_owned(), key, way(is_forward)]
        }
        Limits::Hub(node, number) => {
            let key = network.node(node).key.to_string();
            ["hub".to_owned(), key, number.word().to_owned()]
        }
        Limits::Customs {
            node,
            link,
            is_forward,
        } => {
            let key = network.node(node).key.to_string();
            let of = format!("{} {}", network.link(link).key, way(is_forward));
            ["customs".to_owned(), key, of]
        }
        Limits::Nothing => [const { String::new() }; 3],
    }
}

fn price_rows(network: &Network, made: &Allocated) -> Rows {
    let heads = [
        "kind",
        "key",
        "of",
        "name_en",
        "name_zh",
        "capacity_teu",
        "used_teu",
        "one_more_cny",
        "one_less_cny",
    ];
    let row = |price: &Price| {
        let mut cells = limits_key(network, price.limits).to_vec();
        cells.extend([Lang::En, Lang::Zh].map(|lang| limits_name(network, price.limits, lang)));
        cells.extend([price.capacity, price.used, price.more].map(|number| number.to_string()));
        cells.push(price.less.map_or(String::new(), |less| less.to_string()));
        cells
    };
    Rows::of_texts("prices", &heads, made.prices.iter().map(row))
}

fn price_json(network: &Network, price: &Price) -> Json {
    let [kind, key, of] = limits_key(network, price.limits);
    json!({
        "kind": kind,
        "key": key,
        "of": of,
        "name_en": limits_name(network, price.limits, Lang::En),
        "name_zh": limits_name(network, price.limits, Lang::Zh),
        "capacity_teu": price.capacity,
        "used_teu": price.used,
        "one_more_cny": price.more,
        "one_less_cny": price.less,
    })
}

fn reason_json(solved: &Solved, reason: &Reason) -> Json {
    let network = &solved.answer.network;
    let cut = reason.cut.iter().map(|&limits| {
        let [kind, key, of] = limits_key(network, limits);
        json!({ "kind": kind, "key": key, "of": of })
    });
    let pairs = reason.commodities.iter();
    let pairs = pairs.map(|&of| commodity_json(&solved.answer, of));
    json!({
        "why": match reason.why {
            Why::Full => "full",
            Why::TooDear => "too_dear",
            Why::NoWay => "no_way",
        },
        "teu": reason.teu,
        "cut": cut.collect::<Vec<_>>(),
        "pairs": pairs.collect::<Vec<_>>(),
    })
}

fn status(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Reached => "optimal",
        Stopped::Unreachable => "unmet",
        Stopped::Limit => "unsettled",
        Stopped::Cancelled => "cancelled",
        Stopped::Refused(_) => "invalid",
    }
}

fn as_json(args: &AllocateArgs, solved: &Solved, made: &Allocated) -> Json {
    let answer = &solved.answer;
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("status", json!(status(answer.found.stopped)));
    add("objective", finite(answer.found.objective));
    add("bound", finite(made.bound));
    add("relative_gap", finite(answer.found.gap));
    add("iterations", json!(made.effort.0));
    add("steps", json!(made.effort.1));
    add("cpu_seconds", json!(solved.cpu_seconds));
    add("penalty_cny", json!(penalty_of(answer).value));
    let prices = made.prices.iter();
    let prices = prices.map(|price| price_json(&answer.network, price));
    add("prices", Json::Array(prices.collect()));
    let reasons = made.unmet.iter().map(|reason| reason_json(solved, reason));
    add("unmet_reasons", Json::Array(reasons.collect()));
    add_flows(&mut json, solved);
    let issues = solved.issues.iter().map(issue_json).collect();
    json.insert("text".to_owned(), json!(sentences(args, solved, made)));
    json.insert("issues".to_owned(), Json::Array(issues));
    Json::Object(json)
}

fn sentences(args: &AllocateArgs, solved: &Solved, made: &Allocated) -> Vec<String> {
    let answer = &solved.answer;
    let loads = &answer.loads;
    let [wanted, carried, unmet] =
        [loads.wanted(), loads.carried(), loads.not_carried()].map(short);
    let year = answer.demand.year.to_string();
    let mut lines = vec![fill(
        LANG,
        "allocate.what",
        &[&year, &wanted, &carried, &unmet],
    )];
    let cost = number(answer.found.objective / 1e6, 1);
    let gap = format!("{:.1e}", answer.found.gap);
    let [rounds, steps] = [made.effort.0, made.effort.1].map(|of| of.to_string());
    lines.push(fill(
        LANG,
        "allocate.reached",
        &[&cost, &gap, &rounds, &steps],
    ));
    let penalty = penalty_of(answer);
    let yuan = number(penalty.value, 0);
    let said = [yuan.as_str(), penalty.status.word()];
    lines.push(fill(LANG, "allocate.penalty", &said));
    let reasons = made.unmet.iter();
    lines.extend(reasons.map(|reason| unmet_in_words(answer, reason, LANG)));
    lines.extend(selected_lines(&args.of.select, solved));
    lines.push(if answer.faults.overfull > 0 {
        let overfull = answer.faults.overfull.to_string();
        fill(LANG, "allocate.overfull", &[&overfull])
    } else {
        badge(&answer.faults)
    });
    lines
}

fn as_text(args: &AllocateArgs, solved: &Solved, made: &Allocated) -> String {
    let network = &solved.answer.network;
    let mut lines = sentences(args, solved, made);
    if made.prices.is_empty() {
        lines.push(text(LANG, "allocate.no-prices").to_owned());
    } else {
        lines.push(text(LANG, "allocate.prices").to_owned());
        let mut table = vec![heads(&["allocate.place", "assign.teu", "allocate.worth"])];
        table.extend(made.prices.iter().map(|price| {
            vec![
                limits_name(network, price.limits, LANG),
                number(price.used, 0),
                price_in_words(price),
            ]
        }));
        lines.extend(columns(&table));
    }
    lines.extend(tables(&solved.answer));
    let ms = format!("{:.3}", solved.cpu_seconds * 1000.0);
    lines.push(fill(LANG, "assign.work", &[&ms]));
    lines.join("\n")
}
