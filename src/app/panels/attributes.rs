//! The attribute table: links, hubs, demand, projects, services and parameters, to sort, filter and edit.
//!
//! Only the rows that are seen are drawn, so that its length costs nothing.
//! Does not know: how rows are listed and edits are made.

mod bulk;
mod cells;
mod grid;
mod heads;

use eframe::egui::{self, Align, Layout, Ui};

use crate::app::action::{Action, Pane};
use crate::app::attributes::bulk::picked_rows;
use crate::app::attributes::jobs::TableMade;
use crate::app::attributes::look::is_shown;
use crate::app::attributes::{TableStep, table_now};
use crate::app::state::State;
use crate::study::table::Tab;
use crate::study::table::columns::of;
use crate::study::table::order::sum;
use crate::words::format::short;

/// The least height of the rows and their heads.
const LEAST: f32 = 80.0;

/// Shows the pane.
pub fn attributes_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let area = ui.max_rect();
    head_ui(ui, state, actions);
    let made = table_now(state);
    if let Some(made) = &made {
        bulk::bulk_ui(ui, state, made, actions);
    }
    let scrolls = state.transient.table.scrolls;
    // The line below the rows; a pane whose content is higher than itself would grow without end.
    let spacing = ui.spacing();
    let below = spacing.interact_size.y + 3.0 * spacing.item_spacing.y;
    let room = (ui.available_height() - below).max(LEAST);
    match &made {
        Some(made) if made.n_all == 0 => {
            let is_made = choice_is_made(state);
            let none = || {
                state.text(if is_made {
                    "table.none"
                } else {
                    "status.updating"
                })
            };
            ui.weak(made.reason.clone().unwrap_or_else(none));
        }
        Some(made) => {
            let place = state.transient.table.at.filter(|_| scrolls);
            let place = place.and_then(|(row, _)| made.rows.iter().position(|of| *of == row));
            if place.is_some() {
                actions.push(Action::Table(TableStep::Scrolled));
            }
            ui.allocate_ui(egui::vec2(ui.available_width(), room), |ui| {
                ui.set_height(room);
                grid::grid_ui(ui, state, made, place, actions);
            });
            status_ui(ui, state, made);
        }
        None => {
            ui.weak(state.text("status.updating"));
        }
    }
    focus(ui, area, state, actions);
}

/// Whether what the table lists is there: the matrix of demand is made on another thread.
fn choice_is_made(state: &State) -> bool {
    state.session.table.tab != Tab::Demand || state.transient.demand.is_some()
}

/// Keys go to the table from a click in it to a click elsewhere.
fn focus(ui: &Ui, area: egui::Rect, state: &State, actions: &mut Vec<Action>) {
    let pressed = ui.input(|input| {
        let at = input.pointer.interact_pos();
        at.filter(|_| input.pointer.any_pressed())
    });
    let Some(at) = pressed else {
        return;
    };
    let is_inside = area.contains(at);
    if is_inside != state.transient.table.has_keys {
        actions.push(Action::Table(TableStep::HasKeys(is_inside)));
    }
}

/// The tables, what limits the rows, the columns.
fn head_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let choice = &state.session.table;
    let look = choice.look();
    ui.horizontal(|ui| {
        let mut push = |step| actions.push(Action::Table(step));
        for tab in Tab::ALL {
            let is_open = tab == choice.tab;
            let name = state.text(tab.words_key());
            if ui.selectable_label(is_open, name).clicked() {
                push(TableStep::Tab(tab));
            }
        }
        ui.separator();
        let label = ui.label(state.text("table.filter"));
        let mut said = look.text.clone();
        let field = egui::TextEdit::singleline(&mut said).desired_width(120.0);
        if ui.add(field).labelled_by(label.id).changed() {
            push(TableStep::Text(said));
        }
        let mut toggle = |key: &str, is_on: bool, step: fn(bool) -> TableStep| {
            let tip = state.text(&format!("{key}.tip"));
            let label = ui.selectable_label(is_on, state.text(key));
            if label.on_hover_text(tip).clicked() {
                push(step(!is_on));
            }
        };
        toggle("table.edited", look.is_edited, TableStep::Edited);
        if choice.tab != Tab::Parameters {
            toggle("table.on-path", look.on_path, TableStep::OnPath);
            toggle("table.in-view", look.in_view, TableStep::InView);
        }
        if look.is_limited() && ui.small_button(state.text("table.end-filters")).clicked() {
            push(TableStep::EndFilters);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.small_button(state.text("button.close")).clicked() {
                actions.push(Action::Show(Pane::Table, false));
            }
            columns_ui(ui, state, actions);
            save_ui(ui, state, actions);
        });
    });
}

/// Which columns are shown.
fn columns_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let choice = &state.session.table;
    let (look, lang) = (choice.look(), state.lang());
    ui.menu_button(state.text("table.columns"), |ui| {
        egui::ScrollArea::vertical()
            .max_height(360.0)
            .show(ui, |ui| {
                for column in of(choice.tab) {
                    let was = is_shown(look, column.field, lang);
                    let mut is = was;
                    ui.checkbox(&mut is, column.head(lang));
                    if is != was {
                        let is_turned = !look.hidden.contains(&column.field);
                        let step = TableStep::ShowColumn(column.field, is_turned);
                        actions.push(Action::Table(step));
                    }
                }
            });
    });
}

/// Copying and saving the rows.
fn save_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.menu_button(state.text("table.save"), |ui| {
        let mut on = state.session.table.has_provenance;
        if ui
            .checkbox(&mut on, state.text("table.provenance"))
            .changed()
        {
            actions.push(Action::Table(TableStep::Provenance(on)));
        }
        if ui.button(state.text("table.save-csv")).clicked() {
            actions.push(Action::Table(TableStep::Save));
            ui.close();
        }
        let copy = egui::Button::new(state.text("table.copy")).shortcut_text("Ctrl+C");
        if ui.add(copy).clicked() {
            actions.push(Action::Table(TableStep::Copy));
            ui.close();
        }
    });
}

/// How many rows are listed, and what the picked cells of the column add up to.
fn status_ui(ui: &mut Ui, state: &State, made: &TableMade) {
    ui.horizontal(|ui| {
        let counts = [made.rows.len(), made.n_all].map(|count| count.to_string());
        ui.weak(state.fill("table.rows", &[&counts[0], &counts[1]]));
        let picked = picked_rows(state, made);
        if !picked.is_empty() {
            ui.weak(state.fill("table.picked", &[&picked.len().to_string()]));
        }
        let field = state.transient.table.at.map(|(_, field)| field);
        let mut columns = made.table.columns().iter();
        let column = columns.find(|column| Some(column.field) == field);
        if let Some(column) = column
            && picked.len() > 1
            && let Some(sum) = sum(&made.table, &picked, column)
            && let Some(mean) = sum.mean()
        {
            let (lang, unit) = (state.lang(), column.unit_in(state.lang()));
            let name = column.name(lang);
            let with = |value: f64| format!("{} {unit}", short(value)).trim().to_owned();
            let count = sum.count.to_string();
            let parts = [name.as_str(), &with(sum.sum), &with(mean), &count];
            ui.weak(state.fill("table.sum", &parts));
        }
        if state.transient.table.is_updating {
            ui.weak(state.text("status.updating"));
        }
    });
}
