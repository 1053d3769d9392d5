//! One kind of work off the window's thread, each run on a thread of its own: the newest one counts.
//!
//! Does not know: what the work is.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use eframe::egui;

use crate::task::Task;

/// Runs work; results of older runs are dropped.
pub struct Newest<T> {
    name: &'static str,
    sender: Sender<(u64, Option<T>)>,
    results: Receiver<(u64, Option<T>)>,
    context: egui::Context,
    number: u64,
    is_running: bool,
    task: Task,
}

impl<T: Send + 'static> Newest<T> {
    /// A runner whose threads have a name, and that wakes the window when a run ends.
    #[must_use]
    pub fn new(name: &'static str, context: egui::Context) -> Self {
        let (sender, results) = channel();
        Self {
            name,
            sender,
            results,
            context,
            number: 0,
            is_running: false,
            task: Task::new(),
        }
    }

    /// Cancels what runs and starts anew. Work that was cancelled gives `None`. Nothing runs where the
    /// system has no thread.
    pub fn start(&mut self, task: Task, work: impl FnOnce(&Task) -> Option<T> + Send + 'static) {
        self.forget();
        self.task = task.clone();
        let (number, context) = (self.number, self.context.clone());
        let sender = self.sender.clone();
        let spawned = Builder::new().name(self.name.to_owned()).spawn(move || {
            let found = work(&task);
            // A window that is gone needs no result.
            drop(sender.send((number, found)));
            context.request_repaint();
        });
        self.is_running = spawned.is_ok();
    }

    /// What the newest run found, once, when it has ended; `None` where it was cancelled too. A run that
    /// ended all the same is not one that was stopped.
    pub fn poll(&mut self) -> Option<T> {
        let newest = self.results.try_iter().filter(|(n, _)| *n == self.number);
        let (_, found) = newest.last()?;
        self.is_running = false;
        if found.is_some() {
            self.task = Task::new();
        }
        found
    }

    /// Whether the newest run has not ended.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.is_running
    }

    /// The last round that the newest run told, and how far it then was.
    #[must_use]
    pub fn last_round(&self) -> Option<(u32, f64)> {
        self.task.last_round().filter(|_| self.is_running)
    }

    /// Whether the newest run was told to stop and has given nothing.
    #[must_use]
    pub fn was_stopped(&self) -> bool {
        self.task.is_cancelled()
    }

    /// Tells the newest run to stop.
    pub fn stop(&self) {
        self.task.cancel();
    }

    /// Tells the newest run to stop, and does not wait for it.
    pub fn forget(&mut self) {
        self.task.cancel();
        self.number += 1;
        self.is_running = false;
    }

    /// The window that is woken.
    #[must_use]
    pub fn context(&self) -> &egui::Context {
        &self.context
    }
}

impl<T> Drop for Newest<T> {
    fn drop(&mut self) {
        self.task.cancel();
    }
}
