//! Single allocations that can be followed by hand, odd ones, and faults.

use super::{NEVER, assert_near, check, some_problem};
use crate::graph::multicommodity::problem::{Bundle, Class, Commodity, Fault, Problem, Row};
use crate::graph::multicommodity::result::{Status, Unmet};
use crate::graph::multicommodity::{Allocation, GAP};
use crate::graph::oracle::Random;
use crate::task::Task;

/// Two arcs in a row, 0 to 1 to 2, and a dear one past them.
fn line() -> Problem {
    Problem {
        n_nodes: 4,
        arcs: vec![(0, 1), (1, 2), (0, 2)],
        capacity: vec![10.0, 6.0, 3.0],
        classes: vec![Class {
            cost: vec![1.0, 1.0, 5.0],
            equivalents: 1.0,
        }],
        commodities: vec![Commodity {
            origin: 0,
            destination: 2,
            class: 0,
            demand: 12.0,
            penalty: 20.0,
        }],
        bundles: Vec::new(),
    }
}

#[test]
fn a_line_is_solved_as_by_hand() {
    let mut allocation = Allocation::new(line()).unwrap();
    let found = allocation.solve(GAP, &NEVER);
    check(&line(), &found);
    assert_near(found.objective, 6.0 * 2.0 + 3.0 * 5.0 + 3.0 * 20.0, &found);
    assert_eq!(found.unmet, [3.0]);
    assert_eq!(found.reason, [Some(Unmet::NoRoom)]);
    assert_eq!(found.arc_price, [0.0, 18.0, 15.0]);
    let worth = allocation
        .worth(&[Row::Arc(1), Row::Arc(0)], 1.0, &NEVER)
        .unwrap();
    assert_eq!((worth[0].more, worth[0].less), (18.0, Some(18.0)));
    assert_eq!((worth[1].more, worth[1].less), (0.0, Some(0.0)));
    // Five more of arc 1 are worth three of the unmet units and two of the dear arc: 3 · 18 + 2 · 3,
    // but arc 0 lets only four through.
    let worth = allocation.worth(&[Row::Arc(1)], 5.0, &NEVER).unwrap();
    assert_near(worth[0].more, (3.0 * 18.0 + 3.0) / 5.0, &worth);
}

#[test]
fn a_shared_capacity_binds_both_directions() {
    let problem = Problem {
        n_nodes: 2,
        arcs: vec![(0, 1), (1, 0)],
        capacity: vec![f64::INFINITY; 2],
        classes: vec![
            Class {
                cost: vec![1.0, 1.0],
                equivalents: 1.0,
            },
            Class {
                cost: vec![2.0, f64::INFINITY],
                equivalents: 0.5,
            },
        ],
        commodities: vec![
            Commodity {
                origin: 0,
                destination: 1,
                class: 0,
                demand: 6.0,
                penalty: 11.0,
            },
            Commodity {
                origin: 1,
                destination: 0,
                class: 0,
                demand: 6.0,
                penalty: 5.0,
            },
            Commodity {
                origin: 0,
                destination: 1,
                class: 1,
                demand: 4.0,
                penalty: 9.0,
            },
            Commodity {
                origin: 1,
                destination: 0,
                class: 1,
                demand: 4.0,
                penalty: 9.0,
            },
        ],
        bundles: vec![Bundle {
            entries: vec![(0, 1.0), (1, 1.0)],
            capacity: 9.0,
        }],
    };
    let found = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
    check(&problem, &found);
    // A unit of the capacity saves 14 by the second class, 10 and 4 by the first one's two ways.
    assert_eq!(found.unmet, [0.0, 5.0, 0.0, 4.0]);
    assert_eq!(found.reason[3], Some(Unmet::NoPath));
    assert_eq!(found.bundle_price, [4.0]);
}

#[test]
fn odd_problems_have_plain_answers() {
    let mut problem = line();
    problem.capacity[1] = 0.0;
    problem.capacity[2] = 0.0;
    let shut = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
    check(&problem, &shut);
    assert_eq!(
        (&shut.unmet[..], shut.reason[0]),
        (&[12.0][..], Some(Unmet::NoRoom))
    );

    let mut problem = line();
    problem.commodities[0].demand = 0.0;
    let nothing = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
    check(&problem, &nothing);
    assert_eq!((nothing.objective, nothing.paths.len()), (0.0, 0));

    let mut problem = line();
    problem.commodities[0].origin = 3;
    let cut_off = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
    check(&problem, &cut_off);
    assert_eq!(cut_off.reason, [Some(Unmet::NoPath)]);

    let mut problem = line();
    problem.commodities[0].penalty = 1.5;
    let dear = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
    check(&problem, &dear);
    assert_eq!(dear.reason, [Some(Unmet::TooDear)]);

    let mut problem = line();
    problem.commodities[0].destination = 0;
    let there = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
    check(&problem, &there);
    assert_eq!(
        (there.objective, there.unmet[0], there.paths.len()),
        (0.0, 0.0, 1)
    );

    let empty = Allocation::new(Problem::default())
        .unwrap()
        .solve(GAP, &NEVER);
    assert_eq!((empty.status, empty.objective), (Status::Optimal, 0.0));
}

#[test]
fn units_do_not_matter() {
    let mut random = Random::new(65);
    for _ in 0..100 {
        let problem = some_problem(&mut random, 6);
        let plain = Allocation::new(problem.clone()).unwrap().solve(GAP, &NEVER);
        for (amount, money) in [(1e-9, 1e7), (1e10, 1e-6), (1e-6, 1e-9), (1e8, 1e9)] {
            let mut odd = problem.clone();
            odd.capacity
                .iter_mut()
                .for_each(|capacity| *capacity *= amount);
            odd.bundles
                .iter_mut()
                .for_each(|bundle| bundle.capacity *= amount);
            for class in &mut odd.classes {
                class.cost.iter_mut().for_each(|cost| *cost *= money);
            }
            for of in &mut odd.commodities {
                of.demand *= amount;
                of.penalty *= money;
            }
            let found = Allocation::new(odd.clone()).unwrap().solve(GAP, &NEVER);
            assert_eq!(found.status, Status::Optimal, "{odd:?} {found:?}");
            assert_near(found.objective / amount / money, plain.objective, &odd);
        }
    }
}

#[test]
fn faults_are_named() {
    let fault = |change: fn(&mut Problem)| {
        let mut problem = line();
        change(&mut problem);
        Allocation::new(problem).map(|_| ())
    };
    assert_eq!(fault(|_| {}), Ok(()));
    let cost = Fault::Cost { class: 0, arc: 2 };
    assert_eq!(fault(|p| p.classes[0].cost[2] = -1.0), Err(cost));
    assert_eq!(fault(|p| p.classes[0].cost[2] = f64::NAN), Err(cost));
    let capacity = Fault::Capacity(Row::Arc(1));
    assert_eq!(fault(|p| p.capacity[1] = -1.0), Err(capacity));
    assert_eq!(
        fault(|p| p.commodities[0].demand = f64::INFINITY),
        Err(Fault::Commodity(0))
    );
    assert_eq!(
        fault(|p| p.commodities[0].penalty = -2.0),
        Err(Fault::Commodity(0))
    );
    assert_eq!(fault(|p| p.commodities[0].class = 1), Err(Fault::NotThere));
    assert_eq!(fault(|p| p.arcs[0].0 = 9), Err(Fault::NotThere));
    assert_eq!(fault(|p| p.capacity.truncate(2)), Err(Fault::Length));
    assert_eq!(
        fault(|p| p.classes[0].equivalents = f64::NAN),
        Err(Fault::Equivalents(0))
    );
    assert!(cost.to_string().contains("arc 2"));
    let mut allocation = Allocation::new(line()).unwrap();
    assert_eq!(
        allocation.set_capacity(Row::Arc(7), 1.0),
        Err(Fault::NotThere)
    );
    assert_eq!(
        allocation.set_capacity(Row::Arc(1), f64::NAN),
        Err(capacity)
    );
    assert_eq!(allocation.set_cost(0, 2, -3.0), Err(cost));
    assert_eq!(allocation.set_demand(0, -1.0), Err(Fault::Commodity(0)));
    assert_eq!(allocation.problem(), &line());
}

#[test]
fn a_cancelled_task_stops_it_and_the_next_goes_on() {
    let mut allocation = Allocation::new(line()).unwrap();
    let task = Task::new();
    task.cancel();
    let stopped = allocation.solve(GAP, &task);
    assert!(
        matches!(stopped.status, Status::Cancelled { .. }),
        "{stopped:?}"
    );
    assert_eq!(stopped.unmet, [12.0]);
    assert!(allocation.worth(&[Row::Arc(0)], 1.0, &task).is_err());
    check(&line(), &allocation.solve(GAP, &NEVER));
}
