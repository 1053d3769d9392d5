//! The camera: what it is made to show, and its flights.
//!
//! Does not know: gestures.

use eframe::egui;

use super::action::Action;
use super::present::resized;
use super::state::{Flight, State};
use crate::model::context::home_box;
use crate::model::geometry::{GeoBox, LonLat};
use crate::scene::item::Point;
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::{Furniture, Thing};
use crate::study::outcome::PathAnswer;

/// Space around what the camera is made to show, points.
const PADDING: f32 = 48.0;
/// Scale below which a flight to a line or area does not go, projected meters a point.
const NEAR: f64 = 150.0;
/// Scale above which a flight to a place does not stay, projected meters a point.
const NEAR_PLACE: f64 = 600.0;
/// Seconds that a camera flight takes.
const FLIGHT_SECONDS: f64 = 0.4;

/// Does what an action asks for of the camera.
pub fn update_camera(state: &mut State, action: &Action) {
    let camera = state.session.view.camera;
    match *action {
        Action::SetCamera(camera) => {
            state.transient.flight = None;
            state.session.view.camera = camera;
        }
        Action::Zoom(factor) => {
            state.transient.flight = None;
            let middle = camera.viewport.center();
            state.session.view.camera = camera.zoomed_about(middle, factor);
        }
        Action::Pan(dx, dy) => {
            state.transient.flight = None;
            state.session.view.camera = camera.panned(dx, dy);
        }
        Action::LookAt(shown) => {
            let to = Camera::fit(camera.projection, shown, camera.viewport, PADDING);
            fly(state, to);
        }
        Action::FlyTo(thing) => {
            state.session.view.selected = Some(thing);
            if let Some(to) = camera_on(state, thing) {
                fly(state, to);
            }
        }
        Action::Home => {
            if let Some(to) = home(state, camera) {
                fly(state, to);
            }
        }
        Action::FitPath => {
            if let Some(shown) = path_box(state) {
                fly(
                    state,
                    Camera::fit(camera.projection, shown, camera.viewport, PADDING),
                );
            }
        }
        Action::Resize(size) => resize(state, size),
        _ => {}
    }
}

/// The map has another size; a study just opened is looked at whole.
pub fn resize(state: &mut State, size: Point) {
    state.session.map_size = size;
    let around = Furniture::for_window(&[]);
    let camera = state
        .session
        .view
        .camera
        .with_viewport(around.viewport(size));
    if let Some(flight) = &mut state.transient.flight {
        flight.to = whole_in(flight.to, camera.viewport);
    }
    state.session.view.camera = resized(state, camera);
    if !state.session.is_camera_set
        && let Some(to) = home(state, camera)
    {
        state.session.view.camera = to;
        state.session.is_camera_set = true;
    }
}

/// A camera for another viewport that still shows what it showed.
fn whole_in(camera: Camera, viewport: Rect) -> Camera {
    let (old, room) = (camera.viewport, |length: f32| length.max(1.0));
    let shrunk = (old.w / room(viewport.w)).max(old.h / room(viewport.h));
    Camera {
        meters_per_unit: camera.meters_per_unit * f64::from(shrunk.max(1.0)),
        ..camera.with_viewport(viewport)
    }
}

/// What the map shows, or will at the end of its flight.
#[must_use]
pub fn camera_ahead(state: &State) -> Camera {
    let flight = state.transient.flight.as_ref();
    flight.map_or(state.session.view.camera, |flight| flight.to)
}

/// Begins a flight.
pub fn fly(state: &mut State, to: Camera) {
    state.transient.flight = Some(Flight {
        from: state.session.view.camera,
        to,
        since: None,
    });
}

/// What the whole is: a box around the corridor, or what else there is.
#[must_use]
pub fn home_box_of(state: &State) -> Option<GeoBox> {
    let document = state.document.as_ref()?;
    let own = home_box(&document.network, &document.context);
    let roads = state.layers.plain().map().and_then(|map| map.around());
    own.or(roads)
}

fn home(state: &State, camera: Camera) -> Option<Camera> {
    let shown = home_box_of(state)?;
    Some(Camera::fit(
        camera.projection,
        shown,
        camera.viewport,
        PADDING,
    ))
}

/// A camera on a thing.
#[must_use]
pub fn camera_on(state: &State, thing: Thing) -> Option<Camera> {
    let network = state.numbers()?;
    let camera = state.session.view.camera;
    match thing {
        Thing::Node(node) => {
            let node = network.nodes().get(node.index())?;
            Some(camera_at(node.at, camera))
        }
        Thing::Link(link) => {
            network.links().get(link.index())?;
            let shown = GeoBox::around(network.line(link).iter().copied())?;
            Some(camera_around(shown, camera))
        }
        Thing::Context { layer, feature } => {
            let (layer, _) = state.feature(layer, feature)?;
            Some(camera_around(layer.feature_box(feature)?, camera))
        }
    }
}

/// A camera on a place, near enough to see what is there.
#[must_use]
pub fn camera_at(at: LonLat, camera: Camera) -> Camera {
    Camera {
        center: camera.projection.project(at),
        meters_per_unit: camera.meters_per_unit.min(NEAR_PLACE),
        ..camera
    }
}

/// A camera around a box, not nearer than makes sense.
#[must_use]
pub fn camera_around(shown: GeoBox, camera: Camera) -> Camera {
    let mut to = Camera::fit(camera.projection, shown, camera.viewport, PADDING * 2.0);
    to.meters_per_unit = to.meters_per_unit.max(NEAR);
    to
}

/// A camera around a box of projected meters, not nearer than makes sense.
#[must_use]
pub fn camera_in([west, south, east, north]: [f64; 4], camera: Camera) -> Camera {
    let bounds = [[west, south], [east, north]];
    let mut to = Camera::fit_world(camera.projection, bounds, camera.viewport, PADDING * 2.0);
    to.meters_per_unit = to.meters_per_unit.max(NEAR);
    to
}

fn path_box(state: &State) -> Option<GeoBox> {
    let outcome = state.transient.outcome.as_ref()?;
    let network = &outcome.network;
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return None;
    };
    let positions = best.links().flat_map(|passed| network.line(passed.link));
    GeoBox::around(positions.copied())
}

/// Moves a camera that is under way.
pub fn keep_flying(context: &egui::Context, state: &mut State) {
    let now = context.input(|input| input.time);
    let Some(flight) = &mut state.transient.flight else {
        return;
    };
    let since = *flight.since.get_or_insert(now);
    let done = ((now - since) / FLIGHT_SECONDS).clamp(0.0, 1.0);
    state.session.view.camera = on_the_way(flight, done);
    if done >= 1.0 {
        state.transient.flight = None;
    }
    context.request_repaint();
}

/// The camera of a flight, eased in and out; the scale moves in proportion.
fn on_the_way(flight: &Flight, done: f64) -> Camera {
    let eased = done * done * (3.0 - 2.0 * done);
    let mix = |a: f64, b: f64| a + (b - a) * eased;
    let (from, to) = (&flight.from, &flight.to);
    Camera {
        projection: to.projection,
        center: [
            mix(from.center[0], to.center[0]),
            mix(from.center[1], to.center[1]),
        ],
        meters_per_unit: mix(from.meters_per_unit.ln(), to.meters_per_unit.ln()).exp(),
        viewport: to.viewport,
    }
}
