//! All paths, by walking every way.
//!
//! Does not know: the fast versions; it shares no code with them.

/// A path: sum of weights, sum of ties, number of arcs, arc ids read from the target back. The
/// smaller comes first.
pub type Path = (u64, u64, usize, Vec<u32>);

/// All paths that visit no node and no group twice, in order. Weight `u64::MAX` is closed; a
/// path whose weights do not sum to less is none; ties saturate.
pub fn all_paths(
    arcs: &[(u32, u32)],
    weights: &[u64],
    ties: &[u64],
    group_of: impl Fn(u32) -> u32,
    source: u32,
    target: u32,
) -> Vec<Path> {
    let mut found = vec![];
    let mut open = vec![(vec![source], vec![])];
    while let Some((nodes, path)) = open.pop() {
        let last: u32 = nodes[nodes.len() - 1];
        if last == target {
            found.extend(path_of(path, weights, ties));
            continue;
        }
        let is_left = |group: u32| {
            let is_in = nodes.iter().any(|&node| group_of(node) == group);
            is_in && group_of(last) != group
        };
        for (id, &(tail, head)) in (0..).zip(arcs) {
            if tail == last && !nodes.contains(&head) && !is_left(group_of(head)) {
                let nodes = [&nodes[..], &[head]].concat();
                open.push((nodes, [&path[..], &[id]].concat()));
            }
        }
    }
    found.sort();
    found
}

fn path_of(mut arcs: Vec<u32>, weights: &[u64], ties: &[u64]) -> Option<Path> {
    let cost = arcs.iter().try_fold(0_u64, |sum, &arc| {
        let weight = weights[arc as usize];
        sum.checked_add(weight).filter(|&sum| sum < u64::MAX)
    })?;
    let tie = (arcs.iter()).fold(0_u64, |sum, &arc| sum.saturating_add(ties[arc as usize]));
    arcs.reverse();
    Some((cost, tie, arcs.len(), arcs))
}
