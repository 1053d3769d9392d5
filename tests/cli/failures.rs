//! What cannot be answered: which code, which words, and where.

use std::path::Path;

use serde_json::Value as Json;

use crate::corridor;

#[test]
fn names_are_never_guessed() {
    let ask = |from: &str| corridor(&["route", "--json", "--from", from, "--to", "Kunming"]);
    let several = ask("Chongq");
    assert_eq!(several.code, 2);
    let reason = several.json()["reason"].as_str().unwrap().to_owned();
    for part in [
        "\"Chongq\"",
        "chongqing (Chongqing)",
        "chongqing-tuanjiecun",
    ] {
        assert!(
            reason.contains(part) && several.err.contains(part),
            "{reason}"
        );
    }
    let none = ask("Atlantis");
    assert_eq!(
        (none.code, &none.json()["paths"]),
        (2, &Json::Array(Vec::new()))
    );
    assert!(
        none.err.contains("no hub is called \"Atlantis\""),
        "{}",
        none.err
    );
    for name in ["chongqing", "CHONGQING", "重庆", "Chongqing"] {
        assert_eq!(ask(name).json()["from"][0]["key"], "chongqing");
    }
    let unknown = corridor(&[
        "throughput",
        "--json",
        "--from",
        "Atlantis",
        "--to",
        "Kunming",
    ]);
    assert_eq!(
        (unknown.code, &unknown.json()["bottleneck"]),
        (2, &Json::Array(Vec::new()))
    );
    let key = corridor(&[
        "route", "--json", "--from", "Chengdu", "--to", "Kunming", "--close", "R99",
    ]);
    assert_eq!(key.code, 2);
    assert!(
        key.err.contains("\"R99\"") && key.json()["reason"].is_string(),
        "{}",
        key.err
    );
}

#[test]
fn what_cannot_run_says_so_in_one_line() {
    let cases: [(&[&str], &str); 10] = [
        (&["route", "--from", "Chengdu"], "--to"),
        (
            &[
                "route",
                "--from",
                "Chengdu",
                "--to",
                "Kunming",
                "--modes",
                "hovercraft",
            ],
            "hovercraft",
        ),
        (
            &[
                "route",
                "--from",
                "Chengdu",
                "--to",
                "Kunming",
                "--minimize",
                "fun",
            ],
            "fun",
        ),
        (&["route", "--fast"], "--fast"),
        (&["check"], "FILES"),
        (&["check", "missing.geojson"], "missing.geojson"),
        (
            &["route", "missing.geojson", "--from", "A", "--to", "B"],
            "missing.geojson",
        ),
        (&["export", "--out", "map.gif"], "map.gif"),
        (&["export", "--out", "map.svg", "--width", "7"], "7"),
        (
            &["export", "missing.geojson", "--out", "map.svg"],
            "missing.geojson",
        ),
    ];
    for (args, part) in cases {
        let run = corridor(args);
        assert_eq!((run.code, run.out.as_slice()), (2, &b""[..]), "{args:?}");
        assert!(run.err.contains(part), "{args:?}: {}", run.err);
    }
    let missing = corridor(&["check", "missing.geojson", "--json"]);
    assert_eq!(
        (missing.code, &missing.json()["files"]),
        (2, &Json::Array(Vec::new()))
    );
}

/// Whatever is asked for with `--json` is answered in JSON.
#[test]
fn json_is_valid_in_every_case() {
    let cases: [(&[&str], i32); 6] = [
        (&["route", "--from", "Chengdu", "--to", "Kunming"], 0),
        (
            &[
                "route", "--from", "Chengdu", "--to", "Kunming", "--modes", "sea",
            ],
            1,
        ),
        (&["route", "missing.geojson", "--from", "A", "--to", "B"], 2),
        (&["throughput", "--from", "Chengdu", "--to", ","], 2),
        (&["check", "missing.geojson"], 2),
        (&["route", "--from", "Chengdu"], 2),
    ];
    for (args, code) in cases {
        let run = corridor(&[args, &["--json"]].concat());
        assert_eq!(run.code, code, "{args:?}: {}", run.err);
        let answer: Option<Json> = serde_json::from_slice(&run.out).ok();
        let answer = answer.unwrap_or_else(|| panic!("{args:?}: no JSON: {}", run.text()));
        assert_eq!(code > 0, answer["reason"].is_string(), "{args:?}: {answer}");
    }
}

#[test]
fn help_and_version_are_answers() {
    for args in [["--help"], ["--version"]] {
        let run = corridor(&args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.text().contains("corridor"), "{}", run.text());
    }
}

#[test]
fn without_a_display_the_export_is_named() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/geojson/chinese.geojson");
    for args in [&[][..], &[own.to_str().unwrap()]] {
        let run = corridor(args);
        assert_eq!((run.code, run.out.as_slice()), (2, &b""[..]));
        let command = "corridor export --out map.svg";
        assert!(run.err.contains(command), "{}", run.err);
    }
}
