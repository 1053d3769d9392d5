//! Each place closed by itself, ranked; and the selected one in words.
//!
//! Does not know: how closures are solved.

use eframe::egui::{self, RichText, Ui, vec2};

use super::{BESIDE, NUMBER, figure_cell, head_in_words, name_ui, sentence};
use crate::app::action::Action;
use crate::app::panels::flows::lists::{ROW, cell};
use crate::app::resilience::{Closed, ClosureStep, ClosuresMade, Only, place_of};
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::study::resilience::readings::Amount;
use crate::study::resilience::{Place, Single, place_name};
use crate::words::format::{number, short};

/// The columns that are not ranked by.
const LAST: Amount = Amount::Used;

/// Shows them.
pub fn singles_ui(ui: &mut Ui, state: &State, made: &ClosuresMade, actions: &mut Vec<Action>) {
    let choice = &state.session.closures;
    let shown = ranked(made, choice.only, choice.rank);
    let n_used = shown.len();
    only_ui(ui, state, n_used, actions);
    let selected = state.session.view.selected.and_then(place_of);
    if let Some(said) = selected.map(|place| in_words(state, made, place)) {
        sentence(ui, said);
    }
    heads_ui(ui, state, actions);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut scroll = egui::ScrollArea::vertical().id_salt("closures");
    if let Some(place) = state.transient.closures.goes_to {
        let at = shown.iter().position(|single| single.place == place);
        // Two rows above it stay in sight.
        let above = at.map(|at| u16::try_from(at.saturating_sub(2)).unwrap_or(u16::MAX));
        scroll = scroll.vertical_scroll_offset(above.map_or(0.0, |rows| f32::from(rows) * ROW));
        actions.push(Action::Closures(ClosureStep::Shown));
    }
    scroll
        .auto_shrink(false)
        .show_rows(ui, ROW, shown.len(), |ui, rows| {
            for single in shown.get(rows).unwrap_or_default() {
                let is_selected = Some(single.place) == selected;
                row_ui(ui, state, single, is_selected, actions);
            }
        });
}

/// The places that carry something, the greatest first; of equal ones that of the greater harm.
fn ranked(made: &ClosuresMade, only: Only, rank: Amount) -> Vec<&Single> {
    let is_listed = |single: &&Single| single.teu > 0.0 && only.has(single.place);
    let mut listed: Vec<&Single> = made.singles.iter().filter(is_listed).collect();
    let by = |single: &Single| rank.of(&single.effect).unwrap_or_default();
    listed.sort_by(|a, b| by(b).total_cmp(&by(a)));
    listed
}

/// Links, hubs or both.
fn only_ui(ui: &mut Ui, state: &State, n_used: usize, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        for (only, key) in [
            (Only::Both, "closures.both"),
            (Only::Links, "flows.links"),
            (Only::Hubs, "flows.hubs"),
        ] {
            let is_chosen = state.session.closures.only == only;
            if ui.selectable_label(is_chosen, state.text(key)).clicked() {
                actions.push(Action::Closures(ClosureStep::Only(only)));
            }
        }
        ui.weak(state.fill("closures.count", &[&n_used.to_string()]));
    });
}

/// What the closure of a place brings about.
fn in_words(state: &State, made: &ClosuresMade, place: Place) -> String {
    let name = place_name(&made.answer.network, place, state.lang());
    let Some(single) = made.single(place) else {
        return state.fill("closures.not-open", &[&name]);
    };
    if single.teu <= 0.0 {
        return state.fill("closures.unused", &[&name]);
    }
    let effect = &single.effect;
    let said = [
        name,
        short(effect.harm / 1e6),
        number(effect.unmet, 0),
        short(effect.detours / 1e6),
    ];
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    state.fill("closures.closed", &said)
}

/// The heads of columns; a click ranks by one.
fn heads_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for amount in Amount::OF_EFFECT {
            cell(ui, NUMBER, |ui| {
                let is_chosen = state.session.closures.rank == amount;
                let said = RichText::new(head_in_words(state, amount)).size(SMALL);
                let tip = state.text(&format!("{}.tip", amount.words_key()));
                let head = ui.selectable_label(is_chosen, said).on_hover_text(tip);
                if head.clicked() {
                    actions.push(Action::Closures(ClosureStep::Rank(amount)));
                }
            });
        }
        super::head_cell(ui, state, LAST);
        ui.add_space(BESIDE);
        ui.weak(state.text("flows.ranked"));
    });
}

fn row_ui(
    ui: &mut Ui,
    state: &State,
    single: &Single,
    is_selected: bool,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        if is_selected {
            let size = vec2(ui.available_width(), ROW);
            let row = egui::Rect::from_min_size(ui.cursor().min, size);
            let fill = ui.visuals().selection.bg_fill.gamma_multiply(0.35);
            ui.painter().rect_filled(row, 3.0, fill);
        }
        let closed = Closed::One(single.place);
        for amount in Amount::OF_EFFECT {
            figure_cell(ui, state, (closed, amount), actions);
        }
        figure_cell(ui, state, (closed, LAST), actions);
        ui.add_space(BESIDE);
        name_ui(ui, state, single.place, actions);
    });
}
