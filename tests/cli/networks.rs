//! `corridor export` of networks: a GMNS folder that is read again, and results beside the network.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::{corridor, corridor_in, folder};

#[test]
fn a_gmns_folder_is_read_again() {
    let folder = folder("gmns-out");
    let typed = ["export", "--format", "gmns", "--out", "net"];
    let run = corridor_in(&folder, &typed);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.text().contains("links that are not open are left out"));
    let read = |name: &str| fs::read_to_string(folder.join("net").join(name)).unwrap();
    let before = read("link.csv");
    assert!(before.starts_with("link_id,name,from_node_id,to_node_id,directed,geometry"));
    assert!(read("use_definition.csv").contains("\nrail,"));
    let check = corridor_in(&folder, &["check", "net", "--json"]);
    assert_eq!((check.code, check.err.as_str()), (0, ""));
    let way = [
        "route",
        "net",
        "--from",
        "chongqing",
        "--to",
        "qinzhou-port",
        "--json",
    ];
    let route = corridor_in(&folder, &way);
    assert!(route.code <= 1, "{}", route.err);
    // Again, in the place of what is there, and the same.
    assert_eq!(corridor_in(&folder, &typed).code, 0);
    assert_eq!(read("link.csv"), before);
    fs::write(folder.join("net/notes.txt"), "mine").unwrap();
    let run = corridor_in(&folder, &typed);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("notes.txt"), "{}", run.err);
    assert_eq!(read("notes.txt"), "mine");
}

#[test]
fn results_stand_beside_the_network() {
    let folder = folder("results-out");
    let export = |typed: &[&str]| {
        let run = corridor_in(&folder, &[&["export"], typed].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{typed:?}");
    };
    let ends = ["--results", "--from", "Chongqing", "--to", "Qinzhou Port"];
    export(&[&ends[..], &["--out", "a.geojson"]].concat());
    export(&[&ends[..], &["--format", "gmns", "--out", "net"]].concat());
    export(&["--out", "plain.geojson"]);
    let json = |name: &str| -> Json {
        serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
    };
    let written = json("a.geojson");
    let features = written["features"].as_array().unwrap();
    let is = |name: &str| {
        let on = features.iter().filter(|of| of["properties"][name] == true);
        on.count()
    };
    assert!(is("result_on_path") > 4 && is("result_bottleneck") > 0);
    let flow = |of: &Json| of["properties"]["result_flow_teu_forward"].as_f64();
    assert!(features.iter().filter_map(flow).sum::<f64>() > 1000.0);
    let full = |of: &Json| of["properties"]["result_utilization_forward"].as_f64();
    assert!(features.iter().filter_map(full).any(|share| share > 0.3));

    // What the network answers does not depend on what was found of it.
    let answer = |name: &str| {
        let typed = [
            "route",
            name,
            "--from",
            "Chongqing",
            "--to",
            "Qinzhou Port",
            "--json",
        ];
        corridor_in(&folder, &typed).json()
    };
    assert_eq!(answer("a.geojson"), answer("plain.geojson"));

    // The sum of flows is the same in both, and that of the command that assigns them.
    let table = fs::read_to_string(folder.join("net/link.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let at = heads.iter().position(|head| head == "volume").unwrap();
    let volumes = rows
        .records()
        .map(|row| row.unwrap()[at].parse::<f64>().unwrap());
    let both = ["forward", "backward"].map(|way| format!("result_flow_teu_{way}"));
    let of_features = features.iter().flat_map(|of| {
        let flows = both
            .iter()
            .map(|name| of["properties"][name.as_str()].as_f64());
        flows.flatten().collect::<Vec<_>>()
    });
    let (a, b): (f64, f64) = (volumes.sum(), of_features.sum());
    assert!((a - b).abs() < 1e-6 * a && a > 0.0, "{a} {b}");
}

#[test]
fn what_does_not_fit_is_said() {
    let run = corridor(&["export", "--results", "--out", "a.svg"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--results is for networks"), "{}", run.err);
    assert!(
        !Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("a.svg")
            .exists()
    );
}
