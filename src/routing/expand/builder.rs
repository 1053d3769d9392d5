//! Building the expanded graph, hub by hub and link by link.
//!
//! Does not know: what arcs cost (see [`super::sums`]); scenarios.

use crate::graph::csr::Csr;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{Direction, Link, Mode};
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::service::combined_wait;

use super::sums::{alight_sums, board_sums, border_sums, handle_sums, move_sums, wait_sums};
use super::{ArcKind, Board, Expansion, Service};
use crate::routing::itinerary::Sums;
use crate::routing::waits::{Waits, Way};

/// Standard gauge, taken where a railway does not say its gauge.
const STANDARD_GAUGE_MM: u16 = 1435;

/// The services that a link belongs to: one for each gauge of a railway.
fn services(link: &Link) -> Vec<Service> {
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

/// Which way a graph node on board faces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Coming into a hub.
    In,
    /// Leaving it.
    Out,
}

/// A way into or out of a hub by a service.
struct Call {
    service: Service,
    /// The link, in the direction of travel.
    way: Way,
    side: Side,
    graph_node: u32,
}

pub(super) struct Builder<'a> {
    network: &'a Network,
    waits: &'a Waits,
    /// For each hub whether it is a centroid: a city with drayage.
    is_centroid: Vec<bool>,
    /// The hub of each graph node.
    hubs: Vec<u32>,
    /// The services calling at each hub.
    calls: Vec<Vec<Call>>,
    ends: Vec<(u32, u32)>,
    kinds: Vec<ArcKind>,
    sums: Vec<Sums>,
    boards: Vec<Board>,
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
        Self {
            network,
            waits,
            is_centroid,
            hubs: network.node_ids().flat_map(|id| [id.0; 2]).collect(),
            calls: network.nodes().iter().map(|_| Vec::new()).collect(),
            ends: Vec::new(),
            kinds: Vec::new(),
            sums: Vec::new(),
            boards: Vec::new(),
        }
    }

    fn new_node(&mut self, hub: NodeId) -> u32 {
        let node = u32::try_from(self.hubs.len()).unwrap_or(u32::MAX);
        self.hubs.push(hub.0);
        node
    }

    /// The place on board where a way comes into or leaves a hub.
    fn on_board(&mut self, hub: NodeId, service: Service, way: Way, side: Side) -> u32 {
        let graph_node = self.new_node(hub);
        self.calls[hub.index()].push(Call {
            service,
            way,
            side,
            graph_node,
        });
        graph_node
    }

    fn add(&mut self, tail: u32, head: u32, kind: ArcKind, sums: Sums) {
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
        let mut tail = self.on_board(from, service, way, Side::Out);
        let mut head = self.on_board(to, service, way, Side::In);
        if let Some(sums) = border_sums(network, from, to) {
            let beyond = self.new_node(from);
            self.add(tail, beyond, ArcKind::Border { node: from }, sums);
            tail = beyond;
        }
        if let Some(sums) = border_sums(network, to, from) {
            let before = self.new_node(to);
            self.add(before, head, ArcKind::Border { node: to }, sums);
            head = before;
        }
        let kind = ArcKind::Move {
            link: id,
            is_forward,
        };
        self.add(tail, head, kind, move_sums(network, link, costs));
    }

    pub(super) fn finish(mut self) -> Expansion {
        for id in self.network.node_ids() {
            let calls = std::mem::take(&mut self.calls[id.index()]);
            if self.is_centroid[id.index()] {
                self.add_centroid(id, &calls);
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
            is_centroid: self.is_centroid,
        }
    }

    fn add_hub(&mut self, id: NodeId, calls: &[Call]) {
        let (arrived, departing) = (Expansion::arrived(id), Expansion::departing(id));
        let handle = ArcKind::Handle { node: id };
        let sums = handle_sums(self.network, id);
        self.add(arrived, departing, handle, sums);
        for call in calls {
            match call.side {
                Side::In => self.add_alight(id, call, arrived),
                Side::Out => self.add_board(id, departing, call),
            }
        }
        self.go_on(id, calls);
    }

    /// Going on by the same service, by any way but that back along the same link.
    fn go_on(&mut self, id: NodeId, calls: &[Call]) {
        let pass = ArcKind::Pass { node: id };
        let is_through =
            |service: Service| service.mode != Mode::Transfer || !self.is_centroid[id.index()];
        let mut passes = Vec::new();
        for into in calls.iter().filter(|call| call.side == Side::In) {
            let is_next = |call: &&Call| {
                let (link, is_forward) = into.way;
                call.side == Side::Out
                    && call.service == into.service
                    && call.way != (link, !is_forward)
            };
            if is_through(into.service) {
                let nexts = calls.iter().filter(is_next);
                passes.extend(nexts.map(|out| (into.graph_node, out.graph_node)));
            }
        }
        for (tail, head) in passes {
            self.add(tail, head, pass, Sums::default());
        }
    }

    /// A city: goods that came by drayage may end or board another mode; goods that came by another
    /// mode may end, board another, or leave by drayage.
    fn add_centroid(&mut self, id: NodeId, calls: &[Call]) {
        let (end, start) = (Expansion::arrived(id), Expansion::departing(id));
        let (alighted, boarding) = (self.new_node(id), self.new_node(id));
        let pass = ArcKind::Pass { node: id };
        let handle = ArcKind::Handle { node: id };
        self.add(alighted, end, pass, Sums::default());
        self.add(start, boarding, pass, Sums::default());
        let sums = handle_sums(self.network, id);
        self.add(alighted, boarding, handle, sums);
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
                Side::In => self.add_alight(id, call, alighted),
                Side::Out => self.add_board(id, boarding, call),
            }
        }
        self.go_on(id, calls);
    }

    fn add_board(&mut self, node: NodeId, from: u32, call: &Call) {
        let mode = call.service.mode;
        let network = self.network;
        let defaults = network.defaults();
        let costs = defaults.of(mode);
        let gauge_mm = call.service.gauge_mm;
        let leaving = self.waits.leaving(network, call.way, gauge_mm);
        let mut services: Vec<usize> = leaving.collect();
        let named: Vec<_> = services.iter().map(|&at| &network.services()[at]).collect();
        let combined = combined_wait(&named, &costs.wait_hours);
        if combined.is_none() {
            services.clear();
        }
        let hours = combined.as_ref().unwrap_or(&costs.wait_hours).value;
        let wait = wait_sums(hours);
        let sums = wait + board_sums(defaults, mode);
        let board = u32::try_from(self.boards.len()).unwrap_or(u32::MAX);
        self.boards.push(Board { wait, services });
        let kind = ArcKind::Board { node, mode, board };
        self.add(from, call.graph_node, kind, sums);
    }

    fn add_alight(&mut self, node: NodeId, call: &Call, to: u32) {
        let mode = call.service.mode;
        let kind = ArcKind::Alight { node, mode };
        let sums = alight_sums(self.network.defaults(), mode);
        self.add(call.graph_node, to, kind, sums);
    }
}
