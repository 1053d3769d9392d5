//! How long allocations with hard capacities take, cold, and warm after one capacity has changed:
//! medians, one thread.
//!
//! `cargo bench --bench multicommodity` takes made corridors. `CORRIDOR_FLOWS` may name a folder with
//! instances as JSON, `{n, arcs: [[tail, head, capacity, cost]], comm: [[from, to, demand]], penalty}`,
//! such that another program can be timed on the same files. What is asserted is that each solve
//! closes its gap, and that a warm one equals a cold one.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a benchmark stops where a file is not as it should be; its numbers are small"
)]

mod support;

use std::env;
use std::fs;

use corridor::graph::multicommodity::problem::{Class, Commodity, Problem, Row};
use corridor::graph::multicommodity::result::{Solution, Status};
use corridor::graph::multicommodity::{Allocation, GAP};
use corridor::task::Task;
use serde_json::Value;
use support::{Random, alone};

const RUNS: usize = 5;
const WARM_RUNS: usize = 25;
const NEVER: Task = Task::never();

fn read(text: &str) -> Problem {
    let value: Value = serde_json::from_str(text).unwrap();
    let number = |value: &Value| value.as_f64().unwrap();
    let node = |value: &Value| value.as_u64().unwrap() as u32;
    let arcs = value["arcs"].as_array().unwrap();
    let commodities = value["comm"].as_array().unwrap();
    let penalty = number(&value["penalty"]);
    let commodity = |of: &Value| Commodity {
        origin: node(&of[0]),
        destination: node(&of[1]),
        class: 0,
        demand: number(&of[2]),
        penalty,
    };
    Problem {
        n_nodes: node(&value["n"]) as usize,
        arcs: arcs
            .iter()
            .map(|arc| (node(&arc[0]), node(&arc[1])))
            .collect(),
        capacity: arcs.iter().map(|arc| number(&arc[2])).collect(),
        classes: vec![Class {
            cost: arcs.iter().map(|arc| number(&arc[3])).collect(),
            equivalents: 1.0,
        }],
        commodities: commodities.iter().map(commodity).collect(),
        bundles: Vec::new(),
    }
}

/// Rows of hubs from inland to the coast, joined along and across both ways.
fn corridor(columns: u32, rows: u32, n_commodities: usize) -> Problem {
    let mut random = Random(7);
    let mut problem = Problem {
        n_nodes: (columns * rows) as usize,
        ..Problem::default()
    };
    let mut costs = Vec::new();
    let mut join = |random: &mut Random, a: u32, b: u32| {
        for ends in [(a, b), (b, a)] {
            problem.arcs.push(ends);
            problem
                .capacity
                .push([40.0, 80.0, 120.0, 200.0][random.below(4)]);
            costs.push(10.0 + random.below(900) as f64 / 10.0);
        }
    };
    for column in 0..columns {
        for row in 0..rows {
            let here = column * rows + row;
            if column + 1 < columns {
                join(&mut random, here, here + rows);
            }
            if row + 1 < rows && column % 2 == 0 {
                join(&mut random, here, here + 1);
            }
        }
    }
    problem.classes.push(Class {
        cost: costs,
        equivalents: 1.0,
    });
    let n_nodes = problem.n_nodes;
    for _ in 0..n_commodities {
        problem.commodities.push(Commodity {
            origin: random.below(n_nodes) as u32,
            destination: random.below(n_nodes) as u32,
            class: 0,
            demand: 1.0 + random.below(600) as f64 / n_commodities as f64,
            penalty: 2_000.0,
        });
    }
    problem
}

fn solve(allocation: &mut Allocation) -> Solution {
    let found = allocation.solve(GAP, &NEVER);
    assert_eq!(found.status, Status::Optimal);
    found
}

fn measure(name: &str, problem: &Problem) {
    alone(&format!("{name}, cold"), RUNS, |_| {
        solve(&mut Allocation::new(problem.clone()).unwrap())
    });
    let mut allocation = Allocation::new(problem.clone()).unwrap();
    let found = solve(&mut allocation);
    println!(
        "  {} arcs, {} commodities; cost {}, gap {:.1e}, {} rounds, {} steps, {} paths",
        problem.arcs.len(),
        problem.commodities.len(),
        found.objective,
        found.gap,
        found.rounds,
        found.pivots,
        found.columns,
    );
    let full: Vec<usize> = (0..problem.arcs.len())
        .filter(|&arc| found.arc_price[arc] > 0.0)
        .collect();
    if full.is_empty() {
        return;
    }
    let mut last = found.objective;
    alone(&format!("{name}, warm after a capacity"), WARM_RUNS, |n| {
        let arc = full[n * 7 % full.len()];
        let by = [0.9, 1.1][n % 2];
        let capacity = allocation.problem().capacity[arc] * by;
        let arc = Row::Arc(arc as u32);
        allocation.set_capacity(arc, capacity).unwrap();
        last = solve(&mut allocation).objective;
    });
    let cold = solve(&mut Allocation::new(allocation.problem().clone()).unwrap());
    assert!((cold.objective - last).abs() <= 1e-8 * last.abs());
    let row = Row::Arc(full[0] as u32);
    alone(
        &format!("{name}, what one capacity is worth"),
        WARM_RUNS,
        |_| allocation.worth(&[row], 1.0, &NEVER).unwrap(),
    );
}

fn main() {
    measure("corridor of 150 arcs", &corridor(12, 5, 500));
    measure("corridor of 3000 arcs", &corridor(100, 10, 500));
    let Some(folder) = env::var_os("CORRIDOR_FLOWS") else {
        eprintln!("instances from files are left out: CORRIDOR_FLOWS names no folder");
        return;
    };
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
    {
        let name = path.file_stem().unwrap().to_string_lossy();
        measure(&name, &read(&fs::read_to_string(path).unwrap()));
    }
}
