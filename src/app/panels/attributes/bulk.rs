//! What is done to all picked rows at once: set, multiplied, opened, closed, as in the base again.
//!
//! Does not know: how edits are made.

use eframe::egui::{self, Key, Ui};

use crate::app::action::Action;
use crate::app::attributes::bulk::picked_rows;
use crate::app::attributes::jobs::TableMade;
use crate::app::attributes::{Asking, TableStep};
use crate::app::state::State;
use crate::study::table::columns::Field;
use crate::study::table::{Cell, Tab};

/// Shows what can be done to the picked rows.
pub fn bulk_ui(ui: &mut Ui, state: &State, made: &TableMade, actions: &mut Vec<Action>) {
    let picked = picked_rows(state, made);
    let field = state.transient.table.at.map(|(_, field)| field);
    let mut columns = made.table.columns().iter();
    let column = columns.find(|column| Some(column.field) == field);
    let (Some(column), false) = (column, picked.is_empty()) else {
        ui.horizontal(|ui| ui.weak(state.text("table.hint")));
        return;
    };
    let field = column.field;
    let is_set = |row: &&usize| made.table.target(**row, field).is_some();
    let is_number = column.is_number && picked.iter().any(|row| is_set(&row));
    let is_edited = picked.iter().any(|&row| made.table.is_edited(row, field));
    ui.horizontal(|ui| {
        let mut push = |step| actions.push(Action::Table(step));
        let count = picked.len().to_string();
        let name = column.head(state.lang());
        ui.label(state.fill("table.cells", &[&name, &count]));
        let mut button = |key: &str, is_enabled: bool, step: TableStep| {
            let button = egui::Button::new(state.text(key)).small();
            if ui.add_enabled(is_enabled, button).clicked() {
                push(step);
            }
        };
        button("table.set", is_number, TableStep::Ask(Some(false)));
        button("table.multiply", is_number, TableStep::Ask(Some(true)));
        button("table.restore", is_edited, TableStep::Restore);
        let keys = match made.table.tab() {
            Tab::Links | Tab::Hubs => Some((Field::Open, ["table.open-rows", "table.close-rows"])),
            Tab::Projects => Some((Field::Applied, ["table.apply-rows", "table.leave-rows"])),
            Tab::Demand | Tab::Services | Tab::Parameters => None,
        };
        if let Some((field, keys)) = keys {
            for (key, is_on) in keys.into_iter().zip([true, false]) {
                let is_other = |row: &usize| made.table.cell(*row, field) == Cell::Switch(!is_on);
                button(key, picked.iter().any(is_other), TableStep::Switch(is_on));
            }
        }
        if let Some(asking) = &state.transient.table.asking {
            ask_ui(ui, state, asking, column.unit_in(state.lang()), actions);
        }
    });
}

/// The field for the number.
fn ask_ui(ui: &mut Ui, state: &State, asking: &Asking, unit: &str, actions: &mut Vec<Action>) {
    let key = if asking.is_factor {
        "table.factor"
    } else {
        "table.value"
    };
    let label = ui.label(state.text(key));
    let mut said = asking.text.clone();
    let id = egui::Id::unique("table-asking");
    let field = egui::TextEdit::singleline(&mut said).id(id);
    let response = ui.add(field.desired_width(90.0)).labelled_by(label.id);
    if !asking.is_factor {
        ui.weak(unit);
    }
    if asking.takes_focus {
        response.request_focus();
        actions.push(Action::Table(TableStep::Focused));
    }
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.changed() {
        actions.push(Action::Table(TableStep::Answer(said)));
    }
    if ui.small_button(state.text("table.take")).clicked() || is_entered {
        actions.push(Action::Table(TableStep::Take));
    }
    if ui.small_button(state.text("button.cancel")).clicked() {
        actions.push(Action::Table(TableStep::Ask(None)));
    }
    if let Some(error) = &asking.error {
        ui.colored_label(ui.visuals().error_fg_color, error);
    }
}
