//! Primal steps: each lowers the cost or, as long as bounds are missed, the sum by which they are.
//!
//! The variable with the steepest reduced cost enters; Harris 1973 decides which leaves: among those
//! that block within the tolerance the one with the largest pivot. After many steps of length zero, or
//! from the start if it is to be careful, Bland's rule takes over until one has a length. A step costs
//! O(entries + factors).
//!
//! Does not know: how the basis is factored, scales.

use super::Place;
use super::work::{End, FEASIBLE, PIVOT, Work, slack_of};
use crate::task::Task;

/// Steps of length zero in a row after which Bland's rule is followed.
const PATIENCE: usize = 40;

/// What stops a step.
struct Block {
    step: f64,
    pivot: f64,
    position: usize,
    place: Place,
}

impl Work {
    /// Primal steps until there is nothing to gain.
    pub(super) fn primal(&mut self, is_careful: bool, task: &Task) -> End {
        let limit = self.iterations + 2_000 + 200 * (self.n_rows + self.n_variables());
        let mut n_still = 0;
        while self.iterations < limit {
            if task.is_cancelled() {
                return End::Cancelled;
            }
            let is_feasible = self.is_feasible();
            let costs: Vec<f64> = if is_feasible {
                self.basic_costs()
            } else {
                (self.head.iter())
                    .map(|&variable| self.side(variable))
                    .collect()
            };
            let duals = self.duals(costs);
            let by_rule = is_careful || n_still > PATIENCE;
            let Some((entering, way)) = self.entering(&duals, is_feasible, by_rule) else {
                return if is_feasible {
                    End::Done
                } else {
                    End::Infeasible(duals)
                };
            };
            let solved = self.solved_column(entering);
            let span = self.upper[entering] - self.lower[entering];
            match self.blocking(&solved, way, by_rule) {
                Some(block) if block.step < span => {
                    let length = block.step.max(0.0);
                    n_still = if length > FEASIBLE { 0 } else { n_still + 1 };
                    self.take(
                        entering,
                        way * length,
                        &solved,
                        Some((block.position, block.place)),
                    );
                }
                _ if span.is_finite() => {
                    n_still = 0;
                    self.take(entering, way * span, &solved, None);
                }
                None if is_feasible => {
                    let mut ray = vec![0.0; self.n_variables()];
                    ray[entering] = way;
                    for (&variable, part) in self.head.iter().zip(&solved) {
                        ray[variable] = -way * part;
                    }
                    return End::Unbounded(ray);
                }
                _ => return End::Stuck,
            }
        }
        End::Stuck
    }

    /// The variable to enter and its direction: the one with the steepest reduced cost or, by Bland's
    /// rule, the first.
    fn entering(&self, duals: &[f64], is_feasible: bool, by_rule: bool) -> Option<(usize, f64)> {
        let mut best = None;
        let mut steepest = 0.0;
        for variable in 0..self.n_variables() {
            if self.place[variable] == Place::Basic {
                continue;
            }
            let cost = if is_feasible {
                self.cost[variable]
            } else {
                0.0
            };
            let reduced = cost - self.dot(duals, variable);
            let way = self.way(variable, reduced, self.price_slack(variable));
            if way != 0.0 && reduced.abs() > steepest {
                best = Some((variable, way));
                if by_rule {
                    return best;
                }
                steepest = reduced.abs();
            }
        }
        best
    }

    /// What stops a variable that enters in direction `way`, whose column is `solved`.
    fn blocking(&self, solved: &[f64], way: f64, by_rule: bool) -> Option<Block> {
        let mut bound = f64::INFINITY;
        for (position, &part) in solved.iter().enumerate() {
            if let Some((room, slack, _)) = self.room(position, -way * part) {
                bound = bound.min((room + slack) / part.abs());
            }
        }
        let mut found: Option<Block> = None;
        for (position, &part) in solved.iter().enumerate() {
            let Some((room, _, place)) = self.room(position, -way * part) else {
                continue;
            };
            let (step, pivot) = (room / part.abs(), part.abs());
            let is_better = match &found {
                None => true,
                Some(other) if by_rule => {
                    let is_first = self.head[position] < self.head[other.position];
                    step < other.step || step <= other.step && is_first
                }
                Some(other) => pivot > other.pivot,
            };
            if is_better && (by_rule || step <= bound) {
                found = Some(Block {
                    step,
                    pivot,
                    position,
                    place,
                });
            }
        }
        found
    }

    /// How far the variable at a position can go that moves at `speed`, by how much that may be missed,
    /// and where it is then; `None` if nothing stops it.
    fn room(&self, position: usize, speed: f64) -> Option<(f64, f64, Place)> {
        if speed.abs() < PIVOT {
            return None;
        }
        let variable = self.head[position];
        let value = self.value[variable];
        let (lower, upper) = (self.lower[variable], self.upper[variable]);
        let side = self.side(variable);
        // What misses a bound is stopped where it meets it, and goes any way in the other direction.
        let (bound, place) = match (side < 0.0, side > 0.0, speed > 0.0) {
            (true, _, false) | (_, true, true) => return None,
            (true, _, true) | (false, false, false) => (lower, Place::Lower),
            (false, _, _) => (upper, Place::Upper),
        };
        let room = if speed > 0.0 {
            bound - value
        } else {
            value - bound
        };
        bound.is_finite().then(|| (room, slack_of(bound), place))
    }
}
