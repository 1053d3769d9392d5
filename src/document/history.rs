//! Undo and redo of everything that a study saves: steps as differences, as many as there are.
//!
//! Steps of one gesture (a drag) are one step: undo leads to where it began. What was undone is kept until
//! another step is made, so that one can go to any step and back. Going a step costs what copying the lists
//! that it changed costs; a history of ten thousand steps holds ten thousand differences.
//! Does not know: what an edit means, how steps are called, files.

use std::sync::Arc;

use super::delta::{Change, Way, applied, apply, changes};
use crate::model::edit::{Edit, EditError};
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::model::saved::{Layers, Saved};
use crate::model::scenario::Scenario;
use crate::model::scenarios::{Book, BookError};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it changed.
    pub changes: Vec<Change>,
}

/// A step with its place in time.
#[derive(Clone, Debug)]
struct Made {
    step: Arc<Step>,
    /// The gesture that it belongs to, while that may go on.
    gesture: Option<u64>,
    /// Tells the state after it from all others.
    state: u64,
}

/// Something that happened, for a journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A step was made after so many others; those that came after these are forgotten.
    Step {
        /// Number of steps before it.
        after: usize,
        /// The step.
        step: Arc<Step>,
    },
    /// So many steps hold.
    Position(usize),
    /// So many steps hold, and those after them are forgotten.
    Cut(usize),
}

/// What the scenario of a study follows from.
#[derive(Clone, Debug)]
struct Followed {
    edits: Arc<Scenario>,
    book: Arc<Book>,
    open: Arc<Vec<Key>>,
}

/// What a study saves, what came before and what was undone.
#[derive(Clone, Debug)]
pub struct History {
    network: Arc<Network>,
    now: Saved,
    /// The open scenarios with the working edits.
    scenario: Arc<Scenario>,
    /// What the working edits lie on.
    below: Scenario,
    /// Why the open scenarios are not below the working edits.
    error: Option<BookError>,
    /// What these three follow from; `None` before the first time.
    followed: Option<Followed>,
    made: Vec<Made>,
    position: usize,
    /// The state before the first step, and the one that was written.
    first: u64,
    written: u64,
    n_states: u64,
    revision: u64,
    records: Vec<Record>,
}

impl History {
    /// A history that begins with a state, which counts as written.
    #[must_use]
    pub fn new(network: Arc<Network>, saved: Saved) -> Self {
        let mut history = Self {
            network,
            now: saved,
            scenario: Arc::default(),
            below: Scenario::base(),
            error: None,
            followed: None,
            made: Vec::new(),
            position: 0,
            first: 0,
            written: 0,
            n_states: 0,
            revision: 0,
            records: Vec::new(),
        };
        history.follow();
        history.revision = 0;
        history
    }

    /// A history that was interrupted: `saved` is the state after `at` steps, and `position` of them hold.
    #[must_use]
    pub fn resumed(
        network: Arc<Network>,
        saved: Saved,
        steps: Vec<Step>,
        (at, position): (usize, usize),
    ) -> Self {
        let mut history = Self::new(network, saved);
        for step in steps {
            history.n_states += 1;
            history.made.push(Made {
                step: Arc::new(step),
                gesture: None,
                state: history.n_states,
            });
        }
        history.position = at.min(history.made.len());
        history.written = history.mark();
        history.jump(position);
        history.records.clear();
        history
    }

    /// The same over another network: what was done names its targets by key.
    #[must_use]
    pub fn on(mut self, network: Arc<Network>) -> Self {
        self.network = network;
        self.followed = None;
        self.follow();
        self
    }

    /// Begins with other layers than it was made with, before anything was done.
    pub fn begin_with(&mut self, layers: Layers) {
        if self.made.is_empty() {
            self.now.layers = Arc::new(layers);
        }
    }

    /// What is saved, as it is now.
    #[must_use]
    pub fn saved(&self) -> &Saved {
        &self.now
    }

    /// The scenario that holds: the open ones with the working edits.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// Why the open scenarios do not hold, where they cannot.
    #[must_use]
    pub fn error(&self) -> Option<&BookError> {
        self.error.as_ref()
    }

    /// Grows with every change, undo and redo among them.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Makes edits as one step. A step that changes nothing is not kept.
    ///
    /// # Errors
    /// [`EditError`] when one of them is refused; then none is made.
    pub fn commit(&mut self, edits: Vec<Edit>) -> Result<(), EditError> {
        self.commit_in(edits, None)
    }

    /// Makes edits as one step; those of one gesture (a drag) are one step together: the newest take
    /// the place of those before, and undo leads to where the gesture began.
    ///
    /// # Errors
    /// [`EditError`] when one of them is refused; then none is made.
    pub fn commit_in(&mut self, edits: Vec<Edit>, gesture: Option<u64>) -> Result<(), EditError> {
        let before = self.before(gesture);
        let next = before
            .edits
            .with_all_over(&self.below, &self.network, edits)?;
        let mut state = before.clone();
        state.edits = Arc::new(next);
        self.take(&before, state, gesture);
        Ok(())
    }

    /// Makes any change as one step; those of one gesture are one step together, and each begins where
    /// the gesture began.
    pub fn change(&mut self, gesture: Option<u64>, make: impl FnOnce(&mut Saved)) {
        let before = self.before(gesture);
        let mut state = before.clone();
        make(&mut state);
        self.take(&before, state, gesture);
    }

    /// Whether a gesture is the last step and nothing was undone since.
    fn goes_on(&self, gesture: Option<u64>) -> bool {
        let last = self
            .made
            .last()
            .filter(|_| self.position == self.made.len());
        gesture.is_some() && last.is_some_and(|last| last.gesture == gesture)
    }

    /// The state in which a gesture began.
    fn before(&self, gesture: Option<u64>) -> Saved {
        match self.made.last() {
            Some(last) if self.goes_on(gesture) => {
                applied(&self.now, &last.step.changes, Way::Back)
            }
            _ => self.now.clone(),
        }
    }

    /// Makes a step from the state before it, that in which its gesture began.
    fn take(&mut self, before: &Saved, state: Saved, gesture: Option<u64>) {
        if state == self.now {
            return;
        }
        if self.goes_on(gesture) {
            self.made.pop();
            self.position -= 1;
        }
        self.made.truncate(self.position);
        let changes = changes(before, &state);
        if changes.is_empty() {
            self.records.push(Record::Cut(self.position));
        } else {
            self.n_states += 1;
            let step = Arc::new(Step { changes });
            self.record_step(Arc::clone(&step));
            self.made.push(Made {
                step,
                gesture,
                state: self.n_states,
            });
            self.position += 1;
        }
        self.now = state;
        self.follow();
    }

    fn record_step(&mut self, step: Arc<Step>) {
        let after = self.position;
        if let Some(Record::Step { after: of, .. }) = self.records.last()
            && *of == after
        {
            // A drag that was not written down yet.
            self.records.pop();
        }
        self.records.push(Record::Step { after, step });
    }

    /// Brings what follows from the state up to date. A scenario that is the same stays the same in memory,
    /// so that what was computed under it is not computed again.
    fn follow(&mut self) {
        self.revision += 1;
        let Saved {
            edits, book, open, ..
        } = &self.now;
        let of = self.followed.as_ref();
        let has_edits = of.is_some_and(|of| Arc::ptr_eq(&of.edits, edits));
        let has_below =
            of.is_some_and(|of| Arc::ptr_eq(&of.book, book) && Arc::ptr_eq(&of.open, open));
        if has_edits && has_below {
            return;
        }
        self.followed = Some(Followed {
            edits: Arc::clone(edits),
            book: Arc::clone(book),
            open: Arc::clone(open),
        });
        if !has_below {
            let resolved = self.now.below(&self.network);
            (self.below, self.error) = match resolved {
                Ok(below) => (below, None),
                Err(error) => (Scenario::base(), Some(error)),
            };
        }
        let scenario = if self.below.edits().is_empty() {
            Arc::clone(&self.now.edits)
        } else {
            Arc::new(self.below.followed_by(&self.network, &self.now.edits))
        };
        if scenario != self.scenario {
            self.scenario = scenario;
        }
    }

    /// The state before the first step.
    #[must_use]
    pub fn beginning(&self) -> Saved {
        let mut first = self.now.clone();
        for made in self.made[..self.position].iter().rev() {
            apply(&mut first, &made.step.changes, Way::Back);
        }
        first
    }

    /// The steps that were made, those undone among them.
    #[must_use]
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.made.iter().map(|made| &*made.step)
    }

    /// A step by its place.
    #[must_use]
    pub fn step(&self, place: usize) -> Option<&Step> {
        self.made.get(place).map(|made| &*made.step)
    }

    /// How many steps there are, those undone among them.
    #[must_use]
    pub fn n_steps(&self) -> usize {
        self.made.len()
    }

    /// How many of the steps hold.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// The step that [`History::undo`] would take back.
    #[must_use]
    pub fn undoable(&self) -> Option<&Step> {
        self.step(self.position.checked_sub(1)?)
    }

    /// The step that [`History::redo`] would make again.
    #[must_use]
    pub fn redoable(&self) -> Option<&Step> {
        self.step(self.position)
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        self.jump(self.position.saturating_sub(1));
    }

    /// Makes the step undone last again.
    pub fn redo(&mut self) {
        self.jump(self.position + 1);
    }

    /// Goes to where so many steps hold, the last of them at most.
    pub fn jump(&mut self, position: usize) {
        let position = position.min(self.made.len());
        if position == self.position {
            return;
        }
        while self.position > position {
            self.position -= 1;
            let step = &self.made[self.position].step;
            apply(&mut self.now, &step.changes, Way::Back);
        }
        while self.position < position {
            let step = &self.made[self.position].step;
            apply(&mut self.now, &step.changes, Way::Forth);
            self.position += 1;
        }
        if let Some(last) = self.made.last_mut() {
            // A drag does not go on after it was undone.
            last.gesture = None;
        }
        if let Some(Record::Position(_)) = self.records.last() {
            self.records.pop();
        }
        self.records.push(Record::Position(position));
        self.follow();
    }

    /// Names the state after so many steps.
    #[must_use]
    pub fn mark_at(&self, position: usize) -> u64 {
        let last = position.checked_sub(1).and_then(|last| self.made.get(last));
        last.map_or(self.first, |made| made.state)
    }

    /// Whether it is not what was written.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.mark() != self.written
    }

    /// Names the state as it is now, so that it can be said of it later that it was written.
    #[must_use]
    pub fn mark(&self) -> u64 {
        self.mark_at(self.position)
    }

    /// The state of a mark was written.
    pub fn set_written(&mut self, mark: u64) {
        self.written = mark;
    }

    /// Nothing of this was written, or what was is not there any more.
    pub fn set_unwritten(&mut self) {
        self.written = u64::MAX;
    }

    /// All steps and where it stands, as a journal from the first step on tells it.
    #[must_use]
    pub fn all_records(&self) -> Vec<Record> {
        let steps = self
            .made
            .iter()
            .enumerate()
            .map(|(after, made)| Record::Step {
                after,
                step: Arc::clone(&made.step),
            });
        let mut records: Vec<Record> = steps.collect();
        records.push(Record::Position(self.position));
        records
    }

    /// What happened since the last call, for a journal.
    pub fn take_records(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }
}

#[cfg(test)]
mod tests;
