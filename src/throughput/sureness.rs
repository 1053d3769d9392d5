//! How sure a throughput is: its range, and the capacities outside the bottleneck that may be it. Each
//! of these is tried by solving again with that capacity alone at its least; only what carries more
//! than its least can make a difference, so that few are tried.
//!
//! Does not know: how the first answer was found.

use super::bottleneck::{Between, CutPart, Sureness, cut_part};
use super::flow_graph::{Limits, whole_teu};
use crate::graph::max_flow::MaxFlow;
use crate::model::edit::NodeNumber;
use crate::model::network::Network;
use crate::model::sourced::Sourced;
use crate::task::{Cancelled, Task};

/// A capacity of the flow graph: the arcs that it limits.
pub(super) struct Limited {
    pub(super) part: CutPart,
    pub(super) limits: Limits,
    pub(super) arcs: Vec<usize>,
}

impl Between {
    /// How sure a limited answer is.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub(super) fn sureness(
        &self,
        network: &Network,
        solved: &MaxFlow,
        task: &Task,
    ) -> Result<Sureness, Cancelled> {
        let limited = self.limited(network);
        let value = solved.value().unwrap_or(0);
        let mut ends = [value; 2];
        let pick = [Sourced::lower, Sourced::upper];
        for (end, pick) in ends.iter_mut().zip(pick) {
            let mut capacities = self.graph.capacities.clone();
            for one in &limited {
                let capacity = whole_teu(pick(one.part.capacity()));
                one.arcs.iter().for_each(|&arc| capacities[arc] = capacity);
            }
            if capacities != self.graph.capacities {
                *end = self.solve(&capacities, task)?.value().unwrap_or(*end);
            }
        }
        let [low, high] = ends;
        Ok(Sureness {
            range: (low != value || high != value).then_some((low, high)),
            rivals: self.rivals(network, &limited, solved, task)?,
        })
    }

    /// What has a capacity, in network order: links, then hubs.
    pub(super) fn limited(&self, network: &Network) -> Vec<Limited> {
        let mut order: Vec<usize> = (0..self.graph.limits.len())
            .filter(|&arc| self.graph.limits[arc] != Limits::Nothing)
            .collect();
        order.sort_by_key(|&arc| match self.graph.limits[arc] {
            Limits::Link { link, is_forward } => (0, link.index(), !is_forward, None),
            Limits::Hub(node, limit) => (1, node.index(), false, Some((limit, node))),
            Limits::Customs {
                node,
                link,
                is_forward,
            } => (
                2,
                link.index(),
                !is_forward,
                Some((NodeNumber::BorderCapacity, node)),
            ),
            Limits::Nothing => (3, 0, false, None),
        });
        let mut all: Vec<Limited> = Vec::new();
        for arc in order {
            let limits = self.graph.limits[arc];
            match all.last_mut().filter(|last| last.limits == limits) {
                Some(last) => last.arcs.push(arc),
                None => all.extend(cut_part(network, limits).map(|part| Limited {
                    part,
                    limits,
                    arcs: vec![arc],
                })),
            }
        }
        all
    }

    fn rivals(
        &self,
        network: &Network,
        limited: &[Limited],
        solved: &MaxFlow,
        task: &Task,
    ) -> Result<Vec<CutPart>, Cancelled> {
        let value = solved.value().unwrap_or(0);
        let cut: Vec<Limits> = solved
            .cut()
            .iter()
            .map(|&arc| self.graph.limits[arc as usize])
            .collect();
        let parts = limited.iter().filter(|one| cut.contains(&one.limits));
        let mut seen: Vec<_> = parts.map(|one| line(network, &one.part)).collect();
        let mut capacities = self.graph.capacities.clone();
        let mut rivals = Vec::new();
        for one in limited {
            let its_line = line(network, &one.part);
            if seen.contains(&its_line) {
                continue;
            }
            let capacity = one.part.capacity();
            let carried = one.arcs.iter().map(|&arc| solved.flow[arc]).max();
            let carried = carried.unwrap_or(0);
            let mut least = whole_teu(least(capacity));
            if !solved.is_unique_cut() && carried == whole_teu(capacity.value) {
                // It may be as tight as the bottleneck: then any less of it is less for all.
                least = least.min(carried.saturating_sub(1));
            }
            if carried <= least {
                continue;
            }
            one.arcs.iter().for_each(|&arc| capacities[arc] = least);
            let less = self.solve(&capacities, task)?.value();
            for &arc in &one.arcs {
                capacities[arc] = self.graph.capacities[arc];
            }
            if less.is_some_and(|less| less < value) {
                seen.push(its_line);
                rivals.push(one.part.clone());
            }
        }
        Ok(rivals)
    }
}

/// What makes parts of a split line one: its key, the direction and the capacity.
fn line<'a>(network: &'a Network, part: &CutPart) -> (&'a str, bool, u64, Option<NodeNumber>) {
    let bits = part.capacity().value.to_bits();
    match part {
        CutPart::Link {
            link, is_forward, ..
        } => (network.link(*link).key.whole(), *is_forward, bits, None),
        CutPart::Hub { node, limit, .. } => {
            let key = network.node(*node).key.as_str();
            (key, true, bits, Some(*limit))
        }
    }
}

/// The least that a capacity may be: the low end of its range, or what it came to before an edit or a
/// project raised it or a number that it was computed from.
fn least(capacity: &Sourced) -> f64 {
    let mut least = capacity.lower();
    if let Some(before) = capacity.before() {
        least = least.min(before.value);
    }
    for input in capacity.basis.inputs() {
        if let Some(before) = input.number.before()
            && input.number.value > 0.0
        {
            least = least.min(capacity.value * before.value / input.number.value);
        }
    }
    least
}
