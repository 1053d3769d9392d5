//! What is within reach of a hub: what is limited, a slider for how much, the steps, what an area
//! means, and the hubs inside.
//!
//! Does not know: how reach is found or drawn on the map.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::number::{Look, number_link, number_link_as};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::reach::{ReachMade, ReachWish};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::model::ids::Key;
use crate::scene::sheet::Thing;
use crate::study::outcome::Criterion;
use crate::study::provenance::{Measure, total};
use crate::study::ways::{Figure, of_criterion};
use crate::words::format::number;

/// Width of what is at the left of the list.
const LEFT: f32 = 520.0;
/// Width of the slider.
const SLIDER: f32 = 300.0;
/// Height of a row of the list.
const ROW: f32 = 21.0;
/// Width of a column of numbers.
const NUMBER: f32 = 72.0;
/// The least number of the slider above zero is its end divided by this.
const WIDE: f64 = 500.0;

/// Shows the pane.
pub fn reach_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let wish = state.session.reach;
    head_ui(ui, state, wish, actions);
    if wish.from.is_none() {
        ui.weak(state.text("reach.none"));
        return;
    }
    let made = state.transient.reach.as_deref();
    let made = made.filter(|made| made.spread.criterion == wish.criterion);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(LEFT, height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(LEFT);
            budget_ui(ui, state, wish, made, actions);
            steps_ui(ui, state);
            meaning_ui(ui, state, wish, actions);
        });
        if let Some(made) = made {
            ui.vertical(|ui| hubs_ui(ui, state, made, actions));
        }
    });
}

fn head_ui(ui: &mut Ui, state: &State, wish: ReachWish, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let name = wish.from.map(|from| state.node_name(from));
        let said = match &name {
            Some(name) => state.fill("picture.legend.reach", &[name]),
            None => state.text("reach.heading"),
        };
        ui.strong(said);
        for criterion in Criterion::ALL {
            let is_chosen = wish.criterion == criterion;
            let key = of_criterion(criterion).words_key();
            let unit = of_criterion(criterion).unit().in_lang(state.lang());
            let said = format!("{}, {unit}", state.text(key));
            if ui.selectable_label(is_chosen, said).clicked() {
                actions.push(Action::SetReach(wish.by(criterion)));
            }
        }
        if state.transient.is_reach_updating {
            ui.weak(state.text("status.updating"));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Reach, false));
        }
    });
}

/// A slider by powers of ten, up to the farthest hub that can be reached at all, and the number.
fn budget_ui(
    ui: &mut Ui,
    state: &State,
    wish: ReachWish,
    made: Option<&ReachMade>,
    actions: &mut Vec<Action>,
) {
    let now = wish.within();
    let farthest = made.map_or(0.0, |made| made.farthest);
    let end = round_up(farthest).max(now).max(1.0);
    ui.horizontal(|ui| {
        let label = ui.label(state.text("reach.within"));
        let mut value = now;
        ui.spacing_mut().slider_width = SLIDER;
        let slider = egui::Slider::new(&mut value, 0.0..=end)
            .show_value(false)
            .smallest_positive(end / WIDE)
            .logarithmic(true);
        let is_moved = ui.add(slider).labelled_by(label.id).changed();
        let unit = of_criterion(wish.criterion).unit().in_lang(state.lang());
        let field = egui::DragValue::new(&mut value)
            .range(0.0..=1e7)
            .speed((now / 100.0).max(0.01))
            .max_decimals(1)
            .suffix(format!(" {unit}"));
        let is_typed = ui.add(field).labelled_by(label.id).changed();
        if is_moved {
            value = rounded(value);
        }
        if (is_moved || is_typed) && value.to_bits() != now.to_bits() {
            actions.push(Action::SetReach(wish.with(value)));
        }
    });
}

/// To three figures, so that a slider gives numbers that people say.
fn rounded(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let digit = 10f64.powf(value.log10().floor() - 2.0);
    (value / digit).round() * digit
}

/// The next number of two figures.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let digit = 10f64.powf(value.log10().floor() - 1.0);
    (value / digit).ceil() * digit
}

/// What the colors of the map mean.
fn steps_ui(ui: &mut Ui, state: &State) {
    let Some(reach) = state.layers.reach() else {
        return;
    };
    let palette = state.session.view.palette();
    ui.horizontal(|ui| {
        for step in 0..reach.n_steps() {
            let look = reach.sample(palette, step);
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 12.0), egui::Sense::hover());
            if let Some(fill) = look.fill {
                ui.painter().rect_filled(rect, 2.0, color(fill));
            }
            let line = color(reach.line_color(palette, step));
            let stroke = egui::Stroke::new(1.6, line);
            ui.painter()
                .rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
            ui.label(reach.step_in_words(step, state.lang()));
        }
    });
}

/// What an area means, with the numbers that it rests on.
fn meaning_ui(ui: &mut Ui, state: &State, wish: ReachWish, actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    let said = RichText::new(state.text("reach.meaning")).weak();
    ui.add(egui::Label::new(said).wrap());
    let rates: &[&str] = match wish.criterion {
        Criterion::Time => &["default_road_kmh"],
        Criterion::Money => &["default_road_cny_per_teu_km"],
        Criterion::Distance => &[],
        Criterion::Carbon => &["default_road_g_per_tkm", "default_t_per_teu"],
        Criterion::Generalized => &["default_road_kmh", "default_road_cny_per_teu_km"],
    };
    let Some(document) = &state.document else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.weak(state.text("reach.rests-on"));
        let fixed = ["default_access_detour", "default_access_km"];
        for key in rates.iter().copied().chain(fixed) {
            let Some(value) = document.facts.parameters.number(key) else {
                continue;
            };
            let origin = Origin::Parameter(Key::new(key));
            let name = origin.names(state).in_lang(state.lang()).to_owned();
            let shown = number_link(ui, state, actions, value, || Card::of(origin));
            shown.on_hover_text(name);
        }
    });
}

/// The hubs inside, the nearest first; a click on a name flies there.
fn hubs_ui(ui: &mut Ui, state: &State, made: &ReachMade, actions: &mut Vec<Action>) {
    let hubs = &made.spread.reach.hubs;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for measure in Measure::ALL {
            let key = format!("{}.short", Figure::Of(measure).words_key());
            let unit = measure.unit().in_lang(state.lang());
            let tip = format!("{}, {unit}", state.text(measure.words_key()));
            cell(ui, |ui| {
                let said = RichText::new(state.text(&key)).size(SMALL).weak();
                ui.label(said).on_hover_text(tip);
            });
        }
        ui.add_space(12.0);
        // The hub itself is no hub that is reached.
        let count = number(to_f64(hubs.len().saturating_sub(1)), 0);
        ui.weak(state.fill("reach.count", &[&count]));
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = egui::ScrollArea::vertical()
        .id_salt("reach")
        .auto_shrink(false);
    scroll.show_rows(ui, ROW, hubs.len(), |ui, rows| {
        for place in rows {
            ui.horizontal(|ui| row_ui(ui, state, made, place, actions));
        }
    });
}

fn row_ui(ui: &mut Ui, state: &State, made: &ReachMade, place: usize, actions: &mut Vec<Action>) {
    let reach = &made.spread.reach;
    let (Some(hub), Some(way)) = (reach.hubs.get(place), reach.ways.get(place)) else {
        return;
    };
    ui.set_height(ROW);
    ui.spacing_mut().item_spacing.x = 0.0;
    for measure in Measure::ALL {
        let sum = total(&made.spread.network, way, measure);
        let look = Look {
            decimals: Some(Figure::Of(measure).decimals()),
            has_unit: false,
            ..Look::BODY
        };
        cell(ui, |ui| {
            number_link_as(ui, state, actions, &sum, look, || {
                Action::ShowCard(Card::of(Origin::Reach(hub.node, measure)))
            });
        });
    }
    ui.add_space(12.0);
    if ui.link(state.node_name(hub.node)).clicked() {
        actions.push(Action::FlyTo(Thing::Node(hub.node)));
    }
}

fn cell(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(NUMBER, ROW), layout, |ui| {
        ui.set_min_size(vec2(NUMBER, ROW));
        content(ui);
    });
}

#[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sliders_give_three_figures_and_end_at_two() {
        for (value, three, two) in [
            (123.456, 123.0, 130.0),
            (0.98765, 0.988, 0.99),
            (48.0, 48.0, 48.0),
            (0.0, 0.0, 0.0),
        ] {
            assert!((rounded(value) - three).abs() < 1e-9, "{value}");
            assert!((round_up(value) - two).abs() < 1e-9, "{value}");
        }
    }
}
