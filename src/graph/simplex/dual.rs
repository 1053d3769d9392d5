//! Dual steps: reduced costs keep the right sign, and bounds that are missed are met one by one.
//!
//! The variable leaves that misses its bound by most; Harris 1973 decides which enters, among those
//! whose reduced cost is used up within the tolerance the one with the largest pivot. It gives up, and
//! leaves the rest to primal steps, if it makes no headway. A step costs O(entries + factors).
//!
//! Does not know: how the basis is factored, scales.

use super::Place;
use super::work::{End, PIVOT, Work};
use crate::task::Task;

impl Work {
    /// Dual steps until all bounds are met. All reduced costs must have the right sign.
    pub(super) fn dual(&mut self, task: &Task) -> End {
        let limit = self.iterations + 200 + 4 * self.n_rows;
        while self.iterations < limit {
            if task.is_cancelled() {
                return End::Cancelled;
            }
            let Some((position, place)) = self.farthest() else {
                return End::Done;
            };
            let mut row = vec![0.0; self.n_rows];
            row[position] = 1.0;
            let row = self.duals(row);
            let duals = self.duals(self.basic_costs());
            let out = self.head[position];
            let bound = if place == Place::Lower {
                self.lower[out]
            } else {
                self.upper[out]
            };
            let missed = self.value[out] - bound;
            let Some(entering) = self.entering_for(&row, &duals, missed) else {
                return End::Infeasible(row);
            };
            let solved = self.solved_column(entering);
            let pivot = solved[position];
            let is_sound = (pivot - self.dot(&row, entering)).abs() <= 1e-6 * pivot.abs();
            if !is_sound || pivot.abs() < PIVOT {
                return End::Stuck;
            }
            self.take(entering, missed / pivot, &solved, Some((position, place)));
        }
        End::Stuck
    }

    /// The position of the variable that misses a bound by most, and that bound.
    fn farthest(&self) -> Option<(usize, Place)> {
        let mut found = None;
        let mut most = 0.0;
        for (position, &variable) in self.head.iter().enumerate() {
            let side = self.side(variable);
            let (bound, place) = match () {
                () if side < 0.0 => (self.lower[variable], Place::Lower),
                () if side > 0.0 => (self.upper[variable], Place::Upper),
                () => continue,
            };
            let missed = (self.value[variable] - bound).abs() / bound.abs().max(1.0);
            if missed > most {
                (most, found) = (missed, Some((position, place)));
            }
        }
        found
    }

    /// The variable that enters where one leaves that misses its bound by `missed`.
    fn entering_for(&self, row: &[f64], duals: &[f64], missed: f64) -> Option<usize> {
        let mut bound = f64::INFINITY;
        let mut candidates = Vec::new();
        for variable in 0..self.n_variables() {
            let is_fixed = self.lower[variable] >= self.upper[variable];
            if self.place[variable] == Place::Basic || is_fixed {
                continue;
            }
            let part = self.dot(row, variable);
            // It must move so that what is missed becomes less.
            let fits = match self.place[variable] {
                Place::Lower => part * missed > 0.0,
                Place::Upper => part * missed < 0.0,
                _ => true,
            };
            if part.abs() < PIVOT || !fits {
                continue;
            }
            let reduced = (self.cost[variable] - self.dot(duals, variable)).abs();
            let reduced = if self.place[variable] == Place::Free {
                0.0
            } else {
                reduced
            };
            bound = bound.min((reduced + self.price_slack(variable)) / part.abs());
            candidates.push((variable, reduced / part.abs(), part.abs()));
        }
        let within = candidates
            .into_iter()
            .filter(|candidate| candidate.1 <= bound);
        let best = within.reduce(|best, other| if other.2 > best.2 { other } else { best });
        best.map(|(variable, _, _)| variable)
    }
}
