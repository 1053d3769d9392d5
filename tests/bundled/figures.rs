//! The bundled figures: each says where it is from, and the program assumes what the tables say.

use std::collections::BTreeMap;

use corridor::io::load::bundled_defaults;
use corridor::model::link::Mode;
use corridor::model::sourced::{Sourced, Status};
use corridor::model::unit::Unit;
use serde_json::Value as Json;

use crate::{features, readme, rows, study, text};

#[test]
fn every_figure_says_where_it_is_from() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for kind in ["links", "hubs"] {
        for feature in features(kind) {
            let properties = feature["properties"].as_object().unwrap();
            let provenance = properties["provenance"].as_object().unwrap();
            let id = text(&feature, "id");
            for (name, value) in properties {
                let is_figure = value.is_number() && name != "rank";
                assert!(
                    !is_figure || provenance.contains_key(name),
                    "{id}: {name} has no provenance"
                );
                assert!(!value.is_null(), "{id}: {name} is null");
            }
            for (name, entry) in provenance {
                let status = Status::from_word(entry["status"].as_str().unwrap()).unwrap();
                let given = |part: &str| entry[part].as_str().is_some_and(|text| !text.is_empty());
                assert!(
                    status != Status::Cited || given("source"),
                    "{id}: {name} is cited from nowhere"
                );
                assert!(status != Status::Unsourced, "{id}: {name}");
                assert!(
                    given("source") || given("note"),
                    "{id}: {name} gives neither source nor reason"
                );
                let ends = ["low", "high"].map(|end| entry[end].as_f64());
                if let (Some(value), [Some(low), Some(high)]) =
                    (properties.get(name).and_then(Json::as_f64), ends)
                {
                    assert!(
                        low <= value && value <= high,
                        "{id}: {name} is out of its range"
                    );
                }
                if kind == "links" {
                    *counts.entry(status.word().to_owned()).or_default() += 1;
                }
            }
        }
    }
    let said = format!(
        "{} figures of links are cited, {} derived, {} assumed",
        counts["cited"], counts["derived"], counts["assumed"]
    );
    assert!(readme().contains(&said), "{said}");
    for table in ["volumes.csv", "parameters.csv", "figures.csv", "demand.csv"] {
        for row in rows(table) {
            let is_cited = row["status"].eq_ignore_ascii_case("cited");
            assert!(
                Status::from_word(&row["status"]).is_some(),
                "{table}: {row:?}"
            );
            assert!(!is_cited || !row["source"].is_empty(), "{table}: {row:?}");
            let note = if table == "volumes.csv" {
                "scope_note"
            } else {
                "note"
            };
            assert!(is_cited || !row[note].is_empty(), "{table}: {row:?}");
        }
    }
}

fn says_why(number: &Sourced) -> bool {
    number.note.is_some() || number.source.is_some()
}

/// Trains a day times containers a train times 365, or a figure of its own; zero has its reason.
#[test]
fn capacities_follow_their_rule() {
    let network = study().network;
    let mut n_by_rule = 0;
    for link in network.links() {
        for capacity in [Some(&link.forward), link.backward.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|way| way.capacity.as_ref())
        {
            assert!(
                capacity.value > 0.0 || capacity.value == 0.0 && says_why(capacity),
                "{}",
                link.key
            );
        }
        if let (Some(by_rule), Some(capacity)) = (
            link.trains.capacity(network.defaults()),
            &link.forward.capacity,
        ) {
            assert_eq!(by_rule, *capacity, "{}", link.key);
            let inputs = by_rule.basis.inputs();
            let product: f64 = inputs.iter().map(|input| input.number.value).product();
            assert_same(by_rule.value, product);
            assert!(by_rule.low.unwrap() <= by_rule.value, "{}", link.key);
            assert!(by_rule.high.unwrap() >= by_rule.value, "{}", link.key);
            n_by_rule += 1;
        }
    }
    assert!(n_by_rule > 20, "{n_by_rule} links by the rule");
    for capacity in network
        .nodes()
        .iter()
        .filter_map(|node| node.capacity.as_ref())
    {
        assert!(capacity.value > 0.0 || says_why(capacity));
    }
}

#[track_caller]
fn assert_same(value: f64, expected: f64) {
    assert!(
        (value - expected).abs() <= 1e-9 * expected.abs(),
        "{value} {expected}"
    );
}

/// The defaults rest on the other parameters in the way that their notes say.
#[test]
fn defaults_follow_from_the_other_parameters() {
    let parameters = study().facts.parameters;
    let parameter = |key: &str| -> f64 {
        let number = parameters.number(key);
        number
            .unwrap_or_else(|| panic!("there is no parameter {key}"))
            .value
    };
    let defaults = bundled_defaults();
    let [rail, road, waterway, sea, air, transfer] = Mode::ALL.map(|mode| defaults.of(mode));
    let tonnes = parameter("t_per_teu");
    assert_same(defaults.tonnes_per_teu.value, tonnes);
    assert_same(defaults.lift_kg.value, parameter("co2_transfer") * tonnes);
    assert_same(rail.kmh.value, 1450.0 / parameter("cq_qz_rail"));
    assert_same(rail.board_yuan.value, parameter("rail_base1_20"));
    assert_same(rail.yuan_per_teu_km.value, parameter("rail_base2_20"));
    assert_same(rail.grams_per_tkm.value, parameter("co2_rail"));
    assert_same(road.yuan_per_teu_km.value, parameter("road_teukm"));
    assert_same(road.grams_per_tkm.value, parameter("co2_road_default"));
    let river = parameter("river_tkm") * tonnes;
    assert_same(waterway.yuan_per_teu_km.value, river);
    assert_same(waterway.grams_per_tkm.value, parameter("co2_river"));
    let handling = parameter("handling_t") * tonnes;
    assert_same(waterway.board_yuan.value, handling);
    assert_same(waterway.alight_yuan.value, handling);
    assert_same(sea.kmh.value, 2630.0 / parameter("qz_sin_sea"));
    assert_same(sea.yuan_per_teu_km.value, parameter("sea_tkm") * tonnes);
    assert_same(sea.grams_per_tkm.value, parameter("co2_sea"));
    let port = sea.board_yuan.value + sea.alight_yuan.value;
    assert_same(port, parameter("port_lift"));
    let air_rate = parameter("air_tkm") * tonnes;
    assert_same(air.yuan_per_teu_km.value, air_rate);
    assert_same(air.grams_per_tkm.value, parameter("co2_air"));
    assert_same(transfer.yuan_per_teu_km.value, parameter("road_teukm"));
    let thousand = Sourced::new(1000.0, Unit::Km, Status::Cited);
    let diesel = defaults.co2(Mode::Rail, &thousand, Some(false));
    assert_same(diesel.value, parameter("co2_dieselrail") * tonnes);
    assert_eq!(diesel.status, Status::Assumed);
    assert_eq!(diesel.basis.inputs().len(), 3);
}

/// The first number of a text: `30.208 (1,450 km in 48 h)` gives 30.208.
fn first_number(text: &str) -> f64 {
    let text = text.trim();
    let end = text.find(|c: char| c != '.' && !c.is_ascii_digit());
    text[..end.unwrap_or(text.len())].parse().unwrap()
}

/// The table of per-mode defaults in `maps/README.md`.
#[test]
fn the_readme_gives_the_defaults() {
    let readme = readme();
    let defaults = bundled_defaults();
    for mode in Mode::ALL {
        let given = defaults.of(mode);
        let row = format!("| {} | ", mode.word());
        let row = readme
            .lines()
            .find_map(|line| line.strip_prefix(&row))
            .unwrap();
        let fields: Vec<&str> = row.split('|').collect();
        let [speed, yuan, grams] = [0, 1, 2].map(|at| first_number(fields[at]));
        assert!((speed - given.kmh.value).abs() < 0.005, "{row}");
        assert_same(yuan, given.yuan_per_teu_km.value);
        assert_same(grams, given.grams_per_tkm.value);
        let ends = [
            (3, given.board_hours.value, given.board_yuan.value),
            (4, given.alight_hours.value, given.alight_yuan.value),
        ];
        for (at, hours, yuan) in ends {
            let (first, second) = fields[at].split_once(',').unwrap();
            assert_same(first_number(first), hours);
            assert_same(first_number(second), yuan);
        }
        assert_same(first_number(fields[5]), given.wait_hours.value);
        assert_same(first_number(fields[6]), given.time_cv.value);
    }
    let cargo = format!(
        "Emissions count {} t of cargo a TEU and {} kg a lift",
        defaults.tonnes_per_teu.value, defaults.lift_kg.value
    );
    let rule = format!(
        "hours = length / {:.3} km/h",
        defaults.of(Mode::Rail).kmh.value
    );
    for said in [cargo, rule] {
        assert!(
            readme.contains(&said),
            "maps/README.md does not say: {said}"
        );
    }
}
