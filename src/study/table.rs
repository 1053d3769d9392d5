//! Links, hubs, demand, projects, services and parameters as rows and columns: what each cell holds and
//! what edits of it change. Window and command line read the same rows.
//!
//! A row is named by its place in the network, facts or matrix, and so stays the same whatever is listed
//! and in which order. Cells are looked up when they are asked for: a table costs what is seen of it.
//! Does not know: files, the screen; how rows are picked.

pub mod columns;
pub mod filter;
pub mod order;
pub mod paste;
pub mod set;
pub mod texts;
mod links;
mod places;
mod plans;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use self::columns::{Column, Field};
use super::demand::Demand;
use super::find::{Spot, Subject, spot};
use crate::model::edit::Edit;
use crate::model::edit::target::Target;
use crate::model::facts::Facts;
use crate::model::ids::{Key, LinkId, NodeId};
use crate::model::link::LinkState;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::{Availability, Scenario};
use crate::model::sourced::Sourced;
use crate::words::format::{number, short};
use crate::words::{Lang, text};

/// What a table lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// Links.
    Links,
    /// Hubs.
    Hubs,
    /// Cells of the matrix of demand.
    Demand,
    /// Infrastructure projects.
    Projects,
    /// Named services.
    Services,
    /// Parameters.
    Parameters,
}

impl Tab {
    /// All of them, as they stand beside each other.
    pub const ALL: [Self; 6] = [
        Self::Links,
        Self::Hubs,
        Self::Demand,
        Self::Projects,
        Self::Services,
        Self::Parameters,
    ];

    /// The word of the command line and of file names.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Hubs => "hubs",
            Self::Demand => "demand",
            Self::Projects => "projects",
            Self::Services => "services",
            Self::Parameters => "parameters",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Links => "table.links",
            Self::Hubs => "table.hubs",
            Self::Demand => "table.demand",
            Self::Projects => "table.projects",
            Self::Services => "table.services",
            Self::Parameters => "table.parameters",
        }
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is given.
    Missing,
    /// A capacity without limit.
    NoLimit,
    /// A text that is the same in all languages.
    Text(Cow<'a, str>),
    /// A word of files, and the key of its name in the message files.
    Word(&'static str, &'static str),
    /// Things with keys and names.
    Named(Vec<(&'a str, &'a Names)>),
    /// What is said in both languages.
    Said(&'a Names),
    /// Yes or no.
    Switch(bool),
    /// A number with its provenance.
    Number(Cow<'a, Sourced>),
}

impl<'a> Cell<'a> {
    /// A number of the model; missing where there is none.
    pub(super) fn number(number: Option<&'a Sourced>) -> Self {
        number.map_or(Self::Missing, |number| Self::Number(Cow::Borrowed(number)))
    }

    /// A number made for the table; missing where there is none.
    pub(super) fn made(number: Option<Sourced>) -> Self {
        number.map_or(Self::Missing, |number| Self::Number(Cow::Owned(number)))
    }

    /// A text; missing where it is empty.
    pub(super) fn text(text: &'a str) -> Self {
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(Cow::Borrowed(text))
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub fn sourced(&self) -> Option<&Sourced> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What it says to people: thousands separated, names in their language, without unit.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> String {
        use crate::model::unit::Unit;
        match self {
            Self::NoLimit => text(lang, "card.no-limit").to_owned(),
            Self::Number(of) => match of.unit {
                Unit::Year | Unit::Mm => format!("{}", of.value),
                Unit::Named("°") => number(of.value, 4),
                _ if !of.value.is_finite() => text(lang, "card.no-limit").to_owned(),
                _ => short(of.value),
            },
            _ => self.plain(Some(lang)),
        }
    }

    /// What it says to other programs: numbers with all their digits and nothing between them, names in
    /// a language, or keys and words where none is given.
    #[must_use]
    pub fn plain(&self, lang: Option<Lang>) -> String {
        match self {
            Self::Text(said) => said.clone().into_owned(),
            Self::Word(word, key) => lang.map_or(*word, |lang| text(lang, key)).to_owned(),
            Self::Named(things) => {
                let said = things.iter().map(|(key, names)| match lang {
                    Some(lang) if !names.in_lang(lang).is_empty() => names.in_lang(lang),
                    _ => key,
                });
                said.collect::<Vec<_>>().join("; ")
            }
            Self::Said(names) => names.in_lang(lang.unwrap_or(Lang::En)).to_owned(),
            Self::Switch(is_on) => match (lang, is_on) {
                (Some(lang), true) => text(lang, "word.yes").to_owned(),
                (Some(lang), false) => text(lang, "word.no").to_owned(),
                (None, is_on) => is_on.to_string(),
            },
            Self::Number(of) if of.value.is_finite() => format!("{}", of.value),
            Self::Missing | Self::NoLimit | Self::Number(_) => String::new(),
        }
    }

    /// Whether it says a text, in either language or as a word; capitals do not matter.
    #[must_use]
    pub fn says(&self, said: &str) -> bool {
        let forms = [None, Some(Lang::En), Some(Lang::Zh)];
        let said = said.trim().to_lowercase();
        forms
            .into_iter()
            .any(|lang| self.plain(lang).to_lowercase() == said)
    }
}

/// Where a row is on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A hub.
    Node(NodeId),
    /// A link.
    Link(LinkId),
}

/// A table of a study under a scenario.
pub struct Table {
    tab: Tab,
    network: Arc<Network>,
    facts: Arc<Facts>,
    demand: Option<Arc<Demand>>,
    availability: Availability,
    applied: BTreeSet<Key>,
    edited: BTreeSet<Target>,
}

impl Table {
    /// A table; `network` and `facts` are those of the scenario, `demand` is its matrix, for the table of
    /// that.
    #[must_use]
    pub fn new(
        tab: Tab,
        (network, facts): (Arc<Network>, Arc<Facts>),
        scenario: &Scenario,
        demand: Option<Arc<Demand>>,
    ) -> Self {
        let edits = scenario.edits().iter();
        let kept = edits.filter(|edit| !matches!(edit, Edit::Restore(_)));
        let applied = scenario.edits().iter().filter_map(|edit| match edit {
            Edit::ApplyProject {
                project,
                is_applied: true,
            } => Some(project.clone()),
            _ => None,
        });
        Self {
            tab,
            availability: Availability::of(&network, scenario),
            applied: applied.collect(),
            edited: kept.map(Edit::target).collect(),
            network,
            facts,
            demand,
        }
    }

    /// What it lists.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The network whose numbers it shows.
    #[must_use]
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// The matrix that it lists, where it lists one.
    #[must_use]
    pub fn demand(&self) -> Option<&Demand> {
        self.demand.as_deref()
    }

    /// Its columns.
    #[must_use]
    pub fn columns(&self) -> &'static [Column] {
        columns::of(self.tab)
    }

    /// All its rows, in the order of the data; what was taken away is none.
    #[must_use]
    pub fn rows(&self) -> Vec<usize> {
        let network = &self.network;
        let all = |count: usize| (0..count).collect();
        match self.tab {
            Tab::Links => {
                let links = network.links().iter().enumerate();
                let there = links.filter(|(_, link)| link.state != LinkState::Removed);
                there.map(|(row, _)| row).collect()
            }
            Tab::Hubs => {
                let nodes = network.node_ids().filter(|&id| !network.is_removed(id));
                nodes.map(NodeId::index).collect()
            }
            Tab::Demand => all(self.demand.as_ref().map_or(0, |demand| demand.cells.len())),
            Tab::Projects => all(network.projects().len()),
            Tab::Services => all(network.services().len()),
            Tab::Parameters => all(self.facts.parameters.rows().len()),
        }
    }

    /// What a cell holds; nothing where there is no such row.
    #[must_use]
    pub fn cell(&self, row: usize, field: Field) -> Cell<'_> {
        let cell = match self.tab {
            Tab::Links => self.link_cell(row, field),
            Tab::Hubs => self.hub_cell(row, field),
            Tab::Demand => self.demand_cell(row, field),
            Tab::Projects => self.project_cell(row, field),
            Tab::Services => self.service_cell(row, field),
            Tab::Parameters => self.parameter_cell(row, field),
        };
        cell.unwrap_or(Cell::Missing)
    }

    /// What names a row in texts that are pasted: the key of what it is.
    #[must_use]
    pub fn key(&self, row: usize) -> String {
        self.cell(row, Field::Key).plain(None)
    }

    /// Where a row is on the map: a project where its table says, a service at its first stop, demand
    /// where it begins.
    #[must_use]
    pub fn place(&self, row: usize) -> Option<Place> {
        let network = &self.network;
        match self.tab {
            Tab::Links => (row < network.links().len()).then(|| Place::Link(LinkId::at(row))),
            Tab::Hubs => (row < network.nodes().len()).then(|| Place::Node(NodeId::at(row))),
            Tab::Demand => Some(Place::Node(self.demand.as_ref()?.cells.get(row)?.origin)),
            Tab::Projects => self.spot(Subject::Project(row)),
            Tab::Services => self.spot(Subject::Service(row)),
            Tab::Parameters => None,
        }
    }

    /// Where the search finds something; of several links the first.
    fn spot(&self, subject: Subject) -> Option<Place> {
        match spot(&self.network, &self.facts, subject)? {
            Spot::Node(node) => Some(Place::Node(node)),
            Spot::Links(links) => links.first().copied().map(Place::Link),
        }
    }

    /// Whether an edit of the scenario is about a cell: of its own, or of the whole line it is a part of.
    #[must_use]
    pub fn is_edited(&self, row: usize, field: Field) -> bool {
        self.edited_target(row, field).is_some()
    }

    /// What such an edit changes.
    #[must_use]
    pub fn edited_target(&self, row: usize, field: Field) -> Option<Target> {
        if self.edited.is_empty() {
            return None;
        }
        let target = self.target(row, field)?;
        if self.edited.contains(&target) {
            return Some(target);
        }
        let whole = self.whole_target(row, &target)?;
        self.edited.contains(&whole).then_some(whole)
    }

    /// Whether an edit of the scenario is about a row.
    #[must_use]
    pub fn is_row_edited(&self, row: usize) -> bool {
        let mut columns = self.columns().iter();
        columns.any(|column| self.is_edited(row, column.field))
    }
}

#[cfg(test)]
mod tests;
