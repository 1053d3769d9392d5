//! What edits are about beside hubs and links that are there: parts of the demand, new hubs and lines.
//!
//! Does not know: what is made of them (see [`crate::model::effect`]).

use crate::model::geometry::LonLat;
use crate::model::ids::Key;
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::node::NodeKind;

/// What a part of the demand is: all that has everything that is set here. A hub, or a zone or port of
/// the table of demand, stands at each end.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DemandPart {
    /// Where it begins.
    pub from: Option<Key>,
    /// Where it ends.
    pub to: Option<Key>,
    /// Its class of cargo.
    pub class: Option<Key>,
}

/// `chengdu-qingbaijiang > qinzhou-port-east (bulk)`, with `*` for any.
impl std::fmt::Display for DemandPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |key: &Option<Key>| key.as_ref().map_or("*", Key::as_str).to_owned();
        write!(f, "{} > {}", end(&self.from), end(&self.to))?;
        match &self.class {
            Some(class) => write!(f, " ({class})"),
            None => Ok(()),
        }
    }
}

/// A hub that somebody adds.
#[derive(Clone, Debug, PartialEq)]
pub struct NewHub {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// What it is.
    pub kind: NodeKind,
    /// Where it is.
    pub at: LonLat,
}

/// A line that somebody draws. What its type does not say is filled in from the defaults of its mode.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLink {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub names: Names,
    /// Its type.
    pub kind: LinkType,
    /// The hub where it begins.
    pub from: Key,
    /// The hub where it ends.
    pub to: Key,
    /// What it passes between these hubs, in order; empty where it is drawn straight.
    pub via: Vec<LonLat>,
    /// The routes that it serves.
    pub routes: Vec<Key>,
}

/// A link that is split at a new hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The link, or the name of its parts.
    pub link: Key,
    /// Where; the nearest place of its line is taken.
    pub at: LonLat,
    /// The key of the hub that stands there afterwards.
    pub hub: Key,
    /// Its name.
    pub names: Names,
}
