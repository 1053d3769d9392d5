//! Raster tiles under the map, as a member of the JSON of layers.
//!
//! ```text
//! "tiles": [{ "source": PATH or TEMPLATE, "attribution": TEXT, "datum": "gcj02", "opacity": 80, "shown": false,
//!             "over_land": true, "zooms": [0, 14] }]
//! ```
//!
//! Of a study file tiles are never a part; it says where they are.
//! Does not know: whether they are there.

use serde_json::{Map, Value as Json, json};

use super::views::add_new;
use crate::model::saved::Layers;
use crate::model::tiles::{Datum, MAX_ZOOM, TileAbout, TileLayer};

/// The member.
pub const MEMBER: &str = "tiles";
/// What a layer has.
const OWN: [&str; 7] = [
    "source",
    "attribution",
    "datum",
    "opacity",
    "shown",
    "over_land",
    "zooms",
];

/// Adds the member where there are tiles. `rest` holds what was not understood: of those that are still there the
/// members, of others all.
pub fn add(map: &mut Map<String, Json>, layers: &Layers, rest: &Map<String, Json>) {
    let odd = rest.get(MEMBER);
    let entries = odd.and_then(Json::as_array);
    let mut list: Vec<Json> = layers
        .tiles
        .iter()
        .map(|layer| {
            let mut own = layer_json(layer);
            let mut entries = entries.into_iter().flatten();
            let is_it =
                |entry: &&Json| tiles_of(entry).is_some_and(|of| of.location == layer.location);
            if let Some(Json::Object(more)) = entries.find(is_it) {
                let more = more
                    .iter()
                    .filter(|(name, _)| !OWN.contains(&name.as_str()));
                let more = more.map(|(name, value)| (name.clone(), value.clone()));
                add_new(&mut own, &more.collect());
            }
            Json::Object(own)
        })
        .collect();
    let unknown = entries.into_iter().flatten();
    list.extend(unknown.filter(|entry| tiles_of(entry).is_none()).cloned());
    match odd {
        Some(odd) if entries.is_none() && list.is_empty() => {
            map.insert(MEMBER.to_owned(), odd.clone());
        }
        None if list.is_empty() => {}
        _ => {
            map.insert(MEMBER.to_owned(), Json::Array(list));
        }
    }
}

/// Takes the member into layers; what is not understood goes to `rest`.
pub fn take(map: &Map<String, Json>, layers: &mut Layers, rest: &mut Map<String, Json>) {
    let Some(json) = map.get(MEMBER) else {
        return;
    };
    let Some(list) = json.as_array() else {
        rest.insert(MEMBER.to_owned(), json.clone());
        return;
    };
    layers.tiles = list.iter().filter_map(tiles_of).collect();
    let is_odd = |entry: &&Json| {
        let has_more = entry
            .as_object()
            .is_none_or(|map| map.keys().any(|name| !OWN.contains(&name.as_str())));
        has_more || tiles_of(entry).is_none()
    };
    let odd: Vec<Json> = list.iter().filter(is_odd).cloned().collect();
    if !odd.is_empty() {
        rest.insert(MEMBER.to_owned(), Json::Array(odd));
    }
}

fn layer_json(layer: &TileLayer) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("source".to_owned(), json!(layer.location));
    if !layer.attribution.is_empty() {
        map.insert("attribution".to_owned(), json!(layer.attribution));
    }
    if layer.datum != Datum::default() {
        map.insert("datum".to_owned(), json!(layer.datum.word()));
    }
    if layer.opacity != 100 {
        map.insert("opacity".to_owned(), json!(layer.opacity));
    }
    if !layer.is_shown {
        map.insert("shown".to_owned(), json!(false));
    }
    if !layer.is_ground {
        map.insert("over_land".to_owned(), json!(true));
    }
    map.insert("zooms".to_owned(), json!(layer.zooms));
    map
}

/// The layer of an entry; `None` where something in it is not what it must be.
fn tiles_of(json: &Json) -> Option<TileLayer> {
    let map = json.as_object()?;
    let zoom = |json: &Json| {
        let zoom = u8::try_from(json.as_u64()?).ok()?;
        (zoom <= MAX_ZOOM).then_some(zoom)
    };
    let zooms = match map.get("zooms")?.as_array()?.as_slice() {
        [least, greatest] => [zoom(least)?, zoom(greatest)?],
        _ => return None,
    };
    let about = TileAbout {
        attribution: match map.get("attribution") {
            None => String::new(),
            Some(text) => text.as_str()?.to_owned(),
        },
        zooms,
    };
    let source = map
        .get("source")?
        .as_str()
        .filter(|text| !text.is_empty())?;
    let mut layer = TileLayer::of(source, &about);
    if let Some(word) = map.get("datum") {
        layer.datum = Datum::from_word(word.as_str()?)?;
    }
    if let Some(percent) = map.get("opacity") {
        layer.opacity = u8::try_from(percent.as_u64()?)
            .ok()
            .filter(|&of| of <= 100)?;
    }
    if let Some(is_shown) = map.get("shown") {
        layer.is_shown = is_shown.as_bool()?;
    }
    if let Some(is_over) = map.get("over_land") {
        layer.is_ground = !is_over.as_bool()?;
    }
    (zooms[0] <= zooms[1]).then_some(layer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::study_file::views::{layers_json, layers_of};

    #[test]
    fn layers_are_written_and_read_again() {
        let about = TileAbout {
            attribution: "© 某地图".to_owned(),
            zooms: [3, 14],
        };
        let plain = TileLayer::of("/maps/a.pmtiles", &about);
        let changed = TileLayer {
            attribution: String::new(),
            datum: Datum::Gcj02,
            opacity: 60,
            is_shown: false,
            is_ground: false,
            ..TileLayer::of("https://t.example/{z}/{x}/{y}.png", &about)
        };
        let layers = Layers {
            tiles: vec![plain, changed],
            ..Layers::default()
        };
        let written = layers_json(&layers, &Map::new());
        let (read, rest) = layers_of(&written);
        assert_eq!(read.tiles, layers.tiles);
        assert!(rest.is_empty(), "{rest:?}");
        assert_eq!(
            layers_json(&Layers::default(), &Map::new()).get(MEMBER),
            None
        );
    }

    #[test]
    fn what_is_not_understood_is_written_again() {
        let text = json!({ "hidden": [], "tiles": [
            { "source": "a.mbtiles", "zooms": [0, 5], "tint": "warm" },
            { "source": "b.mbtiles", "zooms": [0, 5], "datum": "mars" },
            7
        ]});
        let (mut layers, rest) = layers_of(&text);
        assert_eq!(layers.tiles.len(), 1);
        assert_eq!(layers_json(&layers, &rest), text);
        // A layer that was taken away does not come back.
        layers.tiles.clear();
        let left = layers_json(&layers, &rest);
        assert_eq!(left[MEMBER].as_array().unwrap().len(), 2);
        let odd = json!({ "hidden": [], "tiles": "many" });
        let (layers, rest) = layers_of(&odd);
        assert_eq!(layers_json(&layers, &rest), odd);
    }
}
