//! The properties of features, read without a tree where they are texts, numbers, yes, no and null.
//!
//! Names are looked up once a file where features have the same ones in the same order: what came after a
//! name the last time is tried first. What the reader of properties makes something of (names, class, rank,
//! id) is marked. Nested values, numbers with units and `provenance` are left to the tree, as is a name given
//! twice. Linear in the text.
//! Does not know: what the properties mean.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::cursor::Cursor;
use crate::io::lower::context::{self, LABEL};
use crate::io::lower::props::{Props, attribute_unit};
use crate::model::context::Label;
use crate::model::properties::{Plain, Properties};
use crate::model::unit::Unit;

/// What is done with a property beside keeping it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Kept,
    /// Names and classes of features are taken from it.
    Label,
    Id,
    /// The tree alone knows what it is.
    Tree,
}

/// A name that was met.
#[derive(Debug)]
struct Column {
    name: String,
    role: Role,
    /// Its number in the layer, once a value was kept.
    number: Option<u32>,
    /// The number of the feature that had it last.
    seen: usize,
}

/// A value without parts.
#[derive(Clone, Debug)]
pub(super) enum Scalar<'t> {
    Null,
    Bool(bool),
    /// A number, and as the file has it.
    Number(f64, &'t str),
    Text(Cow<'t, str>),
}

impl<'t> Scalar<'t> {
    /// What stands at the cursor, if it has no parts.
    pub(super) fn read(cursor: &mut Cursor<'t>) -> Option<Self> {
        match cursor.peek() {
            b'"' => cursor.string().map(Self::Text),
            b'n' => cursor.word("null").map(|()| Self::Null),
            b't' => cursor.word("true").map(|()| Self::Bool(true)),
            b'f' => cursor.word("false").map(|()| Self::Bool(false)),
            b'-' | b'0'..=b'9' => {
                let start = cursor.at();
                let number = cursor.number()?;
                Some(Self::Number(number, cursor.since(start)))
            }
            _ => None,
        }
    }

    /// As an id: a text, or a number in its JSON form.
    pub(super) fn id(&self) -> Option<Cow<'t, str>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(_, text) => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
                if is_whole && digits.len() < 18 && *text != "-0" {
                    return Some(Cow::Borrowed(text));
                }
                let number: Value = serde_json::from_str(text).ok()?;
                Some(Cow::Owned(number.to_string()))
            }
            Self::Null | Self::Bool(_) => None,
        }
    }

    fn to_tree(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(*flag),
            Self::Number(_, text) => serde_json::from_str(text).unwrap_or_default(),
            Self::Text(text) => Value::from(text.as_ref()),
        }
    }
}

/// The names met so far, and the properties of the feature that was read last.
#[derive(Debug, Default)]
pub(super) struct Columns<'t> {
    known: Vec<Column>,
    number_of: HashMap<String, usize>,
    /// The properties: column and value, in the file's order.
    found: Vec<(usize, Scalar<'t>)>,
    /// The columns of the feature before.
    before: Vec<usize>,
    n_features: usize,
}

impl<'t> Columns<'t> {
    pub(super) fn clear(&mut self) {
        self.before.clear();
        self.before
            .extend(self.found.iter().map(|(column, _)| *column));
        self.found.clear();
        self.n_features += 1;
    }

    /// Reads the object at the cursor.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        cursor.eat(b'{')?;
        if cursor.eat(b'}').is_some() {
            return Some(());
        }
        loop {
            let name = cursor.string()?;
            cursor.eat(b':')?;
            let value = Scalar::read(cursor)?;
            let at = self.column(&name);
            let column = &mut self.known[at];
            let is_twice = std::mem::replace(&mut column.seen, self.n_features) == self.n_features;
            if is_twice || column.role == Role::Tree {
                return None;
            }
            self.found.push((at, value));
            if !cursor.is_more(b'}')? {
                return Some(());
            }
        }
    }

    /// The column of a name; a new one where there is none.
    fn column(&mut self, name: &str) -> usize {
        if let Some(&likely) = self.before.get(self.found.len())
            && self.known[likely].name == name
        {
            return likely;
        }
        if let Some(&known) = self.number_of.get(name) {
            return known;
        }
        let role = if name == "id" {
            Role::Id
        } else if LABEL.contains(&name) {
            Role::Label
        } else if name == "provenance" || attribute_unit(name) != Unit::One {
            Role::Tree
        } else {
            Role::Kept
        };
        self.number_of.insert(name.to_owned(), self.known.len());
        self.known.push(Column {
            name: name.to_owned(),
            role,
            number: None,
            seen: 0,
        });
        self.known.len() - 1
    }

    /// The property `id` as an id.
    pub(super) fn id(&self) -> Option<Cow<'t, str>> {
        let mut found = self.found.iter();
        let id = found.find(|(column, _)| self.known[*column].role == Role::Id);
        id.and_then(|(_, value)| value.id())
    }

    /// Names, class and rank.
    pub(super) fn label(&self, file: &Arc<str>) -> Label {
        let role = |column: usize| self.known[column].role;
        let telling = self.found.iter().filter(|(at, _)| role(*at) == Role::Label);
        let map: Map<String, Value> = telling
            .map(|(at, value)| (self.known[*at].name.clone(), value.to_tree()))
            .collect();
        context::label(&mut Props::new(&map, file, ""))
    }

    /// Appends the properties as those of the next feature.
    pub(super) fn push(&mut self, properties: &mut Properties) {
        for (at, value) in &self.found {
            let value = match value {
                Scalar::Null => continue,
                Scalar::Bool(flag) => Plain::Bool(*flag),
                Scalar::Number(number, _) => Plain::Number(*number),
                Scalar::Text(text) => Plain::Text(text),
            };
            let column = &mut self.known[*at];
            if column.number.is_none() {
                column.number = properties.name(&column.name);
            }
            if let Some(number) = column.number {
                properties.push_plain(number, value);
            }
        }
        properties.end_feature();
    }
}
