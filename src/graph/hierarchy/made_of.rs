//! What the arcs of a topology are made of under some weights: arcs of the graph, or two others.
//!
//! Does not know: weights, but for choosing among parallel arcs.

use crate::graph::dijkstra::CLOSED;
use crate::graph::hierarchy::Topology;
use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::levels::counted;
use crate::graph::hierarchy::links::{NONE, id};
use crate::task::{Cancelled, Task};

/// Arcs looked at between two checkpoints.
const STRIDE: usize = 1024;

/// The direction of an arc between a lower and a higher node.
pub(super) const UP: usize = 0;
pub(super) const DOWN: usize = 1;

/// What arcs are made of, by arc and direction.
#[derive(Clone, Debug, Default)]
pub(super) struct MadeOf {
    by_arc: Vec<[Way; 2]>,
}

/// The best way along an arc, in the order of travel: down the first of two arcs to a lower node
/// and up the last from there; or, if `first` is `NONE`, the arc `last` of the graph, if any.
///
/// Both are arcs of the topology or, beginning with its number of arcs, of the graph, so that
/// unpacking need not look at these.
#[derive(Clone, Copy, Debug)]
struct Way {
    first: u32,
    last: u32,
}

impl MadeOf {
    /// Chooses for every pair of neighbors and direction the arc of least weight, of equals the
    /// one with the smallest id.
    pub(super) fn choose_own(&mut self, topology: &Topology, weights: &[u64]) {
        let none = Way {
            first: NONE,
            last: NONE,
        };
        self.by_arc.clear();
        self.by_arc
            .resize(topology.contracted().head.len(), [none; 2]);
        for ((arc, &weight), &(place, way)) in (0..).zip(weights).zip(topology.places()) {
            if weight == CLOSED || place == NONE {
                continue;
            }
            let own = &mut self.by_arc[place as usize][usize::from(way)].last;
            if *own == NONE || weight < weights[*own as usize] {
                *own = arc;
            }
        }
    }

    /// The arcs chosen, up and down; `NONE` where there is none. Only before any [`MadeOf::go_over`].
    pub(super) fn own(&self) -> impl ExactSizeIterator<Item = [u32; 2]> {
        self.by_arc.iter().map(|ways| ways.map(|way| way.last))
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
                let finite = ways.iter().filter_map(|way| weights.get(way.last as usize));
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

    /// Makes an arc go over a lower node, along what [`MadeOf::names`] says of the arcs from there
    /// to its lower and its higher end.
    pub(super) fn go_over(&mut self, arc: usize, low: [u32; 2], high: [u32; 2], way: usize) {
        let (first, last) = if way == UP { (low, high) } else { (high, low) };
        self.by_arc[arc][way] = Way {
            first: first[DOWN],
            last: last[UP],
        };
    }

    /// What an arc is called where others are made of it, by direction.
    pub(super) fn names(&self, arc: usize) -> [u32; 2] {
        self.by_arc[arc].map(|way| {
            let own = id(self.by_arc.len()).checked_add(way.last);
            match own {
                Some(own) if way.first == NONE && own != NONE => own,
                _ => id(arc),
            }
        })
    }

    /// Adds the arcs of the graph that the best way along an arc is made of to `path`. `open` is
    /// empty before and after.
    pub(super) fn unpack(&self, arc: u32, way: usize, open: &mut Vec<u32>, path: &mut Vec<u32>) {
        let (mut arc, mut way) = (arc, way);
        loop {
            while let Some(ways) = self.by_arc.get(arc as usize)
                && ways[way].first != NONE
            {
                open.push(ways[way].last);
                (arc, way) = (ways[way].first, DOWN);
            }
            path.push(match self.by_arc.get(arc as usize) {
                Some(ways) => ways[way].last,
                None => arc - id(self.by_arc.len()),
            });
            let Some(next) = open.pop() else {
                return;
            };
            (arc, way) = (next, UP);
        }
    }

    /// What `values`, by arc of the graph, come to along each arc, up and down.
    pub(super) fn sums(&self, values: &[u64], task: &Task) -> Result<Vec<[u64; 2]>, Cancelled> {
        let mut sums: Vec<[u64; 2]> = Vec::with_capacity(self.by_arc.len());
        let value = |own: u32| values.get(own as usize).copied().unwrap_or(0);
        for (arc, ways) in self.by_arc.iter().enumerate() {
            if arc.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            let part = |arc: u32, way: usize| match sums.get(arc as usize) {
                Some(sums) => sums[way],
                None => value(arc - id(self.by_arc.len())),
            };
            let sum = ways.map(|way| match way.first {
                NONE => value(way.last),
                first => part(first, DOWN).saturating_add(part(way.last, UP)),
            });
            sums.push(sum);
        }
        Ok(sums)
    }
}
