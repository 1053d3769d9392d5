//! The journal of the open study, written on a thread of its own: a line for each step, down to the disk.
//!
//! It begins with the first step and is removed when the study is closed in order.
//! Does not know: what a journal says (see `document`).

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use crate::document::history::{History, Record};
use crate::document::journal::{first_line, line, written_line};
use crate::io::files::Appender;
use crate::io::journals;
use crate::model::saved::Saved;

enum Message {
    Begin(String, Box<Saved>),
    Adopt(Appender),
    Add(Vec<Record>),
    Written(Box<Saved>),
    End,
}

/// Writes the journal of the study that is open.
pub struct Autosave {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    /// What the journal is of, and the state before its first step.
    of: Option<(String, Saved)>,
    has_begun: bool,
}

impl Autosave {
    /// Keeps journals in the user's folder, or none.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        let mut autosave = Self {
            sender: None,
            thread: None,
            of: None,
            has_begun: false,
        };
        if let Some(folder) = folder {
            let (sender, messages) = channel();
            let spawned = Builder::new()
                .name("journal".to_owned())
                .spawn(move || work(&folder, &messages));
            // Without a thread there is no journal; what is saved by hand is as safe as ever.
            if let Ok(thread) = spawned {
                (autosave.sender, autosave.thread) = (Some(sender), Some(thread));
            }
        }
        autosave
    }

    fn send(&self, message: Message) {
        if let Some(sender) = &self.sender {
            // A writer that has ended writes nothing.
            drop(sender.send(message));
        }
    }

    /// Another study is open, or the same under another name: what was written before is removed. What was
    /// done already is written down anew.
    pub fn restart(&mut self, of: String, history: &mut History) {
        self.send(Message::End);
        self.of = Some((of, history.beginning()));
        self.has_begun = false;
        drop(history.take_records());
        if history.n_steps() > 0 {
            self.add(history.all_records());
        }
    }

    /// A journal that was left behind is gone on with.
    pub fn adopt(&mut self, of: String, base: Saved, journal: Appender) {
        self.send(Message::End);
        self.of = Some((of, base));
        self.send(Message::Adopt(journal));
        self.has_begun = true;
    }

    /// Writes down what happened.
    pub fn add(&mut self, records: Vec<Record>) {
        if records.is_empty() {
            return;
        }
        if let (false, Some((of, base))) = (self.has_begun, &self.of) {
            self.send(Message::Begin(of.clone(), Box::new(base.clone())));
            self.has_begun = true;
        }
        self.send(Message::Add(records));
    }

    /// A state is about to be written to the study file.
    pub fn written(&mut self, state: Saved) {
        if self.has_begun {
            self.send(Message::Written(Box::new(state)));
        }
    }

    /// The study is closed in order: the journal is removed. Waits until that is done.
    pub fn end(&mut self) {
        self.send(Message::End);
        self.finish();
    }

    /// Waits until all is written.
    fn finish(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            // A writer that failed has nothing left to write.
            drop(thread.join());
        }
    }
}

/// A window that goes without being closed leaves its journal, whole.
impl Drop for Autosave {
    fn drop(&mut self) {
        self.finish();
    }
}

fn work(folder: &Path, messages: &Receiver<Message>) {
    let mut journal: Option<Appender> = None;
    // What cannot be written is left out: a disk that is full must not keep people from their work.
    while let Ok(message) = messages.recv() {
        match message {
            Message::Begin(of, base) => {
                journal = journals::begin(folder, &of).ok();
                add(&mut journal, &first_line(&of, &base));
            }
            Message::Adopt(found) => journal = Some(found),
            Message::Add(records) => {
                let text: String = records.iter().map(line).collect();
                add(&mut journal, &text);
            }
            Message::Written(state) => add(&mut journal, &written_line(&state)),
            Message::End => {
                if let Some(journal) = journal.take() {
                    drop(journal.remove());
                }
            }
        }
    }
}

/// A journal that misses a line says something else: it goes on only as long as every line is written.
fn add(journal: &mut Option<Appender>, text: &str) {
    let added = journal.as_mut().map(|journal| journal.add(text.as_bytes()));
    if added.is_some_and(|added| added.is_err()) {
        *journal = None;
    }
}
