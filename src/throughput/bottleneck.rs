//! The most that can flow between hubs, and what limits it.
//!
//! Does not know: how the number is shown.

use crate::graph::max_flow::{MaxFlow, Status, UNLIMITED, max_flow};
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::model::sourced::Sourced;
use crate::routing::expand::{ArcKind, Expansion};
use crate::routing::restrict::ModeSet;
use crate::task::{Cancelled, Task};

/// A link or hub of the minimum cut.
#[derive(Clone, Debug, PartialEq)]
pub enum CutPart {
    /// A link in one direction.
    Link {
        /// The link.
        link: LinkId,
        /// Whether from its `from` to its `to`.
        is_forward: bool,
        /// Its capacity, TEU a year.
        capacity: Sourced,
    },
    /// The handling in a hub.
    Hub {
        /// The hub.
        node: NodeId,
        /// Its capacity, TEU a year.
        capacity: Sourced,
    },
}

impl CutPart {
    /// Its capacity, TEU a year.
    #[must_use]
    pub fn capacity(&self) -> &Sourced {
        match self {
            Self::Link { capacity, .. } | Self::Hub { capacity, .. } => capacity,
        }
    }
}

/// What a link carries in the greatest flow, TEU a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkFlow {
    /// The link.
    pub link: LinkId,
    /// From its `from` to its `to`.
    pub forward: u64,
    /// The other way.
    pub backward: u64,
}

/// How sure a throughput is, by what its capacities may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sureness {
    /// What flows with every capacity at the low end of its range, and with every one at the high
    /// end, TEU a year; `None` where no range makes a difference.
    pub range: Option<(u64, u64)>,
    /// The links and hubs outside the bottleneck that may be it: with their capacity alone at the
    /// least that it may be, less flows. In network order, parts of a split line once.
    pub rivals: Vec<CutPart>,
}

/// The greatest flow between origins and destinations.
#[derive(Clone, Debug, PartialEq)]
pub enum Throughput {
    /// Limited.
    Limited {
        /// TEU a year, one way.
        teu_per_year: u64,
        /// The links and hubs of the minimum cut nearest the origins.
        bottleneck: Vec<CutPart>,
        /// Whether it is the only minimum cut.
        is_unique: bool,
        /// The links that carry something, in network order.
        flows: Vec<LinkFlow>,
        /// How sure the number is.
        sureness: Sureness,
    },
    /// There is a way without any capacity given: no limit can be said.
    Unlimited {
        /// The links of such a way.
        links: Vec<LinkId>,
    },
    /// Nothing can flow: no way is open.
    Nothing,
}

/// Who sends to whom, by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends<'a> {
    /// Origins.
    pub from: &'a [NodeId],
    /// Destinations.
    pub to: &'a [NodeId],
    /// Modes allowed.
    pub modes: ModeSet,
}

/// The most that can flow from the origins to the destinations together (max-flow), and the links
/// and hubs of the minimum cut nearest the origins.
///
/// Links limit each direction by its own capacity, hubs what begins, ends or changes mode there.
/// What has no capacity is unlimited. Both gauges of a dual-gauge railway share its capacity.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn throughput(
    network: &Network,
    expansion: &Expansion,
    availability: &Availability,
    ends: &Ends,
    task: &Task,
) -> Result<Throughput, Cancelled> {
    let flow_graph = FlowGraph::of(network, expansion, availability, ends);
    let solved = flow_graph.solve(&flow_graph.capacities, task)?;
    let mut answer = flow_graph.answer(network, &solved);
    if let Throughput::Limited { sureness, .. } = &mut answer {
        *sureness = flow_graph.sureness(network, &solved, task)?;
    }
    Ok(answer)
}

/// What an arc of the flow graph limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limits {
    Link { link: LinkId, is_forward: bool },
    Hub(NodeId),
    Nothing,
}

pub(super) struct FlowGraph {
    n_nodes: u32,
    source: u32,
    sink: u32,
    arcs: Vec<(u32, u32)>,
    pub(super) capacities: Vec<u64>,
    pub(super) limits: Vec<Limits>,
}

impl FlowGraph {
    fn of(
        network: &Network,
        expansion: &Expansion,
        availability: &Availability,
        ends: &Ends,
    ) -> Self {
        let n_expanded = u32::try_from(expansion.graph.n_nodes()).unwrap_or(u32::MAX - 2);
        let mut graph = Self {
            n_nodes: n_expanded + 2,
            source: n_expanded,
            sink: n_expanded + 1,
            arcs: Vec::new(),
            capacities: Vec::new(),
            limits: Vec::new(),
        };
        let mut shared: Vec<Option<(u32, u32)>> = vec![None; network.links().len() * 2];
        for (arc, &kind) in expansion.kinds.iter().enumerate() {
            let (tail, head) = expansion.ends[arc];
            if [tail, head]
                .iter()
                .any(|&end| expansion.is_named[end as usize])
            {
                continue;
            }
            match kind {
                ArcKind::Move { link, is_forward } => {
                    let is_usable = ends.modes.has(network.link(link).mode)
                        && availability.link(link).is_open();
                    if is_usable {
                        let slot = &mut shared[link.index() * 2 + usize::from(is_forward)];
                        graph.add_move(network, (link, is_forward), (tail, head), slot);
                    }
                }
                ArcKind::Handle { node } if availability.is_node_open(node) => {
                    let capacity = network.node(node).capacity.as_ref();
                    graph.add(tail, head, teu(capacity), Limits::Hub(node));
                }
                ArcKind::Handle { .. } => {}
                ArcKind::Board { node, .. }
                | ArcKind::Alight { node, .. }
                | ArcKind::Border { node }
                | ArcKind::Pass { node } => {
                    if availability.is_node_open(node) {
                        graph.add(tail, head, UNLIMITED, Limits::Nothing);
                    }
                }
            }
        }
        for &node in ends.from {
            let origin = expansion.flow_origin(node);
            graph.add(graph.source, origin, UNLIMITED, Limits::Nothing);
        }
        for &node in ends.to {
            let destination = expansion.flow_destination(node);
            graph.add(destination, graph.sink, UNLIMITED, Limits::Nothing);
        }
        graph
    }

    fn add(&mut self, tail: u32, head: u32, capacity: u64, limits: Limits) {
        self.arcs.push((tail, head));
        self.capacities.push(capacity);
        self.limits.push(limits);
    }

    /// A link in one direction: one limited arc in the middle that every gauge of it leads through.
    fn add_move(
        &mut self,
        network: &Network,
        (link, is_forward): (LinkId, bool),
        (tail, head): (u32, u32),
        shared: &mut Option<(u32, u32)>,
    ) {
        let data = network.link(link);
        let limits = Limits::Link { link, is_forward };
        let way = if is_forward {
            Some(&data.forward)
        } else {
            data.backward.as_ref()
        };
        let capacity = teu(way.and_then(|way| way.capacity.as_ref()));
        if data.gauges_mm.len() < 2 {
            self.add(tail, head, capacity, limits);
            return;
        }
        let (enter, leave) = *shared.get_or_insert_with(|| {
            let enter = self.n_nodes;
            self.n_nodes += 2;
            self.add(enter, enter + 1, capacity, limits);
            (enter, enter + 1)
        });
        self.add(tail, enter, UNLIMITED, Limits::Nothing);
        self.add(leave, head, UNLIMITED, Limits::Nothing);
    }

    /// The greatest flow with other capacities, arc by arc.
    pub(super) fn solve(&self, capacities: &[u64], task: &Task) -> Result<MaxFlow, Cancelled> {
        let n_nodes = self.n_nodes as usize;
        let (source, sink) = (self.source, self.sink);
        max_flow(n_nodes, &self.arcs, capacities, source, sink, task)
    }

    fn answer(&self, network: &Network, solved: &MaxFlow) -> Throughput {
        let value = match &solved.status {
            Status::Unlimited { path_arcs } => {
                let links = path_arcs.iter().filter_map(|&arc| self.link_of(arc));
                return Throughput::Unlimited {
                    links: links.map(|(link, _)| link).collect(),
                };
            }
            Status::Bounded { value: 0 } => return Throughput::Nothing,
            Status::Bounded { value } => *value,
        };
        let cut = solved.cut().iter();
        let part = |&arc: &u32| cut_part(network, self.limits[arc as usize]);
        let bottleneck = cut.filter_map(part).collect();
        Throughput::Limited {
            teu_per_year: value,
            bottleneck,
            is_unique: solved.is_unique_cut(),
            flows: self.flows(network, solved),
            sureness: Sureness::default(),
        }
    }

    fn link_of(&self, arc: u32) -> Option<(LinkId, bool)> {
        match self.limits[arc as usize] {
            Limits::Link { link, is_forward } => Some((link, is_forward)),
            Limits::Hub(_) | Limits::Nothing => None,
        }
    }

    fn flows(&self, network: &Network, solved: &MaxFlow) -> Vec<LinkFlow> {
        let mut both: Vec<[u64; 2]> = vec![[0; 2]; network.links().len()];
        for (arc, &flow) in (0u32..).zip(&solved.flow) {
            if let Some((link, is_forward)) = self.link_of(arc) {
                both[link.index()][usize::from(!is_forward)] += flow;
            }
        }
        network
            .link_ids()
            .zip(both)
            .filter(|(_, both)| *both != [0, 0])
            .map(|(link, [forward, backward])| LinkFlow {
                link,
                forward,
                backward,
            })
            .collect()
    }
}

/// What limits an arc, with its capacity; `None` where nothing does.
pub(super) fn cut_part(network: &Network, limits: Limits) -> Option<CutPart> {
    match limits {
        Limits::Link { link, is_forward } => {
            let data = network.link(link);
            let way = if is_forward {
                &data.forward
            } else {
                data.backward.as_ref()?
            };
            let capacity = way.capacity.clone()?;
            Some(CutPart::Link {
                link,
                is_forward,
                capacity,
            })
        }
        Limits::Hub(node) => Some(CutPart::Hub {
            node,
            capacity: network.node(node).capacity.clone()?,
        }),
        Limits::Nothing => None,
    }
}

/// A capacity in whole TEU a year; unlimited where none is given.
fn teu(capacity: Option<&Sourced>) -> u64 {
    capacity.map_or(UNLIMITED, |capacity| whole_teu(capacity.value))
}

/// Whole TEU a year. Non-negative by the loader; a float cast saturates.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "see above"
)]
pub(super) fn whole_teu(value: f64) -> u64 {
    value.round() as u64
}
