//! What edits of a cell change, and the edits that set, multiply, open, close or restore it.
//!
//! Times and money of a part of a split link are edited for that part alone, all else of it for the whole
//! line, as everywhere else in the program. Where both ways have numbers of their own, an edit of the
//! first sets both, and the second is only read.
//! Does not know: whether an edit is made.

use super::columns::Field;
use super::{Cell, Tab, Table};
use crate::model::edit::parts::DemandPart;
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, EditError, LinkNumber};
use crate::model::ids::Key;
use crate::model::project::ProjectState;
use crate::model::scenario::Scenario;
use crate::words::format::short;
use crate::words::{Lang, fill, text};

/// Why a cell does not take something.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Nothing sets this cell.
    ReadOnly,
    /// It takes numbers, and this is none.
    NoNumber(String),
    /// It takes yes or no, and this is neither.
    NoSwitch(String),
    /// It takes other numbers.
    Bounds {
        /// What it was to be.
        value: f64,
        /// The least that it can be.
        least: f64,
        /// The most that it can be.
        most: f64,
    },
    /// There is no row of this key.
    NoRow(String),
    /// There is no column of this name.
    NoColumn(String),
    /// There is no cell there: beyond the last row or column.
    Beyond,
    /// Its line was given another number in the same text.
    Twice,
}

impl Refusal {
    /// What a reader is told.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::ReadOnly => text(lang, "table.refused.read-only").to_owned(),
            Self::NoNumber(said) => fill(lang, "table.refused.number", &[said]),
            Self::NoSwitch(said) => fill(lang, "table.refused.switch", &[said]),
            Self::Bounds { value, least, most } => fill(
                lang,
                "table.refused.bounds",
                &[&value.to_string(), &short(*least), &short(*most)],
            ),
            Self::NoRow(key) => fill(lang, "table.refused.row", &[key]),
            Self::NoColumn(name) => fill(lang, "table.refused.column", &[name]),
            Self::Beyond => text(lang, "table.refused.beyond").to_owned(),
            Self::Twice => text(lang, "table.refused.twice").to_owned(),
        }
    }

    fn of(error: &EditError) -> Self {
        match *error {
            EditError::BadValue {
                value, least, most, ..
            } => Self::Bounds { value, least, most },
            _ => Self::ReadOnly,
        }
    }
}

/// What a cell is set to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// A number, in the unit of the column.
    Number(f64),
    /// Yes or no.
    Switch(bool),
}

impl Table {
    /// What an edit of a cell changes; `None` where nothing sets it.
    #[must_use]
    pub fn target(&self, row: usize, field: Field) -> Option<Target> {
        let network = &self.network;
        match (self.tab, field) {
            (Tab::Links, Field::Open) => {
                let link = network.links().get(row)?;
                Some(Target::LinkOpen(link.key.clone()))
            }
            (Tab::Links, Field::There(number)) => {
                let link = network.links().get(row)?;
                let is_there = number == LinkNumber::Capacity || link.number(number).is_some();
                let key = match number {
                    LinkNumber::Hours | LinkNumber::Money => link.key.clone(),
                    LinkNumber::Capacity
                    | LinkNumber::Pairs
                    | LinkNumber::TeuPerTrain
                    | LinkNumber::ContainerShare => Key::new(link.key.whole()),
                };
                is_there.then_some(Target::LinkNumber(key, number))
            }
            (Tab::Hubs, Field::Open) => {
                let node = network.nodes().get(row)?;
                Some(Target::NodeOpen(node.key.clone()))
            }
            (Tab::Hubs, Field::Node(number)) => {
                let node = network.nodes().get(row)?;
                let can = number.is_free() || node.number(number).is_some();
                can.then(|| Target::NodeNumber(node.key.clone(), number))
            }
            (Tab::Demand, Field::Teu) => Some(Target::Demand(self.demand_part(row)?)),
            (Tab::Projects, Field::Applied) => {
                let project = network.projects().get(row)?;
                let can = project.state != ProjectState::Open && !project.changes.is_empty();
                can.then(|| Target::Project(project.key.clone()))
            }
            (Tab::Services, Field::Departures) => {
                let service = network.services().get(row)?;
                Some(Target::Departures(service.key.clone()))
            }
            (Tab::Parameters, Field::Value) => {
                let parameter = self.facts.parameters.rows().get(row)?;
                let is_number = matches!(self.cell(row, field), Cell::Number(_));
                is_number.then(|| Target::Parameter(parameter.key.clone()))
            }
            _ => None,
        }
    }

    /// The same of the whole line that a link is a part of.
    pub(super) fn whole_target(&self, row: usize, target: &Target) -> Option<Target> {
        let whole = || Some(Key::new(self.network.links().get(row)?.key.whole()));
        match target {
            Target::LinkNumber(_, number) => Some(Target::LinkNumber(whole()?, *number)),
            Target::LinkOpen(_) => Some(Target::LinkOpen(whole()?)),
            _ => None,
        }
    }

    /// The part of the demand that a row of it is.
    pub(super) fn demand_part(&self, row: usize) -> Option<DemandPart> {
        let demand = self.demand.as_ref()?;
        let cell = demand.cells.get(row)?;
        let key = |id| Some(self.network.node(id).key.clone());
        Some(DemandPart {
            from: key(cell.origin),
            to: key(cell.destination),
            class: Some(Key::new(&demand.classes.get(cell.class)?.key)),
        })
    }

    /// The edit that sets a cell.
    ///
    /// # Errors
    /// [`Refusal`] where nothing sets it, or not so.
    pub fn set(&self, row: usize, field: Field, entry: Entry) -> Result<Edit, Refusal> {
        let target = self.target(row, field).ok_or(Refusal::ReadOnly)?;
        let edit = match (target, entry) {
            (Target::LinkOpen(link), Entry::Switch(is_open)) => Edit::SetLinkOpen { link, is_open },
            (Target::NodeOpen(node), Entry::Switch(is_open)) => Edit::SetNodeOpen { node, is_open },
            (Target::Project(project), Entry::Switch(is_applied)) => Edit::ApplyProject {
                project,
                is_applied,
            },
            (Target::LinkNumber(link, number), Entry::Number(value)) => Edit::SetLinkNumber {
                link,
                number,
                value,
            },
            (Target::NodeNumber(node, number), Entry::Number(value)) => Edit::SetNodeNumber {
                node,
                number,
                value,
            },
            (Target::Departures(service), Entry::Number(per_week)) => {
                Edit::SetDepartures { service, per_week }
            }
            (Target::Parameter(parameter), Entry::Number(value)) => {
                Edit::SetParameter { parameter, value }
            }
            (Target::Demand(part), Entry::Number(teu)) => Edit::SetDemand { part, teu },
            (_, Entry::Number(value)) => return Err(Refusal::NoSwitch(value.to_string())),
            (_, Entry::Switch(is_on)) => return Err(Refusal::NoNumber(is_on.to_string())),
        };
        checked(edit)
    }

    /// The edit that multiplies a cell; what has no limit, or is not given, is left out (`None`).
    ///
    /// # Errors
    /// [`Refusal`] where nothing sets it, or not so.
    pub fn multiply(&self, row: usize, field: Field, factor: f64) -> Result<Option<Edit>, Refusal> {
        let target = self.target(row, field).ok_or(Refusal::ReadOnly)?;
        let Some(value) = self.cell(row, field).sourced().map(|number| number.value) else {
            return Ok(None);
        };
        let edit = match target {
            Target::LinkNumber(link, number) => Edit::ScaleLinkNumber {
                link,
                number,
                factor,
            },
            Target::NodeNumber(node, number) => Edit::ScaleNodeNumber {
                node,
                number,
                factor,
            },
            Target::Demand(part) => Edit::ScaleDemand { part, factor },
            _ => {
                let factor = if factor.is_finite() { factor } else { f64::NAN };
                return self
                    .set(row, field, Entry::Number(value * factor))
                    .map(Some);
            }
        };
        checked(edit).map(Some)
    }

    /// The edit that makes a cell as it is in the base again; `None` where no edit is about it.
    #[must_use]
    pub fn restore(&self, row: usize, field: Field) -> Option<Edit> {
        self.edited_target(row, field).map(Edit::Restore)
    }

    /// What a typed or pasted text sets in a cell; `None` where that is what it holds already, and where
    /// nothing is typed.
    ///
    /// # Errors
    /// [`Refusal`] where it cannot be set, or not so.
    pub fn typed(&self, row: usize, field: Field, said: &str) -> Result<Option<Edit>, Refusal> {
        let said = said.trim();
        let cell = self.cell(row, field);
        if said.is_empty() || cell.says(said) {
            return Ok(None);
        }
        let target = self.target(row, field).ok_or(Refusal::ReadOnly)?;
        let entry = match target {
            Target::LinkOpen(_) | Target::NodeOpen(_) | Target::Project(_) => {
                let is_on = switch(said).ok_or_else(|| Refusal::NoSwitch(said.to_owned()))?;
                if cell == Cell::Switch(is_on) {
                    return Ok(None);
                }
                Entry::Switch(is_on)
            }
            _ => {
                let value = number(said).ok_or_else(|| Refusal::NoNumber(said.to_owned()))?;
                let is_same = |old: f64| (old - value).abs() <= 1e-9 * old.abs().max(value.abs());
                if cell.sourced().is_some_and(|old| is_same(old.value)) {
                    return Ok(None);
                }
                Entry::Number(value)
            }
        };
        self.set(row, field, entry).map(Some)
    }
}

fn checked(edit: Edit) -> Result<Edit, Refusal> {
    match Scenario::check_value(&edit) {
        Ok(()) => Ok(edit),
        Err(error) => Err(Refusal::of(&error)),
    }
}

/// Yes or no, as people and spreadsheets write it.
fn switch(said: &str) -> Option<bool> {
    match said.to_lowercase().as_str() {
        "yes" | "true" | "1" | "open" | "on" | "是" | "开放" | "开" => Some(true),
        "no" | "false" | "0" | "closed" | "off" | "否" | "关闭" | "关" => Some(false),
        _ => None,
    }
}

/// A number as people and spreadsheets write it: digits, a decimal point, thousands set apart by commas or
/// spaces in groups of three. A comma that parts anything else is no number, as it may mean a decimal: so in
/// `1,5`, and in `0,500`, as no thousands begin with a zero.
#[must_use]
pub fn number(said: &str) -> Option<f64> {
    let said: String = said
        .trim()
        .chars()
        .map(|c| match c {
            '−' => '-',
            '，' | '\u{a0}' | '\u{202f}' | ' ' => ',',
            _ => c,
        })
        .collect();
    let whole_end = said.find(['.', 'e', 'E']).unwrap_or(said.len());
    let (whole, tail) = said.split_at(whole_end);
    if tail.contains(',') {
        return None;
    }
    if whole.contains(',') {
        let digits = whole.trim_start_matches(['-', '+']);
        let mut groups = digits.split(',');
        let is_first = groups
            .next()
            .is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'));
        if !is_first || groups.any(|group| group.len() != 3) {
            return None;
        }
    }
    let plain = format!("{}{tail}", whole.replace(',', ""));
    let is_written = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    if !plain.chars().all(is_written) {
        return None;
    }
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}
