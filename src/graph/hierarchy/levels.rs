//! The weights of a metric in one width, and the arcs that queries look at.
//!
//! Source: Dibbelt, Strasser and Wagner, *Customizable contraction hierarchies*, 2016. Basic
//! customization goes over the lower triangles of every arc, from the lowest node up; perfect
//! customization over the others, from the highest down, and leaves out of the search all arcs
//! longer than the shortest path between their ends.
//!
//! Does not know: which width it has, who asks.

use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::links::id;
use crate::graph::hierarchy::made_of::{DOWN, MadeOf, UP};
use crate::graph::hierarchy::weight::Weight;
use crate::task::{Cancelled, Task};

/// Weights by arc, up and down, and what searches use of them.
#[derive(Clone, Debug)]
pub(super) struct Levels<W> {
    /// The best way over lower nodes.
    weights: Vec<[W; 2]>,
    /// The best way at all.
    exact: Vec<[W; 2]>,
    /// So many last bits count arcs of weight 0, and the others hold sums of weights: there are
    /// no cycles of weight 0, and no shortest path passes a node twice.
    n_bits: u32,
    /// Arcs to higher nodes, to be gone along up, and down.
    pub(super) stars: [Star<W>; 2],
}

/// Arcs out of each node to higher ones.
#[derive(Clone, Debug)]
pub(super) struct Star<W> {
    first: Vec<u32>,
    rays: Vec<Ray<W>>,
}

/// One such arc: its higher end, its id in the topology.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ray<W> {
    pub(super) head: u32,
    pub(super) arc: u32,
    pub(super) weight: W,
}

impl<W> Default for Levels<W> {
    fn default() -> Self {
        Levels {
            weights: Vec::new(),
            exact: Vec::new(),
            n_bits: 0,
            stars: [Star::default(), Star::default()],
        }
    }
}

impl<W> Default for Star<W> {
    fn default() -> Self {
        Star {
            first: Vec::new(),
            rays: Vec::new(),
        }
    }
}

impl<W> Star<W> {
    /// The arcs from `node` up; none if there is no such node.
    pub(super) fn of(&self, node: u32) -> &[Ray<W>] {
        match self.first.get(node as usize..) {
            Some(&[first, last, ..]) => &self.rays[first as usize..last as usize],
            _ => &[],
        }
    }
}

impl<W: Weight> Levels<W> {
    /// New levels, as [`Levels::fill`] makes them.
    pub(super) fn filled(
        contracted: &Contracted,
        weights: (&[u64], u32),
        made_of: &mut MadeOf,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let mut levels = Levels::default();
        levels.fill(contracted, weights, made_of, task)?;
        Ok(levels)
    }

    /// Computes all from the weights of the graph's own arcs, and notes what arcs are made of.
    /// The last `n_bits` bits of what is summed count the arcs of weight 0.
    pub(super) fn fill(
        &mut self,
        contracted: &Contracted,
        (weights, n_bits): (&[u64], u32),
        made_of: &mut MadeOf,
        task: &Task,
    ) -> Result<(), Cancelled> {
        self.n_bits = n_bits;
        let weight = |arc: u32| {
            let weight = weights.get(arc as usize);
            weight.map_or(W::CLOSED, |&weight| W::of(counted(weight, n_bits)))
        };
        self.weights.clear();
        (self.weights).extend(made_of.own().map(|own| own.map(weight)));
        self.basic(contracted, made_of, task)?;
        self.exact.clone_from(&self.weights);
        self.perfect(contracted, task)?;
        self.collect(contracted, task)
    }

    /// The sum of weights that a cost stands for.
    pub(super) fn sum_of_weights(&self, cost: W) -> u64 {
        cost.without(self.n_bits)
    }

    fn basic(
        &mut self,
        contracted: &Contracted,
        made_of: &mut MadeOf,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let (mut names, mut space) = (Vec::new(), Vec::new());
        let mut begin = 0;
        for node in 0..id(contracted.n_nodes()) {
            task.checkpoint()?;
            let up = contracted.up(node);
            // Nothing changes these arcs any more.
            names.clear();
            names.extend(up.clone().map(|arc| made_of.names(arc)));
            for low in up.clone() {
                // From the node to the lower end of a third arc, and from that end to the node.
                let [to_low, from_low] = self.weights[low];
                let thirds = contracted.thirds((low, up.end), begin, &mut space);
                begin += thirds.len();
                for (high, &third) in (low + 1..).zip(thirds) {
                    let [to_high, from_high] = self.weights[high];
                    let sums = [from_low.plus(to_high), from_high.plus(to_low)];
                    let over = [names[low - up.start], names[high - up.start]];
                    self.offer(third as usize, sums, over, made_of);
                }
            }
        }
        Ok(())
    }

    /// Offers an arc a way, up and down, over a lower node: `over` names the arcs from there.
    fn offer(&mut self, arc: usize, sums: [W; 2], over: [[u32; 2]; 2], made_of: &mut MadeOf) {
        for way in [UP, DOWN] {
            if sums[way] < self.weights[arc][way] {
                self.weights[arc][way] = sums[way];
                made_of.go_over(arc, over[0], over[1], way);
            }
        }
    }

    fn perfect(&mut self, contracted: &Contracted, task: &Task) -> Result<(), Cancelled> {
        let mut space = Vec::new();
        let nodes = 0..id(contracted.n_nodes());
        let mut end: usize = nodes.clone().map(|node| contracted.n_thirds(node)).sum();
        for node in nodes.rev() {
            task.checkpoint()?;
            let up = contracted.up(node);
            end -= contracted.n_thirds(node);
            let mut begin = end;
            for low in up.clone() {
                let [mut to_low, mut from_low] = self.exact[low];
                let thirds = contracted.thirds((low, up.end), begin, &mut space);
                begin += thirds.len();
                for (high, &third) in (low + 1..).zip(thirds) {
                    let [to_high, from_high] = self.exact[high];
                    let [rising, falling] = self.exact[third as usize];
                    self.exact[high] = [
                        to_high.min(to_low.plus(rising)),
                        from_high.min(falling.plus(from_low)),
                    ];
                    to_low = to_low.min(to_high.plus(falling));
                    from_low = from_low.min(rising.plus(from_high));
                }
                self.exact[low] = [to_low, from_low];
            }
        }
        Ok(())
    }

    /// Puts the arcs that are shortest paths side by side.
    fn collect(&mut self, contracted: &Contracted, task: &Task) -> Result<(), Cancelled> {
        for star in &mut self.stars {
            star.first.clear();
            star.rays.clear();
            star.first.push(0);
        }
        for node in 0..contracted.n_nodes() {
            task.checkpoint()?;
            for arc in contracted.up(id(node)) {
                let (head, weights) = (contracted.head[arc], self.weights[arc]);
                for way in [UP, DOWN] {
                    let weight = weights[way];
                    let is_shortest = weight < W::CLOSED && weight == self.exact[arc][way];
                    let arc = id(arc);
                    let ray = is_shortest.then_some(Ray { head, arc, weight });
                    self.stars[way].rays.extend(ray);
                }
            }
            for star in &mut self.stars {
                star.first.push(id(star.rays.len()));
            }
        }
        Ok(())
    }
}

/// A weight, followed by bits that count it if it is 0.
pub(super) fn counted(weight: u64, n_bits: u32) -> u128 {
    let count = u128::from(weight == 0 && n_bits > 0);
    u128::from(weight) << n_bits | count
}
