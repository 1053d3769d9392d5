//! The book of named scenarios: that of the bundled study, and its file.

use super::*;
use corridor::io::load::load_bytes;
use corridor::io::scenarios::reading::read_book;
use corridor::io::scenarios::write_book;
use corridor::model::growth::Growth;

const BUNDLED: [&str; 13] = [
    "2019",
    "2024",
    "2025",
    "2028-huangtong-baise",
    "2029-qiangui-second-track",
    "pinglu-canal",
    "qinzhou-second-track",
    "chuanqian-4000t",
    "eastern-closed",
    "middle-closed",
    "western-closed",
    "demand-plus-20",
    "2035-high",
];

fn resolved(keys: &[&str]) -> Scenario {
    let keys: Vec<Key> = keys.iter().map(|key| Key::new(key)).collect();
    STUDY.book.resolve(&STUDY.network, &keys).unwrap()
}

#[test]
fn the_bundled_ones_are_there_and_find_what_they_name() {
    let keys: Vec<&str> = STUDY
        .book
        .scenarios()
        .iter()
        .map(|of| of.key.as_str())
        .collect();
    assert_eq!(keys, BUNDLED);
    for named in STUDY.book.scenarios() {
        for text in [
            &named.names.en,
            &named.names.zh,
            &named.about.en,
            &named.about.zh,
        ] {
            assert!(!text.is_empty(), "{}", named.key);
        }
        let scenario = resolved(&[named.key.as_str()]);
        assert!(!scenario.edits().is_empty());
        assert!(
            lost(&network(), &facts(), &scenario).is_empty(),
            "{}",
            named.key
        );
        let now = network_under(&network(), &scenario);
        let is_same = [
            "2025",
            "eastern-closed",
            "middle-closed",
            "western-closed",
            "demand-plus-20",
        ]
        .contains(&named.key.as_str());
        assert_eq!(
            Arc::ptr_eq(&now, &network()) || *now == STUDY.network,
            is_same,
            "{}",
            named.key
        );
    }
    assert_eq!(resolved(&["base"]), Scenario::base());
    assert_eq!(resolved(&["2035-high"]).growth(), Some(Growth::High));
    assert_eq!(resolved(&["2035-high"]).year(), Some(2035));
}

#[test]
fn years_exclude_each_other_and_the_rest_combines() {
    let keys = ["2019", "2035-high"].map(Key::new);
    assert!(STUDY.book.ordered(&keys).is_err());
    let both = resolved(&["eastern-closed", "demand-plus-20", "2028-huangtong-baise"]);
    assert_eq!(both.edits().len(), 3);
}

#[test]
fn the_bundled_file_is_what_would_be_written() {
    let written = write_book(&STUDY.network, &STUDY.book);
    let file = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("maps/corridor/scenarios.json"),
    );
    assert_eq!(
        String::from_utf8(written).unwrap(),
        String::from_utf8(file.unwrap()).unwrap()
    );
}

#[test]
fn what_is_wrong_in_a_file_is_told_and_the_rest_is_read() {
    let text = r#"{"scenarios": [
        {"key": "a", "edits": [{"close": "eastern"}, {"set": "R09.speed", "value": 1}, {"year": 2028, "of": "hub"}]},
        {"name_en": "without a key"},
        {"key": "a"},
        {"key": "base"},
        {"key": "b", "edits": [{"shut": "R09"}, 3, {"set": "R09.hours"}]}
    ]}"#;
    let mut issues = Vec::new();
    let file = Arc::from("scenarios.json");
    let book = read_book(&file, text.as_bytes(), &STUDY.network, &mut issues).book;
    let keys: Vec<(&str, usize)> = book
        .scenarios()
        .iter()
        .map(|named| (named.key.as_str(), named.edits.len()))
        .collect();
    assert_eq!(keys, [("a", 1), ("b", 0)]);
    let places: Vec<String> = issues
        .iter()
        .filter_map(|issue| issue.place.path.clone())
        .collect();
    let expected = [
        "scenarios[0].edits[1]",
        "scenarios[0].edits[2]",
        "scenarios[1]",
        "scenarios[2]",
        "scenarios[3]",
        "scenarios[4].edits[0]",
        "scenarios[4].edits[1]",
        "scenarios[4].edits[2]",
    ];
    assert_eq!(places, expected);
    for (text, code) in [("{", "scenario-json"), ("[]", "scenario-list")] {
        let mut issues = Vec::new();
        let book = read_book(&file, text.as_bytes(), &STUDY.network, &mut issues).book;
        assert!(book.scenarios().is_empty());
        assert_eq!(issues[0].code, code);
    }
}

#[test]
fn any_study_may_have_scenarios() {
    let map = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiny.geojson"),
    );
    let text = br#"{"scenarios": [{"key": "nothing", "edits": [{"close": "rail"}]}]}"#;
    let loaded = load_bytes(&[
        ("scenarios.json".to_owned(), text.to_vec()),
        ("tiny.geojson".to_owned(), map.unwrap()),
    ]);
    let named = loaded.book.get("nothing").unwrap();
    let rail = Edit::SetModeOpen {
        mode: Mode::Rail,
        is_open: false,
    };
    assert_eq!(named.edits, [rail]);
}
