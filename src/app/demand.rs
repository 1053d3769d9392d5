//! The matrix of demand, made off the window's thread: the newest request wins.
//!
//! Does not know: how a matrix is shown.

use std::sync::Arc;

use eframe::egui;

use super::action::Pane;
use super::newest::Newest;
use super::state::State;
use crate::model::effect::facts_under;
use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::study::demand::{
    Demand, Growth, NoDemand, Table, Wanted, demand_under, last_published, table, wanted_under,
};
use crate::study::evaluate::{Base, Under};
use crate::study::outcome::Question;
use crate::study::table::Tab;
use crate::task::{Cancelled, Task};

/// What was made.
pub struct Made {
    /// What was asked for.
    pub wanted: Wanted,
    /// The matrix with its table, or why there is none.
    pub answer: Result<(Demand, Table), NoDemand>,
}

/// What is asked for until something else is chosen: the last published year of a study.
#[must_use]
pub fn first_wanted(facts: &Facts) -> Wanted {
    Wanted {
        year: last_published(facts).map_or(0, |(year, _)| year),
        growth: Growth::default(),
    }
}

/// What was chosen in the panes, or the last published year where nothing was.
#[must_use]
pub fn chosen_wanted(state: &State) -> Option<Wanted> {
    let facts = &state.document.as_ref()?.facts;
    let chosen = state.session.demand;
    Some(chosen.unwrap_or_else(|| first_wanted(facts)))
}

/// The matrix that is wanted now: the year and the growth of the working scenario, and as far as it says
/// nothing what was chosen.
#[must_use]
pub fn wanted_now(state: &State) -> Option<Wanted> {
    let document = state.document.as_ref()?;
    let chosen = chosen_wanted(state)?;
    Some(wanted_under(document.history.scenario(), chosen))
}

/// What a matrix is made for.
#[derive(Clone)]
struct Asked {
    network: Arc<Network>,
    scenario: Arc<Scenario>,
    wanted: Wanted,
}

/// Makes matrices; an older run is cancelled.
pub struct DemandJobs {
    jobs: Newest<Made>,
    asked: Option<Asked>,
}

impl DemandJobs {
    /// A runner that wakes the window when a matrix is made.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            jobs: Newest::new("demand", context),
            asked: None,
        }
    }

    /// Takes what was made, and asks for what the open pane needs and has not.
    pub fn keep_up(&mut self, state: &mut State) {
        if let Some(made) = self.jobs.poll() {
            state.transient.demand = Some(Arc::new(made));
            state.transient.is_demand_updating = false;
        }
        let (Some(document), Some(base)) = (&state.document, &state.base) else {
            return;
        };
        let is_same_study = |asked: &Asked| Arc::ptr_eq(&asked.network, base.network());
        if !self.asked.as_ref().is_none_or(is_same_study) {
            state.transient.demand = None;
            state.session.demand = None;
        }
        let Some(wanted) = wanted_now(state) else {
            return;
        };
        let facts = Arc::clone(&document.facts);
        let needed = Asked {
            network: Arc::clone(base.network()),
            scenario: Arc::clone(document.history.scenario()),
            wanted,
        };
        let is_this = |asked: &Asked| {
            is_same_study(asked)
                && asked.wanted == wanted
                && Arc::ptr_eq(&asked.scenario, &needed.scenario)
        };
        let is_listed = state.shows(Pane::Table) && state.session.table.tab == Tab::Demand;
        let is_shown = state.shows(Pane::Demand) || is_listed;
        if is_shown && !self.asked.as_ref().is_some_and(is_this) {
            self.asked = Some(needed.clone());
            let base = base.clone();
            self.jobs.start(Task::new(), move |task| {
                make(&base, &facts, &needed, task).ok()
            });
            state.transient.is_demand_updating = self.jobs.is_running();
        }
    }
}

fn make(base: &Base, facts: &Arc<Facts>, asked: &Asked, task: &Task) -> Result<Made, Cancelled> {
    let under = Under::of(base, &asked.scenario, &Question::default());
    let facts = facts_under(facts, &asked.scenario);
    let known = (&**under.network(), &*facts);
    let answer = demand_under(base, known, &asked.scenario, asked.wanted, task)?;
    let with_table = |demand: Demand| {
        let table = table(&demand);
        (demand, table)
    };
    Ok(Made {
        wanted: asked.wanted,
        answer: answer.map(with_table),
    })
}
