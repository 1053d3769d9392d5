//! The named scenarios of a study as JSON: `scenarios.json` beside its tables.
//!
//! ```text
//! { "scenarios": [ { "key", "name_en", "name_zh", "description_en", "description_zh",
//!                    "builds_on": [KEY], "excludes": [KEY], "edits": [EDIT] } ] }
//! ```
//!
//! All but the key may be left out. An edit stands on a line of its own, so that a change of one is a
//! change of one line. Writing and reading again gives the same book.
//! Does not know: whether the targets of edits are there.

pub mod edits;
mod of;
pub mod reading;
mod restore;

use serde_json::{Map, Value as Json, json};

use self::edits::{edit_from_json, edit_to_json};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenarios::{Book, Named};

/// The name of the file, without `.json`.
pub const STEM: &str = "scenarios";

/// The members of a scenario.
pub const MEMBERS: [&str; 8] = [
    "key",
    "name_en",
    "name_zh",
    "description_en",
    "description_zh",
    "builds_on",
    "excludes",
    "edits",
];

/// The scenario of an object, without its edits.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn named(json: &Json) -> Result<Named, String> {
    let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default();
    let key = text("key");
    if key.is_empty() {
        return Err("a scenario needs a key".to_owned());
    }
    let keys = |name: &str| -> Vec<Key> {
        let list = json.get(name).and_then(Json::as_array);
        let words = list.into_iter().flatten().filter_map(Json::as_str);
        words.map(Key::new).collect()
    };
    let mut named = Named::new(Key::new(key), Names::new(text("name_en"), text("name_zh")));
    named.about = Names::new(text("description_en"), text("description_zh"));
    named.builds_on = keys("builds_on");
    named.excludes = keys("excludes");
    Ok(named)
}

fn add_edits(
    named: &mut Named,
    json: &Json,
    network: &Network,
    mut wrong: impl FnMut(usize, &str),
) {
    let edits = json.get("edits").and_then(Json::as_array);
    for (number, edit) in edits.into_iter().flatten().enumerate() {
        match edit_from_json(network, edit) {
            Ok(edit) => named.edits.push(edit),
            Err(why) => wrong(number, &why),
        }
    }
}

/// The bytes of a file that holds a book, in UTF-8.
#[must_use]
pub fn write_book(network: &Network, book: &Book) -> Vec<u8> {
    let mut text = String::from("{\n  \"scenarios\": [");
    for (place, named) in book.scenarios().iter().enumerate() {
        text.push_str(if place == 0 { "\n    {" } else { ",\n    {" });
        let members = members(named);
        for (place, (name, value)) in members.iter().enumerate() {
            let before = if place == 0 { "\n      " } else { ",\n      " };
            text.push_str(before);
            text.push_str(&format_member(name, value));
        }
        let edits = named.edits.iter();
        let lines: Vec<String> = edits
            .map(|edit| format!("\n        {}", edit_to_json(Some(network), edit)))
            .collect();
        text.push_str(",\n      \"edits\": [");
        text.push_str(&lines.join(","));
        text.push_str(if lines.is_empty() {
            "]\n    }"
        } else {
            "\n      ]\n    }"
        });
    }
    text.push_str(if book.scenarios().is_empty() {
        "]\n}\n"
    } else {
        "\n  ]\n}\n"
    });
    text.into_bytes()
}

fn format_member(name: &str, value: &Json) -> String {
    format!("{}: {value}", json!(name))
}

/// The members of a scenario that it has, but its edits.
#[must_use]
pub fn members(named: &Named) -> Map<String, Json> {
    let mut members = Map::new();
    members.insert("key".to_owned(), json!(named.key.as_str()));
    let texts = [
        ("name_en", &named.names.en),
        ("name_zh", &named.names.zh),
        ("description_en", &named.about.en),
        ("description_zh", &named.about.zh),
    ];
    for (name, text) in texts {
        if !text.is_empty() {
            members.insert(name.to_owned(), json!(text));
        }
    }
    let lists = [
        ("builds_on", &named.builds_on),
        ("excludes", &named.excludes),
    ];
    for (name, keys) in lists {
        if !keys.is_empty() {
            let keys = keys.iter().map(Key::as_str).collect();
            members.insert(name.to_owned(), keys);
        }
    }
    members
}

/// A scenario as one object, whatever network it is for.
#[must_use]
pub fn scenario_json(named: &Named) -> Json {
    let mut members = members(named);
    let edits = named.edits.iter().map(|edit| edit_to_json(None, edit));
    members.insert("edits".to_owned(), edits.collect());
    Json::Object(members)
}

/// The scenario of an object of which all can be read.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn scenario_of(json: &Json, network: &Network) -> Result<Named, String> {
    let mut named = named(json)?;
    let mut wrong = None;
    add_edits(&mut named, json, network, |_, why| {
        wrong.get_or_insert(why.to_owned());
    });
    wrong.map_or(Ok(named), Err)
}
