//! Studies saved, opened again, undone step by step, recovered; nothing is lost without being asked.

use super::*;
use corridor::app::action::MapLayer;
use corridor::app::saving::StudyStep;
use corridor::document::journal::Recovered;
use corridor::document::study::Document;
use corridor::io::journals::left_behind;
use corridor::io::study_file::data::DataChoice;
use corridor::io::user::Folders;
use corridor::model::edit::Edit;
use corridor::model::scenario::Scenario;
use eframe::egui::{ViewportEvent, ViewportId};

pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/test-saving")
        .join(format!("{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn on(study: &Path) -> Window {
    let sources = Sources::named(&[study.to_owned()]);
    window(sources, Arc::new(Picked::default()))
}

/// A window that keeps journals and recent files in a folder.
pub fn keeping(sources: Sources, folder: &Path) -> Window {
    let folders = Folders {
        state: Some(folder.join("state")),
        config: Some(folder.join("config")),
    };
    let picker = Arc::new(Picked::default());
    let mut window = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .with_max_steps(400)
        .build_eframe(move |creation| {
            App::with_folders(&creation.egui_ctx, sources, picker, folders).unwrap()
        });
    wait(&mut window, |app| app.state().transient.outcome.is_some());
    window
}

fn scenario(window: &Window) -> Arc<Scenario> {
    let document = window.state().state().document.as_ref().unwrap();
    Arc::clone(document.history.scenario())
}

pub fn is_changed(app: &App) -> bool {
    app.state().document.as_ref().unwrap().history.is_changed()
}

fn close_route(window: &mut Window, label: &str) {
    let before = scenario(window).edits().len();
    window.get_by_label(label).click();
    wait(window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.history.scenario().edits().len() > before
    });
}

/// Types a path into the field of the window that asks for one.
pub fn save_at(window: &mut Window, path: &Path) {
    let label = "Path of the study file, NAME.corridor.json";
    wait(window, |app| app.state().shows(Pane::Save));
    window.get_by_role_and_label(Role::TextInput, label).focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(&path.display().to_string());
    window.step();
    window.key_press(Key::Enter);
    wait(window, |app| !is_changed(app));
}

#[test]
fn what_is_saved_is_there_when_it_is_opened_again() {
    let folder = folder("saved");
    let path = folder.join("mine.corridor.json");
    let mut first = corridor();
    close_route(&mut first, "Eastern route open");
    first.get_by_role_and_label(Role::CheckBox, "Hubs").click();
    first.step();
    assert!(says(&first, "New International Land-Sea Trade Corridor •"));
    first.key_press_modifiers(Modifiers::COMMAND, Key::S);
    save_at(&mut first, &path);
    assert!(says(&first, "mine.corridor.json"));
    let edits = scenario(&first);
    drop(first);
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        1,
        "the lock is gone"
    );
    let mut again = on(&path);
    assert_eq!(scenario(&again), edits);
    assert!(!again.state().state().session.view.show_hubs);
    assert!(!is_changed(again.state()));
    // Saved once more after an edit, it asks for no path.
    close_route(&mut again, "Middle route open");
    assert!(is_changed(again.state()));
    again.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait(&mut again, |app| !is_changed(app));
    again.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut again, is_changed);
    again.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    wait(&mut again, |app| !is_changed(app));
    drop(again);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn any_step_is_gone_to_in_the_list() {
    let mut window = corridor();
    close_route(&mut window, "Eastern route open");
    window
        .get_by_role_and_label(Role::CheckBox, "Names")
        .click();
    window.step();
    close_route(&mut window, "Middle route open");
    window.get_by_label("Edit").click();
    window.run_steps(3);
    assert!(says(&window, "Undo: Close Middle route"));
    window.get_by_label("History").click();
    window.run_steps(3);
    for row in [
        "0  As it was opened",
        "1  Close Eastern route",
        "2  Hide Names",
    ] {
        assert!(says(&window, row), "{row}");
    }
    window.get_by_label("1  Close Eastern route").click();
    wait(&mut window, |app| app.state().session.view.show_labels);
    assert_eq!(scenario(&window).edits().len(), 1);
    window.get_by_label("3  Close Middle route").click();
    wait(&mut window, |app| !app.state().session.view.show_labels);
    assert_eq!(scenario(&window).edits().len(), 2);
    window.get_by_label("0  As it was opened").click();
    wait(&mut window, |app| !is_changed(app));
    assert_eq!(scenario(&window).edits(), []);
}

#[test]
fn closing_asks_where_something_would_be_lost() {
    let mut window = corridor();
    close_route(&mut window, "Eastern route open");
    let close = |window: &mut Window| {
        let viewports = &mut window.input_mut().viewports;
        let root = viewports.entry(ViewportId::ROOT).or_default();
        root.events.push(ViewportEvent::Close);
        window.step();
        window
            .input_mut()
            .viewports
            .entry(ViewportId::ROOT)
            .or_default()
            .events
            .clear();
        window.step();
    };
    close(&mut window);
    assert!(says(&window, "Save before the window closes?"));
    window.get_by_label("Cancel").click();
    window.step();
    window.step();
    assert!(!says(&window, "Save before the window closes?"));
    close(&mut window);
    window.get_by_label("Discard").click();
    window.run_steps(3);
    assert!(window.state().state().transient.saving.may_close);
}

#[test]
fn opening_another_study_asks_too_and_adding_files_keeps_what_was_done() {
    let mut window = corridor();
    close_route(&mut window, "Eastern route open");
    let zones = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/zones.geojson");
    window.state_mut().do_next(Action::AddFiles(vec![zones]));
    wait(&mut window, |app| {
        app.state().document.as_ref().unwrap().sources.paths.len() == 1
    });
    assert_eq!(scenario(&window).edits().len(), 1);
    assert!(is_changed(window.state()));
    window.state_mut().do_next(Action::OpenBundled);
    window.step();
    window.step();
    assert!(says(&window, "Save before another study opens?"));
    window.get_by_label("Discard").click();
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.sources.paths.is_empty() && !document.history.is_changed()
    });
}

#[test]
fn what_was_not_saved_is_recovered_with_its_history() {
    let folder = folder("recovered");
    let sources = Sources::named(&[]);
    let mut first = keeping(sources.clone(), &folder);
    close_route(&mut first, "Eastern route open");
    close_route(&mut first, "Middle route open");
    first.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    first.step();
    first.step();
    // It goes without being closed, as a program does that is killed.
    drop(first);
    let mut second = keeping(sources.clone(), &folder);
    assert!(says(&second, "Steps that were not saved: 1."));
    assert_eq!(scenario(&second).edits(), []);
    second.get_by_label("Recover").click();
    wait(&mut second, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.history.scenario().edits().len() == 1
    });
    let history = &second.state().state().document.as_ref().unwrap().history;
    assert_eq!((history.position(), history.n_steps()), (1, 2));
    close_route(&mut second, "Western route open");
    drop(second);
    let mut third = keeping(sources.clone(), &folder);
    third.get_by_label("Forget them").click();
    third.step();
    third.step();
    drop(third);
    let fourth = keeping(sources, &folder);
    assert!(!says(&fourth, "not closed in order"));
    drop(fourth);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_file_that_another_program_changed_is_not_overwritten() {
    let folder = folder("other");
    let path = folder.join("a.corridor.json");
    let mut window = window(Sources::named(&[tiny()]), Arc::new(Picked::default()));
    window.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    save_at(&mut window, &path);
    let text = std::fs::read_to_string(&path).unwrap();
    let other = text.replace("\"edits\": []", "\"edits\": [{\"year\": 2033}]");
    assert_ne!(other, text);
    std::fs::write(&path, &other).unwrap();
    window
        .state_mut()
        .do_next(Action::Edit(vec![Edit::SetYear(2030)]));
    wait(&mut window, is_changed);
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait(&mut window, |app| {
        app.state().transient.saving.is_other_on_disk
    });
    assert_eq!(std::fs::read_to_string(&path).unwrap(), other);
    window.get_by_label("Keep mine").click();
    wait(&mut window, |app| app.state().transient.file_work.is_none());
    window.run_steps(8);
    std::thread::sleep(Duration::from_millis(100));
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait(&mut window, |app| !is_changed(app));
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .contains("{\"year\":2030}")
    );
    drop(window);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_study_that_is_open_elsewhere_is_for_reading() {
    let folder = folder("locked");
    let path = folder.join("a.corridor.json");
    let first = window(Sources::named(&[tiny()]), Arc::new(Picked::default()));
    let document = first.state().state().document.as_ref().unwrap();
    document.copy(DataChoice::Inside).write(&path).unwrap();
    let holder = on(&path);
    let second = on(&path);
    assert!(says(&second, "Another program has this study open"));
    let home = second
        .state()
        .state()
        .document
        .as_ref()
        .unwrap()
        .home
        .as_ref();
    assert!(home.unwrap().read_only.is_some());
    drop((holder, second));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_layer_that_is_hidden_is_a_step() {
    let mut window = corridor();
    let hide = Action::ShowLayer(MapLayer::Bottleneck, false);
    window.state_mut().do_next(hide);
    wait(&mut window, is_changed);
    window.state_mut().do_next(Action::Undo);
    wait(&mut window, |app| !is_changed(app));
    assert!(window.state().state().session.view.show_bottleneck);
}

#[test]
fn a_view_is_kept_called_something_and_gone_to() {
    let mut window = corridor();
    let there = window.state().state().session.view.camera;
    window.key_press_modifiers(Modifiers::COMMAND, Key::D);
    window.run_steps(3);
    window.state_mut().do_next(Action::Show(Pane::Views, true));
    window.run_steps(3);
    window.get_by_label("Rename View 1").click();
    window.run_steps(3);
    window.get_by_label("Name of View 1").type_text(" of all");
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
    let state = |window: &Window| window.state().state().session.view.clone();
    window
        .state_mut()
        .do_next(Action::ShowLayer(MapLayer::Hubs, false));
    window.state_mut().do_next(Action::Zoom(3.0));
    window.state_mut().do_next(Action::Pan(80.0, 10.0));
    window.run_steps(3);
    assert!(!state(&window).show_hubs);
    window.get_by_label("View 1 of all").click();
    window.run_steps(3);
    wait(&mut window, |app| app.state().transient.flight.is_none());
    let now = state(&window);
    assert!(now.show_hubs);
    let scale = now.camera.meters_per_unit / there.meters_per_unit;
    assert!((scale - 1.0).abs() < 1e-9, "{scale}");
    for axis in 0..2 {
        let off = now.camera.center[axis] - there.center[axis];
        assert!(off.abs() < 1e-3, "{off}");
    }
    window.get_by_label("Delete View 1 of all").click();
    window.run_steps(3);
    assert!(window.query_by_label("View 1 of all").is_none());
    window.state_mut().do_next(Action::Undo);
    window.run_steps(3);
    window.get_by_label("View 1 of all");
}

#[test]
fn what_a_window_wrote_down_gives_the_same_file_without_a_window() {
    let folder = folder("replayed");
    let path = folder.join("a.corridor.json");
    let mut window = keeping(Sources::named(&[]), &folder);
    close_route(&mut window, "Eastern route open");
    window.key_press_modifiers(Modifiers::COMMAND, Key::D);
    window.run_steps(2);
    for action in [
        Action::ShowLayer(MapLayer::Hubs, false),
        Action::Edit(vec![Edit::SetYear(2030)]),
        Action::Undo,
        Action::Undo,
        Action::Redo,
        Action::Edit(vec![Edit::SetYear(2031)]),
    ] {
        window.state_mut().do_next(action);
        window.run_steps(2);
    }
    let document = window.state().state().document.as_ref().unwrap();
    let by_window = document.copy(DataChoice::Inside).bytes(&path);
    let mut again = Document::clone(document);
    // It goes without being closed, as a program does that is killed.
    drop(window);
    let left = left_behind(&folder.join("state"), "bundled");
    let [(_, journal)] = &left[..] else {
        panic!("one journal");
    };
    let told = Recovered::read(journal, &again.network).unwrap();
    again.history = told.history(Arc::clone(&again.network), &told.base);
    assert_eq!(again.history.n_steps(), 4);
    let replayed = again.copy(DataChoice::Inside).bytes(&path);
    assert!(replayed == by_window, "the same bytes");
    drop(left);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_done_while_files_are_added_is_kept() {
    let mut window = corridor();
    let add = Action::AddFiles(vec![tiny()]);
    window.state_mut().do_next(add);
    window.step();
    window
        .state_mut()
        .do_next(Action::Edit(vec![Edit::SetYear(2030)]));
    window.step();
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.sources.paths.len() == 1
    });
    assert_eq!(scenario(&window).edits(), [Edit::SetYear(2030)]);
    window.state_mut().do_next(Action::Undo);
    window.run_steps(3);
    assert_eq!(scenario(&window).edits(), []);
}

#[test]
fn what_is_done_while_another_study_is_read_is_not_lost_without_being_asked() {
    let mut window = corridor();
    window.state_mut().do_next(Action::OpenFiles(vec![tiny()]));
    window.step();
    window
        .state_mut()
        .do_next(Action::Edit(vec![Edit::SetYear(2030)]));
    window.step();
    wait(&mut window, |app| {
        app.state().transient.saving.asks.is_some()
    });
    assert_eq!(scenario(&window).edits(), [Edit::SetYear(2030)]);
    window.get_by_label("Discard").click();
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.sources.paths.len() == 1
    });
    assert_eq!(scenario(&window).edits(), []);
}

#[test]
fn going_back_to_the_file_asks_where_something_was_done() {
    let folder = folder("revert");
    let path = folder.join("a.corridor.json");
    let mut window = corridor();
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    save_at(&mut window, &path);
    close_route(&mut window, "Eastern route open");
    window.state_mut().do_next(Action::Study(StudyStep::Revert));
    window.run_steps(3);
    window.get_by_label("Cancel").click();
    window.run_steps(3);
    assert_eq!(scenario(&window).edits().len(), 1);
    window.state_mut().do_next(Action::Study(StudyStep::Revert));
    window.run_steps(3);
    window.get_by_label("Open as saved").click();
    wait(&mut window, |app| {
        !is_changed(app) && app.state().transient.file_work.is_none()
    });
    assert_eq!(scenario(&window).edits(), []);
    drop(window);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_study_of_a_newer_program_is_never_written() {
    let folder = folder("newer");
    let path = folder.join("a.corridor.json");
    let first = corridor();
    let document = first.state().state().document.as_ref().unwrap();
    let bytes = document.copy(DataChoice::Bundled).bytes(&path);
    drop(first);
    let text = String::from_utf8(bytes).unwrap();
    let newer = text.replace("\"version\": 1", "\"version\": 7");
    assert_ne!(newer, text);
    std::fs::write(&path, &newer).unwrap();
    let mut window = on(&path);
    assert!(says(&window, "a newer version of the program"));
    close_route(&mut window, "Eastern route open");
    // Typing its own path for the copy does not write it either.
    let step = StudyStep::CopyTo(path.clone());
    window.state_mut().do_next(Action::Study(step));
    window.run_steps(4);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    window
        .state_mut()
        .do_next(Action::Show(Pane::SaveCopy, true));
    window.run_steps(3);
    let offered = &window.state().state().transient.path_fields[&Pane::SaveCopy];
    assert!(offered.ends_with("a-copy.corridor.json"), "{offered}");
    drop(window);
    std::fs::remove_dir_all(folder).unwrap();
}
