//! Notes on the map: a click opens one, the pointer over it shows all of it, its menu changes it, and a pinned
//! one on a place or hub is dragged to another.
//!
//! Does not know: how notes are drawn.

use eframe::egui::{self, CursorIcon, PointerButton, Role, Sense, Ui, WidgetInfo};

use super::gestures;
use crate::app::action::Action;
use crate::app::notes::{NoteDrag, NoteStep, pinned};
use crate::app::panels::notes::{about_ui, first_line};
use crate::app::state::State;
use crate::model::ids::Key;
use crate::model::saved::Anchor;
use crate::scene::bend::hubs_near;
use crate::scene::item::{Item, Marker, MarkerShape, NotePlace, Point, Stroke};
use crate::scene::palette::Color;
use crate::scene::projection::Rect;
use crate::scene::style;
use crate::study::notes::{NoteEntry, NoteId};

/// How near to a hub the pointer must be for a dragged note to be on it, points.
const SNAP: f32 = 14.0;

/// Lets people point at the notes of a picture; those left of `covered` lie below another scenario.
pub fn notes_ui(
    ui: &Ui,
    state: &State,
    places: &[NotePlace],
    (map, covered): (egui::Rect, f32),
    actions: &mut Vec<Action>,
) {
    let entries = &state.transient.notes.entries;
    for of in places {
        let Some(note) = entries.get(of.place) else {
            continue;
        };
        for (part, rect) in [Some(of.pin), of.card].into_iter().enumerate() {
            let rect = rect.map(|rect| on_screen(rect, map.min).intersect(map));
            let Some(rect) = rect.filter(egui::Rect::is_positive) else {
                continue;
            };
            if rect.center().x > covered {
                let id = ui.scope_id().with(("note", &note.id, part));
                let response = ui.interact(rect, id, Sense::click_and_drag());
                note_ui(&response, state, note, part == 0, map.min, actions);
            }
        }
    }
}

fn on_screen(rect: Rect, origin: egui::Pos2) -> egui::Rect {
    let min = origin + egui::vec2(rect.x, rect.y);
    egui::Rect::from_min_size(min, egui::vec2(rect.w, rect.h))
}

fn note_ui(
    response: &egui::Response,
    state: &State,
    note: &NoteEntry,
    is_pin: bool,
    origin: egui::Pos2,
    actions: &mut Vec<Action>,
) {
    let said = first_line(note.text.in_lang(state.lang())).to_owned();
    let key = if is_pin {
        "notes.on-pin"
    } else {
        "notes.on-card"
    };
    let label = state.fill(key, &[&said]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let own = match &note.id {
        NoteId::Pinned(key) => pinned(state, key),
        NoteId::Bundled(_) => None,
    };
    let held = own.filter(|note| matches!(note.on, Anchor::At(_) | Anchor::Hub(_)));
    // The wheel, and a drag of what cannot be moved, are for the map.
    gestures(
        response,
        origin,
        state.session.view.camera,
        held.is_some(),
        actions,
    );
    if let Some(held) = held {
        drag(response, state, &held.key, origin, actions);
    }
    if response.clicked() {
        actions.push(Action::Notes(NoteStep::Open(note.id.clone())));
    }
    if let (true, Some(own)) = (response.double_clicked(), own) {
        actions.push(Action::Notes(NoteStep::Edit(own.key.clone())));
    }
    response.context_menu(|ui| menu(ui, state, note, &said, actions));
    if state.transient.notes.drag.is_some() || response.context_menu_opened() {
        return;
    }
    response
        .clone()
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_ui(|ui| {
            about_ui(ui, state, note);
            if held.is_some() {
                ui.weak(state.text("notes.drag"));
            }
        });
}

fn drag(
    response: &egui::Response,
    state: &State,
    key: &Key,
    origin: egui::Pos2,
    actions: &mut Vec<Action>,
) {
    let is_this = state.transient.notes.drag.as_ref().map(|of| &of.key) == Some(key);
    if response.drag_stopped_by(PointerButton::Primary) && is_this {
        actions.push(Action::Notes(NoteStep::Drop));
        return;
    }
    // What is left of a drag after Escape does nothing.
    let begins = response.drag_started_by(PointerButton::Primary);
    let goes_on = response.dragged_by(PointerButton::Primary) && is_this;
    let pos = response.interact_pointer_pos();
    if let (true, Some(pos), Some(network)) = (begins || goes_on, pos, state.numbers()) {
        let view = &state.session.view;
        let at = Point::new(pos.x - origin.x, pos.y - origin.y);
        let outcome = state.transient.outcome.as_deref();
        let hubs = hubs_near(&state.layers, network, outcome, view, at, SNAP);
        actions.push(Action::Notes(NoteStep::Drag(NoteDrag {
            key: key.clone(),
            at: view.camera.position_at(at),
            hub: hubs.first().map(|&hub| network.node(hub).key.clone()),
        })));
        response.ctx.set_cursor_icon(CursorIcon::Grabbing);
    }
}

fn menu(ui: &mut Ui, state: &State, note: &NoteEntry, said: &str, actions: &mut Vec<Action>) {
    ui.set_max_width(280.0);
    ui.strong(said);
    let mut entry = |ui: &mut Ui, key: &str, step: NoteStep| {
        if ui.button(state.text(key)).clicked() {
            actions.push(Action::Notes(step));
            ui.close();
        }
    };
    match &note.id {
        NoteId::Pinned(key) => {
            entry(ui, "notes.edit", NoteStep::Edit(key.clone()));
            entry(ui, "notes.remove", NoteStep::Remove(key.clone()));
        }
        NoteId::Bundled(_) => entry(ui, "notes.read", NoteStep::Open(note.id.clone())),
    }
    let hide = NoteStep::Show(vec![note.id.clone()], false);
    entry(ui, "notes.hide", hide);
    entry(ui, "menu.zoom-here", NoteStep::Go(note.id.clone()));
}

/// What is drawn above the map while a note is dragged: its pin where it would be, and a ring around the
/// hub that it would be on.
pub fn drag_items(state: &State) -> Vec<Item> {
    let (Some(drag), Some(network)) = (&state.transient.notes.drag, state.numbers()) else {
        return Vec::new();
    };
    let view = &state.session.view;
    let palette = view.palette();
    let hub = drag.hub.as_ref().and_then(|hub| network.node_by_key(hub));
    let at = hub.map_or(drag.at, |hub| network.node(hub).at);
    let at = view.camera.page_of(at);
    let ring = Marker {
        at,
        shape: MarkerShape::Circle,
        radius: SNAP * 0.7,
        angle: 0.0,
        fill: Color::NONE,
        stroke: Stroke::solid(2.4, palette.accent),
    };
    let pin = Marker {
        shape: MarkerShape::Note,
        radius: style::NOTE_RADIUS * 1.15,
        fill: palette.panel,
        stroke: Stroke::solid(1.8, palette.accent),
        ..ring
    };
    let ring = hub.map(|_| Item::Marker(ring));
    ring.into_iter().chain([Item::Marker(pin)]).collect()
}

/// The entry of the map's menu that pins a note to what was clicked.
pub fn pin_entry(ui: &mut Ui, state: &State, anchor: Option<Anchor>, actions: &mut Vec<Action>) {
    let Some(anchor) = anchor else {
        return;
    };
    ui.separator();
    if ui.button(state.text("notes.pin-here")).clicked() {
        actions.push(Action::Notes(NoteStep::New(anchor)));
        ui.close();
    }
}
