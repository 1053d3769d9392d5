//! The table of parameters: tariffs, speeds, factors, each with its provenance, found by key.
//!
//! Does not know: what a parameter is used for.

use super::ids::Key;
use super::names::Names;
use super::sourced::Sourced;
use super::value::Value;

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// What it belongs to: rail tariff, time, emission, default, …
    pub group: String,
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// Its value; a text where a formula or a pair is meant.
    pub value: Value,
}

/// All parameters of a study, in the order of their table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters {
    rows: Vec<Parameter>,
}

impl Parameters {
    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Parameter] {
        &self.rows
    }

    /// Adds a row; one of the same key gives way.
    pub fn set(&mut self, row: Parameter) {
        match self.rows.iter_mut().find(|known| known.key == row.key) {
            Some(known) => *known = row,
            None => self.rows.push(row),
        }
    }

    /// The number of a key; `None` where there is no such row or it holds a text.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<&Sourced> {
        let row = self.rows.iter().find(|row| row.key.as_str() == key)?;
        match &row.value {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => None,
        }
    }
}
