//! Named scenarios and years: by labels, roles and keys.

use corridor::app::scenarios::{is_changed, open_name, year_now};
use corridor::model::edit::Edit;
use corridor::model::names::Names;
use eframe::egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT;

use super::*;

pub const HUANG_BAI: &str = "2028 with Huangtong–Baise";
const CANAL: &str = "Pinglu Canal";

pub fn edits(window: &Window) -> Vec<Edit> {
    let document = window.state().state().document.as_ref().unwrap();
    document.history.scenario().edits().to_vec()
}

pub fn open_now(window: &Window) -> String {
    open_name(window.state().state()).en
}

pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(2);
    settle(window);
}

/// Waits until what was asked for is there.
pub fn settle(window: &mut Window) {
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

pub fn undo(window: &mut Window) {
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
fn what_a_scenario_builds_on_is_chosen_in_the_pane() {
    let mut window = corridor();
    list(&mut window);
    open(&mut window, HUANG_BAI);
    window.get_by_label("Choose what it builds on").click();
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
