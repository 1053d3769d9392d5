//! Which flows lines are colored or widened by, or why there are none.
//!
//! Does not know: how flows are found.

use eframe::egui::{RichText, Ui};

use crate::app::flows::made;
use crate::app::panels::flows::ended_in_words;
use crate::app::state::State;
use crate::model::look::Look;
use crate::study::demand::reason;

/// Says it in a sentence below what follows flows.
pub(super) fn flows_said_ui(ui: &mut Ui, state: &State, look: &Look) {
    if !look.follows_flows() {
        return;
    }
    let now = &state.transient.flows;
    if let Some(Err(why)) = &now.made {
        let warning = ui.visuals().warn_fg_color;
        ui.label(RichText::new(reason(why, state.lang())).color(warning));
    } else if now.running_since.is_some() {
        ui.weak(state.text("look.flows-running"));
    } else if now.is_stopped {
        let warning = ui.visuals().warn_fg_color;
        ui.label(RichText::new(state.text("look.flows-stopped")).color(warning));
    } else if let Some(made) = made(state) {
        let has_flows = state.layers.link_flows().is_some();
        if has_flows {
            let year = made.answer.demand.year.to_string();
            ui.weak(state.fill("look.flows-of", &[&year]));
        } else {
            let warning = ui.visuals().warn_fg_color;
            ui.label(RichText::new(ended_in_words(state, made)).color(warning));
        }
    }
}
