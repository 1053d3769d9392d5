//! The window through labels and roles: no display, no GPU.
#![cfg(feature = "gui")]
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not there"
)]

#[path = "app/alike.rs"]
mod alike;
#[path = "app/arrows.rs"]
mod arrows;
#[path = "app/beyond.rs"]
mod beyond;
#[path = "app/cartography.rs"]
mod cartography;
#[path = "app/cards.rs"]
mod cards;
#[path = "app/closures.rs"]
mod closures;
#[path = "app/comparing.rs"]
mod comparing;
#[path = "app/context.rs"]
mod context;
#[path = "app/demand.rs"]
mod demand;
#[path = "app/draw.rs"]
mod draw;
#[path = "app/early.rs"]
mod early;
#[path = "app/edges.rs"]
mod edges;
#[path = "app/emissions.rs"]
mod emissions;
#[path = "app/find.rs"]
mod find;
#[path = "app/flows.rs"]
mod flows;
#[path = "app/gpu.rs"]
mod gpu;
#[path = "app/hinterland.rs"]
mod hinterland;
#[path = "app/looks.rs"]
mod looks;
#[path = "app/notes.rs"]
mod notes;
#[path = "app/opening.rs"]
mod opening;
#[path = "app/pages.rs"]
mod pages;
#[path = "app/outputs.rs"]
mod outputs;
#[path = "app/plain.rs"]
mod plain;
#[path = "app/projects.rs"]
mod projects;
#[path = "app/reach.rs"]
mod reach;
#[path = "app/restrict.rs"]
mod restrict;
#[path = "app/scenarios.rs"]
mod scenarios;
#[path = "app/same.rs"]
mod same;
#[path = "app/saving.rs"]
mod saving;
#[path = "app/table.rs"]
mod table;
#[path = "app/tiles.rs"]
mod tiles;
#[path = "app/story.rs"]
mod story;
#[path = "app/tools.rs"]
mod tools;
#[path = "app/via.rs"]
mod via;
#[path = "app/ways.rs"]
mod ways;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use corridor::app::App;
use corridor::app::action::{Action, End, Pane};
use corridor::app::dialogs::{Ask, FilePicker};
use corridor::io::load::Sources;
use corridor::model::ids::{Key as ModelKey, NodeId};
use corridor::scene::palette::Theme;
use corridor::study::outcome::{Outcome, PathAnswer, Throughput};
use corridor::words::Lang;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    DroppedFile, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2,
    TouchPhase, Vec2, pos2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// A picker that answers what a test put in.
#[derive(Default)]
struct Picked {
    files: Mutex<Option<Vec<PathBuf>>>,
}

impl FilePicker for Picked {
    fn open(&self, _title: &str) -> Ask<Vec<PathBuf>> {
        let files = self.files.lock().unwrap().clone();
        Box::new(move || files)
    }

    fn save(&self, _title: &str, _name: &str) -> Ask<PathBuf> {
        Box::new(|| None)
    }

    fn save_study(&self, _title: &str, _name: &str) -> Ask<PathBuf> {
        Box::new(|| None)
    }
}

type Window = Harness<'static, App>;

fn window(sources: Sources, picker: Arc<dyn FilePicker>) -> Window {
    let mut window = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .with_max_steps(400)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, sources, picker).unwrap());
    wait(&mut window, |app| app.state().transient.outcome.is_some());
    window
}

fn corridor() -> Window {
    window(Sources::named(&[]), Arc::new(Picked::default()))
}

fn tiny() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiny.geojson")
}

/// Steps the window until something holds; jobs run on their own threads.
#[track_caller]
fn wait(window: &mut Window, holds: impl Fn(&App) -> bool) {
    let began = Instant::now();
    loop {
        window.step();
        let app = window.state();
        if holds(app)
            && !app.state().transient.is_updating
            && app.state().transient.flight.is_none()
        {
            window.step();
            return;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "it never came");
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn node(window: &Window, key: &str) -> NodeId {
    let document = window.state().state().document.as_ref().unwrap();
    document.network.node_by_key(&ModelKey::new(key)).unwrap()
}

/// Where a hub is on the screen.
fn place_of(window: &Window, id: NodeId) -> Pos2 {
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let state = window.state().state();
    let at = state.document.as_ref().unwrap().network.node(id).at;
    let page = state.session.view.camera.page_of(at);
    pos2(map.min.x + page.x, map.min.y + page.y)
}

fn outcome(window: &Window) -> Arc<Outcome> {
    Arc::clone(window.state().state().transient.outcome.as_ref().unwrap())
}

/// Types a hub into an end's field and takes the first suggestion with Enter.
fn choose(window: &mut Window, label: &str, text: &str, end: End) {
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(text);
    window.step();
    window.key_press(Key::Enter);
    wait(window, |app| {
        let question = &app.state().session.question;
        !match end {
            End::From => question.from.is_empty(),
            End::To => question.to.is_empty(),
        }
    });
}

fn ask_by_rail(window: &mut Window) {
    choose(window, "From", "chongqing", End::From);
    choose(window, "To", "Qinzhou Port", End::To);
    for mode in ["road", "waterway", "sea", "air"] {
        window.get_by_role_and_label(Role::Button, mode).click();
        window.step();
    }
    wait(window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        matches!(outcome.path, PathAnswer::Found { .. })
    });
}

fn legs_on(window: &Window, link: &str) -> bool {
    let network = &window.state().state().document.as_ref().unwrap().network;
    let outcome = outcome(window);
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return false;
    };
    best.links()
        .any(|passed| network.link(passed.link).key.is_or_is_part_of(link))
}

/// Turns the wheel by so many points; down, and away from what is above, is below zero.
fn turn_wheel(window: &mut Window, by: f32) {
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, by),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
}

/// Turns the wheel over the results until a label that contains a text comes into sight.
#[track_caller]
fn scroll_down_to(window: &mut Window, text: &str) {
    for _ in 0..40 {
        let mut labels = window.query_all_by_label_contains(text);
        if labels.any(|label| label.rect().max.y < 740.0) {
            return;
        }
        drop(labels);
        window.hover_at(pos2(1262.0, 400.0));
        turn_wheel(window, -60.0);
        window.run_steps(12);
    }
    panic!("{text} never came into sight");
}

/// Whether some label in the window contains a text.
fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn it_opens_with_the_bundled_corridor() {
    let window = corridor();
    let document = window.state().state().document.as_ref().unwrap();
    assert!(document.network.links().len() > 100);
    assert!(says(&window, "150 hubs"));
    assert!(window.query_by_label("up to date").is_some());
    assert!(
        window
            .query_by_role_and_label(Role::Canvas, "Map")
            .is_some()
    );
}

#[test]
fn two_hubs_give_a_path_and_a_switch_gives_another() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    assert!(legs_on(&window, "R03"), "the eastern route is the fastest");
    assert!(says(&window, "by rail on the Eastern route"));
    window.get_by_label("Eastern route open").click();
    wait(&mut window, |app| {
        let history = &app.state().document.as_ref().unwrap().history;
        history.scenario().edits().len() == 1
    });
    assert!(legs_on(&window, "R09"), "then the middle one is");
    window.get_by_label("Middle route open").click();
    window.step();
    window.get_by_label("Western route open").click();
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        matches!(outcome.path, PathAnswer::None { .. })
    });
    assert!(
        window
            .query_by_label_contains("No way from Chongqing")
            .is_some()
    );
    assert_eq!(outcome(&window).throughput, Some(Throughput::Nothing));
}

#[test]
fn the_bottleneck_is_named() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    let outcome = outcome(&window);
    let Some(Throughput::Limited { teu_per_year, .. }) = &outcome.throughput else {
        panic!("{:?}", outcome.throughput);
    };
    assert!(*teu_per_year > 0);
    assert!(says(&window, "R07"));
}

#[test]
fn undo_takes_a_closure_back() {
    let mut window = corridor();
    window.get_by_label("Western route open").click();
    let n_edits = |app: &App| {
        let history = &app.state().document.as_ref().unwrap().history;
        history.scenario().edits().len()
    };
    wait(&mut window, move |app| n_edits(app) == 1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, move |app| n_edits(app) == 0);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    wait(&mut window, move |app| n_edits(app) == 1);
}

#[test]
fn keys_show_open_and_solo_routes() {
    let mut window = corridor();
    let shown = |app: &App, number: usize| {
        let routes = &app.state().session.view.shown_routes;
        routes.get(number).copied().unwrap_or(true)
    };
    window.key_press(Key::Num1);
    wait(&mut window, move |app| !shown(app, 0));
    window.key_press(Key::Num1);
    wait(&mut window, move |app| shown(app, 0));
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    wait(&mut window, move |app| {
        shown(app, 2) && !shown(app, 0) && !shown(app, 1)
    });
    window.key_press_modifiers(Modifiers::SHIFT, Key::Num2);
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.history.scenario().edits().len() == 1
    });
}

#[test]
fn language_and_theme_switch_live() {
    let mut window = corridor();
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    window.run_steps(2);
    assert!(window.query_by_label("东线显示").is_some());
    window.get_by_label("深色").click();
    wait(&mut window, |app| {
        app.state().session.view.theme == Theme::Dark
    });
    window.get_by_label("English").click();
    wait(&mut window, |app| app.state().lang() == Lang::En);
}

#[test]
fn a_click_selects_and_shows_properties_with_provenance() {
    let mut window = corridor();
    let huaihua = node(&window, "huaihua");
    let here = place_of(&window, huaihua);
    window.hover_at(here);
    window.step();
    window.drag_at(here);
    window.drop_at(here);
    wait(&mut window, |app| {
        app.state().session.view.selected.is_some()
    });
    assert!(window.query_by_label("Selected").is_some());
    assert!(window.query_all_by_label("From here").next().is_some());
    assert!(says(&window, ", assumed"));
}

#[test]
fn arrows_plus_and_home_move_the_camera() {
    let mut window = corridor();
    window.key_press(Key::Home);
    wait(&mut window, |app| app.state().transient.flight.is_none());
    window.run_steps(2);
    let home = window.state().state().session.view.camera;
    window.key_press(Key::ArrowRight);
    wait(&mut window, move |app| {
        app.state().session.view.camera.center[0] > home.center[0]
    });
    window.key_press(Key::Plus);
    wait(&mut window, move |app| {
        app.state().session.view.camera.meters_per_unit < home.meters_per_unit
    });
    window.key_press(Key::Home);
    wait(&mut window, move |app| {
        let now = app.state().session.view.camera;
        (now.center[0] - home.center[0]).abs() < 1.0
            && (now.meters_per_unit / home.meters_per_unit - 1.0).abs() < 1e-6
    });
}

/// Moves the pointer to a place, presses and releases a button there.
fn click_at(window: &mut Window, pos: Pos2, button: PointerButton) {
    window.hover_at(pos);
    window.step();
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.step();
    }
    window.run_steps(2);
}

#[test]
fn a_right_click_on_a_hub_sets_the_origin() {
    let mut window = corridor();
    let liuzhou = node(&window, "liuzhou");
    let here = place_of(&window, liuzhou);
    click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("From here").click();
    wait(&mut window, move |app| {
        app.state().session.question.from == [liuzhou]
    });
}

#[test]
fn the_wheel_zooms_about_the_pointer() {
    let mut window = corridor();
    let liuzhou = node(&window, "liuzhou");
    let here = place_of(&window, liuzhou);
    let before = window.state().state().session.view.camera;
    window.hover_at(here);
    window.step();
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, 4.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    wait(&mut window, move |app| {
        app.state().session.view.camera.meters_per_unit < before.meters_per_unit
    });
    window.run_steps(30);
    assert!(place_of(&window, liuzhou).distance(here) < 1.0);
}

#[test]
fn search_finds_by_either_language_and_flies_there() {
    let mut window = corridor();
    find::enter(&mut window, "钦州港");
    let port = node(&window, "qinzhou-port");
    wait(&mut window, move |app| {
        app.state().session.view.selected == Some(corridor::scene::sheet::Thing::Node(port))
    });
}

#[test]
fn volumes_and_help_open_and_close() {
    let mut window = corridor();
    window.get_by_label("Volumes by year").click();
    wait(&mut window, |app| app.state().shows(Pane::Volumes));
    window.run_steps(2);
    assert!(window.query_by_label("Published volumes").is_some());
    window.key_press(Key::F1);
    wait(&mut window, |app| app.state().shows(Pane::Keys));
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Keys));
}

#[test]
fn an_idle_window_does_not_repaint() {
    let mut window = corridor();
    window.run_steps(3);
    let delays: Vec<Duration> = window
        .output()
        .viewport_output
        .values()
        .map(|viewport| viewport.repaint_delay)
        .collect();
    assert!(
        delays.iter().all(|delay| *delay > Duration::from_hours(1)),
        "{delays:?}"
    );
}
