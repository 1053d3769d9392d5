//! Select link and select hub: who uses a place, and any combination of places.
//!
//! Does not know: how places were chosen.

use super::{Loads, PathLoad};
use crate::model::ids::{LinkId, NodeId};
use crate::throughput::flow_graph::{FlowGraph, Limits};

/// A place that paths may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A link, in one direction or in any.
    Link {
        /// The link.
        link: LinkId,
        /// From its `from` to its `to`; `None` for both ways.
        is_forward: Option<bool>,
    },
    /// A hub, by being handled there.
    Hub(NodeId),
}

/// Whether any of several places is enough, or all are needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Any {
    /// All of them (and).
    #[default]
    All,
    /// One of them (or).
    One,
}

/// What paths are picked by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// The places.
    pub uses: Vec<Use>,
    /// How they are combined.
    pub any: Any,
}

/// The paths picked, and what goes along them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selected {
    /// Paths, by their places among the loads.
    pub paths: Vec<usize>,
    /// TEU a year on them.
    pub teu: f64,
    /// What they put on each arc of the flow graph.
    pub arcs: Vec<f64>,
    /// By commodity how much of it goes along them: commodity and TEU a year, the most first.
    pub commodities: Vec<(u32, f64)>,
}

impl Loads {
    /// Who uses some places. Without any place nothing is picked.
    #[must_use]
    pub fn select(&self, graph: &FlowGraph, pick: &Pick) -> Selected {
        let mut found = Selected {
            arcs: vec![0.0; self.arcs.len()],
            ..Selected::default()
        };
        let mut commodities = vec![0.0; self.commodities.len()];
        for (at, path) in self.paths.iter().enumerate() {
            if !is_picked(graph, path, pick) {
                continue;
            }
            found.paths.push(at);
            found.teu += path.teu;
            commodities[path.commodity as usize] += path.teu;
            for &arc in &path.arcs {
                found.arcs[arc as usize] += path.teu;
            }
        }
        let used = (0u32..).zip(commodities).filter(|&(_, teu)| teu > 0.0);
        found.commodities = used.collect();
        found
            .commodities
            .sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
}

fn is_picked(graph: &FlowGraph, path: &PathLoad, pick: &Pick) -> bool {
    let uses = |wanted: &Use| {
        let mut limits = path.arcs.iter().map(|&arc| graph.limits[arc as usize]);
        limits.any(|limits| is_it(limits, *wanted))
    };
    match pick.any {
        Any::All => !pick.uses.is_empty() && pick.uses.iter().all(uses),
        Any::One => pick.uses.iter().any(uses),
    }
}

fn is_it(limits: Limits, wanted: Use) -> bool {
    match (limits, wanted) {
        (
            Limits::Link { link, is_forward },
            Use::Link {
                link: other,
                is_forward: way,
            },
        ) => link == other && way.is_none_or(|way| way == is_forward),
        (Limits::Hub(node, _), Use::Hub(other)) => node == other,
        _ => false,
    }
}
