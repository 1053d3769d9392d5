//! Rows of cells in columns that share the width of a pane.
//!
//! Does not know: what stands in a cell.

use eframe::egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::state::State;

/// Height of a row, points.
pub const ROW: f32 = 24.0;
/// Space between columns, points.
const GAP: f32 = 8.0;

/// A column: the key of its heading, its least width in points, its part of the spare width.
pub type Column = (&'static str, f32, f32);

/// The heading of the columns, over a line.
pub fn heading_ui(ui: &mut Ui, state: &State, columns: &[Column], widths: &[f32]) {
    cells(ui, widths, |ui, column| {
        ui.weak(state.text(columns[column].0));
    });
    ui.separator();
}

/// The widths of columns in what is left of a pane, with room for a scroll bar.
#[must_use]
pub fn widths(ui: &Ui, columns: &[Column]) -> Vec<f32> {
    let row = ui.available_width() - 14.0;
    let least: f32 = columns.iter().map(|(_, least, _)| least + GAP).sum();
    let spare = (row - least).max(0.0);
    let width = |(_, least, part): &Column| least + part * spare;
    columns.iter().map(width).collect()
}

/// A row of cells; what is wider than its cell is cut.
pub fn cells(ui: &mut Ui, widths: &[f32], mut cell: impl FnMut(&mut Ui, usize)) {
    let width: f32 = widths.iter().map(|width| width + GAP).sum();
    let (_, row) = ui.allocate_space(vec2(width, ROW));
    let mut left = row.min.x;
    for (column, &width) in widths.iter().enumerate() {
        let place = Rect::from_min_size(pos2(left, row.min.y), vec2(width, ROW));
        let layout = Layout::left_to_right(Align::Center);
        // A child of its own, so that the row keeps its height whatever stands in its last cell.
        let mut child = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        child.set_clip_rect(place.intersect(ui.clip_rect()));
        child.spacing_mut().item_spacing.x = 4.0;
        cell(&mut child, column);
        left += width + GAP;
    }
}
