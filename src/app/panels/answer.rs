//! The answer: the path in words and numbers, its steps, the throughput and its bottleneck, and how
//! much of it rests on assumptions.
//!
//! Does not know: how answers are found.

use eframe::egui::{self, RichText, Ui};

use super::beyond::beyond_ui;
use super::chains::chains_ui;
use super::number::{Look, number_link, number_link_as};
use super::ways::ways_ui;
use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::boxes::BoxNumber;
use crate::app::cards::{Card, Origin, cut_origin};
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::study::boxes::BoxSize;
use crate::study::outcome::{CutPart, Itinerary, Leg, Outcome, PathAnswer, Step, Throughput};
use crate::study::provenance::{
    Measure, assumed_shares, of_leg, of_throughput, of_transfer, total,
};
use crate::study::sentences::{
    figures_behind, hub_limit_name, link_name, path_sentences, route_names, step_name,
    sureness_in_words, throughput_sentences, way_in_words,
};
use crate::study::ways::chosen_place;
use crate::words::format::{list, number};
use crate::words::{Lang, text};

/// The totals of a path in the order in which they are shown, and the decimals of each.
const TOTALS: [(Measure, usize); 4] = [
    (Measure::Hours, 1),
    (Measure::Km, 0),
    (Measure::Money, 0),
    (Measure::Co2, 0),
];

/// Shows the answer to the question; nothing while none is asked.
pub fn answer_ui(ui: &mut Ui, state: &State, outcome: &Outcome, actions: &mut Vec<Action>) {
    let network = &outcome.network;
    if outcome.path == PathAnswer::NotAsked {
        return;
    }
    let is_best = chosen_place(outcome).is_none_or(|place| place == 0);
    let key = if is_best {
        "results.path"
    } else {
        "results.chosen"
    };
    heading(ui, &state.text(key));
    let is_none = matches!(
        outcome.path,
        PathAnswer::None { .. } | PathAnswer::Refused(_)
    );
    let mut sentences = path_sentences(network, outcome, state.lang());
    if let (false, PathAnswer::Found { best, .. }) = (is_best, &outcome.path) {
        let way = way_in_words(network, best, state.lang());
        sentences = vec![state.fill("path.chosen", &[&way])];
    }
    for sentence in sentences {
        let said = RichText::new(sentence);
        ui.label(if is_none {
            said.color(ui.visuals().error_fg_color)
        } else {
            said
        });
    }
    if let PathAnswer::Found { best, .. } = &outcome.path {
        not_by_rail(ui, state, best, actions);
        totals(ui, state, outcome, best, actions);
        box_totals(ui, state, outcome, actions);
        ways_ui(ui, state, outcome, actions);
        steps(ui, state, outcome, best, actions);
    }
    if let Some(throughput) = &outcome.throughput {
        heading(ui, &state.text("results.throughput"));
        flow(ui, state, network, throughput, actions);
        if let Throughput::Limited { teu_per_year, .. } = throughput {
            beyond_ui(ui, state, *teu_per_year, actions);
        }
        chains_ui(ui, state, outcome, actions);
    }
    assumed(ui, state, outcome);
}

fn totals(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    way: &Itinerary,
    actions: &mut Vec<Action>,
) {
    egui::Grid::new("totals")
        .num_columns(2)
        .min_col_width(130.0)
        .show(ui, |ui| {
            for (place, (measure, decimals)) in TOTALS.into_iter().enumerate() {
                let number = total(&outcome.network, way, measure);
                let look = Look::kpi(decimals);
                number_link_as(ui, state, actions, &number, look, || {
                    Action::ShowCard(Card::of(Origin::Total(measure)))
                });
                if place % 2 == 1 {
                    ui.end_row();
                }
            }
        });
}

/// What a box of 40 feet comes to; a box of 20 feet is a TEU.
fn box_totals(ui: &mut Ui, state: &State, outcome: &Outcome, actions: &mut Vec<Action>) {
    let size = outcome.question.box_size;
    if size == BoxSize::Twenty {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(state.text("box.a-box-40"));
        for number in [BoxNumber::Money, BoxNumber::Co2] {
            if let Some(sourced) = number.of(state) {
                number_link_as(ui, state, actions, &sourced, Look::BODY, || {
                    Action::ShowCard(Card::of(Origin::Box(number)))
                });
            }
        }
    });
}

/// How much of each result rests on assumptions.
fn assumed(ui: &mut Ui, state: &State, outcome: &Outcome) {
    let shares = assumed_shares(outcome);
    if shares.is_empty() {
        return;
    }
    let said: Vec<String> = shares
        .iter()
        .map(|(key, share)| {
            let percent = number(share * 100.0, 0);
            state.fill("results.share", &[&state.text(key), &percent])
        })
        .collect();
    let said = state.fill("results.assumed", &[&list(state.lang(), &said)]);
    let mut tip = state.text("results.assumed.tip");
    if let PathAnswer::Found { best, .. } = &outcome.path {
        let counts = figures_behind(&outcome.network, best).map(|count| count.to_string());
        let [cited, derived, assumed, unsourced] = &counts;
        let figures = state.fill("results.figures", &[cited, derived, assumed, unsourced]);
        tip = format!("{tip}\n{figures}");
    }
    ui.add_space(4.0);
    ui.label(RichText::new(said).small().weak())
        .on_hover_text(tip);
}

/// Where rail is allowed but another way is better: the question that asks for rail alone.
fn not_by_rail(ui: &mut Ui, state: &State, way: &Itinerary, actions: &mut Vec<Action>) {
    let modes = state.session.question.modes;
    let is_by_rail = way.legs().any(|leg| leg.mode == Mode::Rail);
    if is_by_rail || !modes.has(Mode::Rail) {
        return;
    }
    let tip = state.text("path.not-by-rail");
    let said = state.text("results.rail-only");
    if ui.small_button(said).on_hover_text(tip).clicked() {
        let others = Mode::ALL.into_iter().filter(|&mode| mode != Mode::Rail);
        actions.extend(others.map(|mode| Action::SetMode(mode, false)));
    }
}

fn steps(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    way: &Itinerary,
    actions: &mut Vec<Action>,
) {
    ui.add_space(4.0);
    egui::Grid::new("steps")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            for (place, step) in way.steps.iter().enumerate() {
                let sums = match step {
                    Step::Leg(leg) => leg.sums,
                    Step::Transfer(transfer) => transfer.sums,
                };
                let is_free = sums.seconds == 0 && sums.fen == 0;
                if matches!(step, Step::Transfer(_)) && is_free {
                    continue;
                }
                step_cell(ui, state, step, actions);
                sums_cell(ui, state, outcome, (place, step), actions);
                ui.end_row();
            }
        });
    ui.horizontal(|ui| {
        if ui.small_button(state.text("command.fit-path")).clicked() {
            actions.push(Action::FitPath);
        }
        let is_shown = state.shows(Pane::Emissions);
        let report = egui::Button::new(state.text("command.emissions")).small();
        let tip = state.text("command.emissions.tip");
        let report = ui.add(report.selected(is_shown)).on_hover_text(tip);
        if report.clicked() {
            actions.push(Action::Show(Pane::Emissions, !is_shown));
        }
    });
}

/// What a step is; a click on a leg selects its first link, on a transfer its hub.
fn step_cell(ui: &mut Ui, state: &State, step: &Step, actions: &mut Vec<Action>) {
    let Some(network) = state.numbers() else {
        return;
    };
    let lang = state.lang();
    let name = RichText::new(step_name(network, step, lang));
    ui.vertical(|ui| {
        ui.set_max_width(176.0);
        let (name, thing, by) = match step {
            Step::Leg(leg) => {
                let first = leg.links.first().map(|first| Thing::Link(first.link));
                (name, first, Some(carried_by(network, leg, lang)))
            }
            Step::Transfer(transfer) => (name.weak(), Some(Thing::Node(transfer.node)), None),
        };
        let said = ui.add(egui::Label::new(name).wrap().sense(egui::Sense::click()));
        if said.clicked() && thing.is_some() {
            actions.push(Action::Select(thing));
        }
        if let Some(by) = by {
            ui.weak(by);
        }
    });
}

/// `rail · Middle route`.
fn carried_by(network: &Network, leg: &Leg, lang: Lang) -> String {
    let mode = text(lang, leg.mode.words_key());
    let routes = leg.routes.iter().copied();
    let named: Vec<_> = routes.filter(|&id| network.is_corridor_route(id)).collect();
    if named.is_empty() {
        mode.to_owned()
    } else {
        format!("{mode} · {}", route_names(network, &named, lang))
    }
}

/// Kilometers, hours and money of a step.
fn sums_cell(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    (place, step): (usize, &Step),
    actions: &mut Vec<Action>,
) {
    let network = &outcome.network;
    let measures: &[(Measure, usize)] = match step {
        Step::Leg(_) => &TOTALS[..3],
        Step::Transfer(_) => &[(Measure::Hours, 1), (Measure::Money, 0)],
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for &(measure, decimals) in measures {
            let number = match step {
                Step::Leg(leg) => of_leg(network, leg, measure),
                Step::Transfer(transfer) => of_transfer(network, transfer, measure),
            };
            let look = Look {
                decimals: Some(decimals),
                ..Look::BODY
            };
            number_link_as(ui, state, actions, &number, look, || {
                Action::ShowCard(Card::of(Origin::Step(place, measure)))
            });
        }
    });
}

fn flow(
    ui: &mut Ui,
    state: &State,
    network: &Network,
    throughput: &Throughput,
    actions: &mut Vec<Action>,
) {
    let lang = state.lang();
    let now = state.numbers().map_or(network, |now| &**now);
    let limited = of_throughput(now, throughput);
    let (
        Some(number),
        Throughput::Limited {
            bottleneck,
            is_unique,
            sureness,
            ..
        },
    ) = (limited, throughput)
    else {
        for sentence in throughput_sentences(network, throughput, lang) {
            ui.label(sentence);
        }
        return;
    };
    ui.horizontal(|ui| {
        let look = Look {
            has_unit: false,
            ..Look::kpi(0)
        };
        number_link_as(ui, state, actions, &number, look, || {
            Action::ShowCard(Card::of(Origin::Throughput))
        });
        ui.weak(state.text("results.teu-per-year"));
    });
    ui.label(state.text("results.bottleneck"));
    let mark = color(state.session.view.palette().bottleneck);
    for part in bottleneck {
        let (name, thing, capacity) = match part {
            CutPart::Link { link, capacity, .. } => {
                let name = link_name(network, *link, lang);
                (name, Thing::Link(*link), capacity)
            }
            CutPart::Hub {
                node,
                limit,
                capacity,
            } => {
                let name = hub_limit_name(network, *node, *limit, lang);
                (name, Thing::Node(*node), capacity)
            }
        };
        ui.horizontal_wrapped(|ui| {
            if ui.link(RichText::new(name).color(mark)).clicked() {
                actions.push(Action::FlyTo(thing));
            }
            number_link(ui, state, actions, capacity, || {
                Card::of(cut_origin(network, part))
            });
        });
    }
    if !is_unique {
        ui.weak(state.text("throughput.not-unique"));
    }
    for sentence in sureness_in_words(network, sureness, lang) {
        ui.add(egui::Label::new(RichText::new(sentence).weak()).wrap());
    }
}
