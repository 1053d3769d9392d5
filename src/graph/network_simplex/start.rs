//! The tree that the simplex method begins with, from any tree: the flow on it, and what does not
//! fit moved to artificial arcs.
//!
//! Does not know: which arc enters or leaves.

use super::bounds::PLENTY;
use super::pricing::{NEVER, Outside};
use super::tree::Room;
use super::{Large, NetworkSimplex, Status};

impl NetworkSimplex {
    /// The place of artificial arcs: behind those of all others.
    pub(super) fn artificial(&self) -> u32 {
        u32::try_from(self.bounds.ends.len()).unwrap_or(u32::MAX)
    }

    /// Hangs all nodes on the root, with all arcs empty.
    pub(super) fn hang_on_root(&mut self) {
        let (root, artificial) = (self.tree.root(), self.artificial());
        self.tree
            .place
            .iter_mut()
            .for_each(|place| place.above = root);
        self.tree.arc.fill(artificial);
        for (outside, &(tail, head)) in self.pricing.outside.iter_mut().zip(&self.bounds.ends) {
            (outside.tail, outside.head) = (tail, head);
        }
    }

    /// Whether the arc at `place`, which is not in the tree, is at its upper bound.
    fn is_full(&self, place: usize) -> bool {
        let (tail, head) = self.bounds.ends[place];
        if tail == head {
            self.bounds.cost[place] < 0
        } else {
            self.pricing.outside[place].tail != tail
        }
    }

    /// Flow on the arc at `place`, which is not in the tree.
    pub(super) fn flow_at(&self, place: usize) -> i64 {
        let lower = self.bounds.lower[place];
        if self.is_full(place) {
            lower.saturating_add(self.bounds.capacity[place])
        } else {
            lower
        }
    }

    /// Flow on the arc at `place`, which is above `node` in the tree.
    pub(super) fn tree_flow(&self, node: u32, place: usize) -> i64 {
        let room = self.tree.room[node as usize];
        let carried = if self.bounds.ends[place].0 == node {
            room.down
        } else {
            room.up
        };
        self.bounds.lower[place].saturating_add(carried)
    }

    /// Puts the arc at `place` outside the tree, full or empty.
    pub(super) fn put_outside(&mut self, place: usize, is_full: bool) {
        let (tail, head) = self.bounds.ends[place];
        let cost = self.bounds.cost[place];
        let can_enter = self.bounds.capacity[place] > 0 && tail != head;
        let (tail, head, cost) = if is_full {
            (head, tail, -cost)
        } else {
            (tail, head, cost)
        };
        self.pricing.outside[place] = Outside {
            tail,
            head,
            cost: if can_enter { cost } else { NEVER },
        };
    }

    /// Makes the present tree one to begin with: preorder, flow, artificial arcs where the flow does
    /// not fit, prices. Every node must be below the root.
    pub(super) fn settle(&mut self) -> Result<(), Status> {
        let too_large = || Status::TooLarge { what: Large::Flows };
        self.tree.thread();
        for place in 0..self.bounds.ends.len() {
            let is_full = self.is_full(place) && self.bounds.capacity[place] < PLENTY;
            self.put_outside(place, is_full);
        }
        let root = self.tree.root();
        for node in 0..root as usize {
            let place = self.tree.arc[node] as usize;
            if place < self.bounds.ends.len() {
                self.put_outside(place, false);
                self.pricing.outside[place].cost = NEVER;
            }
        }
        let mut excess = self.bounds.surplus.clone();
        excess.push(0);
        for (place, &(tail, head)) in self.bounds.ends.iter().enumerate() {
            if tail != head && self.is_full(place) {
                let amount = self.bounds.capacity[place];
                let (from, to) = (tail as usize, head as usize);
                excess[from] = excess[from].checked_sub(amount).ok_or_else(too_large)?;
                excess[to] = excess[to].checked_add(amount).ok_or_else(too_large)?;
            }
        }
        let mut node = self.tree.before(root);
        while node != root {
            let v = node as usize;
            let above = self.tree.place[v].above as usize;
            let passed = self.fit(node, excess[v]);
            excess[above] = excess[above].checked_add(passed).ok_or_else(too_large)?;
            let is_artificial = self.tree.arc[v] == self.artificial();
            let room = self.tree.room[v];
            if is_artificial && room.up.min(room.down) >= PLENTY / 2 {
                return Err(too_large());
            }
            node = self.tree.before(node);
        }
        self.tree.thread();
        self.set_prices();
        Ok(())
    }

    /// Lets what is left over at `node` and below flow on the arc above it. Where that arc cannot
    /// carry it, or could carry nothing more upwards, it leaves the tree and the rest goes to an
    /// artificial arc. Returns what the arc carries to the node above.
    fn fit(&mut self, node: u32, excess: i64) -> i64 {
        let v = node as usize;
        let place = self.tree.arc[v] as usize;
        let Some(&(tail, _)) = self.bounds.ends.get(place) else {
            self.hang(node, excess);
            return 0;
        };
        let capacity = self.bounds.capacity[place];
        let leads_up = tail == node;
        // What the arc would carry, in its own direction.
        let (amount, sign) = if leads_up {
            (excess, 1)
        } else {
            (excess.saturating_neg(), -1)
        };
        let fits = if leads_up {
            (0..capacity).contains(&amount)
        } else {
            0 < amount && amount <= capacity
        };
        if fits {
            let (rest, carried) = (capacity - amount, amount);
            self.tree.room[v] = if leads_up {
                Room {
                    up: rest,
                    down: carried,
                }
            } else {
                Room {
                    up: carried,
                    down: rest,
                }
            };
            return excess;
        }
        let is_full = amount >= capacity && capacity < PLENTY;
        self.put_outside(place, is_full);
        let carried = if is_full { sign * capacity } else { 0 };
        self.hang(node, excess.saturating_sub(carried));
        carried
    }

    /// Hangs `node` on the root by its artificial arc, which takes up `excess`.
    fn hang(&mut self, node: u32, excess: i64) {
        let v = node as usize;
        self.tree.place[v].above = self.tree.root();
        self.tree.arc[v] = self.artificial();
        self.leads_up[v] = excess >= 0;
        let carried = excess.saturating_abs();
        let rest = PLENTY.saturating_sub(carried);
        self.tree.room[v] = if excess >= 0 {
            Room {
                up: rest,
                down: carried,
            }
        } else {
            Room {
                up: carried,
                down: rest,
            }
        };
    }

    /// Prices by which every arc of the tree has reduced cost 0, from the root, which has 0.
    fn set_prices(&mut self) {
        let root = self.tree.root();
        self.tree.price[root as usize] = 0;
        let mut node = self.tree.place[root as usize].next;
        while node != root {
            let v = node as usize;
            let place = self.tree.arc[v] as usize;
            let above = self.tree.price[self.tree.place[v].above as usize];
            self.tree.price[v] = match self.bounds.ends.get(place) {
                Some(ends) if ends.0 == node => above - self.bounds.cost[place],
                Some(_) => above + self.bounds.cost[place],
                None if self.leads_up[v] => -self.dear,
                None => self.dear,
            };
            node = self.tree.place[v].next;
        }
    }
}
