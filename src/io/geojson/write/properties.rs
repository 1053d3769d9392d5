//! Properties of a feature under construction, and the provenance of each.
//!
//! Does not know: which properties hubs and links have.

use serde_json::{Map, Number, Value as Json};

use crate::model::names::Names;
use crate::model::sourced::{Sourced, Status};
use crate::model::value::{Attribute, Origin, Quoted, Value};

/// Whole numbers up to here are written without a decimal point.
const WHOLE: f64 = 1e15;

/// A text that is JSON is written as such up to this many brackets; files may nest 128 deep.
const MAX_BRACKETS: usize = 64;

/// Properties in the order in which they were added.
#[derive(Default)]
pub(super) struct Properties {
    map: Map<String, Json>,
    provenance: Map<String, Json>,
}

impl Properties {
    pub(super) fn add(&mut self, name: &str, value: impl Into<Json>) {
        self.map.insert(name.to_owned(), value.into());
    }

    pub(super) fn names(&mut self, names: &Names) {
        self.map.extend(named(names));
    }

    /// A number with its provenance.
    pub(super) fn number(&mut self, name: &str, given: &Sourced) {
        let Some(value) = number(given.value) else {
            return;
        };
        self.map.insert(name.to_owned(), value);
        self.origin(&Origin {
            property: name.to_owned(),
            status: given.status,
            year: given.year,
            low: given.low,
            high: given.high,
            source: given.source.clone(),
            note: given.note.as_deref().map(Into::into),
        });
    }

    /// A number that may lack.
    pub(super) fn number_if(&mut self, name: &str, given: Option<&Sourced>) {
        if let Some(given) = given {
            self.number(name, given);
        }
    }

    pub(super) fn attributes(&mut self, attributes: &[Attribute]) {
        for Attribute { name, value } in attributes {
            match value {
                Value::Number(given) => self.number(name, given),
                Value::Bool(flag) => self.add(name, *flag),
                Value::Text(text) => self.add(name, as_json(text)),
                Value::Quoted(quoted) => {
                    self.add(name, quoted.text.as_str());
                    self.origin(&origin_of(name, quoted));
                }
            }
        }
    }

    pub(super) fn origins(&mut self, origins: &[Origin]) {
        for origin in origins {
            self.origin(origin);
        }
    }

    /// Enters where a property is from; nothing where that is not known.
    fn origin(&mut self, origin: &Origin) {
        let mut entry = Map::new();
        let mut add = |name: &str, value: Option<Json>| {
            entry.extend(value.map(|value| (name.to_owned(), value)));
        };
        let is_known = origin.status != Status::Unsourced;
        add("status", is_known.then(|| origin.status.word().into()));
        add("source", origin.source.as_deref().map(Json::from));
        add("year", origin.year.map(Json::from));
        add("low", origin.low.and_then(number));
        add("high", origin.high.and_then(number));
        add("note", origin.note.as_deref().map(Json::from));
        if !entry.is_empty() {
            let entry = Json::Object(entry);
            self.provenance.insert(origin.property.clone(), entry);
        }
    }

    /// All of them, `provenance` last.
    pub(super) fn finish(mut self) -> Map<String, Json> {
        if !self.provenance.is_empty() {
            let provenance = Json::Object(self.provenance);
            self.map.insert("provenance".to_owned(), provenance);
        }
        self.map
    }
}

/// The members `name_en` and `name_zh`, where there is such a name.
pub(super) fn named(names: &Names) -> Map<String, Json> {
    [("name_en", &names.en), ("name_zh", &names.zh)]
        .into_iter()
        .filter(|(_, name)| !name.is_empty())
        .map(|(member, name)| (member.to_owned(), Json::from(name.as_str())))
        .collect()
}

/// A number as JSON, such that reading gives the same; none for what is no number.
pub(super) fn number(value: f64) -> Option<Json> {
    if value.fract() == 0.0 && value.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
        return Some(Json::from(value as i64));
    }
    Number::from_f64(value).map(Json::Number)
}

/// A list or object that was read is kept as its JSON text: it is written as what it was.
fn as_json(text: &str) -> Json {
    let has_brackets = text.starts_with(['[', '{']);
    let n_brackets = text
        .bytes()
        .filter(|byte| matches!(byte, b'[' | b'{'))
        .count();
    if has_brackets && n_brackets <= MAX_BRACKETS {
        let parsed: Option<Json> = serde_json::from_str(text).ok();
        let written = parsed.as_ref().map(Json::to_string);
        if let Some(parsed) = parsed.filter(|_| written.as_deref() == Some(text)) {
            return parsed;
        }
    }
    Json::from(text)
}

fn origin_of(name: &str, quoted: &Quoted) -> Origin {
    Origin {
        property: name.to_owned(),
        status: quoted.status,
        year: quoted.year,
        low: None,
        high: None,
        source: quoted.source.clone(),
        note: quoted.note.clone(),
    }
}
