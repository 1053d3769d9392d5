//! What the path must not use and must pass beside hubs in order: one switch for each thing.
//!
//! Does not know: how switches are shown, or what a way with them is.

use super::action::Action;
use super::state::State;
use super::update::set;
use crate::model::ids::{LinkId, NodeId, RouteId};
use crate::model::link::Mode;
use crate::scene::sheet::Thing;
use crate::study::outcome::Question;

/// A thing to avoid or to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restriction {
    /// No link of a route alone is used.
    AvoidRoute(RouteId),
    /// No link that ends in a country is used; its code, as hubs have it.
    AvoidCountry(String),
    /// A hub is passed, wherever on the way.
    PassHub(NodeId),
    /// A link is passed.
    PassLink(LinkId),
    /// A link of a route is passed.
    PassRoute(RouteId),
    /// A link of a mode is passed.
    PassMode(Mode),
}

impl Restriction {
    /// Whether a question has it.
    #[must_use]
    pub fn is_in(&self, question: &Question) -> bool {
        let (avoid, stops) = (&question.avoid, &question.stops);
        match self {
            Self::AvoidRoute(route) => avoid.routes.contains(route),
            Self::AvoidCountry(country) => avoid.countries.contains(country),
            Self::PassHub(hub) => stops.nodes.contains(hub),
            Self::PassLink(link) => stops.links.contains(link),
            Self::PassRoute(route) => stops.routes.contains(route),
            Self::PassMode(mode) => stops.modes.contains(mode),
        }
    }

    /// Puts it into a question or takes it out.
    pub fn set(&self, question: &mut Question, is_in: bool) {
        let (avoid, stops) = (&mut question.avoid, &mut question.stops);
        match self {
            Self::AvoidRoute(route) => set(&mut avoid.routes, *route, is_in),
            Self::AvoidCountry(country) => set(&mut avoid.countries, country.clone(), is_in),
            Self::PassHub(hub) => set(&mut stops.nodes, *hub, is_in),
            Self::PassLink(link) => set(&mut stops.links, *link, is_in),
            Self::PassRoute(route) => set(&mut stops.routes, *route, is_in),
            Self::PassMode(mode) => set(&mut stops.modes, *mode, is_in),
        }
    }
}

/// How many things a question avoids or has to pass, hubs in order not counted.
#[must_use]
pub fn n_restrictions(question: &Question) -> usize {
    let (avoid, stops) = (&question.avoid, &question.stops);
    let n_avoided = avoid.nodes.len() + avoid.links.len() + avoid.routes.len();
    let n_passed = stops.nodes.len() + stops.links.len() + stops.routes.len();
    n_avoided + avoid.countries.len() + n_passed + stops.modes.len()
}

/// What a menu or the inspector offers for a hub or link of the study's own: the key of each text, and the
/// action.
#[must_use]
pub fn entries(state: &State, thing: Thing) -> Vec<(&'static str, Action)> {
    let question = &state.session.question;
    let either = |is_in: bool, [on, off]: [&'static str; 2]| if is_in { off } else { on };
    let pass = |restriction: Restriction| {
        let is_in = restriction.is_in(question);
        let key = either(is_in, ["menu.require", "menu.no-require"]);
        (key, Action::Restrict(restriction, !is_in))
    };
    let avoid = |is_in: bool| {
        let key = either(is_in, ["menu.avoid", "menu.no-avoid"]);
        (key, Action::SetAvoided(thing, !is_in))
    };
    match thing {
        _ if !state.is_own(thing) => Vec::new(),
        Thing::Node(hub) => {
            let is_via = question.stops.via.contains(&hub);
            let via = either(is_via, ["menu.via", "menu.no-via"]);
            vec![
                (via, Action::SetVia(hub, !is_via)),
                pass(Restriction::PassHub(hub)),
                avoid(question.avoid.nodes.contains(&hub)),
            ]
        }
        Thing::Link(link) => vec![
            pass(Restriction::PassLink(link)),
            avoid(question.avoid.links.contains(&link)),
        ],
        Thing::Context { .. } => Vec::new(),
    }
}
