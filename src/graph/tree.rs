//! Shortest path trees to all nodes, over a graph that was made ready for many of them.
//!
//! The same answers as [`Dijkstra`](crate::graph::dijkstra::Dijkstra) gives without ties, on large road
//! and rail networks in half to three quarters of its time. Most of that is waiting for memory: here nodes are renumbered so that
//! neighbors lie near each other, each arc's weight lies beside its head, and a label takes 16
//! bytes. Where all weights are positive and all sums fit, the queue orders numbers of 8 bytes.
//!
//! Making ready takes O(nodes + arcs) time, each tree O((nodes + arcs) log nodes). Dijkstra, *A note
//! on two problems in connexion with graphs*, 1959. Renumbering along a depth-first search is the
//! plainest of the layouts compared by Delling, Goldberg, Nowatzyk, Werneck, *PHAST: hardware-
//! accelerated shortest path trees*, 2011.
//!
//! Does not know: ties, single targets, what a weight measures.

use crate::graph::csr::Csr;
use crate::graph::dijkstra::CLOSED;
use crate::graph::queue::Queue;
use crate::task::{Cancelled, Task};

/// Instead of an arc or a node: there is none.
const NONE: u32 = u32::MAX;
/// Nodes settled between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;

/// An arc as the search reads it.
#[derive(Clone, Copy, Debug)]
struct Out {
    weight: u64,
    /// By its new number.
    head: u32,
    arc: u32,
}

/// A graph with weights, laid out for searches. It may be shared by several threads.
///
/// Memory: 12 bytes a node and 20 bytes an arc.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// New number of each node, by its id.
    number: Vec<u32>,
    /// Where the arcs out of a node begin in `out`, by new number; one more at the end.
    first_out: Vec<u32>,
    out: Vec<Out>,
    /// Tail of each arc, by arc id.
    tails: Vec<u32>,
    /// Bits of a narrow key that hold the node; `None` if keys must be wide.
    node_bits: Option<u32>,
}

impl Prepared {
    /// Lays out `graph` with `weights` by arc id. An arc of weight [`CLOSED`], or without a weight,
    /// is not used.
    #[must_use]
    pub fn new(graph: &Csr, weights: &[u64]) -> Self {
        let order = depth_first(graph);
        let mut number = vec![NONE; graph.n_nodes()];
        for (new, &node) in (0..).zip(&order) {
            number[node as usize] = new;
        }
        let mut first_out = Vec::with_capacity(order.len() + 1);
        let mut out = Vec::with_capacity(graph.n_arcs());
        first_out.push(0);
        for &node in &order {
            let arcs = graph.out(node);
            out.extend(arcs.map(|(arc, head)| Out {
                weight: CLOSED,
                head: number[head as usize],
                arc,
            }));
            first_out.push(u32::try_from(out.len()).unwrap_or(NONE));
        }
        let mut prepared = Prepared {
            number,
            first_out,
            out,
            tails: (0..NONE)
                .take(graph.n_arcs())
                .map(|arc| graph.tail(arc))
                .collect(),
            node_bits: None,
        };
        prepared.set_weights(weights);
        prepared
    }

    /// Replaces all weights, in O(arcs) time.
    pub fn set_weights(&mut self, weights: &[u64]) {
        let (mut least, mut greatest) = (u64::MAX, 0);
        for out in &mut self.out {
            out.weight = weights.get(out.arc as usize).copied().unwrap_or(CLOSED);
            if out.weight != CLOSED {
                least = least.min(out.weight);
                greatest = greatest.max(out.weight);
            }
        }
        // A path has fewer arcs than there are nodes; one arc more is offered at most.
        let n_nodes = self.number.len() as u64;
        let node_bits = u64::BITS - n_nodes.leading_zeros();
        let fits = (greatest.checked_mul(n_nodes + 1))
            .is_some_and(|most| most.leading_zeros() >= node_bits);
        self.node_bits = (least > 0 && fits).then_some(node_bits);
    }

    /// Number of nodes.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.number.len()
    }

    #[inline]
    fn out(&self, node: u32) -> &[Out] {
        match self.first_out.get(node as usize..) {
            Some(&[first, last, ..]) => &self.out[first as usize..last as usize],
            _ => &[],
        }
    }
}

/// All nodes in the order of a depth-first search along the arcs, begun at the smallest ids.
fn depth_first(graph: &Csr) -> Vec<u32> {
    let mut order = Vec::with_capacity(graph.n_nodes());
    let mut is_seen = vec![false; graph.n_nodes()];
    let mut open = vec![];
    for start in graph.nodes() {
        open.push(start);
        while let Some(node) = open.pop() {
            if !is_seen[node as usize] {
                is_seen[node as usize] = true;
                order.push(node);
                let heads = graph.out(node).map(|(_, head)| head);
                open.extend(heads.filter(|&head| !is_seen[head as usize]));
            }
        }
    }
    order
}

/// What is known of a node.
#[derive(Clone, Copy, Debug)]
struct Label {
    cost: u64,
    n_arcs: u32,
    /// Last arc of the path, `NONE` at sources and where there is no path.
    arc: u32,
}

/// Comes after every path.
const UNREACHED: Label = Label {
    cost: u64::MAX,
    n_arcs: u32::MAX,
    arc: NONE,
};

/// How a queue entry is written as a number, given the bits that a node takes.
trait Key: Copy + Ord {
    /// Whether the number of arcs is part of the key, which makes zero weights possible.
    const IS_WIDE: bool;
    fn new(label: Label, node: u32, node_bits: u32) -> Self;
    fn node(self, node_bits: u32) -> u32;
    /// Whether the label is still the one that the key was made of.
    fn is_of(self, label: Label, node_bits: u32) -> bool;
}

impl Key for u64 {
    const IS_WIDE: bool = false;

    #[inline]
    fn new(label: Label, node: u32, node_bits: u32) -> Self {
        label.cost << node_bits | u64::from(node)
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "cut to the bits of the node"
    )]
    fn node(self, node_bits: u32) -> u32 {
        (self & ((1 << node_bits) - 1)) as u32
    }

    #[inline]
    fn is_of(self, label: Label, node_bits: u32) -> bool {
        self >> node_bits == label.cost
    }
}

impl Key for u128 {
    const IS_WIDE: bool = true;

    #[inline]
    fn new(label: Label, node: u32, _: u32) -> Self {
        u128::from(label.cost) << 64 | u128::from(label.n_arcs) << 32 | u128::from(node)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are the node")]
    fn node(self, _: u32) -> u32 {
        self as u32
    }

    #[inline]
    fn is_of(self, label: Label, _: u32) -> bool {
        self >> 32 == u128::from(label.cost) << 32 | u128::from(label.n_arcs)
    }
}

/// A workspace for trees, to be used again and again: once it has grown no search allocates.
///
/// It holds a label (16 bytes) a node, and a queue entry (8 bytes, 16 where a weight is zero or sums
/// are very large) for each time a node was reached at less cost.
#[derive(Clone, Debug, Default)]
pub struct TreeSearch {
    labels: Vec<Label>,
    narrow: Queue<u64>,
    wide: Queue<u128>,
}

impl TreeSearch {
    /// An empty workspace.
    #[must_use]
    pub fn new() -> Self {
        TreeSearch::default()
    }

    /// Finds the shortest paths from the nearest of `sources` to all nodes. Sources that are no
    /// nodes are passed over.
    ///
    /// **Which path.** Paths are ordered by the sum of weights, then by the number of arcs. Of equal
    /// paths the one is taken whose last arc has the smallest id; if they share it, whose last but
    /// one has, and so on back. Sums saturate at `u64::MAX`: such paths count as equally long.
    ///
    /// ```
    /// use corridor::graph::{csr::Csr, tree::{Prepared, TreeSearch}};
    /// use corridor::task::Task;
    ///
    /// let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (0, 2)]);
    /// let prepared = Prepared::new(&graph, &[2, 2, 5]);
    /// let mut search = TreeSearch::new();
    /// let tree = search.run(&prepared, &[0], &Task::never())?;
    /// assert_eq!((tree.cost(2), tree.last_arc(2)), (Some(4), Some(1)));
    /// assert_eq!(tree.path_arcs(2), Some(vec![0, 1]));
    /// # Ok::<(), corridor::task::Cancelled>(())
    /// ```
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn run<'a>(
        &'a mut self,
        prepared: &'a Prepared,
        sources: &[u32],
        task: &Task,
    ) -> Result<Tree<'a>, Cancelled> {
        self.labels.clear();
        self.labels.resize(prepared.n_nodes(), UNREACHED);
        let labels = &mut self.labels[..];
        match prepared.node_bits {
            Some(bits) => search(prepared, labels, &mut self.narrow, bits, sources, task)?,
            None => search(prepared, labels, &mut self.wide, 0, sources, task)?,
        }
        Ok(Tree {
            prepared,
            labels: &self.labels,
        })
    }
}

/// The main loop. Narrow keys leave out the number of arcs: as weights are positive, a node gets
/// its last offer of equal cost before it is settled, whatever the order among equal costs.
fn search<K: Key>(
    prepared: &Prepared,
    labels: &mut [Label],
    queue: &mut Queue<K>,
    node_bits: u32,
    sources: &[u32],
    task: &Task,
) -> Result<(), Cancelled> {
    task.checkpoint()?;
    queue.clear();
    for &source in sources {
        let Some(&node) = prepared.number.get(source as usize) else {
            continue;
        };
        let label = &mut labels[node as usize];
        if label.n_arcs > 0 {
            *label = Label {
                cost: 0,
                n_arcs: 0,
                arc: NONE,
            };
            queue.push(K::new(*label, node, node_bits));
        }
    }
    let mut n_settled: u32 = 0;
    while let Some(key) = queue.first() {
        let node = key.node(node_bits);
        let from = labels[node as usize];
        // The node was reached on a better path after this entry had been made.
        if !key.is_of(from, node_bits) {
            queue.pop();
            continue;
        }
        n_settled = n_settled.wrapping_add(1);
        if n_settled.is_multiple_of(STRIDE) {
            task.checkpoint()?;
        }
        let mut is_out = false;
        for out in prepared.out(node) {
            if out.weight == CLOSED {
                continue;
            }
            let label = Label {
                cost: from.cost.saturating_add(out.weight),
                n_arcs: from.n_arcs + 1,
                arc: out.arc,
            };
            if !offer::<K>(&mut labels[out.head as usize], label) {
                continue;
            }
            let key = K::new(label, out.head, node_bits);
            if is_out {
                queue.push(key);
            } else {
                queue.replace_first(key);
                is_out = true;
            }
        }
        if !is_out {
            queue.pop();
        }
    }
    Ok(())
}

/// Takes the offered path if it comes before the one known so far; returns whether its key is
/// smaller, so that the node is to be queued.
#[inline]
fn offer<K: Key>(known: &mut Label, offered: Label) -> bool {
    if offered.cost > known.cost {
        return false;
    }
    let is_cheaper = offered.cost < known.cost;
    if is_cheaper || offered.n_arcs < known.n_arcs {
        *known = offered;
        return is_cheaper || K::IS_WIDE;
    }
    if offered.n_arcs == known.n_arcs && offered.arc < known.arc {
        *known = offered;
    }
    false
}

/// The tree that a search found.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    prepared: &'a Prepared,
    labels: &'a [Label],
}

impl Tree<'_> {
    fn label(&self, node: u32) -> Option<Label> {
        let number = *self.prepared.number.get(node as usize)?;
        let label = *self.labels.get(number as usize)?;
        (label.n_arcs != UNREACHED.n_arcs).then_some(label)
    }

    /// Sum of weights on the path to `node`; `None` if no source reaches it. Takes O(1) time.
    #[must_use]
    pub fn cost(&self, node: u32) -> Option<u64> {
        self.label(node).map(|label| label.cost)
    }

    /// The last arc of the path to `node`; `None` at a source and if no source reaches it. Takes
    /// O(1) time.
    #[must_use]
    pub fn last_arc(&self, node: u32) -> Option<u32> {
        self.label(node)
            .map(|label| label.arc)
            .filter(|&arc| arc != NONE)
    }

    /// Arc ids of the path to `node` in the order of travel, empty at a source; `None` if no source
    /// reaches it. Takes time in proportion to the length of the path.
    #[must_use]
    pub fn path_arcs(&self, node: u32) -> Option<Vec<u32>> {
        let label = self.label(node)?;
        let mut arcs = Vec::with_capacity(label.n_arcs as usize);
        let mut node = node;
        while let Some(arc) = self.last_arc(node) {
            arcs.push(arc);
            node = self.prepared.tails[arc as usize];
        }
        arcs.reverse();
        Some(arcs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    fn tree_of(
        graph: &Csr,
        weights: &[u64],
        sources: &[u32],
    ) -> Vec<(Option<u64>, Option<Vec<u32>>)> {
        let prepared = Prepared::new(graph, weights);
        let mut search = TreeSearch::new();
        let tree = search.run(&prepared, sources, &Task::never()).unwrap();
        graph
            .nodes()
            .map(|node| (tree.cost(node), tree.path_arcs(node)))
            .collect()
    }

    /// Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, 3rd ed., figure 24.6.
    #[test]
    fn textbook_clrs() {
        let [s, t, x, y, z] = [0, 1, 2, 3, 4];
        let ends = [(s, t), (s, y), (t, x), (t, y), (y, t)];
        let more = [(y, x), (y, z), (x, z), (z, x), (z, s)];
        let graph = Csr::from_arcs(5, &[ends, more].concat());
        let tree = tree_of(&graph, &[10, 5, 1, 2, 3, 9, 2, 4, 6, 7], &[s]);
        let costs: Vec<_> = tree.iter().filter_map(|(cost, _)| *cost).collect();
        assert_eq!(costs, [0, 8, 9, 5, 7]);
        assert_eq!(tree[2].1, Some(vec![1, 4, 2]));
        assert_eq!(tree[0].1, Some(vec![]));
    }

    #[test]
    fn odd_input_is_answered() {
        assert_eq!(tree_of(&Csr::from_arcs(0, &[]), &[], &[0]), []);
        let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (9, 9), (1, 1)]);
        let none = (None, None);
        let start = (Some(0), Some(vec![]));
        let first = (Some(1), Some(vec![0]));
        assert_eq!(tree_of(&graph, &[1], &[0, 0]), [start.clone(), first, none]);
        let far = tree_of(&graph, &[u64::MAX - 1, 9, 0, 0], &[0, 9]);
        assert_eq!(far[2], (Some(u64::MAX), Some(vec![0, 1])));
        assert!(
            tree_of(&graph, &[1, 1], &[3])
                .iter()
                .all(|node| node.0.is_none())
        );

        let prepared = Prepared::new(&graph, &[1, 1]);
        let mut search = TreeSearch::new();
        let task = Task::new();
        task.cancel();
        assert!(search.run(&prepared, &[0], &task).is_err());
        let tree = search.run(&prepared, &[1], &Task::never()).unwrap();
        assert_eq!((tree.cost(9), tree.cost(0)), (None, None));
        assert_eq!((tree.last_arc(1), tree.last_arc(2)), (None, Some(1)));
    }

    /// Cost and path of every node as Bellman and Ford have them, with narrow and wide keys.
    #[test]
    fn random_graphs_agree_with_the_oracle() {
        let mut random = Random::new(11);
        let mut search = TreeSearch::new();
        let mut n_narrow = 0;
        for round in 0..6_000 {
            let most = if round % 40 == 0 { 60 } else { 8 };
            let n_nodes = random.between(1, most);
            let n_arcs = random.between(0, 3 * most);
            let arcs = random.arcs(n_nodes, n_arcs);
            let graph = Csr::from_arcs(n_nodes, &arcs);
            let weights = match round % 3 {
                0 => random.values(arcs.len(), [0, 0, 1, 1, 2, 3, 9, CLOSED]),
                1 => random.values(arcs.len(), [1, 1, 2, 2, 3, 4, CLOSED]),
                _ => random.values(arcs.len(), [1, u64::MAX / 2, u64::MAX - 1]),
            };
            let sources = random.nodes(n_nodes, 1 + round % 2);
            let mut prepared = Prepared::new(&graph, &[]);
            prepared.set_weights(&weights);
            n_narrow += usize::from(prepared.node_bits.is_some());
            let tree = search.run(&prepared, &sources, &Task::never()).unwrap();
            let slow = oracle::bellman_ford(n_nodes, &arcs, &weights, None, &sources);
            for node in graph.nodes() {
                assert_eq!(tree.cost(node), slow.cost(node));
                assert_eq!(tree.path_arcs(node), slow.path_arcs(&arcs, node));
            }
        }
        assert!(n_narrow > 1_000);
    }
}
