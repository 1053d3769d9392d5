//! `corridor demand`.

use crate::corridor;
use serde_json::Value as Json;

#[track_caller]
fn json(more: &[&str]) -> (i32, Json) {
    let run = corridor(&[&["demand", "--json"], more].concat());
    (run.code, run.json())
}

fn sum<'a>(cells: impl IntoIterator<Item = &'a Json>) -> f64 {
    let teu = cells.into_iter().map(|cell| cell["teu"].as_f64().unwrap());
    teu.sum()
}

#[track_caller]
fn assert_near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 0.1, "{value}, not {expected}");
}

#[test]
fn the_last_published_year_comes_without_being_asked_for() {
    let (code, answer) = json(&[]);
    assert_eq!((code, answer["year"].as_i64()), (0, Some(2025)));
    assert_eq!(answer["total"]["value"], 1_425_000.0);
    assert_eq!(answer["total"]["status"], "cited");
    assert_eq!(answer["cells_status"], "assumed");
    assert_eq!(answer["fit"]["balanced"], true);
    assert_eq!(answer["remarks"].as_array().unwrap().len(), 0);
    assert!(answer["method"].as_str().unwrap().contains("gravity model"));
    let cells = answer["cells"].as_array().unwrap();
    assert_near(sum(cells), 1_425_000.0);
    let south = cells.iter().filter(|cell| cell["direction"] == "south");
    assert_near(sum(south), 1_425_000.0 * 0.518);
    let guangxi = ["nanning-south", "liuzhou-south", "baise"];
    let inside = cells
        .iter()
        .filter(|cell| guangxi.iter().any(|hub| cell["origin"] == *hub));
    assert_near(sum(inside), 1_425_000.0 * 0.36);
    let margins = answer["margins"].as_array().unwrap();
    let chongqing = margins
        .iter()
        .find(|margin| margin["key"] == "chongqing")
        .unwrap();
    assert_near(chongqing["teu"].as_f64().unwrap(), 213_750.0);
    let growth = answer["growth"].as_array().unwrap();
    let scenarios: Vec<&Json> = growth.iter().map(|growth| &growth["scenario"]).collect();
    assert_eq!(scenarios, ["low", "base", "high"]);
    assert_eq!(growth[1]["years"].as_array().unwrap().len(), 11);
}

#[test]
fn later_years_grow_and_sums_are_given_on_request() {
    let (code, answer) = json(&["--year", "2035", "--by", "direction"]);
    assert_eq!((code, answer["base_year"].as_i64()), (0, Some(2025)));
    let total = 1_425_000.0 * 1.08_f64.powi(10);
    assert_near(answer["total"]["value"].as_f64().unwrap(), total);
    assert_eq!(answer["total"]["status"], "assumed");
    let sums = answer["sums"].as_array().unwrap();
    assert_near(sum(sums), total);
    let high = json(&["--year", "2035", "--growth", "high"]).1;
    assert!(high["total"]["value"].as_f64().unwrap() > total);
}

#[test]
fn the_table_and_the_csv_hold_the_same_matrix() {
    let table = corridor(&["demand", "--year", "2024"]);
    assert_eq!((table.code, table.err.as_str()), (0, ""));
    for part in [
        "2024: 960,000 TEU, cited",
        "Chongqing",
        "Fangchenggang",
        "both ways",
        "960,000",
    ] {
        assert!(table.text().contains(part), "{}", table.text());
    }
    let csv = corridor(&["demand", "--year", "2024", "--csv"]);
    let mut lines = csv.text().lines();
    assert_eq!(lines.next(), Some("origin,destination,direction,class,teu"));
    let teu = lines.map(|line| line.rsplit(',').next().unwrap().parse::<f64>().unwrap());
    assert_near(teu.sum(), 960_000.0);
    for by in ["zone", "port", "class", "direction", "hub"] {
        let sums = corridor(&["demand", "--by", by]);
        assert_eq!(sums.code, 0);
        assert!(sums.text().contains("northbound"), "{}", sums.text());
    }
    assert_eq!(corridor(&["demand", "--csv", "--json"]).code, 2);
}

#[test]
fn without_a_matrix_there_is_a_reason() {
    for (args, part) in [
        (&["--year", "2018"][..], "shares by inland zone for 2018"),
        (&["--year", "2036"], "2035"),
        (&["tests/data/tiny.geojson"], "CR_TEU"),
    ] {
        let args: Vec<String> = args.iter().map(|arg| rooted(arg)).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let (code, answer) = json(&args);
        assert_eq!((code, answer["cells"].as_array().unwrap().len()), (1, 0));
        assert!(
            answer["reason"].as_str().unwrap().contains(part),
            "{answer}"
        );
        let run = corridor(&[&["demand"], &args[..]].concat());
        assert_eq!((run.code, run.text()), (1, ""));
        assert!(
            run.err.starts_with("error: ") && run.err.contains(part),
            "{}",
            run.err
        );
    }
}

/// A path of the package, whatever folder the binary runs in.
fn rooted(arg: &str) -> String {
    if arg.starts_with("tests/") {
        format!("{}/{arg}", env!("CARGO_MANIFEST_DIR"))
    } else {
        arg.to_owned()
    }
}
