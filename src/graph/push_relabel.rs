//! Highest-label push–relabel with global and gap relabeling: what [`max_flow`](super::max_flow)
//! runs on.
//!
//! A first stage pushes all that leaves the source as far towards the sink as it can get; a second
//! takes back what did not arrive, and what runs in circles. Few arrays, used again by the second
//! stage: in a fresh process the first touch of memory costs as much as the search.
//!
//! Goldberg and Tarjan, *A new approach to the maximum-flow problem*, 1988; Cherkassky and
//! Goldberg, *On implementing the push–relabel method for the maximum flow problem*, 1997. The
//! bound O(nodes² · √arcs): Cheriyan and Maheshwari, *Analysis of preflow push algorithms for
//! maximum network flow*, 1989.
//!
//! Does not know: unlimited capacities, cuts, what flows.

use std::ops::Range;

use crate::task::{Cancelled, Task};

mod settle;

/// All labels are made exact after work of `PATIENCE` · (`NODE_WORK` · nodes + arcs), where raising
/// a label counts as `LABEL_WORK` arcs looked at: the settings of Goldberg's program `hi_pr`.
const PATIENCE: usize = 2;
const NODE_WORK: usize = 6;
const LABEL_WORK: usize = 12;

/// No node, or no arc.
const NONE: u32 = u32::MAX;

/// One direction of an arc, among those that leave the same node.
#[derive(Clone, Copy, Debug, Default)]
struct Half {
    head: u32,
    /// The place of the other direction.
    twin: u32,
    /// What it can still take. The direction against an arc takes back the flow on it.
    room: u64,
}

/// A flow in the making: nodes may have got more than they passed on.
pub(super) struct Preflow {
    /// Both directions of all arcs, sorted by the node that they leave; of a node first those against
    /// their arcs, then those along, each in the order of arcs.
    halves: Vec<Half>,
    /// By node: where its halves begin; one more at the end.
    first: Vec<u32>,
    /// By node: where its halves along arcs begin.
    along: Vec<u32>,
    /// By node: how much more came in than went out.
    excess: Vec<u64>,
    source: u32,
    sink: u32,
    /// By node: no more than its distance, in arcs with room, to the sink; the number
    /// of nodes if it cannot be reached.
    label: Vec<u32>,
    /// By node: the place of the first of its halves that may be pushed along before it is raised.
    cursor: Vec<u32>,
    /// The nodes by label, as lists: the first by label, the ones after and before by node.
    member: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    /// The nodes with excess by label, source and sink apart, as lists; those that have another
    /// label by now are passed over.
    active: Vec<u32>,
    next_active: Vec<u32>,
    /// Nodes in the order in which a search reached them.
    queue: Vec<u32>,
    /// No active node has a larger label.
    highest: usize,
    /// No member has a larger label.
    top: usize,
    /// Arcs looked at since the last exact relabeling.
    work: usize,
    n_raised: u64,
}

impl Preflow {
    /// No flow yet from `source` to `sink`, which must be two different of `n_nodes` nodes.
    /// `capacity` is by arc; what leaves the source must sum to at most `u64::MAX`. Arcs to or from
    /// nodes that do not exist, and those beyond the first 2³¹ − 1, lead nowhere.
    pub(super) fn new(
        n_nodes: usize,
        arcs: &[(u32, u32)],
        capacity: &[u64],
        source: u32,
        sink: u32,
    ) -> Self {
        let mut preflow = Preflow {
            halves: Vec::new(),
            first: vec![0; n_nodes + 1],
            along: vec![0; n_nodes],
            excess: vec![0; n_nodes],
            source,
            sink,
            label: vec![0; n_nodes],
            cursor: vec![0; n_nodes],
            member: vec![NONE; n_nodes + 1],
            next: vec![NONE; n_nodes],
            previous: vec![NONE; n_nodes],
            active: vec![NONE; n_nodes + 1],
            next_active: vec![NONE; n_nodes],
            queue: Vec::with_capacity(n_nodes),
            highest: 0,
            top: 0,
            work: 0,
            n_raised: 0,
        };
        preflow.fill(arcs, capacity);
        preflow
    }

    /// Both directions of all arcs by counting sort.
    fn fill(&mut self, arcs: &[(u32, u32)], capacity: &[u64]) {
        for (_, (tail, head)) in leading(self.along.len(), arcs) {
            self.first[head + 1] += 1;
            self.along[tail] += 1;
        }
        let mut n_before = 0;
        for (node, along) in self.along.iter_mut().enumerate() {
            self.first[node] = n_before;
            let n_against = self.first[node + 1];
            n_before += n_against + std::mem::replace(along, n_before + n_against);
        }
        *self.first.last_mut().unwrap_or(&mut 0) = n_before;
        self.halves = vec![Half::default(); n_before as usize];
        let mut next_along = std::mem::take(&mut self.cursor);
        let mut next_against = std::mem::take(&mut self.label);
        next_against.copy_from_slice(&self.first[..self.along.len()]);
        next_along.copy_from_slice(&self.along);
        for (arc, (tail, head)) in leading(self.along.len(), arcs) {
            let along = take(&mut next_along[tail]);
            let against = take(&mut next_against[head]);
            let room = capacity.get(arc).copied().unwrap_or(0);
            self.halves[along as usize] = half(head, against, room);
            self.halves[against as usize] = half(tail, along, 0);
        }
        (self.cursor, self.label) = (next_along, next_against);
    }

    /// The number of nodes, which is also the label of those that cannot reach the sink.
    fn n(&self) -> u32 {
        u32::try_from(self.label.len()).unwrap_or(NONE)
    }

    /// The places of the halves that leave `node`.
    fn out(&self, node: u32) -> Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    /// Makes the flow as great as possible, with nothing left over and nothing in circles.
    pub(super) fn solve(&mut self, task: &Task) -> Result<(), Cancelled> {
        self.open_source();
        self.drain(task)?;
        self.settle(task)
    }

    /// What has arrived at the sink.
    pub(super) fn value(&self) -> u64 {
        self.excess[self.sink as usize]
    }

    /// How often the label of a node was raised.
    pub(super) fn n_raised(&self) -> u64 {
        self.n_raised
    }

    /// Flow by arc; `arcs` are those that this was made of.
    pub(super) fn flow(&self, arcs: &[(u32, u32)]) -> Vec<u64> {
        let mut flow = vec![0; arcs.len()];
        let mut next_against = self.first[..self.along.len()].to_vec();
        for (arc, (_, head)) in leading(next_against.len(), arcs) {
            flow[arc] = self.halves[take(&mut next_against[head]) as usize].room;
        }
        flow
    }

    /// By node: whether a path with room leads there from the source.
    pub(super) fn reached_from_source(&self) -> Vec<bool> {
        self.reach(self.source, |half| half.room)
    }

    /// By node: whether a path with room leads from there to the sink.
    pub(super) fn reaching_sink(&self) -> Vec<bool> {
        self.reach(self.sink, |half| self.halves[half.twin as usize].room)
    }

    /// Nodes reached from `start` along halves for which there is `room`.
    fn reach(&self, start: u32, room: impl Fn(&Half) -> u64) -> Vec<bool> {
        let mut is_reached = vec![false; self.label.len()];
        is_reached[start as usize] = true;
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for half in &self.halves[self.out(node)] {
                let is_known = &mut is_reached[half.head as usize];
                if !*is_known && room(half) > 0 {
                    *is_known = true;
                    open.push(half.head);
                }
            }
        }
        is_reached
    }

    /// Fills all arcs out of the source.
    fn open_source(&mut self) {
        for place in self.out(self.source) {
            let half = self.halves[place];
            if half.head != self.source {
                self.shift(place, half, half.room);
            }
        }
    }

    /// Moves `amount` along the half at `place`; its tail's excess is up to the caller.
    fn shift(&mut self, place: usize, half: Half, amount: u64) {
        self.halves[place].room -= amount;
        self.halves[half.twin as usize].room += amount;
        self.excess[half.head as usize] += amount;
    }

    /// Pushes as much excess as possible into the sink.
    fn drain(&mut self, task: &Task) -> Result<(), Cancelled> {
        let most_work = PATIENCE * (NODE_WORK * self.label.len() + self.halves.len() / 2);
        self.relabel_all();
        while let Some(node) = self.highest_active() {
            task.checkpoint()?;
            self.discharge(node);
            if self.work > most_work {
                self.relabel_all();
            }
        }
        Ok(())
    }

    /// Makes all labels exact, by breadth-first search from the sink against the arcs with room.
    fn relabel_all(&mut self) {
        let n = self.n();
        self.label.fill(n);
        self.cursor.copy_from_slice(&self.first[..n as usize]);
        self.member.fill(NONE);
        self.active.fill(NONE);
        (self.highest, self.top, self.work) = (0, 0, 0);
        self.queue.clear();
        self.queue.push(self.sink);
        self.set_label(self.sink, 0);
        let mut at = 0;
        while let Some(&node) = self.queue.get(at) {
            at += 1;
            self.activate(node);
            let label = self.label[node as usize] + 1;
            for place in self.out(node) {
                let half = self.halves[place];
                let is_new = self.label[half.head as usize] == n;
                if is_new && self.halves[half.twin as usize].room > 0 {
                    self.set_label(half.head, label);
                    self.queue.push(half.head);
                }
            }
        }
    }

    /// Puts `node` in front of the list of its new label.
    fn set_label(&mut self, node: u32, label: u32) {
        self.label[node as usize] = label;
        let list = &mut self.member[label as usize];
        let after = std::mem::replace(list, node);
        self.next[node as usize] = after;
        self.previous[node as usize] = NONE;
        if let Some(previous) = self.previous.get_mut(after as usize) {
            *previous = node;
        }
        self.top = self.top.max(label as usize);
    }

    /// Takes `node` out of the list of its label; returns whether that is empty now.
    fn leave_list(&mut self, node: u32) -> bool {
        let (next, previous) = (self.next[node as usize], self.previous[node as usize]);
        if let Some(after) = self.previous.get_mut(next as usize) {
            *after = previous;
        }
        if let Some(before) = self.next.get_mut(previous as usize) {
            *before = next;
            return false;
        }
        self.member[self.label[node as usize] as usize] = next;
        next == NONE
    }

    /// Makes `node` active if it has excess to pass on.
    fn activate(&mut self, node: u32) {
        if self.excess[node as usize] > 0 && node != self.source && node != self.sink {
            let label = self.label[node as usize] as usize;
            self.next_active[node as usize] = std::mem::replace(&mut self.active[label], node);
            self.highest = self.highest.max(label);
        }
    }

    /// Takes an active node with the largest label.
    fn highest_active(&mut self) -> Option<u32> {
        loop {
            let node = self.active[self.highest];
            if node == NONE {
                self.highest = self.highest.checked_sub(1)?;
                continue;
            }
            self.active[self.highest] = self.next_active[node as usize];
            if self.label[node as usize] as usize == self.highest {
                return Some(node);
            }
        }
    }

    /// Pushes the excess of `node` on, raising its label as needed, until none is left or it
    /// cannot reach the sink any more.
    fn discharge(&mut self, node: u32) {
        while !self.push_on(node) && self.raise(node) {}
    }

    /// Pushes excess of `node` along its arcs with room that lead to the next smaller label.
    /// Returns whether all of it is gone.
    fn push_on(&mut self, node: u32) -> bool {
        let v = node as usize;
        let label = self.label[v];
        let end = self.first[v + 1];
        let mut excess = self.excess[v];
        let mut place = self.cursor[v];
        while place < end {
            let half = self.halves[place as usize];
            if half.room > 0 && label == self.label[half.head as usize] + 1 {
                let amount = half.room.min(excess);
                let was_idle = self.excess[half.head as usize] == 0;
                excess -= amount;
                self.shift(place as usize, half, amount);
                if was_idle {
                    self.activate(half.head);
                }
            }
            if excess == 0 {
                break;
            }
            place += 1;
        }
        self.cursor[v] = place;
        self.excess[v] = excess;
        excess == 0
    }

    /// Raises the label of `node` as far as its arcs with room allow, or to the number of nodes if
    /// it cannot reach the sink; then returns false.
    fn raise(&mut self, node: u32) -> bool {
        let n = self.n();
        let v = node as usize;
        let old = self.label[v];
        let out = self.out(node);
        self.n_raised += 1;
        self.work += LABEL_WORK + out.len();
        let was_last = self.leave_list(node);
        self.label[v] = n;
        if was_last {
            self.cut_off_above(old as usize);
            return false;
        }
        let (mut least, mut first) = (n, 0);
        for (place, half) in (self.first[v]..).zip(&self.halves[out]) {
            if half.room > 0 && self.label[half.head as usize] < least {
                (least, first) = (self.label[half.head as usize], place);
            }
        }
        if least + 1 >= n {
            return false;
        }
        self.set_label(node, least + 1);
        self.cursor[v] = first;
        true
    }

    /// Gap relabeling: as no node has label `gap`, those with larger ones cannot reach the sink.
    fn cut_off_above(&mut self, gap: usize) {
        let n = self.n();
        for level in gap + 1..=self.top {
            let mut node = std::mem::replace(&mut self.member[level], NONE);
            while node != NONE {
                self.label[node as usize] = n;
                node = self.next[node as usize];
            }
        }
        self.top = gap;
    }
}

/// The arcs of which both ends exist, with their ids, in order.
fn leading(n_nodes: usize, arcs: &[(u32, u32)]) -> impl Iterator<Item = (usize, (usize, usize))> {
    let ends = arcs[..arcs.len().min((1 << 31) - 1)].iter();
    ends.map(|&(tail, head)| (tail as usize, head as usize))
        .enumerate()
        .filter(move |&(_, (tail, head))| tail < n_nodes && head < n_nodes)
}

/// The next place in a row.
fn take(next: &mut u32) -> u32 {
    *next += 1;
    *next - 1
}

fn half(head: usize, twin: u32, room: u64) -> Half {
    let head = u32::try_from(head).unwrap_or(NONE);
    Half { head, twin, room }
}
