//! What flows come to, made ready to be shown: sums, and every link and hub with what it carries, by
//! how much fits. Each number says what it rests on.
//!
//! Utilization is what goes in one direction, or is handled, by the capacity that the network gives for
//! it; where it gives none there is no utilization. Flows of an equilibrium may exceed a capacity: it
//! gets slow there, and nothing is turned away.
//!
//! Does not know: how flows were found, how they are drawn.

use super::prices::{allocated, price_number};
use super::{ByClass, ByMode, ByRoute, FlowAnswer, HubLoad, Limits, Measures, Selected};
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;

/// Sums that flows come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// TEU a year.
    Teu,
    /// Million TEU kilometers a year.
    TeuKm,
    /// Million TEU hours a year.
    TeuHours,
    /// Million yuan a year.
    Yuan,
    /// Thousand tonnes CO2 equivalent a year.
    Co2,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Teu,
        Self::TeuKm,
        Self::TeuHours,
        Self::Yuan,
        Self::Co2,
    ];

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Teu => "flows.teu",
            Self::TeuKm => "flows.teu-km",
            Self::TeuHours => "flows.teu-hours",
            Self::Yuan => "flows.yuan",
            Self::Co2 => "flows.co2",
        }
    }

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Teu => Unit::TeuPerYear,
            Self::TeuKm => Unit::Named("M TEU km/a"),
            Self::TeuHours => Unit::Named("M TEU h/a"),
            Self::Yuan => Unit::Named("M yuan/a"),
            Self::Co2 => Unit::Named("kt CO2e/a"),
        }
    }

    /// Its part of some measures, in its unit; `teu` are those of TEU.
    fn of(self, teu: Option<f64>, measures: &Measures) -> Option<f64> {
        match self {
            Self::Teu => teu,
            Self::TeuKm => Some(measures.teu_km / 1e6),
            Self::TeuHours => Some(measures.teu_hours / 1e6),
            Self::Yuan => Some(measures.yuan / 1e6),
            Self::Co2 => Some(measures.co2_t / 1e3),
        }
    }
}

/// A number of flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowFigure {
    /// All together.
    Total(Quantity),
    /// What has no way, TEU a year.
    Unmet,
    /// What one mode does; of TEU there is none, as a container goes by several.
    Mode(Mode, Quantity),
    /// What goes mostly by one route of the corridor, or by none.
    Route(Option<RouteId>, Quantity),
    /// What a link carries one way, TEU a year.
    Link(LinkId, bool),
    /// The same by its capacity, percent.
    LinkUse(LinkId, bool),
    /// What goes of one class of cargo, by its place in the matrix.
    Class(usize, Quantity),
    /// What of elastic demand stays away, TEU a year.
    Deterred,
    /// What uses the places picked, TEU a year: of one commodity by its place, or of all.
    Using(Option<u32>),
    /// What is handled in a hub, TEU a year.
    Hub(NodeId),
    /// The same by its capacity, percent.
    HubUse(NodeId),
    /// What one more TEU a year of a full place is worth, yuan; or what one less costs.
    Price(Limits, bool),
}

/// What a link carries one way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkReading {
    /// The link.
    pub link: LinkId,
    /// From its `from` to its `to`.
    pub is_forward: bool,
    /// TEU a year.
    pub teu: f64,
    /// The same by its capacity; `None` where none is given.
    pub utilization: Option<f64>,
}

/// What a hub handles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HubReading {
    /// The hub.
    pub node: NodeId,
    /// TEU a year.
    pub teu: f64,
    /// The same by its capacity; `None` where none is given.
    pub utilization: Option<f64>,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// TEU a year that are carried.
    pub carried: f64,
    /// TEU a year that have no way.
    pub unmet: f64,
    /// Everything together.
    pub total: Measures,
    /// By mode.
    pub by_mode: Vec<ByMode>,
    /// By route; empty where the method keeps no paths.
    pub by_route: Vec<ByRoute>,
    /// By class of cargo.
    pub by_class: Vec<ByClass>,
    /// Links that carry something, each way by itself, in network order.
    pub links: Vec<LinkReading>,
    /// Hubs that handle something, in network order.
    pub hubs: Vec<HubReading>,
}

impl Readings {
    /// Those of an answer.
    #[must_use]
    pub fn of(answer: &FlowAnswer) -> Self {
        let (loads, gauge) = (&answer.loads, answer.gauge());
        Self {
            carried: loads.carried(),
            unmet: loads.not_carried(),
            total: gauge.total(loads),
            by_mode: gauge.by_mode(loads),
            by_route: gauge.by_route(loads),
            by_class: gauge.by_class(loads),
            links: links(answer, &loads.arcs),
            hubs: hubs(answer, &loads.hubs(&answer.network, &answer.setting.graph)),
        }
    }

    /// A number with what it rests on; `None` where there is none. `selected` are those who use the places
    /// picked.
    #[must_use]
    pub fn number(
        &self,
        answer: &FlowAnswer,
        selected: Option<&Selected>,
        figure: FlowFigure,
    ) -> Option<Sourced> {
        let network = &answer.network;
        let (value, unit, capacity) = match figure {
            FlowFigure::Total(of) => (of.of(Some(self.carried), &self.total)?, of.unit(), None),
            FlowFigure::Unmet => (self.unmet, Unit::TeuPerYear, None),
            FlowFigure::Mode(mode, of) => {
                let part = self.by_mode.iter().find(|part| part.mode == mode)?;
                (of.of(None, &part.measures)?, of.unit(), None)
            }
            FlowFigure::Route(route, of) => {
                let part = self.by_route.iter().find(|part| part.route == route)?;
                (of.of(Some(part.teu), &part.measures)?, of.unit(), None)
            }
            FlowFigure::Class(class, of) => {
                let part = self.by_class.iter().find(|part| part.class == class)?;
                (of.of(Some(part.teu), &part.measures)?, of.unit(), None)
            }
            FlowFigure::Price(limits, is_more) => {
                let mut prices = allocated(answer)?.prices.iter();
                let price = prices.find(|price| price.limits == limits)?;
                return price_number(answer, price, is_more);
            }
            FlowFigure::Deterred => (answer.deterred(), Unit::TeuPerYear, None),
            FlowFigure::Using(commodity) => (using(selected?, commodity)?, Unit::TeuPerYear, None),
            FlowFigure::Link(link, is_forward) | FlowFigure::LinkUse(link, is_forward) => {
                let is_it = |of: &&LinkReading| of.link == link && of.is_forward == is_forward;
                let of = self.links.iter().find(is_it)?;
                let capacity = link_capacity(network, link, is_forward);
                match figure {
                    FlowFigure::Link(..) => (of.teu, Unit::TeuPerYear, capacity),
                    _ => (of.utilization? * 100.0, Unit::Named("%"), capacity),
                }
            }
            FlowFigure::Hub(node) | FlowFigure::HubUse(node) => {
                let of = self.hubs.iter().find(|of| of.node == node)?;
                let capacity = hub_capacity(network, node);
                match figure {
                    FlowFigure::Hub(_) => (of.teu, Unit::TeuPerYear, capacity),
                    _ => (of.utilization? * 100.0, Unit::Named("%"), capacity),
                }
            }
        };
        Some(rested(answer, figure, (value, unit), capacity))
    }
}

/// What uses the places picked, TEU a year.
fn using(selected: &Selected, commodity: Option<u32>) -> Option<f64> {
    let Some(commodity) = commodity else {
        return Some(selected.teu);
    };
    let mut used = selected.commodities.iter();
    used.find(|(of, _)| *of == commodity).map(|&(_, teu)| teu)
}

/// A number of flows with its inputs: the demand, what it was multiplied by, how elastic it is, and the
/// capacity.
fn rested(
    answer: &FlowAnswer,
    figure: FlowFigure,
    (value, unit): (f64, Unit),
    capacity: Option<&Sourced>,
) -> Sourced {
    let factor = Sourced::assumed(answer.question.demand_factor, Unit::One, "");
    let mut inputs = vec![
        Input::worded("demand.heading", &answer.demand.total),
        Input::worded("flows.factor", &factor),
    ];
    let elasticity = Sourced::assumed(answer.question.elasticity, Unit::One, "");
    if answer.is_elastic() {
        inputs.push(Input::worded("flows.elasticity", &elasticity));
    }
    inputs.extend(capacity.map(|of| Input::worded("inspector.capacity", of)));
    let formula = match figure {
        FlowFigure::LinkUse(..) | FlowFigure::HubUse(_) => "flows.formula.use",
        _ => "flows.formula.flow",
    };
    Sourced::by_formula(value, unit, "", inputs).with_note_in_both(&Names::worded(formula))
}

/// What fits on a link one way.
fn link_capacity(network: &Network, link: LinkId, is_forward: bool) -> Option<&Sourced> {
    let link = network.link(link);
    let way = if is_forward {
        Some(&link.forward)
    } else {
        link.backward.as_ref()
    };
    way?.capacity.as_ref()
}

/// What a hub can handle.
fn hub_capacity(network: &Network, node: NodeId) -> Option<&Sourced> {
    network.node(node).number(NodeNumber::Capacity)
}

fn utilization(teu: f64, capacity: Option<&Sourced>) -> Option<f64> {
    let fits = capacity
        .filter(|of| of.value > 0.0 && of.value.is_finite())?
        .value;
    Some(teu / fits)
}

/// What links carry each way where arcs of the flow graph carry `arcs`, TEU a year.
#[must_use]
pub fn links(answer: &FlowAnswer, arcs: &[f64]) -> Vec<LinkReading> {
    let network = &answer.network;
    let mut both = vec![[0.0; 2]; network.links().len()];
    for (limits, &teu) in answer.setting.graph.limits.iter().zip(arcs) {
        if let Limits::Link { link, is_forward } = *limits {
            both[link.index()][usize::from(!is_forward)] += teu;
        }
    }
    let each = network.link_ids().zip(both).flat_map(|(link, teu)| {
        [(true, teu[0]), (false, teu[1])].map(|(is_forward, teu)| LinkReading {
            link,
            is_forward,
            teu,
            utilization: utilization(teu, link_capacity(network, link, is_forward)),
        })
    });
    each.filter(|of| of.teu > 0.0).collect()
}

fn hubs(answer: &FlowAnswer, loads: &[HubLoad]) -> Vec<HubReading> {
    let network = &answer.network;
    let reading = |load: &HubLoad| HubReading {
        node: load.node,
        teu: load.handled,
        utilization: utilization(load.handled, hub_capacity(network, load.node)),
    };
    loads.iter().map(reading).collect()
}
