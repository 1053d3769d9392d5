//! What a study file says that this program does not understand: kept, and written again where it stood.
//!
//! Does not know: what it means.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::model::ids::Key;

/// Items of a list that could not be read, each with its place.
pub type Odd = Vec<(usize, Json)>;

/// All that was not understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Members of the root.
    pub root: Map<String, Json>,
    /// Members of `data`.
    pub data: Map<String, Json>,
    /// Members of `layers`.
    pub layers: Map<String, Json>,
    /// Items of `open` that are no keys.
    pub open: Odd,
    /// Working edits.
    pub edits: Odd,
    /// Members of scenarios, and edits of theirs.
    pub scenarios: BTreeMap<Key, (Map<String, Json>, Odd)>,
    /// Scenarios that could not be read at all.
    pub odd_scenarios: Odd,
    /// Members of views.
    pub views: BTreeMap<Key, Map<String, Json>>,
    /// Views that could not be read at all.
    pub odd_views: Odd,
    /// Members of notes.
    pub notes: BTreeMap<Key, Map<String, Json>>,
    /// Notes that could not be read at all.
    pub odd_notes: Odd,
    /// Members of pages.
    pub pages: BTreeMap<Key, Map<String, Json>>,
    /// Pages that could not be read at all.
    pub odd_pages: Odd,
}

/// The members of an object that are none of some names.
#[must_use]
pub fn others(map: &Map<String, Json>, known: &[&str]) -> Map<String, Json> {
    let rest = map
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()));
    rest.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Texts with odd items put back where they stood, or behind the others where there are fewer now.
#[must_use]
pub fn with_odd(mut texts: Vec<String>, odd: &[(usize, Json)]) -> Vec<String> {
    for (place, json) in odd {
        texts.insert((*place).min(texts.len()), json.to_string());
    }
    texts
}
