//! `corridor export` with a style, a view or file of borders, an inset, a review number, and the check before a
//! map is published.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::{corridor_in, folder};

const BOUNDARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/boundary.geojson");
const CHINA: [&str; 2] = ["--extent", "98,20,112,34"];

#[track_caller]
fn svg(folder: &Path, more: &[&str]) -> String {
    let args = [&["export", "--out", "a.svg"], more].concat();
    let run = corridor_in(folder, &args);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    fs::read_to_string(folder.join("a.svg")).unwrap()
}

/// Paper is printed where nothing else was chosen, and everything typed is in the picture and in what it says of
/// its making.
#[test]
fn what_is_typed_is_drawn_and_said() {
    let folder = folder("cartography");
    let usual = svg(&folder, &CHINA);
    let dark = svg(&folder, &[&CHINA[..], &["--style", "dark"]].concat());
    let paper = [&CHINA[..], &["--layout", "a4-portrait"]].concat();
    let on_paper = svg(&folder, &paper);
    let light = svg(&folder, &[&paper[..], &["--style", "light"]].concat());
    let says = |text: &str, style: &str| text.contains(&format!("corridor:style=\"{style}\""));
    assert!(!usual.contains("corridor:style") && usual.contains("#f6f3ec"));
    assert!(says(&dark, "dark") && !dark.contains("#f6f3ec"));
    assert!(says(&on_paper, "print") && !on_paper.contains("#f6f3ec"));
    assert!(says(&light, "light") && light.contains("#f6f3ec"));
    let typed = [
        "--boundary",
        BOUNDARY,
        "--review-number",
        "审图号：GS(2025)1234号",
        "--lang",
        "zh",
        "--graticule",
    ];
    let all = svg(&folder, &[&CHINA[..], &typed].concat());
    for said in [
        "审图号：GS(2025)1234号",
        "边界数据：boundary.geojson",
        "corridor:borders=\"boundary.geojson\"",
        "corridor:boundary-hash=\"",
        "corridor:review-number=\"GS(2025)1234\"",
        "-boundary\"",
        "-graticule\"",
        "id=\"inset\"",
        "南海诸岛",
    ] {
        assert!(all.contains(said), "{said}");
    }
    assert!(!all.contains("-borders\"") && !all.contains("边界仅供参考"));
    let never = [&CHINA[..], &["--inset", "never"]].concat();
    assert!(!svg(&folder, &never).contains("id=\"inset\""));
    let china = svg(&folder, &[&CHINA[..], &["--boundary", "china"]].concat());
    assert!(china.contains("corridor:borders=\"china\"") && china.contains("no approved map"));
}

#[test]
fn what_cannot_be_is_refused() {
    let folder = folder("cartography-wrong");
    fs::write(
        folder.join("point.json"),
        r#"{"type":"Point","coordinates":[1,2]}"#,
    )
    .unwrap();
    for (args, said) in [
        (vec!["--style", "neon"], "high-contrast"),
        (vec!["--boundary", "none.geojson"], "none.geojson"),
        (vec!["--boundary", "point.json"], "no line and no area"),
        (vec!["--inset", "maybe"], "auto"),
        (vec!["--ignore", "boundary="], "a reason"),
        (vec!["--ignore", "rain=wet"], "review-number"),
        (vec!["--json"], "publication-check"),
    ] {
        let run = corridor_in(
            &folder,
            &[&["export", "--out", "a.svg"], &args[..]].concat(),
        );
        assert!(
            run.code == 2 && run.err.contains(said),
            "{args:?}: {}",
            run.err
        );
    }
    for out in ["a.geojson", "a.corridor.json"] {
        let args = ["export", "--out", out, "--publication-check"];
        let run = corridor_in(&folder, &args);
        assert!(
            run.code == 2 && run.err.contains("is for pictures"),
            "{}",
            run.err
        );
    }
}

#[test]
fn the_check_tells_what_is_open_and_may_refuse() {
    let folder = folder("cartography-check");
    let check = |more: &[&str]| {
        let args = [&["export", "--out", "b.svg", "--json"], &CHINA[..], more].concat();
        let run = corridor_in(&folder, &args);
        let json: Json = serde_json::from_slice(&run.out).unwrap();
        let standing = |point: &str| {
            let points = json["points"].as_array().unwrap();
            let one = points.iter().find(|one| one["point"] == point).unwrap();
            one["standing"].as_str().unwrap().to_owned()
        };
        let all = [
            "boundary",
            "inset",
            "review-number",
            "attribution",
            "assumed",
        ];
        let is_there = folder.join("b.svg").exists();
        drop(fs::remove_file(folder.join("b.svg")));
        (run.code, is_there, all.map(standing).join(" "))
    };
    let refuse = "--publication-check=refuse";
    let found = check(&["--publication-check"]);
    assert_eq!(found, (0, true, "open met open met met".to_owned()));
    let found = check(&[refuse, "--inset", "never"]);
    assert_eq!(found, (1, false, "open open open met met".to_owned()));
    let number = ["--review-number", "GS(2025)1234"];
    let ignored = ["--ignore", "boundary=a draft", "--layout", "a4-portrait"];
    let found = check(&[&[refuse], &number[..], &ignored].concat());
    assert_eq!(found, (0, true, "ignored met met met met".to_owned()));
    let found = check(&[&[refuse], &number[..], &["--boundary", BOUNDARY]].concat());
    assert_eq!(found, (0, true, "met met met met met".to_owned()));
    let told = svg(&folder, &[&CHINA[..], &ignored].concat());
    assert!(told.contains("corridor:ignored-boundary=\"a draft\""));
    let args = [
        &["export", "--out", "c.svg", "--lang", "zh", refuse],
        &CHINA[..],
    ]
    .concat();
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 1);
    let told = String::from_utf8(run.out).unwrap();
    assert!(told.contains("经审核的边界") && told.contains("尚有必需事项待处理"));
}

/// A study keeps it all, with the file of boundaries inside or by its path, and that file is no part of the
/// network.
#[test]
fn a_study_keeps_how_its_map_is_drawn() {
    let folder = folder("cartography-study");
    fs::copy(BOUNDARY, folder.join("b.geojson")).unwrap();
    let typed = [
        "--boundary",
        "b.geojson",
        "--style",
        "high-contrast",
        "--inset",
        "always",
        "--review-number",
        "GS(2025)1234",
        "--ignore",
        "inset=elsewhere",
        "--graticule",
    ];
    for (data, member) in [
        ("inside", "\"boundaries\": ["),
        ("references", "\"boundary_files\": ["),
    ] {
        let pack = ["export", "--out", "s.corridor.json", "--data", data];
        let run = corridor_in(&folder, &[&pack[..], &typed].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{data}");
        let text = fs::read_to_string(folder.join("s.corridor.json")).unwrap();
        for said in [
            member,
            "\"style\":\"high-contrast\"",
            "\"file\":\"b.geojson\"",
            "elsewhere",
        ] {
            let plain = text.replace("\": ", "\":");
            assert!(
                text.contains(said) || plain.contains(said),
                "{data}: {said}"
            );
        }
        let drawn = svg(&folder, &["s.corridor.json"]);
        for said in [
            "-boundary\"",
            "-graticule\"",
            "GS(2025)1234",
            "id=\"inset\"",
            "corridor:style=\"high-contrast\"",
        ] {
            assert!(drawn.contains(said), "{data}: {said}");
        }
        let again = [
            "export",
            "s.corridor.json",
            "--out",
            "t.corridor.json",
            "--data",
            data,
        ];
        assert_eq!(corridor_in(&folder, &again).code, 0);
        assert_eq!(
            text,
            fs::read_to_string(folder.join("t.corridor.json")).unwrap()
        );
        let count = |study: &[&str]| {
            let run = corridor_in(&folder, &[&["check", "--json"], study].concat());
            let json: Json = serde_json::from_slice(&run.out).unwrap();
            [json["links"].clone(), json["hubs"].clone()]
        };
        let plain = ["export", "--out", "p.corridor.json", "--data", "bundled"];
        assert_eq!(corridor_in(&folder, &plain).code, 0);
        assert_eq!(count(&["s.corridor.json"]), count(&["p.corridor.json"]));
    }
}

/// Bands are in the classes that were typed, also in a study file that keeps them, and what is odd is refused.
#[test]
fn flows_are_colored_as_typed() {
    let folder = folder("flow-colors");
    let flows = ["--with-flows", "--width", "900", "--height", "700"];
    let classed = [
        "--flow-colors",
        "classed",
        "--flow-breaks",
        "0.4,0.625",
        "--flow-ramp",
        "sea",
    ];
    let drawn = svg(&folder, &[&flows[..], &classed].concat());
    for said in ["Below 40 % of capacity", "40–62.5 % of capacity"] {
        assert!(drawn.contains(said), "{said}");
    }
    let run = corridor_in(
        &folder,
        &[&["export", "--out", "a.corridor.json"], &classed[..]].concat(),
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let kept = svg(&folder, &[&["a.corridor.json"], &flows[..]].concat());
    assert!(kept.contains("40–62.5 % of capacity"));
    let smooth = svg(
        &folder,
        &[&flows[..], &["--flow-colors", "continuous"]].concat(),
    );
    assert!(smooth.contains(">50 % of capacity<") && !smooth.contains("Below"));
    let refused = |typed: &[&str], said: &str| {
        let run = corridor_in(&folder, &[&["export", "--out", "b.svg"], typed].concat());
        assert_eq!(run.code, 2, "{typed:?}");
        assert!(run.err.contains(said), "{}", run.err);
    };
    let breaks = ["--flow-colors", "classed", "--flow-breaks"];
    refused(&[&breaks[..], &["0.8,0.5"]].concat(), "greater");
    refused(&[&breaks[..], &["0.5,80"]].concat(), "ten times");
    refused(
        &["--flow-colors", "continuous", "--flow-breaks", "0.5"],
        "has no classes",
    );
}

/// Flows against those of another scenario: what is more and less, and against whom.
#[test]
fn flows_are_set_against_those_of_another_scenario() {
    let folder = folder("versus");
    let closed = ["--with-flows", "--scenario", "eastern-closed"];
    let own = svg(&folder, &closed);
    let against = svg(&folder, &[&closed[..], &["--versus", "base"]].concat());
    for said in [
        "flows against Base",
        ">more<",
        ">less<",
        ">carried in both<",
    ] {
        assert!(against.contains(said) && !own.contains(said), "{said}");
    }
    assert!(own.contains("of capacity") && !against.contains("of capacity"));
    let same = svg(&folder, &["--with-flows", "--versus", "base"]);
    let inks = |text: &str, ink: &str| text.matches(ink).count();
    for ink in ["#2166ac", "#b2182b"] {
        assert!(
            inks(&against, ink) > inks(&same, ink),
            "{ink}: only in the legend of equals"
        );
    }
    for (typed, said) in [
        (&["--with-flows", "--versus", "nowhere"][..], "nowhere"),
        (&["--versus", "base"], "--with-flows"),
    ] {
        let args = [&["export", "--out", "b.svg"], typed].concat();
        let run = corridor_in(&folder, &args);
        assert_ne!(run.code, 0);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

/// A year that was typed is that of both sides, unless the other one has a year of its own.
#[test]
fn both_sides_are_of_the_year_that_was_typed() {
    let folder = folder("versus-year");
    let flows = ["--with-flows", "--width", "900", "--height", "700"];
    let against = |more: &[&str]| {
        let args = [&["export", "--out", "a.svg"], &flows[..], more].concat();
        assert_eq!(corridor_in(&folder, &args).code, 0, "{more:?}");
        fs::read_to_string(folder.join("a.svg")).unwrap()
    };
    let inks = |text: &str| ["#2166ac", "#b2182b"].map(|ink| text.matches(ink).count());
    let same = against(&["--versus", "base"]);
    let in_year = against(&["--year", "2030", "--versus", "base"]);
    assert!(in_year.contains("flows against Base (2030)"));
    assert_eq!(inks(&in_year), inks(&same), "nothing is more or less");
    let own = against(&["--year", "2030", "--versus", "2019"]);
    assert!(!own.contains("(2030)") && inks(&own) > inks(&same));
    // A named scenario is not typed to be in a year, and the base stays as it is.
    let named = against(&["--scenario", "2035-high", "--versus", "base"]);
    assert!(named.contains("flows against Base<") && inks(&named) > inks(&same));
}

/// What is odd in a file of boundaries is told, as what is odd in a study.
#[test]
fn findings_in_a_file_of_boundaries_are_told() {
    let folder = folder("boundary-findings");
    let line = r#"{"type":"LineString","coordinates":[[106,22],[108,21.5]]}"#;
    let odd = r#"{"type":"LineString","coordinates":[[106,22],[108,99]]}"#;
    let feature = |of: &str| format!(r#"{{"type":"Feature","properties":{{}},"geometry":{of}}}"#);
    fs::write(
        folder.join("odd.geojson"),
        format!(
            r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
            feature(line),
            feature(odd)
        ),
    )
    .unwrap();
    let typed = ["--boundary", "odd.geojson"];
    for command in [
        &["export", "--out", "a.svg"][..],
        &["export", "--out", "a.corridor.json"],
        &["atlas", "--out", "{lang}.svg", "--lang", "en,zh"],
        &["animate", "--years", "2025,2026", "--out", "{n}.svg"],
    ] {
        let run = corridor_in(&folder, &[command, &typed].concat());
        assert_eq!(
            run.err.matches("odd.geojson").count(),
            1,
            "{command:?}: {}",
            run.err
        );
    }
}

/// With another scenario the words of colors are about what is more and less, also in a study file.
#[test]
fn differences_of_flows_are_colored_as_typed() {
    let folder = folder("flow-differences");
    let size = ["--width", "900", "--height", "700"];
    let flows = [
        "--with-flows",
        "--scenario",
        "eastern-closed",
        "--versus",
        "base",
    ];
    let against = |more: &[&str]| svg(&folder, &[&flows[..], &size, more].concat());
    let five = against(&["--flow-colors", "classed", "--flow-classes", "5"]);
    assert_eq!(
        five,
        against(&["--flow-colors", "classed"]),
        "five at first"
    );
    assert_eq!(five.matches(" TEU/a and ").count(), 2, "both ends");
    assert!(!five.contains("of capacity"));
    let typed = [
        "--flow-colors",
        "classed",
        "--flow-breaks",
        "-100000,-20000,50000",
        "--flow-ramp",
        "teal-brown",
    ];
    let own = against(&typed);
    let said = [
        ">−100,000 TEU/a and less<",
        ">−100,000 to −20,000 TEU/a<",
        ">−20,000 to +50,000 TEU/a<",
        ">+50,000 TEU/a and more<",
    ];
    for said in said {
        assert!(own.contains(said), "{said}");
    }
    let pack = [
        "export",
        "--out",
        "a.corridor.json",
        "--with-flows",
        "--versus",
        "base",
    ];
    let run = corridor_in(&folder, &[&pack[..], &typed].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let kept = svg(&folder, &[&["a.corridor.json"], &flows[..], &size].concat());
    assert!(said.iter().all(|said| kept.contains(said)));
    let alone = svg(
        &folder,
        &[&["a.corridor.json", "--with-flows"], &size[..]].concat(),
    );
    assert!(alone.contains("of capacity") && !alone.contains("TEU/a and more"));
    let smooth = against(&["--flow-colors", "continuous"]);
    assert!(smooth.contains("more, up to ") && smooth.contains("less, up to "));
    let refused = |typed: &[&str], said: &str| {
        let run = corridor_in(
            &folder,
            &[&["export", "--out", "b.svg"], &flows[..], typed].concat(),
        );
        assert_eq!(run.code, 2, "{typed:?}");
        assert!(run.err.contains(said), "{}", run.err);
    };
    let breaks = ["--flow-colors", "classed", "--flow-breaks"];
    refused(
        &[&breaks[..], &["50,20"]].concat(),
        "TEU a year: Each break",
    );
    refused(
        &["--flow-colors", "classed", "--flow-ramp", "sea"],
        "no middle",
    );
    // Shares of capacity lie above nothing.
    let own = ["export", "--out", "b.svg", "--with-flows"];
    let run = corridor_in(&folder, &[&own[..], &breaks, &["-0.5,1"]].concat());
    assert!(
        run.code == 2 && run.err.contains("above nothing"),
        "{}",
        run.err
    );
}
