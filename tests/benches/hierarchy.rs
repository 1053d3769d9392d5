//! Customizable contraction hierarchies beside the contraction hierarchies of fast_paths.
//!
//! `cargo bench --bench hierarchy` prints medians of runs in turn on one thread, for all graphs or,
//! as in `cargo bench --bench hierarchy -- lattice rail`, for some by parts of their names. Nothing
//! but the equality of costs is asserted. `tests/benches/support/mod.rs` says where graphs come from.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a benchmark stops where something is not there; its counts are small"
)]

mod support;

use std::sync::Arc;

use corridor::graph::csr::Csr;
use corridor::graph::dijkstra::{CLOSED, Dijkstra};
use corridor::graph::hierarchy::Topology;
use corridor::graph::hierarchy::metric::Metric;
use corridor::graph::hierarchy::query::Query;
use corridor::graph::hierarchy::table::Table;
use corridor::task::Task;
use fast_paths::{FastGraph, InputGraph};
use support::{Graph, Measured, alone, heading, in_turn, in_words, median, seconds};

/// Pairs of runs of each comparison.
const PAIRS: usize = 7;
/// Runs of what takes long.
const ORDERS: usize = 3;
/// Queries in each run.
const QUERIES: usize = 1_000;
/// Sources and targets of a table; and of the table that the peer fills, by single queries.
const SIDE: usize = 500;
const PEER_SIDE: usize = 50;

fn main() {
    let graphs = [
        Some(support::lattice(200, 1)),
        support::region("road_region"),
        support::region("rail_region"),
        support::world("world_railways"),
        support::world("world_highways"),
    ];
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    for graph in graphs.into_iter().flatten() {
        let is_wanted = |name: &String| graph.name.contains(name.as_str());
        if wanted.is_empty() || wanted.iter().any(is_wanted) {
            measure(&graph);
        }
    }
}

fn measure(graph: &Graph) {
    heading("product", "fast_paths");
    let task = Task::never();
    let csr = Csr::from_arcs(graph.n_nodes(), &graph.arcs);
    let title = |what: &str| format!("{}: {what}", graph.name);

    let build = |positions: Option<&[[f64; 2]]>| {
        let run = || seconds(|| Topology::build(&csr, positions, &task));
        let time = median((0..ORDERS).map(|_| run()).collect());
        let how = positions.map_or("without positions", |_| "with positions");
        println!(
            "{:<56} {:>12}",
            title(&format!("order and contract, {how}")),
            in_words(time)
        );
        time
    };
    let order = build(Some(&graph.places));
    build(None);
    let topology = Arc::new(Topology::build(&csr, Some(&graph.places), &task).unwrap());
    let array = topology.to_array();
    alone(&title("contract, order kept"), PAIRS, |_| {
        Topology::from_array(&csr, &array, &task)
    });

    let input = peer_input(graph);
    let peer = fast_paths::prepare(&input);
    let ranks = peer.get_node_ordering();
    let mut metric = Metric::customize(&topology, &graph.meters, &task).unwrap();
    in_turn(
        &title("other weights (peer: prepare, order kept)"),
        PAIRS,
        |_| metric.recustomize(&graph.meters, &task),
        |_| fast_paths::prepare_with_order(&input, &ranks).unwrap(),
    );
    let measures = [&graph.meters[..]];
    alone(&title("one measure"), PAIRS, |_| {
        metric.set_measures(&measures, &task)
    });

    let distance = queries(graph, &metric, &peer);
    tables(graph, &metric, &peer);

    let mut search = Dijkstra::new(&csr);
    let sources = graph.pairs(PAIRS, 5);
    let tree = alone(&title("dijkstra, one to all"), PAIRS, |n| {
        search.run(&csr, &graph.meters, None, &[sources[n].0], &[], &task)
    });
    println!(
        "{}: {} nodes, {} arcs, {} after contraction; the order pays after {:.0} searches",
        graph.name,
        graph.n_nodes(),
        graph.arcs.len(),
        topology.n_arcs(),
        order / (tree - distance.product / QUERIES as f64)
    );
}

/// One source, one target: runs of many queries, other ones in each pair.
fn queries(graph: &Graph, metric: &Metric, peer: &FastGraph) -> Measured {
    let pairs = graph.pairs(QUERIES * PAIRS, 2);
    let pairs = |n: usize| pairs[n * QUERIES..][..QUERIES].iter().copied();
    let mut query = Query::new();
    let mut calculator = fast_paths::create_calculator(peer);
    let mut theirs = |n: usize| -> usize {
        let path = |(from, to): (u32, u32)| calculator.calc_path(peer, from as usize, to as usize);
        pairs(n)
            .filter_map(path)
            .map(|path| path.get_weight())
            .sum()
    };
    let title = |what: &str| format!("{}: {QUERIES} {what}", graph.name);
    let ours: u64 = pairs(0)
        .filter_map(|(from, to)| query.distance(metric, from, to))
        .sum();
    assert_eq!(ours, theirs(0) as u64);
    let distance = in_turn(
        &title("distances (peer: paths)"),
        PAIRS,
        |n| {
            pairs(n)
                .filter_map(|(from, to)| query.distance(metric, from, to))
                .sum::<u64>()
        },
        &mut theirs,
    );
    let mut path = Vec::new();
    in_turn(
        &title("paths"),
        PAIRS,
        |n| {
            let mut path = |(from, to)| query.path_into(metric, from, to, &mut path);
            pairs(n).filter_map(&mut path).sum::<u64>()
        },
        &mut theirs,
    );
    let mut sums = [0];
    alone(&title("distances with a measure"), PAIRS, |n| {
        let mut sum = |(from, to)| query.sums_into(metric, from, to, &mut sums);
        pairs(n).filter_map(&mut sum).sum::<u64>()
    });
    let each = |time: f64| in_words(time / QUERIES as f64);
    println!(
        "a distance {}, a path of the peer {}",
        each(distance.product),
        each(distance.peer)
    );
    distance
}

/// Many sources, many targets.
fn tables(graph: &Graph, metric: &Metric, peer: &FastGraph) {
    let task = Task::never();
    let (sources, targets): (Vec<_>, Vec<_>) = graph.pairs(SIDE, 3).into_iter().unzip();
    let mut calculator = fast_paths::create_calculator(peer);
    let mut costs = vec![0; SIDE * SIDE];
    let mut theirs = |_: usize| {
        let mut sum = 0;
        for &from in &sources[..PEER_SIDE] {
            for &to in &targets[..PEER_SIDE] {
                let path = calculator.calc_path(peer, from as usize, to as usize);
                sum += path.map_or(0, |path| path.get_weight());
            }
        }
        sum as u64
    };
    let mut few = vec![0; PEER_SIDE * PEER_SIDE];
    let mut ours = |_: usize| {
        let mut table = Table::new(metric, &targets[..PEER_SIDE]);
        table.costs(&sources[..PEER_SIDE], &mut few, &task).unwrap();
        few.iter().filter(|&&cost| cost != CLOSED).sum::<u64>()
    };
    assert_eq!(ours(0), theirs(0));
    let title = |what: &str| format!("{}: {what}", graph.name);
    in_turn(
        &title(&format!("{PEER_SIDE} x {PEER_SIDE}")),
        PAIRS,
        ours,
        theirs,
    );
    alone(&title(&format!("{SIDE} x {SIDE}")), PAIRS, |_| {
        Table::new(metric, &targets).costs(&sources, &mut costs, &task)
    });
    let mut sums = costs.clone();
    alone(
        &title(&format!("{SIDE} x {SIDE} with a measure")),
        PAIRS,
        |_| {
            let sheets = &mut [&mut sums[..]];
            Table::new(metric, &targets).costs_and_sums(&sources, &mut costs, sheets, &task)
        },
    );
    let mut table = Table::new(metric, &targets);
    alone(&title(&format!("1 x {SIDE}, targets kept")), PAIRS, |n| {
        table.costs(&sources[n..=n], &mut costs, &task)
    });
}

fn peer_input(graph: &Graph) -> InputGraph {
    let mut input = InputGraph::new();
    for (&(tail, head), &length) in graph.arcs.iter().zip(&graph.meters) {
        if tail != head {
            input.add_edge(tail as usize, head as usize, length as usize);
        }
    }
    input.freeze();
    input
}
