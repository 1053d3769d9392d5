//! The properties of links, and which links are written.
//!
//! Does not know: hubs' own properties.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::properties::Properties;
use crate::io::lower::SNAP_METERS;
use crate::io::lower::links::{ACCESS, SnapOptions, access, cuts};
use crate::io::lower::pattern::measured_length;
use crate::io::lower::snap::SnapIndex;
use crate::model::geometry::length_km;
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::{Direction, Link, LinkState, Mode};
use crate::model::network::Network;
use crate::model::sourced::Sourced;
use crate::model::value::{Attribute, Value};

/// Writes the links of a network.
pub(super) struct LinkWriter<'a> {
    network: &'a Network,
    /// The hubs, as reading finds them beside a line.
    index: SnapIndex,
}

/// What reading fills in where a file does not say how a link is one way.
struct Filled {
    hours: Sourced,
    money: Sourced,
    capacity: Option<Sourced>,
}

impl<'a> LinkWriter<'a> {
    pub(super) fn new(network: &'a Network) -> Self {
        let index = SnapIndex::new(network.nodes().iter().map(|node| node.at));
        Self { network, index }
    }

    /// The links that are written: all but the last ones that reading makes again by itself.
    pub(super) fn written(&self) -> impl Iterator<Item = LinkId> + use<> {
        let links = self.network.links();
        let is_made = |link: &&Link| self.is_made_again(link);
        let n_made = links.iter().rev().take_while(is_made).count();
        let (given, made) = links.split_at(links.len() - n_made);
        let ends = |link: &Link| [link.from.min(link.to), link.from.max(link.to)];
        let drayage = given.iter().filter(|link| link.mode == Mode::Transfer);
        let joined: HashSet<[NodeId; 2]> = drayage.map(ends).collect();
        let is_joined = |link: &Link| joined.contains(&ends(link));
        let comes_again = made.is_sorted_by_key(|link| link.to) && !made.iter().any(is_joined);
        let n_written = if comes_again {
            given.len()
        } else {
            links.len()
        };
        (0..n_written).map(LinkId::at)
    }

    /// Whether a link is just what reading puts between a terminal and its city.
    fn is_made_again(&self, link: &Link) -> bool {
        let network = self.network;
        if network.node(link.to).city != Some(link.from) {
            return false;
        }
        let serves = |&route: &RouteId| network.route(route).key.as_str() == ACCESS;
        let mut made = access(network.nodes(), link.from, link.to, network.defaults())
            .finish(network.defaults());
        made.routes.clone_from(&link.routes);
        let ends = [link.from, link.to].map(|end| network.node(end).at);
        let is_straight = network
            .link_by_key(&link.key)
            .is_some_and(|id| network.line(id) == ends);
        made == *link && is_straight && link.routes.len() == 1 && link.routes.iter().all(serves)
    }

    /// What a file says of a link, without what reading fills in again.
    pub(super) fn properties(&self, id: LinkId) -> Map<String, Json> {
        let (network, line) = (self.network, self.network.line(id));
        let link = network.link(id);
        let mut properties = Properties::default();
        properties.add("id", link.key.as_str());
        properties.names(&link.names);
        properties.add("mode", link.mode.word());
        properties.add("from", network.node(link.from).key.as_str());
        properties.add("to", network.node(link.to).key.as_str());
        if !link.routes.is_empty() {
            let keys = link
                .routes
                .iter()
                .map(|&route| network.route(route).key.as_str());
            properties.add("routes", keys.collect::<Json>());
        }
        if link.state != LinkState::Operating {
            properties.add("state", link.state.word());
        }
        let is_attribute = |name: &str| link.attributes.iter().any(|one| one.name == name);
        if let Some(year) = link.open_year.filter(|_| !is_attribute("open_year")) {
            properties.add("open_year", year);
        }
        if link.length != measured_length(length_km(line)) {
            properties.number("length_km", &link.length);
        }
        self.ways(link, &mut properties);
        let trains = &link.trains;
        properties.number_if("freight_pairs_per_day", trains.pairs_per_day.as_ref());
        properties.number_if("teu_per_train", trains.teu_per_train.as_ref());
        properties.number_if("container_share", trains.container_share.as_ref());
        if !link.gauges_mm.is_empty() && !is_attribute("gauge_mm") {
            properties.add("gauge_mm", link.gauges_mm.as_slice());
        }
        properties.number_if("tracks", link.tracks.as_ref());
        if let Some(is_electrified) = link.is_electrified {
            properties.add("electrified", is_electrified);
        }
        if link.backward.is_none() && !link.attributes.iter().any(says_one_way) {
            properties.add("directed", true);
        }
        let snap = SnapOptions {
            meters: SNAP_METERS,
        };
        if !cuts(line, link, network.nodes(), &self.index, snap).is_empty() {
            properties.add("split", false);
        }
        properties.attributes(&link.attributes);
        properties.origins(&link.origins);
        properties.finish()
    }

    /// Hours, money and capacity: once where both directions are alike.
    fn ways(&self, link: &Link, properties: &mut Properties) {
        let defaults = self.network.defaults();
        let filled = Filled {
            hours: defaults.hours(link.mode, &link.length),
            money: defaults.money(link.mode, &link.length),
            capacity: link.trains.capacity(defaults),
        };
        let own = |way: &Direction| {
            let hours = Some(&way.hours).filter(|hours| **hours != filled.hours);
            let money = Some(&way.money).filter(|money| **money != filled.money);
            let capacity = way.capacity.as_ref();
            let capacity = capacity.filter(|_| way.capacity != filled.capacity);
            [hours, money, capacity].map(Option::<&Sourced>::cloned)
        };
        let forward = own(&link.forward);
        let backward = link.backward.as_ref().map_or_else(|| forward.clone(), own);
        let names = ["hours", "money_cny", "capacity_teu"];
        for ((name, forward), backward) in names.into_iter().zip(&forward).zip(&backward) {
            if forward == backward {
                properties.number_if(name, forward.as_ref());
            } else {
                properties.number_if(&format!("{name}_forward"), forward.as_ref());
                properties.number_if(&format!("{name}_backward"), backward.as_ref());
            }
        }
    }
}

/// Whether an attribute makes its link one way; it is one of the properties that are kept as they are.
fn says_one_way(attribute: &Attribute) -> bool {
    let says = match &attribute.value {
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.value > 0.0,
        Value::Text(_) | Value::Quoted(_) => true,
    };
    says && matches!(attribute.name.as_str(), "directed" | "oneway")
}
