//! How values are put in classes, and in which colors: fields that all looks with classes share.
//!
//! Does not know: what the values are, how classes are found.

use eframe::egui::{self, ComboBox, RichText, Sense, Slider, TextEdit, Ui, Vec2};

use super::{FIELD, dragged, row};
use crate::app::panels::widgets::typing_gesture;
use crate::app::state::State;
use crate::app::theme::color;
use crate::model::look::{CLASSES, Colored, Ramp, Split};
use crate::scene::palette::Palette;
use crate::scene::ramp::colors;

/// Classes at first.
pub(super) const USUAL: u8 = 5;

/// The key of what a way to put values in classes is called; without one the layer has its own colors.
fn split_key(split: Option<&Split>) -> &'static str {
    match split {
        None => "look.own",
        Some(Split::Quantiles(_)) => "look.split.quantiles",
        Some(Split::Equal(_)) => "look.split.equal",
        Some(Split::Natural(_)) => "look.split.natural",
        Some(Split::At(_)) => "look.split.at",
        Some(Split::Kinds) => "look.split.kinds",
        Some(Split::Smooth) => "look.split.smooth",
    }
}

/// What was picked among ways to put values in classes: one, or the layer's own colors.
pub(super) struct Picked(pub Option<Split>);

/// A list of ways to put values in classes, called by a key; the one that was chosen now, where it is of another kind.
pub(super) fn split_ui(
    ui: &mut Ui,
    state: &State,
    key: &str,
    now: Option<&Split>,
    offered: impl IntoIterator<Item = Option<Split>>,
) -> Option<Picked> {
    let mut picked = None;
    row(ui, &state.text(key), |ui, label| {
        let shown = ComboBox::from_id_salt(("look-split", key))
            .width(FIELD)
            .selected_text(state.text(split_key(now)))
            .show_ui(ui, |ui| {
                for split in offered {
                    let called = split_key(split.as_ref());
                    let is_chosen = called == split_key(now);
                    let words = state.text(called);
                    if ui.selectable_label(is_chosen, words).clicked() && !is_chosen {
                        picked = Some(Picked(split));
                    }
                }
            });
        shown.response.labelled_by(label);
    });
    picked
}

/// How many classes there are, where they are found; the gesture by which it was changed.
pub(super) fn n_classes_ui(
    ui: &mut Ui,
    state: &State,
    key: &str,
    split: &mut Split,
) -> Option<u64> {
    let (Split::Quantiles(n) | Split::Equal(n) | Split::Natural(n)) = split else {
        return None;
    };
    let mut gesture = None;
    row(ui, &state.text(key), |ui, label| {
        let slider = Slider::new(n, CLASSES[0]..=CLASSES[1]).update_while_editing(false);
        gesture = dragged(ui, |ui| ui.add(slider).labelled_by(label));
    });
    gesture
}

/// A field for breaks of one's own.
pub(super) struct BreaksField<'a> {
    /// The key of its name; with `.tip` that of what is said of it.
    pub key: &'a str,
    /// The text while it is typed.
    pub typed: &'a mut Option<String>,
    /// A break as it is written.
    pub written: fn(f64) -> String,
    /// What a text says, or the key of what is odd in it.
    pub read: fn(&str) -> Result<Vec<f64>, &'static str>,
}

/// Breaks where they are one's own; the gesture by which they were changed: all that is typed while the field has the
/// keys. What is odd in them is said below the field, and the map stays as it is.
pub(super) fn breaks_ui(
    ui: &mut Ui,
    state: &State,
    field: BreaksField,
    split: &mut Split,
) -> Option<u64> {
    let Split::At(breaks) = split else {
        return None;
    };
    let BreaksField {
        key,
        typed,
        written,
        read,
    } = field;
    let (mut odd, mut gesture) = (None, None);
    row(ui, &state.text(key), |ui, label| {
        let known = || breaks.iter().map(|&at| written(at)).collect::<Vec<_>>();
        let text = typed.get_or_insert_with(|| known().join("  "));
        let field = TextEdit::singleline(text).desired_width(FIELD);
        let response = ui.add(field).labelled_by(label);
        gesture = typing_gesture(ui, &response);
        let (is_typed, has_focus) = (response.changed(), response.has_focus());
        response.on_hover_text(state.text(&format!("{key}.tip")));
        match read(text) {
            Ok(read) if is_typed => *breaks = read,
            Ok(_) => {}
            Err(key) => odd = Some(key),
        }
        if !has_focus {
            *typed = None;
        }
    });
    if let Some(key) = odd {
        let warning = ui.visuals().warn_fg_color;
        ui.label(RichText::new(state.text(key)).color(warning));
    }
    gesture
}

fn ramp_key(ramp: Ramp) -> &'static str {
    match ramp {
        Ramp::Heat => "ramp.heat",
        Ramp::Sea => "ramp.sea",
        Ramp::Plum => "ramp.plum",
        Ramp::BlueRed => "ramp.blue-red",
        Ramp::TealBrown => "ramp.teal-brown",
    }
}

/// Which row of colors the classes have, called by a key.
pub(super) fn ramp_ui(
    ui: &mut Ui,
    state: &State,
    key: &str,
    offered: &[Ramp],
    colored: &mut Colored,
) {
    let palette = state.session.view.palette();
    let n = colored.split.n_classes().unwrap_or(5);
    row(ui, &state.text(key), |ui, label| {
        let shown = ComboBox::from_id_salt(("look-ramp", key))
            .width(FIELD - 74.0)
            .selected_text(state.text(ramp_key(colored.ramp)))
            .show_ui(ui, |ui| {
                for &ramp in offered {
                    ui.horizontal(|ui| {
                        strip(ui, palette, ramp, n);
                        let name = state.text(ramp_key(ramp));
                        ui.selectable_value(&mut colored.ramp, ramp, name);
                    });
                }
            });
        shown.response.labelled_by(label);
        strip(ui, palette, colored.ramp, n);
    });
}

/// The colors of so many classes beside each other.
fn strip(ui: &mut Ui, palette: &Palette, ramp: Ramp, n: usize) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(66.0, 12.0), Sense::hover());
    let colors = colors(palette, ramp, n);
    let n = u8::try_from(n.max(1)).unwrap_or(u8::MAX);
    let width = rect.width() / f32::from(n);
    for (place, of) in (0_u8..).zip(colors) {
        let left = rect.left() + width * f32::from(place);
        let part = egui::Rect::from_min_size(
            egui::pos2(left, rect.top()),
            Vec2::new(width, rect.height()),
        );
        ui.painter().rect_filled(part, 0, color(of));
    }
}
