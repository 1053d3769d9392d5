//! What stands beside the bars of a series: its scope, and of the corridor's trains the growth that is
//! assumed after the last published year.
//!
//! Does not know: the bars.

use eframe::egui::{self, RichText, Ui};
use egui_plot::{HoverPosition, Line, LineStyle, PlotPoints};

use crate::app::state::State;
use crate::app::theme::color;
use crate::model::series::Series;
use crate::study::demand::{Growth, SERIES, curve};
use crate::words::format::number;

/// Scope notes shown at most.
const MAX_NOTES: usize = 3;

/// The growth curves of the series that they go on from, dashed and named with status; none of others.
#[must_use]
pub fn growth_lines(state: &State, series: &Series) -> Vec<Line<'static>> {
    let Some(document) = state.document.as_ref().filter(|_| series.id == SERIES) else {
        return Vec::new();
    };
    let facts = &document.facts;
    let palette = state.session.view.palette();
    let [low, _, high] = palette.difference;
    let inks = [low, palette.muted, high];
    let line = |(growth, ink): (Growth, _)| {
        let rate = facts.parameters.number(growth.parameter())?;
        let percent = number(rate.value * 100.0, 0);
        let growth_name = state.text(growth.words_key());
        let status = state.text(rate.status.words_key());
        let name = state.fill("demand.curve", &[&growth_name, &percent, &status]);
        let points: Vec<[f64; 2]> = curve(facts, growth)
            .into_iter()
            .map(|(year, total)| [f64::from(year), total.value])
            .collect();
        let line = Line::new(name, PlotPoints::from(points));
        let dashed = line.style(LineStyle::dashed_dense()).width(1.6);
        Some(dashed.color(color(ink)))
    };
    Growth::ALL.into_iter().zip(inks).filter_map(line).collect()
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
