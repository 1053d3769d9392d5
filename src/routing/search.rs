//! Ways through the expanded graph: the best one, several, all that no other beats, and which closed
//! links stand in the way.
//!
//! Does not know: where its question comes from.

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::diverse::{self, Diverse};
use crate::graph::k_paths::{KPaths, Question};
use crate::graph::pareto::{Pareto, Weighted};
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::{Link, LinkState};
use crate::model::network::Network;
use crate::model::scenario::{Access, Availability};
use crate::task::{Cancelled, Task};

use super::assemble::Assembler;
use super::cost::{Criterion, Weights};
use super::expand::{ArcKind, Expansion};
use super::itinerary::{Itinerary, Passed, Sums};
use super::layers::Layered;
use super::restrict::{Avoid, ModeSet, NO_STOPS, NOTHING_AVOIDED, Stops};

/// Searches that alternatives may take at most, in all.
const MOST_SEARCHES: usize = 20_000;
/// Ways that are looked at in order for those with little in common.
const MOST_PATHS: usize = 2_000;
/// Labels that a search for all best ways may keep.
const MOST_LABELS: usize = 200_000;

/// Which closed links a search may use all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pretend {
    /// None.
    Nothing,
    /// Those being built or planned.
    Built,
    /// Also those closed in the scenario, but for lines that carry no containers.
    CouldOpen,
    /// All but superseded ones.
    AllOpen,
}

impl Pretend {
    fn admits(self, link: &Link, access: Access) -> bool {
        let is_unbuilt = matches!(access, Access::NotOperating(state) if state.is_to_come());
        access.is_open()
            || match self {
                Self::Nothing => false,
                Self::Built => is_unbuilt,
                Self::CouldOpen => link.state != LinkState::Superseded && !link.has_no_capacity(),
                Self::AllOpen => link.state != LinkState::Superseded,
            }
    }
}

/// What a way may use, must not use, must pass, and what counts.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Modes allowed.
    pub modes: ModeSet,
    /// What is not to be used.
    pub avoid: &'a Avoid,
    /// What must be passed.
    pub stops: &'a Stops,
    /// What counts how much in the generalized cost.
    pub weights: Weights,
}

/// Several ways, and whether they are all that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The ways, best first; of all best ways by time, then money, then carbon.
    pub ways: Vec<Itinerary>,
    /// Whether the search came to its end. If not, its limit was hit: there may be more, or, among all
    /// best ways, others.
    pub is_complete: bool,
}

/// A search over one expanded network.
pub struct Search<'a> {
    network: &'a Network,
    expansion: &'a Expansion,
    availability: &'a Availability,
    wanted: Wanted<'a>,
    /// Only where something must be passed.
    layered: Option<Layered>,
}

/// Stops that need more layers than a search has: say so, instead of leaving some out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyStops;

impl<'a> Search<'a> {
    /// A search under an availability by some modes, with nothing to avoid or to pass.
    #[must_use]
    pub fn by_modes(
        network: &'a Network,
        expansion: &'a Expansion,
        availability: &'a Availability,
        modes: ModeSet,
    ) -> Self {
        let wanted = Wanted {
            modes,
            avoid: &NOTHING_AVOIDED,
            stops: &NO_STOPS,
            weights: Weights::default(),
        };
        Self::free(network, expansion, availability, wanted)
    }

    /// A search under an availability that does not look at what must be passed.
    #[must_use]
    pub fn free(
        network: &'a Network,
        expansion: &'a Expansion,
        availability: &'a Availability,
        wanted: Wanted<'a>,
    ) -> Self {
        Self {
            network,
            expansion,
            availability,
            wanted,
            layered: None,
        }
    }

    /// A search under an availability.
    ///
    /// # Errors
    /// [`TooManyStops`] where what must be passed is more than a search can keep apart.
    pub fn new(
        network: &'a Network,
        expansion: &'a Expansion,
        availability: &'a Availability,
        wanted: Wanted<'a>,
    ) -> Result<Self, TooManyStops> {
        let mut search = Self::free(network, expansion, availability, wanted);
        if !wanted.stops.is_empty() {
            let layered = Layered::of(network, expansion, wanted.stops);
            search.layered = Some(layered.ok_or(TooManyStops)?);
        }
        Ok(search)
    }

    /// The best path by a criterion that visits no hub twice (between two stops).
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn best(
        &self,
        from: NodeId,
        to: NodeId,
        criterion: Criterion,
        pretend: Pretend,
        task: &Task,
    ) -> Result<Option<Itinerary>, Cancelled> {
        let costs = self.costs_by(criterion, pretend);
        let found = self.shortest(from, to, &costs, task)?;
        if found
            .as_ref()
            .is_none_or(|way| !comes_back(way, self.network))
        {
            return Ok(found);
        }
        let ways = self.first(from, to, &costs, 1, task)?;
        Ok(ways.ways.into_iter().next())
    }

    /// The k best ways by a criterion, none visiting a hub twice (between two stops), and no two along
    /// the same links.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn several(
        &self,
        from: NodeId,
        to: NodeId,
        criterion: Criterion,
        k: usize,
        task: &Task,
    ) -> Result<Ways, Cancelled> {
        let costs = self.costs_by(criterion, Pretend::Nothing);
        self.first(from, to, &costs, k, task)
    }

    /// Up to k ways by a criterion of which each has at most so many percent of its length in common
    /// with each better one: the share of its meters that lie on links which that one passes too, in
    /// either direction. The best first; see [`crate::graph::diverse`].
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn diverse(
        &self,
        from: NodeId,
        to: NodeId,
        criterion: Criterion,
        k: usize,
        most_overlap_percent: u8,
        task: &Task,
    ) -> Result<Ways, Cancelled> {
        let (costs, ties) = self.costs_by(criterion, Pretend::Nothing);
        let reversed = self.graph().0.reversed();
        let question = self.question((from, to), &reversed, &costs, &ties);
        let (lengths, links) = self.lengths();
        let wanted = diverse::Wanted {
            count: k,
            most_shared: u32::from(most_overlap_percent) * 10,
            lengths: &lengths,
            links: &links,
            most_paths: MOST_PATHS,
            most_searches: MOST_SEARCHES,
        };
        let found = Diverse::new().run(question, wanted, task)?;
        let paths = found.paths.iter();
        Ok(Ways {
            ways: paths.map(|of| self.way(from, to, &of.path.arcs)).collect(),
            is_complete: found.is_complete,
        })
    }

    /// Meters of each arc of the searched graph, and the number of its link; arcs inside hubs have
    /// none.
    fn lengths(&self) -> (Vec<u64>, Vec<u32>) {
        let of = |(kind, sums): (&ArcKind, &Sums)| match kind {
            ArcKind::Move { link, .. } => (sums.meters, link.0),
            _ => (0, u32::MAX),
        };
        let arcs = self.expansion.kinds.iter().zip(&self.expansion.sums);
        let (lengths, links): (Vec<u64>, Vec<u32>) = arcs.map(of).unzip();
        match &self.layered {
            Some(layered) => {
                let n_layers = layered.graph.n_arcs() / lengths.len().max(1);
                (lengths.repeat(n_layers), links.repeat(n_layers))
            }
            None => (lengths, links),
        }
    }

    /// All ways of which no other is as good in time, money and carbon and better in one, none
    /// visiting a hub twice (between two stops); of equal ones a single one.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn unbeaten(&self, from: NodeId, to: NodeId, task: &Task) -> Result<Ways, Cancelled> {
        let of = |pick: fn(Sums) -> u64| self.costs(Pretend::Nothing, |_, sums| (pick(sums), 0)).0;
        let by = [
            of(|sums| sums.seconds),
            of(|sums| sums.fen),
            of(|sums| sums.grams),
        ];
        let (graph, groups) = self.graph();
        let reversed = graph.reversed();
        let map = Weighted {
            graph,
            reversed: &reversed,
            weights: [&by[0], &by[1], &by[2]],
            groups,
        };
        let (source, target) = self.ends(from, to);
        let front = Pareto::new().run(&map, source, target, MOST_LABELS, task)?;
        let ways = front.paths.iter();
        Ok(Ways {
            ways: ways.map(|path| self.way(from, to, &path.arcs)).collect(),
            is_complete: front.is_complete,
        })
    }

    /// The path that needs fewest closed links, then the best one by a criterion.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn least_closed(
        &self,
        from: NodeId,
        to: NodeId,
        criterion: Criterion,
        pretend: Pretend,
        task: &Task,
    ) -> Result<Option<Itinerary>, Cancelled> {
        let weights = self.wanted.weights;
        let costs = self.costs(pretend, |is_closed, sums| {
            (u64::from(is_closed), criterion.cost(weights, sums))
        });
        self.shortest(from, to, &costs, task)
    }

    /// The links of a path that are closed, in its order.
    #[must_use]
    pub fn closed_on(&self, path: &Itinerary) -> Vec<LinkId> {
        let links = path.links().map(|passed| passed.link);
        links
            .filter(|&link| !self.availability.link(link).is_open())
            .collect()
    }

    /// What each arc of the searched graph costs by a criterion, and what decides between equals.
    pub(super) fn costs_by(&self, criterion: Criterion, pretend: Pretend) -> (Vec<u64>, Vec<u64>) {
        let weights = self.wanted.weights;
        self.costs(pretend, |_, sums| {
            (criterion.cost(weights, sums), criterion.tie(sums))
        })
    }

    /// What counts how much.
    pub(super) fn weights(&self) -> Weights {
        self.wanted.weights
    }

    /// The same search with other things to avoid, and nothing to pass.
    pub(super) fn avoiding<'b>(&'b self, avoid: &'b Avoid) -> Search<'b> {
        let wanted = Wanted {
            avoid,
            ..self.wanted
        };
        Search::free(self.network, self.expansion, self.availability, wanted)
    }

    /// What it avoids.
    pub(super) fn avoided(&self) -> &'a Avoid {
        self.wanted.avoid
    }

    /// The network.
    pub(super) fn network(&self) -> &'a Network {
        self.network
    }

    /// Its expanded graph; reach and skims pass nothing on the way, and so search it as it is.
    pub(super) fn expansion(&self) -> &'a Expansion {
        self.expansion
    }

    /// What each arc of the searched graph costs, and what decides between equals.
    fn costs(
        &self,
        pretend: Pretend,
        cost: impl Fn(bool, Sums) -> (u64, u64),
    ) -> (Vec<u64>, Vec<u64>) {
        let expansion = self.expansion;
        let (costs, ties): (Vec<u64>, Vec<u64>) = expansion
            .kinds
            .iter()
            .zip(&expansion.sums)
            .map(|(kind, &sums)| match self.is_closed(*kind, pretend) {
                Some(is_closed) => cost(is_closed, sums),
                None => (CLOSED, 0),
            })
            .unzip();
        match &self.layered {
            Some(layered) => (layered.by_arc(&costs), layered.by_arc(&ties)),
            None => (costs, ties),
        }
    }

    fn graph(&self) -> (&Csr, &[u32]) {
        match &self.layered {
            Some(layered) => (&layered.graph, &layered.groups),
            None => (&self.expansion.graph, &self.expansion.hubs),
        }
    }

    fn ends(&self, from: NodeId, to: NodeId) -> (u32, u32) {
        match &self.layered {
            Some(layered) => {
                let source = layered.source(self.network, self.wanted.stops, from);
                (source, layered.target(to))
            }
            None => (Expansion::departing(from), Expansion::arrived(to)),
        }
    }

    /// The way along some arcs.
    pub(super) fn way(&self, from: NodeId, to: NodeId, arcs: &[u32]) -> Itinerary {
        let (network, expansion) = (self.network, self.expansion);
        let assembler = Assembler { network, expansion };
        match &self.layered {
            Some(layered) => assembler.itinerary(from, to, &layered.base_arcs(arcs)),
            None => assembler.itinerary(from, to, arcs),
        }
    }

    fn shortest(
        &self,
        from: NodeId,
        to: NodeId,
        (costs, ties): &(Vec<u64>, Vec<u64>),
        task: &Task,
    ) -> Result<Option<Itinerary>, Cancelled> {
        let (graph, _) = self.graph();
        let (source, target) = self.ends(from, to);
        let mut search = Dijkstra::new(graph);
        search.run(graph, costs, Some(ties), &[source], &[target], task)?;
        let arcs = search.path_arcs(target);
        Ok(arcs.map(|arcs| self.way(from, to, &arcs)))
    }

    /// The question for paths in order between two hubs.
    fn question<'b>(
        &'b self,
        (from, to): (NodeId, NodeId),
        reversed: &'b Csr,
        costs: &'b [u64],
        ties: &'b [u64],
    ) -> Question<'b> {
        let (graph, groups) = self.graph();
        let (source, target) = self.ends(from, to);
        Question {
            graph,
            reversed,
            weights: costs,
            ties: Some(ties),
            groups,
            source,
            target,
        }
    }

    fn first(
        &self,
        from: NodeId,
        to: NodeId,
        (costs, ties): &(Vec<u64>, Vec<u64>),
        k: usize,
        task: &Task,
    ) -> Result<Ways, Cancelled> {
        let reversed = self.graph().0.reversed();
        let question = self.question((from, to), &reversed, costs, ties);
        let mut workspace = KPaths::new();
        let mut paths = workspace.start(question, MOST_SEARCHES, task)?;
        let mut ways: Vec<Itinerary> = Vec::new();
        while ways.len() < k
            && let Some(path) = paths.next(task)?
        {
            let way = self.way(from, to, &path.arcs);
            // The same links by another gauge, or with a stay on the way, are no other way.
            let is_known = |known: &Itinerary| known.links().eq(way.links());
            if !ways.iter().any(is_known) {
                ways.push(way);
            }
        }
        let is_complete = ways.len() == k || paths.is_complete();
        Ok(Ways { ways, is_complete })
    }

    /// Whether an arc is on a closed link; `None` where it may not be used at all.
    fn is_closed(&self, kind: ArcKind, pretend: Pretend) -> Option<bool> {
        if let ArcKind::Move { link, is_forward } = kind {
            let access = self.availability.link(link);
            let data = self.network.link(link);
            let may = self.wanted.modes.has(data.mode)
                && pretend.admits(data, access)
                && !data.carries_nothing_this_way(is_forward)
                && !self.wanted.avoid.has(self.network, link);
            return may.then_some(!access.is_open());
        }
        let is_open = kind
            .hub()
            .is_none_or(|hub| self.availability.is_node_open(hub));
        (is_open || pretend != Pretend::Nothing).then_some(false)
    }
}

/// Whether a way comes back to a hub that it has left.
pub(super) fn comes_back(way: &Itinerary, network: &Network) -> bool {
    let ends = |passed: Passed| {
        let link = network.link(passed.link);
        if passed.is_forward {
            link.to
        } else {
            link.from
        }
    };
    let mut seen = vec![way.from];
    way.links().any(|passed| {
        let there = ends(passed);
        let is_known = seen.contains(&there);
        seen.push(there);
        is_known
    })
}
