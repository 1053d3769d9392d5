//! What the benchmarks of graph algorithms share: graphs to run on, and measuring in turn.
//!
//! The graphs are not in the repository. `CORRIDOR_SHARED` names a folder with road and rail
//! networks as CSV, `CORRIDOR_GRAPHS` one with world networks as text. Where a graph is absent a
//! sentence on standard error says so, and the benchmark goes on with the others.

#![allow(dead_code, reason = "each benchmark uses a part of it")]
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a benchmark stops where a file is not as it should be; its lengths are small"
)]

use std::env;
use std::fs::{self, File};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use flate2::read::GzDecoder;

/// A graph whose arcs have a length.
pub struct Graph {
    pub name: String,
    /// Longitude and latitude in degrees, by node.
    pub places: Vec<[f64; 2]>,
    /// Tail and head, by arc.
    pub arcs: Vec<(u32, u32)>,
    /// Length of at least one meter, by arc.
    pub meters: Vec<u64>,
}

impl Graph {
    pub fn n_nodes(&self) -> usize {
        self.places.len()
    }

    /// The same with only the shortest of parallel arcs, and without loops.
    pub fn without_parallel_arcs(&self) -> Graph {
        let arcs = self.arcs.iter().zip(&self.meters);
        let mut arcs: Vec<_> = arcs
            .map(|(&ends, &length)| (ends, length))
            .filter(|(ends, _)| ends.0 != ends.1)
            .collect();
        arcs.sort_unstable();
        arcs.dedup_by_key(|arc| arc.0);
        let (arcs, meters) = arcs.into_iter().unzip();
        Graph {
            name: self.name.clone(),
            places: self.places.clone(),
            arcs,
            meters,
        }
    }

    /// Nodes of the largest part in which every node reaches every other along arcs taken either
    /// way; in ascending order.
    pub fn largest_part(&self) -> Vec<u32> {
        let mut above: Vec<u32> = (0..).take(self.n_nodes()).collect();
        for &(tail, head) in &self.arcs {
            let (a, b) = (root(&mut above, tail), root(&mut above, head));
            above[a.max(b) as usize] = a.min(b);
        }
        let roots: Vec<u32> = (0..)
            .take(self.n_nodes())
            .map(|v| root(&mut above, v))
            .collect();
        let mut size = vec![0_u32; self.n_nodes()];
        for &r in &roots {
            size[r as usize] += 1;
        }
        let largest = (0..).zip(&size).max_by_key(|&(_, size)| size);
        let largest = largest.map_or(0, |(r, _)| r);
        (0..)
            .zip(roots)
            .filter(|&(_, r)| r == largest)
            .map(|(node, _)| node)
            .collect()
    }

    /// Pairs of nodes of the largest part, the same in every run.
    pub fn pairs(&self, count: usize, seed: u64) -> Vec<(u32, u32)> {
        let part = self.largest_part();
        let mut random = Random(seed);
        let mut node = || part[random.below(part.len())];
        (0..count).map(|_| (node(), node())).collect()
    }
}

fn root(above: &mut [u32], mut node: u32) -> u32 {
    while above[node as usize] != node {
        above[node as usize] = above[above[node as usize] as usize];
        node = above[node as usize];
    }
    node
}

/// Repeatable random numbers (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.draw() % limit as u64).unwrap()
    }
}

/// A folder named by a variable; says on standard error what is left out without it.
fn folder(variable: &str, name: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("{name} is left out: {variable} names no folder");
    }
    folder
}

fn there(path: PathBuf, name: &str) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    eprintln!("{name} is left out: there is no {}", path.display());
    None
}

/// `road_region` or `rail_region` below `CORRIDOR_SHARED`: lines that can be taken both ways, each
/// as two arcs.
pub fn region(name: &str) -> Option<Graph> {
    let folder = folder("CORRIDOR_SHARED", name)?.join("geodata/odbl_osm/perf");
    let nodes = there(folder.join(format!("{name}_nodes.csv.gz")), name)?;
    let edges = there(folder.join(format!("{name}_edges.csv.gz")), name)?;
    let read = |path| csv::Reader::from_reader(GzDecoder::new(File::open(path).unwrap()));

    let rows = read(nodes).into_deserialize();
    let mut rows: Vec<(u32, f64, f64)> = rows.map(Result::unwrap).collect();
    rows.sort_by_key(|row| row.0);
    assert!((0..).zip(&rows).all(|(id, row)| id == row.0));
    let places = rows.iter().map(|&(_, lon, lat)| [lon, lat]).collect();

    let (mut arcs, mut meters) = (vec![], vec![]);
    for row in read(edges).into_deserialize() {
        let (from, to, km): (u32, u32, f64) = row.unwrap();
        let length = (km * 1000.0).round().max(1.0) as u64;
        arcs.extend([(from, to), (to, from)]);
        meters.extend([length; 2]);
    }
    Some(Graph {
        name: name.to_owned(),
        places,
        arcs,
        meters,
    })
}

/// A graph such as `world_railways` below `CORRIDOR_GRAPHS`, a text: `n m`, then n lines
/// `lat lon`, then m lines `from to meters`, each one arc.
pub fn world(name: &str) -> Option<Graph> {
    let path = folder("CORRIDOR_GRAPHS", name)?.join(format!("{name}.txt"));
    let text = fs::read_to_string(there(path, name)?).unwrap();
    let mut words = text.split_ascii_whitespace();
    let mut word = || words.next().unwrap();
    let n_nodes: usize = word().parse().unwrap();
    let n_arcs: usize = word().parse().unwrap();
    let mut places = vec![];
    for _ in 0..n_nodes {
        let lat = word().parse().unwrap();
        places.push([word().parse().unwrap(), lat]);
    }
    let (mut arcs, mut meters) = (vec![], vec![]);
    for _ in 0..n_arcs {
        arcs.push((word().parse().unwrap(), word().parse().unwrap()));
        meters.push(word().parse::<u64>().unwrap().max(1));
    }
    Some(Graph {
        name: name.to_owned(),
        places,
        arcs,
        meters,
    })
}

/// A made network that is always there: `side` by `side` nodes, each joined to its right and lower
/// neighbor both ways with lengths from 500 to 1499 meters; one line in eight is missing.
pub fn lattice(side: usize, seed: u64) -> Graph {
    let mut random = Random(seed);
    let (mut arcs, mut meters) = (vec![], vec![]);
    let id = |row: usize, column: usize| u32::try_from(row * side + column).unwrap();
    for row in 0..side {
        for column in 0..side {
            let right = (column + 1 < side).then(|| id(row, column + 1));
            let below = (row + 1 < side).then(|| id(row + 1, column));
            for to in [right, below].into_iter().flatten() {
                let length = 500 + random.draw() % 1000;
                if random.below(8) > 0 {
                    arcs.extend([(id(row, column), to), (to, id(row, column))]);
                    meters.extend([length; 2]);
                }
            }
        }
    }
    let place = |node: usize| [(node % side) as f64 / 100.0, (node / side) as f64 / 100.0];
    Graph {
        name: format!("lattice {side} x {side}"),
        places: (0..side * side).map(place).collect(),
        arcs,
        meters,
    }
}

/// Seconds that `work` takes.
pub fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    black_box(work());
    began.elapsed().as_secs_f64()
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Medians over pairs of runs.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Seconds a run.
    pub product: f64,
    pub peer: f64,
    /// Median of what the peer took of the time that the product took in the same pair.
    pub ratio: f64,
}

/// Runs product and peer in turn, once each to warm up and then `n_pairs` times, at least five;
/// prints and returns the medians. Runs get the number of their pair, so that each pair can ask
/// another question; to warm up they get 0, as in the first pair.
pub fn in_turn<A, B>(
    title: &str,
    n_pairs: usize,
    mut product: impl FnMut(usize) -> A,
    mut peer: impl FnMut(usize) -> B,
) -> Measured {
    seconds(|| product(0));
    seconds(|| peer(0));
    let pair = |n: usize| (seconds(|| product(n)), seconds(|| peer(n)));
    let pairs: Vec<(f64, f64)> = (0..n_pairs.max(5)).map(pair).collect();
    let measured = Measured {
        product: median(pairs.iter().map(|pair| pair.0).collect()),
        peer: median(pairs.iter().map(|pair| pair.1).collect()),
        ratio: median(pairs.iter().map(|pair| pair.1 / pair.0).collect()),
    };
    println!(
        "{title:<56} {:>12} {:>12} {:>8.2} x",
        in_words(measured.product),
        in_words(measured.peer),
        measured.ratio
    );
    measured
}

/// Runs the product alone, once to warm up and then `n_runs` times, at least five; prints and
/// returns the median in seconds.
pub fn alone<A>(title: &str, n_runs: usize, mut product: impl FnMut(usize) -> A) -> f64 {
    seconds(|| product(0));
    let times = (0..n_runs.max(5)).map(|n| seconds(|| product(n))).collect();
    let time = median(times);
    println!("{title:<56} {:>12}", in_words(time));
    time
}

/// The heading of the columns that [`in_turn`] prints.
pub fn heading(product: &str, peer: &str) {
    println!("\n{:<56} {product:>12} {peer:>12} {:>10}", "", "ratio");
}

/// A time in a unit that suits it.
pub fn in_words(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.3} s"),
        s if s >= 1e-3 => format!("{:.3} ms", s * 1e3),
        s => format!("{:.2} µs", s * 1e6),
    }
}
