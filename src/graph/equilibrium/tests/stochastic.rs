//! Logit shares against formulas, fixed points by bisection, and both limits of the scale.

use super::super::stochastic::Spread;
use super::super::*;
use super::random::number;
use super::{all_near, line, near, run};
use crate::graph::oracle::Random;

fn solved(problem: &Problem, scale: f64, overlap: f64) -> Solution {
    let spread = Spread {
        scale,
        overlap,
        alternatives: 3,
    };
    let options = Options {
        method: Method::Stochastic(spread),
        gap: 1e-10,
        max_iterations: 20_000,
        ..Options::default()
    };
    solve(problem, &options, None, &Task::never())
}

/// All of `flow` from node 0 to node 1.
fn from_one_to_one(
    (n_nodes, arcs): (usize, &[(u32, u32)]),
    functions: &[VolumeDelay],
    flow: f64,
    (scale, overlap): (f64, f64),
) -> Vec<f64> {
    let problem = Problem {
        n_nodes,
        arcs,
        functions,
        demand: &[Demand::new(0, 1, flow)],
        ..Problem::default()
    };
    let solution = solved(&problem, scale, overlap);
    assert_eq!(solution.status, Status::Optimal);
    solution.volumes
}

/// The flow on the first of two routes that is its share at its own cost: the difference of both
/// sides rises with it (Fisk 1980), and is halved down.
fn fixed_point(two: &[VolumeDelay; 2], demand: f64, scale: f64) -> f64 {
    let (mut least, mut most) = (0.0, demand);
    for _ in 0..200 {
        let flow = f64::midpoint(least, most);
        let dearer = two[0].value(flow) - two[1].value(demand - flow);
        if flow * (1.0 + (scale * dearer).exp()) < demand {
            least = flow;
        } else {
            most = flow;
        }
    }
    least
}

/// Two routes of a town, one by the bypass, one through it: Sheffi, *Urban transportation networks*,
/// 1985, chapter 12, in form; and others at random.
#[test]
fn two_routes_meet_their_fixed_point() {
    let bpr = |free, capacity| VolumeDelay::Bpr {
        free,
        capacity,
        b: 0.15,
        power: 4.0,
    };
    let (arcs, demand) = ([(0, 1), (0, 1)], 4.0);
    for scale in [0.1, 0.5, 1.0, 2.0] {
        let two = [line(1.25, 0.5), bpr(1.5, 1.5)];
        let volumes = from_one_to_one((2, &arcs), &two, demand, (scale, 1.0));
        let first = fixed_point(&two, demand, scale);
        all_near(&volumes, &[first, demand - first]);
    }
    let mut random = Random::new(21);
    for _ in 0..300 {
        let mut draw = |least, most| number(&mut random, least, most);
        let two = [
            line(draw(8, 10), draw(0, 4) / 8.0),
            bpr(draw(8, 10), draw(6, 20)),
        ];
        let (demand, scale) = (draw(1, 12), draw(1, 10) / 10.0);
        let volumes = from_one_to_one((2, &arcs), &two, demand, (scale, 1.0));
        let first = fixed_point(&two, demand, scale);
        all_near(&volumes, &[first, demand - first]);
    }
}

#[test]
fn shares_follow_costs_and_overlap() {
    let two = [line(1.0, 1.0), line(2.0, 1.0)];
    let volumes = from_one_to_one((2, &[(0, 1), (0, 1)]), &two, 6.0, (0.5, 1.0));
    near(volumes[0] + volumes[1], 6.0);
    let dearer = 1.0 + volumes[1] - volumes[0];
    near((volumes[0] / volumes[1]).ln(), 0.5 * dearer);
}

/// Three routes of cost 10, two of which have a part in common: by Ben-Akiva and Bierlaire 1999 the
/// size of these is 1 − common / 20, so that they count as two where they have nothing in common,
/// and as one where they have nearly all.
#[test]
fn three_routes_of_which_two_overlap() {
    let arcs = [(0, 1), (0, 2), (2, 1), (2, 1)];
    for common in [0.0, 1.0, 5.0, 9.0, 9.999] {
        let costs = [10.0, common, 10.0 - common, 10.0 - common];
        let costs = costs.map(|free| VolumeDelay::Constant { free });
        for scale in [0.1, 2.0] {
            let plain = from_one_to_one((3, &arcs), &costs, 6.0, (scale, 0.0));
            all_near(&plain, &[2.0, 4.0, 2.0, 2.0]);
            let size = 1.0 - common / 20.0;
            let own = 6.0 / (1.0 + 2.0 * size);
            let volumes = from_one_to_one((3, &arcs), &costs, 6.0, (scale, 1.0));
            all_near(&volumes, &[own, 6.0 - own, own * size, own * size]);
            // How much overlap counts is an exponent of the size.
            let own = 6.0 / (1.0 + 2.0 * size.powf(0.5));
            let volumes = from_one_to_one((3, &arcs), &costs, 6.0, (scale, 0.5));
            near(volumes[0], own);
        }
    }
}

/// Braess's network: as cost decides more and more sharply the shares come to the user equilibrium of
/// 2 on each of three paths; as it decides nothing, to equal shares, which are 2 too. Moved by
/// another free time the two ends differ.
#[test]
fn the_limits_are_user_equilibrium_and_equal_shares() {
    let arcs = [(0, 2), (0, 3), (2, 1), (3, 1), (2, 3)];
    for base in [50.0, 60.0] {
        let functions = [
            line(0.0, 10.0),
            line(50.0, 1.0),
            line(base, 1.0),
            line(0.0, 10.0),
            line(10.0, 1.0),
        ];
        let problem = Problem {
            n_nodes: 4,
            arcs: &arcs,
            functions: &functions,
            demand: &[Demand::new(0, 1, 6.0)],
            ..Problem::default()
        };
        let even = solved(&problem, 1e-9, 0.0).volumes;
        all_near(&even, &[4.0, 2.0, 2.0, 4.0, 2.0]);
        let user = run(&problem, Goal::User).volumes;
        let mut before = f64::INFINITY;
        for scale in [0.1, 1.0, 10.0] {
            let near_user = solved(&problem, scale, 0.0);
            let off = |found: &[f64]| -> f64 {
                let pairs = found.iter().zip(&user);
                pairs.map(|(one, other)| (one - other).abs()).sum()
            };
            let apart = off(&near_user.volumes);
            assert!(apart <= before + 1e-7, "{scale}: {apart} after {before}");
            before = apart;
        }
        assert!(before < 0.05, "{before}");
    }
}

/// Where it says that it has arrived, flows are the shares at the costs that they make.
#[test]
fn shares_are_logit_at_their_own_costs() {
    let mut random = Random::new(22);
    let (mut n_done, mut n_spread) = (0, 0);
    for round in 0..300 {
        let n_nodes = random.between(2, 6);
        let n_arcs = random.between(2, 16);
        let arcs = random.arcs(n_nodes, n_arcs);
        let mut draw = |least, most| number(&mut random, least, most);
        let functions: Vec<VolumeDelay> = (arcs.iter())
            .map(|_| line(draw(1, 9), draw(0, 4) / 8.0))
            .collect();
        let (scale, overlap) = (draw(1, 10) / 10.0, draw(0, 2) / 2.0);
        let demand: Vec<Demand> = (0..random.between(1, 4))
            .map(|_| {
                let flow = number(&mut random, 1, 8);
                Demand::new(random.node(n_nodes), random.node(n_nodes), flow)
            })
            .collect();
        let problem = Problem {
            n_nodes,
            arcs: &arcs,
            functions: &functions,
            demand: &demand,
            ..Problem::default()
        };
        let solution = solved(&problem, scale, overlap);
        let is_done = matches!(solution.status, Status::Optimal | Status::Infeasible);
        assert!(is_done, "round {round}: {}", solution.gap);
        n_done += 1;
        for (at, pair) in solution.pairs.iter().enumerate() {
            let paths: Vec<_> = solution.paths_of_pair(at).collect();
            let uses = |arc: u32| paths.iter().filter(|path| path.arcs.contains(&arc)).count();
            let worth: Vec<f64> = (paths.iter())
                .map(|path| {
                    let (mut cost, mut whole, mut own) = (0.0, 0.0, 0.0);
                    for &arc in path.arcs {
                        let function = &functions[arc as usize];
                        cost += function.value(solution.volumes[arc as usize]);
                        whole += function.free();
                        own += function.free() / f64::from(u32::try_from(uses(arc)).unwrap());
                    }
                    (own / whole).powf(overlap) * (-scale * cost).exp()
                })
                .collect();
            let sum: f64 = worth.iter().sum();
            for (path, worth) in paths.iter().zip(&worth) {
                let share = pair.volume * worth / sum;
                assert!((path.flow - share).abs() < 1e-6, "round {round}");
            }
            n_spread += usize::from(paths.len() > 1);
        }
    }
    assert!(n_done == 300 && n_spread > 50, "{n_spread}");
}
