//! What is within reach of a hub, found off the window's thread while its pane is shown. One run at a
//! time: the next one, for the newest wish, begins when it is done, so that a drag shows results on its
//! way.
//!
//! Does not know: how reach is shown.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;

use eframe::egui;

use super::action::{Action, Pane};
use super::state::State;
use super::update::show;
use super::weights::priced_now;
use crate::model::context::ContextLayer;
use crate::model::ids::NodeId;
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
        })
    }

    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same_study(other)
            && Arc::ptr_eq(&self.scenario, &other.scenario)
            && Arc::ptr_eq(&self.context, &other.context)
            && self.question == other.question
            && self.within.to_bits() == other.within.to_bits()
    }

    fn make(&self, task: &Task) -> Result<Option<ReachMade>, Cancelled> {
        let under = Under::of(&self.base, &self.scenario, &self.question);
        let found = spread(&under, &self.question, self.within, &self.context, task)?;
        Ok(found.map(|spread| ReachMade {
            map: Arc::new(ReachMap::of(&spread)),
            farthest: in_units(spread.criterion, spread.reach.farthest),
            spread,
        }))
    }
}

/// Finds what is within reach, on a thread of its own.
pub struct ReachJobs {
    sender: Sender<(u64, Option<ReachMade>)>,
    results: Receiver<(u64, Option<ReachMade>)>,
    context: egui::Context,
    newest: u64,
    asked: Option<Asked>,
    is_running: bool,
    task: Task,
}

impl ReachJobs {
    /// A runner that wakes the window when something is found.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        let (sender, results) = channel();
        Self {
            sender,
            results,
            context,
            newest: 0,
            asked: None,
            is_running: false,
            task: Task::new(),
        }
    }

    /// Takes what was found, and asks for what the open pane needs and has not.
    pub fn keep_up(&mut self, state: &mut State) {
        let newest = self.results.try_iter().filter(|(n, _)| *n == self.newest);
        let done = newest.last();
        self.is_running &= done.is_none();
        let Some(needed) = Asked::of(state) else {
            self.forget(state);
            return;
        };
        let is_of_study = |asked: &Asked| asked.is_same_study(&needed);
        if !self.asked.as_ref().is_some_and(is_of_study) {
            self.forget(state);
        } else if let Some((_, Some(made))) = done {
            state.transient.reach = Some(Arc::new(made));
        }
        if !self.is_running && !self.asked.as_ref().is_some_and(|old| old.is_same(&needed)) {
            self.asked = Some(needed.clone());
            self.is_running = self.start(needed.clone());
        }
        let is_newest = self.asked.as_ref().is_some_and(|old| old.is_same(&needed));
        state.transient.is_reach_updating = self.is_running || !is_newest;
        let made = state.transient.reach.as_ref();
        state
            .layers
            .set_reach(made.map(|made| Arc::clone(&made.map)));
    }

    /// Nothing is shown, and what runs is not waited for.
    fn forget(&mut self, state: &mut State) {
        self.task.cancel();
        self.newest += 1;
        self.is_running = false;
        self.asked = None;
        state.transient.reach = None;
        state.transient.is_reach_updating = false;
        state.layers.set_reach(None);
    }

    /// Whether a thread was to be had.
    fn start(&mut self, asked: Asked) -> bool {
        self.task = Task::new();
        self.newest += 1;
        let (number, task) = (self.newest, self.task.clone());
        let (sender, context) = (self.sender.clone(), self.context.clone());
        let spawned = Builder::new().name("reach".to_owned()).spawn(move || {
            let made = asked.make(&task).ok().flatten();
            // A window that is gone needs no result.
            drop(sender.send((number, made)));
            context.request_repaint();
        });
        spawned.is_ok()
    }
}

impl Drop for ReachJobs {
    fn drop(&mut self) {
        self.task.cancel();
    }
}
