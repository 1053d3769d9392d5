//! A network with what is wanted of it, as arrays for the algorithms: the flow graph, the ends of each
//! commodity, hours by volume, and what a TEU of each class pays.
//!
//! A TEU of a class weighs hours by its own value of time; everything else it pays (money, carbon,
//! reliability) does not depend on how crowded a place is. Capacities and volumes are TEU a year.
//!
//! Does not know: how flows are found.

use super::delay::Delays;
use super::flow_graph::{FlowGraph, Limits, count};
use super::loads::Commodity;
use crate::graph::max_flow::UNLIMITED;
use crate::graph::volume_delay::VolumeDelay;
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::routing::cost::Weights;
use crate::routing::expand::Expansion;
use crate::routing::itinerary::Sums;
use crate::routing::restrict::ModeSet;

/// The least value of time that a class may have where hours are weighed against money, yuan a TEU and
/// hour: with none at all the cost could not be told in hours.
pub const LEAST_VALUE_OF_TIME: f64 = 0.01;

/// A class of cargo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// What counts how much.
    pub weights: Weights,
    /// Net tonnes a TEU.
    pub tonnes: f64,
}

impl Class {
    /// Its value of time, yuan a TEU and hour, not below [`LEAST_VALUE_OF_TIME`].
    #[must_use]
    pub fn value_of_time(&self) -> f64 {
        self.weights.value_of_time().max(LEAST_VALUE_OF_TIME)
    }
}

/// What is asked of a network.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who wants to go where.
    pub commodities: &'a [Commodity],
    /// The classes that commodities name.
    pub classes: &'a [Class],
    /// Modes allowed.
    pub modes: ModeSet,
    /// How crowding slows down.
    pub delays: Delays,
}

/// A network with what is wanted of it, as arrays.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The graph.
    pub graph: FlowGraph,
    /// Where each commodity begins and ends in it.
    pub ends: Vec<(u32, u32)>,
    /// Who wants to go where.
    pub commodities: Vec<Commodity>,
    /// The classes.
    pub classes: Vec<Class>,
    /// Hours by TEU a year, by arc.
    pub functions: Vec<VolumeDelay>,
    /// What a TEU pays beside its hours: by class and arc, yuan.
    pub money: Vec<Vec<f64>>,
}

impl Setting {
    /// The open part of a network with what is wanted.
    #[must_use]
    pub fn new(
        network: &Network,
        expansion: &Expansion,
        availability: &Availability,
        asked: Asked,
    ) -> Self {
        let graph = FlowGraph::of(network, expansion, availability, asked.modes);
        let ends = asked.commodities.iter().map(|of| {
            let from = expansion.flow_origin(of.from);
            (from, expansion.flow_destination(of.to))
        });
        let functions = (0..graph.arcs.len()).map(|arc| {
            let hours = graph.sums[arc].hours();
            let capacity = capacity_of(&graph, arc);
            match graph.limits[arc] {
                Limits::Link { link, .. } => {
                    let mode = network.link(link).mode;
                    asked.delays.of_link(mode, hours, capacity)
                }
                Limits::Hub(..) => asked.delays.of_hub(hours, capacity),
                Limits::Customs { .. } | Limits::Nothing => VolumeDelay::Constant { free: hours },
            }
        });
        let general = network.defaults().tonnes_per_teu.value;
        let by_class = asked.classes.iter().map(|class| {
            let weight = share(class.tonnes, general);
            let sums = graph.sums.iter();
            sums.map(|&sums| beside_hours(class.weights, sums, weight))
                .collect()
        });
        Self {
            ends: ends.collect(),
            commodities: asked.commodities.to_vec(),
            classes: asked.classes.to_vec(),
            functions: functions.collect(),
            money: by_class.collect(),
            graph,
        }
    }

    /// Hours on each arc at some flows.
    #[must_use]
    pub fn hours_at(&self, teu: &[f64]) -> Vec<f64> {
        let both = self.functions.iter().zip(teu);
        both.map(|(function, &teu)| function.value(teu)).collect()
    }

    /// Hours on each arc when nothing else is on it.
    #[must_use]
    pub fn free_hours(&self) -> Vec<f64> {
        self.functions.iter().map(VolumeDelay::free).collect()
    }
}

/// What a TEU pays beside its hours, yuan: the generalized cost without the term of time. `weight` is
/// how heavy it is by cargo in general; emissions grow with it.
fn beside_hours(weights: Weights, sums: Sums, weight: f64) -> f64 {
    let timeless = Sums {
        seconds: 0,
        grams: 0,
        ..sums
    };
    weights.yuan(timeless) + weights.carbon_price() * weight * sums.co2_kg() / 1000.0
}

/// A weight by another; 1 where that is none.
pub(super) fn share(tonnes: f64, general: f64) -> f64 {
    if general > 0.0 { tonnes / general } else { 1.0 }
}

/// The capacity of an arc, TEU a year; `None` where it has none.
fn capacity_of(graph: &FlowGraph, arc: usize) -> Option<f64> {
    let capacity = graph.capacities[arc];
    (capacity != UNLIMITED).then(|| count(capacity))
}
