//! `corridor export` with a logo, an overview and degrees; what has no room is told.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::{corridor_in, folder};

const SIGN: &[u8] = include_bytes!("../data/sign.jpg");

#[track_caller]
fn written(folder: &Path, out: &str, more: &[&str]) -> Vec<u8> {
    let args = [&["export", "--out", out], more].concat();
    let run = corridor_in(folder, &args);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    fs::read(folder.join(out)).unwrap()
}

#[test]
fn a_logo_and_an_overview_are_drawn() {
    let folder = folder("parts");
    fs::write(folder.join("a.jpg"), SIGN).unwrap();
    fs::write(folder.join("b.jpg"), SIGN).unwrap();
    let page = [
        "--layout",
        "a4-landscape",
        "--dpi",
        "50",
        "--overview",
        "--logo",
    ];
    let of = |out: &str, logo: &str, more: &[&str]| {
        written(&folder, out, &[&page[..], &[logo], more].concat())
    };
    for out in ["a.svg", "a.pdf", "a.png"] {
        let one = of(out, "a.jpg", &[]);
        assert!(
            one == of(out, "b.jpg", &[]),
            "{out}: where the logo lies is no matter"
        );
    }
    let svg = String::from_utf8(of("a.svg", "a.jpg", &[])).unwrap();
    for said in [
        "id=\"logo\"",
        "id=\"overview\"",
        "data:image/jpeg;base64,",
        "corridor:logo=\"",
    ] {
        assert!(svg.contains(said), "{said}");
    }
    let corner = String::from_utf8(of("b.svg", "a.jpg", &["--logo-at", "upper-right"])).unwrap();
    let image = |svg: &str| {
        let line = svg.lines().find(|line| line.starts_with("<image"));
        line.and_then(|line| line.split(" width").next().map(str::to_owned))
    };
    assert!(image(&svg).is_some() && image(&svg) != image(&corner));
    let plain = written(&folder, "c.svg", &["--layout", "a4-landscape"]);
    let plain = String::from_utf8(plain).unwrap();
    assert!(!plain.contains("id=\"logo\"") && !plain.contains("id=\"overview\""));
    // What was drawn with a logo is still what its study says.
    let run = corridor_in(&folder, &["verify", "a.svg"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_logo_that_cannot_be_used_is_one_sentence() {
    let folder = folder("parts-wrong");
    fs::write(folder.join("large.jpg"), [SIGN, &vec![0; 2 << 20]].concat()).unwrap();
    fs::write(folder.join("odd.png"), "no picture").unwrap();
    fs::write(folder.join("cut.jpg"), &SIGN[..100]).unwrap();
    for (logo, said) in [
        ("large.jpg", "at most 1 MB, and this file has 2"),
        ("odd.png", "neither PNG, JPEG nor SVG"),
        ("cut.jpg", "cannot be read"),
        ("none.png", "none.png"),
    ] {
        let run = corridor_in(&folder, &["export", "--out", "a.svg", "--logo", logo]);
        assert!(
            run.code == 2 && run.err.contains(said),
            "{logo}: {}",
            run.err
        );
        assert!(run.err.lines().count() <= 1 && !folder.join("a.svg").exists());
    }
    let run = corridor_in(&folder, &["export", "--out", "a.geojson", "--overview"]);
    assert!(
        run.code == 2 && run.err.contains("--overview"),
        "{}",
        run.err
    );
}

#[test]
fn degrees_stand_at_the_edges_in_both_languages() {
    let folder = folder("parts-degrees");
    for (lang, all) in [
        ("en", ["105°E", "110°E", "25°N", "30°N"]),
        ("zh", ["东经105°", "东经110°", "北纬25°", "北纬30°"]),
    ] {
        for projection in ["mercator", "albers", "lambert", "plate-carree"] {
            let args = ["--graticule", "--lang", lang, "--projection", projection];
            let svg = String::from_utf8(written(&folder, "a.svg", &args)).unwrap();
            assert!(svg.contains("id=\"degrees\""));
            for said in all {
                assert!(
                    svg.contains(&format!(">{said}</text>")),
                    "{projection} {said}"
                );
            }
        }
    }
    let svg = String::from_utf8(written(&folder, "b.svg", &[])).unwrap();
    assert!(!svg.contains("id=\"degrees\""));
}

/// On a sheet of 50 millimeters there is no room for a legend: the picture is written, and it is said.
#[test]
fn what_has_no_room_is_told() {
    let folder = folder("parts-small");
    let run = corridor_in(
        &folder,
        &["export", "--out", "a.corridor.json", "--data", "bundled"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let path = folder.join("a.corridor.json");
    let text = fs::read_to_string(&path).unwrap();
    let page = "\"pages\": [{\"key\": \"stamp\", \"sheet\": [50, 50], \"with\": [\"overview\"]}],\n  \"data\": {";
    fs::write(&path, text.replace("\"data\": {", page)).unwrap();
    let args = [
        "export",
        "a.corridor.json",
        "--out",
        "a.svg",
        "--layout",
        "stamp",
    ];
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("Legend left out: the page is too small"),
        "{}",
        run.err
    );
    let svg = fs::read_to_string(folder.join("a.svg")).unwrap();
    assert!(!svg.contains("id=\"legend\""));
    let checked = [&args[..], &["--publication-check", "--json"]].concat();
    let run = corridor_in(&folder, &checked);
    let json: Json = serde_json::from_slice(&run.out).unwrap();
    let point = &json["points"][5];
    assert_eq!(
        (&point["point"], &point["standing"]),
        (&"parts".into(), &"open".into())
    );
    assert_eq!(point["required"], false);
    assert!(
        point["found"].as_str().unwrap().contains("Legend"),
        "{point}"
    );
}

#[test]
fn railways_are_named_where_there_is_room() {
    let folder = folder("parts-railways");
    let near = ["--extent", "107,22,110,24.5"];
    let svg = String::from_utf8(written(&folder, "a.svg", &near)).unwrap();
    assert!(svg.contains(">Xiang-Gui railway</text>"), "near");
    let zh = [&near[..], &["--lang", "zh"]].concat();
    let svg = String::from_utf8(written(&folder, "b.svg", &zh)).unwrap();
    assert!(svg.contains(">湘桂铁路</text>"));
    let svg = String::from_utf8(written(&folder, "c.svg", &["--scale", "1:15000000"])).unwrap();
    assert!(!svg.contains("railway</text>"), "from afar");
}

/// A language that was typed is that of names on a page of the study too; without it names are as the page has them.
#[test]
fn a_typed_language_goes_before_that_of_a_page() {
    let folder = folder("parts-lang");
    let pack = ["export", "--out", "a.corridor.json"];
    assert_eq!(corridor_in(&folder, &pack).code, 0);
    let path = folder.join("a.corridor.json");
    let mut study: Json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    study["pages"] = json!([{ "key": "p", "sheet": "a4-portrait", "dpi": 72, "names": "zh" }]);
    fs::write(&path, study.to_string()).unwrap();
    let page = ["a.corridor.json", "--layout", "p"];
    let text = |out: &str, more: &[&str]| {
        String::from_utf8(written(&folder, out, &[&page[..], more].concat())).unwrap()
    };
    let has = |svg: &str| ["Chongqing", "重庆"].map(|name| svg.contains(&format!(">{name}<")));
    assert_eq!(has(&text("own.svg", &[])), [false, true]);
    let typed = text("en.svg", &["--lang", "en"]);
    assert_eq!(has(&typed), [true, false]);
    assert_eq!(has(&text("zh.svg", &["--lang", "zh"])), [false, true]);
    let atlas = ["atlas", "--lang", "en,zh", "--out", "atlas-{lang}.svg"];
    let run = corridor_in(&folder, &[&atlas[..], &page].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for name in ["en.svg", "zh.svg"] {
        let of_atlas = fs::read(folder.join(format!("atlas-{name}"))).unwrap();
        assert!(of_atlas == fs::read(folder.join(name)).unwrap(), "{name}");
    }
    let film = ["animate", "--out", "film-{n}.svg"];
    let run = corridor_in(&folder, &[&film[..], &page].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let own = fs::read(folder.join("own.svg")).unwrap();
    assert!(own == fs::read(folder.join("film-1.svg")).unwrap());
}
