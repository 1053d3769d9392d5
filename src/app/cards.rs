//! Cards of numbers: where each number is looked up, so that an open card follows the newest result.
//!
//! Does not know: how a card is drawn.

pub mod lookup;

use lookup::path;

use super::props::property_names;
use super::state::State;
use crate::model::edit::{Edit, LinkNumber, NodeNumber, Target};
use crate::model::ids::{Key, LinkId, NodeId};
use crate::model::link::{Link, Mode};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::Node;
use crate::model::sourced::{Input, Sourced};
use crate::study::demand::{Slice, slice_in_words};
use crate::study::outcome::{CutPart, Step};
use crate::study::provenance::Measure;
use crate::study::sentences::{link_name, node_name};
use crate::words::format::list;
use crate::words::{Lang, text};

/// A number of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkValue {
    /// One that can be edited.
    Editable(LinkNumber),
    /// Length.
    Length,
    /// Emissions.
    Co2,
    /// Tracks.
    Tracks,
    /// A property by its name in the file.
    Property(String),
}

/// A number of a hub.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// One that can be edited.
    Editable(NodeNumber),
    /// A property by its name in the file.
    Property(String),
}

/// A number of a named service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceValue {
    /// Departures a week each way.
    Departures,
    /// The mean wait.
    Wait,
    /// Hours from end to end.
    Hours,
}

/// Where a number is looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A total of the best path.
    Total(Measure),
    /// A leg or transfer of the best path, by its place among the steps.
    Step(usize, Measure),
    /// The throughput.
    Throughput,
    /// A number of a link.
    Link {
        /// The link.
        link: Key,
        /// Which direction, where the directions have numbers of their own.
        is_forward: bool,
        /// Which number.
        value: LinkValue,
    },
    /// A number of a hub.
    Node {
        /// The hub.
        node: Key,
        /// Which number.
        value: NodeValue,
    },
    /// A property of a feature of a layer that people added.
    Feature {
        /// The layer, by its place among all context layers.
        layer: usize,
        /// The feature, by its place in the layer.
        feature: u32,
        /// The property's name.
        property: String,
    },
    /// A published figure, by its place in the table.
    Figure(usize),
    /// A figure of a published series.
    Observation {
        /// The series.
        series: String,
        /// The figure, by its place in the series.
        place: usize,
    },
    /// A number of a named service.
    Service {
        /// The service.
        service: Key,
        /// Which number.
        value: ServiceValue,
    },
    /// A figure that is compared with a publication, or the publication's.
    Compared {
        /// The comparison.
        key: Key,
        /// The model's figure, else the published one.
        is_model: bool,
    },
    /// The sum of some cells of the matrix of demand that is shown.
    Demand(Slice),
    /// A number that no scenario touches, as it stands in its table.
    Known {
        /// What it is called.
        names: Names,
        /// What it is of.
        whose: Names,
        /// The number.
        number: Box<Sourced>,
    },
}

/// A step from a number to one of its inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The input's place.
    pub place: usize,
    /// Its name.
    pub names: Names,
}

/// The card of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Where to begin to look.
    pub origin: Origin,
    /// The inputs to go through from there.
    pub trail: Vec<Turn>,
}

impl Card {
    /// The card of a number that stands by itself.
    #[must_use]
    pub fn of(origin: Origin) -> Self {
        Self {
            origin,
            trail: Vec::new(),
        }
    }

    /// The number as it is now; `None` where it is not there any more.
    #[must_use]
    pub fn number(&self, state: &State) -> Option<Sourced> {
        let mut number = self.origin.number(state)?;
        for turn in &self.trail {
            let inputs = number.basis.inputs();
            let is_it = |input: &&Input| input.names == turn.names;
            let there = inputs.get(turn.place).filter(is_it);
            let found = there.or_else(|| inputs.iter().find(is_it))?.number.clone();
            number = found;
        }
        Some(number)
    }

    /// What the number is called.
    #[must_use]
    pub fn names(&self, state: &State) -> Names {
        match self.trail.last() {
            Some(turn) => turn.names.clone(),
            None => self.origin.names(state),
        }
    }

    /// What the number is of; empty for inputs, which are of the number below.
    #[must_use]
    pub fn whose(&self, state: &State) -> Names {
        if self.trail.is_empty() {
            self.origin.whose(state)
        } else {
            Names::default()
        }
    }

    /// The card of one of the number's inputs: that of the link or hub it belongs to where it is one
    /// of theirs.
    #[must_use]
    pub fn input(&self, state: &State, place: usize, input: &Input) -> Self {
        let apart = self.trail.is_empty().then(|| {
            let origin = self.origin.input(state, place, input)?;
            let number = origin.number(state)?;
            (number.value.to_bits() == input.number.value.to_bits()).then_some(origin)
        });
        if let Some(origin) = apart.flatten() {
            return Self::of(origin);
        }
        let mut card = self.clone();
        card.trail.push(Turn {
            place,
            names: input.names.clone(),
        });
        card
    }

    /// What an edit of the number changes; `None` where it cannot be edited.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        self.trail.is_empty().then(|| self.origin.target())?
    }
}

/// The edit that a number stands under: its own, or that of the whole line it is a part of.
#[must_use]
pub fn edit_of<'a>(state: &'a State, target: &Target) -> Option<&'a Edit> {
    let document = state.document.as_ref()?;
    let edits = document.history.scenario().edits().iter().rev();
    let is_on = |edit: &&Edit| match (edit.target(), target) {
        (Target::LinkNumber(on, number), Target::LinkNumber(key, wanted)) => {
            number == *wanted && key.is_or_is_part_of(on.as_str())
        }
        (on, _) => on == *target,
    };
    edits
        .filter(|edit| !matches!(edit, Edit::Restore(_)))
        .find(is_on)
}

impl Origin {
    /// A number of a link that is the same both ways.
    #[must_use]
    pub fn link(link: &Link, value: LinkValue) -> Self {
        Self::Link {
            link: link.key.clone(),
            is_forward: true,
            value,
        }
    }

    /// A number of a hub.
    #[must_use]
    pub fn node(node: &Node, value: NodeValue) -> Self {
        Self::Node {
            node: node.key.clone(),
            value,
        }
    }

    /// Whether it is a result, and so recomputed with every change.
    #[must_use]
    pub fn is_result(&self) -> bool {
        matches!(self, Self::Total(_) | Self::Step(..) | Self::Throughput)
    }

    /// What the number is called.
    #[must_use]
    pub fn names(&self, state: &State) -> Names {
        match self {
            Self::Total(measure) | Self::Step(_, measure) => worded(measure.words_key()),
            Self::Throughput => worded("measure.throughput"),
            Self::Link { value, .. } => match value {
                LinkValue::Editable(number) => worded(number.words_key()),
                LinkValue::Length => worded("inspector.length"),
                LinkValue::Co2 => worded("inspector.co2"),
                LinkValue::Tracks => worded("inspector.tracks"),
                LinkValue::Property(name) => property_names(name),
            },
            Self::Node { value, .. } => match value {
                NodeValue::Editable(number) => worded(number.words_key()),
                NodeValue::Property(name) => property_names(name),
            },
            Self::Feature { property, .. } => property_names(property),
            Self::Figure(place) => {
                let facts = state.document.as_ref().map(|document| &document.facts);
                let figure = facts.and_then(|facts| facts.figures.get(*place));
                figure.map_or_else(Names::default, |figure| figure.names.clone())
            }
            Self::Observation { series, .. } => {
                let facts = state.document.as_ref().map(|document| &document.facts);
                let series = facts.and_then(|facts| facts.series(series));
                series.map_or_else(Names::default, |series| series.names.clone())
            }
            Self::Service { value, .. } => worded(match value {
                ServiceValue::Departures => "service.departures",
                ServiceValue::Wait => "service.wait",
                ServiceValue::Hours => "service.hours",
            }),
            Self::Compared { is_model: true, .. } => worded("reality.model"),
            Self::Compared { .. } => worded("reality.published"),
            Self::Demand(_) => worded("demand.heading"),
            Self::Known { names, .. } => names.clone(),
        }
    }

    /// What the number is of: a path, a link, a hub.
    #[must_use]
    pub fn whose(&self, state: &State) -> Names {
        let Some(network) = state.document.as_ref().map(|document| &document.network) else {
            return Names::default();
        };
        match self {
            Self::Total(_) | Self::Throughput => both(|lang| ends(state, network, lang)),
            Self::Step(place, _) => both(|lang| {
                let step = path(state).and_then(|way| way.steps.get(*place));
                step.map_or_else(String::new, |step| step_name(network, step, lang))
            }),
            Self::Link {
                link, is_forward, ..
            } => match network.link_by_key(link) {
                Some(id) => both(|lang| link_with_way(network, id, *is_forward, lang)),
                None => Names::default(),
            },
            Self::Node { node, .. } => match network.node_by_key(node) {
                Some(id) => network.node(id).names.clone(),
                None => Names::default(),
            },
            Self::Feature { layer, feature, .. } => {
                let name = state.feature_name(*layer, *feature);
                Names::new(&name, &name)
            }
            Self::Figure(place) => {
                let facts = state.document.as_ref().map(|document| &document.facts);
                let figure = facts.and_then(|facts| facts.figures.get(*place));
                figure.map_or_else(Names::default, |figure| thing_names(network, &figure.at))
            }
            Self::Observation { series, place } => {
                let facts = state.document.as_ref().map(|document| &document.facts);
                let series = facts.and_then(|facts| facts.series(series));
                let observation = series.and_then(|series| series.observations.get(*place));
                let period = observation.map_or("", |observation| observation.period.as_str());
                let period = if period == "year" { "" } else { period };
                Names::new(period, period)
            }
            Self::Service { service, .. } => {
                let mut services = network.services().iter();
                let service = services.find(|known| known.key == *service);
                service.map_or_else(Names::default, |service| service.names.clone())
            }
            Self::Compared { key, .. } => {
                let one = lookup::compared(state, key);
                one.map_or_else(Names::default, |one| one.names.clone())
            }
            Self::Demand(slice) => match lookup::demand(state) {
                Some(demand) => both(|lang| {
                    let cells = slice_in_words(network, demand, *slice, lang);
                    format!("{} {cells}", demand.year).trim_end().to_owned()
                }),
                None => Names::default(),
            },
            Self::Known { whose, .. } => whose.clone(),
        }
    }
}

/// Where the capacity of a part of the bottleneck is looked up.
#[must_use]
pub fn cut_origin(network: &Network, part: &CutPart) -> Origin {
    match part {
        CutPart::Link {
            link, is_forward, ..
        } => Origin::Link {
            link: network.link(*link).key.clone(),
            is_forward: *is_forward,
            value: LinkValue::Editable(LinkNumber::Capacity),
        },
        CutPart::Hub { node, .. } => {
            let capacity = NodeValue::Editable(NodeNumber::Capacity);
            Origin::node(network.node(*node), capacity)
        }
    }
}

/// Whether the two directions of a link have numbers of their own.
#[must_use]
pub fn has_two_ways(link: &Link) -> bool {
    link.backward.as_ref() != Some(&link.forward)
}

fn both(said: impl Fn(Lang) -> String) -> Names {
    Names::new(&said(Lang::En), &said(Lang::Zh))
}

/// A text of the message files as a name: in English it begins with a capital.
fn worded(key: &str) -> Names {
    let mut names = Names::worded(key);
    if let Some(first) = names.en.get(..1).map(str::to_uppercase) {
        names.en.replace_range(..1, &first);
    }
    names
}

fn ends(state: &State, network: &Network, lang: Lang) -> String {
    let Some(outcome) = &state.transient.outcome else {
        return String::new();
    };
    let names = |nodes: &[NodeId]| {
        let names = nodes.iter().map(|&node| node_name(network, node, lang));
        list(lang, &names.map(str::to_owned).collect::<Vec<_>>())
    };
    let question = &outcome.question;
    format!("{} → {}", names(&question.from), names(&question.to))
}

fn link_with_way(network: &Network, id: LinkId, is_forward: bool, lang: Lang) -> String {
    let link = network.link(id);
    let name = link_name(network, id, lang);
    if !has_two_ways(link) {
        return name;
    }
    let to = if is_forward { link.to } else { link.from };
    format!("{name} → {}", node_name(network, to, lang))
}

/// `Chongqing → Huaihua` for a leg, `Qinzhou Port: rail → sea` for a transfer.
#[must_use]
pub fn step_name(network: &Network, step: &Step, lang: Lang) -> String {
    let name = |node| node_name(network, node, lang);
    let mode = |mode: Option<Mode>| text(lang, mode.map_or("mode.door", Mode::words_key));
    match step {
        Step::Leg(leg) => format!("{} → {}", name(leg.from), name(leg.to)),
        Step::Transfer(transfer) => format!(
            "{}: {} → {}",
            name(transfer.node),
            mode(transfer.from),
            mode(transfer.to)
        ),
    }
}

/// The names of a hub or link, or of the line whose parts are in the network.
#[must_use]
pub fn thing_names(network: &Network, key: &Key) -> Names {
    if let Some(node) = network.node_by_key(key) {
        return network.node(node).names.clone();
    }
    match network.links_named(key.as_str()).first() {
        Some(&link) => both(|lang| link_name(network, link, lang)),
        None => Names::default(),
    }
}
