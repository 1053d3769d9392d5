//! Undo and redo over scenarios: scenarios are small, so whole ones are kept.
//!
//! Does not know: what an edit means.

use std::sync::Arc;

use crate::model::edit::{Edit, EditError};
use crate::model::network::Network;
use crate::model::scenario::Scenario;

/// Steps kept.
const MAX_STEPS: usize = 100;

/// A scenario, what came before and what was undone.
#[derive(Clone, Debug, Default)]
pub struct History {
    now: Arc<Scenario>,
    past: Vec<(Vec<Edit>, Arc<Scenario>)>,
    future: Vec<(Vec<Edit>, Arc<Scenario>)>,
    revision: u64,
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
        let mut next = Scenario::clone(&self.now);
        for edit in &edits {
            next = next.with(network, edit.clone())?;
        }
        if next == *self.now {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.now, Arc::new(next));
        self.past.push((edits, before));
        if self.past.len() > MAX_STEPS {
            self.past.remove(0);
        }
        self.future.clear();
        self.revision += 1;
        Ok(())
    }

    /// The edits that [`History::undo`] would take back.
    #[must_use]
    pub fn undoable(&self) -> Option<&[Edit]> {
        self.past.last().map(|(edits, _)| edits.as_slice())
    }

    /// The edits that [`History::redo`] would make again.
    #[must_use]
    pub fn redoable(&self) -> Option<&[Edit]> {
        self.future.last().map(|(edits, _)| edits.as_slice())
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        if let Some((edits, before)) = self.past.pop() {
            let after = std::mem::replace(&mut self.now, before);
            self.future.push((edits, after));
            self.revision += 1;
        }
    }

    /// Makes the step undone last again.
    pub fn redo(&mut self) {
        if let Some((edits, after)) = self.future.pop() {
            let before = std::mem::replace(&mut self.now, after);
            self.past.push((edits, before));
            self.revision += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load::load_bytes;
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
}
