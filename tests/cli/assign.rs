//! `corridor assign`: TNTP nets with trips, GMNS folders with demand, and studies.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::{corridor, corridor_in, folder};

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    path.join(name).to_str().unwrap().to_owned()
}

/// The answer for a net and its trips.
#[track_caller]
fn assign(net: &str, trips: &str, more: &[&str]) -> Json {
    let run = corridor(&[&["assign", net, trips, "--json"], more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    assert_eq!(answer["self_check"]["holds"], true, "{answer}");
    answer
}

#[track_caller]
fn near(answer: &Json, name: &str, expected: f64, within: f64) {
    let found = answer[name].as_f64().unwrap();
    let off = (found / expected - 1.0).abs();
    assert!(off <= within, "{name}: {found} is not {expected}");
}

#[test]
fn the_paradox_by_hand() {
    let (net, trips) = (data("paradox_net.tntp"), data("paradox_trips.tntp"));
    let user = assign(&net, &trips, &["--gap", "1e-12"]);
    assert_eq!(
        (&user["method"], &user["status"]),
        (&json!("ue"), &json!("optimal"))
    );
    near(&user, "objective", 386.0, 1e-8);
    near(&user, "total_travel_time", 552.0, 1e-8);
    assert!(user["relative_gap"].as_f64().unwrap() <= 1e-12);
    assert!(user["cpu_seconds"].as_f64().unwrap() >= 0.0);
    assert!(user["iterations"].as_u64().unwrap() > 0);
    let system = assign(&net, &trips, &["--method", "so", "--gap", "1e-11"]);
    near(&system, "objective", 498.0, 1e-8);
    near(&system, "total_travel_time", 498.0, 1e-8);
    for method in ["bfw", "msa"] {
        let other = assign(&net, &trips, &["--method", method, "--gap", "1e-3"]);
        near(&other, "objective", 386.0, 1e-3);
    }
    let all = assign(&net, &trips, &["--method", "aon"]);
    assert_eq!(
        (&all["status"], &all["method"]),
        (&json!("finished"), &json!("aon"))
    );
    let run = corridor(&["assign", &net, &trips]);
    assert!(run.text().contains("Self-check passed"), "{}", run.text());
    // Beside a net of that name the trips are found.
    let run = corridor(&["assign", &net, "--json"]);
    near(&run.json(), "total_travel_time", 552.0, 1e-8);
}

#[test]
fn flows_as_a_table_and_who_uses_a_link() {
    let folder = folder("assign-table");
    let (net, trips) = (data("paradox_net.tntp"), data("paradox_trips.tntp"));
    let args = [
        "assign", &net, &trips, "--flows", "f.csv", "--select", "1,5", "--json",
    ];
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    near(&run.json()["selected"], "volume", 2.0, 1e-6);
    let table = fs::read_to_string(folder.join("f.csv")).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("link_id,from_node_id,to_node_id,volume,travel_time,"));
    assert_eq!(lines.len(), 6);
    assert!(lines[5].starts_with("5,3,4,"), "{}", lines[5]);
    let run = corridor(&["assign", &net, &trips, "--select", "9"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no link has the id \"9\""), "{}", run.err);
    let run = corridor(&["assign", &net, &trips, "--select", "1", "--method", "bfw"]);
    assert!(run.err.contains("needs paths"), "{}", run.err);
}

#[test]
fn what_cannot_be_is_said() {
    let folder = folder("assign-odd");
    let net = data("paradox_net.tntp");
    let head = "<NUMBER OF ZONES> 9\n<END OF METADATA>\n";
    let trips = |name: &str, rows: &str| {
        fs::write(folder.join(name), format!("{head}{rows}")).unwrap();
    };
    let ends = |args: &[&str], code: i32, status: &str, said: &str| {
        let run = corridor_in(&folder, &[&["assign", &net], args, &["--json"]].concat());
        let answer = run.json();
        assert_eq!(
            (run.code, answer["status"].as_str()),
            (code, Some(status)),
            "{answer}"
        );
        let told = format!("{}{}", answer["text"], answer["reason"]);
        assert!(told.contains(said), "{answer}");
    };
    trips("back.tntp", "Origin 2\n1 : 3;\nOrigin 1\n2 : 1; 1 : 4;\n");
    ends(&["back.tntp"], 1, "infeasible", "the first 2 → 1");
    ends(
        &["back.tntp"],
        1,
        "infeasible",
        "stay off the network: 1, together 4",
    );
    trips("beyond.tntp", "Origin 1\n9 : 3;\n");
    ends(&["beyond.tntp"], 2, "invalid", "names zone 9");
    trips("none.tntp", "Origin 1\n2 : 0;\n");
    ends(&["none.tntp"], 0, "optimal", "There is no demand");
    ends(&[&net], 2, "invalid", "can be used as trips");
    ends(&["gone.tntp"], 2, "invalid", "gone.tntp");
    trips("far.tntp", "Origin 1\n2 : 6;\n");
    ends(&["far.tntp", "--modes", "rail"], 2, "invalid", "--modes");
    ends(
        &["far.tntp", "--method", "bfw", "--max-iterations", "1"],
        0,
        "iteration_limit",
        "more rounds",
    );
    // Ten billion trips where time rises with the seventeenth power.
    let steep = fs::read_to_string(&net)
        .unwrap()
        .replace("0.02 1 0", "0.02 17 0");
    let steep = steep.replace("1e10 1 0", "1e10 17 0");
    fs::write(folder.join("steep_net.tntp"), steep).unwrap();
    trips("many.tntp", "Origin 1\n2 : 1e10;\n");
    let run = corridor_in(
        &folder,
        &["assign", "steep_net.tntp", "many.tntp", "--json"],
    );
    let answer = run.json();
    assert_eq!((run.code, answer["status"].as_str()), (2, Some("invalid")));
    let told = answer["reason"].to_string();
    assert!(told.contains("the time of link "), "{answer}");
    let ring = data("ring_net.tntp");
    let run = corridor(&["assign", &ring]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("has no trips"), "{}", run.err);
}

#[test]
fn a_gmns_folder_with_demand() {
    let run = corridor(&["assign", &data("gmns"), "--json"]);
    let answer = run.json();
    assert_eq!(
        (run.code, &answer["status"]),
        (0, &json!("optimal")),
        "{answer}"
    );
    assert_eq!(answer["demand"]["carried"], json!(1200.5));
    assert_eq!(answer["demand"]["intrazonal"], json!(7.0));
    let said = answer["issues"].to_string();
    assert!(said.contains("plain-bad-demand"), "{said}");
}

#[test]
fn the_bundled_corridor() {
    let args = [
        "assign", "--modes", "rail", "--gap", "1e-6", "--select", "R09",
    ];
    let run = corridor(&[&args[..], &["--json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    assert_eq!(answer["self_check"]["holds"], true);
    assert_eq!(answer["status"], "optimal");
    let (wanted, carried) = (&answer["wanted_teu"], &answer["carried_teu"]);
    assert!((wanted.as_f64().unwrap() - carried.as_f64().unwrap()).abs() < 1.0);
    let routes = answer["by_route"].as_array().unwrap();
    let teu: f64 = routes.iter().map(|of| of["teu"].as_f64().unwrap()).sum();
    assert!((teu - carried.as_f64().unwrap()).abs() < 1.0);
    let used = answer["links"].as_array().unwrap();
    assert!(used.iter().all(|link| link["teu"].as_f64().unwrap() > 0.0));
    let run = corridor(&args);
    assert!(run.text().contains("Self-check passed"), "{}", run.text());
    let classes = answer["by_class"].as_array().unwrap();
    let teu: f64 = classes.iter().map(|of| of["teu"].as_f64().unwrap()).sum();
    assert!((teu - carried.as_f64().unwrap()).abs() < 1.0);
    let run = corridor(&["assign", "--toll-weight", "1"]);
    assert_eq!(run.code, 2);
}

#[test]
fn demand_that_falls_with_its_cost() {
    let (net, trips) = (data("paradox_net.tntp"), data("paradox_trips.tntp"));
    let found = assign(&net, &trips, &["--elasticity", "1", "--gap", "1e-12"]);
    let demand = &found["demand"];
    let part = |name: &str| demand[name].as_f64().unwrap();
    // Six go while a trip costs 10, as on the empty network. All take the short link, for 10 + 21 v
    // each, so that v × (10 + 21 v) is 6 × 10.
    let v = part("carried");
    assert!((v - (5140_f64.sqrt() - 10.0) / 42.0).abs() < 1e-7, "{v}");
    assert!((v + part("deterred") - part("wanted")).abs() < 1e-9);
    assert!(part("deterred") > 0.0 && part("unreachable") <= 0.0);
    let inelastic = assign(&net, &trips, &["--gap", "1e-12"]);
    assert_eq!(inelastic["demand"]["deterred"], 0.0);
    let run = corridor(&["assign", &net, &trips, "--elasticity", "1"]);
    assert!(run.text().contains("assumed"), "{}", run.text());
    for method in ["sue", "aon", "incremental"] {
        let run = corridor(&["assign", "--method", method, "--elasticity", "1"]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("--elasticity"), "{}", run.err);
    }
    let run = corridor(&["assign", "--elasticity", "0.5", "--gap", "1e-6", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let found = run.json();
    let part = |name: &str| found[name].as_f64().unwrap();
    let (wanted, carried) = (part("wanted_teu"), part("carried_teu"));
    assert!((wanted - carried).abs() < 1e-6 * wanted && part("deterred_teu") > 0.0);
}

/// Objective and total time at user equilibrium, and total time at system optimum, as the folder says.
#[test]
fn reference_values() {
    let nets = [
        ("Braess", [386.0, 552.0, 498.0]),
        (
            "SiouxFalls",
            [4_231_335.287_107_44, 7_480_225.344_9, 7_194_256.052_9],
        ),
        (
            "Anaheim",
            [1_286_032.171_096_03, 1_419_913.851_1, 1_395_015.086_7],
        ),
    ];
    let shared = std::env::var_os("CORRIDOR_SHARED").map(PathBuf::from);
    for (name, [objective, time, optimum]) in nets {
        let folder = shared
            .as_ref()
            .map(|shared| shared.join("benchmarks/tntp").join(name));
        let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
            eprintln!("skipped: CORRIDOR_SHARED names no folder with benchmarks/tntp/{name}");
            continue;
        };
        let file = |part: &str| folder.join(format!("{name}_{part}.tntp"));
        let [net, trips] = ["net", "trips"].map(|part| file(part).to_str().unwrap().to_owned());
        let user = assign(&net, &trips, &["--gap", "1e-11"]);
        near(&user, "objective", objective, 1e-9);
        near(&user, "total_travel_time", time, 1e-8);
        let system = assign(&net, &trips, &["--method", "so"]);
        near(&system, "total_travel_time", optimum, 1e-8);
    }
}
