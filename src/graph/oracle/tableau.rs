//! Linear programs by the tableau of the textbooks.
//!
//! Does not know: bases, factors, scales.

use std::cmp::Ordering;

/// A small linear program: least `cost · x`, rows as coefficients, sense and right side.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub cost: Vec<f64>,
    pub bounds: Vec<(f64, f64)>,
    pub rows: Vec<(Vec<f64>, Ordering, f64)>,
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    Optimal(f64),
    Infeasible,
    Unbounded,
}

/// A shift, and variables with their factors.
type Substituted = (f64, Vec<(usize, f64)>);

/// Each column as `shift + Σ factor · variable`, variables not negative.
fn substituted(program: &Program) -> (Vec<Substituted>, usize) {
    let mut n = 0;
    let mut fresh = || {
        n += 1;
        n - 1
    };
    let columns = program.bounds.iter().map(|&(lower, upper)| {
        if lower.is_finite() {
            (lower, vec![(fresh(), 1.0)])
        } else if upper.is_finite() {
            (upper, vec![(fresh(), -1.0)])
        } else {
            (0.0, vec![(fresh(), 1.0), (fresh(), -1.0)])
        }
    });
    (columns.collect(), n)
}

/// Dantzig 1963: two phases over a full tableau, Bland's rule throughout.
pub fn solve(program: &Program) -> Answer {
    let (columns, n) = substituted(program);
    let mut rows = program.rows.clone();
    for (column, &(lower, upper)) in program.bounds.iter().enumerate() {
        if lower.is_finite() && upper.is_finite() {
            let mut row = vec![0.0; program.cost.len()];
            row[column] = 1.0;
            rows.push((row, Ordering::Less, upper));
        }
    }
    let m = rows.len();
    let width = n + 2 * m + 1;
    let mut tableau = Vec::new();
    let mut costs = vec![vec![0.0; width]; 2];
    for (at, (row, sense, right)) in rows.iter().enumerate() {
        let mut line = vec![0.0; width];
        line[width - 1] = *right;
        for (value, (shift, parts)) in row.iter().zip(&columns) {
            line[width - 1] -= value * shift;
            for &(variable, factor) in parts {
                line[variable] += value * factor;
            }
        }
        line[n + at] = match sense {
            Ordering::Less => 1.0,
            Ordering::Equal => 0.0,
            Ordering::Greater => -1.0,
        };
        if line[width - 1] < 0.0 {
            for value in &mut line {
                *value = -*value;
            }
        }
        line[n + m + at] = 1.0;
        for (cost, value) in costs[0].iter_mut().zip(&line) {
            *cost -= value;
        }
        costs[0][n + m + at] = 0.0;
        tableau.push(line);
    }
    for (cost, (shift, parts)) in program.cost.iter().zip(&columns) {
        costs[1][width - 1] -= cost * shift;
        for &(variable, factor) in parts {
            costs[1][variable] += cost * factor;
        }
    }
    let mut basis: Vec<usize> = (n + m..n + 2 * m).collect();
    assert!(descend(&mut tableau, &mut costs, &mut basis, 0, n + m));
    if costs[0][width - 1] < -1e-7 {
        return Answer::Infeasible;
    }
    // What is left of the first phase is zero and is driven out where it can be.
    for at in 0..m {
        if basis[at] >= n + m
            && let Some(enter) = (0..n + m).find(|&column| tableau[at][column].abs() > 1e-7)
        {
            pivot(&mut tableau, &mut costs, &mut basis, at, enter);
        }
    }
    if descend(&mut tableau, &mut costs, &mut basis, 1, n + m) {
        Answer::Optimal(-costs[1][width - 1])
    } else {
        Answer::Unbounded
    }
}

/// Pivots until no cost is negative; false if there is no end.
fn descend(
    tableau: &mut [Vec<f64>],
    costs: &mut [Vec<f64>],
    basis: &mut [usize],
    phase: usize,
    n_columns: usize,
) -> bool {
    loop {
        let Some(enter) = (0..n_columns).find(|&column| costs[phase][column] < -1e-9) else {
            return true;
        };
        let ratio = |at: usize| tableau[at][tableau[at].len() - 1] / tableau[at][enter];
        let leave = (0..tableau.len())
            .filter(|&at| tableau[at][enter] > 1e-9)
            .min_by(|&a, &b| {
                (ratio(a), basis[a])
                    .partial_cmp(&(ratio(b), basis[b]))
                    .unwrap()
            });
        let Some(leave) = leave else {
            return false;
        };
        pivot(tableau, costs, basis, leave, enter);
    }
}

fn pivot(
    tableau: &mut [Vec<f64>],
    costs: &mut [Vec<f64>],
    basis: &mut [usize],
    leave: usize,
    enter: usize,
) {
    let by = tableau[leave][enter];
    for value in &mut tableau[leave] {
        *value /= by;
    }
    let row = tableau[leave].clone();
    let others = tableau.iter_mut().enumerate();
    let others = others.filter(|(at, _)| *at != leave).map(|(_, line)| line);
    for line in others.chain(costs.iter_mut()) {
        let factor = line[enter];
        for (value, of_row) in line.iter_mut().zip(&row) {
            *value -= factor * of_row;
        }
    }
    basis[leave] = enter;
}
