//! Anything is found by its name or key, and shown where it is.

use corridor::app::state::State;
use corridor::model::facts::Facts;
use corridor::scene::sheet::Thing;
use corridor::study::find::Subject;

use super::*;

/// Types a text into the search window, and takes the first hit with Enter.
pub fn enter(window: &mut Window, text: &str) {
    type_text(window, text);
    window.key_press(Key::Enter);
    wait(window, |app| !app.state().shows(Pane::Search));
}

fn type_text(window: &mut Window, text: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    wait(window, |app| app.state().shows(Pane::Search));
    window.run_steps(2);
    let label = window.state().state().text("search.label");
    window
        .get_by_role_and_label(Role::TextInput, &label)
        .type_text(text);
    window.run_steps(2);
}

fn state(window: &Window) -> &State {
    window.state().state()
}

fn facts(window: &Window) -> Arc<Facts> {
    Arc::clone(&state(window).document.as_ref().unwrap().facts)
}

fn selected_key(window: &Window) -> Option<String> {
    let network = &state(window).document.as_ref().unwrap().network;
    match state(window).session.view.selected? {
        Thing::Node(node) => Some(network.node(node).key.to_string()),
        Thing::Link(link) => Some(network.link(link).key.whole().to_owned()),
        Thing::Context { .. } => None,
    }
}

#[test]
fn a_link_and_a_service_are_flown_to() {
    let mut window = corridor();
    let before = state(&window).session.view.camera;
    enter(&mut window, "R18");
    assert_eq!(selected_key(&window).as_deref(), Some("R18"));
    assert_ne!(state(&window).session.view.camera, before);
    enter(&mut window, "T26");
    assert_eq!(selected_key(&window).as_deref(), Some("vientiane-south"));
}

#[test]
fn a_route_is_fitted_and_nothing_selected() {
    let mut window = corridor();
    enter(&mut window, "western");
    let far = state(&window).session.view.camera.meters_per_unit;
    assert_eq!(selected_key(&window), None);
    enter(&mut window, "R07");
    assert!(state(&window).session.view.camera.meters_per_unit < far);
}

#[test]
fn hits_say_their_kind_and_both_names() {
    let mut window = corridor();
    type_text(&mut window, "baise huangtong");
    assert!(says(&window, "黄桶至百色铁路"));
    assert!(says(&window, "project · being built"));
    assert!(says(&window, "note · rail project"));
    window.get_by_label("中文").click();
    window.run_steps(3);
    assert!(says(&window, "项目 · 在建"));
}

#[test]
fn a_note_is_read_with_its_places() {
    let mut window = corridor();
    enter(&mut window, "海关总署支持通道建设15条措施");
    assert!(state(&window).shows(Pane::Reading));
    assert_eq!(selected_key(&window).as_deref(), Some("pingxiang"));
    window.run_steps(2);
    assert!(says(
        &window,
        "Fifteen measures of the General Administration"
    ));
    assert!(says(&window, "15 measures"));
    window
        .get_by_role_and_label(Role::Link, "Singapore")
        .click();
    wait(&mut window, |app| app.state().transient.flight.is_none());
    window.run_steps(2);
    assert_eq!(selected_key(&window).as_deref(), Some("singapore"));
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Reading));
}

#[test]
fn a_note_without_a_place_says_why() {
    let mut window = corridor();
    enter(&mut window, "Point-axis theory");
    window.run_steps(2);
    assert!(says(&window, "Text only: theory."));
    assert_eq!(selected_key(&window), None);
}

#[test]
fn a_series_opens_its_chart() {
    let mut window = corridor();
    let facts = facts(&window);
    let series = facts.series("BGP_TEU").unwrap();
    enter(&mut window, &series.names.zh);
    assert!(state(&window).shows(Pane::Volumes));
    assert_eq!(state(&window).session.series, "BGP_TEU");
    window.run_steps(2);
    let last = series.observations.last().unwrap().number().unwrap().value;
    let said = corridor::words::format::number(last, 0);
    assert!(says(&window, &said), "{said}");
    // One that is no figure a year is listed line by line.
    enter(&mut window, "REACH");
    assert_eq!(state(&window).session.series, "REACH");
    window.run_steps(2);
    assert!(says(&window, "127"));
}

#[test]
fn conflicts_and_parameters_are_read() {
    let mut window = corridor();
    enter(&mut window, "cr-teu-2021");
    let read = state(&window).session.reading;
    assert!(matches!(read, Some(Subject::Conflict(_))), "{read:?}");
    window.run_steps(2);
    for said in ["632,000 TEU", "570,000 TEU", "used here"] {
        assert!(says(&window, said), "{said}");
    }
    enter(&mut window, "gravity_beta");
    window.run_steps(2);
    assert!(says(&window, "assumed"));
    assert!(says(&window, "gravity_beta"));
}

#[test]
fn nothing_found_is_said() {
    let mut window = corridor();
    type_text(&mut window, "zzzz");
    assert!(window.query_by_label("Nothing is called that.").is_some());
}
