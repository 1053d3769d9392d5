//! A network's hierarchy without weights: made once, kept by whoever wants to, and the same for every
//! measure.
//!
//! Making it takes as long as some 20 to 180 searches; with an order that was kept, two to five.
//! Does not know: where orders are kept.

use std::sync::Arc;

use super::{LARGEST_CUT, LEAST_NODES, graph, n_copies, width};
use crate::graph::hierarchy::Topology;
use crate::model::plain::PlainNetwork;
use crate::task::{Cancelled, Task};

/// A network's hierarchy without weights.
#[derive(Clone, Debug)]
pub struct Prepared {
    topology: Arc<Topology>,
    was_known: bool,
}

impl Prepared {
    /// Makes it; `known` is an order as [`Self::order`] gave it. One that is not of this network, to the
    /// last bit, is passed over, and a new one is made. The task is told how far the order is.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn new(
        network: &PlainNetwork,
        known: Option<&[u32]>,
        task: &Task,
    ) -> Result<Self, Cancelled> {
        let graph = graph(network);
        if let Some(known) = known
            && let Some(topology) = Topology::from_array(&graph, known, task)?
        {
            return Ok(Self {
                topology: Arc::new(topology),
                was_known: true,
            });
        }
        let positions = network.all_positions().map(|positions| {
            // A copy lies where its node does.
            [positions, &positions[..n_copies(network)]].concat()
        });
        let topology = Topology::build(&graph, positions.as_deref(), task)?;
        Ok(Self {
            topology: Arc::new(topology),
            was_known: false,
        })
    }

    /// Whether a hierarchy serves many questions about a network faster than searches: it is large, and
    /// has small cuts. For one that is open in a window, where questions come one by one.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn pays(network: &PlainNetwork, task: &Task) -> Result<bool, Cancelled> {
        Ok(network.n_nodes() >= LEAST_NODES && width::width(network, task)? <= LARGEST_CUT)
    }

    /// The order as plain numbers, to be kept for [`Self::new`]: four bytes a node.
    #[must_use]
    pub fn order(&self) -> Vec<u32> {
        self.topology.to_array()
    }

    /// Whether it was made of an order that was kept.
    #[must_use]
    pub fn was_known(&self) -> bool {
        self.was_known
    }

    pub(super) fn topology(&self) -> &Arc<Topology> {
        &self.topology
    }
}
