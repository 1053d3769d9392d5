//! On the small network of [`super::super::tests`]: city –t1– yard –E1– mid –E2– port.

use std::sync::Arc;

use super::super::evaluate::{Base, evaluate};
use super::super::outcome::{Outcome, Question, Stops};
use super::super::tests::{found, network};
use super::*;
use crate::model::scenario::Scenario;
use crate::task::Task;

const CITY: NodeId = NodeId(0);
const YARD: NodeId = NodeId(1);
const MID: NodeId = NodeId(2);
const PORT: NodeId = NodeId(3);

/// The way between two hubs by way of others.
fn run(network: &Arc<Network>, from: NodeId, to: NodeId, via: &[NodeId]) -> Outcome {
    let question = Question {
        from: vec![from],
        to: vec![to],
        stops: Stops {
            via: via.to_vec(),
            ..Stops::default()
        },
        ..Question::default()
    };
    let base = Base::new(Arc::clone(network));
    evaluate(&base, &Scenario::base(), &question, &Task::never()).unwrap()
}

#[test]
fn hubs_are_passed_in_their_order() {
    let network = network();
    let before = |from, to, via: &[NodeId]| {
        let outcome = run(&network, from, to, via);
        passed_before(&network, found(&outcome), via)
    };
    assert_eq!(before(CITY, PORT, &[]), [0, 0, 0]);
    assert_eq!(before(CITY, PORT, &[MID]), [0, 0, 1]);
    assert_eq!(before(CITY, PORT, &[YARD, MID]), [0, 1, 2]);
    // Where it begins it has been.
    assert_eq!(before(CITY, PORT, &[CITY, MID]), [1, 1, 2]);
    // There and back again: what comes later in the order is not passed on the way there.
    assert_eq!(before(YARD, MID, &[PORT, YARD]), [0, 0, 1, 1, 2]);
}

#[test]
fn a_new_hub_comes_between_those_whose_part_is_held() {
    let network = network();
    let via = [MID];
    let outcome = run(&network, CITY, PORT, &via);
    let before = passed_before(&network, found(&outcome), &via);
    let held = |link: usize| with_hub(&via, Hold::Between(before[link]), YARD);
    assert_eq!(held(1), [YARD, MID], "on the way to the middle");
    assert_eq!(held(2), [MID, YARD], "behind it");
    for link in 0..before.len() {
        let with = held(link);
        let again = run(&network, CITY, PORT, &with);
        let passed = passed_before(&network, found(&again), &with);
        assert_eq!(passed.first(), Some(&0));
        assert_eq!(passed.last().map(|n| n + 1 >= with.len()), Some(true));
    }
    assert_eq!(with_hub(&[], Hold::Between(7), YARD), [YARD]);
}

#[test]
fn a_held_hub_gives_way_to_another() {
    assert_eq!(with_hub(&[YARD, MID], Hold::Stop(1), PORT), [YARD, PORT]);
    assert_eq!(with_hub(&[YARD, MID], Hold::Stop(2), PORT), [YARD, MID]);
}

#[test]
fn hubs_change_places() {
    let via = [CITY, YARD, MID];
    assert_eq!(moved(&via, 0, 2), [YARD, MID, CITY]);
    assert_eq!(moved(&via, 2, 1), [CITY, MID, YARD]);
    assert_eq!(moved(&via, 0, 3), via, "there is no such place");
}
