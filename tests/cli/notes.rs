//! Notes on the command line: found, and drawn by choice.

use std::fs;
use std::path::PathBuf;

use crate::{corridor_in, folder};

/// A folder with a study file in which two notes are pinned, one is shown, and one of the study's own is.
fn noted(name: &str) -> PathBuf {
    let folder = folder(name);
    let packed = ["export", "--out", "a.corridor.json", "--data", "bundled"];
    assert_eq!(corridor_in(&folder, &packed).code, 0);
    let path = folder.join("a.corridor.json");
    let text = fs::read_to_string(&path).unwrap();
    let notes = r#""notes": [
    {"key":"note-1","text_en":"Ask the wheelwright","text_zh":"请教轮匠","on":{"hub":"liuzhou"},"shown":true},
    {"key":"note-2","text_en":"Seldom seen","on":{"at":[106.5,25.25]},"shown":false}
  ]"#;
    let with_notes = text.replace("\"notes\": []", notes);
    assert_ne!(with_notes, text, "{text}");
    let layers = "\"layers\": {\"shown_notes\":[\"I001\"],";
    let with_layers = with_notes.replace("\"layers\": {", layers);
    assert_ne!(with_layers, with_notes);
    fs::write(path, with_layers).unwrap();
    folder
}

#[test]
fn pinned_notes_are_found_by_their_text_and_place() {
    let folder = noted("notes-find");
    let find = |text: &str, more: &[&str]| {
        let typed = ["find", text, "--study", "a.corridor.json"];
        corridor_in(&folder, &[&typed[..], more].concat())
    };
    let run = find("wheelwright", &[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.text().starts_with("pinned    note-1"), "{}", run.text());
    assert!(run.text().contains("请教轮匠") && run.text().contains("[liuzhou]"));
    let run = find("seldom", &["--json"]);
    let hit = &run.json()["hits"][0];
    assert_eq!(hit["kind"], "pinned");
    assert_eq!(hit["at"][1], 25.25);
    assert_eq!(hit["shown"], "list");
    let run = find("柳州", &["--json"]);
    let json = run.json();
    let kinds: Vec<&str> = json["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["kind"].as_str().unwrap())
        .collect();
    assert_eq!((kinds[0], kinds.contains(&"pinned")), ("hub", true));
    let run = find("柳州", &["--limit", "1", "--json"]);
    assert_eq!(run.json()["hits"].as_array().unwrap().len(), 1);
}

#[test]
fn a_picture_has_the_notes_that_are_asked_for() {
    let folder = noted("notes-export");
    let draw = |more: &[&str]| {
        let typed = ["export", "a.corridor.json", "--out", "a.svg"];
        let run = corridor_in(&folder, &[&typed[..], more].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        fs::read_to_string(folder.join("a.svg")).unwrap()
    };
    let says = |picture: &str| {
        ["Ask the wheelwright", "Seldom seen", "Master Plan for"].map(|said| picture.contains(said))
    };
    let shown = draw(&[]);
    assert_eq!(says(&shown), [true, false, true]);
    assert_eq!(shown, draw(&["--notes", "shown"]));
    assert_eq!(says(&draw(&["--notes", "none"])), [false; 3]);
    let all = draw(&["--notes", "all", "--width", "3000", "--height", "2400"]);
    assert_eq!(says(&all)[..2], [true; 2]);
    assert!(draw(&["--lang", "zh"]).contains("请教轮匠"));
    // Without a study file nothing is shown that was not asked for.
    let run = corridor_in(&folder, &["export", "--out", "b.svg"]);
    assert_eq!(run.code, 0);
    let plain = fs::read_to_string(folder.join("b.svg")).unwrap();
    assert!(!plain.contains("id=\"notes\""));
}
