//! What is known before a search for best paths begins: how far every node is from the target in
//! each criterion alone, and what each arc costs beyond that.
//!
//! Does not know: labels, groups, dominance.

use super::Weighted;
use super::distances::Distances;
use crate::graph::csr::Csr;
use crate::graph::dijkstra::CLOSED;
use crate::task::{Cancelled, Task};
use std::array;

/// An arc as the search goes along it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<const N: usize> {
    pub(super) head: u32,
    pub(super) arc: u32,
    /// By how much the least cost from source to target rises, in each criterion, for going this
    /// way: the arc's weight and the bound at its head less the bound at its tail.
    pub(super) detour: [u64; N],
}

/// The arcs that lead on to the target, with their detours, between one source and one target.
///
/// A label's cost is kept with the bound at its node added, so that at the target it is the cost
/// of the path and every step adds the detour alone, which is never negative: the potentials of
/// Johnson, *Efficient algorithms for shortest paths in sparse networks*, 1977. Also where sums
/// saturate: cost and bound together are `u64::MAX` from there on.
#[derive(Clone, Debug)]
pub(super) struct Ground<const N: usize> {
    pub(super) source: u32,
    pub(super) target: u32,
    /// The bound at the source.
    pub(super) least: [u64; N],
    /// Weights with an arc closed in every criterion if it is in one.
    weights: [Vec<u64>; N],
    trees: [Distances; N],
    /// Nodes to go on from in [`Ground::reach`].
    queue: Vec<u32>,
    /// By node: the least cost to the target, if there is a way.
    bounds: Vec<Option<[u64; N]>>,
    /// Where the steps of a node begin, by node; one more at the end.
    first: Vec<usize>,
    steps: Vec<Step<N>>,
}

impl<const N: usize> Ground<N> {
    pub(super) fn new() -> Self {
        Ground {
            source: 0,
            target: 0,
            least: [0; N],
            weights: array::from_fn(|_| Vec::new()),
            trees: array::from_fn(|_| Distances::default()),
            queue: Vec::new(),
            bounds: Vec::new(),
            first: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Makes it ready for a search; returns whether there is a way at all.
    pub(super) fn prepare(
        &mut self,
        map: &Weighted<N>,
        source: u32,
        target: u32,
        task: &Task,
    ) -> Result<bool, Cancelled> {
        self.set_weights(map);
        self.reach(map, target);
        if self.bound(source).is_none() {
            return Ok(false);
        }
        for (tree, weights) in self.trees.iter_mut().zip(&self.weights) {
            tree.run(map.reversed, weights, target, task)?;
        }
        for (node, bound) in self.bounds.iter_mut().enumerate() {
            if let Some(bound) = bound {
                *bound = array::from_fn(|k| self.trees[k].costs[node]);
            }
        }
        let Some(least) = self.bound(source) else {
            return Ok(false);
        };
        (self.source, self.target, self.least) = (source, target, least);
        self.set_steps(map.graph);
        Ok(true)
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.bounds.len()
    }

    /// The arcs out of `node` that lead on to the target, in order of id.
    pub(super) fn steps(&self, node: u32) -> &[Step<N>] {
        &self.steps[self.first[node as usize]..self.first[node as usize + 1]]
    }

    fn bound(&self, node: u32) -> Option<[u64; N]> {
        self.bounds.get(node as usize).copied().flatten()
    }

    /// Gives a bound, yet unknown, to all nodes from which the target can be reached.
    fn reach(&mut self, map: &Weighted<N>, target: u32) {
        let n_nodes = map.graph.n_nodes().min(map.reversed.n_nodes());
        self.bounds.clear();
        self.bounds.resize(n_nodes, None);
        self.queue.clear();
        self.reach_node(target);
        while let Some(node) = self.queue.pop() {
            for (arc, tail) in map.reversed.out(node) {
                let weight = self.weights[0].get(arc as usize);
                if weight.is_some_and(|&weight| weight != CLOSED) {
                    self.reach_node(tail);
                }
            }
        }
    }

    fn reach_node(&mut self, node: u32) {
        if let Some(bound @ None) = self.bounds.get_mut(node as usize) {
            *bound = Some([CLOSED; N]);
            self.queue.push(node);
        }
    }

    fn set_weights(&mut self, map: &Weighted<N>) {
        let n_weighted = map.weights.iter().map(|weights| weights.len()).min();
        let n_arcs = map.graph.n_arcs().min(n_weighted.unwrap_or(0));
        for (own, given) in self.weights.iter_mut().zip(map.weights) {
            own.clear();
            own.extend_from_slice(&given[..n_arcs]);
        }
        for arc in 0..n_arcs {
            if map.weights.iter().any(|weights| weights[arc] == CLOSED) {
                (self.weights.iter_mut()).for_each(|weights| weights[arc] = CLOSED);
            }
        }
    }

    fn set_steps(&mut self, graph: &Csr) {
        self.steps.clear();
        self.first.clear();
        for node in graph.nodes() {
            self.first.push(self.steps.len());
            let Some(here) = self.bound(node) else {
                continue;
            };
            for (arc, head) in graph.out(node) {
                let Some(there) = self.bound(head) else {
                    continue;
                };
                let weight = |k: usize| self.weights[k].get(arc as usize).copied();
                if weight(0).is_none_or(|weight| weight == CLOSED) {
                    continue;
                }
                let detour = array::from_fn(|k| {
                    let onward = weight(k).unwrap_or(CLOSED).saturating_add(there[k]);
                    onward.saturating_sub(here[k])
                });
                self.steps.push(Step { head, arc, detour });
            }
        }
        self.first.push(self.steps.len());
    }
}
