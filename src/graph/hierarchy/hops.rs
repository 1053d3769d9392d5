//! Lines through a connected graph, from one end to the other: along given positions, or, where
//! there are none, along the difference of the numbers of links to nodes far apart.
//!
//! Source for the positions: Schild and Sommer, *On balanced separators in road networks*, 2015;
//! nodes far apart are found by two searches, as in Handler, *Minimax location of a facility in an
//! undirected tree graph*, 1973.
//!
//! Does not know: what the lines are for.

use crate::graph::hierarchy::links::{Links, NONE, id};

/// Four lines, each with all nodes: along two axes and both diagonals between them.
pub(super) fn lines(axes: &[[f64; 2]]) -> [Vec<u32>; 4] {
    let line = |along: fn(&[f64; 2]) -> f64| {
        let mut line: Vec<u32> = (0..id(axes.len())).collect();
        line.sort_by(|&one, &other| {
            let [here, there] = [one, other].map(|node| along(&axes[node as usize]));
            here.total_cmp(&there).then(one.cmp(&other))
        });
        line
    };
    [
        line(|at| at[0]),
        line(|at| at[1]),
        line(|at| at[0] + at[1]),
        line(|at| at[0] - at[1]),
    ]
}

/// Something like positions: how much nearer a node is to one of two far nodes than to the other,
/// for two such pairs.
pub(super) fn axes(links: &Links) -> Vec<[f64; 2]> {
    let n_nodes = links.n_nodes();
    if n_nodes == 0 {
        return Vec::new();
    }
    let mut near = vec![NONE; n_nodes];
    let mut farthest = |from: &[u32]| {
        // The least distance to any of the nodes chosen so far; of equals, the first node.
        near.fill(NONE);
        for &node in from {
            let hops = hops(links, node);
            (near.iter_mut().zip(hops)).for_each(|(near, hops)| *near = hops.min(*near));
        }
        let far = (0..id(n_nodes))
            .rev()
            .max_by_key(|&node| near[node as usize]);
        far.unwrap_or(0)
    };
    let one = farthest(&[0]);
    let other = farthest(&[one]);
    let third = farthest(&[one, other]);
    let fourth = farthest(&[third]);
    let [one, other, third, fourth] = [one, other, third, fourth].map(|end| hops(links, end));
    let difference =
        |to: &[u32], from: &[u32], node: usize| f64::from(to[node]) - f64::from(from[node]);
    (0..n_nodes)
        .map(|node| {
            [
                difference(&one, &other, node),
                difference(&third, &fourth, node),
            ]
        })
        .collect()
}

/// The number of links to `from`, by node; `NONE` where there is no way.
fn hops(links: &Links, from: u32) -> Vec<u32> {
    let mut hops = vec![NONE; links.n_nodes()];
    let mut queue = Vec::with_capacity(links.n_nodes());
    hops[from as usize] = 0;
    queue.push(from);
    let mut next = 0;
    while let Some(&node) = queue.get(next) {
        next += 1;
        for &other in links.near(node) {
            if hops[other as usize] == NONE {
                hops[other as usize] = hops[node as usize] + 1;
                queue.push(other);
            }
        }
    }
    hops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_along_axes_and_diagonals() {
        let axes = [[0.0, 3.0], [2.0, 0.0], [1.0, 1.0], [1.0, 1.0]];
        let expected = [[0, 2, 3, 1], [1, 2, 3, 0], [1, 2, 3, 0], [0, 2, 3, 1]];
        assert_eq!(lines(&axes), expected.map(|line| line.to_vec()));
    }

    #[test]
    fn a_chain_is_lined_up_from_end_to_end() {
        let links = Links::from_pairs(5, [(2, 0), (0, 4), (4, 1), (1, 3)].into_iter());
        let [along, ..] = lines(&axes(&links));
        assert!(along == [2, 0, 4, 1, 3] || along == [3, 1, 4, 0, 2]);
        assert_eq!(hops(&links, 0), [0, 2, 1, 3, 1]);
        assert_eq!(axes(&Links::from_pairs(0, std::iter::empty())).len(), 0);
        assert_eq!(axes(&Links::from_pairs(1, std::iter::empty())), [[0.0; 2]]);
    }
}
