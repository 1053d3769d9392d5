//! Beyond the bottleneck: the next one, the throughput by one capacity, the room left elsewhere, and
//! what reaches a target.
//!
//! Does not know: how these are found.

mod chart;
mod target;

use eframe::egui::{self, RichText, Ui};

use self::chart::chart_ui;
use self::target::target_ui;
use super::number::{Look, number_link_as};
use crate::app::action::Action;
use crate::app::beyond::{BeyondFigure, BeyondMade, RoomOf, number};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::scene::sheet::Thing;
use crate::study::beyond::{Beyond, Next, Room, next_sentence, part_name};
use crate::study::outcome::CutPart;

/// Rooms that are listed.
const MAX_ROOMS: usize = 12;

/// Shows what lies beyond a limited throughput of `present` TEU a year.
pub fn beyond_ui(ui: &mut Ui, state: &State, present: u64, actions: &mut Vec<Action>) {
    let Some(made) = &state.transient.beyond.made else {
        return;
    };
    if let Some(beyond) = &made.beyond {
        next_ui(ui, state, made, (present, beyond), actions);
    }
    if let Some(varied) = &made.varied {
        part_ui(ui, state, "beyond.vary", true, |ui| {
            chart_ui(ui, state, varied, actions);
        });
    }
    let rooms = made.beyond.as_ref().map(|beyond| &beyond.rooms[..]);
    let used: Vec<&Room> = (rooms.unwrap_or_default().iter())
        .filter(|room| room.carried > 0)
        .collect();
    if !used.is_empty() {
        part_ui(ui, state, "beyond.rooms", false, |ui| {
            rooms_ui(ui, state, made, &used, actions);
        });
    }
    part_ui(ui, state, "target.heading", false, |ui| {
        target_ui(ui, state, made, present, actions);
    });
}

/// A part that can be folded.
fn part_ui(ui: &mut Ui, state: &State, key: &str, is_open: bool, content: impl FnOnce(&mut Ui)) {
    egui::CollapsingHeader::new(state.text(key))
        .id_salt(key)
        .default_open(is_open)
        .show_unindented(ui, content);
}

/// A number that opens its card.
fn figure_ui(
    ui: &mut Ui,
    state: &State,
    (figure, look): (BeyondFigure, Look),
    actions: &mut Vec<Action>,
) {
    if let Some(number) = number(state, figure) {
        number_link_as(ui, state, actions, &number, look, || {
            Action::ShowCard(Card::of(Origin::Beyond(figure)))
        });
    }
}

/// A link or hub whose name flies there.
fn name_ui(
    ui: &mut Ui,
    state: &State,
    made: &BeyondMade,
    part: &CutPart,
    actions: &mut Vec<Action>,
) {
    let name = part_name(&made.network, part, state.lang());
    let thing = match part {
        CutPart::Link { link, .. } => Thing::Link(*link),
        CutPart::Hub { node, .. } => Thing::Node(*node),
    };
    if ui.link(name).clicked() {
        actions.push(Action::FlyTo(thing));
    }
}

fn next_ui(
    ui: &mut Ui,
    state: &State,
    made: &BeyondMade,
    (present, beyond): (u64, &Beyond),
    actions: &mut Vec<Action>,
) {
    let Next::Limited {
        teu_per_year,
        bottleneck,
    } = &beyond.next
    else {
        let said = next_sentence(&made.network, (present, beyond), state.lang());
        ui.label(said);
        return;
    };
    ui.add_space(4.0);
    let is_same = *teu_per_year == present;
    let key = if is_same {
        "beyond.then-same"
    } else {
        "beyond.then"
    };
    ui.label(state.text(key));
    ui.horizontal_wrapped(|ui| {
        figure_ui(ui, state, (BeyondFigure::Next, Look::BODY), actions);
        for part in bottleneck {
            name_ui(ui, state, made, part, actions);
        }
    });
}

fn rooms_ui(
    ui: &mut Ui,
    state: &State,
    made: &BeyondMade,
    rooms: &[&Room],
    actions: &mut Vec<Action>,
) {
    let tip = state.text("beyond.rooms.tip");
    egui::Grid::new("rooms")
        .num_columns(2)
        .striped(true)
        .show(ui, |ui| {
            for room in rooms.iter().take(MAX_ROOMS) {
                ui.vertical(|ui| {
                    ui.set_max_width(190.0);
                    name_ui(ui, state, made, &room.part, actions);
                    if room.is_next {
                        let said = RichText::new(state.text("beyond.fills-next"));
                        ui.label(said.small().weak());
                    }
                });
                let figure = BeyondFigure::Room(RoomOf::part(&room.part));
                figure_ui(ui, state, (figure, Look::BODY), actions);
                ui.end_row();
            }
        })
        .response
        .on_hover_text(tip);
    if rooms.len() > MAX_ROOMS {
        let rest = (rooms.len() - MAX_ROOMS).to_string();
        ui.weak(state.fill("beyond.more", &[&rest]));
    }
}
