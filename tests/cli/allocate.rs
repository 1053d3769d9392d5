//! `corridor allocate` and `corridor resilience` on the bundled corridor.

use std::fs;

use serde_json::Value as Json;

use crate::{corridor, corridor_in, folder};

fn number(json: &Json) -> f64 {
    json.as_f64().unwrap()
}

#[test]
fn full_places_have_prices_and_what_does_not_fit_a_cut() {
    let folder = folder("allocate");
    let args = [
        "allocate",
        "--modes",
        "rail",
        "--demand-factor",
        "3",
        "--prices",
        "p.csv",
        "--flows",
        "f.csv",
        "--json",
    ];
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 1, "something is not carried: {}", run.err);
    let answer = run.json();
    assert_eq!(answer["status"], "unmet");
    assert!(number(&answer["relative_gap"]) <= 1e-9);
    assert!(number(&answer["bound"]) <= number(&answer["objective"]));
    assert_eq!(answer["self_check"]["holds"], true);
    let prices = answer["prices"].as_array().unwrap();
    assert!(!prices.is_empty());
    for price in prices {
        let (used, capacity) = (number(&price["used_teu"]), number(&price["capacity_teu"]));
        assert!(used <= capacity * (1.0 + 1e-6), "{price}");
        assert!(
            number(&price["one_less_cny"]) >= number(&price["one_more_cny"]),
            "{price}"
        );
    }
    let reasons = answer["unmet_reasons"].as_array().unwrap();
    let told: f64 = reasons.iter().map(|reason| number(&reason["teu"])).sum();
    let unmet = number(&answer["wanted_teu"]) - number(&answer["carried_teu"]);
    assert!((told - unmet).abs() < 1.0, "{told} {unmet}");
    for reason in reasons.iter().filter(|reason| reason["why"] == "full") {
        for place in reason["cut"].as_array().unwrap() {
            let is_priced = |price: &&Json| price["key"] == place["key"];
            assert!(
                prices.iter().any(|price| is_priced(&price)),
                "{place} is full"
            );
        }
    }
    let table = fs::read_to_string(folder.join("p.csv")).unwrap();
    assert_eq!(table.lines().count(), prices.len() + 1);
    assert!(table.starts_with("kind,key,of,name_en,name_zh,capacity_teu,used_teu,"));
    assert!(
        fs::read_to_string(folder.join("f.csv"))
            .unwrap()
            .starts_with("link_id,")
    );
}

#[test]
fn more_capacity_saves_what_the_price_says() {
    let args = [
        "allocate",
        "--modes",
        "rail",
        "--demand-factor",
        "3",
        "--json",
    ];
    let before = corridor(&args).json();
    let is_port = |price: &&Json| price["key"] == "qinzhou-port-east";
    let price = before["prices"].as_array().unwrap().iter().find(is_port);
    let price = price.unwrap().clone();
    let more = number(&price["capacity_teu"]) + 1.0;
    let set = format!("qinzhou-port-east.capacity_teu={more}");
    let after = corridor(&[&args[..], &["--set", &set]].concat()).json();
    let saved = number(&before["objective"]) - number(&after["objective"]);
    let worth = number(&price["one_more_cny"]);
    assert!((saved - worth).abs() < 1.0, "{saved} saved, {worth} said");
}

#[test]
fn all_fits_at_no_price_and_the_text_says_so() {
    let run = corridor(&["allocate", "--demand-factor", "0.1"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.text().contains("more capacity is worth nothing"),
        "{}",
        run.text()
    );
    assert!(run.text().contains("Self-check passed"));
    let run = corridor(&["allocate", "--penalty", "1", "--json"]);
    let answer = run.json();
    assert_eq!(run.code, 1);
    assert!(
        number(&answer["carried_teu"]) <= 0.0,
        "every way is dearer than a yuan"
    );
    assert_eq!(answer["unmet_reasons"][0]["why"], "too_dear");
}

#[test]
fn closures_are_ranked_and_drawn() {
    let folder = folder("resilience");
    fs::write(
        folder.join("o.csv"),
        "key,probability\nR06,0.5\nnanning-south,0.1\n",
    )
    .unwrap();
    let args = [
        "resilience",
        "--modes",
        "rail",
        "--only",
        "links",
        "--together",
        "R07,R08",
        "--monte-carlo",
        "50",
        "--seed",
        "7",
        "--outages",
        "o.csv",
        "--out",
        "r.csv",
        "--json",
    ];
    let run = corridor_in(&folder, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let singles = answer["singles"].as_array().unwrap();
    let harm = |single: &Json| number(&single["effect"]["harm_cny"]);
    assert!(singles.len() > 20 && singles.windows(2).all(|two| harm(&two[0]) >= harm(&two[1])));
    let alone = |key: &str| {
        let is_it = |single: &&Json| single["place"]["key"] == key;
        harm(singles.iter().find(is_it).unwrap())
    };
    // Both ports cut off are at least as bad as one, and R06 leads to one of them alone.
    let both = number(&answer["together"][0]["effect"]["harm_cny"]);
    assert!(both >= alone("R07") && both >= alone("R08"));
    assert!(alone("R06") >= alone("R07"));
    let chance = &answer["monte_carlo"];
    assert_eq!(
        (&chance["n_draws"], &chance["seed"]),
        (&50.into(), &7.into())
    );
    let n_harmful = chance["n_harmful"].as_u64().unwrap();
    assert!((10..=45).contains(&n_harmful), "{n_harmful}");
    let mean = number(&chance["harm_cny"]["mean"]);
    assert!(mean > 0.2 * alone("R06") && mean < alone("R06") * 2.0);
    let table = fs::read_to_string(folder.join("r.csv")).unwrap();
    assert_eq!(table.lines().count(), singles.len() + 1);
    let again = corridor_in(&folder, &args).json();
    assert_eq!(
        again["monte_carlo"], *chance,
        "the same seed draws the same"
    );
}

#[test]
fn an_area_is_closed_as_one() {
    let folder = folder("resilience-area");
    // Around Qinzhou's port.
    let text = r#"{"type":"Polygon","coordinates":[[[108.4,21.6],[108.8,21.6],[108.8,21.95],[108.4,21.95],[108.4,21.6]]]}"#;
    fs::write(folder.join("a.geojson"), text).unwrap();
    let run = corridor_in(
        &folder,
        &[
            "resilience",
            "--modes",
            "rail",
            "--only",
            "hubs",
            "--area",
            "a.geojson",
            "--json",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    let closed = answer["together"][0]["places"].as_array().unwrap();
    let has = |key: &str| closed.iter().any(|place| place["key"] == key);
    assert!(has("R07") && has("qinzhou-port-east"), "{closed:?}");
    assert!(number(&answer["together"][0]["effect"]["unmet_teu"]) > 0.0);
}

#[test]
fn what_cannot_be_closed_or_drawn_is_said() {
    let folder = folder("resilience-wrong");
    fs::write(folder.join("o.csv"), "key,probability\nR06,1.5\n").unwrap();
    fs::write(
        folder.join("line.geojson"),
        r#"{"type":"Point","coordinates":[1,2]}"#,
    )
    .unwrap();
    for (args, said) in [
        (&["--together", "nowhere"][..], "no hub is called"),
        (&["--monte-carlo", "5"], "needs probabilities"),
        (
            &["--monte-carlo", "5", "--outages", "o.csv"],
            "o.csv:2: \"1.5\" is no probability",
        ),
        (&["--area", "line.geojson"], "has no polygons"),
        (&["--seed", "5"], "--monte-carlo"),
    ] {
        let run = corridor_in(&folder, &[&["resilience"], args].concat());
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
    }
}
