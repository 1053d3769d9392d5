//! Directed graphs in compressed sparse row form: the arcs out of each node, side by side.
//!
//! Does not know: weights, capacities, what nodes and arcs stand for.

use std::ops::Range;

/// A directed graph that never changes after building.
///
/// Nodes are `0..n_nodes`; an arc's id is its place in the slice given to [`Csr::from_arcs`].
/// Memory: 4 bytes a node and 16 bytes an arc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csr {
    /// Tail and head, by arc id.
    arcs: Vec<(u32, u32)>,
    /// Where the arcs out of a node begin in `out`, by node; one more at the end.
    first_out: Vec<u32>,
    /// Arc id and head, sorted by tail, then by arc id.
    out: Vec<(u32, u32)>,
}

impl Csr {
    /// Builds the graph from arcs `(tail, head)` by counting sort, in O(nodes + arcs) time.
    ///
    /// The arcs out of a node keep the order in which they are given. Arcs that name a node not
    /// below `n_nodes` keep their id and their ends, but are in no node's [`Csr::out`]. Node and
    /// arc ids are `u32`: nodes and arcs beyond the first `u32::MAX` are left out.
    ///
    /// ```
    /// use corridor::graph::csr::Csr;
    ///
    /// let graph = Csr::from_arcs(3, &[(0, 1), (2, 0), (0, 2)]);
    /// assert_eq!(graph.out(0).collect::<Vec<_>>(), [(0, 1), (2, 2)]);
    /// assert_eq!(graph.out(1).count(), 0);
    /// ```
    #[must_use]
    pub fn from_arcs(n_nodes: usize, arcs: &[(u32, u32)]) -> Csr {
        let n_nodes = u32::try_from(n_nodes).unwrap_or(u32::MAX);
        let arcs = &arcs[..arcs.len().min(u32::MAX as usize)];
        let leads = |&&(tail, head): &&(u32, u32)| tail < n_nodes && head < n_nodes;

        let mut first_out = vec![0; n_nodes as usize + 1];
        for &(tail, _) in arcs.iter().filter(leads) {
            first_out[tail as usize + 1] += 1;
        }
        let mut n_before = 0;
        for first in &mut first_out {
            n_before += *first;
            *first = n_before;
        }

        let mut next = first_out.clone();
        let mut out = vec![(0, 0); n_before as usize];
        for (arc, ends) in (0..u32::MAX).zip(arcs) {
            if leads(&ends) {
                let place = &mut next[ends.0 as usize];
                out[*place as usize] = (arc, ends.1);
                *place += 1;
            }
        }
        Csr {
            arcs: arcs.to_vec(),
            first_out,
            out,
        }
    }

    /// Number of nodes.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.first_out.len() - 1
    }

    /// Number of arcs, those that lead nowhere included.
    #[must_use]
    pub fn n_arcs(&self) -> usize {
        self.arcs.len()
    }

    /// All node ids in ascending order.
    #[must_use]
    pub fn nodes(&self) -> Range<u32> {
        0..u32::try_from(self.n_nodes()).unwrap_or(u32::MAX)
    }

    /// The arcs out of `node` as (arc id, head), in ascending order of id; none if there is no
    /// such node.
    #[must_use]
    pub fn out(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.out_slice(node).iter().copied()
    }

    /// The same as [`Csr::out`], for algorithms that keep a place in it.
    pub(super) fn out_slice(&self, node: u32) -> &[(u32, u32)] {
        match self.first_out.get(node as usize..) {
            Some(&[first, last, ..]) => &self.out[first as usize..last as usize],
            _ => &[],
        }
    }

    /// The node that `arc` leaves.
    ///
    /// # Panics
    /// If `arc` is not below [`Csr::n_arcs`].
    #[must_use]
    pub fn tail(&self, arc: u32) -> u32 {
        self.arcs[arc as usize].0
    }

    /// The node that `arc` enters.
    ///
    /// # Panics
    /// If `arc` is not below [`Csr::n_arcs`].
    #[must_use]
    pub fn head(&self, arc: u32) -> u32 {
        self.arcs[arc as usize].1
    }

    /// The graph with every arc turned round; arc ids stay.
    #[must_use]
    pub fn reversed(&self) -> Csr {
        let turned: Vec<_> = self.arcs.iter().map(|&(tail, head)| (head, tail)).collect();
        Csr::from_arcs(self.n_nodes(), &turned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::Random;

    #[track_caller]
    fn check(n_nodes: usize, arcs: &[(u32, u32)], expected: &[&[(u32, u32)]]) {
        let graph = Csr::from_arcs(n_nodes, arcs);
        assert_eq!(graph.n_nodes(), n_nodes);
        assert_eq!(graph.n_arcs(), arcs.len());
        let rows: Vec<Vec<_>> = graph.nodes().map(|v| graph.out(v).collect()).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn rows_are_by_tail_then_by_given_order() {
        check(0, &[], &[]);
        check(2, &[], &[&[], &[]]);
        check(
            3,
            &[(2, 0), (0, 2), (2, 2), (0, 1), (0, 2)],
            &[&[(1, 2), (3, 1), (4, 2)], &[], &[(0, 0), (2, 2)]],
        );
    }

    #[test]
    fn arcs_without_a_node_keep_their_id_and_lead_nowhere() {
        let arcs = [(0, 7), (0, 1), (u32::MAX, 0), (1, 0)];
        check(2, &arcs, &[&[(1, 1)], &[(3, 0)]]);
        let graph = Csr::from_arcs(2, &arcs);
        assert_eq!((graph.tail(0), graph.head(0)), (0, 7));
        assert_eq!(graph.out(2).len(), 0);
        assert_eq!(graph.out(u32::MAX).len(), 0);
        check(0, &arcs, &[]);
    }

    #[test]
    fn random_graphs_hold_every_arc_once_and_turn_round_twice() {
        let mut random = Random::new(1);
        for _ in 0..2_000 {
            let n_nodes = random.between(1, 9);
            let n_arcs = random.between(0, 30);
            let arcs = random.arcs(n_nodes, n_arcs);
            let graph = Csr::from_arcs(n_nodes, &arcs);
            let turned = graph.reversed();
            for (arc, &(tail, head)) in (0..).zip(&arcs) {
                assert_eq!((graph.tail(arc), graph.head(arc)), (tail, head));
                assert_eq!((turned.tail(arc), turned.head(arc)), (head, tail));
                assert!(graph.out(tail).any(|entry| entry == (arc, head)));
                assert!(turned.out(head).any(|entry| entry == (arc, tail)));
            }
            let n_out: usize = graph.nodes().map(|v| graph.out(v).len()).sum();
            assert_eq!(n_out, arcs.len());
            assert!(graph.nodes().all(|v| graph.out(v).is_sorted()));
            assert_eq!(turned.reversed(), graph);
        }
    }
}
