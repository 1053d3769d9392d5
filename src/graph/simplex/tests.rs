//! The simplex method against the tableau of the textbooks, and what must hold of any optimum.

use std::cmp::Ordering;

use super::*;
use crate::graph::oracle::Random;
use crate::graph::oracle::tableau::{self, Answer, Program};

const NEVER: Task = Task::never();
const SENSES: [(Sense, Ordering); 3] = [
    (Sense::Most, Ordering::Less),
    (Sense::Equal, Ordering::Equal),
    (Sense::Least, Ordering::Greater),
];

fn small(random: &mut Random, choices: &[i32]) -> f64 {
    choices[random.between(0, choices.len() - 1)].into()
}

fn some_bounds(random: &mut Random) -> (f64, f64) {
    let lower = small(random, &[0, 0, 0, -2, 1]);
    match random.between(0, 9) {
        0 => (f64::NEG_INFINITY, f64::INFINITY),
        1 => (f64::NEG_INFINITY, lower),
        2..5 => (lower, lower + small(random, &[0, 1, 3, 5])),
        _ => (lower, f64::INFINITY),
    }
}

fn some_row(random: &mut Random, n_columns: usize) -> (Vec<f64>, Ordering, f64) {
    let entries = [0, 0, 0, 1, 1, -1, 2, 3, -2];
    let row = (0..n_columns).map(|_| small(random, &entries)).collect();
    let sense = SENSES[[0, 0, 0, 1, 2][random.between(0, 4)]].1;
    (row, sense, small(random, &[0, 0, 1, 2, 4, 6, 9, -1]))
}

fn some_program(random: &mut Random) -> Program {
    let n_columns = random.between(1, 8);
    let mut program = Program::default();
    for _ in 0..n_columns {
        program.cost.push(small(random, &[0, 1, 2, 3, -1, -2, 5]));
        program.bounds.push(some_bounds(random));
    }
    for _ in 0..random.between(0, 7) {
        program.rows.push(some_row(random, n_columns));
    }
    program
}

fn sense_of(sense: Ordering) -> Sense {
    SENSES.iter().find(|pair| pair.1 == sense).unwrap().0
}

fn entries(row: &[f64]) -> Vec<(usize, f64)> {
    let entries = row.iter().copied().enumerate();
    entries.filter(|entry| entry.1 != 0.0).collect()
}

fn simplex_of(program: &Program) -> Simplex {
    let mut simplex = Simplex::new();
    for (cost, bounds) in program.cost.iter().zip(&program.bounds) {
        simplex.add_column(*cost, *bounds, &[]).unwrap();
    }
    for (row, sense, right) in &program.rows {
        simplex
            .add_row(sense_of(*sense), *right, &entries(row))
            .unwrap();
    }
    simplex
}

/// How far a number may be off.
fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

/// Rows and bounds hold, and costs, duals and values fit together as they must.
fn check_optimum(program: &Program, found: &Solution) {
    let mut dual_objective = 0.0;
    for (column, &(lower, upper)) in program.bounds.iter().enumerate() {
        let (value, reduced) = (found.values[column], found.reduced_costs[column]);
        assert!(
            value >= lower - 1e-7 && value <= upper + 1e-7,
            "{program:?}"
        );
        let through_rows: f64 = (program.rows.iter().zip(&found.duals))
            .map(|(row, dual)| row.0[column] * dual)
            .sum();
        assert!(near(program.cost[column] - through_rows, reduced));
        // Complementary slackness: what has a reduced cost is at the bound of that side.
        if reduced > 1e-7 {
            assert!(near(value, lower), "{program:?}");
            dual_objective += reduced * lower;
        } else if reduced < -1e-7 {
            assert!(near(value, upper), "{program:?}");
            dual_objective += reduced * upper;
        }
    }
    for (at, (row, sense, right)) in program.rows.iter().enumerate() {
        let sum: f64 = row.iter().zip(&found.values).map(|(a, x)| a * x).sum();
        assert!(near(sum, found.row_values[at]));
        let dual = found.duals[at];
        match sense {
            Ordering::Less => assert!(sum <= right + 1e-7 && dual <= 1e-9),
            Ordering::Equal => assert!(near(sum, *right)),
            Ordering::Greater => assert!(sum >= right - 1e-7 && dual >= -1e-9),
        }
        assert!(dual.abs() < 1e-9 || near(sum, *right), "{program:?}");
        dual_objective += dual * right;
    }
    assert!(near(found.objective, dual_objective), "{program:?}");
}

/// The rows taken with their factors cannot be met by any values within bounds.
fn check_proof(program: &Program, rows: &[(usize, f64)], columns: &[usize]) {
    if let Some(&column) = columns.first() {
        assert!(program.bounds[column].0 > program.bounds[column].1);
        return;
    }
    let (mut least, mut most) = (0.0, 0.0);
    for (column, &(lower, upper)) in program.bounds.iter().enumerate() {
        let factor: f64 = rows
            .iter()
            .map(|&(row, f)| f * program.rows[row].0[column])
            .sum();
        if factor.abs() > 1e-9 {
            least += (factor * lower).min(factor * upper);
            most += (factor * lower).max(factor * upper);
        }
    }
    let (mut low, mut high) = (0.0, 0.0);
    for &(row, factor) in rows {
        let (_, sense, right) = program.rows[row];
        let (lower, upper) = range(sense_of(sense), right);
        low += (factor * lower).min(factor * upper);
        high += (factor * lower).max(factor * upper);
    }
    assert!(
        least > high + 1e-9 || most < low - 1e-9,
        "{program:?} {rows:?}"
    );
}

fn check_ray(program: &Program, found: &Solution, ray: &[(usize, f64)]) {
    let cost: f64 = ray
        .iter()
        .map(|&(column, speed)| program.cost[column] * speed)
        .sum();
    assert!(cost < 0.0);
    let feasible = Simplex::solve(&mut simplex_of(&at_no_cost(program)), &NEVER);
    assert_eq!(feasible.status, Status::Optimal);
    for &(column, speed) in ray {
        let (lower, upper) = program.bounds[column];
        let limit = if speed > 0.0 { upper } else { lower };
        assert!(limit.is_infinite() || speed.abs() < 1e-9, "{program:?}");
    }
    for (row, sense, _) in &program.rows {
        let speed: f64 = ray.iter().map(|&(column, speed)| row[column] * speed).sum();
        match sense {
            Ordering::Less => assert!(speed < 1e-9),
            Ordering::Equal => assert!(speed.abs() < 1e-9),
            Ordering::Greater => assert!(speed > -1e-9),
        }
    }
    assert!(found.values.iter().all(|value| value.is_finite()));
}

fn at_no_cost(program: &Program) -> Program {
    let mut program = program.clone();
    program.cost.fill(0.0);
    program
}

/// Compares with the tableau; what it counts shows that all outcomes occur.
fn check(program: &Program, simplex: &mut Simplex, seen: &mut [usize; 3]) {
    let found = simplex.solve(&NEVER);
    let expected = tableau::solve(program);
    match (&found.status, expected) {
        (Status::Optimal, Answer::Optimal(objective)) => {
            assert!(near(found.objective, objective), "{program:?} {found:?}");
            check_optimum(program, &found);
            seen[0] += 1;
        }
        (Status::Infeasible { rows, columns }, Answer::Infeasible) => {
            check_proof(program, rows, columns);
            seen[1] += 1;
        }
        (Status::Unbounded { ray }, Answer::Unbounded) => {
            check_ray(program, &found, ray);
            seen[2] += 1;
        }
        _ => panic!("{program:?}\n{found:?}\n{expected:?}"),
    }
}

#[test]
fn random_programs_agree_with_the_tableau_cold_and_warm() {
    let mut random = Random::new(51);
    let mut seen = [0; 3];
    let mut warm_seen = [0; 3];
    for _ in 0..1_500 {
        let mut program = some_program(&mut random);
        let mut simplex = simplex_of(&program);
        check(&program, &mut simplex, &mut seen);
        for _ in 0..4 {
            change(&mut random, &mut program, &mut simplex);
            check(&program, &mut simplex, &mut warm_seen);
        }
    }
    assert!(seen.iter().all(|&count| count > 150), "{seen:?}");
    assert!(warm_seen.iter().all(|&count| count > 500), "{warm_seen:?}");
}

/// Changes one thing, the same in both.
fn change(random: &mut Random, program: &mut Program, simplex: &mut Simplex) {
    let n_columns = program.cost.len();
    let column = random.between(0, n_columns - 1);
    match random.between(0, 5) {
        0 => {
            program.cost[column] = small(random, &[0, 1, 4, -1]);
            simplex.set_cost(column, program.cost[column]).unwrap();
        }
        1 => {
            program.bounds[column] = some_bounds(random);
            simplex.set_bounds(column, program.bounds[column]).unwrap();
        }
        2 => {
            let row = some_row(random, n_columns);
            simplex
                .add_row(sense_of(row.1), row.2, &entries(&row.0))
                .unwrap();
            program.rows.push(row);
        }
        3 => {
            program.cost.push(small(random, &[1, 2, -1, -3]));
            program.bounds.push(some_bounds(random));
            let mut entries = Vec::new();
            for (at, row) in program.rows.iter_mut().enumerate() {
                row.0.push(small(random, &[0, 0, 1, -1, 2]));
                entries.push((at, row.0[n_columns]));
            }
            let bounds = program.bounds[n_columns];
            simplex
                .add_column(program.cost[n_columns], bounds, &entries)
                .unwrap();
        }
        _ if !program.rows.is_empty() => {
            let at = random.between(0, program.rows.len() - 1);
            let row = &mut program.rows[at];
            row.2 = small(random, &[0, 1, 3, 7, -2]);
            simplex.set_right_side(at, sense_of(row.1), row.2).unwrap();
        }
        _ => {}
    }
}

#[test]
fn larger_degenerate_programs_are_solved() {
    let mut random = Random::new(52);
    for _ in 0..20 {
        let n_columns = random.between(30, 60);
        let mut program = Program {
            cost: (0..n_columns)
                .map(|_| small(&mut random, &[-1, -2, -3, 1]))
                .collect(),
            bounds: vec![(0.0, 4.0); n_columns],
            rows: Vec::new(),
        };
        for _ in 0..random.between(20, 40) {
            let right = small(&mut random, &[0, 0, 0, 1, 5]);
            let row = (0..n_columns).map(|_| small(&mut random, &[0, 0, 0, 1, 1, -1]));
            program.rows.push((row.collect(), Ordering::Less, right));
        }
        check(&program, &mut simplex_of(&program), &mut [0; 3]);
    }
}

/// Beale 1955: the textbook rule without a rule for ties goes round in a circle here.
#[test]
fn the_classic_cycle_is_left() {
    let program = Program {
        cost: vec![-0.75, 150.0, -0.02, 6.0],
        bounds: vec![(0.0, f64::INFINITY); 4],
        rows: vec![
            (vec![0.25, -60.0, -0.04, 9.0], Ordering::Less, 0.0),
            (vec![0.5, -90.0, -0.02, 3.0], Ordering::Less, 0.0),
            (vec![0.0, 0.0, 1.0, 0.0], Ordering::Less, 1.0),
        ],
    };
    let found = simplex_of(&program).solve(&NEVER);
    assert!(near(found.objective, -0.05), "{found:?}");
    check_optimum(&program, &found);
}

/// The same program in other units has the same answer in those units.
#[test]
fn huge_and_tiny_units_do_not_matter() {
    let mut random = Random::new(53);
    let mut n_optimal = 0;
    for _ in 0..300 {
        let program = some_program(&mut random);
        let plain = simplex_of(&program).solve(&NEVER);
        let mut factor = || [1e-9, 1e-5, 1.0, 1e4, 1e8][random.between(0, 4)];
        let columns: Vec<f64> = program.cost.iter().map(|_| factor()).collect();
        let price = factor();
        let mut odd = program.clone();
        for (column, by) in columns.iter().enumerate() {
            odd.cost[column] *= by * price;
            odd.bounds[column].0 /= by;
            odd.bounds[column].1 /= by;
        }
        for row in &mut odd.rows {
            let by_row = factor();
            row.0
                .iter_mut()
                .zip(&columns)
                .for_each(|(v, by)| *v *= by * by_row);
            row.2 *= by_row;
        }
        let found = simplex_of(&odd).solve(&NEVER);
        match (&plain.status, &found.status) {
            (Status::Optimal, Status::Optimal) => {
                n_optimal += 1;
                assert!(near(found.objective / price, plain.objective), "{odd:?}");
            }
            (Status::Infeasible { .. }, Status::Infeasible { .. })
            | (Status::Unbounded { .. }, Status::Unbounded { .. }) => {}
            _ => panic!("{odd:?} {:?} {:?}", plain.status, found.status),
        }
    }
    assert!(n_optimal > 50);
}

#[test]
fn the_same_changes_give_the_same_bits() {
    let run = || {
        let mut random = Random::new(54);
        let mut program = some_program(&mut random);
        let mut simplex = simplex_of(&program);
        let mut found = vec![simplex.solve(&NEVER)];
        for _ in 0..60 {
            change(&mut random, &mut program, &mut simplex);
            found.push(simplex.solve(&NEVER));
        }
        format!("{found:?}")
    };
    assert_eq!(run(), run());
}

#[test]
fn odd_numbers_are_refused_and_change_nothing() {
    let mut simplex = Simplex::new();
    let anywhere = (f64::NEG_INFINITY, f64::INFINITY);
    assert_eq!(
        simplex.add_column(f64::NAN, anywhere, &[]),
        Err(Refused::NotANumber)
    );
    assert_eq!(
        simplex.add_column(1.0, (f64::NAN, 1.0), &[]),
        Err(Refused::NotANumber)
    );
    assert_eq!(
        simplex.add_column(1.0, anywhere, &[(0, 1.0)]),
        Err(Refused::NoSuchRow)
    );
    let refused = simplex.add_row(Sense::Most, f64::INFINITY, &[]);
    assert_eq!(refused, Err(Refused::NotANumber));
    let refused = simplex.add_row(Sense::Most, 1.0, &[(0, 1.0)]);
    assert_eq!(refused, Err(Refused::NoSuchColumn));
    assert_eq!(simplex.set_cost(0, 1.0), Err(Refused::NoSuchColumn));
    assert_eq!((simplex.n_rows(), simplex.n_columns()), (0, 0));
    let empty = simplex.solve(&NEVER);
    assert_eq!((empty.status, empty.objective), (Status::Optimal, 0.0));
    assert!(Refused::NotANumber.to_string().contains("finite"));
}

#[test]
fn bounds_that_cross_are_named() {
    let mut simplex = Simplex::new();
    simplex.add_column(1.0, (0.0, 1.0), &[]).unwrap();
    simplex.add_column(1.0, (2.0, 1.0), &[]).unwrap();
    let found = simplex.solve(&NEVER);
    let columns = vec![1];
    assert_eq!(
        found.status,
        Status::Infeasible {
            rows: vec![],
            columns
        }
    );
    simplex.set_bounds(1, (1.0, 2.0)).unwrap();
    let found = simplex.solve(&NEVER);
    assert_eq!(
        (found.status, found.values),
        (Status::Optimal, vec![0.0, 1.0])
    );
}

#[test]
fn a_cancelled_task_stops_it_and_the_next_goes_on() {
    let mut simplex = Simplex::new();
    let x = simplex.add_column(-1.0, (0.0, f64::INFINITY), &[]).unwrap();
    simplex.add_row(Sense::Most, 3.0, &[(x, 1.0)]).unwrap();
    let task = Task::new();
    task.cancel();
    assert_eq!(simplex.solve(&task).status, Status::Cancelled);
    assert_eq!(simplex.solve(&NEVER).values, [3.0]);
    let again = simplex.solve(&NEVER);
    assert_eq!((again.status, again.iterations), (Status::Optimal, 0));
    simplex.forget_basis();
    assert_eq!(simplex.solve(&NEVER).iterations, 1);
}

/// The least cost is convex in a right side: what it gains by one step more is at least the dual,
/// and what it loses by one less at most.
#[test]
fn duals_lie_between_differences() {
    let mut random = Random::new(57);
    let (mut n_programs, mut n_apart, mut n_same) = (0, 0, 0);
    while n_programs < 1_000 {
        let program = some_program(&mut random);
        let found = simplex_of(&program).solve(&NEVER);
        if found.status != Status::Optimal {
            continue;
        }
        n_programs += 1;
        let step = 1.0 / 64.0;
        for (at, dual) in found.duals.iter().enumerate() {
            let change = |by: f64| {
                let mut other = program.clone();
                other.rows[at].2 += by;
                match tableau::solve(&other) {
                    Answer::Optimal(cost) => Some((cost - found.objective) / by),
                    _ => None,
                }
            };
            let (less, more) = (change(-step), change(step));
            assert!(less.is_none_or(|less| less <= dual + 1e-6), "{program:?}");
            assert!(more.is_none_or(|more| more >= dual - 1e-6), "{program:?}");
            if let (Some(less), Some(more)) = (less, more) {
                n_apart += usize::from(more > less + 1e-6);
                n_same += usize::from(more <= less + 1e-6);
            }
        }
    }
    assert!(n_apart > 30 && n_same > 1_000, "{n_apart} {n_same}");
}
