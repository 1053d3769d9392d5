//! From a problem to the numbers of the master program, first and after changes.
//!
//! Does not know: bases, rounds.

use super::Allocation;
use super::columns::Columns;
use super::master::Master;
use super::problem::{Problem, Row};
use super::steps::Tolerance;

/// A capacity gets a row if it is less than this many times all demand; one that is more cannot bind.
const ROOMY: f64 = 2.0;

/// What a typical unit costs, as a part of the mean penalty.
const TYPICAL: f64 = 0.2;

impl Allocation {
    /// Brings rows, capacities, demands and costs up to the problem.
    pub(super) fn prepare(&mut self) {
        let demand = self.demands();
        let total: f64 = demand.iter().sum();
        let is_new = self.master.demand.len() != demand.len() || self.true_capacity.is_empty();
        let lacks = |row: &Row| self.rows.binary_search(row).is_err();
        let needed = rows(&self.problem);
        let may_bind =
            |row: Row, size: f64| size > 0.0 && capacity(&self.problem, row) < total * size;
        if is_new
            || needed
                .iter()
                .any(|(row, size)| may_bind(*row, *size) && lacks(row))
        {
            let limit = ROOMY * total;
            let binding = needed.into_iter().filter(|&(row, size)| {
                size > 0.0 && (capacity(&self.problem, row) < limit * size || !lacks(&row))
            });
            (self.rows, self.row_scale) = binding.unzip();
            self.build(demand.clone());
        }
        // More than all demand is as good as that, and keeps numbers near each other.
        let most = if total > 0.0 { ROOMY * total } else { 1.0 };
        let capacities = self.rows.iter().zip(&self.row_scale);
        let scaled = capacities.map(|(row, by)| (capacity(&self.problem, *row) / by).min(most));
        self.true_capacity = scaled.collect();
        self.master.capacity.clone_from(&self.true_capacity);
        self.master.demand = demand;
        if std::mem::take(&mut self.are_costs_new) {
            self.set_costs();
        }
        let most = self
            .master
            .demand
            .iter()
            .fold(0.0, |most: f64, d| most.max(*d));
        self.slack = Tolerance {
            flow: 1e-12 * most,
            cost: 1e-12 * self.typical_cost,
            part: 0.0,
        };
    }

    /// Demands in equivalents; none where origin and destination are the same.
    fn demands(&self) -> Vec<f64> {
        let commodities = self.problem.commodities.iter();
        commodities
            .map(|of| {
                let moves = if of.origin == of.destination {
                    0.0
                } else {
                    of.demand
                };
                moves * self.units[of.class as usize]
            })
            .collect()
    }

    /// A master without a basis over the present rows, with all paths that are known.
    fn build(&mut self, demand: Vec<f64>) {
        self.rows_of = vec![Vec::new(); self.problem.arcs.len()];
        for (number, (&row, by)) in (0..).zip(self.rows.iter().zip(&self.row_scale)) {
            match row {
                Row::Arc(arc) => self.rows_of[arc as usize].push((number, 1.0)),
                Row::Bundle(bundle) => {
                    let entries = self.problem.bundles[bundle as usize].entries.iter();
                    for &(arc, part) in entries.filter(|entry| entry.1 > 0.0) {
                        self.rows_of[arc as usize].push((number, part / by));
                    }
                }
            }
        }
        let old = std::mem::take(&mut self.master);
        let columns = Columns::new(&vec![0.0; demand.len()]);
        self.master = Master::new(columns, vec![0.0; self.rows.len()], demand);
        self.master.pivots = old.pivots;
        for column in (0..).take(old.columns.len()).skip(old.demand.len()) {
            let commodity = old.columns.commodity[column as usize];
            let path = old.columns.arcs(column);
            let (cost, entries) = self.column(commodity, path);
            self.master.add(commodity, cost, &entries, path);
        }
        self.center = vec![0.0; self.rows.len()];
        self.are_costs_new = true;
        self.is_warm = false;
    }

    /// Gives all columns the costs of the problem.
    fn set_costs(&mut self) {
        let mut sum = 0.0;
        for (commodity, of) in self.problem.commodities.iter().enumerate() {
            let penalty = of.penalty / self.units[of.class as usize];
            self.master.columns.cost[commodity] = penalty;
            sum += penalty;
        }
        let n_commodities = u32::try_from(self.problem.commodities.len()).unwrap_or(u32::MAX);
        self.typical_cost = TYPICAL * sum / f64::from(n_commodities.max(1));
        for column in (0..)
            .take(self.master.columns.len())
            .skip(self.problem.commodities.len())
        {
            let commodity = self.master.columns.commodity[column as usize];
            let (cost, _) = self.column(commodity, self.master.columns.arcs(column));
            self.master.columns.cost[column as usize] = cost;
        }
    }
}

/// All capacities in ascending order, each with the most that an equivalent takes of it.
fn rows(problem: &Problem) -> Vec<(Row, f64)> {
    let arcs = (0..)
        .take(problem.arcs.len())
        .map(|arc| (Row::Arc(arc), 1.0));
    let bundles = (0..).zip(&problem.bundles).map(|(number, bundle)| {
        let entries = bundle.entries.iter();
        (
            Row::Bundle(number),
            entries.fold(0.0, |most: f64, entry| most.max(entry.1)),
        )
    });
    arcs.chain(bundles).collect()
}

fn capacity(problem: &Problem, row: Row) -> f64 {
    match row {
        Row::Arc(arc) => problem.capacity[arc as usize],
        Row::Bundle(bundle) => problem.bundles[bundle as usize].capacity,
    }
}
