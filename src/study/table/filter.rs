//! What is asked of the cells of a column: `> 100000`, `10..20`, `10..`, `rail`, `assumed`, `=`.
//!
//! Does not know: rows.

use super::columns::Column;
use super::set::number;
use super::{Cell, Table};
use crate::model::sourced::Status;
use crate::words::{Lang, fill, text};

/// What a cell must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A number between two, these among them or not.
    Between {
        /// The least, and whether it is among them.
        least: (f64, bool),
        /// The most, and whether it is among them.
        most: (f64, bool),
    },
    /// A number other than this, or nothing.
    Other(f64),
    /// A number of a status.
    Of(Status),
    /// It is given (`false`), or not (`true`).
    Missing(bool),
    /// A text that is this, or is not (`false`).
    Is(String, bool),
    /// A text that contains this.
    Has(String),
}

/// Why a filter means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTest {
    /// What was typed.
    pub said: String,
}

impl BadTest {
    /// What a reader is told.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        fill(lang, "table.filter.bad", &[&self.said])
    }
}

impl Test {
    /// What a text typed above a column means; `None` where it is empty.
    ///
    /// # Errors
    /// [`BadTest`] where it compares numbers and has none.
    pub fn parse(column: &Column, said: &str) -> Result<Option<Self>, BadTest> {
        let said = said.trim();
        if said.is_empty() {
            return Ok(None);
        }
        let bad = || BadTest {
            said: said.to_owned(),
        };
        let (sign, rest) = sign(said);
        let value = number(rest);
        let no_end = |value: f64| (value, false);
        let test = match (sign, value) {
            (Sign::Is, _) if rest.is_empty() => Self::Missing(true),
            (Sign::Not, _) if rest.is_empty() => Self::Missing(false),
            (Sign::Is, Some(value)) if column.is_number => Self::Between {
                least: (value, true),
                most: (value, true),
            },
            (Sign::Not, Some(value)) if column.is_number => Self::Other(value),
            (Sign::Is | Sign::Not, None) if column.is_number && is_like_number(rest) => {
                return Err(bad());
            }
            (Sign::Is, _) => {
                status(column, rest).map_or_else(|| Self::Is(rest.to_lowercase(), true), Self::Of)
            }
            (Sign::Not, _) => Self::Is(rest.to_lowercase(), false),
            (Sign::Above(is_in), Some(value)) => Self::Between {
                least: (value, is_in),
                most: no_end(f64::INFINITY),
            },
            (Sign::Below(is_in), Some(value)) => Self::Between {
                least: no_end(f64::NEG_INFINITY),
                most: (value, is_in),
            },
            (Sign::Above(_) | Sign::Below(_), None) => return Err(bad()),
            (Sign::Has, _) if rest.is_empty() => return Err(bad()),
            (Sign::Has, _) => Self::Has(rest.to_lowercase()),
            (Sign::None, _) if column.is_number && rest.contains("..") => {
                let (least, most) = range(rest).ok_or_else(bad)?;
                Self::Between {
                    least: (least, true),
                    most: (most, true),
                }
            }
            (Sign::None, _) => {
                status(column, rest).map_or_else(|| Self::Has(rest.to_lowercase()), Self::Of)
            }
        };
        Ok(Some(test))
    }

    /// Whether a cell is so.
    #[must_use]
    pub fn holds(&self, cell: &Cell) -> bool {
        let value = cell.sourced().map(|number| number.value);
        let is_missing = matches!(cell, Cell::Missing | Cell::NoLimit);
        match self {
            Self::Between { least, most } => value.is_some_and(|value| {
                let above = value > least.0 || least.1 && value >= least.0;
                let below = value < most.0 || most.1 && value <= most.0;
                above && below
            }),
            Self::Other(other) => value.is_none_or(|value| (value - other).abs() > 0.0),
            Self::Of(status) => cell
                .sourced()
                .is_some_and(|number| number.status == *status),
            Self::Missing(missing) => is_missing == *missing,
            Self::Is(said, is_so) => cell.says(said) == *is_so,
            Self::Has(said) => has(cell, said),
        }
    }
}

/// Whether a cell contains a text of small letters, as it is shown or as other programs read it.
#[must_use]
pub fn has(cell: &Cell, said: &str) -> bool {
    let contains = |form: &str| form.to_lowercase().contains(said);
    match cell {
        Cell::Missing => false,
        Cell::Text(of) => contains(of),
        Cell::Number(_) => contains(&cell.plain(None)) || contains(&cell.shown(Lang::En)),
        Cell::NoLimit => contains(&cell.shown(Lang::En)) || contains(&cell.shown(Lang::Zh)),
        _ => [None, Some(Lang::En), Some(Lang::Zh)]
            .into_iter()
            .any(|lang| contains(&cell.plain(lang))),
    }
}

impl Table {
    /// Whether any cell of a row contains a text of small letters.
    #[must_use]
    pub fn row_has(&self, row: usize, said: &str) -> bool {
        let mut columns = self.columns().iter();
        columns.any(|column| has(&self.cell(row, column.field), said))
    }
}

/// How a cell is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    None,
    Is,
    Not,
    Has,
    Above(bool),
    Below(bool),
}

/// The sign that a text begins with, and what comes after it.
fn sign(said: &str) -> (Sign, &str) {
    const SIGNS: [(&str, Sign); 17] = [
        (">=", Sign::Above(true)),
        ("<=", Sign::Below(true)),
        ("!=", Sign::Not),
        ("<>", Sign::Not),
        ("==", Sign::Is),
        ("≥", Sign::Above(true)),
        ("≤", Sign::Below(true)),
        ("≠", Sign::Not),
        ("＞=", Sign::Above(true)),
        ("＜=", Sign::Below(true)),
        (">", Sign::Above(false)),
        ("<", Sign::Below(false)),
        ("=", Sign::Is),
        ("＞", Sign::Above(false)),
        ("＜", Sign::Below(false)),
        ("＝", Sign::Is),
        ("~", Sign::Has),
    ];
    let known = SIGNS
        .iter()
        .find_map(|(sign, what)| Some((*what, said.strip_prefix(sign)?.trim())));
    known.unwrap_or((Sign::None, said))
}

/// Two numbers with `..` between them; where one is left out there is no such end.
fn range(said: &str) -> Option<(f64, f64)> {
    let (least, most) = said.split_once("..")?;
    let end = |said: &str, none: f64| match said.trim() {
        "" => Some(none),
        said => number(said),
    };
    let has_end = !(least.trim().is_empty() && most.trim().is_empty());
    let ends = (end(least, f64::NEG_INFINITY)?, end(most, f64::INFINITY)?);
    has_end.then_some(ends)
}

/// Whether a text that is no number is meant as one: `0,5`.
fn is_like_number(said: &str) -> bool {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | '-' | '−' | '+' | ' ');
    said.contains(|c: char| c.is_ascii_digit()) && said.chars().all(is_part)
}

/// The status that a word means, in either language, above a column of numbers.
fn status(column: &Column, said: &str) -> Option<Status> {
    if !column.is_number {
        return None;
    }
    let all = [
        Status::Cited,
        Status::Derived,
        Status::Assumed,
        Status::Unsourced,
    ];
    let is = |status: &Status| {
        let names = [Lang::En, Lang::Zh].map(|lang| text(lang, status.words_key()));
        status.word().eq_ignore_ascii_case(said)
            || names.iter().any(|name| name.eq_ignore_ascii_case(said))
    };
    all.into_iter().find(is)
}

/// A condition of the command line, `COLUMN>VALUE`: the column's word and what is asked of it.
#[must_use]
pub fn condition(said: &str) -> Option<(&str, &str)> {
    let end = said.find(['>', '<', '=', '!', '~', '≥', '≤', '≠'])?;
    let (column, test) = said.split_at(end);
    Some((column.trim(), test))
}
