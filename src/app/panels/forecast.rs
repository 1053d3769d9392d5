//! What stands beside the bars of a series: its scope, and of the corridor's trains the growth that is
//! assumed after the last published year.
//!
//! Does not know: the bars.

use eframe::egui::{self, Color32, RichText, Sense, Shape, Stroke, Ui, vec2};
use egui_plot::{HoverPosition, Line, LineStyle, PlotPoints};

use super::number::{Look, number_link, number_link_as};
use crate::app::action::Action;
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::ids::Key;
use crate::model::series::Series;
use crate::model::sourced::Sourced;
use crate::scene::chart::{Ink, Mark, Shape as Drawn};
use crate::scene::palette::Color;
use crate::study::demand::{Growth, SERIES, curve};
use crate::words::format::number;

/// Scope notes shown at most.
const MAX_NOTES: usize = 3;
/// Width of a curve, points.
const WIDTH: f32 = 1.6;

/// A scenario of growth as a curve: its rate, its color, its totals by year.
struct Curve {
    growth: Growth,
    rate: Sourced,
    ink: Color32,
    totals: Vec<(i32, Sourced)>,
}

impl Curve {
    /// Its name with rate and status.
    fn name(&self, state: &State) -> String {
        let percent = number(self.rate.value * 100.0, 0);
        let growth = state.text(self.growth.words_key());
        let status = state.text(self.rate.status.words_key());
        state.fill("demand.curve", &[&growth, &percent, &status])
    }
}

/// The growth of the series that it goes on from; none of others.
fn curves(state: &State, series: &Series) -> Vec<Curve> {
    let Some(document) = state.document.as_ref().filter(|_| series.id == SERIES) else {
        return Vec::new();
    };
    let facts = &document.facts;
    let palette = state.session.view.palette();
    let one = |(growth, ink): (Growth, Color)| {
        Some(Curve {
            growth,
            rate: facts.parameters.number(growth.parameter())?.clone(),
            ink: color(ink),
            totals: curve(facts, growth),
        })
    };
    let inks = [palette.sea, palette.muted, palette.bad];
    Growth::ALL.into_iter().zip(inks).filter_map(one).collect()
}

/// The growth curves of the series that they go on from, dashed; none of others.
#[must_use]
pub fn growth_lines(state: &State, series: &Series) -> Vec<Line<'static>> {
    let line = |curve: Curve| {
        let totals = curve.totals.iter();
        let points: Vec<_> = totals
            .map(|(year, total)| [f64::from(*year), total.value])
            .collect();
        let line = Line::new(curve.name(state), PlotPoints::from(points));
        let dashed = line.style(LineStyle::dashed_dense()).width(WIDTH);
        dashed.color(curve.ink)
    };
    curves(state, series).into_iter().map(line).collect()
}

/// The same curves for a picture of the chart.
#[must_use]
pub fn growth_marks(state: &State, series: &Series) -> Vec<Mark> {
    let mark = |(place, curve): (u8, Curve)| {
        let totals = curve.totals.iter();
        let points = totals.map(|(year, total)| [f64::from(*year), total.value]);
        Mark {
            shape: Drawn::Line(points.collect(), true),
            ink: Ink::Beside(place),
            name: curve.name(state),
        }
    };
    (0..).zip(curves(state, series)).map(mark).collect()
}

/// The card of the point of a curve at a year that is nearest to a value; none of published years.
#[must_use]
pub fn card_near(state: &State, series: &Series, year: i32, value: f64) -> Option<Card> {
    let point = |curve: Curve| {
        let later = curve.totals.into_iter().skip(1);
        let total = later.filter(|(of, _)| *of == year).map(|(_, total)| total);
        let apart = (total.last()?.value - value).abs();
        Some((apart, curve.growth))
    };
    let near = curves(state, series).into_iter().filter_map(point);
    let (_, growth) = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Card::of(Origin::Grown { growth, year }))
}

/// The legend of the growth curves: each with its rate and what it leads to.
pub fn legend_ui(ui: &mut Ui, state: &State, series: &Series, actions: &mut Vec<Action>) {
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
            ui.label(state.text(curve.growth.words_key()));
            let parameter = Key::new(curve.growth.parameter());
            number_link(ui, state, actions, &curve.rate, || {
                Card::of(Origin::Parameter(parameter))
            });
            if let Some((year, total)) = curve.totals.last() {
                ui.weak(year.to_string());
                let growth = curve.growth;
                let look = Look {
                    decimals: Some(0),
                    has_unit: false,
                    ..Look::BODY
                };
                number_link_as(ui, state, actions, total, look, || {
                    Action::ShowCard(Card::of(Origin::Grown {
                        growth,
                        year: *year,
                    }))
                });
            }
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
