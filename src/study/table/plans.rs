//! Cells of the tables of projects, services and parameters.
//!
//! Does not know: other tables.

use super::columns::Field;
use super::{Cell, Table};
use crate::model::names::Names;
use crate::model::value::Value;

/// The names of a route that a table names and the network does not have: its key stands alone.
static NAMELESS: Names = Names {
    en: String::new(),
    zh: String::new(),
};

impl Table {
    pub(super) fn project_cell(&self, row: usize, field: Field) -> Option<Cell<'_>> {
        let project = self.network.projects().get(row)?;
        let cell = match field {
            Field::Key => Cell::text(project.key.as_str()),
            Field::NameEn => Cell::text(&project.names.en),
            Field::NameZh => Cell::text(&project.names.zh),
            Field::State => Cell::Word(project.state.word(), project.state.words_key()),
            Field::Certainty => Cell::Word(project.certainty.word(), project.certainty.words_key()),
            Field::Opens => said(&project.opens),
            Field::Year => Cell::number(project.year.as_ref()),
            // What is open is in the network, and what changes nothing cannot be applied.
            Field::Applied if self.target(row, field).is_none() => Cell::Missing,
            Field::Applied => Cell::Switch(self.applied.contains(&project.key)),
            Field::Routes if project.routes.is_empty() => Cell::Missing,
            Field::Routes => {
                let named = project.routes.iter().map(|key| {
                    let mut routes = self.network.routes().iter();
                    let route = routes.find(|route| route.key.as_str() == key);
                    (key.as_str(), route.map_or(&NAMELESS, |route| &route.names))
                });
                Cell::Named(named.collect())
            }
            Field::Kind => said(&project.kind),
            Field::Cost => Cell::number(project.cost.as_ref()),
            Field::Effect => said(&project.effect),
            _ => return None,
        };
        Some(cell)
    }

    pub(super) fn service_cell(&self, row: usize, field: Field) -> Option<Cell<'_>> {
        let service = self.network.services().get(row)?;
        let cell = match field {
            Field::Key => Cell::text(service.key.as_str()),
            Field::NameEn => Cell::text(&service.names.en),
            Field::NameZh => Cell::text(&service.names.zh),
            Field::Mode => Cell::Word(service.mode.word(), service.mode.words_key()),
            Field::Stops => {
                let stops = service.stops.iter().map(|&id| self.network.node(id));
                Cell::Named(stops.map(|hub| (hub.key.as_str(), &hub.names)).collect())
            }
            Field::Departures => Cell::number(Some(&service.departures_per_week)),
            Field::Wait => Cell::made(service.wait()),
            Field::Hours => Cell::number(service.hours.as_ref()),
            _ => return None,
        };
        Some(cell)
    }

    pub(super) fn parameter_cell(&self, row: usize, field: Field) -> Option<Cell<'_>> {
        let parameter = self.facts.parameters.rows().get(row)?;
        let number = match &parameter.value {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => None,
        };
        let cell = match field {
            Field::Key => Cell::text(parameter.key.as_str()),
            Field::NameEn => Cell::text(&parameter.names.en),
            Field::NameZh => Cell::text(&parameter.names.zh),
            Field::Group => Cell::text(&parameter.group),
            Field::Unit => Cell::text(number.map_or("", |number| number.unit.symbol())),
            Field::Value => match &parameter.value {
                Value::Text(said) => Cell::text(said),
                Value::Quoted(quoted) => Cell::text(&quoted.text),
                Value::Bool(is_so) => Cell::Switch(*is_so),
                Value::Number(number) => Cell::number(Some(number)),
            },
            _ => return None,
        };
        Some(cell)
    }
}

fn said(names: &Names) -> Cell<'_> {
    if *names == Names::default() {
        Cell::Missing
    } else {
        Cell::Said(names)
    }
}
