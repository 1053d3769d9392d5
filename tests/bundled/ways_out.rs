//! The ways out that compete with the corridor are there, so that the choice is real.

use std::sync::Arc;

use corridor::model::ids::{Key, NodeId};
use corridor::model::link::Mode;
use corridor::model::network::Network;
use corridor::model::scenario::Scenario;
use corridor::study::evaluate::{Base, evaluate};
use corridor::study::outcome::{Criterion, Itinerary, ModeSet, PathAnswer, Question};
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

/// The best way between hubs by some modes.
fn best_way(base: &Base, ends: [&str; 2], modes: &[Mode], criterion: Criterion) -> Itinerary {
    let [from, to] = ends.map(|key| vec![hub(base.network(), key)]);
    let question = Question {
        from,
        to,
        modes: ModeSet::of(modes.iter().copied()),
        criterion,
        ..Question::default()
    };
    let outcome = evaluate(base, &Scenario::base(), &question, &Task::never()).unwrap();
    let PathAnswer::Found { best, .. } = outcome.path else {
        panic!("{ends:?}: no way");
    };
    best
}

#[test]
fn every_way_out_can_be_gone() {
    let network = Arc::new(study().network);
    let base = Base::new(Arc::clone(&network));
    for (from, to, modes, by) in WAYS {
        let best = best_way(&base, [from, to], modes, Criterion::Time);
        let passes = best.links().any(|passed| {
            let link = network.link(passed.link);
            let ends = [link.from, link.to].map(|end| network.node(end).key.as_str() == by);
            link.key.is_or_is_part_of(by) || ends.contains(&true)
        });
        assert!(passes, "{from} to {to} does not pass {by}");
    }
}

/// The river is cheaper than the railway, on land and all the way to Singapore, as the operator of
/// both says and the paper admits; the railway is faster.
#[test]
fn the_river_is_cheaper_and_the_railway_faster() {
    let base = Base::new(Arc::new(study().network));
    let ends = ["chongqing", "singapore"];
    let money = |modes: &[Mode]| {
        let best = best_way(&base, ends, modes, Criterion::Money);
        best.totals.yuan()
    };
    let hours = |modes: &[Mode]| {
        let best = best_way(&base, ends, modes, Criterion::Time);
        best.totals.hours()
    };
    let (by_rail, by_river) = ([Mode::Rail, Mode::Sea], [Mode::Waterway, Mode::Sea]);
    assert!(money(&by_river) < money(&by_rail));
    assert!(hours(&by_rail) < hours(&by_river));
    let land = |ends: [&str; 2], mode: Mode| {
        let best = best_way(&base, ends, &[mode], Criterion::Money);
        let links = best
            .links()
            .filter(|passed| base.network().link(passed.link).mode == mode);
        links
            .map(|passed| base.network().link(passed.link).forward.money.value)
            .sum::<f64>()
    };
    let river = land(["chongqing-guoyuan", "shanghai-yangshan"], Mode::Waterway);
    // The fixed price of a box belongs to the railway's tariff.
    let rail = land(["chongqing-tuanjiecun", "qinzhou-port-east"], Mode::Rail)
        + base.network().defaults().of(Mode::Rail).board_yuan.value;
    assert!((river - 2880.0).abs() < 1.0, "{river}");
    assert!(river < rail, "{river} {rail}");
}

/// A ship to Singapore costs the same whatever port of the gulf it leaves.
#[test]
fn the_ports_of_the_gulf_are_priced_alike() {
    let network = study().network;
    let price = |name: &str| {
        network
            .link(network.links_named(name)[0])
            .forward
            .money
            .clone()
    };
    let own = price("S01");
    assert!(own.low.unwrap() < own.value && own.value < own.high.unwrap());
    for lane in ["X62", "X65", "X68", "X96"] {
        let other = price(lane);
        assert_eq!(
            [Some(other.value), other.low, other.high],
            [Some(own.value), own.low, own.high]
        );
    }
    let base = Base::new(Arc::new(network));
    let best = best_way(
        &base,
        ["chongqing", "singapore"],
        &[Mode::Rail, Mode::Sea],
        Criterion::Money,
    );
    let port = hub(base.network(), "qinzhou-port");
    let passes = best
        .links()
        .any(|passed| base.network().link(passed.link).from == port);
    assert!(passes, "the cheapest way goes by Qinzhou");
}

/// Places on the lines have a stop there, in both languages of their names.
#[test]
fn trains_stop_where_the_lines_pass() {
    let base = Base::new(Arc::new(study().network));
    let network = base.network();
    for (place, line) in [
        ("luzhou", "R14"),
        ("yibin", "R22"),
        ("zunyi", "R09"),
        ("chongqing-luohuang", "R09"),
        ("fuling", "R02"),
    ] {
        let best = best_way(
            &base,
            [place, "qinzhou-port"],
            &[Mode::Rail],
            Criterion::Time,
        );
        let passes = best
            .links()
            .any(|passed| network.link(passed.link).key.is_or_is_part_of(line));
        assert!(passes, "{place} does not go by {line}");
    }
    let stop = hub(network, "luzhou-station");
    let mut chains = network.routes().iter().flat_map(|route| &route.chains);
    let chain = chains
        .find(|chain| chain.key.as_str() == "western-chengdu")
        .unwrap();
    let mut links = chain.links.iter().map(|&id| network.link(id));
    assert!(links.any(|link| [link.from, link.to].contains(&stop)));
    let mut services = network.services().iter();
    let train = services
        .find(|service| service.key.as_str() == "T05")
        .unwrap();
    assert_eq!(train.stops.first(), Some(&stop));
}
