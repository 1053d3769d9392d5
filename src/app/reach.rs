//! What is within reach of a hub, found off the window's thread while its pane is shown. One run at a
//! time: the next one, for the newest wish, begins when it is done, so that a drag shows results on its
//! way.
//!
//! Does not know: how reach is shown.

use std::sync::Arc;

use eframe::egui;

use super::action::{Action, Pane};
use super::following::{Following, Taken, Wish};
use super::newest::Newest;
use super::state::State;
use super::view::show;
use super::weights::priced_now;
use crate::model::context::ContextLayer;
use crate::model::ids::NodeId;
use crate::model::projection::Projection;
use crate::model::scenario::Scenario;
use crate::scene::reach::ReachMap;
use crate::study::evaluate::{Base, Under};
use crate::study::outcome::{Criterion, Question};
use crate::study::spread::{Spread, in_units, spread};
use crate::task::{Cancelled, Task};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachWish {
    /// The hub; `None` until one was chosen.
    pub from: Option<NodeId>,
    /// What is limited.
    pub criterion: Criterion,
    /// How much of it, for each criterion in the order of [`Criterion::ALL`]: hours, yuan, kilometers,
    /// kilograms, yuan.
    within: [f64; 5],
}

impl Default for ReachWish {
    /// Two days, or about what a way of two days comes to.
    fn default() -> Self {
        Self {
            from: None,
            criterion: Criterion::Time,
            within: [48.0, 5_000.0, 1_000.0, 500.0, 5_000.0],
        }
    }
}

impl ReachWish {
    /// The budget.
    #[must_use]
    pub fn within(&self) -> f64 {
        self.within[self.criterion as usize]
    }

    /// The same with another budget; what is no number or negative counts as nothing.
    #[must_use]
    pub fn with(mut self, within: f64) -> Self {
        self.within[self.criterion as usize] = if within > 0.0 { within } else { 0.0 };
        self
    }

    /// The same limited by something else, each with the budget that it had last.
    #[must_use]
    pub fn by(self, criterion: Criterion) -> Self {
        Self { criterion, ..self }
    }
}

/// What was found.
pub struct ReachMade {
    /// What is within reach.
    pub spread: Spread,
    /// The same as it is drawn.
    map: Arc<ReachMap>,
    /// What the farthest hub costs that can be reached at all, in the unit of the budget.
    pub farthest: f64,
}

/// Does what an action about reach asks for.
pub fn update_reach(state: &mut State, action: &Action) {
    match action {
        Action::ReachFrom(node) if !state.is_own_hub(*node) => {
            state.say(state.text("scenarios.added-hub"), true);
        }
        Action::ReachFrom(node) => {
            state.session.reach.from = Some(*node);
            show(state, Pane::Reach, true);
        }
        Action::SetReach(wish) => state.session.reach = *wish,
        _ => {}
    }
}

/// What a run is of.
#[derive(Clone)]
struct Asked {
    base: Base,
    scenario: Arc<Scenario>,
    context: Arc<Vec<ContextLayer>>,
    question: Question,
    within: f64,
    projection: Projection,
}

impl Asked {
    /// What the window needs now; `None` while it shows no reach.
    fn of(state: &State) -> Option<Self> {
        let (document, base) = (state.document.as_ref()?, state.base.as_ref()?);
        let wish = state.session.reach;
        let from = wish.from.filter(|_| state.shows(Pane::Reach))?;
        let asked = &state.session.question;
        let mut question = Question {
            from: vec![from],
            modes: asked.modes,
            criterion: wish.criterion,
            weights: asked.weights,
            avoid: asked.avoid.clone(),
            ..Question::default()
        };
        if let Some(priced) = priced_now(state) {
            priced.ask_with(&mut question);
        }
        Some(Self {
            base: base.clone(),
            scenario: Arc::clone(document.history.scenario()),
            context: Arc::clone(&document.context),
            question,
            within: wish.within(),
            projection: state.layers.projection(),
        })
    }

    fn make(&self, task: &Task) -> Result<Option<ReachMade>, Cancelled> {
        let under = Under::of(&self.base, &self.scenario, &self.question);
        let found = spread(&under, &self.question, self.within, &self.context, task)?;
        Ok(found.map(|spread| ReachMade {
            map: Arc::new(ReachMap::of(&spread, self.projection)),
            farthest: in_units(spread.criterion, spread.reach.farthest),
            spread,
        }))
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_study(other)
            && Arc::ptr_eq(&self.scenario, &other.scenario)
            && Arc::ptr_eq(&self.context, &other.context)
            && self.question == other.question
            && self.within.to_bits() == other.within.to_bits()
            && self.projection == other.projection
    }
}

/// Finds what is within reach.
pub struct ReachJobs {
    runs: Following<Asked, ReachMade>,
}

impl ReachJobs {
    /// A runner that wakes the window when something is found.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("reach", context)),
        }
    }

    /// Takes what was found, and asks for what the open pane needs and has not.
    pub fn keep_up(&mut self, state: &mut State) {
        let Some(needed) = Asked::of(state) else {
            self.forget(state);
            return;
        };
        match self.runs.take(&needed) {
            Taken::Other => self.forget(state),
            Taken::Found(made) => state.transient.reach = Some(Arc::new(made)),
            Taken::Nothing => {}
        }
        let work = |asked: Asked, task: &Task| asked.make(task).ok().flatten();
        state.transient.is_reach_updating = self.runs.follow(needed, work);
        let made = state.transient.reach.as_ref();
        state
            .layers
            .set_reach(made.map(|made| Arc::clone(&made.map)));
    }

    /// Nothing is shown, and what runs is not waited for.
    fn forget(&mut self, state: &mut State) {
        self.runs.forget();
        state.transient.reach = None;
        state.transient.is_reach_updating = false;
        state.layers.set_reach(None);
    }
}
