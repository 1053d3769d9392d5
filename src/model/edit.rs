//! One change to a network, its demand or its year, as data: it names its target by key and so survives
//! a new map.
//!
//! Does not know: what a change brings about (see [`super::scenario`] and [`super::effect`]).

pub mod parts;
pub mod target;

use self::parts::{DemandPart, NewHub, NewLink, Split};
use self::target::Target;
use super::geometry::LonLat;
use super::growth::Growth;
use super::ids::Key;
use super::link::Mode;
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
    /// Days that a box stays in the yard, where the capacity follows from one.
    DwellDays,
}

impl NodeNumber {
    /// All of them.
    pub const ALL: [Self; 14] = [
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
        Self::DwellDays,
    ];

    /// Whether it can be set where nothing was given: all but what belongs to a yard.
    #[must_use]
    pub fn is_free(self) -> bool {
        self != Self::DwellDays
    }

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
            Self::DwellDays => "yard_dwell_days",
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
            Self::DwellDays => Unit::Named("d"),
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
            Self::DwellDays => "input.dwell",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Opens or closes all links of a mode.
    SetModeOpen {
        /// The mode.
        mode: Mode,
        /// Whether it is open to traffic.
        is_open: bool,
    },
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
    /// Multiplies a number of a link, or of all parts of a split link, both ways: what holds after the
    /// edits before this one. What has no limit stays without.
    ScaleLinkNumber {
        /// The link, or the name of its parts.
        link: Key,
        /// Which number.
        number: LinkNumber,
        /// What it is multiplied by.
        factor: f64,
    },
    /// Multiplies a number of a hub.
    ScaleNodeNumber {
        /// The hub.
        node: Key,
        /// Which number.
        number: NodeNumber,
        /// What it is multiplied by.
        factor: f64,
    },
    /// Sets how often a named service departs, and so how long it is waited for.
    SetDepartures {
        /// The service.
        service: Key,
        /// Departures a week each way.
        per_week: f64,
    },
    /// Sets a parameter of the study; numbers that were computed from it are computed anew.
    SetParameter {
        /// Its key in the table of parameters.
        parameter: Key,
        /// Its value, in the parameter's unit.
        value: f64,
    },
    /// Multiplies a part of the demand.
    ScaleDemand {
        /// Which part.
        part: DemandPart,
        /// What it is multiplied by.
        factor: f64,
    },
    /// Sets a part of the demand, from one end to another.
    SetDemand {
        /// Which part; both ends are set.
        part: DemandPart,
        /// All of it together, TEU a year.
        teu: f64,
    },
    /// Sets how demand grows after the last published year.
    SetGrowth(Growth),
    /// Sets the year: projects and lines are there as they are in it, and demand is that of it.
    SetYear(i32),
    /// Adds a hub.
    AddHub(Box<NewHub>),
    /// Moves a hub; the ends of its links follow.
    MoveHub {
        /// The hub.
        node: Key,
        /// Where it is afterwards.
        at: LonLat,
    },
    /// Takes a hub away, and all links that end there.
    RemoveHub {
        /// The hub.
        node: Key,
    },
    /// Adds a link.
    AddLink(Box<NewLink>),
    /// Splits a link.
    SplitLink(Box<Split>),
    /// Takes a link away, or all parts of a split link.
    RemoveLink {
        /// The link, or the name of its parts.
        link: Key,
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

impl Edit {
    /// What it changes.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::SetRouteOpen { route, .. } => Target::RouteOpen(route.clone()),
            Self::SetLinkOpen { link, .. } => Target::LinkOpen(link.clone()),
            Self::SetNodeOpen { node, .. } => Target::NodeOpen(node.clone()),
            Self::SetLinkNumber { link, number, .. }
            | Self::ScaleLinkNumber { link, number, .. } => {
                Target::LinkNumber(link.clone(), *number)
            }
            Self::SetNodeNumber { node, number, .. }
            | Self::ScaleNodeNumber { node, number, .. } => {
                Target::NodeNumber(node.clone(), *number)
            }
            Self::ApplyProject { project, .. } => Target::Project(project.clone()),
            Self::SetModeOpen { mode, .. } => Target::ModeOpen(*mode),
            Self::SetDepartures { service, .. } => Target::Departures(service.clone()),
            Self::SetParameter { parameter, .. } => Target::Parameter(parameter.clone()),
            Self::ScaleDemand { part, .. } | Self::SetDemand { part, .. } => {
                Target::Demand(part.clone())
            }
            Self::SetGrowth(_) => Target::Growth,
            Self::SetYear(_) => Target::Year,
            Self::AddHub(hub) => Target::NodeAdded(hub.key.clone()),
            Self::MoveHub { node, .. } => Target::NodePlace(node.clone()),
            Self::RemoveHub { node } => Target::NodeRemoved(node.clone()),
            Self::AddLink(link) => Target::LinkAdded(link.key.clone()),
            Self::SplitLink(split) => Target::LinkSplit(split.link.clone(), split.hub.clone()),
            Self::RemoveLink { link } => Target::LinkRemoved(link.clone()),
            Self::Restore(target) => target.clone(),
        }
    }

    /// Whether it multiplies what holds before it.
    #[must_use]
    pub fn scales(&self) -> bool {
        matches!(
            self,
            Self::ScaleLinkNumber { .. } | Self::ScaleNodeNumber { .. } | Self::ScaleDemand { .. }
        )
    }

    /// Whether it changes which hubs and links there are, and where.
    #[must_use]
    pub fn changes_shape(&self) -> bool {
        matches!(
            self,
            Self::AddHub(_)
                | Self::MoveHub { .. }
                | Self::RemoveHub { .. }
                | Self::AddLink(_)
                | Self::SplitLink(_)
                | Self::RemoveLink { .. }
        )
    }

    /// Whether it changes more than what is open and what is wanted.
    #[must_use]
    pub fn changes_numbers(&self) -> bool {
        match self {
            Self::SetRouteOpen { .. }
            | Self::SetLinkOpen { .. }
            | Self::SetNodeOpen { .. }
            | Self::SetModeOpen { .. }
            | Self::ScaleDemand { .. }
            | Self::SetDemand { .. }
            | Self::SetGrowth(_) => false,
            Self::SetLinkNumber { .. }
            | Self::SetNodeNumber { .. }
            | Self::ScaleLinkNumber { .. }
            | Self::ScaleNodeNumber { .. }
            | Self::SetDepartures { .. }
            | Self::SetParameter { .. }
            | Self::ApplyProject { .. }
            | Self::SetYear(_)
            | Self::Restore(_) => true,
            _ => self.changes_shape(),
        }
    }
}

/// Why an edit was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// There is no route, link, hub, service or project of that key, or no such number of it.
    #[error("nothing in the network is called {0}")]
    Unknown(String),
    /// The number is none that it can have.
    #[error("{value} is no value for {of}; it lies between {least} and {most}")]
    BadValue {
        /// The link or hub and the property: `R07.container_share`.
        of: String,
        /// The value that was asked for.
        value: f64,
        /// The least value that it can have.
        least: f64,
        /// The greatest value that it can have.
        most: f64,
    },
    /// A hub or link of that key is there already.
    #[error("{0} is there already; a new hub or link needs a key of its own")]
    KeyTaken(Key),
    /// A new hub or link is no place or line on the earth.
    #[error(
        "{0} has no place on the map: degrees east and north are needed, and two different hubs at the ends of a link"
    )]
    BadPlace(Key),
    /// A demand without both ends, or with the same one twice, cannot be set.
    #[error("demand {0} cannot be set; it needs two different ends")]
    NoPair(DemandPart),
}
