//! What an assignment answers.
//!
//! Does not know: how it was found.

use super::averages::Found;
use super::elastic::Inverse;
use super::greedy::{Ending, Greedy};
use super::layout::{Layout, NONE, to_u32};
use super::links::Links;
use super::loads::Loads;
use super::{Goal, Problem};
use crate::graph::volume_delay::{HUGE, VolumeDelay};

/// Why a problem cannot be solved as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A slice by arc has not as many entries as there are arcs.
    Length,
    /// An arc's function has a number below 0 or none at all.
    Function {
        /// The arc.
        arc: u32,
    },
    /// An arc's fixed cost or money is below 0, or no number.
    Cost {
        /// The arc.
        arc: u32,
    },
    /// A class's volume or value of time is not above 0.
    Class {
        /// Its place.
        class: u32,
    },
    /// A stochastic equilibrium was asked for, and this demand is elastic.
    Elastic {
        /// Its place.
        demand: u32,
    },
    /// The scale of the shares is not above 0, or overlap is no number.
    Spread,
    /// With the flows found the time of this arc, or what it adds up to, is no number any more: it
    /// is [`HUGE`] or above.
    Overflow {
        /// The first such arc.
        arc: u32,
    },
    /// Demand below 0, or at a node or of a class that there is not.
    Demand {
        /// Its place.
        demand: u32,
    },
}

/// How the search ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// The gap asked for is reached.
    Optimal,
    /// The gap is reached by all that can travel; between some pairs no path leads
    /// ([`Solution::unreachable`]).
    Infeasible,
    /// It is not, after as many rounds as were allowed.
    IterationLimit,
    /// It was stopped.
    Cancelled {
        /// The gap it had come to; infinite if none was known.
        gap: f64,
    },
    /// Nothing was assigned.
    Invalid(Fault),
}

/// One round of the search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Round {
    /// Its number, from 1.
    pub iteration: u32,
    /// The relative gap at its beginning.
    pub gap: f64,
}

/// What a pair of nodes came to. Pairs without demand, and within one node, are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairFlow {
    /// Its place in the demand as given.
    pub demand: u32,
    /// Its place among the classes.
    pub class: u32,
    /// Where it begins.
    pub origin: u32,
    /// Where it ends.
    pub destination: u32,
    /// What travels, in units of volume.
    pub volume: f64,
    /// What of an elastic demand does not, in units of volume.
    pub idle: f64,
    /// Where its paths begin in the list of all; they end where the next pair's begin.
    first: u32,
}

impl PairFlow {
    /// What pairs are sorted by.
    pub(super) fn key(&self) -> (u32, u32, u32) {
        (self.class, self.origin, self.destination)
    }
}

/// A path with what goes along it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathFlow<'s> {
    /// Arc ids from the origin on.
    pub arcs: &'s [u32],
    /// In units of volume.
    pub flow: f64,
}

/// What uses a selection of arcs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selected {
    /// By place in the demand, and how much in units of volume; those with any, in order.
    pub demand: Vec<(u32, f64)>,
    /// Volume by arc id of all the paths selected.
    pub volumes: Vec<f64>,
    /// Volume of all the paths selected.
    pub total: f64,
}

/// Flows, their costs, and how far they are from what was asked for.
///
/// Volumes are in units of volume: flow times the volume of a unit of its class.
#[derive(Clone, Debug)]
pub struct Solution {
    /// How the search ended.
    pub status: Status,
    /// The relative gap; infinite if not known.
    pub gap: f64,
    /// What was to be least: of [`Goal::User`] the areas under the functions, fixed costs and areas
    /// under inverse demand; of [`Goal::System`] the generalized cost, and the latter. A stochastic
    /// equilibrium has these sums too, though it is not where they are least.
    pub objective: f64,
    /// Volume times time, over all arcs.
    pub total_time: f64,
    /// The same with fixed costs.
    pub generalized_cost: f64,
    /// Rounds over all origins.
    pub iterations: u32,
    /// How the gap fell.
    pub history: Vec<Round>,
    /// Volume by arc id.
    pub volumes: Vec<f64>,
    /// Volume by class, by arc id.
    pub class_volumes: Vec<Vec<f64>>,
    /// The pairs, by class, origin, destination and place in the demand.
    pub pairs: Vec<PairFlow>,
    /// Demand between nodes that no path joins, by its place.
    pub unreachable: Vec<u32>,
    /// How much demand begins and ends at one node: how many, and the sum of their flows.
    pub intrazonal: (u32, f64),
    /// Where each path's arcs begin, and its flow; one more at the end.
    paths: Vec<(u32, f64)>,
    arcs: Vec<u32>,
}

impl Solution {
    pub(super) fn none(problem: &Problem, status: Status) -> Solution {
        Solution {
            status,
            gap: f64::INFINITY,
            objective: 0.0,
            total_time: 0.0,
            generalized_cost: 0.0,
            iterations: 0,
            history: Vec::new(),
            volumes: vec![0.0; problem.arcs.len()],
            class_volumes: vec![vec![0.0; problem.arcs.len()]; problem.classes.len().max(1)],
            pairs: Vec::new(),
            unreachable: Vec::new(),
            intrazonal: (0, 0.0),
            paths: vec![(0, 0.0)],
            arcs: Vec::new(),
        }
    }

    /// The paths of a pair by its place in [`Solution::pairs`]; none if the method keeps none.
    pub fn paths_of_pair(&self, pair: usize) -> impl Iterator<Item = PathFlow<'_>> {
        let first = self.pairs.get(pair).map_or(0, |pair| pair.first as usize);
        let last = self.paths.len() - 1;
        let end = self
            .pairs
            .get(pair + 1)
            .map_or(last, |pair| pair.first as usize);
        let range = if pair < self.pairs.len() {
            first..end
        } else {
            0..0
        };
        range.map(|at| PathFlow {
            arcs: &self.arcs[self.paths[at].0 as usize..self.paths[at + 1].0 as usize],
            flow: self.paths[at].1,
        })
    }

    /// What of elastic demand does not travel, in units of volume.
    #[must_use]
    pub fn idle(&self) -> f64 {
        // A sum of nothing would be −0.
        self.pairs.iter().fold(0.0, |sum, pair| sum + pair.idle)
    }

    /// Who uses paths of which `is_wanted` says so by their arc ids, as in a select-link analysis.
    /// In O(arcs of all paths); nothing if the method keeps no paths.
    pub fn select(&self, is_wanted: impl Fn(&[u32]) -> bool) -> Selected {
        let mut selected = Selected {
            volumes: vec![0.0; self.volumes.len()],
            ..Selected::default()
        };
        for (at, pair) in self.pairs.iter().enumerate() {
            let mut sum = 0.0;
            for path in self.paths_of_pair(at).filter(|path| is_wanted(path.arcs)) {
                sum += path.flow;
                for &arc in path.arcs {
                    selected.volumes[arc as usize] += path.flow;
                }
            }
            if sum > 0.0 {
                selected.demand.push((pair.demand, sum));
                selected.total += sum;
            }
        }
        selected.demand.sort_unstable_by_key(|&(demand, _)| demand);
        selected
    }

    pub(super) fn of_paths(
        problem: &Problem,
        goal: Goal,
        greedy: &Greedy,
        ending: Ending,
    ) -> Solution {
        let layout = greedy.layout;
        let (status, gap, history) = ending;
        let mut solution = Solution::none(problem, status);
        solution.take_pairs(layout, &greedy.is_cut_off);
        for (pair, origin) in layout.each_pair() {
            let (mut volume, mut idle) = (0.0, 0.0);
            for path in greedy.paths.each(pair) {
                if path.is_idle {
                    idle += path.flow;
                    continue;
                }
                volume += path.flow;
                let places = greedy.paths.of(path);
                for &place in places {
                    let arc = layout.arc_of[place as usize];
                    solution.class_volumes[origin.class as usize][arc as usize] += path.flow;
                    solution.arcs.push(arc);
                }
                if let Some(last) = solution.paths.last_mut() {
                    last.1 = path.flow;
                }
                solution.paths.push((to_u32(solution.arcs.len()), 0.0));
            }
            let n_paths = to_u32(solution.paths.len() - 1);
            solution.pairs[pair].volume = volume;
            solution.pairs[pair].idle = idle;
            if let Some(next) = solution.pairs.get_mut(pair + 1) {
                next.first = n_paths;
            }
        }
        solution.iterations = history.last().map_or(0, |round| round.iteration);
        (solution.gap, solution.history) = (gap, history);
        solution.sum_up(problem, layout, &greedy.loads, goal);
        solution.if_finite(problem, goal)
    }

    pub(super) fn of_links(problem: &Problem, goal: Goal, links: &Links, found: Found) -> Solution {
        let layout = links.layout;
        let mut solution = Solution::none(problem, found.status);
        solution.take_pairs(layout, &links.is_cut_off);
        for (pair, ends) in solution.pairs.iter_mut().zip(&layout.pairs) {
            if ends.idle != NONE {
                pair.idle = links.loads.flows[ends.idle as usize];
                pair.volume = ends.volume - pair.idle;
            }
        }
        for (class, volumes) in solution.class_volumes.iter_mut().enumerate() {
            let flows = links.of_class(&found.point, class);
            for (&flow, &arc) in flows.iter().zip(&layout.arc_of) {
                volumes[arc as usize] = flow;
            }
        }
        solution.iterations = found.history.last().map_or(0, |round| round.iteration);
        (solution.gap, solution.history) = (found.gap, found.history);
        solution.sum_up(problem, layout, &links.loads, goal);
        solution.if_finite(problem, goal)
    }

    /// Itself; nothing assigned if an arc's cost is beyond numbers, unless it was cancelled.
    fn if_finite(self, problem: &Problem, goal: Goal) -> Solution {
        let is_beyond = |(function, &volume): (&VolumeDelay, &f64)| {
            let cost = match goal {
                Goal::User => function.value(volume),
                Goal::System => function.marginal(volume),
            };
            let sums = [cost, cost * volume, function.integral(volume)];
            volume > 0.0 && !sums.iter().all(|&sum| sum < HUGE)
        };
        let mut arcs = problem.functions.iter().zip(&self.volumes);
        match arcs.position(is_beyond) {
            Some(arc) if !matches!(self.status, Status::Cancelled { .. }) => {
                let arc = to_u32(arc);
                Solution::none(problem, Status::Invalid(Fault::Overflow { arc }))
            }
            _ => self,
        }
    }

    /// The pairs, as yet without flow, and what is not assigned.
    pub(super) fn take_pairs(&mut self, layout: &Layout, is_cut_off: &[bool]) {
        for (pair, origin) in layout.each_pair() {
            let ends = layout.pairs[pair];
            self.pairs.push(PairFlow {
                demand: ends.demand,
                class: origin.class,
                origin: origin.node,
                destination: ends.destination,
                volume: if is_cut_off[pair] { 0.0 } else { ends.volume },
                idle: 0.0,
                first: 0,
            });
            if is_cut_off[pair] {
                self.unreachable.push(ends.demand);
            }
        }
        self.unreachable.sort_unstable();
        self.intrazonal = layout.intrazonal;
        if self.status == Status::Optimal && !self.unreachable.is_empty() {
            self.status = Status::Infeasible;
        }
    }

    /// All sums over arcs. Class volumes are there already.
    pub(super) fn sum_up(&mut self, problem: &Problem, layout: &Layout, loads: &Loads, goal: Goal) {
        let mut areas = 0.0;
        for (arc, function) in problem.functions.iter().enumerate() {
            let place = layout.place_of[arc] as usize;
            let Some(&volume) = loads.flows.get(place) else {
                continue;
            };
            self.volumes[arc] = volume;
            self.total_time += volume * function.value(volume);
            areas += function.integral(volume);
        }
        let mut fixed = 0.0;
        for (costs, volumes) in layout.fixed.iter().zip(&self.class_volumes) {
            for (cost, &arc) in costs.iter().zip(&layout.arc_of) {
                let volume = volumes[arc as usize];
                if volume > 0.0 {
                    fixed += cost * volume;
                }
            }
        }
        let mut idle = 0.0;
        for pair in layout.pairs.iter().filter(|pair| pair.idle != NONE) {
            let flow = loads.flows[pair.idle as usize];
            idle += problem.demand[pair.demand as usize]
                .elastic
                .map_or(0.0, |elastic| {
                    let full = pair.volume;
                    Inverse { elastic, full }.integral(flow)
                });
        }
        self.generalized_cost = self.total_time + fixed;
        self.objective = idle
            + match goal {
                Goal::User => areas + fixed,
                Goal::System => self.generalized_cost,
            };
    }
}
