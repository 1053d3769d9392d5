//! Work that follows a wish: the newest wish is worked on, and what was found for an older one of the same
//! study is shown until then.
//!
//! Does not know: what the work is, or where it is shown.

use std::time::Duration;

use super::newest::Newest;
use crate::task::Task;

/// A superseded run may go on this long, so that a drag shows results on its way.
pub const PATIENCE: Duration = Duration::from_millis(120);

/// What a run is of.
pub trait Wish: Clone + Send + 'static {
    /// Whether what is found for the one says something of the other.
    fn is_same_study(&self, other: &Self) -> bool;

    /// Whether the same is found for both.
    fn is_same(&self, other: &Self) -> bool;
}

/// What there is for a wish.
pub enum Taken<T> {
    /// What is shown is of another study.
    Other,
    /// Something new was found.
    Found(T),
    /// Nothing new.
    Nothing,
}

/// Runs of one kind of work.
pub struct Following<W, T> {
    jobs: Newest<T>,
    asked: Option<W>,
}

impl<W: Wish, T: Send + 'static> Following<W, T> {
    /// Runs on the threads of a runner.
    #[must_use]
    pub fn on(jobs: Newest<T>) -> Self {
        Self { jobs, asked: None }
    }

    /// The wish that is worked on or was worked on last.
    #[must_use]
    pub fn asked(&self) -> Option<&W> {
        self.asked.as_ref()
    }

    /// Its runner.
    #[must_use]
    pub fn jobs(&self) -> &Newest<T> {
        &self.jobs
    }

    /// What was found since the last call.
    pub fn take(&mut self, needed: &W) -> Taken<T> {
        let found = self.jobs.poll();
        let is_of_study = |asked: &W| asked.is_same_study(needed);
        if !self.asked.as_ref().is_none_or(is_of_study) {
            self.forget();
            return Taken::Other;
        }
        found.map_or(Taken::Nothing, Taken::Found)
    }

    /// Whether a wish is worked on or was worked on last.
    #[must_use]
    pub fn is_newest(&self, needed: &W) -> bool {
        self.asked
            .as_ref()
            .is_some_and(|asked| asked.is_same(needed))
    }

    /// Works on a wish once what runs has ended; whether what is shown is older than the wish. `work` gives
    /// `None` where it is cancelled.
    pub fn follow(
        &mut self,
        needed: W,
        work: impl FnOnce(W, &Task) -> Option<T> + Send + 'static,
    ) -> bool {
        let is_newest = self.is_newest(&needed);
        if !self.jobs.is_running() && !is_newest {
            self.start(needed, Task::new(), work);
        }
        self.jobs.is_running() || !is_newest
    }

    /// The same for long work, which another wish or people stop: a superseded run has some patience to
    /// end. Another wish runs even where the one before it was stopped. What is started can be asked how far
    /// it is.
    pub fn follow_long(
        &mut self,
        needed: W,
        is_stopped: &mut bool,
        work: impl FnOnce(W, &Task) -> Option<T> + Send + 'static,
    ) -> Option<Task> {
        let is_newest = self.is_newest(&needed);
        if !is_newest {
            *is_stopped = false;
        }
        let is_running = self.jobs.is_running();
        if *is_stopped {
            self.jobs.stop();
            return None;
        }
        if is_newest && (is_running || !self.jobs.was_stopped()) {
            return None;
        }
        self.jobs.stop();
        if is_running {
            return None;
        }
        let task = Task::with_patience(PATIENCE);
        self.start(needed, task.clone(), work);
        Some(task)
    }

    fn start(
        &mut self,
        needed: W,
        task: Task,
        work: impl FnOnce(W, &Task) -> Option<T> + Send + 'static,
    ) {
        self.asked = Some(needed.clone());
        self.jobs.start(task, move |task| work(needed, task));
    }

    /// What runs is not waited for.
    pub fn forget(&mut self) {
        self.jobs.forget();
        self.asked = None;
    }
}
