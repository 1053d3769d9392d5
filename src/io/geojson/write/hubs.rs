//! The properties of a hub.
//!
//! Does not know: links.

use serde_json::{Map, Value as Json};

use super::properties::Properties;
use crate::io::lower::hubs::{POSITION, no_transfer};
use crate::model::capacity::Terminal;
use crate::model::changes::Changes;
use crate::model::network::Network;
use crate::model::node::Node;

/// What a file says of a hub, without what reading fills in again.
pub(super) fn hub_properties(network: &Network, node: &Node) -> Map<String, Json> {
    let mut properties = Properties::default();
    // Ids are told apart in a file as a whole.
    let is_link = network.link_by_key(&node.key).is_some();
    let id = if is_link { "hub_id" } else { "id" };
    properties.add(id, node.key.as_str());
    properties.names(&node.names);
    properties.add("kind", node.kind.word());
    properties.add("rank", node.rank);
    if let Some(city) = node.city {
        properties.add("city", network.node(city).key.as_str());
    }
    let days = &network.defaults().days_per_year;
    let follows = node.terminal.as_ref().map(|from| from.capacity(days));
    let given = node.capacity.as_ref();
    properties.number_if("capacity_teu", given.filter(|_| given != follows.as_ref()));
    let [no_hours, no_money] = no_transfer();
    if node.transfer_hours != no_hours {
        properties.number("transfer_hours", &node.transfer_hours);
    }
    if node.transfer_money != no_money {
        properties.number("transfer_cny", &node.transfer_money);
    }
    if node.border_hours != no_hours {
        properties.number("border_hours", &node.border_hours);
    }
    if node.border_money != no_money {
        properties.number("border_cny", &node.border_money);
    }
    for number in Changes::NUMBERS {
        properties.number_if(number.word(), node.changes.of(number));
    }
    match &node.terminal {
        Some(Terminal::Yard {
            stack_teu,
            dwell_days,
        }) => {
            properties.number("yard_stack_teu", stack_teu);
            properties.number("yard_dwell_days", dwell_days);
        }
        Some(Terminal::Trains {
            per_day,
            teu_per_train,
        }) => {
            properties.number("terminal_trains_per_day", per_day);
            properties.number("teu_per_train", teu_per_train);
        }
        // Berths are attributes as well.
        Some(Terminal::Berths { .. }) | None => {}
    }
    let given = match node.attributes.as_slice() {
        [given @ .., last] if last.name == POSITION => given,
        all => all,
    };
    properties.attributes(given);
    properties.origins(&node.origins);
    properties.finish()
}
