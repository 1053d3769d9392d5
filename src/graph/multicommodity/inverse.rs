//! The inverse of the working basis, kept as a whole.
//!
//! Columns lie one after the other, each in one piece, so that a change of one row or column of the
//! basis is a few sums of columns: O(size²), less where there are zeros (Dantzig and Orchard-Hays 1954
//! in explicit form). Basis and inverse grow and shrink by a row and a column each.
//!
//! Does not know: what rows and columns of the basis stand for.

/// The inverse of a square matrix: `at(column slot, row slot)` by columns and rows of the matrix.
#[derive(Clone, Debug, Default)]
pub(super) struct Inverse {
    size: usize,
    stride: usize,
    /// Column by column; one is what the matrix makes of a unit in one of its rows.
    values: Vec<f64>,
}

impl Inverse {
    pub(super) fn clear(&mut self) {
        self.size = 0;
    }

    /// What a unit in `row` of the matrix comes to, by column of the matrix.
    pub(super) fn of_row(&self, row: usize) -> &[f64] {
        let first = row * self.stride;
        &self.values[first..first + self.size]
    }

    /// Adds `times` what a unit in `row` comes to.
    pub(super) fn add(&self, row: usize, times: f64, sums: &mut [f64]) {
        subtract(sums, -times, self.of_row(row));
    }

    fn of_row_mut(&mut self, row: usize) -> &mut [f64] {
        let first = row * self.stride;
        &mut self.values[first..first + self.size]
    }

    pub(super) fn at(&self, column: usize, row: usize) -> f64 {
        self.values[row * self.stride + column]
    }

    /// The row of the inverse for `column` of the matrix, into `into` by row of the matrix.
    pub(super) fn for_column(&self, column: usize, into: &mut Vec<f64>) {
        into.clear();
        into.extend((0..self.size).map(|row| self.at(column, row)));
    }

    /// `weights` by (column, weight) times the inverse, into `into` by row of the matrix.
    pub(super) fn times(&self, weights: &[(usize, f64)], into: &mut Vec<f64>) {
        into.clear();
        into.extend((0..self.size).map(|row| {
            let of_row = self.of_row(row);
            weights
                .iter()
                .map(|&(column, w)| w * of_row[column])
                .sum::<f64>()
        }));
    }

    /// Makes room for `size` rows and columns, all zero.
    pub(super) fn reset(&mut self, size: usize) {
        self.size = size;
        self.stride = self.stride.max(size.next_power_of_two());
        self.values.clear();
        self.values.resize(self.stride * size, 0.0);
    }

    pub(super) fn set_of_row(&mut self, row: usize, values: &[f64]) {
        self.of_row_mut(row).copy_from_slice(values);
    }

    /// Puts another column in the place of `column` of the matrix; `solved` is the inverse times it.
    pub(super) fn replace_column(&mut self, column: usize, solved: &[f64]) {
        let pivot = solved[column];
        for row in 0..self.size {
            let values = self.of_row_mut(row);
            let factor = values[column] / pivot;
            if factor != 0.0 {
                subtract(values, factor, solved);
                values[column] = factor;
            }
        }
    }

    /// Puts another row in the place of `row` of the matrix; `solved` is it times the inverse.
    pub(super) fn replace_row(&mut self, row: usize, solved: &[f64], room: &mut Vec<f64>) {
        let pivot = solved[row];
        room.clear();
        room.extend(self.of_row(row).iter().map(|value| value / pivot));
        for (other, &factor) in solved.iter().enumerate() {
            if other != row && factor != 0.0 {
                subtract(self.of_row_mut(other), factor, room);
            }
        }
        self.of_row_mut(row).copy_from_slice(room);
    }

    /// Adds a row and a column. `column` is the inverse times the new column, `row` the new row times
    /// the inverse, `corner` the new corner less row times `column`.
    pub(super) fn grow(&mut self, column: &[f64], row: &[f64], corner: f64) {
        let old = self.size;
        self.make_room(old + 1);
        self.size = old + 1;
        for (at, &factor) in row.iter().enumerate() {
            let values = self.of_row_mut(at);
            if factor == 0.0 {
                values[old] = 0.0;
                continue;
            }
            subtract(&mut values[..old], -factor / corner, column);
            values[old] = -factor / corner;
        }
        let values = self.of_row_mut(old);
        for (value, part) in values.iter_mut().zip(column) {
            *value = -part / corner;
        }
        values[old] = 1.0 / corner;
    }

    /// Takes `column` and `row` out of the matrix; the last ones take their places.
    pub(super) fn shrink(&mut self, column: usize, row: usize, room: &mut Vec<f64>) {
        let pivot = self.at(column, row);
        room.clear();
        room.extend(self.of_row(row).iter().map(|value| value / pivot));
        let last = self.size - 1;
        for other in 0..self.size {
            let values = self.of_row_mut(other);
            let factor = values[column];
            if other != row && factor != 0.0 {
                subtract(values, factor, room);
            }
            values[column] = values[last];
        }
        if row != last {
            let (first, from) = (row * self.stride, last * self.stride);
            self.values.copy_within(from..from + last, first);
        }
        self.size = last;
    }

    /// Another column of the group of `column` becomes what the group is measured by: `column` is
    /// turned round, and `others` of the group are lessened by it.
    pub(super) fn swap_key(&mut self, column: usize, others: &[u32]) {
        for row in 0..self.size {
            let values = self.of_row_mut(row);
            let sum: f64 = others.iter().map(|&other| values[other as usize]).sum();
            // `others` holds `column` itself too.
            values[column] = -sum;
        }
    }

    fn make_room(&mut self, size: usize) {
        if size > self.stride {
            let stride = size.next_power_of_two().max(16);
            let mut values = vec![0.0; stride * stride];
            for row in 0..self.size {
                let of_row = self.of_row(row);
                values[row * stride..row * stride + self.size].copy_from_slice(of_row);
            }
            (self.values, self.stride) = (values, stride);
        }
        let needed = size * self.stride;
        if self.values.len() < needed {
            self.values.resize(needed, 0.0);
        }
    }
}

/// `values - factor * of`, number by number.
fn subtract(values: &mut [f64], factor: f64, of: &[f64]) {
    for (value, part) in values.iter_mut().zip(of) {
        *value -= factor * part;
    }
}
