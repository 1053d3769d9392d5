//! The cheapest flow that meets all supplies and demands: the network simplex method.
//!
//! **Problem.** Every arc carries a whole number between its lower and its upper bound and costs so
//! much a unit, which may be negative; at every node what flows out less what flows in is its
//! supply, or less than 0 for a demand. The cost of all flow together is to be least.
//!
//! **Method.** The primal simplex method on spanning trees: an arc that would lower the cost enters
//! the tree, flow goes round the cycle that it closes until an arc is full or empty, and that one
//! leaves. Arcs enter by block search (`pricing`), leave by Cunningham's rule, which rules out
//! running in circles, and trees are kept as preorder with depths (`tree`): Cunningham, *A network
//! simplex method*, 1976; Király and Kovács, *Efficient implementations of minimum-cost flow
//! algorithms*, 2012; Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 11.
//!
//! What cannot be sent along arcs hangs on artificial arcs between the nodes and a root, a unit of
//! which costs more than any path.
//!
//! **After an edit** of costs, bounds or supplies the tree is kept. The flow on it is computed anew;
//! where an arc would carry more or less than it may, it leaves the tree at that bound, and the rest
//! goes to an artificial arc. A few pivots are then left.
//!
//! **Work.** A pivot takes time in the length of the cycle and the number of nodes that move, and
//! allocates nothing. There are pseudopolynomially many at worst and rather few times the number of
//! nodes on most networks.
//!
//! **Numbers.** Flows and costs are `i64`, sums `i128`. What is too large for these is refused
//! before the work begins or told as [`Status::TooLarge`]; nothing wraps.
//!
//! Does not know: several goods at once, fractions, what flows.

mod bounds;
mod pivot;
mod pricing;
mod start;
#[cfg(test)]
mod tests;
mod tree;
pub mod worth;

use crate::task::Task;
use bounds::Bounds;
use pricing::Pricing;
use tree::Tree;

/// The upper bound of an arc that takes any amount.
pub const UNLIMITED: i64 = i64::MAX;

/// What is to be solved. Slices by arc or node may be shorter than there are arcs or nodes: what is
/// missing is 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instance<'a> {
    /// Number of nodes.
    pub n_nodes: usize,
    /// Arcs as (tail, head). Parallel arcs and loops are allowed.
    pub arcs: &'a [(u32, u32)],
    /// By arc: the least it may carry; may be negative, so that flow goes against the arc.
    pub lower: &'a [i64],
    /// By arc: the most it may carry; [`UNLIMITED`] for any amount.
    pub upper: &'a [i64],
    /// By arc: what a unit costs; may be negative.
    pub cost: &'a [i64],
    /// By node: what it gives, or less than 0 for what it takes.
    pub supply: &'a [i64],
}

/// How the search for the cheapest flow ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The flow is the cheapest, or one of them.
    Optimal,
    /// No flow meets all supplies within the bounds.
    Infeasible {
        /// By node: the side from which too much would have to leave. Its supply and what must flow
        /// into it is more than can leave it.
        cut: Vec<bool>,
        /// How much more; the least by which supplies must be lowered, or bounds widened.
        short: i128,
    },
    /// There are flows as cheap as one likes.
    Unbounded {
        /// A cycle of unlimited arcs that costs less than 0, in order of travel.
        cycle: Vec<u32>,
    },
    /// The task was cancelled. The flow may not meet all supplies, and need not be the cheapest.
    Cancelled {
        /// How much more the flow may cost than the cheapest; `None` if it is not known yet.
        gap: Option<i128>,
    },
    /// Supplies do not add up to zero but to `surplus`.
    Unbalanced {
        /// Supplies less demands.
        surplus: i128,
    },
    /// The lower bound of an arc is above its upper bound.
    Crossed {
        /// The arc.
        arc: u32,
    },
    /// An arc names a node that does not exist.
    NoSuchNode {
        /// The arc.
        arc: u32,
    },
    /// Numbers too large for exact sums.
    TooLarge {
        /// Which.
        what: Large,
    },
}

/// Numbers that can be too large for exact sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Large {
    /// The largest cost times the number of nodes must stay below about 10¹⁸.
    Costs,
    /// What flows must stay below about 4 · 10¹⁸.
    Flows,
    /// Numbers of nodes and arcs must stay below 2³¹.
    Counts,
}

/// A problem with its solution, which can be edited and solved again.
///
/// ```
/// use corridor::graph::network_simplex::{Instance, NetworkSimplex, Status};
/// use corridor::task::Task;
///
/// let mut solver = NetworkSimplex::new(&Instance {
///     n_nodes: 3,
///     arcs: &[(0, 1), (1, 2), (0, 2)],
///     upper: &[5, 5, 3],
///     cost: &[1, 1, 3],
///     supply: &[6, 0, -6],
///     ..Instance::default()
/// });
/// assert_eq!(solver.solve(&Task::never()), Status::Optimal);
/// assert_eq!((solver.flow(), solver.objective()), (vec![5, 5, 1], 13));
/// solver.set_cost(2, 1);
/// assert_eq!(solver.solve(&Task::never()), Status::Optimal);
/// assert_eq!((solver.flow(), solver.objective()), (vec![3, 3, 3], 9));
/// ```
#[derive(Clone, Debug)]
pub struct NetworkSimplex {
    bounds: Bounds,
    tree: Tree,
    pricing: Pricing,
    /// By node: whether its artificial arc leads to the root.
    leads_up: Vec<bool>,
    /// What a unit on an artificial arc costs.
    dear: i64,
    /// Whether the tree is one of an earlier solution.
    has_tree: bool,
    n_pivots: u64,
}

impl NetworkSimplex {
    /// Keeps a copy of `instance`; nothing is solved yet.
    #[must_use]
    pub fn new(instance: &Instance) -> Self {
        let bounds = Bounds::new(instance);
        let (n_nodes, n_arcs) = (bounds.n_nodes(), bounds.ends.len());
        NetworkSimplex {
            tree: Tree::new(n_nodes),
            pricing: Pricing::new(n_arcs),
            leads_up: vec![true; n_nodes],
            dear: 0,
            has_tree: false,
            n_pivots: 0,
            bounds,
        }
    }

    /// Sets what a unit on `arc` costs; nothing if there is no such arc.
    pub fn set_cost(&mut self, arc: u32, cost: i64) {
        if let Some(place) = self.bounds.place_of(arc) {
            self.bounds.cost[place] = cost;
        }
    }

    /// Sets the least and the most that `arc` may carry; nothing if there is no such arc.
    pub fn set_bounds(&mut self, arc: u32, lower: i64, upper: i64) {
        if let Some(place) = self.bounds.place_of(arc) {
            self.bounds.lower[place] = lower;
            self.bounds.upper[place] = upper;
        }
    }

    /// Sets what `node` gives, or less than 0 for what it takes; nothing if there is no such node.
    pub fn set_supply(&mut self, node: u32, supply: i64) {
        if let Some(known) = self.bounds.supply.get_mut(node as usize) {
            *known = supply;
        }
    }

    /// The next search begins without a tree, as the first did.
    pub fn forget_tree(&mut self) {
        self.has_tree = false;
    }

    /// Finds the cheapest flow, from the tree of the last solution if there is one.
    ///
    /// The same edits in the same order give the same flow to the last unit; of several cheapest
    /// flows which one is found may depend on where the search began, their cost does not.
    pub fn solve(&mut self, task: &Task) -> Status {
        self.n_pivots = 0;
        match self.bounds.prepare() {
            Ok(dear) => self.dear = dear,
            Err(status) => return status,
        }
        if !self.has_tree {
            self.hang_on_root();
        }
        self.has_tree = true;
        if let Err(status) = self.settle() {
            self.has_tree = false;
            return status;
        }
        self.pivot_to_the_end(task)
    }

    /// Flow by arc: what the last call of [`NetworkSimplex::solve`] came to, to be asked before the
    /// next edit. All 0 if numbers were refused, or costs fall without end.
    #[must_use]
    pub fn flow(&self) -> Vec<i64> {
        let mut flow = vec![0; self.bounds.ends.len()];
        if !self.has_tree {
            return flow;
        }
        for (place, &arc) in self.bounds.arc.iter().enumerate() {
            flow[arc as usize] = self.flow_at(place);
        }
        for node in 0..self.tree.root() {
            let place = self.tree.arc[node as usize] as usize;
            if let Some(&arc) = self.bounds.arc.get(place) {
                flow[arc as usize] = self.tree_flow(node, place);
            }
        }
        flow
    }

    /// What all flow costs together; see [`NetworkSimplex::flow`].
    #[must_use]
    pub fn objective(&self) -> i128 {
        let flow = self.flow();
        let arcs = self.bounds.arc.iter().zip(&self.bounds.cost);
        arcs.map(|(&arc, &cost)| i128::from(cost) * i128::from(flow[arc as usize]))
            .sum()
    }

    /// Prices of nodes, the dual solution: with an optimal flow, `cost + price[tail] − price[head]`
    /// is at least 0 for an arc that could carry more, and at most 0 for one that could carry less.
    ///
    /// Only differences count. Between parts that no arc with room joins they are arbitrary, and
    /// large.
    #[must_use]
    pub fn prices(&self) -> Vec<i64> {
        self.tree.price[..self.tree.root() as usize].to_vec()
    }

    /// How many arcs have entered the tree in the last call of [`NetworkSimplex::solve`].
    #[must_use]
    pub fn n_pivots(&self) -> u64 {
        self.n_pivots
    }
}
