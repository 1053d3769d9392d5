//! What a study run answers.
//!
//! Does not know: how it is drawn or written.

use std::sync::Arc;

use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::model::scenario::{Access, Availability};
pub use crate::routing::itinerary::{Itinerary, Leg, Passed, Step, Sums, Transfer};
pub use crate::routing::search::{Criterion, ModeSet};
pub use crate::throughput::bottleneck::{CutPart, LinkFlow, Sureness, Throughput};

/// What is asked of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Origins; the path runs from the first.
    pub from: Vec<NodeId>,
    /// Destinations; the path runs to the first.
    pub to: Vec<NodeId>,
    /// Modes allowed.
    pub modes: ModeSet,
    /// What the path is to be least in.
    pub criterion: Criterion,
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
    /// How much can flow; `None` where no origin or destination was given.
    pub throughput: Option<Throughput>,
}
