//! What a study run answers.
//!
//! Does not know: how it is drawn or written.

use std::sync::Arc;

use crate::model::box_size::{BoxSize, RailTariff};
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::model::scenario::{Access, Availability};
use crate::model::sourced::Sourced;
pub use crate::routing::cost::{Criterion, Weights};
pub use crate::routing::hinterland::{Bid, Hinterland, HubBids, LinkPart, LinkTie, Rival, Rivals};
pub use crate::routing::itinerary::{Itinerary, Leg, Passed, Step, Sums, Transfer};
pub use crate::routing::reach::{Reach, ReachedHub, ReachedLink};
pub use crate::routing::restrict::{Avoid, Contradiction, ModeSet, Stops};
pub use crate::routing::search::Ways;
pub use crate::routing::skim::Skim;
pub use crate::routing::tie::{Lever, Tie, tie};
pub use crate::throughput::bottleneck::{CutPart, LinkFlow, Sureness, Throughput};

/// What is asked of a study; by default for nothing from nowhere, by all modes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Origins; the path runs from the first.
    pub from: Vec<NodeId>,
    /// Destinations; the path runs to the first.
    pub to: Vec<NodeId>,
    /// Modes allowed.
    pub modes: ModeSet,
    /// What the path is to be least in.
    pub criterion: Criterion,
    /// What counts how much in the generalized cost.
    pub weights: Weights,
    /// Net tonnes a TEU of the cargo; `None` for cargo in general.
    pub tonnes_per_teu: Option<Sourced>,
    /// The size of boxes that results are also told by; all sums are by TEU.
    pub box_size: BoxSize,
    /// What railways charge instead of what the network has.
    pub rail_tariff: Option<RailTariff>,
    /// What the path must not use.
    pub avoid: Avoid,
    /// What the path must pass.
    pub stops: Stops,
    /// How many ways are wanted, the best first; with 0 and 1 the best alone.
    pub n_ways: usize,
    /// The greatest share of a way's length that it may have in common with a better one, in percent;
    /// `None` where any may.
    pub most_overlap_percent: Option<u8>,
    /// Whether all ways are wanted that no other beats in time, money and carbon at once.
    pub wants_unbeaten: bool,
    /// Whose hinterlands are wanted; by the same modes and criterion, but with ends of their own.
    pub hinterland: Option<HinterlandAsked>,
}

/// Whose hinterlands are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HinterlandAsked {
    /// What competes.
    pub rivals: Rivals,
    /// Where ways go on to; `None` ends them at the gateway.
    pub to: Option<NodeId>,
}

/// A closed link that stands in the way, and why it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The link.
    pub link: LinkId,
    /// Why it is closed.
    pub access: Access,
}

/// A way much longer than the one that links being built or planned will give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detour {
    /// The links whose opening gives the better way.
    pub obstacles: Vec<Obstacle>,
    /// What the better way would come to.
    pub direct: Sums,
    /// Hubs of rank 1 and 2 that the long way passes, in order.
    pub by: Vec<NodeId>,
}

/// Why a question has no answer whatever the network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More is to be passed than a search can keep apart.
    TooManyStops,
    /// Something is both to be passed and to be avoided.
    Contradictory(Contradiction),
}

/// The answer to a path question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathAnswer {
    /// No origin or no destination was given.
    NotAsked,
    /// The best way, and whether it is a long way round.
    Found {
        /// The way.
        best: Itinerary,
        /// Set where links being built or planned will make it much better.
        detour: Option<Detour>,
    },
    /// The question cannot be answered as it is asked.
    Refused(Refusal),
    /// There is no way.
    None {
        /// The closed links on the way that needs fewest of them; empty where not even opening
        /// everything gives a way by these modes.
        obstacles: Vec<Obstacle>,
    },
}

/// All answers of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was asked.
    pub question: Question,
    /// The network with the numbers that the scenario gives it.
    pub network: Arc<Network>,
    /// What is open.
    pub availability: Availability,
    /// The path.
    pub path: PathAnswer,
    /// The ways that were asked for, the path first; `None` where a single one was.
    pub ways: Option<Ways>,
    /// All ways that no other beats in time, money and carbon at once, where they were asked for.
    pub unbeaten: Option<Ways>,
    /// How much can flow; `None` where no origin or destination was given.
    pub throughput: Option<Throughput>,
    /// Who wins where; `None` where it was not asked for.
    pub hinterland: Option<Arc<Hinterland>>,
}
