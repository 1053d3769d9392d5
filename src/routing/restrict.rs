//! What a way may use, must not use, and must pass.
//!
//! Does not know: the expanded graph; what is open in a scenario.

use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;
use crate::model::network::Network;

/// A set of modes; drayage (`Mode::Transfer`) is always in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ModeSet(u8);

impl ModeSet {
    /// Every mode.
    #[must_use]
    pub fn all() -> Self {
        Self::of(Mode::ALL)
    }

    /// Some modes, and drayage.
    #[must_use]
    pub fn of(modes: impl IntoIterator<Item = Mode>) -> Self {
        let bits = modes.into_iter().fold(0, |bits, mode| bits | bit(mode));
        Self(bits | bit(Mode::Transfer))
    }

    /// Whether a mode is in it.
    #[must_use]
    pub fn has(self, mode: Mode) -> bool {
        self.0 & bit(mode) != 0
    }

    /// This set with a mode put in or taken out; drayage stays.
    #[must_use]
    pub fn with(self, mode: Mode, is_in: bool) -> Self {
        let bits = if is_in {
            self.0 | bit(mode)
        } else {
            self.0 & !bit(mode)
        };
        Self(bits | bit(Mode::Transfer))
    }
}

fn bit(mode: Mode) -> u8 {
    1 << (mode as u8)
}

impl Default for ModeSet {
    fn default() -> Self {
        Self::all()
    }
}

/// Nothing to avoid.
pub static NOTHING_AVOIDED: Avoid = Avoid {
    links: Vec::new(),
    nodes: Vec::new(),
    routes: Vec::new(),
    countries: Vec::new(),
};

/// Nothing to pass.
pub static NO_STOPS: Stops = Stops {
    via: Vec::new(),
    nodes: Vec::new(),
    links: Vec::new(),
};

/// What a way must not use, beside what is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Avoid {
    /// Links, in either direction.
    pub links: Vec<LinkId>,
    /// Hubs: no link that ends there is used, or in a terminal of it where it is a city.
    pub nodes: Vec<NodeId>,
    /// Routes: a link that serves routes is not used when all of them are here, as when they are
    /// closed; what serves another route too may be used.
    pub routes: Vec<RouteId>,
    /// Countries, as hubs name theirs: no link that ends in one is used.
    pub countries: Vec<String>,
}

impl Avoid {
    /// Whether nothing is avoided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a link is not to be used.
    #[must_use]
    pub fn has(&self, network: &Network, id: LinkId) -> bool {
        let link = network.link(id);
        let ends = [link.from, link.to];
        let is_abroad = |end: NodeId| {
            let country = network.node(end).country();
            country.is_some_and(|of| self.countries.iter().any(|no| no.eq_ignore_ascii_case(of)))
        };
        self.links.contains(&id)
            || ends.iter().any(|&end| {
                let place = Place::of(network, end);
                self.nodes.iter().any(|&node| place.is(node))
            })
            || (!link.routes.is_empty()
                && link.routes.iter().all(|route| self.routes.contains(route)))
            || (!self.countries.is_empty() && ends.into_iter().any(is_abroad))
    }
}

/// What a way must pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stops {
    /// Hubs in this order.
    pub via: Vec<NodeId>,
    /// Hubs in any order.
    pub nodes: Vec<NodeId>,
    /// Links in any order, in either direction; each entry is a line, of which every part must be
    /// passed.
    pub links: Vec<LinkId>,
}

/// What is both to be passed and to be avoided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// A hub.
    Hub(NodeId),
    /// A link.
    Link(LinkId),
}

/// A way's stops are kept apart in a graph of this many layers at most.
pub const MAX_LAYERS: usize = 256;

impl Stops {
    /// Whether there is nothing to pass.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many layers the graph needs: one for each state of what was passed. `None` where that is
    /// more than [`MAX_LAYERS`].
    #[must_use]
    pub fn n_layers(&self) -> Option<usize> {
        let any_order = u32::try_from(self.nodes.len() + self.links.len()).ok()?;
        let n_layers = 1_usize
            .checked_shl(any_order.min(31))?
            .checked_mul(self.via.len() + 1)?;
        (n_layers <= MAX_LAYERS).then_some(n_layers)
    }

    /// What must be passed although a way must not use it: the first such hub or link.
    #[must_use]
    pub fn contradiction(&self, network: &Network, avoid: &Avoid) -> Option<Contradiction> {
        let is_avoided = |&&hub: &&NodeId| {
            let place = Place::of(network, hub);
            avoid.nodes.iter().any(|&no| place.is(no))
        };
        let hub = self.via.iter().chain(&self.nodes).find(is_avoided);
        let link = || self.links.iter().find(|&&link| avoid.has(network, link));
        hub.map(|&hub| Contradiction::Hub(hub))
            .or_else(|| link().map(|&link| Contradiction::Link(link)))
    }

    /// The layer after something was passed: `via` counts in steps of 2 to the number of things in any
    /// order, each of which has its bit.
    fn after(&self, layer: usize, hub: Place, link: Option<LinkId>) -> usize {
        let n_bits = self.nodes.len() + self.links.len();
        let (mut passed, mut bits) = (layer >> n_bits, layer & ((1 << n_bits) - 1));
        while self.via.get(passed).is_some_and(|&via| hub.is(via)) {
            passed += 1;
        }
        let nodes = self.nodes.iter().enumerate();
        for (place, _) in nodes.filter(|(_, node)| hub.is(**node)) {
            bits |= 1 << place;
        }
        if let Some(link) = link {
            let links = self.links.iter().enumerate();
            for (place, _) in links.filter(|(_, of)| **of == link) {
                bits |= 1 << (self.nodes.len() + place);
            }
        }
        (passed << n_bits) | bits
    }

    /// The layer in which a way begins at a hub.
    #[must_use]
    pub fn start(&self, hub: Place) -> usize {
        self.after(0, hub, None)
    }

    /// The layer after a step to a node of the graph that belongs to a hub, along a link or inside.
    #[must_use]
    pub fn step(&self, layer: usize, hub: Place, link: Option<LinkId>) -> usize {
        self.after(layer, hub, link)
    }
}

/// A hub, and the city it belongs to: whoever passes one of its terminals has passed a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    hub: NodeId,
    city: Option<NodeId>,
}

impl Place {
    /// A hub of a network.
    #[must_use]
    pub fn of(network: &Network, hub: NodeId) -> Self {
        let city = network.node(hub).city;
        Self { hub, city }
    }

    /// Whether a hub is meant by another, or by its city.
    #[must_use]
    pub fn is(self, named: NodeId) -> bool {
        self.hub == named || self.city == Some(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_count_what_was_passed() {
        let [a, b, c, d] = [0, 1, 2, 3].map(NodeId);
        let at = |hub| Place { hub, city: None };
        let stops = Stops {
            via: vec![a, b],
            nodes: vec![c],
            links: vec![LinkId(7)],
        };
        assert_eq!(stops.n_layers(), Some(12));
        assert_eq!(stops.start(at(d)), 0);
        assert_eq!(stops.start(at(a)), 4);
        // Out of order it does not count.
        assert_eq!(stops.step(0, at(b), None), 0);
        let passed = stops.step(stops.step(4, at(c), Some(LinkId(7))), at(b), None);
        assert_eq!(passed, 11);
        assert_eq!(stops.step(passed, at(c), None), 11);
        // A terminal of a city stands for it.
        let terminal = Place {
            hub: d,
            city: Some(a),
        };
        assert_eq!(stops.start(terminal), 4);
    }

    #[test]
    fn too_many_stops_are_too_many() {
        let stops = Stops {
            nodes: (0..9).map(NodeId).collect(),
            ..Stops::default()
        };
        assert_eq!(stops.n_layers(), None);
        assert_eq!(Stops::default().n_layers(), Some(1));
    }
}
