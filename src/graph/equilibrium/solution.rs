//! What an assignment answers.
//!
//! Does not know: how it was found.

use super::Problem;
use super::greedy::Greedy;
use super::layout::NONE;

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

/// Flows, their costs, and how far they are from what was asked for.
#[derive(Clone, Debug)]
pub struct Solution {
    /// How the search ended.
    pub status: Status,
    /// The relative gap.
    pub gap: f64,
    /// What is least: areas under the functions and fixed costs, or the total cost.
    pub objective: f64,
    /// Time of all flows together.
    pub total_time: f64,
    /// Volume by arc id.
    pub volumes: Vec<f64>,
    /// How the gap fell.
    pub history: Vec<Round>,
}

impl Solution {
    pub(super) fn none(problem: &Problem, status: Status) -> Solution {
        Solution {
            status,
            gap: f64::INFINITY,
            objective: 0.0,
            total_time: 0.0,
            volumes: vec![0.0; problem.arcs.len()],
            history: Vec::new(),
        }
    }

    pub(super) fn of_paths(
        problem: &Problem,
        greedy: &Greedy,
        status: Status,
        gap: f64,
        history: Vec<Round>,
    ) -> Solution {
        let layout = greedy.layout;
        let volumes: Vec<f64> = layout
            .place_of
            .iter()
            .map(|&place| {
                if place == NONE {
                    0.0
                } else {
                    greedy.loads.flows[place as usize]
                }
            })
            .collect();
        let mut solution = Solution::none(problem, status);
        for (volume, (function, at)) in volumes.iter().zip(problem.functions.iter().zip(0..)) {
            let fixed = problem.fixed.get(at).copied().unwrap_or(0.0);
            solution.total_time += volume * function.value(*volume);
            solution.objective += function.integral(*volume) + fixed * volume;
        }
        Solution {
            gap,
            volumes,
            history,
            ..solution
        }
    }
}
