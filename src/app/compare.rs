//! The comparison with what is published, computed off the window's thread: the newest request wins.
//!
//! Does not know: how a comparison is shown.

use std::sync::Arc;

use eframe::egui;

use super::action::Pane;
use super::newest::Newest;
use super::state::State;
use crate::model::facts::Facts;
use crate::model::scenario::Scenario;
use crate::study::evaluate::Base;
use crate::study::reality::{Reality, reality};
use crate::task::Task;

/// What a comparison is of.
#[derive(Clone)]
struct Asked {
    base: Base,
    scenario: Arc<Scenario>,
    facts: Arc<Facts>,
}

impl Asked {
    /// Whether it is the same study under the same scenario.
    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
            && Arc::ptr_eq(&self.scenario, &other.scenario)
    }
}

/// Runs comparisons; an older one is cancelled.
pub struct CompareJobs {
    jobs: Newest<Reality>,
    asked: Option<Asked>,
}

impl CompareJobs {
    /// A runner that wakes the window when a comparison is done.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            jobs: Newest::new("compare", context),
            asked: None,
        }
    }

    /// Asks for what the open pane needs and has not, and takes what was computed.
    pub fn keep_up(&mut self, state: &mut State) {
        let done = self.jobs.poll();
        let (Some(document), Some(base)) = (&state.document, &state.base) else {
            return;
        };
        let needed = Asked {
            base: base.clone(),
            scenario: Arc::clone(document.history.scenario()),
            facts: Arc::clone(&document.facts),
        };
        let is_asked = self.asked.as_ref().is_some_and(|old| old.is_same(&needed));
        if let (Some(reality), true) = (done, is_asked) {
            state.transient.reality = Some(Arc::new(reality));
            state.transient.is_comparing = false;
        }
        if state.shows(Pane::Reality) && !is_asked {
            self.asked = Some(needed.clone());
            self.jobs.start(Task::new(), move |task| {
                reality(&needed.base, &needed.scenario, &needed.facts, task).ok()
            });
            state.transient.is_comparing = self.jobs.is_running();
        }
    }
}
