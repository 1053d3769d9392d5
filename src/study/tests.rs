//! Runs on a network of two routes and a missing link, small enough to check by hand.

use std::sync::Arc;

use super::chains::chain_limit;
use super::evaluate::{Base, evaluate};
use super::outcome::{
    Criterion, CutPart, Itinerary, ModeSet, Outcome, PathAnswer, Question, Step, Sums, Throughput,
};
use super::provenance::{Measure, of_throughput, total};
use super::sentences::{figures_behind, path_sentences, throughput_sentences};
use super::ways::{chosen_place, names, options, with_chosen};
use crate::model::capacity::Trains;
use crate::model::changes::Changes;
use crate::model::defaults::Defaults;
use crate::model::edit::{Edit, LinkNumber};
use crate::model::geometry::{LineSet, LonLat};
use crate::model::ids::{Key, LinkId, NodeId, RouteId};
use crate::model::link::{Direction, Link, LinkState, Mode};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::{Node, NodeKind};
use crate::model::parameters::{Parameter, Parameters};
use crate::model::route::Route;
use crate::model::scenario::{Access, Scenario};
use crate::model::sourced::{Sourced, Status};
use crate::model::unit::Unit;
use crate::model::value::Value;
use crate::task::Task;
use crate::words::Lang;

fn sourced(value: f64, unit: Unit) -> Sourced {
    Sourced::new(value, unit, Status::Cited)
}

/// A day in the yard and 500 yuan to board a train, nothing else.
fn defaults() -> Arc<Defaults> {
    let mut parameters = Parameters::default();
    let rows = [
        ("default_rail_board_hours", 24.0, Unit::Hours),
        ("default_rail_board_cny", 500.0, Unit::YuanPerTeu),
    ];
    for (key, value, unit) in rows {
        parameters.set(Parameter {
            group: "default".to_owned(),
            key: Key::new(key),
            names: Names::default(),
            value: Value::Number(Sourced::new(value, unit, Status::Assumed)),
        });
    }
    Arc::new(Defaults::from_parameters(&parameters).0)
}

fn node(key: &str, kind: NodeKind, capacity: Option<f64>) -> Node {
    Node {
        key: Key::new(key),
        names: Names::new(key, ""),
        kind,
        at: LonLat::new(106.0, 29.0),
        rank: 1,
        city: None,
        transfer_hours: sourced(0.0, Unit::Hours),
        transfer_money: sourced(0.0, Unit::YuanPerTeu),
        border_hours: sourced(0.0, Unit::Hours),
        border_money: sourced(0.0, Unit::YuanPerTeu),
        changes: Changes::default(),
        terminal: None,
        capacity: capacity.map(|teu| sourced(teu, Unit::TeuPerYear)),
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

struct Line(
    &'static str,
    u32,
    u32,
    Mode,
    f64,
    Option<f64>,
    &'static [u32],
);

fn link(line: &Line) -> Link {
    let Line(key, from, to, mode, hours, capacity, routes) = *line;
    let way = Direction {
        hours: sourced(hours, Unit::Hours),
        money: sourced(hours * 100.0, Unit::YuanPerTeu),
        co2: sourced(hours, Unit::KgPerTeu),
        capacity: capacity.map(|teu| sourced(teu, Unit::TeuPerYear)),
    };
    Link {
        key: Key::new(key),
        names: Names::new(key, ""),
        mode,
        from: NodeId(from),
        to: NodeId(to),
        routes: routes.iter().map(|&id| RouteId(id)).collect(),
        state: LinkState::Operating,
        open_year: None,
        gauges_mm: Vec::new(),
        tracks: None,
        is_electrified: None,
        trains: Trains::default(),
        length: sourced(hours * 30.0, Unit::Km),
        forward: way.clone(),
        backward: Some(way),
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

/// city –t1– yard; yard –E1– mid –E2– port (eastern); yard –M1– mid (middle); yard –W– port
/// (western, being built); city –t2– depot –t3– port by drayage must never be a way through.
pub(super) fn network() -> Arc<Network> {
    network_with(&[])
}

/// The same with more links.
fn network_with(more: &[Line]) -> Arc<Network> {
    let nodes = vec![
        node("city", NodeKind::City, None),
        node("yard", NodeKind::Rail, None),
        node("mid", NodeKind::Rail, None),
        node("port", NodeKind::Seaport, Some(900.0)),
        node("town", NodeKind::City, None),
        node("depot", NodeKind::Rail, None),
    ];
    let lines = [
        Line("t1", 0, 1, Mode::Transfer, 1.0, None, &[]),
        Line("E1", 1, 2, Mode::Rail, 10.0, Some(500.0), &[0]),
        Line("E2", 2, 3, Mode::Rail, 10.0, Some(700.0), &[0, 1]),
        Line("M1", 1, 2, Mode::Rail, 12.0, Some(400.0), &[1]),
        Line("W", 1, 3, Mode::Rail, 5.0, Some(300.0), &[2]),
        Line("t2", 1, 4, Mode::Transfer, 0.5, None, &[]),
        Line("t3", 4, 3, Mode::Transfer, 0.5, None, &[]),
    ];
    let mut links: Vec<Link> = lines.iter().chain(more).map(link).collect();
    links[4].state = LinkState::Building;
    links[4].open_year = Some(2028);
    let mut line_set = LineSet::new();
    for _ in &links {
        line_set.push(&[LonLat::new(106.0, 29.0), LonLat::new(107.0, 28.0)]);
    }
    let route = |key: &str, links: &[u32]| Route {
        key: Key::new(key),
        names: Names::new(key, ""),
        chains: Vec::new(),
        links: links.iter().map(|&id| LinkId(id)).collect(),
    };
    let routes = vec![
        route("eastern", &[1, 2]),
        route("middle", &[2, 3]),
        route("western", &[4]),
    ];
    Arc::new(Network::new(nodes, links, line_set, routes, defaults()).unwrap())
}

fn close_route(key: &str) -> Edit {
    Edit::SetRouteOpen {
        route: Key::new(key),
        is_open: false,
    }
}

fn run(edits: &[Edit]) -> (Arc<Network>, Outcome) {
    let network = network();
    let scenario = edits.iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(&network, edit.clone()).unwrap()
    });
    let question = Question {
        from: vec![NodeId(0)],
        to: vec![NodeId(3)],
        modes: ModeSet::of([Mode::Rail]),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let base = Base::new(Arc::clone(&network));
    let outcome = evaluate(&base, &scenario, &question, &Task::never()).unwrap();
    (network, outcome)
}

pub(super) fn found(outcome: &Outcome) -> &Itinerary {
    match &outcome.path {
        PathAnswer::Found { best, .. } => best,
        other => panic!("{other:?}"),
    }
}

fn rail_links(network: &Network, way: &Itinerary) -> Vec<String> {
    let rail = way
        .links()
        .filter(|p| network.link(p.link).mode == Mode::Rail);
    rail.map(|p| network.link(p.link).key.to_string()).collect()
}

/// A road that begins in the town does not open the way through it from drayage to drayage.
#[test]
fn nobody_boards_only_to_alight_on_the_spot() {
    let network = network_with(&[Line("r", 4, 2, Mode::Road, 90.0, None, &[])]);
    let base = Base::new(Arc::clone(&network));
    let question = Question {
        from: vec![NodeId(1)],
        to: vec![NodeId(3)],
        modes: ModeSet::all(),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let outcome = evaluate(&base, &Scenario::base(), &question, &Task::never()).unwrap();
    let keys: Vec<_> = found(&outcome)
        .links()
        .map(|p| network.link(p.link).key.to_string())
        .collect();
    assert_eq!(keys, ["E1", "E2"]);
}

#[test]
fn a_chosen_way_stands_for_the_path_and_ways_have_names_of_their_own() {
    let network = network();
    let base = Base::new(Arc::clone(&network));
    let question = Question {
        from: vec![NodeId(0)],
        to: vec![NodeId(3)],
        modes: ModeSet::of([Mode::Rail]),
        n_ways: 5,
        wants_unbeaten: true,
        ..Question::default()
    };
    let outcome = evaluate(&base, &Scenario::base(), &question, &Task::never()).unwrap();
    let ways = options(&outcome);
    let keys: Vec<_> = ways.iter().map(|way| rail_links(&network, way)).collect();
    assert_eq!(
        keys,
        [["E1", "E2"], ["M1", "E2"]],
        "unbeaten ones are there once"
    );
    assert_eq!(chosen_place(&outcome), Some(0));
    let links = |place: usize| ways[place].links().collect::<Vec<_>>();
    assert_eq!(with_chosen(&outcome, &links(0)), None);
    assert_eq!(with_chosen(&outcome, &links(0)[1..]), None);
    let chosen = with_chosen(&outcome, &links(1)).unwrap();
    assert_eq!(found(&chosen), ways[1]);
    assert_eq!(chosen_place(&chosen), Some(1));
    assert_eq!(options(&chosen), ways, "places stay what they were");
    let twice = [ways[0], ways[0], ways[1]];
    let names = names(&network, &twice, Lang::En);
    assert_eq!(names[0], names[1]);
    assert_ne!(names[0], names[2]);
}

#[test]
fn the_best_way_and_its_sums() {
    let (network, outcome) = run(&[]);
    let best = found(&outcome);
    assert_eq!(rail_links(&network, best), ["E1", "E2"]);
    // 1 h drayage, 24 h in the yard, 20 h by rail.
    assert_eq!(best.totals.seconds, 45 * 3600);
    // 100 + 500 + 2,000 yuan.
    assert_eq!(best.totals.fen, 260_000);
    let sum: Sums = best
        .steps
        .iter()
        .map(|step| match step {
            Step::Leg(leg) => leg.sums,
            Step::Transfer(transfer) => transfer.sums,
        })
        .sum();
    assert_eq!(sum, best.totals);
    // Three links with three figures each; a day in the yard and the boarding fee.
    assert_eq!(figures_behind(&network, best), [9, 0, 2, 0]);
    let hours = total(&network, best, Measure::Hours);
    assert!((hours.value - 45.0).abs() < 1e-9);
    assert_eq!(hours.status, Status::Assumed, "the day in the yard matters");
    assert!((hours.assumed_share() - 24.0 / 45.0).abs() < 1e-9);
    let terms = hours.basis.inputs().iter();
    let sum: f64 = terms.map(|term| term.number.value).sum();
    assert!((sum - 45.0).abs() < 1e-9, "the terms are the whole");
    assert!(total(&network, best, Measure::Km).assumed_share() < 1e-12);
}

#[test]
fn a_lorry_across_the_town_is_no_way_through() {
    let (_, outcome) = run(&[
        close_route("eastern"),
        close_route("middle"),
        close_route("western"),
    ]);
    let PathAnswer::None { obstacles } = &outcome.path else {
        panic!("{:?}", outcome.path);
    };
    assert!(obstacles.iter().all(|o| o.access == Access::RoutesClosed));
    assert_eq!(outcome.throughput, Some(Throughput::Nothing));
}

#[test]
fn a_shared_link_is_closed_with_all_its_routes_only() {
    let (network, outcome) = run(&[close_route("eastern")]);
    assert_eq!(rail_links(&network, found(&outcome)), ["M1", "E2"]);
    let (_, outcome) = run(&[close_route("eastern"), close_route("middle")]);
    assert_eq!(outcome.availability.link(LinkId(2)), Access::RoutesClosed);
}

#[test]
fn what_is_being_built_is_named_where_it_would_help() {
    let (network, outcome) = run(&[]);
    let PathAnswer::Found { detour, .. } = &outcome.path else {
        panic!("{:?}", outcome.path);
    };
    let detour = detour.as_ref().unwrap();
    assert_eq!(detour.obstacles[0].link, LinkId(4));
    let said = path_sentences(&network, &outcome, Lang::En).join(" ");
    assert!(
        said.contains("W, under construction, opening 2028"),
        "{said}"
    );
}

#[test]
fn opening_a_link_overrides_its_state_but_not_its_routes() {
    let open = Edit::SetLinkOpen {
        link: Key::new("W"),
        is_open: true,
    };
    let (network, outcome) = run(std::slice::from_ref(&open));
    assert_eq!(rail_links(&network, found(&outcome)), ["W"]);
    let (_, outcome) = run(&[open, close_route("western")]);
    assert_eq!(outcome.availability.link(LinkId(4)), Access::RoutesClosed);
}

#[test]
fn the_bottleneck_is_the_least_cut() {
    // E1 500 + M1 400 = 900 into mid, E2 700 out of it, port 900: E2 limits.
    let (network, outcome) = run(&[]);
    let Some(Throughput::Limited {
        teu_per_year,
        bottleneck,
        flows,
        ..
    }) = &outcome.throughput
    else {
        panic!("{:?}", outcome.throughput);
    };
    assert_eq!(*teu_per_year, 700);
    assert!(matches!(
        &bottleneck[..],
        [CutPart::Link {
            link: LinkId(2),
            ..
        }]
    ));
    assert_eq!(
        flows.iter().find(|f| f.link == LinkId(2)).unwrap().forward,
        700
    );
    let said = throughput_sentences(&network, outcome.throughput.as_ref().unwrap(), Lang::En);
    assert_eq!(said[1], "Bottleneck: E2 700 TEU/a.");
}

/// The network with other capacities of links, each with its range and status.
fn with_capacities(given: &[(u32, Sourced)]) -> Arc<Network> {
    let network = network();
    let mut links = network.links().to_vec();
    for (link, capacity) in given {
        let link = &mut links[*link as usize];
        for way in [Some(&mut link.forward), link.backward.as_mut()] {
            way.unwrap().capacity = Some(capacity.clone());
        }
    }
    Arc::new(network.with_numbers(network.nodes().to_vec(), links))
}

fn flow_of(network: &Arc<Network>, edits: &[Edit]) -> Sourced {
    let scenario = edits.iter().fold(Scenario::base(), |scenario, edit| {
        scenario.with(network, edit.clone()).unwrap()
    });
    let question = Question {
        from: vec![NodeId(0)],
        to: vec![NodeId(3)],
        modes: ModeSet::of([Mode::Rail]),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let base = Base::new(Arc::clone(network));
    let outcome = evaluate(&base, &scenario, &question, &Task::never()).unwrap();
    of_throughput(&outcome.network, &outcome.throughput.unwrap()).unwrap()
}

fn input_names(number: &Sourced) -> Vec<&str> {
    let inputs = number.basis.inputs().iter();
    inputs.map(|input| input.names.en.as_str()).collect()
}

#[test]
fn a_throughput_rests_on_what_may_be_its_bottleneck() {
    let teu = |value, status| Sourced::new(value, Unit::TeuPerYear, status);
    // E2 700 limits. With E1 at 200 only 600 come to it; with M1 at 250 there are still 750.
    let network = with_capacities(&[
        (1, teu(500.0, Status::Assumed).with_range(200.0, 600.0)),
        (2, teu(700.0, Status::Cited).with_range(690.0, 1000.0)),
        (3, teu(400.0, Status::Unsourced).with_range(250.0, 400.0)),
    ]);
    let flow = flow_of(&network, &[]);
    assert_eq!(input_names(&flow), ["E2", "E1"]);
    assert!((flow.value - 700.0).abs() < 1e-9);
    assert_eq!(flow.status, Status::Assumed);
    assert!((flow.assumed_share() - 1.0).abs() < 1e-12);
    // All low: 200 + 250. All high: the port's 900.
    assert_eq!((flow.low, flow.high), (Some(450.0), Some(900.0)));
}

#[test]
fn a_sure_throughput_rests_on_its_bottleneck_alone() {
    let flow = flow_of(&network(), &[]);
    assert_eq!(input_names(&flow), ["E2"]);
    assert_eq!((flow.low, flow.high), (None, None));
    assert_eq!(flow.status, Status::Derived);
    assert!(flow.assumed_share().abs() < 1e-12);
}

#[test]
fn a_throughput_rests_on_an_edit_without_which_it_would_be_less() {
    let set = |link: &str, value| Edit::SetLinkNumber {
        link: Key::new(link),
        number: LinkNumber::Capacity,
        value,
    };
    // 500 + 400 come to E2; once that takes 2,000, the port's 900 limit as well as E1 and M1.
    let flow = flow_of(&network(), &[set("E2", 2000.0)]);
    assert!((flow.value - 900.0).abs() < 1e-9);
    let names = input_names(&flow);
    assert!(
        names.contains(&"E2") && names.contains(&"port"),
        "{names:?}"
    );
    assert_eq!(flow.status, Status::Assumed);
    // An edit that takes nothing away from it is no input.
    let flow = flow_of(&network(), &[set("M1", 450.0)]);
    assert_eq!(input_names(&flow), ["E2"]);
    assert_eq!(flow.status, Status::Derived);
}

#[test]
fn a_hub_can_be_the_bottleneck() {
    let open = Edit::SetLinkOpen {
        link: Key::new("W"),
        is_open: true,
    };
    // 700 by E2 and 300 by W reach the port, which handles 900.
    let (_, outcome) = run(&[open]);
    let Some(Throughput::Limited {
        teu_per_year,
        bottleneck,
        ..
    }) = &outcome.throughput
    else {
        panic!("{:?}", outcome.throughput);
    };
    assert_eq!(*teu_per_year, 900);
    assert!(matches!(
        &bottleneck[..],
        [CutPart::Hub {
            node: NodeId(3),
            ..
        }]
    ));
}

#[test]
fn a_chain_carries_what_its_least_link_does() {
    let (network, outcome) = run(&[]);
    let chain = [LinkId(1), LinkId(2)];
    let limit = chain_limit(&network, &outcome.availability, &chain);
    assert_eq!(
        (limit.teu_per_year, limit.links),
        (Some(500.0), vec![LinkId(1)])
    );
    let limit = chain_limit(&network, &outcome.availability, &[LinkId(4), LinkId(2)]);
    assert_eq!(limit.teu_per_year, Some(0.0));
    assert_eq!(
        limit.closed,
        Some(Access::NotOperating(LinkState::Building))
    );
}

#[test]
fn a_closed_hub_closes_its_links() {
    let close = Edit::SetNodeOpen {
        node: Key::new("mid"),
        is_open: false,
    };
    let (_, outcome) = run(&[close]);
    assert_eq!(outcome.availability.link(LinkId(1)), Access::HubClosed);
    assert!(matches!(outcome.path, PathAnswer::None { .. }));
}
