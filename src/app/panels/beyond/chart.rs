//! The throughput as a function of one capacity: a small chart, and what it says.
//!
//! Does not know: whose capacity is chosen.

use eframe::egui::{Grid, Response, Ui, vec2};
use egui_plot::{HoverPosition, Line, LineStyle, Plot, PlotPoint, PlotPoints, Points, VLine};

use super::figure_ui;
use crate::app::action::Action;
use crate::app::beyond::BeyondFigure;
use crate::app::panels::chart_copy::{copy_button, copy_menu};
use crate::app::panels::number::Look;
use crate::app::state::State;
use crate::app::theme::color;
use crate::scene::chart::{Axis, Chart, Ink, Mark, Shape};
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
        let response = plot_ui(ui, state, varied);
        copy_menu(&response, state, || Some(picture(state, varied)), actions);
        copy_button(ui, state, || Some(picture(state, varied)), actions);
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

/// The corners of the curve, and its point at the present capacity.
fn points_of(varied: &Varied) -> (Vec<[f64; 2]>, Option<[f64; 2]>) {
    let curve = &varied.curve;
    let present = varied.present.as_ref().map(|now| now.value);
    let bend = curve.stretches.last().map_or(0.0, |last| last.from);
    let end = (present.unwrap_or(0.0).max(bend) * BEYOND).max(1.0);
    let at = |capacity: f64| Some([capacity, curve.at(capacity)?]);
    let begins = curve.stretches.iter().map(|on| on.from);
    let points = begins.chain([end]).filter_map(at).collect();
    (points, present.and_then(at))
}

/// The chart as a picture.
fn picture(state: &State, varied: &Varied) -> Chart {
    let lang = state.lang();
    let (points, present) = points_of(varied);
    let name = state.text("results.throughput");
    let now = |[x, y]: [f64; 2]| Mark {
        shape: Shape::Points(vec![([x, y], 5.0, String::new())]),
        ink: Ink::Mark,
        name: state.text("beyond.now"),
    };
    let line = Mark::line(points, &name);
    Chart {
        title: capacity_name(&varied.network, &varied.of, lang),
        subtitle: curve_sentences(varied, lang).join(" "),
        x: Axis {
            name: state.text("beyond.axis-capacity"),
            has_zero: true,
            ..Axis::default()
        },
        y: Axis {
            name,
            has_zero: true,
            ..Axis::default()
        },
        marks: [line].into_iter().chain(present.map(now)).collect(),
        foot: String::new(),
    }
}

fn plot_ui(ui: &mut Ui, state: &State, varied: &Varied) -> Response {
    let (lang, palette) = (state.lang(), state.session.view.palette());
    let curve = &varied.curve;
    let (points, present) = points_of(varied);
    let end = points.last().map_or(1.0, |at| at[0]);
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
            let Some([x, y]) = present else {
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
        })
        .response
}
