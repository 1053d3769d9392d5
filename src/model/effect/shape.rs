//! Edits of the shape: hubs and links added, moved, split and taken away.
//!
//! Hubs and links of the base keep their places (`NodeId`, `LinkId`), new ones follow. A link that is
//! split stays in its place as the first part, `KEY#1`; the second one, `KEY#2`, follows behind. Both keep
//! its numbers; what grows with length is shared out by drawn length. What is taken away keeps its place
//! too, in a state in which nothing finds or uses it. Edits are made in their order; one that names
//! nothing, or a key that is taken, is passed over (see [`crate::model::scenario::lost`]).
//! Does not know: numbers that edits set.

use std::sync::Arc;

use super::each_way;
use crate::model::capacity::Trains;
use crate::model::changes::Changes;
use crate::model::defaults::Defaults;
use crate::model::edit::Edit;
use crate::model::edit::parts::{NewHub, NewLink, Split};
use crate::model::geometry::{LineSet, LonLat, length_km, nearest_on_line};
use crate::model::ids::{Key, LinkId, NodeId, RouteId};
use crate::model::link::{Direction, Link, LinkState};
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::network::{Network, Shape};
use crate::model::node::{Node, NodeKind};
use crate::model::sourced::{Sourced, Status};
use crate::model::unit::Unit;

/// The network in the shape that edits give it.
#[must_use]
pub fn network_in_shape(network: &Arc<Network>, edits: &[Edit]) -> Arc<Network> {
    let Shape {
        nodes,
        links,
        lines,
        routes,
        removed,
    } = network.shape();
    let mut made = Made {
        defaults: network.defaults(),
        nodes,
        links,
        lines: lines.iter().map(<[LonLat]>::to_vec).collect(),
        network,
        removed,
        pieces: Vec::new(),
    };
    for edit in edits {
        match edit {
            Edit::AddHub(hub) => made.add_hub(hub),
            Edit::MoveHub { node, at } => made.move_hub(node, *at),
            Edit::RemoveHub { node } => made.remove_hub(node),
            Edit::AddLink(link) => made.add_link(link),
            Edit::SplitLink(split) => made.split(split),
            Edit::RemoveLink { link } => made.remove_link(link),
            _ => {}
        }
    }
    let mut lines = LineSet::new();
    for line in &made.lines {
        lines.push(line);
    }
    let mut routes = routes;
    for route in &mut routes {
        for chain in &mut route.chains {
            chain.links = made.with_pieces(&chain.links);
        }
        route.links.clear();
    }
    for (place, link) in made.links.iter().enumerate() {
        for route in &link.routes {
            routes[route.index()].links.push(LinkId::at(place));
        }
    }
    made.removed.sort_unstable();
    let shape = Shape {
        nodes: made.nodes,
        links: made.links,
        lines,
        routes,
        removed: made.removed,
    };
    // Keys and ends were looked at with each edit; were one wrong all the same, nothing is changed.
    let reshaped = network.reshaped(shape);
    debug_assert!(reshaped.is_ok(), "{reshaped:?}");
    reshaped.map_or_else(|_| Arc::clone(network), Arc::new)
}

/// A network in the making.
struct Made<'a> {
    network: &'a Network,
    defaults: &'a Defaults,
    nodes: Vec<Node>,
    links: Vec<Link>,
    lines: Vec<Vec<LonLat>>,
    removed: Vec<NodeId>,
    /// First parts with the second ones behind them, in order of splitting.
    pieces: Vec<(LinkId, LinkId)>,
}

impl Made<'_> {
    fn node(&self, key: &Key) -> Option<NodeId> {
        let place = self.nodes.iter().position(|node| node.key == *key)?;
        let id = NodeId::at(place);
        (!self.removed.contains(&id)).then_some(id)
    }

    fn has_node_key(&self, key: &Key) -> bool {
        self.nodes.iter().any(|node| node.key == *key)
    }

    fn has_link_key(&self, key: &Key) -> bool {
        self.links.iter().any(|link| link.key == *key)
    }

    fn links_named(&self, name: &Key) -> Vec<LinkId> {
        let there = |link: &Link| link.state != LinkState::Removed;
        let all = self.links.iter().enumerate();
        let all = all.filter(|(_, link)| there(link) && link.key.is_or_is_part_of(name.as_str()));
        let exact = all.clone().find(|(_, link)| link.key == *name);
        match exact {
            Some((place, _)) => vec![LinkId::at(place)],
            None => all.map(|(place, _)| LinkId::at(place)).collect(),
        }
    }

    fn add_hub(&mut self, hub: &NewHub) {
        if !self.has_node_key(&hub.key) {
            self.nodes.push(new_node(hub));
        }
    }

    fn move_hub(&mut self, key: &Key, at: LonLat) {
        let Some(id) = self.node(key) else {
            return;
        };
        self.nodes[id.index()].at = at;
        for place in 0..self.links.len() {
            let ends = [self.links[place].from, self.links[place].to];
            if !ends.contains(&id) {
                continue;
            }
            let line = &mut self.lines[place];
            let old_km = length_km(line);
            let last = line.len().saturating_sub(1);
            for (end, corner) in ends.into_iter().zip([0, last]) {
                if end == id
                    && let Some(corner) = line.get_mut(corner)
                {
                    *corner = at;
                }
            }
            let new_km = length_km(line);
            if old_km > 0.0 {
                let other = ends.map(|end| self.nodes[end.index()].at);
                stretch(
                    &mut self.links[place],
                    new_km / old_km,
                    self.defaults,
                    other,
                );
            }
        }
    }

    fn remove_hub(&mut self, key: &Key) {
        let Some(id) = self.node(key) else {
            return;
        };
        self.removed.push(id);
        for link in &mut self.links {
            if link.from == id || link.to == id {
                link.state = LinkState::Removed;
            }
        }
        for node in &mut self.nodes {
            if node.city == Some(id) {
                node.city = None;
            }
        }
    }

    fn remove_link(&mut self, key: &Key) {
        for id in self.links_named(key) {
            self.links[id.index()].state = LinkState::Removed;
        }
    }

    fn add_link(&mut self, new: &NewLink) {
        let (Some(from), Some(to)) = (self.node(&new.from), self.node(&new.to)) else {
            return;
        };
        if from == to || self.has_link_key(&new.key) || !self.links_named(&new.key).is_empty() {
            return;
        }
        let [start, end] = [from, to].map(|id| self.nodes[id.index()].at);
        let mut line = vec![start];
        line.extend(&new.via);
        line.push(end);
        let routes = new
            .routes
            .iter()
            .filter_map(|key| self.network.route_by_key(key));
        let mut routes: Vec<RouteId> = routes.collect();
        routes.sort_unstable();
        routes.dedup();
        let mut link = drawn_link(new, &line, self.defaults);
        link.from = from;
        link.to = to;
        link.routes = routes;
        self.links.push(link);
        self.lines.push(line);
    }

    fn split(&mut self, split: &Split) {
        if self.has_node_key(&split.hub) {
            return;
        }
        let parts = self.links_named(&split.link);
        let cuts = parts.iter().filter_map(|&id| {
            let cut = nearest_on_line(&self.lines[id.index()], split.at)?;
            Some((id, cut))
        });
        let nearest = cuts.min_by(|(_, a), (_, b)| a.meters.total_cmp(&b.meters));
        let Some((id, cut)) = nearest else {
            return;
        };
        let old = self.links[id.index()].clone();
        let line = &self.lines[id.index()];
        let mut first = line[..=cut.segment].to_vec();
        first.push(cut.at);
        let mut second = vec![cut.at];
        second.extend(&line[cut.segment + 1..]);
        let km = [length_km(&first), length_km(&second)];
        let whole = km[0] + km[1];
        if km.iter().any(|km| *km <= 0.0) || self.has_link_key(&old.key.part(2)) {
            return;
        }
        let hub = NodeId::at(self.nodes.len());
        self.nodes.push(new_node(&NewHub {
            key: split.hub.clone(),
            names: split.names.clone(),
            kind: NodeKind::Junction,
            at: cut.at,
        }));
        let mut parts = km.map(|km| part_of(&old, km / whole, self.defaults));
        parts[0].key = old.key.part(1);
        parts[0].to = hub;
        parts[1].key = old.key.part(2);
        parts[1].from = hub;
        let [head, tail] = parts;
        self.pieces.push((id, LinkId::at(self.links.len())));
        self.links[id.index()] = head;
        self.lines[id.index()] = first;
        self.links.push(tail);
        self.lines.push(second);
    }

    /// Links of a chain with the parts that they were split into, in the order in which it runs.
    fn with_pieces(&self, chain: &[LinkId]) -> Vec<LinkId> {
        let mut links = chain.to_vec();
        for &(head, tail) in &self.pieces {
            let Some(place) = links.iter().position(|&id| id == head) else {
                continue;
            };
            let ends = |id: LinkId| [self.links[id.index()].from, self.links[id.index()].to];
            let meets = |near: Option<&LinkId>, id: LinkId| {
                near.is_some_and(|&near| ends(near).iter().any(|end| ends(id).contains(end)))
            };
            let before = place.checked_sub(1).and_then(|before| links.get(before));
            let after = links.get(place + 1);
            let runs_back = meets(before, tail) || (before.is_none() && meets(after, head));
            links.insert(if runs_back { place } else { place + 1 }, tail);
        }
        links
    }
}

/// A part of a link: what grows with length is that share of it.
fn part_of(link: &Link, share: f64, defaults: &Defaults) -> Link {
    let mut part = link.clone();
    part.length = link.length.share(share);
    let (mode, wires) = (link.mode, link.is_electrified);
    let was = [
        defaults.hours(mode, &link.length),
        defaults.money(mode, &link.length),
        defaults.co2(mode, &link.length, wires),
    ];
    let now = [
        defaults.hours(mode, &part.length),
        defaults.money(mode, &part.length),
        defaults.co2(mode, &part.length, wires),
    ];
    let shared = |old: &Sourced, kind: usize| {
        if *old == was[kind] {
            now[kind].clone()
        } else {
            old.share(share)
        }
    };
    each_way(&mut part, |way| {
        way.hours = shared(&way.hours, 0);
        way.money = shared(&way.money, 1);
        way.co2 = shared(&way.co2, 2);
    });
    part
}

/// A link whose drawn line is so many times as long as before.
fn stretch(link: &mut Link, times: f64, defaults: &Defaults, ends: [LonLat; 2]) {
    let old = link.length.clone();
    let (mode, wires) = (link.mode, link.is_electrified);
    let was = [
        defaults.hours(mode, &old),
        defaults.money(mode, &old),
        defaults.co2(mode, &old, wires),
    ];
    let is_drayage = old.note == defaults.access_length(ends[0], ends[1]).note;
    link.length = if is_drayage {
        defaults.access_length(ends[0], ends[1])
    } else {
        moved(&old, times)
    };
    let now = [
        defaults.hours(mode, &link.length),
        defaults.money(mode, &link.length),
        defaults.co2(mode, &link.length, wires),
    ];
    let follows = |number: &Sourced, kind: usize| {
        if *number == was[kind] {
            now[kind].clone()
        } else {
            moved(number, times)
        }
    };
    each_way(link, |way| {
        way.hours = follows(&way.hours, 0);
        way.money = follows(&way.money, 1);
        way.co2 = follows(&way.co2, 2);
    });
}

/// A number that grows with length, after an end of the line was moved.
fn moved(number: &Sourced, times: f64) -> Sourced {
    number.edited(number.value * times)
}

fn none(unit: Unit, key: &str) -> Sourced {
    Sourced::new(0.0, unit, Status::Assumed).with_note_in_both(&Names::worded(key))
}

fn new_node(hub: &NewHub) -> Node {
    Node {
        key: hub.key.clone(),
        names: named(&hub.names, &hub.key),
        kind: hub.kind,
        at: hub.at,
        // A junction that somebody adds is looked for, unlike those of the data.
        rank: 2,
        city: None,
        transfer_hours: none(Unit::Hours, "note.no-extra-time"),
        transfer_money: none(Unit::YuanPerTeu, "note.no-extra-money"),
        border_hours: none(Unit::Hours, "note.no-extra-time"),
        border_money: none(Unit::YuanPerTeu, "note.no-extra-money"),
        changes: Changes::default(),
        terminal: None,
        capacity: None,
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

fn named(names: &Names, key: &Key) -> Names {
    if *names == Names::default() {
        Names::new(key.as_str(), "")
    } else {
        names.clone()
    }
}

/// A link of a type along a line: what the type does not say is that of the defaults, and all of it is
/// assumed. Its ends and routes are left to whoever knows the network.
#[must_use]
pub fn drawn_link(new: &NewLink, line: &[LonLat], defaults: &Defaults) -> Link {
    let mode = new.kind.mode();
    let wires = new.kind.is_electrified();
    let length = none(Unit::Km, "note.drawn-length");
    let length = Sourced {
        value: length_km(line),
        ..length
    };
    let trains = trains(new.kind, defaults);
    let way = Direction {
        hours: defaults.hours(mode, &length),
        money: defaults.money(mode, &length),
        co2: defaults.co2(mode, &length, wires),
        capacity: trains.capacity(defaults),
    };
    let tracks = new.kind.tracks().map(|tracks| {
        let of_type = none(Unit::One, "note.of-type");
        Sourced {
            value: f64::from(tracks),
            ..of_type
        }
    });
    Link {
        key: new.key.clone(),
        names: named(&new.names, &new.key),
        mode,
        from: NodeId(0),
        to: NodeId(0),
        routes: Vec::new(),
        state: LinkState::Operating,
        open_year: None,
        gauges_mm: Vec::new(),
        tracks,
        is_electrified: wires,
        trains,
        length,
        forward: way.clone(),
        backward: Some(way),
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

/// What the capacity of a new railway follows from; nothing where the study's table does not say.
fn trains(kind: LinkType, defaults: &Defaults) -> Trains {
    let pairs = match kind.tracks() {
        Some(1) => &defaults.single_track_pairs,
        Some(_) => &defaults.double_track_pairs,
        None => return Trains::default(),
    };
    let assumed = |number: &Sourced| {
        let mut number = number.clone();
        number.status = number.status.max(Status::Assumed);
        (number.value > 0.0).then_some(number)
    };
    Trains {
        pairs_per_day: assumed(pairs),
        teu_per_train: assumed(&defaults.teu_per_train),
        container_share: None,
    }
}
