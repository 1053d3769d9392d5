//! The bundled figures: each says where it is from, and the program assumes what the tables say.

use std::collections::BTreeMap;

use corridor::io::load::bundled_defaults;
use corridor::model::ids::Key;
use corridor::model::link::Mode;
use corridor::model::scenario::{Availability, Scenario};
use corridor::model::sourced::{Sourced, Status};
use corridor::model::unit::Unit;
use corridor::study::chains::rivals_in_words;
use corridor::words::Lang;
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

/// A factor of a capacity as the file has it, at its value and at both ends of its range.
fn factor(properties: &Json, name: &str) -> Option<[f64; 3]> {
    let value = properties[name].as_f64()?;
    let origin = &properties["provenance"][name];
    let end = |end: &str| origin[end].as_f64().unwrap_or(value);
    Some([value, end("low"), end("high")])
}

/// Capacity by the rule of `maps/README.md`, from the file alone: trains × containers × share × days.
fn by_rule(properties: &Json) -> Option<[f64; 3]> {
    let pairs = factor(properties, "freight_pairs_per_day")?;
    let teu = factor(properties, "teu_per_train")?;
    let share = factor(properties, "container_share").unwrap_or([1.0; 3]);
    Some([0, 1, 2].map(|end| pairs[end] * teu[end] * share[end] * 365.0))
}

#[track_caller]
fn assert_range(capacity: &Sourced, expected: [f64; 3], place: &str) {
    let ends = [Some(capacity.value), capacity.low, capacity.high];
    for (found, expected) in ends.into_iter().zip(expected) {
        let found = found.unwrap_or_else(|| panic!("{place} has no range"));
        assert!(
            (found - expected).abs() <= 1e-9 * expected.abs(),
            "{place}: {found} for {expected}"
        );
    }
}

/// Trains a day times containers a train times 365, or a figure of its own; zero has its reason.
#[test]
fn capacities_follow_their_rule() {
    let network = study().network;
    let mut n_by_rule = 0;
    for link in features("links") {
        let properties = &link["properties"];
        let id = text(&link, "id");
        let parts = network.links().iter();
        let parts = parts.filter(|part| part.key.is_or_is_part_of(id));
        for part in parts {
            let capacity = part.forward.capacity.as_ref();
            if let Some(given) = properties["capacity_teu"].as_f64() {
                assert_same(capacity.unwrap().value, given);
            } else if let Some(expected) = by_rule(properties) {
                assert_range(capacity.unwrap(), expected, id);
                n_by_rule += 1;
            } else {
                assert_eq!(capacity, None, "{id}");
            }
        }
    }
    assert!(n_by_rule > 40, "{n_by_rule} links by the rule");
    let links = network.links().iter();
    let of_links = links.filter_map(|link| link.forward.capacity.as_ref());
    let nodes = network.nodes().iter();
    for capacity in of_links.chain(nodes.filter_map(|node| node.capacity.as_ref())) {
        assert!(capacity.value > 0.0 || capacity.value == 0.0 && says_why(capacity));
    }
    let berths = network.node_by_key(&Key::new("qinzhou-port")).unwrap();
    let berths = network.node(berths).capacity.as_ref().unwrap();
    assert_range(berths, [6_250_000.0, 3_680_000.0, 9_600_000.0], "berths");
}

#[test]
fn the_rule_of_capacities_is_what_the_readme_says() {
    let line = serde_json::json!({ "freight_pairs_per_day": 27, "teu_per_train": 66,
        "container_share": 1, "provenance": {
            "freight_pairs_per_day": { "low": 17, "high": 36 },
            "teu_per_train": { "low": 60, "high": 71 }, "container_share": { "low": 0.3 } } });
    assert_eq!(by_rule(&line).unwrap()[0].to_string(), "650430");
    let [_, low, high] = by_rule(&line).unwrap();
    assert_same(low, 17.0 * 60.0 * 0.3 * 365.0);
    assert_same(high, 36.0 * 71.0 * 365.0);
    assert!(readme().contains("27 × 66 × 1 × 365 = 650,430"));
    assert_eq!(by_rule(&serde_json::json!({ "teu_per_train": 66 })), None);
}

/// Assumed train pairs have a range, or no range of a capacity would hold what is not known of them.
/// That of the Qin-Gang line holds what the collected facts give for it.
#[test]
fn assumed_train_pairs_have_a_range() {
    let mut n_assumed = 0;
    for link in features("links") {
        let properties = &link["properties"];
        let origin = &properties["provenance"]["freight_pairs_per_day"];
        if origin["status"] != "assumed" {
            continue;
        }
        let [value, low, high] = factor(properties, "freight_pairs_per_day").unwrap();
        assert!(low < value && value < high, "{}", text(&link, "id"));
        n_assumed += 1;
    }
    assert!(n_assumed > 20, "{n_assumed}");
    let links = features("links");
    let line = links.iter().find(|link| text(link, "id") == "R07").unwrap();
    let line = &line["properties"];
    let [value, low, high] = factor(line, "teu_per_train").unwrap();
    // 66 to 100 TEU a train in the facts, 60 where its trains are counted in TEU.
    assert_eq!([value, low].map(|teu| teu.to_string()), ["100", "60"]);
    assert!(high >= 100.0);
    let [_, low, high] = by_rule(line).unwrap();
    for known in [
        18.0 * 66.0 * 365.0,
        18.0 * 100.0 * 365.0,
        12.0 * 60.0 * 365.0,
    ] {
        assert!((low..=high).contains(&known), "{known}");
    }
}

/// Which of Chuan-Qian and Qin-Gang is least depends on the containers that a train carries.
#[test]
fn the_least_of_two_close_lines_depends_on_the_train() {
    let network = study().network;
    let mut chains = network.routes().iter().flat_map(|route| &route.chains);
    let chain = chains.find(|chain| chain.key.as_str() == "middle-liuzhou");
    let open = Availability::of(&network, &Scenario::base());
    let said = rivals_in_words(&network, &open, &chain.unwrap().links, Lang::En);
    let of_teu = said
        .iter()
        .find(|said| said.contains("TEU a train"))
        .unwrap();
    for part in [
        "Chuan-Qian",
        "(R09)",
        "591,300",
        "699,705",
        "Qin-Gang",
        "(R07)",
        "394,200",
        "722,700",
    ] {
        assert!(of_teu.contains(part), "{of_teu}");
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
    // One handling charge covers both ends of a river leg.
    let handling = parameter("handling_t") * tonnes;
    assert_same(waterway.board_yuan.value, handling / 2.0);
    assert_same(waterway.alight_yuan.value, handling / 2.0);
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
