//! Messages: what was done stays for some seconds, what failed until it is dismissed.
//!
//! Does not know: what they are about.

use std::time::Duration;

use eframe::egui::{self, Align2, RichText};

use crate::app::action::Action;
use crate::app::state::State;

/// Seconds that a message of success stays.
const SECONDS: f64 = 6.0;

/// Shows the messages above the status bar.
pub fn toasts_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    if state.transient.toasts.is_empty() {
        return;
    }
    let now = context.input(|input| input.time);
    let close = state.text("button.dismiss");
    egui::Area::new(egui::Id::unique("toasts"))
        .anchor(Align2::CENTER_BOTTOM, [0.0, -44.0])
        .order(egui::Order::Foreground)
        .show(context, |ui| {
            for (number, toast) in state.transient.toasts.iter_mut().enumerate() {
                let since = *toast.since.get_or_insert(now);
                if !toast.is_error {
                    let left = since + SECONDS - now;
                    if left <= 0.0 {
                        actions.push(Action::Dismiss(number));
                    } else {
                        context.request_repaint_after(Duration::from_secs_f64(left));
                    }
                }
                egui::Frame::window(ui.style()).show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.set_max_width(560.0);
                        let said = RichText::new(&toast.text);
                        ui.label(if toast.is_error {
                            said.color(ui.visuals().error_fg_color)
                        } else {
                            said
                        });
                        if ui.small_button(&close).clicked() {
                            actions.push(Action::Dismiss(number));
                        }
                    });
                });
            }
        });
}
