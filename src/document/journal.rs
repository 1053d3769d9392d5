//! The journal of a document: one JSON line for each thing that happened, so that a program that was
//! killed loses nothing.
//!
//! ```text
//! {"format": "corridor-journal", "version": 1, "of": NAME, "base": STATE}
//! {"step": 3, "changes": [CHANGE]}     a step after three others; those that came after them are forgotten
//! {"at": 2}                            two steps hold
//! {"cut": 2}                           and those after them are forgotten
//! {"written": HASH}                    the state is about to be written to the study file
//! ```
//!
//! The first line holds the state before the first step, so that a journal stands by itself. A last line that
//! is not whole was not written to its end; it and what follows are passed over.
//! Does not know: where journals lie, who writes them.

pub mod changes;

use std::sync::Arc;

use serde_json::{Value as Json, json};

use self::changes::Broken;
use super::delta::{Way, apply};
use super::history::{History, Record, Step};
use crate::io::scenarios::reading::BookRead;
use crate::io::stamp::hash;
use crate::io::study_file::parse::parse;
use crate::io::study_file::read::saved;
use crate::io::study_file::write::state_line;
use crate::model::network::Network;
use crate::model::saved::Saved;

/// What the first line says that it is.
const FORMAT: &str = "corridor-journal";
/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// The first line of the journal of something, from a state on.
#[must_use]
pub fn first_line(of: &str, base: &Saved) -> String {
    let head = json!({ "format": FORMAT, "version": VERSION, "of": of }).to_string();
    let head = head.trim_end_matches('}');
    format!("{head},\"base\":{}}}\n", state_line(base))
}

/// The line of a record.
#[must_use]
pub fn line(record: &Record) -> String {
    let json = match record {
        Record::Step { after, step } => {
            let changes: Json = step.changes.iter().map(changes::to_json).collect();
            json!({ "step": after, "changes": changes })
        }
        Record::Position(position) => json!({ "at": position }),
        Record::Cut(position) => json!({ "cut": position }),
    };
    format!("{json}\n")
}

/// The line that says that a state is about to be written to the study file.
#[must_use]
pub fn written_line(state: &Saved) -> String {
    format!("{}\n", json!({ "written": fingerprint(state) }))
}

/// What tells a state from others.
#[must_use]
pub fn fingerprint(state: &Saved) -> String {
    format!("{:032x}", hash(state_line(state).as_bytes()))
}

/// What a journal tells.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// The state before the first step.
    pub base: Saved,
    /// The steps, those undone among them.
    pub steps: Vec<Step>,
    /// How many of them hold.
    pub position: usize,
    /// Fingerprints of the base and of what was written.
    written: Vec<String>,
    /// How much of the journal was read, bytes.
    pub length: usize,
}

impl Recovered {
    /// What a journal tells, for the data that it belongs to; `None` when its first line is none.
    #[must_use]
    pub fn read(text: &[u8], network: &Network) -> Option<Self> {
        let mut lines = text.split_inclusive(|&byte| byte == b'\n');
        let first = lines.next().filter(|line| line.ends_with(b"\n"))?;
        let json: Json = serde_json::from_slice(first).ok()?;
        let is = |name: &str, what: Json| json.get(name) == Some(&what);
        if !is("format", json!(FORMAT)) || !is("version", json!(VERSION)) {
            return None;
        }
        let text = json.get("base")?.to_string();
        let parsed = parse(&Arc::from("journal"), text.as_bytes()).ok()?;
        let (base, _) = saved(&parsed, network, BookRead::default(), &mut Vec::new());
        let mut recovered = Self {
            written: vec![fingerprint(&base)],
            base,
            steps: Vec::new(),
            position: 0,
            length: first.len(),
        };
        for line in lines {
            if !line.ends_with(b"\n") {
                break;
            }
            let taken = serde_json::from_slice(line).map_err(|_| Broken);
            let taken = taken.and_then(|json: Json| recovered.take(&json, network));
            if taken.is_err() {
                break;
            }
            recovered.length += line.len();
        }
        Some(recovered)
    }

    fn take(&mut self, json: &Json, network: &Network) -> Result<(), Broken> {
        let number = |name: &str| {
            let number = json.get(name).and_then(Json::as_u64);
            let number = number.and_then(|number| usize::try_from(number).ok());
            number.filter(|&number| number <= self.steps.len())
        };
        if let Some(after) = number("step") {
            let changes = json.get("changes").and_then(Json::as_array).ok_or(Broken)?;
            let changes = changes.iter().map(|of| changes::of_json(of, network));
            let changes = changes.collect::<Result<_, _>>()?;
            self.steps.truncate(after);
            self.steps.push(Step { changes });
            self.position = after + 1;
        } else if let Some(position) = number("at") {
            self.position = position;
        } else if let Some(position) = number("cut") {
            self.steps.truncate(position);
            self.position = position;
        } else if let Some(mark) = json.get("written").and_then(Json::as_str) {
            self.written.push(mark.to_owned());
        } else {
            return Err(Broken);
        }
        Ok(())
    }

    /// Whether a state is one that this began with or that was written meanwhile; else the study file was
    /// changed by another program.
    #[must_use]
    pub fn knows(&self, state: &Saved) -> bool {
        self.written.contains(&fingerprint(state))
    }

    /// After how many steps a state holds; where there are several such places, the one that was reached
    /// or else the last.
    fn place_of(&self, wanted: &Saved) -> Option<usize> {
        let mut state = self.base.clone();
        let mut found = (state == *wanted).then_some(0);
        for (place, step) in (1..).zip(&self.steps) {
            apply(&mut state, &step.changes, Way::Forth);
            if state == *wanted && found != Some(self.position) {
                found = Some(place);
            }
        }
        found
    }

    /// Its history, at the step that was reached. The state that the study file holds counts as written,
    /// wherever in the history that is.
    #[must_use]
    pub fn history(&self, network: Arc<Network>, in_file: &Saved) -> History {
        let steps = self.steps.clone();
        let mut history = History::resumed(network, self.base.clone(), steps, (0, self.position));
        match self.place_of(in_file) {
            Some(place) => history.set_written(history.mark_at(place)),
            None => history.set_unwritten(),
        }
        history
    }
}
