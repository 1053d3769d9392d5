//! Find anything: hubs, links and routes by name or key.
//!
//! Does not know: the map.

use eframe::egui::{self, Key};

use super::results::hubs_like;
use crate::app::action::{Action, Pane};
use crate::app::state::State;
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::words::text;

/// Hits listed.
const MAX_HITS: usize = 12;

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
            ui.set_width(420.0);
            let label = ui.label(state.text("search.label"));
            let field = egui::TextEdit::singleline(&mut state.transient.search.text)
                .desired_width(f32::INFINITY);
            let response = ui.add(field).labelled_by(label.id);
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
    let typed = state.transient.search.text.trim().to_owned();
    let Some(document) = state.document.as_ref().filter(|_| !typed.is_empty()) else {
        return;
    };
    let network = &document.network;
    let found = find(network, &typed);
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
    for (number, &thing) in found.iter().enumerate() {
        let (name, kind) = match thing {
            Thing::Node(id) => {
                let node = network.node(id);
                let both = format!("{}  {}", node.names.en, node.names.zh);
                (both, text(lang, node.kind.words_key()))
            }
            Thing::Link(id) => {
                let link = network.link(id);
                let name = format!("{}  {}", link.key, link.names.in_lang(lang));
                (name, text(lang, link.mode.words_key()))
            }
            Thing::Context { .. } => continue,
        };
        let is_chosen = number == *chosen;
        let clicked = ui
            .selectable_label(is_chosen, format!("{name} · {kind}"))
            .clicked();
        if clicked || (is_chosen && is_entered) {
            actions.push(Action::FlyTo(thing));
            actions.push(Action::Show(Pane::Search, false));
        }
    }
}

fn find(network: &Network, typed: &str) -> Vec<Thing> {
    let lower = typed.to_lowercase();
    let links = network.link_ids().filter(|&id| {
        let link = network.link(id);
        link.names.contains(typed) || link.key.as_str().to_lowercase().starts_with(&lower)
    });
    let hubs = hubs_like(network, typed).into_iter().map(Thing::Node);
    hubs.take(MAX_HITS - 4)
        .chain(links.map(Thing::Link))
        .take(MAX_HITS)
        .collect()
}
