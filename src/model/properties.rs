//! The properties of many features in little space: a context layer may have a hundred thousand.
//!
//! A plain number or a text takes 24 bytes beside its letters; names are kept once a layer.
//! Does not know: which properties mean something to the program.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sourced::{Sourced, Status};
use super::unit::Unit;
use super::value::{Attribute, Quoted, Value};

/// The properties of the features of a layer, by feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    names: Vec<Arc<str>>,
    number_of: BTreeMap<Arc<str>, u32>,
    cells: Vec<Cell>,
    /// End of each feature's properties in `cells`.
    ends: Vec<u32>,
    texts: String,
    sourced: Vec<Sourced>,
}

/// One property of one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    name: u32,
    value: Packed,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Packed {
    /// From and to a byte of `texts`.
    Text(u32, u32),
    Bool(bool),
    /// A number without unit, source and range.
    Number(f64),
    /// A place in `sourced`.
    Sourced(u32),
}

/// A value that says nothing of where it is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plain<'t> {
    /// A text.
    Text(&'t str),
    /// Yes or no.
    Bool(bool),
    /// A number without unit, source and range.
    Number(f64),
}

impl Properties {
    /// Appends the properties of the next feature. What does not fit into four gigabytes of text is
    /// left out.
    pub fn push(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let name = self.name(&attribute.name);
            if let (Some(name), Some(value)) = (name, self.packed(&attribute.value)) {
                self.cells.push(Cell { name, value });
            }
        }
        self.end_feature();
    }

    /// Appends a property to the next feature, by the number of its name ([`Self::name`]);
    /// [`Self::end_feature`] follows its last one. The same as [`Self::push`] without a list made for it.
    pub fn push_plain(&mut self, name: u32, value: Plain) {
        let value = match value {
            Plain::Text(text) => self.text(text),
            Plain::Bool(flag) => Some(Packed::Bool(flag)),
            Plain::Number(number) => Some(Packed::Number(number)),
        };
        self.cells.extend(value.map(|value| Cell { name, value }));
    }

    /// Ends the feature whose properties came last.
    pub fn end_feature(&mut self) {
        let end = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    /// The number of a name, a new one where it is new; `None` beyond four billion of them.
    pub fn name(&mut self, name: &str) -> Option<u32> {
        if let Some(&number) = self.number_of.get(name) {
            return Some(number);
        }
        let number = u32::try_from(self.names.len()).ok()?;
        let name: Arc<str> = Arc::from(name);
        self.names.push(Arc::clone(&name));
        self.number_of.insert(name, number);
        Some(number)
    }

    fn text(&mut self, text: &str) -> Option<Packed> {
        let from = u32::try_from(self.texts.len()).ok()?;
        let to = u32::try_from(self.texts.len() + text.len()).ok()?;
        self.texts.push_str(text);
        Some(Packed::Text(from, to))
    }

    fn packed(&mut self, value: &Value) -> Option<Packed> {
        match value {
            Value::Text(text) | Value::Quoted(Quoted { text, .. }) => self.text(text),
            Value::Bool(flag) => Some(Packed::Bool(*flag)),
            Value::Number(number) if *number == plain(number.value) => {
                Some(Packed::Number(number.value))
            }
            Value::Number(number) => {
                let place = u32::try_from(self.sourced.len()).ok()?;
                self.sourced.push(number.clone());
                Some(Packed::Sourced(place))
            }
        }
    }

    /// The properties of a feature, in the file's order; none beyond the last feature.
    #[must_use]
    pub fn of(&self, feature: usize) -> Vec<Attribute> {
        let Some(&end) = self.ends.get(feature) else {
            return Vec::new();
        };
        let start = feature
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        let cells = self.cells.get(start..end as usize).unwrap_or_default();
        cells.iter().map(|cell| self.attribute(*cell)).collect()
    }

    /// The names of properties, in the order in which they first came.
    #[must_use]
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// The place of a name among them.
    #[must_use]
    pub fn number_of(&self, name: &str) -> Option<usize> {
        self.number_of.get(name).map(|&number| number as usize)
    }

    /// The properties of a feature by the places of their names, of numbers the value alone; none beyond
    /// the last feature. Nothing is copied.
    pub fn plain(&self, feature: usize) -> impl Iterator<Item = (usize, Plain<'_>)> {
        let end = self.ends.get(feature).map_or(0, |&end| end as usize);
        let start = feature
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |&start| start as usize);
        let cells = self.cells.get(start..end).unwrap_or_default();
        cells.iter().map(|cell| {
            let value = match cell.value {
                Packed::Text(from, to) => {
                    let text = self.texts.get(from as usize..to as usize);
                    Plain::Text(text.unwrap_or_default())
                }
                Packed::Bool(flag) => Plain::Bool(flag),
                Packed::Number(number) => Plain::Number(number),
                Packed::Sourced(place) => {
                    let number = self.sourced.get(place as usize);
                    Plain::Number(number.map_or(0.0, |number| number.value))
                }
            };
            (cell.name as usize, value)
        })
    }

    fn attribute(&self, cell: Cell) -> Attribute {
        let name = self.names.get(cell.name as usize);
        let value = match cell.value {
            Packed::Text(from, to) => {
                let text = self.texts.get(from as usize..to as usize);
                Value::Text(text.unwrap_or_default().to_owned())
            }
            Packed::Bool(flag) => Value::Bool(flag),
            Packed::Number(number) => Value::Number(plain(number)),
            Packed::Sourced(place) => {
                let number = self.sourced.get(place as usize);
                Value::Number(number.cloned().unwrap_or(plain(0.0)))
            }
        };
        Attribute {
            name: name.map(ToString::to_string).unwrap_or_default(),
            value,
        }
    }
}

/// A number as a file has it that says nothing more of it.
fn plain(value: f64) -> Sourced {
    Sourced::new(value, Unit::One, Status::Unsourced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let attribute = |name: &str, value| Attribute {
            name: name.to_owned(),
            value,
        };
        let cited = Sourced::new(3.0, Unit::Year, Status::Cited).with_note("n");
        let first = vec![
            attribute("name", Value::Text("西区".to_owned())),
            attribute("area", Value::Number(plain(12.5))),
            attribute("is_open", Value::Bool(true)),
        ];
        let third = vec![
            attribute("area", Value::Number(cited)),
            attribute("name", Value::Text(String::new())),
        ];
        let mut properties = Properties::default();
        for attributes in [&first[..], &[], &third] {
            properties.push(attributes);
        }
        assert_eq!(properties.of(0), first);
        assert_eq!(properties.of(1), []);
        assert_eq!(properties.of(2), third);
        assert_eq!(properties.of(3), []);
        let area = properties.number_of("area").unwrap_or_default();
        let of = |feature| properties.plain(feature).find(|(name, _)| *name == area);
        assert_eq!(of(0), Some((area, Plain::Number(12.5))));
        assert_eq!(of(2), Some((area, Plain::Number(3.0))));
        assert!(of(1).is_none() && of(3).is_none());
        assert_eq!(properties.names.len(), 3, "each name is kept once");
        assert!(size_of::<Cell>() <= 24);
    }
}
