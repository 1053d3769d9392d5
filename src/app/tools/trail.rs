//! The views that were looked at, to go back and ahead among them.
//!
//! A view counts once the camera has rested for half a second; the newest fifty are kept. Another projection or
//! size of the map makes no other view.
//! Does not know: keys and buttons.

use std::collections::VecDeque;

use eframe::egui;

use crate::app::camera::{camera_ahead, fly};
use crate::app::state::State;
use crate::scene::projection::{Camera, Rect};

/// Seconds that a camera rests before its view counts.
const REST: f64 = 0.5;
/// Views that are kept each way.
const MOST: usize = 50;
/// Views whose middles are no farther apart are the same, points.
const SAME: f64 = 0.5;

/// The views that were looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    /// Before the present one, the newest last.
    back: VecDeque<Camera>,
    /// After it, the nearest last.
    ahead: Vec<Camera>,
    /// The present one.
    now: Option<Camera>,
    /// Where the camera was last seen, and since when, seconds of the window's clock.
    seen: Option<(Camera, f64)>,
}

impl Trail {
    /// Whether there is a view before the present one, or after it.
    #[must_use]
    pub fn has(&self, is_back: bool, camera: &Camera) -> bool {
        let has_moved = self.now.is_some_and(|now| !is_same(&now, camera));
        if is_back {
            has_moved || !self.back.is_empty()
        } else {
            !has_moved && !self.ahead.is_empty()
        }
    }

    /// How many there are before the present one.
    #[must_use]
    pub fn n_back(&self) -> usize {
        self.back.len()
    }

    /// Takes a camera for one that has rested.
    fn rest(&mut self, camera: Camera) {
        if let Some(now) = self.now
            && now.projection == camera.projection
        {
            if is_same(&now, &camera) {
                return;
            }
            self.back.push_back(now);
            if self.back.len() > MOST {
                self.back.pop_front();
            }
            self.ahead.clear();
        }
        self.now = Some(camera);
    }

    /// The view before the present one, or after it, which becomes the present one.
    fn step(&mut self, is_back: bool, camera: Camera) -> Option<Camera> {
        self.rest(camera);
        let now = self.now?;
        let to = if is_back {
            let to = self.back.pop_back()?;
            self.ahead.push(now);
            to
        } else {
            let to = self.ahead.pop()?;
            self.back.push_back(now);
            to
        };
        let to = to.in_projection(camera.projection);
        let to = to.with_viewport(camera.viewport);
        self.now = Some(to);
        Some(to)
    }
}

/// Whether two cameras show the same, whatever the size of the map.
fn is_same(one: &Camera, other: &Camera) -> bool {
    let (a, b) = (one.center, other.center);
    let apart = (a[0] - b[0]).hypot(a[1] - b[1]);
    one.projection == other.projection
        && apart <= SAME * one.meters_per_unit
        && (one.meters_per_unit / other.meters_per_unit - 1.0).abs() < 1e-3
}

/// Follows the camera.
pub fn keep_up(context: &egui::Context, state: &mut State) {
    let trail = &mut state.transient.tools.trail;
    if !state.session.is_camera_set {
        *trail = Trail::default();
        return;
    }
    // A flight that has hardly begun still looks like rest.
    if state.transient.flight.is_some() {
        trail.seen = None;
        return;
    }
    let now = context.input(|input| input.time);
    let camera = Camera {
        viewport: Rect::default(),
        ..state.session.view.camera
    };
    match trail.seen {
        Some((seen, since)) if seen == camera => {
            let is_known = trail.now.is_some_and(|now| is_same(&now, &camera));
            if is_known {
                return;
            }
            if now - since >= REST {
                trail.rest(camera);
            } else {
                let rest = (since + REST - now).max(0.01);
                context.request_repaint_after_secs(narrow(rest));
            }
        }
        _ => {
            trail.seen = Some((camera, now));
            context.request_repaint_after_secs(narrow(REST));
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "less than a second")]
fn narrow(seconds: f64) -> f32 {
    seconds as f32
}

/// Flies to the view before the present one, or after it.
pub fn go_along(state: &mut State, is_back: bool) {
    let camera = camera_ahead(state);
    if let Some(to) = state.transient.tools.trail.step(is_back, camera) {
        fly(state, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::projection::Projection;

    fn camera(x: f64) -> Camera {
        Camera {
            projection: Projection::default(),
            center: [x * 1e6, 0.0],
            meters_per_unit: 1000.0,
            viewport: Rect::new(0.0, 0.0, 100.0, 100.0),
        }
    }

    #[test]
    fn back_and_ahead_lead_along_the_views() {
        let mut trail = Trail::default();
        for x in [1.0, 2.0, 3.0] {
            trail.rest(camera(x));
        }
        assert!(!trail.has(false, &camera(3.0)) && trail.has(true, &camera(3.0)));
        assert_eq!(trail.step(true, camera(3.0)), Some(camera(2.0)));
        assert_eq!(trail.step(true, camera(2.0)), Some(camera(1.0)));
        assert_eq!(trail.step(true, camera(1.0)), None);
        assert_eq!(trail.step(false, camera(1.0)), Some(camera(2.0)));
        // What has not rested counts when one goes back from it, and ends what lay ahead.
        assert_eq!(trail.step(true, camera(9.0)), Some(camera(2.0)));
        assert_eq!(trail.step(false, camera(2.0)), Some(camera(9.0)));
        assert_eq!(trail.step(false, camera(9.0)), None);
    }

    #[test]
    fn fifty_views_are_kept_and_small_moves_are_none() {
        let mut trail = Trail::default();
        for x in 0..80_u8 {
            trail.rest(camera(f64::from(x)));
            trail.rest(camera(f64::from(x) + 1e-4));
        }
        assert_eq!(trail.n_back(), MOST);
        let other = camera(79.0).in_projection(Projection::Albers);
        trail.rest(other);
        assert_eq!(trail.n_back(), MOST, "another projection is no other view");
    }
}
