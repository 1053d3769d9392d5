//! The greatest flow as a function of a capacity that several arcs have in common, exactly.
//!
//! **Shape.** Let every arc of a group have capacity c. A cut with k arcs of the group in it has the
//! capacity of its other arcs plus k·c: a straight line in c. By the theorem of Ford and Fulkerson the
//! greatest flow is the least of these lines, so that it is concave and made of straight pieces whose
//! slopes are whole numbers and fall from one piece to the next. One arc alone gives slopes 1 and 0:
//! see [`throughput_curve`](crate::graph::throughput_curve).
//!
//! **Search.** Between two lines of the curve the lower bound of both bends where they meet. If the
//! greatest flow at that capacity is what both say, there is nothing between them; otherwise its least
//! cut is a line that lies between, and both sides are searched likewise: Eisner and Severance,
//! *Mathematical techniques for efficient record segmentation in large shared databases*, 1976. Lines
//! meet at fractions; there all capacities are multiplied by the denominator, so that all is exact.
//!
//! **Work.** Fewer than twice as many runs of [`max_flow`] as there are pieces, of which there is at
//! most one more than arcs in the group; usually three runs.
//!
//! Does not know: costs, what flows, what a capacity costs.

use crate::graph::max_flow::{UNLIMITED, max_flow};
use crate::graph::throughput_curve::Limits;
use crate::task::{Cancelled, Task};

/// A straight piece of a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What the piece comes to if it is drawn on to capacity 0: the other arcs of its cut.
    pub at_zero: u64,
    /// What one more unit of the capacity gives: how many arcs of the group are in its cut.
    pub slope: u64,
    /// The arcs of its cut, in order of id.
    pub cut: Vec<u32>,
}

/// The greatest flow by a common capacity; see [`capacity_curve`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapacityCurve {
    /// The pieces by capacity from 0 on, slopes falling; empty if the flow is unlimited whatever the
    /// capacity.
    pub pieces: Vec<Piece>,
}

impl CapacityCurve {
    /// The greatest flow at a capacity; `None` if it is unlimited.
    #[must_use]
    pub fn at(&self, capacity: u64) -> Option<u64> {
        if capacity == UNLIMITED {
            let last = self.pieces.last()?;
            return (last.slope == 0).then_some(last.at_zero);
        }
        let value = |piece: &Piece| {
            let risen = piece.slope.saturating_mul(capacity);
            piece.at_zero.saturating_add(risen)
        };
        self.pieces.iter().map(value).min()
    }

    /// The capacities at which one piece ends and the next begins, as fractions: numerator and
    /// denominator, one fewer than there are pieces.
    #[must_use]
    pub fn bends(&self) -> Vec<(u64, u64)> {
        let pairs = self.pieces.windows(2);
        pairs.map(|pair| meeting(&pair[0], &pair[1])).collect()
    }
}

/// Where two lines meet, of which the first is steeper and lower at 0.
fn meeting(a: &Piece, b: &Piece) -> (u64, u64) {
    let rise = b.at_zero.saturating_sub(a.at_zero);
    let turn = a.slope.saturating_sub(b.slope).max(1);
    let common = gcd(rise, turn);
    (rise / common, turn / common)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// The greatest flow as a function of the capacity that all arcs of `group` have in common; what
/// `limits` say of these is not used. Arcs that do not exist are passed over, one that is named twice
/// counts once.
///
/// ```
/// use corridor::graph::capacity_curve::capacity_curve;
/// use corridor::graph::throughput_curve::Limits;
/// use corridor::task::Task;
///
/// // Two arcs of the group side by side, then one of capacity 10.
/// let limits = Limits {
///     n_nodes: 3,
///     arcs: &[(0, 1), (0, 1), (1, 2)],
///     capacity: &[0, 0, 10],
///     source: 0,
///     sink: 2,
/// };
/// let curve = capacity_curve(&limits, &[0, 1], &Task::never())?;
/// assert_eq!([0, 2, 5, 9].map(|c| curve.at(c)), [Some(0), Some(4), Some(10), Some(10)]);
/// assert_eq!(curve.bends(), [(5, 1)]);
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn capacity_curve(
    limits: &Limits,
    group: &[u32],
    task: &Task,
) -> Result<CapacityCurve, Cancelled> {
    let mut is_in_group = vec![false; limits.arcs.len()];
    for &arc in group {
        if let Some(is_in) = is_in_group.get_mut(arc as usize) {
            *is_in = true;
        }
    }
    let search = Search {
        limits,
        is_in_group,
        task,
    };
    // Beyond the sum of all others one arc more in a cut costs more than any others can save: the
    // least cut there is the last line of the curve.
    let others = (limits.capacity.iter().zip(&search.is_in_group))
        .filter(|&(&capacity, &is_in)| !is_in && capacity != UNLIMITED);
    let all = others.fold(1_u64, |sum, (&capacity, _)| sum.saturating_add(capacity));
    let Some(last) = search.line_at((all.min(UNLIMITED - 1), 1))? else {
        return Ok(CapacityCurve::default());
    };
    let Some(first) = search.line_at((0, 1))? else {
        return Ok(CapacityCurve::default());
    };
    let mut pieces = vec![first.clone()];
    search.between(&first, last, &mut pieces)?;
    // At capacity 0 a steeper line may be as low as the one that the curve begins with.
    while pieces.len() > 1 && meeting(&pieces[0], &pieces[1]).0 == 0 {
        pieces.remove(0);
    }
    Ok(CapacityCurve { pieces })
}

struct Search<'a> {
    limits: &'a Limits<'a>,
    is_in_group: Vec<bool>,
    task: &'a Task,
}

impl Search<'_> {
    /// The line of a least cut at a capacity, a fraction; `None` if the flow is unlimited there.
    fn line_at(&self, (capacity, denominator): (u64, u64)) -> Result<Option<Piece>, Cancelled> {
        let limits = self.limits;
        let known = |arc: usize| limits.capacity.get(arc).copied().unwrap_or(0);
        let scaled = (0..limits.arcs.len()).map(|arc| match known(arc) {
            _ if self.is_in_group[arc] => capacity,
            UNLIMITED => UNLIMITED,
            known => known.saturating_mul(denominator).min(UNLIMITED - 1),
        });
        let scaled: Vec<u64> = scaled.collect();
        let (source, sink) = (limits.source, limits.sink);
        let solved = max_flow(
            limits.n_nodes,
            limits.arcs,
            &scaled,
            source,
            sink,
            self.task,
        )?;
        if solved.value().is_none() {
            return Ok(None);
        }
        let cut = solved.cut().to_vec();
        let is_in = |arc: &&u32| self.is_in_group[**arc as usize];
        let others = cut.iter().filter(|arc| !is_in(arc));
        let at_zero = others.fold(0_u64, |sum, &arc| sum.saturating_add(known(arc as usize)));
        let slope = cut.iter().filter(is_in).count() as u64;
        Ok(Some(Piece {
            at_zero,
            slope,
            cut,
        }))
    }

    /// The pieces after `a` up to `b`, both of which are lines of the curve.
    fn between(&self, a: &Piece, b: Piece, pieces: &mut Vec<Piece>) -> Result<(), Cancelled> {
        if a.slope <= b.slope {
            return Ok(());
        }
        let meet = meeting(a, &b);
        let height = |line: &Piece| {
            u128::from(line.at_zero) * u128::from(meet.1)
                + u128::from(line.slope) * u128::from(meet.0)
        };
        let middle = self.line_at(meet)?;
        match middle.filter(|middle| height(middle) < height(a)) {
            Some(middle) => {
                self.between(a, middle.clone(), pieces)?;
                self.between(&middle, b, pieces)
            }
            None => {
                pieces.push(b);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    #[test]
    fn every_capacity_gives_what_solving_anew_gives() {
        let mut random = Random::new(57);
        let (mut n_bent, mut n_fractions) = (0, 0);
        for _ in 0..2_000 {
            let n_nodes = random.between(3, 7);
            let n_arcs = random.between(6, 4 * n_nodes);
            let arcs = random.arcs(n_nodes, n_arcs);
            let mut capacity = random.values(arcs.len(), [1, 3, 7, 13, 24, UNLIMITED]);
            let n_group = random.between(1, 12.min(arcs.len()));
            let group = random.nodes(arcs.len(), n_group);
            let limits = Limits {
                n_nodes,
                arcs: &arcs,
                capacity: &capacity.clone(),
                source: 0,
                sink: 1,
            };
            let curve = capacity_curve(&limits, &group, &Task::never()).unwrap();
            for c in (0..40).chain([UNLIMITED]) {
                for &arc in &group {
                    capacity[arc as usize] = c;
                }
                let slow = oracle::edmonds_karp(n_nodes, &arcs, &capacity, 0, 1);
                let slow = slow.map(|value| u64::try_from(value).unwrap());
                assert_eq!(curve.at(c), slow, "{c} of {curve:?}");
            }
            let bends = curve.bends();
            let is_before = |a: &(u64, u64), b: &(u64, u64)| a.0 * b.1 < b.0 * a.1;
            assert!(bends.is_sorted_by(is_before), "{bends:?}");
            assert!(bends.first().is_none_or(|bend| bend.0 > 0), "{bends:?}");
            n_bent += u32::from(bends.len() > 1);
            n_fractions += u32::from(bends.iter().any(|bend| bend.1 > 1));
        }
        assert!(n_bent > 8 && n_fractions > 8, "{n_bent} {n_fractions}");
    }

    #[test]
    fn odd_input_is_answered() {
        let limits = Limits {
            n_nodes: 2,
            arcs: &[(0, 1), (0, 1)],
            capacity: &[UNLIMITED, 3],
            source: 0,
            sink: 1,
        };
        let of = |group: &[u32]| capacity_curve(&limits, group, &Task::never()).unwrap();
        assert!(of(&[1]).pieces.is_empty(), "unlimited beside the group");
        let (alone, twice) = (of(&[0]), of(&[0, 0, 9]));
        assert_eq!(alone, twice);
        assert_eq!((alone.at(4), alone.at(UNLIMITED)), (Some(7), None));
        assert!(of(&[]).pieces.is_empty());
        let task = Task::new();
        task.cancel();
        assert!(capacity_curve(&limits, &[0], &task).is_err());
    }
}
