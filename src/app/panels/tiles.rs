//! The layers of tiles under the map: shown or hidden, how much of them is seen, their datum, whose they are.
//!
//! Does not know: how tiles are read or painted.

use eframe::egui::{
    Checkbox, Label, Popup, PopupCloseBehavior, RichText, Role, Slider, TextEdit, Ui, WidgetInfo,
};

use super::widgets::{Icon, icon_switch, look_button};
use crate::app::action::Action;
use crate::app::pages::open_page;
use crate::app::state::State;
use crate::app::theme::{SMALL, color};
use crate::app::tiles::{TileStep, tiles};
use crate::model::tiles::{Datum, TileLayer};
use crate::scene::raster::is_drawn;

/// Width of the menu of a layer, points.
const WIDTH: f32 = 260.0;

/// The entry of the File menu.
pub fn menu_entry(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let button = eframe::egui::Button::new(state.text("command.tiles"));
    let response = ui.add_enabled(state.document.is_some(), button);
    if response
        .on_hover_text(state.text("command.tiles.tip"))
        .clicked()
    {
        say(actions, TileStep::Pick);
        ui.close();
    }
}

fn say(actions: &mut Vec<Action>, step: TileStep) {
    actions.push(Action::Tiles(step));
}

/// Shows a row for each layer, the highest first.
pub fn tiles_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    for (place, layer) in tiles(state).iter().enumerate().rev() {
        ui.push_id(("tiles", place), |ui| {
            ui.horizontal(|ui| row(ui, state, (place, layer), actions));
            said(ui, state, (place, layer), actions);
        });
    }
}

fn row(ui: &mut Ui, state: &State, (place, layer): (usize, &TileLayer), actions: &mut Vec<Action>) {
    let name = layer.name();
    let shown = state.fill("tiles.shown", &[name]);
    let tip = state.text("tiles.shown.tip");
    if icon_switch(ui, Icon::Eye, layer.is_shown, &shown, &tip).clicked() {
        say(actions, TileStep::Show(place, !layer.is_shown));
    }
    let adjust = state.fill("tiles.adjust", &[name]);
    let button = look_button(ui, &adjust, &state.text("tiles.adjust.tip"));
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(WIDTH);
            menu(ui, state, (place, layer), actions);
        });
    let text = RichText::new(name);
    let text = if layer.is_shown { text } else { text.weak() };
    ui.add(Label::new(text).truncate())
        .on_hover_text(&layer.location);
}

/// What is wrong with its tiles, or that they were not asked for, and a button that does something about it.
fn said(
    ui: &mut Ui,
    state: &State,
    (place, layer): (usize, &TileLayer),
    actions: &mut Vec<Action>,
) {
    let now = &state.transient.tiles;
    let small = |text: String| RichText::new(text).size(SMALL);
    if !layer.is_shown {
        return;
    }
    if now.is_waiting(layer) {
        ui.add(Label::new(small(state.text("tiles.waiting")).weak()).wrap());
        let ask = state.fill("tiles.ask", &[layer.name()]);
        if ui.small_button(ask).clicked() {
            say(actions, TileStep::Ask(place));
        }
    } else if open_page(state).is_none() && is_left_out(state, layer) {
        let said = state.fill("tiles.left-out", &[layer.name()]);
        ui.add(Label::new(small(said).weak()).wrap());
    } else if let Some(error) = now.faults.get(&layer.location) {
        let ink = color(state.session.view.palette().warning);
        let text = small(error.in_words(state.lang())).color(ink);
        ui.add(Label::new(text).wrap());
        if ui.small_button(state.text("tiles.again")).clicked() {
            say(actions, TileStep::Ask(place));
        }
    }
}

/// Whether nothing of a layer can be drawn where the map is.
fn is_left_out(state: &State, layer: &TileLayer) -> bool {
    let empty = &state.transient.tiles.empty;
    empty.contains(&layer.location) || !is_drawn(&state.session.view.camera, layer)
}

/// What may be changed of a layer.
fn menu(
    ui: &mut Ui,
    state: &State,
    (place, layer): (usize, &TileLayer),
    actions: &mut Vec<Action>,
) {
    let mut opacity = layer.opacity;
    let label = ui.label(state.text("tiles.opacity"));
    let slider = Slider::new(&mut opacity, 0..=100).suffix(" %");
    let response = ui.add(slider).labelled_by(label.id);
    if response.changed() {
        let gesture = ui.input(|input| input.pointer.press_start_time());
        let gesture = gesture.map(f64::to_bits);
        say(actions, TileStep::Opacity(place, opacity, gesture));
    }
    ui.horizontal(|ui| {
        ui.label(state.text("tiles.datum"))
            .on_hover_text(state.text("tiles.datum.tip"));
        for datum in Datum::ALL {
            let name = state.text(datum.words_key());
            if ui.radio(layer.datum == datum, name).clicked() {
                say(actions, TileStep::Datum(place, datum));
            }
        }
    });
    let mut is_ground = layer.is_ground;
    let ground = Checkbox::new(&mut is_ground, state.text("tiles.ground"));
    if ui.add(ground).changed() {
        say(actions, TileStep::Ground(place, is_ground));
    }
    attribution(ui, state, (place, layer), actions);
    if ui.button(state.text("tiles.remove")).clicked() {
        say(actions, TileStep::Remove(place));
        ui.close();
    }
}

/// The field of whose they are; what was typed is kept when the field is left.
fn attribution(
    ui: &mut Ui,
    state: &State,
    (place, layer): (usize, &TileLayer),
    actions: &mut Vec<Action>,
) {
    let label = state.text("tiles.attribution");
    ui.label(&label);
    let id = ui.scope_id().with("attribution");
    let kept = ui.data(|data| data.get_temp::<String>(id));
    let mut typed = kept.clone().unwrap_or_else(|| layer.attribution.clone());
    let field = TextEdit::singleline(&mut typed)
        .hint_text(state.text("tiles.attribution.hint"))
        .desired_width(WIDTH - 12.0);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(id, typed.clone()));
    }
    if response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
        if typed != layer.attribution {
            say(actions, TileStep::Attribution(place, typed));
        }
    }
}
