//! The menu bar, with search, language and theme at its right.
//!
//! Does not know: what commands do.

use eframe::egui::{self, Align, Layout, Ui};

use super::{cartography, tiles};
use crate::app::action::{Action, Pane};
use crate::app::commands::{COMMANDS, Menu};
use crate::app::saving::names::name;
use crate::app::state::State;
use crate::app::steps::step_in_words;
use crate::app::views::{ViewStep, views};
use crate::model::edit::Edit;
use crate::model::projection::Projection;
use crate::study::edits::edit_among;
use crate::words::Lang;

const MENUS: [(Menu, &str); 6] = [
    (Menu::File, "menu.file"),
    (Menu::Edit, "menu.edit"),
    (Menu::Scenario, "menu.scenario"),
    (Menu::View, "menu.view"),
    (Menu::Panes, "menu.panes"),
    (Menu::Help, "menu.help"),
];

/// Shows the menu bar.
pub fn menu_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    egui::MenuBar::new().ui(ui, |ui| {
        for (menu, key) in MENUS {
            ui.menu_button(state.text(key), |ui| {
                ui.set_min_width(250.0);
                entries(ui, state, menu, actions);
            });
        }
        if let Some(document) = &state.document {
            ui.add_space(12.0);
            let dot = if document.history.is_changed() {
                " •"
            } else {
                ""
            };
            ui.weak(format!("{}{dot}", name(state, document)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right_end(ui, state, actions);
        });
    });
}

fn entries(ui: &mut Ui, state: &State, menu: Menu, actions: &mut Vec<Action>) {
    for command in COMMANDS.iter().filter(|command| command.menu == menu) {
        let action = (command.action)(state);
        let mut button = egui::Button::new(label(state, command.words));
        if let Some(key) = &command.key {
            button = button.shortcut_text(ui.ctx().format_shortcut(key));
        }
        let tip = state.text(&format!("{}.tip", command.words));
        let response = ui.add_enabled(action.is_some(), button).on_hover_text(tip);
        if response.clicked() {
            actions.extend(action);
            ui.close();
        }
        match command.words {
            "command.bundled" => {
                tiles::menu_entry(ui, state, actions);
                recent(ui, state, actions);
            }
            "command.zoom-out" => {
                projections(ui, state, actions);
                cartography::menus(ui, state, actions);
            }
            "command.views" => named_views(ui, state, actions),
            _ => {}
        }
    }
}

/// The projections of the map.
fn projections(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let now = document.history.saved().layers.projection;
    ui.menu_button(state.text("menu.projection"), |ui| {
        for projection in Projection::ALL {
            let name = state.text(projection.words_key());
            if ui.radio(projection == now, name).clicked() {
                actions.push(Action::SetProjection(projection));
                ui.close();
            }
        }
    });
}

/// The named views.
fn named_views(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let list = views(state);
    if list.is_empty() {
        return;
    }
    ui.menu_button(state.text("menu.go-to-view"), |ui| {
        for view in list {
            if ui.button(view.names.in_lang(state.lang())).clicked() {
                actions.push(Action::Views(ViewStep::Go(view.key.clone())));
                ui.close();
            }
        }
    });
}

/// The study files that were open before.
fn recent(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let list = &state.transient.saving.recent;
    if list.is_empty() {
        return;
    }
    ui.menu_button(state.text("menu.recent"), |ui| {
        for path in list {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let entry = ui.button(name).on_hover_text(path.display().to_string());
            if entry.clicked() {
                actions.push(Action::OpenFiles(vec![path.clone()]));
                ui.close();
            }
        }
    });
}

/// The text of a command; undo and redo say what of.
fn label(state: &State, words: &str) -> String {
    let plain = state.text(words);
    let history = state.document.as_ref().map(|document| &document.history);
    let step = match words {
        "command.undo" => history.and_then(|history| history.undoable()),
        "command.redo" => history.and_then(|history| history.redoable()),
        _ => None,
    };
    match (step, &state.document) {
        (Some(step), Some(document)) => {
            let said = step_in_words(document, step, state.lang());
            format!("{plain}: {said}")
        }
        _ => plain,
    }
}

/// `Close Eastern route`, `Capacity of Liuzhou–Litang: 900,000 TEU/a`.
#[must_use]
pub fn edit_in_words(state: &State, edit: &Edit) -> String {
    let document = state.document.as_ref();
    document.map_or_else(String::new, |document| {
        let edits = document.history.scenario().edits();
        edit_among(&document.network, &[edits], edit, state.lang())
    })
}

fn right_end(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let other = match state.lang() {
        Lang::En => "中文",
        Lang::Zh => "English",
    };
    let tip = state.text("command.language.tip");
    if ui.button(other).on_hover_text(tip).clicked() {
        actions.push(Action::SetLang(state.lang().other()));
    }
    let theme = if state.session.view.drawn_theme().is_dark() {
        "theme.light"
    } else {
        "theme.dark"
    };
    let tip = state.text("command.theme.tip");
    if ui.button(state.text(theme)).on_hover_text(tip).clicked() {
        actions.push(Action::ToggleTheme);
    }
    let export = egui::Button::new(state.text("button.export"));
    let tip = state.text("command.export.tip");
    let is_there = state.document.is_some();
    if ui
        .add_enabled(is_there, export)
        .on_hover_text(tip)
        .clicked()
    {
        actions.push(Action::PickExport);
    }
    let search = egui::Button::new(state.text("button.search")).shortcut_text("Ctrl+K");
    let tip = state.text("command.search.tip");
    if ui.add(search).on_hover_text(tip).clicked() {
        actions.push(Action::Show(Pane::Search, true));
    }
}
