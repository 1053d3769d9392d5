//! The cheapest path of each commodity at given rents: one tree for each origin and class.
//!
//! Dijkstra 1959 over arcs laid out by tail, which stops once all destinations of the origin are
//! settled or only paths are left that are dearer than to leave demand unmet.
//!
//! Does not know: bases, what is carried.

use super::problem::Problem;
use crate::graph::queue::Queue;

const NONE: u32 = u32::MAX;

/// Commodities that share a tree.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) origin: u32,
    pub(super) class: usize,
    pub(super) members: Vec<u32>,
}

/// The network laid out for searches, and the memory of one search.
#[derive(Clone, Debug, Default)]
pub(super) struct Pricer {
    first_out: Vec<u32>,
    /// Arc and head, by tail.
    out: Vec<(u32, u32)>,
    tails: Vec<u32>,
    pub(super) groups: Vec<Group>,
    /// By place in `out`, of one class.
    weights: Vec<f64>,
    distance: Vec<f64>,
    by_arc: Vec<u32>,
    reached: Vec<u32>,
    is_target: Vec<bool>,
    queue: Queue<u128>,
}

impl Pricer {
    pub(super) fn new(problem: &Problem) -> Self {
        let n_nodes = problem.n_nodes;
        let mut first_out = vec![0_u32; n_nodes + 1];
        for &(tail, _) in &problem.arcs {
            first_out[tail as usize + 1] += 1;
        }
        let mut n_before = 0;
        for first in &mut first_out {
            n_before += *first;
            *first = n_before;
        }
        let mut next = first_out.clone();
        let mut out = vec![(0, 0); problem.arcs.len()];
        for (arc, &(tail, head)) in (0..).zip(&problem.arcs) {
            let place = &mut next[tail as usize];
            out[*place as usize] = (arc, head);
            *place += 1;
        }
        let mut order: Vec<u32> = (0..).take(problem.commodities.len()).collect();
        order.retain(|&commodity| {
            let commodity = &problem.commodities[commodity as usize];
            commodity.origin != commodity.destination
        });
        let name = |&commodity: &u32| {
            let commodity = &problem.commodities[commodity as usize];
            (commodity.class, commodity.origin)
        };
        order.sort_by_key(name);
        let groups = order.chunk_by(|a, b| name(a) == name(b));
        let groups = groups.map(|members| Group {
            origin: name(&members[0]).1,
            class: name(&members[0]).0 as usize,
            members: members.to_vec(),
        });
        Pricer {
            groups: groups.collect(),
            weights: vec![0.0; out.len()],
            distance: vec![f64::INFINITY; n_nodes],
            by_arc: vec![NONE; n_nodes],
            is_target: vec![false; n_nodes],
            tails: problem.arcs.iter().map(|arc| arc.0).collect(),
            first_out,
            out,
            ..Pricer::default()
        }
    }

    /// Takes what each arc costs now, by arc; infinite where it may not be used.
    pub(super) fn set_weights(&mut self, weight: impl Fn(usize) -> f64) {
        for (place, &(arc, _)) in self.weights.iter_mut().zip(&self.out) {
            *place = weight(arc as usize);
        }
    }

    /// Searches from `origin` until all `targets` are settled or `limit` is passed.
    pub(super) fn search(&mut self, origin: u32, targets: impl Iterator<Item = u32>, limit: f64) {
        for node in self.reached.drain(..) {
            self.distance[node as usize] = f64::INFINITY;
            self.by_arc[node as usize] = NONE;
        }
        let mut n_left = 0;
        let mut asked = Vec::new();
        for target in targets {
            if !std::mem::replace(&mut self.is_target[target as usize], true) {
                n_left += 1;
                asked.push(target);
            }
        }
        self.queue.clear();
        self.distance[origin as usize] = 0.0;
        self.reached.push(origin);
        self.queue.push(packed(0.0, origin));
        while let Some(first) = self.queue.pop() {
            let (distance, node) = unpacked(first);
            if distance > self.distance[node as usize] {
                continue;
            }
            if distance > limit {
                break;
            }
            if self.is_target[node as usize] {
                n_left -= 1;
                if n_left == 0 {
                    break;
                }
            }
            self.relax(node, distance);
        }
        for target in asked {
            self.is_target[target as usize] = false;
        }
    }

    /// Looks along the arcs out of a node.
    #[inline]
    fn relax(&mut self, node: u32, distance: f64) {
        let node = node as usize;
        for place in self.first_out[node] as usize..self.first_out[node + 1] as usize {
            let (arc, head) = self.out[place];
            let sum = distance + self.weights[place];
            let known = &mut self.distance[head as usize];
            if sum < *known {
                if known.is_infinite() {
                    self.reached.push(head);
                }
                *known = sum;
                self.by_arc[head as usize] = arc;
                self.queue.push(packed(sum, head));
            }
        }
    }

    /// What the cheapest path to a target of the last search costs; infinite if there is none. Beyond
    /// the limit of the search it may be too much.
    pub(super) fn distance(&self, node: u32) -> f64 {
        self.distance[node as usize]
    }

    /// The arcs of the cheapest path to a target of the last search, in the order of travel.
    pub(super) fn path(&self, target: u32, into: &mut Vec<u32>) {
        into.clear();
        let mut node = target;
        while self.by_arc[node as usize] != NONE {
            let arc = self.by_arc[node as usize];
            into.push(arc);
            node = self.tails[arc as usize];
        }
        into.reverse();
    }
}

/// A key that orders by distance, which is not negative, then by node.
fn packed(distance: f64, node: u32) -> u128 {
    u128::from(distance.to_bits()) << 32 | u128::from(node)
}

fn unpacked(key: u128) -> (f64, u32) {
    let bits = u64::try_from(key >> 32).unwrap_or(u64::MAX);
    (
        f64::from_bits(bits),
        u32::try_from(key & u128::from(NONE)).unwrap_or(NONE),
    )
}
