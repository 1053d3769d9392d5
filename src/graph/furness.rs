//! Iterative proportional fitting: cells of a table scaled until they add up to given totals.
//!
//! Does not know: what the cells and totals count.

use crate::task::{Cancelled, Task};

/// The group of a cell that no target of a margin counts.
pub const NOT_COUNTED: u32 = u32::MAX;

/// After this many rounds without a smaller error the targets are taken to contradict each other.
const PATIENCE: u32 = 100;
/// An error is smaller than another one when it is at most this part of it.
const SMALLER: f64 = 0.99;

/// One way to add cells up, with what the sums are to be.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// The group of each cell, an index of `targets`; [`NOT_COUNTED`], like any number beyond the
    /// targets, for cells that are in none.
    pub group_of: &'a [u32],
    /// What the cells of each group are to add up to.
    pub targets: &'a [f64],
}

/// How a fit ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fit {
    /// Every group adds up to its target.
    Balanced {
        /// Rounds over all margins.
        iterations: u32,
        /// The largest relative error left.
        error: f64,
    },
    /// A target cannot be met: its group has no seed, or targets contradict each other.
    Inconsistent {
        /// Rounds over all margins.
        iterations: u32,
        /// The largest relative error left.
        error: f64,
        /// The margin with that error.
        margin: usize,
        /// Its group.
        group: usize,
    },
}

impl Fit {
    /// Whether every target was met.
    #[must_use]
    pub fn is_balanced(self) -> bool {
        matches!(self, Self::Balanced { .. })
    }

    /// Rounds over all margins.
    #[must_use]
    pub fn iterations(self) -> u32 {
        match self {
            Self::Balanced { iterations, .. } | Self::Inconsistent { iterations, .. } => iterations,
        }
    }

    /// The largest relative error left.
    #[must_use]
    pub fn error(self) -> f64 {
        match self {
            Self::Balanced { error, .. } | Self::Inconsistent { error, .. } => error,
        }
    }
}

/// The group that is farthest from its target.
#[derive(Clone, Copy)]
struct Worst {
    error: f64,
    margin: usize,
    group: usize,
}

/// Scales `cells`, which hold a seed, until the groups of every margin add up to their targets within
/// `tolerance`, relative to each target.
///
/// In each round every margin in turn has the cells of each group multiplied by one factor, so a cell
/// of the seed that is zero stays zero, and of all tables with these sums the result is the one that
/// tells least beside them and the seed (it has the least Kullback–Leibler divergence from the seed).
/// With two margins the odds ratios of the seed are kept. Deming and Stephan, *On a least squares
/// adjustment of a sampled frequency table when the expected marginal totals are known*, 1940, for any
/// number of margins; Furness, *Time function iteration*, 1965, for trips between origins and
/// destinations.
///
/// A seed that is negative or no number counts as zero; so does such a target. After an
/// [`Fit::Inconsistent`] end the cells are what the last round made of them: they meet the last margin.
///
/// ```
/// use corridor::graph::furness::{Margin, balance};
/// use corridor::task::Task;
///
/// let mut cells = [1.0, 1.0, 1.0, 1.0];
/// let rows = Margin { group_of: &[0, 0, 1, 1], targets: &[3.0, 1.0] };
/// let columns = Margin { group_of: &[0, 1, 0, 1], targets: &[2.0, 2.0] };
/// let fit = balance(&mut cells, &[rows, columns], 1e-9, &Task::never())?;
/// assert!(fit.is_balanced());
/// assert_eq!(cells, [1.5, 1.5, 0.5, 0.5]);
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was; the cells are then somewhere between seed and result.
pub fn balance(
    cells: &mut [f64],
    margins: &[Margin],
    tolerance: f64,
    task: &Task,
) -> Result<Fit, Cancelled> {
    for cell in cells.iter_mut() {
        *cell = amount(*cell);
    }
    let most = margins.iter().map(|margin| margin.targets.len()).max();
    let mut sums = vec![0.0; most.unwrap_or(0)];
    let mut iterations = 0;
    let mut before = f64::INFINITY;
    loop {
        let worst = worst(cells, margins, &mut sums);
        let Some(worst) = worst.filter(|worst| worst.error > tolerance) else {
            let error = worst.map_or(0.0, |worst| worst.error);
            return Ok(Fit::Balanced { iterations, error });
        };
        let is_checked = iterations % PATIENCE == 0;
        if is_hopeless(&worst, cells, margins, &mut sums)
            || is_checked && iterations > 0 && worst.error > before * SMALLER
        {
            return Ok(Fit::Inconsistent {
                iterations,
                error: worst.error,
                margin: worst.margin,
                group: worst.group,
            });
        }
        if is_checked {
            before = worst.error;
        }
        for margin in margins {
            task.checkpoint()?;
            scale(cells, margin, &mut sums);
        }
        iterations += 1;
    }
}

/// A number as an amount of something.
fn amount(number: f64) -> f64 {
    if number.is_finite() {
        number.max(0.0)
    } else {
        0.0
    }
}

/// Adds the cells of each group up.
fn add_up(cells: &[f64], margin: &Margin, sums: &mut [f64]) {
    sums[..margin.targets.len()].fill(0.0);
    for (cell, &group) in cells.iter().zip(margin.group_of) {
        if let Some(sum) = sums[..margin.targets.len()].get_mut(group as usize) {
            *sum += cell;
        }
    }
}

/// Multiplies the cells of each group by what makes them add up to its target.
fn scale(cells: &mut [f64], margin: &Margin, sums: &mut [f64]) {
    add_up(cells, margin, sums);
    let factors = &mut sums[..margin.targets.len()];
    for (factor, &target) in factors.iter_mut().zip(margin.targets) {
        let is_empty = *factor <= 0.0;
        *factor = if is_empty {
            0.0
        } else {
            amount(target) / *factor
        };
    }
    for (cell, &group) in cells.iter_mut().zip(margin.group_of) {
        if let Some(factor) = factors.get(group as usize) {
            *cell *= factor;
        }
    }
}

/// The group that is farthest from its target, the first of equals; `None` without groups.
fn worst(cells: &[f64], margins: &[Margin], sums: &mut [f64]) -> Option<Worst> {
    let mut worst: Option<Worst> = None;
    for (number, margin) in margins.iter().enumerate() {
        add_up(cells, margin, sums);
        for (group, (&sum, &target)) in sums.iter().zip(margin.targets).enumerate() {
            let target = amount(target);
            let error = if target > 0.0 {
                (sum - target).abs() / target
            } else if sum > 0.0 {
                f64::INFINITY
            } else {
                0.0
            };
            if worst.is_none_or(|worst| error > worst.error) {
                worst = Some(Worst {
                    error,
                    margin: number,
                    group,
                });
            }
        }
    }
    worst
}

/// Whether the worst group is one that nothing can fill.
fn is_hopeless(worst: &Worst, cells: &[f64], margins: &[Margin], sums: &mut [f64]) -> bool {
    let margin = &margins[worst.margin];
    add_up(cells, margin, sums);
    amount(margin.targets[worst.group]) > 0.0 && sums[worst.group] <= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    const NEVER: Task = Task::never();

    /// The margins of a table of rows and columns.
    fn rows_and_columns(n_rows: u32, n_columns: u32) -> [Vec<u32>; 2] {
        let places = (0..n_rows).flat_map(|row| (0..n_columns).map(move |column| (row, column)));
        let (rows, columns) = places.unzip();
        [rows, columns]
    }

    fn margin<'a>(group_of: &'a [u32], targets: &'a [f64]) -> Margin<'a> {
        Margin { group_of, targets }
    }

    #[track_caller]
    fn assert_near(cells: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(cells.len(), expected.len());
        for (cell, expected) in cells.iter().zip(expected) {
            assert!((cell - expected).abs() <= tolerance, "{cells:?}");
        }
    }

    /// The doubly constrained growth factors of Ortúzar and Willumsen, *Modelling Transport*,
    /// chapter 5: base-year trips, future origins and destinations, and the table printed after three
    /// rounds, when origins are met within one percent.
    #[test]
    fn the_textbook_case_comes_out_as_printed() {
        #[rustfmt::skip]
        let mut cells = [
            5.0, 50.0, 100.0, 200.0,
            50.0, 5.0, 100.0, 300.0,
            50.0, 100.0, 5.0, 100.0,
            100.0, 200.0, 250.0, 20.0,
        ];
        #[rustfmt::skip]
        let printed = [
            5.25, 44.12, 98.24, 254.25,
            45.30, 3.81, 84.78, 329.11,
            77.04, 129.50, 7.21, 186.58,
            132.41, 222.57, 309.77, 32.07,
        ];
        let [rows, columns] = rows_and_columns(4, 4);
        let margins = [
            margin(&rows, &[400.0, 460.0, 400.0, 702.0]),
            margin(&columns, &[260.0, 400.0, 500.0, 802.0]),
        ];
        let fit = balance(&mut cells, &margins, 0.01, &NEVER).unwrap();
        assert_eq!((fit.is_balanced(), fit.iterations()), (true, 3));
        assert_near(&cells, &printed, 0.005);
    }

    #[test]
    fn a_margin_of_some_cells_binds_only_those() {
        let mut cells = [1.0; 4];
        let [rows, columns] = rows_and_columns(2, 2);
        let one = [0, NOT_COUNTED, NOT_COUNTED, NOT_COUNTED];
        let margins = [
            margin(&rows, &[5.0, 5.0]),
            margin(&columns, &[6.0, 4.0]),
            margin(&one, &[4.0]),
        ];
        let fit = balance(&mut cells, &margins, 1e-12, &NEVER).unwrap();
        assert!(fit.is_balanced(), "{fit:?}");
        assert_near(&cells, &[4.0, 1.0, 2.0, 3.0], 1e-9);
    }

    #[test]
    fn a_group_without_seed_is_named() {
        let mut cells = [0.0, 0.0, 1.0, 2.0];
        let [rows, _] = rows_and_columns(2, 2);
        let fit = balance(&mut cells, &[margin(&rows, &[1.0, 6.0])], 1e-9, &NEVER).unwrap();
        let Fit::Inconsistent { margin, group, .. } = fit else {
            panic!("{fit:?}");
        };
        assert_eq!((margin, group), (0, 0));
    }

    #[test]
    fn targets_that_contradict_each_other_are_seen() {
        let mut cells = [1.0; 4];
        let [rows, columns] = rows_and_columns(2, 2);
        let margins = [margin(&rows, &[1.0, 1.0]), margin(&columns, &[2.0, 2.0])];
        let fit = balance(&mut cells, &margins, 1e-9, &NEVER).unwrap();
        assert!(!fit.is_balanced(), "{fit:?}");
        assert!(fit.iterations() <= 2 * PATIENCE);
        assert!((fit.error() - 1.0).abs() < 1e-9, "{fit:?}");
    }

    #[test]
    fn odd_input_is_no_failure() {
        let nothing = balance(&mut [], &[], 1e-9, &NEVER).unwrap();
        assert_eq!((nothing.is_balanced(), nothing.iterations()), (true, 0));
        let mut cells = [f64::NAN, -3.0, 2.0, 4.0];
        let short = margin(&[0, 0, 1], &[0.0, 5.0, f64::NAN]);
        let fit = balance(&mut cells, &[short], 1e-9, &NEVER).unwrap();
        assert!(fit.is_balanced(), "{fit:?}");
        assert_near(&cells, &[0.0, 0.0, 5.0, 4.0], 1e-12);
    }

    #[test]
    fn a_cancelled_task_stops_it() {
        let task = Task::new();
        task.cancel();
        let fit = balance(&mut [1.0], &[margin(&[0], &[2.0])], 1e-9, &task);
        assert_eq!(fit, Err(Cancelled));
    }

    fn values(random: &mut Random, count: usize, choices: [u64; 6]) -> Vec<f64> {
        let values = random.values(count, choices).into_iter();
        values
            .map(|v| f64::from(u32::try_from(v).unwrap()))
            .collect()
    }

    /// Margins that can be met, since some table with zeros in the same places has these sums.
    #[test]
    fn random_tables_agree_with_the_slow_way_and_meet_their_margins() {
        let mut random = Random::new(7);
        for _ in 0..100 {
            let n_cells = random.between(1, 24);
            let seed = values(&mut random, n_cells, [0, 1, 2, 3, 5, 9]);
            let goal: Vec<f64> = values(&mut random, n_cells, [1, 2, 3, 4, 6, 8])
                .iter()
                .zip(&seed)
                .map(|(goal, seed)| if *seed > 0.0 { *goal } else { 0.0 })
                .collect();
            let groups: Vec<Vec<u32>> = (0..random.between(1, 3))
                .map(|_| random.nodes(4, n_cells))
                .collect();
            let targets: Vec<Vec<f64>> = groups
                .iter()
                .map(|group_of| oracle::group_sums(&goal, group_of, 4))
                .collect();
            let margins: Vec<Margin> = groups
                .iter()
                .zip(&targets)
                .map(|(group_of, targets)| margin(group_of, targets))
                .collect();
            let mut cells = seed.clone();
            let fit = balance(&mut cells, &margins, 1e-11, &NEVER).unwrap();
            assert!(fit.is_balanced(), "{fit:?}");
            let slow = oracle::proportional_fit(&seed, &groups, &targets);
            assert_near(&cells, &slow, 1e-6);
            for (group_of, targets) in groups.iter().zip(&targets) {
                assert_near(&oracle::group_sums(&cells, group_of, 4), targets, 1e-8);
            }
        }
    }

    #[test]
    fn odds_ratios_of_the_seed_are_kept() {
        let mut random = Random::new(11);
        let [rows, columns] = rows_and_columns(3, 3);
        for _ in 0..200 {
            let seed = values(&mut random, 9, [1, 2, 3, 5, 8, 13]);
            let goal = values(&mut random, 9, [1, 2, 4, 6, 7, 20]);
            let targets = [&rows, &columns].map(|of| oracle::group_sums(&goal, of, 3));
            let margins = [margin(&rows, &targets[0]), margin(&columns, &targets[1])];
            let mut cells = seed.clone();
            assert!(
                balance(&mut cells, &margins, 1e-12, &NEVER)
                    .unwrap()
                    .is_balanced()
            );
            let odds = |t: &[f64], a: usize, b: usize| t[0] * t[3 * a + b] / (t[b] * t[3 * a]);
            for (a, b) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
                let (after, before) = (odds(&cells, a, b), odds(&seed, a, b));
                assert!((after / before - 1.0).abs() < 1e-9, "{cells:?}");
            }
        }
    }
}
