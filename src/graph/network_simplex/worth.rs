//! What one more and one less of a capacity is worth, and what one more costs between two nodes.
//!
//! At the cheapest flow there is often more than one dual solution, and the price of a capacity is
//! no single number: one more unit may save less than one unit fewer costs. Both are found exactly,
//! as shortest paths along what the flow leaves free: Ahuja, Magnanti and Orlin, *Network Flows*,
//! 1993, section 9.6 and exercise 9.21; Gauvin, *Shadow prices in nonconvex mathematical
//! programming*, 1980, on the two sides. One Dijkstra search a side, which ends as soon as the arc's
//! own reduced cost is the answer.
//!
//! Does not know: how the flow was found.

use super::bounds::PLENTY;
use super::{NetworkSimplex, UNLIMITED};
use crate::graph::csr::Csr;
use crate::graph::dijkstra::{CLOSED, Dijkstra};
use crate::task::{Cancelled, Task};

/// What the upper bound of an arc is worth, a unit. Any dual value of it lies between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// The arc.
    pub arc: u32,
    /// By how much the least cost falls if the arc may carry one more; at least 0.
    pub one_more: i128,
    /// By how much the least cost rises if it may carry one less; at least that much. `None` if
    /// there is then no flow any more.
    pub one_less: Option<i128>,
}

/// The residual graph of a cheapest flow, to ask it what changes are worth.
///
/// To be used while the solution stands: it is a picture of it, and knows of no later edit.
#[derive(Clone, Debug)]
pub struct Margins {
    /// Two arcs for each arc, along it and against it.
    graph: Csr,
    /// Reduced costs of these, which are at least 0, or [`CLOSED`] without room.
    reduced: Vec<u64>,
    /// By arc: flow less lower bound, upper bound less flow, cost.
    arcs: Vec<Margin>,
    price: Vec<i64>,
    search: Dijkstra,
}

#[derive(Clone, Copy, Debug)]
struct Margin {
    tail: u32,
    head: u32,
    carried: i64,
    rest: i64,
    cost: i64,
}

impl Margins {
    /// The residual graph of `solved`, which must have ended with [`super::Status::Optimal`].
    #[must_use]
    pub fn new(solved: &NetworkSimplex) -> Self {
        let bounds = &solved.bounds;
        let price = solved.prices();
        let flow = solved.flow();
        let mut arcs: Vec<Margin> = Vec::with_capacity(flow.len());
        for (arc, &flow) in (0_u32..).zip(&flow) {
            let Some(place) = bounds.place_of(arc) else {
                continue;
            };
            let (tail, head) = bounds.ends[place];
            arcs.push(Margin {
                tail,
                head,
                carried: flow.saturating_sub(bounds.lower[place]),
                rest: match bounds.upper[place] {
                    UNLIMITED => PLENTY,
                    upper => upper.saturating_sub(flow),
                },
                cost: bounds.cost[place],
            });
        }
        let ends = arcs
            .iter()
            .flat_map(|m| [(m.tail, m.head), (m.head, m.tail)]);
        let ends: Vec<(u32, u32)> = ends.collect();
        let graph = Csr::from_arcs(price.len(), &ends);
        let mut reduced = Vec::with_capacity(ends.len());
        for margin in &arcs {
            let along = margin.reduced(&price);
            let side = |room: i64, reduced: i64| match room {
                0 => CLOSED,
                _ => reduced.max(0).unsigned_abs(),
            };
            reduced.push(side(margin.rest, along));
            reduced.push(side(margin.carried, -along));
        }
        Margins {
            search: Dijkstra::new(&graph),
            graph,
            reduced,
            arcs,
            price,
        }
    }

    /// What the upper bounds of `arcs` are worth, one by one in their order; arcs that do not exist
    /// are left out.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn worth(&mut self, arcs: &[u32], task: &Task) -> Result<Vec<Worth>, Cancelled> {
        let mut all = Vec::with_capacity(arcs.len());
        for &arc in arcs {
            if let Some(&margin) = self.arcs.get(arc as usize) {
                task.checkpoint()?;
                all.push(self.worth_of(arc, margin, task)?);
            }
        }
        Ok(all)
    }

    fn worth_of(&mut self, arc: u32, margin: Margin, task: &Task) -> Result<Worth, Cancelled> {
        let mut worth = Worth {
            arc,
            one_more: 0,
            one_less: Some(0),
        };
        if margin.rest > 0 {
            return Ok(worth);
        }
        // Of an arc that is full the reduced cost is at most 0.
        let saves = i128::from(-margin.reduced(&self.price));
        if saves > 0 {
            let back = self.distance(margin.head, margin.tail, task)?;
            worth.one_more = back.map_or(0, |back| (saves - back).max(0));
        }
        worth.one_less = if margin.carried == 0 {
            None
        } else {
            let around = self.distance(margin.tail, margin.head, task)?;
            around.map(|around| saves + around)
        };
        Ok(worth)
    }

    /// What it costs to send one more from node `from` to node `to`; may be less than 0. `None` if
    /// it cannot be sent. Its negative, asked from `to` to `from`, is what one less saves.
    ///
    /// # Errors
    /// [`Cancelled`] if `task` was.
    pub fn one_more_between(
        &mut self,
        from: u32,
        to: u32,
        task: &Task,
    ) -> Result<Option<i128>, Cancelled> {
        let price = |node: u32| {
            self.price
                .get(node as usize)
                .map(|&price| i128::from(price))
        };
        let (Some(at_from), Some(at_to)) = (price(from), price(to)) else {
            return Ok(None);
        };
        let reduced = self.distance(from, to, task)?;
        Ok(reduced.map(|reduced| reduced + at_to - at_from))
    }

    /// Length of the shortest path in reduced costs.
    fn distance(&mut self, from: u32, to: u32, task: &Task) -> Result<Option<i128>, Cancelled> {
        let Margins {
            graph,
            reduced,
            search,
            ..
        } = self;
        search.run(graph, reduced, None, &[from], &[to], task)?;
        Ok(search.cost(to).map(i128::from))
    }
}

impl Margin {
    fn reduced(&self, price: &[i64]) -> i64 {
        self.cost + price[self.tail as usize] - price[self.head as usize]
    }
}
