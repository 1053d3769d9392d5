//! Pivots, one after the other, and what the last tree says.
//!
//! Does not know: where the first tree is from.

use super::bounds::PLENTY;
use super::pricing::NEVER;
use super::tree::{Cycle, Limit, Room};
use super::{Large, NetworkSimplex, Status};
use crate::graph::csr::Csr;
use crate::task::Task;

impl NetworkSimplex {
    /// Pivots until no arc lowers the cost any more.
    pub(super) fn pivot_to_the_end(&mut self, task: &Task) -> Status {
        self.pricing.rewind();
        if let Some(cycle) = self.free_loop() {
            return self.unbounded(cycle, task);
        }
        while let Some((place, reduced)) = self.pricing.entering(&self.tree.price) {
            if task.is_cancelled() {
                return Status::Cancelled { gap: self.gap() };
            }
            self.n_pivots += 1;
            let entering = self.pricing.outside[place];
            let room = self.bounds.capacity[place];
            let cycle = self.tree.cycle(entering.tail, entering.head, room);
            if cycle.amount >= PLENTY / 2 {
                return match self.ray(place, cycle.top) {
                    Some(ray) => self.unbounded(ray, task),
                    None => Status::TooLarge { what: Large::Flows },
                };
            }
            if !self.pivot(place, reduced, &cycle) {
                return Status::TooLarge { what: Large::Flows };
            }
        }
        self.infeasible().unwrap_or(Status::Optimal)
    }

    /// Lets the arc at `place` enter and the arc that limits the cycle leave. Returns false if that
    /// one is unlimited, so that the flow on it is too large.
    fn pivot(&mut self, place: usize, reduced: i64, cycle: &Cycle) -> bool {
        let (tail, head) = {
            let entering = self.pricing.outside[place];
            (entering.tail, entering.head)
        };
        self.tree.push(tail, head, cycle.top, cycle.amount);
        let is_turned = self.bounds.ends[place].0 != tail;
        let rest = self.bounds.capacity[place] - cycle.amount;
        let (cut, from, onto, room, rise) = match cycle.limit {
            Limit::Entering => {
                self.put_outside(place, !is_turned);
                return rest == 0 && self.bounds.capacity[place] < PLENTY;
            }
            Limit::Tail(cut) => {
                let room = Room {
                    up: rest,
                    down: cycle.amount,
                };
                (cut, tail, head, room, -reduced)
            }
            Limit::Head(cut) => {
                let room = Room {
                    up: cycle.amount,
                    down: rest,
                };
                (cut, head, tail, room, reduced)
            }
        };
        let leaving = self.tree.arc[cut as usize] as usize;
        let mut is_sound = true;
        if let Some(ends) = self.bounds.ends.get(leaving) {
            // It is full if no more can flow in its own direction.
            let leads_up = ends.0 == cut;
            let is_full = leads_up == matches!(cycle.limit, Limit::Head(_));
            is_sound = !is_full || self.bounds.capacity[leaving] < PLENTY;
            self.put_outside(leaving, is_full);
        }
        self.put_outside(place, false);
        self.pricing.outside[place].cost = NEVER;
        let arc = u32::try_from(place).unwrap_or(u32::MAX);
        self.tree.move_over((cut, from, onto), arc, room, rise);
        is_sound
    }

    /// An unlimited loop that costs less than 0.
    fn free_loop(&self) -> Option<Vec<u32>> {
        let is_free = |place: &usize| {
            let (tail, head) = self.bounds.ends[*place];
            tail == head && self.bounds.cost[*place] < 0 && self.bounds.capacity[*place] == PLENTY
        };
        let place = (0..self.bounds.ends.len()).find(is_free)?;
        Some(vec![self.bounds.arc[place]])
    }

    /// The cycle that the arc at `place` closes at `top`, if all of it is unlimited.
    fn ray(&self, place: usize, top: u32) -> Option<Vec<u32>> {
        let entering = self.pricing.outside[place];
        let is_free = |place: usize, tail: u32| {
            self.bounds
                .ends
                .get(place)
                .is_some_and(|ends| ends.0 == tail)
                && self.bounds.capacity[place] == PLENTY
        };
        let mut is_ray = is_free(place, entering.tail);
        let mut cycle = Vec::new();
        let mut node = entering.tail;
        while node != top {
            let above = self.tree.place[node as usize].above;
            let place = self.tree.arc[node as usize] as usize;
            is_ray &= is_free(place, above);
            cycle.extend(self.bounds.arc.get(place));
            node = above;
        }
        cycle.reverse();
        cycle.push(self.bounds.arc[place]);
        node = entering.head;
        while node != top {
            let place = self.tree.arc[node as usize] as usize;
            is_ray &= is_free(place, node);
            cycle.extend(self.bounds.arc.get(place));
            node = self.tree.place[node as usize].above;
        }
        is_ray.then_some(cycle)
    }

    /// Without limit, if there is a flow at all: to see that, costs are left aside.
    fn unbounded(&mut self, cycle: Vec<u32>, task: &Task) -> Status {
        self.has_tree = false;
        if self.n_short() > 0 {
            let mut costless = self.clone();
            costless.bounds.cost.fill(0);
            match costless.solve(task) {
                Status::Optimal => {}
                status => return status,
            }
        }
        Status::Unbounded { cycle }
    }

    /// How much hangs on artificial arcs to the root.
    fn n_short(&self) -> i128 {
        let root = self.tree.root();
        (0..root as usize)
            .filter(|&v| self.tree.arc[v] == self.artificial() && self.leads_up[v])
            .map(|v| i128::from(self.tree.room[v].down))
            .sum()
    }

    /// What an optimal tree says if flow is left on artificial arcs.
    fn infeasible(&self) -> Option<Status> {
        let short = self.n_short();
        if short == 0 {
            return None;
        }
        let root = self.tree.root();
        let mut residual: Vec<(u32, u32)> = Vec::new();
        for outside in &self.pricing.outside {
            if outside.cost < NEVER {
                residual.push((outside.tail, outside.head));
            }
        }
        let mut open = Vec::new();
        let mut cut = vec![false; root as usize];
        for node in 0..root {
            let v = node as usize;
            let above = self.tree.place[v].above;
            let room = self.tree.room[v];
            if self.tree.arc[v] == self.artificial() {
                if self.leads_up[v] && room.down > 0 {
                    cut[v] = true;
                    open.push(node);
                }
                continue;
            }
            if room.up > 0 {
                residual.push((node, above));
            }
            if room.down > 0 {
                residual.push((above, node));
            }
        }
        let residual = Csr::from_arcs(root as usize, &residual);
        while let Some(node) = open.pop() {
            for (_, head) in residual.out(node) {
                if !cut[head as usize] {
                    cut[head as usize] = true;
                    open.push(head);
                }
            }
        }
        Some(Status::Infeasible { cut, short })
    }

    /// How far the cost of the present flow may be from the least: what all arcs that could enter
    /// would save if they were filled. Unknown while something hangs on artificial arcs, or if one
    /// of those arcs is unlimited.
    fn gap(&self) -> Option<i128> {
        if self.n_short() > 0 {
            return None;
        }
        let mut gap = 0;
        for (outside, &capacity) in self.pricing.outside.iter().zip(&self.bounds.capacity) {
            let price = |node: u32| self.tree.price[node as usize];
            let reduced = outside.cost + price(outside.tail) - price(outside.head);
            if reduced < 0 {
                if capacity == PLENTY {
                    return None;
                }
                gap += i128::from(-reduced) * i128::from(capacity);
            }
        }
        Some(gap)
    }
}
