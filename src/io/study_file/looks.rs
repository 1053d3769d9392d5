//! Looks of layers as JSON.
//!
//! ```text
//! LOOK    { "opacity": 0.6, "color": "#1d5f.." or place in the palette, "width": 1.5, "labels": "none", "names" or "values",
//!           "colors": { "by": ATTRIBUTE, "ramp": "heat", "split": "quantiles", "equal", "natural", "at", "kinds" or "smooth",
//!                       "classes": 5 (of the first three), "breaks": [100000, 250000] (of "at") },
//!           "differences": the same as "colors", of what flows are more and less, TEU a year,
//!           "widths": { "by": ATTRIBUTE, "from": 0.5, "to": 3, "between": [0, 500000] } }
//! ```
//!
//! What is as by itself is not written. Shares are read to whole hundredths.
//! Does not know: what attributes there are, how layers are drawn.

use serde_json::{Map, Value as Json, json};

use super::kept::others;
use crate::model::look::{
    CLASSES, Colored, Labels, Look, Looks, Paint, Ramp, Split, Styled, WIDTHS, Widened,
};

/// The object of a look, empty where it is as by itself.
#[must_use]
pub fn look_json(look: &Look) -> Map<String, Json> {
    let mut map = Map::new();
    let mut set = |name: &str, value: Json| drop(map.insert(name.to_owned(), value));
    if look.opacity != 100 {
        set("opacity", share(u16::from(look.opacity)));
    }
    match look.color {
        None => {}
        Some(Paint::Entry(place)) => set("color", json!(place)),
        Some(Paint::Rgb(rgb)) => set("color", json!(Paint::hex(rgb))),
    }
    if look.width != 100 {
        set("width", share(look.width));
    }
    if let Some(labels) = look.labels {
        set("labels", json!(labels.word()));
    }
    if let Some(colored) = &look.colored {
        set("colors", colored_json(colored));
    }
    if let Some(differences) = &look.differences {
        set("differences", colored_json(differences));
    }
    if let Some(widened) = &look.widened {
        let [from, to] = widened.widths.map(share);
        let mut widths = json!({ "by": widened.by, "from": from, "to": to });
        if let (Some(between), Some(map)) = (widened.between, widths.as_object_mut()) {
            map.insert("between".to_owned(), json!(between));
        }
        set("widths", widths);
    }
    map
}

fn colored_json(colored: &Colored) -> Json {
    let (split, more) = match &colored.split {
        Split::Quantiles(n) => ("quantiles", Some(("classes", json!(n)))),
        Split::Equal(n) => ("equal", Some(("classes", json!(n)))),
        Split::Natural(n) => ("natural", Some(("classes", json!(n)))),
        Split::At(breaks) => ("at", Some(("breaks", json!(breaks)))),
        Split::Kinds => ("kinds", None),
        Split::Smooth => ("smooth", None),
    };
    let mut map = Map::new();
    map.insert("by".to_owned(), json!(colored.by));
    map.insert("ramp".to_owned(), json!(colored.ramp.word()));
    map.insert("split".to_owned(), json!(split));
    map.extend(more.map(|(name, value)| (name.to_owned(), value)));
    Json::Object(map)
}

/// Hundredths as a number.
fn share(hundredths: u16) -> Json {
    json!(f64::from(hundredths) / 100.0)
}

/// A number as hundredths within bounds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and within bounds"
)]
fn hundredths(json: &Json, [least, most]: [u16; 2]) -> Option<u16> {
    let number = (json.as_f64()? * 100.0).round();
    let is_within = number >= f64::from(least) && number <= f64::from(most);
    is_within.then_some(number as u16)
}

/// The look of an object, and what of it is not understood.
#[must_use]
pub fn look_of(json: &Json) -> (Look, Map<String, Json>) {
    let mut look = Look::default();
    let mut rest = Map::new();
    for (name, value) in json.as_object().into_iter().flatten() {
        let odd = match name.as_str() {
            "opacity" => kept(hundredths(value, [0, 100]), value, |n| {
                look.opacity = u8::try_from(n).unwrap_or(100);
            }),
            "color" => kept(paint(value), value, |paint| look.color = Some(paint)),
            "width" => kept(hundredths(value, WIDTHS), value, |n| look.width = n),
            "labels" => {
                let labels = value.as_str().and_then(Labels::from_word);
                kept(labels, value, |labels| look.labels = Some(labels))
            }
            "colors" => nested(colored(value), value, |of| look.colored = Some(of)),
            "differences" => nested(colored(value), value, |of| look.differences = Some(of)),
            "widths" => nested(widened(value), value, |of| look.widened = Some(of)),
            _ => Some(value.clone()),
        };
        rest.extend(odd.map(|odd| (name.clone(), odd)));
    }
    (look, rest)
}

/// Takes what was understood, or keeps the value.
fn kept<T>(understood: Option<T>, value: &Json, take: impl FnOnce(T)) -> Option<Json> {
    match understood {
        Some(of) => {
            take(of);
            None
        }
        None => Some(value.clone()),
    }
}

/// The same of an object, of which some may be understood.
fn nested<T>(
    understood: Option<(T, Map<String, Json>)>,
    value: &Json,
    take: impl FnOnce(T),
) -> Option<Json> {
    match understood {
        Some((of, rest)) => {
            take(of);
            (!rest.is_empty()).then_some(Json::Object(rest))
        }
        None => Some(value.clone()),
    }
}

fn paint(json: &Json) -> Option<Paint> {
    let place = json.as_u64().and_then(|place| u16::try_from(place).ok());
    let rgb = || json.as_str().and_then(Paint::rgb_of).map(Paint::Rgb);
    place.map(Paint::Entry).or_else(rgb)
}

fn colored(json: &Json) -> Option<(Colored, Map<String, Json>)> {
    let map = json.as_object()?;
    let classes = || {
        let n = u8::try_from(map.get("classes")?.as_u64()?).ok()?;
        (CLASSES[0]..=CLASSES[1]).contains(&n).then_some(n)
    };
    let (split, own) = match map.get("split")?.as_str()? {
        "quantiles" => (Split::Quantiles(classes()?), "classes"),
        "equal" => (Split::Equal(classes()?), "classes"),
        "natural" => (Split::Natural(classes()?), "classes"),
        "at" => (Split::At(breaks(map.get("breaks")?)?), "breaks"),
        "kinds" => (Split::Kinds, "split"),
        "smooth" => (Split::Smooth, "split"),
        _ => return None,
    };
    let colored = Colored {
        by: map.get("by")?.as_str()?.to_owned(),
        split,
        ramp: Ramp::from_word(map.get("ramp")?.as_str()?)?,
    };
    Some((colored, others(map, &["by", "ramp", "split", own])))
}

fn breaks(json: &Json) -> Option<Vec<f64>> {
    let numbers: Option<Vec<f64>> = json.as_array()?.iter().map(Json::as_f64).collect();
    let numbers = numbers?;
    let is_rising = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let is_few = (1..usize::from(CLASSES[1])).contains(&numbers.len());
    (is_rising && is_few).then_some(numbers)
}

fn widened(json: &Json) -> Option<(Widened, Map<String, Json>)> {
    let map = json.as_object()?;
    let between = match map.get("between") {
        None => None,
        Some(json) => match breaks(json)?[..] {
            [from, to] => Some([from, to]),
            _ => return None,
        },
    };
    let widened = Widened {
        by: map.get("by")?.as_str()?.to_owned(),
        between,
        widths: [
            hundredths(map.get("from")?, WIDTHS)?,
            hundredths(map.get("to")?, WIDTHS)?,
        ],
    };
    Some((widened, others(map, &["by", "from", "to", "between"])))
}

/// The object of the looks of all layers that are no context layers.
#[must_use]
pub fn looks_json(looks: &Looks) -> Map<String, Json> {
    let looks = looks.iter().filter(|(_, look)| !look.is_own());
    looks
        .map(|(part, look)| (part.word().to_owned(), Json::Object(look_json(look))))
        .collect()
}

/// The looks of an object, and what of it is not understood.
#[must_use]
pub fn looks_of(map: &Map<String, Json>) -> (Looks, Map<String, Json>) {
    let (mut looks, mut rest) = (Looks::new(), Map::new());
    for (word, json) in map {
        let Some(part) = Styled::from_word(word).filter(|_| json.is_object()) else {
            rest.insert(word.clone(), json.clone());
            continue;
        };
        let (look, odd) = look_of(json);
        if !look.is_own() {
            looks.insert(part, look);
        }
        if !odd.is_empty() {
            rest.insert(word.clone(), Json::Object(odd));
        }
    }
    (looks, rest)
}

/// Adds the members that an object has not, also within the objects that it has.
pub fn merge(map: &mut Map<String, Json>, more: &Map<String, Json>) {
    for (name, value) in more {
        match (map.get_mut(name), value) {
            (Some(Json::Object(own)), Json::Object(more)) => merge(own, more),
            (Some(_), _) => {}
            (None, value) => drop(map.insert(name.clone(), value.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_kept() {
        let json = json!({
            "opacity": 2.0, "color": "red", "width": 1.25, "glow": true,
            "colors": { "by": "x", "ramp": "sea", "split": "at", "breaks": [1, 2.5], "hatch": 1 },
            "widths": { "by": "x", "from": 1, "to": 2, "between": [3, 1] },
        });
        let (look, rest) = look_of(&json);
        assert_eq!(look.width, 125);
        assert_eq!(
            (look.opacity, look.color, look.widened.as_ref()),
            (100, None, None)
        );
        let split = look.colored.as_ref().map(|of| &of.split);
        assert_eq!(split, Some(&Split::At(vec![1.0, 2.5])));
        assert_eq!(rest["colors"], json!({ "hatch": 1 }));
        let mut written = look_json(&look);
        merge(&mut written, &rest);
        assert_eq!(look_of(&Json::Object(written.clone())), (look, rest));
        for name in ["opacity", "color", "glow", "widths"] {
            assert_eq!(written[name], json[name], "{name}");
        }
        assert_eq!(written["colors"]["hatch"], json!(1));
    }

    #[test]
    fn a_look_as_by_itself_is_not_written() {
        assert!(look_json(&Look::default()).is_empty());
        let looks = Looks::from([(Styled::Hubs, Look::default())]);
        assert!(looks_json(&looks).is_empty());
    }
}
