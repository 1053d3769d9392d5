//! Cards of numbers: opened by a click, gone through by inputs, edited, closed.

use corridor::app::cards::{LinkValue, Origin};
use corridor::model::edit::LinkNumber;
use corridor::model::sourced::{Sourced, Status};
use corridor::scene::sheet::Thing;
use egui_kittest::kittest::NodeT;

use super::*;

pub fn label_of(node: &egui_kittest::Node) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

/// Clicks on the first link of a label that begins so.
#[track_caller]
pub fn click_number(window: &mut Window, label: &str) {
    let link = window
        .get_all_by_role(Role::Link)
        .find(|node| label_of(node).starts_with(label));
    link.unwrap_or_else(|| panic!("no number {label}")).click();
    window.run_steps(3);
}

fn n_cards(window: &Window) -> usize {
    window.state().state().transient.cards.len()
}

/// The number of the card that is shown.
#[track_caller]
pub fn card_number(window: &Window) -> Sourced {
    let state = window.state().state();
    let card = state.transient.cards.last().unwrap();
    card.number(state).unwrap()
}

fn teu_per_year(window: &Window) -> u64 {
    match outcome(window).throughput {
        Some(Throughput::Limited { teu_per_year, .. }) => teu_per_year,
        _ => 0,
    }
}

fn n_edits(app: &App) -> usize {
    let history = &app.state().document.as_ref().unwrap().history;
    history.scenario().edits().len()
}

fn select(window: &mut Window, key: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    wait(window, |app| app.state().shows(Pane::Search));
    window.run_steps(2);
    window
        .get_by_role_and_label(
            Role::TextInput,
            "A name or a part of one, pinyin, a key, a UN/LOCODE, or coordinates",
        )
        .type_text(key);
    window.step();
    window.key_press(Key::Enter);
    wait(window, |app| {
        app.state().session.view.selected.is_some() && !app.state().shows(Pane::Search)
    });
}

/// The card of R07's pairs a day, by way of the throughput and its bottleneck.
fn open_pairs(window: &mut Window) {
    ask_by_rail(window);
    scroll_down_to(window, "(R07)");
    click_number(window, "657,000, assumed");
    click_number(window, "657,000 TEU/a, assumed");
    click_number(window, "18 pairs/d");
    let card = window.state().state().transient.cards.last().unwrap();
    let pairs = LinkValue::Editable(LinkNumber::Pairs);
    assert!(
        matches!(&card.origin, Origin::Link { link, value, .. }
            if link.as_str() == "R07" && *value == pairs),
        "{card:?}"
    );
}

#[test]
fn the_number_of_the_bottleneck_on_the_map_opens_its_card() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    scroll_down_to(&mut window, "(R07)");
    let mut named = window.get_all_by_label_contains("(R07)");
    named.next().unwrap().click();
    drop(named);
    wait(&mut window, |app| app.state().transient.flight.is_none());
    window.run_steps(2);
    // What was selected comes into sight below the answer.
    let inspected = window.get_by_label("Selected").rect();
    assert!(inspected.max.y < 800.0, "{inspected}");
    let map = window.get_by_role(Role::Canvas).rect();
    let labels = window.get_all_by_role(Role::Link);
    let mut on_map = labels.filter(|node| map.contains_rect(node.rect()));
    let pos = on_map.next().unwrap().rect().center();
    assert_eq!(on_map.count(), 0);
    let selected = window.state().state().session.view.selected;
    click_at(&mut window, pos, PointerButton::Primary);
    let number = card_number(&window);
    assert!((number.value - 657_000.0).abs() < 1e-9);
    assert_eq!(number.status, Status::Assumed);
    // What lies below is not selected by it.
    assert_eq!(window.state().state().session.view.selected, selected);
}

#[test]
fn a_total_opens_its_card_and_an_input_its_own() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    let PathAnswer::Found { best, .. } = &outcome(&window).path else {
        panic!("there is a way by rail");
    };
    let hours = best.totals.hours();
    click_number(&mut window, &format!("{hours:.1} h"));
    let total = card_number(&window);
    assert!((total.value - hours).abs() < 1e-9);
    assert!(total.basis.inputs().len() > 5);
    assert!(says(&window, "rests on assumptions"));
    assert!(says(&window, "largest first"));
    let largest = total.basis.inputs().iter();
    let largest = largest.max_by(|a, b| a.number.value.total_cmp(&b.number.value));
    let largest = largest.unwrap().names.en.clone();
    window.get_all_by_label(&largest).next().unwrap().click();
    window.run_steps(3);
    assert_eq!(n_cards(&window), 2);
    assert!(card_number(&window).value < hours);
    window.get_by_label("← Time").click();
    window.run_steps(3);
    assert_eq!(n_cards(&window), 1);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert_eq!(n_cards(&window), 0);
    assert!(window.query_by_label_contains("largest first").is_none());
}

#[test]
fn a_number_is_edited_in_its_card_and_undone_at_once() {
    let mut window = corridor();
    open_pairs(&mut window);
    let before = teu_per_year(&window);
    assert_eq!(before, 657_000);
    let field = "Set to";
    window
        .get_by_role_and_label(Role::SpinButton, field)
        .click();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    let typed = window.get_by_role_and_label(Role::SpinButton, field);
    typed.type_text("19");
    window.step();
    window.key_press(Key::Enter);
    wait(&mut window, |app| n_edits(app) == 1);
    assert!(teu_per_year(&window) > before);
    let edited = card_number(&window);
    assert_eq!((edited.value, edited.status), (19.0, Status::Assumed));
    assert!(edited.note.is_some_and(|note| note.starts_with("edited")));
    assert!(window.query_by_label("Reset").is_some());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait(&mut window, |app| n_edits(app) == 0);
    assert_eq!(teu_per_year(&window), before);
    assert!((card_number(&window).value - 18.0).abs() < 1e-9);
}

/// Drags the number of the open card so many points to the right, step by step.
pub fn drag_field<const N: usize>(
    window: &mut Window,
    steps: [f32; N],
    mut see: impl FnMut(&mut Window),
) {
    let field = window.get_by_role_and_label(Role::SpinButton, "Set to");
    let at = field.rect().center();
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    for far in steps {
        window.hover_at(at + Vec2::new(far, 0.0));
        see(window);
    }
    window.drop_at(at + Vec2::new(steps[N - 1], 0.0));
}

#[test]
fn a_drag_of_a_number_is_one_step_and_reset_takes_the_edit_back() {
    let mut window = corridor();
    open_pairs(&mut window);
    let before = teu_per_year(&window);
    let mut seen = Vec::new();
    drag_field(&mut window, [15.0, 30.0, 45.0, 60.0], |window| {
        wait(window, |app| n_edits(app) == 1);
        seen.push(teu_per_year(window));
    });
    assert!(seen.is_sorted() && seen[0] < seen[3], "{seen:?}");
    window.run_steps(2);
    window.get_by_label("Reset").click();
    wait(&mut window, |app| n_edits(app) == 0);
    assert_eq!(teu_per_year(&window), before);
    for n_left in [1, 0] {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        wait(&mut window, move |app| n_edits(app) == n_left);
    }
    let history = &window.state().state().document.as_ref().unwrap().history;
    assert!(
        history.undoable().is_none(),
        "reset and drag, one step each"
    );
}

#[test]
fn every_number_of_the_inspector_opens_a_card() {
    for key in ["R07", "R14", "qinzhou-port-east", "S01"] {
        let mut window = corridor();
        select(&mut window, key);
        let state = window.state().state();
        let numbers = state.numbers().unwrap();
        let wanted = match state.session.view.selected {
            Some(Thing::Link(id)) => numbers.link(id).forward.hours.value,
            Some(Thing::Node(id)) => numbers.node(id).transfer_hours.value,
            other => panic!("{other:?}"),
        };
        let is_number = |label: &str| {
            ["cited", "derived", "assumed", "without source"]
                .iter()
                .any(|status| label.ends_with(&format!(", {status}")))
        };
        let labels: Vec<String> = window
            .get_all_by_role(Role::Link)
            .map(|node| label_of(&node))
            .filter(|label| is_number(label))
            .collect();
        assert!(labels.len() >= 3, "{key}: {labels:?}");
        let mut seen = Vec::new();
        for label in &labels {
            let link = window.get_all_by_role_and_label(Role::Link, label).next();
            link.unwrap().click_accesskit();
            window.run_steps(2);
            assert_eq!(n_cards(&window), 1, "{key}: {label}");
            seen.push(card_number(&window).value);
            window.key_press(Key::Escape);
            window.run_steps(2);
        }
        assert!(seen.contains(&wanted), "{key}: {seen:?}");
    }
}

#[test]
fn an_unlimited_capacity_is_said_and_can_be_limited() {
    let mut window = corridor();
    select(&mut window, "S01");
    click_number(&mut window, "no limit given, assumed");
    assert!(card_number(&window).value.is_infinite());
    let field = "Set to";
    window
        .get_by_role_and_label(Role::SpinButton, field)
        .click();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    let typed = window.get_by_role_and_label(Role::SpinButton, field);
    typed.type_text("250,000");
    window.step();
    window.key_press(Key::Enter);
    wait(&mut window, |app| n_edits(app) == 1);
    assert!((card_number(&window).value - 250_000.0).abs() < 1e-9);
}

#[test]
fn results_say_how_much_rests_on_assumptions() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    assert!(says(&window, "Rests on assumptions: time"));
    assert!(says(&window, "throughput 100\u{a0}%"));
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    window.run_steps(2);
    assert!(says(&window, "依据假定的比例：时间"));
}

#[test]
fn a_year_of_a_series_opens_its_card() {
    let mut window = corridor();
    window.get_by_label("Volumes by year").click();
    wait(&mut window, |app| app.state().shows(Pane::Volumes));
    window.run_steps(2);
    click_number(&mut window, "3,382");
    assert!((card_number(&window).value - 3_382.0).abs() < 1e-9);
    assert!(card_number(&window).source.is_some());
}

/// Figures of quarters and parts of a year have no bar: they are listed, each with its card.
#[test]
fn figures_without_a_bar_are_listed() {
    let mut window = corridor();
    window.get_by_label("Volumes by year").click();
    wait(&mut window, |app| app.state().shows(Pane::Volumes));
    window.run_steps(2);
    window
        .get_by_label("Other periods and figures (21)")
        .click_accesskit();
    window.run_steps(3);
    let is_listed = |label: &str| {
        let mut listed = window.get_all_by_role(Role::Link);
        listed.any(|node| label_of(&node).starts_with(label))
    };
    assert!(is_listed("1,308,000"));
    click_number(&mut window, "35,177");
    assert!((card_number(&window).value - 35_177.0).abs() < 1e-9);
}

/// An assumed number does not pass its source off as the page that prints it.
#[test]
fn an_assumed_number_says_what_to_read_beside() {
    let mut window = corridor();
    open_pairs(&mut window);
    assert_eq!(card_number(&window).status, Status::Assumed);
    assert!(says(&window, "See also"));
    assert!(window.query_by_label("Sources").is_none());
}

#[test]
fn unfolding_the_chains_leaves_the_map_as_it_is() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    window.set_size(Vec2::new(1280.0, 2400.0));
    window.run_steps(3);
    let before = window.get_by_role(Role::Canvas).rect();
    window
        .get_by_label("What each chain carries by itself")
        .click();
    window.run_steps(30);
    assert!(says(&window, "Chongqing–Huaihua–Liuzhou–Qinzhou Port"));
    assert_eq!(window.get_by_role(Role::Canvas).rect(), before);
}
