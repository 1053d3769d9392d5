//! Who uses the places that were picked: the places, how they are combined, and the pairs of origin and
//! destination whose paths pass them.
//!
//! Does not know: how paths are picked.

use eframe::egui::Ui;

use super::lists::{cell, rows_ui};
use crate::app::action::Action;
use crate::app::flows::{FlowMade, FlowStep};
use crate::app::state::State;
use crate::study::flows::{Any, Selected, Use};
use crate::study::sentences::link_name;
use crate::words::format::number;

/// Width of a column of numbers.
const NUMBER: f32 = 96.0;

/// Shows them.
pub fn users_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let pick = &state.session.flows.pick;
    if pick.uses.is_empty() {
        ui.weak(state.text("flows.pick"));
        return;
    }
    places_ui(ui, state, made, actions);
    if !made.answer.loads.has_paths() {
        ui.label(state.text("flows.no-paths"));
        return;
    }
    if let Some(selected) = &state.transient.flows.selected {
        pairs_ui(ui, state, made, selected);
    }
}

/// The places picked, each a button that takes it away.
fn places_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let pick = &state.session.flows.pick;
    let network = &made.answer.network;
    ui.horizontal_wrapped(|ui| {
        for (position, place) in pick.uses.iter().enumerate() {
            let name = match *place {
                Use::Link { link, .. } => link_name(network, link, state.lang()),
                Use::Hub(node) => state.node_name(node),
            };
            let tip = state.text("flows.drop");
            let chip = ui.button(format!("{name} ×")).on_hover_text(tip);
            if chip.clicked() {
                actions.push(Action::Flows(FlowStep::Drop(position)));
            }
        }
        if pick.uses.len() > 1 {
            for (any, key) in [(Any::All, "flows.and"), (Any::One, "flows.or")] {
                if ui
                    .selectable_label(pick.any == any, state.text(key))
                    .clicked()
                {
                    actions.push(Action::Flows(FlowStep::Any(any)));
                }
            }
        }
        if ui.small_button(state.text("flows.everybody")).clicked() {
            actions.push(Action::Flows(FlowStep::Everybody));
        }
    });
}

/// What goes through, and between which hubs, the most first.
fn pairs_ui(ui: &mut Ui, state: &State, made: &FlowMade, selected: &Selected) {
    let loads = &made.answer.loads;
    let said = [number(selected.teu, 0), selected.paths.len().to_string()];
    ui.label(state.fill("flows.through", &[&said[0], &said[1]]));
    let order: Vec<usize> = (0..selected.commodities.len()).collect();
    rows_ui(ui, "flow-users", &order, |ui, at| {
        let (commodity, teu) = selected.commodities[at];
        let Some(of) = loads.commodities.get(commodity as usize) else {
            return;
        };
        cell(ui, NUMBER, |ui| {
            ui.label(number(teu, 0));
        });
        ui.add_space(12.0);
        let ends = [state.node_name(of.from), state.node_name(of.to)];
        let class = made.answer.demand.classes.get(of.class as usize);
        let class = class.map_or("", |class| class.names.in_lang(state.lang()));
        let n_paths = selected
            .paths
            .iter()
            .filter(|&&path| loads.paths[path].commodity == commodity)
            .count();
        ui.label(format!("{} → {}", ends[0], ends[1]));
        ui.add_space(12.0);
        let paths = state.fill("flows.paths", &[class, &n_paths.to_string()]);
        ui.weak(paths);
    });
}
