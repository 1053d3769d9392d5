//! Findings about data: what is wrong, where, and (by its code) what to do.
//!
//! A finding's text is looked up by its code in the message files: `issue.CODE` says what happened,
//! `issue.CODE.hint` what to do.
//! Does not know: how findings are found or shown.

use std::sync::Arc;

use crate::words::{self, Lang};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file, or the part named, cannot be read.
    Error,
    /// Read, but odd or incomplete; the rest is used.
    Warning,
}

impl Severity {
    /// The word that JSON uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Where in a file a finding lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// A path such as `features[12].geometry.coordinates[3]`.
    pub path: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column, from 1, in characters of that line as the parser counts them.
    pub column: Option<usize>,
}

impl Place {
    /// A place given by its path in the document.
    #[must_use]
    pub fn path(path: impl Into<String>) -> Self {
        Self {
            path: Some(path.into()),
            ..Self::default()
        }
    }

    /// A place given by line and column, both from 1.
    #[must_use]
    pub fn at(line: usize, column: usize) -> Self {
        Self {
            path: None,
            line: Some(line),
            column: Some(column),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// Its stable code, such as `duplicate-id`; also the key of its text.
    pub code: &'static str,
    /// What fills `{0}`, `{1}` … in its text.
    pub args: Vec<String>,
    /// The file, as it was named.
    pub file: Arc<str>,
    /// Where in the file.
    pub place: Place,
}

impl Issue {
    /// An error: what it names is not used.
    #[must_use]
    pub fn error(code: &'static str, file: &Arc<str>, place: Place, args: &[&str]) -> Self {
        Self::new(Severity::Error, code, file, place, args)
    }

    /// A warning: read, but odd.
    #[must_use]
    pub fn warning(code: &'static str, file: &Arc<str>, place: Place, args: &[&str]) -> Self {
        Self::new(Severity::Warning, code, file, place, args)
    }

    fn new(
        severity: Severity,
        code: &'static str,
        file: &Arc<str>,
        place: Place,
        args: &[&str],
    ) -> Self {
        Self {
            severity,
            code,
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            file: Arc::clone(file),
            place,
        }
    }

    /// What happened, in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.filled(lang, &format!("issue.{}", self.code))
    }

    /// What to do, in a language.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> String {
        self.filled(lang, &format!("issue.{}.hint", self.code))
    }

    /// `file:line:column` or `file: path`, whichever is known.
    #[must_use]
    pub fn location(&self) -> String {
        let place = &self.place;
        match (place.line, place.column, &place.path) {
            (Some(line), Some(column), _) => format!("{}:{line}:{column}", self.file),
            (_, _, Some(path)) => format!("{}: {path}", self.file),
            _ => self.file.to_string(),
        }
    }

    fn filled(&self, lang: Lang, key: &str) -> String {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        words::fill(lang, key, &args)
    }
}
