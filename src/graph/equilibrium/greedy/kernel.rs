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

/// A step that turns the difference of costs round to more than this share of it is too long.
const TOO_FAR: f64 = -0.75;
/// The most steps back from one, and the share of the difference at which they end.
const N_BACK: (u32, f64) = (30, 0.1);

/// What moving flow needs.
pub(super) struct Kernel<'k> {
    pub(super) layout: &'k Layout,
    pub(super) loads: &'k mut Loads,
    pub(super) marks: &'k mut [u32],
    pub(super) stamp: &'k mut u32,
    /// Memory for the arcs that two paths do not share.
    pub(super) lists: &'k mut (Vec<u32>, Vec<u32>),
    /// What Newton steps are multiplied by; above 1 goes a little too far, which in many passes is
    /// quicker (successive over-relaxation, Young 1954).
    pub(super) reach: f64,
    /// Whether paths are listed whole, with arcs that all of a pair share.
    pub(super) is_whole: bool,
}

impl Kernel<'_> {
    /// Moves flow from dearer paths to the cheapest; whether any was.
    pub(super) fn equalize(&mut self, arena: &[u32], paths: &mut [Work], tolerance: f64) -> bool {
        if let ([one, other], false) = (&mut *paths, self.is_whole) {
            return self.equalize_two(arena, one, other, tolerance);
        }
        let mut best = 0;
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
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
        let lists = (from.of(arena), to.of(arena));
        let step = self.transfer(lists, from.fixed - to.fixed, spread.abs(), slope, from.flow);
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
        let (mut less, mut more) = std::mem::take(self.lists);
        less.clear();
        more.clear();
        let is_marked = |place: &u32, mark| self.marks[*place as usize] == mark;
        less.extend(
            from.of(arena)
                .iter()
                .filter(|place| !is_marked(place, shared)),
        );
        more.extend(to.of(arena).iter().filter(|place| is_marked(place, stamp)));
        let fixed = from.fixed - to.fixed;
        let step = self.transfer((&less, &more), fixed, spread, slope, from.flow);
        *self.lists = (less, more);
        step
    }

    /// Moves flow from the arcs of one list to those of the other, at most `most`, by a Newton
    /// step for their difference in cost, `spread`; how much. Where the derivative there says too
    /// little of what lies ahead (at a knee, or from an empty arc), the step is shortened by the
    /// rule of false position, with the Illinois change of Dowell and Jarratt 1971.
    fn transfer(
        &mut self,
        lists: (&[u32], &[u32]),
        fixed: f64,
        spread: f64,
        slope: f64,
        most: f64,
    ) -> f64 {
        let mut step = most.min(self.reach * spread / slope);
        let after = self.apply(lists, fixed, step);
        if after >= TOO_FAR * spread {
            return step;
        }
        let (mut low, mut high) = ((0.0, spread), (step, after));
        let mut was_low = None;
        for _ in 0..N_BACK.0 {
            let next = low.0 + (high.0 - low.0) * low.1 / (low.1 - high.1);
            let left = self.apply(lists, fixed, next - step);
            step = next;
            if left.abs() <= N_BACK.1 * spread {
                break;
            }
            let is_low = left > 0.0;
            let is_again = was_low == Some(is_low);
            was_low = Some(is_low);
            if is_low {
                low = (step, left);
                high.1 *= if is_again { 0.5 } else { 1.0 };
            } else {
                high = (step, left);
                low.1 *= if is_again { 0.5 } else { 1.0 };
            }
        }
        step
    }

    /// Adds a step to all flows of two lists; the difference of their costs then.
    fn apply(&mut self, lists: (&[u32], &[u32]), fixed: f64, step: f64) -> f64 {
        let mut spread = fixed;
        for &place in lists.0 {
            spread += self.loads.add(&self.layout.curves, place, -step);
        }
        for &place in lists.1 {
            spread -= self.loads.add(&self.layout.curves, place, step);
        }
        spread
    }
}
