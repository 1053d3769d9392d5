//! What a study and its file are called, in titles, fields and journals.
//!
//! Does not know: how they are saved.

use std::path::{Path, PathBuf};

use crate::app::state::State;
use crate::document::home::ReadOnly;
use crate::document::study::Document;
use crate::io::files::whole_path;
use crate::io::study_file::{ENDING, is_study_file};

/// Why a study may not be saved where it is, and what to do.
#[must_use]
pub fn read_only_in_words(state: &State, why: &ReadOnly) -> String {
    match why {
        ReadOnly::Newer(version) => state.fill("saving.newer", &[&version.to_string()]),
        ReadOnly::Locked(holder) => state.fill("saving.locked", &[holder]),
    }
}

/// A path without the ending of study files gets it.
#[must_use]
pub fn with_ending(path: &Path) -> PathBuf {
    if is_study_file(path) {
        return path.to_owned();
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    path.with_file_name(format!("{stem}{ENDING}"))
}

/// What the journal of a document is of.
#[must_use]
pub fn journal_of(document: &Document) -> String {
    if let Some(home) = &document.home {
        return whole_path(&home.path).display().to_string();
    }
    let paths = document.sources.paths.iter();
    let paths = paths.map(|path| whole_path(path).display().to_string());
    let bundled = document.sources.bundled.then(|| "bundled".to_owned());
    bundled
        .into_iter()
        .chain(paths)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What the window is called: the file or the study, with a dot when it is changed.
#[must_use]
pub fn title(state: &State) -> String {
    let Some(document) = &state.document else {
        return "Corridor".to_owned();
    };
    let dot = if document.history.is_changed() {
        "• "
    } else {
        ""
    };
    format!("{dot}{} – Corridor", name(state, document))
}

/// The file's name, or that of a study without one.
#[must_use]
pub fn name(state: &State, document: &Document) -> String {
    let file = document
        .home
        .as_ref()
        .and_then(|home| home.path.file_name());
    file.map_or_else(
        || document.names().in_lang(state.lang()).to_owned(),
        |file| file.to_string_lossy().into_owned(),
    )
}

/// The path that is offered for a copy: never that of the study's own file.
#[must_use]
pub fn copy_path(state: &State) -> String {
    let own = path(state);
    let stem = own.strip_suffix(ENDING).unwrap_or(&own);
    format!("{stem}-copy{ENDING}")
}

/// The path that is offered for saving.
#[must_use]
pub fn path(state: &State) -> String {
    let home = state.document.as_ref().and_then(|d| d.home.as_ref());
    home.map_or_else(
        || format!("study{ENDING}"),
        |home| home.path.display().to_string(),
    )
}
