//! Where panels, map and windows stand.
//!
//! Does not know: what they show.

use eframe::egui;

use super::action::{Action, Pane};
use super::canvas::Canvas;
use super::canvas::beside::own_side;
use super::pages::open_page;
use super::panels;
use super::state::State;

/// Width of what stands beside the map while the panels are gone.
const PRESENT: f32 = 236.0;

/// What shows a pane.
type Show = fn(&mut egui::Ui, &mut State, &mut Vec<Action>);

/// The panes below the map, with the id of their panel, how high they are at first, points, and what shows
/// them.
const BELOW: [(Pane, &str, f32, Show); 15] = [
    (Pane::Volumes, "volumes", 260.0, |ui, state, actions| {
        panels::charts::volumes_ui(ui, state, actions);
    }),
    (Pane::Projects, "projects", 300.0, |ui, state, actions| {
        panels::projects::projects_ui(ui, state, actions);
    }),
    (Pane::Reality, "reality", 300.0, |ui, state, actions| {
        panels::reality::reality_ui(ui, state, actions);
    }),
    (Pane::Demand, "demand", 330.0, |ui, state, actions| {
        panels::demand::demand_ui(ui, state, actions);
    }),
    (Pane::Table, "table", 360.0, |ui, state, actions| {
        panels::attributes::attributes_ui(ui, state, actions);
    }),
    (Pane::Scenarios, "scenarios", 330.0, |ui, state, actions| {
        panels::scenarios::scenarios_ui(ui, state, actions);
    }),
    (Pane::Unbeaten, "unbeaten", 310.0, |ui, state, actions| {
        panels::unbeaten::unbeaten_ui(ui, state, actions);
    }),
    (Pane::Why, "why", 300.0, |ui, state, actions| {
        panels::why::why_ui(ui, state, actions);
    }),
    (Pane::Reach, "reach", 236.0, |ui, state, actions| {
        panels::reach::reach_ui(ui, state, actions);
    }),
    (
        Pane::Hinterland,
        "hinterland",
        270.0,
        |ui, state, actions| {
            panels::hinterland::hinterland_ui(ui, state, actions);
        },
    ),
    (Pane::Flows, "flows", 330.0, |ui, state, actions| {
        panels::flows::flows_ui(ui, state, actions);
    }),
    (Pane::Closures, "closures", 310.0, |ui, state, actions| {
        panels::resilience::closures_ui(ui, state, actions);
    }),
    (Pane::Emissions, "emissions", 352.0, |ui, state, actions| {
        panels::emissions::emissions_ui(ui, state, actions);
    }),
    (Pane::Compare, "versus", 330.0, |ui, state, actions| {
        panels::versus::versus_ui(ui, state, actions);
    }),
    (Pane::Notes, "notes", 300.0, |ui, state, actions| {
        panels::notes::notes_ui(ui, state, actions);
    }),
];

/// Shows the window.
pub fn window_ui(
    ui: &mut egui::Ui,
    canvas: &mut Canvas,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    canvas.has_focus = false;
    if state.session.presenting.is_some() {
        present_ui(ui, canvas, state, actions);
        return;
    }
    egui::Panel::top("menu").show(ui, |ui| panels::menu::menu_ui(ui, state, actions));
    egui::Panel::top("bar").show(ui, |ui| panels::bar::bar_ui(ui, state, actions));
    egui::Panel::bottom("status").show(ui, |ui| panels::status::status_ui(ui, state, actions));
    below_ui(ui, state, actions);
    if state.shows(Pane::Routes) {
        egui::Panel::left("routes")
            .resizable(true)
            .size_range(190.0..=380.0)
            .default_size(236.0)
            .show(ui, |ui| panels::routes::routes_ui(ui, state, actions));
    }
    if open_page(state).is_some() {
        page_ui(ui, canvas, state, actions);
        windows(&ui.ctx().clone(), state, actions);
        return;
    }
    canvas.page.forget();
    if state.shows(Pane::Results) {
        egui::Panel::right("results")
            .resizable(true)
            .size_range(270.0..=540.0)
            .default_size(346.0)
            .show(ui, |ui| panels::results::results_ui(ui, state, actions));
    }
    let map = ui.available_rect_before_wrap();
    egui::CentralPanel::no_frame().show(ui, |ui| canvas.show(ui, state, actions));
    panels::bar::held_ui(ui.ctx(), state, map);
    let own = own_side(state, map);
    panels::draw::tools::tools_ui(ui.ctx(), state, own, actions);
    windows(&ui.ctx().clone(), state, actions);
    panels::card::card_ui(&ui.ctx().clone(), state, actions, map);
}

/// A page in the place of the map, its fields beside it.
fn page_ui(ui: &mut egui::Ui, canvas: &mut Canvas, state: &State, actions: &mut Vec<Action>) {
    egui::Panel::right("page")
        .resizable(true)
        .size_range(290.0..=420.0)
        .default_size(320.0)
        .show(ui, |ui| {
            panels::page::page_ui(ui, state, canvas.page.camera(), actions);
        });
    egui::CentralPanel::no_frame().show(ui, |ui| {
        canvas.page.show(ui, state, &mut canvas.brushes, actions);
    });
}

/// The map with what is open beside it, in large letters.
fn present_ui(
    ui: &mut egui::Ui,
    canvas: &mut Canvas,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    egui::Panel::left("present")
        .resizable(false)
        .size_range(PRESENT..=PRESENT)
        .default_size(PRESENT)
        .show(ui, |ui| panels::present::present_ui(ui, state, actions));
    let map = ui.available_rect_before_wrap();
    egui::CentralPanel::no_frame().show(ui, |ui| canvas.show(ui, state, actions));
    let context = ui.ctx().clone();
    panels::bar::held_ui(&context, state, map);
    panels::toasts::toasts_ui(&context, state, actions);
    panels::card::card_ui(&context, state, actions, map);
}

/// The panes below the map.
fn below_ui(ui: &mut egui::Ui, state: &mut State, actions: &mut Vec<Action>) {
    for (pane, id, height, show) in BELOW {
        if state.shows(pane) {
            egui::Panel::bottom(id)
                .resizable(true)
                .size_range(120.0..=620.0)
                .default_size(height)
                .show(ui, |ui| {
                    // Else a pane that had little to say at first would stay low.
                    ui.set_min_height(ui.available_height());
                    show(ui, state, actions);
                });
        }
    }
}

/// Windows above the map.
fn windows(context: &egui::Context, state: &mut State, actions: &mut Vec<Action>) {
    panels::paths::paths_ui(context, state, actions);
    panels::help::help_ui(context, state, actions);
    panels::note_form::note_form_ui(context, state, actions);
    panels::look::look_ui(context, state, actions);
    if state.shows(Pane::Findings) {
        panels::findings::findings_ui(context, state, actions);
    }
    if state.shows(Pane::Search) {
        panels::search::search_ui(context, state, actions);
    }
    if state.shows(Pane::Reading) {
        panels::reading::reading_ui(context, state, actions);
    }
    panels::draw::draw_ui(context, state, actions);
    panels::saving::saving_ui(context, state, actions);
    if state.shows(Pane::Atlas) {
        panels::atlas::atlas_ui(context, state, actions);
    }
    if state.shows(Pane::Views) {
        panels::views::views_ui(context, state, actions);
    }
    if state.shows(Pane::History) {
        panels::history::history_ui(context, state, actions);
    }
    panels::toasts::toasts_ui(context, state, actions);
    let n_hovering = context.input(|input| input.raw.hovered_files.len());
    if n_hovering > 0 {
        let said = state.text("gesture.drop.text");
        egui::Area::new(egui::Id::unique("drop"))
            .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
            .order(egui::Order::Foreground)
            .show(context, |ui| {
                egui::Frame::window(ui.style()).show(ui, |ui| ui.heading(said));
            });
    }
}
