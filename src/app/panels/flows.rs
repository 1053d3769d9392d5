//! Flows of a year: what is put on the network and how, how well it was found, and what it comes to.
//!
//! Does not know: how flows are found or drawn on the map.

pub mod choice;
pub mod lists;
pub mod prices;
pub mod progress;
pub mod users;

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};
use egui_plot::{GridMark, Line, Plot, PlotPoints};

use super::chart_copy::{copy_button, copy_menu};
use crate::app::action::{Action, Pane};
use crate::app::flows::{FlowList, FlowMade, FlowStep, made};
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::scene::chart::{Axis, Chart, Mark};
use crate::study::demand::reason;
use crate::study::flows::prices::allocated;
use crate::study::flows::{Method, Stopped, Trouble};
use crate::words::format::number;

/// Width of what is chosen.
const CHOICE: f32 = 330.0;
/// Width of how well it was found.
const FOUND: f32 = 240.0;
/// Height of the plot.
const PLOT: f32 = 120.0;

/// Shows the pane.
pub fn flows_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    head_ui(ui, state, actions);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        part(ui, "flows-choice", [CHOICE, height], |ui| {
            choice::choice_ui(ui, state, actions);
        });
        if let Some(Err(why)) = &state.transient.flows.made {
            ui.label(reason(why, state.lang()));
        }
        let Some(made) = made(state) else {
            return;
        };
        part(ui, "flows-found", [FOUND, height], |ui| {
            found_ui(ui, state, made, actions);
        });
        ui.vertical(|ui| lists_ui(ui, state, made, actions));
    });
}

/// A column of the pane that scrolls by itself.
fn part(ui: &mut Ui, salt: &str, [width, height]: [f32; 2], content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        let scroll = egui::ScrollArea::vertical().id_salt(salt);
        scroll.auto_shrink(false).show(ui, |ui| {
            ui.set_width(width - 14.0);
            content(ui);
        });
    });
}

/// The name of the pane, and what runs.
fn head_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.strong(state.text("flows.heading"))
            .on_hover_text(state.text("flows.tip"));
        let is_allocated = state.session.flows.wish.method == Method::Allocate;
        for (list, key) in [
            (FlowList::Sums, "flows.sums"),
            (FlowList::Links, "flows.links"),
            (FlowList::Hubs, "flows.hubs"),
            (FlowList::Users, "flows.users"),
            (FlowList::Prices, "flows.prices"),
        ] {
            if list == FlowList::Prices && !is_allocated {
                continue;
            }
            let is_chosen = state.session.flows.list == list;
            if ui.selectable_label(is_chosen, state.text(key)).clicked() {
                let is_by_flow = state.session.flows.is_by_flow;
                actions.push(Action::Flows(FlowStep::List(list, is_by_flow)));
            }
        }
        progress::progress_ui(ui, state, actions);
        if let Some(made) = made(state) {
            progress::badge_ui(ui, state, made);
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Flows, false));
        }
    });
}

/// How the search ended in a sentence, what is overfull, and the gap by round.
fn found_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    ui.add(egui::Label::new(ended_in_words(state, made)).wrap());
    ui.add_space(4.0);
    let palette = state.session.view.palette();
    if let Some(said) = progress::overfull_in_words(state, made) {
        let said = RichText::new(said).color(color(palette.warning));
        ui.add(egui::Label::new(said).wrap());
        ui.add_space(4.0);
    }
    let points = convergence(made);
    if points.len() < 2 {
        return;
    }
    ui.horizontal(|ui| {
        let said = RichText::new(state.text("flows.convergence"));
        ui.label(said.size(SMALL).weak());
        copy_button(ui, state, || picture(state), actions);
    });
    let line = color(palette.accent);
    let drawn = Plot::new("flows-convergence")
        .height(PLOT)
        .label_formatter(|_| None)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .x_axis_formatter(|mark, _| number(mark.value, 0))
        .y_grid_spacer(|range| decades(range.bounds))
        .y_axis_formatter(|mark, _| format!("1e{}", number(mark.value, 0)))
        .show(ui, |plot| {
            let line = Line::new("gap", PlotPoints::from(points)).color(line);
            plot.line(line.width(2.0));
        });
    copy_menu(&drawn.response, state, || picture(state), actions);
}

/// The relative gap by round, as a power of ten.
fn convergence(made: &FlowMade) -> Vec<[f64; 2]> {
    let history = made.answer.found.history.iter();
    let left = history.filter(|(_, gap)| *gap > 0.0);
    left.map(|&(round, gap)| [f64::from(round), gap.log10()])
        .collect()
}

/// How the search went on, as a picture; `None` where it was over at once.
#[must_use]
pub fn picture(state: &State) -> Option<Chart> {
    let made = made(state)?;
    let points = convergence(made);
    (points.len() > 1).then(|| Chart {
        title: state.text("flows.convergence"),
        subtitle: ended_in_words(state, made),
        y: Axis {
            around: ["1e", ""],
            ..Axis::default()
        },
        marks: vec![Mark::line(points, "")],
        ..Chart::default()
    })
}

/// Marks of a logarithmic axis: whole powers of ten, so many apart that their labels have room.
fn decades((low, high): (f64, f64)) -> Vec<GridMark> {
    let step = ((high - low) / 4.0).ceil().max(1.0);
    let first = (low / step).ceil();
    let marks = (0..8u8).map(|at| (first + f64::from(at)) * step);
    let seen = marks.filter(|&value| value <= high);
    seen.map(|value| GridMark {
        value,
        step_size: step,
    })
    .collect()
}

/// How the search ended.
#[must_use]
pub fn ended_in_words(state: &State, made: &FlowMade) -> String {
    let found = &made.answer.found;
    let rounds = found.history.last().map_or(0, |&(round, _)| round);
    let said = [progress::of_gap(found.gap), rounds.to_string()];
    let ended = |key: &str| state.fill(key, &[&said[0], &said[1]]);
    let has_gap = made.answer.question.method.has_gap();
    match found.stopped {
        Stopped::Unreachable if allocated(&made.answer).is_some() => {
            let unmet = number(made.readings.unmet, 0);
            let unmet = state.fill("flows.does-not-fit", &[&unmet]);
            format!("{} {unmet}", ended("flows.allocated"))
        }
        Stopped::Reached if allocated(&made.answer).is_some() => ended("flows.allocated"),
        Stopped::Unreachable => {
            let unmet = number(made.readings.unmet, 0);
            let unmet = state.fill("flows.unreachable", &[&unmet]);
            format!("{} {unmet}", ended("flows.reached"))
        }
        Stopped::Reached => ended("flows.reached"),
        Stopped::Limit if has_gap => ended("flows.limit"),
        Stopped::Limit => ended("flows.no-gap"),
        Stopped::Cancelled => state.text("flows.stopped"),
        Stopped::Refused(_) => match found.stopped.trouble() {
            Some(Trouble::Overflow(_)) => state.text("flows.overflow"),
            _ => state.text("flows.refused"),
        },
    }
}

fn lists_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    match state.session.flows.list {
        FlowList::Sums => lists::sums_ui(ui, state, made, actions),
        FlowList::Links => lists::links_ui(ui, state, made, actions),
        FlowList::Hubs => lists::hubs_ui(ui, state, made, actions),
        FlowList::Users => users::users_ui(ui, state, made, actions),
        FlowList::Prices => prices::prices_ui(ui, state, made, actions),
    }
}
