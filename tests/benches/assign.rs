//! Equilibrium assignment to several gaps, from nothing and after an edit.
//!
//! `cargo bench --bench assign` prints medians of runs on one thread; no time is asserted. The nets
//! are those below `CORRIDOR_SHARED`; without it a lattice that is made here remains. To compare
//! with AequilibraE run `benchmarks/peers/assign_aequilibrae.py` in turn with this.

#[path = "support/tntp.rs"]
mod tntp;

use std::time::Instant;

use corridor::graph::equilibrium::solution::Solution;
use corridor::graph::equilibrium::{Demand, Method, Options, Problem, solve};
use corridor::graph::volume_delay::VolumeDelay;
use corridor::task::Task;
use tntp::Tntp;

/// Runs of which the median is printed.
const RUNS: usize = 5;

fn main() {
    println!(
        "{:<12} {:<28} {:>10} {:>7} {:>10}",
        "net", "what", "ms", "rounds", "gap"
    );
    for name in ["SiouxFalls", "Anaheim", "Barcelona"] {
        if let Some(net) = tntp::shared(name) {
            measure(name, &net);
        }
    }
    measure("lattice", &lattice(28, 500));
}

fn measure(name: &str, net: &Tntp) {
    let problem = net.problem();
    for gap in [1e-4, 1e-6, 1e-10] {
        time(
            name,
            &format!("greedy to {gap:e}"),
            &problem,
            Method::Greedy,
            gap,
            None,
        );
    }
    time(
        name,
        "conjugate to 1e-4",
        &problem,
        Method::Conjugate,
        1e-4,
        None,
    );
    let base = time(name, "greedy to 1e-8", &problem, Method::Greedy, 1e-8, None);
    let mut functions = net.functions.clone();
    let middle = functions.len() / 2;
    if let VolumeDelay::Bpr { capacity, .. } = &mut functions[middle] {
        *capacity *= 0.8;
    }
    let edited = Problem {
        functions: &functions,
        ..problem
    };
    time(
        name,
        "after an edit to 1e-4",
        &edited,
        Method::Greedy,
        1e-4,
        Some(&base),
    );
}

fn time(
    name: &str,
    what: &str,
    problem: &Problem,
    method: Method,
    gap: f64,
    start: Option<&Solution>,
) -> Solution {
    let options = Options {
        method,
        gap,
        ..Options::default()
    };
    let run = || {
        let begun = Instant::now();
        let solution = solve(problem, &options, start, &Task::never());
        (begun.elapsed().as_secs_f64() * 1e3, solution)
    };
    let mut runs: Vec<_> = (0..RUNS).map(|_| run()).collect();
    runs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (ms, solution) = runs.swap_remove(RUNS / 2);
    println!(
        "{name:<12} {what:<28} {ms:>10.2} {:>7} {:>10.1e}",
        solution.iterations, solution.gap
    );
    solution
}

/// `side` by `side` nodes joined with their neighbors both ways, and demand between some of them.
fn lattice(side: u32, n_pairs: usize) -> Tntp {
    let mut state = 1_u64;
    let mut random = |below: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % below
    };
    let mut arcs = Vec::new();
    for node in 0..side * side {
        let right = (node % side + 1 < side).then_some(node + 1);
        let below = (node / side + 1 < side).then_some(node + side);
        for other in [right, below].into_iter().flatten() {
            arcs.extend([(node, other), (other, node)]);
        }
    }
    let functions = arcs.iter().map(|_| VolumeDelay::Bpr {
        free: f64::from(1 + random(9)),
        capacity: f64::from(50 + random(200)),
        b: 0.15,
        power: 4.0,
    });
    let functions = functions.collect();
    let mut pair = || {
        Demand::new(
            random(side * side),
            random(side * side),
            f64::from(1 + random(30)),
        )
    };
    Tntp {
        n_nodes: (side * side) as usize,
        first_through: 0,
        demand: (0..n_pairs).map(|_| pair()).collect(),
        arcs,
        functions,
    }
}
