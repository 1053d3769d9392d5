//! Paths over single nodes: shortest up to the node, and shortest from there on.
//!
//! There is one for each node, though many nodes have the same one. How long it is, and how much of
//! it lies on a chosen path, is summed up along both trees for all nodes at once, so that only paths
//! that differ enough are ever written down.
//!
//! Does not know: whether a path was looked at before; how many are wanted.

use super::Wanted;
use super::sharing::{Sharing, is_alike};
use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra, Sums};
use crate::graph::k_paths::{BestPath, Question};
use crate::graph::visits::Visits;
use crate::task::{Cancelled, Task};

/// No sum along a tree yet.
const UNKNOWN: u64 = u64::MAX;

/// The workspace.
#[derive(Clone, Debug)]
pub(super) struct Vias {
    behind: Dijkstra,
    ahead: Dijkstra,
    /// Nodes with what the path over them adds up to, the first one last.
    open: Vec<(Sums, u32)>,
    /// By node: length of the path over it.
    lengths: Vec<u64>,
    /// By node: whether the path over it was given.
    is_seen: Vec<bool>,
    visits: Visits,
    /// Of both trees: sums along them, by node.
    along: [Vec<u64>; 2],
    /// Nodes on the way up a tree.
    way_up: Vec<(u32, u32)>,
}

impl Default for Vias {
    fn default() -> Self {
        let empty = Csr::from_arcs(0, &[]);
        Vias {
            behind: Dijkstra::new(&empty),
            ahead: Dijkstra::new(&empty),
            open: Vec::new(),
            lengths: Vec::new(),
            is_seen: Vec::new(),
            visits: Visits::default(),
            along: [Vec::new(), Vec::new()],
            way_up: Vec::new(),
        }
    }
}

impl Vias {
    /// Finds what the paths over each node add up to. Those with less than `least` are left out.
    pub(super) fn begin(
        &mut self,
        question: &Question,
        wanted: &Wanted,
        least: Sums,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let &Question {
            graph,
            reversed,
            weights,
            ties,
            source,
            target,
            ..
        } = question;
        (self.behind).run(graph, weights, ties, &[source], &[], task)?;
        (self.ahead).run(reversed, weights, ties, &[target], &[], task)?;
        self.is_seen.clear();
        self.is_seen.resize(graph.n_nodes(), false);
        self.open.clear();
        for node in graph.nodes() {
            if let Some(sums) = self.sums(node)
                && sums >= least
                && sums.0 < CLOSED
                && !self.turns_back(node)
            {
                self.open.push((sums, node));
            }
        }
        self.open.sort_unstable_by(|one, other| other.cmp(one));
        self.sum_up(|arc| wanted.lengths.get(arc as usize).copied().unwrap_or(0));
        let [behind, ahead] = &self.along;
        let lengths = behind.iter().zip(ahead);
        self.lengths.clear();
        (self.lengths).extend(lengths.map(|(behind, ahead)| behind.saturating_add(*ahead)));
        Ok(())
    }

    fn sums(&self, node: u32) -> Option<Sums> {
        let (behind, ahead) = (self.behind.sums(node)?, self.ahead.sums(node)?);
        Some((
            behind.0.saturating_add(ahead.0),
            behind.1.saturating_add(ahead.1),
            behind.2.saturating_add(ahead.2),
        ))
    }

    /// Whether the path over a node leaves it for where it came from, as it does in every dead end.
    fn turns_back(&self, node: u32) -> bool {
        let (before, after) = (self.behind.last_step(node), self.ahead.last_step(node));
        let nodes = before.zip(after);
        nodes.is_some_and(|((_, before), (_, after))| before == after)
    }

    /// Leaves out the paths that share too much with a chosen one, given by its number.
    pub(super) fn leave_out_like(&mut self, wanted: &Wanted, sharing: &Sharing, number: usize) {
        self.sum_up(|arc| {
            let is_shared = sharing.has(wanted, number, arc);
            let length = wanted.lengths.get(arc as usize).copied();
            length.filter(|_| is_shared).unwrap_or(0)
        });
        let ([behind, ahead], lengths) = (&self.along, &self.lengths);
        self.open.retain(|&(_, node)| {
            let node = node as usize;
            let shared = behind[node].saturating_add(ahead[node]);
            !is_alike(wanted, lengths[node], shared)
        });
    }

    /// Sums up a value of arcs along both trees, for every node.
    fn sum_up(&mut self, value: impl Fn(u32) -> u64) {
        let n_nodes = self.is_seen.len();
        for (tree, along) in [&self.behind, &self.ahead].into_iter().zip(&mut self.along) {
            along.clear();
            along.resize(n_nodes, UNKNOWN);
            for node in (0..u32::MAX).take(n_nodes) {
                let mut at = node;
                while along[at as usize] == UNKNOWN
                    && let Some((arc, parent)) = tree.last_step(at)
                {
                    self.way_up.push((at, arc));
                    at = parent;
                }
                let mut sum = along[at as usize];
                if sum == UNKNOWN {
                    sum = 0;
                    along[at as usize] = 0;
                }
                while let Some((node, arc)) = self.way_up.pop() {
                    sum = sum.saturating_add(value(arc)).min(UNKNOWN - 1);
                    along[node as usize] = sum;
                }
            }
        }
    }

    /// The next path over a node that visits no node and no group twice.
    pub(super) fn next(
        &mut self,
        question: &Question,
        task: &Task,
    ) -> Result<Option<BestPath>, Cancelled> {
        while let Some((sums, node)) = self.open.pop() {
            if self.is_seen[node as usize] {
                continue;
            }
            task.checkpoint()?;
            if self.is_valid(question, node, sums) {
                let mut arcs: Vec<u32> = self.behind.arcs_back(node).collect();
                arcs.reverse();
                arcs.extend(self.ahead.arcs_back(node));
                return Ok(Some(BestPath {
                    arcs,
                    cost: sums.0,
                    tie: sums.1,
                }));
            }
        }
        Ok(None)
    }

    /// Whether the path over a node visits no node and no group twice. Nodes on it over which the
    /// path adds up to the same are seen: theirs is this path, or one just as good that is seldom
    /// another.
    fn is_valid(&mut self, question: &Question, node: u32, sums: Sums) -> bool {
        self.visits.begin(question.graph.n_nodes());
        let heads = self
            .ahead
            .arcs_back(node)
            .map(|arc| question.graph.head(arc));
        let tails = self
            .behind
            .arcs_back(node)
            .map(|arc| question.graph.tail(arc));
        // Read from the node on and then from the node back, as groups are told apart by when they
        // were entered.
        let mut is_valid = true;
        let nodes: Vec<u32> = tails.collect();
        for at in nodes.into_iter().rev().chain([node]).chain(heads) {
            is_valid &= self.visits.visit(question.groups, at);
            if self.sums(at) == Some(sums) {
                self.is_seen[at as usize] = true;
            }
        }
        is_valid
    }
}
