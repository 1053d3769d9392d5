//! The expanded graph as flows see it: arcs that are open, what each limits, and what a TEU costs on it.
//!
//! Places on board of named services are left out: they are the same trains on the same links, boarded
//! with another wait. Both gauges of a dual-gauge railway share its capacity, where it has one: an arc in
//! the middle, which each of them leads through. What flows there on either gauge is not told apart
//! behind it, so that such a line may stand in for a change of gauge.
//!
//! Does not know: how much is wanted, from where to where.

use crate::graph::max_flow::UNLIMITED;
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Link;
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::model::sourced::Sourced;
use crate::routing::expand::{ArcKind, Expansion};
use crate::routing::itinerary::Sums;
use crate::routing::restrict::ModeSet;

/// Stands for no arc of the expanded graph.
pub const NO_ARC: u32 = u32::MAX;

/// What an arc of the flow graph limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limits {
    /// A link in one direction.
    Link {
        /// The link.
        link: LinkId,
        /// From its `from` to its `to`.
        is_forward: bool,
    },
    /// One of the capacities of a hub.
    Hub(NodeId, NodeNumber),
    /// The customs of a hub on a link in one direction.
    Customs {
        /// The hub.
        node: NodeId,
        /// The link.
        link: LinkId,
        /// From its `from` to its `to`.
        is_forward: bool,
    },
    /// Nothing.
    Nothing,
}

/// The graph: arrays by arc.
#[derive(Clone, Debug)]
pub struct FlowGraph {
    /// How many nodes there are: first those of the expanded graph, with its numbers.
    pub n_nodes: u32,
    /// Tail and head.
    pub arcs: Vec<(u32, u32)>,
    /// TEU a year that fit; [`UNLIMITED`] where no capacity is given.
    pub capacities: Vec<u64>,
    /// What the capacity is of.
    pub limits: Vec<Limits>,
    /// What a TEU costs.
    pub sums: Vec<Sums>,
    /// The arc of the expanded graph that it stands for; [`NO_ARC`] of arcs that only join.
    pub expanded: Vec<u32>,
}

impl FlowGraph {
    /// The open part of a network, by some modes.
    #[must_use]
    pub fn of(
        network: &Network,
        expansion: &Expansion,
        availability: &Availability,
        modes: ModeSet,
    ) -> Self {
        let mut graph = Self {
            n_nodes: u32::try_from(expansion.graph.n_nodes()).unwrap_or(u32::MAX - 2),
            arcs: Vec::new(),
            capacities: Vec::new(),
            limits: Vec::new(),
            sums: Vec::new(),
            expanded: Vec::new(),
        };
        let mut shared: Vec<Option<(u32, u32)>> = vec![None; network.links().len() * 2];
        for (arc, &kind) in (0u32..).zip(&expansion.kinds) {
            let (tail, head) = expansion.ends[arc as usize];
            let is_named = |end: u32| expansion.is_named[end as usize];
            let is_open = match kind {
                ArcKind::Move { link, .. } => {
                    modes.has(network.link(link).mode) && availability.link(link).is_open()
                }
                _ => kind.hub().is_some_and(|hub| availability.is_node_open(hub)),
            };
            if !is_open || is_named(tail) || is_named(head) {
                continue;
            }
            let of = (arc, expansion.sums[arc as usize]);
            match kind {
                ArcKind::Move { link, is_forward } => {
                    let slot = &mut shared[link.index() * 2 + usize::from(is_forward)];
                    graph.add_move(network, (link, is_forward), (tail, head), of, slot);
                }
                ArcKind::Handle { node } => {
                    let limit = NodeNumber::Capacity;
                    graph.add((tail, head), hub_limit(network, node, limit), of);
                }
                ArcKind::Change { node } => {
                    let limit = NodeNumber::TransferCapacity;
                    graph.add((tail, head), hub_limit(network, node, limit), of);
                }
                ArcKind::Gauge { node } => {
                    let limit = NodeNumber::GaugeCapacity;
                    let is_given = network.node(node).number(limit).is_some();
                    let limit = if is_given {
                        limit
                    } else {
                        NodeNumber::Capacity
                    };
                    graph.add((tail, head), hub_limit(network, node, limit), of);
                }
                ArcKind::Board { .. }
                | ArcKind::Alight { .. }
                | ArcKind::Border { .. }
                | ArcKind::Pass { .. } => {
                    graph.add((tail, head), (UNLIMITED, Limits::Nothing), of);
                }
            }
        }
        graph
    }

    /// One more node.
    pub fn add_node(&mut self) -> u32 {
        self.n_nodes += 1;
        self.n_nodes - 1
    }

    /// One more arc, that costs nothing and limits nothing.
    pub fn add_free(&mut self, tail: u32, head: u32) {
        let of = (NO_ARC, Sums::default());
        self.add((tail, head), (UNLIMITED, Limits::Nothing), of);
    }

    fn add(
        &mut self,
        ends: (u32, u32),
        (capacity, limits): (u64, Limits),
        (arc, sums): (u32, Sums),
    ) {
        self.arcs.push(ends);
        self.capacities.push(capacity);
        self.limits.push(limits);
        self.sums.push(sums);
        self.expanded.push(arc);
    }

    /// A link in one direction: one limited arc in the middle that every gauge of it leads through, and
    /// behind it one for each customs that says how much it clears.
    fn add_move(
        &mut self,
        network: &Network,
        (link, is_forward): (LinkId, bool),
        (tail, head): (u32, u32),
        of: (u32, Sums),
        shared: &mut Option<(u32, u32)>,
    ) {
        let data = network.link(link);
        let way = if is_forward {
            Some(&data.forward)
        } else {
            data.backward.as_ref()
        };
        let capacity = teu(way.and_then(|way| way.capacity.as_ref()));
        let limited = (capacity, Limits::Link { link, is_forward });
        let customs = customs(network, data, (link, is_forward));
        let has_one_gauge = data.gauges_mm.len() < 2 || capacity == UNLIMITED;
        if has_one_gauge && customs.is_empty() {
            self.add((tail, head), limited, of);
            return;
        }
        let (enter, leave) = *shared.get_or_insert_with(|| {
            let enter = self.add_node();
            let mut leave = self.add_node();
            self.add((enter, leave), limited, of);
            for limited in customs {
                let next = self.add_node();
                self.add((leave, next), limited, (NO_ARC, Sums::default()));
                leave = next;
            }
            (enter, leave)
        });
        self.add_free(tail, enter);
        self.add_free(leave, head);
    }

    /// The link that an arc limits, and the direction.
    #[must_use]
    pub fn link_of(&self, arc: u32) -> Option<(LinkId, bool)> {
        match self.limits[arc as usize] {
            Limits::Link { link, is_forward } => Some((link, is_forward)),
            Limits::Hub(..) | Limits::Customs { .. } | Limits::Nothing => None,
        }
    }
}

/// One of the capacities of a hub.
fn hub_limit(network: &Network, node: NodeId, limit: NodeNumber) -> (u64, Limits) {
    (
        teu(network.node(node).number(limit)),
        Limits::Hub(node, limit),
    )
}

/// What customs limit of a link in one direction: those of the hub that it leaves, then of that which it
/// enters.
fn customs(network: &Network, link: &Link, way: (LinkId, bool)) -> Vec<(u64, Limits)> {
    let (id, is_forward) = way;
    if !network.node(link.from).is_abroad_of(network.node(link.to)) {
        return Vec::new();
    }
    let hubs = if is_forward {
        [link.from, link.to]
    } else {
        [link.to, link.from]
    };
    let limit = |node: NodeId| {
        let capacity = network.node(node).number(NodeNumber::BorderCapacity)?;
        let limits = Limits::Customs {
            node,
            link: id,
            is_forward,
        };
        Some((teu(Some(capacity)), limits))
    };
    hubs.into_iter().filter_map(limit).collect()
}

/// A capacity in whole TEU a year; unlimited where none is given.
fn teu(capacity: Option<&Sourced>) -> u64 {
    capacity.map_or(UNLIMITED, |capacity| whole_teu(capacity.value))
}

/// Whole TEU a year. Non-negative by the loader; a float cast saturates.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "see above"
)]
pub(super) fn whole_teu(value: f64) -> u64 {
    value.round() as u64
}

/// A capacity as a float: TEU a year stay far below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "see above")]
pub(super) fn count(capacity: u64) -> f64 {
    capacity as f64
}
