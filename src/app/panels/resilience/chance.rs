//! Closures at random: how likely, how many years, where the random numbers begin; and what comes of it.
//!
//! Does not know: how years are drawn.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};
use egui_plot::{Line, Plot, PlotPoints};

use super::{BESIDE, NUMBER, counted, figure_cell, head_in_words, name_ui, sentence};
use crate::app::action::Action;
use crate::app::panels::chart_copy::{copy_button, copy_menu};
use crate::app::panels::flows::lists::{ROW, cell};
use crate::app::resilience::{ChanceWish, Closed, ClosureStep};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::scene::chart::{Axis, Chart, Mark};
use crate::study::resilience::Chances;
use crate::study::resilience::readings::{Amount, Over};
use crate::words::format::number;

/// How many years can be asked for.
const YEARS: [usize; 3] = [100, 1_000, 10_000];
/// Width of the results beside the curve.
const LEFT: f32 = 460.0;
/// Width of what rows are called.
const NAMES: f32 = 150.0;
/// Room left below the curve, so that it does not push the pane higher.
const BELOW: f32 = 24.0;
/// Points of the curve: more would not be seen.
const POINTS: usize = 400;

/// Shows them.
pub fn chance_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    wish_ui(ui, state, actions);
    let Some((wish, chances)) = &state.transient.closures.chances else {
        sentence(ui, state.text("closures.chance-how"));
        return;
    };
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(LEFT, height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(LEFT);
            said_ui(ui, state, *wish, chances, actions);
            parts_ui(ui, state, chances, actions);
        });
        ui.vertical(|ui| curve_ui(ui, state, chances, actions));
    });
}

/// Probability, years, seed, and the button that draws.
fn wish_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let wish = state.session.closures.chance;
    let mut now = wish;
    ui.horizontal(|ui| {
        let label = ui.label(state.text("closures.probability"));
        let mut percent = wish.probability * 100.0;
        ui.spacing_mut().slider_width = 90.0;
        let slider = egui::Slider::new(&mut percent, 0.0..=100.0)
            .logarithmic(true)
            .smallest_positive(0.01)
            .max_decimals(2)
            .suffix(" %");
        if ui.add(slider).labelled_by(label.id).changed() {
            now.probability = (percent / 100.0).clamp(0.0, 1.0);
        }
        ui.label(state.text("closures.years"));
        for years in YEARS {
            ui.selectable_value(&mut now.n_years, years, counted(years));
        }
        let label = ui.label(state.text("closures.seed"));
        ui.add(egui::DragValue::new(&mut now.seed).speed(1.0))
            .labelled_by(label.id);
        let is_asked = state.session.closures.wants_chance;
        let button = egui::Button::new(state.text("closures.draw-years"));
        if ui.add_enabled(!is_asked, button).clicked() {
            actions.push(Action::Closures(ClosureStep::DrawYears));
        }
    });
    if now != wish {
        actions.push(Action::Closures(ClosureStep::Chance(now)));
    }
}

/// How many years had harm, and what of harm and of what is not carried.
fn said_ui(
    ui: &mut Ui,
    state: &State,
    wish: ChanceWish,
    chances: &Chances,
    actions: &mut Vec<Action>,
) {
    let counts = [chances.n_draws, chances.n_solved, chances.n_harmful];
    let [years, different, harmful] = counts.map(counted);
    let seed = wish.seed.to_string();
    let said = [years.as_str(), &seed, &different, &harmful];
    sentence(ui, state.fill("resilience.chance", &said));
    let of = [Amount::Harm, Amount::Unmet].map(|amount| head_in_words(state, amount));
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for head in of {
            cell(ui, NUMBER, |ui| {
                ui.label(RichText::new(head).size(SMALL).weak());
            });
        }
    });
    for over in Over::ALL {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for is_harm in [true, false] {
                let figure = (Closed::Years, Amount::Years(over, is_harm));
                figure_cell(ui, state, figure, actions);
            }
            ui.add_space(BESIDE);
            ui.label(state.text(over.words_key()));
        });
    }
}

/// Which places have their part in the harm, the most first.
fn parts_ui(ui: &mut Ui, state: &State, chances: &Chances, actions: &mut Vec<Action>) {
    if chances.parts.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let said = RichText::new(head_in_words(state, Amount::Part)).size(SMALL);
    let tip = state.text("closures.part.tip");
    ui.label(said.weak()).on_hover_text(tip);
    let scroll = egui::ScrollArea::vertical().id_salt("closure-parts");
    let n_rows = chances.parts.len();
    scroll
        .auto_shrink(false)
        .show_rows(ui, ROW, n_rows, |ui, rows| {
            for &(place, _) in chances.parts.get(rows).unwrap_or_default() {
                ui.horizontal(|ui| {
                    ui.set_height(ROW);
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    figure_cell(ui, state, (Closed::One(place), Amount::Part), actions);
                    ui.add_space(BESIDE);
                    name_ui(ui, state, place, actions);
                });
            }
        });
}

/// By harm in how many of a hundred years there is more.
fn exceedance(sorted_harm: &[f64]) -> Vec<[f64; 2]> {
    let n = sorted_harm.len();
    let each = n.div_ceil(POINTS).max(1);
    let is_shown = |at: &usize| at.is_multiple_of(each) || at + 1 == n;
    let point = |at: usize| {
        let more = to_f64(n - 1 - at) / to_f64(n) * 100.0;
        [sorted_harm[at] / 1e6, more]
    };
    (0..n).filter(is_shown).map(point).collect()
}

/// The curve of harm by how often there is more.
fn curve_ui(ui: &mut Ui, state: &State, chances: &Chances, actions: &mut Vec<Action>) {
    let points = exceedance(&chances.sorted_harm);
    if points.len() < 2 || chances.n_harmful == 0 {
        return;
    }
    ui.horizontal(|ui| {
        let said = RichText::new(state.text("closures.curve"));
        ui.label(said.size(SMALL).weak());
        copy_button(ui, state, || picture(state), actions);
    });
    let line = color(state.session.view.palette().accent);
    let height = (ui.available_height() - BELOW).max(60.0);
    let drawn = Plot::new("closures-curve")
        .height(height)
        .width(ui.available_width().clamp(NAMES, 420.0))
        .label_formatter(|_| None)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .include_y(0.0)
        .x_axis_formatter(|mark, _| number(mark.value, 0))
        .y_axis_formatter(|mark, _| format!("{} %", number(mark.value, 0)))
        .show(ui, |plot| {
            let line = Line::new("harm", PlotPoints::from(points)).color(line);
            plot.line(line.width(2.0));
        });
    copy_menu(&drawn.response, state, || picture(state), actions);
}

/// The curve as a picture; `None` where there is none.
#[must_use]
pub fn picture(state: &State) -> Option<Chart> {
    let (_, chances) = state.transient.closures.chances.as_ref()?;
    let points = exceedance(&chances.sorted_harm);
    if points.len() < 2 || chances.n_harmful == 0 {
        return None;
    }
    Some(Chart {
        title: state.text("closures.curve"),
        x: Axis {
            name: state.text("closures.curve-axis"),
            ..Axis::default()
        },
        y: Axis {
            has_zero: true,
            around: ["", " %"],
            ..Axis::default()
        },
        marks: vec![Mark::line(points, "")],
        ..Chart::default()
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of years and places")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_falls_from_all_years_to_none() {
        let harm: Vec<f64> = (0..1000u32).map(|of| f64::from(of) * 1e6).collect();
        let curve = exceedance(&harm);
        assert!(curve.len() <= POINTS + 1);
        assert!(curve.windows(2).all(|pair| pair[0][1] > pair[1][1]));
        assert!((curve[0][1] - 99.9).abs() < 1e-9 && curve[0][0].abs() < 1e-9);
        let last = curve.last().unwrap();
        assert!(last[1].abs() < 1e-9 && (last[0] - 999.0).abs() < 1e-9);
        assert!(exceedance(&[]).is_empty());
    }
}
