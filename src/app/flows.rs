//! Flows of a year, found off the window's thread while their pane or their layer is shown. The newest
//! wish wins: an older run goes on for a moment only, so that a drag shows results on its way, and each
//! begins from the flows before it.
//!
//! Does not know: how flows are found or drawn.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;

use super::action::{Action, Pane};
use super::demand::chosen_wanted;
use super::following::{Following, Taken, Wish};
use super::newest::Newest;
use super::pages::open_page;
use super::state::State;
use super::view::show;
use super::weights::{Weight, priced_now};
use crate::export::plate::view_of;
use crate::model::effect::facts_under;
use crate::model::facts::Facts;
use crate::model::look::{Styled, lines_follow_flows};
use crate::model::scenario::Scenario;
use crate::scene::flows::FlowMap;
use crate::scene::sheet::Thing;
use crate::study::demand::{Demand, NoDemand, Wanted, demand, demand_edited, wanted_under};
use crate::study::evaluate::{Base, Under};
use crate::study::flows::commodities::{Prices, boxed};
use crate::study::flows::readings::Readings;
use crate::study::flows::{
    Any, Curves, FlowAnswer, FlowQuestion, Method, Pick, Selected, Use, flows,
};
use crate::study::outcome::ModeSet;
use crate::task::{Cancelled, Task};

/// Work that takes longer says how long it has taken, and can be stopped.
pub const LONG: Duration = Duration::from_millis(300);

/// A list of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlowList {
    /// Sums by mode and route.
    #[default]
    Sums,
    /// Links.
    Links,
    /// Hubs.
    Hubs,
    /// Who uses what was picked.
    Users,
    /// What more of full places is worth, and why something is not carried.
    Prices,
}

/// What is asked for, beside the year and its growth.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowWish {
    /// What the matrix is multiplied by.
    pub factor: f64,
    /// Modes allowed.
    pub modes: ModeSet,
    /// How flows are found.
    pub method: Method,
    /// The relative gap at which the search ends.
    pub gap: f64,
    /// How crowding slows down.
    pub curves: Curves,
    /// By how many percent demand falls with each percent of cost.
    pub elasticity: f64,
}

impl Default for FlowWish {
    fn default() -> Self {
        Self {
            factor: 1.0,
            modes: ModeSet::all(),
            method: Method::default(),
            gap: 1e-6,
            curves: Curves::default(),
            elasticity: 0.0,
        }
    }
}

/// What the pane shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowChoice {
    /// What is asked for.
    pub wish: FlowWish,
    /// The list that is open.
    pub list: FlowList,
    /// Whether lists are ranked by flow; otherwise by utilization.
    pub is_by_flow: bool,
    /// The places whose users alone are shown.
    pub pick: Pick,
}

/// Something about flows that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum FlowStep {
    /// Other flows.
    Set(FlowWish),
    /// Another list, or another order.
    List(FlowList, bool),
    /// Shows who uses a place; beside those picked before where it is added.
    Pick(Use, bool),
    /// Without the place at this position.
    Drop(usize),
    /// How several places are combined.
    Any(Any),
    /// Everybody again.
    Everybody,
    /// Stops the run.
    Stop,
    /// Runs again what was stopped.
    Again,
}

/// What was found.
pub struct FlowMade {
    /// The flows.
    pub answer: FlowAnswer,
    /// What they come to.
    pub readings: Readings,
    /// The matrix of the base network that they are of, before the scenario's edits.
    matrix: Arc<(Wanted, Demand)>,
}

/// Flows as they are now.
#[derive(Default)]
pub struct FlowsNow {
    /// The newest flows, or why there is no demand.
    pub made: Option<Result<Arc<FlowMade>, NoDemand>>,
    /// Who uses what was picked, among these flows.
    pub selected: Option<Selected>,
    /// Since when newer ones are being found.
    pub running_since: Option<Instant>,
    /// The last round of the run that finds them, and its gap; `None` before the first.
    pub round: Option<(u32, f64)>,
    /// Whether the last run was stopped.
    pub is_stopped: bool,
}

/// The newest flows.
#[must_use]
pub fn made(state: &State) -> Option<&FlowMade> {
    match &state.transient.flows.made {
        Some(Ok(made)) => Some(made),
        _ => None,
    }
}

/// The place of flows that a thing of the map is.
fn use_of(thing: Thing) -> Option<Use> {
    match thing {
        Thing::Link(link) => Some(Use::Link {
            link,
            is_forward: None,
        }),
        Thing::Node(node) => Some(Use::Hub(node)),
        Thing::Context { .. } => None,
    }
}

/// The texts and actions that show who uses a thing, alone or beside what was picked before.
#[must_use]
pub fn users(state: &State, thing: Thing) -> Vec<(&'static str, Action)> {
    let Some(place) = use_of(thing) else {
        return Vec::new();
    };
    let pick = |is_added| Action::Flows(FlowStep::Pick(place, is_added));
    let mut all = vec![("menu.users", pick(false))];
    let picked = &state.session.flows.pick.uses;
    if !picked.is_empty() && !picked.contains(&place) {
        all.push(("menu.users-too", pick(true)));
    }
    all
}

/// Does what was asked for.
pub fn update_flows(state: &mut State, step: FlowStep) {
    let choice = &mut state.session.flows;
    match step {
        FlowStep::Set(wish) => choice.wish = wish,
        FlowStep::List(list, is_by_flow) => {
            choice.list = list;
            choice.is_by_flow = is_by_flow;
        }
        FlowStep::Pick(place, is_added) => {
            if !is_added {
                choice.pick.uses.clear();
            }
            if !choice.pick.uses.contains(&place) {
                choice.pick.uses.push(place);
            }
            choice.list = FlowList::Users;
            if !state.shows(Pane::Flows) {
                show(state, Pane::Flows, true);
            }
        }
        FlowStep::Drop(position) => {
            if position < choice.pick.uses.len() {
                choice.pick.uses.remove(position);
            }
        }
        FlowStep::Any(any) => choice.pick.any = any,
        FlowStep::Everybody => choice.pick.uses.clear(),
        FlowStep::Stop => state.transient.flows.is_stopped = true,
        FlowStep::Again => state.transient.flows.is_stopped = false,
    }
}

/// What was set in the window instead of the study's own prices. Coefficients set by hand hold for every
/// class of cargo; which class ways are compared for does not matter, as all of them flow.
#[must_use]
pub fn prices(state: &State) -> Prices {
    let choice = &state.session.weights;
    let all = priced_now(state);
    let set = |weight: Weight| {
        let is_set = choice.is_set(weight);
        all.as_ref()
            .filter(|_| is_set)
            .map(|all| weight.of(all).value)
    };
    Prices {
        value_of_time: set(Weight::Time),
        carbon_price: set(Weight::Carbon),
        reliability: set(Weight::Reliability),
        box_size: choice.box_size,
    }
}

/// What the window asks of flows, whatever the scenario; its year and growth hold where that says
/// nothing.
#[must_use]
pub fn flow_question(state: &State) -> Option<FlowQuestion> {
    let wish = &state.session.flows.wish;
    let elastic = if wish.method.takes_elasticity() {
        wish.elasticity
    } else {
        0.0
    };
    Some(FlowQuestion {
        demand_factor: wish.factor,
        modes: wish.modes,
        method: wish.method,
        gap: wish.gap,
        curves: wish.curves,
        elasticity: elastic,
        prices: prices(state),
        ..FlowQuestion::new(chosen_wanted(state)?)
    })
}

/// Whether anything that is shown needs flows: their pane, their layer, lines that are colored or widened by them,
/// also those of the page that is open.
#[must_use]
pub fn are_needed(state: &State) -> bool {
    let view = &state.session.view;
    let saved = state.document.as_ref().map(|of| of.history.saved());
    let of_page = open_page(state).zip(saved);
    let of_page = of_page.and_then(|(page, saved)| view_of(page, saved));
    state.shows(Pane::Flows)
        || view.show_flows
        || view.looks.part(Styled::Lines).follows_flows()
        || of_page.is_some_and(|view| lines_follow_flows(&view.layers.looks))
}

/// What a run is of.
#[derive(Clone)]
pub(super) struct Asked {
    base: Base,
    facts: Arc<Facts>,
    scenario: Arc<Scenario>,
    question: FlowQuestion,
}

impl Asked {
    /// What the window needs now; `None` while it shows no flows.
    fn of(state: &State) -> Option<Self> {
        let scenario = state.document.as_ref()?.history.scenario();
        Self::under(state, Arc::clone(scenario))
    }

    /// The same under another scenario.
    pub(super) fn under(state: &State, scenario: Arc<Scenario>) -> Option<Self> {
        let (document, base) = (state.document.as_ref()?, state.base.as_ref()?);
        if !are_needed(state) {
            return None;
        }
        let mut question = flow_question(state)?;
        question.wanted = wanted_under(&scenario, question.wanted);
        Some(Self {
            base: base.clone(),
            facts: Arc::clone(&document.facts),
            scenario,
            question,
        })
    }

    /// Finds flows from nothing.
    pub(super) fn make_cold(&self, task: &Task) -> Result<Done, Cancelled> {
        self.make(None, task)
    }

    /// Finds flows, from those before them where they are of use.
    fn make(&self, before: Option<&FlowMade>, task: &Task) -> Result<Done, Cancelled> {
        let wanted = self.question.wanted;
        let known = before.map(|made| &made.matrix);
        let matrix = match known.filter(|of| of.0 == wanted) {
            Some(known) => Arc::clone(known),
            None => match demand(&self.base, &self.facts, wanted, task)? {
                Ok(demand) => Arc::new((wanted, demand)),
                Err(why) => return Ok(Err(why)),
            },
        };
        let facts = facts_under(&self.facts, &self.scenario);
        let boxes = boxed(&facts, self.question.prices.box_size);
        let under = Under::of(&self.base, &self.scenario, &boxes);
        let start = before.map(|made| &made.answer);
        let start = start.filter(|start| start.question.method == self.question.method);
        let edited = demand_edited(matrix.1.clone(), under.network(), &self.scenario);
        let answer = flows(&under, &facts, edited, &self.question, start, task)?;
        Ok(Ok(FlowMade {
            readings: Readings::of(&answer),
            answer,
            matrix,
        }))
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
            && Arc::ptr_eq(&self.facts, &other.facts)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_study(other)
            // The other scenario of a look at it is resolved anew each time.
            && (Arc::ptr_eq(&self.scenario, &other.scenario) || self.scenario == other.scenario)
            && self.question == other.question
    }
}

/// Flows, or why there is no demand.
pub(super) type Done = Result<FlowMade, NoDemand>;

/// Finds flows.
pub struct FlowJobs {
    runs: Following<Asked, Done>,
    /// What the next run may begin from.
    before: Option<Arc<FlowMade>>,
    shown: Option<(Arc<FlowMade>, Pick)>,
}

impl FlowJobs {
    /// A runner that wakes the window when flows are found.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("flows", context)),
            before: None,
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
        let is_stopped = &mut state.transient.flows.is_stopped;
        self.runs.follow_long(needed, is_stopped, work);
        state.transient.flows.round = self.runs.jobs().last_round();
        let since = &mut state.transient.flows.running_since;
        let is_running = self.runs.jobs().is_running();
        *since = is_running.then(|| since.unwrap_or_else(Instant::now));
        if is_running {
            self.runs.jobs().context().request_repaint_after(LONG / 3);
        }
        self.show(state);
    }

    /// Keeps what was found, to be shown and to begin the next run from.
    fn take(&mut self, state: &mut State, done: Done) {
        let done = done.map(Arc::new);
        if let Ok(made) = &done {
            self.before = Some(Arc::clone(made));
        }
        state.transient.flows.made = Some(done);
        state.transient.flows.is_stopped = false;
    }

    /// The map of the newest flows, or of those of them that use what was picked.
    fn show(&mut self, state: &mut State) {
        let Some(Ok(made)) = &state.transient.flows.made else {
            self.shown = None;
            state.transient.flows.selected = None;
            state.layers.set_flows(None);
            return;
        };
        let pick = &state.session.flows.pick;
        let is_shown = self
            .shown
            .as_ref()
            .is_some_and(|(of, by)| Arc::ptr_eq(of, made) && by == pick);
        if is_shown {
            return;
        }
        self.shown = Some((Arc::clone(made), pick.clone()));
        let (loads, graph) = (&made.answer.loads, &made.answer.setting.graph);
        let selected = (!pick.uses.is_empty()).then(|| loads.select(graph, pick));
        let map = FlowMap::of(&made.answer, &made.readings, selected.as_ref());
        state.layers.set_flows(Some(Arc::new(map)));
        state.transient.flows.selected = selected;
    }

    /// Nothing is shown, and what runs is not waited for.
    fn forget(&mut self, state: &mut State) {
        self.runs.forget();
        self.before = None;
        state.transient.flows = FlowsNow::default();
        self.show(state);
    }
}
