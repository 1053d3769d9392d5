//! Small widgets that several panels use.
//!
//! Does not know: panels.

use eframe::egui::{
    self, Color32, CornerRadius, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use crate::app::state::State;
use crate::app::theme::color;

/// What a switch is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Shown or hidden.
    Eye,
    /// Open or closed to traffic.
    Power,
}

/// A switch drawn as an icon, with a name for those who cannot see it, and a tooltip.
pub fn icon_switch(ui: &mut Ui, icon: Icon, is_on: bool, name: &str, tip: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, name));
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(4), visuals.bg_fill);
    }
    let ink = if is_on {
        ui.visuals().text_color()
    } else {
        ui.visuals().weak_text_color()
    };
    match icon {
        Icon::Eye => eye(ui, rect.center(), is_on, ink),
        Icon::Power => power(ui, rect.center(), is_on, ink),
    }
    response.on_hover_text(tip)
}

/// A button that opens the look of a layer, with a name for those who cannot see it, and a tooltip.
pub fn look_button(ui: &mut Ui, name: &str, tip: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let is_marked = response.hovered() || response.has_focus();
    let visuals = ui.visuals();
    let ink = if is_marked {
        let fill = visuals.widgets.hovered.bg_fill;
        ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
        visuals.text_color()
    } else {
        visuals.weak_text_color()
    };
    // Three sliders.
    for (place, knob) in [(-1.0, 2.5), (0.0, -2.5), (1.0, 1.0)] {
        let middle = rect.center() + egui::vec2(0.0, place * 4.5);
        let half = egui::vec2(6.0, 0.0);
        let line = [middle - half, middle + half];
        ui.painter().line_segment(line, Stroke::new(1.2, ink));
        let at = middle + egui::vec2(knob, 0.0);
        ui.painter().circle_filled(at, 2.1, ink);
    }
    response.on_hover_text(tip)
}

fn eye(ui: &Ui, center: egui::Pos2, is_on: bool, ink: Color32) {
    let line = Stroke::new(1.4, ink);
    let lid = |sign: f32| -> Vec<egui::Pos2> {
        (0u8..=12)
            .map(|step| {
                let x = f32::from(step) / 6.0 - 1.0;
                center + egui::vec2(x * 7.0, sign * 4.2 * (1.0 - x * x))
            })
            .collect()
    };
    ui.painter().add(egui::Shape::line(lid(1.0), line));
    ui.painter().add(egui::Shape::line(lid(-1.0), line));
    if is_on {
        ui.painter().circle_filled(center, 2.3, ink);
    } else {
        let slant = egui::vec2(5.5, -5.5);
        ui.painter()
            .line_segment([center - slant, center + slant], line);
    }
}

fn power(ui: &Ui, center: egui::Pos2, is_on: bool, ink: Color32) {
    let line = Stroke::new(
        1.6,
        if is_on {
            ink
        } else {
            ui.visuals().error_fg_color
        },
    );
    if is_on {
        let ring: Vec<egui::Pos2> = (0u8..=20)
            .map(|step| {
                let turn = 0.62 + f32::from(step) / 20.0 * (std::f32::consts::TAU - 1.24);
                center + egui::vec2(turn.sin(), -turn.cos()) * 5.6
            })
            .collect();
        ui.painter().add(egui::Shape::line(ring, line));
        let top = [
            center + egui::vec2(0.0, -7.0),
            center + egui::vec2(0.0, -0.8),
        ];
        ui.painter().line_segment(top, line);
    } else {
        ui.painter().circle_stroke(center, 5.8, line);
        let bar = egui::vec2(4.0, 0.0);
        ui.painter()
            .line_segment([center - bar, center + bar], line);
    }
}

/// The gesture of a field of text that was changed: it lasts as long as the field has the keys.
#[must_use]
pub fn typing_gesture(ui: &Ui, response: &Response) -> Option<u64> {
    if response.gained_focus() {
        let since = ui.input(|input| input.time.to_bits());
        ui.memory_mut(|memory| memory.data.insert_temp(response.id, since));
    }
    let since = ui.memory(|memory| memory.data.get_temp(response.id));
    since.filter(|_| response.changed())
}

/// A heading of a part of a panel.
pub fn heading(ui: &mut Ui, said: &str) {
    ui.add_space(6.0);
    ui.label(
        egui::RichText::new(said)
            .size(crate::app::theme::BODY)
            .strong()
            .color(ui.visuals().weak_text_color()),
    );
}

/// A chip with a route's letter in its color.
pub fn route_chip(ui: &mut Ui, state: &State, key: &str) {
    let palette = state.session.view.palette();
    let letter = match key {
        "eastern" => "E",
        "middle" => "M",
        "western" => "W",
        _ => "",
    };
    let (rect, _) = ui.allocate_exact_size(Vec2::new(18.0, 18.0), Sense::hover());
    let fill = color(palette.route_color(key));
    if letter.is_empty() {
        let bar = egui::Rect::from_center_size(rect.center(), Vec2::new(16.0, 4.0));
        ui.painter().rect_filled(bar, CornerRadius::same(2), fill);
        return;
    }
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    ui.painter().text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        letter,
        egui::FontId::proportional(12.0),
        color(palette.page),
    );
}
