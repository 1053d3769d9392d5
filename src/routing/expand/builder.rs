//! Building the expanded graph, hub by hub and link by link.
//!
//! Does not know: what arcs cost (see [`super::sums`]); scenarios.

use crate::graph::csr::Csr;
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{Direction, Link, Mode};
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::service::combined_wait;

use super::gauges::gauge_hubs;
use super::sums::{alight_sums, board_sums, border_sums, handle_sums, move_sums, wait_sums};
use super::{ArcKind, Board, Expansion, PartedHub, Service};
use crate::routing::itinerary::Sums;
use crate::routing::waits::{Waits, Way};

/// Standard gauge, taken where a railway does not say its gauge.
const STANDARD_GAUGE_MM: u16 = 1435;

/// The services that a link belongs to: one for each gauge of a railway.
pub(super) fn services(link: &Link) -> Vec<Service> {
    if link.mode != Mode::Rail {
        return vec![Service {
            mode: link.mode,
            gauge_mm: 0,
        }];
    }
    let gauges = if link.gauges_mm.is_empty() {
        &[STANDARD_GAUGE_MM][..]
    } else {
        &link.gauges_mm
    };
    let service = |&gauge_mm: &u16| Service {
        mode: Mode::Rail,
        gauge_mm,
    };
    gauges.iter().map(service).collect()
}

/// Where on board a graph node is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Coming and going, on any train.
    Through,
    /// Coming into a centroid, or a hub where a change of gauge takes something of its own.
    In,
    /// Leaving one.
    Out,
    /// Coming into a hub by a way, on a named service.
    NamedIn(Way),
    /// Leaving a hub by a way, on a named service.
    NamedOut(Way),
}

/// A place on board of a service in a hub.
pub(super) struct Call {
    pub(super) service: Service,
    pub(super) side: Side,
    graph_node: u32,
}

pub(super) struct Builder<'a> {
    network: &'a Network,
    waits: &'a Waits,
    /// For each hub whether it is a centroid: a city with drayage.
    is_centroid: Vec<bool>,
    /// For each hub whether a change of gauge takes something of its own; none of them is a centroid.
    is_gauge_hub: Vec<bool>,
    /// For each named service whether it is waited for less long than is assumed anywhere.
    is_useful: Vec<bool>,
    /// The hub of each graph node.
    hubs: Vec<u32>,
    /// Whether a graph node is on board of a named service.
    is_named: Vec<bool>,
    /// The services calling at each hub.
    calls: Vec<Vec<Call>>,
    ends: Vec<(u32, u32)>,
    kinds: Vec<ArcKind>,
    sums: Vec<Sums>,
    boards: Vec<Board>,
    /// The hubs where flows begin and end at places of their own, in order.
    pub(super) parted: Vec<PartedHub>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(network: &'a Network, waits: &'a Waits) -> Self {
        let mut is_centroid = vec![false; network.nodes().len()];
        for link in network.links() {
            if link.mode == Mode::Transfer {
                for end in [link.from, link.to] {
                    is_centroid[end.index()] = network.node(end).kind == NodeKind::City;
                }
            }
        }
        let n_hubs = network.nodes().len();
        let mut is_gauge_hub = gauge_hubs(network);
        for (is_gauge_hub, is_centroid) in is_gauge_hub.iter_mut().zip(&is_centroid) {
            *is_gauge_hub &= !is_centroid;
        }
        Self {
            network,
            waits,
            is_centroid,
            is_gauge_hub,
            is_useful: useful(network, waits),
            is_named: vec![false; n_hubs * 2],
            hubs: network.node_ids().flat_map(|id| [id.0; 2]).collect(),
            calls: network.nodes().iter().map(|_| Vec::new()).collect(),
            ends: Vec::new(),
            kinds: Vec::new(),
            sums: Vec::new(),
            boards: Vec::new(),
            parted: Vec::new(),
        }
    }

    pub(super) fn network(&self) -> &Network {
        self.network
    }

    pub(super) fn new_node(&mut self, hub: NodeId) -> u32 {
        let node = u32::try_from(self.hubs.len()).unwrap_or(u32::MAX);
        self.hubs.push(hub.0);
        self.is_named.push(false);
        node
    }

    /// Whether coming and leaving are places of their own in a hub, on any train.
    fn has_sides(&self, hub: NodeId) -> bool {
        self.is_centroid[hub.index()] || self.is_gauge_hub[hub.index()]
    }

    /// The place on board of a service in a hub; of named services one for each way.
    fn on_board(&mut self, hub: NodeId, service: Service, side: Side) -> u32 {
        let side = match side {
            Side::In | Side::Out if !self.has_sides(hub) => Side::Through,
            side => side,
        };
        let mut known = self.calls[hub.index()].iter();
        if let Some(call) = known.find(|call| call.service == service && call.side == side) {
            return call.graph_node;
        }
        let graph_node = self.new_node(hub);
        let is_named = matches!(side, Side::NamedIn(_) | Side::NamedOut(_));
        self.is_named[graph_node as usize] = is_named;
        self.calls[hub.index()].push(Call {
            service,
            side,
            graph_node,
        });
        graph_node
    }

    pub(super) fn add(&mut self, tail: u32, head: u32, kind: ArcKind, sums: Sums) {
        self.ends.push((tail, head));
        self.kinds.push(kind);
        self.sums.push(sums);
    }

    pub(super) fn add_link(&mut self, id: LinkId) {
        let link = self.network.link(id);
        for service in services(link) {
            self.add_way((id, true), service, &link.forward);
            if let Some(backward) = &link.backward {
                self.add_way((id, false), service, backward);
            }
        }
    }

    fn add_way(&mut self, way: Way, service: Service, costs: &Direction) {
        let (id, is_forward) = way;
        let network = self.network;
        let link = network.link(id);
        let (from, to) = if is_forward {
            (link.from, link.to)
        } else {
            (link.to, link.from)
        };
        let out = self.on_board(from, service, Side::Out);
        let into = self.on_board(to, service, Side::In);
        self.add_move(way, (from, out), (to, into), costs);
        if !self.useful_on(way, service).is_empty() {
            let out = self.on_board(from, service, Side::NamedOut(way));
            let into = self.on_board(to, service, Side::NamedIn(way));
            self.add_move(way, (from, out), (to, into), costs);
        }
    }

    /// The named services that are worth waiting for and run along a way.
    fn useful_on(&self, way: Way, service: Service) -> Vec<usize> {
        let mut running = self.waits.running(self.network, way, service.gauge_mm);
        running.retain(|&place| self.is_useful[place]);
        running
    }

    /// Along a link, with what its borders cost.
    fn add_move(
        &mut self,
        (link, is_forward): Way,
        (from, mut tail): (NodeId, u32),
        (to, mut head): (NodeId, u32),
        costs: &Direction,
    ) {
        let network = self.network;
        if let Some(sums) = border_sums(network, from, to) {
            let beyond = self.new_node(from);
            self.is_named[beyond as usize] = self.is_named[tail as usize];
            self.add(tail, beyond, ArcKind::Border { node: from }, sums);
            tail = beyond;
        }
        if let Some(sums) = border_sums(network, to, from) {
            let before = self.new_node(to);
            self.is_named[before as usize] = self.is_named[head as usize];
            self.add(before, head, ArcKind::Border { node: to }, sums);
            head = before;
        }
        let kind = ArcKind::Move { link, is_forward };
        let sums = move_sums(network, network.link(link), costs);
        self.add(tail, head, kind, sums);
    }

    pub(super) fn finish(mut self) -> Expansion {
        for id in self.network.node_ids() {
            let calls = std::mem::take(&mut self.calls[id.index()]);
            if self.is_centroid[id.index()] {
                self.add_centroid(id, &calls);
            } else if self.is_gauge_hub[id.index()] {
                self.add_gauge_hub(id, &calls);
            } else {
                self.add_hub(id, &calls);
            }
        }
        Expansion {
            graph: Csr::from_arcs(self.hubs.len(), &self.ends),
            ends: self.ends,
            kinds: self.kinds,
            sums: self.sums,
            boards: self.boards,
            hubs: self.hubs,
            is_named: self.is_named,
            is_centroid: self.is_centroid,
            parted: self.parted,
        }
    }

    fn add_hub(&mut self, id: NodeId, calls: &[Call]) {
        let (arrived, departing) = (Expansion::arrived(id), Expansion::departing(id));
        if self.limits_changes(id) {
            let begin = self.new_node(id);
            self.add_handling(id, begin, departing);
            let end = self.add_change(id, arrived, departing);
            self.parted.push(PartedHub {
                node: id,
                begin,
                end,
            });
        } else {
            self.add_handling(id, arrived, departing);
        }
        for call in calls {
            match call.side {
                Side::Through => {
                    self.add_board(id, departing, call);
                    self.add_alight(id, call, arrived);
                }
                Side::In | Side::NamedIn(_) => self.add_alight(id, call, arrived),
                Side::Out | Side::NamedOut(_) => self.add_board(id, departing, call),
            }
        }
        self.go_on(id, calls);
    }

    /// Whether a hub limits what changes mode there.
    fn limits_changes(&self, id: NodeId) -> bool {
        let changes = NodeNumber::TransferCapacity;
        self.network.node(id).number(changes).is_some()
    }

    pub(super) fn add_handling(&mut self, node: NodeId, tail: u32, head: u32) {
        let sums = handle_sums(self.network, node);
        self.add(tail, head, ArcKind::Handle { node }, sums);
    }

    /// Handling and then a change of mode; the place between them.
    pub(super) fn add_change(&mut self, node: NodeId, tail: u32, head: u32) -> u32 {
        let between = self.new_node(node);
        self.add_handling(node, tail, between);
        let change = ArcKind::Change { node };
        self.add(between, head, change, Sums::default());
        between
    }

    /// Going on by the same service, where coming and leaving are places of their own. On board of a
    /// named service one goes on where one runs both ways, and not back along the same link.
    pub(super) fn go_on(&mut self, id: NodeId, calls: &[Call]) {
        let goes_on = |into: &Call, out: &Call| match (into.side, out.side) {
            (Side::In, Side::Out) => {
                into.service.mode != Mode::Transfer || !self.is_centroid[id.index()]
            }
            (Side::NamedIn((link, is_forward)), Side::NamedOut(next)) => {
                let after = self.useful_on(next, out.service);
                let before = self.useful_on((link, is_forward), into.service);
                next != (link, !is_forward) && before.iter().any(|of| after.contains(of))
            }
            _ => false,
        };
        let mut passes = Vec::new();
        for into in calls {
            let of_service = calls.iter().filter(|out| out.service == into.service);
            let nexts = of_service.filter(|out| goes_on(into, out));
            passes.extend(nexts.map(|out| (into.graph_node, out.graph_node)));
        }
        for (tail, head) in passes {
            self.add(tail, head, ArcKind::Pass { node: id }, Sums::default());
        }
    }

    /// A city: goods that came by drayage may end or board another mode; goods that came by another
    /// mode may end, board another, or leave by drayage.
    fn add_centroid(&mut self, id: NodeId, calls: &[Call]) {
        let (end, start) = (Expansion::arrived(id), Expansion::departing(id));
        let (alighted, boarding) = (self.new_node(id), self.new_node(id));
        let pass = ArcKind::Pass { node: id };
        self.add(alighted, end, pass, Sums::default());
        self.add(start, boarding, pass, Sums::default());
        if self.limits_changes(id) {
            self.add_change(id, alighted, boarding);
        } else {
            self.add_handling(id, alighted, boarding);
        }
        for call in calls {
            let is_drayage = call.service.mode == Mode::Transfer;
            match call.side {
                Side::In if is_drayage => {
                    self.add_alight(id, call, end);
                    self.add_alight(id, call, boarding);
                }
                Side::Out if is_drayage => {
                    self.add_board(id, start, call);
                    self.add_board(id, alighted, call);
                }
                Side::In | Side::NamedIn(_) | Side::Through => {
                    self.add_alight(id, call, alighted);
                }
                Side::Out | Side::NamedOut(_) => self.add_board(id, boarding, call),
            }
        }
        self.go_on(id, calls);
    }

    /// Boarding: any train as the mode assumes, a named service by its own wait.
    pub(super) fn add_board(&mut self, node: NodeId, from: u32, call: &Call) {
        let mode = call.service.mode;
        let network = self.network;
        let assumed = &network.defaults().of(mode).wait_hours;
        let board = match call.side {
            Side::NamedOut(way) => {
                let services = self.waits.leaving(network, way, call.service.gauge_mm);
                let Some(wait) = wait_for(network, &services, mode) else {
                    return;
                };
                let wait = wait_sums(wait);
                Board { wait, services }
            }
            Side::Through | Side::In | Side::Out | Side::NamedIn(_) => Board {
                wait: wait_sums(assumed.value),
                services: Vec::new(),
            },
        };
        let sums = board.wait + board_sums(network.defaults(), mode);
        let place = u32::try_from(self.boards.len()).unwrap_or(u32::MAX);
        self.boards.push(board);
        let kind = ArcKind::Board {
            node,
            mode,
            board: place,
        };
        self.add(from, call.graph_node, kind, sums);
    }

    pub(super) fn add_alight(&mut self, node: NodeId, call: &Call, to: u32) {
        let mode = call.service.mode;
        let kind = ArcKind::Alight { node, mode };
        let sums = alight_sums(self.network.defaults(), mode);
        self.add(call.graph_node, to, kind, sums);
    }
}

/// Hours of wait for the next of some services; `None` where that is no less than is assumed.
fn wait_for(network: &Network, services: &[usize], mode: Mode) -> Option<f64> {
    let named: Vec<_> = services.iter().map(|&at| &network.services()[at]).collect();
    let assumed = &network.defaults().of(mode).wait_hours;
    combined_wait(&named, assumed).map(|wait| wait.value)
}

/// The services that are waited for, anywhere, less long than is assumed.
fn useful(network: &Network, waits: &Waits) -> Vec<bool> {
    let mut useful: Vec<usize> = Vec::new();
    let ways = network.link_ids().flat_map(|id| [(id, true), (id, false)]);
    for way in ways {
        let link = network.link(way.0);
        for service in services(link) {
            let leaving = waits.leaving(network, way, service.gauge_mm);
            if wait_for(network, &leaving, link.mode).is_some() {
                useful.extend(leaving);
            }
        }
    }
    let places = 0..network.services().len();
    places.map(|place| useful.contains(&place)).collect()
}
