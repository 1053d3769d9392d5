//! Lists of named scenarios and of edits, read one by one: what cannot be read is a finding with its place,
//! and is kept as it is.
//!
//! Does not know: where a list stands; who writes again what is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::edits::edit_from_json;
use super::{MEMBERS, named};
use crate::io::encoding::to_text;
use crate::io::study_file::kept::{Odd, others};
use crate::model::check::{Issue, Place};
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::scenarios::Book;

/// Named scenarios that were read, and what of them is not understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BookRead {
    /// The scenarios.
    pub book: Book,
    /// Members of theirs, and edits.
    pub kept: BTreeMap<Key, (Map<String, Json>, Odd)>,
    /// Scenarios that could not be read at all.
    pub odd: Odd,
}

impl BookRead {
    /// Adds those of another list behind them; of one key the later scenario holds.
    pub fn add(&mut self, later: Self) {
        let first = self.book.scenarios().len() + self.odd.len();
        let odd = later.odd.into_iter();
        self.odd
            .extend(odd.map(|(place, json)| (first + place, json)));
        for named in later.book.scenarios() {
            self.kept.remove(&named.key);
            self.book.set(named.clone());
        }
        self.kept.extend(later.kept);
    }
}

/// The scenarios of a file `scenarios.json`; what cannot be read is a finding, and the rest is read.
#[must_use]
pub fn read_book(
    file: &Arc<str>,
    bytes: &[u8],
    network: &Network,
    issues: &mut Vec<Issue>,
) -> BookRead {
    match list_of(file, bytes, issues) {
        Some(list) => read_list(file, &list, network, issues),
        None => BookRead::default(),
    }
}

/// The list in a file `scenarios.json`; `None` and a finding where there is none.
#[must_use]
pub fn list_of(file: &Arc<str>, bytes: &[u8], issues: &mut Vec<Issue>) -> Option<Vec<Json>> {
    let text = match to_text(file, bytes) {
        Ok(text) => text,
        Err(issue) => {
            issues.push(issue);
            return None;
        }
    };
    let mut json: Json = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => {
            let place = Place::at(error.line(), error.column());
            let issue = Issue::error("scenario-json", file, place, &[&error.to_string()]);
            issues.push(issue);
            return None;
        }
    };
    match json.get_mut("scenarios").map(Json::take) {
        Some(Json::Array(list)) => Some(list),
        _ => {
            let place = Place::path("$");
            issues.push(Issue::error("scenario-list", file, place, &[]));
            None
        }
    }
}

/// The scenarios of the list `scenarios` of a file.
#[must_use]
pub fn read_list(
    file: &Arc<str>,
    list: &[Json],
    network: &Network,
    issues: &mut Vec<Issue>,
) -> BookRead {
    let mut read = BookRead::default();
    for (place, json) in list.iter().enumerate() {
        let path = format!("scenarios[{place}]");
        let head = named(json).and_then(|named| {
            let key = named.key.clone();
            let added = read.book.add(named);
            added.map(|()| key).map_err(|error| error.to_string())
        });
        let key = match head {
            Ok(key) => key,
            Err(why) => {
                issues.push(wrong(file, path, &why));
                read.odd.push((place, json.clone()));
                continue;
            }
        };
        let edits = json.get("edits").and_then(Json::as_array);
        let edits = edits.map_or(&[][..], |edits| edits);
        let (edits, odd) = read_edits(file, &format!("{path}.edits"), edits, network, issues);
        if let Some(named) = read.book.get(key.as_str()) {
            let mut named = named.clone();
            named.edits = edits;
            read.book.set(named);
        }
        let rest = json.as_object().map(|map| others(map, &MEMBERS));
        let rest = rest.unwrap_or_default();
        if !rest.is_empty() || !odd.is_empty() {
            read.kept.insert(key, (rest, odd));
        }
    }
    read
}

/// The edits of the list at a path of a file, and those that cannot be read.
#[must_use]
pub fn read_edits(
    file: &Arc<str>,
    path: &str,
    list: &[Json],
    network: &Network,
    issues: &mut Vec<Issue>,
) -> (Vec<Edit>, Odd) {
    let (mut edits, mut odd) = (Vec::new(), Vec::new());
    for (place, json) in list.iter().enumerate() {
        let read = edit_from_json(network, json).and_then(|edit| {
            let checked = Scenario::check_value(&edit);
            checked.map(|()| edit).map_err(|error| error.to_string())
        });
        match read {
            Ok(edit) => edits.push(edit),
            Err(why) => {
                issues.push(wrong(file, format!("{path}[{place}]"), &why));
                odd.push((place, json.clone()));
            }
        }
    }
    (edits, odd)
}

/// The finding about something that cannot be read.
#[must_use]
pub fn wrong(file: &Arc<str>, path: String, why: &str) -> Issue {
    Issue::error("scenario-wrong", file, Place::path(path), &[why])
}
