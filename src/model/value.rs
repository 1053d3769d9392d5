//! What a file says of a hub or link beyond what the model computes with: kept, shown, passed on.
//!
//! Does not know: which attributes mean something to the program.

use super::sourced::Sourced;

/// The value of one attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, or any other JSON value in its JSON form.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A number with its provenance.
    Number(Sourced),
}

/// One property of a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The property's name in the file.
    pub name: String,
    /// Its value.
    pub value: Value,
}
