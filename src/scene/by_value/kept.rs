//! What is drawn by attributes, kept while look, things and flows are the same.
//!
//! Does not know: which attributes there are.

use std::sync::Arc;

use super::ByValue;
use crate::model::look::Look;
use crate::scene::same;
use crate::study::attributes::Of;
use crate::study::flows::by_link::LinkFlows;

/// What is drawn by attributes.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    key: Option<Key<T>>,
    made: Option<Arc<ByValue>>,
}

/// What it was made of.
#[derive(Clone, Debug)]
struct Key<T> {
    things: Arc<T>,
    look: Look,
    flows: Option<Arc<LinkFlows>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            key: None,
            made: None,
        }
    }
}

impl<T> Kept<T> {
    /// Brings it up to date; `flows` are those that the look follows, where it follows any.
    pub fn update<'a>(
        &mut self,
        things: &'a Arc<T>,
        look: &Look,
        flows: Option<&'a Arc<LinkFlows>>,
        of: impl FnOnce(&'a Arc<T>, Option<&'a LinkFlows>) -> Of<'a>,
    ) {
        let is_same = self.key.as_ref().is_some_and(|key| {
            Arc::ptr_eq(&key.things, things)
                && key.look.colored == look.colored
                && key.look.widened == look.widened
                && key.look.labels == look.labels
                && same::is_same(key.flows.as_ref(), flows)
        });
        if !is_same {
            let of = of(things, flows.map(AsRef::as_ref));
            self.made = ByValue::of(of, look).map(Arc::new);
            self.key = Some(Key {
                things: Arc::clone(things),
                look: look.clone(),
                flows: flows.cloned(),
            });
        }
    }

    /// Whether it was made of other flows than these.
    #[must_use]
    pub fn is_of_others(&self, flows: Option<&Arc<LinkFlows>>) -> bool {
        let known = self.key.as_ref().and_then(|key| key.flows.as_ref());
        !same::is_same(known, flows)
    }

    /// What is drawn by attributes, where anything is.
    #[must_use]
    pub fn get(&self) -> Option<&Arc<ByValue>> {
        self.made.as_ref()
    }
}
