//! The throughput as a function of one capacity: a small chart, and what it says.
//!
//! Does not know: whose capacity is chosen.

use eframe::egui::{Grid, Ui, vec2};
use egui_plot::{HoverPosition, Line, LineStyle, Plot, PlotPoint, PlotPoints, Points, VLine};

use super::figure_ui;
use crate::app::action::Action;
use crate::app::beyond::BeyondFigure;
use crate::app::panels::number::Look;
use crate::app::state::State;
use crate::app::theme::color;
use crate::study::beyond::{Varied, capacity_name, curve_sentences};
use crate::words::fill;
use crate::words::format::{number, short};

/// Height of the chart, points.
const HEIGHT: f32 = 136.0;
/// How far beyond the last bend, and beyond the present capacity, the chart goes.
const BEYOND: f64 = 1.35;

/// Shows the chart of a curve.
pub fn chart_ui(ui: &mut Ui, state: &State, varied: &Varied, actions: &mut Vec<Action>) {
    let lang = state.lang();
    ui.strong(capacity_name(&varied.network, &varied.of, lang));
    if !varied.curve.stretches.is_empty() {
        plot_ui(ui, state, varied);
        let rows = Grid::new("capacities").num_columns(2);
        rows.show(ui, |ui| {
            for (key, figure) in [
                ("beyond.now", BeyondFigure::Present),
                ("beyond.enough", BeyondFigure::Enough),
            ] {
                if crate::app::beyond::number(state, figure).is_some() {
                    ui.weak(state.text(key));
                    figure_ui(ui, state, (figure, Look::BODY), actions);
                    ui.end_row();
                }
            }
        });
    }
    for sentence in curve_sentences(varied, lang) {
        ui.label(sentence);
    }
    ui.weak(state.text("beyond.vary.tip"));
}

fn plot_ui(ui: &mut Ui, state: &State, varied: &Varied) {
    let (lang, palette) = (state.lang(), state.session.view.palette());
    let curve = &varied.curve;
    let present = varied.present.as_ref().map(|now| now.value);
    let bend = curve.stretches.last().map_or(0.0, |last| last.from);
    let end = (present.unwrap_or(0.0).max(bend) * BEYOND).max(1.0);
    let at = |capacity: f64| Some([capacity, curve.at(capacity)?]);
    let begins = curve.stretches.iter().map(|on| on.from);
    let points: Vec<[f64; 2]> = begins.chain([end]).filter_map(at).collect();
    let name = state.text("results.throughput");
    let line = Line::new(name, PlotPoints::from(points))
        .color(color(palette.accent))
        .width(2.0)
        .allow_hover(false);
    let mark = color(palette.bottleneck);
    let said = |at: &PlotPoint| {
        let value = curve.at(at.x.max(0.0))?;
        let both = [number(at.x.max(0.0), 0), number(value, 0)];
        Some(fill(lang, "beyond.curve-at", &[&both[0], &both[1]]))
    };
    Plot::new("capacity-curve")
        .height(HEIGHT)
        .label_formatter(|near| match near {
            HoverPosition::NearDataPoint { position, .. }
            | HoverPosition::Elsewhere { position } => said(position),
        })
        .show_grid([false, true])
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .include_x(0.0)
        .include_x(end)
        .include_y(0.0)
        .set_margin_fraction(vec2(0.0, 0.12))
        .x_axis_formatter(|mark, _| short(mark.value))
        .y_axis_formatter(|mark, _| short(mark.value))
        .x_axis_label(state.text("beyond.axis-capacity"))
        .show(ui, |plot| {
            plot.line(line);
            let Some([x, y]) = present.and_then(at) else {
                return;
            };
            let now = state.text("beyond.now");
            plot.vline(
                VLine::new(now.clone(), x)
                    .color(mark)
                    .style(LineStyle::dashed_dense())
                    .allow_hover(false),
            );
            plot.points(
                Points::new(now, vec![[x, y]])
                    .radius(4.0)
                    .color(mark)
                    .allow_hover(false),
            );
        });
}
