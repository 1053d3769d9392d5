//! What a way may use, must not use, and must pass.
//!
//! Does not know: the expanded graph; what is open in a scenario.

use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::{Link, Mode};
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
    routes: Vec::new(),
    modes: Vec::new(),
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
        self.links.contains(&id)
            || ends.iter().any(|&end| self.has_hub(network, end))
            || (!link.routes.is_empty()
                && link.routes.iter().all(|route| self.routes.contains(route)))
    }

    /// Whether no link that ends in a hub is to be used.
    #[must_use]
    pub fn has_hub(&self, network: &Network, hub: NodeId) -> bool {
        let place = Place::of(network, hub);
        let country = network.node(hub).country();
        self.nodes.iter().any(|&node| place.is(node))
            || country.is_some_and(|of| self.countries.iter().any(|no| no.eq_ignore_ascii_case(of)))
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
    /// Routes, at least a link of each.
    pub routes: Vec<RouteId>,
    /// Modes, at least a link by each.
    pub modes: Vec<Mode>,
}

/// What is both to be passed and to be avoided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// A hub.
    Hub(NodeId),
    /// A link.
    Link(LinkId),
    /// A route: it, or all of its links.
    Route(RouteId),
    /// A mode.
    Mode(Mode),
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
        let any_order = u32::try_from(self.n_bits()).ok()?;
        let n_layers = 1_usize
            .checked_shl(any_order.min(31))?
            .checked_mul(self.via.len() + 1)?;
        (n_layers <= MAX_LAYERS).then_some(n_layers)
    }

    /// How many things there are to pass in any order.
    fn n_bits(&self) -> usize {
        self.nodes.len() + self.links.len() + self.routes.len() + self.modes.len()
    }

    /// What must be passed although a way must not use it: the first such hub, link, route or mode.
    #[must_use]
    pub fn contradiction(
        &self,
        network: &Network,
        avoid: &Avoid,
        modes: ModeSet,
    ) -> Option<Contradiction> {
        let may_use = |id: LinkId| modes.has(network.link(id).mode) && !avoid.has(network, id);
        let may_use_route = |route: RouteId| {
            let mut links = network.route(route).links.iter();
            !avoid.routes.contains(&route) && links.any(|&link| may_use(link))
        };
        let mut hubs = self.via.iter().chain(&self.nodes);
        let hub = hubs.find(|&&hub| avoid.has_hub(network, hub));
        let link = || self.links.iter().find(|&&link| !may_use(link));
        let route = || self.routes.iter().find(|&&route| !may_use_route(route));
        let mode = || self.modes.iter().find(|&&mode| !modes.has(mode));
        hub.map(|&hub| Contradiction::Hub(hub))
            .or_else(|| link().map(|&link| Contradiction::Link(link)))
            .or_else(|| route().map(|&route| Contradiction::Route(route)))
            .or_else(|| mode().map(|&mode| Contradiction::Mode(mode)))
    }

    /// The layer after something was passed: `via` counts in steps of 2 to the number of things in any
    /// order, each of which has its bit.
    fn after(&self, layer: usize, hub: Place, along: Option<(LinkId, &Link)>) -> usize {
        let n_bits = self.n_bits();
        let (mut passed, mut bits) = (layer >> n_bits, layer & ((1 << n_bits) - 1));
        while self.via.get(passed).is_some_and(|&via| hub.is(via)) {
            passed += 1;
        }
        let on = |is_passed: bool, bit: usize| usize::from(is_passed) << bit;
        for (bit, &node) in self.nodes.iter().enumerate() {
            bits |= on(hub.is(node), bit);
        }
        if let Some((id, link)) = along {
            let links = self.links.iter().map(|&of| of == id);
            let routes = self.routes.iter().map(|of| link.routes.contains(of));
            let modes = self.modes.iter().map(|&of| of == link.mode);
            let along = links.chain(routes).chain(modes);
            for (bit, is_passed) in (self.nodes.len()..).zip(along) {
                bits |= on(is_passed, bit);
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
    pub fn step(&self, layer: usize, hub: Place, along: Option<(LinkId, &Link)>) -> usize {
        self.after(layer, hub, along)
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
    use crate::model::capacity::Trains;
    use crate::model::ids::Key;
    use crate::model::link::{Direction, LinkState};
    use crate::model::names::Names;
    use crate::model::sourced::Sourced;
    use crate::model::unit::Unit;

    #[test]
    fn layers_count_what_was_passed() {
        let [a, b, c, d] = [0, 1, 2, 3].map(NodeId);
        let at = |hub| Place { hub, city: None };
        let stops = Stops {
            via: vec![a, b],
            nodes: vec![c],
            links: vec![LinkId(7)],
            ..Stops::default()
        };
        assert_eq!(stops.n_layers(), Some(12));
        assert_eq!(stops.start(at(d)), 0);
        assert_eq!(stops.start(at(a)), 4);
        // Out of order it does not count.
        assert_eq!(stops.step(0, at(b), None), 0);
        let by_rail = link(Mode::Rail, &[3]);
        let passed = stops.step(4, at(c), Some((LinkId(7), &by_rail)));
        let passed = stops.step(passed, at(b), None);
        assert_eq!(passed, 11);
        assert_eq!(stops.step(passed, at(c), None), 11);
        // A terminal of a city stands for it.
        let terminal = Place {
            hub: d,
            city: Some(a),
        };
        assert_eq!(stops.start(terminal), 4);
    }

    fn link(mode: Mode, routes: &[u32]) -> Link {
        let nothing = Sourced::assumed(0.0, Unit::One, "");
        let way = Direction {
            hours: nothing.clone(),
            money: nothing.clone(),
            co2: nothing.clone(),
            capacity: None,
        };
        Link {
            key: Key::new("link"),
            names: Names::default(),
            mode,
            from: NodeId(0),
            to: NodeId(1),
            routes: routes.iter().map(|&id| RouteId(id)).collect(),
            state: LinkState::Operating,
            open_year: None,
            gauges_mm: Vec::new(),
            tracks: None,
            is_electrified: None,
            trains: Trains::default(),
            length: nothing,
            forward: way,
            backward: None,
            attributes: Vec::new(),
            origins: Vec::new(),
        }
    }

    #[test]
    fn routes_and_modes_are_passed_by_any_of_their_links() {
        let stops = Stops {
            routes: vec![RouteId(3), RouteId(4)],
            modes: vec![Mode::Road],
            ..Stops::default()
        };
        assert_eq!(stops.n_layers(), Some(8));
        let hub = Place {
            hub: NodeId(1),
            city: None,
        };
        let after = |layer, link: &Link| stops.step(layer, hub, Some((LinkId(0), link)));
        assert_eq!(after(0, &link(Mode::Rail, &[])), 0);
        assert_eq!(after(0, &link(Mode::Rail, &[4])), 2);
        assert_eq!(after(2, &link(Mode::Road, &[3, 5])), 7);
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
