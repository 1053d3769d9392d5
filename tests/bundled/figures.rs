//! The bundled figures: each says where it is from, and the program assumes what the tables say.

use std::collections::BTreeMap;

use corridor::model::defaults::{self, LIFT_CO2_KG, ModeDefaults, TONNES_PER_TEU};
use corridor::model::link::Mode;
use corridor::model::sourced::{Sourced, Status};
use corridor::model::unit::Unit;
use corridor::model::value::Value;
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
    for table in ["volumes.csv", "parameters.csv"] {
        for row in rows(table) {
            let is_cited = row["status"].eq_ignore_ascii_case("cited");
            assert!(
                Status::from_word(&row["status"]).is_some(),
                "{table}: {row:?}"
            );
            assert!(!is_cited || !row["source"].is_empty(), "{table}: {row:?}");
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
        let figure = |name: &str| {
            let found = link
                .attributes
                .iter()
                .find(|attribute| attribute.name == name);
            found.and_then(|attribute| match &attribute.value {
                Value::Number(number) => Some(number.value),
                Value::Text(_) | Value::Bool(_) => None,
            })
        };
        if let (Some(pairs), Some(teu), Some(capacity)) = (
            figure("freight_pairs_per_day"),
            figure("teu_per_train"),
            &link.forward.capacity,
        ) {
            let is_own = capacity
                .note
                .as_deref()
                .is_none_or(|note| !note.contains("365"));
            assert!(
                is_own || (capacity.value - pairs * teu * 365.0).abs() < 0.5,
                "{}",
                link.key
            );
            n_by_rule += usize::from(!is_own);
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

/// What the program assumes is what `maps/parameters.csv` and `maps/README.md` say.
#[test]
fn defaults_are_those_of_the_tables() {
    let rows = rows("parameters.csv");
    let parameter = |key: &str| -> f64 {
        let row = rows.iter().find(|row| row["key"] == key);
        row.unwrap_or_else(|| panic!("there is no parameter {key}"))["value"]
            .parse()
            .unwrap()
    };
    let [rail, road, waterway, sea, air, transfer] = Mode::ALL.map(ModeDefaults::of);
    let tonnes = parameter("t_per_teu");
    assert_same(TONNES_PER_TEU, tonnes);
    assert_same(LIFT_CO2_KG, parameter("co2_transfer") * tonnes);
    assert_same(rail.kmh, 1450.0 / parameter("cq_qz_rail"));
    assert_same(rail.board_yuan, parameter("rail_base1_20"));
    assert_same(rail.yuan_per_teu_km, parameter("rail_base2_20"));
    assert_same(rail.grams_per_tkm, parameter("co2_rail"));
    assert_same(road.yuan_per_teu_km, parameter("road_teukm"));
    assert_same(road.grams_per_tkm, parameter("co2_road_default"));
    assert_same(waterway.yuan_per_teu_km, parameter("river_tkm") * tonnes);
    assert_same(waterway.grams_per_tkm, parameter("co2_river"));
    assert_same(waterway.board_yuan, parameter("handling_t") * tonnes);
    assert_same(waterway.alight_yuan, parameter("handling_t") * tonnes);
    assert_same(sea.kmh, 2630.0 / parameter("qz_sin_sea"));
    assert_same(sea.yuan_per_teu_km, parameter("sea_tkm") * tonnes);
    assert_same(sea.grams_per_tkm, parameter("co2_sea"));
    assert_same(sea.board_yuan + sea.alight_yuan, parameter("port_lift"));
    assert_same(air.yuan_per_teu_km, parameter("air_tkm") * tonnes);
    assert_same(air.grams_per_tkm, parameter("co2_air"));
    assert_same(transfer.yuan_per_teu_km, parameter("road_teukm"));
    let thousand = Sourced::new(1000.0, Unit::Km, Status::Cited);
    let diesel = defaults::co2(Mode::Rail, &thousand, Some(false));
    assert_same(diesel.value, parameter("co2_dieselrail") * tonnes);
    assert_eq!(diesel.status, Status::Assumed);
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
    for mode in Mode::ALL {
        let given = ModeDefaults::of(mode);
        let row = format!("| {} | ", mode.word());
        let row = readme
            .lines()
            .find_map(|line| line.strip_prefix(&row))
            .unwrap();
        let fields: Vec<&str> = row.split('|').collect();
        let [speed, yuan, grams] = [0, 1, 2].map(|at| first_number(fields[at]));
        assert!((speed - given.kmh).abs() < 0.005, "{row}");
        assert_same(yuan, given.yuan_per_teu_km);
        assert_same(grams, given.grams_per_tkm);
        let ends = [
            (3, given.board_hours, given.board_yuan),
            (4, given.alight_hours, given.alight_yuan),
        ];
        for (at, hours, yuan) in ends {
            let (first, second) = fields[at].split_once(',').unwrap();
            assert_same(first_number(first), hours);
            assert_same(first_number(second), yuan);
        }
    }
    let cargo =
        format!("Emissions count {TONNES_PER_TEU} t of cargo a TEU and {LIFT_CO2_KG} kg a lift");
    let rule = format!(
        "hours = length / {:.3} km/h",
        ModeDefaults::of(Mode::Rail).kmh
    );
    for said in [cargo, rule] {
        assert!(
            readme.contains(&said),
            "maps/README.md does not say: {said}"
        );
    }
}
