//! Findings about the files: what, where, what to do.
//!
//! Does not know: how they were found.

use eframe::egui::{self, RichText};

use crate::app::action::{Action, Pane};
use crate::app::state::State;
use crate::model::check::{Issue, Severity};

/// Shows the window of findings.
pub fn findings_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let mut is_open = true;
    egui::Window::new(state.text("findings.heading"))
        .id(egui::Id::unique("findings"))
        .open(&mut is_open)
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(context.content_rect().center())
        .default_size([620.0, 320.0])
        .show(context, |ui| {
            if document.issues.is_empty() {
                ui.label(state.text("findings.none"));
            }
            let row = egui::TextStyle::Body.resolve(ui.style()).size * 4.4;
            let n_rows = document.issues.len();
            egui::ScrollArea::vertical().show_rows(ui, row, n_rows, |ui, rows| {
                for issue in &document.issues[rows] {
                    ui.allocate_ui(egui::vec2(ui.available_width(), row), |ui| {
                        finding(ui, state, issue, actions);
                    });
                }
            });
        });
    if !is_open {
        actions.push(Action::Show(Pane::Findings, false));
    }
}

fn finding(ui: &mut egui::Ui, state: &State, issue: &Issue, actions: &mut Vec<Action>) {
    let (key, ink) = match issue.severity {
        Severity::Error => ("findings.error", ui.visuals().error_fg_color),
        Severity::Warning => ("findings.warning", ui.visuals().warn_fg_color),
    };
    let message = issue.message(state.lang());
    let hint = issue.hint(state.lang());
    ui.vertical(|ui| {
        ui.horizontal(|ui| {
            ui.colored_label(ink, state.text(key));
            ui.add(egui::Label::new(RichText::new(issue.location()).weak()).truncate());
            if ui.small_button(state.text("button.copy")).clicked() {
                let said = format!("{}: {message} {hint}", issue.location());
                actions.push(Action::Copy(said));
            }
        });
        ui.add(egui::Label::new(&message).truncate());
        ui.add(egui::Label::new(RichText::new(&hint).weak()).truncate());
    });
}
