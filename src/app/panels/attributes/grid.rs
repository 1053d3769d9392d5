//! The rows of the table under heads that stay; only what is seen is drawn.
//!
//! Does not know: what cells hold.

use eframe::egui::{
    self, Align, Id, Layout, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use super::cells::cell_ui;
use super::heads::{self, head_ui};
use crate::app::action::Action;
use crate::app::attributes::TableStep;
use crate::app::attributes::jobs::TableMade;
use crate::app::attributes::picks::Pick;
use crate::app::state::State;
use crate::study::table::columns::{Column, Field};

/// Height of a row.
const ROW: f32 = 22.0;
/// Width of the bar that scrolls through the rows.
const BAR: f32 = 10.0;
/// The least height of its handle.
const HANDLE: f32 = 24.0;
/// The name under which it is kept where the bar was dragged to.
const MOVED: &str = "table-bar-moved";

/// The width that a column first has.
fn width(column: &Column) -> f32 {
    match column.field {
        Field::NameEn | Field::NameZh | Field::Effect | Field::Stops => 220.0,
        Field::From | Field::To | Field::Routes | Field::Zone | Field::Port => 132.0,
        Field::Open | Field::Electrified | Field::Country | Field::Unit => 76.0,
        _ => 104.0,
    }
}

/// Shows the rows; `place` is that of the row to scroll to.
pub fn grid_ui(
    ui: &mut Ui,
    state: &State,
    made: &TableMade,
    place: Option<usize>,
    actions: &mut Vec<Action>,
) {
    let columns = state.session.table.columns(state.lang());
    let seen = ui.available_rect_before_wrap();
    let bar = Rect::from_min_max(
        pos2(seen.max.x - BAR, seen.min.y + heads::HEIGHT + 4.0),
        pos2(seen.max.x, seen.max.y - BAR),
    );
    let offset = bar_moved(ui);
    let inner = vec2(seen.width() - BAR - 2.0, seen.height());
    let scrolled = ui.allocate_ui(inner, |ui| {
        ui.set_height(inner.y);
        let area = egui::ScrollArea::horizontal()
            .id_salt(("table", state.session.table.tab))
            .auto_shrink(false);
        area.show(ui, |ui| {
            let mut reached = None;
            let output = builder(ui, state, &columns, (place, offset))
                .header(heads::HEIGHT, |mut header| {
                    for column in &columns {
                        header.col(|ui| head_ui(ui, state, column, actions));
                    }
                })
                .body(|body| {
                    body.rows(ROW, made.rows.len(), |mut row| {
                        let at = row_ui(&mut row, state, made, &columns, actions);
                        reached = reached.or(at);
                    });
                });
            if let Some(at) = reached {
                // Down to the row the list scrolls by itself; this is across to the column.
                ui.scroll_to_rect(at, None);
            }
            output
        })
        .inner
    });
    let output = scrolled.inner;
    bar_ui(
        ui,
        state,
        bar,
        (
            output.state.clamped_offset().y,
            output.inner_rect.height(),
            output.content_size.y,
        ),
    );
}

fn builder<'a>(
    ui: &'a mut Ui,
    state: &State,
    columns: &[Column],
    (place, offset): (Option<usize>, Option<f32>),
) -> TableBuilder<'a> {
    let mut builder = TableBuilder::new(ui)
        .id_salt(("table", state.session.table.tab, state.lang()))
        .striped(true)
        .sense(Sense::click())
        .resizable(true)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
        .cell_layout(Layout::left_to_right(Align::Center));
    for column in columns {
        builder = builder.column(Width::initial(width(column)).at_least(44.0).clip(true));
    }
    if let Some(place) = place {
        builder = builder.scroll_to_row(place, None);
    }
    if let Some(offset) = offset {
        builder = builder.vertical_scroll_offset(offset);
    }
    builder
}

/// Shows a row; where its cell is that the table is to scroll to.
fn row_ui(
    line: &mut TableRow,
    state: &State,
    made: &TableMade,
    columns: &[Column],
    actions: &mut Vec<Action>,
) -> Option<Rect> {
    let row = *made.rows.get(line.index())?;
    let now = &state.transient.table;
    let mut reached = None;
    line.set_selected(now.picked.contains(&row));
    for column in columns {
        let mut inside = None;
        let (_, response) = line.col(|ui| {
            inside = Some(cell_ui(ui, state, made, (row, column), actions));
        });
        if now.scrolls && now.at == Some((row, column.field)) {
            reached = Some(response.rect);
        }
        let clicked = inside.unwrap_or_default();
        let once = clicked.once || response.clicked();
        let twice = clicked.twice || response.double_clicked();
        if !once && !twice {
            continue;
        }
        let modifiers = response.ctx.input(|input| input.modifiers);
        let how = how(modifiers);
        let field = column.field;
        if once {
            let step = TableStep::Pick(row, Some(field), how);
            actions.push(Action::Table(step));
            actions.extend(clicked.card.filter(|_| how == Pick::One && !twice));
        }
        if twice {
            let is_set = made.table.target(row, field).is_some();
            actions.push(Action::Table(if is_set {
                TableStep::Begin
            } else {
                TableStep::Fly(row)
            }));
        }
    }
    reached
}

/// What a click means with keys that are held.
fn how(modifiers: Modifiers) -> Pick {
    if modifiers.command {
        Pick::Toggle
    } else if modifiers.shift {
        Pick::Range
    } else {
        Pick::One
    }
}

/// The bar at the right: the table's own one would stand behind its last column, out of sight. What it
/// was dragged to is taken with the next drawing.
fn bar_ui(ui: &Ui, state: &State, bar: Rect, (offset, seen, all): (f32, f32, f32)) {
    if all <= seen || seen <= 0.0 {
        return;
    }
    let response = ui.interact(bar, Id::unique("table-bar"), Sense::click_and_drag());
    let name = state.text("table.bar");
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, &name));
    let handle = (seen / all * bar.height()).clamp(HANDLE, bar.height().max(HANDLE));
    let way = (bar.height() - handle).max(1.0);
    let top = bar.min.y + offset / (all - seen) * way;
    let place = Rect::from_min_size(pos2(bar.min.x + 2.0, top), vec2(BAR - 4.0, handle));
    let ink = ui.style().interact(&response).fg_stroke.color;
    ui.painter()
        .rect_filled(place, 3.0, ink.gamma_multiply(0.5));
    if let Some(at) = response.interact_pointer_pos() {
        let share = ((at.y - bar.min.y - handle / 2.0) / way).clamp(0.0, 1.0);
        ui.data_mut(|data| data.insert_temp(Id::unique(MOVED), share * (all - seen)));
        ui.ctx().request_repaint();
    }
}

/// Where that was dragged to, once, points from the first row.
fn bar_moved(ui: &Ui) -> Option<f32> {
    ui.data_mut(|data| data.remove_temp(Id::unique(MOVED)))
}
