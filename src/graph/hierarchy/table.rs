//! Table: costs from many sources to pinned targets.
//!
//! The nodes above all targets in the elimination tree, and the arcs between them, are gathered
//! once. Each source climbs to the root alone; then one sweep from the root down to the targets
//! serves several sources at a time.
//!
//! Sources: Delling, Goldberg and Werneck, *Faster batched shortest paths in road networks*, 2011
//! (RPHAST), on the elimination tree as in Dibbelt, Strasser and Wagner, *Customizable contraction
//! hierarchies*, 2016. O(sources × arcs above the targets) time.
//!
//! Does not know: how arcs got their weights.

use crate::graph::dijkstra::CLOSED;
use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::levels::{Levels, Ray};
use crate::graph::hierarchy::links::{NONE, id};
use crate::graph::hierarchy::made_of::{DOWN, UP};
use crate::graph::hierarchy::metric::{Metric, Sized};
use crate::graph::hierarchy::weight::Weight;
use crate::task::{Cancelled, Task};

/// Sources that one sweep serves.
const LANES: usize = 8;

/// Costs from any sources to the same targets, under one metric.
///
/// Memory: some 50 bytes a node above a target, 8 bytes a node of the graph. After
/// [`Table::new`] nothing is allocated, but for the first time that measures are summed.
#[derive(Clone, Debug)]
pub struct Table<'m> {
    metric: &'m Metric,
    sweep: Sweep,
}

/// A sweep in one of three widths.
#[derive(Clone, Debug)]
enum Sweep {
    Narrow(Rows<u32>),
    Wide(Rows<u64>),
    Widest(Rows<u128>),
}

#[derive(Clone, Debug)]
struct Rows<W> {
    /// Targets by place among the gathered nodes; `NONE` if the target is no node.
    targets: Vec<u32>,
    /// Place among the gathered nodes by rank, `NONE` if it is not one of them. The highest node
    /// has place 0.
    place: Vec<u32>,
    /// Where the rays of each gathered node begin; one more at the end. Their heads are places.
    first: Vec<u32>,
    rays: Vec<Ray<W>>,
    /// Costs by place and lane, and the last ray to get there: `NONE` if there is none.
    cost: Vec<W>,
    last: Vec<u32>,
    climb: Climb<W>,
    /// Sums of a measure by place and lane.
    sums: Vec<u64>,
}

/// The way up from one source, by rank.
#[derive(Clone, Debug)]
struct Climb<W> {
    cost: Vec<W>,
    /// The node before and the arc from there.
    from: Vec<(u32, u32)>,
    sum: Vec<u64>,
    /// Nodes that were reached, from the source up.
    reached: Vec<u32>,
}

/// What a table is filled with: a row of as many numbers as there are targets for each source.
struct Sheets<'a, 'b> {
    costs: &'a mut [u64],
    sums: &'a mut [&'b mut [u64]],
}

impl<'m> Table<'m> {
    /// Gathers what is above `targets`. O(nodes + arcs above the targets).
    #[must_use]
    pub fn new(metric: &'m Metric, targets: &[u32]) -> Table<'m> {
        let contracted = metric.contracted();
        let sweep = match &metric.sized {
            Sized::Narrow(levels) => Sweep::Narrow(Rows::new(contracted, levels, targets)),
            Sized::Wide(levels) => Sweep::Wide(Rows::new(contracted, levels, targets)),
            Sized::Widest(levels) => Sweep::Widest(Rows::new(contracted, levels, targets)),
        };
        Table { metric, sweep }
    }

    /// Writes the least sum of weights from each of `sources` to each target into `costs`, source
    /// by source: [`CLOSED`] where there is no path, or a source or target is no node. What does
    /// not fit into `costs` is left out.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; `costs` is then filled in part.
    pub fn costs(
        &mut self,
        sources: &[u32],
        costs: &mut [u64],
        task: &Task,
    ) -> Result<(), Cancelled> {
        self.fill(
            sources,
            Sheets {
                costs,
                sums: &mut [],
            },
            task,
        )
    }

    /// The same, and into each of `sums` what one of the metric's measures comes to along the
    /// path that has this cost, one such sheet for each measure, in order: 0 where there is no
    /// path. Paths are not unpacked: a measure costs about as much as the costs do.
    ///
    /// Of equally short paths it is always the same, but not always the one that
    /// [`Query::path`](super::query::Query::path) answers.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; the sheets are then filled in part.
    pub fn costs_and_sums(
        &mut self,
        sources: &[u32],
        costs: &mut [u64],
        sums: &mut [&mut [u64]],
        task: &Task,
    ) -> Result<(), Cancelled> {
        self.fill(sources, Sheets { costs, sums }, task)
    }

    fn fill(
        &mut self,
        sources: &[u32],
        sheets: Sheets<'_, '_>,
        task: &Task,
    ) -> Result<(), Cancelled> {
        match (&mut self.sweep, &self.metric.sized) {
            (Sweep::Narrow(rows), Sized::Narrow(levels)) => {
                rows.fill(self.metric, levels, sources, sheets, task)
            }
            (Sweep::Wide(rows), Sized::Wide(levels)) => {
                rows.fill(self.metric, levels, sources, sheets, task)
            }
            (Sweep::Widest(rows), Sized::Widest(levels)) => {
                rows.fill(self.metric, levels, sources, sheets, task)
            }
            // The metric is borrowed, so it has the width it had.
            _ => Ok(()),
        }
    }
}

impl<W: Weight> Rows<W> {
    fn new(contracted: &Contracted, levels: &Levels<W>, targets: &[u32]) -> Rows<W> {
        let n_nodes = contracted.n_nodes();
        let mut place = vec![NONE; n_nodes];
        let mut above = Vec::new();
        for &target in targets {
            let rank = contracted.rank_of.get(target as usize);
            let mut node = rank.copied().unwrap_or(NONE);
            while node != NONE && place[node as usize] == NONE {
                place[node as usize] = 0;
                above.push(node);
                node = contracted.parent[node as usize];
            }
        }
        above.sort_unstable_by(|one, other| other.cmp(one));
        let (mut first, mut rays) = (vec![0], Vec::new());
        for (here, &node) in (0..).zip(&above) {
            place[node as usize] = here;
            for &ray in levels.stars[DOWN].of(node) {
                let head = place[ray.head as usize];
                rays.push(Ray { head, ..ray });
            }
            first.push(id(rays.len()));
        }
        let place_of = |&target: &u32| {
            let rank = contracted.rank_of.get(target as usize);
            rank.map_or(NONE, |&rank| place[rank as usize])
        };
        Rows {
            targets: targets.iter().map(place_of).collect(),
            cost: vec![W::CLOSED; above.len() * LANES],
            last: vec![NONE; above.len() * LANES],
            place,
            first,
            rays,
            climb: Climb {
                cost: vec![W::CLOSED; n_nodes],
                from: vec![(NONE, NONE); n_nodes],
                sum: vec![0; n_nodes],
                reached: Vec::new(),
            },
            sums: Vec::new(),
        }
    }

    fn fill(
        &mut self,
        metric: &Metric,
        levels: &Levels<W>,
        sources: &[u32],
        mut sheets: Sheets<'_, '_>,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let n_targets = self.targets.len();
        for sum in &mut *sheets.sums {
            sum.fill(0);
        }
        let mut done = 0;
        while done < sources.len() {
            task.checkpoint()?;
            let left = &sources[done..];
            // A few sources are cheaper one by one than in lanes that stay empty.
            let n_lanes = if left.len() < LANES / 2 { 1 } else { LANES };
            let batch = &left[..left.len().min(n_lanes)];
            let begin = done * n_targets;
            match (n_lanes, sheets.sums.is_empty()) {
                (1, true) => self.batch::<1, false>(metric, levels, batch, begin, &mut sheets),
                (1, false) => self.batch::<1, true>(metric, levels, batch, begin, &mut sheets),
                (_, true) => self.batch::<LANES, false>(metric, levels, batch, begin, &mut sheets),
                (_, false) => self.batch::<LANES, true>(metric, levels, batch, begin, &mut sheets),
            }
            done += batch.len();
        }
        Ok(())
    }

    /// Fills the rows of up to `N` sources, of which the first begins at `begin`.
    fn batch<const N: usize, const SUMS: bool>(
        &mut self,
        metric: &Metric,
        levels: &Levels<W>,
        sources: &[u32],
        begin: usize,
        sheets: &mut Sheets<'_, '_>,
    ) {
        let n_gathered = self.first.len() - 1;
        self.cost[..n_gathered * N].fill(W::CLOSED);
        self.last[..n_gathered * N].fill(NONE);
        let n_measures = sheets.sums.len().min(metric.measures.len());
        self.sums.clear();
        self.sums.resize(n_measures * n_gathered * N, 0);
        let contracted = metric.contracted();
        for (lane, &source) in sources.iter().enumerate() {
            let Some(&rank) = contracted.rank_of.get(source as usize) else {
                continue;
            };
            self.climb.run::<SUMS>(contracted, levels, rank);
            for (node, place) in self.climb.gathered(&self.place) {
                self.cost[place * N + lane] = self.climb.cost[node];
            }
            for (which, measure) in metric.measures[..n_measures].iter().enumerate() {
                self.climb.add_up(measure);
                let sums = &mut self.sums[which * n_gathered * N..];
                for (node, place) in self.climb.gathered(&self.place) {
                    sums[place * N + lane] = self.climb.sum[node];
                }
            }
            self.climb.take_back();
        }
        self.sweep::<N, SUMS>();
        for (which, measure) in metric.measures[..n_measures].iter().enumerate() {
            self.sweep_sums::<N>(which, measure);
        }
        self.write::<N>(levels, sources.len(), begin, sheets, n_measures);
    }

    /// Improves the costs of all lanes from the highest node down.
    fn sweep<const N: usize, const SUMS: bool>(&mut self) {
        let (costs, _) = self.cost.as_chunks_mut::<N>();
        let (lasts, _) = self.last.as_chunks_mut::<N>();
        for node in 0..self.first.len() - 1 {
            let range = self.first[node] as usize..self.first[node + 1] as usize;
            let mut here = costs[node];
            let mut last = lasts[node];
            for (ray, number) in self.rays[range.clone()].iter().zip(id(range.start)..) {
                let there = costs[ray.head as usize].map(|cost| cost.plus(ray.weight));
                if SUMS {
                    last = choose(last, number, there, here);
                }
                here = least(here, there);
            }
            costs[node] = here;
            if SUMS {
                lasts[node] = last;
            }
        }
    }

    /// Adds up a measure along the rays that the sweep has chosen.
    fn sweep_sums<const N: usize>(&mut self, which: usize, measure: &[[u64; 2]]) {
        let n_gathered = self.first.len() - 1;
        let (sums, _) = self.sums[which * n_gathered * N..].as_chunks_mut::<N>();
        let (lasts, _) = self.last.as_chunks::<N>();
        for node in 0..n_gathered {
            for lane in 0..N {
                if let Some(ray) = self.rays.get(lasts[node][lane] as usize) {
                    let before = sums[ray.head as usize][lane];
                    sums[node][lane] = before.saturating_add(measure[ray.arc as usize][DOWN]);
                }
            }
        }
    }

    fn write<const N: usize>(
        &self,
        levels: &Levels<W>,
        n_rows: usize,
        begin: usize,
        sheets: &mut Sheets<'_, '_>,
        n_measures: usize,
    ) {
        let n_gathered = self.first.len() - 1;
        let (costs, _) = self.cost.as_chunks::<N>();
        let cost_at = |place: u32, lane: usize| match costs.get(place as usize) {
            Some(costs) if costs[lane] < W::CLOSED => levels.sum_of_weights(costs[lane]),
            _ => CLOSED,
        };
        for lane in 0..n_rows {
            let row = begin + lane * self.targets.len();
            let costs = sheets.costs.iter_mut().skip(row);
            for (cost, &place) in costs.zip(&self.targets) {
                *cost = cost_at(place, lane);
            }
            for (which, sheet) in sheets.sums[..n_measures].iter_mut().enumerate() {
                let sums = &self.sums[which * n_gathered * N..];
                for (sum, &place) in sheet.iter_mut().skip(row).zip(&self.targets) {
                    let known = sums.get(place as usize * N + lane);
                    *sum = known.copied().unwrap_or(0);
                }
            }
        }
    }
}

impl<W: Weight> Climb<W> {
    /// Finds the costs of all nodes above `from`.
    fn run<const TRACE: bool>(&mut self, contracted: &Contracted, levels: &Levels<W>, from: u32) {
        self.reached.clear();
        self.cost[from as usize] = W::NOTHING;
        let mut node = from;
        while node != NONE {
            let cost = self.cost[node as usize];
            if cost < W::CLOSED {
                self.reached.push(node);
                self.relax::<TRACE>(levels.stars[UP].of(node), node, cost);
            }
            node = contracted.parent[node as usize];
        }
    }

    fn relax<const TRACE: bool>(&mut self, rays: &[Ray<W>], node: u32, cost: W) {
        for ray in rays {
            let sum = cost.plus(ray.weight);
            if sum < self.cost[ray.head as usize] {
                self.cost[ray.head as usize] = sum;
                if TRACE {
                    self.from[ray.head as usize] = (node, ray.arc);
                }
            }
        }
    }

    /// The nodes reached that are gathered for a table, each with its place there.
    fn gathered(&self, place: &[u32]) -> impl Iterator<Item = (usize, usize)> {
        let places = (self.reached.iter()).map(|&node| (node as usize, place[node as usize]));
        let gathered = places.filter(|&(_, place)| place != NONE);
        gathered.map(|(node, place)| (node, place as usize))
    }

    /// Adds up a measure along the way to every node reached.
    fn add_up(&mut self, measure: &[[u64; 2]]) {
        for (step, &node) in self.reached.iter().enumerate() {
            let (before, arc) = self.from[node as usize];
            self.sum[node as usize] = match step {
                0 => 0,
                _ => self.sum[before as usize].saturating_add(measure[arc as usize][UP]),
            };
        }
    }

    /// Makes all nodes unreached again.
    fn take_back(&mut self) {
        for &node in &self.reached {
            self.cost[node as usize] = W::CLOSED;
        }
    }
}

/// The less of each two.
fn least<W: Weight, const N: usize>(one: [W; N], other: [W; N]) -> [W; N] {
    std::array::from_fn(|lane| one[lane].min(other[lane]))
}

/// `number` in all lanes where `there` is less than `here`.
fn choose<W: Weight, const N: usize>(
    last: [u32; N],
    number: u32,
    there: [W; N],
    here: [W; N],
) -> [u32; N] {
    let is_better: [bool; N] = std::array::from_fn(|lane| there[lane] < here[lane]);
    std::array::from_fn(|lane| if is_better[lane] { number } else { last[lane] })
}
