//! The menu of a right click on the map.
//!
//! Does not know: how an action is done.

use eframe::egui;

use crate::app::action::{Action, End};
use crate::app::flows::users;
use crate::app::resilience::what_if;
use crate::app::restrict::entries;
use crate::app::state::State;
use crate::app::tools::ToolStep;
use crate::app::ways::way_on;
use crate::model::edit::Edit;
use crate::model::geometry::LonLat;
use crate::model::ids::{Key, LinkId, NodeId};
use crate::scene::sheet::Thing;
use crate::study::sentences::link_name;
use crate::study::ways::chosen_place;

/// Space above and below a menu that is as high as the window, with its frame.
const AROUND: f32 = 24.0;

/// Shows what a menu holds, which is scrolled where the window is lower than that.
pub fn within_window(ui: &mut egui::Ui, show: impl FnOnce(&mut egui::Ui)) {
    let most = ui.ctx().content_rect().height() - AROUND;
    ui.set_max_height(most);
    egui::ScrollArea::vertical().max_height(most).show(ui, show);
}

/// The menu of a right click.
pub fn thing_menu(
    ui: &mut egui::Ui,
    state: &State,
    thing: Option<Thing>,
    actions: &mut Vec<Action>,
) {
    let mut entry = |ui: &mut egui::Ui, key: &str, action: Action| {
        if ui.button(state.text(key)).clicked() {
            actions.push(action);
            ui.close();
        }
    };
    match thing {
        Some(Thing::Node(node)) => {
            ui.strong(state.node_name(node));
            if state.is_own_hub(node) {
                entry(ui, "menu.from-here", Action::SetEnd(End::From, node));
                entry(ui, "menu.to-here", Action::SetEnd(End::To, node));
                entry(ui, "menu.add-origin", Action::AddEnd(End::From, node));
                entry(ui, "menu.add-destination", Action::AddEnd(End::To, node));
                ui.separator();
                for (key, action) in entries(state, Thing::Node(node)) {
                    entry(ui, key, action);
                }
                entry(ui, "menu.reach", Action::ReachFrom(node));
            }
            if let Some(action) = what_if(Thing::Node(node)) {
                entry(ui, "menu.what-if", action);
            }
            for (key, action) in users(state, Thing::Node(node)) {
                entry(ui, key, action);
            }
            ui.separator();
            if let Some((key, edit)) = node_edit(state, node) {
                entry(ui, key, Action::Edit(vec![edit]));
            }
            entry(ui, "menu.zoom-here", Action::FlyTo(Thing::Node(node)));
        }
        Some(Thing::Link(link)) => {
            if let Some(network) = state.numbers() {
                ui.strong(link_name(network, link, state.lang()));
            }
            for (key, action) in entries(state, Thing::Link(link)) {
                entry(ui, key, action);
            }
            if let Some((key, edit)) = link_edit(state, link) {
                entry(ui, key, Action::Edit(vec![edit]));
            }
            if let Some(action) = what_if(Thing::Link(link)) {
                entry(ui, "menu.what-if", action);
            }
            let chosen = state.transient.outcome.as_deref().and_then(chosen_place);
            let way = way_on(state, Thing::Link(link)).filter(|&way| Some(way) != chosen);
            if let Some(way) = way {
                entry(ui, "menu.choose-way", Action::ChooseWay(way));
            }
            for (key, action) in users(state, Thing::Link(link)) {
                entry(ui, key, action);
            }
            entry(ui, "menu.zoom-here", Action::FlyTo(Thing::Link(link)));
        }
        Some(thing @ Thing::Context { layer, feature }) => {
            ui.strong(state.feature_name(layer, feature));
            entry(ui, "menu.zoom-here", Action::FlyTo(thing));
        }
        None => {
            entry(ui, "command.home", Action::Home);
            entry(ui, "command.zoom-in", Action::Zoom(1.5));
            entry(ui, "command.zoom-out", Action::Zoom(1.0 / 1.5));
        }
    }
}

/// The entries of the map's menu about the place that was clicked, and about the view.
pub fn place_entry(
    ui: &mut egui::Ui,
    state: &State,
    at: Option<LonLat>,
    actions: &mut Vec<Action>,
) {
    ui.separator();
    if let Some(at) = at {
        let said = state.session.notation.written(at);
        let copy = ui.button(state.text("menu.copy-place"));
        if copy.on_hover_text(&said).clicked() {
            actions.push(Action::Copy(said));
            ui.close();
        }
    }
    let tools = &state.transient.tools;
    if tools.trail.has(true, &state.session.view.camera)
        && ui.button(state.text("command.view-back")).clicked()
    {
        actions.push(Action::Tool(ToolStep::Back));
        ui.close();
    }
}

/// The text and edit that open a closed hub or close an open one.
#[must_use]
pub fn node_edit(state: &State, node: NodeId) -> Option<(&'static str, Edit)> {
    let outcome = state.transient.outcome.as_ref()?;
    let is_open = outcome.availability.is_node_open(node);
    let key = if is_open {
        "menu.close-hub"
    } else {
        "menu.open-hub"
    };
    let edit = Edit::SetNodeOpen {
        node: outcome.network.node(node).key.clone(),
        is_open: !is_open,
    };
    Some((key, edit))
}

/// The text and edit that open a closed link or close an open one: the whole of a split link.
#[must_use]
pub fn link_edit(state: &State, link: LinkId) -> Option<(&'static str, Edit)> {
    let outcome = state.transient.outcome.as_ref()?;
    let is_open = outcome.availability.link(link).is_open();
    let key = if is_open {
        "menu.close-link"
    } else {
        "menu.open-link"
    };
    let whole = outcome.network.link(link).key.whole();
    let edit = Edit::SetLinkOpen {
        link: Key::new(whole),
        is_open: !is_open,
    };
    Some((key, edit))
}
