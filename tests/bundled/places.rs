//! Where the hubs are: cities at their GeoNames positions, terminals on their lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use corridor::model::geometry::LonLat;
use corridor::model::network::Network;
use corridor::model::node::NodeKind;
use serde_json::Value as Json;

use crate::{maps, study};

/// Cities farther than 5 km from the position that GeoNames gives them, and why.
const FAR_FROM_GEONAMES: [(&str, &str); 3] = [
    ("almaty", "its station, on the drawn railway"),
    ("xining", "its station, on the drawn railway"),
    ("yinchuan", "its station, on the drawn railway"),
];

/// Terminals and stations more than a kilometer off every line that ends there, and why.
const OFF_THEIR_LINES: [(&str, &str); 0] = [];

/// The cities of the base map by name, with their positions.
fn geonames() -> BTreeMap<String, LonLat> {
    let bytes = fs::read(maps().join("basemap/cities.geojson")).unwrap();
    let whole: Json = serde_json::from_slice(&bytes).unwrap();
    let mut cities = BTreeMap::new();
    for city in whole["features"].as_array().unwrap() {
        let at = &city["geometry"]["coordinates"];
        let at = LonLat::new(at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        let name = city["properties"]["name_en"].as_str().unwrap().to_owned();
        // The first is the greatest of its name.
        cities.entry(name).or_insert(at);
    }
    cities
}

#[test]
fn cities_lie_where_geonames_has_them() {
    let cities = geonames();
    let network = study().network;
    let mut far = BTreeSet::new();
    let mut n_compared = 0;
    for node in network
        .nodes()
        .iter()
        .filter(|node| node.kind == NodeKind::City)
    {
        let Some(&at) = cities.get(&node.names.en) else {
            continue;
        };
        n_compared += 1;
        let km = node.at.geodesic_meters_to(at) / 1000.0;
        if km > 5.0 {
            far.insert(node.key.to_string());
        }
    }
    assert!(n_compared >= 20, "{n_compared} cities compared");
    let known: BTreeSet<String> = FAR_FROM_GEONAMES
        .iter()
        .map(|(key, _)| (*key).to_owned())
        .collect();
    assert_eq!(far, known);
}

/// The nearest of the lines' ends at a hub, meters; `None` where no line ends there.
fn nearest_end(network: &Network, node: usize) -> Option<f64> {
    let node_data = &network.nodes()[node];
    let ends = network.link_ids().filter_map(|id| {
        let (link, line) = (network.link(id), network.line(id));
        let drayage = corridor::model::link::Mode::Transfer;
        let at = if link.mode == drayage {
            None
        } else if link.from.index() == node {
            line.first()
        } else if link.to.index() == node {
            line.last()
        } else {
            None
        };
        at.map(|&at| node_data.at.geodesic_meters_to(at))
    });
    ends.min_by(f64::total_cmp)
}

#[test]
fn terminals_lie_on_their_lines() {
    let network = study().network;
    let mut off = BTreeSet::new();
    for (place, node) in network.nodes().iter().enumerate() {
        if matches!(
            node.kind,
            NodeKind::Rail | NodeKind::Seaport | NodeKind::RiverPort
        ) && nearest_end(&network, place).is_some_and(|meters| meters > 1000.0)
        {
            off.insert(node.key.to_string());
        }
    }
    let known: BTreeSet<String> = OFF_THEIR_LINES
        .iter()
        .map(|(key, _)| (*key).to_owned())
        .collect();
    assert_eq!(off, known);
}
