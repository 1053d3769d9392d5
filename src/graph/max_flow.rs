//! The greatest flow from one node to another, and the least cuts that bound it.
//!
//! Does not know: costs, several goods at once, what flows.

use std::borrow::Cow;

use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::graph::push_relabel::Preflow;
use crate::task::{Cancelled, Task};

/// The capacity of an arc that takes any amount.
pub const UNLIMITED: u64 = u64::MAX;

/// How a search for the greatest flow ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The most that can flow, in the unit of the capacities.
    Bounded {
        /// The value of the flow and of every least cut.
        value: u64,
    },
    /// Any amount can flow.
    Unlimited {
        /// A path of unlimited arcs from source to sink with the fewest arcs, in the order of
        /// travel; of several the one with the smallest ids, read from its end.
        path_arcs: Vec<u32>,
    },
}

/// The greatest flow and its least cuts; see [`max_flow`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaxFlow {
    /// Whether there is a greatest flow, and its value.
    pub status: Status,
    /// Flow by arc id, in the unit of the capacities. It is at most the capacity, every node but
    /// source and sink passes on what it gets, and none of it runs in circles: at least one of two
    /// opposite arcs is empty, as is every arc into the source or out of the sink. All zero if
    /// unlimited.
    pub flow: Vec<u64>,
    /// By node: whether it is on the source's side of every least cut, that is, whether more could
    /// still get there from the source. All false if unlimited.
    pub source_side: Vec<bool>,
    /// By node: whether it is on the sink's side of every least cut, that is, whether more could
    /// still get from there to the sink. All false if unlimited. A node on neither side lies
    /// between two least cuts; an arc from source side to sink side is in all of them, and only
    /// more capacity on such an arc, taken alone, gives more flow.
    pub sink_side: Vec<bool>,
    /// How often the label of a node was raised: the work that it took.
    pub n_raised: u64,
    source_cut: Vec<u32>,
    sink_cut: Vec<u32>,
    is_unique: bool,
}

impl MaxFlow {
    /// The value of the flow, in the unit of the capacities; `None` if unlimited.
    #[must_use]
    pub fn value(&self) -> Option<u64> {
        match self.status {
            Status::Bounded { value } => Some(value),
            Status::Unlimited { .. } => None,
        }
    }

    /// The least cut nearest the source: the arcs from [`MaxFlow::source_side`] to the rest, in
    /// order of id. Their capacities add up to the value; arcs of capacity 0 are listed too.
    #[must_use]
    pub fn cut(&self) -> &[u32] {
        &self.source_cut
    }

    /// The least cut nearest the sink: the arcs from the rest to [`MaxFlow::sink_side`], in order
    /// of id. Their capacities add up to the value; arcs of capacity 0 are listed too.
    #[must_use]
    pub fn sink_side_cut(&self) -> &[u32] {
        &self.sink_cut
    }

    /// Whether there is one least cut only, arcs of capacity 0 left aside. As the two extreme cuts
    /// are compared, and every other lies between them, this holds for all. False if unlimited.
    #[must_use]
    pub fn is_unique_cut(&self) -> bool {
        self.is_unique
    }

    /// A result in which nothing flows and nothing is cut.
    fn still(n_nodes: usize, n_arcs: usize, status: Status) -> Self {
        MaxFlow {
            is_unique: matches!(status, Status::Bounded { .. }),
            status,
            flow: vec![0; n_arcs],
            source_side: vec![false; n_nodes],
            sink_side: vec![false; n_nodes],
            n_raised: 0,
            source_cut: Vec::new(),
            sink_cut: Vec::new(),
        }
    }
}

/// Finds the greatest flow from `source` to `sink` along `arcs` of `(tail, head)`, together with
/// the least cuts nearest to either.
///
/// `capacity` is by arc id, in any unit; an arc without one has capacity 0, and [`UNLIMITED`] arcs
/// take any amount. If `source` and `sink` are the same node, or one of them does not exist,
/// nothing flows: the value is 0, and sides and cuts are empty. At most 2³¹ − 1 arcs count.
///
/// Sums stay within `u64`. Should the capacities add up to more than about `u64::MAX` divided by
/// the number of unlimited arcs, then every limited arc's capacity is first lowered to an equal
/// share of that, and the answer is that of the lowered network.
///
/// Highest-label push–relabel in O(nodes² · √arcs) time: Goldberg and Tarjan, *A new approach to
/// the maximum-flow problem*, 1988; with the global and gap relabeling and the two stages of
/// Cherkassky and Goldberg, *On implementing the push–relabel method for the maximum flow
/// problem*, 1997. Extreme cuts: Ford and Fulkerson, *Flows in Networks*, 1962.
///
/// ```
/// use corridor::graph::max_flow::{Status, max_flow};
/// use corridor::task::Task;
///
/// let solved = max_flow(3, &[(0, 1), (1, 2), (1, 2)], &[5, 1, 2], 0, 2, &Task::never())?;
/// assert_eq!(solved.status, Status::Bounded { value: 3 });
/// assert_eq!(solved.flow, [3, 1, 2]);
/// assert_eq!(solved.cut(), [1, 2]);
/// # Ok::<(), corridor::task::Cancelled>(())
/// ```
///
/// # Errors
/// [`Cancelled`] if `task` was.
pub fn max_flow(
    n_nodes: usize,
    arcs: &[(u32, u32)],
    capacity: &[u64],
    source: u32,
    sink: u32,
    task: &Task,
) -> Result<MaxFlow, Cancelled> {
    task.checkpoint()?;
    let n_nodes = n_nodes.min(u32::MAX as usize);
    let still = |status| MaxFlow::still(n_nodes, arcs.len(), status);
    if source == sink || source.max(sink) as usize >= n_nodes {
        return Ok(still(Status::Bounded { value: 0 }));
    }
    if capacity.contains(&UNLIMITED) {
        let graph = Csr::from_arcs(n_nodes, arcs);
        if let Some(path_arcs) = unlimited_path(&graph, capacity, source, sink, task)? {
            return Ok(still(Status::Unlimited { path_arcs }));
        }
    }

    let limits = limited(arcs.len(), capacity);
    let mut preflow = Preflow::new(n_nodes, arcs, &limits, source, sink);
    preflow.solve(task)?;
    let flow = preflow.flow(arcs);
    let source_side = preflow.reached_from_source();
    let sink_side = preflow.reaching_sink();
    let (source_cut, sink_cut) = cuts(arcs, &source_side, &sink_side);
    let is_open = |arc: &&u32| capacity.get(**arc as usize).is_some_and(|&cap| cap > 0);
    Ok(MaxFlow {
        status: Status::Bounded {
            value: preflow.value(),
        },
        flow,
        is_unique: (source_cut.iter().filter(is_open)).eq(sink_cut.iter().filter(is_open)),
        source_side,
        sink_side,
        n_raised: preflow.n_raised(),
        source_cut,
        sink_cut,
    })
}

/// The arcs out of the source's side, and those into the sink's, in order of id.
fn cuts(arcs: &[(u32, u32)], source_side: &[bool], sink_side: &[bool]) -> (Vec<u32>, Vec<u32>) {
    let (mut source_cut, mut sink_cut) = (Vec::new(), Vec::new());
    let sides: Vec<(bool, bool)> = (source_side.iter().copied())
        .zip(sink_side.iter().copied())
        .collect();
    for (arc, &(tail, head)) in (0..u32::MAX).zip(arcs) {
        let ends = (sides.get(tail as usize), sides.get(head as usize));
        let (Some(&tail), Some(&head)) = ends else {
            continue;
        };
        if tail.0 && !head.0 {
            source_cut.push(arc);
        }
        if !tail.1 && head.1 {
            sink_cut.push(arc);
        }
    }
    (source_cut, sink_cut)
}

/// A path of unlimited arcs from source to sink with the fewest arcs.
fn unlimited_path(
    graph: &Csr,
    capacity: &[u64],
    source: u32,
    sink: u32,
    task: &Task,
) -> Result<Option<Vec<u32>>, Cancelled> {
    let weight = |&cap: &u64| if cap == UNLIMITED { 0 } else { CLOSED };
    let weights: Vec<u64> = capacity.iter().map(weight).collect();
    let mut search = Dijkstra::new(graph);
    search.run(graph, &weights, None, &[source], &[sink], task)?;
    Ok(search.path_arcs(sink))
}

/// Capacities of `n_arcs` arcs with something finite in place of `UNLIMITED`: more than all other
/// arcs together can carry, and so little that filling all arcs at once is less than `u64::MAX`.
fn limited(n_arcs: usize, capacity: &[u64]) -> Cow<'_, [u64]> {
    let given = |arc: usize| capacity.get(arc).copied().unwrap_or(0);
    let (mut n_unlimited, mut total) = (0, 0_u128);
    for &cap in &capacity[..n_arcs.min(capacity.len())] {
        if cap == UNLIMITED {
            n_unlimited += 1;
        } else {
            total += u128::from(cap);
        }
    }
    let n_limited = n_arcs as u64 - n_unlimited;
    let most = u64::MAX / (n_unlimited + 2) - 1;
    let is_small = total <= u128::from(most);
    if is_small && n_unlimited == 0 {
        return Cow::Borrowed(capacity);
    }
    let share = if is_small {
        most
    } else {
        most / n_limited.max(1)
    };
    let limits = (0..n_arcs).map(given).filter(|&cap| cap != UNLIMITED);
    let plenty = limits.map(|cap| cap.min(share)).sum::<u64>() + 1;
    let limit = |cap| {
        if cap == UNLIMITED {
            plenty
        } else {
            share.min(cap)
        }
    };
    (0..n_arcs).map(given).map(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::{self, Random};

    fn solve(
        n_nodes: usize,
        arcs: &[(u32, u32)],
        capacity: &[u64],
        source: u32,
        sink: u32,
    ) -> MaxFlow {
        let solved = max_flow(n_nodes, arcs, capacity, source, sink, &Task::never()).unwrap();
        verify(&solved, arcs, capacity, source, sink);
        solved
    }

    /// Capacities hold, nothing gets lost or runs in circles, both cuts are as large as the flow.
    #[track_caller]
    fn verify(solved: &MaxFlow, arcs: &[(u32, u32)], capacity: &[u64], source: u32, sink: u32) {
        verify_flow(solved, arcs, capacity, source, sink);
        let Status::Bounded { value } = solved.status else {
            return;
        };
        for cut in [solved.cut(), solved.sink_side_cut()] {
            let sum: u64 = cut.iter().map(|&arc| capacity[arc as usize]).sum();
            assert_eq!(sum, value);
            assert!(cut.is_sorted());
        }
    }

    #[track_caller]
    fn verify_flow(
        solved: &MaxFlow,
        arcs: &[(u32, u32)],
        capacity: &[u64],
        source: u32,
        sink: u32,
    ) {
        let n_nodes = solved.source_side.len();
        let mut expected = vec![0; n_nodes];
        if let Status::Bounded { value: 1.. } = solved.status {
            expected[source as usize] = i128::from(solved.value().unwrap());
            expected[sink as usize] = -expected[source as usize];
        }
        assert_eq!(oracle::balance(n_nodes, arcs, &solved.flow), expected);
        assert!(!oracle::has_cycle(n_nodes, arcs, &solved.flow));
        let mut pairs = solved.flow.iter().zip(capacity);
        assert!(pairs.all(|(flow, cap)| flow <= cap));
    }

    /// The path is made of unlimited arcs and leads from source to sink.
    #[track_caller]
    fn verify_path(status: &Status, arcs: &[(u32, u32)], capacity: &[u64], source: u32, sink: u32) {
        let path: &[u32] = match status {
            Status::Unlimited { path_arcs } => path_arcs,
            Status::Bounded { .. } => &[],
        };
        let mut at = source;
        for &arc in path {
            assert_eq!(
                (at, capacity[arc as usize]),
                (arcs[arc as usize].0, UNLIMITED)
            );
            at = arcs[arc as usize].1;
        }
        assert_eq!(at, sink);
    }

    #[track_caller]
    fn check(n: usize, arcs: &[(u32, u32, u64)], expected: u64, cut: &[u32]) -> MaxFlow {
        let ends: Vec<_> = arcs.iter().map(|&(tail, head, _)| (tail, head)).collect();
        let capacity: Vec<_> = arcs.iter().map(|arc| arc.2).collect();
        let solved = solve(n, &ends, &capacity, 0, (0..).nth(n - 1).unwrap());
        assert_eq!(solved.status, Status::Bounded { value: expected });
        assert_eq!(solved.cut(), cut);
        solved
    }

    /// Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, 3rd ed., figures 26.1, 26.7.
    #[test]
    fn textbook_clrs() {
        let west = [(0, 1, 16), (0, 2, 13), (1, 3, 12), (2, 1, 4), (3, 2, 9)];
        let east = [(2, 4, 14), (4, 3, 7), (3, 5, 20), (4, 5, 4)];
        let solved = check(6, &[&west[..], &east].concat(), 23, &[2, 6, 8]);
        assert_eq!(solved.source_side, [true, true, true, false, true, false]);
        assert!(solved.is_unique_cut());

        let million = 1_000_000;
        let slow = [
            (0, 1, million),
            (0, 2, million),
            (1, 2, 1),
            (1, 3, million),
            (2, 3, million),
        ];
        assert!(!check(4, &slow, 2 * million, &[0, 1]).is_unique_cut());
    }

    /// Sedgewick and Wayne, *Algorithms*, 4th ed., section 6.4, `tinyFN.txt`.
    #[test]
    fn textbook_sedgewick() {
        let west = [(0, 1, 2), (0, 2, 3), (1, 3, 3), (1, 4, 1)];
        let east = [(2, 3, 1), (2, 4, 1), (3, 5, 2), (4, 5, 3)];
        check(6, &[west, east].concat(), 4, &[0, 4, 5]);
    }

    #[test]
    fn the_two_extreme_cuts() {
        let solved = check(4, &[(0, 1, 2), (1, 2, 5), (2, 3, 2), (2, 1, 9)], 2, &[0]);
        assert_eq!(solved.sink_side_cut(), [2]);
        assert_eq!(solved.source_side, [true, false, false, false]);
        assert_eq!(solved.sink_side, [false, false, false, true]);
        assert!(!solved.is_unique_cut());
        let closed = check(3, &[(0, 2, 1), (1, 2, 0), (0, 1, 0)], 1, &[0, 2]);
        assert_eq!(closed.sink_side_cut(), [0, 1]);
        assert!(closed.is_unique_cut());
    }

    #[test]
    fn unlimited_arcs() {
        let arcs = [(0, 1), (1, 2), (0, 2), (1, 1)];
        let unlimited = |capacity: [u64; 4]| solve(3, &arcs, &capacity, 0, 2).status;
        let all = [UNLIMITED; 4];
        assert_eq!(unlimited(all), Status::Unlimited { path_arcs: vec![2] });
        let path_arcs = vec![0, 1];
        assert_eq!(
            unlimited([UNLIMITED, UNLIMITED, 3, 0]),
            Status::Unlimited { path_arcs }
        );
        let bounded = Status::Bounded { value: 7 };
        assert_eq!(unlimited([UNLIMITED, 4, 3, UNLIMITED]), bounded);
    }

    #[test]
    fn odd_input_is_answered() {
        let nothing = Status::Bounded { value: 0 };
        for (source, sink) in [(0, 0), (0, 9), (9, 0), (9, 9)] {
            let solved = solve(2, &[(0, 1), (0, 0)], &[3, UNLIMITED], source, sink);
            assert_eq!(
                (solved.status, solved.source_cut),
                (nothing.clone(), vec![])
            );
        }
        assert_eq!(
            max_flow(0, &[], &[], 0, 1, &Task::never()).unwrap().status,
            nothing
        );
        check(
            2,
            &[(1, 0, 5), (0, 7, 5), (0, 0, 5), (u32::MAX, 1, 5)],
            0,
            &[],
        );
        let short = max_flow(2, &[(0, 1), (0, 1)], &[3], 0, 1, &Task::never()).unwrap();
        assert_eq!((short.flow, short.source_cut), (vec![3, 0], vec![0, 1]));
        let huge = [u64::MAX - 1, u64::MAX - 1, UNLIMITED, UNLIMITED];
        let arcs = [(0, 2), (0, 2), (2, 1), (2, 1)];
        let solved = max_flow(3, &arcs, &huge, 0, 1, &Task::never()).unwrap();
        assert_eq!(
            solved.status,
            Status::Bounded {
                value: (u64::MAX / 4 - 1) / 2 * 2
            }
        );
        let task = Task::new();
        task.cancel();
        assert_eq!(max_flow(2, &[(0, 1)], &[1], 0, 1, &task), Err(Cancelled));
    }

    #[test]
    fn sums_of_huge_capacities_do_not_overflow() {
        let mut random = Random::new(7);
        for _ in 0..2_000 {
            let n_nodes = random.between(2, 6);
            let n_arcs = random.between(0, 30);
            let arcs = random.arcs(n_nodes, n_arcs);
            let huge = [1, 2, u64::MAX / 9, u64::MAX / 2, u64::MAX - 1, UNLIMITED];
            let capacity = random.values(arcs.len(), huge);
            let solved = max_flow(n_nodes, &arcs, &capacity, 0, 1, &Task::never()).unwrap();
            verify_flow(&solved, &arcs, &capacity, 0, 1);
        }
    }

    #[test]
    fn random_graphs_agree_with_every_cut_there_is() {
        let mut random = Random::new(4);
        for round in 0..6_000 {
            let n_nodes = random.between(2, if round % 40 == 0 { 11 } else { 7 });
            let n_arcs = random.between(0, 3 * n_nodes);
            let arcs = random.arcs(n_nodes, n_arcs);
            let capacity = random.values(arcs.len(), [0, 1, 1, 2, 3, 5, 8, UNLIMITED]);
            let (source, sink) = (0, 1);
            let solved = solve(n_nodes, &arcs, &capacity, source, sink);
            let slow = oracle::edmonds_karp(n_nodes, &arcs, &capacity, source, sink);
            let Some(cuts) = oracle::least_cuts(n_nodes, &arcs, &capacity, source, sink) else {
                assert_eq!(slow, None);
                verify_path(&solved.status, &arcs, &capacity, source, sink);
                continue;
            };
            assert_eq!(slow, Some(cuts.value));
            let value = u64::try_from(cuts.value).unwrap();
            assert_eq!(solved.status, Status::Bounded { value });
            assert_eq!(solved.source_side, cuts.smallest);
            let largest: Vec<bool> = solved.sink_side.iter().map(|side| !side).collect();
            assert_eq!(largest, cuts.largest);
            assert_eq!(solved.is_unique_cut(), cuts.n_different == 1);
        }
    }

    #[test]
    fn larger_graphs_agree_with_edmonds_karp() {
        let mut random = Random::new(5);
        for _ in 0..100 {
            let n_nodes = random.between(20, 60);
            let arcs = random.arcs(n_nodes, 4 * n_nodes);
            let capacity = random.values(arcs.len(), [0, 1, 7, 20, 33, 100, 1_000]);
            let slow = oracle::edmonds_karp(n_nodes, &arcs, &capacity, 0, 1).unwrap();
            let value = u64::try_from(slow).unwrap();
            let solved = solve(n_nodes, &arcs, &capacity, 0, 1);
            assert_eq!(solved.status, Status::Bounded { value });
        }
    }
}
