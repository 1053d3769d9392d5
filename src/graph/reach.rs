//! How far one gets within a budget: which nodes, and how far along the arcs between them.
//!
//! Costs are spent evenly along an arc, so that a part of its weight is the same part of its
//! length. A line that can be gone both ways is two arcs, and it may be reached from both ends
//! without being reached in the middle; that is told where the caller says which arcs belong
//! together. Everything is a number of whole units: what is covered, of what weight.
//!
//! O(nodes + arcs) time after a run of [`Dijkstra`].
//!
//! Does not know: what a budget is in, where arcs lie on a map.

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::task::{Cancelled, Task};

/// Nodes or arcs between two checkpoints, well under a millisecond.
const STRIDE: u32 = 4096;

/// A part of an arc, from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How much of the weight the budget covers.
    pub covered: u64,
    /// The weight of the arc that leads from that end. 0 of 0 is all of an arc that costs nothing.
    pub weight: u64,
}

impl Part {
    /// Whether it is all of the arc.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.covered == self.weight
    }
}

/// An arc of which something is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachedArc {
    /// Its id.
    pub arc: u32,
    /// What is reached along it from its tail; `None` if nothing.
    pub from_tail: Option<Part>,
    /// What is reached from its head along the opposite arc; `None` if nothing.
    pub from_head: Option<Part>,
}

impl ReachedArc {
    /// Whether all of it is reached: from one end, or from both so that the parts meet.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match (self.from_tail, self.from_head) {
            (Some(near), Some(far)) => {
                let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
                let left = near.weight - near.covered.min(near.weight);
                near.is_whole()
                    || far.is_whole()
                    || product(far.covered, near.weight) >= product(left, far.weight)
            }
            (Some(part), None) | (None, Some(part)) => part.is_whole(),
            (None, None) => false,
        }
    }
}

/// What is reached within a budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Nodes that cost no more than the budget, in ascending order.
    pub nodes: Vec<u32>,
    /// Arcs of which more than an end is reached, in ascending order of id.
    pub arcs: Vec<ReachedArc>,
}

/// What is reached within `budget`, of the unit of `weights`, by the paths of `search`.
///
/// `search` must have run on this graph with these weights, to all nodes or at least to those within
/// the budget. An arc of weight [`CLOSED`], or without a weight, is not gone along. `opposites` names,
/// by arc id, the arc that leads back along the same line, as [`opposites`] pairs them; arcs without
/// an entry, or whose entry does not lead back, are reached from their tail alone.
///
/// ```
/// use corridor::graph::{csr::Csr, dijkstra::Dijkstra, reach::{Part, reached}};
/// use corridor::task::Task;
///
/// let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (2, 1)]);
/// let weights = [4, 10, 10];
/// let mut search = Dijkstra::new(&graph);
/// search.run(&graph, &weights, None, &[0], &[], &Task::never())?;
/// let reached = reached(&graph, &weights, &[], &search, 7, &Task::never())?;
/// assert_eq!(reached.nodes, [0, 1]);
/// assert_eq!(reached.arcs[1].from_tail, Some(Part { covered: 3, weight: 10 }));
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn reached(
    graph: &Csr,
    weights: &[u64],
    opposites: &[u32],
    search: &Dijkstra,
    budget: u64,
    task: &Task,
) -> Result<Reached, Cancelled> {
    task.checkpoint()?;
    let mut reached = Reached::default();
    for node in graph.nodes() {
        if node % STRIDE == 0 {
            task.checkpoint()?;
        }
        if search.cost(node).is_some_and(|cost| cost <= budget) {
            reached.nodes.push(node);
        }
    }
    let part = |arc: u32| {
        let weight = *weights.get(arc as usize)?;
        let has_ends = [graph.tail(arc), graph.head(arc)]
            .iter()
            .all(|&node| (node as usize) < graph.n_nodes());
        let left = budget.checked_sub(search.cost(graph.tail(arc))?)?;
        let covered = left.min(weight);
        let is_some = has_ends && weight != CLOSED && (covered > 0 || weight == 0);
        is_some.then_some(Part { covered, weight })
    };
    for arc in (0..u32::MAX).take(graph.n_arcs()) {
        if arc % STRIDE == 0 {
            task.checkpoint()?;
        }
        let from_tail = part(arc);
        let from_head = opposite(graph, opposites, arc).and_then(part);
        if from_tail.is_some() || from_head.is_some() {
            reached.arcs.push(ReachedArc {
                arc,
                from_tail,
                from_head,
            });
        }
    }
    Ok(reached)
}

/// The arc that leads back along `arc`, if it is named and does.
fn opposite(graph: &Csr, opposites: &[u32], arc: u32) -> Option<u32> {
    let back = *opposites.get(arc as usize)?;
    let leads_back = (back as usize) < graph.n_arcs()
        && graph.tail(back) == graph.head(arc)
        && graph.head(back) == graph.tail(arc);
    leads_back.then_some(back)
}

/// Pairs arcs that lead to and fro: the first from one node to another with the first back, the
/// second with the second, and so on, in order of id. By arc id the opposite, `u32::MAX` if there
/// is none. A self-loop has none.
///
/// O(arcs · log arcs) time.
///
/// ```
/// use corridor::graph::{csr::Csr, reach::opposites};
///
/// let graph = Csr::from_arcs(2, &[(0, 1), (0, 1), (1, 0)]);
/// assert_eq!(opposites(&graph), [2, u32::MAX, 0]);
/// ```
#[must_use]
pub fn opposites(graph: &Csr) -> Vec<u32> {
    let mut opposites = vec![u32::MAX; graph.n_arcs()];
    let ends = |arc: u32| (graph.tail(arc), graph.head(arc));
    let all = || (0..u32::MAX).take(graph.n_arcs());
    let mut up: Vec<u32> = all().filter(|&arc| ends(arc).0 < ends(arc).1).collect();
    let mut down: Vec<u32> = all().filter(|&arc| ends(arc).0 > ends(arc).1).collect();
    // Stable, so that arcs with the same ends stay in order of id.
    up.sort_by_key(|&arc| ends(arc));
    down.sort_by_key(|&arc| (graph.head(arc), graph.tail(arc)));
    let mut back = down.into_iter().peekable();
    for arc in up {
        let (tail, head) = ends(arc);
        while back
            .next_if(|&other| (graph.head(other), graph.tail(other)) < (tail, head))
            .is_some()
        {}
        if let Some(other) = back.next_if(|&other| ends(other) == (head, tail)) {
            opposites[arc as usize] = other;
            opposites[other as usize] = arc;
        }
    }
    opposites
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    fn search(graph: &Csr, weights: &[u64], sources: &[u32]) -> Dijkstra {
        let mut search = Dijkstra::new(graph);
        let outcome = search.run(graph, weights, None, sources, &[], &Task::never());
        assert_eq!(outcome, Ok(()));
        search
    }

    fn run(graph: &Csr, weights: &[u64], sources: &[u32], budget: u64) -> Reached {
        let (search, back) = (search(graph, weights, sources), opposites(graph));
        reached(graph, weights, &back, &search, budget, &Task::never()).unwrap()
    }

    #[test]
    fn a_line_is_reached_from_both_ends() {
        let graph = Csr::from_arcs(3, &[(0, 1), (1, 0), (0, 2), (2, 1), (1, 2)]);
        let weights = [10, 20, 2, 2, 2];
        let part = |covered, weight| Some(Part { covered, weight });
        let line = |budget| run(&graph, &weights, &[0], budget).arcs[0];
        let arc = |from_tail, from_head| ReachedArc {
            arc: 0,
            from_tail,
            from_head,
        };
        assert_eq!(line(3), arc(part(3, 10), None));
        assert_eq!(line(4), arc(part(4, 10), None));
        assert_eq!(line(7), arc(part(7, 10), part(3, 20)));
        assert!(!line(7).is_whole());
        assert_eq!(line(8), arc(part(8, 10), part(4, 20)));
        assert!(line(8).is_whole());
        assert_eq!(line(99), arc(part(10, 10), part(20, 20)));
        assert!(line(99).is_whole());
        assert_eq!(run(&graph, &weights, &[0], 3).nodes, [0, 2]);
        assert_eq!(run(&graph, &weights, &[0], 4).nodes, [0, 1, 2]);
    }

    #[test]
    fn ends_alone_are_no_arcs_and_free_arcs_are_whole() {
        let graph = Csr::from_arcs(3, &[(0, 1), (1, 2), (1, 1), (0, 7), (2, 0)]);
        let weights = [5, 6, 0, 1];
        let reached = run(&graph, &weights, &[0, 9], 5);
        assert_eq!(reached.nodes, [0, 1]);
        let wholes: Vec<_> = reached
            .arcs
            .iter()
            .map(|arc| (arc.arc, arc.is_whole()))
            .collect();
        assert_eq!(wholes, [(0, true), (2, true)]);
        assert_eq!(run(&graph, &weights, &[], 5), Reached::default());
        assert_eq!(
            run(&Csr::from_arcs(0, &[]), &[], &[0], 5),
            Reached::default()
        );
    }

    #[test]
    fn wrong_opposites_and_huge_costs_are_answered() {
        let graph = Csr::from_arcs(2, &[(0, 1), (1, 0), (0, 1)]);
        let weights = [u64::MAX - 1, u64::MAX - 1, CLOSED];
        let search = search(&graph, &weights, &[0, 1]);
        let never = Task::never();
        let go = |back: &[u32], budget| reached(&graph, &weights, back, &search, budget, &never);
        let alone = go(&[2, 9], 6).unwrap();
        assert!(alone.arcs.iter().all(|arc| arc.from_head.is_none()));
        let half = u64::MAX / 2;
        assert!(go(&[1, 0], half).unwrap().arcs[0].is_whole());
        assert!(!go(&[1, 0], half - 1).unwrap().arcs[0].is_whole());
        assert_eq!(go(&[1, 0], u64::MAX).unwrap().arcs.len(), 2);
        let task = Task::new();
        task.cancel();
        let outcome = reached(&graph, &weights, &[], &search, 6, &task);
        assert_eq!(outcome, Err(Cancelled));
    }

    /// Every arc cut into as many pieces as it weighs: a piece is reached if its far end is.
    #[test]
    fn random_parts_are_those_of_arcs_cut_into_pieces() {
        let mut random = Random::new(31);
        for round in 0..4_000 {
            let n_nodes = random.between(1, 7);
            let n_arcs = random.between(0, 16);
            let arcs = random.arcs(n_nodes, n_arcs);
            let weights = random.values(n_arcs, [0, 1, 1, 2, 3, 5, 8, CLOSED]);
            let sources = random.nodes(n_nodes, 1 + round % 3);
            let budget = random.between(0, 14) as u64;
            let (mut pieces, mut ends) = (vec![], vec![]);
            let mut n_all = n_nodes;
            for (&(tail, head), &weight) in arcs.iter().zip(&weights) {
                let is_open = weight != CLOSED;
                let count = usize::from(is_open) * usize::try_from(weight.max(1)).unwrap();
                let new = (0..).skip(n_all).take(count.saturating_sub(1));
                let own: Vec<u32> = std::iter::once(tail).chain(new).collect();
                n_all += own.len() - 1;
                let heads = own[1..].iter().chain([&head]);
                let all = own
                    .iter()
                    .zip(heads)
                    .map(|(&from, &to)| (from, to, weight.min(1)));
                pieces.extend(all.take(count));
                ends.push(own);
            }
            let steps: Vec<_> = pieces.iter().map(|piece| (piece.0, piece.1)).collect();
            let ones: Vec<_> = pieces.iter().map(|piece| piece.2).collect();
            let costs = oracle::bellman_ford(n_all, &steps, &ones, None, &sources);

            let graph = Csr::from_arcs(n_nodes, &arcs);
            let result = run(&graph, &weights, &sources, budget);
            let inside = |node: &u32| costs.cost(*node).is_some_and(|cost| cost <= budget);
            let nodes: Vec<_> = graph.nodes().filter(inside).collect();
            assert_eq!(result.nodes, nodes);
            let part = |arc: usize| {
                let weight = weights[arc];
                let covers = |from: &&u32| {
                    costs
                        .cost(**from)
                        .is_some_and(|c| c + weight.min(1) <= budget)
                };
                let own = ends[arc].iter().filter(|_| weight != CLOSED);
                let covered = own.filter(covers).count() as u64;
                (covered > 0).then_some(Part {
                    covered: covered.min(weight),
                    weight,
                })
            };
            let back = opposites(&graph);
            for arc in 0..n_arcs {
                let id = u32::try_from(arc).unwrap();
                let other = back.get(back[arc] as usize).map(|_| back[arc] as usize);
                let expected = (part(arc), other.and_then(part));
                let found = result.arcs.iter().find(|found| found.arc == id);
                let found = found.map_or((None, None), |found| (found.from_tail, found.from_head));
                assert_eq!(found, expected);
            }
            assert!(result.arcs.is_sorted_by_key(|arc| arc.arc));
        }
    }

    #[test]
    fn random_opposites_lead_back_and_none_is_left_out() {
        let mut random = Random::new(32);
        for _ in 0..3_000 {
            let n_nodes = random.between(1, 4);
            let n_arcs = random.between(0, 14);
            let arcs = random.arcs(n_nodes, n_arcs);
            let back = opposites(&Csr::from_arcs(n_nodes, &arcs));
            for (arc, &(tail, head)) in arcs.iter().enumerate() {
                let rank = arcs[..arc]
                    .iter()
                    .filter(|ends| **ends == (tail, head))
                    .count();
                let mut others = arcs.iter().enumerate();
                let expected = (others.by_ref())
                    .filter(|(_, ends)| **ends == (head, tail) && head != tail)
                    .nth(rank)
                    .map_or(u32::MAX, |(other, _)| u32::try_from(other).unwrap());
                assert_eq!(back[arc], expected);
            }
        }
    }
}
