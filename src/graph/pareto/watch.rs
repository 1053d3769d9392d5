//! Which groups are watched, and the sets of them that labels carry.
//!
//! A set is a few words of bits; while nothing is watched it has none and costs nothing.
//!
//! Does not know: costs, dominance, which paths there are.

use std::ops::Range;

/// Instead of a bit: the group is not watched.
const NONE: u32 = u32::MAX;

/// The watched groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    /// In ascending order; a group's place is its bit.
    groups: Vec<u64>,
    /// By node: the bit of its group, `NONE` if it is not watched.
    bits: Vec<u32>,
    /// The groups along a path.
    along: Vec<u64>,
}

/// The group of a node. Nodes without an entry are groups of their own, beyond those given.
fn group_of(groups: &[u32], node: u32) -> u64 {
    let given = groups.get(node as usize).copied().map(u64::from);
    given.unwrap_or((1 << 32) | u64::from(node))
}

impl Watch {
    /// Watches no group any more.
    pub(super) fn nothing(&mut self) {
        self.groups.clear();
    }

    /// Sets the bits of all nodes; to be called when the groups watched have changed.
    pub(super) fn mark(&mut self, nodes: Range<u32>, groups: &[u32]) {
        self.groups.sort_unstable();
        self.groups.dedup();
        self.bits.clear();
        if self.groups.is_empty() {
            return self.bits.resize(nodes.len(), NONE);
        }
        let bit = |node| {
            let place = self.groups.binary_search(&group_of(groups, node));
            place.map_or(NONE, |place| u32::try_from(place).unwrap_or(NONE))
        };
        self.bits.extend(nodes.map(bit));
    }

    /// Words in a set.
    pub(super) fn n_words(&self) -> usize {
        self.groups.len().div_ceil(64)
    }

    /// Whether a step from `tail` to `head` comes back to a group in the set `been`, to which the
    /// group of `tail` belongs.
    pub(super) fn comes_back(&self, been: &[u64], tail: u32, head: u32) -> bool {
        let bit = self.bits[head as usize];
        bit != NONE
            && bit != self.bits[tail as usize]
            && been[bit as usize / 64] >> (bit % 64) & 1 == 1
    }

    /// Adds the group of `node` to a set.
    pub(super) fn enter(&self, been: &mut [u64], node: u32) {
        let bit = self.bits[node as usize];
        if bit != NONE {
            been[bit as usize / 64] |= 1 << (bit % 64);
        }
    }

    /// Notes the groups that a path comes back to, for the next [`Watch::mark`]. The path goes from
    /// `source` to `heads` one after the other. Returns whether there are such groups.
    pub(super) fn add_repeated(
        &mut self,
        heads: impl Iterator<Item = u32>,
        source: u32,
        groups: &[u32],
    ) -> bool {
        let heads = heads.map(|node| group_of(groups, node));
        self.along.clear();
        self.along.push(group_of(groups, source));
        self.along.extend(heads);
        self.along.dedup();
        self.along.sort_unstable();
        let n_before = self.groups.len();
        let pairs = self.along.windows(2).filter(|pair| pair[0] == pair[1]);
        self.groups.extend(pairs.map(|pair| pair[0]));
        self.groups.len() > n_before
    }
}

/// Whether all of the set `part` is in the set `whole`.
pub(super) fn is_within(part: &[u64], whole: &[u64]) -> bool {
    part.iter()
        .zip(whole)
        .all(|(part, whole)| part & !whole == 0)
}
