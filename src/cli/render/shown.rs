//! What a picture shows: the view, route, notes and reach that were typed or saved, and its scenario in words.
//!
//! Does not know: how it is drawn.

use std::sync::Arc;

use crate::cli::args::LangArg;
use crate::cli::args::export::{NotesArg, PictureArgs};
use crate::cli::args::route::Minimize;
use crate::cli::reach::check_budget;
use crate::cli::report::Failure;
use crate::cli::scenario::Opened;
use crate::cli::study::hub;
use crate::model::context::ContextLayer;
use crate::model::ids::{Key, RouteId};
use crate::model::network::Network;
use crate::model::page::Page as OwnPage;
use crate::model::projection::Projection;
use crate::model::saved::{Layers, MapNames, MapPart, NamedView};
use crate::scene::reach::ReachMap;
use crate::scene::sheet::LabelLang;
use crate::study::edits::edit_in_words;
use crate::study::evaluate::{Base, Under, evaluate};
use crate::study::notes::{NoteEntry, entries};
use crate::study::outcome::{Criterion, ModeSet, Outcome, Question, Weights};
use crate::study::priced::priced;
use crate::study::spread::spread;
use crate::task::Task;
use crate::words::format::joined;
use crate::words::{Lang, fill};

/// Edits that a picture tells one by one.
const MOST_EDITS: usize = 3;

/// The language of texts, and that of names: the page's own where it has one.
pub(super) fn languages(typed: LangArg, own: Option<&OwnPage>) -> (Lang, LabelLang) {
    let (lang, names) = match typed {
        LangArg::En => (Lang::En, LabelLang::En),
        LangArg::Zh => (Lang::Zh, LabelLang::Zh),
        LangArg::Both => (Lang::En, LabelLang::Both),
    };
    let names = match own.and_then(|page| page.map_names) {
        None => names,
        Some(MapNames::En) => LabelLang::En,
        Some(MapNames::Zh) => LabelLang::Zh,
        Some(MapNames::Both) => LabelLang::Both,
    };
    (lang, names)
}

/// The named view that a page shows.
pub(super) fn view_of<'a>(page: &OwnPage, opened: &'a Opened) -> Option<&'a NamedView> {
    let views = &opened.loaded.study.as_ref()?.saved.views;
    views
        .iter()
        .find(|view| Some(&view.key) == page.view.as_ref())
}

/// Route, reach and edits in one line.
pub(super) fn subtitle(
    opened: &Opened,
    route: Option<RouteId>,
    reach: Option<&ReachMap>,
    lang: Lang,
) -> String {
    let route = route.map(|route| opened.network.route(route).names.in_lang(lang));
    let mut said: Vec<String> = route.into_iter().map(str::to_owned).collect();
    said.extend(reach.map(|reach| reach.in_words(lang)));
    said.extend(edits_in_words(opened, lang));
    joined(lang, "list.semicolon", &said)
}

/// What is shown by a study file, or by a named view of it.
pub(super) fn saved_layers(opened: &Opened, named: Option<&NamedView>) -> Layers {
    let study = opened.loaded.study.as_ref();
    let own = study.map(|study| &*study.saved.layers);
    let layers = named.map(|named| &named.layers).or(own);
    layers.cloned().unwrap_or_default()
}

/// The projection that was typed, or that of the named view, or that of the study.
pub(super) fn projection(
    args: &PictureArgs,
    opened: &Opened,
    named: Option<&NamedView>,
) -> Projection {
    let study = opened.loaded.study.as_ref();
    let own = study.map(|study| study.saved.layers.projection);
    let named = named.map(|view| view.layers.projection);
    args.projection.or(named).or(own).unwrap_or_default()
}

/// The named view of the study that was typed, by its key or name.
pub(super) fn named_view<'a>(
    args: &PictureArgs,
    opened: &'a Opened,
) -> Result<Option<&'a NamedView>, Failure> {
    let Some(asked) = &args.view else {
        return Ok(None);
    };
    let study = opened.loaded.study.as_ref();
    let views = study.map_or(&[][..], |study| study.saved.views.as_slice());
    let is_it = |view: &&NamedView| {
        let names = [view.key.as_str(), &view.names.en, &view.names.zh];
        names.contains(&asked.as_str())
    };
    if let Some(view) = views.iter().find(is_it) {
        return Ok(Some(view));
    }
    let known: Vec<&str> = views.iter().map(|view| view.key.as_str()).collect();
    Err(Failure::new(if known.is_empty() {
        format!("--view {asked}: the study has no named views; keep one in the window with Ctrl+D")
    } else {
        format!(
            "--view {asked}: the study has the views {}",
            known.join(", ")
        )
    }))
}

/// The route that was typed, by its key.
pub(super) fn route(args: &PictureArgs, network: &Network) -> Result<Option<RouteId>, Failure> {
    let Some(key) = &args.route else {
        return Ok(None);
    };
    let found = network.route_by_key(&Key::new(key.trim()));
    let known = || {
        let keys = network.routes().iter().map(|route| route.key.as_str());
        keys.collect::<Vec<_>>().join(", ")
    };
    found.map(Some).ok_or_else(|| {
        Failure::new(format!(
            "--route {key}: no route has that key; the study has {}",
            known()
        ))
    })
}

/// The notes that are asked for, each to be shown or not.
pub(super) fn notes(asked: NotesArg, opened: &Opened) -> Vec<NoteEntry> {
    let study = opened.loaded.study.as_ref();
    let saved = study.map(|study| study.saved.clone()).unwrap_or_default();
    let is_layer_shown = saved.layers.shown.contains(&MapPart::Notes);
    let mut notes = entries(&opened.network, &opened.facts, &saved);
    for note in &mut notes {
        note.is_shown = match asked {
            NotesArg::Shown => note.is_shown && is_layer_shown,
            NotesArg::All => true,
            NotesArg::None => false,
        };
    }
    notes
}

/// What is within reach of a hub, where that is asked for: by all modes, for cargo in general.
pub(super) fn reach(
    args: &PictureArgs,
    opened: &Opened,
    context: &[ContextLayer],
    projection: Projection,
) -> Result<Option<Arc<ReachMap>>, Failure> {
    let (Some(name), Some(within)) = (&args.reach, args.within) else {
        return Ok(None);
    };
    check_budget(within)?;
    let question = Question {
        from: vec![hub(&opened.network, name)?],
        modes: ModeSet::all(),
        criterion: args.minimize.map_or(Criterion::Time, Minimize::criterion),
        weights: priced(&opened.facts, None).map_or_else(|_| Weights::default(), |of| of.weights()),
        ..Question::default()
    };
    let base = Base::new(Arc::clone(&opened.base));
    let under = Under::of(&base, &opened.scenario, &question);
    let found = spread(&under, &question, within, context, &Task::never());
    let found = found.map_err(|error| Failure::new(error.to_string()))?;
    Ok(found.map(|found| Arc::new(ReachMap::of(&found, projection))))
}

/// What the scenario changes: the first edits in words, and how many more there are.
fn edits_in_words(opened: &Opened, lang: Lang) -> Vec<String> {
    let edits = opened.scenario.edits();
    let first = edits.iter().take(MOST_EDITS);
    let mut said: Vec<String> = first
        .map(|edit| edit_in_words(&opened.network, edit, lang))
        .collect();
    let n_more = edits.len().saturating_sub(MOST_EDITS);
    if n_more > 0 {
        said.push(fill(lang, "scenario.more", &[&n_more.to_string()]));
    }
    said
}

/// What is open under the scenario, without a question.
pub(super) fn nothing_asked(opened: &Opened) -> Result<Outcome, Failure> {
    let base = Base::new(Arc::clone(&opened.base));
    let asked = evaluate(
        &base,
        &opened.scenario,
        &Question::default(),
        &Task::never(),
    );
    asked.map_err(|error| Failure::new(error.to_string()))
}
