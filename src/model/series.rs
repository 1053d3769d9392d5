//! Published series by year, as they stand in their sources.
//!
//! Does not know: what a model makes of them.

use super::names::Names;
use super::sourced::{Sourced, Status};
use super::value::Value;

/// One published figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The first calendar year it counts; the same as `year` but for cumulative figures.
    pub first_year: i32,
    /// Calendar year; the last one of a cumulative figure.
    pub year: i32,
    /// The period in words: `year`, `year (over)`, `to 29 Nov`, …
    pub period: String,
    /// The figure with its source; a quoted text where it is more than one number.
    pub value: Value,
}

impl Observation {
    /// The figure where it is a number.
    #[must_use]
    pub fn number(&self) -> Option<&Sourced> {
        match &self.value {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => None,
        }
    }

    /// `2025`, `2017–2025`, `2024 (Jan-Sep)`.
    #[must_use]
    pub fn when(&self) -> String {
        let years = if self.first_year == self.year {
            self.year.to_string()
        } else {
            format!("{}–{}", self.first_year, self.year)
        };
        match self.period.as_str() {
            "year" => years,
            period => format!("{years} ({period})"),
        }
    }

    /// Whether it is about one whole calendar year: as counted, at least, or expected.
    #[must_use]
    pub fn is_whole_year(&self) -> bool {
        let is_year = self.period == "year" || self.period.starts_with("year (");
        is_year && self.period != "year (check)" && self.first_year == self.year
    }
}

/// A published series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Stable id.
    pub id: String,
    /// Name.
    pub names: Names,
    /// Figures in order of year.
    pub observations: Vec<Observation>,
}

impl Series {
    /// The figure of a whole year.
    #[must_use]
    pub fn of_year(&self, year: i32) -> Option<&Sourced> {
        let of_year = |o: &&Observation| o.year == year && o.is_whole_year();
        self.observations.iter().find(of_year)?.number()
    }

    /// What is said of what the figures of whole years count, each note once: first those that tell
    /// the scope of the series, then others of some words, with the years they are about. Formulas
    /// and rates of growth are none.
    #[must_use]
    pub fn scope_notes(&self) -> Vec<String> {
        let whole = self.observations.iter().filter(|o| o.is_whole_year());
        let given = whole
            .filter_map(|seen| Some((seen.year, seen.number()?)))
            .filter(|(_, number)| number.status != Status::Derived);
        let mut notes: Vec<(&str, Vec<String>)> = Vec::new();
        for (year, note) in given.filter_map(|(year, number)| Some((year, number.note.as_deref()?)))
        {
            let year = year.to_string();
            match notes.iter_mut().find(|(known, _)| *known == note) {
                Some((_, years)) => years.push(year),
                None if note.starts_with(SCOPE) || has_words(note) => {
                    notes.push((note, vec![year]));
                }
                None => {}
            }
        }
        notes.sort_by_key(|(note, _)| !note.starts_with(SCOPE));
        let said = |(note, years): (&str, Vec<String>)| match note.strip_prefix(SCOPE) {
            Some(scope) => scope.trim().to_owned(),
            None => format!("{}: {note}", years.join(", ")),
        };
        notes.into_iter().map(said).collect()
    }
}

/// How a note begins that tells the scope of a whole series.
const SCOPE: &str = "scope:";

/// Whether a note is more than figures: it has at least three words of three letters.
fn has_words(note: &str) -> bool {
    let words = note.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.chars().count() >= 3).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::unit::Unit;

    fn seen(year: i32, period: &str, status: Status, note: &str) -> Observation {
        let number = Sourced::new(1.0, Unit::Teu, status).with_note(note);
        Observation {
            first_year: year,
            year,
            period: period.to_owned(),
            value: Value::Number(number),
        }
    }

    #[test]
    fn scope_notes_are_words_and_the_scope_comes_first() {
        let series = Series {
            id: "x".to_owned(),
            names: Names::default(),
            observations: vec![
                seen(2018, "year", Status::Cited, "+47.6 %"),
                seen(2019, "year", Status::Cited, "another page says 570,000"),
                seen(2020, "year", Status::Cited, "scope: the port's own trains"),
                seen(2021, "year", Status::Derived, "some long formula of words"),
                seen(2022, "Q1", Status::Cited, "only the first three months"),
                seen(2023, "year", Status::Cited, "another page says 570,000"),
            ],
        };
        let expected = [
            "the port's own trains",
            "2019, 2023: another page says 570,000",
        ];
        assert_eq!(series.scope_notes(), expected);
    }
}
