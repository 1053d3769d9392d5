//! `corridor table`.

use crate::{corridor, corridor_in, folder};
use std::fs;

#[test]
fn links_are_filtered_sorted_and_printed_as_json() {
    let run = corridor(&[
        "table",
        "links",
        "--json",
        "--where",
        "mode=rail",
        "--where",
        "capacity_teu>500000",
        "--sort",
        "-capacity_teu",
    ]);
    assert_eq!(run.code, 0);
    let answer = run.json();
    assert_eq!(answer["table"], "links");
    assert_eq!(answer["units"]["length_km"], "km");
    let rows = answer["rows"].as_array().unwrap();
    let teu: Vec<f64> = rows
        .iter()
        .map(|row| row["capacity_teu"]["value"].as_f64().unwrap())
        .collect();
    assert!(teu.len() > 1 && teu.iter().all(|teu| *teu > 500_000.0));
    assert!(teu.is_sorted_by(|a, b| a >= b), "{teu:?}");
    assert!(rows.iter().all(|row| row["mode"] == "rail"));
}

#[test]
fn a_scenario_and_an_edit_show_in_the_rows() {
    let capacity = |more: &[&str]| {
        let typed = [
            "table",
            "links",
            "--csv",
            "--columns",
            "key,capacity_teu,open",
        ];
        let run = corridor(&[&typed[..], &["--where", "key=R07"], more].concat());
        run.text().lines().nth(1).unwrap_or_default().to_owned()
    };
    let before = capacity(&[]);
    assert!(
        before.starts_with("R07,") && before.ends_with(",true"),
        "{before}"
    );
    let after = capacity(&["--set", "R07.capacity_teu=123456", "--close", "R07"]);
    assert_eq!(after, "R07,123456,false");
}

#[test]
fn every_table_has_rows_and_csv_can_be_read_by_columns() {
    for what in [
        "links",
        "hubs",
        "demand",
        "projects",
        "services",
        "parameters",
    ] {
        let run = corridor(&["table", what, "--csv", "--provenance"]);
        assert_eq!(run.code, 0, "{what}");
        let mut lines = run.text().lines();
        assert!(lines.next().unwrap().starts_with("key,"), "{what}");
        assert!(lines.count() > 3, "{what}");
        let again = corridor(&["table", what, "--csv", "--provenance"]);
        assert_eq!(run.out, again.out, "{what}");
    }
    let run = corridor(&[
        "table",
        "hubs",
        "--md",
        "--lang",
        "zh",
        "--where",
        "kind=seaport",
    ]);
    assert!(run.text().starts_with("| 代码 |"), "{}", run.text());
}

#[test]
fn a_study_may_stand_before_what_is_listed() {
    let folder = folder("table");
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.geojson");
    fs::copy(data, folder.join("tiny.geojson")).unwrap();
    let run = corridor_in(&folder, &["table", "tiny.geojson", "hubs", "--json"]);
    assert_eq!(run.code, 0);
    assert!(!run.json()["rows"].as_array().unwrap().is_empty());
    let none = corridor_in(&folder, &["table", "tiny.geojson", "demand", "--json"]);
    assert_eq!(none.code, 2);
    assert!(none.json()["reason"].as_str().unwrap().contains("CR_TEU"));
}

#[test]
fn what_cannot_be_meant_is_said() {
    let run = corridor(&["table", "bridges"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("\"bridges\" is no table"), "{}", run.err);
    let run = corridor(&["table", "links", "--where", "colour=red"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no column \"colour\""), "{}", run.err);
    let run = corridor(&["table", "links", "--where", "hours>long"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("asks nothing"), "{}", run.err);
    let run = corridor(&["table", "links", "--where", "key=none-such"]);
    assert_eq!(run.code, 1, "no row");
}

#[test]
fn rows_are_written_as_the_ending_says() {
    let folder = folder("table-out");
    let table = |out: &str| {
        let typed = ["table", "hubs", "--where", "kind=seaport", "--out", out];
        let run = corridor_in(&folder, &typed);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.text().contains("rows in"), "{}", run.text());
        fs::read(folder.join(out)).unwrap()
    };
    let printed = corridor(&["table", "hubs", "--where", "kind=seaport", "--csv"]);
    assert_eq!(table("a.csv"), printed.out);
    let printed = corridor(&["table", "hubs", "--where", "kind=seaport", "--md"]);
    assert_eq!(table("a.md"), printed.out);
    let book = table("a.xlsx");
    assert!(book.starts_with(b"PK\x03\x04[Co") || book.starts_with(b"PK\x03\x04"));
    assert!(book == table("b.XLSX"), "two runs differ");
    let run = corridor_in(&folder, &["table", "hubs", "--out", "a.ods"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains(".xlsx"), "{}", run.err);
}

#[test]
fn other_tables_are_workbooks_too() {
    let folder = folder("books-out");
    for typed in [
        &["compare", "base", "base", "--out", "a.xlsx"][..],
        &["assign", "--method", "aon", "--flows", "b.xlsx"],
        &["sweep", "--vary", "demand=1|2", "--out", "c.xlsx"],
    ] {
        let run = corridor_in(&folder, typed);
        assert!(run.code <= 1, "{typed:?}: {}", run.err);
        let book = fs::read(folder.join(typed.last().unwrap())).unwrap();
        assert!(book.starts_with(b"PK\x03\x04"), "{typed:?}");
    }
    let compare = ["compare", "base", "base", "--out", "a.csv"];
    assert_eq!(corridor_in(&folder, &compare).code, 0);
    let text = fs::read_to_string(folder.join("a.csv")).unwrap();
    assert!(text.starts_with("measure,group,name_en,name_zh,unit,a,b,difference"));
    assert!(text.lines().count() > 5);
}
