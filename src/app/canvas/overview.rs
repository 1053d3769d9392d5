//! A small map of the whole in a corner, with a frame around what the map shows; a click or drag there moves it.
//!
//! Does not know: what lies on the map.

use eframe::egui::{
    self, CursorIcon, Pos2, Rect, Role, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2,
};

use crate::app::action::Action;
use crate::app::camera::home_box_of;
use crate::app::paint::{self, Brushes};
use crate::app::state::State;
use crate::app::theme::color;
use crate::scene::item::Point;
use crate::scene::projection::{self, Camera};
use crate::scene::sheet::{Furniture, View, scene};

/// Its longer side, points; and how much of the map's shorter side it may take.
const SIZE: (f32, f32) = (196.0, 0.36);
/// Space to the left edge of the map, and to the lower one, where credits stand.
const INSET: (f32, f32) = (12.0, 30.0);
/// It shows so much more than the whole, for the frame to be seen around that.
const MORE: f64 = 1.7;
/// The frame is never smaller than this.
const LEAST: f32 = 7.0;

/// Shows it at the lower left of the map.
pub fn overview_ui(
    ui: &egui::Ui,
    state: &State,
    map: Rect,
    brushes: &mut Brushes,
    actions: &mut Vec<Action>,
) {
    let Some((document, shown)) = state.document.as_ref().zip(home_box_of(state)) else {
        return;
    };
    let view = &state.session.view;
    let side = SIZE.0.min(map.size().min_elem() * SIZE.1);
    if side < SIZE.0 * 0.4 {
        return;
    }
    // As wide as high as what is shown, within limits.
    let [min, max] = projection::bounds(view.camera.projection, shown);
    let ratio = narrow((max[0] - min[0]) / (max[1] - min[1]).max(1.0)).clamp(0.6, 1.7);
    let size = if ratio > 1.0 {
        vec2(side, side / ratio)
    } else {
        vec2(side * ratio, side)
    };
    let place = Rect::from_min_size(
        pos2(map.min.x + INSET.0, map.max.y - INSET.1 - size.y),
        size.round(),
    );
    let viewport = projection::Rect::new(0.0, 0.0, place.width(), place.height());
    let camera = Camera::fit(view.camera.projection, shown, viewport, 0.0);
    let camera = camera.zoomed_about(viewport.center(), 1.0 / MORE);
    let small = View {
        camera,
        show_hubs: false,
        show_labels: false,
        show_notes: false,
        show_bottleneck: false,
        selected: None,
        hovered: None,
        hovered_way: None,
        chosen_note: None,
        ..view.clone()
    };
    let outcome = state.transient.outcome.as_deref();
    let network = state.numbers().unwrap_or(&document.network);
    let page = Point::new(place.width(), place.height());
    let around = Furniture::default();
    let picture = scene(&state.layers, network, outcome, &small, &around, page);
    let painter = ui.painter_at(place);
    paint::paint(&painter, place.min, &picture, brushes);
    let palette = view.palette();
    let frame = framed(&view.camera, &camera, place.min);
    painter.rect(
        frame,
        1.0,
        color(palette.accent.with_alpha(0x18)),
        Stroke::new(1.6, color(palette.accent)),
        StrokeKind::Middle,
    );
    ui.painter_at(map).rect_stroke(
        place,
        3.0,
        Stroke::new(1.0, color(palette.muted)),
        StrokeKind::Outside,
    );
    let id = ui.scope_id().with("overview");
    let response = ui.interact(place, id, Sense::click_and_drag());
    let label = state.text("overview.label");
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &label));
    let is_held = response.clicked() || response.dragged();
    if let (true, Some(pos)) = (is_held, response.interact_pointer_pos()) {
        let center = camera.to_world(Point::new(pos.x - place.min.x, pos.y - place.min.y));
        let moved = Camera {
            center,
            ..view.camera
        };
        actions.push(Action::SetCamera(moved));
    }
    response
        .on_hover_cursor(CursorIcon::Move)
        .on_hover_text(state.text("overview.tip"));
}

/// What a camera shows, on the page of another one of the same projection.
fn framed(shown: &Camera, on: &Camera, origin: Pos2) -> Rect {
    let [x, y, right, top] = shown.world_box();
    let (a, b) = (on.to_page([x, top]), on.to_page([right, y]));
    let frame = Rect::from_min_max(origin + vec2(a.x, a.y), origin + vec2(b.x, b.y));
    Rect::from_center_size(frame.center(), frame.size().max(vec2(LEAST, LEAST)))
}

#[expect(clippy::cast_possible_truncation, reason = "a ratio of sides")]
fn narrow(ratio: f64) -> f32 {
    ratio as f32
}
