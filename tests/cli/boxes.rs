//! `corridor route --box`, and what `--require` takes beside links and hubs.

use serde_json::Value as Json;

use crate::{Run, corridor};

#[track_caller]
fn rail(more: &[&str]) -> Run {
    let ends = ["--from", "Chongqing", "--to", "Qinzhou Port"];
    let least = ["--minimize", "generalized"];
    corridor(&[&["route", "--modes", "rail"], &ends[..], &least[..], more].concat())
}

#[track_caller]
fn answer(more: &[&str]) -> Json {
    let run = rail(&[more, &["--json"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.text());
    run.json()
}

fn number(value: &Json) -> f64 {
    value.as_f64().unwrap()
}

#[track_caller]
fn check_near(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() <= within, "{a} {b}");
}

/// Money and kilometers of the legs by rail, and the fixed money of boarding.
fn by_rail(answer: &Json) -> [f64; 3] {
    let path = &answer["paths"][0];
    let legs = path["legs"].as_array().unwrap().iter();
    let legs: Vec<&Json> = legs.filter(|leg| leg["mode"] == "rail").collect();
    let sum = |name: &str| legs.iter().map(|leg| number(&leg[name])).sum();
    let transfers = path["transfers"].as_array().unwrap().iter();
    let mut boarding = transfers.filter(|of| of["to"] == "rail");
    let fixed = number(&boarding.next().unwrap()["money_cny"]);
    [sum("money_cny"), sum("km"), fixed]
}

#[test]
fn a_box_of_40_feet_pays_the_tariff_for_it() {
    let (twenty, forty) = (answer(&[]), answer(&["--box", "40"]));
    assert_eq!(answer(&["--box", "20"]), twenty);
    // The published tariff: 500 + 2.025 a km for 20 ft, 680 + 2.754 a km for 40 ft, each link to the fen.
    for (answer, per_km, fixed) in [(&twenty, 2.025, 500.0), (&forty, 1.377, 340.0)] {
        let [money, km, boarding] = by_rail(answer);
        check_near(money, per_km * km, 0.5);
        check_near(boarding, fixed, 0.01);
    }
    assert_eq!(twenty["box"]["feet"], 20);
    check_near(number(&twenty["box"]["cargo_t"]), 20.0, 1e-9);
    assert_eq!(forty["box"]["feet"], 40);
    let tonnes = number(&forty["box"]["cargo_t"]);
    assert!(tonnes < 40.0, "its payload: {tonnes}");
    let (path, per_box) = (&forty["paths"][0], &forty["paths"][0]["per_box"]);
    for name in ["money_cny", "co2_kg", "generalized_cny"] {
        check_near(number(&per_box[name]), 2.0 * number(&path[name]), 1e-6);
    }
    // A box carries less than two of 20 ft: emissions, and the value of its time, follow its tonnes.
    let share = tonnes / 40.0;
    let time = |answer: &Json| number(&answer["value_of_time_cny_per_hour"]);
    check_near(time(&forty), share * time(&twenty), 1e-6);
    let co2 = |answer: &Json| number(&answer["paths"][0]["co2_kg"]);
    check_near(co2(&forty), share * co2(&twenty), 0.1);
}

#[test]
fn heavy_and_light_goods_fill_a_box_differently() {
    let tonnes = |cargo: &str| {
        let answer = answer(&["--box", "40", "--cargo", cargo]);
        number(&answer["box"]["cargo_t"])
    };
    let payload = tonnes("bulk");
    assert!(payload < 2.0 * 27.5);
    check_near(tonnes("manufactured"), 2.0 * 11.8, 1e-9);
    let run = rail(&["--box", "40"]);
    let said = run.text();
    assert!(said.contains("rail 680 ¥ + 2.754 ¥/km a box"), "{said}");
    assert!(said.contains("a 40 ft box: "), "{said}");
    assert!(!rail(&[]).text().contains("40 ft"));
}

#[test]
fn other_boxes_and_boxes_on_plain_networks_are_refused() {
    let run = rail(&["--box", "30"]);
    assert_eq!(run.code, 2);
    let plain = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/gmns");
    let run = corridor(&["route", plain, "--from", "10", "--to", "30", "--box", "40"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("--box is not for plain networks"),
        "{}",
        run.err
    );
}

#[test]
fn a_route_and_a_mode_are_required() {
    let middle = answer(&["--require", "middle"]);
    let legs = middle["paths"][0]["legs"].as_array().unwrap().iter();
    let mut routes = legs.flat_map(|leg| leg["links"].as_array().unwrap());
    assert!(routes.any(|link| link == "R09#1" || link == "R07"));
    let run = rail(&["--require", "air"]);
    assert_eq!(run.code, 1);
    let said = "air is both to be passed and to be avoided";
    assert!(run.text().contains(said), "{}", run.text());
    let run = rail(&["--require", "middle", "--avoid", "middle"]);
    assert_eq!(run.code, 1);
    assert!(
        run.text().contains("Middle route is both"),
        "{}",
        run.text()
    );
    // In a country that is avoided, and at an end.
    for (more, name) in [
        (["--via", "Hanoi", "--avoid", "VN"], "Hanoi (Yen Vien)"),
        (
            ["--require", "Guiyang", "--avoid", "Qinzhou Port"],
            "Qinzhou Port",
        ),
    ] {
        let run = rail(&more);
        assert_eq!(run.code, 1, "{}", run.text());
        let said = format!("{name} is both to be passed and to be avoided");
        assert!(run.text().contains(&said), "{}", run.text());
    }
}
