//! What a program that was killed left behind of a study, offered when it is opened again.
//!
//! Does not know: what a journal says, widgets.

use std::sync::Arc;

use super::saving::names::journal_of;
use super::shown::show_layers;
use super::state::State;
use super::update::{Means, ask};
use crate::document::history::History;
use crate::document::journal::Recovered;
use crate::document::study::Document;
use crate::io::files::Appender;
use crate::io::journals::left_behind;
use crate::io::user::Folders;

/// A journal that a program left behind which was killed.
#[derive(Debug)]
pub struct Recovery {
    /// The journal, locked.
    pub journal: Appender,
    /// What it tells.
    pub recovered: Recovered,
    /// Its history.
    pub history: History,
}

/// Takes what a journal tells, or forgets it.
pub fn recover(state: &mut State, means: &mut Means, takes: bool) {
    let Some(recovery) = state.transient.saving.recovery.take() else {
        return;
    };
    if !takes {
        // A journal that cannot be removed is offered again.
        drop(recovery.journal.remove());
        return;
    }
    let Some(document) = &mut state.document else {
        return;
    };
    let of = journal_of(document);
    let base = recovery.recovered.base.clone();
    document.history = recovery.history;
    means.autosave.adopt(of, base, recovery.journal);
    show_layers(state);
    ask(state, means);
}

/// Looks for what was left behind of a study that was just read.
#[must_use]
pub fn find_recovery(document: &Document, folders: &Folders) -> Option<Recovery> {
    let state = folders.state.as_ref()?;
    let found = left_behind(state, &journal_of(document));
    let mut newest: Option<Recovery> = None;
    for (mut journal, bytes) in found {
        let recovered = Recovered::read(&bytes, &document.network);
        let Some(recovered) = recovered.filter(|recovered| !recovered.steps.is_empty()) else {
            // Nothing was done, or nothing of it can be read.
            drop(journal.remove());
            continue;
        };
        // A line that was not written to its end would spoil the next one.
        drop(journal.cut(recovered.length as u64));
        let network = Arc::clone(&document.network);
        let history = recovered.history(network, document.history.saved());
        if !history.is_changed() {
            drop(journal.remove());
            continue;
        }
        let is_longer = newest
            .as_ref()
            .is_none_or(|known| recovered.steps.len() > known.recovered.steps.len());
        if is_longer {
            newest = Some(Recovery {
                journal,
                recovered,
                history,
            });
        }
    }
    newest
}
