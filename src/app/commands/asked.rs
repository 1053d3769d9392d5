//! What commands ask for, where it takes more than a line.
//!
//! Does not know: keys and menus.

use std::mem::discriminant;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use crate::app::action::{Action, Pane};
use crate::app::draw::{DrawStep, Tool};
use crate::app::pages::{PageStep, open_page};
use crate::app::peek::BothMaps;
use crate::app::scenarios::ScenarioStep;
use crate::app::state::State;
use crate::app::tools::ToolStep;
use crate::app::tools::measure::MeasureStep;

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
/// The key that copies a chart's numbers.
pub(super) const COPY_CHART: Option<KeyboardShortcut> =
    Some(KeyboardShortcut::new(CTRL_SHIFT, Key::X));
/// The key that copies a chart as a picture.
pub(super) const COPY_PICTURE: Option<KeyboardShortcut> =
    Some(KeyboardShortcut::new(CTRL_SHIFT, Key::G));

/// Lets dashes run along the flows that are shown, or not.
#[must_use]
pub fn run_dashes(state: &State) -> Option<Action> {
    let session = &state.session;
    let can = session.view.show_flows || session.runs_dashes;
    can.then_some(Action::RunDashes(!session.runs_dashes))
}

/// Shows a pane, or hides it.
#[must_use]
pub fn toggle(state: &State, pane: Pane) -> Option<Action> {
    Some(Action::Show(pane, !state.shows(pane)))
}

/// Shows the other scenario's map in a way, or no longer in that.
#[must_use]
pub fn toggle_both(state: &State, how: BothMaps) -> Action {
    let shown = state.session.both_maps.as_ref();
    let is_shown = shown.is_some_and(|shown| discriminant(shown) == discriminant(&how));
    Action::ShowBoth((!is_shown).then_some(how))
}

/// Whether a study's map is there, with the panels around it, to be drawn and measured on.
fn has_map(state: &State) -> bool {
    let session = &state.session;
    state.document.is_some() && session.presenting.is_none() && open_page(state).is_none()
}

/// Takes a tool up, or lays it down.
#[must_use]
pub fn take(state: &State, tool: Tool) -> Option<Action> {
    if !has_map(state) {
        return None;
    }
    let is_up = state.transient.draw.tool == Some(tool);
    Some(Action::Draw(DrawStep::Take((!is_up).then_some(tool))))
}

/// Takes the tool that measures up, or lays it down.
#[must_use]
pub fn measure(state: &State) -> Option<Action> {
    if !has_map(state) {
        return None;
    }
    let step = MeasureStep::Take(!state.transient.tools.measure.is_on);
    Some(Action::Tool(ToolStep::Measure(step)))
}

/// The view before or after this one, where there is one.
#[must_use]
pub fn go_along(state: &State, is_back: bool) -> Option<Action> {
    let trail = &state.transient.tools.trail;
    let has = trail.has(is_back, &state.session.view.camera) || state.transient.flight.is_some();
    let step = if is_back {
        ToolStep::Back
    } else {
        ToolStep::Ahead
    };
    has.then_some(Action::Tool(step))
}

/// Opens the named scenario so many places on.
#[must_use]
pub fn step_scenario(state: &State, by: i32) -> Option<Action> {
    let is_there = state.document.is_some();
    is_there.then_some(Action::Scenario(ScenarioStep::Go(by)))
}

/// A page in the place of the map, or the map again.
#[must_use]
pub fn show_page(state: &State) -> Option<Action> {
    let is_there = state.document.is_some() && state.session.presenting.is_none();
    let step = PageStep::Show(open_page(state).is_none());
    is_there.then_some(Action::Pages(step))
}
