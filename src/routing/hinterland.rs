//! Which of several gateways or routes wins from where: the hinterland of each.
//!
//! A way belongs to the first gateway by which it leaves. One leaves by a port by boarding a vessel
//! there, or by coming ashore; by a border crossing along a link to or from another country; by any
//! other hub by passing it. So every way has one gateway or none, and what the second best costs more
//! is that of a way that leaves by another one. A way by a route uses a link of it and none that serves
//! other rivals alone. The answer is a network Voronoi diagram (see [`crate::graph::territories`]):
//! a tree from the destination gives what is still to be paid behind each gateway, and a second
//! search from all gateways together, over what lies before them, the best for every hub.
//!
//! On a link goods are on board of what goes there, as for reach; what loading them would cost is the
//! same in both directions. Does not know: who asks, how hinterlands are drawn.

mod field;

use self::field::{Field, Growing};
use super::assemble::Assembler;
use super::cost::Criterion;
use super::expand::{ArcKind, Expansion};
use super::itinerary::Itinerary;
use super::restrict::Place;
use super::search::{Pretend, Search, comes_back};
use crate::graph::csr::Csr;
use crate::graph::territories::{Label, Onward, Split, Territories, TiePoint, split};
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;
use crate::model::node::NodeKind;
use crate::task::{Cancelled, Task};

/// What competes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rivals {
    /// Gateways, each of one hub or of several that count as one.
    Gateways(Vec<Vec<NodeId>>),
    /// Named routes.
    Routes(Vec<RouteId>),
}

impl Rivals {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Gateways(gateways) => gateways.len(),
            Self::Routes(routes) => routes.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A rival by its place; `None` is a way by none of them.
pub type Rival = Option<usize>;

/// The best way by a rival to the destination, or to the gateway, from some hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
    /// The rival that it goes by.
    pub rival: Rival,
    /// What it costs, in the whole unit of the criterion.
    pub cost: u64,
    /// The way.
    pub way: Itinerary,
}

/// The two best bids of a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubBids {
    /// The hub.
    pub node: NodeId,
    /// The best; `None` where nothing is reached.
    pub best: Option<Bid>,
    /// The best by another rival that comes back to no hub that it has left; `None` where none of the
    /// next three does without.
    pub second: Option<Bid>,
}

impl HubBids {
    /// What the second costs more, in the whole unit of the criterion.
    #[must_use]
    pub fn margin(&self) -> Option<u64> {
        Some(self.second.as_ref()?.cost - self.best.as_ref()?.cost)
    }
}

/// A part of a link, as shares of its line from its beginning, with its winner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkPart {
    /// The link.
    pub link: LinkId,
    /// Where the part begins, 0 to 1.
    pub from: f64,
    /// Where it ends, 0 to 1: 1, or where two rivals tie.
    pub to: f64,
    /// The winner.
    pub rival: Rival,
}

/// Where on a link two rivals tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkTie {
    /// The link.
    pub link: LinkId,
    /// The share of its line from its beginning, exact.
    pub at: TiePoint,
    /// Who wins before it, and behind it.
    pub rivals: [Rival; 2],
}

/// Who wins where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hinterland {
    /// Every hub but the destination, in network order.
    pub hubs: Vec<HubBids>,
    /// The parts of links from which anything is reached, in network order and along each link.
    pub parts: Vec<LinkPart>,
    /// Where on links two rivals tie, in network order.
    pub ties: Vec<LinkTie>,
}

impl Hinterland {
    /// The bids of a hub.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Option<&HubBids> {
        let place = self.hubs.binary_search_by_key(&node, |hub| hub.node);
        self.hubs.get(place.ok()?)
    }
}

impl Search<'_> {
    /// Which rival wins from each hub and from each point of each link: by the best way to a
    /// destination, or without one to the nearest gateway. Without a destination routes win nothing.
    /// Of rivals that cost the same the first wins, and a way by none of them last.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn hinterland(
        &self,
        rivals: &Rivals,
        to: Option<NodeId>,
        criterion: Criterion,
        task: &Task,
    ) -> Result<Hinterland, Cancelled> {
        let reversed = self.expansion().graph.reversed();
        let fields = match (rivals, to) {
            (Rivals::Gateways(gateways), Some(to)) => {
                vec![self.by_gateways(gateways, to, criterion, &reversed, task)?]
            }
            (Rivals::Gateways(gateways), None) => {
                vec![self.at_gateways(gateways, criterion, &reversed, task)?]
            }
            (Rivals::Routes(routes), Some(to)) => {
                self.by_routes(routes, to, criterion, &reversed, task)?
            }
            (Rivals::Routes(_), None) => Vec::new(),
        };
        let all = fields.iter().fold(Territories::default(), |all, field| {
            all.merged(&field.owners)
        });
        let none = owner(rivals.len());
        let rival = |owner: u32| (owner != none).then_some(owner as usize);
        let bid = |node: NodeId, label: Label| {
            let field = match fields.as_slice() {
                [field] => field,
                fields => fields.get(label.owner as usize)?,
            };
            Some(Bid {
                rival: rival(label.owner),
                cost: label.cost,
                way: self.way_of(field, &reversed, node, label)?,
            })
        };
        let hub = |node: NodeId| {
            let place = Expansion::departing(node);
            HubBids {
                node,
                best: all.best(place).and_then(|label| bid(node, label)),
                // Who must come back to a hub to pass by a rival is not on a way by it.
                second: (all.known(place).skip(1))
                    .filter_map(|label| bid(node, label))
                    .find(|bid| !comes_back(&bid.way, self.network())),
            }
        };
        let nodes = self.network().node_ids().filter(|&node| Some(node) != to);
        let mut hinterland = Hinterland {
            hubs: nodes.map(hub).collect(),
            ..Hinterland::default()
        };
        self.divide(&fields, rival, &mut hinterland);
        Ok(hinterland)
    }

    /// The way that a label of a hub stands for.
    fn way_of(
        &self,
        field: &Field,
        reversed: &Csr,
        from: NodeId,
        label: Label,
    ) -> Option<Itinerary> {
        let (network, expansion) = (self.network(), self.expansion());
        let start = Expansion::departing(from);
        let (arcs, end) = field.arcs(expansion, reversed, start, label.owner)?;
        let to = NodeId(*expansion.hubs.get(end as usize)?);
        let assembler = Assembler { network, expansion };
        Some(assembler.itinerary(from, to, &arcs))
    }

    /// The nearest gateway costs nothing where goods have arrived, or are.
    fn at_gateways(
        &self,
        gateways: &[Vec<NodeId>],
        criterion: Criterion,
        reversed: &Csr,
        task: &Task,
    ) -> Result<Field, Cancelled> {
        let (costs, _) = self.costs_by(criterion, Pretend::Nothing);
        let mut field = Growing::free(self.expansion(), costs);
        for (place, hubs) in gateways.iter().enumerate() {
            for &hub in hubs {
                field.end_at(Expansion::arrived(hub), owner(place));
                field.end_at(Expansion::departing(hub), owner(place));
            }
        }
        field.finish(reversed, task)
    }

    /// Gateways, and ways by none of them, on the way to a destination.
    fn by_gateways(
        &self,
        gateways: &[Vec<NodeId>],
        to: NodeId,
        criterion: Criterion,
        reversed: &Csr,
        task: &Task,
    ) -> Result<Field, Cancelled> {
        let expansion = self.expansion();
        let (costs, _) = self.costs_by(criterion, Pretend::Nothing);
        let mut field = Growing::toward(to, expansion, reversed, costs, task)?;
        field.end_at(Expansion::arrived(to), owner(gateways.len()));
        let is_in = |node: NodeId, hub| Place::of(self.network(), node).is(hub);
        for (place, hubs) in gateways.iter().enumerate() {
            for &hub in hubs {
                let arcs = if is_in(to, hub) {
                    Vec::new()
                } else {
                    self.leaving_by(hub)
                };
                for &arc in &arcs {
                    field.use_arc(arc, owner(place));
                }
                if arcs.is_empty() {
                    let nodes = expansion.graph.nodes();
                    let of_hub = |&node: &u32| is_in(NodeId(expansion.hubs[node as usize]), hub);
                    nodes
                        .filter(of_hub)
                        .for_each(|node| field.use_node(node, owner(place)));
                }
            }
        }
        field.finish(reversed, task)
    }

    /// The arcs by which one leaves by a port or border crossing; none of another hub, and of one
    /// that has no such arcs.
    fn leaving_by(&self, hub: NodeId) -> Vec<u32> {
        let network = self.network();
        let kind = network.node(hub).kind;
        let crosses = |link: LinkId| {
            let link = network.link(link);
            let ends = [link.from, link.to];
            let [one, other] = ends.map(|end| network.node(end).country());
            ends.contains(&hub) && one.is_some() && other.is_some() && one != other
        };
        let is_meant = |arc: &ArcKind| match (kind, *arc) {
            (
                NodeKind::Seaport,
                ArcKind::Board {
                    node,
                    mode: Mode::Sea,
                    ..
                }
                | ArcKind::Alight {
                    node,
                    mode: Mode::Sea,
                },
            ) => node == hub,
            (NodeKind::Border, ArcKind::Move { link, .. }) => crosses(link),
            _ => false,
        };
        let arcs = (0..).zip(&self.expansion().kinds);
        arcs.filter(|(_, kind)| is_meant(kind))
            .map(|(arc, _)| arc)
            .collect()
    }

    /// Each route with the others avoided, and last ways by none of them.
    fn by_routes(
        &self,
        routes: &[RouteId],
        to: NodeId,
        criterion: Criterion,
        reversed: &Csr,
        task: &Task,
    ) -> Result<Vec<Field>, Cancelled> {
        let (network, expansion) = (self.network(), self.expansion());
        let own = routes.iter().copied().map(Some).chain([None]);
        let mut fields = Vec::new();
        for (place, route) in own.enumerate() {
            let mut avoid = self.avoided().clone();
            avoid
                .routes
                .extend(routes.iter().filter(|&&other| Some(other) != route));
            let (costs, _) = self.avoiding(&avoid).costs_by(criterion, Pretend::Nothing);
            let mut field = Growing::toward(to, expansion, reversed, costs, task)?;
            match route {
                None => field.end_at(Expansion::arrived(to), owner(place)),
                Some(route) => {
                    let is_on = |kind: &ArcKind| match *kind {
                        ArcKind::Move { link, .. } => network.link(link).routes.contains(&route),
                        _ => false,
                    };
                    let arcs = (0..).zip(&expansion.kinds).filter(|(_, kind)| is_on(kind));
                    arcs.for_each(|(arc, _)| field.use_arc(arc, owner(place)));
                }
            }
            fields.push(field.finish(reversed, task)?);
        }
        Ok(fields)
    }

    /// Says who wins on which part of which link.
    fn divide(&self, fields: &[Field], rival: impl Fn(u32) -> Rival, found: &mut Hinterland) {
        let (network, expansion) = (self.network(), self.expansion());
        // By link the best way out at its end and at its beginning.
        let mut onward = vec![[None::<Onward>; 2]; network.links().len()];
        for (arc, kind) in expansion.kinds.iter().enumerate() {
            let ArcKind::Move { link, is_forward } = *kind else {
                continue;
            };
            let known = &mut onward[link.index()][usize::from(!is_forward)];
            let (_, head) = expansion.ends[arc];
            for new in fields.iter().filter_map(|field| field.behind(arc, head)) {
                if known.is_none_or(|known| new.label < known.label) {
                    *known = Some(new);
                }
            }
        }
        for (link, [to_end, to_beginning]) in network.link_ids().zip(onward) {
            let mut add = |from, to, owner| {
                found.parts.push(LinkPart {
                    link,
                    from,
                    to,
                    rival: rival(owner),
                });
            };
            match split(to_beginning, to_end) {
                Split::Nobody => {}
                Split::Whole(owner) => add(0.0, 1.0, owner),
                Split::At { first, last, tie } => {
                    add(0.0, tie.share(), first);
                    add(tie.share(), 1.0, last);
                    found.ties.push(LinkTie {
                        link,
                        at: tie,
                        rivals: [rival(first), rival(last)],
                    });
                }
            }
        }
    }
}

fn owner(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
