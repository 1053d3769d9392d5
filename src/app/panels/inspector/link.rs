//! The selected link.
//!
//! Does not know: hubs and features.

use eframe::egui::Ui;

use super::published::published_ui;
use super::{added_rows, attributes, delete_button, notes_on, pin_button, title};
use crate::app::action::Action;
use crate::app::canvas::menu::link_edit;
use crate::app::cards::lookup::no_limit;
use crate::app::cards::{LinkValue, Origin, has_two_ways};
use crate::app::flows::users;
use crate::app::panels::rows::Rows;
use crate::app::restrict::entries;
use crate::app::state::State;
use crate::model::edit::LinkNumber;
use crate::model::ids::LinkId;
use crate::model::link::{Direction, Link};
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::study::sentences::route_names;
use crate::words::text;

/// What a railway's capacity follows from.
const TRAINS: [LinkNumber; 3] = [
    LinkNumber::Pairs,
    LinkNumber::TeuPerTrain,
    LinkNumber::ContainerShare,
];

/// Shows a link: names from the network as it was loaded, numbers as the scenario has them.
pub fn link_ui(
    ui: &mut Ui,
    state: &State,
    network: &Network,
    id: LinkId,
    actions: &mut Vec<Action>,
) {
    let link = network.link(id);
    let lang = state.lang();
    let (name, other) = (link.names.in_lang(lang), link.names.in_lang(lang.other()));
    title(ui, state, name, other, link.key.as_str());
    ui.horizontal_wrapped(|ui| {
        let users = users(state, Thing::Link(id));
        for (key, action) in entries(state, Thing::Link(id)).into_iter().chain(users) {
            if ui.button(state.text(key)).clicked() {
                actions.push(action);
            }
        }
        if let Some((key, edit)) = link_edit(state, id)
            && ui.button(state.text(key)).clicked()
        {
            actions.push(Action::Edit(vec![edit]));
        }
        pin_button(ui, state, Thing::Link(id), actions);
        delete_button(ui, state, Thing::Link(id), actions);
    });
    notes_on(ui, state, Thing::Link(id), actions);
    let now = state.numbers().map_or(network, |now| &**now).link(id);
    Rows::show(ui, state, actions, |ui, rows| {
        facts(ui, rows, network, id);
        added_rows(ui, rows, Thing::Link(id));
        numbers(ui, rows, now);
        attributes(ui, rows, &now.attributes, |name| {
            Origin::link(link, LinkValue::Property(name))
        });
        published_ui(ui, rows, &link.key);
    });
}

fn facts(ui: &mut Ui, rows: &mut Rows, network: &Network, id: LinkId) {
    let state = rows.state();
    let lang = state.lang();
    let link = network.link(id);
    rows.text(ui, "inspector.mode", text(lang, link.mode.words_key()));
    if !link.routes.is_empty() {
        let routes = route_names(network, &link.routes, lang);
        rows.text(ui, "inspector.routes", &routes);
    }
    let access = state.transient.outcome.as_ref();
    let access = access.map(|outcome| outcome.availability.link(id).words_key());
    let access = access.unwrap_or(link.state.words_key());
    rows.text(ui, "inspector.access", text(lang, access));
    let (from, to) = (state.node_name(link.from), state.node_name(link.to));
    rows.text(ui, "inspector.ends", &format!("{from} – {to}"));
}

fn numbers(ui: &mut Ui, rows: &mut Rows, link: &Link) {
    rows.number(ui, &link.length, Origin::link(link, LinkValue::Length));
    for number in TRAINS {
        if let Some(sourced) = link.number(number) {
            let origin = Origin::link(link, LinkValue::Editable(number));
            rows.number(ui, sourced, origin);
        }
    }
    direction(ui, rows, link, &link.forward, true);
    if let Some(backward) = link.backward.as_ref().filter(|_| has_two_ways(link)) {
        direction(ui, rows, link, backward, false);
    }
    if let Some(tracks) = &link.tracks {
        rows.number(ui, tracks, Origin::link(link, LinkValue::Tracks));
    }
    if let Some(is_electrified) = link.is_electrified {
        let key = if is_electrified {
            "word.yes"
        } else {
            "word.no"
        };
        let said = rows.state().text(key);
        rows.text(ui, "inspector.electrified", &said);
    }
    let gauges = link.gauges_mm.iter();
    let others = gauges.map(|&mm| LinkValue::Gauge(mm));
    let others = others.chain(link.open_year.map(|_| LinkValue::OpenYear));
    for value in others {
        let origin = Origin::link(link, value);
        if let Some(number) = origin.number(rows.state()) {
            rows.number(ui, &number, origin);
        }
    }
}

/// One direction, or both where they are alike.
fn direction(ui: &mut Ui, rows: &mut Rows, link: &Link, way: &Direction, is_forward: bool) {
    let state = rows.state();
    let mark = match (has_two_ways(link), is_forward) {
        (false, _) => "",
        (true, true) => " →",
        (true, false) => " ←",
    };
    let unlimited = no_limit(state.lang());
    let capacity = way.capacity.as_ref().unwrap_or(&unlimited);
    let editable = LinkValue::Editable;
    for (value, number) in [
        (editable(LinkNumber::Capacity), capacity),
        (editable(LinkNumber::Hours), &way.hours),
        (editable(LinkNumber::Money), &way.money),
        (LinkValue::Co2, &way.co2),
    ] {
        let origin = Origin::Link {
            link: link.key.clone(),
            is_forward,
            value,
        };
        let names = origin.names(state);
        let name = format!("{}{mark}", names.in_lang(state.lang()));
        rows.named_number(ui, &name, number, origin);
    }
}
