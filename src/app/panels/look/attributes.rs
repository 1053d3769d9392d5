//! Color and width by attributes.
//!
//! Does not know: how classes are found.

use eframe::egui::{self, ComboBox, DragValue, Ui};

use super::computed::flows_said_ui;
use super::splits::{BreaksField, Picked, USUAL, breaks_ui, n_classes_ui, ramp_ui, split_ui};
use super::{FIELD, dragged, row};
use crate::app::looks::{Layer, LooksNow, by_value, things};
use crate::app::state::State;
use crate::model::look::{CLASSES, Colored, Look, Ramp, Split, WIDTHS, Widened};
use crate::scene::by_value::ByValue;
use crate::study::attributes::{
    Of, attributes, called, counted, counted_for_classes, known, numbers,
};

/// Widths at first, hundredths.
const USUAL_WIDTHS: [u16; 2] = [50, 300];

/// What of a look follows from attributes; the gesture by which it was changed, where it was one.
pub(super) fn attributes_ui(
    ui: &mut Ui,
    state: &State,
    layer: Layer,
    look: &mut Look,
    now: &mut LooksNow,
) -> Option<u64> {
    let of = things(state, layer)?;
    ui.separator();
    color_by_ui(ui, state, of, look);
    let mut gesture = None;
    if let Some(colored) = &mut look.colored {
        gesture = classes_ui(ui, state, of, colored, now);
        fewer_ui(ui, state, layer, &colored.split);
    }
    let key = match of {
        Of::Hubs(_) => "look.size-by",
        Of::Links(..) | Of::Features(_) => "look.width-by",
    };
    width_by_ui(ui, state, of, key, look);
    if let Some(widened) = &mut look.widened {
        gesture = widths_ui(ui, state, of, widened).or(gesture);
    }
    if matches!(of, Of::Links(..)) {
        flows_said_ui(ui, state, look);
    }
    gesture
}

/// What was picked from a list of attributes.
enum Pick {
    /// None of them.
    Nothing,
    /// One, and whether its values are numbers.
    Attribute(String, bool),
}

/// A choice among attributes; what was picked just now.
fn choice(
    ui: &mut Ui,
    state: &State,
    of: Of,
    (salt, label, none): (&str, egui::Id, &str),
    chosen: Option<&str>,
    takes_kinds: bool,
) -> Option<Pick> {
    let lang = state.lang();
    let said = match chosen {
        Some(word) => called(of, word).in_lang(lang).to_owned(),
        None => state.text(none),
    };
    let mut picked = None;
    let shown = ComboBox::from_id_salt(salt)
        .width(FIELD)
        .truncate()
        .selected_text(said)
        .show_ui(ui, |ui| {
            if ui
                .selectable_label(chosen.is_none(), state.text(none))
                .clicked()
            {
                picked = Some(Pick::Nothing);
            }
            let offered = attributes(of).into_iter();
            for attribute in offered.filter(|of| takes_kinds || of.is_number) {
                let is_chosen = chosen == Some(&*attribute.word);
                let name = attribute.names.in_lang(lang);
                if ui.selectable_label(is_chosen, name).clicked() {
                    picked = Some(Pick::Attribute(attribute.word, attribute.is_number));
                }
            }
        });
    shown.response.labelled_by(label);
    picked
}

fn color_by_ui(ui: &mut Ui, state: &State, of: Of, look: &mut Look) {
    row(ui, &state.text("look.color-by"), |ui, label| {
        let chosen = look.colored.as_ref().map(|of| of.by.as_str());
        let combo = ("look-color-by", label, "look.one-color");
        let picked = choice(ui, state, of, combo, chosen, true);
        let before = look.colored.take();
        look.colored = match picked {
            None => before,
            Some(Pick::Nothing) => None,
            Some(Pick::Attribute(by, is_number)) => Some(colored_by(by, is_number, before)),
        };
    });
}

/// Colors by another attribute, as like those before as can be.
fn colored_by(by: String, is_number: bool, before: Option<Colored>) -> Colored {
    let ramp = before.as_ref().map_or(Ramp::default(), |of| of.ramp);
    let split = match before.map(|of| of.split) {
        // Breaks that were typed are about the attribute before.
        Some(split @ (Split::Quantiles(_) | Split::Equal(_) | Split::Natural(_))) if is_number => {
            split
        }
        _ if is_number => Split::Quantiles(USUAL),
        _ => Split::Kinds,
    };
    Colored { by, split, ramp }
}

fn classes_ui(
    ui: &mut Ui,
    state: &State,
    of: Of,
    colored: &mut Colored,
    now: &mut LooksNow,
) -> Option<u64> {
    let n = colored.split.n_classes().and_then(|n| u8::try_from(n).ok());
    let n = n.unwrap_or(USUAL).clamp(CLASSES[0], CLASSES[1]);
    let all = [
        Split::Quantiles(n),
        Split::Equal(n),
        Split::Natural(n),
        Split::At(Vec::new()),
        Split::Kinds,
    ];
    let split = Some(&colored.split);
    if let Some(Picked(Some(split))) = split_ui(ui, state, "look.split", split, all.map(Some)) {
        colored.split = begun(of, colored, split);
    }
    let mut gesture = n_classes_ui(ui, state, "look.n-classes", &mut colored.split);
    let field = BreaksField {
        key: "look.breaks",
        typed: &mut now.breaks,
        written: |at| at.to_string(),
        read: |text| Split::breaks_of(text).ok_or("look.breaks-odd"),
    };
    gesture = breaks_ui(ui, state, field, &mut colored.split).or(gesture);
    if colored.split != Split::Kinds {
        ramp_ui(ui, state, "look.ramp", &Ramp::ALL, colored);
    }
    gesture
}

/// Says where values are in fewer classes than were asked for.
fn fewer_ui(ui: &mut Ui, state: &State, layer: Layer, split: &Split) {
    if !matches!(split, Split::Quantiles(_) | Split::Natural(_)) {
        return;
    }
    let shown = by_value(state, layer).and_then(ByValue::n_ranges);
    if let Some(n) = shown.filter(|n| split.n_classes().is_some_and(|asked| *n < asked)) {
        ui.weak(state.fill("look.fewer-classes", &[&n.to_string()]));
    }
}

/// A way to put values in classes, at first: breaks of one's own begin where classes were, in whole numbers
/// where these are large.
fn begun(of: Of, colored: &Colored, split: Split) -> Split {
    if !matches!(split, Split::At(_)) {
        return split;
    }
    let known = known(&numbers(of, &colored.by), &counted(of));
    let before = match &colored.split {
        Split::Kinds => Split::Quantiles(USUAL),
        split => split.clone(),
    };
    let counted = counted_for_classes(&colored.by, &known);
    let mut breaks = crate::study::classes::breaks(&counted, &before);
    if breaks.iter().all(|at| at.abs() >= 100.0) {
        for at in &mut breaks {
            *at = at.round();
        }
        breaks.dedup_by(|a, b| a.total_cmp(b).is_eq());
    }
    if breaks.is_empty() {
        breaks.push(known.first().copied().unwrap_or(0.0));
    }
    Split::At(breaks)
}

fn width_by_ui(ui: &mut Ui, state: &State, of: Of, key: &str, look: &mut Look) {
    row(ui, &state.text(key), |ui, label| {
        let chosen = look.widened.as_ref().map(|of| of.by.as_str());
        let combo = ("look-width-by", label, "look.nothing");
        let picked = choice(ui, state, of, combo, chosen, false);
        let before = look.widened.take();
        look.widened = match picked {
            None => before,
            Some(Pick::Nothing) => None,
            Some(Pick::Attribute(by, _)) => Some(Widened {
                by,
                between: None,
                widths: before.map_or(USUAL_WIDTHS, |of| of.widths),
            }),
        };
    });
}

fn widths_ui(ui: &mut Ui, state: &State, of: Of, widened: &mut Widened) -> Option<u64> {
    let mut gesture = None;
    for (key, width) in ["look.narrow", "look.wide"]
        .into_iter()
        .zip(&mut widened.widths)
    {
        row(ui, &state.text(key), |ui, label| {
            let field = DragValue::new(width)
                .range(WIDTHS[0]..=WIDTHS[1])
                .suffix(" %")
                .update_while_editing(false);
            gesture = dragged(ui, |ui| ui.add(field).labelled_by(label)).or(gesture);
        });
    }
    let mut is_whole = widened.between.is_none();
    if ui
        .checkbox(&mut is_whole, state.text("look.whole-range"))
        .changed()
    {
        widened.between = (!is_whole).then(|| ends(of, &widened.by));
    }
    if let Some([from, to]) = &mut widened.between {
        let speed = ((*to - *from) / 200.0).max(1e-3);
        let (low, high) = (*from, *to);
        row(ui, &state.text("look.least"), |ui, label| {
            let field = DragValue::new(from).speed(speed).range(f64::MIN..=high);
            let field = field.update_while_editing(false);
            gesture = dragged(ui, |ui| ui.add(field).labelled_by(label)).or(gesture);
        });
        row(ui, &state.text("look.most"), |ui, label| {
            let field = DragValue::new(to).speed(speed).range(low..=f64::MAX);
            let field = field.update_while_editing(false);
            gesture = dragged(ui, |ui| ui.add(field).labelled_by(label)).or(gesture);
        });
    }
    gesture
}

/// The least and the greatest value of an attribute.
fn ends(of: Of, by: &str) -> [f64; 2] {
    let known = known(&numbers(of, by), &counted(of));
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if least <= most {
        [least, most]
    } else {
        [0.0, 1.0]
    }
}
