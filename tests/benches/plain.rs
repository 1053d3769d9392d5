//! Plain networks from file to answer: reading, the order of a hierarchy, weights, one path, a table.
//!
//! `cargo bench --bench plain` prints medians for a made network of a million links, and for road and rail
//! networks where they are at hand; as in `cargo bench --bench plain -- grid road`, for some by parts of
//! their names. Each is written as a GMNS folder below the target folder and read from there. Nothing but
//! the equality of costs is asserted.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark stops where something is not there; its counts are small"
)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use corridor::io::plain::PlainSource;
use corridor::io::plain::cache::Cache;
use corridor::model::ids::NodeId;
use corridor::model::plain::{Measure, PlainNetwork};
use corridor::model::projection::Projection;
use corridor::scene::plain::PlainMap;
use corridor::study::plain::{Method, PlainRouter, PlainSums, Prepared};
use corridor::task::Task;
use support::{Graph, Random, alone, in_words, median, seconds};

/// Runs of each, and of what takes long.
const RUNS: usize = 7;
const LONG_RUNS: usize = 3;
/// Queries in each run.
const QUERIES: usize = 200;
const SEARCHES: usize = 5;
/// Sources and targets of a table.
const SIDE: usize = 500;

fn main() {
    let graphs = [
        Some(grid()),
        support::region("road_region"),
        support::region("rail_region"),
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

/// A made network that is always there: 120 by 2,400 nodes, one street in eight missing: a million links.
fn grid() -> Graph {
    const ROWS: u32 = 2_400;
    const COLUMNS: u32 = 120;
    let mut random = Random(3);
    let (mut arcs, mut meters) = (vec![], vec![]);
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let node = row * COLUMNS + column;
            let right = (column + 1 < COLUMNS).then_some(node + 1);
            let below = (row + 1 < ROWS).then_some(node + COLUMNS);
            for to in [right, below].into_iter().flatten() {
                let length = 500 + random.draw() % 1000;
                if random.below(8) > 0 {
                    arcs.extend([(node, to), (to, node)]);
                    meters.extend([length; 2]);
                }
            }
        }
    }
    let place = |node: u32| {
        [
            f64::from(node % COLUMNS) / 100.0,
            f64::from(node / COLUMNS) / 100.0,
        ]
    };
    Graph {
        name: "grid 120 x 2400".to_owned(),
        places: (0..ROWS * COLUMNS).map(place).collect(),
        arcs,
        meters,
    }
}

/// The graph as a GMNS folder: lengths as they are, speeds of three kinds.
fn written(graph: &Graph) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = folder
        .join("bench-plain")
        .join(graph.name.replace(' ', "-"));
    fs::create_dir_all(&folder).unwrap();
    let mut nodes = "node_id,x_coord,y_coord\n".to_owned();
    for (id, [x, y]) in graph.places.iter().enumerate() {
        writeln!(nodes, "{id},{x},{y}").unwrap();
    }
    let mut links = "link_id,from_node_id,to_node_id,directed,length,free_speed\n".to_owned();
    for (id, ((from, to), meters)) in graph.arcs.iter().zip(&graph.meters).enumerate() {
        let speed = [50, 80, 110][(from + to) as usize % 3];
        let km = *meters as f64 / 1000.0;
        writeln!(links, "{id},{from},{to},1,{km},{speed}").unwrap();
    }
    fs::write(folder.join("node.csv"), nodes).unwrap();
    fs::write(folder.join("link.csv"), links).unwrap();
    folder
}

fn measure(graph: &Graph) {
    let task = Task::never();
    println!(
        "\n{}: {} nodes, {} links",
        graph.name,
        graph.n_nodes(),
        graph.arcs.len()
    );
    let folder = written(graph);
    let read = || {
        PlainSource::at(&folder)
            .unwrap()
            .load(&task)
            .unwrap()
            .network
    };
    alone("read", LONG_RUNS, |_| read());
    let network = read();
    let orders = (0..LONG_RUNS).map(|_| seconds(|| Prepared::new(&network, None, &task).unwrap()));
    println!(
        "{:<56} {:>12}",
        "order, and what all weights need",
        in_words(median(orders.collect()))
    );
    let cache = Cache::at(Some(folder.join("orders")), &network);
    let prepared = Prepared::new(&network, None, &task).unwrap();
    assert!(cache.write(&prepared.order()));
    alone("the same with the order that was kept", LONG_RUNS, |_| {
        let kept = Cache::at(Some(folder.join("orders")), &network).read();
        let again = Prepared::new(&network, kept.as_deref(), &task).unwrap();
        assert!(again.was_known());
        again
    });
    let by = |measure| PlainRouter::prepared(&prepared, &network, measure, &task).unwrap();
    alone("weights", RUNS, |_| by(Measure::Time));
    paths(graph, &network, by(Measure::Time));
    alone("lines for the map at all levels", LONG_RUNS, |_| {
        PlainMap::build(&network, Projection::Mercator)
    });
}

/// One path by hierarchy and by search, and a table.
fn paths(graph: &Graph, network: &PlainNetwork, mut quick: PlainRouter) {
    let task = Task::never();
    let search = |measure| PlainRouter::by(Method::Dijkstra, network, measure, &task).unwrap();
    alone("made ready for searches", RUNS, |_| search(Measure::Time));
    let mut slow = search(Measure::Time);
    let pairs = graph.pairs(QUERIES * RUNS, 7);
    let pairs: Vec<_> = pairs
        .iter()
        .map(|&(from, to)| (NodeId(from), NodeId(to)))
        .collect();
    let path = |router: &mut PlainRouter, at: usize| {
        let (from, to) = pairs[at];
        router.path(from, to, &task).unwrap()
    };
    let many = alone(&format!("{QUERIES} paths by hierarchy"), RUNS, |run| {
        let all = run * QUERIES..(run + 1) * QUERIES;
        all.filter_map(|at| path(&mut quick, at)).count()
    });
    let few = alone(&format!("{SEARCHES} paths by search"), RUNS, |run| {
        let all = run * QUERIES..run * QUERIES + SEARCHES;
        all.filter_map(|at| path(&mut slow, at)).count()
    });
    println!(
        "{:<56} {:>12} {:>12}",
        "one path by hierarchy, by search",
        in_words(many / QUERIES as f64),
        in_words(few / SEARCHES as f64)
    );
    for at in 0..SEARCHES {
        let [one, other] = [path(&mut quick, at), path(&mut slow, at)];
        let seconds = |path: Option<PlainSums>| path.and_then(|sums| sums.seconds);
        let [one, other] = [one, other].map(|path| seconds(path.map(|path| path.sums)));
        let apart = one
            .zip(other)
            .map(|(one, other)| (one - other).abs() / other.max(1.0));
        assert!(one.is_some() == other.is_some() && apart.is_none_or(|apart| apart < 1e-6));
    }
    let (from, to): (Vec<_>, Vec<_>) = pairs.iter().copied().take(SIDE).unzip();
    alone(
        &format!("{SIDE} x {SIDE} with km, hours and tolls"),
        LONG_RUNS,
        |_| quick.table(&from, &to, &task).unwrap(),
    );
}
