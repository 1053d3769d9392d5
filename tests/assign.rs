//! Equilibrium assignment: a net that can be checked by hand, and the nets of *Transportation
//! Networks for Research* where `CORRIDOR_SHARED` names the folder that holds them. Reference
//! values are those of its `SOURCES.md`.

#[path = "benches/support/tntp.rs"]
mod tntp;

use std::path::Path;

use corridor::graph::equilibrium::solution::{Solution, Status};
use corridor::graph::equilibrium::{Goal, Method, Options, Problem, solve};
use corridor::graph::volume_delay::VolumeDelay;
use corridor::task::Task;
use tntp::Tntp;

fn run(problem: &Problem, goal: Goal, gap: f64, start: Option<&Solution>) -> Solution {
    let options = Options {
        goal,
        gap,
        ..Options::default()
    };
    let solution = solve(problem, &options, start, &Task::never());
    assert_eq!(solution.status, Status::Optimal);
    assert!(solution.gap <= gap);
    solution
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    let off = (found / expected - 1.0).abs();
    assert!(off <= within, "{found} is not {expected}: off by {off:e}");
}

/// Objective and total time of the user equilibrium, total time of the system optimum.
fn check(net: &Tntp, expected: [f64; 3]) {
    let problem = net.problem();
    let user = run(&problem, Goal::User, 1e-12, None);
    near(user.objective, expected[0], 1e-12);
    near(user.total_time, expected[1], 1e-9);
    let again = run(&problem, Goal::User, 1e-12, None);
    assert_eq!(again.volumes, user.volumes);
    let system = run(&problem, Goal::System, 1e-11, None);
    near(system.total_time, expected[2], 1e-9);

    let mut functions = net.functions.clone();
    let widest = (0..functions.len()).max_by(|&one, &other| {
        let volumes = &user.volumes;
        volumes[one].total_cmp(&volumes[other])
    });
    if let Some(VolumeDelay::Bpr { capacity, .. }) = widest.map(|arc| &mut functions[arc]) {
        *capacity *= 0.8;
    }
    let edited = Problem {
        functions: &functions,
        ..problem
    };
    let cold = run(&edited, Goal::User, 1e-12, None);
    let warm = run(&edited, Goal::User, 1e-12, Some(&user));
    near(warm.objective, cold.objective, 1e-13);
}

#[test]
fn paradox() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let net = Tntp::read(&data, "paradox");
    let user = run(&net.problem(), Goal::User, 1e-12, None);
    near(user.objective, 386.0, 1e-8);
    near(user.total_time, 552.0, 1e-8);
    let system = run(&net.problem(), Goal::System, 1e-12, None);
    near(system.total_time, 498.0, 1e-8);
    for method in [Method::Conjugate, Method::SuccessiveAverages] {
        let options = Options {
            method,
            gap: 1e-3,
            ..Options::default()
        };
        let solution = solve(&net.problem(), &options, None, &Task::never());
        near(solution.objective, 386.0, 1e-3);
    }
}

#[test]
fn sioux_falls() {
    let Some(net) = tntp::shared("SiouxFalls") else {
        return;
    };
    check(
        &net,
        [4_231_335.287_107_44, 7_480_225.344_9, 7_194_256.052_9],
    );
    let options = Options {
        method: Method::Conjugate,
        gap: 1e-5,
        ..Options::default()
    };
    let other = solve(&net.problem(), &options, None, &Task::never());
    assert_eq!(other.status, Status::Optimal);
    near(other.objective, 4_231_335.287_107_44, 1e-5);
}

#[test]
fn anaheim() {
    if let Some(net) = tntp::shared("Anaheim") {
        check(
            &net,
            [1_286_032.171_096_03, 1_419_913.851_1, 1_395_015.086_7],
        );
    }
}

#[test]
fn barcelona() {
    if let Some(net) = tntp::shared("Barcelona") {
        check(
            &net,
            [1_265_654.922_031_77, 1_365_715.683_8, 1_334_389.088_2],
        );
    }
}
