//! Hinterlands: which gateway or route wins from each hub, what the second best costs more, and what
//! competes on the way to where.
//!
//! Does not know: how they are found, how the map shows them.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::number::{Look, number_link_as};
use super::results::CRITERIA;
use super::table::{Column, cells, heading_ui, widths};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::hinterland::{By, HinterlandChoice, Toward};
use crate::app::state::State;
use crate::app::theme::color;
use crate::app::weights::priced_now;
use crate::document::study::Document;
use crate::model::ids::NodeId;
use crate::model::network::Network;
use crate::model::node::NodeKind;
use crate::scene::hinterland as drawn;
use crate::scene::sheet::Thing;
use crate::study::hinterland::{best_figure, gateways, more_than_best, rival_name, won};
use crate::study::outcome::{Bid, Hinterland, HinterlandAsked, HubBids, Outcome, Rival};
use crate::study::priced::Priced;
use crate::study::sentences::node_name;
use crate::study::ways::of_criterion;

/// Width of the list of winners.
const WINNERS: f32 = 216.0;
/// Height of a row of the list of winners.
const ROW: f32 = 21.0;
/// Height of the list of gateways.
const MOST_HEIGHT: f32 = 420.0;
/// The columns of the table.
const COLUMNS: [Column; 5] = [
    ("hinterland.hub", 130.0, 0.25),
    ("hinterland.winner", 150.0, 0.25),
    ("hinterland.cost", 110.0, 0.1),
    ("hinterland.second", 150.0, 0.25),
    ("hinterland.more", 110.0, 0.15),
];

/// Shows the pane.
pub fn hinterland_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.strong(state.text("hinterland.heading"))
            .on_hover_text(state.text("hinterland.tip"));
        choice_ui(ui, state, document, actions);
        if state.transient.is_updating {
            ui.weak(state.text("status.updating"));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Hinterland, false));
        }
    });
    let outcome = state.transient.outcome.as_deref();
    let found = outcome.and_then(|outcome| {
        let asked = outcome.question.hinterland.as_ref()?;
        Some((outcome, asked, outcome.hinterland.as_deref()?))
    });
    let Some((outcome, asked, found)) = found.filter(|(_, asked, _)| !asked.rivals.is_empty())
    else {
        if found.is_some() {
            ui.label(state.text("hinterland.nothing"));
        }
        // A pane becomes as high as what stands in it: it keeps its height without an answer.
        ui.allocate_space(ui.available_size());
        return;
    };
    if state.transient.is_updating {
        ui.multiply_opacity(0.6);
    }
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        let list = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(WINNERS, height), list, |ui| {
            ui.set_min_width(WINNERS);
            winners_ui(ui, state, document, (asked, found));
        });
        ui.separator();
        ui.vertical(|ui| table_ui(ui, state, outcome, (asked, found), actions));
    });
}

/// What competes, toward where, by what.
fn choice_ui(ui: &mut Ui, state: &State, document: &Document, actions: &mut Vec<Action>) {
    let network = &document.network;
    let now = &state.session.hinterland;
    let mut choice = now.clone();
    for (by, key) in [
        (By::Gateways, "hinterland.gateways"),
        (By::Routes, "hinterland.routes"),
    ] {
        ui.selectable_value(&mut choice.by, by, state.text(key));
    }
    if choice.by == By::Gateways {
        gateways_ui(ui, state, network, &mut choice);
    }
    toward_ui(ui, state, network, &mut choice);
    ui.label(state.text("hinterland.least"));
    let criterion = state.session.question.criterion;
    let mut least = criterion;
    let now_said = CRITERIA.iter().find(|(one, _)| *one == criterion);
    let said = now_said.map_or_else(String::new, |(_, key)| state.text(key));
    let shown = egui::ComboBox::from_id_salt("hinterland-least")
        .selected_text(said)
        .width(80.0)
        .show_ui(ui, |ui| {
            for (one, key) in CRITERIA {
                ui.selectable_value(&mut least, one, state.text(key));
            }
        });
    name_box(&shown.response, &state.text("hinterland.least"));
    if least != criterion {
        actions.push(Action::SetCriterion(least));
    }
    if choice != *now {
        actions.push(Action::SetHinterland(choice));
    }
}

/// The name of a list for those who cannot see it.
fn name_box(response: &egui::Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
}

/// A menu of gateways, each with a check box.
fn gateways_ui(ui: &mut Ui, state: &State, network: &Network, choice: &mut HinterlandChoice) {
    let (all, mut chosen) = (gateways(network), choice.gateways(network));
    let (n_chosen, n_all) = (chosen.len().to_string(), all.len().to_string());
    let said = state.fill("hinterland.n-gateways", &[&n_chosen, &n_all]);
    let close = egui::containers::menu::MenuConfig::new()
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    let button = egui::containers::menu::MenuButton::new(said).config(close);
    button.ui(ui, |ui| {
        if ui.button(state.text("hinterland.all")).clicked() {
            choice.gateways = None;
        }
        let scroll = egui::ScrollArea::vertical().max_height(MOST_HEIGHT);
        scroll.show(ui, |ui| {
            for &id in &all {
                let mut is_in = chosen.contains(&id);
                let name = node_name(network, id, state.lang());
                if ui.checkbox(&mut is_in, name).changed() {
                    chosen.retain(|&known| known != id);
                    chosen.extend(is_in.then_some(id));
                    choice.gateways = Some(chosen.clone());
                }
            }
        });
    });
}

/// Where ways go on to: the question's destination, the gateway itself, a port abroad or a large hub.
fn toward_ui(ui: &mut Ui, state: &State, network: &Network, choice: &mut HinterlandChoice) {
    let of_question = state.session.question.to.first().copied();
    let lang = state.lang();
    let said = |choice: &HinterlandChoice| {
        let to = choice.destination(network, of_question);
        to.map_or_else(
            || state.text("hinterland.nearest"),
            |to| node_name(network, to, lang).to_owned(),
        )
    };
    ui.label(state.text("hinterland.to"));
    let shown = egui::ComboBox::from_id_salt("hinterland-to")
        .selected_text(said(choice))
        .width(150.0)
        .show_ui(ui, |ui| {
            let own = |to: Toward, by: By| HinterlandChoice {
                by,
                to,
                ..HinterlandChoice::default()
            };
            if of_question.is_some() {
                let name = said(&own(Toward::Question, choice.by));
                let said = state.fill("hinterland.question", &[&name]);
                ui.selectable_value(&mut choice.to, Toward::Question, said);
            }
            if choice.by == By::Gateways {
                let said = state.text("hinterland.nearest");
                ui.selectable_value(&mut choice.to, Toward::Gateway, said);
            }
            for id in destinations(network) {
                let name = node_name(network, id, lang);
                ui.selectable_value(&mut choice.to, Toward::Hub(id), name);
            }
        });
    name_box(&shown.response, &state.text("hinterland.to"));
}

/// Ports, and hubs of the first rank abroad, by rank; without the gateways themselves those at home.
fn destinations(network: &Network) -> Vec<NodeId> {
    let own = gateways(network);
    let home = own.first().and_then(|&id| network.node(id).country());
    let is_meant = |id: &NodeId| {
        let node = network.node(*id);
        let is_abroad = home.is_none() || node.country() != home;
        own.contains(id) || (is_abroad && (node.kind == NodeKind::Seaport || node.rank == 1))
    };
    let mut all: Vec<NodeId> = network.node_ids().filter(is_meant).collect();
    all.sort_by_key(|&id| (own.contains(&id), network.node(id).rank, id));
    all
}

/// Each rival that wins anything, with its color and the number of its hubs.
fn winners_ui(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    (asked, found): (&HinterlandAsked, &Hinterland),
) {
    let scroll = egui::ScrollArea::vertical()
        .id_salt("hinterland winners")
        .auto_shrink(false);
    scroll.show(ui, |ui| {
        for won in won(&document.network, asked, found) {
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                rival_ui(ui, state, asked, won.rival);
                let said = won.n_hubs.to_string();
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add_space(12.0);
                    ui.weak(state.fill("hinterland.n-hubs", &[&said]));
                });
            });
        }
    });
}

/// The color of a rival and its name.
fn rival_ui(ui: &mut Ui, state: &State, asked: &HinterlandAsked, rival: Rival) {
    let Some(document) = &state.document else {
        return;
    };
    let (network, palette) = (&document.network, state.session.view.palette());
    let fill = drawn::color(network, &asked.rivals, rival, palette);
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), egui::Sense::hover());
    match fill {
        Some(fill) => ui.painter().rect_filled(rect, 2.0, color(fill)),
        None => ui.painter().rect_stroke(
            rect,
            2.0,
            egui::Stroke::new(1.0, color(palette.muted)),
            egui::StrokeKind::Inside,
        ),
    };
    let name = rival_name(network, &asked.rivals, rival, state.lang());
    let name = RichText::new(name);
    let name = if rival.is_none() { name.weak() } else { name };
    ui.add(egui::Label::new(name).truncate());
}

/// The hubs, by winner, the closest contest first.
fn table_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    (asked, found): (&HinterlandAsked, &Hinterland),
    actions: &mut Vec<Action>,
) {
    let hubs = found.hubs.iter();
    let mut rows: Vec<(&HubBids, &Bid)> = hubs
        .filter_map(|hub| Some((hub, hub.best.as_ref()?)))
        .collect();
    // Ways by none of them last, and hubs without a second best behind those with one.
    rows.sort_by_key(|(hub, best)| {
        let rival = best.rival.unwrap_or(usize::MAX);
        (rival, hub.margin().unwrap_or(u64::MAX), hub.node)
    });
    let widths = widths(ui, &COLUMNS);
    heading_ui(ui, state, &COLUMNS, &widths);
    let Some(priced) = priced_now(state) else {
        return;
    };
    let row = Row {
        state,
        outcome,
        asked,
        priced: &priced,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = egui::ScrollArea::vertical()
        .id_salt("hinterland hubs")
        .auto_shrink(false);
    scroll.show_rows(ui, super::table::ROW, rows.len(), |ui, range| {
        for &(hub, best) in rows.get(range).unwrap_or_default() {
            cells(ui, &widths, |ui, column| {
                row.cell_ui(ui, column, (hub, best), actions);
            });
        }
    });
}

/// What a row of the table needs beside its hub.
struct Row<'a> {
    state: &'a State,
    outcome: &'a Outcome,
    asked: &'a HinterlandAsked,
    priced: &'a Priced,
}

impl Row<'_> {
    fn cell_ui(
        &self,
        ui: &mut Ui,
        column: usize,
        (hub, best): (&HubBids, &Bid),
        actions: &mut Vec<Action>,
    ) {
        let (state, network) = (self.state, &self.outcome.network);
        match column {
            0 => {
                let name = node_name(network, hub.node, state.lang());
                if ui.link(name).clicked() {
                    actions.push(Action::FlyTo(Thing::Node(hub.node)));
                }
            }
            1 => rival_ui(ui, state, self.asked, best.rival),
            3 => match &hub.second {
                Some(second) => rival_ui(ui, state, self.asked, second.rival),
                None => drop(ui.weak(state.text("hinterland.alone"))),
            },
            _ => self.number_ui(ui, column == 4, hub, actions),
        }
    }

    fn number_ui(&self, ui: &mut Ui, is_more: bool, hub: &HubBids, actions: &mut Vec<Action>) {
        let number = if is_more {
            more_than_best(self.outcome, self.priced, hub)
        } else {
            best_figure(self.outcome, self.priced, hub)
        };
        let Some(number) = number else { return };
        let figure = of_criterion(self.outcome.question.criterion);
        let look = Look {
            decimals: Some(figure.decimals()),
            has_sign: is_more,
            ..Look::BODY
        };
        let hub = self.outcome.network.node(hub.node).key.clone();
        number_link_as(ui, self.state, actions, &number, look, || {
            Action::ShowCard(Card::of(Origin::Hinterland { hub, is_more }))
        });
    }
}
