//! What is selected: every property with its provenance, each number with its card.
//!
//! Does not know: how a selection came about.

pub mod hub;
pub mod link;
pub mod published;

use eframe::egui::{self, Ui};

use super::notes::{about_ui, first_line};
use super::rows::Rows;
use super::widgets::heading;
use crate::app::action::Action;
use crate::app::cards::Origin;
use crate::app::draw::added::added;
use crate::app::draw::{DrawStep, away};
use crate::app::notes::{NoteStep, anchor_on};
use crate::app::props::{property_names, property_word};
use crate::app::state::State;
use crate::model::value::{Attribute, Value};
use crate::scene::sheet::Thing;
use crate::study::notes::{NoteEntry, Target};

/// Shows the selected hub, link or feature of an added layer; nothing without one.
pub fn inspector_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let (Some(network), Some(thing)) = (state.numbers(), state.session.view.selected) else {
        return;
    };
    ui.add_space(6.0);
    ui.separator();
    match thing {
        Thing::Node(node) => hub::hub_ui(ui, state, network, node, actions),
        Thing::Link(link) => link::link_ui(ui, state, network, link, actions),
        Thing::Context { layer, feature } => feature_ui(ui, state, layer, feature, actions),
    }
}

fn title(ui: &mut Ui, state: &State, name: &str, other: &str, key: &str) {
    heading(ui, &state.text("inspector.heading"));
    let name_text = egui::RichText::new(name).strong().size(15.0);
    ui.add(egui::Label::new(name_text).wrap());
    if other != name && !other.is_empty() {
        ui.add(egui::Label::new(other).wrap());
    }
    ui.weak(key);
}

/// The button that pins a note to what is selected.
fn pin_button(ui: &mut Ui, state: &State, thing: Thing, actions: &mut Vec<Action>) {
    let anchor = anchor_on(state, Some(thing), None);
    let button = egui::Button::new(state.text("notes.pin"));
    if ui.add_enabled(anchor.is_some(), button).clicked() {
        let new = anchor.map(|anchor| Action::Notes(NoteStep::New(anchor)));
        actions.extend(new);
    }
}

/// The notes on what is selected, each opened by a click.
fn notes_on(ui: &mut Ui, state: &State, thing: Thing, actions: &mut Vec<Action>) {
    let is_on = |note: &&NoteEntry| match (&note.target, thing) {
        (Some(Target::Node(node)), Thing::Node(selected)) => *node == selected,
        (Some(Target::Links(links)), Thing::Link(selected)) => links.contains(&selected),
        _ => false,
    };
    for note in state.transient.notes.entries.iter().filter(is_on) {
        let said = first_line(note.text.in_lang(state.lang()));
        let said = state.fill("notes.one", &[said]);
        let link = egui::Link::new(said);
        let response = ui.add(link).on_hover_ui(|ui| about_ui(ui, state, note));
        if response.clicked() {
            actions.push(Action::Notes(NoteStep::Open(note.id.clone())));
        }
    }
}

/// Who added a thing that the study itself does not have, and of which type a link is.
fn added_rows(ui: &mut Ui, rows: &mut Rows, thing: Thing) {
    let state = rows.state();
    let Some(added) = added(state, thing) else {
        return;
    };
    if let Some(kind) = added.kind {
        rows.text(ui, "inspector.link-type", &state.text(kind.words_key()));
    }
    let by = match &added.by {
        Some(names) => names.in_lang(state.lang()).to_owned(),
        None => state.text("inspector.added-here"),
    };
    rows.text(ui, "inspector.added-by", &by);
}

/// The button that takes a hub or link away.
fn delete_button(ui: &mut Ui, state: &State, thing: Thing, actions: &mut Vec<Action>) {
    let tip = state.text("command.delete.tip");
    let button = ui.button(state.text("draw.delete")).on_hover_text(tip);
    if button.clicked() {
        actions.extend(away(state, thing).map(|away| Action::Draw(DrawStep::Delete(away))));
    }
}

/// A feature of a layer that people added, with all that its file says of it.
fn feature_ui(ui: &mut Ui, state: &State, place: usize, feature: u32, actions: &mut Vec<Action>) {
    let Some((layer, label)) = state.feature(place, feature) else {
        return;
    };
    let lang = state.lang();
    let name = state.feature_name(place, feature);
    let other = label.names.in_lang(lang.other());
    title(ui, state, &name, other, &layer.file);
    if ui.button(state.text("menu.zoom-here")).clicked() {
        let thing = Thing::Context {
            layer: place,
            feature,
        };
        actions.push(Action::FlyTo(thing));
    }
    let is_in_title = |attribute: &Attribute| match &attribute.value {
        Value::Text(said) => {
            let is_name = attribute.name.to_lowercase().starts_with("name");
            is_name && (*said == label.names.en || *said == label.names.zh)
        }
        _ => false,
    };
    let mut said = layer.properties.of(feature as usize);
    said.retain(|attribute| !is_in_title(attribute));
    Rows::show(ui, state, actions, |ui, rows| {
        rows.text(ui, "inspector.layer", &layer.name);
        attributes(ui, rows, &said, |property| Origin::Feature {
            layer: place,
            feature,
            property,
        });
    });
}

/// Properties as rows, in the file's order.
fn attributes(
    ui: &mut Ui,
    rows: &mut Rows,
    attributes: &[Attribute],
    origin: impl Fn(String) -> Origin,
) {
    let state = rows.state();
    let lang = state.lang();
    for attribute in attributes {
        let names = property_names(&attribute.name);
        let name = names.in_lang(lang);
        match &attribute.value {
            Value::Number(number) => {
                rows.named_number(ui, name, number, origin(attribute.name.clone()));
            }
            Value::Bool(flag) => {
                let key = if *flag { "word.yes" } else { "word.no" };
                rows.named_text(ui, name, &state.text(key));
            }
            Value::Text(said) => {
                rows.named_text(ui, name, property_word(lang, &attribute.name, said));
            }
            Value::Quoted(quoted) => rows.quoted(ui, name, quoted),
        }
    }
}
