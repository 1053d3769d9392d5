//! Style of the map, borders and inset: as entries of the View menu, and as choices among the layers.
//!
//! Does not know: what they look like.

use eframe::egui::{RichText, Ui};

use crate::app::action::Action;
use crate::app::cartography::{CartographyStep, borders_name, boundary_files};
use crate::app::state::State;
use crate::app::theme::SMALL;
use crate::model::cartography::{Borders, InsetChoice, MapStyle};

/// Shows the three submenus of the View menu.
pub fn menus(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if state.document.is_none() {
        return;
    }
    ui.menu_button(state.text("menu.style"), |ui| {
        styles(ui, state, actions);
    });
    ui.menu_button(state.text("menu.borders"), |ui| {
        ui.set_min_width(230.0);
        borders(ui, state, actions);
    });
    ui.menu_button(state.text("menu.inset"), |ui| {
        let now = state.session.view.inset;
        for choice in InsetChoice::ALL {
            let name = state.text(choice.words_key());
            if ui.radio(now == choice, name).clicked() {
                say(actions, CartographyStep::Inset(choice));
                ui.close();
            }
        }
    });
}

/// Shows style and borders as menus beside the basemap's switch, with what is chosen as their tooltips.
pub fn choices(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let view = &state.session.view;
    let style = ui.menu_button(state.text("layers.style"), |ui| {
        styles(ui, state, actions);
    });
    let tip = style_name(state, view.style);
    style.response.on_hover_text(tip);
    let of_borders = ui.menu_button(state.text("layers.borders"), |ui| {
        ui.set_min_width(230.0);
        borders(ui, state, actions);
    });
    let tip = borders_name(state, &view.borders);
    of_borders.response.on_hover_text(tip);
}

fn say(actions: &mut Vec<Action>, step: CartographyStep) {
    actions.push(Action::Cartography(step));
}

fn style_name(state: &State, style: Option<MapStyle>) -> String {
    state.text(style.map_or("style.as-window", MapStyle::words_key))
}

fn styles(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = state.session.view.style;
    let all = MapStyle::ALL.into_iter().map(Some);
    for style in std::iter::once(None).chain(all) {
        if ui.radio(now == style, style_name(state, style)).clicked() {
            say(actions, CartographyStep::Style(style));
            ui.close();
        }
    }
}

fn borders(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let now = &state.session.view.borders;
    let mut views = vec![Borders::ByLanguage, Borders::International, Borders::China];
    views.extend(boundary_files(state));
    if !views.contains(now) {
        views.push(now.clone());
    }
    for view in views {
        let name = borders_name(state, &view);
        if ui.radio(*now == view, name).clicked() {
            say(actions, CartographyStep::Borders(view));
            ui.close();
        }
    }
    if ui.button(state.text("borders.choose")).clicked() {
        say(actions, CartographyStep::PickBoundary);
        ui.close();
    }
    ui.label(RichText::new(state.text("borders.note")).size(SMALL).weak());
}
