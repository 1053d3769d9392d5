//! Copying a chart as a picture: a small button, and the same in the menu of a right click.
//!
//! The picture is drawn from the same numbers as the chart (see `scene::chart`).
//! Does not know: which chart.

use eframe::egui::{Response, Ui};

use super::{charts, flows, resilience, unbeaten};
use crate::app::action::{Action, Pane};
use crate::app::clipboard::CopyStep;
use crate::app::state::State;
use crate::scene::chart::Chart;

/// What describes the chart of a pane, where there is one.
type Drawn = fn(&State) -> Option<Chart>;

/// A button that copies a chart as a picture.
pub fn copy_button(
    ui: &mut Ui,
    state: &State,
    chart: impl FnOnce() -> Option<Chart>,
    actions: &mut Vec<Action>,
) {
    let button = ui.small_button(state.text("copy.picture"));
    if button
        .on_hover_text(state.text("copy.picture.tip"))
        .clicked()
    {
        actions.extend(chart().map(copied));
    }
}

/// The same in the menu of a right click on the chart.
pub fn copy_menu(
    response: &Response,
    state: &State,
    chart: impl FnOnce() -> Option<Chart>,
    actions: &mut Vec<Action>,
) {
    response.context_menu(|ui| {
        if ui.button(state.text("copy.picture")).clicked() {
            actions.extend(chart().map(copied));
            ui.close();
        }
    });
}

fn copied(chart: Chart) -> Action {
    Action::CopyOf(CopyStep::Picture(Box::new(chart)))
}

/// The chart of the pane below the map, copied as a picture; `None` where none is shown.
#[must_use]
pub fn copy_shown(state: &State) -> Option<Action> {
    let all: [(Pane, Drawn); 4] = [
        (Pane::Volumes, charts::picture),
        (Pane::Unbeaten, unbeaten::picture),
        (Pane::Flows, flows::picture),
        (Pane::Closures, resilience::chance::picture),
    ];
    let mut shown = all.into_iter().filter(|(pane, _)| state.shows(*pane));
    let chart = shown.find_map(|(_, chart)| chart(state));
    chart.map(copied)
}
