//! Steps of the history in words, for menus and lists.
//!
//! Does not know: what steps bring about.

use super::looks::words_key;
use super::scenarios::name_of;
use crate::document::delta::{Change, Piece};
use crate::document::history::Step;
use crate::document::study::Document;
use crate::model::cartography::{Borders, MapStyle, PublicationPoint};
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::look::Styled;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::saved::{Layers, MapPart, PinnedNote};
use crate::model::scenarios::Named;
use crate::study::edits::{edit_among, several_in_words};
use crate::study::notes::anchor_names;
use crate::words::{Lang, fill, text};

/// A step of a document in a few words: *Capacity of Liuzhou–Litang: 500,000 TEU/a*. Of a step that opens or
/// changes scenarios that is told, and not which edits came and went with it.
#[must_use]
pub fn step_in_words(document: &Document, step: &Step, lang: Lang) -> String {
    let rank = |change: &Change| match change {
        // A note that is pinned shows the layer of notes too.
        Change::Notes(_) | Change::Scenarios(_) | Change::Scenario { .. } => 0,
        Change::Open(..) => 1,
        _ => 2,
    };
    let least = step.changes.iter().map(rank).min();
    let told = step
        .changes
        .iter()
        .filter(|change| Some(rank(change)) == least);
    let said: Vec<String> = told
        .map(|change| change_in_words(document, change, lang))
        .collect();
    match &said[..] {
        [] => text(lang, "step.nothing").to_owned(),
        [one] => one.clone(),
        [first, rest @ ..] => more(first, rest.len(), lang),
    }
}

fn more(first: &str, n: usize, lang: Lang) -> String {
    if n == 0 {
        return first.to_owned();
    }
    fill(lang, "step.more", &[first, &n.to_string()])
}

fn change_in_words(document: &Document, change: &Change, lang: Lang) -> String {
    let network = &document.network;
    match change {
        Change::Names(_, after) => fill(lang, "step.name", &[after.in_lang(lang)]),
        Change::Edits(script) => edits_in_words(document, script, lang),
        Change::Scenarios(script) => {
            let name = |named: &Named| called(&named.names, &named.key, lang);
            list_in_words(script, lang, "step.scenario", name)
        }
        Change::Scenario { key, head, edits } => {
            let known = || document.history.saved().book.get(key.as_str());
            let names = head.as_ref().map(|head| &head.1.names);
            let names = names.or_else(|| known().map(|named| &named.names));
            let name =
                names.map_or_else(|| key.as_str().to_owned(), |names| called(names, key, lang));
            let what = if edits.is_empty() {
                text(lang, "step.scenario-itself").to_owned()
            } else {
                edits_in_words(document, edits, lang)
            };
            fill(lang, "step.scenario", &[&name, &what])
        }
        Change::Open(_, after) => {
            let names = name_of(&document.history.saved().book, after);
            fill(lang, "scenarios.open-step", &[names.in_lang(lang)])
        }
        Change::Layers(before, after) => layers_in_words(document, before, after, lang),
        Change::Views(script) => list_in_words(script, lang, "step.view", |view| {
            called(&view.names, &view.key, lang)
        }),
        Change::Notes(script) => notes_in_words(network, script, lang),
        Change::Pages(script) => list_in_words(script, lang, "step.page", |page| {
            called(&page.names, &page.key, lang)
        }),
        Change::Logo(_, after) => {
            let how = after.as_ref().map_or("step.removed", |_| "step.changed");
            fill(lang, "step.logo", &[text(lang, how)])
        }
    }
}

fn called(names: &Names, key: &Key, lang: Lang) -> String {
    let name = names.in_lang(lang);
    if name.is_empty() { key.as_str() } else { name }.to_owned()
}

/// What came, or else what went. Hubs that came or went with a line are not counted: the line is told.
fn edits_in_words(document: &Document, script: &[Piece<Edit>], lang: Lang) -> String {
    let network = &document.network;
    let lists = script
        .iter()
        .flat_map(|piece| [&piece.into[..], &piece.out[..]]);
    let mut known: Vec<&[Edit]> = lists.collect();
    known.push(document.history.scenario().edits());
    let into: Vec<&Edit> = script.iter().flat_map(|piece| &piece.into).collect();
    let out: Vec<&Edit> = script.iter().flat_map(|piece| &piece.out).collect();
    let (into, out) = (told(&into), told(&out));
    if let Some(said) = several_in_words(&into, lang) {
        return said;
    }
    if let [first, rest @ ..] = &into[..] {
        let said = edit_among(network, &known, first, lang);
        return more(&said, rest.len(), lang);
    }
    if let Some(said) = several_in_words(&out, lang) {
        return fill(lang, "step.taken-back", &[&said]);
    }
    match &out[..] {
        [] => String::new(),
        [first, rest @ ..] => {
            let said = edit_among(network, &known, first, lang);
            let said = fill(lang, "step.taken-back", &[&said]);
            more(&said, rest.len(), lang)
        }
    }
}

/// Edits of a step without the hubs that a new line of the step ends at.
fn told<'a>(edits: &[&'a Edit]) -> Vec<&'a Edit> {
    let ends = |key: &Key| {
        edits.iter().any(|edit| match edit {
            Edit::AddLink(link) => link.from == *key || link.to == *key,
            _ => false,
        })
    };
    let is_told = |edit: &&&Edit| match edit {
        Edit::AddHub(hub) => !ends(&hub.key),
        Edit::SplitLink(split) => !ends(&split.hub),
        _ => true,
    };
    edits.iter().filter(is_told).copied().collect()
}

/// What came, changed or went in a list.
fn list_in_words<T>(
    script: &[Piece<T>],
    lang: Lang,
    what: &str,
    name: impl Fn(&T) -> String,
) -> String {
    let into: Vec<&T> = script.iter().flat_map(|piece| &piece.into).collect();
    let out: Vec<&T> = script.iter().flat_map(|piece| &piece.out).collect();
    let (list, how) = match (into.is_empty(), out.is_empty()) {
        (false, true) => (&into, "step.added"),
        (true, false) => (&out, "step.removed"),
        _ => (&into, "step.changed"),
    };
    let said = list.first().map(|first| {
        let how = text(lang, how);
        fill(lang, what, &[&name(first), how])
    });
    more(
        &said.unwrap_or_default(),
        list.len().saturating_sub(1),
        lang,
    )
}

fn layers_in_words(document: &Document, before: &Layers, after: &Layers, lang: Lang) -> String {
    let network = &document.network;
    let shows = |name: &str, on: bool| {
        let key = if on { "step.show" } else { "step.hide" };
        fill(lang, key, &[name])
    };
    let mut said = Vec::new();
    for part in MapPart::ALL {
        let (was, is) = (before.shown.contains(&part), after.shown.contains(&part));
        if was != is {
            said.push(shows(text(lang, part_key(part)), is));
        }
    }
    if before.projection != after.projection {
        let name = text(lang, after.projection.words_key());
        said.push(fill(lang, "step.projection", &[name]));
    }
    said.extend(cartography_in_words(before, after, lang));
    let routes = before
        .hidden_routes
        .symmetric_difference(&after.hidden_routes);
    for key in routes {
        let route = network.route_by_key(key).map(|id| network.route(id));
        let name = route.map_or(key.as_str(), |route| route.names.in_lang(lang));
        said.push(shows(name, !after.hidden_routes.contains(key)));
    }
    let files = before.context.keys().chain(after.context.keys());
    let mut files: Vec<&String> = files
        .filter(|file| before.context.get(*file) != after.context.get(*file))
        .collect();
    files.sort();
    files.dedup();
    for file in files {
        let is_shown = |of: &Layers| of.context.get(file).is_none_or(|look| look.is_shown);
        if is_shown(before) == is_shown(after) {
            said.push(fill(lang, "step.style", &[file]));
        } else {
            said.push(shows(file, is_shown(after)));
        }
    }
    for part in Styled::ALL {
        if before.looks.get(&part) != after.looks.get(&part) {
            said.push(fill(lang, "step.style", &[text(lang, words_key(part))]));
        }
    }
    if before.order != after.order {
        said.push(text(lang, "step.order").to_owned());
    }
    let notes = before.shown_notes.symmetric_difference(&after.shown_notes);
    for key in notes {
        let own = document.facts.notes.iter().find(|note| note.key == *key);
        let name = own.map_or(key.as_str(), |note| note.names.in_lang(lang));
        said.push(shows(name, after.shown_notes.contains(key)));
    }
    match &said[..] {
        [] => text(lang, "step.nothing").to_owned(),
        [first, rest @ ..] => more(first, rest.len(), lang),
    }
}

/// What changed of the tiles under the map.
fn tiles_in_words(before: &Layers, after: &Layers, lang: Lang) -> Vec<String> {
    let of = |layers: &Layers, location: &str| {
        let mut tiles = layers.tiles.iter();
        tiles.find(|layer| layer.location == location).cloned()
    };
    let mut said = Vec::new();
    for layer in &after.tiles {
        let key = match of(before, &layer.location) {
            None => "step.tiles-added",
            Some(was) if was == *layer => continue,
            Some(was) if was.is_shown == layer.is_shown => "step.style",
            Some(_) if layer.is_shown => "step.show",
            Some(_) => "step.hide",
        };
        said.push(fill(lang, key, &[layer.name()]));
    }
    let gone = before.tiles.iter();
    let gone = gone.filter(|layer| of(after, &layer.location).is_none());
    said.extend(gone.map(|layer| fill(lang, "step.tiles-removed", &[layer.name()])));
    said
}

/// What changed of how the map is drawn and published.
fn cartography_in_words(before: &Layers, after: &Layers, lang: Lang) -> Vec<String> {
    let mut said = tiles_in_words(before, after, lang);
    if before.style != after.style {
        let key = after.style.map_or("style.as-window", MapStyle::words_key);
        said.push(fill(lang, "step.map-style", &[text(lang, key)]));
    }
    if before.borders != after.borders {
        let name = match &after.borders {
            Borders::ByLanguage => text(lang, "borders.by-language"),
            Borders::International => text(lang, "borders.international"),
            Borders::China => text(lang, "borders.china"),
            Borders::File(file) => &file.name,
        };
        said.push(fill(lang, "step.borders", &[name]));
    }
    if before.inset != after.inset {
        let name = text(lang, after.inset.words_key());
        said.push(fill(lang, "step.inset", &[name]));
    }
    let (was, is) = (&before.publication, &after.publication);
    if was.review_number != is.review_number {
        said.push(fill(lang, "step.review-number", &[&is.review_number]));
    }
    for point in PublicationPoint::ALL {
        if was.ignored.get(&point) != is.ignored.get(&point) {
            let name = text(lang, point.words_key());
            said.push(fill(lang, "step.ignored", &[name]));
        }
    }
    said
}

/// Notes that came, went, moved or changed, by what they are on: *Note on Liuzhou*.
fn notes_in_words(network: &Network, script: &[Piece<PinnedNote>], lang: Lang) -> String {
    let into: Vec<&PinnedNote> = script.iter().flat_map(|piece| &piece.into).collect();
    let out: Vec<&PinnedNote> = script.iter().flat_map(|piece| &piece.out).collect();
    let list = if into.is_empty() { &out } else { &into };
    let Some(note) = list.first() else {
        return text(lang, "step.nothing").to_owned();
    };
    let on = anchor_names(network, &note.on);
    let said = fill(lang, "step.note", &[on.in_lang(lang)]);
    let before = out.iter().find(|old| old.key == note.key);
    let said = match before {
        _ if into.is_empty() => fill(lang, "step.note-removed", &[&said]),
        None => said,
        Some(old) if old.on != note.on => fill(lang, "step.note-moved", &[on.in_lang(lang)]),
        Some(old) if old.text == note.text && note.is_shown => {
            fill(lang, "step.note-shown", &[&said])
        }
        Some(old) if old.text == note.text => fill(lang, "step.note-hidden", &[&said]),
        Some(_) => fill(lang, "step.note-changed", &[&said]),
    };
    more(&said, list.len() - 1, lang)
}

fn part_key(part: MapPart) -> &'static str {
    match part {
        MapPart::Basemap => "layers.basemap",
        MapPart::Legend => "layers.legend",
        MapPart::Hubs => "layers.hubs",
        MapPart::Labels => "layers.labels",
        MapPart::Path => "layers.path",
        MapPart::Bottleneck => "layers.bottleneck",
        MapPart::Notes => "layers.notes",
        MapPart::Overview => "layers.overview",
        MapPart::Graticule => "layers.graticule",
    }
}
