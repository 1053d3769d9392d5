//! The list of steps, in which one goes to any of them.
//!
//! Only the rows that are seen are drawn, so that its length costs nothing.
//! Does not know: what steps are (see `document`).

use eframe::egui::{self, Align, Layout, RichText, ScrollArea};

use crate::app::action::{Action, Pane};
use crate::app::saving::StudyStep;
use crate::app::state::State;
use crate::app::steps::step_in_words;

/// Shows the list.
pub fn history_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>) {
    let mut is_open = true;
    egui::Window::new(state.text("history.title"))
        .id(egui::Id::unique("history"))
        .open(&mut is_open)
        .default_pos([250.0, 96.0])
        .default_size([340.0, 320.0])
        .show(context, |ui| list(ui, state, actions));
    if !is_open {
        actions.push(Action::Show(Pane::History, false));
    }
}

fn list(ui: &mut egui::Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let history = &document.history;
    ui.weak(state.text("history.about"));
    let height = ui.spacing().interact_size.y;
    let n_rows = history.n_steps() + 1;
    let area = ScrollArea::vertical().auto_shrink([false, false]);
    area.stick_to_bottom(true)
        .show_rows(ui, height, n_rows, |ui, rows| {
            for row in rows {
                let said = match row.checked_sub(1).and_then(|place| history.step(place)) {
                    None => state.text("history.begin"),
                    Some(step) => step_in_words(document, step, state.lang()),
                };
                let text = RichText::new(format!("{row}  {said}"));
                let text = if row > history.position() {
                    text.weak()
                } else {
                    text
                };
                let is_here = row == history.position();
                let label = egui::Button::selectable(is_here, text).truncate();
                // Rows begin at the left, and are clicked over their whole width.
                let rows = Layout::top_down_justified(Align::LEFT);
                let clicked = ui.with_layout(rows, |ui| ui.add(label).clicked()).inner;
                if clicked && !is_here {
                    actions.push(Action::Study(StudyStep::Jump(row)));
                }
            }
        });
}
