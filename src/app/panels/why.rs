//! Why this way: what each leg, wait, handling and border costs more or less than on another way, one
//! bar after the other from the other's total to that of the chosen one.
//!
//! Does not know: how the parts are found.

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    self, Align, Layout, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::number::{Look, number_link_as};
use crate::app::action::{Action, Pane};
use crate::app::cards::{Card, Origin};
use crate::app::state::State;
use crate::app::theme::color;
use crate::app::weights::priced_now;
use crate::model::sourced::Sourced;
use crate::study::outcome::{Itinerary, Outcome};
use crate::study::ways::{chosen_place, figure_of, n_asked, names, of_criterion, options};
use crate::study::why::{self, Term, terms};
use crate::words::format::number;

/// Height of a row.
const ROW: f32 = 22.0;
/// Width of the names.
const NAME: f32 = 330.0;
/// Width of the numbers.
const NUMBER: f32 = 150.0;
/// Width of the names of ways.
const TITLE: f32 = 420.0;
/// Height of a bar.
const BAR: f32 = 12.0;

/// The ways compared: the chosen one, the other, and all that it may be set against.
struct Pair {
    chosen: usize,
    other: usize,
    others: Vec<usize>,
}

/// Shows the pane.
pub fn why_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let outcome = state.transient.outcome.as_deref();
    let pair = outcome.and_then(|outcome| Some((outcome, pair(state, outcome)?)));
    ui.horizontal(|ui| {
        ui.strong(state.text("why.heading"));
        if let Some((outcome, pair)) = &pair {
            choice_ui(ui, state, outcome, pair, actions);
        }
        if ui.small_button(state.text("button.close")).clicked() {
            actions.push(Action::Show(Pane::Why, false));
        }
    });
    let Some((outcome, pair)) = pair else {
        ui.weak(state.text("why.none"));
        return;
    };
    if state.transient.is_updating {
        ui.multiply_opacity(0.6);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = egui::ScrollArea::vertical().auto_shrink(false);
    scroll.show(ui, |ui| bars_ui(ui, state, outcome, &pair, actions));
}

/// The chosen way against the one asked for, else against the best of the others.
fn pair(state: &State, outcome: &Outcome) -> Option<Pair> {
    let chosen = chosen_place(outcome)?;
    let ways = options(outcome);
    let asked = n_asked(outcome);
    let wanted = state.transient.compared.as_ref().and_then(|links| {
        let is_it = |way: &&Itinerary| way.links().eq(links.iter().copied());
        ways.iter().position(is_it)
    });
    let is_other = |place: &usize| *place != chosen && *place < ways.len();
    let listed = (0..asked).chain(wanted.filter(|&place| place >= asked));
    let others: Vec<usize> = listed.filter(is_other).collect();
    let other = wanted.filter(is_other).or(others.first().copied())?;
    Some(Pair {
        chosen,
        other,
        others,
    })
}

/// What the ways of a pair are called, the chosen one first.
fn titles(state: &State, outcome: &Outcome, pair: &Pair) -> Vec<(usize, String)> {
    let all = options(outcome);
    let others = pair.others.iter().copied();
    let places: Vec<usize> = std::iter::once(pair.chosen).chain(others).collect();
    let ways: Vec<&Itinerary> = places.iter().map(|&place| all[place]).collect();
    let names = names(&outcome.network, &ways, state.lang());
    let title = |(place, name): (usize, String)| {
        let said = state.fill("ways.numbered", &[&(place + 1).to_string(), &name]);
        (place, said)
    };
    places.into_iter().zip(names).map(title).collect()
}

/// The chosen way, and the other one to choose.
fn choice_ui(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    pair: &Pair,
    actions: &mut Vec<Action>,
) {
    let titles = titles(state, outcome, pair);
    let title = |place: usize| {
        let found = titles.iter().find(|(of, _)| *of == place);
        found.map_or("", |(_, title)| title)
    };
    ui.scope(|ui| {
        ui.set_max_width(TITLE.min(ui.available_width() * 0.4));
        ui.add(egui::Label::new(title(pair.chosen)).truncate());
    });
    let label = ui.weak(state.text("why.against"));
    let mut other = pair.other;
    let shown = egui::ComboBox::from_id_salt("why")
        .selected_text(title(pair.other))
        .width(TITLE.min(ui.available_width() - 90.0))
        .truncate()
        .show_ui(ui, |ui| {
            for &place in &pair.others {
                ui.selectable_value(&mut other, place, title(place));
            }
        });
    shown.response.labelled_by(label.id);
    if other != pair.other {
        actions.push(Action::CompareWith(other));
    }
}

fn bars_ui(ui: &mut Ui, state: &State, outcome: &Outcome, pair: &Pair, actions: &mut Vec<Action>) {
    let question = &outcome.question;
    let (criterion, weights) = (question.criterion, question.weights);
    let ways = options(outcome);
    let (this, other) = (ways[pair.chosen], ways[pair.other]);
    let all = terms(this, other, criterion, weights);
    let differ: Vec<&Term> = all.iter().filter(|term| term.more() != 0).collect();
    let total = |way: &Itinerary| i128::from(criterion.cost(weights, way.totals));
    let mut edges = vec![total(other)];
    for term in &differ {
        edges.push(edges[edges.len() - 1] + term.more());
    }
    let scale = Scale {
        low: edges.iter().copied().min().unwrap_or(0),
        high: edges.iter().copied().max().unwrap_or(0),
    };
    let Some(priced) = priced_now(state) else {
        return;
    };
    let figure = of_criterion(criterion);
    let total_row = |ui: &mut Ui, place: usize, way: &Itinerary, actions: &mut Vec<Action>| {
        let at = total(way);
        let row = Row {
            name: state.fill("why.total", &[&(place + 1).to_string()]),
            number: figure_of(outcome, &priced, way, figure),
            origin: Origin::Way(place, figure),
            bar: (at, at),
            is_total: true,
            decimals: figure.decimals(),
        };
        row.show(ui, state, &scale, actions);
    };
    total_row(ui, pair.other, other, actions);
    for (term, edge) in differ.iter().zip(&edges) {
        let row = Row {
            name: term.part.in_words(&outcome.network, state.lang()),
            number: why::number(&outcome.network, (this, other), term, criterion),
            origin: Origin::Part(pair.other, term.part),
            bar: (*edge, edge + term.more()),
            is_total: false,
            decimals: figure.decimals(),
        };
        row.show(ui, state, &scale, actions);
    }
    total_row(ui, pair.chosen, this, actions);
    let n_same = all.len() - differ.len();
    ui.add_space(4.0);
    if n_same > 0 {
        ui.weak(state.fill("why.same", &[&n_same.to_string()]));
    }
    ui.weak(state.text("why.exact"));
}

/// What the bars span.
struct Scale {
    low: i128,
    high: i128,
}

impl Scale {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "for drawing only"
    )]
    fn x(&self, at: i128, room: Rect) -> f32 {
        let span = (self.high - self.low).max(1) as f64;
        let share = (at - self.low) as f64 / span;
        room.left() + room.width() * share as f32
    }
}

/// A name, a bar between two edges (a mark where it is a total), a number.
struct Row {
    name: String,
    number: Sourced,
    origin: Origin,
    bar: (i128, i128),
    is_total: bool,
    decimals: usize,
}

impl Row {
    fn show(self, ui: &mut Ui, state: &State, scale: &Scale, actions: &mut Vec<Action>) {
        let width = ui.available_width();
        let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
        let label = format!("{}: {}", self.name, self.said(state));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
        let ink = ui.visuals().text_color();
        let font = egui::TextStyle::Body.resolve(ui.style());
        let names = NAME.min(width * 0.4);
        let mut job = LayoutJob::simple_singleline(self.name.clone(), font, ink);
        job.wrap = TextWrapping::truncate_at_width(names - 8.0);
        let galley = ui.painter().layout_job(job);
        let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
        let right = rect.left() + names + (width - names - NUMBER).max(40.0);
        let room = Rect::from_x_y_ranges(rect.left() + names..=right, rect.y_range());
        self.bar_ui(ui, state, scale, room);
        let numbers = Rect::from_x_y_ranges(right + 12.0..=rect.right(), rect.y_range());
        let layout = Layout::left_to_right(Align::Center);
        let builder = UiBuilder::new().max_rect(numbers).layout(layout);
        let look = Look {
            decimals: Some(self.decimals),
            has_sign: !self.is_total,
            ..Look::BODY
        };
        ui.scope_builder(builder, |ui| {
            number_link_as(ui, state, actions, &self.number, look, || {
                Action::ShowCard(Card::of(self.origin))
            });
        });
        response.on_hover_text(label);
    }

    fn said(&self, state: &State) -> String {
        let sign = match self.number.value {
            value if value > 0.0 && !self.is_total => "+",
            _ => "",
        };
        let value = number(self.number.value, self.decimals);
        format!("{sign}{value} {}", self.number.unit.in_lang(state.lang()))
    }

    fn bar_ui(&self, ui: &Ui, state: &State, scale: &Scale, room: Rect) {
        let palette = state.session.view.palette();
        let (from, to) = self.bar;
        let (a, b) = (scale.x(from, room), scale.x(to, room));
        let (middle, half) = (room.center().y, BAR / 2.0);
        if self.is_total {
            let line = Stroke::new(2.0, ui.visuals().text_color());
            ui.painter().vline(a, room.y_range().shrink(3.0), line);
            return;
        }
        let [less, _, more] = palette.difference;
        let fill = color(if to > from { more } else { less });
        let wide = a.min(b)..=a.max(b).max(a.min(b) + 1.0);
        let bar = Rect::from_x_y_ranges(wide, middle - half..=middle + half);
        ui.painter().rect_filled(bar, 1.0, fill);
        let thin = Stroke::new(1.0, color(palette.rule));
        let below = middle + half..=middle + ROW - half;
        ui.painter().vline(b, below, thin);
    }
}
