//! What closures cost: each link and hub closed in turn, the worst two together, a set at once, and
//! closures at random with given probabilities.
//!
//! Each closure is the allocation of [`super::allocate`] again, with the capacities of what is closed at
//! zero, begun from the basis of the one with everything open. Where nothing of it carries anything there,
//! nothing changes, and it is not solved again. Together with another closure it may matter all the same:
//! a spare way is missed once the usual one is closed.
//!
//! The harm of a closure is what the objective grows by, yuan a year: dearer ways of what is still carried,
//! and the penalty of what is not. It is never negative, and never less than that of a part of the closure.
//!
//! Does not know: names, which places are asked about; how long closures last.

pub mod chance;
pub mod pairs;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::allocate::{Allocated, Capacity};
use super::flow_graph::Limits;
use super::loads::Loads;
use super::setting::Setting;
use crate::graph::multicommodity::Allocation;
use crate::graph::multicommodity::result::{Solution, Status};
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::task::{Cancelled, Task};

/// A link in both directions, or a hub with all that leads there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A link.
    Link(LinkId),
    /// A hub.
    Hub(NodeId),
}

/// What a closure brings about, a year, against everything open.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// Yuan, with penalties for what is not carried.
    pub harm: f64,
    /// TEU that are not carried any more.
    pub unmet: f64,
    /// Yuan that the rest pays more: harm without penalties. Below 0 where little is carried any more.
    pub detours: f64,
}

/// A place closed by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Single {
    /// The place.
    pub place: Place,
    /// TEU a year whose paths lead through it when all is open, both ways together.
    pub teu: f64,
    /// What its closure brings about.
    pub effect: Effect,
}

/// An allocation with everything open, to close places in.
pub struct Resilience<'a> {
    setting: &'a Setting,
    loads: &'a Loads,
    capacities: &'a [Capacity],
    program: Allocation,
    open: Solution,
    penalty: f64,
    /// By place: the capacities that are zero while it is closed.
    links: Vec<Vec<usize>>,
    hubs: Vec<Vec<usize>>,
}

impl<'a> Resilience<'a> {
    /// Closures in an allocation; `None` where nothing was allocated. `loads` are its loads, as they may
    /// have been taken out of it.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn new(
        network: &Network,
        setting: &'a Setting,
        (allocated, loads): (&'a Allocated, &'a Loads),
        task: &Task,
    ) -> Result<Option<Self>, Cancelled> {
        let Some(mut program) = allocated.program.clone() else {
            return Ok(None);
        };
        let open = program.solve(allocated.terms.gap, task);
        if matches!(open.status, Status::Cancelled { .. }) {
            return Err(Cancelled);
        }
        let mut links = vec![Vec::new(); network.links().len()];
        let mut hubs = vec![Vec::new(); network.nodes().len()];
        for (at, of) in allocated.capacities.iter().enumerate() {
            match of.limits {
                Limits::Link { link, .. } => {
                    links[link.index()].push(at);
                    let data = network.link(link);
                    hubs[data.from.index()].push(at);
                    hubs[data.to.index()].push(at);
                }
                Limits::Hub(node, _) => hubs[node.index()].push(at),
                Limits::Customs { .. } | Limits::Nothing => {}
            }
        }
        Ok(Some(Self {
            setting,
            loads,
            capacities: &allocated.capacities,
            program,
            open,
            penalty: allocated.terms.penalty,
            links,
            hubs,
        }))
    }

    /// All places that can be closed, links first.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let links = (0..self.links.len()).map(|at| Place::Link(LinkId::at(at)));
        let hubs = (0..self.hubs.len()).map(|at| Place::Hub(NodeId::at(at)));
        let has_rows = |place: &Place| !self.rows(*place).is_empty();
        links.chain(hubs).filter(has_rows).collect()
    }

    fn rows(&self, place: Place) -> &[usize] {
        match place {
            Place::Link(link) => self.links.get(link.index()).map_or(&[], |rows| rows),
            Place::Hub(node) => self.hubs.get(node.index()).map_or(&[], |rows| rows),
        }
    }

    /// TEU a year of one capacity.
    fn on(&self, row: usize, solution: &Solution) -> f64 {
        let arcs = self.capacities[row].arcs.iter();
        arcs.map(|&arc| solution.arc_flow[arc as usize]).sum()
    }

    fn is_used(&self, place: Place, solution: &Solution) -> bool {
        let mut rows = self.rows(place).iter();
        rows.any(|&row| self.on(row, solution) > 0.0)
    }

    /// TEU a year whose paths lead through each place when all is open.
    fn through(&self) -> BTreeMap<Place, f64> {
        let places_of = self.places_of();
        let mut through = BTreeMap::new();
        for path in &self.open.paths {
            for place in along(&path.arcs, &places_of) {
                *through.entry(place).or_insert(0.0) += path.flow;
            }
        }
        through
    }

    /// The allocation with some places closed; `None` where none of them carries anything.
    fn closed(&self, places: &[Place], task: &Task) -> Result<Option<Solution>, Cancelled> {
        if !places.iter().any(|&place| self.is_used(place, &self.open)) {
            return Ok(None);
        }
        let mut program = self.program.clone();
        for &row in places.iter().flat_map(|&place| self.rows(place)) {
            // The row is one of the program's own.
            let _ = program.set_capacity(self.capacities[row].row, 0.0);
        }
        let solution = program.solve(crate::graph::multicommodity::GAP, task);
        match solution.status {
            Status::Cancelled { .. } => Err(Cancelled),
            Status::Optimal | Status::Unsettled { .. } => Ok(Some(solution)),
        }
    }

    fn effect_of(&self, solution: &Solution) -> Effect {
        let sum = |of: &Solution| -> f64 { of.unmet.iter().sum() };
        let unmet = sum(solution) - sum(&self.open);
        let harm = solution.objective - self.open.objective;
        Effect {
            harm: harm.max(0.0),
            unmet: unmet.max(0.0),
            detours: harm - self.penalty * unmet,
        }
    }

    /// What closing some places together brings about.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn effect(&self, places: &[Place], task: &Task) -> Result<Effect, Cancelled> {
        let closed = self.closed(places, task)?;
        Ok(closed.map_or_else(Effect::default, |of| self.effect_of(&of)))
    }

    /// Places closed each by itself, the greatest harm first; of those that carry nothing there is none.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn singles(&self, places: &[Place], task: &Task) -> Result<Vec<Single>, Cancelled> {
        let through = self.through();
        let mut singles = Vec::with_capacity(places.len());
        for (at, &place) in places.iter().enumerate() {
            task.report(at, places.len());
            task.checkpoint()?;
            singles.push(Single {
                place,
                teu: through.get(&place).copied().unwrap_or(0.0),
                effect: self.effect(&[place], task)?,
            });
        }
        singles.sort_by(|a, b| {
            let by_harm = b.effect.harm.total_cmp(&a.effect.harm);
            by_harm.then(a.place.cmp(&b.place))
        });
        Ok(singles)
    }

    /// What each commodity pays along a path, yuan a TEU.
    fn cost(&self, commodity: u32, arcs: &[u32]) -> f64 {
        let class = self.loads.commodities[commodity as usize].class as usize;
        let costs = &self.program.problem().classes[class].cost;
        arcs.iter().map(|&arc| costs[arc as usize]).sum()
    }

    /// The places whose closure takes an arc away.
    fn places_of(&self) -> Vec<Vec<Place>> {
        let mut places = vec![Vec::new(); self.setting.graph.arcs.len()];
        for place in self.places() {
            for &row in self.rows(place) {
                for &arc in &self.capacities[row].arcs {
                    places[arc as usize].push(place);
                }
            }
        }
        places
    }
}

/// The places along a path, each once, in their order.
fn along(arcs: &[u32], places_of: &[Vec<Place>]) -> Vec<Place> {
    let places = arcs.iter().flat_map(|&arc| &places_of[arc as usize]);
    let mut places: Vec<Place> = places.copied().collect();
    places.sort_unstable();
    places.dedup();
    places
}
