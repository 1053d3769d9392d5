//! `corridor hinterland`: on a network that can be checked by hand, and on the bundled corridor.
//!
//! In `data/hinterland.geojson` boarding a train costs 12 h and waiting 12 h, a ship 24 h and 42 h,
//! going ashore 24 h. To the destination, from the yard on board: by Port Peter 66 + 20 + 24 = 110 h
//! behind it, by Port Quill 66 + 21 + 24 = 111 h, by the border 2 + 110 = 112 h.

use serde_json::Value as Json;

use crate::corridor;

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/hinterland.geojson");

#[track_caller]
fn answer(args: &[&str]) -> Json {
    let run = corridor(&[&["hinterland", SMALL, "--json"], args].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    run.json()
}

fn hub<'a>(answer: &'a Json, key: &str) -> &'a Json {
    let hubs = answer["hubs"].as_array().unwrap();
    hubs.iter().find(|hub| hub["key"] == key).unwrap()
}

/// Winner, cost, runner-up, difference.
fn bids(answer: &Json, key: &str) -> (String, f64, String, f64) {
    let hub = hub(answer, key);
    let text = |name: &str| hub[name].as_str().unwrap_or("-").to_owned();
    let number = |name: &str| hub[name].as_f64().unwrap_or(-1.0);
    (
        text("winner"),
        number("cost"),
        text("runner_up"),
        number("difference"),
    )
}

fn is(answer: &Json, key: &str, winner: &str, cost: f64, second: &str, more: f64) {
    let found = bids(answer, key);
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(
        found.0 == winner && near(found.1, cost) && found.2 == second && near(found.3, more),
        "{key}: {found:?}"
    );
}

/// Links, shares and rivals of the points where two tie.
fn ties(answer: &Json) -> Vec<(String, f64, String)> {
    let ties = answer["ties"].as_array().unwrap().iter();
    let text = |of: &Json| of.as_str().unwrap().to_owned();
    ties.map(|tie| {
        let between = [&tie["between"][0], &tie["between"][1]].map(text);
        let exactly = text(&tie["exactly"]);
        let (above, below) = exactly.split_once('/').unwrap();
        let share = above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap();
        assert!((share - tie["share"].as_f64().unwrap()).abs() < 1e-12);
        (text(&tie["link"]), share, between.join(" "))
    })
    .collect()
}

#[test]
fn gateways_on_the_way_are_as_by_hand() {
    let all = answer(&["--to", "d"]);
    // Rail 24, then: 5 + 112 by the border, 10 + 6 + 110 by Port Peter.
    is(&all, "w", "b", 24.0 + 5.0 + 112.0, "p", 9.0);
    // 6 + 110 against 8 + 4 + 111.
    is(&all, "m", "p", 24.0 + 6.0 + 110.0, "q", 7.0);
    is(&all, "e", "q", 24.0 + 4.0 + 111.0, "p", 9.0);
    assert_eq!(bids(&all, "p").0, "p");
    // From Farside no gateway is on the way.
    assert_eq!(bids(&all, "f").0, "none");
    // 117 + 10 t = 116 + 10 (1 − t) between Westford and Middleton, 116 + 8 t = 115 + 8 (1 − t)
    // between Middleton and Eastwell.
    let expected = [("WM", 0.45, "b p"), ("ME", 7.0 / 16.0, "p q")];
    let found = ties(&all);
    for (link, share, between) in expected {
        let tie = found.iter().find(|tie| tie.0 == link).unwrap();
        assert!((tie.1 - share).abs() < 1e-12 && tie.2 == between, "{tie:?}");
    }
}

#[test]
fn hubs_that_count_as_one_and_chosen_gateways() {
    let both = answer(&["--to", "d", "--gateways", "p+q,b"]);
    is(&both, "w", "b", 141.0, "p+q", 9.0);
    is(
        &both,
        "m",
        "p+q",
        140.0,
        "b",
        24.0 + 10.0 + 5.0 + 112.0 - 140.0,
    );
    let port = answer(&["--to", "d", "--gateways", "q"]);
    // By way of Port Quill, or by none: the others are not asked for.
    is(&port, "m", "none", 140.0, "q", 7.0);
}

#[test]
fn without_a_destination_the_nearest_gateway_wins() {
    let near = answer(&[]);
    is(&near, "w", "b", 24.0 + 5.0, "p", 11.0);
    is(&near, "m", "p", 24.0 + 6.0, "q", 6.0);
    // 5 + 10 t = 6 + 10 (1 − t), 6 + 8 t = 4 + 8 (1 − t).
    let found = ties(&near);
    for (link, share) in [("WM", 0.55), ("ME", 0.375)] {
        let tie = found.iter().find(|tie| tie.0 == link).unwrap();
        assert!((tie.1 - share).abs() < 1e-12, "{tie:?}");
    }
}

#[test]
fn routes_win_with_the_others_avoided() {
    let routes = answer(&["--to", "d", "--routes"]);
    is(&routes, "m", "middle", 140.0, "eastern", 7.0);
    is(&routes, "e", "eastern", 139.0, "middle", 9.0);
    // By the border no route is needed; the western one leads back.
    assert_eq!(bids(&routes, "w").0, "none");
    assert_eq!(bids(&routes, "w").2, "-");
    let one = answer(&["--to", "d", "--routes=eastern"]);
    assert_eq!(bids(&one, "m").0, "none");
}

#[test]
fn tables_and_maps_say_the_same() {
    let csv = corridor(&["hinterland", SMALL, "--to", "d", "--csv"]);
    assert_eq!(csv.code, 0);
    let row = csv.text().lines().find(|line| line.starts_with("m,"));
    assert_eq!(row, Some("m,Middleton,中城,p,140.0,q,147.0,7.0,h"));
    let map = corridor(&["hinterland", SMALL, "--to", "d", "--geojson"]).json();
    let features = map["features"].as_array().unwrap();
    let of_link = |key: &str| -> Vec<&Json> {
        let parts = features.iter().filter(|of| of["properties"]["link"] == key);
        parts
            .filter(|of| of["geometry"]["type"] == "LineString")
            .collect()
    };
    let parts = of_link("WM");
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0]["properties"]["winner"], "b");
    assert_eq!(parts[1]["properties"]["winner"], "p");
    // 45 % of the way from 105° to 107°.
    let end = parts[0]["geometry"]["coordinates"]
        .as_array()
        .unwrap()
        .last();
    assert!((end.unwrap()[0].as_f64().unwrap() - 105.9).abs() < 1e-9);
    let words = corridor(&["hinterland", SMALL, "--to", "d"]);
    assert!(
        words
            .text()
            .contains("Middleton: Port Peter, 140 h; 7 h less than Port Quill"),
        "{}",
        words.text()
    );
}

#[test]
fn what_makes_no_sense_is_said() {
    for (args, said) in [
        (&["--routes="][..], "add --to"),
        (&["--to", "d", "--routes=nowhere"], "no route has the key"),
        (&["--gateways", "p,q+p"], "names Port Peter twice"),
        (&["--gateways", "Nowhere"], "no hub is called"),
        (&["--to", "nowhere"], "no hub is called"),
    ] {
        let run = corridor(&[&["hinterland", SMALL], args].concat());
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
    let none = corridor(&["hinterland", SMALL, "--to", "d", "--modes", "air"]);
    assert_eq!(none.code, 1);
}

/// What wins is what `corridor route` finds, for every inland city.
#[test]
fn the_bundled_corridor_agrees_with_its_paths() {
    for minimize in ["time", "money", "generalized"] {
        let more = ["--to", "Singapore", "--minimize", minimize];
        let run = corridor(&[&["hinterland", "--json"], &more[..]].concat());
        assert_eq!(run.code, 0);
        let answer = run.json();
        for city in ["chongqing", "chengdu", "kunming-wangjiaying-west", "xian"] {
            let path = [&["route", "--json", "--from", city], &more[..]].concat();
            let path = corridor(&path).json();
            let member = match minimize {
                "time" => "hours",
                "money" => "money_cny",
                _ => "generalized_cny",
            };
            let cost = path["paths"][0][member].as_f64().unwrap();
            let best = hub(&answer, city)["cost"].as_f64().unwrap();
            assert!(
                (cost - best).abs() < 1e-6,
                "{city} {minimize} {cost} {best}"
            );
        }
    }
}
