//! The colors of flows: by how full links are, in classes or without steps, with breaks in percent of capacity; below
//! them those of what is more and less.
//!
//! Does not know: how bands are drawn.

use eframe::egui::{ComboBox, RichText, Slider, TextEdit, Ui};

use super::attributes::{ramp_ui, split_key};
use super::differences::differences_ui;
use super::{FIELD, dragged, row};
use crate::app::looks::LooksNow;
use crate::app::state::State;
use crate::model::look::{CLASSES, Colored, Look, Ramp, Split, UTILIZATION, utilization_breaks};
use crate::scene::flows::BREAKS;

/// Classes at first.
const USUAL: u8 = 5;

/// What can be changed of the look of flows; the gesture by which it was, where it was one.
pub(super) fn flows_ui(
    ui: &mut Ui,
    state: &State,
    look: &mut Look,
    now: &mut LooksNow,
) -> Option<u64> {
    ui.weak(state.text("look.flows-note"));
    let gesture = fullness_ui(ui, state, look, now);
    ui.separator();
    differences_ui(ui, state, look, now).or(gesture)
}

/// Colors by how full links are.
fn fullness_ui(ui: &mut Ui, state: &State, look: &mut Look, now: &mut LooksNow) -> Option<u64> {
    let mut gesture = None;
    let split = look.colored.as_ref().map(|of| of.split.clone());
    let said = |split: Option<&Split>| state.text(split.map_or("look.own", split_key));
    row(ui, &state.text("look.split"), |ui, label| {
        let shown = ComboBox::from_id_salt("look-flows-split")
            .width(FIELD)
            .selected_text(said(split.as_ref()))
            .show_ui(ui, |ui| {
                let all = [
                    None,
                    Some(Split::Smooth),
                    Some(Split::At(BREAKS.to_vec())),
                    Some(Split::Quantiles(USUAL)),
                    Some(Split::Equal(USUAL)),
                    Some(Split::Natural(USUAL)),
                ];
                for offered in all {
                    let words = said(offered.as_ref());
                    let is_chosen = words == said(split.as_ref());
                    if ui.selectable_label(is_chosen, words).clicked() && !is_chosen {
                        let ramp = look.colored.as_ref().map_or(Ramp::default(), |of| of.ramp);
                        look.colored = offered.map(|split| Colored {
                            by: UTILIZATION.to_owned(),
                            split,
                            ramp,
                        });
                    }
                }
            });
        shown.response.labelled_by(label);
    });
    let Some(colored) = &mut look.colored else {
        return gesture;
    };
    match &mut colored.split {
        Split::Quantiles(n) | Split::Equal(n) | Split::Natural(n) => {
            row(ui, &state.text("look.n-classes"), |ui, label| {
                let slider = Slider::new(n, CLASSES[0]..=CLASSES[1]);
                gesture = dragged(ui, |ui| ui.add(slider).labelled_by(label));
            });
        }
        Split::At(breaks) => breaks_ui(ui, state, breaks, now),
        Split::Kinds | Split::Smooth => {}
    }
    row(ui, &state.text("look.ramp"), |ui, label| {
        ramp_ui(ui, state, ("look-ramp", label), &Ramp::ALL, colored);
    });
    gesture
}

/// Breaks in percent; what is odd in them is said beside the field, and the map stays as it is.
fn breaks_ui(ui: &mut Ui, state: &State, breaks: &mut Vec<f64>, now: &mut LooksNow) {
    let mut odd = None;
    row(ui, &state.text("look.breaks-percent"), |ui, label| {
        let known = || breaks.iter().map(|at| percent(*at)).collect::<Vec<_>>();
        let text = now.breaks.get_or_insert_with(|| known().join("  "));
        let response = ui
            .add(TextEdit::singleline(text).desired_width(FIELD))
            .labelled_by(label);
        let (is_typed, has_focus) = (response.changed(), response.has_focus());
        response.on_hover_text(state.text("look.breaks-percent.tip"));
        let parts = text.split(|c: char| c.is_whitespace() || ";；、,，".contains(c));
        let parts = parts.filter(|part| !part.is_empty());
        let shares = parts.map(|part| {
            let number = part.trim_end_matches('%').parse::<f64>().ok()?;
            Some(number / 100.0)
        });
        let typed: Option<Vec<f64>> = shares.collect();
        match utilization_breaks(typed.unwrap_or_default()) {
            Ok(typed) if is_typed => *breaks = typed,
            Ok(_) => {}
            Err(key) => odd = Some(key),
        }
        if !has_focus {
            now.breaks = None;
        }
    });
    if let Some(key) = odd {
        let warning = ui.visuals().warn_fg_color;
        ui.label(RichText::new(state.text(key)).color(warning));
    }
}

/// A share in percent, as short as it is exact.
fn percent(share: f64) -> String {
    let percent = (share * 1e6).round() / 1e4;
    percent.to_string()
}
