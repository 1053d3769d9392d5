//! The mode-expanded graph of a network: the virtual-network method (Jourquin and Beuthe,
//! *Transportation policy analysis with a geographic information system: the virtual network of
//! freight transportation in Europe*, Transportation Research C 4, 1996).
//!
//! Every hub has a place where goods arrive and one where they depart, and a place on board of each
//! service (mode and gauge) that calls there. Going on by the same service is free; everything
//! fixed is paid on the arcs inside the hub, once a boarding:
//!
//! ```text
//!   link ──▶ on board ───────────────────────────▶ link      go on: nothing
//!              │ alight ▶ arrived ─handle▶ departing │ board   change, begin or end
//! ```
//!
//! Boarding is handling and waiting. What is assumed for a mode is the wait for any train, which may go
//! anywhere. Where named services leave by a link more often than that (see [`super::waits`]), they are
//! boarded by themselves, with half the headway of all of them: links on which they run have places on
//! board of their own, and one goes on there from link to link where one of them does, so that a
//! frequent train is waited for less only as far as it goes.
//!
//! Where a change of gauge takes something of its own, what comes is told apart by its gauge (see
//! `gauges`); elsewhere it is leaving, handling and boarding as any change.
//!
//! Where a hub limits what changes mode, the handling of what begins is an arc apart from that of what
//! arrives, and what goes on by another mode leads through one arc more:
//!
//! ```text
//!   begin ──handle──────────────────▶ departing
//!   arrived ──handle──▶ end ──change─▶ departing
//! ```
//!
//! What a border costs is paid on an arc of its own, between the hub that has such a cost and a link
//! to or from another country.
//!
//! A city that has drayage is a centroid: drayage begins and ends there and changes there to the
//! city's own modes, but no way leads through it from one terminal's drayage to another's, so that a
//! lorry across the town never stands in for a railway. Coming and going are places of their own
//! there, so that nobody boards a mode only to leave it on the spot for another lorry.
//!
//! Does not know: scenarios; what is looked for.

mod builder;
mod gauges;
pub(super) mod sums;

use crate::graph::csr::Csr;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{LinkState, Mode};
use crate::model::network::Network;

use self::builder::Builder;
use super::itinerary::Sums;
use super::waits::Waits;

/// A mode on a gauge; the gauge of other modes than rail is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Service {
    /// The mode.
    pub mode: Mode,
    /// Track gauge in millimeters; 0 for other modes than rail.
    pub gauge_mm: u16,
}

/// What an arc of the expanded graph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArcKind {
    /// Along a link.
    Move {
        /// The link.
        link: LinkId,
        /// From its `from` to its `to`.
        is_forward: bool,
    },
    /// From departing to on board.
    Board {
        /// The hub.
        node: NodeId,
        /// What is boarded.
        mode: Mode,
        /// What is waited for, by its place in [`Expansion::boards`].
        board: u32,
    },
    /// From on board to arrived.
    Alight {
        /// The hub.
        node: NodeId,
        /// What is left.
        mode: Mode,
    },
    /// From arrived to departing in the same hub.
    Handle {
        /// The hub.
        node: NodeId,
    },
    /// After handling in a hub, for what goes on by another mode: costs nothing, but may be limited.
    Change {
        /// The hub.
        node: NodeId,
    },
    /// From arrived on a gauge to departing on another one, in a hub where that takes something of its
    /// own.
    Gauge {
        /// The hub.
        node: NodeId,
    },
    /// Across a border, on board.
    Border {
        /// The hub that the cost belongs to.
        node: NodeId,
    },
    /// A step inside a hub that costs nothing and limits nothing.
    Pass {
        /// The hub.
        node: NodeId,
    },
}

impl ArcKind {
    /// The hub inside which it lies; `None` of links.
    #[must_use]
    pub fn hub(self) -> Option<NodeId> {
        match self {
            Self::Move { .. } => None,
            Self::Board { node, .. }
            | Self::Alight { node, .. }
            | Self::Handle { node }
            | Self::Change { node }
            | Self::Gauge { node }
            | Self::Border { node }
            | Self::Pass { node } => Some(node),
        }
    }
}

/// What is waited for before boarding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The wait.
    pub wait: Sums,
    /// The named services of which the next is taken, by their places; empty where the wait is
    /// assumed for the mode.
    pub services: Vec<usize>,
}

/// A hub where flows begin and end at places of their own, since what changes there is limited apart.
#[derive(Clone, Copy, Debug)]
struct PartedHub {
    node: NodeId,
    /// Where flows enter.
    begin: u32,
    /// Where they leave.
    end: u32,
}

/// The expanded graph of a network, with what each arc costs.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// The graph; arc ids index the arrays below.
    pub graph: Csr,
    /// Tail and head of each arc.
    pub ends: Vec<(u32, u32)>,
    /// What each arc stands for.
    pub kinds: Vec<ArcKind>,
    /// What each arc costs a TEU.
    pub sums: Vec<Sums>,
    /// What is waited for on arcs that board.
    pub boards: Vec<Board>,
    /// The hub that each graph node belongs to.
    pub hubs: Vec<u32>,
    /// Whether each graph node is on board of a named service: a second place beside that on board of
    /// any train, for waits alone; flows need only the others.
    pub is_named: Vec<bool>,
    /// For each hub whether it is a centroid: its two places are beginning and end only.
    is_centroid: Vec<bool>,
    /// The hubs where flows begin and end at places of their own, in order.
    parted: Vec<PartedHub>,
}

impl Expansion {
    /// Expands a network with the waits for its services, which depend on lengths and gauges alone.
    #[must_use]
    pub fn of(network: &Network, waits: &Waits) -> Self {
        let mut builder = Builder::new(network, waits);
        for id in network.link_ids() {
            if network.link(id).state != LinkState::Removed {
                builder.add_link(id);
            }
        }
        builder.finish()
    }

    /// The graph node where goods arrive in a hub: where paths end.
    #[must_use]
    pub fn arrived(node: NodeId) -> u32 {
        node.0 * 2
    }

    /// The graph node where goods depart from a hub: where paths begin.
    #[must_use]
    pub fn departing(node: NodeId) -> u32 {
        node.0 * 2 + 1
    }

    fn parted(&self, node: NodeId) -> Option<&PartedHub> {
        let place = self.parted.binary_search_by_key(&node, |of| of.node);
        place.ok().map(|place| &self.parted[place])
    }

    /// The graph node where a flow enters at an origin, so that it is handled there.
    #[must_use]
    pub fn flow_origin(&self, node: NodeId) -> u32 {
        if self.is_centroid[node.index()] {
            return Self::departing(node);
        }
        let hub = self.parted(node);
        hub.map_or_else(|| Self::arrived(node), |hub| hub.begin)
    }

    /// The graph node where a flow leaves at a destination, so that it is handled there.
    #[must_use]
    pub fn flow_destination(&self, node: NodeId) -> u32 {
        if self.is_centroid[node.index()] {
            return Self::arrived(node);
        }
        let hub = self.parted(node);
        hub.map_or_else(|| Self::departing(node), |hub| hub.end)
    }
}
