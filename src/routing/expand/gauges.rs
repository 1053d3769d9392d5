//! The inside of a hub where railways of several gauges meet and a change of gauge takes something of
//! its own. What comes is told apart by its gauge until it has changed, so that no way round by the
//! handling of the hub spares the change:
//!
//! ```text
//!   other ▶ arrived ──handle──────▶ departing on anything
//!   gauge ▶ arrived ──handle──────▶ departing on other modes, or on the same gauge
//!                   ──change gauge▶ departing on another gauge
//! ```
//!
//! Coming and leaving are places of their own on board, so that nobody boards another mode only to leave it
//! on the spot. The handling of what begins, of what comes by rail and of what comes otherwise are arcs apart.
//! Does not know: what arcs cost (see [`super::sums`]).

use super::builder::{Builder, Call, Side, services};
use super::sums::{gauge_sums, handle_sums};
use super::{ArcKind, Expansion, PartedHub};
use crate::model::edit::NodeNumber;
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::routing::itinerary::Sums;

/// Arrived and departing places of what is on one gauge; 0 is all that is not on rails.
struct Places {
    gauge_mm: u16,
    arrived: u32,
    departing: u32,
}

impl Builder<'_> {
    pub(super) fn add_gauge_hub(&mut self, id: NodeId, calls: &[Call]) {
        let (end, start) = (Expansion::arrived(id), Expansion::departing(id));
        let pass = ArcKind::Pass { node: id };
        let nothing = Sums::default();
        let changing = handle_sums(self.network(), id) + gauge_sums(self.network(), id);
        let all: Vec<Places> = std::iter::once(0)
            .chain(gauges(calls))
            .map(|gauge_mm| Places {
                gauge_mm,
                arrived: self.new_node(id),
                departing: self.new_node(id),
            })
            .collect();
        let [other, rails @ ..] = all.as_slice() else {
            return;
        };
        let [begin, leaving, by_rail, ended] = [(); 4].map(|()| self.new_node(id));
        self.add_handling(id, begin, leaving);
        for places in &all {
            self.add(places.arrived, end, pass, nothing);
            self.add(start, places.departing, pass, nothing);
            self.add(leaving, places.departing, pass, nothing);
        }
        let by_other = self.add_change(id, other.arrived, leaving);
        let from_rail = self.add_change(id, by_rail, other.departing);
        self.add(by_other, ended, pass, nothing);
        self.add(from_rail, ended, pass, nothing);
        for from in rails {
            self.add(from.arrived, by_rail, pass, nothing);
            for to in rails {
                if from.gauge_mm == to.gauge_mm {
                    self.add_handling(id, from.arrived, to.departing);
                } else {
                    let gauge = ArcKind::Gauge { node: id };
                    self.add(from.arrived, to.departing, gauge, changing);
                }
            }
        }
        for call in calls {
            let gauge_mm = gauge_of(call);
            let Some(places) = all.iter().find(|of| of.gauge_mm == gauge_mm) else {
                continue;
            };
            if !matches!(call.side, Side::Out | Side::NamedOut(_)) {
                self.add_alight(id, call, places.arrived);
            }
            if !matches!(call.side, Side::In | Side::NamedIn(_)) {
                self.add_board(id, places.departing, call);
            }
        }
        self.go_on(id, calls);
        self.parted.push(PartedHub {
            node: id,
            begin,
            end: ended,
        });
    }
}

/// For each hub whether railways of several gauges meet there and a change takes something of its own.
pub(super) fn gauge_hubs(network: &Network) -> Vec<bool> {
    let mut gauges: Vec<Vec<u16>> = vec![Vec::new(); network.nodes().len()];
    for link in network
        .links()
        .iter()
        .filter(|link| link.mode == Mode::Rail)
    {
        let of_link = services(link).into_iter().map(|service| service.gauge_mm);
        let of_link: Vec<u16> = of_link.collect();
        for end in [link.from, link.to] {
            gauges[end.index()].extend(&of_link);
        }
    }
    let takes_more = |id: NodeId| {
        let is_limited = network.node(id).number(NodeNumber::GaugeCapacity).is_some();
        is_limited || gauge_sums(network, id) != Sums::default()
    };
    let all = network.node_ids().zip(gauges);
    all.map(|(id, mut gauges)| {
        gauges.sort_unstable();
        gauges.dedup();
        gauges.len() > 1 && takes_more(id)
    })
    .collect()
}

fn gauge_of(call: &Call) -> u16 {
    if call.service.mode == Mode::Rail {
        call.service.gauge_mm
    } else {
        0
    }
}

/// The gauges of the railways that call, in order.
fn gauges(calls: &[Call]) -> Vec<u16> {
    let mut gauges: Vec<u16> = calls.iter().map(gauge_of).filter(|&mm| mm > 0).collect();
    gauges.sort_unstable();
    gauges.dedup();
    gauges
}
