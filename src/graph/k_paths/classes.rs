//! Classes of paths that wait to be searched, and first paths that wait to be handed out.
//!
//! All of them wait in one queue. Classes come by the least that their paths can add up to, before
//! paths with those sums, as a class may still hold a path that comes before these.
//!
//! Does not know: the graph; how classes are searched or bounded.

use super::{Sums, by_arcs};
use std::cmp::Ordering;

/// Instead of a place in the list of excluded arcs: its end.
const END: u32 = u32::MAX;

/// All paths that begin with the given arcs and do not go on by one of the excluded ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    /// Where the path lies in `Classes::arcs` whose first `n_given` arcs are given.
    first: usize,
    pub(super) n_given: u32,
    /// The latest excluded arc, a place in `Classes::excluded`.
    excluded: u32,
    /// What the given arcs add up to.
    pub(super) behind: Sums,
    /// How often a search of this class was put off.
    pub(super) n_put_off: u32,
}

impl Class {
    /// The class of all paths.
    pub(super) fn all() -> Self {
        Class {
            first: 0,
            n_given: 0,
            excluded: END,
            behind: (0, 0, 0),
            n_put_off: 0,
        }
    }
}

/// The first path of a class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) class: Class,
    /// Where its arcs lie in `Classes::arcs`; there are `sums.2` of them.
    first: usize,
    pub(super) sums: Sums,
}

/// Something that waits.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    sums: Sums,
    /// When it came; the last resort of the order.
    since: usize,
    class: Class,
    /// Where the arcs of its first path lie, if that is known.
    path: Option<usize>,
}

/// All that waits, as a binary heap, and the arcs and excluded arcs that it refers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    heap: Vec<Waiting>,
    n_came: usize,
    arcs: Vec<u32>,
    /// Lists of excluded arcs: an arc, and where the list goes on.
    excluded: Vec<(u32, u32)>,
}

impl Classes {
    pub(super) fn clear(&mut self) {
        self.heap.clear();
        self.arcs.clear();
        self.excluded.clear();
        self.n_came = 0;
    }

    /// The arcs that all paths of a class begin with.
    pub(super) fn given(&self, class: Class) -> &[u32] {
        let last = class.first + class.n_given as usize;
        self.arcs.get(class.first..last).unwrap_or(&[])
    }

    /// The arcs by which the paths of a class do not go on.
    pub(super) fn excluded(&self, class: Class) -> impl Iterator<Item = u32> {
        let entry = |place: u32| self.excluded.get(place as usize).copied();
        let entries = std::iter::successors(entry(class.excluded), move |&(_, next)| entry(next));
        entries.map(|(arc, _)| arc)
    }

    /// The arcs of a path found.
    pub(super) fn arcs(&self, found: Found) -> &[u32] {
        self.path(found.first, found.sums)
    }

    fn path(&self, first: usize, sums: Sums) -> &[u32] {
        let last = first + sums.2 as usize;
        self.arcs.get(first..last).unwrap_or(&[])
    }

    /// The class of the paths that leave a path found behind its first `place` arcs, by another arc
    /// than `arc` and than those by which its class does not go on there.
    pub(super) fn deviation(
        &mut self,
        found: Found,
        place: usize,
        arc: u32,
        behind: Sums,
    ) -> Class {
        let is_same_place = found.class.n_given as usize == place;
        let more = if is_same_place {
            found.class.excluded
        } else {
            END
        };
        let excluded = u32::try_from(self.excluded.len()).unwrap_or(END);
        self.excluded.push((arc, more));
        Class {
            first: found.first,
            n_given: behind.2,
            excluded,
            behind,
            n_put_off: 0,
        }
    }

    /// Lets a class wait whose paths add up to at least `sums`.
    pub(super) fn wait(&mut self, class: Class, sums: Sums) {
        self.push(class, sums, None);
    }

    /// Lets a class wait again whose search came as far as `sums`.
    pub(super) fn put_off(&mut self, class: Class, sums: Sums) {
        let n_put_off = class.n_put_off.saturating_add(1);
        self.push(Class { n_put_off, ..class }, sums, None);
    }

    /// Lets the first path of a class wait: the given arcs, then those of `ahead`, which come from
    /// the target back.
    pub(super) fn found(&mut self, class: Class, ahead: impl Iterator<Item = u32>, sums: Sums) {
        let first = self.arcs.len();
        let given = class.first..class.first + class.n_given as usize;
        if given.end <= first {
            self.arcs.extend_from_within(given);
        }
        let middle = self.arcs.len();
        self.arcs.extend(ahead);
        self.arcs[middle..].reverse();
        self.push(class, sums, Some(first));
    }

    /// The sums of what comes next.
    pub(super) fn next_sums(&self) -> Option<Sums> {
        self.heap.first().map(|waiting| waiting.sums)
    }

    /// Takes what comes next if it is a class to be searched, with the least that its paths can add
    /// up to.
    pub(super) fn take_class(&mut self) -> Option<(Class, Sums)> {
        let is_class = self.heap.first()?.path.is_none();
        let waiting = is_class.then(|| self.pop())??;
        Some((waiting.class, waiting.sums))
    }

    /// Takes what comes next if it is a path.
    pub(super) fn take_found(&mut self) -> Option<Found> {
        let first = self.heap.first()?.path?;
        let waiting = self.pop()?;
        Some(Found {
            class: waiting.class,
            first,
            sums: waiting.sums,
        })
    }

    fn order(&self, one: &Waiting, other: &Waiting) -> Ordering {
        let by_path = || match (one.path, other.path) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(first), Some(second)) => {
                by_arcs(self.path(first, one.sums), self.path(second, other.sums))
            }
        };
        (one.sums.cmp(&other.sums))
            .then_with(by_path)
            .then_with(|| one.since.cmp(&other.since))
    }

    fn push(&mut self, class: Class, sums: Sums, path: Option<usize>) {
        let since = self.n_came;
        self.n_came += 1;
        self.heap.push(Waiting {
            sums,
            since,
            class,
            path,
        });
        let mut place = self.heap.len() - 1;
        while place > 0 {
            let above = (place - 1) / 2;
            if self.order(&self.heap[above], &self.heap[place]).is_le() {
                break;
            }
            self.heap.swap(above, place);
            place = above;
        }
    }

    fn pop(&mut self) -> Option<Waiting> {
        if self.heap.is_empty() {
            return None;
        }
        let first = self.heap.swap_remove(0);
        let mut place = 0;
        loop {
            let children = [2 * place + 1, 2 * place + 2];
            let there = children
                .into_iter()
                .filter(|&child| child < self.heap.len());
            let least = there.min_by(|&a, &b| self.order(&self.heap[a], &self.heap[b]));
            match least {
                Some(child) if self.order(&self.heap[child], &self.heap[place]).is_lt() => {
                    self.heap.swap(child, place);
                    place = child;
                }
                _ => return Some(first),
            }
        }
    }
}
