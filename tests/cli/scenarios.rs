//! Named scenarios, years, and what two scenarios differ in.

use super::*;

fn number(json: &Json) -> f64 {
    json.as_f64().unwrap()
}

#[test]
fn the_scenarios_of_a_study_are_listed() {
    let list = corridor(&["scenarios", "--json"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    let list = list.json();
    let keys: Vec<&str> = list["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["key"].as_str().unwrap())
        .collect();
    assert_eq!((keys[0], keys.len()), ("base", 14));
    let high = &list["scenarios"][13];
    assert_eq!(
        (&high["key"], &high["edits"]),
        (&Json::from("2035-high"), &Json::from(2))
    );
    for text in ["name_en", "name_zh", "description_en", "description_zh"] {
        assert!(!high[text].as_str().unwrap().is_empty());
    }
    let text = corridor(&["scenarios"]);
    assert!(text.text().contains("pinglu-canal"));
}

#[test]
fn a_folder_brings_scenarios_of_its_own() {
    let folder = folder("own-scenarios");
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiny.geojson"),
        folder.join("tiny.geojson"),
    )
    .unwrap();
    let book = r#"{"scenarios": [
        {"key": "slow", "edits": [{"parameter": "default_rail_kmh", "value": 1}]},
        {"key": "lost", "builds_on": ["slow"], "edits": [{"close": "nowhere"}]}
    ]}"#;
    fs::write(folder.join("scenarios.json"), book).unwrap();
    let list = corridor_in(&folder, &["scenarios", ".", "--json"]);
    assert_eq!(list.json()["scenarios"][2]["builds_on"][0], "slow");
    let lost = corridor_in(&folder, &["scenarios", "."]);
    assert_eq!(lost.code, 0);
    let unknown = corridor_in(&folder, &["compare", ".", "base", "none"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("no scenario has the key \"none\""),
        "{}",
        unknown.err
    );
}

#[test]
fn a_year_opens_lines_and_a_scenario_does_so_by_name() {
    let ask = |more: &[&str]| {
        let args = [
            &[
                "route",
                "--from",
                "chengdu",
                "--to",
                "qinzhou-port",
                "--modes",
                "rail",
                "--json",
            ],
            more,
        ]
        .concat();
        corridor(&args)
    };
    let hours = |run: &Run| number(&run.json()["paths"][0]["hours"]);
    let base = ask(&[]);
    assert_eq!(ask(&["--year", "2025"]).out, base.out);
    assert_eq!(ask(&["--scenario", "2025"]).out, base.out);
    let later = ask(&["--year", "2028"]);
    assert!(
        hours(&later) < hours(&base),
        "{} {}",
        hours(&later),
        hours(&base)
    );
    assert_eq!(ask(&["--scenario", "2028-huangtong-baise"]).out, later.out);
    // What is typed behind it goes on top.
    let closed = ask(&["--year", "2028", "--close", "R18"]);
    assert!(hours(&closed) > hours(&later));
    let none = ask(&["--scenario", "2019,2024"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("exclude each other"), "{}", none.err);
    let far = ask(&["--year", "1999"]);
    assert_eq!(far.code, 2);
    assert!(far.err.contains("between 2017 and 2035"), "{}", far.err);
}

#[test]
fn parameters_modes_and_services_are_set_as_numbers_are() {
    let ask = |more: &[&str]| {
        let args = [
            &[
                "route",
                "--from",
                "chengdu",
                "--to",
                "qinzhou-port",
                "--minimize",
                "money",
                "--json",
            ],
            more,
        ]
        .concat();
        corridor(&args)
    };
    let base = ask(&[]);
    let money = |run: &Run| number(&run.json()["paths"][0]["money_cny"]);
    let dear = ask(&["--set", "default_rail_cny_per_teu_km=9"]);
    assert!(money(&dear) > money(&base));
    let no_rail = ask(&["--close", "rail"]);
    assert_eq!(no_rail.code, 1, "Chengdu has nothing but railways");
    assert!(no_rail.text().contains("its mode is closed"));
    let wrong = ask(&["--set", "default_rail_kmh=0"]);
    assert_eq!(wrong.code, 2);
    let unknown = ask(&["--set", "nothing=3"]);
    assert!(unknown.err.contains("sets nothing"), "{}", unknown.err);
}

#[test]
fn demand_follows_scenario_and_year() {
    let total = |more: &[&str]| {
        let run = corridor(&[&["demand", "--json"], more].concat());
        number(&run.json()["total"]["value"])
    };
    let base = total(&[]);
    assert!((total(&["--scenario", "demand-plus-20"]) / base - 1.2).abs() < 1e-9);
    let high = total(&["--scenario", "2035-high"]);
    assert!((high - total(&["--year", "2035", "--growth", "high"])).abs() < 1e-6);
    let asked = corridor(&["demand", "--scenario", "demand-plus-20", "--json"]).json();
    assert!(
        asked["remarks"]
            .to_string()
            .contains("Edited by the scenario (1)")
    );
}

#[test]
fn a_scenario_is_exported() {
    let folder = folder("export-scenario");
    let write = |name: &str, more: &[&str]| {
        let args = [&["export", "--out", name], more].concat();
        assert_eq!(corridor_in(&folder, &args).code, 0);
        fs::read(folder.join(name)).unwrap()
    };
    let plain = write("a.geojson", &[]);
    assert_eq!(write("b.geojson", &["--scenario", "2025"]), plain);
    assert_ne!(write("c.geojson", &["--year", "2028"]), plain);
    let picture = write("a.svg", &[]);
    assert_ne!(write("b.svg", &["--scenario", "eastern-closed"]), picture);
}

#[test]
fn the_same_twice_differs_by_nothing() {
    for other in ["base", "2025"] {
        let run = corridor(&["compare", "base", other, "--json"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let answer = run.json();
        let measures = answer["measures"].as_array().unwrap();
        assert!(measures.len() > 15);
        for of in measures {
            assert_eq!(of["a"], of["b"], "{of}");
            if of["a"].is_number() {
                assert!(number(&of["difference"]).abs() <= 0.0, "{of}");
                assert!(number(&of["difference_percent"]).abs() <= 0.0, "{of}");
            }
        }
        assert!(answer["summary_en"].to_string().contains("Nothing differs"));
        assert!(answer["summary_zh"].to_string().contains("没有差异"));
    }
}

#[test]
fn another_year_differs_where_it_should() {
    let folder = folder("compare");
    let args = [
        "compare",
        "base",
        "2028-huangtong-baise",
        "--from",
        "chengdu",
        "--to",
        "qinzhou-port",
        "--modes",
        "rail",
    ];
    let run = corridor_in(&folder, &[&args[..], &["--json"]].concat());
    assert_eq!(run.code, 0);
    let answer = run.json();
    let of = |key: &str| {
        let measures = answer["measures"].as_array().unwrap();
        measures
            .iter()
            .find(|of| of["measure"] == key)
            .unwrap()
            .clone()
    };
    for (key, sign) in [
        ("way.hours", -1.0),
        ("way.km", -1.0),
        ("throughput", 1.0),
        ("flows.teu", 1.0),
    ] {
        let row = of(key);
        let difference = number(&row["difference"]);
        assert!(difference * sign > 0.0, "{row}");
        let by = number(&row["b"]) - number(&row["a"]);
        assert!((difference - by).abs() <= 1e-9 * by.abs(), "{row}");
        let percent = number(&row["difference_percent"]);
        assert!(
            (percent - by / number(&row["a"]) * 100.0).abs() < 1e-9,
            "{row}"
        );
    }
    assert_eq!(answer["b"]["year"], 2028);
    let table = corridor_in(&folder, &[&args[..], &["--md", "--lang", "zh"]].concat());
    let text = table.text();
    assert!(
        text.starts_with("| 指标 |") && text.contains("最优路径"),
        "{text}"
    );
    // The same to the last byte on every run.
    assert_eq!(
        corridor_in(&folder, &[&args[..], &["--json"]].concat()).out,
        run.out
    );
}
