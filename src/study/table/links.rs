//! Cells of the table of links.
//!
//! Does not know: other tables.

use std::borrow::Cow;

use super::columns::Field;
use super::{Cell, Table};
use crate::model::edit::LinkNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{Direction, Link};
use crate::model::unit::Unit;
use crate::model::value::{Value, stated};

impl Table {
    pub(super) fn link_cell(&self, row: usize, field: Field) -> Option<Cell<'_>> {
        let link = self.network.links().get(row)?;
        let cell = match field {
            Field::Key => Cell::text(link.key.as_str()),
            Field::NameEn => Cell::text(&link.names.en),
            Field::NameZh => Cell::text(&link.names.zh),
            Field::From => self.hub(link.from),
            Field::To => self.hub(link.to),
            Field::Mode => Cell::Word(link.mode.word(), link.mode.words_key()),
            Field::Routes if link.routes.is_empty() => Cell::Missing,
            Field::Routes => {
                let routes = link.routes.iter().map(|&id| self.network.route(id));
                let named = routes.map(|route| (route.key.as_str(), &route.names));
                Cell::Named(named.collect())
            }
            Field::State => Cell::Word(link.state.word(), link.state.words_key()),
            Field::Open => Cell::Switch(self.availability.link(LinkId::at(row)).is_open()),
            Field::Length => Cell::number(Some(&link.length)),
            Field::There(number) => of_way(link, Some(&link.forward), number),
            Field::Back(number) => of_way(link, link.backward.as_ref(), number),
            Field::Tracks => Cell::number(link.tracks.as_ref()),
            Field::Electrified => link.is_electrified.map_or(Cell::Missing, Cell::Switch),
            Field::Gauge if link.gauges_mm.is_empty() => Cell::Missing,
            Field::Gauge => {
                let gauges: Vec<String> = link.gauges_mm.iter().map(u16::to_string).collect();
                Cell::Text(Cow::Owned(gauges.join("; ")))
            }
            Field::Speed => {
                let mut attributes = link.attributes.iter();
                match &attributes.find(|of| of.name == "design_kmh")?.value {
                    Value::Number(number) => Cell::number(Some(number)),
                    Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => Cell::Missing,
                }
            }
            Field::OpenYear => Cell::made(Some(stated(
                &link.origins,
                "open_year",
                f64::from(link.open_year?),
                Unit::Year,
            ))),
            _ => return None,
        };
        Some(cell)
    }

    /// A hub with its name.
    pub(super) fn hub(&self, id: NodeId) -> Cell<'_> {
        let node = self.network.node(id);
        Cell::Named(vec![(node.key.as_str(), &node.names)])
    }
}

fn of_way<'a>(link: &'a Link, way: Option<&'a Direction>, number: LinkNumber) -> Cell<'a> {
    let Some(way) = way else {
        return Cell::Missing;
    };
    match number {
        LinkNumber::Hours => Cell::number(Some(&way.hours)),
        LinkNumber::Money => Cell::number(Some(&way.money)),
        LinkNumber::Capacity => match &way.capacity {
            Some(capacity) => Cell::number(Some(capacity)),
            None => Cell::NoLimit,
        },
        LinkNumber::Pairs | LinkNumber::TeuPerTrain | LinkNumber::ContainerShare => {
            Cell::number(link.number(number))
        }
    }
}
