//! A network written as GeoJSON and read again is the same network, with all its provenance.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

#[path = "writing/edited.rs"]
mod edited;
#[path = "writing/foreign.rs"]
mod foreign;
#[path = "writing/gmns.rs"]
mod gmns;
#[path = "writing/random.rs"]
mod random;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use corridor::io::bundled;
use corridor::io::geojson::write::{About, to_geojson};
use corridor::io::load::{Loaded, Sources, load, load_bytes};
use corridor::model::check::Issue;
use corridor::model::ids::Key;
use corridor::model::link::Link;
use corridor::model::network::Network;
use corridor::model::node::Node;
use corridor::model::scenario::Scenario;
use corridor::model::sourced::{Basis, Sourced, Status};
use corridor::task::Task;
use serde_json::{Value as Json, json};

fn bundled_study() -> Loaded {
    load(&Sources::named(&[]), &Task::never()).unwrap()
}

fn tiny() -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiny.geojson");
    load_bytes(&[("tiny.geojson".to_owned(), fs::read(path).unwrap())])
}

/// A study of these features.
fn study(features: &[Json]) -> Loaded {
    let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
    load_bytes(&[("study.geojson".to_owned(), text.into_bytes())])
}

fn hub(id: &str, at: [f64; 2], properties: Json) -> Json {
    feature(
        id,
        properties,
        &json!({ "type": "Point", "coordinates": at }),
    )
}

fn line(id: &str, line: &[[f64; 2]], properties: Json) -> Json {
    feature(
        id,
        properties,
        &json!({ "type": "LineString", "coordinates": line }),
    )
}

fn feature(id: &str, mut properties: Json, geometry: &Json) -> Json {
    properties["id"] = json!(id);
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

fn about(loaded: &Loaded) -> About<'_> {
    About {
        names: &loaded.names,
        examples: &loaded.examples,
        credits: &loaded.credits,
    }
}

fn written(loaded: &Loaded) -> Vec<u8> {
    to_geojson(&loaded.network, &about(loaded))
}

/// The study of a written file.
fn read(bytes: &[u8]) -> Loaded {
    load_bytes(&[("written.geojson".to_owned(), bytes.to_vec())])
}

/// The properties of the written features, by id.
fn all_properties(bytes: &[u8]) -> HashMap<String, Json> {
    let file: Json = serde_json::from_slice(bytes).unwrap();
    let features = file["features"].as_array().unwrap();
    let keyed = features.iter().map(|feature| {
        let properties = feature["properties"].clone();
        (
            properties["id"].as_str().unwrap_or_default().to_owned(),
            properties,
        )
    });
    keyed.collect()
}

/// The properties of a written feature.
fn properties(bytes: &[u8], id: &str) -> Json {
    let found = all_properties(bytes).remove(id);
    found.unwrap_or_else(|| panic!("{id} is not written"))
}

fn link<'a>(network: &'a Network, key: &str) -> &'a Link {
    network.link(network.link_by_key(&Key::new(key)).unwrap())
}

fn node<'a>(network: &'a Network, key: &str) -> &'a Node {
    network.node(network.node_by_key(&Key::new(key)).unwrap())
}

/// Compared piece by piece first, so that a failure says what differs.
#[track_caller]
fn check_same(again: &Network, network: &Network) {
    for (again, node) in again.nodes().iter().zip(network.nodes()) {
        assert_eq!(again, node);
    }
    for (again, link) in again.links().iter().zip(network.links()) {
        assert_eq!(again, link);
    }
    assert_eq!(again.routes(), network.routes());
    let keys = |network: &Network| -> Vec<Key> {
        network
            .links()
            .iter()
            .map(|link| link.key.clone())
            .collect()
    };
    assert_eq!(keys(again), keys(network));
    assert!(again.lines() == network.lines(), "the lines differ");
    assert!(again == network, "the networks differ");
}

/// Writing and reading gives the same study, and writing that the same bytes.
#[track_caller]
fn check_round(loaded: &Loaded) -> Vec<u8> {
    let bytes = written(loaded);
    let again = read(&bytes);
    check_same(&again.network, &loaded.network);
    assert_eq!(again.names, loaded.names);
    assert_eq!(again.examples, loaded.examples);
    assert_eq!(again.credits, loaded.credits);
    assert!(written(&again) == bytes, "written twice it differs");
    bytes
}

#[test]
fn the_bundled_corridor_comes_back_with_its_tables() {
    let loaded = bundled_study();
    let bytes = written(&loaded);
    let tables = bundled::folder("corridor").into_iter();
    let tables = tables.filter(|file| file.file.ends_with(".csv"));
    let mut files: Vec<(String, Vec<u8>)> = tables
        .map(|table| (table.file.to_string(), table.bytes))
        .collect();
    files.push(("written.geojson".to_owned(), bytes.clone()));
    let again = load_bytes(&files);
    let in_tables = |issue: &Issue| issue.file.ends_with(".csv");
    assert!(again.issues.iter().all(in_tables), "{:?}", again.issues);
    check_same(&again.network, &loaded.network);
    assert_eq!(again.examples, loaded.examples);
    assert_eq!(again.credits, loaded.credits);
    assert!(written(&again) == bytes, "written twice it differs");
}

#[test]
fn a_written_file_has_one_feature_a_line_and_no_findings() {
    let bytes = written(&bundled_study());
    assert_eq!(read(&bytes).issues, []);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("]}\n"));
    let features = text
        .lines()
        .filter(|line| line.starts_with("{\"type\":\"Feature\""));
    let network = bundled_study().network;
    let made = network
        .links()
        .iter()
        .filter(|link| link.key.as_str().contains('~'));
    let n_written = network.nodes().len() + network.links().len() - made.count();
    assert_eq!(features.count(), n_written);
    assert!(text.contains("OpenStreetMap"), "the credits are part of it");
}

/// Every entry of provenance of the bundled files stands in the written one.
#[test]
fn all_provenance_of_the_bundled_files_is_written() {
    let loaded = bundled_study();
    let network = &loaded.network;
    let all = all_properties(&written(&loaded));
    let mut n_entries = 0;
    for file in bundled::folder("corridor") {
        if !file.file.ends_with(".geojson") {
            continue;
        }
        let given: Json = serde_json::from_slice(&file.bytes).unwrap();
        for feature in given["features"].as_array().unwrap() {
            let id = feature["properties"]["id"].as_str().unwrap();
            if network.links_named(id).len() > 1 {
                // Its parts have shares of its numbers.
                continue;
            }
            let again = &all[id];
            let provenance = feature["properties"]["provenance"].as_object().unwrap();
            for (name, entry) in provenance {
                assert_eq!(&again["provenance"][name], entry, "{id} {name}");
                n_entries += 1;
            }
        }
    }
    assert!(n_entries > 700, "only {n_entries}");
}

#[test]
fn the_tiny_corridor_comes_back() {
    let bytes = check_round(&tiny());
    let given = properties(&bytes, "E2");
    assert_eq!(given["capacity_teu"], 1500);
    for filled in ["hours", "money_cny", "length_km", "provenance", "state"] {
        assert!(
            given[filled].is_null(),
            "{filled} comes from defaults: {given}"
        );
    }
    assert_eq!(properties(&bytes, "W1#1")["state"], "building");
}

#[test]
fn what_follows_from_trains_and_yards_is_not_written() {
    let loaded = study(&[
        hub(
            "a",
            [106.0, 29.0],
            json!({ "kind": "rail_yard", "yard_stack_teu": 900, "yard_dwell_days": 3 }),
        ),
        hub(
            "b",
            [107.0, 28.0],
            json!({ "kind": "dry_port", "terminal_trains_per_day": 4, "teu_per_train": 60 }),
        ),
        hub(
            "c",
            [108.0, 27.0],
            json!({ "kind": "port", "berths": 2, "berth_teu": 300_000 }),
        ),
        hub(
            "d",
            [109.0, 26.0],
            json!({ "kind": "port", "berths": 2, "berth_teu": 300_000, "capacity_teu": 5 }),
        ),
        line(
            "l",
            &[[106.0, 29.0], [107.0, 28.0]],
            json!({ "mode": "rail", "freight_pairs_per_day": 7, "teu_per_train": 50, "container_share": 0.5 }),
        ),
    ]);
    let bytes = check_round(&loaded);
    for id in ["a", "b", "c", "l"] {
        assert!(properties(&bytes, id)["capacity_teu"].is_null(), "{id}");
    }
    assert_eq!(properties(&bytes, "d")["capacity_teu"], 5);
    assert_eq!(properties(&bytes, "a")["kind"], "rail_terminal");
    assert!(link(&loaded.network, "l").forward.capacity.is_some());
}

#[test]
fn each_way_is_written_where_they_differ() {
    let both = [[106.0, 29.0], [107.0, 28.0]];
    let loaded = study(&[
        hub("a", both[0], json!({ "kind": "city" })),
        hub("b", both[1], json!({ "kind": "city" })),
        line(
            "same",
            &both,
            json!({ "mode": "road", "hours_forward": 3.25, "hours_backward": 3.25 }),
        ),
        line(
            "apart",
            &both,
            json!({ "mode": "road", "hours_forward": 3, "hours_backward": 4.5, "capacity_teu_backward": 10 }),
        ),
        line(
            "one-way",
            &both,
            json!({ "mode": "road", "directed": true, "money_cny": 9 }),
        ),
    ]);
    let bytes = check_round(&loaded);
    let given = properties(&bytes, "same");
    assert_eq!(
        (&given["hours"], &given["hours_forward"]),
        (&json!(3.25), &Json::Null)
    );
    let given = properties(&bytes, "apart");
    assert_eq!(
        (&given["hours_forward"], &given["hours_backward"]),
        (&json!(3), &json!(4.5))
    );
    assert_eq!(
        (
            &given["capacity_teu_forward"],
            &given["capacity_teu_backward"]
        ),
        (&Json::Null, &json!(10))
    );
    assert_eq!(properties(&bytes, "one-way")["money_cny"], 9);
    assert!(link(&loaded.network, "one-way").backward.is_none());
}

/// The bundled network under a scenario, and what its file says.
fn under(loaded: &Loaded, scenario: &Scenario) -> (Arc<Network>, Vec<u8>) {
    let network = Arc::new(loaded.network.clone());
    let network = corridor::model::effect::network_under(&network, scenario);
    let bytes = to_geojson(&network, &about(loaded));
    (network, bytes)
}
