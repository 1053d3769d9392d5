//! What flows come to: sums by mode, route and class, and links and hubs ranked by utilization or by flow.
//!
//! Does not know: how flows were found.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use crate::app::action::Action;
use crate::app::cards::{Card, Origin};
use crate::app::flows::{FlowMade, FlowStep};
use crate::app::panels::number::{Look, number_link_as};
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::study::flows::readings::{FlowFigure, LinkReading, Quantity};
use crate::study::sentences::{link_name, node_name};
use crate::words::Lang;

/// Width of a column of numbers.
const NUMBER: f32 = 96.0;
/// Height of a row.
pub const ROW: f32 = 21.0;

/// A cell of numbers, its content at its right.
pub fn cell(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
        ui.set_min_size(vec2(width, ROW));
        content(ui);
    });
}

/// A number of flows that opens its card; nothing where there is none.
pub fn figure_ui(
    ui: &mut Ui,
    state: &State,
    made: &FlowMade,
    (figure, decimals): (FlowFigure, usize),
    actions: &mut Vec<Action>,
) {
    cell(ui, NUMBER, |ui| {
        let selected = state.transient.flows.selected.as_ref();
        let Some(number) = made.readings.number(&made.answer, selected, figure) else {
            return;
        };
        let look = Look {
            decimals: Some(decimals),
            has_unit: false,
            ..Look::BODY
        };
        number_link_as(ui, state, actions, &number, look, || {
            Action::ShowCard(Card::of(Origin::Flow(figure)))
        });
    });
}

fn decimals(of: Quantity) -> usize {
    match of {
        Quantity::Teu => 0,
        Quantity::TeuKm | Quantity::TeuHours | Quantity::Yuan | Quantity::Co2 => 1,
    }
}

/// All together, each mode, each route, each class; then what does not go.
pub fn sums_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let lang = state.lang();
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    ui.horizontal(|ui| {
        for of in Quantity::ALL {
            cell(ui, NUMBER, |ui| {
                let unit = of.unit().in_lang(lang);
                let said = RichText::new(unit).size(SMALL).weak();
                ui.label(said).on_hover_text(state.text(of.words_key()));
            });
        }
    });
    let scroll = egui::ScrollArea::vertical().id_salt("flow-sums");
    scroll.auto_shrink(false).show(ui, |ui| {
        let mut row = |ui: &mut Ui, name: &str, figure: &dyn Fn(Quantity) -> FlowFigure| {
            ui.horizontal(|ui| {
                for of in Quantity::ALL {
                    let figure = (figure(of), decimals(of));
                    figure_ui(ui, state, made, figure, actions);
                }
                ui.add_space(12.0);
                ui.label(name);
            });
        };
        row(ui, &state.text("flows.all"), &FlowFigure::Total);
        let modes = made.readings.by_mode.iter().map(|part| part.mode);
        for mode in modes.filter(|mode| *mode != Mode::Transfer) {
            let name = state.text(mode.words_key());
            row(ui, &name, &|of| FlowFigure::Mode(mode, of));
        }
        for part in &made.readings.by_route {
            let name = match part.route {
                Some(route) => {
                    let names = &made.answer.network.route(route).names;
                    state.fill("flows.mostly", &[names.in_lang(lang)])
                }
                None => state.text("flows.no-route"),
            };
            row(ui, &name, &|of| FlowFigure::Route(part.route, of));
        }
        for part in &made.readings.by_class {
            let class = made.answer.demand.classes.get(part.class);
            let name = class.map_or("", |class| class.names.in_lang(lang));
            row(ui, name, &|of| FlowFigure::Class(part.class, of));
        }
        let rests = [
            (FlowFigure::Unmet, made.readings.unmet, "flows.unmet"),
            (
                FlowFigure::Deterred,
                made.answer.deterred(),
                "flows.deterred",
            ),
        ];
        for (figure, _, key) in rests.into_iter().filter(|(_, teu, _)| *teu > 0.0) {
            ui.horizontal(|ui| {
                figure_ui(ui, state, made, (figure, 0), actions);
                for _ in 1..Quantity::ALL.len() {
                    ui.add_space(NUMBER);
                }
                ui.add_space(12.0);
                ui.label(state.text(key));
            });
        }
    });
}

/// The heads of both columns; a click ranks by one.
fn heads_ui(ui: &mut Ui, state: &State, keys: [&str; 2], actions: &mut Vec<Action>) {
    let choice = &state.session.flows;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (key, is_by_flow) in keys.into_iter().zip([false, true]) {
            cell(ui, NUMBER, |ui| {
                let is_chosen = choice.is_by_flow == is_by_flow;
                let said = RichText::new(state.text(key)).size(SMALL);
                if ui.selectable_label(is_chosen, said).clicked() {
                    let step = FlowStep::List(choice.list, is_by_flow);
                    actions.push(Action::Flows(step));
                }
            });
        }
        ui.add_space(12.0);
        ui.weak(state.text("flows.ranked"));
    });
}

/// Indices of readings, the most used first or the fullest; of equal ones the first in the network.
fn ranked(readings: &[(f64, Option<f64>)], is_by_flow: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    let by = |at: usize| {
        let (teu, full) = readings[at];
        if is_by_flow {
            teu
        } else {
            full.unwrap_or(-1.0)
        }
    };
    order.sort_by(|&a, &b| by(b).total_cmp(&by(a)).then(a.cmp(&b)));
    order
}

/// `Guiyang–Nanning → Nanning`.
#[must_use]
pub fn way_name(network: &Network, of: &LinkReading, lang: Lang) -> String {
    let link = network.link(of.link);
    let to = if of.is_forward { link.to } else { link.from };
    let name = link_name(network, of.link, lang);
    format!("{name} → {}", node_name(network, to, lang))
}

/// Links each way, ranked; a click on a name flies there.
pub fn links_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let links = &made.readings.links;
    let keys: Vec<_> = links.iter().map(|of| (of.teu, of.utilization)).collect();
    let order = ranked(&keys, state.session.flows.is_by_flow);
    heads_ui(ui, state, ["flows.percent", "flows.teu-a-year"], actions);
    rows_ui(ui, "flow-links", &order, |ui, at| {
        let of = &links[at];
        let use_of = FlowFigure::LinkUse(of.link, of.is_forward);
        let flow = FlowFigure::Link(of.link, of.is_forward);
        figure_ui(ui, state, made, (use_of, 0), actions);
        figure_ui(ui, state, made, (flow, 0), actions);
        ui.add_space(12.0);
        let name = way_name(&made.answer.network, of, state.lang());
        if ui.link(name).clicked() {
            actions.push(Action::FlyTo(Thing::Link(of.link)));
        }
    });
}

/// Hubs, ranked; a click on a name flies there.
pub fn hubs_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let hubs = &made.readings.hubs;
    let keys: Vec<_> = hubs.iter().map(|of| (of.teu, of.utilization)).collect();
    let order = ranked(&keys, state.session.flows.is_by_flow);
    heads_ui(
        ui,
        state,
        ["flows.percent", "flows.handled-a-year"],
        actions,
    );
    rows_ui(ui, "flow-hubs", &order, |ui, at| {
        let node = hubs[at].node;
        figure_ui(ui, state, made, (FlowFigure::HubUse(node), 0), actions);
        figure_ui(ui, state, made, (FlowFigure::Hub(node), 0), actions);
        ui.add_space(12.0);
        if ui.link(state.node_name(node)).clicked() {
            actions.push(Action::FlyTo(Thing::Node(node)));
        }
    });
}

/// Rows that are laid out where they are seen.
pub fn rows_ui(ui: &mut Ui, salt: &str, order: &[usize], mut row: impl FnMut(&mut Ui, usize)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = egui::ScrollArea::vertical().id_salt(salt);
    scroll
        .auto_shrink(false)
        .show_rows(ui, ROW, order.len(), |ui, shown| {
            for &at in order.get(shown).unwrap_or_default() {
                ui.horizontal(|ui| {
                    ui.set_height(ROW);
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    row(ui, at);
                });
            }
        });
}
