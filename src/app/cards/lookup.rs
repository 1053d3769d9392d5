//! Where the numbers of cards are found: in the newest result, the network, the tables.
//!
//! Does not know: what the numbers are called.

use super::{LinkValue, NodeValue, Origin, ProjectValue, ServiceValue, cut_origin};
use crate::app::beyond;
use crate::app::draw::drafted_number;
use crate::app::flows::made;
use crate::app::plain::total as roads;
use crate::app::resilience::closure_number;
use crate::app::state::State;
use crate::app::versus;
use crate::app::weights::priced_now;
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::facts::{Figure, Note};
use crate::model::ids::{Key, NodeId};
use crate::model::link::{Direction, Link};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::Node;
use crate::model::parameters::Parameter;
use crate::model::series::Observation;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::model::value::{Attribute, Value, stated};
use crate::study::demand::{Demand, Growth, curve, number_of};
use crate::study::emissions::{Amount, Line, Report, report};
use crate::study::flows::readings::FlowFigure;
use crate::study::hinterland::{best_figure, more_than_best};
use crate::study::outcome::{Itinerary, Passed, PathAnswer, Step, Throughput, Transfer};
use crate::study::provenance::{Measure, of_leg, of_throughput, of_transfer, total};
use crate::study::reality::Compared;
use crate::study::ways::{Figure as WayFigure, difference, figure_of, options};
use crate::study::why::{self, Part, terms};
use crate::words::{Lang, text};

/// An unlimited capacity as a number that can be shown.
#[must_use]
pub fn no_limit(lang: Lang) -> Sourced {
    let reason = text(lang, "card.no-limit.reason");
    Sourced::assumed(f64::INFINITY, Unit::TeuPerYear, reason)
}

/// The matrix of demand that is shown.
#[must_use]
pub fn demand(state: &State) -> Option<&Demand> {
    let made = state.transient.demand.as_deref()?;
    made.answer.as_ref().ok().map(|(demand, _)| demand)
}

/// A number of the newest flows.
fn flow_number(state: &State, figure: FlowFigure) -> Option<Sourced> {
    let made = made(state)?;
    let selected = state.transient.flows.selected.as_ref();
    made.readings.number(&made.answer, selected, figure)
}

/// What the best way of a hub comes to, or the second best more.
fn hinterland_number(state: &State, hub: &Key, is_more: bool) -> Option<Sourced> {
    let outcome = state.transient.outcome.as_deref()?;
    let hub = outcome.network.node_by_key(hub)?;
    let (bids, priced) = (outcome.hinterland.as_ref()?.at(hub)?, priced_now(state)?);
    if is_more {
        more_than_best(outcome, &priced, bids)
    } else {
        best_figure(outcome, &priced, bids)
    }
}

/// One of two figures that disagree.
fn conflicting(state: &State, key: &Key, side: usize) -> Option<Sourced> {
    let mut conflicts = state.document.as_ref()?.facts.conflicts.iter();
    let conflict = conflicts.find(|known| known.key == *key)?;
    conflict.values.get(side).cloned()
}

impl Origin {
    /// The number as it is now.
    #[must_use]
    pub fn number(&self, state: &State) -> Option<Sourced> {
        let network = state.numbers()?;
        match self {
            Self::Versus(row, value) => versus::number_of(versus::row(state, row)?, *value),
            Self::Plain(measure) => roads(state.plain.as_ref()?, *measure, true),
            Self::Total(measure) => Some(total(network, path(state)?, *measure)),
            Self::Step(place, measure) => Some(match path(state)?.steps.get(*place)? {
                Step::Leg(leg) => of_leg(network, leg, *measure),
                Step::Transfer(transfer) => of_transfer(network, transfer, *measure),
            }),
            Self::Way(place, figure) => way_number(state, *place, *figure, false),
            Self::Difference(place, figure) => way_number(state, *place, *figure, true),
            Self::Hinterland { hub, is_more } => hinterland_number(state, hub, *is_more),
            Self::Part(place, part) => part_number(state, *place, *part),
            Self::Reach(node, measure) => reach_number(state, *node, *measure),
            Self::Drawn(value) => drafted_number(state, value),
            Self::Box(number) => number.of(state),
            Self::Emission(place, line, amount) => emission_number(state, *place, *line, *amount),
            Self::Weight(weight) => Some(weight.of(&priced_now(state)?).clone()),
            Self::Throughput => of_throughput(network, throughput(state)?),
            Self::Beyond(figure) => beyond::number(state, *figure),
            Self::Link {
                link,
                is_forward,
                value,
            } => {
                let link = network.link(network.link_by_key(link)?);
                link_value(link, *is_forward, value, state.lang())
            }
            Self::Node { node, value } => node_value(
                network.node(network.node_by_key(node)?),
                value,
                state.lang(),
            ),
            Self::Feature {
                layer,
                feature,
                property: name,
            } => {
                let (layer, _) = state.feature(*layer, *feature)?;
                property(&layer.properties.of(*feature as usize), name)
            }
            Self::Figure(place) => number_in(&figure(state, *place)?.value).cloned(),
            Self::Observation { series, place } => {
                observation(state, series, *place)?.number().cloned()
            }
            Self::Service { service, value } => {
                let mut services = network.services().iter();
                let service = services.find(|known| known.key == *service)?;
                match value {
                    ServiceValue::Departures => Some(service.departures_per_week.clone()),
                    ServiceValue::Wait => service.wait(),
                    ServiceValue::Hours => service.hours.clone(),
                }
            }
            Self::Conflict(key, side) => conflicting(state, key, *side),
            Self::Note(key) => number_in(note(state, key)?.value.as_ref()?).cloned(),
            Self::Parameter(key) => parameter_number(state, key),
            Self::Project { project, value } => {
                let project = network.project_by_key(project)?;
                match value {
                    ProjectValue::Year => project.year.clone(),
                    ProjectValue::Cost => project.cost.clone(),
                    ProjectValue::Before => number_in(project.before.as_ref()?).cloned(),
                    ProjectValue::After => number_in(project.after.as_ref()?).cloned(),
                }
            }
            Self::Compared { check, is_model } => {
                let one = compared(state, check)?;
                let side = if *is_model {
                    &one.model
                } else {
                    &one.published
                };
                Some(side.clone())
            }
            Self::Flow(figure) => flow_number(state, *figure),
            Self::Closure(figure) => closure_number(state, *figure),
            Self::Demand(slice) => Some(number_of(demand(state)?, *slice)),
            Self::Grown { growth, year } => grown(state, *growth, *year),
        }
    }

    /// What an edit of the number changes. What a line has as a whole is edited for all its parts,
    /// what grows with length for this part alone.
    pub(super) fn target(&self) -> Option<Target> {
        match self {
            Self::Link {
                link,
                value: LinkValue::Editable(number),
                ..
            } => {
                let key = match number {
                    LinkNumber::Hours | LinkNumber::Money => link.clone(),
                    LinkNumber::Capacity
                    | LinkNumber::Pairs
                    | LinkNumber::TeuPerTrain
                    | LinkNumber::ContainerShare => Key::new(link.whole()),
                };
                Some(Target::LinkNumber(key, *number))
            }
            Self::Node {
                node,
                value: NodeValue::Editable(number),
            } => Some(Target::NodeNumber(node.clone(), *number)),
            _ => None,
        }
    }

    /// Where one of the number's inputs is looked up, where it belongs to a link or hub.
    pub(super) fn input(&self, state: &State, place: usize, input: &Input) -> Option<Self> {
        let network = state.numbers()?;
        match self {
            Self::Total(measure) => term_of_way(network, path(state)?, *measure, place, input),
            Self::Reach(node, measure) => {
                let (network, way) = reached(state, *node)?;
                term_of_way(network, way, *measure, place, input)
            }
            Self::Step(step, measure) => {
                let step = path(state)?.steps.get(*step)?;
                term(network, step, *measure, place, input)
            }
            Self::Throughput => {
                let Throughput::Limited {
                    bottleneck,
                    sureness,
                    ..
                } = throughput(state)?
                else {
                    return None;
                };
                let mut parts = bottleneck.iter().chain(&sureness.rivals);
                Some(cut_origin(network, parts.nth(place)?))
            }
            Self::Beyond(figure) => beyond::input(state, *figure, place),
            Self::Link {
                link, is_forward, ..
            } => {
                let is_called = |key: &str| input.names == Names::worded(key);
                let mut numbers = LinkNumber::ALL.into_iter();
                let number = numbers.find(|number| is_called(number.words_key()));
                let value = match number {
                    Some(number) => LinkValue::Editable(number),
                    None if is_called("inspector.length") => LinkValue::Length,
                    None => return None,
                };
                Some(Self::Link {
                    link: link.clone(),
                    is_forward: *is_forward,
                    value,
                })
            }
            _ => None,
        }
    }
}

fn way(link: &Link, is_forward: bool) -> &Direction {
    match &link.backward {
        Some(backward) if !is_forward => backward,
        _ => &link.forward,
    }
}

/// A number of a hub.
fn node_value(node: &Node, value: &NodeValue, lang: Lang) -> Option<Sourced> {
    match value {
        NodeValue::Editable(NodeNumber::Capacity) => {
            let capacity = node.capacity.clone();
            Some(capacity.unwrap_or_else(|| no_limit(lang)))
        }
        NodeValue::Editable(number) => node.number(*number).cloned(),
        NodeValue::Property(name) => property(&node.attributes, name),
    }
}

fn link_value(link: &Link, is_forward: bool, value: &LinkValue, lang: Lang) -> Option<Sourced> {
    let way = way(link, is_forward);
    match value {
        LinkValue::Editable(LinkNumber::Hours) => Some(way.hours.clone()),
        LinkValue::Editable(LinkNumber::Money) => Some(way.money.clone()),
        LinkValue::Editable(LinkNumber::Capacity) => {
            Some(way.capacity.clone().unwrap_or_else(|| no_limit(lang)))
        }
        LinkValue::Editable(number) => link.number(*number).cloned(),
        LinkValue::Length => Some(link.length.clone()),
        LinkValue::Co2 => Some(way.co2.clone()),
        LinkValue::Tracks => link.tracks.clone(),
        LinkValue::Gauge(mm) => {
            let number = stated(&link.origins, "gauge_mm", f64::from(*mm), Unit::Mm);
            link.gauges_mm.contains(mm).then_some(number)
        }
        LinkValue::OpenYear => {
            let year = f64::from(link.open_year?);
            Some(stated(&link.origins, "open_year", year, Unit::Year))
        }
        LinkValue::Property(name) => property(&link.attributes, name),
    }
}

/// A published figure, by its place in the table.
pub(super) fn figure(state: &State, place: usize) -> Option<&Figure> {
    state.document.as_ref()?.facts.figures.get(place)
}

/// A figure of a series, by its place there.
pub(super) fn observation<'a>(
    state: &'a State,
    series: &str,
    place: usize,
) -> Option<&'a Observation> {
    let series = state.document.as_ref()?.facts.series(series)?;
    series.observations.get(place)
}

/// What all cells of demand come to in a year, as they grow.
fn grown(state: &State, growth: Growth, year: i32) -> Option<Sourced> {
    let totals = curve(&state.document.as_ref()?.facts, growth);
    let of_year = totals.into_iter().find(|(of, _)| *of == year);
    of_year.map(|(_, total)| total)
}

/// The note of a key.
pub(super) fn note<'a>(state: &'a State, key: &Key) -> Option<&'a Note> {
    let mut notes = state.document.as_ref()?.facts.notes.iter();
    notes.find(|note| note.key == *key)
}

/// The parameter of a key.
pub(super) fn parameter<'a>(state: &'a State, key: &Key) -> Option<&'a Parameter> {
    let mut rows = state.document.as_ref()?.facts.parameters.rows().iter();
    rows.find(|row| row.key == *key)
}

/// The number of a parameter under the scenario.
fn parameter_number(state: &State, key: &Key) -> Option<Sourced> {
    let number = number_in(&parameter(state, key)?.value)?;
    let document = state.document.as_ref()?;
    let mut edits = document.history.scenario().edits().iter().rev();
    let value = edits.find_map(|edit| match edit {
        Edit::SetParameter { parameter, value } if parameter == key => Some(*value),
        _ => None,
    });
    Some(value.map_or_else(|| number.clone(), |value| number.edited(value)))
}

/// The comparison of a key.
pub(super) fn compared<'a>(state: &'a State, check: &Key) -> Option<&'a Compared> {
    let mut all = state.transient.reality.as_ref()?.compared.iter();
    all.find(|one| one.key == *check)
}

fn number_in(value: &Value) -> Option<&Sourced> {
    match value {
        Value::Number(number) => Some(number),
        Value::Text(_) | Value::Bool(_) | Value::Quoted(_) => None,
    }
}

fn property(attributes: &[Attribute], name: &str) -> Option<Sourced> {
    let mut named = attributes.iter().filter(|known| known.name == name);
    number_in(&named.next()?.value).cloned()
}

/// The path as it is shown.
#[must_use]
pub fn path(state: &State) -> Option<&Itinerary> {
    match &state.transient.outcome.as_ref()?.path {
        PathAnswer::Found { best, .. } => Some(best),
        PathAnswer::NotAsked | PathAnswer::Refused(_) | PathAnswer::None { .. } => None,
    }
}

/// What a way comes to, or comes to more than the chosen one.
fn way_number(state: &State, place: usize, figure: WayFigure, is_more: bool) -> Option<Sourced> {
    let (outcome, priced) = (state.transient.outcome.as_ref()?, priced_now(state)?);
    let way = *options(outcome).get(place)?;
    if is_more {
        let pair = (way, path(state)?);
        return Some(difference(outcome, &priced, pair, figure));
    }
    Some(figure_of(outcome, &priced, way, figure))
}

/// What a part costs more on the chosen way than on another.
fn part_number(state: &State, place: usize, part: Part) -> Option<Sourced> {
    let outcome = state.transient.outcome.as_ref()?;
    let (criterion, weights) = (outcome.question.criterion, outcome.question.weights);
    let pair = (path(state)?, *options(outcome).get(place)?);
    let all = terms(pair.0, pair.1, criterion, weights);
    let term = all.iter().find(|term| term.part == part)?;
    Some(why::number(&outcome.network, pair, term, criterion))
}

/// The emissions of a way.
pub(super) fn emission_report(state: &State, place: usize) -> Option<Report> {
    let (outcome, document) = (state.transient.outcome.as_ref()?, state.document.as_ref()?);
    let way = *options(outcome).get(place)?;
    Some(report(&outcome.network, &document.facts.parameters, way))
}

fn emission_number(state: &State, place: usize, line: Line, amount: Amount) -> Option<Sourced> {
    emission_report(state, place)?.number(state.numbers()?, line, amount)
}

fn throughput(state: &State) -> Option<&Throughput> {
    state.transient.outcome.as_ref()?.throughput.as_ref()
}

/// The best way to a hub within reach, in the network that it was found in.
fn reached(state: &State, node: NodeId) -> Option<(&Network, &Itinerary)> {
    let spread = &state.transient.reach.as_ref()?.spread;
    let hubs = spread.reach.hubs.iter();
    let mut ways = hubs.zip(&spread.reach.ways);
    let (_, way) = ways.find(|(hub, _)| hub.node == node)?;
    Some((&spread.network, way))
}

/// What the best way to a hub within reach comes to.
fn reach_number(state: &State, node: NodeId, measure: Measure) -> Option<Sourced> {
    let (network, way) = reached(state, node)?;
    Some(total(network, way, measure))
}

/// Where a term of a way is looked up.
fn term_of_way(
    network: &Network,
    way: &Itinerary,
    measure: Measure,
    place: usize,
    input: &Input,
) -> Option<Origin> {
    let mut before = 0;
    for step in &way.steps {
        let n_terms = n_terms(network, step, measure);
        if place < before + n_terms {
            return term(network, step, measure, place - before, input);
        }
        before += n_terms;
    }
    None
}

fn n_terms(network: &Network, step: &Step, measure: Measure) -> usize {
    match step {
        Step::Leg(leg) => leg.links.len(),
        Step::Transfer(transfer) => of_transfer(network, transfer, measure).basis.inputs().len(),
    }
}

/// Where a term of a leg or transfer is looked up, where it is a number of a link or hub.
fn term(
    network: &Network,
    step: &Step,
    measure: Measure,
    place: usize,
    input: &Input,
) -> Option<Origin> {
    match step {
        Step::Leg(leg) => {
            let Passed { link, is_forward } = *leg.links.get(place)?;
            let value = match measure {
                Measure::Hours => LinkValue::Editable(LinkNumber::Hours),
                Measure::Money => LinkValue::Editable(LinkNumber::Money),
                Measure::Km => LinkValue::Length,
                Measure::Co2 => LinkValue::Co2,
            };
            let link = network.link(link).key.clone();
            Some(Origin::Link {
                link,
                is_forward,
                value,
            })
        }
        Step::Transfer(Transfer { node, .. }) => {
            let node = network.node(*node);
            let (number, of_hub) = match measure {
                Measure::Hours => (NodeNumber::TransferHours, &node.transfer_hours),
                Measure::Money => (NodeNumber::TransferMoney, &node.transfer_money),
                Measure::Km | Measure::Co2 => return None,
            };
            let is_the_hubs = *of_hub == input.number;
            is_the_hubs.then(|| Origin::node(node, NodeValue::Editable(number)))
        }
    }
}
