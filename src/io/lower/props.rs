//! Reads properties of a feature into model values, with their provenance.
//!
//! Does not know: which properties a hub or a link has (see its siblings).

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::model::check::{Issue, Place};
use crate::model::edit::NodeNumber;
use crate::model::names::Names;
use crate::model::note::Note;
use crate::model::sourced::{Basis, Sourced, Status};
use crate::model::unit::Unit;
use crate::model::value::{Attribute, Origin, Value};

/// The properties of one feature, and where findings about them go.
pub struct Props<'a> {
    map: &'a Map<String, Json>,
    provenance: Option<&'a Map<String, Json>>,
    file: &'a Arc<str>,
    path: &'a str,
    issues: Vec<Issue>,
}

/// Properties that hubs and links read into fields of their own; all others become attributes.
const FIELDS: [&str; 40] = [
    "id",
    "key",
    "hub_id",
    "link_id",
    "name",
    "name_en",
    "name_zh",
    "name:en",
    "name:zh",
    "kind",
    "mode",
    "from",
    "to",
    "routes",
    "route",
    "state",
    "status",
    "length_km",
    "hours",
    "hours_forward",
    "hours_backward",
    "money_cny",
    "money_cny_forward",
    "money_cny_backward",
    "capacity_teu",
    "capacity_teu_forward",
    "capacity_teu_backward",
    "freight_pairs_per_day",
    "teu_per_train",
    "container_share",
    "yard_stack_teu",
    "yard_dwell_days",
    "terminal_trains_per_day",
    "tracks",
    "electrified",
    "gauge_mm",
    "open_year",
    "rank",
    "city",
    "provenance",
];

/// Those of them that are kept as numbers with their provenance.
const NUMBERS: [&str; 18] = [
    "length_km",
    "hours",
    "hours_forward",
    "hours_backward",
    "money_cny",
    "money_cny_forward",
    "money_cny_backward",
    "capacity_teu",
    "capacity_teu_forward",
    "capacity_teu_backward",
    "freight_pairs_per_day",
    "teu_per_train",
    "container_share",
    "yard_stack_teu",
    "yard_dwell_days",
    "terminal_trains_per_day",
    "tracks",
    "provenance",
];

/// Whether a property is one that the program computes with.
fn is_field(name: &str) -> bool {
    FIELDS.contains(&name) || is_of_hub(name)
}

/// Whether it is a number of a hub.
fn is_of_hub(name: &str) -> bool {
    NodeNumber::from_word(name).is_some()
}

impl<'a> Props<'a> {
    /// The properties of the feature at `path` of `file`.
    #[must_use]
    pub fn new(map: &'a Map<String, Json>, file: &'a Arc<str>, path: &'a str) -> Self {
        let provenance = map.get("provenance").and_then(Json::as_object);
        let mut props = Self {
            map,
            provenance,
            file,
            path,
            issues: Vec::new(),
        };
        props.warn_of_odd_statuses();
        props
    }

    /// A warning for every status of the provenance that is none of the known words, and for what is
    /// cited from nowhere.
    fn warn_of_odd_statuses(&mut self) {
        for (name, given) in self.provenance.into_iter().flatten() {
            let Some(status) = given.get("status") else {
                continue;
            };
            let known = status.as_str().and_then(Status::from_word);
            if known.is_none() {
                let word = status
                    .as_str()
                    .map_or_else(|| status.to_string(), str::to_owned);
                let at = format!("provenance.{name}.status");
                self.warn("unknown-status", &at, &[&shorten(&word)]);
            }
            if known == Some(Status::Cited) && source_of(given).is_none() {
                let at = format!("provenance.{name}.source");
                self.warn("cited-from-nowhere", &at, &[name]);
            }
        }
    }

    /// The findings about these properties.
    #[must_use]
    pub fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    /// Whether a property is there and not null.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn get(&self, name: &str) -> Option<&'a Json> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// Adds a warning about a property, once.
    pub fn warn(&mut self, code: &'static str, name: &str, args: &[&str]) {
        let place = Place::path(format!("{}.properties.{name}", self.path));
        let issue = Issue::warning(code, self.file, place, args);
        if !self.issues.contains(&issue) {
            self.issues.push(issue);
        }
    }

    /// The first of some properties as text; a number in its JSON form.
    #[must_use]
    pub fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| match self.get(name)? {
            Json::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// The names in both languages: `name_en`, `name_zh`, also `name:en` and `name:zh`; a plain
    /// `name` fills the one that its script suggests, and where there is no name at all a title does.
    #[must_use]
    pub fn names(&self) -> Names {
        let mut names = Names {
            en: self.text(&["name_en", "name:en"]).unwrap_or_default(),
            zh: self.text(&["name_zh", "name:zh"]).unwrap_or_default(),
        };
        let title = || {
            let is_nameless = names.en.is_empty() && names.zh.is_empty();
            self.text(&["Name", "NAME", "title"])
                .filter(|_| is_nameless)
        };
        if let Some(name) = self.text(&["name"]).or_else(title) {
            let is_chinese = name.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
            let slot = if is_chinese {
                &mut names.zh
            } else {
                &mut names.en
            };
            if slot.is_empty() {
                *slot = name;
            }
        }
        names
    }

    /// A property as a list of words: an array of texts, or one text parted by commas, semicolons or `+`.
    #[must_use]
    pub fn words(&self, names: &[&str]) -> Vec<String> {
        let Some(value) = names.iter().find_map(|name| self.get(name)) else {
            return Vec::new();
        };
        let texts: Vec<&str> = match value {
            Json::Array(items) => items.iter().filter_map(Json::as_str).collect(),
            Json::String(text) => text.split([',', ';', '+']).collect(),
            _ => Vec::new(),
        };
        let mut words: Vec<String> = Vec::new();
        for text in texts {
            let word = text.trim().to_lowercase();
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// A property as yes or no: true/false, 1/0, yes/no.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Json::Bool(flag) => Some(*flag),
            Json::Number(number) => number.as_f64().map(|n| n > 0.0),
            Json::String(text) => match text.trim().to_lowercase().as_str() {
                "yes" | "true" | "1" | "y" => Some(true),
                "no" | "false" | "0" | "n" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A property as a number that may not be negative, with its provenance. A text that is a
    /// number is taken as one; anything else gives a warning and `None`.
    pub fn number(&mut self, name: &str, unit: Unit) -> Option<Sourced> {
        let value = self.get(name)?;
        let number = match value {
            Json::Number(number) => number.as_f64(),
            Json::String(text) => text.replace(',', "").trim().parse().ok(),
            _ => None,
        };
        match number.filter(|n| n.is_finite() && *n >= 0.0) {
            Some(number) => Some(self.sourced(name, number, unit)),
            None => {
                let shown = shorten(&value.to_string());
                self.warn("bad-number", name, &[name, &shown]);
                None
            }
        }
    }

    /// A property as a whole number of years, tracks and the like.
    pub fn whole(&mut self, name: &str) -> Option<i32> {
        let number = self.number(name, Unit::One)?.value;
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        (number < 1e6).then_some(number as i32)
    }

    /// Gauges in millimeters: one number or an array of them.
    #[must_use]
    pub fn gauges(&self) -> Vec<u16> {
        let one = |value: &Json| value.as_u64().and_then(|mm| u16::try_from(mm).ok());
        match self.get("gauge_mm") {
            Some(Json::Array(items)) => items.iter().filter_map(one).collect(),
            Some(value) => one(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn sourced(&self, name: &str, value: f64, unit: Unit) -> Sourced {
        let Some(origin) = self.origin(name) else {
            return Sourced::new(value, unit, Status::Unsourced);
        };
        Sourced {
            value,
            unit,
            status: origin.status,
            year: origin.year,
            low: origin.low,
            high: origin.high,
            source: origin.source,
            note: origin.note.map(Note::from),
            basis: Basis::Given,
        }
    }

    /// What `provenance` says of a property.
    fn origin(&self, name: &str) -> Option<Origin> {
        let given = self.provenance?.get(name)?.as_object()?;
        let text = |key: &str| given.get(key).and_then(Json::as_str);
        let number = |key: &str| given.get(key).and_then(Json::as_f64);
        let source = source_of(self.provenance?.get(name)?);
        let status = text("status").and_then(Status::from_word);
        let is_sourced = |status: &Status| *status != Status::Cited || source.is_some();
        let status = status.filter(is_sourced);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "years; a float cast saturates"
        )]
        let year = number("year").map(|year| year as i32);
        Some(Origin {
            property: name.to_owned(),
            status: status.unwrap_or(Status::Unsourced),
            year,
            low: number("low"),
            high: number("high"),
            source: source.map(Arc::from),
            note: text("note").filter(|s| !s.is_empty()).map(Arc::from),
        })
    }

    /// What `provenance` says of properties that are not kept as numbers, in the file's order.
    #[must_use]
    pub fn origins(&self) -> Vec<Origin> {
        let is_number = |name: &str| match self.map.get(name) {
            _ if is_field(name) => NUMBERS.contains(&name) || is_of_hub(name),
            value => value.is_some_and(Json::is_number),
        };
        let named = self.provenance.into_iter().flat_map(Map::keys);
        named
            .filter(|name| !is_number(name))
            .filter_map(|name| self.origin(name))
            .filter(Origin::is_known)
            .collect()
    }

    /// Whether the line is not to be split at hubs that it passes: `split` is false.
    #[must_use]
    pub fn forbids_splitting(&self) -> bool {
        self.get("split") == Some(&Json::Bool(false))
    }

    /// Every property that is no field of a hub or link, in the file's order.
    #[must_use]
    pub fn attributes(&self) -> Vec<Attribute> {
        let is_field = |name: &str| is_field(name) || (name == "split" && self.forbids_splitting());
        self.map
            .iter()
            .filter(|(name, value)| !is_field(name) && !value.is_null())
            .map(|(name, value)| self.attribute(name, value))
            .collect()
    }

    /// Every property, in the file's order; `provenance` goes to the numbers it speaks of.
    #[must_use]
    pub fn all(&self) -> Vec<Attribute> {
        let is_apart = |name: &str| name == "provenance" && self.provenance.is_some();
        self.map
            .iter()
            .filter(|(name, value)| !is_apart(name) && !value.is_null())
            .map(|(name, value)| self.attribute(name, value))
            .collect()
    }

    fn attribute(&self, name: &str, value: &Json) -> Attribute {
        Attribute {
            name: name.to_owned(),
            value: self.attribute_value(name, value),
        }
    }

    fn attribute_value(&self, name: &str, value: &Json) -> Value {
        match value {
            Json::String(text) => Value::Text(text.clone()),
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => {
                let unit = attribute_unit(name);
                match number.as_f64() {
                    Some(number) => Value::Number(self.sourced(name, number, unit)),
                    None => Value::Text(number.to_string()),
                }
            }
            other => Value::Text(other.to_string()),
        }
    }
}

/// Where the provenance of a property says that it is printed.
fn source_of(given: &Json) -> Option<&str> {
    let source = given.get("source")?.as_str()?.trim();
    (!source.is_empty()).then_some(source)
}

/// The unit of the numeric attributes that the data dictionary names.
pub(in crate::io) fn attribute_unit(name: &str) -> Unit {
    match name {
        "capacity_mt" => Unit::MtPerYear,
        "design_kmh" => Unit::Kmh,
        "gross_train_t" => Unit::Tonnes,
        "close_year" => Unit::Year,
        "co2_kg" => Unit::KgPerTeu,
        _ => Unit::One,
    }
}

/// A value shortened for a message.
#[must_use]
pub fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    let start: String = text.chars().take(39).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn props_of(json: &str, test: impl FnOnce(&mut Props)) -> Vec<Issue> {
        let value: Json = serde_json::from_str(json).unwrap();
        let file = Arc::from("f.geojson");
        let mut props = Props::new(value.as_object().unwrap(), &file, "features[0]");
        test(&mut props);
        props.into_issues()
    }

    #[test]
    fn numbers_carry_their_provenance() {
        let json = r#"{"length_km": 625, "hours": "17.5", "provenance": {"length_km":
            {"status": "cited", "source": "Xinhua", "year": 2006, "low": 624, "note": "n"}}}"#;
        let issues = props_of(json, |props| {
            let km = props.number("length_km", Unit::Km).unwrap();
            assert_eq!(
                (km.value, km.status, km.year),
                (625.0, Status::Cited, Some(2006))
            );
            assert_eq!(km.source.as_deref(), Some("Xinhua"));
            assert_eq!((km.low, km.high), (Some(624.0), None));
            let hours = props.number("hours", Unit::Hours).unwrap();
            assert_eq!((hours.value, hours.status), (17.5, Status::Unsourced));
        });
        assert!(issues.is_empty());
    }

    #[test]
    fn a_status_that_is_no_known_word_is_said() {
        let json = r#"{"length_km": 625, "provenance": {"length_km": {"status": "certain"}}}"#;
        let issues = props_of(json, |props| {
            let km = props.number("length_km", Unit::Km).unwrap();
            assert_eq!(km.status, Status::Unsourced);
        });
        let found: Vec<_> = issues.iter().map(|i| (i.code, i.location())).collect();
        let at = "f.geojson: features[0].properties.provenance.length_km.status";
        assert_eq!(found, [("unknown-status", at.to_owned())]);
    }

    #[test]
    fn what_is_cited_from_nowhere_has_no_source() {
        let json = r#"{"hours": 5, "gauge_mm": 1435, "provenance": {"hours": {"status": "cited", "source": " "},
            "gauge_mm": {"status": "cited", "source": "Xinhua"}}}"#;
        let issues = props_of(json, |props| {
            let hours = props.number("hours", Unit::Hours).unwrap();
            assert_eq!((hours.status, hours.source), (Status::Unsourced, None));
            assert_eq!(props.origins()[0].status, Status::Cited);
        });
        let found: Vec<_> = issues.iter().map(|i| (i.code, i.location())).collect();
        let at = "f.geojson: features[0].properties.provenance.hours.source";
        assert_eq!(found, [("cited-from-nowhere", at.to_owned())]);
    }

    #[test]
    fn what_is_no_number_is_said() {
        let issues = props_of(r#"{"hours": "soon", "length_km": -3}"#, |props| {
            assert!(props.number("hours", Unit::Hours).is_none());
            assert!(props.number("length_km", Unit::Km).is_none());
        });
        let places: Vec<_> = issues.iter().map(Issue::location).collect();
        assert_eq!(
            places,
            [
                "f.geojson: features[0].properties.hours",
                "f.geojson: features[0].properties.length_km"
            ]
        );
    }

    #[test]
    fn routes_may_be_a_list_or_a_text() {
        props_of(r#"{"routes": "Eastern+middle"}"#, |props| {
            assert_eq!(props.words(&["routes"]), ["eastern", "middle"]);
        });
        props_of(r#"{"route": ["western", "western"]}"#, |props| {
            assert_eq!(props.words(&["routes", "route"]), ["western"]);
        });
    }

    #[test]
    fn a_plain_name_goes_where_its_script_belongs() {
        props_of(r#"{"name": "钦州港"}"#, |props| {
            assert_eq!(props.names(), Names::new("", "钦州港"));
        });
    }
}
