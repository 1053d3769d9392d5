//! Published series by year, as they stand in their sources.
//!
//! Does not know: what a model makes of them.

use super::names::Names;
use super::sourced::Sourced;
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
}
