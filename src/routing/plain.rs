//! Best paths on a plain network, one at a time or by the thousand.
//!
//! Weights are whole thousandths of a second, fen or meter: a path is best up to half a thousandth a
//! link. Its sums are those of its links' own numbers in the order of travel.
//!
//! **Zones.** Paths may begin and end at nodes below the first through node but not lead through
//! them. Such a node is two in the graph: one that links leave, and a copy that links enter.
//!
//! **Ties.** The hierarchy takes one of the paths equally good, the same on every run. Otherwise, of
//! paths equally good the one is taken that is better in a second measure (time; for time
//! the length), then the one with fewer links, then the one whose last links come first in the file.
//!
//! Does not know: files; what the network's ids mean to people.

pub mod prepared;
pub mod reach;
mod table;
#[cfg(test)]
mod tests;
mod width;

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::hierarchy::metric::Metric;
use crate::graph::hierarchy::query::Query;
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::{Measure, PlainNetwork};
use crate::task::{Cancelled, Task};
use prepared::Prepared;

/// Parts of a second, fen or meter that weights count.
const PARTS: f64 = 1000.0;
/// Nodes below which a hierarchy is never made: all searches together are faster than a blink.
const LEAST_NODES: usize = 20_000;
/// Origins from which on a hierarchy pays, and how many more for each node of the network's cuts:
/// making it takes as long as so many searches (measured on grids and on the roads and railways
/// of the world, within a factor of two).
const LEAST_ORIGINS: usize = 50;
const ORIGINS_A_CUT_NODE: usize = 3;
/// Cuts above which a hierarchy is not made: its weights take time by their third power, a quarter
/// of a minute at 355 nodes.
const LARGEST_CUT: usize = 500;

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
    /// A contraction hierarchy, once for each pair.
    Hierarchy,
}

impl Method {
    /// Whether one search finds the paths from an origin to all destinations.
    #[must_use]
    pub fn shares_origins(self) -> bool {
        self == Self::Dijkstra
    }

    /// The method that is done first, by an estimate.
    ///
    /// A search from an origin takes time in proportion to the nodes, making a hierarchy in
    /// proportion to the nodes and their cuts. So the number of origins at which it pays depends
    /// on the cuts alone, which are guessed by a level structure.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn of(network: &PlainNetwork, asked: Asked, task: &Task) -> Result<Self, Cancelled> {
        if network.n_nodes() < LEAST_NODES || asked.n_origins < LEAST_ORIGINS {
            return Ok(Self::Dijkstra);
        }
        let cut = width::width(network, task)?;
        let pays = asked.n_origins >= LEAST_ORIGINS + ORIGINS_A_CUT_NODE * cut;
        Ok(if pays && cut <= LARGEST_CUT {
            Self::Hierarchy
        } else {
            Self::Dijkstra
        })
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dijkstra => "dijkstra",
            Self::Hierarchy => "hierarchy",
        }
    }
}

/// A network made ready for paths that are least in one measure.
pub struct PlainRouter<'n> {
    network: &'n PlainNetwork,
    engine: Engine,
}

/// What searches; each keeps its workspace.
enum Engine {
    Dijkstra {
        graph: Csr,
        weights: Vec<u64>,
        ties: Vec<u64>,
        search: Dijkstra,
    },
    Hierarchy(Box<Hierarchy>),
}

/// A hierarchy with its workspace.
struct Hierarchy {
    metric: Metric,
    query: Query,
    arcs: Vec<u32>,
}

impl<'n> PlainRouter<'n> {
    /// Makes a network ready by the method that suits what will be asked. Links whose number is
    /// not known are closed: ask [`PlainNetwork::unknown`] first.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn new(
        network: &'n PlainNetwork,
        measure: Measure,
        asked: Asked,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let method = Method::of(network, asked, task)?;
        Self::by(method, network, measure, task)
    }

    /// Makes a network ready by a method.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn by(
        method: Method,
        network: &'n PlainNetwork,
        measure: Measure,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        task.checkpoint()?;
        if method == Method::Hierarchy {
            let prepared = Prepared::new(network, None, task)?;
            return Self::prepared(&prepared, network, measure, task);
        }
        let graph = graph(network);
        let engine = Engine::Dijkstra {
            weights: values(network, measure, CLOSED),
            ties: values(network, second(measure), 0),
            search: Dijkstra::new(&graph),
            graph,
        };
        Ok(Self { network, engine })
    }

    /// The same with a hierarchy whose order is there; `prepared` must be of this network.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn prepared(
        prepared: &Prepared,
        network: &'n PlainNetwork,
        measure: Measure,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let weights = values(network, measure, CLOSED);
        let hierarchy = Hierarchy {
            metric: Metric::customize(prepared.topology(), &weights, task)?,
            query: Query::new(),
            arcs: Vec::new(),
        };
        let engine = Engine::Hierarchy(Box::new(hierarchy));
        Ok(Self { network, engine })
    }

    /// How paths are searched for.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.engine {
            Engine::Dijkstra { .. } => Method::Dijkstra,
            Engine::Hierarchy(_) => Method::Hierarchy,
        }
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
        let stays = |to: NodeId| from == to && from.index() < network.n_nodes();
        let targets: Vec<u32> = to.iter().map(|&node| entered(network, node)).collect();
        let ends = to.iter().copied().zip(targets.iter().copied());
        match &mut self.engine {
            Engine::Dijkstra {
                graph,
                weights,
                ties,
                search,
            } => {
                search.run(graph, weights, Some(ties), &[from.0], &targets, task)?;
                let found = ends.map(|(to, target)| {
                    if stays(to) {
                        return Some(make(&[]));
                    }
                    search.path_arcs(target).map(|arcs| make(&arcs))
                });
                Ok(found.collect())
            }
            Engine::Hierarchy(hierarchy) => {
                let Hierarchy {
                    metric,
                    query,
                    arcs,
                } = &mut **hierarchy;
                let found = ends.map(|(to, target)| {
                    task.checkpoint()?;
                    if stays(to) {
                        return Ok(Some(make(&[])));
                    }
                    let cost = query.path_into(metric, from.0, target, arcs);
                    Ok(cost.map(|_| make(arcs)))
                });
                found.collect()
            }
        }
    }
}

/// The network as a graph: an arc for each link, by its number, and a copy of each zone that paths may
/// not lead through.
fn graph(network: &PlainNetwork) -> Csr {
    let heads = network.heads().iter();
    let heads = heads.map(|&head| entered(network, NodeId(head)));
    let arcs: Vec<(u32, u32)> = network.tails().iter().copied().zip(heads).collect();
    Csr::from_arcs(network.n_nodes() + n_copies(network), &arcs)
}

/// How many nodes are two in the graph.
fn n_copies(network: &PlainNetwork) -> usize {
    network.first_thru_node() - 1
}

/// The measure that decides between paths equally good.
fn second(measure: Measure) -> Measure {
    match measure {
        Measure::Time => Measure::Distance,
        Measure::Money | Measure::Distance => Measure::Time,
    }
}

/// Weights of all links; `unknown` where the number is not known.
fn values(network: &PlainNetwork, measure: Measure, unknown: u64) -> Vec<u64> {
    let values = network.values(measure).iter();
    values
        .map(|&value| parts(value).unwrap_or(unknown))
        .collect()
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
