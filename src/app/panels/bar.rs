//! The bar below the menu: the open scenario, the year with its volumes, and what shows scenarios.
//!
//! Does not know: what a year or a scenario changes.

use eframe::egui::{self, Align, Align2, CornerRadius, Layout, Rect, RichText, Sense, Ui, vec2};

use super::number::{Look, number_link_as};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::demand::wanted_now;
use crate::app::flows::made;
use crate::app::scenarios::{open_name, year_edit, year_now};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::model::edit::Edit;
use crate::model::scenario::{FIRST_YEAR, LAST_YEAR};
use crate::model::sourced::Sourced;
use crate::study::demand::{SERIES, last_published};
use crate::study::flows::readings::{FlowFigure, Quantity};

/// Width of the slider, points.
const SLIDER: f32 = 190.0;
/// A window at least this wide has room for volumes.
const WIDE: f32 = 1_000.0;
/// Width of the longer one of the two bars of volumes.
const BAR: f32 = 48.0;

/// Shows the bar.
pub fn bar_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let is_wide = ui.available_width() >= WIDE;
    ui.horizontal(|ui| {
        let is_there = state.document.is_some();
        ui.add_enabled_ui(is_there, |ui| {
            scenario_ui(ui, state, actions);
            years_ui(ui, state, actions);
            if is_wide {
                volumes_ui(ui, state, actions);
            }
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(is_there, |ui| right_end(ui, state, is_wide, actions));
        });
    });
}

fn scenario_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let names = open_name(state);
    let name = names.in_lang(state.lang());
    let is_shown = state.shows(Pane::Scenarios);
    let said = state.fill("bar.scenario", &[name]);
    // As wide whatever its name is: what stands beside it is dragged.
    let size = vec2((ui.available_width() * 0.24).clamp(150.0, 320.0), 24.0);
    let button = egui::Button::selectable(is_shown, said).truncate();
    let response = ui.add_sized(size, button);
    let tip = state.text("command.scenarios.tip");
    if response.on_hover_text(tip).clicked() {
        actions.push(Action::Show(Pane::Scenarios, !is_shown));
    }
}

/// The year and the button that plays them.
fn years_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(year) = year_now(state) else {
        return;
    };
    ui.separator();
    let label = ui.label(state.text("years.year"));
    ui.spacing_mut().slider_width = SLIDER;
    let mut now = year;
    let slider = egui::Slider::new(&mut now, FIRST_YEAR..=LAST_YEAR);
    let response = ui.add(slider).labelled_by(label.id);
    if response.changed() && now != year {
        let edits = vec![year_edit(state, now)];
        let gesture = ui.input(|input| input.pointer.press_start_time());
        actions.push(match gesture.filter(|_| response.dragged()) {
            Some(since) => Action::EditIn(edits, since.to_bits()),
            None => Action::Edit(edits),
        });
        if state.transient.play.is_some() {
            actions.push(Action::Play(false));
        }
    }
    response.on_hover_text(state.text("years.tip"));
    let is_playing = state.transient.play.is_some();
    let key = if is_playing {
        "years.pause"
    } else {
        "years.play"
    };
    let tip = state.text("command.play.tip");
    if ui.button(state.text(key)).on_hover_text(tip).clicked() {
        actions.push(Action::Play(!is_playing));
    }
}

/// What is said of a year's volume: the key of its text, the number, its card.
type Volume = (&'static str, Sourced, Card);

/// The published volume of a year.
fn published(state: &State, year: i32) -> Option<Volume> {
    let series = state.document.as_ref()?.facts.series(SERIES)?;
    let is_it = |of: &crate::model::series::Observation| of.year == year && of.is_whole_year();
    let place = series.observations.iter().position(is_it)?;
    let number = series.observations[place].number()?.clone();
    let origin = Origin::Observation {
        series: series.id.clone(),
        place,
    };
    Some(("years.published", number, Card::of(origin)))
}

/// The model's own: what the network carries while flows are shown, else what is assumed to be wanted
/// after the last published year.
fn of_model(state: &State) -> Option<Volume> {
    if let Some(made) = made(state) {
        let figure = FlowFigure::Total(Quantity::Teu);
        let number = made.readings.number(&made.answer, None, figure)?;
        return Some(("years.carried", number, Card::of(Origin::Flow(figure))));
    }
    let document = state.document.as_ref()?;
    let edits_demand =
        |edit: &Edit| matches!(edit, Edit::ScaleDemand { .. } | Edit::SetDemand { .. });
    let mut edits = document.history.scenario().edits().iter();
    let (last, _) = last_published(&document.facts)?;
    let wanted = wanted_now(state).filter(|wanted| wanted.year > last)?;
    if edits.any(edits_demand) {
        return None;
    }
    let origin = Origin::Grown {
        growth: wanted.growth,
        year: wanted.year,
    };
    let number = origin.number(state)?;
    Some(("years.wanted", number, Card::of(origin)))
}

/// The published volume of the year beside the model's own, in numbers and as two bars.
fn volumes_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(year) = year_now(state) else {
        return;
    };
    let volumes = [published(state, year), of_model(state)];
    let most = volumes.iter().flatten().map(|of| of.1.value);
    let most = most.fold(0.0, f64::max);
    if most <= 0.0 {
        return;
    }
    ui.separator();
    let palette = state.session.view.palette();
    let (place, _) = ui.allocate_exact_size(vec2(BAR, 16.0), Sense::hover());
    let inks = [palette.accent, palette.sea].map(color);
    for ((volume, ink), row) in volumes.iter().zip(inks).zip([0.0, 1.0]) {
        let Some((_, number, _)) = volume else {
            continue;
        };
        #[expect(clippy::cast_possible_truncation, reason = "a width on the screen")]
        let width = (f64::from(BAR) * number.value / most) as f32;
        let left = place.left_top() + vec2(0.0, 1.0 + 8.0 * row);
        let bar = Rect::from_min_size(left, vec2(width, 6.0));
        ui.painter().rect_filled(bar, CornerRadius::same(1), ink);
    }
    let look = Look {
        decimals: Some(0),
        has_unit: false,
        ..Look::BODY
    };
    for (key, number, card) in volumes.into_iter().flatten() {
        ui.label(RichText::new(state.text(key)).size(SMALL).weak())
            .on_hover_text(state.text("years.volumes.tip"));
        number_link_as(ui, state, actions, &number, look, || Action::ShowCard(card));
    }
}

fn right_end(ui: &mut Ui, state: &State, is_wide: bool, actions: &mut Vec<Action>) {
    let present = egui::Button::new(state.text("bar.present")).shortcut_text("F5");
    let tip = state.text("command.present.tip");
    if ui.add(present).on_hover_text(tip).clicked() {
        actions.push(Action::Present(true));
    }
    let is_shown = state.shows(Pane::Compare);
    let tip = state.text("command.compare.tip");
    let compare = egui::Button::selectable(is_shown, state.text("bar.compare"));
    if ui.add(compare).on_hover_text(tip).clicked() {
        actions.push(Action::Show(Pane::Compare, !is_shown));
    }
    let peek = &state.transient.peek;
    if is_wide && !peek.is_same && peek.is_ready {
        let name = peek.names.in_lang(state.lang());
        let said = state.fill("bar.hold", &[name]);
        let said = RichText::new(said).size(SMALL).weak();
        ui.add(egui::Label::new(said).truncate())
            .on_hover_text(state.text("bar.hold.tip"));
    }
}

/// Says on the map which scenario is shown while its key is held.
pub fn held_ui(context: &egui::Context, state: &State, map: Rect) {
    if !state.transient.peek.is_held || state.document.is_none() {
        return;
    }
    egui::Area::new(egui::Id::unique("held"))
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(map.center_top() + vec2(0.0, 12.0))
        .order(egui::Order::Foreground)
        .interactable(false)
        .show(context, |ui| {
            egui::Frame::window(ui.style()).show(ui, |ui| {
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
                ui.heading(held_in_words(state));
            });
        });
}

/// What is shown while the key is held.
fn held_in_words(state: &State) -> String {
    let peek = &state.transient.peek;
    let name = peek.names.in_lang(state.lang());
    let key = if peek.is_same {
        "peek.same"
    } else if peek.is_ready {
        "peek.shown"
    } else {
        "peek.computing"
    };
    state.fill(key, &[name])
}
