//! The path dragged to a hub that it is to pass.
//!
//! A press on the drawn path, or on a hub that it is to pass, and a drag from there bend the path to the
//! pointer; everything else that is dragged moves the map, and so does every finger.
//! Does not know: what the question becomes (see [`super::super::via`]).

use std::sync::Arc;

use eframe::egui::{self, CursorIcon, PointerButton};

use super::REACH;
use crate::app::action::Action;
use crate::app::state::State;
use crate::app::via::{ViaStep, is_suitable};
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::scene::bend::{Held, Part, PathLine, handle, hubs_near, items};
use crate::scene::item::{Item, Point};
use crate::scene::overlay::thing_at;
use crate::scene::sheet::Thing;
use crate::study::outcome::{Itinerary, PathAnswer};
use crate::study::sentences::{path_sentences, sums_in_words};
use crate::study::via::{Hold, passed_before};

/// How near to a hub the pointer must be for the path to be held to it, points.
const SNAP: f32 = 34.0;

/// What a drag on the map is about.
#[derive(Default)]
pub enum Drag {
    /// Nothing, or the map.
    #[default]
    None,
    /// The path.
    Path(Bend),
    /// The path, until Escape gave it back: what is left of the drag does nothing.
    Over,
}

/// The path while it is dragged.
pub struct Bend {
    network: Arc<Network>,
    part: Part,
    hold: Hold,
    /// Whether the state knows of it.
    is_known: bool,
    pointer: Option<Point>,
}

impl Drag {
    /// Follows the pointer: says whether the drag on the map is about the path.
    pub fn follow(
        &mut self,
        response: &egui::Response,
        origin: egui::Pos2,
        state: &State,
        actions: &mut Vec<Action>,
    ) -> bool {
        let at = |pos: egui::Pos2| Point::new(pos.x - origin.x, pos.y - origin.y);
        let (press, is_touch) = response
            .ctx
            .input(|input| (input.pointer.press_origin(), input.any_touches()));
        if response.drag_started_by(PointerButton::Primary)
            && !is_touch
            && let Some(bend) = press.and_then(|press| grabbed(state, at(press)))
        {
            actions.push(Action::Via(ViaStep::Grab(bend.hold)));
            *self = Self::Path(bend);
        }
        let is_dragged = response.dragged_by(PointerButton::Primary);
        match self {
            Self::None => return false,
            Self::Over => {
                if !is_dragged {
                    *self = Self::None;
                }
                return true;
            }
            Self::Path(bend) => {
                let document = state.document.as_ref();
                let is_open = document.is_some_and(|of| Arc::ptr_eq(&of.network, &bend.network));
                let is_held = state.transient.via_drag.is_some() || !bend.is_known;
                if !is_open || !is_held {
                    *self = if is_dragged { Self::Over } else { Self::None };
                    return true;
                }
                bend.is_known |= state.transient.via_drag.is_some();
                let pos = response.ctx.pointer_latest_pos();
                let pos = pos.filter(|pos| response.rect.contains(*pos));
                bend.pointer = pos.map(at);
                snap(state, bend, actions);
            }
        }
        if response.drag_stopped() || !is_dragged {
            actions.push(Action::Via(ViaStep::Drop));
            *self = Self::None;
        } else {
            response.ctx.set_cursor_icon(CursorIcon::Grabbing);
        }
        true
    }

    /// What is drawn above the map: the bent path, or a handle where the pointer could take hold.
    pub fn items(&self, response: &egui::Response, origin: egui::Pos2, state: &State) -> Vec<Item> {
        let view = &state.session.view;
        let Self::Path(bend) = self else {
            let hover = response.hover_pos().filter(|_| !response.dragged());
            let at = hover.map(|pos| Point::new(pos.x - origin.x, pos.y - origin.y));
            let held = at.and_then(|at| pointed(state, at));
            return match held {
                Some(Pointed::Line(held)) => vec![handle(view, held.at)],
                Some(Pointed::Stop(_)) | None => Vec::new(),
            };
        };
        let snapped = snapped(state);
        let to = match (snapped, bend.pointer) {
            (Some(hub), _) => view.camera.projection.project(bend.network.node(hub).at),
            (None, Some(pointer)) => view.camera.to_world(pointer),
            (None, None) => return Vec::new(),
        };
        items(view, &bend.part.bent(to), to, snapped.is_some())
    }

    /// What is said at the pointer: where the path would go, and what it comes to so.
    pub fn tooltip(&self, response: &egui::Response, state: &State) {
        let Self::Path(bend) = self else {
            return;
        };
        if bend.pointer.is_none() {
            return;
        }
        let tooltip = egui::Tooltip::always_open(
            response.ctx.clone(),
            response.layer_id,
            response.id.with("bend"),
            egui::PopupAnchor::Pointer,
        );
        tooltip.gap(18.0).show(|ui| {
            let Some(hub) = snapped(state) else {
                ui.label(state.text("drag.nowhere"));
                ui.weak(state.text("drag.escape"));
                return;
            };
            ui.strong(state.fill("drag.via", &[&state.node_name(hub)]));
            let Some(outcome) = state.transient.outcome.as_deref() else {
                return;
            };
            if state.transient.is_updating {
                ui.weak(state.text("status.updating"));
            } else if let PathAnswer::Found { best, .. } = &outcome.path {
                let sums = egui::RichText::new(sums_in_words(best.totals, state.lang())).weak();
                ui.add(egui::Label::new(sums).extend());
            } else {
                let color = ui.visuals().warn_fg_color;
                for said in path_sentences(&bend.network, outcome, state.lang()) {
                    ui.colored_label(color, said);
                }
            }
        });
    }
}

/// Where the pointer could take hold of the path.
enum Pointed {
    Line(Held),
    /// A hub that is to be passed, by its place.
    Stop(usize),
}

/// The path as it is shown.
fn path(state: &State) -> Option<&Itinerary> {
    let outcome = state.transient.outcome.as_ref()?;
    match &outcome.path {
        PathAnswer::Found { best, .. } if state.session.view.show_path => Some(best),
        _ => None,
    }
}

fn path_line(state: &State) -> Option<PathLine> {
    let network = state.numbers()?;
    let scale = state.session.view.camera.meters_per_unit;
    let way = path(state)?;
    Some(PathLine::of(&state.layers, network, way, scale))
}

/// What of the path lies at a point of the page: no hub but one that is to be passed.
fn pointed(state: &State, at: Point) -> Option<Pointed> {
    let (network, view) = (state.numbers()?, &state.session.view);
    let outcome = state.transient.outcome.as_deref()?;
    path(state)?;
    let thing = thing_at(&state.layers, network, Some(outcome), view, at, REACH);
    if let Some(Thing::Node(node)) = thing {
        let mut via = outcome.question.stops.via.iter();
        return via.position(|&hub| hub == node).map(Pointed::Stop);
    }
    let held = path_line(state)?.held_at(&view.camera, at, REACH)?;
    Some(Pointed::Line(held))
}

/// The path taken hold of at a point of the page.
fn grabbed(state: &State, at: Point) -> Option<Bend> {
    let pointed = pointed(state, at)?;
    let network = Arc::clone(state.numbers()?);
    let outcome = state.transient.outcome.as_deref()?;
    let (way, line) = (path(state)?, path_line(state)?);
    let n_before = passed_before(&network, way, &outcome.question.stops.via);
    let n_before = |link: usize| n_before.get(link).copied().unwrap_or_default();
    let (hold, part) = match pointed {
        Pointed::Line(held) => {
            let own = n_before(held.link);
            let part = line.part(held, |link| n_before(link) == own);
            (Hold::Between(own), part)
        }
        Pointed::Stop(place) => {
            let camera = &state.session.view.camera;
            let hub = *outcome.question.stops.via.get(place)?;
            let on_page = camera.page_of(network.node(hub).at);
            let is_beside = |link: usize| [place, place + 1].contains(&n_before(link));
            // A city's path ends at its terminal, which may lie a little way off.
            let held = line.held_at(camera, on_page, 4.0 * REACH)?;
            (Hold::Stop(place), line.part(held, is_beside))
        }
    };
    Some(Bend {
        network,
        part,
        hold,
        is_known: false,
        pointer: None,
    })
}

/// Whether the pointer, where it hovers, could take hold of the path.
pub fn can_grab(state: &State, at: Point) -> bool {
    pointed(state, at).is_some()
}

fn snapped(state: &State) -> Option<NodeId> {
    state.transient.via_drag.as_ref()?.snapped()
}

/// Holds the path to the nearest hub that it can go by.
fn snap(state: &State, bend: &Bend, actions: &mut Vec<Action>) {
    if state.transient.via_drag.is_none() {
        return;
    }
    let outcome = state.transient.outcome.as_deref();
    let near = bend.pointer.map_or_else(Vec::new, |at| {
        let view = &state.session.view;
        hubs_near(&state.layers, &bend.network, outcome, view, at, SNAP)
    });
    let hub = near.into_iter().find(|&hub| is_suitable(state, hub));
    if hub != snapped(state) {
        actions.push(Action::Via(ViaStep::Snap(hub)));
    }
}
