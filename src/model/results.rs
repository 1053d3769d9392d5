//! What was found of the links and hubs of a network, ready to be written beside it.
//!
//! It names them by key, so that it holds for a copy of the network in which they have other places.
//! Does not know: how it was found, files.

use std::collections::BTreeMap;

use super::ids::Key;
use super::link::{Direction, Link};

/// What was found of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LinkResult {
    /// What goes from its `from` to its `to`, and back, TEU a year.
    pub teu: [f64; 2],
    /// Whether the best path uses it.
    pub is_on_path: bool,
    /// Whether it is a part of the bottleneck.
    pub is_in_cut: bool,
}

/// What was found of a hub.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HubResult {
    /// What begins, ends or changes mode there, TEU a year.
    pub teu: f64,
    /// Whether the best path passes it.
    pub is_on_path: bool,
    /// Whether it is a part of the bottleneck.
    pub is_in_cut: bool,
}

/// What was found of a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Whether flows were found; where not, nothing is said of them.
    pub has_flows: bool,
    /// Links that carry something or lie on the path or in the bottleneck.
    pub links: BTreeMap<Key, LinkResult>,
    /// Such hubs.
    pub hubs: BTreeMap<Key, HubResult>,
}

impl Results {
    /// What was found of a link; nothing of most.
    #[must_use]
    pub fn link(&self, key: &Key) -> LinkResult {
        self.links.get(key).copied().unwrap_or_default()
    }

    /// What was found of a hub; nothing of most.
    #[must_use]
    pub fn hub(&self, key: &Key) -> HubResult {
        self.hubs.get(key).copied().unwrap_or_default()
    }

    /// How full a link is in a direction, as a share of its capacity; `None` where that has no limit, or is
    /// nothing.
    #[must_use]
    pub fn utilization(&self, link: &Link, is_forward: bool) -> Option<f64> {
        let way = way(link, is_forward)?;
        let capacity = way.capacity.as_ref()?.value;
        let teu = self.link(&link.key).teu[usize::from(!is_forward)];
        (capacity > 0.0).then(|| teu / capacity)
    }
}

/// A direction of a link; `None` for the other way of a one-way link.
#[must_use]
pub fn way(link: &Link, is_forward: bool) -> Option<&Direction> {
    if is_forward {
        Some(&link.forward)
    } else {
        link.backward.as_ref()
    }
}
