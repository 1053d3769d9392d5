//! The most that can flow between hubs, and what limits it.
//!
//! Does not know: how the number is shown.

use crate::model::ids::{LinkId, NodeId};
use crate::model::sourced::Sourced;

/// A link or hub of the minimum cut.
#[derive(Clone, Debug, PartialEq)]
pub enum CutPart {
    /// A link in one direction.
    Link {
        /// The link.
        link: LinkId,
        /// Whether from its `from` to its `to`.
        is_forward: bool,
        /// Its capacity, TEU a year.
        capacity: Sourced,
    },
    /// The handling in a hub.
    Hub {
        /// The hub.
        node: NodeId,
        /// Its capacity, TEU a year.
        capacity: Sourced,
    },
}

/// What a link carries in the greatest flow, TEU a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkFlow {
    /// The link.
    pub link: LinkId,
    /// From its `from` to its `to`.
    pub forward: u64,
    /// The other way.
    pub backward: u64,
}

/// The greatest flow between origins and destinations.
#[derive(Clone, Debug, PartialEq)]
pub enum Throughput {
    /// Limited.
    Limited {
        /// TEU a year, one way.
        teu_per_year: u64,
        /// The links and hubs of the minimum cut nearest the origins.
        bottleneck: Vec<CutPart>,
        /// Whether it is the only minimum cut.
        is_unique: bool,
        /// The links that carry something, in network order.
        flows: Vec<LinkFlow>,
    },
    /// There is a way without any capacity given: no limit can be said.
    Unlimited {
        /// The links of such a way.
        links: Vec<LinkId>,
    },
    /// Nothing can flow: no way is open.
    Nothing,
}
