//! What a network carries: how much of each commodity goes by which path, what that puts on links and
//! hubs, and whether it holds together.
//!
//! Where a method keeps paths, arcs carry their sums ([`check`] looks), so that who uses a link (select
//! link) and what it carries cannot disagree.
//!
//! Does not know: how the flows were found; how they are shown.

pub mod check;
pub mod measures;
pub mod select;

use super::flow_graph::{FlowGraph, Limits};
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;

/// What goes from one hub to another, of one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commodity {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// Its class, by place.
    pub class: u32,
    /// How much is wanted, TEU a year.
    pub teu: f64,
}

/// A path and what goes by it.
#[derive(Clone, Debug, PartialEq)]
pub struct PathLoad {
    /// The commodity, by place.
    pub commodity: u32,
    /// TEU a year.
    pub teu: f64,
    /// Its arcs of the flow graph, in order.
    pub arcs: Vec<u32>,
}

/// What a link carries each way, TEU a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkLoad {
    /// The link.
    pub link: LinkId,
    /// From its `from` to its `to`.
    pub forward: f64,
    /// The other way.
    pub backward: f64,
}

/// What is handled in a hub, TEU a year: what begins, ends or changes mode there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HubLoad {
    /// The hub.
    pub node: NodeId,
    /// TEU a year.
    pub handled: f64,
}

/// All flows of an assignment or an allocation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loads {
    /// What was wanted.
    pub commodities: Vec<Commodity>,
    /// Paths that carry something, by commodity, the fullest first; none where the method keeps none.
    pub paths: Vec<PathLoad>,
    /// What could not be carried, by commodity, TEU a year.
    pub unmet: Vec<f64>,
    /// What each arc of the flow graph carries of each class, TEU a year.
    pub by_class: Vec<Vec<f64>>,
    /// What it carries of all classes.
    pub arcs: Vec<f64>,
}

impl Loads {
    /// Flows by class and arc, with what was not carried, and the paths where they are known. Paths that
    /// carry nothing are dropped.
    #[must_use]
    pub fn new(
        commodities: Vec<Commodity>,
        mut paths: Vec<PathLoad>,
        mut unmet: Vec<f64>,
        by_class: Vec<Vec<f64>>,
    ) -> Self {
        paths.retain(|path| path.teu > 0.0);
        paths.sort_by(|a, b| {
            let by_flow = b.teu.total_cmp(&a.teu);
            let by_arcs = || a.arcs.cmp(&b.arcs);
            a.commodity
                .cmp(&b.commodity)
                .then(by_flow)
                .then_with(by_arcs)
        });
        for (left, of) in unmet.iter_mut().zip(&commodities) {
            // What is left of rounding is not a demand that was not met.
            if *left < of.teu * ROUNDING {
                *left = 0.0;
            }
        }
        let n_arcs = by_class.first().map_or(0, Vec::len);
        let arcs = (0..n_arcs).map(|arc| by_class.iter().map(|of| of[arc]).sum());
        Self {
            arcs: arcs.collect(),
            commodities,
            paths,
            unmet,
            by_class,
        }
    }

    /// Whether the method told the paths.
    #[must_use]
    pub fn has_paths(&self) -> bool {
        !self.paths.is_empty() || self.carried() <= 0.0
    }

    /// TEU a year that are wanted.
    #[must_use]
    pub fn wanted(&self) -> f64 {
        self.commodities.iter().map(|of| of.teu).sum()
    }

    /// TEU a year that are carried.
    #[must_use]
    pub fn carried(&self) -> f64 {
        self.wanted() - self.not_carried()
    }

    /// TEU a year that could not be carried.
    #[must_use]
    pub fn not_carried(&self) -> f64 {
        self.unmet.iter().sum()
    }

    /// The links that carry something, in network order.
    #[must_use]
    pub fn links(&self, network: &Network, graph: &FlowGraph) -> Vec<LinkLoad> {
        let mut both = vec![[0.0; 2]; network.links().len()];
        for (limits, &teu) in graph.limits.iter().zip(&self.arcs) {
            if let Limits::Link { link, is_forward } = *limits {
                both[link.index()][usize::from(!is_forward)] += teu;
            }
        }
        let all = network.link_ids().zip(both);
        let loads = all.map(|(link, [forward, backward])| LinkLoad {
            link,
            forward,
            backward,
        });
        loads
            .filter(|load| load.forward + load.backward > 0.0)
            .collect()
    }

    /// The hubs that handle something, in network order.
    #[must_use]
    pub fn hubs(&self, network: &Network, graph: &FlowGraph) -> Vec<HubLoad> {
        let mut handled = vec![0.0; network.nodes().len()];
        for (limits, &teu) in graph.limits.iter().zip(&self.arcs) {
            if let Limits::Hub(node, NodeNumber::Capacity) = *limits {
                handled[node.index()] += teu;
            }
        }
        let all = network.node_ids().zip(handled);
        let loads = all.map(|(node, handled)| HubLoad { node, handled });
        loads.filter(|load| load.handled > 0.0).collect()
    }
}

/// Less than this share of what is wanted, unmet, is rounding.
const ROUNDING: f64 = 1e-9;
