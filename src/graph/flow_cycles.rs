//! Taking out of a flow the part that runs in circles and so carries nothing anywhere.
//!
//! Does not know: capacities, costs; where the flow starts and ends, or how it was found.

use crate::graph::csr::Csr;
use crate::task::{Cancelled, Task};

/// Depth of a node that was not visited yet.
const NEW: usize = usize::MAX;
/// Depth of a node through which no cycle of flow runs any more.
const DONE: usize = usize::MAX - 1;

/// Lowers `flow`, by arc id and in any unit, until no cycle has flow on all its arcs.
///
/// No arc's flow rises and every node keeps its balance, out minus in. In particular no flow is
/// left on self-loops or on both of two opposite arcs. Which of several possible results comes out
/// depends on the order of the arcs alone. If `flow` is shorter than the graph has arcs, the other
/// arcs have none.
///
/// Depth-first search along the flow, which empties at least one arc for each cycle it meets:
/// O(nodes · arcs) time at worst, close to O(nodes + arcs) when cycles are few. The method is that
/// of the second stage in Cherkassky and Goldberg, *On implementing the push–relabel method for
/// the maximum flow problem*, 1997.
///
/// ```
/// use corridor::graph::{csr::Csr, flow_cycles::cancel_cycles};
/// use corridor::task::Task;
///
/// let graph = Csr::from_arcs(2, &[(0, 1), (1, 0)]);
/// let mut flow = [5, 2];
/// cancel_cycles(&graph, &mut flow, &Task::never())?;
/// assert_eq!(flow, [3, 0]);
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was; `flow` then still has its balance, but maybe cycles.
pub fn cancel_cycles(graph: &Csr, flow: &mut [u64], task: &Task) -> Result<(), Cancelled> {
    let mut walk = Walk {
        graph,
        flow,
        depth: vec![NEW; graph.n_nodes()],
        cursor: vec![0; graph.n_nodes()],
        path: Vec::new(),
    };
    for root in graph.nodes() {
        task.checkpoint()?;
        if walk.depth[root as usize] == NEW {
            walk.from(root, task)?;
        }
    }
    Ok(())
}

/// A depth-first walk along arcs with flow.
struct Walk<'a> {
    graph: &'a Csr,
    flow: &'a mut [u64],
    /// By node: its place on the path, `NEW` or `DONE`.
    depth: Vec<usize>,
    /// By node: how many of its arcs are dealt with: empty, or into nodes that are `DONE`.
    cursor: Vec<usize>,
    /// Arcs from the root to where the walk is.
    path: Vec<u32>,
}

impl Walk<'_> {
    /// Walks until no cycle runs through `root` or a node that can be reached from it.
    fn from(&mut self, root: u32, task: &Task) -> Result<(), Cancelled> {
        let mut node = root;
        loop {
            self.depth[node as usize] = self.path.len();
            match self.next_arc(node) {
                None => {
                    self.depth[node as usize] = DONE;
                    let Some(arc) = self.path.pop() else {
                        return Ok(());
                    };
                    node = self.graph.tail(arc);
                }
                Some((arc, head)) => {
                    self.path.push(arc);
                    node = head;
                    let start = self.depth[head as usize];
                    if start != NEW {
                        task.checkpoint()?;
                        node = self.cancel_cycle(start);
                    }
                }
            }
        }
    }

    /// The first arc out of `node` that has flow and leads to a node that is not `DONE`.
    fn next_arc(&mut self, node: u32) -> Option<(u32, u32)> {
        let (flow, depth) = (&self.flow, &self.depth);
        let is_open = |&(arc, head): &(u32, u32)| {
            depth[head as usize] != DONE && flow.get(arc as usize).is_some_and(|&flow| flow > 0)
        };
        let cursor = &mut self.cursor[node as usize];
        let rest = &self.graph.out_slice(node)[*cursor..];
        *cursor += rest.iter().take_while(|arc| !is_open(arc)).count();
        self.graph.out_slice(node).get(*cursor).copied()
    }

    /// Empties the path from place `start` on, which is a cycle, by the least flow on it. Returns
    /// the last node up to which the path still has flow; the walk goes on there.
    fn cancel_cycle(&mut self, start: usize) -> u32 {
        let cycle = &self.path[start..];
        let on_arc = |&arc: &u32| self.flow[arc as usize];
        let amount = cycle.iter().map(on_arc).min().unwrap_or(0);
        for &arc in cycle {
            self.flow[arc as usize] -= amount;
        }
        let is_empty = |&arc: &u32| self.flow[arc as usize] == 0;
        let kept = start + cycle.iter().take_while(|arc| !is_empty(arc)).count();
        let node = self.graph.tail(self.path[kept]);
        for &arc in &self.path[kept..] {
            self.depth[self.graph.tail(arc) as usize] = NEW;
        }
        self.path.truncate(kept);
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{Random, balance, has_cycle};

    #[track_caller]
    fn check(n_nodes: usize, arcs: &[(u32, u32)], flow: &[u64], expected: &[u64]) {
        let graph = Csr::from_arcs(n_nodes, arcs);
        let mut lowered = flow.to_vec();
        assert_eq!(cancel_cycles(&graph, &mut lowered, &Task::never()), Ok(()));
        assert_eq!(lowered, expected);
    }

    #[test]
    fn small_cases() {
        check(0, &[], &[], &[]);
        check(1, &[(0, 0)], &[7], &[0]);
        check(2, &[(0, 1), (1, 0), (0, 1)], &[3, 4, 2], &[0, 0, 1]);
        let triangle = [(0, 1), (1, 2), (2, 0), (2, 3)];
        check(4, &triangle, &[5, 5, 2, 3], &[3, 3, 0, 3]);
        check(4, &triangle, &[5, 5], &[5, 5]);
        check(2, &[(0, 1), (0, 9), (1, 0)], &[1, 6, 0], &[1, 6, 0]);
    }

    #[test]
    fn random_flows_lose_their_cycles_and_keep_their_balance() {
        let mut random = Random::new(3);
        for _ in 0..5_000 {
            let n_nodes = random.between(1, 9);
            let n_arcs = random.between(0, 30);
            let arcs = random.arcs(n_nodes, n_arcs);
            let before = random.values(arcs.len(), [0, 0, 1, 2, 3, 5, 9]);
            let graph = Csr::from_arcs(n_nodes, &arcs);
            let mut flow = before.clone();
            assert_eq!(cancel_cycles(&graph, &mut flow, &Task::never()), Ok(()));
            assert!(
                flow.iter()
                    .zip(&before)
                    .all(|(after, before)| after <= before)
            );
            let expected = balance(n_nodes, &arcs, &before);
            assert_eq!(balance(n_nodes, &arcs, &flow), expected);
            assert!(!has_cycle(n_nodes, &arcs, &flow));
        }
    }

    #[test]
    fn a_cancelled_task_stops_it() {
        let task = Task::new();
        task.cancel();
        let graph = Csr::from_arcs(1, &[(0, 0)]);
        assert_eq!(cancel_cycles(&graph, &mut [1], &task), Err(Cancelled));
    }
}
