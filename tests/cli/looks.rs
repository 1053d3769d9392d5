//! Pictures follow the looks that a study file holds.

use std::fs;

use serde_json::{Value as Json, json};

use super::{corridor_in, folder};

#[test]
fn a_study_with_looks_gives_another_picture() {
    let folder = folder("looks");
    let pack = ["export", "--out", "a.corridor.json", "--data", "bundled"];
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    let text = fs::read_to_string(folder.join("a.corridor.json")).unwrap();
    let mut study: Json = serde_json::from_str(&text).unwrap();
    study["layers"]["looks"] = json!({
        "lines": {
            "colors": { "by": "capacity_teu", "ramp": "blue-red", "split": "natural", "classes": 4 },
            "widths": { "by": "capacity_teu", "from": 0.6, "to": 2.5 },
        },
        "hubs": { "color": "#123456", "shine": 3 },
    });
    fs::write(folder.join("b.corridor.json"), study.to_string()).unwrap();
    let write = |study: &str, name: &str| {
        let args = [
            "export", study, "--out", name, "--width", "900", "--height", "700",
        ];
        let run = corridor_in(&folder, &args);
        assert_eq!(run.code, 0, "{}", run.err);
        fs::read_to_string(folder.join(name)).unwrap()
    };
    let plain = write("a.corridor.json", "a.svg");
    let looked = write("b.corridor.json", "b.svg");
    assert_eq!(looked, write("b.corridor.json", "c.svg"), "the same bytes");
    assert_ne!(plain, looked);
    for said in ["Capacity (TEU/a), by color:", "no value given", "#123456"] {
        assert!(looked.contains(said) && !plain.contains(said), "{said}");
    }
    // What is not understood stays in the file.
    let args = ["export", "b.corridor.json", "--out", "d.corridor.json"];
    assert_eq!(corridor_in(&folder, &args).code, 0);
    let again = fs::read_to_string(folder.join("d.corridor.json")).unwrap();
    let again: Json = serde_json::from_str(&again).unwrap();
    assert_eq!(again["layers"]["looks"], study["layers"]["looks"]);
}

/// Lines that follow flows have those of the scenario and year, without bands being asked for; where there is no
/// demand the legend says that nothing was found.
#[test]
fn lines_follow_the_flows_of_the_scenario() {
    let folder = folder("looks-flows");
    let looks = json!({ "lines": {
        "colors": { "by": "utilization_percent", "ramp": "heat", "split": "at", "breaks": [50, 100] },
        "widths": { "by": "flow_teu", "from": 0.6, "to": 3 },
    } });
    let pack = |data: &[&str], name: &str| {
        let args = [&["export"], data, &["--out", name]].concat();
        assert_eq!(corridor_in(&folder, &args).code, 0);
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let mut study: Json = serde_json::from_str(&text).unwrap();
        study["layers"]["looks"] = looks.clone();
        fs::write(folder.join(name), study.to_string()).unwrap();
    };
    pack(&[], "a.corridor.json");
    let write = |study: &str, more: &[&str]| {
        let args = [
            "export", study, "--out", "a.svg", "--width", "900", "--height", "700",
        ];
        let run = corridor_in(&folder, &[&args[..], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        fs::read_to_string(folder.join("a.svg")).unwrap()
    };
    let own = write("a.corridor.json", &[]);
    assert_eq!(own, write("a.corridor.json", &[]), "the same bytes");
    for said in [
        "Utilization, fuller way (%), by color:",
        "Flow, both ways (TEU/a), by width:",
        ">below 50<",
    ] {
        assert!(own.contains(said), "{said}");
    }
    assert!(!own.contains("no flows found") && !own.contains("Flow each way"));
    let closed = write("a.corridor.json", &["--scenario", "eastern-closed"]);
    let widest = |text: &str| {
        let rows = text.split("by width:").nth(1).unwrap();
        rows.split("</text>").nth(1).unwrap().to_owned()
    };
    assert_ne!(widest(&own), widest(&closed), "other flows");
    let tiny = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.geojson");
    pack(&[tiny], "tiny.corridor.json");
    let none = write("tiny.corridor.json", &[]);
    assert!(none.contains("no flows found") && !none.contains("by width:"));
    let pages = [
        "atlas",
        "a.corridor.json",
        "--out",
        "atlas-{lang}.svg",
        "--jobs",
        "1",
    ];
    let run = corridor_in(&folder, &pages);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = fs::read_to_string(folder.join("atlas-en.svg")).unwrap();
    assert!(page.contains(&widest(&own)));
}

/// Maps of two years have one scale of widths where one is typed, also by a study file that keeps it.
#[test]
fn maps_of_several_years_have_one_scale_of_flows() {
    let folder = folder("flow-scale");
    let small = ["--with-flows", "--width", "900", "--height", "700"];
    let drawn = |typed: &[&str]| {
        let args = [&["export"], typed, &small, &["--out", "a.svg"]].concat();
        let run = corridor_in(&folder, &args);
        assert_eq!(run.code, 0, "{}", run.err);
        fs::read_to_string(folder.join("a.svg")).unwrap()
    };
    let widest = |svg: &str, teu: &str| svg.contains(&format!(">{teu} TEU/a<"));
    let [early, late] = ["2019", "2030"].map(|year| drawn(&["--year", year]));
    let scales = [
        "50,000",
        "100,000",
        "200,000",
        "500,000",
        "1,000,000",
        "2,000,000",
    ];
    let greatest = |svg: &str| scales.into_iter().rfind(|teu| widest(svg, teu));
    assert_ne!(greatest(&early), greatest(&late), "each has its own");
    let scale = ["--flow-scale", "4000000"];
    for year in ["2019", "2030"] {
        let fixed = drawn(&[&["--year", year], &scale[..]].concat());
        assert!(
            widest(&fixed, "4,000,000") && widest(&fixed, "2,000,000"),
            "{year}"
        );
    }
    let pack = [&["export", "--out", "s.corridor.json"], &scale[..]].concat();
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    assert!(widest(&drawn(&["s.corridor.json"]), "4,000,000"));
    let odd = [
        "export",
        "--out",
        "b.svg",
        "--with-flows",
        "--flow-scale",
        "-3",
    ];
    assert_eq!(corridor_in(&folder, &odd).code, 2);
}
