//! Column generation: rounds of pricing and of the master program until the bound meets the cost.
//!
//! Paths are priced at rents between those of the master and those of the best bound so far (Wentges
//! 1997), so that rents that swing do not call for useless paths; how far between is set by the slope
//! of the bound there (Pessoa, Sadykov, Uchoa and Vanderbeck 2018). The bound is that of Lagrange: what
//! all demand would cost at these rents, less the rents of all capacities.
//!
//! Does not know: how columns enter a basis, what people ask for.

use super::Allocation;
use super::problem::Row;
use super::steps::Cursor;
use crate::task::{Cancelled, Task};

/// Rounds after which it gives up.
const N_ROUNDS: usize = 2_000;
/// Columns for each commodity beyond which those that are far too dear are forgotten.
const N_COLUMNS: usize = 25;

/// How loosely the master is solved, as a part of the gap.
const LOOSE: f64 = 0.1;

/// How rounds ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Cost and bound are as near as was asked for.
    Met,
    /// Nothing can be gained any more, but cost and bound are not that near.
    Stuck,
}

/// What one pricing found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Priced {
    pub(super) bound: f64,
    n_new: usize,
    /// How the bound grows from the best rents to those of the master.
    slope: f64,
}

impl Allocation {
    /// Goes on until cost and bound are within `gap`, as a part of the cost. Paths are priced between
    /// the best rents and the master's or, if `is_last`, at the master's alone, so that these are what
    /// the bound rests on.
    pub(super) fn rounds(
        &mut self,
        gap: f64,
        is_last: bool,
        task: &Task,
    ) -> Result<Ended, Cancelled> {
        let mut weight: f64 = if is_last { 0.0 } else { 0.5 };
        let mut cursor = Cursor::default();
        let mut n_missed = 0;
        let mut n_given_up = 0;
        for round in 1..=N_ROUNDS {
            self.n_rounds += 1;
            self.slack.part = if n_missed > 0 { 0.0 } else { self.looseness() };
            let is_settled = self.master.optimize(self.slack, &mut cursor, task)?;
            if !is_settled {
                n_given_up += 1;
                self.master.refactor();
            }
            let by = match n_missed {
                0 => weight,
                n => (1.0 - f64::from(n) * (1.0 - weight)).max(0.0),
            };
            let between: Vec<f64> = (self.center.iter().zip(&self.master.rent))
                .map(|(center, rent)| by * center + (1.0 - by) * rent.max(0.0))
                .collect();
            let priced = self.price(&between, task)?;
            if priced.bound > self.bound {
                self.bound = priced.bound;
                self.center = between;
            }
            task.report_round(u32::try_from(round).unwrap_or(u32::MAX), self.gap());
            let cost = self.master.objective();
            if cost - self.bound <= gap * cost.abs() {
                return Ok(Ended::Met);
            }
            if n_given_up > 3 {
                return Ok(Ended::Stuck);
            }
            if priced.n_new > 0 {
                weight = if is_last {
                    0.0
                } else {
                    moved(weight, priced.slope)
                };
                n_missed = 0;
            } else if by <= 0.0 && self.slack.part <= 0.0 && is_settled {
                // At the master's own rents nothing is cheaper: the master is the whole problem.
                return Ok(Ended::Stuck);
            } else {
                n_missed += 1;
            }
            self.forget_columns();
            cursor = Cursor::default();
        }
        Ok(Ended::Stuck)
    }

    /// The part of its price by which a column may stay too cheap in this round: while the gap is wide,
    /// small savings are not worth a step.
    fn looseness(&self) -> f64 {
        let cost = self.master.objective();
        let apart = (cost - self.bound) / cost.abs();
        if apart.is_finite() && apart > 1e-7 {
            (LOOSE * apart).min(0.1)
        } else {
            0.0
        }
    }

    /// Prices all commodities at `rents`, and adds paths that are cheaper at the master's.
    pub(super) fn price(&mut self, rents: &[f64], task: &Task) -> Result<Priced, Cancelled> {
        let mut priced = Priced::default();
        let by_arc: Vec<f64> = (self.rows_of.iter())
            .map(|rows| {
                rows.iter()
                    .map(|&(row, part)| rents[row as usize] * part)
                    .sum()
            })
            .collect();
        let mut bound = 0.0;
        let mut used = vec![0.0; rents.len()];
        let mut path = Vec::new();
        let mut class_now = usize::MAX;
        for at in 0..self.pricer.groups.len() {
            task.checkpoint()?;
            let group = self.pricer.groups[at].clone();
            let class = &self.problem.classes[group.class];
            if group.class != class_now {
                class_now = group.class;
                let unit = self.units[group.class];
                let takes = if class.equivalents > 0.0 { 1.0 } else { 0.0 };
                self.pricer
                    .set_weights(|arc| class.cost[arc] / unit + takes * by_arc[arc]);
            }
            let members = group.members.iter();
            let members = members
                .copied()
                .filter(|&k| self.master.demand[k as usize] > 0.0);
            let members: Vec<u32> = members.collect();
            let penalty = |commodity: u32| self.master.columns.cost[commodity as usize];
            let limit = members.iter().map(|&k| penalty(k)).fold(0.0, f64::max);
            let target = |commodity: u32| self.problem.commodities[commodity as usize].destination;
            let targets = members.iter().map(|&k| target(k));
            if !members.is_empty() {
                self.pricer.search(group.origin, targets, limit);
            }
            for commodity in members {
                let demand = self.master.demand[commodity as usize];
                let penalty = self.master.columns.cost[commodity as usize];
                let distance = self
                    .pricer
                    .distance(self.problem.commodities[commodity as usize].destination);
                bound += demand * distance.min(penalty);
                if distance >= penalty {
                    continue;
                }
                let target = self.problem.commodities[commodity as usize].destination;
                self.pricer.path(target, &mut path);
                let (cost, entries) = self.column(commodity, &path);
                for &(row, part) in &entries {
                    used[row as usize] += part * demand;
                }
                let rent: f64 = (entries.iter())
                    .map(|&(row, part)| self.master.rent[row as usize] * part)
                    .sum();
                let price = self.master.price(commodity as usize);
                let slack = self.slack.cost.max(1e-12 * price);
                if cost + rent - price < -slack
                    && self.master.columns.find(commodity, &path).is_none()
                {
                    self.master.add(commodity, cost, &entries, &path);
                    priced.n_new += 1;
                }
            }
        }
        for (row, rent) in rents.iter().enumerate() {
            bound -= rent * self.true_capacity[row];
            let step = self.master.rent[row].max(0.0) - self.center[row];
            priced.slope += (used[row] - self.true_capacity[row]) * step;
        }
        priced.bound = bound;
        Ok(priced)
    }

    /// Cost of a unit and entries of a path.
    pub(super) fn column(&self, commodity: u32, path: &[u32]) -> (f64, Vec<(u32, f64)>) {
        let of = &self.problem.commodities[commodity as usize];
        let class = &self.problem.classes[of.class as usize];
        let cost: f64 = path.iter().map(|&arc| class.cost[arc as usize]).sum();
        let mut entries: Vec<(u32, f64)> = Vec::new();
        if class.equivalents > 0.0 {
            for &arc in path {
                entries.extend_from_slice(&self.rows_of[arc as usize]);
            }
            entries.sort_by_key(|entry| entry.0);
            entries.dedup_by(|next, before| {
                let is_same = next.0 == before.0;
                if is_same {
                    before.1 += next.1;
                }
                is_same
            });
        }
        let unit = self.units[of.class as usize];
        // What is closed, or far too dear, costs more than to stay, and so is not used.
        let dearest = 2.0 * of.penalty + self.typical_cost * unit;
        let dearest = if dearest > 0.0 { dearest } else { 1.0 };
        (cost.min(dearest) / unit, entries)
    }

    /// Forgets columns that are far too dear, if there are many.
    fn forget_columns(&mut self) {
        let n_commodities = self.problem.commodities.len();
        if self.master.columns.len() < N_COLUMNS * n_commodities + 1_000 {
            return;
        }
        let mut reduced = vec![0.0; self.master.columns.len()];
        let mut sizes = Vec::with_capacity(reduced.len());
        for commodity in 0..n_commodities {
            let price = self.master.price(commodity);
            for &column in &self.master.columns.of[commodity] {
                let value = self.master.reduced(column, price);
                reduced[column as usize] = value;
                sizes.push(value);
            }
        }
        sizes.sort_by(f64::total_cmp);
        let middle = sizes[sizes.len() / 2].max(self.slack.cost);
        self.master
            .forget(|column| reduced[column as usize] > middle);
    }

    /// The row of a capacity, if it has one.
    pub(super) fn row_of(&self, row: Row) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }
}

/// The weight of the best rents in the next round.
fn moved(weight: f64, slope: f64) -> f64 {
    if slope > 0.0 {
        (weight - 0.1).max(0.0)
    } else {
        weight + (1.0 - weight) * 0.1
    }
}
