//! What is shown and how: layers, panes, languages, what is selected and pointed at.
//!
//! Does not know: what shows it.

use super::action::{Action, MapLayer, Pane, Place};
use super::saving::names;
use super::shown::keep_layers;
use super::state::{Search, State};
use super::ways::point_on_map;
use crate::scene::sheet::LabelLang;
use crate::words::Lang;

/// Does what an action asks for of what is shown.
pub fn update_view(state: &mut State, action: &Action) {
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
    if let Action::FoldLegend(on) = *action {
        state.session.folds_legend = on;
    }
    if let Action::ShowLayer(MapLayer::Overview, on) = *action {
        state.session.show_overview = on;
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
        Action::Select(thing) => {
            view.selected = thing;
            view.chosen_note = None;
        }
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
        Action::ShowLayer(MapLayer::Notes, on) => view.show_notes = on,
        Action::ShowLayer(MapLayer::Graticule, on) => view.show_graticule = on,
        Action::SetLang(lang) => {
            view.lang = lang;
            view.label_lang = match lang {
                Lang::En => LabelLang::En,
                Lang::Zh => LabelLang::Zh,
            };
        }
        Action::SetLabelLang(lang) => view.label_lang = lang,
        Action::ToggleTheme => {
            // What is seen changes, whoever chose it.
            view.theme = view.drawn_theme().other();
            view.style = None;
        }
        Action::RunDashes(on) => state.session.runs_dashes = on,
        Action::Show(pane, on) => show(state, pane, on),
        _ => {}
    }
}

/// A path stands in the field of a window, which gets the keys where it comes.
fn ask_path(state: &mut State, pane: Pane, on: bool, path: String) {
    state.transient.path_fields.insert(pane, path);
    state.transient.path_asks = on.then_some(pane);
}

/// Shows or hides a pane.
pub fn show(state: &mut State, pane: Pane, on: bool) {
    let had_hinterland = state.shows(Pane::Hinterland);
    let had_flows = state.shows(Pane::Flows);
    let panes = &mut state.session.panes;
    // Panes below the map: one at a time, so that the map keeps its place.
    let is_below = |pane: Pane| pane.place() == Place::Below;
    let gives_way = |shown: Pane| on && is_below(pane) && is_below(shown);
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
    }
    // The list in which a way was pointed at may have gone.
    state.session.view.hovered_way = None;
    match pane {
        Pane::Search => state.transient.search = Search::default(),
        Pane::Open | Pane::Boundary | Pane::Logo | Pane::Tiles => {
            ask_path(state, pane, on, String::new());
        }
        Pane::Export if on => {
            // What was typed before is there again: a name that could not be written is put right.
            let before = state.transient.path_fields.get(&pane);
            let name = before.filter(|name| !name.is_empty()).cloned();
            let name = name.unwrap_or_else(|| "corridor-map.svg".to_owned());
            ask_path(state, pane, on, name);
        }
        Pane::Save if on => ask_path(state, pane, on, names::path(state)),
        Pane::SaveCopy if on => ask_path(state, pane, on, names::copy_path(state)),
        // What waited for the study to be saved waits no more.
        Pane::Save | Pane::SaveCopy => state.transient.saving.after = None,
        _ => {}
    }
}
