//! The card of a number: what it is, how well it is founded, what it was computed from; numbers of
//! links and hubs are edited here.
//!
//! Does not know: where the number is looked up.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Pos2, Rect, RichText, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo,
};

use super::card_text::as_text;
use super::number::{Look, exact, number_link_as, range_in_words, status_dot, unit_of};
use super::value_field::value_field;
use crate::app::action::Action;
use crate::app::cards::Card;
use crate::app::state::State;
use crate::app::theme::KPI;
use crate::model::sourced::{Basis, Input, Sourced};
use crate::words::format::number as grouped;
use crate::words::text;

/// Points of a card's content from side to side.
const WIDTH: f32 = 332.0;
/// Inputs listed before the rest is asked for.
const MAX_INPUTS: usize = 12;

/// Shows the card that is open; `map` is where the map is, beside whose right edge it first stands.
pub fn card_ui(context: &egui::Context, state: &State, actions: &mut Vec<Action>, map: Rect) {
    let Some(card) = state.transient.cards.last() else {
        return;
    };
    let mut is_open = true;
    let place = Pos2::new(map.max.x - 14.0, map.min.y + 14.0);
    let height = (context.content_rect().height() - 180.0).max(160.0);
    egui::Window::new(state.text("card.heading"))
        .id(egui::Id::unique("card"))
        .open(&mut is_open)
        .collapsible(false)
        .auto_sized()
        .pivot(Align2::RIGHT_TOP)
        .default_pos(place)
        .show(context, |ui| {
            ui.set_width(WIDTH);
            back(ui, state, actions);
            egui::ScrollArea::vertical()
                .max_height(height)
                .show(ui, |ui| {
                    ui.set_width(WIDTH - 8.0);
                    content(ui, state, card, actions);
                });
        });
    if !is_open {
        actions.push(Action::CloseCard);
    }
}

/// The way back to the card below.
fn back(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let cards = &state.transient.cards;
    let Some(below) = cards.len().checked_sub(2).and_then(|n| cards.get(n)) else {
        return;
    };
    let names = below.names(state);
    let said = format!("← {}", names.in_lang(state.lang()));
    let link = egui::Link::new(RichText::new(said).small());
    if ui.add(link).clicked() {
        actions.push(Action::BackCard);
    }
}

fn content(ui: &mut Ui, state: &State, card: &Card, actions: &mut Vec<Action>) {
    let lang = state.lang();
    let (names, whose) = (card.names(state), card.whose(state));
    let name = names.in_lang(lang);
    ui.add(egui::Label::new(RichText::new(name).strong()).wrap());
    let whose = whose.in_lang(lang);
    if !whose.is_empty() {
        ui.add(egui::Label::new(RichText::new(whose).weak()).wrap());
    }
    let Some(number) = card.number(state) else {
        ui.add_space(6.0);
        ui.label(state.text("card.gone"));
        return;
    };
    ui.scope(|ui| {
        if state.transient.is_updating && card.origin.is_result() {
            ui.multiply_opacity(0.6);
        }
        value(ui, state, card, &number, actions);
    });
    if let Some(target) = card.target() {
        value_field(ui, state, &number, &target, actions);
    }
    if let Some(note) = &number.note {
        let key = if number.is_computed() {
            "card.formula"
        } else {
            "card.note"
        };
        part(ui, state, key);
        ui.add(egui::Label::new(note.in_lang(lang)).wrap());
    }
    let told = [
        ("card.sources", number.printed_in()),
        ("card.see-also", number.see_also()),
    ];
    for (key, source) in told {
        if let Some(source) = source {
            part(ui, state, key);
            sources(ui, source);
        }
    }
    inputs(ui, state, card, &number, actions);
}

fn part(ui: &mut Ui, state: &State, key: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(state.text(key)).small().weak());
}

/// Value, status, year, range.
fn value(ui: &mut Ui, state: &State, card: &Card, number: &Sourced, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(exact(state.lang(), number)).size(KPI));
        ui.weak(unit_of(state.lang(), number));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.small_button(state.text("button.copy")).clicked() {
                actions.push(Action::Copy(as_text(state, card, number)));
            }
        });
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        status_dot(ui, state, number.status);
        ui.label(text(state.lang(), number.status.words_key()));
        if let Some(year) = number.year {
            ui.weak("·");
            ui.weak(state.fill("card.year", &[&year.to_string()]));
        }
    });
    if let Some(said) = range_in_words(state, number) {
        ui.label(said);
    }
    if let (Some(low), Some(high)) = (number.low, number.high)
        && low < high
    {
        range_bar(ui, state, number.value, low, high);
    }
}

/// A bar from low to high with a mark at the value.
fn range_bar(ui: &mut Ui, state: &State, value: f64, low: f64, high: f64) {
    let size = Vec2::new(ui.available_width().min(WIDTH - 16.0), 14.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = state.text("card.range-bar");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let (first, last) = (low.min(value), high.max(value));
    let x = |at: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a share, 0 to 1")]
        let share = ((at - first) / (last - first)) as f32;
        egui::lerp(rect.min.x + 4.0..=rect.max.x - 4.0, share)
    };
    let y = rect.center().y;
    let bar = Rect::from_min_max(Pos2::new(x(low), y - 2.0), Pos2::new(x(high), y + 2.0));
    let painter = ui.painter();
    let quiet = ui.visuals().widgets.inactive.bg_stroke.color;
    painter.rect_filled(bar, CornerRadius::same(2), quiet);
    let ink: Color32 = ui.visuals().hyperlink_color;
    let mark = [Pos2::new(x(value), y - 6.0), Pos2::new(x(value), y + 6.0)];
    painter.line_segment(mark, Stroke::new(2.0, ink));
}

/// The sources: title and address of each.
fn sources(ui: &mut Ui, source: &str) {
    for one in source.split(" ; ") {
        let (title, address) = one.split_once(" | ").unwrap_or((one, ""));
        ui.add(egui::Label::new(title).wrap());
        if !address.is_empty() {
            let said = RichText::new(address).small().weak();
            ui.add(egui::Label::new(said).wrap().selectable(true));
        }
    }
}

/// The inputs, terms of a sum largest first with their shares; and how much rests on assumptions.
fn inputs(ui: &mut Ui, state: &State, card: &Card, number: &Sourced, actions: &mut Vec<Action>) {
    let inputs = number.basis.inputs();
    if inputs.is_empty() {
        return;
    }
    let is_sum = matches!(number.basis, Basis::Sum(_));
    if is_sum {
        let share = grouped(number.assumed_share() * 100.0, 0);
        ui.add_space(2.0);
        ui.label(state.fill("card.assumed", &[&share]));
    }
    if is_sum && inputs.len() > 1 {
        let said = state.fill("card.sum", &[&inputs.len().to_string()]);
        ui.add_space(4.0);
        ui.label(RichText::new(said).small().weak());
    } else if number.before().is_some() {
        ui.add_space(4.0);
    } else {
        part(ui, state, "card.inputs");
    }
    let order = in_order(number);
    let id = egui::Id::unique("card-inputs").with(format!("{card:?}"));
    let shows_all = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let n_shown = if shows_all {
        order.len()
    } else {
        order.len().min(MAX_INPUTS)
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (row, &place) in order[..n_shown].iter().enumerate() {
            let input = &inputs[place];
            let share = is_sum.then(|| input.number.value / number.value);
            let share = share.filter(|share| share.is_finite());
            input_row(
                ui,
                state,
                row,
                input,
                share,
                || Action::ShowInput(card.input(state, place, input)),
                actions,
            );
        }
    });
    let n_more = order.len() - n_shown;
    if n_more > 0 {
        let said = state.fill("card.more", &[&n_more.to_string()]);
        if ui.link(said).clicked() {
            ui.data_mut(|data| data.insert_temp(id, true));
        }
    }
}

/// The places of the inputs in the order in which they are listed.
#[must_use]
pub fn in_order(number: &Sourced) -> Vec<usize> {
    let inputs = number.basis.inputs();
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    if matches!(number.basis, Basis::Sum(_)) {
        let size = |place: &usize| inputs[*place].number.value.abs();
        order.sort_by(|a, b| size(b).total_cmp(&size(a)));
    }
    order
}

fn input_row(
    ui: &mut Ui,
    state: &State,
    row: usize,
    input: &Input,
    share: Option<f64>,
    action: impl Fn() -> Action,
    actions: &mut Vec<Action>,
) {
    let mut frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(4, 2));
    if row.is_multiple_of(2) {
        frame = frame.fill(ui.visuals().faint_bg_color);
    }
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let left = ui.available_width() * 0.5;
            let layout = egui::Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(Vec2::new(left, 0.0), layout, |ui| {
                ui.set_width(left);
                let name = input.names.in_lang(state.lang());
                let label = egui::Label::new(name).wrap().sense(Sense::click());
                let label = ui.add(label);
                if label
                    .on_hover_cursor(egui::CursorIcon::PointingHand)
                    .clicked()
                {
                    actions.push(action());
                }
            });
            number_link_as(ui, state, actions, &input.number, Look::BODY, &action);
            if let Some(share) = share {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                    ui.weak(format!("{} %", grouped(share * 100.0, 0)));
                });
            }
        });
    });
}
