//! How the map is drawn and published: style, borders, inset, review number, and what of the publication check
//! is left aside. Each choice is a step of the study's history.
//!
//! Does not know: menus and panels, what a published map needs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::action::Pane;
use super::files::add_boundary;
use super::jobs::FileDone;
use super::pages::open_page;
use super::shown::{layers, show_layers};
use super::state::State;
use super::update::Means;
use super::view::show;
use crate::io::boundary::named;
use crate::io::study_file::data::Origin;
use crate::model::cartography::{
    Borders, InsetChoice, MapStyle, PublicationPoint, bare_review_number,
};
use crate::model::saved::{Layers, NamedView};
use crate::scene::basemap::borders::has_boundary;

/// Something about them.
#[derive(Clone, Debug, PartialEq)]
pub enum CartographyStep {
    /// The style of the map; `None`: light or dark as the window.
    Style(Option<MapStyle>),
    /// Whose view of borders is shown.
    Borders(Borders),
    /// Whether pages have an inset.
    Inset(InsetChoice),
    /// The map review number.
    ReviewNumber(String),
    /// A point of the check is left aside for a reason, or taken up again.
    Ignore(PublicationPoint, Option<String>),
    /// Asks the system for a file of boundaries.
    PickBoundary,
    /// Adds a file of boundaries to the study, and shows them.
    UseBoundary(PathBuf),
    /// Puts the cursor into the field of the review number.
    TypeNumber,
}

/// What passes of them.
#[derive(Default)]
pub struct CartographyNow {
    /// The review number while it is typed.
    pub number: Option<String>,
    /// The reasons while they are typed.
    pub reasons: BTreeMap<PublicationPoint, String>,
    /// The field of the review number takes the focus.
    pub takes_focus: bool,
    /// A file of boundaries that is being read, to be shown then.
    coming: Option<PathBuf>,
}

/// Does what a step asks for.
pub fn update_cartography(state: &mut State, means: &mut Means, step: CartographyStep) {
    match step {
        CartographyStep::Style(style) => {
            state.session.view.style = style;
            keep(state);
        }
        CartographyStep::Borders(borders) => {
            state.session.view.borders = borders.clone();
            change_page(state, |layers| layers.borders = borders.clone());
        }
        CartographyStep::Inset(inset) => {
            state.session.view.inset = inset;
            change_page(state, |layers| layers.inset = inset);
        }
        CartographyStep::ReviewNumber(number) => change(state, |layers| {
            layers.publication.review_number = bare_review_number(&number);
        }),
        CartographyStep::Ignore(point, reason) => change(state, |layers| {
            let ignored = &mut layers.publication.ignored;
            match reason {
                Some(reason) => drop(ignored.insert(point, reason)),
                None => drop(ignored.remove(&point)),
            }
        }),
        CartographyStep::PickBoundary => pick(state, means),
        CartographyStep::UseBoundary(path) => {
            if state.document.is_some() {
                state.transient.cartography.coming = Some(path.clone());
                add_boundary(state, means, &path);
            }
        }
        CartographyStep::TypeNumber => state.transient.cartography.takes_focus = true,
    }
}

fn pick(state: &mut State, means: &mut Means) {
    show(state, Pane::Boundary, true);
    let picker = Arc::clone(means.picker);
    let title = state.text("dialog.boundary");
    let ask = picker.open(&title);
    means.dialogs.run(move |_| {
        let first = ask().and_then(|paths| paths.into_iter().next());
        first.map_or(FileDone::NotPicked, FileDone::PickedBoundary)
    });
}

/// Keeps what the view shows, as a step.
fn keep(state: &mut State) {
    if let Some(now) = layers(state) {
        change(state, |layers| *layers = now);
    }
}

/// Changes the layers, and also those of the view that the open page shows: what is chosen for publication is of both.
fn change_page(state: &mut State, make: impl Fn(&mut Layers)) {
    let shown = open_page(state).and_then(|page| page.view.clone());
    let Some(document) = &mut state.document else {
        return;
    };
    document.history.change(None, |saved| {
        make(Arc::make_mut(&mut saved.layers));
        let is_it = |view: &NamedView| shown.as_ref() == Some(&view.key);
        if saved.views.iter().any(is_it) {
            let mut views = Arc::make_mut(&mut saved.views).iter_mut();
            views
                .by_ref()
                .filter(|view| is_it(view))
                .for_each(|view| make(&mut view.layers));
        }
    });
}

fn change(state: &mut State, make: impl FnOnce(&mut Layers)) {
    if let Some(document) = &mut state.document {
        document
            .history
            .change(None, |saved| make(Arc::make_mut(&mut saved.layers)));
    }
}

/// Shows the boundaries of a file that was waited for, where the study that came has them.
pub fn take_boundary(state: &mut State) {
    let Some(path) = state.transient.cartography.coming.take() else {
        return;
    };
    let Some(document) = &state.document else {
        return;
    };
    let is_it = |origin: &Origin| *origin == Origin::Path(path.clone());
    let mut files = document.data.iter();
    let file = files.find(|file| file.is_boundary && is_it(&file.origin));
    let Some(file) = file else {
        return;
    };
    let borders = Borders::File(Arc::new(named(file)));
    if has_boundary(&document.context, &borders) {
        change_page(state, |layers| layers.borders = borders.clone());
        show_layers(state);
    }
}

/// Forgets the file of boundaries of a study that was open before, where the open one has it not.
pub fn forget_boundary(state: &mut State) {
    let borders = &state.session.view.borders;
    if borders.file().is_some() && !is_there(state, borders) {
        state.session.view.borders = Borders::default();
    }
}

/// The files of boundaries of the open study, as it would name them.
#[must_use]
pub fn boundary_files(state: &State) -> Vec<Borders> {
    let document = state.document.iter();
    let files = document.flat_map(|document| document.data.iter());
    files
        .filter(|file| file.is_boundary)
        .map(|file| Borders::File(Arc::new(named(file))))
        .collect()
}

/// Whether the boundaries that are shown are those of a file.
#[must_use]
pub fn shows_file(state: &State) -> bool {
    is_there(state, &state.session.view.borders)
}

/// The name of a view of borders.
#[must_use]
pub fn borders_name(state: &State, borders: &Borders) -> String {
    match borders {
        Borders::ByLanguage => state.text("borders.by-language"),
        Borders::International => state.text("borders.international"),
        Borders::China => state.text("borders.china"),
        Borders::File(file) if is_there(state, borders) => file.name.clone(),
        Borders::File(file) => state.fill("borders.gone", &[&file.name]),
    }
}

fn is_there(state: &State, borders: &Borders) -> bool {
    let document = state.document.as_ref();
    document.is_some_and(|document| has_boundary(&document.context, borders))
}
