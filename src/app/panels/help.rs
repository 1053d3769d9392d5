//! Keys and gestures; what this program is, its data and credits.
//!
//! Does not know: what commands do.

use eframe::egui;

use crate::app::action::{Action, Pane};
use crate::app::commands::COMMANDS;
use crate::app::state::State;

/// Gestures and the keys of the routes: key of what is done, key of its text.
const GESTURES: [(&str, &str); 16] = [
    ("gesture.show", "gesture.show.text"),
    ("gesture.open", "gesture.open.text"),
    ("gesture.solo", "gesture.solo.text"),
    ("gesture.drag", "gesture.drag.text"),
    ("gesture.bend", "gesture.bend.text"),
    ("gesture.wheel", "gesture.wheel.text"),
    ("gesture.click", "gesture.click.text"),
    ("gesture.right", "gesture.right.text"),
    ("gesture.area", "gesture.area.text"),
    ("gesture.draw", "gesture.draw.text"),
    ("gesture.measure", "gesture.measure.text"),
    ("gesture.pick", "gesture.pick.text"),
    ("gesture.sides", "gesture.sides.text"),
    ("gesture.drop", "gesture.drop.text"),
    ("gesture.peek", "gesture.peek.text"),
    ("gesture.clicker", "gesture.clicker.text"),
];

/// Credits and licences, by key.
const CREDITS: [&str; 6] = [
    "credit.natural-earth",
    "credit.osm",
    "credit.geonames",
    "credit.searoute",
    "credit.font",
    "credit.borders",
];

/// Shows the windows that are open.
pub fn help_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>) {
    if state.shows(Pane::Keys) {
        window(context, state, Pane::Keys, "help.keys", actions, |ui| {
            keys(ui, state);
        });
    }
    if state.shows(Pane::About) {
        window(context, state, Pane::About, "help.about", actions, |ui| {
            about(ui, state);
        });
    }
}

fn window(
    context: &egui::Context,
    state: &State,
    pane: Pane,
    title: &'static str,
    actions: &mut Vec<Action>,
    content: impl FnOnce(&mut egui::Ui),
) {
    let mut is_open = true;
    egui::Window::new(state.text(title))
        .id(egui::Id::unique(title))
        .open(&mut is_open)
        .collapsible(false)
        .show(context, |ui| {
            let content: Box<dyn FnOnce(&mut egui::Ui)> = Box::new(content);
            egui::ScrollArea::vertical()
                .max_height(480.0)
                .show(ui, content);
        });
    if !is_open {
        actions.push(Action::Show(pane, false));
    }
}

fn keys(ui: &mut egui::Ui, state: &State) {
    egui::Grid::new("keys")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            for (key, said) in GESTURES {
                ui.strong(state.text(key));
                ui.label(state.text(said));
                ui.end_row();
            }
            for command in COMMANDS {
                if let Some(key) = &command.key {
                    ui.strong(ui.ctx().format_shortcut(key));
                    let tip = state.text(&format!("{}.tip", command.words));
                    ui.label(state.text(command.words)).on_hover_text(tip);
                    ui.end_row();
                }
            }
        });
}

fn about(ui: &mut egui::Ui, state: &State) {
    ui.set_max_width(460.0);
    ui.label(format!("Corridor {}", env!("CARGO_PKG_VERSION")));
    ui.label(state.text("about.text"));
    ui.add_space(6.0);
    for key in CREDITS {
        ui.label(state.text(key));
    }
    ui.add_space(6.0);
    ui.weak(state.text("about.borders"));
}
