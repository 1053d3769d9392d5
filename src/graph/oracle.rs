//! Slow and obvious versions of the algorithms, and random graphs to try the fast ones on.
//!
//! Does not know: the fast versions; it shares no code with them.

pub mod fronts;
pub mod min_cost;
pub mod paths;
pub mod tableau;

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

/// Repeatable random numbers: Steele, Lea, Flood, *Fast splittable pseudorandom number
/// generators*, 2014 (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        let span = (most - least + 1) as u64;
        least + usize::try_from(self.next() % span).unwrap()
    }

    pub fn node(&mut self, n_nodes: usize) -> u32 {
        u32::try_from(self.between(0, n_nodes - 1)).unwrap()
    }

    pub fn nodes(&mut self, n_nodes: usize, count: usize) -> Vec<u32> {
        (0..count).map(|_| self.node(n_nodes)).collect()
    }

    /// Arcs between any two nodes, self-loops and parallel arcs included.
    pub fn arcs(&mut self, n_nodes: usize, count: usize) -> Vec<(u32, u32)> {
        let mut arc = || (self.node(n_nodes), self.node(n_nodes));
        (0..count).map(|_| arc()).collect()
    }

    /// Values drawn from `choices`.
    pub fn values<const N: usize>(&mut self, count: usize, choices: [u64; N]) -> Vec<u64> {
        let mut value = || choices[self.between(0, N - 1)];
        (0..count).map(|_| value()).collect()
    }
}

/// Cost, tie, number of arcs and last arc of a path; of two the smaller is preferred.
type Path = (u64, u64, usize, Option<u32>);

/// Shortest paths by node, `None` where there is none.
pub struct Paths(Vec<Option<Path>>);

impl Paths {
    pub fn cost(&self, node: u32) -> Option<u64> {
        self.0[node as usize].map(|path| path.0)
    }

    pub fn tie(&self, node: u32) -> Option<u64> {
        self.0[node as usize].map(|path| path.1)
    }

    pub fn path_arcs(&self, arcs: &[(u32, u32)], node: u32) -> Option<Vec<u32>> {
        let Some(last) = self.0[node as usize]?.3 else {
            return Some(vec![]);
        };
        let mut path = self.path_arcs(arcs, arcs[last as usize].0)?;
        path.push(last);
        Some(path)
    }
}

/// Bellman 1958: each node's path is the best of its in-arcs after its neighbors' paths, over and
/// over until nothing changes. Weight `u64::MAX` is closed, sums saturate.
pub fn bellman_ford(
    n_nodes: usize,
    arcs: &[(u32, u32)],
    weights: &[u64],
    ties: Option<&[u64]>,
    sources: &[u32],
) -> Paths {
    let mut paths: Vec<Option<Path>> = vec![None; n_nodes];
    loop {
        let mut better = vec![None; n_nodes];
        for &source in sources {
            better[source as usize] = Some((0, 0, 0, None));
        }
        for (id, &(tail, head)) in arcs.iter().enumerate() {
            let Some((cost, tie, n_arcs, _)) = paths[tail as usize] else {
                continue;
            };
            if weights[id] == u64::MAX {
                continue;
            }
            let cost = cost.saturating_add(weights[id]);
            let tie = tie.saturating_add(ties.map_or(0, |ties| ties[id]));
            let path = (cost, tie, n_arcs + 1, u32::try_from(id).ok());
            let known = &mut better[head as usize];
            if known.is_none_or(|known| path < known) {
                *known = Some(path);
            }
        }
        if better == paths {
            return Paths(paths);
        }
        paths = better;
    }
}

/// The best path by looking at all of them: the smallest (cost, tie, number of arcs, arc ids read
/// from the target back). Returns cost, tie and arc ids.
pub fn best_of_all_paths(
    arcs: &[(u32, u32)],
    weights: &[u64],
    ties: &[u64],
    source: u32,
    target: u32,
) -> Option<(u64, u64, Vec<u32>)> {
    let sum = |path: &[u32], values: &[u64]| path.iter().map(|&arc| values[arc as usize]).sum();
    let mut found = vec![];
    let mut open = vec![(vec![source], vec![])];
    while let Some((nodes, path)) = open.pop() {
        let node = nodes[nodes.len() - 1];
        if node == target {
            let back: Vec<u32> = path.iter().rev().copied().collect();
            let (cost, tie): (u64, u64) = (sum(&path, weights), sum(&path, ties));
            found.push((cost, tie, path.len(), back));
            continue;
        }
        for (id, &(tail, head)) in (0..).zip(arcs) {
            let is_open = weights[id as usize] != u64::MAX;
            if tail == node && is_open && !nodes.contains(&head) {
                let nodes = [&nodes[..], &[head]].concat();
                open.push((nodes, [&path[..], &[id]].concat()));
            }
        }
    }
    let (cost, tie, _, back) = found.into_iter().min()?;
    Some((cost, tie, back.into_iter().rev().collect()))
}

/// Value of the greatest flow, `None` if it has no bound. Edmonds and Karp 1972: as much as fits
/// on a path with the fewest arcs, again and again. Capacity `u64::MAX` is unlimited.
pub fn edmonds_karp(
    n_nodes: usize,
    arcs: &[(u32, u32)],
    capacity: &[u64],
    source: u32,
    sink: u32,
) -> Option<u128> {
    let unlimited = u128::from(u64::MAX) * (arcs.len() as u128 + 1);
    let wide = |&cap: &u64| {
        if cap == u64::MAX {
            unlimited
        } else {
            cap.into()
        }
    };
    let mut room = vec![vec![0; n_nodes]; n_nodes];
    for (&(tail, head), cap) in arcs.iter().zip(capacity) {
        room[tail as usize][head as usize] += wide(cap);
    }
    let (source, sink) = (source as usize, sink as usize);
    let mut value = 0;
    if source == sink {
        return Some(value);
    }
    loop {
        let mut before = vec![None; n_nodes];
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            for next in 0..n_nodes {
                if room[node][next] > 0 && next != source && before[next].is_none() {
                    before[next] = Some(node);
                    queue.push_back(next);
                }
            }
        }
        if before[sink].is_none() {
            break;
        }
        let steps: Vec<_> =
            std::iter::successors(before[sink].map(|tail| (tail, sink)), |&(node, _)| {
                before[node].map(|tail| (tail, node))
            })
            .collect();
        let amount = steps.iter().map(|&(u, v)| room[u][v]).min()?;
        for (u, v) in steps {
            room[u][v] -= amount;
            room[v][u] += amount;
        }
        value += amount;
    }
    (value < unlimited).then_some(value)
}

/// All least cuts, by looking at every set of nodes.
pub struct LeastCuts {
    pub value: u128,
    /// The smallest and the largest source side of a least cut.
    pub smallest: Vec<bool>,
    pub largest: Vec<bool>,
    /// How many there are, as sets of arcs with capacity.
    pub n_different: usize,
}

/// The least cuts between two different nodes; `None` if every cut has an unlimited arc.
pub fn least_cuts(
    n_nodes: usize,
    arcs: &[(u32, u32)],
    capacity: &[u64],
    source: u32,
    sink: u32,
) -> Option<LeastCuts> {
    assert!(n_nodes <= 12 && source != sink);
    let has = |set: u32, node: u32| set >> node & 1 == 1;
    let open_arcs = |set: u32| -> Vec<usize> {
        let is_cut = |&id: &usize| has(set, arcs[id].0) && !has(set, arcs[id].1);
        let cut = (0..arcs.len()).filter(is_cut);
        cut.filter(|&id| capacity[id] > 0).collect()
    };
    let cut_value = |set: u32| {
        let finite = |id: usize| (capacity[id] != u64::MAX).then_some(u128::from(capacity[id]));
        open_arcs(set).into_iter().map(finite).sum::<Option<u128>>()
    };
    let cuts: Vec<_> = (0..1_u32 << n_nodes)
        .filter(|&set| has(set, source) && !has(set, sink))
        .filter_map(|set| Some((cut_value(set)?, set)))
        .collect();
    let value = cuts.iter().min_by_key(|cut| cut.0)?.0;
    let least = || cuts.iter().filter(|cut| cut.0 == value).map(|cut| cut.1);
    let nodes = |set: u32| (0..n_nodes).map(|node| set >> node & 1 == 1).collect();
    Some(LeastCuts {
        value,
        smallest: nodes(least().min_by_key(|set| set.count_ones())?),
        largest: nodes(least().min_by_key(|set| Reverse(set.count_ones()))?),
        n_different: least().map(open_arcs).collect::<BTreeSet<_>>().len(),
    })
}

/// Out minus in, by node.
pub fn balance(n_nodes: usize, arcs: &[(u32, u32)], flow: &[u64]) -> Vec<i128> {
    let mut balance = vec![0; n_nodes];
    for (&(tail, head), &flow) in arcs.iter().zip(flow).filter(|(_, flow)| **flow > 0) {
        balance[tail as usize] += i128::from(flow);
        balance[head as usize] -= i128::from(flow);
    }
    balance
}

/// Whether some flow runs in a circle: nodes that no flow enters are taken away, over and over.
pub fn has_cycle(n_nodes: usize, arcs: &[(u32, u32)], flow: &[u64]) -> bool {
    let mut left: Vec<u32> = (0..).take(n_nodes).collect();
    loop {
        let is_entered = |node: &u32| {
            let mut with_flow = arcs.iter().zip(flow).filter(|(_, flow)| **flow > 0);
            with_flow.any(|(arc, _)| arc.1 == *node && left.contains(&arc.0))
        };
        let entered: Vec<u32> = left.iter().copied().filter(is_entered).collect();
        if entered.len() == left.len() {
            return !left.is_empty();
        }
        left = entered;
    }
}

/// What the cells of each group add up to.
pub fn group_sums(cells: &[f64], group_of: &[u32], n_groups: usize) -> Vec<f64> {
    let in_group = |group: usize| {
        let pairs = cells.iter().zip(group_of);
        pairs.filter(move |(_, of)| **of as usize == group)
    };
    let sum = |group| in_group(group).map(|(cell, _)| cell).sum();
    (0..n_groups).map(sum).collect()
}

/// Deming and Stephan 1940: each cell of a group times target over sum, margin by margin, and all of
/// it so often that nothing moves any more.
pub fn proportional_fit(seed: &[f64], groups: &[Vec<u32>], targets: &[Vec<f64>]) -> Vec<f64> {
    let mut cells = seed.to_vec();
    for _ in 0..3_000 {
        for (group_of, targets) in groups.iter().zip(targets) {
            let sums = group_sums(&cells, group_of, targets.len());
            let scaled = cells.iter().zip(group_of).map(|(cell, &group)| {
                let (sum, target) = (sums[group as usize], targets[group as usize]);
                if sum > 0.0 { cell * target / sum } else { 0.0 }
            });
            cells = scaled.collect();
        }
    }
    cells
}
