//! Flows of a year: the pane by its key, lists, users, and a drag that ends where a cold solve does.

use corridor::app::flows::{FlowMade, made};
use corridor::app::panels::flows::lists::way_name;
use corridor::model::sourced::Status;
use corridor::scene::sheet::Thing;
use corridor::study::evaluate::Under;
use corridor::study::flows::flows;
use corridor::study::flows::readings::{FlowFigure, LinkReading, Quantity};
use corridor::study::outcome::Question;
use corridor::task::Task;
use eframe::egui::accesskit::Role;

use super::*;

fn now(window: &Window) -> &FlowMade {
    made(window.state().state()).unwrap()
}

/// Opens the pane with its key and waits for flows.
fn open(window: &mut Window) {
    window.key_press(Key::F);
    settle(window);
}

fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let flows = &app.state().transient.flows;
        flows.made.is_some() && flows.running_since.is_none()
    });
    window.run_steps(2);
}

#[test]
fn the_pane_shows_flows_that_hold_together() {
    let mut window = corridor();
    open(&mut window);
    let made = now(&window);
    assert!(made.answer.faults.is_none());
    assert!(made.answer.found.gap <= 1e-6);
    let total = FlowFigure::Total(Quantity::Teu);
    let total = made.readings.number(&made.answer, total).unwrap();
    assert_eq!(total.status, Status::Assumed, "it rests on assumptions");
    let wanted = made.answer.loads.wanted();
    assert!((total.value - wanted).abs() <= 1e-6 * wanted);
    let state = window.state().state();
    assert!(state.session.view.show_flows && state.layers.flows().is_some());
    window.get_by_label("Checked anew: everything that sets out arrives.");
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(3);
    let link = &now(&window).readings.links;
    assert!(link.iter().any(|of| of.utilization.is_some()));
}

#[test]
fn flows_follow_a_drag_and_end_where_a_cold_solve_does() {
    let mut window = corridor();
    open(&mut window);
    let before = now(&window).readings.clone();
    window.key_press_modifiers(Modifiers::SHIFT, Key::Num1);
    window.step();
    // Each press asks anew, most of them while an older run goes on.
    let slider = window.get_by_role_and_label(Role::Slider, "Demand").rect();
    for share in [0.4, 0.5, 0.6, 0.7] {
        let at = pos2(slider.min.x + slider.width() * share, slider.center().y);
        click_at(&mut window, at, PointerButton::Primary);
    }
    settle(&mut window);
    let state = window.state().state();
    let warm = now(&window);
    let document = state.document.as_ref().unwrap();
    let scenario = document.history.scenario();
    assert_eq!(scenario.edits().len(), 1, "a route is closed");
    let factor = warm.answer.question.demand_factor;
    assert!(factor > 1.0, "{factor}");
    assert!(warm.readings.carried > before.carried);
    let base = state.base.as_ref().unwrap();
    let under = Under::of(base, scenario, &Question::default());
    let (demand, question) = (warm.answer.demand.clone(), &warm.answer.question);
    let facts = &document.facts;
    let cold = flows(&under, facts, demand, question, None, &Task::never()).unwrap();
    let (a, b) = (&warm.answer.found, &cold.found);
    let apart = (a.objective - b.objective).abs() / b.objective;
    assert!(apart <= 2e-6, "{} and {}", a.objective, b.objective);
    assert!(warm.answer.faults.is_none());
}

#[test]
fn who_uses_a_link_is_listed_and_shown_alone() {
    let mut window = corridor();
    open(&mut window);
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(3);
    let readings = now(&window).readings.clone();
    let fullest = readings.links.iter().filter(|of| of.utilization.is_some());
    let fullest = fullest.max_by(|a, b| {
        let full = |of: &LinkReading| of.utilization.unwrap_or_default();
        full(a).total_cmp(&full(b))
    });
    let fullest = fullest.unwrap();
    let network = Arc::clone(&now(&window).answer.network);
    let name = way_name(&network, fullest, Lang::En);
    window.get_by_role_and_label(Role::Link, &name).click();
    wait(&mut window, |app| {
        app.state().session.view.selected == Some(Thing::Link(fullest.link))
    });
    window.run_steps(3);
    window.get_by_label("Who uses this").click();
    window.run_steps(4);
    let selected = window.state().state().transient.flows.selected.as_ref();
    let through: f64 = readings
        .links
        .iter()
        .filter(|of| of.link == fullest.link)
        .map(|of| of.teu)
        .sum();
    let teu = selected.unwrap().teu;
    assert!((teu - through).abs() <= 1e-6 * through, "{teu}, {through}");
    window.get_by_label("Everybody again").click();
    window.run_steps(3);
    assert!(window.state().state().transient.flows.selected.is_none());
}
