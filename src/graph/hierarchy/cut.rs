//! Few nodes that part a connected graph into two pieces of similar size.
//!
//! Nodes are lined up along some direction; the first and the last tenth of them are the two
//! terminals, and the least number of nodes between those, as many as there are paths without a
//! common node (Menger), is found by maximum flow. Then the smaller side takes in all it can
//! without a larger cut, and after that one node of the cut, so that cuts grow in size and balance
//! side by side. The best ratio of both wins.
//!
//! Sources: Schild and Sommer, *On balanced separators in road networks*, 2015 (inertial flow);
//! Hamann and Strasser, *Graph bisection with Pareto optimization*, 2018 (FlowCutter); Gottesbüren,
//! Hamann, Uhl and Wagner, *Faster and better nested dissection orders for customizable
//! contraction hierarchies*, 2019 (both together). O(size of the cut × links) for each direction.
//!
//! The flow runs through halves of nodes: every node has an entry and an exit, joined by an arc
//! that carries 1; exits lead to the entries of neighbors and carry anything. Seen from the other
//! end, exits and entries change places, so one code serves both ways.
//!
//! Does not know: positions, ranks, how cuts become an order.

use crate::graph::hierarchy::links::{Links, NONE, id};
use crate::task::{Cancelled, Task};

/// One in so many nodes is a terminal, at each end.
const TERMINAL_SHARE: usize = 10;
/// A side smaller than one in so many nodes counts only if there is nothing better.
const LEAST_SHARE: usize = 10;
/// Halves of nodes looked at between two checkpoints.
const STRIDE: u32 = 4096;

/// Marks of a half, as bits: reached from a terminal, part of it, each for both of them; on the way
/// of flow; used by a path in this round.
const REACHED: [u8; 2] = [1, 2];
const TERMINAL: [u8; 2] = [4, 8];
const FOUND: [u8; 2] = [1 | 4, 2 | 8];
const FLOW: u8 = 16;
const USED: u8 = 32;

/// A set of nodes that parts a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) nodes: Vec<u32>,
    /// How many nodes the smaller side has.
    n_small: usize,
}

impl Cut {
    /// Whether a cut of `size` nodes with `n_small` on its smaller side is better than this one,
    /// in a graph of `n_nodes`.
    fn is_worse(&self, size: usize, n_small: usize, n_nodes: usize) -> bool {
        let is_lopsided = |n_small: usize| n_small * LEAST_SHARE < n_nodes;
        if self.nodes.is_empty() || is_lopsided(self.n_small) != is_lopsided(n_small) {
            return self.nodes.is_empty() || is_lopsided(self.n_small);
        }
        let (ours, theirs) = (self.nodes.len() * n_small, size * self.n_small);
        theirs < ours || (theirs == ours && size < self.nodes.len())
    }
}

/// What is known from one terminal. A half is 2 × node for entries, one more for exits; of a
/// node the *front* is the half that this terminal reaches first, the *back* the other.
#[derive(Clone, Debug, Default)]
struct Side {
    /// The half from which a half was reached; by half.
    from: Vec<u32>,
    /// Where the flow through a node comes from, seen from here; by node.
    flow_from: Vec<u32>,
    /// Halves reached since the terminal grew last, in the order of reaching; those before
    /// `n_expanded` have been looked at.
    queue: Vec<u32>,
    n_expanded: usize,
    /// Halves of the terminal from which reaching starts.
    seeds: Vec<u32>,
    /// Nodes whose front is reached; of those before `n_firm` it is in the terminal.
    rim: Vec<u32>,
    n_firm: usize,
    /// Nodes whose back is reached, and those whose back is in the terminal.
    n_inside: usize,
    n_terminal: usize,
}

impl Side {
    fn clear(&mut self, n_nodes: usize) {
        self.from.resize(2 * n_nodes, NONE);
        self.flow_from.clear();
        self.flow_from.resize(n_nodes, NONE);
        (self.n_firm, self.n_inside, self.n_terminal) = (0, 0, 0);
        self.queue.clear();
        self.seeds.clear();
        self.rim.clear();
        self.n_expanded = 0;
    }

    /// Adds a half to the terminal.
    fn add(&mut self, half: u32) {
        self.seeds.push(half);
        self.queue.push(half);
    }
}

fn front(node: u32, way: usize) -> u32 {
    2 * node + id(way)
}

fn back(node: u32, way: usize) -> u32 {
    2 * node + 1 - id(way)
}

/// Workspace for cuts.
#[derive(Clone, Debug, Default)]
pub(super) struct Cutter {
    sides: [Side; 2],
    /// By half.
    mark: Vec<u8>,
    /// Paths between both terminals that do not cross.
    size: usize,
    /// Halves that both terminals reach.
    met: Vec<u32>,
    path: Vec<u32>,
    n_steps: u32,
}

impl Cutter {
    /// The best of the cuts between both ends of `line`, or `best` if none is better. The line
    /// holds every node of the connected graph `links` once.
    pub(super) fn improve(
        &mut self,
        links: &Links,
        line: &[u32],
        best: &mut Cut,
        task: &Task,
    ) -> Result<(), Cancelled> {
        let n_nodes = line.len();
        let mut place = vec![0; n_nodes];
        for (rank, &node) in (0..).zip(line) {
            place[node as usize] = rank;
        }
        self.start(line);
        let mut is_first = true;
        loop {
            while self.meet(links, is_first, task)? {
                self.augment();
                // Not even an even split would be better than what is known.
                let half = n_nodes.saturating_sub(self.size) / 2;
                if !best.is_worse(self.size, half, n_nodes) {
                    return Ok(());
                }
            }
            is_first = false;
            for way in [0, 1] {
                self.keep(way, n_nodes, best);
            }
            let way = usize::from(self.sides[1].n_inside < self.sides[0].n_inside);
            if 2 * self.sides[way].n_inside + self.size >= n_nodes || !self.pierce(way, &place) {
                return Ok(());
            }
        }
    }

    fn start(&mut self, line: &[u32]) {
        let n_terminal = (line.len() / TERMINAL_SHARE).max(1);
        self.size = 0;
        self.mark.clear();
        self.mark.resize(2 * line.len(), 0);
        for (way, side) in self.sides.iter_mut().enumerate() {
            side.clear(line.len());
            let from = way * (line.len() - n_terminal);
            for &node in &line[from..][..n_terminal] {
                self.mark[front(node, way) as usize] |= TERMINAL[way];
                side.add(front(node, way));
                side.rim.push(node);
            }
            side.n_firm = side.rim.len();
        }
    }

    /// Looks for halves that can be reached from both terminals: one, or, if `all`, as many as
    /// one side finds. If there is none, all that can be reached has been.
    fn meet(&mut self, links: &Links, all: bool, task: &Task) -> Result<bool, Cancelled> {
        self.met.clear();
        for way in [0, 1] {
            while let Some(&half) = self.sides[way].queue.get(self.sides[way].n_expanded) {
                self.sides[way].n_expanded += 1;
                self.n_steps = self.n_steps.wrapping_add(1);
                if self.n_steps.is_multiple_of(STRIDE) {
                    task.checkpoint()?;
                }
                self.expand(links, half, way);
                if !all && !self.met.is_empty() {
                    return Ok(true);
                }
            }
            if !self.met.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reaches what can be reached from `half` in one step.
    fn expand(&mut self, links: &Links, half: u32, way: usize) {
        let node = half / 2;
        let mark = self.mark[half as usize];
        if mark & FOUND[1 - way] != 0 {
            self.met.push(half);
            return;
        }
        if half == front(node, way) {
            let before = match self.sides[way].flow_from[node as usize] {
                _ if mark & FLOW == 0 => node,
                NONE => return,
                before => before,
            };
            self.reach(back(before, way), half, way);
            return;
        }
        if mark & FLOW != 0 {
            self.reach(front(node, way), half, way);
        }
        for &next in links.near(node) {
            self.reach(front(next, way), half, way);
        }
    }

    fn reach(&mut self, half: u32, from: u32, way: usize) {
        let mark = &mut self.mark[half as usize];
        if *mark & FOUND[way] != 0 {
            return;
        }
        if *mark & FOUND[1 - way] != 0 {
            self.met.push(half);
        }
        *mark |= REACHED[way];
        let side = &mut self.sides[way];
        side.from[half as usize] = from;
        side.queue.push(half);
        let node = half / 2;
        if half == front(node, way) {
            side.rim.push(node);
        } else {
            side.n_inside += 1;
        }
    }

    /// Sends one more unit through each of the halves met whose path crosses no other.
    fn augment(&mut self) {
        let mut used: Vec<u32> = Vec::new();
        for meeting in std::mem::take(&mut self.met) {
            self.trace(meeting);
            let is_used = |&half: &u32| self.mark[half as usize] & USED != 0;
            if !self.path.iter().any(is_used) {
                self.send();
                used.extend(&self.path);
            }
        }
        for half in used {
            self.mark[half as usize] &= !USED;
        }
        self.forget();
    }

    /// Sends one unit along the path.
    fn send(&mut self) {
        for &half in &self.path {
            self.mark[half as usize] |= USED;
        }
        for step in self.path.windows(2) {
            let (from, to) = (step[0] / 2, step[1] / 2);
            if from == to && step[0] < step[1] {
                self.mark[step[0] as usize] |= FLOW;
                self.mark[step[1] as usize] |= FLOW;
            } else if from == to {
                self.mark[step[0] as usize] &= !FLOW;
                self.mark[step[1] as usize] &= !FLOW;
            } else if step[0] % 2 == 1 {
                self.sides[0].flow_from[to as usize] = from;
                self.sides[1].flow_from[from as usize] = to;
            }
        }
        self.size += 1;
    }

    /// Finds the path over a half that both terminals reach.
    fn trace(&mut self, meeting: u32) {
        self.path.clear();
        for (way, side) in self.sides.iter().enumerate() {
            let mut half = meeting;
            while self.mark[half as usize] & TERMINAL[way] == 0 {
                half = side.from[half as usize];
                self.path.push(half);
            }
            if way == 0 {
                self.path.reverse();
                self.path.push(meeting);
            }
        }
    }

    /// Forgets what was reached, but not the terminals.
    fn forget(&mut self) {
        for (way, side) in self.sides.iter_mut().enumerate() {
            for &half in &side.queue {
                self.mark[half as usize] &= !REACHED[way];
            }
            side.queue.clear();
            side.queue.extend(&side.seeds);
            side.n_expanded = 0;
            side.rim.truncate(side.n_firm);
            side.n_inside = side.n_terminal;
        }
    }

    /// Remembers the cut around the part that one terminal reaches, if it is better.
    fn keep(&self, way: usize, n_nodes: usize, best: &mut Cut) {
        let side = &self.sides[way];
        let n_small = (side.n_inside).min(n_nodes.saturating_sub(side.n_inside + self.size));
        if best.is_worse(self.size, n_small, n_nodes) {
            let is_cut = |&node: &u32| self.mark[back(node, way) as usize] & FOUND[way] == 0;
            best.nodes.clear();
            (best.nodes).extend(side.rim.iter().copied().filter(is_cut));
            best.n_small = n_small;
        }
    }

    /// Takes what one terminal reaches into it, and one node of the cut around it: one that needs
    /// no larger cut if there is any, then the one nearest to this end of the line. False if
    /// there is none.
    fn pierce(&mut self, way: usize, place: &[u32]) -> bool {
        self.take_in(way);
        let mark = |node: u32| self.mark[back(node, way) as usize];
        let needs_more = |node: u32| mark(node) & REACHED[1 - way] != 0;
        let distance = |node: u32| match way {
            0 => place[node as usize],
            _ => NONE - place[node as usize],
        };
        let open = self.sides[way].rim.iter().copied();
        let open = open.filter(|&node| mark(node) & TERMINAL[1 - way] == 0);
        let Some(node) = open.min_by_key(|&node| (needs_more(node), distance(node))) else {
            return false;
        };
        let half = back(node, way);
        self.mark[half as usize] |= TERMINAL[way];
        let side = &mut self.sides[way];
        side.add(half);
        side.n_inside += 1;
        side.n_terminal += 1;
        true
    }

    /// Takes all that one terminal reaches into it.
    fn take_in(&mut self, way: usize) {
        let side = &mut self.sides[way];
        for &half in &side.queue {
            let mark = &mut self.mark[half as usize];
            *mark = *mark & !REACHED[way] | TERMINAL[way];
        }
        side.queue.clear();
        side.seeds.clear();
        side.n_expanded = 0;
        let mark = &self.mark;
        (side.rim).retain(|&node| mark[back(node, way) as usize] & FOUND[way] == 0);
        side.n_firm = side.rim.len();
        side.n_terminal = side.n_inside;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::oracle::Random;

    fn cut(links: &Links, lines: &[Vec<u32>]) -> Cut {
        let mut cut = Cut::default();
        let mut cutter = Cutter::default();
        for line in lines {
            let outcome = cutter.improve(links, line, &mut cut, &Task::never());
            assert_eq!(outcome, Ok(()));
        }
        cut
    }

    /// The sizes of the pieces that a cut leaves.
    fn pieces(links: &Links, cut: &Cut) -> Vec<usize> {
        let mut is_open = vec![true; links.n_nodes()];
        for &node in &cut.nodes {
            assert!(std::mem::replace(&mut is_open[node as usize], false));
        }
        let mut sizes = vec![];
        for node in 0..id(links.n_nodes()) {
            let mut piece = vec![];
            if is_open[node as usize] {
                links.flood(node, &mut is_open, &mut piece);
                sizes.push(piece.len());
            }
        }
        sizes
    }

    #[test]
    fn two_cliques_are_cut_where_they_touch() {
        let all = (0..41).flat_map(|one| (0..one).map(move |other| (one, other)));
        let links = Links::from_pairs(41, all.filter(|&(one, other)| one <= 20 || other >= 20));
        let line: Vec<u32> = (0..41).collect();
        let cut = cut(&links, &[line]);
        assert_eq!((cut.nodes, cut.n_small), (vec![20], 20));
    }

    #[test]
    fn a_grid_is_cut_across() {
        let node = |x: u32, y: u32| y * 30 + x;
        let across = (0..10).flat_map(|y| (0..29).map(move |x| (node(x, y), node(x + 1, y))));
        let along = (0..9).flat_map(|y| (0..30).map(move |x| (node(x, y), node(x, y + 1))));
        let links = Links::from_pairs(300, across.chain(along));
        let mut line: Vec<u32> = (0..300).collect();
        line.sort_by_key(|node| node % 30);
        let cut = cut(&links, &[line]);
        assert_eq!(cut.nodes.len(), 10);
        assert!(cut.n_small >= 120, "{}", cut.n_small);
    }

    #[test]
    fn random_cuts_part_what_they_say() {
        let mut random = Random::new(31);
        for _ in 0..2_000 {
            let n_nodes = random.between(2, 60);
            let mut pairs = vec![];
            for node in 1..n_nodes {
                pairs.push((random.node(node), id(node)));
            }
            let n_more = random.between(0, 60);
            pairs.extend(random.arcs(n_nodes, n_more));
            let links = Links::from_pairs(n_nodes, pairs.into_iter());
            let mut line: Vec<u32> = (0..id(n_nodes)).collect();
            line.sort_by_cached_key(|_| random.node(1_000));
            let turned: Vec<u32> = line.iter().rev().copied().collect();
            let cut = cut(&links, &[line, turned]);
            assert!(!cut.nodes.is_empty());
            let pieces = pieces(&links, &cut);
            let n_left: usize = pieces.iter().sum();
            assert_eq!(n_left, n_nodes - cut.nodes.len());
            // No piece reaches across: some of them together make up the smaller side.
            let mut sums = vec![0];
            for &size in &pieces {
                sums.extend(sums.clone().iter().map(|sum| sum + size));
                sums.sort_unstable();
                sums.dedup();
            }
            assert!(sums.contains(&cut.n_small));
        }
    }

    /// The first cut between the ends has as many nodes as there are paths between them.
    #[test]
    fn random_flows_are_greatest() {
        let mut random = Random::new(32);
        for _ in 0..2_000 {
            let n_nodes = random.between(2, 12);
            let n_pairs = random.between(0, 30);
            let pairs = random.arcs(n_nodes, n_pairs);
            let links = Links::from_pairs(n_nodes, pairs.iter().copied());
            let line: Vec<u32> = (0..id(n_nodes)).collect();
            let mut cutter = Cutter::default();
            cutter.start(&line);
            while cutter
                .meet(&links, n_nodes.is_multiple_of(2), &Task::never())
                .unwrap()
            {
                cutter.augment();
            }
            // Entries are even, exits odd; both ends may be part of the cut.
            let n_halves = 2 * n_nodes;
            let mut arcs: Vec<_> = (0..id(n_nodes))
                .map(|node| (2 * node, 2 * node + 1))
                .collect();
            let mut capacity = vec![1; n_nodes];
            for (one, other) in pairs {
                arcs.extend([(2 * one + 1, 2 * other), (2 * other + 1, 2 * one)]);
                capacity.extend([100, 100]);
            }
            let last = id(n_halves) - 1;
            let value = crate::graph::oracle::edmonds_karp(n_halves, &arcs, &capacity, 0, last);
            assert_eq!(value, Some(cutter.size as u128));
        }
    }
}
