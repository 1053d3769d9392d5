//! The open study: what was loaded, and the history of its scenario.
//!
//! Does not know: what is looked at and asked (the session's business).

use std::sync::Arc;

use super::history::History;
use crate::io::load::{Example, Loaded, Sources};
use crate::model::check::{Issue, Severity};
use crate::model::context::ContextLayer;
use crate::model::facts::Facts;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenarios::Book;

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
    /// Its name.
    pub names: Names,
    /// Questions it suggests.
    pub examples: Vec<Example>,
    /// The credits it owes beside the basemap's.
    pub credits: Vec<Names>,
    /// The named scenarios that it came with.
    pub book: Book,
    /// Its scenario and the way there.
    pub history: History,
}

impl Document {
    /// The document of a loaded study over a basemap.
    #[must_use]
    pub fn new(loaded: Loaded, sources: Sources, basemap: Vec<ContextLayer>) -> Self {
        let context = basemap.into_iter().chain(loaded.context).collect();
        Self {
            network: Arc::new(loaded.network),
            facts: Arc::new(loaded.facts),
            context: Arc::new(context),
            issues: loaded.issues,
            files: loaded.files,
            sources,
            names: loaded.names,
            examples: loaded.examples,
            credits: loaded.credits,
            book: loaded.book,
            history: History::new(),
        }
    }

    /// Number of findings of a severity.
    #[must_use]
    pub fn n_issues(&self, severity: Severity) -> usize {
        let issues = self.issues.iter();
        issues.filter(|issue| issue.severity == severity).count()
    }
}
