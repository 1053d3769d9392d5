//! The ways that were asked for, one under the other: what each comes to, and how it differs from the
//! chosen one. A click chooses.
//!
//! Does not know: how ways are found or drawn on the map.

use eframe::egui::{self, Align, CornerRadius, Layout, RichText, Sense, Ui, UiBuilder, vec2};

use super::number::{Look, number_link_as};
use super::widgets::heading;
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::app::ways::{PointedIn, point_in};
use crate::app::weights::priced_now;
use crate::study::outcome::{Itinerary, Outcome};
use crate::study::priced::Priced;
use crate::study::ways::{Figure, chosen_place, difference, figure_of, n_asked, names, options};

/// Space at the right for the scroll bar.
const EDGE: f32 = 8.0;
/// Height of a name.
const NAME: f32 = 19.0;
/// Height of a line of numbers.
const LINE: f32 = 17.0;

/// Shows the list; nothing where no other way is known.
pub fn ways_ui(ui: &mut Ui, state: &State, outcome: &Outcome, actions: &mut Vec<Action>) {
    let (Some(chosen), Some(priced)) = (chosen_place(outcome), priced_now(state)) else {
        return;
    };
    let ways = options(outcome);
    let n_asked = n_asked(outcome);
    if outcome.ways.is_none() {
        return;
    }
    ui.horizontal(|ui| {
        ui.vertical(|ui| heading(ui, &state.text("ways.heading")));
        ui.with_layout(Layout::right_to_left(Align::Max), |ui| {
            ui.add_space(EDGE);
            buttons(ui, state, actions);
        });
    });
    if ways.len() < 2 {
        ui.weak(state.text("ways.only"));
        return;
    }
    let listed: Vec<usize> = (0..ways.len())
        .filter(|&place| place < n_asked || place == chosen)
        .collect();
    let shown: Vec<&Itinerary> = listed.iter().map(|&place| ways[place]).collect();
    let names = names(&outcome.network, &shown, state.lang());
    heads(ui, state);
    let mut pointed = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (name, &place) in names.iter().zip(&listed) {
            let row = Row {
                outcome,
                priced: &priced,
                place,
                way: ways[place],
                chosen: (place != chosen).then(|| ways[chosen]),
                name,
            };
            if row.show(ui, state, actions) {
                pointed = Some(place);
            }
        }
    });
    point_in(state, PointedIn::List, pointed, actions);
}

/// What else can be seen of ways.
fn buttons(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    for (pane, key) in [(Pane::Unbeaten, "ways.unbeaten"), (Pane::Why, "ways.why")] {
        let is_shown = state.shows(pane);
        let button = egui::Button::new(state.text(key))
            .small()
            .selected(is_shown);
        let tip = state.text(&format!("{key}.tip"));
        if ui.add(button).on_hover_text(tip).clicked() {
            actions.push(Action::Show(pane, !is_shown));
        }
    }
}

/// The units of the columns.
fn heads(ui: &mut Ui, state: &State) {
    let width = column(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for figure in Figure::ALL {
            cell(ui, width, |ui| {
                let said = state.text(&format!("{}.short", figure.words_key()));
                let name = state.text(figure.words_key());
                let unit = figure.unit().in_lang(state.lang());
                ui.label(RichText::new(said).size(SMALL).weak())
                    .on_hover_text(format!("{name}, {unit}"));
            });
        }
    });
}

fn column(ui: &Ui) -> f32 {
    ((ui.available_width() - EDGE) / 5.0).floor()
}

fn cell(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, LINE), layout, |ui| {
        ui.set_min_size(vec2(width, LINE));
        content(ui);
    });
}

/// A way in the list.
struct Row<'a> {
    outcome: &'a Outcome,
    priced: &'a Priced,
    place: usize,
    way: &'a Itinerary,
    /// The chosen way, where this is another.
    chosen: Option<&'a Itinerary>,
    name: &'a str,
}

impl Row<'_> {
    /// Shows it, and says whether the pointer is over it.
    fn show(&self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) -> bool {
        let is_pointed = state.session.view.hovered_way == Some(self.place);
        let builder = UiBuilder::new()
            .id_salt(("way", self.place))
            .sense(Sense::click());
        let shown = ui.scope_builder(builder, |ui| {
            let visuals = ui.visuals();
            let fill = match (is_pointed, self.chosen) {
                (true, _) => visuals.widgets.hovered.bg_fill,
                (false, None) => visuals.selection.bg_fill.gamma_multiply(0.45),
                (false, Some(_)) => visuals.panel_fill,
            };
            let frame = egui::Frame::new()
                .fill(fill)
                .corner_radius(CornerRadius::same(4));
            frame.show(ui, |ui| self.content(ui, state, actions));
        });
        let row = shown.response;
        if row.clicked() {
            actions.push(Action::ChooseWay(self.place));
        }
        ui.rect_contains_pointer(row.rect)
    }

    fn content(&self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let width = column(ui);
        ui.spacing_mut().interact_size.y = NAME;
        let number = (self.place + 1).to_string();
        let said = state.fill("ways.numbered", &[&number, self.name]);
        if ui.radio(self.chosen.is_none(), said).clicked() {
            actions.push(Action::ChooseWay(self.place));
        }
        self.line(ui, state, width, false, actions);
        if self.chosen.is_some() {
            self.line(ui, state, width, true, actions);
        }
        ui.add_space(2.0);
    }

    /// What the way comes to, or how that differs from the chosen one.
    fn line(
        &self,
        ui: &mut Ui,
        state: &State,
        width: f32,
        is_more: bool,
        actions: &mut Vec<Action>,
    ) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().interact_size.y = LINE;
            for figure in Figure::ALL {
                cell(ui, width, |ui| {
                    self.figure(ui, state, figure, is_more, actions);
                });
            }
        });
    }

    fn figure(
        &self,
        ui: &mut Ui,
        state: &State,
        figure: Figure,
        is_more: bool,
        actions: &mut Vec<Action>,
    ) {
        let (number, origin) = match self.chosen.filter(|_| is_more) {
            Some(chosen) => {
                let number = difference(self.outcome, self.priced, (self.way, chosen), figure);
                (number, Origin::Difference(self.place, figure))
            }
            None => {
                let number = figure_of(self.outcome, self.priced, self.way, figure);
                (number, Origin::Way(self.place, figure))
            }
        };
        let look = Look {
            size: if is_more { SMALL } else { Look::BODY.size },
            decimals: Some(figure.decimals()),
            has_unit: false,
            has_sign: is_more,
        };
        number_link_as(ui, state, actions, &number, look, || {
            Action::ShowCard(Card::of(origin))
        });
    }
}
