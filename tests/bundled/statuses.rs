//! No figure claims to be better founded than it is: against a digest of the collected facts
//! (`tests/data/facts.csv`), and by rules of its own. What is cited says from where.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use corridor::model::ids::Key;
use corridor::model::sourced::Status;
use corridor::model::unit::Unit;
use corridor::words::Lang;
use serde_json::Value as Json;

use crate::{features, rows, text};

/// Where the collected facts themselves have a value and a status in one word: property, and their
/// columns in `corridor-facts/links.csv`.
const COLUMNS: [(&str, &str, &str); 4] = [
    ("length_km", "km", "km_status"),
    (
        "freight_pairs_per_day",
        "freight_pairs_per_day",
        "pairs_status",
    ),
    ("capacity_mt", "capacity_mt_yr_oneway", "capacity_status"),
    ("hours", "transit_h", "transit_status"),
];

/// The lines of the published run of 1,450 km in 48 h, in both of their forms.
const EASTERN_RUN: [&str; 7] = ["R02", "R02a", "R03", "R03a", "R04", "R05", "R06"];

/// Status, value and note of a property of a feature.
fn figure<'a>(feature: &'a Json, property: &str) -> Option<(Status, &'a Json, &'a str)> {
    let properties = &feature["properties"];
    let origin = &properties["provenance"][property];
    let status = Status::from_word(origin["status"].as_str()?)?;
    let note = origin["note"].as_str().unwrap_or("");
    Some((status, &properties[property], note))
}

/// A fact of the digest: key of a link or hub, property, value (empty where it is another one here), status.
type Fact = BTreeMap<String, String>;

fn facts(text: &str) -> Vec<Fact> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn collected() -> Vec<Fact> {
    facts(include_str!("../data/facts.csv"))
}

/// Whether a value is that of a fact.
fn is_same(value: &Json, fact: &str) -> bool {
    match value {
        Json::Bool(value) => value.to_string() == fact,
        _ => value
            .as_f64()
            .zip(fact.parse::<f64>().ok())
            .is_some_and(|(value, fact)| (value - fact).abs() < 1e-9),
    }
}

/// What is better founded here than in the facts: a cited figure that they do not cite, or one that
/// they assume too and that is said to be derived. A figure that is derived here in its own way differs.
fn better(feature: &Json, facts: &[Fact]) -> Vec<String> {
    let id = text(feature, "id");
    let key = Key::new(id);
    let of_feature = facts
        .iter()
        .filter(|fact| fact["feature"] == id || fact["feature"] == key.whole());
    let found = of_feature.filter_map(|fact| {
        let property = fact["property"].as_str();
        let (status, value, _) = figure(feature, property)?;
        let known = Status::from_word(&fact["status"]).unwrap();
        let is_better = match status {
            Status::Cited => known != Status::Cited,
            Status::Derived => known == Status::Assumed && is_same(value, &fact["value"]),
            Status::Assumed | Status::Unsourced => false,
        };
        is_better.then(|| format!("{id}.{property}: {} for {}", status.word(), known.word()))
    });
    found.collect()
}

#[test]
fn nothing_claims_more_than_the_facts() {
    let facts = collected();
    let mut compared = BTreeSet::new();
    for feature in features("links").into_iter().chain(features("hubs")) {
        assert_eq!(better(&feature, &facts), Vec::<String>::new());
        let key = Key::new(text(&feature, "id"));
        compared.insert(key.whole().to_owned());
    }
    for fact in &facts {
        assert!(compared.contains(&fact["feature"]), "{fact:?}");
        assert!(Status::from_word(&fact["status"]).is_some(), "{fact:?}");
    }
    assert!(facts.len() > 350, "{}", facts.len());
}

/// The digest is true, where the facts are at hand.
#[test]
fn the_digest_is_that_of_the_facts() {
    let Some(shared) = std::env::var_os("CORRIDOR_SHARED") else {
        eprintln!("skipped: CORRIDOR_SHARED does not name a folder with corridor-facts/links.csv");
        return;
    };
    let path = Path::new(&shared).join("corridor-facts/links.csv");
    let links = facts(&std::fs::read_to_string(path).unwrap());
    let digest = collected();
    let mut n_compared = 0;
    for link in &links {
        for (property, value, of) in COLUMNS {
            // A status in words, such as `CITED (passenger line)`, was read by hand.
            let Some(status) = Status::from_word(&link[of]) else {
                continue;
            };
            let found = digest
                .iter()
                .find(|fact| fact["feature"] == link["link_id"] && fact["property"] == property);
            let is_there = !link[value].is_empty();
            assert_eq!(found.is_some(), is_there, "{} {property}", link["link_id"]);
            let Some(fact) = found else { continue };
            assert_eq!(fact["value"], link[value], "{fact:?}");
            assert_eq!(Status::from_word(&fact["status"]), Some(status), "{fact:?}");
            n_compared += 1;
        }
    }
    assert!(n_compared > 150, "{n_compared}");
}

#[test]
fn a_claim_that_is_too_good_is_seen() {
    let fact = |status: &str| {
        facts(&format!(
            "feature,property,value,status\nR18,hours,4,{status}\nR18,electrified,true,{status}\n"
        ))
    };
    let link = |hours: f64, status: &str| {
        serde_json::json!({ "properties": { "id": "R18#2", "hours": hours,
            "provenance": { "hours": { "status": status } } } })
    };
    assert_eq!(better(&link(4.0, "cited"), &fact("cited")), [""; 0]);
    assert_eq!(better(&link(4.0, "assumed"), &fact("cited")), [""; 0]);
    assert_eq!(better(&link(5.0, "derived"), &fact("assumed")), [""; 0]);
    let seen = better(&link(4.0, "derived"), &fact("assumed"));
    assert_eq!(seen, ["R18#2.hours: derived for assumed"]);
    let seen = better(&link(5.0, "cited"), &fact("derived"));
    assert_eq!(seen, ["R18#2.hours: cited for derived"]);
    let electric = serde_json::json!({ "properties": { "id": "R18", "electrified": true,
        "provenance": { "electrified": { "status": "derived" } } } });
    let seen = better(&electric, &fact("assumed"));
    assert_eq!(seen, ["R18.electrified: derived for assumed"]);
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

/// Whether a source can be looked up: it has an address, is a dated page of a named paper, or is one
/// of the seed texts.
fn can_be_looked_up(source: &str) -> bool {
    let is_address = |word: &str| {
        let word = word.trim_end_matches([',', ';', ')', '.']);
        let site = word.split('/').next().unwrap_or("");
        site.split_once('.').is_some_and(|(name, rest)| {
            let last = rest.rsplit('.').next().unwrap_or("");
            let last = last.split(':').next().unwrap_or("");
            name.chars().any(char::is_alphanumeric)
                && last.len() > 1
                && last.chars().all(|c| c.is_ascii_alphanumeric())
        })
    };
    let is_date = |word: &str| {
        let digits = |part: &str, n: usize| part.len() == n && part.parse::<u32>().is_ok();
        let word = word.trim_end_matches([',', ';', ':', ')']);
        let parts: Vec<&str> = word.split('-').collect();
        matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
    };
    let is_page = |part: &str| {
        part.contains("seed text")
            || part.contains("docid=")
            || part.split_whitespace().any(is_date)
            || part.split('|').skip(1).any(|address| {
                let address = address.trim();
                address.split_whitespace().any(is_address) || address.contains('/')
            })
            || part
                .split_whitespace()
                .any(|word| word.contains('/') && is_address(word))
    };
    !is_own(source) && source.split(" ; ").any(is_page)
}

/// Whether a source says that nobody but this study is behind the figure.
fn is_own(source: &str) -> bool {
    let source = source.to_lowercase();
    [
        "derived in this study",
        "no page",
        "of this map",
        "address not kept",
    ]
    .iter()
    .any(|words| source.contains(words))
}

/// Every status of every table and file that goes with a source: where, status, source.
fn statuses() -> Vec<(String, Status, String)> {
    let tables: [(&str, &[&str]); 9] = [
        ("volumes", &["status"]),
        ("figures", &["status"]),
        ("parameters", &["status"]),
        ("demand", &["status"]),
        ("notes", &["status"]),
        ("checks", &["status"]),
        ("conflicts", &["status_a", "status_b"]),
        (
            "projects",
            &[
                "year_status",
                "before_status",
                "after_status",
                "effect_status",
            ],
        ),
        ("services", &["departures_status", "hours_status"]),
    ];
    let mut found = Vec::new();
    for (table, columns) in tables {
        for row in rows(&format!("{table}.csv")) {
            for column in columns {
                if row[*column].is_empty() {
                    continue;
                }
                let status = Status::from_word(&row[*column]);
                let status = status.unwrap_or_else(|| panic!("{table}.{column}: {row:?}"));
                let side = column
                    .strip_prefix("status_")
                    .map(|side| format!("source_{side}"));
                let source = row[side.as_deref().unwrap_or("source")].clone();
                found.push((format!("{table}: {row:?}"), status, source));
            }
        }
    }
    for feature in features("links").into_iter().chain(features("hubs")) {
        let id = text(&feature, "id").to_owned();
        for (name, entry) in feature["properties"]["provenance"].as_object().unwrap() {
            let status = Status::from_word(entry["status"].as_str().unwrap()).unwrap();
            let source = entry["source"].as_str().unwrap_or("").to_owned();
            found.push((format!("{id}.{name}"), status, source));
        }
    }
    found
}

#[test]
fn what_is_cited_can_be_looked_up() {
    let statuses = statuses();
    let mut n_cited = 0;
    for (place, status, source) in &statuses {
        if *status == Status::Cited {
            assert!(can_be_looked_up(source), "{place}: {source}");
            n_cited += 1;
        }
    }
    assert!(n_cited > 600, "{n_cited} of {}", statuses.len());
}

#[test]
fn a_source_that_cannot_be_looked_up_is_seen() {
    for source in [
        "Xinhua 2025-02-04 Jan 2025 | hk.crntt.com docid=107033873",
        "Paper on the New Western Land-Sea Corridor (seed text 000)",
        "China News 2024-04-26 (copy): Yuwan 404-406 berths 1.35 M TEU",
        "Own words | s13705-024-00487-8/tables/5",
        "Another page read while collecting ; Blog forecasts | cxbdf.cn/content/25/0204",
    ] {
        assert!(can_be_looked_up(source), "{source}");
    }
    for source in [
        "",
        "Drawn line of this map",
        "Network of this map: R02, R03, R04",
        "Derived in this study: 1,425,000 / 1.476 from Xinhua | news.livedoor.com/topics/detail/30344621/",
        "Another page read while collecting (+57.5 %), address not kept",
        "Public code repository notes quoting GLEC v3.0/EEA/IMO ranges",
        "Example of the tariff in the parameters (Tuanjiecun-Qinzhou Port East)",
        "Planner's value of the collected figures (no page)",
    ] {
        assert!(!can_be_looked_up(source), "{source}");
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
