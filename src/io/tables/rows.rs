//! Rows of CSV tables: cells by the name of their column, with findings that name file and line.
//!
//! Does not know: which tables there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::check::{Issue, Place};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::sourced::{Sourced, Status};
use crate::model::unit::Unit;
use crate::model::value::{Quoted, Value};

/// A table as it was read.
pub struct Table {
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row.
pub struct Row {
    cells: BTreeMap<String, String>,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// Reads a table and the names of its columns; a row that cannot be read gives a finding with its
/// line, and the rest is read.
#[must_use]
pub fn read_table(file: &Arc<str>, bytes: &[u8], issues: &mut Vec<Issue>) -> (Table, Vec<String>) {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let heads = reader.headers().cloned().unwrap_or_default();
    let as_line = |position: Option<&csv::Position>| {
        let line = position.map_or(1, csv::Position::line);
        usize::try_from(line).unwrap_or(usize::MAX)
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(Row {
                cells: cells(&heads, &record),
                line: as_line(record.position()),
            }),
            Err(error) => {
                let place = Place::at(as_line(error.position()), 1);
                let wrong = what_is_wrong(&error);
                issues.push(Issue::warning("bad-row", file, place, &[&wrong]));
            }
        }
    }
    let columns: Vec<String> = heads.iter().map(str::to_owned).collect();
    let table = Table {
        file: Arc::clone(file),
        rows,
    };
    for column in columns.iter().filter(|column| is_status(column)) {
        issues.extend(table.unknown_statuses(column));
    }
    (table, columns)
}

/// What keeps a row from being read, in words of the table.
fn what_is_wrong(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("it has {len} cells, the heading {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "it is no UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether a column of that name says how well a number is founded.
fn is_status(column: &str) -> bool {
    column == "status" || column.ends_with("_status") || column.starts_with("status_")
}

fn cells(heads: &csv::StringRecord, record: &csv::StringRecord) -> BTreeMap<String, String> {
    let pairs = heads.iter().zip(record);
    pairs
        .map(|(head, cell)| (head.to_owned(), cell.to_owned()))
        .collect()
}

/// The number that a text writes, also with separated thousands.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let number: f64 = text.replace(',', "").trim().parse().ok()?;
    number.is_finite().then_some(number)
}

impl Row {
    /// A cell; empty where the table has no such column.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// A cell as a key; `None` where it is empty.
    #[must_use]
    pub fn key(&self, column: &str) -> Option<Key> {
        let text = self.text(column);
        (!text.is_empty()).then(|| Key::new(text))
    }

    /// The parts of a cell, trimmed, without empty ones.
    pub fn list<'a>(&'a self, column: &str, separator: &'a str) -> impl Iterator<Item = &'a str> {
        let parts = self.text(column).split(separator);
        parts.map(str::trim).filter(|part| !part.is_empty())
    }

    /// The names in `PREFIX_en` and `PREFIX_zh`.
    #[must_use]
    pub fn names(&self, prefix: &str) -> Names {
        let cell = |lang: &str| self.text(&format!("{prefix}_{lang}"));
        Names::new(cell("en"), cell("zh"))
    }

    /// A cell as a number.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<f64> {
        parse(self.text(column))
    }

    /// The year of a cell: `2025`, or the last year of `2017-2025`.
    #[must_use]
    pub fn years(&self, column: &str) -> Option<(i32, i32)> {
        let text = self.text(column);
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    }

    /// The status of a cell; unsourced where it is none.
    #[must_use]
    pub fn status(&self, column: &str) -> Status {
        Status::from_word(self.text(column)).unwrap_or(Status::Unsourced)
    }

    fn shared(&self, column: &str) -> Option<Arc<str>> {
        let text = self.text(column);
        (!text.is_empty()).then(|| Arc::from(text))
    }

    /// The number of the columns `value`, `low`, `high`, `year`, `status`, `source` and of the column
    /// of the note, in a unit; `None` where the value is no number.
    #[must_use]
    pub fn sourced(&self, unit: Unit, note: &str) -> Option<Sourced> {
        let mut number = Sourced::new(self.number("value")?, unit, self.status("status"));
        number.low = self.number("low");
        number.high = self.number("high");
        number.year = self.years("year").map(|(_, last)| last);
        number.source = self.shared("source");
        number.note = self.shared(note).map(Into::into);
        Some(number)
    }

    /// The value of a column: a number with its provenance, or a quoted text; `None` where it is empty.
    #[must_use]
    pub fn value(&self, column: &str, unit: Unit, note: &str) -> Option<Value> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let status = self.status("status");
        let year = self.years("year").map(|(_, last)| last);
        if let Some(value) = parse(text) {
            let mut number = Sourced::new(value, unit, status);
            number.low = self.number("low");
            number.high = self.number("high");
            number.year = year;
            number.source = self.shared("source");
            number.note = self.shared(note).map(Into::into);
            return Some(Value::Number(number));
        }
        let symbol = unit.symbol();
        Some(Value::Quoted(Quoted {
            text: format!("{text} {symbol}").trim().to_owned(),
            status,
            year,
            source: self.shared("source"),
            note: self.shared(note),
        }))
    }
}

impl Table {
    /// A finding for every cell of a column whose word is no status; empty cells are unsourced.
    fn unknown_statuses<'a>(&'a self, column: &'a str) -> impl Iterator<Item = Issue> + 'a {
        let unknown = move |row: &&Row| {
            let word = row.text(column);
            !word.is_empty() && Status::from_word(word).is_none()
        };
        self.rows.iter().filter(unknown).map(move |row| {
            let place = Place::at(row.line, 1);
            Issue::warning("unknown-status", &self.file, place, &[row.text(column)])
        })
    }

    /// A finding about a row.
    #[must_use]
    pub fn finding(&self, row: &Row, message: &str) -> Issue {
        let place = Place::at(row.line, 1);
        Issue::warning("bad-row", &self.file, place, &[message])
    }

    /// The unit of a row's column; a word that is no known unit gives a finding.
    pub fn unit(&self, row: &Row, column: &str, issues: &mut Vec<Issue>) -> Unit {
        let word = row.text(column);
        Unit::from_word(word).unwrap_or_else(|| {
            let place = Place::at(row.line, 1);
            issues.push(Issue::warning("unknown-unit", &self.file, place, &[word]));
            Unit::One
        })
    }
}
