//! How far one gets from a hub within a budget: which hubs, and which parts of which links.
//!
//! Does not know: how reach is drawn.

use super::cost::Criterion;
use super::expand::{ArcKind, Expansion};
use super::itinerary::Sums;
use super::search::{Pretend, Search};
use crate::graph::dijkstra::Dijkstra;
use crate::graph::reach::reached;
use crate::model::ids::{LinkId, NodeId};
use crate::task::{Cancelled, Task};

/// A hub within reach, and what the best way to it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachedHub {
    /// The hub.
    pub node: NodeId,
    /// Door to door: leaving the train or lorry there counts.
    pub sums: Sums,
}

/// A link of which something is within reach, on board of what goes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachedLink {
    /// The link.
    pub link: LinkId,
    /// The share of its line that is reached from its `from`, 0 to 1.
    pub from_start: f64,
    /// The share of its line that is reached from its `to`, 0 to 1.
    pub from_end: f64,
}

impl ReachedLink {
    /// The parts of the line that are reached, as shares from its beginning: one, or two with a gap.
    pub fn parts(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        let (start, end) = (self.from_start, 1.0 - self.from_end);
        let parts = if start >= end {
            [Some((0.0, 1.0)), None]
        } else {
            let near = (start > 0.0).then_some((0.0, start));
            [near, (end < 1.0).then_some((end, 1.0))]
        };
        parts.into_iter().flatten()
    }
}

/// What is within reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// Hubs, the nearest first; of equally near ones in network order.
    pub hubs: Vec<ReachedHub>,
    /// Links, in network order.
    pub links: Vec<ReachedLink>,
}

impl Search<'_> {
    /// What is within a budget from a hub, in the whole unit of a criterion: seconds, fen, meters,
    /// grams, or millionths of a fen.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn reach(
        &self,
        from: NodeId,
        criterion: Criterion,
        budget: u64,
        task: &Task,
    ) -> Result<Reach, Cancelled> {
        let (costs, ties) = self.costs_by(criterion, Pretend::Nothing);
        let expansion = self.expansion();
        let mut search = Dijkstra::new(&expansion.graph);
        let sources = [Expansion::departing(from)];
        search.run(&expansion.graph, &costs, Some(&ties), &sources, &[], task)?;
        let found = reached(&expansion.graph, &costs, &[], &search, budget, task)?;
        let mut hubs: Vec<(u64, ReachedHub)> = Vec::new();
        for node in self.network().node_ids() {
            let place = Expansion::arrived(node);
            let Some(cost) = search.cost(place).filter(|&cost| cost <= budget) else {
                continue;
            };
            let arcs = search.path_arcs(place).unwrap_or_default();
            let sums = arcs.iter().map(|&arc| expansion.sums[arc as usize]).sum();
            hubs.push((cost, ReachedHub { node, sums }));
        }
        hubs.sort_by_key(|(cost, hub)| (*cost, hub.node));
        let mut shares = vec![[0.0_f64; 2]; self.network().links().len()];
        for arc in &found.arcs {
            let kind = expansion.kinds[arc.arc as usize];
            if let (ArcKind::Move { link, is_forward }, Some(part)) = (kind, arc.from_tail) {
                let share = if part.is_whole() {
                    1.0
                } else {
                    ratio(part.covered, part.weight)
                };
                let known = &mut shares[link.index()][usize::from(!is_forward)];
                *known = known.max(share);
            }
        }
        let link = |(link, &[from_start, from_end]): (LinkId, &[f64; 2])| ReachedLink {
            link,
            from_start,
            from_end,
        };
        let links = self.network().link_ids().zip(&shares).map(link);
        Ok(Reach {
            hubs: hubs.into_iter().map(|(_, hub)| hub).collect(),
            links: links
                .filter(|of| of.from_start > 0.0 || of.from_end > 0.0)
                .collect(),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share, for drawing")]
fn ratio(covered: u64, weight: u64) -> f64 {
    covered as f64 / weight as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_from_both_ends_have_a_gap_or_meet() {
        let parts = |from_start, from_end| -> Vec<(f64, f64)> {
            let link = LinkId(0);
            let of = ReachedLink {
                link,
                from_start,
                from_end,
            };
            of.parts().collect()
        };
        assert_eq!(parts(0.25, 0.25), [(0.0, 0.25), (0.75, 1.0)]);
        assert_eq!(parts(0.5, 0.75), [(0.0, 1.0)]);
        assert_eq!(parts(0.0, 0.5), [(0.5, 1.0)]);
        assert_eq!(parts(1.0, 0.0), [(0.0, 1.0)]);
    }
}
