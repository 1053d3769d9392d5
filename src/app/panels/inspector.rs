//! What is selected: every property with its provenance.
//!
//! Does not know: how a selection came about.

use eframe::egui::{self, Ui};

use super::widgets::{heading, number_row};
use crate::app::action::{Action, End};
use crate::app::canvas::{link_edit, node_edit};
use crate::app::state::State;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Direction;
use crate::model::network::Network;
use crate::model::value::{Attribute, Quoted, Value};
use crate::scene::sheet::Thing;
use crate::study::sentences::route_names;
use crate::words::text;

/// Shows the selected hub, link or feature of an added layer; nothing without one.
pub fn inspector_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let (Some(document), Some(thing)) = (&state.document, state.session.view.selected) else {
        return;
    };
    ui.add_space(6.0);
    ui.separator();
    match thing {
        Thing::Node(node) => hub(ui, state, &document.network, node, actions),
        Thing::Link(link) => link_ui(ui, state, &document.network, link, actions),
        Thing::Context { layer, feature } => feature_ui(ui, state, layer, feature, actions),
    }
}

fn title(ui: &mut Ui, state: &State, name: &str, other: &str, key: &str) {
    heading(ui, &state.text("inspector.heading"));
    ui.label(egui::RichText::new(name).strong().size(15.0));
    if other != name && !other.is_empty() {
        ui.label(other);
    }
    ui.weak(key);
}

fn hub(ui: &mut Ui, state: &State, network: &Network, id: NodeId, actions: &mut Vec<Action>) {
    let node = network.node(id);
    let lang = state.lang();
    let (name, other) = (node.names.in_lang(lang), node.names.in_lang(lang.other()));
    title(ui, state, name, other, node.key.as_str());
    ui.horizontal_wrapped(|ui| {
        if ui.button(state.text("menu.from-here")).clicked() {
            actions.push(Action::SetEnd(End::From, id));
        }
        if ui.button(state.text("menu.to-here")).clicked() {
            actions.push(Action::SetEnd(End::To, id));
        }
        if let Some((key, edit)) = node_edit(state, id)
            && ui.button(state.text(key)).clicked()
        {
            actions.push(Action::Edit(vec![edit]));
        }
    });
    egui::Grid::new("hub")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            row(
                ui,
                state,
                "inspector.kind",
                text(lang, node.kind.words_key()),
            );
            if let Some(city) = node.city {
                row(ui, state, "inspector.city", &state.node_name(city));
            }
            match &node.capacity {
                Some(capacity) => {
                    number_row(ui, state, &state.text("inspector.capacity"), capacity);
                }
                None => row(
                    ui,
                    state,
                    "inspector.capacity",
                    &state.text("inspector.no-capacity"),
                ),
            }
            number_row(
                ui,
                state,
                &state.text("inspector.transfer-hours"),
                &node.transfer_hours,
            );
            number_row(
                ui,
                state,
                &state.text("inspector.transfer-money"),
                &node.transfer_money,
            );
            attributes(ui, state, &node.attributes);
        });
}

fn link_ui(ui: &mut Ui, state: &State, network: &Network, id: LinkId, actions: &mut Vec<Action>) {
    let link = network.link(id);
    let lang = state.lang();
    let (name, other) = (link.names.in_lang(lang), link.names.in_lang(lang.other()));
    title(ui, state, name, other, link.key.as_str());
    if let Some((key, edit)) = link_edit(state, id)
        && ui.button(state.text(key)).clicked()
    {
        actions.push(Action::Edit(vec![edit]));
    }
    egui::Grid::new("link")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            row(
                ui,
                state,
                "inspector.mode",
                text(lang, link.mode.words_key()),
            );
            row(
                ui,
                state,
                "inspector.routes",
                &route_names(network, &link.routes, lang),
            );
            let access = state.transient.outcome.as_ref();
            let access = access.map(|outcome| outcome.availability.link(id).words_key());
            let stated = text(lang, link.state.words_key());
            let access = access.map_or(stated, |key| text(lang, key));
            row(ui, state, "inspector.access", access);
            let ends = format!(
                "{} – {}",
                state.node_name(link.from),
                state.node_name(link.to)
            );
            row(ui, state, "inspector.ends", &ends);
            number_row(ui, state, &state.text("inspector.length"), &link.length);
            directions(ui, state, &link.forward, link.backward.as_ref());
            if let Some(tracks) = &link.tracks {
                number_row(ui, state, &state.text("inspector.tracks"), tracks);
            }
            if let Some(is_electrified) = link.is_electrified {
                let key = if is_electrified {
                    "word.yes"
                } else {
                    "word.no"
                };
                row(ui, state, "inspector.electrified", &state.text(key));
            }
            if !link.gauges_mm.is_empty() {
                let gauges: Vec<String> = link.gauges_mm.iter().map(ToString::to_string).collect();
                row(
                    ui,
                    state,
                    "inspector.gauge",
                    &format!("{} mm", gauges.join(" + ")),
                );
            }
            if let Some(year) = link.open_year {
                row(ui, state, "inspector.open-year", &year.to_string());
            }
            attributes(ui, state, &link.attributes);
        });
}

/// A feature of a layer that people added, with all that its file says of it.
fn feature_ui(ui: &mut Ui, state: &State, place: usize, feature: u32, actions: &mut Vec<Action>) {
    let Some((layer, label)) = state.feature(place, feature) else {
        return;
    };
    let lang = state.lang();
    let name = state.feature_name(place, feature);
    let other = label.names.in_lang(lang.other());
    title(ui, state, &name, other, &layer.file);
    if ui.button(state.text("menu.zoom-here")).clicked() {
        let thing = Thing::Context {
            layer: place,
            feature,
        };
        actions.push(Action::FlyTo(thing));
    }
    let is_in_title = |attribute: &Attribute| match &attribute.value {
        Value::Text(said) => {
            let is_name = attribute.name.to_lowercase().starts_with("name");
            is_name && (*said == label.names.en || *said == label.names.zh)
        }
        _ => false,
    };
    let mut said = layer.properties.of(feature as usize);
    said.retain(|attribute| !is_in_title(attribute));
    egui::Grid::new("feature")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            row(ui, state, "inspector.layer", &layer.name);
            attributes(ui, state, &said);
        });
}

/// Both directions, once where they are alike.
fn directions(ui: &mut Ui, state: &State, forward: &Direction, backward: Option<&Direction>) {
    let mut show = |way: &Direction, mark: &str| {
        let name = |key: &str| format!("{}{mark}", state.text(key));
        number_row(ui, state, &name("inspector.hours"), &way.hours);
        number_row(ui, state, &name("inspector.money"), &way.money);
        number_row(ui, state, &name("inspector.co2"), &way.co2);
        match &way.capacity {
            Some(capacity) => number_row(ui, state, &name("inspector.capacity"), capacity),
            None => {
                ui.label(name("inspector.capacity"));
                ui.label(state.text("inspector.no-capacity"));
                ui.end_row();
            }
        }
    };
    match backward {
        Some(backward) if backward == forward => show(forward, ""),
        Some(backward) => {
            show(forward, " →");
            show(backward, " ←");
        }
        None => show(forward, " →"),
    }
}

fn attributes(ui: &mut Ui, state: &State, attributes: &[Attribute]) {
    for attribute in attributes {
        match &attribute.value {
            Value::Number(number) => number_row(ui, state, &attribute.name, number),
            Value::Bool(flag) => {
                let key = if *flag { "word.yes" } else { "word.no" };
                ui.label(&attribute.name);
                ui.label(state.text(key));
                ui.end_row();
            }
            Value::Text(said) | Value::Quoted(Quoted { text: said, .. }) => {
                ui.label(&attribute.name);
                ui.add(egui::Label::new(said).wrap());
                ui.end_row();
            }
        }
    }
}

fn row(ui: &mut Ui, state: &State, key: &str, said: &str) {
    ui.label(state.text(key));
    ui.add(egui::Label::new(said).wrap());
    ui.end_row();
}
