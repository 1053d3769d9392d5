//! A start near the optimum: paths and rents of an equilibrium in which rents rise steeply as
//! capacities fill.
//!
//! Column generation that begins with all demand unmet and no rents takes many rounds until its rents
//! mean something. Here each row charges `size * exp(steepness * (used / capacity - 1))` a unit, and
//! each commodity in turn shifts from its dearer paths, to leave demand unmet being one of them, to the
//! cheapest by a Newton step over the rows in which they differ (gradient projection, Jayakrishnan,
//! Tsai, Prashker and Rajadhyaksha 1994). The steepness grows from sweep to sweep. What comes out is
//! neither feasible nor optimal; its paths are good columns and its rents a good bound to begin with.
//! A sweep costs as much as a pricing.
//!
//! Does not know: bases, bounds.

use super::Allocation;
use crate::task::{Cancelled, Task};

/// Sweeps with new paths; more of them where more capacities are full than there are commodities, or
/// where more than this part of all demand stays unmet, as rents then rise to the penalties; and sweeps
/// over known paths after each.
const N_SWEEPS: usize = 14;
const N_MORE: usize = 26;
const UNMET: f64 = 0.05;
/// Where so much stays unmet, what a full row charges is multiplied by this after the first sweeps.
const LARGER: f64 = 10.0;
const N_INNER: usize = 3;
/// How steep rents are first, by how much more in each sweep, and at most.
const STEEPNESS: f64 = 6.0;
const STEEPER: f64 = 1.2;
const STEEPEST: f64 = 100.0;
/// Rents end at this many times their size.
const TOP: f64 = 1e4;
/// What a full row charges, as a part of what a typical unit costs.
const SIZE: f64 = 0.1;

/// Rents as a function of use.
pub(super) struct Charges {
    used: Vec<f64>,
    pub(super) rent: Vec<f64>,
    slope: Vec<f64>,
    size: f64,
    steepness: f64,
}

impl Charges {
    fn charge(&mut self, row: usize, capacity: f64) {
        if capacity <= 0.0 {
            (self.rent[row], self.slope[row]) = (self.size * TOP, 0.0);
            return;
        }
        let times = (self.steepness * (self.used[row] / capacity - 1.0)).exp();
        if times < TOP {
            self.rent[row] = self.size * times;
            self.slope[row] = self.size * times * self.steepness / capacity;
        } else {
            (self.rent[row], self.slope[row]) = (self.size * TOP, 0.0);
        }
    }
}

impl Allocation {
    /// Fills the master with paths, and sets the rents from which bounds begin.
    pub(super) fn start(&mut self, task: &Task) -> Result<(), Cancelled> {
        let n_rows = self.rows.len();
        let mut charges = Charges {
            used: vec![0.0; n_rows],
            rent: vec![0.0; n_rows],
            slope: vec![0.0; n_rows],
            size: SIZE * self.typical_cost,
            steepness: STEEPNESS,
        };
        let mut flow = self.master.demand.clone();
        flow.resize(self.master.columns.len(), 0.0);
        for sweep in 0..N_SWEEPS + N_MORE {
            for row in 0..n_rows {
                charges.charge(row, self.true_capacity[row]);
            }
            self.sweep_paths(&mut charges, &mut flow, task)?;
            for _ in 0..N_INNER {
                task.checkpoint()?;
                for commodity in 0..self.master.demand.len() {
                    self.balance(commodity, &mut charges, &mut flow);
                }
            }
            charges.steepness = (charges.steepness * STEEPER).min(STEEPEST);
            let n_full = charges
                .rent
                .iter()
                .filter(|&&rent| rent >= charges.size)
                .count();
            let demand = &self.master.demand;
            let unmet: f64 = flow[..demand.len()].iter().sum();
            let is_met = unmet <= UNMET * demand.iter().sum::<f64>();
            if sweep + 1 >= N_SWEEPS && n_full <= demand.len() && is_met {
                break;
            }
            if sweep + 1 == N_SWEEPS && !is_met {
                charges.size *= LARGER;
            }
        }
        let demand = &self.master.demand;
        let of = self.master.columns.commodity.clone();
        let is_empty = |column: u32| {
            let column = column as usize;
            flow[column] <= 1e-6 * demand[of[column] as usize]
        };
        let empty: Vec<bool> = (0..).take(of.len()).map(is_empty).collect();
        self.master.forget(|column| empty[column as usize]);
        self.center = charges.rent;
        let center = self.center.clone();
        self.bound = self.price(&center, task)?.bound;
        Ok(())
    }

    /// One search for each origin, and a shift for each of its commodities.
    fn sweep_paths(
        &mut self,
        charges: &mut Charges,
        flow: &mut Vec<f64>,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let mut path = Vec::new();
        for at in 0..self.pricer.groups.len() {
            task.checkpoint()?;
            let group = self.pricer.groups[at].clone();
            let class = &self.problem.classes[group.class];
            let unit = self.units[group.class];
            let takes = if class.equivalents > 0.0 { 1.0 } else { 0.0 };
            let (rents, rows_of) = (&charges.rent, &self.rows_of);
            self.pricer.set_weights(|arc| {
                let rows = rows_of[arc].iter();
                let rent: f64 = rows.map(|&(row, part)| rents[row as usize] * part).sum();
                class.cost[arc] / unit + takes * rent
            });
            let penalty = |&k: &u32| self.master.columns.cost[k as usize];
            let limit = group.members.iter().map(penalty).fold(0.0, f64::max);
            let commodities = &self.problem.commodities;
            let targets = group
                .members
                .iter()
                .map(|&k| commodities[k as usize].destination);
            self.pricer.search(group.origin, targets, limit);
            for commodity in group.members {
                let target = self.problem.commodities[commodity as usize].destination;
                let is_worth =
                    self.pricer.distance(target) < self.master.columns.cost[commodity as usize];
                if is_worth && self.master.demand[commodity as usize] > 0.0 {
                    self.pricer.path(target, &mut path);
                    self.learn(commodity, &path, flow);
                }
                self.balance(commodity as usize, charges, flow);
            }
        }
        Ok(())
    }

    /// Adds a path that is not yet known.
    fn learn(&mut self, commodity: u32, path: &[u32], flow: &mut Vec<f64>) {
        if self.master.columns.find(commodity, path).is_none() {
            let (cost, entries) = self.column(commodity, path);
            self.master.add(commodity, cost, &entries, path);
            flow.push(0.0);
        }
    }

    /// Shifts a commodity from each of its dearer columns to the cheapest one.
    fn balance(&self, commodity: usize, charges: &mut Charges, flow: &mut [f64]) {
        let columns = &self.master.columns;
        let cost = |column: u32, charges: &Charges| {
            columns.cost[column as usize] + columns.rent(column, &charges.rent)
        };
        let mut cheapest = (f64::INFINITY, 0);
        for &column in &columns.of[commodity] {
            let of_column = cost(column, charges);
            if of_column < cheapest.0 {
                cheapest = (of_column, column);
            }
        }
        let to = cheapest.1;
        for &from in &columns.of[commodity] {
            if from == to || flow[from as usize] <= 0.0 {
                continue;
            }
            let dearer = cost(from, charges) - cost(to, charges);
            if dearer <= 0.0 {
                continue;
            }
            let mut slope = 0.0;
            each_difference(columns.entries(from), columns.entries(to), |row, by| {
                slope += by * by * charges.slope[row as usize];
            });
            let all = flow[from as usize];
            let amount = if slope > 0.0 {
                (dearer / slope).min(all)
            } else {
                all
            };
            flow[from as usize] -= amount;
            flow[to as usize] += amount;
            each_difference(columns.entries(from), columns.entries(to), |row, by| {
                let row = row as usize;
                charges.used[row] -= by * amount;
                charges.charge(row, self.true_capacity[row]);
            });
        }
    }
}

/// Calls `each` with the rows in which two columns differ, and by how much the first takes more.
fn each_difference(one: &[(u32, f64)], other: &[(u32, f64)], mut each: impl FnMut(u32, f64)) {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let row = match (one.peek(), other.peek()) {
            (Some(a), Some(b)) => a.0.min(b.0),
            (Some(a), None) => a.0,
            (None, Some(b)) => b.0,
            (None, None) => return,
        };
        let first = one
            .next_if(|entry| entry.0 == row)
            .map_or(0.0, |entry| entry.1);
        let second = other
            .next_if(|entry| entry.0 == row)
            .map_or(0.0, |entry| entry.1);
        if (first - second).abs() > 0.0 {
            each(row, first - second);
        }
    }
}
