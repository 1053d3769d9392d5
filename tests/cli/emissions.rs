//! `corridor route --emissions`: elements that add up, what factors count, tables.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{Run, corridor, corridor_in, folder};

#[track_caller]
fn to_singapore(more: &[&str]) -> Run {
    let start = [
        "route",
        "--from",
        "Chongqing",
        "--to",
        "Singapore",
        "--minimize",
        "money",
        "--emissions",
    ];
    let run = corridor(&[&start, more].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.text());
    run
}

fn grams(of: &Json) -> u64 {
    of["grams"].as_u64().unwrap()
}

fn number(of: &Json) -> f64 {
    of.as_f64().unwrap()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

#[test]
fn elements_add_up_to_each_path_exactly() {
    let answer = to_singapore(&["--alternatives", "4", "--json"]).json();
    let paths = answer["paths"].as_array().unwrap();
    assert_eq!(paths.len(), 4);
    for path in paths {
        let report = &path["emissions"];
        let elements = report["elements"].as_array().unwrap();
        let of = |kind: &str| -> u64 {
            let elements = elements.iter().filter(|of| of["kind"] == kind);
            elements.map(grams).sum()
        };
        assert!(of("transport") > 0 && of("hub") > 0);
        assert_eq!(of("transport"), grams(&report["transport"]));
        assert_eq!(of("hub"), grams(&report["hubs"]));
        assert_eq!(of("transport") + of("hub"), grams(&report["total"]));
        assert!(is_near(
            number(&report["total"]["co2_kg"]),
            number(&path["co2_kg"])
        ));
        assert!(is_near(number(&report["network_km"]), number(&path["km"])));
        let ends = ["low", "high"].map(|end| number(&report["total"][end]));
        let kg = number(&path["co2_kg"]);
        assert!(ends[0] <= kg && kg <= ends[1], "{ends:?} {kg}");
        let per_tkm = kg * 1000.0 / number(&report["tkm"]);
        assert!(is_near(number(&report["g_per_tkm"]), per_tkm));
        assert!(number(&report["network_over_geodesic"]) > 1.0);
        for element in elements.iter().filter(|of| of["kind"] == "transport") {
            let [km, tkm, factor] = ["km", "tkm", "factor"].map(|name| &element[name]);
            assert!(is_near(number(tkm), number(km) * 20.0));
            // Whole meters and grams of each link leave a little.
            let kg = number(tkm) * number(&factor["value"]) / 1000.0;
            assert!((kg - number(&element["co2_kg"])).abs() < 0.1, "{element}");
            assert_eq!(factor["unit"], "g/(t·km)");
            assert_eq!(factor["status"], "assumed");
            assert!(!factor["see_also"].as_str().unwrap().is_empty());
        }
    }
}

#[test]
fn it_says_what_factors_count_and_claims_nothing() {
    let answer = to_singapore(&["--modes", "rail,sea", "--json"]).json();
    let report = &answer["paths"][0]["emissions"];
    let elements = report["elements"].as_array().unwrap();
    let of = |mode: &str| elements.iter().find(|of| of["mode"] == mode).unwrap();
    let counts = |of: &Json| format!("{} {}", of["gases"], of["boundary"]).replace('"', "");
    assert_eq!(counts(of("rail")), "CO2 unstated");
    assert_eq!(counts(of("sea")), "CO2e unstated");
    assert_eq!(counts(of("transfer")), "CO2e WTW");
    let remarks = report["remarks"].to_string();
    for said in [
        "no claim of conformity",
        "shortest feasible",
        "No distance adjustment factor",
        "15 % empty boxes (assumed), which is not applied",
        "rail (CO2 alone, boundary not stated)",
        "Not included: empty running",
    ] {
        assert!(remarks.contains(said), "{said}: {remarks}");
    }
    let run = to_singapore(&["--modes", "rail,sea"]);
    let text = run.text();
    assert!(text.contains("Emissions of a TEU with 20 t, element by element:"));
    assert!(text.contains("6.11 g/tkm; CO2 alone, boundary not stated; see Energy"));
    assert!(text.contains("Door to door: "));
}

/// Electric and diesel rails and a sea lane, by hand: 100 × 6.11 + 50 × 30 + 200 × 13 g for each of
/// 20 t, and four lifts of 10 kg.
#[test]
fn a_leg_is_parted_where_its_factor_changes() {
    let folder = folder("emissions");
    let at = |lon: f64| json!([lon, 29.0]);
    let hub = |id: &str, lon: f64| {
        json!({ "type": "Feature", "properties": { "id": id, "kind": "rail_terminal" },
            "geometry": { "type": "Point", "coordinates": at(lon) } })
    };
    let line = |id: &str, ends: [f64; 2], mode: &str, km: f64, electrified: bool| {
        json!({ "type": "Feature",
            "properties": { "id": id, "mode": mode, "length_km": km, "electrified": electrified },
            "geometry": { "type": "LineString", "coordinates": ends.map(at) } })
    };
    let features = json!({ "type": "FeatureCollection", "features": [
        hub("a", 100.0), hub("b", 101.0), hub("c", 101.5), hub("d", 103.0),
        line("e", [100.0, 101.0], "rail", 100.0, true),
        line("f", [101.0, 101.5], "rail", 50.0, false),
        line("s", [101.5, 103.0], "sea", 200.0, false),
    ] });
    fs::write(folder.join("net.geojson"), features.to_string()).unwrap();
    let ask = [
        "route",
        "net.geojson",
        "--from",
        "a",
        "--to",
        "d",
        "--emissions",
    ];
    let run = corridor_in(&folder, &[&ask[..], &["--json"]].concat());
    let report = &run.json()["paths"][0]["emissions"];
    let elements = report["elements"].as_array().unwrap();
    let all: Vec<(&str, u64)> = elements
        .iter()
        .map(|of| (of["mode"].as_str().unwrap_or("hub"), grams(of)))
        .collect();
    let expected = [
        ("hub", 10_000),
        ("rail", 12_220),
        ("rail", 30_000),
        ("hub", 20_000),
        ("sea", 52_000),
        ("hub", 10_000),
    ];
    assert_eq!(all, expected);
    assert_eq!(grams(&report["total"]), 134_220);
    assert!(is_near(number(&report["kg_per_t"]), 6.711));
    assert!(is_near(number(&report["total"]["assumed_share"]), 1.0));
    let csv = corridor_in(&folder, &[&ask[..], &["--csv"]].concat());
    let lines: Vec<&str> = csv.text().lines().collect();
    assert_eq!(lines.len(), 1 + expected.len() + 3);
    assert!(lines[0].starts_with("path,element,kind,mode_from,mode_to,from,to,km,"));
    assert!(lines[2].starts_with("1,2,transport operation,rail,rail,a,b,100,"));
    assert!(lines[9].starts_with("1,,total,"), "{}", lines[9]);
}

#[test]
fn lighter_cargo_emits_less_and_keeps_its_range() {
    let kg = |more: &[&str]| {
        let answer = to_singapore(&[more, &["--json"]].concat()).json();
        let total = answer["paths"][0]["emissions"]["hubs"].clone();
        ["co2_kg", "low", "high"].map(|name| number(&total[name]))
    };
    let [general, light] = [kg(&[]), kg(&["--cargo", "reefer"])];
    let share = light[0] / general[0];
    assert!(share < 1.0, "{light:?} {general:?}");
    for (light, general) in light.iter().zip(general) {
        assert!(is_near(*light, general * share), "{light} {general}");
    }
}

#[test]
fn it_goes_with_paths_alone() {
    let plain = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/gmns");
    let run = corridor(&["route", plain, "--from", "1", "--to", "2", "--emissions"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--emissions"), "{}", run.err);
    let both = [
        "route",
        "--from",
        "Chongqing",
        "--to",
        "Hanoi",
        "--emissions",
        "--geojson",
    ];
    assert_eq!(corridor(&both).code, 2);
}
