//! The pane of demand: years, growth, cards of its numbers, languages; growth beside the volumes.

use corridor::app::cards::Origin;
use corridor::model::sourced::Status;
use corridor::study::demand::{Demand, Growth, Heading, Wanted};
use eframe::egui::accesskit::Role;

use super::cards::{card_number, click_number, label_of};
use super::*;

fn made(app: &App) -> Option<&Demand> {
    let made = app.state().transient.demand.as_deref()?;
    made.answer.as_ref().ok().map(|(demand, _)| demand)
}

/// Opens the pane with its key and waits for the matrix.
fn open(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num7);
    wait(window, |app| made(app).is_some());
    window.run_steps(2);
}

/// Takes an entry of the list of years.
fn choose_year(window: &mut Window, now: &str, year: &str) {
    let of_years = |node: &egui_kittest::Node| node.value().as_deref() == Some(now);
    window
        .get_all_by_role(Role::ComboBox)
        .find(of_years)
        .unwrap()
        .click();
    window.run_steps(2);
    window.get_by_label(year).click_accesskit();
    window.run_steps(2);
}

#[test]
fn the_matrix_of_the_last_published_year_comes_first() {
    let mut window = corridor();
    open(&mut window);
    let demand = made(window.state()).unwrap();
    assert_eq!((demand.year, demand.total.value), (2025, 1_425_000.0));
    assert!(window.query_by_label("Fangchenggang").is_some());
    let links: Vec<String> = window
        .get_all_by_role(Role::Link)
        .map(|node| label_of(&node))
        .collect();
    let has = |label: &str| links.iter().any(|link| link == label);
    assert!(has("1,425,000 TEU, cited"), "{links:?}");
    assert!(
        has("513,000, derived") && has("641,250, assumed"),
        "{links:?}"
    );
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    window.run_steps(2);
    assert!(window.query_by_label("班列运输需求").is_some());
    assert!(window.query_by_label("分货类").is_some());
    window.key_press(Key::Escape);
    wait(&mut window, |app| !app.state().shows(Pane::Demand));
}

#[test]
fn a_number_opens_its_card_which_follows_the_year() {
    let mut window = corridor();
    open(&mut window);
    click_number(&mut window, "513,000");
    let card = window.state().state().transient.cards.last().unwrap();
    let Origin::Demand(slice) = &card.origin else {
        panic!("{card:?}");
    };
    assert_eq!(slice.heading, Some(Heading::South));
    assert_eq!(card_number(&window).status, Status::Derived);
    choose_year(&mut window, "2025", "2024");
    wait(&mut window, |app| {
        made(app).is_some_and(|demand| demand.year == 2024)
    });
    window.run_steps(2);
    assert!((card_number(&window).value - 960_000.0 * 0.239).abs() < 1e-6);
}

#[test]
fn later_years_grow_by_the_chosen_scenario() {
    let mut window = corridor();
    open(&mut window);
    choose_year(&mut window, "2025", "2030 (grown)");
    wait(&mut window, |app| {
        made(app).is_some_and(|demand| demand.year == 2030)
    });
    window.run_steps(2);
    window.get_by_label("high growth").click();
    let grown = 1_425_000.0 * 1.12_f64.powi(5);
    wait(&mut window, move |app| {
        made(app).is_some_and(|demand| (demand.total.value - grown).abs() < 0.1)
    });
    let wanted = Wanted {
        year: 2030,
        growth: Growth::High,
    };
    assert_eq!(window.state().state().session.demand, Some(wanted));
}

#[test]
fn a_study_without_totals_says_why_there_is_no_matrix() {
    let mut window = window(Sources::named(&[tiny()]), Arc::new(Picked::default()));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num7);
    wait(&mut window, |app| app.state().transient.demand.is_some());
    window.run_steps(2);
    assert!(window.query_by_label_contains("no series CR_TEU").is_some());
}

#[test]
fn volumes_show_growth_and_scope() {
    let mut window = corridor();
    window.get_by_label("Volumes by year").click();
    wait(&mut window, |app| app.state().shows(Pane::Volumes));
    window.run_steps(2);
    assert!(window.query_by_label("base growth").is_some());
    assert!(window.query_by_label_contains("never mixed").is_some());
    // 1,425,000 × 1.08^10, and the rate behind it.
    click_number(&mut window, "3,076,468, assumed");
    assert_near(card_number(&window).value, 1_425_000.0 * 1.08_f64.powi(10));
    click_number(&mut window, "0.08");
    assert_near(card_number(&window).value, 0.08);
}

#[track_caller]
fn assert_near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-6, "{value}, {expected}");
}

#[test]
fn a_bar_and_a_point_of_a_curve_open_their_cards() {
    let mut window = corridor();
    window.get_by_label("Volumes by year").click();
    wait(&mut window, |app| app.state().shows(Pane::Volumes));
    window.run_steps(2);
    let legend = window.get_by_label("base growth").rect();
    let mut seen = [false; 2];
    // Along a line through the lower part of the chart there are bars, then curves.
    for step in 1..24_u8 {
        let pos = pos2(30.0 + 38.0 * f32::from(step), legend.max.y + 110.0);
        click_at(&mut window, pos, PointerButton::Primary);
        match window
            .state()
            .state()
            .transient
            .cards
            .last()
            .map(|card| &card.origin)
        {
            Some(Origin::Observation { series, .. }) => {
                assert_eq!(series, "CR_TEU");
                seen[0] = true;
            }
            Some(Origin::Grown { .. }) => seen[1] = true,
            _ => {}
        }
    }
    assert_eq!(seen, [true, true]);
}
