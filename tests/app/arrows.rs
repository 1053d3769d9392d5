//! Arrow keys move the map, unless something else has them.

use super::scenarios::{press, settle};
use super::*;
use corridor::app::looks::{Layer, LookStep};
use corridor::model::look::Styled;
use corridor::scene::projection::Camera;

fn camera(window: &Window) -> Camera {
    window.state().state().session.view.camera
}

#[test]
fn arrows_belong_to_a_menu_that_is_open() {
    let mut window = corridor();
    settle(&mut window);
    let first = camera(&window);
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    click_at(&mut window, map.center(), PointerButton::Secondary);
    window.run_steps(3);
    press(&mut window, Key::ArrowDown);
    assert_eq!(camera(&window), first);
    press(&mut window, Key::Escape);
    press(&mut window, Key::ArrowDown);
    assert_ne!(camera(&window), first);
}

#[test]
fn arrows_belong_to_what_has_the_focus_beside_the_map() {
    let mut window = corridor();
    settle(&mut window);
    let open = LookStep::Open(Layer::Part(Styled::Hubs));
    window.state_mut().do_next(Action::Look(open));
    window.run_steps(3);
    let opacity = |window: &Window| {
        let saved = window
            .state()
            .state()
            .document
            .as_ref()
            .unwrap()
            .history
            .saved();
        let look = saved.layers.looks.get(&Styled::Hubs);
        look.map_or(100, |look| look.opacity)
    };
    let first = camera(&window);
    window
        .get_by_role_and_label(Role::Slider, "Opacity")
        .focus();
    window.run_steps(2);
    press(&mut window, Key::ArrowLeft);
    assert_eq!(camera(&window), first);
    assert!(opacity(&window) < 100, "{}", opacity(&window));
    window.get_by_role_and_label(Role::Canvas, "Map").focus();
    window.run_steps(2);
    for _ in 0..2 {
        let before = camera(&window);
        press(&mut window, Key::ArrowLeft);
        assert_ne!(camera(&window), before, "the map keeps the focus");
    }
}
