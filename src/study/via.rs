//! Hubs that a way is to pass in order: which of them lie before a part of it, and where a new one
//! belongs among them.
//!
//! A hub counts as passed at the first place where the search counts it: at the hub itself, or at a
//! terminal of it where it is a city, once all those before it were passed. Linear in the links of the
//! way.
//! Does not know: how ways are found, or how a part of one is pointed at.

use super::outcome::Itinerary;
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::routing::restrict::Place;

/// What is taken hold of on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// A part of it that lies behind so many of the hubs to be passed: a new one comes after these.
    Between(usize),
    /// One of these hubs, by its place among them.
    Stop(usize),
}

/// For each link of a way, how many of the hubs that it is to pass in order lie behind it.
#[must_use]
pub fn passed_before(network: &Network, way: &Itinerary, via: &[NodeId]) -> Vec<usize> {
    let after = |mut n_passed: usize, hub: NodeId| {
        let place = Place::of(network, hub);
        while via.get(n_passed).is_some_and(|&next| place.is(next)) {
            n_passed += 1;
        }
        n_passed
    };
    let mut n_passed = after(0, way.from);
    let mut before = Vec::new();
    for passed in way.links() {
        before.push(n_passed);
        let link = network.link(passed.link);
        let head = if passed.is_forward {
            link.to
        } else {
            link.from
        };
        n_passed = after(n_passed, head);
    }
    before
}

/// The hubs to be passed with another one where a way is held: put in between, or in the place of the
/// one that is held.
#[must_use]
pub fn with_hub(via: &[NodeId], hold: Hold, hub: NodeId) -> Vec<NodeId> {
    let mut with = via.to_vec();
    match hold {
        Hold::Between(n_before) => with.insert(n_before.min(via.len()), hub),
        Hold::Stop(place) => {
            if let Some(stop) = with.get_mut(place) {
                *stop = hub;
            }
        }
    }
    with
}

/// The hubs to be passed with one of them moved to another place; as they are where there is no such
/// place.
#[must_use]
pub fn moved(via: &[NodeId], from: usize, to: usize) -> Vec<NodeId> {
    let mut moved = via.to_vec();
    if from < via.len() && to < via.len() {
        let hub = moved.remove(from);
        moved.insert(to, hub);
    }
    moved
}

/// Whether two hubs are one place: the same hub, or a city and a terminal of it.
#[must_use]
pub fn is_one_place(network: &Network, a: NodeId, b: NodeId) -> bool {
    Place::of(network, a).is(b) || Place::of(network, b).is(a)
}

#[cfg(test)]
mod tests;
