//! How far one gets from a hub, in steps of a budget: parts of lines, and the areas around them that a
//! lorry reaches with what is left.
//!
//! An area is where a lorry gets from the hubs inside, where it is loaded and unloaded once more, and
//! from roads inside, which it may leave anywhere. It runs as the crow flies times the detour of
//! access ways, at what roads cost where files do not say, and not farther than the parameters allow
//! (`default_access_km`): what lies farther needs a line of its own. It stays on the land from which it
//! set out. Borders, mountains and rivers are not looked at.
//!
//! Does not know: how it is drawn or written.

mod contour;
mod field;

use std::sync::Arc;

use self::field::{Source, areas};
use super::evaluate::Under;
use super::outcome::{Criterion, Question, Reach, ReachedLink};
use super::ways::of_criterion;
use crate::model::area::Polygon;
use crate::model::context::ContextLayer;
use crate::model::geometry::LonLat;
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::model::unit::Unit;
use crate::routing::reach::{Lorry, ReachedWay};
use crate::task::{Cancelled, Task};

/// Steps of a budget, each as wide as the others.
pub const N_STEPS: u8 = 4;
/// How far apart the places lie at which a lorry may leave a road, against the farthest that it goes.
const APART: f64 = 1.0 / 10.0;

/// What is within one step: all that is within the steps before as well.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The budget, in the unit that people use.
    pub budget: f64,
    /// Links, in network order.
    pub links: Vec<ReachedLink>,
    /// Areas that do not overlap.
    pub areas: Vec<Polygon>,
}

/// What is within a budget from a hub.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The network with the numbers that the scenario gives it.
    pub network: Arc<Network>,
    /// The hub.
    pub from: NodeId,
    /// What is limited.
    pub criterion: Criterion,
    /// The whole budget, in the unit that people use: hours, yuan, kilometers, kilograms.
    pub within: f64,
    /// Hubs and links.
    pub reach: Reach,
    /// The steps, the smallest first.
    pub steps: Vec<Step>,
}

impl Spread {
    /// The unit of its budget.
    #[must_use]
    pub fn unit(&self) -> Unit {
        of_criterion(self.criterion).unit()
    }
}

/// A number in the whole unit of a criterion in the unit that people use.
#[must_use]
pub fn in_units(criterion: Criterion, whole: u64) -> f64 {
    to_f64(whole) / to_f64(criterion.whole(1.0))
}

/// What is within a budget (hours, yuan, kilometers or kilograms, by the criterion) from the origin of
/// a question; stops are not looked at. Areas are cut to the land of the basemap where `context` has
/// it. `None` without an origin.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn spread(
    under: &Under,
    question: &Question,
    within: f64,
    context: &[ContextLayer],
    task: &Task,
) -> Result<Option<Spread>, Cancelled> {
    let Some(&from) = question.from.first() else {
        return Ok(None);
    };
    let criterion = question.criterion;
    let budget = criterion.whole(within);
    let reach = under.reach(question, budget, task)?;
    let lorry = under.lorry(question);
    let sources = sources(under.network(), question, &reach, (budget, lorry));
    let over = |step: u8| budget - share(budget, step);
    let overs: Vec<u64> = (1..=N_STEPS).map(over).collect();
    let areas = areas(&sources, lorry, &overs, context, task)?;
    let steps = (1..=N_STEPS).zip(areas).map(|(step, areas)| Step {
        budget: within * f64::from(step) / f64::from(N_STEPS),
        links: reach.links_with_left(over(step)),
        areas,
    });
    let steps = steps.collect();
    Ok(Some(Spread {
        network: Arc::clone(under.network()),
        from,
        criterion,
        within,
        reach,
        steps,
    }))
}

/// The part of a budget that belongs to a step.
fn share(budget: u64, step: u8) -> u64 {
    let part = u128::from(budget) * u128::from(step) / u128::from(N_STEPS);
    u64::try_from(part).unwrap_or(budget)
}

/// Where a lorry may set out, with what is left of the budget once it is unloaded again.
fn sources(
    network: &Network,
    question: &Question,
    reach: &Reach,
    (budget, lorry): (u64, Lorry),
) -> Vec<Source> {
    let mut sources = Vec::new();
    for hub in &reach.hubs {
        let node = network.node(hub.node);
        let is_place = !matches!(node.kind, NodeKind::Lock | NodeKind::Junction);
        let cost = question.criterion.cost(question.weights, hub.sums);
        let spent = cost.saturating_add(lorry.begin).saturating_add(lorry.end);
        if let (true, Some(left)) = (is_place, budget.checked_sub(spent)) {
            sources.push(Source { at: node.at, left });
        }
    }
    for way in &reach.along {
        if network.link(way.passed.link).mode == Mode::Road {
            along_road(network, way, lorry, &mut sources);
        }
    }
    sources
}

/// Places along a road that is gone along.
fn along_road(network: &Network, way: &ReachedWay, lorry: Lorry, sources: &mut Vec<Source>) {
    let link = way.passed.link;
    let apart = (lorry.most_km * APART).max(1.0);
    let share = way.share(lorry.end);
    let n_parts = (network.link(link).length.value * share / apart).clamp(1.0, 10_000.0);
    let mut line = network.line(link).to_vec();
    if !way.passed.is_forward {
        line.reverse();
    }
    for (part, at) in places(&line, share, n_parts.ceil()) {
        let spent = to_f64(way.cost) * part + to_f64(lorry.end);
        let left = to_f64(way.left) - spent;
        if left >= 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative, and not more than was left before"
            )]
            let left = left as u64;
            sources.push(Source { at, left });
        }
    }
}

/// Places at even distances from the beginning of a line to a share of it, each with its share.
fn places(line: &[LonLat], share: f64, n_parts: f64) -> Vec<(f64, LonLat)> {
    let length = |pair: &[LonLat]| pair[0].meters_to(pair[1]);
    let total: f64 = line.windows(2).map(length).sum();
    let apart = total * share / n_parts.max(1.0);
    let mut places: Vec<(f64, LonLat)> = line.first().map(|&at| (0.0, at)).into_iter().collect();
    if apart <= 0.0 {
        return places;
    }
    let (mut passed, mut next) = (0.0, apart);
    for pair in line.windows(2) {
        let own = length(pair);
        while next <= passed + own && next <= total * share * (1.0 + 1e-9) {
            let t = if own > 0.0 {
                (next - passed) / own
            } else {
                0.0
            };
            let between = |a: f64, b: f64| a + (b - a) * t;
            let at = LonLat::new(
                between(pair[0].lon, pair[1].lon),
                between(pair[0].lat, pair[1].lat),
            );
            places.push((next / total, at));
            next += apart;
        }
        passed += own;
    }
    places
}

#[expect(clippy::cast_precision_loss, reason = "for areas on a map")]
fn to_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
