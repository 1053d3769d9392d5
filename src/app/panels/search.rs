//! Find anything: hubs, links, routes, projects, services, notes, series, by name or key.
//!
//! Does not know: how it is found, and what a click on a hit brings about.

use eframe::egui::{self, AtomExt, Button, Key, RichText};

use crate::app::action::{Action, Pane};
use crate::app::state::State;
use crate::study::find::{Hit, find};
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
    let found = find(&document.network, &document.facts, typed, MAX_HITS);
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
            for (number, hit) in found.iter().enumerate() {
                let is_chosen = number == chosen;
                let response = ui.add(row(hit, lang, is_chosen, ui.available_width()));
                if is_chosen && has_moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (is_chosen && is_entered) {
                    actions.push(Action::Show(Pane::Search, false));
                    actions.push(Action::Go(hit.subject));
                }
            }
        });
}

/// The name in the window's language, weakly the other one, and what kind of thing it is.
fn row(hit: &Hit, lang: Lang, is_chosen: bool, width: f32) -> Button<'static> {
    let (name, other) = (hit.names.in_lang(lang), hit.names.in_lang(lang.other()));
    let other = if other == name { "" } else { other };
    let kind = text(lang, hit.subject.words_key());
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
