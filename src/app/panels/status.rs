//! The status bar: position, scale, counts, findings, whether results are up to date.
//!
//! Does not know: the map.

use eframe::egui::{Align, Button, Layout, Role, Ui, WidgetInfo};

use crate::app::action::{Action, Pane};
use crate::app::atlas::AtlasStep;
use crate::app::state::State;
use crate::app::tools::{Notation, ToolStep};
use crate::model::check::Severity;
use crate::study::notes::position;
use crate::words::format::number;

/// Shows the bar.
pub fn status_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let camera = &state.session.view.camera;
        place_ui(ui, state, actions);
        ui.separator();
        let scale = round_scale(camera.scale_denominator());
        ui.label(format!("1:{}", number(scale, 0)));
        ui.separator();
        if let Some(document) = &state.document {
            let hubs = document.network.nodes().len().to_string();
            let links = document.network.links().len().to_string();
            ui.label(state.fill("status.counts", &[&hubs, &links]));
            ui.separator();
            let n_errors = document.n_issues(Severity::Error);
            let count = document.issues.len().to_string();
            let said = state.fill("status.findings", &[&count]);
            let said = if n_errors > 0 {
                eframe::egui::RichText::new(said).color(ui.visuals().error_fg_color)
            } else {
                eframe::egui::RichText::new(said)
            };
            if ui.link(said).clicked() {
                actions.push(Action::Show(Pane::Findings, !state.shows(Pane::Findings)));
            }
            ui.separator();
        }
        let said = if state.transient.is_updating {
            state.text("status.updating")
        } else {
            state.text("status.up-to-date")
        };
        ui.label(said);
        picked_ui(ui, state);
        work_ui(ui, state, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let shown = state.shows(Pane::Volumes);
            let tab = state.text("status.volumes");
            if ui.selectable_label(shown, tab).clicked() {
                actions.push(Action::Show(Pane::Volumes, !shown));
            }
        });
    });
}

/// Where the pointer is; a click writes it in the other notation.
fn place_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let notation = state.session.notation;
    let written = |at| match notation {
        Notation::Decimal => position(at),
        Notation::Sexagesimal => notation.written(at),
    };
    let place = state.transient.pointer;
    let place = place.map_or_else(|| "–".to_owned(), written);
    let label = state.fill("status.place", &[&place]);
    let button = ui.add_sized([160.0, 16.0], Button::new(place).frame(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if button
        .on_hover_text(state.text("status.place.tip"))
        .clicked()
    {
        actions.push(Action::Tool(ToolStep::SwitchNotation));
    }
}

/// What is being opened, saved and written.
fn work_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let work = &state.transient.file_work;
    let mut cancel = |ui: &mut Ui, action| {
        if ui.small_button(state.text("button.cancel")).clicked() {
            actions.push(action);
        }
    };
    if let Some(opening) = &work.opening {
        ui.separator();
        ui.spinner();
        ui.label(opening);
        if work.thousandths > 0 {
            ui.label(format!("{} %", work.thousandths / 10));
        }
        cancel(ui, Action::CancelOpening);
    }
    if let Some(saving) = &work.saving {
        ui.separator();
        ui.spinner();
        ui.label(saving);
    }
    if let Some((n_done, n_all)) = state.transient.atlas.progress
        && !state.shows(Pane::Atlas)
    {
        ui.separator();
        ui.spinner();
        let said = [n_done, n_all].map(|count| count.to_string());
        let said = state.fill("atlas.progress", &[&said[0], &said[1]]);
        ui.label(format!("{} {said}", state.text("status.atlas")));
        cancel(ui, Action::Atlas(AtlasStep::Stop));
    }
    if let Some((writing, waiting)) = work.writing.split_first() {
        ui.separator();
        ui.spinner();
        ui.label(writing);
        if !waiting.is_empty() {
            let count = waiting.len().to_string();
            let said = state.fill("status.waiting", &[&count]);
            ui.label(said).on_hover_text(waiting.join("\n"));
        }
        cancel(ui, Action::CancelWriting);
    }
}

/// How much is picked.
fn picked_ui(ui: &mut Ui, state: &State) {
    let (hubs, links) = state.transient.tools.picked.places(state);
    if hubs.is_empty() && links.is_empty() {
        return;
    }
    ui.separator();
    let (hubs, links) = (hubs.len().to_string(), links.len().to_string());
    ui.strong(state.fill("status.picked", &[&hubs, &links]));
}

/// A scale to two figures: it stands for a screen whose size is only guessed.
fn round_scale(scale: f64) -> f64 {
    if scale <= 0.0 {
        return 0.0;
    }
    let digit = 10f64.powf(scale.log10().floor() - 1.0);
    (scale / digit).round() * digit
}
