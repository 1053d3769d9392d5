//! Small networks worked out by hand, and warm against cold.

use super::unmet::Why;
use super::*;
use crate::graph::volume_delay::VolumeDelay;
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::routing::cost::Weights;
use crate::routing::itinerary::Sums;
use crate::throughput::flow_graph::{FlowGraph, NO_ARC};
use crate::throughput::loads;
use crate::throughput::setting;

fn link(index: usize) -> Limits {
    Limits::Link {
        link: LinkId::at(index),
        is_forward: true,
    }
}

fn hub(index: usize) -> Limits {
    Limits::Hub(NodeId::at(index), NodeNumber::Capacity)
}

/// Arcs with capacity, what they limit and yuan a TEU; one class; demand between nodes.
fn setting(
    n_nodes: u32,
    arcs: &[(u32, u32, Option<u64>, Limits, f64)],
    wanted: &[(u32, u32, f64)],
) -> Setting {
    let graph = FlowGraph {
        n_nodes,
        arcs: arcs.iter().map(|arc| (arc.0, arc.1)).collect(),
        capacities: arcs.iter().map(|arc| arc.2.unwrap_or(UNLIMITED)).collect(),
        limits: arcs.iter().map(|arc| arc.3).collect(),
        sums: vec![Sums::default(); arcs.len()],
        expanded: vec![NO_ARC; arcs.len()],
    };
    let commodity = |&(from, to, teu): &(u32, u32, f64)| loads::Commodity {
        from: NodeId::at(from as usize),
        to: NodeId::at(to as usize),
        class: 0,
        teu,
    };
    Setting {
        graph,
        ends: wanted.iter().map(|of| (of.0, of.1)).collect(),
        commodities: wanted.iter().map(commodity).collect(),
        classes: vec![setting::Class {
            weights: Weights::default(),
            tonnes: 10.0,
        }],
        functions: vec![VolumeDelay::Constant { free: 0.0 }; arcs.len()],
        money: vec![arcs.iter().map(|arc| arc.4).collect()],
    }
}

fn solved(setting: &Setting) -> Allocated {
    allocate(setting, Terms::default(), None, &Task::never()).unwrap()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_price_is_what_the_next_best_way_costs_more() {
    let arcs = [
        (0, 1, Some(30), link(0), 100.0),
        (0, 1, None, link(1), 170.0),
    ];
    let of = setting(2, &arcs, &[(0, 1, 40.0)]);
    let made = solved(&of);
    assert_eq!(made.found.stopped, Stopped::Reached);
    assert!(is_near(made.found.objective, 30.0 * 100.0 + 10.0 * 170.0));
    assert!(is_near(made.loads.arcs[0], 30.0) && is_near(made.loads.arcs[1], 10.0));
    assert_eq!(made.prices.len(), 1, "what is not full has no price");
    let price = made.prices[0];
    assert_eq!(price.limits, link(0));
    assert!(is_near(price.more, 70.0));
    assert!(price.less.is_some_and(|less| is_near(less, 70.0)));
    assert!(made.loads.check(&of.graph, &of.ends, true).is_none());
}

/// Just as much is wanted as fits: one more TEU is worth nothing, one less costs the detour.
#[test]
fn at_a_kink_the_two_sides_differ() {
    let arcs = [
        (0, 1, Some(30), link(0), 100.0),
        (0, 1, None, link(1), 170.0),
    ];
    let made = solved(&setting(2, &arcs, &[(0, 1, 30.0)]));
    let price = made.prices[0];
    assert!(is_near(price.more, 0.0), "{price:?}");
    assert!(price.less.is_some_and(|less| is_near(less, 70.0)));
}

#[test]
fn what_does_not_fit_is_told_with_the_cut() {
    // Two ways out of 0, both full; behind the first the way is free.
    let arcs = [
        (0, 1, Some(10), link(0), 1.0),
        (1, 2, None, link(1), 1.0),
        (0, 2, Some(5), link(2), 1.0),
    ];
    let made = solved(&setting(3, &arcs, &[(0, 2, 40.0)]));
    assert_eq!(made.found.stopped, Stopped::Unreachable);
    assert!(is_near(made.loads.not_carried(), 25.0));
    let reason = &made.unmet[0];
    assert_eq!(
        (reason.why, &reason.cut),
        (Why::Full, &vec![link(0), link(2)])
    );
    assert!(is_near(reason.teu, 25.0));
    let price = made.prices.iter().find(|price| price.limits == link(0));
    assert!(price.is_some_and(|price| is_near(price.more, PENALTY - 2.0)));
}

#[test]
fn no_way_and_too_dear_a_way_are_told_apart() {
    let arcs = [(0, 1, None, link(0), PENALTY * 2.0)];
    let made = solved(&setting(3, &arcs, &[(0, 1, 7.0), (0, 2, 5.0)]));
    let told: Vec<_> = made.unmet.iter().map(|of| (of.why, of.teu)).collect();
    assert_eq!(told, [(Why::TooDear, 7.0), (Why::NoWay, 5.0)]);
    assert!(is_near(made.found.objective, 12.0 * PENALTY));
}

#[test]
fn the_arcs_of_a_hub_share_its_capacity() {
    let arcs = [
        (0, 1, Some(20), hub(9), 1.0),
        (2, 1, Some(20), hub(9), 1.0),
        (0, 1, None, link(0), 11.0),
        (2, 1, None, link(1), 6.0),
    ];
    let made = solved(&setting(3, &arcs, &[(0, 1, 15.0), (2, 1, 15.0)]));
    assert!(is_near(made.loads.arcs[0], 15.0) && is_near(made.loads.arcs[1], 5.0));
    let price = made.prices[0];
    assert_eq!(price.limits, hub(9));
    assert!(is_near(price.more, 5.0) && is_near(price.used, 20.0));
}

#[test]
fn nothing_wanted_and_nothing_open_are_answers() {
    let arcs = [(0, 1, Some(0), link(0), 1.0)];
    let nothing = solved(&setting(2, &arcs, &[]));
    assert_eq!(nothing.found.stopped, Stopped::Reached);
    assert!(nothing.found.objective <= 0.0 && nothing.unmet.is_empty());
    let closed = solved(&setting(2, &arcs, &[(0, 1, 3.0)]));
    assert!(is_near(closed.loads.not_carried(), 3.0));
    assert_eq!(closed.unmet[0].why, Why::Full);
    assert_eq!(closed.unmet[0].cut, [link(0)]);
    assert_eq!(closed.prices[0].less, None, "there is none to lose");
}

#[test]
fn a_negative_cost_is_refused() {
    let arcs = [(0, 1, None, link(0), -1.0)];
    let made = solved(&setting(2, &arcs, &[(0, 1, 3.0)]));
    assert!(matches!(
        made.found.stopped,
        Stopped::Refused(Refusal::Cost { arc: 0 })
    ));
    assert!(made.loads.not_carried() >= 3.0);
}

/// Random networks: after changes of capacity, cost, demand and penalty, going on is as good as anew, and
/// prices are what solving with one TEU more or less shows.
#[test]
fn going_on_is_as_good_as_anew_and_prices_are_differences() {
    let mut state = 7_u64;
    let mut random = |below: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % below
    };
    let mut n_prices = 0;
    for _ in 0..30 {
        let n_nodes = 8;
        let arcs: Vec<_> = (0..30)
            .map(|at| {
                let mut node = || random(n_nodes);
                let ends = (node(), node());
                let limits = if at % 7 == 0 { hub(at % 2) } else { link(at) };
                let capacity = (at % 5 != 4).then(|| u64::from(5 + random(40)));
                (ends.0, ends.1, capacity, limits, f64::from(1 + random(100)))
            })
            .collect();
        let wanted: Vec<_> = (0..6_u32)
            .map(|at| (at, (at + 3) % 8, f64::from(5 + random(30))))
            .collect();
        let mut of = setting(8, &arcs, &wanted);
        let mut warm = solved(&of);
        for _ in 0..4 {
            let arc = random(30) as usize;
            of.graph.capacities[arc] = u64::from(5 + random(40));
            of.money[0][arc] = f64::from(1 + random(100));
            of.commodities[0].teu = f64::from(5 + random(30));
            let terms = Terms {
                penalty: f64::from(500 + random(500)),
                ..Terms::default()
            };
            let never = Task::never();
            warm = allocate(&of, terms, Some(&warm), &never).unwrap();
            let cold = allocate(&of, terms, None, &never).unwrap();
            assert!(is_near(warm.found.objective, cold.found.objective));
            assert!(warm.loads.check(&of.graph, &of.ends, true).is_none());
            for price in &warm.prices {
                let with = |change: i64| {
                    let other = changed(&of, price.limits, change);
                    let made = allocate(&other, terms, None, &never).unwrap();
                    made.found.objective - cold.found.objective
                };
                let tolerance = 1e-6 * cold.found.objective;
                assert!((price.more + with(1)).abs() <= tolerance, "{price:?}");
                let less = price.less.unwrap_or(f64::NAN);
                assert!((less - with(-1)).abs() <= tolerance, "{price:?}");
                n_prices += 1;
            }
        }
    }
    assert!(n_prices > 100, "{n_prices} prices were looked at");
}

/// The same with another capacity of one place.
fn changed(setting: &Setting, place: Limits, change: i64) -> Setting {
    let mut other = setting.clone();
    for (limits, capacity) in setting.graph.limits.iter().zip(&mut other.graph.capacities) {
        if *limits == place && *capacity != UNLIMITED {
            *capacity = capacity.saturating_add_signed(change);
        }
    }
    other
}
