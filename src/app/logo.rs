//! The logo of the study: chosen, read on another thread, kept, taken away. Each is a step of the history.
//!
//! Does not know: where it stands on a page.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::action::Pane;
use super::jobs::{Failed, FileDone};
use super::pages::open_page;
use super::state::State;
use super::update::Means;
use super::view::show;
use crate::export::image::logo;
use crate::io::files::read;
use crate::model::page::{LogoPlace, PageLogo};
use crate::model::picture::Picture;
use crate::model::saved::Saved;

/// Asks the system for a file; a field for its path stands open beside.
pub fn pick_logo(state: &mut State, means: &mut Means) {
    show(state, Pane::Logo, true);
    let picker = Arc::clone(means.picker);
    let ask = picker.open_picture(&state.text("dialog.logo"));
    means
        .dialogs
        .run(move |_| ask().map_or(FileDone::NotPicked, |path| read_logo(&path)));
}

/// Reads the file at a path.
pub fn use_logo(state: &State, means: &mut Means, path: PathBuf) {
    let said = state.fill("file.opening", &[&path.display().to_string()]);
    means.queue.run(said, move |_| read_logo(&path));
}

fn read_logo(path: &Path) -> FileDone {
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) => return FileDone::Failed(Failed::Write(error)),
    };
    match logo(&bytes) {
        Ok(picture) => FileDone::Logo(Box::new(picture)),
        Err(error) => FileDone::Failed(Failed::Picture(error)),
    }
}

/// Keeps a logo that was read; the page that is open has it, beside its title where nothing else was chosen.
pub fn take_logo(state: &mut State, picture: Picture) {
    show(state, Pane::Logo, false);
    let open = open_page(state).map(|page| page.key.clone());
    let picture = Arc::new(picture);
    change(state, |saved| {
        saved.logo = Some(picture);
        let mut pages = Arc::make_mut(&mut saved.pages).iter_mut();
        if let Some(page) = pages.find(|page| Some(&page.key) == open.as_ref()) {
            page.logo.get_or_insert(PageLogo::at(LogoPlace::Title));
        }
    });
}

/// Takes the logo out of the study.
pub fn remove_logo(state: &mut State) {
    change(state, |saved| saved.logo = None);
}

fn change(state: &mut State, make: impl FnOnce(&mut Saved)) {
    if let Some(document) = &mut state.document {
        document.history.change(None, make);
    }
}
