use super::*;
use crate::graph::max_flow::{UNLIMITED, max_flow};
use crate::graph::oracle::Random;

struct Drawn {
    n_nodes: usize,
    arcs: Vec<(u32, u32)>,
    capacity: Vec<u64>,
    upgrades: Vec<Upgrade>,
}

impl Drawn {
    fn new(random: &mut Random, n_upgrades: usize) -> Self {
        let n_nodes = random.between(2, 7);
        let n_arcs = random.between(1, 3 * n_nodes);
        let arcs = random.arcs(n_nodes, n_arcs);
        let capacity = random.values(arcs.len(), [0, 1, 1, 2, 3, 5]);
        let mut upgrades = Vec::new();
        for _ in 0..n_upgrades {
            let cost = random.values(1, [0, 1, 2, 3, 5, 7, 11, 20])[0];
            let n_raises = random.between(1, 2);
            let raises = random.nodes(n_arcs, n_raises).into_iter();
            let by = random.values(2, [1, 2, 3, 6]);
            let raises = raises.zip(by).collect();
            upgrades.push(Upgrade { cost, raises });
        }
        Drawn {
            n_nodes,
            arcs,
            capacity,
            upgrades,
        }
    }

    fn limits(&self) -> Limits<'_> {
        Limits {
            n_nodes: self.n_nodes,
            arcs: &self.arcs,
            capacity: &self.capacity,
            source: 0,
            sink: 1,
        }
    }

    fn flow_with(&self, together: Together, set: impl Fn(usize) -> bool) -> u64 {
        let mut raised = vec![0; self.arcs.len()];
        for (at, upgrade) in self.upgrades.iter().enumerate() {
            for &(arc, by) in upgrade.raises.iter().filter(|_| set(at)) {
                let raised: &mut u64 = &mut raised[arc as usize];
                *raised = match together {
                    Together::Sum => *raised + by,
                    Together::Greatest => by.max(*raised),
                };
            }
        }
        let both = self.capacity.iter().zip(&raised);
        let capacity: Vec<u64> = both.map(|(known, more)| known + more).collect();
        let solved = max_flow(self.n_nodes, &self.arcs, &capacity, 0, 1, &Task::never());
        solved.unwrap().value().unwrap()
    }

    fn cost_of(&self, set: impl Fn(usize) -> bool) -> u128 {
        let all = self.upgrades.iter().enumerate();
        all.filter(|(at, _)| set(*at))
            .map(|(_, u)| u128::from(u.cost))
            .sum()
    }
}

#[test]
fn the_cheapest_of_all_subsets() {
    cheapest_of_all_subsets(Together::Sum, 31);
}

#[test]
fn the_cheapest_where_the_greatest_raise_counts() {
    cheapest_of_all_subsets(Together::Greatest, 32);
}

fn cheapest_of_all_subsets(together: Together, seed: u64) {
    let mut random = Random::new(seed);
    let (mut n_bought, mut n_open) = (0, 0);
    for _ in 0..400 {
        let n_upgrades = random.between(0, 7);
        let drawn = Drawn::new(&mut random, n_upgrades);
        let base = drawn.flow_with(together, |_| false);
        let target = base + random.values(1, [0, 1, 2, 3])[0];
        let subsets = 0..1_u32 << n_upgrades;
        let enough =
            subsets.filter(|set| drawn.flow_with(together, |at| set >> at & 1 == 1) >= target);
        let least = enough
            .map(|set| drawn.cost_of(|at| set >> at & 1 == 1))
            .min();
        let solve = |most| {
            search(
                &drawn.limits(),
                (&drawn.upgrades, together),
                target,
                most,
                &Task::never(),
            )
        };
        let chosen = solve(usize::MAX).unwrap();
        let status = least.map_or(Status::Unreachable, |_| Status::Optimal);
        assert_eq!((chosen.status, chosen.cost), (status, least.unwrap_or(0)));
        if let Some(least) = least {
            assert!(drawn.flow_with(together, |at| chosen.upgrades.contains(&at)) >= target);
            assert_eq!(drawn.cost_of(|at| chosen.upgrades.contains(&at)), least);
            let hasty = solve(1).unwrap();
            assert!(drawn.flow_with(together, |at| hasty.upgrades.contains(&at)) >= target);
            let gap = match hasty.status {
                Status::Feasible { gap } => gap,
                _ => 0,
            };
            assert!(hasty.cost >= least && hasty.cost - gap <= least);
            n_open += u32::from(gap > 0);
        }
        n_bought += u32::from(!chosen.upgrades.is_empty());
    }
    assert!(n_bought > 50 && n_open > 20, "{n_bought} {n_open}");
}

/// Twenty upgrades side by side, of which pairs cost the same: a knapsack.
#[test]
fn twenty_are_solved_to_the_end() {
    let arcs: Vec<(u32, u32)> = vec![(0, 1); 20];
    let upgrade = |at: u32| Upgrade {
        cost: u64::from(10 + at * 7 % 13),
        raises: vec![(at, u64::from(9 + at * 5 % 11))],
    };
    let upgrades: Vec<Upgrade> = (0..20).map(upgrade).collect();
    let limits = Limits {
        n_nodes: 2,
        arcs: &arcs,
        capacity: &[0; 20],
        source: 0,
        sink: 1,
    };
    let target = 100;
    let chosen =
        cheapest_upgrades(&limits, &upgrades, Together::Sum, target, &Task::never()).unwrap();
    // The least cost of each amount that can be reached, by dynamic programming.
    let mut least = vec![Some(0)];
    least.resize(101, None);
    for upgrade in &upgrades {
        for have in (0..=100_usize).rev() {
            let by = usize::try_from(upgrade.raises[0].1).unwrap();
            let with = least[have].map(|cost: u128| cost + u128::from(upgrade.cost));
            let then = &mut least[(have + by).min(100)];
            *then = [*then, with].into_iter().flatten().min();
        }
    }
    assert_eq!(
        (chosen.status, Some(chosen.cost)),
        (Status::Optimal, least[100])
    );
}

#[test]
fn odd_input_is_answered() {
    let limits = Limits {
        n_nodes: 2,
        arcs: &[(0, 1)],
        capacity: &[3],
        source: 0,
        sink: 1,
    };
    let solve = |upgrades: &[Upgrade], target| {
        cheapest_upgrades(&limits, upgrades, Together::Sum, target, &Task::never()).unwrap()
    };
    assert_eq!(solve(&[], 3).status, Status::Optimal);
    assert_eq!(solve(&[], 4).status, Status::Unreachable);
    let nowhere = Upgrade {
        cost: 1,
        raises: vec![(9, 5), (0, 0)],
    };
    assert_eq!(solve(&[nowhere], 4).status, Status::Unreachable);
    let dear = Upgrade {
        cost: u64::MAX,
        raises: vec![(0, 1)],
    };
    assert_eq!(solve(&[dear], 4).status, Status::TooLarge);
    let free = Upgrade {
        cost: 0,
        raises: vec![(0, UNLIMITED)],
    };
    let chosen = solve(&[free], 1_000);
    assert_eq!((chosen.status, chosen.upgrades), (Status::Optimal, vec![0]));
    let task = Task::new();
    task.cancel();
    assert!(cheapest_upgrades(&limits, &[], Together::Sum, 3, &task).is_err());
}
