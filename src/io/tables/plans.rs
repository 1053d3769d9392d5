//! Tables of projects and services: rows that name hubs and links of the network.
//!
//! Does not know: what a project's change brings about.

use super::rows::{Row, Table};
use crate::model::check::Issue;
use crate::model::ids::{Key, NodeId};
use crate::model::link::{LinkState, Mode};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::project::{Certainty, Change, Project, ProjectState, Setting};
use crate::model::service::Service;
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;
use crate::model::value::{Quoted, Value};

/// Departures a week.
const PER_WEEK: Unit = Unit::Named("/week");

/// Projects: columns project, name_en, name_zh, routes, type_en, type_zh, at, state, certainty,
/// start, opens, opens_zh, year, year_status, changes (`KEY.property=value;…`), former (what of
/// these was before, alike), effect_en, effect_zh,
/// before, before_status, after, after_status, unit, effect_status, note, source; where the table has
/// them also cost, cost_unit, cost_status. A change that names nothing of the network gives a
/// finding, and the rest of the project is read.
#[must_use]
pub fn projects(table: &Table, network: &Network, issues: &mut Vec<Issue>) -> Vec<Project> {
    let mut projects = Vec::new();
    for row in &table.rows {
        let state = ProjectState::from_word(row.text("state"));
        let certainty = Certainty::from_word(row.text("certainty"));
        let (Some(key), Some(state), Some(certainty)) = (row.key("project"), state, certainty)
        else {
            issues.push(table.finding(row, "a key, a state and a certainty are needed"));
            continue;
        };
        let unit = table.unit(row, "unit", issues);
        projects.push(Project {
            key,
            names: row.names("name"),
            routes: row.list("routes", "+").map(str::to_owned).collect(),
            kind: row.names("type"),
            at: row.key("at"),
            state,
            certainty,
            start: row.text("start").to_owned(),
            opens: Names::new(row.text("opens"), row.text("opens_zh")),
            year: row.number("year").map(|year| {
                let mut number = Sourced::new(year, Unit::Year, row.status("year_status"));
                number.note = Some(row.text("opens").into());
                number
            }),
            cost: cost(table, row, issues),
            changes: changes(table, row, "changes", network, issues),
            former: changes(table, row, "former", network, issues),
            effect: row.names("effect"),
            before: effect(row, "before", unit),
            after: effect(row, "after", unit),
            status: row.status("effect_status"),
            note: row.text("note").to_owned(),
            source: row.text("source").to_owned(),
        });
    }
    projects
}

/// What a project costs, with the project's note and source.
fn cost(table: &Table, row: &Row, issues: &mut Vec<Issue>) -> Option<Sourced> {
    let value = row.number("cost").filter(|&value| value >= 0.0)?;
    let unit = table.unit(row, "cost_unit", issues);
    let mut number = Sourced::new(value, unit, row.status("cost_status"));
    let given = |column: &str| Some(row.text(column)).filter(|text| !text.is_empty());
    number.source = given("source").map(Into::into);
    number.note = given("note").map(Into::into);
    Some(number)
}

/// The figure of an effect with its own status, and the project's note and source.
fn effect(row: &Row, column: &str, unit: Unit) -> Option<Value> {
    let status = row.status(&format!("{column}_status"));
    let text = row.text(column);
    let source = Some(row.text("source")).filter(|s| !s.is_empty());
    let note = Some(row.text("note")).filter(|s| !s.is_empty());
    match row.number(column) {
        Some(value) => {
            let mut number = Sourced::new(value, unit, status);
            number.source = source.map(Into::into);
            number.note = note.map(Into::into);
            Some(Value::Number(number))
        }
        None if text.is_empty() => None,
        None => Some(Value::Quoted(Quoted {
            text: text.to_owned(),
            status,
            year: None,
            source: source.map(Into::into),
            note: note.map(Into::into),
        })),
    }
}

fn changes(
    table: &Table,
    row: &Row,
    column: &str,
    network: &Network,
    issues: &mut Vec<Issue>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for said in row.list(column, ";") {
        let change = change(said);
        let is_known = change.as_ref().is_some_and(|change| {
            !network.links_named(change.subject.as_str()).is_empty()
                || network.node_by_key(&change.subject).is_some()
        });
        match change.filter(|_| is_known) {
            Some(change) => changes.push(change),
            None => {
                let message = format!("{said}: no such link, hub or property");
                issues.push(table.finding(row, &message));
            }
        }
    }
    changes
}

/// `KEY.property=value`.
fn change(said: &str) -> Option<Change> {
    let (left, value) = said.split_once('=')?;
    let (subject, property) = left.trim().rsplit_once('.')?;
    let value = value.trim();
    let setting = match property.trim() {
        "state" => Setting::State(LinkState::from_word(value)?),
        "electrified" => Setting::Electrified(value.parse().ok()?),
        property => Setting::Number {
            property: property.to_owned(),
            value: super::rows::parse(value)?,
        },
    };
    Some(Change {
        subject: Key::new(subject.trim()),
        setting,
    })
}

/// Services: columns service, name_en, name_zh, mode, stops (hub keys parted by `>`), gauge_mm,
/// departures_per_week, departures_low, departures_high, departures_status, departures_note, hours,
/// hours_status, hours_note, year, source. A service whose stops are not hubs of the network gives a
/// finding and is left out.
#[must_use]
pub fn services(table: &Table, network: &Network, issues: &mut Vec<Issue>) -> Vec<Service> {
    let mut services = Vec::new();
    for row in &table.rows {
        let stops: Option<Vec<NodeId>> = row
            .list("stops", ">")
            .map(|stop| network.node_by_key(&Key::new(stop)))
            .collect();
        let stops = stops.filter(|stops| stops.len() > 1);
        let departures = sourced(row, "departures_per_week", "departures", PER_WEEK);
        let mode = Mode::from_word(row.text("mode"));
        let (Some(key), Some(mode), Some(stops), Some(departures)) =
            (row.key("service"), mode, stops, departures)
        else {
            let message = "a mode, departures and two stops of the network are needed";
            issues.push(table.finding(row, message));
            continue;
        };
        services.push(Service {
            key,
            names: row.names("name"),
            mode,
            gauge_mm: row.text("gauge_mm").parse().ok(),
            stops,
            departures_per_week: departures,
            hours: sourced(row, "hours", "hours", Unit::Hours),
            source: row.text("source").to_owned(),
        });
    }
    services
}

/// A number whose provenance stands in columns of their own: `PREFIX_low`, `PREFIX_status`, ….
fn sourced(row: &Row, column: &str, prefix: &str, unit: Unit) -> Option<Sourced> {
    let of = |name: &str| format!("{prefix}_{name}");
    let mut number = Sourced::new(row.number(column)?, unit, row.status(&of("status")));
    number.low = row.number(&of("low"));
    number.high = row.number(&of("high"));
    number.year = row.years("year").map(|(_, last)| last);
    let cell = |name: &str| Some(row.text(name)).filter(|s| !s.is_empty());
    number.note = cell(&of("note")).map(Into::into);
    number.source = cell("source").map(Into::into);
    Some(number)
}
