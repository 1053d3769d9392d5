//! A number wherever it stands: value, unit and the dot of its provenance; a click opens its card.
//!
//! Does not know: what a card holds beyond the short one of its tooltip.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CursorIcon, FontId, Galley, Pos2, Response, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo,
};

use crate::app::action::Action;
use crate::app::cards::Card;
use crate::app::state::State;
use crate::app::theme::{BODY, KPI, color};
use crate::model::sourced::{Sourced, Status};
use crate::model::unit::Unit;
use crate::model::value::{Quoted, Value};
use crate::words::format::{number as grouped, short};
use crate::words::{Lang, text};

/// Space between a number and its dot, points.
const GAP: f32 = 4.0;
/// Where the base line is, as a part of a line's height from above.
const BASE: f32 = 0.84;
/// The square that a dot takes, points.
const DOT: f32 = 12.0;

/// How a number is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Points of the value.
    pub size: f32,
    /// Decimals; `None`: as its size deserves.
    pub decimals: Option<usize>,
    /// Whether its unit stands behind it.
    pub has_unit: bool,
    /// Whether a number above zero has a plus before it, as differences do.
    pub has_sign: bool,
}

impl Look {
    /// Like the text around it.
    pub const BODY: Self = Self {
        size: BODY,
        decimals: None,
        has_unit: true,
        has_sign: false,
    };

    /// A result that is to be seen first.
    #[must_use]
    pub fn kpi(decimals: usize) -> Self {
        Self {
            size: KPI,
            decimals: Some(decimals),
            has_unit: true,
            has_sign: false,
        }
    }
}

/// A number with unit and dot that opens its card.
pub fn number_link(
    ui: &mut Ui,
    state: &State,
    actions: &mut Vec<Action>,
    number: &Sourced,
    card: impl FnOnce() -> Card,
) -> Response {
    number_link_as(ui, state, actions, number, Look::BODY, || {
        Action::ShowCard(card())
    })
}

/// A number drawn in a way of its own; a click asks for something.
pub fn number_link_as(
    ui: &mut Ui,
    state: &State,
    actions: &mut Vec<Action>,
    number: &Sourced,
    look: Look,
    action: impl FnOnce() -> Action,
) -> Response {
    let value = match look.decimals {
        Some(decimals) if number.value.is_finite() => grouped(number.value, decimals),
        _ => shown(state.lang(), number),
    };
    let value = if look.has_sign && number.value > 0.0 {
        format!("+{value}")
    } else {
        value
    };
    let unit = if look.has_unit {
        unit_of(state.lang(), number)
    } else {
        ""
    };
    let written = Written::of(ui, &value, unit, look.size);
    let size = Vec2::new(written.width() + GAP + DOT, written.height().max(DOT));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let status = text(state.lang(), number.status.words_key());
    let said = format!("{value} {unit}");
    let label = format!("{}, {status}", said.trim());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &label));
    if ui.is_rect_visible(rect) {
        let width = written.width();
        written.paint(ui, rect.min);
        if response.hovered() || response.has_focus() {
            let line = Stroke::new(1.0, ui.visuals().hyperlink_color);
            let y = rect.max.y - 1.0;
            let ends = [Pos2::new(rect.min.x, y), Pos2::new(rect.min.x + width, y)];
            ui.painter().line_segment(ends, line);
        }
        let at = Pos2::new(rect.max.x - DOT / 2.0, rect.center().y);
        paint_dot(ui, state, at, number.status);
    }
    if response.clicked() {
        actions.push(action());
    }
    response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_ui(|ui| tooltip(ui, state, number))
}

/// Value and unit on one line, the unit quieter.
struct Written {
    value: Arc<Galley>,
    unit: Arc<Galley>,
    space: f32,
}

impl Written {
    fn of(ui: &Ui, value: &str, unit: &str, size: f32) -> Self {
        let written = |said: &str, size: f32, ink: Color32| {
            let font = FontId::proportional(size);
            ui.painter().layout_no_wrap(said.to_owned(), font, ink)
        };
        let space = match unit {
            "" => 0.0,
            _ if size > BODY => 6.0,
            _ => 3.0,
        };
        Self {
            value: written(value, size, ui.visuals().text_color()),
            unit: written(unit, BODY, ui.visuals().weak_text_color()),
            space,
        }
    }

    fn width(&self) -> f32 {
        self.value.size().x + self.space + self.unit.size().x
    }

    fn height(&self) -> f32 {
        self.value.size().y
    }

    /// Paints both on one base line.
    fn paint(self, ui: &Ui, at: Pos2) {
        let x = at.x + self.value.size().x + self.space;
        let y = at.y + (self.value.size().y - self.unit.size().y) * BASE;
        let ink = ui.visuals().text_color();
        ui.painter().galley(at, self.value, ink);
        ui.painter().galley(Pos2::new(x, y), self.unit, ink);
    }
}

/// The dot of a status: filled is cited, half is derived, open is assumed, a cross is unsourced;
/// shape first, color second.
pub fn status_dot(ui: &mut Ui, state: &State, status: Status) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(DOT), Sense::hover());
    let name = text(state.lang(), status.words_key());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    paint_dot(ui, state, rect.center(), status);
    response
}

fn paint_dot(ui: &Ui, state: &State, center: Pos2, status: Status) {
    let palette = state.session.view.palette();
    let [cited, derived, assumed] = palette.provenance.map(color);
    let painter = ui.painter();
    match status {
        Status::Cited => {
            painter.circle_filled(center, 4.0, cited);
        }
        Status::Derived => {
            painter.circle_stroke(center, 3.6, Stroke::new(1.2, derived));
            let half: Vec<Pos2> = (0u8..=12)
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
}

/// A value of any kind: a number opens its card, a quoted text has the dot of its provenance.
pub fn value_ui(
    ui: &mut Ui,
    state: &State,
    actions: &mut Vec<Action>,
    value: &Value,
    card: impl FnOnce() -> Card,
) {
    match value {
        Value::Number(number) => {
            number_link(ui, state, actions, number, card);
        }
        Value::Quoted(quoted) => {
            ui.label(&quoted.text);
            status_dot(ui, state, quoted.status)
                .on_hover_ui(|ui| quoted_tooltip(ui, state, quoted));
        }
        Value::Text(said) => {
            ui.label(said);
        }
        Value::Bool(is_so) => {
            ui.label(state.text(if *is_so { "word.yes" } else { "word.no" }));
        }
    }
}

/// What is said of a number while the pointer rests on it: its value and all about it.
pub fn tooltip(ui: &mut Ui, state: &State, number: &Sourced) {
    ui.set_max_width(340.0);
    ui.strong(with_unit(state.lang(), number));
    about(ui, state, number);
}

/// Status, range, year, formula or reason, source of a number.
pub fn about(ui: &mut Ui, state: &State, number: &Sourced) {
    ui.label(text(state.lang(), number.status.words_key()));
    if let Some(range) = range_in_words(state, number) {
        ui.label(range);
    }
    if let Some(year) = number.year {
        ui.label(state.fill("card.year", &[&year.to_string()]));
    }
    if let Some(note) = &number.note {
        ui.weak(note.in_lang(state.lang()));
    }
    source_ui(ui, state, number.status, number.source.as_deref());
}

/// What is said of a quoted text while the pointer rests on its dot.
pub fn quoted_tooltip(ui: &mut Ui, state: &State, quoted: &Quoted) {
    ui.set_max_width(340.0);
    ui.strong(&quoted.text);
    ui.label(text(state.lang(), quoted.status.words_key()));
    if let Some(year) = quoted.year {
        ui.label(state.fill("card.year", &[&year.to_string()]));
    }
    if let Some(note) = &quoted.note {
        ui.weak(&**note);
    }
    source_ui(ui, state, quoted.status, quoted.source.as_deref());
}

/// The source; of what is assumed the one to read beside it, which does not print the value.
fn source_ui(ui: &mut Ui, state: &State, status: Status, source: Option<&str>) {
    if let Some(source) = source {
        let key = match status {
            Status::Assumed => "card.see",
            Status::Cited | Status::Derived | Status::Unsourced => "card.source",
        };
        ui.weak(state.fill(key, &[source]));
    }
}

/// The range of a number in words, where it has one.
#[must_use]
pub fn range_in_words(state: &State, number: &Sourced) -> Option<String> {
    let end = |value| exact_value(number.unit, value);
    match (number.low, number.high) {
        (Some(low), Some(high)) => Some(state.fill("card.range", &[&end(low), &end(high)])),
        (Some(low), None) => Some(state.fill("card.range-from", &[&end(low)])),
        (None, Some(high)) => Some(state.fill("card.range-to", &[&end(high)])),
        (None, None) => None,
    }
}

/// A number's unit in words; none where there is no limit.
#[must_use]
pub fn unit_of(lang: Lang, number: &Sourced) -> &'static str {
    if number.value.is_finite() {
        number.unit.in_lang(lang)
    } else {
        ""
    }
}

/// A number's value as rows show it: years and gauges without separators.
#[must_use]
pub fn shown(lang: Lang, number: &Sourced) -> String {
    if !number.value.is_finite() {
        return text(lang, "card.no-limit").to_owned();
    }
    match number.unit {
        Unit::Year | Unit::Mm => format!("{}", number.value),
        Unit::One => exact_value(number.unit, number.value),
        _ => short(number.value),
    }
}

/// A number's value with as many decimals as may matter.
#[must_use]
pub fn exact(lang: Lang, number: &Sourced) -> String {
    if number.value.is_finite() {
        exact_value(number.unit, number.value)
    } else {
        shown(lang, number)
    }
}

fn exact_value(unit: Unit, value: f64) -> String {
    if matches!(unit, Unit::Year | Unit::Mm) {
        return format!("{value}");
    }
    let decimals = match value.abs() {
        size if size >= 1_000.0 => 1,
        size if size >= 0.1 => 3,
        _ => 6,
    };
    let said = match unit {
        // It may be a year or a key that no dictionary knows.
        Unit::One => format!("{value:.decimals$}"),
        _ => grouped(value, decimals),
    };
    said.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number's value with its unit.
#[must_use]
pub fn with_unit(lang: Lang, number: &Sourced) -> String {
    let said = format!("{} {}", shown(lang, number), unit_of(lang, number));
    said.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: f64, unit: Unit) -> String {
        exact(Lang::En, &Sourced::new(value, unit, Status::Cited))
    }

    #[test]
    fn exact_values_keep_what_sources_print() {
        assert_eq!(said(1433.2, Unit::Km), "1,433.2");
        assert_eq!(said(650_430.0, Unit::TeuPerYear), "650,430");
        assert_eq!(said(10.572, Unit::Named("Mt")), "10.572");
        assert_eq!(said(0.004, Unit::One), "0.004");
        assert_eq!(said(12_500.0, Unit::One), "12500");
        assert_eq!(said(2007.0, Unit::Year), "2007");
        assert_eq!(said(100.0, Unit::TeuPerTrain), "100");
    }

    #[test]
    fn no_limit_is_a_word() {
        let number = Sourced::new(f64::INFINITY, Unit::TeuPerYear, Status::Assumed);
        assert_eq!(with_unit(Lang::En, &number), "no limit given");
    }
}
