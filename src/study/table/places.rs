//! Cells of the tables of hubs and of demand.
//!
//! Does not know: other tables.

use super::columns::Field;
use super::{Cell, Table};
use crate::model::edit::NodeNumber;
use crate::model::ids::NodeId;
use crate::model::unit::Unit;
use crate::model::value::stated;
use crate::study::demand::{Part, cell_number};

impl Table {
    pub(super) fn hub_cell(&self, row: usize, field: Field) -> Option<Cell<'_>> {
        let node = self.network.nodes().get(row)?;
        let degrees = |value| {
            let number = stated(&node.origins, "position", value, Unit::Named("°"));
            Cell::made(Some(number))
        };
        let cell = match field {
            Field::Key => Cell::text(node.key.as_str()),
            Field::NameEn => Cell::text(&node.names.en),
            Field::NameZh => Cell::text(&node.names.zh),
            Field::Kind => Cell::Word(node.kind.word(), node.kind.words_key()),
            Field::Country => Cell::text(node.country().unwrap_or_default()),
            Field::Lon => degrees(node.at.lon),
            Field::Lat => degrees(node.at.lat),
            Field::Open => Cell::Switch(self.availability.is_node_open(NodeId::at(row))),
            Field::Node(NodeNumber::Capacity) => match &node.capacity {
                Some(capacity) => Cell::number(Some(capacity)),
                None => Cell::NoLimit,
            },
            Field::Node(number) => Cell::number(node.number(number)),
            _ => return None,
        };
        Some(cell)
    }

    pub(super) fn demand_cell(&self, row: usize, field: Field) -> Option<Cell<'_>> {
        let demand = self.demand.as_ref()?;
        let of = demand.cells.get(row)?;
        let cell = match field {
            Field::Key => Cell::Text(self.demand_part(row)?.to_string().into()),
            Field::From => self.hub(of.origin),
            Field::To => self.hub(of.destination),
            Field::Zone => of_part(demand.zones.get(of.zone)?),
            Field::Port => of_part(demand.ports.get(of.port)?),
            Field::Class => of_part(demand.classes.get(of.class)?),
            Field::Heading => Cell::Word(of.heading.word(), of.heading.words_key()),
            Field::Teu => Cell::made(Some(cell_number(demand, of))),
            _ => return None,
        };
        Some(cell)
    }
}

fn of_part(part: &Part) -> Cell<'_> {
    Cell::Named(vec![(part.key.as_str(), &part.names)])
}
