//! Keys that belong to the table while it was what was clicked last.
//!
//! Does not know: keys of commands, which come after these.

use eframe::egui::{Context, Event, Key, Modifiers};

use super::TableStep;
use crate::app::action::{Action, Pane};
use crate::app::state::State;

const ARROWS: [(Key, i32, i32); 6] = [
    (Key::ArrowDown, 1, 0),
    (Key::ArrowUp, -1, 0),
    (Key::ArrowRight, 0, 1),
    (Key::ArrowLeft, 0, -1),
    (Key::PageDown, 10, 0),
    (Key::PageUp, -10, 0),
];

/// The steps of the keys pressed in this frame; what they take is taken from the commands.
pub fn pressed(context: &Context, state: &State, actions: &mut Vec<Action>) {
    let now = &state.transient.table;
    let is_there = state.shows(Pane::Table) && state.session.presenting.is_none();
    if !is_there || !now.has_keys || state.transient.saving.is_asking() {
        return;
    }
    let mut push = |step| actions.push(Action::Table(step));
    let takes = |modifiers, key| context.input_mut(|input| input.consume_key(modifiers, key));
    let open = (now.editor.is_some(), now.asking.is_some());
    match open {
        (true, _) if takes(Modifiers::NONE, Key::Escape) => push(TableStep::Leave),
        (false, true) if takes(Modifiers::NONE, Key::Escape) => push(TableStep::Ask(None)),
        _ => {}
    }
    if context.text_edit_focused() || now.editor.is_some() {
        return;
    }
    // Arrows with Alt go through the views.
    let has_alt = context.input(|input| input.modifiers.alt);
    for (key, down, right) in ARROWS.into_iter().filter(|_| !has_alt) {
        for (modifiers, extends) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
            if now.at.is_some() && takes(modifiers, key) {
                push(TableStep::Move(down, right, extends));
            }
        }
    }
    let has_focus = context.memory(|memory| memory.focused().is_some());
    if takes(Modifiers::NONE, Key::F2) || !has_focus && takes(Modifiers::NONE, Key::Enter) {
        push(TableStep::Begin);
    }
    // Of the table it empties cells: as a command it would take the link itself away.
    if takes(Modifiers::NONE, Key::Delete) {
        push(TableStep::Restore);
    }
    if takes(Modifiers::COMMAND, Key::A) {
        push(TableStep::PickAll);
    }
    context.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Copy => {
                push(TableStep::Copy);
                false
            }
            Event::Paste(said) => {
                push(TableStep::Paste(said.clone()));
                false
            }
            _ => true,
        });
    });
}
