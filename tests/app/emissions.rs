//! The emissions report of the chosen way.

use corridor::app::cards::Origin;
use corridor::study::emissions::{Amount, Line};
use corridor::study::outcome::Itinerary;
use corridor::study::ways::options;
use corridor::words::format::number;
use eframe::egui::OutputCommand;

use super::cards::{card_number, click_number};
use super::*;

/// The window with five ways to Singapore and the report of the first.
fn with_report() -> Window {
    let mut window = corridor();
    choose(&mut window, "From", "chongqing", End::From);
    choose(&mut window, "To", "singapore", End::To);
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.ways.is_some()
    });
    window.key_press_modifiers(Modifiers::COMMAND, Key::M);
    wait(&mut window, |app| app.state().shows(Pane::Emissions));
    window.run_steps(2);
    window
}

fn ways(window: &Window) -> Vec<Itinerary> {
    let found = outcome(window);
    options(&found).into_iter().cloned().collect()
}

/// A text that a click copies.
fn copied(window: &mut Window, label: &str) -> String {
    window.get_by_label(label).click();
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

#[test]
fn the_report_is_that_of_the_chosen_way() {
    let mut window = with_report();
    assert!(says(&window, "Emissions report"));
    assert!(says(&window, "Hub operations"));
    let first = ways(&window)[0].totals.co2_kg();
    let label = |kg: f64| format!("{} kg CO2e/TEU", number(kg, 1));
    click_number(&mut window, &label(first));
    assert!((card_number(&window).value - first).abs() < 1e-9);
    let card = window.state().state().transient.cards.last().unwrap();
    assert_eq!(card.origin, Origin::Emission(0, Line::All, Amount::Kg));
    window.key_press(Key::Escape);
    window.run_steps(2);
    let second = window
        .get_all_by_role(Role::RadioButton)
        .rfind(|node| cards::label_of(node).starts_with("Way 2: "))
        .unwrap();
    second.click_accesskit();
    window.run_steps(3);
    let kg = ways(&window)[1].totals.co2_kg();
    click_number(&mut window, &label(kg));
    assert!((card_number(&window).value - kg).abs() < 1e-9);
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(!window.state().state().shows(Pane::Emissions));
}

#[test]
fn it_is_copied_as_text_and_as_a_table() {
    let mut window = with_report();
    let text = copied(&mut window, "Copy as text");
    assert!(text.contains("Door to door: "), "{text}");
    assert!(text.contains("no claim of conformity"), "{text}");
    let table = copied(&mut window, "Copy as CSV");
    let totals = table.lines().filter(|line| line.contains(",total,"));
    assert_eq!(totals.count(), ways(&window).len(), "{table}");
}

#[test]
fn it_speaks_chinese_and_says_when_there_is_nothing() {
    let mut window = with_report();
    window.key_press_modifiers(Modifiers::COMMAND, Key::L);
    window.run_steps(3);
    assert!(says(&window, "排放报告"));
    assert!(says(&window, "枢纽作业"));
    let mut empty = corridor();
    empty.key_press_modifiers(Modifiers::COMMAND, Key::M);
    wait(&mut empty, |app| app.state().shows(Pane::Emissions));
    empty.run_steps(2);
    assert!(says(&empty, "There is no way to report on."));
}
