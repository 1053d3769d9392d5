//! The pane of hinterlands: gateways and routes, destinations, cards, sliders, the map.

use corridor::app::cards::Origin;
use corridor::app::hinterland::{By, Toward};
use corridor::app::weights::priced_now;
use corridor::model::sourced::Status;
use corridor::scene::hinterland::Shown;
use corridor::scene::sheet::Thing;
use corridor::study::hinterland::{gateways, rival_key};
use corridor::study::outcome::{Criterion, HubBids};

use super::cards::{card_number, click_number};
use super::*;

/// The pane, opened with its key.
fn open() -> Window {
    let mut window = corridor();
    window.key_press(Key::H);
    wait(&mut window, |app| {
        app.state()
            .transient
            .outcome
            .as_ref()
            .unwrap()
            .hinterland
            .is_some()
    });
    window.run_steps(2);
    window
}

/// Takes an entry of a list.
fn take(window: &mut Window, list: &str, entry: &str) {
    window.get_by_role_and_label(Role::ComboBox, list).click();
    window.run_steps(2);
    // Lists lie above panels, and so come last.
    let entries = window.get_all_by_label(entry);
    entries.last().unwrap().click_accesskit();
    window.run_steps(2);
    wait(window, |_| true);
}

fn bids(window: &Window, key: &str) -> HubBids {
    let outcome = outcome(window);
    outcome
        .hinterland
        .as_ref()
        .unwrap()
        .at(node(window, key))
        .unwrap()
        .clone()
}

/// The key of who wins from a hub.
fn winner(window: &Window, key: &str) -> String {
    let outcome = outcome(window);
    let asked = outcome.question.hinterland.as_ref().unwrap();
    let best = bids(window, key).best.unwrap();
    rival_key(&outcome.network, &asked.rivals, best.rival)
}

#[test]
fn gateways_compete_on_the_way_to_a_port_abroad() {
    let mut window = open();
    // Nothing is asked: the nearest gateway wins.
    assert_eq!(
        window.state().state().session.hinterland.to,
        Toward::Question
    );
    assert_eq!(winner(&window, "nanning"), "qinzhou-port");
    assert_eq!(winner(&window, "youyiguan"), "youyiguan");
    take(&mut window, "to", "Singapore");
    let to = node(&window, "singapore");
    assert_eq!(
        window.state().state().session.hinterland.to,
        Toward::Hub(to)
    );
    assert_eq!(winner(&window, "chongqing"), "qinzhou-port");
    assert_eq!(winner(&window, "kunming-wangjiaying-west"), "mohan");
    let chongqing = bids(&window, "chongqing");
    assert!(chongqing.margin().unwrap() > 0);
    // The map shows it, and no longer when the pane is closed.
    let shown = |window: &Window| {
        let (state, outcome) = (window.state().state(), outcome(window));
        let network = &state.document.as_ref().unwrap().network;
        let shown = Shown::of(network, Some(&outcome), &state.session.view);
        shown.and_then(|of| of.hub_color(node(window, "chongqing")))
    };
    let network = Arc::clone(&window.state().state().document.as_ref().unwrap().network);
    let port = node(&window, "qinzhou-port");
    let place = gateways(&network)
        .iter()
        .position(|&id| id == port)
        .unwrap();
    let palette = window.state().state().session.view.palette();
    assert_eq!(shown(&window), Some(palette.territories[place]));
    // The list that was clicked through its role is still open: Escape closes it first.
    window.key_press(Key::Escape);
    window.run_steps(4);
    if window.state().state().shows(Pane::Hinterland) {
        window.key_press(Key::Escape);
    }
    wait(&mut window, |app| !app.state().shows(Pane::Hinterland));
    assert_eq!(shown(&window), None);
    // The layer may be switched by itself.
    window
        .get_by_role_and_label(Role::CheckBox, "Hinterlands")
        .click();
    wait(&mut window, |app| app.state().session.view.show_hinterland);
    assert!(shown(&window).is_some());
}

#[test]
fn routes_compete_and_a_hub_is_flown_to() {
    let mut window = open();
    window.get_by_role_and_label(Role::Button, "routes").click();
    wait(&mut window, |app| {
        app.state().session.hinterland.by == By::Routes
    });
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.hinterland.as_ref().unwrap().to.is_some()
    });
    window.run_steps(2);
    // Toward the first gateway of the study.
    assert_eq!(winner(&window, "huaihua"), "eastern");
    let network = Arc::clone(&window.state().state().document.as_ref().unwrap().network);
    let first = gateways(&network)[0];
    let asked = outcome(&window).question.hinterland.clone().unwrap();
    assert_eq!(asked.to, Some(first));
    let is_hub = |name: &str| {
        network
            .node_ids()
            .find(|&id| network.node(id).names.en == name)
    };
    let links = window.get_all_by_role(Role::Link);
    let mut rows = links.filter_map(|link| Some((is_hub(&cards::label_of(&link))?, link)));
    let (hub, link) = rows.next().unwrap();
    link.click_accesskit();
    drop(rows);
    window.run_steps(2);
    wait(&mut window, move |app| {
        app.state().session.view.selected == Some(Thing::Node(hub))
    });
}

#[test]
fn it_follows_the_criterion_and_the_value_of_time() {
    let mut window = open();
    take(&mut window, "to", "Singapore");
    take(&mut window, "least", "overall");
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.criterion == Criterion::Generalized
    });
    let before = bids(&window, "chengdu").best.unwrap().cost;
    let value_of_time = priced_now(window.state().state())
        .unwrap()
        .value_of_time
        .value;
    window
        .get_by_role_and_label(Role::Slider, "Value of time")
        .set_value_accesskit(value_of_time * 2.0);
    window.run_steps(2);
    wait(&mut window, |app| {
        let question = &app.state().transient.outcome.as_ref().unwrap().question;
        question.weights.value_of_time() > value_of_time * 1.5
    });
    let after = bids(&window, "chengdu").best.unwrap().cost;
    assert!(after > before, "{after} {before}");
}

#[test]
fn numbers_have_cards_in_both_languages() {
    let mut window = open();
    take(&mut window, "to", "Singapore");
    let rows = window.get_all_by_role(Role::Link);
    let labels: Vec<String> = rows.map(|row| cards::label_of(&row)).collect();
    let more = labels.iter().find(|label| label.starts_with('+')).unwrap();
    let said = more.split(' ').next().unwrap().to_owned();
    click_number(&mut window, &said);
    let card = window.state().state().transient.cards.last().unwrap();
    let Origin::Hinterland { hub, is_more } = card.origin.clone() else {
        panic!("{card:?}");
    };
    assert!(is_more);
    let number = card_number(&window);
    assert_eq!(number.status, Status::Assumed);
    let bids = bids(&window, hub.as_str());
    let hours = Criterion::Time.number(bids.margin().unwrap());
    assert!((number.value - hours).abs() < 1e-9);
    let inputs = number.basis.inputs();
    assert!((inputs[0].number.value - inputs[1].number.value - hours).abs() < 1e-9);
    window.get_by_label("中文").click();
    wait(&mut window, |app| app.state().lang() == Lang::Zh);
    window.run_steps(2);
    assert!(says(&window, "次优者"));
}

#[test]
fn a_study_without_gateways_says_so() {
    let mut window = window(Sources::named(&[tiny()]), Arc::new(Picked::default()));
    window.key_press(Key::H);
    wait(&mut window, |app| {
        app.state()
            .transient
            .outcome
            .as_ref()
            .unwrap()
            .hinterland
            .is_some()
    });
    window.run_steps(2);
    // Two ports without a country: both compete.
    assert!(says(&window, "2 of 2 gateways"));
    window.get_by_label_contains("2 of 2").click();
    window.run_steps(2);
    for port in ["Port Epsilon", "Zeta"] {
        let boxes = window.get_all_by_role(Role::CheckBox);
        let of_port = |node: &egui_kittest::Node| cards::label_of(node) == port;
        boxes.into_iter().find(of_port).unwrap().click_accesskit();
        window.run_steps(2);
    }
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome
            .question
            .hinterland
            .as_ref()
            .unwrap()
            .rivals
            .is_empty()
    });
    window.run_steps(2);
    assert!(says(&window, "There is no gateway or route"));
}
