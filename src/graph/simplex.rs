//! Linear programs by a revised simplex method: bounded columns, rows of three senses, warm starts.
//!
//! Least `cost · x` over columns `lower <= x <= upper` and rows `a · x <= b`, `= b` or `>= b`. Rows and
//! columns can be added, costs, bounds and right sides changed; the next [`Simplex::solve`] goes on from
//! the last basis, by dual steps where that is still dual feasible (rows added, right sides and bounds
//! changed), else by primal ones. Dantzig 1963 for bounds and the revised method; Lemke 1954 for dual
//! steps; Harris, *Pivot selection methods of the Devex LP code*, 1973, for both ratio tests; Bland 1977 against cycling, once steps of length zero have come in a row; Gilbert and
//! Peierls 1988 for the order of work in the factors, and the product form of the inverse between two
//! factorizations.
//!
//! Rows and columns are scaled by powers of two near their geometric means, costs and right sides as
//! wholes too, so that units do not matter. Of the scaled numbers, bounds and rows hold within 1e-9 of
//! one or of the bound's size, and reduced costs have the right sign within 1e-9 of one or of the cost's
//! size. A step costs O(entries + factors); their number is about two to three times that of the rows,
//! exponential at worst. The same problem after the same changes gives the same bits.
//!
//! Does not know: networks, whole numbers, what a column stands for.

use crate::task::Task;

mod dual;
pub(super) mod factor;
mod scale;
mod steps;
#[cfg(test)]
mod tests;
mod work;

use work::Work;

/// How the sum of a row is held against its right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// At most the right side.
    Most,
    /// Equal to the right side.
    Equal,
    /// At least the right side.
    Least,
}

/// Why a row, a column or a change was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A cost, coefficient or right side is infinite or not a number, or a bound is not a number.
    NotANumber,
    /// An entry or a change names a row that is not there.
    NoSuchRow,
    /// An entry or a change names a column that is not there.
    NoSuchColumn,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refused::NotANumber => {
                "a linear program takes finite numbers only; check costs, coefficients and right sides"
            }
            Refused::NoSuchRow => "a linear program names a row that is not there; add it first",
            Refused::NoSuchColumn => {
                "a linear program names a column that is not there; add it first"
            }
        })
    }
}

impl std::error::Error for Refused {}

/// How solving ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// The values are the least that there are.
    Optimal,
    /// No values meet all rows and bounds.
    Infeasible {
        /// Rows that contradict each other, in ascending order, with the factor by which each is to be
        /// taken: the sum of these rows cannot be met by any values within the bounds of the columns.
        /// Empty if `columns` is not.
        rows: Vec<(usize, f64)>,
        /// Columns whose lower bound is above their upper one.
        columns: Vec<usize>,
    },
    /// The cost falls without end.
    Unbounded {
        /// Columns that move, in ascending order, and how fast; the values are where they begin.
        ray: Vec<(usize, f64)>,
    },
    /// The task was cancelled; the values are those of the last step.
    Cancelled,
    /// Rounding errors kept it from a decision; the values are those of the last step. Numbers that lie
    /// more than about fifteen digits apart do this.
    Unsettled,
}

/// What [`Simplex::solve`] found.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// How it ended; all else is of the optimum only if it is [`Status::Optimal`].
    pub status: Status,
    /// Sum of costs times values.
    pub objective: f64,
    /// By column.
    pub values: Vec<f64>,
    /// Sum of each row.
    pub row_values: Vec<f64>,
    /// By row: by how much the objective grows where the right side grows by a little. Not positive for
    /// [`Sense::Most`], not negative for [`Sense::Least`].
    pub duals: Vec<f64>,
    /// By column: cost less duals times entries. Positive at a lower bound, negative at an upper one.
    pub reduced_costs: Vec<f64>,
    /// Steps taken.
    pub iterations: usize,
}

/// Where a column or the sum of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Basic,
    Lower,
    Upper,
    /// Out of the basis without a bound, at zero.
    Free,
}

/// A linear program and the basis at which it was last left; see the [module](self).
#[derive(Clone, Debug, Default)]
pub struct Simplex {
    cost: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    /// Entries (row, coefficient) by column.
    columns: Vec<Vec<(usize, f64)>>,
    row_lower: Vec<f64>,
    row_upper: Vec<f64>,
    /// Where columns, and where sums of rows are.
    column_place: Vec<Place>,
    row_place: Vec<Place>,
}

impl Simplex {
    /// An empty program: no rows, no columns.
    #[must_use]
    pub fn new() -> Self {
        Simplex::default()
    }

    /// Number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.row_lower.len()
    }

    /// Number of columns.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.cost.len()
    }

    /// Adds a row over columns that are there, and returns its number. Entries of one column add up.
    ///
    /// # Errors
    /// [`Refused`] for an odd number or an unknown column; nothing is added then.
    pub fn add_row(
        &mut self,
        sense: Sense,
        right_side: f64,
        entries: &[(usize, f64)],
    ) -> Result<usize, Refused> {
        let is_odd = |&(_, value): &(usize, f64)| !value.is_finite();
        if !right_side.is_finite() || entries.iter().any(is_odd) {
            return Err(Refused::NotANumber);
        }
        if entries.iter().any(|entry| entry.0 >= self.n_columns()) {
            return Err(Refused::NoSuchColumn);
        }
        let row = self.n_rows();
        for &(column, value) in entries {
            add_entry(&mut self.columns[column], row, value);
        }
        let (lower, upper) = range(sense, right_side);
        self.row_lower.push(lower);
        self.row_upper.push(upper);
        self.row_place.push(Place::Basic);
        Ok(row)
    }

    /// Adds a column with entries in rows that are there, and returns its number. Bounds may be
    /// infinite. Entries of one row add up.
    ///
    /// # Errors
    /// [`Refused`] for an odd number or an unknown row; nothing is added then.
    pub fn add_column(
        &mut self,
        cost: f64,
        bounds: (f64, f64),
        entries: &[(usize, f64)],
    ) -> Result<usize, Refused> {
        let is_odd = |&(_, value): &(usize, f64)| !value.is_finite();
        if !cost.is_finite() || are_odd(bounds) || entries.iter().any(is_odd) {
            return Err(Refused::NotANumber);
        }
        if entries.iter().any(|entry| entry.0 >= self.n_rows()) {
            return Err(Refused::NoSuchRow);
        }
        let mut column = Vec::with_capacity(entries.len());
        for &(row, value) in entries {
            add_entry(&mut column, row, value);
        }
        self.columns.push(column);
        self.cost.push(cost);
        self.lower.push(bounds.0);
        self.upper.push(bounds.1);
        self.column_place.push(resting_place(bounds, Place::Lower));
        Ok(self.cost.len() - 1)
    }

    /// Changes what a unit of `column` costs.
    ///
    /// # Errors
    /// [`Refused`] for an odd number or an unknown column.
    pub fn set_cost(&mut self, column: usize, cost: f64) -> Result<(), Refused> {
        let place = self.cost.get_mut(column).ok_or(Refused::NoSuchColumn)?;
        if !cost.is_finite() {
            return Err(Refused::NotANumber);
        }
        *place = cost;
        Ok(())
    }

    /// Changes the lower and upper bound of `column`.
    ///
    /// # Errors
    /// [`Refused`] for an odd number or an unknown column.
    pub fn set_bounds(&mut self, column: usize, bounds: (f64, f64)) -> Result<(), Refused> {
        if column >= self.n_columns() {
            return Err(Refused::NoSuchColumn);
        }
        if are_odd(bounds) {
            return Err(Refused::NotANumber);
        }
        (self.lower[column], self.upper[column]) = bounds;
        let place = &mut self.column_place[column];
        *place = resting_place(bounds, *place);
        Ok(())
    }

    /// Changes sense and right side of `row`.
    ///
    /// # Errors
    /// [`Refused`] for an odd number or an unknown row.
    pub fn set_right_side(
        &mut self,
        row: usize,
        sense: Sense,
        right_side: f64,
    ) -> Result<(), Refused> {
        if row >= self.n_rows() {
            return Err(Refused::NoSuchRow);
        }
        if !right_side.is_finite() {
            return Err(Refused::NotANumber);
        }
        let bounds = range(sense, right_side);
        (self.row_lower[row], self.row_upper[row]) = bounds;
        let place = &mut self.row_place[row];
        *place = resting_place(bounds, *place);
        Ok(())
    }

    /// Forgets the basis, so that the next solve begins as the first one did.
    pub fn forget_basis(&mut self) {
        self.row_place.fill(Place::Basic);
        for (column, place) in self.column_place.iter_mut().enumerate() {
            *place = resting_place((self.lower[column], self.upper[column]), Place::Lower);
        }
    }

    /// Finds the least cost, going on from the basis that the last call left.
    ///
    /// ```
    /// use corridor::graph::simplex::{Sense, Simplex, Status};
    /// use corridor::task::Task;
    ///
    /// let mut program = Simplex::new();
    /// let x = program.add_column(-3.0, (0.0, 4.0), &[])?;
    /// let y = program.add_column(-5.0, (0.0, 6.0), &[])?;
    /// program.add_row(Sense::Most, 18.0, &[(x, 3.0), (y, 2.0)])?;
    /// let found = program.solve(&Task::never());
    /// assert_eq!(found.status, Status::Optimal);
    /// assert_eq!((found.objective, found.values), (-36.0, vec![2.0, 6.0]));
    /// assert_eq!(found.duals, [-1.0]);
    /// # Ok::<(), corridor::graph::simplex::Refused>(())
    /// ```
    #[must_use]
    pub fn solve(&mut self, task: &Task) -> Solution {
        let crossed = |&column: &usize| self.lower[column] > self.upper[column];
        let columns: Vec<usize> = (0..self.n_columns()).filter(crossed).collect();
        let mut work = Work::new(self);
        let status = if columns.is_empty() {
            work.run(task)
        } else {
            let rows = Vec::new();
            Status::Infeasible { rows, columns }
        };
        (self.column_place, self.row_place) = work.places();
        work.solution(self, status)
    }
}

/// Bounds of the sum of a row.
fn range(sense: Sense, right_side: f64) -> (f64, f64) {
    match sense {
        Sense::Most => (f64::NEG_INFINITY, right_side),
        Sense::Equal => (right_side, right_side),
        Sense::Least => (right_side, f64::INFINITY),
    }
}

fn are_odd(bounds: (f64, f64)) -> bool {
    let is_empty = bounds.0 == f64::INFINITY || bounds.1 == f64::NEG_INFINITY;
    bounds.0.is_nan() || bounds.1.is_nan() || is_empty
}

/// Where a variable with `bounds` can rest that would like to be at `place`.
fn resting_place(bounds: (f64, f64), place: Place) -> Place {
    match place {
        Place::Basic => Place::Basic,
        Place::Upper if bounds.1.is_finite() => Place::Upper,
        _ if bounds.0.is_finite() => Place::Lower,
        _ if bounds.1.is_finite() => Place::Upper,
        _ => Place::Free,
    }
}

/// Adds `value` to the entry of `row`, in ascending order of rows.
fn add_entry(column: &mut Vec<(usize, f64)>, row: usize, value: f64) {
    match column.binary_search_by_key(&row, |entry| entry.0) {
        Ok(at) => column[at].1 += value,
        Err(at) => column.insert(at, (row, value)),
    }
}
