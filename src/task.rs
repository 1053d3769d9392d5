//! Task and Cancelled: how long-running work is stopped.
//!
//! Whoever starts the work keeps one clone of a [`Task`] and may call [`Task::cancel`]; the work
//! holds another and asks [`Task::checkpoint`] now and then. Nothing is stopped by force, and work
//! that nobody cancels is never stopped, however long it takes.
//!
//! Does not know: what the work is, on which thread it runs, who wants it stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A piece of work that can be asked to stop. Clones are cheap and share the request.
#[derive(Clone, Debug)]
pub struct Task {
    /// The request to stop; `None` if there can be none.
    stop: Option<Arc<AtomicBool>>,
    /// When the work began and for how long from then on a request to stop is not yet heard.
    patience: Option<(Instant, Duration)>,
}

impl Task {
    /// Work that stops at the first checkpoint after [`Task::cancel`].
    #[must_use]
    pub fn new() -> Self {
        Task {
            stop: Some(Arc::default()),
            patience: None,
        }
    }

    /// Work that begins now and, even if cancelled, may go on until it is `patience` old.
    ///
    /// This is no deadline: without [`Task::cancel`] the work never stops. It lets short runs
    /// finish, and be seen, although newer ones are asked for all the time.
    #[must_use]
    pub fn with_patience(patience: Duration) -> Self {
        Task {
            stop: Some(Arc::default()),
            patience: Some((Instant::now(), patience)),
        }
    }

    /// Work that is never cancelled; [`Task::cancel`] does nothing.
    #[must_use]
    pub const fn never() -> Self {
        Task {
            stop: None,
            patience: None,
        }
    }

    /// Asks this task and all its clones to stop. There is no way back.
    pub fn cancel(&self) {
        if let Some(stop) = &self.stop {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the work should stop now: it was cancelled, and its patience, if any, is over.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        let is_asked = |stop: &Arc<AtomicBool>| stop.load(Ordering::Relaxed);
        self.stop.as_ref().is_some_and(is_asked)
            && (self.patience).is_none_or(|(began, patience)| began.elapsed() >= patience)
    }

    /// To be asked by the work itself, as `task.checkpoint()?`, some hundred times a second or
    /// more; costs about a nanosecond.
    ///
    /// # Errors
    /// [`Cancelled`] if the work should stop now.
    pub fn checkpoint(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }
}

impl Default for Task {
    fn default() -> Self {
        Task::new()
    }
}

/// The work was cancelled before it was done; there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl std::fmt::Display for Cancelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the work was cancelled")
    }
}

impl std::error::Error for Cancelled {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_the_request() {
        let task = Task::new();
        let clone = task.clone();
        assert_eq!(clone.checkpoint(), Ok(()));
        task.cancel();
        assert!(clone.is_cancelled());
        assert_eq!(clone.checkpoint(), Err(Cancelled));
        assert!(!Task::default().is_cancelled());
    }

    #[test]
    fn never_is_never_cancelled() {
        let task = Task::never();
        task.cancel();
        assert_eq!(task.checkpoint(), Ok(()));
    }

    #[test]
    fn patience_delays_a_request_and_is_no_deadline() {
        let patient = Task::with_patience(Duration::MAX);
        patient.cancel();
        assert_eq!(patient.checkpoint(), Ok(()));

        let impatient = Task::with_patience(Duration::ZERO);
        assert_eq!(impatient.checkpoint(), Ok(()));
        impatient.cancel();
        assert_eq!(impatient.checkpoint(), Err(Cancelled));
    }

    #[test]
    fn cancelled_is_an_error_with_a_text() {
        let error: Box<dyn std::error::Error> = Box::new(Cancelled);
        assert_eq!(error.to_string(), "the work was cancelled");
    }
}
