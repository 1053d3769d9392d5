//! Where journals lie: in the user's folder for what must not be lost, named by a hash of what they are of.
//!
//! A journal that a running program writes is locked; one that is not was left behind by a program that was
//! killed.
//! Does not know: what is in them (see `document`).

use std::path::{Path, PathBuf};

use super::files::{self, Appender, FileError};
use super::stamp::hash;

/// How journals end.
const ENDING: &str = ".journal";
/// The most programs that have the same study open.
const MOST: usize = 64;

fn folder(state: &Path) -> PathBuf {
    state.join("journals")
}

fn name(of: &str) -> String {
    format!("{:032x}", hash(of.as_bytes()))
}

/// Begins a journal of something.
///
/// # Errors
/// [`FileError`] when there can be none.
pub fn begin(state: &Path, of: &str) -> Result<Appender, FileError> {
    let folder = folder(state);
    files::create_dir(&folder)?;
    let path = |number: usize| folder.join(format!("{}-{number}{ENDING}", name(of)));
    for number in 0..MOST {
        let path = path(number);
        let Some(mut journal) = Appender::open(&path)? else {
            continue;
        };
        if files::read(&path)?.is_empty() {
            return Ok(journal);
        }
        if number + 1 == MOST {
            journal.cut(0)?;
            return Ok(journal);
        }
    }
    Err(FileError::busy(&path(0)))
}

/// The journals of something that were left behind, each with its bytes, locked by now. Those that are empty
/// are removed.
#[must_use]
pub fn left_behind(state: &Path, of: &str) -> Vec<(Appender, Vec<u8>)> {
    let begins = name(of);
    let listed = files::list_ending(&folder(state), ENDING).unwrap_or_default();
    let mut found = Vec::new();
    for path in listed {
        let is_of = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(&begins));
        if !is_of {
            continue;
        }
        let Ok(Some(journal)) = Appender::open(&path) else {
            continue;
        };
        match files::read(&path) {
            Ok(bytes) if !bytes.is_empty() => found.push((journal, bytes)),
            // One that cannot be removed is empty still.
            Ok(_) => drop(journal.remove()),
            Err(_) => {}
        }
    }
    found
}
