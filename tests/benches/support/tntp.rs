//! TNTP nets and trip tables as plain arrays, for tests and benchmarks of assignments. The product
//! reads such files in `src/io/plain/tntp.rs`, with findings; here a file is as it should be.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "tests and benchmarks stop where a file is not as it should be"
)]

use std::fs;
use std::path::{Path, PathBuf};

use corridor::graph::equilibrium::{Demand, Problem};
use corridor::graph::volume_delay::VolumeDelay;

/// A net with its trips.
pub struct Tntp {
    pub n_nodes: usize,
    pub first_through: u32,
    pub arcs: Vec<(u32, u32)>,
    pub functions: Vec<VolumeDelay>,
    pub demand: Vec<Demand>,
}

impl Tntp {
    /// `NAME_net.tntp` and `NAME_trips.tntp` of a folder.
    pub fn read(folder: &Path, name: &str) -> Tntp {
        let text =
            |part: &str| fs::read_to_string(folder.join(format!("{name}_{part}.tntp"))).unwrap();
        let (net, trips) = (text("net"), text("trips"));
        let number = |key: &str| -> u32 {
            let line = net.lines().find(|line| line.contains(key)).unwrap();
            let value = line.split('>').nth(1).unwrap();
            value.split_whitespace().next().unwrap().parse().unwrap()
        };
        let mut read = Tntp {
            n_nodes: number("NUMBER OF NODES") as usize,
            first_through: number("FIRST THRU NODE") - 1,
            arcs: Vec::new(),
            functions: Vec::new(),
            demand: Vec::new(),
        };
        for line in net.lines().map(str::trim) {
            let is_row = line.starts_with(|first: char| first.is_ascii_digit());
            if is_row {
                read.add_arc(line);
            }
        }
        let mut origin = 0;
        for line in trips.lines().map(str::trim) {
            if let Some(zone) = line.strip_prefix("Origin") {
                origin = zone.trim().parse::<u32>().unwrap() - 1;
            }
            let cells = line.split(';').filter_map(|cell| cell.split_once(':'));
            for (zone, flow) in cells.filter(|_| !line.starts_with('<')) {
                let destination = zone.trim().parse::<u32>().unwrap() - 1;
                let flow: f64 = flow.trim().parse().unwrap();
                if flow > 0.0 {
                    read.demand.push(Demand::new(origin, destination, flow));
                }
            }
        }
        read
    }

    fn add_arc(&mut self, row: &str) {
        let cells = row.split(|c: char| c.is_whitespace() || c == ';');
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let node = |at: usize| cells[at].parse::<u32>().unwrap() - 1;
        let number = |at: usize| cells[at].parse::<f64>().unwrap();
        self.arcs.push((node(0), node(1)));
        self.functions.push(VolumeDelay::Bpr {
            free: number(4),
            capacity: number(2),
            b: number(5),
            power: number(6),
        });
    }

    pub fn problem(&self) -> Problem<'_> {
        Problem {
            n_nodes: self.n_nodes,
            arcs: &self.arcs,
            functions: &self.functions,
            first_through: self.first_through,
            demand: &self.demand,
            ..Problem::default()
        }
    }
}

/// A net of the folder that `CORRIDOR_SHARED` names; says so if it is not there.
pub fn shared(name: &str) -> Option<Tntp> {
    let shared = std::env::var_os("CORRIDOR_SHARED").map(PathBuf::from);
    let folder = shared.map(|shared| shared.join("benchmarks/tntp").join(name));
    let folder = folder.filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("skipped: CORRIDOR_SHARED names no folder with benchmarks/tntp/{name}");
    }
    Some(Tntp::read(&folder?, name))
}
