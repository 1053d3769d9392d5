//! Shortest paths against textbooks and the oracles.

use super::*;
use crate::graph::oracle::{self, Random};

fn run(search: &mut Dijkstra, graph: &Csr, weights: &[u64], source: u32) {
    let outcome = search.run(graph, weights, None, &[source], &[], &Task::never());
    assert_eq!(outcome, Ok(()));
}

#[track_caller]
fn check(n_nodes: usize, arcs: &[(u32, u32, u64)], expected: &[u64]) -> Dijkstra {
    let ends: Vec<_> = arcs.iter().map(|&(tail, head, _)| (tail, head)).collect();
    let weights: Vec<_> = arcs.iter().map(|arc| arc.2).collect();
    let graph = Csr::from_arcs(n_nodes, &ends);
    let mut search = Dijkstra::new(&graph);
    run(&mut search, &graph, &weights, 0);
    let costs: Vec<_> = graph.nodes().map(|node| search.cost(node)).collect();
    let expected: Vec<_> = expected.iter().map(|&cost| Some(cost)).collect();
    assert_eq!(costs, expected);
    search
}

/// Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, 3rd ed., figure 24.6.
#[test]
fn textbook_clrs() {
    let [s, t, x, y, z] = [0, 1, 2, 3, 4];
    let ends = [(s, t, 10), (s, y, 5), (t, x, 1), (t, y, 2), (y, t, 3)];
    let more = [(y, x, 9), (y, z, 2), (x, z, 4), (z, x, 6), (z, s, 7)];
    let search = check(5, &[ends, more].concat(), &[0, 8, 9, 5, 7]);
    assert_eq!(search.path_arcs(x), Some(vec![1, 4, 2]));
    assert_eq!(search.path_arcs(s), Some(vec![]));
}

/// Sedgewick and Wayne, *Algorithms*, 4th ed., section 4.4, `tinyEWD.txt` in hundredths.
#[test]
fn textbook_sedgewick() {
    let a = [(4, 5, 35), (5, 4, 35), (4, 7, 37), (5, 7, 28), (7, 5, 28)];
    let b = [(5, 1, 32), (0, 4, 38), (0, 2, 26), (7, 3, 39), (1, 3, 29)];
    let c = [(2, 7, 34), (6, 2, 40), (3, 6, 52), (6, 0, 58), (6, 4, 93)];
    let expected = [0, 105, 26, 99, 38, 73, 151, 60];
    let search = check(8, &[a, b, c].concat(), &expected);
    assert_eq!(search.path_arcs(6), Some(vec![7, 10, 8, 12]));
}

#[test]
fn ties_go_by_tie_then_arcs_then_last_arc() {
    let arcs = [(0, 1), (1, 3), (0, 2), (2, 3), (0, 3), (0, 3)];
    let graph = Csr::from_arcs(4, &arcs);
    let mut search = Dijkstra::new(&graph);
    let mut path = |weights: [u64; 6], ties: Option<&[u64]>| {
        let outcome = search.run(&graph, &weights, ties, &[0], &[3], &Task::never());
        assert_eq!(outcome, Ok(()));
        search.path_arcs(3)
    };
    assert_eq!(path([1, 1, 1, 1, 2, 2], None), Some(vec![4]));
    assert_eq!(path([1, 1, 1, 1, 3, 3], None), Some(vec![0, 1]));
    let ties = [5, 5, 4, 3, 9, 8];
    assert_eq!(path([1, 1, 1, 1, 2, 2], Some(&ties)), Some(vec![2, 3]));
    assert_eq!(path([2, 2, 2, 2, 3, 3], Some(&ties)), Some(vec![5]));
}

#[test]
fn odd_input_is_answered() {
    let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (9, 9)]);
    let mut search = Dijkstra::new(&graph);
    assert_eq!(search.cost(0), None);
    run(&mut search, &graph, &[1], 0);
    assert_eq!((search.cost(1), search.cost(2)), (Some(1), None));
    run(&mut search, &graph, &[u64::MAX - 1, 9], 0);
    assert_eq!(search.cost(2), Some(u64::MAX));
    let never = Task::never();
    assert_eq!(search.run(&graph, &[1, 1], None, &[9], &[], &never), Ok(()));
    assert!([0, 9].iter().all(|&node| search.cost(node).is_none()));
    assert_eq!(
        search.run(&graph, &[1, 1], None, &[0], &[9], &never),
        Ok(())
    );
    assert_eq!(search.cost(0), None);
    assert_eq!(
        search.run(&graph, &[1, 1], None, &[0], &[1, 1], &never),
        Ok(())
    );
    assert_eq!((search.cost(1), search.cost(2)), (Some(1), None));
    let small = Csr::from_arcs(1, &[]);
    assert_eq!(search.run(&small, &[], None, &[0, 2], &[], &never), Ok(()));
    assert_eq!((search.cost(0), search.cost(2)), (Some(0), None));
    let task = Task::new();
    task.cancel();
    let outcome = search.run(&graph, &[1, 1], None, &[0], &[], &task);
    assert_eq!((outcome, search.cost(0)), (Err(Cancelled), None));
}

/// Cost, tie and path of every node as Bellman and Ford have them, with one workspace.
#[test]
fn random_graphs_agree_with_the_oracles() {
    let mut random = Random::new(2);
    let mut search = Dijkstra::new(&Csr::from_arcs(0, &[]));
    for round in 0..20_000 {
        let most = if round % 40 == 0 { 80 } else { 8 };
        let n_nodes = random.between(1, most);
        let n_arcs = random.between(0, 3 * most);
        let arcs = random.arcs(n_nodes, n_arcs);
        let graph = Csr::from_arcs(n_nodes, &arcs);
        let weights = random.values(arcs.len(), [0, 0, 1, 1, 2, 3, 9, CLOSED]);
        let ties = random.values(arcs.len(), [0, 0, 0, 1, 1, 2, 3, u64::MAX - 3]);
        let ties = (round % 3 > 0).then_some(&ties[..]);
        let sources = random.nodes(n_nodes, 1 + round % 2);
        let targets = random.nodes(n_nodes, round % 4);
        let outcome = search.run(&graph, &weights, ties, &sources, &targets, &Task::never());
        assert_eq!(outcome, Ok(()));

        let slow = oracle::bellman_ford(n_nodes, &arcs, &weights, ties, &sources);
        for node in graph.nodes() {
            let is_asked = targets.is_empty() || targets.contains(&node);
            if !is_asked && search.cost(node).is_none() {
                continue;
            }
            assert_eq!(search.cost(node), slow.cost(node));
            assert_eq!(search.tie(node), slow.tie(node));
            assert_eq!(search.path_arcs(node), slow.path_arcs(&arcs, node));
        }
    }
}

/// The documented order of paths, held against all paths there are.
#[test]
fn random_paths_are_the_first_of_all_paths() {
    let mut random = Random::new(6);
    for _ in 0..3_000 {
        let n_nodes = random.between(1, 6);
        let n_arcs = random.between(0, 14);
        let arcs = random.arcs(n_nodes, n_arcs);
        let graph = Csr::from_arcs(n_nodes, &arcs);
        let weights = random.values(arcs.len(), [0, 0, 1, 1, 2, CLOSED]);
        let ties = random.values(arcs.len(), [0, 0, 1, 2]);
        let mut search = Dijkstra::new(&graph);
        let outcome = search.run(&graph, &weights, Some(&ties), &[0], &[], &Task::never());
        assert_eq!(outcome, Ok(()));
        for node in graph.nodes() {
            let best = oracle::best_of_all_paths(&arcs, &weights, &ties, 0, node);
            let found = search.path_arcs(node);
            let found = found.and_then(|path| Some((search.cost(node)?, search.tie(node)?, path)));
            assert_eq!(found, best);
        }
    }
}
