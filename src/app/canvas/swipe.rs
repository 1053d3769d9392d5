//! The other scenario's map left of a handle, the window's own right of it: the same view, two results.
//!
//! Does not know: what the other scenario is, or how it was computed.

use eframe::egui::{
    self, Align2, CursorIcon, FontId, Pos2, Rect, Sense, Stroke, WidgetInfo, pos2, vec2,
};

use super::legend;
use crate::app::action::Action;
use crate::app::paint::{self, Brushes};
use crate::app::panels::draw::tools::tools_area;
use crate::app::peek::BothMaps;
use crate::app::scenarios::open_name;
use crate::app::state::State;
use crate::app::theme::{BODY, color};
use crate::scene::item::Point;
use crate::scene::projection;
use crate::scene::sheet::{Furniture, View, scene};

/// How near the handle comes to the sides, as a part of the width.
const MARGIN: f32 = 0.03;
/// The size of the handle.
const HANDLE: egui::Vec2 = vec2(16.0, 40.0);

/// Where the map is, and how it is looked at.
pub struct Page<'a> {
    /// Its place on the screen.
    pub rect: Rect,
    /// What is looked at.
    pub view: &'a View,
    /// What stands around it.
    pub around: &'a Furniture,
}

/// What stands around the window's own map: right of the handle, where there is one.
#[must_use]
pub fn own_side(state: &State, around: &Furniture, size: Point) -> Furniture {
    let mut own = around.clone();
    let other = state.transient.other_map.as_ref();
    if let (Some(BothMaps::Swiped(share)), Some(_)) = (state.session.both_maps, other) {
        own.covered
            .push(projection::Rect::new(0.0, 0.0, size.x * share, size.y));
    }
    own
}

/// Shows it; where the handle is on the screen, or `None` where one map alone is shown.
pub fn swipe_ui(
    ui: &mut egui::Ui,
    state: &State,
    page: &Page,
    brushes: &mut Brushes,
    actions: &mut Vec<Action>,
) -> Option<f32> {
    let Some(BothMaps::Swiped(share)) = state.session.both_maps else {
        return None;
    };
    let other = state.transient.other_map.as_deref()?;
    let rect = page.rect;
    let x = rect.min.x + rect.width() * share;
    let size = Point::new(rect.width(), rect.height());
    let (network, outcome) = (&other.outcome.network, Some(&*other.outcome));
    let mut around = Furniture {
        scale_bar: false,
        north_arrow: false,
        ..page.around.clone()
    };
    let left = size.x * share;
    around
        .covered
        .push(projection::Rect::new(left, 0.0, size.x - left, size.y));
    let picture = scene(&other.layers, network, outcome, page.view, &around, size);
    let left = Rect::from_min_max(rect.min, pos2(x, rect.max.y));
    paint::paint(&ui.painter_at(left), rect.min, &picture, brushes);
    let right = Rect::from_min_max(pos2(x, rect.min.y), rect.max);
    let heading = picture.legend_heading;
    legend::heading_ui(ui, state, (rect.min, left, "other"), heading, actions);
    chips(ui, state, left, right, rect.min);
    handle_ui(ui, state, (rect, x), share, actions);
    Some(x)
}

/// The names of both sides, where they meet: the other scenario left, what is open right, beside the tools of the map
/// that begins at `origin`.
pub fn chips(ui: &egui::Ui, state: &State, left: Rect, right: Rect, origin: Pos2) {
    let names = &state.transient.peek.names;
    chip(ui, state, names.in_lang(state.lang()), (left, true));
    let tools = tools_area(state).map_or(0.0, projection::Rect::right);
    let mut right = right;
    right.min.x = right.min.x.max(origin.x + tools);
    let names = open_name(state);
    chip(ui, state, names.in_lang(state.lang()), (right, false));
}

/// The name of a side, at the handle.
fn chip(ui: &egui::Ui, state: &State, name: &str, (side, is_left): (Rect, bool)) {
    let palette = state.session.view.palette();
    let painter = ui.painter_at(side);
    let font = FontId::proportional(BODY);
    let text = painter.layout_no_wrap(name.to_owned(), font, color(palette.ink));
    let (anchor, at) = if is_left {
        (Align2::RIGHT_TOP, side.right_top() + vec2(-12.0, 12.0))
    } else {
        (Align2::LEFT_TOP, side.left_top() + vec2(12.0, 12.0))
    };
    let place = anchor.anchor_size(at, text.size());
    painter.rect(
        place.expand2(vec2(7.0, 4.0)),
        4.0,
        color(palette.panel),
        Stroke::new(1.0, color(palette.rule)),
        egui::StrokeKind::Inside,
    );
    painter.galley(place.min, text, color(palette.ink));
}

fn handle_ui(
    ui: &mut egui::Ui,
    state: &State,
    (rect, x): (Rect, f32),
    share: f32,
    actions: &mut Vec<Action>,
) {
    let palette = state.session.view.palette();
    let place = Rect::from_center_size(pos2(x, rect.center().y), HANDLE);
    let id = ui.scope_id().with("swipe");
    let grip = Rect::from_center_size(place.center(), vec2(HANDLE.x + 8.0, rect.height()));
    let response = ui.interact(grip, id, Sense::drag());
    let label = state.text("swipe.handle");
    response.widget_info(|| WidgetInfo::slider(true, f64::from(share), &label));
    let is_held = response.hovered() || response.dragged();
    let ink = color(if is_held { palette.accent } else { palette.ink });
    let painter = ui.painter_at(rect);
    painter.vline(x, rect.y_range(), Stroke::new(2.0, ink));
    painter.rect(
        place,
        5.0,
        color(palette.panel),
        Stroke::new(1.5, ink),
        egui::StrokeKind::Inside,
    );
    for offset in [-2.5, 2.5] {
        let line = place.shrink2(vec2(0.0, 12.0)).y_range();
        painter.vline(x + offset, line, Stroke::new(1.0, ink));
    }
    if let (true, Some(pointer)) = (response.dragged(), response.interact_pointer_pos()) {
        let to = (pointer.x - rect.min.x) / rect.width().max(1.0);
        let to = to.clamp(MARGIN, 1.0 - MARGIN);
        actions.push(Action::ShowBoth(Some(BothMaps::Swiped(to))));
    }
    response
        .on_hover_cursor(CursorIcon::ResizeHorizontal)
        .on_hover_text(state.text("swipe.tip"));
}
