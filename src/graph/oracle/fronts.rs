//! Best paths in several criteria by looking at all paths.
//!
//! Does not know: the fast version; it shares no code with it.

/// Cost, number of arcs, and arc ids read from the target back.
type Ranked<const N: usize> = ([u64; N], usize, Vec<u32>);

/// All paths without a repeated node that come back to no group they have left, ranked: by cost,
/// number of arcs, and arc ids from the target back.
fn all_paths<const N: usize>(
    arcs: &[(u32, u32)],
    weights: [&[u64]; N],
    groups: &[u32],
    source: u32,
    target: u32,
) -> Vec<Ranked<N>> {
    let group = |node: u32| groups[node as usize];
    let mut found = vec![];
    let mut open = vec![(vec![source], vec![])];
    while let Some((nodes, path)) = open.pop() {
        let node: u32 = nodes[nodes.len() - 1];
        if node == target {
            let on = |slice: &[u64]| path.iter().map(|&arc: &u32| slice[arc as usize]).sum();
            let back: Vec<u32> = path.iter().rev().copied().collect();
            found.push((weights.map(on), path.len(), back));
            continue;
        }
        for (id, &(tail, head)) in (0..).zip(arcs) {
            let is_open = weights.iter().all(|slice| slice[id as usize] != u64::MAX);
            let is_left = |&been: &u32| group(been) == group(head) && group(been) != group(node);
            let comes_back = nodes.contains(&head) || nodes.iter().any(is_left);
            if tail == node && is_open && !comes_back {
                let nodes = [&nodes[..], &[head]].concat();
                open.push((nodes, [&path[..], &[id]].concat()));
            }
        }
    }
    found.sort();
    found
}

/// Cost and arc ids of the paths than which no path is better, the first of each cost, by cost.
pub fn best_paths<const N: usize>(
    arcs: &[(u32, u32)],
    weights: [&[u64]; N],
    groups: &[u32],
    source: u32,
    target: u32,
) -> Vec<([u64; N], Vec<u32>)> {
    let all = all_paths(arcs, weights, groups, source, target);
    let is_better = |one: &[u64; N], other: &[u64; N]| {
        one != other && one.iter().zip(other).all(|(one, other)| one <= other)
    };
    let mut best: Vec<([u64; N], Vec<u32>)> = vec![];
    for (cost, _, back) in &all {
        let is_best = !all.iter().any(|other| is_better(&other.0, cost));
        if is_best && best.last().is_none_or(|last| last.0 != *cost) {
            best.push((*cost, back.iter().rev().copied().collect()));
        }
    }
    best
}
