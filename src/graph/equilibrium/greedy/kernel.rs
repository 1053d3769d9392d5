//! Moving flow between the paths of one pair.
//!
//! Does not know: which pairs there are, where paths come from.

use super::super::layout::Layout;
use super::super::loads::Loads;

/// A path of a pair under work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    pub(super) start: u32,
    pub(super) len: u32,
    pub(super) flow: f64,
    /// What it costs beside the arcs listed.
    pub(super) fixed: f64,
    /// Its place in the list of all paths.
    pub(super) path: u32,
}

impl Work {
    pub(super) fn of<'a>(&self, arena: &'a [u32]) -> &'a [u32] {
        &arena[self.start as usize..][..self.len as usize]
    }
}

/// What moving flow needs.
pub(super) struct Kernel<'k> {
    pub(super) layout: &'k Layout,
    pub(super) loads: &'k mut Loads,
    pub(super) marks: &'k mut [u32],
    pub(super) stamp: &'k mut u32,
    /// What Newton steps are multiplied by; above 1 goes a little too far, which in many passes is
    /// quicker (successive over-relaxation, Young 1954).
    pub(super) reach: f64,
}

impl Kernel<'_> {
    /// Moves flow from dearer paths to the cheapest; whether any was.
    pub(super) fn equalize(&mut self, arena: &[u32], paths: &mut [Work], tolerance: f64) -> bool {
        if let [one, other] = paths {
            return self.equalize_two(arena, one, other, tolerance);
        }
        let mut best = 0;
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for (at, path) in paths.iter().enumerate() {
            let cost = path.fixed + self.loads.sum(path.of(arena));
            if cost < least {
                (best, least) = (at, cost);
            }
            if path.flow > 0.0 {
                most = most.max(cost);
            }
        }
        if most - least <= tolerance {
            return false;
        }
        let mut has_moved = false;
        for at in 0..paths.len() {
            if at == best || paths[at].flow <= 0.0 {
                continue;
            }
            let moved = self.shift(arena, &paths[at], &paths[best], tolerance);
            if moved > 0.0 {
                paths[at].flow -= moved;
                paths[best].flow += moved;
                has_moved = true;
            }
        }
        has_moved
    }

    /// Two paths that share no arc.
    fn equalize_two(
        &mut self,
        arena: &[u32],
        one: &mut Work,
        other: &mut Work,
        tolerance: f64,
    ) -> bool {
        let (mut costs, mut slope) = ([one.fixed, other.fixed], 0.0);
        for (path, cost) in [&*one, &*other].iter().zip(&mut costs) {
            for &place in path.of(arena) {
                *cost += self.loads.costs[place as usize];
                slope += self.loads.slopes[place as usize];
            }
        }
        let spread = costs[0] - costs[1];
        let (from, to) = if spread > 0.0 {
            (one, other)
        } else {
            (other, one)
        };
        if spread.abs() <= tolerance || from.flow <= 0.0 {
            return false;
        }
        let step = from.flow.min(self.reach * spread.abs() / slope);
        for &place in from.of(arena) {
            self.loads.add(&self.layout.curves, place, -step);
        }
        for &place in to.of(arena) {
            self.loads.add(&self.layout.curves, place, step);
        }
        from.flow -= step;
        to.flow += step;
        step > 0.0
    }

    /// How much was moved from one path to a cheaper one.
    fn shift(&mut self, arena: &[u32], from: &Work, to: &Work, tolerance: f64) -> f64 {
        let (stamp, shared) = (*self.stamp + 1, *self.stamp + 2);
        *self.stamp = shared;
        let (mut spread, mut slope) = (from.fixed - to.fixed, 0.0);
        for &place in to.of(arena) {
            self.marks[place as usize] = stamp;
        }
        for &place in from.of(arena) {
            if self.marks[place as usize] == stamp {
                self.marks[place as usize] = shared;
            } else {
                spread += self.loads.costs[place as usize];
                slope += self.loads.slopes[place as usize];
            }
        }
        for &place in to.of(arena) {
            if self.marks[place as usize] == stamp {
                spread -= self.loads.costs[place as usize];
                slope += self.loads.slopes[place as usize];
            }
        }
        if spread <= tolerance {
            return 0.0;
        }
        let step = from.flow.min(self.reach * spread / slope);
        for &place in from.of(arena) {
            if self.marks[place as usize] != shared {
                self.loads.add(&self.layout.curves, place, -step);
            }
        }
        for &place in to.of(arena) {
            if self.marks[place as usize] == stamp {
                self.loads.add(&self.layout.curves, place, step);
            }
        }
        step
    }
}
