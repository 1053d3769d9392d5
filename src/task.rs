//! Task and Cancelled: how long-running work is stopped, and says how far it is.
//!
//! Whoever starts the work keeps one clone of a [`Task`] and may call [`Task::cancel`]; the work
//! holds another and asks [`Task::checkpoint`] now and then. Nothing is stopped by force, and work
//! that nobody cancels is never stopped, however long it takes.
//!
//! Does not know: what the work is, on which thread it runs, who wants it stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A piece of work that can be asked to stop. Clones are cheap and share the request.
#[derive(Clone, Debug)]
pub struct Task {
    /// What all clones share; `None` if there can be no request to stop.
    shared: Option<Arc<Shared>>,
    /// When the work began and for how long from then on a request to stop is not yet heard.
    patience: Option<(Instant, Duration)>,
}

#[derive(Debug, Default)]
struct Shared {
    /// The request to stop.
    stop: AtomicBool,
    /// How much is done.
    thousandths: AtomicU32,
    /// The last round in its upper half, how far it is from done in its lower half; 0 before the first.
    round: AtomicU64,
}

impl Task {
    /// Work that stops at the first checkpoint after [`Task::cancel`].
    #[must_use]
    pub fn new() -> Self {
        Task {
            shared: Some(Arc::default()),
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
            shared: Some(Arc::default()),
            patience: Some((Instant::now(), patience)),
        }
    }

    /// Work that is never cancelled; [`Task::cancel`] does nothing.
    #[must_use]
    pub const fn never() -> Self {
        Task {
            shared: None,
            patience: None,
        }
    }

    /// Asks this task and all its clones to stop. There is no way back.
    pub fn cancel(&self) {
        if let Some(shared) = &self.shared {
            shared.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the work should stop now: it was cancelled, and its patience, if any, is over.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        let is_asked = |shared: &Arc<Shared>| shared.stop.load(Ordering::Relaxed);
        self.shared.as_ref().is_some_and(is_asked)
            && (self.patience).is_none_or(|(began, patience)| began.elapsed() >= patience)
    }

    /// To be told by long work itself: how many of how many steps are done.
    pub fn report(&self, done: usize, all: usize) {
        if let Some(shared) = &self.shared {
            let thousandths = done.min(all).saturating_mul(1000) / all.max(1);
            let thousandths = u32::try_from(thousandths).unwrap_or(1000);
            shared.thousandths.store(thousandths, Ordering::Relaxed);
        }
    }

    /// How much is done as the work itself told last, in thousandths.
    #[must_use]
    pub fn thousandths(&self) -> u32 {
        let shared = self.shared.as_ref();
        shared.map_or(0, |shared| shared.thousandths.load(Ordering::Relaxed))
    }

    /// To be told by work that goes on until it is near enough, at the end of each round (from 1): how
    /// far it still is, as the relative gap of a search.
    pub fn report_round(&self, round: u32, gap: f64) {
        if let Some(shared) = &self.shared {
            #[expect(clippy::cast_possible_truncation, reason = "for people to look at")]
            let gap = (gap as f32).to_bits();
            let both = u64::from(round) << 32 | u64::from(gap);
            shared.round.store(both, Ordering::Relaxed);
        }
    }

    /// The last round that the work told, and how far it then was; `None` before the first.
    #[must_use]
    pub fn last_round(&self) -> Option<(u32, f64)> {
        let both = self.shared.as_ref()?.round.load(Ordering::Relaxed);
        let [round, gap] = [both >> 32, both & u64::from(u32::MAX)].map(u32::try_from);
        let round = round.ok().filter(|&round| round > 0)?;
        Some((round, f64::from(f32::from_bits(gap.ok()?))))
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
    fn work_says_how_far_it_is() {
        let task = Task::new();
        let clone = task.clone();
        assert_eq!(task.thousandths(), 0);
        clone.report(1, 3);
        assert_eq!(task.thousandths(), 333);
        clone.report(9, 3);
        assert_eq!(task.thousandths(), 1000);
        clone.report(0, 0);
        assert_eq!(task.thousandths(), 0);
        Task::never().report(1, 1);
    }

    #[test]
    fn rounds_are_told_with_how_far_they_are() {
        let task = Task::new();
        let clone = task.clone();
        assert_eq!(task.last_round(), None);
        clone.report_round(7, 0.125);
        assert_eq!(task.last_round(), Some((7, 0.125)));
        clone.report_round(u32::MAX, f64::INFINITY);
        assert_eq!(task.last_round(), Some((u32::MAX, f64::INFINITY)));
        let never = Task::never();
        never.report_round(1, 1.0);
        assert_eq!(never.last_round(), None);
    }

    #[test]
    fn cancelled_is_an_error_with_a_text() {
        let error: Box<dyn std::error::Error> = Box::new(Cancelled);
        assert_eq!(error.to_string(), "the work was cancelled");
    }
}
