//! The heading of a legend that hides much of the map: a click folds the rest, or unfolds it.
//!
//! Does not know: how a legend is drawn; how much it hides.

use eframe::egui::{self, CursorIcon, Role, Sense, StrokeKind, WidgetInfo};

use crate::app::action::Action;
use crate::app::state::State;
use crate::scene::projection::Rect;

/// Answers clicks on the heading, where there is one. The map's page begins at `origin`.
pub fn heading_ui(
    ui: &egui::Ui,
    state: &State,
    origin: egui::Pos2,
    heading: Option<(Rect, bool)>,
    actions: &mut Vec<Action>,
) {
    let Some((at, is_folded)) = heading else {
        return;
    };
    let corner = origin + egui::vec2(at.x, at.y);
    let at = egui::Rect::from_min_size(corner, egui::vec2(at.w, at.h));
    let response = ui.interact(at, ui.scope_id().with("legend-heading"), Sense::click());
    let key = if is_folded {
        "legend.unfold"
    } else {
        "legend.fold"
    };
    let label = state.text(key);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.clicked() {
        actions.push(Action::FoldLegend(!is_folded));
    }
    if response.hovered() || response.has_focus() {
        let line = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(at, 2.0, line, StrokeKind::Inside);
    }
    response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text(label);
}
