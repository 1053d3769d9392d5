//! Collects findings so that a file with the same fault a thousand times gives a short list.
//!
//! Does not know: how faults are found.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::path::Path;
use crate::model::check::{Issue, Place};

/// How many findings of one code a file's list holds.
const LISTED: usize = 20;
/// The longest excerpt of a file in a finding, in characters.
const EXCERPT: usize = 40;

#[derive(Default)]
struct Seen {
    count: usize,
    /// Of the first finding that is only counted.
    place: Option<Place>,
}

/// The findings of one file.
pub(super) struct Findings {
    file: Arc<str>,
    issues: Vec<Issue>,
    listed: BTreeMap<&'static str, Seen>,
    counted: BTreeMap<&'static str, Seen>,
}

impl Findings {
    pub(super) fn new(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            issues: Vec::new(),
            listed: BTreeMap::new(),
            counted: BTreeMap::new(),
        }
    }

    /// An error about the file as a whole, at its very beginning.
    pub(super) fn root_error(&self, code: &'static str, args: &[&str]) -> Issue {
        let place = Place {
            path: Some("$".to_owned()),
            ..Place::at(1, 1)
        };
        Issue::error(code, &self.file, place, args)
    }

    pub(super) fn error(&self, code: &'static str, place: Place, args: &[&str]) -> Issue {
        Issue::error(code, &self.file, place, args)
    }

    /// A warning of its own, unless there are many of that code already.
    pub(super) fn warn(&mut self, code: &'static str, path: &Path, args: &[&str]) {
        let seen = self.listed.entry(code).or_default();
        seen.count += 1;
        if seen.count <= LISTED {
            self.issues
                .push(Issue::warning(code, &self.file, path.place(), args));
        } else if seen.place.is_none() {
            seen.place = Some(path.place());
        }
    }

    /// One more case of a fault that has a single finding: `{0}` is the number of cases, the place
    /// that of the first.
    pub(super) fn count(&mut self, code: &'static str, place: impl FnOnce() -> Place) {
        let seen = self.counted.entry(code).or_default();
        seen.count += 1;
        seen.place.get_or_insert_with(place);
    }

    pub(super) fn push_warning(&mut self, code: &'static str, place: Place, args: &[&str]) {
        self.issues
            .push(Issue::warning(code, &self.file, place, args));
    }

    /// These findings as if those of another list had come before them.
    pub(super) fn after(self, before: Self) -> Self {
        let mut all = before;
        for issue in self.issues {
            if !self.listed.contains_key(issue.code) {
                all.issues.push(issue);
                continue;
            }
            let seen = all.listed.entry(issue.code).or_default();
            seen.count += 1;
            if seen.count <= LISTED {
                all.issues.push(issue);
            } else {
                seen.place.get_or_insert(issue.place);
            }
        }
        for (code, own) in self.listed {
            let seen = all.listed.entry(code).or_default();
            seen.count += own.count.saturating_sub(LISTED);
            seen.place = seen.place.take().or(own.place);
        }
        for (code, own) in self.counted {
            let seen = all.counted.entry(code).or_default();
            seen.count += own.count;
            seen.place = seen.place.take().or(own.place);
        }
        all
    }

    /// All findings: the listed ones in the order of the file, then what was only counted.
    pub(super) fn finish(mut self) -> Vec<Issue> {
        for (code, seen) in std::mem::take(&mut self.counted) {
            let place = seen.place.unwrap_or_default();
            self.push_warning(code, place, &[&seen.count.to_string()]);
        }
        for (code, seen) in std::mem::take(&mut self.listed) {
            if let Some(place) = seen.place {
                let more = (seen.count - LISTED).to_string();
                self.push_warning("more-like-this", place, &[&more, code]);
            }
        }
        self.issues
    }
}

/// Text cut to a length that a finding bears, without line breaks.
pub(super) fn cut(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = chars.by_ref().take(EXCERPT).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

/// A value as the file has it, in few characters: `"39.4"`, `null`, `[…]`.
pub(super) fn excerpt(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => format!("\"{}\"", cut(text)),
        Value::Array(items) if items.is_empty() => "[]".to_owned(),
        Value::Array(items) if items.len() <= 4 && items.iter().all(is_plain) => {
            cut(&value.to_string())
        }
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
    }
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= EXCERPT,
        Value::Array(_) | Value::Object(_) => false,
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_a_kind_end_in_one_line() {
        let mut findings = Findings::new(&"a.geojson".into());
        let features = Path::ROOT.member("features");
        for index in 0..1000 {
            findings.warn("short-line", &features.index(index), &["1"]);
            findings.count("no-geometry", || features.index(index).place());
        }
        let issues = findings.finish();
        assert_eq!(issues.len(), LISTED + 2);
        let counted = &issues[LISTED];
        assert_eq!(
            (counted.code, &counted.args[0][..]),
            ("no-geometry", "1000")
        );
        assert_eq!(counted.place, Place::path("features[0]"));
        let more = &issues[LISTED + 1];
        assert_eq!(more.code, "more-like-this");
        assert_eq!(more.args, ["980", "short-line"]);
        assert_eq!(more.place, Place::path("features[20]"));
    }

    #[test]
    fn lists_are_joined_as_if_they_were_one() {
        for (n_first, n_second) in [(0, 3), (1, 20), (1, 19), (20, 1), (25, 30), (3, 0)] {
            let features = Path::ROOT.member("features");
            let fill = |findings: &mut Findings, indexes: std::ops::Range<usize>| {
                for index in indexes {
                    findings.warn("short-line", &features.index(index), &["1"]);
                    findings.count("no-geometry", || features.index(index).place());
                }
            };
            let [mut one, mut first, mut second] = [(); 3].map(|()| Findings::new(&"a".into()));
            fill(&mut one, 0..n_first + n_second);
            fill(&mut first, 0..n_first);
            fill(&mut second, n_first..n_first + n_second);
            assert_eq!(second.after(first).finish(), one.finish());
        }
    }

    #[test]
    fn excerpts_are_short() {
        let long = Value::from("长".repeat(5000));
        assert_eq!(excerpt(&long).chars().count(), EXCERPT + 3);
        assert_eq!(excerpt(&serde_json::json!([1, null])), "[1,null]");
        assert_eq!(excerpt(&serde_json::json!([[1, 2]])), "[…]");
        assert_eq!(excerpt(&serde_json::json!({"a": 1})), "{…}");
    }
}
