//! The worst two places closed together.
//!
//! Does not know: how they are found.

use eframe::egui::{self, Ui};

use super::{BESIDE, counted, figure_cell, head_cell, name_ui, sentence};
use crate::app::action::Action;
use crate::app::panels::flows::lists::ROW;
use crate::app::resilience::{Closed, ClosureStep, ClosuresMade};
use crate::app::state::State;
use crate::study::resilience::readings::Amount;
use crate::study::resilience::{PAIRS, Pairs};
use crate::words::format::short;

/// The columns.
const COLUMNS: [Amount; 3] = [Amount::Harm, Amount::Unmet, Amount::Beyond];

/// Shows them, or the button that asks for them.
pub fn pairs_ui(ui: &mut Ui, state: &State, made: &ClosuresMade, actions: &mut Vec<Action>) {
    let Some(pairs) = &state.transient.closures.pairs else {
        let n_places = made.singles.len();
        let n_pairs = n_places * n_places.saturating_sub(1) / 2;
        let said = [n_pairs, PAIRS.0, PAIRS.1].map(counted);
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        sentence(ui, state.fill("closures.pairs-how", &said));
        let is_asked = state.session.closures.wants_pairs;
        let button = egui::Button::new(state.text("closures.find-pairs"));
        if ui.add_enabled(!is_asked, button).clicked() {
            actions.push(Action::Closures(ClosureStep::Pairs));
        }
        return;
    };
    sentence(ui, proof_in_words(state, pairs));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for amount in COLUMNS {
            head_cell(ui, state, amount);
        }
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = egui::ScrollArea::vertical().id_salt("closure-pairs");
    scroll.auto_shrink(false).show(ui, |ui| {
        for pair in &pairs.pairs {
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                for amount in COLUMNS {
                    figure_cell(ui, state, (Closed::Two(pair.places), amount), actions);
                }
                ui.add_space(BESIDE);
                let [one, other] = pair.places;
                name_ui(ui, state, one, actions);
                ui.label(" + ");
                name_ui(ui, state, other, actions);
            });
        }
    });
}

/// Whether no other pair is worse, or how bad one can be.
fn proof_in_words(state: &State, pairs: &Pairs) -> String {
    let [closed, all] = [pairs.n_closed, pairs.n_pairs].map(counted);
    if pairs.is_proven {
        state.fill("resilience.pairs-proven", &[&all, &closed])
    } else {
        let bound = short(pairs.bound / 1e6);
        state.fill("resilience.pairs-open", &[&closed, &all, &bound])
    }
}
