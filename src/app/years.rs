//! The year of the working scenario: set by hand, or played from year to year.
//!
//! What is played is one step of undo, as a drag is.
//! Does not know: what a year changes; the slider.

use std::time::Duration;

use eframe::egui;

use super::action::Action;
use super::scenarios::{year_edit, year_now};
use super::state::State;
use crate::model::scenario::{FIRST_YEAR, LAST_YEAR};

/// Seconds that a year is shown for.
const SECONDS: f64 = 1.0;

/// Years that are being played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// When it began, which tells it from others: seconds of the window's clock.
    began: f64,
    /// When the year that is shown was set.
    since: f64,
}

/// The action that sets a year; within the range that there is.
#[must_use]
pub fn set_year(state: &State, year: i32) -> Action {
    let year = year.clamp(FIRST_YEAR, LAST_YEAR);
    Action::Edit(vec![year_edit(state, year)])
}

/// The action that goes on by some years.
#[must_use]
pub fn move_year(state: &State, by: i32) -> Option<Action> {
    let now = year_now(state)?;
    let to = (now + by).clamp(FIRST_YEAR, LAST_YEAR);
    (to != now).then(|| set_year(state, to))
}

/// Begins to play, from the first year where the last one is shown; or stops. What is to be done at once.
pub fn play(state: &mut State, on: bool, now: f64) -> Option<Action> {
    let year = year_now(state).filter(|_| on);
    state.transient.play = year.map(|_| Play {
        began: now,
        since: now,
    });
    let is_over = year.is_some_and(|year| year >= LAST_YEAR);
    let edits = vec![year_edit(state, FIRST_YEAR)];
    is_over.then(|| Action::EditIn(edits, now.to_bits()))
}

/// Goes on to the next year when its time has come and results are there; ends at the last.
pub fn keep_up(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    let Some(mut play) = state.transient.play else {
        return;
    };
    let year = year_now(state).unwrap_or(LAST_YEAR);
    if year >= LAST_YEAR {
        state.transient.play = None;
        return;
    }
    let now = context.input(|input| input.time);
    let left = play.since + SECONDS - now;
    if left > 0.0 {
        context.request_repaint_after(Duration::from_secs_f64(left));
        return;
    }
    if state.transient.is_updating {
        // The result wakes the window.
        return;
    }
    play.since = now;
    state.transient.play = Some(play);
    let edits = vec![year_edit(state, year + 1)];
    actions.push(Action::EditIn(edits, play.began.to_bits()));
    context.request_repaint();
}
