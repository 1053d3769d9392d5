//! Changes of mode, of gauge and across borders: each with time, money, emissions and capacity of its own.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::{Run, corridor, corridor_in, folder};

/// a –1435– g –1000– z, g –road– h and g –1435 or both– v; v lies abroad. The hubs g and v have some
/// properties more; a line of both gauges leads to v where it has some.
fn write(folder: &Path, of_g: &Json, of_v: &Json) {
    let gauge_to_v = if of_v == &json!({}) {
        json!(1435)
    } else {
        json!([1435, 1000])
    };
    let at = |lon: f64, lat: f64| json!([lon, lat]);
    let hub = |id: &str, country: &str, (lon, lat): (f64, f64), more: &Json| {
        let mut properties = json!({ "id": id, "kind": "rail_terminal", "country": country });
        let all = properties.as_object_mut().unwrap();
        all.extend(more.as_object().unwrap().clone());
        json!({ "type": "Feature", "properties": properties,
            "geometry": { "type": "Point", "coordinates": at(lon, lat) } })
    };
    let line = |id: &str, to: &str, ends: [(f64, f64); 2], mode: &str, gauge: &Json| {
        let from = if id == "ag" { "a" } else { "g" };
        let mut properties =
            json!({ "id": id, "from": from, "to": to, "mode": mode, "length_km": 100 });
        if !gauge.is_null() {
            properties["gauge_mm"] = gauge.clone();
        }
        let ends = ends.map(|(lon, lat)| at(lon, lat));
        json!({ "type": "Feature", "properties": properties,
            "geometry": { "type": "LineString", "coordinates": ends } })
    };
    let [a, g, z, h, v] = [
        (100.0, 29.0),
        (101.0, 29.0),
        (102.0, 29.0),
        (101.0, 30.0),
        (101.0, 28.0),
    ];
    let none = json!({});
    let features = json!({ "type": "FeatureCollection", "features": [
        hub("a", "CN", a, &none), hub("g", "CN", g, of_g), hub("z", "CN", z, &none),
        hub("h", "CN", h, &none), hub("v", "VN", v, of_v),
        line("ag", "g", [a, g], "rail", &json!(1435)),
        line("gz", "z", [g, z], "rail", &json!(1000)),
        line("gh", "h", [g, h], "road", &Json::Null),
        line("gv", "v", [g, v], "rail", &gauge_to_v),
    ] });
    fs::write(folder.join("net.geojson"), features.to_string()).unwrap();
}

#[track_caller]
fn ask(folder: &Path, what: &str, from: &str, to: &str, more: &[&str]) -> Run {
    let start = [what, "net.geojson", "--from", from, "--to", to, "--json"];
    let run = corridor_in(folder, &[&start[..], more].concat());
    assert!(run.code < 2, "{}", run.err);
    run
}

#[track_caller]
fn path(folder: &Path, from: &str, to: &str) -> Json {
    ask(folder, "route", from, to, &["--emissions"]).json()["paths"][0].clone()
}

/// What can flow, and what limits it: key and capacity by its property.
#[track_caller]
fn flow(folder: &Path, from: &str, to: &str) -> (u64, Vec<String>) {
    flow_by(folder, from, to, "rail,road")
}

#[track_caller]
fn flow_by(folder: &Path, from: &str, to: &str, modes: &str) -> (u64, Vec<String>) {
    let answer = ask(folder, "throughput", from, to, &["--modes", modes]).json();
    let parts = answer["bottleneck"].as_array().unwrap().iter();
    let said = parts.map(|part| {
        let limit = part["limit"].as_str().unwrap_or("link");
        format!("{} {limit}", part["key"].as_str().unwrap())
    });
    (
        answer["teu_per_year"].as_u64().unwrap_or(u64::MAX),
        said.collect(),
    )
}

fn number(of: &Json) -> f64 {
    of.as_f64().unwrap()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn a_change_of_gauge_takes_what_its_hub_says() {
    let folder = folder("gauge");
    write(&folder, &json!({}), &json!({}));
    let before = path(&folder, "a", "z");
    let by_road = path(&folder, "a", "h");
    let more = json!({ "gauge_hours": 12, "gauge_cny": 300, "gauge_kg": 4, "transfer_hours": 1 });
    write(&folder, &more, &json!({}));
    let after = path(&folder, "a", "z");
    let more = |name: &str| number(&after[name]) - number(&before[name]);
    assert!(is_near(more("hours"), 13.0), "{}", more("hours"));
    assert!(is_near(more("money_cny"), 300.0));
    assert!(is_near(more("co2_kg"), 4.0));
    let change = &after["transfers"][1];
    assert_eq!(change["hub"], "g");
    assert!(is_near(number(&change["gauge_hours"]), 13.0));
    let parts = [
        "wait_hours",
        "handling_hours",
        "gauge_hours",
        "border_hours",
    ];
    let sum: f64 = parts.iter().map(|name| number(&change[*name])).sum();
    assert!(is_near(sum, number(&change["hours"])));
    let report = &after["emissions"];
    assert_eq!(report["elements"][2]["grams"], 24_000);
    let total = number(&report["total"]["grams"]);
    assert!(is_near(total, number(&after["co2_kg"]) * 1000.0));
    // A change of mode takes what it took, and the hour of any change.
    let now = path(&folder, "a", "h");
    assert!(is_near(
        number(&now["hours"]) - number(&by_road["hours"]),
        1.0
    ));
    // On the same gauge one goes on.
    assert!(is_near(
        number(&path(&folder, "a", "v")["transfers"][1]["hours"]),
        0.0
    ));
}

#[test]
fn a_change_of_gauge_is_limited_apart_from_other_handling() {
    let folder = folder("gauge-capacity");
    let limits = json!({ "capacity_teu": 500, "gauge_capacity_teu": 777 });
    write(&folder, &limits, &json!({}));
    assert_eq!(
        flow_by(&folder, "a", "z", "rail"),
        (777, vec!["g gauge_capacity_teu".to_owned()])
    );
    assert_eq!(flow_by(&folder, "z", "a", "rail").0, 777);
    assert_eq!(
        flow(&folder, "a", "h"),
        (500, vec!["g capacity_teu".to_owned()])
    );
    assert_eq!(flow(&folder, "g", "h").0, 500);
    // By road there and back as much more as the hub can handle.
    assert_eq!(flow(&folder, "a", "z").0, 777 + 500);
    assert_eq!(flow(&folder, "a", "g").0, 500);
    // Where only time is given, the handling of the hub limits the change.
    write(
        &folder,
        &json!({ "capacity_teu": 500, "gauge_hours": 5 }),
        &json!({}),
    );
    assert_eq!(
        flow_by(&folder, "a", "z", "rail"),
        (500, vec!["g capacity_teu".to_owned()])
    );
}

#[test]
fn changes_of_mode_are_limited_apart_from_beginnings_and_ends() {
    let folder = folder("transfer-capacity");
    let limits = json!({ "capacity_teu": 1000, "transfer_capacity_teu": 300, "transfer_kg": 3 });
    write(&folder, &limits, &json!({}));
    assert_eq!(
        flow(&folder, "a", "h"),
        (300, vec!["g transfer_capacity_teu".to_owned()])
    );
    assert_eq!(
        flow(&folder, "g", "h"),
        (1000, vec!["g capacity_teu".to_owned()])
    );
    assert_eq!(flow(&folder, "a", "g").0, 1000);
    let with = number(&path(&folder, "a", "h")["co2_kg"]);
    write(&folder, &json!({}), &json!({}));
    assert!(is_near(
        with - number(&path(&folder, "a", "h")["co2_kg"]),
        3.0
    ));
}

#[test]
fn customs_limit_what_crosses_each_way() {
    let folder = folder("customs");
    write(&folder, &json!({}), &json!({}));
    let before = number(&path(&folder, "a", "v")["co2_kg"]);
    write(
        &folder,
        &json!({}),
        &json!({ "border_capacity_teu": 50, "border_kg": 2 }),
    );
    assert_eq!(
        flow(&folder, "a", "v"),
        (50, vec!["v border_capacity_teu".to_owned()])
    );
    assert_eq!(flow(&folder, "v", "h").0, 50);
    assert_eq!(flow(&folder, "a", "h").0, u64::MAX, "nothing crosses");
    let after = path(&folder, "a", "v");
    assert!(is_near(number(&after["co2_kg"]) - before, 2.0));
    // It is written and read again.
    let out = ["export", "net.geojson", "--out", "again.geojson"];
    assert_eq!(corridor_in(&folder, &out).code, 0);
    let written = fs::read_to_string(folder.join("again.geojson")).unwrap();
    assert!(written.contains("\"border_capacity_teu\":50"), "{written}");
    fs::rename(folder.join("again.geojson"), folder.join("net.geojson")).unwrap();
    assert_eq!(flow(&folder, "a", "v").0, 50);
    assert_eq!(path(&folder, "a", "v"), after);
}

#[test]
fn numbers_of_changes_are_set_on_the_command_line() {
    let route = |more: &[&str]| {
        let start = [
            "route",
            "--from",
            "Kunming",
            "--to",
            "lat-krabang",
            "--modes",
            "rail",
            "--json",
        ];
        let run = corridor(&[&start[..], more].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.text());
        number(&run.json()["paths"][0]["hours"])
    };
    let set = ["--set", "thanaleng.gauge_hours=12"];
    assert!(is_near(route(&set) - route(&[]), 12.0));
}
