//! Closures as text, JSON and CSV.
//!
//! Does not know: how they are solved.

use serde_json::{Map, Value as Json, json};

use super::{Found, LANG};
use crate::cli::args::assign::ResilienceArgs;
use crate::cli::assign::{columns, heads};
use crate::cli::flows::Solved;
use crate::cli::report::issue_json;
use crate::model::network::Network;
use crate::model::rows::Rows;
use crate::study::flows::{FlowAnswer, penalty_of};
use crate::study::resilience::{Chances, Effect, Pairs, Place, QUANTILES, Spread, place_name};
use crate::words::format::{list, number, short};
use crate::words::{Lang, fill, text};

/// Rows of a table in text.
const MAX_ROWS: usize = 20;
/// Places named in a sentence.
const MAX_NAMED: usize = 8;

fn kind_and_key(network: &Network, place: Place) -> [String; 2] {
    match place {
        Place::Link(link) => ["link".to_owned(), network.link(link).key.to_string()],
        Place::Hub(node) => ["hub".to_owned(), network.node(node).key.to_string()],
    }
}

/// A row a closure.
pub(super) fn single_rows(answer: &FlowAnswer, found: &Found) -> Rows {
    let heads = [
        "rank",
        "kind",
        "key",
        "name_en",
        "name_zh",
        "used_teu",
        "harm_cny",
        "unmet_teu",
        "detours_cny",
    ];
    let network = &answer.network;
    let rows = found.singles.iter().enumerate().map(|(at, single)| {
        let mut cells = vec![(at + 1).to_string()];
        cells.extend(kind_and_key(network, single.place));
        cells.extend([Lang::En, Lang::Zh].map(|lang| place_name(network, single.place, lang)));
        let of = single.effect;
        cells.extend([single.teu, of.harm, of.unmet, of.detours].map(|number| number.to_string()));
        cells
    });
    Rows::of_texts("closures", &heads, rows)
}

fn place_json(network: &Network, place: Place) -> Json {
    let [kind, key] = kind_and_key(network, place);
    json!({
        "kind": kind,
        "key": key,
        "name_en": place_name(network, place, Lang::En),
        "name_zh": place_name(network, place, Lang::Zh),
    })
}

fn effect_json(effect: &Effect) -> Json {
    json!({
        "harm_cny": effect.harm,
        "unmet_teu": effect.unmet,
        "detours_cny": effect.detours,
    })
}

fn pairs_json(network: &Network, pairs: &Pairs) -> Json {
    let all = pairs.pairs.iter().map(|pair| {
        json!({
            "places": pair.places.map(|place| place_json(network, place)),
            "effect": effect_json(&pair.effect),
            "beyond_sum_cny": pair.beyond,
        })
    });
    json!({
        "pairs": all.collect::<Vec<_>>(),
        "n_pairs": pairs.n_pairs,
        "n_closed": pairs.n_closed,
        "is_proven": pairs.is_proven,
        "bound_cny": pairs.bound,
    })
}

fn spread_json(spread: &Spread) -> Json {
    let quantiles = QUANTILES.iter().zip(spread.quantiles);
    let quantiles = quantiles.map(|(share, value)| json!({ "share": share, "value": value }));
    json!({
        "mean": spread.mean,
        "standard_error": spread.error,
        "quantiles": quantiles.collect::<Vec<_>>(),
        "most": spread.most,
    })
}

fn chances_json(network: &Network, args: &ResilienceArgs, chances: &Chances) -> Json {
    let parts = chances.parts.iter().map(
        |&(place, harm)| json!({ "place": place_json(network, place), "mean_harm_cny": harm }),
    );
    let worst = chances.worst.iter();
    json!({
        "n_draws": chances.n_draws,
        "seed": args.seed,
        "n_different": chances.n_solved,
        "n_harmful": chances.n_harmful,
        "harm_cny": spread_json(&chances.harm),
        "unmet_teu": spread_json(&chances.unmet),
        "worst": worst.map(|&place| place_json(network, place)).collect::<Vec<_>>(),
        "parts": parts.collect::<Vec<_>>(),
    })
}

pub(super) fn as_json(args: &ResilienceArgs, solved: &Solved, found: &Found) -> Json {
    let network = &*solved.answer.network;
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("year", json!(solved.answer.demand.year));
    add("penalty_cny", json!(penalty_of(&solved.answer).value));
    add("open_cost_cny", json!(solved.answer.found.objective));
    add("wanted_teu", json!(solved.answer.loads.wanted()));
    add("carried_teu", json!(solved.answer.loads.carried()));
    let singles = found.singles.iter().map(|single| {
        json!({
            "place": place_json(network, single.place),
            "used_teu": single.teu,
            "effect": effect_json(&single.effect),
        })
    });
    add("singles", Json::Array(singles.collect()));
    if let Some(pairs) = &found.pairs {
        add("pairs", pairs_json(network, pairs));
    }
    let together = found.together.iter().map(|(places, effect)| {
        let places = places.iter().map(|&place| place_json(network, place));
        json!({ "places": places.collect::<Vec<_>>(), "effect": effect_json(effect) })
    });
    add("together", Json::Array(together.collect()));
    if let Some(chances) = &found.chances {
        add("monte_carlo", chances_json(network, args, chances));
    }
    add("cpu_seconds", json!(found.cpu_seconds));
    let issues = solved.issues.iter().map(issue_json).collect();
    add("issues", Json::Array(issues));
    Json::Object(json)
}

/// Million yuan.
fn millions(yuan: f64) -> String {
    number(yuan / 1e6, 1)
}

fn singles_lines(network: &Network, found: &Found) -> Vec<String> {
    let n_used = found.singles.len().to_string();
    let mut lines = vec![fill(LANG, "resilience.singles", &[&n_used])];
    let mut table = vec![heads(&[
        "allocate.place",
        "resilience.used",
        "resilience.harm",
        "resilience.unmet",
        "resilience.detours",
    ])];
    table.extend(found.singles.iter().take(MAX_ROWS).map(|single| {
        vec![
            place_name(network, single.place, LANG),
            number(single.teu, 0),
            millions(single.effect.harm),
            number(single.effect.unmet, 0),
            millions(single.effect.detours),
        ]
    }));
    lines.extend(columns(&table));
    lines
}

fn pairs_lines(network: &Network, pairs: &Pairs) -> Vec<String> {
    let mut lines = vec![text(LANG, "resilience.pairs").to_owned()];
    let mut table = vec![heads(&[
        "allocate.place",
        "resilience.harm",
        "resilience.unmet",
        "resilience.beyond",
    ])];
    table.extend(pairs.pairs.iter().take(MAX_ROWS).map(|pair| {
        let names = pair.places.map(|place| place_name(network, place, LANG));
        vec![
            names.join(" + "),
            millions(pair.effect.harm),
            number(pair.effect.unmet, 0),
            millions(pair.beyond),
        ]
    }));
    lines.extend(columns(&table));
    let [closed, all] = [pairs.n_closed, pairs.n_pairs].map(|count| count.to_string());
    lines.push(if pairs.is_proven {
        fill(LANG, "resilience.pairs-proven", &[&all, &closed])
    } else {
        let bound = millions(pairs.bound);
        fill(LANG, "resilience.pairs-open", &[&closed, &all, &bound])
    });
    lines
}

fn together_line(network: &Network, places: &[Place], effect: &Effect) -> String {
    let mut names: Vec<String> = Vec::new();
    for &place in places {
        let name = place_name(network, place, LANG);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let rest = names.len().saturating_sub(MAX_NAMED);
    if rest > 0 {
        names.truncate(MAX_NAMED);
        names.push(fill(LANG, "flows.and-more", &[&rest.to_string()]));
    }
    let said = [
        list(LANG, &names),
        millions(effect.harm),
        number(effect.unmet, 0),
        millions(effect.detours),
    ];
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    fill(LANG, "resilience.together", &said)
}

fn spread_line(key: &'static str, spread: &Spread, said: impl Fn(f64) -> String) -> String {
    let [half, nine, most] = spread.quantiles;
    let name = text(LANG, key).to_owned();
    let numbers = [spread.mean, spread.error, half, nine, most, spread.most].map(said);
    let mut all = vec![name.as_str()];
    all.extend(numbers.iter().map(String::as_str));
    fill(LANG, "resilience.spread", &all)
}

fn chances_lines(network: &Network, args: &ResilienceArgs, chances: &Chances) -> Vec<String> {
    let counts = [chances.n_draws, chances.n_solved, chances.n_harmful].map(|of| of.to_string());
    let seed = args.seed.to_string();
    let said = [
        counts[0].as_str(),
        seed.as_str(),
        counts[1].as_str(),
        counts[2].as_str(),
    ];
    let mut lines = vec![fill(LANG, "resilience.chance", &said)];
    lines.push(spread_line("resilience.spread-harm", &chances.harm, |of| {
        short(of / 1e6)
    }));
    lines.push(spread_line(
        "resilience.spread-unmet",
        &chances.unmet,
        short,
    ));
    let mut table = vec![heads(&["allocate.place", "resilience.parts"])];
    let parts = chances.parts.iter().take(MAX_ROWS);
    table
        .extend(parts.map(|&(place, harm)| vec![place_name(network, place, LANG), millions(harm)]));
    if table.len() > 1 {
        lines.extend(columns(&table));
    }
    lines
}

pub(super) fn as_text(args: &ResilienceArgs, solved: &Solved, found: &Found) -> String {
    let answer = &solved.answer;
    let network = &*answer.network;
    let year = answer.demand.year.to_string();
    let [wanted, carried] = [answer.loads.wanted(), answer.loads.carried()].map(short);
    let penalty = penalty_of(answer);
    let yuan = number(penalty.value, 0);
    let mut lines = vec![
        fill(LANG, "resilience.what", &[&year, &wanted, &carried]),
        fill(LANG, "resilience.terms", &[&yuan, penalty.status.word()]),
    ];
    lines.extend(singles_lines(network, found));
    if let Some(pairs) = &found.pairs {
        lines.extend(pairs_lines(network, pairs));
    }
    let together = found.together.iter();
    lines.extend(together.map(|(places, effect)| together_line(network, places, effect)));
    if let Some(chances) = &found.chances {
        lines.extend(chances_lines(network, args, chances));
    }
    let ms = format!("{:.3}", found.cpu_seconds * 1000.0);
    lines.push(fill(LANG, "assign.work", &[&ms]));
    lines.join("\n")
}
