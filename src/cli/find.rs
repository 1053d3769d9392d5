//! `corridor find`: everything that a text names or may mean, and the pinned notes of a study file that say it.
//!
//! Does not know: how it is found.

use serde_json::{Value as Json, json};

use super::args::FindArgs;
use super::report::{Failure, Streams};
use super::study::load;
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::model::saved::{Anchor, PinnedNote};
use crate::study::find::{Hit, Subject};
use crate::study::notes::{Found, find_all, key_of, position};

/// The kind of a note that people pinned.
const PINNED: &str = "pinned";

/// Runs the command; true when something was found.
///
/// # Errors
/// [`Failure`] when a file cannot be opened.
pub fn run(args: &FindArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let loaded = load(&args.study).inspect_err(|failure| {
        if args.json {
            streams.say_json(&json!({ "hits": [], "reason": failure.message }));
        }
    })?;
    let study = loaded.study.as_ref();
    let notes = study.map_or(&[][..], |study| &study.saved.notes[..]);
    let (network, facts) = (&loaded.network, &loaded.facts);
    let found = find_all(network, facts, notes, &args.text, args.limit);
    let reason = if args.text.trim().is_empty() {
        "say what to find: a name, a part of one, or a key".to_owned()
    } else {
        format!("nothing is called \"{}\"", args.text)
    };
    if args.json {
        let one = |found: &Found| match found {
            Found::Hit(hit) => hit_json(facts, hit),
            Found::Pinned(place) => note_json(&notes[*place]),
        };
        let listed: Vec<Json> = found.iter().map(one).collect();
        let mut answer = json!({ "text": args.text, "hits": listed });
        if found.is_empty() {
            answer["reason"] = json!(reason);
        }
        streams.say_json(&answer);
    } else if found.is_empty() {
        streams.say(&reason);
    } else {
        let one = |found: &Found| match found {
            Found::Hit(hit) => line(hit),
            Found::Pinned(place) => note_line(&notes[*place]),
        };
        let lines: Vec<String> = found.iter().map(one).collect();
        streams.say(&lines.join("\n"));
    }
    streams.findings(&loaded.issues);
    Ok(!found.is_empty())
}

/// Kind, key, both names, places.
fn line(hit: &Hit) -> String {
    let places: Vec<&str> = hit.places.iter().map(Key::as_str).collect();
    let names = format!("{}  {}", hit.names.en, hit.names.zh);
    format!(
        "{:<9} {:<24} {}  [{}]",
        hit.subject.word(),
        hit.key.as_str(),
        names.trim(),
        places.join(" ")
    )
}

/// The same of a pinned note, with its text on one line.
fn note_line(note: &PinnedNote) -> String {
    let on = match &note.on {
        Anchor::At(at) => position(*at),
        anchor => key_of(anchor).map_or_else(String::new, Key::to_string),
    };
    let text = format!("{}  {}", note.text.en, note.text.zh);
    let words: Vec<&str> = text.split_whitespace().collect();
    let key = note.key.as_str();
    format!("{:<9} {key:<24} {}  [{on}]", PINNED, words.join(" "))
}

fn note_json(note: &PinnedNote) -> Json {
    let at = match &note.on {
        Anchor::At(at) => Some([at.lon, at.lat]),
        _ => None,
    };
    let places: Vec<&str> = key_of(&note.on).iter().map(|key| key.as_str()).collect();
    json!({
        "kind": PINNED,
        "key": note.key.as_str(),
        "name_en": note.text.en,
        "name_zh": note.text.zh,
        "places": places,
        "at": at,
        "shown": if note.is_shown { "map" } else { "list" },
    })
}

fn hit_json(facts: &Facts, hit: &Hit) -> Json {
    let note = match hit.subject {
        Subject::Note(place) => facts.notes.get(place),
        _ => None,
    };
    let why = note
        .map(|note| note.why.as_str())
        .filter(|why| !why.is_empty());
    let places: Vec<&str> = hit.places.iter().map(Key::as_str).collect();
    json!({
        "kind": hit.subject.word(),
        "key": hit.key.as_str(),
        "name_en": hit.names.en,
        "name_zh": hit.names.zh,
        "places": places,
        "shown": hit.shown.word(),
        "why": why,
    })
}
