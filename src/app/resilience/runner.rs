//! Runs the work of closures: an allocation with everything open, each place closed, and what is asked
//! for beside that.
//!
//! Does not know: how closures are solved or drawn.

use std::sync::Arc;
use std::time::Instant;

use eframe::egui;

use super::beside::Beside;
use super::{AreaMade, ChanceWish, ClosureList, ClosuresMade, ClosuresNow, Running, polygon};
use crate::app::action::Pane;
use crate::app::demand::wanted_now;
use crate::app::flows::{LONG, prices};
use crate::app::following::{Following, Taken, Wish};
use crate::app::newest::Newest;
use crate::app::state::State;
use crate::model::effect::facts_under;
use crate::model::facts::Facts;
use crate::model::geometry::LonLat;
use crate::model::scenario::Scenario;
use crate::scene::closures::ClosureMap;
use crate::study::demand::{NoDemand, demand, demand_edited};
use crate::study::evaluate::{Base, Under};
use crate::study::flows::commodities::boxed;
use crate::study::flows::{FlowAnswer, FlowQuestion, Method, flows};
use crate::study::resilience::{Chances, Effect, PAIRS, Pairs, each_link, places_in, resilience};
use crate::task::{Cancelled, Task};

/// How near to the least cost allocations are: that of the command line.
const GAP: f64 = 1e-9;

/// What a run is of.
#[derive(Clone)]
struct Asked {
    base: Base,
    facts: Arc<Facts>,
    scenario: Arc<Scenario>,
    question: FlowQuestion,
}

impl Asked {
    /// What the window needs now; `None` while it shows no closures. Year, growth, factor and modes are
    /// those of the flows.
    fn of(state: &State) -> Option<Self> {
        let (document, base) = (state.document.as_ref()?, state.base.as_ref()?);
        if !state.shows(Pane::Closures) {
            return None;
        }
        let wanted = wanted_now(state)?;
        let wish = &state.session.flows.wish;
        Some(Self {
            base: base.clone(),
            facts: Arc::clone(&document.facts),
            scenario: Arc::clone(document.history.scenario()),
            question: FlowQuestion {
                demand_factor: wish.factor,
                modes: wish.modes,
                method: Method::Allocate,
                gap: GAP,
                prices: prices(state),
                ..FlowQuestion::new(wanted)
            },
        })
    }

    /// Finds closures, from those before them where they are of use.
    fn make(&self, before: Option<&ClosuresMade>, task: &Task) -> Result<Done, Cancelled> {
        let wanted = self.question.wanted;
        let start = before.map(|made| &made.answer);
        let is_base =
            |of: &&FlowAnswer| of.question.wanted == wanted && of.demand.edited.n_edits == 0;
        let matrix = match start.filter(is_base) {
            Some(of) => of.demand.clone(),
            None => match demand(&self.base, &self.facts, wanted, task)? {
                Ok(demand) => demand,
                Err(why) => return Ok(Err(why)),
            },
        };
        let facts = facts_under(&self.facts, &self.scenario);
        let boxes = boxed(&facts, self.question.prices.box_size);
        let under = Under::of(&self.base, &self.scenario, &boxes);
        let edited = demand_edited(matrix, under.network(), &self.scenario);
        let answer = flows(&under, &facts, edited, &self.question, start, task)?;
        let of = resilience(&answer, task)?;
        let singles = match &of {
            Some(of) => of.singles(&of.places(), task)?,
            None => Vec::new(),
        };
        drop(of);
        Ok(Ok(ClosuresMade { answer, singles }))
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
            && Arc::ptr_eq(&self.facts, &other.facts)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_study(other)
            && Arc::ptr_eq(&self.scenario, &other.scenario)
            && self.question == other.question
    }
}

type Done = Result<ClosuresMade, NoDemand>;

/// The question for the worst pairs: there is only one.
#[derive(Clone, PartialEq)]
struct WorstPairs;

/// The worst pairs; of nothing there are none.
fn pairs(made: &ClosuresMade, _: &WorstPairs, task: &Task) -> Option<Pairs> {
    let of = resilience(&made.answer, task).ok()?;
    let found = of.map(|of| of.pairs(&made.singles, PAIRS, task));
    found.map_or(Some(Pairs::default()), Result::ok)
}

/// What closing all that lies in an area brings about.
fn area(made: &ClosuresMade, corners: &Arc<[LonLat]>, task: &Task) -> Option<AreaMade> {
    let places = places_in(&made.answer.network, &[polygon(corners)]);
    let of = resilience(&made.answer, task).ok()?;
    let effect = of.map(|of| of.effect(&places, task));
    let effect = effect.map_or(Some(Effect::default()), Result::ok)?;
    Some(AreaMade { places, effect })
}

/// Closures at random.
fn chances(made: &ClosuresMade, wish: &ChanceWish, task: &Task) -> Option<Chances> {
    let of = resilience(&made.answer, task).ok()?;
    let found = of.map(|of| {
        let outages = each_link(&of, wish.probability);
        of.draw(&outages, wish.n_years, wish.seed, task)
    });
    found.map_or(Some(Chances::default()), Result::ok)
}

/// Finds closures.
pub struct ClosureJobs {
    runs: Following<Asked, Done>,
    task: Task,
    /// What the next run may begin from.
    before: Option<Arc<ClosuresMade>>,
    pairs: Beside<WorstPairs, Pairs>,
    area: Beside<Arc<[LonLat]>, AreaMade>,
    chances: Beside<ChanceWish, Chances>,
    shown: Option<(Option<Arc<ClosuresMade>>, Vec<LonLat>)>,
}

impl ClosureJobs {
    /// A runner that wakes the window when closures are found.
    #[must_use]
    pub fn new(context: &egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("closures", context.clone())),
            task: Task::new(),
            before: None,
            pairs: Beside::new("pairs", context.clone()),
            area: Beside::new("area", context.clone()),
            chances: Beside::new("chances", context.clone()),
            shown: None,
        }
    }

    /// Takes what was found, and asks for what is shown and not found yet.
    pub fn keep_up(&mut self, state: &mut State) {
        let Some(needed) = Asked::of(state) else {
            self.forget(state);
            return;
        };
        match self.runs.take(&needed) {
            Taken::Other => self.forget(state),
            Taken::Found(done) => self.take(state, done),
            Taken::Nothing => {}
        }
        let before = self.before.clone();
        let work = move |asked: Asked, task: &Task| asked.make(before.as_deref(), task).ok();
        let is_stopped = &mut state.transient.closures.is_stopped;
        if let Some(task) = self.runs.follow_long(needed, is_stopped, work) {
            self.task = task;
        }
        self.keep_up_beside(state);
        self.tell(state);
        self.show(state);
    }

    /// Keeps what was found, to be shown and to begin the next run from.
    fn take(&mut self, state: &mut State, done: Done) {
        let done = done.map(Arc::new);
        if let Ok(made) = &done {
            self.before = Some(Arc::clone(made));
        }
        state.transient.closures.made = Some(done);
    }

    /// What the open list shows beside single places. It waits for the newest of these.
    fn keep_up_beside(&mut self, state: &mut State) {
        let now = &mut state.transient.closures;
        let Some(Ok(made)) = &now.made else {
            return;
        };
        let (choice, is_stopped) = (&state.session.closures, now.is_stopped);
        let shows = |list| choice.list == list && !self.runs.jobs().is_running();
        let wants_pairs = shows(ClosureList::Pairs) && choice.wants_pairs;
        let wants_area = shows(ClosureList::Area) && choice.area.len() > 2;
        let wants_chance = shows(ClosureList::Chance) && choice.wants_chance;
        let keys = (
            wants_pairs.then_some(WorstPairs),
            wants_area.then(|| Arc::from(choice.area.as_slice())),
            wants_chance.then_some(choice.chance),
        );
        self.pairs.keep_up(made, keys.0, is_stopped, pairs);
        self.area.keep_up(made, keys.1, is_stopped, area);
        self.chances.keep_up(made, keys.2, is_stopped, chances);
        now.pairs = self.pairs.found().map(|(_, found)| Arc::clone(found));
        let found = self.area.found().filter(|_| !choice.area.is_empty());
        now.area = found.map(|(_, found)| Arc::clone(found));
        let found = self.chances.found();
        now.chances = found.map(|(wish, found)| (*wish, Arc::clone(found)));
    }

    /// Tells what runs.
    fn tell(&self, state: &mut State) {
        let own = self.runs.jobs().is_running().then_some(&self.task);
        let beside = [
            self.pairs.running(),
            self.area.running(),
            self.chances.running(),
        ];
        let task = own.or_else(|| beside.into_iter().flatten().next());
        let running = &mut state.transient.closures.running;
        *running = task.map(|task| Running {
            since: running.as_ref().map_or_else(Instant::now, |of| of.since),
            task: task.clone(),
        });
        if running.is_some() {
            self.runs.jobs().context().request_repaint_after(LONG / 3);
        }
    }

    /// The map of the newest closures, and the drawn area.
    fn show(&mut self, state: &mut State) {
        let made = match &state.transient.closures.made {
            Some(Ok(made)) => Some(made),
            _ => None,
        };
        let corners = &state.session.closures.area;
        let is_shown = self.shown.as_ref().is_some_and(|(of, area)| {
            let is_same = match (of, made) {
                (Some(of), Some(made)) => Arc::ptr_eq(of, made),
                (None, None) => true,
                _ => false,
            };
            is_same && area == corners
        });
        if is_shown {
            return;
        }
        self.shown = Some((made.cloned(), corners.clone()));
        let singles = made.map_or(&[][..], |made| made.singles.as_slice());
        let map = ClosureMap::of(singles, corners);
        state.layers.set_closures(Some(Arc::new(map)));
    }

    /// Nothing is shown, and what runs is not waited for.
    fn forget(&mut self, state: &mut State) {
        self.runs.forget();
        self.pairs.forget();
        self.area.forget();
        self.chances.forget();
        self.before = None;
        let goes_to = state.transient.closures.goes_to.take();
        state.transient.closures = ClosuresNow {
            goes_to: goes_to.filter(|_| state.shows(Pane::Closures)),
            ..ClosuresNow::default()
        };
        if self.shown.take().is_some() {
            state.layers.set_closures(None);
        }
    }
}
