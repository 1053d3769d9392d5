//! Going to something that was found: what opens for it, and where the map flies.
//!
//! Does not know: how things are found.

use super::action::Pane;
use super::camera::{camera_around, camera_on, fly};
use super::state::{ProjectList, State};
use super::view::show;
use crate::model::geometry::GeoBox;
use crate::scene::sheet::Thing;
use crate::study::find::{Spot, Subject, spot};

/// Opens what shows it and flies to where it is. Hubs and links are selected, and so is the hub or
/// link of what has a place there.
pub fn go(state: &mut State, subject: Subject) {
    let Some(document) = &state.document else {
        return;
    };
    let (network, facts) = (&document.network, &document.facts);
    let spot = spot(network, facts, subject);
    match subject {
        Subject::Series(place) => {
            let series = facts.series.get(place);
            state.session.series = series.map_or_else(String::new, |series| series.id.clone());
            show(state, Pane::Volumes, true);
        }
        Subject::Project(place) => {
            let project = network.projects().get(place);
            state.session.project = project.map(|project| project.key.clone());
            state.transient.projects = ProjectList {
                scrolls: true,
                ..ProjectList::default()
            };
            show(state, Pane::Projects, true);
        }
        Subject::Note(_) | Subject::Conflict(_) | Subject::Parameter(_) => {
            state.session.reading = Some(subject);
            show(state, Pane::Reading, true);
        }
        Subject::Node(_)
        | Subject::Link(_)
        | Subject::Route(_)
        | Subject::Chain(..)
        | Subject::Service(_) => {}
    }
    let is_group = matches!(subject, Subject::Route(_) | Subject::Chain(..));
    if let Some(spot) = spot {
        look(state, &spot, !is_group);
    }
}

fn look(state: &mut State, spot: &Spot, selects: bool) {
    let Some(document) = &state.document else {
        return;
    };
    let (thing, to) = match spot {
        Spot::Node(node) => {
            let thing = Thing::Node(*node);
            (Some(thing), camera_on(state, thing))
        }
        Spot::Links(links) => {
            let lines = links.iter().flat_map(|&link| document.network.line(link));
            let shown = GeoBox::around(lines.copied());
            let to = shown.map(|shown| camera_around(shown, state.session.view.camera));
            let wholes = links
                .iter()
                .map(|&link| document.network.link(link).key.whole());
            let mut wholes: Vec<&str> = wholes.collect();
            wholes.dedup();
            let only = (wholes.len() == 1).then(|| links.first()).flatten();
            (only.map(|&link| Thing::Link(link)), to)
        }
    };
    if selects && thing.is_some() {
        state.session.view.selected = thing;
    }
    if let Some(to) = to {
        fly(state, to);
    }
}
