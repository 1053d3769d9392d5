//! What a picture shows beyond its network: answers of the scenario, flows of its year, what is within reach.
//!
//! Does not know: how any of it is drawn.

use std::sync::Arc;

use super::error::PlateError;
use super::{Ground, Plate};
use crate::model::effect::facts_under;
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::scenario::Scenario;
use crate::scene::closures::ClosureMap;
use crate::scene::flows::FlowMap;
use crate::scene::reach::ReachMap;
use crate::study::demand::{Growth, Wanted, demand_under, last_published, wanted_under};
use crate::study::evaluate::{Base, Under, evaluate};
use crate::study::flows::readings::Readings;
use crate::study::flows::{FlowQuestion, flows};
use crate::study::outcome::{Criterion, ModeSet, Outcome, Question, Weights};
use crate::study::priced::priced;
use crate::study::spread::spread;
use crate::task::{Cancelled, Task};

/// Another scenario whose flows those of a picture are set against.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// What it is called.
    pub names: Names,
    /// The scenario.
    pub scenario: Arc<Scenario>,
}

/// What is within reach of a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// The hub.
    pub from: Key,
    /// How far, in the unit of what is limited.
    pub budget: f64,
    /// What is limited.
    pub criterion: Criterion,
}

/// What is shown.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What is known under the scenario.
    pub facts: Arc<Facts>,
    /// What the scenario opens and closes, and the answers to what is asked; `None` draws the base as its data
    /// has it.
    pub outcome: Option<Arc<Outcome>>,
    /// The flows of the year; where they are set against others, what is more and less.
    pub flows: Option<Arc<FlowMap>>,
    /// What is within reach.
    pub reach: Option<Arc<ReachMap>>,
    /// What closures cost.
    pub closures: Option<Arc<ClosureMap>>,
}

impl Found {
    /// The same with dashes that run along its flows, at a moment of their way.
    #[must_use]
    pub fn at_moment(&self, moment: f32) -> Self {
        let flows = self.flows.as_ref();
        Self {
            flows: flows.map(|flows| Arc::new(flows.at_moment(moment))),
            ..self.clone()
        }
    }
}

/// Finds what a picture shows. Flows that are known already are taken as they are, set against others or not; lines
/// that follow flows ask for them too.
///
/// # Errors
/// [`Cancelled`] when the task was; [`PlateError`] where flows are asked for and there is no demand.
pub fn found(
    plate: &Plate,
    ground: &Ground,
    flows: Option<Arc<FlowMap>>,
    task: &Task,
) -> Result<Result<Found, PlateError>, Cancelled> {
    let facts = facts_under(ground.facts, ground.scenario);
    let is_base = ground.scenario.edits().is_empty();
    let asked = plate.question.clone();
    let outcome = match (is_base, asked) {
        (true, None) => None,
        (_, asked) => {
            let asked = asked.unwrap_or_default();
            Some(Arc::new(evaluate(
                ground.base,
                ground.scenario,
                &asked,
                task,
            )?))
        }
    };
    let flows = match flows {
        None if plate.needs_flows() => {
            let against = plate.against.as_ref().filter(|_| plate.has_flows);
            let of = (ground.base, ground.facts, ground.scenario);
            match flow_map(of, against, task)? {
                Ok(flows) => Some(flows),
                // Lines that follow flows are gray, and the legend says that there are none.
                Err(_) if !plate.has_flows => None,
                Err(why) => return Ok(Err(why)),
            }
        }
        known => known,
    };
    let reach = match &plate.reach {
        Some(within) => reach(plate, within, ground, &facts, task)?,
        None => None,
    };
    Ok(Ok(Found {
        facts,
        outcome,
        flows,
        reach,
        closures: None,
    }))
}

/// The flows of the scenario's year, ready to be drawn, or why there are none; against those of another scenario what
/// is more and less.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn flow_map(
    (base, facts, scenario): (&Base, &Arc<Facts>, &Scenario),
    against: Option<&Against>,
    task: &Task,
) -> Result<Result<Arc<FlowMap>, PlateError>, Cancelled> {
    let own = match solved((base, facts, scenario), task)? {
        Ok(own) => own,
        Err(why) => return Ok(Err(why)),
    };
    let Some(against) = against else {
        return Ok(Ok(Arc::new(own)));
    };
    let other = solved((base, facts, &against.scenario), task)?;
    Ok(other.map(|other| Arc::new(FlowMap::against(&other, &own))))
}

/// The flows of a scenario's year.
fn solved(
    (base, facts, scenario): (&Base, &Arc<Facts>, &Scenario),
    task: &Task,
) -> Result<Result<FlowMap, PlateError>, Cancelled> {
    let facts = facts_under(facts, scenario);
    let under = Under::of(base, scenario, &Question::default());
    let last = last_published(&facts).map_or(0, |(year, _)| year);
    let otherwise = Wanted {
        year: last,
        growth: Growth::default(),
    };
    let wanted = wanted_under(scenario, otherwise);
    let known = (&**under.network(), &*facts);
    let demand = match demand_under(base, known, scenario, wanted, task)? {
        Ok(demand) => demand,
        Err(why) => return Ok(Err(PlateError::NoDemand(why))),
    };
    let question = FlowQuestion::new(wanted);
    let answer = flows(&under, &facts, demand, &question, None, task)?;
    let readings = Readings::of(&answer);
    Ok(Ok(FlowMap::of(&answer, &readings, None)))
}

/// What is within reach of a hub: by all modes, for cargo in general. `None` where there is no such hub.
fn reach(
    plate: &Plate,
    within: &Within,
    ground: &Ground,
    facts: &Facts,
    task: &Task,
) -> Result<Option<Arc<ReachMap>>, Cancelled> {
    let Some(from) = ground.network.node_by_key(&within.from) else {
        return Ok(None);
    };
    let question = Question {
        from: vec![from],
        modes: ModeSet::all(),
        criterion: within.criterion,
        weights: priced(facts, None).map_or_else(|_| Weights::default(), |of| of.weights()),
        ..Question::default()
    };
    let under = Under::of(ground.base, ground.scenario, &question);
    let found = spread(&under, &question, within.budget, ground.context, task)?;
    Ok(found.map(|found| Arc::new(ReachMap::of(&found, plate.projection))))
}
