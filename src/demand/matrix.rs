//! The matrix of a year with a published total: seed, fit, and what came of it.
//!
//! Does not know: later years; how sums are shown.

use super::edited::Edited;
use super::margins::{self, Frame, Heading, Held, Kind, Part};
use super::numbers::Slice;
use super::{Answer, NoDemand, SERIES};
use crate::graph::furness::{self, Fit, NOT_COUNTED, balance};
use crate::model::facts::Facts;
use crate::model::ids::{Key, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::scenario::{Availability, Scenario};
use crate::model::sourced::Sourced;
use crate::routing::cost::Criterion;
use crate::routing::expand::Expansion;
use crate::routing::itinerary::Itinerary;
use crate::routing::restrict::ModeSet;
use crate::routing::search::{Pretend, Search};
use crate::task::{Cancelled, Task};

/// The parameter β of the gravity model, per hour.
const BETA: &str = "gravity_beta";
/// How far from its target a sum may end, relative to it.
const TOLERANCE: f64 = 1e-10;

/// What goes from one hub to another, of one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Where it begins.
    pub origin: NodeId,
    /// Where it ends.
    pub destination: NodeId,
    /// The zone of its inland end, by place.
    pub zone: usize,
    /// The port, by place.
    pub port: usize,
    /// Which way it goes.
    pub heading: Heading,
    /// Its class, by place.
    pub class: usize,
    /// TEU a year.
    pub teu: f64,
}

impl Cell {
    /// Its inland end.
    #[must_use]
    pub fn hub(&self) -> NodeId {
        match self.heading {
            Heading::North => self.destination,
            Heading::South => self.origin,
        }
    }
}

/// An origin-destination matrix of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Its year.
    pub year: i32,
    /// The year with a published total whose shares it has.
    pub base_year: i32,
    /// The total, TEU a year.
    pub total: Sourced,
    /// Inland zones.
    pub zones: Vec<Part>,
    /// Ports.
    pub ports: Vec<Part>,
    /// Classes of cargo.
    pub classes: Vec<Part>,
    /// By zone, hub, port, heading and class.
    pub cells: Vec<Cell>,
    /// The shares it was held to.
    pub held: Vec<Held>,
    /// Whether it meets all of them.
    pub fit: Fit,
    /// Where it does not: the share that is missed most.
    pub missed: Option<usize>,
    /// The parameter of the gravity model.
    pub beta: Sourced,
    /// Kinds of shares that the year has none of.
    pub missing: Vec<Kind>,
    /// Hubs of zones and ports that no railway joins to the other side.
    pub unreached: Vec<NodeId>,
    /// Hubs named by shares that the network does not have.
    pub unknown: Vec<Key>,
    /// What a scenario changed in it.
    pub edited: Edited,
}

impl Demand {
    /// What some cells add up to, TEU a year.
    #[must_use]
    pub fn sum(&self, slice: Slice) -> f64 {
        let cells = self.cells.iter().filter(|cell| slice.has(cell));
        cells.map(|cell| cell.teu).sum()
    }

    /// The same matrix in a later year, with its total.
    #[must_use]
    pub fn grown(mut self, year: i32, total: Sourced) -> Self {
        let factor = if self.total.value > 0.0 {
            total.value / self.total.value
        } else {
            0.0
        };
        for cell in &mut self.cells {
            cell.teu *= factor;
        }
        self.year = year;
        self.total = total;
        self
    }
}

/// The matrix of a year with a published total.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn matrix(
    network: &Network,
    expansion: &Expansion,
    facts: &Facts,
    year: i32,
    task: &Task,
) -> Result<Answer, Cancelled> {
    let needed = match needed(facts, year) {
        Ok(needed) => needed,
        Err(why) => return Ok(Err(why)),
    };
    let frame = margins::frame(network, facts, year);
    let availability = Availability::of(network, &Scenario::base());
    let rail = ModeSet::of([Mode::Rail]);
    let seed = Seed {
        network,
        search: Search::by_modes(network, expansion, &availability, rail),
        frame: &frame,
        beta: needed.beta.value,
        task,
    };
    let mut cells = seed.cells()?;
    if cells.is_empty() {
        return Ok(Err(NoDemand::NoWay));
    }
    let (fit, missed) = fit(&mut cells, &frame.held, needed.total.value, task)?;
    Ok(Ok(Demand {
        year,
        base_year: year,
        total: needed.total.clone(),
        beta: needed.beta.clone(),
        unreached: unreached(&frame, &cells),
        cells,
        fit,
        missed,
        zones: frame.zones,
        ports: frame.ports,
        classes: frame.classes,
        held: frame.held,
        missing: frame.missing,
        unknown: frame.unknown,
        edited: Edited::default(),
    }))
}

/// The numbers without which there is no matrix.
struct Needed<'a> {
    total: &'a Sourced,
    beta: &'a Sourced,
}

fn needed(facts: &Facts, year: i32) -> Result<Needed<'_>, NoDemand> {
    let series = facts.series(SERIES).ok_or(NoDemand::NoSeries)?;
    let total = series.of_year(year).ok_or(NoDemand::NoTotal { year })?;
    let beta = facts.parameters.number(BETA);
    let beta = beta.ok_or(NoDemand::NoParameter { key: BETA })?;
    for kind in margins::NEEDED {
        if !margins::has(facts, year, kind) {
            return Err(NoDemand::NoShares { year, kind });
        }
    }
    Ok(Needed { total, beta })
}

/// What the seed is made from.
struct Seed<'a> {
    network: &'a Network,
    search: Search<'a>,
    frame: &'a Frame,
    beta: f64,
    task: &'a Task,
}

impl Seed<'_> {
    /// The cells of all zones and ports that a railway joins, with exp(−β t).
    fn cells(&self) -> Result<Vec<Cell>, Cancelled> {
        let mut cells = Vec::new();
        let places = |parts: &[Part]| -> Vec<(usize, NodeId)> {
            let parts = parts.iter().enumerate();
            let hubs =
                parts.flat_map(|(place, part)| part.hubs.iter().map(move |&hub| (place, hub)));
            hubs.collect()
        };
        let quays = places(&self.frame.ports);
        for zone in places(&self.frame.zones) {
            if self.is_port(zone.1) {
                continue;
            }
            for &port in &quays {
                self.add(&mut cells, zone, port)?;
            }
        }
        Ok(cells)
    }

    /// What begins in a port is no inland traffic.
    fn is_port(&self, hub: NodeId) -> bool {
        let is_one = |port: &Part| port.hubs.contains(&hub);
        self.network.node(hub).kind == NodeKind::Seaport || self.frame.ports.iter().any(is_one)
    }

    fn add(
        &self,
        cells: &mut Vec<Cell>,
        (zone, hub): (usize, NodeId),
        (port, quay): (usize, NodeId),
    ) -> Result<(), Cancelled> {
        for heading in Heading::ALL {
            let (origin, destination) = match heading {
                Heading::North => (quay, hub),
                Heading::South => (hub, quay),
            };
            let way = self.search.best(
                origin,
                destination,
                Criterion::Time,
                Pretend::Nothing,
                self.task,
            )?;
            let Some(way) = way else { continue };
            let teu = (-self.beta * running_hours(&way)).exp();
            cells.extend((0..self.frame.classes.len()).map(|class| Cell {
                origin,
                destination,
                zone,
                port,
                heading,
                class,
                teu,
            }));
        }
        Ok(())
    }
}

/// Hours under way, without boarding and waiting.
fn running_hours(way: &Itinerary) -> f64 {
    way.legs().map(|leg| leg.sums.hours()).sum()
}

/// Fits cells to the shares of a total; where that fails, says which share is missed most.
fn fit(
    cells: &mut [Cell],
    held: &[Held],
    total: f64,
    task: &Task,
) -> Result<(Fit, Option<usize>), Cancelled> {
    let of_kind = |kind| -> Vec<usize> {
        let places = (0..held.len()).filter(|&place| held[place].kind == kind);
        places.collect()
    };
    let places: Vec<Vec<usize>> = Kind::ALL.into_iter().map(of_kind).collect();
    let targets: Vec<Vec<f64>> = places
        .iter()
        .map(|places| {
            places
                .iter()
                .map(|&place| held[place].part * total)
                .collect()
        })
        .collect();
    let group = |places: &[usize], cell: &Cell| {
        let found = places.iter().position(|&place| held[place].slice.has(cell));
        found.map_or(NOT_COUNTED, |found| {
            u32::try_from(found).unwrap_or(NOT_COUNTED)
        })
    };
    let groups: Vec<Vec<u32>> = places
        .iter()
        .map(|places| cells.iter().map(|cell| group(places, cell)).collect())
        .collect();
    let margins: Vec<furness::Margin> = groups
        .iter()
        .zip(&targets)
        .map(|(group_of, targets)| furness::Margin { group_of, targets })
        .collect();
    let mut teu: Vec<f64> = cells.iter().map(|cell| cell.teu).collect();
    let fit = balance(&mut teu, &margins, TOLERANCE, task)?;
    for (cell, teu) in cells.iter_mut().zip(teu) {
        cell.teu = teu;
    }
    let missed = match fit {
        Fit::Balanced { .. } => None,
        Fit::Inconsistent { margin, group, .. } => Some(places[margin][group]),
    };
    Ok((fit, missed))
}

/// Hubs of zones and ports that no cell begins or ends in.
fn unreached(frame: &Frame, cells: &[Cell]) -> Vec<NodeId> {
    let hubs = frame.zones.iter().chain(&frame.ports);
    let is_in = |hub: NodeId| {
        let ends = |cell: &Cell| cell.origin == hub || cell.destination == hub;
        cells.iter().any(ends)
    };
    hubs.flat_map(|part| &part.hubs)
        .copied()
        .filter(|&hub| !is_in(hub))
        .collect()
}
