//! A problem checked and laid out for the search: arcs in the order of their tails, pairs in the
//! order of their origins.
//!
//! An arc's number here is its *place*: arcs out of a node lie side by side. Behind them stand the
//! arcs of elastic pairs, which are in no node. O(arcs + pairs log pairs).
//!
//! Does not know: flows, paths.

use super::curve::Curve;
use super::elastic::Inverse;
use super::solution::Fault;
use super::{Class, Demand, Goal, Problem};
use crate::graph::csr::Csr;

/// Instead of a place, a pair, a path: there is none.
pub(super) const NONE: u32 = u32::MAX;

/// What goes from one node to another, in units of volume.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Its place in the demand as given.
    pub(super) demand: u32,
    pub(super) destination: u32,
    pub(super) volume: f64,
    /// The place of what does not travel, or [`NONE`].
    pub(super) idle: u32,
}

/// The pairs of one class from one node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) node: u32,
    pub(super) class: u32,
    pub(super) first: u32,
    pub(super) end: u32,
}

impl Origin {
    pub(super) fn pairs(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

pub(super) struct Layout {
    pub(super) n_nodes: usize,
    /// Where the arcs out of a node begin, by node; one more at the end.
    pub(super) first_out: Vec<u32>,
    /// By place.
    pub(super) heads: Vec<u32>,
    pub(super) tails: Vec<u32>,
    /// Arc id by place.
    pub(super) arc_of: Vec<u32>,
    /// Place by arc id, or [`NONE`].
    pub(super) place_of: Vec<u32>,
    /// Whether a path may not pass through, by node.
    pub(super) is_end: Vec<bool>,
    /// Cost beside time by class and place; infinite where the class may not go.
    pub(super) fixed: Vec<Vec<f64>>,
    /// By place, elastic ones too.
    pub(super) curves: Vec<Curve>,
    /// Sorted by class, origin, destination, place in the demand.
    pub(super) pairs: Vec<Pair>,
    pub(super) origins: Vec<Origin>,
    /// Demand that does not leave its node: how many, and how much.
    pub(super) intrazonal: (u32, f64),
}

impl Layout {
    pub(super) fn new(problem: &Problem, goal: Goal) -> Result<Layout, Fault> {
        check(problem)?;
        let csr = Csr::from_arcs(problem.n_nodes, problem.arcs);
        let mut first_out = vec![0];
        let (mut heads, mut tails, mut arc_of) = (Vec::new(), Vec::new(), Vec::new());
        let mut place_of = vec![NONE; problem.arcs.len()];
        for node in csr.nodes() {
            for (arc, head) in csr.out(node) {
                place_of[arc as usize] = to_u32(heads.len());
                heads.push(head);
                tails.push(node);
                arc_of.push(arc);
            }
            first_out.push(to_u32(heads.len()));
        }
        let one = [Class::default()];
        let classes = if problem.classes.is_empty() {
            &one[..]
        } else {
            problem.classes
        };
        let fixed = classes.iter().map(|class| {
            let by_place = arc_of
                .iter()
                .map(|&arc| fixed_cost(problem, class, arc as usize));
            by_place.collect()
        });
        let mut layout = Layout {
            n_nodes: csr.n_nodes(),
            is_end: (0..csr.n_nodes())
                .map(|node| {
                    node < problem.first_through as usize
                        || problem.no_through.get(node).is_some_and(|&ends| ends)
                })
                .collect(),
            fixed: fixed.collect(),
            curves: arc_of
                .iter()
                .map(|&arc| Curve::new(&problem.functions[arc as usize], goal))
                .collect(),
            first_out,
            heads,
            tails,
            arc_of,
            place_of,
            pairs: Vec::new(),
            origins: Vec::new(),
            intrazonal: (0, 0.0),
        };
        layout.add_pairs(problem.demand, classes);
        Ok(layout)
    }

    fn add_pairs(&mut self, demand: &[Demand], classes: &[Class]) {
        let mut order: Vec<u32> = (0..to_u32(demand.len())).collect();
        order.sort_by_key(|&at| {
            let wanted = &demand[at as usize];
            (wanted.class, wanted.origin, wanted.destination, at)
        });
        for at in order {
            let wanted = &demand[at as usize];
            if wanted.origin == wanted.destination {
                self.intrazonal.0 += 1;
                self.intrazonal.1 += wanted.flow;
                continue;
            }
            let volume = wanted.flow * classes[wanted.class as usize].volume;
            if volume <= 0.0 {
                continue;
            }
            let mut idle = NONE;
            if let Some(elastic) = wanted.elastic {
                idle = to_u32(self.curves.len());
                let full = volume;
                self.curves
                    .push(Curve::of_demand(Inverse { elastic, full }));
            }
            let n_before = to_u32(self.pairs.len());
            self.pairs.push(Pair {
                demand: at,
                destination: wanted.destination,
                volume,
                idle,
            });
            match self.origins.last_mut() {
                Some(last) if (last.class, last.node) == (wanted.class, wanted.origin) => {
                    last.end += 1;
                }
                _ => self.origins.push(Origin {
                    node: wanted.origin,
                    class: wanted.class,
                    first: n_before,
                    end: n_before + 1,
                }),
            }
        }
    }

    /// All pairs with their origins.
    pub(super) fn each_pair(&self) -> impl Iterator<Item = (usize, &Origin)> {
        let origins = self.origins.iter();
        origins.flat_map(|origin| origin.pairs().map(move |pair| (pair, origin)))
    }

    /// The place of an arc, or [`NONE`].
    pub(super) fn place(&self, arc: u32) -> u32 {
        self.place_of.get(arc as usize).copied().unwrap_or(NONE)
    }

    /// Number of arcs that lead somewhere.
    pub(super) fn n_places(&self) -> usize {
        self.heads.len()
    }
}

/// What an arc costs a class beside its time, in units of time.
fn fixed_cost(problem: &Problem, class: &Class, arc: usize) -> f64 {
    let is_open = class.is_allowed.get(arc).is_none_or(|&allowed| allowed);
    if !is_open || problem.functions[arc].is_closed() {
        return f64::INFINITY;
    }
    let common = problem.fixed.get(arc).copied().unwrap_or(0.0);
    common + class.money.get(arc).copied().unwrap_or(0.0) / class.value_of_time
}

fn check(problem: &Problem) -> Result<(), Fault> {
    let n_arcs = problem.arcs.len();
    let is_length = |length: usize| length == 0 || length == n_arcs;
    let by_arc = |class: &Class| is_length(class.money.len()) && is_length(class.is_allowed.len());
    if problem.functions.len() != n_arcs
        || !is_length(problem.fixed.len())
        || !problem.classes.iter().all(by_arc)
    {
        return Err(Fault::Length);
    }
    let is_cost = |cost: &f64| cost.is_finite() && *cost >= 0.0;
    let bad_cost = |costs: &[f64]| costs.iter().position(|cost| !is_cost(cost)).map(to_u32);
    let mut functions = problem.functions.iter();
    if let Some(at) = functions.position(|function| !function.is_valid()) {
        return Err(Fault::Function { arc: to_u32(at) });
    }
    if let Some(arc) = bad_cost(problem.fixed) {
        return Err(Fault::Cost { arc });
    }
    for (at, class) in (0..).zip(problem.classes) {
        let is_above = |number: f64| number.is_finite() && number > 0.0;
        if !is_above(class.volume) || !is_above(class.value_of_time) {
            return Err(Fault::Class { class: at });
        }
        if let Some(arc) = bad_cost(class.money) {
            return Err(Fault::Cost { arc });
        }
    }
    let n_classes = to_u32(problem.classes.len().max(1));
    for (at, demand) in (0..).zip(problem.demand) {
        let last = demand.origin.max(demand.destination) as usize;
        let is_fine = last < problem.n_nodes
            && demand.class < n_classes
            && is_cost(&demand.flow)
            && demand.elastic.is_none_or(|elastic| elastic.is_valid());
        if !is_fine {
            return Err(Fault::Demand { demand: at });
        }
    }
    Ok(())
}

/// Numbers of arcs, pairs and paths fit 32 bits, as arcs and demand beyond that are left out.
pub(super) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}
