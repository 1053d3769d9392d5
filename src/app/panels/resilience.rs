//! Closures: each link and hub closed in turn, the worst pairs, a drawn area, closures at random.
//!
//! Does not know: how closures are solved or drawn on the map.

pub mod area;
pub mod chance;
pub mod choice;
pub mod pairs;
pub mod singles;

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::flows::lists::cell;
use super::number::{Look, number_link_as};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::flows::LONG;
use crate::app::resilience::{
    ClosureFigure, ClosureList, ClosureStep, closure_number, closures, thing_of,
};
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::model::unit::Unit;
use crate::study::demand::reason;
use crate::study::resilience::readings::Amount;
use crate::study::resilience::{Place, place_name};
use crate::words::format::number;

/// Width of what is chosen.
const CHOICE: f32 = 300.0;
/// Width of a column of numbers.
const NUMBER: f32 = 118.0;
/// Space between numbers and names.
const BESIDE: f32 = 12.0;

/// Shows the pane.
pub fn closures_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    head_ui(ui, state, actions);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(CHOICE, height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(CHOICE);
            let scroll = egui::ScrollArea::vertical().id_salt("closures-choice");
            scroll.auto_shrink(false).show(ui, |ui| {
                ui.set_width(CHOICE - 14.0);
                choice::choice_ui(ui, state, actions);
            });
        });
        ui.vertical(|ui| list_ui(ui, state, actions));
    });
}

fn list_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if let Some(Err(why)) = &state.transient.closures.made {
        ui.label(reason(why, state.lang()));
    }
    let Some(made) = closures(state) else {
        return;
    };
    if made.singles.is_empty() {
        ui.label(state.text("resilience.none"));
        return;
    }
    match state.session.closures.list {
        ClosureList::Ranked => singles::singles_ui(ui, state, made, actions),
        ClosureList::Pairs => pairs::pairs_ui(ui, state, made, actions),
        ClosureList::Area => area::area_ui(ui, state, made, actions),
        ClosureList::Chance => chance::chance_ui(ui, state, actions),
    }
}

/// The name of the pane, its lists, and what runs.
fn head_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = &state.transient.closures;
    ui.horizontal(|ui| {
        ui.strong(state.text("closures.heading"))
            .on_hover_text(state.text("closures.tip"));
        for (list, key) in [
            (ClosureList::Ranked, "closures.ranked"),
            (ClosureList::Pairs, "closures.pairs"),
            (ClosureList::Area, "closures.area"),
            (ClosureList::Chance, "closures.chance"),
        ] {
            let is_chosen = state.session.closures.list == list;
            let shown = ui.selectable_label(is_chosen, state.text(key));
            let tip = state.text(&format!("{key}.tip"));
            if shown.on_hover_text(tip).clicked() {
                actions.push(Action::Closures(ClosureStep::List(list)));
            }
        }
        if let Some(running) = &now.running {
            ui.weak(state.text("status.updating"));
            if running.since.elapsed() > LONG {
                progress_ui(ui, state, running.task.thousandths());
                if ui.small_button(state.text("flows.stop")).clicked() {
                    actions.push(Action::Closures(ClosureStep::Stop));
                }
            }
        } else if now.is_stopped {
            ui.colored_label(ui.visuals().warn_fg_color, state.text("flows.stopped"));
            if ui.small_button(state.text("flows.again")).clicked() {
                actions.push(Action::Closures(ClosureStep::Again));
            }
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Closures, false));
        }
    });
}

/// A bar that fills as work goes on.
fn progress_ui(ui: &mut Ui, state: &State, thousandths: u32) {
    let percent = (thousandths / 10).min(100);
    let said = format!("{percent} %");
    #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
    let share = thousandths as f32 / 1000.0;
    let bar = egui::ProgressBar::new(share)
        .desired_width(120.0)
        .text(said);
    ui.add(bar).on_hover_text(state.text("closures.progress"));
}

/// How many decimals a number has: money in millions has more.
fn decimals(amount: Amount) -> usize {
    usize::from(amount.unit() != Unit::TeuPerYear)
}

/// A number of closures that opens its card; nothing where there is none.
fn figure_ui(ui: &mut Ui, state: &State, figure: ClosureFigure, actions: &mut Vec<Action>) {
    let Some(number) = closure_number(state, figure) else {
        return;
    };
    let look = Look {
        decimals: Some(decimals(figure.1)),
        has_unit: false,
        // What rounds to nothing has no sign.
        has_sign: figure.1 == Amount::Beyond && number.value >= 0.05,
        ..Look::BODY
    };
    number_link_as(ui, state, actions, &number, look, || {
        Action::ShowCard(Card::of(Origin::Closure(figure)))
    });
}

/// The same in a column.
fn figure_cell(ui: &mut Ui, state: &State, figure: ClosureFigure, actions: &mut Vec<Action>) {
    cell(ui, NUMBER, |ui| figure_ui(ui, state, figure, actions));
}

/// What a column holds, with its unit.
fn head_in_words(state: &State, amount: Amount) -> String {
    let unit = amount.unit().in_lang(state.lang());
    let name = state.text(amount.words_key());
    state.fill("closures.head", &[&name, unit])
}

/// A head of a column that is not ranked by.
fn head_cell(ui: &mut Ui, state: &State, amount: Amount) {
    cell(ui, NUMBER, |ui| {
        let said = RichText::new(head_in_words(state, amount)).size(SMALL);
        let tip = state.text(&format!("{}.tip", amount.words_key()));
        ui.label(said.weak()).on_hover_text(tip);
    });
}

/// The name of a place; a click flies there and selects it.
fn name_ui(ui: &mut Ui, state: &State, place: Place, actions: &mut Vec<Action>) {
    let Some(made) = closures(state) else {
        return;
    };
    let name = place_name(&made.answer.network, place, state.lang());
    if ui.link(name).clicked() {
        actions.push(Action::FlyTo(thing_of(place)));
    }
}

/// `61,776`.
#[expect(clippy::cast_precision_loss, reason = "counts of pairs and years")]
fn counted(count: usize) -> String {
    number(count as f64, 0)
}

/// A sentence over the width that there is.
fn sentence(ui: &mut Ui, said: impl Into<egui::WidgetText>) {
    ui.add(egui::Label::new(said).wrap());
}
