//! Shortest paths from a set of nodes, with one answer where several paths are equally short.
//!
//! Does not know: what a weight measures; how the weights came about.

use crate::graph::csr::Csr;
use crate::graph::queue::Queue;
use crate::task::{Cancelled, Task};
use std::cmp::Ordering;

mod label;

use label::{FLAG_BITS, Key, Label, SETTLED, TARGET};

/// The weight of an arc that may not be used.
pub const CLOSED: u64 = u64::MAX;

/// Instead of an arc or a node: there is none.
const NONE: u32 = u32::MAX;
/// Nodes settled between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;

/// A workspace for shortest path searches and the result of the last one.
///
/// It holds a label (32 bytes) a node, and a queue entry (16 or, with ties, 32 bytes) for each time
/// a node was reached on a better path. It is meant to be used again and again: once its queue has
/// grown no search allocates, unless on a larger graph, and starting one costs O(1), not O(nodes).
#[derive(Clone, Debug)]
pub struct Dijkstra {
    labels: Vec<Label>,
    queue: Queue<u128>,
    queue_with_ties: Queue<(u128, u64)>,
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
    /// is no path. Takes O(1) time.
    #[inline]
    #[must_use]
    pub fn last_step(&self, node: u32) -> Option<(u32, u32)> {
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
mod tests;
