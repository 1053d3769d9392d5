//! Min-cost multicommodity flow with capacities that hold: what goes where at least cost, and what one
//! more unit of each capacity would be worth.
//!
//! Each commodity is an amount to go from an origin to a destination; a class says what that costs on
//! each arc and how much of a capacity a unit takes. Capacities are of arcs, or shared by several
//! (bundles: hubs, transfers, lines used both ways). What is not moved costs a penalty, so that every
//! problem has an answer, and none is unbounded, as costs are not negative.
//!
//! Column generation over paths (Ford and Fulkerson 1958; Barnhart, Hane, Johnson and Sigismondi 1995):
//! a master program of known paths with generalized upper bounds (Dantzig and Van Slyke 1967), one
//! shortest path tree for each origin and class a round, rents smoothed between rounds (Wentges 1997;
//! Pessoa, Sadykov, Uchoa and Vanderbeck 2018), Lagrange's lower bound in each round, at which it stops
//! once cost and bound are near enough. It begins from an equilibrium of rents that rise steeply
//! (gradient projection, Jayakrishnan and others 1994), with capacities widened by up to a
//! ten-millionth against ties, which dual steps take back at the end. The basis is kept: after a
//! change of capacities, demands, costs or penalties the next solve goes on from it.
//!
//! Memory: square of the number of full capacities, and the known paths. Work: some ten rounds, each a
//! pricing and some hundred steps, polynomial in practice and exponential at worst. The same problem
//! after the same changes gives the same bits.
//!
//! Does not know: corridors, modes, whole numbers, what a class stands for.

use crate::task::{Cancelled, Task};

mod columns;
mod dual;
mod inverse;
mod master;
mod pricing;
pub mod problem;
pub mod result;
mod rounds;
mod rows;
mod start;
mod steps;
#[cfg(test)]
mod tests;
pub mod worth;

use master::Master;
use pricing::Pricer;
use problem::{Fault, Problem, Row, is_amount};
use result::Solution;
use rounds::Ended;
use steps::Tolerance;

/// The gap that is small enough for most: a billionth of the cost.
pub const GAP: f64 = 1e-9;
/// Smaller gaps are rounding.
const NEAR: f64 = 1e-11;
/// Capacities are widened by up to this part against ties.
const WIDER: f64 = 1e-7;
/// Changes of the basis after which a warm solve inverts it anew.
const N_CHANGES: usize = 100;

/// A problem, and the basis at which it was last left; see the [module](self).
///
/// ```
/// use corridor::graph::multicommodity::problem::{Class, Commodity, Problem};
/// use corridor::graph::multicommodity::{Allocation, GAP};
/// use corridor::task::Task;
///
/// let mut allocation = Allocation::new(Problem {
///     n_nodes: 2,
///     arcs: vec![(0, 1), (0, 1)],
///     capacity: vec![30.0, f64::INFINITY],
///     classes: vec![Class { cost: vec![1.0, 3.0], equivalents: 1.0 }],
///     commodities: vec![Commodity {
///         origin: 0,
///         destination: 1,
///         class: 0,
///         demand: 40.0,
///         penalty: 100.0,
///     }],
///     bundles: vec![],
/// })?;
/// let found = allocation.solve(GAP, &Task::never());
/// assert_eq!((found.objective, found.arc_flow), (60.0, vec![30.0, 10.0]));
/// assert_eq!(found.arc_price, [2.0, 0.0]);
/// # Ok::<(), corridor::graph::multicommodity::problem::Fault>(())
/// ```
#[derive(Clone, Debug)]
pub struct Allocation {
    problem: Problem,
    /// Capacities that may bind, in ascending order, and the number by which each is divided.
    rows: Vec<Row>,
    row_scale: Vec<f64>,
    /// By arc: rows and what an equivalent takes of them.
    rows_of: Vec<Vec<(u32, f64)>>,
    /// By class: equivalents a unit, 1 for a class that takes no capacity. Inside, flows are in
    /// equivalents, and costs by equivalent.
    units: Vec<f64>,
    /// By row: its capacity, scaled; the master's may be a little wider.
    true_capacity: Vec<f64>,
    master: Master,
    pricer: Pricer,
    slack: Tolerance,
    typical_cost: f64,
    /// The rents of the best bound so far, and that bound.
    center: Vec<f64>,
    bound: f64,
    n_rounds: usize,
    are_costs_new: bool,
    /// Whether there is a basis to go on from.
    is_warm: bool,
}

impl Allocation {
    /// Takes a problem.
    ///
    /// # Errors
    /// The first [`Fault`] in it: a number that is negative or not a number, or something that is not
    /// there.
    pub fn new(problem: Problem) -> Result<Self, Fault> {
        problem.check()?;
        let equivalents = problem.classes.iter().map(|class| class.equivalents);
        let units = equivalents.map(|unit| if unit > 0.0 { unit } else { 1.0 });
        Ok(Allocation {
            units: units.collect(),
            rows: Vec::new(),
            row_scale: Vec::new(),
            rows_of: Vec::new(),
            true_capacity: Vec::new(),
            master: Master::default(),
            pricer: Pricer::new(&problem),
            slack: Tolerance::default(),
            typical_cost: 0.0,
            center: Vec::new(),
            bound: f64::NEG_INFINITY,
            n_rounds: 0,
            are_costs_new: true,
            is_warm: false,
            problem,
        })
    }

    /// The problem as it is now.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Changes a capacity; it may be infinite.
    ///
    /// # Errors
    /// [`Fault`] if it is not there, or the number is negative or not a number.
    pub fn set_capacity(&mut self, row: Row, capacity: f64) -> Result<(), Fault> {
        let place = match row {
            Row::Arc(arc) => self.problem.capacity.get_mut(arc as usize),
            Row::Bundle(bundle) => {
                let bundle = self.problem.bundles.get_mut(bundle as usize);
                bundle.map(|bundle| &mut bundle.capacity)
            }
        };
        let place = place.ok_or(Fault::NotThere)?;
        if capacity.is_nan() || capacity < 0.0 {
            return Err(Fault::Capacity(row));
        }
        *place = capacity;
        Ok(())
    }

    /// Changes what a unit of `class` costs on `arc`; infinite to keep it off.
    ///
    /// # Errors
    /// [`Fault`] if they are not there, or the cost is negative or not a number.
    pub fn set_cost(&mut self, class: u32, arc: u32, cost: f64) -> Result<(), Fault> {
        let of_class = self.problem.classes.get_mut(class as usize);
        let place = of_class.and_then(|of_class| of_class.cost.get_mut(arc as usize));
        let place = place.ok_or(Fault::NotThere)?;
        if cost.is_nan() || cost < 0.0 {
            return Err(Fault::Cost { class, arc });
        }
        *place = cost;
        self.are_costs_new = true;
        Ok(())
    }

    /// Changes how much of a commodity there is.
    ///
    /// # Errors
    /// [`Fault`] if it is not there, or the number is not finite or negative.
    pub fn set_demand(&mut self, commodity: u32, demand: f64) -> Result<(), Fault> {
        let of = self.problem.commodities.get_mut(commodity as usize);
        let of = of.ok_or(Fault::NotThere)?;
        if !is_amount(demand) {
            return Err(Fault::Commodity(commodity));
        }
        of.demand = demand;
        Ok(())
    }

    /// Changes what a unit costs that is not moved.
    ///
    /// # Errors
    /// [`Fault`] if the commodity is not there, or the number is not finite or negative.
    pub fn set_penalty(&mut self, commodity: u32, penalty: f64) -> Result<(), Fault> {
        let of = self.problem.commodities.get_mut(commodity as usize);
        let of = of.ok_or(Fault::NotThere)?;
        if !is_amount(penalty) {
            return Err(Fault::Commodity(commodity));
        }
        of.penalty = penalty;
        self.are_costs_new = true;
        Ok(())
    }

    /// Finds flows of least cost, going on from the basis that the last call left. It stops once cost
    /// and lower bound differ by at most `gap` of the cost ([`GAP`]); less than 1e-11 is rounding, and
    /// counts as that.
    #[must_use]
    pub fn solve(&mut self, gap: f64, task: &Task) -> Solution {
        let (n_rounds, n_pivots) = (self.n_rounds, self.master.pivots);
        let ended = self.run(gap, task);
        let mut found = self.solution(gap, ended);
        found.rounds -= n_rounds;
        found.pivots -= n_pivots;
        found
    }

    fn run(&mut self, gap: f64, task: &Task) -> Result<Ended, Cancelled> {
        self.bound = f64::NEG_INFINITY;
        self.prepare();
        if self.is_warm {
            if self.settle(task)? {
                let ended = self.rounds(gap, true, task)?;
                if self.gap() <= gap.max(NEAR) {
                    return Ok(ended);
                }
            }
            // Rounding errors: once more from the start, with the paths that are known.
            self.bound = f64::NEG_INFINITY;
        }
        self.is_warm = true;
        self.master.reset();
        self.widen();
        if self.rows.is_empty() {
            self.center.clear();
        } else {
            self.start(task)?;
        }
        let first = self.rounds(gap, false, task);
        self.master.capacity.clone_from(&self.true_capacity);
        self.master.refactor();
        first?;
        if !self.settle(task)? {
            self.master.reset();
        }
        self.bound = f64::NEG_INFINITY;
        self.rounds(gap, true, task)
    }

    /// Computes values and rents anew, and makes values feasible by dual steps; false if it gave up.
    fn settle(&mut self, task: &Task) -> Result<bool, Cancelled> {
        if self.master.n_changes > N_CHANGES {
            self.master.refactor();
        } else {
            self.master.set_values();
            self.master.set_rents();
        }
        if !self.master.repair(self.slack, task)? {
            return Ok(false);
        }
        self.master.set_values();
        Ok(self.master.is_feasible(self.slack))
    }

    /// Widens each capacity by a little of its own, the same in every run.
    fn widen(&mut self) {
        let largest = self
            .master
            .demand
            .iter()
            .fold(0.0, |most: f64, d| most.max(*d));
        let mut state = 0_u32;
        for (wide, capacity) in self.master.capacity.iter_mut().zip(&self.true_capacity) {
            // A step along the golden section's multiples spreads evenly.
            state = state.wrapping_add(0x9e37_79b9);
            let part = 0.5 + f64::from(state) / f64::from(u32::MAX) / 2.0;
            *wide = capacity + WIDER * part * (capacity + largest);
        }
        self.master.rest.clone_from(&self.master.capacity);
    }

    /// How far cost and bound are apart, as a part of the cost.
    fn gap(&self) -> f64 {
        let cost = self.master.objective();
        let apart = (cost - self.bound).max(0.0);
        if apart > 0.0 { apart / cost.abs() } else { 0.0 }
    }
}
