//! What the arcs of the expanded graph cost, in whole units.
//!
//! Does not know: the graph.

use crate::model::defaults::Defaults;
use crate::model::ids::NodeId;
use crate::model::link::{Direction, Link, Mode};
use crate::model::network::Network;
use crate::routing::itinerary::{Sums, whole};

/// Standard deviation of a wait that is as likely to have any length up to a headway, as a part of
/// its mean: 2 / √12.
const WAIT_DEVIATION: f64 = 0.577_350_269_189_625_8;

/// What waiting costs that takes so many hours on average.
pub(in crate::routing) fn wait_sums(hours: f64) -> Sums {
    Sums {
        seconds: whole(hours * 3600.0),
        deviation_seconds: whole(hours * 3600.0 * WAIT_DEVIATION),
        ..Sums::default()
    }
}

/// What changing modes in a hub costs beside alighting and boarding.
pub(super) fn handle_sums(network: &Network, id: NodeId) -> Sums {
    let node = network.node(id);
    let (hours, yuan) = (node.transfer_hours.value, node.transfer_money.value);
    fixed_sums(hours, yuan, 0, handling_cv(network))
}

/// The share of its time by which handling in a hub and crossing a border deviate: that of drayage.
fn handling_cv(network: &Network) -> f64 {
    network.defaults().of(Mode::Transfer).time_cv.value
}

/// What a hub adds to a link between it and another country; `None` where it adds nothing.
pub(super) fn border_sums(network: &Network, hub: NodeId, other: NodeId) -> Option<Sums> {
    let node = network.node(hub);
    let is_border = match (node.country(), network.node(other).country()) {
        (Some(here), Some(there)) => here != there,
        _ => false,
    };
    let (hours, yuan) = (node.border_hours.value, node.border_money.value);
    let costs = is_border && (hours > 0.0 || yuan > 0.0);
    costs.then(|| fixed_sums(hours, yuan, 0, handling_cv(network)))
}

/// What a link costs one way.
pub(super) fn move_sums(network: &Network, link: &Link, way: &Direction) -> Sums {
    let cv = network.defaults().of(link.mode).time_cv.value;
    Sums {
        seconds: whole(way.hours.value * 3600.0),
        fen: whole(way.money.value * 100.0),
        meters: whole(link.length.value * 1000.0),
        grams: whole(way.co2.value * 1000.0),
        deviation_seconds: whole(way.hours.value * 3600.0 * cv),
    }
}

/// What boarding costs without the wait.
pub(in crate::routing) fn board_sums(defaults: &Defaults, mode: Mode) -> Sums {
    let costs = defaults.of(mode);
    let grams = lift_grams(defaults, mode);
    let cv = costs.time_cv.value;
    fixed_sums(costs.board_hours.value, costs.board_yuan.value, grams, cv)
}

/// What alighting costs.
pub(in crate::routing) fn alight_sums(defaults: &Defaults, mode: Mode) -> Sums {
    let costs = defaults.of(mode);
    let grams = lift_grams(defaults, mode);
    let cv = costs.time_cv.value;
    fixed_sums(costs.alight_hours.value, costs.alight_yuan.value, grams, cv)
}

/// What is paid inside a hub, where nothing moves.
fn fixed_sums(hours: f64, yuan: f64, grams: u64, cv: f64) -> Sums {
    Sums {
        seconds: whole(hours * 3600.0),
        fen: whole(yuan * 100.0),
        meters: 0,
        grams,
        deviation_seconds: whole(hours * 3600.0 * cv),
    }
}

/// Drayage trucks are loaded by the lift of the mode they meet.
fn lift_grams(defaults: &Defaults, mode: Mode) -> u64 {
    match mode {
        Mode::Transfer => 0,
        Mode::Rail | Mode::Road | Mode::Waterway | Mode::Sea | Mode::Air => {
            whole(defaults.lift_kg.value * 1000.0)
        }
    }
}
