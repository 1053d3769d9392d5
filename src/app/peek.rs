//! The other scenario, computed ahead off the window's thread and kept, so that it is shown at once while
//! a key is held: the map and the numbers of results, with the same camera and the same panes.
//!
//! Between the end of one half of a frame and the beginning of the next the window's result and that of
//! the other scenario change places; whatever changes the state sees the window's own.
//! Does not know: which key it is; how anything is shown.

use std::sync::Arc;

use eframe::egui;

use super::action::Action;
use super::draw::added::same_in;
use super::flows::{Asked as FlowsAsked, Done as FlowsDone, FlowMade};
use super::following::Wish;
use super::newest::Newest;
use super::resilience::{ClosureStep, place_of, thing_of};
use super::state::State;
use super::versus::{has_open_side, names_of, other_side, scenario_of};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::scene::flows::FlowMap;
use crate::scene::layers::WorldLayers;
use crate::scene::sheet::Thing;
use crate::study::demand::NoDemand;
use crate::study::evaluate::{Base, evaluate};
use crate::study::outcome::{Outcome, Question};
use crate::task::Task;

/// What is shown while the key is held.
#[derive(Default)]
pub struct PeekNow {
    /// Whether the key is held.
    pub is_held: bool,
    /// The name of the other scenario.
    pub names: Names,
    /// Whether it is the same as what is open.
    pub is_same: bool,
    /// Whether its result is there.
    pub is_ready: bool,
}

/// How the other scenario's map is shown with the window's own; the other is left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BothMaps {
    /// One map with a handle at this part of its width.
    Swiped(f32),
    /// Two maps with one camera.
    Beside,
}

impl BothMaps {
    /// With a handle, where it stands first.
    pub const SWIPED: Self = Self::Swiped(0.5);
}

/// The map of the other scenario.
pub struct OtherMap {
    /// Its layers.
    pub layers: WorldLayers,
    /// Its result.
    pub outcome: Arc<Outcome>,
}

/// What a run is of.
#[derive(Clone)]
struct Asked {
    base: Base,
    scenario: Arc<Scenario>,
    question: Question,
}

impl Asked {
    /// What the window needs now: the question of its newest result under the other scenario.
    fn of(state: &State, scenario: &Arc<Scenario>) -> Option<Self> {
        let answer = state.transient.answer.as_ref()?;
        Some(Self {
            base: state.base.as_ref()?.clone(),
            scenario: Arc::clone(scenario),
            question: answer.question.clone(),
        })
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
            && self.scenario == other.scenario
            && self.question == other.question
    }
}

/// Flows with their map.
type Flows = (Result<Arc<FlowMade>, NoDemand>, Option<Arc<FlowMap>>);

/// Computes the other scenario ahead.
pub struct PeekJobs {
    outcomes: Newest<Outcome>,
    asked: Option<Asked>,
    outcome: Option<Arc<Outcome>>,
    flow_jobs: Newest<FlowsDone>,
    flows_asked: Option<FlowsAsked>,
    flows: Option<Flows>,
    /// The map of what flows more and less, with what it was made of.
    changes: Option<[Arc<FlowMap>; 3]>,
    /// What changed places with the window's own while the other scenario is shown.
    own: Option<Own>,
}

struct Own {
    answer: Option<Arc<Outcome>>,
    outcome: Option<Arc<Outcome>>,
    flows: Option<OwnFlows>,
    selected: Option<Thing>,
}

struct OwnFlows {
    made: Option<Result<Arc<FlowMade>, NoDemand>>,
    map: Option<Arc<FlowMap>>,
}

impl PeekJobs {
    /// A runner that wakes the window when something is computed.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            outcomes: Newest::new("peek", context.clone()),
            asked: None,
            outcome: None,
            flow_jobs: Newest::new("peek-flows", context),
            flows_asked: None,
            flows: None,
            changes: None,
            own: None,
        }
    }

    /// Takes what was computed, and asks for what may be shown next. It waits until the window's own
    /// results are there.
    pub fn keep_up(&mut self, state: &mut State) {
        if let Some(outcome) = self.outcomes.poll() {
            self.outcome = Some(Arc::new(outcome));
        }
        if let Some(done) = self.flow_jobs.poll() {
            let done = done.map(Arc::new);
            let map = done
                .as_ref()
                .ok()
                .map(|made| Arc::new(FlowMap::of(&made.answer, &made.readings, None)));
            self.flows = Some((done, map));
        }
        let side = other_side(state).clone();
        let found = scenario_of(state, &side).ok();
        state.transient.peek.names = names_of(state, &side);
        let own = state.document.as_ref().map(|of| of.history.scenario());
        state.transient.peek.is_same = found.is_some() && found.as_ref() == own;
        let other = found.filter(|_| !state.transient.peek.is_same);
        let is_updating = state.transient.is_updating;
        self.keep_outcome(state, other.as_ref(), is_updating);
        self.keep_flows(state, other, is_updating);
        state.transient.peek.is_ready = self.outcome.is_some();
    }

    fn keep_outcome(&mut self, state: &State, other: Option<&Arc<Scenario>>, is_updating: bool) {
        let Some(needed) = other.and_then(|other| Asked::of(state, other)) else {
            self.outcomes.forget();
            self.asked = None;
            self.outcome = None;
            return;
        };
        let is_there = self.asked.as_ref().is_some_and(|old| old.is_same(&needed));
        if is_there || is_updating {
            return;
        }
        self.asked = Some(needed.clone());
        self.outcome = None;
        self.outcomes.start(Task::new(), move |task| {
            evaluate(&needed.base, &needed.scenario, &needed.question, task).ok()
        });
    }

    fn keep_flows(&mut self, state: &State, other: Option<Arc<Scenario>>, is_updating: bool) {
        let Some(needed) = other.and_then(|other| FlowsAsked::under(state, other)) else {
            self.flow_jobs.forget();
            self.flows_asked = None;
            self.flows = None;
            return;
        };
        let is_it = |old: &FlowsAsked| old.is_same(&needed);
        let is_there = self.flows_asked.as_ref().is_some_and(is_it);
        if is_there || is_updating || state.transient.flows.running_since.is_some() {
            return;
        }
        self.flows_asked = Some(needed.clone());
        self.flows = None;
        self.flow_jobs
            .start(Task::new(), move |task| needed.make_cold(task).ok());
    }

    /// Shows the other scenario where the key is held and its result is there.
    pub fn show_other(&mut self, state: &mut State) {
        let held = self.outcome.clone();
        let Some(outcome) = held.filter(|_| state.transient.peek.is_held) else {
            self.show_changes(state);
            return;
        };
        let selected = state.session.view.selected;
        if let Some(own) = state.numbers() {
            // What only one of them has is selected again with the window's own.
            let same = selected.and_then(|thing| same_in(own, &outcome.network, thing));
            state.session.view.selected = same;
        }
        let transient = &mut state.transient;
        let own_answer = transient.answer.replace(Arc::clone(&outcome));
        let own_outcome = transient.outcome.replace(outcome);
        // Flows that are not found yet are not shown; those of the window's own are none of the other's.
        let own_made = transient.flows.made.clone();
        let map = self.flows.clone().and_then(|(made, map)| {
            transient.flows.made = Some(made);
            map
        });
        let flows = Some(OwnFlows {
            made: own_made,
            map: state.layers.exchange_flows(map),
        });
        self.own = Some(Own {
            answer: own_answer,
            outcome: own_outcome,
            flows,
            selected,
        });
    }

    /// Shows what flows more and less than in the other scenario, where that is wanted.
    fn show_changes(&mut self, state: &mut State) {
        let other = self.flows.as_ref().and_then(|(_, map)| map.clone());
        let own = state.layers.shared_flows().cloned();
        let is_wanted = state.session.versus.shows_changes && state.session.view.show_flows;
        let is_wanted = is_wanted && has_open_side(state);
        let (Some(first), Some(second), true) = (other, own, is_wanted) else {
            self.changes = None;
            state.transient.flow_changes = None;
            return;
        };
        let is_made =
            |[a, b, _]: &&[Arc<FlowMap>; 3]| Arc::ptr_eq(a, &first) && Arc::ptr_eq(b, &second);
        let made = match self.changes.as_ref().filter(is_made) {
            Some([_, _, made]) => Arc::clone(made),
            None => Arc::new(FlowMap::against(&first, &second)),
        };
        self.changes = Some([first, second, Arc::clone(&made)]);
        state.transient.flow_changes = Some(Arc::clone(&made));
        self.own = Some(Own {
            answer: state.transient.answer.clone(),
            outcome: state.transient.outcome.clone(),
            flows: Some(OwnFlows {
                made: state.transient.flows.made.clone(),
                map: state.layers.exchange_flows(Some(made)),
            }),
            selected: state.session.view.selected,
        });
    }

    /// Keeps the map of the other scenario while both are shown; `is_rebuilt` says that the window's own
    /// layers have changed, which both share for the most part.
    pub fn keep_map(&self, state: &mut State, is_rebuilt: bool) {
        let before = state.transient.other_map.take();
        let (Some(outcome), Some(document), Some(_)) =
            (&self.outcome, &state.document, state.session.both_maps)
        else {
            return;
        };
        let mut layers = match before {
            Some(before) if !is_rebuilt => before.layers,
            _ => state.layers.clone(),
        };
        layers.set_flows(self.flows.as_ref().and_then(|(_, map)| map.clone()));
        layers.set_notes(Arc::clone(state.layers.notes()));
        // Reach is that of what is open.
        layers.set_reach(None);
        let view = &state.session.view;
        layers.update(&outcome.network, &document.context, Some(outcome), view);
        state.transient.other_map = Some(Box::new(OtherMap {
            layers,
            outcome: Arc::clone(outcome),
        }));
    }

    /// Shows the window's own results again. Actions that name a hub or link of the other scenario by its place
    /// in that name the same one of the window's own, or nothing where that does not have it.
    pub fn show_own(&mut self, state: &mut State, actions: &mut Vec<Action>) {
        let Some(own) = self.own.take() else {
            return;
        };
        if let (Some(shown), Some(outcome)) = (state.numbers(), &own.outcome)
            && !Arc::ptr_eq(shown, &outcome.network)
        {
            actions.retain_mut(|action| names_own(action, shown, &outcome.network));
        }
        state.transient.answer = own.answer;
        state.transient.outcome = own.outcome;
        state.session.view.selected = own.selected;
        if let Some(flows) = own.flows {
            state.transient.flows.made = flows.made;
            state.layers.set_flows(flows.map);
        }
    }
}

/// Makes an action name things of the window's own network instead of another one; whether it can.
fn names_own(action: &mut Action, shown: &Network, own: &Network) -> bool {
    let same = |thing: Thing| same_in(shown, own, thing);
    match action {
        Action::Select(thing) => *thing = thing.and_then(same),
        Action::FlyTo(thing) => match same(*thing) {
            Some(found) => *thing = found,
            None => return false,
        },
        Action::Closures(ClosureStep::WhatIf(place)) => {
            match same(thing_of(*place)).and_then(place_of) {
                Some(found) => *place = found,
                None => return false,
            }
        }
        _ => {}
    }
    true
}
