//! Tables scaled to given sums: sums are met, odds ratios of the seed are kept, zeros stay, the unit
//! of the seed means nothing, what fits already is left alone, and the same input gives the same bits.

use corridor::graph::furness::{Margin, balance};
use corridor::task::Task;
use proptest::prelude::*;

use super::config;

const ROWS: usize = 4;
const COLUMNS: usize = 5;
const CELLS: usize = ROWS * COLUMNS;
const TOLERANCE: f64 = 1e-11;

/// The row and the column of each cell.
fn groups() -> [Vec<u32>; 2] {
    let places = (0_u32..4).flat_map(|row| (0_u32..5).map(move |column| (row, column)));
    let (rows, columns) = places.unzip();
    [rows, columns]
}

fn sums(cells: &[f64], group_of: &[u32], n_groups: usize) -> Vec<f64> {
    let mut sums = vec![0.0; n_groups];
    for (cell, &group) in cells.iter().zip(group_of) {
        sums[group as usize] += cell;
    }
    sums
}

/// A seed scaled to the sums of a goal; the number of rounds it took.
fn fitted(seed: &[f64], goal: &[f64]) -> (Vec<f64>, u32) {
    let [rows, columns] = groups();
    let (of_rows, of_columns) = (sums(goal, &rows, ROWS), sums(goal, &columns, COLUMNS));
    let margins = [
        Margin {
            group_of: &rows,
            targets: &of_rows,
        },
        Margin {
            group_of: &columns,
            targets: &of_columns,
        },
    ];
    let mut cells = seed.to_vec();
    let fit = balance(&mut cells, &margins, TOLERANCE, &Task::never()).unwrap();
    assert!(fit.is_balanced(), "{fit:?}");
    (cells, fit.iterations())
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * (1.0 + a.abs().max(b.abs()))
}

fn amounts() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.1..50.0_f64, CELLS)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn sums_are_met_and_odds_ratios_kept(seed in amounts(), goal in amounts()) {
        let (cells, _) = fitted(&seed, &goal);
        let [rows, columns] = groups();
        for (group_of, n_groups) in [(&rows, ROWS), (&columns, COLUMNS)] {
            let (found, wanted) = (sums(&cells, group_of, n_groups), sums(&goal, group_of, n_groups));
            prop_assert!(found.iter().zip(&wanted).all(|(found, wanted)| near(*found, *wanted)));
        }
        let odds = |table: &[f64], row: usize, column: usize| {
            let at = |row: usize, column: usize| table[row * COLUMNS + column];
            at(0, 0) * at(row, column) / (at(0, column) * at(row, 0))
        };
        for row in 1..ROWS {
            for column in 1..COLUMNS {
                prop_assert!(near(odds(&cells, row, column), odds(&seed, row, column)));
            }
        }
    }

    /// A goal that is zero wherever the seed is has sums that the seed can be scaled to.
    #[test]
    fn zeros_of_the_seed_stay(seed in amounts(), goal in amounts(), holes in prop::collection::vec(0..CELLS, 0..8)) {
        let punched = |table: &[f64]| -> Vec<f64> {
            let cells = table.iter().enumerate();
            cells.map(|(place, cell)| if holes.contains(&place) { 0.0 } else { *cell }).collect()
        };
        let (cells, _) = fitted(&punched(&seed), &punched(&goal));
        for (place, cell) in cells.iter().enumerate() {
            prop_assert_eq!(*cell == 0.0, holes.contains(&place));
        }
    }

    #[test]
    fn the_unit_of_the_seed_means_nothing(seed in amounts(), goal in amounts(), factor in 0.001..1000.0_f64) {
        let scaled: Vec<f64> = seed.iter().map(|cell| cell * factor).collect();
        let (one, other) = (fitted(&seed, &goal).0, fitted(&scaled, &goal).0);
        prop_assert!(one.iter().zip(&other).all(|(one, other)| near(*one, *other)));
    }

    #[test]
    fn what_fits_is_left_alone_and_answers_are_the_same(seed in amounts(), goal in amounts()) {
        let (cells, _) = fitted(&seed, &goal);
        prop_assert_eq!(&fitted(&goal, &goal), &(goal.clone(), 0));
        prop_assert_eq!(&fitted(&seed, &goal).0, &cells);
    }
}
