//! The window in which a note is written or changed.
//!
//! Ctrl+Enter keeps what was typed, Escape leaves it.
//! Does not know: what becomes of the note.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::app::action::Action;
use crate::app::notes::{NoteForm, NoteStep, fields, says_something};
use crate::app::state::State;
use crate::study::notes::anchor_names;
use crate::words::Lang;

/// The key that keeps what was typed.
const DONE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);

/// Shows the window while a note is written.
pub fn note_form_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    let Some(mut form) = state.transient.notes.form.take() else {
        return;
    };
    let title = if form.key.is_some() {
        "notes.edit.title"
    } else {
        "notes.new.title"
    };
    let mut is_open = true;
    egui::Window::new(state.text(title))
        .id(egui::Id::unique("note-form"))
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .default_pos([380.0, 180.0])
        .show(context, |ui| {
            ui.set_width(360.0);
            form_ui(ui, state, &mut form, actions);
        });
    state.transient.notes.form = Some(form);
    if !is_open {
        actions.push(Action::Notes(NoteStep::Leave));
    }
}

fn form_ui(ui: &mut egui::Ui, state: &State, form: &mut NoteForm, actions: &mut Vec<Action>) {
    let network = state.numbers();
    let on = network.map(|network| anchor_names(network, &form.on));
    let on = on.unwrap_or_default();
    ui.weak(state.fill("notes.is-on", &[on.in_lang(state.lang())]));
    let is_done = ui.input_mut(|input| input.consume_shortcut(&DONE));
    for (place, (lang, key)) in fields(state.lang()).into_iter().enumerate() {
        let label = ui.label(state.text(key));
        let text = match lang {
            Lang::En => &mut form.text.en,
            Lang::Zh => &mut form.text.zh,
        };
        let field = egui::TextEdit::multiline(text)
            .desired_width(f32::INFINITY)
            .desired_rows(3);
        let response = ui.add(field).labelled_by(label.id);
        if place == 0 && std::mem::take(&mut form.takes_focus) {
            response.request_focus();
        }
    }
    ui.checkbox(&mut form.is_shown, state.text("notes.on-map"));
    ui.add_space(4.0);
    let can = says_something(&form.text);
    ui.horizontal(|ui| {
        let done = egui::Button::new(state.text("notes.done"))
            .shortcut_text(ui.ctx().format_shortcut(&DONE));
        let done = ui
            .add_enabled(can, done)
            .on_disabled_hover_text(state.text("notes.empty"));
        if can && (done.clicked() || is_done) {
            actions.push(Action::Notes(NoteStep::Write));
        }
        if ui.button(state.text("button.cancel")).clicked() {
            actions.push(Action::Notes(NoteStep::Leave));
        }
    });
}
