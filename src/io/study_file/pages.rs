//! Pages as JSON.
//!
//! ```text
//! PAGE    { "key", "name_en", "name_zh", "sheet": "a3-landscape" or [420, 297], "dpi": 300,
//!           "extent": [W, S, E, N], or "center": [106.5, 29.5] with "scale": 3000000, or neither: the whole corridor,
//!           "view": KEY, "names": "both", "without": ["legend"], "with": ["overview"], "title_en", "title_zh", "subtitle_en", "subtitle_zh",
//!           "date": "2026-03-01", "logo": { "at": "title", "height": 12 } }
//! ```
//!
//! Does not know: how a page is drawn.

use serde_json::{Map, Value as Json, json};

use super::kept::others;
use super::views::{add_new, add_texts, key_of, place_json, place_of, texts_of};
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::Key;
use crate::model::page::{
    DPI, LOGO_MM, Layout, LogoPlace, Page, PageLogo, PagePart, PagePlace, SCALES, SIDE_MM, Sheet,
    USUAL_LOGO_MM,
};
use crate::model::saved::MapNames;

/// Members of pages.
const PAGE: [&str; 18] = [
    "key",
    "name_en",
    "name_zh",
    "sheet",
    "dpi",
    "extent",
    "center",
    "scale",
    "view",
    "names",
    "without",
    "title_en",
    "title_zh",
    "subtitle_en",
    "subtitle_zh",
    "date",
    "with",
    "logo",
];

/// The object of a page.
#[must_use]
pub fn page_json(page: &Page, rest: Option<&Map<String, Json>>) -> Json {
    let mut map = Map::new();
    map.insert("key".to_owned(), json!(page.key.as_str()));
    add_texts(&mut map, "name", &page.names);
    let mut add = |name: &str, json: Json| {
        map.insert(name.to_owned(), json);
    };
    add(
        "sheet",
        match page.sheet {
            Sheet::Known(layout) => json!(layout.word()),
            Sheet::Custom(size) => json!(size),
        },
    );
    add("dpi", json!(page.dpi));
    match page.place {
        PagePlace::Whole => {}
        PagePlace::Extent(of) => add(
            "extent",
            json!([of.min.lon, of.min.lat, of.max.lon, of.max.lat]),
        ),
        PagePlace::At { center, scale } => {
            add("center", place_json(center));
            add("scale", json!(scale));
        }
    }
    if let Some(view) = &page.view {
        add("view", json!(view.as_str()));
    }
    if let Some(names) = page.map_names {
        add("names", json!(names.word()));
    }
    for (name, is_usual) in [("without", true), ("with", false)] {
        let parts = PagePart::ALL.into_iter();
        let parts = parts.filter(|part| part.is_usual() == is_usual && page.has(*part) != is_usual);
        let mut parts: Vec<Json> = parts.map(|part| json!(part.word())).collect();
        let more = rest.and_then(|rest| rest.get(name)?.as_array());
        parts.extend(more.into_iter().flatten().cloned());
        if !parts.is_empty() {
            add(name, Json::Array(parts));
        }
    }
    add_texts(&mut map, "title", &page.title);
    add_texts(&mut map, "subtitle", &page.subtitle);
    if !page.date.is_empty() {
        map.insert("date".to_owned(), json!(page.date));
    }
    if let Some(logo) = page.logo {
        let logo = json!({ "at": logo.place.word(), "height": logo.height_mm });
        map.insert("logo".to_owned(), logo);
    }
    add_new(&mut map, rest.unwrap_or(&Map::new()));
    Json::Object(map)
}

/// The page of an object, and what of it is not understood.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn page_of(json: &Json) -> Result<(Page, Map<String, Json>), &'static str> {
    let map = json.as_object().ok_or("an object is needed")?;
    let sheet = sheet_of(map.get("sheet"))?;
    let usual = match sheet {
        Sheet::Known(layout) => layout.usual_dpi(),
        Sheet::Custom(_) => Layout::A4Portrait.usual_dpi(),
    };
    let dpi = match map.get("dpi") {
        None => usual,
        Some(json) => json
            .as_u64()
            .and_then(|dpi| u32::try_from(dpi).ok())
            .filter(|dpi| DPI.contains(dpi))
            .ok_or("\"dpi\" is a whole number from 36 to 600")?,
    };
    let map_names = match map.get("names") {
        None => None,
        Some(json) => {
            let word = json.as_str().and_then(MapNames::from_word);
            Some(word.ok_or("\"names\" is en, zh or both")?)
        }
    };
    let mut rest = others(map, &PAGE);
    let without = parts_of(map, "without", true, &mut rest);
    let with = parts_of(map, "with", false, &mut rest);
    let parts = PagePart::usual().chain(with);
    let page = Page {
        key: key_of(json)?,
        names: texts_of(json, "name"),
        sheet,
        dpi,
        place: page_place(map)?,
        view: map.get("view").and_then(Json::as_str).map(Key::new),
        map_names,
        parts: parts.filter(|part| !without.contains(part)).collect(),
        title: texts_of(json, "title"),
        subtitle: texts_of(json, "subtitle"),
        date: map
            .get("date")
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned(),
        logo: map.get("logo").map(logo_of).transpose()?,
    };
    Ok((page, rest))
}

/// The parts of a list, of those that a page has by itself or of the others; what is none goes to the rest.
fn parts_of(
    map: &Map<String, Json>,
    name: &str,
    is_usual: bool,
    rest: &mut Map<String, Json>,
) -> Vec<PagePart> {
    let list = map.get(name).and_then(Json::as_array);
    let known = |json: &Json| part_of(json).filter(|part| part.is_usual() == is_usual);
    let (parts, unknown): (Vec<&Json>, Vec<&Json>) = list
        .map_or(&[][..], |list| list)
        .iter()
        .partition(|json| known(json).is_some());
    if !unknown.is_empty() {
        let unknown = unknown.into_iter().cloned().collect();
        rest.insert(name.to_owned(), Json::Array(unknown));
    }
    parts.into_iter().filter_map(known).collect()
}

fn logo_of(json: &Json) -> Result<PageLogo, &'static str> {
    let wrong = "\"logo\" has a place (\"at\": title, upper-left, upper-right, lower-left or lower-right) and a \"height\" from 4 to 60 millimeters";
    let place = json.get("at").and_then(Json::as_str);
    let place = place.and_then(LogoPlace::from_word).ok_or(wrong)?;
    let height_mm = match json.get("height") {
        None => USUAL_LOGO_MM,
        Some(height) => height.as_f64().ok_or(wrong)?,
    };
    if !LOGO_MM.contains(&height_mm) {
        return Err(wrong);
    }
    Ok(PageLogo { place, height_mm })
}

fn part_of(json: &Json) -> Option<PagePart> {
    PagePart::from_word(json.as_str()?)
}

fn sheet_of(json: Option<&Json>) -> Result<Sheet, &'static str> {
    let wrong = "\"sheet\" is a4-portrait, a4-landscape, a3-portrait, a3-landscape, screen-16x9, or width and height from 50 to 2000 millimeters";
    let known = json.and_then(Json::as_str).and_then(Layout::from_word);
    if let Some(layout) = known {
        return Ok(Sheet::Known(layout));
    }
    match numbers(json).as_deref() {
        Some(&[width, height]) if SIDE_MM.contains(&width) && SIDE_MM.contains(&height) => {
            Ok(Sheet::Custom([width, height]))
        }
        _ => Err(wrong),
    }
}

fn page_place(map: &Map<String, Json>) -> Result<PagePlace, &'static str> {
    if let Some(extent) = map.get("extent") {
        return match numbers(Some(extent)).as_deref() {
            Some(&[west, south, east, north])
                if west < east && south < north && is_on_maps(west, south, east, north) =>
            {
                Ok(PagePlace::Extent(GeoBox {
                    min: LonLat::new(west, south),
                    max: LonLat::new(east, north),
                }))
            }
            _ => Err("\"extent\" is [west, south, east, north], degrees"),
        };
    }
    let Some(scale) = map.get("scale") else {
        return Ok(PagePlace::Whole);
    };
    let scale = scale.as_f64().filter(|scale| SCALES.contains(scale));
    Ok(PagePlace::At {
        center: place_of(map.get("center"))?,
        scale: scale.ok_or("\"scale\" is a number from 5,000 to 200,000,000")?,
    })
}

fn is_on_maps(west: f64, south: f64, east: f64, north: f64) -> bool {
    west >= -180.0 && east <= 180.0 && south >= -85.0 && north <= 85.0
}

fn numbers(json: Option<&Json>) -> Option<Vec<f64>> {
    json?.as_array()?.iter().map(Json::as_f64).collect()
}
