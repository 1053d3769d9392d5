//! How far one gets from a hub within a budget: which hubs, and which parts of which links; and what a
//! lorry costs that leaves the lines.
//!
//! Does not know: areas; how reach is drawn.

use super::cost::Criterion;
use super::expand::sums::{alight_sums, board_sums, wait_sums};
use super::expand::{ArcKind, Expansion};
use super::itinerary::{Itinerary, Passed, Sums, whole};
use super::search::{Pretend, Search};
use crate::graph::dijkstra::Dijkstra;
use crate::graph::reach::reached;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
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

/// A link gone along within reach: what is left of the budget on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachedWay {
    /// The link, and which way.
    pub passed: Passed,
    /// What is left of the budget where it begins, on board of what goes there.
    pub left: u64,
    /// What all of it costs.
    pub cost: u64,
}

impl ReachedWay {
    /// The share of the link, from where it begins, that is reached while so much of the budget is to
    /// be left over: 0 to 1.
    #[must_use]
    pub fn share(&self, over: u64) -> f64 {
        match self.left.checked_sub(over) {
            None => 0.0,
            Some(left) if left >= self.cost => 1.0,
            Some(left) => ratio(left, self.cost),
        }
    }
}

/// What is within reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// Hubs, the nearest first; of equally near ones in network order. The hub itself is among them.
    pub hubs: Vec<ReachedHub>,
    /// The best way to each of them, in the same order.
    pub ways: Vec<Itinerary>,
    /// Links, in network order.
    pub links: Vec<ReachedLink>,
    /// The same links each way that they are gone along, in network order, forward first.
    pub along: Vec<ReachedWay>,
    /// What the farthest hub costs of all that can be reached with any budget.
    pub farthest: u64,
}

impl Reach {
    /// The links that are reached while so much of the budget is to be left over, in network order.
    #[must_use]
    pub fn links_with_left(&self, over: u64) -> Vec<ReachedLink> {
        let mut links: Vec<ReachedLink> = Vec::new();
        for way in &self.along {
            let share = way.share(over);
            if share <= 0.0 {
                continue;
            }
            let link = way.passed.link;
            if links.last().is_none_or(|last| last.link != link) {
                links.push(ReachedLink {
                    link,
                    from_start: 0.0,
                    from_end: 0.0,
                });
            }
            if let Some(last) = links.last_mut() {
                let known = if way.passed.is_forward {
                    &mut last.from_start
                } else {
                    &mut last.from_end
                };
                *known = known.max(share);
            }
        }
        links
    }
}

/// What a lorry costs off the lines by a criterion, in its whole unit. It is loaded and unloaded like
/// one on a road of the network, and runs at what roads cost where files do not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lorry {
    /// Loading it, and waiting for it.
    pub begin: u64,
    /// A kilometer as the crow flies: roads are longer by a factor.
    pub per_km: f64,
    /// Unloading it.
    pub end: u64,
    /// The farthest it goes, kilometers as the crow flies.
    pub most_km: f64,
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
        let mut reach = Reach::default();
        let mut hubs: Vec<(u64, NodeId)> = Vec::new();
        for node in self.network().node_ids() {
            // One is where one begins, without going out and coming back.
            let arrived = search.cost(Expansion::arrived(node));
            let cost = if node == from { Some(0) } else { arrived };
            reach.farthest = reach.farthest.max(cost.unwrap_or(0));
            hubs.extend(cost.filter(|&of| of <= budget).map(|of| (of, node)));
        }
        hubs.sort_unstable();
        for (_, node) in hubs {
            task.checkpoint()?;
            let arcs = search.path_arcs(Expansion::arrived(node));
            let arcs = arcs.filter(|_| node != from);
            let way = self.way(from, node, &arcs.unwrap_or_default());
            let sums = way.totals;
            reach.hubs.push(ReachedHub { node, sums });
            reach.ways.push(way);
        }
        for arc in found.arcs.iter().filter(|of| of.from_tail.is_some()) {
            let place = arc.arc as usize;
            let tail = search.cost(expansion.graph.tail(arc.arc));
            let left = tail.and_then(|cost| budget.checked_sub(cost));
            let kind = expansion.kinds[place];
            if let (ArcKind::Move { link, is_forward }, Some(left)) = (kind, left) {
                let passed = Passed { link, is_forward };
                let cost = costs[place];
                reach.along.push(ReachedWay { passed, left, cost });
            }
        }
        // By several gauges and services the same way is gone along: what has most left is kept.
        let order = |of: &ReachedWay| (of.passed.link, !of.passed.is_forward);
        reach
            .along
            .sort_by_key(|of| (order(of), u64::MAX - of.left));
        reach.along.dedup_by_key(|of| order(of));
        reach.links = reach.links_with_left(0);
        Ok(reach)
    }

    /// What a lorry costs off the lines by a criterion.
    #[must_use]
    pub fn lorry(&self, criterion: Criterion) -> Lorry {
        const KM: f64 = 1000.0;
        let defaults = self.network().defaults();
        let (road, detour) = (defaults.of(Mode::Road), &defaults.access_detour);
        let mut length = detour.clone();
        length.value = KM * detour.value;
        let hours = defaults.hours(Mode::Road, &length).value;
        let seconds = whole(hours * 3600.0);
        let run = Sums {
            seconds,
            fen: whole(defaults.money(Mode::Road, &length).value * 100.0),
            meters: whole(length.value * 1000.0),
            grams: whole(defaults.co2(Mode::Road, &length, None).value * 1000.0),
            deviation_seconds: whole(hours * 3600.0 * road.time_cv.value),
        };
        let begin = board_sums(defaults, Mode::Road) + wait_sums(road.wait_hours.value);
        let cost = |sums| criterion.cost(self.weights(), sums);
        Lorry {
            begin: cost(begin),
            per_km: ratio(cost(run), 1) / KM,
            end: cost(alight_sums(defaults, Mode::Road)),
            most_km: defaults.access_km.value,
        }
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

    #[test]
    fn less_of_a_link_is_reached_while_more_is_to_be_left() {
        let way = |is_forward, left| ReachedWay {
            passed: Passed {
                link: LinkId(4),
                is_forward,
            },
            left,
            cost: 100,
        };
        let reach = Reach {
            along: vec![way(true, 150), way(false, 80)],
            ..Reach::default()
        };
        let shares = |over| {
            let links = reach.links_with_left(over);
            links.first().map(|of| (of.from_start, of.from_end))
        };
        assert_eq!(shares(0), Some((1.0, 0.8)));
        assert_eq!(shares(75), Some((0.75, 0.05)));
        assert_eq!(shares(100), Some((0.5, 0.0)));
        assert_eq!(shares(150), None);
    }
}
