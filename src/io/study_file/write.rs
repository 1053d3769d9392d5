//! The text of a study file.
//!
//! Does not know: the file system.

use std::path::Path;

use serde_json::{Map, json};

use super::data::{DataChoice, DataFile, data_text};
use super::kept::{Kept, with_odd};
use super::logo::logo_json;
use super::pages::page_json;
use super::views::{layers_json, note_json, view_json};
use super::{FORMAT, VERSION};
use crate::io::scenarios::edits::edit_to_json;
use crate::io::scenarios::members;
use crate::model::edit::Edit;
use crate::model::saved::Saved;
use crate::model::scenarios::Named;

/// All that a study file holds.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    /// What is saved beside the data.
    pub saved: &'a Saved,
    /// The source files.
    pub data: &'a [DataFile],
    /// Whether files that were inside are those of the bundled corridor.
    pub owes_credits: bool,
    /// How they are held.
    pub choice: DataChoice,
    /// What was read and not understood.
    pub kept: &'a Kept,
}

/// The bytes of a study file that goes into a folder, in UTF-8.
#[must_use]
pub fn to_bytes(content: &Content, folder: &Path) -> Vec<u8> {
    let data = data_text(
        content.data,
        content.owes_credits,
        content.choice,
        folder,
        &content.kept.data,
    );
    let mut members = state_members(content.saved, content.kept);
    members.push(("data".to_owned(), data));
    let texts: Vec<String> = members
        .iter()
        .map(|(name, text)| format!("  {}: {text}", json!(name)))
        .collect();
    format!("{{\n{}\n}}\n", texts.join(",\n")).into_bytes()
}

/// What is saved beside the data, as a study file on one line: the same for the same state.
#[must_use]
pub fn state_line(saved: &Saved) -> String {
    let members = state_members(saved, &Kept::default());
    let texts: Vec<String> = members
        .iter()
        .map(|(name, text)| format!("{}: {text}", json!(name)))
        .collect();
    // New lines stand between items only; in texts they are escaped.
    format!("{{{}}}", texts.join(", ")).replace('\n', "")
}

fn state_members(saved: &Saved, kept: &Kept) -> Vec<(String, String)> {
    let mut members = vec![
        ("format".to_owned(), json!(FORMAT).to_string()),
        ("version".to_owned(), json!(VERSION).to_string()),
    ];
    let mut add = |name: &str, text: String| members.push((name.to_owned(), text));
    for (name, text) in [("name_en", &saved.names.en), ("name_zh", &saved.names.zh)] {
        if !text.is_empty() {
            add(name, json!(text).to_string());
        }
    }
    let open = saved.open.iter();
    let open = open.map(|key| json!(key.as_str()).to_string()).collect();
    add(
        "open",
        format!("[{}]", with_odd(open, &kept.open).join(",")),
    );
    let edits = with_odd(edit_texts(saved.edits.edits()), &kept.edits);
    add("edits", list(&edits, "  "));
    let scenarios = saved.book.scenarios().iter();
    let scenarios = scenarios.map(|named| scenario_text(named, kept)).collect();
    add(
        "scenarios",
        list(&with_odd(scenarios, &kept.odd_scenarios), "  "),
    );
    add(
        "layers",
        layers_json(&saved.layers, &kept.layers).to_string(),
    );
    let views = saved.views.iter();
    let views = views.map(|view| view_json(view, kept.views.get(&view.key)).to_string());
    let views = with_odd(views.collect(), &kept.odd_views);
    add("views", list(&views, "  "));
    let notes = saved.notes.iter();
    let notes = notes.map(|note| note_json(note, kept.notes.get(&note.key)).to_string());
    let notes = with_odd(notes.collect(), &kept.odd_notes);
    add("notes", list(&notes, "  "));
    let pages = saved.pages.iter();
    let pages = pages.map(|page| page_json(page, kept.pages.get(&page.key)).to_string());
    let pages = with_odd(pages.collect(), &kept.odd_pages);
    if !pages.is_empty() {
        add("pages", list(&pages, "  "));
    }
    if let Some(logo) = &saved.logo {
        add("logo", logo_json(logo).to_string());
    }
    if !kept.root.contains_key("story") {
        // The place of a deck of slides, which nothing here reads yet: what stands there is kept.
        add("story", "[]".to_owned());
    }
    let is_free = |name: &str| name != "logo" || saved.logo.is_none();
    for (name, json) in kept.root.iter().filter(|(name, _)| is_free(name)) {
        add(name, json.to_string());
    }
    members
}

fn edit_texts(edits: &[Edit]) -> Vec<String> {
    let json = edits
        .iter()
        .map(|edit| edit_to_json(None, edit).to_string());
    json.collect()
}

fn scenario_text(named: &Named, kept: &Kept) -> String {
    let none = (Map::new(), Vec::new());
    let (rest, odd) = kept.scenarios.get(&named.key).unwrap_or(&none);
    let mut members = members(named);
    members.extend(rest.iter().map(|(name, json)| (name.clone(), json.clone())));
    let mut lines: Vec<String> = members
        .iter()
        .map(|(name, json)| format!("\n      {}: {json}", json!(name)))
        .collect();
    let edits = with_odd(edit_texts(&named.edits), odd);
    lines.push(format!("\n      \"edits\": {}", list(&edits, "      ")));
    format!("{{{}\n    }}", lines.join(","))
}

/// A list with each item on a line of its own, two blanks farther in.
fn list(items: &[String], indent: &str) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    let lines: Vec<String> = items
        .iter()
        .map(|item| format!("\n{indent}  {item}"))
        .collect();
    format!("[{}\n{indent}]", lines.join(","))
}
