//! Cargo, and what counts how much in the generalized cost: sliders that re-route while they are
//! dragged.
//!
//! Does not know: where the numbers come from.

use eframe::egui::{self, Align, Layout, Ui, vec2};

use super::number::{Look, number_link_as};
use crate::app::action::Action;
use crate::app::boxes::BoxNumber;
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::app::weights::{Weight, cargo_names, of_study, priced_now};
use crate::document::study::Document;
use crate::model::sourced::Sourced;
use crate::study::boxes::{BoxSize, has_forty};
use crate::study::outcome::Criterion;
use crate::study::priced::cargo_classes;

/// How far the sliders stand in.
const INDENT: f32 = 15.0;
/// Width of the names.
const NAME: f32 = 84.0;
/// Width of a slider's number with its unit.
const NUMBER: f32 = 124.0;
/// Space at the right for the scroll bar.
const EDGE: f32 = 8.0;
/// A slider whose number is a smaller part of its end than this goes by powers of ten.
const WIDE: f64 = 0.1;

/// Shows cargo and coefficients: unfolded while the generalized cost is asked for.
pub fn weights_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let is_asked = state.session.question.criterion == Criterion::Generalized;
    let header = egui::CollapsingHeader::new(state.text("weight.heading"))
        .id_salt(("weights", is_asked))
        .default_open(is_asked);
    ui.scope(|ui| {
        ui.spacing_mut().indent = INDENT;
        header.show(ui, |ui| fields_ui(ui, state, document, actions));
    });
}

fn fields_ui(ui: &mut Ui, state: &State, document: &Document, actions: &mut Vec<Action>) {
    cargo_ui(ui, state, document, actions);
    box_ui(ui, state, document, actions);
    for weight in Weight::ALL {
        weight_ui(ui, state, document, weight, actions);
    }
    let is_set = Weight::ALL.map(|weight| state.session.weights.is_set(weight));
    let button = egui::Button::new(state.text("weight.reset")).small();
    let reset = ui.add_enabled(is_set.contains(&true), button);
    let tip = state.text("weight.reset.tip");
    if reset.on_hover_text(tip).clicked() {
        actions.push(Action::ResetWeights);
    }
}

fn cargo_ui(ui: &mut Ui, state: &State, document: &Document, actions: &mut Vec<Action>) {
    let facts = &document.facts;
    let classes = cargo_classes(facts);
    if classes.is_empty() {
        return;
    }
    let now = &state.session.weights.cargo;
    let name = |class: &Option<String>| match class {
        Some(class) => cargo_names(facts, class).in_lang(state.lang()).to_owned(),
        None => state.text("weight.general"),
    };
    ui.horizontal(|ui| {
        let label = ui.add_sized([NAME, 20.0], egui::Label::new(state.text("weight.cargo")));
        let mut chosen = now.clone();
        let shown = egui::ComboBox::from_id_salt("cargo")
            .selected_text(name(now))
            .width(190.0)
            .show_ui(ui, |ui| {
                for class in std::iter::once(None).chain(classes.into_iter().map(Some)) {
                    let said = name(&class);
                    ui.selectable_value(&mut chosen, class, said);
                }
            });
        let tip = state.text("weight.cargo.tip");
        shown.response.labelled_by(label.id).on_hover_text(tip);
        if chosen != *now {
            actions.push(Action::SetCargo(chosen));
        }
    });
}

/// The size of boxes, with the cargo that one holds; nothing where the study knows one size only.
fn box_ui(ui: &mut Ui, state: &State, document: &Document, actions: &mut Vec<Action>) {
    if has_forty(&document.facts).is_err() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_sized([NAME, 20.0], egui::Label::new(state.text("weight.box")));
        let now = state.session.weights.box_size;
        for size in BoxSize::ALL {
            let choice = ui.selectable_label(size == now, state.text(size.words_key()));
            if choice.on_hover_text(state.text("weight.box.tip")).clicked() && size != now {
                actions.push(Action::SetBox(size));
            }
        }
        if let Some(tonnes) = BoxNumber::Tonnes.of(state) {
            number_link_as(ui, state, actions, &tonnes, Look::BODY, || {
                Action::ShowCard(Card::of(Origin::Box(BoxNumber::Tonnes)))
            });
        }
    });
}

fn weight_ui(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    weight: Weight,
    actions: &mut Vec<Action>,
) {
    let choice = &state.session.weights;
    let (Some(now), Some(study)) = (priced_now(state), of_study(&document.facts, choice)) else {
        return;
    };
    let (number, study) = (weight.of(&now), weight.of(&study));
    ui.horizontal(|ui| {
        let name = state.text(weight.words_key());
        let tip = state.text(&format!("{}.tip", weight.words_key()));
        let label = ui.add_sized([NAME, 20.0], egui::Label::new(name));
        let label = label.on_hover_text(tip);
        // From the right, so that the slider takes what the number leaves.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(EDGE);
            let layout = Layout::right_to_left(Align::Center);
            ui.allocate_ui_with_layout(vec2(NUMBER, 20.0), layout, |ui| {
                // A slider that grew with its number would run away from the pointer.
                ui.set_min_width(NUMBER);
                number_link_as(ui, state, actions, number, Look::BODY, || {
                    Action::ShowCard(Card::of(Origin::Weight(weight)))
                });
            });
            ui.spacing_mut().slider_width = (ui.available_width() - 4.0).max(20.0);
            let end = end_of(study).max(number.value);
            let mut value = number.value;
            let slider = egui::Slider::new(&mut value, 0.0..=end)
                .show_value(false)
                .smallest_positive(end / 1000.0)
                .logarithmic(study.value < WIDE * end);
            let slider = ui.add(slider).labelled_by(label.id);
            if slider.changed() {
                actions.push(Action::SetWeight(weight, value));
            }
        });
    });
}

/// Where a slider ends: at the high end of the number's range, at least at twice the number.
fn end_of(number: &Sourced) -> f64 {
    let high = number.high.unwrap_or(0.0).max(2.0 * number.value);
    if high > 0.0 { high } else { 1.0 }
}
