//! Solves flow problems on bare numbers: the cheapest flow, or the greatest.
//!
//! Does not know: files; how the methods work (see `graph`).

use crate::graph::max_flow::{self, max_flow};
use crate::graph::network_simplex::worth::{Margins, Worth};
use crate::graph::network_simplex::{Instance, Large, NetworkSimplex, Status};
use crate::model::flow::{FlowProblem, UNLIMITED, Wanted};
use crate::task::{Cancelled, Task};

/// How a problem ended. Nodes and arcs are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowStatus {
    /// The flow is the cheapest, or the greatest.
    Optimal,
    /// No flow meets all supplies.
    Infeasible {
        /// How much too much there is on one side of a cut.
        short: i128,
        /// The nodes of that side.
        side: Vec<u32>,
    },
    /// Any amount can flow, or costs fall without end.
    Unbounded {
        /// The cycle, or the path, of unlimited arcs along which.
        arcs: Vec<u32>,
    },
    /// Supplies do not add up to zero.
    Unbalanced {
        /// Supplies less demands.
        surplus: i128,
    },
    /// The lower bound of an arc is above its upper bound.
    Crossed {
        /// The arc.
        arc: u32,
    },
    /// Costs are too large for exact sums.
    CostsTooLarge,
    /// Amounts, or the problem, are too large for exact sums.
    FlowsTooLarge,
}

/// A solved problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowAnswer {
    /// How it ended.
    pub status: FlowStatus,
    /// What the flow costs, or how great it is; `None` if not optimal.
    pub objective: Option<i128>,
    /// Flow by arc; empty if not optimal.
    pub flow: Vec<i64>,
    /// By arc: cost and price of the tail less price of the head. Empty for the greatest flow.
    pub reduced_costs: Vec<i64>,
    /// Arcs of the least cut nearest the source; empty for the cheapest flow.
    pub cut: Vec<u32>,
    /// Pivots of the simplex method, or how often a node's label was raised.
    pub n_iterations: u64,
}

impl FlowAnswer {
    fn without(status: FlowStatus, n_iterations: u64) -> Self {
        FlowAnswer {
            status,
            objective: None,
            flow: Vec::new(),
            reduced_costs: Vec::new(),
            cut: Vec::new(),
            n_iterations,
        }
    }
}

/// What one more and one less of an arc's upper bound is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundWorth {
    /// By how much the least cost falls with one more.
    pub one_more: i128,
    /// By how much it rises with one less; `None` if there is then no flow.
    pub one_less: Option<i128>,
}

/// A problem made ready, and its last answer.
#[derive(Clone, Debug)]
pub struct FlowSolver<'a> {
    problem: &'a FlowProblem,
    method: Method,
}

#[derive(Clone, Debug)]
enum Method {
    Simplex(Box<NetworkSimplex>),
    PushRelabel { source: u32, sink: u32 },
}

impl<'a> FlowSolver<'a> {
    /// Makes a problem ready.
    #[must_use]
    pub fn new(problem: &'a FlowProblem) -> Self {
        let instance = || Instance {
            n_nodes: problem.n_nodes,
            arcs: &problem.arcs,
            lower: &problem.lower,
            upper: &problem.upper,
            cost: &problem.cost,
            supply: &problem.supply,
        };
        let method = match problem.wanted {
            Wanted::Cheapest => Method::Simplex(Box::new(NetworkSimplex::new(&instance()))),
            Wanted::Greatest { source, sink } => Method::PushRelabel { source, sink },
        };
        FlowSolver { problem, method }
    }

    /// Solves it.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn solve(&mut self, task: &Task) -> Result<FlowAnswer, Cancelled> {
        match &mut self.method {
            Method::Simplex(simplex) => cheapest(self.problem, simplex, task),
            Method::PushRelabel { source, sink } => greatest(self.problem, *source, *sink, task),
        }
    }

    /// What the upper bounds of all arcs are worth, by arc, after the cheapest flow was found;
    /// nothing else has such worths.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn worths(&self, task: &Task) -> Result<Vec<BoundWorth>, Cancelled> {
        let Method::Simplex(simplex) = &self.method else {
            return Ok(Vec::new());
        };
        let arcs: Vec<u32> = (0..u32::MAX).take(self.problem.arcs.len()).collect();
        let worths = Margins::new(simplex).worth(&arcs, task)?;
        let bare = |worth: Worth| BoundWorth {
            one_more: worth.one_more,
            one_less: worth.one_less,
        };
        Ok(worths.into_iter().map(bare).collect())
    }
}

fn cheapest(
    problem: &FlowProblem,
    simplex: &mut NetworkSimplex,
    task: &Task,
) -> Result<FlowAnswer, Cancelled> {
    let status = match simplex.solve(task) {
        Status::Optimal => FlowStatus::Optimal,
        Status::Infeasible { cut, short } => {
            let side = (0_u32..).zip(cut).filter(|(_, is_in)| *is_in);
            let side = side.map(|(node, _)| node).collect();
            FlowStatus::Infeasible { short, side }
        }
        Status::Unbounded { cycle } => FlowStatus::Unbounded { arcs: cycle },
        Status::Cancelled { .. } => return Err(Cancelled),
        Status::Unbalanced { surplus } => FlowStatus::Unbalanced { surplus },
        Status::Crossed { arc } => FlowStatus::Crossed { arc },
        Status::TooLarge { what: Large::Costs } => FlowStatus::CostsTooLarge,
        Status::TooLarge { .. } | Status::NoSuchNode { .. } => FlowStatus::FlowsTooLarge,
    };
    let is_optimal = status == FlowStatus::Optimal;
    let mut answer = FlowAnswer::without(status, simplex.n_pivots());
    if is_optimal {
        let price = simplex.prices();
        let arcs = problem.arcs.iter().zip(&problem.cost);
        let reduced = |(&(tail, head), &cost): (&(u32, u32), &i64)| {
            cost + price[tail as usize] - price[head as usize]
        };
        answer.objective = Some(simplex.objective());
        answer.flow = simplex.flow();
        answer.reduced_costs = arcs.map(reduced).collect();
    }
    Ok(answer)
}

fn greatest(
    problem: &FlowProblem,
    source: u32,
    sink: u32,
    task: &Task,
) -> Result<FlowAnswer, Cancelled> {
    let capacity = |&upper: &i64| match upper {
        UNLIMITED => max_flow::UNLIMITED,
        upper => u64::try_from(upper).unwrap_or(0),
    };
    let capacities: Vec<u64> = problem.upper.iter().map(capacity).collect();
    if !fits(&capacities) {
        return Ok(FlowAnswer::without(FlowStatus::FlowsTooLarge, 0));
    }
    let (arcs, n_nodes) = (&problem.arcs, problem.n_nodes);
    let solved = max_flow(n_nodes, arcs, &capacities, source, sink, task)?;
    Ok(match &solved.status {
        max_flow::Status::Bounded { value } => FlowAnswer {
            objective: Some(i128::from(*value)),
            // What an arc carries is at most its capacity, or what all others can.
            flow: (solved.flow.iter())
                .map(|&flow| i64::try_from(flow).unwrap_or(i64::MAX))
                .collect(),
            cut: solved.cut().to_vec(),
            ..FlowAnswer::without(FlowStatus::Optimal, solved.n_raised)
        },
        max_flow::Status::Unlimited { path_arcs } => {
            let arcs = path_arcs.clone();
            FlowAnswer::without(FlowStatus::Unbounded { arcs }, solved.n_raised)
        }
    })
}

/// Whether the sums of the greatest flow stay exact: see [`max_flow()`].
fn fits(capacities: &[u64]) -> bool {
    let limited = || capacities.iter().filter(|cap| **cap != max_flow::UNLIMITED);
    let n_unlimited = (capacities.len() - limited().count()) as u64;
    let total: u128 = limited().map(|&cap| u128::from(cap)).sum();
    capacities.len() < 1 << 31
        && total < u128::from(i64::MAX.unsigned_abs() / (n_unlimited + 2)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(problem: &FlowProblem) -> FlowAnswer {
        FlowSolver::new(problem).solve(&Task::never()).unwrap()
    }

    #[test]
    fn cheapest_and_greatest() {
        let mut problem = FlowProblem::new(Wanted::Cheapest, 3);
        problem.add_arc((0, 1), (0, 4), 1);
        problem.add_arc((1, 2), (0, 3), 2);
        problem.add_arc((0, 2), (0, UNLIMITED), 7);
        problem.supply = vec![5, 0, -5];
        let answer = solve(&problem);
        assert_eq!(
            (answer.status, answer.objective),
            (FlowStatus::Optimal, Some(23))
        );
        assert_eq!((answer.flow, answer.cut), (vec![3, 3, 2], vec![]));
        let mut solver = FlowSolver::new(&problem);
        solver.solve(&Task::never()).unwrap();
        let worth = solver.worths(&Task::never()).unwrap()[1];
        assert_eq!(
            worth,
            BoundWorth {
                one_more: 4,
                one_less: Some(4)
            }
        );

        problem.wanted = Wanted::Greatest { source: 0, sink: 2 };
        assert_eq!(
            solve(&problem).status,
            FlowStatus::Unbounded { arcs: vec![2] }
        );
        problem.upper[2] = 2;
        let answer = solve(&problem);
        assert_eq!((answer.objective, answer.cut), (Some(5), vec![1, 2]));
        assert_eq!(answer.flow, [3, 3, 2]);
        problem.upper[2] = UNLIMITED - 1;
        assert_eq!(solve(&problem).status, FlowStatus::FlowsTooLarge);
    }

    #[test]
    fn why_there_is_no_flow() {
        let mut problem = FlowProblem::new(Wanted::Cheapest, 2);
        problem.add_arc((0, 1), (0, 4), 1);
        problem.supply = vec![5, -5];
        let side = vec![0];
        assert_eq!(
            solve(&problem).status,
            FlowStatus::Infeasible { short: 1, side }
        );
        problem.supply = vec![5, -4];
        assert_eq!(
            solve(&problem).status,
            FlowStatus::Unbalanced { surplus: 1 }
        );
        problem.lower[0] = 9;
        assert_eq!(solve(&problem).status, FlowStatus::Crossed { arc: 0 });
        problem.lower[0] = 0;
        problem.cost[0] = i64::MAX;
        problem.supply = vec![1, -1];
        assert_eq!(solve(&problem).status, FlowStatus::CostsTooLarge);
    }
}
