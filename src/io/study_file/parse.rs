//! A study file as far as it can be understood without its network: version, name, data.
//!
//! Does not know: edits and scenarios (see [`read`](super::read)).

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::data::Data;
use super::upgrade::upgraded;
use super::{FORMAT, StudyFileError, VERSION, Why};
use crate::io::encoding::to_text;
use crate::model::check::Place;
use crate::model::names::Names;

/// A study file that was parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// Its name; empty where it has none.
    pub names: Names,
    /// Its data.
    pub data: Data,
    /// Its version, where that is newer than the one that is written.
    pub newer: Option<u64>,
    /// All its members but `data`, brought to the newest version that is known.
    pub root: Map<String, Json>,
}

/// Parses a study file.
///
/// # Errors
/// [`StudyFileError`] when it is no JSON or no study, or its data is not what it must be.
pub fn parse(file: &Arc<str>, bytes: &[u8]) -> Result<Parsed, StudyFileError> {
    let failed = |place: Place, why: Why| StudyFileError {
        file: Arc::clone(file),
        place,
        why,
    };
    let text = to_text(file, bytes).map_err(|issue| failed(issue.place, Why::NoText))?;
    let json: Json = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        failed(
            Place::at(error.line(), error.column()),
            Why::Json(said.to_owned()),
        )
    })?;
    let Json::Object(root) = json else {
        return Err(failed(Place::path("$"), Why::NoStudy));
    };
    let is_study = root.get("format").and_then(Json::as_str) == Some(FORMAT);
    let is_list = !root.contains_key("format") && root.contains_key("scenarios");
    if !is_study && !is_list {
        return Err(failed(Place::path("$"), Why::NoStudy));
    }
    let version = match root.get("version") {
        None => 0,
        Some(said) => said.as_u64().ok_or_else(|| {
            let why = Why::Member("version".to_owned(), "0, 1, …");
            failed(Place::path("version"), why)
        })?,
    };
    let mut root = upgraded(root, version);
    let data = root.shift_remove("data");
    for name in ["scenarios", "open", "edits", "views", "notes"] {
        if root.get(name).is_some_and(|list| !list.is_array()) {
            let why = Why::Member(name.to_owned(), "[ ]");
            return Err(failed(Place::path(name), why));
        }
    }
    if root.get("layers").is_some_and(|of| !of.is_object()) {
        let why = Why::Member("layers".to_owned(), "{ }");
        return Err(failed(Place::path("layers"), why));
    }
    let text = |name: &str| root.get(name).and_then(Json::as_str).unwrap_or_default();
    Ok(Parsed {
        file: Arc::clone(file),
        names: Names::new(text("name_en"), text("name_zh")),
        data: Data::of_json(file, data.as_ref())?,
        newer: (version > VERSION).then_some(version),
        root,
    })
}
