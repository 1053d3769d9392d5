//! The heading of a legend that hides much of the map: a click folds the rest, or unfolds it.
//!
//! Does not know: how a legend is drawn; how much it hides.

use eframe::egui::{self, CursorIcon, Role, Sense, StrokeKind, WidgetInfo};

use crate::app::action::Action;
use crate::app::state::State;
use crate::scene::legend::fold::Fold;
use crate::scene::projection::Rect;

/// Answers clicks on the heading of a map, where there is one. The map's page begins at `origin`, and of it only what
/// is in `seen` is not covered; `whose` sets it apart from other maps of the window.
pub fn heading_ui(
    ui: &egui::Ui,
    state: &State,
    (origin, seen, whose): (egui::Pos2, egui::Rect, &str),
    heading: Option<(Rect, Fold)>,
    actions: &mut Vec<Action>,
) {
    let Some((at, fold)) = heading else {
        return;
    };
    let corner = origin + egui::vec2(at.x, at.y);
    let at = egui::Rect::from_min_size(corner, egui::vec2(at.w, at.h)).intersect(seen);
    if !at.is_positive() {
        return;
    }
    let (key, click) = match fold {
        Fold::Open => ("legend.fold", Some(Action::FoldLegend(true))),
        Fold::Folded => ("legend.unfold", Some(Action::FoldLegend(false))),
        Fold::NoRoom => ("legend.no-room", None),
    };
    let can_click = click.is_some();
    let sense = if can_click {
        Sense::click()
    } else {
        Sense::hover()
    };
    let id = ui.scope_id().with(("legend-heading", whose));
    let response = ui.interact(at, id, sense);
    let label = state.text(key);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, can_click, &label));
    if response.clicked() {
        actions.extend(click);
    }
    if can_click && (response.hovered() || response.has_focus()) {
        let line = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(at, 2.0, line, StrokeKind::Inside);
    }
    let cursor = if can_click {
        CursorIcon::PointingHand
    } else {
        CursorIcon::Default
    };
    response.on_hover_cursor(cursor).on_hover_text(label);
}
