//! Customizable contraction hierarchies: shortest paths in large graphs, in microseconds.
//!
//! Three phases, of which each is needed again less often than the next:
//!
//! 1. [`Topology::build`]: an order of the nodes by nested dissection, and all arcs that any
//!    weights may need. Seconds for a million arcs; [`Topology::to_array`] keeps the order.
//! 2. [`Metric::customize`](metric::Metric::customize): weights for these arcs. Milliseconds.
//! 3. [`Query`](query::Query) for two nodes, [`Table`](table::Table) for many.
//!
//! Source: Dibbelt, Strasser and Wagner, *Customizable contraction hierarchies*, ACM Journal of
//! Experimental Algorithmics 21, 2016. Roads and railways have small cuts, which is what makes
//! this fast; on graphs without them, say random ones, space grows up to the square of the nodes.
//!
//! ```
//! use corridor::graph::csr::Csr;
//! use corridor::graph::hierarchy::{Topology, metric::Metric, query::Query};
//! use corridor::task::Task;
//! use std::sync::Arc;
//!
//! let task = Task::never();
//! let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (0, 2)]);
//! let topology = Arc::new(Topology::build(&graph, None, &task)?);
//! let mut metric = Metric::customize(&topology, &[2, 2, 5], &task)?;
//! let mut query = Query::new();
//! assert_eq!(query.distance(&metric, 0, 2), Some(4));
//! assert_eq!(query.path(&metric, 0, 2), Some((4, vec![0, 1])));
//! metric.recustomize(&[2, 2, 3], &task)?;
//! assert_eq!(query.path(&metric, 0, 2), Some((3, vec![2])));
//! # Ok::<(), corridor::task::Cancelled>(())
//! ```
//!
//! Does not know: what nodes, arcs and weights stand for; files.

mod contract;
mod cut;
mod hops;
mod levels;
mod links;
mod made_of;
pub mod metric;
mod order;
pub mod query;
mod small;
pub mod table;
#[cfg(test)]
mod tests;
mod trees;
mod weight;

use crate::graph::csr::Csr;
use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::links::{Links, NONE};
use crate::task::{Cancelled, Task};

/// The first number of an array made by [`Topology::to_array`]; another for another layout.
const LAYOUT: u32 = 0x6363_6801;
/// Arcs looked at between two checkpoints.
const STRIDE: u32 = 1024;
/// Numbers in such an array before the order begins.
const N_BEFORE: usize = 4;

/// The arcs that shortest paths in a graph may need, whatever its weights.
///
/// Memory: 16 bytes a node, 8 an arc of the graph, some 20 an arc of the topology and at most 132.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topology {
    contracted: Contracted,
    /// The arc of the topology that an arc of the graph is on, and whether it leads down; `NONE`
    /// for self-loops and for arcs that lead nowhere.
    places: Vec<(u32, bool)>,
    /// Of the graph.
    fingerprint: u64,
}

impl Topology {
    /// Finds a good order for the nodes of `graph` and contracts them.
    ///
    /// `positions` are by node, in any units, and are only used to guess where small cuts are
    /// (longitude and latitude are fine). Without them, or if there are fewer than nodes, the
    /// number of arcs to nodes far away stands in.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn build(
        graph: &Csr,
        positions: Option<&[[f64; 2]]>,
        task: &Task,
    ) -> Result<Topology, Cancelled> {
        task.checkpoint()?;
        let links = Links::of(graph);
        let order = order::order(links.clone(), positions, task)?;
        Topology::contract(graph, &links, &order, task)
    }

    /// The order as plain numbers, to be kept for [`Topology::from_array`]: as many as there are
    /// nodes, and a few more.
    #[must_use]
    pub fn to_array(&self) -> Vec<u32> {
        let order = &self.contracted.node_of;
        let [low, high] = halves(with_order(self.fingerprint, order));
        let before = [LAYOUT, links::id(order.len()), low, high];
        [&before[..], order].concat()
    }

    /// The same topology again, without the search for cuts: a twentieth of the time. `None` if
    /// `array` is not, to the last bit, one that [`Topology::to_array`] made for this graph.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn from_array(
        graph: &Csr,
        array: &[u32],
        task: &Task,
    ) -> Result<Option<Topology>, Cancelled> {
        let Some((before, order)) = array.split_at_checked(N_BEFORE) else {
            return Ok(None);
        };
        let [low, high] = halves(with_order(fingerprint(graph), order));
        let is_ours = before == [LAYOUT, links::id(graph.n_nodes()), low, high];
        if !is_ours || !is_permutation(order, graph.n_nodes()) {
            return Ok(None);
        }
        Topology::contract(graph, &Links::of(graph), order, task).map(Some)
    }

    fn contract(
        graph: &Csr,
        links: &Links,
        order: &[u32],
        task: &Task,
    ) -> Result<Topology, Cancelled> {
        let contracted = Contracted::new(links, order, task)?;
        let rank = |node: u32| contracted.rank_of.get(node as usize).copied();
        let place = |arc: u32| match (rank(graph.tail(arc)), rank(graph.head(arc))) {
            (Some(tail), Some(head)) if tail < head => (contracted.arc(tail, head), false),
            (Some(tail), Some(head)) if tail > head => (contracted.arc(head, tail), true),
            _ => (NONE, false),
        };
        let mut places = Vec::with_capacity(graph.n_arcs());
        for arc in 0..links::id(graph.n_arcs()) {
            if arc.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            places.push(place(arc));
        }
        Ok(Topology {
            places,
            fingerprint: fingerprint(graph),
            contracted,
        })
    }

    /// Number of nodes.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.contracted.n_nodes()
    }

    /// Number of arcs, each of which serves both directions: what time and space of a metric
    /// depend on.
    #[must_use]
    pub fn n_arcs(&self) -> usize {
        self.contracted.head.len()
    }

    fn contracted(&self) -> &Contracted {
        &self.contracted
    }

    fn places(&self) -> &[(u32, bool)] {
        &self.places
    }
}

fn is_permutation(order: &[u32], n_nodes: usize) -> bool {
    let mut was_seen = vec![false; n_nodes];
    let is_new = |&node: &u32| {
        let seen = was_seen.get_mut(node as usize);
        seen.is_some_and(|seen| !std::mem::replace(seen, true))
    };
    order.len() == n_nodes && order.iter().all(is_new)
}

/// A number that depends on all arcs of a graph.
fn fingerprint(graph: &Csr) -> u64 {
    let mut print = mixed(graph.n_nodes() as u64);
    for arc in 0..links::id(graph.n_arcs()) {
        let ends = u64::from(graph.tail(arc)) << 32 | u64::from(graph.head(arc));
        print = mixed(print ^ ends);
    }
    print
}

fn with_order(fingerprint: u64, order: &[u32]) -> u64 {
    (order.iter()).fold(fingerprint, |print, &node| mixed(print ^ u64::from(node)))
}

/// The finalizer of Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014.
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the halves of a number fit into half as many bits"
)]
fn halves(value: u64) -> [u32; 2] {
    [value as u32, (value >> 32) as u32]
}
