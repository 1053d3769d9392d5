//! What is known before a search for best paths begins: how far every node is from the target in
//! each criterion alone, and what each arc costs beyond that.
//!
//! Does not know: labels, groups, dominance.

use super::Weighted;
use super::distances::Distances;
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

/// The arcs that lead on to the target, with their detours, between one source and one target; each
/// is worked out when the search first comes by.
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
    /// Distances to the target.
    bounds: [Distances; N],
    /// By node: whether the target can be reached.
    leads_on: Vec<bool>,
    /// Nodes to go on from in [`Ground::reach`].
    queue: Vec<u32>,
    /// Places in `steps`, by node; none if they are not worked out.
    places: Vec<Option<(usize, usize)>>,
    steps: Vec<Step<N>>,
}

impl<const N: usize> Ground<N> {
    pub(super) fn new() -> Self {
        Ground {
            source: 0,
            target: 0,
            least: [0; N],
            weights: array::from_fn(|_| Vec::new()),
            bounds: array::from_fn(|_| Distances::default()),
            leads_on: Vec::new(),
            queue: Vec::new(),
            places: Vec::new(),
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
        self.steps.clear();
        self.places.clear();
        self.places.resize(self.n_nodes(), None);
        for bounds in &mut self.bounds {
            bounds.begin(self.leads_on.len(), target);
        }
        let is_near = self.leads_on.get(source as usize).copied().unwrap_or(false);
        if is_near {
            (self.source, self.target) = (source, target);
            self.least = self.bound(map, source, task)?;
        }
        Ok(is_near)
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.leads_on.len()
    }

    /// The arcs out of `node`, which must lead on to the target, that do so too; in order of id.
    pub(super) fn steps(
        &mut self,
        map: &Weighted<N>,
        node: u32,
        task: &Task,
    ) -> Result<&[Step<N>], Cancelled> {
        if let Some((first, end)) = self.places[node as usize] {
            return Ok(&self.steps[first..end]);
        }
        let first = self.steps.len();
        let here = self.bound(map, node, task)?;
        for (arc, head) in map.graph.out(node) {
            if self.is_open(arc) && self.leads_on.get(head as usize) == Some(&true) {
                let there = self.bound(map, head, task)?;
                let detour = array::from_fn(|k| {
                    let onward = self.weights[k][arc as usize].saturating_add(there[k]);
                    onward.saturating_sub(here[k])
                });
                self.steps.push(Step { head, arc, detour });
            }
        }
        let end = self.steps.len();
        self.places[node as usize] = Some((first, end));
        Ok(&self.steps[first..end])
    }

    /// What it costs at least from `node` to the target, in each criterion alone.
    fn bound(&mut self, map: &Weighted<N>, node: u32, task: &Task) -> Result<[u64; N], Cancelled> {
        let mut least = [0; N];
        let both = self.bounds.iter_mut().zip(&self.weights);
        for (least, (bounds, weights)) in least.iter_mut().zip(both) {
            *least = bounds.to(node, map.reversed, weights, task)?;
        }
        Ok(least)
    }

    fn is_open(&self, arc: u32) -> bool {
        let weight = self.weights[0].get(arc as usize);
        weight.is_some_and(|&weight| weight != CLOSED)
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

    /// Finds the nodes from which the target can be reached.
    fn reach(&mut self, map: &Weighted<N>, target: u32) {
        let n_nodes = map.graph.n_nodes().min(map.reversed.n_nodes());
        self.leads_on.clear();
        self.leads_on.resize(n_nodes, false);
        self.queue.clear();
        self.reach_node(target);
        while let Some(node) = self.queue.pop() {
            for (arc, tail) in map.reversed.out(node) {
                if self.is_open(arc) {
                    self.reach_node(tail);
                }
            }
        }
    }

    fn reach_node(&mut self, node: u32) {
        if let Some(leads_on @ false) = self.leads_on.get_mut(node as usize) {
            *leads_on = true;
            self.queue.push(node);
        }
    }
}
