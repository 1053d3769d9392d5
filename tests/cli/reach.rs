//! `corridor reach`: areas as polygons; `corridor export` with them.

use std::fs;

use serde_json::Value as Json;

use crate::{corridor, corridor_in, folder};

fn features(within: &str, more: &[&str]) -> Vec<Json> {
    let args = [
        "reach",
        "--from",
        "Chongqing",
        "--within",
        within,
        "--geojson",
    ];
    let run = corridor(&[&args[..], more].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answer = run.json();
    assert_eq!(answer["type"], "FeatureCollection");
    answer["features"].as_array().unwrap().clone()
}

fn of_kind<'a>(features: &'a [Json], kind: &str) -> Vec<&'a Json> {
    let all = features.iter();
    all.filter(|of| of["geometry"]["type"] == kind).collect()
}

/// All rings of an area.
fn rings(area: &Json) -> Vec<&Vec<Json>> {
    let polygons = area["geometry"]["coordinates"].as_array().unwrap().iter();
    let rings = polygons.flat_map(|polygon| polygon.as_array().unwrap());
    rings.map(|ring| ring.as_array().unwrap()).collect()
}

#[test]
fn areas_come_in_four_steps_the_widest_first() {
    let found = features("72", &["--modes", "rail"]);
    let areas = of_kind(&found, "MultiPolygon");
    let budgets: Vec<f64> = areas
        .iter()
        .map(|area| area["properties"]["budget"].as_f64().unwrap())
        .collect();
    assert_eq!(budgets, [72.0, 54.0, 36.0, 18.0]);
    for area in &areas {
        assert_eq!(area["properties"]["unit"], "h");
        assert_eq!(area["properties"]["minimize"], "time");
        for ring in rings(area) {
            assert!(ring.len() > 3 && ring.first() == ring.last());
        }
    }
    assert_eq!(found[0]["geometry"]["type"], "MultiPolygon");
    assert!(!of_kind(&found, "LineString").is_empty());
    let hubs = of_kind(&found, "Point");
    assert_eq!(hubs[0]["properties"]["hub"], "chongqing");
    assert_eq!(hubs[0]["properties"]["hours"], 0.0, "one is there");
}

#[test]
fn what_loads_no_lorry_has_no_area() {
    let found = features("400", &["--minimize", "money", "--modes", "rail"]);
    let budgets: Vec<f64> = of_kind(&found, "MultiPolygon")
        .iter()
        .map(|area| area["properties"]["budget"].as_f64().unwrap())
        .collect();
    // A lorry costs nothing to load in the table, and 9.75 yuan a kilometer as the crow flies.
    assert_eq!(budgets.first(), Some(&400.0));
    let hours = features("3", &["--modes", "rail"]);
    assert!(of_kind(&hours, "MultiPolygon").is_empty(), "4 h go before");
}

#[test]
fn the_map_shows_reach_where_it_is_asked_for() {
    let folder = folder("reach");
    let args = [
        "export",
        "--out",
        "a.svg",
        "--reach",
        "Chongqing",
        "--within",
        "48",
    ];
    let run = corridor_in(&folder, &args);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let text = fs::read_to_string(folder.join("a.svg")).unwrap();
    for said in [
        "-reach\"",
        "-reach-lines\"",
        "Within 48 h of Chongqing",
        "up to 12 h",
    ] {
        assert!(text.contains(said), "{said}");
    }
    for wrong in [
        &["export", "--out", "a.svg", "--reach", "Chongqing"][..],
        &[
            "export", "--out", "a.svg", "--reach", "Atlantis", "--within", "9",
        ],
        &[
            "export",
            "--out",
            "a.svg",
            "--reach",
            "Chongqing",
            "--within=-9",
        ],
        &[
            "export",
            "--out",
            "a.geojson",
            "--reach",
            "Chongqing",
            "--within",
            "9",
        ],
    ] {
        let run = corridor_in(&folder, wrong);
        assert_eq!(run.code, 2, "{wrong:?}");
        assert!(!run.err.is_empty());
    }
}
