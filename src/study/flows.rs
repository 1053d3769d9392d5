//! What the corridor carries of what is wanted of it: the matrix of a year put on the network.
//!
//! One question, one answer: which matrix, by which modes, found how. The answer holds the path flows,
//! from which everything else is told: loads of links and hubs, who uses a place, sums by mode and
//! route, what could not be carried.
//!
//! Does not know: threads (a job runs it), files, the screen.

pub mod by_link;
pub mod commodities;
pub mod prices;
pub mod readings;

use std::sync::Arc;

use self::commodities::Prices;
use super::demand::{Demand, Wanted};
use super::evaluate::Under;
use super::outcome::ModeSet;
use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
use crate::task::{Cancelled, Task};
use crate::throughput::allocate::PENALTY;
pub use crate::throughput::allocate::prices::Price;
pub use crate::throughput::allocate::unmet::{Reason, Why};
pub use crate::throughput::allocate::{Allocated, Terms, allocate};
pub use crate::throughput::assign::{
    Assignment, Found, How, Search, Stopped, THETA, Trouble, assign,
};
pub use crate::throughput::delay::{Curve, Curves, Delays};
pub use crate::throughput::flow_graph::{FlowGraph, Limits};
pub use crate::throughput::loads::check::Faults;
pub use crate::throughput::loads::measures::{ByClass, ByMode, ByRoute, Gauge, Measures};
pub use crate::throughput::loads::select::{Any, Pick, Selected, Use};
pub use crate::throughput::loads::{Commodity, HubLoad, LinkLoad, Loads, PathLoad};
use crate::throughput::method::{By, solve};
pub use crate::throughput::method::{Method, Solved};
pub use crate::throughput::setting::{Asked, Class, Setting};

/// What is asked about flows.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowQuestion {
    /// Which matrix.
    pub wanted: Wanted,
    /// What the matrix is multiplied by.
    pub demand_factor: f64,
    /// Modes allowed.
    pub modes: ModeSet,
    /// How flows are found.
    pub method: Method,
    /// What a TEU costs in an allocation that is not carried, yuan; `None` for what the study has.
    pub penalty: Option<f64>,
    /// The relative gap at which the search ends.
    pub gap: f64,
    /// The most rounds.
    pub max_iterations: u32,
    /// In a stochastic equilibrium how sharply cost decides, an hour.
    pub theta: f64,
    /// How crowding slows down.
    pub curves: Curves,
    /// By how many percent demand falls with each percent that it costs more than on the empty network;
    /// 0 is not at all.
    pub elasticity: f64,
    /// What counts how much where it is not what the study says.
    pub prices: Prices,
}

impl FlowQuestion {
    /// The user equilibrium of a matrix by all modes.
    #[must_use]
    pub fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            demand_factor: 1.0,
            modes: ModeSet::default(),
            method: Method::default(),
            penalty: None,
            gap: 1e-6,
            max_iterations: 1_000,
            theta: THETA,
            curves: Curves::default(),
            elasticity: 0.0,
            prices: Prices::default(),
        }
    }
}

/// What flows where.
#[derive(Clone, Debug)]
pub struct FlowAnswer {
    /// What was asked.
    pub question: FlowQuestion,
    /// The network with the numbers that the scenario gives it.
    pub network: Arc<Network>,
    /// What is open.
    pub availability: Availability,
    /// The matrix, before it is multiplied.
    pub demand: Demand,
    /// The network as arrays.
    pub setting: Setting,
    /// The flows.
    pub loads: Loads,
    /// How they were found.
    pub found: Found,
    /// What else the method says, and what a later run may begin from.
    pub solved: Solved,
    /// What the study says that a TEU costs that is not carried, yuan a TEU.
    pub penalty: Sourced,
    /// Hours on each arc at these flows.
    pub hours: Vec<f64>,
    /// What does not hold, looked at anew.
    pub faults: Faults,
}

impl FlowAnswer {
    /// Whether demand fell as its cost rose.
    #[must_use]
    pub fn is_elastic(&self) -> bool {
        self.question.elasticity > 0.0 && self.question.method.takes_elasticity()
    }

    /// What of elastic demand stays away at these costs, TEU a year: no part of what is wanted there.
    #[must_use]
    pub fn deterred(&self) -> f64 {
        match &self.solved {
            Solved::Assigned(of) => of.idle(),
            Solved::Allocated(_) => 0.0,
        }
    }

    /// What measures the flows.
    #[must_use]
    pub fn gauge(&self) -> Gauge<'_> {
        Gauge {
            network: &self.network,
            graph: &self.setting.graph,
            hours: &self.hours,
            classes: &self.setting.classes,
            ends: &self.setting.ends,
        }
    }
}

/// Puts a matrix on the network of a scenario. `start` is an answer to begin from, usually that before an
/// edit: what is found does not depend on it by more than the gap.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn flows(
    under: &Under,
    facts: &Facts,
    demand: Demand,
    question: &FlowQuestion,
    start: Option<&FlowAnswer>,
    task: &Task,
) -> Result<FlowAnswer, Cancelled> {
    let network = under.network();
    let classes = commodities::classes(network, facts, &demand, question.prices);
    let commodities = commodities::commodities(&demand, question.demand_factor);
    let setting = under.setting(Asked {
        commodities: &commodities,
        classes: &classes,
        modes: question.modes,
        delays: Delays::new(&facts.parameters, question.curves),
    });
    let of_study = penalty(facts);
    let by = By {
        method: question.method,
        gap: question.gap,
        max_iterations: question.max_iterations,
        theta: question.theta,
        penalty: question.penalty.unwrap_or(of_study.value),
        elasticity: question.elasticity,
    };
    let start = start
        .filter(|before| before.setting.graph.arcs == setting.graph.arcs)
        .map(|before| &before.solved);
    let (loads, found, solved) = solve(&setting, by, start, task)?;
    let is_hard = matches!(solved, Solved::Allocated(_));
    let hours = if is_hard {
        setting.free_hours()
    } else {
        setting.hours_at(&loads.arcs)
    };
    Ok(FlowAnswer {
        question: question.clone(),
        network: Arc::clone(network),
        availability: under.availability().clone(),
        demand,
        penalty: of_study,
        hours,
        faults: loads.check(&setting.graph, &setting.ends, is_hard),
        setting,
        loads,
        found,
        solved,
    })
}

/// What a TEU costs that is not carried, by the parameter `unmet_penalty`, yuan a TEU.
#[must_use]
pub fn penalty(facts: &Facts) -> Sourced {
    let number = facts.parameters.number("unmet_penalty");
    number.map_or_else(
        || {
            let note = "the parameters have no unmet_penalty";
            Sourced::assumed(PENALTY, Unit::YuanPerTeu, note)
        },
        |number| Sourced {
            unit: Unit::YuanPerTeu,
            ..number.clone()
        },
    )
}

/// The penalty that an answer was found with: the study's, or what was asked for.
#[must_use]
pub fn penalty_of(answer: &FlowAnswer) -> Sourced {
    let asked = answer.question.penalty;
    asked.map_or_else(
        || answer.penalty.clone(),
        |yuan| Sourced::assumed(yuan, Unit::YuanPerTeu, ""),
    )
}
