//! An order for a few nodes: always the one with the fewest neighbors next, its neighbors then
//! being joined to each other (minimum degree).
//!
//! Source: Tinney and Walker, *Direct solutions of sparse network equations by optimally ordered
//! triangular factorization*, 1967. Sets are the bits of a number, so a step takes O(nodes).
//!
//! Does not know: how the few nodes were found.

use crate::graph::hierarchy::links::{Links, NONE};

/// Nodes and the neighbors around them must fit into a number's bits.
const N_BITS: usize = 64;

/// Orders `nodes`, from the lowest to the highest. Their neighbors outside come later but count,
/// as they are joined too. `None` if they are too many, all in all, to be looked at in this way.
///
/// `local` is by node, `NONE` before and after.
pub(super) fn by_least_degree(links: &Links, nodes: &[u32], local: &mut [u32]) -> Option<Vec<u32>> {
    if nodes.len() > N_BITS {
        return None;
    }
    let mut known = nodes.to_vec();
    for (place, &node) in (0..).zip(nodes) {
        local[node as usize] = place;
    }
    let mut sets = vec![0_u64; nodes.len()];
    'all: for (set, &node) in sets.iter_mut().zip(nodes) {
        for &other in links.near(node) {
            if local[other as usize] == NONE {
                local[other as usize] = u32::try_from(known.len()).unwrap_or(NONE);
                known.push(other);
                if known.len() > N_BITS {
                    break 'all;
                }
            }
            *set |= 1 << local[other as usize];
        }
    }
    for &node in &known {
        local[node as usize] = NONE;
    }
    (known.len() <= N_BITS).then(|| eliminate(&mut sets, nodes))
}

fn eliminate(sets: &mut [u64], nodes: &[u32]) -> Vec<u32> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut left: Vec<usize> = (0..nodes.len()).collect();
    // How long the longest branch of the elimination tree below a node is: it should stay short.
    let mut depth = vec![0_u32; nodes.len()];
    while let Some(&next) =
        (left.iter()).min_by_key(|&&place| (sets[place].count_ones(), depth[place], place))
    {
        left.retain(|&place| place != next);
        order.push(nodes[next]);
        let around = sets[next];
        for &place in &left {
            if around >> place & 1 == 1 {
                sets[place] |= around;
                sets[place] &= !(1 << place | 1 << next);
                depth[place] = depth[place].max(depth[next] + 1);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(pairs: &[(u32, u32)], n_nodes: usize, nodes: &[u32]) -> Option<Vec<u32>> {
        let links = Links::from_pairs(n_nodes, pairs.iter().copied());
        let mut local = vec![NONE; n_nodes];
        let order = by_least_degree(&links, nodes, &mut local);
        assert!(local.iter().all(|&place| place == NONE));
        order
    }

    #[test]
    fn the_middle_of_a_star_comes_late() {
        let star = [(2, 0), (2, 1), (2, 3), (2, 4)];
        assert_eq!(order(&star, 5, &[2, 0, 1]), Some(vec![0, 1, 2]));
        assert_eq!(order(&star, 5, &[]), Some(vec![]));
        let line = [(0, 1), (1, 2), (2, 3)];
        assert_eq!(order(&line, 4, &[0, 1, 2, 3]), Some(vec![0, 3, 1, 2]));
    }

    #[test]
    fn neighbors_outside_count() {
        // Node 0 has three neighbors outside, node 1 one.
        let pairs = [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2)];
        assert_eq!(order(&pairs, 5, &[0, 1]), Some(vec![1, 0]));
    }

    #[test]
    fn too_many_are_refused() {
        let pairs: Vec<_> = (1..80).map(|node| (0, node)).collect();
        assert_eq!(order(&pairs, 80, &[0]), None);
        let all: Vec<_> = (0..80).collect();
        assert_eq!(order(&pairs, 80, &all), None);
    }
}
