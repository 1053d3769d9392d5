//! The tools of the map, what is asked of a new link or hub, and before something is taken away.
//!
//! Does not know: pointers, and what an answer brings about (see [`crate::app::draw`]).

pub mod tools;

use eframe::egui::{self, ComboBox, TextEdit, Ui};

use super::rows::Rows;
use super::widgets::route_chip;
use crate::app::action::Action;
use crate::app::cards::{LinkValue, Origin};
use crate::app::draw::{DrawStep, Form, drafted_link, goes_with, twins};
use crate::app::state::State;
use crate::model::edit::LinkNumber;
use crate::model::ids::{Key, LinkId};
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::node::NodeKind;
use crate::model::scenario::away::Away;
use crate::study::drawn::{Drawn, Stop, Wish};
use crate::study::sentences::link_name;
use crate::words::text;

/// Width of the windows, points.
const WIDTH: f32 = 360.0;
/// How far from the upper right corner of the program they open: beside the map, not on it.
const INSET: egui::Vec2 = egui::vec2(-14.0, 96.0);
/// So many links that go with a hub are named.
const NAMED: usize = 6;

/// What hubs can be; the first is what they are by themselves.
const KINDS: [NodeKind; 8] = [
    NodeKind::Junction,
    NodeKind::City,
    NodeKind::Rail,
    NodeKind::Seaport,
    NodeKind::RiverPort,
    NodeKind::Border,
    NodeKind::Road,
    NodeKind::Lock,
];

/// Shows what is asked, where something is.
pub fn draw_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    if let Some(form) = state.transient.draw.form.clone() {
        let changed = form_ui(context, state, form, actions);
        state.transient.draw.form = Some(changed);
    }
    if let Some(away) = &state.transient.draw.asks {
        question_ui(context, state, away, actions);
    }
}

/// The window of a new thing, with what was changed in it.
fn form_ui(
    context: &egui::Context,
    state: &State,
    mut form: Form,
    actions: &mut Vec<Action>,
) -> Form {
    let title = match &form {
        Form::Link { .. } => "draw.new-link",
        Form::Hub { .. } => "draw.new-hub",
    };
    let mut is_open = true;
    egui::Window::new(state.text(title))
        .id(egui::Id::unique(title))
        .pivot(egui::Align2::RIGHT_TOP)
        .default_pos(context.content_rect().right_top() + INSET)
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .show(context, |ui| {
            ui.set_width(WIDTH);
            let is_entered = match &mut form {
                Form::Link { drawn, wish } => link_ui(ui, state, drawn, wish, actions),
                Form::Hub { stop, names, kind } => hub_ui(ui, state, stop, names, kind),
            };
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let make = egui::Button::new(state.text("draw.make"));
                if ui.add(make).clicked() || is_entered {
                    actions.push(Action::Draw(DrawStep::Accept));
                }
                if ui.button(state.text("draw.cancel")).clicked() {
                    actions.push(Action::Draw(DrawStep::Leave));
                }
            });
        });
    if !is_open {
        actions.push(Action::Draw(DrawStep::Leave));
    }
    form
}

/// Both names, each in a field of its own, and a choice below them: says whether Enter was pressed in a field.
fn names_ui(ui: &mut Ui, state: &State, names: &mut Names, choice: impl FnOnce(&mut Ui)) -> bool {
    let mut is_entered = false;
    let fields = [
        ("draw.name-en", &mut names.en),
        ("draw.name-zh", &mut names.zh),
    ];
    egui::Grid::new("names").num_columns(2).show(ui, |ui| {
        for (key, name) in fields {
            let label = ui.label(state.text(key));
            let field = TextEdit::singleline(name).desired_width(f32::INFINITY);
            let response = ui.add(field).labelled_by(label.id);
            is_entered |=
                response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            ui.end_row();
        }
        choice(ui);
    });
    is_entered
}

fn link_ui(
    ui: &mut Ui,
    state: &State,
    drawn: &Drawn,
    wish: &mut Wish,
    actions: &mut Vec<Action>,
) -> bool {
    let twins = twins(state, drawn);
    if let Some(&twin) = twins.first() {
        twin_ui(ui, state, twin, actions);
    }
    let kind = &mut wish.kind;
    let is_entered = names_ui(ui, state, &mut wish.names, |ui| kind_ui(ui, state, kind));
    ui.add_space(4.0);
    ui.label(state.text("draw.routes"));
    routes_ui(ui, state, &mut wish.routes);
    ui.add_space(4.0);
    ui.weak(state.text("draw.filled-in"));
    numbers_ui(ui, state, actions);
    is_entered
}

/// A link that is not open joins the same hubs: it may be the one that is meant.
fn twin_ui(ui: &mut Ui, state: &State, twin: LinkId, actions: &mut Vec<Action>) {
    let Some(outcome) = &state.transient.outcome else {
        return;
    };
    let Some(link) = outcome.network.links().get(twin.index()) else {
        return;
    };
    let lang = state.lang();
    let name = link_name(&outcome.network, twin, lang);
    let access = text(lang, outcome.availability.link(twin).words_key());
    egui::Frame::group(ui.style()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let said = state.fill("draw.twin", &[&name, access]);
        ui.add(egui::Label::new(said).wrap());
        if ui.button(state.text("draw.open-instead")).clicked() {
            let whole = Key::new(link.key.whole());
            actions.push(Action::Draw(DrawStep::OpenInstead(whole)));
        }
    });
    ui.add_space(4.0);
}

fn kind_ui(ui: &mut Ui, state: &State, kind: &mut LinkType) {
    let label = ui.label(state.text("draw.type"));
    let chosen = ComboBox::from_id_salt("link type")
        .selected_text(state.text(kind.words_key()))
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for of in LinkType::ALL {
                ui.selectable_value(kind, of, state.text(of.words_key()));
            }
        });
    chosen.response.labelled_by(label.id);
}

fn routes_ui(ui: &mut Ui, state: &State, routes: &mut Vec<Key>) {
    let Some(network) = state.numbers() else {
        return;
    };
    for id in network.route_ids() {
        let route = network.route(id);
        if !network.is_corridor_route(id) && !routes.contains(&route.key) {
            continue;
        }
        let mut serves = routes.contains(&route.key);
        ui.horizontal(|ui| {
            let name = route.names.in_lang(state.lang());
            if ui.checkbox(&mut serves, name).changed() {
                crate::app::update::set(routes, route.key.clone(), serves);
            }
            route_chip(ui, state, route.key.as_str());
        });
    }
}

/// What the type fills in, each number with its card.
fn numbers_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(link) = drafted_link(state) else {
        return;
    };
    Rows::show(ui, state, actions, |ui, rows| {
        let way = &link.forward;
        let number = LinkValue::Editable;
        rows.number(ui, &link.length, Origin::Drawn(LinkValue::Length));
        rows.number(ui, &way.hours, Origin::Drawn(number(LinkNumber::Hours)));
        rows.number(ui, &way.money, Origin::Drawn(number(LinkNumber::Money)));
        if let Some(capacity) = &way.capacity {
            rows.number(ui, capacity, Origin::Drawn(number(LinkNumber::Capacity)));
        } else {
            let none = state.text("inspector.no-capacity");
            rows.text(ui, "inspector.capacity", &none);
        }
        for of in [LinkNumber::Pairs, LinkNumber::TeuPerTrain] {
            if let Some(sourced) = link.number(of) {
                rows.number(ui, sourced, Origin::Drawn(number(of)));
            }
        }
        rows.number(ui, &way.co2, Origin::Drawn(LinkValue::Co2));
    });
}

fn hub_ui(ui: &mut Ui, state: &State, stop: &Stop, names: &mut Names, kind: &mut NodeKind) -> bool {
    if let (Stop::Link { link, .. }, Some(network)) = (stop, state.numbers()) {
        let id = network.link_by_key(link);
        let name = id.map_or_else(String::new, |id| link_name(network, id, state.lang()));
        let said = state.fill("draw.splits", &[&name]);
        ui.add(egui::Label::new(said).wrap());
    }
    // A split makes a junction.
    let is_free = matches!(stop, Stop::Place(_));
    names_ui(ui, state, names, |ui| {
        if is_free {
            hub_kind_ui(ui, state, kind);
        }
    })
}

fn hub_kind_ui(ui: &mut Ui, state: &State, kind: &mut NodeKind) {
    let label = ui.label(state.text("inspector.kind"));
    let chosen = ComboBox::from_id_salt("hub kind")
        .selected_text(state.text(kind.words_key()))
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for of in KINDS {
                ui.selectable_value(kind, of, state.text(of.words_key()));
            }
        });
    chosen.response.labelled_by(label.id);
}

/// What goes with a hub, before it is taken away.
fn question_ui(context: &egui::Context, state: &State, away: &Away, actions: &mut Vec<Action>) {
    let (Away::Hub(key), Some(network)) = (away, state.numbers()) else {
        return;
    };
    let Some(hub) = network.node_by_key(key) else {
        return;
    };
    let links = goes_with(state, away);
    let name = state.node_name(hub);
    let mut is_open = true;
    egui::Window::new(state.fill("draw.ask-delete", &[&name]))
        .id(egui::Id::unique("delete"))
        .anchor(egui::Align2::CENTER_CENTER, [0.0, -40.0])
        .order(egui::Order::Foreground)
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .show(context, |ui| {
            ui.set_width(WIDTH);
            let count = links.len().to_string();
            let said = match links.len() {
                1 => state.text("draw.goes-one"),
                _ => state.fill("draw.goes", &[&count]),
            };
            ui.label(said);
            for &id in links.iter().take(NAMED) {
                ui.weak(link_name(network, id, state.lang()));
            }
            if links.len() > NAMED {
                ui.weak("…");
            }
            ui.label(state.text("draw.undo-brings"));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if ui.button(state.text("draw.delete")).clicked() {
                    actions.push(Action::Draw(DrawStep::Confirm));
                }
                if ui.button(state.text("draw.cancel")).clicked() {
                    actions.push(Action::Draw(DrawStep::Leave));
                }
            });
        });
    if !is_open {
        actions.push(Action::Draw(DrawStep::Leave));
    }
}
