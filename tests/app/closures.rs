//! Closures: the pane by its key, ranked and flown to; a drawn area; many years as the command line draws
//! them.

use std::process::Command;

use corridor::app::resilience::{ClosuresMade, closures, polygon, thing_of};
use corridor::model::geometry::LonLat;
use corridor::model::sourced::Status;
use corridor::scene::sheet::Thing;
use corridor::study::resilience::{Place, place_name, places_in, resilience};
use corridor::task::Task;

use super::*;

fn now(window: &Window) -> &ClosuresMade {
    closures(window.state().state()).unwrap()
}

/// Opens the pane with its key and waits for closures.
fn open(window: &mut Window) {
    window.key_press(Key::C);
    settle(window);
}

fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let now = &app.state().transient.closures;
        now.made.is_some() && now.running.is_none()
    });
    window.run_steps(2);
}

#[test]
fn places_are_ranked_shown_on_the_map_and_flown_to() {
    let mut window = corridor();
    open(&mut window);
    let state = window.state().state();
    assert!(state.layers.closures().is_some() && state.shows_legend());
    let made = now(&window);
    assert!(
        made.singles
            .is_sorted_by(|a, b| a.effect.harm >= b.effect.harm)
    );
    let worst = made.singles[0];
    assert!(worst.teu > 0.0 && worst.effect.harm > 0.0);
    let network = Arc::clone(&made.answer.network);
    let of_links = made.singles.iter();
    let mut of_links = of_links.filter(|single| matches!(single.place, Place::Link(_)));
    let link = of_links.next().unwrap().place;
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(3);
    let name = place_name(&network, link, Lang::En);
    let before = window.state().state().session.view.camera;
    let mut named = window.query_all_by_role_and_label(Role::Link, &name);
    named.next().unwrap().click();
    drop(named);
    wait(&mut window, move |app| {
        app.state().session.view.selected == Some(thing_of(link))
    });
    assert_ne!(window.state().state().session.view.camera, before);
    window.run_steps(2);
    assert!(says(&window, &format!("{name} closed for a year")));
    // A number opens its card: it rests on the penalty, which is assumed.
    let penalty = window.get_by_label_contains("30,000");
    penalty.click();
    window.run_steps(2);
    let card = window.state().state().transient.cards.last().unwrap();
    let number = card.number(window.state().state()).unwrap();
    assert_eq!(number.status, Status::Assumed);
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.run_steps(2);
    let state = window.state().state();
    assert!(!state.shows(Pane::Closures) && state.layers.closures().is_none());
}

#[test]
fn what_if_is_asked_of_a_hub_on_the_map() {
    let mut window = corridor();
    let baise = node(&window, "baise");
    let here = place_of(&window, baise);
    click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("What if closed?").click();
    settle(&mut window);
    let state = window.state().state();
    assert_eq!(state.session.view.selected, Some(Thing::Node(baise)));
    assert!(state.transient.closures.goes_to.is_none());
    let effect = now(&window).single(Place::Hub(baise)).unwrap().effect;
    assert!(effect.harm > 0.0);
    let said = format!("Baise closed for a year: {}", {
        corridor::words::format::short(effect.harm / 1e6)
    });
    assert!(says(&window, &said), "{said}");
}

#[test]
fn an_area_is_drawn_and_closed_as_a_whole() {
    let mut window = corridor();
    open(&mut window);
    window.get_by_role_and_label(Role::Button, "Area").click();
    window.run_steps(2);
    let draw = |window: &mut Window| {
        window
            .get_by_role_and_label(Role::Button, "Draw an area")
            .click();
        window.run_steps(2);
    };
    // Left with Escape, nothing is drawn.
    draw(&mut window);
    let middle = place_of(&window, node(&window, "liuzhou"));
    let corners = [(-60.0, -50.0), (60.0, -50.0), (60.0, 50.0), (-60.0, 50.0)];
    let corners = corners.map(|(x, y)| middle + Vec2::new(x, y));
    click_at(&mut window, corners[0], PointerButton::Primary);
    window.key_press(Key::Escape);
    window.run_steps(2);
    let state = window.state().state();
    assert!(state.transient.closures.drawing.is_none());
    assert!(state.session.closures.area.is_empty() && state.shows(Pane::Closures));
    draw(&mut window);
    let camera = window.state().state().session.view.camera;
    for &corner in &corners {
        click_at(&mut window, corner, PointerButton::Primary);
    }
    window.key_press(Key::Enter);
    settle(&mut window);
    let state = window.state().state();
    assert_eq!(state.session.view.camera, camera, "clicks move no map");
    let area: &[LonLat] = &state.session.closures.area;
    assert_eq!(area.len(), 4);
    let found = state.transient.closures.area.as_ref().unwrap();
    let liuzhou = node(&window, "liuzhou");
    assert!(found.places.contains(&Place::Hub(liuzhou)));
    let made = now(&window);
    assert_eq!(
        found.places,
        places_in(&made.answer.network, &[polygon(area)])
    );
    let never = Task::never();
    let of = resilience(&made.answer, &never).unwrap().unwrap();
    let effect = of.effect(&found.places, &never).unwrap();
    assert_eq!(found.effect, effect);
    let alone = made.single(Place::Hub(liuzhou)).unwrap().effect;
    assert!(
        effect.harm >= alone.harm * (1.0 - 1e-6),
        "a part is no worse"
    );
    assert!(state.layers.closures().unwrap().has_area());
    window.get_by_label("Remove the area").click();
    window.run_steps(3);
    let state = window.state().state();
    assert!(!state.layers.closures().unwrap().has_area());
    assert!(state.transient.closures.area.is_none());
}

#[test]
fn many_years_are_those_of_the_command_line() {
    let mut window = corridor();
    open(&mut window);
    window
        .get_by_role_and_label(Role::Button, "At random")
        .click();
    window.run_steps(2);
    window.get_by_role_and_label(Role::Button, "100").click();
    window.run_steps(2);
    window.get_by_role_and_label(Role::Button, "Draw").click();
    settle(&mut window);
    wait(&mut window, |app| {
        app.state().transient.closures.chances.is_some()
    });
    let typed = ["resilience", "--json", "--probability", "0.01"];
    let ran = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .args(typed)
        .args(["--monte-carlo", "100", "--seed", "1"])
        .output();
    let said: serde_json::Value = serde_json::from_slice(&ran.unwrap().stdout).unwrap();
    let state = window.state().state();
    let (_, chances) = state.transient.closures.chances.as_ref().unwrap();
    let harm = &said["monte_carlo"]["harm_cny"];
    for (name, number) in [
        ("mean", chances.harm.mean),
        ("standard_error", chances.harm.error),
        ("most", chances.harm.most),
    ] {
        let typed = harm[name].as_f64().unwrap();
        assert_eq!(
            typed.to_bits(),
            number.to_bits(),
            "{name}: {typed}, {number}"
        );
    }
    let n_harmful = u64::try_from(chances.n_harmful).unwrap();
    assert_eq!(said["monte_carlo"]["n_harmful"], n_harmful);
    let worst = said["singles"][0]["effect"]["harm_cny"].as_f64().unwrap();
    let own = now(&window).singles[0].effect.harm;
    assert_eq!(worst.to_bits(), own.to_bits(), "{worst}, {own}");
    assert!(says(&window, "years drawn with seed 1"));
}
