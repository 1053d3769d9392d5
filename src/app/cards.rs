//! Cards of numbers: where each number is looked up, so that an open card follows the newest result.
//!
//! Does not know: how a card is drawn.

pub mod lookup;
pub mod names;

use super::beyond::BeyondFigure;
use super::boxes::BoxNumber;
use super::resilience::ClosureFigure;
use super::state::State;
use super::versus::VersusValue;
use super::weights::Weight;
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::ids::{Key, NodeId};
use crate::model::link::Link;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::Node;
use crate::model::sourced::{Input, Sourced};
use crate::study::demand::{Growth, Slice};
use crate::study::emissions::{Amount, Line};
use crate::study::flows::readings::FlowFigure;
use crate::study::outcome::CutPart;
use crate::study::provenance::Measure;
use crate::study::ways::Figure;
use crate::study::why::Part;

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
    /// A track gauge, millimeters.
    Gauge(u16),
    /// The year it opened or is to open.
    OpenYear,
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

/// A number of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectValue {
    /// The year from which its changes hold.
    Year,
    /// What it costs.
    Cost,
    /// What it changes, before.
    Before,
    /// The same, afterwards.
    After,
}

/// Where a number is looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A total of the best path.
    Total(Measure),
    /// A leg or transfer of the best path, by its place among the steps.
    Step(usize, Measure),
    /// What a way comes to, by its place among the options.
    Way(usize, Figure),
    /// What a way comes to more than the chosen one, by its place among the options.
    Difference(usize, Figure),
    /// What the best way from a hub costs to where hinterlands lead, or what the second best costs more.
    Hinterland {
        /// The hub.
        hub: Key,
        /// Whether it is the difference.
        is_more: bool,
    },
    /// What a part costs more on the chosen way than on another, that by its place among the options.
    Part(usize, Part),
    /// What the best way to a hub within reach comes to.
    Reach(NodeId, Measure),
    /// A number of the emissions report of a way, by its place among the options.
    Emission(usize, Line, Amount),
    /// A coefficient of the generalized cost.
    Weight(Weight),
    /// A number of a box.
    Box(BoxNumber),
    /// The throughput.
    Throughput,
    /// What lies beyond it.
    Beyond(BeyondFigure),
    /// A number of a link.
    Link {
        /// The link.
        link: Key,
        /// Which direction, where the directions have numbers of their own.
        is_forward: bool,
        /// Which number.
        value: LinkValue,
    },
    /// A number of the link that is drawn, as it is filled in.
    Drawn(LinkValue),
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
    /// One of two figures that disagree: the conflict, and which of them.
    Conflict(Key, usize),
    /// The figure of a note.
    Note(Key),
    /// A parameter.
    Parameter(Key),
    /// A number of a project.
    Project {
        /// The project.
        project: Key,
        /// Which number.
        value: ProjectValue,
    },
    /// One side of a comparison with what is published.
    Compared {
        /// The comparison.
        check: Key,
        /// Whether it is the model's side.
        is_model: bool,
    },
    /// What the path on the plain network comes to.
    Plain(crate::model::plain::Measure),
    /// A number of flows.
    Flow(FlowFigure),
    /// A number of closures.
    Closure(ClosureFigure),
    /// A number of the comparison of two scenarios: the key of its row, and which one.
    Versus(String, VersusValue),
    /// The sum of some cells of the matrix of demand that is shown.
    Demand(Slice),
    /// What all cells come to in a year to come.
    Grown {
        /// How it grows.
        growth: Growth,
        /// The year.
        year: i32,
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
        matches!(
            self,
            Self::Total(_)
                | Self::Step(..)
                | Self::Throughput
                | Self::Beyond(_)
                | Self::Way(..)
                | Self::Difference(..)
                | Self::Part(..)
                | Self::Reach(..)
                | Self::Emission(..)
                | Self::Flow(..)
                | Self::Closure(..)
        )
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
        CutPart::Hub { node, limit, .. } => {
            let capacity = NodeValue::Editable(*limit);
            Origin::node(network.node(*node), capacity)
        }
    }
}

/// Whether the two directions of a link have numbers of their own.
#[must_use]
pub fn has_two_ways(link: &Link) -> bool {
    link.backward.as_ref() != Some(&link.forward)
}
