//! What is closed in: year, demand, modes, the penalty; and what the numbers mean.
//!
//! Does not know: what comes of it.

use eframe::egui::{RichText, Ui};

use super::sentence;
use crate::app::action::Action;
use crate::app::cards::{Card, Origin};
use crate::app::flows::FlowStep;
use crate::app::panels::flows::choice::{factor_ui, modes_ui, year_ui};
use crate::app::panels::number::number_link;
use crate::app::resilience::closures;
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::model::ids::Key;
use crate::study::flows::{penalty, penalty_of};
use crate::words::format::short;

/// The key of the penalty among the parameters.
const PENALTY: &str = "unmet_penalty";

/// Shows it.
pub fn choice_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    year_ui(ui, state, document, actions);
    let wish = &state.session.flows.wish;
    let mut now = wish.clone();
    factor_ui(ui, state, &mut now);
    modes_ui(ui, state, &mut now);
    if now != *wish {
        actions.push(Action::Flows(FlowStep::Set(now)));
    }
    let made = closures(state);
    let of_study = penalty(&document.facts);
    let penalty = made.map_or(of_study, |made| penalty_of(&made.answer));
    ui.horizontal_wrapped(|ui| {
        ui.label(state.text("flows.penalty"));
        let card = || Card::of(Origin::Parameter(Key::new(PENALTY)));
        number_link(ui, state, actions, &penalty, card);
    });
    if let Some(made) = made {
        let year = made.answer.demand.year.to_string();
        let loads = &made.answer.loads;
        let [wanted, carried] = [loads.wanted(), loads.carried()].map(short);
        sentence(
            ui,
            state.fill("resilience.what", &[&year, &wanted, &carried]),
        );
    }
    ui.add_space(4.0);
    for key in ["closures.help", "closures.help-year", "closures.help-map"] {
        sentence(ui, RichText::new(state.text(key)).size(SMALL).weak());
    }
}
