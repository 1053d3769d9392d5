//! The plain network that is open: where from and where to, what is to be least, the best path, and the
//! hierarchy on its way.
//!
//! Does not know: how paths are found.

use eframe::egui::{self, Ui};

use super::number::number_link;
use super::widgets::heading;
use crate::app::action::{Action, End};
use crate::app::cards::{Card, Origin};
use crate::app::plain::{Answer, PlainAction, PlainOpen, Stage, measure_key, total};
use crate::app::state::State;
use crate::model::geometry::LonLat;
use crate::model::plain::Measure;
use crate::study::plain::Method;
use crate::words::format::{number, short};

/// What a path can be least in.
const MEASURES: [Measure; 3] = [Measure::Time, Measure::Money, Measure::Distance];

/// Shows the part of the panel about a plain network; nothing without one.
pub fn plain_ui(ui: &mut Ui, state: &mut State, actions: &mut Vec<Action>) {
    let Some(plain) = &state.plain else {
        return;
    };
    heading(ui, &state.text("plain.heading"));
    ui.label(egui::RichText::new(&plain.name).strong());
    let network = &plain.network;
    let counts = [network.n_nodes(), network.n_links()].map(grouped);
    ui.weak(state.fill("plain.counts", &[&counts[0], &counts[1]]));
    if !plain.is_alone {
        beside_ui(ui, state, actions);
    }
    for end in [End::From, End::To] {
        end_ui(ui, state, end, actions);
    }
    let Some(plain) = &state.plain else {
        return;
    };
    if let Some(refused) = &plain.refused {
        ui.colored_label(ui.visuals().error_fg_color, refused);
    }
    let state = &*state;
    if plain.ends == [None; 2] {
        let has_lines = state
            .layers
            .plain()
            .map()
            .is_some_and(|map| map.around().is_some());
        ui.weak(state.text(match (has_lines, plain.is_alone) {
            (false, _) => "plain.not-drawn",
            (true, true) => "plain.how",
            (true, false) => "plain.how-beside",
        }));
    } else {
        ui.horizontal(|ui| {
            if ui.small_button(state.text("plain.swap")).clicked() {
                actions.push(Action::Plain(PlainAction::Swap));
            }
            if ui.small_button(state.text("plain.clear")).clicked() {
                actions.push(Action::Plain(PlainAction::Clear));
            }
        });
    }
    measures_ui(ui, state, plain, actions);
    if let Some(answer) = &plain.answer {
        ui.scope(|ui| {
            if plain.is_updating {
                ui.multiply_opacity(0.6);
            }
            answer_ui(ui, state, plain, answer, actions);
        });
    } else if plain.is_updating {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(state.text("plain.finding"));
        });
    }
    stage_ui(ui, state, plain, actions);
    ui.add_space(4.0);
    ui.weak(state.text("plain.not-possible"));
    ui.weak(plain.units.in_lang(state.lang()));
    ui.add_space(8.0);
}

/// What can be done with a network beside a study.
fn beside_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let mut is_shown = state.layers.plain().is_shown();
        if ui
            .checkbox(&mut is_shown, state.text("plain.shown"))
            .changed()
        {
            actions.push(Action::Plain(PlainAction::Show(is_shown)));
        }
        if ui.small_button(state.text("plain.close")).clicked() {
            actions.push(Action::Plain(PlainAction::Close));
        }
    });
}

/// A count with separated thousands.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
fn grouped(count: usize) -> String {
    number(count as f64, 0)
}

fn end_ui(ui: &mut Ui, state: &mut State, end: End, actions: &mut Vec<Action>) {
    let (place, key) = match end {
        End::From => (0, "plain.from"),
        End::To => (1, "plain.to"),
    };
    let label = state.text(key);
    let Some(plain) = &mut state.plain else {
        return;
    };
    let hint = plain.ends[place].map(|node| plain.called(node));
    let hint = hint.unwrap_or_default();
    ui.horizontal(|ui| {
        let label = ui.add_sized([38.0, 20.0], egui::Label::new(label));
        let field = egui::TextEdit::singleline(&mut plain.fields[place])
            .hint_text(hint)
            .desired_width(ui.available_width() - 10.0);
        let response = ui.add(field).labelled_by(label.id);
        let is_entered =
            response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if is_entered && !plain.fields[place].trim().is_empty() {
            actions.push(Action::Plain(PlainAction::Name(end)));
        }
    });
}

fn measures_ui(ui: &mut Ui, state: &State, plain: &PlainOpen, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(state.text("plain.least"));
        for measure in MEASURES {
            let knows = plain.knows(measure);
            let chosen = plain.measure == measure;
            let button = egui::Button::selectable(chosen, state.text(measure_key(measure)));
            let response = ui.add_enabled(knows, button);
            if response.clicked() {
                actions.push(Action::Plain(PlainAction::SetMeasure(measure)));
            }
            if !knows {
                response.on_disabled_hover_text(state.text("plain.unknown"));
            }
        }
    });
}

fn answer_ui(
    ui: &mut Ui,
    state: &State,
    plain: &PlainOpen,
    answer: &Answer,
    actions: &mut Vec<Action>,
) {
    let ends = [answer.wish.from, answer.wish.to].map(|node| plain.called(node));
    let Some(path) = &answer.path else {
        let said = state.fill("plain.none", &[&ends[0], &ends[1]]);
        ui.colored_label(ui.visuals().error_fg_color, said);
        return;
    };
    ui.label(format!("{} → {}", ends[0], ends[1]));
    egui::Grid::new("plain-sums").num_columns(2).show(ui, |ui| {
        for measure in MEASURES {
            ui.label(state.text(measure_key(measure)));
            match total(plain, measure, false) {
                Some(sum) => {
                    let card = || Card::of(Origin::Plain(measure));
                    number_link(ui, state, actions, &sum, card);
                }
                None => drop(ui.weak(state.text("plain.not-known"))),
            }
            ui.end_row();
        }
    });
    let how = match answer.method {
        Method::Dijkstra => "plain.by-search",
        Method::Hierarchy => "plain.by-hierarchy",
    };
    let counts = [path.links.len(), path.nodes.len()].map(grouped);
    let ms = short(answer.ms);
    ui.weak(state.fill(how, &[&counts[0], &counts[1], &ms]));
    let fits = state.layers.plain().path_box().is_some();
    if fits && ui.small_button(state.text("plain.fit")).clicked() {
        actions.push(Action::Plain(PlainAction::Fit));
    }
}

fn stage_ui(ui: &mut Ui, state: &State, plain: &PlainOpen, actions: &mut Vec<Action>) {
    match plain.stage {
        Stage::Making(thousandths) => {
            ui.add_space(4.0);
            ui.label(state.text("plain.making"));
            ui.horizontal(|ui| {
                #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
                let share = thousandths as f32 / 1000.0;
                let bar = egui::ProgressBar::new(share).desired_width(180.0);
                ui.add(bar.show_percentage());
                if ui.small_button(state.text("plain.cancel")).clicked() {
                    actions.push(Action::Plain(PlainAction::Cancel));
                }
            });
        }
        Stage::Ready { was_known: true } => drop(ui.weak(state.text("plain.ready-kept"))),
        Stage::Ready { was_known: false } => drop(ui.weak(state.text("plain.ready"))),
        Stage::Cancelled => drop(ui.weak(state.text("plain.cancelled"))),
        Stage::NotWorth => {}
    }
}

/// The entries of the map's menu for a plain network; nothing without one.
pub fn menu_ui(ui: &mut Ui, state: &State, at: Option<LonLat>, actions: &mut Vec<Action>) {
    let (Some(_), Some(at)) = (&state.plain, at) else {
        return;
    };
    for (end, key) in [(End::From, "plain.menu-from"), (End::To, "plain.menu-to")] {
        if ui.button(state.text(key)).clicked() {
            actions.push(Action::Plain(PlainAction::PickEnd(end, at)));
            ui.close();
        }
    }
    ui.separator();
}
