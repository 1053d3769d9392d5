//! What edits change: of one thing the last edit wins.
//!
//! Does not know: edits themselves.

use super::parts::DemandPart;
use super::{LinkNumber, NodeNumber};
use crate::model::ids::Key;
use crate::model::link::Mode;

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
    /// Whether a mode is open.
    ModeOpen(Mode),
    /// How often a service departs.
    Departures(Key),
    /// A parameter.
    Parameter(Key),
    /// A part of the demand.
    Demand(DemandPart),
    /// How demand grows.
    Growth,
    /// The year.
    Year,
    /// That a hub is there which the base does not have.
    NodeAdded(Key),
    /// Where a hub is.
    NodePlace(Key),
    /// That a hub is gone.
    NodeRemoved(Key),
    /// That a link is there which the base does not have.
    LinkAdded(Key),
    /// That a link is split at a hub: the link, and the hub.
    LinkSplit(Key, Key),
    /// That a link is gone.
    LinkRemoved(Key),
}

impl Target {
    /// The key of what is changed; `None` of a mode, the demand and the year.
    #[must_use]
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::RouteOpen(key)
            | Self::LinkOpen(key)
            | Self::NodeOpen(key)
            | Self::LinkNumber(key, _)
            | Self::NodeNumber(key, _)
            | Self::Project(key)
            | Self::Departures(key)
            | Self::Parameter(key)
            | Self::NodeAdded(key)
            | Self::NodePlace(key)
            | Self::NodeRemoved(key)
            | Self::LinkAdded(key)
            | Self::LinkSplit(key, _)
            | Self::LinkRemoved(key) => Some(key),
            Self::ModeOpen(_) | Self::Demand(_) | Self::Growth | Self::Year => None,
        }
    }
}

/// `R07.container_share` for a number, else the key alone or a word.
impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LinkNumber(key, number) => write!(f, "{key}.{}", number.word()),
            Self::NodeNumber(key, number) => write!(f, "{key}.{}", number.word()),
            Self::Departures(key) => write!(f, "{key}.{DEPARTURES}"),
            Self::ModeOpen(mode) => f.write_str(mode.word()),
            Self::Demand(part) => write!(f, "demand {part}"),
            Self::Growth => f.write_str("growth"),
            Self::Year => f.write_str("year"),
            _ => match self.key() {
                Some(key) => write!(f, "{key}"),
                None => Ok(()),
            },
        }
    }
}

/// The name of the property of a service that edits set.
pub const DEPARTURES: &str = "departures_per_week";
