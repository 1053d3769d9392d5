//! How a map is drawn and published, as members of the JSON of layers.
//!
//! ```text
//! "style": "print", "borders": "international" or "china" or { "file": NAME, "hash": HASH },
//! "inset": "always" or "never", "review_number": TEXT, "ignored": { POINT: REASON }, "graticule": true
//! ```
//!
//! Does not know: what they look like.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::model::cartography::{Borders, BoundaryFile, InsetChoice, MapStyle, PublicationPoint};
use crate::model::saved::{Layers, MapPart};

/// The members.
pub const MEMBERS: [&str; 6] = [
    "style",
    "borders",
    "inset",
    "review_number",
    "ignored",
    "graticule",
];

/// Adds the members of layers that are not as they are by themselves. `rest` holds what of them was not
/// understood.
pub fn add(map: &mut Map<String, Json>, layers: &Layers, rest: &Map<String, Json>) {
    let mut say = |name: &str, value: Json| drop(map.insert(name.to_owned(), value));
    if let Some(style) = layers.style {
        say("style", json!(style.word()));
    }
    match &layers.borders {
        Borders::ByLanguage => {}
        Borders::File(file) => say("borders", json!({ "file": file.name, "hash": file.hash })),
        view => say("borders", json!(view.word())),
    }
    if layers.inset != InsetChoice::default() {
        say("inset", json!(layers.inset.word()));
    }
    let publication = &layers.publication;
    if !publication.review_number.is_empty() {
        say("review_number", json!(publication.review_number));
    }
    let mut ignored: Map<String, Json> = publication
        .ignored
        .iter()
        .map(|(point, reason)| (point.word().to_owned(), json!(reason)))
        .collect();
    let odd = rest.get("ignored").and_then(Json::as_object);
    for (word, reason) in odd.into_iter().flatten() {
        ignored.insert(word.clone(), reason.clone());
    }
    if !ignored.is_empty() {
        say("ignored", Json::Object(ignored));
    }
    if layers.shown.contains(&MapPart::Graticule) {
        say("graticule", json!(true));
    }
}

/// Takes the members into layers; what is not understood goes to `rest`.
pub fn take(map: &Map<String, Json>, layers: &mut Layers, rest: &mut Map<String, Json>) {
    for name in MEMBERS {
        let Some(json) = map.get(name) else {
            continue;
        };
        if take_one(name, json, layers).is_none() {
            rest.insert(name.to_owned(), json.clone());
        }
    }
    // Of reasons those stay that are understood.
    let Some(list) = rest.get("ignored").and_then(Json::as_object) else {
        return;
    };
    let mut odd = Map::new();
    for (word, reason) in list {
        match (PublicationPoint::from_word(word), reason.as_str()) {
            (Some(point), Some(reason)) => {
                let ignored = &mut layers.publication.ignored;
                ignored.insert(point, reason.to_owned());
            }
            _ => drop(odd.insert(word.clone(), reason.clone())),
        }
    }
    if odd.is_empty() {
        rest.remove("ignored");
    } else {
        rest.insert("ignored".to_owned(), Json::Object(odd));
    }
}

/// Takes one member; `None` where it is not understood. Reasons are taken apart.
fn take_one(name: &str, json: &Json, layers: &mut Layers) -> Option<()> {
    match name {
        "style" => layers.style = Some(MapStyle::from_word(json.as_str()?)?),
        "borders" => layers.borders = borders_of(json)?,
        "inset" => layers.inset = InsetChoice::from_word(json.as_str()?)?,
        "review_number" => {
            json.as_str()?
                .clone_into(&mut layers.publication.review_number);
        }
        "graticule" => {
            if json.as_bool()? {
                layers.shown.insert(MapPart::Graticule);
            }
        }
        _ => return None,
    }
    Some(())
}

fn borders_of(json: &Json) -> Option<Borders> {
    if let Some(word) = json.as_str() {
        return Borders::from_word(word);
    }
    let text = |name: &str| json.get(name).and_then(Json::as_str).map(str::to_owned);
    let file = BoundaryFile {
        name: text("file").filter(|name| !name.is_empty())?,
        hash: text("hash")?,
    };
    Some(Borders::File(Arc::new(file)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::study_file::views::{layers_json, layers_of};

    #[test]
    fn what_is_not_understood_is_written_again() {
        let text = json!({
            "hidden": [], "style": "neon", "borders": { "file": "b.geojson", "hash": "0f" },
            "inset": "never", "ignored": { "boundary": "a draft", "stamp": "?" }, "graticule": true
        });
        let (layers, rest) = layers_of(&text);
        assert_eq!(layers.style, None);
        assert_eq!(
            layers.borders.file().map(|file| file.name.as_str()),
            Some("b.geojson")
        );
        assert_eq!(layers.inset, InsetChoice::Never);
        let ignored = &layers.publication.ignored;
        assert_eq!(ignored[&PublicationPoint::Boundary], "a draft");
        assert_eq!(layers_json(&layers, &rest), text);
    }
}
