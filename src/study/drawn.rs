//! From what somebody draws on the map to edits: keys, names, hubs where a line begins, ends or splits
//! another.
//!
//! Keys of new things are made of those of their ends or of their English name, `new-huangtong-baise`, and
//! counted on where one is taken, `new-huangtong-baise-2`; those that scenarios make which are not open are
//! taken too, so that all can be combined. Linear in hubs and links. Drayage is no line that anything else is
//! built on: no hub is put on it.
//! Does not know: pointers, and what is snapped to.

use std::collections::{BTreeSet, HashMap};

use crate::model::edit::Edit;
use crate::model::edit::parts::{NewHub, NewLink, Split};
use crate::model::effect::shape::drawn_link;
use crate::model::geometry::{LonLat, length_km, nearest_on_line};
use crate::model::ids::{Key, LinkId, NodeId, RouteId};
use crate::model::link::{Link, LinkState, Mode};
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::scenario::Availability;
use crate::words::fill;

/// A part of a link that is split is at least so long, meters.
const LEAST_PART: f64 = 1.0;
/// A line is at least so long, kilometers.
const SHORTEST: f64 = 0.01;

/// Where a line begins or ends, or a hub is put.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// At a hub.
    Hub(Key),
    /// On a link, which is split there.
    Link {
        /// The link.
        link: Key,
        /// Where on it.
        at: LonLat,
    },
    /// Anywhere.
    Place(LonLat),
}

/// A line as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Where it begins.
    pub from: Stop,
    /// What it passes, in order.
    pub via: Vec<LonLat>,
    /// Where it ends.
    pub to: Stop,
}

/// What a new line is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Its name.
    pub names: Names,
    /// Its type.
    pub kind: LinkType,
    /// The routes that it serves.
    pub routes: Vec<Key>,
}

impl Stop {
    /// Where it is; `None` where the network does not have its hub.
    #[must_use]
    pub fn at(&self, network: &Network) -> Option<LonLat> {
        match self {
            Self::Hub(key) => network.node_by_key(key).map(|id| network.node(id).at),
            Self::Link { at, .. } | Self::Place(at) => Some(*at),
        }
    }

    /// The place of a link that is nearest to a position: the hub at an end that is within some meters, or
    /// where the line itself ends; `None` where the link cannot be split.
    #[must_use]
    pub fn on_link(network: &Network, id: LinkId, to: LonLat, meters: f64) -> Option<Self> {
        let (link, line) = (network.link(id), network.line(id));
        if link.mode == Mode::Transfer {
            return None;
        }
        let at = nearest_on_line(line, to)?.at;
        let hub = |node: NodeId| Self::Hub(network.node(node).key.clone());
        let apart = |node: NodeId| network.node(node).at.meters_to(to);
        let nearest = if apart(link.to) < apart(link.from) {
            link.to
        } else {
            link.from
        };
        if apart(nearest) <= meters {
            return Some(hub(nearest));
        }
        // A part of no length is none.
        let is_at = |end: Option<&LonLat>| end.is_some_and(|end| end.meters_to(at) < LEAST_PART);
        Some(if is_at(line.first()) {
            hub(link.from)
        } else if is_at(line.last()) {
            hub(link.to)
        } else {
            Self::Link {
                link: link.key.clone(),
                at,
            }
        })
    }

    /// What the hub there is called: its name, or that of the junction to be made, after the line that it is
    /// on or the hub that is nearest.
    #[must_use]
    pub fn names(&self, network: &Network) -> Names {
        match self {
            Self::Hub(key) => match network.node_by_key(key) {
                Some(id) => network.node(id).names.clone(),
                None => Names::new(key.as_str(), ""),
            },
            Self::Link { link, .. } => match network.link_by_key(link) {
                Some(id) => {
                    let line = &network.link(id).names;
                    Names::said(|lang| {
                        let name = line_of(line.in_lang(lang));
                        fill(lang, "draw.junction-on", &[name])
                    })
                }
                None => Names::worded("draw.junction"),
            },
            Self::Place(at) => match nearest_hub(network, *at) {
                Some(id) => near(&network.node(id).names),
                None => Names::worded("draw.junction"),
            },
        }
    }
}

fn near(names: &Names) -> Names {
    Names::said(|lang| fill(lang, "draw.junction-near", &[names.in_lang(lang)]))
}

/// The name of a line without its ends, which are told after a colon.
fn line_of(name: &str) -> &str {
    name.split([':', '：']).next().unwrap_or(name)
}

/// The nearest hub; the first of equals.
fn nearest_hub(network: &Network, at: LonLat) -> Option<NodeId> {
    let hubs = network.node_ids().filter(|&id| !network.is_removed(id));
    let apart = |id: NodeId| network.node(id).at.meters_to(at);
    hubs.min_by(|&a, &b| apart(a).total_cmp(&apart(b)))
}

impl Drawn {
    /// The whole line, ends included; `None` where one of them is not in the network.
    #[must_use]
    pub fn line(&self, network: &Network) -> Option<Vec<LonLat>> {
        let mut line = vec![self.from.at(network)?];
        line.extend(&self.via);
        line.push(self.to.at(network)?);
        Some(line)
    }

    /// Whether there can be such a line: between two places, and of some length.
    #[must_use]
    pub fn is_line(&self, network: &Network) -> bool {
        let line = self.line(network);
        self.from != self.to && line.is_some_and(|line| length_km(&line) >= SHORTEST)
    }

    /// What it is called where nobody says: *Huangtong–Baise*.
    #[must_use]
    pub fn names(&self, network: &Network) -> Names {
        let (from, to) = (self.from.names(network), self.to.names(network));
        Names::said(|lang| format!("{}–{}", from.in_lang(lang), to.in_lang(lang)))
    }

    /// The link that a type makes of the line, with all that is filled in, in the network's defaults.
    #[must_use]
    pub fn link(&self, network: &Network, wish: &Wish) -> Option<Link> {
        let new = NewLink {
            key: Key::new("new"),
            names: wish.names.clone(),
            kind: wish.kind,
            from: Key::new(""),
            to: Key::new(""),
            via: Vec::new(),
            routes: Vec::new(),
        };
        Some(drawn_link(&new, &self.line(network)?, network.defaults()))
    }

    /// The lines between the same hubs that are not open but can be: closed, being built, planned. Of one in
    /// several parts the first part stands for all; in the order of links.
    #[must_use]
    pub fn closed_twins(&self, network: &Network, availability: &Availability) -> Vec<LinkId> {
        let (Stop::Hub(from), Stop::Hub(to)) = (&self.from, &self.to) else {
            return Vec::new();
        };
        let (Some(from), Some(to)) = (network.node_by_key(from), network.node_by_key(to)) else {
            return Vec::new();
        };
        let mut lines: Vec<(&str, Vec<LinkId>)> = Vec::new();
        let mut place_of: HashMap<&str, usize> = HashMap::new();
        for id in network.link_ids() {
            let link = network.link(id);
            if matches!(link.state, LinkState::Removed | LinkState::Superseded) {
                continue;
            }
            let whole = link.key.whole();
            let place = *place_of.entry(whole).or_insert(lines.len());
            if place == lines.len() {
                lines.push((whole, Vec::new()));
            }
            lines[place].1.push(id);
        }
        let mut ends = [from, to];
        ends.sort_unstable();
        let is_open = |id: &LinkId| availability.link(*id).is_open();
        let twins = lines
            .iter()
            .filter(|(_, parts)| ends_of(network, parts) == ends && !parts.iter().all(is_open));
        twins
            .filter_map(|(_, parts)| parts.first().copied())
            .collect()
    }

    /// The routes that it may well serve: those of a link that it stands in for, else the corridor's
    /// routes that both ends have.
    #[must_use]
    pub fn likely_routes(&self, network: &Network, twins: &[LinkId]) -> Vec<Key> {
        let key = |id: &RouteId| network.route(*id).key.clone();
        if let Some(&twin) = twins.first() {
            return network.link(twin).routes.iter().map(key).collect();
        }
        let of = |stop: &Stop| -> BTreeSet<RouteId> {
            let links = network.links().iter().filter(|link| match stop {
                Stop::Hub(key) => network
                    .node_by_key(key)
                    .is_some_and(|id| [link.from, link.to].contains(&id)),
                Stop::Link { link: on, .. } => link.key == *on,
                Stop::Place(_) => false,
            });
            let is_open = links.filter(|link| link.state != LinkState::Removed);
            is_open.flat_map(|link| link.routes.clone()).collect()
        };
        let (from, to) = (of(&self.from), of(&self.to));
        let both = from.intersection(&to);
        both.filter(|&&id| network.is_corridor_route(id))
            .map(key)
            .collect()
    }

    /// The edits that make it, with the hubs that it needs: one step. `None` where it is no line.
    #[must_use]
    pub fn edits(&self, network: &Network, taken: &mut Taken, wish: &Wish) -> Option<Vec<Edit>> {
        if !self.is_line(network) {
            return None;
        }
        let mut edits = Vec::new();
        let mut end = |stop: &Stop| match stop {
            Stop::Hub(key) => key.clone(),
            _ => {
                let names = stop.names(network);
                let (key, edit) = hub_edit(taken, stop, &names, NodeKind::Junction);
                edits.extend(edit);
                key
            }
        };
        let (from, to) = (end(&self.from), end(&self.to));
        let named = format!("{}-{}", plain(&from), plain(&to));
        edits.push(Edit::AddLink(Box::new(NewLink {
            key: taken.free(&named, "link"),
            names: wish.names.clone(),
            kind: wish.kind,
            from,
            to,
            via: self.via.clone(),
            routes: wish.routes.clone(),
        })));
        Some(edits)
    }
}

/// The hubs where a line in parts ends: those at which only one of its parts does, in order.
fn ends_of(network: &Network, parts: &[LinkId]) -> Vec<NodeId> {
    let links = parts.iter().map(|&id| network.link(id));
    let mut all: Vec<NodeId> = links.flat_map(|link| [link.from, link.to]).collect();
    all.sort_unstable();
    let alone = all.chunk_by(|a, b| a == b).filter(|same| same.len() == 1);
    alone.flatten().copied().collect()
}

/// A key without what marks it as new.
fn plain(key: &Key) -> &str {
    let text = key.as_str();
    text.strip_prefix("new-").unwrap_or(text)
}

/// The edit that makes a hub at a stop, with its key; a hub that is there needs none.
#[must_use]
pub fn hub_edit(
    taken: &mut Taken,
    stop: &Stop,
    names: &Names,
    kind: NodeKind,
) -> (Key, Option<Edit>) {
    let named = |taken: &mut Taken| taken.free(&names.en, kind.word());
    match stop {
        Stop::Hub(key) => (key.clone(), None),
        Stop::Link { link, at } => {
            let hub = named(taken);
            let split = Split {
                link: link.clone(),
                at: *at,
                hub: hub.clone(),
                names: names.clone(),
            };
            (hub, Some(Edit::SplitLink(Box::new(split))))
        }
        Stop::Place(at) => {
            let key = named(taken);
            let hub = NewHub {
                key: key.clone(),
                names: names.clone(),
                kind,
                at: *at,
            };
            (key, Some(Edit::AddHub(Box::new(hub))))
        }
    }
}

/// Keys that new hubs and links cannot have.
#[derive(Clone, Debug, Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// The keys of a network, of what was taken away from it too, and those that edits bring.
    #[must_use]
    pub fn of<'a>(network: &Network, edits: impl Iterator<Item = &'a Edit>) -> Self {
        let nodes = network.nodes().iter().map(|node| node.key.to_string());
        let links = network.links().iter();
        let links = links.flat_map(|link| [link.key.to_string(), link.key.whole().to_owned()]);
        let brought = edits.filter_map(|edit| match edit {
            Edit::AddHub(hub) => Some(hub.key.to_string()),
            Edit::SplitLink(split) => Some(split.hub.to_string()),
            Edit::AddLink(link) => Some(link.key.to_string()),
            _ => None,
        });
        Self(nodes.chain(links).chain(brought).collect())
    }

    /// A key that is free, made of words or of what stands `instead` where these have no letters of keys:
    /// `new-WORDS`. It is taken then.
    pub fn free(&mut self, words: &str, instead: &str) -> Key {
        let has_words = words.bytes().any(|byte| byte.is_ascii_alphanumeric());
        let name = format!("new {}", if has_words { words } else { instead });
        let key = Key::of_name(&name, instead, |key| !self.0.contains(key));
        self.0.insert(key.to_string());
        key
    }
}

/// The links that end at a hub: what goes where it does. Of two parts of a line that a split made there,
/// given by the key of that line, none goes: they are one again.
#[must_use]
pub fn links_at(network: &Network, hub: NodeId, split: Option<&Key>) -> Vec<LinkId> {
    let is_joined = |link: &Link| {
        split.is_some_and(|of| {
            let mut parts = [of.part(1), of.part(2)].into_iter();
            parts.any(|part| link.key.is_or_is_part_of(part.as_str()))
        })
    };
    let ends = network.link_ids().filter(|&id| {
        let link = network.link(id);
        [link.from, link.to].contains(&hub) && link.state != LinkState::Removed && !is_joined(link)
    });
    ends.collect()
}
