//! A small map of the whole in a corner, with a frame around what the map shows; a click or drag there moves it.
//!
//! What it shows is described once and kept until something of it changes; the frame is not a part of that.
//! Does not know: what lies on the map.

use std::sync::Arc;

use eframe::egui::{
    self, CursorIcon, Pos2, Rect, Role, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2,
};

use crate::app::action::Action;
use crate::app::camera::home_box_of;
use crate::app::paint::{self, Brushes};
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::network::Network;
use crate::scene::closures::ClosureMap;
use crate::scene::flows::FlowMap;
use crate::scene::item::{Item, Point, Scene, WorldLayer};
use crate::scene::projection::{self, Camera};
use crate::scene::same::Same;
use crate::scene::sheet::{Furniture, View, scene};
use crate::study::outcome::Outcome;

/// Its longer side, points; and how much of the map's shorter side it may take.
const SIZE: (f32, f32) = (196.0, 0.36);
/// Space to the left edge of the map, and to the lower one, where credits stand.
const INSET: (f32, f32) = (12.0, 30.0);
/// It shows so much more than the whole, for the frame to be seen around that.
const MORE: f64 = 1.7;
/// The frame is never smaller than this.
const LEAST: f32 = 7.0;

/// What an overview was described from.
#[derive(PartialEq)]
struct Of {
    view: View,
    size: Point,
    layers: Vec<Same<WorldLayer>>,
    network: Same<Network>,
    outcome: Option<Same<Outcome>>,
    flows: Option<Same<FlowMap>>,
    closures: Option<Same<ClosureMap>>,
    pins: Vec<Item>,
}

/// The overview that was shown last.
#[derive(Default)]
pub struct Overview {
    kept: Option<(Of, Scene)>,
    /// How often one was described.
    n_described: usize,
}

impl Overview {
    /// The picture of what a view shows of the study, on a page of a size.
    fn picture(
        &mut self,
        state: &State,
        network: &Arc<Network>,
        view: &View,
        size: Point,
    ) -> &Scene {
        let of = Of {
            view: view.clone(),
            size,
            layers: state.layers.shown(view).map(Same::of).collect(),
            network: Same::of(network),
            outcome: state.transient.outcome.as_ref().map(Same::of),
            flows: state.layers.shared_flows().map(Same::of),
            closures: state.layers.shared_closures().map(Same::of),
            pins: state.layers.plain().pins(view),
        };
        let kept = self.kept.take().filter(|(known, _)| *known == of);
        let kept = kept.unwrap_or_else(|| {
            self.n_described += 1;
            let outcome = state.transient.outcome.as_deref();
            let around = Furniture::default();
            let picture = scene(&state.layers, network, outcome, view, &around, size);
            (of, picture)
        });
        &self.kept.insert(kept).1
    }

    /// How often it was described since the window is open.
    #[must_use]
    pub fn n_described(&self) -> usize {
        self.n_described
    }
}

/// Shows it at the lower left of the map.
pub fn overview_ui(
    ui: &egui::Ui,
    state: &State,
    map: Rect,
    (overview, brushes): (&mut Overview, &mut Brushes),
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
    let network = state.numbers().unwrap_or(&document.network);
    let page = Point::new(place.width(), place.height());
    let picture = overview.picture(state, network, &small, page);
    let painter = ui.painter_at(place);
    paint::paint(&painter, place.min, picture, brushes);
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
