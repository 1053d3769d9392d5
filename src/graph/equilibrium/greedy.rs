//! Path-based equilibration, greedy by pair, with paths added as they become the cheapest.
//!
//! Each round finds the cheapest paths from every origin at the flows it has; those that are new
//! join their pairs, and the round's gap is known. Then come passes over the pairs that have
//! several paths: what goes along dearer ones is moved to the cheapest by a Newton step, the
//! difference of their costs by the sum of derivatives over the arcs that are in one of them alone,
//! at most all of it; flows, costs and derivatives follow at once. In these passes only the arcs
//! matter that not all paths of the pair share. Pairs whose paths cost the same within a fraction
//! of the gap are passed over. Paths left empty are dropped, and every tenth round arc flows are
//! summed anew from paths, lest rounding adds up.
//!
//! Xie, Nie and Liu, *A greedy path-based algorithm for traffic assignment*, 2018; Jayakrishnan and
//! others, *A faster path-based algorithm for traffic assignment*, 1994. A round takes a tree an
//! origin and passes over the arcs of the paths that differ; memory is that of the paths.
//!
//! Does not know: where costs come from.

mod active;
mod kernel;
mod warm;

use self::active::Active;
use self::kernel::{Kernel, Work};
use super::layout::{Layout, NONE, Origin};
use super::loads::Loads;
use super::paths::Paths;
use super::solution::{Round, Solution, Status};
use super::trees::Trees;
use super::{Options, Problem};
use crate::task::{Cancelled, Task};

/// Rounds in which flows follow each origin at once, if the search begins from nothing.
const N_SEQUENTIAL: u32 = 2;
/// Passes over pairs with several paths in each round: the least, and the most.
const N_PASSES: (usize, usize) = (20, 60);
/// Passes before steps reach too far, the gap below which they do, and by how much they do.
const RELAXED: (usize, f64, f64) = (2, 1e-3, 1.5);
/// Share of the gap within which the paths of a pair cost the same.
const TOLERANCE: f64 = 0.02;
/// Rounds between two sums of arc flows from paths, and the gap below which each round has one.
const N_UNTIL_REBUILD: u32 = 10;
const GAP_OF_REBUILD: f64 = 1e-9;

/// A kernel on parts of a [`Greedy`], while others are in use.
macro_rules! kernel {
    ($greedy:ident) => {
        Kernel {
            layout: $greedy.layout,
            loads: &mut $greedy.loads,
            marks: &mut $greedy.marks,
            stamp: &mut $greedy.stamp,
            lists: &mut $greedy.lists,
            reach: 1.0,
            is_whole: false,
        }
    };
}

pub(super) struct Greedy<'a> {
    pub(super) layout: &'a Layout,
    pub(super) loads: Loads,
    pub(super) paths: Paths,
    pub(super) trees: Trees,
    /// Cost of the cheapest path when it was last looked for, by pair.
    least: Vec<f64>,
    /// Marks of arcs, by place, at most `stamp`.
    marks: Vec<u32>,
    stamp: u32,
    lists: (Vec<u32>, Vec<u32>),
    path: Vec<u32>,
    work: Vec<Work>,
    active: Active,
    /// Pairs between which no path leads.
    pub(super) is_cut_off: Vec<bool>,
    /// Whether empty paths stay.
    pub(super) keeps_all: bool,
    /// Whether a pair got its first path in this round.
    has_begun: bool,
}

/// How a search ended, its gap, and how that fell.
pub(super) type Ending = (Status, f64, Vec<Round>);

pub(super) fn solve(
    problem: &Problem,
    layout: &Layout,
    options: &Options,
    start: Option<&Solution>,
    task: &Task,
) -> Solution {
    let mut greedy = Greedy::new(layout);
    let is_warm = start.is_some_and(|start| greedy.begin_from(start));
    let ending = greedy.search(options, is_warm, task);
    Solution::of_paths(problem, options.goal, &greedy, ending)
}

impl<'a> Greedy<'a> {
    pub(super) fn new(layout: &'a Layout) -> Self {
        let n_all = layout.curves.len();
        Greedy {
            layout,
            loads: Loads::new(&layout.curves, vec![0.0; n_all]),
            paths: Paths::new(layout.pairs.len()),
            trees: Trees::new(layout),
            least: vec![0.0; layout.pairs.len()],
            marks: vec![0; n_all],
            stamp: 0,
            lists: Default::default(),
            path: Vec::new(),
            work: Vec::new(),
            active: Active::default(),
            is_cut_off: vec![false; layout.pairs.len()],
            keeps_all: false,
            has_begun: false,
        }
    }

    /// Rounds until the gap, the limit or the task says stop.
    pub(super) fn search(&mut self, options: &Options, is_warm: bool, task: &Task) -> Ending {
        let mut history = Vec::new();
        let mut gap = f64::INFINITY;
        for iteration in 1..=options.max_iterations.max(1) {
            let Ok(found) = self.round(iteration, is_warm, task) else {
                return (Status::Cancelled { gap }, gap, history);
            };
            if let Some(found) = found {
                gap = found;
                history.push(Round { iteration, gap });
                // Where all paths are kept, this search only prepares another one.
                if !self.keeps_all {
                    task.report_round(iteration, gap);
                }
                if gap <= options.gap {
                    self.rebuild();
                    return (Status::Optimal, gap, history);
                }
            }
            if iteration == options.max_iterations.max(1) {
                break;
            }
            if self.passes(gap.min(1.0), task).is_err() {
                return (Status::Cancelled { gap }, gap, history);
            }
            if iteration % N_UNTIL_REBUILD == 0 || gap < GAP_OF_REBUILD {
                self.rebuild();
            }
        }
        self.rebuild();
        (Status::IterationLimit, gap, history)
    }

    /// Adds paths; the gap at the beginning, if the round is one that knows it.
    fn round(
        &mut self,
        iteration: u32,
        is_warm: bool,
        task: &Task,
    ) -> Result<Option<f64>, Cancelled> {
        let layout = self.layout;
        let is_sequential = iteration <= N_SEQUENTIAL && !is_warm;
        let (mut excess, mut total) = (0.0, 0.0);
        self.has_begun = false;
        for origin in &layout.origins {
            task.checkpoint()?;
            self.grow(origin);
            for pair in origin.pairs() {
                let (pair_excess, pair_total) = self.add_column(origin, pair);
                excess += pair_excess;
                total += pair_total;
                if is_sequential {
                    self.equalize_pair(pair);
                }
            }
        }
        Ok(if is_sequential || self.has_begun {
            None
        } else if total > 0.0 {
            Some((excess / total).max(0.0))
        } else {
            Some(if excess > 0.0 { 1.0 } else { 0.0 })
        })
    }

    fn grow(&mut self, origin: &Origin) {
        let fixed = &self.layout.fixed[origin.class as usize];
        self.trees.weigh(&self.loads.costs, fixed);
        self.trees.run(self.layout, origin.node);
    }

    /// Adds the tree's path to a pair unless it has it. What the pair's flow costs more than on
    /// the cheapest path, and what it costs; not counting what does not travel.
    fn add_column(&mut self, origin: &Origin, pair: usize) -> (f64, f64) {
        let layout = self.layout;
        let ends = layout.pairs[pair];
        let cost = self.trees.costs[ends.destination as usize];
        if self.paths.first[pair] == NONE {
            self.begin(origin, pair);
            return (0.0, 0.0);
        }
        let (mut excess, mut total, mut cheapest) = (0.0, 0.0, f64::INFINITY);
        for path in self.paths.each(pair) {
            let own = path.fixed + self.loads.sum(self.paths.of(path));
            cheapest = cheapest.min(own);
        }
        let least = cost.min(cheapest);
        for path in self.paths.each(pair) {
            let own = path.fixed + self.loads.sum(self.paths.of(path));
            excess += path.flow * (own - least);
            if !path.is_idle {
                total += path.flow * own;
            }
        }
        self.least[pair] = least;
        if cost < cheapest {
            self.trees.path(layout, ends.destination, &mut self.path);
            let is_same = |path| self.paths.of(path) == self.path;
            if !self.paths.each(pair).any(is_same) {
                let fixed = self.fixed_of(origin.class);
                self.paths.add(pair, &self.path, 0.0, fixed);
            }
        }
        (excess, total)
    }

    fn fixed_of(&self, class: u32) -> f64 {
        let fixed = &self.layout.fixed[class as usize];
        self.path.iter().map(|&place| fixed[place as usize]).sum()
    }

    /// Puts all of a pair on its first path.
    fn begin(&mut self, origin: &Origin, pair: usize) {
        let layout = self.layout;
        let ends = layout.pairs[pair];
        self.least[pair] = self.trees.costs[ends.destination as usize];
        self.trees.path(layout, ends.destination, &mut self.path);
        self.is_cut_off[pair] = self.path.is_empty() && ends.idle == NONE;
        self.has_begun |= !self.path.is_empty() || ends.idle != NONE;
        let mut left = ends.volume;
        if !self.path.is_empty() {
            let fixed = self.fixed_of(origin.class);
            self.paths.add(pair, &self.path, left, fixed);
            for &place in &self.path {
                self.loads.add(&layout.curves, place, left);
            }
            left = 0.0;
        }
        if ends.idle != NONE {
            self.paths.add_idle(pair, ends.idle, left);
            self.loads.add(&layout.curves, ends.idle, left);
        }
    }

    /// Moves flow among the paths of a pair.
    fn equalize_pair(&mut self, pair: usize) {
        self.work.clear();
        let mut at = self.paths.first[pair];
        while let Some(path) = self.paths.list.get(at as usize) {
            self.work.push(Work {
                start: path.start,
                len: path.len,
                flow: path.flow,
                fixed: path.fixed,
                path: at,
            });
            at = path.next;
        }
        if self.work.len() < 2 {
            return;
        }
        let mut kernel = kernel!(self);
        kernel.is_whole = true;
        kernel.equalize(&self.paths.arena, &mut self.work, 0.0);
        for work in &self.work {
            self.paths.list[work.path as usize].flow = work.flow;
        }
        if !self.keeps_all {
            self.paths.drop_empty(pair);
        }
    }

    /// Passes over the pairs with several paths.
    fn passes(&mut self, gap: f64, task: &Task) -> Result<(), Cancelled> {
        if self.stamp > u32::MAX / 2 {
            self.marks.fill(0);
            self.stamp = 0;
        }
        let layout = self.layout;
        let active = &mut self.active;
        active.collect(&self.paths, &mut self.marks, &mut self.stamp);
        // No fewer passes than cost about as much as the trees of a round.
        let round = layout.origins.len() * (layout.n_nodes + layout.n_places());
        let n_passes = (round / (active.arena.len() + 1)).clamp(N_PASSES.0, N_PASSES.1);
        let mut kernel = kernel!(self);
        for pass in 0..n_passes {
            task.checkpoint()?;
            let is_relaxed = pass >= RELAXED.0 && gap < RELAXED.1;
            kernel.reach = if is_relaxed { RELAXED.2 } else { 1.0 };
            let mut has_moved = false;
            for entry in &active.entries {
                let work = &mut active.work[entry.first as usize..entry.end as usize];
                let tolerance = gap * TOLERANCE * self.least[entry.pair as usize].abs();
                has_moved |= kernel.equalize(&active.arena, work, tolerance);
            }
            if !has_moved {
                break;
            }
        }
        for work in &active.work {
            self.paths.list[work.path as usize].flow = work.flow;
        }
        if !self.keeps_all {
            for entry in &active.entries {
                let pair = entry.pair as usize;
                self.paths.drop_empty(pair);
            }
            self.paths.tidy();
        }
        Ok(())
    }

    /// Sums arc flows anew from paths, and each pair's paths to its demand.
    pub(super) fn rebuild(&mut self) {
        self.loads.flows.fill(0.0);
        for (pair, ends) in self.layout.pairs.iter().enumerate() {
            self.paths.settle(pair, ends.volume);
            for path in self.paths.each(pair) {
                for &place in self.paths.of(path) {
                    self.loads.flows[place as usize] += path.flow;
                }
            }
        }
        self.loads.refresh(&self.layout.curves);
    }
}
