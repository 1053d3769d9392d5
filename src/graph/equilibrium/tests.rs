mod random;
mod stochastic;

use super::solution::Fault;
use super::*;

/// `base + rise * volume`, as a power function of a number that is nearly 0.
fn line(base: f64, rise: f64) -> VolumeDelay {
    let free = base.max(1e-9);
    VolumeDelay::Bpr {
        free,
        capacity: 1.0,
        b: rise / free,
        power: 1.0,
    }
}

fn run(problem: &Problem, goal: Goal) -> Solution {
    let options = Options {
        goal,
        gap: 1e-13,
        ..Options::default()
    };
    solve(problem, &options, None, &Task::never())
}

#[track_caller]
fn near(found: f64, expected: f64) {
    let within = 1e-7 * expected.abs().max(1.0);
    assert!(
        (found - expected).abs() <= within,
        "{found} is not {expected}"
    );
}

#[track_caller]
fn all_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        near(*found, *expected);
    }
}

/// Braess, *Über ein Paradoxon aus der Verkehrsplanung*, 1968: the arc in the middle makes all
/// trips longer, 92 instead of 83.
#[test]
fn braess() {
    let arcs = [(0, 2), (0, 3), (2, 1), (3, 1), (2, 3)];
    let functions = [
        line(0.0, 10.0),
        line(50.0, 1.0),
        line(50.0, 1.0),
        line(0.0, 10.0),
        line(10.0, 1.0),
    ];
    let demand = [Demand::new(0, 1, 6.0)];
    let with = Problem {
        n_nodes: 4,
        arcs: &arcs,
        functions: &functions,
        demand: &demand,
        ..Problem::default()
    };
    let user = run(&with, Goal::User);
    assert_eq!(user.status, Status::Optimal);
    all_near(&user.volumes, &[4.0, 2.0, 2.0, 4.0, 2.0]);
    near(user.objective, 386.0);
    near(user.total_time, 552.0);
    let flows: Vec<f64> = user.paths_of_pair(0).map(|path| path.flow).collect();
    all_near(&flows, &[2.0, 2.0, 2.0]);
    let middle = user.select(|arcs| arcs.contains(&4));
    near(middle.total, 2.0);
    all_near(&middle.volumes, &[2.0, 0.0, 0.0, 2.0, 2.0]);

    let system = run(&with, Goal::System);
    near(system.objective, 498.0);
    near(system.total_time, 498.0);
    near(system.volumes[4], 0.0);

    let without = Problem {
        arcs: &arcs[..4],
        functions: &functions[..4],
        ..with
    };
    near(run(&without, Goal::User).total_time, 498.0);
}

#[test]
fn two_parallel_arcs() {
    let functions = [line(1.0, 1.0), line(2.0, 1.0)];
    let demand = [
        Demand::new(0, 1, 2.5),
        Demand::new(0, 1, 0.5),
        Demand::new(1, 1, 7.0),
    ];
    let problem = Problem {
        n_nodes: 2,
        arcs: &[(0, 1), (0, 1)],
        functions: &functions,
        demand: &demand,
        first_through: 2,
        ..Problem::default()
    };
    let user = run(&problem, Goal::User);
    all_near(&user.volumes, &[2.0, 1.0]);
    assert_eq!(user.intrazonal, (1, 7.0));
    let system = run(&problem, Goal::System);
    all_near(&system.volumes, &[1.75, 1.25]);

    // 10 (1 + 0.15 x⁴) = 12 on the first where 0.15 x⁴ = 0.2; the rest is on the second.
    let power = VolumeDelay::Bpr {
        free: 10.0,
        capacity: 2.0,
        b: 0.15,
        power: 4.0,
    };
    let functions = [power, VolumeDelay::Constant { free: 12.0 }];
    let user = run(
        &Problem {
            functions: &functions,
            ..problem
        },
        Goal::User,
    );
    let first = 2.0 * (0.2_f64 / 0.15).powf(0.25);
    all_near(&user.volumes, &[first, 3.0 - first]);
}

#[test]
fn elastic_demand() {
    let arcs = [(0, 1)];
    let functions = [line(1.0, 1.0)];
    let solved = |elastic| {
        let demand = [Demand {
            elastic: Some(elastic),
            ..Demand::new(0, 1, 10.0)
        }];
        let problem = Problem {
            n_nodes: 2,
            arcs: &arcs,
            functions: &functions,
            demand: &demand,
            ..Problem::default()
        };
        let solution = run(&problem, Goal::User);
        assert_eq!(solution.status, Status::Optimal);
        let pair = solution.pairs[0];
        near(pair.volume + pair.idle, 10.0);
        near(elastic.demand(10.0, 1.0 + pair.volume), pair.volume);
        pair.volume
    };
    near(solved(Elastic::Linear { most: 10.0 }), 4.5);
    // Half of them where both cost the same.
    near(
        solved(Elastic::Logit {
            scale: 0.7,
            other: 6.0,
        }),
        5.0,
    );
    // 10 / cost = cost − 1 at (1 + √41) / 2.
    let power = Elastic::Power {
        elasticity: 1.0,
        from: 1.0,
    };
    near(solved(power), (41.0_f64.sqrt() - 1.0) / 2.0);
    solved(Elastic::Exponential {
        rate: 0.3,
        from: 1.0,
    });
    near(solved(Elastic::Linear { most: 0.5 }), 0.0);
}

/// A toll of 2 keeps those away to whom time is worth little; the others count twice.
#[test]
fn two_classes() {
    let functions = [line(1.0, 1.0), line(2.0, 1.0), line(0.0, 0.0)];
    let money = [2.0, 0.0, 0.0];
    let no_third = [true, true, false];
    let classes = [
        Class {
            money: &money,
            is_allowed: &no_third,
            ..Class::default()
        },
        Class {
            volume: 2.0,
            value_of_time: 10.0,
            money: &money,
            is_allowed: &no_third,
        },
    ];
    let second = Demand {
        class: 1,
        ..Demand::new(0, 1, 1.0)
    };
    let problem = Problem {
        n_nodes: 2,
        arcs: &[(0, 1), (0, 1), (0, 1)],
        functions: &functions,
        classes: &classes,
        demand: &[Demand::new(0, 1, 4.0), second],
        ..Problem::default()
    };
    let solution = run(&problem, Goal::User);
    // 1 + v + 2 = 2 + (6 − v): the first class is on both.
    all_near(&solution.volumes, &[2.5, 3.5, 0.0]);
    all_near(&solution.class_volumes[0], &[0.5, 3.5, 0.0]);
    all_near(&solution.class_volumes[1], &[2.0, 0.0, 0.0]);
    near(solution.total_time, 2.5 * 3.5 + 3.5 * 5.5);
    near(
        solution.generalized_cost,
        solution.total_time + 0.5 * 2.0 + 2.0 * 0.2,
    );
    for method in [Method::Conjugate, Method::SuccessiveAverages] {
        let options = Options {
            method,
            max_iterations: 20_000,
            ..Options::default()
        };
        let other = solve(&problem, &options, None, &Task::never());
        assert!((other.objective / solution.objective - 1.0).abs() < 1e-4);
        assert!((other.class_volumes[1][0] - 2.0).abs() < 0.01);
    }
}

#[test]
fn nodes_that_are_not_passed_through() {
    let arcs = [(0, 1), (1, 2), (0, 3), (3, 2)];
    let functions = [
        line(1.0, 0.0),
        line(1.0, 0.0),
        line(5.0, 0.0),
        line(5.0, 0.0),
    ];
    let problem = Problem {
        n_nodes: 4,
        arcs: &arcs,
        functions: &functions,
        demand: &[Demand::new(0, 2, 1.0), Demand::new(0, 1, 1.0)],
        ..Problem::default()
    };
    all_near(&run(&problem, Goal::User).volumes, &[2.0, 1.0, 0.0, 0.0]);
    let zones = Problem {
        first_through: 3,
        ..problem
    };
    all_near(&run(&zones, Goal::User).volumes, &[1.0, 0.0, 1.0, 1.0]);
    let no_through = [false, true, false, false];
    let one = Problem {
        no_through: &no_through,
        ..problem
    };
    all_near(&run(&one, Goal::User).volumes, &[1.0, 0.0, 1.0, 1.0]);
}

#[test]
fn incremental_and_all_or_nothing() {
    let problem = Problem {
        n_nodes: 2,
        arcs: &[(0, 1), (0, 1)],
        functions: &[line(1.0, 1.0), line(2.5, 1.0)],
        demand: &[Demand::new(0, 1, 4.0)],
        ..Problem::default()
    };
    let solved = |method| {
        let options = Options {
            method,
            ..Options::default()
        };
        solve(&problem, &options, None, &Task::never())
    };
    all_near(&solved(Method::AllOrNothing).volumes, &[4.0, 0.0]);
    all_near(
        &solved(Method::Incremental { parts: 4 }).volumes,
        &[3.0, 1.0],
    );
    // 5 and 2.5 a unit, of 5 in all.
    near(solved(Method::AllOrNothing).gap, 0.5);
}

#[test]
fn odd_input_is_answered() {
    let nothing = run(&Problem::default(), Goal::User);
    assert_eq!((nothing.status, nothing.gap), (Status::Optimal, 0.0));
    let closed = VolumeDelay::Bpr {
        free: 1.0,
        capacity: 0.0,
        b: 0.15,
        power: 4.0,
    };
    let free = VolumeDelay::Constant { free: 0.0 };
    let problem = Problem {
        n_nodes: 4,
        arcs: &[(0, 1), (1, 0), (1, 1), (1, 2), (0, 9), (0, 3)],
        functions: &[free, free, free, line(1.0, 1.0), free, closed],
        demand: &[
            Demand::new(0, 2, 1e-30),
            Demand::new(0, 3, 1.0),
            Demand::new(3, 0, 2.0),
            Demand::new(0, 2, 0.0),
            Demand::new(0, 2, 1e30),
        ],
        ..Problem::default()
    };
    for method in [Method::Greedy, Method::Conjugate, Method::AllOrNothing] {
        let options = Options {
            method,
            ..Options::default()
        };
        let solution = solve(&problem, &options, None, &Task::never());
        assert_eq!(solution.status, Status::Infeasible, "{method:?}");
        assert_eq!(solution.unreachable, [1, 2]);
        assert!(solution.objective.is_finite());
        all_near(&solution.volumes, &[1e30, 0.0, 0.0, 1e30, 0.0, 0.0]);
    }
    let status = |problem: &Problem| run(problem, Goal::User).status;
    let fixed = [0.0, 0.0, -1.0, 0.0, 0.0, 0.0];
    let fault = Status::Invalid(Fault::Cost { arc: 2 });
    assert_eq!(
        status(&Problem {
            fixed: &fixed,
            ..problem
        }),
        fault
    );
    let fault = Status::Invalid(Fault::Length);
    assert_eq!(
        status(&Problem {
            fixed: &fixed[..2],
            ..problem
        }),
        fault
    );
    for demand in [
        Demand::new(0, 9, 1.0),
        Demand::new(0, 1, -1.0),
        Demand::new(0, 1, f64::NAN),
    ] {
        let fault = Status::Invalid(Fault::Demand { demand: 0 });
        assert_eq!(
            status(&Problem {
                demand: &[demand],
                ..problem
            }),
            fault
        );
    }
    let task = Task::new();
    task.cancel();
    for method in [
        Method::Greedy,
        Method::Conjugate,
        Method::SuccessiveAverages,
    ] {
        let options = Options {
            method,
            ..Options::default()
        };
        let solution = solve(&problem, &options, None, &task);
        assert_eq!(solution.status, Status::Cancelled { gap: f64::INFINITY });
    }
}

/// Times beyond all numbers are said, with the arc; where another way is finite it is taken.
#[test]
fn a_time_that_no_number_can_say_is_a_fault() {
    let steep = VolumeDelay::Bpr {
        free: 1.0,
        capacity: 1.0,
        b: 0.15,
        power: 17.0,
    };
    let free = VolumeDelay::Constant { free: 1.0 };
    let solved = |functions: &[VolumeDelay], flow: f64, goal, method| {
        let problem = Problem {
            n_nodes: 3,
            arcs: &[(0, 1), (1, 2), (1, 2)],
            functions,
            demand: &[Demand::new(0, 2, flow)],
            ..Problem::default()
        };
        let options = Options {
            goal,
            method,
            ..Options::default()
        };
        solve(&problem, &options, None, &Task::never())
    };
    let fault = Status::Invalid(Fault::Overflow { arc: 1 });
    let closed = VolumeDelay::Bpr {
        free: 1.0,
        capacity: 0.0,
        b: 0.0,
        power: 1.0,
    };
    for goal in [Goal::User, Goal::System] {
        for method in [Method::Greedy, Method::Conjugate, Method::AllOrNothing] {
            let found = solved(&[free, steep, closed], 1e10, goal, method);
            assert_eq!(found.status, fault, "{goal:?} {method:?}");
            assert_eq!(found.volumes, [0.0; 3]);
            let found = solved(&[free, steep, closed], 1e3, goal, method);
            assert_eq!(found.status, Status::Optimal, "{goal:?} {method:?}");
            let found = solved(&[free, free, steep], 1e10, goal, method);
            assert!(found.objective < 1e11, "{goal:?} {method:?}");
        }
    }
    // The time itself can be said, but not what it adds up to.
    let found = solved(&[free, steep, closed], 3e5, Goal::User, Method::Greedy);
    assert!(steep.value(3e5) < 1e93);
    assert_eq!(found.status, Status::Optimal);
    let found = solved(&[free, steep, closed], 8e5, Goal::User, Method::Greedy);
    assert!(steep.value(8e5) < 1e100);
    assert_eq!(found.status, fault);
}

#[test]
fn the_task_is_told_each_round() {
    let functions = [line(1.0, 0.1), line(2.0, 0.2)];
    let demand = [Demand::new(0, 1, 30.0)];
    let problem = Problem {
        n_nodes: 2,
        arcs: &[(0, 1), (0, 1)],
        functions: &functions,
        demand: &demand,
        ..Problem::default()
    };
    let spread = Spread {
        scale: 1.0,
        overlap: 1.0,
        alternatives: 1,
    };
    for method in [
        Method::Greedy,
        Method::Conjugate,
        Method::SuccessiveAverages,
        Method::Incremental { parts: 4 },
        Method::Stochastic(spread),
    ] {
        let task = Task::new();
        let options = Options {
            method,
            gap: 1e-4,
            ..Options::default()
        };
        let solution = solve(&problem, &options, None, &task);
        let last = solution.history.last().unwrap();
        let (round, gap) = task.last_round().unwrap();
        assert_eq!(round, last.iteration, "{method:?}");
        assert!((gap - last.gap).abs() <= 1e-6 * last.gap, "{method:?}");
    }
}
