//! What is asked for beside the closures of single places: found on a thread of its own from the newest
//! of these, and kept for as long as they are the newest.
//!
//! Does not know: what the work is.

use std::sync::Arc;

use eframe::egui;

use super::ClosuresMade;
use crate::app::following::PATIENCE;
use crate::app::newest::Newest;
use crate::task::Task;

/// A question, and the closures that it is asked about.
type Asked<K> = (Arc<ClosuresMade>, K);

/// Finds one kind of thing; `K` is what makes one question another.
pub struct Beside<K, T> {
    jobs: Newest<T>,
    task: Task,
    asked: Option<Asked<K>>,
    done: Option<(Asked<K>, Arc<T>)>,
}

impl<K: Clone + PartialEq + Send + 'static, T: Send + Sync + 'static> Beside<K, T> {
    /// A runner whose threads have a name, and that wakes the window when something is found.
    #[must_use]
    pub fn new(name: &'static str, context: egui::Context) -> Self {
        Self {
            jobs: Newest::new(name, context),
            task: Task::new(),
            asked: None,
            done: None,
        }
    }

    /// Takes what was found, and asks for what is wanted and not known yet; nothing is asked where
    /// nothing is wanted or work was stopped. `work` gives `None` only where it is cancelled.
    pub fn keep_up(
        &mut self,
        made: &Arc<ClosuresMade>,
        wanted: Option<K>,
        is_stopped: bool,
        work: fn(&ClosuresMade, &K, &Task) -> Option<T>,
    ) {
        if let (Some(found), Some(asked)) = (self.jobs.poll(), self.asked.clone()) {
            self.done = Some((asked, Arc::new(found)));
        }
        let Some(key) = wanted else {
            self.jobs.forget();
            // Of older closures nothing is shown again.
            let is_newest = |done: &(Asked<K>, Arc<T>)| Arc::ptr_eq(&done.0.0, made);
            if !self.done.as_ref().is_some_and(is_newest) {
                self.done = None;
            }
            return;
        };
        let needed = (Arc::clone(made), key);
        let is_this = |of: &Asked<K>| Arc::ptr_eq(&of.0, &needed.0) && of.1 == needed.1;
        if self.done.as_ref().is_some_and(|(of, _)| is_this(of)) {
            if self.jobs.is_running() {
                self.jobs.forget();
            }
            return;
        }
        let is_asked = self.asked.as_ref().is_some_and(is_this);
        if is_stopped || (self.jobs.is_running() && !is_asked) {
            self.jobs.stop();
        } else if !self.jobs.is_running() {
            self.asked = Some(needed.clone());
            self.task = Task::with_patience(PATIENCE);
            let (made, key) = needed;
            let task = self.task.clone();
            self.jobs.start(task, move |task| work(&made, &key, task));
        }
    }

    /// What was found last, and for which question.
    #[must_use]
    pub fn found(&self) -> Option<(&K, &Arc<T>)> {
        self.done.as_ref().map(|((_, key), found)| (key, found))
    }

    /// The work that runs.
    #[must_use]
    pub fn running(&self) -> Option<&Task> {
        self.jobs.is_running().then_some(&self.task)
    }

    /// Nothing is known, and what runs is not waited for.
    pub fn forget(&mut self) {
        self.jobs.forget();
        self.asked = None;
        self.done = None;
    }
}
