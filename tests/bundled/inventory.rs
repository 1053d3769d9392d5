//! Everything that the texts name is found by its name, and is on the map, in a chart or text.

use corridor::model::facts::{Note, Shown};
use corridor::study::find::{Hit, Subject, find, named_by, spot};

use super::*;

/// A hit among the first of this number is found.
const FIRST: usize = 5;

fn place_of(hits: &[Hit], note: usize) -> Option<usize> {
    hits.iter()
        .position(|hit| hit.subject == Subject::Note(note))
}

/// What a note is not, although it should be.
fn faults(loaded: &Loaded, place: usize, note: &Note) -> Vec<String> {
    let (network, facts) = (&loaded.network, &loaded.facts);
    let mut faults = Vec::new();
    let names = [&note.names, &note.also].into_iter();
    let names = names.flat_map(|names| [&names.en, &names.zh]);
    for name in names.filter(|name| !name.is_empty()) {
        let hits = find(network, facts, name, FIRST);
        if place_of(&hits, place).is_none() {
            faults.push(format!("{}: not found by {name}", note.key));
        }
    }
    for key in &note.places {
        if named_by(network, facts, key).is_none() {
            faults.push(format!("{}: nothing has the key {key}", note.key));
        }
    }
    let is_right = match note.shown {
        Shown::Map => spot(network, facts, Subject::Note(place)).is_some(),
        Shown::Chart => note
            .places
            .iter()
            .any(|key| facts.series(key.as_str()).is_some()),
        Shown::Text => !note.why.is_empty(),
    };
    if !is_right {
        let shown = note.shown.word();
        faults.push(format!("{}: {shown}, but nothing shows it", note.key));
    }
    faults
}

/// What is on the map, in a chart and only text, with the places or the reason.
fn listed(notes: &[Note]) -> String {
    let mut lines = Vec::new();
    let kinds = [
        (Shown::Map, "On the map"),
        (Shown::Chart, "In a chart"),
        (Shown::Text, "Only text"),
    ];
    for (shown, heading) in kinds {
        let of: Vec<&Note> = notes.iter().filter(|note| note.shown == shown).collect();
        lines.push(format!("{heading}: {}", of.len()));
        for note in of {
            let places: Vec<&str> = note.places.iter().map(Key::as_str).collect();
            let end = match note.shown {
                Shown::Map | Shown::Chart => places.join(" "),
                Shown::Text => note.why.clone(),
            };
            let names = &note.names;
            lines.push(format!("{}  {}  {}: {end}", note.key, names.en, names.zh));
        }
        lines.push(String::new());
    }
    lines.join("\n")
}

#[test]
fn all_that_the_texts_name_is_found() {
    let loaded = study();
    let notes = &loaded.facts.notes;
    assert_eq!(notes.len(), 143);
    let all = notes.iter().enumerate();
    let faults: Vec<String> = all
        .flat_map(|(place, note)| faults(&loaded, place, note))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let listed = listed(notes);
    println!("{listed}");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/inventory.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&golden, &listed).unwrap();
    }
    let kept = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(
        listed, kept,
        "BLESS=1 writes tests/golden/inventory.txt anew"
    );
}
