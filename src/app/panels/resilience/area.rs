//! All that lies in a drawn area closed together.
//!
//! Does not know: how an area is drawn (see [`crate::app::canvas`]).

use eframe::egui::{self, Ui};

use super::{figure_cell, head_cell, name_ui, sentence};
use crate::app::action::Action;
use crate::app::panels::flows::lists::rows_ui;
use crate::app::resilience::{Closed, ClosureStep, ClosuresMade};
use crate::app::state::State;
use crate::study::resilience::Place;
use crate::study::resilience::readings::Amount;

/// Shows it, and the buttons that draw and remove it.
pub fn area_ui(ui: &mut Ui, state: &State, made: &ClosuresMade, actions: &mut Vec<Action>) {
    let now = &state.transient.closures;
    let has_area = !state.session.closures.area.is_empty();
    ui.horizontal(|ui| {
        let is_drawing = now.drawing.is_some();
        let draw = egui::Button::new(state.text("closures.draw")).selected(is_drawing);
        if ui.add(draw).clicked() {
            actions.push(Action::Closures(if is_drawing {
                ClosureStep::Leave
            } else {
                ClosureStep::Draw(Vec::new())
            }));
        }
        if has_area && ui.button(state.text("closures.remove")).clicked() {
            actions.push(Action::Closures(ClosureStep::Area(Vec::new())));
        }
    });
    if now.drawing.is_some() || !has_area {
        sentence(ui, state.text("closures.draw-how"));
    }
    let Some(area) = now.area.as_ref().filter(|_| has_area) else {
        return;
    };
    if area.places.is_empty() {
        sentence(ui, state.text("resilience.nothing-inside"));
        return;
    }
    let is_link = |place: &&Place| matches!(place, Place::Link(_));
    let n_links = area.places.iter().filter(is_link).count();
    let counts = [n_links, area.places.len() - n_links].map(|count| count.to_string());
    sentence(
        ui,
        state.fill("closures.together", &[&counts[0], &counts[1]]),
    );
    for is_heads in [true, false] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for amount in Amount::OF_EFFECT {
                if is_heads {
                    head_cell(ui, state, amount);
                } else {
                    figure_cell(ui, state, (Closed::Area, amount), actions);
                }
            }
        });
    }
    ui.add_space(4.0);
    let order: Vec<usize> = (0..area.places.len()).collect();
    rows_ui(ui, "closed-area", &order, |ui, at| {
        let place = area.places[at];
        if !made.single(place).is_some_and(|single| single.teu > 0.0) {
            ui.visuals_mut().hyperlink_color = ui.visuals().weak_text_color();
        }
        name_ui(ui, state, place, actions);
    });
}
