//! The ways out that compete with the corridor are there, so that the choice is real.

use std::sync::Arc;

use corridor::model::ids::{Key, NodeId};
use corridor::model::link::Mode;
use corridor::model::network::Network;
use corridor::model::scenario::Scenario;
use corridor::study::evaluate::{Base, evaluate};
use corridor::study::outcome::{Criterion, ModeSet, PathAnswer, Question};
use corridor::task::Task;

use crate::study;

fn hub(network: &Network, key: &str) -> NodeId {
    network
        .node_by_key(&Key::new(key))
        .unwrap_or_else(|| panic!("{key} is no hub"))
}

/// From, to, modes, and a link or hub by which the way must go.
const WAYS: [(&str, &str, &[Mode], &str); 14] = [
    (
        "chongqing-guoyuan",
        "shanghai-yangshan",
        &[Mode::Waterway],
        "W02",
    ),
    (
        "chongqing-guoyuan",
        "singapore",
        &[Mode::Waterway, Mode::Sea],
        "X88",
    ),
    (
        "chongqing-guoyuan",
        "rotterdam",
        &[Mode::Waterway, Mode::Sea],
        "X89",
    ),
    ("chongqing", "qinzhou-port", &[Mode::Road], "H04"),
    ("chongqing", "hai-duong", &[Mode::Road], "H03"),
    ("chongqing-nanpeng", "vientiane", &[Mode::Road], "H02"),
    (
        "chongqing-tuanjiecun",
        "vientiane-south",
        &[Mode::Rail],
        "R32",
    ),
    (
        "kunming-wangjiaying-west",
        "laem-chabang",
        &[Mode::Rail],
        "R33",
    ),
    ("chongqing-tuanjiecun", "almaty", &[Mode::Rail], "khorgos"),
    (
        "chongqing-tuanjiecun",
        "dostyk",
        &[Mode::Rail],
        "alashankou",
    ),
    (
        "chongqing-tuanjiecun",
        "ulaanbaatar",
        &[Mode::Rail],
        "erenhot",
    ),
    ("manzhouli", "moscow", &[Mode::Rail], "X41"),
    ("nanning", "guangzhou-nansha", &[Mode::Waterway], "W04"),
    ("nanning", "singapore", &[Mode::Waterway, Mode::Sea], "X92"),
];

#[test]
fn every_way_out_can_be_gone() {
    let network = Arc::new(study().network);
    let base = Base::new(Arc::clone(&network));
    for (from, to, modes, by) in WAYS {
        let question = Question {
            from: vec![hub(&network, from)],
            to: vec![hub(&network, to)],
            modes: ModeSet::of(modes.iter().copied()),
            criterion: Criterion::Time,
            ..Question::default()
        };
        let outcome = evaluate(&base, &Scenario::base(), &question, &Task::never()).unwrap();
        let PathAnswer::Found { best, .. } = &outcome.path else {
            panic!("{from} to {to}: no way");
        };
        let passes = best.links().any(|passed| {
            let link = network.link(passed.link);
            let ends = [link.from, link.to].map(|end| network.node(end).key.as_str() == by);
            link.key.is_or_is_part_of(by) || ends.contains(&true)
        });
        assert!(passes, "{from} to {to} does not pass {by}");
    }
}
