//! Which nodes and groups a path has been to.
//!
//! Numbers of paths stand beside nodes and groups instead of yes and no, so that beginning anew
//! takes O(1) time.
//!
//! Does not know: arcs, and what a group is.

/// Instead of a node: there is none.
const NONE: u32 = u32::MAX;

/// The nodes visited by one path, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Visits {
    /// By node: the number of the last path that visited it.
    visited: Vec<u32>,
    /// By group: the same. First the numbered groups, then those of nodes by themselves.
    entered: Vec<u32>,
    /// Number of the path.
    path: u32,
    last: u32,
    last_group: usize,
}

impl Visits {
    /// Makes room for a number of nodes and begins a path that has visited none.
    pub(super) fn begin(&mut self, n_nodes: usize) {
        if self.path == u32::MAX || self.visited.len() != n_nodes {
            self.visited.clear();
            self.entered.clear();
            self.path = 0;
        }
        self.visited.resize(n_nodes, 0);
        self.entered.resize(2 * n_nodes, 0);
        self.path += 1;
        self.last = NONE;
        self.last_group = usize::MAX;
    }

    /// The node visited last.
    #[inline]
    pub(super) fn last(&self) -> u32 {
        self.last
    }

    /// Whether the path may go to a node: it was not there before, and has not left its group. A
    /// node without a number in `groups`, or with one that is no less than the number of nodes, is
    /// a group of its own.
    #[inline]
    pub(super) fn may_enter(&self, groups: &[u32], node: u32) -> bool {
        let group = self.group_of(groups, node);
        let visited = self.visited.get(node as usize);
        let is_left = self.entered.get(group) == Some(&self.path) && group != self.last_group;
        visited.is_some_and(|&visited| visited != self.path) && !is_left
    }

    /// Goes to a node if the path may; returns whether it did.
    pub(super) fn visit(&mut self, groups: &[u32], node: u32) -> bool {
        if !self.may_enter(groups, node) {
            return false;
        }
        let group = self.group_of(groups, node);
        self.visited[node as usize] = self.path;
        self.entered[group] = self.path;
        self.last = node;
        self.last_group = group;
        true
    }

    /// The place of a node's group in `entered`.
    #[inline]
    fn group_of(&self, groups: &[u32], node: u32) -> usize {
        let n_nodes = self.visited.len();
        match groups.get(node as usize) {
            Some(&group) if (group as usize) < n_nodes => group as usize,
            _ => n_nodes + node as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_gone_on_in_and_not_come_back_to() {
        let groups = [0, 0, 1, 9, 9, 0];
        let mut visits = Visits::default();
        for _ in 0..2 {
            visits.begin(6);
            assert_eq!(visits.last(), NONE);
            let went: Vec<bool> = [0, 1, 0, 3, 5, 4, 2, 6, 2]
                .iter()
                .map(|&node| visits.visit(&groups, node))
                .collect();
            let expected = [true, true, false, true, false, true, true, false, false];
            assert_eq!(went, expected);
            assert_eq!(visits.last(), 2);
        }
        visits.begin(1);
        assert!(!visits.may_enter(&[], 1) && visits.visit(&[], 0));
        visits.path = u32::MAX;
        visits.begin(1);
        assert!(visits.may_enter(&[], 0));
    }
}
