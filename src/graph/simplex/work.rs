//! One solve of a linear program: scaled numbers, basis, values, and what methods share.
//!
//! Variables are the columns, then the sums of the rows: row i says a · x - s = 0 with bounds on s.
//!
//! Does not know: which variable enters and which leaves.

use super::factor::Factors;
use super::scale::Scales;
use super::{Place, Simplex, Solution, Status};
use crate::task::Task;

/// How far a bound may be missed, as a part of one or of the bound.
pub(super) const FEASIBLE: f64 = 1e-9;
/// How far a reduced cost may have the wrong sign, as a part of one or of the cost.
pub(super) const PRICED: f64 = 1e-9;
/// A pivot is at least this.
pub(super) const PIVOT: f64 = 1e-8;
/// Changes of the basis after which it is factored anew.
const N_CHANGES: usize = 64;
/// How often a solve begins anew after rounding errors.
const N_TRIALS: usize = 6;

/// Why a method stopped.
pub(super) enum End {
    /// There is nothing left to do for it.
    Done,
    /// Row factors that no values fit to, by row.
    Infeasible(Vec<f64>),
    /// Direction of variables that lowers the cost for ever, by variable.
    Unbounded(Vec<f64>),
    Cancelled,
    /// Rounding errors, or too many steps.
    Stuck,
}

pub(super) struct Work {
    pub(super) n_rows: usize,
    /// Columns with scaled entries; those of sums are not among them.
    columns: Vec<Vec<(usize, f64)>>,
    pub(super) cost: Vec<f64>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    pub(super) value: Vec<f64>,
    pub(super) place: Vec<Place>,
    /// Variable at each position of the basis.
    pub(super) head: Vec<usize>,
    pub(super) factors: Factors,
    pub(super) iterations: usize,
    scales: Scales,
}

impl Work {
    pub(super) fn new(program: &Simplex) -> Self {
        let scales = Scales::of(program);
        let scaled = program.columns.iter().zip(&scales.columns);
        let columns = scaled
            .map(|(entries, by)| {
                let scaled = entries.iter().filter(|entry| entry.1 != 0.0);
                scaled
                    .map(|&(row, value)| (row, value * scales.rows[row] * by))
                    .collect()
            })
            .collect();
        let costs = program.cost.iter().zip(&scales.columns);
        let mut cost: Vec<f64> = costs.map(|(cost, by)| cost * by / scales.price).collect();
        cost.resize(program.n_columns() + program.n_rows(), 0.0);
        let bounds = |of_columns: &[f64], of_rows: &[f64]| -> Vec<f64> {
            let columns = of_columns.iter().zip(&scales.columns);
            let rows = of_rows.iter().zip(&scales.rows);
            columns
                .map(|(bound, by)| bound / by / scales.size)
                .chain(rows.map(|(bound, by)| bound * by / scales.size))
                .collect()
        };
        let places = program.column_place.iter().chain(&program.row_place);
        Work {
            n_rows: program.n_rows(),
            columns,
            cost,
            lower: bounds(&program.lower, &program.row_lower),
            upper: bounds(&program.upper, &program.row_upper),
            value: vec![0.0; program.n_columns() + program.n_rows()],
            place: places.copied().collect(),
            head: Vec::new(),
            factors: Factors::default(),
            iterations: 0,
            scales,
        }
    }

    /// Dual steps where the basis is dual feasible, then primal ones; again after rounding errors.
    pub(super) fn run(&mut self, task: &Task) -> Status {
        for trial in 0..N_TRIALS {
            self.refactor();
            if trial == 0 && !self.is_feasible() && self.flip_to_dual_feasible() {
                match self.dual(task) {
                    End::Cancelled => return Status::Cancelled,
                    End::Infeasible(rows) if self.is_proof(&rows) => return self.infeasible(&rows),
                    _ => self.refactor(),
                }
            }
            // The last trials take the safest steps only.
            let is_careful = trial + 2 >= N_TRIALS;
            match self.primal(is_careful, task) {
                End::Cancelled => return Status::Cancelled,
                End::Infeasible(rows) if self.is_proof(&rows) => return self.infeasible(&rows),
                End::Unbounded(ray) => return self.unbounded(&ray),
                End::Done => {
                    self.refactor();
                    if self.is_feasible() && self.is_priced() {
                        return Status::Optimal;
                    }
                }
                End::Infeasible(_) | End::Stuck => {}
            }
        }
        Status::Unsettled
    }

    fn n_columns(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn n_variables(&self) -> usize {
        self.cost.len()
    }

    /// Calls `each` with row and value of the entries of a variable's column.
    pub(super) fn entries(&self, variable: usize, mut each: impl FnMut(usize, f64)) {
        match self.columns.get(variable) {
            Some(entries) => entries.iter().for_each(|&(row, value)| each(row, value)),
            None => each(variable - self.n_columns(), -1.0),
        }
    }

    /// Factors times a variable's column, `factors` by row.
    pub(super) fn dot(&self, factors: &[f64], variable: usize) -> f64 {
        match self.columns.get(variable) {
            Some(entries) => entries
                .iter()
                .map(|&(row, value)| factors[row] * value)
                .sum(),
            None => -factors[variable - self.n_columns()],
        }
    }

    /// The column of a variable as seen from the basis, by position.
    pub(super) fn solved_column(&mut self, variable: usize) -> Vec<f64> {
        let mut column = vec![0.0; self.n_rows];
        self.entries(variable, |row, value| column[row] += value);
        self.factors.solve(&mut column);
        column
    }

    /// Duals of the rows under `costs` by position.
    pub(super) fn duals(&mut self, mut costs: Vec<f64>) -> Vec<f64> {
        self.factors.solve_transposed(&mut costs);
        costs
    }

    /// The costs of the variables in the basis, by position.
    pub(super) fn basic_costs(&self) -> Vec<f64> {
        self.head
            .iter()
            .map(|&variable| self.cost[variable])
            .collect()
    }

    /// Below its lower bound: -1, above its upper one: 1, else 0.
    pub(super) fn side(&self, variable: usize) -> f64 {
        let value = self.value[variable];
        let (lower, upper) = (self.lower[variable], self.upper[variable]);
        if value < lower - slack_of(lower) {
            -1.0
        } else if value > upper + slack_of(upper) {
            1.0
        } else {
            0.0
        }
    }

    pub(super) fn is_feasible(&self) -> bool {
        self.head.iter().all(|&variable| self.side(variable) == 0.0)
    }

    /// How far a reduced cost of a variable may have the wrong sign.
    pub(super) fn price_slack(&self, variable: usize) -> f64 {
        PRICED * self.cost[variable].abs().max(1.0)
    }

    /// The direction, 1 or -1, in which a variable out of the basis lowers the cost; 0 if in none.
    pub(super) fn way(&self, variable: usize, reduced: f64, slack: f64) -> f64 {
        if self.lower[variable] >= self.upper[variable] {
            return 0.0;
        }
        match self.place[variable] {
            Place::Lower | Place::Free if reduced < -slack => 1.0,
            Place::Upper | Place::Free if reduced > slack => -1.0,
            _ => 0.0,
        }
    }

    fn is_priced(&mut self) -> bool {
        let duals = self.duals(self.basic_costs());
        (0..self.n_variables()).all(|variable| {
            let reduced = self.cost[variable] - self.dot(&duals, variable);
            let slack = 10.0 * self.price_slack(variable);
            self.place[variable] == Place::Basic || self.way(variable, reduced, slack) == 0.0
        })
    }

    /// Moves variables between their bounds so that all reduced costs have the right sign; false, and
    /// nothing moves, if that is not enough.
    fn flip_to_dual_feasible(&mut self) -> bool {
        let duals = self.duals(self.basic_costs());
        let mut places = self.place.clone();
        for (variable, place) in places.iter_mut().enumerate() {
            let reduced = self.cost[variable] - self.dot(&duals, variable);
            let way = self.way(variable, reduced, self.price_slack(variable));
            if *place == Place::Basic || way == 0.0 {
                continue;
            }
            *place = match *place {
                Place::Lower if self.upper[variable].is_finite() => Place::Upper,
                Place::Upper if self.lower[variable].is_finite() => Place::Lower,
                _ => return false,
            };
        }
        self.place = places;
        self.set_values();
        true
    }

    /// Factors the basis anew, with sums of rows in the place of what depends on others, and computes
    /// all values.
    pub(super) fn refactor(&mut self) {
        self.head = (0..self.n_variables())
            .filter(|&variable| self.place[variable] == Place::Basic)
            .collect();
        let mut spare = self.n_columns()..self.n_variables();
        while self.head.len() < self.n_rows {
            let Some(sum) = spare.find(|&sum| self.place[sum] != Place::Basic) else {
                break;
            };
            self.place[sum] = Place::Basic;
            self.head.push(sum);
        }
        for &variable in &self.head[self.n_rows..] {
            self.place[variable] = rest(self.lower[variable], self.upper[variable], 0.0);
        }
        self.head.truncate(self.n_rows);
        // After one repair the basis is regular; a second look costs little.
        for _ in 0..3 {
            let columns: Vec<Vec<(usize, f64)>> = (self.head.iter())
                .map(|&variable| {
                    let mut column = Vec::new();
                    self.entries(variable, |row, value| column.push((row, value)));
                    column
                })
                .collect();
            let dependent = self.factors.build(&columns);
            if dependent.is_empty() {
                break;
            }
            for (position, row) in dependent {
                let out = self.head[position];
                self.place[out] = rest(self.lower[out], self.upper[out], self.value[out]);
                let sum = self.n_columns() + row;
                self.head[position] = sum;
                self.place[sum] = Place::Basic;
            }
        }
        self.set_values();
    }

    /// Computes all values from the places.
    fn set_values(&mut self) {
        let mut rest = vec![0.0; self.n_rows];
        for variable in 0..self.n_variables() {
            let value = match self.place[variable] {
                Place::Basic => continue,
                Place::Lower => self.lower[variable],
                Place::Upper => self.upper[variable],
                Place::Free => 0.0,
            };
            self.value[variable] = value;
            if value != 0.0 {
                self.entries(variable, |row, entry| rest[row] -= entry * value);
            }
        }
        let mut found = rest.clone();
        self.factors.solve(&mut found);
        // One step of refinement: what is left of the right side is solved for once more.
        for (position, &variable) in self.head.iter().enumerate() {
            self.entries(variable, |row, entry| rest[row] -= entry * found[position]);
        }
        self.factors.solve(&mut rest);
        for (position, &variable) in self.head.iter().enumerate() {
            self.value[variable] = found[position] + rest[position];
        }
    }

    /// Moves `entering` by `step` and the basis with it, whose column is `solved`; if something leaves,
    /// (position, place), they change places.
    pub(super) fn take(
        &mut self,
        entering: usize,
        step: f64,
        solved: &[f64],
        leaving: Option<(usize, Place)>,
    ) {
        self.iterations += 1;
        self.value[entering] += step;
        for (&variable, part) in self.head.iter().zip(solved) {
            self.value[variable] -= step * part;
        }
        let Some((position, place)) = leaving else {
            let is_lower = self.place[entering] == Place::Lower;
            let (to, value) = if is_lower {
                (Place::Upper, self.upper[entering])
            } else {
                (Place::Lower, self.lower[entering])
            };
            self.place[entering] = to;
            self.value[entering] = value;
            return;
        };
        let out = self.head[position];
        self.place[out] = place;
        self.value[out] = match place {
            Place::Lower => self.lower[out],
            Place::Upper => self.upper[out],
            _ => self.value[out],
        };
        self.place[entering] = Place::Basic;
        self.head[position] = entering;
        self.factors.change(position, solved);
        if self.factors.n_changes() >= N_CHANGES {
            self.refactor();
        }
    }

    /// Whether no values within bounds fit to these factors of rows: the sum of the rows so taken has
    /// a range, and zero is not in it.
    fn is_proof(&self, factors: &[f64]) -> bool {
        let (mut least, mut most, mut size) = (0.0, 0.0, 0.0_f64);
        for variable in 0..self.n_variables() {
            let factor = self.dot(factors, variable);
            let (lower, upper) = (self.lower[variable], self.upper[variable]);
            let mut entries = 0.0_f64;
            self.entries(variable, |row, value| {
                entries = entries.max((factors[row] * value).abs());
            });
            if factor.abs() <= 1e-10 * entries {
                continue;
            }
            let (low, high) = if factor > 0.0 {
                (lower, upper)
            } else {
                (upper, lower)
            };
            least += factor * low;
            most += factor * high;
            for end in [factor * low, factor * high] {
                size = size.max(if end.is_finite() { end.abs() } else { 0.0 });
            }
        }
        least > FEASIBLE * 0.1 * size || most < -FEASIBLE * 0.1 * size
    }

    fn infeasible(&self, factors: &[f64]) -> Status {
        let size = factors.iter().fold(0.0, |size: f64, f| size.max(f.abs()));
        let rows = factors.iter().zip(&self.scales.rows).enumerate();
        let rows = rows
            .filter(|(_, (factor, _))| factor.abs() > 1e-10 * size)
            .map(|(row, (factor, scale))| (row, factor * scale))
            .collect();
        let columns = Vec::new();
        Status::Infeasible { rows, columns }
    }

    fn unbounded(&self, ray: &[f64]) -> Status {
        let moves = ray.iter().zip(&self.scales.columns).enumerate();
        let ray = moves
            .filter(|(_, (speed, _))| **speed != 0.0)
            .map(|(column, (speed, scale))| (column, speed * scale))
            .collect();
        Status::Unbounded { ray }
    }

    /// Where columns and where sums of rows are.
    pub(super) fn places(&self) -> (Vec<Place>, Vec<Place>) {
        let (columns, rows) = self.place.split_at(self.n_columns());
        (columns.to_vec(), rows.to_vec())
    }

    /// The numbers of `program` as they are now.
    pub(super) fn solution(mut self, program: &Simplex, status: Status) -> Solution {
        let scales = &self.scales;
        let mut values: Vec<f64> = (self.value.iter().zip(&scales.columns))
            .map(|(value, by)| value * by * scales.size)
            .collect();
        for (column, value) in values.iter_mut().enumerate() {
            // What rests at a bound is at that very number.
            match self.place[column] {
                Place::Lower => *value = program.lower[column],
                Place::Upper => *value = program.upper[column],
                Place::Basic | Place::Free => {}
            }
        }
        let mut row_values = vec![0.0; program.n_rows()];
        let mut objective = 0.0;
        for (column, value) in values.iter().enumerate() {
            objective += program.cost[column] * value;
            for &(row, entry) in &program.columns[column] {
                row_values[row] += entry * value;
            }
        }
        let is_factored =
            self.head.len() == self.n_rows && !matches!(status, Status::Infeasible { .. });
        let mut duals = vec![0.0; self.n_rows];
        if is_factored {
            duals = self.duals(self.basic_costs());
            for (row, dual) in duals.iter_mut().enumerate() {
                let is_basic = self.place[program.n_columns() + row] == Place::Basic;
                let scaled = *dual * self.scales.rows[row] * self.scales.price;
                *dual = if is_basic { 0.0 } else { scaled };
            }
        }
        let reduced_costs = (program.cost.iter().zip(&program.columns).enumerate())
            .map(|(column, (cost, entries))| match self.place[column] {
                Place::Basic if is_factored => 0.0,
                _ => cost - entries.iter().map(|&(row, v)| duals[row] * v).sum::<f64>(),
            })
            .collect();
        Solution {
            status,
            objective,
            values,
            row_values,
            duals,
            reduced_costs,
            iterations: self.iterations,
        }
    }
}

/// How far a bound may be missed.
pub(super) fn slack_of(bound: f64) -> f64 {
    FEASIBLE * bound.abs().max(1.0)
}

/// Where a variable goes that leaves the basis at `value`.
fn rest(lower: f64, upper: f64, value: f64) -> Place {
    let is_upper = upper.is_finite() && (upper - value).abs() < (value - lower).abs();
    match (lower.is_finite(), is_upper) {
        (_, true) => Place::Upper,
        (true, false) => Place::Lower,
        (false, false) => Place::Free,
    }
}
