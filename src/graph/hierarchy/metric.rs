//! Metric: a topology with weights, ready for queries.
//!
//! Sources: Dibbelt, Strasser and Wagner, *Customizable contraction hierarchies*, 2016: basic and
//! perfect customization by triangles. O(triangles) time; some tens of milliseconds for a million
//! arcs.
//!
//! Does not know: what a weight measures; queries.

use std::sync::Arc;

use crate::graph::dijkstra::CLOSED;
use crate::graph::hierarchy::Topology;
use crate::graph::hierarchy::contract::Contracted;
use crate::graph::hierarchy::levels::{Levels, counted};
use crate::graph::hierarchy::made_of::MadeOf;
use crate::graph::hierarchy::weight::Weight;
use crate::task::{Cancelled, Task};

/// A topology with weights, ready for queries.
///
/// Memory: at most 56, 80 or 144 bytes an arc of the topology, for weights held in 32, 64 or 128
/// bits, and 16 for each measure.
#[derive(Clone, Debug)]
pub struct Metric {
    topology: Arc<Topology>,
    pub(super) made_of: MadeOf,
    pub(super) sized: Sized,
    /// What else is summed along paths, by measure, arc and direction.
    pub(super) measures: Vec<Vec<[u64; 2]>>,
}

/// Weights in one of three widths.
#[derive(Clone, Debug)]
pub(super) enum Sized {
    Narrow(Levels<u32>),
    Wide(Levels<u64>),
    Widest(Levels<u128>),
}

impl Default for Sized {
    fn default() -> Self {
        Sized::Narrow(Levels::default())
    }
}

impl Metric {
    /// Customizes `topology` with `weights`, which are by arc id of the graph it was built from.
    ///
    /// An arc of weight [`CLOSED`], or without a weight, is not used. Costs are exact: weights are
    /// held in 32, 64 or 128 bits, whichever no path can exceed, and only the cost that a query
    /// answers saturates at `u64::MAX`. Time and memory grow with the width.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn customize(
        topology: &Arc<Topology>,
        weights: &[u64],
        task: &Task,
    ) -> Result<Metric, Cancelled> {
        let mut metric = Metric {
            topology: Arc::clone(topology),
            made_of: MadeOf::default(),
            sized: Sized::default(),
            measures: Vec::new(),
        };
        metric.recustomize(weights, task)?;
        Ok(metric)
    }

    /// The same for other weights, in the space of the old ones. Measures are forgotten, as paths
    /// change.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; then no query finds a path until weights are given again.
    pub fn recustomize(&mut self, weights: &[u64], task: &Task) -> Result<(), Cancelled> {
        self.measures.clear();
        let outcome = self.fill(weights, task);
        if outcome.is_err() {
            self.sized = Sized::default();
        }
        outcome
    }

    fn fill(&mut self, weights: &[u64], task: &Task) -> Result<(), Cancelled> {
        let contracted = self.topology.contracted();
        task.checkpoint()?;
        self.made_of.choose_own(&self.topology, weights);
        task.checkpoint()?;
        // No path has more arcs than there are nodes.
        let n_bits = if weights.contains(&0) {
            usize::BITS - contracted.n_nodes().leading_zeros()
        } else {
            0
        };
        // Nothing is longer than all arcs together; only if that is much, it pays to look closer.
        let is_open = |&weight: &u64| weight != CLOSED;
        let open = weights.iter().copied().filter(is_open);
        let mut longest = open.map(|weight| counted(weight, n_bits)).sum();
        if longest >= u32::CLOSED.into() {
            longest = self.made_of.longest_path(contracted, weights, n_bits);
        }
        let (made_of, weights) = (&mut self.made_of, (weights, n_bits));
        self.sized = match std::mem::take(&mut self.sized) {
            Sized::Narrow(mut levels) if longest < u32::CLOSED.into() => {
                levels.fill(contracted, weights, made_of, task)?;
                Sized::Narrow(levels)
            }
            Sized::Wide(mut levels)
                if longest < u64::CLOSED.into() && longest >= u32::CLOSED.into() =>
            {
                levels.fill(contracted, weights, made_of, task)?;
                Sized::Wide(levels)
            }
            _ if longest < u32::CLOSED.into() => {
                Sized::Narrow(Levels::filled(contracted, weights, made_of, task)?)
            }
            _ if longest < u64::CLOSED.into() => {
                Sized::Wide(Levels::filled(contracted, weights, made_of, task)?)
            }
            _ => Sized::Widest(Levels::filled(contracted, weights, made_of, task)?),
        };
        Ok(())
    }

    /// Has other quantities summed along the paths found: `measures` are by arc id, as weights
    /// are; an arc without a value has 0. Sums saturate at `u64::MAX`. O(arcs) for each.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was; then there are no measures.
    pub fn set_measures(&mut self, measures: &[&[u64]], task: &Task) -> Result<(), Cancelled> {
        self.measures.clear();
        let sums = measures
            .iter()
            .map(|values| self.made_of.sums(values, task));
        self.measures = sums.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The topology that was customized.
    #[must_use]
    pub fn topology(&self) -> &Arc<Topology> {
        &self.topology
    }

    pub(super) fn contracted(&self) -> &Contracted {
        self.topology.contracted()
    }
}
