//! The cheapest of given upgrades with which a target can flow.
//!
//! An upgrade costs so much and raises the capacities of some arcs. To find the cheapest set is
//! NP-hard (fixed-charge network design: Magnanti and Wong, *Network design and transportation
//! planning*, 1984). This is branch and bound, Land and Doig 1960:
//!
//! - **Bound.** If an upgrade could be bought in part, with what it raises in the same part, the
//!   cheapest purchase would be a cheapest flow: added capacity costs its share by the unit, where
//!   the cost of an upgrade is shared equally among the arcs that it raises. Whole upgrades cost no
//!   less. The [network simplex](crate::graph::network_simplex) solves it, and goes on from the
//!   tree of the last bound.
//! - **A set that will do** are all upgrades of which the flow of a bound uses a part; those it can
//!   do without are dropped, the dearest first.
//! - **Branching** is on the upgrade that the bound counts least of: first with it, then without.
//!   What is left out never comes back below, and more upgrades never lower the flow, so that a
//!   branch ends where even all that is left does not reach the target.
//!
//! Where upgrades of one arc do not add up, as each brings it to a state of its own, the greatest
//! counts ([`Together::Greatest`]). The bound then lets those that are not decided add up all the
//! same, which only makes it lower; a set is taken for what it comes to, and where it does not reach
//! the target the branching goes on.
//!
//! **Work.** Up to [`EXACT`] upgrades the search always comes to its end, within 2ⁿ⁺¹ bounds; with
//! more of them it stops after a number of bounds and says how far the best may be from the least.
//!
//! Does not know: how flow is priced, what an upgrade is, when it would be ready.

#[cfg(test)]
mod tests;

use crate::graph::network_simplex::{self, Instance, NetworkSimplex};
use crate::graph::throughput_curve::Limits;
use crate::task::{Cancelled, Task};

/// Up to so many upgrades the cheapest set is always found.
pub const EXACT: usize = 20;
/// With more, the search ends after so many bounds.
const MOST_BOUNDS: usize = 20_000;
/// Costs by the unit are in parts of so much, rounded down.
const PARTS: u128 = 1 << 20;

/// A measure that raises capacities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// What it costs, in any unit.
    pub cost: u64,
    /// Arcs and by how much each is raised.
    pub raises: Vec<(u32, u64)>,
}

/// What upgrades come to that raise the same arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// The sum of what each raises it by.
    Sum,
    /// The greatest of it.
    Greatest,
}

/// Which upgrades reach the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The set is the cheapest.
    Optimal,
    /// The set is the best found; the cheapest may cost up to `gap` less.
    Feasible {
        /// Its cost less a lower bound of what any set costs.
        gap: u128,
    },
    /// Not even all upgrades together reach the target.
    Unreachable,
    /// Numbers are too large for exact sums: costs above about 10¹² or flows above 10¹⁸.
    TooLarge,
}

/// A set of upgrades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Whether it is the cheapest.
    pub status: Status,
    /// Places in the slice of upgrades, in ascending order; empty if none is needed, or there is
    /// no such set.
    pub upgrades: Vec<usize>,
    /// What they cost together.
    pub cost: u128,
    /// How many bounds were computed.
    pub n_bounds: usize,
}

/// The cheapest of `upgrades` with which `target` can flow from the source to the sink of `limits`.
///
/// Of several sets that cost the same one is taken that depends on the input alone. Raises of arcs
/// that do not exist count for nothing.
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn cheapest_upgrades(
    limits: &Limits,
    upgrades: &[Upgrade],
    together: Together,
    target: u64,
    task: &Task,
) -> Result<Chosen, Cancelled> {
    let most = if upgrades.len() <= EXACT {
        usize::MAX
    } else {
        MOST_BOUNDS
    };
    search(limits, (upgrades, together), target, most, task)
}

fn search(
    limits: &Limits,
    upgrades: (&[Upgrade], Together),
    target: u64,
    most_bounds: usize,
    task: &Task,
) -> Result<Chosen, Cancelled> {
    let mut search = Search::new(limits, upgrades, target, most_bounds, task);
    let status = match search.run() {
        Ok(()) => search.status(),
        Err(Stop::Cancelled(cancelled)) => return Err(cancelled),
        Err(Stop::TooLarge) => Status::TooLarge,
    };
    let (cost, upgrades) = search.best.unwrap_or_default();
    Ok(Chosen {
        status,
        upgrades,
        cost,
        n_bounds: search.n_bounds,
    })
}

/// What is decided of an upgrade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decided {
    Not,
    In,
    Out,
}

/// Why a search ends without an answer.
enum Stop {
    Cancelled(Cancelled),
    TooLarge,
}

/// What is left of a branch.
struct Bound {
    /// No set of this branch costs less.
    cost: u128,
    /// Undecided upgrades of which the flow uses a part.
    used: Vec<usize>,
    /// Of these the one of which the bound counts least, by cost.
    branch: Option<usize>,
}

/// An arc beside one that an upgrade raises.
struct Added {
    upgrade: usize,
    /// The arc that is raised.
    base: u32,
    /// The arc of the solver.
    arc: u32,
    /// By how much.
    by: i64,
    /// Parts a unit.
    unit: i64,
}

struct Search<'a> {
    upgrades: &'a [Upgrade],
    together: Together,
    solver: NetworkSimplex,
    added: Vec<Added>,
    decided: Vec<Decided>,
    best: Option<(u128, Vec<usize>)>,
    /// The least bound of the branches that were not gone into.
    open: Option<u128>,
    n_bounds: usize,
    most_bounds: usize,
    task: &'a Task,
}

impl<'a> Search<'a> {
    fn new(
        limits: &Limits,
        (upgrades, together): (&'a [Upgrade], Together),
        target: u64,
        most_bounds: usize,
        task: &'a Task,
    ) -> Self {
        let small = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
        let mut arcs = limits.arcs.to_vec();
        let mut upper: Vec<i64> = limits.capacity.iter().map(|&cap| small(cap)).collect();
        upper.resize(arcs.len(), 0);
        let mut cost = vec![0; arcs.len()];
        let mut added = Vec::new();
        for (at, upgrade) in upgrades.iter().enumerate() {
            let raises = (upgrade.raises.iter())
                .filter(|&&(arc, by)| (arc as usize) < limits.arcs.len() && by > 0);
            let n_raises = raises.clone().count() as u128;
            for &(arc, by) in raises {
                let unit = u128::from(upgrade.cost) * PARTS / (n_raises * u128::from(by));
                let unit = i64::try_from(unit).unwrap_or(i64::MAX);
                let id = u32::try_from(arcs.len()).unwrap_or(u32::MAX);
                added.push(Added {
                    upgrade: at,
                    base: arc,
                    arc: id,
                    by: small(by),
                    unit,
                });
                arcs.push(limits.arcs[arc as usize]);
                upper.push(small(by));
                cost.push(unit);
            }
        }
        let mut supply = vec![0; limits.n_nodes];
        let is_node = |node: u32| (node as usize) < limits.n_nodes;
        if limits.source != limits.sink && is_node(limits.source) && is_node(limits.sink) {
            supply[limits.source as usize] = small(target);
            supply[limits.sink as usize] = -small(target);
        }
        let instance = Instance {
            n_nodes: limits.n_nodes,
            arcs: &arcs,
            lower: &[],
            upper: &upper,
            cost: &cost,
            supply: &supply,
        };
        Search {
            upgrades,
            together,
            solver: NetworkSimplex::new(&instance),
            added,
            decided: vec![Decided::Not; upgrades.len()],
            best: None,
            open: None,
            n_bounds: 0,
            most_bounds,
            task,
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        let Some(bound) = self.bound()? else {
            return Ok(());
        };
        self.branch(&bound)
    }

    fn status(&self) -> Status {
        match (&self.best, self.open) {
            (None, _) => Status::Unreachable,
            (Some((cost, _)), Some(open)) if open < *cost => Status::Feasible { gap: cost - open },
            _ => Status::Optimal,
        }
    }

    /// Goes into what is left of a branch with this bound. Its depth is the number of upgrades at
    /// most.
    fn branch(&mut self, bound: &Bound) -> Result<(), Stop> {
        let is_enough = self.offer(&bound.used)?;
        let is_better = |cost: u128, best: &Option<(u128, Vec<usize>)>| {
            best.as_ref().is_none_or(|best| cost < best.0)
        };
        // Of a set that does not do, although the bound counts all of it, none is better than another.
        let other = bound.used.first().copied().filter(|_| !is_enough);
        let branch = bound.branch.or(other);
        let Some(at) = branch.filter(|_| is_better(bound.cost, &self.best)) else {
            return Ok(());
        };
        for decided in [Decided::In, Decided::Out] {
            if !is_better(bound.cost, &self.best) {
                break;
            }
            if self.n_bounds >= self.most_bounds {
                let open = self.open.unwrap_or(bound.cost);
                self.open = Some(open.min(bound.cost));
                break;
            }
            self.decide(at, decided);
            let below = self.bound()?;
            if let Some(below) = below.filter(|below| is_better(below.cost, &self.best)) {
                self.branch(&below)?;
            }
            self.decide(at, Decided::Not);
        }
        Ok(())
    }

    /// Tells the solver what is decided of an upgrade.
    fn decide(&mut self, at: usize, decided: Decided) {
        self.decided[at] = decided;
        let raised = self.added.iter().filter(|added| added.upgrade == at);
        let bases: Vec<u32> = raised.map(|added| added.base).collect();
        for place in 0..self.added.len() {
            let added = &self.added[place];
            let is_own = added.upgrade == at;
            if is_own || (self.together == Together::Greatest && bases.contains(&added.base)) {
                let by = self.still_raises(place);
                let is_bought = self.decided[added.upgrade] == Decided::In;
                let unit = if is_bought { 0 } else { added.unit };
                self.solver.set_bounds(added.arc, 0, by);
                self.solver.set_cost(added.arc, unit);
            }
        }
    }

    /// By how much an added arc raises its base under what is decided.
    fn still_raises(&self, place: usize) -> i64 {
        let added = &self.added[place];
        let decided = self.decided[added.upgrade];
        if decided == Decided::Out {
            return 0;
        }
        if self.together == Together::Sum {
            return added.by;
        }
        let others = self.added.iter().enumerate().filter(|(other, known)| {
            *other != place
                && known.base == added.base
                && self.decided[known.upgrade] == Decided::In
        });
        // Of those that are bought the greatest raises it, of equal ones the first.
        let is_first = |other: usize, by: i64| by > added.by || (by == added.by && other < place);
        let mut greatest = 0;
        for (other, known) in others {
            if decided == Decided::In && is_first(other, known.by) {
                return 0;
            }
            greatest = greatest.max(known.by);
        }
        if decided == Decided::In {
            added.by
        } else {
            (added.by - greatest).max(0)
        }
    }

    /// Whether the target can flow with what is not left out.
    fn can_flow(&mut self) -> Result<bool, Stop> {
        self.task.checkpoint().map_err(Stop::Cancelled)?;
        self.n_bounds += 1;
        match self.solver.solve(self.task) {
            network_simplex::Status::Optimal => Ok(true),
            network_simplex::Status::Infeasible { .. } => Ok(false),
            network_simplex::Status::Cancelled { .. } => Err(Stop::Cancelled(Cancelled)),
            _ => Err(Stop::TooLarge),
        }
    }

    /// The bound under what is decided; `None` if the target is out of reach.
    fn bound(&mut self) -> Result<Option<Bound>, Stop> {
        if !self.can_flow()? {
            return Ok(None);
        }
        let parts = u128::try_from(self.solver.objective()).unwrap_or(0);
        let bought = (self.decided.iter().zip(self.upgrades))
            .filter(|(decided, _)| **decided == Decided::In);
        let bought: u128 = bought.map(|(_, upgrade)| u128::from(upgrade.cost)).sum();
        let flow = self.solver.flow();
        let mut counted: Vec<Option<u128>> = vec![None; self.upgrades.len()];
        for added in &self.added {
            let amount = flow[added.arc as usize].unsigned_abs();
            if amount > 0 && self.decided[added.upgrade] == Decided::Not {
                let parts = u128::from(amount) * u128::from(added.unit.unsigned_abs());
                *counted[added.upgrade].get_or_insert(0) += parts;
            }
        }
        let used: Vec<usize> = (0..counted.len())
            .filter(|&at| counted[at].is_some())
            .collect();
        let missing = |at: usize| {
            let cost = u128::from(self.upgrades[at].cost) * PARTS;
            cost.saturating_sub(counted[at].unwrap_or(0))
        };
        // The first of those that miss most.
        let branch = used.iter().copied().rev().max_by_key(|&at| missing(at));
        Ok(Some(Bound {
            cost: bought + parts.div_ceil(PARTS),
            branch: branch.filter(|&at| missing(at) > 0),
            used,
        }))
    }

    /// Takes what is bought and `used` as the best set if it is cheaper, less what is not needed. False
    /// if it does not reach the target, as can be where upgrades do not add up.
    fn offer(&mut self, used: &[usize]) -> Result<bool, Stop> {
        let is_in = |at: usize| self.decided[at] == Decided::In || used.contains(&at);
        let mut set: Vec<usize> = (0..self.upgrades.len()).filter(|&at| is_in(at)).collect();
        let upgrades = self.upgrades;
        let cost_of = |at: usize| u128::from(upgrades[at].cost);
        let mut cost: u128 = set.iter().map(|&at| cost_of(at)).sum();
        let best = self.best.as_ref().map(|best| best.0);
        // A set that is much dearer than the best is not worth the work.
        if best.is_some_and(|best| cost >= best.saturating_mul(2).max(1)) {
            return Ok(true);
        }
        let kept = self.decided.clone();
        for at in 0..self.upgrades.len() {
            let decided = if set.contains(&at) {
                Decided::In
            } else {
                Decided::Out
            };
            self.decide(at, decided);
        }
        let is_enough = self.together == Together::Sum || self.can_flow()?;
        let mut dearest = if is_enough { set.clone() } else { Vec::new() };
        dearest.sort_by_key(|&at| std::cmp::Reverse(cost_of(at)));
        for at in dearest {
            self.decide(at, Decided::Out);
            if self.can_flow()? {
                cost -= cost_of(at);
                set.retain(|&other| other != at);
            } else {
                self.decide(at, Decided::In);
            }
        }
        for (at, decided) in kept.into_iter().enumerate() {
            self.decide(at, decided);
        }
        if is_enough && best.is_none_or(|best| cost < best) {
            self.best = Some((cost, set));
        }
        Ok(is_enough)
    }
}
