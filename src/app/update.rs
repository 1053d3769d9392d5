//! Takes every action in order; nothing else changes the state.
//!
//! Does not know: widgets.

use std::sync::Arc;

use eframe::egui;

use super::action::{Action, MapLayer, Pane};
use super::autosave::Autosave;
use super::cards::Card;
use super::dialogs::FilePicker;
use super::files::update_files;
use super::flows::update_flows;
use super::go::go;
use super::jobs::{FileJobs, StudyJobs};
use super::paint::Triangles;
use super::plain::update_plain;
use super::present::{present, resized};
use super::question::update_question;
use super::reach::update_reach;
use super::resilience::update_closures;
use super::saving::{jump, names, update_study};
use super::scenarios::update_scenarios;
use super::shown::keep_layers;
use super::state::{Flight, State};
use super::via::update_via;
use super::ways::{complete_question, point_on_map, update_ways};
use super::years;
use crate::document::history::History;
use crate::io::user::Folders;
use crate::model::context::home_box;
use crate::model::edit::Edit;
use crate::model::geometry::GeoBox;
use crate::model::ids::RouteId;
use crate::scene::item::Point;
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::{Furniture, LabelLang, Thing};
use crate::study::outcome::{Avoid, PathAnswer, Question, Stops};
use crate::words::Lang;

/// Space around what the camera is made to show, points.
const PADDING: f32 = 48.0;
/// Scale below which a flight to a hub does not go, projected meters a point.
const NEAR: f64 = 150.0;

/// What an action may use beside the state.
pub struct Means<'a> {
    /// Study runs.
    pub study: &'a mut StudyJobs,
    /// File work.
    pub files: &'a mut FileJobs,
    /// The system's file dialogs.
    pub picker: &'a Arc<dyn FilePicker>,
    /// The window.
    pub context: &'a egui::Context,
    /// Triangles of the map's areas.
    pub triangles: &'a mut Triangles,
    /// The journal of the open study.
    pub autosave: &'a mut Autosave,
    /// The user's folders.
    pub folders: &'a Folders,
}

/// Does what an action asks for.
pub fn update(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::Edit(edits) => edit(state, means, edits, None),
        Action::EditIn(edits, gesture) => edit(state, means, edits, Some(gesture)),
        Action::ShowCard(card) => state.transient.cards = vec![card],
        Action::ShowInput(card) => show_input(state, card),
        Action::BackCard => drop(state.transient.cards.pop()),
        Action::CloseCard => state.transient.cards.clear(),
        Action::Undo => jump(state, means, History::undo),
        Action::Redo => jump(state, means, History::redo),
        Action::Study(step) => update_study(state, means, step),
        Action::Scenario(_)
        | Action::Play(_)
        | Action::SetVersus(_)
        | Action::Peek(_)
        | Action::Swipe(_)
        | Action::Present(_) => act_on_scenarios(state, means, action),
        Action::ToggleRouteOpen(route) => toggle_route(state, means, route),
        Action::ShowRoute(..)
        | Action::SoloRoute(_)
        | Action::Select(_)
        | Action::Hover(..)
        | Action::ShowLayer(..)
        | Action::ShowContext(..)
        | Action::SetContextStyle(..)
        | Action::SetLang(_)
        | Action::SetLabelLang(_)
        | Action::ToggleTheme
        | Action::Show(..) => update_view(state, &action),
        Action::Go(subject) => go(state, subject),
        Action::UnfoldProject(project) => state.session.project = project,
        Action::SetHinterland(choice) => {
            state.session.hinterland = choice;
            ask(state, means);
        }
        Action::SetTarget(target) => state.session.target = target,
        Action::Flows(step) => update_flows(state, step),
        Action::Closures(step) => update_closures(state, step),
        Action::SetDemand(wanted) => state.session.demand = Some(wanted),
        Action::SetEnd(..)
        | Action::AddEnd(..)
        | Action::RemoveEnd(..)
        | Action::SetVia(..)
        | Action::SetAvoided(..)
        | Action::Restrict(..)
        | Action::SwapEnds
        | Action::ClearEnds
        | Action::SetMode(..)
        | Action::SetCriterion(_) => update_question(state, means, &action),
        Action::Via(step) => update_via(state, means, step),
        Action::SetCargo(_)
        | Action::SetBox(_)
        | Action::SetWeight(..)
        | Action::ResetWeights
        | Action::ChooseWay(_)
        | Action::HoverWay(..)
        | Action::CompareWith(_)
        | Action::SetAxes(_) => update_ways(state, means, action),
        Action::ReachFrom(_) | Action::SetReach(_) => update_reach(state, &action),
        Action::SetCamera(_)
        | Action::LookAt(_)
        | Action::FlyTo(_)
        | Action::Home
        | Action::FitPath
        | Action::Resize(_)
        | Action::Zoom(_)
        | Action::Pan(..) => update_camera(state, &action),
        Action::OpenBundled
        | Action::OpenFiles(_)
        | Action::AddFiles(_)
        | Action::PickFiles { .. }
        | Action::PickExport
        | Action::Export(_)
        | Action::CancelFileWork => update_files(state, means, action),
        Action::Plain(action) => update_plain(state, &action),
        Action::Copy(text) => means.context.copy_text(text),
        Action::Dismiss(number) => dismiss(state, number),
        Action::Quit => means
            .context
            .send_viewport_cmd(egui::ViewportCommand::Close),
    }
}

fn act_on_scenarios(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::Scenario(step) => update_scenarios(state, means, step),
        Action::Play(on) => {
            let now = means.context.input(|input| input.time);
            if let Some(Action::EditIn(edits, gesture)) = years::play(state, on, now) {
                edit(state, means, edits, Some(gesture));
            }
        }
        Action::SetVersus(choice) => state.session.versus = choice,
        Action::Peek(is_held) => state.transient.peek.is_held = is_held,
        Action::Swipe(share) => state.session.swipe = share,
        Action::Present(on) => present(state, means.context, on),
        _ => {}
    }
}

fn dismiss(state: &mut State, number: usize) {
    if number < state.transient.toasts.len() {
        state.transient.toasts.remove(number);
    }
}

/// Asks for a run of the study as it is now.
pub fn ask(state: &mut State, means: &mut Means) {
    complete_question(state);
    let (Some(document), Some(base)) = (&state.document, &state.base) else {
        return;
    };
    let scenario = Arc::clone(document.history.scenario());
    let question = state.session.question.clone();
    means.study.request(base.clone(), scenario, question);
    state.transient.is_updating = true;
}

/// Opens a card above the others; one that lies below is gone back to.
fn show_input(state: &mut State, card: Card) {
    let cards = &mut state.transient.cards;
    match cards.iter().position(|open| *open == card) {
        Some(place) => cards.truncate(place + 1),
        None => cards.push(card),
    }
}

fn edit(state: &mut State, means: &mut Means, edits: Vec<Edit>, gesture: Option<u64>) {
    let Some(document) = &mut state.document else {
        return;
    };
    match document.history.commit_in(edits, gesture) {
        Ok(()) => ask(state, means),
        Err(error) => state.say(error.to_string(), true),
    }
}

fn toggle_route(state: &mut State, means: &mut Means, route: RouteId) {
    let Some(document) = &state.document else {
        return;
    };
    let Some(data) = document.network.routes().get(route.index()) else {
        return;
    };
    let route = data.key.clone();
    let is_closed = document.history.scenario().edits().iter().any(
        |edit| matches!(edit, Edit::SetRouteOpen { route: of, is_open: false } if *of == route),
    );
    let edits = vec![Edit::SetRouteOpen {
        route,
        is_open: is_closed,
    }];
    edit(state, means, edits, None);
}

fn update_view(state: &mut State, action: &Action) {
    change_view(state, action);
    keep_layers(state, action);
}

fn change_view(state: &mut State, action: &Action) {
    let n_routes = state
        .document
        .as_ref()
        .map_or(0, |document| document.network.routes().len());
    if let Action::ShowLayer(MapLayer::Legend, on) = *action {
        state.session.show_legend = on;
    }
    let view = &mut state.session.view;
    match *action {
        Action::ShowRoute(route, is_shown) => {
            view.shown_routes.resize(n_routes, true);
            if let Some(shown) = view.shown_routes.get_mut(route.index()) {
                *shown = is_shown;
            }
        }
        Action::SoloRoute(route) => {
            let alone: Vec<bool> = (0..n_routes).map(|i| i == route.index()).collect();
            view.shown_routes = if view.shown_routes == alone {
                vec![true; n_routes]
            } else {
                alone
            };
        }
        Action::Select(thing) => view.selected = thing,
        Action::Hover(thing, pointer) => {
            view.hovered = thing;
            state.transient.pointer = pointer;
            point_on_map(state, thing);
        }
        Action::ShowContext(layer, on) => {
            if view.shown_context.len() <= layer {
                view.shown_context.resize(layer + 1, true);
            }
            view.shown_context[layer] = on;
        }
        Action::SetContextStyle(layer, style) => {
            if view.context_styles.len() <= layer {
                view.context_styles.resize(layer + 1, None);
            }
            view.context_styles[layer] = Some(style);
        }
        Action::ShowLayer(MapLayer::Basemap, on) => view.show_basemap = on,
        Action::ShowLayer(MapLayer::Hubs, on) => view.show_hubs = on,
        Action::ShowLayer(MapLayer::Labels, on) => view.show_labels = on,
        Action::ShowLayer(MapLayer::Path, on) => view.show_path = on,
        Action::ShowLayer(MapLayer::Bottleneck, on) => view.show_bottleneck = on,
        Action::ShowLayer(MapLayer::Hinterland, on) => view.show_hinterland = on,
        Action::ShowLayer(MapLayer::Flows, on) => view.show_flows = on,
        Action::SetLang(lang) => {
            view.lang = lang;
            view.label_lang = match lang {
                Lang::En => LabelLang::En,
                Lang::Zh => LabelLang::Zh,
            };
        }
        Action::SetLabelLang(lang) => view.label_lang = lang,
        Action::ToggleTheme => view.theme = view.theme.other(),
        Action::Show(pane, on) => show(state, pane, on),
        _ => {}
    }
}

/// Panes below the map: one at a time, so that the map keeps its place.
const BELOW: [Pane; 13] = [
    Pane::Volumes,
    Pane::Projects,
    Pane::Reality,
    Pane::Demand,
    Pane::Unbeaten,
    Pane::Why,
    Pane::Reach,
    Pane::Hinterland,
    Pane::Flows,
    Pane::Closures,
    Pane::Emissions,
    Pane::Scenarios,
    Pane::Compare,
];

/// Shows or hides a pane.
pub fn show(state: &mut State, pane: Pane, on: bool) {
    let had_hinterland = state.shows(Pane::Hinterland);
    let had_flows = state.shows(Pane::Flows);
    let panes = &mut state.session.panes;
    let gives_way = |shown: Pane| on && BELOW.contains(&pane) && BELOW.contains(&shown);
    panes.retain(|&shown| shown != pane && !gives_way(shown));
    if on {
        panes.push(pane);
    }
    // The map shows what the pane speaks of; the layer may be switched by itself too.
    let has_hinterland = state.shows(Pane::Hinterland);
    if has_hinterland != had_hinterland {
        state.session.view.show_hinterland = has_hinterland;
    }
    let has_flows = state.shows(Pane::Flows);
    if has_flows != had_flows {
        state.session.view.show_flows = has_flows;
        // Widths and colors say nothing without it.
        state.session.show_legend |= has_flows;
    }
    // The list in which a way was pointed at may have gone.
    state.session.view.hovered_way = None;
    match pane {
        Pane::Search => state.transient.search = super::state::Search::default(),
        Pane::Open => state.transient.path_field.clear(),
        // Colors say nothing without it.
        Pane::Closures => state.session.show_legend |= on,
        Pane::Export if on => "corridor-map.svg".clone_into(&mut state.transient.path_field),
        Pane::Save | Pane::SaveCopy if on => state.transient.path_field = names::path(state),
        // What waited for the study to be saved waits no more.
        Pane::Save | Pane::SaveCopy => state.transient.saving.after = None,
        _ => {}
    }
}

/// Forgets all that a question names of a study: ends, stops, what is avoided.
pub fn forget_places(question: &mut Question) {
    question.from.clear();
    question.to.clear();
    question.stops = Stops::default();
    question.avoid = Avoid::default();
}

/// Puts something at the end of a list, once, or takes it out.
pub fn set<T: PartialEq>(list: &mut Vec<T>, of: T, is_in: bool) {
    list.retain(|known| *known != of);
    if is_in {
        list.push(of);
    }
}

fn update_camera(state: &mut State, action: &Action) {
    let camera = state.session.view.camera;
    match *action {
        Action::SetCamera(camera) => {
            state.transient.flight = None;
            state.session.view.camera = camera;
        }
        Action::Zoom(factor) => {
            state.transient.flight = None;
            let middle = camera.viewport.center();
            state.session.view.camera = camera.zoomed_about(middle, factor);
        }
        Action::Pan(dx, dy) => {
            state.transient.flight = None;
            state.session.view.camera = camera.panned(dx, dy);
        }
        Action::LookAt(shown) => {
            let to = Camera::fit(shown, camera.viewport, PADDING);
            fly(state, to);
        }
        Action::FlyTo(thing) => {
            state.session.view.selected = Some(thing);
            if let Some(to) = camera_on(state, thing) {
                fly(state, to);
            }
        }
        Action::Home => {
            if let Some(to) = home(state, camera) {
                fly(state, to);
            }
        }
        Action::FitPath => {
            if let Some(shown) = path_box(state) {
                fly(state, Camera::fit(shown, camera.viewport, PADDING));
            }
        }
        Action::Resize(size) => resize(state, size),
        _ => {}
    }
}

/// The map has another size; a study just opened is looked at whole.
pub fn resize(state: &mut State, size: Point) {
    state.session.map_size = size;
    let around = Furniture::for_window(&[]);
    let camera = state
        .session
        .view
        .camera
        .with_viewport(around.viewport(size));
    if let Some(flight) = &mut state.transient.flight {
        flight.to = whole_in(flight.to, camera.viewport);
    }
    state.session.view.camera = resized(state, camera);
    if !state.session.is_camera_set
        && let Some(to) = home(state, camera)
    {
        state.session.view.camera = to;
        state.session.is_camera_set = true;
    }
}

/// A camera for another viewport that still shows what it showed.
fn whole_in(camera: Camera, viewport: Rect) -> Camera {
    let (old, room) = (camera.viewport, |length: f32| length.max(1.0));
    let shrunk = (old.w / room(viewport.w)).max(old.h / room(viewport.h));
    Camera {
        meters_per_unit: camera.meters_per_unit * f64::from(shrunk.max(1.0)),
        ..camera.with_viewport(viewport)
    }
}

/// Begins a flight.
pub fn fly(state: &mut State, to: Camera) {
    state.transient.flight = Some(Flight {
        from: state.session.view.camera,
        to,
        since: None,
    });
}

fn home(state: &State, camera: Camera) -> Option<Camera> {
    let document = state.document.as_ref()?;
    let own = home_box(&document.network, &document.context);
    let roads = state.layers.plain().map().and_then(|map| map.around());
    let shown = own.or(roads)?;
    Some(Camera::fit(shown, camera.viewport, PADDING))
}

/// A camera on a thing.
#[must_use]
pub fn camera_on(state: &State, thing: Thing) -> Option<Camera> {
    let network = state.numbers()?;
    let camera = state.session.view.camera;
    match thing {
        Thing::Node(node) => {
            let node = network.nodes().get(node.index())?;
            let at = crate::scene::projection::project(node.at);
            Some(Camera {
                center: at,
                meters_per_unit: camera.meters_per_unit.min(NEAR * 4.0),
                ..camera
            })
        }
        Thing::Link(link) => {
            network.links().get(link.index())?;
            let shown = GeoBox::around(network.line(link).iter().copied())?;
            Some(camera_around(shown, camera))
        }
        Thing::Context { layer, feature } => {
            let (layer, _) = state.feature(layer, feature)?;
            Some(camera_around(layer.feature_box(feature)?, camera))
        }
    }
}

/// A camera around a box, not nearer than makes sense.
#[must_use]
pub fn camera_around(shown: GeoBox, camera: Camera) -> Camera {
    let mut to = Camera::fit(shown, camera.viewport, PADDING * 2.0);
    to.meters_per_unit = to.meters_per_unit.max(NEAR);
    to
}

fn path_box(state: &State) -> Option<GeoBox> {
    let outcome = state.transient.outcome.as_ref()?;
    let network = &outcome.network;
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return None;
    };
    let positions = best.links().flat_map(|passed| network.line(passed.link));
    GeoBox::around(positions.copied())
}
