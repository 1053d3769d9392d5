//! The k best paths from a node to another, one after the other, none visiting a group twice.
//!
//! Every node belongs to a group, such as all places inside one hub. A path may move about among
//! the nodes of the group it is in, never comes back to a group that it has left, and never visits
//! a node twice. Where each node is a group of its own these are the loopless paths of Yen.
//!
//! **Method.** Yen, *Finding the k shortest loopless paths in a network*, 1971, with the partition of
//! Lawler, *A procedure for computing the k best solutions to discrete optimization problems and its
//! application to the shortest path problem*, 1972: a *deviation* is the class of all paths that
//! begin with given arcs and do not go on by some other given ones. The best path of a class is
//! handed out; what is left of the class is parted into deviations at each node of that path.
//! Distances to the target are computed once, against the arcs. They bound each class from below, so
//! that most deviations never have to be searched, and guide the search of the others (A*; Hershberger,
//! Maxel, Suri, *Finding the k shortest simple paths*, 2007, and Kurz, Mutzel, *A sidetrack-based
//! algorithm for finding the k shortest simple paths in a directed graph*, 2016, discuss such bounds).
//! A search that comes to cost more than the next class may is put off, and begun anew with twice
//! the patience when its turn comes.
//!
//! **Why groups leave it exact.** A search may enter neither the nodes that the given arcs visit nor
//! the groups that they have left, but beyond them it may leave a group and come back, since nothing
//! in a label remembers groups. So it finds the first path of a larger class. If that path comes back
//! to a group it is no answer; but no answer of the class comes before it, so that its place in the
//! order is right, and the class without it is parted as ever. Deviations at and behind the first
//! node that comes back need not be looked at: all paths of those classes come back there. Hence
//! each answer is in exactly one class that waits, none waits behind a path that comes after it, and
//! answers come in order. There may be many paths that come back, and so there is a limit.
//!
//! **Complexity.** One search over the graph; then for each path examined O(arcs at its nodes) and one
//! search for each deviation whose bound comes up. At worst that is a search of
//! O((nodes + arcs) log nodes) a node of each path, as Yen's; the limit bounds their number.
//!
//! Does not know: what groups, costs and ties mean; how unlike each other paths are.

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Sums};
use crate::task::{Cancelled, Task};
use std::cmp::Ordering;

mod ahead;
mod classes;
mod spur;

use ahead::Ahead;
use classes::{Class, Classes, Found};
use spur::{Outcome, Spur};

/// Settled nodes beyond those of a straight way until a search may be put off for the first time.
const PATIENCE: u32 = 64;

/// What paths are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The graph.
    pub graph: &'a Csr,
    /// The same graph with its arcs turned round: [`Csr::reversed`].
    pub reversed: &'a Csr,
    /// By arc. An arc of weight [`CLOSED`], or without a weight, is not used.
    pub weights: &'a [u64],
    /// By arc, if there are any; an arc without a tie has tie 0.
    pub ties: Option<&'a [u64]>,
    /// By node; nodes with the same number are one group. A node without a number, or with one that
    /// is not below the number of nodes, is a group of its own.
    pub groups: &'a [u32],
    /// Where paths begin.
    pub source: u32,
    /// Where they end.
    pub target: u32,
}

/// One path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestPath {
    /// Arc ids in the order of travel; empty if source and target are the same node.
    pub arcs: Vec<u32>,
    /// Sum of weights.
    pub cost: u64,
    /// Sum of ties.
    pub tie: u64,
}

/// A workspace, to be used again and again: once it has grown only the answers are allocated.
///
/// It holds some 80 bytes a node, some 64 bytes a waiting deviation, and the arcs of each path found.
#[derive(Clone, Debug)]
pub struct KPaths {
    ahead: Ahead,
    spur: Spur,
    classes: Classes,
    /// Nodes of the path being parted.
    nodes: Vec<u32>,
    /// [`PATIENCE`], but for tests.
    patience: u32,
}

impl Default for KPaths {
    fn default() -> Self {
        KPaths::new()
    }
}

impl KPaths {
    /// An empty workspace.
    #[must_use]
    pub fn new() -> Self {
        KPaths {
            ahead: Ahead::new(),
            spur: Spur::default(),
            classes: Classes::default(),
            nodes: Vec::new(),
            patience: PATIENCE,
        }
    }

    /// Begins with the paths that `question` asks for; [`Paths::next`] gives them.
    ///
    /// **Order.** Sum of weights, sum of ties (all 0 if `None`), number of arcs; then the path comes
    /// first whose last arc has the smaller id, if they share it, whose last but one has, and so on
    /// back from the target. So the first path is the one that
    /// [`Dijkstra`](crate::graph::dijkstra::Dijkstra) finds, unless that comes
    /// back to a group. Paths that differ in a parallel arc are different paths.
    ///
    /// **Sums.** A path whose cost is no less than `u64::MAX` is no answer. Ties saturate there; then
    /// paths of equal cost come in a fixed but otherwise unsaid order.
    ///
    /// At most `most_searches` searches are made; [`Paths::is_complete`] tells whether they were
    /// enough.
    ///
    /// ```
    /// use corridor::graph::{csr::Csr, k_paths::{KPaths, Question}};
    /// use corridor::task::Task;
    ///
    /// let graph = Csr::from_arcs(4, &[(0, 1), (1, 3), (0, 2), (2, 3), (1, 2)]);
    /// let question = Question {
    ///     graph: &graph,
    ///     reversed: &graph.reversed(),
    ///     weights: &[1, 1, 2, 2, 0],
    ///     ties: None,
    ///     groups: &[],
    ///     source: 0,
    ///     target: 3,
    /// };
    /// let mut workspace = KPaths::new();
    /// let mut paths = workspace.start(question, 1_000, &Task::never())?;
    /// let mut costs = vec![];
    /// while let Some(path) = paths.next(&Task::never())? {
    ///     costs.push(path.cost);
    /// }
    /// assert_eq!(costs, [2, 3, 4]);
    /// assert!(paths.is_complete());
    /// # Ok::<(), corridor::task::Cancelled>(())
    /// ```
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn start<'a>(
        &'a mut self,
        question: Question<'a>,
        most_searches: usize,
        task: &Task,
    ) -> Result<Paths<'a>, Cancelled> {
        self.classes.clear();
        self.ahead.begin(&question, task)?;
        let is_there = (question.source as usize) < question.graph.n_nodes();
        let sums = self.ahead.least(question.source).filter(|_| is_there);
        if let Some(sums) = sums.filter(|sums| sums.0 < CLOSED) {
            self.classes.wait(Class::all(), sums);
        }
        Ok(Paths {
            question,
            workspace: self,
            n_left: most_searches,
            is_complete: true,
        })
    }
}

/// Paths being handed out.
#[derive(Debug)]
pub struct Paths<'a> {
    question: Question<'a>,
    workspace: &'a mut KPaths,
    /// Searches that may still be made.
    n_left: usize,
    is_complete: bool,
}

impl Paths<'_> {
    /// The next best path; `None` if there is no other one or the limit was hit. Paths handed out
    /// before stay right whichever it is.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; then no more paths come.
    pub fn next(&mut self, task: &Task) -> Result<Option<BestPath>, Cancelled> {
        let outcome = self.advance(task);
        if outcome.is_err() {
            self.give_up();
        }
        outcome
    }

    /// Whether all searches that were needed could be made. If not, [`Paths::next`] gave `None`
    /// although there may be more paths.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// How many searches may still be made.
    #[must_use]
    pub fn n_searches_left(&self) -> usize {
        self.n_left
    }

    fn give_up(&mut self) {
        self.is_complete = false;
        self.workspace.classes.clear();
    }

    fn advance(&mut self, task: &Task) -> Result<Option<BestPath>, Cancelled> {
        loop {
            task.checkpoint()?;
            if let Some((class, least)) = self.workspace.classes.take_class() {
                if self.n_left == 0 {
                    self.give_up();
                    return Ok(None);
                }
                self.n_left -= 1;
                self.search(class, least, task)?;
            } else if let Some(found) = self.workspace.classes.take_found() {
                let is_answer = self.part(found);
                if is_answer {
                    return Ok(Some(BestPath {
                        arcs: self.workspace.classes.arcs(found).to_vec(),
                        cost: found.sums.0,
                        tie: found.sums.1,
                    }));
                }
            } else {
                return Ok(None);
            }
        }
    }

    /// Looks for the first path of a class whose paths add up to `least` or more.
    fn search(&mut self, class: Class, least: Sums, task: &Task) -> Result<(), Cancelled> {
        let KPaths {
            ahead,
            spur,
            classes,
            patience,
            ..
        } = &mut *self.workspace;
        let question = &self.question;
        spur.begin(question.graph);
        spur.visit(question, question.source);
        for &arc in classes.given(class) {
            spur.visit(question, question.graph.head(arc));
        }
        spur.exclude(classes.excluded(class));
        let next = classes.next_sums();
        // Straight to the target as many nodes are settled as there are arcs on the way.
        let patience = patience.saturating_add(least.2.saturating_sub(class.n_given));
        let outcome = spur.search(
            question,
            ahead,
            class.behind,
            patience.saturating_mul(1 << class.n_put_off.min(31)),
            |sums| next.is_some_and(|next| sums > next),
            task,
        )?;
        match outcome {
            Outcome::Path(sums) => classes.found(class, spur.path(question), sums),
            Outcome::PutOff(sums) => classes.put_off(class, sums),
            Outcome::Nothing => {}
        }
        Ok(())
    }

    /// Parts what is left of a class without its first path. Returns whether that path is an answer.
    fn part(&mut self, found: Found) -> bool {
        let KPaths {
            ahead,
            spur,
            classes,
            nodes,
            ..
        } = &mut *self.workspace;
        let question = &self.question;
        let n_given = found.class.n_given as usize;
        nodes.clear();
        nodes.push(question.source);
        nodes.extend(
            classes
                .arcs(found)
                .iter()
                .map(|&arc| question.graph.head(arc)),
        );
        spur.begin(question.graph);
        let mut behind = (0, 0, 0);
        for (place, &node) in nodes.iter().enumerate() {
            if !spur.visit(question, node) {
                return false;
            }
            let Some(&arc) = classes.arcs(found).get(place) else {
                break;
            };
            if place >= n_given {
                let class = classes.deviation(found, place, arc, behind);
                spur.exclude(classes.excluded(class));
                if let Some(bound) = spur.bound(question, ahead, behind) {
                    classes.wait(class, bound);
                }
            }
            behind = plus(behind, question, arc);
        }
        true
    }
}

/// The sums of a path that goes on by `arc`.
fn plus(sums: Sums, question: &Question, arc: u32) -> Sums {
    let weight = question.weights.get(arc as usize).copied();
    let ties = question.ties.unwrap_or(&[]);
    let tie = ties.get(arc as usize).copied().unwrap_or(0);
    (
        sums.0.saturating_add(weight.unwrap_or(CLOSED)),
        sums.1.saturating_add(tie),
        sums.2.saturating_add(1),
    )
}

/// The sums of a path behind a node and one ahead of it.
fn joined(behind: Sums, ahead: Sums) -> Sums {
    (
        behind.0.saturating_add(ahead.0),
        behind.1.saturating_add(ahead.1),
        behind.2.saturating_add(ahead.2),
    )
}

/// Paths with equal sums: by their arcs read from the target back.
fn by_arcs(one: &[u32], other: &[u32]) -> Ordering {
    one.iter().rev().cmp(other.iter().rev())
}

#[cfg(test)]
mod tests;
