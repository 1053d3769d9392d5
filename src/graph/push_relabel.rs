//! Highest-label push–relabel with global and gap relabeling, in two stages: what
//! [`max_flow`](super::max_flow) runs on.
//!
//! Goldberg and Tarjan, *A new approach to the maximum-flow problem*, 1988; Cherkassky and
//! Goldberg, *On implementing the push–relabel method for the maximum flow problem*, 1997. The
//! bound O(nodes² · √arcs): Cheriyan and Maheshwari, *Analysis of preflow push algorithms for
//! maximum network flow*, 1989.
//!
//! Does not know: unlimited capacities, cuts, what flows.

use crate::graph::csr::Csr;
use crate::task::{Cancelled, Task};

/// All labels are made exact after work of `PATIENCE` · (`NODE_WORK` · nodes + arcs), where raising
/// a label counts as `LABEL_WORK` arcs looked at: the settings of Goldberg's program `hi_pr`.
const PATIENCE: usize = 2;
const NODE_WORK: usize = 6;
const LABEL_WORK: usize = 12;

/// The graph with an opposite for every arc: arc `2 · a` is arc `a`, arc `2 · a + 1` leads back.
pub(super) fn paired(n_nodes: usize, arcs: &[(u32, u32)]) -> Csr {
    let both_ways = |&(tail, head): &(u32, u32)| [(tail, head), (head, tail)];
    let pairs: Vec<_> = arcs.iter().flat_map(both_ways).collect();
    Csr::from_arcs(n_nodes, &pairs)
}

/// The arc of [`paired`] that leads back along `arc`.
fn opposite(arc: u32) -> usize {
    (arc ^ 1) as usize
}

/// A flow in the making: nodes may have got more than they passed on.
pub(super) struct Preflow<'a> {
    pairs: &'a Csr,
    /// By arc of `pairs`: what it can still take. An opposite takes back the flow of its arc.
    room: Vec<u64>,
    /// By node: how much more came in than went out.
    excess: Vec<u64>,
    source: u32,
    sink: u32,
    /// By node: no more than its distance, in arcs with room, to the node that is drained into;
    /// the number of nodes if it cannot be reached.
    label: Vec<usize>,
    /// By node: how many of its arcs cannot be pushed along until it is relabeled.
    cursor: Vec<usize>,
    /// By label: the nodes that got it; those that have another label by now are passed over.
    members: Vec<Vec<u32>>,
    /// By label: how many nodes have it.
    n_members: Vec<usize>,
    /// By label: the nodes with excess, source and sink apart; passed over as in `members`.
    active: Vec<Vec<u32>>,
    /// No active node has a larger label.
    highest: usize,
    /// No member has a larger label.
    top: usize,
    /// Arcs looked at since the last exact relabeling.
    work: usize,
}

impl<'a> Preflow<'a> {
    /// No flow yet from `source` to `sink`, which must be two different nodes of `pairs`.
    /// `capacity` is by arc before pairing; what leaves the source must sum to at most `u64::MAX`.
    pub(super) fn new(pairs: &'a Csr, capacity: &[u64], source: u32, sink: u32) -> Self {
        let n = pairs.n_nodes();
        Preflow {
            pairs,
            room: capacity.iter().flat_map(|&cap| [cap, 0]).collect(),
            excess: vec![0; n],
            source,
            sink,
            label: vec![n; n],
            cursor: vec![0; n],
            members: vec![Vec::new(); n],
            n_members: vec![0; n],
            active: vec![Vec::new(); n],
            highest: 0,
            top: 0,
            work: 0,
        }
    }

    /// Makes the flow as great as possible.
    ///
    /// First all that leaves the source is pushed to the sink as far as it can get there; then
    /// what is left over is pushed back to the source by the same method.
    pub(super) fn solve(&mut self, task: &Task) -> Result<(), Cancelled> {
        self.open_source();
        self.drain(self.sink, task)?;
        self.drain(self.source, task)
    }

    /// What has arrived at the sink.
    pub(super) fn value(&self) -> u64 {
        self.excess[self.sink as usize]
    }

    /// Flow by arc before pairing.
    pub(super) fn flow(&self) -> Vec<u64> {
        self.room.iter().skip(1).step_by(2).copied().collect()
    }

    /// By node: whether a path with room leads there from the source.
    pub(super) fn reached_from_source(&self) -> Vec<bool> {
        self.reach(self.source, |arc| arc as usize)
    }

    /// By node: whether a path with room leads from there to the sink.
    pub(super) fn reaching_sink(&self) -> Vec<bool> {
        self.reach(self.sink, opposite)
    }

    /// Nodes reached from `start` along arcs for which the arc `taken` has room.
    fn reach(&self, start: u32, taken: impl Fn(u32) -> usize) -> Vec<bool> {
        let mut is_reached = vec![false; self.pairs.n_nodes()];
        is_reached[start as usize] = true;
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for (arc, head) in self.pairs.out(node) {
                if self.room[taken(arc)] > 0 && !is_reached[head as usize] {
                    is_reached[head as usize] = true;
                    open.push(head);
                }
            }
        }
        is_reached
    }

    /// Fills all arcs out of the source.
    fn open_source(&mut self) {
        for (arc, head) in self.pairs.out(self.source) {
            if head != self.source {
                self.shift(arc, head, self.room[arc as usize]);
            }
        }
    }

    /// Moves `amount` along `arc`; its tail's excess is up to the caller.
    fn shift(&mut self, arc: u32, head: u32, amount: u64) {
        self.room[arc as usize] -= amount;
        self.room[opposite(arc)] += amount;
        self.excess[head as usize] += amount;
    }

    /// Pushes as much excess as possible into `root`, the sink or the source.
    fn drain(&mut self, root: u32, task: &Task) -> Result<(), Cancelled> {
        let most_work = PATIENCE * (NODE_WORK * self.pairs.n_nodes() + self.pairs.n_arcs() / 2);
        self.relabel_all(root);
        while let Some(node) = self.highest_active() {
            task.checkpoint()?;
            self.discharge(node);
            if self.work > most_work {
                self.relabel_all(root);
            }
        }
        Ok(())
    }

    /// Makes all labels exact, by breadth-first search from `root` against the arcs with room.
    fn relabel_all(&mut self, root: u32) {
        let n = self.pairs.n_nodes();
        self.label.fill(n);
        self.cursor.fill(0);
        self.n_members.fill(0);
        self.members.iter_mut().for_each(Vec::clear);
        self.active.iter_mut().for_each(Vec::clear);
        (self.highest, self.top, self.work) = (0, 0, 0);

        self.set_label(root, 0);
        let mut level = 0;
        while level < n && !self.members[level].is_empty() {
            for place in 0..self.members[level].len() {
                let node = self.members[level][place];
                self.activate(node);
                self.label_tails(node, level + 1);
            }
            level += 1;
        }
    }

    /// Labels the nodes from which an arc with room leads to `node` and that have no label yet.
    fn label_tails(&mut self, node: u32, label: usize) {
        for (arc, tail) in self.pairs.out(node) {
            let is_new = self.label[tail as usize] == self.pairs.n_nodes();
            if is_new && self.room[opposite(arc)] > 0 {
                self.set_label(tail, label);
            }
        }
    }

    fn set_label(&mut self, node: u32, label: usize) {
        self.label[node as usize] = label;
        self.members[label].push(node);
        self.n_members[label] += 1;
        self.top = self.top.max(label);
    }

    /// Makes `node` active if it has excess to pass on.
    fn activate(&mut self, node: u32) {
        if self.excess[node as usize] > 0 && node != self.source && node != self.sink {
            let label = self.label[node as usize];
            self.active[label].push(node);
            self.highest = self.highest.max(label);
        }
    }

    /// Takes an active node with the largest label.
    fn highest_active(&mut self) -> Option<u32> {
        loop {
            match self.active[self.highest].pop() {
                Some(node) if self.label[node as usize] == self.highest => return Some(node),
                Some(_) => {}
                None if self.highest == 0 => return None,
                None => self.highest -= 1,
            }
        }
    }

    /// Pushes the excess of `node` on, raising its label as needed, until none is left or it
    /// cannot reach the root any more.
    fn discharge(&mut self, node: u32) {
        while !self.push_on(node) && self.raise(node) {}
    }

    /// Pushes excess of `node` along its arcs with room that lead to the next smaller label.
    /// Returns whether all of it is gone.
    fn push_on(&mut self, node: u32) -> bool {
        let v = node as usize;
        while let Some(&(arc, head)) = self.pairs.out_slice(node).get(self.cursor[v]) {
            let room = self.room[arc as usize];
            if room > 0 && self.label[v] == self.label[head as usize] + 1 {
                let amount = room.min(self.excess[v]);
                let was_idle = self.excess[head as usize] == 0;
                self.excess[v] -= amount;
                self.shift(arc, head, amount);
                if was_idle {
                    self.activate(head);
                }
            }
            if self.excess[v] == 0 {
                return true;
            }
            self.cursor[v] += 1;
        }
        false
    }

    /// Raises the label of `node` as far as its arcs with room allow, or to the number of nodes if
    /// it cannot reach the root; then returns false.
    fn raise(&mut self, node: u32) -> bool {
        let n = self.pairs.n_nodes();
        let old = self.label[node as usize];
        let out = self.pairs.out_slice(node);
        self.work += LABEL_WORK + out.len();
        self.label[node as usize] = n;
        self.n_members[old] -= 1;
        if self.n_members[old] == 0 {
            self.cut_off_above(old);
            return false;
        }
        let least = (out.iter().enumerate())
            .filter(|(_, (arc, _))| self.room[*arc as usize] > 0)
            .map(|(place, (_, head))| (self.label[*head as usize] + 1, place))
            .min();
        match least {
            Some((label, place)) if label < n => {
                self.set_label(node, label);
                self.cursor[node as usize] = place;
                true
            }
            _ => false,
        }
    }

    /// Gap relabeling: as no node has label `gap`, those with larger ones cannot reach the root.
    fn cut_off_above(&mut self, gap: usize) {
        let n = self.pairs.n_nodes();
        for level in gap + 1..=self.top {
            for node in self.members[level].drain(..) {
                if self.label[node as usize] == level {
                    self.label[node as usize] = n;
                }
            }
            self.n_members[level] = 0;
        }
        self.top = gap;
    }
}
