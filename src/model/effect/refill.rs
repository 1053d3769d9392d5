//! A network under other defaults: what was filled up from the old ones is filled up anew.
//!
//! Whether a number was filled up is told by comparing it, with its provenance, with what the old
//! defaults give; what a file, an edit or a project gives stays.
//! Does not know: who changed the defaults.

use super::each_way;
use crate::model::defaults::Defaults;
use crate::model::link::{Link, Mode};
use crate::model::network::Network;
use crate::model::node::Node;

/// The network with other defaults, and all numbers that follow from them.
#[must_use]
pub fn network_with_defaults(network: &Network, defaults: Defaults) -> Network {
    let before = network.defaults();
    let mut links = network.links().to_vec();
    for link in &mut links {
        let ends = [link.from, link.to].map(|end| network.node(end));
        refill(link, ends, before, &defaults);
    }
    let mut nodes = network.nodes().to_vec();
    for node in &mut nodes {
        let Some(terminal) = &node.terminal else {
            continue;
        };
        if node.capacity == Some(terminal.capacity(&before.days_per_year)) {
            node.capacity = Some(terminal.capacity(&defaults.days_per_year));
        }
    }
    network.with_numbers(nodes, links).with_defaults(defaults)
}

fn refill(link: &mut Link, ends: [&Node; 2], before: &Defaults, defaults: &Defaults) {
    let (mode, old_length) = (link.mode, link.length.clone());
    let [from, to] = ends.map(|end| end.at);
    if mode == Mode::Transfer && link.length == before.access_length(from, to) {
        link.length = defaults.access_length(from, to);
    }
    let length = link.length.clone();
    let wires = link.is_electrified;
    let was = (
        before.hours(mode, &old_length),
        before.money(mode, &old_length),
        before.co2(mode, &old_length, wires),
        link.trains.capacity(before),
    );
    let now = (
        defaults.hours(mode, &length),
        defaults.money(mode, &length),
        defaults.co2(mode, &length, wires),
        link.trains.capacity(defaults),
    );
    each_way(link, |way| {
        if way.hours == was.0 {
            way.hours = now.0.clone();
        }
        if way.money == was.1 {
            way.money = now.1.clone();
        }
        if way.co2 == was.2 {
            way.co2 = now.2.clone();
        }
        if way.capacity == was.3 {
            way.capacity.clone_from(&now.3);
        }
    });
}
