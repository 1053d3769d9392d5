//! The named views of the map, and the study's name.
//!
//! Does not know: what a view shows.

use eframe::egui::{self, Align, Layout, RichText, TextEdit, Ui, vec2};

use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::state::State;
use crate::app::views::{Typed, ViewStep, views};
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::saved::NamedView;

/// Width of a name, points.
const NAME: f32 = 200.0;

/// Shows the window.
pub fn views_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    let mut is_open = true;
    let mut typed = std::mem::take(&mut state.transient.views);
    egui::Window::new(state.text("views.title"))
        .id(egui::Id::unique("views"))
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .default_pos([250.0, 96.0])
        .show(context, |ui| {
            ui.set_width(420.0);
            study_ui(ui, state, &mut typed, actions);
            heading(ui, &state.text("views.heading"));
            list_ui(ui, state, &mut typed, actions);
        });
    state.transient.views = typed;
    if !is_open {
        actions.push(Action::Show(Pane::Views, false));
    }
}

/// The study's name, to be typed over.
fn study_ui(ui: &mut Ui, state: &State, typed: &mut Typed, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let known = document.names();
    let fields = typed
        .study
        .get_or_insert_with(|| [known.en.clone(), known.zh.clone()]);
    let mut has_focus = false;
    let mut is_left = false;
    egui::Grid::new("study-name").num_columns(2).show(ui, |ui| {
        for (key, field) in ["views.study-en", "views.study-zh"]
            .into_iter()
            .zip(&mut *fields)
        {
            let label = ui.label(state.text(key));
            let field = TextEdit::singleline(field).desired_width(f32::INFINITY);
            let response = ui.add(field).labelled_by(label.id);
            has_focus |= response.has_focus();
            is_left |= response.lost_focus();
            ui.end_row();
        }
    });
    let names = Names::new(fields[0].trim(), fields[1].trim());
    let has_name = !names.en.is_empty() || !names.zh.is_empty();
    if is_left && has_name && names != *known {
        actions.push(Action::Views(ViewStep::NameStudy(names)));
    }
    if !has_focus {
        // What undo made of it is read anew.
        typed.study = None;
    }
}

fn list_ui(ui: &mut Ui, state: &State, typed: &mut Typed, actions: &mut Vec<Action>) {
    let list = views(state);
    if list.is_empty() {
        ui.weak(state.text("views.none"));
    }
    egui::ScrollArea::vertical()
        .max_height(300.0)
        .show(ui, |ui| {
            for view in list {
                ui.horizontal(|ui| row_ui(ui, state, view, typed, actions));
            }
        });
    ui.add_space(4.0);
    let keep = ui.button(state.text("views.keep"));
    if keep
        .on_hover_text(state.text("command.keep-view.tip"))
        .clicked()
    {
        actions.push(Action::Views(ViewStep::Keep));
    }
}

fn row_ui(
    ui: &mut Ui,
    state: &State,
    view: &NamedView,
    typed: &mut Typed,
    actions: &mut Vec<Action>,
) {
    let name = view.names.in_lang(state.lang());
    let key = || view.key.clone();
    let is_typed = |of: &&mut (Key, String)| of.0 == view.key;
    if let Some((_, text)) = typed.view.as_mut().filter(is_typed) {
        let field = TextEdit::singleline(text).desired_width(200.0);
        let response = ui.add(field);
        let label = state.fill("views.name-of", &[name]);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
        if response.lost_focus() {
            let said = text.trim().to_owned();
            if !said.is_empty() && said != name {
                actions.push(Action::Views(ViewStep::Rename(key(), said)));
            }
            typed.view = None;
        } else if !response.has_focus() {
            response.request_focus();
        }
        return;
    }
    let go = egui::Button::new(RichText::new(name))
        .frame(false)
        .truncate();
    // Names begin at the left, one under the other.
    let size = vec2(NAME, ui.spacing().interact_size.y);
    let left = Layout::left_to_right(Align::Center);
    let placed = ui.allocate_ui_with_layout(size, left, |ui| {
        ui.set_min_width(NAME);
        ui.add(go)
    });
    let response = placed.inner;
    if response.on_hover_text(state.text("views.go")).clicked() {
        actions.push(Action::Views(ViewStep::Go(key())));
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let update = state.text("views.update-short");
        let steps = [
            ("views.remove", "×", ViewStep::Remove(key())),
            ("views.down", "↓", ViewStep::Move(key(), 1)),
            ("views.up", "↑", ViewStep::Move(key(), -1)),
            ("views.update", &*update, ViewStep::Update(key())),
        ];
        for (words, sign, step) in steps {
            let label = state.fill(words, &[name]);
            let button = ui.small_button(sign).on_hover_text(&label);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
            if button.clicked() {
                actions.push(Action::Views(step));
            }
        }
        let label = state.fill("views.rename", &[name]);
        let rename = ui.small_button(state.text("views.rename-short"));
        let rename = rename.on_hover_text(&label);
        rename.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if rename.clicked() {
            typed.view = Some((key(), name.to_owned()));
        }
    });
}
