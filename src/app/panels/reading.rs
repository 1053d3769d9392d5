//! A reading window: what a note, a conflict between sources or a parameter says.
//!
//! Does not know: how one comes to be read.

use eframe::egui::{self, RichText, Ui};

use super::number::{about, number_link, status_dot, value_ui};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::model::facts::{Conflict, Facts, Note, Shown};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::parameters::Parameter;
use crate::model::sourced::Status;
use crate::model::value::Value;
use crate::study::find::{Subject, category_words, described, named_by};
use crate::words::format::short;
use crate::words::text;

/// Shows the window.
pub fn reading_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>) {
    let (Some(document), Some(subject)) = (&state.document, state.session.reading) else {
        return;
    };
    let (network, facts) = (&*document.network, &*document.facts);
    let mut is_open = true;
    egui::Window::new(state.text(subject.words_key()))
        .id(egui::Id::unique("reading"))
        .open(&mut is_open)
        .collapsible(false)
        .default_pos([260.0, 90.0])
        .default_width(380.0)
        .show(context, |ui| {
            ui.set_max_width(420.0);
            egui::ScrollArea::vertical()
                .max_height(420.0)
                .show(ui, |ui| match subject {
                    Subject::Note(place) => {
                        if let Some(note) = facts.notes.get(place) {
                            note_ui(ui, state, network, facts, note, actions);
                        }
                    }
                    Subject::Conflict(place) => {
                        if let Some(conflict) = facts.conflicts.get(place) {
                            names(ui, state, &conflict.names);
                            conflict_ui(ui, state, conflict);
                        }
                    }
                    Subject::Parameter(place) => {
                        if let Some(parameter) = facts.parameters.rows().get(place) {
                            parameter_ui(ui, state, parameter, actions);
                        }
                    }
                    _ => {}
                });
        });
    if !is_open {
        actions.push(Action::Show(Pane::Reading, false));
    }
}

/// The name in the window's language, and the other one below.
fn names(ui: &mut Ui, state: &State, names: &Names) {
    let lang = state.lang();
    let (name, other) = (names.in_lang(lang), names.in_lang(lang.other()));
    ui.add(egui::Label::new(RichText::new(name).strong().size(15.0)).wrap());
    if other != name {
        ui.add(egui::Label::new(other).wrap());
    }
}

fn note_ui(
    ui: &mut Ui,
    state: &State,
    network: &Network,
    facts: &Facts,
    note: &Note,
    actions: &mut Vec<Action>,
) {
    names(ui, state, &note.names);
    let category = category_words(note).map(|key| text(state.lang(), key));
    let category = category.unwrap_or(&note.category);
    ui.weak(format!("{} · {category}", note.key));
    ui.add_space(4.0);
    if let Some(value) = &note.value {
        ui.horizontal_wrapped(|ui| {
            let card = || Card::of(Origin::Note(note.key.clone()));
            value_ui(ui, state, actions, value, card);
        });
    }
    ui.add(egui::Label::new(&note.statement).wrap());
    if !note.date.is_empty() {
        ui.weak(state.fill("reading.date", &[&note.date]));
    }
    founded(ui, state, note.status, &note.source);
    ui.add_space(4.0);
    if note.shown == Shown::Text {
        ui.label(state.fill("reading.why", &[&note.why]));
    }
    if note.places.is_empty() {
        return;
    }
    ui.weak(state.text("reading.places"));
    ui.horizontal_wrapped(|ui| {
        for key in &note.places {
            let Some(subject) = named_by(network, facts, key) else {
                ui.weak(key.as_str());
                continue;
            };
            let place = described(network, facts, subject);
            let name = place.names.in_lang(state.lang());
            let kind = state.text(subject.words_key());
            let tip = format!("{kind} · {}", place.key);
            if ui.link(name).on_hover_text(tip).clicked() {
                actions.push(Action::Go(subject));
            }
        }
    });
}

/// The status with its dot, and the source.
fn founded(ui: &mut Ui, state: &State, status: Status, source: &str) {
    ui.horizontal(|ui| {
        status_dot(ui, state, status);
        ui.weak(state.text(status.words_key()));
    });
    if !source.is_empty() {
        let said = state.fill("card.source", &[source]);
        ui.add(egui::Label::new(RichText::new(said).weak()).wrap());
    }
}

/// Both values of a conflict side by side with their sources, which one is used, and why.
pub fn conflict_ui(ui: &mut Ui, state: &State, conflict: &Conflict) {
    ui.columns(2, |sides| {
        for (side, ((value, source), letter)) in
            sides.iter_mut().zip(conflict.values.iter().zip(["a", "b"]))
        {
            let said = format!("{} {}", short(*value), conflict.unit.symbol());
            let is_used = conflict.used == letter;
            side.horizontal(|ui| {
                ui.strong(said.trim());
                if is_used {
                    ui.label(state.text("reading.used"));
                }
            });
            side.add(egui::Label::new(RichText::new(source).weak()).wrap());
        }
    });
    if conflict.used == "neither" {
        ui.label(state.text("reading.neither"));
    }
    ui.add(egui::Label::new(&conflict.reason).wrap());
}

fn parameter_ui(ui: &mut Ui, state: &State, parameter: &Parameter, actions: &mut Vec<Action>) {
    let card = || Card::of(Origin::Parameter(parameter.key.clone()));
    names(ui, state, &parameter.names);
    ui.weak(format!("{} · {}", parameter.key, parameter.group));
    ui.add_space(4.0);
    match &parameter.value {
        Value::Number(number) => {
            number_link(ui, state, actions, number, card);
            about(ui, state, number);
        }
        Value::Quoted(quoted) => {
            ui.strong(&quoted.text);
            founded(
                ui,
                state,
                quoted.status,
                quoted.source.as_deref().unwrap_or(""),
            );
            if let Some(note) = &quoted.note {
                ui.weak(&**note);
            }
        }
        value => value_ui(ui, state, actions, value, card),
    }
}
