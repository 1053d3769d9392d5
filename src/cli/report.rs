//! Findings and failures on standard error, within the limits that scripts rely on.
//!
//! Errors come first; every line has at most 300 characters; there are at most three lines, the
//! last of which says how many more findings there are and what lists them. Errors leave room for what is to be said
//! of what was made.
//! Does not know: subcommands.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use crate::model::check::{Issue, Severity};
use crate::words::Lang;

/// Characters in a line of standard error.
const MAX_CHARS: usize = 300;
/// Lines on standard error.
const MAX_LINES: usize = 3;

/// Why a command ended without its answer: exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened, where, what to do, in one sentence.
    pub message: String,
}

impl Failure {
    /// A failure from its sentence.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// Where a command writes; tests give their own.
pub struct Streams<'a> {
    /// Standard output: answers.
    pub out: &'a mut dyn Write,
    /// Standard error: findings and failures.
    pub err: &'a mut dyn Write,
}

impl Streams<'_> {
    /// Writes an answer; a closed pipe is not an error of ours.
    pub fn say(&mut self, text: &str) {
        ignore_closed(writeln!(self.out, "{text}"));
    }

    /// Writes JSON on standard output.
    pub fn say_json(&mut self, value: &Json) {
        let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| "{}".to_owned());
        self.say(&text);
    }

    /// Writes a line on standard error.
    pub fn complain(&mut self, text: &str) {
        ignore_closed(writeln!(self.err, "{}", cut(text, MAX_CHARS)));
    }

    /// Writes findings on standard error: errors first, then warnings, three lines at most. `corridor check` lists all
    /// of them.
    pub fn findings(&mut self, issues: &[Issue]) {
        self.findings_and(Vec::new(), issues);
    }

    /// The same of a command whose `--json` lists all of them itself.
    pub fn findings_listed(&mut self, issues: &[Issue]) {
        self.all(lines(Vec::new(), issues, "--json"));
    }

    /// Findings as by [`Self::findings`], with warnings of what was made, which go before those of what was read.
    pub fn findings_and(&mut self, warnings: Vec<String>, issues: &[Issue]) {
        self.all(lines(warnings, issues, "corridor check --json"));
    }

    fn all(&mut self, lines: Vec<String>) {
        for line in lines {
            self.complain(&line);
        }
    }
}

fn ignore_closed(written: io::Result<()>) {
    // Nobody reads any more (`corridor … | head`): there is nobody to tell either.
    drop(written);
}

/// The lines that warnings of what was made and findings of what was read come to; `by` lists those left out.
fn lines(warnings: Vec<String>, issues: &[Issue], by: &str) -> Vec<String> {
    let of = |severity| issues.iter().filter(move |i| i.severity == severity);
    let (errors, others) = (of(Severity::Error), of(Severity::Warning));
    let n_all = errors.clone().count() + warnings.len() + others.clone().count();
    // Only here is anything said of what was made, and so not all lines are of errors.
    let most_errors = MAX_LINES - warnings.len().min(MAX_LINES - 1);
    let warnings = warnings.into_iter().map(|said| format!("warning: {said}"));
    let all = errors
        .map(one_line)
        .take(most_errors)
        .chain(warnings)
        .chain(others.map(one_line));
    let mut lines: Vec<String> = all.take(MAX_LINES).collect();
    let n_more = n_all - lines.len();
    if let (Some(last), true) = (lines.last_mut(), n_more > 0) {
        let more = format!(" … and {n_more} more ({by})");
        *last = format!("{}{more}", cut(last, MAX_CHARS - more.chars().count()));
    }
    lines
}

fn one_line(issue: &Issue) -> String {
    let prefix = match issue.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let text = format!(
        "{prefix}: {}: {} {}",
        tail(&issue.location(), 140),
        issue.message(Lang::En),
        issue.hint(Lang::En)
    );
    cut(&text.replace(['\n', '\r'], " "), MAX_CHARS)
}

fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let start: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{start}…")
}

/// The end of a long file name, which says more than its beginning.
fn tail(text: &str, max: usize) -> String {
    let count = text.chars().count();
    if count <= max {
        return text.to_owned();
    }
    let end: String = text.chars().skip(count + 1 - max).collect();
    format!("…{end}")
}

/// A finding as JSON.
#[must_use]
pub fn issue_json(issue: &Issue) -> Json {
    json!({
        "severity": issue.severity.word(),
        "code": issue.code,
        "message": issue.message(Lang::En),
        "hint": issue.hint(Lang::En),
        "path": issue.place.path,
        "line": issue.place.line,
        "column": issue.place.column,
    })
}

/// A number of things.
#[must_use]
pub fn counted(count: usize, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::check::Place;

    fn issue(severity: Severity, number: usize) -> Issue {
        let file = Arc::from("a.geojson");
        let place = Place::path(format!("features[{number}]"));
        let mut issue = Issue::warning("loop-link", &file, place, &["R01"]);
        issue.severity = severity;
        issue
    }

    #[test]
    fn errors_come_first_and_three_lines_are_the_most() {
        let mut issues: Vec<Issue> = (0..9).map(|n| issue(Severity::Warning, n)).collect();
        issues.push(issue(Severity::Error, 77));
        let by = "corridor check --json";
        let lines = lines(vec!["no room".to_owned()], &issues, by);
        assert_eq!(lines.len(), 3);
        assert!(
            lines[0].starts_with("error: a.geojson: features[77]"),
            "{}",
            lines[0]
        );
        assert_eq!(lines[1], "warning: no room");
        let more = "… and 8 more (corridor check --json)";
        assert!(lines[2].ends_with(more), "{}", lines[2]);
        assert!(lines.iter().all(|line| line.chars().count() <= 300));
    }

    #[test]
    fn errors_leave_room_for_what_was_made() {
        let issues: Vec<Issue> = (0..4).map(|n| issue(Severity::Error, n)).collect();
        let said = |n_warnings: usize| {
            let warnings = (0..n_warnings).map(|n| format!("no room {n}")).collect();
            lines(warnings, &issues, "--json")
        };
        let begins = |lines: &[String]| {
            let begin = |line: &String| line.starts_with("error: ");
            lines.iter().map(begin).collect::<Vec<_>>()
        };
        assert_eq!(begins(&said(0)), [true; 3]);
        assert_eq!(begins(&said(1)), [true, true, false]);
        assert!(said(1)[2].ends_with("no room 0 … and 2 more (--json)"));
        assert_eq!(begins(&said(3)), [true, false, false]);
        assert!(said(3)[2].ends_with("no room 1 … and 4 more (--json)"));
    }

    #[test]
    fn long_lines_keep_the_count_of_the_rest() {
        let mut long = issue(Severity::Warning, 1);
        long.args = vec!["x".repeat(900)];
        let lines = lines(Vec::new(), &vec![long; 5], "--json");
        assert_eq!(lines[2].chars().count(), 300);
        assert!(lines[2].ends_with("… and 2 more (--json)"));
    }
}
