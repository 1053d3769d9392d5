//! A basis as lower times upper triangular factor, and the changes since.
//!
//! Column by column as by Gilbert and Peierls, *Sparse partial pivoting in time proportional to
//! arithmetic operations*, 1988, the sparsest columns first; among pivots not much smaller than the
//! largest, the row with the fewest entries. A changed column is one more factor (product form of the
//! inverse, Dantzig and Orchard-Hays 1954). Factoring is O(rows² + operations).
//!
//! Does not know: costs, bounds, which columns there are.

/// A pivot is at least this part of the largest in its column.
const THRESHOLD: f64 = 0.1;
/// What is smaller than this part of the largest entry of its column counts as zero.
const SINGULAR: f64 = 1e-11;
/// Entries of factors smaller than this are dropped.
const DROP: f64 = 1e-16;

/// A changed column: its position, its entry there, and its other entries by position.
type Change = (usize, f64, Vec<(usize, f64)>);

/// Factors of a square matrix whose columns stand at positions and whose rows have numbers.
#[derive(Clone, Debug, Default)]
pub(in crate::graph) struct Factors {
    /// Row and position of each pivot, in order of elimination.
    pivot_rows: Vec<usize>,
    pivot_positions: Vec<usize>,
    /// By pivot: multiples of it in rows without a pivot yet.
    lower: Vec<Vec<(usize, f64)>>,
    /// By pivot: what its column has at earlier pivots, and the pivot itself.
    upper: Vec<Vec<(usize, f64)>>,
    diagonal: Vec<f64>,
    /// Position and column of each change: the column as solved with what was there before.
    changes: Vec<Change>,
    room: Vec<f64>,
}

impl Factors {
    /// Changes since the factors were made.
    pub(in crate::graph) fn n_changes(&self) -> usize {
        self.changes.len()
    }

    /// Factors the matrix whose column at each position `column` gives as (row, value).
    ///
    /// Returns positions that depend on others, each with a row that has no pivot: put a column that
    /// has an entry in that row alone there, and all is well.
    pub(in crate::graph) fn build(&mut self, columns: &[Vec<(usize, f64)>]) -> Vec<(usize, usize)> {
        let n = columns.len();
        *self = Factors {
            room: vec![0.0; n],
            ..Factors::default()
        };
        let mut counts = vec![0_usize; n];
        for &(row, _) in columns.iter().flatten() {
            counts[row] += 1;
        }
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&position| (columns[position].len(), position));
        let mut has_pivot = vec![false; n];
        let mut dependent = Vec::new();
        let mut work = vec![0.0; n];
        for position in order {
            for &(row, value) in &columns[position] {
                work[row] = value;
            }
            if !self.eliminate(&mut work, position, &counts, &mut has_pivot) {
                dependent.push(position);
            }
        }
        let free_rows = (0..n).filter(|&row| !has_pivot[row]);
        dependent.into_iter().zip(free_rows).collect()
    }

    /// Takes one column, given by row in `work`, which is zero afterwards; false if it depends on those
    /// before.
    fn eliminate(
        &mut self,
        work: &mut [f64],
        position: usize,
        counts: &[usize],
        has_pivot: &mut [bool],
    ) -> bool {
        let size = work.iter().fold(0.0, |size: f64, v| size.max(v.abs()));
        let mut above = Vec::new();
        for (pivot, &row) in self.pivot_rows.iter().enumerate() {
            let value = work[row];
            work[row] = 0.0;
            if value.abs() <= DROP {
                continue;
            }
            above.push((pivot, value));
            for &(row, multiple) in &self.lower[pivot] {
                work[row] -= multiple * value;
            }
        }
        let largest = work.iter().fold(0.0, |size: f64, v| size.max(v.abs()));
        if largest <= SINGULAR * size || largest <= f64::MIN_POSITIVE {
            work.fill(0.0);
            return false;
        }
        let fits = |row: &usize| work[*row].abs() >= THRESHOLD * largest;
        let candidates = (0..work.len()).filter(fits);
        let row = candidates
            .min_by_key(|&row| (counts[row], row))
            .unwrap_or(0);
        let pivot = work[row];
        work[row] = 0.0;
        let mut below = Vec::new();
        for (other, value) in work.iter_mut().enumerate() {
            if value.abs() > DROP * size {
                below.push((other, *value / pivot));
            }
            *value = 0.0;
        }
        has_pivot[row] = true;
        self.pivot_rows.push(row);
        self.pivot_positions.push(position);
        self.lower.push(below);
        self.upper.push(above);
        self.diagonal.push(pivot);
        true
    }

    /// Solves matrix · x = `values`: in by row, out by position.
    pub(in crate::graph) fn solve(&mut self, values: &mut [f64]) {
        for (pivot, &row) in self.pivot_rows.iter().enumerate() {
            let value = values[row];
            if value != 0.0 {
                for &(row, multiple) in &self.lower[pivot] {
                    values[row] -= multiple * value;
                }
            }
        }
        for pivot in (0..self.diagonal.len()).rev() {
            let value = values[self.pivot_rows[pivot]] / self.diagonal[pivot];
            self.room[self.pivot_positions[pivot]] = value;
            if value != 0.0 {
                for &(earlier, above) in &self.upper[pivot] {
                    values[self.pivot_rows[earlier]] -= above * value;
                }
            }
        }
        values.copy_from_slice(&self.room);
        for (position, pivot, column) in &self.changes {
            let value = values[*position] / pivot;
            values[*position] = value;
            if value != 0.0 {
                for &(other, part) in column {
                    values[other] -= part * value;
                }
            }
        }
    }

    /// Solves y · matrix = `values`: in by position, out by row.
    pub(in crate::graph) fn solve_transposed(&mut self, values: &mut [f64]) {
        for (position, pivot, column) in self.changes.iter().rev() {
            let sum: f64 = column
                .iter()
                .map(|&(other, part)| part * values[other])
                .sum();
            values[*position] = (values[*position] - sum) / pivot;
        }
        for pivot in 0..self.diagonal.len() {
            let above = self.upper[pivot].iter();
            let sum: f64 = above
                .map(|&(earlier, part)| part * self.room[self.pivot_rows[earlier]])
                .sum();
            let value = (values[self.pivot_positions[pivot]] - sum) / self.diagonal[pivot];
            self.room[self.pivot_rows[pivot]] = value;
        }
        for pivot in (0..self.diagonal.len()).rev() {
            let below = self.lower[pivot].iter();
            let sum: f64 = below
                .map(|&(row, multiple)| multiple * self.room[row])
                .sum();
            self.room[self.pivot_rows[pivot]] -= sum;
        }
        values.copy_from_slice(&self.room);
    }

    /// Puts another column at `position`; `solved` is that column after [`Factors::solve`].
    pub(in crate::graph) fn change(&mut self, position: usize, solved: &[f64]) {
        let others = solved.iter().enumerate();
        let column = others
            .filter(|&(other, value)| other != position && value.abs() > DROP)
            .map(|(other, value)| (other, *value))
            .collect();
        self.changes.push((position, solved[position], column));
    }
}
