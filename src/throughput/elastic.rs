//! Demand that falls as its cost rises: what is told is wanted at the cost of an empty network.
//!
//! Of each pair as much goes as full × (cost ÷ free cost)^−elasticity, where cost is that of its cheapest
//! way at the flows and free cost the same on the empty network; both are generalized costs in units of
//! time. So the matrix is taken to be what would go if nothing were crowded: an assumption, which whoever
//! shows such flows has to tell. A pair that costs nothing on the empty network, or that no way joins,
//! has no cost to compare with, and its demand stays as it is.
//!
//! The form of constant elasticity is the usual one of the literature on elastic demand (Sheffi, *Urban
//! transportation networks*, 1985, chapter 6); how it is solved is told in
//! [`crate::graph::equilibrium::elastic`]. In a system optimum the cost is the marginal one, as if
//! everybody paid for the hours that he costs others. Takes a tree for each origin.
//!
//! Does not know: units, goods, how flows are found.

use crate::graph::equilibrium::elastic::Elastic;
use crate::graph::equilibrium::{Demand, Options, Problem, solve};
use crate::graph::volume_delay::VolumeDelay;
use crate::task::Task;

/// The demand of a problem, each pair of it falling by `elasticity` percent with each percent of cost.
/// An elasticity that is not above 0 changes nothing. Of a task that is cancelled the demand is as it was.
#[must_use]
pub fn elastic(problem: &Problem, elasticity: f64, task: &Task) -> Vec<Demand> {
    let mut demand = problem.demand.to_vec();
    if !elasticity.is_finite() || elasticity <= 0.0 {
        return demand;
    }
    for (of, from) in demand.iter_mut().zip(free_costs(problem, task)) {
        of.elastic = from
            .filter(|&from| from > 0.0)
            .map(|from| Elastic::Power { elasticity, from });
    }
    demand
}

/// What the cheapest way of each demand costs on the empty network; `None` where there is no way.
fn free_costs(problem: &Problem, task: &Task) -> Vec<Option<f64>> {
    let mut costs = vec![None; problem.demand.len()];
    // Where nothing gets slower, all of a pair goes by its cheapest path, which one round finds.
    let constant = |function: &VolumeDelay| {
        if function.is_closed() {
            *function
        } else {
            let free = function.value(0.0);
            VolumeDelay::Constant { free }
        }
    };
    let functions: Vec<VolumeDelay> = problem.functions.iter().map(constant).collect();
    let free = Problem {
        functions: &functions,
        ..*problem
    };
    let once = Options {
        max_iterations: 1,
        ..Options::default()
    };
    let solution = solve(&free, &once, None, task);
    for (at, pair) in solution.pairs.iter().enumerate() {
        let class = problem.classes.get(pair.class as usize);
        let cost = |&arc: &u32| {
            let arc = arc as usize;
            let common = problem.fixed.get(arc).copied().unwrap_or(0.0);
            let money = class.and_then(|class| Some(class.money.get(arc)? / class.value_of_time));
            functions[arc].free() + common + money.unwrap_or(0.0)
        };
        let path = solution.paths_of_pair(at).next();
        costs[pair.demand as usize] = path.map(|path| path.arcs.iter().map(cost).sum());
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One arc of free time 10 that fills up, and a node that nothing leads to.
    fn answer(elasticity: f64) -> Vec<Demand> {
        let functions = [VolumeDelay::Bpr {
            free: 10.0,
            capacity: 100.0,
            b: 1.0,
            power: 1.0,
        }];
        let demand = [Demand::new(0, 1, 100.0), Demand::new(0, 2, 5.0)];
        let problem = Problem {
            n_nodes: 3,
            arcs: &[(0, 1)],
            functions: &functions,
            fixed: &[2.0],
            demand: &demand,
            ..Problem::default()
        };
        let task = Task::never();
        let elastic = elastic(&problem, elasticity, &task);
        let problem = Problem {
            demand: &elastic,
            ..problem
        };
        let options = Options {
            gap: 1e-12,
            ..Options::default()
        };
        let solution = solve(&problem, &options, None, &task);
        // At v the cost is 12 + v / 10 by 12 when empty; as much goes as that says.
        let v = solution.volumes[0];
        let share = ((12.0 + v / 10.0) / 12.0).powf(-elasticity.max(0.0));
        assert!((v - 100.0 * share).abs() < 1e-7, "{v} at {elasticity}");
        elastic
    }

    #[test]
    fn as_much_goes_as_its_cost_by_that_of_the_empty_network_says() {
        for elasticity in [0.2, 0.5, 1.0, 2.5] {
            let demand = answer(elasticity);
            let from = 12.0;
            let power = Elastic::Power { elasticity, from };
            assert_eq!(demand[0].elastic, Some(power));
            assert_eq!(demand[1].elastic, None, "no way leads there");
        }
    }

    #[test]
    fn none_is_no_elasticity() {
        for elasticity in [0.0, -1.0, f64::NAN] {
            let demand = answer(0.0_f64.min(elasticity));
            assert!(demand.iter().all(|of| of.elastic.is_none()));
        }
    }
}
