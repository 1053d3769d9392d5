//! Studies opened and pictures written: by path field, dialog and drop.

use super::*;

/// A file dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn the_path_field_opens_another_study() {
    let mut window = corridor();
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait(&mut window, |app| app.state().shows(Pane::Open));
    let field = "File or folder";
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, field)
        .type_text(&tiny().display().to_string());
    window.step();
    window.key_press(Key::Enter);
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.network.nodes().len() == 6
    });
}

#[test]
fn a_picked_file_opens_too() {
    let picker = Arc::new(Picked {
        files: Mutex::new(Some(vec![tiny()])),
    });
    let mut window = window(Sources::named(&[]), picker);
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.network.nodes().len() == 6
    });
    assert!(!window.state().state().shows(Pane::Open));
}

#[test]
fn a_missing_file_is_said_and_the_study_stays() {
    let mut window = corridor();
    let before = window
        .state()
        .state()
        .document
        .as_ref()
        .unwrap()
        .files
        .clone();
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait(&mut window, |app| app.state().shows(Pane::Open));
    let field = "File or folder";
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, field)
        .type_text("/no/such/file.geojson");
    window.step();
    window.key_press(Key::Enter);
    wait(&mut window, |app| !app.state().transient.toasts.is_empty());
    let state = window.state().state();
    assert!(state.transient.toasts[0].is_error);
    assert!(
        state.transient.toasts[0]
            .text
            .contains("/no/such/file.geojson")
    );
    assert_eq!(state.document.as_ref().unwrap().files, before);
}

#[test]
fn a_dropped_file_opens() {
    let mut window = corridor();
    let file = Arc::new(Dropped(tiny()));
    window.input_mut().dropped_files.push(file);
    wait(&mut window, |app| {
        let document = app.state().document.as_ref().unwrap();
        document.network.nodes().len() == 6
    });
}

#[test]
fn another_study_may_come_while_the_pointer_rests_on_a_hub() {
    let mut window = corridor();
    let places = ["liuzhou", "huaihua"].map(|key| place_of(&window, node(&window, key)));
    let file = Arc::new(Dropped(tiny()));
    window.input_mut().dropped_files.push(file);
    let n_nodes = |app: &App| app.state().document.as_ref().unwrap().network.nodes().len();
    let mut turns = 0;
    while n_nodes(window.state()) != 6 {
        window.hover_at(places[turns % 2]);
        window.step();
        turns += 1;
        assert!(turns < 20_000, "it never came");
    }
    window.run_steps(3);
    assert!(window.state().state().session.view.hovered.is_none());
}

#[test]
fn an_export_writes_what_is_seen() {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("window-export.svg");
    drop(std::fs::remove_file(&out));
    let mut window = corridor();
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    wait(&mut window, |app| app.state().shows(Pane::Export));
    let field = "File to write, ending in .svg or .png";
    let label = |window: &Window| window.get_by_role_and_label(Role::TextInput, field).value();
    assert_eq!(label(&window).as_deref(), Some("corridor-map.svg"));
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, field)
        .type_text(&out.display().to_string());
    window.step();
    window.key_press(Key::Enter);
    wait(&mut window, |app| !app.state().transient.toasts.is_empty());
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("Eastern route"));
}
