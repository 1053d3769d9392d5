//! Arcs of the expanded graph to legs and transfers.
//!
//! Does not know: how the arcs were found.

use crate::model::ids::{NodeId, RouteId};
use crate::model::network::Network;

use super::expand::{ArcKind, Expansion};
use super::itinerary::{Itinerary, Leg, Passed, Step, Sums, Transfer};

/// A network and its expanded graph.
#[derive(Clone, Copy)]
pub(super) struct Assembler<'a> {
    pub(super) network: &'a Network,
    pub(super) expansion: &'a Expansion,
}

impl Assembler<'_> {
    /// The way along some arcs.
    pub(super) fn itinerary(&self, from: NodeId, to: NodeId, arcs: &[u32]) -> Itinerary {
        let mut steps: Vec<Step> = Vec::new();
        let mut here = from;
        for &arc in arcs {
            let sums = self.expansion.sums[arc as usize];
            match self.expansion.kinds[arc as usize] {
                ArcKind::Move { link, is_forward } => {
                    let passed = Passed { link, is_forward };
                    self.add_move(&mut steps, here, passed, sums);
                    let link = self.network.link(link);
                    here = if is_forward { link.to } else { link.from };
                }
                ArcKind::Board { mode, board, .. } => {
                    let board = &self.expansion.boards[board as usize];
                    let transfer = open_transfer(&mut steps, here);
                    transfer.to = Some(mode);
                    transfer.sums += sums;
                    transfer.wait += board.wait;
                    transfer.services.clone_from(&board.services);
                }
                ArcKind::Border { .. } => {
                    let transfer = open_transfer(&mut steps, here);
                    transfer.sums += sums;
                    transfer.border += sums;
                }
                ArcKind::Gauge { .. } => {
                    let transfer = open_transfer(&mut steps, here);
                    transfer.sums += sums;
                    transfer.gauge += sums;
                }
                ArcKind::Alight { mode, .. } => {
                    let transfer = open_transfer(&mut steps, here);
                    transfer.from = Some(mode);
                    transfer.sums += sums;
                }
                ArcKind::Handle { .. } => open_transfer(&mut steps, here).sums += sums,
                ArcKind::Change { .. } | ArcKind::Pass { .. } => {}
            }
        }
        for step in &mut steps {
            if let Step::Leg(leg) = step {
                leg.routes = self.routes_of(&leg.links);
            }
        }
        let totals = steps
            .iter()
            .map(|step| match step {
                Step::Leg(leg) => leg.sums,
                Step::Transfer(transfer) => transfer.sums,
            })
            .sum();
        Itinerary {
            from,
            to,
            steps,
            totals,
        }
    }

    fn add_move(&self, steps: &mut Vec<Step>, here: NodeId, passed: Passed, sums: Sums) {
        let link = self.network.link(passed.link);
        let there = if passed.is_forward {
            link.to
        } else {
            link.from
        };
        if let Some(Step::Leg(leg)) = steps.last_mut() {
            leg.links.push(passed);
            leg.sums += sums;
            leg.to = there;
            return;
        }
        steps.push(Step::Leg(Leg {
            mode: link.mode,
            from: here,
            to: there,
            links: vec![passed],
            routes: Vec::new(),
            sums,
        }));
    }

    /// The named routes that serve every link; where none does, those that serve more than half of
    /// the length.
    fn routes_of(&self, links: &[Passed]) -> Vec<RouteId> {
        let length = |passed: &&Passed| self.network.link(passed.link).length.value;
        let total: f64 = links.iter().map(|passed| length(&passed)).sum();
        let served = |route: RouteId| -> f64 {
            let on_route =
                |passed: &&Passed| self.network.link(passed.link).routes.contains(&route);
            links.iter().filter(on_route).map(|p| length(&p)).sum()
        };
        let serving = |least: f64| -> Vec<RouteId> {
            let ids = self.network.route_ids();
            ids.filter(|&route| served(route) >= least).collect()
        };
        let all = serving(total * (1.0 - 1e-9));
        if all.is_empty() {
            serving(total * 0.5)
        } else {
            all
        }
    }
}

fn open_transfer(steps: &mut Vec<Step>, here: NodeId) -> &mut Transfer {
    if !matches!(steps.last(), Some(Step::Transfer(_))) {
        steps.push(Step::Transfer(Transfer {
            node: here,
            from: None,
            to: None,
            sums: Sums::default(),
            wait: Sums::default(),
            border: Sums::default(),
            gauge: Sums::default(),
            services: Vec::new(),
        }));
    }
    match steps.last_mut() {
        Some(Step::Transfer(transfer)) => transfer,
        _ => unreachable!("a transfer was pushed above"),
    }
}
