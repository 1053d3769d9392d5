//! What the best way between each two of some hubs comes to: skims.
//!
//! One tree an origin on the expanded graph; each way's time, money, kilometers and kilograms are the
//! sums along it, so that a skim by generalized cost still tells hours and yuan.
//! Does not know: files.

use super::cost::Criterion;
use super::expand::Expansion;
use super::itinerary::Sums;
use super::search::{Pretend, Search};
use crate::graph::dijkstra::Dijkstra;
use crate::model::ids::NodeId;
use crate::task::{Cancelled, Task};

/// A table of ways between hubs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skim {
    /// The hubs: rows and columns.
    pub hubs: Vec<NodeId>,
    /// By row (from), then column (to): what the best way comes to; `None` where there is none. From a
    /// hub to itself nothing.
    pub cells: Vec<Option<Sums>>,
}

impl Search<'_> {
    /// The best ways between hubs by a criterion.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn skim(
        &self,
        hubs: &[NodeId],
        criterion: Criterion,
        task: &Task,
    ) -> Result<Skim, Cancelled> {
        let (costs, ties) = self.costs_by(criterion, Pretend::Nothing);
        let expansion = self.expansion();
        let mut search = Dijkstra::new(&expansion.graph);
        let targets: Vec<u32> = hubs.iter().map(|&hub| Expansion::arrived(hub)).collect();
        let mut cells = Vec::with_capacity(hubs.len() * hubs.len());
        for &from in hubs {
            let sources = [Expansion::departing(from)];
            search.run(
                &expansion.graph,
                &costs,
                Some(&ties),
                &sources,
                &targets,
                task,
            )?;
            for (&to, &target) in hubs.iter().zip(&targets) {
                cells.push(if from == to {
                    Some(Sums::default())
                } else {
                    let arcs = search.path_arcs(target);
                    arcs.map(|arcs| arcs.iter().map(|&arc| expansion.sums[arc as usize]).sum())
                });
            }
        }
        Ok(Skim {
            hubs: hubs.to_vec(),
            cells,
        })
    }
}
