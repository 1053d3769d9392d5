//! The ways that no other beats in time, money and carbon at once, as points and as a table; a click
//! on either chooses.
//!
//! Does not know: how they are found.

use std::sync::Arc;

use eframe::egui::{self, Align, Layout, Pos2, RichText, Ui, vec2};
use egui_plot::{Plot, PlotPoint, PlotResponse, Points, Text};

use super::chart_copy::{copy_button, copy_menu};
use super::number::{Look, number_link_as};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::app::ways::{Axes, PointedIn, point_in};
use crate::app::weights::priced_now;
use crate::scene::chart::{Axis, Chart, Ink, Mark, Shape};
use crate::scene::furniture::result_line;
use crate::study::outcome::{Itinerary, Outcome, PathAnswer};
use crate::study::provenance::Measure;
use crate::study::sentences::sums_in_words;
use crate::study::ways::{Figure, chosen_place, figure_of, n_asked, names, options, same_links};
use crate::words::Lang;
use crate::words::format::number;

/// How near a click must be to a point, points of the screen.
const REACH: f32 = 14.0;
/// Radius of the points with the least and the most of the third measure.
const RADIUS: [f32; 2] = [3.0, 7.0];
/// Height of a row of the table.
const ROW: f32 = 21.0;
/// Width of a column of numbers.
const NUMBER: f32 = 66.0;

impl Axes {
    const ALL: [Self; 3] = [Self::TimeMoney, Self::TimeCarbon, Self::MoneyCarbon];

    /// What goes to the right, upward, and into the size of the points.
    fn measures(self) -> [Measure; 3] {
        match self {
            Self::TimeMoney => [Measure::Hours, Measure::Money, Measure::Co2],
            Self::TimeCarbon => [Measure::Hours, Measure::Co2, Measure::Money],
            Self::MoneyCarbon => [Measure::Money, Measure::Co2, Measure::Hours],
        }
    }

    fn words_key(self) -> &'static str {
        match self {
            Self::TimeMoney => "unbeaten.time-money",
            Self::TimeCarbon => "unbeaten.time-carbon",
            Self::MoneyCarbon => "unbeaten.money-carbon",
        }
    }
}

/// A way of the chart.
#[derive(Clone, Copy)]
struct Shown<'a> {
    /// Its place among the options.
    place: usize,
    way: &'a Itinerary,
    name: &'a str,
    /// Whether it is one of those that were asked for: it has its number beside it.
    is_asked: bool,
    is_chosen: bool,
}

/// Shows the pane.
pub fn unbeaten_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let outcome = state.transient.outcome.as_ref();
    let found = outcome.filter(|outcome| matches!(outcome.path, PathAnswer::Found { .. }));
    let shown = found.map_or_else(Vec::new, |outcome| shown_ways(outcome));
    let names = found.map(|outcome| names_of(ui, outcome, &shown, state.lang()));
    let shown = shown
        .into_iter()
        .zip(names.iter().flat_map(|names| names.iter()));
    let shown: Vec<Shown> = shown.map(|(of, name)| Shown { name, ..of }).collect();
    let found = found.map(AsRef::as_ref);
    head_ui(ui, state, found, shown.len(), actions);
    let Some(outcome) = found else {
        ui.weak(state.text("unbeaten.none"));
        return;
    };
    if state.transient.is_updating {
        ui.multiply_opacity(0.6);
    }
    let width = (ui.available_width() * 0.38).floor();
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(width, height), |ui| {
            chart_ui(ui, state, &shown, actions);
        });
        ui.vertical(|ui| table_ui(ui, state, outcome, &shown, actions));
    });
}

/// The unbeaten ways, and those that were asked for.
fn shown_ways(outcome: &Outcome) -> Vec<Shown<'_>> {
    let chosen = chosen_place(outcome);
    let n_asked = n_asked(outcome);
    let unbeaten = outcome.unbeaten.as_ref();
    let is_unbeaten = |way: &Itinerary| {
        let ways = unbeaten.map_or(&[][..], |ways| &ways.ways);
        ways.iter().any(|other| same_links(other, way))
    };
    let all = options(outcome).into_iter().enumerate();
    let is_shown = |&(place, way): &(usize, &Itinerary)| place < n_asked || is_unbeaten(way);
    all.filter(is_shown)
        .map(|(place, way)| Shown {
            place,
            way,
            name: "",
            is_asked: place < n_asked,
            is_chosen: chosen == Some(place),
        })
        .collect()
}

/// The names of the ways of one result in one language.
#[derive(Clone)]
struct Named {
    outcome: Arc<Outcome>,
    lang: Lang,
    names: Arc<Vec<String>>,
}

/// The names of all ways shown, which are worth keeping from frame to frame.
fn names_of(ui: &Ui, outcome: &Arc<Outcome>, shown: &[Shown], lang: Lang) -> Arc<Vec<String>> {
    let id = egui::Id::unique("names of unbeaten ways");
    let kept: Option<Named> = ui.data(|data| data.get_temp(id));
    if let Some(kept) = kept
        && Arc::ptr_eq(&kept.outcome, outcome)
        && kept.lang == lang
    {
        return kept.names;
    }
    let ways: Vec<&Itinerary> = shown.iter().map(|of| of.way).collect();
    let names = Arc::new(names(&outcome.network, &ways, lang));
    let named = Named {
        outcome: Arc::clone(outcome),
        lang,
        names: Arc::clone(&names),
    };
    ui.data_mut(|data| data.insert_temp(id, named));
    names
}

fn head_ui(
    ui: &mut Ui,
    state: &State,
    found: Option<&Outcome>,
    n_shown: usize,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        ui.strong(state.text("unbeaten.heading"))
            .on_hover_text(state.text("unbeaten.tip"));
        for axes in Axes::ALL {
            let is_chosen = state.session.axes == axes;
            let said = state.text(axes.words_key());
            if ui.selectable_label(is_chosen, said).clicked() {
                actions.push(Action::SetAxes(axes));
            }
        }
        let unbeaten = found.and_then(|outcome| outcome.unbeaten.as_ref());
        if let Some(ways) = unbeaten {
            let count = ways.ways.len();
            let beaten = n_shown.saturating_sub(count);
            let said = [count.to_string(), beaten.to_string()];
            ui.weak(state.fill("unbeaten.count", &[&said[0], &said[1]]));
            if !ways.is_complete {
                let said = state.text("unbeaten.limit");
                ui.colored_label(ui.visuals().warn_fg_color, said);
            }
        }
        if state.transient.is_updating {
            ui.weak(state.text("status.updating"));
        }
        if found.is_some() {
            copy_button(ui, state, || picture(state), actions);
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Unbeaten, false));
        }
    });
}

/// The least and the most of a measure.
fn range(shown: &[Shown], measure: Measure) -> [f64; 2] {
    let values = shown.iter().map(|of| measure.of(of.way.totals));
    values.fold([f64::INFINITY, 0.0], |[low, high], value| {
        [low.min(value), high.max(value)]
    })
}

/// The points; the third measure is their size.
fn chart_ui(ui: &mut Ui, state: &State, shown: &[Shown], actions: &mut Vec<Action>) {
    let [x, y, size] = state.session.axes.measures();
    let [low, high] = range(shown, size);
    let said = size_in_words(state, size, [low, high]);
    ui.vertical(|ui| {
        ui.label(RichText::new(said).size(SMALL).weak());
        let plot = Plot::new(("unbeaten", state.session.axes))
            .label_formatter(|_| None)
            .show_x(false)
            .show_y(false)
            .show_grid(false)
            .allow_zoom(false)
            .allow_drag(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .set_margin_fraction(vec2(0.08, 0.14))
            .x_axis_label(axis_name(state, x))
            .y_axis_label(axis_name(state, y))
            .x_axis_formatter(|mark, _| number(mark.value, 0))
            .y_axis_formatter(|mark, _| number(mark.value, 0));
        let drawn = plot.show(ui, |plot| {
            // The chosen way is drawn last, above the others.
            let (chosen, others): (Vec<&Shown>, Vec<&Shown>) =
                shown.iter().partition(|of| of.is_chosen);
            for of in others.into_iter().chain(chosen) {
                let share = ((size.of(of.way.totals) - low) / (high - low).max(1e-9)).max(0.0);
                let at = [x, y].map(|measure| measure.of(of.way.totals));
                point(plot, state, of, (at, share));
            }
        });
        pointing(ui, state, shown, &drawn, actions);
        copy_menu(&drawn.response, state, || picture(state), actions);
    });
}

/// The chart as a picture; `None` where there is no way.
#[must_use]
pub fn picture(state: &State) -> Option<Chart> {
    let outcome = state.transient.outcome.as_ref()?;
    let found = matches!(outcome.path, PathAnswer::Found { .. });
    let shown = found.then(|| shown_ways(outcome))?;
    let lang = state.lang();
    let measures = state.session.axes.measures();
    let [x, y, size] = measures;
    let [low, high] = range(&shown, size);
    let point = |of: &Shown| {
        let share = ((size.of(of.way.totals) - low) / (high - low).max(1e-9)).max(0.0);
        let at = [x, y].map(|measure| measure.of(of.way.totals));
        let name = of.is_asked.then(|| (of.place + 1).to_string());
        (at, radius_of(share), name.unwrap_or_default())
    };
    let mark = |ink: Ink, key: &str, is_in: &dyn Fn(&Shown) -> bool| {
        let points: Vec<_> = shown.iter().filter(|of| is_in(of)).map(point).collect();
        (!points.is_empty()).then(|| Mark {
            shape: Shape::Points(points),
            ink,
            name: state.text(key),
        })
    };
    let others = mark(Ink::Pale, "unbeaten.others", &|of| !of.is_chosen);
    let chosen = mark(Ink::Main, "unbeaten.chosen", &|of| of.is_chosen);
    let [across, up, _] = measures.map(|measure| axis_name(state, measure));
    let axis = |name: String| Axis {
        name,
        ..Axis::default()
    };
    Some(Chart {
        title: state.text("unbeaten.heading"),
        subtitle: result_line(&outcome.network, outcome, lang),
        x: axis(across),
        y: axis(up),
        marks: others.into_iter().chain(chosen).collect(),
        foot: size_in_words(state, size, [low, high]),
    })
}

fn axis_name(state: &State, measure: Measure) -> String {
    let name = state.text(measure.words_key());
    format!("{name}, {}", measure.unit().in_lang(state.lang()))
}

/// What the size of points means.
fn size_in_words(state: &State, size: Measure, ends: [f64; 2]) -> String {
    let ends = ends.map(|end| number(end, 0));
    let unit = size.unit().in_lang(state.lang());
    let name = state.text(size.words_key());
    state.fill("unbeaten.size", &[&name, &ends[0], &ends[1], unit])
}

/// The radius of a point by a share of the third measure: areas, not radii, grow evenly.
fn radius_of(share: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = share as f32;
    let [small, large] = RADIUS.map(|radius| radius * radius);
    (small + (large - small) * share).sqrt()
}

/// A way as a point: filled in the accent where it is chosen, with a number where it is in the list.
fn point(plot: &mut egui_plot::PlotUi, state: &State, of: &Shown, (at, share): ([f64; 2], f64)) {
    let palette = state.session.view.palette();
    let radius = radius_of(share);
    let name = (of.place + 1).to_string();
    if state.session.view.hovered_way == Some(of.place) {
        let ring = Points::new(format!("{name} ring"), vec![at]);
        plot.points(
            ring.radius(radius + 4.0)
                .color(color(palette.accent.with_alpha(0x60))),
        );
    }
    let fill = match (of.is_chosen, of.is_asked) {
        (true, _) => palette.accent,
        (false, true) => palette.accent.mixed(palette.panel, 0.45),
        (false, false) => palette.muted.mixed(palette.panel, 0.35),
    };
    let points = Points::new(name.clone(), vec![at]);
    plot.points(points.radius(radius).color(color(fill)));
    if of.is_asked {
        let said = RichText::new(format!("    {name}")).size(SMALL).strong();
        let text = Text::new(format!("{name} number"), PlotPoint::new(at[0], at[1]), said);
        let above = egui::Align2::LEFT_BOTTOM;
        plot.text(text.anchor(above).color(color(palette.ink)));
    }
}

/// Hover and click on points.
fn pointing(
    ui: &Ui,
    state: &State,
    shown: &[Shown],
    drawn: &PlotResponse<()>,
    actions: &mut Vec<Action>,
) {
    let [x, y, _] = state.session.axes.measures();
    let distance = |of: &Shown, pos: Pos2| {
        let at = PlotPoint::new(x.of(of.way.totals), y.of(of.way.totals));
        drawn.transform.position_from_point(&at).distance(pos)
    };
    let near = |pos: Pos2| {
        let all = shown.iter().filter(|of| distance(of, pos) <= REACH);
        all.min_by(|a, b| distance(a, pos).total_cmp(&distance(b, pos)))
    };
    let response = &drawn.response;
    let pointed = response.hover_pos().and_then(near);
    point_in(state, PointedIn::Chart, pointed.map(|of| of.place), actions);
    if let Some(of) = pointed {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let tooltip = egui::Tooltip::always_open(
            ui.ctx().clone(),
            response.layer_id,
            response.id.with("way"),
            egui::PopupAnchor::Pointer,
        );
        tooltip.gap(12.0).show(|ui| {
            ui.set_max_width(320.0);
            ui.strong(title(state, of));
            ui.label(sums_in_words(of.way.totals, state.lang()));
        });
    }
    if response.clicked()
        && let Some(of) = response.interact_pointer_pos().and_then(near)
    {
        actions.push(Action::ChooseWay(of.place));
    }
}

/// `Way 7: by rail on the Middle route`.
fn title(state: &State, of: &Shown) -> String {
    let place = (of.place + 1).to_string();
    state.fill("ways.numbered", &[&place, of.name])
}

/// The same ways line by line, fastest first.
fn table_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    shown: &[Shown],
    actions: &mut Vec<Action>,
) {
    let mut sorted = shown.to_vec();
    sorted.sort_by_key(|of| (of.way.totals.seconds, of.way.totals.fen, of.place));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for measure in Measure::ALL {
            let said = Figure::Of(measure).words_key();
            let said = state.text(&format!("{said}.short"));
            cell(ui, |ui| {
                ui.label(RichText::new(said).size(SMALL).weak());
            });
        }
    });
    let mut pointed = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = egui::ScrollArea::vertical()
        .id_salt("unbeaten")
        .auto_shrink(false);
    scroll.show_rows(ui, ROW, sorted.len(), |ui, rows| {
        for of in sorted.get(rows).unwrap_or_default() {
            let row = ui.horizontal(|ui| row_ui(ui, state, outcome, of, actions));
            if ui.rect_contains_pointer(row.response.rect) {
                pointed = Some(of.place);
            }
        }
    });
    point_in(state, PointedIn::Table, pointed, actions);
}

fn row_ui(ui: &mut Ui, state: &State, outcome: &Outcome, of: &Shown, actions: &mut Vec<Action>) {
    ui.set_height(ROW);
    ui.spacing_mut().item_spacing.x = 0.0;
    if state.session.view.hovered_way == Some(of.place) {
        let rect = ui.available_rect_before_wrap();
        let fill = ui.visuals().widgets.hovered.bg_fill;
        ui.painter().rect_filled(rect, 3.0, fill);
    }
    let Some(priced) = priced_now(state) else {
        return;
    };
    for measure in Measure::ALL {
        let figure = Figure::Of(measure);
        let number = figure_of(outcome, &priced, of.way, figure);
        let look = Look {
            decimals: Some(figure.decimals()),
            has_unit: false,
            ..Look::BODY
        };
        cell(ui, |ui| {
            number_link_as(ui, state, actions, &number, look, || {
                Action::ShowCard(Card::of(Origin::Way(of.place, figure)))
            });
        });
    }
    ui.add_space(10.0);
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    if ui.radio(of.is_chosen, title(state, of)).clicked() {
        actions.push(Action::ChooseWay(of.place));
    }
}

fn cell(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(NUMBER, ROW), layout, |ui| {
        ui.set_min_size(vec2(NUMBER, ROW));
        content(ui);
    });
}
