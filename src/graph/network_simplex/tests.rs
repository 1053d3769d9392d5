use super::worth::Margins;
use super::*;
use crate::graph::oracle::Random;
use crate::graph::oracle::min_cost::min_cost;

/// A problem that can be edited.
#[derive(Clone, Debug, Default)]
struct Owned {
    n_nodes: usize,
    arcs: Vec<(u32, u32)>,
    bounds: Vec<(i64, i64)>,
    cost: Vec<i64>,
    supply: Vec<i64>,
}

impl Owned {
    fn solver(&self) -> NetworkSimplex {
        let (lower, upper): (Vec<i64>, Vec<i64>) = self.bounds.iter().copied().unzip();
        NetworkSimplex::new(&Instance {
            n_nodes: self.n_nodes,
            arcs: &self.arcs,
            lower: &lower,
            upper: &upper,
            cost: &self.cost,
            supply: &self.supply,
        })
    }

    /// The least cost by the slow way; the second is another where there is no least cost.
    fn slow(&self) -> (Option<i128>, Option<i128>) {
        let slow = |unlimited| {
            min_cost(
                &self.arcs,
                &self.bounds,
                &self.cost,
                &self.supply,
                unlimited,
            )
        };
        (slow(10_000), slow(20_000))
    }

    /// Capacities, costs and supplies in ranges that make ties, shortages and cycles frequent.
    fn random(random: &mut Random) -> Owned {
        let n_nodes = random.between(1, 8);
        let n_arcs = random.between(0, 3 * n_nodes);
        let mut owned = Owned {
            n_nodes,
            arcs: random.arcs(n_nodes, n_arcs),
            supply: vec![0; n_nodes],
            ..Owned::default()
        };
        for arc in 0..n_arcs {
            owned.bounds.push((0, 0));
            owned.cost.push(0);
            owned.draw_bounds(arc, random);
            owned.draw_cost(arc, random);
        }
        for _ in 0..random.between(0, 3) {
            owned.send(random);
        }
        owned
    }

    fn draw_bounds(&mut self, arc: usize, random: &mut Random) {
        let lower = [0, 0, 0, 0, 0, 0, 1, 2, -1][random.between(0, 8)];
        let width = [0, 1, 2, 3, 5, 5, 9][random.between(0, 6)];
        let is_unlimited = random.between(0, 5) == 0;
        let upper = if is_unlimited {
            UNLIMITED
        } else {
            lower + width
        };
        self.bounds[arc] = (lower, upper);
    }

    fn draw_cost(&mut self, arc: usize, random: &mut Random) {
        self.cost[arc] = [-4, -1, 0, 0, 1, 1, 2, 3, 5, 8, 9][random.between(0, 10)];
    }

    /// More supply at one node, as much more demand at another; returns the two.
    fn send(&mut self, random: &mut Random) -> [u32; 2] {
        let ends = [random.node(self.n_nodes), random.node(self.n_nodes)];
        let amount = i64::try_from(random.between(0, 4)).unwrap();
        self.supply[ends[0] as usize] += amount;
        self.supply[ends[1] as usize] -= amount;
        ends
    }

    /// Status and objective against the slow way; flow, prices, cuts and cycles against what they
    /// must be. Returns the least cost if there is one.
    #[track_caller]
    fn verify(&self, solver: &NetworkSimplex, status: &Status) -> Option<i128> {
        let (least, other) = self.slow();
        match status {
            Status::Optimal => {
                assert_eq!(least, other, "{self:?}");
                assert_eq!(Some(solver.objective()), least, "{self:?}");
                self.verify_flow(solver);
                return least;
            }
            Status::Infeasible { cut, short } => {
                assert_eq!(least, None, "{self:?}");
                assert!(*short > 0);
                assert_eq!(self.too_much(cut), Some(*short), "{self:?}");
            }
            Status::Unbounded { cycle } => {
                assert!(least.is_some() && least > other, "{self:?}");
                self.verify_cycle(cycle);
            }
            other => panic!("{other:?}"),
        }
        None
    }

    #[track_caller]
    fn verify_flow(&self, solver: &NetworkSimplex) {
        let (flow, price) = (solver.flow(), solver.prices());
        let mut rest = self.supply.clone();
        for (arc, &(tail, head)) in self.arcs.iter().enumerate() {
            rest[tail as usize] -= flow[arc];
            rest[head as usize] += flow[arc];
            let (lower, upper) = self.bounds[arc];
            assert!((lower..=upper).contains(&flow[arc]), "{self:?}");
            let reduced = self.cost[arc] + price[tail as usize] - price[head as usize];
            assert!(reduced >= 0 || flow[arc] == upper, "{self:?}");
            assert!(reduced <= 0 || flow[arc] == lower, "{self:?}");
        }
        assert!(rest.iter().all(|&rest| rest == 0), "{self:?}");
    }

    /// Supply of a side, and what must flow into it, beyond what can leave it.
    fn too_much(&self, cut: &[bool]) -> Option<i128> {
        let on_side = self.supply.iter().zip(cut).filter(|(_, is_in)| **is_in);
        let mut sum: i128 = on_side.map(|(&supply, _)| i128::from(supply)).sum();
        for (&(tail, head), &(lower, upper)) in self.arcs.iter().zip(&self.bounds) {
            match (cut[tail as usize], cut[head as usize]) {
                (true, false) if upper == UNLIMITED => return None,
                (true, false) => sum -= i128::from(upper),
                (false, true) => sum += i128::from(lower),
                _ => {}
            }
        }
        Some(sum)
    }

    #[track_caller]
    fn verify_cycle(&self, cycle: &[u32]) {
        let ends = |arc: u32| self.arcs[arc as usize];
        let mut at = ends(cycle[cycle.len() - 1]).1;
        let mut cost = 0;
        for &arc in cycle {
            assert_eq!(ends(arc).0, at);
            assert_eq!(self.bounds[arc as usize].1, UNLIMITED);
            cost += self.cost[arc as usize];
            at = ends(arc).1;
        }
        assert!(cost < 0);
    }
}

#[test]
fn random_problems_agree_with_successive_shortest_paths() {
    let mut random = Random::new(11);
    let mut n_by_status = [0; 3];
    for _ in 0..6_000 {
        let owned = Owned::random(&mut random);
        let mut solver = owned.solver();
        let status = solver.solve(&Task::never());
        owned.verify(&solver, &status);
        n_by_status[match status {
            Status::Optimal => 0,
            Status::Infeasible { .. } => 1,
            _ => 2,
        }] += 1;
    }
    assert!(n_by_status.iter().all(|&n| n > 100), "{n_by_status:?}");
}

#[test]
fn larger_problems_agree_too() {
    let mut random = Random::new(12);
    for _ in 0..60 {
        let n_nodes = random.between(20, 60);
        let mut owned = Owned {
            n_nodes,
            arcs: random.arcs(n_nodes, 5 * n_nodes),
            supply: vec![0; n_nodes],
            ..Owned::default()
        };
        for _ in 0..owned.arcs.len() {
            let upper = i64::try_from(random.between(1, 20)).unwrap();
            owned.bounds.push((0, upper));
            owned
                .cost
                .push(i64::try_from(random.between(0, 60)).unwrap() - 3);
        }
        for _ in 0..10 {
            owned.send(&mut random);
        }
        let mut solver = owned.solver();
        let status = solver.solve(&Task::never());
        owned.verify(&solver, &status);
        assert_eq!(solver.solve(&Task::never()), status);
        assert_eq!(solver.n_pivots(), 0);
    }
}

#[test]
fn edits_and_the_old_tree_give_what_a_new_one_gives() {
    let mut random = Random::new(13);
    for _ in 0..800 {
        let mut owned = Owned::random(&mut random);
        let mut solver = owned.solver();
        solver.solve(&Task::never());
        for _ in 0..6 {
            let arc = random.between(0, owned.arcs.len().max(1) - 1);
            let id = u32::try_from(arc).unwrap();
            match random.between(0, 2) {
                0 if arc < owned.arcs.len() => {
                    owned.draw_cost(arc, &mut random);
                    solver.set_cost(id, owned.cost[arc]);
                }
                1 if arc < owned.arcs.len() => {
                    owned.draw_bounds(arc, &mut random);
                    let (lower, upper) = owned.bounds[arc];
                    solver.set_bounds(id, lower, upper);
                }
                _ => {
                    for node in owned.send(&mut random) {
                        solver.set_supply(node, owned.supply[node as usize]);
                    }
                }
            }
            let status = solver.solve(&Task::never());
            let least = owned.verify(&solver, &status);
            let mut cold = owned.solver();
            cold.solve(&Task::never());
            assert!(least.is_none() || least == Some(cold.objective()));
        }
    }
}

#[test]
fn worths_are_the_differences_that_one_more_and_one_less_make() {
    let mut random = Random::new(14);
    let mut n_ranges = 0;
    for _ in 0..1_500 {
        let owned = Owned::random(&mut random);
        let mut solver = owned.solver();
        if solver.solve(&Task::never()) != Status::Optimal {
            continue;
        }
        let least = solver.objective();
        let price = solver.prices();
        let mut margins = Margins::new(&solver);
        let arcs: Vec<u32> = (0..).take(owned.arcs.len()).collect();
        let all = margins.worth(&arcs, &Task::never()).unwrap();
        assert_eq!(all.len(), arcs.len());
        for worth in all {
            let arc = worth.arc as usize;
            let changed = |by: i64| {
                let mut owned = owned.clone();
                let upper = &mut owned.bounds[arc].1;
                *upper = if *upper == UNLIMITED {
                    UNLIMITED
                } else {
                    *upper + by
                };
                let is_crossed = owned.bounds[arc].0 > owned.bounds[arc].1;
                owned.slow().0.filter(|_| !is_crossed)
            };
            assert_eq!(Some(least - worth.one_more), changed(1), "{owned:?} {arc}");
            assert_eq!(
                worth.one_less.map(|less| least + less),
                changed(-1),
                "{owned:?} {arc}"
            );
            let (tail, head) = owned.arcs[arc];
            let reduced = owned.cost[arc] + price[tail as usize] - price[head as usize];
            let dual = i128::from((-reduced).max(0));
            assert!(worth.one_more <= dual);
            assert!(worth.one_less.is_none_or(|less| dual <= less));
            n_ranges += i32::from(worth.one_less != Some(worth.one_more));
        }
        let [from, to] = [random.node(owned.n_nodes), random.node(owned.n_nodes)];
        let mut more = owned.clone();
        more.supply[from as usize] += 1;
        more.supply[to as usize] -= 1;
        let change = margins.one_more_between(from, to, &Task::never()).unwrap();
        assert_eq!(change.map(|change| least + change), more.slow().0);
    }
    assert!(n_ranges > 300, "{n_ranges}");
}

fn solve_small(
    arcs: &[(u32, u32)],
    upper: &[i64],
    cost: &[i64],
    supply: &[i64],
) -> (Status, Vec<i64>, i128) {
    let mut solver = NetworkSimplex::new(&Instance {
        n_nodes: supply.len(),
        arcs,
        lower: &[],
        upper,
        cost,
        supply,
    });
    let status = solver.solve(&Task::never());
    (status, solver.flow(), solver.objective())
}

/// The sample of *The first DIMACS international algorithm implementation challenge: problem
/// definitions and specifications*, 1991.
#[test]
fn textbook_dimacs() {
    let arcs = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)];
    let solved = solve_small(&arcs, &[4, 2, 2, 3, 5], &[2, 2, 1, 3, 1], &[4, 0, 0, -4]);
    assert_eq!(solved, (Status::Optimal, vec![2, 2, 2, 0, 4], 14));
}

/// Three suppliers, four customers: Reinfeld and Vogel, *Mathematical Programming*, 1958, whose
/// answer is 100.
#[test]
fn textbook_transportation() {
    let cost = [2, 3, 11, 7, 1, 0, 6, 1, 5, 8, 15, 9];
    let arcs: Vec<(u32, u32)> = (0..12).map(|at| (at / 4, 3 + at % 4)).collect();
    let supply = [6, 1, 10, -7, -5, -3, -2];
    let (status, _, least) = solve_small(&arcs, &[UNLIMITED; 12], &cost, &supply);
    assert_eq!((status, least), (Status::Optimal, 100));
}

#[test]
fn odd_input_has_a_status_of_its_own() {
    let status = |arcs: &[(u32, u32)], upper: &[i64], cost: &[i64], supply: &[i64]| {
        solve_small(arcs, upper, cost, supply).0
    };
    assert_eq!(status(&[], &[], &[], &[]), Status::Optimal);
    assert_eq!(status(&[], &[], &[], &[0, 0]), Status::Optimal);
    assert_eq!(
        status(&[(0, 1)], &[9], &[1], &[2, -1]),
        Status::Unbalanced { surplus: 1 }
    );
    assert_eq!(
        status(&[(0, 7), (0, 1), (9, 0)], &[9], &[1], &[0, 0]),
        Status::NoSuchNode { arc: 0 }
    );
    assert_eq!(
        status(&[(0, 1), (1, 0)], &[9, -1], &[], &[0, 0]),
        Status::Crossed { arc: 1 }
    );
    let cut = vec![true, false];
    let closed = status(&[(0, 1)], &[0], &[1], &[3, -3]);
    assert_eq!(closed, Status::Infeasible { cut, short: 3 });
    let free = status(&[(0, 1), (1, 1)], &[5, UNLIMITED], &[1, -2], &[3, -3]);
    assert_eq!(free, Status::Unbounded { cycle: vec![1] });
    let round = status(
        &[(1, 2), (2, 1), (0, 1)],
        &[UNLIMITED; 3],
        &[1, -2, 0],
        &[0, 0, 0],
    );
    assert!(matches!(round, Status::Unbounded { cycle } if cycle.len() == 2));
    // What cannot be met is said before what has no limit.
    let both = status(&[(0, 0), (1, 0)], &[UNLIMITED; 2], &[-1, 0], &[3, -3]);
    let cut = vec![true, false];
    assert_eq!(both, Status::Infeasible { cut, short: 3 });
}

#[test]
fn numbers_too_large_are_refused_and_large_ones_exact() {
    let large = |what| Status::TooLarge { what };
    let arcs = [(0, 1), (0, 1)];
    let status =
        |upper: &[i64], cost: &[i64], supply: &[i64]| solve_small(&arcs, upper, cost, supply).0;
    let most = i64::MAX;
    assert_eq!(status(&[9, 9], &[most, 1], &[1, -1]), large(Large::Costs));
    assert_eq!(
        status(&[9, 9], &[i64::MIN, 1], &[1, -1]),
        large(Large::Costs)
    );
    assert_eq!(
        status(&[most, 9], &[1, 1], &[most, -most]),
        large(Large::Flows)
    );
    assert_eq!(
        status(&[most - 1, 9], &[-1, 1], &[0, 0]),
        large(Large::Flows)
    );
    // Only as much of a capacity counts as can flow.
    assert_eq!(
        status(&[most - 1, most - 1], &[1, 2], &[5, -5]),
        Status::Optimal
    );
    let (huge, dear) = (1_i64 << 60, 1_i64 << 52);
    let (status, flow, least) = solve_small(&arcs, &[huge - 1, most], &[1, dear], &[huge, -huge]);
    assert_eq!((status, flow), (Status::Optimal, vec![huge - 1, 1]));
    assert_eq!(least, i128::from(huge - 1) + i128::from(dear));
    let mut crossed = Owned {
        n_nodes: 2,
        arcs: vec![(0, 1)],
        bounds: vec![(i64::MIN, 0)],
        cost: vec![1],
        supply: vec![0, 0],
    };
    assert_eq!(crossed.solver().solve(&Task::never()), large(Large::Flows));
    crossed.bounds = vec![(-5, 0)];
    let mut solver = crossed.solver();
    assert_eq!(solver.solve(&Task::never()), Status::Optimal);
    assert_eq!((solver.flow(), solver.objective()), (vec![0], 0));
}

#[test]
fn cancelled_work_says_how_far_it_may_be_from_the_end() {
    let task = Task::new();
    task.cancel();
    let mut solver = Owned {
        n_nodes: 2,
        arcs: vec![(0, 1), (0, 1)],
        bounds: vec![(0, 4), (0, 9)],
        cost: vec![1, 3],
        supply: vec![5, -5],
    }
    .solver();
    assert_eq!(solver.solve(&task), Status::Cancelled { gap: None });
    assert_eq!(solver.solve(&Task::never()), Status::Optimal);
    assert_eq!(solver.objective(), 7);
    solver.set_cost(0, 5);
    // Four units on the first arc, one on the second: 23, where 15 would do.
    let Status::Cancelled { gap: Some(gap) } = solver.solve(&task) else {
        panic!("the flow is one that can be");
    };
    assert_eq!(solver.objective(), 23);
    assert!(gap >= 23 - 15);
    assert_eq!(solver.solve(&Task::never()), Status::Optimal);
    assert_eq!((solver.flow(), solver.objective()), (vec![0, 5], 15));
}
