//! The path dragged to hubs, hubs to be passed moved and taken away.

use corridor::scene::map::path_links;
use eframe::egui::{CursorIcon, TouchDeviceId, TouchId};

use super::*;

/// Points of the path on the screen, each with its distance to the nearest hub.
fn path_points(window: &Window) -> Vec<(Pos2, f32)> {
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let state = window.state().state();
    let network = &state.document.as_ref().unwrap().network;
    let view = &state.session.view;
    let on_screen = |at| {
        let page = view.camera.page_of(at);
        pos2(map.min.x + page.x, map.min.y + page.y)
    };
    let hubs: Vec<Pos2> = network
        .nodes()
        .iter()
        .map(|hub| on_screen(hub.at))
        .collect();
    let links = path_links(Some(&outcome(window)), view);
    let points = links.iter().flat_map(|&id| network.line(id));
    let points = points.map(|&at| on_screen(at));
    let points = points.filter(|pos| map.shrink(40.0).contains(*pos));
    let apart = |pos: Pos2| {
        let all = hubs.iter().map(|hub| hub.distance(pos));
        all.fold(f32::INFINITY, f32::min)
    };
    points.map(|pos| (pos, apart(pos))).collect()
}

/// The point of the path that is farthest from all hubs, on the screen.
fn on_path(window: &Window) -> Pos2 {
    let points = path_points(window).into_iter();
    points.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0
}

/// The point of the path nearest to a hub that is off all of them.
fn near_end(window: &Window, end: NodeId) -> Pos2 {
    let end = place_of(window, end);
    let points = path_points(window).into_iter();
    let free = points
        .filter(|(_, apart)| *apart > 22.0)
        .map(|(pos, _)| pos);
    free.min_by(|a, b| a.distance(end).total_cmp(&b.distance(end)))
        .unwrap()
}

fn via(window: &Window) -> Vec<NodeId> {
    window.state().state().session.question.stops.via.clone()
}

fn camera(window: &Window) -> corridor::scene::projection::Camera {
    window.state().state().session.view.camera
}

fn button(window: &mut Window, pos: Pos2, pressed: bool) {
    window.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.step();
}

/// Presses at a place and moves in steps to another, without letting go.
fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.run_steps(2);
    button(window, from, true);
    for step in 1..=4_u8 {
        window.hover_at(from + (to - from) * (f32::from(step) / 4.0));
        window.step();
    }
    window.run_steps(2);
}

/// Waits for the answer to the question as it is.
#[track_caller]
fn settle(window: &mut Window) {
    wait(window, |app| {
        let state = app.state();
        let answered = &state.transient.outcome.as_ref().unwrap().question;
        answered.stops.via == state.session.question.stops.via
    });
    window.run_steps(2);
}

fn by_rail() -> Window {
    let mut window = corridor();
    ask_by_rail(&mut window);
    window.run_steps(2);
    window
}

#[test]
fn the_path_is_dragged_to_a_hub_and_follows_while_it_is() {
    let mut window = by_rail();
    assert!(legs_on(&window, "R03"), "by the eastern route");
    let guiyang = node(&window, "guiyang");
    let (from, to) = (on_path(&window), place_of(&window, guiyang));
    let before = camera(&window);
    window.hover_at(from);
    window.run_steps(2);
    assert_eq!(cursor(&window), CursorIcon::Grab);
    assert!(says(&window, "Drag the path"));
    drag(&mut window, from, to);
    settle(&mut window);
    assert_eq!(cursor(&window), CursorIcon::Grabbing);
    assert_eq!(via(&window), [guiyang], "before it is let go");
    assert!(legs_on(&window, "R09"), "by way of Guiyang");
    assert!(says(&window, "By way of Guiyang"));
    button(&mut window, to, false);
    settle(&mut window);
    assert_eq!(via(&window), [guiyang]);
    assert!(window.query_by_label("Guiyang ×").is_some());
    assert_eq!(camera(&window), before, "the map stayed");
    window.get_by_label("Guiyang ×").click();
    wait(&mut window, |app| {
        app.state().session.question.stops.via.is_empty()
    });
    settle(&mut window);
    assert!(legs_on(&window, "R03"));
}

fn cursor(window: &Window) -> CursorIcon {
    window.output().platform_output.cursor_icon
}

#[test]
fn escape_and_letting_go_elsewhere_change_nothing() {
    let mut window = by_rail();
    let guiyang = node(&window, "guiyang");
    let (from, to) = (on_path(&window), place_of(&window, guiyang));
    let before = camera(&window);
    drag(&mut window, from, to);
    settle(&mut window);
    assert_eq!(via(&window), [guiyang]);
    window.key_press(Key::Escape);
    window.run_steps(2);
    settle(&mut window);
    assert!(via(&window).is_empty(), "Escape");
    assert!(legs_on(&window, "R03"));
    // What is left of the drag moves nothing.
    window.hover_at(to + Vec2::new(40.0, 0.0));
    window.run_steps(2);
    button(&mut window, to + Vec2::new(40.0, 0.0), false);
    window.run_steps(2);
    assert!(via(&window).is_empty());
    assert_eq!(camera(&window), before);
    // Over the menu bar there is no hub.
    drag(&mut window, from, to);
    let bar = pos2(640.0, 4.0);
    window.hover_at(bar);
    window.run_steps(2);
    button(&mut window, bar, false);
    settle(&mut window);
    assert!(via(&window).is_empty(), "elsewhere");
    assert!(window.query_by_label("Guiyang ×").is_none());
}

#[test]
fn elsewhere_a_drag_moves_the_map_and_so_does_a_finger_on_the_path() {
    let mut window = by_rail();
    let from = on_path(&window);
    let before = camera(&window);
    let free = pos2(from.x - 120.0, from.y + 5.0);
    drag(&mut window, free, free + Vec2::new(-30.0, 20.0));
    button(&mut window, free + Vec2::new(-30.0, 20.0), false);
    let moved = camera(&window);
    assert!(moved.center[0] > before.center[0] && moved.center[1] > before.center[1]);
    assert!(via(&window).is_empty());
    // On a hub that is not to be passed, too.
    let huaihua = node(&window, "huaihua");
    let here = place_of(&window, huaihua);
    drag(&mut window, here, here + Vec2::new(0.0, 40.0));
    button(&mut window, here + Vec2::new(0.0, 40.0), false);
    assert!(camera(&window).center[1] > moved.center[1]);
    let moved = camera(&window);
    let from = on_path(&window);
    touch(&mut window, from, TouchPhase::Start);
    for step in 1..=4_u8 {
        let pos = from + Vec2::new(0.0, 12.0 * f32::from(step));
        touch(&mut window, pos, TouchPhase::Move);
    }
    touch(&mut window, from + Vec2::new(0.0, 48.0), TouchPhase::End);
    assert!(camera(&window).center[1] > moved.center[1], "by a finger");
    assert!(via(&window).is_empty());
    assert!(window.state().state().transient.via_drag.is_none());
}

/// What a finger sends: a touch and what stands for it as a pointer.
fn touch(window: &mut Window, pos: Pos2, phase: TouchPhase) {
    window.event(Event::Touch {
        device_id: TouchDeviceId(1),
        id: TouchId(1),
        phase,
        pos,
        force: None,
    });
    window.event(Event::PointerMoved(pos));
    if phase != TouchPhase::Move {
        window.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed: phase == TouchPhase::Start,
            modifiers: Modifiers::NONE,
        });
    }
    window.step();
}

#[test]
fn a_hub_to_be_passed_is_dragged_to_another_and_a_second_comes_in_its_place() {
    let mut window = by_rail();
    let [guiyang, baise, huaihua] = ["guiyang", "baise", "huaihua"].map(|key| node(&window, key));
    let (from, to) = (on_path(&window), place_of(&window, guiyang));
    drag(&mut window, from, to);
    settle(&mut window);
    button(&mut window, to, false);
    settle(&mut window);
    // The numbered hub itself is moved.
    let (from, to) = (place_of(&window, guiyang), place_of(&window, huaihua));
    drag(&mut window, from, to);
    settle(&mut window);
    assert_eq!(cursor(&window), CursorIcon::Grabbing);
    button(&mut window, to, false);
    settle(&mut window);
    assert_eq!(via(&window), [huaihua]);
    assert!(legs_on(&window, "R03"));
    // The part behind it, near the port, is dragged to Baise: after Huaihua.
    let port = node(&window, "qinzhou-port");
    let near_port = near_end(&window, port);
    let to = place_of(&window, baise);
    drag(&mut window, near_port, to);
    settle(&mut window);
    button(&mut window, to, false);
    settle(&mut window);
    assert_eq!(via(&window), [huaihua, baise]);
    window.get_by_label("Baise earlier").click();
    wait(&mut window, move |app| {
        app.state().session.question.stops.via == [baise, huaihua]
    });
    settle(&mut window);
    window.get_by_label("Baise ×").click();
    wait(&mut window, move |app| {
        app.state().session.question.stops.via == [huaihua]
    });
}
