//! Reach from a hub: by its menu, a slider, a list; on the map and in the exported picture.

use corridor::app::cards::Origin;
use corridor::app::plate::page;
use corridor::app::reach::ReachMade;
use corridor::export::svg::svg;
use corridor::scene::sheet::Thing;
use corridor::study::outcome::Criterion;

use super::cards::{card_number, click_number};
use super::*;

/// Steps the window until the newest reach is there.
#[track_caller]
fn wait_for_reach(window: &mut Window) -> Arc<ReachMade> {
    let is_there = |app: &App| {
        let passing = &app.state().transient;
        passing.reach.is_some() && !passing.is_reach_updating
    };
    window.run_steps(2);
    wait(window, is_there);
    window.run_steps(2);
    Arc::clone(window.state().state().transient.reach.as_ref().unwrap())
}

/// The window with the reach of Guiyang, asked for by its menu.
fn from_guiyang() -> Window {
    let mut window = corridor();
    let guiyang = node(&window, "guiyang");
    let here = place_of(&window, guiyang);
    click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("Reach from here").click();
    let made = wait_for_reach(&mut window);
    assert_eq!(made.spread.from, guiyang);
    window
}

/// How many layers of reach the exported picture has.
fn n_layers(window: &Window) -> usize {
    let picture = svg(&page(window.state().state()).unwrap());
    picture.matches("-reach\"").count() + picture.matches("-reach-lines\"").count()
}

#[test]
fn the_menu_of_a_hub_shows_its_reach_and_escape_ends_it() {
    let mut window = from_guiyang();
    assert!(says(&window, "Within reach of Guiyang"));
    let state = window.state().state();
    let made = state.transient.reach.as_ref().unwrap();
    let hubs = &made.spread.reach.hubs;
    assert!(hubs.len() > 10);
    assert!(hubs.iter().all(|hub| hub.sums.hours() <= 48.0));
    assert!(says(&window, &format!("hubs inside: {}", hubs.len() - 1)));
    assert!(says(&window, "up to 12 h") && says(&window, "up to 48 h"));
    assert!(state.layers.reach().is_some());
    assert_eq!(n_layers(&window), 2, "the page shows what the window shows");
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Reach));
    window.run_steps(2);
    assert!(window.state().state().transient.reach.is_none());
    assert_eq!(n_layers(&window), 0);
}

#[test]
fn the_slider_and_what_is_limited_find_reach_anew() {
    let mut window = from_guiyang();
    let wide = wait_for_reach(&mut window);
    window
        .get_by_role_and_label(Role::Slider, "Within")
        .set_value_accesskit(20.0);
    let narrow = wait_for_reach(&mut window);
    assert!((narrow.spread.within - 20.0).abs() < 1e-9);
    assert!(narrow.spread.reach.hubs.len() < wide.spread.reach.hubs.len());
    window.get_by_label("money, ¥/TEU").click();
    let by_money = wait_for_reach(&mut window);
    assert_eq!(by_money.spread.criterion, Criterion::Money);
    let most = by_money.spread.within;
    let hubs = &by_money.spread.reach.hubs;
    assert!(hubs.iter().all(|hub| hub.sums.yuan() <= most));
    window.get_by_label("time, h").click();
    let again = wait_for_reach(&mut window);
    assert!(
        (again.spread.within - 20.0).abs() < 1e-9,
        "each has its own"
    );
}

#[test]
fn the_hubs_inside_have_cards_and_a_click_flies_there() {
    let mut window = from_guiyang();
    let made = wait_for_reach(&mut window);
    let near = made.spread.reach.hubs[1];
    let name = window.state().state().node_name(near.node);
    let km = made.spread.reach.ways[1].totals.km();
    let shown = corridor::words::format::number(km, 0);
    click_number(&mut window, &shown);
    let number = card_number(&window);
    assert!((number.value - km).abs() < 1e-9);
    assert!(!number.basis.inputs().is_empty());
    let cards = &window.state().state().transient.cards;
    assert!(matches!(cards[0].origin, Origin::Reach(node, _) if node == near.node));
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.get_by_role_and_label(Role::Link, &name).click();
    wait(&mut window, move |app| {
        app.state().session.view.selected == Some(Thing::Node(near.node))
    });
}

#[test]
fn closing_a_route_changes_the_reach() {
    let mut window = from_guiyang();
    let before = wait_for_reach(&mut window);
    window.get_by_label("Middle route open").click();
    wait(&mut window, |app| {
        let history = &app.state().document.as_ref().unwrap().history;
        history.scenario().edits().len() == 1
    });
    let after = wait_for_reach(&mut window);
    assert_ne!(before.spread.reach.hubs, after.spread.reach.hubs);
}

#[test]
fn without_a_hub_the_pane_says_what_to_do_in_both_languages() {
    let mut window = corridor();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    wait(&mut window, |app| app.state().shows(Pane::Reach));
    window.run_steps(2);
    assert!(says(&window, "Right-click a hub on the map"));
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    window.run_steps(2);
    assert!(says(&window, "在地图上右击一个枢纽"));
}
