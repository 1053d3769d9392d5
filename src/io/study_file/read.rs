//! What a study file saves beside its data, read once its network is there.
//!
//! What cannot be read is a finding with its place, and is kept as it is.
//! Does not know: the data, the file system.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::kept::{Kept, Odd, others};
use super::parse::Parsed;
use super::views::{layers_of, note_of, view_of};
use crate::io::scenarios::edits::edit_from_json;
use crate::io::scenarios::{MEMBERS, named};
use crate::model::check::{Issue, Place};
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::model::saved::Saved;
use crate::model::scenario::Scenario;
use crate::model::scenarios::Book;

/// Members of the root that are understood.
const ROOT: [&str; 11] = [
    "format",
    "version",
    "name_en",
    "name_zh",
    "open",
    "edits",
    "scenarios",
    "layers",
    "views",
    "notes",
    "data",
];

struct Reading<'a> {
    parsed: &'a Parsed,
    network: &'a Network,
    issues: &'a mut Vec<Issue>,
}

/// What a study file saves, and what of it is not understood; `book` are the scenarios of its data, which
/// hold where it has no list of its own.
#[must_use]
pub fn saved(
    parsed: &Parsed,
    network: &Network,
    book: Book,
    issues: &mut Vec<Issue>,
) -> (Saved, Kept) {
    let root = &parsed.root;
    let mut reading = Reading {
        parsed,
        network,
        issues,
    };
    let mut kept = Kept {
        root: others(root, &ROOT),
        data: parsed.data.rest.clone(),
        ..Kept::default()
    };
    let book = if root.contains_key("scenarios") {
        reading.book(&mut kept)
    } else {
        book
    };
    let (edits, odd) = reading.edits("edits", list(root, "edits"));
    kept.edits = odd;
    let layers = root.get("layers").unwrap_or(&Json::Null);
    let (layers, rest) = layers_of(layers);
    kept.layers = rest;
    let open = list(root, "open").iter().filter_map(Json::as_str);
    let mut saved = Saved {
        names: Arc::new(parsed.names.clone()),
        // The values were looked at one by one.
        edits: Arc::new(Scenario::of_edits(edits).unwrap_or_default()),
        book: Arc::new(book),
        open: Arc::new(open.map(Key::new).collect()),
        layers: Arc::new(layers),
        ..Saved::default()
    };
    let (views, odd) = reading.keyed("views", view_of, |view| &view.key);
    kept.odd_views = odd;
    let mut items = Vec::new();
    for (view, rest) in views {
        kept.views.insert(view.key.clone(), rest);
        items.push(view);
    }
    saved.views = Arc::new(items);
    let (notes, odd) = reading.keyed("notes", note_of, |note| &note.key);
    kept.odd_notes = odd;
    let mut items = Vec::new();
    for (note, rest) in notes {
        kept.notes.insert(note.key.clone(), rest);
        items.push(note);
    }
    saved.notes = Arc::new(items);
    kept.views.retain(|_, rest| !rest.is_empty());
    kept.notes.retain(|_, rest| !rest.is_empty());
    (saved, kept)
}

fn list<'a>(root: &'a Map<String, Json>, name: &str) -> &'a [Json] {
    root.get(name)
        .and_then(Json::as_array)
        .map_or(&[], |list| list)
}

/// An item, and what of it is not understood.
type Item<T> = (T, Map<String, Json>);
type Read<T> = Result<Item<T>, &'static str>;

impl Reading<'_> {
    fn wrong(&mut self, path: String, why: &str) {
        let file = &self.parsed.file;
        let issue = Issue::error("scenario-wrong", file, Place::path(path), &[why]);
        self.issues.push(issue);
    }

    fn edits(&mut self, path: &str, list: &[Json]) -> (Vec<Edit>, Odd) {
        let (mut edits, mut odd) = (Vec::new(), Vec::new());
        for (place, json) in list.iter().enumerate() {
            let read = edit_from_json(self.network, json).and_then(|edit| {
                let checked = Scenario::check_value(&edit);
                checked.map(|()| edit).map_err(|error| error.to_string())
            });
            match read {
                Ok(edit) => edits.push(edit),
                Err(why) => {
                    self.wrong(format!("{path}[{place}]"), &why);
                    odd.push((place, json.clone()));
                }
            }
        }
        (edits, odd)
    }

    fn book(&mut self, kept: &mut Kept) -> Book {
        let mut book = Book::default();
        for (place, json) in list(&self.parsed.root, "scenarios").iter().enumerate() {
            let path = format!("scenarios[{place}]");
            let head = named(json).and_then(|named| {
                let key = named.key.clone();
                let added = book.add(named);
                added.map(|()| key).map_err(|error| error.to_string())
            });
            let key = match head {
                Ok(key) => key,
                Err(why) => {
                    self.wrong(path, &why);
                    kept.odd_scenarios.push((place, json.clone()));
                    continue;
                }
            };
            let edits = json.get("edits").and_then(Json::as_array);
            let edits = edits.map_or(&[][..], |edits| edits);
            let (edits, odd) = self.edits(&format!("{path}.edits"), edits);
            if let Some(named) = book.get(key.as_str()) {
                let mut named = named.clone();
                named.edits = edits;
                book.set(named);
            }
            let rest = json.as_object().map(|map| others(map, &MEMBERS));
            let rest = rest.unwrap_or_default();
            if !rest.is_empty() || !odd.is_empty() {
                kept.scenarios.insert(key, (rest, odd));
            }
        }
        book
    }

    /// The items of a list whose keys differ.
    fn keyed<T>(
        &mut self,
        name: &str,
        read: fn(&Json) -> Read<T>,
        key: fn(&T) -> &Key,
    ) -> (Vec<Item<T>>, Odd) {
        let (mut items, mut odd) = (Vec::new(), Vec::new());
        let mut keys = BTreeSet::new();
        for (place, json) in list(&self.parsed.root, name).iter().enumerate() {
            let item = read(json).and_then(|item| {
                let is_new = keys.insert(key(&item.0).clone());
                is_new.then_some(item).ok_or("the key is there already")
            });
            match item {
                Ok(item) => items.push(item),
                Err(why) => {
                    self.wrong(format!("{name}[{place}]"), why);
                    odd.push((place, json.clone()));
                }
            }
        }
        (items, odd)
    }
}
