//! Edits without what they added: a hub or link that working edits made is gone when they are, with all that
//! rests on it.
//!
//! A hub that a split made goes with the split, so that the line is whole again; later splits of its parts
//! split the whole line then. What the edits did not make is taken away by an edit. Edits of what goes are
//! gone too, so that none is left that finds nothing. Looking through `n` edits takes time in proportion to
//! n² at worst: links end at hubs that links were split at.
//! Does not know: what else ends at a hub (see [`crate::model::network`]).

use super::Scenario;
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, EditError};
use crate::model::ids::Key;
use crate::model::network::Network;

/// What is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Away {
    /// A hub.
    Hub(Key),
    /// A link.
    Link(Key),
}

/// What goes with it.
#[derive(Default)]
struct Gone {
    hubs: Vec<Key>,
    /// Links with all their parts.
    links: Vec<Key>,
    /// Links that are whole again.
    joined: Vec<Key>,
}

impl Scenario {
    /// These edits, which lie on top of others, without a hub or link.
    ///
    /// # Errors
    /// [`EditError`] when there is none of that key.
    pub fn without(&self, below: &Self, network: &Network, away: &Away) -> Result<Self, EditError> {
        let gone = self.gone_with(away);
        let is_made = self.edits.iter().any(|edit| makes(edit, away));
        let kept = self.edits.iter();
        let kept = kept.filter(|edit| !gone.holds(edit) && !gone.is_part_joined(edit));
        let edits = kept.map(|edit| gone.on_the_whole(edit)).collect();
        let left = Self { edits };
        if is_made {
            return Ok(left);
        }
        let edit = match away {
            Away::Hub(key) => Edit::RemoveHub { node: key.clone() },
            Away::Link(key) => Edit::RemoveLink { link: key.clone() },
        };
        left.with_over(below, network, edit)
    }

    fn gone_with(&self, away: &Away) -> Gone {
        let mut gone = Gone::default();
        match away {
            Away::Hub(key) => gone.hubs.push(key.clone()),
            Away::Link(key) => gone.links.push(key.clone()),
        }
        loop {
            let before = gone.hubs.len() + gone.links.len();
            for edit in &self.edits {
                gone.follow(edit);
            }
            if gone.hubs.len() + gone.links.len() == before {
                return gone;
            }
        }
    }
}

/// Whether an edit is the one that made something.
fn makes(edit: &Edit, away: &Away) -> bool {
    match (edit, away) {
        (Edit::AddHub(hub), Away::Hub(key)) => hub.key == *key,
        (Edit::SplitLink(split), Away::Hub(key)) => split.hub == *key,
        (Edit::AddLink(link), Away::Link(key)) => link.key == *key,
        _ => false,
    }
}

impl Gone {
    fn has_link(&self, key: &Key) -> bool {
        let mut links = self.links.iter();
        links.any(|link| key.is_or_is_part_of(link.as_str()))
    }

    /// What goes with an edit that cannot stay.
    fn follow(&mut self, edit: &Edit) {
        match edit {
            Edit::AddLink(link) => {
                let loses_end = self.hubs.contains(&link.from) || self.hubs.contains(&link.to);
                if loses_end && !self.links.contains(&link.key) {
                    self.links.push(link.key.clone());
                }
            }
            Edit::SplitLink(split) => {
                if self.has_link(&split.link) && !self.hubs.contains(&split.hub) {
                    self.hubs.push(split.hub.clone());
                }
                let is_joined = self.hubs.contains(&split.hub) && !self.has_link(&split.link);
                if is_joined && !self.joined.contains(&split.link) {
                    self.joined.push(split.link.clone());
                }
            }
            _ => {}
        }
    }

    /// Whether an edit is about what goes.
    fn holds(&self, edit: &Edit) -> bool {
        match edit.target() {
            Target::NodeAdded(key)
            | Target::NodeOpen(key)
            | Target::NodeNumber(key, _)
            | Target::NodePlace(key)
            | Target::NodeRemoved(key) => self.hubs.contains(&key),
            Target::LinkAdded(key)
            | Target::LinkOpen(key)
            | Target::LinkNumber(key, _)
            | Target::LinkRemoved(key) => self.has_link(&key),
            Target::LinkSplit(link, hub) => self.hubs.contains(&hub) || self.has_link(&link),
            _ => false,
        }
    }

    /// The link that is whole again which a key is a part of.
    fn whole_of(&self, key: &Key) -> Option<&Key> {
        self.joined.iter().find(|link| {
            let parts = [link.part(1), link.part(2)];
            parts.iter().any(|part| key.is_or_is_part_of(part.as_str()))
        })
    }

    /// Whether an edit is about a part of a link that is whole again.
    fn is_part_joined(&self, edit: &Edit) -> bool {
        match edit.target() {
            Target::LinkOpen(key) | Target::LinkNumber(key, _) | Target::LinkRemoved(key) => {
                self.whole_of(&key).is_some()
            }
            _ => false,
        }
    }

    /// A split of a part, as one of the link that is whole again.
    fn on_the_whole(&self, edit: &Edit) -> Edit {
        match edit {
            Edit::SplitLink(split) => match self.whole_of(&split.link) {
                Some(whole) => {
                    let mut split = split.clone();
                    split.link = whole.clone();
                    Edit::SplitLink(split)
                }
                None => edit.clone(),
            },
            _ => edit.clone(),
        }
    }
}
