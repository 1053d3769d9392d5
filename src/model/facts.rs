//! What a study knows beside its network: published series and figures, notes, conflicts between
//! sources, and what a model of demand is to be held to.
//!
//! Does not know: what a model makes of it.

use super::ids::Key;
use super::names::Names;
use super::parameters::Parameters;
use super::series::Series;
use super::sourced::{Sourced, Status};
use super::value::Value;

/// A published figure about one hub or link.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The hub or link, or the name of the parts of a split link.
    pub at: Key,
    /// What it counts.
    pub names: Names,
    /// Its value; a text such as `3 -> 12` where it is more than a number.
    pub value: Value,
}

/// How a note is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// It has a place on the map.
    Map,
    /// It is drawn in a chart.
    Chart,
    /// It is text only.
    Text,
}

impl Shown {
    /// What a table's word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim() {
            "map" => Some(Self::Map),
            "chart" => Some(Self::Chart),
            "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// The word of tables and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Chart => "chart",
            Self::Text => "text",
        }
    }
}

/// A thing worth finding: a plan, a body, a mechanism, a project or figure by the name that papers use.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its stable key.
    pub key: Key,
    /// What kind of thing it is.
    pub category: String,
    /// Its name.
    pub names: Names,
    /// How texts write it, where that differs; empty where not.
    pub also: Names,
    /// A figure that goes with it.
    pub value: Option<Value>,
    /// The date of the statement, as written.
    pub date: String,
    /// What is said of it.
    pub statement: String,
    /// How well that is founded.
    pub status: Status,
    /// Where it is from.
    pub source: String,
    /// Keys of what shows it: hubs, links, routes, projects, services, series. The map goes to the first.
    pub places: Vec<Key>,
    /// How it is shown.
    pub shown: Shown,
    /// Why it is text only.
    pub why: String,
}

/// Sources that disagree about one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its stable key.
    pub key: Key,
    /// What they disagree about.
    pub names: Names,
    /// The year it is about.
    pub year: String,
    /// Both figures with their sources.
    pub values: [Sourced; 2],
    /// Which one the study uses: `a`, `b` or `neither`.
    pub used: String,
    /// Why.
    pub reason: String,
}

/// One share that the origin-destination matrix is held to.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// What is shared out: `zone`, `port`, `direction`, `zone-south`, `class`, `class-attribute`.
    pub margin: String,
    /// What gets the share.
    pub key: String,
    /// Its name.
    pub names: Names,
    /// The hubs that stand for it.
    pub hubs: Vec<Key>,
    /// `north` or `south`; empty is both.
    pub direction: String,
    /// First and last year for which it holds.
    pub years: (i32, i32),
    /// The share.
    pub value: Sourced,
}

/// What a published figure is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its stable key.
    pub key: Key,
    /// What is compared.
    pub names: Names,
    /// What the model computes for it.
    pub kind: String,
    /// What the computation needs: keys, modes, years, by name.
    pub args: Vec<(String, String)>,
    /// The published figure, with its source.
    pub published: Sourced,
    /// The date or year of the publication's figure.
    pub year: String,
    /// Scope and other remarks.
    pub note: String,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Published series.
    pub series: Vec<Series>,
    /// Published figures about hubs and links.
    pub figures: Vec<Figure>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Conflicts between sources.
    pub conflicts: Vec<Conflict>,
    /// Margins of the origin-destination matrix.
    pub margins: Vec<Margin>,
    /// Comparisons with publications.
    pub checks: Vec<Check>,
    /// Parameters.
    pub parameters: Parameters,
}

impl Facts {
    /// The series of an id.
    #[must_use]
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.id == id)
    }

    /// The figures about a hub or link; a part of a split link has those of the whole.
    pub fn figures_at(&self, key: &Key) -> impl Iterator<Item = &Figure> {
        let key = key.clone();
        self.figures
            .iter()
            .filter(move |figure| key.is_or_is_part_of(figure.at.as_str()))
    }
}
