//! Beyond the bottleneck: the next one, the curve of a capacity, room elsewhere, a target.

use corridor::app::beyond::{BeyondFigure, BeyondMade, number};
use corridor::model::edit::Edit;
use corridor::study::beyond::Next;
use corridor::study::target::Ended;
use eframe::egui::accesskit::Role;

use super::*;

fn settle(window: &mut Window) {
    window.run_steps(2);
    wait(window, |app| {
        let now = &app.state().transient.beyond;
        now.made.is_some() && !now.is_updating
    });
    window.run_steps(2);
}

fn made(window: &Window) -> Arc<BeyondMade> {
    let made = window.state().state().transient.beyond.made.as_ref();
    Arc::clone(made.unwrap())
}

#[test]
fn the_next_bottleneck_the_curve_and_a_target() {
    let mut window = corridor();
    ask_by_rail(&mut window);
    settle(&mut window);
    scroll_down_to(&mut window, "Next bottleneck, if this one had no limit");
    let found = made(&window);
    let Some(Next::Limited { teu_per_year, .. }) = found.beyond.as_ref().map(|of| &of.next) else {
        panic!("{:?}", found.beyond);
    };
    let now = match &outcome(&window).throughput {
        Some(Throughput::Limited { teu_per_year, .. }) => *teu_per_year,
        other => panic!("{other:?}"),
    };
    assert!(*teu_per_year >= now);
    let state = window.state().state();
    let card = number(state, BeyondFigure::Next).unwrap();
    assert!(!card.basis.inputs().is_empty(), "it names its parts");
    scroll_down_to(&mut window, "the next bottleneck is");

    // The room left elsewhere, ranked; a click flies there, and the curve is of that line.
    scroll_down_to(&mut window, "Room left elsewhere");
    window.get_by_label("Room left elsewhere").click();
    window.run_steps(12);
    let rooms = found.beyond.as_ref().unwrap().rooms.iter();
    let used: Vec<u64> = rooms
        .filter(|room| room.carried > 0)
        .map(|room| room.left)
        .collect();
    assert!(used.is_sorted() && !used.is_empty(), "{used:?}");

    // A target: the fewest projects, applied by a button.
    scroll_down_to(&mut window, "Reach a target");
    window.get_by_label("Reach a target").click();
    window.run_steps(12);
    scroll_down_to(&mut window, "Target, TEU a year");
    let field = window.get_by_role_and_label(Role::SpinButton, "Target, TEU a year");
    field.focus();
    window.step();
    window.key_press(Key::ArrowUp);
    settle(&mut window);
    let target = window.state().state().session.target.unwrap();
    assert!(target > now, "{target} {now}");
    let found = made(&window);
    let reached = found.reached.as_ref().unwrap();
    assert_eq!((&reached.ended, reached.target), (&Ended::Cheapest, target));
    scroll_down_to(&mut window, "Apply them");
    window
        .get_by_role_and_label(Role::Button, "Apply them")
        .click();
    window.step();
    wait(&mut window, |app| !app.state().transient.is_updating);
    let state = window.state().state();
    let edits = state.document.as_ref().unwrap().history.scenario().edits();
    assert!(
        edits
            .iter()
            .all(|edit| matches!(edit, Edit::ApplyProject { .. }))
    );
    let after = match &outcome(&window).throughput {
        Some(Throughput::Limited { teu_per_year, .. }) => *teu_per_year,
        other => panic!("{other:?}"),
    };
    assert_eq!(Some(after), reached.teu_per_year);
    assert!(after >= target);
}
