//! Notes pinned, changed, moved, shown, found and taken away, by labels, roles and keys.

use corridor::app::notes::{NoteChoice, NoteKind, NoteStep};
use corridor::app::state::State;
use corridor::export::svg::svg;
use corridor::io::study_file::data::DataChoice;
use corridor::model::names::Names;
use corridor::model::saved::{Anchor, PinnedNote};
use corridor::study::notes::NoteId;
use eframe::egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT;

use super::*;
use corridor::app::action::MapLayer;
use corridor::app::plate::page;

fn state(window: &Window) -> &State {
    window.state().state()
}

fn notes(window: &Window) -> Vec<PinnedNote> {
    let document = state(window).document.as_ref().unwrap();
    document.history.saved().notes.to_vec()
}

fn picture(window: &Window) -> String {
    svg(&page(state(window)).unwrap())
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.get_by_role_and_label(role, label).click();
    window.run_steps(3);
}

/// Types into a field of the window in which notes are written.
fn type_into(window: &mut Window, label: &str, text: &str) {
    window
        .get_by_role_and_label(Role::MultilineTextInput, label)
        .focus();
    window.run_steps(2);
    let field = window.get_by_role_and_label(Role::MultilineTextInput, label);
    field.type_text(text);
    window.run_steps(2);
}

const ENGLISH: &str = "Text in English";

/// Pins a note to a hub by the map's menu.
fn pin_to(window: &mut Window, hub: &str, text: &str) {
    let hub = node(window, hub);
    let here = place_of(window, hub);
    click_at(window, here, PointerButton::Secondary);
    click(window, Role::Button, "Pin a note here…");
    type_into(window, ENGLISH, text);
    press(window, Modifiers::COMMAND, Key::Enter);
}

fn undo_label(window: &mut Window) -> String {
    let document = state(window).document.as_ref().unwrap();
    let step = document.history.undoable().unwrap();
    corridor::app::steps::step_in_words(document, step, Lang::En)
}

#[test]
fn a_note_is_pinned_to_a_hub_changed_undone_and_taken_away() {
    let mut window = corridor();
    pin_to(&mut window, "liuzhou", "Ask for the new timetable");
    let expected = PinnedNote {
        key: ModelKey::new("note-1"),
        text: Names::new("Ask for the new timetable", ""),
        on: Anchor::Hub(ModelKey::new("liuzhou")),
        is_shown: true,
    };
    assert_eq!(notes(&window), std::slice::from_ref(&expected));
    assert!(state(&window).transient.notes.form.is_none());
    assert!(says(&window, "Note on the map: Ask for the new timetable"));
    assert!(picture(&window).contains(">Ask for the new timetable</text>"));
    window.get_by_label("Edit").click();
    window.run_steps(3);
    assert!(says(&window, "Undo: Note on Liuzhou"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::M);
    assert!(state(&window).shows(Pane::Notes));
    let edit = "Edit the note: Ask for the new timetable";
    click(&mut window, Role::Button, edit);
    type_into(
        &mut window,
        "Text in Chinese (may stay empty)",
        "询问新时刻表",
    );
    window.get_by_label_contains("Ctrl+Enter").click();
    window.run_steps(3);
    assert_eq!(notes(&window)[0].text.zh, "询问新时刻表");
    assert_eq!(undo_label(&mut window), "Note on Liuzhou changed");
    let remove = "Delete the note: Ask for the new timetable";
    click(&mut window, Role::Button, remove);
    assert_eq!(notes(&window), []);
    assert_eq!(undo_label(&mut window), "Note on Liuzhou taken away");
    assert!(!picture(&window).contains("Ask for"));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(notes(&window), [expected]);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(notes(&window), []);
}

#[test]
fn escape_leaves_what_was_typed_and_an_empty_text_is_no_note() {
    let mut window = corridor();
    press(&mut window, Modifiers::COMMAND, Key::N);
    assert!(says(&window, "New note"));
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert!(
        state(&window).transient.notes.form.is_some(),
        "it says nothing"
    );
    type_into(&mut window, ENGLISH, "Forget this");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(state(&window).transient.notes.form.is_none());
    assert_eq!(notes(&window), []);
    press(&mut window, Modifiers::COMMAND, Key::N);
    type_into(&mut window, ENGLISH, "In the middle");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert!(matches!(notes(&window)[0].on, Anchor::At(_)));
}

/// Drags from one place of the screen to another.
fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.run_steps(2);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event(button(from, true));
    window.step();
    for part in [0.3, 0.7, 1.0] {
        window.event(Event::PointerMoved(from + (to - from) * part));
        window.run_steps(2);
    }
    window.event(button(to, false));
    window.run_steps(3);
}

fn pin_of(window: &Window, text: &str) -> Pos2 {
    let label = format!("Note on the map: {text}");
    window.get_by_label(&label).rect().center()
}

#[test]
fn a_note_is_dragged_to_a_place_and_onto_a_hub() {
    let mut window = corridor();
    pin_to(&mut window, "liuzhou", "Move me");
    let camera = state(&window).session.view.camera;
    let from = pin_of(&window, "Move me");
    drag(&mut window, from, from + Vec2::new(-150.0, 120.0));
    let Anchor::At(at) = notes(&window)[0].on else {
        panic!("{:?}", notes(&window));
    };
    assert!(at.lon < 108.0, "{at:?}");
    assert_eq!(state(&window).session.view.camera, camera, "the map stays");
    assert!(undo_label(&mut window).starts_with("Note moved to the place "));
    let guiyang = node(&window, "guiyang");
    let (from, to) = (pin_of(&window, "Move me"), place_of(&window, guiyang));
    drag(&mut window, from, to);
    let on = Anchor::Hub(ModelKey::new("guiyang"));
    assert_eq!(notes(&window)[0].on, on);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    let on = Anchor::Hub(ModelKey::new("liuzhou"));
    assert_eq!(notes(&window)[0].on, on, "each drag is a step");
}

#[test]
fn the_studys_own_notes_are_shown_by_choice_and_saved_so() {
    let mut window = corridor();
    press(&mut window, Modifiers::NONE, Key::M);
    let field = window.get_by_role_and_label(Role::TextInput, "Find in notes");
    field.focus();
    window.run_steps(2);
    let field = window.get_by_role_and_label(Role::TextInput, "Find in notes");
    field.type_text("总体规划");
    window.run_steps(3);
    let name = "Master Plan for the New Western Land-Sea Corridor";
    let label = format!("Show on the map: {name}");
    let toggled = |window: &Window| {
        let node = window.get_by_role_and_label(Role::CheckBox, &label);
        node.accesskit_node().toggled()
    };
    assert_eq!(toggled(&window), Some(Toggled::False));
    click(&mut window, Role::CheckBox, &label);
    assert_eq!(toggled(&window), Some(Toggled::True));
    assert_eq!(undo_label(&mut window), format!("Show {name}"));
    assert!(picture(&window).contains("Master Plan for the New"));
    let saved = |window: &Window| {
        let document = state(window).document.as_ref().unwrap();
        let layers = &document.history.saved().layers;
        layers.shown_notes.len()
    };
    assert_eq!(saved(&window), 1);
    // A switch of the view keeps them.
    window
        .state_mut()
        .do_next(Action::ShowLayer(MapLayer::Notes, false));
    window.run_steps(3);
    assert_eq!(saved(&window), 1);
    assert!(!picture(&window).contains("Master Plan for the New"));
    click(&mut window, Role::Button, "Show all");
    assert!(
        picture(&window).contains("Master Plan for the New"),
        "the layer too"
    );
    click(&mut window, Role::Button, "Show none");
    assert_eq!(saved(&window), 0);
    for _ in 0..4 {
        press(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(saved(&window), 0);
    assert!(state(&window).session.view.show_notes);
}

#[test]
fn a_note_is_found_by_its_text_and_gone_to() {
    let mut window = corridor();
    pin_to(&mut window, "guiyang", "Wheelwright's question");
    let far = state(&window).session.view.camera.meters_per_unit;
    find::enter(&mut window, "wheelwright");
    wait(&mut window, |app| app.state().shows(Pane::Notes));
    let chosen = NoteId::Pinned(ModelKey::new("note-1"));
    assert_eq!(state(&window).session.view.chosen_note, Some(chosen));
    let guiyang = node(&window, "guiyang");
    let near = state(&window).session.view.camera.meters_per_unit;
    assert!(near < far, "{near} {far}");
    assert!(says(&window, "Edit the note: Wheelwright's question"));
    assert_eq!(
        state(&window).session.view.selected,
        Some(corridor::scene::sheet::Thing::Node(guiyang))
    );
    assert!(
        says(&window, "Note: Wheelwright's question"),
        "beside the hub"
    );
}

#[test]
fn what_a_note_is_on_may_be_gone_and_the_note_is_kept() {
    let mut window = corridor();
    let lost = PinnedNote {
        key: ModelKey::new("note-9"),
        text: Names::new("Where is it?", "在哪里？"),
        on: Anchor::Link(ModelKey::new("no-such-link")),
        is_shown: true,
    };
    let mut document = state(&window).document.as_ref().unwrap().clone();
    document.history.change(None, |saved| {
        saved.notes = Arc::new(vec![lost.clone()]);
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/test-saving")
        .join(format!("lost-note-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a.corridor.json");
    document.copy(DataChoice::Bundled).write(&path).unwrap();
    drop(window);
    window = super::window(Sources::named(&[path]), Arc::new(Picked::default()));
    press(&mut window, Modifiers::NONE, Key::M);
    assert!(says(&window, "not in this network: no-such-link"));
    assert_eq!(notes(&window), [lost]);
    assert!(!says(&window, "Note on the map: Where is it?"));
    pin_to(&mut window, "liuzhou", "Another");
    assert_eq!(notes(&window)[1].key, ModelKey::new("note-10"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_category_is_chosen_and_a_project_is_pinned() {
    let mut window = corridor();
    press(&mut window, Modifiers::NONE, Key::M);
    let n_all = state(&window).transient.notes.listed.len();
    assert!(n_all > 80, "{n_all}");
    let on = Anchor::Project(ModelKey::new("P11"));
    let new = Action::Notes(NoteStep::New(on));
    window.state_mut().do_next(new);
    window.run_steps(3);
    type_into(&mut window, ENGLISH, "When will it open?");
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(state(&window).transient.notes.listed.len(), n_all + 1);
    assert!(says(&window, "Note on the map: When will it open?"));
    window
        .get_by_role_and_label(Role::ComboBox, "Category")
        .click();
    window.run_steps(3);
    click(&mut window, Role::Button, "Pinned by you");
    let NoteChoice { kind, .. } = &state(&window).session.notes;
    assert_eq!(*kind, NoteKind::Pinned);
    assert_eq!(state(&window).transient.notes.listed, [0]);
    window.get_by_label("中文").click();
    window.run_steps(3);
    assert!(says(&window, "您添加的"));
}
