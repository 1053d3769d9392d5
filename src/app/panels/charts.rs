//! Published volumes by year: what the sources print, each bar with its source.
//!
//! Does not know: models; what grows after the last bar (see [`super::forecast`]).

use eframe::egui::{self, Ui};
use egui_plot::{Bar, BarChart, Corner, Legend, Plot};

use super::forecast::{growth_lines, point_in_words, scope_ui};
use super::widgets::provenance_dot;
use crate::app::action::{Action, Pane};
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::series::{Observation, Series};
use crate::model::sourced::{Sourced, Status};
use crate::words::format::number;
use crate::words::text;

/// The series shown first: containers on corridor trains.
const FIRST: &str = "CR_TEU";

/// Shows the chart.
pub fn volumes_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let all = &document.facts.series;
    let id = ui.scope_id().with("series");
    let chosen: String = ui
        .data(|data| data.get_temp(id))
        .unwrap_or_else(|| FIRST.to_owned());
    let mut now = chosen.clone();
    ui.horizontal(|ui| {
        ui.strong(state.text("volumes.heading"));
        let name = |series: &Series| series.names.in_lang(state.lang()).to_owned();
        let shown = all.iter().find(|series| series.id == chosen);
        egui::ComboBox::from_id_salt("series")
            .selected_text(shown.map(name).unwrap_or_default())
            .width(420.0)
            .show_ui(ui, |ui| {
                for series in all.iter().filter(|series| is_chart(series)) {
                    ui.selectable_value(&mut now, series.id.clone(), name(series));
                }
            });
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Volumes, false));
        }
    });
    if now != chosen {
        ui.data_mut(|data| data.insert_temp(id, now));
    }
    let Some(series) = all.iter().find(|series| series.id == chosen) else {
        ui.weak(state.text("volumes.none"));
        return;
    };
    sources(ui, state, series);
    scope_ui(ui, state, series);
    chart(ui, state, series);
}

/// One figure a year makes a chart.
fn is_chart(series: &Series) -> bool {
    yearly(series).count() > 1
}

/// The figures of whole years.
fn yearly(series: &Series) -> impl Iterator<Item = (&Observation, &Sourced)> {
    let whole = series.observations.iter().filter(|o| o.is_whole_year());
    whole.filter_map(|o| Some((o, o.number()?)))
}

fn chart(ui: &mut Ui, state: &State, series: &Series) {
    let lang = state.lang();
    let unit = yearly(series).next().map_or("", |(_, n)| n.unit.symbol());
    let palette = state.session.view.palette();
    let bars: Vec<Bar> = yearly(series)
        .map(|(o, figure)| {
            let fill = match figure.status {
                Status::Cited => color(palette.accent),
                _ => color(palette.accent.with_alpha(0x60)),
            };
            Bar::new(f64::from(o.year), figure.value)
                .width(0.62)
                .fill(fill)
                .name(said(lang, o, figure))
        })
        .collect();
    let chart = BarChart::new(series.names.in_lang(lang), bars)
        .element_formatter(Box::new(|bar, _| bar.name.clone()));
    let growth = growth_lines(state, series);
    let plot = Plot::new("volumes");
    let plot = if growth.is_empty() {
        plot
    } else {
        plot.legend(Legend::default().position(Corner::LeftTop))
            .label_formatter(point_in_words)
    };
    plot.show_grid([false, true])
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .include_y(0.0)
        .set_margin_fraction(egui::vec2(0.04, 0.12))
        .x_axis_formatter(|mark, _| {
            let is_year = (mark.value - mark.value.round()).abs() < 1e-6;
            if is_year {
                format!("{:.0}", mark.value)
            } else {
                String::new()
            }
        })
        .y_axis_formatter(|mark, _| number(mark.value, 0))
        .y_axis_label(unit)
        .show(ui, |plot| {
            plot.bar_chart(chart);
            for line in growth {
                plot.line(line);
            }
        });
}

fn said(lang: crate::words::Lang, observation: &Observation, value: &Sourced) -> String {
    let period = if observation.period == "year" {
        String::new()
    } else {
        format!(" ({})", observation.period)
    };
    let note = value.note.as_deref().unwrap_or("");
    let source = value.source.as_deref().unwrap_or("");
    let lines = [
        format!("{}{period}", observation.year),
        format!("{} {}", number(value.value, 0), value.unit.symbol()),
        text(lang, value.status.words_key()).to_owned(),
        note.to_owned(),
        source.to_owned(),
    ];
    let said: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    said.join("\n")
}

/// The years with the dots of their provenance: the table behind the bars.
fn sources(ui: &mut Ui, state: &State, series: &Series) {
    ui.horizontal_wrapped(|ui| {
        for (observation, figure) in yearly(series) {
            ui.weak(observation.year.to_string());
            ui.label(number(figure.value, 0));
            provenance_dot(ui, state, figure);
            ui.add_space(4.0);
        }
    });
}
