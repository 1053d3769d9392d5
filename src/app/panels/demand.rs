//! What goes by train between inland zones and ports: the matrix of a year, each number with its
//! provenance.
//!
//! Does not know: how the matrix is made.

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::number::{Look, number_link_as};
use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::demand::wanted_now;
use crate::app::state::State;
use crate::document::study::Document;
use crate::study::demand::{
    Demand, Entry, Growth, Heading, Row, Slice, Table, last_published, method, reason, remarks,
    years,
};
use crate::words::format::number;
use crate::words::text;

/// Width of the column of names.
const NAME: f32 = 150.0;
/// Width of a column of numbers.
const NUMBER: f32 = 88.0;
/// Height of a row.
const ROW: f32 = 20.0;

/// Shows the pane.
pub fn demand_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(document) = &state.document else {
        return;
    };
    let made = state.transient.demand.as_deref();
    ui.horizontal(|ui| {
        ui.strong(state.text("demand.heading"));
        choice_ui(ui, state, document, actions);
        if let Some(Ok((demand, _))) = made.map(|made| &made.answer) {
            let total = Entry {
                slice: Slice::default(),
                number: demand.total.clone(),
            };
            entry_ui(ui, state, &total, true, actions);
        }
        if state.transient.is_demand_updating {
            ui.weak(state.text("status.updating"));
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Demand, false));
        }
    });
    let scroll = egui::ScrollArea::both().auto_shrink(false);
    scroll.show(ui, |ui| match made.map(|made| &made.answer) {
        Some(Ok((demand, table))) => {
            matrix_ui(ui, state, document, (demand, table), actions);
        }
        Some(Err(why)) => {
            ui.label(reason(why, state.lang()));
        }
        None => {}
    });
}

/// The year, and for later years the growth.
fn choice_ui(ui: &mut Ui, state: &State, document: &Document, actions: &mut Vec<Action>) {
    let facts = &document.facts;
    let Some(wanted) = wanted_now(state) else {
        return;
    };
    let scenario = document.history.scenario();
    let last = last_published(facts).map_or(0, |(year, _)| year);
    let mut now = wanted;
    let label = ui.label(state.text("demand.year"));
    let chooser = egui::ComboBox::from_id_salt("demand-year");
    let said = |year: i32| {
        if year > last {
            state.fill("demand.later", &[&year.to_string()])
        } else {
            year.to_string()
        }
    };
    ui.add_enabled_ui(scenario.year().is_none(), |ui| {
        let chosen = chooser.selected_text(said(wanted.year)).show_ui(ui, |ui| {
            for year in years(facts) {
                ui.selectable_value(&mut now.year, year, said(year));
            }
        });
        let response = chosen.response.labelled_by(label.id);
        response.on_disabled_hover_text(state.text("years.of-scenario"));
    });
    let is_free = wanted.year > last && scenario.growth().is_none();
    ui.add_enabled_ui(is_free, |ui| {
        for growth in Growth::ALL {
            let name = state.text(growth.words_key());
            let rate = facts.parameters.number(growth.parameter());
            let choice = ui.selectable_value(&mut now.growth, growth, name);
            if let Some(rate) = rate {
                let percent = number(rate.value * 100.0, 0);
                choice.on_hover_text(state.fill("demand.rate", &[&percent]));
            }
        }
    });
    if now != wanted {
        actions.push(Action::SetDemand(now));
    }
}

fn matrix_ui(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    (demand, table): (&Demand, &Table),
    actions: &mut Vec<Action>,
) {
    if state.transient.is_demand_updating {
        ui.multiply_opacity(0.6);
    }
    ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
    let lang = state.lang();
    let said = RichText::new(method(demand, lang)).weak();
    ui.add(egui::Label::new(said).wrap());
    for remark in remarks(&document.network, demand, lang) {
        ui.colored_label(ui.visuals().warn_fg_color, remark);
    }
    ui.add_space(4.0);
    heads_ui(ui, state, demand);
    for zone in (0..demand.zones.len()).map(Some).chain([None]) {
        zone_ui(ui, state, (demand, table), zone, actions);
    }
    heading(ui, &state.text("demand.classes"));
    ui.horizontal(|ui| {
        name_ui(ui, "", false);
        for key in ["heading.north", "heading.south", "heading.both"] {
            ways_ui(ui, state, key);
        }
    });
    for (class, entries) in demand.classes.iter().zip(&table.classes) {
        ui.horizontal(|ui| {
            name_ui(ui, class.names.in_lang(lang), false);
            for entry in entries {
                number_ui(ui, state, entry, actions);
            }
        });
    }
}

/// The names of the ports, and below them both directions.
fn heads_ui(ui: &mut Ui, state: &State, demand: &Demand) {
    let lang = state.lang();
    ui.horizontal(|ui| {
        name_ui(ui, "", false);
        for port in &demand.ports {
            head_ui(ui, port.names.in_lang(lang), 2.0 * NUMBER);
        }
        head_ui(ui, text(lang, "demand.all"), 3.0 * NUMBER);
    });
    ui.horizontal(|ui| {
        name_ui(ui, "", false);
        for _ in 0..=demand.ports.len() {
            for heading in Heading::ALL {
                ways_ui(ui, state, heading.words_key());
            }
        }
        ways_ui(ui, state, "heading.both");
    });
}

/// A zone, or all: both directions of every port and of all ports, then their sum.
fn zone_ui(
    ui: &mut Ui,
    state: &State,
    (demand, table): (&Demand, &Table),
    zone: Option<usize>,
    actions: &mut Vec<Action>,
) {
    let row = |heading: Option<Heading>| -> Option<&Row> {
        let mut rows = table.rows.iter();
        rows.find(|row| row.zone == zone && row.heading == heading)
    };
    let ways: Vec<&Row> = Heading::ALL
        .into_iter()
        .filter_map(|way| row(Some(way)))
        .collect();
    let name = match zone {
        Some(zone) => demand.zones[zone].names.in_lang(state.lang()),
        None => text(state.lang(), "demand.all"),
    };
    ui.horizontal(|ui| {
        name_ui(ui, name, zone.is_none());
        for column in 0..=demand.ports.len() {
            for entry in ways.iter().filter_map(|row| row.entries.get(column)) {
                number_ui(ui, state, entry, actions);
            }
        }
        if let Some(both) = row(None).and_then(|row| row.entries.last()) {
            number_ui(ui, state, both, actions);
        }
    });
}

fn cell(ui: &mut Ui, width: f32, layout: Layout, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
        ui.set_min_width(width);
        content(ui);
    });
}

fn name_ui(ui: &mut Ui, name: &str, is_strong: bool) {
    cell(ui, NAME, Layout::left_to_right(Align::Center), |ui| {
        let name = RichText::new(name);
        let name = if is_strong { name.strong() } else { name };
        ui.add(egui::Label::new(name).truncate());
    });
}

fn head_ui(ui: &mut Ui, name: &str, width: f32) {
    cell(ui, width, Layout::right_to_left(Align::Center), |ui| {
        ui.add(egui::Label::new(RichText::new(name).strong()).truncate());
    });
}

fn ways_ui(ui: &mut Ui, state: &State, key: &str) {
    cell(ui, NUMBER, Layout::right_to_left(Align::Center), |ui| {
        let name = RichText::new(state.text(key)).weak();
        ui.add(egui::Label::new(name).truncate());
    });
}

fn number_ui(ui: &mut Ui, state: &State, entry: &Entry, actions: &mut Vec<Action>) {
    cell(ui, NUMBER, Layout::right_to_left(Align::Center), |ui| {
        entry_ui(ui, state, entry, false, actions);
    });
}

fn entry_ui(ui: &mut Ui, state: &State, entry: &Entry, has_unit: bool, actions: &mut Vec<Action>) {
    let look = Look {
        decimals: Some(0),
        has_unit,
        ..Look::BODY
    };
    number_link_as(ui, state, actions, &entry.number, look, || {
        Action::ShowCard(Card::of(Origin::Demand(entry.slice)))
    });
}
