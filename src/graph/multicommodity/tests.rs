//! Allocations against the program over arcs, solved by the simplex method and by the tableau of the
//! textbooks; duals against differences; and what must hold of any flow.

use std::cmp::Ordering;

use super::problem::{Bundle, Class, Commodity};
use super::result::Status;
use super::*;
use crate::graph::oracle::Random;
use crate::graph::oracle::tableau::{self, Answer, Program};
use crate::graph::simplex::{self, Sense, Simplex};

mod cases;

const NEVER: Task = Task::never();

fn small(random: &mut Random, choices: &[i32]) -> f64 {
    choices[random.between(0, choices.len() - 1)].into()
}

fn some_capacity(random: &mut Random) -> f64 {
    match random.between(0, 9) {
        0 => 0.0,
        1..4 => f64::INFINITY,
        _ => small(random, &[1, 2, 3, 5, 8]),
    }
}

fn some_class(random: &mut Random, n_arcs: usize) -> Class {
    let cost = |_| match random.between(0, 9) {
        0 => f64::INFINITY,
        _ => small(random, &[0, 1, 2, 3, 5, 9]),
    };
    let cost = (0..n_arcs).map(cost).collect();
    let equivalents = [0.5, 1.0, 1.0, 2.0, 0.0][random.between(0, 4)];
    Class { cost, equivalents }
}

fn some_problem(random: &mut Random, n_most: usize) -> Problem {
    let n_nodes = random.between(2, n_most);
    let n_arcs = random.between(n_nodes, 4 * n_nodes);
    let arcs = random.arcs(n_nodes, n_arcs);
    let n_classes = random.between(1, 2);
    let classes = (0..n_classes).map(|_| some_class(random, n_arcs)).collect();
    let commodities = (0..random.between(1, 5)).map(|_| Commodity {
        origin: random.node(n_nodes),
        destination: random.node(n_nodes),
        class: random.node(n_classes),
        demand: small(random, &[0, 1, 2, 3, 4, 7, 9]),
        penalty: small(random, &[0, 4, 20, 20, 40, 40]),
    });
    let commodities = commodities.collect();
    let bundles = (0..random.between(0, 2)).map(|_| Bundle {
        entries: (0..random.between(0, 4))
            .map(|_| (random.node(n_arcs), small(random, &[0, 1, 1, 2])))
            .collect(),
        capacity: some_capacity(random),
    });
    Problem {
        n_nodes,
        bundles: bundles.collect(),
        capacity: (0..n_arcs).map(|_| some_capacity(random)).collect(),
        arcs,
        classes,
        commodities,
    }
}

/// The program over arcs: a column for each commodity and arc, then one for what is unmet.
fn over_arcs(problem: &Problem) -> Program {
    let (n_arcs, n_nodes) = (problem.arcs.len(), problem.n_nodes);
    let mut program = Program::default();
    let n_columns = problem.commodities.len() * (n_arcs + 1);
    let column = |commodity: usize, arc: usize| commodity * (n_arcs + 1) + arc;
    for of in &problem.commodities {
        for &cost in &problem.classes[of.class as usize].cost {
            let is_open = cost.is_finite();
            program.cost.push(if is_open { cost } else { 0.0 });
            program
                .bounds
                .push((0.0, if is_open { f64::INFINITY } else { 0.0 }));
        }
        program.cost.push(of.penalty);
        program.bounds.push((0.0, f64::INFINITY));
    }
    for (commodity, of) in problem.commodities.iter().enumerate() {
        for node in 0..n_nodes {
            let mut row = vec![0.0; n_columns];
            for (arc, &(tail, head)) in problem.arcs.iter().enumerate() {
                row[column(commodity, arc)] += if tail as usize == node { 1.0 } else { 0.0 };
                row[column(commodity, arc)] -= if head as usize == node { 1.0 } else { 0.0 };
            }
            let mut right = 0.0;
            for (end, sign) in [(of.origin, 1.0), (of.destination, -1.0)] {
                if end as usize == node {
                    row[column(commodity, n_arcs)] += sign;
                    right += sign * of.demand;
                }
            }
            program.rows.push((row, Ordering::Equal, right));
        }
    }
    for row in all_rows(problem) {
        let capacity = capacity_of(problem, row);
        if capacity.is_finite() {
            let mut line = vec![0.0; n_columns];
            for (commodity, of) in problem.commodities.iter().enumerate() {
                let equivalents = problem.classes[of.class as usize].equivalents;
                for &(arc, part) in &entries_of(problem, row) {
                    line[column(commodity, arc as usize)] += part * equivalents;
                }
            }
            program.rows.push((line, Ordering::Less, capacity));
        }
    }
    program
}

fn all_rows(problem: &Problem) -> Vec<Row> {
    let arcs = (0..).take(problem.arcs.len()).map(Row::Arc);
    arcs.chain((0..).take(problem.bundles.len()).map(Row::Bundle))
        .collect()
}

fn capacity_of(problem: &Problem, row: Row) -> f64 {
    match row {
        Row::Arc(arc) => problem.capacity[arc as usize],
        Row::Bundle(bundle) => problem.bundles[bundle as usize].capacity,
    }
}

fn entries_of(problem: &Problem, row: Row) -> Vec<(u32, f64)> {
    match row {
        Row::Arc(arc) => vec![(arc, 1.0)],
        Row::Bundle(bundle) => problem.bundles[bundle as usize].entries.clone(),
    }
}

fn by_simplex(program: &Program) -> f64 {
    let mut simplex = Simplex::new();
    for (cost, bounds) in program.cost.iter().zip(&program.bounds) {
        simplex.add_column(*cost, *bounds, &[]).unwrap();
    }
    for (row, sense, right) in &program.rows {
        let entries = row.iter().copied().enumerate();
        let entries: Vec<_> = entries.filter(|entry| entry.1 != 0.0).collect();
        let sense = if *sense == Ordering::Equal {
            Sense::Equal
        } else {
            Sense::Most
        };
        simplex.add_row(sense, *right, &entries).unwrap();
    }
    let found = simplex.solve(&NEVER);
    assert_eq!(found.status, simplex::Status::Optimal);
    found.objective
}

fn by_tableau(problem: &Problem) -> f64 {
    match tableau::solve(&over_arcs(problem)) {
        Answer::Optimal(objective) => objective,
        other => panic!("{problem:?} {other:?}"),
    }
}

#[track_caller]
fn assert_near(a: f64, b: f64, about: &impl std::fmt::Debug) {
    let size = a.abs().max(b.abs()).max(1.0);
    assert!((a - b).abs() <= 1e-8 * size, "{a} {b} {about:?}");
}

/// Flows are whole, capacities hold, costs and duals fit together.
fn check(problem: &Problem, found: &Solution) {
    assert_eq!(found.status, Status::Optimal, "{problem:?} {found:?}");
    assert!(found.gap <= GAP && found.bound <= found.objective);
    let mut moved = vec![0.0; problem.commodities.len()];
    let mut cost = 0.0;
    for path in &found.paths {
        let of = &problem.commodities[path.commodity as usize];
        let ends = path.arcs.iter().map(|&arc| problem.arcs[arc as usize]);
        let end = ends.fold(of.origin, |node, (tail, head)| {
            assert_eq!(node, tail);
            head
        });
        assert_eq!(end, of.destination);
        assert!(path.flow > 0.0);
        moved[path.commodity as usize] += path.flow;
        let costs = &problem.classes[of.class as usize].cost;
        cost += path
            .arcs
            .iter()
            .map(|&arc| costs[arc as usize] * path.flow)
            .sum::<f64>();
    }
    for (commodity, of) in problem.commodities.iter().enumerate() {
        let unmet = found.unmet[commodity];
        assert!(unmet >= 0.0);
        assert_near(moved[commodity] + unmet, of.demand, problem);
        assert_eq!(found.reason[commodity].is_some(), unmet > 0.0);
        cost += unmet * of.penalty;
    }
    assert_near(cost, found.objective, problem);
    check_rows(problem, found);
}

fn check_rows(problem: &Problem, found: &Solution) {
    for (arc, flow) in found.arc_flow.iter().enumerate() {
        let classes = problem.classes.iter().zip(&found.class_flow);
        let sum: f64 = classes
            .map(|(class, flow)| class.equivalents * flow[arc])
            .sum();
        assert_near(sum, *flow, problem);
    }
    for row in all_rows(problem) {
        let entries = entries_of(problem, row);
        let used: f64 = entries
            .iter()
            .map(|&(arc, part)| part * found.arc_flow[arc as usize])
            .sum();
        let capacity = capacity_of(problem, row);
        assert!(
            used <= capacity * (1.0 + 1e-9) + 1e-9,
            "{problem:?} {row:?} {used}"
        );
        let price = match row {
            Row::Arc(arc) => found.arc_price[arc as usize],
            Row::Bundle(bundle) => found.bundle_price[bundle as usize],
        };
        assert!(price >= 0.0);
        assert!(
            price < 1e-9 || (used - capacity).abs() < 1e-8,
            "{problem:?} {row:?}"
        );
    }
}

#[test]
fn random_problems_agree_with_the_program_over_arcs() {
    let mut random = Random::new(61);
    let mut n_rented = 0;
    let mut n_unmet = 0;
    for round in 0..1_000 {
        let problem = some_problem(&mut random, 6);
        let found = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
        check(&problem, &found);
        let program = over_arcs(&problem);
        assert_near(found.objective, by_simplex(&program), &problem);
        if round % 4 == 0 {
            assert_near(found.objective, by_tableau(&problem), &problem);
        }
        n_rented += usize::from(found.arc_price.iter().any(|price| *price > 1e-9));
        n_unmet += usize::from(found.unmet.iter().any(|unmet| *unmet > 0.0));
    }
    assert!(n_rented > 150 && n_unmet > 300, "{n_rented} {n_unmet}");
}

/// One change, the same in both.
fn change(random: &mut Random, problem: &mut Problem, allocation: &mut Allocation) {
    let n_arcs = problem.arcs.len();
    let commodity = random.node(problem.commodities.len());
    let of = &mut problem.commodities[commodity as usize];
    match random.between(0, 4) {
        0 => {
            of.demand = small(random, &[0, 1, 5, 9]);
            allocation.set_demand(commodity, of.demand).unwrap();
        }
        1 => {
            of.penalty = small(random, &[0, 5, 15, 50]);
            allocation.set_penalty(commodity, of.penalty).unwrap();
        }
        2 => {
            let (class, arc) = (random.node(problem.classes.len()), random.node(n_arcs));
            let cost = [0.0, 1.0, 4.0, 7.0, f64::INFINITY][random.between(0, 4)];
            problem.classes[class as usize].cost[arc as usize] = cost;
            allocation.set_cost(class, arc, cost).unwrap();
        }
        3 if !problem.bundles.is_empty() => {
            problem.bundles[0].capacity = some_capacity(random);
            let capacity = problem.bundles[0].capacity;
            allocation.set_capacity(Row::Bundle(0), capacity).unwrap();
        }
        _ => {
            let arc = random.node(n_arcs);
            let capacity = some_capacity(random);
            problem.capacity[arc as usize] = capacity;
            allocation.set_capacity(Row::Arc(arc), capacity).unwrap();
        }
    }
}

#[test]
fn warm_solves_equal_cold_ones() {
    let mut random = Random::new(62);
    for _ in 0..150 {
        let mut problem = some_problem(&mut random, 9);
        let mut allocation = Allocation::new(problem.clone()).unwrap();
        check(&problem, &allocation.solve(GAP, &NEVER));
        for _ in 0..12 {
            change(&mut random, &mut problem, &mut allocation);
            assert_eq!(allocation.problem(), &problem);
            let warm = allocation.solve(GAP, &NEVER);
            check(&problem, &warm);
            let cold = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
            assert_near(warm.objective, cold.objective, &problem);
        }
    }
}

#[test]
fn worths_are_differences_and_duals_lie_between_them() {
    let mut random = Random::new(63);
    let (mut n_apart, mut n_positive) = (0, 0);
    for _ in 0..1_000 {
        let problem = some_problem(&mut random, 6);
        let mut allocation = Allocation::new(problem.clone()).unwrap();
        let found = allocation.solve(GAP, &NEVER);
        let rows = all_rows(&problem);
        for worth in allocation.worth(&rows, 1.0, &NEVER).unwrap() {
            let capacity = capacity_of(&problem, worth.row);
            let at = |capacity: f64| {
                let mut other = Allocation::new(problem.clone()).unwrap();
                other.set_capacity(worth.row, capacity).unwrap();
                other.solve(GAP, &NEVER).objective
            };
            let price = match worth.row {
                Row::Arc(arc) => found.arc_price[arc as usize],
                Row::Bundle(bundle) => found.bundle_price[bundle as usize],
            };
            assert!(price >= worth.more - 1e-7, "{problem:?} {worth:?} {price}");
            if capacity.is_finite() {
                assert_near(worth.more, found.objective - at(capacity + 1.0), &problem);
            }
            if let Some(less) = worth.less
                && capacity.is_finite()
            {
                assert_near(less, at(capacity - 1.0) - found.objective, &problem);
                assert!(price <= less + 1e-7, "{problem:?} {worth:?} {price}");
                n_apart += usize::from(less > worth.more + 1e-6);
            }
            n_positive += usize::from(worth.more > 1e-6);
        }
        // Asking leaves the answer as it is.
        assert_near(
            allocation.solve(GAP, &NEVER).objective,
            found.objective,
            &problem,
        );
    }
    assert!(n_apart > 50 && n_positive > 50, "{n_apart} {n_positive}");
}

#[test]
fn the_same_bits_on_every_run() {
    let run = || {
        let mut random = Random::new(64);
        let mut problem = some_problem(&mut random, 12);
        let mut allocation = Allocation::new(problem.clone()).unwrap();
        let mut found = Vec::new();
        for _ in 0..20 {
            change(&mut random, &mut problem, &mut allocation);
            found.push(allocation.solve(GAP, &NEVER));
        }
        format!("{found:?}")
    };
    assert_eq!(run(), run());
}
