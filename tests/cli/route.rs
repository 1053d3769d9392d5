//! `corridor route` and `corridor throughput`.

use crate::corridor;
use serde_json::Value as Json;

const SUMS: [&str; 4] = ["km", "hours", "money_cny", "co2_kg"];

/// `corridor route --modes rail --json` between two hubs with some more arguments.
#[track_caller]
fn by_rail(from: &str, to: &str, more: &[&str]) -> (i32, Json) {
    let start = [
        "route", "--modes", "rail", "--json", "--from", from, "--to", to,
    ];
    let run = corridor(&[&start, more].concat());
    (run.code, run.json())
}

/// The only path of an answer that has one.
#[track_caller]
fn path((code, answer): &(i32, Json)) -> &Json {
    assert_eq!(*code, 0, "{answer}");
    assert!(answer.get("reason").is_none(), "{answer}");
    let paths = answer["paths"].as_array().unwrap();
    assert_eq!(paths.len(), 1);
    &paths[0]
}

fn rail_legs(path: &Json) -> impl Iterator<Item = &Json> {
    path["legs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|leg| leg["mode"] == "rail")
}

fn texts(value: &Json) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect()
}

fn links(path: &Json) -> Vec<&str> {
    path["legs"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|leg| texts(&leg["links"]))
        .collect()
}

fn is_by(path: &Json, key: &str) -> bool {
    links(path)
        .iter()
        .any(|link| link.split('#').next() == Some(key))
}

/// The corridor routes that the railway legs name.
fn routes(path: &Json) -> Vec<&str> {
    let mut routes: Vec<&str> = rail_legs(path)
        .flat_map(|leg| texts(&leg["routes"]))
        .collect();
    routes.dedup();
    routes
}

#[track_caller]
fn number(value: &Json) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

#[track_caller]
fn assert_within(value: f64, middle: f64, percent: f64) {
    let off = (value / middle - 1.0).abs() * 100.0;
    assert!(off <= percent, "{value} is {off:.1} % off {middle}");
}

fn sum<'a>(parts: impl Iterator<Item = &'a Json>, of: &str) -> f64 {
    parts.map(|part| number(&part[of])).sum()
}

/// What holds from any inland city to the port: the best route, the next one, the long way round,
/// the western route once it is built, and none.
#[track_caller]
fn check_switching(from: &str, to: &str, by: &[&str]) {
    let best = by_rail(from, to, &[]);
    let best_routes = routes(path(&best));
    assert_eq!(best_routes.len(), 1, "{best_routes:?}");
    let next = by_rail(from, to, &["--close", best_routes[0]]);
    assert_ne!(routes(path(&next)), best_routes);
    assert!(number(&path(&next)["hours"]) > number(&path(&best)["hours"]));

    let closed = ["--close", "eastern", "--close", "middle"];
    let long = by_rail(from, to, &closed);
    let long_path = path(&long);
    assert!(!is_by(long_path, "R18"), "closed: {:?}", links(long_path));
    let passed = long_path["detour"]["by"].as_array().unwrap().iter();
    let passed: Vec<&str> = passed.map(|hub| hub["key"].as_str().unwrap()).collect();
    assert!(by.iter().all(|hub| passed.contains(hub)), "{passed:?}");
    assert_eq!(
        long_path["detour"]["obstacles"][0]["link"]
            .as_str()
            .unwrap()
            .split('#')
            .next(),
        Some("R18")
    );
    assert!(number(&long_path["detour"]["direct"]["km"]) < number(&long_path["km"]));
    let said = texts(&long.1["text"]).join(" ");
    assert!(
        said.contains("long way round") && said.contains("Kunming") && said.contains("R18"),
        "{said}"
    );

    let built = by_rail(from, to, &[&closed[..], &["--open", "R18"]].concat());
    assert_eq!(routes(path(&built)), ["western"]);
    assert!(is_by(path(&built), "R18"));

    let (code, none) = by_rail(from, to, &[&closed[..], &["--close", "western"]].concat());
    assert_eq!(code, 1);
    assert_eq!(none["paths"], Json::Array(Vec::new()));
    let reason = none["reason"].as_str().unwrap();
    assert!(
        reason.contains("Eastern route") && reason.contains("Western route"),
        "{reason}"
    );
}

#[test]
fn routes_are_switched_from_chongqing() {
    check_switching(
        "Chongqing",
        "Qinzhou Port",
        &["kunming", "baise", "nanning"],
    );
}

#[test]
fn routes_are_switched_from_chengdu() {
    check_switching("Chengdu", "Qinzhou", &["kunming", "baise", "nanning"]);
}

fn rail_sum(path: &Json, of: &str) -> f64 {
    sum(rail_legs(path), of)
}

/// Kilometers and hours between the terminals as published (README of the maps), without dwell.
#[test]
fn the_three_routes_have_their_published_lengths() {
    let (inland, port) = ("chongqing-tuanjiecun", "qinzhou-port-east");
    let eastern = by_rail(inland, port, &["--close", "middle,western"]);
    assert_eq!(routes(path(&eastern)), ["eastern"]);
    assert_within(rail_sum(path(&eastern), "km"), 1450.0, 2.0);
    // The 48 hours are those of 2017, on the lines as they were; electrification saved 90 minutes.
    let then = ["--close", "middle,western,R02,R03", "--open", "R02a,R03a"];
    let then = by_rail(inland, port, &then);
    assert_eq!(routes(path(&then)), ["eastern"]);
    assert_within(rail_sum(path(&then), "hours"), 48.0, 5.0);
    let saved = rail_sum(path(&then), "hours") - rail_sum(path(&eastern), "hours");
    assert!((saved - 1.5).abs() < 0.02, "{saved}");
    let middle = by_rail(inland, port, &["--close", "eastern,western"]);
    assert_eq!(routes(path(&middle)), ["middle"]);
    assert_within(rail_sum(path(&middle), "km"), 1300.0, 3.0);
    let open = ["--close", "eastern,middle", "--open", "R18"];
    let western = by_rail("chengdu-qingbaijiang", port, &open);
    assert_eq!(routes(path(&western)), ["western"]);
    assert_within(rail_sum(path(&western), "km"), 1400.0, 2.0);
}

#[test]
fn legs_and_transfers_add_up_to_the_totals() {
    let questions = [
        ["Chongqing", "Qinzhou Port", "time"],
        ["重庆", "新加坡", "money"],
        ["Chengdu", "Singapore", "distance"],
        ["Lanzhou", "Hanoi", "time"],
        ["Kunming", "Bangkok", "money"],
    ];
    for [from, to, minimize] in questions {
        let run = corridor(&[
            "route",
            "--json",
            "--from",
            from,
            "--to",
            to,
            "--minimize",
            minimize,
        ]);
        let answer = (run.code, run.json());
        let path = path(&answer);
        let parts = ["legs", "transfers"].map(|parts| path[parts].as_array().unwrap());
        for of in SUMS {
            let total = number(&path[of]);
            let added = sum(parts.into_iter().flatten(), of);
            assert!(
                (added - total).abs() <= 1e-9 * total,
                "{from} {to} {of}: {added} {total}"
            );
        }
        assert!(
            parts[1].len() > parts[0].len(),
            "boarding and alighting are transfers"
        );
        assert!(
            parts[1]
                .iter()
                .all(|transfer| number(&transfer["km"]) == 0.0)
        );
        assert_eq!(answer.1["minimize"], minimize);
    }
}

/// Least time, money and distance are least in what they say.
#[test]
fn what_is_minimized_is_least() {
    let answer = |minimize: &str| {
        let args = [
            "route",
            "--json",
            "--from",
            "Chongqing",
            "--to",
            "Singapore",
        ];
        let run = corridor(&[&args[..], &["--minimize", minimize]].concat());
        path(&(run.code, run.json())).clone()
    };
    let [time, money, distance] = ["time", "money", "distance"].map(answer);
    for (best, of) in [(&time, "hours"), (&money, "money_cny"), (&distance, "km")] {
        for other in [&time, &money, &distance] {
            assert!(number(&best[of]) <= number(&other[of]), "{of}");
        }
    }
}

#[test]
fn other_modes_say_that_they_are_no_rail_path() {
    let run = corridor(&["route", "--from", "Chongqing", "--to", "Qinzhou"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.text().contains("by road") && run.text().contains("not a rail path"),
        "{}",
        run.text()
    );
    let rail = corridor(&[
        "route",
        "--from",
        "Chongqing",
        "--to",
        "Qinzhou",
        "--modes",
        "rail",
    ]);
    assert!(
        rail.text().contains("by rail on the Eastern route"),
        "{}",
        rail.text()
    );
    assert!(!rail.text().contains("not a rail path"), "{}", rail.text());
    assert!(
        rail.text().contains("R03"),
        "a leg lists its links: {}",
        rail.text()
    );
}

#[test]
fn a_whole_link_names_its_parts() {
    let (inland, port) = ("chongqing-tuanjiecun", "qinzhou-port-east");
    for key in ["R02", "R02#2", "chongqing-yuzui"] {
        let answer = by_rail(inland, port, &["--close", "middle", "--close", key]);
        assert!(
            !is_by(path(&answer), "R03"),
            "{key}: {:?}",
            links(path(&answer))
        );
    }
    let open = by_rail(
        inland,
        port,
        &["--close", "middle", "--close", "R02", "--open", "R02"],
    );
    assert_eq!(routes(path(&open)), ["eastern"]);
}

#[test]
fn throughput_is_the_capacity_of_its_bottleneck() {
    let args = [
        "throughput",
        "--modes",
        "rail",
        "--json",
        "--from",
        "Chongqing,Chengdu",
        "--to",
        "qinzhou-port-east",
    ];
    let run = corridor(&args);
    let answer = run.json();
    assert_eq!(run.code, 0, "{answer}");
    let limit = number(&answer["teu_per_year"]);
    let bottleneck = answer["bottleneck"].as_array().unwrap();
    assert!(limit > 0.0 && !bottleneck.is_empty());
    let cut = sum(bottleneck.iter(), "capacity");
    assert!((cut - limit).abs() < 0.5, "{cut} {limit}");
    assert!(
        bottleneck
            .iter()
            .all(|part| part["key"].is_string() && part["source"].is_string())
    );
    let chains = answer["chains"].as_array().unwrap();
    assert_eq!(chains.len(), 5);
    let closed: Vec<&Json> = chains.iter().filter(|c| c["teu_per_year"] == 0.0).collect();
    assert!(!closed.is_empty());
    for chain in closed {
        assert_eq!(chain["rivals"], Json::Array(Vec::new()), "{chain}");
    }
    for chain in chains {
        let of = |link: &Json| link["capacity"].as_f64().unwrap_or(f64::INFINITY);
        assert!(
            chain["links"]
                .as_array()
                .unwrap()
                .iter()
                .map(of)
                .is_sorted()
        );
    }
    let fewer = corridor(&[&args[..], &["--close", "R04"]].concat());
    assert!(fewer.code == 1 || number(&fewer.json()["teu_per_year"]) <= limit);
    let none = corridor(&[&args[..], &["--close", "eastern,middle,western"]].concat());
    assert_eq!(none.code, 1);
    assert_eq!(none.json()["teu_per_year"], 0);
    assert!(none.json()["reason"].as_str().unwrap().contains("No way"));
    let text = corridor(&[
        "throughput",
        "--modes",
        "rail",
        "--from",
        "Chongqing",
        "--to",
        "qinzhou-port-east",
    ]);
    assert!(
        text.text().contains("Bottleneck: ") && text.text().contains("Western route: "),
        "{}",
        text.text()
    );
}

/// A throughput says what it rests on: its range, and every capacity that may be the bottleneck.
#[test]
fn a_throughput_says_what_it_rests_on() {
    let args = [
        "throughput",
        "--modes",
        "rail",
        "--json",
        "--from",
        "Chongqing",
        "--to",
        "Qinzhou Port",
        "--set",
        "R07.freight_pairs_per_day=30",
    ];
    let answer = corridor(&args).json();
    assert_eq!(answer["status"], "assumed", "{answer}");
    assert_eq!(answer["assumed_share"]["throughput"], 1.0);
    let value = number(&answer["teu_per_year"]);
    assert!(number(&answer["low"]) < value && value <= number(&answer["high"]));
    let inputs = answer["inputs"].as_array().unwrap();
    let n_parts = answer["bottleneck"].as_array().unwrap().len();
    assert!(inputs.len() > n_parts);
    let named = |input: &Json| input["name"].as_str().unwrap().contains("(R07)");
    assert!(inputs.iter().any(named), "{inputs:?}");
    for part in answer["bottleneck"].as_array().unwrap() {
        // A number that a page prints has no formula; what is said of it is a note.
        if part["status"] == "cited" {
            assert_eq!(part["formula"], Json::Null, "{part}");
        }
    }
}

/// Chains are said of questions that begin or end on them.
#[test]
fn questions_off_the_corridor_name_no_chains() {
    let args = [
        "throughput",
        "--json",
        "--from",
        "Kunming",
        "--to",
        "Vientiane",
    ];
    let answer = corridor(&args).json();
    assert_eq!(answer["chains"], Json::Array(Vec::new()));
}

#[test]
fn a_hubs_key_is_found_in_any_case() {
    let exact = by_rail("chongqing", "qinzhou-port", &[]);
    let other = by_rail("CHONGQING", "Qinzhou-Port", &[]);
    assert_eq!(exact, other);
    path(&exact);
}
