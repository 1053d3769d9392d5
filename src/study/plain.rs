//! Paths on plain networks, as commands ask for them.
//!
//! Does not know: how paths are found; files.

pub use crate::routing::plain::prepared::Prepared;
pub use crate::routing::plain::reach::{PlainPart, PlainReach, reach};
pub use crate::routing::plain::{Asked, Method, PlainPath, PlainRouter, PlainSums};
