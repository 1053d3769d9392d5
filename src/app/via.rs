//! The hubs that the path is to pass: dragged on the map, listed and moved in the question.
//!
//! While the path is dragged, the question has the hub below the pointer, so that each result shows what
//! letting go would give; letting go elsewhere, and Escape, give the question as it was.
//! Does not know: pointers, and how a bent path is drawn.

use super::state::State;
use super::update::{Means, ask};
use super::ways::forget_chosen;
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::study::via::{Hold, is_one_place, moved, with_hub};

/// One step of changing which hubs the path is to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViaStep {
    /// The path is taken hold of.
    Grab(Hold),
    /// It is held to a hub, or to none.
    Snap(Option<NodeId>),
    /// It is let go: the hub that it is held to stays.
    Drop,
    /// It is as it was before.
    Cancel,
    /// A hub to be passed goes to another place among them.
    Move {
        /// Its place.
        from: usize,
        /// The place to go to.
        to: usize,
    },
}

/// The path while it is dragged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViaDrag {
    /// What is held.
    hold: Hold,
    /// The hubs that were to be passed before.
    before: Vec<NodeId>,
    /// The hub that it is held to.
    snapped: Option<NodeId>,
}

impl ViaDrag {
    /// What is held.
    #[must_use]
    pub fn hold(&self) -> Hold {
        self.hold
    }

    /// The hub that the path is held to.
    #[must_use]
    pub fn snapped(&self) -> Option<NodeId> {
        self.snapped
    }
}

/// Does a step.
pub fn update_via(state: &mut State, means: &mut Means, step: ViaStep) {
    match step {
        ViaStep::Grab(hold) => {
            state.session.view.hovered = None;
            state.session.view.hovered_way = None;
            state.transient.via_drag = Some(ViaDrag {
                hold,
                before: state.session.question.stops.via.clone(),
                snapped: None,
            });
        }
        ViaStep::Snap(hub) => {
            let Some(drag) = &mut state.transient.via_drag else {
                return;
            };
            drag.snapped = hub;
            let via = match hub {
                Some(hub) => with_hub(&drag.before, drag.hold, hub),
                None => drag.before.clone(),
            };
            set_via(state, means, via);
        }
        ViaStep::Drop => {
            let Some(drag) = state.transient.via_drag.take() else {
                return;
            };
            if drag.snapped.is_some() {
                forget_chosen(state);
                ask(state, means);
            } else {
                set_via(state, means, drag.before);
            }
        }
        ViaStep::Cancel => {
            if let Some(drag) = state.transient.via_drag.take() {
                set_via(state, means, drag.before);
            }
        }
        ViaStep::Move { from, to } => {
            let via = moved(&state.session.question.stops.via, from, to);
            forget_chosen(state);
            set_via(state, means, via);
        }
    }
}

fn set_via(state: &mut State, means: &mut Means, via: Vec<NodeId>) {
    if state.session.question.stops.via != via {
        state.session.question.stops.via = via;
        ask(state, means);
    }
}

/// Whether the path can be dragged to a hub: it is no end of the question and not to be passed or
/// avoided already, and something that may be used leads to it.
#[must_use]
pub fn is_suitable(state: &State, hub: NodeId) -> bool {
    let Some(outcome) = &state.transient.outcome else {
        return false;
    };
    let (network, question) = (&outcome.network, &state.session.question);
    if !state.is_own_hub(hub) {
        return false;
    }
    let drag = state.transient.via_drag.as_ref();
    let before = drag.map_or(&question.stops.via, |drag| &drag.before);
    let held = match drag.map(|drag| drag.hold) {
        Some(Hold::Stop(place)) => Some(place),
        _ => None,
    };
    let others = before.iter().enumerate();
    let others = others.filter(|(place, _)| Some(*place) != held);
    let ends = question.from.first().into_iter().chain(question.to.first());
    let is_taken = |&other: &NodeId| is_one_place(network, hub, other);
    if ends.chain(others.map(|(_, other)| other)).any(is_taken) {
        return false;
    }
    network.link_ids().any(|id| {
        let link = network.link(id);
        let is_there = [link.from, link.to]
            .into_iter()
            .any(|end| end == hub || network.node(end).city == Some(hub));
        is_there
            && link.mode != Mode::Transfer
            && question.modes.has(link.mode)
            && outcome.availability.link(id).is_open()
            && !question.avoid.has(network, id)
    })
}
