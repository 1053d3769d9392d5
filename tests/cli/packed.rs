//! Studies as one file on the command line: written, read in the place of a study, compared.

use super::*;

fn packed(name: &str, more: &[&str]) -> (PathBuf, String) {
    let folder = folder(name);
    let mut typed = vec!["export", "--out", "a.corridor.json"];
    typed.extend(more);
    let run = corridor_in(&folder, &typed);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let text = fs::read_to_string(folder.join("a.corridor.json")).unwrap();
    (folder, text)
}

#[test]
fn a_study_file_stands_where_a_study_stands() {
    let (folder, text) = packed("packed", &["--close", "eastern", "--data", "bundled"]);
    assert!(
        text.contains("{\"close\":\"eastern\",\"of\":\"route\"}"),
        "{text}"
    );
    assert!(
        text.contains("\"data\": {\n    \"bundled\": true\n  }"),
        "{text}"
    );
    let asked = [
        "--from",
        "Chongqing",
        "--to",
        "Qinzhou Port",
        "--modes",
        "rail",
        "--json",
    ];
    let route = |study: &[&str]| {
        let typed: Vec<&str> = [&["route"], study, &asked[..]].concat();
        corridor_in(&folder, &typed)
    };
    let in_file = route(&["a.corridor.json"]);
    assert_eq!(in_file.code, 0, "{}", in_file.err);
    assert_eq!(in_file.out, route(&["--close", "eastern"]).out);
    // Named scenarios take the place of what the file has open.
    let base = route(&["a.corridor.json", "--scenario", "base"]);
    assert_eq!(base.out, route(&[]).out);
    assert_ne!(base.out, in_file.out);
    let same = route(&["a.corridor.json", "--scenario", "middle-closed"]);
    assert_eq!(same.out, route(&["--scenario", "middle-closed"]).out);
}

#[test]
fn the_same_study_is_written_in_the_same_bytes_and_again_from_itself() {
    let (folder, text) = packed("packed-twice", &["--scenario", "pinglu-canal"]);
    assert!(text.contains("\"open\": [\"pinglu-canal\"]"));
    let again = ["export", "a.corridor.json", "--out", "b.corridor.json"];
    assert_eq!(corridor_in(&folder, &again).code, 0);
    assert_eq!(
        fs::read_to_string(folder.join("b.corridor.json")).unwrap(),
        text
    );
    let compare = [
        "compare",
        "a.corridor.json",
        "open",
        "pinglu-canal",
        "--json",
    ];
    let compared = corridor_in(&folder, &compared_with_ends(&compare));
    assert_eq!(compared.code, 0, "{}", compared.err);
    for measure in compared.json()["measures"].as_array().unwrap() {
        assert!(
            measure["difference"].is_null() || measure["difference"].as_f64() == Some(0.0),
            "{measure}"
        );
    }
}

fn compared_with_ends<'a>(typed: &[&'a str]) -> Vec<&'a str> {
    let ends = [
        "--from",
        "Chengdu",
        "--to",
        "Qinzhou Port",
        "--modes",
        "rail",
    ];
    [typed, &ends[..]].concat()
}

#[test]
fn what_is_wrong_with_a_study_file_is_one_line() {
    let folder = folder("packed-wrong");
    fs::write(folder.join("a.corridor.json"), "{\"format\": 1,\n}").unwrap();
    let run = corridor_in(
        &folder,
        &["throughput", "a.corridor.json", "--from", "x", "--to", "y"],
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains("a.corridor.json:2:1"), "{}", run.err);
    let out = ["export", "--out", "map.svg", "--data", "inside"];
    assert_eq!(corridor_in(&folder, &out).code, 2);
}

#[test]
fn a_picture_shows_what_the_study_file_shows_or_a_view_of_it() {
    let (folder, text) = packed("packed-views", &["--data", "bundled"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut json = json.as_object().unwrap().clone();
    json.insert(
        "views".to_owned(),
        serde_json::json!([{
            "key": "coast", "name_en": "The coast", "center": [108.6, 21.7],
            "meters_per_point": 400.0, "names": "en",
            "layers": { "projection": "albers", "hidden": ["hubs"] }
        }]),
    );
    fs::write(
        folder.join("b.corridor.json"),
        serde_json::to_string(&json).unwrap(),
    )
    .unwrap();
    let picture = |study: &str, more: &[&str]| {
        let out = ["export", study, "--out", "map.svg"];
        let run = corridor_in(&folder, &[&out, more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let text = fs::read_to_string(folder.join("map.svg")).unwrap();
        // What it was made of is told before.
        let (_, drawn) = text.split_once("</metadata>").unwrap();
        drawn.to_owned()
    };
    let whole = picture("b.corridor.json", &[]);
    assert!(whole.contains(">Chongqing<"));
    assert_eq!(whole, picture("a.corridor.json", &[]));
    let coast = picture("b.corridor.json", &["--view", "coast"]);
    assert!(!coast.contains(">Chongqing<"), "it is not so far inland");
    assert_eq!(coast, picture("b.corridor.json", &["--view", "The coast"]));
    let other = ["--view", "coast", "--projection", "mercator"];
    assert_ne!(coast, picture("b.corridor.json", &other));
    let typed = ["export", "b.corridor.json", "--out", "m.svg", "--view", "x"];
    let unknown = corridor_in(&folder, &typed);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("has the views coast"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_study_file_of_a_newer_program_is_not_written_over() {
    let (folder, text) = packed("packed-newer", &["--data", "bundled"]);
    let newer = text.replace("\"version\": 1", "\"version\": 7");
    assert_ne!(newer, text);
    let path = folder.join("a.corridor.json");
    fs::write(&path, &newer).unwrap();
    let over = ["export", "a.corridor.json", "--out", "a.corridor.json"];
    let run = corridor_in(&folder, &over);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("newer version"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    let beside = ["export", "a.corridor.json", "--out", "b.corridor.json"];
    assert_eq!(corridor_in(&folder, &beside).code, 0);
}

#[test]
fn a_page_of_the_study_is_a_sheet_by_its_name() {
    let (folder, text) = packed("packed-page", &["--data", "bundled"]);
    let page = r#""pages": [{"key": "report", "name_en": "Report", "sheet": [120, 90], "dpi": 100, "center": [108.6, 21.7],
        "scale": 750000, "without": ["legend"], "title_en": "The ports", "date": "March 2026"}],
  "data": {"#;
    let text = text.replace("\"data\": {", page);
    fs::write(folder.join("a.corridor.json"), text).unwrap();
    let export = |out: &str, layout: &str, more: &[&str]| {
        let typed = [
            "export",
            "a.corridor.json",
            "--out",
            out,
            "--layout",
            layout,
        ];
        corridor_in(&folder, &[&typed[..], more].concat())
    };
    let run = export("a.svg", "Report", &[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let svg = fs::read_to_string(folder.join("a.svg")).unwrap();
    for said in ["width=\"120mm\"", "The ports", "March 2026", "1:750,000"] {
        assert!(svg.contains(said), "{said}");
    }
    assert!(!svg.contains("id=\"legend\""));
    assert_eq!(export("b.svg", "report", &["--scale", "1:1500000"]).code, 0);
    let svg = fs::read_to_string(folder.join("b.svg")).unwrap();
    assert!(svg.contains("1:1,500,000"));
    assert_eq!(export("a.png", "report", &[]).code, 0);
    let png = fs::read(folder.join("a.png")).unwrap();
    assert_eq!(
        png[16..24],
        [0, 0, 1, 216, 0, 0, 1, 98],
        "472 by 354 pixels"
    );
    let run = export("c.svg", "reprot", &[]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("a3-landscape, screen-16x9, report"),
        "{}",
        run.err
    );
}
