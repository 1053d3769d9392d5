//! The most that can flow between hubs, and what limits it.
//!
//! Does not know: how the number is shown.

use super::flow_graph::{FlowGraph, Limits};
use crate::graph::max_flow::{MaxFlow, Status, max_flow};
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::model::scenario::Availability;
use crate::model::sourced::Sourced;
use crate::routing::expand::Expansion;
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
    /// The handling in a hub, or its changes of mode or gauge, or its customs.
    Hub {
        /// The hub.
        node: NodeId,
        /// Which of its capacities.
        limit: NodeNumber,
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
/// Links limit each direction by its own capacity, hubs what begins, ends or changes mode there, and
/// as far as they say so what changes mode or gauge and what crosses a border.
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
    let between = Between::of(network, expansion, availability, ends);
    let solved = between.solve(&between.graph.capacities, task)?;
    let mut answer = between.answer(network, &solved);
    if let Throughput::Limited { sureness, .. } = &mut answer {
        *sureness = between.sureness(network, &solved, task)?;
    }
    Ok(answer)
}

/// The flow graph with its origins joined to a source and its destinations to a sink.
pub(super) struct Between {
    pub(super) graph: FlowGraph,
    pub(super) source: u32,
    pub(super) sink: u32,
}

impl Between {
    pub(super) fn of(
        network: &Network,
        expansion: &Expansion,
        availability: &Availability,
        ends: &Ends,
    ) -> Self {
        let mut graph = FlowGraph::of(network, expansion, availability, ends.modes);
        let (source, sink) = (graph.add_node(), graph.add_node());
        for &node in ends.from {
            graph.add_free(source, expansion.flow_origin(node));
        }
        for &node in ends.to {
            graph.add_free(expansion.flow_destination(node), sink);
        }
        Self {
            graph,
            source,
            sink,
        }
    }

    /// The greatest flow with other capacities, arc by arc.
    pub(super) fn solve(&self, capacities: &[u64], task: &Task) -> Result<MaxFlow, Cancelled> {
        let n_nodes = self.graph.n_nodes as usize;
        let (source, sink) = (self.source, self.sink);
        max_flow(n_nodes, &self.graph.arcs, capacities, source, sink, task)
    }

    fn answer(&self, network: &Network, solved: &MaxFlow) -> Throughput {
        let value = match &solved.status {
            Status::Unlimited { path_arcs } => {
                let links = path_arcs.iter().filter_map(|&arc| self.graph.link_of(arc));
                return Throughput::Unlimited {
                    links: links.map(|(link, _)| link).collect(),
                };
            }
            Status::Bounded { value: 0 } => return Throughput::Nothing,
            Status::Bounded { value } => *value,
        };
        let cut = solved.cut().iter();
        let part = |&arc: &u32| cut_part(network, self.graph.limits[arc as usize]);
        let bottleneck = cut.filter_map(part).collect();
        Throughput::Limited {
            teu_per_year: value,
            bottleneck,
            is_unique: solved.is_unique_cut(),
            flows: self.flows(network, solved),
            sureness: Sureness::default(),
        }
    }

    fn flows(&self, network: &Network, solved: &MaxFlow) -> Vec<LinkFlow> {
        let mut both: Vec<[u64; 2]> = vec![[0; 2]; network.links().len()];
        for (arc, &flow) in (0u32..).zip(&solved.flow) {
            if let Some((link, is_forward)) = self.graph.link_of(arc) {
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
        Limits::Hub(node, limit) => hub_part(network, node, limit),
        Limits::Customs { node, .. } => hub_part(network, node, NodeNumber::BorderCapacity),
        Limits::Nothing => None,
    }
}

fn hub_part(network: &Network, node: NodeId, limit: NodeNumber) -> Option<CutPart> {
    let capacity = network.node(node).number(limit)?.clone();
    Some(CutPart::Hub {
        node,
        limit,
        capacity,
    })
}
