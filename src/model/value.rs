//! What a file says of a hub or link beyond what the model computes with: kept, shown, passed on.
//!
//! Does not know: which attributes mean something to the program.

use std::sync::Arc;

use super::sourced::{Sourced, Status};
use super::unit::Unit;

/// The value of one attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, or any other JSON value in its JSON form.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A number with its provenance.
    Number(Sourced),
    /// A text with its provenance.
    Quoted(Quoted),
}

/// What a source says where it is more than one number: `3 -> 12 tracks`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// What it says.
    pub text: String,
    /// How well it is founded.
    pub status: Status,
    /// The year it speaks of, where known.
    pub year: Option<i32>,
    /// Where it is printed.
    pub source: Option<Arc<str>>,
    /// Formula, reason or remark.
    pub note: Option<Arc<str>>,
}

/// Where a property is from that is kept without its provenance: a gauge, a year, a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The property's name in the file.
    pub property: String,
    /// How well it is founded.
    pub status: Status,
    /// The year it speaks of, where known.
    pub year: Option<i32>,
    /// Lower end of its range.
    pub low: Option<f64>,
    /// Upper end of its range.
    pub high: Option<f64>,
    /// Where it is printed.
    pub source: Option<Arc<str>>,
    /// Formula, reason or remark.
    pub note: Option<Arc<str>>,
}

impl Origin {
    /// Whether it says anything.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let has_range = self.low.is_some() || self.high.is_some();
        let has_words = self.source.is_some() || self.note.is_some();
        self.status != Status::Unsourced || self.year.is_some() || has_range || has_words
    }
}

/// One property of a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The property's name in the file.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// A number that is kept without its provenance, in its unit, with what the file says of where the property
/// of that name is from; unsourced where it says nothing.
#[must_use]
pub fn stated(origins: &[Origin], property: &str, value: f64, unit: Unit) -> Sourced {
    let mut number = Sourced::new(value, unit, Status::Unsourced);
    if let Some(origin) = origins.iter().find(|origin| origin.property == property) {
        number.status = origin.status;
        number.year = origin.year;
        (number.low, number.high) = (origin.low, origin.high);
        number.source.clone_from(&origin.source);
        number.note = origin.note.clone().map(Into::into);
    }
    number
}
