//! `corridor find`: everything that a text names or may mean.
//!
//! Does not know: how it is found.

use serde_json::{Value as Json, json};

use super::args::FindArgs;
use super::report::{Failure, Streams};
use super::study::load;
use crate::model::facts::Facts;
use crate::model::ids::Key;
use crate::study::find::{Hit, Subject, find};

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
    let reason = if args.text.trim().is_empty() {
        "say what to find: a name, a part of one, or a key".to_owned()
    } else {
        format!("nothing is called \"{}\"", args.text)
    };
    if args.json {
        let listed: Vec<Json> = hits
            .iter()
            .map(|hit| hit_json(&loaded.facts, hit))
            .collect();
        let mut answer = json!({ "text": args.text, "hits": listed });
        if hits.is_empty() {
            answer["reason"] = json!(reason);
        }
        streams.say_json(&answer);
    } else if hits.is_empty() {
        streams.say(&reason);
    } else {
        let lines: Vec<String> = hits.iter().map(line).collect();
        streams.say(&lines.join("\n"));
    }
    streams.findings(&loaded.issues);
    Ok(!hits.is_empty())
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
