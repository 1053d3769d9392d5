//! All best paths when several criteria count at once and none is worth a fixed amount of another.
//!
//! A path is in the answer if no other is at least as good in every criterion and better in one
//! (Pareto). Every node belongs to a **group**, and a path may move about in the group that it is
//! in but never comes back to one that it has left.
//!
//! **Search.** Label setting with dominance, for two criteria by Hansen, *Bicriterion path
//! problems*, 1980, for several by Martins, *On a multicriteria shortest path problem*, 1984. What
//! a label still needs at least to the target is known exactly for each criterion alone, from one
//! tree of shortest paths against the arcs. Labels are taken in lexicographic order of cost plus
//! that bound and given up as soon as a path already found is no worse: NAMOA*, Mandow and Pérez de
//! la Cruz, *Multiobjective A\* search with consistent heuristics*, 2010. As the first criterion of
//! the labels taken at a node never falls, they need be compared in the others only: Pulido,
//! Mandow, Pérez de la Cruz, *Dimensionality reduction in multiobjective shortest path search*,
//! 2015.
//!
//! **Groups.** Dominance at a node is not exact under such a rule: the better of two labels may
//! have been where it still has to go. So the rule is first left out. The paths then found are
//! best among more paths than are allowed, and hence
//!
//! - each of them that keeps the rule belongs to the answer;
//! - if all of them keep it, they are the answer, for no allowed path is better than all of them.
//!
//! Otherwise the groups that some path came back to are watched: a label carries the set of watched
//! groups it has been in, enters none a second time, and gives way only to a label that is no worse
//! and has been in no other watched groups. Both statements hold for any set of watched groups. The
//! search begins anew with more of them until all paths keep the rule, after as many rounds as there
//! are groups at the latest. This is the growing state space of Boland, Dethridge, Dumitrescu,
//! *Accelerated label setting algorithms for the elementary resource constrained shortest path
//! problem*, 2006, and Righini and Salani, *New dynamic programming algorithms for the resource
//! constrained elementary shortest path problem*, 2008.
//!
//! **Work.** O(n log n) time for n labels that are opened, in up to three criteria and while nothing
//! is watched, but for moving entries within the list of a node; otherwise a label is compared with
//! all that are kept at its node. n may grow exponentially with the graph, hence a limit.
//!
//! Does not know: what criteria measure, what groups stand for, which of the paths is preferred.

mod distances;
mod frontier;
mod ground;
mod label_setting;
mod open;
#[cfg(test)]
mod tests;
mod watch;

use crate::graph::csr::Csr;
use crate::task::{Cancelled, Task};
use ground::Ground;
use label_setting::LabelSetting;
use watch::Watch;

/// A graph with `N` weights on every arc and a group for every node.
#[derive(Clone, Copy, Debug)]
pub struct Weighted<'a, const N: usize> {
    /// The graph.
    pub graph: &'a Csr,
    /// The same graph with every arc turned round: [`Csr::reversed`].
    pub reversed: &'a Csr,
    /// Weights by arc id, a slice for each criterion, each in its own unit. An arc is not used if
    /// one of its weights is [`CLOSED`](crate::graph::dijkstra::CLOSED) or missing.
    pub weights: [&'a [u64]; N],
    /// The group of each node, by any numbers; nodes without an entry are each a group of its own.
    pub groups: &'a [u32],
}

/// One of the best paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParetoPath<const N: usize> {
    /// The sum of each criterion's weights.
    pub cost: [u64; N],
    /// Arc ids in the order of travel; none if source and target are the same.
    pub arcs: Vec<u32>,
}

/// What [`Pareto::run`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front<const N: usize> {
    /// The best paths, no two with the same cost, ordered by cost: by the first criterion, then by
    /// the second, and so on. None if the target cannot be reached.
    pub paths: Vec<ParetoPath<N>>,
    /// Whether these are all. If not, the limit was hit; each of `paths` is then still one of the
    /// best paths, but there may be others.
    pub is_complete: bool,
    /// How many labels were kept, over all rounds: what the limit is on.
    pub n_labels: usize,
    /// How often the search began: once, and again each time that more groups had to be watched;
    /// never if the target cannot be reached.
    pub n_rounds: u32,
}

/// A workspace for searches with `N` criteria, at least one.
///
/// It is meant to be used again and again: once it has grown to the size of the search, no search
/// allocates but for its answer.
#[derive(Clone, Debug)]
pub struct Pareto<const N: usize> {
    ground: Ground<N>,
    watch: Watch,
    search: LabelSetting<N>,
    /// Arc ids of the path being looked at.
    path: Vec<u32>,
}

impl<const N: usize> Default for Pareto<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Pareto<N> {
    /// A workspace without room yet.
    #[must_use]
    pub fn new() -> Self {
        const { assert!(N > 0, "there is a criterion") }
        Pareto {
            ground: Ground::new(),
            watch: Watch::default(),
            search: LabelSetting::new(),
            path: Vec::new(),
        }
    }

    /// Finds all best paths from `source` to `target` that come back to no group they have left.
    ///
    /// **Which path.** Of paths with the same cost the one with the fewest arcs is taken; of those
    /// the one whose last arc has the smallest id; if they share it, whose last but one has, and so
    /// on back from the target.
    ///
    /// **Sums** saturate at `u64::MAX`: paths that long count as equally long, and which of them is
    /// taken is then decided node by node.
    ///
    /// **Limit.** The search ends when it has kept `max_labels` labels. What was found by then are
    /// those of the best paths that are least in the first criterion. A label takes `8 · N + 16`
    /// bytes, and 8 more for every 64 groups watched; one that waits takes `8 · N + 32`.
    ///
    /// If source or target is no node, or the target cannot be reached, the answer is complete and
    /// empty. If they are the same node, it is the path without arcs.
    ///
    /// ```
    /// use corridor::graph::{csr::Csr, pareto::{Pareto, Weighted}};
    /// use corridor::task::Task;
    ///
    /// let graph = Csr::from_arcs(3, &[(0, 2), (0, 1), (1, 2), (0, 2)]);
    /// let map = Weighted {
    ///     graph: &graph,
    ///     reversed: &graph.reversed(),
    ///     weights: [&[5, 1, 1, 6], &[1, 2, 2, 2]],
    ///     groups: &[0, 1, 2],
    /// };
    /// let front = Pareto::new().run(&map, 0, 2, 1_000, &Task::never())?;
    /// let costs: Vec<_> = front.paths.iter().map(|path| path.cost).collect();
    /// assert_eq!(costs, [[2, 4], [5, 1]]);
    /// assert_eq!(front.paths[0].arcs, [1, 2]);
    /// # Ok::<(), corridor::task::Cancelled>(())
    /// ```
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn run(
        &mut self,
        map: &Weighted<N>,
        source: u32,
        target: u32,
        max_labels: usize,
        task: &Task,
    ) -> Result<Front<N>, Cancelled> {
        let mut front = Front {
            paths: Vec::new(),
            is_complete: true,
            n_labels: 0,
            n_rounds: 0,
        };
        task.checkpoint()?;
        if !self.ground.prepare(map, source, target, task)? {
            return Ok(front);
        }
        self.watch.nothing();
        loop {
            self.watch.mark(map.graph.nodes(), map.groups);
            let room = max_labels - front.n_labels;
            front.is_complete =
                (self.search).run(map, &mut self.ground, &self.watch, room, task)?;
            front.n_labels += self.search.n_labels();
            front.n_rounds += 1;
            let all_keep_the_rule = self.collect(map, source, &mut front.paths);
            if !front.is_complete || all_keep_the_rule {
                return Ok(front);
            }
        }
    }

    /// Puts the paths of the last round that keep the rule among `paths`, and watches the groups
    /// that the others came back to. Returns whether there were no others.
    fn collect(&mut self, map: &Weighted<N>, source: u32, paths: &mut Vec<ParetoPath<N>>) -> bool {
        let mut all_keep_the_rule = true;
        for found in 0..self.search.found().len() {
            let cost = self.search.found()[found].cost;
            self.search.path(found, &mut self.path);
            let heads = self.path.iter().map(|&arc| map.graph.head(arc));
            if self.watch.add_repeated(heads, source, map.groups) {
                all_keep_the_rule = false;
            } else if let Err(place) = paths.binary_search_by(|path| path.cost.cmp(&cost)) {
                let arcs = self.path.clone();
                paths.insert(place, ParetoPath { cost, arcs });
            }
        }
        all_keep_the_rule
    }
}
