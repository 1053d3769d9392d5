//! The question: origin, destination, modes; below it the answer and what is selected.
//!
//! Does not know: how answers are found or shown.

use eframe::egui::{self, Ui};

use super::answer::answer_ui;
use super::inspector::inspector_ui;
use super::plain::plain_ui;
use super::restrict::restrict_ui;
use super::stops::stops_ui;
use super::weights::weights_ui;
use super::widgets::heading;
use crate::app::action::{Action, End};
use crate::app::state::State;
use crate::model::ids::NodeId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::outcome::Criterion;
use crate::words::text;

/// Suggestions listed below an end's field.
const MAX_SUGGESTIONS: usize = 8;

/// What a path can be least in, each with the key of its name.
pub const CRITERIA: [(Criterion, &str); 5] = [
    (Criterion::Time, "criterion.time"),
    (Criterion::Money, "criterion.money"),
    (Criterion::Distance, "criterion.distance"),
    (Criterion::Carbon, "criterion.carbon"),
    (Criterion::Generalized, "criterion.generalized"),
];

/// Height of the inspector that comes into sight with a selection, points.
const INSPECTOR_SEEN: f32 = 260.0;

/// Shows the panel.
pub fn results_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    ui.take_available_width();
    if state.document.is_none() {
        return;
    }
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            plain_ui(ui, state, actions);
            if state.plain.as_ref().is_some_and(|plain| plain.is_alone) {
                return;
            }
            heading(ui, &state.text("results.question"));
            for end in [End::From, End::To] {
                end_ui(ui, state, end, actions);
            }
            stops_ui(ui, state, actions);
            ends_buttons(ui, state, actions);
            modes(ui, state, actions);
            restrict_ui(ui, state, actions);
            weights_ui(ui, state, actions);
            let state = &*state;
            if let Some(outcome) = &state.transient.outcome {
                ui.scope(|ui| {
                    if state.transient.is_updating {
                        ui.multiply_opacity(0.6);
                    }
                    answer_ui(ui, state, outcome, actions);
                });
            }
            let shown = ui.scope(|ui| inspector_ui(ui, state, actions));
            bring_into_sight(ui, state, shown.response.rect);
        });
}

/// Scrolls as little as shows the upper part of what has just been selected.
fn bring_into_sight(ui: &Ui, state: &State, mut inspector: egui::Rect) {
    let id = ui.scope_id().with("inspected");
    let selected = state.session.view.selected;
    let before = ui.data_mut(|data| data.get_temp(id));
    if before != Some(selected) {
        ui.data_mut(|data| data.insert_temp(id, selected));
        if before.is_some() && selected.is_some() {
            inspector.set_height(inspector.height().min(INSPECTOR_SEEN));
            ui.scroll_to_rect(inspector, None);
        }
    }
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
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        ui.label(state.text("results.least"));
        for (criterion, key) in CRITERIA {
            let is_chosen = question.criterion == criterion;
            let choice = ui.selectable_label(is_chosen, state.text(key));
            let tip = state.text(&format!("{key}.tip"));
            if choice.on_hover_text(tip).clicked() {
                actions.push(Action::SetCriterion(criterion));
            }
        }
    });
}
