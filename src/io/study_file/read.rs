//! What a study file saves beside its data, read once its network is there.
//!
//! What cannot be read is a finding with its place, and is kept as it is.
//! Does not know: the data, the file system.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::kept::{Kept, Odd, others};
use super::logo::logo_of;
use super::pages::page_of;
use super::parse::Parsed;
use super::views::{layers_of, note_of, view_of};
use crate::io::scenarios::reading::{BookRead, read_edits, read_list, wrong};
use crate::model::check::Issue;
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::model::saved::Saved;
use crate::model::scenario::Scenario;

/// Members of the root that are understood.
const ROOT: [&str; 13] = [
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
    "pages",
    "logo",
    "data",
];

struct Reading<'a> {
    parsed: &'a Parsed,
    issues: &'a mut Vec<Issue>,
}

/// What a study file saves, and what of it is not understood; `of_data` are the scenarios of its data, which
/// hold where it has no list of its own.
#[must_use]
pub fn saved(
    parsed: &Parsed,
    network: &Network,
    of_data: BookRead,
    issues: &mut Vec<Issue>,
) -> (Saved, Kept) {
    let root = &parsed.root;
    let mut kept = Kept {
        root: others(root, &ROOT),
        data: parsed.data.rest.clone(),
        ..Kept::default()
    };
    let file = &parsed.file;
    let read = if root.contains_key("scenarios") {
        read_list(file, list(root, "scenarios"), network, issues)
    } else {
        of_data
    };
    kept.scenarios = read.kept;
    kept.odd_scenarios = read.odd;
    let (edits, odd) = read_edits(file, "edits", list(root, "edits"), network, issues);
    kept.edits = odd;
    let mut reading = Reading { parsed, issues };
    let layers = root.get("layers").unwrap_or(&Json::Null);
    let (layers, rest) = layers_of(layers);
    kept.layers = rest;
    let mut open = Vec::new();
    for (place, json) in list(root, "open").iter().enumerate() {
        match json.as_str() {
            Some(key) => open.push(Key::new(key)),
            None => kept.open.push((place, json.clone())),
        }
    }
    let mut saved = Saved {
        names: Arc::new(parsed.names.clone()),
        // The values were looked at one by one.
        edits: Arc::new(Scenario::of_edits(edits).unwrap_or_default()),
        book: Arc::new(read.book),
        open: Arc::new(open),
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
    let (pages, odd) = reading.keyed("pages", page_of, |page| &page.key);
    kept.odd_pages = odd;
    let mut items = Vec::new();
    for (page, rest) in pages {
        kept.pages.insert(page.key.clone(), rest);
        items.push(page);
    }
    saved.pages = Arc::new(items);
    match root.get("logo").map(logo_of) {
        None => {}
        Some(Ok(logo)) => saved.logo = Some(Arc::new(logo)),
        Some(Err(why)) => {
            let path = "logo".to_owned();
            reading.issues.push(wrong(&parsed.file, path, why));
            kept.root.extend(
                root.get_key_value("logo")
                    .map(|(name, json)| (name.clone(), json.clone())),
            );
        }
    }
    kept.pages.retain(|_, rest| !rest.is_empty());
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
                    let path = format!("{name}[{place}]");
                    self.issues.push(wrong(&self.parsed.file, path, why));
                    odd.push((place, json.clone()));
                }
            }
        }
        (items, odd)
    }
}
