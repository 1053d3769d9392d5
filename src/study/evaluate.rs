//! Runs a study: what is open, the best path, how much can flow.
//!
//! Does not know: threads (a job runs it), files, the screen.

use std::sync::Arc;

use super::outcome::{Detour, HinterlandAsked, Obstacle, Outcome, PathAnswer, Question, Refusal};
use crate::model::box_size::network_for_tariff;
use crate::model::effect::{network_for_cargo, network_under};
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::model::scenario::{Availability, Scenario};
use crate::routing::cost::Criterion;
use crate::routing::expand::Expansion;
use crate::routing::hinterland::Hinterland;
use crate::routing::itinerary::{Itinerary, Sums};
use crate::routing::reach::{Lorry, Reach};
use crate::routing::restrict::{Contradiction, NO_STOPS};
use crate::routing::search::{Pretend, Search, Wanted, Ways};
use crate::routing::skim::Skim;
use crate::routing::waits::Waits;
use crate::task::{Cancelled, Task};
use crate::throughput::bottleneck::{Ends, throughput};
use crate::throughput::setting::{Asked, Setting};

/// A way counts as a long way round when it is worse than this times the way that links now built
/// or planned will give.
const DETOUR_RATIO: f64 = 1.15;

/// A network made ready for runs: its expanded graph is built once.
#[derive(Clone, Debug)]
pub struct Base {
    network: Arc<Network>,
    waits: Arc<Waits>,
    expansion: Arc<Expansion>,
}

impl Base {
    /// Makes a network ready.
    #[must_use]
    pub fn new(network: Arc<Network>) -> Self {
        let waits = Arc::new(Waits::of(&network));
        Self::with_waits(network, waits)
    }

    fn with_waits(network: Arc<Network>, waits: Arc<Waits>) -> Self {
        let expansion = Arc::new(Expansion::of(&network, &waits));
        Self {
            network,
            waits,
            expansion,
        }
    }

    /// The network as a scenario has it, made ready; what services run on stays where the lines do.
    fn changed_to(&self, network: Arc<Network>) -> Self {
        if Waits::hold_in(&self.network, &network) {
            Self::with_waits(network, Arc::clone(&self.waits))
        } else {
            Self::new(network)
        }
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
    let under = Under::of(base, scenario, question);
    let mut outcome = under.route(question, task)?;
    if !question.from.is_empty() && !question.to.is_empty() {
        outcome.throughput = Some(flow_answer(
            &under.base,
            &under.availability,
            question,
            task,
        )?);
    }
    Ok(outcome)
}

/// A network as a scenario and a class of cargo have it, made ready for several questions about ways.
pub struct Under {
    base: Base,
    availability: Availability,
}

impl Under {
    /// The network under a scenario, for the cargo of a question.
    #[must_use]
    pub fn of(base: &Base, scenario: &Scenario, question: &Question) -> Self {
        let mut network = network_under(&base.network, scenario);
        if let Some(tonnes) = &question.tonnes_per_teu {
            network = Arc::new(network_for_cargo(&network, tonnes));
        }
        if let Some(tariff) = &question.rail_tariff {
            network = Arc::new(network_for_tariff(&network, tariff));
        }
        let base = if Arc::ptr_eq(&network, &base.network) {
            base.clone()
        } else {
            base.changed_to(network)
        };
        let availability = Availability::of(&base.network, scenario);
        Self { base, availability }
    }

    /// The ways that a question asks for, without how much can flow.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn route(&self, question: &Question, task: &Task) -> Result<Outcome, Cancelled> {
        let answers = match (question.from.first(), question.to.first()) {
            (Some(&from), Some(&to)) => {
                way_answers(&self.base, &self.availability, question, (from, to), task)?
            }
            _ => Answers::only(PathAnswer::NotAsked),
        };
        Ok(Outcome {
            question: question.clone(),
            network: Arc::clone(&self.base.network),
            availability: self.availability.clone(),
            path: answers.path,
            ways: answers.ways,
            unbeaten: answers.unbeaten,
            throughput: None,
            hinterland: self.hinterland(question, task)?.map(Arc::new),
        })
    }

    /// Who wins where, where a question asks for it. Its ends and stops are not looked at.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn hinterland(
        &self,
        question: &Question,
        task: &Task,
    ) -> Result<Option<Hinterland>, Cancelled> {
        let asked = question.hinterland.as_ref();
        asked
            .map(|HinterlandAsked { rivals, to }| {
                let search = self.free_search(question);
                search.hinterland(rivals, *to, question.criterion, task)
            })
            .transpose()
    }

    /// The network with its numbers.
    #[must_use]
    pub fn network(&self) -> &Arc<Network> {
        &self.base.network
    }

    /// Its expanded graph.
    pub(super) fn expansion(&self) -> &Expansion {
        &self.base.expansion
    }

    /// What is open.
    #[must_use]
    pub fn availability(&self) -> &Availability {
        &self.availability
    }

    /// The network with what is wanted of it, as arrays.
    #[must_use]
    pub fn setting(&self, asked: Asked) -> Setting {
        let base = &self.base;
        Setting::new(&base.network, &base.expansion, &self.availability, asked)
    }

    /// What is within a budget from the origin of a question, in the whole unit of its criterion.
    /// Stops are not looked at.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn reach(&self, question: &Question, budget: u64, task: &Task) -> Result<Reach, Cancelled> {
        let Some(&from) = question.from.first() else {
            return Ok(Reach::default());
        };
        let search = self.free_search(question);
        search.reach(from, question.criterion, budget, task)
    }

    /// What a lorry costs off the lines, by the criterion of a question.
    #[must_use]
    pub fn lorry(&self, question: &Question) -> Lorry {
        self.free_search(question).lorry(question.criterion)
    }

    /// What the best ways between hubs come to by the criterion of a question. Its ends and stops are
    /// not looked at.
    ///
    /// # Errors
    /// [`Cancelled`] when the task was.
    pub fn skim(
        &self,
        question: &Question,
        hubs: &[NodeId],
        task: &Task,
    ) -> Result<Skim, Cancelled> {
        let search = self.free_search(question);
        search.skim(hubs, question.criterion, task)
    }

    /// A search that passes nothing on its way.
    fn free_search<'a>(&'a self, question: &'a Question) -> Search<'a> {
        let base = &self.base;
        let wanted = Wanted {
            modes: question.modes,
            avoid: &question.avoid,
            stops: &NO_STOPS,
            weights: question.weights,
        };
        Search::free(&base.network, &base.expansion, &self.availability, wanted)
    }
}

/// What is found of ways.
struct Answers {
    path: PathAnswer,
    ways: Option<Ways>,
    unbeaten: Option<Ways>,
}

impl Answers {
    fn only(path: PathAnswer) -> Self {
        Self {
            path,
            ways: None,
            unbeaten: None,
        }
    }
}

/// The path, and the other ways that were asked for.
fn way_answers(
    base: &Base,
    availability: &Availability,
    question: &Question,
    (from, to): (NodeId, NodeId),
    task: &Task,
) -> Result<Answers, Cancelled> {
    let (network, stops, avoid) = (&base.network, &question.stops, &question.avoid);
    let end = [from, to]
        .into_iter()
        .find(|&end| avoid.has_hub(network, end));
    let both = end.map(Contradiction::Hub);
    if let Some(both) = both.or_else(|| stops.contradiction(network, avoid, question.modes)) {
        return Ok(Answers::only(PathAnswer::Refused(Refusal::Contradictory(
            both,
        ))));
    }
    let wanted = Wanted {
        modes: question.modes,
        avoid,
        stops,
        weights: question.weights,
    };
    let Ok(search) = Search::new(network, &base.expansion, availability, wanted) else {
        return Ok(Answers::only(PathAnswer::Refused(Refusal::TooManyStops)));
    };
    let path = path_answer(base, availability, question, &search, (from, to), task)?;
    let mut answers = Answers::only(path);
    if !matches!(answers.path, PathAnswer::Found { .. }) {
        return Ok(answers);
    }
    if question.n_ways > 1 {
        let (criterion, n_ways) = (question.criterion, question.n_ways);
        answers.ways = Some(match question.most_overlap_percent {
            None => search.several(from, to, criterion, n_ways, task)?,
            Some(percent) => search.diverse(from, to, criterion, n_ways, percent, task)?,
        });
    }
    if question.wants_unbeaten {
        answers.unbeaten = Some(search.unbeaten(from, to, task)?);
    }
    Ok(answers)
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
    search: &Search,
    (from, to): (NodeId, NodeId),
    task: &Task,
) -> Result<PathAnswer, Cancelled> {
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
            .filter(|direct| is_much_better(direct.totals, best.totals, question))
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

fn is_much_better(direct: Sums, best: Sums, question: &Question) -> bool {
    let pick = |sums: Sums| match question.criterion {
        Criterion::Time => sums.hours(),
        Criterion::Money => sums.yuan(),
        Criterion::Distance => sums.km(),
        Criterion::Carbon => sums.co2_kg(),
        Criterion::Generalized => question.weights.yuan(sums),
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
