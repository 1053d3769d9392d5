//! What the best paths between many nodes come to.
//!
//! By search: one for each origin. By hierarchy: the way up from each origin, then one sweep to all
//! destinations at once (see [`crate::graph::hierarchy::table`]); sums are those of the links' numbers
//! in whole millionths of a second, fen or meter.
//!
//! Does not know: how tables are written.

use super::{Engine, Hierarchy, PlainRouter, PlainSums, entered};
use crate::graph::dijkstra::CLOSED;
use crate::graph::hierarchy::table::Table;
use crate::model::ids::NodeId;
use crate::model::plain::{Measure, PlainNetwork};
use crate::task::{Cancelled, Task};

/// Parts of a second, fen or meter that sums of tables count.
const PARTS: f64 = 1_000_000.0;
/// Instead of a number: not known. Sums with it are it.
const UNKNOWN: u64 = u64::MAX;
/// What a path comes to beside what is least.
const MEASURES: [Measure; 3] = [Measure::Distance, Measure::Time, Measure::Money];

impl PlainRouter<'_> {
    /// What the best paths come to, origin by origin: as many cells for each as there are destinations;
    /// `None` where there is no path.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn table(
        &mut self,
        from: &[NodeId],
        to: &[NodeId],
        task: &Task,
    ) -> Result<Vec<Option<PlainSums>>, Cancelled> {
        let network = self.network;
        if let Engine::Hierarchy(hierarchy) = &mut self.engine {
            return sweeps(hierarchy, network, (from, to), task);
        }
        let mut cells = Vec::with_capacity(from.len() * to.len());
        for &origin in from {
            cells.extend(self.sums(origin, to, task)?);
        }
        Ok(cells)
    }
}

fn sweeps(
    hierarchy: &mut Hierarchy,
    network: &PlainNetwork,
    (from, to): (&[NodeId], &[NodeId]),
    task: &Task,
) -> Result<Vec<Option<PlainSums>>, Cancelled> {
    let values = MEASURES.map(|measure| millionths(network.values(measure)));
    let measures = values.each_ref().map(|values| &values[..]);
    hierarchy.metric.set_measures(&measures, task)?;
    let sources: Vec<u32> = from.iter().map(|node| node.0).collect();
    let targets: Vec<u32> = to.iter().map(|&node| entered(network, node)).collect();
    let n_cells = sources.len() * targets.len();
    let mut costs = vec![CLOSED; n_cells];
    let mut sheets = MEASURES.map(|_| vec![0; n_cells]);
    let mut sums = sheets.each_mut().map(|sheet| &mut sheet[..]);
    let mut table = Table::new(&hierarchy.metric, &targets);
    table.costs_and_sums(&sources, &mut costs, &mut sums, task)?;
    let zero = PlainSums {
        meters: Some(0.0),
        seconds: Some(0.0),
        toll_fen: Some(0.0),
    };
    let ends = from
        .iter()
        .flat_map(|from| to.iter().map(move |to| (from, to)));
    let cells = ends.enumerate().map(|(at, (from, to))| {
        if from == to && from.index() < network.n_nodes() {
            return Some(zero);
        }
        (costs[at] != CLOSED).then(|| PlainSums {
            meters: whole(sheets[0][at]),
            seconds: whole(sheets[1][at]),
            toll_fen: whole(sheets[2][at]),
        })
    });
    Ok(cells.collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of links are not negative, and those too large count as not known"
)]
fn millionths(values: &[f64]) -> Vec<u64> {
    let parts = |&value: &f64| {
        if value.is_nan() {
            UNKNOWN
        } else {
            (value * PARTS).round() as u64
        }
    };
    values.iter().map(parts).collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sums below 2⁵³ millionths are exact"
)]
fn whole(parts: u64) -> Option<f64> {
    (parts != UNKNOWN).then_some(parts as f64 / PARTS)
}
