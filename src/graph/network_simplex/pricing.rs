//! Which arc enters the tree next: block search.
//!
//! The arcs are gone through in turn, block by block, and of the first block with arcs of negative
//! reduced cost the least of these enters: Grigoriadis, *An efficient implementation of the network
//! simplex method*, 1986; with blocks of about the root of the number of arcs as found best by
//! Király and Kovács, *Efficient implementations of minimum-cost flow algorithms*, 2012.
//!
//! Does not know: flows, the tree.

/// Cost of an arc that cannot enter. Reduced costs of other arcs are far less.
pub(super) const NEVER: i64 = i64::MAX / 2;

/// An arc outside the tree, in the direction in which it has room: an arc that is full is turned
/// round and its cost negated. Arcs in the tree and those without capacity cost [`NEVER`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outside {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) cost: i64,
}

/// The search for entering arcs.
#[derive(Clone, Debug, Default)]
pub(super) struct Pricing {
    pub(super) outside: Vec<Outside>,
    /// Where the search goes on.
    at: usize,
    block: usize,
}

impl Pricing {
    /// For `n_arcs` arcs.
    pub(super) fn new(n_arcs: usize) -> Self {
        Pricing {
            outside: vec![Outside::default(); n_arcs],
            at: 0,
            block: block_size(n_arcs),
        }
    }

    /// The search begins at the first arc again.
    pub(super) fn rewind(&mut self) {
        self.at = 0;
    }

    /// The place of the next arc to enter and its reduced cost, which is negative; `None` if there
    /// is none.
    pub(super) fn entering(&mut self, price: &[i64]) -> Option<(usize, i64)> {
        let n = self.outside.len();
        let mut n_left = n;
        let mut best = None;
        let mut least = 0;
        while n_left > 0 {
            let end = (self.at + self.block).min(n).min(self.at + n_left);
            for (place, arc) in (self.at..).zip(&self.outside[self.at..end]) {
                let reduced = arc.cost + price[arc.tail as usize] - price[arc.head as usize];
                if reduced < least {
                    least = reduced;
                    best = Some((place, reduced));
                }
            }
            n_left -= end - self.at;
            self.at = if end == n { 0 } else { end };
            if best.is_some() {
                return best;
            }
        }
        None
    }
}

fn block_size(n_arcs: usize) -> usize {
    n_arcs.isqrt().max(16)
}
