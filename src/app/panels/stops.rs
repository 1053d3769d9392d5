//! What the path is to pass and to avoid: each thing with a button that takes it away, the hubs passed
//! in order with buttons that move them.
//!
//! Does not know: where it was set.

use eframe::egui::{self, Role, Ui, WidgetInfo};

use super::restrict::country_name;
use crate::app::action::Action;
use crate::app::restrict::Restriction;
use crate::app::state::State;
use crate::app::via::ViaStep;
use crate::scene::sheet::Thing;
use crate::study::sentences::link_name;
use crate::words::text;

/// Shows all of it; nothing where nothing is set.
pub fn stops_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    via_ui(ui, state, actions);
    for (key, listed) in [
        ("results.pass", passed(state)),
        ("results.avoid", avoided(state)),
    ] {
        if listed.is_empty() {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(state.text(key));
            for (name, action) in listed {
                chip(ui, state, &name, action, actions);
            }
        });
    }
}

/// A thing with a button that takes it away.
fn chip(ui: &mut Ui, state: &State, name: &str, action: Action, actions: &mut Vec<Action>) {
    let button = egui::Button::new(format!("{name} ×")).wrap();
    let tip = state.text("results.remove");
    if ui.add(button).on_hover_text(tip).clicked() {
        actions.push(action);
    }
}

/// The hubs passed in order; with two and more a line each, numbered as on the map.
fn via_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let via = &state.session.question.stops.via;
    if via.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.label(state.text("results.via"));
        ui.vertical(|ui| {
            for (place, &node) in via.iter().enumerate() {
                let name = state.node_name(node);
                ui.horizontal(|ui| {
                    moves_ui(ui, state, (place, via.len()), &name, actions);
                    chip(ui, state, &name, Action::SetVia(node, false), actions);
                });
            }
        });
    });
}

/// The number of a hub passed in order, and buttons that move it among the others; alone it has neither.
fn moves_ui(
    ui: &mut Ui,
    state: &State,
    (place, n_hubs): (usize, usize),
    name: &str,
    actions: &mut Vec<Action>,
) {
    if n_hubs < 2 {
        return;
    }
    ui.weak((place + 1).to_string());
    let moves = [
        ("↑", "results.earlier", place.checked_sub(1)),
        ("↓", "results.later", Some(place + 1)),
    ];
    for (sign, key, to) in moves {
        let to = to.filter(|&to| to < n_hubs);
        let said = state.fill(key, &[name]);
        let response = ui.add_enabled(to.is_some(), egui::Button::new(sign).small());
        let is_on = response.enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_on, &said));
        if let (true, Some(to)) = (response.on_hover_text(said).clicked(), to) {
            actions.push(Action::Via(ViaStep::Move { from: place, to }));
        }
    }
}

/// What is to be passed in any order, by its names, and what takes it out.
fn passed(state: &State) -> Vec<(String, Action)> {
    let Some(document) = &state.document else {
        return Vec::new();
    };
    let (network, lang) = (&document.network, state.lang());
    let chip = |restriction, name| (name, Action::Restrict(restriction, false));
    let stops = &state.session.question.stops;
    let nodes = stops.nodes.iter();
    let nodes = nodes.map(|&node| chip(Restriction::PassHub(node), state.node_name(node)));
    let links = stops.links.iter().map(|&link| {
        let name = link_name(network, link, lang);
        chip(Restriction::PassLink(link), name)
    });
    let routes = stops.routes.iter().map(|&route| {
        let name = network.route(route).names.in_lang(lang);
        chip(Restriction::PassRoute(route), name.to_owned())
    });
    let modes = stops.modes.iter().map(|&mode| {
        let name = text(lang, mode.words_key());
        chip(Restriction::PassMode(mode), name.to_owned())
    });
    nodes.chain(links).chain(routes).chain(modes).collect()
}

/// What is avoided, by its names, and what takes it out.
fn avoided(state: &State) -> Vec<(String, Action)> {
    let Some(document) = &state.document else {
        return Vec::new();
    };
    let avoid = |thing, name| (name, Action::SetAvoided(thing, false));
    let avoided = &state.session.question.avoid;
    let nodes = avoided.nodes.iter();
    let nodes = nodes.map(|&node| avoid(Thing::Node(node), state.node_name(node)));
    let links = avoided.links.iter().map(|&link| {
        let name = link_name(&document.network, link, state.lang());
        avoid(Thing::Link(link), name)
    });
    let routes = avoided.routes.iter().map(|&route| {
        let name = document.network.route(route).names.in_lang(state.lang());
        let action = Action::Restrict(Restriction::AvoidRoute(route), false);
        (name.to_owned(), action)
    });
    let countries = avoided.countries.iter().map(|code| {
        let action = Action::Restrict(Restriction::AvoidCountry(code.clone()), false);
        (country_name(state, code), action)
    });
    nodes.chain(links).chain(routes).chain(countries).collect()
}
