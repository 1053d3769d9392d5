//! JSON text to a tree, with a word about members that are named twice.
//!
//! Depth is bounded by the parser (128 levels), so that nothing after it can run out of stack.
//! Does not know: what GeoJSON is, apart from telling a sequence of documents.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};

use super::findings::{Findings, cut};
use super::path::Path;
use crate::io::encoding::line_column;
use crate::model::check::{Issue, Place};

/// The longest text of the parser in a finding, in bytes; its own texts are shorter.
const LONGEST: usize = 80;
/// Begins each document of a sequence by RFC 8142.
const RECORD_SEPARATOR: char = '\u{1e}';

/// Reads one JSON document; of members with the same name the last one counts.
pub(super) fn parse(text: &str, findings: &mut Findings) -> Result<Value, Issue> {
    if text.trim_start().starts_with(RECORD_SEPARATOR) {
        return Err(findings.error("geojson-sequence", Place::at(1, 1), &[]));
    }
    let mut deserializer = Deserializer::from_str(text);
    let seed = Tree {
        path: Path::ROOT,
        findings,
    };
    let value = seed
        .deserialize(&mut deserializer)
        .map_err(|error| syntax(text, findings, &error))?;
    match deserializer.end() {
        Ok(()) => Ok(value),
        Err(error) if is_sequence(text) => {
            Err(findings.error("geojson-sequence", place(text, &error), &[]))
        }
        Err(error) => Err(syntax(text, findings, &error)),
    }
}

/// Reads one value of a document that stands at `path`; `None` where it is no JSON.
pub(super) fn parse_part(text: &str, path: Path, findings: &mut Findings) -> Option<Value> {
    let mut deserializer = Deserializer::from_str(text);
    let value = Tree { path, findings }
        .deserialize(&mut deserializer)
        .ok()?;
    deserializer.end().ok().map(|()| value)
}

fn syntax(text: &str, findings: &Findings, error: &serde_json::Error) -> Issue {
    let said = error.to_string();
    let said = said
        .rsplit_once(" at line ")
        .map_or(&*said, |(what, _)| what);
    let said = if said.len() > LONGEST {
        cut(said)
    } else {
        said.to_owned()
    };
    findings.error("json", place(text, error), &[&said])
}

/// The parser counts a column in bytes; people count characters.
fn place(text: &str, error: &serde_json::Error) -> Place {
    let line = error.line().max(1);
    let in_bytes = error.column().max(1);
    let content = text.split('\n').nth(line - 1).unwrap_or_default();
    let before = content.floor_char_boundary(in_bytes - 1);
    let (_, column) = line_column(&content[..before]);
    Place::at(line, column)
}

/// Whether an object is followed by another, with or without a comma between.
fn is_sequence(text: &str) -> bool {
    let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let first = values.next();
    let rest = text.get(values.byte_offset()..).unwrap_or_default();
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    matches!(first, Some(Ok(_)))
        && text.trim_start().starts_with('{')
        && rest.starts_with(['{', RECORD_SEPARATOR])
}

/// Builds the tree below one value.
struct Tree<'p, 'f> {
    path: Path<'p>,
    findings: &'f mut Findings,
}

impl<'de> DeserializeSeed<'de> for Tree<'_, '_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Tree {
            path: self.path.index(items.len()),
            findings: &mut *self.findings,
        })? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let path = self.path.member(&name);
            let value = map.next_value_seed(Tree {
                path,
                findings: &mut *self.findings,
            })?;
            if members.contains_key(&name) {
                self.findings
                    .warn("duplicate-member", &path, &[&cut(&name)]);
            }
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_new(text: &str) -> (Result<Value, Issue>, Vec<Issue>) {
        let mut findings = Findings::new(&"a.geojson".into());
        let value = parse(text, &mut findings);
        (value, findings.finish())
    }

    #[track_caller]
    fn check(text: &str, code: &str, line: usize, column: usize) {
        let issue = parse_new(text).0.unwrap_err();
        assert_eq!(issue.code, code);
        assert_eq!(issue.place, Place::at(line, column), "{issue:?}");
    }

    #[test]
    fn the_tree_is_that_of_the_parser() {
        let text = r#"{"b":[1,-2,2.5,1e3,18446744073709551615,true,null,"名\n"],"a":{"":{}}}"#;
        let expected: Value = serde_json::from_str(text).unwrap();
        let (value, issues) = parse_new(text);
        assert_eq!(value, Ok(expected));
        assert_eq!(value.unwrap().to_string().len(), text.len() + 3);
        assert!(issues.is_empty());
    }

    #[test]
    fn members_named_twice_are_found_and_the_last_counts() {
        let (value, issues) = parse_new(r#"{"a":[{"b":1,"c":2,"b":3}]}"#);
        assert_eq!(value, Ok(serde_json::json!({"a":[{"b":3,"c":2}]})));
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].code, "duplicate-member");
        assert_eq!(issues[0].place, Place::path("a[0].b"));
    }

    #[test]
    fn syntax_has_line_and_column_in_characters() {
        check("{\n\"a\": NaN}", "json", 2, 6);
        check("{\"名称\": \"重庆\", x}", "json", 1, 14);
        check("[1e9999]", "json", 1, 7);
        check("{\"a\":", "json", 1, 5);
        check("{} x", "json", 1, 4);
        check("[\"\\uDADA\"]", "json", 1, 9);
    }

    #[test]
    fn depth_is_bounded() {
        check(&"[".repeat(100_000), "json", 1, 128);
        let deep = format!("{}{}", "[".repeat(127), "]".repeat(127));
        assert!(parse_new(&deep).0.is_ok());
    }

    #[test]
    fn sequences_are_named() {
        check("{}\n{}\n", "geojson-sequence", 2, 1);
        check("{},\n{}\n", "geojson-sequence", 1, 3);
        check("\u{1e}{}\n", "geojson-sequence", 1, 1);
        check("[]\n{}\n", "json", 2, 1);
    }
}
