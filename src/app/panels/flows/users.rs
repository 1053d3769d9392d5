//! Who uses the places that were picked: the places, how they are combined, and the pairs of origin and
//! destination whose paths pass them.
//!
//! Does not know: how paths are picked.

use eframe::egui::Ui;

use super::lists::{figure_ui, rows_ui};
use crate::app::action::Action;
use crate::app::flows::{FlowMade, FlowStep};
use crate::app::state::State;
use crate::scene::sheet::Thing;
use crate::study::flows::readings::FlowFigure;
use crate::study::flows::{Any, Selected, Use};
use crate::study::sentences::link_name;

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
        pairs_ui(ui, state, made, selected, actions);
    }
}

/// The places picked, each a button that takes it away.
fn places_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let pick = &state.session.flows.pick;
    let network = &made.answer.network;
    ui.horizontal_wrapped(|ui| {
        for (position, place) in pick.uses.iter().enumerate() {
            let (name, thing) = match *place {
                Use::Link { link, .. } => {
                    let name = link_name(network, link, state.lang());
                    (name, Thing::Link(link))
                }
                Use::Hub(node) => (state.node_name(node), Thing::Node(node)),
            };
            if ui.link(name).clicked() {
                actions.push(Action::FlyTo(thing));
            }
            let tip = state.text("flows.drop");
            if ui.small_button("×").on_hover_text(tip).clicked() {
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

/// What goes through, and between which hubs, the most first; each number opens its card, each hub's name
/// flies there.
fn pairs_ui(
    ui: &mut Ui,
    state: &State,
    made: &FlowMade,
    selected: &Selected,
    actions: &mut Vec<Action>,
) {
    let loads = &made.answer.loads;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        figure_ui(ui, state, made, (FlowFigure::Using(None), 0), actions);
        ui.add_space(12.0);
        let n_paths = selected.paths.len().to_string();
        ui.label(state.fill("flows.through", &[&n_paths]));
    });
    let order: Vec<usize> = (0..selected.commodities.len()).collect();
    rows_ui(ui, "flow-users", &order, |ui, at| {
        let (commodity, _) = selected.commodities[at];
        let Some(of) = loads.commodities.get(commodity as usize) else {
            return;
        };
        let figure = (FlowFigure::Using(Some(commodity)), 0);
        figure_ui(ui, state, made, figure, actions);
        ui.add_space(12.0);
        for (place, end) in [of.from, of.to].into_iter().enumerate() {
            if place > 0 {
                ui.label(" → ");
            }
            if ui.link(state.node_name(end)).clicked() {
                actions.push(Action::FlyTo(Thing::Node(end)));
            }
        }
        let class = made.answer.demand.classes.get(of.class as usize);
        let class = class.map_or("", |class| class.names.in_lang(state.lang()));
        let n_paths = selected
            .paths
            .iter()
            .filter(|&&path| loads.paths[path].commodity == commodity)
            .count();
        ui.add_space(12.0);
        let paths = state.fill("flows.paths", &[class, &n_paths.to_string()]);
        ui.weak(paths);
    });
}
