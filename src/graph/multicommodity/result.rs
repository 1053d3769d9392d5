//! What a solve found, in the units of the problem.
//!
//! Does not know: bases, rounds.

use super::Allocation;
use super::problem::Row;
use super::rounds::Ended;
use crate::task::Cancelled;

/// How a solve ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// Cost and bound are as near as was asked for.
    Optimal,
    /// The task was cancelled. The flows can be carried if the solve went on from an earlier one or
    /// came that far; `gap` is how far cost and bound are apart, as a part of the cost.
    Cancelled {
        /// The part of the cost; infinite if there is no bound yet.
        gap: f64,
    },
    /// Rounding errors kept cost and bound apart, which numbers do that lie more than about twelve
    /// digits apart.
    Unsettled {
        /// The part of the cost.
        gap: f64,
    },
}

/// Why something is not moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// No path that the class may use leads there.
    NoPath,
    /// The cheapest path costs at least the penalty, even where there is room.
    TooDear,
    /// Capacities on the way are full or zero.
    NoRoom,
}

/// A flow along one path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathFlow {
    /// Which commodity.
    pub commodity: u32,
    /// Arcs in the order of travel; none where origin and destination are the same.
    pub arcs: Vec<u32>,
    /// How much, in the unit of the class.
    pub flow: f64,
}

/// What [`Allocation::solve`] found.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// How it ended.
    pub status: Status,
    /// Costs of all flows and penalties of what is not moved.
    pub objective: f64,
    /// No flows cost less than this.
    pub bound: f64,
    /// Objective less bound, as a part of the objective; not negative.
    pub gap: f64,
    /// Flows by commodity, of one commodity in the order in which paths were found.
    pub paths: Vec<PathFlow>,
    /// What is not moved, by commodity, in the unit of its class.
    pub unmet: Vec<f64>,
    /// Why not, by commodity; `None` where all is moved.
    pub reason: Vec<Option<Unmet>>,
    /// Equivalents on each arc, of all classes that take capacity.
    pub arc_flow: Vec<f64>,
    /// By class, then by arc: flow in the unit of the class.
    pub class_flow: Vec<Vec<f64>>,
    /// By arc: a dual of its capacity, not negative: what a unit more is worth. Where the optimum is
    /// degenerate it is one of several; [`Allocation::worth`] tells how far they go.
    pub arc_price: Vec<f64>,
    /// The same by bundle.
    pub bundle_price: Vec<f64>,
    /// Rounds of pricing.
    pub rounds: usize,
    /// Steps of the master program.
    pub pivots: usize,
    /// Paths that are known.
    pub columns: usize,
}

impl Allocation {
    pub(super) fn solution(&mut self, gap: f64, ended: Result<Ended, Cancelled>) -> Solution {
        let problem = &self.problem;
        let values = self.clean_values();
        let mut unmet: Vec<f64> = Vec::with_capacity(problem.commodities.len());
        let mut paths = Vec::new();
        let mut arc_flow = vec![0.0; problem.arcs.len()];
        let mut class_flow = vec![vec![0.0; problem.arcs.len()]; problem.classes.len()];
        let mut objective = 0.0;
        for (commodity, of) in (0..).zip(&problem.commodities) {
            let class = &problem.classes[of.class as usize];
            let unit = self.units[of.class as usize];
            let columns = &self.master.columns.of[commodity as usize];
            let left = values[commodity as usize] / unit;
            unmet.push(left);
            objective += left * of.penalty;
            if of.origin == of.destination && of.demand > 0.0 {
                let (arcs, flow) = (Vec::new(), of.demand);
                paths.push(PathFlow {
                    commodity,
                    arcs,
                    flow,
                });
            }
            for &column in columns.iter().skip(1) {
                let flow = values[column as usize] / unit;
                if flow <= 0.0 {
                    continue;
                }
                let arcs = self.master.columns.arcs(column).to_vec();
                for &arc in &arcs {
                    objective += flow * class.cost[arc as usize];
                    arc_flow[arc as usize] += flow * class.equivalents;
                    class_flow[of.class as usize][arc as usize] += flow;
                }
                paths.push(PathFlow {
                    commodity,
                    arcs,
                    flow,
                });
            }
        }
        let mut arc_price = vec![0.0; problem.arcs.len()];
        let mut bundle_price = vec![0.0; problem.bundles.len()];
        for ((row, by), rent) in self.rows.iter().zip(&self.row_scale).zip(&self.master.rent) {
            let price = rent.max(0.0) / by;
            match *row {
                Row::Arc(arc) => arc_price[arc as usize] = price,
                Row::Bundle(bundle) => bundle_price[bundle as usize] = price,
            }
        }
        let apart = (objective - self.bound).max(0.0);
        let found_gap = if apart > 0.0 { apart / objective } else { 0.0 };
        let status = match ended {
            Err(Cancelled) => Status::Cancelled { gap: found_gap },
            Ok(_) if found_gap <= gap.max(super::NEAR) => Status::Optimal,
            Ok(_) => Status::Unsettled { gap: found_gap },
        };
        let n_paths = self.master.columns.len()
            - self
                .problem
                .commodities
                .len()
                .min(self.master.columns.len());
        Solution {
            status,
            objective,
            bound: self.bound.min(objective),
            gap: found_gap,
            paths,
            reason: self.reasons(&unmet),
            unmet,
            arc_flow,
            class_flow,
            arc_price,
            bundle_price,
            rounds: self.n_rounds,
            pivots: self.master.pivots,
            columns: n_paths,
        }
    }

    /// Values by column without noise, those of each commodity adding up to its demand.
    fn clean_values(&self) -> Vec<f64> {
        let master = &self.master;
        let mut values = vec![0.0; master.columns.len()];
        let keys = master.key.iter().zip(&master.key_value);
        for (&column, &value) in keys.chain(master.slots.iter().zip(&master.value)) {
            let is_noise = value <= 10.0 * self.slack.flow;
            values[column as usize] = if is_noise { 0.0 } else { value };
        }
        for (columns, demand) in master.columns.of.iter().zip(&master.demand) {
            let sum: f64 = columns.iter().map(|&column| values[column as usize]).sum();
            let fullest = columns.iter().copied().reduce(|best, other| {
                let is_more = values[other as usize] > values[best as usize];
                if is_more { other } else { best }
            });
            if let Some(fullest) = fullest {
                let value = &mut values[fullest as usize];
                *value = (*value + demand - sum).max(0.0);
            }
        }
        values
    }

    /// Why demand is unmet: the paths of those commodities are looked at without rents.
    fn reasons(&mut self, unmet: &[f64]) -> Vec<Option<Unmet>> {
        let mut reasons = vec![None; unmet.len()];
        for at in 0..self.pricer.groups.len() {
            let group = &self.pricer.groups[at];
            let members = group.members.iter().copied();
            let members: Vec<u32> = members.filter(|&k| unmet[k as usize] > 0.0).collect();
            if members.is_empty() {
                continue;
            }
            let (origin, class) = (group.origin, &self.problem.classes[group.class]);
            let commodities = &self.problem.commodities;
            self.pricer.set_weights(|arc| class.cost[arc]);
            let targets = members.iter().map(|&k| commodities[k as usize].destination);
            self.pricer.search(origin, targets, f64::INFINITY);
            for commodity in members {
                let of = &self.problem.commodities[commodity as usize];
                let cost = self.pricer.distance(of.destination);
                reasons[commodity as usize] = Some(if cost.is_infinite() {
                    Unmet::NoPath
                } else if cost >= of.penalty {
                    Unmet::TooDear
                } else {
                    Unmet::NoRoom
                });
            }
        }
        reasons
    }
}
