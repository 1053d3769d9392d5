//! Study files: written and read again they are the same, whatever is in them and whenever the program is
//! killed; older ones are upgraded, odd ones kept or refused with a clear word.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

#[path = "study/killed.rs"]
mod killed;
#[path = "study/random.rs"]
mod random;
#[path = "study/recovery.rs"]
mod recovery;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use corridor::document::history::History;
use corridor::document::home::{Home, ReadOnly};
use corridor::document::study::Document;
use corridor::io::geojson::write::{About, to_geojson};
use corridor::io::load::{LoadError, Loaded, Sources, load};
use corridor::io::lock::Lock;
use corridor::io::study_file::data::DataChoice;
use corridor::model::edit::Edit;
use corridor::model::ids::Key;
use corridor::model::saved::Saved;
use corridor::task::Task;
use corridor::words::Lang;

/// A folder of its own for a test, empty at first.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/test-studies")
        .join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn opened(path: &Path) -> Loaded {
    load(&Sources::named(&[path.to_owned()]), &Task::never()).unwrap()
}

fn document(sources: &Sources) -> Document {
    let loaded = load(sources, &Task::never()).unwrap();
    Document::new(loaded, sources.clone(), Vec::new())
}

fn bundled() -> Document {
    document(&Sources::named(&[]))
}

fn tiny() -> Document {
    document(&Sources::named(&[data("tiny.geojson")]))
}

fn close(route: &str) -> Edit {
    Edit::SetRouteOpen {
        route: Key::new(route),
        is_open: false,
    }
}

/// The network with all its provenance, as bytes.
fn network(document: &Document) -> Vec<u8> {
    let about = About {
        names: document.names(),
        examples: &document.examples,
        credits: &document.credits,
    };
    to_geojson(&document.network, &about)
}

#[test]
fn the_bundled_corridor_comes_back_from_each_form_of_its_data() {
    let folder = folder("forms");
    let mut document = bundled();
    document.history.commit(vec![close("eastern")]).unwrap();
    document.history.change(None, |saved| {
        saved.open = Arc::new(vec![Key::new("2028-huangtong-baise")]);
    });
    let mut lengths = Vec::new();
    for choice in DataChoice::ALL {
        let path = folder.join(format!("{}.corridor.json", choice.word()));
        document.copy(choice).write(&path).unwrap();
        let bytes = fs::read(&path).unwrap();
        lengths.push(bytes.len());
        let loaded = opened(&path);
        assert_eq!(loaded.issues, document.issues, "{choice:?}");
        let again = Document::new(
            loaded,
            Sources::named(std::slice::from_ref(&path)),
            Vec::new(),
        );
        assert_eq!(again.history.saved(), document.history.saved());
        assert_eq!(again.history.scenario(), document.history.scenario());
        assert!(network(&again) == network(&document), "{choice:?}");
        assert_eq!(again.facts, document.facts);
        assert_eq!(again.credits, document.credits);
        assert_eq!(again.copy(choice).bytes(&path), bytes, "{choice:?}");
    }
    assert!(lengths[0] > 500_000 && lengths[1] < 20_000, "{lengths:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_study_of_files_is_portable_or_refers_to_them() {
    let folder = folder("files");
    let lines = folder.join("lines.geojson");
    fs::copy(data("tiny.geojson"), &lines).unwrap();
    let document = document(&Sources::named(std::slice::from_ref(&lines)));
    let (inside, refers) = (
        folder.join("a.corridor.json"),
        folder.join("b.corridor.json"),
    );
    document.copy(DataChoice::Inside).write(&inside).unwrap();
    document
        .copy(DataChoice::References)
        .write(&refers)
        .unwrap();
    let text = fs::read_to_string(&refers).unwrap();
    assert!(
        text.contains("\"files\": [\n      \"lines.geojson\"\n    ]"),
        "{text}"
    );
    let other = folder.join("elsewhere");
    fs::create_dir(&other).unwrap();
    fs::rename(&inside, other.join("a.corridor.json")).unwrap();
    fs::rename(&lines, folder.join("moved.geojson")).unwrap();
    let again = Document::new(
        opened(&other.join("a.corridor.json")),
        Sources::default(),
        Vec::new(),
    );
    assert!(network(&again) == network(&document));
    let gone = load(&Sources::named(&[refers]), &Task::never()).unwrap_err();
    assert!(gone.in_words(Lang::En).contains("lines.geojson"), "{gone}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn one_edit_more_is_one_line_more() {
    let mut document = bundled();
    document.history.commit(vec![close("eastern")]).unwrap();
    let path = Path::new("a.corridor.json");
    let text = |document: &Document| {
        String::from_utf8(document.copy(DataChoice::Inside).bytes(path)).unwrap()
    };
    let before = text(&document);
    document.history.commit(vec![close("middle")]).unwrap();
    let after = text(&document);
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let changed = new.iter().filter(|line| !old.contains(line)).count();
    assert!(changed <= 2, "{changed}");
    assert_eq!(new.len(), old.len() + 1);
}

#[test]
fn a_file_of_version_0_is_upgraded() {
    let loaded = opened(&data("version-0.corridor.json"));
    let study = loaded.study.unwrap();
    assert_eq!(study.newer, None);
    assert_eq!(*study.saved.open, [Key::new("slow")]);
    assert_eq!(study.saved.edits.edits(), [Edit::SetYear(2030)]);
    assert_eq!(loaded.names.en, "An old study");
    assert_eq!(loaded.network.nodes().len(), 6);
    let scenario = study.saved.scenario(&loaded.network).unwrap();
    assert_eq!(scenario.edits().len(), 2);
    assert!(study.kept.root.is_empty(), "{:?}", study.kept.root);
}

#[test]
fn a_plain_list_of_scenarios_is_a_study_of_the_bundled_corridor() {
    let folder = folder("list");
    let path = folder.join("list.corridor.json");
    fs::write(
        &path,
        r#"{"scenarios": [{"key": "x", "edits": [{"close": "eastern"}]}]}"#,
    )
    .unwrap();
    let loaded = opened(&path);
    assert_eq!(loaded.book.scenarios().len(), 1);
    assert!(loaded.network.links().len() > 100);
    fs::remove_dir_all(folder).unwrap();
}

/// What a newer program, or a person, wrote beside what is understood.
const ODD: &str = r#"{
  "format": "corridor-study", "version": 1, "future": {"a": [1, 2.50]},
  "edits": [{"close": "eastern"}, {"teleport": "R01"}, {"year": 2030}],
  "scenarios": [
    {"key": "x", "color": "red", "edits": [{"year": 1066}, {"open": "R18"}]},
    {"edits": []},
    {"key": "x"}
  ],
  "layers": {"hidden": ["hubs", "dragons"], "glow": true, "projection": "globe", "hidden_routes": [7],
    "context": {"a.geojson": {"shown": false, "opacity": 0.5}}},
  "views": [{"key": "v", "center": [106, 29], "meters_per_point": 900, "names": "zh", "tilt": 3}, {"key": "w"}],
  "notes": [{"key": "n", "text_en": "One price", "on": {"hub": "qinzhou-port", "side": "left"}, "author": "me"}],
  "story": [{"slide": 1}],
  "data": {"bundled": true, "license": "CC0"}
}"#;

#[test]
fn what_is_not_understood_is_told_kept_and_written_again() {
    let folder = folder("odd");
    let path = folder.join("odd.corridor.json");
    fs::write(&path, ODD).unwrap();
    let loaded = opened(&path);
    let places: Vec<String> = loaded
        .issues
        .iter()
        .filter(|issue| issue.code == "scenario-wrong")
        .map(|issue| issue.place.path.clone().unwrap())
        .collect();
    let expected = [
        "scenarios[0].edits[0]",
        "scenarios[1]",
        "scenarios[2]",
        "edits[1]",
        "views[1]",
    ];
    assert_eq!(places, expected);
    let document = Document::new(
        loaded,
        Sources::named(std::slice::from_ref(&path)),
        Vec::new(),
    );
    let bytes = document.copy(DataChoice::References).bytes(&path);
    let again: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let before: serde_json::Value = serde_json::from_str(ODD).unwrap();
    for name in ["future", "story"] {
        assert_eq!(again[name], before[name]);
    }
    assert_eq!(again["edits"][1], before["edits"][1]);
    assert_eq!(again["edits"][2], before["edits"][2]);
    assert_eq!(again["scenarios"][0]["color"], "red");
    assert_eq!(again["scenarios"][0]["edits"][0]["year"], 1066);
    assert_eq!(again["scenarios"][1], before["scenarios"][1]);
    assert_eq!(again["scenarios"][2], before["scenarios"][2]);
    for name in ["hidden", "glow", "projection", "hidden_routes", "context"] {
        assert_eq!(again["layers"][name], before["layers"][name], "{name}");
    }
    assert_eq!(again["views"][0]["tilt"], 3);
    assert_eq!(again["views"][1], before["views"][1]);
    assert_eq!(again["notes"][0]["author"], "me");
    assert_eq!(again["notes"][0]["on"], before["notes"][0]["on"]);
    assert_eq!(again["data"]["license"], "CC0");
    fs::write(&path, &bytes).unwrap();
    let third = Document::new(
        opened(&path),
        Sources::named(std::slice::from_ref(&path)),
        Vec::new(),
    );
    assert_eq!(third.copy(DataChoice::References).bytes(&path), bytes);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_newer_file_is_open_for_reading_only() {
    let folder = folder("newer");
    let path = folder.join("newer.corridor.json");
    fs::write(&path, ODD.replace("\"version\": 1", "\"version\": 7")).unwrap();
    let study = opened(&path).study.unwrap();
    assert_eq!(Home::of(study).read_only, Some(ReadOnly::Newer(7)));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_that_are_no_studies_are_refused_with_their_place() {
    let folder = folder("refused");
    let cases = [
        ("", "no text"),
        ("{\"format\": \"corridor-study\",\n \"version\": 1,,}", "2:"),
        ("[]", "no study file"),
        (
            "{\"type\": \"FeatureCollection\", \"features\": []}",
            "no study file",
        ),
        (
            "{\"format\": \"corridor-study\", \"version\": -1}",
            "\"version\"",
        ),
        (
            "{\"format\": \"corridor-study\", \"version\": 1, \"edits\": {}}",
            "\"edits\"",
        ),
        (
            "{\"format\": \"corridor-study\", \"version\": 1, \"data\": {\"inside\": [{\"file\": 1}]}}",
            "data.inside[0]",
        ),
    ];
    for (text, said) in cases {
        let path = folder.join("bad.corridor.json");
        fs::write(&path, text).unwrap();
        let error = load(&Sources::named(std::slice::from_ref(&path)), &Task::never()).unwrap_err();
        assert!(matches!(error, LoadError::Study(_)));
        let en = error.in_words(Lang::En);
        assert!(
            en.contains("bad.corridor.json") && en.contains(said),
            "{en}"
        );
        assert!(!error.in_words(Lang::Zh).is_empty());
    }
    let two = [
        data("version-0.corridor.json"),
        folder.join("bad.corridor.json"),
    ];
    let error = load(&Sources::named(&two), &Task::never()).unwrap_err();
    assert!(error.in_words(Lang::En).contains("only one"), "{error}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_folder_of_data_is_read_without_the_studies_that_lie_in_it() {
    let folder = folder("beside");
    fs::copy(data("tiny.geojson"), folder.join("tiny.geojson")).unwrap();
    let plain = opened(&folder).files.len();
    tiny()
        .copy(DataChoice::Inside)
        .write(&folder.join("x.corridor.json"))
        .unwrap();
    assert_eq!(opened(&folder).files.len(), plain);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn one_writer_at_a_time() {
    let folder = folder("lock");
    let path = folder.join("a.corridor.json");
    tiny().copy(DataChoice::Inside).write(&path).unwrap();
    let home = || Home::of(opened(&path).study.unwrap());
    let mut first = home();
    first.lock(None);
    assert!(first.lock.is_some() && first.read_only.is_none());
    let mut second = home();
    second.lock(None);
    let pid = std::process::id().to_string();
    assert!(matches!(&second.read_only, Some(ReadOnly::Locked(holder)) if holder.contains(&pid)));
    // The same document opened again keeps its lock.
    let mut again = home();
    again.lock(first.lock.as_ref());
    assert!(again.read_only.is_none());
    drop((first, again));
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        1,
        "no lock file is left"
    );
    // One that a program left behind which was killed keeps nobody out.
    fs::write(folder.join(".a.corridor.json.lock"), "1 on somewhere").unwrap();
    assert!(Lock::take(&path).unwrap().is_some());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_change_on_the_disk_is_seen() {
    let folder = folder("changed");
    let path = folder.join("a.corridor.json");
    let mut document = tiny();
    document.copy(DataChoice::Inside).write(&path).unwrap();
    let home = Home::of(opened(&path).study.unwrap());
    assert!(!home.is_changed_on_disk());
    // The same bytes written anew are the same file.
    fs::write(&path, fs::read(&path).unwrap()).unwrap();
    assert!(!home.is_changed_on_disk());
    document.history.commit(vec![Edit::SetYear(2031)]).unwrap();
    document.copy(DataChoice::Inside).write(&path).unwrap();
    assert!(home.is_changed_on_disk());
    fs::remove_file(&path).unwrap();
    assert!(
        !home.is_changed_on_disk(),
        "what is gone is not replaced unseen"
    );
    fs::remove_dir_all(folder).unwrap();
}
