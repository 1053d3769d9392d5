//! A scenario: the base network and an ordered list of edits; and what is open under it.
//!
//! Does not know: undo (see `document`) and what flows.

use super::edit::{Edit, EditError, LinkNumber, Target};
use super::ids::{LinkId, NodeId, RouteId};
use super::link::{Link, LinkState};
use super::network::Network;
use super::sourced::Sourced;

/// Edits to a network; at most one for each target, the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    edits: Vec<Edit>,
}

impl Scenario {
    /// The base: no edits.
    #[must_use]
    pub fn base() -> Self {
        Self::default()
    }

    /// The edits in the order in which they were made.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// This scenario with one more edit. An edit that restores what holds in the base is kept as an
    /// edit only where it differs from the base.
    ///
    /// # Errors
    /// [`EditError`] when the network has no such target, or the value is none.
    pub fn with(&self, network: &Network, edit: Edit) -> Result<Self, EditError> {
        let target = edit.target();
        if !is_known(network, &target) {
            return Err(EditError::UnknownKey(target.key().clone()));
        }
        if let Some((value, most)) = bad_value(&edit) {
            let of = target.to_string();
            return Err(EditError::BadValue { of, value, most });
        }
        let mut edits = self.edits.clone();
        edits.retain(|old| old.target() != target);
        if !restores_base(network, &edit) {
            edits.push(edit);
        }
        Ok(Self { edits })
    }
}

fn is_known(network: &Network, target: &Target) -> bool {
    match target {
        Target::RouteOpen(key) => network.route_by_key(key).is_some(),
        Target::LinkOpen(key) | Target::LinkNumber(key, _) => {
            !network.links_named(key.as_str()).is_empty()
        }
        Target::NodeOpen(key) | Target::NodeNumber(key, _) => network.node_by_key(key).is_some(),
        Target::Project(key) => network.project_by_key(key).is_some(),
    }
}

/// The value of an edit where it is none that the number can have, and the greatest that it can.
fn bad_value(edit: &Edit) -> Option<(f64, f64)> {
    let (value, most) = match edit {
        Edit::SetLinkNumber {
            number: LinkNumber::ContainerShare,
            value,
            ..
        } => (*value, 1.0),
        Edit::SetLinkNumber { value, .. } | Edit::SetNodeNumber { value, .. } => (*value, GREATEST),
        Edit::SetRouteOpen { .. }
        | Edit::SetLinkOpen { .. }
        | Edit::SetNodeOpen { .. }
        | Edit::ApplyProject { .. }
        | Edit::Restore(_) => return None,
    };
    (!(0.0..=most).contains(&value)).then_some((value, most))
}

/// No number of a network is greater: a TEU for every person for a century.
const GREATEST: f64 = 1e12;

fn restores_base(network: &Network, edit: &Edit) -> bool {
    match edit {
        Edit::SetRouteOpen { is_open, .. } | Edit::SetNodeOpen { is_open, .. } => *is_open,
        Edit::SetLinkOpen { link, is_open } => network
            .links_named(link.as_str())
            .iter()
            .all(|&id| network.link(id).is_open_by_itself() == *is_open),
        Edit::SetLinkNumber {
            link,
            number,
            value,
        } => match network.links_named(link.as_str())[..] {
            [only] => {
                let link = network.link(only);
                let old = link.number(*number);
                old.is_some_and(|old| same(old.value, *value)) && is_alike(link, *number)
            }
            _ => false,
        },
        Edit::SetNodeNumber {
            node,
            number,
            value,
        } => network.node_by_key(node).is_some_and(|id| {
            let old = network.node(id).number(*number);
            old.is_some_and(|old| same(old.value, *value))
        }),
        Edit::ApplyProject { is_applied, .. } => !*is_applied,
        Edit::Restore(_) => true,
    }
}

/// Whether a number of a link is the same both ways: an edit sets it both ways.
fn is_alike(link: &Link, number: LinkNumber) -> bool {
    let (there, Some(back)) = (&link.forward, &link.backward) else {
        return true;
    };
    let value = |capacity: &Option<Sourced>| capacity.as_ref().map(|of| of.value.to_bits());
    match number {
        LinkNumber::Hours => same(there.hours.value, back.hours.value),
        LinkNumber::Money => same(there.money.value, back.money.value),
        LinkNumber::Capacity => value(&there.capacity) == value(&back.capacity),
        LinkNumber::Pairs | LinkNumber::TeuPerTrain | LinkNumber::ContainerShare => true,
    }
}

/// Whether two values are the same to the last digit that people type.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// Why a link is open or closed under a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Open.
    Open,
    /// Closed by its state: not built yet, superseded, closed.
    NotOperating(LinkState),
    /// Closed because its data gives it no capacity for this traffic.
    NoCapacity,
    /// Closed by an edit of its own.
    ClosedByEdit,
    /// Closed because all routes that it serves are closed.
    RoutesClosed,
    /// Closed because a hub at one of its ends is closed.
    HubClosed,
}

impl Access {
    /// Whether traffic may use it.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::Open
    }

    /// The key of its words in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Open => "access.open",
            Self::NotOperating(state) => state.words_key(),
            Self::NoCapacity => "access.no-capacity",
            Self::ClosedByEdit => "access.closed",
            Self::RoutesClosed => "access.routes-closed",
            Self::HubClosed => "access.hub-closed",
        }
    }
}

/// What is open under a scenario, index by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability {
    links: Vec<Access>,
    routes: Vec<bool>,
    nodes: Vec<bool>,
}

impl Availability {
    /// What is open in a network under a scenario; the network is the one that the scenario makes
    /// (see [`super::effect::network_under`]). A link is closed when it is closed itself, or
    /// when it serves named routes and all of them are closed, or when a hub at an end is closed.
    /// Opening a link by an edit overrides its state, not its routes.
    #[must_use]
    pub fn of(network: &Network, scenario: &Scenario) -> Self {
        let mut routes = vec![true; network.routes().len()];
        let mut nodes = vec![true; network.nodes().len()];
        let mut link_edits: Vec<Option<bool>> = vec![None; network.links().len()];
        for edit in scenario.edits() {
            match edit {
                Edit::SetRouteOpen { route, is_open } => {
                    if let Some(id) = network.route_by_key(route) {
                        routes[id.index()] = *is_open;
                    }
                }
                Edit::SetNodeOpen { node, is_open } => {
                    if let Some(id) = network.node_by_key(node) {
                        nodes[id.index()] = *is_open;
                    }
                }
                Edit::SetLinkOpen { link, is_open } => {
                    for id in network.links_named(link.as_str()) {
                        link_edits[id.index()] = Some(*is_open);
                    }
                }
                Edit::SetLinkNumber { .. }
                | Edit::SetNodeNumber { .. }
                | Edit::ApplyProject { .. }
                | Edit::Restore(_) => {}
            }
        }
        let links = network
            .links()
            .iter()
            .zip(&link_edits)
            .map(|(link, &edit)| access(link, edit, &routes, &nodes))
            .collect();
        Self {
            links,
            routes,
            nodes,
        }
    }

    /// Why a link is open or closed.
    #[must_use]
    pub fn link(&self, id: LinkId) -> Access {
        self.links[id.index()]
    }

    /// Whether a route is open.
    #[must_use]
    pub fn is_route_open(&self, id: RouteId) -> bool {
        self.routes[id.index()]
    }

    /// Whether a hub is open.
    #[must_use]
    pub fn is_node_open(&self, id: NodeId) -> bool {
        self.nodes[id.index()]
    }
}

fn access(link: &Link, edit: Option<bool>, routes: &[bool], nodes: &[bool]) -> Access {
    let all_routes_closed =
        !link.routes.is_empty() && link.routes.iter().all(|r| !routes[r.index()]);
    if edit == Some(false) {
        Access::ClosedByEdit
    } else if all_routes_closed {
        Access::RoutesClosed
    } else if !nodes[link.from.index()] || !nodes[link.to.index()] {
        Access::HubClosed
    } else if edit == Some(true) {
        Access::Open
    } else if link.state != LinkState::Operating {
        Access::NotOperating(link.state)
    } else if link.has_no_capacity() {
        Access::NoCapacity
    } else {
        Access::Open
    }
}
