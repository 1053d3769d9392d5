//! An order for the nodes of trees: the middle first, then the middles of what is left, and so on
//! (centroid decomposition), such that no branch of the elimination tree is long.
//!
//! Source: Jordan, *Sur les assemblages de lignes*, 1869. O(nodes log nodes).
//!
//! Does not know: what the trees hang on.

use crate::graph::hierarchy::links::{Links, NONE};
use crate::task::{Cancelled, Task};

/// Nodes ordered between two checkpoints.
const STRIDE: usize = 64;

/// Workspace, by node of the whole graph.
pub(super) struct Trees {
    /// The node before it in the current walk, and how many are behind it.
    before: Vec<u32>,
    n_behind: Vec<u32>,
    walk: Vec<u32>,
    open: Vec<u32>,
}

impl Trees {
    pub(super) fn new(n_nodes: usize) -> Trees {
        Trees {
            before: vec![NONE; n_nodes],
            n_behind: vec![0; n_nodes],
            walk: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Adds the nodes of the tree around `root` to `order`, from the highest to the lowest. The
    /// tree is made of the nodes in `is_left`, in which none of its nodes is afterwards.
    pub(super) fn order(
        &mut self,
        links: &Links,
        root: u32,
        is_left: &mut [bool],
        order: &mut Vec<u32>,
        task: &Task,
    ) -> Result<(), Cancelled> {
        self.open.clear();
        self.open.push(root);
        while let Some(root) = self.open.pop() {
            if order.len().is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            let middle = self.middle(links, root, is_left);
            is_left[middle as usize] = false;
            order.push(middle);
            let around = links.near(middle).iter().copied();
            (self.open).extend(around.filter(|&node| is_left[node as usize]));
        }
        Ok(())
    }

    /// The first node in the walk from `root` without which no part is more than half.
    fn middle(&mut self, links: &Links, root: u32, is_left: &[bool]) -> u32 {
        self.walk.clear();
        self.walk.push(root);
        self.before[root as usize] = NONE;
        let mut next = 0;
        while let Some(&node) = self.walk.get(next) {
            next += 1;
            self.n_behind[node as usize] = 1;
            for &other in links.near(node) {
                if is_left[other as usize] && other != self.before[node as usize] {
                    self.before[other as usize] = node;
                    self.walk.push(other);
                }
            }
        }
        let half = self.walk.len() / 2;
        for &node in self.walk.iter().rev() {
            let n_behind = self.n_behind[node as usize];
            if n_behind as usize > half {
                return node;
            }
            if let Some(sum) = self.n_behind.get_mut(self.before[node as usize] as usize) {
                *sum += n_behind;
            }
        }
        root
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::hierarchy::links::id;
    use crate::graph::oracle::Random;

    #[test]
    fn a_line_is_halved_and_halved_again() {
        let links = Links::from_pairs(7, (0..6).map(|node| (node, node + 1)));
        let mut order = vec![];
        let outcome = Trees::new(7).order(&links, 6, &mut [true; 7], &mut order, &Task::never());
        assert_eq!(outcome, Ok(()));
        assert_eq!(order.iter().position(|&node| node == 3), Some(0));
        let mut second = order[1..].to_vec();
        second.retain(|&node| node == 1 || node == 5);
        assert_eq!(second.len(), 2);
    }

    /// Every node once, and no branch longer than halving allows.
    #[test]
    fn random_trees_are_shallow() {
        let mut random = Random::new(11);
        for _ in 0..300 {
            let n_nodes = random.between(1, 200);
            let mut pairs = vec![];
            for node in 1..n_nodes {
                pairs.push((random.node(node), id(node)));
            }
            let links = Links::from_pairs(n_nodes, pairs.into_iter());
            let mut is_left = vec![true; n_nodes];
            let mut order = vec![];
            let outcome =
                Trees::new(n_nodes).order(&links, 0, &mut is_left, &mut order, &Task::never());
            assert_eq!(outcome, Ok(()));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..id(n_nodes)));

            // Taking nodes away in this order, the part around the next one halves each time.
            let mut is_open = vec![true; n_nodes];
            let mut most = vec![n_nodes; n_nodes];
            for &node in &order {
                let mut part = vec![];
                links.flood(node, &mut is_open.clone(), &mut part);
                assert!(part.len() <= most[node as usize]);
                for &other in &part {
                    most[other as usize] = part.len() / 2;
                }
                is_open[node as usize] = false;
            }
        }
    }
}
