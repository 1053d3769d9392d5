//! The labels that wait, taken in their order: a heap with four children, Johnson, *Priority queues
//! with update and finding minimum spanning trees*, 1975.
//!
//! The heap holds the first criterion and the place of the label, so that few bytes move; only
//! where that is equal the labels are looked at. Of the labels that one step opens the first is kept
//! out of the heap: often it comes next and never enters, else it goes in where the next one leaves.
//!
//! Does not know: what labels stand for, which of them are superfluous.

/// Children of a heap entry.
const ARITY: usize = 4;

/// A label that waits; the order of the fields is the order of taking. No two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Waiting<const N: usize> {
    /// With the bound at the node.
    pub(super) cost: [u64; N],
    pub(super) n_arcs: u32,
    /// Last arc and the label before it.
    pub(super) arc: u32,
    pub(super) parent: u32,
    pub(super) node: u32,
}

/// The labels that wait.
#[derive(Clone, Debug)]
pub(super) struct Open<const N: usize> {
    /// First criterion, and place in `labels`.
    heap: Vec<(u64, u32)>,
    labels: Vec<Waiting<N>>,
    /// Places in `labels` that are free.
    free: Vec<u32>,
    /// The first in the order of those pushed since the last pop, which the heap does not hold.
    aside: Option<Waiting<N>>,
}

impl<const N: usize> Open<N> {
    pub(super) fn new() -> Self {
        Open {
            heap: Vec::new(),
            labels: Vec::new(),
            free: Vec::new(),
            aside: None,
        }
    }

    pub(super) fn clear(&mut self) {
        self.heap.clear();
        self.labels.clear();
        self.free.clear();
        self.aside = None;
    }

    /// Adds a label.
    pub(super) fn push(&mut self, label: Waiting<N>) {
        match self.aside {
            None => self.aside = Some(label),
            Some(other) if label < other => {
                self.aside = Some(label);
                self.enter(other);
            }
            Some(_) => self.enter(label),
        }
    }

    /// Takes the first label in the order.
    pub(super) fn pop(&mut self) -> Option<Waiting<N>> {
        let root = self
            .heap
            .first()
            .map(|&(_, place)| (place, self.labels[place as usize]));
        match (self.aside.take(), root) {
            (Some(aside), Some((place, first))) if first < aside => {
                self.labels[place as usize] = aside;
                self.sift_down((aside.cost[0], place));
                Some(first)
            }
            (Some(aside), _) => Some(aside),
            (None, Some((place, first))) => {
                self.free.push(place);
                let last = self.heap.pop()?;
                if !self.heap.is_empty() {
                    self.sift_down(last);
                }
                Some(first)
            }
            (None, None) => None,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a label has a number, and numbers are u32"
    )]
    fn enter(&mut self, label: Waiting<N>) {
        let place = if let Some(place) = self.free.pop() {
            self.labels[place as usize] = label;
            place
        } else {
            self.labels.push(label);
            self.labels.len() as u32 - 1
        };
        let entry = (label.cost[0], place);
        let mut at = self.heap.len();
        self.heap.push(entry);
        while at > 0 {
            let above = (at - 1) / ARITY;
            if !self.is_before(entry, self.heap[above]) {
                break;
            }
            self.heap[at] = self.heap[above];
            at = above;
        }
        self.heap[at] = entry;
    }

    /// Puts `entry` at the root or, while a child comes before it, further down.
    fn sift_down(&mut self, entry: (u64, u32)) {
        let mut at = 0;
        loop {
            let first = at * ARITY + 1;
            let last = (first + ARITY).min(self.heap.len());
            let mut least = (entry, at);
            for child in first..last {
                if self.is_before(self.heap[child], least.0) {
                    least = (self.heap[child], child);
                }
            }
            self.heap[at] = least.0;
            if least.1 == at {
                return;
            }
            at = least.1;
        }
    }

    fn is_before(&self, one: (u64, u32), other: (u64, u32)) -> bool {
        one.0 < other.0
            || one.0 == other.0 && self.labels[one.1 as usize] < self.labels[other.1 as usize]
    }
}
