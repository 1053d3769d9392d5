//! Best paths on a plain network, one at a time or by the thousand.
//!
//! Weights are whole thousandths of a second, fen or meter: a path is best up to half a thousandth a
//! link. Its sums are those of its links' own numbers in the order of travel.
//!
//! **Zones.** Paths may begin and end at nodes below the first through node but not lead through
//! them. Such a node is two in the graph: one that links leave, and a copy that links enter.
//!
//! **Ties.** Of paths equally good the one is taken that is better in a second measure (time; for time
//! the length), then the one with fewer links, then the one whose last links come first in the file.
//!
//! Does not know: files; what the network's ids mean to people.

#[cfg(test)]
mod tests;

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::{Measure, PlainNetwork};
use crate::task::{Cancelled, Task};

/// Parts of a second, fen or meter that weights count.
const PARTS: f64 = 1000.0;

/// What a path comes to; `None` is a sum of numbers of which one is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainSums {
    /// Length, meters.
    pub meters: Option<f64>,
    /// Free-flow time, seconds.
    pub seconds: Option<f64>,
    /// Toll, fen.
    pub toll_fen: Option<f64>,
}

/// A path.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainPath {
    /// Its links in the order of travel.
    pub links: Vec<LinkId>,
    /// Its nodes: one more than there are links.
    pub nodes: Vec<NodeId>,
    /// What it comes to.
    pub sums: PlainSums,
}

/// How much will be asked; what is worth preparing depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Different origins.
    pub n_origins: usize,
}

/// How paths are searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Dijkstra's algorithm, once for each origin.
    Dijkstra,
}

impl Method {
    /// Whether one search finds the paths from an origin to all destinations.
    #[must_use]
    pub fn shares_origins(self) -> bool {
        self == Self::Dijkstra
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dijkstra => "dijkstra",
        }
    }
}

/// A network made ready for paths that are least in one measure.
pub struct PlainRouter<'n> {
    network: &'n PlainNetwork,
    graph: Csr,
    weights: Vec<u64>,
    ties: Vec<u64>,
    search: Dijkstra,
}

impl<'n> PlainRouter<'n> {
    /// Makes a network ready. Links whose number is not known are closed: ask
    /// [`PlainNetwork::unknown`] first.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn new(
        network: &'n PlainNetwork,
        measure: Measure,
        asked: Asked,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let second = match measure {
            Measure::Time => Measure::Distance,
            Measure::Money | Measure::Distance => Measure::Time,
        };
        let n_copies = network.first_thru_node() - 1;
        let arcs: Vec<(u32, u32)> = network
            .tails()
            .iter()
            .copied()
            .zip(
                network
                    .heads()
                    .iter()
                    .map(|&head| entered(network, NodeId(head))),
            )
            .collect();
        let graph = Csr::from_arcs(network.n_nodes() + n_copies, &arcs);
        let weights = network
            .values(measure)
            .iter()
            .map(|&value| parts(value).unwrap_or(CLOSED));
        let ties = network
            .values(second)
            .iter()
            .map(|&value| parts(value).unwrap_or(0));
        task.checkpoint()?;
        Ok(Self {
            network,
            weights: weights.collect(),
            ties: ties.collect(),
            search: Dijkstra::new(&graph),
            graph,
        })
    }

    /// How paths are searched for.
    #[must_use]
    pub fn method(&self) -> Method {
        Method::Dijkstra
    }

    /// The best path; `None` where there is none, or no such node.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn path(
        &mut self,
        from: NodeId,
        to: NodeId,
        task: &Task,
    ) -> Result<Option<PlainPath>, Cancelled> {
        let network = self.network;
        let found = self.each(from, &[to], task, |arcs| as_path(network, from, arcs))?;
        Ok(found.into_iter().next().flatten())
    }

    /// What the best paths from one node to several come to, in their order.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn sums(
        &mut self,
        from: NodeId,
        to: &[NodeId],
        task: &Task,
    ) -> Result<Vec<Option<PlainSums>>, Cancelled> {
        let network = self.network;
        self.each(from, to, task, |arcs| sums(network, arcs))
    }

    /// What is made of the links of the best paths from one node to several.
    fn each<T>(
        &mut self,
        from: NodeId,
        to: &[NodeId],
        task: &Task,
        make: impl Fn(&[u32]) -> T,
    ) -> Result<Vec<Option<T>>, Cancelled> {
        // Without targets the search would go everywhere.
        if to.is_empty() {
            return Ok(Vec::new());
        }
        let network = self.network;
        let targets: Vec<u32> = to.iter().map(|&node| entered(network, node)).collect();
        let (weights, ties) = (&self.weights, Some(&self.ties[..]));
        self.search
            .run(&self.graph, weights, ties, &[from.0], &targets, task)?;
        let found = to.iter().zip(&targets).map(|(&to, &target)| {
            if from == to && from.index() < network.n_nodes() {
                return Some(make(&[]));
            }
            self.search.path_arcs(target).map(|arcs| make(&arcs))
        });
        Ok(found.collect())
    }
}

/// The node of the graph that links into a node enter.
fn entered(network: &PlainNetwork, node: NodeId) -> u32 {
    if network.may_pass(node) || node.index() >= network.n_nodes() {
        return node.0;
    }
    // There are fewer nodes than half of what a number holds, or the copies find no room.
    let copy = network.n_nodes() + node.index();
    u32::try_from(copy).unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of links are not negative, and those too large count as the largest"
)]
fn parts(value: f64) -> Option<u64> {
    let whole = (value * PARTS).round() as u64;
    (!value.is_nan()).then_some(whole.min(CLOSED - 1))
}

fn sums(network: &PlainNetwork, arcs: &[u32]) -> PlainSums {
    let sum = |measure: Measure| {
        let values = network.values(measure);
        // From 0.0 on: an empty sum of floats is −0.0.
        let sum = arcs
            .iter()
            .fold(0.0, |sum, &arc| sum + values[arc as usize]);
        (!sum.is_nan()).then_some(sum)
    };
    PlainSums {
        meters: sum(Measure::Distance),
        seconds: sum(Measure::Time),
        toll_fen: sum(Measure::Money),
    }
}

fn as_path(network: &PlainNetwork, from: NodeId, arcs: &[u32]) -> PlainPath {
    let heads = arcs
        .iter()
        .map(|&arc| NodeId(network.heads()[arc as usize]));
    PlainPath {
        links: arcs.iter().map(|&arc| LinkId(arc)).collect(),
        nodes: std::iter::once(from).chain(heads).collect(),
        sums: sums(network, arcs),
    }
}
