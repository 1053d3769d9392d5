//! Layers, views and notes as JSON.
//!
//! ```text
//! LAYERS  { "projection": "albers", "hidden": ["legend"], "overview": true, "hidden_routes": [KEY], "shown_notes": [KEY],
//!           …, "context": { FILE: { "shown": false, "color": 3, "width": "thick", "above": true, "look": LOOK } },
//!           "looks": { "lines": LOOK }, "order": [FILE] }
//! VIEW    { "key", "name_en", "name_zh", "center": [106.5, 29.5], "meters_per_point": 2000, "names": "both", "layers": LAYERS }
//! NOTE    { "key", "text_en", "text_zh", "on": { "hub" or "link" or "project" or "route": KEY, or "at": [106.5, 29.5] }, "shown": true }
//! ```
//!
//! A LOOK is told in [`super::looks`].
//! Does not know: what is shown.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::cartography;
use super::kept::others;
use super::looks::{look_json, look_of, looks_json, looks_of, merge};
use super::tiles;
use crate::model::geometry::LonLat;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::projection::Projection;
use crate::model::saved::{
    Anchor, ContextLook, Layers, LineWidth, MapNames, MapPart, NamedView, PinnedNote,
};

/// Members of layers.
const LAYERS: [&str; 8] = [
    "projection",
    "hidden",
    "hidden_routes",
    "context",
    "shown_notes",
    "overview",
    "looks",
    "order",
];
/// Parts of the map that older files do not know: they say where these are shown, not where they are hidden.
const SAID_APART: [MapPart; 2] = [MapPart::Overview, MapPart::Graticule];
/// Members of views.
const VIEW: [&str; 7] = [
    "key",
    "name_en",
    "name_zh",
    "center",
    "meters_per_point",
    "names",
    "layers",
];
/// Members of notes.
const NOTE: [&str; 5] = ["key", "text_en", "text_zh", "on", "shown"];

/// Members of what a note is on, in the order in which one is taken.
const ON: [&str; 5] = ["hub", "link", "project", "route", "at"];

/// The object of layers. `rest` is what of it was not understood; what is chosen now goes before it.
#[must_use]
pub fn layers_json(layers: &Layers, rest: &Map<String, Json>) -> Json {
    let mut map = Map::new();
    if layers.projection != Projection::default() {
        let word = layers.projection.word();
        map.insert("projection".to_owned(), json!(word));
    }
    let hidden = MapPart::ALL
        .iter()
        .filter(|part| !SAID_APART.contains(part) && !layers.shown.contains(part));
    let hidden = hidden.map(|part| json!(part.word())).collect();
    map.insert("hidden".to_owned(), with_more(hidden, rest, "hidden"));
    // Files from before there was one hide nothing of the kind, and show none.
    if layers.shown.contains(&MapPart::Overview) {
        map.insert("overview".to_owned(), json!(true));
    }
    let keys = |of: &BTreeSet<Key>| of.iter().map(|key| json!(key.as_str())).collect();
    if !layers.hidden_routes.is_empty() {
        let routes = with_more(keys(&layers.hidden_routes), rest, "hidden_routes");
        map.insert("hidden_routes".to_owned(), routes);
    }
    let context = layers.context.iter();
    let mut context: Map<String, Json> = context
        .map(|(file, look)| (file.clone(), context_json(look)))
        .collect();
    let mut looks = looks_json(&layers.looks);
    for (name, own) in [("context", &mut context), ("looks", &mut looks)] {
        if let Some(Json::Object(more)) = rest.get(name) {
            merge(own, more);
        }
    }
    for (name, own) in [("context", context), ("looks", looks)] {
        if !own.is_empty() {
            map.insert(name.to_owned(), Json::Object(own));
        }
    }
    if !layers.order.is_empty() {
        let order = layers.order.iter().map(|file| json!(file)).collect();
        map.insert("order".to_owned(), with_more(order, rest, "order"));
    }
    if !layers.shown_notes.is_empty() {
        let notes = with_more(keys(&layers.shown_notes), rest, "shown_notes");
        map.insert("shown_notes".to_owned(), notes);
    }
    cartography::add(&mut map, layers, rest);
    tiles::add(&mut map, layers, rest);
    add_new(&mut map, rest);
    Json::Object(map)
}

/// A list, and behind it what the rest has of it.
fn with_more(mut list: Vec<Json>, rest: &Map<String, Json>, name: &str) -> Json {
    let more = rest.get(name).and_then(Json::as_array);
    list.extend(more.into_iter().flatten().cloned());
    Json::Array(list)
}

/// Adds the members that an object has not.
pub(super) fn add_new(map: &mut Map<String, Json>, more: &Map<String, Json>) {
    for (name, value) in more {
        if !map.contains_key(name) {
            map.insert(name.clone(), value.clone());
        }
    }
}

fn context_json(look: &ContextLook) -> Json {
    let mut map = Map::new();
    map.insert("shown".to_owned(), json!(look.is_shown));
    if let Some((color, width)) = look.style {
        map.insert("color".to_owned(), json!(color));
        map.insert("width".to_owned(), json!(width.word()));
    }
    if look.is_above {
        map.insert("above".to_owned(), json!(true));
    }
    let of = look_json(&look.look);
    if !of.is_empty() {
        map.insert("look".to_owned(), Json::Object(of));
    }
    Json::Object(map)
}

/// The layers of an object, and what of it is not understood.
#[must_use]
pub fn layers_of(json: &Json) -> (Layers, Map<String, Json>) {
    let Some(map) = json.as_object() else {
        return (Layers::default(), Map::new());
    };
    let known = LAYERS.iter().chain(&cartography::MEMBERS);
    let known = known.chain([&tiles::MEMBER]);
    let mut rest = others(map, &known.copied().collect::<Vec<_>>());
    let mut layers = Layers::default();
    if map.contains_key("hidden") {
        layers.shown = MapPart::ALL.into_iter().collect();
        for part in SAID_APART {
            layers.shown.remove(&part);
        }
    }
    cartography::take(map, &mut layers, &mut rest);
    tiles::take(map, &mut layers, &mut rest);
    match map.get("overview").map(|word| (word, word.as_bool())) {
        None | Some((_, Some(false))) => {}
        Some((_, Some(true))) => drop(layers.shown.insert(MapPart::Overview)),
        Some((word, None)) => drop(rest.insert("overview".to_owned(), word.clone())),
    }
    match map.get("projection").map(|word| (word, word.as_str())) {
        None => {}
        Some((word, known)) => match known.and_then(Projection::from_word) {
            Some(projection) => layers.projection = projection,
            None => drop(rest.insert("projection".to_owned(), word.clone())),
        },
    }
    let hidden = words(map, "hidden", MapPart::from_word, &mut rest);
    layers.shown.retain(|part| !hidden.contains(part));
    let key = |word: &str| Some(Key::new(word));
    let routes = words(map, "hidden_routes", key, &mut rest);
    layers.hidden_routes = routes.into_iter().collect();
    let notes = words(map, "shown_notes", key, &mut rest);
    layers.shown_notes = notes.into_iter().collect();
    read_context(map, &mut layers, &mut rest);
    match map.get("looks") {
        None => {}
        Some(Json::Object(looks)) => {
            let (looks, odd) = looks_of(looks);
            layers.looks = looks;
            if !odd.is_empty() {
                rest.insert("looks".to_owned(), Json::Object(odd));
            }
        }
        Some(other) => drop(rest.insert("looks".to_owned(), other.clone())),
    }
    let file = |word: &str| Some(word.to_owned());
    layers.order = words(map, "order", file, &mut rest);
    (layers, rest)
}

/// How context layers are drawn.
fn read_context(map: &Map<String, Json>, layers: &mut Layers, rest: &mut Map<String, Json>) {
    match map.get("context") {
        None => {}
        Some(Json::Object(looks)) => {
            let mut odd = Map::new();
            for (file, json) in looks {
                let Some(map) = json.as_object() else {
                    odd.insert(file.clone(), json.clone());
                    continue;
                };
                let (look, rest) = context_of(map);
                layers.context.insert(file.clone(), look);
                if !rest.is_empty() {
                    odd.insert(file.clone(), Json::Object(rest));
                }
            }
            if !odd.is_empty() {
                rest.insert("context".to_owned(), Json::Object(odd));
            }
        }
        Some(other) => drop(rest.insert("context".to_owned(), other.clone())),
    }
}

/// What the words of a list mean; those without a meaning, or what is no list, go to the rest.
fn words<T>(
    map: &Map<String, Json>,
    name: &str,
    meaning: impl Fn(&str) -> Option<T>,
    rest: &mut Map<String, Json>,
) -> Vec<T> {
    let (mut known, mut odd) = (Vec::new(), Vec::new());
    match map.get(name) {
        None => return known,
        Some(Json::Array(list)) => {
            for word in list {
                match word.as_str().and_then(&meaning) {
                    Some(meant) => known.push(meant),
                    None => odd.push(word.clone()),
                }
            }
        }
        Some(other) => drop(rest.insert(name.to_owned(), other.clone())),
    }
    if !odd.is_empty() {
        rest.insert(name.to_owned(), Json::Array(odd));
    }
    known
}

/// How a context layer is drawn, and what of it is not understood. Color and width hold together only.
fn context_of(map: &Map<String, Json>) -> (ContextLook, Map<String, Json>) {
    let color = map.get("color").and_then(Json::as_u64);
    let width = map.get("width").and_then(Json::as_str);
    let style = color
        .and_then(|color| u16::try_from(color).ok())
        .zip(width.and_then(LineWidth::from_word));
    let (own, odd) = look_of(map.get("look").unwrap_or(&Json::Null));
    let above = map.get("above").and_then(Json::as_bool);
    let look = ContextLook {
        is_shown: map.get("shown").and_then(Json::as_bool) != Some(false),
        style,
        look: own,
        is_above: above == Some(true),
    };
    let mut known = vec!["shown"];
    if style.is_some() {
        known.extend(["color", "width"]);
    }
    if above.is_some() {
        known.push("above");
    }
    let is_object = map.get("look").is_some_and(Json::is_object);
    if is_object {
        known.push("look");
    }
    let mut rest = others(map, &known);
    if is_object && !odd.is_empty() {
        rest.insert("look".to_owned(), Json::Object(odd));
    }
    (look, rest)
}

pub(super) fn add_texts(map: &mut Map<String, Json>, stem: &str, names: &Names) {
    for (lang, text) in [("en", &names.en), ("zh", &names.zh)] {
        if !text.is_empty() {
            map.insert(format!("{stem}_{lang}"), json!(text));
        }
    }
}

pub(super) fn texts_of(json: &Json, stem: &str) -> Names {
    let text = |lang: &str| json.get(format!("{stem}_{lang}")).and_then(Json::as_str);
    Names::new(
        text("en").unwrap_or_default(),
        text("zh").unwrap_or_default(),
    )
}

pub(super) fn place_json(at: LonLat) -> Json {
    json!([at.lon, at.lat])
}

pub(super) fn place_of(json: Option<&Json>) -> Result<LonLat, &'static str> {
    let numbers = json.and_then(Json::as_array);
    let numbers = numbers.and_then(|list| list.iter().map(Json::as_f64).collect());
    let numbers: Option<Vec<f64>> = numbers;
    match numbers.as_deref() {
        Some(&[lon, lat]) if LonLat::new(lon, lat).is_geographic() => Ok(LonLat::new(lon, lat)),
        _ => Err("a place is [degrees east, degrees north]"),
    }
}

pub(super) fn key_of(json: &Json) -> Result<Key, &'static str> {
    let key = json.get("key").and_then(Json::as_str).map(Key::new);
    key.filter(|key| !key.as_str().is_empty())
        .ok_or("a view or note needs a key")
}

/// The object of a view.
#[must_use]
pub fn view_json(view: &NamedView, rest: Option<&Map<String, Json>>) -> Json {
    let mut map = Map::new();
    map.insert("key".to_owned(), json!(view.key.as_str()));
    add_texts(&mut map, "name", &view.names);
    map.insert("center".to_owned(), place_json(view.center));
    map.insert("meters_per_point".to_owned(), json!(view.meters_per_point));
    map.insert("names".to_owned(), json!(view.map_names.word()));
    let none = Map::new();
    let of_layers = rest.and_then(|rest| rest.get("layers")?.as_object());
    let layers = layers_json(&view.layers, of_layers.unwrap_or(&none));
    map.insert("layers".to_owned(), layers);
    map.extend(others(rest.unwrap_or(&none), &["layers"]));
    Json::Object(map)
}

/// The view of an object, and what of it is not understood.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn view_of(json: &Json) -> Result<(NamedView, Map<String, Json>), &'static str> {
    let map = json.as_object().ok_or("an object is needed")?;
    let scale = json.get("meters_per_point").and_then(Json::as_f64);
    let word = json.get("names").and_then(Json::as_str);
    let (layers, of_layers) = layers_of(json.get("layers").unwrap_or(&Json::Null));
    let mut rest = others(map, &VIEW);
    if !of_layers.is_empty() {
        rest.insert("layers".to_owned(), Json::Object(of_layers));
    }
    let view = NamedView {
        key: key_of(json)?,
        names: texts_of(json, "name"),
        center: place_of(json.get("center"))?,
        meters_per_point: scale
            .filter(|scale| *scale > 0.0)
            .ok_or("\"meters_per_point\" is a number above 0")?,
        layers,
        map_names: word
            .and_then(MapNames::from_word)
            .ok_or("\"names\" is en, zh or both")?,
    };
    Ok((view, rest))
}

/// The object of a note.
#[must_use]
pub fn note_json(note: &PinnedNote, rest: Option<&Map<String, Json>>) -> Json {
    let mut map = Map::new();
    map.insert("key".to_owned(), json!(note.key.as_str()));
    add_texts(&mut map, "text", &note.text);
    let on = match &note.on {
        Anchor::Hub(key) => json!({ "hub": key.as_str() }),
        Anchor::Link(key) => json!({ "link": key.as_str() }),
        Anchor::Project(key) => json!({ "project": key.as_str() }),
        Anchor::Route(key) => json!({ "route": key.as_str() }),
        Anchor::At(at) => json!({ "at": place_json(*at) }),
    };
    let none = Map::new();
    let rest = rest.unwrap_or(&none);
    map.insert("on".to_owned(), on_json(on, rest.get("on")));
    map.insert("shown".to_owned(), json!(note.is_shown));
    add_new(&mut map, rest);
    Json::Object(map)
}

/// What a note is on with what of it was not understood, unless that would be taken instead.
fn on_json(mut on: Json, rest: Option<&Json>) -> Json {
    let place = |name: &str| ON.iter().position(|known| *known == name);
    let (Some(map), Some(rest)) = (on.as_object_mut(), rest.and_then(Json::as_object)) else {
        return on;
    };
    let own = map.keys().filter_map(|name| place(name)).min();
    let more = rest.iter().filter(|(name, value)| {
        let is_behind = place(name).is_none_or(|place| own.is_some_and(|own| own < place));
        is_behind || !value.is_string()
    });
    let more = more.map(|(name, value)| (name.clone(), value.clone()));
    add_new(map, &more.collect());
    on
}

/// The note of an object, and what of it is not understood.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn note_of(json: &Json) -> Result<(PinnedNote, Map<String, Json>), &'static str> {
    let map = json.as_object().ok_or("an object is needed")?;
    let pin = json
        .get("on")
        .ok_or("\"on\" says what a note is pinned to")?;
    let key = |name: &str| pin.get(name).and_then(Json::as_str).map(Key::new);
    let on = if let Some(key) = key("hub") {
        Anchor::Hub(key)
    } else if let Some(key) = key("link") {
        Anchor::Link(key)
    } else if let Some(key) = key("project") {
        Anchor::Project(key)
    } else if let Some(key) = key("route") {
        Anchor::Route(key)
    } else {
        Anchor::At(place_of(pin.get("at"))?)
    };
    let taken = match &on {
        Anchor::Hub(_) => "hub",
        Anchor::Link(_) => "link",
        Anchor::Project(_) => "project",
        Anchor::Route(_) => "route",
        Anchor::At(_) => "at",
    };
    let mut rest = others(map, &NOTE);
    let of_pin = pin.as_object().map(|pin| others(pin, &[taken]));
    if let Some(of_pin) = of_pin.filter(|of_pin| !of_pin.is_empty()) {
        rest.insert("on".to_owned(), Json::Object(of_pin));
    }
    let note = PinnedNote {
        key: key_of(json)?,
        text: texts_of(json, "text"),
        on,
        is_shown: json.get("shown").and_then(Json::as_bool) != Some(false),
    };
    Ok((note, rest))
}
