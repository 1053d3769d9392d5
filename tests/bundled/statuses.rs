//! No figure of a link claims to be better founded than it is: against the collected facts where
//! `CORRIDOR_SHARED` names the folder that holds them, and by rules of its own always.

use std::collections::BTreeMap;
use std::path::Path;

use corridor::model::ids::Key;
use corridor::model::sourced::Status;
use corridor::model::unit::Unit;
use corridor::words::Lang;
use serde_json::Value as Json;

use crate::{features, rows, text};

/// Property of a link, and the columns of its value and of its status in the collected facts.
const COLUMNS: [(&str, &str, &str); 7] = [
    ("length_km", "km", "km_status"),
    (
        "freight_pairs_per_day",
        "freight_pairs_per_day",
        "pairs_status",
    ),
    ("capacity_mt", "capacity_mt_yr_oneway", "capacity_status"),
    ("hours", "transit_h", "transit_status"),
    ("gross_train_t", "gross_train_t", "tech_status"),
    ("design_kmh", "design_kmh", "tech_status"),
    ("tracks", "tracks", "tech_status"),
];

/// The lines of the published run of 1,450 km in 48 h, in both of their forms.
const EASTERN_RUN: [&str; 7] = ["R02", "R02a", "R03", "R03a", "R04", "R05", "R06"];

/// Status, value and note of a property of a feature.
fn figure<'a>(feature: &'a Json, property: &str) -> Option<(Status, f64, &'a str)> {
    let properties = &feature["properties"];
    let origin = &properties["provenance"][property];
    let status = Status::from_word(origin["status"].as_str()?)?;
    let note = origin["note"].as_str().unwrap_or("");
    Some((status, properties[property].as_f64()?, note))
}

/// What is better founded here than in the facts: a cited figure that they do not cite, or one that
/// they assume too and that is said to be derived. A line that is derived here in its own way differs.
fn better(feature: &Json, facts: &BTreeMap<String, String>) -> Vec<String> {
    let found = COLUMNS.into_iter().filter_map(|(property, column, of)| {
        let (status, value, _) = figure(feature, property)?;
        // A status in words, such as `km, tracks CITED; gross ASSUMED`, needs a reader.
        let known = Status::from_word(&facts[of])?;
        let is_same = facts[column]
            .parse()
            .is_ok_and(|fact: f64| (fact - value).abs() < 1e-9);
        let is_better = match status {
            Status::Cited => known != Status::Cited,
            Status::Derived => known == Status::Assumed && is_same,
            Status::Assumed | Status::Unsourced => false,
        };
        let id = text(feature, "id");
        is_better.then(|| format!("{id}.{property}: {} for {}", status.word(), known.word()))
    });
    found.collect()
}

#[test]
fn no_link_claims_more_than_the_facts() {
    let Some(shared) = std::env::var_os("CORRIDOR_SHARED") else {
        eprintln!("skipped: CORRIDOR_SHARED does not name a folder with corridor-facts/links.csv");
        return;
    };
    let path = Path::new(&shared).join("corridor-facts/links.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let facts: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let mut n_compared = 0;
    for feature in features("links") {
        let key = Key::new(text(&feature, "id"));
        let of_link = facts.iter().find(|fact| fact["link_id"] == key.whole());
        let Some(of_link) = of_link else { continue };
        n_compared += 1;
        assert_eq!(better(&feature, of_link), Vec::<String>::new());
    }
    assert!(n_compared >= facts.len(), "{n_compared} of {}", facts.len());
}

#[test]
fn a_claim_that_is_too_good_is_seen() {
    let fact = |status: &str| {
        let mut fact = BTreeMap::new();
        for (_, value, of) in COLUMNS {
            fact.insert(value.to_owned(), String::new());
            fact.insert(of.to_owned(), String::new());
        }
        fact.insert("transit_h".to_owned(), "4".to_owned());
        fact.insert("transit_status".to_owned(), status.to_owned());
        fact
    };
    let link = |hours: f64, status: &str| {
        serde_json::json!({ "properties": { "id": "R18", "hours": hours,
            "provenance": { "hours": { "status": status } } } })
    };
    assert_eq!(better(&link(4.0, "cited"), &fact("CITED")), [""; 0]);
    assert_eq!(better(&link(4.0, "assumed"), &fact("CITED")), [""; 0]);
    assert_eq!(better(&link(5.0, "derived"), &fact("ASSUMED")), [""; 0]);
    let seen = better(&link(4.0, "derived"), &fact("ASSUMED"));
    assert_eq!(seen, ["R18.hours: derived for assumed"]);
    let seen = better(&link(5.0, "cited"), &fact("DERIVED"));
    assert_eq!(seen, ["R18.hours: cited for derived"]);
}

#[test]
fn the_speed_of_one_run_is_derived_on_its_own_lines_only() {
    let mut counts = [0, 0];
    for feature in features("links") {
        let Some((status, _, note)) = figure(&feature, "hours") else {
            continue;
        };
        if !note.contains("30.208") {
            continue;
        }
        let key = Key::new(text(&feature, "id"));
        let is_own = EASTERN_RUN.contains(&key.whole());
        let expected = if is_own {
            Status::Derived
        } else {
            Status::Assumed
        };
        assert_eq!(status, expected, "{key}");
        counts[usize::from(is_own)] += 1;
    }
    assert!(counts[0] > 10 && counts[1] > 6, "{counts:?}");
}

#[test]
fn a_figure_that_says_it_was_computed_is_not_cited() {
    for row in rows("conflicts.csv") {
        for side in ["a", "b"] {
            let status = Status::from_word(&row[&format!("status_{side}")]).unwrap();
            let source = row[&format!("source_{side}")].to_lowercase();
            let is_own = source.contains("derived in this study") || source.contains("no page");
            assert!(!is_own || status != Status::Cited, "{row:?}");
        }
    }
}

#[test]
fn every_unit_is_read_in_chinese_too() {
    let mut n_units = 0;
    for table in [
        "parameters",
        "volumes",
        "figures",
        "notes",
        "projects",
        "checks",
        "conflicts",
    ] {
        for row in rows(&format!("{table}.csv")) {
            let unit = Unit::from_word(&row["unit"]).unwrap();
            let said = unit
                .in_lang(Lang::Zh)
                .replace("CO2e", "")
                .replace("CO2", "");
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{said}");
            n_units += usize::from(!said.is_empty());
        }
    }
    assert!(n_units > 300, "{n_units}");
}
