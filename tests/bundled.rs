//! The bundled data: it holds together, says where its numbers are from, and is what
//! `maps/README.md` says it is.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

#[path = "bundled/compared.rs"]
mod compared;
#[path = "bundled/figures.rs"]
mod figures;
#[path = "bundled/hinterland.rs"]
mod hinterland;
#[path = "bundled/inventory.rs"]
mod inventory;
#[path = "bundled/places.rs"]
mod places;
#[path = "bundled/plans.rs"]
mod plans;
#[path = "bundled/published.rs"]
mod published;
#[path = "bundled/statuses.rs"]
mod statuses;
#[path = "bundled/sureness.rs"]
mod sureness;
#[path = "bundled/target.rs"]
mod target;
#[path = "bundled/ways_out.rs"]
mod ways_out;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use corridor::io::load::{Loaded, Sources, bundled_basemap, load};
use corridor::io::tables;
use corridor::model::geometry::{LonLat, length_km};
use corridor::model::ids::{Key, LinkId, NodeId};
use corridor::model::link::{Link, LinkState};
use corridor::model::network::Network;
use corridor::task::Task;
use serde_json::Value as Json;

/// Links whose published length is more than 8 % off the drawn one all the same.
const KNOWN_TO_DIFFER: [(&str, &str); 23] = [
    (
        "R01",
        "the way through the Chongqing hub: 35 km assumed, up to 45 drawn",
    ),
    (
        "R03",
        "what is left of the published 1,450 km of the eastern run",
    ),
    ("R03a", "as R03, before its electrification"),
    (
        "R09",
        "drawn on the straighter fast line for half its way (known fault)",
    ),
    (
        "R11",
        "489 km is the length after the rebuilding of 2009 (607 before); the drawn line cuts curves, \
         and part of it was traced anew",
    ),
    (
        "R13#1",
        "258 km assumed for the whole line, shared by drawn length",
    ),
    (
        "R13#2",
        "258 km assumed for the whole line, shared by drawn length",
    ),
    (
        "R14a",
        "the former line has the geometry of the present one (known fault)",
    ),
    (
        "R15",
        "straight between stations, a third too short (known fault)",
    ),
    ("R16", "drawn longer than published (known fault)"),
    (
        "R17",
        "drawn longer than published: Huangtong is placed too far east (known fault)",
    ),
    ("R21", "170.4 km less the 62 km of the part that is shared"),
    (
        "R22",
        "three published parts added; the drawn line cuts curves",
    ),
    (
        "R38#1",
        "398 km published for the whole line, shared by drawn length",
    ),
    (
        "R38#2",
        "398 km published for the whole line, shared by drawn length",
    ),
    ("H01", "has 79 % of its published length (known fault)"),
    (
        "H02",
        "published as 1,900 km of road; the drawn line cuts curves",
    ),
    ("H04", "a planner's value, no source found"),
    (
        "W03",
        "the canal is drawn straight between points (known fault)",
    ),
    (
        "S02",
        "a planner's value; the lane is straight for half its way",
    ),
    (
        "S03",
        "a planner's value; the lane is joined straight over open sea",
    ),
    (
        "S07",
        "a planner's value; the lane is joined straight over open sea",
    ),
    (
        "S09",
        "a planner's value; the lane is joined straight over open sea",
    ),
];

/// Factors on the drawn length by which `maps/README.md` sets lengths that no page gives, where they
/// are more than 8 %: transfers and straight water, and railways that are straight between points.
const LENGTH_FACTORS: [f64; 2] = [1.3, 1.212];

fn maps() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("maps")
}

fn features(kind: &str) -> Vec<Json> {
    let files = [format!("{kind}.geojson"), format!("{kind}_odbl.geojson")];
    let read = |file: String| -> Vec<Json> {
        let bytes = fs::read(maps().join("corridor").join(file)).unwrap();
        let mut whole: Json = serde_json::from_slice(&bytes).unwrap();
        serde_json::from_value(whole["features"].take()).unwrap()
    };
    files.into_iter().flat_map(read).collect()
}

fn text<'a>(feature: &'a Json, name: &str) -> &'a str {
    feature["properties"][name].as_str().unwrap_or("")
}

fn study() -> Loaded {
    load(&Sources::named(&[]), &Task::never()).unwrap()
}

fn readme() -> String {
    fs::read_to_string(maps().join("README.md")).unwrap()
}

/// A table's rows as maps from column to field.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(maps().join("corridor").join(table)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn it_loads_without_findings() {
    let loaded = study();
    assert_eq!(loaded.issues, []);
    // Four maps, the tables, and the named scenarios.
    assert_eq!(loaded.files.len(), 4 + tables::NAMES.len() + 1);
    assert!(loaded.context.is_empty(), "everything is in the network");
    assert!(!loaded.examples.is_empty());
    for hub in loaded
        .examples
        .iter()
        .flat_map(|example| [&example.from, &example.to])
    {
        assert!(loaded.network.node_by_key(hub).is_some(), "{hub}");
    }
    let layers = bundled_basemap(&Task::never()).unwrap();
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    for layer in [
        "land",
        "coast",
        "lakes",
        "borders",
        "provinces",
        "rivers",
        "cities",
        "country_labels",
    ] {
        assert!(names.contains(&layer), "{layer} is not in {names:?}");
    }
}

#[test]
fn every_link_ends_at_its_hubs() {
    let hubs = features("hubs");
    let at = |feature: &Json| -> Vec<[f64; 2]> {
        serde_json::from_value(feature["geometry"]["coordinates"].clone()).unwrap()
    };
    let hub_at = |id: &str| -> LonLat {
        let hub = hubs.iter().find(|hub| text(hub, "id") == id);
        let hub = hub.unwrap_or_else(|| panic!("there is no hub {id}"));
        let [lon, lat]: [f64; 2] =
            serde_json::from_value(hub["geometry"]["coordinates"].clone()).unwrap();
        LonLat::new(lon, lat)
    };
    for link in features("links") {
        let line = at(&link);
        let ends = [("from", line[0]), ("to", line[line.len() - 1])];
        for (end, [lon, lat]) in ends {
            let meters = LonLat::new(lon, lat).meters_to(hub_at(text(&link, end)));
            assert!(
                meters < 10.0,
                "{} misses its {end} by {meters:.0} m",
                text(&link, "id")
            );
        }
    }
    let network = study().network;
    let keys: BTreeSet<String> = hubs.iter().map(|hub| text(hub, "id").to_owned()).collect();
    let made: Vec<&Key> = network
        .nodes()
        .iter()
        .map(|node| &node.key)
        .filter(|key| !keys.contains(key.as_str()))
        .collect();
    assert!(made.is_empty(), "hubs made up by the loader: {made:?}");
}

/// Where a chain ends when it is followed link by link from its first hub.
fn end_of(network: &Network, links: &[LinkId], start: NodeId) -> Option<NodeId> {
    links.iter().try_fold(start, |here, &id| {
        let link = network.link(id);
        [link.from, link.to]
            .contains(&here)
            .then(|| link.other_end(here))
    })
}

#[test]
fn every_chain_is_continuous_to_the_port() {
    let network = study().network;
    let port = network.node_by_key(&Key::new("qinzhou-port-east")).unwrap();
    let mut n_chains = 0;
    for route in network.routes() {
        for chain in &route.chains {
            let first = network.link(chain.links[0]);
            let ends = [first.from, first.to].map(|start| end_of(&network, &chain.links, start));
            assert!(ends.contains(&Some(port)), "{} is broken", chain.key);
            n_chains += 1;
        }
        assert_eq!(
            route.chains.is_empty(),
            !network.is_corridor_route(network.route_by_key(&route.key).unwrap())
        );
    }
    assert_eq!(n_chains, 5);
}

/// The planned middle chain is closed to containers, the western one waits for Huangtong–Baise;
/// every other link of a chain is open.
#[test]
fn what_is_closed_on_the_routes_is_known() {
    let network = study().network;
    let mut closed = BTreeSet::new();
    for chain in network.routes().iter().flat_map(|route| &route.chains) {
        let links = chain.links.iter().map(|&id| network.link(id));
        closed.extend(
            links
                .filter(|link| !link.is_open_by_itself())
                .map(|link| link.key.whole().to_owned()),
        );
    }
    assert_eq!(
        closed.into_iter().collect::<Vec<_>>(),
        ["R10", "R12", "R18"]
    );
    for id in network.links_named("R18") {
        let link = network.link(id);
        assert_eq!(
            (link.state, link.open_year),
            (LinkState::Building, Some(2028))
        );
    }
}

/// Lengths and times of the chains as `maps/README.md` gives them.
#[test]
fn chains_add_up_to_what_the_readme_says() {
    let (network, readme) = (study().network, readme());
    let expected = [
        ("eastern", "1,424.8 km, 45.4 h"),
        ("middle-liuzhou", "1,308.9 km, 43.0 h"),
        ("middle-nanning", "1,037.4 km"),
        ("western-chengdu", "1,403.7 km, 46.2 h"),
        ("western-chongqing", "1,340.0 km, 44.1 h"),
    ];
    for chain in network.routes().iter().flat_map(|route| &route.chains) {
        let sum = |of: fn(&Link) -> f64| -> f64 {
            chain.links.iter().map(|&id| of(network.link(id))).sum()
        };
        let (km, hours) = (
            sum(|link| link.length.value),
            sum(|link| link.forward.hours.value),
        );
        let said = format!(
            "{},{:05.1} km, {hours:.1} h",
            (km / 1000.0).floor(),
            km % 1000.0
        );
        let (_, given) = expected
            .iter()
            .find(|(key, _)| *key == chain.key.as_str())
            .unwrap();
        assert!(
            said.starts_with(given) && readme.contains(given),
            "{}: {said}",
            chain.key
        );
    }
}

#[test]
fn parts_add_up_to_the_published_length() {
    let network = study().network;
    let lock = network.link(network.links_named("W02")[0]).length.value;
    for (name, published, between) in [
        ("R02", 625.0, 0.0),
        ("R13", 258.0, 0.0),
        ("R38", 398.0, 0.0),
        ("W01", 2400.0, lock),
    ] {
        let parts = network.links_named(name);
        assert!(parts.len() > 1, "{name} has parts");
        let km: f64 = parts.iter().map(|&id| network.link(id).length.value).sum();
        assert!((km + between - published).abs() < 1e-6, "{name}: {km} km");
    }
}

/// The factor that the length of a link follows from, where its note names one of the rule.
fn length_factor(link: &Json) -> Option<f64> {
    let note = link["properties"]["provenance"]["length_km"]["note"].as_str()?;
    let is_rule = note.starts_with("straight distance") || note.starts_with("drawn length");
    let (_, factor) = note.split_once(" km x ").filter(|_| is_rule)?;
    let factor: f64 = factor.split(' ').next()?.parse().ok()?;
    LENGTH_FACTORS.contains(&factor).then_some(factor)
}

/// How often the drawn length goes into a link's length.
fn length_ratio(link: &Json) -> f64 {
    let line: Vec<[f64; 2]> =
        serde_json::from_value(link["geometry"]["coordinates"].clone()).unwrap();
    let line: Vec<LonLat> = line
        .into_iter()
        .map(|[lon, lat]| LonLat::new(lon, lat))
        .collect();
    link["properties"]["length_km"].as_f64().unwrap() / length_km(&line)
}

/// Whether a length is more than 8 % off the drawn line, or 3 % off the factor that it names.
fn is_off(link: &Json) -> bool {
    let ratio = length_ratio(link);
    match length_factor(link) {
        Some(factor) => (ratio / factor - 1.0).abs() > 0.03,
        None => (ratio - 1.0).abs() > 0.08,
    }
}

#[test]
fn published_lengths_fit_the_drawn_lines() {
    let links = features("links");
    let differ = links.iter().filter(|link| is_off(link));
    let differ: BTreeSet<String> = differ.map(|link| text(link, "id").to_owned()).collect();
    let known = KNOWN_TO_DIFFER.map(|(id, _)| id.to_owned());
    assert_eq!(differ, BTreeSet::from(known));
    let readme = readme();
    for factor in LENGTH_FACTORS {
        assert!(readme.contains(&format!("× {factor}")), "{factor}");
    }
    for link in &links {
        assert!((0.75..1.6).contains(&length_ratio(link)), "{link:?}");
    }
}

#[test]
fn a_length_that_does_not_fit_is_seen() {
    // A degree of the equator is 111.3 km long.
    let link = |km: f64, note: &str| {
        serde_json::json!({
            "properties": { "length_km": km, "provenance": { "length_km": { "note": note } } },
            "geometry": { "coordinates": [[0.0, 0.0], [1.0, 0.0]] },
        })
    };
    assert!(!is_off(&link(111.3, "")) && !is_off(&link(119.0, "")));
    assert!(is_off(&link(121.0, "")) && is_off(&link(101.0, "")));
    let by_rule = "straight distance 111.3 km x 1.3";
    assert!(!is_off(&link(144.7, by_rule)) && is_off(&link(111.3, by_rule)));
    // Only the factors of the rule excuse a length, and only in the words of the rule.
    assert!(is_off(&link(
        222.6,
        "drawn length 111.3 km x 2 (factor assumed)"
    )));
    assert!(is_off(&link(144.7, "read off a map, 111.3 km x 1.3")));
}

/// What was once counted twice, or not told apart.
#[test]
fn lengths_and_hours_of_neighbors_agree() {
    let network = study().network;
    let link = |name: &str| network.link(network.links_named(name)[0]);
    // The source counts Litang–Qinzhou.
    let km = link("R05").length.value + link("R06").length.value;
    assert!((km - 156.25).abs() < 1e-6, "{km}");
    // Electrification saved 90 minutes.
    let hours = link("R03a").forward.hours.value - link("R03").forward.hours.value;
    assert!((hours - 1.5).abs() < 1e-6, "{hours}");
    // Nanning–Yen Vien takes 14 to 14.5 h.
    let sum = |names: [&str; 2]| -> f64 {
        let ids = names.iter().flat_map(|name| network.links_named(name));
        ids.map(|id| network.link(id).forward.hours.value).sum()
    };
    assert!((14.0..=14.5).contains(&sum(["R36", "R37"])));
    // Two tracks to Xishuangbanna only.
    assert_eq!(link("R31").tracks.as_ref().unwrap().value.to_string(), "1");
}

#[test]
fn everything_has_both_names() {
    let network = study().network;
    let nodes = network.nodes().iter().map(|node| (&node.key, &node.names));
    let links = network
        .links()
        .iter()
        .filter(|link| !link.key.as_str().contains('~'));
    let links = links.map(|link| (&link.key, &link.names));
    let routes = network
        .routes()
        .iter()
        .map(|route| (&route.key, &route.names));
    let chains = network.routes().iter().flat_map(|route| &route.chains);
    let chains = chains.map(|chain| (&chain.key, &chain.names));
    for (key, names) in nodes.chain(links).chain(routes).chain(chains) {
        assert!(
            !names.en.trim().is_empty() && !names.zh.trim().is_empty(),
            "{key}: {names:?}"
        );
    }
    for name in [
        |hub: &Json| text(hub, "name_en").to_owned(),
        |hub: &Json| text(hub, "name_zh").to_owned(),
    ] {
        let hubs = features("hubs");
        let unique: BTreeSet<String> = hubs.iter().map(name).collect();
        assert_eq!(unique.len(), hubs.len(), "two hubs have one name");
    }
}

/// The counts in the README's list of files.
#[test]
fn the_readme_counts_right() {
    let readme = readme();
    let count = |file: &str| -> usize {
        let row = readme
            .lines()
            .find(|line| line.starts_with(&format!("| `{file}`")))
            .unwrap();
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap().trim();
        last.trim_end_matches(" rows").parse().unwrap()
    };
    for (kind, n_features) in [
        ("links", features("links").len()),
        ("hubs", features("hubs").len()),
    ] {
        let said = count(&format!("corridor/{kind}.geojson"))
            + count(&format!("corridor/{kind}_odbl.geojson"));
        assert_eq!(said, n_features, "{kind}");
    }
    for table in tables::NAMES {
        let table = format!("{table}.csv");
        let said = count(&format!("corridor/{table}"));
        assert_eq!(said, rows(&table).len(), "{table}");
    }
}
