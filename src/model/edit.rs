//! One change to a network, as data: it names its target by key and so survives a new map.
//!
//! Does not know: what a change brings about (see [`super::scenario`] and [`super::effect`]).

use super::ids::Key;
use super::unit::Unit;

/// A number of a link that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkNumber {
    /// Running time each way.
    Hours,
    /// Distance money each way.
    Money,
    /// Capacity each way.
    Capacity,
    /// Freight paths.
    Pairs,
    /// Containers of a train.
    TeuPerTrain,
    /// Share of the freight paths open to container trains.
    ContainerShare,
}

impl LinkNumber {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Hours,
        Self::Money,
        Self::Capacity,
        Self::Pairs,
        Self::TeuPerTrain,
        Self::ContainerShare,
    ];

    /// The name of its property in GeoJSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Money => "money_cny",
            Self::Capacity => "capacity_teu",
            Self::Pairs => "freight_pairs_per_day",
            Self::TeuPerTrain => "teu_per_train",
            Self::ContainerShare => "container_share",
        }
    }

    /// The number that a property's name means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|number| number.word() == word)
    }

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Hours => Unit::Hours,
            Self::Money => Unit::YuanPerTeu,
            Self::Capacity => Unit::TeuPerYear,
            Self::Pairs => Unit::PairsPerDay,
            Self::TeuPerTrain => Unit::TeuPerTrain,
            Self::ContainerShare => Unit::One,
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Hours => "inspector.hours",
            Self::Money => "inspector.money",
            Self::Capacity => "inspector.capacity",
            Self::Pairs => "input.pairs",
            Self::TeuPerTrain => "input.teu-per-train",
            Self::ContainerShare => "input.share",
        }
    }
}

/// A number of a hub that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeNumber {
    /// Handling capacity.
    Capacity,
    /// Extra time to change between modes.
    TransferHours,
    /// Extra money to change between modes.
    TransferMoney,
    /// Time to cross the border here, in either direction.
    BorderHours,
    /// Money to cross the border here.
    BorderMoney,
    /// Emissions of a change between modes, beside the lifts.
    TransferCo2,
    /// What can change between modes.
    TransferCapacity,
    /// Extra time to change the gauge.
    GaugeHours,
    /// Extra money to change the gauge.
    GaugeMoney,
    /// Emissions of a change of gauge, beside the lifts.
    GaugeCo2,
    /// What can change the gauge, each way.
    GaugeCapacity,
    /// Emissions of crossing the border here.
    BorderCo2,
    /// What can cross the border here, each way by each line.
    BorderCapacity,
}

impl NodeNumber {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Capacity,
        Self::TransferHours,
        Self::TransferMoney,
        Self::TransferCo2,
        Self::TransferCapacity,
        Self::GaugeHours,
        Self::GaugeMoney,
        Self::GaugeCo2,
        Self::GaugeCapacity,
        Self::BorderHours,
        Self::BorderMoney,
        Self::BorderCo2,
        Self::BorderCapacity,
    ];

    /// The name of its property in GeoJSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Capacity => "capacity_teu",
            Self::TransferHours => "transfer_hours",
            Self::TransferMoney => "transfer_cny",
            Self::BorderHours => "border_hours",
            Self::BorderMoney => "border_cny",
            Self::TransferCo2 => "transfer_kg",
            Self::TransferCapacity => "transfer_capacity_teu",
            Self::GaugeHours => "gauge_hours",
            Self::GaugeMoney => "gauge_cny",
            Self::GaugeCo2 => "gauge_kg",
            Self::GaugeCapacity => "gauge_capacity_teu",
            Self::BorderCo2 => "border_kg",
            Self::BorderCapacity => "border_capacity_teu",
        }
    }

    /// The number that a property's name means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|number| number.word() == word)
    }

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Capacity
            | Self::TransferCapacity
            | Self::GaugeCapacity
            | Self::BorderCapacity => Unit::TeuPerYear,
            Self::TransferHours | Self::GaugeHours | Self::BorderHours => Unit::Hours,
            Self::TransferMoney | Self::GaugeMoney | Self::BorderMoney => Unit::YuanPerTeu,
            Self::TransferCo2 | Self::GaugeCo2 | Self::BorderCo2 => Unit::KgPerTeu,
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Capacity => "inspector.capacity",
            Self::TransferHours => "inspector.transfer-hours",
            Self::TransferMoney => "inspector.transfer-money",
            Self::BorderHours => "inspector.border-hours",
            Self::BorderMoney => "inspector.border-money",
            Self::TransferCo2 => "inspector.transfer-co2",
            Self::TransferCapacity => "inspector.transfer-capacity",
            Self::GaugeHours => "inspector.gauge-hours",
            Self::GaugeMoney => "inspector.gauge-money",
            Self::GaugeCo2 => "inspector.gauge-co2",
            Self::GaugeCapacity => "inspector.gauge-capacity",
            Self::BorderCo2 => "inspector.border-co2",
            Self::BorderCapacity => "inspector.border-capacity",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Opens or closes a named route or group.
    SetRouteOpen {
        /// The route.
        route: Key,
        /// Whether it is open to traffic.
        is_open: bool,
    },
    /// Opens or closes a link, or all parts of a split link.
    SetLinkOpen {
        /// The link, or the name of its parts.
        link: Key,
        /// Whether it is open to traffic.
        is_open: bool,
    },
    /// Opens or closes a hub.
    SetNodeOpen {
        /// The hub.
        node: Key,
        /// Whether it is open to traffic.
        is_open: bool,
    },
    /// Sets a number of a link, or of all parts of a split link, both ways.
    SetLinkNumber {
        /// The link, or the name of its parts; what grows with length is shared out among these.
        link: Key,
        /// Which number.
        number: LinkNumber,
        /// Its value, in the number's unit.
        value: f64,
    },
    /// Sets a number of a hub.
    SetNodeNumber {
        /// The hub.
        node: Key,
        /// Which number.
        number: NodeNumber,
        /// Its value, in the number's unit.
        value: f64,
    },
    /// Makes the changes of an infrastructure project, or leaves them.
    ApplyProject {
        /// The project.
        project: Key,
        /// Whether its changes hold.
        is_applied: bool,
    },
    /// Takes back what edits changed there: it is again as in the base.
    Restore(Target),
}

/// What an edit changes; the last edit of a target wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Whether a route is open.
    RouteOpen(Key),
    /// Whether a link is open.
    LinkOpen(Key),
    /// Whether a hub is open.
    NodeOpen(Key),
    /// A number of a link.
    LinkNumber(Key, LinkNumber),
    /// A number of a hub.
    NodeNumber(Key, NodeNumber),
    /// Whether a project is applied.
    Project(Key),
}

impl Target {
    /// The key of what is changed.
    #[must_use]
    pub fn key(&self) -> &Key {
        match self {
            Self::RouteOpen(key)
            | Self::LinkOpen(key)
            | Self::NodeOpen(key)
            | Self::LinkNumber(key, _)
            | Self::NodeNumber(key, _)
            | Self::Project(key) => key,
        }
    }
}

/// `R07.container_share` for a number, else the key alone.
impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LinkNumber(key, number) => write!(f, "{key}.{}", number.word()),
            Self::NodeNumber(key, number) => write!(f, "{key}.{}", number.word()),
            Self::RouteOpen(key)
            | Self::LinkOpen(key)
            | Self::NodeOpen(key)
            | Self::Project(key) => write!(f, "{key}"),
        }
    }
}

impl Edit {
    /// What it changes.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::SetRouteOpen { route, .. } => Target::RouteOpen(route.clone()),
            Self::SetLinkOpen { link, .. } => Target::LinkOpen(link.clone()),
            Self::SetNodeOpen { node, .. } => Target::NodeOpen(node.clone()),
            Self::SetLinkNumber { link, number, .. } => Target::LinkNumber(link.clone(), *number),
            Self::SetNodeNumber { node, number, .. } => Target::NodeNumber(node.clone(), *number),
            Self::ApplyProject { project, .. } => Target::Project(project.clone()),
            Self::Restore(target) => target.clone(),
        }
    }

    /// Whether it changes more than what is open.
    #[must_use]
    pub fn changes_numbers(&self) -> bool {
        match self {
            Self::SetRouteOpen { .. } | Self::SetLinkOpen { .. } | Self::SetNodeOpen { .. } => {
                false
            }
            Self::SetLinkNumber { .. }
            | Self::SetNodeNumber { .. }
            | Self::ApplyProject { .. }
            | Self::Restore(_) => true,
        }
    }
}

/// Why an edit was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// The network has no route, link, hub or project of that key.
    #[error("nothing in the network is called {0}")]
    UnknownKey(Key),
    /// The number is negative, not finite, or above the greatest that it can have.
    #[error("{value} is no value for {of}; it lies between 0 and {most}")]
    BadValue {
        /// The link or hub and the property: `R07.container_share`.
        of: String,
        /// The value that was asked for.
        value: f64,
        /// The greatest value that it can have.
        most: f64,
    },
}
