//! What each chain carries by itself: its links by capacity, the least named, and what decides which
//! one that is.
//!
//! Does not know: how links are shared between chains.

use eframe::egui::collapsing_header::{CollapsingState, paint_default_icon};
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
use crate::study::chains::{by_capacity, chains_of, limit_in_words, rivals_in_words};
use crate::study::outcome::Outcome;
use crate::study::sentences::line_name;

/// Shows the chains that the question is about, each folded.
pub fn chains_ui(ui: &mut Ui, state: &State, outcome: &Outcome, actions: &mut Vec<Action>) {
    let chains = chains_of(&outcome.network, &outcome.question);
    if chains.is_empty() {
        return;
    }
    egui::CollapsingHeader::new(state.text("chains.heading"))
        .id_salt("chains")
        .show(ui, |ui| {
            for (_, chain) in chains {
                chain_ui(ui, state, outcome, chain, actions);
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
    // A header of egui does not wrap its text: a long name would widen the panel.
    let id = ui.make_persistent_id(chain.key.as_str());
    let mut folded = CollapsingState::load_with_default_open(ui.ctx(), id, false);
    let header = ui.horizontal(|ui| {
        folded.show_toggle_button(ui, paint_default_icon);
        let label = egui::Label::new(name).wrap().sense(egui::Sense::click());
        if ui.add(label).clicked() {
            folded.toggle(ui);
        }
    });
    folded.show_body_indented(&header.response, ui, |ui| {
        for id in by_capacity(network, &chain.links) {
            link_row(ui, state, network, id, actions);
        }
    });
    ui.indent(chain.key.as_str(), |ui| {
        let limit = limit_in_words(network, &outcome.availability, &chain.links, lang);
        ui.add(egui::Label::new(limit).wrap());
        for sentence in rivals_in_words(network, &outcome.availability, &chain.links, lang) {
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
