//! What the arcs of a topology are made of under some weights: arcs of the graph, or two others.
//!
//! Does not know: weights, but for choosing among parallel arcs.

use crate::graph::dijkstra::CLOSED;
use crate::graph::hierarchy::Topology;
use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::levels::counted;
use crate::graph::hierarchy::links::{NONE, id};
use crate::task::{Cancelled, Task};

/// Nodes or arcs looked at between two checkpoints.
pub(super) const STRIDE: usize = 1024;

/// The direction of an arc between a lower and a higher node.
pub(super) const UP: usize = 0;
pub(super) const DOWN: usize = 1;

/// What arcs are made of, by arc and direction.
#[derive(Clone, Debug, Default)]
pub(super) struct MadeOf {
    by_arc: Vec<[Way; 2]>,
}

/// The best way along an arc: over a lower node, from which there are arcs to the lower and to
/// the higher end; or, if `low` is `NONE`, the arc `high` of the graph, if there is one.
#[derive(Clone, Copy, Debug)]
struct Way {
    low: u32,
    high: u32,
}

/// The best way along an arc, in the order of travel.
pub(super) enum Parts {
    /// An arc of the graph.
    Own(u32),
    /// Two others of the topology, each with its direction.
    Two([(u32, usize); 2]),
}

impl MadeOf {
    /// Chooses for every pair of neighbors and direction the arc of least weight, of equals the
    /// one with the smallest id.
    pub(super) fn choose_own(&mut self, topology: &Topology, weights: &[u64]) {
        let none = Way {
            low: NONE,
            high: NONE,
        };
        self.by_arc.clear();
        self.by_arc
            .resize(topology.contracted().head.len(), [none; 2]);
        for ((arc, &weight), &(place, way)) in (0..).zip(weights).zip(topology.places()) {
            if weight == CLOSED || place == NONE {
                continue;
            }
            let own = &mut self.by_arc[place as usize][usize::from(way)].high;
            if *own == NONE || weight < weights[*own as usize] {
                *own = arc;
            }
        }
    }

    /// The arcs chosen, up and down; `NONE` where there is none. Only before any [`MadeOf::go_over`].
    pub(super) fn own(&self) -> impl ExactSizeIterator<Item = [u32; 2]> {
        self.by_arc.iter().map(|ways| ways.map(|way| way.high))
    }

    /// A number that no shortest path exceeds: it uses no two neighbors twice.
    pub(super) fn longest_path(
        &self,
        contracted: &Contracted,
        weights: &[u64],
        n_bits: u32,
    ) -> u128 {
        let mut sums = vec![0_u128; contracted.n_nodes()];
        let mut longest = 0;
        for node in 0..id(contracted.n_nodes()) {
            for ways in &self.by_arc[contracted.up(node)] {
                let finite = ways.iter().filter_map(|way| weights.get(way.high as usize));
                sums[node as usize] += finite.max().map_or(0, |&weight| counted(weight, n_bits));
            }
            let sum = sums[node as usize];
            match contracted.parent[node as usize] {
                NONE => longest = sum.max(longest),
                parent => sums[parent as usize] += sum,
            }
        }
        longest
    }

    /// Makes an arc go over a lower node, with the arcs from there to its lower and higher end.
    pub(super) fn go_over(&mut self, arc: usize, way: usize, [low, high]: [u32; 2]) {
        self.by_arc[arc][way] = Way { low, high };
    }

    /// What the best way along an arc is made of, as far as one step tells.
    pub(super) fn parts(&self, arc: u32, way: usize) -> Parts {
        let Way { low, high } = self.by_arc[arc as usize][way];
        match (low, way) {
            (NONE, _) => Parts::Own(high),
            (_, UP) => Parts::Two([(low, DOWN), (high, UP)]),
            _ => Parts::Two([(high, DOWN), (low, UP)]),
        }
    }

    /// What `values`, by arc of the graph, come to along each arc, up and down.
    pub(super) fn sums(&self, values: &[u64], task: &Task) -> Result<Vec<[u64; 2]>, Cancelled> {
        let mut sums: Vec<[u64; 2]> = Vec::with_capacity(self.by_arc.len());
        for arc in 0..self.by_arc.len() {
            if arc.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            let sum = [UP, DOWN].map(|way| match self.parts(id(arc), way) {
                Parts::Own(own) => values.get(own as usize).copied().unwrap_or(0),
                Parts::Two(parts) => {
                    let [first, last] = parts.map(|(arc, way)| sums[arc as usize][way]);
                    first.saturating_add(last)
                }
            });
            sums.push(sum);
        }
        Ok(sums)
    }
}
