//! What stands beside the bars of a series: its scope, and of the corridor's trains the growth that is
//! assumed after the last published year.
//!
//! Does not know: the bars.

use eframe::egui::{self, Color32, RichText, Sense, Shape, Stroke, Ui, vec2};
use egui_plot::{HoverPosition, Line, LineStyle, PlotPoints};

use crate::app::state::State;
use crate::app::theme::color;
use crate::model::series::Series;
use crate::scene::palette::Color;
use crate::study::demand::{Growth, SERIES, curve};
use crate::words::format::number;

/// Scope notes shown at most.
const MAX_NOTES: usize = 3;
/// Width of a curve, points.
const WIDTH: f32 = 1.6;

/// A scenario of growth as a curve: its name with rate and status, its color, its totals by year.
struct Curve {
    name: String,
    ink: Color32,
    points: Vec<[f64; 2]>,
}

/// The growth of the series that it goes on from; none of others.
fn curves(state: &State, series: &Series) -> Vec<Curve> {
    let Some(document) = state.document.as_ref().filter(|_| series.id == SERIES) else {
        return Vec::new();
    };
    let facts = &document.facts;
    let palette = state.session.view.palette();
    let one = |(growth, ink): (Growth, Color)| {
        let rate = facts.parameters.number(growth.parameter())?;
        let percent = number(rate.value * 100.0, 0);
        let growth_name = state.text(growth.words_key());
        let status = state.text(rate.status.words_key());
        let name = state.fill("demand.curve", &[&growth_name, &percent, &status]);
        let totals = curve(facts, growth).into_iter();
        let points = totals.map(|(year, total)| [f64::from(year), total.value]);
        Some(Curve {
            name,
            ink: color(ink),
            points: points.collect(),
        })
    };
    let inks = [palette.sea, palette.muted, palette.bad];
    Growth::ALL.into_iter().zip(inks).filter_map(one).collect()
}

/// The growth curves of the series that they go on from, dashed; none of others.
#[must_use]
pub fn growth_lines(state: &State, series: &Series) -> Vec<Line<'static>> {
    let line = |curve: Curve| {
        let line = Line::new(curve.name, PlotPoints::from(curve.points));
        let dashed = line.style(LineStyle::dashed_dense()).width(WIDTH);
        dashed.color(curve.ink)
    };
    curves(state, series).into_iter().map(line).collect()
}

/// The legend of the growth curves.
pub fn legend_ui(ui: &mut Ui, state: &State, series: &Series) {
    let curves = curves(state, series);
    if curves.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for curve in curves {
            let (rect, _) = ui.allocate_exact_size(vec2(26.0, 12.0), Sense::hover());
            let ends = [rect.left_center(), rect.right_center()];
            let line = Stroke::new(WIDTH, curve.ink);
            ui.painter()
                .extend(Shape::dashed_line(&ends, line, 5.0, 3.0));
            ui.label(curve.name);
            ui.add_space(8.0);
        }
    });
}

/// What is said of the point of a curve that the pointer is near: `high growth… 2030: 2,511,337`.
#[must_use]
pub fn point_in_words(near: &HoverPosition) -> Option<String> {
    match near {
        HoverPosition::NearDataPoint {
            plot_name,
            position,
            ..
        } => {
            let value = number(position.y, 0);
            Some(format!("{plot_name}\n{:.0}: {value}", position.x))
        }
        HoverPosition::Elsewhere { .. } => None,
    }
}

/// What the sources count in a series, in one line; all of it when the pointer rests on it.
pub fn scope_ui(ui: &mut Ui, state: &State, series: &Series) {
    let notes = series.scope_notes();
    if notes.is_empty() {
        return;
    }
    let shown = &notes[..MAX_NOTES.min(notes.len())];
    let said = state.fill("volumes.scope", &[&shown.join("; ")]);
    let all = notes.join("\n");
    let label = egui::Label::new(RichText::new(said).weak()).truncate();
    ui.add(label).on_hover_text(all);
}
