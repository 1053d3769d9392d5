//! Hubs and links that scenarios added: who did, and how they stay selected.
//!
//! Places of added things among the hubs and links of a network shift when edits before them change; what is
//! selected and pointed at is therefore found again by its key where a new result is shown.
//! Does not know: how they are drawn.

use super::away;
use crate::app::state::State;
use crate::model::edit::Edit;
use crate::model::edit::target::Target;
use crate::model::ids::Key;
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::scenario::away::Away;
use crate::scene::sheet::Thing;

/// Who added a hub or link that the study itself does not have, and of which type a link is.
pub struct Added {
    /// The scenario; `None`: the working edits.
    pub by: Option<Names>,
    /// The type of a link.
    pub kind: Option<LinkType>,
}

/// Who added a thing; `None` where the study itself has it.
#[must_use]
pub fn added(state: &State, thing: Thing) -> Option<Added> {
    let document = state.document.as_ref()?;
    let saved = document.history.saved();
    let away = away(state, thing)?;
    let makes = |edit: &Edit| match (edit, &away) {
        (Edit::AddHub(hub), Away::Hub(key)) => (hub.key == *key).then_some(None),
        (Edit::SplitLink(split), Away::Hub(key)) => (split.hub == *key).then_some(None),
        (Edit::AddLink(link), Away::Link(key)) => {
            let is_it = key.is_or_is_part_of(link.key.as_str());
            is_it.then_some(Some(link.kind))
        }
        _ => None,
    };
    if let Some(kind) = saved.edits.edits().iter().find_map(makes) {
        return Some(Added { by: None, kind });
    }
    let is_open = |key: &Key| saved.open.contains(key);
    let (open, others): (Vec<_>, Vec<_>) = saved
        .book
        .scenarios()
        .iter()
        .partition(|named| is_open(&named.key));
    open.into_iter().chain(others).find_map(|named| {
        let kind = named.edits.iter().find_map(makes)?;
        Some(Added {
            by: Some(named.names.clone()),
            kind,
        })
    })
}

/// The same hub or link in another network; `None` where that does not have it.
#[must_use]
pub fn same_in(from: &Network, to: &Network, thing: Thing) -> Option<Thing> {
    match thing {
        Thing::Node(id) => {
            let key = &from.nodes().get(id.index())?.key;
            to.node_by_key(key).map(Thing::Node)
        }
        Thing::Link(id) => {
            let key = &from.links().get(id.index())?.key;
            // Of a line that was split the first part.
            to.links_named(key.as_str())
                .first()
                .copied()
                .map(Thing::Link)
        }
        Thing::Context { .. } => Some(thing),
    }
}

/// Selects what was just made, once the network that is shown has it.
pub fn select_made(state: &mut State) {
    let Some(network) = state.numbers() else {
        return;
    };
    let made = match &state.transient.draw.selects {
        Some(Target::LinkAdded(key)) => network.link_by_key(key).map(Thing::Link),
        Some(Target::NodeAdded(key) | Target::LinkSplit(_, key)) => {
            network.node_by_key(key).map(Thing::Node)
        }
        _ => return,
    };
    if made.is_some() {
        state.session.view.selected = made;
        state.transient.draw.selects = None;
    }
}
