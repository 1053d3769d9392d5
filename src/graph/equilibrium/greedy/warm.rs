//! Beginning from the paths of an earlier solution.
//!
//! Does not know: what was changed since.

use super::super::layout::{NONE, Pair};
use super::super::solution::Solution;
use super::Greedy;

impl Greedy<'_> {
    /// Takes over the paths of `start` between pairs that are still there, in the shares that they
    /// had, and begins anew where there are none; whether any was taken.
    pub(super) fn begin_from(&mut self, start: &Solution) -> bool {
        let layout = self.layout;
        let mut earlier = start.pairs.iter().enumerate().peekable();
        let mut has_taken = false;
        for origin in &layout.origins {
            for pair in origin.pairs() {
                let ends = layout.pairs[pair];
                let key = (origin.class, origin.node, ends.destination);
                while earlier.next_if(|(_, before)| before.key() < key).is_some() {}
                if let Some((before, _)) = earlier.next_if(|(_, before)| before.key() == key) {
                    has_taken |= self.take(start, before, key, pair, ends);
                }
            }
        }
        self.rebuild();
        has_taken
    }

    fn take(
        &mut self,
        start: &Solution,
        before: usize,
        key: (u32, u32, u32),
        pair: usize,
        ends: Pair,
    ) -> bool {
        let fixed = &self.layout.fixed[key.0 as usize];
        let first = self.paths.first[pair];
        let mut total = 0.0;
        for path in start.paths_of_pair(before) {
            self.path.clear();
            let places = path.arcs.iter().map(|&arc| self.layout.place(arc));
            self.path.extend(places);
            let cost: f64 = self
                .path
                .iter()
                .map(|&place| fixed.get(place as usize))
                .fold(0.0, |sum, more| {
                    sum + more.copied().unwrap_or(f64::INFINITY)
                });
            if cost.is_finite() && path.flow > 0.0 && self.leads(key.1, key.2) {
                self.paths.add(pair, &self.path, path.flow, cost);
                total += path.flow;
            }
        }
        if self.paths.first[pair] == first {
            return false;
        }
        if ends.idle != NONE {
            let idle = start.pairs[before].idle;
            self.paths.add_idle(pair, ends.idle, idle);
            total += idle;
        }
        self.paths.scale(pair, ends.volume / total);
        true
    }

    /// Whether `self.path` is a path between two nodes.
    fn leads(&self, from: u32, to: u32) -> bool {
        let layout = self.layout;
        let mut at = from;
        for (n_before, &place) in self.path.iter().enumerate() {
            let is_through = n_before == 0 || !layout.is_end[at as usize];
            if layout.tails[place as usize] != at || !is_through {
                return false;
            }
            at = layout.heads[place as usize];
        }
        at == to
    }
}
