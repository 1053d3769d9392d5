//! The colors of flows: by how full links are, in classes or without steps, with breaks in percent of capacity; below
//! them those of what is more and less.
//!
//! Does not know: how bands are drawn.

use eframe::egui::{DragValue, Ui};

use super::differences::differences_ui;
use super::splits::{BreaksField, Picked, USUAL, breaks_ui, n_classes_ui, ramp_ui, split_ui};
use super::{dragged, row};
use crate::app::looks::LooksNow;
use crate::app::state::State;
use crate::model::look::{
    Colored, Look, Ramp, Split, UTILIZATION, typed_numbers, utilization_breaks,
};
use crate::scene::flows::{BREAKS, FlowMap};
use crate::words::format::number;

/// The flow of the widest band at first, where no flows are there, TEU a year.
const USUAL_SCALE: f64 = 1_000_000.0;

/// What can be changed of the look of flows; the gesture by which it was, where it was one.
pub(super) fn flows_ui(
    ui: &mut Ui,
    state: &State,
    look: &mut Look,
    now: &mut LooksNow,
) -> Option<u64> {
    let gesture = scale_ui(ui, state, look);
    ui.separator();
    ui.weak(state.text("look.flows-note"));
    let gesture = fullness_ui(ui, state, look, now).or(gesture);
    ui.separator();
    differences_ui(ui, state, look, now).or(gesture)
}

/// The scale of widths: as great as the flows of each map, or one for all of them.
fn scale_ui(ui: &mut Ui, state: &State, look: &mut Look) -> Option<u64> {
    let mut is_fixed = look.widest_flow().is_some();
    let fixed = ui.checkbox(&mut is_fixed, state.text("look.flow-scale"));
    if fixed
        .on_hover_text(state.text("look.flow-scale.tip"))
        .changed()
    {
        let now = state.layers.flows().map_or(USUAL_SCALE, FlowMap::greatest);
        look.set_widest_flow(is_fixed.then_some(now));
    }
    let mut teu = look.widest_flow()?;
    let (mut gesture, speed) = (None, teu / 200.0);
    row(ui, &state.text("look.flow-widest"), |ui, label| {
        let field = DragValue::new(&mut teu)
            .range(1.0..=1e10)
            .speed(speed)
            .custom_formatter(|teu, _| number(teu, 0))
            .custom_parser(|typed| typed_numbers(typed)?.first().copied())
            .suffix(format!(" {}", state.text("unit.teu-a-year")))
            .update_while_editing(false);
        gesture = dragged(ui, |ui| ui.add(field).labelled_by(label));
    });
    if Some(teu) != look.widest_flow() {
        look.set_widest_flow(Some(teu));
    }
    gesture
}

/// Colors by how full links are.
fn fullness_ui(ui: &mut Ui, state: &State, look: &mut Look, now: &mut LooksNow) -> Option<u64> {
    let all = [
        None,
        Some(Split::Smooth),
        Some(Split::At(BREAKS.to_vec())),
        Some(Split::Quantiles(USUAL)),
        Some(Split::Equal(USUAL)),
        Some(Split::Natural(USUAL)),
    ];
    let before = look.colored.as_ref();
    let picked = split_ui(ui, state, "look.split", before.map(|of| &of.split), all);
    if let Some(Picked(split)) = picked {
        let ramp = before.map_or(Ramp::default(), |of| of.ramp);
        look.colored = split.map(|split| Colored {
            by: UTILIZATION.to_owned(),
            split,
            ramp,
        });
    }
    let colored = look.colored.as_mut()?;
    let mut gesture = n_classes_ui(ui, state, "look.n-classes", &mut colored.split);
    let field = BreaksField {
        key: "look.breaks-percent",
        typed: &mut now.breaks,
        written: percent,
        read: |text| utilization_breaks(shares(text)),
    };
    gesture = breaks_ui(ui, state, field, &mut colored.split).or(gesture);
    ramp_ui(ui, state, "look.ramp", &Ramp::ALL, colored);
    gesture
}

/// Shares typed in percent; none where one is no number.
fn shares(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| c.is_whitespace() || ";；、,，".contains(c));
    let parts = parts.filter(|part| !part.is_empty());
    let shares = parts.map(|part| {
        let number = part.trim_end_matches('%').parse::<f64>().ok()?;
        Some(number / 100.0)
    });
    shares.collect::<Option<Vec<f64>>>().unwrap_or_default()
}

/// A share in percent, as short as it is exact.
fn percent(share: f64) -> String {
    let percent = (share * 1e6).round() / 1e4;
    percent.to_string()
}
