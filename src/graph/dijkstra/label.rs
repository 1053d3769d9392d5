//! What a search keeps of nodes, and the keys by which they wait.
//!
//! Does not know: the graph, the queue.

use super::{NONE, Sums};
use std::cmp::Ordering;

/// Flags in the state of a label, below the number of its run.
pub(super) const SETTLED: u32 = 1;
pub(super) const TARGET: u32 = 2;
pub(super) const FLAG_BITS: u32 = 2;

/// How far a node is; what the queue is ordered by: cost, tie, number of arcs. The node comes last
/// and only makes the order of settling independent of the queue's layout.
pub(super) trait Key: Copy + Ord {
    /// Whether ties are kept; else all are 0.
    const HAS_TIES: bool;
    fn new(cost: u64, tie: u64, n_arcs: u32, node: u32) -> Self;
    fn cost(self) -> u64;
    fn tie(self) -> u64;
    /// Number of arcs, then the node.
    fn rest(self) -> u64;

    fn n_arcs(self) -> u32 {
        (self.rest() >> 32) as u32
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low half is the node")]
    fn node(self) -> u32 {
        self.rest() as u32
    }

    fn sums(self) -> Sums {
        (self.cost(), self.tie(), self.n_arcs())
    }
}

/// Without ties: 16 bytes, compared as one number.
impl Key for u128 {
    const HAS_TIES: bool = false;

    #[inline]
    fn new(cost: u64, _: u64, n_arcs: u32, node: u32) -> Self {
        u128::from(cost) << 64 | u128::from(n_arcs) << 32 | u128::from(node)
    }

    #[inline]
    fn cost(self) -> u64 {
        (self >> 64) as u64
    }

    #[inline]
    fn tie(self) -> u64 {
        0
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the low half is the rest")]
    fn rest(self) -> u64 {
        self as u64
    }
}

/// With ties: 32 bytes, cost and tie compared as one number.
impl Key for (u128, u64) {
    const HAS_TIES: bool = true;

    #[inline]
    fn new(cost: u64, tie: u64, n_arcs: u32, node: u32) -> Self {
        let sums = u128::from(cost) << 64 | u128::from(tie);
        (sums, u64::from(n_arcs) << 32 | u64::from(node))
    }

    #[inline]
    fn cost(self) -> u64 {
        (self.0 >> 64) as u64
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the low half is the tie")]
    fn tie(self) -> u64 {
        self.0 as u64
    }

    #[inline]
    fn rest(self) -> u64 {
        self.1
    }
}

/// What is known of a node in the run that wrote it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) cost: u64,
    pub(super) tie: u64,
    pub(super) n_arcs: u32,
    /// Last arc of the path and its tail, `NONE` at sources.
    pub(super) arc: u32,
    pub(super) parent: u32,
    /// The run that wrote this label, then flags; older labels count as unreached.
    pub(super) state: u32,
}

impl Label {
    /// Comes after every path.
    pub(super) const fn unreached(state: u32) -> Self {
        Label {
            cost: u64::MAX,
            tie: u64::MAX,
            n_arcs: u32::MAX,
            arc: NONE,
            parent: NONE,
            state,
        }
    }

    #[inline]
    pub(super) fn is_of_run(&self, run: u32) -> bool {
        self.state >> FLAG_BITS == run
    }

    /// How the path with `key` compares with the one known.
    #[inline]
    pub(super) fn order<K: Key>(&self, key: K) -> Ordering {
        let by_cost = key.cost().cmp(&self.cost);
        let by_tie = || {
            if K::HAS_TIES {
                key.tie().cmp(&self.tie)
            } else {
                Ordering::Equal
            }
        };
        (by_cost.then_with(by_tie)).then_with(|| key.n_arcs().cmp(&self.n_arcs))
    }
}
