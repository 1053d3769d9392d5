//! The greatest flow as a function of the capacity of one arc, exactly, and what limits it next.
//!
//! **Shape.** By the theorem of Ford and Fulkerson the greatest flow is the least cut. A cut either
//! has the arc in it, and then its capacity is that of its other arcs plus c, the capacity of the
//! arc; or it has not, and then c does not matter. With the least of the one kind at c = 0, B, and
//! the least of the other kind, A, the greatest flow is F(c) = min(A, B + c): it rises one for one,
//! then stays. Now F(0) = min(A, B), and without a limit on the arc F = A. If B ≤ A then B is F(0);
//! if not, F is A everywhere, and so is min(A, F(0) + c). Hence **F(c) = min(A, F(0) + c)** in every
//! case: two greatest flows, at 0 and without limit, give the whole curve, which bends once, at
//! c = A − F(0). What is more than that is of no use.
//!
//! Ford and Fulkerson, *Flows in Networks*, 1962; for several capacities at once the curve may bend
//! more often: Gallo, Grigoriadis and Tarjan, *A fast parametric maximum flow algorithm and
//! applications*, 1989. Two runs of [`max_flow`].
//!
//! Does not know: costs, what flows, what a capacity costs.

use crate::graph::max_flow::{MaxFlow, UNLIMITED, max_flow};
use crate::task::{Cancelled, Task};

/// A graph with capacities, a source and a sink, as [`max_flow`] takes them.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// Number of nodes.
    pub n_nodes: usize,
    /// Arcs as (tail, head).
    pub arcs: &'a [(u32, u32)],
    /// Capacity by arc, [`UNLIMITED`] for any amount.
    pub capacity: &'a [u64],
    /// Where flow begins.
    pub source: u32,
    /// Where it ends.
    pub sink: u32,
}

/// The greatest flow by the capacity of one arc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThroughputCurve {
    /// The flow while the arc has no capacity; `None` if it is unlimited even then, and so
    /// everywhere.
    pub least: Option<u64>,
    /// The flow and its cuts while the arc is unlimited. The cuts are the **next bottleneck**: what
    /// limits the flow once the arc does not.
    pub most: MaxFlow,
}

impl ThroughputCurve {
    /// The greatest flow if the arc has `capacity`; `None` if it is unlimited.
    #[must_use]
    pub fn at(&self, capacity: u64) -> Option<u64> {
        let least = self.least?;
        if capacity == UNLIMITED {
            return self.most.value();
        }
        let risen = least.saturating_add(capacity);
        Some(self.most.value().map_or(risen, |most| risen.min(most)))
    }

    /// The capacity at which the curve bends: up to it every unit of capacity is a unit of flow,
    /// and more is of no use. `None` if it never bends: the flow rises without end, or is unlimited.
    #[must_use]
    pub fn enough(&self) -> Option<u64> {
        Some(self.most.value()?.saturating_sub(self.least?))
    }

    /// What one more unit of capacity gives, and what one less takes, at `capacity`: each 0 or 1.
    #[must_use]
    pub fn slopes(&self, capacity: u64) -> (u64, u64) {
        let Some(least) = self.least else {
            return (0, 0);
        };
        let bend = self.most.value().map(|most| most.saturating_sub(least));
        let rises_at = |capacity: u64| bend.is_none_or(|bend| capacity < bend);
        let more = capacity != UNLIMITED && rises_at(capacity);
        let less = capacity > 0 && capacity != UNLIMITED && rises_at(capacity - 1);
        (u64::from(more), u64::from(less))
    }
}

/// The greatest flow as a function of the capacity of `arc`; that of `limits` is not used. If there
/// is no such arc the curve is flat.
///
/// ```
/// use corridor::graph::throughput_curve::{Limits, throughput_curve};
/// use corridor::task::Task;
///
/// let limits = Limits {
///     n_nodes: 3,
///     arcs: &[(0, 1), (1, 2), (0, 2)],
///     capacity: &[5, 2, 1],
///     source: 0,
///     sink: 2,
/// };
/// let curve = throughput_curve(&limits, 1, &Task::never())?;
/// assert_eq!([0, 2, 5, 9].map(|c| curve.at(c)), [Some(1), Some(3), Some(6), Some(6)]);
/// assert_eq!((curve.enough(), curve.most.cut()), (Some(5), &[0, 2][..]));
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn throughput_curve(
    limits: &Limits,
    arc: u32,
    task: &Task,
) -> Result<ThroughputCurve, Cancelled> {
    Ok(ThroughputCurve {
        least: with_capacity(limits, &[arc], 0, task)?.value(),
        most: without_limit(limits, &[arc], task)?,
    })
}

/// The greatest flow if `raised` arcs take any amount: its cuts are what limits the flow next, after
/// these arcs. If it is unlimited, nothing does.
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn without_limit(limits: &Limits, raised: &[u32], task: &Task) -> Result<MaxFlow, Cancelled> {
    with_capacity(limits, raised, UNLIMITED, task)
}

fn with_capacity(
    limits: &Limits,
    arcs: &[u32],
    capacity: u64,
    task: &Task,
) -> Result<MaxFlow, Cancelled> {
    let mut capacities = limits.capacity.to_vec();
    capacities.resize(limits.arcs.len(), 0);
    for &arc in arcs {
        if let Some(known) = capacities.get_mut(arc as usize) {
            *known = capacity;
        }
    }
    let Limits { source, sink, .. } = *limits;
    max_flow(limits.n_nodes, limits.arcs, &capacities, source, sink, task)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    #[test]
    fn every_capacity_gives_what_solving_anew_gives() {
        let mut random = Random::new(21);
        let (mut n_bends, mut n_endless) = (0, 0);
        for _ in 0..1_500 {
            let n_nodes = random.between(2, 7);
            let n_arcs = random.between(1, 3 * n_nodes);
            let arcs = random.arcs(n_nodes, n_arcs);
            let mut capacity = random.values(arcs.len(), [0, 1, 1, 2, 3, 5, 8, UNLIMITED]);
            let arc = random.between(0, arcs.len() - 1);
            let limits = Limits {
                n_nodes,
                arcs: &arcs,
                capacity: &capacity.clone(),
                source: 0,
                sink: 1,
            };
            let id = u32::try_from(arc).unwrap();
            let curve = throughput_curve(&limits, id, &Task::never()).unwrap();
            let mut solve = |c: u64| {
                capacity[arc] = c;
                let slow = oracle::edmonds_karp(n_nodes, &arcs, &capacity, 0, 1);
                slow.map(|value| u64::try_from(value).unwrap())
            };
            for c in (0..30).chain([UNLIMITED]) {
                assert_eq!(curve.at(c), solve(c));
                let (more, less) = curve.slopes(c);
                if c < 29 && curve.least.is_some() {
                    assert_eq!(solve(c + 1), solve(c).map(|value| value + more));
                    assert!(c == 0 || solve(c - 1) == solve(c).map(|value| value - less));
                }
            }
            n_bends += u32::from(curve.enough().is_some_and(|bend| bend > 0));
            n_endless += u32::from(curve.least.is_some() && curve.most.value().is_none());
        }
        assert!(n_bends > 50 && n_endless > 10, "{n_bends} {n_endless}");
    }

    #[test]
    fn what_limits_next() {
        let limits = Limits {
            n_nodes: 4,
            arcs: &[(0, 1), (1, 2), (2, 3)],
            capacity: &[7, 2, 4],
            source: 0,
            sink: 3,
        };
        let never = Task::never();
        let next = without_limit(&limits, &[1], &never).unwrap();
        assert_eq!((next.value(), next.cut()), (Some(4), &[2][..]));
        let after = without_limit(&limits, &[1, 2], &never).unwrap();
        assert_eq!((after.value(), after.cut()), (Some(7), &[0][..]));
        assert_eq!(
            without_limit(&limits, &[0, 1, 2], &never).unwrap().value(),
            None
        );
        let flat = throughput_curve(&limits, 9, &never).unwrap();
        assert_eq!(
            (flat.at(0), flat.enough(), flat.slopes(3)),
            (Some(2), Some(0), (0, 0))
        );
    }
}
