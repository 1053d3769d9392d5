//! The map alone on the whole screen, in larger type, for showing it to others.
//!
//! What was seen of the map before is seen then, and the camera goes back when the panels do, unless it was
//! moved meanwhile.
//! Does not know: what stands on the map.

use eframe::egui;

use super::state::State;
use crate::scene::projection::Camera;

/// How much larger everything is.
const LARGER: f32 = 1.5;

/// The map alone.
#[derive(Clone, Copy, Debug)]
pub struct Presenting {
    /// The camera before.
    before: Camera,
    /// The camera that shows the same now; `None` until the map has its size.
    set: Option<Camera>,
    /// How large everything was.
    zoom: f32,
}

/// Shows the map alone, or the panels again.
pub fn present(state: &mut State, context: &egui::Context, on: bool) {
    let camera = state.session.view.camera;
    let was = state.session.presenting.take();
    match (was, on) {
        (None, true) => {
            let zoom = context.zoom_factor();
            context.set_zoom_factor(zoom * LARGER);
            state.session.presenting = Some(Presenting {
                before: camera,
                set: None,
                zoom,
            });
            state.transient.flight = None;
        }
        (Some(was), false) => {
            context.set_zoom_factor(was.zoom);
            if was.set.is_none_or(|set| set == camera) {
                state.transient.returning = Some(was.before);
            }
        }
        (was, _) => {
            state.session.presenting = was;
            return;
        }
    }
    context.send_viewport_cmd(egui::ViewportCommand::Fullscreen(on));
}

/// The camera for a map of another size.
pub fn resized(state: &mut State, camera: Camera) -> Camera {
    let now = state.session.view.camera;
    if let Some(presenting) = &mut state.session.presenting {
        if presenting.set.is_some_and(|set| set != now) {
            return camera;
        }
        let set = whole(presenting.before, camera);
        presenting.set = Some(set);
        return set;
    }
    match state.transient.returning.take() {
        Some(before) => Camera {
            viewport: camera.viewport,
            ..before
        },
        None => camera,
    }
}

/// A camera that shows in another viewport what a camera showed, as large as that allows.
fn whole(before: Camera, now: Camera) -> Camera {
    let (old, new) = (before.viewport, now.viewport);
    let shrunk = (old.w / new.w.max(1.0)).max(old.h / new.h.max(1.0));
    Camera {
        meters_per_unit: before.meters_per_unit * f64::from(shrunk),
        viewport: new,
        ..before
    }
}
