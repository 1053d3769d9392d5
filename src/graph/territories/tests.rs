use super::*;
use crate::graph::oracle::{self, Random};

fn label(cost: u64, owner: u32) -> Label {
    Label { cost, owner }
}

fn run(graph: &Csr, weights: &[u64], seeds: &[Seed]) -> Territories {
    territories(&graph.reversed(), weights, seeds, &Task::never()).unwrap()
}

#[test]
fn the_nearest_owner_wins_and_the_next_is_known() {
    // 0 ↔ 1 ↔ 2 ↔ 3, owners 5 at 0 and 6 at 3.
    let arcs = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2)];
    let graph = Csr::from_arcs(5, &arcs);
    let seed = |node, owner| Seed {
        node,
        label: label(0, owner),
    };
    let found = run(&graph, &[3, 3, 4, 4, 5, 5], &[seed(0, 5), seed(3, 6)]);
    let both = |node| (found.best(node), found.known(node).nth(1));
    assert_eq!(both(0), (Some(label(0, 5)), Some(label(12, 6))));
    assert_eq!(both(1), (Some(label(3, 5)), Some(label(9, 6))));
    assert_eq!(both(2), (Some(label(5, 6)), Some(label(7, 5))));
    assert_eq!(both(4), (None, None));
    assert_eq!(both(9), (None, None));
}

#[test]
fn equal_costs_go_to_the_smaller_owner_whatever_the_order() {
    let graph = Csr::from_arcs(3, &[(0, 1), (0, 2)]);
    let seed = |node, owner| Seed {
        node,
        label: label(1, owner),
    };
    for seeds in [[seed(1, 4), seed(2, 3)], [seed(2, 3), seed(1, 4)]] {
        let found = run(&graph, &[2, 2], &seeds);
        assert_eq!(found.best(0), Some(label(3, 3)));
        assert_eq!(found.known(0).nth(1), Some(label(3, 4)));
    }
}

#[test]
fn odd_input_is_answered() {
    let graph = Csr::from_arcs(2, &[(0, 1), (0, 7), (1, 1)]);
    let seed = Seed {
        node: 1,
        label: label(u64::MAX, 0),
    };
    let far = Seed { node: 9, ..seed };
    let found = run(&graph, &[5], &[seed, seed, far]);
    assert_eq!(found.best(0), Some(label(u64::MAX, 0)));
    assert_eq!(found.known(0).count(), 1);
    assert_eq!(run(&graph, &[CLOSED], &[seed]).best(0), None);
    assert_eq!(run(&Csr::from_arcs(0, &[]), &[], &[seed]).best(0), None);
    let task = Task::new();
    task.cancel();
    assert!(territories(&graph, &[], &[seed], &task).is_err());
}

#[test]
fn lines_are_split_where_both_ways_out_cost_the_same() {
    let to = |weight, cost, owner| {
        Some(Onward {
            weight,
            label: label(cost, owner),
        })
    };
    let at = |first, last, numerator, denominator| Split::At {
        first,
        last,
        tie: TiePoint {
            numerator,
            denominator,
        },
    };
    assert_eq!(split(None, None), Split::Nobody);
    assert_eq!(split(to(4, 1, 8), None), Split::Whole(8));
    assert_eq!(split(None, to(4, 1, 8)), Split::Whole(8));
    assert_eq!(split(to(4, 1, 8), to(4, 9, 8)), Split::Whole(8));
    // Uphill 6, downhill 2: 1 + 2t = 3 + 6(1 − t) at t = 8/8, so all of it is the first's.
    assert_eq!(split(to(2, 1, 8), to(6, 3, 9)), Split::Whole(8));
    assert_eq!(split(to(2, 2, 8), to(6, 3, 9)), at(8, 9, 7, 8));
    // The end is so near to the other that even from the beginning one goes there.
    assert_eq!(split(to(5, 20, 8), to(5, 15, 9)), Split::Whole(9));
    assert_eq!(split(to(5, 20, 8), to(5, 16, 9)), at(8, 9, 1, 10));
    // What costs nothing both ways is nobody's more than the other's.
    assert_eq!(split(to(0, 3, 9), to(0, 3, 8)), Split::Whole(8));
    assert_eq!(split(to(0, 2, 9), to(0, 3, 8)), Split::Whole(9));
    assert_eq!(split(to(0, 4, 9), to(0, 3, 8)), Split::Whole(8));
    let most = u64::MAX - 1;
    let half = split(to(most, most, 8), to(most, most, 9));
    let Split::At { tie, .. } = half else {
        panic!("{half:?}");
    };
    assert!((tie.share() - 0.5).abs() < 1e-12);
}

/// Every owner alone by Bellman and Ford, on the graph turned round.
fn costs_of(
    owner: u32,
    n_nodes: usize,
    arcs: &[(u32, u32)],
    weights: &[u64],
    seeds: &[Seed],
) -> Vec<Option<u64>> {
    // A new source with an arc to each seed that costs what is to be paid there.
    let source = u32::try_from(n_nodes).unwrap();
    let own = seeds.iter().filter(|seed| seed.label.owner == owner);
    let entries: Vec<&Seed> = own.filter(|seed| seed.node < source).collect();
    let mut turned: Vec<_> = arcs.iter().map(|&(tail, head)| (head, tail)).collect();
    let mut all = weights.to_vec();
    turned.extend(entries.iter().map(|seed| (source, seed.node)));
    all.extend(entries.iter().map(|seed| seed.label.cost));
    let paths = oracle::bellman_ford(n_nodes + 1, &turned, &all, None, &[source]);
    (0..source).map(|node| paths.cost(node)).collect()
}

/// The arcs lead from the node to a seed of the owner, and cost with what is paid there what the label
/// says.
fn assert_is_path(
    (graph, weights, seeds): (&Csr, &[u64], &[Seed]),
    node: u32,
    label: Label,
    (arcs, end): &(Vec<u32>, u32),
) {
    let (mut here, mut cost) = (node, 0);
    for &arc in arcs {
        assert_eq!(graph.tail(arc), here);
        here = graph.head(arc);
        cost += weights[arc as usize];
    }
    assert_eq!(here, *end);
    let own = |seed: &&Seed| seed.node == here && seed.label.owner == label.owner;
    let least = seeds.iter().filter(own).map(|seed| seed.label.cost).min();
    assert_eq!(Some(label.cost), least.map(|least| cost + least));
}

#[test]
fn random_owners_are_those_of_a_search_for_each() {
    let mut random = Random::new(71);
    for round in 0..6_000 {
        let n_nodes = random.between(1, 9);
        let n_arcs = random.between(0, 24);
        let arcs = random.arcs(n_nodes, n_arcs);
        let weights = random.values(n_arcs, [0, 0, 1, 1, 2, 3, 5, CLOSED]);
        let n_owners = random.between(1, 7);
        let n_seeds = random.between(0, 9);
        let seeds: Vec<Seed> = (0..n_seeds)
            .map(|_| Seed {
                node: random.node(n_nodes + 1),
                label: label(random.between(0, 4) as u64, random.node(n_owners)),
            })
            .collect();
        let graph = Csr::from_arcs(n_nodes, &arcs);
        let found = run(&graph, &weights, &seeds);
        let owners = 0..u32::try_from(n_owners).unwrap();
        let by_owner: Vec<_> = owners
            .clone()
            .map(|owner| costs_of(owner, n_nodes, &arcs, &weights, &seeds))
            .collect();
        for node in graph.nodes() {
            let mut all: Vec<Label> = (owners.clone().zip(&by_owner))
                .filter_map(|(owner, costs)| Some(label(costs[node as usize]?, owner)))
                .collect();
            all.sort_unstable();
            all.truncate(DEPTH);
            assert_eq!(found.known(node).collect::<Vec<_>>(), all);
            for label in &all {
                let path = found.path(&graph.reversed(), node, label.owner).unwrap();
                assert_is_path((&graph, &weights, &seeds), node, *label, &path);
            }
        }
        // A search for each half of the owners, put together, is the same.
        let (even, odd): (Vec<Seed>, Vec<Seed>) =
            seeds.iter().partition(|seed| seed.label.owner % 2 == 0);
        let halves = run(&graph, &weights, &even).merged(&run(&graph, &weights, &odd));
        for node in graph.nodes() {
            let all = |of: &Territories| of.known(node).collect::<Vec<_>>();
            assert_eq!(all(&halves), all(&found), "round {round}");
        }
    }
}

/// A line cut into as many pieces as its weights have in common: at every cut the owner is that of
/// the cheaper way out.
#[test]
fn random_lines_are_owned_as_at_every_point() {
    let mut random = Random::new(72);
    let pieces = 12_u64;
    for _ in 0..20_000 {
        let mut onward = || Onward {
            weight: pieces * random.between(0, 3) as u64,
            label: label(random.between(0, 60) as u64, random.node(3)),
        };
        let (back, ahead) = (onward(), onward());
        let found = split(Some(back), Some(ahead));
        for piece in 0..=pieces {
            let out = |to: Onward, steps: u64| {
                let step = to.weight / pieces;
                label(to.label.cost + step * steps, to.label.owner)
            };
            let (b, a) = (out(back, piece), out(ahead, pieces - piece));
            let owner = b.min(a).owner;
            match found {
                Split::Nobody => panic!("both ways are open"),
                // At an end both may cost the same, and the smaller owner is better there.
                Split::Whole(of) => assert!(of == owner || b.cost == a.cost),
                Split::At { first, last, tie } => {
                    let place = u128::from(piece) * tie.denominator;
                    let cut = u128::from(pieces) * tie.numerator;
                    match place.cmp(&cut) {
                        std::cmp::Ordering::Less => assert_eq!(owner, first),
                        std::cmp::Ordering::Equal => assert_eq!(b.cost, a.cost),
                        std::cmp::Ordering::Greater => assert_eq!(owner, last),
                    }
                }
            }
        }
    }
}
