//! Question and answer: origin, destination, modes; the path in words and numbers, its legs, the
//! throughput and its bottleneck.
//!
//! Does not know: how answers are found.

use eframe::egui::{self, RichText, Ui};

use super::inspector::inspector_ui;
use super::widgets::{heading, provenance_dot};
use crate::app::action::{Action, End};
use crate::app::state::State;
use crate::app::theme::{KPI, color};
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::scene::sheet::Thing;
use crate::study::outcome::{
    Criterion, CutPart, Itinerary, Leg, Outcome, PathAnswer, Step, Sums, Throughput, Transfer,
};
use crate::study::sentences::{
    cut_part_in_words, figures_behind, grouped, path_sentences, route_names, throughput_sentences,
};
use crate::words::format::{number, short};
use crate::words::text;

/// Suggestions listed below an end's field.
const MAX_SUGGESTIONS: usize = 8;

/// Shows the panel.
pub fn results_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    ui.take_available_width();
    if state.document.is_none() {
        return;
    }
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            heading(ui, &state.text("results.question"));
            for end in [End::From, End::To] {
                end_ui(ui, state, end, actions);
            }
            ends_buttons(ui, state, actions);
            modes(ui, state, actions);
            let state = &*state;
            if let Some(outcome) = &state.transient.outcome {
                ui.scope(|ui| {
                    if state.transient.is_updating {
                        ui.multiply_opacity(0.6);
                    }
                    answer(ui, state, outcome, actions);
                });
            }
            inspector_ui(ui, state, actions);
        });
}

fn end_ui(ui: &mut Ui, state: &mut State, end: End, actions: &mut Vec<Action>) {
    let (place, key) = match end {
        End::From => (0, "results.from"),
        End::To => (1, "results.to"),
    };
    let chosen = match end {
        End::From => state.session.question.from.clone(),
        End::To => state.session.question.to.clone(),
    };
    let mut response = None;
    ui.horizontal(|ui| {
        let label = ui.add_sized([38.0, 20.0], egui::Label::new(state.text(key)));
        let tip = state.text("results.remove");
        let is_tight = chosen.len() > 1;
        ui.vertical(|ui| {
            if is_tight {
                ui.horizontal_wrapped(|ui| chips(ui, state, end, &chosen, &tip, actions));
            }
            ui.horizontal(|ui| {
                if !is_tight {
                    chips(ui, state, end, &chosen, &tip, actions);
                }
                let hint = state.text(if chosen.is_empty() {
                    "results.hint"
                } else {
                    "results.hint-more"
                });
                let field = egui::TextEdit::singleline(&mut state.transient.end_fields[place])
                    .hint_text(hint)
                    .desired_width(ui.available_width() - 10.0);
                response = Some(ui.add(field).labelled_by(label.id));
            });
        });
    });
    let is_entered = response.is_some_and(|response| response.lost_focus())
        && ui.input(|input| input.key_pressed(egui::Key::Enter));
    suggestions(ui, state, end, chosen.is_empty(), is_entered, actions);
}

/// The hubs chosen, each with a button that takes it away.
fn chips(
    ui: &mut Ui,
    state: &State,
    end: End,
    chosen: &[NodeId],
    tip: &str,
    actions: &mut Vec<Action>,
) {
    for &node in chosen {
        let name = format!("{} ×", state.node_name(node));
        if ui.button(name).on_hover_text(tip).clicked() {
            actions.push(Action::RemoveEnd(end, node));
        }
    }
}

/// Hubs that the typed text may mean; a click or Enter takes one.
fn suggestions(
    ui: &mut Ui,
    state: &State,
    end: End,
    is_first: bool,
    is_entered: bool,
    actions: &mut Vec<Action>,
) {
    let typed = match end {
        End::From => state.transient.end_fields[0].trim(),
        End::To => state.transient.end_fields[1].trim(),
    };
    let Some(document) = state.document.as_ref().filter(|_| !typed.is_empty()) else {
        return;
    };
    let hits = hubs_like(&document.network, typed);
    let action = |node| {
        if is_first {
            Action::SetEnd(end, node)
        } else {
            Action::AddEnd(end, node)
        }
    };
    if is_entered && let Some(&first) = hits.first() {
        actions.push(action(first));
        return;
    }
    if hits.is_empty() {
        ui.weak(state.text("results.no-hub"));
    }
    for &node in hits.iter().take(MAX_SUGGESTIONS) {
        let data = document.network.node(node);
        let both = format!("{} {}", data.names.en, data.names.zh);
        if ui.selectable_label(false, both.trim()).clicked() {
            actions.push(action(node));
        }
    }
}

/// Hubs whose key or name begins with a text, then those that contain it; by rank within each.
#[must_use]
pub fn hubs_like(network: &Network, typed: &str) -> Vec<NodeId> {
    let lower = typed.to_lowercase();
    let score = |id: NodeId| {
        let node = network.node(id);
        let key = node.key.as_str().to_lowercase();
        if node.names.is(typed) || key == lower {
            Some(0u8)
        } else if node.names.begins_with(typed) || key.starts_with(&lower) {
            Some(1)
        } else if node.names.contains(typed) || key.contains(&lower) {
            Some(2)
        } else {
            None
        }
    };
    let mut hits: Vec<(u8, u8, NodeId)> = network
        .node_ids()
        .filter_map(|id| Some((score(id)?, network.node(id).rank, id)))
        .collect();
    hits.sort_unstable();
    hits.into_iter().map(|(_, _, id)| id).collect()
}

fn ends_buttons(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let question = &state.session.question;
    let is_empty = question.from.is_empty() && question.to.is_empty();
    if is_empty {
        ui.weak(state.text("results.how"));
        examples(ui, state, actions);
        return;
    }
    ui.horizontal(|ui| {
        if ui.small_button(state.text("results.swap")).clicked() {
            actions.push(Action::SwapEnds);
        }
        if ui.small_button(state.text("results.clear")).clicked() {
            actions.push(Action::ClearEnds);
        }
    });
}

/// Questions that the study's own file suggests.
fn examples(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    for example in &document.examples {
        let find = |key| document.network.node_by_key(key);
        let (Some(from), Some(to)) = (find(&example.from), find(&example.to)) else {
            continue;
        };
        let said = format!("{} → {}", state.node_name(from), state.node_name(to));
        if ui.link(said).clicked() {
            actions.push(Action::SetEnd(End::From, from));
            actions.push(Action::SetEnd(End::To, to));
            for mode in Mode::ALL {
                let is_in = example.modes.is_empty() || example.modes.contains(&mode);
                actions.push(Action::SetMode(mode, is_in));
            }
        }
    }
}

fn modes(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let question = &state.session.question;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 7.0;
        for mode in Mode::ALL.into_iter().filter(|&mode| mode != Mode::Transfer) {
            let mut on = question.modes.has(mode);
            let name = text(state.lang(), mode.words_key());
            if ui.toggle_value(&mut on, name).changed() {
                actions.push(Action::SetMode(mode, on));
            }
        }
    });
    ui.horizontal(|ui| {
        ui.label(state.text("results.least"));
        for (criterion, key) in [
            (Criterion::Time, "criterion.time"),
            (Criterion::Money, "criterion.money"),
            (Criterion::Distance, "criterion.distance"),
        ] {
            let is_chosen = question.criterion == criterion;
            if ui.radio(is_chosen, state.text(key)).clicked() {
                actions.push(Action::SetCriterion(criterion));
            }
        }
    });
}

fn answer(ui: &mut Ui, state: &State, outcome: &Outcome, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let network = &document.network;
    if outcome.path == PathAnswer::NotAsked {
        return;
    }
    heading(ui, &state.text("results.path"));
    let is_none = matches!(outcome.path, PathAnswer::None { .. });
    for sentence in path_sentences(network, outcome, state.lang()) {
        let said = RichText::new(sentence);
        ui.label(if is_none {
            said.color(ui.visuals().error_fg_color)
        } else {
            said
        });
    }
    if let PathAnswer::Found { best, .. } = &outcome.path {
        not_by_rail(ui, state, best, actions);
        totals(ui, state, network, best);
        steps(ui, state, network, best, actions);
    }
    if let Some(throughput) = &outcome.throughput {
        heading(ui, &state.text("results.throughput"));
        flow(ui, state, network, throughput, actions);
    }
}

fn totals(ui: &mut Ui, state: &State, network: &Network, way: &Itinerary) {
    let sums = way.totals;
    egui::Grid::new("totals")
        .num_columns(2)
        .min_col_width(130.0)
        .show(ui, |ui| {
            let kpi = |ui: &mut Ui, value: String, unit: &str| {
                ui.horizontal(|ui| {
                    ui.label(RichText::new(value).size(KPI));
                    ui.weak(unit);
                });
            };
            kpi(ui, number(sums.hours(), 1), "h");
            kpi(ui, number(sums.km(), 0), "km");
            ui.end_row();
            kpi(ui, number(sums.yuan(), 0), "¥/TEU");
            kpi(ui, number(sums.co2_kg(), 0), "kg CO2e/TEU");
            ui.end_row();
        });
    let counts = figures_behind(network, way).map(|count| count.to_string());
    let [cited, derived, assumed, unsourced] = &counts;
    let said = state.fill("results.figures", &[cited, derived, assumed, unsourced]);
    let tip = state.text("results.figures.tip");
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
    network: &Network,
    way: &Itinerary,
    actions: &mut Vec<Action>,
) {
    egui::Grid::new("steps")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            for step in &way.steps {
                match step {
                    Step::Leg(leg) => leg_row(ui, state, network, leg, actions),
                    Step::Transfer(transfer)
                        if transfer.sums.seconds > 0 || transfer.sums.fen > 0 =>
                    {
                        transfer_row(ui, state, transfer);
                    }
                    Step::Transfer(_) => {}
                }
            }
        });
    if ui.small_button(state.text("command.fit-path")).clicked() {
        actions.push(Action::FitPath);
    }
}

fn leg_row(ui: &mut Ui, state: &State, network: &Network, leg: &Leg, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let mode = text(lang, leg.mode.words_key());
    let ends = format!(
        "{} → {}",
        state.node_name(leg.from),
        state.node_name(leg.to)
    );
    let named: Vec<_> = leg
        .routes
        .iter()
        .copied()
        .filter(|&id| network.is_corridor_route(id))
        .collect();
    let by = if named.is_empty() {
        mode.to_owned()
    } else {
        format!("{mode} · {}", route_names(network, &named, lang))
    };
    ui.vertical(|ui| {
        ui.set_max_width(190.0);
        let said = ui.add(egui::Label::new(ends).wrap().sense(egui::Sense::click()));
        if said.clicked()
            && let Some(first) = leg.links.first()
        {
            actions.push(Action::Select(Some(Thing::Link(first.link))));
        }
        ui.weak(by);
    });
    sums_cell(ui, leg.sums);
    ui.end_row();
}

fn transfer_row(ui: &mut Ui, state: &State, transfer: &Transfer) {
    let mode = |mode: Option<Mode>| text(state.lang(), mode.map_or("mode.door", Mode::words_key));
    ui.vertical(|ui| {
        ui.set_max_width(190.0);
        ui.weak(format!(
            "{}: {} → {}",
            state.node_name(transfer.node),
            mode(transfer.from),
            mode(transfer.to)
        ));
    });
    sums_cell(ui, transfer.sums);
    ui.end_row();
}

fn sums_cell(ui: &mut Ui, sums: Sums) {
    ui.vertical(|ui| {
        let km = if sums.meters == 0 {
            String::new()
        } else {
            format!("{} km  ", number(sums.km(), 0))
        };
        ui.label(format!("{km}{} h", short(sums.hours())));
        ui.weak(format!("{} ¥", number(sums.yuan(), 0)));
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
    let Throughput::Limited {
        teu_per_year,
        bottleneck,
        is_unique,
        ..
    } = throughput
    else {
        for sentence in throughput_sentences(network, throughput, lang) {
            ui.label(sentence);
        }
        return;
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(grouped(*teu_per_year)).size(KPI));
        ui.weak(state.text("results.teu-per-year"));
    });
    ui.label(state.text("results.bottleneck"));
    let mark = color(state.session.view.palette().bottleneck);
    for part in bottleneck {
        let (thing, capacity) = match part {
            CutPart::Link { link, capacity, .. } => (Thing::Link(*link), capacity),
            CutPart::Hub { node, capacity } => (Thing::Node(*node), capacity),
        };
        ui.horizontal_wrapped(|ui| {
            let said = RichText::new(cut_part_in_words(network, part, lang)).color(mark);
            if ui.link(said).clicked() {
                actions.push(Action::FlyTo(thing));
            }
            provenance_dot(ui, state, capacity);
        });
    }
    if !is_unique {
        ui.weak(state.text("throughput.not-unique"));
    }
}
