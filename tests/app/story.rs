//! A planner's day in ten steps, as one test: what each part of the window does by itself is tested elsewhere.

use corridor::app::panels::flows::lists::way_name;
use corridor::study::flows::readings::LinkReading;

use super::cards::drag_field;
use super::comparing::{hold, made, measure};
use super::draw::draw_line;
use super::flows::{now, open as open_flows, open_capacity};
use super::saving::{folder, is_changed, keeping, save_at};
use super::scenarios::{edits, list, open as open_scenario, open_now};
use super::*;

const IN_2028: &str = "2028 with Huangtong–Baise";

fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let state = app.state();
        let flows = &state.transient.flows;
        state.transient.outcome.is_some()
            && !state.transient.is_updating
            && flows.running_since.is_none()
    });
    window.run_steps(2);
}

fn step_back(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(window);
}

/// Of the links that are listed the fullest, each way.
fn fullest(window: &Window) -> LinkReading {
    let network = &now(window).answer.network;
    let is_seen = |of: &&LinkReading| {
        let name = way_name(network, of, Lang::En);
        let has_capacity = network.link(of.link).forward.capacity.is_some();
        has_capacity && window.query_by_role_and_label(Role::Link, &name).is_some()
    };
    let links = now(window).readings.links.iter().filter(is_seen);
    let used = |of: &LinkReading| of.utilization.unwrap_or(0.0);
    *links.max_by(|a, b| used(a).total_cmp(&used(b))).unwrap()
}

/// Drags the capacity of a link down, and gives it before and after.
fn drag_capacity(window: &mut Window, link: &LinkReading) -> (f64, f64) {
    let capacity = |window: &Window| {
        let link = now(window).answer.network.link(link.link);
        link.forward.capacity.as_ref().unwrap().value
    };
    let before = capacity(window);
    open_capacity(window, link, before);
    drag_field(window, [-20.0, -40.0, -60.0], settle);
    settle(window);
    let after = capacity(window);
    window.key_press(Key::Escape);
    settle(window);
    (before, after)
}

#[test]
fn a_planner_works_through_a_day() {
    // 1. Open the corridor.
    let folder = folder("story");
    let path = folder.join("story.corridor.json");
    let mut window = keeping(Sources::named(&[]), &folder);
    assert!(edits(&window).is_empty());
    // 2. Toggle a route.
    window.get_by_label("Eastern route open").click();
    settle(&mut window);
    assert_eq!(edits(&window).len(), 1);
    // 3. Route: without the eastern route the way is another.
    ask_by_rail(&mut window);
    settle(&mut window);
    let closed = outcome(&window);
    step_back(&mut window);
    assert!(outcome(&window).path != closed.path);
    // 4. Assign the demand of a year.
    open_flows(&mut window);
    assert!(now(&window).answer.faults.is_none());
    // 5. Drag the capacity of the fullest link: the flows move.
    window.get_by_role_and_label(Role::Button, "Links").click();
    window.run_steps(2);
    let link = fullest(&window);
    let (before, after) = drag_capacity(&mut window, &link);
    assert!(after < before, "{after} of {before}");
    let share = |of: &LinkReading| of.utilization.unwrap();
    let readings = &now(&window).readings.links;
    let same = readings.iter().find(|of| of.link == link.link).unwrap();
    assert!(share(same) > share(&link), "it is fuller than before");
    window.key_press(Key::F);
    settle(&mut window);
    // 6. Draw the missing link.
    let n_edits = edits(&window).len();
    draw_line(&mut window);
    window.get_by_role_and_label(Role::Button, "Create").click();
    settle(&mut window);
    assert_eq!(edits(&window).len(), n_edits + 1);
    // 7. The scenario of 2028.
    list(&mut window);
    open_scenario(&mut window, IN_2028);
    settle(&mut window);
    assert_eq!(open_now(&window), IN_2028);
    // 8. Hold Space: the base, and back.
    wait(&mut window, |app| app.state().transient.peek.is_ready);
    let own = outcome(&window);
    hold(&mut window, true);
    assert!(!Arc::ptr_eq(&outcome(&window), &own));
    hold(&mut window, false);
    assert!(Arc::ptr_eq(&outcome(&window), &own));
    // 9. Undo all: no difference to the base.
    let n_steps = |window: &Window| {
        let document = window.state().state().document.as_ref().unwrap();
        document.history.position()
    };
    let n_made = n_steps(&window);
    while n_steps(&window) > 0 {
        step_back(&mut window);
    }
    assert!(edits(&window).is_empty() && open_now(&window) == "Base");
    assert!(!is_changed(window.state()));
    window.key_press(Key::V);
    measure(&mut window);
    let is_none = |value: Option<f64>| value.is_none_or(|value| value.abs() <= 0.0);
    let rows = &made(&window).rows;
    assert!(rows.iter().all(|row| is_none(row.difference())), "{rows:?}");
    // 10. Save, be killed, recover with all that was done, redo it.
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    save_at(&mut window, &path);
    window.get_by_label("Middle route open").click();
    settle(&mut window);
    assert_eq!(n_steps(&window), 1, "another step was made after undoing");
    assert!(n_made >= 3, "capacity, link, scenario");
    // It goes without being closed, as a program does that is killed.
    drop(window);
    let mut again = keeping(Sources::named(&[path]), &folder);
    assert!(edits(&again).is_empty(), "the file is as it was saved");
    again.get_by_label("Recover").click();
    wait(&mut again, is_changed);
    assert_eq!(edits(&again).len(), 1);
    step_back(&mut again);
    assert!(!is_changed(again.state()), "what the file holds");
    drop(again);
    std::fs::remove_dir_all(folder).unwrap();
}
