//! Why something is not carried: no way, every way dearer than the penalty, or full places that no way
//! gets around.
//!
//! These are a cut between origin and destination whose capacity is all used: the full places where what
//! is reachable from the origin ends, or those behind which the destination is reachable, whichever are
//! fewer. Pairs with the same cut are told together.
//!
//! Does not know: how the allocation was found; names.

use std::collections::BTreeMap;

use super::Capacity;
use crate::graph::multicommodity::result::{Solution, Unmet};
use crate::throughput::flow_graph::Limits;
use crate::throughput::setting::Setting;

/// A place is full where less than this part of it is left.
const NEAR: f64 = 1e-9;

/// A kind of reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Places on every way are full.
    Full,
    /// The cheapest way costs at least the penalty.
    TooDear,
    /// No way leads there.
    NoWay,
}

/// Why some of what is wanted is not carried.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The kind of reason.
    pub why: Why,
    /// Commodities, by their places, and what is not carried of each, TEU a year; the most first.
    pub commodities: Vec<(u32, f64)>,
    /// TEU a year together.
    pub teu: f64,
    /// The full places of the cut; none for other reasons.
    pub cut: Vec<Limits>,
}

pub(super) fn reasons(
    setting: &Setting,
    solution: &Solution,
    capacities: &[Capacity],
) -> Vec<Reason> {
    let ground = Ground::new(setting, solution, capacities);
    let mut all: BTreeMap<(Why, Vec<Limits>), Reason> = BTreeMap::new();
    let least = |at: usize| setting.commodities[at].teu * NEAR;
    for (at, (&teu, why)) in solution.unmet.iter().zip(&solution.reason).enumerate() {
        let Some(why) = why.filter(|_| teu > least(at)) else {
            continue;
        };
        let (why, cut) = match why {
            Unmet::NoRoom => (Why::Full, ground.cut(setting.ends[at])),
            Unmet::TooDear => (Why::TooDear, Vec::new()),
            Unmet::NoPath => (Why::NoWay, Vec::new()),
        };
        let reason = all.entry((why, cut.clone())).or_insert_with(|| Reason {
            why,
            commodities: Vec::new(),
            teu: 0.0,
            cut,
        });
        let commodity = u32::try_from(at).unwrap_or(u32::MAX);
        reason.commodities.push((commodity, teu));
        reason.teu += teu;
    }
    let mut reasons: Vec<Reason> = all.into_values().collect();
    for reason in &mut reasons {
        reason
            .commodities
            .sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    reasons.sort_by(|a, b| b.teu.total_cmp(&a.teu));
    reasons
}

/// The flow graph both ways, and which arcs are full.
struct Ground<'a> {
    setting: &'a Setting,
    is_full: Vec<bool>,
    out: Vec<Vec<u32>>,
    into: Vec<Vec<u32>>,
}

impl<'a> Ground<'a> {
    fn new(setting: &'a Setting, solution: &Solution, capacities: &[Capacity]) -> Self {
        let graph = &setting.graph;
        let mut is_full = vec![false; graph.arcs.len()];
        for of in capacities {
            let arcs = of.arcs.iter();
            let used: f64 = arcs.map(|&arc| solution.arc_flow[arc as usize]).sum();
            if used >= of.teu * (1.0 - NEAR) {
                of.arcs.iter().for_each(|&arc| is_full[arc as usize] = true);
            }
        }
        let mut out = vec![Vec::new(); graph.n_nodes as usize];
        let mut into = out.clone();
        for (arc, &(tail, head)) in (0u32..).zip(&graph.arcs) {
            out[tail as usize].push(arc);
            into[head as usize].push(arc);
        }
        Self {
            setting,
            is_full,
            out,
            into,
        }
    }

    /// Full places that no way gets around: those where one gets no further from the origin, or those
    /// behind which the destination lies open, whichever are fewer.
    fn cut(&self, (from, to): (u32, u32)) -> Vec<Limits> {
        let graph = &self.setting.graph;
        let ends = |arc: u32| graph.arcs[arc as usize];
        let is_free = |arc: u32| !self.is_full[arc as usize];
        let ahead = spread(from, &self.out, |arc| Some(ends(arc).1));
        let behind = spread(to, &self.into, |arc| Some(ends(arc).0));
        let near = spread(from, &self.out, |arc| is_free(arc).then(|| ends(arc).1));
        let far = spread(to, &self.into, |arc| is_free(arc).then(|| ends(arc).0));
        let places = |is_in: &dyn Fn(usize, usize) -> bool| {
            let arcs = (0u32..).zip(&graph.arcs).filter(|&(arc, &(tail, head))| {
                !is_free(arc) && is_in(tail as usize, head as usize)
            });
            let mut cut: Vec<Limits> = arcs.map(|(arc, _)| graph.limits[arc as usize]).collect();
            cut.sort_unstable();
            cut.dedup();
            cut
        };
        let of_origin = places(&|tail, head| near[tail] && !near[head] && behind[head]);
        let of_end = places(&|tail, head| ahead[tail] && !far[tail] && far[head]);
        if of_end.len() < of_origin.len() {
            of_end
        } else {
            of_origin
        }
    }
}

/// The nodes that one gets to.
fn spread(from: u32, arcs: &[Vec<u32>], next: impl Fn(u32) -> Option<u32>) -> Vec<bool> {
    let mut is_in = vec![false; arcs.len()];
    let mut open = vec![from];
    is_in[from as usize] = true;
    while let Some(node) = open.pop() {
        for node in arcs[node as usize].iter().filter_map(|&arc| next(arc)) {
            if !std::mem::replace(&mut is_in[node as usize], true) {
                open.push(node);
            }
        }
    }
    is_in
}
