//! How long all best paths in time, money and carbon take on mode-expanded graphs, twice as large as
//! the corridor's: medians, one thread, against label setting without bounds.
//!
//! `cargo bench --bench pareto` prints microseconds; what is asserted is that both find the same.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is not there"
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

use corridor::graph::csr::Csr;
use corridor::graph::dijkstra::Dijkstra;
use corridor::graph::pareto::{Front, Pareto, Weighted};
use corridor::task::Task;

const RUNS: usize = 51;
const SLOW_RUNS: usize = 21;
const MANY: usize = 10_000_000;

/// Hubs stand in columns from inland to the coast, a row for each route.
#[derive(Clone, Copy)]
struct Shape {
    columns: u32,
    rows: u32,
}

impl Shape {
    fn hub(self, column: u32, row: u32) -> u32 {
        column * self.rows + row
    }
}

/// Speed in meters a second, fen and grams a kilometer; boarding in seconds, fen, grams.
const MODES: [([u64; 3], [u64; 3]); 4] = [
    ([8, 200, 122], [86_400, 50_000, 10_000]),
    ([16, 750, 1_500], [7_200, 0, 10_000]),
    ([3, 120, 600], [172_800, 40_000, 10_000]),
    ([5, 80, 260], [237_600, 45_000, 10_000]),
];
const RAIL: usize = 0;
const ROAD: usize = 1;
const RIVER: usize = 2;
const SEA: usize = 3;

/// Repeatable random numbers (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// An expanded graph under construction.
#[derive(Default)]
struct Expanded {
    arcs: Vec<(u32, u32)>,
    costs: [Vec<u64>; 3],
    groups: Vec<u32>,
    aboard: Vec<[Option<u32>; 4]>,
}

impl Expanded {
    fn node(&mut self, hub: u32) -> u32 {
        self.groups.push(hub);
        u32::try_from(self.groups.len() - 1).unwrap()
    }

    fn arc(&mut self, tail: u32, head: u32, cost: [u64; 3]) {
        self.arcs.push((tail, head));
        for (costs, cost) in self.costs.iter_mut().zip(cost) {
            costs.push(cost);
        }
    }

    fn aboard(&mut self, hub: u32, mode: usize) -> u32 {
        if let Some(node) = self.aboard[hub as usize][mode] {
            return node;
        }
        let node = self.node(hub);
        self.aboard[hub as usize][mode] = Some(node);
        node
    }

    fn link(&mut self, random: &mut Random, from: u32, to: u32, mode: usize) {
        let meters = 20_000 + random.below(60_000);
        let slower = 90 + random.below(40);
        let [speed, fen, grams] = MODES[mode].0;
        let cost = [
            meters * slower / speed / 100,
            meters * fen / 1_000,
            meters * grams / 1_000,
        ];
        let (tail, head) = (self.aboard(from, mode), self.aboard(to, mode));
        self.arc(tail, head, cost);
        self.arc(head, tail, cost);
    }

    /// Boarding, alighting and handling in a hub, whose first two nodes are arrived and departing.
    fn inside(&mut self, random: &mut Random, hub: u32) {
        let (arrived, departing) = (2 * hub, 2 * hub + 1);
        self.arc(
            arrived,
            departing,
            [3_600 * (1 + random.below(12)), 10_000, 0],
        );
        for (mode, node) in self.aboard[hub as usize].into_iter().enumerate() {
            if let Some(node) = node {
                let [seconds, fen, grams] = MODES[mode].1;
                self.arc(departing, node, [seconds, fen, grams]);
                self.arc(node, arrived, [seconds / 6, fen / 2, grams]);
            }
        }
    }
}

/// Routes side by side, each with rail and road all along, a second railway here and there, a river
/// along every third; lines across where the routes meet; ships along the coast.
fn expanded(shape: Shape) -> Expanded {
    let Shape { columns, rows } = shape;
    let n_hubs = columns * rows;
    let mut random = Random(5);
    let mut graph = Expanded::default();
    for hub in 0..n_hubs {
        graph.node(hub);
        graph.node(hub);
    }
    graph.aboard = vec![[None; 4]; n_hubs as usize];
    for column in 0..columns {
        for row in 0..rows {
            let here = shape.hub(column, row);
            let is_coast = column + 4 >= columns;
            if column + 1 < columns {
                let next = shape.hub(column + 1, row);
                graph.link(&mut random, here, next, RAIL);
                graph.link(&mut random, here, next, ROAD);
                if random.below(8) == 0 {
                    graph.link(&mut random, here, next, RAIL);
                }
                if row % 3 == 1 {
                    graph.link(&mut random, here, next, RIVER);
                }
                if is_coast {
                    graph.link(&mut random, here, next, SEA);
                }
            }
            if row + 1 < rows && (is_coast || column % 5 == 0) {
                let next = shape.hub(column, row + 1);
                graph.link(&mut random, here, next, ROAD);
                graph.link(&mut random, here, next, if is_coast { SEA } else { RAIL });
            }
        }
    }
    for hub in 0..n_hubs {
        graph.inside(&mut random, hub);
    }
    graph
}

/// Costs of the best paths without the rule for groups, by label setting without bounds.
fn without_bounds(graph: &Csr, weights: [&[u64]; 3], source: u32, target: u32) -> Vec<[u64; 3]> {
    let is_no_worse = |one: &[u64; 3], other: &[u64; 3]| (0..3).all(|k| one[k] <= other[k]);
    let mut fronts: Vec<Vec<[u64; 3]>> = vec![Vec::new(); graph.n_nodes()];
    let mut open = BinaryHeap::from([Reverse(([0; 3], source))]);
    while let Some(Reverse((cost, node))) = open.pop() {
        let front = &mut fronts[node as usize];
        if front.iter().any(|known| is_no_worse(known, &cost)) {
            continue;
        }
        front.push(cost);
        for (arc, head) in graph.out(node) {
            let next = std::array::from_fn(|k| cost[k] + weights[k][arc as usize]);
            if !(fronts[head as usize].iter()).any(|known| is_no_worse(known, &next)) {
                open.push(Reverse((next, head)));
            }
        }
    }
    std::mem::take(&mut fronts[target as usize])
}

fn median_us(runs: usize, mut run: impl FnMut()) -> f64 {
    run();
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

/// Prints how long it takes between some hubs of a graph of one shape.
fn measure(shape: Shape) {
    let never = Task::never();
    let expanded = expanded(shape);
    let graph = Csr::from_arcs(expanded.groups.len(), &expanded.arcs);
    let reversed = graph.reversed();
    let map = Weighted {
        graph: &graph,
        reversed: &reversed,
        weights: [0, 1, 2].map(|k: usize| &expanded.costs[k][..]),
        groups: &expanded.groups,
    };
    let Shape { columns, rows } = shape;
    println!(
        "{rows} routes of {columns} hubs: {} nodes, {} arcs",
        graph.n_nodes(),
        graph.n_arcs()
    );
    let mut tree = Dijkstra::new(&graph);
    let us = median_us(RUNS, || {
        for weights in map.weights {
            tree.run(&reversed, weights, None, &[0], &[], &never)
                .unwrap();
        }
    });
    println!("  three shortest path trees     {us:9.1} µs");
    let mut search = Pareto::new();
    let (first, last, half) = ((0, 2), (columns - 1, 2), columns / 2);
    for (name, from, to) in [
        ("next to each other", (half, 2), (half + 1, 2)),
        ("a quarter of the way", (half, 1), (half + columns / 4, 3)),
        ("half of the way", (half / 2, 0), (half / 2 + half, 4)),
        ("end to end", first, last),
        ("corner to corner", (0, 0), (columns - 1, rows - 2)),
    ] {
        let source = 2 * shape.hub(from.0, from.1) + 1;
        let target = 2 * shape.hub(to.0, to.1);
        let mut run = || search.run(&map, source, target, MANY, &never).unwrap();
        let front: Front<3> = run();
        let us = median_us(RUNS, || drop(run()));
        let mut slow = Vec::new();
        let slow_us = median_us(SLOW_RUNS, || {
            slow = without_bounds(&graph, map.weights, source, target);
        });
        let costs: Vec<_> = front.paths.iter().map(|path| path.cost).collect();
        assert!(front.is_complete && (front.n_rounds > 1 || costs == slow));
        println!(
            "  {name:<20} {us:18.1} µs, {} paths, {} labels, {} rounds; without bounds {slow_us:.0} µs",
            front.paths.len(),
            front.n_labels,
            front.n_rounds,
        );
    }
}

fn main() {
    // As long as the paths of the corridor are, and twice as long.
    for (columns, rows) in [(24, 12), (48, 6)] {
        measure(Shape { columns, rows });
    }
}
