//! Shortest paths from a set of nodes, with one answer where several paths are equally short.
//!
//! Does not know: what a weight measures; how the weights came about.

use crate::graph::csr::Csr;
use crate::graph::queue::Queue;
use crate::task::{Cancelled, Task};
use std::cmp::Ordering;

/// The weight of an arc that may not be used.
pub const CLOSED: u64 = u64::MAX;

/// Instead of an arc or a node: there is none.
const NONE: u32 = u32::MAX;
/// Nodes settled between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;
/// Flags in the state of a label, below the number of its run.
const SETTLED: u32 = 1;
const TARGET: u32 = 2;
const FLAG_BITS: u32 = 2;

/// How far a node is; what the queue is ordered by: cost, tie, number of arcs. The node comes last
/// and only makes the order of settling independent of the queue's layout.
trait Key: Copy + Ord {
    /// Whether ties are kept; else all are 0.
    const HAS_TIES: bool;
    fn new(cost: u64, tie: u64, n_arcs: u32, node: u32) -> Self;
    fn cost(self) -> u64;
    fn tie(self) -> u64;
    /// Number of arcs, then the node.
    fn rest(self) -> u64;

    fn n_arcs(self) -> u32 {
        (self.rest() >> 32) as u32
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low half is the node")]
    fn node(self) -> u32 {
        self.rest() as u32
    }

    fn sums(self) -> Sums {
        (self.cost(), self.tie(), self.n_arcs())
    }
}

/// Without ties: 16 bytes, compared as one number.
impl Key for u128 {
    const HAS_TIES: bool = false;

    #[inline]
    fn new(cost: u64, _: u64, n_arcs: u32, node: u32) -> Self {
        u128::from(cost) << 64 | u128::from(n_arcs) << 32 | u128::from(node)
    }

    #[inline]
    fn cost(self) -> u64 {
        (self >> 64) as u64
    }

    #[inline]
    fn tie(self) -> u64 {
        0
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the low half is the rest")]
    fn rest(self) -> u64 {
        self as u64
    }
}

/// With ties.
impl Key for (u64, u64, u64) {
    const HAS_TIES: bool = true;

    #[inline]
    fn new(cost: u64, tie: u64, n_arcs: u32, node: u32) -> Self {
        (cost, tie, u64::from(n_arcs) << 32 | u64::from(node))
    }

    #[inline]
    fn cost(self) -> u64 {
        self.0
    }

    #[inline]
    fn tie(self) -> u64 {
        self.1
    }

    #[inline]
    fn rest(self) -> u64 {
        self.2
    }
}

/// What is known of a node in the run that wrote it.
#[derive(Clone, Copy, Debug)]
struct Label {
    cost: u64,
    tie: u64,
    n_arcs: u32,
    /// Last arc of the path and its tail, `NONE` at sources.
    arc: u32,
    parent: u32,
    /// The run that wrote this label, then flags; older labels count as unreached.
    state: u32,
}

impl Label {
    /// Comes after every path.
    const fn unreached(state: u32) -> Self {
        Label {
            cost: u64::MAX,
            tie: u64::MAX,
            n_arcs: u32::MAX,
            arc: NONE,
            parent: NONE,
            state,
        }
    }

    #[inline]
    fn is_of_run(&self, run: u32) -> bool {
        self.state >> FLAG_BITS == run
    }

    /// How the path with `key` compares with the one known.
    #[inline]
    fn order<K: Key>(&self, key: K) -> Ordering {
        let by_cost = key.cost().cmp(&self.cost);
        let by_tie = || {
            if K::HAS_TIES {
                key.tie().cmp(&self.tie)
            } else {
                Ordering::Equal
            }
        };
        (by_cost.then_with(by_tie)).then_with(|| key.n_arcs().cmp(&self.n_arcs))
    }
}

/// A workspace for shortest path searches and the result of the last one.
///
/// It holds a label (32 bytes) a node, and a queue entry (16 or, with ties, 24 bytes) for each time
/// a node was reached on a better path. It is meant to be used again and again: once its queue has
/// grown no search allocates, unless on a larger graph, and starting one costs O(1), not O(nodes).
#[derive(Clone, Debug)]
pub struct Dijkstra {
    labels: Vec<Label>,
    queue: Queue<u128>,
    queue_with_ties: Queue<(u64, u64, u64)>,
    run: u32,
}

/// Sum of weights, sum of ties, number of arcs.
pub(super) type Sums = (u64, u64, u32);

/// What a search goes along.
#[derive(Clone, Copy)]
pub(super) struct Arcs<'a> {
    pub(super) graph: &'a Csr,
    pub(super) weights: &'a [u64],
    pub(super) ties: Option<&'a [u64]>,
}

impl Dijkstra {
    /// A workspace with room for `graph`; no node has a cost yet.
    #[must_use]
    pub fn new(graph: &Csr) -> Self {
        Dijkstra {
            labels: vec![Label::unreached(0); graph.n_nodes()],
            queue: Queue::default(),
            queue_with_ties: Queue::default(),
            run: 0,
        }
    }

    /// Finds shortest paths from the nearest of `sources` to `targets`, or to all nodes if
    /// `targets` is empty. The last run's result is forgotten.
    ///
    /// `weights` and `ties` are by arc id, in any units. An arc of weight [`CLOSED`], or without
    /// a weight, is not used; an arc without a tie has tie 0. Sources and targets that are no
    /// nodes are passed over.
    ///
    /// **Which path.** Paths are ordered by the sum of `weights`, then by the sum of `ties` (all
    /// 0 if `None`), then by the number of arcs. Of equal paths the one is taken whose last arc
    /// has the smallest id; if they share it, whose last but one has, and so on back from the
    /// target. Zero weights and cycles of zero weight are fine, as the number of arcs grows.
    ///
    /// **Sums** saturate at `u64::MAX`: paths that long count as equally long, and their ties
    /// decide, node by node: a node's path always extends the chosen path of the node before it.
    ///
    /// **Targets.** The search ends as soon as all targets that can be reached are settled. Nodes
    /// nearer than the last target have their final cost by then; farther ones have none.
    ///
    /// O((nodes + arcs) log nodes) time. Dijkstra, *A note on two problems in connexion with
    /// graphs*, 1959; heap with four children: Johnson, *Priority queues with update and finding
    /// minimum spanning trees*, 1975.
    ///
    /// ```
    /// use corridor::graph::{csr::Csr, dijkstra::Dijkstra};
    /// use corridor::task::Task;
    ///
    /// let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (0, 2)]);
    /// let mut search = Dijkstra::new(&graph);
    /// search.run(&graph, &[2, 2, 5], None, &[0], &[2], &Task::never())?;
    /// assert_eq!(search.cost(2), Some(4));
    /// assert_eq!(search.path_arcs(2), Some(vec![0, 1]));
    /// # Ok::<(), corridor::task::Cancelled>(())
    /// ```
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; then no node has a cost.
    pub fn run(
        &mut self,
        graph: &Csr,
        weights: &[u64],
        ties: Option<&[u64]>,
        sources: &[u32],
        targets: &[u32],
        task: &Task,
    ) -> Result<(), Cancelled> {
        self.forget(graph);
        task.checkpoint()?;
        let n_awaited = self.mark(targets);
        if n_awaited == 0 && !targets.is_empty() {
            return Ok(());
        }
        let arcs = Arcs {
            graph,
            weights,
            ties,
        };
        self.search(arcs, sources, n_awaited, |_| false, task)
    }

    /// Goes on with a run that ended at its last target, over the same arcs, until `node` is settled
    /// or the least sums of a node not settled yet are `enough`.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; then no node has a cost.
    pub(super) fn resume(
        &mut self,
        arcs: Arcs,
        node: u32,
        enough: impl Fn(Sums) -> bool,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let run = self.run;
        let Some(label) = self.labels.get_mut(node as usize) else {
            return Ok(());
        };
        if !label.is_of_run(run) {
            *label = Label::unreached(run << FLAG_BITS);
        }
        if label.state & SETTLED != 0 {
            return Ok(());
        }
        label.state |= TARGET;
        self.search(arcs, &[], 1, enough, task)?;
        self.labels[node as usize].state &= !TARGET;
        Ok(())
    }

    fn search(
        &mut self,
        arcs: Arcs,
        sources: &[u32],
        n_awaited: usize,
        enough: impl Fn(Sums) -> bool,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let mut run = Run {
            graph: arcs.graph,
            weights: arcs.weights,
            ties: arcs.ties.unwrap_or(&[]),
            labels: &mut self.labels,
            stamp: self.run,
            n_awaited,
        };
        let outcome = if arcs.ties.is_some() {
            run.search(&mut self.queue_with_ties, sources, enough, task)
        } else {
            run.search(&mut self.queue, sources, enough, task)
        };
        if outcome.is_err() {
            self.forget(arcs.graph);
        }
        outcome
    }

    /// Sum of weights on the path to `node`; `None` if no source reaches it, or not before the
    /// last target. Takes O(1) time.
    #[must_use]
    pub fn cost(&self, node: u32) -> Option<u64> {
        self.settled(node).map(|label| label.cost)
    }

    /// Sum of ties on the path to `node`; `None` as for [`Dijkstra::cost`]. Takes O(1) time.
    #[must_use]
    pub fn tie(&self, node: u32) -> Option<u64> {
        self.settled(node).map(|label| label.tie)
    }

    /// Arc ids of the path to `node` in the order of travel, empty at a source; `None` as for
    /// [`Dijkstra::cost`]. Takes time in proportion to the length of the path.
    #[must_use]
    pub fn path_arcs(&self, node: u32) -> Option<Vec<u32>> {
        let label = self.settled(node)?;
        let mut arcs = Vec::with_capacity(label.n_arcs as usize);
        arcs.extend(self.arcs_back(node));
        arcs.reverse();
        Some(arcs)
    }

    /// Arc ids of the path to `node`, the last one first; none where there is no path.
    pub(super) fn arcs_back(&self, node: u32) -> impl Iterator<Item = u32> {
        let steps =
            std::iter::successors(self.last_step(node), |&(_, parent)| self.last_step(parent));
        steps.map(|(arc, _)| arc)
    }

    /// The last arc of the path to `node`, and the node it leaves; `None` at a source and where there
    /// is no path.
    #[inline]
    pub(super) fn last_step(&self, node: u32) -> Option<(u32, u32)> {
        let label = self.settled(node)?;
        (label.arc != NONE).then_some((label.arc, label.parent))
    }

    /// What the path to `node` adds up to; `None` as for [`Dijkstra::cost`].
    #[inline]
    pub(super) fn sums(&self, node: u32) -> Option<Sums> {
        (self.settled(node)).map(|label| (label.cost, label.tie, label.n_arcs))
    }

    /// The least that the path to a node can add up to that is not settled yet; `None` if no source
    /// reaches such a node.
    #[inline]
    pub(super) fn frontier(&self) -> Option<Sums> {
        let with_ties = || self.queue_with_ties.first().map(Key::sums);
        self.queue.first().map(Key::sums).or_else(with_ties)
    }

    #[inline]
    fn settled(&self, node: u32) -> Option<&Label> {
        let label = self.labels.get(node as usize)?;
        (label.is_of_run(self.run) && label.state & SETTLED != 0).then_some(label)
    }

    /// Makes all labels count as unreached, one for each node of `graph`.
    fn forget(&mut self, graph: &Csr) {
        self.queue.clear();
        self.queue_with_ties.clear();
        if self.run == u32::MAX >> FLAG_BITS {
            self.labels.clear();
            self.run = 0;
        }
        self.run += 1;
        self.labels.resize(graph.n_nodes(), Label::unreached(0));
    }

    /// Marks the targets and returns how many different ones there are.
    fn mark(&mut self, targets: &[u32]) -> usize {
        let mut n_marked = 0;
        for &target in targets {
            let run = self.run;
            let label = self.labels.get_mut(target as usize);
            if let Some(label) = label.filter(|label| !label.is_of_run(run)) {
                *label = Label::unreached(run << FLAG_BITS | TARGET);
                n_marked += 1;
            }
        }
        n_marked
    }
}

/// One search under way.
struct Run<'a> {
    graph: &'a Csr,
    weights: &'a [u64],
    ties: &'a [u64],
    labels: &'a mut [Label],
    /// Number of the run, which its labels bear.
    stamp: u32,
    /// Targets not settled yet; 0 if all nodes are wanted.
    n_awaited: usize,
}

impl Run<'_> {
    fn search<K: Key>(
        &mut self,
        queue: &mut Queue<K>,
        sources: &[u32],
        enough: impl Fn(Sums) -> bool,
        task: &Task,
    ) -> Result<(), Cancelled> {
        for &node in sources {
            let start = K::new(0, 0, 0, node);
            if self.offer(start, NONE, NONE) {
                queue.push(start);
            }
        }
        let mut n_settled: u32 = 0;
        while let Some(key) = queue.first() {
            let Some(label) = self.labels.get_mut(key.node() as usize) else {
                break;
            };
            // The node was reached on a better path after this entry had been made.
            if label.order(key) != Ordering::Equal {
                queue.pop();
                continue;
            }
            if enough(key.sums()) {
                break;
            }
            label.state |= SETTLED;
            // The node stays in the queue when the search ends, so that it can be resumed there.
            if label.state & TARGET != 0 {
                label.state &= !TARGET;
                self.n_awaited -= 1;
                if self.n_awaited == 0 {
                    break;
                }
            }
            n_settled += 1;
            if n_settled.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            self.relax(queue, key);
        }
        Ok(())
    }

    /// Offers the nodes next to a settled one, the first of the queue, a path through it, and takes
    /// it out of the queue.
    #[inline]
    fn relax<K: Key>(&mut self, queue: &mut Queue<K>, from: K) {
        let mut is_out = false;
        for &(arc, head) in self.graph.out_slice(from.node()) {
            let weight = self.weights.get(arc as usize).copied().unwrap_or(CLOSED);
            if weight == CLOSED {
                continue;
            }
            let tie = if K::HAS_TIES {
                self.ties.get(arc as usize).copied().unwrap_or(0)
            } else {
                0
            };
            let cost = from.cost().saturating_add(weight);
            let tie = from.tie().saturating_add(tie);
            let key = K::new(cost, tie, from.n_arcs() + 1, head);
            if self.offer(key, arc, from.node()) {
                if is_out {
                    queue.push(key);
                } else {
                    queue.replace_first(key);
                    is_out = true;
                }
            }
        }
        if !is_out {
            queue.pop();
        }
    }

    /// Takes the path that ends with `arc` if it comes before the one known so far; returns whether
    /// its key is smaller, so that the node is to be queued.
    ///
    /// All paths equal to a node's best one are offered before the node is settled, as they come
    /// from nodes with smaller keys; hence the smallest last arc wins whatever the queue does. For
    /// the same reason no settled node is changed: what is offered to it comes after its path.
    #[inline]
    fn offer<K: Key>(&mut self, key: K, arc: u32, parent: u32) -> bool {
        let Some(label) = self.labels.get_mut(key.node() as usize) else {
            return false;
        };
        let order = if label.is_of_run(self.stamp) {
            label.order(key)
        } else {
            label.state = self.stamp << FLAG_BITS;
            Ordering::Less
        };
        match order {
            Ordering::Less => {
                label.cost = key.cost();
                label.tie = key.tie();
                label.n_arcs = key.n_arcs();
            }
            Ordering::Equal if arc < label.arc => {}
            _ => return false,
        }
        label.arc = arc;
        label.parent = parent;
        order == Ordering::Less
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    fn run(search: &mut Dijkstra, graph: &Csr, weights: &[u64], source: u32) {
        let outcome = search.run(graph, weights, None, &[source], &[], &Task::never());
        assert_eq!(outcome, Ok(()));
    }

    #[track_caller]
    fn check(n_nodes: usize, arcs: &[(u32, u32, u64)], expected: &[u64]) -> Dijkstra {
        let ends: Vec<_> = arcs.iter().map(|&(tail, head, _)| (tail, head)).collect();
        let weights: Vec<_> = arcs.iter().map(|arc| arc.2).collect();
        let graph = Csr::from_arcs(n_nodes, &ends);
        let mut search = Dijkstra::new(&graph);
        run(&mut search, &graph, &weights, 0);
        let costs: Vec<_> = graph.nodes().map(|node| search.cost(node)).collect();
        let expected: Vec<_> = expected.iter().map(|&cost| Some(cost)).collect();
        assert_eq!(costs, expected);
        search
    }

    /// Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, 3rd ed., figure 24.6.
    #[test]
    fn textbook_clrs() {
        let [s, t, x, y, z] = [0, 1, 2, 3, 4];
        let ends = [(s, t, 10), (s, y, 5), (t, x, 1), (t, y, 2), (y, t, 3)];
        let more = [(y, x, 9), (y, z, 2), (x, z, 4), (z, x, 6), (z, s, 7)];
        let search = check(5, &[ends, more].concat(), &[0, 8, 9, 5, 7]);
        assert_eq!(search.path_arcs(x), Some(vec![1, 4, 2]));
        assert_eq!(search.path_arcs(s), Some(vec![]));
    }

    /// Sedgewick and Wayne, *Algorithms*, 4th ed., section 4.4, `tinyEWD.txt` in hundredths.
    #[test]
    fn textbook_sedgewick() {
        let a = [(4, 5, 35), (5, 4, 35), (4, 7, 37), (5, 7, 28), (7, 5, 28)];
        let b = [(5, 1, 32), (0, 4, 38), (0, 2, 26), (7, 3, 39), (1, 3, 29)];
        let c = [(2, 7, 34), (6, 2, 40), (3, 6, 52), (6, 0, 58), (6, 4, 93)];
        let expected = [0, 105, 26, 99, 38, 73, 151, 60];
        let search = check(8, &[a, b, c].concat(), &expected);
        assert_eq!(search.path_arcs(6), Some(vec![7, 10, 8, 12]));
    }

    #[test]
    fn ties_go_by_tie_then_arcs_then_last_arc() {
        let arcs = [(0, 1), (1, 3), (0, 2), (2, 3), (0, 3), (0, 3)];
        let graph = Csr::from_arcs(4, &arcs);
        let mut search = Dijkstra::new(&graph);
        let mut path = |weights: [u64; 6], ties: Option<&[u64]>| {
            let outcome = search.run(&graph, &weights, ties, &[0], &[3], &Task::never());
            assert_eq!(outcome, Ok(()));
            search.path_arcs(3)
        };
        assert_eq!(path([1, 1, 1, 1, 2, 2], None), Some(vec![4]));
        assert_eq!(path([1, 1, 1, 1, 3, 3], None), Some(vec![0, 1]));
        let ties = [5, 5, 4, 3, 9, 8];
        assert_eq!(path([1, 1, 1, 1, 2, 2], Some(&ties)), Some(vec![2, 3]));
        assert_eq!(path([2, 2, 2, 2, 3, 3], Some(&ties)), Some(vec![5]));
    }

    #[test]
    fn odd_input_is_answered() {
        let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (9, 9)]);
        let mut search = Dijkstra::new(&graph);
        assert_eq!(search.cost(0), None);
        run(&mut search, &graph, &[1], 0);
        assert_eq!((search.cost(1), search.cost(2)), (Some(1), None));
        run(&mut search, &graph, &[u64::MAX - 1, 9], 0);
        assert_eq!(search.cost(2), Some(u64::MAX));
        let never = Task::never();
        assert_eq!(search.run(&graph, &[1, 1], None, &[9], &[], &never), Ok(()));
        assert!([0, 9].iter().all(|&node| search.cost(node).is_none()));
        assert_eq!(
            search.run(&graph, &[1, 1], None, &[0], &[9], &never),
            Ok(())
        );
        assert_eq!(search.cost(0), None);
        assert_eq!(
            search.run(&graph, &[1, 1], None, &[0], &[1, 1], &never),
            Ok(())
        );
        assert_eq!((search.cost(1), search.cost(2)), (Some(1), None));
        let small = Csr::from_arcs(1, &[]);
        assert_eq!(search.run(&small, &[], None, &[0, 2], &[], &never), Ok(()));
        assert_eq!((search.cost(0), search.cost(2)), (Some(0), None));
        let task = Task::new();
        task.cancel();
        let outcome = search.run(&graph, &[1, 1], None, &[0], &[], &task);
        assert_eq!((outcome, search.cost(0)), (Err(Cancelled), None));
    }

    /// Cost, tie and path of every node as Bellman and Ford have them, with one workspace.
    #[test]
    fn random_graphs_agree_with_the_oracles() {
        let mut random = Random::new(2);
        let mut search = Dijkstra::new(&Csr::from_arcs(0, &[]));
        for round in 0..20_000 {
            let most = if round % 40 == 0 { 80 } else { 8 };
            let n_nodes = random.between(1, most);
            let n_arcs = random.between(0, 3 * most);
            let arcs = random.arcs(n_nodes, n_arcs);
            let graph = Csr::from_arcs(n_nodes, &arcs);
            let weights = random.values(arcs.len(), [0, 0, 1, 1, 2, 3, 9, CLOSED]);
            let ties = random.values(arcs.len(), [0, 0, 0, 1, 1, 2, 3, u64::MAX - 3]);
            let ties = (round % 3 > 0).then_some(&ties[..]);
            let sources = random.nodes(n_nodes, 1 + round % 2);
            let targets = random.nodes(n_nodes, round % 4);
            let outcome = search.run(&graph, &weights, ties, &sources, &targets, &Task::never());
            assert_eq!(outcome, Ok(()));

            let slow = oracle::bellman_ford(n_nodes, &arcs, &weights, ties, &sources);
            for node in graph.nodes() {
                let is_asked = targets.is_empty() || targets.contains(&node);
                if !is_asked && search.cost(node).is_none() {
                    continue;
                }
                assert_eq!(search.cost(node), slow.cost(node));
                assert_eq!(search.tie(node), slow.tie(node));
                assert_eq!(search.path_arcs(node), slow.path_arcs(&arcs, node));
            }
        }
    }

    /// The documented order of paths, held against all paths there are.
    #[test]
    fn random_paths_are_the_first_of_all_paths() {
        let mut random = Random::new(6);
        for _ in 0..3_000 {
            let n_nodes = random.between(1, 6);
            let n_arcs = random.between(0, 14);
            let arcs = random.arcs(n_nodes, n_arcs);
            let graph = Csr::from_arcs(n_nodes, &arcs);
            let weights = random.values(arcs.len(), [0, 0, 1, 1, 2, CLOSED]);
            let ties = random.values(arcs.len(), [0, 0, 1, 2]);
            let mut search = Dijkstra::new(&graph);
            let outcome = search.run(&graph, &weights, Some(&ties), &[0], &[], &Task::never());
            assert_eq!(outcome, Ok(()));
            for node in graph.nodes() {
                let best = oracle::best_of_all_paths(&arcs, &weights, &ties, 0, node);
                let found = search.path_arcs(node);
                let found =
                    found.and_then(|path| Some((search.cost(node)?, search.tie(node)?, path)));
                assert_eq!(found, best);
            }
        }
    }
}
