//! What is wanted, put on the network where capacities hold: what goes where at least cost, what cannot
//! be carried and why, and what one more TEU of each capacity would be worth.
//!
//! Costs are yuan a TEU at free hours, so that nothing gets slow: a place carries what fits and no more.
//! Capacities are those of links in each direction, of hubs (all that is handled there together), of
//! changes of mode and gauge, and of customs. A TEU that is not carried costs a penalty. The algorithm is
//! that of [`crate::graph::multicommodity`]; its basis is kept, so that the next allocation after a change
//! of numbers goes on from it.
//!
//! Does not know: files, the screen; places that get slow (see [`super::assign`]).

pub mod prices;
#[cfg(test)]
mod tests;
pub mod unmet;

use std::collections::BTreeMap;

use self::prices::Price;
use self::unmet::{Reason, reasons};
use super::assign::{Found, Stopped};
use super::flow_graph::{Limits, count};
use super::loads::{Loads, PathLoad};
use super::setting::Setting;
use crate::graph::equilibrium::solution::Fault as Refusal;
use crate::graph::max_flow::UNLIMITED;
use crate::graph::multicommodity::problem::{Bundle, Class, Commodity, Fault, Problem, Row};
use crate::graph::multicommodity::result::{Solution, Status};
use crate::graph::multicommodity::{Allocation, GAP};
use crate::task::{Cancelled, Task};

/// What a TEU costs that is not carried, yuan, where a study does not say.
pub const PENALTY: f64 = 30_000.0;
/// What has no limit may carry this many times all that is wanted, which never binds: it keeps a row in
/// the program, so that closing it is a change of a number.
const ROOMY: f64 = 1.5;

/// What is asked of an allocation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// What a TEU costs that is not carried, yuan.
    pub penalty: f64,
    /// How far cost and lower bound may be apart, as a part of the cost.
    pub gap: f64,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            penalty: PENALTY,
            gap: GAP,
        }
    }
}

/// A capacity: what it is of, and the arcs of the flow graph that use it together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Capacity {
    pub(super) limits: Limits,
    pub(super) arcs: Vec<u32>,
    /// TEU a year; infinite where none is given.
    pub(super) teu: f64,
    pub(super) row: Row,
}

/// An allocation, and what a later one may begin from.
#[derive(Clone, Debug)]
pub struct Allocated {
    /// Path flows, and what is not carried.
    pub loads: Loads,
    /// How it ended: the gap is between cost and lower bound; the objective is in yuan a year, with
    /// penalties. There is no history.
    pub found: Found,
    /// No allocation costs less than this, yuan a year.
    pub bound: f64,
    /// What each full capacity is worth, the dearest first.
    pub prices: Vec<Price>,
    /// Why something is not carried, the most first.
    pub unmet: Vec<Reason>,
    /// Rounds of pricing, and steps of the program.
    pub effort: (usize, usize),
    /// What it was asked.
    pub terms: Terms,
    pub(super) capacities: Vec<Capacity>,
    pub(super) program: Option<Allocation>,
}

/// Allocates what is wanted. `start` is an earlier allocation; it is gone on from where the network and
/// the pairs are the same but for their numbers.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn allocate(
    setting: &Setting,
    terms: Terms,
    start: Option<&Allocated>,
    task: &Task,
) -> Result<Allocated, Cancelled> {
    let capacities = capacities(setting);
    let problem = problem(setting, terms, &capacities);
    let warm = start.and_then(|start| gone_on(start, &problem));
    let made = warm.map_or_else(|| Allocation::new(problem), Ok);
    let mut program = match made {
        Ok(program) => program,
        Err(fault) => return Ok(refused(setting, terms, capacities, fault)),
    };
    let solution = program.solve(terms.gap, task);
    if matches!(solution.status, Status::Cancelled { .. }) {
        return Err(Cancelled);
    }
    let prices = prices::prices(&mut program, &solution, &capacities, task)?;
    Ok(Allocated {
        found: found(&solution),
        bound: solution.bound,
        prices,
        unmet: reasons(setting, &solution, &capacities),
        effort: (solution.rounds, solution.pivots),
        loads: loads(setting, solution),
        terms,
        capacities,
        program: Some(program),
    })
}

/// All capacities in the order of their first arcs; what limits nothing has none.
fn capacities(setting: &Setting) -> Vec<Capacity> {
    let graph = &setting.graph;
    let mut of_limits: BTreeMap<Limits, Vec<u32>> = BTreeMap::new();
    for (arc, &limits) in (0u32..).zip(&graph.limits) {
        if limits != Limits::Nothing {
            of_limits.entry(limits).or_default().push(arc);
        }
    }
    let mut bundles = 0;
    let of = |(limits, arcs): (Limits, Vec<u32>)| {
        let least = arcs.iter().map(|&arc| graph.capacities[arc as usize]).min();
        let teu = least.filter(|&teu| teu != UNLIMITED);
        let row = if let [arc] = arcs[..] {
            Row::Arc(arc)
        } else {
            bundles += 1;
            Row::Bundle(bundles - 1)
        };
        Capacity {
            limits,
            arcs,
            teu: teu.map_or(f64::INFINITY, count),
            row,
        }
    };
    of_limits.into_iter().map(of).collect()
}

/// What a TEU of each class pays on each arc, yuan, when nothing is slow.
fn costs(setting: &Setting) -> Vec<Vec<f64>> {
    let hours = setting.free_hours();
    let classes = setting.classes.iter().zip(&setting.money);
    let of = |(class, money): (&super::setting::Class, &Vec<f64>)| {
        let value_of_time = class.weights.value_of_time();
        let both = hours.iter().zip(money);
        both.map(|(hours, money)| value_of_time * hours + money)
            .collect()
    };
    classes.map(of).collect()
}

fn problem(setting: &Setting, terms: Terms, capacities: &[Capacity]) -> Problem {
    let wanted: f64 = setting.commodities.iter().map(|of| of.teu).sum();
    let roomy = (ROOMY * wanted).max(1.0);
    let mut capacity = vec![f64::INFINITY; setting.graph.arcs.len()];
    let mut bundles = Vec::new();
    for of in capacities {
        let teu = of.teu.min(roomy);
        match of.row {
            Row::Arc(arc) => capacity[arc as usize] = teu,
            Row::Bundle(_) => bundles.push(Bundle {
                entries: of.arcs.iter().map(|&arc| (arc, 1.0)).collect(),
                capacity: teu,
            }),
        }
    }
    let class = |cost| Class {
        cost,
        equivalents: 1.0,
    };
    let both = setting.commodities.iter().zip(&setting.ends);
    let commodity =
        |(of, &(origin, destination)): (&super::loads::Commodity, &(u32, u32))| Commodity {
            origin,
            destination,
            class: of.class,
            demand: of.teu,
            penalty: terms.penalty,
        };
    Problem {
        n_nodes: setting.graph.n_nodes as usize,
        arcs: setting.graph.arcs.clone(),
        capacity,
        classes: costs(setting).into_iter().map(class).collect(),
        commodities: both.map(commodity).collect(),
        bundles,
    }
}

/// The program of an earlier allocation with the numbers of another problem; `None` where more than
/// numbers differ, or one of them is none.
fn gone_on(start: &Allocated, problem: &Problem) -> Option<Allocation> {
    let old = start.program.as_ref()?.problem();
    let ends = |of: &Commodity| (of.origin, of.destination, of.class);
    let has_same_pairs = old.commodities.len() == problem.commodities.len()
        && old
            .commodities
            .iter()
            .zip(&problem.commodities)
            .all(|(old, new)| ends(old) == ends(new));
    let has_same_bundles = old.bundles.len() == problem.bundles.len()
        && old
            .bundles
            .iter()
            .zip(&problem.bundles)
            .all(|(old, new)| old.entries == new.entries);
    let is_same = old.n_nodes == problem.n_nodes
        && old.arcs == problem.arcs
        && old.classes.len() == problem.classes.len()
        && has_same_pairs
        && has_same_bundles;
    if !is_same {
        return None;
    }
    let mut program = start.program.clone()?;
    set_numbers(&mut program, problem).ok()?;
    Some(program)
}

fn set_numbers(program: &mut Allocation, to: &Problem) -> Result<(), Fault> {
    for (arc, &capacity) in (0u32..).zip(&to.capacity) {
        program.set_capacity(Row::Arc(arc), capacity)?;
    }
    for (at, bundle) in (0u32..).zip(&to.bundles) {
        program.set_capacity(Row::Bundle(at), bundle.capacity)?;
    }
    for (at, class) in (0u32..).zip(&to.classes) {
        for (arc, &cost) in (0u32..).zip(&class.cost) {
            let old = program.problem().classes[at as usize].cost[arc as usize];
            if old.to_bits() != cost.to_bits() {
                program.set_cost(at, arc, cost)?;
            }
        }
    }
    for (at, commodity) in (0u32..).zip(&to.commodities) {
        let old = program.problem().commodities[at as usize];
        program.set_demand(at, commodity.demand)?;
        if old.penalty.to_bits() != commodity.penalty.to_bits() {
            program.set_penalty(at, commodity.penalty)?;
        }
    }
    Ok(())
}

fn found(solution: &Solution) -> Found {
    let is_all = solution.unmet.iter().all(|&teu| teu <= 0.0);
    let stopped = match solution.status {
        Status::Optimal if is_all => Stopped::Reached,
        Status::Optimal => Stopped::Unreachable,
        Status::Unsettled { .. } => Stopped::Limit,
        Status::Cancelled { .. } => Stopped::Cancelled,
    };
    Found {
        stopped,
        gap: solution.gap,
        history: Vec::new(),
        objective: solution.objective,
    }
}

fn loads(setting: &Setting, solution: Solution) -> Loads {
    let path = |of: crate::graph::multicommodity::result::PathFlow| PathLoad {
        commodity: of.commodity,
        teu: of.flow,
        arcs: of.arcs,
    };
    let paths = solution.paths.into_iter().map(path).collect();
    Loads::new(
        setting.commodities.clone(),
        paths,
        solution.unmet,
        solution.class_flow,
    )
}

/// Nothing is carried: a number cannot be used.
fn refused(setting: &Setting, terms: Terms, capacities: Vec<Capacity>, fault: Fault) -> Allocated {
    let refusal = match fault {
        Fault::Cost { arc, .. } | Fault::Capacity(Row::Arc(arc)) => Refusal::Cost { arc },
        Fault::Commodity(demand) => Refusal::Demand { demand },
        Fault::NotThere
        | Fault::Length
        | Fault::TooLarge
        | Fault::Equivalents(_)
        | Fault::Capacity(Row::Bundle(_)) => Refusal::Length,
    };
    let unmet = setting.commodities.iter().map(|of| of.teu).collect();
    let nothing = vec![vec![0.0; setting.graph.arcs.len()]; setting.classes.len()];
    Allocated {
        loads: Loads::new(setting.commodities.clone(), Vec::new(), unmet, nothing),
        found: Found {
            stopped: Stopped::Refused(refusal),
            gap: f64::INFINITY,
            history: Vec::new(),
            objective: f64::INFINITY,
        },
        bound: 0.0,
        prices: Vec::new(),
        unmet: Vec::new(),
        effort: (0, 0),
        terms,
        capacities,
        program: None,
    }
}
