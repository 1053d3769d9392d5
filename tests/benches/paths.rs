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
