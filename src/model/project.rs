//! Infrastructure projects: what they change in the network, from when, and how sure that is.
//!
//! Does not know: how a change is applied (see [`super::effect`]).

use super::ids::Key;
use super::link::{Link, LinkState};
use super::names::Names;
use super::sourced::{Sourced, Status};
use super::value::Value;

/// How sure a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// It is open, or its opening is beyond doubt.
    Certain,
    /// Approved, building or planned.
    Planned,
    /// An idea to try.
    WhatIf,
}

impl Certainty {
    /// The certainty a table's word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim() {
            "certain" => Some(Self::Certain),
            "planned" => Some(Self::Planned),
            "what-if" => Some(Self::WhatIf),
            _ => None,
        }
    }

    /// The word of tables and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Planned => "planned",
            Self::WhatIf => "what-if",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Certain => "certainty.certain",
            Self::Planned => "certainty.planned",
            Self::WhatIf => "certainty.what-if",
        }
    }
}

/// How far a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProjectState {
    /// In operation: the network holds its effect.
    Open,
    /// Under construction.
    Building,
    /// Approved.
    Approved,
    /// Planned.
    Planned,
    /// An idea without a plan.
    Idea,
}

impl ProjectState {
    /// The state a table's word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim() {
            "open" => Some(Self::Open),
            "building" => Some(Self::Building),
            "approved" => Some(Self::Approved),
            "planned" => Some(Self::Planned),
            "idea" => Some(Self::Idea),
            _ => None,
        }
    }

    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Building => "building",
            Self::Approved => "approved",
            Self::Planned => "planned",
            Self::Idea => "idea",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Open => "project.open",
            Self::Building => "project.building",
            Self::Approved => "project.approved",
            Self::Planned => "project.planned",
            Self::Idea => "project.idea",
        }
    }
}

/// What one change sets.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// The state of a link.
    State(LinkState),
    /// Whether a link is electrified.
    Electrified(bool),
    /// A number, by the name of its property in GeoJSON.
    Number {
        /// The property.
        property: String,
        /// Its value in the property's unit.
        value: f64,
    },
}

/// One change of a link, of all parts of a split link, or of a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The link, the name of the parts, or the hub.
    pub subject: Key,
    /// What is set.
    pub setting: Setting,
}

/// A project.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// The keys of the routes it serves.
    pub routes: Vec<String>,
    /// What kind of work it is.
    pub kind: Names,
    /// The hub or link where it is.
    pub at: Option<Key>,
    /// How far it is.
    pub state: ProjectState,
    /// How sure it is.
    pub certainty: Certainty,
    /// When work began, as published.
    pub start: String,
    /// When it opens, as published.
    pub opens: Names,
    /// The year from which its changes hold; `None` where nothing says.
    pub year: Option<Sourced>,
    /// What it costs; `None` where nothing says.
    pub cost: Option<Sourced>,
    /// What it changes in the network.
    pub changes: Vec<Change>,
    /// What of that was otherwise before, and how, as far as the table says.
    pub former: Vec<Change>,
    /// Its effect in words.
    pub effect: Names,
    /// What the effect's figure was before.
    pub before: Option<Value>,
    /// What it is after, with status, note and source of the effect.
    pub after: Option<Value>,
    /// How well the effect is founded.
    pub status: Status,
    /// Formula, reason or remark.
    pub note: String,
    /// Where it is published.
    pub source: String,
}

impl Change {
    /// Whether both set the same of the same.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        let is_same = match (&self.setting, &other.setting) {
            (Setting::State(_), Setting::State(_))
            | (Setting::Electrified(_), Setting::Electrified(_)) => true,
            (Setting::Number { property, .. }, Setting::Number { property: of, .. }) => {
                property == of
            }
            _ => false,
        };
        is_same && self.subject == other.subject
    }
}

impl Project {
    /// The year from which its changes hold.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a year; a cast saturates")]
    pub fn first_year(&self) -> Option<i32> {
        self.year.as_ref().map(|year| year.value as i32)
    }

    /// Whether it changes a link, or a whole of which this is a part.
    #[must_use]
    pub fn changes_link(&self, link: &Link) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| link.key.is_or_is_part_of(change.subject.as_str()))
    }
}
