//! Named routes and groups: eastern, middle, western, cross-border and what else a study names.
//!
//! Does not know: whether a route is shown (a view) or open (a scenario).

use super::ids::{Key, LinkId};
use super::names::Names;

/// One ordered chain of links of a route; a route may have several (the middle route has two).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// Its links from the inland end to the sea.
    pub links: Vec<LinkId>,
}

/// A named route or group of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its stable key: `eastern`, `middle`, `western`, …
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// Its ordered chains; empty for a mere group.
    pub chains: Vec<Chain>,
    /// All links that serve it, in network order.
    pub links: Vec<LinkId>,
}

/// The three corridor routes in their fixed order; other routes follow in file order.
pub const CORRIDOR_ROUTES: [&str; 3] = ["eastern", "middle", "western"];
