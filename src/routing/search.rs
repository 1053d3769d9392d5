//! The best path through the expanded graph, and which closed links stand in its way.
//!
//! Does not know: where its question comes from.

use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::{Link, LinkState, Mode};
use crate::model::network::Network;
use crate::model::scenario::{Access, Availability};
use crate::task::{Cancelled, Task};

use super::expand::{ArcKind, Expansion};
use super::itinerary::{Itinerary, Leg, Passed, Step, Sums, Transfer};

/// What a path is to be least in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// Hours from door to door; of equal paths the cheaper.
    Time,
    /// Yuan from door to door; of equal paths the faster.
    Money,
    /// Kilometers; of equal paths the faster.
    Distance,
    /// Kilograms CO2 equivalent; of equal paths the faster.
    Carbon,
    /// Money, time, carbon and reliability together.
    Generalized,
}

/// A set of modes; drayage (`Mode::Transfer`) is always in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ModeSet(u8);

impl ModeSet {
    /// Every mode.
    #[must_use]
    pub fn all() -> Self {
        Self::of(Mode::ALL)
    }

    /// Some modes, and drayage.
    #[must_use]
    pub fn of(modes: impl IntoIterator<Item = Mode>) -> Self {
        let bits = modes.into_iter().fold(0, |bits, mode| bits | bit(mode));
        Self(bits | bit(Mode::Transfer))
    }

    /// Whether a mode is in it.
    #[must_use]
    pub fn has(self, mode: Mode) -> bool {
        self.0 & bit(mode) != 0
    }

    /// This set with a mode put in or taken out; drayage stays.
    #[must_use]
    pub fn with(self, mode: Mode, is_in: bool) -> Self {
        let bits = if is_in {
            self.0 | bit(mode)
        } else {
            self.0 & !bit(mode)
        };
        Self(bits | bit(Mode::Transfer))
    }
}

fn bit(mode: Mode) -> u8 {
    1 << (mode as u8)
}

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
        let is_unbuilt = matches!(
            access,
            Access::NotOperating(LinkState::Building | LinkState::Planned)
        );
        access.is_open()
            || match self {
                Self::Nothing => false,
                Self::Built => is_unbuilt,
                Self::CouldOpen => link.state != LinkState::Superseded && !link.has_no_capacity(),
                Self::AllOpen => link.state != LinkState::Superseded,
            }
    }
}

/// A search over one expanded network.
pub struct Search<'a> {
    network: &'a Network,
    expansion: &'a Expansion,
    availability: &'a Availability,
    modes: ModeSet,
}

impl<'a> Search<'a> {
    /// A search under an availability, by some modes.
    #[must_use]
    pub fn new(
        network: &'a Network,
        expansion: &'a Expansion,
        availability: &'a Availability,
        modes: ModeSet,
    ) -> Self {
        Self {
            network,
            expansion,
            availability,
            modes,
        }
    }

    /// The best path by a criterion.
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
        let (first, second) = criterion_costs(criterion);
        self.run(from, to, pretend, task, |_, sums| {
            (first(sums), second(sums))
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
        let (first, _) = criterion_costs(criterion);
        self.run(from, to, pretend, task, |is_closed, sums| {
            (u64::from(is_closed), first(sums))
        })
    }

    /// The links of a path that are closed, in its order.
    #[must_use]
    pub fn closed_on(&self, path: &Itinerary) -> Vec<LinkId> {
        let links = path.links().map(|passed| passed.link);
        links
            .filter(|&link| !self.availability.link(link).is_open())
            .collect()
    }

    fn run(
        &self,
        from: NodeId,
        to: NodeId,
        pretend: Pretend,
        task: &Task,
        cost: impl Fn(bool, Sums) -> (u64, u64),
    ) -> Result<Option<Itinerary>, Cancelled> {
        let expansion = self.expansion;
        let (weights, ties): (Vec<u64>, Vec<u64>) = expansion
            .kinds
            .iter()
            .zip(&expansion.sums)
            .map(|(kind, &sums)| match self.is_closed(*kind, pretend) {
                Some(is_closed) => cost(is_closed, sums),
                None => (CLOSED, 0),
            })
            .unzip();
        let target = Expansion::arrived(to);
        let mut search = Dijkstra::new(&expansion.graph);
        let sources = [Expansion::departing(from)];
        search.run(
            &expansion.graph,
            &weights,
            Some(&ties),
            &sources,
            &[target],
            task,
        )?;
        let arcs = search.path_arcs(target);
        Ok(arcs.map(|arcs| self.itinerary(from, to, &arcs)))
    }

    /// Whether an arc is on a closed link; `None` where it may not be used at all.
    fn is_closed(&self, kind: ArcKind, pretend: Pretend) -> Option<bool> {
        match kind {
            ArcKind::Move { link, is_forward } => {
                let access = self.availability.link(link);
                let data = self.network.link(link);
                let may = self.modes.has(data.mode)
                    && pretend.admits(data, access)
                    && !data.carries_nothing_this_way(is_forward);
                may.then_some(!access.is_open())
            }
            ArcKind::Board { node, .. }
            | ArcKind::Alight { node, .. }
            | ArcKind::Handle { node }
            | ArcKind::Pass { node } => {
                let is_open = self.availability.is_node_open(node);
                (is_open || pretend != Pretend::Nothing).then_some(false)
            }
        }
    }

    fn itinerary(&self, from: NodeId, to: NodeId, arcs: &[u32]) -> Itinerary {
        let mut steps: Vec<Step> = Vec::new();
        let mut here = from;
        for &arc in arcs {
            let sums = self.expansion.sums[arc as usize];
            match self.expansion.kinds[arc as usize] {
                ArcKind::Move { link, is_forward } => {
                    let passed = Passed { link, is_forward };
                    self.add_move(&mut steps, here, passed, sums);
                    let link = self.network.link(link);
                    here = if is_forward { link.to } else { link.from };
                }
                ArcKind::Board { mode, .. } => {
                    let transfer = open_transfer(&mut steps, here);
                    transfer.to = Some(mode);
                    transfer.sums += sums;
                }
                ArcKind::Alight { mode, .. } => {
                    let transfer = open_transfer(&mut steps, here);
                    transfer.from = Some(mode);
                    transfer.sums += sums;
                }
                ArcKind::Handle { .. } => open_transfer(&mut steps, here).sums += sums,
                ArcKind::Pass { .. } => {}
            }
        }
        for step in &mut steps {
            if let Step::Leg(leg) = step {
                leg.routes = self.routes_of(&leg.links);
            }
        }
        let totals = steps
            .iter()
            .map(|step| match step {
                Step::Leg(leg) => leg.sums,
                Step::Transfer(transfer) => transfer.sums,
            })
            .sum();
        Itinerary {
            from,
            to,
            steps,
            totals,
        }
    }

    fn add_move(&self, steps: &mut Vec<Step>, here: NodeId, passed: Passed, sums: Sums) {
        let link = self.network.link(passed.link);
        let there = if passed.is_forward {
            link.to
        } else {
            link.from
        };
        if let Some(Step::Leg(leg)) = steps.last_mut() {
            leg.links.push(passed);
            leg.sums += sums;
            leg.to = there;
            return;
        }
        steps.push(Step::Leg(Leg {
            mode: link.mode,
            from: here,
            to: there,
            links: vec![passed],
            routes: Vec::new(),
            sums,
        }));
    }

    /// The named routes that serve every link; where none does, those that serve more than half of
    /// the length.
    fn routes_of(&self, links: &[Passed]) -> Vec<RouteId> {
        let length = |passed: &&Passed| self.network.link(passed.link).length.value;
        let total: f64 = links.iter().map(|passed| length(&passed)).sum();
        let served = |route: RouteId| -> f64 {
            let on_route =
                |passed: &&Passed| self.network.link(passed.link).routes.contains(&route);
            links.iter().filter(on_route).map(|p| length(&p)).sum()
        };
        let serving = |least: f64| -> Vec<RouteId> {
            let ids = self.network.route_ids();
            ids.filter(|&route| served(route) >= least).collect()
        };
        let all = serving(total * (1.0 - 1e-9));
        if all.is_empty() {
            serving(total * 0.5)
        } else {
            all
        }
    }
}

fn open_transfer(steps: &mut Vec<Step>, here: NodeId) -> &mut Transfer {
    if !matches!(steps.last(), Some(Step::Transfer(_))) {
        steps.push(Step::Transfer(Transfer {
            node: here,
            from: None,
            to: None,
            sums: Sums::default(),
        }));
    }
    match steps.last_mut() {
        Some(Step::Transfer(transfer)) => transfer,
        _ => unreachable!("a transfer was pushed above"),
    }
}

type Cost = fn(Sums) -> u64;

fn criterion_costs(criterion: Criterion) -> (Cost, Cost) {
    match criterion {
        Criterion::Time => (|s| s.seconds, |s| s.fen),
        Criterion::Money => (|s| s.fen, |s| s.seconds),
        Criterion::Distance => (|s| s.meters, |s| s.seconds),
        Criterion::Carbon => (|s| s.grams, |s| s.seconds),
        Criterion::Generalized => (|s| s.fen, |s| s.seconds),
    }
}
