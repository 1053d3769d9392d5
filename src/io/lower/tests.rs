//! Files to a network: small own inputs, one rule each.

use std::sync::Arc;

use super::links::SnapOptions;
use super::{Lowered, MAX_NETWORK_LINES, Role, lower, role};
use crate::io::geojson;
use crate::io::load::bundled_defaults;
use crate::io::raw::{RawFeature, RawFile, RawShape};
use crate::model::link::{LinkState, Mode};
use crate::model::network::{Found, Network};
use crate::model::sourced::Status;

fn read(files: &[(&str, &str)]) -> Lowered {
    let mut raw: Vec<_> = files
        .iter()
        .map(|(stem, text)| {
            let file = Arc::from(format!("{stem}.geojson"));
            geojson::read(&file, stem, text.as_bytes()).raw.unwrap()
        })
        .collect();
    lower(
        &mut raw,
        SnapOptions { meters: 1000.0 },
        &bundled_defaults(),
    )
}

fn collection(features: &[String]) -> String {
    let features = features.join(",");
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn point(properties: &str, at: &str) -> String {
    feature(properties, "Point", at)
}

fn line(properties: &str, positions: &str) -> String {
    feature(properties, "LineString", &format!("[{positions}]"))
}

fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

fn codes(lowered: &Lowered) -> Vec<&'static str> {
    lowered.issues.iter().map(|issue| issue.code).collect()
}

fn keys(network: &Network) -> Vec<&str> {
    let keys = network.links().iter().map(|link| link.key.as_str());
    keys.collect()
}

fn two_hubs() -> Vec<String> {
    vec![
        point(r#""id":"a","kind":"rail""#, "[106,29]"),
        point(r#""id":"b","kind":"rail""#, "[108,29]"),
    ]
}

#[test]
fn ends_join_hubs_within_the_tolerance_only() {
    // 0.005° of longitude at 29° N is 486 m, 0.02° is 1,946 m.
    let mut features = two_hubs();
    features.push(line(r#""mode":"rail""#, "[106.005,29],[107.995,29]"));
    features.push(line(r#""mode":"road""#, "[106.02,29],[108,29]"));
    let lowered = read(&[("x", &collection(&features))]);
    let network = &lowered.network;
    assert_eq!(network.nodes().len(), 3, "the far end became a junction");
    let rail = &network.links()[0];
    assert_eq!(network.node(rail.from).key.as_str(), "a");
    assert_eq!(network.node(rail.to).key.as_str(), "b");
    assert_eq!(keys(network), ["x-2", "x-3"], "file stem and index");
}

#[test]
fn a_line_is_split_where_it_passes_a_hub() {
    let mut features = two_hubs();
    features.push(point(r#""id":"m","kind":"rail""#, "[106.5,29.002]"));
    features.push(point(r#""id":"lock","kind":"lock""#, "[107.5,29.002]"));
    features.push(line(
        r#""id":"R04","mode":"rail","length_km":200,"hours":8"#,
        "[106,29],[108,29]",
    ));
    let lowered = read(&[("x", &collection(&features))]);
    let network = &lowered.network;
    assert_eq!(
        keys(network),
        ["R04#1", "R04#2"],
        "trains do not call at locks"
    );
    assert_eq!(network.links_named("R04").len(), 2);
    let sum: f64 = network.links().iter().map(|l| l.length.value).sum();
    assert!((sum - 200.0).abs() < 1e-9, "{sum}");
    assert!((network.links()[0].length.value - 50.0).abs() < 0.1);
    let hours: f64 = network.links().iter().map(|l| l.forward.hours.value).sum();
    assert!((hours - 8.0).abs() < 1e-9);
}

#[test]
fn what_is_missing_is_filled_and_marked_assumed() {
    let mut features = two_hubs();
    features.push(line(
        r#""mode":"rail","capacity_teu":"12,000""#,
        "[106,29],[108,29]",
    ));
    let link = &read(&[("x", &collection(&features))]).network.links()[0].clone();
    assert_eq!(
        link.length.status,
        Status::Derived,
        "measured from the line"
    );
    assert!(
        (link.length.value - 194.8).abs() < 0.5,
        "{}",
        link.length.value
    );
    assert_eq!(link.forward.hours.status, Status::Assumed);
    assert_eq!(link.forward.money.status, Status::Assumed);
    let capacity = link.forward.capacity.as_ref().unwrap();
    assert_eq!(
        (capacity.value, capacity.status),
        (12_000.0, Status::Unsourced)
    );
    assert_eq!(link.state, LinkState::Operating);
}

#[test]
fn capacity_follows_from_trains() {
    let mut features = two_hubs();
    let trains = r#""mode":"rail","freight_pairs_per_day":27,"teu_per_train":66,
        "provenance":{"freight_pairs_per_day":{"status":"cited","source":"s"},
        "teu_per_train":{"status":"derived","low":60,"high":71}}"#;
    features.push(line(trains, "[106,29],[108,29]"));
    let network = read(&[("x", &collection(&features))]).network;
    let capacity = network.links()[0].forward.capacity.clone().unwrap();
    assert!((capacity.value - 650_430.0).abs() < 1e-6);
    // That all paths are open to container trains is assumed.
    assert_eq!(capacity.status, Status::Assumed);
    assert_eq!(capacity.low, Some(27.0 * 60.0 * 365.0));
    assert!(capacity.note.unwrap().contains("27 pairs/d × 66 TEU/train"));
}

#[test]
fn directions_may_differ_and_may_be_one() {
    let mut features = two_hubs();
    features.push(line(
        r#""mode":"waterway","hours_forward":10,"hours_backward":20,"capacity_teu_forward":5"#,
        "[106,29],[108,29]",
    ));
    features.push(line(r#""mode":"sea","directed":true"#, "[106,29],[108,29]"));
    let network = read(&[("x", &collection(&features))]).network;
    let river = &network.links()[0];
    assert!((river.forward.hours.value - 10.0).abs() < 1e-9);
    let up = river.backward.as_ref().unwrap();
    assert!((up.hours.value - 20.0).abs() < 1e-9);
    assert_eq!(up.capacity, None);
    assert!(river.forward.capacity.is_some());
    assert!(network.links()[1].backward.is_none());
}

#[test]
fn routes_come_in_the_corridors_order() {
    let mut features = two_hubs();
    features.push(line(
        r#""mode":"rail","routes":"feeder""#,
        "[106,29],[108,29]",
    ));
    features.push(line(
        r#""mode":"rail","routes":["western"]"#,
        "[106,29],[108,29]",
    ));
    features.push(line(
        r#""mode":"rail","routes":"middle+eastern""#,
        "[106,29],[108,29]",
    ));
    let network = read(&[("x", &collection(&features))]).network;
    let order: Vec<_> = network.routes().iter().map(|r| r.key.as_str()).collect();
    assert_eq!(order, ["eastern", "middle", "western", "feeder"]);
    assert_eq!(network.links()[2].routes.len(), 2);
    assert_eq!(network.routes()[0].names.zh, "东线");
}

#[test]
fn a_city_is_joined_to_its_terminals() {
    let features = [
        point(r#""id":"c","name_en":"City","kind":"city""#, "[106,29]"),
        point(r#""id":"t","kind":"rail","city":"c""#, "[106.1,29]"),
        point(r#""id":"u","kind":"rail","city":"nowhere""#, "[107,29]"),
    ];
    let lowered = read(&[("x", &collection(&features))]);
    assert_eq!(keys(&lowered.network), ["c~t"]);
    assert_eq!(lowered.network.links()[0].mode, Mode::Transfer);
    assert!(codes(&lowered).contains(&"unknown-hub"));
}

#[test]
fn names_resolve_by_key_then_name_then_unique_prefix() {
    let features = [
        point(
            r#""id":"qz","name_en":"Qinzhou","name_zh":"钦州","kind":"city""#,
            "[108.6,21.9]",
        ),
        point(
            r#""id":"qzp","name_en":"Qinzhou Port","name_zh":"钦州港","kind":"port""#,
            "[108.64,21.7]",
        ),
        point(
            r#""id":"Qinzhou","name_en":"Other","kind":"rail""#,
            "[109,22]",
        ),
    ];
    let network = read(&[("x", &collection(&features))]).network;
    let key = |found| match found {
        Found::One(id) => network.node(id).key.as_str().to_owned(),
        Found::Several(ids) => format!("{} of them", ids.len()),
        Found::Nothing => "none".to_owned(),
    };
    assert_eq!(
        key(network.find_node("Qinzhou")),
        "Qinzhou",
        "exact key first"
    );
    assert_eq!(
        key(network.find_node("qinzhou")),
        "qz",
        "then the exact name"
    );
    assert_eq!(key(network.find_node("钦州港")), "qzp");
    assert_eq!(
        key(network.find_node("Qinzhou P")),
        "qzp",
        "then a unique prefix"
    );
    assert_eq!(
        key(network.find_node("q")),
        "3 of them",
        "nothing is guessed"
    );
    assert_eq!(key(network.find_node("x")), "none");
}

#[test]
fn the_same_key_twice_is_said_and_both_are_kept() {
    let mut features = two_hubs();
    features.push(line(r#""id":"R","mode":"rail""#, "[106,29],[108,29]"));
    features.push(line(r#""id":"R","mode":"road""#, "[106,29],[108,29]"));
    let lowered = read(&[("x", &collection(&features))]);
    assert_eq!(keys(&lowered.network), ["R", "R~2"]);
    assert!(codes(&lowered).contains(&"duplicate-key"));
}

#[test]
fn lines_without_hubs_meet_at_junctions() {
    let features = [line("", "[106,29],[107,29]"), line("", "[107,29],[108,28]")];
    let lowered = read(&[("x", &collection(&features))]);
    assert_eq!(lowered.network.nodes().len(), 3);
    assert_eq!(codes(&lowered), ["no-mode", "no-hubs"]);
}

#[test]
fn an_unrelated_file_is_context() {
    let mut features = two_hubs();
    features.push(line(r#""mode":"rail""#, "[106,29],[108,29]"));
    let study = collection(&features);
    let far = collection(&[line(r#""name":"x""#, "[10,50],[11,51]")]);
    let near = collection(&[line(r#""name":"y""#, "[106,29],[107,28]")]);
    let lowered = read(&[("study", &study), ("far", &far), ("near", &near)]);
    assert_eq!(keys(&lowered.network), ["study-2", "near-0"]);
    assert_eq!(lowered.context.len(), 1);
    assert_eq!(lowered.context[0].name, "far");
    assert!(codes(&lowered).contains(&"unrelated"));
}

#[test]
fn areas_are_drawn_and_said() {
    let ring = "[[[106,29],[107,29],[107,30],[106,29]]]";
    let features = [feature(r#""name":"p""#, "Polygon", ring)];
    let lowered = read(&[("x", &collection(&features))]);
    assert!(lowered.network.links().is_empty());
    assert_eq!(lowered.context.len(), 1);
    assert_eq!(codes(&lowered), ["polygons"]);
}

#[test]
fn a_loop_is_left_out() {
    let mut features = two_hubs();
    features.push(line(r#""mode":"rail""#, "[106,29],[107,30],[106,29]"));
    let lowered = read(&[("x", &collection(&features))]);
    assert!(lowered.network.links().is_empty());
    assert!(codes(&lowered).contains(&"loop-link"));
}

#[test]
fn chains_name_all_parts_of_a_link() {
    let mut features = two_hubs();
    features.push(point(r#""id":"m","kind":"rail""#, "[107,29]"));
    features.push(line(
        r#""id":"R1","mode":"rail","routes":["eastern"]"#,
        "[106,29],[108,29]",
    ));
    let members = r#""corridor":{"routes":[{"key":"eastern","name_en":"East","name_zh":"东",
        "chains":[{"key":"e","name_en":"E","name_zh":"E","links":["R1","R9"]}]}]}"#;
    let text = collection(&features);
    let text = format!("{},{members}}}", text.strip_suffix('}').unwrap());
    let lowered = read(&[("x", &text)]);
    let route = &lowered.network.routes()[0];
    assert_eq!(route.names.en, "East");
    assert_eq!(route.chains[0].links.len(), 2);
    assert_eq!(codes(&lowered), ["unknown-link"]);
}

#[test]
fn a_long_file_is_a_corridor_where_it_says_so() {
    let feature = RawFeature {
        path: String::new(),
        index: 0,
        id: None,
        properties: serde_json::Map::from_iter([("mode".to_owned(), "road".into())]),
        shapes: vec![RawShape::Line(0); MAX_NETWORK_LINES + 1],
    };
    let mut file = RawFile {
        features: vec![feature],
        ..RawFile::default()
    };
    let mut issues = Vec::new();
    assert!(role(&file, &mut issues) == Role::Context);
    assert_eq!(issues[0].code, "big-file");
    file.members
        .insert("corridor".to_owned(), serde_json::json!({}));
    assert!(role(&file, &mut issues) == Role::Telling);
    assert_eq!(issues.len(), 1);
}

#[test]
fn a_line_may_forbid_that_it_is_split() {
    let mut features = two_hubs();
    features.push(point(r#""id":"m","kind":"rail""#, "[107,29]"));
    features.push(line(
        r#""id":"l","mode":"rail","split":false"#,
        "[106,29],[108,29]",
    ));
    let lowered = read(&[("f", &collection(&features))]);
    assert_eq!(keys(&lowered.network), ["l"]);
    assert!(lowered.network.links()[0].attributes.is_empty());
}

#[test]
fn a_chain_names_a_link_before_parts_of_that_name() {
    let mut features = two_hubs();
    features.push(line(r#""id":"l#1","mode":"rail""#, "[106,29],[107,28]"));
    features.push(line(r#""id":"l","mode":"rail""#, "[106,29],[108,29]"));
    let corridor = r#""corridor":{"routes":[{"key":"r","chains":[{"key":"c","links":["l"]}]}]},"#;
    let text = collection(&features).replacen('{', &format!("{{{corridor}"), 1);
    let network = read(&[("f", &text)]).network;
    let chain: Vec<&str> = network.routes()[0].chains[0]
        .links
        .iter()
        .map(|&id| network.link(id).key.as_str())
        .collect();
    assert_eq!(chain, ["l"]);
}
