//! Where the number of a cell is looked up for its card.
//!
//! Does not know: cards.

use super::jobs::TableMade;
use crate::app::cards::{Card, LinkValue, NodeValue, Origin, ProjectValue, ServiceValue};
use crate::model::ids::Key;
use crate::study::demand::Slice;
use crate::study::table::Tab;
use crate::study::table::columns::Field;

/// The card of the number of a cell; `None` where there is none, as of positions.
#[must_use]
pub fn card(made: &TableMade, row: usize, field: Field) -> Option<Card> {
    let key = Key::new(&made.table.key(row));
    let origin = match (made.table.tab(), field) {
        (Tab::Links, field) => {
            let (value, is_forward) = match field {
                Field::There(number) => (LinkValue::Editable(number), true),
                Field::Back(number) => (LinkValue::Editable(number), false),
                Field::Length => (LinkValue::Length, true),
                Field::Tracks => (LinkValue::Tracks, true),
                Field::OpenYear => (LinkValue::OpenYear, true),
                Field::Speed => (LinkValue::Property("design_kmh".to_owned()), true),
                _ => return None,
            };
            Origin::Link {
                link: key,
                is_forward,
                value,
            }
        }
        (Tab::Hubs, Field::Node(number)) => Origin::Node {
            node: key,
            value: NodeValue::Editable(number),
        },
        (Tab::Demand, Field::Teu) => {
            let cell = made.table.demand()?.cells.get(row)?;
            Origin::Demand(Slice::of(cell))
        }
        (Tab::Projects, Field::Year) => Origin::Project {
            project: key,
            value: ProjectValue::Year,
        },
        (Tab::Projects, Field::Cost) => Origin::Project {
            project: key,
            value: ProjectValue::Cost,
        },
        (Tab::Services, field) => {
            let value = match field {
                Field::Departures => ServiceValue::Departures,
                Field::Wait => ServiceValue::Wait,
                Field::Hours => ServiceValue::Hours,
                _ => return None,
            };
            Origin::Service {
                service: key,
                value,
            }
        }
        (Tab::Parameters, Field::Value) => Origin::Parameter(key),
        _ => return None,
    };
    Some(Card::of(origin))
}
