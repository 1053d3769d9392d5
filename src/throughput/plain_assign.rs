//! Trips put on a plain network: which link carries how much when links get slower with use.
//!
//! A link's time is free × (1 + b × (volume ÷ capacity)^power), the function of the Bureau of Public Roads
//! that TNTP nets name; a link without capacity, or of b or power 0, has constant time. Beside it stand toll
//! and length by their weights. All is in the units of the file. The algorithms, and how long they take, are
//! those of [`crate::graph::equilibrium`].
//!
//! Does not know: files, modes, hubs.

#[cfg(test)]
mod tests;

use super::assign::{Found, Search, demand_of, found, options};
use super::loads::check::{Faults, TOLERANCE};
use crate::graph::equilibrium::solution::Solution;
use crate::graph::equilibrium::{Demand, Problem, solve};
use crate::graph::volume_delay::VolumeDelay;
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::{PlainLink, PlainNetwork};
use crate::task::Task;

/// What goes from one node to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainTrip {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// How much, in the unit of capacities, from 0.
    pub amount: f64,
}

/// How costs are made of a network's numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainAsked {
    /// Seconds in the unit of time that answers are in.
    pub seconds: f64,
    /// Meters in the unit of length.
    pub meters: f64,
    /// What a unit of toll (yuan, 100 fen) counts, in units of time, from 0.
    pub toll_weight: f64,
    /// What a unit of length counts, in units of time, from 0.
    pub length_weight: f64,
    /// Factor and exponent of links that have a capacity but none of their own; without it such links
    /// have constant time.
    pub usual: Option<(f64, f64)>,
}

/// A plain network with its trips as arrays for the algorithms.
#[derive(Clone, Debug)]
pub struct PlainSetting {
    n_nodes: usize,
    first_through: u32,
    arcs: Vec<(u32, u32)>,
    functions: Vec<VolumeDelay>,
    fixed: Vec<f64>,
    demand: Vec<Demand>,
}

/// Volumes by link, and how they were found. Times and costs are in units of time of the file.
#[derive(Clone, Debug)]
pub struct PlainFlows {
    /// How the search ended.
    pub found: Found,
    /// Rounds.
    pub iterations: u32,
    /// Volume times time, over all links.
    pub total_time: f64,
    /// The same with weighted tolls and lengths.
    pub generalized_cost: f64,
    /// Volume by link.
    pub volumes: Vec<f64>,
    /// Time by link at these volumes.
    pub times: Vec<f64>,
    /// What trips between nodes come to that no path joins, by their places among the trips that are more
    /// than nothing.
    pub unreachable: Vec<u32>,
    /// What of elastic demand stays away at these costs.
    pub deterred: f64,
    /// How many trips begin and end at one node, and what they come to: they stay off the network.
    pub intrazonal: (u32, f64),
    /// What does not hold, looked at anew.
    pub faults: Faults,
    solution: Solution,
}

/// Which paths are picked: those that use, of any of the groups, every part, where a part is a link or any
/// of several (the two ways of one line).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainPick {
    /// Groups of parts of links.
    pub groups: Vec<Vec<Vec<LinkId>>>,
}

/// Who uses what was picked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlainSelected {
    /// How much.
    pub total: f64,
    /// By trip how much of it, the most first.
    pub trips: Vec<(u32, f64)>,
    /// Volume by link of all the paths picked.
    pub volumes: Vec<f64>,
}

impl PlainSetting {
    /// A network with trips; of those that are nothing, none is kept.
    #[must_use]
    pub fn new(network: &PlainNetwork, trips: &[PlainTrip], asked: PlainAsked) -> Self {
        let links = (0..network.n_links()).map(|at| network.link(LinkId::at(at)));
        let has_fixed = asked.toll_weight > 0.0 || asked.length_weight > 0.0;
        let fixed = links.clone().filter(|_| has_fixed).map(|link| {
            let toll = link.toll_fen.unwrap_or(0.0) / 100.0;
            let length = link.length_m.unwrap_or(0.0) / asked.meters;
            asked.toll_weight * toll + asked.length_weight * length
        });
        let wanted = trips.iter().filter(|trip| trip.amount > 0.0);
        Self {
            n_nodes: network.n_nodes(),
            first_through: u32::try_from(network.first_thru_node() - 1).unwrap_or(u32::MAX),
            arcs: links.clone().map(|link| (link.tail, link.head)).collect(),
            functions: links.clone().map(|link| function(&link, asked)).collect(),
            fixed: fixed.collect(),
            demand: wanted
                .map(|trip| Demand::new(trip.from.0, trip.to.0, trip.amount))
                .collect(),
        }
    }

    /// The time of a link when empty, and where it rises with volume the capacity, factor and exponent.
    #[must_use]
    pub fn curve(&self, link: LinkId) -> (f64, Option<[f64; 3]>) {
        match self.functions[link.index()] {
            VolumeDelay::Bpr {
                free,
                capacity,
                b,
                power,
            } => (free, Some([capacity, b, power])),
            ref other => (other.free(), None),
        }
    }

    /// Cost of a link beside time.
    #[must_use]
    pub fn fixed(&self, link: LinkId) -> f64 {
        self.fixed.get(link.index()).copied().unwrap_or(0.0)
    }

    /// The trip of a place among those that are more than nothing.
    #[must_use]
    pub fn trip(&self, at: u32) -> PlainTrip {
        let demand = self.demand[at as usize];
        PlainTrip {
            from: NodeId(demand.origin),
            to: NodeId(demand.destination),
            amount: demand.flow,
        }
    }

    /// All that is wanted.
    #[must_use]
    pub fn wanted(&self) -> f64 {
        // A sum of nothing would be −0.
        self.demand
            .iter()
            .fold(0.0, |sum, demand| sum + demand.flow)
    }

    /// Number of links that nothing may use, as their capacity is 0.
    #[must_use]
    pub fn n_closed(&self) -> usize {
        self.functions.iter().filter(|of| of.is_closed()).count()
    }

    /// Multiplies the capacity of a link; one without a function of it stays as it is.
    pub fn scale_capacity(&mut self, link: LinkId, factor: f64) {
        if let Some(VolumeDelay::Bpr { capacity, .. }) = self.functions.get_mut(link.index()) {
            *capacity *= factor;
        }
    }

    /// Puts the trips on the network. `start` is what an earlier search found, of the same links.
    #[must_use]
    pub fn solve(&self, search: Search, start: Option<&PlainFlows>, task: &Task) -> PlainFlows {
        let problem = Problem {
            n_nodes: self.n_nodes,
            arcs: &self.arcs,
            functions: &self.functions,
            fixed: &self.fixed,
            first_through: self.first_through,
            demand: &self.demand,
            ..Problem::default()
        };
        let demand = demand_of(&problem, search, task);
        let problem = Problem {
            demand: &demand,
            ..problem
        };
        let start = start.map(|before| &before.solution);
        let solution = solve(&problem, &options(search), start, task);
        let volumes = solution.volumes.clone();
        let both = self.functions.iter().zip(&volumes);
        let times = both.map(|(function, &volume)| function.value(volume));
        PlainFlows {
            found: found(&solution),
            iterations: solution.iterations,
            total_time: solution.total_time,
            generalized_cost: solution.generalized_cost,
            times: times.collect(),
            unreachable: solution.unreachable.clone(),
            deterred: solution.idle(),
            intrazonal: solution.intrazonal,
            faults: self.faults(&solution, &volumes),
            volumes,
            solution,
        }
    }

    /// Looks anew whether what enters nodes leaves them, and paths add up to volumes.
    fn faults(&self, solution: &Solution, volumes: &[f64]) -> Faults {
        let mut faults = Faults::default();
        let mut balance = vec![0.0; self.n_nodes];
        let mut through = vec![0.0; self.n_nodes];
        let ends = |demand: &Demand| (demand.origin as usize, demand.destination as usize);
        for pair in &solution.pairs {
            let (from, to) = ends(&self.demand[pair.demand as usize]);
            balance[from] += pair.volume;
            balance[to] -= pair.volume;
            through[from] += pair.volume;
        }
        for (&(tail, head), &volume) in self.arcs.iter().zip(volumes) {
            balance[tail as usize] -= volume;
            balance[head as usize] += volume;
            through[head as usize] += volume;
        }
        let is_off = |off: f64, size: f64| off.abs() > TOLERANCE * size;
        let nodes = balance.iter().zip(&through);
        faults.unbalanced = nodes.filter(|&(&off, &sum)| is_off(off, sum)).count();
        let mut sums = vec![0.0; volumes.len()];
        let mut has_paths = false;
        for (at, pair) in solution.pairs.iter().enumerate() {
            let (from, to) = ends(&self.demand[pair.demand as usize]);
            let mut carried = 0.0;
            for path in solution.paths_of_pair(at) {
                has_paths = true;
                carried += path.flow;
                let mut here = Some(from);
                for &arc in path.arcs {
                    sums[arc as usize] += path.flow;
                    let (tail, head) = self.arcs[arc as usize];
                    here = here.filter(|&node| node == tail as usize);
                    here = here.map(|_| head as usize);
                }
                faults.broken_paths += usize::from(here != Some(to));
            }
            faults.unbalanced +=
                usize::from(carried > 0.0 && is_off(carried - pair.volume, carried));
        }
        if has_paths {
            let both = sums.iter().zip(volumes);
            let off = both.filter(|&(&sum, &volume)| is_off(sum - volume, sum.max(volume)));
            faults.wrong_sums = off.count();
        }
        faults
    }
}

impl PlainFlows {
    /// Whether the method told the paths.
    #[must_use]
    pub fn has_paths(&self) -> bool {
        (0..self.solution.pairs.len())
            .any(|pair| self.solution.paths_of_pair(pair).next().is_some())
    }

    /// Who uses some links; nothing where no paths are known.
    #[must_use]
    pub fn select(&self, pick: &PlainPick) -> PlainSelected {
        let has = |arcs: &[u32], part: &Vec<LinkId>| part.iter().any(|link| arcs.contains(&link.0));
        // Arcs of paths are fewer than links by far, so that a set would gain nothing.
        let is_wanted = |arcs: &[u32]| {
            let mut groups = pick.groups.iter().filter(|group| !group.is_empty());
            groups.any(|group| group.iter().all(|part| has(arcs, part)))
        };
        let selected = self.solution.select(is_wanted);
        let mut trips = selected.demand;
        trips.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        PlainSelected {
            total: selected.total,
            trips,
            volumes: selected.volumes,
        }
    }
}

/// The time of a link by its volume. Its own factor and exponent are never below 0.
fn function(link: &PlainLink, asked: PlainAsked) -> VolumeDelay {
    let free = link.seconds.unwrap_or(f64::NAN) / asked.seconds;
    let (b, power) = match (link.b, link.power, asked.usual) {
        (Some(b), Some(power), _) => (b, power),
        (_, _, Some(usual)) => usual,
        _ => (0.0, 0.0),
    };
    match link.capacity {
        Some(capacity) if b > 0.0 && power > 0.0 => VolumeDelay::Bpr {
            free,
            capacity,
            b,
            power,
        },
        // To the power 0 a volume counts as much as any other.
        Some(_) if power <= 0.0 => VolumeDelay::Constant {
            free: free * (1.0 + b),
        },
        _ => VolumeDelay::Constant { free },
    }
}
