//! Shortest paths, k best paths and alternatives beside the same work by petgraph and pathfinding.
//!
//! `cargo bench --bench paths` prints medians of runs in turn on one thread; nothing but the
//! equality of the costs is asserted. `tests/benches/support/mod.rs` says where graphs come from.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not there"
)]

mod support;

use corridor::graph::csr::Csr;
use corridor::graph::dijkstra::Dijkstra;
use corridor::graph::diverse::{Diverse, Wanted};
use corridor::graph::k_paths::{KPaths, Question};
use corridor::graph::tree::{Prepared, TreeSearch};
use corridor::task::Task;
use petgraph::graph::{DiGraph, NodeIndex};
use support::{Graph, alone, heading, in_turn};

/// Pairs of runs of each comparison.
const PAIRS: usize = 7;

fn main() {
    let graphs = [
        Some(support::lattice(400, 1)),
        support::region("road_region"),
        support::region("rail_region"),
        support::world("world_railways"),
        support::world("world_highways"),
    ];
    let graphs: Vec<Graph> = graphs.into_iter().flatten().collect();
    trees(&graphs);
    k_best(&graphs);
    hubs();
    alternatives(&graphs);
}

/// From one node to all others, each pair of runs from another node.
fn trees(graphs: &[Graph]) {
    heading("product", "petgraph");
    let never = Task::never();
    for graph in graphs {
        let csr = Csr::from_arcs(graph.n_nodes(), &graph.arcs);
        let peer = petgraph_of(graph);
        let theirs = |from: u32| {
            let from = NodeIndex::new(from as usize);
            petgraph::algo::dijkstra(&peer, from, None, |edge| *edge.weight())
        };
        let pairs = graph.pairs(PAIRS, 1);
        let prepared = Prepared::new(&csr, &graph.meters);
        let mut trees = TreeSearch::new();
        in_turn(
            &format!("{}: one to all, tree", graph.name),
            PAIRS,
            |n| trees.run(&prepared, &[pairs[n].0], &never).is_ok(),
            |n| theirs(pairs[n].0),
        );
        let mut search = Dijkstra::new(&csr);
        in_turn(
            &format!("{}: one to all, dijkstra", graph.name),
            PAIRS,
            |n| search.run(&csr, &graph.meters, None, &[pairs[n].0], &[], &never),
            |n| theirs(pairs[n].0),
        );
        let costs = theirs(pairs[0].0);
        let outcome = search.run(&csr, &graph.meters, None, &[pairs[0].0], &[], &never);
        assert_eq!(outcome, Ok(()));
        let tree = trees.run(&prepared, &[pairs[0].0], &never).unwrap();
        for node in csr.nodes() {
            let theirs = costs.get(&NodeIndex::new(node as usize)).copied();
            assert_eq!((search.cost(node), tree.cost(node)), (theirs, theirs));
        }
    }
    println!();
    for graph in graphs {
        let csr = Csr::from_arcs(graph.n_nodes(), &graph.arcs);
        let title = format!("{}: make ready for trees", graph.name);
        alone(&title, PAIRS, |_| Prepared::new(&csr, &graph.meters));
    }
}

/// The eight best paths to the 2000th nearest node, over graphs without parallel arcs, as the peer
/// tells paths apart by their nodes.
fn k_best(graphs: &[Graph]) {
    heading("product", "pathfinding");
    let never = Task::never();
    for graph in graphs {
        let graph = graph.without_parallel_arcs();
        let csr = Csr::from_arcs(graph.n_nodes(), &graph.arcs);
        let reversed = csr.reversed();
        let pairs = near_pairs(&graph, &csr, 2_000);
        let mut workspace = KPaths::new();
        let mut ours = |n: usize| {
            let question = question(&csr, &reversed, &graph.meters, &[], pairs[n]);
            let mut paths = workspace.start(question, usize::MAX, &never).unwrap();
            (0..8)
                .map_while(|_| paths.next(&never).unwrap())
                .map(|path| path.cost)
                .collect::<Vec<u64>>()
        };
        let theirs = |n: usize| {
            let (from, to) = pairs[n];
            let next = |&node: &u32| -> Vec<(u32, u64)> {
                let out = csr.out(node);
                out.map(|(arc, head)| (head, graph.meters[arc as usize]))
                    .collect()
            };
            let paths = pathfinding::prelude::yen(&from, next, |&node| node == to, 8);
            paths.into_iter().map(|path| path.1).collect::<Vec<u64>>()
        };
        // The peer hands out paths of equal cost in one go before it looks for paths that leave
        // them, and so misses some; what it has is never better.
        let is_right = |n: usize| {
            let (ours, theirs) = (ours(n), theirs(n));
            ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| a <= b)
        };
        assert!((0..PAIRS).all(is_right));
        in_turn(
            &format!("{}: k = 8, 2000th nearest", graph.name),
            PAIRS,
            ours,
            theirs,
        );
        let far = graph.pairs(PAIRS, 3);
        let title = format!("{}: k = 8, any two nodes", graph.name);
        alone(&title, PAIRS, |n| {
            let question = question(&csr, &reversed, &graph.meters, &[], far[n]);
            let mut paths = workspace.start(question, usize::MAX, &never).unwrap();
            (0..8).map_while(|_| paths.next(&never).unwrap()).count()
        });
    }
}

fn question<'a>(
    graph: &'a Csr,
    reversed: &'a Csr,
    weights: &'a [u64],
    groups: &'a [u32],
    (source, target): (u32, u32),
) -> Question<'a> {
    Question {
        graph,
        reversed,
        weights,
        ties: None,
        groups,
        source,
        target,
    }
}

/// Nodes of the largest part, each with the one that has a given rank by distance.
fn near_pairs(graph: &Graph, csr: &Csr, rank: usize) -> Vec<(u32, u32)> {
    let prepared = Prepared::new(csr, &graph.meters);
    let mut search = TreeSearch::new();
    let sources = graph.pairs(PAIRS, 2).into_iter().map(|pair| pair.0);
    let pair = |source: u32| {
        let tree = search.run(&prepared, &[source], &Task::never()).unwrap();
        let reached = csr
            .nodes()
            .filter_map(|node| Some((tree.cost(node)?, node)));
        let mut reached: Vec<(u64, u32)> = reached.collect();
        reached.sort_unstable();
        (source, reached[rank.min(reached.len() - 1)].1)
    };
    sources.map(pair).collect()
}

/// Five paths over a small graph of hubs with three places each, as routing has them.
fn hubs() {
    println!();
    let lattice = support::lattice(20, 4);
    let (csr, weights, groups) = expanded(&lattice);
    let pairs = lattice.pairs(101, 5);
    let reversed = csr.reversed();
    let mut workspace = KPaths::new();
    let never = Task::never();
    let title = format!("{} nodes, {} arcs: 5 paths", csr.n_nodes(), csr.n_arcs());
    alone(&title, pairs.len(), |n| {
        let (from, to) = pairs[n];
        let question = question(&csr, &reversed, &weights, &groups, (3 * from, 3 * to));
        let mut paths = workspace.start(question, 10_000, &never).unwrap();
        let n_found = (0..5).map_while(|_| paths.next(&never).unwrap()).count();
        assert!(n_found == 5 || from == to);
    });
    let wanted = Wanted {
        count: 3,
        most_shared: 500,
        lengths: &weights,
        links: &[],
        most_paths: 10_000,
        most_searches: 100_000,
    };
    let mut workspace = Diverse::new();
    let mut run = |n: usize| {
        let (from, to) = pairs[n];
        let question = question(&csr, &reversed, &weights, &groups, (3 * from, 3 * to));
        workspace.run(question, wanted, &never).unwrap()
    };
    alone("    3 alternatives", pairs.len(), &mut run);
    let found: Vec<_> = (0..pairs.len()).flat_map(|n| run(n).paths).collect();
    let n_exact = found.iter().filter(|found| found.is_exact).count();
    println!(
        "    found {} of {}, {n_exact} exact",
        found.len(),
        3 * pairs.len()
    );
}

/// Three paths that share at most half of themselves, among the first thousand paths or else over
/// single nodes; says how many are exact.
fn alternatives(graphs: &[Graph]) {
    println!();
    let never = Task::never();
    for graph in graphs {
        let csr = Csr::from_arcs(graph.n_nodes(), &graph.arcs);
        let reversed = csr.reversed();
        let pairs = graph.pairs(PAIRS, 6);
        let mut workspace = Diverse::new();
        let wanted = Wanted {
            count: 3,
            most_shared: 500,
            lengths: &graph.meters,
            links: &[],
            most_paths: 1_000,
            most_searches: 10_000,
        };
        let mut run = |n: usize| {
            let question = question(&csr, &reversed, &graph.meters, &[], pairs[n]);
            workspace.run(question, wanted, &never).unwrap()
        };
        alone(&format!("{}: 3 alternatives", graph.name), PAIRS, &mut run);
        let found: Vec<_> = (0..PAIRS).flat_map(|n| run(n).paths).collect();
        let n_exact = found.iter().filter(|found| found.is_exact).count();
        println!(
            "    found {} of {}, {n_exact} exact",
            found.len(),
            3 * PAIRS
        );
    }
}

/// Hubs in a lattice with an arrived place and two on board: a mode for rows, one for columns, and a
/// few lines of both. Boarding and alighting cost, going on does not.
fn expanded(lattice: &Graph) -> (Csr, Vec<u64>, Vec<u32>) {
    let (mut arcs, mut weights) = (vec![], vec![]);
    for (&(a, b), &meters) in lattice.arcs.iter().zip(&lattice.meters) {
        let modes = match (meters % 3, a.abs_diff(b)) {
            (0, _) => 1..=2,
            (_, 1) => 1..=1,
            _ => 2..=2,
        };
        for mode in modes {
            arcs.push((3 * a + mode, 3 * b + mode));
            weights.push(meters);
        }
    }
    for hub in (0..).take(lattice.n_nodes()) {
        for mode in 1..=2 {
            arcs.extend([(3 * hub, 3 * hub + mode), (3 * hub + mode, 3 * hub)]);
            weights.extend([700, 200]);
        }
    }
    let n_nodes = 3 * lattice.n_nodes();
    let groups = (0..).take(n_nodes).map(|node: u32| node / 3).collect();
    (Csr::from_arcs(n_nodes, &arcs), weights, groups)
}

fn petgraph_of(graph: &Graph) -> DiGraph<(), u64> {
    let arcs = graph.arcs.iter().zip(&graph.meters);
    let mut made = DiGraph::with_capacity(graph.n_nodes(), graph.arcs.len());
    for _ in 0..graph.n_nodes() {
        made.add_node(());
    }
    for (&(tail, head), &length) in arcs {
        let [tail, head] = [tail, head].map(|node| NodeIndex::new(node as usize));
        made.add_edge(tail, head, length);
    }
    made
}
