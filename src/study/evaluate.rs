//! Runs a study: what is open, the best path, how much can flow.
//!
//! Does not know: threads (a job runs it), files, the screen.

use std::sync::Arc;

use super::outcome::{Detour, Obstacle, Outcome, PathAnswer, Question};
use crate::model::effect::network_under;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::scenario::{Availability, Scenario};
use crate::routing::expand::Expansion;
use crate::routing::itinerary::{Itinerary, Sums};
use crate::routing::search::{Criterion, Pretend, Search};
use crate::task::{Cancelled, Task};
use crate::throughput::bottleneck::{Ends, throughput};

/// A way counts as a long way round when it is worse than this times the way that links now built
/// or planned will give.
const DETOUR_RATIO: f64 = 1.15;

/// A network made ready for runs: its expanded graph is built once.
#[derive(Clone, Debug)]
pub struct Base {
    network: Arc<Network>,
    expansion: Arc<Expansion>,
}

impl Base {
    /// Makes a network ready.
    #[must_use]
    pub fn new(network: Arc<Network>) -> Self {
        let expansion = Arc::new(Expansion::of(&network));
        Self { network, expansion }
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// Its expanded graph.
    pub(super) fn expansion(&self) -> &Expansion {
        &self.expansion
    }
}

/// Answers a question under a scenario. A scenario that changes numbers has the graph expanded anew,
/// which takes far less than the answers.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn evaluate(
    base: &Base,
    scenario: &Scenario,
    question: &Question,
    task: &Task,
) -> Result<Outcome, Cancelled> {
    let network = network_under(&base.network, scenario);
    let changed;
    let base = if Arc::ptr_eq(&network, &base.network) {
        base
    } else {
        changed = Base::new(network);
        &changed
    };
    let availability = Availability::of(&base.network, scenario);
    let (path, throughput) = match (question.from.first(), question.to.first()) {
        (Some(&from), Some(&to)) => (
            path_answer(base, &availability, question, (from, to), task)?,
            Some(flow_answer(base, &availability, question, task)?),
        ),
        _ => (PathAnswer::NotAsked, None),
    };
    Ok(Outcome {
        question: question.clone(),
        network: Arc::clone(&base.network),
        availability,
        path,
        throughput,
    })
}

fn flow_answer(
    base: &Base,
    availability: &Availability,
    question: &Question,
    task: &Task,
) -> Result<super::outcome::Throughput, Cancelled> {
    let ends = Ends {
        from: &question.from,
        to: &question.to,
        modes: question.modes,
    };
    throughput(&base.network, &base.expansion, availability, &ends, task)
}

fn path_answer(
    base: &Base,
    availability: &Availability,
    question: &Question,
    (from, to): (NodeId, NodeId),
    task: &Task,
) -> Result<PathAnswer, Cancelled> {
    let search = Search::new(&base.network, &base.expansion, availability, question.modes);
    let criterion = question.criterion;
    let obstacles = |links: Vec<LinkId>| -> Vec<Obstacle> {
        let obstacle = |link| Obstacle {
            link,
            access: availability.link(link),
        };
        links.into_iter().map(obstacle).collect()
    };
    if let Some(best) = search.best(from, to, criterion, Pretend::Nothing, task)? {
        let direct = search.best(from, to, criterion, Pretend::Built, task)?;
        let detour = direct
            .filter(|direct| is_much_better(direct.totals, best.totals, criterion))
            .map(|direct| Detour {
                obstacles: obstacles(search.closed_on(&direct)),
                direct: direct.totals,
                by: landmarks(&base.network, &best),
            });
        return Ok(PathAnswer::Found { best, detour });
    }
    for pretend in [Pretend::Built, Pretend::CouldOpen, Pretend::AllOpen] {
        if let Some(way) = search.least_closed(from, to, criterion, pretend, task)? {
            let obstacles = obstacles(search.closed_on(&way));
            return Ok(PathAnswer::None { obstacles });
        }
    }
    Ok(PathAnswer::None {
        obstacles: Vec::new(),
    })
}

fn is_much_better(direct: Sums, best: Sums, criterion: Criterion) -> bool {
    let pick = |sums: Sums| match criterion {
        Criterion::Time => sums.hours(),
        Criterion::Money | Criterion::Carbon | Criterion::Generalized => sums.yuan(),
        Criterion::Distance => sums.km(),
    };
    pick(direct) * DETOUR_RATIO < pick(best)
}

/// The hubs of rank 1 and 2 that a way passes between its ends, in order, each once. What drayage
/// leads to belongs to the ends.
fn landmarks(network: &Network, way: &Itinerary) -> Vec<NodeId> {
    let mut seen: Vec<NodeId> = Vec::new();
    for passed in way.links() {
        let link = network.link(passed.link);
        if link.mode == Mode::Transfer {
            continue;
        }
        let there = if passed.is_forward {
            link.to
        } else {
            link.from
        };
        let place = network.node(there).city.unwrap_or(there);
        let is_end = [way.from, way.to]
            .iter()
            .any(|&end| place == end || network.node(end).city == Some(place));
        if network.node(place).rank <= 2 && !is_end && !seen.contains(&place) {
            seen.push(place);
        }
    }
    seen
}
