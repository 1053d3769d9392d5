//! Near the window's edges, and in small windows: menus stay within, a large legend folds to its heading.

use std::collections::BTreeSet;

use corridor::app::action::MapLayer;
use corridor::app::peek::BothMaps;
use corridor::scene::item::{Item, Scene};
use corridor::scene::sheet::scene;

use super::cards::label_of;
use super::scenarios::settle;
use super::*;

fn sized(window: &mut Window, width: f32, height: f32) {
    window.set_size(Vec2::new(width, height));
    window.run_steps(4);
}

/// The buttons that are there, by name.
fn buttons(window: &Window) -> BTreeSet<String> {
    let all = window.query_all_by_role(Role::Button);
    all.map(|button| label_of(&button)).collect()
}

/// Has a hub stand so far from the map's left and upper edge.
fn put(window: &mut Window, key: &str, x: f32, y: f32) -> Pos2 {
    let hub = node(window, key);
    let at = place_of(window, hub);
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let by = map.min + Vec2::new(x, y) - at;
    window.state_mut().do_next(Action::Pan(by.x, by.y));
    window.run_steps(3);
    place_of(window, hub)
}

/// Whether an entry of the menu lies within the window.
fn is_within(window: &Window, entry: &str, size: Vec2) -> bool {
    let place = window.get_by_role_and_label(Role::Button, entry).rect();
    place.min.x >= 0.0 && place.min.y >= 0.0 && place.max.x <= size.x && place.max.y <= size.y
}

const LAST: &str = "Copy coordinates here";

#[test]
fn the_menu_of_a_right_click_stays_within_the_window() {
    let mut window = corridor();
    let size = Vec2::new(1280.0, 800.0);
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    for (x, y) in [
        (map.width() / 2.0, map.height() - 3.0),
        (map.width() - 3.0, map.height() - 3.0),
        (3.0, map.height() * 0.6),
    ] {
        let before = buttons(&window);
        let here = put(&mut window, "liuzhou", x, y);
        click_at(&mut window, here, PointerButton::Secondary);
        window.run_steps(4);
        let entries = &buttons(&window) - &before;
        assert!(entries.len() > 8 && entries.contains(LAST), "{entries:?}");
        for entry in entries {
            assert!(is_within(&window, &entry, size), "{entry} at {here:?}");
        }
        window.key_press(Key::Escape);
        window.run_steps(3);
    }
}

#[test]
fn a_menu_that_is_higher_than_the_window_is_scrolled() {
    let mut window = corridor();
    let size = Vec2::new(720.0, 480.0);
    sized(&mut window, size.x, size.y);
    let map = window.get_by_role_and_label(Role::Canvas, "Map").rect();
    let here = put(
        &mut window,
        "liuzhou",
        map.width() / 2.0,
        map.height() - 9.0,
    );
    click_at(&mut window, here, PointerButton::Secondary);
    window.run_steps(4);
    assert!(is_within(&window, "From here", size));
    assert!(!is_within(&window, LAST, size));
    let first = window.get_by_role_and_label(Role::Button, "From here");
    let over = first.rect().center();
    window.hover_at(over);
    for _ in 0..12 {
        turn_wheel(&mut window, -60.0);
        window.run_steps(8);
    }
    assert!(is_within(&window, LAST, size));
    window.get_by_role_and_label(Role::Button, LAST).click();
    window.run_steps(3);
    assert!(window.query_by_role_and_label(Role::Button, LAST).is_none());
}

fn picture(window: &Window) -> Scene {
    let state = window.state().state();
    let outcome = outcome(window);
    let around = corridor::app::canvas::around_map(state);
    let (view, size) = (&state.session.view, state.session.map_size);
    scene(
        &state.layers,
        &outcome.network,
        Some(&outcome),
        view,
        &around,
        size,
    )
}

/// The texts of the legend, and the share of the map that its box takes.
fn legend(window: &Window) -> (Vec<String>, f32) {
    let drawn = picture(window);
    let mut found = (Vec::new(), 0.0);
    for item in &drawn.furniture {
        let Item::Group {
            name: "legend",
            items,
        } = item
        else {
            continue;
        };
        for item in items {
            match item {
                Item::Text(text) => found.0.push(text.text.clone()),
                Item::Path(path) if path.fill.is_some() && found.1 == 0.0 => {
                    let [a, c] = [path.points[0], path.points[2]];
                    found.1 = (c.x - a.x) * (c.y - a.y) / (drawn.size.x * drawn.size.y);
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn a_legend_that_hides_much_of_the_map_folds_to_its_heading() {
    let mut window = corridor();
    let show = Action::ShowLayer(MapLayer::Legend, true);
    window.state_mut().do_next(show);
    window.run_steps(3);
    let (whole, share) = legend(&window);
    assert!(whole.len() > 8 && share < 0.25, "{share}");
    assert!(!says(&window, "Unfold the legend") && !says(&window, "Fold the legend"));

    sized(&mut window, 940.0, 560.0);
    let (folded, share) = legend(&window);
    assert_eq!(folded, ["Legend"]);
    assert!(share > 0.0 && share < 0.05, "{share}");
    window
        .get_by_role_and_label(Role::Button, "Unfold the legend")
        .click();
    window.run_steps(3);
    let (unfolded, share) = legend(&window);
    assert_eq!(unfolded[1..], whole[..]);
    assert!((0.15..=0.5).contains(&share), "{share}");

    // What was chosen holds on while the window is open.
    sized(&mut window, 1280.0, 800.0);
    assert_eq!(legend(&window).0, whole);
    sized(&mut window, 940.0, 560.0);
    assert_eq!(legend(&window).0, unfolded);
    window
        .get_by_role_and_label(Role::Button, "Fold the legend")
        .click();
    window.run_steps(3);
    assert_eq!(legend(&window).0, ["Legend"]);
}

#[test]
fn a_legend_without_room_is_its_heading_and_says_so() {
    let mut window = corridor();
    for show in [
        Action::ShowLayer(MapLayer::Legend, true),
        Action::Show(Pane::Volumes, true),
        Action::FoldLegend(false),
    ] {
        window.state_mut().do_next(show);
    }
    window.run_steps(3);
    let mut n_full = 0;
    for height in [800.0, 720.0, 660.0, 620.0, 600.0, 560.0, 500.0, 460.0] {
        sized(&mut window, 1000.0, height);
        let (texts, share) = legend(&window);
        assert!(!texts.is_empty() && share > 0.0, "{height}");
        let buttons = [
            "Fold the legend",
            "Unfold the legend",
            "Legend: no room here",
        ];
        let shown = buttons.map(|label| window.query_by_label_contains(label).is_some());
        let is_heading = texts == ["Legend"];
        assert_eq!(
            shown,
            [!is_heading && texts[0] == "Legend", false, is_heading]
        );
        n_full += usize::from(is_heading);
    }
    assert!(n_full > 0);
}

/// Where the headings of legends are, that can be clicked to unfold them.
fn unfolding(window: &Window) -> Vec<Pos2> {
    let all = window.query_all_by_role_and_label(Role::Button, "Unfold the legend");
    all.map(|button| button.rect().center()).collect()
}

#[test]
fn of_two_maps_each_has_its_legend_folded_and_unfolded() {
    let mut window = corridor();
    let show = Action::ShowLayer(MapLayer::Legend, true);
    window.state_mut().do_next(show);
    sized(&mut window, 940.0, 560.0);
    window.get_by_label("Eastern route open").click();
    settle(&mut window);
    window.run_steps(3);
    assert_eq!(unfolding(&window).len(), 1);
    for (both, [width, height]) in [
        (BothMaps::Beside, [1200.0, 600.0]),
        (BothMaps::Swiped(0.9), [940.0, 560.0]),
    ] {
        sized(&mut window, width, height);
        window.state_mut().do_next(Action::ShowBoth(Some(both)));
        window.run_steps(2);
        wait(&mut window, |app| app.state().transient.other_map.is_some());
        window.run_steps(3);
        let headings = unfolding(&window);
        // Of maps that lie on each other the legend that is seen is clicked.
        let n_seen = if both == BothMaps::Beside { 2 } else { 1 };
        assert_eq!(headings.len(), n_seen, "{both:?}");
        for at in headings {
            assert!(window.state().state().session.folds_legend);
            click_at(&mut window, at, PointerButton::Primary);
            window.run_steps(3);
            assert!(
                !window.state().state().session.folds_legend,
                "{both:?} {at:?}"
            );
            window.state_mut().do_next(Action::FoldLegend(true));
            window.run_steps(3);
        }
    }
}
