//! How narrow a network is where it is narrowest: a guess at its cuts, by going through it once or
//! twice.
//!
//! From a node at one end the nodes are sorted by the number of links to them. No link leads from
//! such a level past the next, so that every level parts the network; of those in the middle half
//! of the nodes the smallest is the guess. O(nodes + links) time. George and Liu, *Computer
//! Solution of Large Sparse Positive Definite Systems*, 1981: level structures from a node at the
//! rim.
//!
//! Does not know: what is done with the guess.

use crate::graph::csr::Csr;
use crate::model::plain::PlainNetwork;
use crate::task::{Cancelled, Task};

/// Nodes between two checkpoints.
const STRIDE: usize = 4_096;
/// Instead of a level: not reached yet.
const UNREACHED: u32 = u32::MAX;

/// Nodes of the smallest level in the middle half of the largest connected part; 0 for an empty
/// network.
pub(super) fn width(network: &PlainNetwork, task: &Task) -> Result<usize, Cancelled> {
    let (tails, heads) = (network.tails(), network.heads());
    let there = tails.iter().copied().zip(heads.iter().copied());
    let back = heads.iter().copied().zip(tails.iter().copied());
    let graph = Csr::from_arcs(network.n_nodes(), &there.chain(back).collect::<Vec<_>>());
    let mut levels = vec![UNREACHED; graph.n_nodes()];
    let mut largest = Vec::new();
    for node in graph.nodes() {
        if largest.len() * 2 > graph.n_nodes() {
            break;
        }
        if levels[node as usize] == UNREACHED {
            let part = sorted_by_level(&graph, node, &mut levels, task)?;
            if part.len() > largest.len() {
                largest = part;
            }
        }
    }
    let Some(&end) = largest.last() else {
        return Ok(0);
    };
    levels.fill(UNREACHED);
    let sorted = sorted_by_level(&graph, end, &mut levels, task)?;
    let (quarter, mut n_before) = (sorted.len() / 4, 0);
    let mut least = sorted.len();
    for level in sorted.chunk_by(|&a, &b| levels[a as usize] == levels[b as usize]) {
        let is_in_the_middle = n_before >= quarter && n_before + level.len() <= 3 * quarter;
        if is_in_the_middle {
            least = least.min(level.len());
        }
        n_before += level.len();
    }
    Ok(least)
}

/// The nodes that hang together with one, by level, then in the order in which they were found.
fn sorted_by_level(
    graph: &Csr,
    from: u32,
    levels: &mut [u32],
    task: &Task,
) -> Result<Vec<u32>, Cancelled> {
    let mut found = vec![from];
    levels[from as usize] = 0;
    let mut n_done = 0;
    while let Some(&node) = found.get(n_done) {
        n_done += 1;
        if n_done.is_multiple_of(STRIDE) {
            task.checkpoint()?;
        }
        let next = levels[node as usize] + 1;
        for (_, head) in graph.out(node) {
            let level = &mut levels[head as usize];
            if *level == UNREACHED {
                *level = next;
                found.push(head);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plain::{PlainBuilder, PlainLink};

    fn of(n_nodes: usize, ends: impl Iterator<Item = (usize, usize)>) -> usize {
        let mut builder = PlainBuilder::numbered(n_nodes, 0, 1);
        for (tail, head) in ends {
            let [tail, head] = [tail, head].map(|node| u32::try_from(node).unwrap());
            let link = PlainLink {
                tail,
                head,
                ..PlainLink::default()
            };
            assert!(builder.add_link("", &link));
        }
        width(&builder.build(), &Task::never()).unwrap()
    }

    #[test]
    fn grids_are_wide_and_lines_are_narrow() {
        assert_eq!(of(0, std::iter::empty()), 0);
        assert_eq!(of(5, std::iter::empty()), 1);
        assert_eq!(of(900, (1..900).map(|node| (node, node - 1))), 1);
        let ladder = (0..10).flat_map(|row| (1..90).map(move |x| (row * 90 + x, row * 90 + x - 1)));
        let rungs = (90..900).map(|node| (node - 90, node));
        assert_eq!(of(900, ladder.chain(rungs)), 10);
        let all = (0..30).flat_map(|tail| (0..tail).map(move |head| (tail, head)));
        assert_eq!(of(30, all), 30, "nothing in the middle: all of it");
    }
}
