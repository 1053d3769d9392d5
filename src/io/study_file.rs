//! The study file `NAME.corridor.json`: one portable text with everything that a study is.
//!
//! ```text
//! { "format": "corridor-study", "version": 1, "name_en": …, "name_zh": …,
//!   "open": [KEY],               the named scenarios that hold, and
//!   "edits": [EDIT],             the working edits on top of them; forms as in `scenarios.json`
//!   "scenarios": [SCENARIO],
//!   "layers": LAYERS, "views": [VIEW], "notes": [NOTE], "pages": [PAGE], "logo": LOGO,
//!   "story": [],
//!   "data": DATA }
//! ```
//!
//! `data` is `{"inside": [FILE]}` with the source files as they were (GeoJSON as JSON, all else as lines),
//! `{"files": [PATH]}` with paths from the file's folder, `{"bundled": true}`, or several of these. The data
//! inside is read like any file, so that it gives the same network. It stands last, so that what people
//! change stands first; every edit, scenario, note and feature has lines of its own. `story` is the place of a
//! deck of slides, which nothing here reads yet: it is written empty. The same state gives the same bytes, and
//! what is not understood, a deck too, is kept and written again.
//! Does not know: the file system, undo.

pub mod cartography;
pub mod data;
pub mod digest;
pub mod kept;
pub mod logo;
pub mod pages;
pub mod looks;
pub mod parse;
pub mod read;
pub mod tiles;
pub mod upgrade;
pub mod views;
pub mod write;

use std::path::Path;
use std::sync::Arc;

use crate::model::check::Place;
use crate::words::{Lang, fill};

/// How the name of a study file ends.
pub const ENDING: &str = ".corridor.json";
/// What its member `format` says.
pub const FORMAT: &str = "corridor-study";
/// The version that is written.
pub const VERSION: u64 = 1;

/// Whether a path is that of a study file, by its name.
#[must_use]
pub fn is_study_file(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| {
        let at = name.len().checked_sub(ENDING.len());
        at.filter(|&at| at > 0)
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(ENDING))
    })
}

/// Why a study file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.in_words(Lang::En))]
pub struct StudyFileError {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// Where in it.
    pub place: Place,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a study file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no UTF-8 text, or an empty one.
    NoText,
    /// It is no JSON; the parser's text says why.
    Json(String),
    /// It is JSON, but no study.
    NoStudy,
    /// A member is not what it must be: its name, and what is needed.
    Member(String, &'static str),
    /// Several study files cannot be one study; this is the second one.
    Second,
}

impl StudyFileError {
    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let place = match (self.place.line, self.place.column, &self.place.path) {
            (Some(line), Some(column), _) => format!("{}:{line}:{column}", self.file),
            (_, _, Some(path)) => format!("{}: {path}", self.file),
            _ => self.file.to_string(),
        };
        match &self.why {
            Why::NoText => fill(lang, "study-file.no-text", &[&place]),
            Why::Json(said) => fill(lang, "study-file.broken", &[&place, said]),
            Why::NoStudy => fill(lang, "study-file.no-study", &[&place]),
            Why::Member(name, needed) => fill(lang, "study-file.member", &[&place, name, needed]),
            Why::Second => fill(lang, "study-file.second", &[&place]),
        }
    }
}
