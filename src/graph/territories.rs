//! Which of several owners is reached at least cost from where: the nodes of each, and where along
//! an arc two of them tie.
//!
//! The network Voronoi diagram of Erwig, *The graph Voronoi diagram with applications*, Networks 36,
//! 2000, of order four: at each node the four cheapest owners are known, so that what the next ones
//! cost more is known too. One search serves all owners: a node takes labels in the order of cost, then
//! of owner, the first of each of four owners, and passes only those on; a fifth owner cannot be among
//! the four further on either, as these go there as cheaply. Along a line that can
//! be gone both ways cost is spent evenly, so that both directions are straight lines that meet
//! once at most, at a fraction of whole numbers; nothing is rounded.
//!
//! O((nodes + arcs) · log nodes) time whatever the number of owners; a line takes O(1).
//!
//! Does not know: what owners are, where arcs lie on a map.

use super::csr::Csr;
use super::dijkstra::CLOSED;
use super::queue::Queue;
use crate::task::{Cancelled, Task};

/// Labels taken between two checkpoints.
const STRIDE: u32 = 1024;

/// An owner, and what it costs to reach it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The cost.
    pub cost: u64,
    /// The owner; of equally cheap ones the smaller number counts as better.
    pub owner: u32,
}

/// Where an owner is reached: a node, with what is still to be paid there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed {
    /// The node.
    pub node: u32,
    /// The owner and what is to be paid there.
    pub label: Label,
}

/// A label, and the arc by which its path goes on.
#[derive(Clone, Copy, Debug)]
struct Entry {
    label: Label,
    /// `NONE` at a seed.
    arc: u32,
}

/// Owners that are known of a node.
const DEPTH: usize = 4;
/// The best owners of a node, the best first.
type Best = [Option<Entry>; DEPTH];
/// No arc.
const NONE: u32 = u32::MAX;

/// The best owners of each node.
#[derive(Clone, Debug, Default)]
pub struct Territories {
    entries: Vec<Best>,
}

impl Territories {
    /// The best owner of a node; `None` where none is reached.
    #[must_use]
    pub fn best(&self, node: u32) -> Option<Label> {
        self.entries.get(node as usize)?[0].map(|entry| entry.label)
    }

    /// The four best owners of a node, the best first; fewer where fewer are reached.
    pub fn known(&self, node: u32) -> impl Iterator<Item = Label> {
        let entries = self.entries.get(node as usize).into_iter().flatten();
        entries.flatten().map(|entry| entry.label)
    }

    /// The arcs from a node to where an owner is reached, in the order of travel, and that seed's
    /// node; `None` if the owner is not known there. `reversed` is the graph that was
    /// searched. Not of territories that were merged.
    #[must_use]
    pub fn path(&self, reversed: &Csr, node: u32, owner: u32) -> Option<(Vec<u32>, u32)> {
        let (mut arcs, mut here) = (Vec::new(), node);
        loop {
            let both = self.entries.get(here as usize)?.iter().flatten();
            let entry = both.into_iter().find(|of| of.label.owner == owner)?;
            if entry.arc == NONE {
                return Some((arcs, here));
            }
            arcs.push(entry.arc);
            here = reversed.tail(entry.arc);
        }
    }

    /// The best of these and others over the same nodes. No owner may be in both.
    #[must_use]
    pub fn merged(mut self, others: &Self) -> Self {
        let none = [None; DEPTH];
        self.entries
            .resize(self.entries.len().max(others.entries.len()), none);
        for (own, other) in self.entries.iter_mut().zip(&others.entries) {
            for entry in other.iter().flatten() {
                put(own, *entry);
            }
        }
        self
    }
}

/// Puts a label of a new owner where it belongs among the best.
fn put(known: &mut Best, entry: Entry) {
    let comes_before = |other: &Option<Entry>| other.is_none_or(|of| entry.label < of.label);
    if let Some(place) = known.iter().position(comes_before) {
        known[place..].rotate_right(1);
        known[place] = Some(entry);
    }
}

/// The best owners of each node by the paths along the arcs of `graph` from the node to a seed.
///
/// `reversed` is the graph turned round ([`Csr::reversed`]), `weights` are by arc id. An arc of
/// weight [`CLOSED`], or without a weight, is not gone along. Sums saturate at `u64::MAX`. Seeds that
/// are at no node are passed over.
///
/// ```
/// use corridor::graph::{csr::Csr, territories::{Label, Seed, territories}};
/// use corridor::task::Task;
///
/// let graph = Csr::from_arcs(3, &[(0, 1), (0, 2)]);
/// let seed = |node, cost, owner| Seed { node, label: Label { cost, owner } };
/// let seeds = [seed(1, 5, 7), seed(2, 0, 8)];
/// let found = territories(&graph.reversed(), &[2, 4], &seeds, &Task::never())?;
/// assert_eq!(found.best(0), Some(Label { cost: 4, owner: 8 }));
/// assert_eq!(found.known(0).nth(1), Some(Label { cost: 7, owner: 7 }));
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn territories(
    reversed: &Csr,
    weights: &[u64],
    seeds: &[Seed],
    task: &Task,
) -> Result<Territories, Cancelled> {
    task.checkpoint()?;
    let mut entries = vec![[None::<Entry>; DEPTH]; reversed.n_nodes()];
    let mut queue: Queue<(Label, u32, u32)> = Queue::default();
    for seed in seeds {
        if (seed.node as usize) < entries.len() {
            queue.push((seed.label, seed.node, NONE));
        }
    }
    let mut n_taken: u32 = 0;
    while let Some((label, node, arc)) = queue.pop() {
        let known = &mut entries[node as usize];
        let Some(place) = free_place(known, label.owner) else {
            continue;
        };
        known[place] = Some(Entry { label, arc });
        n_taken = n_taken.wrapping_add(1);
        if n_taken.is_multiple_of(STRIDE) {
            task.checkpoint()?;
        }
        for (arc, before) in reversed.out(node) {
            let weight = weights.get(arc as usize).copied().unwrap_or(CLOSED);
            let is_wanted = free_place(&entries[before as usize], label.owner).is_some();
            if weight != CLOSED && is_wanted {
                let cost = label.cost.saturating_add(weight);
                let owner = label.owner;
                queue.push((Label { cost, owner }, before, arc));
            }
        }
    }
    Ok(Territories { entries })
}

/// Where an owner's label goes that comes behind those known; `None` where it is known or there are
/// enough.
fn free_place(known: &Best, owner: u32) -> Option<usize> {
    let place = known.iter().position(Option::is_none)?;
    let is_known = known.iter().flatten().any(|of| of.label.owner == owner);
    (!is_known).then_some(place)
}

/// What is known at one end of a line for going on there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Onward {
    /// What going along the whole line to that end costs.
    pub weight: u64,
    /// The best owner from that end, and what it costs from there.
    pub label: Label,
}

/// The point of a line at which two owners tie: a fraction of its length from its beginning, greater
/// than 0 and less than 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TiePoint {
    /// What stands above the line of the fraction.
    pub numerator: u128,
    /// What stands below it.
    pub denominator: u128,
}

impl TiePoint {
    /// The fraction as a float, for drawing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for drawing")]
    pub fn share(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// Who owns which part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Split {
    /// Nobody: no owner is reached from it.
    Nobody,
    /// One owner all of it.
    Whole(u32),
    /// One owner from its beginning to a point, another from there to its end.
    At {
        /// The owner at the beginning.
        first: u32,
        /// The owner at the end.
        last: u32,
        /// Where they tie.
        tie: TiePoint,
    },
}

/// Who owns which part of a line, when one goes on from any point of it to its beginning or to its
/// end, whichever is the cheaper way out; `None` where one cannot go there.
///
/// ```
/// use corridor::graph::territories::{Label, Onward, Split, TiePoint, split};
///
/// // Owner 1 costs 3 from the beginning, owner 2 costs 5 from the end; the line costs 10 both ways.
/// let to = |cost, owner| Some(Onward { weight: 10, label: Label { cost, owner } });
/// let tie = TiePoint { numerator: 12, denominator: 20 };
/// assert_eq!(split(to(3, 1), to(5, 2)), Split::At { first: 1, last: 2, tie });
/// ```
#[must_use]
pub fn split(to_beginning: Option<Onward>, to_end: Option<Onward>) -> Split {
    let (back, ahead) = match (to_beginning, to_end) {
        (None, None) => return Split::Nobody,
        (Some(one), None) | (None, Some(one)) => return Split::Whole(one.label.owner),
        (Some(back), Some(ahead)) => (back, ahead),
    };
    let (first, last) = (back.label.owner, ahead.label.owner);
    let wide = |number: u64| u128::from(number);
    // Back costs b + t·v, ahead a + (1 − t)·w: they tie at t = (a + w − b) / (v + w).
    let all_ahead = wide(ahead.label.cost) + wide(ahead.weight);
    let denominator = wide(back.weight) + wide(ahead.weight);
    let numerator = all_ahead.checked_sub(wide(back.label.cost));
    match numerator.filter(|&above| above > 0) {
        _ if first == last => Split::Whole(first),
        // Ahead is no dearer even from the beginning.
        None if denominator == 0 && all_ahead == wide(back.label.cost) => {
            Split::Whole(first.min(last))
        }
        None => Split::Whole(last),
        Some(above) if above >= denominator => Split::Whole(first),
        Some(numerator) => {
            let tie = TiePoint {
                numerator,
                denominator,
            };
            Split::At { first, last, tie }
        }
    }
}

#[cfg(test)]
mod tests;
