//! The colors of what flows are more and less than those of another scenario: by the sign, in classes or without steps,
//! with breaks in TEU a year.
//!
//! Does not know: how bands are drawn, how classes are found.

use eframe::egui::{ComboBox, RichText, Slider, TextEdit, Ui};

use super::attributes::{ramp_ui, split_key};
use super::{FIELD, dragged, row};
use crate::app::looks::LooksNow;
use crate::app::state::State;
use crate::model::look::{CLASSES, Colored, FLOW_CHANGE, Look, Ramp, Split, rising_breaks};

/// Classes at first.
const USUAL: u8 = 5;
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
    let mut gesture = None;
    split_ui(ui, state, look);
    let differences = look.differences.as_mut()?;
    match &mut differences.split {
        Split::Quantiles(n) | Split::Equal(n) | Split::Natural(n) => {
            row(ui, &state.text("look.changes-classes"), |ui, label| {
                let slider = Slider::new(n, CLASSES[0]..=CLASSES[1]);
                gesture = dragged(ui, |ui| ui.add(slider).labelled_by(label));
            });
        }
        Split::At(breaks) => breaks_ui(ui, state, breaks, now),
        Split::Kinds | Split::Smooth => {}
    }
    row(ui, &state.text("look.changes-ramp"), |ui, label| {
        let combo = ("look-changes-ramp", label);
        ramp_ui(ui, state, combo, &Ramp::WITH_MIDDLE, differences);
    });
    gesture
}

fn split_ui(ui: &mut Ui, state: &State, look: &mut Look) {
    let split = look.differences.as_ref().map(|of| of.split.clone());
    let said = |split: Option<&Split>| state.text(split.map_or("look.own", split_key));
    row(ui, &state.text("look.changes"), |ui, label| {
        let shown = ComboBox::from_id_salt("look-changes-split")
            .width(FIELD)
            .selected_text(said(split.as_ref()))
            .show_ui(ui, |ui| {
                let all = [
                    None,
                    Some(Split::Smooth),
                    Some(Split::Equal(USUAL)),
                    Some(Split::Quantiles(USUAL)),
                    Some(Split::Natural(USUAL)),
                    Some(Split::At(Vec::new())),
                ];
                for offered in all {
                    let words = said(offered.as_ref());
                    let is_chosen = words == said(split.as_ref());
                    if ui.selectable_label(is_chosen, words).clicked() && !is_chosen {
                        look.differences = offered.map(|split| begun(state, look, split));
                    }
                }
            });
        shown.response.labelled_by(label);
    });
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

/// Breaks in TEU a year; what is odd in them is said below the field, and the map stays as it is.
fn breaks_ui(ui: &mut Ui, state: &State, breaks: &mut Vec<f64>, now: &mut LooksNow) {
    let mut odd = None;
    row(ui, &state.text("look.changes-breaks"), |ui, label| {
        let known = || breaks.iter().map(f64::to_string).collect::<Vec<_>>();
        let text = now.changes.get_or_insert_with(|| known().join("  "));
        let field = TextEdit::singleline(text).desired_width(FIELD);
        let response = ui.add(field).labelled_by(label);
        let (is_typed, has_focus) = (response.changed(), response.has_focus());
        response.on_hover_text(state.text("look.changes-breaks.tip"));
        match rising_breaks(typed(text)) {
            Ok(typed) if is_typed => *breaks = typed,
            Ok(_) => {}
            Err(key) => odd = Some(key),
        }
        if !has_focus {
            now.changes = None;
        }
    });
    if let Some(key) = odd {
        let warning = ui.visuals().warn_fg_color;
        ui.label(RichText::new(state.text(key)).color(warning));
    }
}

/// Numbers with spaces or semicolons between them, also with thousands separated by commas and the sign as it is
/// printed; none where one is no number.
fn typed(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| c.is_whitespace() || ";；、".contains(c));
    let parts = parts.filter(|part| !part.is_empty());
    let numbers = parts.map(|part| {
        let plain = part.replace('−', "-").replace([',', '，'], "");
        plain.parse::<f64>().ok()
    });
    numbers.collect::<Option<Vec<f64>>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_read_as_typed() {
        assert_eq!(typed("−100,000 -5; +20"), [-100_000.0, -5.0, 20.0]);
        assert_eq!(typed("1 many"), [0.0; 0]);
        assert!(rising_breaks(typed("20 -5")).is_err(), "not put in order");
    }
}
