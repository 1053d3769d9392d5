//! `corridor export`: what is written, and that it is written the same every time; a written network
//! answers as the study did.

use std::fs;
use std::path::Path;

use crate::{corridor, corridor_in, folder};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::{Document, Node};

#[test]
fn the_same_map_gives_the_same_bytes() {
    let folder = folder("export");
    let write = |name: &str, lang: &str| {
        let args = [
            "export", "--out", name, "--width", "900", "--height", "700", "--lang", lang,
        ];
        let run = corridor_in(&folder, &args);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        fs::read(folder.join(name)).unwrap()
    };
    let svg = write("a.svg", "en");
    assert!(svg == write("b.svg", "en"), "two runs give different SVG");
    let png = write("a.png", "both");
    assert!(png == write("b.png", "both"), "two runs give different PNG");

    let text = String::from_utf8(svg).unwrap();
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    assert_eq!(
        (root.attribute("width"), root.attribute("height")),
        (Some("900"), Some("700"))
    );
    let said: String = document
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    for word in [
        "New International Land-Sea Trade Corridor",
        "Chongqing",
        "Qinzhou",
        "km",
        "OpenStreetMap",
        "Natural Earth",
    ] {
        assert!(
            said.contains(word),
            "the picture does not say {word}: {said}"
        );
    }
    assert!(
        String::from_utf8(write("zh.svg", "zh"))
            .unwrap()
            .contains("重庆")
    );

    let picture = Pixmap::decode_png(&png).unwrap();
    assert_eq!((picture.width(), picture.height()), (900, 700));
    let mut colors: Vec<_> = picture
        .pixels()
        .iter()
        .map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    colors.sort_unstable();
    colors.dedup();
    assert!(colors.len() > 200, "only {} colors", colors.len());
    let names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(
        names.len(),
        5,
        "nothing is left beside the files: {names:?}"
    );
}

#[test]
fn a_written_network_has_no_findings_and_gives_the_same_answers() {
    let folder = folder("export-network");
    for name in ["a.geojson", "b.JSON"] {
        let run = corridor_in(&folder, &["export", "--out", name]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
    }
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    assert!(read("a.geojson") == read("b.JSON"), "two runs differ");

    let check = corridor_in(&folder, &["check", "a.geojson", "--json"]);
    assert_eq!((check.code, check.err.as_str()), (0, ""));
    assert_eq!(check.json()["files"][0]["issues"], serde_json::json!([]));
    for question in [
        ["route", "--from", "Chongqing", "--to", "Singapore"],
        ["route", "--from", "成都", "--to", "钦州"],
        [
            "throughput",
            "--from",
            "Chongqing,Chengdu",
            "--to",
            "Qinzhou Port",
        ],
    ] {
        let bundled = corridor(&[&question[..], &["--json"]].concat());
        // Services are a table of their own: without it waits are those assumed for the modes.
        let services = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/corridor/services.csv");
        let study = ["--json", "a.geojson", services];
        let written = corridor_in(&folder, &[&question[..], &study].concat());
        assert_eq!(written.code, bundled.code);
        assert_eq!(written.json(), bundled.json());
    }

    let again = corridor_in(&folder, &["export", "a.geojson", "--out", "c.geojson"]);
    assert_eq!(again.code, 0);
    assert!(
        read("a.geojson") == read("c.geojson"),
        "written twice it differs"
    );
}

/// Nothing that was typed is left aside without a word: each kind of file says what it does not take.
#[test]
fn words_for_another_kind_of_file_are_refused() {
    let folder = folder("export-taken");
    let kept = |folder: &Path| fs::read_dir(folder).unwrap().count();
    let pictures = [
        &["--route", "eastern"][..],
        &["--view", "a"],
        &["--layout", "a4-portrait"],
        &["--scale", "1:3000000"],
        &["--width", "900"],
        &["--height", "900"],
        &["--with-flows"],
        &["--with-flows", "--versus", "base"],
        &["--reach", "Chongqing", "--within", "9"],
        &["--notes", "all"],
        &["--lang", "zh"],
        &["--overview"],
        &["--publication-check"],
    ];
    let networks = [&["--results"][..], &["--format", "gmns"]];
    let both = [
        &["--projection", "albers"][..],
        &["--style", "dark"],
        &["--boundary", "china"],
        &["--flow-colors", "classed"],
        &["--tiles", "none"],
        &["--graticule"],
    ];
    let refused = |out: &str, typed: &[&str], said: &str| {
        let run = corridor_in(&folder, &[&["export", "--out", out], typed].concat());
        assert_eq!(run.code, 2, "{out} {typed:?}");
        assert!(
            run.err.contains(typed[0]) && run.err.contains(said),
            "{out} {typed:?}: {}",
            run.err
        );
    };
    for typed in pictures {
        refused("a.corridor.json", typed, "for pictures");
        refused("a.geojson", typed, "for pictures");
        refused(
            "net",
            &[typed, &["--format", "gmns"]].concat(),
            "for pictures",
        );
    }
    refused("a.geojson", &["--with-flows"], "--results");
    refused("a.corridor.json", &["--with-flows"], "--flow-colors");
    for typed in networks {
        refused("a.corridor.json", typed, "for networks");
        refused("a.svg", typed, "for networks");
    }
    for typed in both {
        refused("a.geojson", typed, "for pictures and study files");
    }
    for out in ["a.svg", "a.geojson"] {
        refused(out, &["--data", "inside"], "for study files");
    }
    assert_eq!(kept(&folder), 0, "nothing is written");
    let run = corridor_in(&folder, &["export", "--out", "a.doc", "--route", "eastern"]);
    assert!(run.err.contains("must end in"), "{}", run.err);
}

/// The projection that was typed is that of the study file.
#[test]
fn a_study_file_keeps_the_projection() {
    let folder = folder("export-projection");
    let pack = [
        "export",
        "--out",
        "a.corridor.json",
        "--projection",
        "albers",
    ];
    let run = corridor_in(&folder, &pack);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let write = |name: &str, more: &[&str]| {
        let small = ["export", "--out", name, "--width", "700", "--height", "600"];
        let run = corridor_in(&folder, &[&small[..], more].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let drawn = text.split_once("</metadata>").unwrap().1;
        drawn.to_owned()
    };
    let kept = write("kept.svg", &["a.corridor.json"]);
    assert!(kept == write("typed.svg", &["--projection", "albers"]));
    assert!(kept != write("usual.svg", &[]));
}

/// The texts of an SVG's legend.
fn legend_of(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let mut groups = document.descendants();
    let legend = groups.find(|node| node.attribute("id") == Some("legend"));
    let texts = legend.into_iter().flat_map(|of| of.descendants());
    let texts = texts.filter(Node::is_text).filter_map(|node| node.text());
    texts.map(str::to_owned).collect()
}

#[test]
fn the_legend_tells_what_lies_in_the_extent() {
    let folder = folder("legend-extent");
    let rows = |extent: &str| {
        let run = corridor_in(&folder, &["export", "--extent", extent, "--out", "a.svg"]);
        assert_eq!(run.code, 0, "{}", run.err);
        legend_of(&fs::read_to_string(folder.join("a.svg")).unwrap())
    };
    let whole = rows("97,18,125,35");
    let has = |rows: &[String], name: &str| rows.iter().any(|row| row.contains(name));
    for name in ["Eastern", "Middle", "Western", "Sea", "Border crossing"] {
        assert!(has(&whole, name), "{name} in {whole:?}");
    }
    let at_sea = rows("110,12,112,14");
    assert!(has(&at_sea, "Sea"), "{at_sea:?}");
    for name in ["Eastern", "Middle", "Western", "Border crossing"] {
        assert!(!has(&at_sea, name), "{name} in {at_sea:?}");
    }
}

#[test]
fn characters_without_a_shape_are_told() {
    let folder = folder("letters");
    let study = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"a","name":"กรุงเทพ"},"geometry":{"type":"Point","coordinates":[100,14]}},
        {"type":"Feature","properties":{"id":"b","name":"Chumphon"},"geometry":{"type":"Point","coordinates":[99,10]}},
        {"type":"Feature","properties":{"id":"l","mode":"rail","from":"a","to":"b"},"geometry":{"type":"LineString","coordinates":[[100,14],[99,10]]}}
    ]}"#;
    fs::write(folder.join("t.geojson"), study).unwrap();
    let run = corridor_in(&folder, &["export", "t.geojson", "--out", "a.png"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("no shape for these characters"),
        "{}",
        run.err
    );
    assert!(run.err.contains('ก'), "{}", run.err);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = folder("no-folder");
    let run = corridor_in(&folder, &["export", "--out", "none/a.svg"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(
        run.err.contains("The folder of none/a.svg is not there"),
        "{}",
        run.err
    );
}

/// A link over the antimeridian is drawn to both edges of the world, and not across it.
#[test]
fn a_link_over_the_antimeridian_is_at_both_edges() {
    let folder = folder("antimeridian");
    let study = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"a","name":"Here"},"geometry":{"type":"Point","coordinates":[170,30]}},
        {"type":"Feature","properties":{"id":"b","name":"There"},"geometry":{"type":"Point","coordinates":[-170,30]}},
        {"type":"Feature","properties":{"id":"l","mode":"rail","from":"a","to":"b"},"geometry":{"type":"LineString","coordinates":[[170,30],[-170,30]]}}
    ]}"#;
    fs::write(folder.join("t.geojson"), study).unwrap();
    let run = corridor_in(&folder, &["export", "t.geojson", "--out", "a.svg"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let svg = fs::read_to_string(folder.join("a.svg")).unwrap();
    let document = Document::parse(&svg).unwrap();
    let is_network = |node: &Node| {
        node.attribute("id")
            .is_some_and(|id| id.ends_with("other-lines"))
    };
    let network = document.descendants().find(is_network).unwrap();
    let path = network
        .descendants()
        .find_map(|node| node.attribute("d"))
        .unwrap();
    let pieces = path.split('M').filter(|piece| !piece.is_empty());
    let ends: Vec<Vec<f32>> = pieces
        .map(|piece| {
            let points = piece.split('L');
            points
                .map(|at| at.split_once(' ').unwrap().0.parse().unwrap())
                .collect()
        })
        .collect();
    assert_eq!(ends.len(), 2, "{path}");
    assert!(ends[0].iter().all(|x| *x > 1_400.0), "{path}");
    assert!(ends[1].iter().all(|x| *x < 200.0), "{path}");
}
