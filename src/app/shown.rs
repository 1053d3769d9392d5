//! What of the map is shown, kept as steps of the study's history.
//!
//! Does not know: what a view is.

use std::sync::Arc;

use super::action::Action;
use super::state::State;
use crate::model::saved::{Layers, MapPart};
use crate::scene::shown::{layers_of, looked, show};

/// Keeps what an action of the view changed, as a step.
pub fn keep_layers(state: &mut State, action: &Action) {
    let is_kept = matches!(
        action,
        Action::ShowRoute(..)
            | Action::SoloRoute(_)
            | Action::ShowLayer(..)
            | Action::ShowContext(..)
            | Action::SetContextStyle(..)
            | Action::ToggleTheme
    );
    let Some(layers) = is_kept.then(|| layers(state)).flatten() else {
        return;
    };
    if let Some(document) = &mut state.document {
        document
            .history
            .change(None, |saved| saved.layers = Arc::new(layers));
        let (layers, context) = (&document.history.saved().layers, &document.context);
        state.session.view.looks = looked(layers, context);
    }
}

/// The history begins with what the view shows.
pub fn begin_layers(state: &mut State) {
    let layers = layers(state);
    if let (Some(document), Some(layers)) = (&mut state.document, layers) {
        document.history.begin_with(layers);
        let (layers, context) = (&document.history.saved().layers, &document.context);
        state.session.view.looks = looked(layers, context);
        state.session.view.tiles = Arc::new(layers.tiles.clone());
    }
}

/// What the view shows.
#[must_use]
pub fn layers(state: &State) -> Option<Layers> {
    let document = state.document.as_ref()?;
    let mut before = Layers::clone(&document.history.saved().layers);
    let session = &state.session;
    let beside = [
        (MapPart::Legend, session.show_legend),
        (MapPart::Overview, session.show_overview),
    ];
    for (part, is_shown) in beside {
        if is_shown {
            before.shown.insert(part);
        } else {
            before.shown.remove(&part);
        }
    }
    let (view, context) = (&state.session.view, &document.context);
    Some(layers_of(view, &document.network, context, &before))
}

/// Makes the view show what the study says.
pub fn show_layers(state: &mut State) {
    let Some(document) = &state.document else {
        return;
    };
    let layers = &document.history.saved().layers;
    state.session.show_legend = layers.shown.contains(&MapPart::Legend);
    state.session.show_overview = layers.shown.contains(&MapPart::Overview);
    let view = &mut state.session.view;
    show(view, layers, &document.network, &document.context);
}
