//! `corridor throughput` beyond the bottleneck: the next one, room left, `--vary`, `--target`.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::{Run, corridor, corridor_in, folder};

/// Two lines side by side of 1,000 and 800, then one of 1,500.
fn tiny() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiny.geojson");
    path.to_str().unwrap().to_owned()
}

#[track_caller]
fn ask(more: &[&str]) -> Run {
    let tiny = tiny();
    let mut args = vec!["throughput", &tiny, "--from", "a", "--to", "e"];
    args.extend(more);
    corridor(&args)
}

fn keys<'a>(parts: &'a Json) -> Vec<&'a str> {
    let parts = parts.as_array().unwrap().iter();
    let key = |part: &'a Json| part["key"].as_str().unwrap();
    // Parts of a split line by the name of the whole.
    parts
        .map(|part| key(part).split('#').next().unwrap())
        .collect()
}

#[test]
fn the_next_bottleneck_and_the_room_left() {
    let answer = ask(&["--json"]).json();
    assert_eq!(answer["teu_per_year"], 1500);
    let next = &answer["next_bottleneck"];
    assert_eq!(
        (&next["teu_per_year"], next["status"].as_str()),
        (&json!(1800), Some("unsourced"))
    );
    assert_eq!(keys(&next["bottleneck"]), ["E1", "M1"]);
    let slack = answer["slack"].as_array().unwrap();
    let mut both: Vec<&Json> = slack.iter().filter(|of| of["carried"] != 0).collect();
    both.sort_by_key(|of| of["key"].as_str());
    let sum = |name: &str| -> u64 { both.iter().map(|of| of[name].as_u64().unwrap()).sum() };
    assert_eq!((both.len(), sum("carried"), sum("left")), (2, 1500, 300));
    for of in &both {
        assert_eq!(
            (&of["spare"], &of["fills_next"]),
            (&json!(300), &json!(true)),
            "{of}"
        );
    }
    let run = ask(&[]);
    let said = run.text();
    assert!(
        said.contains("Next bottleneck: if the present one had no limit, 1,800"),
        "{said}"
    );
    assert!(
        said.contains("(300 could be taken away), fills next"),
        "{said}"
    );
}

#[test]
fn the_throughput_by_one_capacity() {
    let answer = ask(&["--vary", "E2", "--json"]).json();
    let vary = &answer["vary"];
    assert_eq!(
        (&vary["capacity"], &vary["breakpoints"]),
        (&json!(1500.0), &json!([1800.0]))
    );
    let pieces = vary["pieces"].as_array().unwrap();
    let slopes: Vec<_> = pieces.iter().map(|piece| piece["slope"].as_u64()).collect();
    assert_eq!(slopes, [Some(1), Some(0)]);
    assert_eq!(keys(&pieces[1]["bottleneck"]), ["E1", "M1"]);
    assert_eq!(pieces[1]["teu_per_year"], 1800.0);
    let run = ask(&["--vary", "E1"]);
    let said = run.text();
    assert!(
        said.contains("Above 700 TEU a year the next bottleneck is"),
        "{said}"
    );
    assert!(said.contains("from 0: 800, 1 more for each more"), "{said}");
    // A line that is not open makes no difference; the sea lane beyond the port none either.
    let closed = ask(&["--vary", "W1", "--json"]).json();
    assert_eq!(closed["vary"]["breakpoints"], json!([]));
    // A hub without a limit: what goes through it is all that flows.
    let hub = ask(&["--vary", "e", "--json"]).json();
    assert_eq!(hub["vary"]["kind"], "hub");
    assert_eq!(
        (&hub["vary"]["capacity"], &hub["vary"]["enough"]),
        (&Json::Null, &json!(1500.0))
    );
    for (key, word) in [
        ("nowhere", "no line has the key"),
        ("e.hours", "no line has the key"),
    ] {
        let run = ask(&["--vary", key]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(word), "{}", run.err);
    }
}

#[test]
fn the_cheapest_upgrades_of_a_file() {
    let folder = folder("upgrades");
    let table = "link,adds_teu,cost\nE2,300,5\nE2,200,2\nE2,100,2.5\nM1,1000,1\n";
    fs::write(folder.join("offers.csv"), table).unwrap();
    let tiny = tiny();
    let ask = |file: &str, target: &str| {
        let args = [
            "throughput",
            &tiny,
            "--from",
            "a",
            "--to",
            "e",
            "--target",
            target,
        ];
        corridor_in(
            &folder,
            &[&args[..], &["--upgrades", file, "--json"]].concat(),
        )
    };
    let answer = ask("offers.csv", "1800").json();
    let target = &answer["target"];
    assert_eq!(
        (&target["status"], &target["cost"]),
        (&json!("optimal"), &json!(4.5)),
        "{target}"
    );
    let lines: Vec<u64> = (target["upgrades"].as_array().unwrap().iter())
        .map(|one| one["line"].as_u64().unwrap())
        .collect();
    assert_eq!((lines, &target["teu_per_year"]), (vec![3, 4], &json!(1800)));
    assert_eq!(ask("offers.csv", "1900").json()["target"]["cost"], 8.0);
    let most = ask("offers.csv", "2101").json();
    assert_eq!(
        (&most["target"]["status"], &most["target"]["most"]),
        (&json!("unreachable"), &json!(2100))
    );
    assert_eq!(
        ask("offers.csv", "1500").json()["target"]["status"],
        "already"
    );
    for (name, text, word) in [
        (
            "unknown.csv",
            "link,adds_teu,cost\nX9,1,1\n",
            "line 2 of the upgrades",
        ),
        ("lacking.csv", "link,cost\nE2,1\n", "no column adds_teu"),
        (
            "worse.csv",
            "link,adds_teu,cost\nE2,-5,1\n",
            "not a number from 0 on",
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
        let run = ask(name, "1800");
        assert_eq!(run.code, 2, "{name}");
        assert!(run.err.contains(word), "{name}: {}", run.err);
        assert!(run.json()["reason"].is_string());
    }
}

#[test]
fn projects_with_costs_are_weighed_by_them() {
    let folder = folder("projects");
    fs::copy(tiny(), folder.join("tiny.geojson")).unwrap();
    let head =
        "project,name_en,state,certainty,changes,effect_status,unit,cost,cost_unit,cost_status\n";
    let rows = "A,Wide,planned,planned,E2.capacity_teu=2000,assumed,TEU/a,9,bn yuan,cited\n\
                B,Wider,planned,planned,E2.capacity_teu=1700;E1.capacity_teu=1400,assumed,TEU/a,3,bn yuan,cited\n\
                C,Side,planned,what-if,M1.capacity_teu=1000,assumed,TEU/a,1,bn yuan,cited\n";
    fs::write(folder.join("projects.csv"), format!("{head}{rows}")).unwrap();
    let ask = |target: &str| {
        let args = [
            "throughput",
            ".",
            "--from",
            "a",
            "--to",
            "e",
            "--json",
            "--target",
            target,
        ];
        corridor_in(&folder, &args).json()["target"].clone()
    };
    let set = |target: &Json| -> String {
        let all = target["upgrades"].as_array().unwrap().iter();
        all.map(|one| one["project"].as_str().unwrap()).collect()
    };
    let found = ask("1700");
    assert_eq!(
        (set(&found).as_str(), &found["cost"]),
        ("B", &json!(3.0)),
        "{found}"
    );
    assert_eq!(
        (&found["minimized"], &found["teu_per_year"]),
        (&json!("cost"), &json!(1700))
    );
    let found = ask("1800");
    assert_eq!(
        (set(&found).as_str(), &found["cost"]),
        ("A", &json!(9.0)),
        "{found}"
    );
    // Of A and B, which set the same capacity, the greater counts.
    let found = ask("2000");
    assert_eq!(
        (set(&found).as_str(), &found["cost"]),
        ("AC", &json!(10.0)),
        "{found}"
    );
    assert_eq!(ask("2001")["most"], 2000);
}
