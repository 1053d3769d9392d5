//! `corridor reach`, `skim` and `check` on plain networks, units and lines of GMNS folders, and orders that
//! are kept.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::{Run, corridor, corridor_in, folder};

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    path.join(name).to_str().unwrap().to_owned()
}

/// A subcommand on the small GMNS folder.
#[track_caller]
fn gmns(command: &str, more: &[&str]) -> Run {
    let study = data("gmns");
    corridor(&[&[command, &study], more].concat())
}

#[test]
fn reach_lists_nodes_and_parts_of_links() {
    let run = gmns("reach", &["--from", "10", "--within", "0.04", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let keys: Vec<&str> = answer["hubs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hub| hub["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["10", "20", "40"]);
    assert_eq!(
        (&answer["hubs"][1]["hours"], &answer["hubs"][1]["km"]),
        (&json!(0.025), &json!(1.5))
    );
    assert_eq!(
        (&answer["unit"], &answer["minimize"]),
        (&json!("h"), &json!("time"))
    );
    let links = answer["links"].as_array().unwrap();
    let of = |key: &str| links.iter().find(|link| link["key"] == key).unwrap();
    assert_eq!(
        links.len(),
        4,
        "a, b, c, d: a line that is gone both ways stands once"
    );
    assert_eq!(
        (&of("a")["from_start"], &of("a")["from"]),
        (&json!(1.0), &json!("10"))
    );
    let share = |key: &str| of(key)["from_start"].as_f64().unwrap();
    assert!((share("b") - 0.6).abs() < 1e-3 && (share("d") - 0.2).abs() < 1e-3);
    let csv = gmns(
        "reach",
        &[
            "--from",
            "10",
            "--within",
            "1.2",
            "--minimize",
            "distance",
            "--csv",
        ],
    );
    assert_eq!(
        csv.text().trim_end(),
        "key,name_en,name_zh,km,hours,money_cny\n\
        10,West Gate,West Gate,0,0,0\n40,North Yard,North Yard,1,0.03333333333333333,0"
    );
    let text = gmns("reach", &["--from", "West Gate", "--within", "1"]);
    assert!(
        text.text()
            .starts_with("3 nodes within 1 h of \"10\" (West Gate), 4 links"),
        "{}",
        text.text()
    );
    let alone = gmns("reach", &["--from", "50", "--within", "1", "--json"]);
    assert_eq!(
        (alone.code, alone.json()["hubs"].as_array().unwrap().len()),
        (1, 1)
    );
}

#[test]
fn reach_is_drawn_along_the_lines_of_links() {
    let run = gmns("reach", &["--from", "10", "--within", "0.04", "--geojson"]);
    let answer = run.json();
    let features = answer["features"].as_array().unwrap();
    let line = |link: &str| {
        let of = features.iter().find(|of| of["properties"]["link"] == link);
        of.unwrap()["geometry"]["coordinates"].clone()
    };
    assert_eq!(line("a"), json!([[106.5, 29.5], [106.51, 29.51]]));
    let part = line("b")[1][0].as_f64().unwrap();
    assert!((part - 106.516).abs() < 1e-4, "{part}");
    let points = features
        .iter()
        .filter(|of| of["geometry"]["type"] == "Point");
    assert_eq!(points.count(), 3);
    let none = folder("plain-reach-nowhere");
    fs::write(none.join("node.csv"), "node_id\n1\n2\n").unwrap();
    fs::write(
        none.join("link.csv"),
        "from_node_id,to_node_id,length\n1,2,1\n",
    )
    .unwrap();
    let asked = [
        "reach",
        ".",
        "--from",
        "1",
        "--within",
        "9",
        "--minimize",
        "distance",
        "--geojson",
    ];
    let run = corridor_in(&none, &asked);
    assert!(
        run.code == 2 && run.err.contains("has no position"),
        "{}",
        run.err
    );
}

#[test]
fn a_skim_is_a_table_of_zones_or_of_nodes() {
    let csv = gmns("skim", &[]);
    assert_eq!(csv.code, 0, "{}", csv.err);
    assert_eq!(
        csv.text().trim_end(),
        "from,to,km,hours,money_cny\n10,10,0,0,0\n10,30,3,0.05,0\n\
        30,10,2,0.06666666666666667,5.5\n30,30,0,0,0\n50,50,0,0,0"
    );
    let run = gmns(
        "skim",
        &[
            "--hubs",
            "30,West Gate,30",
            "--minimize",
            "distance",
            "--json",
        ],
    );
    let answer = run.json();
    assert_eq!(answer["hubs"], json!(["30", "10"]));
    let cells = answer["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 4);
    let back =
        json!({ "from": "10", "to": "30", "km": 2.0, "hours": 2.0 / 30.0, "money_cny": 5.5 });
    assert_eq!(cells[2], back);
    let folder = folder("plain-skim");
    let study = data("gmns");
    for name in ["a.csv", "a.omx", "a.json"] {
        let run = corridor_in(&folder, &["skim", &study, "--out", name]);
        assert_eq!((run.code, run.out.len()), (0, 0), "{}", run.err);
    }
    assert_eq!(
        fs::read_to_string(folder.join("a.csv")).unwrap().trim_end(),
        csv.text().trim_end()
    );
    assert_eq!(fs::read(folder.join("a.omx")).unwrap()[1..4], *b"HDF");
    let bad = corridor_in(&folder, &["skim", &study, "--out", "a.txt"]);
    assert!(bad.code == 2 && bad.err.contains(".omx"), "{}", bad.err);
    let net = corridor(&["skim", &data("ring_net.tntp")]);
    assert!(
        net.text()
            .starts_with("from,to,km,hours,money_cny\n1,1,0,0,0\n1,2,1,"),
        "{}",
        net.text()
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let reach = ["--from", "10", "--within", "1", "--json"];
    let cases: [(&str, &[&str], &[&str], &str); 7] = [
        ("reach", &reach, &["--modes", "rail"], "--modes"),
        (
            "reach",
            &reach,
            &["--minimize", "generalized"],
            "--minimize generalized",
        ),
        (
            "reach",
            &["--from", "10", "--json"],
            &["--within=-1"],
            "--within",
        ),
        (
            "reach",
            &["--within", "1", "--json"],
            &["--from", "99"],
            "\"99\"",
        ),
        ("skim", &["--json"], &["--cargo", "bulk"], "--cargo"),
        (
            "skim",
            &["--json"],
            &["--hubs", "10,nowhere"],
            "\"nowhere\"",
        ),
        ("skim", &["--json"], &["--close", "a"], "--close"),
    ];
    for (command, typed, more, part) in cases {
        let run = gmns(command, &[typed, more].concat());
        assert_eq!(run.code, 2, "{command} {more:?}");
        assert!(run.err.contains(part), "{more:?}: {}", run.err);
        assert!(run.json()["reason"].as_str().unwrap().contains(part));
    }
    let none = folder("plain-no-zones");
    fs::write(none.join("node.csv"), "node_id\n1\n").unwrap();
    fs::write(
        none.join("link.csv"),
        "from_node_id,to_node_id,length\n1,1,1\n",
    )
    .unwrap();
    let run = corridor_in(&none, &["skim", ".", "--minimize", "distance"]);
    assert!(run.code == 2 && run.err.contains("no zones"), "{}", run.err);
}

#[test]
fn a_check_says_what_is_known() {
    let run = gmns("check", &["--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let count = |name: &str| answer[name].as_u64().unwrap();
    assert_eq!((count("nodes"), count("links"), count("zones")), (5, 7, 3));
    assert_eq!((count("links_with_time"), count("links_with_toll")), (7, 7));
    let codes = |at: usize| -> Vec<String> {
        let issues = answer["files"][at]["issues"].as_array().unwrap().iter();
        issues
            .map(|issue| issue["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes(0), ["plain-lonely-nodes"]);
    assert_eq!(codes(1), ["plain-unknown-node", "plain-bad-number"]);
    let one = corridor(&["check", &data("gmns/link.csv")]);
    assert!(
        one.text().contains("5 nodes"),
        "one table stands for its folder"
    );
    let net = corridor(&["check", &data("ring_net.tntp")]);
    assert_eq!(net.code, 0);
    for part in [
        "ring_net.tntp: ok",
        "4 nodes, 0 with a position",
        "2 zones",
        "time: of all links",
        "minutes (assumed)",
    ] {
        assert!(net.text().contains(part), "{}", net.text());
    }
    let none = folder("plain-check");
    fs::write(none.join("node.csv"), "id\n").unwrap();
    fs::write(none.join("link.csv"), "from_node_id,to_node_id\n").unwrap();
    let run = corridor_in(&none, &["check", ".", "--json"]);
    assert!(run.code == 2 && run.json()["reason"].as_str().unwrap().contains("node_id"));
}

#[test]
fn a_folder_says_its_units_and_lines() {
    let folder = folder("plain-units");
    fs::write(
        folder.join("config.csv"),
        "long_length,speed,currency\nmi,mph,USD\n",
    )
    .unwrap();
    fs::write(
        folder.join("geometry.csv"),
        "geometry_id,geometry\nbend,\"LINESTRING (0 0, 0.01 0.01, 0.02 0)\"\n",
    )
    .unwrap();
    fs::write(
        folder.join("node.csv"),
        "node_id,x_coord,y_coord\n1,0,0\n2,0.02,0\n",
    )
    .unwrap();
    fs::write(
        folder.join("link.csv"),
        "from_node_id,to_node_id,length,free_speed,toll,geometry_id,directed\n1,2,2,60,1,bend,0\n",
    )
    .unwrap();
    let ask = |more: &[&str]| {
        corridor_in(
            &folder,
            &[&["route", ".", "--from", "2", "--to", "1"], more].concat(),
        )
    };
    let path = ask(&["--json"]).json()["paths"][0].clone();
    assert_eq!(
        (&path["km"], &path["money_cny"]),
        (&json!(3.218_688), &Json::Null)
    );
    assert!((path["hours"].as_f64().unwrap() - 2.0 / 60.0).abs() < 1e-12);
    let line = ask(&["--geojson"]).json()["features"][0]["geometry"]["coordinates"].clone();
    assert_eq!(line, json!([[0.02, 0.0], [0.01, 0.01], [0.0, 0.0]]));
    let check = corridor_in(&folder, &["check", "."]);
    assert!(
        check.text().contains("length in mi, speed in mi/h"),
        "{}",
        check.text()
    );
    let toll = ask(&["--minimize", "money"]);
    assert!(toll.code == 2 && toll.err.contains("toll"), "{}", toll.err);
}

/// A long road with a way round every few hundred nodes: large enough for a hierarchy, and narrow, so that
/// it is made in no time.
fn road(folder: &Path) {
    const NODES: u32 = 20_200;
    let mut nodes = "node_id\n".to_owned();
    let mut links = "from_node_id,to_node_id,length,free_speed,directed\n".to_owned();
    for node in 0..NODES {
        writeln!(nodes, "{node}").unwrap();
        if node > 0 {
            writeln!(links, "{},{node},1,{},0", node - 1, 40 + node % 7).unwrap();
        }
        if node % 400 == 10 {
            writeln!(nodes, "r{node}").unwrap();
            writeln!(
                links,
                "{},r{node},1.1,55,0\nr{node},{node},0.9,50,0",
                node - 2
            )
            .unwrap();
        }
    }
    fs::write(folder.join("node.csv"), nodes).unwrap();
    fs::write(folder.join("link.csv"), links).unwrap();
    let pairs: String = (0..70).fold("from,to\n".to_owned(), |rows, at| {
        rows + &format!("{},{}\n", at * 200, 19_999 - at * 7)
    });
    fs::write(folder.join("pairs.csv"), pairs).unwrap();
}

/// The one file in a cache.
fn kept(folder: &Path) -> Vec<PathBuf> {
    let orders = folder.join("cache/corridor/orders");
    let Ok(files) = fs::read_dir(orders) else {
        return Vec::new();
    };
    files.map(|file| file.unwrap().path()).collect()
}

#[test]
fn an_order_is_kept_in_the_cache_folder_and_made_again_when_damaged() {
    let folder = folder("plain-cache");
    road(&folder);
    let ask = |more: &[&str]| {
        let run = corridor_in(
            &folder,
            &[
                &["route", ".", "--pairs", "pairs.csv", "--json", "--timings"],
                more,
            ]
            .concat(),
        );
        assert_eq!(run.code, 0, "{}", run.err);
        let answer = run.json();
        assert_eq!(answer["timings"]["method"], "hierarchy");
        assert_eq!(answer["issues"], json!([]));
        (
            answer["timings"]["order"].as_str().unwrap().to_owned(),
            answer["pairs"].clone(),
        )
    };
    let (how, first) = ask(&["--no-cache"]);
    assert_eq!((&*how, kept(&folder)), ("made", vec![]));
    assert_eq!(ask(&[]), ("made and kept".to_owned(), first.clone()));
    let files = kept(&folder);
    assert_eq!(files.len(), 1, "nothing beside it");
    assert_eq!(ask(&[]), ("cached".to_owned(), first.clone()));
    let whole = fs::read(&files[0]).unwrap();
    let half = &whole[..whole.len() / 2];
    for damaged in [half, &[half, &[255], &whole[half.len() + 1..]].concat()[..]] {
        fs::write(&files[0], damaged).unwrap();
        assert_eq!(ask(&[]), ("made and kept".to_owned(), first.clone()));
        assert_eq!(fs::read(&files[0]).unwrap(), whole, "the same order again");
    }
    let inside: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(
        inside.len(),
        4,
        "tables, pairs and the cache folder: {inside:?}"
    );
    // A folder where nothing can be kept changes nothing.
    fs::remove_dir_all(folder.join("cache")).unwrap();
    fs::write(folder.join("cache"), "in the way").unwrap();
    assert_eq!(ask(&[]), ("made".to_owned(), first));
}

#[test]
fn a_large_skim_takes_the_order_that_is_kept() {
    let folder = folder("plain-cache-skim");
    road(&folder);
    let skim = |more: &[&str]| {
        let hubs: Vec<String> = (0..70).map(|at| (at * 200).to_string()).collect();
        let hubs = hubs.join(",");
        let run = corridor_in(
            &folder,
            &[
                &[
                    "skim",
                    ".",
                    "--hubs",
                    &hubs,
                    "--out",
                    "skim.csv",
                    "--timings",
                ],
                more,
            ]
            .concat(),
        );
        (
            run.code,
            run.err,
            fs::read_to_string(folder.join("skim.csv")).unwrap(),
        )
    };
    let (code, said, table) = skim(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("70 × 70") && said.contains("method hierarchy, order made and kept"),
        "{said}"
    );
    assert_eq!(skim(&["--no-cache"]).2, table);
    let (_, said, again) = skim(&[]);
    assert!(said.contains("order cached"), "{said}");
    assert_eq!(again, table);
}
