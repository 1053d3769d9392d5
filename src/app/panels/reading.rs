//! A reading window: what a note, a conflict between sources or a parameter says.
//!
//! Does not know: how one comes to be read.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

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
use crate::words::text;

/// Width of the text, points: the window leaves the middle of the map free.
const WIDTH: f32 = 320.0;

/// Shows the window.
pub fn reading_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>) {
    let (Some(document), Some(subject)) = (&state.document, state.session.reading) else {
        return;
    };
    let (network, facts) = (&*document.network, &*document.facts);
    let mut is_open = true;
    egui::Window::new(capitalized(&state.text(subject.words_key())))
        .id(egui::Id::unique("reading"))
        .open(&mut is_open)
        .collapsible(false)
        .default_pos([244.0, 58.0])
        .default_height(560.0)
        .resizable(false)
        .show(context, |ui| {
            ui.set_width(WIDTH);
            egui::ScrollArea::vertical()
                .max_height(500.0)
                .show(ui, |ui| match subject {
                    Subject::Note(place) => {
                        if let Some(note) = facts.notes.get(place) {
                            note_ui(ui, state, network, facts, note, actions);
                        }
                    }
                    Subject::Conflict(place) => {
                        if let Some(conflict) = facts.conflicts.get(place) {
                            names(ui, state, &conflict.names);
                            conflict_ui(ui, state, conflict, actions);
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
    for key in &note.places {
        let Some(subject) = named_by(network, facts, key) else {
            ui.weak(key.as_str());
            continue;
        };
        let place = described(network, facts, subject);
        let name = place.names.in_lang(state.lang());
        ui.horizontal_wrapped(|ui| {
            if ui.link(name).clicked() {
                actions.push(Action::Go(subject));
            }
            ui.weak(state.text(subject.words_key()));
        });
    }
}

/// A title from a word.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
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
pub fn conflict_ui(ui: &mut Ui, state: &State, conflict: &Conflict, actions: &mut Vec<Action>) {
    let width = (ui.available_width() - 16.0) / 2.0;
    ui.horizontal_top(|ui| {
        for (place, letter) in ["a", "b"].into_iter().enumerate() {
            let side = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(vec2(width, 0.0), side, |ui| {
                ui.set_width(width);
                let is_used = conflict.used == letter;
                side_ui(ui, state, conflict, place, is_used, actions);
            });
        }
    });
    if conflict.used == "neither" {
        ui.label(state.text("reading.neither"));
    }
    ui.add(egui::Label::new(&conflict.reason).wrap());
}

fn side_ui(
    ui: &mut Ui,
    state: &State,
    conflict: &Conflict,
    place: usize,
    is_used: bool,
    actions: &mut Vec<Action>,
) {
    let number = &conflict.values[place];
    ui.horizontal(|ui| {
        number_link(ui, state, actions, number, || {
            Card::of(Origin::Conflict(conflict.key.clone(), place))
        });
        if is_used {
            let ink = ui.visuals().hyperlink_color;
            ui.colored_label(ink, state.text("reading.used"));
        }
    });
    let source = number.source.as_deref().unwrap_or("");
    ui.add(egui::Label::new(RichText::new(source).weak()).wrap());
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
