//! A scenario: the base network and an ordered list of edits; and what is open under it.
//!
//! Of one thing the last edit wins. Edits that multiply hold on top of what the edits before them make:
//! those of the same thing are one edit, with the product as its factor, unless an edit between them
//! sets some of it. Edits of the shape keep the place of the one that they replace, as later ones may
//! build on it; all others move to the end. What the order means otherwise is told at
//! [`network_under`](super::effect::network_under).
//! Does not know: undo (see `document`) and what flows.

mod accept;
pub mod away;
pub mod lost;
mod over;

use super::edit::target::Target;
use super::edit::{Edit, EditError};
use super::growth::Growth;
use super::ids::{LinkId, NodeId, RouteId};
use super::link::{Link, LinkState, Mode};
use super::network::Network;

/// The first year that a scenario can be in.
pub const FIRST_YEAR: i32 = 2017;
/// The last year that a scenario can be in.
pub const LAST_YEAR: i32 = 2035;

/// Edits to a network.
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

    /// The edits in their order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The year; `None` is that of the base.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.edits.iter().rev().find_map(|edit| match edit {
            Edit::SetYear(year) => Some(*year),
            _ => None,
        })
    }

    /// How demand grows after the last published year; `None` where no edit says.
    #[must_use]
    pub fn growth(&self) -> Option<Growth> {
        self.edits.iter().rev().find_map(|edit| match edit {
            Edit::SetGrowth(growth) => Some(*growth),
            _ => None,
        })
    }

    /// This scenario with one more edit. An edit that restores what holds in the base is kept as an
    /// edit only where it differs from the base.
    ///
    /// # Errors
    /// [`EditError`] when there is no such target, or the value is none.
    pub fn with(&self, network: &Network, edit: Edit) -> Result<Self, EditError> {
        accept::check_target(self, network, &edit)?;
        self.keeping(network, edit)
    }

    /// The same, but an edit whose target is not there is kept: it does nothing, [`lost::lost`] names it,
    /// and it holds again where the target is.
    ///
    /// # Errors
    /// [`EditError`] when the value is none that there can be.
    pub fn keeping(&self, network: &Network, edit: Edit) -> Result<Self, EditError> {
        accept::check_value(&edit)?;
        let target = edit.target();
        let mut edits = self.edits.clone();
        if edit.scales() {
            scale(&mut edits, edit, &target);
            return Ok(Self { edits });
        }
        let place = edits.iter().position(|old| old.target() == target);
        let is_none = accept::restores_base(self, network, &edit);
        match place {
            Some(place) if edit.changes_shape() && !is_none => edits[place] = edit,
            _ => {
                edits.retain(|old| old.target() != target);
                if !is_none {
                    edits.push(edit);
                }
            }
        }
        Ok(Self { edits })
    }
}

/// Adds an edit that multiplies: to the last one of the same thing, where nothing between them sets some
/// of it.
fn scale(edits: &mut Vec<Edit>, edit: Edit, target: &Target) {
    let same = edits
        .iter()
        .rposition(|old| old.scales() && old.target() == *target);
    let is_free = |place: &usize| {
        let mut later = edits[place + 1..].iter();
        !later.any(|between| !between.scales() && accept::overlaps(&between.target(), target))
    };
    let Some(place) = same.filter(is_free) else {
        if !is_one(factor(&edit)) {
            edits.push(edit);
        }
        return;
    };
    let product = factor(&edits[place]) * factor(&edit);
    if is_one(product) {
        edits.remove(place);
    } else {
        edits[place] = with_factor(edit, product);
    }
}

fn factor(edit: &Edit) -> f64 {
    match edit {
        Edit::ScaleLinkNumber { factor, .. }
        | Edit::ScaleNodeNumber { factor, .. }
        | Edit::ScaleDemand { factor, .. } => *factor,
        _ => 1.0,
    }
}

fn with_factor(mut edit: Edit, product: f64) -> Edit {
    match &mut edit {
        Edit::ScaleLinkNumber { factor, .. }
        | Edit::ScaleNodeNumber { factor, .. }
        | Edit::ScaleDemand { factor, .. } => *factor = product,
        _ => {}
    }
    edit
}

fn is_one(factor: f64) -> bool {
    accept::same(factor, 1.0)
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
    /// Closed because its mode is.
    ModeClosed,
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
            Self::ModeClosed => "access.mode-closed",
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
    /// when its mode is, or when it serves named routes and all of them are closed, or when a hub at an
    /// end is closed.
    /// Opening a link by an edit overrides its state, not its routes.
    #[must_use]
    pub fn of(network: &Network, scenario: &Scenario) -> Self {
        let mut routes = vec![true; network.routes().len()];
        let mut nodes = vec![true; network.nodes().len()];
        for id in network.removed() {
            nodes[id.index()] = false;
        }
        let mut closed_modes: Vec<Mode> = Vec::new();
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
                Edit::SetModeOpen {
                    mode,
                    is_open: false,
                } => closed_modes.push(*mode),
                _ => {}
            }
        }
        let links = network
            .links()
            .iter()
            .zip(&link_edits)
            .map(|(link, &edit)| match access(link, edit, &routes, &nodes) {
                Access::Open if closed_modes.contains(&link.mode) => Access::ModeClosed,
                access => access,
            })
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
    if link.state == LinkState::Removed {
        Access::NotOperating(LinkState::Removed)
    } else if edit == Some(false) {
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
