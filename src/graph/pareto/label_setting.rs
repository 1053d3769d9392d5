//! One round of the search: labels in lexicographic order, with dominance.
//!
//! **Order.** Labels are taken by cost with bound, then by number of arcs, last arc, and the order
//! in which the labels before them were taken. A step never lowers the cost and adds an arc, so
//! that all labels of the same node and cost are open before the first of them is taken; that is
//! the one preferred, and the others give way to it.
//!
//! Does not know: weights, how bounds came about, which rounds there are.

use super::Weighted;
use super::frontier::Frontier;
use super::ground::{Ground, Step};
use super::open::{Open, Waiting};
use super::watch::{Watch, is_within};
use crate::task::{Cancelled, Task};
use std::array;

/// Instead of an arc or a label: there is none.
const NONE: u32 = u32::MAX;
/// Labels looked at between two checkpoints, well under a millisecond.
const STRIDE: u32 = 256;

/// A label that was kept; its number is when it was taken.
#[derive(Clone, Copy, Debug)]
struct Label {
    arc: u32,
    parent: u32,
}

/// A label at the target.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<const N: usize> {
    pub(super) cost: [u64; N],
    label: u32,
}

/// The state of a round, and what it found.
#[derive(Clone, Debug)]
pub(super) struct LabelSetting<const N: usize> {
    open: Open<N>,
    labels: Vec<Label>,
    /// The watched groups each label has been in, as many words a label as a set has.
    been: Vec<u64>,
    /// By node.
    fronts: Vec<Frontier<N>>,
    /// That of the target, whatever sets its labels carry: no path goes on from there.
    goal: Frontier<N>,
    found: Vec<Found<N>>,
    /// The set of the label being looked at.
    set: Vec<u64>,
}

impl<const N: usize> LabelSetting<N> {
    pub(super) fn new() -> Self {
        LabelSetting {
            open: Open::new(),
            labels: Vec::new(),
            been: Vec::new(),
            fronts: Vec::new(),
            goal: Frontier::new(),
            found: Vec::new(),
            set: Vec::new(),
        }
    }

    /// Searches from the ground's source to its target, under the rule for the groups watched.
    /// Returns whether it came to the end before it had kept `room` labels.
    pub(super) fn run(
        &mut self,
        map: &Weighted<N>,
        ground: &mut Ground<N>,
        watch: &Watch,
        room: usize,
        task: &Task,
    ) -> Result<bool, Cancelled> {
        self.clear(ground.n_nodes(), watch);
        let room = room.min(NONE as usize - 1);
        self.open.push(Waiting {
            cost: ground.least,
            n_arcs: 0,
            arc: NONE,
            parent: NONE,
            node: ground.source,
        });
        let mut n_taken: u32 = 0;
        while let Some(next) = self.open.pop() {
            n_taken = n_taken.wrapping_add(1);
            if n_taken.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            self.set_of(next.parent, next.node, watch);
            if self.is_dominated(next.node, &next.cost) {
                continue;
            }
            if self.labels.len() == room {
                return Ok(false);
            }
            let label = self.keep(&next);
            if next.node == ground.target {
                self.goal.add(next.cost, label, |_| true);
                let cost = next.cost;
                self.found.push(Found { cost, label });
            } else {
                let steps = ground.steps(map, next.node, task)?;
                self.go_on(steps, watch, &next, label);
            }
        }
        Ok(true)
    }

    /// Labels kept in the last round.
    pub(super) fn n_labels(&self) -> usize {
        self.labels.len()
    }

    /// The labels at the target, in order of cost.
    pub(super) fn found(&self) -> &[Found<N>] {
        &self.found
    }

    /// Writes the arcs that lead to the given one of [`LabelSetting::found`], in order of travel.
    pub(super) fn path(&self, found: usize, arcs: &mut Vec<u32>) {
        arcs.clear();
        let mut label = self.labels[self.found[found].label as usize];
        while label.arc != NONE {
            arcs.push(label.arc);
            label = self.labels[label.parent as usize];
        }
        arcs.reverse();
    }

    fn clear(&mut self, n_nodes: usize, watch: &Watch) {
        self.open.clear();
        self.labels.clear();
        self.been.clear();
        self.fronts.iter_mut().for_each(Frontier::clear);
        if self.fronts.len() < n_nodes {
            self.fronts.resize_with(n_nodes, Frontier::new);
        }
        self.goal.clear();
        self.found.clear();
        self.set.clear();
        self.set.resize(watch.n_words(), 0);
    }

    /// Makes `set` that of a label at `node` after `parent`.
    fn set_of(&mut self, parent: u32, node: u32, watch: &Watch) {
        if self.set.is_empty() {
            return;
        }
        if parent == NONE {
            self.set.fill(0);
        } else {
            let been = set(&self.been, parent, self.set.len());
            self.set.copy_from_slice(been);
        }
        watch.enter(&mut self.set, node);
    }

    /// Whether a label at `node` with `set` is superfluous beside those kept there, or those found.
    fn is_dominated(&self, node: u32, cost: &[u64; N]) -> bool {
        if self.goal.is_as_good(cost) {
            return true;
        }
        let front = &self.fronts[node as usize];
        let n_words = self.set.len();
        if n_words == 0 {
            return front.is_as_good(cost);
        }
        front.is_as_good_among(cost, |kept| {
            is_within(set(&self.been, kept, n_words), &self.set)
        })
    }

    /// Keeps a label with `set`; returns its number.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no more labels are kept than numbers go round"
    )]
    fn keep(&mut self, next: &Waiting<N>) -> u32 {
        let label = self.labels.len() as u32;
        let (arc, parent) = (next.arc, next.parent);
        self.labels.push(Label { arc, parent });
        self.been.extend_from_slice(&self.set);
        let (been, own) = (&self.been, &self.set);
        let front = &mut self.fronts[next.node as usize];
        front.add(next.cost, label, |kept| {
            is_within(own, set(been, kept, own.len()))
        });
        label
    }

    /// Opens the labels that follow a kept one.
    fn go_on(&mut self, steps: &[Step<N>], watch: &Watch, from: &Waiting<N>, label: u32) {
        for step in steps {
            let been = set(&self.been, label, self.set.len());
            if watch.comes_back(been, from.node, step.head) {
                continue;
            }
            let cost = array::from_fn(|k| from.cost[k].saturating_add(step.detour[k]));
            self.set_of(label, step.head, watch);
            if !self.is_dominated(step.head, &cost) {
                self.open.push(Waiting {
                    cost,
                    n_arcs: from.n_arcs + 1,
                    arc: step.arc,
                    parent: label,
                    node: step.head,
                });
            }
        }
    }
}

/// The set of a label, in `n_words` words.
fn set(been: &[u64], label: u32, n_words: usize) -> &[u64] {
    let first = label as usize * n_words;
    &been[first..first + n_words]
}
