//! Flow problems on bare numbers, as solvers exchange them: what may flow along each arc, what a
//! unit costs, and what each node gives or takes.
//!
//! Does not know: files, how such problems are solved.

/// The upper bound of an arc that takes any amount.
pub const UNLIMITED: i64 = i64::MAX;

/// What is wanted of the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// That it meets all supplies and costs least.
    Cheapest,
    /// That as much as possible gets from one node to another.
    Greatest {
        /// Where it begins.
        source: u32,
        /// Where it ends.
        sink: u32,
    },
}

/// A flow problem. Nodes and arcs are numbered from 0; all lists by arc have the length of `arcs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowProblem {
    /// What is wanted.
    pub wanted: Wanted,
    /// Number of nodes.
    pub n_nodes: usize,
    /// Arcs as (tail, head).
    pub arcs: Vec<(u32, u32)>,
    /// By arc: the least it may carry.
    pub lower: Vec<i64>,
    /// By arc: the most it may carry; [`UNLIMITED`] for any amount.
    pub upper: Vec<i64>,
    /// By arc: what a unit costs.
    pub cost: Vec<i64>,
    /// By node: what it gives, or less than 0 for what it takes.
    pub supply: Vec<i64>,
}

impl FlowProblem {
    /// A problem without arcs, in which no node gives or takes anything.
    #[must_use]
    pub fn new(wanted: Wanted, n_nodes: usize) -> Self {
        FlowProblem {
            wanted,
            n_nodes,
            arcs: Vec::new(),
            lower: Vec::new(),
            upper: Vec::new(),
            cost: Vec::new(),
            supply: vec![0; n_nodes],
        }
    }

    /// Adds an arc with its bounds and what a unit costs.
    pub fn add_arc(&mut self, ends: (u32, u32), bounds: (i64, i64), cost: i64) {
        self.arcs.push(ends);
        self.lower.push(bounds.0);
        self.upper.push(bounds.1);
        self.cost.push(cost);
    }
}
