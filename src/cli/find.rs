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
use crate::study::find::{Hit, Subject, find};
use crate::study::notes::{find_pinned, key_of, position};

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
    let hits = find(&loaded.network, &loaded.facts, &args.text, args.limit);
    let study = loaded.study.as_ref();
    let notes = study.map_or(&[][..], |study| &study.saved.notes[..]);
    let mut pinned = find_pinned(&loaded.network, notes, &args.text);
    pinned.truncate(args.limit.saturating_sub(hits.len()));
    let pinned: Vec<&PinnedNote> = pinned
        .iter()
        .filter_map(|hit| notes.get(hit.place))
        .collect();
    let is_found = !hits.is_empty() || !pinned.is_empty();
    let reason = if args.text.trim().is_empty() {
        "say what to find: a name, a part of one, or a key".to_owned()
    } else {
        format!("nothing is called \"{}\"", args.text)
    };
    if args.json {
        let listed: Vec<Json> = hits
            .iter()
            .map(|hit| hit_json(&loaded.facts, hit))
            .chain(pinned.iter().map(|note| note_json(note)))
            .collect();
        let mut answer = json!({ "text": args.text, "hits": listed });
        if !is_found {
            answer["reason"] = json!(reason);
        }
        streams.say_json(&answer);
    } else if !is_found {
        streams.say(&reason);
    } else {
        let hits = hits.iter().map(line);
        let lines: Vec<String> = hits
            .chain(pinned.iter().map(|note| note_line(note)))
            .collect();
        streams.say(&lines.join("\n"));
    }
    streams.findings(&loaded.issues);
    Ok(is_found)
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
