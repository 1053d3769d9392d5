//! The head of a column: its name and unit, a click that sorts by it, and what is asked of its cells.
//!
//! Does not know: rows.

use eframe::egui::{self, Align, Layout, RichText, Role, Sense, Ui, WidgetInfo};

use crate::app::action::Action;
use crate::app::attributes::TableStep;
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::study::table::columns::Column;
use crate::study::table::filter::Test;

/// Height of the heads.
pub const HEIGHT: f32 = 62.0;
/// Height of the part that is clicked.
const NAME: f32 = 34.0;

/// Shows the head of a column.
pub fn head_ui(ui: &mut Ui, state: &State, column: &Column, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let look = state.session.table.look();
    let mark = match look.sort {
        Some((field, false)) if field == column.field => "↑",
        Some((field, true)) if field == column.field => "↓",
        _ => "",
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let size = egui::vec2(ui.available_width(), NAME);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let said = state.fill("table.sort", &[&column.head(lang)]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        let side = if column.is_number {
            Align::Max
        } else {
            Align::Min
        };
        let layout = Layout::top_down(side);
        let inside = egui::UiBuilder::new().max_rect(rect).layout(layout);
        let mut inside = ui.new_child(inside);
        inside.spacing_mut().item_spacing.y = 0.0;
        let name = RichText::new(column.name(lang)).strong();
        let line = |ui: &mut Ui, said: RichText| {
            ui.add(egui::Label::new(said).truncate().selectable(false));
        };
        line(&mut inside, name);
        let unit = format!("{} {mark}", column.unit_in(lang));
        line(&mut inside, RichText::new(unit.trim()).size(SMALL).weak());
        if response.on_hover_text(&said).clicked() {
            actions.push(Action::Table(TableStep::Sort(column.field)));
        }
        filter_ui(ui, state, column, actions);
    });
}

/// What is asked of the cells; what means nothing is told and asks nothing.
fn filter_ui(ui: &mut Ui, state: &State, column: &Column, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let look = state.session.table.look();
    let mut said = look.filters.get(&column.field).cloned().unwrap_or_default();
    let parsed = Test::parse(column, &said);
    let mut field = egui::TextEdit::singleline(&mut said)
        .desired_width(ui.available_width())
        .font(egui::FontId::proportional(SMALL));
    if parsed.is_err() {
        field = field.text_color(ui.visuals().error_fg_color);
    }
    let response = ui.add(field);
    let name = state.fill("table.filter-of", &[&column.head(lang)]);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &name));
    if response.changed() {
        actions.push(Action::Table(TableStep::Filter(column.field, said)));
    }
    let tip = match parsed {
        Err(bad) => bad.in_words(lang),
        Ok(_) if column.is_number => state.text("table.filter.numbers"),
        Ok(_) => state.text("table.filter.texts"),
    };
    response.on_hover_text(tip);
}
