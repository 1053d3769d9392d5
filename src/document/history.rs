//! Undo and redo over scenarios: scenarios are small, so whole ones are kept.
//!
//! Does not know: what an edit means.

use std::sync::Arc;

use crate::model::edit::{Edit, EditError};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;

/// Steps kept.
const MAX_STEPS: usize = 100;

/// A scenario, what came before and what was undone.
#[derive(Clone, Debug, Default)]
pub struct History {
    now: Arc<Scenario>,
    past: Vec<Step>,
    future: Vec<Undone>,
    revision: u64,
}

/// One step of undo.
#[derive(Clone, Debug)]
struct Step {
    edits: Vec<Edit>,
    /// What a step is called that puts a whole scenario in the place of another.
    names: Option<Names>,
    before: Arc<Scenario>,
    /// The gesture that it belongs to, while that may go on.
    gesture: Option<u64>,
}

/// A step that was undone.
#[derive(Clone, Debug)]
struct Undone {
    edits: Vec<Edit>,
    names: Option<Names>,
    after: Arc<Scenario>,
}

impl History {
    /// A history that begins with the base scenario.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The scenario as it is now.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.now
    }

    /// Grows with every change of the scenario, undo and redo among them.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Makes edits as one step. A step that changes nothing is not kept.
    ///
    /// # Errors
    /// [`EditError`] when one of them is refused; then none is made.
    pub fn commit(&mut self, network: &Network, edits: Vec<Edit>) -> Result<(), EditError> {
        self.commit_in(network, edits, None)
    }

    /// Makes edits as one step; those of one gesture (a drag) are one step together: the newest take
    /// the place of those before, and undo leads to where the gesture began.
    ///
    /// # Errors
    /// [`EditError`] when one of them is refused; then none is made.
    pub fn commit_in(
        &mut self,
        network: &Network,
        edits: Vec<Edit>,
        gesture: Option<u64>,
    ) -> Result<(), EditError> {
        let last = self.past.last();
        let goes_on = last.is_some_and(|step| gesture.is_some() && step.gesture == gesture);
        let before = match last {
            Some(step) if goes_on => Arc::clone(&step.before),
            _ => Arc::clone(&self.now),
        };
        let mut next = Scenario::clone(&before);
        for edit in &edits {
            next = next.with(network, edit.clone())?;
        }
        if next == *self.now {
            return Ok(());
        }
        if goes_on {
            self.past.pop();
        }
        if next != *before {
            self.push(Step {
                edits,
                names: None,
                before,
                gesture,
            });
        }
        self.go_on(next);
        Ok(())
    }

    /// Puts a whole scenario in the place of this one, as one step that is called so. A step that changes
    /// nothing is not kept.
    pub fn replace(&mut self, next: Scenario, names: Names) {
        if next == *self.now {
            return;
        }
        self.push(Step {
            edits: Vec::new(),
            names: Some(names),
            before: Arc::clone(&self.now),
            gesture: None,
        });
        self.go_on(next);
    }

    fn push(&mut self, step: Step) {
        self.past.push(step);
        if self.past.len() > MAX_STEPS {
            self.past.remove(0);
        }
    }

    fn go_on(&mut self, next: Scenario) {
        self.now = Arc::new(next);
        self.future.clear();
        self.revision += 1;
    }

    /// What the step is called that [`History::undo`] would take back, where it is no list of edits.
    #[must_use]
    pub fn undo_names(&self) -> Option<&Names> {
        self.past.last()?.names.as_ref()
    }

    /// What the step is called that [`History::redo`] would make again, where it is no list of edits.
    #[must_use]
    pub fn redo_names(&self) -> Option<&Names> {
        self.future.last()?.names.as_ref()
    }

    /// The edits that [`History::undo`] would take back.
    #[must_use]
    pub fn undoable(&self) -> Option<&[Edit]> {
        self.past.last().map(|step| step.edits.as_slice())
    }

    /// The edits that [`History::redo`] would make again.
    #[must_use]
    pub fn redoable(&self) -> Option<&[Edit]> {
        self.future.last().map(|step| step.edits.as_slice())
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        if let Some(step) = self.past.pop() {
            let after = std::mem::replace(&mut self.now, step.before);
            self.future.push(Undone {
                edits: step.edits,
                names: step.names,
                after,
            });
            self.revision += 1;
        }
    }

    /// Makes the step undone last again.
    pub fn redo(&mut self) {
        if let Some(step) = self.future.pop() {
            let before = std::mem::replace(&mut self.now, step.after);
            self.past.push(Step {
                edits: step.edits,
                names: step.names,
                before,
                gesture: None,
            });
            self.revision += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load::load_bytes;
    use crate::model::edit::LinkNumber;
    use crate::model::ids::Key;

    fn network() -> Network {
        let text = r#"{"type":"LineString","coordinates":[[106,29],[107,28]]}"#;
        load_bytes(&[("a.geojson".to_owned(), text.as_bytes().to_vec())]).network
    }

    fn close(network: &Network) -> Edit {
        Edit::SetLinkOpen {
            link: network.links()[0].key.clone(),
            is_open: false,
        }
    }

    #[test]
    fn undo_after_an_edit_is_where_it_began() {
        let network = network();
        let mut history = History::new();
        let base = Arc::clone(history.scenario());
        history.commit(&network, vec![close(&network)]).unwrap();
        let edited = Arc::clone(history.scenario());
        assert_ne!(base, edited);
        history.undo();
        assert_eq!(*history.scenario(), base);
        history.redo();
        assert_eq!(*history.scenario(), edited);
        assert_eq!(history.revision(), 3);
    }

    #[test]
    fn a_refused_edit_leaves_everything_as_it_was() {
        let network = network();
        let mut history = History::new();
        let wrong = Edit::SetRouteOpen {
            route: Key::new("nowhere"),
            is_open: false,
        };
        assert!(
            history
                .commit(&network, vec![close(&network), wrong])
                .is_err()
        );
        assert!(history.undoable().is_none());
        assert_eq!(history.scenario().edits(), []);
    }

    #[test]
    fn a_whole_scenario_is_one_named_step() {
        let network = network();
        let mut history = History::new();
        history.commit(&network, vec![close(&network)]).unwrap();
        let closed = Arc::clone(history.scenario());
        let names = Names::new("Open the base", "");
        history.replace(Scenario::base(), names.clone());
        assert_eq!(history.scenario().edits(), []);
        assert_eq!(history.undo_names(), Some(&names));
        history.undo();
        assert!(Arc::ptr_eq(history.scenario(), &closed));
        assert_eq!(history.redo_names(), Some(&names));
        history.redo();
        assert_eq!(history.undo_names(), Some(&names));
        let revision = history.revision();
        history.replace(Scenario::base(), names);
        assert_eq!(history.revision(), revision, "nothing changed");
    }

    fn hours(network: &Network, value: f64) -> Vec<Edit> {
        vec![Edit::SetLinkNumber {
            link: network.links()[0].key.clone(),
            number: LinkNumber::Hours,
            value,
        }]
    }

    #[test]
    fn a_drag_is_one_step() {
        let network = network();
        let mut history = History::new();
        let closed = vec![close(&network)];
        history.commit(&network, closed).unwrap();
        let before = Arc::clone(history.scenario());
        for value in [11.0, 12.0, 13.0] {
            let edits = hours(&network, value);
            history.commit_in(&network, edits, Some(7)).unwrap();
        }
        let after = Arc::clone(history.scenario());
        assert_eq!(after.edits().last(), hours(&network, 13.0).first());
        history.undo();
        assert_eq!(*history.scenario(), before, "where the drag began");
        history.redo();
        assert_eq!(*history.scenario(), after);
        let edits = hours(&network, 14.0);
        history.commit_in(&network, edits, Some(8)).unwrap();
        history.undo();
        assert_eq!(*history.scenario(), after, "another drag is another step");
    }

    #[test]
    fn a_drag_back_to_where_it_began_is_no_step() {
        let network = network();
        let mut history = History::new();
        let base = network.links()[0].forward.hours.value;
        for value in [base + 1.0, base] {
            let edits = hours(&network, value);
            history.commit_in(&network, edits, Some(7)).unwrap();
        }
        assert_eq!(history.scenario().edits(), []);
        assert!(history.undoable().is_none());
    }
}
