//! `corridor flow` on DIMACS files.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::{Run, corridor, corridor_in, folder};

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    path.join(name).to_str().unwrap().to_owned()
}

/// The answer to a file with this text, in a folder of its own.
#[track_caller]
fn solve(name: &str, text: &str) -> Run {
    let folder = folder(&format!("flow-{name}"));
    fs::write(folder.join(name), text).unwrap();
    corridor_in(&folder, &["flow", name, "--json"])
}

/// Exit code, status and a word of the sentence.
#[track_caller]
fn ends(name: &str, text: &str, code: i32, status: &str, said: &str) -> Json {
    let run = solve(name, text);
    let answer = run.json();
    assert_eq!(run.code, code, "{answer}");
    assert_eq!(answer["status"], status, "{answer}");
    let sentence = answer["text"].as_str().or(answer["reason"].as_str());
    assert!(sentence.unwrap().contains(said), "{answer}");
    answer
}

#[test]
fn the_cheapest_flow() {
    let run = corridor(&["flow", &data("sample.min"), "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answer = run.json();
    assert_eq!(answer["status"], "optimal");
    assert_eq!(
        (&answer["objective"], &answer["problem"]),
        (&json!(24), &json!("min"))
    );
    assert_eq!((&answer["nodes"], &answer["arcs"]), (&json!(4), &json!(5)));
    assert!(answer["iterations"].as_u64().unwrap() > 0);
    assert!(answer["cpu_seconds"].as_f64().unwrap() >= 0.0);

    let run = corridor(&["flow", &data("sample.min")]);
    assert!(run.text().contains("costs 24."), "{}", run.text());
}

#[test]
fn the_greatest_flow() {
    let answer = corridor(&["flow", &data("sample.max"), "--json"]).json();
    assert_eq!(
        (&answer["flow"], &answer["objective"]),
        (&json!(6), &json!(6))
    );
    let cut = json!([
        { "arc": 2, "from": 2, "to": 4, "upper": 2 },
        { "arc": 3, "from": 1, "to": 3, "upper": 4 },
    ]);
    assert_eq!(answer["cut"], cut);
    let run = corridor(&["flow", &data("sample.max")]);
    assert!(run.text().contains("greatest flow is 6"), "{}", run.text());
    assert!(run.text().contains(": 2, 3."), "{}", run.text());
}

#[test]
fn flows_and_shadow_prices_as_a_table() {
    let folder = folder("flow-table");
    let (min, max) = (data("sample.min"), data("sample.max"));
    let run = corridor_in(
        &folder,
        &["flow", &min, "--flows", "a.csv", "--shadow-prices"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let table = fs::read_to_string(folder.join("a.csv")).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    let heads = "arc,from_node_id,to_node_id,lower,upper,cost,flow,reduced_cost,saved_by_one_more,cost_of_one_less";
    assert_eq!((lines[0], lines.len()), (heads, 6));
    // The narrow arc: one more saves 5 less 3, one less costs as much.
    assert!(lines[2].starts_with("2,2,4,0,3,2,3,"), "{}", lines[2]);
    assert!(lines[2].ends_with(",2,2"), "{}", lines[2]);
    assert!(lines[3].starts_with("3,1,3,1,,2,3,0,0,0"), "{}", lines[3]);

    let run = corridor_in(&folder, &["flow", &max, "--flows", "b.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let table = fs::read_to_string(folder.join("b.csv")).unwrap();
    let rows = "arc,from_node_id,to_node_id,upper,flow,is_in_cut\n1,1,2,5,2,0\n2,2,4,2,2,1\n3,1,3,4,4,1\n4,3,4,7,4,0\n";
    assert_eq!(table, rows);
    let run = corridor_in(&folder, &["flow", &max, "--flows", "none/b.csv", "--json"]);
    assert_eq!(
        (run.code, run.json()["status"].clone()),
        (2, json!("invalid"))
    );
}

#[test]
fn each_ending_has_a_status_and_a_sentence() {
    let two = |arcs: &str, supply: i64| format!("p min 2 1\nn 1 {supply}\nn 2 -{supply}\n{arcs}\n");
    let short = ends(
        "short.min",
        &two("a 1 2 0 3 1", 5),
        1,
        "infeasible",
        "2 more",
    );
    assert_eq!((&short["short"], &short["cut"]), (&json!(2), &json!([1])));
    ends(
        "closed.min",
        &two("a 1 2 0 0 1", 5),
        1,
        "infeasible",
        "5 more",
    );
    ends("still.min", &two("a 1 2 0 3 1", 0), 0, "optimal", "costs 0");
    ends(
        "uneven.min",
        "p min 2 1\nn 1 5\na 1 2 0 9 1\n",
        1,
        "unbalanced",
        "by 5",
    );
    ends(
        "lack.min",
        "p min 2 1\nn 2 -5\na 1 2 0 9 1\n",
        1,
        "unbalanced",
        "Demands",
    );
    let round = "p min 2 2\na 1 2 0 inf -3\na 2 1 0 inf 1\n";
    let round = ends("round.min", round, 1, "unbounded", "less than 0");
    assert_eq!(round["unlimited"].as_array().unwrap().len(), 2);
    ends(
        "gain.min",
        "p min 2 2\na 1 2 0 7 -3\na 2 1 0 inf 1\n",
        0,
        "optimal",
        "costs -14",
    );
    ends(
        "crossed.min",
        &two("a 1 2 6 5 1", 5),
        1,
        "crossed_bounds",
        "at least 6",
    );
    ends(
        "dear.min",
        &two("a 1 2 0 9 9223372036854775807", 5),
        1,
        "too_large",
        "cost",
    );
    let huge = two("a 1 2 0 inf 1", i64::MAX);
    ends("huge.min", &huge, 1, "too_large", "capacities");
    ends(
        "free.max",
        "p max 2 1\nn 1 s\nn 2 t\na 1 2 inf\n",
        1,
        "unbounded",
        "Any amount",
    );
    ends(
        "shut.max",
        "p max 2 1\nn 1 s\nn 2 t\na 1 2 0\n",
        0,
        "optimal",
        "flow is 0",
    );
    ends(
        "apart.max",
        "p max 2 0\nn 1 s\nn 2 t\n",
        0,
        "optimal",
        "no way",
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    ends(
        "no-source.max",
        "p max 2 1\nn 2 t\na 1 2 3\n",
        2,
        "invalid",
        "“s”",
    );
    ends(
        "words.min",
        "p min 2 1\na 1 2 0 three 1\n",
        2,
        "invalid",
        "words.min:2:1",
    );
    ends("none.min", "", 2, "invalid", "none.min");
    let gone = corridor(&["flow", "gone.min", "--json"]);
    assert_eq!(
        (gone.code, gone.json()["status"].clone()),
        (2, json!("invalid"))
    );
    let odd = solve("odd.min", "p min 2 2\nx\na 1 2 0 -1 1\n");
    assert_eq!(
        (odd.code, odd.json()["findings"].as_array().unwrap().len()),
        (0, 3)
    );
    assert!(odd.err.starts_with("warning: odd.min:2:1"), "{}", odd.err);
}
