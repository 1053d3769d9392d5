//! Small widgets that several panels use.
//!
//! Does not know: panels.

use eframe::egui::{
    self, Color32, CornerRadius, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use crate::app::state::State;
use crate::app::theme::color;
use crate::model::sourced::{Sourced, Status};
use crate::model::value::Value;
use crate::words::format::short;
use crate::words::text;

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

/// The dot of a number's status; its tooltip is the number's card.
pub fn provenance_dot(ui: &mut Ui, state: &State, number: &Sourced) -> Response {
    let dot = status_dot(ui, state, number.status);
    dot.on_hover_ui(|ui| card(ui, state, number))
}

/// The dot of a provenance status: filled is cited, half is derived, open is assumed, a cross is
/// unsourced; shape first, color second.
pub fn status_dot(ui: &mut Ui, state: &State, status: Status) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(12.0), Sense::hover());
    let palette = state.session.view.palette();
    let name = text(state.lang(), status.words_key());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let center = rect.center();
    let [cited, derived, assumed] = palette.provenance.map(color);
    let painter = ui.painter();
    match status {
        Status::Cited => {
            painter.circle_filled(center, 4.0, cited);
        }
        Status::Derived => {
            painter.circle_stroke(center, 3.6, Stroke::new(1.2, derived));
            let half: Vec<egui::Pos2> = (0u8..=12)
                .map(|step| {
                    let turn = f32::from(step) / 12.0 * std::f32::consts::PI;
                    center + egui::vec2(-turn.sin(), -turn.cos()) * 3.6
                })
                .collect();
            painter.add(egui::Shape::convex_polygon(half, derived, Stroke::NONE));
        }
        Status::Assumed => {
            painter.circle_stroke(center, 3.6, Stroke::new(1.2, assumed));
        }
        Status::Unsourced => {
            let arm = Vec2::splat(2.8);
            let line = Stroke::new(1.2, assumed);
            painter.line_segment([center - arm, center + arm], line);
            let arm = egui::vec2(2.8, -2.8);
            painter.line_segment([center - arm, center + arm], line);
        }
    }
    response
}

/// A value with its unit and the dot of its status.
pub fn value_ui(ui: &mut Ui, state: &State, value: &Value) {
    match value {
        Value::Number(number) => {
            ui.label(format!("{} {}", shown(number), number.unit.symbol()).trim());
            provenance_dot(ui, state, number);
        }
        Value::Quoted(quoted) => {
            ui.label(&quoted.text);
            let name = text(state.lang(), quoted.status.words_key());
            status_dot(ui, state, quoted.status).on_hover_text(name);
        }
        Value::Text(said) => {
            ui.label(said);
        }
        Value::Bool(is_so) => {
            ui.label(state.text(if *is_so { "word.yes" } else { "word.no" }));
        }
    }
}

/// A number's card: value, range, year, status, formula or reason, source.
pub fn card(ui: &mut Ui, state: &State, number: &Sourced) {
    ui.set_max_width(340.0);
    let unit = number.unit.symbol();
    ui.strong(format!("{} {unit}", shown(number)));
    ui.label(text(state.lang(), number.status.words_key()));
    if let (Some(low), Some(high)) = (number.low, number.high) {
        let range = [short(low), short(high)];
        ui.label(state.fill("card.range", &[&range[0], &range[1]]));
    }
    if let Some(year) = number.year {
        ui.label(state.fill("card.year", &[&year.to_string()]));
    }
    if let Some(note) = &number.note {
        ui.weak(&**note);
    }
    if let Some(source) = &number.source {
        ui.weak(state.fill("card.source", &[source]));
    }
}

/// A number's value as it is shown: years without separators.
#[must_use]
pub fn shown(number: &Sourced) -> String {
    use crate::model::unit::Unit;
    match number.unit {
        Unit::Year | Unit::Mm | Unit::One => format!("{}", number.value),
        _ => short(number.value),
    }
}

/// A row: name, value with unit, provenance dot.
pub fn number_row(ui: &mut Ui, state: &State, name: &str, number: &Sourced) {
    ui.label(name);
    ui.horizontal(|ui| {
        ui.label(format!("{} {}", shown(number), number.unit.symbol()));
        provenance_dot(ui, state, number);
    });
    ui.end_row();
}
