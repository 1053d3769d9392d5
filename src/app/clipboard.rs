//! The map and charts as pictures, and a chart's numbers as text, to the clipboard.
//!
//! The picture is the one that a single export of the view is, drawn off the window's thread. A table's rows
//! have a command of their own (see `attributes`).
//! Does not know: how the picture is drawn.

use eframe::egui::{ColorImage, Context};

use super::action::{Action, Pane};
use super::jobs::{Failed, FileDone};
use super::plate::page;
use super::state::State;
use super::update::Means;
use crate::export::ground::grounded;
use crate::export::png::pixels;
use crate::model::series::Series;
use crate::model::value::Value;
use crate::scene::chart::Chart;
use crate::scene::item::Scene;
use crate::scene::palette::{Palette, Theme};
use crate::task::Task;

/// Pixels a page unit of a chart's picture.
const CHART: f32 = 2.0;

/// What is copied.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyStep {
    /// The map.
    Map,
    /// The numbers of the chart of published volumes.
    Chart,
    /// A chart as a picture.
    Picture(Box<Chart>),
}

/// Copies the map, where there is one.
#[must_use]
pub fn copy_map(state: &State) -> Option<Action> {
    let can = state.document.is_some();
    can.then_some(Action::CopyOf(CopyStep::Map))
}

/// Copies the numbers of the chart, where it is shown.
#[must_use]
pub fn copy_chart(state: &State) -> Option<Action> {
    let can = state.shows(Pane::Volumes) && series(state).is_some();
    can.then_some(Action::CopyOf(CopyStep::Chart))
}

/// Does what a step asks for.
pub fn update_clipboard(state: &mut State, means: &mut Means, step: CopyStep) {
    match step {
        CopyStep::Map => {
            let Some(picture) = page(state) else {
                return;
            };
            let work = move |task: &Task| drawn(&picture, 1.0, "copy.map-done", task);
            means.queue.run(state.text("copy.drawing"), work);
        }
        CopyStep::Picture(chart) => {
            let Some(picture) = chart.scene(Palette::of(Theme::Light)) else {
                return;
            };
            let work = move |task: &Task| drawn(&picture, CHART, "copy.picture-done", task);
            means.queue.run(state.text("copy.drawing-chart"), work);
        }
        CopyStep::Chart => {
            let Some(series) = series(state) else {
                return;
            };
            means.context.copy_text(as_text(series));
            let said = state.fill("copy.chart-done", &[series.names.in_lang(state.lang())]);
            state.say(said, false);
        }
    }
}

/// A picture drawn for the clipboard; `words` are the key of what is said then.
fn drawn(picture: &Scene, pixels_per_unit: f32, words: &'static str, task: &Task) -> FileDone {
    let scene = grounded(picture, f64::from(pixels_per_unit), task);
    match scene.and_then(|scene| pixels(&scene, pixels_per_unit)) {
        Ok((size, rgb)) => FileDone::Drawn(size, rgb, words),
        Err(error) => FileDone::Failed(Failed::Picture(error)),
    }
}

/// Puts a picture that was drawn into the clipboard, and says so by the key of a text.
pub fn copy_drawn(
    state: &mut State,
    context: &Context,
    (size, rgb): ([usize; 2], &[u8]),
    words: &'static str,
) {
    context.copy_image(ColorImage::from_rgb(size, rgb));
    state.say(state.text(words), false);
}

/// The series that the chart shows.
fn series(state: &State) -> Option<&Series> {
    let all = &state.document.as_ref()?.facts.series;
    let chosen = all.iter().find(|of| of.id == state.session.series);
    chosen.or(all.first())
}

/// Figures line by line, parted by tabs, as spreadsheets take them.
fn as_text(series: &Series) -> String {
    let heads = [
        "series", "year", "period", "value", "unit", "status", "low", "high", "source",
    ];
    let mut lines = vec![heads.join("\t")];
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
    lines.extend(series.observations.iter().map(|seen| {
        let mut cells = vec![series.id.clone(), seen.year.to_string(), seen.when()];
        match &seen.value {
            Value::Number(of) => cells.extend([
                of.value.to_string(),
                of.unit.symbol().to_owned(),
                of.status.word().to_owned(),
                end(of.low),
                end(of.high),
                of.source.as_deref().unwrap_or_default().to_owned(),
            ]),
            Value::Text(text) => cells.push(text.clone()),
            Value::Quoted(quoted) => cells.push(quoted.text.clone()),
            Value::Bool(flag) => cells.push(flag.to_string()),
        }
        cells.resize(heads.len(), String::new());
        let cells = cells
            .iter()
            .map(|cell| cell.replace(['\t', '\n', '\r'], " "));
        cells.collect::<Vec<_>>().join("\t")
    }));
    lines.push(String::new());
    lines.join("\n")
}
