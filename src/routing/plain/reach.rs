//! How far one gets on a plain network within a budget: which nodes, and which parts of links.
//!
//! One search to all nodes, then what the budget covers (see [`crate::graph::reach`]).
//! O((nodes + links) log nodes) time.
//! Does not know: what a budget is for people.

use super::{PARTS, PlainSums, entered, graph, second, values};
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::reach::{Part, reached};
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::{Measure, PlainNetwork};
use crate::task::{Cancelled, Task};

/// A link of which something is within reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainPart {
    /// The link; of two ways along one line the first.
    pub link: LinkId,
    /// The share of its line that is reached from where it begins, 0 to 1.
    pub from_start: f64,
    /// The share that is reached from where it ends, by its other way, 0 to 1; links of one way have 0.
    pub from_end: f64,
}

impl PlainPart {
    /// The parts of the line that are reached, as shares from its beginning: one, or two with a gap.
    pub fn parts(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        let (start, end) = (self.from_start, 1.0 - self.from_end);
        let parts = if start >= end {
            [Some((0.0, 1.0)), None]
        } else {
            let near = (start > 0.0).then_some((0.0, start));
            [near, (end < 1.0).then_some((end, 1.0))]
        };
        parts.into_iter().flatten()
    }
}

/// What is within reach.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainReach {
    /// Nodes with what the best path to each comes to, nearest first, then in network order.
    pub nodes: Vec<(NodeId, PlainSums)>,
    /// Links of which more than an end is reached, in network order.
    pub links: Vec<PlainPart>,
}

/// What is within a budget from a node: seconds, fen or meters. Links whose number is not known are
/// closed: ask [`PlainNetwork::unknown`] first.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn reach(
    network: &PlainNetwork,
    measure: Measure,
    from: NodeId,
    budget: f64,
    task: &Task,
) -> Result<PlainReach, Cancelled> {
    let (graph, weights) = (graph(network), values(network, measure, CLOSED));
    let ties = values(network, second(measure), 0);
    let mut search = Dijkstra::new(&graph);
    search.run(&graph, &weights, Some(&ties), &[from.0], &[], task)?;
    let twins = network.twins();
    let opposites: Vec<u32> = twins
        .iter()
        .map(|twin| twin.map_or(u32::MAX, |twin| twin.0))
        .collect();
    let limit = whole_parts(budget);
    let found = reached(&graph, &weights, &opposites, &search, limit, task)?;
    let mut known = vec![None; graph.n_nodes()];
    let mut nodes: Vec<(u64, (NodeId, PlainSums))> = Vec::new();
    for node in (0..network.n_nodes()).map(NodeId::at) {
        let place = if node == from {
            node.0
        } else {
            entered(network, node)
        };
        let Some(cost) = search.cost(place).filter(|&cost| cost <= limit) else {
            continue;
        };
        let sums = sums_to(network, &search, place, &mut known);
        nodes.push((cost, (node, sums)));
    }
    nodes.sort_by_key(|&(cost, (node, _))| (cost, node));
    // Of two ways along a line the first stands for both, where only the second was reached too.
    let is_second = |arc: u32| twins[arc as usize].is_some_and(|twin| twin.0 < arc);
    let links = found.arcs.iter().filter(|arc| !is_second(arc.arc));
    Ok(PlainReach {
        nodes: nodes.into_iter().map(|(_, node)| node).collect(),
        links: links
            .map(|arc| PlainPart {
                link: LinkId(arc.arc),
                from_start: arc.from_tail.map_or(0.0, share),
                from_end: arc.from_head.map_or(0.0, share),
            })
            .collect(),
    })
}

/// What the path to a node comes to: what the path to the node before comes to and its last link, so
/// that all nodes together take O(nodes) time.
fn sums_to(
    network: &PlainNetwork,
    search: &Dijkstra,
    node: u32,
    known: &mut [Option<[f64; 3]>],
) -> PlainSums {
    const MEASURES: [Measure; 3] = [Measure::Distance, Measure::Time, Measure::Money];
    let mut open = Vec::new();
    let mut at = node;
    let mut sums = loop {
        if let Some(sums) = known[at as usize] {
            break sums;
        }
        match search.last_step(at) {
            Some((arc, before)) => {
                open.push((at, arc));
                at = before;
            }
            None => break [0.0; 3],
        }
    };
    while let Some((to, arc)) = open.pop() {
        for (sum, measure) in sums.iter_mut().zip(MEASURES) {
            *sum += network.values(measure)[arc as usize];
        }
        known[to as usize] = Some(sums);
    }
    let [meters, seconds, toll_fen] = sums.map(|sum| (!sum.is_nan()).then_some(sum));
    PlainSums {
        meters,
        seconds,
        toll_fen,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share, for drawing")]
fn share(part: Part) -> f64 {
    if part.is_whole() {
        1.0
    } else {
        part.covered as f64 / part.weight as f64
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a budget that is not positive is none, one too large is all"
)]
fn whole_parts(budget: f64) -> u64 {
    ((budget * PARTS).round() as u64).min(CLOSED - 1)
}
