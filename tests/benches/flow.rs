//! How long cheapest and greatest flows take: `cargo bench --bench flow`.
//!
//! On grids made here, and on the `.min` files of the folder that `CORRIDOR_FLOWS` names. A greatest
//! flow goes from all supplies to all demands along arcs that cost less than a million. Times are by
//! the clock, medians of five; no time is asserted, but that a restart gives what a cold start gives.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "a benchmark stops where a file is not as it should be; its numbers are small"
)]

#[path = "support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use corridor::graph::max_flow::max_flow;
use corridor::graph::network_simplex::worth::Margins;
use corridor::graph::network_simplex::{Instance, NetworkSimplex, Status};
use corridor::io::dimacs;
use corridor::model::flow::{FlowProblem, Wanted};
use corridor::task::Task;
use support::{Random, alone};

const RUNS: usize = 5;
/// Arcs that cost as much are there only so that there is a flow.
const BACKBONE: i64 = 1_000_000;

/// A grid twice as wide as high: supplies along its western side, demands along its eastern side.
fn grid(height: usize, seed: u64) -> FlowProblem {
    let mut random = Random(seed);
    let width = 2 * height;
    let node = |x: usize, y: usize| u32::try_from(y * width + x).unwrap();
    let mut grid = FlowProblem::new(Wanted::Cheapest, width * height);
    for y in 0..height {
        for x in 0..width {
            let right = (x + 1 < width).then(|| node(x + 1, y));
            let below = (y + 1 < height).then(|| node(x, y + 1));
            for to in [right, below].into_iter().flatten() {
                for ends in [(node(x, y), to), (to, node(x, y))] {
                    let upper = 1 + random.below(1_000) as i64;
                    grid.add_arc(ends, (0, upper), 1 + random.below(10_000) as i64);
                }
            }
        }
        let (west, east) = (node(0, y), node(width - 1, y));
        grid.add_arc((west, east), (0, 10_000_000), BACKBONE);
        grid.supply[west as usize] = 200;
        grid.supply[east as usize] = -200;
    }
    grid
}

fn read(path: &Path) -> FlowProblem {
    let name = Arc::from(path.display().to_string());
    let loaded = dimacs::read(&name, &fs::read(path).unwrap(), &Task::never());
    loaded.unwrap().problem
}

fn simplex(problem: &FlowProblem) -> NetworkSimplex {
    NetworkSimplex::new(&Instance {
        n_nodes: problem.n_nodes,
        arcs: &problem.arcs,
        lower: &problem.lower,
        upper: &problem.upper,
        cost: &problem.cost,
        supply: &problem.supply,
    })
}

fn measure(name: &str, problem: &FlowProblem) {
    let never = Task::never();
    println!(
        "\n{name}: {} nodes, {} arcs",
        problem.n_nodes,
        problem.arcs.len()
    );
    alone("  cheapest flow", RUNS, |_| {
        let mut solver = simplex(problem);
        assert_eq!(solver.solve(&never), Status::Optimal);
        solver.objective()
    });
    let mut solver = simplex(problem);
    solver.solve(&never);
    let full: Vec<u32> = (0..)
        .zip(solver.flow().iter().zip(&problem.upper))
        .filter(|(_, (flow, upper))| flow == upper)
        .map(|(arc, _)| arc)
        .collect();
    alone("  what a hundred full arcs are worth", RUNS, |_| {
        let arcs = &full[..full.len().min(100)];
        Margins::new(&solver).worth(arcs, &never).unwrap()
    });
    let mut warm = solver.clone();
    alone("  again after one capacity was changed", 4 * RUNS, |n| {
        let arc = full[n % full.len()];
        let upper = problem.upper[arc as usize];
        warm.set_bounds(arc, 0, upper + 1 + (n as i64 % 7));
        assert_eq!(warm.solve(&never), Status::Optimal);
    });
    let mut cold = warm.clone();
    cold.forget_tree();
    cold.solve(&never);
    assert_eq!(warm.objective(), cold.objective());

    let (source, sink) = (problem.n_nodes as u32, problem.n_nodes as u32 + 1);
    let (mut arcs, mut capacity) = (vec![], vec![]);
    for (arc, &ends) in problem.arcs.iter().enumerate() {
        if problem.cost[arc] < BACKBONE {
            arcs.push(ends);
            capacity.push(problem.upper[arc].unsigned_abs());
        }
    }
    for (node, &supply) in (0..).zip(&problem.supply) {
        match supply {
            1.. => arcs.push((source, node)),
            0 => continue,
            _ => arcs.push((node, sink)),
        }
        capacity.push(2_000_000_000);
    }
    alone("  greatest flow", RUNS, |_| {
        let solved = max_flow(problem.n_nodes + 2, &arcs, &capacity, source, sink, &never).unwrap();
        let cut = solved.cut().iter().map(|&arc| capacity[arc as usize]);
        assert_eq!(Some(cut.sum()), solved.value());
    });
}

fn main() {
    for height in [23, 90] {
        measure(&format!("grid of {height} rows"), &grid(height, 7));
    }
    let Some(folder) = env::var_os("CORRIDOR_FLOWS").map(PathBuf::from) else {
        eprintln!("files are left out: CORRIDOR_FLOWS names no folder");
        return;
    };
    let entries = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|p| p.extension() == Some("min".as_ref()))
        .collect();
    files.sort();
    for file in files {
        measure(&file.display().to_string(), &read(&file));
    }
}
