//! The selected hub.
//!
//! Does not know: links and features.

use eframe::egui::Ui;

use super::published::{published_ui, services_ui};
use super::{added_rows, attributes, delete_button, notes_on, pin_button, title};
use crate::app::action::{Action, End};
use crate::app::canvas::menu::node_edit;
use crate::app::cards::lookup::no_limit;
use crate::app::cards::{NodeValue, Origin};
use crate::app::flows::users;
use crate::app::panels::rows::Rows;
use crate::app::restrict::entries;
use crate::app::state::State;
use crate::model::edit::NodeNumber;
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::words::text;

/// Shows a hub: names from the network as it was loaded, numbers as the scenario has them.
pub fn hub_ui(
    ui: &mut Ui,
    state: &State,
    network: &Network,
    id: NodeId,
    actions: &mut Vec<Action>,
) {
    let node = network.node(id);
    let lang = state.lang();
    let (name, other) = (node.names.in_lang(lang), node.names.in_lang(lang.other()));
    title(ui, state, name, other, node.key.as_str());
    ui.horizontal_wrapped(|ui| {
        let is_own = state.is_own_hub(id);
        if is_own && ui.button(state.text("menu.from-here")).clicked() {
            actions.push(Action::SetEnd(End::From, id));
        }
        if is_own && ui.button(state.text("menu.to-here")).clicked() {
            actions.push(Action::SetEnd(End::To, id));
        }
        let users = users(state, Thing::Node(id));
        for (key, action) in entries(state, Thing::Node(id)).into_iter().chain(users) {
            if ui.button(state.text(key)).clicked() {
                actions.push(action);
            }
        }
        if let Some((key, edit)) = node_edit(state, id)
            && ui.button(state.text(key)).clicked()
        {
            actions.push(Action::Edit(vec![edit]));
        }
        pin_button(ui, state, Thing::Node(id), actions);
        delete_button(ui, state, Thing::Node(id), actions);
    });
    notes_on(ui, state, Thing::Node(id), actions);
    let now = state.numbers().map_or(network, |now| &**now).node(id);
    Rows::show(ui, state, actions, |ui, rows| {
        rows.text(ui, "inspector.kind", text(lang, node.kind.words_key()));
        added_rows(ui, rows, Thing::Node(id));
        if let Some(city) = node.city {
            rows.text(ui, "inspector.city", &state.node_name(city));
        }
        let unlimited = no_limit(lang);
        for number in NodeNumber::ALL {
            let given = now.number(number);
            // Of changes only what a file or an edit gives is worth a row.
            if given.is_none() && number != NodeNumber::Capacity {
                continue;
            }
            let sourced = given.unwrap_or(&unlimited);
            rows.number(ui, sourced, Origin::node(node, NodeValue::Editable(number)));
        }
        attributes(ui, rows, &now.attributes, |name| {
            Origin::node(node, NodeValue::Property(name))
        });
        services_ui(ui, rows, network, id);
        published_ui(ui, rows, &node.key);
    });
}
