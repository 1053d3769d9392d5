//! One change to a network, as data: it names its target by key and so survives a new map.
//!
//! Does not know: what a change brings about (see [`super::scenario`]).

use super::ids::Key;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

impl Edit {
    /// What it changes.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::SetRouteOpen { route, .. } => Target::RouteOpen(route.clone()),
            Self::SetLinkOpen { link, .. } => Target::LinkOpen(link.clone()),
            Self::SetNodeOpen { node, .. } => Target::NodeOpen(node.clone()),
        }
    }

    /// Whether it opens its target (or closes it).
    #[must_use]
    pub fn opens(&self) -> bool {
        match self {
            Self::SetRouteOpen { is_open, .. }
            | Self::SetLinkOpen { is_open, .. }
            | Self::SetNodeOpen { is_open, .. } => *is_open,
        }
    }
}

/// Why an edit was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The network has no route, link or hub of that key.
    #[error("nothing in the network is called {0}")]
    UnknownKey(Key),
}
