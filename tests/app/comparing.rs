//! Comparing scenarios, and showing them: by labels, roles and keys.

use corridor::app::panels::versus::in_text;
use corridor::app::peek::BothMaps;
use corridor::app::versus::{VersusMade, VersusValue, number_of, scenario_of};
use corridor::model::names::Names;
use corridor::model::scenario::Scenario;
use corridor::study::compare::{Asked, compared, measured};
use corridor::study::demand::{Growth, Wanted, last_published};
use corridor::study::flows::FlowQuestion;
use corridor::study::outcome::Question;
use corridor::study::priced::priced;
use corridor::task::Task;
use corridor::words::format::number;
use eframe::egui::OutputCommand;

use super::cards::{card_number, click_number};
use super::scenarios::{HUANG_BAI, edits, list, open, open_now, press, settle, undo};
use super::*;

pub fn made(window: &Window) -> Arc<VersusMade> {
    let made = &window.state().state().transient.versus.made;
    Arc::clone(made.as_ref().unwrap())
}

/// Waits until both sides are measured.
pub fn measure(window: &mut Window) {
    settle(window);
    wait(window, |app| {
        let versus = &app.state().transient.versus;
        versus.made.is_some() && !versus.is_updating
    });
    window.run_steps(2);
}

/// What the command line asks, of the study's first example.
fn asked(window: &Window) -> Asked {
    let document = window.state().state().document.as_ref().unwrap();
    let example = &document.examples[0];
    let hub = |key| vec![document.network.node_by_key(key).unwrap()];
    let (year, _) = last_published(&document.facts).unwrap();
    let growth = Growth::default();
    let modes = example.modes.iter().copied();
    Asked {
        question: Question {
            from: hub(&example.from),
            to: hub(&example.to),
            modes: corridor::study::outcome::ModeSet::of(modes),
            weights: priced(&document.facts, None).unwrap().weights(),
            ..Question::default()
        },
        flows: FlowQuestion::new(Wanted { year, growth }),
    }
}

#[test]
fn the_table_has_the_numbers_of_the_command_line() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, HUANG_BAI);
    press(&mut window, Key::V);
    measure(&mut window);
    let made = made(&window);
    let state = window.state().state();
    let document = state.document.as_ref().unwrap();
    let base = state.base.as_ref().unwrap();
    let asked = asked(&window);
    let named = document.history.scenario();
    let sides = [&Scenario::base(), &**named].map(|scenario| {
        let side = (&Names::default(), scenario);
        measured(base, &document.facts, side, &asked, &Task::never()).unwrap()
    });
    let rows = compared(&sides[0], &sides[1]);
    assert_eq!(made.rows.len(), rows.len());
    for (shown, row) in made.rows.iter().zip(&rows) {
        assert_eq!(shown, row, "{}", row.key);
    }
    let row = rows.iter().find(|row| row.key == "throughput").unwrap();
    let said = number(row.difference_percent().unwrap(), 1);
    assert!(row.difference().unwrap() > 0.0);
    click_number(&mut window, &format!("+{said}, "));
    let card = card_number(&window);
    assert_eq!(Some(card.value), row.difference_percent());
    let difference = number_of(row, VersusValue::Difference).unwrap();
    assert_eq!(difference.basis.inputs().len(), 2);
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.get_by_label("Copy as text").click();
    let mut copied: Vec<String> = Vec::new();
    for _ in 0..4 {
        window.step();
        let commands = window.output().platform_output.commands.iter();
        copied.extend(commands.filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    assert_eq!(copied, [in_text(window.state().state(), &made)]);
    assert!(copied[0].contains(&format!("| {HUANG_BAI} |")));
}

#[test]
fn undoing_everything_leaves_no_difference() {
    let mut window = corridor();
    window.get_by_label("Western route open").click();
    settle(&mut window);
    press(&mut window, Key::V);
    measure(&mut window);
    assert!(made(&window).rows.iter().any(|row| !row.is_same()));
    undo(&mut window);
    measure(&mut window);
    let made = made(&window);
    let is_none = |value: Option<f64>| value.is_none_or(|value| value.abs() <= 0.0);
    assert!(made.rows.iter().all(|row| is_none(row.difference())));
    assert!(says(&window, "Nothing differs."));
}

pub fn hold(window: &mut Window, pressed: bool) {
    window.event(Event::Key {
        key: Key::Space,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(3);
}

#[test]
fn space_shows_the_base_and_goes_back() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    let base = outcome(&window);
    window.get_by_label("Eastern route open").click();
    settle(&mut window);
    wait(&mut window, |app| app.state().transient.peek.is_ready);
    let own = outcome(&window);
    assert!(own.path != base.path);
    let camera = window.state().state().session.view.camera;
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    hold(&mut window, true);
    assert!(outcome(&window).path == base.path, "the base is shown");
    assert!(says(&window, "Base"));
    assert_eq!(window.state().state().session.view.camera, camera);
    let now = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    assert_eq!(now, map, "nothing moves");
    hold(&mut window, false);
    assert!(Arc::ptr_eq(&outcome(&window), &own));
    assert_eq!(edits(&window).len(), 1);
}

#[test]
fn space_shows_the_flows_of_the_base_too() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, HUANG_BAI);
    window.key_press(Key::F);
    let is_found = |app: &App| {
        let flows = &app.state().transient.flows;
        flows.made.is_some() && flows.running_since.is_none()
    };
    window.run_steps(2);
    wait(&mut window, is_found);
    let year = |window: &Window| {
        let made = corridor::app::flows::made(window.state().state());
        made.unwrap().answer.demand.year
    };
    assert_eq!(year(&window), 2028, "demand follows the scenario");
    let began = Instant::now();
    while year(&window) != 2025 {
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "no flows of the base"
        );
        hold(&mut window, true);
        std::thread::sleep(Duration::from_millis(20));
    }
    hold(&mut window, false);
    assert_eq!(year(&window), 2028);
    let is_against = |window: &Window| {
        let flows = window.state().state().layers.flows();
        flows.is_some_and(corridor::scene::flows::FlowMap::is_against)
    };
    assert!(!is_against(&window));
    press(&mut window, Key::V);
    press(&mut window, Key::F);
    press(&mut window, Key::V);
    assert!(!window.state().state().session.view.show_flows);
    let changes = "Flows: more and less";
    window
        .get_by_role_and_label(Role::CheckBox, changes)
        .click();
    let began = Instant::now();
    while !is_against(&window) {
        assert!(began.elapsed() < Duration::from_mins(1), "no changes");
        window.run_steps(2);
        std::thread::sleep(Duration::from_millis(20));
    }
    window
        .get_by_role_and_label(Role::CheckBox, changes)
        .click();
    window.run_steps(3);
    assert!(!is_against(&window));
}

#[test]
fn the_map_alone_is_stepped_through_with_keys() {
    let mut window = corridor();
    let camera = window.state().state().session.view.camera;
    press(&mut window, Key::F5);
    window.run_steps(4);
    assert!(window.query_by_label("Routes").is_none(), "no panels");
    assert!(window.query_by_label("Edit").is_none());
    assert!(says(&window, "Base"));
    press(&mut window, Key::PageDown);
    assert_eq!(open_now(&window), "2019");
    press(&mut window, Key::ArrowRight);
    assert_eq!(open_now(&window), "2024");
    press(&mut window, Key::PageUp);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::PageUp);
    assert_eq!(open_now(&window), "Base", "the first");
    press(&mut window, Key::Escape);
    window.run_steps(4);
    assert!(window.query_by_label("Edit").is_some());
    let now = window.state().state().session.view.camera;
    let moved = (now.center[0] - camera.center[0]).hypot(now.center[1] - camera.center[1]);
    assert!(moved < 1e-6, "{moved}");
    assert!((now.meters_per_unit / camera.meters_per_unit - 1.0).abs() < 1e-9);
}

#[test]
fn both_are_on_one_map_with_a_handle_between_them() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    let base = outcome(&window);
    window.get_by_label("Eastern route open").click();
    settle(&mut window);
    press(&mut window, Key::W);
    wait(&mut window, |app| app.state().transient.other_map.is_some());
    window.run_steps(2);
    let swiped = window.state().state().transient.other_map.as_ref().unwrap();
    assert!(swiped.outcome.path == base.path, "the base is left");
    let handle = window.get_by_role_and_label(Role::Slider, "Between both maps");
    let at = handle.rect().center();
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    window.hover_at(at - Vec2::new(120.0, 0.0));
    window.run_steps(3);
    window.drop_at(at - Vec2::new(120.0, 0.0));
    window.run_steps(3);
    let both = window.state().state().session.both_maps;
    let Some(BothMaps::Swiped(share)) = both else {
        panic!("{both:?}");
    };
    assert!(share < 0.45, "{share}");
    press(&mut window, Key::W);
    assert!(window.state().state().transient.other_map.is_none());
}

#[test]
fn two_maps_side_by_side_have_one_camera() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    window.get_by_label("Eastern route open").click();
    settle(&mut window);
    let label = "The other scenario's map";
    assert!(window.query_by_label(label).is_none());
    let alone = window.state().state().session.map_size.x;
    window.key_press_modifiers(Modifiers::SHIFT, Key::W);
    window.run_steps(2);
    wait(&mut window, |app| app.state().transient.other_map.is_some());
    window.run_steps(3);
    let half = window.state().state().session.map_size.x;
    assert!((half - alone / 2.0).abs() < 2.0, "{half} of {alone}");
    let before = window.state().state().session.view.camera;
    let at = window.get_by_label(label).rect().center();
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    window.hover_at(at + Vec2::new(40.0, 10.0));
    window.step();
    window.drop_at(at + Vec2::new(40.0, 10.0));
    window.run_steps(2);
    let after = window.state().state().session.view.camera;
    assert_eq!(
        after,
        before.panned(40.0, 10.0),
        "it moves the other one too"
    );
    window.key_press_modifiers(Modifiers::SHIFT, Key::W);
    window.run_steps(2);
    assert!(window.query_by_label(label).is_none());
    let again = window.state().state().session.map_size.x;
    assert!((again - alone).abs() < 0.5, "{again}");
}

#[test]
fn a_scenario_that_cannot_be_is_told() {
    let window = corridor();
    let side = corridor::app::versus::Side::Named(ModelKey::new("none"));
    let error = scenario_of(window.state().state(), &side).unwrap_err();
    assert!(error.contains("none"), "{error}");
}
