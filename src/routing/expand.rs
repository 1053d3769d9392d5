//! The mode-expanded graph of a network: the virtual-network method (Jourquin and Beuthe,
//! *Transportation policy analysis with a geographic information system: the virtual network of
//! freight transportation in Europe*, Transportation Research C 4, 1996).
//!
//! Every hub has a place where goods arrive and one where they depart, and a place on board of each
//! service (mode and gauge) that calls there. Going on by the same service is free; everything
//! fixed is paid on the arcs inside the hub, once a boarding:
//!
//! ```text
//!   link ──▶ on board ───────────────────────────▶ link      go on: nothing
//!              │ alight ▶ arrived ─handle▶ departing │ board   change, begin or end
//! ```
//!
//! A city that has drayage is a centroid: drayage begins and ends there and changes there to the
//! city's own modes, but no way leads through it from one terminal's drayage to another's, so that a
//! lorry across the town never stands in for a railway. Coming and going are places of their own
//! there, so that nobody boards a mode only to leave it on the spot for another lorry.
//!
//! Does not know: scenarios; what is looked for.

use crate::graph::csr::Csr;
use crate::model::defaults::Defaults;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{Direction, Link, Mode};
use crate::model::network::Network;
use crate::model::node::{Node, NodeKind};

use super::itinerary::Sums;

/// Standard gauge, taken where a railway does not say its gauge.
const STANDARD_GAUGE_MM: u16 = 1435;

/// A mode on a gauge; the gauge of other modes than rail is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Service {
    /// The mode.
    pub mode: Mode,
    /// Track gauge in millimeters; 0 for other modes than rail.
    pub gauge_mm: u16,
}

/// What an arc of the expanded graph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArcKind {
    /// Along a link.
    Move {
        /// The link.
        link: LinkId,
        /// From its `from` to its `to`.
        is_forward: bool,
    },
    /// From departing to on board.
    Board {
        /// The hub.
        node: NodeId,
        /// What is boarded.
        mode: Mode,
    },
    /// From on board to arrived.
    Alight {
        /// The hub.
        node: NodeId,
        /// What is left.
        mode: Mode,
    },
    /// From arrived to departing in the same hub.
    Handle {
        /// The hub.
        node: NodeId,
    },
    /// A step inside a city's centroid that costs nothing and limits nothing.
    Pass {
        /// The city.
        node: NodeId,
    },
}

/// The expanded graph of a network, with what each arc costs.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// The graph; arc ids index the arrays below.
    pub graph: Csr,
    /// Tail and head of each arc.
    pub ends: Vec<(u32, u32)>,
    /// What each arc stands for.
    pub kinds: Vec<ArcKind>,
    /// What each arc costs a TEU.
    pub sums: Vec<Sums>,
    /// For each hub whether it is a centroid: its two places are beginning and end only.
    is_centroid: Vec<bool>,
}

impl Expansion {
    /// Expands a network.
    #[must_use]
    pub fn of(network: &Network) -> Self {
        let mut builder = Builder::new(network);
        for id in network.link_ids() {
            builder.add_link(id);
        }
        builder.finish()
    }

    /// The graph node where goods arrive in a hub: where paths end.
    #[must_use]
    pub fn arrived(node: NodeId) -> u32 {
        node.0 * 2
    }

    /// The graph node where goods depart from a hub: where paths begin.
    #[must_use]
    pub fn departing(node: NodeId) -> u32 {
        node.0 * 2 + 1
    }

    /// The graph node where a flow enters at an origin, so that it is handled there.
    #[must_use]
    pub fn flow_origin(&self, node: NodeId) -> u32 {
        if self.is_centroid[node.index()] {
            Self::departing(node)
        } else {
            Self::arrived(node)
        }
    }

    /// The graph node where a flow leaves at a destination, so that it is handled there.
    #[must_use]
    pub fn flow_destination(&self, node: NodeId) -> u32 {
        if self.is_centroid[node.index()] {
            Self::arrived(node)
        } else {
            Self::departing(node)
        }
    }
}

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

/// Where on board of a service a graph node is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Coming and going.
    Through,
    /// Coming into a centroid.
    In,
    /// Leaving a centroid.
    Out,
}

struct Call {
    service: Service,
    side: Side,
    graph_node: u32,
}

struct Builder<'a> {
    network: &'a Network,
    /// For each hub whether it is a centroid: a city with drayage.
    is_centroid: Vec<bool>,
    n_nodes: u32,
    /// The services calling at each hub.
    calls: Vec<Vec<Call>>,
    ends: Vec<(u32, u32)>,
    kinds: Vec<ArcKind>,
    sums: Vec<Sums>,
}

impl<'a> Builder<'a> {
    fn new(network: &'a Network) -> Self {
        let mut is_centroid = vec![false; network.nodes().len()];
        for link in network
            .links()
            .iter()
            .filter(|link| link.mode == Mode::Transfer)
        {
            for end in [link.from, link.to] {
                is_centroid[end.index()] = network.node(end).kind == NodeKind::City;
            }
        }
        Self {
            network,
            is_centroid,
            n_nodes: NodeId::at(network.nodes().len()).0 * 2,
            calls: network.nodes().iter().map(|_| Vec::new()).collect(),
            ends: Vec::new(),
            kinds: Vec::new(),
            sums: Vec::new(),
        }
    }

    fn new_node(&mut self) -> u32 {
        self.n_nodes += 1;
        self.n_nodes - 1
    }

    fn on_board(&mut self, node: NodeId, service: Service, side: Side) -> u32 {
        let side = if self.is_centroid[node.index()] {
            side
        } else {
            Side::Through
        };
        let known = self.calls[node.index()]
            .iter()
            .find(|call| call.service == service && call.side == side);
        if let Some(call) = known {
            return call.graph_node;
        }
        let graph_node = self.new_node();
        self.calls[node.index()].push(Call {
            service,
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

    fn add_link(&mut self, id: LinkId) {
        let network = self.network;
        let link = network.link(id);
        for service in services(link) {
            let kind = |is_forward| ArcKind::Move {
                link: id,
                is_forward,
            };
            let out = self.on_board(link.from, service, Side::Out);
            let into = self.on_board(link.to, service, Side::In);
            self.add(out, into, kind(true), move_sums(link, &link.forward));
            if let Some(backward) = &link.backward {
                let out = self.on_board(link.to, service, Side::Out);
                let into = self.on_board(link.from, service, Side::In);
                self.add(out, into, kind(false), move_sums(link, backward));
            }
        }
    }

    fn finish(mut self) -> Expansion {
        for id in self.network.node_ids() {
            let calls = std::mem::take(&mut self.calls[id.index()]);
            if self.is_centroid[id.index()] {
                self.add_centroid(id, &calls);
            } else {
                self.add_hub(id, &calls);
            }
        }
        Expansion {
            graph: Csr::from_arcs(self.n_nodes as usize, &self.ends),
            ends: self.ends,
            kinds: self.kinds,
            sums: self.sums,
            is_centroid: self.is_centroid,
        }
    }

    fn add_hub(&mut self, id: NodeId, calls: &[Call]) {
        let (arrived, departing) = (Expansion::arrived(id), Expansion::departing(id));
        let handle = ArcKind::Handle { node: id };
        self.add(
            arrived,
            departing,
            handle,
            handle_sums(self.network.node(id)),
        );
        for call in calls {
            self.add_board(id, departing, call);
            self.add_alight(id, call, arrived);
        }
    }

    /// A city: goods that came by drayage may end or board another mode; goods that came by another
    /// mode may end, board another, or leave by drayage.
    fn add_centroid(&mut self, id: NodeId, calls: &[Call]) {
        let (end, start) = (Expansion::arrived(id), Expansion::departing(id));
        let (alighted, boarding) = (self.new_node(), self.new_node());
        let pass = ArcKind::Pass { node: id };
        let handle = ArcKind::Handle { node: id };
        self.add(alighted, end, pass, Sums::default());
        self.add(start, boarding, pass, Sums::default());
        self.add(
            alighted,
            boarding,
            handle,
            handle_sums(self.network.node(id)),
        );
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
                Side::In | Side::Through => self.add_alight(id, call, alighted),
                Side::Out => self.add_board(id, boarding, call),
            }
        }
        // Going on by the same service.
        for into in calls.iter().filter(|call| call.side == Side::In) {
            let is_next = |call: &&Call| call.side == Side::Out && call.service == into.service;
            if into.service.mode != Mode::Transfer
                && let Some(out) = calls.iter().find(is_next)
            {
                self.add(into.graph_node, out.graph_node, pass, Sums::default());
            }
        }
    }

    fn add_board(&mut self, node: NodeId, from: u32, call: &Call) {
        let mode = call.service.mode;
        let kind = ArcKind::Board { node, mode };
        self.add(
            from,
            call.graph_node,
            kind,
            board_sums(self.network.defaults(), mode),
        );
    }

    fn add_alight(&mut self, node: NodeId, call: &Call, to: u32) {
        let mode = call.service.mode;
        let kind = ArcKind::Alight { node, mode };
        self.add(
            call.graph_node,
            to,
            kind,
            alight_sums(self.network.defaults(), mode),
        );
    }
}

fn move_sums(link: &Link, way: &Direction) -> Sums {
    Sums {
        seconds: whole(way.hours.value * 3600.0),
        fen: whole(way.money.value * 100.0),
        meters: whole(link.length.value * 1000.0),
        grams: whole(way.co2.value * 1000.0),
    }
}

fn handle_sums(node: &Node) -> Sums {
    fixed_sums(node.transfer_hours.value, node.transfer_money.value, 0)
}

fn board_sums(defaults: &Defaults, mode: Mode) -> Sums {
    let costs = defaults.of(mode);
    let grams = lift_grams(defaults, mode);
    fixed_sums(costs.board_hours.value, costs.board_yuan.value, grams)
}

fn alight_sums(defaults: &Defaults, mode: Mode) -> Sums {
    let costs = defaults.of(mode);
    let grams = lift_grams(defaults, mode);
    fixed_sums(costs.alight_hours.value, costs.alight_yuan.value, grams)
}

/// What is paid inside a hub, where nothing moves.
fn fixed_sums(hours: f64, yuan: f64, grams: u64) -> Sums {
    Sums {
        seconds: whole(hours * 3600.0),
        fen: whole(yuan * 100.0),
        meters: 0,
        grams,
    }
}

/// Drayage trucks are loaded by the lift of the mode they meet.
fn lift_grams(defaults: &Defaults, mode: Mode) -> u64 {
    match mode {
        Mode::Transfer => 0,
        Mode::Rail | Mode::Road | Mode::Waterway | Mode::Sea | Mode::Air => {
            whole(defaults.lift_kg.value * 1000.0)
        }
    }
}

/// The nearest whole number of a non-negative quantity; this is the one place where routing leaves
/// fractions. The loader admits no negative and no endless numbers; a float cast saturates.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "see above"
)]
fn whole(quantity: f64) -> u64 {
    quantity.round() as u64
}
