//! How far the target is from each node, found out only as far as needed.
//!
//! A search against the arcs from the target, which is resumed when more has to be known.
//!
//! Does not know: what is behind a node; who asks.

use super::{Question, Sums};
use crate::graph::csr::Csr;
use crate::graph::dijkstra::{Arcs, Dijkstra};
use crate::task::{Cancelled, Task};

/// What is known of the ways to the target.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    search: Dijkstra,
}

impl Ahead {
    pub(super) fn new() -> Self {
        Ahead {
            search: Dijkstra::new(&Csr::from_arcs(0, &[])),
        }
    }

    /// Begins anew, and finds out about the source.
    pub(super) fn begin(&mut self, question: &Question, task: &Task) -> Result<(), Cancelled> {
        let &Question {
            reversed,
            weights,
            ties,
            source,
            target,
            ..
        } = question;
        (self.search).run(reversed, weights, ties, &[target], &[source], task)
    }

    /// What the shortest path from `node` to the target adds up to, or the least that it can, as far
    /// as is known; `None` if there is none.
    #[inline]
    pub(super) fn least(&self, node: u32) -> Option<Sums> {
        let known = self.search.sums(node);
        known.or_else(|| self.search.frontier())
    }

    /// Whether what is known of `node` is final.
    #[inline]
    pub(super) fn is_known(&self, node: u32) -> bool {
        self.search.sums(node).is_some()
    }

    /// Finds out more until all is known of `node`, or that its sums are so many as to be `enough`.
    pub(super) fn look(
        &mut self,
        question: &Question,
        node: u32,
        enough: impl Fn(Sums) -> bool,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let arcs = Arcs {
            graph: question.reversed,
            weights: question.weights,
            ties: question.ties,
        };
        self.search.resume(arcs, node, enough, task)
    }
}
