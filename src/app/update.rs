//! Takes every action in order; nothing else changes the state.
//!
//! Does not know: widgets.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::action::{Action, End, MapLayer, Pane};
use super::dialogs::FilePicker;
use super::jobs::{FileDone, FileJobs, Opened, StudyJobs, export, open};
use super::paint::Triangles;
use super::state::{Flight, State};
use crate::io::load::{BASEMAP_CREDITS, Sources};
use crate::model::edit::Edit;
use crate::model::geometry::GeoBox;
use crate::model::ids::{NodeId, RouteId};
use crate::scene::item::{Point, Scene};
use crate::scene::projection::Camera;
use crate::scene::sheet::{Furniture, LabelLang, Thing, scene};
use crate::study::outcome::{PathAnswer, Question};
use crate::study::sentences::{path_sentences, sums_in_words};
use crate::words::{Lang, text};

/// Space around what the camera is made to show, points.
const PADDING: f32 = 48.0;
/// The size of an exported picture, page units.
const EXPORT_SIZE: Point = Point::new(1600.0, 1100.0);
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
}

/// Does what an action asks for.
pub fn update(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::Edit(edits) => edit(state, means, edits),
        Action::Undo | Action::Redo => step(state, means, &action),
        Action::ToggleRouteOpen(route) => toggle_route(state, means, route),
        Action::ShowRoute(..)
        | Action::SoloRoute(_)
        | Action::Select(_)
        | Action::Hover(..)
        | Action::ShowLayer(..)
        | Action::SetLang(_)
        | Action::SetLabelLang(_)
        | Action::ToggleTheme
        | Action::Show(..) => update_view(state, action),
        Action::SetEnd(..)
        | Action::AddEnd(..)
        | Action::RemoveEnd(..)
        | Action::SwapEnds
        | Action::ClearEnds
        | Action::SetMode(..)
        | Action::SetCriterion(_) => {
            update_question(&mut state.session.question, &action);
            state.transient.end_fields = Default::default();
            ask(state, means);
        }
        Action::SetCamera(_)
        | Action::LookAt(_)
        | Action::FlyTo(_)
        | Action::Home
        | Action::FitPath
        | Action::Resize(_)
        | Action::Zoom(_)
        | Action::Pan(..) => update_camera(state, action),
        Action::OpenBundled
        | Action::OpenFiles(_)
        | Action::AddFiles(_)
        | Action::PickFiles { .. }
        | Action::PickExport
        | Action::Export(_)
        | Action::CancelFileWork => update_files(state, means, action),
        Action::Copy(text) => means.context.copy_text(text),
        Action::Dismiss(number) => {
            if number < state.transient.toasts.len() {
                state.transient.toasts.remove(number);
            }
        }
        Action::Quit => means
            .context
            .send_viewport_cmd(egui::ViewportCommand::Close),
    }
}

/// Asks for a run of the study as it is now.
pub fn ask(state: &mut State, means: &mut Means) {
    let (Some(document), Some(base)) = (&state.document, &state.base) else {
        return;
    };
    let scenario = Arc::clone(document.history.scenario());
    let question = state.session.question.clone();
    means.study.request(base.clone(), scenario, question);
    state.transient.is_updating = true;
}

fn edit(state: &mut State, means: &mut Means, edits: Vec<Edit>) {
    let Some(document) = &mut state.document else {
        return;
    };
    let network = Arc::clone(&document.network);
    match document.history.commit(&network, edits) {
        Ok(()) => ask(state, means),
        Err(error) => state.say(error.to_string(), true),
    }
}

fn step(state: &mut State, means: &mut Means, action: &Action) {
    let Some(document) = &mut state.document else {
        return;
    };
    if *action == Action::Undo {
        document.history.undo();
    } else {
        document.history.redo();
    }
    ask(state, means);
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
    edit(state, means, edits);
}

fn update_view(state: &mut State, action: Action) {
    let n_routes = state
        .document
        .as_ref()
        .map_or(0, |document| document.network.routes().len());
    if let Action::ShowLayer(MapLayer::Legend, on) = action {
        state.session.show_legend = on;
    }
    let view = &mut state.session.view;
    match action {
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
        }
        Action::ShowLayer(MapLayer::Basemap, on) => view.show_basemap = on,
        Action::ShowLayer(MapLayer::Hubs, on) => view.show_hubs = on,
        Action::ShowLayer(MapLayer::Labels, on) => view.show_labels = on,
        Action::ShowLayer(MapLayer::Path, on) => view.show_path = on,
        Action::ShowLayer(MapLayer::Bottleneck, on) => view.show_bottleneck = on,
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

fn show(state: &mut State, pane: Pane, on: bool) {
    let panes = &mut state.session.panes;
    panes.retain(|shown| *shown != pane);
    if on {
        panes.push(pane);
    }
    match pane {
        Pane::Search => state.transient.search = super::state::Search::default(),
        Pane::Open => state.transient.path_field.clear(),
        Pane::Export if on => "corridor-map.svg".clone_into(&mut state.transient.path_field),
        _ => {}
    }
}

fn update_question(question: &mut Question, action: &Action) {
    match action {
        Action::SetEnd(end, node) => *ends(question, *end) = vec![*node],
        Action::AddEnd(end, node) => {
            let ends = ends(question, *end);
            if !ends.contains(node) {
                ends.push(*node);
            }
        }
        Action::RemoveEnd(end, node) => ends(question, *end).retain(|other| other != node),
        Action::SwapEnds => std::mem::swap(&mut question.from, &mut question.to),
        Action::ClearEnds => {
            question.from.clear();
            question.to.clear();
        }
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

fn update_camera(state: &mut State, action: Action) {
    let camera = state.session.view.camera;
    match action {
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

fn resize(state: &mut State, size: Point) {
    state.session.map_size = size;
    let around = Furniture::for_window(&[]);
    let camera = state
        .session
        .view
        .camera
        .with_viewport(around.viewport(size));
    state.session.view.camera = camera;
    if !state.session.is_camera_set
        && let Some(to) = home(state, camera)
    {
        state.session.view.camera = to;
        state.session.is_camera_set = true;
    }
}

fn fly(state: &mut State, to: Camera) {
    state.transient.flight = Some(Flight {
        from: state.session.view.camera,
        to,
        since: None,
    });
}

fn home(state: &State, camera: Camera) -> Option<Camera> {
    let shown = state.document.as_ref()?.network.home_box()?;
    Some(Camera::fit(shown, camera.viewport, PADDING))
}

fn camera_on(state: &State, thing: Thing) -> Option<Camera> {
    let network = &state.document.as_ref()?.network;
    let camera = state.session.view.camera;
    match thing {
        Thing::Node(node) => {
            let at = crate::scene::projection::project(network.node(node).at);
            Some(Camera {
                center: at,
                meters_per_unit: camera.meters_per_unit.min(NEAR * 4.0),
                ..camera
            })
        }
        Thing::Link(link) => {
            let shown = GeoBox::around(network.line(link).iter().copied())?;
            let mut to = Camera::fit(shown, camera.viewport, PADDING * 2.0);
            to.meters_per_unit = to.meters_per_unit.max(NEAR);
            Some(to)
        }
    }
}

fn path_box(state: &State) -> Option<GeoBox> {
    let network = &state.document.as_ref()?.network;
    let outcome = state.transient.outcome.as_ref()?;
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return None;
    };
    let positions = best.links().flat_map(|passed| network.line(passed.link));
    GeoBox::around(positions.copied())
}

fn update_files(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::OpenBundled => start_open(state, means, Sources::named(&[])),
        Action::OpenFiles(paths) if !paths.is_empty() => {
            start_open(state, means, Sources::named(&paths));
        }
        Action::AddFiles(paths) => {
            let now = state.document.as_ref().map(|document| &document.sources);
            let sources = now.cloned().unwrap_or_default().with(&paths);
            start_open(state, means, sources);
        }
        Action::PickFiles { add } => {
            show(state, Pane::Open, true);
            let picker = Arc::clone(means.picker);
            let title = state.text("dialog.open");
            let ask = picker.open(&title);
            means.files.run(move |_| match ask() {
                Some(paths) => FileDone::Picked { paths, add },
                None => FileDone::NotPicked,
            });
        }
        Action::PickExport => {
            show(state, Pane::Export, true);
            let picker = Arc::clone(means.picker);
            let title = state.text("dialog.export");
            let ask = picker.save(&title, "corridor-map.svg");
            means.files.run(move |_| match ask() {
                Some(path) => FileDone::PickedExport(path),
                None => FileDone::NotPicked,
            });
        }
        Action::Export(path) => start_export(state, means, path),
        Action::CancelFileWork => {
            means.files.cancel();
            state.transient.file_work = None;
        }
        _ => {}
    }
}

fn start_open(state: &mut State, means: &mut Means, sources: Sources) {
    let what = match sources.paths.last() {
        Some(path) => path.display().to_string(),
        None => state.text("file.bundled"),
    };
    state.transient.file_work = Some(state.fill("file.opening", &[&what]));
    let view = state.session.view.clone();
    means.files.run(move |task| open(sources, &view, task));
}

fn start_export(state: &mut State, means: &mut Means, path: PathBuf) {
    let path = with_ending(&path);
    let Some(picture) = page(state) else {
        return;
    };
    let name = path.display().to_string();
    state.transient.file_work = Some(state.fill("file.writing", &[&name]));
    means.files.run(move |_| export(&picture, &path));
}

/// A path without an ending becomes an SVG.
fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() {
        path.to_owned()
    } else {
        path.with_extension("svg")
    }
}

/// The page that shows what the window shows: same routes, result, language and extent; paper is light.
#[must_use]
pub fn page(state: &State) -> Option<Scene> {
    let document = state.document.as_ref()?;
    let lang = state.lang();
    let outcome = state.transient.outcome.as_deref();
    let title = document.names.in_lang(lang);
    let subtitle = outcome.map_or_else(String::new, |outcome| {
        let mut said = path_sentences(&document.network, outcome, lang);
        if let PathAnswer::Found { best, .. } = &outcome.path {
            said.push(sums_in_words(best.totals));
        }
        said.join(" ")
    });
    let furniture = Furniture::for_page(title, &subtitle, &credits(state));
    let viewport = furniture.viewport(EXPORT_SIZE);
    let mut view = state.session.view.clone();
    view.theme = crate::scene::palette::Theme::Light;
    view.hovered = None;
    let on_screen = view.camera;
    let grown = (viewport.w / on_screen.viewport.w).min(viewport.h / on_screen.viewport.h);
    view.camera = Camera {
        meters_per_unit: on_screen.meters_per_unit / f64::from(grown.max(0.01)),
        ..on_screen.with_viewport(viewport)
    };
    let mut layers = state.layers.clone();
    let shown = state.transient.outcome.as_ref();
    layers.update(&document.network, &document.context, shown, &view);
    let network = &document.network;
    Some(scene(
        &layers,
        network,
        outcome,
        &view,
        &furniture,
        EXPORT_SIZE,
    ))
}

/// The credits that the open study and the basemap owe, in the window's language.
#[must_use]
pub fn credits(state: &State) -> Vec<String> {
    let own = state.document.as_ref().map_or(&[][..], |d| d.credits);
    let basemap = BASEMAP_CREDITS
        .iter()
        .filter(|_| state.session.view.show_basemap);
    basemap
        .chain(own)
        .map(|key| text(state.lang(), key).to_owned())
        .collect()
}

/// Takes the end of file work.
pub fn finish_files(state: &mut State, means: &mut Means, done: FileDone) {
    state.transient.file_work = None;
    match done {
        FileDone::Opened(opened) => show_study(state, means, *opened),
        FileDone::Exported(path) => {
            let said = state.fill("file.written", &[&path.display().to_string()]);
            state.say(said, false);
        }
        FileDone::Picked { paths, add } => {
            show(state, Pane::Open, false);
            let action = if add {
                Action::AddFiles(paths)
            } else {
                Action::OpenFiles(paths)
            };
            update_files(state, means, action);
        }
        FileDone::PickedExport(path) => {
            show(state, Pane::Export, false);
            start_export(state, means, path);
        }
        // The path field stands open beside the dialog.
        FileDone::NotPicked => {}
        FileDone::Failed(message) => state.say(message, true),
    }
}

/// Shows a study in the place of the one before.
pub fn show_study(state: &mut State, means: &mut Means, opened: Opened) {
    let keeps = same_hubs(state, &opened);
    if !keeps {
        state.session.question.from.clear();
        state.session.question.to.clear();
    }
    state.session.view.selected = None;
    state.session.view.hovered = None;
    state.session.view.shown_routes.clear();
    state.transient.outcome = None;
    state.transient.flight = None;
    state.layers = opened.layers;
    *means.triangles = opened.triangles;
    let has_findings = !opened.document.issues.is_empty();
    state.document = Some(opened.document);
    state.base = Some(opened.base);
    state.session.is_camera_set = false;
    let size = state.session.map_size;
    if size.x > 0.0 {
        resize(state, size);
    }
    means.study.forget();
    ask(state, means);
    if has_findings {
        show(state, Pane::Findings, true);
    }
}

/// Whether the ends of the question mean the same hubs in the study that comes.
fn same_hubs(state: &State, opened: &Opened) -> bool {
    let Some(document) = &state.document else {
        return false;
    };
    let question = &state.session.question;
    let (old, new) = (&document.network, &opened.document.network);
    question.from.iter().chain(&question.to).all(|&node| {
        let same = new.nodes().get(node.index());
        same.is_some_and(|same| same.key == old.node(node).key)
    })
}
