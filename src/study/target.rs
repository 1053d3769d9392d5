//! A target throughput, and the cheapest measures that reach it.
//!
//! The measures are the study's projects that raise a capacity and lower none, as far as they are not
//! applied, or additions to capacities that someone gives with their costs. Projects are weighed by
//! cost where all of them have one in the same unit; otherwise the fewest are looked for, and of
//! equally many those with the fewest mere ideas.
//!
//! Does not know: where additions are read from, how the answer is shown.

mod sentences;

use std::sync::Arc;

pub use self::sentences::{target_sentences, what_counts};
use super::beyond::{CapacityOf, ends};
use super::evaluate::{Base, Under};
use super::outcome::{Question, Throughput};
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::project::{Certainty, Project};
use crate::model::scenario::Scenario;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::task::{Cancelled, Task};
use crate::throughput::bottleneck::throughput;
use crate::throughput::target::{
    Capacities, Chosen, Raised, State, Status, by_additions, by_projects,
};

/// Where projects are counted, each costs so much, and a mere idea one more.
const A_PROJECT: u64 = 1_000;
/// Costs are summed in parts of one so small.
const PARTS: f64 = 1_000.0;

/// An addition to a capacity that someone offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// To which.
    pub of: CapacityOf,
    /// TEU a year, each way.
    pub adds_teu: f64,
    /// What it costs, in any unit.
    pub cost: f64,
}

/// What measures are weighed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighed {
    /// Their costs.
    Cost,
    /// Their number.
    Number,
}

/// How a search for measures ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// The target can flow without any measure.
    Already,
    /// The cheapest set was found.
    Cheapest,
    /// A set was found; the cheapest may cost this much less.
    Best(f64),
    /// Not even all measures reach it: what can flow with all of them, TEU a year one way.
    Unreachable(u64),
    /// There is no measure.
    NoMeasures,
    /// The numbers are too large.
    TooLarge,
}

/// A measure of the set.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// A project of the study.
    Project(Key),
    /// An addition, by its place in the list.
    Addition(usize),
}

/// The answer to a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// The target, TEU a year one way.
    pub target: u64,
    /// What can flow without measures; `None` where no limit can be said.
    pub present: Option<u64>,
    /// How the search ended.
    pub ended: Ended,
    /// How many measures there were to choose from.
    pub n_offered: usize,
    /// What they are weighed by.
    pub weighed: Weighed,
    /// The set.
    pub measures: Vec<Measure>,
    /// What it costs; `None` where measures are counted.
    pub cost: Option<Sourced>,
    /// What can flow with it, and what limits then.
    pub with: Option<Throughput>,
    /// What can flow with it, TEU a year one way; `None` where no limit can be said.
    pub teu_per_year: Option<u64>,
    /// Whether what projects change adds up to what they change together, so that the answer is exact.
    pub is_exact: bool,
    /// The network with the projects of the set, or as it is.
    pub network: Arc<Network>,
}

/// The fewest or cheapest projects of the study that reach a target beside what a scenario applies.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn reach_by_projects(
    base: &Base,
    scenario: &Scenario,
    question: &Question,
    target: u64,
    task: &Task,
) -> Result<Reached, Cancelled> {
    let now = Under::of(base, scenario, question);
    let mut reached = Reached::begun(&now, question, target, task)?;
    let before = Capacities::of(state(&now), question.modes);
    let mut offered: Vec<(&Project, Raised)> = Vec::new();
    for project in base.network().projects() {
        task.checkpoint()?;
        if let Some(with) = applied(base, scenario, [&project.key]) {
            let with = Under::of(base, &with, question);
            let after = Capacities::of(state(&with), question.modes);
            let raised = before.raised(&after).filter(|raised| !raised.is_empty());
            offered.extend(raised.map(|raised| (project, raised)));
        }
    }
    reached.n_offered = offered.len();
    let costs = costs(&offered);
    if costs.is_some() {
        reached.weighed = Weighed::Cost;
    }
    if reached.is_settled() {
        return Ok(reached);
    }
    let keys = offered.iter().map(|(project, _)| &project.key);
    let all = applied(base, scenario, keys).unwrap_or_else(|| scenario.clone());
    let all = Under::of(base, &all, question);
    let together = before.raised(&Capacities::of(state(&all), question.modes));
    let (raised, cost): (Vec<Raised>, Vec<u64>) = (offered.iter().enumerate())
        .map(|(at, (project, raised))| {
            let counted = A_PROJECT + u64::from(project.certainty == Certainty::WhatIf);
            let cost = costs.as_ref().map_or(counted, |costs| costs[at]);
            (raised.clone(), cost)
        })
        .unzip();
    reached.is_exact = together.is_some_and(|all| all.is_greatest_of(&raised));
    let projects: Vec<(Raised, u64)> = raised.into_iter().zip(cost).collect();
    let (now, ends) = ((&before, state(&all)), ends(question));
    let chosen = by_projects(now, &ends, &projects, target, task)?;
    let set: Vec<&Project> = chosen.measures.iter().map(|&at| offered[at].0).collect();
    reached.end(&chosen);
    if let (Some(_), Ended::Cheapest | Ended::Best(_)) = (&costs, &reached.ended) {
        reached.cost = Some(cost_of(&set));
    }
    reached.measures = (set.iter())
        .map(|project| Measure::Project(project.key.clone()))
        .collect();
    if let Some(with) = applied(base, scenario, set.iter().map(|project| &project.key)) {
        let with = Under::of(base, &with, question);
        let (network, expansion) = (with.network(), with.expansion());
        let flow = throughput(network, expansion, with.availability(), &ends, task)?;
        reached.teu_per_year = value_of(&flow);
        reached.with = Some(flow);
        reached.network = Arc::clone(network);
    }
    Ok(reached)
}

/// The cheapest additions to capacities that reach a target. Those to one capacity add up.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn reach_by_additions(
    base: &Base,
    scenario: &Scenario,
    question: &Question,
    (additions, target): (&[Addition], u64),
    task: &Task,
) -> Result<Reached, Cancelled> {
    let now = Under::of(base, scenario, question);
    let mut reached = Reached::begun(&now, question, target, task)?;
    reached.n_offered = additions.len();
    reached.weighed = Weighed::Cost;
    if reached.is_settled() {
        return Ok(reached);
    }
    let parts = |value: f64, of: f64| whole((value * of).round());
    let offered: Vec<(CapacityOf, u64, u64)> = (additions.iter())
        .map(|one| {
            (
                one.of.clone(),
                parts(one.adds_teu, 1.0),
                parts(one.cost, PARTS),
            )
        })
        .collect();
    // A line without any capacity is closed; with an addition it is not.
    let is_nothing = |of: &&CapacityOf| {
        let present = of.present(now.network());
        present.is_some_and(|present| present.value < 1.0)
    };
    let nothing: Vec<CapacityOf> = (additions.iter().map(|one| &one.of))
        .filter(is_nothing)
        .cloned()
        .collect();
    let opened = nothing.iter().try_fold(scenario.clone(), |with, of| {
        with.with(base.network(), of.edit(1.0)).ok()
    });
    let opened = opened.map(|with| Under::of(base, &with, question));
    let (now, ends) = (opened.as_ref().unwrap_or(&now), ends(question));
    let chosen = by_additions((state(now), &nothing), &ends, &offered, target, task)?;
    reached.end(&chosen);
    reached.measures = (chosen.measures.iter().copied())
        .map(Measure::Addition)
        .collect();
    if matches!(reached.ended, Ended::Cheapest | Ended::Best(_)) {
        let costs = chosen.measures.iter().map(|&at| additions[at].cost);
        let note = "sum of the costs given";
        reached.cost = Some(Sourced::assumed(costs.sum(), Unit::One, note));
    }
    Ok(reached)
}

impl Reached {
    /// What is known before any measure.
    fn begun(
        now: &Under,
        question: &Question,
        target: u64,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let (network, expansion) = (now.network(), now.expansion());
        let available = now.availability();
        let flow = throughput(network, expansion, available, &ends(question), task)?;
        let present = value_of(&flow);
        Ok(Self {
            target,
            present,
            ended: Ended::Already,
            n_offered: 0,
            weighed: Weighed::Number,
            measures: Vec::new(),
            cost: None,
            with: None,
            teu_per_year: present,
            is_exact: true,
            network: Arc::clone(network),
        })
    }

    /// Whether nothing is to be searched: the target flows already, or there is no measure.
    fn is_settled(&mut self) -> bool {
        let flows = self.present.is_none_or(|present| present >= self.target);
        if !flows && self.n_offered == 0 {
            self.ended = Ended::NoMeasures;
        }
        flows || self.n_offered == 0
    }

    fn end(&mut self, chosen: &Chosen) {
        self.teu_per_year = chosen.teu_per_year;
        self.ended = match chosen.status {
            Status::Cheapest => Ended::Cheapest,
            Status::Best(gap) => Ended::Best(match self.weighed {
                Weighed::Cost => float(gap) / PARTS,
                Weighed::Number => float(gap / u128::from(A_PROJECT)),
            }),
            Status::Unreachable => Ended::Unreachable(chosen.most.unwrap_or(u64::MAX)),
            Status::TooLarge => Ended::TooLarge,
        };
    }
}

fn state(under: &Under) -> State<'_> {
    State {
        network: under.network(),
        expansion: under.expansion(),
        availability: under.availability(),
    }
}

/// A scenario with some projects applied; `None` where it is the same.
fn applied<'a>(
    base: &Base,
    scenario: &Scenario,
    keys: impl IntoIterator<Item = &'a Key>,
) -> Option<Scenario> {
    let mut with = scenario.clone();
    for project in keys {
        let edit = Edit::ApplyProject {
            project: project.clone(),
            is_applied: true,
        };
        with = with.with(base.network(), edit).ok()?;
    }
    (with != *scenario).then_some(with)
}

/// What can flow, TEU a year one way; `None` where no limit can be said.
fn value_of(flow: &Throughput) -> Option<u64> {
    match flow {
        Throughput::Limited { teu_per_year, .. } => Some(*teu_per_year),
        Throughput::Unlimited { .. } => None,
        Throughput::Nothing => Some(0),
    }
}

/// The cost of each project in thousandths, where all have one in the same unit.
fn costs(offered: &[(&Project, Raised)]) -> Option<Vec<u64>> {
    let unit = offered.first()?.0.cost.as_ref()?.unit;
    let cost = |(project, _): &(&Project, Raised)| {
        let cost = project.cost.as_ref().filter(|cost| cost.unit == unit)?;
        Some(whole((cost.value * PARTS).round()))
    };
    offered.iter().map(cost).collect()
}

/// What some projects cost together.
fn cost_of(set: &[&Project]) -> Sourced {
    let term = |project: &&Project| {
        let number = project.cost.clone()?;
        let names = project.names.clone();
        Some(Input { names, number })
    };
    let terms: Vec<Input> = set.iter().filter_map(term).collect();
    let unit = terms.first().map_or(Unit::One, |term| term.number.unit);
    let value = terms.iter().map(|term| term.number.value).sum();
    Sourced::sum(value, unit, terms).with_note_in_both(&Names::worded("formula.costs"))
}

/// A number that is not negative as a whole one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast saturates"
)]
fn whole(value: f64) -> u64 {
    value as u64
}

#[expect(clippy::cast_precision_loss, reason = "to be shown")]
fn float(value: u128) -> f64 {
    value as f64
}
