//! What one more TEU a year of each full place is worth, and why something is not carried.
//!
//! Does not know: how flows were found.

use eframe::egui::{self, RichText, Ui};

use super::lists::{cell, figure_ui, rows_ui};
use crate::app::action::Action;
use crate::app::flows::FlowMade;
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::scene::sheet::Thing;
use crate::study::flows::Limits;
use crate::study::flows::prices::{allocated, limits_name, unmet_in_words};
use crate::study::flows::readings::FlowFigure;

/// Width of a column of numbers, as in the other lists.
const NUMBER: f32 = 96.0;
/// Reasons told above the list.
const MAX_REASONS: usize = 4;

/// The thing of the map that limits flows there.
#[must_use]
pub fn thing_of(limits: Limits) -> Option<Thing> {
    match limits {
        Limits::Link { link, .. } => Some(Thing::Link(link)),
        Limits::Hub(node, _) | Limits::Customs { node, .. } => Some(Thing::Node(node)),
        Limits::Nothing => None,
    }
}

/// Shows both; a click on a name flies there.
pub fn prices_ui(ui: &mut Ui, state: &State, made: &FlowMade, actions: &mut Vec<Action>) {
    let Some(allocated) = allocated(&made.answer) else {
        ui.weak(state.text("flows.prices.none-yet"));
        return;
    };
    let lang = state.lang();
    for reason in allocated.unmet.iter().take(MAX_REASONS) {
        let said = unmet_in_words(&made.answer, reason, lang);
        ui.add(egui::Label::new(RichText::new(said).size(SMALL)).wrap());
    }
    if allocated.prices.is_empty() {
        ui.label(state.text("allocate.no-prices"));
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for key in ["flows.more", "flows.less"] {
            cell(ui, NUMBER, |ui| {
                ui.label(RichText::new(state.text(key)).size(SMALL).weak())
                    .on_hover_text(state.text("flows.prices.tip"));
            });
        }
        ui.add_space(12.0);
        ui.weak(state.text("flows.prices.ranked"));
    });
    let order: Vec<usize> = (0..allocated.prices.len()).collect();
    rows_ui(ui, "flow-prices", &order, |ui, at| {
        let limits = allocated.prices[at].limits;
        for is_more in [true, false] {
            let figure = FlowFigure::Price(limits, is_more);
            figure_ui(ui, state, made, (figure, 0), actions);
        }
        ui.add_space(12.0);
        let name = limits_name(&made.answer.network, limits, lang);
        if ui.link(name).clicked() {
            actions.extend(thing_of(limits).map(Action::FlyTo));
        }
    });
}
