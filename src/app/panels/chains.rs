//! What each chain carries by itself: its links by capacity, the least named, and what decides which
//! one that is.
//!
//! Does not know: how links are shared between chains.

use eframe::egui::{self, Ui};

use super::number::number_link;
use crate::app::action::Action;
use crate::app::cards::{Card, LinkValue, Origin};
use crate::app::state::State;
use crate::model::edit::LinkNumber;
use crate::model::ids::LinkId;
use crate::model::network::Network;
use crate::model::route::Chain;
use crate::scene::sheet::Thing;
use crate::study::chains::{by_capacity, limit_in_words, rivals_in_words};
use crate::study::outcome::Outcome;
use crate::study::sentences::line_name;

/// Shows all chains of the corridor, each folded.
pub fn chains_ui(ui: &mut Ui, state: &State, outcome: &Outcome, actions: &mut Vec<Action>) {
    let network = &*outcome.network;
    if network.routes().iter().all(|route| route.chains.is_empty()) {
        return;
    }
    egui::CollapsingHeader::new(state.text("chains.heading"))
        .id_salt("chains")
        .show(ui, |ui| {
            for route in network.routes() {
                for chain in &route.chains {
                    chain_ui(ui, state, outcome, chain, actions);
                }
            }
        });
}

fn chain_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    chain: &Chain,
    actions: &mut Vec<Action>,
) {
    let (network, lang) = (&*outcome.network, state.lang());
    let name = chain.names.in_lang(lang);
    egui::CollapsingHeader::new(name)
        .id_salt(chain.key.as_str())
        .show(ui, |ui| {
            for id in by_capacity(network, &chain.links) {
                link_row(ui, state, network, id, actions);
            }
        });
    ui.indent(chain.key.as_str(), |ui| {
        let limit = limit_in_words(network, &outcome.availability, &chain.links, lang);
        ui.add(egui::Label::new(limit).wrap());
        for sentence in rivals_in_words(network, &chain.links, lang) {
            ui.add(egui::Label::new(egui::RichText::new(sentence).weak()).wrap());
        }
    });
}

fn link_row(ui: &mut Ui, state: &State, network: &Network, id: LinkId, actions: &mut Vec<Action>) {
    let link = network.link(id);
    ui.horizontal_wrapped(|ui| {
        if ui.link(line_name(network, id, state.lang())).clicked() {
            actions.push(Action::FlyTo(Thing::Link(id)));
        }
        match &link.forward.capacity {
            Some(capacity) => {
                number_link(ui, state, actions, capacity, || {
                    let value = LinkValue::Editable(LinkNumber::Capacity);
                    Card::of(Origin::link(link, value))
                });
            }
            None => {
                ui.weak(state.text("inspector.no-capacity"));
            }
        }
    });
}
