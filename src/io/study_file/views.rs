//! Layers, views and notes as JSON.
//!
//! ```text
//! LAYERS  { "projection": "albers", "hidden": ["legend"], "hidden_routes": [KEY], "shown_notes": [KEY],
//!           "context": { FILE: { "shown": false, "color": 3, "width": "thick" } } }
//! VIEW    { "key", "name_en", "name_zh", "center": [106.5, 29.5], "meters_per_point": 2000, "names": "both", "layers": LAYERS }
//! NOTE    { "key", "text_en", "text_zh", "on": { "hub" or "link" or "project" or "route": KEY, or "at": [106.5, 29.5] }, "shown": true }
//! ```
//!
//! Does not know: what is shown.

use serde_json::{Map, Value as Json, json};

use super::kept::others;
use crate::model::geometry::LonLat;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::projection::Projection;
use crate::model::saved::{
    Anchor, ContextLook, Layers, LineWidth, MapNames, MapPart, NamedView, PinnedNote,
};

/// Members of layers.
const LAYERS: [&str; 6] = [
    "projection",
    "hidden",
    "hidden_routes",
    "context",
    "shown_notes",
    "overview",
];
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

/// The object of layers.
#[must_use]
pub fn layers_json(layers: &Layers, rest: &Map<String, Json>) -> Json {
    let mut map = Map::new();
    if layers.projection != Projection::default() {
        let word = layers.projection.word();
        map.insert("projection".to_owned(), json!(word));
    }
    let hidden = MapPart::ALL
        .iter()
        .filter(|part| **part != MapPart::Overview && !layers.shown.contains(part));
    let mut hidden: Vec<Json> = hidden.map(|part| json!(part.word())).collect();
    let more = rest.get("hidden").and_then(Json::as_array);
    hidden.extend(more.into_iter().flatten().cloned());
    map.insert("hidden".to_owned(), Json::Array(hidden));
    // Files from before there was one hide nothing of the kind, and show none.
    if layers.shown.contains(&MapPart::Overview) {
        map.insert("overview".to_owned(), json!(true));
    }
    let routes = layers.hidden_routes.iter().map(Key::as_str);
    if !layers.hidden_routes.is_empty() {
        map.insert("hidden_routes".to_owned(), routes.collect());
    }
    let context: Map<String, Json> = layers
        .context
        .iter()
        .map(|(file, look)| (file.clone(), look_json(*look)))
        .collect();
    if !context.is_empty() {
        map.insert("context".to_owned(), Json::Object(context));
    }
    if !layers.shown_notes.is_empty() {
        let notes = layers.shown_notes.iter().map(Key::as_str);
        map.insert("shown_notes".to_owned(), notes.collect());
    }
    map.extend(others(rest, &["hidden"]));
    Json::Object(map)
}

fn look_json(look: ContextLook) -> Json {
    let mut map = Map::new();
    map.insert("shown".to_owned(), json!(look.is_shown));
    if let Some((color, width)) = look.style {
        map.insert("color".to_owned(), json!(color));
        map.insert("width".to_owned(), json!(width.word()));
    }
    Json::Object(map)
}

/// The layers of an object, and what of it is not understood.
#[must_use]
pub fn layers_of(json: &Json) -> (Layers, Map<String, Json>) {
    let Some(map) = json.as_object() else {
        return (Layers::default(), Map::new());
    };
    let mut rest = others(map, &LAYERS);
    let list = |name: &str| map.get(name).and_then(Json::as_array).into_iter().flatten();
    let mut layers = Layers::default();
    if map.contains_key("hidden") {
        layers.shown = MapPart::ALL.into_iter().collect();
        layers.shown.remove(&MapPart::Overview);
    }
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
    let mut odd = Vec::new();
    for word in list("hidden") {
        match word.as_str().and_then(MapPart::from_word) {
            Some(part) => drop(layers.shown.remove(&part)),
            None => odd.push(word.clone()),
        }
    }
    if !odd.is_empty() {
        rest.insert("hidden".to_owned(), Json::Array(odd));
    }
    let routes = list("hidden_routes").filter_map(Json::as_str);
    layers.hidden_routes = routes.map(Key::new).collect();
    let notes = list("shown_notes").filter_map(Json::as_str);
    layers.shown_notes = notes.map(Key::new).collect();
    let looks = map.get("context").and_then(Json::as_object);
    for (file, look) in looks.into_iter().flatten() {
        layers.context.insert(file.clone(), look_of(look));
    }
    (layers, rest)
}

fn look_of(json: &Json) -> ContextLook {
    let color = json.get("color").and_then(Json::as_u64);
    let width = json.get("width").and_then(Json::as_str);
    let style = color
        .and_then(|color| u16::try_from(color).ok())
        .zip(width.and_then(LineWidth::from_word));
    ContextLook {
        is_shown: json.get("shown").and_then(Json::as_bool) != Some(false),
        style,
    }
}

fn add_texts(map: &mut Map<String, Json>, stem: &str, names: &Names) {
    for (lang, text) in [("en", &names.en), ("zh", &names.zh)] {
        if !text.is_empty() {
            map.insert(format!("{stem}_{lang}"), json!(text));
        }
    }
}

fn texts_of(json: &Json, stem: &str) -> Names {
    let text = |lang: &str| json.get(format!("{stem}_{lang}")).and_then(Json::as_str);
    Names::new(
        text("en").unwrap_or_default(),
        text("zh").unwrap_or_default(),
    )
}

fn place_json(at: LonLat) -> Json {
    json!([at.lon, at.lat])
}

fn place_of(json: Option<&Json>) -> Result<LonLat, &'static str> {
    let numbers = json.and_then(Json::as_array);
    let numbers = numbers.and_then(|list| list.iter().map(Json::as_f64).collect());
    let numbers: Option<Vec<f64>> = numbers;
    match numbers.as_deref() {
        Some(&[lon, lat]) if LonLat::new(lon, lat).is_geographic() => Ok(LonLat::new(lon, lat)),
        _ => Err("a place is [degrees east, degrees north]"),
    }
}

fn key_of(json: &Json) -> Result<Key, &'static str> {
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
    map.insert("on".to_owned(), on);
    map.insert("shown".to_owned(), json!(note.is_shown));
    map.extend(
        rest.into_iter()
            .flatten()
            .map(|(k, v)| (k.clone(), v.clone())),
    );
    Json::Object(map)
}

/// The note of an object, and what of it is not understood.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn note_of(json: &Json) -> Result<(PinnedNote, Map<String, Json>), &'static str> {
    let map = json.as_object().ok_or("an object is needed")?;
    let on = json
        .get("on")
        .ok_or("\"on\" says what a note is pinned to")?;
    let key = |name: &str| on.get(name).and_then(Json::as_str).map(Key::new);
    let on = if let Some(key) = key("hub") {
        Anchor::Hub(key)
    } else if let Some(key) = key("link") {
        Anchor::Link(key)
    } else if let Some(key) = key("project") {
        Anchor::Project(key)
    } else if let Some(key) = key("route") {
        Anchor::Route(key)
    } else {
        Anchor::At(place_of(on.get("at"))?)
    };
    let note = PinnedNote {
        key: key_of(json)?,
        text: texts_of(json, "text"),
        on,
        is_shown: json.get("shown").and_then(Json::as_bool) != Some(false),
    };
    Ok((note, others(map, &NOTE)))
}
