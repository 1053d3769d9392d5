//! The paths of all pairs, each a list of places in one piece of memory.
//!
//! Does not know: costs.

use super::layout::NONE;

/// A path of one pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    /// Where its places begin.
    pub(super) start: u32,
    pub(super) len: u32,
    /// The next path of the same pair, or [`NONE`].
    pub(super) next: u32,
    /// What goes along it, in units of volume.
    pub(super) flow: f64,
    /// What its class pays beside time.
    pub(super) fixed: f64,
}

/// Paths by pair.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    /// The first path of each pair, or [`NONE`].
    pub(super) first: Vec<u32>,
    pub(super) list: Vec<Path>,
    pub(super) arena: Vec<u32>,
    /// Paths that are no longer used, linked.
    spare: u32,
    /// Places in the arena that belong to those.
    n_waste: usize,
}

impl Paths {
    pub(super) fn new(n_pairs: usize) -> Paths {
        Paths {
            first: vec![NONE; n_pairs],
            list: Vec::new(),
            arena: Vec::new(),
            spare: NONE,
            n_waste: 0,
        }
    }

    pub(super) fn of(&self, path: &Path) -> &[u32] {
        &self.arena[path.start as usize..][..path.len as usize]
    }

    /// The paths of a pair.
    pub(super) fn each(&self, pair: usize) -> impl Iterator<Item = &Path> {
        let mut at = self.first[pair];
        std::iter::from_fn(move || {
            let path = self.list.get(at as usize)?;
            at = path.next;
            Some(path)
        })
    }

    /// Adds a path to a pair.
    pub(super) fn add(&mut self, pair: usize, places: &[u32], flow: f64, fixed: f64) {
        let path = Path {
            start: super::layout::to_u32(self.arena.len()),
            len: super::layout::to_u32(places.len()),
            next: self.first[pair],
            flow,
            fixed,
        };
        self.arena.extend_from_slice(places);
        if let Some(free) = self.list.get_mut(self.spare as usize) {
            self.first[pair] = self.spare;
            self.spare = free.next;
            *free = path;
        } else {
            self.first[pair] = super::layout::to_u32(self.list.len());
            self.list.push(path);
        }
    }

    /// Drops the paths of a pair of which `is_dropped` says so.
    pub(super) fn drop_where(&mut self, pair: usize, is_dropped: impl Fn(&Path) -> bool) {
        let (mut at, mut last) = (self.first[pair], NONE);
        while let Some(&path) = self.list.get(at as usize) {
            if is_dropped(&path) {
                match self.list.get_mut(last as usize) {
                    Some(last) => last.next = path.next,
                    None => self.first[pair] = path.next,
                }
                self.n_waste += path.len as usize;
                self.list[at as usize].next = self.spare;
                self.spare = at;
            } else {
                last = at;
            }
            at = path.next;
        }
    }

    /// Closes the gaps in the arena once they are half of it.
    pub(super) fn tidy(&mut self) {
        if self.n_waste * 2 <= self.arena.len() {
            return;
        }
        let mut arena = Vec::with_capacity(self.arena.len() - self.n_waste);
        for pair in 0..self.first.len() {
            let mut at = self.first[pair];
            while let Some(path) = self.list.get_mut(at as usize) {
                let start = super::layout::to_u32(arena.len());
                let places = &self.arena[path.start as usize..][..path.len as usize];
                arena.extend_from_slice(places);
                path.start = start;
                at = path.next;
            }
        }
        self.arena = arena;
        self.n_waste = 0;
    }
}
