//! The labels at a node that later ones are compared with, so that few of them need be looked at.
//!
//! Labels come in lexicographic order, so that the first criterion of those that are there is never
//! larger, and only the others are compared. In three criteria two are left: then no entry is
//! better than another in both, a larger second means a smaller third, and the one entry with the
//! largest second that still fits decides, found by bisection: Kung, Luccio, Preparata, *On finding
//! the maxima of a set of vectors*, 1975.
//!
//! Does not know: the graph; what sets labels carry.

/// Labels none of which makes another superfluous, ordered by the criteria after the first.
#[derive(Clone, Debug)]
pub(super) struct Frontier<const N: usize> {
    /// Cost and label.
    entries: Vec<([u64; N], u32)>,
}

/// Whether `cost` is no better than `known` in any criterion after the first.
fn is_no_better<const N: usize>(cost: &[u64; N], known: &[u64; N]) -> bool {
    (1..N).all(|k| known[k] <= cost[k])
}

impl<const N: usize> Frontier<N> {
    pub(super) fn new() -> Self {
        Frontier {
            entries: Vec::new(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    /// Whether a cost that comes now is no better than that of some label here.
    pub(super) fn is_as_good(&self, cost: &[u64; N]) -> bool {
        let fitting = self.fitting(cost).iter().rev();
        let compared = if N <= 3 { 1 } else { usize::MAX };
        (fitting.take(compared)).any(|(known, _)| is_no_better(cost, known))
    }

    /// The same for labels that carry sets, where only those that `counts` says count.
    pub(super) fn is_as_good_among(&self, cost: &[u64; N], counts: impl Fn(u32) -> bool) -> bool {
        let fitting = self.fitting(cost).iter();
        fitting
            .rev()
            .any(|&(known, label)| is_no_better(cost, &known) && counts(label))
    }

    /// Adds a label, and takes away those that are no better and of which `gives_way` says so.
    pub(super) fn add(&mut self, cost: [u64; N], label: u32, gives_way: impl Fn(u32) -> bool) {
        let comes_before = |(known, _): &([u64; N], u32)| known[1..] <= cost[1..];
        let place = self.entries.partition_point(comes_before);
        let mut end = place;
        for at in place..self.entries.len() {
            let (known, other) = self.entries[at];
            if !(is_no_better(&known, &cost) && gives_way(other)) {
                self.entries[end] = (known, other);
                end += 1;
            }
        }
        self.entries.truncate(end);
        self.entries.insert(place, (cost, label));
    }

    /// The entries with no larger second criterion.
    fn fitting(&self, cost: &[u64; N]) -> &[([u64; N], u32)] {
        let fits = |(known, _): &([u64; N], u32)| known.get(1) <= cost.get(1);
        &self.entries[..self.entries.partition_point(fits)]
    }
}
