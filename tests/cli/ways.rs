//! `corridor route` with stops, things to avoid and several ways; `corridor reach` and `skim`.

use std::fs;

use serde_json::Value as Json;

use crate::{Run, corridor, corridor_in, folder};

#[track_caller]
fn route(from: &str, to: &str, more: &[&str]) -> Run {
    corridor(&[&["route", "--from", from, "--to", to], more].concat())
}

/// The paths of an answer that has some.
#[track_caller]
fn paths(from: &str, to: &str, more: &[&str]) -> Vec<Json> {
    let run = route(from, to, &[more, &["--json"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.text());
    run.json()["paths"].as_array().unwrap().clone()
}

fn number(value: &Json) -> f64 {
    value.as_f64().unwrap()
}

/// The links of a path in order.
fn links(path: &Json) -> Vec<&str> {
    let legs = path["legs"].as_array().unwrap().iter();
    let links = legs.flat_map(|leg| leg["links"].as_array().unwrap());
    links.map(|link| link.as_str().unwrap()).collect()
}

const RAIL: [&str; 2] = ["--modes", "rail"];

#[test]
fn a_way_passes_its_stops_and_nothing_avoided() {
    let by = |more: &[&str]| paths("Chongqing", "Qinzhou Port", &[&RAIL[..], more].concat());
    let free = by(&[]);
    assert!(links(&free[0]).contains(&"R03"));
    let via = by(&["--via", "Guiyang"]);
    assert!(links(&via[0]).contains(&"R09#1"), "{:?}", links(&via[0]));
    let avoiding = by(&["--avoid", "eastern"]);
    assert!(!links(&avoiding[0]).contains(&"R03"));
    assert!(links(&avoiding[0]).contains(&"R07"), "it serves others too");
    let required = by(&["--require", "R18", "--open", "R18"]);
    let all = links(&required[0]);
    assert!(all.contains(&"R18#1"), "{all:?}");
    for other in [&via, &avoiding, &required] {
        assert!(number(&other[0]["hours"]) > number(&free[0]["hours"]));
    }
    // In order: first one, then the other.
    let there = by(&["--via", "Huaihua,Guiyang"]);
    let back = by(&["--via", "Guiyang,Huaihua"]);
    assert_ne!(links(&there[0]), links(&back[0]));
    let no_sea = paths(
        "Chongqing",
        "Hanoi",
        &["--minimize", "money", "--avoid", "sea"],
    );
    assert!(
        no_sea[0]["legs"]
            .as_array()
            .unwrap()
            .iter()
            .all(|leg| leg["mode"] != "sea")
    );
    let no_laos = paths(
        "Kunming",
        "Laem Chabang",
        &["--avoid", "LA", "--modes", "rail,road,sea"],
    );
    assert!(!links(&no_laos[0]).contains(&"R32"));
}

#[test]
fn what_cannot_be_asked_is_said() {
    let both = route(
        "Chongqing",
        "Qinzhou Port",
        &["--via", "Guiyang", "--avoid", "Guiyang"],
    );
    assert_eq!(both.code, 1);
    assert!(
        both.text()
            .contains("Guiyang is both to be passed and to be avoided")
    );
    let cases: [(&[&str], &str); 6] = [
        (
            &["--avoid", "nowhere"],
            "--avoid nowhere: nothing is called so",
        ),
        (
            &["--require", "nowhere"],
            "--require nowhere: nothing is called so",
        ),
        (&["--via", "nowhere"], "no hub is called \"nowhere\""),
        (
            &["--value-of-time", "-1"],
            "--value-of-time -1: write a number from 0",
        ),
        (
            &["--cargo", "gold"],
            "there are bulk, manufactured, farm, reefer",
        ),
        (
            &["--alternatives", "2", "--overlap", "3"],
            "--overlap 3: write a share from 0 to 1",
        ),
    ];
    let alone = route("Chongqing", "Qinzhou Port", &["--break-even=value-of-time"]);
    assert_eq!(alone.code, 2);
    assert!(
        alone.err.contains("--break-even compares several paths"),
        "{}",
        alone.err
    );
    for (more, said) in cases {
        let equals: Vec<String> = match more {
            [option, value] => vec![format!("{option}={value}")],
            _ => more.iter().map(|&word| word.to_owned()).collect(),
        };
        let words: Vec<&str> = equals.iter().map(String::as_str).collect();
        let run = route("Chongqing", "Qinzhou Port", &words);
        assert_eq!(run.code, 2, "{more:?}: {}", run.err);
        assert!(run.err.contains(said), "{more:?}: {}", run.err);
    }
}

#[test]
fn several_ways_come_in_order_and_none_twice() {
    let ways = paths(
        "Chongqing",
        "Singapore",
        &["--alternatives", "8", "--minimize", "money"],
    );
    assert_eq!(ways.len(), 8);
    let costs: Vec<f64> = ways.iter().map(|way| number(&way["money_cny"])).collect();
    assert!(costs.is_sorted(), "{costs:?}");
    for (place, way) in ways.iter().enumerate() {
        let others = &ways[..place];
        assert!(others.iter().all(|other| links(other) != links(way)));
        let mut hubs: Vec<&str> = Vec::new();
        for leg in way["legs"].as_array().unwrap() {
            hubs.push(leg["from"].as_str().unwrap());
        }
        let n_hubs = hubs.len();
        hubs.sort_unstable();
        hubs.dedup();
        assert_eq!(hubs.len(), n_hubs, "no hub twice");
    }
}

#[test]
fn ways_with_little_in_common_share_at_most_so_much() {
    let more = ["--alternatives", "4", "--overlap", "0.5"];
    let ways = paths("Chongqing", "Singapore", &more);
    assert!(ways.len() > 1);
    // Of a leg along the same links all is shared.
    for (place, way) in ways.iter().enumerate() {
        for better in &ways[..place] {
            let known: Vec<String> = better["legs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|leg| leg["links"].to_string())
                .collect();
            let legs = way["legs"].as_array().unwrap().iter();
            let same = legs.filter(|leg| known.contains(&leg["links"].to_string()));
            let shared: f64 = same.map(|leg| number(&leg["km"])).sum();
            assert!(shared <= 0.5 * number(&way["km"]) + 0.01);
        }
    }
}

#[test]
fn no_unbeaten_way_is_beaten() {
    let ways = paths("Chongqing", "Hanoi", &["--pareto"]);
    assert!(ways.len() > 2);
    let of = |way: &Json| ["hours", "money_cny", "co2_kg"].map(|name| number(&way[name]));
    for one in &ways {
        for other in &ways {
            let (a, b) = (of(one), of(other));
            let is_no_worse = (0..3).all(|at| b[at] <= a[at]);
            let is_beaten = is_no_worse && (0..3).any(|at| b[at] < a[at]);
            assert!(!is_beaten, "{a:?} {b:?}");
        }
    }
    let less = |ways: &[Json]| {
        let hours = ways.iter().map(|way| number(&way["hours"]));
        hours.fold(f64::MAX, f64::min)
    };
    let via = paths("Chongqing", "Hanoi", &["--pareto", "--via", "Kunming"]);
    assert!(less(&via) > less(&ways), "the way by Kunming is longer");
    // The best by each criterion are among them.
    for (minimize, name) in [
        ("time", "hours"),
        ("money", "money_cny"),
        ("carbon", "co2_kg"),
    ] {
        let best = paths("Chongqing", "Hanoi", &["--minimize", minimize]);
        let least = ways
            .iter()
            .map(|way| number(&way[name]))
            .fold(f64::MAX, f64::min);
        assert!((least - number(&best[0][name])).abs() < 1e-9);
    }
}

#[test]
fn transfers_tell_wait_border_and_handling_apart() {
    let ways = paths("Chongqing", "Singapore", &["--minimize", "generalized"]);
    let mut waited = 0.0;
    for transfer in ways[0]["transfers"].as_array().unwrap() {
        let [wait, border, handling] =
            ["wait_hours", "border_hours", "handling_hours"].map(|name| number(&transfer[name]));
        assert!((wait + border + handling - number(&transfer["hours"])).abs() < 1e-9);
        waited += wait;
    }
    assert!(waited > 1.0);
    // Money, time, carbon and deviation add up to the generalized cost, to the cent.
    let run = route(
        "Chongqing",
        "Singapore",
        &["--minimize", "generalized", "--json"],
    );
    let (answer, way) = (run.json(), &ways[0]);
    let [time, carbon, reliability] = [
        "value_of_time_cny_per_hour",
        "carbon_price_cny_per_t",
        "reliability",
    ]
    .map(|name| number(&answer[name]));
    let expected = number(&way["money_cny"])
        + time * number(&way["hours"])
        + carbon * number(&way["co2_kg"]) / 1000.0
        + time * reliability * number(&way["deviation_hours"]);
    let cost = number(&way["generalized_cny"]);
    assert!((cost - expected).abs() < 0.01, "{cost} {expected}");
}

#[test]
fn a_class_of_cargo_has_its_value_of_time_and_tonnes() {
    let of = |cargo: &str| {
        let more = ["--cargo", cargo, "--modes", "rail", "--json"];
        let run = route("Chongqing", "Qinzhou Port", &more);
        (
            number(&run.json()["value_of_time_cny_per_hour"]),
            number(&run.json()["paths"][0]["co2_kg"]),
        )
    };
    let (bulk, reefer) = (of("bulk"), of("reefer"));
    // 300,000 × (0.06 + 0.6) / 8,760 and 30,000 × 0.06 / 8,760.
    assert!((reefer.0 - 22.602_739_7).abs() < 1e-6, "{}", reefer.0);
    assert!((bulk.0 - 0.205_479_45).abs() < 1e-6, "{}", bulk.0);
    // 27.5 and 12 tonnes a TEU.
    assert!((bulk.1 / reefer.1 - 27.5 / 12.0).abs() < 1e-3);
}

#[test]
fn paths_are_written_as_tables_and_lines() {
    let more = ["--alternatives", "2", "--modes", "rail"];
    let csv = route(
        "Chongqing",
        "Qinzhou Port",
        &[&more[..], &["--csv"]].concat(),
    );
    let lines: Vec<&str> = csv.text().lines().collect();
    assert!(lines[0].starts_with("path,step,kind,from,to,mode_from"));
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("2,1,transfer,chongqing"))
    );
    let lines = route(
        "Chongqing",
        "Qinzhou Port",
        &[&more[..], &["--geojson"]].concat(),
    );
    let json = lines.json();
    let features = json["features"].as_array().unwrap();
    let first: Vec<&Json> = features
        .iter()
        .filter(|of| of["properties"]["path"] == 1)
        .collect();
    // Each leg begins where the one before it ends.
    for pair in first.windows(2) {
        let end = pair[0]["geometry"]["coordinates"]
            .as_array()
            .unwrap()
            .last();
        assert_eq!(
            end,
            pair[1]["geometry"]["coordinates"]
                .as_array()
                .unwrap()
                .first()
        );
    }
}

#[test]
fn pairs_are_answered_in_order() {
    let folder = folder("pairs");
    fs::write(
        folder.join("pairs.csv"),
        "id,to,from\n1,Qinzhou Port,Chongqing\n2,nowhere,Chongqing\n3,Xingyi,Chongqing\n",
    )
    .unwrap();
    let ask = |more: &[&str]| {
        corridor_in(
            &folder,
            &[&["route", "--pairs", "pairs.csv", "--modes", "rail"], more].concat(),
        )
    };
    let run = ask(&["--json", "--timings"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let pairs = answer["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 3);
    let alone = paths("Chongqing", "Qinzhou Port", &RAIL);
    for name in ["km", "hours", "money_cny"] {
        assert_eq!(pairs[0][name], alone[0][name]);
    }
    assert!(
        pairs[1]["none"]
            .as_str()
            .unwrap()
            .contains("no hub is called")
    );
    assert!(
        pairs[2]["none"]
            .as_str()
            .unwrap()
            .contains("No way from Chongqing")
    );
    assert_eq!(answer["timings"]["n_queries"], 3);
    assert_eq!(ask(&["--csv"]).text().lines().count(), 4);
    fs::write(folder.join("pairs.csv"), "a,b\n").unwrap();
    let wrong = ask(&["--json"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.json()["reason"]
            .as_str()
            .unwrap()
            .contains("no column from")
    );
}

#[test]
fn reach_and_skims_agree_with_paths() {
    let run = corridor(&[
        "reach",
        "--from",
        "Chongqing",
        "--within",
        "70",
        "--modes",
        "rail",
        "--json",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answer = run.json();
    let hubs = answer["hubs"].as_array().unwrap();
    let hours: Vec<f64> = hubs.iter().map(|hub| number(&hub["hours"])).collect();
    assert!(hours.is_sorted() && hours.iter().all(|&of| of <= 70.0));
    let port = hubs
        .iter()
        .find(|hub| hub["key"] == "qinzhou-port")
        .unwrap();
    let alone = paths("Chongqing", "Qinzhou Port", &RAIL);
    assert_eq!(port["hours"], alone[0]["hours"]);
    let parts = answer["links"].as_array().unwrap();
    let is_part = |of: &&Json| (0.01..0.99).contains(&number(&of["from_start"]));
    assert!(
        parts.iter().any(|of| is_part(&of)),
        "some link is reached in part"
    );

    let skim = corridor(&[
        "skim",
        "--hubs",
        "Chongqing,Qinzhou Port",
        "--modes",
        "rail",
    ]);
    assert_eq!(skim.code, 0);
    let hours = alone[0]["hours"].to_string();
    let row = skim
        .text()
        .lines()
        .find(|line| line.starts_with("chongqing,qinzhou-port,"));
    assert!(row.unwrap().contains(&hours), "{row:?} {hours}");
    let folder = folder("skim");
    let omx = ["skim", "--hubs", "Chongqing,Qinzhou Port", "--out", "a.omx"];
    let written = corridor_in(&folder, &omx);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    let bytes = fs::read(folder.join("a.omx")).unwrap();
    assert!(bytes.starts_with(b"\x89HDF\r\n"));
    let none = corridor(&["reach", "--from", "Chongqing", "--within=-1"]);
    assert_eq!(none.code, 2);
}

#[test]
fn at_the_break_even_both_ways_cost_the_same() {
    let more = [
        "--alternatives",
        "2",
        "--overlap",
        "0.5",
        "--minimize",
        "generalized",
        "--modes",
        "rail",
    ];
    let ask =
        |more: &[&str]| route("Chongqing", "Qinzhou Port", &[more, &["--json"]].concat()).json();
    let answer = ask(&[&more[..], &["--break-even", "value-of-time"]].concat());
    let tie = &answer["break_even"][0];
    assert_eq!(
        (&tie["with"], tie["ties"].as_str()),
        (&Json::from(2), Some("at"))
    );
    let value = tie["value"].to_string();
    let at_tie = ask(&[&more[..], &["--value-of-time", &value]].concat());
    let costs = [0, 1].map(|place| number(&at_tie["paths"][place]["generalized_cny"]));
    assert!((costs[0] - costs[1]).abs() < 0.01, "{costs:?}");
    let wrong = route(
        "Chongqing",
        "Qinzhou Port",
        &["--alternatives", "2", "--break-even", "luck"],
    );
    assert_eq!(wrong.code, 2);
    assert!(
        wrong
            .err
            .contains("write value-of-time, tariff:MODE or dwell:HUB")
    );
}
