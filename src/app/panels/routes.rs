//! Routes, layers and edits: what is shown, and what is open to traffic.
//!
//! Does not know: how routes are drawn.

use eframe::egui::{self, Ui};

use super::cartography;
use super::context::context_ui;
use super::menu::edit_in_words;
use super::tiles::tiles_ui;
use super::widgets::{Icon, heading, icon_switch, look_button, route_chip};
use crate::app::action::{Action, MapLayer};
use crate::app::commands::route_action;
use crate::app::looks::{Layer, LookStep, words_key};
use crate::app::state::State;
use crate::model::edit::Edit;
use crate::model::ids::RouteId;
use crate::model::link::Mode;
use crate::model::look::Styled;
use crate::model::network::Network;
use crate::study::chains::limit_in_words;
use crate::study::outcome::Outcome;

/// Width of a mode with its switch, points.
const MODE: f32 = 98.0;

/// Shows the panel.
pub fn routes_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.take_available_width();
    let Some(document) = &state.document else {
        return;
    };
    let network = &document.network;
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            heading(ui, &state.text("routes.heading"));
            for id in network
                .route_ids()
                .filter(|&id| network.is_corridor_route(id))
            {
                route_row(ui, state, network, id, actions);
            }
            let others: Vec<RouteId> = network
                .route_ids()
                .filter(|&id| !network.is_corridor_route(id))
                .collect();
            if !others.is_empty() {
                heading(ui, &state.text("routes.others"));
                for id in others {
                    route_row(ui, state, network, id, actions);
                }
            }
            heading(ui, &state.text("layers.heading"));
            layers(ui, state, actions);
            modes(ui, state, network, actions);
            context_ui(ui, state, actions);
            tiles_ui(ui, state, actions);
            edits(ui, state, actions);
        });
}

fn route_row(
    ui: &mut Ui,
    state: &State,
    network: &Network,
    id: RouteId,
    actions: &mut Vec<Action>,
) {
    let route = network.route(id);
    let name = route.names.in_lang(state.lang());
    let view = &state.session.view;
    let outcome = state.transient.outcome.as_deref();
    let is_open = outcome.is_none_or(|outcome| outcome.availability.is_route_open(id));
    ui.horizontal(|ui| {
        let shown = state.fill("routes.shown", &[name]);
        let is_shown = view.is_route_shown(id);
        let eye = icon_switch(
            ui,
            Icon::Eye,
            is_shown,
            &shown,
            &state.text("routes.shown.tip"),
        );
        if eye.clicked() {
            let modifiers = ui.input(|input| input.modifiers);
            actions.push(route_action(state, id, modifiers));
        }
        let open = state.fill("routes.open", &[name]);
        let tip = state.text("routes.open.tip");
        if icon_switch(ui, Icon::Power, is_open, &open, &tip).clicked() {
            actions.push(Action::ToggleRouteOpen(id));
        }
        route_chip(ui, state, route.key.as_str());
        let shown_name = if is_open {
            egui::RichText::new(name)
        } else {
            egui::RichText::new(name).weak().strikethrough()
        };
        let tip = outcome.map_or_else(String::new, |o| chains(state, network, id, o));
        let label = egui::Label::new(shown_name)
            .truncate()
            .sense(egui::Sense::click());
        let response = ui.add(label);
        let response = if tip.is_empty() {
            response
        } else {
            response.on_hover_text(tip)
        };
        if response.clicked() {
            let lines = network.route(id).links.iter();
            let positions = lines.flat_map(|&link| network.line(link)).copied();
            let shown = crate::model::geometry::GeoBox::around(positions);
            actions.extend(shown.map(Action::LookAt));
        }
    });
}

/// The modes of the network, each open to traffic or closed.
fn modes(ui: &mut Ui, state: &State, network: &Network, actions: &mut Vec<Action>) {
    let document = state.document.as_ref();
    let edits = document.map_or(&[][..], |of| of.history.scenario().edits());
    let has = |mode: &Mode| network.links().iter().any(|link| link.mode == *mode);
    heading(ui, &state.text("routes.modes"));
    ui.horizontal_wrapped(|ui| {
        for mode in Mode::ALL.into_iter().filter(has) {
            let is_closed = |edit: &Edit| {
                matches!(edit, Edit::SetModeOpen { mode: of, is_open: false } if *of == mode)
            };
            let is_open = !edits.iter().any(is_closed);
            let name = state.text(mode.words_key());
            let open = state.fill("routes.open", &[&name]);
            let tip = state.text("routes.mode-open.tip");
            // A switch and its name stay in one line.
            ui.allocate_ui(egui::vec2(MODE, ui.spacing().interact_size.y), |ui| {
                ui.set_min_width(MODE);
                if icon_switch(ui, Icon::Power, is_open, &open, &tip).clicked() {
                    let is_open = !is_open;
                    actions.push(Action::Edit(vec![Edit::SetModeOpen { mode, is_open }]));
                }
                let shown = egui::RichText::new(name);
                ui.label(if is_open { shown } else { shown.weak().strikethrough() });
            });
        }
    });
}

/// The chains of a route, each with what it carries or what keeps it from carrying.
fn chains(state: &State, network: &Network, id: RouteId, outcome: &Outcome) -> String {
    let route = network.route(id);
    let lang = state.lang();
    let mut lines: Vec<String> = Vec::new();
    for chain in &route.chains {
        let name = chain.names.in_lang(lang);
        let limit = limit_in_words(network, &outcome.availability, &chain.links, lang);
        lines.push(format!("{name}: {limit}"));
    }
    if lines.is_empty() {
        let count = route.links.len().to_string();
        lines.push(state.fill("routes.n-links", &[&count]));
    }
    lines.join("\n")
}

fn layers(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let view = &state.session.view;
    let layers = [
        (MapLayer::Basemap, view.show_basemap, "layers.basemap"),
        (MapLayer::Legend, state.shows_legend(), "layers.legend"),
        (MapLayer::Hubs, view.show_hubs, "layers.hubs"),
        (MapLayer::Labels, view.show_labels, "layers.labels"),
        (MapLayer::Path, view.show_path, "layers.path"),
        (
            MapLayer::Bottleneck,
            view.show_bottleneck,
            "layers.bottleneck",
        ),
        (
            MapLayer::Hinterland,
            view.show_hinterland,
            "layers.hinterland",
        ),
        (MapLayer::Flows, view.show_flows, "layers.flows"),
        (MapLayer::Notes, view.show_notes, "layers.notes"),
        (
            MapLayer::Overview,
            state.session.show_overview,
            "layers.overview",
        ),
    ];
    // Beside flows and closures the legend stands whether it is wished or not.
    let is_needed = state.shows_legend() && !state.session.show_legend;
    let mut switch = |ui: &mut Ui, layer, is_shown: bool, key: &str| {
        let mut on = is_shown;
        let is_free = layer != MapLayer::Legend || !is_needed;
        let switch = egui::Checkbox::new(&mut on, state.text(key));
        let switch = ui.add_enabled(is_free, switch);
        if switch.changed() {
            actions.push(Action::ShowLayer(layer, on));
        }
        switch.on_disabled_hover_text(state.text("layers.legend-needed"));
    };
    let mut asked = Vec::new();
    for (layer, is_shown, key) in layers {
        // What goes with a layer stands beside it.
        ui.horizontal(|ui| {
            switch(ui, layer, is_shown, key);
            match layer {
                MapLayer::Basemap => cartography::choices(ui, state, &mut asked),
                MapLayer::Overview => {
                    let is_shown = view.show_graticule;
                    switch(ui, MapLayer::Graticule, is_shown, "layers.graticule");
                }
                _ => {}
            }
            look_of(ui, state, styled(layer), &mut asked);
        });
        if layer == MapLayer::Basemap {
            ui.horizontal(|ui| {
                // Its routes have switches of their own.
                ui.label(state.text("look.lines"));
                look_of(ui, state, Some(Styled::Lines), &mut asked);
            });
        }
    }
    actions.extend(asked);
}

/// The part of the map that a switch shows, where it has a look.
fn styled(layer: MapLayer) -> Option<Styled> {
    match layer {
        MapLayer::Basemap => Some(Styled::Basemap),
        MapLayer::Hubs => Some(Styled::Hubs),
        MapLayer::Labels => Some(Styled::Labels),
        MapLayer::Path => Some(Styled::Path),
        MapLayer::Bottleneck => Some(Styled::Bottleneck),
        MapLayer::Flows => Some(Styled::Flows),
        _ => None,
    }
}

/// The button at the right end of a row that opens the look of a part of the map.
fn look_of(ui: &mut Ui, state: &State, part: Option<Styled>, actions: &mut Vec<Action>) {
    let Some(part) = part else {
        return;
    };
    let right = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(right, |ui| {
        let name = state.fill("look.adjust", &[&state.text(words_key(part))]);
        let button = look_button(ui, &name, &state.text("look.adjust.tip"));
        if button.clicked() {
            actions.push(Action::Look(LookStep::Open(Layer::Part(part))));
        }
    });
}

fn edits(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let history = &document.history;
    let edits = history.scenario().edits();
    let count = edits.len().to_string();
    ui.horizontal(|ui| {
        heading(ui, &state.fill("edits.heading", &[&count]));
        let undo = egui::Button::new(state.text("edits.undo")).small();
        if ui.add_enabled(history.undoable().is_some(), undo).clicked() {
            actions.push(Action::Undo);
        }
        let redo = egui::Button::new(state.text("edits.redo")).small();
        if ui.add_enabled(history.redoable().is_some(), redo).clicked() {
            actions.push(Action::Redo);
        }
    });
    if edits.is_empty() {
        ui.weak(state.text("edits.none"));
    }
    for edit in edits {
        ui.horizontal(|ui| {
            let tip = state.text("edits.take-back");
            if ui.small_button("×").on_hover_text(tip).clicked() {
                actions.push(Action::Edit(vec![Edit::Restore(edit.target())]));
            }
            ui.add(egui::Label::new(edit_in_words(state, edit)).truncate());
        });
    }
}
