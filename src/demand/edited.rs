//! A matrix under the edits of a scenario: parts of it multiplied or set.
//!
//! Edits are made in their order. What is multiplied keeps its pattern; what is set is spread over the
//! cells that are there in proportion to them, and where there are none, over the classes as they are in
//! its direction. A pair that the matrix does not know gets cells of its own where one of its ends is a
//! port; any other one is passed over, and named. Once a part is edited the shares that the matrix was
//! fitted to do not hold any more, so none is told of it.
//! Does not know: years and growth.

use super::margins::{Heading, Part};
use super::matrix::{Cell, Demand};
use crate::model::edit::Edit;
use crate::model::edit::parts::DemandPart;
use crate::model::ids::{Key, NodeId};
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::scenario::Scenario;

/// What edits did to a matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// Number of edits that changed something.
    pub n_edits: usize,
    /// Parts that edits name and the matrix does not have.
    pub unmatched: Vec<DemandPart>,
}

/// The matrix with the edits of a scenario; itself where there are none. `network` is that of the
/// scenario, which may have hubs that the base has not.
#[must_use]
pub fn edited(mut demand: Demand, network: &Network, scenario: &Scenario) -> Demand {
    let mut done = Edited::default();
    let before = total(&demand);
    let mut is_whole = true;
    for edit in scenario.edits() {
        let (part, is_found) = match edit {
            Edit::ScaleDemand { part, factor } => {
                (part, scale(&mut demand, network, part, *factor))
            }
            Edit::SetDemand { part, teu } => (part, set(&mut demand, network, part, *teu)),
            _ => continue,
        };
        if is_found {
            done.n_edits += 1;
            is_whole &= *part == DemandPart::default();
        } else {
            done.unmatched.push(part.clone());
        }
    }
    if done.n_edits > 0 {
        let after = total(&demand);
        let times = if before > 0.0 { after / before } else { 1.0 };
        let value = if is_whole {
            demand.total.value * times
        } else {
            after
        };
        demand.total = demand.total.edited(value);
        if !is_whole {
            demand.held.clear();
            demand.missed = None;
        }
    }
    demand.edited = done;
    demand
}

fn total(demand: &Demand) -> f64 {
    demand.cells.iter().map(|cell| cell.teu).sum()
}

/// The hubs that a key stands for: a zone's or port's, else the hub itself.
fn hubs(demand: &Demand, network: &Network, key: &Key) -> Vec<NodeId> {
    let mut parts = demand.zones.iter().chain(&demand.ports);
    match parts.find(|part| part.key == key.as_str()) {
        Some(part) => part.hubs.clone(),
        None => network.node_by_key(key).into_iter().collect(),
    }
}

/// The places of the cells of a part.
fn places(demand: &Demand, network: &Network, part: &DemandPart) -> Vec<usize> {
    let ends = [&part.from, &part.to].map(|key| key.as_ref().map(|key| hubs(demand, network, key)));
    let [from, to] = ends;
    let class = part.class.as_ref().map(|key| class(demand, key));
    let is_in = |cell: &Cell| {
        from.as_ref().is_none_or(|hubs| hubs.contains(&cell.origin))
            && to
                .as_ref()
                .is_none_or(|hubs| hubs.contains(&cell.destination))
            && class.is_none_or(|class| class == Some(cell.class))
    };
    let cells = demand.cells.iter().enumerate();
    cells
        .filter(|(_, cell)| is_in(cell))
        .map(|(place, _)| place)
        .collect()
}

fn class(demand: &Demand, key: &Key) -> Option<usize> {
    let mut classes = demand.classes.iter();
    classes.position(|class| class.key == key.as_str())
}

fn scale(demand: &mut Demand, network: &Network, part: &DemandPart, factor: f64) -> bool {
    let places = places(demand, network, part);
    for &place in &places {
        demand.cells[place].teu *= factor;
    }
    !places.is_empty()
}

fn set(demand: &mut Demand, network: &Network, part: &DemandPart, teu: f64) -> bool {
    let mut places = places(demand, network, part);
    if places.is_empty() {
        let first = demand.cells.len();
        if !add_cells(demand, network, part) {
            return false;
        }
        places = (first..demand.cells.len()).collect();
    }
    let now: f64 = places.iter().map(|&place| demand.cells[place].teu).sum();
    #[expect(clippy::cast_precision_loss, reason = "a few cells")]
    let n_cells = places.len() as f64;
    for place in places {
        let cell = &mut demand.cells[place];
        cell.teu = if now > 0.0 {
            cell.teu / now * teu
        } else {
            teu / n_cells
        };
    }
    true
}

/// Adds cells between the ends of a part, one for each class, as much as the class has of its direction.
fn add_cells(demand: &mut Demand, network: &Network, part: &DemandPart) -> bool {
    let (Some(from), Some(to)) = (&part.from, &part.to) else {
        return false;
    };
    let [origins, destinations] = [from, to].map(|key| hubs(demand, network, key));
    let (Some(&origin), Some(&destination)) = (origins.first(), destinations.first()) else {
        return false;
    };
    let is_port = |demand: &Demand, hub: NodeId| {
        let is_one = demand.ports.iter().any(|port| port.hubs.contains(&hub));
        is_one || network.node(hub).kind == NodeKind::Seaport
    };
    let heading = match [origin, destination].map(|hub| is_port(demand, hub)) {
        [true, false] => Heading::North,
        [false, true] => Heading::South,
        _ => return false,
    };
    let classes: Vec<usize> = match &part.class {
        Some(key) => class(demand, key).into_iter().collect(),
        None => (0..demand.classes.len()).collect(),
    };
    let (hub, quay) = match heading {
        Heading::North => (destination, origin),
        Heading::South => (origin, destination),
    };
    let of_class = |class: usize| {
        let cells = demand.cells.iter();
        let alike = cells.filter(|cell| cell.class == class && cell.heading == heading);
        alike.map(|cell| cell.teu).sum::<f64>()
    };
    let weights: Vec<f64> = classes.iter().map(|&class| of_class(class)).collect();
    let zone = place_of(&mut demand.zones, network, hub);
    let port = place_of(&mut demand.ports, network, quay);
    for (&class, &teu) in classes.iter().zip(&weights) {
        demand.cells.push(Cell {
            origin,
            destination,
            zone,
            port,
            heading,
            class,
            teu,
        });
    }
    !classes.is_empty()
}

/// The zone or port of a hub; one of its own where it has none.
fn place_of(parts: &mut Vec<Part>, network: &Network, hub: NodeId) -> usize {
    if let Some(place) = parts.iter().position(|part| part.hubs.contains(&hub)) {
        return place;
    }
    let node = network.node(hub);
    parts.push(Part {
        key: node.key.to_string(),
        names: node.names.clone(),
        hubs: vec![hub],
    });
    parts.len() - 1
}
