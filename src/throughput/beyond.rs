//! What lies beyond a throughput: the room that is left elsewhere, the next bottleneck, and the
//! throughput as a function of one capacity.
//!
//! **Room.** There are many greatest flows. Room is what is left by one that costs the least money of
//! them (by the [network simplex](crate::graph::network_simplex)). Beside that, what can be
//! taken from a capacity without any less throughput is the same for all of them. With F(c) the
//! throughput by that capacity it is the capacity less the least c for which F(c) is the throughput;
//! for a single arc F(c) = min(F, F(0) + c), so that one more run tells it (see
//! [`throughput_curve`](crate::graph::throughput_curve)).
//!
//! **Next bottleneck.** Every capacity of the present one is lifted without limit; the least cut of
//! what can flow then is the next.
//!
//! What people set as one number counts as one: the capacity of a line is that of all its parts both
//! ways.
//!
//! Does not know: what a capacity costs (see [`super::target`]), how numbers are shown.

use super::bottleneck::{Between, CutPart, Ends, cut_part};
use super::flow_graph::{FlowGraph, Limits, count, whole_teu};
use super::sureness::Limited;
use crate::graph::capacity_curve::{CapacityCurve, Piece, capacity_curve};
use crate::graph::max_flow::{MaxFlow, Status, UNLIMITED};
use crate::graph::network_simplex::{self, Instance, NetworkSimplex};
use crate::graph::throughput_curve::Limits as Bare;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::ids::{Key, LinkId};
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::model::sourced::Sourced;
use crate::routing::expand::Expansion;
use crate::task::{Cancelled, Task};

/// A capacity as people set it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CapacityOf {
    /// That of a line, all its parts, each way.
    Line(Key),
    /// One of the capacities of a hub.
    Hub(Key, NodeNumber),
}

impl CapacityOf {
    /// The capacity that a part of a bottleneck has.
    #[must_use]
    pub fn part(network: &Network, part: &CutPart) -> Self {
        match part {
            CutPart::Link { link, .. } => Self::Line(Key::new(network.link(*link).key.whole())),
            CutPart::Hub { node, limit, .. } => Self::Hub(network.node(*node).key.clone(), *limit),
        }
    }

    /// The edit that sets it, TEU a year.
    #[must_use]
    pub fn edit(&self, value: f64) -> Edit {
        match self {
            Self::Line(key) => Edit::SetLinkNumber {
                link: key.clone(),
                number: LinkNumber::Capacity,
                value,
            },
            Self::Hub(key, number) => Edit::SetNodeNumber {
                node: key.clone(),
                number: *number,
                value,
            },
        }
    }

    /// What it is in a network; of a line whose parts differ the least. `None` where there is no limit.
    #[must_use]
    pub fn present<'a>(&self, network: &'a Network) -> Option<&'a Sourced> {
        match self {
            Self::Line(key) => {
                let links = network.links_named(key.as_str()).into_iter();
                let given = links.flat_map(|id| {
                    let link = network.link(id);
                    let backward = link.backward.as_ref();
                    let ways = std::iter::once(&link.forward).chain(backward);
                    ways.filter_map(|way| way.capacity.as_ref())
                });
                given.min_by(|a, b| a.value.total_cmp(&b.value))
            }
            Self::Hub(key, number) => network.node(network.node_by_key(key)?).number(*number),
        }
    }

    /// The arcs of a flow graph that it limits, in order.
    pub(super) fn arcs(&self, network: &Network, graph: &FlowGraph) -> Vec<u32> {
        let links = match self {
            Self::Line(key) => network.links_named(key.as_str()),
            Self::Hub(..) => Vec::new(),
        };
        let hub = match self {
            Self::Line(_) => None,
            Self::Hub(key, number) => network.node_by_key(key).map(|node| (node, *number)),
        };
        let is_it = |limits: &Limits| match *limits {
            Limits::Link { link, .. } => links.contains(&link),
            Limits::Hub(node, number) => hub == Some((node, number)),
            Limits::Customs { node, .. } => hub == Some((node, NodeNumber::BorderCapacity)),
            Limits::Nothing => false,
        };
        let all = (0..).zip(&graph.limits);
        all.filter(|(_, limits)| is_it(limits))
            .map(|(arc, _)| arc)
            .collect()
    }
}

/// What is left of a capacity outside the bottleneck.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// The link or hub with its capacity.
    pub part: CutPart,
    /// What it carries in the greatest flow that costs the least, TEU a year.
    pub carried: u64,
    /// What more would fit there, TEU a year.
    pub left: u64,
    /// What can be taken from the capacity without any less throughput, TEU a year; not less than what
    /// is left.
    pub spare: u64,
    /// Whether it is a part of the next bottleneck.
    pub is_next: bool,
}

/// What limits the throughput once the present bottleneck does not.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Another bottleneck.
    Limited {
        /// What can flow then, TEU a year one way.
        teu_per_year: u64,
        /// The links and hubs of the minimum cut nearest the origins.
        bottleneck: Vec<CutPart>,
    },
    /// Nothing: no capacity is given along a way.
    Unlimited {
        /// The links of such a way.
        links: Vec<LinkId>,
    },
}

/// What lies beyond a limited throughput.
#[derive(Clone, Debug, PartialEq)]
pub struct Beyond {
    /// The next bottleneck.
    pub next: Next,
    /// What is left outside the bottleneck: what carries something, the least room first, then what
    /// carries nothing. Each capacity once, where it has the least room.
    pub rooms: Vec<Room>,
}

/// A piece of a throughput as a function of a capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The capacity at which it begins, TEU a year.
    pub from: f64,
    /// The throughput there, TEU a year one way.
    pub teu_per_year: f64,
    /// What one more TEU of capacity gives.
    pub slope: u64,
    /// What limits on this piece: the parts of the minimum cut.
    pub bottleneck: Vec<CutPart>,
}

/// The throughput as a function of one capacity; exact at every capacity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Its straight pieces from capacity 0 on; empty where no limit can be said whatever the capacity.
    pub stretches: Vec<Stretch>,
}

impl Curve {
    /// The throughput at a capacity, TEU a year one way; `None` where no limit can be said.
    #[must_use]
    pub fn at(&self, capacity: f64) -> Option<f64> {
        let on = self.stretch_at(capacity)?;
        #[expect(clippy::cast_precision_loss, reason = "a number of arcs")]
        let slope = on.slope as f64;
        Some(on.teu_per_year + slope * (capacity - on.from))
    }

    /// The piece on which a capacity lies; at the end of one the next.
    #[must_use]
    pub fn stretch_at(&self, capacity: f64) -> Option<&Stretch> {
        let mut begun = self.stretches.iter().rev();
        let on = begun.find(|stretch| stretch.from <= capacity);
        on.or(self.stretches.first())
    }

    /// The capacity from which more is of no use, and the piece from there on; `None` where more
    /// always gives more, or never.
    #[must_use]
    pub fn enough(&self) -> Option<&Stretch> {
        let last = self.stretches.last()?;
        (last.slope == 0 && last.from > 0.0).then_some(last)
    }
}

/// What lies beyond a throughput; `None` where it is not limited, or nothing flows.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn beyond(
    network: &Network,
    expansion: &Expansion,
    availability: &Availability,
    ends: &Ends,
    task: &Task,
) -> Result<Option<Beyond>, Cancelled> {
    let between = Between::of(network, expansion, availability, ends);
    let solved = between.solve(&between.graph.capacities, task)?;
    if solved.value().is_none_or(|value| value == 0) {
        return Ok(None);
    }
    let next = between.next(network, &solved, task)?;
    let rooms = between.rooms(network, &solved, &next, task)?;
    Ok(Some(Beyond { next, rooms }))
}

/// The throughput as a function of one capacity, which the network must have: without it a line of
/// several gauges or a hub is laid out in another way.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn curve(
    network: &Network,
    expansion: &Expansion,
    availability: &Availability,
    ends: &Ends,
    of: &CapacityOf,
    task: &Task,
) -> Result<Curve, Cancelled> {
    let between = Between::of(network, expansion, availability, ends);
    let arcs = of.arcs(network, &between.graph);
    let found = capacity_curve(&between.bare(), &arcs, task)?;
    Ok(between.in_teu(network, &found))
}

/// Numerator by denominator.
fn ratio((over, under): (u64, u64)) -> f64 {
    count(over) / count(under)
}

impl Between {
    /// The graph as algorithms take it.
    pub(super) fn bare(&self) -> Bare<'_> {
        Bare {
            n_nodes: self.graph.n_nodes as usize,
            arcs: &self.graph.arcs,
            capacity: &self.graph.capacities,
            source: self.source,
            sink: self.sink,
        }
    }

    fn parts(&self, network: &Network, arcs: &[u32]) -> Vec<CutPart> {
        let part = |&arc: &u32| cut_part(network, self.graph.limits[arc as usize]);
        arcs.iter().filter_map(part).collect()
    }

    fn in_teu(&self, network: &Network, found: &CapacityCurve) -> Curve {
        let begins = std::iter::once((0, 1)).chain(found.bends());
        let stretch = |(piece, from): (&Piece, (u64, u64))| {
            let from = ratio(from);
            Stretch {
                from,
                teu_per_year: count(piece.at_zero) + count(piece.slope) * from,
                slope: piece.slope,
                bottleneck: self.parts(network, &piece.cut),
            }
        };
        Curve {
            stretches: found.pieces.iter().zip(begins).map(stretch).collect(),
        }
    }

    fn next(&self, network: &Network, solved: &MaxFlow, task: &Task) -> Result<Next, Cancelled> {
        let mut capacities = self.graph.capacities.clone();
        for part in self.parts(network, solved.cut()) {
            for arc in CapacityOf::part(network, &part).arcs(network, &self.graph) {
                capacities[arc as usize] = UNLIMITED;
            }
        }
        let raised = self.solve(&capacities, task)?;
        Ok(match &raised.status {
            Status::Bounded { value } => Next::Limited {
                teu_per_year: *value,
                bottleneck: self.parts(network, raised.cut()),
            },
            Status::Unlimited { path_arcs } => Next::Unlimited {
                links: (path_arcs.iter())
                    .filter_map(|&arc| self.graph.link_of(arc))
                    .map(|(link, _)| link)
                    .collect(),
            },
        })
    }

    fn rooms(
        &self,
        network: &Network,
        solved: &MaxFlow,
        next: &Next,
        task: &Task,
    ) -> Result<Vec<Room>, Cancelled> {
        let in_cut = self.parts(network, solved.cut());
        let cut: Vec<CapacityOf> = (in_cut.iter())
            .map(|part| CapacityOf::part(network, part))
            .collect();
        let in_next: Vec<CapacityOf> = match next {
            Next::Limited { bottleneck, .. } => (bottleneck.iter())
                .map(|part| CapacityOf::part(network, part))
                .collect(),
            Next::Unlimited { .. } => Vec::new(),
        };
        let flow = self.cheapest(solved, task)?;
        let mut rooms: Vec<Room> = Vec::new();
        for one in self.limited(network) {
            let capacity = whole_teu(one.part.capacity().value);
            let carried = one.arcs.iter().map(|&arc| flow[arc]).max();
            let carried = carried.unwrap_or(0);
            let of = CapacityOf::part(network, &one.part);
            let is_other_way = carried == 0 && self.is_opposite_used(&one, &flow);
            if capacity == 0 || is_other_way || cut.contains(&of) {
                continue;
            }

            let left = capacity.saturating_sub(carried);
            let known = rooms
                .iter()
                .position(|room| CapacityOf::part(network, &room.part) == of);
            if known.is_some_and(|at| rooms[at].left <= left) {
                continue;
            }
            let room = Room {
                carried,
                left,
                spare: capacity.saturating_sub(self.needed(&one, solved, task)?),
                is_next: in_next.contains(&of),
                part: one.part,
            };
            match known {
                Some(at) => rooms[at] = room,
                None => rooms.push(room),
            }
        }
        rooms.sort_by_key(|room| (room.carried == 0, room.left));
        Ok(rooms)
    }

    /// A greatest flow that costs the least money, arc by arc; the one that was found where numbers are
    /// too large for exact sums.
    fn cheapest(&self, solved: &MaxFlow, task: &Task) -> Result<Vec<u64>, Cancelled> {
        let graph = &self.graph;
        let small = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
        let upper: Vec<i64> = graph.capacities.iter().map(|&of| small(of)).collect();
        let cost: Vec<i64> = graph.sums.iter().map(|sums| small(sums.fen)).collect();
        let mut supply = vec![0; graph.n_nodes as usize];
        let value = small(solved.value().unwrap_or(0));
        supply[self.source as usize] = value;
        supply[self.sink as usize] = -value;
        let mut solver = NetworkSimplex::new(&Instance {
            n_nodes: graph.n_nodes as usize,
            arcs: &graph.arcs,
            lower: &[],
            upper: &upper,
            cost: &cost,
            supply: &supply,
        });
        match solver.solve(task) {
            network_simplex::Status::Optimal => {
                let flow = solver.flow().into_iter();
                Ok(flow.map(i64::unsigned_abs).collect())
            }
            network_simplex::Status::Cancelled { .. } => Err(Cancelled),
            _ => Ok(solved.flow.clone()),
        }
    }

    /// Whether what a link carries goes the other way: its room this way is of no interest.
    fn is_opposite_used(&self, one: &Limited, flow: &[u64]) -> bool {
        let Limits::Link { link, is_forward } = one.limits else {
            return false;
        };
        let opposite = Limits::Link {
            link,
            is_forward: !is_forward,
        };
        let mut all = self.graph.limits.iter().zip(flow);
        all.any(|(limits, &flow)| *limits == opposite && flow > 0)
    }

    /// The least capacity, TEU a year, that does not lower the throughput.
    fn needed(&self, one: &Limited, solved: &MaxFlow, task: &Task) -> Result<u64, Cancelled> {
        let value = solved.value().unwrap_or(0);
        let carrying = one.arcs.iter().filter(|&&arc| solved.flow[arc] > 0);
        match carrying.count() {
            0 => Ok(0),
            _ if one.arcs.len() == 1 => {
                let mut capacities = self.graph.capacities.clone();
                capacities[one.arcs[0]] = 0;
                let without = self.solve(&capacities, task)?.value().unwrap_or(value);
                Ok(value.saturating_sub(without))
            }
            _ => {
                let arcs: Vec<u32> = (one.arcs.iter())
                    .filter_map(|&arc| u32::try_from(arc).ok())
                    .collect();
                let curve = capacity_curve(&self.bare(), &arcs, task)?;
                Ok(least_for(&curve, value))
            }
        }
    }
}

/// The least whole capacity at which a curve comes to a value that it has somewhere.
fn least_for(curve: &CapacityCurve, value: u64) -> u64 {
    let needs = |piece: &Piece| {
        let more = value.saturating_sub(piece.at_zero);
        more.checked_div(piece.slope).map_or(0, |whole| {
            whole + u64::from(!more.is_multiple_of(piece.slope))
        })
    };
    curve.pieces.iter().map(needs).max().unwrap_or(0)
}
