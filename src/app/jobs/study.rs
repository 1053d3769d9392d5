//! Study runs on a thread of their own: the newest request wins.
//!
//! Does not know: what results are for.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Builder;

use crate::app::following::PATIENCE;
use crate::model::scenario::Scenario;
use crate::study::evaluate::{Base, evaluate};
use crate::study::outcome::{Outcome, Question};
use crate::task::Task;

/// A study run.
pub struct Request {
    /// Grows with every request.
    pub number: u64,
    /// The network.
    pub base: Base,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// What is asked.
    pub question: Question,
}

/// The study worker: one thread, one waiting place.
pub struct StudyJobs {
    place: Arc<Place>,
    results: Receiver<(u64, Outcome)>,
    n_requested: u64,
    n_answered: u64,
    /// Results of requests before this one are dropped.
    n_valid: u64,
}

#[derive(Default)]
struct Place {
    slot: Mutex<Slot>,
    filled: Condvar,
}

#[derive(Default)]
struct Slot {
    waiting: Option<Request>,
    running: Option<Task>,
    is_over: bool,
}

impl StudyJobs {
    /// Starts the worker; `wake` is called when a result is there.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let place = Arc::new(Place::default());
        let (sender, results) = channel();
        let workplace = Arc::clone(&place);
        Builder::new()
            .name("study".to_owned())
            .spawn(move || work(&workplace, &sender, &wake))?;
        Ok(Self {
            place,
            results,
            n_requested: 0,
            n_answered: 0,
            n_valid: 0,
        })
    }

    /// Asks for a run; one that waits is forgotten, one that runs may finish only if it is quick.
    pub fn request(&mut self, base: Base, scenario: Arc<Scenario>, question: Question) {
        self.n_requested += 1;
        let mut slot = lock(&self.place.slot);
        slot.waiting = Some(Request {
            number: self.n_requested,
            base,
            scenario,
            question,
        });
        if let Some(running) = &slot.running {
            running.cancel();
        }
        self.place.filled.notify_one();
    }

    /// The newest result since the last call, and whether it answers the newest request.
    pub fn poll(&mut self) -> Option<(Outcome, bool)> {
        let valid = self.results.try_iter().filter(|(n, _)| *n >= self.n_valid);
        let (number, outcome) = valid.last()?;
        self.n_answered = number;
        Some((outcome, number == self.n_requested))
    }

    /// Whether a request waits for its result.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.n_answered < self.n_requested
    }

    /// Forgets what was asked: another study is open, and results of the old one mean nothing in it.
    pub fn forget(&mut self) {
        self.n_valid = self.n_requested + 1;
        self.n_answered = self.n_requested;
        let mut slot = lock(&self.place.slot);
        slot.waiting = None;
        if let Some(running) = &slot.running {
            running.cancel();
        }
    }
}

impl Drop for StudyJobs {
    fn drop(&mut self) {
        let mut slot = lock(&self.place.slot);
        slot.is_over = true;
        if let Some(running) = &slot.running {
            running.cancel();
        }
        self.place.filled.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // The slot holds plain values that are whole at every moment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn work(place: &Place, sender: &Sender<(u64, Outcome)>, wake: &dyn Fn()) {
    loop {
        let mut slot = lock(&place.slot);
        let request = loop {
            if slot.is_over {
                return;
            }
            if let Some(request) = slot.waiting.take() {
                break request;
            }
            slot = place
                .filled
                .wait(slot)
                .unwrap_or_else(PoisonError::into_inner);
        };
        let task = Task::with_patience(PATIENCE);
        slot.running = Some(task.clone());
        drop(slot);
        let outcome = evaluate(&request.base, &request.scenario, &request.question, &task);
        lock(&place.slot).running = None;
        if let Ok(outcome) = outcome {
            if sender.send((request.number, outcome)).is_err() {
                return;
            }
            wake();
        }
    }
}
