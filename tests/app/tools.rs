//! Measuring, coordinates, picking, views that were looked at, and the overview, by pointer, keys and roles.

use corridor::app::attributes::table_now;
use corridor::app::resilience::ClosureStep;
use corridor::app::state::State;
use corridor::app::tools::Notation;
use corridor::app::tools::measure::Measured;
use corridor::app::views::{ViewStep, views};
use corridor::model::geometry::{GeoBox, LonLat, area_km2, length_km};
use corridor::model::projection::Projection;
use corridor::scene::item::Point;
use corridor::scene::projection::Camera;
use corridor::study::table::Tab;
use eframe::egui::OutputCommand;

use super::*;

fn state(window: &Window) -> &State {
    window.state().state()
}

fn camera(window: &Window) -> Camera {
    state(window).session.view.camera
}

fn done(window: &Window) -> &[Measured] {
    &state(window).transient.tools.measure.done
}

fn settle(window: &mut Window) {
    window.run_steps(3);
    wait(window, |app| app.state().transient.flight.is_none());
    // Longer than a camera has to rest, and than a double click may take.
    window.run_steps(8);
}

fn click(window: &mut Window, at: Pos2) {
    click_at(window, at, PointerButton::Primary);
    window.run_steps(4);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

/// Looks at the ports of the Beibu Gulf.
fn look_at_the_gulf(window: &mut Window) {
    let around = [LonLat::new(107.9, 21.3), LonLat::new(109.7, 22.2)];
    let around = GeoBox::around(around).unwrap();
    window.state_mut().do_next(Action::LookAt(around));
    settle(window);
}

fn at(window: &Window, key: &str) -> LonLat {
    let id = node(window, key);
    let document = state(window).document.as_ref().unwrap();
    document.network.node(id).at
}

/// Steps until a text is copied.
fn copied(window: &mut Window) -> String {
    for _ in 0..4 {
        window.step();
        let commands = &window.output().platform_output.commands;
        let text = commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = text {
            return text;
        }
    }
    panic!("nothing was copied");
}

/// Drags with modifiers held, along corners.
fn drag(window: &mut Window, modifiers: Modifiers, corners: &[Pos2]) {
    let button = |window: &mut Window, pos: Pos2, pressed: bool| {
        window.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        });
        window.step();
    };
    window.hover_at(corners[0]);
    window.event(Event::ModifiersChanged(modifiers));
    window.run_steps(2);
    button(window, corners[0], true);
    for pair in corners.windows(2) {
        for step in 1..=4_u8 {
            window.hover_at(pair[0] + (pair[1] - pair[0]) * (f32::from(step) / 4.0));
            window.step();
        }
    }
    button(window, corners[corners.len() - 1], false);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run_steps(3);
}

#[test]
fn lines_and_areas_are_measured_and_kept() {
    let mut window = corridor();
    look_at_the_gulf(&mut window);
    let ports = ["qinzhou-port", "fangchenggang-port"].map(|key| at(&window, key));
    let places = ["qinzhou-port", "fangchenggang-port"].map(|key| {
        let id = node(&window, key);
        place_of(&window, id)
    });
    press(&mut window, Key::L);
    assert!(state(&window).transient.tools.measure.is_on);
    window.hover_at(places[0] + Vec2::new(60.0, 60.0));
    window.run_steps(2);
    assert!(says(&window, "Click where to measure from"));
    // A little off both: it snaps.
    click(&mut window, places[0] + Vec2::new(5.0, 4.0));
    window.hover_at(places[1] + Vec2::new(-4.0, 5.0));
    window.run_steps(2);
    assert!(says(&window, "At Fangchenggang"));
    click(&mut window, places[1] + Vec2::new(-4.0, 5.0));
    assert_eq!(state(&window).transient.tools.measure.line, ports);
    press(&mut window, Key::Enter);
    let km = length_km(&ports);
    assert_eq!(done(&window)[0].in_words(), format!("{km:.1} km"));
    // A triangle in the sea, closed on its first corner; one corner too many is taken back.
    let corner = places[0] + Vec2::new(20.0, 60.0);
    for by in [(0.0, 0.0), (80.0, 0.0), (200.0, 60.0)] {
        click(&mut window, corner + Vec2::from(by));
    }
    press(&mut window, Key::Backspace);
    click(&mut window, corner + Vec2::new(0.0, 70.0));
    window.hover_at(corner + Vec2::new(3.0, 3.0));
    window.run_steps(2);
    assert!(says(&window, "Click: an area"));
    click(&mut window, corner + Vec2::new(3.0, 3.0));
    assert_eq!(done(&window).len(), 2);
    let area = done(&window)[1].clone();
    assert!(area.is_area && area.corners.len() == 3);
    let side = camera(&window).true_meters_per_unit() / 1000.0;
    let flat = 80.0 * 70.0 / 2.0 * side * side;
    assert!((area_km2(&area.corners) / flat - 1.0).abs() < 0.02);
    // The number is copied by a click, also while the tool is up.
    let said = done(&window)[0].in_words();
    window.get_by_label(&format!("Copy {said}")).click();
    assert_eq!(copied(&mut window), said);
    assert_eq!(done(&window).len(), 2, "that was no corner");
    press(&mut window, Key::L);
    assert!(!state(&window).transient.tools.measure.is_on && done(&window).len() == 2);
    press(&mut window, Key::Escape);
    assert!(done(&window).is_empty());
    let document = state(&window).document.as_ref().unwrap();
    assert!(document.history.scenario().edits().is_empty());
}

#[test]
fn the_measuring_button_and_drawing_take_turns() {
    let mut window = corridor();
    window
        .get_by_role_and_label(Role::Button, "Measure")
        .click();
    window.run_steps(3);
    assert!(state(&window).transient.tools.measure.is_on);
    press(&mut window, Key::D);
    assert!(!state(&window).transient.tools.measure.is_on);
    assert!(state(&window).transient.draw.tool.is_some());
    press(&mut window, Key::L);
    assert!(state(&window).transient.tools.measure.is_on);
    assert!(state(&window).transient.draw.tool.is_none());
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    click(&mut window, map.center());
    assert_eq!(state(&window).transient.tools.measure.line.len(), 1);
    press(&mut window, Key::Escape);
    assert!(
        state(&window).transient.tools.measure.is_on,
        "the line first"
    );
    press(&mut window, Key::Escape);
    assert!(!state(&window).transient.tools.measure.is_on);
}

#[test]
fn drawing_an_area_lays_the_other_tools_down() {
    let mut window = corridor();
    let show = Action::Show(Pane::Closures, true);
    window.state_mut().do_next(show);
    window.run_steps(3);
    for key in [Key::L, Key::D] {
        press(&mut window, key);
        let draw = Action::Closures(ClosureStep::Draw(Vec::new()));
        window.state_mut().do_next(draw);
        window.run_steps(3);
        let now = &state(&window).transient;
        assert!(now.closures.drawing.is_some(), "{key:?}");
        assert!(
            !now.tools.measure.is_on && now.draw.tool.is_none(),
            "{key:?}"
        );
    }
    press(&mut window, Key::Escape);
    assert!(state(&window).transient.closures.drawing.is_none());
}

#[test]
fn the_position_follows_the_pointer_under_every_tool() {
    let mut window = corridor();
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    for key in [Key::L, Key::D] {
        press(&mut window, key);
        for place in [map.center(), map.center() + Vec2::new(60.0, 40.0)] {
            window.hover_at(place);
            window.run_steps(3);
            let at = Point::new(place.x - map.min.x, place.y - map.min.y);
            let here = camera(&window).position_at(at);
            assert_eq!(state(&window).transient.pointer, Some(here), "{key:?}");
        }
    }
}

#[test]
fn a_kept_view_of_another_projection_is_reached() {
    let mut window = corridor();
    let show = |window: &mut Window, projection| {
        window
            .state_mut()
            .do_next(Action::SetProjection(projection));
        window.run_steps(3);
        wait(window, |app| {
            app.state().session.view.camera.projection == projection
        });
        window.run_steps(3);
    };
    look_at_the_gulf(&mut window);
    show(&mut window, Projection::Albers);
    let kept = camera(&window);
    window.state_mut().do_next(Action::Views(ViewStep::Keep));
    window.run_steps(3);
    show(&mut window, Projection::Mercator);
    let away = [LonLat::new(100.0, 30.0), LonLat::new(112.0, 38.0)];
    let away = GeoBox::around(away).unwrap();
    window.state_mut().do_next(Action::LookAt(away));
    settle(&mut window);
    let key = views(state(&window))[0].key.clone();
    window.state_mut().do_next(Action::Views(ViewStep::Go(key)));
    window.run_steps(3);
    wait(&mut window, |app| {
        app.state().session.view.camera.projection == Projection::Albers
    });
    settle(&mut window);
    let now = camera(&window);
    let place = |camera: &Camera| camera.projection.unproject(camera.center);
    assert!(length_km(&[place(&now), place(&kept)]) < 0.001);
    let scales = now.true_meters_per_unit() / kept.true_meters_per_unit();
    assert!((scales - 1.0).abs() < 1e-6, "{scales}");
}

#[test]
fn positions_are_written_both_ways_and_copied() {
    let mut window = corridor();
    look_at_the_gulf(&mut window);
    let port = node(&window, "qinzhou-port");
    let place = place_of(&window, port);
    window.hover_at(place);
    window.run_steps(2);
    assert!(says(&window, "108.640°E 21.690°N"));
    window.get_by_label_contains("Position 1").click();
    window.run_steps(2);
    assert_eq!(state(&window).session.notation, Notation::Sexagesimal);
    window.hover_at(place);
    window.run_steps(2);
    assert!(says(&window, "108°38'"));
    click_at(
        &mut window,
        place + Vec2::new(0.0, 90.0),
        PointerButton::Secondary,
    );
    window.get_by_label("Copy coordinates here").click();
    let text = copied(&mut window);
    assert!(
        text.starts_with("108°38'") && text.ends_with("\"N"),
        "{text}"
    );
}

#[test]
fn coordinates_are_gone_to_and_marked() {
    let mut window = corridor();
    let center = |window: &Window| {
        let camera = camera(window);
        camera.projection.unproject(camera.center)
    };
    for (text, lon, lat) in [
        ("21.7N 108.6E", 108.6, 21.7),
        ("106°30'E, 29°30'N", 106.5, 29.5),
        ("108.6 21.7", 108.6, 21.7),
    ] {
        find::enter(&mut window, text);
        settle(&mut window);
        let at = center(&window);
        assert!(
            (at.lon - lon).abs() < 1e-6 && (at.lat - lat).abs() < 1e-6,
            "{text}"
        );
        let mark = state(&window).transient.tools.mark.unwrap();
        assert!((mark.lon - lon).abs() < 1e-9, "{text}");
    }
    press(&mut window, Key::Escape);
    assert_eq!(state(&window).transient.tools.mark, None);
}

#[test]
fn a_hub_is_found_by_pinyin_and_by_its_locode() {
    let mut window = corridor();
    for text in ["qīnzhōu gǎng", "CNQZH"] {
        find::enter(&mut window, text);
        settle(&mut window);
        let port = node(&window, "qinzhou-port");
        let selected = state(&window).session.view.selected;
        assert_eq!(
            selected,
            Some(corridor::scene::sheet::Thing::Node(port)),
            "{text}"
        );
        press(&mut window, Key::Escape);
    }
}

#[test]
fn views_are_gone_back_and_ahead_along() {
    let mut window = corridor();
    settle(&mut window);
    let first = camera(&window);
    look_at_the_gulf(&mut window);
    let second = camera(&window);
    press(&mut window, Key::Plus);
    settle(&mut window);
    let third = camera(&window);
    let is_near = |window: &Window, of: Camera| {
        let now = camera(window);
        let apart = (now.center[0] - of.center[0]).hypot(now.center[1] - of.center[1]);
        apart < of.meters_per_unit && (now.meters_per_unit / of.meters_per_unit - 1.0).abs() < 1e-3
    };
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    settle(&mut window);
    assert!(is_near(&window, second), "the camera has not panned");
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    click_at(&mut window, map.center(), PointerButton::Extra1);
    settle(&mut window);
    assert!(is_near(&window, first));
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    settle(&mut window);
    assert!(is_near(&window, second));
    click_at(&mut window, map.center(), PointerButton::Extra2);
    settle(&mut window);
    assert!(is_near(&window, third));
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    settle(&mut window);
    assert!(is_near(&window, third), "there is nothing after it");
}

#[test]
fn a_rectangle_and_a_lasso_pick_hubs_and_links() {
    let mut window = corridor();
    look_at_the_gulf(&mut window);
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let before = camera(&window);
    let corners = [map.min + Vec2::splat(60.0), map.max - Vec2::splat(10.0)];
    drag(&mut window, Modifiers::SHIFT, &corners);
    let picked = state(&window).transient.tools.picked.clone();
    assert!(picked.hubs.contains(&ModelKey::new("qinzhou-port")));
    assert!(!picked.hubs.contains(&ModelKey::new("chongqing")));
    assert!(!picked.links.is_empty());
    assert_eq!(camera(&window), before, "the map stays");
    let (hubs, links) = (picked.hubs.len(), picked.links.len());
    assert!(says(
        &window,
        &format!("Picked: {hubs} hubs, {links} links")
    ));
    // Every link inside has both of its ends inside.
    let document = state(&window).document.as_ref().unwrap();
    for key in &picked.links {
        let id = document.network.link_by_key(key).unwrap();
        for at in document.network.line(id) {
            let at: Point = before.page_of(*at);
            let pos = map.min + Vec2::new(at.x, at.y);
            assert!(pos.x >= corners[0].x && pos.x <= corners[1].x, "{key}");
        }
    }
    // The table has them as its picked rows, in both of its tabs.
    window.key_press(Key::T);
    for tab in [Tab::Links, Tab::Hubs] {
        let step = corridor::app::attributes::TableStep::Tab(tab);
        window.state_mut().do_next(Action::Table(step));
        window.run_steps(2);
        wait(&mut window, |app| {
            let made = table_now(app.state());
            made.is_some() && !app.state().transient.table.is_updating
        });
        window.run_steps(3);
        let n_rows = state(&window).transient.table.picked.len();
        assert_eq!(n_rows, if tab == Tab::Hubs { hubs } else { links });
    }
    window.key_press(Key::T);
    window.run_steps(3);
    // A lasso around one hub; its first and last corner join.
    look_at_the_gulf(&mut window);
    let port = node(&window, "qinzhou-port");
    let place = place_of(&window, port);
    let around = [(-12.0, -12.0), (14.0, -12.0), (2.0, 16.0)];
    let around = around.map(|by| place + Vec2::from(by));
    drag(&mut window, Modifiers::SHIFT | Modifiers::ALT, &around);
    let picked = state(&window).transient.tools.picked.clone();
    let only: Vec<&str> = picked.hubs.iter().map(ModelKey::as_str).collect();
    assert!(
        only.contains(&"qinzhou-port") && only.len() < hubs,
        "{only:?}"
    );
    // Z looks at it; Escape picks nothing.
    let far = camera(&window).meters_per_unit;
    press(&mut window, Key::Z);
    settle(&mut window);
    assert!(camera(&window).meters_per_unit < far);
    press(&mut window, Key::Escape);
    assert!(state(&window).transient.tools.picked.is_empty());
}

#[test]
fn the_overview_moves_the_map_and_is_saved() {
    let mut window = corridor();
    look_at_the_gulf(&mut window);
    assert!(
        window
            .query_by_role_and_label(Role::Canvas, "Overview")
            .is_none()
    );
    // It lies below what is seen of the panel.
    window
        .get_by_role_and_label(Role::CheckBox, "Overview")
        .click_accesskit();
    window.run_steps(3);
    let small = window
        .get_by_role_and_label(Role::Canvas, "Overview")
        .rect();
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    assert!(map.contains_rect(small) && small.width() < map.width() / 3.0);
    // What it shows is described anew only where something of it changes: not while the map is moved.
    let n_described = |window: &Window| window.state().canvas().overview.n_described();
    let n_before = n_described(&window);
    window.run_steps(5);
    let mut moved = camera(&window);
    moved.center[0] += 1000.0;
    window.state_mut().do_next(Action::SetCamera(moved));
    window.run_steps(5);
    assert!(n_before > 0 && n_described(&window) == n_before);
    window.state_mut().do_next(Action::ToggleTheme);
    window.run_steps(5);
    assert_eq!(n_described(&window), n_before + 1, "it has other colors");
    window.state_mut().do_next(Action::ToggleTheme);
    window.run_steps(5);
    let before = camera(&window);
    click(&mut window, small.center() + Vec2::new(0.0, -20.0));
    let after = camera(&window);
    assert!(after.center[1] > before.center[1], "north of the gulf");
    assert_eq!(
        after.meters_per_unit.to_bits(),
        before.meters_per_unit.to_bits()
    );
    let saved = state(&window).document.as_ref().unwrap().history.saved();
    let overview = corridor::model::saved::MapPart::Overview;
    assert!(saved.layers.shown.contains(&overview));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert!(
        window
            .query_by_role_and_label(Role::Canvas, "Overview")
            .is_none()
    );
}
