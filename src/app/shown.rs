//! What of the map is shown, between the view that is drawn and what the study saves.
//!
//! Does not know: how it is drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::action::Action;
use super::state::State;
use crate::document::study::Document;
use crate::model::context::ContextLayer;
use crate::model::saved::{ContextLook, Layers, LineWidth, MapPart};
use crate::scene::context::{ContextStyle, LineWeight};

/// Keeps what an action of the view changed, as a step.
pub fn keep_layers(state: &mut State, action: &Action) {
    let is_kept = matches!(
        action,
        Action::ShowRoute(..)
            | Action::SoloRoute(_)
            | Action::ShowLayer(..)
            | Action::ShowContext(..)
            | Action::SetContextStyle(..)
    );
    let Some(layers) = is_kept.then(|| layers(state)).flatten() else {
        return;
    };
    if let Some(document) = &mut state.document {
        document
            .history
            .change(None, |saved| saved.layers = Arc::new(layers));
    }
}

/// The history begins with what the view shows.
pub fn begin_layers(state: &mut State) {
    let layers = layers(state);
    if let (Some(document), Some(layers)) = (&mut state.document, layers) {
        document.history.begin_with(layers);
    }
}

/// What the view shows.
#[must_use]
pub fn layers(state: &State) -> Option<Layers> {
    let document = state.document.as_ref()?;
    let view = &state.session.view;
    let switches = [
        (MapPart::Basemap, view.show_basemap),
        (MapPart::Legend, state.session.show_legend),
        (MapPart::Hubs, view.show_hubs),
        (MapPart::Labels, view.show_labels),
        (MapPart::Path, view.show_path),
        (MapPart::Bottleneck, view.show_bottleneck),
        (MapPart::Notes, view.show_notes),
    ];
    let shown = switches.into_iter().filter(|(_, on)| *on);
    let network = &document.network;
    let hidden = network.route_ids().filter(|&id| !view.is_route_shown(id));
    let mut context = BTreeMap::new();
    for (place, name) in added(document) {
        let look = ContextLook {
            is_shown: view.is_context_shown(place),
            style: view.context_styles.get(place).copied().flatten().map(kept),
        };
        if !look.is_shown || look.style.is_some() {
            context.insert(name, look);
        }
    }
    Some(Layers {
        projection: document.history.saved().layers.projection,
        shown: shown.map(|(part, _)| part).collect(),
        hidden_routes: hidden.map(|id| network.route(id).key.clone()).collect(),
        context,
        shown_notes: document.history.saved().layers.shown_notes.clone(),
    })
}

/// Makes the view show what the study says.
pub fn show_layers(state: &mut State) {
    let Some(document) = &state.document else {
        return;
    };
    let layers = Arc::clone(&document.history.saved().layers);
    let shows = |part| layers.shown.contains(&part);
    let view = &mut state.session.view;
    view.show_basemap = shows(MapPart::Basemap);
    view.show_hubs = shows(MapPart::Hubs);
    view.show_labels = shows(MapPart::Labels);
    view.show_path = shows(MapPart::Path);
    view.show_bottleneck = shows(MapPart::Bottleneck);
    view.show_notes = shows(MapPart::Notes);
    state.session.show_legend = shows(MapPart::Legend);
    let routes = document.network.routes().iter();
    let hidden: &BTreeSet<_> = &layers.hidden_routes;
    view.shown_routes = if hidden.is_empty() {
        Vec::new()
    } else {
        routes.map(|route| !hidden.contains(&route.key)).collect()
    };
    view.shown_context = vec![true; document.context.len()];
    view.context_styles = vec![None; document.context.len()];
    for (place, name) in added(document) {
        if let Some(look) = layers.context.get(&name) {
            view.shown_context[place] = look.is_shown;
            view.context_styles[place] = look.style.map(drawn);
        }
    }
}

/// The layers that people added, each with its place and the name by which a study knows it: that of its
/// file without the folder, counted where several have the same.
fn added(document: &Document) -> Vec<(usize, String)> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let layers = document.context.iter().enumerate();
    let added = layers.filter(|(_, layer)| !layer.is_basemap);
    added
        .map(|(place, layer)| {
            let name = file_name(layer);
            let count = times.entry(name.clone()).or_default();
            *count += 1;
            let name = match *count {
                1 => name,
                count => format!("{name}#{count}"),
            };
            (place, name)
        })
        .collect()
}

fn file_name(layer: &ContextLayer) -> String {
    let name = Path::new(&*layer.file).file_name();
    name.map_or_else(
        || layer.file.to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn kept(style: ContextStyle) -> (u16, LineWidth) {
    let width = match style.weight {
        LineWeight::Thin => LineWidth::Thin,
        LineWeight::Medium => LineWidth::Medium,
        LineWeight::Thick => LineWidth::Thick,
    };
    (u16::try_from(style.color).unwrap_or(u16::MAX), width)
}

fn drawn((color, width): (u16, LineWidth)) -> ContextStyle {
    ContextStyle {
        color: usize::from(color),
        weight: match width {
            LineWidth::Thin => LineWeight::Thin,
            LineWidth::Medium => LineWeight::Medium,
            LineWidth::Thick => LineWeight::Thick,
        },
    }
}
