//! The study file that a document lives in: where it is, how it was when it was read or written, who may
//! write it.
//!
//! Does not know: what is written there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::io::files::{self, FileError};
use crate::io::load::StudyRead;
use crate::io::lock::Lock;
use crate::io::stamp::Stamp;
use crate::io::study_file::data::{DataChoice, DataFile};
use crate::io::study_file::kept::Kept;
use crate::io::study_file::write::{Content, to_bytes};
use crate::model::saved::Saved;

/// Why a document may not be written to its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was written by a newer program, of this version of the format.
    Newer(u64),
    /// Another program has it open: what its lock file says.
    Locked(String),
}

/// The study file of a document.
#[derive(Clone, Debug)]
pub struct Home {
    /// Its path.
    pub path: PathBuf,
    /// How it was when it was read or written last.
    pub stamp: Stamp,
    /// What of it was not understood.
    pub kept: Arc<Kept>,
    /// How it holds its data.
    pub choice: DataChoice,
    /// Why it may not be written, where it may not.
    pub read_only: Option<ReadOnly>,
    /// What keeps others from writing it; `None` where the folder takes no lock.
    pub lock: Option<Arc<Lock>>,
}

impl Home {
    /// The home of a document that was read.
    #[must_use]
    pub fn of(study: StudyRead) -> Self {
        Self {
            path: study.path,
            stamp: study.stamp,
            kept: Arc::new(study.kept),
            choice: study.choice,
            read_only: study.newer.map(ReadOnly::Newer),
            lock: None,
        }
    }

    /// Locks the file, or takes over a lock on it that is held already; where another program has it, the
    /// document may only be read.
    pub fn lock(&mut self, held: Option<&Arc<Lock>>) {
        if let Some(held) = held.filter(|held| held.is_of(&self.path)) {
            self.lock = Some(Arc::clone(held));
            return;
        }
        match Lock::take(&self.path) {
            Ok(lock) => self.lock = lock.map(Arc::new),
            Err(holder) => {
                self.read_only.get_or_insert(ReadOnly::Locked(holder));
            }
        }
    }

    /// Whether a path is that of its file.
    #[must_use]
    pub fn is_at(&self, path: &Path) -> bool {
        self.path == path || files::whole_path(&self.path) == files::whole_path(path)
    }

    /// Whether the file is not as it was read or written.
    #[must_use]
    pub fn is_changed_on_disk(&self) -> bool {
        files::is_another(&self.path, &self.stamp)
    }
}

/// All that goes into a study file, apart from a document, to be written on another thread.
#[derive(Clone, Debug)]
pub struct Copy {
    /// What is saved beside the data.
    pub saved: Saved,
    /// The source files.
    pub data: Arc<Vec<DataFile>>,
    /// Whether it owes the credits of the bundled corridor.
    pub owes_credits: bool,
    /// How the data is held.
    pub choice: DataChoice,
    /// What was read and not understood.
    pub kept: Arc<Kept>,
}

impl Copy {
    /// The bytes of a study file at a path.
    #[must_use]
    pub fn bytes(&self, path: &Path) -> Vec<u8> {
        let content = Content {
            saved: &self.saved,
            data: &self.data,
            owes_credits: self.owes_credits,
            choice: self.choice,
            kept: &self.kept,
        };
        to_bytes(&content, path.parent().unwrap_or(Path::new("")))
    }

    /// Writes it, and says how the file is then.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be written; then the old file is as it was.
    pub fn write(&self, path: &Path) -> Result<Stamp, FileError> {
        files::write_stamped(path, &self.bytes(path))
    }
}
