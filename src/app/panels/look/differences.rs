//! The colors of what flows are more and less than those of another scenario: by the sign, in classes or without steps,
//! with breaks in TEU a year.
//!
//! Does not know: how bands are drawn, how classes are found.

use eframe::egui::Ui;

use super::splits::{BreaksField, Picked, USUAL, breaks_ui, n_classes_ui, ramp_ui, split_ui};
use crate::app::looks::LooksNow;
use crate::app::state::State;
use crate::model::look::{Colored, FLOW_CHANGE, Look, Ramp, Split, rising_breaks, typed_numbers};

/// Breaks at first where nothing says how much changes, TEU a year.
const USUAL_BREAKS: [f64; 4] = [-100_000.0, -20_000.0, 20_000.0, 100_000.0];

/// What can be changed of the colors of differences; the gesture by which it was, where it was one.
pub(super) fn differences_ui(
    ui: &mut Ui,
    state: &State,
    look: &mut Look,
    now: &mut LooksNow,
) -> Option<u64> {
    ui.weak(state.text("look.changes-note"));
    let all = [
        None,
        Some(Split::Smooth),
        Some(Split::Equal(USUAL)),
        Some(Split::Quantiles(USUAL)),
        Some(Split::Natural(USUAL)),
        Some(Split::At(Vec::new())),
    ];
    let split = look.differences.as_ref().map(|of| &of.split);
    if let Some(Picked(split)) = split_ui(ui, state, "look.changes", split, all) {
        look.differences = split.map(|split| begun(state, look, split));
    }
    let differences = look.differences.as_mut()?;
    let split = &mut differences.split;
    let mut gesture = n_classes_ui(ui, state, "look.changes-classes", split);
    let field = BreaksField {
        key: "look.changes-breaks",
        typed: &mut now.changes,
        written: |at| at.to_string(),
        read: |text| rising_breaks(typed_numbers(text).unwrap_or_default()),
    };
    gesture = breaks_ui(ui, state, field, split).or(gesture);
    ramp_ui(
        ui,
        state,
        "look.changes-ramp",
        &Ramp::WITH_MIDDLE,
        differences,
    );
    gesture
}

/// Another way to color differences, at first: with the row of colors from before, and breaks of one's own where
/// classes were.
fn begun(state: &State, look: &Look, split: Split) -> Colored {
    let before = look.differences.as_ref();
    let ramps = [before, look.colored.as_ref()];
    let ramps = ramps.into_iter().flatten().map(|of| of.ramp);
    let ramp = ramps.into_iter().find(|ramp| ramp.has_middle());
    let split = if matches!(split, Split::At(_)) {
        let known = before.map(|of| of.split.clone());
        let known = known.filter(|of| !matches!(of, Split::Smooth | Split::Kinds));
        let known = known.unwrap_or(Split::Equal(USUAL));
        let changes = state.transient.flow_changes.as_ref();
        let mut found = changes.map_or_else(Vec::new, |of| of.breaks_of_changes(&known));
        if found.iter().all(|at| at.abs() >= 100.0) {
            for at in &mut found {
                *at = at.round();
            }
        }
        Split::At(rising_breaks(found).unwrap_or_else(|_| USUAL_BREAKS.to_vec()))
    } else {
        split
    };
    Colored {
        by: FLOW_CHANGE.to_owned(),
        split,
        ramp: ramp.unwrap_or(Ramp::BlueRed),
    }
}
