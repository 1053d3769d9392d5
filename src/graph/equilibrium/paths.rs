//! The paths of all pairs, each a list of places in one piece of memory.
//!
//! Does not know: costs.

use super::layout::{NONE, to_u32};

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
    /// Whether it is no path but what does not travel, which stays when it is empty.
    pub(super) is_idle: bool,
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

    /// Multiplies all flows of a pair.
    pub(super) fn scale(&mut self, pair: usize, factor: f64) {
        let mut at = self.first[pair];
        while let Some(path) = self.list.get_mut(at as usize) {
            path.flow *= factor;
            at = path.next;
        }
    }

    /// Lets the flows of a pair add up to `volume`, by changing the greatest.
    pub(super) fn settle(&mut self, pair: usize, volume: f64) {
        let (mut at, mut greatest, mut sum) = (self.first[pair], NONE, 0.0);
        let mut most = f64::NEG_INFINITY;
        while let Some(path) = self.list.get(at as usize) {
            sum += path.flow;
            if path.flow > most {
                (greatest, most) = (at, path.flow);
            }
            at = path.next;
        }
        if let Some(path) = self.list.get_mut(greatest as usize) {
            path.flow = volume - (sum - path.flow);
        }
    }

    /// Adds a path to a pair.
    pub(super) fn add(&mut self, pair: usize, places: &[u32], flow: f64, fixed: f64) {
        self.push(pair, places, flow, fixed, false);
    }

    /// Adds what does not travel to a pair.
    pub(super) fn add_idle(&mut self, pair: usize, place: u32, flow: f64) {
        self.push(pair, &[place], flow, 0.0, true);
    }

    fn push(&mut self, pair: usize, places: &[u32], flow: f64, fixed: f64, is_idle: bool) {
        let path = Path {
            start: to_u32(self.arena.len()),
            len: to_u32(places.len()),
            next: self.first[pair],
            flow,
            fixed,
            is_idle,
        };
        self.arena.extend_from_slice(places);
        if let Some(free) = self.list.get_mut(self.spare as usize) {
            self.first[pair] = self.spare;
            self.spare = free.next;
            *free = path;
        } else {
            self.first[pair] = to_u32(self.list.len());
            self.list.push(path);
        }
    }

    /// Drops the empty paths of a pair.
    pub(super) fn drop_empty(&mut self, pair: usize) {
        let (mut at, mut last) = (self.first[pair], NONE);
        while let Some(&path) = self.list.get(at as usize) {
            if path.flow <= 0.0 && !path.is_idle {
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
                let start = to_u32(arena.len());
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
