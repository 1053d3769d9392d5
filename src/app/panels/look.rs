//! The window in which the look of a layer is changed; the map shows it at once.
//!
//! Does not know: how layers are drawn, what a step of the history is.

mod attributes;
mod computed;
mod differences;
mod flows;
mod splits;

use std::ops::RangeInclusive;

use eframe::egui::{self, ComboBox, Response, Slider, TextEdit, Ui};

use self::attributes::attributes_ui;
use self::flows::flows_ui;
use super::context::color_swatch;
use crate::app::action::Action;
use crate::app::looks::{Layer, LookStep, LooksNow, layer_name, look, order};
use crate::app::state::State;
use crate::model::look::{Labels, Look, Paint, Styled};
use crate::scene::look::paint_color;

/// Width of what stands before a field, points.
const NAME: f32 = 84.0;
/// Width of the window's content, points.
const WIDTH: f32 = 316.0;
/// Width of fields, points.
const FIELD: f32 = 190.0;
/// Widths and sizes by slider, hundredths.
const SIZES: RangeInclusive<u16> = 20..=400;

/// Names of the colors, in the palette's order.
pub const COLORS: [&str; 6] = [
    "color.olive",
    "color.rose",
    "color.blue",
    "color.brown",
    "color.green",
    "color.plum",
];

/// Shows the window while a look is open.
pub fn look_ui(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    let mut now = std::mem::take(&mut state.transient.looks);
    let named = now
        .open
        .and_then(|layer| Some((layer, layer_name(state, layer)?)));
    let Some((layer, name)) = named else {
        return;
    };
    let mut is_open = true;
    egui::Window::new(state.fill("look.title", &[&name]))
        .id(egui::Id::unique("look"))
        .open(&mut is_open)
        .collapsible(false)
        .resizable(false)
        .default_pos([262.0, 150.0])
        .show(context, |ui| {
            ui.set_width(WIDTH);
            let before = look(state, layer);
            let mut after = before.clone();
            let gesture = content_ui(ui, state, layer, &mut after, &mut now);
            if after != *before {
                actions.push(step(LookStep::Set(layer, Box::new(after), gesture)));
            }
            if let Layer::Added(place) = layer {
                order_ui(ui, state, place, actions);
            }
            ui.separator();
            ui.horizontal(|ui| {
                if ui.button(state.text("look.reset")).clicked() {
                    actions.push(step(LookStep::Reset(layer)));
                }
                if ui.button(state.text("look.reset-all")).clicked() {
                    actions.push(step(LookStep::ResetAll));
                }
            });
        });
    state.transient.looks = now;
    if !is_open {
        actions.push(step(LookStep::Close));
    }
}

fn step(step: LookStep) -> Action {
    Action::Look(step)
}

/// All that can be changed of a look; the gesture by which it was, where it was one.
fn content_ui(
    ui: &mut Ui,
    state: &State,
    layer: Layer,
    look: &mut Look,
    now: &mut LooksNow,
) -> Option<u64> {
    if layer == Layer::Part(Styled::Flows) {
        return flows_ui(ui, state, look, now);
    }
    let mut gesture = None;
    row(ui, &state.text("look.opacity"), |ui, label| {
        let slider = Slider::new(&mut look.opacity, 0..=100)
            .suffix(" %")
            .update_while_editing(false);
        gesture = dragged(ui, |ui| ui.add(slider).labelled_by(label)).or(gesture);
    });
    let width = match layer {
        Layer::Part(Styled::Basemap) => None,
        Layer::Part(Styled::Hubs | Styled::Labels) => Some("look.size"),
        _ => Some("look.width"),
    };
    if let Some(key) = width {
        row(ui, &state.text(key), |ui, label| {
            let slider = Slider::new(&mut look.width, SIZES)
                .suffix(" %")
                .update_while_editing(false);
            gesture = dragged(ui, |ui| ui.add(slider).labelled_by(label)).or(gesture);
        });
    }
    if !matches!(layer, Layer::Part(Styled::Basemap | Styled::Path)) {
        color_ui(ui, state, look, now);
        if layer == Layer::Part(Styled::Lines) {
            ui.weak(state.text("look.lines-note"));
        }
    }
    let labels: &[Labels] = match layer {
        Layer::Part(Styled::Basemap) => &[Labels::None, Labels::Names],
        Layer::Part(Styled::Lines | Styled::Hubs) | Layer::Added(_) => &Labels::ALL,
        Layer::Part(_) => &[],
    };
    if !labels.is_empty() {
        labels_ui(ui, state, labels, look);
    }
    attributes_ui(ui, state, layer, look, now).or(gesture)
}

/// A name with what stands behind it.
fn row(ui: &mut Ui, name: &str, show: impl FnOnce(&mut Ui, egui::Id)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 130.0;
        let label = ui.add_sized([NAME, 20.0], egui::Label::new(name).truncate());
        show(ui, label.id);
    });
}

/// The gesture of a field that was dragged.
fn dragged(ui: &mut Ui, field: impl FnOnce(&mut Ui) -> Response) -> Option<u64> {
    let response = field(ui);
    let since = ui.input(|input| input.pointer.press_start_time());
    let since = since.filter(|_| response.dragged() && response.changed());
    since.map(f64::to_bits)
}

/// A color of the palette or one that is typed, or that which the layer has by itself.
fn color_ui(ui: &mut Ui, state: &State, look: &mut Look, now: &mut LooksNow) {
    let palette = state.session.view.palette();
    row(ui, &state.text("look.color"), |ui, _| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for (place, key) in (0_u16..).zip(COLORS) {
            let paint = Paint::Entry(place);
            let is_chosen = look.color == Some(paint);
            let name = state.text(key);
            let button = color_swatch(ui, paint_color(paint, palette), is_chosen, &name);
            if button.on_hover_text(&name).clicked() {
                look.color = Some(paint);
            }
        }
        let own = state.text("look.own");
        if ui.selectable_label(look.color.is_none(), own).clicked() {
            look.color = None;
        }
    });
    row(ui, &state.text("look.hex"), |ui, label| {
        let known = look.color.map(|paint| paint_color(paint, palette).css());
        let text = now.color.get_or_insert_with(|| known.unwrap_or_default());
        let field = TextEdit::singleline(text)
            .hint_text("#RRGGBB")
            .desired_width(90.0);
        let response = ui.add(field).labelled_by(label);
        let rgb = Paint::rgb_of(text);
        if !text.trim().is_empty() && rgb.is_none() {
            ui.weak(state.text("look.hex-odd"));
        }
        if response.changed()
            && let Some(rgb) = rgb
        {
            look.color = Some(Paint::Rgb(rgb));
        }
        if !response.has_focus() {
            // What undo made of it is read anew.
            now.color = None;
        }
    });
}

fn labels_ui(ui: &mut Ui, state: &State, offered: &[Labels], look: &mut Look) {
    let said = |labels: Option<Labels>| {
        state.text(match labels {
            None => "look.own",
            Some(Labels::None) => "look.labels.none",
            Some(Labels::Names) => "look.labels.names",
            Some(Labels::Values) => "look.labels.values",
        })
    };
    row(ui, &state.text("look.labels"), |ui, label| {
        let shown = ComboBox::from_id_salt("look-labels")
            .width(FIELD)
            .selected_text(said(look.labels))
            .show_ui(ui, |ui| {
                let all = std::iter::once(None).chain(offered.iter().copied().map(Some));
                for labels in all {
                    ui.selectable_value(&mut look.labels, labels, said(labels));
                }
            });
        shown.response.labelled_by(label);
    });
}

/// Where an added layer lies.
fn order_ui(ui: &mut Ui, state: &State, place: usize, actions: &mut Vec<Action>) {
    let order = order(state);
    row(ui, &state.text("look.order"), |ui, _| {
        for (key, by, end) in [
            ("look.higher", 1, order.last()),
            ("look.lower", -1, order.first()),
        ] {
            let button = egui::Button::new(state.text(key)).small();
            if ui.add_enabled(end != Some(&place), button).clicked() {
                actions.push(step(LookStep::Move(place, by)));
            }
        }
    });
    let mut is_above = state.session.view.looks.is_above(place);
    if ui
        .checkbox(&mut is_above, state.text("look.above"))
        .changed()
    {
        actions.push(step(LookStep::Above(place, is_above)));
    }
}
