//! Powers of two that bring the numbers of a linear program near one.
//!
//! Rows and columns in turn are divided by the geometric mean of their entries (Fulkerson and Wolfe
//! 1962; Tomlin 1975), the costs as one row more, bounds and right sides as one column more. As all
//! factors are powers of two, scaling rounds nothing. O(entries).
//!
//! Does not know: bases, steps.

use super::Simplex;

/// How often rows and columns are scaled in turn.
const PASSES: usize = 3;

/// Factors of rows and columns: a scaled entry is `row * entry * column`, a scaled value is the value
/// divided by `column * size`, a scaled cost `cost * column / price`.
pub(super) struct Scales {
    pub(super) rows: Vec<f64>,
    pub(super) columns: Vec<f64>,
    pub(super) size: f64,
    pub(super) price: f64,
}

impl Scales {
    pub(super) fn of(program: &Simplex) -> Self {
        let (n_rows, n_columns) = (program.n_rows(), program.n_columns());
        let mut scales = Scales {
            rows: vec![1.0; n_rows],
            columns: vec![1.0; n_columns],
            size: 1.0,
            price: 1.0,
        };
        for _ in 0..PASSES {
            scales.pass(program);
        }
        scales
    }

    /// Scales rows, then columns; costs count as a row more, bounds and right sides as a column more.
    fn pass(&mut self, program: &Simplex) {
        let mut means = vec![Mean::default(); self.rows.len()];
        let mut prices = Mean::default();
        for (column, entries) in program.columns.iter().enumerate() {
            for &(row, value) in entries {
                means[row].add(value * self.columns[column]);
            }
            prices.add(program.cost[column] * self.columns[column]);
        }
        self.price = prices.power_of_two();
        let ends = program.row_lower.iter().zip(&program.row_upper);
        for ((scale, mean), (lower, upper)) in self.rows.iter_mut().zip(&mut means).zip(ends) {
            mean.add(lower / self.size);
            if lower < upper {
                mean.add(upper / self.size);
            }
            *scale = 1.0 / mean.power_of_two();
        }
        for (column, entries) in program.columns.iter().enumerate() {
            let mut mean = Mean::default();
            for &(row, value) in entries {
                mean.add(value * self.rows[row]);
            }
            mean.add(program.cost[column] / self.price);
            self.columns[column] = 1.0 / mean.power_of_two();
        }
        let mut sizes = Mean::default();
        for (column, scale) in self.columns.iter().enumerate() {
            sizes.add(program.lower[column] / scale);
            sizes.add(program.upper[column] / scale);
        }
        for (row, scale) in self.rows.iter().enumerate() {
            sizes.add(program.row_lower[row] * scale);
            sizes.add(program.row_upper[row] * scale);
        }
        self.size = sizes.power_of_two();
    }
}

/// A geometric mean of sizes under way; zeros and infinities do not count.
#[derive(Clone, Copy, Default)]
struct Mean {
    logarithms: f64,
    count: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        if value != 0.0 && value.is_finite() {
            self.logarithms += value.abs().log2();
            self.count += 1.0;
        }
    }

    /// The power of two next to the mean; 1 if there is none.
    fn power_of_two(self) -> f64 {
        if self.count > 0.0 {
            (self.logarithms / self.count).round().exp2()
        } else {
            1.0
        }
    }
}
