//! The chosen way and the one that the pointer is over.
//!
//! The chosen way is kept by its links. While a result has a way along them, the window shows that way
//! as its path; else it shows the best one.
//! Does not know: how ways are shown.

use std::sync::Arc;

use super::action::{Action, Pane};
use super::draw::added::same_in;
use super::hinterland::asked;
use super::state::State;
use super::update::{Means, ask};
use super::weights::priced_now;
use crate::scene::sheet::Thing;
use crate::study::outcome::{Itinerary, Outcome, Passed, PathAnswer};
use crate::study::ways::{chosen_place, n_asked, options, with_chosen};

/// Ways that are asked for, unless the session says otherwise.
pub const N_WAYS: usize = 5;
/// The greatest share of a way's length that it has in common with a better one of the list, percent:
/// ways that differ by a few kilometers are no choice.
pub const MOST_OVERLAP_PERCENT: u8 = 90;

/// Where a way is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointedIn {
    /// On the map.
    Map,
    /// In the list of ways.
    List,
    /// In the chart of unbeaten ways.
    Chart,
    /// In the list beside that chart.
    Table,
}

/// What the points of the chart of unbeaten ways stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Axes {
    /// Time to the right, money upward.
    #[default]
    TimeMoney,
    /// Time to the right, emissions upward.
    TimeCarbon,
    /// Money to the right, emissions upward.
    MoneyCarbon,
}

/// Does what an action about ways asks for.
pub fn update_ways(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::ChooseWay(place) => choose(state, place),
        Action::HoverWay(by, place) => {
            state.session.view.hovered_way = place;
            state.transient.pointed_in = place.map(|_| by);
        }
        Action::CompareWith(place) => state.transient.compared = links_of(state, place),
        Action::SetAxes(axes) => state.session.axes = axes,
        Action::SetCargo(cargo) => {
            state.session.weights.choose(cargo);
            ask(state, means);
        }
        Action::SetBox(size) => {
            state.session.weights.box_size = size;
            ask(state, means);
        }
        Action::SetWeight(weight, value) => {
            state.session.weights.set(weight, value);
            ask(state, means);
        }
        Action::ResetWeights => {
            state.session.weights.reset();
            ask(state, means);
        }
        _ => {}
    }
}

/// Chooses a way by its place among the options; the best is followed wherever it goes.
fn choose(state: &mut State, place: usize) {
    let Some(answer) = state.transient.answer.clone() else {
        return;
    };
    state.session.chosen = links_of(state, place).filter(|_| place > 0);
    show_chosen(state, &answer);
}

/// The links of a way, by its place among the options.
fn links_of(state: &State, place: usize) -> Option<Vec<Passed>> {
    let ways = options(state.transient.answer.as_ref()?);
    Some(ways.get(place)?.links().collect())
}

/// Takes a new result.
pub fn take_answer(state: &mut State, outcome: Outcome) {
    let answer = Arc::new(outcome);
    state.session.view.hovered_way = None;
    show_chosen(state, &answer);
    state.transient.answer = Some(answer);
}

fn show_chosen(state: &mut State, answer: &Arc<Outcome>) {
    let links = state.session.chosen.as_deref();
    let chosen = links.and_then(|links| with_chosen(answer, links));
    let before = state.numbers().map(Arc::clone);
    state.transient.outcome = Some(chosen.map_or_else(|| Arc::clone(answer), Arc::new));
    if let Some(before) = before.filter(|before| !Arc::ptr_eq(before, &answer.network)) {
        let view = &mut state.session.view;
        let same = |thing: Thing| same_in(&before, &answer.network, thing);
        view.selected = view.selected.and_then(same);
        view.hovered = view.hovered.and_then(same);
    }
}

/// Forgets what was chosen: the question is about other ends.
pub fn forget_chosen(state: &mut State) {
    state.session.chosen = None;
    state.session.view.hovered_way = None;
    state.transient.compared = None;
}

/// Brings the question up to date with what counts how much, and with what is to be computed.
pub fn complete_question(state: &mut State) {
    let wants_unbeaten = wants_unbeaten(state);
    let hinterland = asked(state);
    let priced = priced_now(state);
    let question = &mut state.session.question;
    question.wants_unbeaten = wants_unbeaten;
    question.hinterland = hinterland;
    if let Some(priced) = priced {
        priced.ask_with(question);
    }
}

/// Whether unbeaten ways are needed: while they are shown, and while the chosen way is one of them and
/// none of those that were asked for.
fn wants_unbeaten(state: &State) -> bool {
    if state.shows(Pane::Unbeaten) {
        return true;
    }
    let (Some(links), Some(answer)) = (&state.session.chosen, &state.transient.answer) else {
        return false;
    };
    let asked = options(answer).into_iter().take(n_asked(answer));
    let is_it = |way: &Itinerary| way.links().eq(links.iter().copied());
    answer.unbeaten.is_some() && !asked.into_iter().any(is_it)
}

/// Asks anew where unbeaten ways are to be shown and the newest result has none.
pub fn keep_up(state: &mut State, means: &mut Means) {
    let Some(answer) = &state.transient.answer else {
        return;
    };
    let lacks = matches!(answer.path, PathAnswer::Found { .. }) && answer.unbeaten.is_none();
    if lacks && state.shows(Pane::Unbeaten) && !means.study.is_busy() {
        ask(state, means);
    }
}

/// Follows the pointer on the map: the way that the link below it is on.
pub fn point_on_map(state: &mut State, thing: Option<Thing>) {
    let on = thing.and_then(|thing| way_on(state, thing));
    if on.is_some() {
        state.session.view.hovered_way = on;
        state.transient.pointed_in = Some(PointedIn::Map);
    } else if state.transient.pointed_in == Some(PointedIn::Map) {
        state.session.view.hovered_way = None;
        state.transient.pointed_in = None;
    }
}

/// The place of the way that a link is on: the chosen one first.
#[must_use]
pub fn way_on(state: &State, thing: Thing) -> Option<usize> {
    let outcome = state.transient.outcome.as_ref()?;
    let Thing::Link(link) = thing else {
        return None;
    };
    let ways = options(outcome);
    let is_on = |place: &usize| {
        let way = ways.get(*place);
        way.is_some_and(|way| way.links().any(|passed| passed.link == link))
    };
    let chosen = chosen_place(outcome);
    chosen.into_iter().chain(0..n_asked(outcome)).find(is_on)
}

/// Says which way the pointer is over in a list or chart, where that has changed.
pub fn point_in(state: &State, by: PointedIn, now: Option<usize>, actions: &mut Vec<Action>) {
    let before = state.session.view.hovered_way;
    let is_own = state.transient.pointed_in == Some(by);
    if (now.is_some() && now != before) || (now.is_none() && before.is_some() && is_own) {
        actions.push(Action::HoverWay(by, now));
    }
}
