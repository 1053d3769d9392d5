//! How far all nodes are from one, without the paths: Dijkstra, *A note on two problems in connexion
//! with graphs*, 1959, with entries left in the heap when they are outdated.
//!
//! It stands beside [`dijkstra`](crate::graph::dijkstra) because a search for best paths needs this
//! once for each criterion, before anything else, and without ties and paths it takes a third of
//! the time.
//!
//! Does not know: what distances are for; which way round the graph is.

use crate::graph::csr::Csr;
use crate::task::{Cancelled, Task};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nodes settled between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;

/// Distances from the node last asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Distances {
    /// By node; `u64::MAX` if it is that far or cannot be reached.
    pub(super) costs: Vec<u64>,
    open: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Distances {
    /// Finds the distances from `start`. Arcs of weight `u64::MAX` or without a weight are not used;
    /// sums saturate.
    pub(super) fn run(
        &mut self,
        graph: &Csr,
        weights: &[u64],
        start: u32,
        task: &Task,
    ) -> Result<(), Cancelled> {
        self.open.clear();
        self.costs.clear();
        self.costs.resize(graph.n_nodes(), u64::MAX);
        self.offer(0, start);
        let mut n_settled: u32 = 0;
        while let Some(Reverse((cost, node))) = self.open.pop() {
            if cost > self.costs[node as usize] {
                continue;
            }
            n_settled = n_settled.wrapping_add(1);
            if n_settled.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            for &(arc, head) in graph.out_slice(node) {
                let weight = weights.get(arc as usize).copied().unwrap_or(u64::MAX);
                self.offer(cost.saturating_add(weight), head);
            }
        }
        Ok(())
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
