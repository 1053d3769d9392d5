//! Named views of the map: kept, gone to, changed. Each change is a step of the history.
//!
//! Does not know: how they are listed.

use std::sync::Arc;

use super::camera::fly;
use super::shown::{layers, show_layers};
use super::state::State;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::saved::{Layers, MapNames, NamedView};
use crate::scene::projection::Camera;
use crate::scene::sheet::LabelLang;

/// Something about views.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewStep {
    /// Keeps what the map shows under a name of its own, to be typed over.
    Keep,
    /// Shows one.
    Go(Key),
    /// Calls one something in the window's language.
    Rename(Key, String),
    /// One is from now on what the map shows.
    Update(Key),
    /// Moves one in the list.
    Move(Key, i32),
    /// Takes one away.
    Remove(Key),
    /// Calls the study something in both languages.
    NameStudy(Names),
}

/// What is being typed about them.
#[derive(Default)]
pub struct Typed {
    /// The name of a view.
    pub view: Option<(Key, String)>,
    /// The study's name in both languages.
    pub study: Option<[String; 2]>,
}

/// The views of the open study.
#[must_use]
pub fn views(state: &State) -> &[NamedView] {
    let document = state.document.as_ref();
    document.map_or(&[], |document| &document.history.saved().views)
}

/// Does what a step asks for.
pub fn update_views(state: &mut State, step: ViewStep) {
    match step {
        ViewStep::Keep => keep(state),
        ViewStep::Go(key) => go(state, &key),
        ViewStep::Rename(key, name) => {
            let lang = state.lang();
            change_one(state, &key, |view| view.names.set(lang, &name));
        }
        ViewStep::Update(key) => {
            let seen = seen(state, key.clone(), Names::default());
            if let Some(seen) = seen {
                change_one(state, &key, |view| {
                    let names = std::mem::take(&mut view.names);
                    *view = NamedView { names, ..seen };
                });
            }
        }
        ViewStep::Move(key, by) => change(state, |views| {
            let Some(place) = views.iter().position(|view| view.key == key) else {
                return;
            };
            let to = place.saturating_add_signed(if by < 0 { -1 } else { 1 });
            if to < views.len() {
                views.swap(place, to);
            }
        }),
        ViewStep::Remove(key) => change(state, |views| views.retain(|view| view.key != key)),
        ViewStep::NameStudy(names) => {
            if let Some(document) = &mut state.document {
                let history = &mut document.history;
                history.change(None, |saved| saved.names = Arc::new(names));
            }
        }
    }
}

fn keep(state: &mut State) {
    let numbers = views(state).iter();
    let numbers = numbers.filter_map(|view| view.key.as_str().strip_prefix("view-")?.parse().ok());
    let number = numbers.max().unwrap_or(0_u32).saturating_add(1).to_string();
    let key = Key::new(&format!("view-{number}"));
    let names = Names::filled("views.new", &[&number]);
    let Some(view) = seen(state, key, names) else {
        return;
    };
    let said = state.fill("views.kept", &[view.names.in_lang(state.lang())]);
    change(state, |views| views.push(view));
    state.say(said, false);
}

/// What the map shows, as a view.
fn seen(state: &State, key: Key, names: Names) -> Option<NamedView> {
    let view = &state.session.view;
    Some(NamedView {
        key,
        names,
        center: view.camera.projection.unproject(view.camera.center),
        meters_per_point: view.camera.meters_per_unit,
        layers: layers(state)?,
        map_names: match view.label_lang {
            LabelLang::En => MapNames::En,
            LabelLang::Zh => MapNames::Zh,
            LabelLang::Both => MapNames::Both,
        },
    })
}

fn go(state: &mut State, key: &Key) {
    let found = views(state).iter().find(|view| view.key == *key);
    let (Some(view), Some(document)) = (found.cloned(), &mut state.document) else {
        return;
    };
    let projection = view.layers.projection;
    let history = &mut document.history;
    // What is said of publication is of the study, whichever view is shown.
    history.change(None, |saved| {
        let publication = saved.layers.publication.clone();
        saved.layers = Arc::new(Layers {
            publication,
            ..view.layers
        });
    });
    show_layers(state);
    state.session.view.label_lang = match view.map_names {
        MapNames::En => LabelLang::En,
        MapNames::Zh => LabelLang::Zh,
        MapNames::Both => LabelLang::Both,
    };
    let camera = state.session.view.camera;
    // Kept in its own projection; the map may come to be in that only after the flight has begun.
    let kept = Camera {
        projection,
        center: projection.project(view.center),
        meters_per_unit: view.meters_per_point,
        ..camera
    };
    fly(state, kept.in_projection(camera.projection));
}

fn change(state: &mut State, make: impl FnOnce(&mut Vec<NamedView>)) {
    if let Some(document) = &mut state.document {
        let history = &mut document.history;
        history.change(None, |saved| make(Arc::make_mut(&mut saved.views)));
    }
}

fn change_one(state: &mut State, key: &Key, make: impl FnOnce(&mut NamedView)) {
    change(state, |views| {
        if let Some(view) = views.iter_mut().find(|view| view.key == *key) {
            make(view);
        }
    });
}
