//! A cell: its text or its number with the dot of its provenance, or the field in which it is edited.
//!
//! Does not know: rows.

use eframe::egui::{self, Align, Key, Layout, Role, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use crate::app::action::Action;
use crate::app::attributes::cards::card;
use crate::app::attributes::jobs::TableMade;
use crate::app::attributes::{Editor, TableStep};
use crate::app::panels::number::{Look, number_link_as};
use crate::app::state::State;
use crate::study::table::Cell;
use crate::study::table::columns::{Column, Field};

/// What was done to a cell's content with the pointer.
#[derive(Clone, Debug, Default)]
pub struct Clicked {
    /// It was clicked.
    pub once: bool,
    /// It was clicked twice.
    pub twice: bool,
    /// The card that its number opens.
    pub card: Option<Action>,
}

/// Shows a cell.
pub fn cell_ui(
    ui: &mut Ui,
    state: &State,
    made: &TableMade,
    (row, column): (usize, &Column),
    actions: &mut Vec<Action>,
) -> Clicked {
    let now = &state.transient.table;
    let field = column.field;
    let area = ui.max_rect();
    let editor = now.editor.as_ref();
    if let Some(editor) = editor.filter(|of| (of.row, of.field) == (row, field)) {
        editor_ui(ui, state, editor, column, actions);
        return Clicked::default();
    }
    let is_set = made.table.target(row, field).is_some();
    if !is_set {
        let weak = ui.visuals().weak_text_color();
        ui.visuals_mut().override_text_color = Some(weak);
    }
    if made.table.is_edited(row, field) {
        mark(ui, area);
    }
    if now.has_keys && now.at == Some((row, field)) {
        let line = Stroke::new(1.5, ui.visuals().hyperlink_color);
        ui.painter()
            .rect_stroke(area.expand(1.0), 2.0, line, StrokeKind::Inside);
    }
    let side = if column.is_number {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    ui.with_layout(side, |ui| content(ui, state, made, (row, column)))
        .inner
}

fn content(
    ui: &mut Ui,
    state: &State,
    made: &TableMade,
    (row, column): (usize, &Column),
) -> Clicked {
    let cell = made.table.cell(row, column.field);
    match &cell {
        Cell::Missing => Clicked::default(),
        Cell::Number(number) => {
            let mut asked = Vec::new();
            let look = Look {
                has_unit: column.unit.is_none(),
                // Degrees say nothing without their decimals.
                decimals: matches!(column.field, Field::Lon | Field::Lat).then_some(4),
                ..Look::BODY
            };
            let card = card(made, row, column.field);
            let response = number_link_as(ui, state, &mut asked, number, look, || {
                card.map_or(Action::CloseCard, Action::ShowCard)
            });
            Clicked {
                once: response.clicked(),
                twice: response.double_clicked(),
                card: asked.pop(),
            }
        }
        _ => {
            let said = cell.shown(state.lang());
            let label = egui::Label::new(said).truncate().selectable(false);
            ui.add(label);
            Clicked::default()
        }
    }
}

/// A corner that says that the scenario edits the cell.
fn mark(ui: &Ui, area: egui::Rect) {
    let corner = area.left_top();
    let triangle = vec![
        corner,
        pos2(corner.x + 7.0, corner.y),
        pos2(corner.x, corner.y + 7.0),
    ];
    let ink = ui.visuals().hyperlink_color;
    let shape = egui::Shape::convex_polygon(triangle, ink, Stroke::NONE);
    ui.painter().add(shape);
}

fn editor_ui(
    ui: &mut Ui,
    state: &State,
    editor: &Editor,
    column: &Column,
    actions: &mut Vec<Action>,
) {
    let mut said = editor.text.clone();
    let id = egui::Id::unique("table-editor");
    let side = if column.is_number {
        Align::Max
    } else {
        Align::Min
    };
    let mut field = egui::TextEdit::singleline(&mut said)
        .id(id)
        .desired_width(ui.available_width())
        .align(egui::Align2([side, Align::Center]));
    if editor.error.is_some() {
        field = field.text_color(ui.visuals().error_fg_color);
    }
    let mut output = field.show(ui);
    let name = state.fill("table.edit-of", &[&column.head(state.lang())]);
    let response = output.response.response.clone();
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &name));
    if response.changed() {
        actions.push(Action::Table(TableStep::Typed(said.clone())));
    }
    // Focus counts as lost for two frames: what was refused and asks for it anew comes first.
    if editor.takes_focus {
        response.request_focus();
        actions.push(Action::Table(TableStep::Focused));
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::new(0),
            egui::text::CCursor::new(said.chars().count()),
        );
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), id);
    } else if response.lost_focus() {
        let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
        let step = if is_entered {
            TableStep::Enter
        } else {
            TableStep::GoOn
        };
        actions.push(Action::Table(step));
    }
    if let Some(error) = &editor.error {
        egui::Tooltip::always_open(
            ui.ctx().clone(),
            ui.layer_id(),
            egui::Id::unique("table-editor-error"),
            response.rect,
        )
        .show(|ui| ui.colored_label(ui.visuals().error_fg_color, error));
    }
}
