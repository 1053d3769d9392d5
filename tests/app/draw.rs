//! Links and hubs drawn, moved and taken away on the map, by pointer, keys and roles.

use corridor::app::draw::{Form, Tool};
use corridor::model::edit::Edit;
use corridor::model::link_type::LinkType;
use corridor::model::names::Names;
use corridor::model::network::Network;
use corridor::model::scenario::Scenario;
use corridor::model::sourced::Status;
use corridor::scene::sheet::Thing;
use corridor::study::drawn::Stop;
use corridor::words::format::short;

use super::cards::{card_number, click_number};
use super::*;

const NEW: &str = "new-huangtong-baise";

fn edits(window: &Window) -> Vec<Edit> {
    let document = window.state().state().document.as_ref().unwrap();
    document.history.scenario().edits().to_vec()
}

fn now(window: &Window) -> Arc<Network> {
    Arc::clone(&outcome(window).network)
}

fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| app.state().transient.outcome.is_some());
    window.run_steps(2);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    settle(window);
}

fn tool(window: &Window) -> Option<Tool> {
    window.state().state().transient.draw.tool
}

fn form(window: &Window) -> Option<Form> {
    window.state().state().transient.draw.form.clone()
}

/// Moves the camera such that two hubs are far apart on the screen.
fn look_at_them(window: &mut Window) -> (Pos2, Pos2) {
    let network = now(window);
    let at = |key: &str| {
        let id = network.node_by_key(&ModelKey::new(key)).unwrap();
        network.node(id).at
    };
    let ends = [at("huangtong"), at("baise")];
    let around = corridor::model::geometry::GeoBox::around(ends).unwrap();
    window.state_mut().do_next(Action::LookAt(around));
    settle(window);
    let (from, to) = (node(window, "huangtong"), node(window, "baise"));
    (place_of(window, from), place_of(window, to))
}

fn click(window: &mut Window, at: Pos2) {
    click_at(window, at, PointerButton::Primary);
    // Later than a double click may be.
    window.run_steps(4);
}

/// Draws a line from Huangtong to Baise, a little off both, round a corner.
pub fn draw_line(window: &mut Window) {
    let (from, to) = look_at_them(window);
    press(window, Key::D);
    assert_eq!(tool(window), Some(Tool::Link));
    click(window, from + Vec2::new(5.0, 4.0));
    let corner = from + (to - from) * 0.5 + Vec2::new(70.0, 0.0);
    click(window, corner);
    window.hover_at(to + Vec2::new(-4.0, 5.0));
    window.run_steps(3);
    assert!(says(window, "At Baise"), "it snaps to the hub");
    assert!(says(window, " km · "), "the line is measured");
    click(window, to + Vec2::new(-4.0, 5.0));
}

#[test]
fn a_link_is_drawn_with_snapping_and_used_at_once() {
    let mut window = corridor();
    ask_by_rail_along(&mut window);
    assert!(!uses(&window, NEW));
    let before = edits(&window);
    let camera = {
        draw_line(&mut window);
        window.state().state().session.view.camera
    };
    let Some(Form::Link { drawn, wish }) = form(&window) else {
        panic!("the window of the new link is there");
    };
    assert_eq!(drawn.from, Stop::Hub(ModelKey::new("huangtong")));
    assert_eq!(drawn.to, Stop::Hub(ModelKey::new("baise")));
    assert_eq!(drawn.via.len(), 1);
    assert_eq!(wish.names, Names::new("Huangtong–Baise", "黄桶–百色"));
    assert_eq!(wish.kind, LinkType::SingleTrackElectrified);
    assert_eq!(wish.routes, [ModelKey::new("western")]);
    assert!(
        says(&window, "Open that link instead"),
        "R18 is being built"
    );
    assert_eq!(
        edits(&window),
        before,
        "nothing is made before it is accepted"
    );
    // What is filled in has cards, and is assumed.
    let link = drawn.link(&now(&window), &wish).unwrap();
    let hours = &link.forward.hours;
    assert_eq!(hours.status, Status::Assumed);
    click_number(&mut window, &format!("{} h", short(hours.value)));
    assert_eq!(card_number(&window).value.to_bits(), hours.value.to_bits());
    press(&mut window, Key::Escape);
    assert!(form(&window).is_some(), "Escape closes the card first");
    window.get_by_role_and_label(Role::Button, "Create").click();
    settle(&mut window);
    assert_eq!(tool(&window), None);
    assert_eq!(window.state().state().session.view.camera, camera);
    let after = edits(&window);
    assert_eq!(after.len(), before.len() + 1);
    let network = now(&window);
    let id = network.link_by_key(&ModelKey::new(NEW)).unwrap();
    let made = network.link(id);
    assert_eq!(made.forward.hours.value.to_bits(), hours.value.to_bits());
    assert_eq!(
        window.state().state().session.view.selected,
        Some(Thing::Link(id))
    );
    assert!(uses(&window, NEW), "the path goes by it at once");
    assert!(says(&window, "the changes under way"));
    let document = window.state().state().document.as_ref().unwrap();
    let step = document.history.undoable().unwrap();
    let said = corridor::app::steps::step_in_words(document, step, Lang::En);
    assert!(said.starts_with("New link Huangtong–Baise"), "{said}");
    undo(&mut window);
    assert_eq!(edits(&window), before);
    assert!(!uses(&window, NEW));
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut window);
    assert_eq!(edits(&window), after);
    assert!(uses(&window, NEW));
}

fn undo(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(window);
}

/// Asks for the way from Huangtong to Baise by rail, which leads far round without a line between them.
fn ask_by_rail_along(window: &mut Window) {
    let (from, to) = (node(window, "huangtong"), node(window, "baise"));
    window.state_mut().do_next(Action::SetEnd(End::From, from));
    window.state_mut().do_next(Action::SetEnd(End::To, to));
    for mode in ["road", "waterway", "sea", "air"] {
        window.get_by_role_and_label(Role::Button, mode).click();
        window.step();
    }
    settle(window);
}

fn uses(window: &Window, key: &str) -> bool {
    let outcome = outcome(window);
    let PathAnswer::Found { best, .. } = &outcome.path else {
        return false;
    };
    let mut links = best.links();
    links.any(|of| outcome.network.link(of.link).key.as_str() == key)
}

#[test]
fn escape_and_backspace_take_back_what_is_drawn() {
    let mut window = corridor();
    let (from, to) = look_at_them(&mut window);
    press(&mut window, Key::D);
    click(&mut window, from);
    click(&mut window, from + (to - from) * 0.4 + Vec2::new(60.0, 0.0));
    let line = |window: &Window| window.state().state().transient.draw.line.clone();
    assert_eq!(line(&window).unwrap().via.len(), 1);
    press(&mut window, Key::Backspace);
    assert!(line(&window).unwrap().via.is_empty());
    press(&mut window, Key::Backspace);
    assert!(line(&window).is_none() && tool(&window).is_some());
    draw_again(&mut window, from, to);
    press(&mut window, Key::Escape);
    assert!(form(&window).is_none() && tool(&window).is_some());
    click(&mut window, from);
    press(&mut window, Key::Escape);
    assert!(line(&window).is_none() && tool(&window).is_some());
    press(&mut window, Key::Escape);
    assert!(tool(&window).is_none());
    draw_again_with_tool(&mut window, from, to);
    window.get_by_role_and_label(Role::Button, "Cancel").click();
    settle(&mut window);
    assert!(form(&window).is_none());
    assert!(edits(&window).is_empty());
    let document = window.state().state().document.as_ref().unwrap();
    assert_eq!(document.history.n_steps(), 0, "nothing of this is a step");
}

fn draw_again(window: &mut Window, from: Pos2, to: Pos2) {
    click(window, from);
    click(window, to);
    assert!(form(window).is_some());
}

fn draw_again_with_tool(window: &mut Window, from: Pos2, to: Pos2) {
    window
        .get_by_role_and_label(Role::Button, "Draw a link")
        .click();
    settle(window);
    draw_again(window, from, to);
}

#[test]
fn the_planned_link_is_opened_instead() {
    let mut window = corridor();
    let (from, to) = look_at_them(&mut window);
    press(&mut window, Key::D);
    draw_again(&mut window, from, to);
    window.get_by_label("Open that link instead").click();
    settle(&mut window);
    let opened = Edit::SetLinkOpen {
        link: ModelKey::new("R18"),
        is_open: true,
    };
    assert_eq!(edits(&window), [opened]);
    assert!(tool(&window).is_none() && form(&window).is_none());
}

#[test]
fn a_link_is_split_and_a_second_one_has_a_key_of_its_own() {
    let mut window = corridor();
    let (from, to) = look_at_them(&mut window);
    let n_before = now(&window).links_named("R18").len();
    // On the line that is being built, halfway.
    let on_line = {
        let network = now(&window);
        let id = network.link_by_key(&ModelKey::new("R18#1")).unwrap();
        let line = network.line(id);
        let page = window.state().state().session.view.camera;
        let page = page.page_of(line[line.len() / 2]);
        let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
        pos2(map.min.x + page.x, map.min.y + page.y)
    };
    click_at(&mut window, on_line, PointerButton::Secondary);
    window.get_by_label("Add a hub here").click();
    settle(&mut window);
    assert!(says(&window, "Splits Huang-Bai railway"));
    window.get_by_role_and_label(Role::Button, "Create").click();
    settle(&mut window);
    let network = now(&window);
    let n_parts = |network: &Network| network.links_named("R18").len();
    assert_eq!(n_parts(&network), n_before + 1);
    assert_eq!(edits(&window).len(), 1);
    let hub = ModelKey::new("new-junction-on-huang-bai-railway");
    let id = network.node_by_key(&hub).unwrap();
    assert_eq!(
        window.state().state().session.view.selected,
        Some(Thing::Node(id))
    );
    // Deleting the hub that a split made makes the line whole: no edit is left.
    press(&mut window, Key::Delete);
    assert!(edits(&window).is_empty());
    assert_eq!(n_parts(&now(&window)), n_before);
    undo(&mut window);
    assert_eq!(edits(&window).len(), 1);
    // Two links between the same hubs.
    for _ in 0..2 {
        press(&mut window, Key::D);
        draw_again(&mut window, from, to);
        window.get_by_role_and_label(Role::Button, "Create").click();
        settle(&mut window);
    }
    let network = now(&window);
    assert!(network.link_by_key(&ModelKey::new(NEW)).is_some());
    let second = ModelKey::new("new-huangtong-baise-2");
    let id = network.link_by_key(&second).unwrap();
    assert_eq!(
        window.state().state().session.view.selected,
        Some(Thing::Link(id))
    );
    press(&mut window, Key::Delete);
    assert!(now(&window).link_by_key(&second).is_none());
    assert_eq!(edits(&window).len(), 2, "its edit is gone, none was added");
}

#[test]
fn a_hub_is_added_anywhere_with_alt_and_joined() {
    let mut window = corridor();
    let (from, to) = look_at_them(&mut window);
    press(&mut window, Key::A);
    assert_eq!(tool(&window), Some(Tool::Hub));
    let free = from + (to - from) * 0.5 + Vec2::new(90.0, 20.0);
    window.event(Event::ModifiersChanged(Modifiers::ALT));
    click_with(&mut window, free, Modifiers::ALT);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    let Some(Form::Hub { stop, .. }) = form(&window) else {
        panic!("the window of the new hub is there");
    };
    assert!(matches!(stop, Stop::Place(_)));
    let name = window.get_by_role_and_label(Role::TextInput, "Name in English");
    name.focus();
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    let name = window.get_by_role_and_label(Role::TextInput, "Name in English");
    name.type_text("Leye yard");
    window.step();
    window.key_press(Key::Enter);
    settle(&mut window);
    assert!(
        now(&window)
            .node_by_key(&ModelKey::new("new-leye-yard"))
            .is_some()
    );
    // A line from the new hub; the hub is deleted with it, which is asked first.
    press(&mut window, Key::D);
    draw_again(&mut window, free, to);
    window.get_by_role_and_label(Role::Button, "Create").click();
    settle(&mut window);
    let key = ModelKey::new("new-leye-yard-baise");
    assert!(now(&window).link_by_key(&key).is_some());
    assert_eq!(edits(&window).len(), 2);
    click(&mut window, free);
    press(&mut window, Key::Delete);
    assert!(says(&window, "One link ends there and goes with it:"));
    assert_eq!(edits(&window).len(), 2);
    press(&mut window, Key::Escape);
    assert_eq!(edits(&window).len(), 2);
    press(&mut window, Key::Delete);
    let mut buttons = window.query_all_by_role_and_label(Role::Button, "Delete");
    buttons.next_back().unwrap().click();
    drop(buttons);
    settle(&mut window);
    assert!(edits(&window).is_empty(), "both edits are gone");
    undo(&mut window);
    assert_eq!(edits(&window).len(), 2);
}

/// A click while keys are held.
fn click_with(window: &mut Window, pos: Pos2, modifiers: Modifiers) {
    window.hover_at(pos);
    window.step();
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        });
        window.step();
    }
    window.run_steps(4);
}

#[test]
fn a_hub_is_moved_by_dragging_and_escape_gives_it_back() {
    let mut window = corridor();
    let (from, _) = look_at_them(&mut window);
    let before = now(&window);
    press(&mut window, Key::G);
    assert_eq!(tool(&window), Some(Tool::Move));
    let to = from + Vec2::new(60.0, 40.0);
    let drag = |window: &mut Window| {
        window.hover_at(from);
        window.step();
        window.drag_at(from);
        window.step();
        window.hover_at(from + Vec2::new(30.0, 20.0));
        window.step();
        window.hover_at(to);
        window.run_steps(2);
    };
    drag(&mut window);
    assert!(window.state().state().transient.draw.held.is_some());
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.drop_at(to);
    settle(&mut window);
    assert!(edits(&window).is_empty() && tool(&window).is_some());
    drag(&mut window);
    window.drop_at(to);
    settle(&mut window);
    assert!(matches!(&edits(&window)[..], [Edit::MoveHub { .. }]));
    let after = now(&window);
    let id = node(&window, "huangtong");
    assert_ne!(before.node(id).at, after.node(id).at);
    let length = |network: &Network| {
        let id = network.link_by_key(&ModelKey::new("R18#1")).unwrap();
        network.link(id).length.value
    };
    assert!(
        (length(&before) - length(&after)).abs() > 0.1,
        "links follow"
    );
    undo(&mut window);
    assert_eq!(now(&window).node(id).at, before.node(id).at);
    let document = window.state().state().document.as_ref().unwrap();
    assert_eq!(**document.history.scenario(), Scenario::base());
}

#[test]
fn leaving_the_window_of_a_link_gives_the_line_back() {
    let mut window = corridor();
    draw_line(&mut window);
    assert!(matches!(form(&window), Some(Form::Link { .. })));
    press(&mut window, Key::Escape);
    assert!(form(&window).is_none());
    assert_eq!(tool(&window), Some(Tool::Link));
    let line = &window.state().state().transient.draw.line;
    assert_eq!(line.as_ref().unwrap().via.len(), 1);
    press(&mut window, Key::Escape);
    assert!(window.state().state().transient.draw.line.is_none());
    assert!(edits(&window).is_empty());
}
