//! Numbers in classes: as many in each, as wide each, or alike within each.
//!
//! Natural breaks leave the least sum of squared distances to the means of classes (Fisher 1958, *On Grouping
//! for Maximum Homogeneity*; Jenks 1967 for maps). Found exactly by dynamic programming over the sorted
//! distinct values; as the best cut never moves back when the end moves on, each class takes
//! O(n log n) by halving. Above [`MOST_DISTINCT`] distinct values those are first put in that many groups
//! of as many each, and the breaks are the best among the ends of groups. Of equal sums the one with the
//! lowest breaks is taken.
//! Does not know: what the numbers are, colors.

use crate::model::look::Split;

/// Distinct values up to which natural breaks are exact.
pub const MOST_DISTINCT: usize = 20_000;

/// Where each class but the first begins, ascending, each above the least number; fewer than were asked for
/// where there are too few different numbers, none for kinds. What is not finite is not counted. Breaks
/// that are given stay as they are.
#[must_use]
pub fn breaks(numbers: &[f64], split: &Split) -> Vec<f64> {
    if let Split::At(breaks) = split {
        return breaks.clone();
    }
    let Some(n) = split.n_classes() else {
        return Vec::new();
    };
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|n| n.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let (Some(&least), Some(&most)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    let mut breaks = match split {
        Split::Quantiles(_) => (1..n)
            .map(|k| sorted[(k * sorted.len()).div_ceil(n).min(sorted.len() - 1)])
            .collect(),
        Split::Equal(_) | Split::Smooth => {
            #[expect(clippy::cast_precision_loss, reason = "at most nine classes")]
            let at = |k: usize| least + (most - least) * (k as f64 / n as f64);
            (1..n).map(at).collect()
        }
        _ => natural(&sorted, n),
    };
    breaks.retain(|at| *at > least && *at <= most);
    breaks.dedup_by(|a, b| a.total_cmp(b).is_eq());
    breaks
}

/// The class of a number: how many breaks it reaches.
#[must_use]
pub fn class_of(breaks: &[f64], number: f64) -> usize {
    breaks.partition_point(|at| *at <= number)
}

/// The natural breaks of sorted numbers.
fn natural(sorted: &[f64], n: usize) -> Vec<f64> {
    let sums = Sums::of(sorted);
    let n_groups = sums.first.len();
    let n = n.min(n_groups);
    // best[i]: the least sum of the first i groups in the classes so far; cuts[k][i]: where the last begins.
    let mut best: Vec<f64> = (0..=n_groups).map(|end| sums.spread(0, end)).collect();
    let mut cuts: Vec<Vec<u32>> = Vec::with_capacity(n);
    for k in 1..n {
        let mut next = vec![f64::INFINITY; n_groups + 1];
        let mut cut = vec![0_u32; n_groups + 1];
        // Ranges of ends with the range in which their cuts lie.
        let mut open = vec![(k + 1, n_groups, k, n_groups)];
        while let Some((low, high, from, to)) = open.pop() {
            if low > high {
                continue;
            }
            let end = usize::midpoint(low, high);
            let mut at = from;
            let last = to.min(end - 1);
            for (begin, before) in best.iter().enumerate().take(last + 1).skip(from) {
                let sum = before + sums.spread(begin, end);
                if sum < next[end] {
                    (next[end], at) = (sum, begin);
                }
            }
            cut[end] = u32::try_from(at).unwrap_or(u32::MAX);
            open.push((low, end - 1, from, at));
            open.push((end + 1, high, at, to));
        }
        cuts.push(cut);
        best = next;
    }
    let (mut end, mut breaks) = (n_groups, Vec::with_capacity(n));
    for cut in cuts.iter().rev() {
        end = cut[end] as usize;
        breaks.push(sums.first[end]);
    }
    breaks.reverse();
    breaks
}

/// Sums over groups of numbers, by which the spread of a run of groups is told at once.
struct Sums {
    /// The least number of each group.
    first: Vec<f64>,
    /// Count, sum and sum of squares of all groups before each, moved so that the mean is zero.
    before: Vec<[f64; 3]>,
}

impl Sums {
    fn of(sorted: &[f64]) -> Self {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let mean = sorted.iter().map(|n| n / count(sorted.len())).sum::<f64>();
        let n_distinct = 1 + sorted.windows(2).filter(|p| p[0] < p[1]).count();
        let smallest = if n_distinct > MOST_DISTINCT {
            sorted.len().div_ceil(MOST_DISTINCT)
        } else {
            1
        };
        let (mut first, mut before) = (Vec::new(), vec![[0.0; 3]]);
        let mut sums = [0.0; 3];
        let mut begin = 0;
        for (place, &number) in sorted.iter().enumerate() {
            let off = number - mean;
            sums = [sums[0] + 1.0, sums[1] + off, sums[2] + off * off];
            let is_last = sorted.get(place + 1).is_none_or(|next| *next > number);
            let is_full = place + 1 - begin >= smallest || place + 1 == sorted.len();
            if is_last && is_full {
                first.push(sorted[begin]);
                before.push(sums);
                begin = place + 1;
            }
        }
        Self { first, before }
    }

    /// The sum of squared distances to the mean, of the groups from one to before another.
    fn spread(&self, from: usize, to: usize) -> f64 {
        let (a, b) = (self.before[from], self.before[to]);
        let [count, sum, squares] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
        if count > 0.0 {
            (squares - sum * sum / count).max(0.0)
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without a pattern, the same on every run.
    fn some(n: usize, mut seed: u64) -> Vec<f64> {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            f64::from(u32::try_from(seed >> 40).unwrap_or(0) % 97)
        };
        (0..n).map(|_| next()).collect()
    }

    fn spread(numbers: &[f64], breaks: &[f64]) -> f64 {
        let classes = 0..=breaks.len();
        let own = |class| -> Vec<f64> {
            let all = numbers.iter().copied();
            all.filter(|n| class_of(breaks, *n) == class).collect()
        };
        let of = |own: Vec<f64>| {
            let count = f64::from(u32::try_from(own.len()).unwrap());
            let mean = own.iter().sum::<f64>() / count.max(1.0);
            own.iter().map(|n| (n - mean).powi(2)).sum::<f64>()
        };
        classes.map(|class| of(own(class))).sum()
    }

    /// All ways to choose breaks among the distinct values.
    fn least(numbers: &[f64], distinct: &[f64], chosen: &mut Vec<f64>, n: usize) -> f64 {
        let mut least_sum = spread(numbers, chosen);
        if chosen.len() + 1 < n {
            let last = chosen.last().copied().unwrap_or(distinct[0]);
            for &at in distinct.iter().filter(|at| **at > last) {
                chosen.push(at);
                least_sum = least_sum.min(least(numbers, distinct, chosen, n));
                chosen.pop();
            }
        }
        least_sum
    }

    #[test]
    fn natural_breaks_are_the_best_of_all() {
        for seed in 0..40 {
            let numbers = some(12, seed);
            let mut distinct = numbers.clone();
            distinct.sort_by(f64::total_cmp);
            distinct.dedup();
            for n in 2..=4_u8 {
                let found = breaks(&numbers, &Split::Natural(n));
                let best = least(&numbers, &distinct, &mut Vec::new(), usize::from(n));
                let own = spread(&numbers, &found);
                assert!((own - best).abs() < 1e-6, "{seed} {n}: {own} {best}");
            }
        }
    }

    #[test]
    fn quantiles_and_steps() {
        let numbers: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(breaks(&numbers, &Split::Quantiles(5)), [3.0, 5.0, 7.0, 9.0]);
        assert_eq!(breaks(&numbers, &Split::Equal(3)), [4.0, 7.0]);
        let own = Split::At(vec![2.0, 50.0]);
        assert_eq!(breaks(&numbers, &own), [2.0, 50.0]);
        assert_eq!(class_of(&[3.0, 5.0], 2.9), 0);
        assert_eq!(class_of(&[3.0, 5.0], 3.0), 1);
        assert_eq!(class_of(&[3.0, 5.0], 9.0), 2);
    }

    #[test]
    fn few_or_odd_numbers_make_fewer_classes() {
        for split in [Split::Quantiles(5), Split::Equal(5), Split::Natural(5)] {
            assert!(breaks(&[], &split).is_empty());
            assert!(breaks(&[7.0, 7.0], &split).is_empty());
            assert!(breaks(&[f64::NAN, f64::INFINITY], &split).is_empty());
            let two = breaks(&[1.0, 1.0, 9.0], &split);
            assert!(!two.is_empty() && two.iter().all(|at| *at > 1.0 && *at <= 9.0));
        }
        assert!(breaks(&[1.0, 2.0], &Split::Kinds).is_empty());
    }

    #[test]
    fn many_numbers_are_grouped_first() {
        let numbers: Vec<f64> = (0..50_000_u32)
            .map(|n| f64::from(n) + if n < 30_000 { 0.0 } else { 1e6 })
            .collect();
        let found = breaks(&numbers, &Split::Natural(2));
        assert_eq!(found, [1_030_000.0]);
    }
}
