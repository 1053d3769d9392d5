//! The open study: what was loaded, and the history of what it saves.
//!
//! Does not know: what is looked at and asked (the session's business).

use std::path::Path;
use std::sync::Arc;

use super::history::History;
use super::home::{Copy, Home, ReadOnly};
use crate::io::load::{Example, Loaded, Sources};
use crate::io::study_file::data::{DataChoice, DataFile};
use crate::io::study_file::kept::Kept;
use crate::model::check::{Issue, Severity};
use crate::model::context::ContextLayer;
use crate::model::facts::Facts;
use crate::model::names::Names;
use crate::model::network::Network;

/// An open study.
#[derive(Clone, Debug)]
pub struct Document {
    /// The network.
    pub network: Arc<Network>,
    /// What its tables say.
    pub facts: Arc<Facts>,
    /// The basemap's layers, then the study's own context layers.
    pub context: Arc<Vec<ContextLayer>>,
    /// Findings about its files.
    pub issues: Vec<Issue>,
    /// Its files, as they were named.
    pub files: Vec<Arc<str>>,
    /// Where it came from.
    pub sources: Sources,
    /// Questions it suggests.
    pub examples: Vec<Example>,
    /// The credits it owes beside the basemap's.
    pub credits: Vec<Names>,
    /// Its source files.
    pub data: Arc<Vec<DataFile>>,
    /// Whether it owes the credits of the bundled corridor's lines and hubs.
    pub owes_credits: bool,
    /// The study file that it was read from or written to; `None` until it is saved.
    pub home: Option<Home>,
    /// What of its data's scenarios was not understood, for a study file to come.
    pub unread: Arc<Kept>,
    /// What it saves beside its data, and the way there.
    pub history: History,
}

impl Document {
    /// The document of a loaded study over a basemap.
    #[must_use]
    pub fn new(loaded: Loaded, sources: Sources, basemap: Vec<ContextLayer>) -> Self {
        let saved = loaded.saved();
        let context = basemap.into_iter().chain(loaded.context).collect();
        let network = Arc::new(loaded.network);
        let home = loaded.study.map(Home::of);
        Self {
            network: Arc::clone(&network),
            facts: Arc::new(loaded.facts),
            context: Arc::new(context),
            issues: loaded.issues,
            files: loaded.files,
            sources,
            examples: loaded.examples,
            credits: loaded.credits,
            data: Arc::new(loaded.data),
            owes_credits: loaded.owes_credits,
            home,
            unread: Arc::new(loaded.kept),
            history: History::new(network, saved),
        }
    }

    /// Its name.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.history.saved().names
    }

    /// Number of findings of a severity.
    #[must_use]
    pub fn n_issues(&self, severity: Severity) -> usize {
        let issues = self.issues.iter();
        issues.filter(|issue| issue.severity == severity).count()
    }

    /// Goes on with what was done in another document, to whose data something was added. Named scenarios that
    /// came with what was added are added too.
    pub fn carry(&mut self, history: History) {
        let own = std::mem::replace(&mut self.history, history.on(Arc::clone(&self.network)));
        let new = own.saved().book.scenarios().to_vec();
        self.history.change(None, |saved| {
            let book = Arc::make_mut(&mut saved.book);
            for named in new {
                // A key that is in use stays with what has it.
                drop(book.add(named));
            }
        });
        self.history.set_unwritten();
    }

    /// Why it must not be written to a path: that is its own file, and only to be read.
    #[must_use]
    pub fn refusal(&self, path: &Path) -> Option<&ReadOnly> {
        let home = self.home.as_ref().filter(|home| home.is_at(path))?;
        home.read_only.as_ref()
    }

    /// What a study file of it would hold, with its data held in some way.
    #[must_use]
    pub fn copy(&self, choice: DataChoice) -> Copy {
        Copy {
            saved: self.history.saved().clone(),
            data: Arc::clone(&self.data),
            owes_credits: self.owes_credits,
            choice,
            kept: self.kept(),
        }
    }

    /// What was read and not understood, and is to be written again.
    #[must_use]
    pub fn kept(&self) -> Arc<Kept> {
        let home = self.home.as_ref();
        Arc::clone(home.map_or(&self.unread, |home| &home.kept))
    }
}
