//! Published volumes by year: what the sources print, each bar with its source.
//!
//! Does not know: models; what grows after the last bar (see [`super::forecast`]).

use eframe::egui::{self, Ui};
use egui_plot::{
    AxisHints, Bar, BarChart, HoverPosition, Plot, PlotPoint, VLine, uniform_grid_spacer,
};

use super::chart_copy::{copy_button, copy_menu};
use super::forecast::{card_near, growth_lines, growth_marks, legend_ui, point_in_words, scope_ui};
use super::number::{Look, number_link_as, value_ui};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::scenarios::year_now;
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::series::{Observation, Series};
use crate::model::sourced::{Sourced, Status};
use crate::model::value::Value;
use crate::scene::chart::{Axis, Chart as Picture, Ink, Mark, Shape};
use crate::study::find::Subject;
use crate::words::format::number;
use crate::words::{Lang, text};

/// Width of a bar, years.
const BAR: f64 = 0.62;
/// Years between the labels below the chart: the closest that have room.
const YEARS: [f64; 3] = [10.0, 5.0, 1.0];
/// Points between two labels: below the first none is written, from the second on in full ink.
const LABELS: egui::Rangef = egui::Rangef {
    min: 34.0,
    max: 40.0,
};

/// Shows the chart.
pub fn volumes_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let all = &document.facts.series;
    let chosen = all.iter().position(|of| of.id == state.session.series);
    let chosen = chosen.or_else(|| all.iter().position(is_chart));
    let mut now = chosen;
    let mut shows_others = false;
    ui.horizontal(|ui| {
        ui.strong(state.text("volumes.heading"));
        let name = |series: &Series| series.names.in_lang(state.lang()).to_owned();
        let shown = chosen.map(|place| name(&all[place]));
        egui::ComboBox::from_id_salt("series")
            .selected_text(shown.unwrap_or_default())
            .width(420.0)
            .show_ui(ui, |ui| {
                for (place, series) in all.iter().enumerate() {
                    ui.selectable_value(&mut now, Some(place), name(series));
                }
            });
        if let Some(place) = chosen {
            shows_others = others_switch(ui, state, &all[place]);
        }
        if chosen.is_some_and(|place| is_chart(&all[place])) && !shows_others {
            copy_button(ui, state, || picture(state), actions);
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Volumes, false));
        }
    });
    if now != chosen {
        actions.extend(now.map(|place| Action::Go(Subject::Series(place))));
    }
    let Some(series) = chosen.map(|place| &all[place]) else {
        ui.weak(state.text("volumes.none"));
        return;
    };
    let is_list = !is_chart(series);
    if is_list || shows_others {
        let is_listed = |observation: &Observation| is_list || is_beside(observation);
        egui::ScrollArea::both().auto_shrink(false).show(ui, |ui| {
            figures(ui, state, series, is_listed, actions);
        });
    } else {
        sources(ui, state, series, actions);
        scope_ui(ui, state, series);
        legend_ui(ui, state, series, actions);
        chart(ui, state, series, actions);
    }
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

/// Whether a figure has no bar: it is not of a whole year, or it is no number.
fn is_beside(observation: &Observation) -> bool {
    !observation.is_whole_year() || observation.number().is_none()
}

/// The switch from the chart to the figures that have no bar; whether these are shown.
fn others_switch(ui: &mut Ui, state: &State, series: &Series) -> bool {
    let beside = series.observations.iter().filter(|o| is_beside(o));
    let count = beside.count();
    if count == 0 || !is_chart(series) {
        return false;
    }
    let id = egui::Id::unique("volumes-others");
    let mut is_shown = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let said = state.fill("volumes.others", &[&count.to_string()]);
    if ui.toggle_value(&mut is_shown, said).clicked() {
        ui.data_mut(|data| data.insert_temp(id, is_shown));
    }
    is_shown
}

/// Figures line by line: period, figure, scope.
fn figures(
    ui: &mut Ui,
    state: &State,
    series: &Series,
    is_listed: impl Fn(&Observation) -> bool,
    actions: &mut Vec<Action>,
) {
    let table = egui::Grid::new("figures").num_columns(3).striped(true);
    table.show(ui, |ui| {
        let all = series.observations.iter().enumerate();
        for (place, observation) in all.filter(|(_, observation)| is_listed(observation)) {
            ui.label(observation.when());
            ui.horizontal(|ui| {
                let card = || card_of(series, place);
                value_ui(ui, state, actions, &observation.value, card);
            });
            let note = match &observation.value {
                Value::Number(number) => {
                    let note = number.note.as_ref();
                    note.map(|note| note.in_lang(state.lang()))
                }
                Value::Quoted(quoted) => quoted.note.as_deref(),
                Value::Text(_) | Value::Bool(_) => None,
            };
            ui.weak(note.unwrap_or(""));
            ui.end_row();
        }
    });
}

/// The bars, and the curves after them; a click on either opens the card of its number.
fn chart(ui: &mut Ui, state: &State, series: &Series, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let unit = yearly(series)
        .next()
        .map_or("", |(_, n)| n.unit.in_lang(lang));
    let palette = state.session.view.palette();
    let bars: Vec<Bar> = yearly(series)
        .map(|(o, figure)| {
            let fill = match figure.status {
                Status::Cited => color(palette.accent),
                _ => color(palette.accent.with_alpha(0x60)),
            };
            Bar::new(f64::from(o.year), figure.value)
                .width(BAR)
                .fill(fill)
        })
        .collect();
    // What egui_plot says of a bar has no ground: the tooltip of the plot says it.
    let chart = BarChart::new(series.names.in_lang(lang), bars).allow_hover(false);
    let growth = growth_lines(state, series);
    let year = year_now(state).map(|year| {
        let line = VLine::new(state.text("years.year"), f64::from(year));
        line.color(color(palette.ink)).width(1.0).allow_hover(false)
    });
    let plot = Plot::new("volumes")
        .label_formatter(|near| match near {
            HoverPosition::NearDataPoint { .. } => point_in_words(near),
            HoverPosition::Elsewhere { position } => bar_in_words(lang, series, *position),
        })
        .show_grid([false, true])
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .include_y(0.0)
        .set_margin_fraction(egui::vec2(0.04, 0.12))
        .x_grid_spacer(uniform_grid_spacer(|_| YEARS))
        .custom_x_axes(vec![
            AxisHints::new_x()
                .label_spacing(LABELS)
                .formatter(|mark, _| format!("{:.0}", mark.value)),
        ])
        .y_axis_formatter(|mark, _| number(mark.value, 0))
        .y_axis_label(unit);
    let shown = plot.show(ui, |plot| {
        plot.bar_chart(chart);
        for line in growth {
            plot.line(line);
        }
        if let Some(year) = year {
            plot.vline(year);
        }
    });
    let card_at = |pos: egui::Pos2| {
        let at = shown.transform.value_from_position(pos);
        card_of_point(state, series, at.x, at.y)
    };
    let response = &shown.response;
    copy_menu(response, state, || picture(state), actions);
    if response.hover_pos().and_then(card_at).is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.clicked() {
        let card = response.interact_pointer_pos().and_then(card_at);
        actions.extend(card.map(Action::ShowCard));
    }
}

/// The chart that is shown as a picture: bars, curves, and the sources of all figures at its foot.
#[must_use]
pub fn picture(state: &State) -> Option<Picture> {
    let all = &state.document.as_ref()?.facts.series;
    let chosen = all.iter().find(|of| of.id == state.session.series);
    let series = chosen.or_else(|| all.iter().find(|of| is_chart(of)))?;
    let lang = state.lang();
    let bars = |is_cited: bool| {
        let all = yearly(series).filter(|(_, of)| (of.status == Status::Cited) == is_cited);
        let bars: Vec<[f64; 2]> = all.map(|(o, of)| [f64::from(o.year), of.value]).collect();
        (!bars.is_empty()).then(|| Mark {
            shape: Shape::Bars(bars, BAR),
            ink: if is_cited { Ink::Main } else { Ink::Pale },
            name: state.text(if is_cited {
                "status.cited"
            } else {
                "status.derived"
            }),
        })
    };
    let year = year_now(state).map(|year| Mark {
        shape: Shape::Upright(f64::from(year)),
        ink: Ink::Mark,
        name: state.text("years.year"),
    });
    let marks = [true, false].into_iter().filter_map(bars);
    let marks = marks.chain(growth_marks(state, series)).chain(year);
    let mut sources: Vec<&str> = Vec::new();
    for source in yearly(series).filter_map(|(_, of)| of.source.as_deref()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let unit = yearly(series).next();
    Some(Picture {
        title: series.names.in_lang(lang).to_owned(),
        subtitle: String::new(),
        x: Axis {
            are_years: true,
            ..Axis::default()
        },
        y: Axis {
            name: unit.map_or_else(String::new, |(_, of)| of.unit.in_lang(lang).to_owned()),
            ..Axis::default()
        },
        marks: marks.collect(),
        foot: sources.join("; "),
    })
    .filter(|_| is_chart(series))
}

/// The card of the bar, or of the point of a curve, at a place of the chart.
fn card_of_point(state: &State, series: &Series, x: f64, y: f64) -> Option<Card> {
    #[expect(clippy::cast_possible_truncation, reason = "a calendar year")]
    let year = x.round() as i32;
    let is_there = |o: &Observation| o.year == year && o.is_whole_year() && o.number().is_some();
    match series.observations.iter().position(is_there) {
        Some(place) => Some(card_of(series, place)),
        None => card_near(state, series, year, y),
    }
}

/// What is said of the bar at a place of the chart: its figure, and where that is from.
fn bar_in_words(lang: Lang, series: &Series, at: PlotPoint) -> Option<String> {
    let is_at = |(o, figure): &(&Observation, &Sourced)| {
        let is_beside = (at.x - f64::from(o.year)).abs() > BAR / 2.0;
        !is_beside && (0.0..=figure.value).contains(&at.y)
    };
    let (observation, figure) = yearly(series).find(is_at)?;
    Some(said(lang, observation, figure))
}

fn said(lang: Lang, observation: &Observation, value: &Sourced) -> String {
    let note = value.note.as_ref().map_or("", |note| note.in_lang(lang));
    let source = value.source.as_deref().unwrap_or("");
    let lines = [
        observation.when(),
        format!("{} {}", number(value.value, 0), value.unit.in_lang(lang)),
        text(lang, value.status.words_key()).to_owned(),
        note.to_owned(),
        source.to_owned(),
    ];
    let said: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    said.join("\n")
}

/// The years with their figures: the table behind the bars.
fn sources(ui: &mut Ui, state: &State, series: &Series, actions: &mut Vec<Action>) {
    let look = Look {
        decimals: Some(0),
        has_unit: false,
        ..Look::BODY
    };
    ui.horizontal_wrapped(|ui| {
        for (place, observation) in series.observations.iter().enumerate() {
            let figure = observation.number();
            let Some(figure) = figure.filter(|_| observation.is_whole_year()) else {
                continue;
            };
            ui.weak(observation.year.to_string());
            number_link_as(ui, state, actions, figure, look, || {
                Action::ShowCard(card_of(series, place))
            });
            ui.add_space(4.0);
        }
    });
}

fn card_of(series: &Series, place: usize) -> Card {
    Card::of(Origin::Observation {
        series: series.id.clone(),
        place,
    })
}
