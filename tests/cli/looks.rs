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
