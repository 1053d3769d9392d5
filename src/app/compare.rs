//! The comparison with what is published, computed off the window's thread: the newest request wins.
//!
//! Does not know: how a comparison is shown.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use eframe::egui;

use super::action::Pane;
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

/// Runs comparisons, each on a thread of its own; an older one is cancelled.
pub struct CompareJobs {
    sender: Sender<(u64, Reality)>,
    results: Receiver<(u64, Reality)>,
    context: egui::Context,
    newest: u64,
    asked: Option<Asked>,
    task: Task,
}

impl CompareJobs {
    /// A runner that wakes the window when a comparison is done.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        let (sender, results) = channel();
        Self {
            sender,
            results,
            context,
            newest: 0,
            asked: None,
            task: Task::new(),
        }
    }

    /// Asks for what the open pane needs and has not, and takes what was computed.
    pub fn keep_up(&mut self, state: &mut State) {
        let newest = self.results.try_iter().filter(|(n, _)| *n == self.newest);
        let done = newest.last();
        let (Some(document), Some(base)) = (&state.document, &state.base) else {
            return;
        };
        let needed = Asked {
            base: base.clone(),
            scenario: Arc::clone(document.history.scenario()),
            facts: Arc::clone(&document.facts),
        };
        let is_asked = self.asked.as_ref().is_some_and(|old| old.is_same(&needed));
        if let (Some((_, reality)), true) = (done, is_asked) {
            state.transient.reality = Some(Arc::new(reality));
            state.transient.is_comparing = false;
        }
        if state.shows(Pane::Reality) && !is_asked {
            self.asked = Some(needed.clone());
            state.transient.is_comparing = self.start(needed);
        }
    }

    /// Whether a thread was to be had.
    fn start(&mut self, asked: Asked) -> bool {
        self.task.cancel();
        self.task = Task::new();
        self.newest += 1;
        let (number, task) = (self.newest, self.task.clone());
        let (sender, context) = (self.sender.clone(), self.context.clone());
        let spawned = Builder::new().name("compare".to_owned()).spawn(move || {
            if let Ok(found) = reality(&asked.base, &asked.scenario, &asked.facts, &task) {
                // A window that is gone needs no result.
                drop(sender.send((number, found)));
                context.request_repaint();
            }
        });
        spawned.is_ok()
    }
}

impl Drop for CompareJobs {
    fn drop(&mut self) {
        self.task.cancel();
    }
}
