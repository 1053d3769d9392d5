//! The model against what is published, and where sources disagree.
//!
//! Does not know: how the model's figures are computed.

use eframe::egui::{self, RichText, Sense, Stroke, Ui, vec2};

use super::number::number_link;
use super::reading::conflict_ui;
use super::table::{Column, cells, heading_ui, widths};
use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::sourced::Status;
use crate::study::reality::{Compared, Reality, Standing};
use crate::words::format::number;

const COLUMNS: [Column; 7] = [
    ("reality.name", 240.0, 0.45),
    ("reality.model", 124.0, 0.05),
    ("reality.published", 124.0, 0.05),
    ("reality.difference", 70.0, 0.0),
    ("reality.bar", 104.0, 0.0),
    ("reality.held", 118.0, 0.0),
    ("reality.source", 150.0, 0.45),
];
/// Where the bar of a difference ends, percent.
const MOST: f64 = 50.0;

/// Shows the pane.
pub fn reality_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let found = state.transient.reality.as_deref();
    ui.horizontal(|ui| {
        ui.strong(state.text("reality.heading"));
        if state.transient.is_comparing {
            ui.weak(state.text("status.updating"));
        }
        let copy = egui::Button::new(state.text("reality.copy")).small();
        let tip = state.text("reality.copy.tip");
        let copied = ui.add_enabled(found.is_some(), copy).on_hover_text(tip);
        if let (true, Some(found)) = (copied.clicked(), found) {
            actions.push(Action::Copy(as_table(state, found)));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Reality, false));
        }
    });
    let widths = widths(ui, &COLUMNS);
    heading_ui(ui, state, &COLUMNS, &widths);
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            if state.transient.is_comparing {
                ui.multiply_opacity(0.6);
            }
            let compared = found.map_or(&[][..], |found| &found.compared);
            for one in compared {
                cells(ui, &widths, |ui, column| {
                    cell(ui, state, column, one, actions);
                });
            }
            let open = found.map_or(&[][..], |found| &found.open);
            if !open.is_empty() {
                heading(ui, &state.text("reality.open"));
            }
            for (names, why) in open {
                let name = names.in_lang(state.lang());
                ui.weak(format!("{name}: {why}"));
            }
            conflicts(ui, state, actions);
        });
}

fn cell(ui: &mut Ui, state: &State, column: usize, one: &Compared, actions: &mut Vec<Action>) {
    match COLUMNS[column].0 {
        "reality.name" => {
            let label = egui::Label::new(named(state, one)).truncate();
            ui.add(label).on_hover_ui(|ui| {
                ui.set_max_width(360.0);
                ui.label(named(state, one));
                ui.weak(&one.note);
                ui.weak(source_in_words(state, one));
            });
        }
        "reality.model" => figure(ui, state, one, true, actions),
        "reality.published" => figure(ui, state, one, false, actions),
        "reality.difference" => {
            ui.label(difference(one));
        }
        "reality.bar" => bar(ui, state, one.difference_percent()),
        "reality.held" => {
            let [held, tip] = one.standing().words_keys();
            let said = RichText::new(state.text(held));
            let said = match one.standing() {
                Standing::Held => said.weak(),
                Standing::Broken => said.color(ui.visuals().error_fg_color),
                Standing::Independent => said,
            };
            ui.label(said).on_hover_text(state.text(tip));
        }
        _ => {
            let said = source_in_words(state, one);
            let label = egui::Label::new(RichText::new(&said).weak()).truncate();
            ui.add(label).on_hover_text(said);
        }
    }
}

/// Where the figure is printed; of what is not published what it is instead, and what to read beside.
fn source_in_words(state: &State, one: &Compared) -> String {
    let published = &one.published;
    if let Some(source) = published.printed_in() {
        return source.to_owned();
    }
    let kind = state.text(one.against_key());
    match published.see_also() {
        Some(beside) => state.fill("reality.beside", &[&kind, beside]),
        None if published.status == Status::Assumed => kind,
        None => {
            let note = published.note.as_ref();
            note.map_or(kind, |note| note.in_lang(state.lang()).to_owned())
        }
    }
}

fn figure(ui: &mut Ui, state: &State, one: &Compared, is_model: bool, actions: &mut Vec<Action>) {
    let number = if is_model { &one.model } else { &one.published };
    number_link(ui, state, actions, number, || {
        Card::of(Origin::Compared {
            check: one.key.clone(),
            is_model,
        })
    });
}

/// `Chongqing–Qinzhou by the middle route (2021)`.
fn named(state: &State, one: &Compared) -> String {
    let name = one.names.in_lang(state.lang());
    if one.year.is_empty() {
        name.to_owned()
    } else {
        state.fill("reality.of-year", &[name, &one.year])
    }
}

/// `+3.2 %`; the sign always stands.
fn difference(one: &Compared) -> String {
    let percent = one.difference_percent();
    if !percent.is_finite() {
        return "–".to_owned();
    }
    let said = number(percent, 1);
    let sign = if percent >= 0.05 { "+" } else { "" };
    format!("{sign}{said} %")
}

/// A bar from the middle: to the right the model is above the publication. One that is cut ends in
/// a point.
fn bar(ui: &mut Ui, state: &State, percent: f64) {
    let (rect, _) = ui.allocate_exact_size(vec2(96.0, 14.0), Sense::hover());
    let palette = state.session.view.palette();
    let painter = ui.painter();
    let middle = rect.center();
    let line = Stroke::new(1.0, color(palette.rule));
    painter.line_segment([rect.left_center(), rect.right_center()], line);
    painter.vline(
        middle.x,
        rect.y_range(),
        Stroke::new(1.0, color(palette.muted)),
    );
    if !percent.is_finite() {
        return;
    }
    let is_cut = percent.abs() > MOST;
    #[expect(clippy::cast_possible_truncation, reason = "between -1 and 1")]
    let part = (percent / MOST).clamp(-1.0, 1.0) as f32;
    let point = if is_cut { 5.0 * part } else { 0.0 };
    let end = middle.x + part * rect.width() / 2.0 - point;
    let fill = color(palette.accent);
    let x_range = egui::Rangef::new(middle.x.min(end), middle.x.max(end));
    let y_range = egui::Rangef::new(middle.y - 4.0, middle.y + 4.0);
    painter.rect_filled(egui::Rect::from_x_y_ranges(x_range, y_range), 0.0, fill);
    if is_cut {
        let at = |dx: f32, dy: f32| egui::pos2(end + dx, middle.y + dy);
        let head = vec![at(0.0, -7.0), at(point, 0.0), at(0.0, 7.0)];
        painter.add(egui::Shape::convex_polygon(head, fill, Stroke::NONE));
    }
}

/// The comparison for a spreadsheet: a line a figure, parted by tabulators.
fn as_table(state: &State, found: &Reality) -> String {
    let clean = |said: &str| said.replace(['\t', '\n', '\r'], " ");
    let heads = [
        "reality.name",
        "projects.year",
        "reality.model",
        "reality.published",
        "reality.unit",
        "reality.difference",
        "reality.model-status",
        "reality.published-status",
        "reality.held",
        "reality.source",
    ];
    let mut lines = vec![heads.map(|key| state.text(key)).join("\t")];
    for one in &found.compared {
        let [held, _] = one.standing().words_keys();
        let cells = [
            clean(one.names.in_lang(state.lang())),
            clean(&one.year),
            one.model.value.to_string(),
            one.published.value.to_string(),
            one.published.unit.in_lang(state.lang()).to_owned(),
            format!("{:.2}", one.difference_percent()),
            state.text(one.model.status.words_key()),
            state.text(one.published.status.words_key()),
            state.text(held),
            clean(&source_in_words(state, one)),
        ];
        lines.push(cells.join("\t"));
    }
    lines.join("\n")
}

fn conflicts(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let conflicts = &document.facts.conflicts;
    if conflicts.is_empty() {
        return;
    }
    let count = conflicts.len().to_string();
    heading(ui, &state.fill("reality.conflicts", &[&count]));
    for conflict in conflicts {
        ui.add_space(8.0);
        let name = conflict.names.in_lang(state.lang());
        let said = if conflict.year.is_empty() {
            name.to_owned()
        } else {
            state.fill("reality.of-year", &[name, &conflict.year])
        };
        ui.strong(said);
        ui.indent(conflict.key.as_str(), |ui| {
            ui.set_max_width((ui.available_width() - 14.0).min(1000.0));
            conflict_ui(ui, state, conflict, actions);
        });
    }
}
