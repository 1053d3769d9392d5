//! `corridor check` over files good and bad: exit codes, places, and input that stays as it was.

use std::fs;
use std::path::Path;

use crate::{Run, corridor_in, folder};

/// Checks one file by its name in a folder; the file must be the same afterwards.
#[track_caller]
fn check(folder: &Path, name: &str) -> Run {
    let before = fs::read(folder.join(name)).unwrap();
    let run = corridor_in(folder, &["check", name]);
    let json = corridor_in(folder, &["check", name, "--json"]);
    assert_eq!(json.code, run.code, "{name}");
    assert!(
        fs::read(folder.join(name)).unwrap() == before,
        "{name} was changed"
    );
    check_json(name, &json);
    run
}

/// One file with its findings, each with severity, code, message and a place; an error if and only
/// if the exit code is 1.
#[track_caller]
fn check_json(name: &str, run: &Run) {
    let answer = run.json();
    let files = answer["files"].as_array().unwrap();
    assert_eq!(files.len(), 1, "{name}");
    assert_eq!(files[0]["file"], name);
    let issues = files[0]["issues"].as_array().unwrap();
    let mut has_error = false;
    for issue in issues {
        has_error |= issue["severity"] == "error";
        assert!(["error", "warning"].contains(&issue["severity"].as_str().unwrap()));
        for member in ["code", "message"] {
            assert!(
                issue[member].as_str().is_some_and(|text| !text.is_empty()),
                "{name}: {issue}"
            );
        }
        assert!(
            !issue["message"].as_str().unwrap().starts_with("issue."),
            "{name}: {issue}"
        );
        for member in ["path", "line", "column"] {
            assert!(issue.get(member).is_some(), "{name}: {issue}");
        }
    }
    assert_eq!(run.code, i32::from(has_error), "{name}");
}

/// Whether the first line says file and place: line and column, or a path in the document.
fn names_file_and_place(run: &Run, name: &str) -> bool {
    let first = run.err.lines().next().unwrap_or("");
    let file = Path::new(name).file_name().unwrap().to_str().unwrap();
    let behind = first.split_once(file).map_or("", |(_, behind)| behind);
    let place = behind.trim_start_matches([':', ' ']);
    place.starts_with(|c: char| c.is_ascii_digit())
        || place.starts_with("features")
        || place.starts_with('$')
}

/// What is wrong with a run, where `expected` is a class of the corpus.
fn fault(run: &Run, name: &str, expected: &str) -> Option<String> {
    let is_warned = run.err.starts_with("warning: ");
    let is_right = match expected {
        "valid" => run.code == 0,
        "valid-warn" => run.code == 0 && is_warned,
        "invalid-clear-error" => (1..=100).contains(&run.code) && names_file_and_place(run, name),
        "ambiguous" => true,
        _ => false,
    };
    (!is_right).then(|| format!("{name} ({expected}): {} {}", run.code, run.err))
}

/// A copy of the file, so that nothing can happen to the original.
fn check_copy(folder: &Path, from: &Path) -> (Run, String) {
    let name = from.file_name().unwrap().to_str().unwrap().to_owned();
    fs::copy(from, folder.join(&name)).unwrap();
    (check(folder, &name), name)
}

#[test]
fn own_files_end_as_they_should() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/geojson");
    let folder = folder("check-own");
    let expected = [
        ("bom.geojson", "ambiguous"),
        ("chinese.geojson", "valid"),
        ("empty.geojson", "valid"),
        ("bad-position.geojson", "valid-warn"),
        ("crs.geojson", "valid-warn"),
        ("duplicate-id.geojson", "valid-warn"),
        ("no-properties.geojson", "valid-warn"),
        ("projected.geojson", "valid-warn"),
        ("ring-direction.geojson", "valid-warn"),
        ("short-line.geojson", "valid-warn"),
        ("swapped.geojson", "valid-warn"),
        ("gbk.geojson", "invalid-clear-error"),
        ("sequence.geojsonl", "invalid-clear-error"),
    ];
    let faults: Vec<String> = expected
        .iter()
        .filter_map(|(name, expected)| {
            fault(&check_copy(&folder, &data.join(name)).0, name, expected)
        })
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    let folder = folder("check-bad");
    let cases = [
        (
            "cut.geojson",
            "{\"type\": \"FeatureCollection\",\n \"features\": [",
            ":2:",
        ),
        ("none.geojson", "", ":1:1"),
        ("list.geojson", "[1, 2]", ":1:1"),
        (
            "topo.geojson",
            "{\"type\": \"Topology\", \"objects\": {}}",
            ":1:1",
        ),
        (
            "comma.geojson",
            "{\"type\": \"Point\", \"coordinates\": [1, 2],}",
            ":1:41",
        ),
    ];
    for (name, text, place) in cases {
        fs::write(folder.join(name), text).unwrap();
        let run = check(&folder, name);
        assert_eq!(run.code, 1, "{name}: {}", run.err);
        assert!(
            run.err.contains(&format!("{name}{place}")),
            "{name}: {}",
            run.err
        );
    }
}

/// Many findings are three lines, the last of which counts the rest; folders stand for their files.
#[test]
fn many_findings_are_three_lines() {
    let folder = folder("check-many");
    for number in 0..9 {
        fs::write(folder.join(format!("{number}.geojson")), "{").unwrap();
    }
    fs::write(folder.join("notes.txt"), "{").unwrap();
    let run = corridor_in(&folder, &["check", "."]);
    assert_eq!((run.code, run.err.lines().count()), (1, 3));
    assert!(
        run.err.trim_end().ends_with("… and 6 more (--json)"),
        "{}",
        run.err
    );
    let json = corridor_in(&folder, &["check", ".", "--json"]);
    assert_eq!(json.json()["files"].as_array().unwrap().len(), 9);
    let text = corridor_in(&folder, &["check", "0.geojson", "missing.geojson"]);
    assert_eq!(text.code, 2);
}

/// A file of more than a megabyte that is only looked at, with a fault near its end.
#[test]
fn a_large_file_is_checked_to_its_end() {
    let folder = folder("check-large");
    let line = |index: usize| {
        let properties = format!(r#"{{"number":{index},"owner":"somebody"}}"#);
        let end = if index == 20_000 { "\"1\"" } else { "1.500000" };
        format!(
            r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"LineString","coordinates":[[1.000001,2],[3,{end}]]}}}}"#
        )
    };
    let lines: Vec<String> = (0..20_002).map(line).collect();
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        lines.join(",\n")
    );
    assert!(text.len() > 2_000_000);
    fs::write(folder.join("large.geojson"), text).unwrap();
    let run = check(&folder, "large.geojson");
    assert_eq!(run.code, 0);
    let at = "large.geojson: features[20000].geometry.coordinates[1]";
    assert!(run.err.contains(at), "{}", run.err);
    let json = corridor_in(&folder, &["check", "large.geojson", "--json"]).json();
    assert_eq!(
        (&json["context_layers"], &json["links"]),
        (&1.into(), &0.into())
    );
}

/// The bundled data is clean by the same command that others check theirs with.
#[test]
fn the_bundled_files_have_no_findings() {
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("maps/corridor");
    let run = corridor_in(&folder("check-maps"), &["check", maps.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.text().contains("150 hubs"), "{}", run.text());
}

#[test]
fn the_shared_corpus_ends_as_its_index_says() {
    let Some(shared) = std::env::var_os("CORRIDOR_SHARED") else {
        eprintln!("skipped: CORRIDOR_SHARED does not name a folder with corpus/geojson/index.csv");
        return;
    };
    let corpus = Path::new(&shared).join("corpus/geojson");
    let folder = folder("check-corpus");
    let mut rows = csv::Reader::from_path(corpus.join("index.csv")).unwrap();
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|field| field == name).unwrap();
    let (file, expected) = (column("file"), column("expected"));
    let mut faults = Vec::new();
    let mut n_rows = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let (run, name) = check_copy(&folder, &corpus.join(&row[file]));
        faults.extend(fault(&run, &name, &row[expected]));
        n_rows += 1;
    }
    assert!(n_rows >= 39, "{n_rows} rows");
    assert!(faults.is_empty(), "{faults:#?}");
}
