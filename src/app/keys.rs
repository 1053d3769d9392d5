//! Keys pressed to actions.
//!
//! Does not know: what commands do.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers, PointerButton};

use super::action::Action;
use super::commands::{COMMANDS, Command, route_key};
use super::scenarios::ScenarioStep;
use super::state::State;
use super::tools::ToolStep;

const NUMBERS: [Key; 3] = [Key::Num1, Key::Num2, Key::Num3];
const ARROWS: [Key; 4] = [
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
];

/// The actions of the keys pressed in this frame. While a text is being edited, plain keys belong
/// to it; Escape and keys with Ctrl do not. Escape closes a menu first, and arrows go through it; arrows also belong
/// to what has the focus beside the map, as sliders do.
pub fn pressed(
    context: &egui::Context,
    state: &State,
    has_map_focus: bool,
    actions: &mut Vec<Action>,
) {
    if state.document.is_some() && state.transient.saving.is_asking() {
        return;
    }
    let is_typing = context.text_edit_focused();
    side_buttons(context, actions);
    held(context, state, is_typing, actions);
    let has_alt = context.input(|input| input.modifiers.alt);
    if state.session.presenting.is_some() && !has_alt {
        clicker(context, actions);
    }
    let is_menu_open = egui::Popup::is_any_open(context);
    let has_arrows = is_menu_open || has_focus(context) && !has_map_focus;
    // A key with Shift or Alt also counts as the same key without it, so those with it go first.
    let with_more = COMMANDS.iter().filter(|command| has_more(command));
    let without = COMMANDS.iter().filter(|command| !has_more(command));
    for command in with_more.chain(without) {
        let Some(shortcut) = command.key else {
            continue;
        };
        let is_plain = !shortcut.modifiers.command && shortcut.logical_key != Key::Escape;
        let key = shortcut.logical_key;
        let is_others = is_menu_open && key == Key::Escape || has_arrows && ARROWS.contains(&key);
        let is_others = is_others && !shortcut.modifiers.any();
        if is_typing && is_plain || is_others {
            continue;
        }
        if context.input_mut(|input| input.consume_shortcut(&shortcut)) {
            actions.extend((command.action)(state));
        }
    }
    // Redo has two keys; the one with Shift stands in the menu.
    let has_redo = context.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Y));
    let document = state.document.as_ref();
    if has_redo && document.is_some_and(|document| document.history.redoable().is_some()) {
        actions.push(Action::Redo);
    }
    if is_typing {
        return;
    }
    // `=` is `+` without Shift.
    if context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Equals)) {
        actions.push(Action::Zoom(1.5));
    }
    for (number, key) in NUMBERS.into_iter().enumerate() {
        for modifiers in [Modifiers::SHIFT, Modifiers::ALT, Modifiers::NONE] {
            if context.input_mut(|input| input.consume_key(modifiers, key)) {
                actions.extend(route_key(state, number, modifiers));
            }
        }
    }
}

/// The two buttons at the side of a mouse go back and ahead through the views.
fn side_buttons(context: &egui::Context, actions: &mut Vec<Action>) {
    let buttons = [
        (PointerButton::Extra1, ToolStep::Back),
        (PointerButton::Extra2, ToolStep::Ahead),
    ];
    for (button, step) in buttons {
        if context.input(|input| input.pointer.button_pressed(button)) {
            actions.push(Action::Tool(step));
        }
    }
}

/// Space is held down to see the other scenario; where a widget has the focus it belongs to that.
fn held(context: &egui::Context, state: &State, is_typing: bool, actions: &mut Vec<Action>) {
    let has_focus = is_typing || has_focus(context);
    let is_held = !has_focus && context.input(|input| input.key_down(Key::Space));
    if is_held != state.transient.peek.is_held {
        actions.push(Action::Peek(is_held));
    }
}

/// Whether a widget has the focus.
fn has_focus(context: &egui::Context) -> bool {
    context.memory(|memory| memory.focused().is_some())
}

/// The keys of clickers that are arrows step through the scenarios while the map is alone.
fn clicker(context: &egui::Context, actions: &mut Vec<Action>) {
    for (key, by) in [(Key::ArrowRight, 1), (Key::ArrowLeft, -1)] {
        if context.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            actions.push(Action::Scenario(ScenarioStep::Go(by)));
        }
    }
}

fn has_more(command: &Command) -> bool {
    let has = |key: KeyboardShortcut| key.modifiers.shift || key.modifiers.alt;
    command.key.is_some_and(has)
}
