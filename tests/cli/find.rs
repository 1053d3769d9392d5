//! `corridor find`, and scenarios with projects and numbers.

use crate::corridor;

#[test]
fn a_name_in_either_language_and_a_key_find() {
    for text in [
        "Huangtong–Baise railway",
        "huangtong-baise",
        "黄桶至百色铁路",
        "P11",
    ] {
        let run = corridor(&["find", text]);
        assert_eq!(run.code, 0, "{text}");
        assert!(
            run.text().contains("project   P11"),
            "{text}: {}",
            run.text()
        );
        assert!(run.text().contains("[R18]"), "{text}: {}", run.text());
    }
}

#[test]
fn pinyin_initials_and_locodes_find() {
    for text in ["qinzhou gang", "qīnzhōugǎng", "qzg", "CNQZH"] {
        let run = corridor(&["find", text, "--limit", "3"]);
        assert_eq!(run.code, 0, "{text}");
        assert!(
            run.text().contains("qinzhou-port"),
            "{text}: {}",
            run.text()
        );
    }
    let run = corridor(&["find", "cq"]);
    assert!(run.text().contains("chongqing"), "{}", run.text());
}

#[test]
fn json_says_kind_names_places_and_how_it_is_shown() {
    let run = corridor(&["find", "多式联运“一单制”", "--json"]);
    assert_eq!(run.code, 0);
    let hit = &run.json()["hits"][0];
    assert_eq!(hit["kind"], "note");
    assert_eq!(hit["name_en"], "Single document");
    assert_eq!(hit["shown"], "text");
    assert_eq!(hit["why"], "a rule of documents, no place of its own");
    let run = corridor(&["find", "CR_TEU", "--json"]);
    assert_eq!(run.json()["hits"][0]["shown"], "chart");
    let run = corridor(&["find", "eastern", "--json"]);
    assert_eq!(run.json()["hits"][0]["places"][0], "eastern");
    assert!(run.json()["hits"][0]["why"].is_null());
}

#[test]
fn nothing_found_is_code_1() {
    let run = corridor(&["find", "zzzz"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let run = corridor(&["find", "zzzz", "--json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json()["hits"].as_array().unwrap().len(), 0);
    assert_eq!(run.json()["reason"], "nothing is called \"zzzz\"");
}

#[test]
fn the_limit_and_another_study_hold() {
    let run = corridor(&["find", "chongqing", "--limit", "3"]);
    assert_eq!(run.text().lines().count(), 3);
    let tiny = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.geojson");
    let run = corridor(&["find", "chongqing-tuanjiecun", "--study", tiny]);
    assert_eq!(run.code, 1, "{}", run.text());
}

const RAIL: [&str; 7] = [
    "route",
    "--from",
    "Chongqing",
    "--to",
    "Qinzhou Port",
    "--modes",
    "rail",
];

fn route(more: &[&str]) -> crate::Run {
    corridor(&[&RAIL[..], more].concat())
}

#[test]
fn a_project_is_applied() {
    let shortest = ["--minimize", "distance"];
    assert!(!route(&shortest).text().contains("R18"));
    let applied = route(&[&shortest[..], &["--apply", "P11"]].concat());
    assert_eq!(applied.code, 0);
    assert!(applied.text().contains("R18#1"), "{}", applied.text());
    let both = route(&["--apply", "p11,P06"]);
    assert_eq!(both.code, 0, "{}", both.err);
    let wrong = route(&["--apply", "P99"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("no project has the key"),
        "{}",
        wrong.err
    );
}

#[test]
fn a_number_is_set() {
    let hours = |run: &crate::Run| run.json()["paths"][0]["hours"].as_f64().unwrap();
    let base = hours(&route(&["--json"]));
    let slower = hours(&route(&["--set", "R07.hours=11.1", "--json"]));
    assert!((slower - base - 10.0).abs() < 0.1, "{base} {slower}");
    let limited = corridor(&[
        "throughput",
        "--from",
        "Chongqing",
        "--to",
        "Qinzhou Port",
        "--modes",
        "rail",
        "--set",
        "qinzhou-port-east.capacity_teu=1000",
        "--json",
    ]);
    assert_eq!(limited.json()["teu_per_year"], 1000);
    // The links of the chains are listed with the numbers of the scenario.
    let more = corridor(&[
        "throughput",
        "--from",
        "Chongqing",
        "--to",
        "Qinzhou Port",
        "--set",
        "R07.freight_pairs_per_day=19",
    ]);
    let said = String::from_utf8(more.out).unwrap();
    assert!(said.contains("R07    693,500"), "{said}");
    assert!(!said.contains("R07    657,000"), "{said}");
}

#[test]
fn what_cannot_be_set_is_said() {
    let cases = [
        (
            "R07.color=5",
            "a link has no property \"color\"; there are hours, money_cny",
        ),
        (
            "chongqing.hours=5",
            "a hub has no property \"hours\"; there are capacity_teu",
        ),
        ("R07.hours=long", "\"long\" is no number"),
        ("R07.hours=-1", "-1 is no value for R07.hours"),
        (
            "R07.container_share=2",
            "2 is no value for R07.container_share; it lies between 0 and 1",
        ),
        ("nowhere.hours=1", "no link or hub is called \"nowhere\""),
        ("R07", "write KEY.PROPERTY=VALUE"),
    ];
    for (set, said) in cases {
        let run = route(&["--set", set]);
        assert_eq!(run.code, 2, "{set}");
        assert!(run.err.contains(said), "{set}: {}", run.err);
    }
}
