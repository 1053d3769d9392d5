//! Traffic on a network whose arcs take longer the more they are used: who goes where.
//!
//! Demand goes from origins to destinations, by class; each arc has a time by its volume
//! ([`VolumeDelay`]) and a fixed cost. In the *user equilibrium* nobody finds a cheaper path
//! (Wardrop 1952); it is the least point of the sum of the areas under the functions (Beckmann,
//! McGuire and Winsten 1956). The *system optimum* has the least total cost; it is the user
//! equilibrium of the marginal costs.
//!
//! Several classes share the arcs. One unit of a class counts as so many units of volume (TEU,
//! passenger cars), and its cost of an arc is time by the volume of all classes, plus its own fixed
//! money by its value of time. As the part that depends on volume is the same function of the sum
//! for all classes, and what differs is fixed, the problem stays convex: arc volumes are unique
//! wherever times rise, and every method here comes to them. Class flows need not be unique.
//!
//! | method | file | source |
//! |---|---|---|
//! | greedy path-based equilibration | `greedy` | Xie, Nie and Liu 2018; Jayakrishnan and others 1994 |
//! | bi-conjugate Frank–Wolfe | `conjugate` | Mitradjieva and Lindberg 2013 |
//! | successive averages, incremental, all or nothing | `averages` | Sheffi 1985 |
//! | logit over paths with overlap | [`stochastic`] | Fisk 1980; Liu, He and He 2009 |
//! | elastic demand | [`elastic`] | Gartner 1980 |
//!
//! The relative gap is (Σ c·v − Σ d·π) / Σ c·v: total cost of the flows at their own costs, less
//! what the same demand would cost on the cheapest paths at those costs, by the total cost. With
//! fixed costs c includes them; for the system optimum c is the marginal cost. It is summed as
//! Σ h·(cost of path − π) over paths where paths are kept, which is the same number without the
//! rounding of a difference. Elastic pairs count what does not travel as one more path.
//!
//! Does not know: units, modes, files, what nodes and arcs stand for.

mod averages;
mod conjugate;
mod curve;
pub mod elastic;
mod greedy;
mod layout;
mod links;
mod loads;
mod paths;
pub mod solution;
pub mod stochastic;
mod trees;
#[cfg(test)]
mod tests;

use self::elastic::Elastic;
use self::layout::Layout;
use self::solution::{Solution, Status};
use self::stochastic::Spread;
use crate::graph::volume_delay::VolumeDelay;
use crate::task::Task;

/// What is to be assigned to what. All slices by arc have as many entries as `arcs`, or none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Problem<'a> {
    /// Nodes are `0..n_nodes`.
    pub n_nodes: usize,
    /// Tail and head of each arc. Arcs that name no node are never used.
    pub arcs: &'a [(u32, u32)],
    /// Time by volume of each arc, in one unit of time.
    pub functions: &'a [VolumeDelay],
    /// What an arc costs every class beside its time, in units of time; none if empty.
    pub fixed: &'a [f64],
    /// Nodes below this number are not passed through: paths begin or end there only.
    pub first_through: u32,
    /// More nodes that are not passed through, by node; none if empty.
    pub no_through: &'a [bool],
    /// The classes; if empty there is one, of which a unit counts as 1.
    pub classes: &'a [Class<'a>],
    /// Who wants to go where.
    pub demand: &'a [Demand],
}

/// A kind of traffic.
#[derive(Clone, Copy, Debug)]
pub struct Class<'a> {
    /// Units of volume for one unit of this class, above 0.
    pub volume: f64,
    /// Money for one unit of time, above 0.
    pub value_of_time: f64,
    /// Money for passing an arc, from 0; none if empty.
    pub money: &'a [f64],
    /// Arcs this class may use; all if empty.
    pub is_allowed: &'a [bool],
}

impl Default for Class<'_> {
    fn default() -> Self {
        Class {
            volume: 1.0,
            value_of_time: 1.0,
            money: &[],
            is_allowed: &[],
        }
    }
}

/// What goes from one node to another. Where both are the same nothing enters the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// The node where it begins.
    pub origin: u32,
    /// The node where it ends.
    pub destination: u32,
    /// Its place among the classes.
    pub class: u32,
    /// How many units of the class; the most there can be if elastic.
    pub flow: f64,
    /// How it falls with its cost; `None` if it does not.
    pub elastic: Option<Elastic>,
}

impl Demand {
    /// Demand of the only class that depends on nothing.
    #[must_use]
    pub fn new(origin: u32, destination: u32, flow: f64) -> Self {
        Demand {
            origin,
            destination,
            class: 0,
            flow,
            elastic: None,
        }
    }
}

/// Whose cost is to be least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// Everybody's own.
    #[default]
    User,
    /// That of all together.
    System,
}

/// How it is found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Method {
    /// Path-based, to any gap.
    #[default]
    Greedy,
    /// Bi-conjugate Frank–Wolfe. Keeps no paths.
    Conjugate,
    /// Successive averages. Keeps no paths.
    SuccessiveAverages,
    /// Loads the demand in so many equal parts, each at the costs of those before. Keeps no paths.
    Incremental {
        /// From 1; 0 counts as 1.
        parts: u32,
    },
    /// All on the cheapest paths of the empty network. Keeps no paths.
    AllOrNothing,
    /// Logit over paths, with overlap. Its gap is another one, see [`stochastic`].
    Stochastic(Spread),
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Whose cost.
    pub goal: Goal,
    /// How.
    pub method: Method,
    /// The relative gap at which to stop.
    pub gap: f64,
    /// The most rounds over all origins.
    pub max_iterations: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            goal: Goal::User,
            method: Method::Greedy,
            gap: 1e-6,
            max_iterations: 1_000,
        }
    }
}

/// Assigns the demand of `problem` to paths.
///
/// If `start` is the solution of a problem with the same arcs, its paths are where the search
/// begins, scaled to the new demand; functions, costs and demand may differ. Without it, or where
/// it does not fit, the search begins from nothing. The answer depends on these alone, to the last
/// bit.
#[must_use]
pub fn solve(
    problem: &Problem,
    options: &Options,
    start: Option<&Solution>,
    task: &Task,
) -> Solution {
    let layout = match Layout::new(problem, options.goal) {
        Ok(layout) => layout,
        Err(fault) => return Solution::none(problem, Status::Invalid(fault)),
    };
    let by_rule = |found: (links::Links, averages::Found)| {
        Solution::of_links(problem, options.goal, &found.0, found.1)
    };
    match options.method {
        Method::Greedy => greedy::solve(problem, &layout, options, start, task),
        Method::Stochastic(spread) => stochastic::solve(problem, &layout, options, spread, task),
        Method::Conjugate => by_rule(averages::run(&layout, |links, found| {
            conjugate::conjugate(links, options, found, task)
        })),
        Method::SuccessiveAverages => by_rule(averages::run(&layout, |links, found| {
            averages::successive(links, options, found, task)
        })),
        Method::Incremental { parts } => by_rule(averages::run(&layout, |links, found| {
            averages::incremental(links, parts.max(1), options, found, task)
        })),
        Method::AllOrNothing => by_rule(averages::run(&layout, |links, found| {
            averages::incremental(links, 1, options, found, task)
        })),
    }
}
