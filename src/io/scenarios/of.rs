//! What the key of an edit is of.
//!
//! Does not know: edits.

use crate::model::ids::Key;
use crate::model::link::Mode;
use crate::model::network::Network;

/// What a key is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Route,
    Link,
    Hub,
    Mode,
}

impl Of {
    pub(super) const ALL: [Self; 4] = [Self::Route, Self::Link, Self::Hub, Self::Mode];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Link => "link",
            Self::Hub => "hub",
            Self::Mode => "mode",
        }
    }

    fn has(self, network: &Network, key: &str) -> bool {
        match self {
            Self::Route => network.route_by_key(&Key::new(key)).is_some(),
            Self::Link => !network.links_named(key).is_empty(),
            Self::Hub => network.node_by_key(&Key::new(key)).is_some(),
            Self::Mode => Mode::ALL.iter().any(|mode| mode.word() == key),
        }
    }

    /// What a key is taken for among some kinds.
    pub(super) fn guessed(network: &Network, key: &str, among: &[Self]) -> Self {
        let found = among.iter().find(|of| of.has(network, key));
        found.copied().unwrap_or(Self::Link)
    }
}
