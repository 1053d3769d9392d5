//! Which arcs there are once nodes have been contracted in a given order, whatever the weights.
//!
//! Source: Dibbelt, Strasser and Wagner, *Customizable contraction hierarchies*, 2016; the
//! elimination tree as in Liu, *The role of elimination trees in sparse factorization*, 1990.
//! O(arcs × log of the arcs at a node) time and as much space as the answer.
//!
//! Does not know: how the order came about.

use crate::graph::hierarchy::links::{Links, NONE, id};
use crate::task::{Cancelled, Task};

/// Thirds are stored if there are at most so many an arc; roads and railways have some five.
const MOST_THIRDS: usize = 32;

/// The contracted graph. Nodes are named by rank: a node's rank is higher than those of the nodes
/// below it in the elimination tree, which are next to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Contracted {
    /// Rank by node and node by rank.
    pub(super) rank_of: Vec<u32>,
    pub(super) node_of: Vec<u32>,
    /// The lowest higher neighbor, `NONE` at roots.
    pub(super) parent: Vec<u32>,
    /// Where the arcs from a node to higher ones begin; one more at the end.
    pub(super) first_up: Vec<u32>,
    /// The higher ends of arcs, ascending at each node.
    pub(super) head: Vec<u32>,
    /// For every two arcs from a node, to a lower and a higher neighbor, the arc between these
    /// two: in the order of nodes, then of the lower neighbor, then of the higher. Empty if that
    /// would be very many.
    third: Vec<u32>,
}

impl Contracted {
    /// Contracts nodes in the order given; it holds every node once.
    pub(super) fn new(links: &Links, order: &[u32], task: &Task) -> Result<Contracted, Cancelled> {
        let parent = parents(links, order);
        let order = grouped(order, &parent);
        task.checkpoint()?;

        let mut contracted = Contracted {
            rank_of: vec![0; order.len()],
            ..Contracted::default()
        };
        for (rank, &node) in (0..).zip(&order) {
            contracted.rank_of[node as usize] = rank;
        }
        contracted.node_of = order;
        contracted.join(links, task)?;
        contracted.store_thirds(task)?;
        Ok(contracted)
    }

    pub(super) fn n_nodes(&self) -> usize {
        self.parent.len()
    }

    /// The places of the arcs from a node to higher ones.
    pub(super) fn up(&self, node: u32) -> std::ops::Range<usize> {
        self.first_up[node as usize] as usize..self.first_up[node as usize + 1] as usize
    }

    /// The arc between two neighbors, the lower first; `NONE` if they are none.
    pub(super) fn arc(&self, low: u32, high: u32) -> u32 {
        let up = self.up(low);
        match self.head[up.clone()].binary_search(&high) {
            Ok(place) => id(up.start + place),
            Err(_) => NONE,
        }
    }

    /// Finds the higher neighbors of each node: those it has from the beginning, and those that
    /// the nodes below it in the elimination tree hand on.
    fn join(&mut self, links: &Links, task: &Task) -> Result<(), Cancelled> {
        let n_nodes = self.node_of.len();
        let mut was_seen = vec![NONE; n_nodes];
        // Children of each node as a list: the first, and the next after each.
        let mut first_child = vec![NONE; n_nodes];
        let mut next_child = vec![NONE; n_nodes];
        self.parent = vec![NONE; n_nodes];
        self.first_up.push(0);
        for node in 0..id(n_nodes) {
            task.checkpoint()?;
            let begin = self.head.len();
            was_seen[node as usize] = node;
            for &near in links.near(self.node_of[node as usize]) {
                let near = self.rank_of[near as usize];
                if near > node {
                    was_seen[near as usize] = node;
                    self.head.push(near);
                }
            }
            let mut child = first_child[node as usize];
            while child != NONE {
                self.hand_on(child, node, &mut was_seen);
                child = next_child[child as usize];
            }
            self.head[begin..].sort_unstable();
            self.first_up.push(id(self.head.len()));
            if let Some(&parent) = self.head.get(begin) {
                self.parent[node as usize] = parent;
                next_child[node as usize] = first_child[parent as usize];
                first_child[parent as usize] = node;
            }
        }
        Ok(())
    }

    /// Gives a node the neighbors of its child that it does not have yet.
    fn hand_on(&mut self, child: u32, node: u32, was_seen: &mut [u32]) {
        for place in self.up(child) {
            let near = self.head[place];
            if was_seen[near as usize] != node {
                was_seen[near as usize] = node;
                self.head.push(near);
            }
        }
    }

    /// How many pairs of arcs there are from a node to higher ones.
    pub(super) fn n_thirds(&self, node: u32) -> usize {
        let n_up = self.up(node).len();
        n_up * n_up.saturating_sub(1) / 2
    }

    /// For an arc from a node, which has arcs up to `end`: the arcs between its head and those of
    /// the following ones. `begin` is how many thirds there are before; `space` is used if they
    /// are not stored.
    pub(super) fn thirds<'a>(
        &'a self,
        (low, end): (usize, usize),
        begin: usize,
        space: &'a mut Vec<u32>,
    ) -> &'a [u32] {
        let n_thirds = end - low - 1;
        if let Some(stored) = self.third.get(begin..begin + n_thirds) {
            return stored;
        }
        space.clear();
        self.find_thirds(low, end, space);
        space
    }

    #[cfg(test)]
    pub(super) fn are_thirds_stored(&self) -> bool {
        !self.third.is_empty()
    }

    fn find_thirds(&self, low: usize, end: usize, thirds: &mut Vec<u32>) {
        // Both lists ascend, and the first holds what is left of the second.
        let mut place = self.up(self.head[low]).start;
        for &high in &self.head[low + 1..end] {
            let is_before = |&&near: &&u32| near != high;
            place += self.head[place..].iter().take_while(is_before).count();
            thirds.push(id(place));
        }
    }

    fn store_thirds(&mut self, task: &Task) -> Result<(), Cancelled> {
        let nodes = 0..id(self.n_nodes());
        let n_thirds: usize = nodes.clone().map(|node| self.n_thirds(node)).sum();
        if n_thirds > self.head.len() * MOST_THIRDS {
            return Ok(());
        }
        let mut thirds = Vec::with_capacity(n_thirds);
        for node in nodes {
            task.checkpoint()?;
            let up = self.up(node);
            for low in up.clone() {
                self.find_thirds(low, up.end, &mut thirds);
            }
        }
        self.third = thirds;
        Ok(())
    }
}

/// The parent of each node in the elimination tree.
fn parents(links: &Links, order: &[u32]) -> Vec<u32> {
    let mut rank_of = vec![0; order.len()];
    for (rank, &node) in (0_u32..).zip(order) {
        rank_of[node as usize] = rank;
    }
    let mut parent = vec![NONE; order.len()];
    // Some node higher up the tree, or a root: the way to the root gets shorter by being used.
    let mut above = vec![NONE; order.len()];
    for &node in order {
        let rank = rank_of[node as usize];
        for &near in links.near(node) {
            let mut low = near;
            while rank_of[low as usize] < rank {
                let next = std::mem::replace(&mut above[low as usize], node);
                if next == NONE {
                    parent[low as usize] = node;
                }
                if next == NONE || next == node {
                    break;
                }
                low = next;
            }
        }
    }
    parent
}

/// The order with the nodes below each node of the elimination tree next to each other, which
/// gives the same arcs and keeps together what is used together.
fn grouped(order: &[u32], parent: &[u32]) -> Vec<u32> {
    let mut n_below = vec![1_u32; order.len()];
    for &node in order {
        if parent[node as usize] != NONE {
            n_below[parent[node as usize] as usize] += n_below[node as usize];
        }
    }
    // From the highest down each node takes the last free places of its parent.
    let mut end = vec![0; order.len()];
    let mut end_of_roots = id(order.len());
    let mut grouped = vec![0; order.len()];
    for &node in order.iter().rev() {
        let free = match parent[node as usize] {
            NONE => &mut end_of_roots,
            parent => &mut end[parent as usize],
        };
        let last = *free - 1;
        *free -= n_below[node as usize];
        grouped[last as usize] = node;
        end[node as usize] = last;
    }
    grouped
}
