//! What the path must not use and must pass, the size of boxes, and the legend's rows about ways.

use corridor::model::link::Mode;
use corridor::scene::item::Item;
use corridor::scene::legend;
use corridor::scene::projection::Rect;
use corridor::scene::sheet::View;
use corridor::study::boxes::BoxSize;

use super::*;

fn by_rail() -> Window {
    let mut window = corridor();
    ask_by_rail(&mut window);
    window.run_steps(2);
    window
}

/// Clicks on a labeled widget that may be out of sight, and waits for the answer to what is asked then.
#[track_caller]
fn click(window: &mut Window, role: Role, label: &str) {
    window.get_by_role_and_label(role, label).click_accesskit();
    window.run_steps(2);
    wait(window, |app| {
        let state = app.state();
        let asked = &state.session.question;
        let answered = &state.transient.outcome.as_ref().unwrap().question;
        answered.stops == asked.stops
            && answered.avoid == asked.avoid
            && answered.modes == asked.modes
            && answered.box_size == asked.box_size
    });
    window.run_steps(2);
}

#[test]
fn routes_modes_and_countries_are_avoided_and_passed_by_switches() {
    let mut window = by_rail();
    assert!(legs_on(&window, "R03"));
    window.get_by_label("Restrict...").click_accesskit();
    window.run_steps(20);
    click(&mut window, Role::CheckBox, "Avoid: Eastern route");
    assert!(!legs_on(&window, "R03"));
    assert!(says(&window, "Restrict... (1)"));
    click(&mut window, Role::Button, "Eastern route ×");
    assert!(legs_on(&window, "R03"));
    click(&mut window, Role::CheckBox, "Must pass: Western route");
    assert!(!legs_on(&window, "R03") || legs_on(&window, "R07"));
    let western = outcome(&window).question.stops.routes.clone();
    assert_eq!(western.len(), 1);
    let passes = |window: &Window| {
        let network = &window.state().state().document.as_ref().unwrap().network;
        match &outcome(window).path {
            PathAnswer::Found { best, .. } => best
                .links()
                .any(|passed| network.link(passed.link).routes.contains(&western[0])),
            _ => false,
        }
    };
    assert!(passes(&window));
    // What is to be passed and to be avoided is one sentence.
    click(&mut window, Role::CheckBox, "Avoid: Western route");
    assert!(says(
        &window,
        "Western route is both to be passed and to be avoided"
    ));
    click(&mut window, Role::CheckBox, "Avoid: Western route");
    click(&mut window, Role::CheckBox, "Must pass: Western route");
    assert!(legs_on(&window, "R03"));
    click(&mut window, Role::CheckBox, "Must pass: road");
    assert!(says(&window, "road is both to be passed and to be avoided"));
    click(&mut window, Role::CheckBox, "Avoid: road");
    let by_road = |window: &Window| match &outcome(window).path {
        PathAnswer::Found { best, .. } => best.legs().any(|leg| leg.mode == Mode::Road),
        _ => false,
    };
    assert!(by_road(&window));
    click(&mut window, Role::Button, "road ×");
    click(&mut window, Role::Button, "China");
    assert!(says(&window, "Chongqing is both"), "an end lies there");
    click(&mut window, Role::Button, "China ×");
    assert!(outcome(&window).question.avoid.is_empty());
}

#[test]
fn a_hub_is_required_by_its_menu_and_by_the_inspector() {
    let mut window = by_rail();
    let guiyang = node(&window, "guiyang");
    let here = place_of(&window, guiyang);
    click_at(&mut window, here, PointerButton::Secondary);
    window.get_by_label("Must pass").click();
    wait(&mut window, move |app| {
        app.state().session.question.stops.nodes == [guiyang]
    });
    window.run_steps(2);
    assert!(legs_on(&window, "R09"), "by way of Guiyang");
    click(&mut window, Role::Button, "Guiyang ×");
    assert!(legs_on(&window, "R03"));
    click_at(&mut window, here, PointerButton::Primary);
    click(&mut window, Role::Button, "By way of here");
    assert_eq!(outcome(&window).question.stops.via, [guiyang]);
}

#[test]
fn a_box_of_40_feet_is_chosen_and_told_beside_the_sums_by_teu() {
    let mut window = by_rail();
    let money = |window: &Window| match &outcome(window).path {
        PathAnswer::Found { best, .. } => best.totals.yuan(),
        other => panic!("{other:?}"),
    };
    let by_20 = money(&window);
    assert!(!says(&window, "A 40 ft box"));
    window
        .get_by_label("Cargo and what counts")
        .click_accesskit();
    window.run_steps(20);
    click(&mut window, Role::Button, "40 ft");
    wait(&mut window, |app| {
        let outcome = app.state().transient.outcome.as_ref().unwrap();
        outcome.question.box_size == BoxSize::Forty
    });
    let by_40 = money(&window);
    assert!(by_40 < by_20, "a TEU of a 40 ft box: {by_40} {by_20}");
    assert!(says(&window, "A 40 ft box, 2 TEU"));
    let said = format!("{:.0}", 2.0 * by_40);
    let said = format!("{},{}", &said[..1], &said[1..]);
    assert!(says(&window, &said), "{said}");
    click(&mut window, Role::Button, "20 ft");
    assert!((money(&window) - by_20).abs() < 1e-9);
}

#[test]
fn the_legend_tells_the_chosen_way_from_the_others() {
    let window = by_rail();
    let state = window.state().state();
    let network = &state.document.as_ref().unwrap().network;
    let rows = |outcome: &Outcome, view: &View| -> Vec<String> {
        let room = Rect::new(0.0, 0.0, 700.0, 740.0);
        let of = (network.as_ref(), Some(outcome), view);
        let (items, _) = legend::items(&state.layers, of, room, false, &[]).unwrap();
        let texts = items.into_iter().filter_map(|item| match item {
            Item::Text(text) => Some(text.text),
            _ => None,
        });
        texts.collect()
    };
    let (mut shown, mut view) = (
        Outcome::clone(&outcome(&window)),
        state.session.view.clone(),
    );
    let both = rows(&shown, &view);
    assert_eq!(both[..2], ["Chosen way", "Other ways, paler"]);
    shown.ways = None;
    let alone = rows(&shown, &view);
    assert_eq!(alone.len(), both.len() - 1);
    assert_eq!(alone[0], "Chosen way");
    view.show_path = false;
    assert!(!rows(&shown, &view).contains(&"Chosen way".to_owned()));
}
