//! Published series by year, as they stand in their sources.
//!
//! Does not know: what a model makes of them.

use super::names::Names;
use super::sourced::Sourced;

/// One published figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Calendar year.
    pub year: i32,
    /// The period in words when it is not exactly the year (`year (over)`, `year (expected)`).
    pub period: String,
    /// The figure with its source.
    pub value: Sourced,
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
