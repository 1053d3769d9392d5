//! Where costs that grow along straight lines tie, exactly: two of them, and which of many is least
//! from where to where.
//!
//! A cost is `fixed + per_unit · x` for an x of at least 0, say that of a path in two criteria as the
//! worth of a unit of the second rises. With whole numbers the x of a tie is a fraction of whole numbers, and
//! fractions compare exactly by products of 128 bits; nothing is rounded.
//!
//! The least of many lines is found by sorting them by slope and keeping a stack of those that are
//! least somewhere, as for the hull of points, to which it is dual: Andrew, *Another efficient
//! algorithm for convex hulls in two dimensions*, 1979. O(n log n) time for n lines.
//!
//! Does not know: what x and costs measure, which paths the lines belong to.

use std::cmp::{Ordering, Reverse};

/// A cost that grows along a straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Cost at x = 0.
    pub fixed: u64,
    /// What each unit of x adds.
    pub per_unit: u64,
}

/// A fraction of whole numbers, at least 0, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
}

impl Fraction {
    /// `numerator / denominator` in lowest terms; `None` if `denominator` is 0.
    ///
    /// ```
    /// use corridor::graph::break_even::Fraction;
    ///
    /// let half = Fraction::new(3, 6).unwrap();
    /// assert_eq!((half.numerator(), half.denominator()), (1, 2));
    /// assert!(half < Fraction::whole(1));
    /// ```
    #[must_use]
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let (mut divisor, mut rest) = (denominator, numerator);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Some(Fraction {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: u64) -> Self {
        Fraction {
            numerator: number,
            denominator: 1,
        }
    }

    /// What stands above the line.
    #[must_use]
    pub const fn numerator(self) -> u64 {
        self.numerator
    }

    /// What stands below the line, at least 1.
    #[must_use]
    pub const fn denominator(self) -> u64 {
        self.denominator
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
        let own = product(self.numerator, other.denominator);
        own.cmp(&product(other.numerator, self.denominator))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One of two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// The first.
    First,
    /// The second.
    Second,
}

/// Where two lines tie for x of at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BreakEven {
    /// Everywhere: the lines are the same.
    Always,
    /// Nowhere: one is less everywhere.
    Never {
        /// That one.
        less: Which,
    },
    /// At one x alone.
    At {
        /// That x.
        x: Fraction,
        /// Which is less for smaller x, if there are any.
        below: Option<Which>,
        /// Which is less for larger x.
        above: Which,
    },
}

/// Where two lines tie, and which is less on either side.
///
/// ```
/// use corridor::graph::break_even::{BreakEven, Fraction, Line, Which, break_even};
///
/// let slow = Line { fixed: 100, per_unit: 7 };
/// let fast = Line { fixed: 110, per_unit: 4 };
/// let x = Fraction::new(10, 3).unwrap();
/// let (below, above) = (Some(Which::First), Which::Second);
/// assert_eq!(break_even(slow, fast), BreakEven::At { x, below, above });
/// ```
#[must_use]
pub fn break_even(first: Line, second: Line) -> BreakEven {
    let lesser = |order: Ordering| match order {
        Ordering::Less => Some(Which::First),
        Ordering::Equal => None,
        Ordering::Greater => Some(Which::Second),
    };
    let at_zero = lesser(first.fixed.cmp(&second.fixed));
    let at_length = lesser(first.per_unit.cmp(&second.per_unit));
    match (at_zero, at_length, tie(first, second)) {
        (None, None, _) => BreakEven::Always,
        (below, Some(above), Some(x)) if below != Some(above) => BreakEven::At { x, below, above },
        (Some(less), ..) | (None, Some(less), _) => BreakEven::Never { less },
    }
}

/// The x, of either sign but without it, at which two lines meet; `None` if they are parallel.
fn tie(first: Line, second: Line) -> Option<Fraction> {
    let rise = first.fixed.abs_diff(second.fixed);
    Fraction::new(rise, first.per_unit.abs_diff(second.per_unit))
}

/// A stretch of x on which one line is least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// The line's place in the slice given.
    pub line: usize,
    /// Where the stretch begins.
    pub from: Fraction,
    /// Where it ends; the next one begins there.
    pub to: Fraction,
}

/// Which line is least from where to where, for x from 0 to `most`, in ascending order.
///
/// The first stretch begins at 0, each next one where the one before it ends, and the last ends at
/// `most`; no lines give no stretches. Lines that are least at single points alone have none. Of
/// lines that are the same the first one is taken. If `most` is 0, the one stretch is a point, and
/// of the lines that tie there the one is taken that is less just above.
///
/// ```
/// use corridor::graph::break_even::{Fraction, Line, least};
///
/// let lines = [(10, 4), (0, 9), (30, 1)].map(|(fixed, per_unit)| Line { fixed, per_unit });
/// let stretches = least(&lines, Fraction::whole(100));
/// let order: Vec<_> = stretches.iter().map(|stretch| stretch.line).collect();
/// assert_eq!(order, [1, 0, 2]);
/// assert_eq!(stretches[1].from, Fraction::whole(2));
/// assert_eq!(Some(stretches[1].to), Fraction::new(20, 3));
/// ```
#[must_use]
pub fn least(lines: &[Line], most: Fraction) -> Vec<Stretch> {
    let zero = Fraction::whole(0);
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_unstable_by_key(|&line| {
        let Line { fixed, per_unit } = lines[line];
        (Reverse(per_unit), fixed, line)
    });
    // Of parallel lines only the lowest, the first, can be least.
    order.dedup_by_key(|line| lines[*line].per_unit);

    // Each line is less than all before it from some x on, for it rises least.
    let mut stretches: Vec<Stretch> = Vec::new();
    for line in order {
        let mut from = zero;
        while let Some(last) = stretches.last() {
            // It is less than the last from the start on, or from where they meet.
            let is_lower = lines[line].fixed <= lines[last.line].fixed;
            let meet = tie(lines[line], lines[last.line]).filter(|_| !is_lower);
            from = meet.unwrap_or(zero);
            if from > last.from {
                break;
            }
            from = zero;
            stretches.pop();
        }
        let to = most;
        stretches.push(Stretch { line, from, to });
    }
    stretches.retain(|stretch| stretch.from < most || stretch.from == zero);
    for at in 1..stretches.len() {
        stretches[at - 1].to = stretches[at].from;
    }
    stretches
}

#[cfg(test)]
mod tests;
