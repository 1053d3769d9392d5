//! What the path must not use and must pass: modes, routes and countries as lists of switches.
//!
//! Does not know: hubs and lines, which the map's menus and the inspector offer.

use eframe::egui::{self, Role, Ui, WidgetInfo};

use super::mode_icon::mode_icon;
use super::widgets::route_chip;
use crate::app::action::Action;
use crate::app::restrict::{Restriction, n_restrictions};
use crate::app::state::State;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::words::text;

/// Shows the lists, folded until they are wanted.
pub fn restrict_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let network = &document.network;
    let said = match n_restrictions(&state.session.question) {
        0 => state.text("restrict.heading"),
        n_set => state.fill("restrict.heading-set", &[&n_set.to_string()]),
    };
    ui.scope(|ui| {
        ui.spacing_mut().indent = 15.0;
        egui::CollapsingHeader::new(said)
            .id_salt("restrict")
            .show(ui, |ui| {
                switches_ui(ui, state, network, actions);
                countries_ui(ui, state, network, actions);
                ui.weak(state.text("restrict.how"));
            });
    });
}

/// Modes and routes, each to be avoided and to be passed.
fn switches_ui(ui: &mut Ui, state: &State, network: &Network, actions: &mut Vec<Action>) {
    let question = &state.session.question;
    let grid = egui::Grid::new("restrict").num_columns(4);
    grid.spacing([8.0, 2.0]).show(ui, |ui| {
        ui.label("");
        ui.label("");
        ui.weak(state.text("restrict.avoid"));
        ui.weak(state.text("restrict.pass"));
        ui.end_row();
        for mode in Mode::ALL.into_iter().filter(|&mode| mode != Mode::Transfer) {
            let name = text(state.lang(), mode.words_key());
            mode_icon(ui, mode);
            ui.label(name);
            let is_avoided = !question.modes.has(mode);
            if switch(ui, state, "restrict.avoid-it", name, is_avoided) {
                actions.push(Action::SetMode(mode, is_avoided));
            }
            pass_ui(ui, state, Restriction::PassMode(mode), name, actions);
            ui.end_row();
        }
        for id in network.route_ids() {
            let route = network.route(id);
            if route.links.is_empty() {
                continue;
            }
            let name = route.names.in_lang(state.lang());
            route_chip(ui, state, route.key.as_str());
            ui.label(name);
            let avoid = Restriction::AvoidRoute(id);
            let is_avoided = avoid.is_in(question);
            if switch(ui, state, "restrict.avoid-it", name, is_avoided) {
                actions.push(Action::Restrict(avoid, !is_avoided));
            }
            pass_ui(ui, state, Restriction::PassRoute(id), name, actions);
            ui.end_row();
        }
    });
}

fn pass_ui(ui: &mut Ui, state: &State, pass: Restriction, name: &str, actions: &mut Vec<Action>) {
    let is_passed = pass.is_in(&state.session.question);
    if switch(ui, state, "restrict.pass-it", name, is_passed) {
        actions.push(Action::Restrict(pass, !is_passed));
    }
}

/// A box to be ticked that says what it is about only to those who cannot see the list, and in its
/// tooltip. True when it was clicked.
fn switch(ui: &mut Ui, state: &State, key: &str, name: &str, is_on: bool) -> bool {
    let said = state.fill(key, &[name]);
    let mut now = is_on;
    let response = ui.checkbox(&mut now, "");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &said));
    response.on_hover_text(said).changed()
}

/// The countries of the hubs, those with most hubs first; a click has one avoided.
fn countries_ui(ui: &mut Ui, state: &State, network: &Network, actions: &mut Vec<Action>) {
    let countries = countries(network);
    if countries.is_empty() {
        return;
    }
    ui.weak(state.text("restrict.countries"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        for country in countries {
            let name = country_name(state, &country);
            let avoid = Restriction::AvoidCountry(country);
            let is_avoided = avoid.is_in(&state.session.question);
            let mut on = is_avoided;
            let response = ui.toggle_value(&mut on, &name);
            let tip = state.fill("restrict.avoid-it", &[&name]);
            if response.on_hover_text(tip).changed() {
                actions.push(Action::Restrict(avoid, !is_avoided));
            }
        }
    });
}

/// The codes of the countries that hubs lie in: those with most hubs first, then by code.
#[must_use]
pub fn countries(network: &Network) -> Vec<String> {
    let mut counted: Vec<(usize, String)> = Vec::new();
    for code in network.nodes().iter().filter_map(|node| node.country()) {
        let code = code.to_uppercase();
        match counted.iter_mut().find(|(_, known)| *known == code) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, code)),
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    counted.into_iter().map(|(_, code)| code).collect()
}

/// The name of a country by its code; the code itself where the program has no name for it.
#[must_use]
pub fn country_name(state: &State, code: &str) -> String {
    let key = format!("country.{}", code.to_lowercase());
    let name = state.text(&key);
    if name == key { code.to_owned() } else { name }
}
