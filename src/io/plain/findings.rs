//! Findings about rows by the million: the first few of each kind are listed, the rest counted.
//!
//! Does not know: how faults are found.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::check::{Issue, Place};

/// How many findings of one code a file's list holds.
const LISTED: usize = 20;

/// The findings of one file.
pub struct Findings {
    file: Arc<str>,
    issues: Vec<Issue>,
    /// How many there are of each code, and the line of the first that is only counted.
    seen: BTreeMap<&'static str, (usize, usize)>,
}

impl Findings {
    /// No findings about a file yet.
    #[must_use]
    pub fn new(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            issues: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    /// A warning about a line, counted from 1.
    pub fn warn(&mut self, code: &'static str, line: usize, args: &[&str]) {
        let (count, first) = self.seen.entry(code).or_default();
        *count += 1;
        if *count <= LISTED {
            let place = Place::at(line, 1);
            self.issues
                .push(Issue::warning(code, &self.file, place, args));
        } else if *count == LISTED + 1 {
            *first = line;
        }
    }

    /// The list; of a code with many findings the last says how many more there are.
    #[must_use]
    pub fn finish(mut self) -> Vec<Issue> {
        for (code, (count, line)) in self.seen {
            if count > LISTED {
                let n_more = (count - LISTED).to_string();
                let place = Place::at(line, 1);
                let more = Issue::warning("plain-more", &self.file, place, &[&n_more, code]);
                self.issues.push(more);
            }
        }
        self.issues
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_a_kind_are_a_short_list() {
        let file = Arc::from("link.csv");
        let mut findings = Findings::new(&file);
        findings.warn("plain-no-id", 1, &["link_id"]);
        for line in 2..1_002 {
            findings.warn("plain-unknown-node", line, &["a", "b"]);
        }
        let issues = findings.finish();
        assert_eq!(issues.len(), 1 + LISTED + 1);
        let last = &issues[LISTED + 1];
        assert_eq!(last.args, ["980", "plain-unknown-node"]);
        assert_eq!(last.place.line, Some(22));
    }
}
