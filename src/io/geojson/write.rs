//! A network as GeoJSON with all its provenance: reading it again gives the same network.
//!
//! What reading would fill in again is not written: defaults, what follows from other properties,
//! drayage between terminals and their cities. Each number is compared with what would be filled in.
//! One feature a line; the same network gives the same bytes.
//! Does not know: files and disks; scenarios (see `model::effect` for a network with edited numbers).

mod hubs;
mod links;
mod properties;
mod results;

use serde_json::{Map, Value as Json};

use self::hubs::hub_properties;
use self::links::LinkWriter;
use self::properties::{named, number};
use self::results::{of_hub, of_link};
use crate::io::load::Example;
use crate::model::geometry::LonLat;
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::results::Results;
use crate::model::route::{Chain, Route};

/// What a study says of itself beside its network.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Its name.
    pub names: &'a Names,
    /// Questions it suggests.
    pub examples: &'a [Example],
    /// The credits it owes.
    pub credits: &'a [Names],
}

/// The bytes of a file that holds a network, in UTF-8.
#[must_use]
pub fn to_geojson(network: &Network, about: &About) -> Vec<u8> {
    to_geojson_with(network, about, None)
}

/// The same with what was found of it: properties whose names begin with `result_`, which reading keeps
/// beside the network without taking them for a part of it.
#[must_use]
pub fn to_geojson_with(network: &Network, about: &About, results: Option<&Results>) -> Vec<u8> {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\n\"corridor\":");
    corridor(&mut text, network, about);
    text.push_str(",\n\"features\":");
    let hubs = network.nodes().iter().map(|node| {
        let point = geometry("Point", position(node.at));
        let mut properties = hub_properties(network, node);
        properties.extend(results.into_iter().flat_map(|of| of_hub(of, node)));
        feature(properties, point)
    });
    let writer = LinkWriter::new(network);
    let links = writer.written().map(|id| {
        let line = network.line(id).iter().copied().map(position).collect();
        let mut properties = writer.properties(id);
        properties.extend(
            results
                .into_iter()
                .flat_map(|of| of_link(of, network.link(id))),
        );
        feature(properties, geometry("LineString", line))
    });
    list(&mut text, hubs.chain(links));
    text.push_str("}\n");
    text.into_bytes()
}

/// A JSON list with one item a line.
fn list(text: &mut String, items: impl Iterator<Item = Json>) {
    text.push('[');
    for (place, item) in items.enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        text.push_str(&item.to_string());
    }
    text.push_str("\n]");
}

/// The member `corridor`: name, credits, examples, routes with their chains.
fn corridor(text: &mut String, network: &Network, about: &About) {
    text.push('{');
    for (name, value) in named(about.names) {
        for piece in [&Json::from(name).to_string(), ":", &value.to_string(), ","] {
            text.push_str(piece);
        }
    }
    let credits = about
        .credits
        .iter()
        .map(|credit| Json::Object(named(credit)));
    text.push_str("\n\"credits\":");
    list(text, credits);
    text.push_str(",\n\"examples\":");
    list(text, about.examples.iter().map(example));
    text.push_str(",\n\"routes\":");
    list(
        text,
        network.routes().iter().map(|route| defined(network, route)),
    );
    text.push('}');
}

fn example(example: &Example) -> Json {
    let modes = example.modes.iter().copied().map(Mode::word);
    object([
        ("from", Json::from(example.from.as_str())),
        ("to", Json::from(example.to.as_str())),
        ("modes", modes.collect()),
    ])
}

fn defined(network: &Network, route: &Route) -> Json {
    let chain = |chain: &Chain| {
        let links = chain.links.iter().map(|&id| network.link(id).key.as_str());
        let mut chain = keyed(chain.key.as_str(), &chain.names);
        chain.insert("links".to_owned(), links.collect());
        Json::Object(chain)
    };
    let mut defined = keyed(route.key.as_str(), &route.names);
    if !route.chains.is_empty() {
        let chains = route.chains.iter().map(chain);
        defined.insert("chains".to_owned(), chains.collect());
    }
    Json::Object(defined)
}

fn keyed(key: &str, names: &Names) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("key".to_owned(), Json::from(key));
    map.extend(named(names));
    map
}

fn feature(properties: Map<String, Json>, geometry: Json) -> Json {
    object([
        ("type", Json::from("Feature")),
        ("properties", Json::Object(properties)),
        ("geometry", geometry),
    ])
}

fn geometry(kind: &str, coordinates: Json) -> Json {
    object([("type", Json::from(kind)), ("coordinates", coordinates)])
}

fn position(at: LonLat) -> Json {
    [at.lon, at.lat].into_iter().filter_map(number).collect()
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Json::Object(members.into_iter().collect())
}
