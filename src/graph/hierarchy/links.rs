//! Who is next to whom: a graph without directions, parallel arcs and self-loops.
//!
//! Does not know: arcs, weights, ranks.

use crate::graph::csr::Csr;

/// Instead of a node: there is none.
pub(super) const NONE: u32 = u32::MAX;

/// A number of nodes or a place in a list of them as an id.
#[expect(
    clippy::cast_possible_truncation,
    reason = "lists are by node or hold nodes of a graph, and node ids are u32"
)]
pub(super) fn id(place: usize) -> u32 {
    place as u32
}

/// The neighbors of each node, side by side, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Links {
    first: Vec<usize>,
    near: Vec<u32>,
}

impl Links {
    /// The neighbors in `graph`, whatever the direction of its arcs.
    pub(super) fn of(graph: &Csr) -> Links {
        let arcs = (graph.nodes()).flat_map(|tail| graph.out(tail).map(move |(_, to)| (tail, to)));
        Links::from_pairs(graph.n_nodes(), arcs)
    }

    /// From pairs of nodes, given in one order or both, once or often. O(nodes + pairs), besides
    /// sorting the neighbors of each node.
    pub(super) fn from_pairs(
        n_nodes: usize,
        pairs: impl Iterator<Item = (u32, u32)> + Clone,
    ) -> Links {
        let pairs = pairs.filter(|(one, other)| one != other);
        let mut first = vec![0; n_nodes + 1];
        for (one, other) in pairs.clone() {
            first[one as usize + 1] += 1;
            first[other as usize + 1] += 1;
        }
        for node in 0..n_nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut near = vec![0; first[n_nodes]];
        for (one, other) in pairs {
            for (here, there) in [(one, other), (other, one)] {
                near[next[here as usize]] = there;
                next[here as usize] += 1;
            }
        }
        let mut n_kept = 0;
        for node in 0..n_nodes {
            let range = first[node]..first[node + 1];
            first[node] = n_kept;
            near[range.clone()].sort_unstable();
            let mut last = NONE;
            for place in range {
                if near[place] != last {
                    last = near[place];
                    near[n_kept] = last;
                    n_kept += 1;
                }
            }
        }
        first[n_nodes] = n_kept;
        near.truncate(n_kept);
        Links { first, near }
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.first.len() - 1
    }

    pub(super) fn near(&self, node: u32) -> &[u32] {
        &self.near[self.first[node as usize]..self.first[node as usize + 1]]
    }

    /// The part between `nodes`, which get the ids `0..`. `local` is by node, `NONE` before and
    /// after.
    pub(super) fn part(&self, nodes: &[u32], local: &mut [u32]) -> Links {
        for (place, &node) in (0..).zip(nodes) {
            local[node as usize] = place;
        }
        let mut first = Vec::with_capacity(nodes.len() + 1);
        let mut near = Vec::new();
        first.push(0);
        for &node in nodes {
            let begin = near.len();
            let inside = self.near(node).iter().map(|&other| local[other as usize]);
            near.extend(inside.filter(|&other| other != NONE));
            near[begin..].sort_unstable();
            first.push(near.len());
        }
        for &node in nodes {
            local[node as usize] = NONE;
        }
        Links { first, near }
    }

    /// Adds the connected part around `from` to `found`, nearest nodes first. `is_open` is by
    /// node; what is found is closed.
    pub(super) fn flood(&self, from: u32, is_open: &mut [bool], found: &mut Vec<u32>) {
        let mut next = found.len();
        is_open[from as usize] = false;
        found.push(from);
        while let Some(&node) = found.get(next) {
            next += 1;
            for &other in self.near(node) {
                if std::mem::replace(&mut is_open[other as usize], false) {
                    found.push(other);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_are_both_ways_once_and_ascending() {
        let graph = Csr::from_arcs(4, &[(2, 0), (0, 2), (0, 1), (1, 1), (0, 9), (3, 0), (3, 0)]);
        let links = Links::of(&graph);
        let rows: Vec<_> = graph.nodes().map(|node| links.near(node)).collect();
        assert_eq!(rows, [&[1, 2, 3][..], &[0], &[0], &[0]]);
        let part = links.part(&[3, 1, 0], &mut [NONE; 4]);
        let rows: Vec<_> = (0..3).map(|node| part.near(node)).collect();
        assert_eq!(rows, [&[2][..], &[2], &[0, 1]]);
        assert_eq!(Links::of(&Csr::from_arcs(0, &[])).n_nodes(), 0);
    }

    #[test]
    fn a_flood_stays_in_what_is_open() {
        let pairs = [(0, 1), (1, 2), (2, 3), (4, 1)];
        let links = Links::from_pairs(5, pairs.into_iter());
        let mut is_open = [true, true, false, true, true];
        let mut found = vec![];
        links.flood(0, &mut is_open, &mut found);
        assert_eq!(found, [0, 1, 4]);
        assert_eq!(is_open, [false, false, false, true, false]);
    }
}
