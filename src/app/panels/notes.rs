//! The notes of a study: those that people pinned, then its own: looked through, shown on the map, gone to,
//! changed and taken away. Only the rows that are seen are drawn.
//!
//! Does not know: how notes are drawn on the map, or written.

use eframe::egui::{self, Button, ComboBox, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::number::status_dot;
use super::table::{Column, ROW, cells, heading_ui, widths};
use crate::app::action::{Action, Pane};
use crate::app::notes::{NoteKind, NoteStep, anchor_now};
use crate::app::state::State;
use crate::model::names::Names;
use crate::study::find::category_of;
use crate::study::notes::{NoteEntry, NoteId};
use crate::words::text;

const COLUMNS: [Column; 6] = [
    ("notes.shown", 44.0, 0.0),
    ("notes.text", 220.0, 0.5),
    ("notes.on", 150.0, 0.2),
    ("notes.category", 120.0, 0.1),
    ("notes.source", 130.0, 0.2),
    ("notes.change", 132.0, 0.0),
];

/// Shows the pane.
pub fn notes_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    ui.set_min_height(ui.available_height());
    filter_ui(ui, state, actions);
    let scrolls = std::mem::take(&mut state.transient.notes.scrolls);
    let state = &*state;
    let now = &state.transient.notes;
    if now.listed.is_empty() {
        let key = if now.entries.is_empty() {
            "notes.none"
        } else {
            "notes.none-such"
        };
        ui.weak(state.text(key));
        return;
    }
    let widths = widths(ui, &COLUMNS);
    heading_ui(ui, state, &COLUMNS, &widths);
    let chosen = state.session.view.chosen_note.as_ref();
    let row_of = |id: &NoteId| {
        let mut listed = now.listed.iter();
        listed.position(|&place| now.entries[place].id == *id)
    };
    let row_to = chosen.filter(|_| scrolls).and_then(row_of);
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut area = ScrollArea::vertical()
        .id_salt("notes-list")
        .auto_shrink(false);
    if let Some(row) = row_to {
        // The row above it stays in sight, so that the list is seen to go on.
        let row = f32::from(u16::try_from(row).unwrap_or(u16::MAX));
        area = area.vertical_scroll_offset((row - 1.0).max(0.0) * (ROW + 1.0));
    }
    area.show_rows(ui, ROW, now.listed.len(), |ui, rows| {
        for &place in &now.listed[rows] {
            let note = &now.entries[place];
            ui.push_id(&note.id, |ui| row_ui(ui, state, note, &widths, actions));
        }
    });
}

/// What is looked for, and what is done with all that is listed.
fn filter_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let mut categories: Vec<String> = Vec::new();
    for note in state.transient.notes.entries.iter() {
        if !note.category.is_empty() && !categories.contains(&note.category) {
            categories.push(note.category.clone());
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.strong(state.text("notes.heading"));
        let label = ui.label(state.text("notes.filter"));
        let field = egui::TextEdit::singleline(&mut state.session.notes.text);
        ui.add(field.desired_width(170.0)).labelled_by(label.id);
        let label = ui.label(state.text("notes.category"));
        let all = state.text("notes.all");
        let own = state.text("notes.pinned");
        let called = |category: &str| category_in(category).in_lang(lang).to_owned();
        let kind = &mut state.session.notes.kind;
        let chosen = match kind {
            NoteKind::All => all.clone(),
            NoteKind::Pinned => own.clone(),
            NoteKind::Of(category) => called(category),
        };
        ComboBox::from_id_salt("notes-category")
            .selected_text(chosen)
            .show_ui(ui, |ui| {
                ui.selectable_value(kind, NoteKind::All, all);
                ui.selectable_value(kind, NoteKind::Pinned, own);
                for category in categories {
                    let said = called(&category);
                    ui.selectable_value(kind, NoteKind::Of(category), said);
                }
            })
            .response
            .labelled_by(label.id);
        all_ui(ui, state, actions);
        let new = Button::new(state.text("notes.new"));
        let anchor = anchor_now(state);
        let tip = state.text("command.pin-note.tip");
        let new = ui.add_enabled(anchor.is_some(), new).on_hover_text(tip);
        if let (true, Some(anchor)) = (new.clicked(), anchor) {
            actions.push(Action::Notes(NoteStep::New(anchor)));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Notes, false));
        }
    });
}

/// The buttons that show all or none of what is listed.
fn all_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = &state.transient.notes;
    let listed = || now.listed.iter().map(|&place| &now.entries[place]);
    let is_layer_shown = state.session.view.show_notes;
    for (key, on) in [("notes.show-all", true), ("notes.show-none", false)] {
        let is_other = |note: &NoteEntry| note.is_shown != on || on && !is_layer_shown;
        let is_something = listed().any(|note| is_other(note) && (note.at.is_some() || !on));
        let button = Button::new(state.text(key));
        let tip = state.text(&format!("{key}.tip"));
        let button = ui.add_enabled(is_something, button).on_hover_text(tip);
        if button.clicked() {
            let meant = listed().filter(|note| note.at.is_some() || !on);
            let notes = meant.map(|note| note.id.clone()).collect();
            actions.push(Action::Notes(NoteStep::Show(notes, on)));
        }
    }
}

/// A category in both languages; one of another study as it has it.
fn category_in(category: &str) -> Names {
    category_of(category).map_or_else(|| Names::new(category, category), Names::worded)
}

fn row_ui(ui: &mut Ui, state: &State, note: &NoteEntry, widths: &[f32], actions: &mut Vec<Action>) {
    let is_chosen = state.session.view.chosen_note.as_ref() == Some(&note.id);
    let said = first_line(note.text.in_lang(state.lang())).to_owned();
    cells(ui, widths, |ui, column| match COLUMNS[column].0 {
        "notes.shown" => shown_ui(ui, state, note, &said, actions),
        "notes.text" => {
            let button = Button::selectable(is_chosen, &said).truncate();
            let response = ui.add(button).on_hover_ui(|ui| about_ui(ui, state, note));
            if response.clicked() {
                actions.push(Action::Notes(NoteStep::Open(note.id.clone())));
            }
            if let (NoteId::Pinned(key), true) = (&note.id, response.double_clicked()) {
                actions.push(Action::Notes(NoteStep::Edit(key.clone())));
            }
        }
        "notes.on" => on_ui(ui, state, note, actions),
        "notes.category" => {
            let said = if note.is_pinned() {
                RichText::new(state.text("notes.pinned"))
            } else {
                let said = category_in(&note.category);
                RichText::new(said.in_lang(state.lang())).weak()
            };
            ui.add(Label::new(said).truncate());
        }
        "notes.source" => match note.status {
            Some(status) => {
                status_dot(ui, state, status).on_hover_text(state.text(status.words_key()));
                let source = RichText::new(&note.source).weak();
                ui.add(Label::new(source).truncate())
                    .on_hover_text(&note.source);
            }
            None => {
                ui.weak(state.text("notes.by-you"));
            }
        },
        _ => change_ui(ui, state, note, &said, actions),
    });
}

/// The first line of a text, for where there is one.
#[must_use]
pub fn first_line(said: &str) -> &str {
    said.lines().next().unwrap_or_default()
}

/// Whether the map shows it.
fn shown_ui(ui: &mut Ui, state: &State, note: &NoteEntry, said: &str, actions: &mut Vec<Action>) {
    let mut on = note.is_shown;
    let label = state.fill("notes.shown.label", &[said]);
    let can = note.at.is_some() || note.is_shown;
    let response = ui.add_enabled_ui(can, |ui| ui.checkbox(&mut on, "")).inner;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, can, note.is_shown, &label));
    let response = response
        .on_hover_text(&label)
        .on_disabled_hover_text(state.text("notes.nowhere"));
    if response.changed() {
        let step = NoteStep::Show(vec![note.id.clone()], on);
        actions.push(Action::Notes(step));
    }
}

/// What it is on: a link that flies there, or that it is not there.
fn on_ui(ui: &mut Ui, state: &State, note: &NoteEntry, actions: &mut Vec<Action>) {
    let name = note.on.in_lang(state.lang());
    if note.target.is_none() {
        let said = state.fill("notes.gone", &[name]);
        let gone = RichText::new(&said).color(ui.visuals().warn_fg_color);
        ui.add(Label::new(gone).truncate())
            .on_hover_text(state.text("notes.gone.tip"));
    } else if note.at.is_none() {
        ui.add(Label::new(name).truncate())
            .on_hover_text(state.text("notes.nowhere"));
    } else if ui
        .add(egui::Link::new(name))
        .on_hover_text(state.text("menu.zoom-here"))
        .clicked()
    {
        actions.push(Action::Notes(NoteStep::Go(note.id.clone())));
    }
}

/// What can be done to it: a pinned one is changed and taken away, one of the study's own is read.
fn change_ui(ui: &mut Ui, state: &State, note: &NoteEntry, said: &str, actions: &mut Vec<Action>) {
    let mut button = |ui: &mut Ui, key: &str, label: &str, step: NoteStep| {
        let label = state.fill(label, &[said]);
        let response = ui.small_button(state.text(key));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        if response.on_hover_text(&label).clicked() {
            actions.push(Action::Notes(step));
        }
    };
    match &note.id {
        NoteId::Pinned(key) => {
            let step = NoteStep::Edit(key.clone());
            button(ui, "notes.edit", "notes.edit.label", step);
            let step = NoteStep::Remove(key.clone());
            button(ui, "notes.remove", "notes.remove.label", step);
        }
        NoteId::Bundled(_) => {
            let step = NoteStep::Open(note.id.clone());
            button(ui, "notes.read", "notes.read.label", step);
        }
    }
}

/// All of a note: in both languages, what it is on, its source.
pub fn about_ui(ui: &mut Ui, state: &State, note: &NoteEntry) {
    ui.set_max_width(360.0);
    let lang = state.lang();
    let (first, second) = (note.text.in_lang(lang), note.text.in_lang(lang.other()));
    ui.add(Label::new(RichText::new(first).strong()).wrap());
    if second != first {
        ui.add(Label::new(second).wrap());
    }
    let document = state.document.as_ref().filter(|_| !note.is_pinned());
    if let Some(own) = document.and_then(|document| document.facts.notes.get(note.place)) {
        ui.add(Label::new(&own.statement).wrap());
    }
    let name = note.on.in_lang(lang);
    let on = match note.target {
        Some(_) => state.fill("notes.is-on", &[name]),
        None => state.fill("notes.gone", &[name]),
    };
    ui.weak(on);
    if let Some(status) = note.status {
        ui.horizontal_wrapped(|ui| {
            status_dot(ui, state, status);
            ui.weak(text(lang, status.words_key()));
            ui.weak(state.fill("card.source", &[&note.source]));
        });
    }
}
