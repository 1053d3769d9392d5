//! What runs: after a moment in words, with a bar and a button that cancels it; and whether the flows that
//! are shown hold together.
//!
//! Does not know: how flows are found.

use eframe::egui::{self, Color32, Frame, Margin, ProgressBar, RichText, Ui};

use crate::app::action::Action;
use crate::app::flows::{FlowMade, FlowStep, LONG};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::words::format::number;

/// Width of the bar.
const BAR: f32 = 110.0;

/// Shows what runs, or that it was cancelled.
pub fn progress_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = &state.transient.flows;
    if let Some(since) = now.running_since {
        ui.weak(state.text("status.updating"));
        if since.elapsed() <= LONG {
            return;
        }
        let seconds = number(since.elapsed().as_secs_f64(), 1);
        match now.round {
            Some((round, gap)) => {
                let asked = state.session.flows.wish.gap;
                ui.add(ProgressBar::new(share(gap, asked)).desired_width(BAR));
                let said = [round.to_string(), of_gap(gap), of_gap(asked)];
                let said = [&said[0], &said[1], &said[2], &seconds].map(String::as_str);
                ui.weak(state.fill("flows.round", &said));
            }
            None => {
                ui.spinner();
                ui.weak(state.fill("flows.running", &[&seconds]));
            }
        }
        if ui.small_button(state.text("flows.stop")).clicked() {
            actions.push(Action::Flows(FlowStep::Stop));
        }
    } else if now.is_stopped {
        ui.colored_label(ui.visuals().warn_fg_color, state.text("flows.stopped"));
        if ui.small_button(state.text("flows.again")).clicked() {
            actions.push(Action::Flows(FlowStep::Again));
        }
    }
}

/// `3.4e-5`, `1e-6`.
#[must_use]
pub fn of_gap(gap: f64) -> String {
    format!("{gap:.1e}").replace(".0e", "e")
}

/// How far a search has come from a gap of 1 to the one asked for: gaps fall by factors, so that their
/// logarithms do by steps.
#[must_use]
pub fn share(gap: f64, asked: f64) -> f32 {
    let way = asked.min(0.1).ln();
    let gone = gap.min(1.0).ln();
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = (gone / way).clamp(0.0, 1.0) as f32;
    if share.is_nan() { 0.0 } else { share }
}

/// A badge that says whether flows, looked at anew, hold together; more of it in its tooltip.
pub fn badge_ui(ui: &mut Ui, state: &State, made: &FlowMade) {
    let palette = state.session.view.palette();
    let faults = &made.answer.faults;
    let (key, ground) = if faults.is_none() {
        ("flows.check-passed", palette.good)
    } else {
        ("flows.check-failed", palette.bad)
    };
    let ground = color(ground);
    let frame = Frame::new()
        .corner_radius(8.0)
        .inner_margin(Margin::symmetric(7, 1))
        .fill(ground.gamma_multiply(0.16))
        .stroke(egui::Stroke::new(1.0, ground));
    let text = RichText::new(state.text(key)).size(SMALL);
    let badge = frame.show(ui, |ui| ui.label(text.color(ink(ui, ground))));
    badge.inner.on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        check_lines_ui(ui, state, made);
    });
}

/// Letters on a badge: those of all text, with a touch of its color.
fn ink(ui: &Ui, ground: Color32) -> Color32 {
    ui.visuals().text_color().lerp_to_gamma(ground, 0.35)
}

/// What was looked at, and what came of it.
fn check_lines_ui(ui: &mut Ui, state: &State, made: &FlowMade) {
    let faults = &made.answer.faults;
    if faults.is_none() {
        ui.label(state.text("flows.holds"));
    } else {
        let said = [
            faults.broken_paths.to_string(),
            faults.unbalanced.to_string(),
            faults.wrong_sums.to_string(),
            faults.overfull.to_string(),
        ];
        let said = [&said[0], &said[1], &said[2], &said[3]].map(String::as_str);
        ui.label(state.fill("flows.faults", &said));
    }
    ui.label(overfull_in_words(state, made).unwrap_or_else(|| state.text("flows.fits")));
}

/// How many places carry more than fits; `None` where none does.
#[must_use]
pub fn overfull_in_words(state: &State, made: &FlowMade) -> Option<String> {
    let is_over = |full: Option<f64>| full.is_some_and(|full| full > 1.0 + ROUNDING);
    let links = made.readings.links.iter();
    let n_links = links.filter(|of| is_over(of.utilization)).count();
    let hubs = made.readings.hubs.iter();
    let n_hubs = hubs.filter(|of| is_over(of.utilization)).count();
    let said = [n_links.to_string(), n_hubs.to_string()];
    (n_links + n_hubs > 0).then(|| state.fill("flows.overfull", &[&said[0], &said[1]]))
}

/// What is above a capacity by less than this part is rounding.
const ROUNDING: f64 = 1e-6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_goes_by_the_logarithm_of_the_gap() {
        let is = |gap: f64, asked: f64, wanted: f32| {
            let share = share(gap, asked);
            assert!((share - wanted).abs() < 1e-6, "{gap} of {asked}: {share}");
        };
        is(f64::INFINITY, 1e-6, 0.0);
        is(5.0, 1e-6, 0.0);
        is(1.0, 1e-6, 0.0);
        is(1e-3, 1e-6, 0.5);
        is(1e-8, 1e-6, 1.0);
        is(0.0, 1e-6, 1.0);
        is(1e-3, 0.0, 0.0);
        is(0.1, 1.0, 1.0);
        is(0.0, 0.0, 0.0);
        is(f64::NAN, 1e-6, 0.0);
    }

    #[test]
    fn gaps_are_short() {
        assert_eq!(of_gap(1e-6), "1e-6");
        assert_eq!(of_gap(3.42e-5), "3.4e-5");
    }
}
