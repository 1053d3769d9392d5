//! Why this way: what each leg, wait, handling and border costs more or less than on another way, one
//! bar after the other from the other's total to that of the chosen one.
//!
//! Does not know: how the parts are found.

use eframe::egui::{self, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::action::{Action, Pane};
use crate::app::state::State;
use crate::app::theme::color;
use crate::study::outcome::{Criterion, Itinerary, Outcome};
use crate::study::ways::{chosen_place, n_asked, names, of_criterion, options};
use crate::study::why::{Term, shown_units, terms};
use crate::words::format::number;

/// Height of a row.
const ROW: f32 = 22.0;
/// Width of the names.
const NAME: f32 = 330.0;
/// Width of the numbers.
const NUMBER: f32 = 96.0;
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
    scroll.show(ui, |ui| bars_ui(ui, state, outcome, &pair));
}

/// The chosen way against the one asked for, else against the best of the others.
fn pair(state: &State, outcome: &Outcome) -> Option<Pair> {
    let chosen = chosen_place(outcome)?;
    let n_known = options(outcome).len();
    let asked = n_asked(outcome);
    let wanted = state.transient.compared_way;
    let is_other = |place: &usize| *place != chosen && *place < n_known;
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
    ui.label(title(pair.chosen));
    let label = ui.weak(state.text("why.against"));
    let mut other = pair.other;
    let shown = egui::ComboBox::from_id_salt("why")
        .selected_text(title(pair.other))
        .width(320.0)
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

/// The numbers of a criterion in the unit that people use.
struct Units {
    criterion: Criterion,
    unit: &'static str,
    decimals: usize,
}

impl Units {
    fn said(&self, whole: i128, has_sign: bool) -> String {
        let value = shown_units(self.criterion, whole);
        let sign = if has_sign && whole > 0 { "+" } else { "" };
        format!("{sign}{} {}", number(value, self.decimals), self.unit)
    }
}

fn bars_ui(ui: &mut Ui, state: &State, outcome: &Outcome, pair: &Pair) {
    let question = &outcome.question;
    let (criterion, weights) = (question.criterion, question.weights);
    let ways = options(outcome);
    let (this, other) = (ways[pair.chosen], ways[pair.other]);
    let all = terms(this, other, criterion, weights);
    let differ: Vec<&Term> = all.iter().filter(|term| term.more() != 0).collect();
    let total = |way: &Itinerary| i128::from(criterion.cost(weights, way.totals));
    let (begin, end) = (total(other), total(this));
    let mut edges = vec![begin];
    for term in &differ {
        edges.push(edges[edges.len() - 1] + term.more());
    }
    let low = edges.iter().copied().min().unwrap_or(0);
    let high = edges.iter().copied().max().unwrap_or(0);
    let scale = Scale { low, high };
    let figure = of_criterion(criterion);
    let units = Units {
        criterion,
        unit: figure.unit().in_lang(state.lang()),
        decimals: figure.decimals(),
    };
    let lang = state.lang();
    let place = (pair.other + 1).to_string();
    let name = state.fill("why.total", &[&place]);
    row_ui(
        ui,
        state,
        &name,
        &units.said(begin, false),
        true,
        (&scale, begin, begin),
    );
    for (term, edge) in differ.iter().zip(&edges) {
        let name = term.part.in_words(&outcome.network, lang);
        let said = units.said(term.more(), true);
        row_ui(
            ui,
            state,
            &name,
            &said,
            false,
            (&scale, *edge, edge + term.more()),
        );
    }
    let place = (pair.chosen + 1).to_string();
    let name = state.fill("why.total", &[&place]);
    let said = format!(
        "{} ({})",
        units.said(end, false),
        units.said(end - begin, true)
    );
    row_ui(ui, state, &name, &said, true, (&scale, end, end));
    let n_same = all.len() - differ.len();
    if n_same > 0 {
        ui.add_space(4.0);
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

/// A name, a bar between two edges (a mark where they are the same), a number.
fn row_ui(
    ui: &mut Ui,
    state: &State,
    name: &str,
    said: &str,
    is_total: bool,
    (scale, from, to): (&Scale, i128, i128),
) {
    let palette = state.session.view.palette();
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let label = format!("{name}: {said}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    let ink = ui.visuals().text_color();
    let font = egui::TextStyle::Body.resolve(ui.style());
    let write = |text: &str, at: egui::Pos2, anchor: egui::Align2, room: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font.clone(), ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.painter().layout_job(job);
        let at = anchor.anchor_size(at, galley.size()).min;
        ui.painter().galley(at, galley, ink);
    };
    let middle = rect.center().y;
    let names = NAME.min(width * 0.4);
    write(
        name,
        pos2(rect.left(), middle),
        egui::Align2::LEFT_CENTER,
        names - 8.0,
    );
    let numbers = if is_total { NUMBER * 2.0 } else { NUMBER };
    let right = rect.left() + names + (width - names - NUMBER * 2.0 - 16.0).max(40.0);
    let room = Rect::from_x_y_ranges(rect.left() + names..=right, rect.y_range());
    write(
        said,
        pos2(right + 12.0, middle),
        egui::Align2::LEFT_CENTER,
        numbers,
    );
    let (a, b) = (scale.x(from, room), scale.x(to, room));
    if is_total {
        let line = Stroke::new(2.0, ink);
        ui.painter().vline(a, rect.y_range().shrink(3.0), line);
        return;
    }
    let [less, _, more] = palette.difference;
    let fill = color(if to > from { more } else { less });
    let bar = Rect::from_x_y_ranges(
        a.min(b)..=a.max(b).max(a.min(b) + 1.0),
        middle - BAR / 2.0..=middle + BAR / 2.0,
    );
    ui.painter().rect_filled(bar, 1.0, fill);
    let thin = Stroke::new(1.0, color(palette.rule));
    ui.painter().vline(
        b,
        middle + BAR / 2.0..=rect.bottom() + (ROW - BAR) / 2.0,
        thin,
    );
    response.on_hover_text(RichText::new(label));
}
