//! File work that gives way to no other: pieces run one after the other, in the order in which they were asked for; and
//! what is told of all file work.
//!
//! Does not know: what the pieces do, where they are shown.

use std::collections::VecDeque;

use eframe::egui;

use super::{FileDone, FileJobs};
use crate::task::Task;

type Work = Box<dyn FnOnce(&Task) -> FileDone + Send>;

/// What is being read and written, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileWork {
    /// What is being opened.
    pub opening: Option<String>,
    /// How much of that is done, in thousandths; 0 where it does not tell.
    pub thousandths: u32,
    /// Where the study is being saved.
    pub saving: Option<String>,
    /// What is being written or drawn, and what waits for that.
    pub writing: Vec<String>,
}

impl FileWork {
    /// Whether nothing is under way.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.opening.is_none() && self.saving.is_none() && self.writing.is_empty()
    }
}

/// Runs pieces of file work one after the other.
pub struct FileQueue {
    jobs: FileJobs,
    /// What is said of each piece that has not ended; that which runs comes first.
    said: VecDeque<String>,
    waiting: VecDeque<Work>,
}

impl FileQueue {
    /// A runner that wakes the window when a piece is done.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            jobs: FileJobs::new(context),
            said: VecDeque::new(),
            waiting: VecDeque::new(),
        }
    }

    /// Runs a piece when those before it have ended; what is said meanwhile.
    pub fn run(&mut self, said: String, work: impl FnOnce(&Task) -> FileDone + Send + 'static) {
        self.said.push_back(said);
        self.waiting.push_back(Box::new(work));
        self.go_on();
    }

    fn go_on(&mut self) {
        if !self.jobs.is_busy()
            && let Some(work) = self.waiting.pop_front()
        {
            self.jobs.run(work);
        }
    }

    /// Cancels the piece that runs; the next one begins.
    pub fn cancel(&mut self) {
        if self.jobs.is_busy() {
            self.jobs.cancel();
            self.said.pop_front();
        }
        self.go_on();
    }

    /// The end of a piece, once.
    pub fn poll(&mut self) -> Option<FileDone> {
        let done = self.jobs.poll()?;
        self.said.pop_front();
        self.go_on();
        Some(done)
    }

    /// What is said of the pieces that have not ended, in their order.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        self.said.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::mpsc::channel;
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    fn ended(queue: &mut FileQueue) -> PathBuf {
        loop {
            match queue.poll() {
                Some(FileDone::PickedExport(path)) => return path,
                Some(_) => panic!("another end"),
                None => sleep(Duration::from_millis(1)),
            }
        }
    }

    #[test]
    fn a_piece_waits_for_those_before_it_and_none_is_lost() {
        let mut queue = FileQueue::new(egui::Context::default());
        let (go, may_go) = channel::<()>();
        let end = |name: &str| {
            let path = PathBuf::from(name);
            move |_: &Task| FileDone::PickedExport(path)
        };
        queue.run("a".to_owned(), move |_| {
            may_go.recv().unwrap();
            FileDone::PickedExport("a".into())
        });
        queue.run("b".to_owned(), end("b"));
        queue.run("c".to_owned(), end("c"));
        assert_eq!(queue.said(), ["a", "b", "c"]);
        assert!(queue.poll().is_none());
        go.send(()).unwrap();
        assert_eq!(
            [ended(&mut queue), ended(&mut queue)],
            ["a", "b"].map(PathBuf::from)
        );
        assert_eq!(queue.said(), ["c"]);
        assert_eq!(ended(&mut queue), PathBuf::from("c"));
        assert!(queue.said().is_empty() && queue.poll().is_none());
    }

    #[test]
    fn after_a_cancelled_piece_comes_the_next() {
        let mut queue = FileQueue::new(egui::Context::default());
        let (told, was_cancelled) = channel();
        queue.run("a".to_owned(), move |task| {
            while task.checkpoint().is_ok() {
                sleep(Duration::from_millis(1));
            }
            told.send(()).unwrap();
            FileDone::PickedExport("a".into())
        });
        queue.run("b".to_owned(), |_| FileDone::PickedExport("b".into()));
        queue.cancel();
        assert_eq!(queue.said(), ["b"]);
        assert_eq!(ended(&mut queue), PathBuf::from("b"));
        was_cancelled.recv().unwrap();
        queue.cancel();
        assert!(queue.said().is_empty());
    }
}
