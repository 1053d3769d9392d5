//! The hierarchy as a whole, against plain searches and slow versions.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::hierarchy::links::{Links, id};
use crate::graph::hierarchy::metric::{Metric, Sized};
use crate::graph::hierarchy::query::Query;
use crate::graph::hierarchy::table::Table;
use crate::graph::hierarchy::{N_BEFORE, Topology};
use crate::graph::oracle::{self, Random};
use crate::task::{Cancelled, Task};

fn build(graph: &Csr, positions: Option<&[[f64; 2]]>) -> Arc<Topology> {
    Arc::new(Topology::build(graph, positions, &Task::never()).unwrap())
}

fn customize(topology: &Arc<Topology>, weights: &[u64]) -> Metric {
    Metric::customize(topology, weights, &Task::never()).unwrap()
}

fn random_positions(random: &mut Random, n_nodes: usize) -> Vec<[f64; 2]> {
    let mut number = || f64::from(random.node(1_000));
    (0..n_nodes).map(|_| [number(), number()]).collect()
}

/// A path between `ends` that costs what it is said to and passes no node twice.
#[track_caller]
fn check_path(graph: &Csr, weights: &[u64], ends: (u32, u32), cost: u64, path: &[u32]) {
    let mut node = ends.0;
    let mut visited = BTreeSet::from([node]);
    let mut sum = 0_u64;
    for &arc in path {
        assert_eq!(graph.tail(arc), node);
        assert_ne!(weights[arc as usize], CLOSED);
        sum = sum.saturating_add(weights[arc as usize]);
        node = graph.head(arc);
        assert!(visited.insert(node));
    }
    assert_eq!((node, sum), (ends.1, cost));
}

/// Distances, paths, sums and tables from `sources` to all nodes against plain searches.
fn check_all(graph: &Csr, weights: &[u64], values: &[u64], metric: &mut Metric, sources: &[u32]) {
    let never = Task::never();
    assert_eq!(metric.set_measures(&[weights, values], &never), Ok(()));
    let n_nodes = graph.n_nodes();
    let targets: Vec<u32> = graph.nodes().collect();
    let mut costs = vec![7; sources.len() * n_nodes];
    let mut same = costs.clone();
    let mut other = costs.clone();
    let mut table = Table::new(metric, &targets);
    let sheets = &mut [&mut same[..], &mut other];
    let outcome = table.costs_and_sums(sources, &mut costs, sheets, &never);
    assert_eq!(outcome, Ok(()));
    let mut only = vec![7; costs.len()];
    assert_eq!(table.costs(sources, &mut only, &never), Ok(()));
    assert_eq!(only, costs);

    let mut query = Query::new();
    let mut search = Dijkstra::new(graph);
    for (row, &source) in sources.iter().enumerate() {
        let outcome = search.run(graph, weights, None, &[source], &[], &never);
        assert_eq!(outcome, Ok(()));
        for target in graph.nodes() {
            let cell = row * n_nodes + target as usize;
            let expected = search.cost(target);
            assert_eq!(query.distance(metric, source, target), expected);
            let path = query.path(metric, source, target);
            assert_eq!(path.as_ref().map(|path| path.0), expected);
            let mut sums = [7; 3];
            assert_eq!(query.sums_into(metric, source, target, &mut sums), expected);
            let Some((cost, path)) = path else {
                assert_eq!((costs[cell], same[cell], other[cell]), (CLOSED, 0, 0));
                assert_eq!(sums, [0; 3]);
                continue;
            };
            check_path(graph, weights, (source, target), cost, &path);
            let along = path.iter().map(|&arc| values[arc as usize]);
            let along = along.fold(0, u64::saturating_add);
            assert_eq!(sums, [cost, along, 0]);
            assert_eq!((costs[cell], same[cell]), (cost, cost));
        }
    }
}

#[test]
fn random_graphs_agree_with_plain_searches() {
    let mut random = Random::new(21);
    for round in 0..12_000 {
        let most = if round % 100 == 0 { 60 } else { 7 };
        let n_nodes = random.between(1, most);
        let n_arcs = random.between(0, 3 * most);
        let arcs = random.arcs(n_nodes, n_arcs);
        let graph = Csr::from_arcs(n_nodes, &arcs);
        let weights = random.values(arcs.len(), [0, 0, 1, 1, 2, 3, 9, CLOSED]);
        let values = random.values(arcs.len(), [0, 1, 5, 1 << 40]);
        let positions = random_positions(&mut random, n_nodes);
        let topology = build(&graph, (round % 2 == 0).then_some(&positions[..]));
        let mut metric = customize(&topology, &weights);
        let sources = random.nodes(n_nodes, 1 + round % 2);
        check_all(&graph, &weights, &values, &mut metric, &sources);
    }
}

/// Roads of a kind: a grid from which much is missing, with one-way streets.
fn streets(random: &mut Random, side: usize) -> (Vec<(u32, u32)>, Vec<[f64; 2]>) {
    let mut arcs = vec![];
    let node = |x: usize, y: usize| id(y * side + x);
    for y in 0..side {
        for x in 0..side {
            for (x2, y2) in [(x + 1, y), (x, y + 1)] {
                let kind = random.between(0, 9);
                if x2 < side && y2 < side && kind > 1 {
                    arcs.push((node(x, y), node(x2, y2)));
                    arcs.extend((kind > 3).then_some((node(x2, y2), node(x, y))));
                }
            }
        }
    }
    let at = |place: usize| [place % side, place / side].map(|at| f64::from(id(at)));
    (arcs, (0..side * side).map(at).collect())
}

#[test]
fn streets_agree_with_plain_searches() {
    let mut random = Random::new(22);
    for round in 0..12 {
        let (arcs, positions) = streets(&mut random, 6 + 2 * round);
        let graph = Csr::from_arcs(positions.len(), &arcs);
        let topology = build(&graph, (round % 2 == 0).then_some(&positions[..]));
        let values = random.values(arcs.len(), [0, 1, 2, 3]);
        let mut metric = customize(&topology, &[]);
        // One metric after the other in the same space, in every width.
        for unit in [1, 1 << 30, 1 << 62, 1] {
            let weights = random.values(arcs.len(), [1, 2, 3, 3]);
            let weights: Vec<_> = weights.iter().map(|weight| weight * unit).collect();
            assert_eq!(metric.recustomize(&weights, &Task::never()), Ok(()));
            let is_expected = match metric.sized {
                Sized::Narrow(_) => unit == 1,
                Sized::Wide(_) => unit == 1 << 30,
                Sized::Widest(_) => unit == 1 << 62,
            };
            assert!(is_expected);
            let n_sources = 1 + round % 3 * 9;
            let sources = random.nodes(positions.len(), n_sources);
            check_all(
                &graph,
                &weights,
                &values,
                &mut metric,
                &sources[..n_sources.min(11)],
            );
        }
    }
}

/// Without small cuts, with more triples of neighbors than are stored.
#[test]
fn dense_graphs_agree_with_plain_searches() {
    let mut random = Random::new(26);
    for n_arcs in [200, 20_000] {
        let arcs = random.arcs(130, n_arcs);
        let graph = Csr::from_arcs(130, &arcs);
        let weights = random.values(arcs.len(), [0, 1, 40, 90, CLOSED]);
        let values = random.values(arcs.len(), [0, 1, 2, 3]);
        let topology = build(&graph, None);
        assert_eq!(topology.contracted.are_thirds_stored(), n_arcs == 200);
        let mut metric = customize(&topology, &weights);
        check_all(&graph, &weights, &values, &mut metric, &[0, 1, 129]);
    }
}

#[test]
fn sums_saturate_only_at_the_end() {
    // The lower way costs u64::MAX exactly, the upper one more.
    let arcs = [(0, 1), (1, 3), (0, 2), (2, 3), (3, 4)];
    let graph = Csr::from_arcs(5, &arcs);
    let weights = [CLOSED - 1, 1, CLOSED - 1, CLOSED - 1, 5];
    let mut metric = customize(&build(&graph, None), &weights);
    check_all(
        &graph,
        &weights,
        &[1, 1, 1, 1, 1],
        &mut metric,
        &[0, 1, 2, 3, 4],
    );
    assert_eq!(Query::new().distance(&metric, 0, 1), Some(CLOSED - 1));
    assert_eq!(
        Query::new().path(&metric, 0, 4),
        Some((u64::MAX, vec![0, 1, 4]))
    );
}

#[test]
fn odd_input_is_answered() {
    let task = Task::never();
    let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (9, 0), (1, 1), (0, u32::MAX)]);
    let topology = build(&graph, Some(&[[0.0; 2]]));
    let mut query = Query::new();
    let metric = customize(&topology, &[4]);
    assert_eq!(query.path(&metric, 0, 1), Some((4, vec![0])));
    assert_eq!(query.path(&metric, 1, 1), Some((0, vec![])));
    for (source, target) in [(0, 2), (1, 0), (0, 3), (9, 0), (u32::MAX, u32::MAX)] {
        assert_eq!(query.distance(&metric, source, target), None);
        assert_eq!(query.path(&metric, source, target), None);
    }
    let metric = customize(&topology, &[4, 5, 6, 7, 8, 9, 10]);
    let mut costs = [1; 9];
    let mut table = Table::new(&metric, &[2, 9, 2]);
    assert_eq!(table.costs(&[0, 9, 2], &mut costs[..8], &task), Ok(()));
    assert_eq!(costs, [9, CLOSED, 9, CLOSED, CLOSED, CLOSED, 0, CLOSED, 1]);
    let mut sums = [3; 2];
    let outcome = table.costs_and_sums(&[0], &mut costs, &mut [&mut sums], &task);
    assert_eq!((outcome, sums), (Ok(()), [0, 0]));
    assert_eq!(
        Table::new(&metric, &[]).costs(&[0], &mut costs, &task),
        Ok(())
    );

    let nan = [[f64::NAN; 2], [f64::INFINITY; 2], [0.0; 2]];
    assert_eq!(
        customize(&build(&graph, Some(&nan)), &[1])
            .topology()
            .n_nodes(),
        3
    );
    let empty = build(&Csr::from_arcs(0, &[(0, 0)]), None);
    assert_eq!((empty.n_nodes(), empty.n_arcs()), (0, 0));
    assert_eq!(query.distance(&customize(&empty, &[1]), 0, 0), None);
}

#[test]
fn work_can_be_cancelled() {
    let task = Task::new();
    let graph = Csr::from_arcs(2, &[(0, 1)]);
    let topology = build(&graph, None);
    let mut metric = customize(&topology, &[3]);
    let array = topology.to_array();
    task.cancel();
    assert_eq!(Topology::build(&graph, None, &task), Err(Cancelled));
    assert_eq!(Topology::from_array(&graph, &array, &task), Err(Cancelled));
    assert_eq!(
        Metric::customize(&topology, &[3], &task).err(),
        Some(Cancelled)
    );
    assert_eq!(metric.set_measures(&[&[1]], &task), Err(Cancelled));
    assert_eq!(Query::new().distance(&metric, 0, 1), Some(3));
    let mut costs = [1];
    let outcome = Table::new(&metric, &[1]).costs(&[0], &mut costs, &task);
    assert_eq!(outcome, Err(Cancelled));
    assert_eq!(metric.recustomize(&[2], &task), Err(Cancelled));
    assert_eq!(Query::new().path(&metric, 0, 1), None);
    assert_eq!(metric.recustomize(&[2], &Task::never()), Ok(()));
    assert_eq!(Query::new().path(&metric, 0, 1), Some((2, vec![0])));
}

#[test]
fn an_order_is_kept_and_damage_is_noticed() {
    let task = Task::never();
    let mut random = Random::new(23);
    let (arcs, positions) = streets(&mut random, 9);
    let graph = Csr::from_arcs(positions.len(), &arcs);
    let topology = Topology::build(&graph, Some(&positions), &task).unwrap();
    assert_eq!(
        Topology::build(&graph, Some(&positions), &task).unwrap(),
        topology
    );
    let array = topology.to_array();
    assert_eq!(array.len(), positions.len() + N_BEFORE);
    let read = |array: &[u32]| Topology::from_array(&graph, array, &task);
    assert_eq!(read(&array), Ok(Some(topology)));
    for place in 0..array.len() {
        assert_eq!(read(&array[..place]), Ok(None));
        for wrong in [array[place] ^ 1, array[place] ^ 1 << 31, u32::MAX, 0, 5] {
            let mut damaged = array.clone();
            damaged[place] = wrong;
            assert_eq!(read(&damaged).unwrap().is_some(), damaged == array);
        }
    }
    assert_eq!(read(&[&array[..], &[0]].concat()), Ok(None));
    // Another graph with as many nodes and arcs.
    let mut others = arcs.clone();
    others.swap(0, 1);
    let other = Csr::from_arcs(positions.len(), &others);
    assert_eq!(Topology::from_array(&other, &array, &task), Ok(None));
}

/// Of several best paths the sums are those of one of them, not a mixture.
#[test]
fn sums_belong_to_one_path() {
    let mut random = Random::new(24);
    for _ in 0..4_000 {
        let n_nodes = random.between(2, 7);
        let n_arcs = random.between(1, 14);
        let arcs = random.arcs(n_nodes, n_arcs);
        let graph = Csr::from_arcs(n_nodes, &arcs);
        let weights = random.values(arcs.len(), [0, 0, 1, 1, 2]);
        // Powers of two tell which arcs were used.
        let values: Vec<_> = (0..arcs.len()).map(|arc| 1 << arc).collect();
        let mut metric = customize(&build(&graph, None), &weights);
        let never = Task::never();
        assert_eq!(metric.set_measures(&[&values], &never), Ok(()));
        let targets: Vec<u32> = graph.nodes().collect();
        let (mut costs, mut sums) = (vec![0; n_nodes], vec![0; n_nodes]);
        let mut table = Table::new(&metric, &targets);
        let outcome = table.costs_and_sums(&[0], &mut costs, &mut [&mut sums], &never);
        assert_eq!(outcome, Ok(()));
        for target in graph.nodes() {
            let best = all_best(&arcs, &weights, &values, target);
            let sum = sums[target as usize];
            assert!(best.is_empty() && sum == 0 || best.contains(&sum));
        }
    }
}

/// What `values` come to along each of the shortest paths from node 0 that pass no node twice.
fn all_best(arcs: &[(u32, u32)], weights: &[u64], values: &[u64], target: u32) -> BTreeSet<u64> {
    let none = vec![0; arcs.len()];
    let Some((cost, _, _)) = oracle::best_of_all_paths(arcs, weights, &none, 0, target) else {
        return BTreeSet::new();
    };
    let mut best = BTreeSet::new();
    let mut open = vec![(0, 0, 0, 1)];
    while let Some((node, sum, value, visited)) = open.pop() {
        if node == target && sum == cost {
            best.insert(value);
        }
        for (id, &(tail, head)) in arcs.iter().enumerate() {
            if tail == node && visited >> head & 1 == 0 && sum + weights[id] <= cost {
                let visited = visited | 1 << head;
                open.push((head, sum + weights[id], value + values[id], visited));
            }
        }
    }
    best
}

/// The longest branch of the elimination tree.
fn depth(topology: &Topology) -> usize {
    let parent = &topology.contracted.parent;
    let mut depths = vec![1; parent.len()];
    for node in (0..parent.len()).rev() {
        if let Some(&above) = depths.get(parent[node] as usize) {
            depths[node] = above + 1;
        }
    }
    depths.into_iter().max().unwrap_or(0)
}

#[test]
fn chains_rings_stars_and_grids_are_shallow() {
    let line: Vec<_> = (0..999).map(|node| (node, node + 1)).collect();
    let ring = [&line[..], &[(999, 0)]].concat();
    let star: Vec<_> = (1..1_000).map(|node| (node, 0)).collect();
    for (arcs, most, n_arcs) in [(&line, 10, 2_000), (&ring, 11, 3_000), (&star, 2, 999)] {
        let topology = build(&Csr::from_arcs(1_000, arcs), None);
        assert!(depth(&topology) <= most);
        assert!(topology.n_arcs() <= n_arcs);
    }

    // A grid of k × k nodes: cuts of k, k/2, k/2, k/4 … make a branch of some 3 k.
    let side = 32;
    let mut arcs = vec![];
    for node in 0..side * side {
        arcs.extend((node % side + 1 < side).then_some((id(node), id(node + 1))));
        arcs.extend((node / side + 1 < side).then_some((id(node), id(node + side))));
    }
    let at = |node: usize| [node % side, node / side].map(|at| f64::from(id(at)));
    let positions: Vec<_> = (0..side * side).map(at).collect();
    let graph = Csr::from_arcs(side * side, &arcs);
    for positions in [Some(&positions[..]), None] {
        let topology = build(&graph, positions);
        assert!(depth(&topology) <= 3 * side + 10, "{}", depth(&topology));
        assert!(
            topology.n_arcs() <= 14 * side * side,
            "{}",
            topology.n_arcs()
        );
    }
}

/// Arcs of the topology are those that contraction one by one gives.
#[test]
fn random_contractions_agree_with_joining_neighbors() {
    let mut random = Random::new(25);
    for _ in 0..600 {
        let n_nodes = random.between(1, 40);
        let n_arcs = random.between(0, 60);
        let arcs = random.arcs(n_nodes, n_arcs);
        let graph = Csr::from_arcs(n_nodes, &arcs);
        let topology = build(&graph, None);
        let contracted = &topology.contracted;
        let links = Links::of(&graph);
        let rank = |node: u32| contracted.rank_of[node as usize];
        let mut near: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); n_nodes];
        for node in graph.nodes() {
            near[rank(node) as usize] = links.near(node).iter().map(|&node| rank(node)).collect();
        }
        for node in graph.nodes() {
            let higher: Vec<u32> = near[node as usize].range(node + 1..).copied().collect();
            for &one in &higher {
                near[one as usize].extend(higher.iter().filter(|&&other| other != one));
            }
            assert_eq!(contracted.head[contracted.up(node)], higher);
            assert_eq!(
                contracted.parent[node as usize],
                higher.first().copied().unwrap_or(u32::MAX)
            );
        }
    }
}
