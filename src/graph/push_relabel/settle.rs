//! The second stage: a preflow becomes a flow, of which nothing runs in circles.
//!
//! Depth-first search against the flow takes circles apart, each of which empties at least one arc,
//! and lists nodes after all from which flow comes to them. From the other end of that list on,
//! each node sends back what it could not pass on, when nothing can come back to it any more. Time in
//! proportion to nodes and arcs, and to nodes for each circle. Cherkassky and Goldberg, *On implementing the
//! push–relabel method for the maximum flow problem*, 1997. What flow there is only becomes less,
//! so that no arc into the source or out of the sink gets any.
//!
//! Does not know: labels.

use super::{NONE, Preflow};
use crate::task::{Cancelled, Task};

/// Instead of its place on the path: the node was not visited yet.
const NEW: u32 = NONE;
/// No circle runs through the node any more.
const DONE: u32 = NONE - 1;

impl Preflow {
    /// Takes back what runs in circles, and what has not arrived at the sink. Labels end here.
    pub(super) fn settle(&mut self, task: &Task) -> Result<(), Cancelled> {
        self.label.fill(NEW);
        let n = self.label.len();
        self.cursor.copy_from_slice(&self.first[..n]);
        self.queue.clear();
        let mut path = std::mem::take(&mut self.next);
        path.clear();
        for root in 0..self.n() {
            task.checkpoint()?;
            if self.label[root as usize] == NEW {
                self.walk(root, &mut path, task)?;
            }
        }
        for at in (0..self.queue.len()).rev() {
            self.send_back(self.queue[at]);
        }
        Ok(())
    }

    /// Walks against the flow until no circle runs through `root` or a node from which flow comes to
    /// it. `path` is empty before and after: halves from the root to where the walk is.
    fn walk(&mut self, root: u32, path: &mut Vec<u32>, task: &Task) -> Result<(), Cancelled> {
        let mut node = root;
        loop {
            self.label[node as usize] = u32::try_from(path.len()).unwrap_or(NEW);
            if let Some((place, head)) = self.next_against(node) {
                path.push(place);
                node = match self.label[head as usize] {
                    NEW => head,
                    start => {
                        task.checkpoint()?;
                        self.take_apart(start as usize, path)
                    }
                };
            } else {
                self.label[node as usize] = DONE;
                self.queue.push(node);
                let Some(place) = path.pop() else {
                    return Ok(());
                };
                node = self.tail(place);
            }
        }
    }

    /// The first half of `node` against an arc with flow that leads to a node that is not `DONE`.
    fn next_against(&mut self, node: u32) -> Option<(u32, u32)> {
        let end = self.along[node as usize];
        let cursor = &mut self.cursor[node as usize];
        while *cursor < end {
            let half = self.halves[*cursor as usize];
            if half.room > 0 && self.label[half.head as usize] != DONE {
                return Some((*cursor, half.head));
            }
            *cursor += 1;
        }
        None
    }

    /// Empties the path from place `start` on, which is a circle, by the least flow on it. Returns
    /// the last node up to which the path still has flow; the walk goes on there.
    fn take_apart(&mut self, start: usize, path: &mut Vec<u32>) -> u32 {
        let room = |&place: &u32| self.halves[place as usize].room;
        let amount = path[start..].iter().map(room).min().unwrap_or(0);
        let mut kept = path.len();
        for at in (start..path.len()).rev() {
            let half = &mut self.halves[path[at] as usize];
            half.room -= amount;
            let (is_empty, twin) = (half.room == 0, half.twin as usize);
            self.halves[twin].room += amount;
            if is_empty {
                kept = at;
            }
        }
        for &place in &path[kept..] {
            let node = self.tail(place);
            self.label[node as usize] = NEW;
        }
        let node = path
            .get(kept)
            .map_or(self.source, |&place| self.tail(place));
        path.truncate(kept);
        node
    }

    /// Sends back what `node` could not pass on, to where it came from.
    fn send_back(&mut self, node: u32) {
        let v = node as usize;
        if node == self.source || node == self.sink {
            return;
        }
        let mut place = self.first[v] as usize;
        while self.excess[v] > 0 && place < self.along[v] as usize {
            let half = self.halves[place];
            let amount = half.room.min(self.excess[v]);
            self.excess[v] -= amount;
            self.shift(place, half, amount);
            place += 1;
        }
    }

    /// The node that the half at `place` leaves.
    fn tail(&self, place: u32) -> u32 {
        let twin = self.halves[place as usize].twin;
        self.halves[twin as usize].head
    }
}
