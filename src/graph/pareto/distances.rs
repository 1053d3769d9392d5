//! How far nodes are from one, without the paths, and no further than asked: Dijkstra, *A note on two
//! problems in connexion with graphs*, 1959, with entries left in the heap when they are outdated.
//!
//! It stands beside [`dijkstra`](crate::graph::dijkstra) because a search for best paths needs this
//! once for each criterion, and without ties and paths it takes half the time. It stops as soon as
//! the node asked for is settled and goes on from there when a farther one is asked for: Silver,
//! *Cooperative pathfinding*, 2005.
//!
//! Does not know: what distances are for; which way round the graph is.

use crate::graph::csr::Csr;
use crate::task::{Cancelled, Task};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nodes settled between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;

/// Distances from one node.
#[derive(Clone, Debug, Default)]
pub(super) struct Distances {
    /// By node; `u64::MAX` if it is that far, cannot be reached, or was not come by yet.
    costs: Vec<u64>,
    open: BinaryHeap<Reverse<(u64, u32)>>,
    /// Costs up to this one are final.
    level: Option<u64>,
}

impl Distances {
    /// Forgets everything and begins at `start`.
    pub(super) fn begin(&mut self, n_nodes: usize, start: u32) {
        self.open.clear();
        self.level = None;
        self.costs.clear();
        self.costs.resize(n_nodes, u64::MAX);
        self.offer(0, start);
    }

    /// The distance of `node`, `u64::MAX` if it cannot be reached. Arcs of weight `u64::MAX` or
    /// without a weight are not used; sums saturate. Graph and weights must stay the same from one
    /// [`Distances::begin`] to the next.
    pub(super) fn to(
        &mut self,
        node: u32,
        graph: &Csr,
        weights: &[u64],
        task: &Task,
    ) -> Result<u64, Cancelled> {
        let mut n_settled: u32 = 0;
        loop {
            let known = self.costs.get(node as usize).copied().unwrap_or(u64::MAX);
            if self.level.is_some_and(|level| known <= level) {
                return Ok(known);
            }
            self.settle_nearest(graph, weights);
            n_settled = n_settled.wrapping_add(1);
            if n_settled.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
        }
    }

    /// Settles the nearest node that is not yet settled; if there is none, all costs are final.
    fn settle_nearest(&mut self, graph: &Csr, weights: &[u64]) {
        let Some(Reverse((cost, node))) = self.open.pop() else {
            self.level = Some(u64::MAX);
            return;
        };
        if cost > self.costs[node as usize] {
            return;
        }
        self.level = Some(cost);
        for &(arc, head) in graph.out_slice(node) {
            let weight = weights.get(arc as usize).copied().unwrap_or(u64::MAX);
            self.offer(cost.saturating_add(weight), head);
        }
    }

    fn offer(&mut self, cost: u64, node: u32) {
        if let Some(known) = self.costs.get_mut(node as usize)
            && cost < *known
        {
            *known = cost;
            self.open.push(Reverse((cost, node)));
        }
    }
}
