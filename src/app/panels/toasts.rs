//! Messages: what was done stays for some seconds, what failed until it is dismissed.
//!
//! Does not know: what they are about.

use std::time::Duration;

use eframe::egui::{self, Align2, RichText};

use crate::app::action::Action;
use crate::app::state::{State, Toast};

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
                if toast_ui(ui, toast, &close) {
                    actions.push(Action::Dismiss(number));
                }
            }
        });
}

/// One message; true when it was dismissed.
fn toast_ui(ui: &mut egui::Ui, toast: &Toast, close: &str) -> bool {
    let said = RichText::new(&toast.text);
    let said = if toast.is_error {
        said.color(ui.visuals().error_fg_color)
    } else {
        said
    };
    let row = |ui: &mut egui::Ui| {
        ui.set_max_width(560.0);
        ui.label(said);
        ui.small_button(close).clicked()
    };
    let frame = egui::Frame::window(ui.style());
    frame.show(ui, |ui| ui.horizontal(row).inner).inner
}
