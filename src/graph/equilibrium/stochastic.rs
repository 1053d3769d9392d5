//! Stochastic user equilibrium: those who travel know costs within an error, and spread over paths.
//!
//! The paths to choose from are those that a user equilibrium came by on its way to a small gap, and
//! some more for each pair, found with the arcs of its paths made dearer (de la Barra, Pérez and
//! Añez 1993). Their shares are logit in cost, with a correction for overlap, the path size of
//! Ben-Akiva and Bierlaire (*Discrete choice methods and their applications to short term travel
//! decisions*, 1999): a path of which others have the greater part counts as less than one. The
//! equilibrium is the point where flows are the shares at their own costs (Fisk 1980). It is found
//! by averages whose steps shorten faster while the error grows: Liu, He and He, *Method of
//! successive weighted averages and self-regulated averaging schemes for solving stochastic user
//! equilibrium*, 2009. A round takes time in proportion to the arcs of all paths.
//!
//! Its gap is another one: the sum of |flow − share · demand| by all demand.
//!
//! Does not know: elastic demand.

use super::greedy::{Ending, Greedy};
use super::layout::Layout;
use super::solution::{Fault, Round, Solution, Status};
use super::{Goal, Options, Problem};
use crate::task::{Cancelled, Task};

/// How paths are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How sharply cost decides: shares of two paths are as e to the power of `scale` times the
    /// difference of their costs. Above 0.
    pub scale: f64,
    /// How much overlap counts: 1 as in the literature, 0 for plain logit.
    pub overlap: f64,
    /// Searches for more paths for each pair.
    pub alternatives: u32,
}

/// The user equilibrium whose paths are taken: its gap, and its rounds at most.
const FIRST: (f64, u32) = (1e-4, 30);
/// What the arcs of known paths are multiplied by in the search for others.
const DEARER: f64 = 1.3;
/// By how much the divisor of the steps grows when the error did, and when it did not.
const REGULATED: (f64, f64) = (1.5, 0.1);

pub(super) fn solve(
    problem: &Problem,
    layout: &Layout,
    options: &Options,
    spread: Spread,
    task: &Task,
) -> Solution {
    if let Some(demand) = problem
        .demand
        .iter()
        .position(|demand| demand.elastic.is_some())
    {
        let demand = super::layout::to_u32(demand);
        return Solution::none(problem, Status::Invalid(Fault::Elastic { demand }));
    }
    let is_positive = spread.scale.is_finite() && spread.scale > 0.0;
    if !is_positive || !spread.overlap.is_finite() {
        return Solution::none(problem, Status::Invalid(Fault::Spread));
    }
    let mut greedy = Greedy::new(layout);
    greedy.keeps_all = true;
    let first = Options {
        gap: FIRST.0,
        max_iterations: FIRST.1,
        ..*options
    };
    let found = greedy.search(&first, false, task);
    let is_stopped = matches!(found.0, Status::Cancelled { .. });
    if is_stopped || more_paths(&mut greedy, spread.alternatives, task).is_err() {
        let gap = f64::INFINITY;
        let ending = (Status::Cancelled { gap }, gap, Vec::new());
        return Solution::of_paths(problem, Goal::User, &greedy, ending);
    }
    let sizes = path_sizes(problem, &greedy);
    let ending = balance(&mut greedy, &sizes, spread, options, task);
    Solution::of_paths(problem, options.goal, &greedy, ending)
}

/// Searches for more paths of each pair, with those it has made dearer.
fn more_paths(greedy: &mut Greedy, n_searches: u32, task: &Task) -> Result<(), Cancelled> {
    let layout = greedy.layout;
    let mut places = Vec::new();
    for (pair, origin) in layout.each_pair() {
        task.checkpoint()?;
        let fixed = &layout.fixed[origin.class as usize];
        for _ in 0..n_searches {
            greedy.trees.weigh(&greedy.loads.costs, fixed);
            for path in greedy.paths.each(pair) {
                for &place in greedy.paths.of(path) {
                    greedy.trees.weights[place as usize] *= DEARER;
                }
            }
            greedy.trees.run(layout, origin.node);
            greedy
                .trees
                .path(layout, layout.pairs[pair].destination, &mut places);
            let is_same = |path| greedy.paths.of(path) == places;
            if places.is_empty() || greedy.paths.each(pair).any(is_same) {
                break;
            }
            let cost = places.iter().map(|&place| fixed[place as usize]).sum();
            greedy.paths.add(pair, &places, 0.0, cost);
        }
    }
    Ok(())
}

/// Logarithms of path sizes, by path in the order of pairs.
fn path_sizes(problem: &Problem, greedy: &Greedy) -> Vec<f64> {
    let layout = greedy.layout;
    let mut counts = vec![0_u32; layout.curves.len()];
    let mut sizes = Vec::new();
    for (pair, origin) in layout.each_pair() {
        let fixed = &layout.fixed[origin.class as usize];
        let length = |place: u32| {
            let arc = layout.arc_of[place as usize] as usize;
            problem.functions[arc].value(0.0) + fixed[place as usize]
        };
        for path in greedy.paths.each(pair) {
            for &place in greedy.paths.of(path) {
                counts[place as usize] += 1;
            }
        }
        for path in greedy.paths.each(pair) {
            let (mut whole, mut own) = (0.0, 0.0);
            for &place in greedy.paths.of(path) {
                whole += length(place);
                own += length(place) / f64::from(counts[place as usize]);
            }
            sizes.push(if whole > 0.0 { (own / whole).ln() } else { 0.0 });
        }
        for path in greedy.paths.each(pair) {
            for &place in greedy.paths.of(path) {
                counts[place as usize] = 0;
            }
        }
    }
    sizes
}

/// Averages until flows are shares at their own costs.
fn balance(
    greedy: &mut Greedy,
    sizes: &[f64],
    spread: Spread,
    options: &Options,
    task: &Task,
) -> Ending {
    let layout = greedy.layout;
    greedy.loads.flows.fill(0.0);
    greedy.loads.refresh(&layout.curves);
    let total: f64 = (layout.pairs.iter().zip(&greedy.is_cut_off))
        .map(|(pair, is_cut_off)| if *is_cut_off { 0.0 } else { pair.volume })
        .sum();
    let (mut gap, mut last, mut divisor) = (f64::INFINITY, f64::INFINITY, 1.0);
    let mut history = Vec::new();
    // The first step is a whole one, from nothing to the shares of the empty network.
    for iteration in 0..=options.max_iterations.max(1) {
        if task.is_cancelled() {
            return (Status::Cancelled { gap }, gap, history);
        }
        let error = move_to_shares(greedy, sizes, spread, 0.0);
        if iteration > 0 {
            gap = if total > 0.0 { error / total } else { 0.0 };
            history.push(Round { iteration, gap });
            task.report_round(iteration, gap);
            if gap <= options.gap {
                return (Status::Optimal, gap, history);
            }
            divisor += if gap >= last {
                REGULATED.0
            } else {
                REGULATED.1
            };
            last = gap;
        }
        if iteration < options.max_iterations.max(1) {
            move_to_shares(greedy, sizes, spread, 1.0 / divisor);
            greedy.rebuild();
        }
    }
    (Status::IterationLimit, gap, history)
}

/// Moves all path flows by a part of the way to their shares at the costs as they are; by how much
/// they differed in sum.
fn move_to_shares(greedy: &mut Greedy, sizes: &[f64], spread: Spread, part: f64) -> f64 {
    let mut sizes = sizes.iter();
    let mut worth = Vec::new();
    let mut error = 0.0;
    for (pair, ends) in greedy.layout.pairs.iter().enumerate() {
        worth.clear();
        for (path, size) in greedy.paths.each(pair).zip(sizes.by_ref()) {
            let cost = path.fixed + greedy.loads.sum(greedy.paths.of(path));
            worth.push(spread.overlap * size - spread.scale * cost);
        }
        let most = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for worth in &mut worth {
            *worth = (*worth - most).exp();
        }
        let sum: f64 = worth.iter().sum();
        let mut at = greedy.paths.first[pair];
        for worth in &worth {
            let Some(path) = greedy.paths.list.get_mut(at as usize) else {
                break;
            };
            let off = ends.volume * worth / sum - path.flow;
            error += off.abs();
            path.flow += part * off;
            at = path.next;
        }
    }
    error
}
