//! What of a picture was typed: the view, route, notes and reach.
//!
//! Does not know: how it is drawn.

use crate::cli::args::LangArg;
use crate::cli::args::export::{NotesArg, PictureArgs};
use crate::cli::args::route::Minimize;
use crate::cli::reach::check_budget;
use crate::cli::report::Failure;
use crate::cli::scenario::Opened;
use crate::cli::study::hub;
use crate::export::plate::NotesShown;
use crate::export::plate::found::Within;
use crate::model::ids::{Key, RouteId};
use crate::model::network::Network;
use crate::model::projection::Projection;
use crate::model::saved::{Layers, NamedView, Saved};
use crate::scene::sheet::LabelLang;
use crate::study::outcome::Criterion;
use crate::words::Lang;

/// The language of texts, and that of names.
pub(super) fn languages(typed: LangArg) -> (Lang, LabelLang) {
    match typed {
        LangArg::En => (Lang::En, LabelLang::En),
        LangArg::Zh => (Lang::Zh, LabelLang::Zh),
        LangArg::Both => (Lang::En, LabelLang::Both),
    }
}

/// What is shown by a study, or by a named view of it.
pub(super) fn saved_layers(saved: &Saved, named: Option<&NamedView>) -> Layers {
    let layers = named.map_or(&*saved.layers, |named| &named.layers);
    layers.clone()
}

/// The projection that was typed, or that of the named view, or that of the study.
pub(super) fn projection(
    args: &PictureArgs,
    saved: &Saved,
    named: Option<&NamedView>,
) -> Projection {
    let own = named.map_or(&*saved.layers, |named| &named.layers);
    args.projection.unwrap_or(own.projection)
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

/// The notes that are asked for.
pub(super) fn notes(asked: Option<NotesArg>) -> NotesShown {
    match asked.unwrap_or(NotesArg::Shown) {
        NotesArg::Shown => NotesShown::Own,
        NotesArg::All => NotesShown::All,
        NotesArg::None => NotesShown::None,
    }
}

/// What is within reach of a hub, where that is asked for.
pub(super) fn reach(args: &PictureArgs, opened: &Opened) -> Result<Option<Within>, Failure> {
    let (Some(name), Some(budget)) = (&args.reach, args.within) else {
        return Ok(None);
    };
    check_budget(budget)?;
    let from = hub(&opened.network, name)?;
    Ok(Some(Within {
        from: opened.network.node(from).key.clone(),
        budget,
        criterion: args.minimize.map_or(Criterion::Time, Minimize::criterion),
    }))
}
