//! Studies opened, pictures and networks written: by path field, dialog and drop.

use super::*;
use corridor::document::fingerprint::said;
use corridor::document::study::Document;
use corridor::export::made::Made;
use corridor::io::load::{load, load_bytes};
use corridor::io::network_out::NetworkOut;
use corridor::model::edit::{Edit, LinkNumber};
use corridor::model::effect::network_under;
use corridor::task::Task;

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
    export_to(&mut window, &out);
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("Eastern route"));
}

/// Types a path into the field of the export window and writes.
#[track_caller]
fn export_to(window: &mut Window, out: &Path) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    wait(window, |app| app.state().shows(Pane::Export));
    let field = "File to write, ending in .svg, .png, .pdf or .geojson";
    let label = |window: &Window| window.get_by_role_and_label(Role::TextInput, field).value();
    assert_eq!(label(window).as_deref(), Some("corridor-map.svg"));
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, field)
        .type_text(&out.display().to_string());
    window.step();
    window.key_press(Key::Enter);
    wait(window, |app| !app.state().transient.toasts.is_empty());
    let said = &window.state().state().transient.toasts[0];
    assert!(!said.is_error, "{}", said.text);
}

#[test]
fn an_export_as_pdf_says_of_what_it_was_made() {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("window-export.pdf");
    drop(std::fs::remove_file(&out));
    let mut window = corridor();
    export_to(&mut window, &out);
    let bytes = std::fs::read(&out).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let made = Made::read(&bytes).unwrap();
    let document = window.state().state().document.as_ref().unwrap();
    let scenario = document.history.scenario();
    let said = said(&document.data, document.history.saved(), scenario);
    for (name, value) in said {
        assert_eq!(made.get(name), value, "{name}");
    }
}

#[test]
fn an_export_as_geojson_writes_the_network() {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("window-export.geojson");
    drop(std::fs::remove_file(&out));
    let mut window = corridor();
    export_to(&mut window, &out);
    let written = load_bytes(&[("out.geojson".to_owned(), std::fs::read(&out).unwrap())]);
    let document = window.state().state().document.as_ref().unwrap();
    assert_eq!(written.network.links(), document.network.links());
    assert_eq!(written.names, *document.names());
}

#[test]
fn a_written_network_has_the_edited_numbers() {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("edited.geojson");
    let sources = Sources::named(&[tiny()]);
    let loaded = load(&sources, &Task::never()).unwrap();
    let mut document = Document::new(loaded, sources, Vec::new());
    let link = ModelKey::new("E2");
    let number = LinkNumber::Capacity;
    let edits = vec![Edit::SetLinkNumber {
        link: link.clone(),
        number,
        value: 1600.0,
    }];
    document.history.commit(edits).unwrap();
    let network = network_under(&document.network, document.history.scenario());
    let written = NetworkOut {
        network: &network,
        scenario: document.history.scenario(),
        names: document.names(),
        examples: &document.examples,
        credits: &document.credits,
        results: None,
    };
    written.write_geojson(&out).unwrap();
    let written = load_bytes(&[("out.geojson".to_owned(), std::fs::read(&out).unwrap())]);
    let id = written.network.link_by_key(&link).unwrap();
    let capacity = written.network.link(id).number(number).unwrap();
    let note = capacity.note.as_deref();
    assert_eq!(note, Some("edited; was 1,500 TEU/a (without source)"));
    assert_eq!(capacity.status.word(), "assumed");
}
