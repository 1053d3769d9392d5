//! Links: lines between two hubs with a mode, a length and, each way, time, money and capacity.
//!
//! Does not know: whether it is open in a scenario (see [`super::scenario`]).

use super::capacity::Trains;
use super::edit::LinkNumber;
use super::ids::{Key, NodeId, RouteId};
use super::names::Names;
use super::sourced::Sourced;
use super::value::{Attribute, Origin};

/// How goods move on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Railway.
    Rail,
    /// Road.
    Road,
    /// River or canal.
    Waterway,
    /// Sea lane.
    Sea,
    /// Air.
    Air,
    /// Drayage between a city and its terminals, or between terminals; allowed whatever the modes chosen.
    Transfer,
}

impl Mode {
    /// All modes, in the order in which they are listed.
    pub const ALL: [Self; 6] = [
        Self::Rail,
        Self::Road,
        Self::Waterway,
        Self::Sea,
        Self::Air,
        Self::Transfer,
    ];

    /// The word that files, the command line and JSON use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rail => "rail",
            Self::Road => "road",
            Self::Waterway => "waterway",
            Self::Sea => "sea",
            Self::Air => "air",
            Self::Transfer => "transfer",
        }
    }

    /// The mode a word means, in any case; also `railway`, `river`, `inland waterway`, `drayage` and the like.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().replace(['_', '-'], " ").as_str() {
            "rail" | "railway" | "train" | "railroad" => Some(Self::Rail),
            "road" | "highway" | "truck" | "motorway" => Some(Self::Road),
            "waterway" | "inland waterway" | "river" | "canal" | "lock" | "barge" => {
                Some(Self::Waterway)
            }
            "sea" | "ship" | "shipping" | "maritime" | "ocean" => Some(Self::Sea),
            "air" | "plane" => Some(Self::Air),
            "transfer" | "drayage" | "access" | "connector" => Some(Self::Transfer),
            _ => None,
        }
    }

    /// The key of the mode's name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Rail => "mode.rail",
            Self::Road => "mode.road",
            Self::Waterway => "mode.waterway",
            Self::Sea => "mode.sea",
            Self::Air => "mode.air",
            Self::Transfer => "mode.transfer",
        }
    }
}

/// What state a link is in by its data, whatever a scenario makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkState {
    /// In operation.
    Operating,
    /// Under construction or in commissioning: not open by itself.
    Building,
    /// Planned: not open by itself.
    Planned,
    /// Replaced by another state of the line: kept with its dates, not open by itself.
    Superseded,
    /// Closed.
    Closed,
    /// Not there yet in the year that a scenario sets.
    NotYet,
    /// Taken away by an edit: it keeps its place among the links, and nothing finds or uses it.
    Removed,
}

impl LinkState {
    /// The word that files use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Operating => "operating",
            Self::Building => "building",
            Self::Planned => "planned",
            Self::Superseded => "superseded",
            Self::Closed => "closed",
            Self::NotYet => "not yet",
            Self::Removed => "removed",
        }
    }

    /// Whether what has it is to come: being built, planned, or of a later year.
    #[must_use]
    pub fn is_to_come(self) -> bool {
        matches!(self, Self::Building | Self::Planned | Self::NotYet)
    }

    /// The state a file's word means, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().replace(['_', '-'], " ").as_str() {
            "operating" | "open" | "operational" | "in operation" => Some(Self::Operating),
            "building" | "under construction" | "construction" | "commissioning" => {
                Some(Self::Building)
            }
            "planned" | "proposed" => Some(Self::Planned),
            "superseded" | "abandoned" => Some(Self::Superseded),
            "closed" => Some(Self::Closed),
            "not yet" => Some(Self::NotYet),
            _ => None,
        }
    }

    /// The key of the state's name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Operating => "state.operating",
            Self::Building => "state.building",
            Self::Planned => "state.planned",
            Self::Superseded => "state.superseded",
            Self::Closed => "state.closed",
            Self::NotYet => "state.not-yet",
            Self::Removed => "state.removed",
        }
    }
}

/// What one direction of a link costs and carries. Fixed money, waiting and lifting are not here:
/// they belong to boarding inside a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Direction {
    /// Running time, hours.
    pub hours: Sourced,
    /// Money that grows with distance, yuan a TEU.
    pub money: Sourced,
    /// Emissions, kg CO2 equivalent a TEU.
    pub co2: Sourced,
    /// TEU a year; `None` is unlimited.
    pub capacity: Option<Sourced>,
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its stable key.
    pub key: Key,
    /// Its name; the key where a file gives none.
    pub names: Names,
    /// How goods move on it.
    pub mode: Mode,
    /// Where its line begins.
    pub from: NodeId,
    /// Where its line ends.
    pub to: NodeId,
    /// The named routes and groups it serves.
    pub routes: Vec<RouteId>,
    /// Its state by its data.
    pub state: LinkState,
    /// The year it opened or is to open.
    pub open_year: Option<i32>,
    /// Track gauges in millimeters; empty where not given. More than one is dual gauge.
    pub gauges_mm: Vec<u16>,
    /// Number of tracks.
    pub tracks: Option<Sourced>,
    /// Whether it is electrified.
    pub is_electrified: Option<bool>,
    /// What its capacity follows from, where it is a railway and its file says.
    pub trains: Trains,
    /// Length for tariffs and sums (published where the data has it), kilometers.
    pub length: Sourced,
    /// From `from` to `to`.
    pub forward: Direction,
    /// From `to` to `from`; `None` on a one-way link.
    pub backward: Option<Direction>,
    /// Everything else that its file says of it, in the file's order.
    pub attributes: Vec<Attribute>,
    /// Where its other properties are from, such as its gauge.
    pub origins: Vec<Origin>,
}

impl Link {
    /// Whether goods could use it without an edit: in operation, and not of capacity zero both ways.
    #[must_use]
    pub fn is_open_by_itself(&self) -> bool {
        self.state == LinkState::Operating && !self.has_no_capacity()
    }

    /// Whether its data says that it carries nothing (a passenger line, for instance).
    #[must_use]
    pub fn has_no_capacity(&self) -> bool {
        let is_zero = |d: &Direction| d.capacity.as_ref().is_some_and(is_nothing);
        is_zero(&self.forward) && self.backward.as_ref().is_none_or(is_zero)
    }

    /// Whether its data says that it carries nothing one way, but something the other way.
    #[must_use]
    pub fn carries_nothing_this_way(&self, is_forward: bool) -> bool {
        let way = if is_forward {
            Some(&self.forward)
        } else {
            self.backward.as_ref()
        };
        let capacity = way.and_then(|way| way.capacity.as_ref());
        !self.has_no_capacity() && capacity.is_some_and(is_nothing)
    }

    /// One of its numbers that can be edited; hours, money and capacity are those of the forward
    /// direction.
    #[must_use]
    pub fn number(&self, number: LinkNumber) -> Option<&Sourced> {
        match number {
            LinkNumber::Hours => Some(&self.forward.hours),
            LinkNumber::Money => Some(&self.forward.money),
            LinkNumber::Capacity => self.forward.capacity.as_ref(),
            LinkNumber::Pairs => self.trains.pairs_per_day.as_ref(),
            LinkNumber::TeuPerTrain => self.trains.teu_per_train.as_ref(),
            LinkNumber::ContainerShare => self.trains.container_share.as_ref(),
        }
    }

    /// The other end as seen from a node at one end.
    #[must_use]
    pub fn other_end(&self, node: NodeId) -> NodeId {
        if node == self.from {
            self.to
        } else {
            self.from
        }
    }
}

/// Whether a capacity rounds to no TEU at all.
fn is_nothing(capacity: &Sourced) -> bool {
    capacity.value < 0.5
}
