//! Find anything: hubs, links, routes, projects, services, notes, series, by name or key, pinned notes by their
//! text, and places by their coordinates.
//!
//! Does not know: how it is found, and what a click on a hit brings about.

use eframe::egui::{self, AtomExt, Button, Key, RichText};

use super::notes::first_line;
use crate::app::action::{Action, Pane};
use crate::app::notes::NoteStep;
use crate::app::state::State;
use crate::app::tools::ToolStep;
use crate::document::study::Document;
use crate::model::names::Names;
use crate::model::position::{decimal, parse, sexagesimal};
use crate::study::notes::{Found, NoteId, find_all};
use crate::words::{Lang, text};

/// Hits listed.
const MAX_HITS: usize = 60;

/// Shows the search window.
pub fn search_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    let mut is_open = true;
    egui::Window::new(state.text("search.heading"))
        .id(egui::Id::unique("search"))
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .anchor(egui::Align2::CENTER_TOP, [0.0, 60.0])
        .show(context, |ui| {
            ui.set_width(540.0);
            let label = ui.label(state.text("search.label"));
            let field = egui::TextEdit::singleline(&mut state.transient.search.text)
                .desired_width(f32::INFINITY);
            let response = ui.add(field).labelled_by(label.id);
            if response.changed() {
                state.transient.search.chosen = 0;
            }
            if !response.has_focus() && !response.lost_focus() {
                response.request_focus();
            }
            let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
            hits(ui, state, is_entered, actions);
        });
    if !is_open {
        actions.push(Action::Show(Pane::Search, false));
    }
}

fn hits(ui: &mut egui::Ui, state: &mut State, is_entered: bool, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let typed = state.transient.search.text.trim();
    let Some(document) = state.document.as_ref().filter(|_| !typed.is_empty()) else {
        return;
    };
    let found = rows(document, typed);
    if found.is_empty() {
        ui.weak(state.text("search.none"));
        return;
    }
    let chosen = &mut state.transient.search.chosen;
    let (up, down) = ui.input(|input| {
        (
            input.key_pressed(Key::ArrowUp),
            input.key_pressed(Key::ArrowDown),
        )
    });
    *chosen = if down {
        (*chosen + 1) % found.len()
    } else if up {
        (*chosen + found.len() - 1) % found.len()
    } else {
        (*chosen).min(found.len() - 1)
    };
    let (chosen, has_moved) = (*chosen, up || down);
    egui::ScrollArea::vertical()
        .max_height(420.0)
        .show(ui, |ui| {
            for (number, (hit, asked)) in found.into_iter().enumerate() {
                let is_chosen = number == chosen;
                let response = ui.add(row(&hit, lang, is_chosen, ui.available_width()));
                if is_chosen && has_moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (is_chosen && is_entered) {
                    actions.push(Action::Show(Pane::Search, false));
                    actions.extend(asked);
                }
            }
        });
}

/// What is shown of something found.
struct Row {
    names: Names,
    /// The key of what kind of thing it is, and of what kind of its kind.
    kind: &'static str,
    detail: Option<&'static str>,
}

/// What a text finds, best first, each with what a click on it asks for.
fn rows(document: &Document, typed: &str) -> Vec<(Row, Vec<Action>)> {
    let notes = &document.history.saved().notes;
    let found = find_all(&document.network, &document.facts, notes, typed, MAX_HITS);
    let row = |found: Found| match found {
        Found::Hit(hit) => {
            let row = Row {
                names: hit.names,
                kind: hit.subject.words_key(),
                detail: hit.detail,
            };
            (row, vec![Action::Go(hit.subject)])
        }
        Found::Pinned(place) => {
            let note = &notes[place];
            let row = Row {
                names: Names::new(first_line(&note.text.en), first_line(&note.text.zh)),
                kind: "subject.pinned",
                detail: None,
            };
            let id = NoteId::Pinned(note.key.clone());
            let steps = [NoteStep::Open(id.clone()), NoteStep::Go(id)];
            (row, steps.map(Action::Notes).to_vec())
        }
    };
    let at = parse(typed).map(|at| {
        let row = Row {
            names: Names::new(&decimal(at), &sexagesimal(at)),
            kind: "subject.place",
            detail: None,
        };
        (row, vec![Action::Tool(ToolStep::GoTo(at))])
    });
    at.into_iter().chain(found.into_iter().map(row)).collect()
}

/// The name in the window's language, weakly the other one, and what kind of thing it is.
fn row(hit: &Row, lang: Lang, is_chosen: bool, width: f32) -> Button<'static> {
    let (name, other) = (hit.names.in_lang(lang), hit.names.in_lang(lang.other()));
    let other = if other == name { "" } else { other };
    let kind = text(lang, hit.kind);
    let kind = match hit.detail {
        Some(detail) => format!("{kind} · {}", text(lang, detail)),
        None => kind.to_owned(),
    };
    let names = (
        RichText::new(name).atom_max_width(width * 0.5),
        RichText::new(other).weak().atom_shrink(true),
    );
    Button::selectable(is_chosen, names)
        .right_text(RichText::new(kind).weak())
        .truncate()
        .min_size(egui::vec2(width, 0.0))
}
