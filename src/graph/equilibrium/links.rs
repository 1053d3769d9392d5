//! What methods share that know arc flows only: demand loaded on the cheapest paths, and points
//! between such flows.
//!
//! A *point* is one list: flows of all classes together by place, behind them what does not travel
//! of elastic pairs, and behind those, if there are several classes, each one's flows by place.
//! Points mix linearly.
//!
//! Does not know: which mix is a good one.

use super::layout::{Layout, NONE};
use super::loads::Loads;
use super::trees::Trees;
use crate::task::{Cancelled, Task};

pub(super) struct Links<'a> {
    pub(super) layout: &'a Layout,
    pub(super) trees: Trees,
    /// Costs at the point that was looked at last.
    pub(super) loads: Loads,
    /// Pairs between which no path leads.
    pub(super) is_cut_off: Vec<bool>,
    through: Vec<f64>,
}

/// All demand on the cheapest paths, and what that says of the flows whose costs they are.
pub(super) struct Loaded {
    pub(super) point: Vec<f64>,
    /// What the demand costs on the cheapest paths, and what the flows do, idle demand included.
    least: f64,
    cost: f64,
    /// What the flows cost without idle demand.
    travel: f64,
}

impl Loaded {
    /// The relative gap of the flows.
    pub(super) fn gap(&self) -> f64 {
        let excess = self.cost - self.least;
        if self.travel > 0.0 {
            (excess / self.travel).max(0.0)
        } else if excess > 0.0 {
            1.0
        } else {
            0.0
        }
    }
}

impl<'a> Links<'a> {
    pub(super) fn new(layout: &'a Layout) -> Self {
        Links {
            layout,
            trees: Trees::new(layout),
            loads: Loads::new(&layout.curves, vec![0.0; layout.curves.len()]),
            is_cut_off: vec![false; layout.pairs.len()],
            through: vec![0.0; layout.n_nodes],
        }
    }

    /// Entries of a point.
    pub(super) fn len(&self) -> usize {
        let n_classes = self.layout.fixed.len();
        let apart = if n_classes > 1 {
            n_classes * self.layout.n_places()
        } else {
            0
        };
        self.layout.curves.len() + apart
    }

    /// Where a class's flows stand in a point.
    fn class_range(&self, class: usize) -> std::ops::Range<usize> {
        let n_places = self.layout.n_places();
        if self.layout.fixed.len() == 1 {
            return 0..n_places;
        }
        let first = self.layout.curves.len() + class * n_places;
        first..first + n_places
    }

    /// The flows of a class in a point.
    pub(super) fn of_class<'p>(&self, point: &'p [f64], class: usize) -> &'p [f64] {
        &point[self.class_range(class)]
    }

    /// Sets the costs to those at a point.
    pub(super) fn look_at(&mut self, point: &[f64]) {
        let n_all = self.layout.curves.len();
        self.loads.flows.copy_from_slice(&point[..n_all]);
        self.loads.refresh(&self.layout.curves);
    }

    /// Sum over a direction of what its flows pay beside time.
    pub(super) fn fixed(&self, point: &[f64]) -> f64 {
        let classes = self.layout.fixed.iter().enumerate();
        classes
            .map(|(class, fixed)| {
                let flows = self.of_class(point, class).iter().zip(fixed);
                flows
                    .map(|(flow, cost)| if *flow == 0.0 { 0.0 } else { flow * cost })
                    .sum::<f64>()
            })
            .sum()
    }

    /// Loads all demand on the cheapest paths at the costs of the point looked at, which is `at`.
    pub(super) fn load(&mut self, at: &[f64], task: &Task) -> Result<Loaded, Cancelled> {
        let layout = self.layout;
        let mut point = vec![0.0; self.len()];
        let mut least = 0.0;
        for origin in &layout.origins {
            task.checkpoint()?;
            self.trees
                .weigh(&self.loads.costs, &layout.fixed[origin.class as usize]);
            self.trees.run(layout, origin.node);
            for pair in origin.pairs() {
                let ends = layout.pairs[pair];
                let cost = self.trees.costs[ends.destination as usize];
                let idle = (ends.idle != NONE).then(|| self.loads.costs[ends.idle as usize]);
                if idle.is_some_and(|idle| idle <= cost) {
                    point[ends.idle as usize] = ends.volume;
                    least += idle.unwrap_or(0.0) * ends.volume;
                } else if cost.is_finite() {
                    self.through[ends.destination as usize] += ends.volume;
                    least += cost * ends.volume;
                } else {
                    self.is_cut_off[pair] = true;
                }
            }
            let range = self.class_range(origin.class as usize);
            self.trees
                .unload(layout, &mut self.through, &mut point[range]);
        }
        if layout.fixed.len() > 1 {
            let n_places = layout.n_places();
            for class in 0..layout.fixed.len() {
                let range = self.class_range(class);
                let (total, apart) = point.split_at_mut(range.start);
                for (sum, flow) in total[..n_places].iter_mut().zip(&apart[..n_places]) {
                    *sum += flow;
                }
            }
        }
        let costs = self.loads.costs.iter().zip(&self.loads.flows);
        let (mut travel, mut idle) = (self.fixed(at), 0.0);
        for (place, (cost, flow)) in costs.enumerate() {
            let sum = if place < layout.n_places() {
                &mut travel
            } else {
                &mut idle
            };
            *sum += cost * flow;
        }
        Ok(Loaded {
            point,
            least,
            cost: travel + idle,
            travel,
        })
    }

    /// How far to go from `from` along `way`, at most 1, such that the objective is least: Newton
    /// steps on its derivative, within bounds that are halved where they leave them.
    pub(super) fn step(&mut self, from: &[f64], way: &[f64]) -> f64 {
        let fixed = self.fixed(way);
        let (mut low, mut high, mut at) = (0.0, 1.0, 1.0);
        for _ in 0..40 {
            let (mut rise, mut bend) = (fixed, 0.0);
            for (place, curve) in self.layout.curves.iter().enumerate() {
                let more = way[place];
                if more != 0.0 {
                    let (cost, slope) = curve.at(from[place] + at * more);
                    rise += cost * more;
                    bend += slope * more * more;
                }
            }
            if rise <= 0.0 {
                low = at;
            } else {
                high = at;
            }
            let next = at - rise / bend;
            let last = at;
            at = if next > low && next < high {
                next
            } else {
                f64::midpoint(low, high)
            };
            if low >= 1.0 {
                return 1.0;
            }
            if (at - last).abs() <= 1e-13 * at || high - low <= 1e-15 {
                break;
            }
        }
        at
    }
}
