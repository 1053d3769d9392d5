//! The window in which an atlas or an animation is chosen and written.
//!
//! Does not know: how the pictures are made.

use std::collections::BTreeSet;

use eframe::egui::{self, ComboBox, ProgressBar, ScrollArea, TextEdit, Ui};

use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::atlas::{AtlasChoice, AtlasSheet, AtlasStep, LANGS, plan};
use crate::app::state::State;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::page::Layout;

/// Height of the list of scenarios, points.
const LIST: f32 = 130.0;
/// Width of the window, points.
const WIDTH: f32 = 440.0;
/// What stands below the choice is at most so high, points.
const END: f32 = 170.0;
/// Names of files shown below the choice.
const SHOWN: usize = 2;

/// Shows the window.
pub fn atlas_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    let mut is_open = true;
    let mut choice = std::mem::take(&mut state.transient.atlas.choice);
    egui::Window::new(state.text("atlas.title"))
        .id(egui::Id::unique("atlas"))
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .default_pos([270.0, 60.0])
        .show(context, |ui| {
            ui.set_width(WIDTH);
            let is_running = state.transient.atlas.progress.is_some();
            // The buttons below stay within a low window.
            let room = (ui.ctx().content_rect().bottom() - ui.cursor().top() - END).max(120.0);
            ScrollArea::vertical().max_height(room).show(ui, |ui| {
                ui.set_width(WIDTH);
                ui.add_enabled_ui(!is_running, |ui| choice_ui(ui, state, &mut choice));
            });
            ui.add_space(6.0);
            state.transient.atlas.choice = choice.clone();
            end_ui(ui, state, actions);
        });
    state.transient.atlas.choice = choice;
    if !is_open {
        actions.push(Action::Show(Pane::Atlas, false));
    }
}

fn choice_ui(ui: &mut Ui, state: &State, choice: &mut AtlasChoice) {
    let Some(document) = &state.document else {
        return;
    };
    let saved = document.history.saved();
    heading(ui, &state.text("atlas.scenarios"));
    let named = saved.book.scenarios().iter();
    let named: Vec<(&Key, &Names)> = named.map(|of| (&of.key, &of.names)).collect();
    if named.is_empty() {
        ui.weak(state.text("atlas.no-scenarios"));
    }
    ScrollArea::vertical()
        .id_salt("atlas-scenarios")
        .max_height(LIST)
        .show(ui, |ui| {
            ui.set_width(WIDTH - 16.0);
            for (key, names) in named {
                check(ui, &mut choice.scenarios, key, &name(state, key, names));
            }
        });
    if choice.scenarios.is_empty() {
        ui.weak(state.text("atlas.open-scenario"));
    }
    ui.horizontal(|ui| {
        let label = ui.label(state.text("atlas.years"));
        let field = TextEdit::singleline(&mut choice.years).desired_width(360.0);
        ui.add(field.hint_text(state.text("atlas.years.hint")))
            .labelled_by(label.id);
    });
    heading(ui, &state.text("atlas.routes"));
    ui.horizontal_wrapped(|ui| {
        ui.checkbox(&mut choice.has_whole, state.text("atlas.whole"));
        for route in document.network.routes() {
            let name = name(state, &route.key, &route.names);
            check(ui, &mut choice.routes, &route.key, &name);
        }
    });
    heading(ui, &state.text("atlas.look"));
    ui.horizontal(|ui| {
        let keys = ["atlas.en", "atlas.zh", "atlas.both"];
        for (at, key) in keys.into_iter().enumerate().take(LANGS.len()) {
            ui.checkbox(&mut choice.langs[at], state.text(key));
        }
    });
    ui.horizontal(|ui| {
        let label = ui.label(state.text("atlas.sheet"));
        let said = |sheet: &AtlasSheet| match sheet {
            AtlasSheet::Picture => state.text("atlas.page"),
            AtlasSheet::Known(layout) => state.text(layout.words_key()),
            AtlasSheet::Page(key) => {
                let page = saved.pages.iter().find(|page| page.key == *key);
                page.map_or_else(|| key.to_string(), |page| name(state, key, &page.names))
            }
        };
        let known = Layout::ALL.map(AtlasSheet::Known).into_iter();
        let own = saved
            .pages
            .iter()
            .map(|page| AtlasSheet::Page(page.key.clone()));
        let sheets = [AtlasSheet::Picture].into_iter().chain(known).chain(own);
        let chooser = ComboBox::from_id_salt("atlas-sheet").width(160.0);
        let chosen = chooser
            .selected_text(said(&choice.sheet))
            .show_ui(ui, |ui| {
                for sheet in sheets {
                    let words = said(&sheet);
                    ui.selectable_value(&mut choice.sheet, sheet, words);
                }
            });
        chosen.response.labelled_by(label.id);
        ui.checkbox(&mut choice.has_flows, state.text("atlas.flows"))
            .on_hover_text(state.text("atlas.flows.tip"));
        ui.checkbox(&mut choice.is_as_seen, state.text("atlas.as-seen"))
            .on_hover_text(state.text("atlas.as-seen.tip"));
    });
    let label = ui.label(state.text("atlas.names"));
    let field = TextEdit::singleline(&mut choice.pattern).desired_width(f32::INFINITY);
    ui.add(field)
        .labelled_by(label.id)
        .on_hover_text(state.text("atlas.names.tip"));
}

fn name(state: &State, key: &Key, names: &Names) -> String {
    match names.in_lang(state.lang()) {
        "" => key.to_string(),
        name => name.to_owned(),
    }
}

fn check(ui: &mut Ui, chosen: &mut BTreeSet<Key>, key: &Key, name: &str) {
    let mut is_chosen = chosen.contains(key);
    if ui.checkbox(&mut is_chosen, name).changed() {
        if is_chosen {
            chosen.insert(key.clone());
        } else {
            chosen.remove(key);
        }
    }
}

/// What will be written, or what is wrong; the buttons; how far it is.
fn end_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = &state.transient.atlas;
    if let Some((n_done, n_all)) = now.progress {
        #[expect(clippy::cast_precision_loss, reason = "a bar")]
        let share = n_done as f32 / n_all.max(1) as f32;
        let said = [n_done, n_all].map(|count| count.to_string());
        let said = state.fill("atlas.progress", &[&said[0], &said[1]]);
        ui.horizontal(|ui| {
            ui.add(ProgressBar::new(share).desired_width(180.0));
            ui.label(said);
            if ui.button(state.text("atlas.stop")).clicked() {
                actions.push(Action::Atlas(AtlasStep::Stop));
            }
        });
        return;
    }
    let planned = plan(state);
    match &planned {
        Ok(plan) => {
            let names = plan
                .pages
                .iter()
                .map(|page| page.path.display().to_string());
            let mut names: Vec<String> = names.collect();
            names.dedup();
            let n_files = names.len();
            names.truncate(SHOWN);
            if n_files > SHOWN {
                names.push("…".to_owned());
            }
            let count = plan.n_files().to_string();
            ui.label(state.fill("atlas.count", &[&count]));
            for name in names {
                ui.weak(name);
            }
        }
        Err(said) => {
            ui.colored_label(ui.visuals().error_fg_color, said);
        }
    }
    if let Some((said, is_error)) = &now.said {
        if *is_error {
            ui.colored_label(ui.visuals().error_fg_color, said);
        } else {
            ui.label(said);
        }
    }
    let button = egui::Button::new(state.text("atlas.write"));
    let can = planned.is_ok() && state.base.is_some();
    if ui.add_enabled(can, button).clicked() {
        actions.push(Action::Atlas(AtlasStep::Start));
    }
}
