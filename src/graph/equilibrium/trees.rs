//! Cheapest paths from one node to all others, with costs that change between runs.
//!
//! Dijkstra 1959 with a heap of four children a node (Johnson 1975), O(arcs + nodes log nodes).
//! Of equal paths to a node the one that was found first stays: nodes leave the heap by cost, then
//! by number, so that the answer depends on costs alone.
//!
//! Does not know: flows, demand.

use super::layout::{Layout, NONE};

/// The tree that was found last, and the memory for the next.
#[derive(Default)]
pub(super) struct Trees {
    /// Cost of each arc for the class at hand, by place.
    pub(super) weights: Vec<f64>,
    /// Cost by node; infinite where no path leads.
    pub(super) costs: Vec<f64>,
    /// Place of the arc by which a node is entered, by node.
    entered: Vec<u32>,
    /// Nodes in the order in which paths go on from them.
    order: Vec<u32>,
    heap: Vec<(f64, u32)>,
}

impl Trees {
    pub(super) fn new(layout: &Layout) -> Trees {
        Trees {
            weights: vec![0.0; layout.n_places()],
            costs: vec![f64::INFINITY; layout.n_nodes],
            entered: vec![NONE; layout.n_nodes],
            order: Vec::with_capacity(layout.n_nodes),
            heap: Vec::with_capacity(layout.n_places()),
        }
    }

    /// Sets the weights to `times` and what the class pays beside.
    pub(super) fn weigh(&mut self, times: &[f64], fixed: &[f64]) {
        for ((weight, time), more) in self.weights.iter_mut().zip(times).zip(fixed) {
            *weight = time + more;
        }
    }

    /// Finds the cheapest paths from `origin`.
    pub(super) fn run(&mut self, layout: &Layout, origin: u32) {
        self.costs.fill(f64::INFINITY);
        self.heap.clear();
        self.order.clear();
        self.order.push(origin);
        self.costs[origin as usize] = 0.0;
        self.entered[origin as usize] = NONE;
        self.scan(layout, origin, 0.0);
        while let Some((cost, node)) = self.pop() {
            if cost > self.costs[node as usize] {
                continue;
            }
            self.order.push(node);
            if layout.is_end[node as usize] {
                continue;
            }
            self.scan(layout, node, cost);
        }
    }

    fn scan(&mut self, layout: &Layout, node: u32, cost: f64) {
        let first = layout.first_out[node as usize];
        let end = layout.first_out[node as usize + 1];
        for place in first..end {
            let head = layout.heads[place as usize];
            let through = cost + self.weights[place as usize];
            if through < self.costs[head as usize] {
                self.costs[head as usize] = through;
                self.entered[head as usize] = place;
                self.push(through, head);
            }
        }
    }

    /// The places of the path to `node`, first arc first; empty if there is none.
    pub(super) fn path(&self, layout: &Layout, node: u32, path: &mut Vec<u32>) {
        path.clear();
        if self.costs[node as usize].is_infinite() {
            return;
        }
        let mut place = self.entered[node as usize];
        while place != NONE {
            path.push(place);
            place = self.entered[layout.tails[place as usize] as usize];
        }
        path.reverse();
    }

    /// Takes what is wanted at nodes, `wanted`, along the tree to its origin, adding it to `flows`;
    /// nothing is left there.
    pub(super) fn unload(&self, layout: &Layout, wanted: &mut [f64], flows: &mut [f64]) {
        for &node in self.order.iter().rev() {
            let volume = std::mem::take(&mut wanted[node as usize]);
            let place = self.entered[node as usize];
            if volume > 0.0 && place != NONE {
                flows[place as usize] += volume;
                wanted[layout.tails[place as usize] as usize] += volume;
            }
        }
    }

    fn push(&mut self, cost: f64, node: u32) {
        let mut at = self.heap.len();
        self.heap.push((cost, node));
        while at > 0 {
            let parent = (at - 1) / 4;
            if !is_before((cost, node), self.heap[parent]) {
                break;
            }
            self.heap[at] = self.heap[parent];
            at = parent;
        }
        self.heap[at] = (cost, node);
    }

    fn pop(&mut self) -> Option<(f64, u32)> {
        let last = self.heap.pop()?;
        let Some(&top) = self.heap.first() else {
            return Some(last);
        };
        let n_left = self.heap.len();
        let mut at = 0;
        loop {
            let first = 4 * at + 1;
            if first >= n_left {
                break;
            }
            let mut least = first;
            for child in first + 1..(first + 4).min(n_left) {
                if is_before(self.heap[child], self.heap[least]) {
                    least = child;
                }
            }
            if !is_before(self.heap[least], last) {
                break;
            }
            self.heap[at] = self.heap[least];
            at = least;
        }
        self.heap[at] = last;
        Some(top)
    }
}

fn is_before(one: (f64, u32), other: (f64, u32)) -> bool {
    one.0 < other.0 || (one.0 <= other.0 && one.1 < other.1)
}
