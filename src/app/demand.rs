//! The matrix of demand, made off the window's thread: the newest request wins.
//!
//! Does not know: how a matrix is shown.

use std::sync::Arc;

use eframe::egui;

use super::action::Pane;
use super::newest::Newest;
use super::state::State;
use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::study::demand::{
    Demand, Growth, NoDemand, Table, Wanted, demand, last_published, table,
};
use crate::study::evaluate::Base;
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

/// What a matrix is made for.
struct Asked {
    network: Arc<Network>,
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
        let facts = Arc::clone(&document.facts);
        let wanted = state.session.demand.unwrap_or_else(|| first_wanted(&facts));
        let is_this = |asked: &Asked| is_same_study(asked) && asked.wanted == wanted;
        if state.shows(Pane::Demand) && !self.asked.as_ref().is_some_and(is_this) {
            self.asked = Some(Asked {
                network: Arc::clone(base.network()),
                wanted,
            });
            let base = base.clone();
            self.jobs.start(Task::new(), move |task| {
                make(&base, &facts, wanted, task).ok()
            });
            state.transient.is_demand_updating = self.jobs.is_running();
        }
    }
}

fn make(base: &Base, facts: &Facts, wanted: Wanted, task: &Task) -> Result<Made, Cancelled> {
    let answer = demand(base, facts, wanted, task)?;
    let with_table = |demand: Demand| {
        let table = table(&demand);
        (demand, table)
    };
    Ok(Made {
        wanted,
        answer: answer.map(with_table),
    })
}
