//! The other scenario's map beside the window's own, with the same camera: moving one moves the other, and a
//! ring in the one shows where the pointer is in the other.
//!
//! Does not know: what the other scenario is, or how it was computed.

use eframe::egui::{self, Pos2, Rect, Role, Sense, Stroke, WidgetInfo, pos2, vec2};

use super::swipe::{Page, chips};
use super::tooltip::{Of, tooltip_ui};
use super::{REACH, gestures, legend};
use crate::app::action::Action;
use crate::app::draw::added::same_in;
use crate::app::paint::{self, Brushes};
use crate::app::peek::{BothMaps, OtherMap};
use crate::app::state::State;
use crate::app::theme::color;
use crate::scene::flows::FlowMap;
use crate::scene::item::Point;
use crate::scene::overlay::thing_at;
use crate::scene::sheet::scene;

/// The radius of the ring where the pointer is in the other map.
const RING: f32 = 6.0;

/// Whether both maps stand side by side.
fn other(state: &State) -> Option<&OtherMap> {
    let is_beside = state.session.both_maps == Some(BothMaps::Beside);
    let other = state.transient.other_map.as_deref();
    other.filter(|_| is_beside && state.document.is_some())
}

/// The greatest flow of both maps, where both are shown: their bands have one scale.
#[must_use]
pub fn greatest_flow(state: &State) -> Option<f64> {
    let other = state.transient.other_map.as_deref();
    let other = other.filter(|_| state.session.both_maps.is_some())?;
    let all = [state.layers.flows(), other.layers.flows()];
    all.into_iter()
        .flatten()
        .map(FlowMap::greatest)
        .reduce(f64::max)
}

/// What is left of a place for the window's own map: all of it, or the right half.
#[must_use]
pub fn own_side(state: &State, whole: Rect) -> Rect {
    match other(state) {
        Some(_) => Rect::from_min_max(pos2(whole.center().x.round(), whole.min.y), whole.max),
        None => whole,
    }
}

/// Shows the other map in what [`own_side`] left; whether the pointer is there.
pub fn beside_ui(
    ui: &mut egui::Ui,
    state: &State,
    own: &Page,
    whole: Rect,
    brushes: &mut Brushes,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(other) = other(state) else {
        return false;
    };
    let rect = Rect::from_min_max(whole.min, pos2(own.rect.min.x, whole.max.y));
    let size = Point::new(own.rect.width(), own.rect.height());
    // With an odd width the half is a point narrower; both begin at the left.
    let origin = rect.min;
    let (network, outcome) = (&*other.outcome.network, Some(&*other.outcome));
    let picture = scene(&other.layers, network, outcome, own.view, own.around, size);
    paint::paint(&ui.painter_at(rect), origin, &picture, brushes);
    chips(ui, state, rect, own.rect, own.rect.min);
    let palette = own.view.palette();
    let line = Stroke::new(1.0, color(palette.rule));
    ui.painter_at(whole)
        .vline(own.rect.min.x, whole.y_range(), line);
    let id = ui.scope_id().with("beside");
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let label = state.text("beside.label");
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &label));
    gestures(&response, origin, own.view.camera, false, actions);
    let at = |pos: Pos2| Point::new(pos.x - origin.x, pos.y - origin.y);
    let thing = |pos: Pos2| thing_at(&other.layers, network, outcome, own.view, at(pos), REACH);
    let hovered = response.hover_pos().and_then(thing);
    let mapped = hovered.and_then(|thing| same_in(network, state.numbers()?, thing));
    let pointer = response.hover_pos();
    let pointer = pointer.map(|pos| own.view.camera.position_at(at(pos)));
    let is_still = mapped == own.view.hovered && pointer == state.transient.pointer;
    if let (Some(_), false, false) = (pointer, is_still, response.dragged()) {
        actions.push(Action::Hover(mapped, pointer));
    }
    if response.clicked() {
        actions.push(Action::Select(mapped));
    }
    if let (Some(thing), false) = (hovered, response.dragged()) {
        let of = Of { network, outcome };
        response.on_hover_ui_at_pointer(|ui| tooltip_ui(ui, state, &of, thing));
    }
    let heading = picture.legend_heading;
    legend::heading_ui(ui, state, (origin, rect, "other"), heading, actions);
    ring(ui, state, own, origin);
    pointer.is_some()
}

/// Where the pointer is in the one map, shown in the other.
fn ring(ui: &egui::Ui, state: &State, own: &Page, origin: Pos2) {
    let (Some(at), Some(pointer)) = (state.transient.pointer, ui.ctx().pointer_hover_pos()) else {
        return;
    };
    let page = own.view.camera.page_of(at);
    let there = if own.rect.contains(pointer) {
        origin
    } else {
        own.rect.min
    };
    let size = own.rect.size();
    let (ink, halo) = (own.view.palette().ink, own.view.palette().panel);
    let painter = ui.painter_at(Rect::from_min_size(there, size));
    let middle = there + vec2(page.x, page.y);
    painter.circle_stroke(middle, RING, Stroke::new(3.5, color(halo)));
    painter.circle_stroke(middle, RING, Stroke::new(1.5, color(ink)));
}
