//! Flows of a year: the pane by its key, lists, users, and a drag that ends where a cold solve does.

use corridor::app::flows::{FlowMade, made};
use corridor::app::panels::flows::lists::way_name;
use corridor::model::link::Mode;
use corridor::model::sourced::Status;
use corridor::scene::sheet::Thing;
use corridor::study::boxes::BoxSize;
use corridor::study::evaluate::Under;
use corridor::study::flows::commodities::boxed;
use corridor::study::flows::readings::{FlowFigure, LinkReading, Quantity};
use corridor::study::flows::{Class, Method, flows};
use corridor::task::Task;
use corridor::words::format::{number as grouped, short};
use eframe::egui::accesskit::Role;

use super::cards::{card_number, click_number, drag_field, label_of};
use super::*;

pub fn now(window: &Window) -> &FlowMade {
    made(window.state().state()).unwrap()
}

/// Opens the pane with its key and waits for flows.
pub fn open(window: &mut Window) {
    window.key_press(Key::F);
    settle(window);
}

fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let flows = &app.state().transient.flows;
        flows.made.is_some() && flows.running_since.is_none()
    });
    window.run_steps(2);
}

#[test]
fn the_pane_shows_flows_that_hold_together() {
    let mut window = corridor();
    open(&mut window);
    let made = now(&window);
    assert!(made.answer.faults.is_none());
    assert!(made.answer.found.gap <= 1e-6);
    let total = FlowFigure::Total(Quantity::Teu);
    let total = made.readings.number(&made.answer, None, total).unwrap();
    assert_eq!(total.status, Status::Assumed, "it rests on assumptions");
    let wanted = made.answer.loads.wanted();
    assert!((total.value - wanted).abs() <= 1e-6 * wanted);
    let state = window.state().state();
    assert!(state.session.view.show_flows && state.layers.flows().is_some());
    window.get_by_label("Self-check passed").hover();
    window.run_steps(40);
    assert!(says(
        &window,
        "Checked anew: everything that sets out arrives."
    ));
    for class in &now(&window).answer.demand.classes {
        window.get_by_label(&class.names.en);
    }
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(3);
    let link = &now(&window).readings.links;
    assert!(link.iter().any(|of| of.utilization.is_some()));
}

#[test]
fn flows_follow_a_drag_and_end_where_a_cold_solve_does() {
    let mut window = corridor();
    open(&mut window);
    let before = now(&window).readings.clone();
    window.key_press_modifiers(Modifiers::SHIFT, Key::Num1);
    window.step();
    // Each press asks anew, most of them while an older run goes on.
    let slider = window.get_by_role_and_label(Role::Slider, "Demand").rect();
    for share in [0.4, 0.5, 0.6, 0.7] {
        let at = pos2(slider.min.x + slider.width() * share, slider.center().y);
        click_at(&mut window, at, PointerButton::Primary);
    }
    settle(&mut window);
    let state = window.state().state();
    let warm = now(&window);
    let history = &state.document.as_ref().unwrap().history;
    let n_edits = history.scenario().edits().len();
    assert_eq!(n_edits, 1, "a route is closed");
    let factor = warm.answer.question.demand_factor;
    assert!(factor > 1.0, "{factor}");
    assert!(warm.readings.carried > before.carried);
    is_as_cold(&window);
}

/// Whether what is shown is what a search from nothing finds, within the gap.
#[track_caller]
fn is_as_cold(window: &Window) {
    let state = window.state().state();
    let document = state.document.as_ref().unwrap();
    let (scenario, facts) = (document.history.scenario(), &document.facts);
    let warm = now(window);
    let (demand, question) = (warm.answer.demand.clone(), &warm.answer.question);
    let base = state.base.as_ref().unwrap();
    let under = Under::of(base, scenario, &boxed(facts, question.prices.box_size));
    let cold = flows(&under, facts, demand, question, None, &Task::never()).unwrap();
    let (a, b) = (&warm.answer.found, &cold.found);
    let apart = (a.objective - b.objective).abs() / b.objective;
    assert!(apart <= 2e-6, "{} and {}", a.objective, b.objective);
    assert!(warm.answer.faults.is_none());
}

/// Of the links that are listed one of rails whose capacity is the same both ways, and that capacity.
fn listed(window: &Window) -> (LinkReading, f64) {
    let made = now(window);
    let network = &made.answer.network;
    let links = made.readings.links.iter().filter_map(|of| {
        let link = network.link(of.link);
        let capacity = link.forward.capacity.as_ref()?.value;
        let back = link.backward.as_ref()?.capacity.as_ref()?.value;
        let is_one = capacity.to_bits() == back.to_bits() && link.mode == Mode::Rail;
        let name = way_name(network, of, Lang::En);
        let is_seen = window.query_by_role_and_label(Role::Link, &name).is_some();
        (is_one && is_seen).then_some((*of, capacity))
    });
    links.max_by(|a, b| a.0.teu.total_cmp(&b.0.teu)).unwrap()
}

/// Opens the card of the capacity of a link that is listed.
pub fn open_capacity(window: &mut Window, link: &LinkReading, capacity: f64) {
    let name = way_name(&now(window).answer.network, link, Lang::En);
    window.get_by_role_and_label(Role::Link, &name).click();
    let thing = Thing::Link(link.link);
    wait(window, move |app| {
        app.state().session.view.selected == Some(thing)
    });
    window.run_steps(3);
    let said = format!("{} TEU/a", short(capacity));
    let mut links = window.get_all_by_role(Role::Link);
    let number = links.find(|link| label_of(link).starts_with(&said));
    number.unwrap().click_accesskit();
    drop(links);
    window.run_steps(3);
}

#[test]
fn flows_follow_a_capacity_that_is_dragged() {
    let mut window = corridor();
    open(&mut window);
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(2);
    window.get_by_label("TEU a year").click();
    window.run_steps(2);
    let (link, capacity) = listed(&window);
    open_capacity(&mut window, &link, capacity);
    let fits = |window: &Window| {
        let link = now(window).answer.network.link(link.link);
        link.forward.capacity.as_ref().unwrap().value
    };
    let mut seen = vec![fits(&window)];
    drag_field(&mut window, [-20.0, -40.0, -60.0], |window| {
        settle(window);
        seen.push(fits(window));
    });
    let falls = seen.windows(2).all(|pair| pair[1] < pair[0]);
    assert!(falls, "before the pointer is let go: {seen:?}");
    settle(&mut window);
    is_as_cold(&window);
    let n_edits = |window: &Window| {
        let document = window.state().state().document.as_ref().unwrap();
        document.history.scenario().edits().len()
    };
    assert_eq!(n_edits(&window), 1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert_eq!(n_edits(&window), 0, "one step");
    assert!((fits(&window) - capacity).abs() < 1e-9);
    is_as_cold(&window);
}

#[test]
fn flows_follow_what_counts_and_the_size_of_boxes() {
    let mut window = corridor();
    open(&mut window);
    let classes = |window: &Window| now(window).answer.setting.classes.clone();
    let before = (classes(&window), now(&window).readings.total.yuan);
    assert!(
        before.0.len() > 1,
        "classes with values of time of their own"
    );
    window.get_by_label("Cargo and what counts").click();
    window.run_steps(20);
    let set = |window: &mut Window, label: &str, value: f64| {
        let slider = window.get_by_role_and_label(Role::Slider, label);
        slider.set_value_accesskit(value);
        settle(window);
    };
    set(&mut window, "Carbon price", 300.0);
    for (before, after) in before.0.iter().zip(classes(&window)) {
        let [a, b] = [*before, after].map(|class| class.weights);
        assert!((b.carbon_price() - 300.0).abs() < 1e-3);
        let apart = (a.value_of_time() - b.value_of_time()).abs();
        assert!(apart < 1e-9, "each class keeps its own");
    }
    is_as_cold(&window);
    for time in [6.0, 9.0, 12.0] {
        set(&mut window, "Value of time", time);
        let all = classes(&window);
        let is_set = |of: &Class| (of.weights.value_of_time() - time).abs() < 1e-3;
        assert!(all.iter().all(is_set), "{time}");
    }
    is_as_cold(&window);
    window.get_by_label("Reset").click_accesskit();
    settle(&mut window);
    assert_eq!(classes(&window), before.0);
    window.get_by_label("40 ft").click_accesskit();
    settle(&mut window);
    let made = now(&window);
    assert_eq!(made.answer.question.prices.box_size, BoxSize::Forty);
    assert!(made.readings.total.yuan < before.1, "the tariff is lower");
    is_as_cold(&window);
}

#[test]
fn demand_that_falls_with_its_cost_is_told_apart() {
    let mut window = corridor();
    open(&mut window);
    let before = now(&window).readings.carried;
    let slider = window.get_by_role_and_label(Role::Slider, "Elasticity");
    slider.set_value_accesskit(1.0);
    settle(&mut window);
    let made = now(&window);
    let (carried, deterred) = (made.readings.carried, made.answer.deterred());
    assert!(deterred > 0.0 && carried < before);
    assert!((carried + deterred - before).abs() <= 1e-6 * before);
    assert!(made.readings.unmet <= 0.0);
    assert!(says(&window, "Assumed: of each pair goes"));
    window.get_by_label("Stays away at these costs");
    is_as_cold(&window);
    window
        .get_by_role_and_label(Role::ComboBox, "Method")
        .click();
    window.run_steps(3);
    window.get_by_label("All or nothing").click();
    settle(&mut window);
    assert!(now(&window).answer.deterred() <= 0.0);
}

#[test]
fn a_long_search_says_how_far_it_is_and_is_cancelled() {
    let mut window = corridor();
    open(&mut window);
    for (field, choice) in [("Gap", "1e-10"), ("Method", "Successive averages")] {
        window.get_by_role_and_label(Role::ComboBox, field).click();
        window.run_steps(3);
        window.get_by_label(choice).click();
        window.run_steps(3);
    }
    let began = Instant::now();
    while window.query_by_label_contains("Round ").is_none() {
        assert!(began.elapsed() < Duration::from_mins(1), "no word of it");
        std::thread::sleep(Duration::from_millis(10));
        window.step();
    }
    let (_, gap) = window.state().state().transient.flows.round.unwrap();
    assert!(gap > 1e-10, "{gap}");
    window.get_by_role_and_label(Role::Button, "Cancel").click();
    settle(&mut window);
    let flows = &window.state().state().transient.flows;
    assert!(flows.is_stopped && flows.round.is_none());
    let method = now(&window).answer.question.method;
    assert_eq!(method, Method::default(), "what is shown is older");
    assert!(says(&window, "Cancelled; what is shown is older."));
}

#[test]
fn who_uses_a_link_is_listed_and_shown_alone() {
    let mut window = corridor();
    open(&mut window);
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(3);
    let readings = now(&window).readings.clone();
    let fullest = readings.links.iter().filter(|of| of.utilization.is_some());
    let fullest = fullest.max_by(|a, b| {
        let full = |of: &LinkReading| of.utilization.unwrap_or_default();
        full(a).total_cmp(&full(b))
    });
    let fullest = fullest.unwrap();
    let network = Arc::clone(&now(&window).answer.network);
    let name = way_name(&network, fullest, Lang::En);
    window.get_by_role_and_label(Role::Link, &name).click();
    wait(&mut window, |app| {
        app.state().session.view.selected == Some(Thing::Link(fullest.link))
    });
    window.run_steps(3);
    window.get_by_label("Who uses this").click();
    window.run_steps(4);
    let selected = window.state().state().transient.flows.selected.as_ref();
    let through: f64 = readings
        .links
        .iter()
        .filter(|of| of.link == fullest.link)
        .map(|of| of.teu)
        .sum();
    let selected = selected.unwrap().clone();
    let teu = selected.teu;
    assert!((teu - through).abs() <= 1e-6 * through, "{teu}, {through}");
    // A number of it opens its card, a hub's name flies there.
    let (most, teu) = selected.commodities[0];
    click_number(&mut window, &format!("{}, ", grouped(teu, 0)));
    let number = card_number(&window);
    assert!((number.value - teu).abs() < 1e-9);
    assert_eq!(number.status, Status::Assumed);
    window.key_press(Key::Escape);
    window.run_steps(3);
    let of = now(&window).answer.loads.commodities[most as usize];
    let name = window.state().state().node_name(of.from);
    let row = window.get_by_label("Everybody again").rect().max.y;
    let links = window.get_all_by_role_and_label(Role::Link, &name);
    let below = links.filter(|link| link.rect().min.y > row);
    let top = |link: &egui_kittest::Node| link.rect().min.y;
    let first = below.min_by(|a, b| top(a).total_cmp(&top(b)));
    first.unwrap().click();
    wait(&mut window, |app| {
        app.state().session.view.selected == Some(Thing::Node(of.from))
    });
    window.get_by_label("Everybody again").click();
    window.run_steps(3);
    assert!(window.state().state().transient.flows.selected.is_none());
}
