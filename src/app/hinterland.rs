//! Whose hinterlands the map shows: the choice, and the question it makes.
//!
//! Does not know: how they are found or shown.

use super::state::State;
use super::update::{Means, ask};
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::study::hinterland::{all_routes, gateways};
use crate::study::outcome::{HinterlandAsked, Rivals};

/// What competes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Gateways.
    #[default]
    Gateways,
    /// The corridor's routes.
    Routes,
}

/// Where ways go on to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Toward {
    /// The destination of the question where that lies beyond the gateways, else see [`asked`].
    #[default]
    Question,
    /// The gateway itself.
    Gateway,
    /// A hub.
    Hub(NodeId),
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HinterlandChoice {
    /// What competes.
    pub by: By,
    /// The gateways that compete; `None` is all that the study has.
    pub gateways: Option<Vec<NodeId>>,
    /// Where ways go on to.
    pub to: Toward,
}

impl HinterlandChoice {
    /// The gateways that compete, in the order of the study's own.
    #[must_use]
    pub fn gateways(&self, network: &Network) -> Vec<NodeId> {
        let mut all = gateways(network);
        if let Some(chosen) = &self.gateways {
            all.retain(|id| chosen.contains(id));
        }
        all
    }

    /// Where ways go on to; `None` ends them at the gateway. Routes end at the first gateway of the
    /// study where nothing else is said.
    #[must_use]
    pub fn destination(&self, network: &Network, of_question: Option<NodeId>) -> Option<NodeId> {
        let all = gateways(network);
        match (self.to, self.by) {
            (Toward::Hub(hub), _) => Some(hub),
            (Toward::Question, By::Gateways) => of_question.filter(|hub| !all.contains(hub)),
            (Toward::Gateway, By::Gateways) => None,
            (Toward::Question, By::Routes) => of_question.or(all.first().copied()),
            (Toward::Gateway, By::Routes) => all.first().copied(),
        }
    }
}

/// What the window asks for: nothing while hinterlands are not shown.
#[must_use]
pub fn asked(state: &State) -> Option<HinterlandAsked> {
    let document = state.document.as_ref();
    let network = &document
        .filter(|_| state.session.view.show_hinterland)?
        .network;
    let choice = &state.session.hinterland;
    let rivals = match choice.by {
        By::Gateways => {
            let gateways = choice.gateways(network).into_iter();
            Rivals::Gateways(gateways.map(|id| vec![id]).collect())
        }
        By::Routes => all_routes(network),
    };
    let of_question = state.session.question.to.first().copied();
    let to = choice.destination(network, of_question);
    Some(HinterlandAsked { rivals, to })
}

/// Asks anew where hinterlands are to be shown and the newest result has others, or none.
pub fn keep_up(state: &mut State, means: &mut Means) {
    let Some(wanted) = asked(state) else {
        return;
    };
    let newest = state.transient.answer.as_ref();
    let is_there = newest.is_some_and(|of| of.question.hinterland.as_ref() == Some(&wanted));
    if newest.is_some() && !is_there && !means.study.is_busy() {
        ask(state, means);
    }
}
