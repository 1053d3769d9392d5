//! What was found of hubs and links, as properties.
//!
//! Does not know: how it was found; the properties of the network itself.

use serde_json::{Map, Value as Json};

use super::properties::number;
use crate::model::link::Link;
use crate::model::node::Node;
use crate::model::results::{Results, way};

/// What was found of a hub.
pub(super) fn of_hub(results: &Results, node: &Node) -> Map<String, Json> {
    let of = results.hub(&node.key);
    let mut map = Map::new();
    let mut add = |name: &str, value: Json| map.insert(format!("result_{name}"), value);
    add("on_path", of.is_on_path.into());
    add("bottleneck", of.is_in_cut.into());
    if results.has_flows {
        if let Some(teu) = number(of.teu) {
            add("handled_teu", teu);
        }
        let capacity = node.capacity.as_ref().map(|of| of.value);
        let capacity = capacity.filter(|&capacity| capacity > 0.0);
        if let Some(share) = capacity.and_then(|capacity| number(of.teu / capacity)) {
            add("utilization", share);
        }
    }
    map
}

/// What was found of a link, in each of its directions.
pub(super) fn of_link(results: &Results, link: &Link) -> Map<String, Json> {
    let of = results.link(&link.key);
    let mut map = Map::new();
    let mut add = |name: String, value: Json| map.insert(format!("result_{name}"), value);
    add("on_path".to_owned(), of.is_on_path.into());
    add("bottleneck".to_owned(), of.is_in_cut.into());
    let ways = [(true, "forward"), (false, "backward")];
    for (is_forward, word) in ways {
        if !results.has_flows || way(link, is_forward).is_none() {
            continue;
        }
        if let Some(teu) = number(of.teu[usize::from(!is_forward)]) {
            add(format!("flow_teu_{word}"), teu);
        }
        if let Some(share) = results.utilization(link, is_forward).and_then(number) {
            add(format!("utilization_{word}"), share);
        }
    }
    map
}
