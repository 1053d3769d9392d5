//! Hubs: the places where links meet, and where boxes change mode.
//!
//! Does not know: which links meet here (see [`super::network`]).

use super::capacity::Terminal;
use super::changes::Changes;
use super::edit::NodeNumber;
use super::geometry::LonLat;
use super::ids::{Key, NodeId};
use super::names::Names;
use super::sourced::Sourced;
use super::value::{Attribute, Origin, Value};

/// What a hub is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A city or town: a centroid joined to its terminals.
    City,
    /// A rail terminal, yard, station or dry port.
    Rail,
    /// A sea port.
    Seaport,
    /// A river port.
    RiverPort,
    /// A border crossing.
    Border,
    /// A road terminal or logistics park.
    Road,
    /// A lock on a waterway.
    Lock,
    /// A place where lines meet; also one that the loader made where line ends meet.
    Junction,
}

/// Every word a file may use for a kind, with what it means here.
const KINDS: [(&str, NodeKind); 20] = [
    ("city", NodeKind::City),
    ("town", NodeKind::City),
    ("centroid", NodeKind::City),
    ("rail_terminal", NodeKind::Rail),
    ("rail_yard", NodeKind::Rail),
    ("rail_station", NodeKind::Rail),
    ("rail", NodeKind::Rail),
    ("dry_port", NodeKind::Rail),
    ("seaport", NodeKind::Seaport),
    ("port", NodeKind::Seaport),
    ("river_port", NodeKind::RiverPort),
    ("border", NodeKind::Border),
    ("border_post", NodeKind::Border),
    ("road_terminal", NodeKind::Road),
    ("logistics_park", NodeKind::Road),
    ("road", NodeKind::Road),
    ("lock", NodeKind::Lock),
    ("canal", NodeKind::Lock),
    ("junction", NodeKind::Junction),
    ("hub", NodeKind::City),
];

impl NodeKind {
    /// The kind that a file's word means, in any case; `None` for words not in the data dictionary.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace([' ', '-'], "_");
        KINDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|&(_, kind)| kind)
    }

    /// The word that is written for the kind; a file may use several others.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Rail => "rail_terminal",
            Self::Seaport => "seaport",
            Self::RiverPort => "river_port",
            Self::Border => "border",
            Self::Road => "road_terminal",
            Self::Lock => "lock",
            Self::Junction => "junction",
        }
    }

    /// The key of the kind's name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::City => "kind.city",
            Self::Rail => "kind.rail",
            Self::Seaport => "kind.seaport",
            Self::RiverPort => "kind.river-port",
            Self::Border => "kind.border",
            Self::Road => "kind.road",
            Self::Lock => "kind.lock",
            Self::Junction => "kind.junction",
        }
    }
}

/// A hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its stable key.
    pub key: Key,
    /// Its name; the key where a file gives none.
    pub names: Names,
    /// What it is.
    pub kind: NodeKind,
    /// Where it is.
    pub at: LonLat,
    /// 1 for the names anyone expects on the map, to 3 for junctions.
    pub rank: u8,
    /// The city this terminal belongs to.
    pub city: Option<NodeId>,
    /// Extra time to change between modes here, hours.
    pub transfer_hours: Sourced,
    /// Extra money to change between modes here, yuan a TEU.
    pub transfer_money: Sourced,
    /// Time that goods on board need to cross the border here, beside what the link has, hours.
    pub border_hours: Sourced,
    /// Money to cross the border here, yuan a TEU.
    pub border_money: Sourced,
    /// What else its file says of changing here.
    pub changes: Changes,
    /// What its capacity follows from, where its file says that; a capacity that the file gives
    /// itself goes before.
    pub terminal: Option<Terminal>,
    /// TEU a year that can be handled here; `None` is unlimited.
    pub capacity: Option<Sourced>,
    /// Everything else that its file says of it, in the file's order.
    pub attributes: Vec<Attribute>,
    /// Where its other properties are from, such as its position.
    pub origins: Vec<Origin>,
}

impl Node {
    /// One of its numbers that can be edited.
    #[must_use]
    pub fn number(&self, number: NodeNumber) -> Option<&Sourced> {
        match number {
            NodeNumber::Capacity => self.capacity.as_ref(),
            NodeNumber::TransferHours => Some(&self.transfer_hours),
            NodeNumber::TransferMoney => Some(&self.transfer_money),
            NodeNumber::BorderHours => Some(&self.border_hours),
            NodeNumber::BorderMoney => Some(&self.border_money),
            NodeNumber::TransferCo2
            | NodeNumber::TransferCapacity
            | NodeNumber::GaugeHours
            | NodeNumber::GaugeMoney
            | NodeNumber::GaugeCo2
            | NodeNumber::GaugeCapacity
            | NodeNumber::BorderCo2
            | NodeNumber::BorderCapacity => self.changes.of(number),
            NodeNumber::DwellDays => match &self.terminal {
                Some(Terminal::Yard { dwell_days, .. }) => Some(dwell_days),
                Some(Terminal::Trains { .. } | Terminal::Berths { .. }) | None => None,
            },
        }
    }

    /// Whether both lie in known and different countries.
    #[must_use]
    pub fn is_abroad_of(&self, other: &Self) -> bool {
        match (self.country(), other.country()) {
            (Some(here), Some(there)) => here != there,
            _ => false,
        }
    }

    /// The country it lies in, as its file writes it (two letters in the bundled data); `None` where
    /// the file does not say.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        let given = self.attributes.iter().find(|of| of.name == "country")?;
        match &given.value {
            Value::Text(code) => Some(code.as_str()),
            Value::Quoted(quoted) => Some(quoted.text.as_str()),
            Value::Number(_) | Value::Bool(_) => None,
        }
    }
}
