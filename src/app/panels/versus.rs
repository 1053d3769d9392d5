//! Two scenarios side by side: what they differ in, in plain words and as a table.
//!
//! Does not know: how sides are measured.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::number::{Look, number_link_as};
use super::table::{Column, cells, widths};
use crate::app::action::{Action, MapLayer, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::peek::BothMaps;
use crate::app::scenarios::book;
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::app::versus::{
    Side, VersusChoice, VersusMade, VersusValue, has_open_side, number_of, question_of, said_of,
};
use crate::study::compare::{Group, Row, as_text, summary};

const COLUMNS: [Column; 6] = [
    ("compare.head.measure", 150.0, 0.4),
    ("compare.head.unit", 92.0, 0.0),
    ("versus.a", 108.0, 0.2),
    ("versus.b", 108.0, 0.2),
    ("compare.head.difference", 96.0, 0.1),
    ("compare.head.percent", 70.0, 0.1),
];
/// Width of what is said in words.
const WORDS: f32 = 340.0;

/// Shows the pane.
pub fn versus_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    head_ui(ui, state, actions);
    let now = &state.transient.versus;
    if let Some(error) = &now.error {
        ui.colored_label(ui.visuals().error_fg_color, error);
        return;
    }
    let Some(made) = now.made.as_deref() else {
        ui.weak(state.text("status.updating"));
        return;
    };
    let size = vec2(WORDS, ui.available_height());
    ui.horizontal_top(|ui| {
        if now.is_updating {
            ui.multiply_opacity(0.6);
        }
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_width(WORDS);
            let scroll = egui::ScrollArea::vertical().id_salt("versus-words");
            scroll.auto_shrink(false).show(ui, |ui| {
                ui.set_width(WORDS - 14.0);
                words_ui(ui, state, made);
            });
        });
        ui.vertical(|ui| table_ui(ui, state, made, actions));
    });
}

fn head_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.strong(state.text("versus.heading"));
        let sides = &state.session.versus.sides;
        let mut now = sides.clone();
        for (place, key) in ["versus.a", "versus.b"].into_iter().enumerate() {
            let label = ui.label(state.text(key));
            let said = said_of(state, &sides[place]);
            let chooser = egui::ComboBox::from_id_salt(key).width(210.0).truncate();
            let chosen = chooser.selected_text(said).show_ui(ui, |ui| {
                for side in all_sides(state) {
                    let said = said_of(state, &side);
                    ui.selectable_value(&mut now[place], side, said);
                }
            });
            chosen.response.labelled_by(label.id);
        }
        if ui.small_button(state.text("versus.swap")).clicked() {
            now.swap(0, 1);
        }
        let mut shows_changes = state.session.versus.shows_changes;
        let changes = egui::Checkbox::new(&mut shows_changes, state.text("versus.changes"));
        let changes = ui.add_enabled(has_open_side(state), changes);
        let changes = changes.on_hover_text(state.text("versus.changes.tip"));
        let changes = changes.on_disabled_hover_text(state.text("versus.changes.none"));
        if changes.changed() && shows_changes {
            actions.push(Action::ShowLayer(MapLayer::Flows, true));
            // Widths and colors say nothing without it.
            actions.push(Action::ShowLayer(MapLayer::Legend, true));
        }
        let chosen = VersusChoice {
            sides: now,
            shows_changes,
        };
        if chosen != state.session.versus {
            actions.push(Action::SetVersus(chosen));
        }
        both_maps(ui, state, actions);
        let made = state.transient.versus.made.as_deref();
        let copy = egui::Button::new(state.text("versus.copy")).small();
        let response = ui.add_enabled(made.is_some(), copy);
        if let (true, Some(made)) = (response.clicked(), made) {
            actions.push(Action::Copy(in_text(state, made)));
        }
        if state.transient.versus.is_updating {
            ui.weak(state.text("status.updating"));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Compare, false));
        }
    });
}

/// How both maps are shown.
fn both_maps(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = state.session.both_maps;
    let is_swiped = matches!(now, Some(BothMaps::Swiped(_)));
    let ways = [
        ("command.swipe", BothMaps::SWIPED, is_swiped),
        (
            "command.beside",
            BothMaps::Beside,
            now == Some(BothMaps::Beside),
        ),
    ];
    for (key, how, is_on) in ways {
        let mut on = is_on;
        let tip = state.text(&format!("{key}.tip"));
        let choice = ui.checkbox(&mut on, state.text(key));
        if choice.on_hover_text(tip).changed() {
            actions.push(Action::ShowBoth(on.then_some(how)));
        }
    }
}

/// The base, what is open, and each named scenario.
fn all_sides(state: &State) -> Vec<Side> {
    let named = book(state).map_or(&[][..], |book| book.scenarios());
    let named = named.iter().map(|named| Side::Named(named.key.clone()));
    [Side::Base, Side::Current]
        .into_iter()
        .chain(named)
        .collect()
}

/// The comparison as a text that is copied.
#[must_use]
pub fn in_text(state: &State, made: &VersusMade) -> String {
    let [a, b] = made.sides.each_ref().map(|side| &**side);
    as_text([a, b], &made.rows, state.lang(), true)
}

fn words_ui(ui: &mut Ui, state: &State, made: &VersusMade) {
    let lang = state.lang();
    let [a, b] = &made.sides;
    for (place, sentence) in summary(a, b, &made.rows, lang).into_iter().enumerate() {
        let said = RichText::new(sentence);
        let said = if place == 0 { said.strong() } else { said };
        ui.add(egui::Label::new(said).wrap());
        ui.add_space(3.0);
    }
    let question = question_of(state);
    let name = |ends: &[crate::model::ids::NodeId]| ends.first().map(|&end| state.node_name(end));
    let said = match (name(&question.from), name(&question.to)) {
        (Some(from), Some(to)) => state.fill("versus.way", &[&from, &to]),
        _ => state.text("versus.no-way"),
    };
    ui.add(egui::Label::new(RichText::new(said).size(SMALL).weak()).wrap());
    let years: Vec<String> = made
        .sides
        .iter()
        .map(|of| of.wanted.year.to_string())
        .collect();
    let said = state.fill("versus.years", &[&years[0], &years[1]]);
    ui.add(egui::Label::new(RichText::new(said).size(SMALL).weak()).wrap());
}

fn table_ui(ui: &mut Ui, state: &State, made: &VersusMade, actions: &mut Vec<Action>) {
    let widths = widths(ui, &COLUMNS);
    cells(ui, &widths, |ui, column| {
        let key = COLUMNS[column].0;
        let label = egui::Label::new(RichText::new(state.text(key)).weak()).truncate();
        let response = ui.add(label);
        if let Some(side) = side_of(key) {
            response.on_hover_text(made.sides[side].names.in_lang(state.lang()));
        }
    });
    ui.separator();
    egui::ScrollArea::vertical()
        .id_salt("versus-table")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut group = Group::Way;
            for row in &made.rows {
                if row.group != group {
                    group = row.group;
                    ui.add_space(6.0);
                }
                cells(ui, &widths, |ui, column| {
                    cell(ui, state, column, row, actions);
                });
            }
        });
}

fn side_of(key: &str) -> Option<usize> {
    match key {
        "versus.a" => Some(0),
        "versus.b" => Some(1),
        _ => None,
    }
}

fn cell(ui: &mut Ui, state: &State, column: usize, row: &Row, actions: &mut Vec<Action>) {
    let key = COLUMNS[column].0;
    let lang = state.lang();
    let value = match key {
        "compare.head.measure" => {
            let name = RichText::new(row.names.in_lang(lang));
            let name = if row.is_same() { name.weak() } else { name };
            ui.add(egui::Label::new(name).truncate());
            return;
        }
        "compare.head.unit" => {
            ui.weak(row.unit.in_lang(lang));
            return;
        }
        "compare.head.difference" => VersusValue::Difference,
        "compare.head.percent" => VersusValue::Percent,
        _ => VersusValue::Side(side_of(key).unwrap_or(0)),
    };
    let Some(number) = number_of(row, value) else {
        ui.weak(state.text("compare.none"));
        return;
    };
    let is_difference = matches!(value, VersusValue::Difference | VersusValue::Percent);
    let look = Look {
        has_unit: false,
        has_sign: is_difference,
        decimals: (value == VersusValue::Percent).then_some(1),
        ..Look::BODY
    };
    let origin = Origin::Versus(row.key.clone(), value);
    number_link_as(ui, state, actions, &number, look, || {
        Action::ShowCard(Card::of(origin))
    });
    if let VersusValue::Side(place) = value
        && let Some(of) = &row.of[place]
    {
        let of = RichText::new(of.in_lang(lang)).size(SMALL).weak();
        ui.add(egui::Label::new(of).truncate());
    }
}
