//! `demand.csv`: what goes between zones, a pair a row.
//!
//! GMNS has no table of demand of its own; this is the one that tools for it share: `o_zone_id` and
//! `d_zone_id` (or `from_zone_id` and `to_zone_id`), which name the `zone_id` of nodes, of several the
//! first, or `from_node_id` and `to_node_id`; and `volume`.
//! Does not know: periods, modes and agents.

use std::collections::BTreeMap;

use super::Named;
use super::rows::Rows;
use crate::io::plain::PlainError;
use crate::io::plain::findings::Findings;
use crate::io::plain::tntp::Between;
use crate::model::check::Issue;
use crate::model::ids::NodeId;
use crate::model::network::Found;
use crate::model::plain::PlainNetwork;
use crate::task::Task;

/// Columns of where trips begin and end, by zone and by node.
const BY_ZONE: [[&str; 2]; 2] = [["o_zone_id", "from_zone_id"], ["d_zone_id", "to_zone_id"]];
const BY_NODE: [&str; 2] = ["from_node_id", "to_node_id"];

/// Reads the table; `nodes` says which nodes are zones.
///
/// # Errors
/// [`PlainError`] when a table is no text or lacks a column that it needs, or the task was cancelled.
pub fn read(
    network: &PlainNetwork,
    nodes: Named,
    demand: Named,
    task: &Task,
) -> Result<(Vec<Between>, Vec<Issue>), PlainError> {
    let by_zone = BY_ZONE.map(|names| Rows::new(demand, &[]).map(|rows| rows.column(&names)));
    let [from, to] = by_zone;
    let is_by_zone = from?.is_some() && to?.is_some();
    let needed: &[&str] = if is_by_zone {
        &["volume"]
    } else {
        &["from_node_id", "to_node_id", "volume"]
    };
    let mut rows = Rows::new(demand, needed)?;
    let columns = if is_by_zone {
        BY_ZONE.map(|names| rows.column(&names))
    } else {
        BY_NODE.map(|name| rows.column(&[name]))
    };
    let zones = if is_by_zone {
        zones(network, nodes, task)?
    } else {
        BTreeMap::new()
    };
    let place = |id: &str| {
        if is_by_zone {
            return zones.get(id).copied();
        }
        match network.find_node(id) {
            Found::One(node) if network.node_id(node) == id => Some(node),
            _ => None,
        }
    };
    let volume = rows.column(&["volume"]);
    let mut findings = Findings::new(demand.0);
    let mut table = Vec::new();
    while rows.next(&mut findings, task)? {
        let [from, to] = columns.map(|column| place(rows.text(column)));
        let amount = rows.text(volume).parse().ok();
        let amount = amount.filter(|amount: &f64| amount.is_finite() && *amount >= 0.0);
        if let (Some(from), Some(to), Some(amount)) = (from, to, amount) {
            table.push(Between { from, to, amount });
            continue;
        }
        let said = [columns[0], columns[1], volume].map(|column| rows.text(column));
        findings.warn("plain-bad-demand", rows.line, &said);
    }
    Ok((table, findings.finish()))
}

/// The first node of each zone, by the zone's id.
fn zones(
    network: &PlainNetwork,
    nodes: Named,
    task: &Task,
) -> Result<BTreeMap<String, NodeId>, PlainError> {
    let mut rows = Rows::new(nodes, &["node_id"])?;
    let (id, zone) = (rows.column(&["node_id"]), rows.column(&["zone_id"]));
    // What is wrong with a row was said when the network was read.
    let mut findings = Findings::new(nodes.0);
    let mut zones = BTreeMap::new();
    while rows.next(&mut findings, task)? {
        let said = rows.text(zone);
        if said.is_empty() {
            continue;
        }
        if let Found::One(node) = network.find_node(rows.text(id)) {
            zones.entry(said.to_owned()).or_insert(node);
        }
    }
    Ok(zones)
}
