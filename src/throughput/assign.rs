//! What is wanted, put on the network: equilibria, in which places get slower the more they are used.
//!
//! The algorithms are those of [`crate::graph::equilibrium`]; here goods are named and path flows told.
//! Costs are hours: a TEU of a class pays its hours, and what else it pays by its value of time.
//!
//! Does not know: files, the screen; capacities that cannot be exceeded (see `graph::multicommodity`).

use super::elastic::elastic;
use super::loads::{Commodity, Loads, PathLoad};
use super::setting::Setting;
use crate::graph::equilibrium::solution::{Fault, Solution, Status};
use crate::graph::equilibrium::stochastic::Spread;
use crate::graph::equilibrium::{self, Demand, Goal, Method, Options, Problem};
use crate::task::Task;

/// How flows are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum How {
    /// Nobody finds a cheaper path (Wardrop's first principle).
    #[default]
    UserEquilibrium,
    /// The least total cost (Wardrop's second principle).
    SystemOptimum,
    /// Everything by the path that is cheapest when nothing is crowded.
    AllOrNothing,
    /// Successive averages.
    SuccessiveAverages,
    /// Part after part, each by the path cheapest so far.
    Incremental,
    /// Bi-conjugate Frank–Wolfe.
    FrankWolfe,
    /// Those who travel know costs within an error: logit over paths, with overlap.
    Stochastic,
}

impl How {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::UserEquilibrium,
        Self::SystemOptimum,
        Self::AllOrNothing,
        Self::SuccessiveAverages,
        Self::Incremental,
        Self::FrankWolfe,
        Self::Stochastic,
    ];

    /// Its word on the command line and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::UserEquilibrium => "ue",
            Self::SystemOptimum => "so",
            Self::AllOrNothing => "aon",
            Self::SuccessiveAverages => "msa",
            Self::Incremental => "incremental",
            Self::FrankWolfe => "bfw",
            Self::Stochastic => "sue",
        }
    }

    /// Whether demand may fall as its cost rises: only where a balance of cost is sought for it.
    #[must_use]
    pub fn takes_elasticity(self) -> bool {
        match self {
            Self::UserEquilibrium
            | Self::SystemOptimum
            | Self::SuccessiveAverages
            | Self::FrankWolfe => true,
            Self::AllOrNothing | Self::Incremental | Self::Stochastic => false,
        }
    }
}

/// Parts of the incremental method.
const PARTS: u32 = 10;
/// How sharply cost decides in a stochastic equilibrium where nothing else is said, by unit of time.
pub const THETA: f64 = 0.1;
/// Searches for more paths for each pair in a stochastic equilibrium.
const ALTERNATIVES: u32 = 3;

/// What is asked of the search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// How.
    pub how: How,
    /// The relative gap at which it ends.
    pub gap: f64,
    /// The most rounds.
    pub max_iterations: u32,
    /// In a stochastic equilibrium how sharply cost decides: shares of two paths are as e to the power
    /// of so many times the difference of their costs in time.
    pub theta: f64,
    /// By how many percent demand falls with each percent that it costs more than on the empty network
    /// (see [`mod@super::elastic`]); 0 is not at all. Not looked at by methods that do not take it.
    pub elasticity: f64,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stopped {
    /// The gap asked for is reached.
    Reached,
    /// The gap is reached, but some of what is wanted has no way: it is not carried.
    Unreachable,
    /// It is not, after as many rounds as were allowed; or the method has no gap to reach.
    Limit,
    /// It was stopped.
    Cancelled,
    /// Nothing was assigned: a number of the network or of the demand cannot be used, or a time
    /// became too large for a number.
    Refused(Fault),
}

/// What a search was refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A number of an arc.
    Arc(u32),
    /// An arc that would take longer than any number can say.
    Overflow(u32),
    /// What is wanted, by its place.
    Demand(u32),
    /// How sharply cost decides.
    Theta,
    /// A class, or tables that do not fit each other.
    Other,
}

impl Stopped {
    /// What a search was refused for; `None` if it was not.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        let Self::Refused(fault) = self else {
            return None;
        };
        Some(match *fault {
            Fault::Function { arc } | Fault::Cost { arc } => Trouble::Arc(arc),
            Fault::Demand { demand } | Fault::Elastic { demand } => Trouble::Demand(demand),
            Fault::Spread => Trouble::Theta,
            Fault::Overflow { arc } => Trouble::Overflow(arc),
            Fault::Length | Fault::Class { .. } => Trouble::Other,
        })
    }
}

/// How the search ended, and what it came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How it ended.
    pub stopped: Stopped,
    /// The relative gap: what all could save together on the cheapest paths, by what they pay.
    pub gap: f64,
    /// Rounds, and the gap at the beginning of each.
    pub history: Vec<(u32, f64)>,
    /// What the method makes least, in TEU hours a year.
    pub objective: f64,
}

/// Path flows, how they were found, and what a later search may begin from.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The path flows.
    pub loads: Loads,
    /// How they were found.
    pub found: Found,
    /// What a later search may begin from.
    pub warm: Solution,
}

/// Puts what is wanted on a network. `start` is what an earlier search left, of the same flow graph but
/// for its numbers; one of another graph is not looked at.
#[must_use]
pub fn assign(
    setting: &Setting,
    search: Search,
    start: Option<&Solution>,
    task: &Task,
) -> Assignment {
    let classes: Vec<_> = setting
        .classes
        .iter()
        .zip(&setting.money)
        .map(|(class, money)| equilibrium::Class {
            volume: 1.0,
            value_of_time: class.value_of_time(),
            money,
            is_allowed: &[],
        })
        .collect();
    let both = setting.commodities.iter().zip(&setting.ends);
    let demand: Vec<Demand> = both
        .map(|(of, &(origin, destination))| Demand {
            origin,
            destination,
            class: of.class,
            flow: of.teu,
            elastic: None,
        })
        .collect();
    let problem = Problem {
        n_nodes: setting.graph.n_nodes as usize,
        arcs: &setting.graph.arcs,
        functions: &setting.functions,
        classes: &classes,
        demand: &demand,
        ..Problem::default()
    };
    let elastic = demand_of(&problem, search, task);
    let problem = Problem {
        demand: &elastic,
        ..problem
    };
    let solution = equilibrium::solve(&problem, &options(search), start, task);
    Assignment {
        loads: loads_of(setting, &solution),
        found: found(&solution),
        warm: solution,
    }
}

/// How a search ended.
pub(super) fn found(solution: &Solution) -> Found {
    let history = solution.history.iter();
    Found {
        stopped: stopped(&solution.status),
        gap: solution.gap,
        history: history.map(|round| (round.iteration, round.gap)).collect(),
        objective: solution.objective,
    }
}

/// The demand of a problem, elastic where that was asked for and the method takes it.
pub(super) fn demand_of(problem: &Problem, search: Search, task: &Task) -> Vec<Demand> {
    if search.how.takes_elasticity() {
        elastic(problem, search.elasticity, task)
    } else {
        problem.demand.to_vec()
    }
}

/// What a solution puts on arcs, by class, and the paths where the method keeps them. Classes count one
/// TEU a unit, so that volumes are TEU. Of elastic demand what stays away is not wanted.
fn loads_of(setting: &Setting, solution: &Solution) -> Loads {
    let mut commodities = setting.commodities.clone();
    for pair in &solution.pairs {
        let Commodity { teu, .. } = &mut commodities[pair.demand as usize];
        *teu = (*teu - pair.idle).max(0.0);
    }
    let mut unmet: Vec<f64> = commodities.iter().map(|of| of.teu).collect();
    let mut paths = Vec::new();
    for (at, pair) in solution.pairs.iter().enumerate() {
        unmet[pair.demand as usize] -= pair.volume;
        paths.extend(solution.paths_of_pair(at).map(|path| PathLoad {
            commodity: pair.demand,
            teu: path.flow,
            arcs: path.arcs.to_vec(),
        }));
    }
    Loads::new(commodities, paths, unmet, solution.class_volumes.clone())
}

pub(super) fn options(search: Search) -> Options {
    let (goal, method) = match search.how {
        How::UserEquilibrium => (Goal::User, Method::Greedy),
        How::SystemOptimum => (Goal::System, Method::Greedy),
        How::AllOrNothing => (Goal::User, Method::AllOrNothing),
        How::SuccessiveAverages => (Goal::User, Method::SuccessiveAverages),
        How::Incremental => (Goal::User, Method::Incremental { parts: PARTS }),
        How::FrankWolfe => (Goal::User, Method::Conjugate),
        How::Stochastic => {
            let spread = Spread {
                scale: search.theta,
                overlap: 1.0,
                alternatives: ALTERNATIVES,
            };
            (Goal::User, Method::Stochastic(spread))
        }
    };
    Options {
        goal,
        method,
        gap: search.gap,
        max_iterations: search.max_iterations,
    }
}

fn stopped(status: &Status) -> Stopped {
    match status {
        Status::Optimal => Stopped::Reached,
        Status::Infeasible => Stopped::Unreachable,
        Status::IterationLimit => Stopped::Limit,
        Status::Cancelled { .. } => Stopped::Cancelled,
        Status::Invalid(fault) => Stopped::Refused(*fault),
    }
}
