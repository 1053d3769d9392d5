//! Query: the shortest path between two nodes.
//!
//! Both ends climb the elimination tree side by side, the lower one first, and offer every higher
//! neighbor a path; where both have been, a path is complete. From there on only what is shorter
//! than the best one so far goes on.
//!
//! Sources: Dibbelt, Strasser and Wagner, *Customizable contraction hierarchies*, 2016
//! (elimination tree queries); Buchhold, Sanders and Wagner, *Real-time traffic assignment using
//! engineered customizable contraction hierarchies*, 2019 (pruning). No queue is needed, and
//! O(arcs from the nodes above both ends) time.
//!
//! Does not know: how arcs got their weights.

use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::levels::Levels;
use crate::graph::hierarchy::links::NONE;
use crate::graph::hierarchy::made_of::{DOWN, UP};
use crate::graph::hierarchy::metric::{Metric, Sized};
use crate::graph::hierarchy::weight::Weight;

/// A workspace for queries.
///
/// It may be used with any metric and is meant to be used again and again: after the first query
/// on a topology none allocates, but for the path it hands out.
#[derive(Clone, Debug, Default)]
pub struct Query {
    narrow: Climb<u32>,
    wide: Climb<u64>,
    widest: Climb<u128>,
    /// Arcs of the topology, with their directions: the last one is the first to travel along.
    arcs: Vec<(u32, usize)>,
    /// Arcs that are still to be unpacked.
    open: Vec<u32>,
}

/// Labels by rank: from the source, and to the target.
#[derive(Clone, Debug)]
struct Climb<W> {
    cost: Vec<[W; 2]>,
    /// The node before and the arc from there; only of use where there is a cost in this run.
    from: Vec<[(u32, u32); 2]>,
}

impl<W> Default for Climb<W> {
    fn default() -> Self {
        Climb {
            cost: Vec::new(),
            from: Vec::new(),
        }
    }
}

impl Query {
    /// An empty workspace.
    #[must_use]
    pub fn new() -> Query {
        Query::default()
    }

    /// The least sum of weights from `source` to `target`; `None` if there is no path, or one of
    /// them is no node.
    #[must_use]
    pub fn distance(&mut self, metric: &Metric, source: u32, target: u32) -> Option<u64> {
        let contracted = metric.contracted();
        let [from, to] = ends(contracted, source, target)?;
        match &metric.sized {
            Sized::Narrow(levels) => self.narrow.distance(contracted, levels, from, to),
            Sized::Wide(levels) => self.wide.distance(contracted, levels, from, to),
            Sized::Widest(levels) => self.widest.distance(contracted, levels, from, to),
        }
    }

    /// The least sum of weights from `source` to `target` and the arc ids of a path that has it,
    /// in the order of travel; `None` as for [`Query::distance`].
    ///
    /// Which of equally short paths it is depends on nothing but topology and weights; where
    /// there are weights of 0, it is one with as few of these as can be. It passes no node twice.
    #[must_use]
    pub fn path(&mut self, metric: &Metric, source: u32, target: u32) -> Option<(u64, Vec<u32>)> {
        let mut path = Vec::new();
        let cost = self.path_into(metric, source, target, &mut path)?;
        Some((cost, path))
    }

    /// The same as [`Query::path`], into a list whose space is used again; it is empty if there
    /// is no path.
    pub fn path_into(
        &mut self,
        metric: &Metric,
        source: u32,
        target: u32,
        path: &mut Vec<u32>,
    ) -> Option<u64> {
        path.clear();
        let cost = self.trace(metric, source, target)?;
        while let Some((arc, way)) = self.arcs.pop() {
            metric.made_of.unpack(arc, way, &mut self.open, path);
        }
        Some(cost)
    }

    /// The least sum of weights from `source` to `target`, and into `sums` what the measures of
    /// the metric come to along the path that [`Query::path`] answers, without unpacking it;
    /// `None` as for [`Query::distance`]. Sums beyond the number of measures are 0.
    pub fn sums_into(
        &mut self,
        metric: &Metric,
        source: u32,
        target: u32,
        sums: &mut [u64],
    ) -> Option<u64> {
        sums.fill(0);
        let cost = self.trace(metric, source, target)?;
        for (sum, measure) in sums.iter_mut().zip(&metric.measures) {
            for &(arc, way) in &self.arcs {
                *sum = sum.saturating_add(measure[arc as usize][way]);
            }
        }
        Some(cost)
    }

    /// Finds the arcs of the topology that the shortest path is made of.
    fn trace(&mut self, metric: &Metric, source: u32, target: u32) -> Option<u64> {
        let contracted = metric.contracted();
        let [from, to] = ends(contracted, source, target)?;
        let arcs = &mut self.arcs;
        arcs.clear();
        match &metric.sized {
            Sized::Narrow(levels) => self.narrow.trace(contracted, levels, [from, to], arcs),
            Sized::Wide(levels) => self.wide.trace(contracted, levels, [from, to], arcs),
            Sized::Widest(levels) => self.widest.trace(contracted, levels, [from, to], arcs),
        }
    }
}

/// The ranks of both ends.
fn ends(contracted: &Contracted, source: u32, target: u32) -> Option<[u32; 2]> {
    let rank = |node: u32| contracted.rank_of.get(node as usize).copied();
    Some([rank(source)?, rank(target)?])
}

impl<W: Weight> Climb<W> {
    fn distance(
        &mut self,
        contracted: &Contracted,
        levels: &Levels<W>,
        from: u32,
        to: u32,
    ) -> Option<u64> {
        let (best, _) = self.run::<false>(contracted, levels, [from, to]);
        (best < W::CLOSED).then(|| levels.sum_of_weights(best))
    }

    fn trace(
        &mut self,
        contracted: &Contracted,
        levels: &Levels<W>,
        ends: [u32; 2],
        arcs: &mut Vec<(u32, usize)>,
    ) -> Option<u64> {
        self.from
            .resize(contracted.n_nodes().max(self.from.len()), [(NONE, NONE); 2]);
        let (best, top) = self.run::<true>(contracted, levels, ends);
        if best >= W::CLOSED {
            return None;
        }
        for way in [DOWN, UP] {
            let mut node = top;
            while node != ends[way] {
                let (before, arc) = self.from[node as usize][way];
                arcs.push((arc, way));
                node = before;
            }
            if way == DOWN {
                arcs.reverse();
            }
        }
        Some(levels.sum_of_weights(best))
    }

    /// The least cost, and the lowest node where both ways meet with it.
    fn run<const TRACE: bool>(
        &mut self,
        contracted: &Contracted,
        levels: &Levels<W>,
        ends: [u32; 2],
    ) -> (W, u32) {
        self.cost
            .resize(contracted.n_nodes().max(self.cost.len()), [W::CLOSED; 2]);
        let mut at = ends;
        for way in [UP, DOWN] {
            self.cost[at[way] as usize][way] = W::NOTHING;
        }
        // All labels are above the ends, and each is taken back when its node is passed.
        while at[UP] != at[DOWN] {
            let way = usize::from(at[DOWN] < at[UP]);
            let node = at[way];
            let cost = std::mem::replace(&mut self.cost[node as usize][way], W::CLOSED);
            if cost < W::CLOSED {
                self.relax::<TRACE>(levels, node, way, cost);
            }
            at[way] = contracted.parent[node as usize];
        }
        let (mut best, mut top) = (W::CLOSED, NONE);
        let mut node = at[UP];
        while node != NONE {
            let costs = std::mem::replace(&mut self.cost[node as usize], [W::CLOSED; 2]);
            let sum = costs[UP].plus(costs[DOWN]);
            if sum < best {
                (best, top) = (sum, node);
            }
            for way in [UP, DOWN] {
                if costs[way] < best {
                    self.relax::<TRACE>(levels, node, way, costs[way]);
                }
            }
            node = contracted.parent[node as usize];
        }
        (best, top)
    }

    fn relax<const TRACE: bool>(&mut self, levels: &Levels<W>, node: u32, way: usize, cost: W) {
        for ray in levels.stars[way].of(node) {
            let sum = cost.plus(ray.weight);
            let known = &mut self.cost[ray.head as usize][way];
            if sum < *known {
                *known = sum;
                if TRACE {
                    self.from[ray.head as usize][way] = (node, ray.arc);
                }
            }
        }
    }
}
