//! Two scenarios side by side: which ones, and what they differ in, measured off the window's thread.
//!
//! The numbers are those of `corridor compare`: the question and the flows are what the window asks, and
//! where it asks for no way those that the study suggests first.
//! Does not know: how a comparison is shown (see the panel), what of it the map shows (see `peek`).

use std::sync::Arc;

use eframe::egui;

use super::action::Pane;
use super::flows::flow_question;
use super::following::{Following, Taken, Wish};
use super::newest::Newest;
use super::scenarios::{base_year, book, error_in_words, name_of, open_name, working};
use super::state::State;
use super::weights::priced_now;
use crate::model::facts::Facts;
use crate::model::ids::{Key, NodeId};
use crate::model::link::Mode;
use crate::model::names::Names;
use crate::model::scenario::Scenario;
use crate::model::sourced::{Input, Sourced};
use crate::model::unit::Unit;
use crate::study::compare::{Asked as Measuring, Measured, Row, compared, measured};
use crate::study::evaluate::Base;
use crate::study::flows::FlowQuestion;
use crate::study::outcome::{ModeSet, Question};
use crate::task::{Cancelled, Task};

/// A side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The base.
    #[default]
    Base,
    /// A named scenario.
    Named(Key),
    /// What is open, with its edits.
    Current,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersusChoice {
    /// The first side, from which differences are taken, and the second.
    pub sides: [Side; 2],
    /// Whether the map shows what flows more and less, while it shows flows.
    pub shows_changes: bool,
}

impl Default for VersusChoice {
    fn default() -> Self {
        Self {
            sides: [Side::Base, Side::Current],
            shows_changes: false,
        }
    }
}

/// Which number of a row of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersusValue {
    /// That of a side.
    Side(usize),
    /// The second less the first.
    Difference,
    /// The same by the first, percent.
    Percent,
}

/// What was measured.
pub struct VersusMade {
    /// Both sides.
    pub sides: [Arc<Measured>; 2],
    /// What is set side by side.
    pub rows: Vec<Row>,
}

/// The newest comparison.
#[derive(Default)]
pub struct VersusNow {
    /// What was measured.
    pub made: Option<Arc<VersusMade>>,
    /// Why nothing can be, in words.
    pub error: Option<String>,
    /// Whether something newer is being measured.
    pub is_updating: bool,
}

/// The scenario of a side, or why there is none, in words.
///
/// # Errors
/// A sentence where a named scenario cannot be.
pub fn scenario_of(state: &State, side: &Side) -> Result<Arc<Scenario>, String> {
    let Some(document) = &state.document else {
        return Ok(Arc::default());
    };
    match side {
        Side::Base => Ok(Arc::default()),
        Side::Current => Ok(working(state).map(Arc::clone).unwrap_or_default()),
        Side::Named(key) => {
            let keys = std::slice::from_ref(key);
            let found = document
                .history
                .saved()
                .book
                .resolve(&document.network, keys);
            found
                .map(Arc::new)
                .map_err(|error| error_in_words(state, &error))
        }
    }
}

/// The name of a side.
#[must_use]
pub fn names_of(state: &State, side: &Side) -> Names {
    match (side, book(state)) {
        (Side::Current, _) => open_name(state),
        (Side::Named(key), Some(book)) => name_of(book, std::slice::from_ref(key)),
        _ => Names::worded("scenario.base"),
    }
}

/// Whether one side is what is open, so that the map can show the other against it.
#[must_use]
pub fn has_open_side(state: &State) -> bool {
    state.session.versus.sides.contains(&Side::Current)
}

/// The side that is set against what is open: the first, or the second where the first is what is open.
#[must_use]
pub fn other_side(state: &State) -> &Side {
    let [a, b] = &state.session.versus.sides;
    if *a == Side::Current { b } else { a }
}

/// The ends and modes that are asked for, and where there are none those that the study suggests first.
fn ends(state: &State, question: &mut Question) {
    let is_asked = !question.from.is_empty() && !question.to.is_empty();
    let document = state.document.as_ref().filter(|_| !is_asked);
    let Some((document, example)) = document.and_then(|of| Some((of, of.examples.first()?))) else {
        return;
    };
    let find =
        |key: &Key| -> Vec<NodeId> { document.network.node_by_key(key).into_iter().collect() };
    question.from = find(&example.from);
    question.to = find(&example.to);
    let modes: &[Mode] = &example.modes;
    question.modes = if modes.is_empty() {
        ModeSet::all()
    } else {
        ModeSet::of(modes.iter().copied())
    };
}

/// The question that both sides are measured by.
#[must_use]
pub fn question_of(state: &State) -> Question {
    let asked = &state.session.question;
    let mut question = Question {
        n_ways: 1,
        most_overlap_percent: None,
        wants_unbeaten: false,
        hinterland: None,
        ..asked.clone()
    };
    if let Some(priced) = priced_now(state) {
        priced.ask_with(&mut question);
    }
    ends(state, &mut question);
    question
}

/// What a run is of.
#[derive(Clone)]
struct Asked {
    base: Base,
    facts: Arc<Facts>,
    sides: [(Names, Arc<Scenario>); 2],
    question: Question,
    flows: FlowQuestion,
}

impl Asked {
    /// What the window needs now; `None` while it shows no comparison.
    fn of(state: &State) -> Option<Result<Self, String>> {
        let (document, base) = (state.document.as_ref()?, state.base.as_ref()?);
        if !state.shows(Pane::Compare) {
            return None;
        }
        let flows = flow_question(state)?;
        let side = |place: usize| {
            let side = &state.session.versus.sides[place];
            Ok((names_of(state, side), scenario_of(state, side)?))
        };
        let sides = match (side(0), side(1)) {
            (Ok(a), Ok(b)) => [a, b],
            (Err(error), _) | (_, Err(error)) => return Some(Err(error)),
        };
        Some(Ok(Self {
            base: base.clone(),
            facts: Arc::clone(&document.facts),
            sides,
            question: question_of(state),
            flows,
        }))
    }

    /// Whether what is measured of a scenario for the one is the same for the other.
    fn is_measured_alike(&self, other: &Self) -> bool {
        self.is_same_study(other) && self.question == other.question && self.flows == other.flows
    }

    fn make(&self, before: &[Kept], task: &Task) -> Result<VersusMade, Cancelled> {
        let measuring = Measuring {
            question: self.question.clone(),
            flows: self.flows.clone(),
        };
        let mut kept = before.to_vec();
        let mut side = |(names, scenario): &(Names, Arc<Scenario>)| {
            let is_it = |of: &&Kept| of.0 == *names && of.1 == *scenario;
            if let Some((_, _, known)) = kept.iter().find(is_it) {
                return Ok(Arc::clone(known));
            }
            let named = (names, &**scenario);
            let new = Arc::new(measured(&self.base, &self.facts, named, &measuring, task)?);
            kept.push((names.clone(), Arc::clone(scenario), Arc::clone(&new)));
            Ok(new)
        };
        let sides = [side(&self.sides[0])?, side(&self.sides[1])?];
        Ok(VersusMade {
            rows: compared(&sides[0], &sides[1]),
            sides,
        })
    }
}

impl Wish for Asked {
    fn is_same_study(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.base.network(), other.base.network())
            && Arc::ptr_eq(&self.facts, &other.facts)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_measured_alike(other) && self.sides == other.sides
    }
}

/// A side that was measured before by the same question.
type Kept = (Names, Arc<Scenario>, Arc<Measured>);

/// Measures scenarios.
pub struct VersusJobs {
    runs: Following<Asked, VersusMade>,
    kept: Vec<Kept>,
}

impl VersusJobs {
    /// A runner that wakes the window when something is measured.
    #[must_use]
    pub fn new(context: egui::Context) -> Self {
        Self {
            runs: Following::on(Newest::new("versus", context)),
            kept: Vec::new(),
        }
    }

    /// Takes what was measured, and asks for what the open pane needs and has not.
    pub fn keep_up(&mut self, state: &mut State) {
        let needed = match Asked::of(state) {
            Some(Ok(needed)) => needed,
            Some(Err(error)) => {
                self.forget(state);
                state.transient.versus.error = Some(error);
                return;
            }
            None => {
                self.forget(state);
                return;
            }
        };
        state.transient.versus.error = None;
        match self.runs.take(&needed) {
            Taken::Other => self.forget(state),
            Taken::Found(made) => {
                let sides = self.runs.asked().map_or(&[][..], |asked| &asked.sides);
                self.kept = sides.iter().zip(&made.sides).map(kept).collect();
                state.transient.versus.made = Some(Arc::new(made));
            }
            Taken::Nothing => {}
        }
        let is_alike = |asked: &Asked| asked.is_measured_alike(&needed);
        let kept = Some(&self.kept).filter(|_| self.runs.asked().is_some_and(is_alike));
        let before = kept.cloned().unwrap_or_default();
        let work = move |asked: Asked, task: &Task| asked.make(&before, task).ok();
        state.transient.versus.is_updating = self.runs.follow(needed, work);
    }

    /// Nothing is shown, and what runs is not waited for.
    fn forget(&mut self, state: &mut State) {
        self.runs.forget();
        self.kept.clear();
        state.transient.versus = VersusNow::default();
    }
}

fn kept(((names, scenario), measured): (&(Names, Arc<Scenario>), &Arc<Measured>)) -> Kept {
    (names.clone(), Arc::clone(scenario), Arc::clone(measured))
}

/// A row of the newest comparison, by its key.
#[must_use]
pub fn row<'a>(state: &'a State, key: &str) -> Option<&'a Row> {
    let made = state.transient.versus.made.as_ref()?;
    made.rows.iter().find(|row| row.key == key)
}

/// A number of a row, with what it was computed from.
#[must_use]
pub fn number_of(row: &Row, value: VersusValue) -> Option<Sourced> {
    let inputs = || -> Option<Vec<Input>> {
        let [a, b] = row.sides.each_ref();
        Some(vec![
            Input::worded("versus.a", a.as_ref()?),
            Input::worded("versus.b", b.as_ref()?),
        ])
    };
    match value {
        VersusValue::Side(place) => row.sides.get(place)?.clone(),
        VersusValue::Difference => {
            let by = row.difference()?;
            Some(Sourced::by_formula(by, row.unit, "B − A", inputs()?))
        }
        VersusValue::Percent => {
            let by = row.difference_percent()?;
            let unit = Unit::Named("%");
            Some(Sourced::by_formula(
                by,
                unit,
                "(B − A) ÷ |A| × 100",
                inputs()?,
            ))
        }
    }
}

/// What a side is called where it is chosen: its name, with the year of the base.
#[must_use]
pub fn said_of(state: &State, side: &Side) -> String {
    let names = names_of(state, side);
    let name = names.in_lang(state.lang());
    match side {
        Side::Base => match base_year(state) {
            Some(year) => state.fill("versus.base-in", &[name, &year.to_string()]),
            None => name.to_owned(),
        },
        Side::Current => state.fill("versus.current", &[name]),
        Side::Named(_) => name.to_owned(),
    }
}
