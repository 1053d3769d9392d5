//! What is asked: ends, stops, what is avoided, modes, criterion.
//!
//! Does not know: how an answer is found.

use super::action::{Action, End};
use super::restrict::Restriction;
use super::state::State;
use super::update::{Means, ask, forget_places, set};
use super::ways::forget_chosen;
use crate::model::ids::{LinkId, NodeId};
use crate::scene::sheet::Thing;
use crate::study::outcome::Question;

/// Whether an action asks for a hub or link that a scenario adds: others do not have it, and a question
/// is asked under several.
fn names_added(state: &State, action: &Action) -> bool {
    let is_added = |link: &LinkId| {
        let document = state.document.as_ref();
        document.is_some_and(|document| link.index() >= document.network.links().len())
    };
    match action {
        Action::SetEnd(_, node)
        | Action::AddEnd(_, node)
        | Action::SetVia(node, true)
        | Action::SetAvoided(Thing::Node(node), true)
        | Action::Restrict(Restriction::PassHub(node), true) => !state.is_own_hub(*node),
        Action::SetAvoided(Thing::Link(link), true)
        | Action::Restrict(Restriction::PassLink(link), true) => is_added(link),
        _ => false,
    }
}

/// Does what an action about the question asks for.
pub fn update_question(state: &mut State, means: &mut Means, action: &Action) {
    if names_added(state, action) {
        state.say(state.text("scenarios.added-hub"), true);
        return;
    }
    if !matches!(action, Action::SetMode(..) | Action::SetCriterion(_)) {
        forget_chosen(state);
    }
    change(&mut state.session.question, action);
    state.transient.via_drag = None;
    state.transient.end_fields = Default::default();
    ask(state, means);
}

fn change(question: &mut Question, action: &Action) {
    match action {
        Action::SetEnd(end, node) => *ends(question, *end) = vec![*node],
        Action::AddEnd(end, node) => {
            let ends = ends(question, *end);
            if !ends.contains(node) {
                ends.push(*node);
            }
        }
        Action::RemoveEnd(end, node) => ends(question, *end).retain(|other| other != node),
        Action::SetVia(node, is_via) => set(&mut question.stops.via, *node, *is_via),
        Action::SetAvoided(Thing::Node(node), is_avoided) => {
            set(&mut question.avoid.nodes, *node, *is_avoided);
        }
        Action::SetAvoided(Thing::Link(link), is_avoided) => {
            set(&mut question.avoid.links, *link, *is_avoided);
        }
        Action::Restrict(restriction, is_in) => restriction.set(question, *is_in),
        Action::SwapEnds => {
            std::mem::swap(&mut question.from, &mut question.to);
            question.stops.via.reverse();
        }
        Action::ClearEnds => forget_places(question),
        Action::SetMode(mode, is_in) => question.modes = question.modes.with(*mode, *is_in),
        Action::SetCriterion(criterion) => question.criterion = *criterion,
        _ => {}
    }
}

fn ends(question: &mut Question, end: End) -> &mut Vec<NodeId> {
    match end {
        End::From => &mut question.from,
        End::To => &mut question.to,
    }
}
