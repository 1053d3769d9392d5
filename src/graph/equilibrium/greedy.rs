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

use super::layout::{Layout, NONE, Origin};
use super::loads::Loads;
use super::paths::Paths;
use super::solution::{Round, Solution, Status};
use super::trees::Trees;
use super::{Options, Problem};
use crate::task::Task;

/// Rounds in which flows follow each origin at once.
const N_SEQUENTIAL: u32 = 2;
/// Passes over pairs with several paths in each round.
const N_PASSES: usize = 20;
/// Rounds between two sums of arc flows from paths.
const N_UNTIL_REBUILD: u32 = 10;

/// A path of a pair under work.
#[derive(Clone, Copy, Debug)]
struct Work {
    start: u32,
    len: u32,
    flow: f64,
    /// What it costs beside the arcs listed.
    fixed: f64,
    /// Its place in the list of all paths.
    path: u32,
}

impl Work {
    fn of<'a>(&self, arena: &'a [u32]) -> &'a [u32] {
        &arena[self.start as usize..][..self.len as usize]
    }
}

/// Pairs with several paths, those without the arcs that they share.
#[derive(Default)]
struct Active {
    /// Where the pair's paths begin in `work`, one more at the end; tolerance by pair.
    first: Vec<(u32, f64)>,
    work: Vec<Work>,
    arena: Vec<u32>,
}

pub(super) struct Greedy<'a> {
    pub(super) layout: &'a Layout,
    pub(super) loads: Loads,
    pub(super) paths: Paths,
    trees: Trees,
    /// Cost of the cheapest path when it was last looked for, by pair.
    pub(super) least: Vec<f64>,
    /// Marks of arcs, by place: two stamps for each comparison.
    marks: Vec<u32>,
    stamp: u32,
    path: Vec<u32>,
    work: Vec<Work>,
    active: Active,
    /// Pairs between which no path leads.
    pub(super) is_cut_off: Vec<bool>,
}

pub(super) fn solve(
    problem: &Problem,
    layout: &Layout,
    options: &Options,
    _start: Option<&Solution>,
    task: &Task,
) -> Solution {
    let mut greedy = Greedy::new(layout);
    let mut history = Vec::new();
    let mut status = Status::IterationLimit;
    let mut gap = f64::INFINITY;
    for iteration in 1..=options.max_iterations {
        if task.is_cancelled() {
            status = Status::Cancelled { gap };
            break;
        }
        if iteration <= N_SEQUENTIAL {
            greedy.sequential(gap);
        } else {
            gap = greedy.columns();
            history.push(Round { iteration, gap });
            if gap <= options.gap {
                status = Status::Optimal;
                break;
            }
        }
        greedy.passes(gap.min(1.0));
        if iteration % N_UNTIL_REBUILD == 0 {
            greedy.rebuild();
        }
    }
    Solution::of_paths(problem, &greedy, status, gap, history)
}

impl<'a> Greedy<'a> {
    fn new(layout: &'a Layout) -> Self {
        let n_all = layout.curves.len();
        Greedy {
            layout,
            loads: Loads::new(&layout.curves, vec![0.0; n_all]),
            paths: Paths::new(layout.pairs.len()),
            trees: Trees::new(layout),
            least: vec![0.0; layout.pairs.len()],
            marks: vec![0; n_all],
            stamp: 0,
            path: Vec::new(),
            work: Vec::new(),
            active: Active::default(),
            is_cut_off: vec![false; layout.pairs.len()],
        }
    }

    /// One round in which each pair's flow is moved as soon as its origin's tree is known.
    fn sequential(&mut self, _gap: f64) {
        let layout = self.layout;
        for origin in &layout.origins {
            self.grow(origin);
            for pair in origin.pairs() {
                let cost = self.trees.costs[layout.pairs[pair].destination as usize];
                self.add_column(origin, pair, cost);
                self.equalize_pair(pair);
            }
        }
    }

    /// One round of new paths at the costs as they are; the relative gap.
    fn columns(&mut self) -> f64 {
        let layout = self.layout;
        let (mut excess, mut total) = (0.0, 0.0);
        for origin in &layout.origins {
            self.grow(origin);
            for pair in origin.pairs() {
                let cost = self.trees.costs[layout.pairs[pair].destination as usize];
                let (pair_excess, pair_total) = self.add_column(origin, pair, cost);
                excess += pair_excess;
                total += pair_total;
            }
        }
        if total > 0.0 { (excess / total).max(0.0) } else { 0.0 }
    }

    fn grow(&mut self, origin: &Origin) {
        let fixed = &self.layout.fixed[origin.class as usize];
        self.trees.weigh(&self.loads.costs, fixed);
        self.trees.run(self.layout, origin.node);
    }

    /// Adds the tree's path to a pair unless it has it. What the pair's flow costs more than on
    /// the cheapest path, and what it costs.
    fn add_column(&mut self, origin: &Origin, pair: usize, cost: f64) -> (f64, f64) {
        let layout = self.layout;
        let ends = layout.pairs[pair];
        if self.paths.first[pair] == NONE {
            self.begin(origin, pair);
            return (0.0, cost);
        }
        let mut dearer = 0.0;
        let mut total = 0.0;
        let mut cheapest = f64::INFINITY;
        for path in self.paths.each(pair) {
            let own = path.fixed + self.loads.sum(self.paths.of(path));
            cheapest = cheapest.min(own);
            total += path.flow * own;
            dearer += path.flow * (own - cost);
        }
        let least = cost.min(cheapest);
        self.least[pair] = least;
        if cheapest < cost {
            dearer += ends.volume * (cost - cheapest);
        }
        if cost < cheapest - cheapest.abs() * 1e-15 {
            self.trees.path(layout, ends.destination, &mut self.path);
            let is_known = self.paths.each(pair).any(|path| self.paths.of(path) == self.path);
            if !is_known {
                let fixed = self.fixed_of(origin.class);
                self.paths.add(pair, &self.path, 0.0, fixed);
            }
        }
        (dearer, total)
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
        if self.path.is_empty() {
            self.is_cut_off[pair] = true;
            return;
        }
        let fixed = self.fixed_of(origin.class);
        self.paths.add(pair, &self.path, ends.volume, fixed);
        for &place in &self.path {
            self.loads.add(&layout.curves, place, ends.volume);
        }
        if ends.idle != NONE {
            self.paths.add(pair, &[ends.idle], 0.0, 0.0);
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
        let mut kernel = Kernel {
            layout: self.layout,
            loads: &mut self.loads,
            marks: &mut self.marks,
            stamp: &mut self.stamp,
        };
        kernel.equalize(&self.paths.arena, &mut self.work, 0.0);
        for work in &self.work {
            self.paths.list[work.path as usize].flow = work.flow;
        }
        self.paths.drop_where(pair, |path| path.flow <= 0.0);
    }

    /// Passes over the pairs with several paths.
    fn passes(&mut self, gap: f64) {
        self.collect(gap);
        let active = &mut self.active;
        let mut kernel = Kernel {
            layout: self.layout,
            loads: &mut self.loads,
            marks: &mut self.marks,
            stamp: &mut self.stamp,
        };
        for pass in 0..N_PASSES {
            let mut n_moved = 0;

            for at in 0..active.first.len() - 1 {
                let (first, tolerance) = active.first[at];
                let end = active.first[at + 1].0;
                let work = &mut active.work[first as usize..end as usize];
                if kernel.equalize(&active.arena, work, tolerance) {
                    n_moved += 1;
                }
            }
            if std::env::var("DBG").is_ok() { eprintln!("pass {pass} active {} moved {n_moved}", active.first.len() - 1); }
            if n_moved == 0 {
                break;
            }
        }
        for work in &active.work {
            self.paths.list[work.path as usize].flow = work.flow;
        }
        for pair in 0..self.layout.pairs.len() {
            self.paths.drop_where(pair, |path| path.flow <= 0.0);
        }
        self.paths.tidy();
    }

    /// Fills `active`.
    fn collect(&mut self, gap: f64) {
        let active = &mut self.active;
        active.first.clear();
        active.work.clear();
        active.arena.clear();
        for pair in 0..self.layout.pairs.len() {
            let n_paths = self.paths.each(pair).count();
            if n_paths < 2 {
                continue;
            }
            let tolerance = gap * 0.02 * self.least[pair];
            let begin = super::layout::to_u32(active.work.len());
            active.first.push((begin, tolerance));
            let base = self.stamp;
            self.stamp += super::layout::to_u32(n_paths);
            for (n_before, path) in (base..).zip(self.paths.each(pair)) {
                for &place in self.paths.of(path) {
                    let mark = &mut self.marks[place as usize];
                    if n_before == base || *mark == n_before {
                        *mark = n_before + 1;
                    }
                }
            }
            let mut at = self.paths.first[pair];
            while let Some(path) = self.paths.list.get(at as usize) {
                let start = super::layout::to_u32(active.arena.len());
                let places = &self.paths.arena[path.start as usize..][..path.len as usize];
                let own = places.iter().filter(|&&place| self.marks[place as usize] != self.stamp);
                active.arena.extend(own);
                active.work.push(Work {
                    start,
                    len: super::layout::to_u32(active.arena.len()) - start,
                    flow: path.flow,
                    fixed: path.fixed,
                    path: at,
                });
                at = path.next;
            }
        }
        active.first.push((super::layout::to_u32(active.work.len()), 0.0));
    }

    /// Sums arc flows anew from paths.
    fn rebuild(&mut self) {
        self.loads.flows.fill(0.0);
        for pair in 0..self.layout.pairs.len() {
            for path in self.paths.each(pair) {
                for &place in self.paths.of(path) {
                    self.loads.flows[place as usize] += path.flow;
                }
            }
        }
        self.loads.refresh(&self.layout.curves);
    }
}

/// What moving flow needs.
struct Kernel<'k> {
    layout: &'k Layout,
    loads: &'k mut Loads,
    marks: &'k mut [u32],
    stamp: &'k mut u32,
}

impl Kernel<'_> {
    /// Moves flow from dearer paths to the cheapest; whether any was.
    fn equalize(&mut self, arena: &[u32], paths: &mut [Work], tolerance: f64) -> bool {
        if let [one, other] = paths {
            return self.equalize_two(arena, one, other, tolerance);
        }
        let mut best = 0;
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for (at, path) in paths.iter().enumerate() {
            let cost = path.fixed + self.loads.sum(path.of(arena));
            if cost < least {
                (best, least) = (at, cost);
            }
            if path.flow > 0.0 {
                most = most.max(cost);
            }
        }
        if most - least <= tolerance {
            return false;
        }
        let mut has_moved = false;
        for at in 0..paths.len() {
            if at == best || paths[at].flow <= 0.0 {
                continue;
            }
            let moved = self.shift(arena, &paths[at], &paths[best], tolerance);
            if moved > 0.0 {
                paths[at].flow -= moved;
                paths[best].flow += moved;
                has_moved = true;
            }
        }
        has_moved
    }

    /// Two paths that share no arc.
    fn equalize_two(
        &mut self,
        arena: &[u32],
        one: &mut Work,
        other: &mut Work,
        tolerance: f64,
    ) -> bool {
        let (mut costs, mut slope) = ([one.fixed, other.fixed], 0.0);
        for (path, cost) in [&*one, &*other].iter().zip(&mut costs) {
            for &place in path.of(arena) {
                *cost += self.loads.costs[place as usize];
                slope += self.loads.slopes[place as usize];
            }
        }
        let spread = costs[0] - costs[1];
        let (from, to) = if spread > 0.0 { (one, other) } else { (other, one) };
        if spread.abs() <= tolerance || from.flow <= 0.0 {
            return false;
        }
        let step = from.flow.min(spread.abs() / slope);
        for &place in from.of(arena) {
            self.loads.add(&self.layout.curves, place, -step);
        }
        for &place in to.of(arena) {
            self.loads.add(&self.layout.curves, place, step);
        }
        from.flow -= step;
        to.flow += step;
        step > 0.0
    }

    /// How much was moved from one path to a cheaper one.
    fn shift(&mut self, arena: &[u32], from: &Work, to: &Work, tolerance: f64) -> f64 {
        *self.stamp += 2;
        let (stamp, shared) = (*self.stamp, *self.stamp + 1);
        *self.stamp += 1;
        let (mut spread, mut slope) = (from.fixed - to.fixed, 0.0);
        for &place in to.of(arena) {
            self.marks[place as usize] = stamp;
        }
        for &place in from.of(arena) {
            if self.marks[place as usize] == stamp {
                self.marks[place as usize] = shared;
            } else {
                spread += self.loads.costs[place as usize];
                slope += self.loads.slopes[place as usize];
            }
        }
        for &place in to.of(arena) {
            if self.marks[place as usize] == stamp {
                spread -= self.loads.costs[place as usize];
                slope += self.loads.slopes[place as usize];
            }
        }
        if spread <= tolerance {
            return 0.0;
        }
        let step = from.flow.min(spread / slope);
        for &place in from.of(arena) {
            if self.marks[place as usize] != shared {
                self.loads.add(&self.layout.curves, place, -step);
            }
        }
        for &place in to.of(arena) {
            if self.marks[place as usize] == stamp {
                self.loads.add(&self.layout.curves, place, step);
            }
        }
        step
    }
}
