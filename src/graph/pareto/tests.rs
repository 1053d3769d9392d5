//! Small cases by hand, a published family, and random graphs against all paths there are.

use super::*;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::oracle::Random;
use crate::graph::oracle::fronts::best_paths;

const MANY: usize = 1_000_000;

/// A graph with weights and groups as tests make them.
struct Case<const N: usize> {
    n_nodes: usize,
    arcs: Vec<(u32, u32)>,
    weights: [Vec<u64>; N],
    groups: Vec<u32>,
}

impl<const N: usize> Case<N> {
    fn new(n_nodes: usize, arcs: &[(u32, u32, [u64; N])], groups: &[u32]) -> Self {
        Case {
            n_nodes,
            arcs: arcs.iter().map(|&(tail, head, _)| (tail, head)).collect(),
            weights: std::array::from_fn(|k| arcs.iter().map(|arc| arc.2[k]).collect()),
            groups: groups.to_vec(),
        }
    }

    fn slices(&self) -> [&[u64]; N] {
        std::array::from_fn(|k| &self.weights[k][..])
    }

    fn run(&self, search: &mut Pareto<N>, source: u32, target: u32, limit: usize) -> Front<N> {
        let graph = Csr::from_arcs(self.n_nodes, &self.arcs);
        let map = Weighted {
            graph: &graph,
            reversed: &graph.reversed(),
            weights: self.slices(),
            groups: &self.groups,
        };
        search
            .run(&map, source, target, limit, &Task::never())
            .unwrap()
    }

    /// Held against all paths there are; returns the rounds it took.
    #[track_caller]
    fn check(&self, search: &mut Pareto<N>, source: u32, target: u32) -> u32 {
        let front = self.run(search, source, target, MANY);
        let found: Vec<_> = front
            .paths
            .into_iter()
            .map(|path| (path.cost, path.arcs))
            .collect();
        let expected = best_paths(&self.arcs, self.slices(), &self.groups, source, target);
        assert_eq!(found, expected);
        assert!(front.is_complete);
        front.n_rounds
    }
}

fn costs<const N: usize>(front: &Front<N>) -> Vec<[u64; N]> {
    front.paths.iter().map(|path| path.cost).collect()
}

/// Ehrgott, *Multicriteria Optimization*, 2nd ed., 2005, exercise 9.5.
#[test]
fn textbook_ehrgott() {
    let a = [
        (0, 1, [4, 3]),
        (0, 2, [5, 1]),
        (1, 2, [2, 1]),
        (1, 3, [1, 4]),
    ];
    let b = [
        (1, 4, [2, 2]),
        (1, 5, [7, 2]),
        (2, 3, [5, 1]),
        (2, 4, [2, 7]),
    ];
    let c = [(3, 2, [5, 1]), (3, 5, [3, 2]), (4, 5, [4, 2])];
    let arcs = [&a[..], &b, &c].concat();
    let case = Case::new(6, &arcs, &[0, 1, 2, 3, 4, 5]);
    let front = case.run(&mut Pareto::new(), 0, 5, MANY);
    assert_eq!(costs(&front), [[8, 9], [10, 7], [11, 5], [13, 4]]);
    assert_eq!(front.paths[0].arcs, [0, 3, 9]);
    assert_eq!(front.paths[3].arcs, [1, 6, 9]);
    assert_eq!((front.is_complete, front.n_rounds), (true, 1));
}

/// Hansen, *Bicriterion path problems*, 1980: a chain where every way through is a best one.
fn hansen(n_stages: u32) -> Case<2> {
    let stage = |k: u32| [(k, k + 1, [1 << k, 0]), (k, k + 1, [0, 1 << k])];
    let arcs: Vec<_> = (0..n_stages).flat_map(stage).collect();
    Case::new(n_stages as usize + 1, &arcs, &[])
}

#[test]
fn every_path_of_hansens_chain_is_best() {
    let mut search = Pareto::new();
    let front = hansen(9).run(&mut search, 0, 9, MANY);
    let expected: Vec<_> = (0..512).map(|cost| [cost, 511 - cost]).collect();
    assert_eq!(costs(&front), expected);
    assert_eq!((front.is_complete, front.n_labels), (true, 1_023));
}

#[test]
fn the_limit_is_kept_and_what_was_found_is_best() {
    let mut search = Pareto::new();
    let front = hansen(40).run(&mut search, 0, 40, 500);
    assert_eq!(
        (front.is_complete, front.n_labels, front.n_rounds),
        (false, 500, 1)
    );
    assert!(front.paths.len() > 5);
    for (cost, path) in (0..).zip(&front.paths) {
        assert_eq!(path.cost, [cost, (1 << 40) - 1 - cost]);
    }
    let none = hansen(3).run(&mut search, 0, 3, 0);
    assert_eq!(
        (none.is_complete, none.n_labels, none.paths),
        (false, 0, vec![])
    );
    let exact = hansen(3).run(&mut search, 0, 3, 15);
    assert_eq!((exact.is_complete, exact.n_labels), (true, 15));
}

/// Crossing the first group inside is dear; going to the second, crossing there and coming back would
/// be cheap.
#[test]
fn a_path_does_not_come_back_to_a_group_it_has_left() {
    let there = [
        (0, 1, [1, 1]),
        (0, 2, [9, 9]),
        (1, 3, [1, 1]),
        (3, 2, [1, 1]),
    ];
    let on = [(2, 4, [1, 1]), (3, 4, [7, 4])];
    let arcs = [&there[..], &on].concat();
    let mut search = Pareto::new();
    let apart = Case::new(5, &arcs, &[0, 1, 2, 3, 4]).run(&mut search, 0, 4, MANY);
    assert_eq!((costs(&apart), apart.n_rounds), (vec![[4, 4]], 1));
    let case = Case::new(5, &arcs, &[0, 1, 0, 1, 2]);
    let front = case.run(&mut search, 0, 4, MANY);
    assert_eq!((costs(&front), front.n_rounds), (vec![[9, 6]], 2));
    assert_eq!(front.paths[0].arcs, [0, 2, 5]);
    case.check(&mut search, 0, 4);
    let short = case.run(&mut search, 0, 4, apart.n_labels + 1);
    assert_eq!(
        (short.is_complete, short.n_rounds, short.paths),
        (false, 2, vec![])
    );
}

/// As many groups one after the other as do not fit into one word.
#[test]
fn any_number_of_groups_can_be_watched() {
    let group = |k: u32| {
        let [here, aside, changed] = [3 * k, 3 * k + 1, 3 * k + 2];
        let inside = [(here, changed, [2, 1])];
        let around = [(here, aside, [0, 0]), (aside, changed, [0, 0])];
        [&inside[..], &around, &[(changed, here + 3, [0, 0])]].concat()
    };
    let arcs: Vec<_> = (0..70).flat_map(group).collect();
    let groups: Vec<_> = (0..70).flat_map(|k| [k, 100 + k, k]).collect();
    let case = Case::new(211, &arcs, &groups);
    let front = case.run(&mut Pareto::new(), 0, 210, MANY);
    assert_eq!((costs(&front), front.n_rounds), (vec![[140, 70]], 2));
    let inside: Vec<u32> = (0..70).flat_map(|k| [4 * k, 4 * k + 3]).collect();
    assert_eq!(front.paths[0].arcs, inside);
}

#[test]
fn of_equal_paths_the_documented_one_is_taken() {
    let free = [0, 0, 0];
    let zeros = [
        (0, 0, free),
        (0, 1, free),
        (1, 0, free),
        (1, 2, free),
        (0, 2, free),
    ];
    let more = [
        (0, 2, free),
        (2, 3, [1, 1, 1]),
        (2, 3, [1, 1, 1]),
        (0, 3, [1, 1, 2]),
    ];
    let case = Case::new(4, &[&zeros[..], &more].concat(), &[0, 0, 0, 0]);
    let front = case.run(&mut Pareto::new(), 0, 3, MANY);
    assert_eq!(front.paths.len(), 1);
    assert_eq!(front.paths[0].arcs, [4, 6]);
    case.check(&mut Pareto::new(), 0, 3);
}

#[test]
fn odd_input_is_answered() {
    let mut search = Pareto::<2>::new();
    let case = Case::new(
        3,
        &[(0, 1, [1, 1]), (1, 2, [1, CLOSED]), (0, 9, [1, 1])],
        &[7],
    );
    let mut run = |source, target| case.run(&mut search, source, target, MANY);
    for (source, target) in [(0, 2), (1, 0), (9, 0), (0, 9), (u32::MAX, u32::MAX)] {
        let front = run(source, target);
        assert_eq!(
            (front.paths, front.is_complete, front.n_rounds),
            (vec![], true, 0)
        );
    }
    let here = run(2, 2);
    let path = ParetoPath {
        cost: [0, 0],
        arcs: vec![],
    };
    assert_eq!((here.paths, here.is_complete), (vec![path], true));
    assert_eq!(costs(&run(0, 1)), [[1, 1]]);

    let nothing = Case::<2>::new(0, &[], &[]).run(&mut search, 0, 0, MANY);
    assert_eq!((nothing.paths, nothing.is_complete), (vec![], true));

    let far = u64::MAX - 1;
    let arcs = [
        (0, 1, [far, 1]),
        (1, 2, [far, 2]),
        (0, 2, [far, 9]),
        (0, 2, [CLOSED, 0]),
    ];
    let long = Case::new(3, &arcs, &[]).run(&mut search, 0, 2, MANY);
    assert_eq!(costs(&long), [[far, 9], [u64::MAX, 3]]);

    let graph = Csr::from_arcs(2, &[(0, 1), (0, 1)]);
    let (reversed, weights, groups) = (graph.reversed(), [&[5, 4][..], &[5]], &[][..]);
    let map = Weighted {
        graph: &graph,
        reversed: &reversed,
        weights,
        groups,
    };
    let short = search.run(&map, 0, 1, MANY, &Task::never()).unwrap();
    assert_eq!(costs(&short), [[5, 5]]);
    let task = Task::new();
    task.cancel();
    assert_eq!(search.run(&map, 0, 1, MANY, &task), Err(Cancelled));
}

/// Groups of three nodes: one that is joined with the other two, and two, each of which is joined
/// with its like in other groups.
fn grouped(random: &mut Random, n_groups: usize, inside: [u64; 8], between: [u64; 8]) -> Case<3> {
    let node = |group: usize, of: usize| u32::try_from(group * 3 + of).unwrap();
    let mut arcs = vec![];
    for group in 0..n_groups {
        for kind in 1..3 {
            let (middle, side) = (node(group, 0), node(group, kind));
            arcs.extend([(middle, side), (side, middle)]);
        }
        if random.between(0, 3) == 0 {
            arcs.push((node(group, 1), node(group, 2)));
        }
    }
    let n_inside = arcs.len();
    for _ in 0..random.between(n_groups, 3 * n_groups) {
        let (from, to) = (
            random.between(0, n_groups - 1),
            random.between(0, n_groups - 1),
        );
        let kind = random.between(1, 2);
        arcs.push((node(from, kind), node(to, kind)));
        if random.between(0, 3) > 0 {
            arcs.push((node(to, kind), node(from, kind)));
        }
    }
    let mut weights = || {
        let mut weights = random.values(n_inside, inside);
        weights.extend(random.values(arcs.len() - n_inside, between));
        weights
    };
    Case {
        n_nodes: 3 * n_groups,
        weights: [weights(), weights(), weights()],
        arcs,
        groups: (0..n_groups)
            .flat_map(|group| [node(5 * group, 7); 3])
            .collect(),
    }
}

/// Zeros and ties abound; arcs inside groups are dear or free, and those between them.
#[test]
fn grouped_graphs_agree_with_all_paths() {
    let mut random = Random::new(11);
    let mut search = Pareto::new();
    let mut n_by_rounds = [0; 16];
    for round in 0..10_500 {
        let few = [0, 0, 0, 1, 1, 2, 3, CLOSED];
        let wide = [1, 2, 3, 4, 5, 6, 8, 9];
        let (inside, between) = [(few, few), (wide, few), (few, wide)][round % 3];
        let n_groups = random.between(2, 5);
        let case = grouped(&mut random, n_groups, inside, between);
        let n_nodes = random.between(3, case.n_nodes);
        let (source, target) = (random.node(3), random.node(n_nodes));
        n_by_rounds[case.check(&mut search, source, target) as usize] += 1;
    }
    assert!(
        n_by_rounds[1] > 5_000 && n_by_rounds[2] > 200,
        "{n_by_rounds:?}"
    );
}

/// Larger graphs, where all groups are watched from the start: one round, with more labels.
#[test]
fn larger_graphs_agree_with_watching_everything() {
    let mut random = Random::new(14);
    let (mut search, mut other) = (Pareto::new(), Pareto::new());
    let never = Task::never();
    let (mut n_begun_anew, mut n_paths) = (0, 0);
    for _ in 0..1_000 {
        let (inside, between) = ([1, 4, 9, 12, 15, 20, 26, 33], [1, 2, 3, 4, 5, 6, 8, 11]);
        let case = grouped(&mut random, 14, inside, between);
        let (source, target) = (random.node(6), random.node(case.n_nodes));
        let front = case.run(&mut search, source, target, MANY);

        let graph = Csr::from_arcs(case.n_nodes, &case.arcs);
        let (reversed, groups) = (graph.reversed(), &case.groups[..]);
        let weights = case.slices();
        let map = Weighted {
            graph: &graph,
            reversed: &reversed,
            weights,
            groups,
        };
        let is_near = other.ground.prepare(&map, source, target, &never).unwrap();
        let twice = graph.nodes().chain(graph.nodes());
        other.watch.nothing();
        other.watch.add_repeated(twice, source, groups);
        other.watch.mark(graph.nodes(), groups);
        let mut paths = vec![];
        if is_near {
            let Pareto {
                ground,
                watch,
                search,
                ..
            } = &mut other;
            assert_eq!(search.run(&map, ground, watch, MANY, &never), Ok(true));
            assert!(other.collect(&map, source, &mut paths));
        }
        assert_eq!(front.paths, paths);
        n_begun_anew += usize::from(front.n_rounds > 1);
        n_paths += paths.len();
    }
    assert!(
        n_begun_anew > 100 && n_paths > 2_000,
        "{n_begun_anew} {n_paths}"
    );
}

/// Any graphs and groups, in two criteria; what a limit leaves is a part of the answer.
#[test]
fn other_graphs_agree_with_all_paths() {
    let mut random = Random::new(12);
    let mut search = Pareto::new();
    let mut n_by_rounds = [0; 16];
    let mut n_cut_short = 0;
    for round in 0..12_000 {
        let n_nodes = random.between(1, 8);
        let n_arcs = random.between(n_nodes, 24);
        let choices = [0, 0, 1, 1, 2, 3, 9, CLOSED];
        let case = Case::<2> {
            n_nodes,
            arcs: random.arcs(n_nodes, n_arcs),
            weights: std::array::from_fn(|_| random.values(n_arcs, choices)),
            groups: random.nodes(4, n_nodes),
        };
        let (source, target) = (random.node(n_nodes), random.node(n_nodes));
        n_by_rounds[case.check(&mut search, source, target) as usize] += 1;

        let whole = case.run(&mut search, source, target, MANY);
        let limit = round % 20;
        let part = case.run(&mut search, source, target, limit);
        assert!(part.n_labels <= limit && part.paths.iter().all(|path| whole.paths.contains(path)));
        assert_eq!(part.is_complete, whole.n_labels <= limit);
        assert!(!part.is_complete || part == whole);
        n_cut_short += usize::from(!part.is_complete && !part.paths.is_empty());
    }
    assert!(
        n_by_rounds[1] > 1_000 && n_by_rounds[2] > 100,
        "{n_by_rounds:?}"
    );
    assert!(
        n_by_rounds[3] > 0 && n_cut_short > 60,
        "{n_by_rounds:?} {n_cut_short}"
    );
}

#[test]
fn four_criteria_agree_with_all_paths() {
    let mut random = Random::new(15);
    let mut search = Pareto::new();
    let mut n_by_rounds = [0; 16];
    for _ in 0..3_000 {
        let n_nodes = random.between(3, 7);
        let n_arcs = random.between(n_nodes, 24);
        let case = Case::<4> {
            n_nodes,
            arcs: random.arcs(n_nodes, n_arcs),
            weights: std::array::from_fn(|_| random.values(n_arcs, [0, 1, 2, 3, 4, 6, 9, 12])),
            groups: random.nodes(4, n_nodes),
        };
        n_by_rounds[case.check(&mut search, 0, 2) as usize] += 1;
    }
    assert!(
        n_by_rounds[1] > 1_000 && n_by_rounds[2] > 100,
        "{n_by_rounds:?}"
    );
}

/// With one criterion it is the shortest path, and the same one.
#[test]
fn one_criterion_gives_the_shortest_path() {
    let mut random = Random::new(13);
    let mut search = Pareto::<1>::new();
    let mut shortest = Dijkstra::new(&Csr::from_arcs(0, &[]));
    for _ in 0..3_000 {
        let n_nodes = random.between(1, 9);
        let n_arcs = random.between(0, 30);
        let weights = random.values(n_arcs, [0, 0, 1, 1, 2, 3, 9, CLOSED]);
        let case = Case {
            n_nodes,
            arcs: random.arcs(n_nodes, n_arcs),
            weights: [weights],
            groups: vec![],
        };
        let target = random.node(n_nodes);
        let graph = Csr::from_arcs(n_nodes, &case.arcs);
        let never = Task::never();
        shortest
            .run(&graph, &case.weights[0], None, &[0], &[], &never)
            .unwrap();
        let expected = shortest.cost(target).zip(shortest.path_arcs(target));
        let found = case.run(&mut search, 0, target, MANY).paths;
        let found = found.into_iter().map(|path| (path.cost[0], path.arcs));
        assert!(found.eq(expected));
    }
}
