//! Several ways: listed, chosen, pointed at; cargo and weights; unbeaten ways; why this way.

use corridor::app::cards::Origin;
use corridor::app::weights::Weight;
use corridor::model::ids::LinkId;
use corridor::model::sourced::Status;
use corridor::scene::map::{other_ways_links, path_links};
use corridor::scene::sheet::Thing;
use corridor::study::outcome::{Criterion, Itinerary, Passed};
use corridor::study::ways::{chosen_place, options};

use super::cards::{card_number, click_number};
use super::*;

/// The window with five ways by all modes.
fn with_ways() -> Window {
    let mut window = corridor();
    choose(&mut window, "From", "chongqing", End::From);
    choose(&mut window, "To", "Qinzhou Port", End::To);
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.ways.is_some()
    });
    window.run_steps(2);
    window
}

fn path(window: &Window) -> Itinerary {
    match &outcome(window).path {
        PathAnswer::Found { best, .. } => best.clone(),
        other => panic!("no path: {other:?}"),
    }
}

fn links(way: &Itinerary) -> Vec<Passed> {
    way.links().collect()
}

/// Clicks on a way of the list or table, by its number.
fn choose_way(window: &mut Window, number: usize) {
    let label = format!("Way {number}: ");
    window
        .get_all_by_role(Role::RadioButton)
        .find(|node| cards::label_of(node).starts_with(&label))
        .unwrap_or_else(|| panic!("no {label}"))
        .click_accesskit();
    window.run_steps(3);
}

fn ask_for(window: &mut Window, label: &str, criterion: Criterion) {
    window.get_by_role_and_label(Role::Button, label).click();
    wait(window, move |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.criterion == criterion
    });
    window.run_steps(2);
}

#[test]
fn five_ways_are_listed_and_a_click_chooses_one() {
    let mut window = with_ways();
    let before = outcome(&window);
    assert_eq!(before.ways.as_ref().unwrap().ways.len(), 5);
    assert!(says(&window, "Best path"));
    choose_way(&mut window, 3);
    let third = options(&before)[2].clone();
    assert_eq!(path(&window), third, "totals, legs and cards follow");
    assert!(says(&window, "Chosen path"));
    // It is chosen still when the others are found anew.
    window.get_by_role_and_label(Role::Button, "air").click();
    wait(&mut window, |app| {
        !app.state()
            .session
            .question
            .modes
            .has(corridor::model::link::Mode::Air)
    });
    assert_eq!(links(&path(&window)), links(&third));
    choose_way(&mut window, 1);
    assert_eq!(chosen_place(&outcome(&window)), Some(0));
}

#[test]
fn a_way_that_is_gone_gives_way_to_the_best() {
    let mut window = with_ways();
    choose_way(&mut window, 2);
    assert_eq!(chosen_place(&outcome(&window)), Some(1));
    for mode in ["road", "waterway", "sea", "air"] {
        window.get_by_role_and_label(Role::Button, mode).click();
        window.step();
    }
    window.get_by_label("Eastern route open").click();
    wait(&mut window, |app| {
        let history = &app.state().document.as_ref().unwrap().history;
        history.scenario().edits().len() == 1
    });
    let chosen = window.state().state().session.chosen.clone().unwrap();
    let outcome = outcome(&window);
    let is_there = options(&outcome).iter().any(|way| links(way) == chosen);
    assert_eq!(chosen_place(&outcome) != Some(0), is_there);
}

#[test]
fn the_numbers_of_ways_and_their_differences_are_cards() {
    let mut window = with_ways();
    let outcome = outcome(&window);
    let ways = options(&outcome);
    let hours = ways[1].totals.hours() - ways[0].totals.hours();
    click_number(&mut window, &format!("+{hours:.1}"));
    let number = card_number(&window);
    assert!((number.value - hours).abs() < 1e-9);
    assert_eq!(number.basis.inputs().len(), 2);
    let card = window
        .state()
        .state()
        .transient
        .cards
        .last()
        .unwrap()
        .clone();
    assert!(matches!(card.origin, Origin::Difference(1, _)), "{card:?}");
}

#[test]
fn the_way_that_the_pointer_is_over_is_the_same_in_list_and_map() {
    let mut window = with_ways();
    let row = window
        .get_all_by_role(Role::RadioButton)
        .find(|node| cards::label_of(node).starts_with("Way 2: "))
        .unwrap();
    let at = row.rect().center();
    window.hover_at(at);
    window.run_steps(3);
    assert_eq!(window.state().state().session.view.hovered_way, Some(1));
    window.hover_at(pos2(640.0, 10.0));
    window.run_steps(3);
    assert_eq!(window.state().state().session.view.hovered_way, None);
}

#[test]
fn a_line_of_a_pale_way_on_the_map_points_at_that_way() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    let outcome = outcome(&window);
    let state = window.state().state();
    let network = &state.document.as_ref().unwrap().network;
    let view = &state.session.view;
    let chosen = path_links(Some(&outcome), view);
    let pale = other_ways_links(Some(&outcome), view, &chosen);
    let length = |id: &LinkId| network.link(*id).length.value;
    let longest = pale
        .into_iter()
        .max_by(|a, b| length(a).total_cmp(&length(b)));
    let link = longest.unwrap();
    let map = window.get_by_role(Role::Canvas).rect();
    let line = network.line(link).iter();
    let places: Vec<Pos2> = line
        .map(|&at| view.camera.page_of(at))
        .map(|page| pos2(map.min.x + page.x, map.min.y + page.y))
        .filter(|at| map.shrink(20.0).contains(*at))
        .collect();
    // Hubs and other lines may lie above it in places.
    let is_over =
        |window: &Window| window.state().state().session.view.hovered == Some(Thing::Link(link));
    for at in places.iter().step_by(places.len() / 12 + 1) {
        window.hover_at(*at);
        window.run_steps(3);
        if is_over(&window) {
            break;
        }
    }
    assert!(is_over(&window), "{link:?} at {places:?}");
    let place = window.state().state().session.view.hovered_way.unwrap();
    assert_ne!(Some(place), chosen_place(&outcome));
    let way = options(&outcome)[place];
    assert!(way.links().any(|passed| passed.link == link));
}

#[test]
fn sliders_set_what_counts_and_route_anew() {
    let mut window = with_ways();
    ask_for(&mut window, "overall", Criterion::Generalized);
    let weights = outcome(&window).question.weights;
    assert!(weights.value_of_time() > 0.0 && weights.carbon_price() > 0.0);
    window
        .get_by_role_and_label(Role::Slider, "Value of time")
        .set_value_accesskit(12.0);
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        (outcome.question.weights.value_of_time() - 12.0).abs() < 1e-3
    });
    window.run_steps(2);
    click_number(&mut window, "12 ");
    let number = card_number(&window);
    assert_eq!(number.status, Status::Assumed);
    assert!(number.basis.inputs()[0].number.value > 0.0, "what it was");
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.get_by_label("Reset").click();
    wait(&mut window, move |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.weights == weights
    });
}

#[test]
fn a_class_of_cargo_brings_its_value_of_time_and_tonnes() {
    let mut window = with_ways();
    ask_for(&mut window, "overall", Criterion::Generalized);
    let before = outcome(&window);
    window
        .get_by_role_and_label(Role::ComboBox, "Cargo")
        .click();
    window.run_steps(2);
    window.get_by_label("Refrigerated goods").click();
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.tonnes_per_teu.is_some()
    });
    let after = outcome(&window);
    let value = |outcome: &Outcome| outcome.question.weights.value_of_time();
    assert!(value(&after) > value(&before));
    assert!(!window.state().state().session.weights.is_set(Weight::Time));
}

#[test]
fn unbeaten_ways_are_computed_while_they_are_shown_and_can_be_chosen() {
    let mut window = with_ways();
    assert!(outcome(&window).unbeaten.is_none());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num8);
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.unbeaten.is_some()
    });
    window.run_steps(2);
    let found = outcome(&window);
    let n_unbeaten = found.unbeaten.as_ref().unwrap().ways.len();
    assert!(n_unbeaten > 1);
    assert!(says(&window, &format!("{n_unbeaten} unbeaten")));
    let wanted = found.unbeaten.as_ref().unwrap().ways[0].clone();
    let place = options(&found)
        .iter()
        .position(|way| links(way) == links(&wanted))
        .unwrap();
    choose_way(&mut window, place + 1);
    assert_eq!(links(&path(&window)), links(&wanted));
    window.get_by_label("money and emissions").click();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num8);
    window.run_steps(3);
    assert!(!window.state().state().shows(Pane::Unbeaten));
    assert_eq!(links(&path(&window)), links(&wanted), "it stays chosen");
}

#[test]
fn the_bars_of_why_lead_from_one_total_to_the_other() {
    let mut window = with_ways();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num9);
    wait(&mut window, |app| app.state().shows(Pane::Why));
    window.run_steps(2);
    let outcome = outcome(&window);
    let ways = options(&outcome);
    let [first, second] = [0, 1].map(|place: usize| ways[place].totals.hours());
    assert!(says(&window, &format!("Way 2 in all: {second:.1} h")));
    assert!(says(&window, &format!("Way 1 in all: {first:.1} h")));
    assert!(says(&window, "add up to the difference of the totals"));
}

#[test]
fn a_hub_is_passed_and_avoided_by_its_menu() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    assert!(legs_on(&window, "R03"));
    let guiyang = node(&window, "guiyang");
    let here = place_of(&window, guiyang);
    click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("By way of here").click();
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        !outcome.question.stops.via.is_empty() && !app.state().transient.is_updating
    });
    window.run_steps(2);
    assert!(legs_on(&window, "R09"), "by way of Guiyang");
    window.get_by_label("Guiyang ×").click();
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.stops.via.is_empty() && !app.state().transient.is_updating
    });
    assert!(legs_on(&window, "R03"));
    let huaihua = node(&window, "huaihua");
    let here = place_of(&window, huaihua);
    click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("Avoid").click();
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        !outcome.question.avoid.nodes.is_empty() && !app.state().transient.is_updating
    });
    window.run_steps(2);
    assert!(!legs_on(&window, "R03"), "Huaihua is avoided");
    assert!(window.query_by_label("Huaihua ×").is_some());
}
