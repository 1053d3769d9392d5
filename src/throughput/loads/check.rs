//! Whether path flows hold together: what begins and ends, and what fits.
//!
//! Does not know: how the flows were found.

use super::Loads;
use crate::graph::max_flow::UNLIMITED;
use crate::throughput::flow_graph::{FlowGraph, count};

/// How far a sum may be off, relative to what it should be.
pub const TOLERANCE: f64 = 1e-6;

/// What does not hold; all zero where everything does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Paths whose arcs do not lead from the commodity's origin to its destination one after the other.
    pub broken_paths: usize,
    /// Commodities of which what is carried and what is not do not make what is wanted; where no paths
    /// are known, places where more comes in than goes out, or less.
    pub unbalanced: usize,
    /// Arcs that carry another sum than the paths along them.
    pub wrong_sums: usize,
    /// Arcs that carry more than fits.
    pub overfull: usize,
}

impl Faults {
    /// Whether everything holds.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Loads {
    /// Looks anew whether flows are conserved; and, where `capacities` are hard, whether they are kept.
    /// `ends` are the places of the flow graph where each commodity begins and ends.
    #[must_use]
    pub fn check(&self, graph: &FlowGraph, ends: &[(u32, u32)], is_hard: bool) -> Faults {
        let mut faults = Faults::default();
        let mut arcs = vec![0.0; graph.arcs.len()];
        let mut carried = vec![0.0; self.commodities.len()];
        for path in &self.paths {
            let commodity = path.commodity as usize;
            carried[commodity] += path.teu;
            let mut at = ends.get(commodity).map(|&(from, _)| from);
            for &arc in &path.arcs {
                let (tail, head) = graph.arcs[arc as usize];
                at = at.filter(|&here| here == tail).map(|_| head);
                arcs[arc as usize] += path.teu;
            }
            let is_whole = at.is_some() && at == ends.get(commodity).map(|&(_, to)| to);
            faults.broken_paths += usize::from(!is_whole);
        }
        if self.has_paths() {
            for (at, of) in self.commodities.iter().enumerate() {
                let made = carried[at] + self.unmet[at];
                faults.unbalanced += usize::from(!is_close(made, of.teu));
            }
        } else {
            arcs.clone_from(&self.arcs);
            faults.unbalanced = self.unbalanced_nodes(graph, ends);
        }
        for (arc, (&sum, &told)) in arcs.iter().zip(&self.arcs).enumerate() {
            faults.wrong_sums += usize::from(!is_close(sum, told));
            let capacity = graph.capacities[arc];
            let fits =
                capacity == UNLIMITED || told <= count(capacity) * (1.0 + TOLERANCE) + TOLERANCE;
            faults.overfull += usize::from(is_hard && !fits);
        }
        faults
    }
}

impl Loads {
    /// Without paths: nodes where what comes in and begins is not what goes out and ends.
    fn unbalanced_nodes(&self, graph: &FlowGraph, ends: &[(u32, u32)]) -> usize {
        let mut balance = vec![0.0; graph.n_nodes as usize];
        let mut through = vec![0.0; graph.n_nodes as usize];
        for (&(tail, head), &teu) in graph.arcs.iter().zip(&self.arcs) {
            balance[tail as usize] -= teu;
            balance[head as usize] += teu;
            through[head as usize] += teu;
        }
        let both = self.commodities.iter().zip(&self.unmet);
        for ((of, &unmet), &(from, to)) in both.zip(ends) {
            balance[from as usize] += of.teu - unmet;
            balance[to as usize] -= of.teu - unmet;
            through[from as usize] += of.teu;
        }
        let all = balance.iter().zip(&through);
        all.filter(|&(off, sum): &(&f64, &f64)| off.abs() > TOLERANCE * sum.max(1.0))
            .count()
    }
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1.0)
}
