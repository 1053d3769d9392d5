//! `corridor route` on plain networks: GMNS folders and TNTP nets. Reach, skims and checks are in
//! `plain_more.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value as Json;

use crate::{Run, corridor, corridor_in, folder};

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    path.join(name).to_str().unwrap().to_owned()
}

/// `corridor route` on the small GMNS folder with some more arguments.
#[track_caller]
fn gmns(more: &[&str]) -> Run {
    let study = data("gmns");
    corridor(&[&["route", &study], more].concat())
}

#[track_caller]
fn path(run: &Run) -> Json {
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    assert_eq!(answer["paths"].as_array().unwrap().len(), 1, "{answer}");
    answer["paths"][0].clone()
}

#[test]
fn each_measure_has_its_path() {
    let ask = |minimize: &str| {
        let run = gmns(&[
            "--from",
            "10",
            "--to",
            "30",
            "--minimize",
            minimize,
            "--json",
        ]);
        path(&run)
    };
    let fast = ask("time");
    assert_eq!(fast["links"], serde_json::json!(["a", "b"]));
    assert_eq!(fast["nodes"], serde_json::json!(["10", "20", "30"]));
    assert_eq!((&fast["km"], &fast["hours"]), (&3.0.into(), &0.05.into()));
    let short = ask("distance");
    assert_eq!(short["links"], serde_json::json!(["c", "d"]));
    assert_eq!(
        (&short["km"], &short["money_cny"]),
        (&2.0.into(), &5.5.into())
    );
    assert_eq!(ask("money")["links"], serde_json::json!(["a", "b"]));
}

#[test]
fn names_and_stops_on_the_way_are_taken() {
    let run = gmns(&[
        "--from",
        "west gate",
        "--to",
        "Harbor, east",
        "--via",
        "North Yard",
        "--json",
    ]);
    let path = path(&run);
    assert_eq!(path["nodes"], serde_json::json!(["10", "40", "30"]));
    assert_eq!(run.json()["via"][0]["key"], "40");
    let back = gmns(&["--from", "30", "--to", "20"]);
    assert_eq!(back.code, 0);
    for part in [
        "\"30\" (Harbor, east) → \"20\" (North Bridge)",
        "links: d, c, a",
        "3.5 km",
    ] {
        assert!(back.text().contains(part), "{}", back.text());
    }
}

#[test]
fn findings_are_told_and_the_rest_is_used() {
    let run = gmns(&["--from", "10", "--to", "30", "--json"]);
    let issues = run.json()["issues"].clone();
    let told = |at: usize| (issues[at]["code"].as_str(), issues[at]["line"].as_u64());
    assert_eq!(told(0), (Some("plain-unknown-node"), Some(6)));
    assert_eq!(told(1), (Some("plain-bad-number"), Some(7)));
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
}

#[test]
fn no_path_is_an_answer() {
    let run = gmns(&["--from", "10", "--to", "50", "--json"]);
    assert_eq!(
        (run.code, &run.json()["paths"]),
        (1, &serde_json::json!([]))
    );
    assert!(
        run.json()["reason"]
            .as_str()
            .unwrap()
            .contains("\"50\" (Island)")
    );
    let stay = gmns(&["--from", "50", "--to", "50", "--json"]);
    assert_eq!(path(&stay)["km"], 0.0);
}

#[test]
fn pairs_are_answered_in_their_order() {
    let pairs = data("gmns_pairs.csv");
    let run = gmns(&["--pairs", &pairs, "--json", "--timings"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let rows = answer["pairs"].as_array().unwrap();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0]["hours"], 0.05);
    assert!(rows[0].get("none").is_none());
    assert_eq!(
        (&rows[1]["from"], &rows[1]["none"]),
        (&"West Gate".into(), &"unreachable".into())
    );
    assert!(rows[1]["km"].is_null());
    assert!(rows[2]["none"].as_str().unwrap().contains("\"99\""));
    assert_eq!(rows[3]["km"], 0.0);
    assert!(
        rows[4]["none"]
            .as_str()
            .unwrap()
            .contains("20 (North Bridge), 40 (North Yard)")
    );
    let timings = &answer["timings"];
    assert_eq!(
        (&timings["n_queries"], &timings["method"]),
        (&3.into(), &"dijkstra".into())
    );
    for name in ["read_ms", "build_ms", "query_us_median"] {
        assert!(timings[name].is_number(), "{timings}");
    }
    let csv = gmns(&["--pairs", &pairs, "--csv"]);
    let lines: Vec<&str> = csv.text().lines().collect();
    assert_eq!(
        lines[..2],
        ["from,to,km,hours,money_cny,none", "10,30,3,0.05,0,"]
    );
    let text = gmns(&["--pairs", &pairs, "--minimize", "distance"]);
    assert!(
        text.text().starts_with("10 → 30: 2 km, 0.07 h, 5.5 yuan\n"),
        "{}",
        text.text()
    );
}

#[test]
fn lines_and_tables_of_a_path_are_printed() {
    let ends = ["--from", "10", "--to", "30"];
    let line = gmns(&[&ends[..], &["--geojson"]].concat()).json();
    let feature = &line["features"][0];
    let positions = serde_json::json!([[106.5, 29.5], [106.51, 29.51], [106.52, 29.5]]);
    assert_eq!(feature["geometry"]["coordinates"], positions);
    let csv = gmns(&[&ends[..], &["--csv"]].concat());
    let head = "link,from,to,km,hours,money_cny\na,10,20,1.5,0.025,0\n";
    assert!(csv.text().starts_with(head), "{}", csv.text());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let ends = ["--from", "10", "--to", "30", "--json"];
    let cases: [(&[&str], &str); 8] = [
        (&["--modes", "rail"], "--modes"),
        (&["--close", "a"], "--close"),
        (&["--avoid", "a"], "--avoid"),
        (&["--alternatives", "3"], "--alternatives"),
        (&["--pareto"], "--pareto"),
        (&["--value-of-time", "3"], "--value-of-time"),
        (&["--minimize", "carbon"], "--minimize carbon"),
        (&["--via", "nowhere"], "\"nowhere\""),
    ];
    for (more, part) in cases {
        let run = gmns(&[&ends[..], more].concat());
        assert_eq!(run.code, 2, "{more:?}");
        assert!(run.err.contains(part), "{more:?}: {}", run.err);
        assert!(run.json()["reason"].as_str().unwrap().contains(part));
    }
    let two = gmns(&[&[&data("tiny.geojson")[..]], &ends[..]].concat());
    assert!(
        two.code == 2 && two.err.contains("stands alone"),
        "{}",
        two.err
    );
}

#[test]
fn a_number_that_is_not_known_is_never_minimized() {
    let folder = folder("plain-unknown");
    fs::write(folder.join("node.csv"), "node_id\n1\n2\n").unwrap();
    let links = "link_id,from_node_id,to_node_id,length\nx,1,2,1\ny,2,1,\n";
    fs::write(folder.join("link.csv"), links).unwrap();
    let ask = |minimize: &str| {
        let ends = ["route", ".", "--from", "1", "--to", "2", "--json"];
        corridor_in(&folder, &[&ends[..], &["--minimize", minimize]].concat())
    };
    let cases = [("time", "\"x\""), ("money", "toll"), ("distance", "\"y\"")];
    for (minimize, part) in cases {
        let run = ask(minimize);
        assert!(run.code == 2 && run.err.contains(part), "{}", run.err);
    }
    fs::write(folder.join("link.csv"), links.replace("2,1,\n", "2,1,3\n")).unwrap();
    let run = ask("distance");
    let path = path(&run);
    assert!(
        path["hours"].is_null() && path["money_cny"].is_null(),
        "{path}"
    );
    assert_eq!(path["km"], 1.0);
    fs::write(folder.join("link.csv"), "from,to\n").unwrap();
    let run = ask("distance");
    assert!(
        run.code == 2 && run.err.contains("from_node_id"),
        "{}",
        run.err
    );
}

#[test]
fn zones_of_a_net_are_not_passed() {
    let net = data("ring_net.tntp");
    let ask =
        |from: &str, to: &str| corridor(&["route", &net, "--from", from, "--to", to, "--json"]);
    let run = ask("1", "3");
    let round = path(&run);
    assert_eq!(round["nodes"], serde_json::json!(["1", "4", "3"]));
    assert_eq!((&round["hours"], &round["km"]), (&0.2.into(), &4.0.into()));
    assert_eq!(round["money_cny"], 3.0);
    assert!(
        run.json()["units"]
            .as_str()
            .unwrap()
            .contains("minutes (assumed)")
    );
    assert_eq!(path(&ask("1", "2"))["links"], serde_json::json!(["1"]));
    let folder = folder("plain-net");
    fs::copy(&net, folder.join("ring_net.tntp")).unwrap();
    fs::write(
        folder.join("ring_node.tntp"),
        "Node X Y ;\n1 9.5 50 ;\n3 9.6 50 ;\n",
    )
    .unwrap();
    let ask = |to: &str| {
        let asked = ["route", ".", "--from", "1", "--to", to, "--geojson"];
        corridor_in(&folder, &asked)
    };
    let stay = ask("1").json();
    let positions = serde_json::json!([[9.5, 50.0], [9.5, 50.0]]);
    assert_eq!(stay["features"][0]["geometry"]["coordinates"], positions);
    let round = ask("3");
    assert!(
        round.code == 2 && round.err.contains("node \"4\" has no position"),
        "{}",
        round.err
    );
}

/// Published nets, where they are at hand: free-flow minutes as a search by other means has them.
#[test]
fn published_nets_are_read() {
    let Some(shared) = env::var_os("CORRIDOR_SHARED").map(PathBuf::from) else {
        eprintln!("skipped: CORRIDOR_SHARED is not set");
        return;
    };
    let nets = shared.join("benchmarks/tntp");
    if !nets.exists() {
        eprintln!("skipped: no {}", nets.display());
        return;
    }
    let ask = |net: &str, from: &str, to: &str| {
        let folder = nets.join(net);
        let study = folder.to_str().unwrap();
        path(&corridor(&[
            "route", study, "--from", from, "--to", to, "--json",
        ]))
    };
    let minutes = |path: &Json| format!("{:.6}", path["hours"].as_f64().unwrap() * 60.0);
    assert_eq!(minutes(&ask("SiouxFalls", "1", "20")), "22.000000");
    assert_eq!(minutes(&ask("Anaheim", "1", "38")), "12.943780");
    assert_eq!(minutes(&ask("Barcelona", "1", "110")), "14.578666");
}
