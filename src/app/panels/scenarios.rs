//! The named scenarios of a study: opened by a click, several together by their boxes; beside the list what
//! one of them is, to be named, described, copied, moved and taken away.
//!
//! Does not know: what scenarios change in the network.

mod relations;

use eframe::egui::{self, Align, Layout, Ui, vec2};

use super::table::{Column, cells, heading_ui, widths};
use crate::app::action::{Action, Pane};
use crate::app::scenarios::{ScenarioStep, Typed, is_changed, keys, name_of, obstacle, open_name};
use crate::app::state::State;
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::scenarios::{Book, Named};
use crate::words::format::list;
use relations::relations_ui;

const COLUMNS: [Column; 5] = [
    ("scenarios.with", 44.0, 0.0),
    ("scenarios.name", 200.0, 0.5),
    ("scenarios.year", 48.0, 0.0),
    ("scenarios.edits", 48.0, 0.0),
    ("scenarios.builds-on", 130.0, 0.5),
];
/// Width of what is read about one.
const DETAILS: f32 = 400.0;

/// Shows the pane.
pub fn scenarios_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    ui.set_min_height(ui.available_height());
    let mut typed = std::mem::take(&mut state.session.scenarios.typed);
    head_ui(ui, state, &mut typed, actions);
    if let Some(document) = &state.document {
        let book = &document.history.saved().book;
        let (height, width) = (ui.available_height(), ui.available_width());
        let left = (width - DETAILS - 16.0).max(300.0);
        ui.horizontal_top(|ui| {
            part(ui, [left, height], |ui| list_ui(ui, state, book, actions));
            part(ui, [DETAILS, height], |ui| {
                details_ui(ui, state, book, &mut typed, actions);
            });
        });
    }
    state.session.scenarios.typed = typed;
}

/// A column of the pane.
fn part(ui: &mut Ui, [width, height]: [f32; 2], content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        content(ui);
    });
}

/// What is open, and a field that saves it as a scenario.
fn head_ui(ui: &mut Ui, state: &State, typed: &mut Typed, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.strong(state.text("scenarios.heading"));
        let names = open_name(state);
        let said = state.fill("scenarios.open", &[names.in_lang(state.lang())]);
        ui.label(said);
        let keys = keys(state);
        if let ([key], true) = (keys, is_changed(state)) {
            let tip = state.text("scenarios.update.tip");
            let button = ui.button(state.text("scenarios.update"));
            if button.on_hover_text(tip).clicked() {
                actions.push(Action::Scenario(ScenarioStep::Update(key.clone())));
            }
        }
        ui.separator();
        let label = ui.label(state.text("scenarios.new"));
        let field = egui::TextEdit::singleline(&mut typed.new).desired_width(180.0);
        let field = ui.add(field).labelled_by(label.id);
        let is_entered =
            field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_named = !typed.new.trim().is_empty();
        let save = egui::Button::new(state.text("scenarios.save"));
        let save = ui
            .add_enabled(is_named, save)
            .on_hover_text(state.text("scenarios.save.tip"))
            .on_disabled_hover_text(state.text("scenarios.save.no-name"));
        if is_named && (save.clicked() || is_entered) {
            let step = ScenarioStep::SaveNew(typed.new.clone());
            actions.push(Action::Scenario(step));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Scenarios, false));
        }
    });
}

fn list_ui(ui: &mut Ui, state: &State, book: &Book, actions: &mut Vec<Action>) {
    let widths = widths(ui, &COLUMNS);
    heading_ui(ui, state, &COLUMNS, &widths);
    let scroll = egui::ScrollArea::vertical().id_salt("scenarios-list");
    scroll.auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let base = state.text("scenario.base");
        cells(ui, &widths, |ui, column| {
            if COLUMNS[column].0 == "scenarios.name" {
                let is_open = keys(state).is_empty();
                let row = ui.selectable_label(is_open, &base);
                if row
                    .on_hover_text(state.text("scenarios.base.tip"))
                    .clicked()
                {
                    actions.push(Action::Scenario(ScenarioStep::Open(Vec::new())));
                }
            }
        });
        for named in book.scenarios() {
            cells(ui, &widths, |ui, column| {
                cell(ui, state, column, (book, named), actions);
            });
        }
        if book.scenarios().is_empty() {
            ui.weak(state.text("scenarios.none"));
        }
    });
}

fn cell(
    ui: &mut Ui,
    state: &State,
    column: usize,
    (book, named): (&Book, &Named),
    actions: &mut Vec<Action>,
) {
    match COLUMNS[column].0 {
        "scenarios.with" => with_ui(ui, state, book, named, actions),
        "scenarios.name" => name_ui(ui, state, book, named, actions),
        "scenarios.year" => {
            let year = named.edits.iter().find_map(|edit| match edit {
                Edit::SetYear(year) => Some(*year),
                _ => None,
            });
            ui.label(year.map_or_else(String::new, |year| year.to_string()));
        }
        "scenarios.edits" => {
            ui.label(named.edits.len().to_string());
        }
        _ => {
            let said = names_in_words(state, book, &named.builds_on);
            ui.add(egui::Label::new(said).truncate());
        }
    }
}

fn names_in_words(state: &State, book: &Book, keys: &[Key]) -> String {
    let name = |key: &Key| {
        let names = name_of(book, std::slice::from_ref(key));
        names.in_lang(state.lang()).to_owned()
    };
    let names: Vec<String> = keys.iter().map(name).collect();
    list(state.lang(), &names)
}

/// The box that opens a scenario together with those that are open, or without it.
fn with_ui(ui: &mut Ui, state: &State, book: &Book, named: &Named, actions: &mut Vec<Action>) {
    let keys = keys(state);
    let mut is_in = keys.contains(&named.key);
    let was_in = is_in;
    let obstacle = obstacle(state, &named.key).filter(|_| !was_in);
    let name = name_of(book, std::slice::from_ref(&named.key));
    let label = state.fill("scenarios.with.label", &[name.in_lang(state.lang())]);
    let mut response = ui
        .add_enabled_ui(obstacle.is_none(), |ui| ui.checkbox(&mut is_in, ""))
        .inner;
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::CheckBox, obstacle.is_none(), was_in, &label)
    });
    if let Some(why) = &obstacle {
        response = response.on_disabled_hover_text(why);
    } else {
        response = response.on_hover_text(&label);
    }
    if response.changed() {
        let mut keys = keys.to_vec();
        keys.retain(|key| *key != named.key);
        if is_in {
            keys.push(named.key.clone());
        }
        actions.push(Action::Scenario(ScenarioStep::Open(keys)));
    }
}

fn name_ui(ui: &mut Ui, state: &State, book: &Book, named: &Named, actions: &mut Vec<Action>) {
    let is_open = keys(state).contains(&named.key);
    let name = name_of(book, std::slice::from_ref(&named.key));
    let about = named.about.in_lang(state.lang());
    let button = egui::Button::selectable(is_open, name.in_lang(state.lang())).truncate();
    let mut response = ui.add(button);
    if !about.is_empty() {
        response = response.on_hover_ui(|ui| {
            ui.set_max_width(420.0);
            ui.label(about);
        });
    }
    let key = || named.key.clone();
    if response.clicked() {
        actions.push(Action::Scenario(ScenarioStep::Open(vec![key()])));
    }
    response.context_menu(|ui| {
        let mut entry = |ui: &mut Ui, words: &str, step: ScenarioStep| {
            if ui.button(state.text(words)).clicked() {
                actions.push(Action::Scenario(step));
                ui.close();
            }
        };
        entry(ui, "scenarios.read", ScenarioStep::Read(Some(key())));
        for (words, step) in steps(&named.key) {
            entry(ui, words, step);
        }
    });
}

/// What can be done to a scenario of the list.
fn steps(key: &Key) -> [(&'static str, ScenarioStep); 4] {
    [
        ("scenarios.duplicate", ScenarioStep::Duplicate(key.clone())),
        ("scenarios.up", ScenarioStep::Move(key.clone(), -1)),
        ("scenarios.down", ScenarioStep::Move(key.clone(), 1)),
        ("scenarios.remove", ScenarioStep::Remove(key.clone())),
    ]
}

/// What is said of the scenario that is read about.
fn details_ui(
    ui: &mut Ui,
    state: &State,
    book: &Book,
    typed: &mut Typed,
    actions: &mut Vec<Action>,
) {
    let read = state.session.scenarios.read.as_ref();
    let Some(named) = read.and_then(|key| book.get(key.as_str())) else {
        typed.read = None;
        ui.weak(state.text("scenarios.base.about"));
        return;
    };
    let scroll = egui::ScrollArea::vertical().id_salt("scenarios-details");
    scroll.auto_shrink(false).show(ui, |ui| {
        ui.set_width(DETAILS - 16.0);
        texts_ui(ui, state, named, typed, actions);
        ui.horizontal_wrapped(|ui| {
            for (words, step) in steps(&named.key) {
                if ui.small_button(state.text(words)).clicked() {
                    actions.push(Action::Scenario(step));
                }
            }
        });
        relations_ui(ui, state, book, named, actions);
    });
}

/// Name and description, to be typed over.
fn texts_ui(
    ui: &mut Ui,
    state: &State,
    named: &Named,
    typed: &mut Typed,
    actions: &mut Vec<Action>,
) {
    let lang = state.lang();
    let known = [&named.names, &named.about].map(|of| of.in_lang(lang).to_owned());
    let (key, name, about) = typed.read.get_or_insert_with(|| {
        let [name, about] = known.clone();
        (named.key.clone(), name, about)
    });
    let label = ui.weak(state.text("scenarios.name"));
    let field = egui::TextEdit::singleline(name).desired_width(f32::INFINITY);
    let of_name = ui.add(field).labelled_by(label.id);
    let label = ui.weak(state.text("scenarios.about"));
    let field = egui::TextEdit::multiline(about)
        .desired_width(f32::INFINITY)
        .desired_rows(3);
    let of_about = ui.add(field).labelled_by(label.id);
    let [old_name, old_about] = &known;
    if of_name.lost_focus() && name != old_name && !name.trim().is_empty() {
        let step = ScenarioStep::Rename(key.clone(), name.trim().to_owned());
        actions.push(Action::Scenario(step));
    }
    if of_about.lost_focus() && about != old_about {
        let step = ScenarioStep::Describe(key.clone(), about.clone());
        actions.push(Action::Scenario(step));
    }
    let is_typing = of_name.has_focus() || of_about.has_focus();
    if !is_typing {
        // What another language calls it, or what undo made of it, is read anew.
        typed.read = None;
    }
}
