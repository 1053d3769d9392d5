//! Dashes that run along the flows in the window: where they are follows from the time alone, as in an animation.
//!
//! They stand still while the window is not looked at, and there are none where nothing is to move (an animation
//! time of nothing in the window's style).
//! Does not know: how they are drawn.

use std::time::Duration;

use eframe::egui::{Id, Ui};

use crate::app::state::State;

/// How long a dash takes to the place of the next one, seconds: as in an animation.
const PERIOD: f64 = 1.0;
/// From one picture to the next.
const STEP: Duration = Duration::from_millis(40);

/// Where dashes are now; `None` where none are shown. Asks for the next picture only while they move.
pub(super) fn moment(ui: &Ui, state: &State) -> Option<f32> {
    let session = &state.session;
    let has_flows = session.view.show_flows && state.layers.flows().is_some();
    if !session.runs_dashes || !has_flows || ui.style().animation_time <= 0.0 {
        return None;
    }
    let id = Id::unique("running-dashes");
    let (now, has_focus) = ui.input(|input| (input.time, input.focused));
    let shown = if has_focus {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_repaint_after(STEP);
        now
    } else {
        ui.data(|data| data.get_temp(id)).unwrap_or(now)
    };
    Some(moment_at(shown))
}

/// Where dashes are at a time, as a share of the way to the next dash.
#[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
fn moment_at(seconds: f64) -> f32 {
    (seconds / PERIOD).rem_euclid(1.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_dashes_are_follows_from_the_time() {
        assert!((moment_at(0.25) - 0.25).abs() < 1e-6);
        assert!((moment_at(7.25) - moment_at(0.25)).abs() < 1e-6);
    }
}
