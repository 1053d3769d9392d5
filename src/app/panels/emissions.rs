//! The emissions of the chosen way, element by element of its transport chain, and of the other ways
//! of the list beside it.
//!
//! Does not know: how they are computed.

use eframe::egui::{self, RichText, Ui};

use super::number::{Look, number_link_as};
use super::table::{Column, cells, heading_ui, widths};
use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::io::csv_text::csv_text;
use crate::study::emissions::cells as machine;
use crate::study::emissions::sentences::{
    in_words, line_name, range_in_words, remarks, scope_in_words,
};
use crate::study::emissions::{Amount, Element, Line, Report, report};
use crate::study::outcome::{Itinerary, Outcome};
use crate::study::ways::{chosen_place, n_asked, names, options};
use crate::words::format::number;

/// The columns of the elements.
const COLUMNS: [Column; 8] = [
    ("emissions.element", 200.0, 0.4),
    ("emissions.head.km", 64.0, 0.0),
    ("emissions.head.tkm", 76.0, 0.0),
    ("emissions.head.factor", 112.0, 0.0),
    ("emissions.counts", 172.0, 0.1),
    ("emissions.head.kg", 80.0, 0.0),
    ("emissions.range", 96.0, 0.0),
    ("emissions.source", 120.0, 0.45),
];

/// The columns of the ways.
const WAYS: [Column; 6] = [
    ("emissions.way", 240.0, 1.0),
    ("emissions.transport", 140.0, 0.0),
    ("emissions.hubs", 120.0, 0.0),
    ("emissions.total", 110.0, 0.0),
    ("emissions.range", 110.0, 0.0),
    ("emissions.intensity", 130.0, 0.0),
];

/// A way with its report.
struct Reported<'a> {
    /// Its place among the options.
    place: usize,
    way: &'a Itinerary,
    report: Report,
}

/// Shows the pane.
pub fn emissions_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let all = state.transient.outcome.as_deref().and_then(|outcome| {
        let ways = reported(state, outcome);
        let chosen = chosen_place(outcome)?;
        let at = ways.iter().position(|of| of.place == chosen)?;
        Some((outcome, ways, at))
    });
    ui.horizontal(|ui| {
        ui.strong(state.text("emissions.heading"))
            .on_hover_text(state.text("emissions.tip"));
        if let Some((outcome, ways, at)) = &all {
            head_ui(ui, state, outcome, (ways, *at), actions);
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Emissions, false));
        }
    });
    let Some((outcome, ways, at)) = all else {
        ui.weak(state.text("emissions.none"));
        return;
    };
    if state.transient.is_updating {
        ui.multiply_opacity(0.6);
    }
    let widths = widths(ui, &COLUMNS);
    heading_ui(ui, state, &COLUMNS, &widths);
    let scroll = egui::ScrollArea::vertical().auto_shrink(false);
    scroll.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = &ways[at];
        for line in shown.report.lines() {
            if line == Line::Transport {
                ui.separator();
            }
            cells(ui, &widths, |ui, column| {
                let key = COLUMNS[column].0;
                cell_ui(ui, state, outcome, shown, (line, key), actions);
            });
        }
        ui.add_space(6.0);
        numbers_ui(ui, state, outcome, shown, actions);
        if ways.len() > 1 {
            ways_ui(ui, state, outcome, (&ways, at), actions);
        }
        ui.add_space(8.0);
        for remark in remarks(&outcome.network, &shown.report, state.lang()) {
            ui.add(egui::Label::new(RichText::new(remark).weak()).wrap());
            ui.add_space(2.0);
        }
    });
}

/// The ways of the list, and the chosen one where it is none of them.
fn reported<'a>(state: &State, outcome: &'a Outcome) -> Vec<Reported<'a>> {
    let Some(document) = &state.document else {
        return Vec::new();
    };
    let (n_asked, chosen) = (n_asked(outcome), chosen_place(outcome));
    let all = options(outcome).into_iter().enumerate();
    let listed = all.filter(|(place, _)| *place < n_asked || chosen == Some(*place));
    let reported = listed.map(|(place, way)| Reported {
        place,
        way,
        report: report(&outcome.network, &document.facts.parameters, way),
    });
    reported.collect()
}

/// The names of ways with their numbers.
fn titles(state: &State, outcome: &Outcome, ways: &[Reported]) -> Vec<String> {
    let shown: Vec<&Itinerary> = ways.iter().map(|of| of.way).collect();
    let names = names(&outcome.network, &shown, state.lang());
    let title = |(of, name): (&Reported, String)| {
        state.fill("ways.numbered", &[&(of.place + 1).to_string(), &name])
    };
    ways.iter().zip(names).map(title).collect()
}

/// Which way it is, what it comes to, and buttons that copy.
fn head_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    (ways, at): (&[Reported], usize),
    actions: &mut Vec<Action>,
) {
    let title = titles(state, outcome, ways).swap_remove(at);
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() * 0.4).min(420.0));
        ui.add(egui::Label::new(&title).truncate());
    });
    let shown = &ways[at];
    let line = (Line::All, Amount::Kg);
    number_ui(ui, state, outcome, shown, line, (1, true), actions);
    let (network, lang) = (&outcome.network, state.lang());
    let button = |ui: &mut Ui, key: &str| {
        let tip = state.text(&format!("{key}.tip"));
        let button = ui.small_button(state.text(key));
        button.on_hover_text(tip).clicked()
    };
    if button(ui, "emissions.copy") {
        let mut lines = vec![title];
        lines.extend(in_words(network, &shown.report, lang));
        actions.push(Action::Copy(lines.join("\n")));
    }
    if button(ui, "emissions.copy-csv") {
        let rows = ways
            .iter()
            .flat_map(|of| machine::cells(network, &of.report, of.place + 1));
        actions.push(Action::Copy(csv_text(&machine::HEADS, rows)));
    }
}

fn cell_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    shown: &Reported,
    (line, key): (Line, &str),
    actions: &mut Vec<Action>,
) {
    let (network, lang, report) = (&outcome.network, state.lang(), &shown.report);
    let element = match line {
        Line::Element(place) => report.elements.get(place),
        Line::Transport | Line::Hubs | Line::All => None,
    };
    match key {
        "emissions.element" => {
            let name = line_name(network, report, line, lang);
            let said = RichText::new(&name);
            let said = match element {
                Some(_) => said,
                None => said.strong(),
            };
            let label = ui.add(egui::Label::new(said).truncate());
            label.on_hover_text(name);
        }
        "emissions.counts" => {
            if let Some(element) = element {
                counts_ui(ui, state, element);
            }
        }
        "emissions.range" => {
            if let Some(kg) = report.number(network, line, Amount::Kg) {
                ui.weak(range_in_words(&kg));
            }
        }
        "emissions.source" => {
            let said = element.map_or_else(String::new, Element::sources);
            if !said.is_empty() {
                let label = egui::Label::new(RichText::new(&said).weak()).truncate();
                ui.add(label).on_hover_text(said);
            }
        }
        _ => {
            let (amount, decimals, has_unit) = match key {
                "emissions.head.km" => (Amount::Km, Some(0), false),
                "emissions.head.tkm" => (Amount::TonneKm, Some(0), false),
                "emissions.head.kg" => (Amount::Kg, Some(1), false),
                _ => (Amount::Factor, None, true),
            };
            let look = (decimals, has_unit);
            line_number_ui(ui, state, outcome, shown, (line, amount), look, actions);
        }
    }
}

/// What the factor of an element counts, by its source.
fn counts_ui(ui: &mut Ui, state: &State, element: &Element) {
    let said = scope_in_words(&element.scope, state.lang());
    let label = ui.add(egui::Label::new(&said).truncate());
    label.on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        ui.label(said);
        if !element.scope.remark.is_empty() {
            ui.weak(&element.scope.remark);
        }
    });
}

fn number_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    of: &Reported,
    at: (Line, Amount),
    (decimals, has_unit): (usize, bool),
    actions: &mut Vec<Action>,
) {
    let look = (Some(decimals), has_unit);
    line_number_ui(ui, state, outcome, of, at, look, actions);
}

/// A number of a line, which opens its card; nothing where the line has none.
fn line_number_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    of: &Reported,
    (line, amount): (Line, Amount),
    (decimals, has_unit): (Option<usize>, bool),
    actions: &mut Vec<Action>,
) {
    let Some(number) = of.report.number(&outcome.network, line, amount) else {
        return;
    };
    let look = Look {
        decimals,
        has_unit,
        ..Look::BODY
    };
    number_link_as(ui, state, actions, &number, look, || {
        Action::ShowCard(Card::of(Origin::Emission(of.place, line, amount)))
    });
}

/// What the whole way comes to by tonne, tonne-kilometer and distance.
fn numbers_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    shown: &Reported,
    actions: &mut Vec<Action>,
) {
    let numbers = [
        (Amount::Factor, "emissions.intensity", 2),
        (Amount::PerTonne, "emissions.per-tonne", 2),
        (Amount::Tonnes, "input.tonnes", 1),
        (Amount::Km, "emissions.km", 0),
        (Amount::Straight, "emissions.straight", 0),
        (Amount::Ratio, "emissions.ratio", 2),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        for (amount, key, decimals) in numbers {
            if shown
                .report
                .number(&outcome.network, Line::All, amount)
                .is_none()
            {
                continue;
            }
            ui.weak(state.text(key));
            let at = (Line::All, amount);
            number_ui(ui, state, outcome, shown, at, (decimals, true), actions);
            ui.add_space(10.0);
        }
        if let Some(kg) = shown.report.number(&outcome.network, Line::All, Amount::Kg) {
            let percent = number(kg.assumed_share() * 100.0, 0);
            ui.weak(state.fill("emissions.assumed", &[&percent]));
        }
    });
}

/// All ways of the list, one under the other; a click chooses.
fn ways_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    (ways, at): (&[Reported], usize),
    actions: &mut Vec<Action>,
) {
    heading(ui, &state.text("emissions.ways"));
    let widths = widths(ui, &WAYS);
    heading_ui(ui, state, &WAYS, &widths);
    let titles = titles(state, outcome, ways);
    for (row, (of, title)) in ways.iter().zip(&titles).enumerate() {
        cells(ui, &widths, |ui, column| {
            let at_line = match WAYS[column].0 {
                "emissions.way" => {
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    if ui.radio(row == at, title.as_str()).clicked() {
                        actions.push(Action::ChooseWay(of.place));
                    }
                    return;
                }
                "emissions.range" => {
                    let kg = of.report.number(&outcome.network, Line::All, Amount::Kg);
                    ui.weak(kg.as_ref().map_or_else(String::new, range_in_words));
                    return;
                }
                "emissions.transport" => (Line::Transport, Amount::Kg),
                "emissions.hubs" => (Line::Hubs, Amount::Kg),
                "emissions.total" => (Line::All, Amount::Kg),
                _ => (Line::All, Amount::Factor),
            };
            let decimals = if at_line.1 == Amount::Kg { 1 } else { 2 };
            let has_unit = at_line.1 == Amount::Factor;
            let look = (decimals, has_unit);
            number_ui(ui, state, outcome, of, at_line, look, actions);
        });
    }
}
