//! `corridor check --reality`, and one changed number of the maps all the way to every answer.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::{corridor, corridor_in, folder};

fn reality(folder: &Path, study: &[&str]) -> Json {
    let args: Vec<&str> = ["check", "--reality", "--json"]
        .into_iter()
        .chain(study.iter().copied())
        .collect();
    let run = corridor_in(folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    run.json()
}

fn series<'a>(answer: &'a Json, key: &str) -> &'a Json {
    let mut all = answer["series"].as_array().unwrap().iter();
    all.find(|series| series["key"] == key)
        .unwrap_or_else(|| panic!("{key} is not compared"))
}

fn number(json: &Json, member: &str) -> f64 {
    json[member]
        .as_f64()
        .unwrap_or_else(|| panic!("{member}: {json}"))
}

#[test]
fn every_comparison_is_whole() {
    let answer = reality(&folder("reality"), &[]);
    let all = answer["series"].as_array().unwrap();
    assert!(all.len() > 50, "{}", all.len());
    assert_eq!(
        answer["open"],
        Json::Array(Vec::new()),
        "all can be computed"
    );
    for series in all {
        let (model, published) = (number(series, "model"), number(series, "published"));
        let percent = (model - published) / published * 100.0;
        assert!((number(series, "difference_percent") - percent).abs() < 1e-9);
        for member in ["name", "name_zh", "source"] {
            assert_ne!(series[member].as_str().unwrap(), "", "{series}");
        }
        let status = series["status"].as_str().unwrap();
        assert!(
            ["cited", "derived", "assumed"].contains(&status),
            "{series}"
        );
        assert!(series["calibrated"].is_boolean());
        assert!(series["year"].is_string());
    }
    let conflicts = answer["conflicts"].as_array().unwrap();
    let of_2021 = conflicts.iter().find(|conflict| {
        let values = ["a", "b"].map(|side| conflict[side]["value"].as_f64());
        values.contains(&Some(632_000.0)) && values.contains(&Some(570_000.0))
    });
    assert!(of_2021.is_some(), "the two figures for 2021");
    for conflict in conflicts {
        for side in ["a", "b"] {
            assert_ne!(conflict[side]["source"].as_str().unwrap(), "", "{conflict}");
        }
        assert_ne!(conflict["reason"].as_str().unwrap(), "", "{conflict}");
    }
}

/// The years added up come within one percent of the printed 5.003 million TEU.
#[test]
fn the_years_add_up_to_the_printed_total() {
    let answer = reality(&folder("reality-sum"), &[]);
    let sum = series(&answer, "cr-cumulative");
    assert!((number(sum, "model") - 4_980_782.0).abs() < 0.5, "{sum}");
    assert!((number(sum, "published") - 5_003_000.0).abs() < 0.5);
    assert!(number(sum, "difference_percent").abs() < 1.0);
}

#[test]
fn as_text_it_says_the_same() {
    let run = corridor(&["check", "--reality"]);
    assert_eq!(run.code, 0);
    let text = run.text();
    for said in [
        "5,003,000 TEU",
        "held to it by calibration",
        "Sources that disagree",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

/// A copy of the bundled study.
fn copy(name: &str) -> PathBuf {
    let folder = folder(name);
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("maps/corridor");
    for entry in fs::read_dir(maps).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    folder
}

/// One train pair more on the Qin-Gang line, in its file alone.
#[test]
fn one_changed_number_of_the_maps_is_seen_everywhere() {
    let before = copy("one-change");
    let answers = |folder: &Path| {
        let args = [
            "throughput",
            ".",
            "--modes",
            "rail",
            "--from",
            "Chongqing",
            "--to",
            "Qinzhou Port",
            "--json",
        ];
        let run = corridor_in(folder, &args);
        assert_eq!(run.code, 0, "{}", run.err);
        (run.json(), reality(folder, &["."]))
    };
    let (flow, real) = answers(&before);
    assert!((number(&flow, "teu_per_year") - 657_000.0).abs() < 0.5);

    let file = before.join("links_odbl.geojson");
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.contains(r#""id":"R07""#) || line.contains(r#""id": "R07""#) {
                line.replace(
                    r#""freight_pairs_per_day": 18"#,
                    r#""freight_pairs_per_day": 19"#,
                )
                .replace(
                    r#""freight_pairs_per_day":18"#,
                    r#""freight_pairs_per_day":19"#,
                )
            } else {
                line.to_owned()
            }
        })
        .collect();
    fs::write(&file, lines.join("\n")).unwrap();
    let (flow_now, real_now) = answers(&before);

    assert!(
        (number(&flow_now, "teu_per_year") - 693_500.0).abs() < 0.5,
        "throughput"
    );
    let part = &flow_now["bottleneck"][0];
    assert_eq!(part["key"], "R07");
    assert!(
        (number(part, "capacity") - 693_500.0).abs() < 0.5,
        "capacity"
    );
    let formula = part["formula"].as_str().unwrap();
    assert!(
        formula.starts_with("19 pairs/d × 100 TEU/train"),
        "{formula}"
    );
    let pairs = &part["inputs"][0];
    assert!(
        (number(pairs, "value") - 19.0).abs() < 1e-9,
        "the card's first input"
    );
    for key in ["qzr-paths", "rail-throughput", "line-mt:R07"] {
        let (old, new) = (series(&real, key), series(&real_now, key));
        let ratio = number(new, "model") / number(old, "model");
        assert!((ratio - 19.0 / 18.0).abs() < 1e-9, "{key}: {ratio}");
    }
}
