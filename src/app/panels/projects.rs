//! Infrastructure projects: how far they are, what they change, and a switch that applies them.
//!
//! Does not know: what a change brings about in the network.

use eframe::egui::{self, Rect, RichText, Role, Ui, WidgetInfo};

use super::number::{number_link, status_dot, value_ui};
use super::table::{Column, cells, heading_ui, widths};
use super::widgets::route_chip;
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin, ProjectValue};
use crate::app::notes::NoteStep;
use crate::app::state::{ProjectList, State};
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::facts::Facts;
use crate::model::network::Network;
use crate::model::project::{Change, Project, ProjectState, Setting};
use crate::model::saved::Anchor;
use crate::model::unit::Unit;
use crate::model::value::Value;
use crate::study::find::{Subject, described, named_by};
use crate::words::format::short;
use crate::words::text;

const COLUMNS: [Column; 8] = [
    ("projects.apply", 76.0, 0.0),
    ("projects.state", 84.0, 0.0),
    ("projects.name", 190.0, 0.4),
    ("projects.routes", 84.0, 0.0),
    ("projects.opens", 96.0, 0.2),
    ("projects.certainty", 62.0, 0.0),
    ("projects.effect", 150.0, 0.4),
    ("projects.year", 62.0, 0.0),
];
const STATES: [ProjectState; 5] = [
    ProjectState::Open,
    ProjectState::Building,
    ProjectState::Approved,
    ProjectState::Planned,
    ProjectState::Idea,
];

/// Shows the pane.
pub fn projects_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    filter_ui(ui, state, actions);
    let scrolls = std::mem::take(&mut state.transient.projects.scrolls);
    let state = &*state;
    let Some(document) = &state.document else {
        return;
    };
    let (network, facts) = (&*document.network, &*document.facts);
    let list = &state.transient.projects;
    let all = network.projects().iter().enumerate();
    let listed: Vec<(usize, &Project)> = all.filter(|(_, of)| is_listed(of, list)).collect();
    if listed.is_empty() {
        ui.weak(state.text("projects.none"));
        return;
    }
    let widths = widths(ui, &COLUMNS);
    heading_ui(ui, state, &COLUMNS, &widths);
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            for (place, project) in listed {
                let top = ui.cursor().min;
                let is_unfolded = state.session.project.as_ref() == Some(&project.key);
                cells(ui, &widths, |ui, column| {
                    cell(ui, state, column, (place, project), actions);
                });
                if is_unfolded {
                    details(ui, state, (network, facts), project, actions);
                    if scrolls {
                        let bottom = ui.cursor().min;
                        ui.scroll_to_rect(Rect::from_two_pos(top, bottom), None);
                    }
                }
            }
        });
}

fn filter_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    let all = state.document.as_ref().map(|d| d.network.projects());
    let all = all.unwrap_or_default();
    let count = |of: ProjectState| all.iter().filter(|project| project.state == of).count();
    let counts = STATES.map(count);
    let n_all = all.len();
    ui.horizontal_wrapped(|ui| {
        ui.strong(state.text("projects.heading"));
        let label = ui.label(state.text("projects.filter"));
        let field = egui::TextEdit::singleline(&mut state.transient.projects.text);
        ui.add(field.desired_width(160.0)).labelled_by(label.id);
        let every = format!("{} {n_all}", state.text("projects.all"));
        let chosen = state.transient.projects.state;
        let mut now = chosen;
        ui.selectable_value(&mut now, None, every);
        for (of, n_of) in STATES.into_iter().zip(counts) {
            let said = format!("{} {n_of}", state.text(of.words_key()));
            ui.selectable_value(&mut now, Some(of), said);
        }
        state.transient.projects.state = now;
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Projects, false));
        }
    });
}

fn is_listed(project: &Project, list: &ProjectList) -> bool {
    let typed = list.text.trim();
    let key = project.key.as_str().to_lowercase();
    let is_said = typed.is_empty()
        || project.names.contains(typed)
        || project.effect.contains(typed)
        || key == typed.to_lowercase();
    is_said && list.state.is_none_or(|only| only == project.state)
}

fn cell(
    ui: &mut Ui,
    state: &State,
    column: usize,
    (place, project): (usize, &Project),
    actions: &mut Vec<Action>,
) {
    match COLUMNS[column].0 {
        "projects.apply" => switch(ui, state, project, actions),
        "projects.state" => {
            ui.label(state.text(project.state.words_key()));
        }
        "projects.name" => name(ui, state, place, project, actions),
        "projects.routes" => {
            for route in &project.routes {
                route_chip(ui, state, route);
            }
        }
        "projects.opens" => {
            ui.add(egui::Label::new(project.opens.in_lang(state.lang())).truncate());
        }
        "projects.certainty" => {
            ui.label(state.text(project.certainty.words_key()));
        }
        "projects.effect" => effect(ui, state, project, actions),
        _ => {
            if let Some(year) = &project.year {
                let card = || card_of(project, ProjectValue::Year);
                number_link(ui, state, actions, year, card);
            }
        }
    }
}

/// A click unfolds the project and flies to it; the triangle folds it again.
fn name(ui: &mut Ui, state: &State, place: usize, project: &Project, actions: &mut Vec<Action>) {
    let is_unfolded = state.session.project.as_ref() == Some(&project.key);
    let mark = if is_unfolded { "▾" } else { "▸" };
    let key = if is_unfolded {
        "projects.fold"
    } else {
        "projects.unfold"
    };
    let said = project.names.in_lang(state.lang());
    let tip = state.fill(key, &[said]);
    let fold = ui.add(egui::Button::new(mark).small().frame(false));
    fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, &tip));
    if fold.on_hover_text(&tip).clicked() {
        let project = (!is_unfolded).then(|| project.key.clone());
        actions.push(Action::UnfoldProject(project));
    }
    let button = egui::Button::selectable(is_unfolded, said).truncate();
    if ui.add(button).on_hover_text(said).clicked() {
        actions.push(Action::Go(Subject::Project(place)));
    }
}

/// The switch of a project that is not open and changes something.
fn switch(ui: &mut Ui, state: &State, project: &Project, actions: &mut Vec<Action>) {
    if project.state == ProjectState::Open {
        let tip = state.text("projects.is-open");
        ui.weak("✓").on_hover_text(tip);
        return;
    }
    if project.changes.is_empty() {
        ui.weak("–").on_hover_text(nothing_to_apply(state, project));
        return;
    }
    let is_applied = is_applied(state, project);
    let mut on = is_applied;
    let name = project.names.in_lang(state.lang());
    let label = state.fill("edit.apply", &[name]);
    let response = ui.checkbox(&mut on, state.text("projects.apply"));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_applied, &label));
    if response.changed() {
        actions.push(Action::Edit(vec![Edit::ApplyProject {
            project: project.key.clone(),
            is_applied: on,
        }]));
    }
}

/// Whether the scenario applies a project.
fn is_applied(state: &State, project: &Project) -> bool {
    let edits = state
        .document
        .as_ref()
        .map(|d| d.history.scenario().edits());
    let applies = |edit: &Edit| matches!(edit, Edit::ApplyProject { project: of, is_applied: true } if *of == project.key);
    edits.unwrap_or_default().iter().any(applies)
}

fn nothing_to_apply(state: &State, project: &Project) -> String {
    state.fill("projects.nothing", &[&project.note])
}

fn card_of(project: &Project, value: ProjectValue) -> Card {
    Card::of(Origin::Project {
        project: project.key.clone(),
        value,
    })
}

/// Before and after with the unit, and how well that is founded.
fn effect(ui: &mut Ui, state: &State, project: &Project, actions: &mut Vec<Action>) {
    if let Some(before @ (Value::Number(_) | Value::Quoted(_))) = &project.before {
        let card = || card_of(project, ProjectValue::Before);
        value_ui(ui, state, actions, before, card);
        ui.label("→");
    }
    match &project.after {
        Some(after) => {
            let card = || card_of(project, ProjectValue::After);
            value_ui(ui, state, actions, after, card);
        }
        None => {
            let said = project.effect.in_lang(state.lang());
            ui.add(egui::Label::new(RichText::new(said).weak()).truncate());
        }
    }
}

/// The effect in words, the changes, remarks and sources.
fn details(
    ui: &mut Ui,
    state: &State,
    (network, facts): (&Network, &Facts),
    project: &Project,
    actions: &mut Vec<Action>,
) {
    let lang = state.lang();
    egui::Frame::new()
        .fill(ui.visuals().faint_bg_color)
        .inner_margin(8.0)
        .outer_margin(egui::Margin {
            left: 84,
            ..egui::Margin::ZERO
        })
        .show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 20.0).min(960.0));
            let kind = project.kind.in_lang(lang);
            ui.weak(format!("{} · {kind}", project.key));
            ui.add(egui::Label::new(project.effect.in_lang(lang)).wrap());
            for change in &project.changes {
                ui.label(change_in_words(state, network, facts, change));
            }
            if project.state == ProjectState::Open {
                ui.weak(state.text("projects.is-open"));
            }
            let note = if project.changes.is_empty() && project.state != ProjectState::Open {
                nothing_to_apply(state, project)
            } else {
                project.note.clone()
            };
            ui.add(egui::Label::new(note).wrap());
            let dates = [
                ("projects.start", project.start.as_str()),
                ("projects.opens", project.opens.in_lang(lang)),
            ];
            ui.horizontal_wrapped(|ui| {
                for (key, date) in dates.into_iter().filter(|(_, date)| !date.is_empty()) {
                    ui.weak(format!("{} {date}", state.text(key)));
                }
            });
            ui.horizontal_wrapped(|ui| {
                status_dot(ui, state, project.status);
                ui.weak(state.text(project.status.words_key()));
                ui.weak(state.fill("card.source", &[&project.source]));
            });
            if ui.small_button(state.text("notes.pin")).clicked() {
                let on = Anchor::Project(project.key.clone());
                actions.push(Action::Notes(NoteStep::New(on)));
            }
        });
}

/// `Huangtong–Baise (R18): State: in operation`.
fn change_in_words(state: &State, network: &Network, facts: &Facts, change: &Change) -> String {
    let lang = state.lang();
    let place = named_by(network, facts, &change.subject);
    let place = place.map(|subject| described(network, facts, subject));
    let name = place.map_or_else(String::new, |hit| hit.names.in_lang(lang).to_owned());
    let (what, value) = match &change.setting {
        Setting::State(of) => (
            state.text("inspector.access"),
            text(lang, of.words_key()).to_owned(),
        ),
        Setting::Electrified(is_so) => {
            let key = if *is_so { "word.yes" } else { "word.no" };
            (state.text("inspector.electrified"), state.text(key))
        }
        Setting::Number { property, value } => {
            let (what, unit) = property_in_words(state, property);
            (what, format!("{} {unit}", short(*value)).trim().to_owned())
        }
    };
    let key = change.subject.as_str();
    state.fill("projects.change", &[&name, key, &what, &value])
}

/// What a property of a link or hub is called, and the symbol of its unit.
fn property_in_words(state: &State, property: &str) -> (String, &'static str) {
    let lang = state.lang();
    let key = match property {
        "length_km" => Some(("inspector.length", Unit::Km.in_lang(lang))),
        "tracks" => Some(("inspector.tracks", "")),
        "design_kmh" => Some(("projects.design-speed", Unit::Kmh.in_lang(lang))),
        "gross_train_t" => Some(("projects.gross-train", Unit::Tonnes.in_lang(lang))),
        _ => LinkNumber::from_word(property)
            .map(|of| (of.words_key(), of.unit().in_lang(lang)))
            .or_else(|| {
                let of = NodeNumber::from_word(property)?;
                Some((of.words_key(), of.unit().in_lang(lang)))
            }),
    };
    match key {
        Some((key, unit)) => (state.text(key), unit),
        None => (property.to_owned(), ""),
    }
}
