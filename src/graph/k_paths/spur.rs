//! The search for the first path of a class, and the bound on it.
//!
//! A*: Hart, Nilsson, Raphael, *A formal basis for the heuristic determination of minimum cost
//! paths*, 1968. The distances to the target without any class are a lower bound of those with one,
//! and consistent, so that a node is final when it is settled, as in Dijkstra's search. They come from
//! a search against the arcs that goes no further than needed (Kurz and Mutzel 2016): until it has
//! settled a node, that node is no nearer to the target than its frontier is. A node waits by such a
//! bound, and is settled here only after it was settled there.
//!
//! Does not know: which classes there are; whether a path comes back to a group beyond the nodes
//! that were visited before.

use super::ahead::Ahead;
use super::{Question, Sums, joined, plus};
use crate::graph::csr::Csr;
use crate::graph::dijkstra::CLOSED;
use crate::graph::queue::Queue;
use crate::graph::visits::Visits;
use crate::task::{Cancelled, Task};
use std::cell::Cell;

/// Instead of an arc: there is none.
const NONE: u32 = u32::MAX;
/// Nodes settled between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The first path of the class has these sums, the given arcs included.
    Path(Sums),
    /// It was put off; no path of the class comes before these sums.
    PutOff(Sums),
    /// There is no path in the class.
    Nothing,
}

/// What is known of a node in the search that wrote it.
#[derive(Clone, Copy, Debug)]
struct Label {
    sums: Sums,
    arc: u32,
    stamp: u32,
    is_settled: bool,
}

/// Order of settling: the least sums that a path through the node can have; of equal ones, fewer
/// arcs up to the node, so that all equal paths to a node are offered before it is settled.
type Key = (u64, u64, u64, u32);

/// The workspace of a search.
#[derive(Clone, Debug, Default)]
pub(super) struct Spur {
    labels: Vec<Label>,
    queue: Queue<Key>,
    /// The nodes that a path has visited before the search begins at the last of them.
    visits: Visits,
    /// Number of the search, which its labels bear.
    stamp: u32,
    /// Arcs by which it may not begin.
    excluded: Vec<u32>,
}

impl Spur {
    /// Makes room for a graph, and begins with no node visited.
    pub(super) fn begin(&mut self, graph: &Csr) {
        let unknown = Label {
            sums: (0, 0, 0),
            arc: NONE,
            stamp: 0,
            is_settled: false,
        };
        if self.stamp == u32::MAX {
            self.labels.clear();
            self.stamp = 0;
        }
        self.stamp += 1;
        self.labels.resize(graph.n_nodes(), unknown);
        self.visits.begin(graph.n_nodes());
        self.excluded.clear();
    }

    /// Visits a node. Returns false, and does nothing, if it was visited before or its group was left.
    pub(super) fn visit(&mut self, question: &Question, node: u32) -> bool {
        self.visits.visit(question.groups, node)
    }

    /// Says by which arcs not to go on from the node visited last.
    pub(super) fn exclude(&mut self, arcs: impl Iterator<Item = u32>) {
        self.excluded.clear();
        self.excluded.extend(arcs);
    }

    /// The least sums that a path can have that goes on from the node visited last by an arc that is
    /// not excluded; `None` if there can be no such path. `behind` is what leads there.
    pub(super) fn bound(&self, question: &Question, ahead: &Ahead, behind: Sums) -> Option<Sums> {
        let arcs = question.graph.out(self.visits.last());
        let sums = arcs.filter_map(|(arc, head)| {
            let sums = joined(plus(behind, question, arc), ahead.least(head)?);
            let is_open = sums.0 < CLOSED && self.visits.may_enter(question.groups, head);
            (is_open && !self.excluded.contains(&arc)).then_some(sums)
        });
        sums.min()
    }

    /// Looks for the first path that goes on from the node visited last by an arc that is not
    /// excluded. It may be put off, if what is left is `too_much`, once `patience` nodes are settled
    /// here or ahead.
    pub(super) fn search(
        &mut self,
        question: &Question,
        ahead: &mut Ahead,
        behind: Sums,
        patience: u32,
        too_much: impl Fn(Sums) -> bool,
        task: &Task,
    ) -> Result<Outcome, Cancelled> {
        if self.visits.last() == question.target {
            return Ok(Outcome::Path(behind));
        }
        self.queue.clear();
        for (arc, head) in question.graph.out(self.visits.last()) {
            if !self.excluded.contains(&arc)
                && let Some(key) = self.offer(question, ahead, behind, arc, head)
            {
                self.queue.push(key);
            }
        }
        let n_settled = Cell::new(0_u32);
        let is_put_off = |least: Sums| n_settled.get() >= patience && too_much(least);
        while let Some(key) = self.queue.first() {
            let (node, least) = (key.3, sums_of(key));
            let label = self.labels[node as usize];
            let now = key_of(label.sums, ahead, node).filter(|_| !label.is_settled);
            match now {
                // More is known by now of what is ahead.
                Some(now) if now > key => self.queue.replace_first(now),
                Some(now) if now == key && ahead.is_known(node) => {
                    if node == question.target {
                        return Ok(Outcome::Path(label.sums));
                    }
                    if is_put_off(least) {
                        return Ok(Outcome::PutOff(least));
                    }
                    n_settled.update(|n| n.saturating_add(1));
                    if n_settled.get().is_multiple_of(STRIDE) {
                        task.checkpoint()?;
                    }
                    self.labels[node as usize].is_settled = true;
                    self.relax(question, ahead, node, label.sums);
                }
                Some(now) if now == key => {
                    if is_put_off(least) {
                        return Ok(Outcome::PutOff(least));
                    }
                    self.queue.pop();
                    let rival = self.queue.first().map(sums_of);
                    let enough = |sums: Sums| {
                        let least = joined(label.sums, sums);
                        n_settled.update(|n| n.saturating_add(1));
                        rival.is_some_and(|rival| least > rival) || is_put_off(least)
                    };
                    ahead.look(question, node, enough, task)?;
                    if let Some(key) = key_of(label.sums, ahead, node) {
                        self.queue.push(key);
                    }
                }
                // Settled before, on a better path, or no path leads on from here.
                _ => drop(self.queue.pop()),
            }
        }
        Ok(Outcome::Nothing)
    }

    /// Offers the nodes next to a settled one, the first of the queue, a path through it, and takes
    /// it out of the queue.
    #[inline]
    fn relax(&mut self, question: &Question, ahead: &Ahead, node: u32, sums: Sums) {
        let mut is_out = false;
        for &(arc, head) in question.graph.out_slice(node) {
            let Some(key) = self.offer(question, ahead, sums, arc, head) else {
                continue;
            };
            if is_out {
                self.queue.push(key);
            } else {
                self.queue.replace_first(key);
                is_out = true;
            }
        }
        if !is_out {
            self.queue.pop();
        }
    }

    /// Takes the path that goes on by `arc` if it comes before the one known so far to its head.
    /// Returns the key if the sums are smaller, so that the node is to be queued.
    #[inline]
    fn offer(
        &mut self,
        question: &Question,
        ahead: &Ahead,
        behind: Sums,
        arc: u32,
        head: u32,
    ) -> Option<Key> {
        let weight = question.weights.get(arc as usize).copied();
        if weight.is_none_or(|weight| weight == CLOSED) {
            return None;
        }
        let sums = plus(behind, question, arc);
        let label = self.labels.get(head as usize)?;
        let is_known = label.stamp == self.stamp;
        if is_known && (sums > label.sums || sums == label.sums && arc >= label.arc) {
            return None;
        }
        let is_equal = is_known && sums == label.sums;
        if !self.visits.may_enter(question.groups, head) {
            return None;
        }
        let key = key_of(sums, ahead, head)?;
        self.labels[head as usize] = Label {
            sums,
            arc,
            stamp: self.stamp,
            is_settled: false,
        };
        (!is_equal).then_some(key)
    }

    /// The arcs of the path to the target that the search found, from the target back to where it
    /// began.
    pub(super) fn path(&self, question: &Question) -> impl Iterator<Item = u32> {
        let last_arc = |node: u32| {
            let is_behind = node == self.visits.last();
            let label = (self.labels.get(node as usize)).filter(|_| !is_behind)?;
            Some(label.arc)
        };
        let graph = question.graph;
        std::iter::successors(last_arc(question.target), move |&arc| {
            last_arc(graph.tail(arc))
        })
    }
}

/// The key of a node reached with `sums`; `None` if no path leads on from there to the target.
#[inline]
fn key_of(sums: Sums, ahead: &Ahead, node: u32) -> Option<Key> {
    let least = joined(sums, ahead.least(node)?);
    let counts = u64::from(least.2) << 32 | u64::from(sums.2);
    (least.0 < CLOSED).then_some((least.0, least.1, counts, node))
}

/// The least sums of a path through the node of a key.
#[inline]
fn sums_of(key: Key) -> Sums {
    (key.0, key.1, (key.2 >> 32) as u32)
}
