//! A path to open or to write to: beside every dialog of the system, for where there is none.
//!
//! Does not know: files.

use std::path::{Path, PathBuf};

use eframe::egui::{self, RichText};

use super::publication::publication_ui;
use crate::app::action::{Action, Pane};
use crate::app::cartography::CartographyStep;
use crate::app::pages::PageStep;
use crate::app::saving::StudyStep;
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::app::tiles::TileStep;
use crate::io::files::ends_as_geojson;
use crate::io::study_file::data::DataChoice;

/// Shows the windows that are open.
pub fn paths_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    if state.shows(Pane::Open) {
        path_window(context, state, Pane::Open, actions);
    }
    for pane in [
        Pane::Export,
        Pane::Boundary,
        Pane::Logo,
        Pane::Tiles,
        Pane::Save,
        Pane::SaveCopy,
    ] {
        if state.shows(pane) {
            path_window(context, state, pane, actions);
        }
    }
}

/// The path that is typed in a window.
fn typed_in(state: &State, pane: Pane) -> &str {
    let typed = state.transient.path_fields.get(&pane);
    typed.map_or("", |path| path.trim())
}

fn path_window(context: &egui::Context, state: &mut State, pane: Pane, actions: &mut Vec<Action>) {
    let (title, label) = match pane {
        Pane::Export => ("dialog.export", "paths.export"),
        Pane::Boundary => ("dialog.boundary", "paths.boundary"),
        Pane::Logo => ("dialog.logo", "paths.logo"),
        Pane::Tiles => ("dialog.tiles", "paths.tiles"),
        Pane::Save => ("dialog.save", "paths.save"),
        Pane::SaveCopy => ("dialog.save-copy", "paths.save"),
        _ if state.transient.path_adds => ("dialog.add", "paths.open"),
        _ => ("dialog.open", "paths.open"),
    };
    let mut is_open = true;
    egui::Window::new(state.text(title))
        .id(egui::Id::unique(title))
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .show(context, |ui| {
            ui.set_width(460.0);
            let label = ui.label(state.text(label));
            let path = state.transient.path_fields.entry(pane).or_default();
            let field = egui::TextEdit::singleline(path).desired_width(f32::INFINITY);
            let response = ui.add(field).labelled_by(label.id);
            if state.transient.path_asks == Some(pane) {
                state.transient.path_asks = None;
                response.request_focus();
            }
            let is_entered =
                response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if matches!(pane, Pane::Save | Pane::SaveCopy) {
                data_ui(ui, state, actions);
            }
            if pane == Pane::Export {
                network_ui(ui, state, actions);
            }
            let typed = typed_in(state, pane).to_owned();
            ui.horizontal(|ui| {
                buttons(ui, state, pane, &typed, is_entered, actions);
            });
            if pane == Pane::Tiles {
                ui.label(RichText::new(state.text("tiles.note")).size(SMALL).weak());
            }
            if pane == Pane::Export {
                let room = (ui.ctx().content_rect().bottom() - ui.cursor().top() - 24.0).max(80.0);
                egui::ScrollArea::vertical()
                    .max_height(room)
                    .show(ui, |ui| publication_ui(ui, state, actions));
            }
        });
    if !is_open {
        actions.push(Action::Show(pane, false));
    }
}

fn buttons(
    ui: &mut egui::Ui,
    state: &State,
    pane: Pane,
    typed: &str,
    is_entered: bool,
    actions: &mut Vec<Action>,
) {
    let path = PathBuf::from(typed);
    let is_typed = !typed.is_empty();
    let mut done = |action: Action| {
        actions.push(action);
        actions.push(Action::Show(pane, false));
    };
    let button = |ui: &mut egui::Ui, key: &str, is_enabled: bool| {
        let button = egui::Button::new(state.text(key));
        ui.add_enabled(is_enabled, button).clicked()
    };
    if matches!(pane, Pane::Save | Pane::SaveCopy) {
        let is_copy = pane == Pane::SaveCopy;
        if button(ui, "paths.write", is_typed) || (is_entered && is_typed) {
            done(Action::Study(if is_copy {
                StudyStep::CopyTo(path)
            } else {
                StudyStep::SaveTo(path)
            }));
        }
        if button(ui, "paths.browse", true) {
            actions.push(Action::Study(StudyStep::Pick { is_copy }));
        }
        return;
    }
    if pane == Pane::Export {
        if button(ui, "paths.write", is_typed) || (is_entered && is_typed) {
            done(Action::Export(path));
        }
        if button(ui, "paths.browse", true) {
            actions.push(Action::PickExport);
        }
        return;
    }
    if pane == Pane::Tiles {
        // The window goes when the tiles are there.
        if button(ui, "paths.tiles-button", is_typed) || (is_entered && is_typed) {
            actions.push(Action::Tiles(TileStep::Add(typed.to_owned())));
        }
        if button(ui, "paths.browse", true) {
            actions.push(Action::Tiles(TileStep::Pick));
        }
        return;
    }
    if pane == Pane::Boundary {
        if button(ui, "paths.boundary-button", is_typed) || (is_entered && is_typed) {
            done(Action::Cartography(CartographyStep::UseBoundary(path)));
        }
        if button(ui, "paths.browse", true) {
            actions.push(Action::Cartography(CartographyStep::PickBoundary));
        }
        return;
    }
    if pane == Pane::Logo {
        if button(ui, "paths.logo-button", is_typed) || (is_entered && is_typed) {
            done(Action::Pages(PageStep::UseLogo(path)));
        }
        if button(ui, "paths.browse", true) {
            actions.push(Action::Pages(PageStep::PickLogo));
        }
        return;
    }
    open_buttons(ui, state, path, is_entered && is_typed, actions);
}

/// What is done with files: they are opened, or added to what is open. What the window was called for comes first, and is
/// what Enter does.
fn open_buttons(
    ui: &mut egui::Ui,
    state: &State,
    path: PathBuf,
    is_entered: bool,
    actions: &mut Vec<Action>,
) {
    let is_typed = !path.as_os_str().is_empty();
    let add = state.transient.path_adds && state.document.is_some();
    let can_add = is_typed && state.document.is_some();
    let keys = if add {
        ["paths.add-button", "paths.open-button"]
    } else {
        ["paths.open-button", "paths.add-button"]
    };
    let mut button = |key: &str, is_enabled: bool| {
        let button = egui::Button::new(state.text(key));
        ui.add_enabled(is_enabled, button).clicked()
    };
    let clicked = [button(keys[0], is_typed), button(keys[1], can_add)];
    let wanted = match clicked {
        [first, _] if first || is_entered => Some(add),
        [_, true] => Some(!add),
        _ => None,
    };
    if button("paths.browse", true) {
        actions.push(Action::PickFiles { add });
    }
    if let Some(adds) = wanted {
        let paths = vec![path];
        actions.push(if adds {
            Action::AddFiles(paths)
        } else {
            Action::OpenFiles(paths)
        });
        actions.push(Action::Show(Pane::Open, false));
    }
}

/// How the file is to hold the data.
fn data_ui(ui: &mut egui::Ui, state: &State, actions: &mut Vec<Action>) {
    for choice in DataChoice::ALL {
        let is_chosen = state.transient.saving.data == choice;
        if ui
            .radio(is_chosen, state.text(choice.words_key()))
            .clicked()
        {
            actions.push(Action::Study(StudyStep::SetData(choice)));
        }
    }
}

/// How a network is written.
fn network_ui(ui: &mut egui::Ui, state: &State, actions: &mut Vec<Action>) {
    let mut choice = state.transient.network_out;
    let before = choice;
    let typed = typed_in(state, Pane::Export);
    ui.horizontal_wrapped(|ui| {
        ui.checkbox(&mut choice.is_gmns, state.text("paths.gmns"))
            .on_hover_text(state.text("paths.gmns.tip"));
        let is_network = choice.is_gmns || ends_as_geojson(Path::new(typed));
        ui.add_enabled_ui(is_network, |ui| {
            ui.checkbox(&mut choice.has_results, state.text("paths.results"))
                .on_hover_text(state.text("paths.results.tip"));
        });
    });
    if choice != before {
        actions.push(Action::ChooseNetwork(choice));
    }
}
