//! Named scenarios, years, comparing, and showing them: by labels, roles and keys.

use corridor::app::panels::versus::in_text;
use corridor::app::peek::BothMaps;
use corridor::app::scenarios::{is_changed, open_name, year_now};
use corridor::app::versus::{VersusMade, VersusValue, number_of, scenario_of};
use corridor::model::edit::Edit;
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
use eframe::egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT;

use super::cards::{card_number, click_number};
use super::*;

const HUANG_BAI: &str = "2028 with Huangtong–Baise";
const CANAL: &str = "Pinglu Canal";

pub fn edits(window: &Window) -> Vec<Edit> {
    let document = window.state().state().document.as_ref().unwrap();
    document.history.scenario().edits().to_vec()
}

pub fn open_now(window: &Window) -> String {
    open_name(window.state().state()).en
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(2);
    settle(window);
}

/// Waits until what was asked for is there.
fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| app.state().transient.outcome.is_some());
    window.run_steps(2);
}

/// Opens the list with its key.
pub fn list(window: &mut Window) {
    press(window, Key::S);
    assert!(window.state().state().shows(Pane::Scenarios));
}

pub fn open(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click();
    settle(window);
}

fn undo(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(window);
}

#[test]
fn a_click_opens_a_scenario_as_one_step() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, HUANG_BAI);
    assert_eq!(edits(&window), [Edit::SetYear(2028)]);
    assert_eq!(open_now(&window), HUANG_BAI);
    assert!(says(&window, &format!("Scenario: {HUANG_BAI}")));
    window.get_by_label("Western route open").click();
    settle(&mut window);
    assert!(is_changed(window.state().state()));
    assert!(says(&window, &format!("{HUANG_BAI}, changed")));
    open(&mut window, CANAL);
    assert_eq!(open_now(&window), CANAL);
    assert!(matches!(&edits(&window)[..], [Edit::ApplyProject { .. }]));
    undo(&mut window);
    assert_eq!(edits(&window).len(), 2);
    assert_eq!(open_now(&window), format!("{HUANG_BAI}, changed"));
    undo(&mut window);
    assert_eq!(open_now(&window), HUANG_BAI);
    window.get_by_label("Edit").click();
    window.run_steps(3);
    assert!(says(&window, &format!("Undo: Open {HUANG_BAI}")));
    window.key_press(Key::Escape);
    window.run_steps(3);
    undo(&mut window);
    assert_eq!(edits(&window), []);
    assert_eq!(open_now(&window), "Base");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut window);
    assert_eq!(open_now(&window), HUANG_BAI, "redo brings it back");
}

#[test]
fn several_are_combined_and_some_exclude_each_other() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, HUANG_BAI);
    let with = |window: &Window, name: &str| {
        let label = format!("Together with {name}");
        let node = window.get_by_role_and_label(Role::CheckBox, &label);
        let state = node.accesskit_node();
        (state.toggled() == Some(Toggled::True), state.is_disabled())
    };
    assert_eq!(with(&window, HUANG_BAI), (true, false));
    assert_eq!(with(&window, "2019"), (false, true), "another year");
    let canal = format!("Together with {CANAL}");
    window.get_by_role_and_label(Role::CheckBox, &canal).click();
    settle(&mut window);
    assert_eq!(edits(&window).len(), 2);
    assert_eq!(open_now(&window), format!("{HUANG_BAI} + {CANAL}"));
    let own = format!("Together with {HUANG_BAI}");
    window.get_by_role_and_label(Role::CheckBox, &own).click();
    settle(&mut window);
    assert_eq!(open_now(&window), CANAL);
    assert_eq!(with(&window, "2019"), (false, false));
}

#[test]
fn what_is_open_is_saved_updated_named_moved_and_deleted() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, CANAL);
    window.get_by_label("Eastern route open").click();
    settle(&mut window);
    let field = window.get_by_role_and_label(Role::TextInput, "Save as new scenario");
    field.focus();
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, "Save as new scenario");
    field.type_text("Canal without the east");
    window.run_steps(2);
    window.key_press(Key::Enter);
    settle(&mut window);
    let new = |window: &Window| {
        let document = window.state().state().document.as_ref().unwrap();
        let all = document.history.saved().book.scenarios();
        let place = all
            .iter()
            .position(|of| of.key.as_str() == "canal-without-the-east");
        place.map(|place| (place, all[place].clone(), all.len()))
    };
    let (place, named, n_all) = new(&window).unwrap();
    assert_eq!(place, n_all - 1);
    assert_eq!(named.builds_on[0].as_str(), "pinglu-canal");
    assert_eq!(named.edits.len(), 1, "only its own");
    assert_eq!(open_now(&window), "Canal without the east");
    window.get_by_label("Middle route open").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Button, "Update").click();
    settle(&mut window);
    assert_eq!(new(&window).unwrap().1.edits.len(), 2);
    assert!(!is_changed(window.state().state()));
    window
        .get_by_role_and_label(Role::Button, "Move up")
        .click();
    window.run_steps(3);
    assert_eq!(new(&window).unwrap().0, place - 1);
    let about = window.get_by_role_and_label(Role::MultilineTextInput, "Description");
    about.focus();
    window.step();
    let about = window.get_by_role_and_label(Role::MultilineTextInput, "Description");
    about.type_text("A test");
    window.run_steps(2);
    let name = window.get_by_role_and_label(Role::TextInput, "Name");
    name.focus();
    window.run_steps(3);
    assert_eq!(new(&window).unwrap().1.about, Names::new("A test", ""));
    window
        .get_by_role_and_label(Role::Button, "Duplicate")
        .click();
    window.run_steps(3);
    assert_eq!(new(&window).unwrap().2, n_all + 1);
    window.get_by_role_and_label(Role::Button, "Delete").click();
    window.run_steps(3);
    let (_, _, n_now) = new(&window).unwrap();
    assert_eq!(n_now, n_all, "the copy is gone, not what it was made of");
}

fn slider(window: &mut Window, year: f64) {
    let slider = window.get_by_role_and_label(Role::Slider, "Year");
    slider.set_value_accesskit(year);
    settle(window);
}

#[test]
fn the_slider_sets_the_year_and_the_base_is_no_edit() {
    let mut window = corridor();
    let year = |window: &Window| year_now(window.state().state());
    assert_eq!(year(&window), Some(2025));
    let base = Arc::clone(&outcome(&window).network);
    slider(&mut window, 2019.0);
    assert_eq!(edits(&window), [Edit::SetYear(2019)]);
    assert!(!Arc::ptr_eq(&base, &outcome(&window).network));
    assert!(says(&window, "published"));
    slider(&mut window, 2025.0);
    assert_eq!(edits(&window), []);
    assert!(Arc::ptr_eq(&base, &outcome(&window).network));
    press(&mut window, Key::CloseBracket);
    assert_eq!(year(&window), Some(2026));
    press(&mut window, Key::OpenBracket);
    press(&mut window, Key::OpenBracket);
    assert_eq!(edits(&window), [Edit::SetYear(2024)]);
}

#[test]
fn a_drag_of_the_year_is_one_step_and_demand_follows() {
    let mut window = corridor();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num7);
    let year_of_demand = |app: &App| {
        let made = app.state().transient.demand.as_deref();
        made.map(|made| made.wanted.year)
    };
    wait(&mut window, move |app| year_of_demand(app) == Some(2025));
    window.run_steps(2);
    let rail = window.get_by_role_and_label(Role::Slider, "Year").rect();
    let at = |share: f32| pos2(rail.min.x + rail.width() * share, rail.center().y);
    window.hover_at(at(0.5));
    window.step();
    window.drag_at(at(0.5));
    window.run_steps(2);
    for share in [0.6, 0.7, 0.8] {
        window.hover_at(at(share));
        settle(&mut window);
    }
    window.drop_at(at(0.8));
    settle(&mut window);
    let Some(Edit::SetYear(year)) = edits(&window).first().cloned() else {
        panic!("{:?}", edits(&window));
    };
    assert!(year > 2026, "{year}");
    wait(&mut window, move |app| year_of_demand(app) == Some(year));
    undo(&mut window);
    assert_eq!(edits(&window), [], "one step");
}

#[test]
fn years_play_to_the_last_one() {
    let mut window = corridor();
    slider(&mut window, 2033.0);
    window.get_by_role_and_label(Role::Button, "Play").click();
    window.run_steps(2);
    assert!(window.query_by_label("Pause").is_some());
    let is_over = |app: &App| app.state().transient.play.is_none();
    wait(&mut window, is_over);
    assert_eq!(year_now(window.state().state()), Some(2035));
    undo(&mut window);
    assert_eq!(edits(&window), [Edit::SetYear(2033)], "one step");
}

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
fn a_mode_is_closed_and_opened_again() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    let before = outcome(&window);
    window.get_by_label("rail open").click_accesskit();
    settle(&mut window);
    let closed = outcome(&window);
    assert!(
        matches!(closed.path, PathAnswer::None { .. }),
        "{:?}",
        closed.path
    );
    let edits = |window: &Window| {
        let document = window.state().state().document.as_ref().unwrap();
        document.history.scenario().edits().len()
    };
    assert_eq!(edits(&window), 1);
    window.get_by_label("rail open").click_accesskit();
    settle(&mut window);
    assert_eq!(edits(&window), 0, "open as in the base is no edit");
    assert!(outcome(&window).path == before.path);
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

#[test]
fn what_a_scenario_builds_on_is_chosen_in_the_pane() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, HUANG_BAI);
    window.get_by_label("Builds on: none").click();
    settle(&mut window);
    let canal = window.get_all_by_role_and_label(Role::CheckBox, CANAL);
    canal.last().unwrap().click_accesskit();
    settle(&mut window);
    let on = |window: &Window| {
        let document = window.state().state().document.as_ref().unwrap();
        let book = &document.history.saved().book;
        let named = book.scenarios().iter().find(|of| of.names.en == HUANG_BAI);
        named.unwrap().builds_on.clone()
    };
    assert_eq!(on(&window), [ModelKey::new("pinglu-canal")]);
    assert_eq!(
        edits(&window).len(),
        2,
        "it is open, so what it builds on holds"
    );
    undo(&mut window);
    assert!(on(&window).is_empty());
    assert_eq!(edits(&window).len(), 1);
}
