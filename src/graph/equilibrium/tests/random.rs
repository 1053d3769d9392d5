//! Random networks: all methods agree, and an answer is an equilibrium by slow and obvious means.

use super::super::*;
use crate::graph::oracle::Random;

struct Case {
    n_nodes: usize,
    arcs: Vec<(u32, u32)>,
    functions: Vec<VolumeDelay>,
    fixed: Vec<f64>,
    money: Vec<f64>,
    demand: Vec<Demand>,
    first_through: u32,
}

/// A whole number from `least` to `most`.
pub(super) fn number(random: &mut Random, least: usize, most: usize) -> f64 {
    f64::from(u32::try_from(random.between(least, most)).unwrap())
}

fn function(random: &mut Random) -> VolumeDelay {
    let (free, capacity) = (number(random, 0, 9), number(random, 1, 20));
    match random.between(0, 9) {
        0 => VolumeDelay::Constant { free },
        1 => VolumeDelay::Conical {
            free,
            capacity,
            a: number(random, 2, 8),
        },
        2 => VolumeDelay::Davidson {
            free,
            capacity,
            j: 0.1 * number(random, 1, 9),
        },
        3 => VolumeDelay::Akcelik {
            free,
            capacity,
            j: 0.1 * number(random, 1, 9),
            period: 1.0,
        },
        4 => VolumeDelay::Railway {
            free,
            capacity,
            wait: 0.1 * number(random, 1, 9),
        },
        _ => VolumeDelay::Bpr {
            free,
            capacity,
            b: 0.15 * number(random, 0, 4),
            power: [0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 4.446, 6.0][random.between(0, 7)],
        },
    }
}

impl Case {
    fn new(random: &mut Random) -> Case {
        let n_nodes = random.between(2, 9);
        let n_arcs = random.between(1, 40);
        let arcs = random.arcs(n_nodes, n_arcs);
        let costs = |random: &mut Random| -> Vec<f64> {
            let choices = [0.0, 0.0, 0.0, 1.0, 3.0];
            (0..n_arcs).map(|_| choices[random.between(0, 4)]).collect()
        };
        let (fixed, money) = (costs(random), costs(random));
        let n_demand = random.between(0, 9);
        let demand = (0..n_demand).map(|_| Demand {
            class: random.node(2),
            elastic: match random.between(0, 7) {
                0 => Some(Elastic::Linear { most: 20.0 }),
                1 => Some(Elastic::Logit {
                    scale: 0.3,
                    other: 9.0,
                }),
                _ => None,
            },
            ..Demand::new(
                random.node(n_nodes),
                random.node(n_nodes),
                number(random, 0, 40) / 4.0,
            )
        });
        Case {
            demand: demand.collect(),
            functions: arcs.iter().map(|_| function(random)).collect(),
            first_through: random.node(3),
            n_nodes,
            arcs,
            fixed,
            money,
        }
    }

    fn classes(&self) -> [Class<'_>; 2] {
        let other = Class {
            volume: 2.5,
            value_of_time: 4.0,
            money: &self.money,
            is_allowed: &[],
        };
        [Class::default(), other]
    }

    fn problem<'a>(&'a self, classes: &'a [Class<'a>]) -> Problem<'a> {
        Problem {
            n_nodes: self.n_nodes,
            arcs: &self.arcs,
            functions: &self.functions,
            fixed: &self.fixed,
            first_through: self.first_through,
            classes,
            demand: &self.demand,
            ..Problem::default()
        }
    }

    /// Costs of arcs for a class, at given volumes.
    fn costs(&self, class: usize, volumes: &[f64], goal: Goal) -> Vec<f64> {
        let arcs = self
            .functions
            .iter()
            .zip(volumes)
            .zip(self.fixed.iter().zip(&self.money));
        arcs.map(|((function, &volume), (fixed, money))| {
            let time = match goal {
                Goal::User => function.value(volume),
                Goal::System => function.marginal(volume),
            };
            time + fixed + if class == 1 { money / 4.0 } else { 0.0 }
        })
        .collect()
    }

    /// The least cost from one node to another, by as many rounds over all arcs as there are nodes.
    fn least(&self, costs: &[f64], from: u32, to: u32) -> f64 {
        let mut least = vec![f64::INFINITY; self.n_nodes];
        least[from as usize] = 0.0;
        for _ in 0..self.n_nodes {
            for (&(tail, head), cost) in self.arcs.iter().zip(costs) {
                if tail == from || tail >= self.first_through {
                    let through = least[tail as usize] + cost;
                    least[head as usize] = least[head as usize].min(through);
                }
            }
        }
        least[to as usize]
    }

    /// Paths lead where they should, add up to arcs and demand, and none is dearer than need be.
    fn verify(&self, solution: &Solution, goal: Goal) {
        let mut volumes = vec![0.0; self.arcs.len()];
        let (mut excess, mut total) = (0.0, 0.0);
        for (at, pair) in solution.pairs.iter().enumerate() {
            let wanted = &self.demand[pair.demand as usize];
            let full = wanted.flow * [1.0, 2.5][pair.class as usize];
            let costs = self.costs(pair.class as usize, &solution.volumes, goal);
            let least = self.least(&costs, pair.origin, pair.destination);
            if solution.unreachable.contains(&pair.demand) {
                assert!(least.is_infinite());
                continue;
            }
            assert!((pair.volume + pair.idle - full).abs() < 1e-9 * full);
            if let Some(elastic) = wanted.elastic {
                let fits = (elastic.demand(full, least) - pair.volume).abs() < 1e-3 * full;
                assert!(fits || pair.idle > full * 0.999_9 || pair.idle < 1e-4 * full);
            }
            let mut sum = 0.0;
            for path in solution.paths_of_pair(at) {
                let mut node = pair.origin;
                let mut cost = 0.0;
                for &arc in path.arcs {
                    assert_eq!(self.arcs[arc as usize].0, node);
                    assert!(node == pair.origin || node >= self.first_through);
                    node = self.arcs[arc as usize].1;
                    volumes[arc as usize] += path.flow;
                    cost += costs[arc as usize];
                }
                assert_eq!(node, pair.destination);
                excess += path.flow * (cost - least);
                total += path.flow * cost;
                sum += path.flow;
            }
            assert!((sum - pair.volume).abs() <= 1e-9 * full);
        }
        for (sum, volume) in volumes.iter().zip(&solution.volumes) {
            assert!((sum - volume).abs() < 1e-9 * volume.max(1.0));
        }
        assert!(excess <= 1e-8 * total.max(1e-9), "{excess} of {total}");
    }
}

fn options(goal: Goal, method: Method, gap: f64) -> Options {
    Options {
        goal,
        method,
        gap,
        max_iterations: 3_000,
    }
}

#[test]
fn answers_are_equilibria_and_the_same_again() {
    let mut random = Random::new(11);
    for round in 0..600 {
        let case = Case::new(&mut random);
        let classes = case.classes();
        let problem = case.problem(&classes);
        let goal = if round % 2 == 0 {
            Goal::User
        } else {
            Goal::System
        };
        let asked = options(goal, Method::Greedy, 1e-10);
        let solution = solve(&problem, &asked, None, &Task::never());
        let is_done = matches!(solution.status, Status::Optimal | Status::Infeasible);
        assert!(
            is_done,
            "round {round}: {:?} {}",
            solution.status, solution.gap
        );
        case.verify(&solution, goal);
        let again = solve(&problem, &asked, None, &Task::never());
        assert_eq!(again.volumes, solution.volumes);
        assert_eq!(again.objective.to_bits(), solution.objective.to_bits());
        let slow = solve(
            &problem,
            &options(goal, Method::Conjugate, 1e-6),
            None,
            &Task::never(),
        );
        let scale = solution.objective.abs().max(1.0);
        let above = (slow.objective - solution.objective) / scale;
        assert!(above > -1e-7, "round {round}: {above}");
        assert!(above < 1e-3, "round {round}: {above} {:?}", slow.status);
    }
}

#[test]
fn warm_starts_come_to_the_same() {
    let mut random = Random::new(12);
    for round in 0..300 {
        let mut case = Case::new(&mut random);
        let asked = options(Goal::User, Method::Greedy, 1e-11);
        let before = {
            let classes = case.classes();
            solve(&case.problem(&classes), &asked, None, &Task::never())
        };
        let changed = random.between(0, case.arcs.len() - 1);
        case.functions[changed] = function(&mut random);
        case.fixed[changed] = 2.0;
        for demand in &mut case.demand {
            demand.flow *= number(&mut random, 0, 3);
        }
        if random.between(0, 1) == 0 {
            let free = 1.0;
            case.functions[changed] = VolumeDelay::Bpr {
                free,
                capacity: 0.0,
                b: 0.0,
                power: 1.0,
            };
        }
        let classes = case.classes();
        let problem = case.problem(&classes);
        let cold = solve(&problem, &asked, None, &Task::never());
        let warm = solve(&problem, &asked, Some(&before), &Task::never());
        assert_eq!(warm.status, cold.status, "round {round}");
        let scale = cold.objective.abs().max(1.0);
        assert!(
            (warm.objective - cold.objective).abs() < 1e-7 * scale,
            "round {round}"
        );
    }
}
