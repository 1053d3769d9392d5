//! Files of a study put together: lines and hubs, tables, named scenarios.
//!
//! Does not know: where files come from.

use std::path::Path;
use std::sync::Arc;

use super::{Loaded, bundled_parameters, credits, examples, is_scenarios, is_table, study_names};
use crate::io::boundary;
use crate::io::geojson;
use crate::io::geojson::stream::early::Early;
use crate::io::lower::links::SnapOptions;
use crate::io::lower::{Lowered, SNAP_METERS, lower};
use crate::io::raw::RawFile;
use crate::io::scenarios::reading::{BookRead, read_book};
use crate::io::study_file::data::{DataFile, Origin};
use crate::io::study_file::kept::Kept;
use crate::io::tables::{self, Tables};
use crate::model::check::{Issue, Place};
use crate::model::context::ContextLayer;
use crate::task::{Cancelled, Task};

/// Files as they are read.
#[derive(Default)]
pub(super) struct Reader {
    files: Vec<RawFile>,
    tables: Tables,
    /// All of them as they were.
    data: Vec<DataFile>,
    names: Vec<Arc<str>>,
    /// Files of boundaries.
    boundaries: Vec<ContextLayer>,
    issues: Vec<Issue>,
    /// Who is told what is read of large files before all is.
    early: Option<Early>,
}

impl Reader {
    /// Nothing is read yet; somebody is told what is.
    pub(super) fn telling(early: Option<Early>) -> Self {
        Self {
            early,
            ..Self::default()
        }
    }

    /// Reads a file, by its name and where it came from.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub(super) fn read(
        &mut self,
        of: (Arc<str>, Origin),
        stem: &str,
        bytes: &Arc<Vec<u8>>,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let file = &of.0;
        self.names.push(Arc::clone(file));
        self.data.push(DataFile {
            name: Arc::clone(file),
            origin: of.1,
            bytes: Arc::clone(bytes),
            is_boundary: false,
        });
        let bytes = bytes.as_slice();
        if is_table(Path::new(&**file)) {
            if !self.tables.add(file, stem, bytes, &mut self.issues) {
                let known = tables::NAMES.join(", ");
                let place = Place::path("$");
                let issue = Issue::error("unknown-table", file, place, &[stem, &known]);
                self.issues.push(issue);
            }
            return Ok(());
        }
        if is_scenarios(Path::new(&**file)) {
            return Ok(());
        }
        let read = geojson::read_any(file, stem, bytes, self.early.as_ref(), task)?;
        self.issues.extend(read.issues);
        self.files.extend(read.raw);
        Ok(())
    }

    /// Reads a file of boundaries, by its name and where it came from.
    pub(super) fn read_boundary(&mut self, of: (Arc<str>, Origin), bytes: Arc<Vec<u8>>) {
        let read = boundary::read(&of.0, &bytes);
        self.names.push(Arc::clone(&of.0));
        self.data.push(DataFile {
            name: of.0,
            origin: of.1,
            bytes,
            is_boundary: true,
        });
        self.issues.extend(read.issues);
        self.boundaries.extend(read.layer);
    }

    /// The study of what was read.
    pub(super) fn finish(mut self) -> Loaded {
        let snap = SnapOptions {
            meters: SNAP_METERS,
        };
        let mut all = self.issues;
        let mut parameters = bundled_parameters();
        self.tables.parameters(&mut parameters, &mut all);
        let defaults = tables::defaults(&parameters, &mut all);
        let Lowered {
            network,
            mut context,
            issues,
        } = lower(&mut self.files, snap, &defaults);
        context.extend(self.boundaries);
        let told: Vec<Issue> = all
            .iter()
            .filter(|issue| issue.code == "duplicate-id")
            .cloned()
            .collect();
        all.extend(issues.into_iter().filter(|new| !is_told(new, &told)));
        let facts = self.tables.facts(parameters, &mut all);
        let network = self.tables.complete(network, &mut all);
        let mut read = BookRead::default();
        let scenarios = self.data.iter();
        for file in scenarios.filter(|file| is_scenarios(Path::new(&*file.name))) {
            read.add(read_book(&file.name, &file.bytes, &network, &mut all));
        }
        Loaded {
            network,
            facts,
            context,
            issues: all,
            names: study_names(&self.files),
            examples: examples(&self.files),
            book: read.book,
            kept: Kept {
                scenarios: read.kept,
                odd_scenarios: read.odd,
                ..Kept::default()
            },
            credits: credits(&self.files),
            files: self.names,
            data: self.data,
            study: None,
            owes_credits: false,
        }
    }
}

/// Whether a key used twice was told of already as an id used twice in one file.
fn is_told(issue: &Issue, told: &[Issue]) -> bool {
    let path = |issue: &Issue| issue.place.path.clone().unwrap_or_default();
    issue.code == "duplicate-key"
        && told
            .iter()
            .any(|old| old.file == issue.file && path(old).starts_with(&path(issue)))
}
