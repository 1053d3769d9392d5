//! What a study run answers.
//!
//! Does not know: how it is drawn or written.

use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::scenario::{Access, Availability};
pub use crate::routing::itinerary::{Itinerary, Leg, Passed, Step, Sums, Transfer};
pub use crate::throughput::bottleneck::{CutPart, LinkFlow, Throughput};

/// What a path is to be least in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// Hours from door to door.
    Time,
    /// Yuan from door to door.
    Money,
    /// Kilometers.
    Distance,
}

/// A set of modes; drayage (`Mode::Transfer`) is always in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ModeSet(u8);

impl ModeSet {
    /// Every mode.
    #[must_use]
    pub fn all() -> Self {
        Self::of(Mode::ALL)
    }

    /// Some modes, and drayage.
    #[must_use]
    pub fn of(modes: impl IntoIterator<Item = Mode>) -> Self {
        let bits = modes.into_iter().fold(0, |bits, mode| bits | bit(mode));
        Self(bits | bit(Mode::Transfer))
    }

    /// Whether a mode is in it.
    #[must_use]
    pub fn has(self, mode: Mode) -> bool {
        self.0 & bit(mode) != 0
    }

    /// This set with a mode put in or taken out; drayage stays.
    #[must_use]
    pub fn with(self, mode: Mode, is_in: bool) -> Self {
        let bits = if is_in {
            self.0 | bit(mode)
        } else {
            self.0 & !bit(mode)
        };
        Self(bits | bit(Mode::Transfer))
    }
}

fn bit(mode: Mode) -> u8 {
    1 << (mode as u8)
}

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

/// A way much longer than the one that opening some links would give.
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
        /// Set where opening closed links would make it much better.
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
    /// What is open.
    pub availability: Availability,
    /// The path.
    pub path: PathAnswer,
    /// How much can flow; `None` where no origin or destination was given.
    pub throughput: Option<Throughput>,
}
