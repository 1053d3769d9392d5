//! The expanded graph once for each state of what a way has passed: a way through it ends in the last
//! layer only when it has passed all its stops.
//!
//! With n arcs in the expanded graph, arc a of layer l has the number l × n + a; the same of nodes.
//! Does not know: what arcs cost.

use crate::graph::csr::Csr;
use crate::model::ids::NodeId;
use crate::model::network::Network;

use super::expand::{ArcKind, Expansion};
use super::restrict::{Place, Stops};

/// A graph to search, and how its arcs and nodes belong to the expanded graph.
#[derive(Clone, Debug)]
pub struct Layered {
    /// The graph.
    pub graph: Csr,
    /// The hub of each node, apart for each number of stops passed: a way may come back to a hub after
    /// a stop.
    pub groups: Vec<u32>,
    /// Arcs of the expanded graph.
    n_arcs: usize,
    /// Nodes of the expanded graph.
    n_nodes: usize,
    n_layers: usize,
}

impl Layered {
    /// The layers that some stops need; `None` where they are too many.
    #[must_use]
    pub fn of(network: &Network, expansion: &Expansion, stops: &Stops) -> Option<Self> {
        let n_layers = stops.n_layers()?;
        let (n_nodes, n_arcs) = (expansion.graph.n_nodes(), expansion.ends.len());
        let n_hubs = expansion.hubs.iter().max().map_or(0, |&most| most + 1);
        let mut arcs = Vec::with_capacity(n_layers * n_arcs);
        let mut groups = Vec::with_capacity(n_layers * n_nodes);
        for layer in 0..n_layers {
            for (&(tail, head), &kind) in expansion.ends.iter().zip(&expansion.kinds) {
                let link = match kind {
                    ArcKind::Move { link, .. } => Some((link, network.link(link))),
                    _ => None,
                };
                let hub = Place::of(network, NodeId(expansion.hubs[head as usize]));
                let after = stops.step(layer, hub, link);
                arcs.push((place(n_nodes, layer, tail), place(n_nodes, after, head)));
            }
            let apart = u32::try_from(layer)
                .unwrap_or(u32::MAX)
                .wrapping_mul(n_hubs);
            let of_layer = expansion.hubs.iter().map(|hub| hub.wrapping_add(apart));
            groups.extend(of_layer);
        }
        Some(Self {
            graph: Csr::from_arcs(n_layers * n_nodes, &arcs),
            groups,
            n_arcs,
            n_nodes,
            n_layers,
        })
    }

    /// Where a way begins that departs from a hub.
    #[must_use]
    pub fn source(&self, network: &Network, stops: &Stops, from: NodeId) -> u32 {
        let layer = stops.start(Place::of(network, from));
        place(self.n_nodes, layer, Expansion::departing(from))
    }

    /// Where a way ends that arrives in a hub and has passed everything.
    #[must_use]
    pub fn target(&self, to: NodeId) -> u32 {
        place(self.n_nodes, self.n_layers - 1, Expansion::arrived(to))
    }

    /// Values by arc of the expanded graph, once for each layer.
    #[must_use]
    pub fn by_arc(&self, values: &[u64]) -> Vec<u64> {
        values.repeat(self.n_layers)
    }

    /// Arcs of the layers as arcs of the expanded graph.
    #[must_use]
    pub fn base_arcs(&self, arcs: &[u32]) -> Vec<u32> {
        let n_arcs = u32::try_from(self.n_arcs.max(1)).unwrap_or(u32::MAX);
        arcs.iter().map(|arc| arc % n_arcs).collect()
    }
}

fn place(n_nodes: usize, layer: usize, node: u32) -> u32 {
    u32::try_from(layer * n_nodes + node as usize).unwrap_or(u32::MAX)
}
