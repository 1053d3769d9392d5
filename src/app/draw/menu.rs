//! What the map's menu offers about drawing, and where a right click would draw.
//!
//! Does not know: how a menu is shown.

use super::{DrawStep, Tool, away};
use crate::app::action::Action;
use crate::app::state::State;
use crate::model::geometry::LonLat;
use crate::model::ids::LinkId;
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::study::drawn::Stop;
use crate::study::sentences::link_name;

/// How near the pointer must be to a hub or link to snap to it, points.
pub const SNAP: f32 = 12.0;

/// The entries of the map's menu about drawing, for what was right-clicked and where.
#[must_use]
pub fn menu_entries(
    state: &State,
    thing: Option<Thing>,
    at: Option<LonLat>,
) -> Vec<(&'static str, Vec<Action>)> {
    let (Some(network), Some(_)) = (state.numbers(), &state.document) else {
        return Vec::new();
    };
    let draw = Action::Draw;
    let line_from = |stop: Stop| {
        let begin = vec![
            draw(DrawStep::Take(Some(Tool::Link))),
            draw(DrawStep::Stop(stop)),
        ];
        ("menu.draw-from-here", begin)
    };
    let hub_at = |stop: Stop| {
        let put = vec![draw(DrawStep::Take(None)), draw(DrawStep::Stop(stop))];
        ("menu.add-hub-here", put)
    };
    let mut entries = Vec::new();
    match thing {
        Some(Thing::Node(id)) => {
            let key = network.node(id).key.clone();
            entries.push(line_from(Stop::Hub(key)));
            let tool = draw(DrawStep::Take(Some(Tool::Move)));
            entries.push(("command.move-hub", vec![tool]));
        }
        Some(Thing::Link(id)) => {
            let stop = at.and_then(|at| stop_on(state, network, id, at));
            for stop in stop
                .into_iter()
                .filter(|stop| !matches!(stop, Stop::Hub(_)))
            {
                entries.push(hub_at(stop.clone()));
                entries.push(line_from(stop));
            }
        }
        None => {
            if let Some(at) = at {
                entries.push(hub_at(Stop::Place(at)));
                entries.push(line_from(Stop::Place(at)));
            }
        }
        Some(Thing::Context { .. }) => {}
    }
    if let Some(thing @ (Thing::Node(_) | Thing::Link(_))) = thing {
        let delete = away(state, thing).map(|away| draw(DrawStep::Delete(away)));
        entries.extend(delete.map(|delete| ("command.delete", vec![delete])));
    }
    entries
}

/// The place of a link that is nearest to a position, as a stop: the hub at an end that is as near as things
/// are snapped to, which may be too small to be drawn; `None` where the link cannot be split.
#[must_use]
pub fn stop_on(state: &State, network: &Network, id: LinkId, to: LonLat) -> Option<Stop> {
    let within = f64::from(SNAP) * state.session.view.camera.true_meters_per_unit();
    Stop::on_link(network, id, to, within)
}

/// What a stop is called in the window's language: a hub, or the line that is split.
#[must_use]
pub fn stop_name(state: &State, network: &Network, stop: &Stop) -> Option<String> {
    match stop {
        Stop::Hub(_) => Some(stop.names(network).in_lang(state.lang()).to_owned()),
        Stop::Link { link, .. } => {
            let id = network.link_by_key(link)?;
            Some(link_name(network, id, state.lang()))
        }
        Stop::Place(_) => None,
    }
}
