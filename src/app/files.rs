//! Actions about files: opening studies, writing pictures and networks, and the end of such work.
//!
//! Does not know: how files are read and written or pictures drawn.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::action::{Action, Pane};
use super::attributes::{TableNow, file_now};
use super::camera::{camera_ahead, camera_around, resize};
use super::cartography::{CartographyStep, forget_boundary, take_boundary, update_cartography};
use super::clipboard::copy_drawn;
use super::draw::forget_drawing;
use super::hinterland::HinterlandChoice;
use super::jobs::{FileDone, Opened, Opening, export_table, open};
use super::logo::take_logo;
use super::network_out::NetworkJob;
use super::notes;
use super::picture::{Of, Standing, export, standing};
use super::plate::picture_now;
use super::resilience::forget_closures;
use super::saving::{
    After, begin_study, finish_saving, is_changed, open_or_ask, picked, take_stamp, tell_other,
};
use super::scenarios;
use super::shown::{begin_layers, show_layers};
use super::state::State;
use super::tools::forget_tools;
use super::tools::picked::forget_picked;
use super::update::{Means, ask, forget_places};
use super::view::show;
use super::ways::forget_chosen;
use crate::document::study::Document;
use crate::export::picture::Format;
use crate::io::files::ends_as_geojson;
use crate::io::load::{BASEMAP_CREDITS, Sources};
use crate::io::rows::RowsFormat;
use crate::model::context::ContextLayer;
use crate::scene::context::ContextStyle;
use crate::scene::packed::touch;
use crate::scene::projection::{Camera, bounds};
use crate::study::publication::tile_credits;
use crate::task::Task;
use crate::words::text;

/// How long a picture waits until it is asked again whether all that it shows is found.
const SOON: Duration = Duration::from_millis(100);

/// Does what an action about files asks for.
pub fn update_files(state: &mut State, means: &mut Means, action: Action) {
    match action {
        Action::OpenBundled => open_or_ask(state, means, Sources::named(&[])),
        Action::OpenFiles(paths) if !paths.is_empty() => {
            open_or_ask(state, means, Sources::named(&paths));
        }
        Action::AddFiles(paths) => {
            let now = state.document.as_ref().map(|document| &document.sources);
            let sources = now.cloned().unwrap_or_default().with(&paths);
            start_opening(state, means, sources, true);
        }
        Action::PickFiles { add } => {
            state.transient.path_adds = add;
            show(state, Pane::Open, true);
            let picker = Arc::clone(means.picker);
            let title = state.text("dialog.open");
            let ask = picker.open(&title);
            means.dialogs.run(move |_| match ask() {
                Some(paths) => FileDone::Picked { paths, add },
                None => FileDone::NotPicked,
            });
        }
        Action::PickExport => {
            show(state, Pane::Export, true);
            let picker = Arc::clone(means.picker);
            let title = state.text("dialog.export");
            let ask = picker.save(&title, "corridor-map.svg");
            means.dialogs.run(move |_| match ask() {
                Some(path) => FileDone::PickedExport(path),
                None => FileDone::NotPicked,
            });
        }
        Action::ChooseNetwork(choice) => state.transient.network_out = choice,
        Action::Export(path) => start_export(state, means, &path),
        Action::CancelOpening => {
            means.files.cancel();
            state.transient.file_work.opening = None;
        }
        Action::CancelWriting => cancel_writing(state, means),
        _ => {}
    }
}

/// Gives up the picture that waits longest, or else what is being written.
fn cancel_writing(state: &mut State, means: &mut Means) {
    if state.transient.export_waits.is_empty() {
        means.queue.cancel();
    } else {
        state.transient.export_waits.remove(0);
    }
}

/// Begins to read a file of boundaries beside the open study.
pub fn add_boundary(state: &mut State, means: &mut Means, path: &Path) {
    if let Some(document) = &state.document {
        let sources = document.sources.with_boundary(path);
        start_opening(state, means, sources, true);
    }
}

/// Begins to open a study.
pub fn start_open(state: &mut State, means: &mut Means, sources: Sources) {
    start_opening(state, means, sources, false);
}

fn start_opening(state: &mut State, means: &mut Means, sources: Sources, adds: bool) {
    let what = match sources.paths.last() {
        Some(path) => path.display().to_string(),
        None => state.text("file.bundled"),
    };
    state.transient.file_work.opening = Some(state.fill("file.opening", &[&what]));
    let document = state.document.as_ref();
    let home = document.and_then(|document| document.home.as_ref());
    let added_to = document.filter(|_| adds);
    let known = added_to.map(|document| {
        let files = document.data.iter();
        files
            .map(|file| Arc::clone(&file.name))
            .collect::<Vec<Arc<str>>>()
    });
    let view = &state.session.view;
    let early = means.early.begin(means.context, view, known.clone());
    let opening = Opening {
        early: Some(early),
        recovers: document.is_none_or(|document| document.sources != sources),
        sources,
        view: state.session.view.clone(),
        folders: means.folders.clone(),
        adds,
        known: known.unwrap_or_default(),
        mark: document.map(|document| document.history.mark()),
        lock: home.and_then(|home| home.lock.clone()),
    };
    means.files.run(move |task| open(opening, task));
    means.early.is_of(means.files);
}

fn start_export(state: &mut State, means: &mut Means, path: &Path) {
    // A folder has no ending of a picture, a table or a file of a network.
    let has_ending = Format::of(path).is_some() || RowsFormat::of(path).is_some();
    let has_ending = has_ending || ends_as_geojson(path);
    let is_gmns = state.transient.network_out.is_gmns && !has_ending;
    let path = if is_gmns {
        path.to_owned()
    } else {
        with_ending(path)
    };
    let said = state.fill("file.writing", &[&path.display().to_string()]);
    if is_gmns || ends_as_geojson(&path) {
        let Some(job) = NetworkJob::of(state) else {
            return;
        };
        means.queue.run(said, move |task| job.write(path, task));
    } else if let Some(format) = RowsFormat::of(&path) {
        let made = match file_now(state, format) {
            Ok(made) => made,
            Err(key) => return state.say(state.text(key), true),
        };
        let Some(document) = &state.document else {
            return;
        };
        let of = Of::document(document);
        let work = move |_: &Task| export_table(made(&of), &path);
        means.queue.run(said, work);
    } else {
        match standing(state) {
            Standing::Found => {}
            Standing::Sought => {
                state.transient.export_waits.push(path);
                return;
            }
            Standing::Stopped => return state.say(state.text("export.flows-stopped"), true),
        }
        let (Some(picture), Some(document)) = (picture_now(state), &state.document) else {
            return;
        };
        let of = Of::document(document);
        let lang = state.lang();
        let work = move |task: &Task| export(&picture, &of, (&path, lang), task);
        means.queue.run(said, work);
    }
}

/// A path without an ending becomes an SVG.
fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() {
        path.to_owned()
    } else {
        path.with_extension("svg")
    }
}

/// The credits on the window's map: what their licences ask for. The note on borders stands in the
/// About window and on every page.
#[must_use]
pub fn window_credits(state: &State) -> Vec<String> {
    let (lang, view) = (state.lang(), &state.session.view);
    let own = state.document.iter().flat_map(|d| &d.credits);
    let all = BASEMAP_CREDITS.all.iter();
    let basemap = all.filter(|key| view.show_basemap && **key != BASEMAP_CREDITS.borders);
    basemap
        .map(|key| text(lang, key))
        .chain(own.map(|credit| credit.in_lang(lang)))
        .map(str::to_owned)
        .chain(tile_credits(&view.tiles))
        .collect()
}

/// Takes the ends of what was opened, asked for and written, and tells what is under way.
pub fn take_ends(state: &mut State, means: &mut Means) {
    if let Some(done) = means.files.poll() {
        state.transient.file_work.opening = None;
        finish_files(state, means, done);
    }
    if let Some(done) = means.dialogs.poll() {
        finish_files(state, means, done);
    }
    if let Some(done) = means.queue.poll() {
        finish_files(state, means, done);
    }
    state.transient.file_work.thousandths = means.files.thousandths();
    if !state.transient.export_waits.is_empty() {
        if standing(state) == Standing::Sought {
            // What is sought may be found without a frame after it.
            means.context.request_repaint_after(SOON);
        } else {
            for path in std::mem::take(&mut state.transient.export_waits) {
                start_export(state, means, &path);
            }
        }
    }
    let waits = state.transient.export_waits.iter();
    let waits = waits.map(|path| state.fill("export.waits", &[&path.display().to_string()]));
    state.transient.file_work.writing = waits.chain(means.queue.said()).collect();
}

/// Takes the end of file work.
pub fn finish_files(state: &mut State, means: &mut Means, done: FileDone) {
    match done {
        FileDone::Opened(opened) => show_study(state, means, *opened),
        FileDone::Exported(path, left_out) => {
            let said = state.fill("file.written", &[&path.display().to_string()]);
            state.say(said, false);
            for said in left_out {
                state.say(said, false);
            }
        }
        FileDone::ExportedNetwork(path, mut said) => {
            said.insert(
                0,
                state.fill("file.written", &[&path.display().to_string()]),
            );
            state.say(said.join(" "), false);
        }
        FileDone::Drawn(size, rgb, words) => {
            copy_drawn(state, means.context, (size, &rgb), words);
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
            start_export(state, means, &path);
        }
        FileDone::PickedBoundary(path) => {
            show(state, Pane::Boundary, false);
            update_cartography(state, means, CartographyStep::UseBoundary(path));
        }
        FileDone::Logo(picture) => take_logo(state, *picture),
        FileDone::PickedStudy { path, is_copy } => picked(state, means, path, is_copy),
        FileDone::Saved(written) => finish_saving(state, means, *written),
        FileDone::OtherOnDisk(is_other) => tell_other(state, is_other),
        FileDone::Stamped(stamp) => take_stamp(state, stamp),
        // The path field stands open beside the dialog.
        FileDone::NotPicked => {}
        FileDone::Failed(failed) => state.say(failed.in_words(state.lang()), true),
    }
}

/// Shows a study in the place of the one before.
pub fn show_study(state: &mut State, means: &mut Means, mut opened: Opened) {
    if let Some(document) = &state.document {
        if opened.adds {
            opened.document.carry(document.history.clone());
        } else if opened.mark != Some(document.history.mark()) && is_changed(state) {
            // Something was done while it was loaded: that is not lost without being asked.
            state.transient.saving.asks = Some(After::Open(opened.document.sources));
            return;
        }
    }
    let keeps = same_hubs(state, &opened);
    if !keeps {
        forget_places(&mut state.session.question);
        state.session.reach.from = None;
        state.session.hinterland = HinterlandChoice::default();
    }
    state.transient.via_drag = None;
    state.session.flows.pick.uses.clear();
    forget_closures(state);
    forget_drawing(state);
    if opened.adds {
        forget_picked(state);
    } else {
        forget_tools(state);
        state.session.page = None;
        for path in std::mem::take(&mut state.transient.export_waits) {
            let path = path.display().to_string();
            state.say(state.fill("export.given-up", &[&path]), true);
        }
    }
    state.session.view.selected = None;
    state.session.view.hovered = None;
    state.session.view.shown_routes.clear();
    state.transient.reality = None;
    scenarios::forget(state);
    notes::forget(state);
    state.session.project = None;
    state.session.reading = None;
    show(state, Pane::Reading, false);
    keep_context(state, &opened);
    state.transient.answer = None;
    state.transient.outcome = None;
    forget_chosen(state);
    state.transient.cards.clear();
    state.transient.table = TableNow::default();
    let kept = means.early.kept(state).filter(|_| opened.adds);
    let kept = kept.or_else(|| camera_for(state, &opened));
    state.transient.flight = None;
    let camera = kept.unwrap_or(state.session.view.camera);
    state.session.view.camera = camera.in_projection(opened.layers.projection());
    state.layers = opened.layers;
    *means.triangles = opened.triangles;
    let has_findings = !opened.document.issues.is_empty();
    state.document = Some(opened.document);
    state.base = Some(opened.base);
    state.plain = opened.plain;
    state.session.is_camera_set = kept.is_some();
    let size = state.session.map_size;
    if size.x > 0.0 {
        resize(state, size);
    }
    means.study.forget();
    let document = state.document.as_ref();
    if document.is_some_and(|document| document.home.is_some() || document.history.is_changed()) {
        show_layers(state);
    } else {
        // The view is as it was: that is where the history begins.
        forget_boundary(state);
        begin_layers(state);
    }
    take_boundary(state);
    begin_study(state, means, opened.recovery);
    ask(state, means);
    if has_findings {
        show(state, Pane::Findings, true);
    }
}

/// The camera where files were added: as it is where they are in sight, else on them; `None` where the whole is looked
/// at: of another study, and with other hubs.
fn camera_for(state: &State, opened: &Opened) -> Option<Camera> {
    let document = state.document.as_ref().filter(|_| opened.adds)?;
    let now = camera_ahead(state);
    let n_hubs = |document: &Document| document.network.nodes().len();
    if !state.session.is_camera_set || n_hubs(document) != n_hubs(&opened.document) {
        return None;
    }
    let out_of_sight = opened.added.filter(|&added| {
        let [min, max] = bounds(now.projection, added);
        !touch(&[min[0], min[1], max[0], max[1]], &now.world_box())
    });
    Some(out_of_sight.map_or(now, |added| camera_around(added, now)))
}

/// Layers that people added stay shown or hidden, and keep their style, where the study that comes
/// has them too.
fn keep_context(state: &mut State, opened: &Opened) {
    let old = state.document.as_ref().map(|d| Arc::clone(&d.context));
    let old = old.unwrap_or_default();
    let view = &mut state.session.view;
    let place_before = |layer: &ContextLayer| {
        let mut layers = old.iter();
        layers.position(|other| !other.is_basemap && other.file == layer.file)
    };
    let places: Vec<Option<usize>> = opened.document.context.iter().map(place_before).collect();
    let shown = places
        .iter()
        .map(|place| place.is_none_or(|place| view.is_context_shown(place)));
    let shown: Vec<bool> = shown.collect();
    let style = |place: &Option<usize>| view.context_styles.get((*place)?).copied().flatten();
    let styles: Vec<Option<ContextStyle>> = places.iter().map(style).collect();
    view.shown_context = shown;
    view.context_styles = styles;
}

/// Whether what the question names means the same hubs and links in the study that comes.
fn same_hubs(state: &State, opened: &Opened) -> bool {
    let Some(document) = &state.document else {
        return false;
    };
    let question = &state.session.question;
    let (old, new) = (&document.network, &opened.document.network);
    let ends = question.from.iter().chain(&question.to);
    let (stops, avoid) = (&question.stops, &question.avoid);
    let hubs = ends.chain(&stops.via).chain(&stops.nodes);
    let mut nodes = hubs.chain(&avoid.nodes);
    let mut links = avoid.links.iter().chain(&stops.links);
    let mut routes = avoid.routes.iter().chain(&stops.routes);
    nodes.all(|&node| {
        let same = new.nodes().get(node.index());
        same.is_some_and(|same| same.key == old.node(node).key)
    }) && links.all(|&link| {
        let same = new.links().get(link.index());
        same.is_some_and(|same| same.key == old.link(link).key)
    }) && routes.all(|&route| {
        let same = new.routes().get(route.index());
        same.is_some_and(|same| same.key == old.route(route).key)
    })
}
